use jiff::civil::date;
use proptest::prelude::*;

use super::*;

fn wall(panels: &[(u32, u32)]) -> Wall {
    let panels = panels.iter().zip(1..).map(|((width, height), id)| Panel {
        id: PanelId(id),
        name: format!("第{id}块"),
        size: Size { width: *width, height: *height },
    });
    let place = Place { form: Form::Wall, name: "公开栏".into() };
    let location = Location { id: LocationId(1), place, panels: panels.collect() };
    Wall { location, hung: Vec::new(), sheets: Vec::new() }
}

fn hang(wall: &mut Wall, notice: i64, last: Option<Date>, sizes: &[Size]) {
    let notice = NoticeId::from_stored(notice);
    let number = wall.hung.len() as u32 + 1;
    let sheets = sizes.len() as u32;
    wall.hung.push(Hung { notice, year: 2026, number, title: format!("第{number}件"), last, sheets });
    let sheet = |(size, number): (&Size, u32)| Sheet { id: SheetId { notice, number }, size: *size, at: None };
    wall.sheets.extend(sizes.iter().zip(1..).map(sheet));
}

fn place_all(wall: &mut Wall) {
    for (id, at) in wall.arrange() {
        let sheet = wall.sheets.iter_mut().find(|sheet| sheet.id == id).expect("a sheet of the wall");
        sheet.at = at;
    }
}

/// Every two sheets of a panel stand clear of each other and inside the panel.
fn is_sound(wall: &Wall) -> bool {
    wall.placed().all(|(sheet, at)| wall.admits(sheet.id, sheet.size, at).is_ok())
}

proptest! {
    #[test]
    fn sheets_that_the_program_places_never_overlap_and_lie_inside_their_panel(
        panels in prop::collection::vec((210_u32..2500, 210_u32..2500), 1..5),
        notices in prop::collection::vec(prop::collection::vec((50_u32..900, 50_u32..900), 1..6), 0..12),
    ) {
        let mut wall = wall(&panels);
        for (sizes, id) in notices.iter().zip(1..) {
            let sizes: Vec<Size> = sizes.iter().map(|(width, height)| Size { width: *width, height: *height }).collect();
            hang(&mut wall, id, None, &sizes);
        }
        place_all(&mut wall);
        prop_assert!(is_sound(&wall));
        // Whatever found no room finds none on the finished wall either.
        for sheet in wall.unplaced() {
            prop_assert_eq!(wall.find_room(&[sheet.size]), vec![None]);
        }
    }

    #[test]
    fn where_a_sheet_is_admitted_it_covers_no_other_point_by_point(
        x in 0_u32..400, y in 0_u32..400, width in 1_u32..200, height in 1_u32..200,
    ) {
        let mut wall = wall(&[(400, 400)]);
        let size = Size { width: 100, height: 80 };
        hang(&mut wall, 1, None, &[size, Size { width, height }]);
        let panel = wall.location.panels[0].id;
        wall.sheets[0].at = Some(At { panel, corner: Corner { x: 150, y: 160 } });
        let admitted = wall.admits(wall.sheets[1].id, wall.sheets[1].size, At { panel, corner: Corner { x, y } });
        let covers = (x..x + width).any(|at| (150..250).contains(&at)) && (y..y + height).any(|at| (160..240).contains(&at));
        let stands_out = x + width > 400 || y + height > 400;
        prop_assert_eq!(admitted.is_ok(), !covers && !stands_out);
    }

    #[test]
    fn the_nearest_corner_inside_is_inside(x in -900_i32..2000, y in -900_i32..2000, width in 1_u32..500, height in 1_u32..500) {
        let wall = wall(&[(480, 300)]);
        let panel = &wall.location.panels[0];
        let size = Size { width, height };
        match panel.inside(size, x, y) {
            Some(corner) => prop_assert!(room::is_inside(panel.size, size, corner)),
            None => prop_assert!(width > 480 || height > 300),
        }
    }
}

#[test]
fn sheets_of_one_notice_go_on_one_panel_where_one_has_room_for_all() {
    let mut wall = wall(&[(600, 400), (1200, 1200)]);
    hang(&mut wall, 1, None, &[Size::A4; 4]);
    place_all(&mut wall);
    assert!(wall.placed().all(|(_, at)| at.panel == PanelId(2)));
    assert_eq!(wall.placed().count(), 4);
}

#[test]
fn a_full_wall_says_who_makes_room_and_a_sheet_too_large_never_finds_any() {
    let mut wall = wall(&[(500, 340)]);
    hang(&mut wall, 1, Some(date(2026, 4, 20)), &[Size::A4]);
    hang(&mut wall, 2, Some(date(2026, 4, 10)), &[Size::A4]);
    place_all(&mut wall);
    assert_eq!(wall.find_room(&[Size::A4]), [None]);
    assert_eq!(wall.makes_room(&[Size::A4]).map(|hung| hung.number), Some(2));
    assert_eq!(wall.makes_room(&[Size::A4; 2]).map(|hung| hung.number), Some(1));
    assert_eq!(wall.makes_room(&[Size::A4; 3]), None);
    let poster = Size { width: 594, height: 841 };
    assert!(!wall.could_take(poster) && wall.could_take(Size::A4));
}

#[test]
fn a_panel_says_how_many_sheets_it_still_takes() {
    let mut wall = wall(&[(1200, 1200)]);
    assert_eq!(wall.room_for(&wall.location.panels[0], Size::A4), 15);
    hang(&mut wall, 1, None, &[Size::A4; 5]);
    place_all(&mut wall);
    assert_eq!(wall.room_for(&wall.location.panels[0], Size::A4), 10);
}

#[test]
fn a_sheet_that_only_just_fits_stands_in_the_middle() {
    let wall = wall(&[(230, 297)]);
    let at = wall.find_room(&[Size::A4])[0].expect("room");
    assert_eq!(at.corner, Corner { x: 10, y: 0 });
}

#[test]
fn the_last_day_is_red_the_three_before_it_soon() {
    let today = date(2026, 4, 8);
    let on = |day| Due::on(Some(date(2026, 4, day)), today);
    assert_eq!([on(6), on(8), on(11), on(12)], [Due::Over(2), Due::Today, Due::Soon(3), Due::Later(4)]);
    assert_eq!(Due::on(None, today), Due::Standing);
    // Days, whatever months and years lie between.
    assert_eq!(Due::on(Some(date(2027, 4, 8)), today), Due::Later(365));
}

#[test]
fn panels_stand_side_by_side_and_a_point_belongs_to_the_nearest() {
    let wall = wall(&[(600, 400), (1200, 1200)]);
    let location = &wall.location;
    assert_eq!(location.extent(), Size { width: 1880, height: 1200 });
    assert_eq!(location.origin(PanelId(2)), Corner { x: 680, y: 0 });
    let at = |x, y| location.panel_at(x, y).map(|(panel, x, y)| (panel.id.get(), x, y));
    assert_eq!((at(-50, 5), at(700, 9), at(5000, 9)), (Some((1, -50, 5)), Some((2, 20, 9)), Some((2, 4320, 9))));
}
