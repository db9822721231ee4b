use std::error::Error;

use super::*;
use crate::domain::approval::Means;
use crate::domain::board::{Misfit, PanelDraft};
use crate::domain::kind::KindId;
use crate::domain::notice::{Content, Period};
use crate::domain::posting::{Form, Place};
use crate::store::{EditionName, EventFilter, Frozen, PostingOrder};

type TestResult = std::result::Result<(), Box<dyn Error>>;

fn wall_place() -> Place {
    Place { form: Form::Wall, name: "村委会公开栏".into() }
}

fn draft(name: &str, width: u32, height: u32) -> PanelDraft {
    PanelDraft { id: None, name: name.into(), size: Size { width, height } }
}

/// A notice of so many pages that hangs on the wall.
fn posted(store: &mut Store, title: &str, pages: u32) -> Result<NoticeId> {
    let content = Content { title: title.into(), ..Content::default() };
    let id = store.create(&KindId::new("tongzhi"), &content)?.id;
    store.submit(id, "李会计")?;
    let digest = store.digest(id)?;
    store.sign(id, &["负责人".into()], "王主任", Means::Alone, "", &digest)?;
    let order = PostingOrder {
        by: "李会计".into(),
        places: vec![wall_place()],
        period: Period::default(),
        reason: String::new(),
        digest,
        editions: vec![Frozen { name: EditionName::Wall, pages, sha256: "0".into(), pdf: vec![0], texts: Vec::new() }],
    };
    store.post(id, &order)?;
    Ok(id)
}

fn pin(notice: NoticeId, number: u32, panel: PanelId, x: u32, y: u32) -> Placing {
    Placing { sheet: SheetId { notice, number }, size: Size::A4, at: At { panel, corner: Corner { x, y } } }
}

fn operations(store: &mut Store) -> Result<Vec<String>> {
    let events = store.events(EventFilter::default())?;
    Ok(events.into_iter().map(|event| event.operation).collect())
}

#[test]
fn where_a_sheet_was_put_is_kept_and_told_in_the_log() -> TestResult {
    let mut store = Store::in_memory()?;
    let location = store.add_place(&wall_place(), &[draft("村务公开", 1200, 1200), draft("财务公开", 600, 800)])?;
    let notice = posted(&mut store, "用水公告", 2)?;
    let panel = location.panels[1].id;
    assert_eq!(store.wall(location.id)?.0.unplaced().count(), 2);
    store.pin(location.id, &[pin(notice, 1, panel, 30, 40)])?;
    let (wall, pages) = store.wall(location.id)?;
    let there = wall.sheet(SheetId { notice, number: 1 }).and_then(|sheet| sheet.at);
    assert_eq!(there, Some(At { panel, corner: Corner { x: 30, y: 40 } }));
    assert_eq!((wall.unplaced().count(), pages.len(), wall.hung[0].sheets), (1, 1, 2));
    store.unpin(location.id, SheetId { notice, number: 1 })?;
    assert_eq!(store.wall(location.id)?.0.unplaced().count(), 2);
    let operations = operations(&mut store)?;
    assert!(
        ["place", "pin", "unpin"].iter().all(|name| operations.iter().any(|known| known == name)),
        "{operations:?}"
    );
    assert_eq!(store.verify_events()?.first_difference, None);
    Ok(())
}

#[test]
fn no_sheet_is_put_over_another_or_over_the_edge_and_then_nothing_is_changed() -> TestResult {
    let mut store = Store::in_memory()?;
    let location = store.add_place(&wall_place(), &[draft("村务公开", 600, 400)])?;
    let notice = posted(&mut store, "用水公告", 2)?;
    let panel = location.panels[0].id;
    store.pin(location.id, &[pin(notice, 1, panel, 0, 0)])?;
    let over = store.pin(location.id, &[pin(notice, 2, panel, 209, 0)]);
    assert!(matches!(over, Err(StoreError::NoRoom(Misfit::Over(_)))), "{over:?}");
    let outside = store.pin(location.id, &[pin(notice, 2, panel, 391, 0)]);
    assert!(matches!(outside, Err(StoreError::NoRoom(Misfit::Outside))), "{outside:?}");
    let stranger = store.pin(location.id, &[pin(notice, 3, panel, 300, 0)]);
    assert!(matches!(stranger, Err(StoreError::NoSuchNotice(_))), "{stranger:?}");
    // One that fits beside one that does not is not put either.
    let both = store.pin(location.id, &[pin(notice, 1, panel, 300, 0), pin(notice, 2, panel, 300, 50)]);
    assert!(both.is_err());
    let (wall, _) = store.wall(location.id)?;
    assert_eq!(wall.placed().map(|(_, at)| at.corner).collect::<Vec<_>>(), [Corner { x: 0, y: 0 }]);
    // Two that change places are out of each other's way.
    store.pin(location.id, &[pin(notice, 2, panel, 300, 0)])?;
    store.pin(location.id, &[pin(notice, 1, panel, 300, 0), pin(notice, 2, panel, 0, 0)])?;
    Ok(())
}

#[test]
fn what_comes_down_is_off_the_wall() -> TestResult {
    let mut store = Store::in_memory()?;
    let location = store.add_place(&wall_place(), &[draft("村务公开", 600, 400)])?;
    let notice = posted(&mut store, "用水公告", 1)?;
    store.pin(location.id, &[pin(notice, 1, location.panels[0].id, 0, 0)])?;
    store.withdraw(notice, "李会计", "期满")?;
    let (wall, _) = store.wall(location.id)?;
    assert_eq!((wall.hung.len(), wall.sheets.len()), (0, 0));
    let next = posted(&mut store, "另一件", 1)?;
    store.pin(location.id, &[pin(next, 1, location.panels[0].id, 0, 0)])?;
    Ok(())
}

#[test]
fn a_place_is_added_renamed_and_removed_but_not_while_something_hangs_there() -> TestResult {
    let mut store = Store::in_memory()?;
    let wall = store.add_place(&wall_place(), &PanelDraft::usual())?;
    assert!(matches!(store.add_place(&wall_place(), &[]), Err(StoreError::SamePlace)));
    let radio = store.add_place(&Place { form: Form::Broadcast, name: "大喇叭".into() }, &[])?;
    let notice = posted(&mut store, "用水公告", 1)?;
    assert!(matches!(store.remove_place(wall.id), Err(StoreError::PlaceInUse { hanging: 1 })));
    // What hangs there hangs under the new name.
    store.rename_place(wall.id, "文化广场公开栏")?;
    assert_eq!(store.wall(wall.id)?.0.hung.len(), 1);
    assert_eq!(store.places()?[0].name, "文化广场公开栏");
    store.withdraw(notice, "李会计", "期满")?;
    store.remove_place(wall.id)?;
    assert_eq!(store.locations()?, [radio]);
    // What hung there stays in the record.
    let posting = store.posting(notice)?.ok_or("a posting")?;
    assert_eq!(posting.hangings[0].place.name, "文化广场公开栏");
    let operations = operations(&mut store)?;
    assert!(["rename-place", "remove-place"].iter().all(|name| operations.iter().any(|known| known == name)));
    Ok(())
}

#[test]
fn a_panel_made_smaller_drops_the_sheets_it_no_longer_holds() -> TestResult {
    let mut store = Store::in_memory()?;
    let location = store.add_place(&wall_place(), &[draft("村务公开", 600, 400), draft("财务公开", 600, 400)])?;
    let notice = posted(&mut store, "用水公告", 3)?;
    let [first, second] = [location.panels[0].id, location.panels[1].id];
    let pins = [pin(notice, 1, first, 0, 0), pin(notice, 2, first, 300, 0), pin(notice, 3, second, 0, 0)];
    store.pin(location.id, &pins)?;
    let smaller = PanelDraft { id: Some(first), name: "村务".into(), size: Size { width: 400, height: 400 } };
    assert_eq!(store.set_panels(location.id, &[smaller])?, 2);
    let (wall, _) = store.wall(location.id)?;
    assert_eq!(wall.placed().map(|(sheet, _)| sheet.id.number).collect::<Vec<_>>(), [1]);
    let stranger = PanelDraft { id: Some(second), name: "旧版".into(), size: Size::A4 };
    assert!(matches!(store.set_panels(location.id, &[stranger]), Err(StoreError::NoSuchPlace)));
    Ok(())
}

#[test]
fn a_place_first_named_when_a_notice_is_hung_is_on_the_list() -> TestResult {
    let mut store = Store::in_memory()?;
    posted(&mut store, "用水公告", 1)?;
    let locations = store.locations()?;
    assert_eq!(locations.iter().map(|location| &location.place).collect::<Vec<_>>(), [&wall_place()]);
    assert!(locations[0].panels.is_empty());
    Ok(())
}
