use std::collections::HashSet;

use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::domain::notice::{Content, Period, State};
use crate::domain::search::{Found, Place, Query, cell_text};
use crate::domain::table::{Cell, Class, Column, Role, Table};
use crate::store::{Person, Store};

const ALL: Ask = Ask { from: 0, notices: 1000, rows: 1000 };

fn kind() -> KindId {
    KindId::new("gengdi-dili")
}

fn table(names: &[&str]) -> Table {
    let columns = [("序号", Class::Serial), ("户主", Class::Name), ("村组", Class::Group), ("金额", Class::Amount)];
    let hidden = Column { hidden: true, ..Column::new("经办备注", Class::Text) };
    let private = [Column::new("身份证号", Class::IdNumber), hidden];
    let mut table =
        Table::new(columns.map(|(header, class)| Column::new(header, class)).into_iter().chain(private).collect());
    for (at, name) in names.iter().enumerate() {
        let at = i64::try_from(at).unwrap();
        let cells = vec![
            Cell::Number((at + 1).into()),
            Cell::text(*name),
            Cell::text("石桥村二组"),
            Cell::Number(rust_decimal::Decimal::new(100_000 + at * 1337, 2)),
            Cell::text("某某密号"),
            Cell::text("藏着的话"),
        ];
        table.push(Role::Data, cells, None);
    }
    table
}

fn content(title: &str, names: &[&str]) -> Content {
    Content {
        title: title.into(), intro: "现予公示，请反映。".into(), table: table(names), ..Content::default()
    }
}

fn found(store: &Store, typed: &str) -> Vec<Found> {
    store.search(&Query::of(typed), ALL, &|| true).unwrap().found
}

fn titles(store: &Store, typed: &str) -> Vec<String> {
    found(store, typed).into_iter().map(|found| found.notice.title).collect()
}

fn cells(store: &Store, typed: &str) -> Vec<String> {
    let hits = found(store, typed).into_iter().flat_map(|found| found.hits);
    hits.filter_map(|hit| if let Place::Row { cell, .. } = hit.place { Some(cell) } else { None }).collect()
}

#[test]
fn a_notice_is_found_by_title_kind_text_and_row_and_says_where() {
    let mut store = Store::in_memory().unwrap();
    store.create(&kind(), &content("柳湾村二〇二六年补贴", &["张石芳", "李大力"])).unwrap();
    let place = |typed| found(&store, typed).remove(0).hits.remove(0);
    let hit = place("柳湾");
    assert_eq!((&hit.place, &hit.text[hit.marks[0].clone()]), (&Place::Title, "柳湾"));
    assert_eq!(place("lwc").place, Place::Title);
    assert_eq!(place("耕地").place, Place::Kind);
    let hit = place("反映");
    assert_eq!((&hit.place, &hit.text[hit.marks[0].clone()]), (&Place::Body, "反映"));
    for typed in ["zsf", "石芳", "张石芳", "芳", "ZSF"] {
        let hit = place(typed);
        assert!(matches!(&hit.place, Place::Row { position: 0, column: 1, cell, .. } if cell == "张石芳"), "{typed}");
        assert_eq!(hit.text, "1 · 张石芳 · 石桥村二组 · 1000.00");
    }
    assert_eq!(cells(&store, "1013.37"), ["1013.37"]);
    assert_eq!(cells(&store, "1,013"), ["1013.37"]);
}

#[test]
fn words_may_be_parted_between_the_head_and_one_row_but_not_between_rows() {
    let mut store = Store::in_memory().unwrap();
    store.create(&kind(), &content("柳湾村补贴", &["张石芳", "李大力"])).unwrap();
    store.create(&kind(), &content("高坡村补贴", &["张石芳"])).unwrap();
    assert_eq!(titles(&store, "柳湾 石芳"), ["柳湾村补贴"]);
    assert_eq!(titles(&store, "石芳 1000"), ["高坡村补贴", "柳湾村补贴"]);
    assert_eq!(titles(&store, "石芳 大力"), Vec::<String>::new());
    assert_eq!(titles(&store, "大力 二组"), ["柳湾村补贴"]);
}

#[test]
fn titles_come_first_and_pages_follow_each_other() {
    let mut store = Store::in_memory().unwrap();
    for at in 0..7 {
        store.create(&kind(), &content(&format!("第{at}号"), &["石桥生"])).unwrap();
    }
    let titled = store.create(&kind(), &content("石桥村", &[])).unwrap();
    store.create(&kind(), &content("第九号", &["石桥生"])).unwrap();
    let query = Query::of("石桥");
    let mut seen = Vec::new();
    let mut from = Some(0);
    while let Some(at) = from {
        let results = store.search(&query, Ask { from: at, notices: 3, rows: 1 }, &|| true).unwrap();
        assert!(results.found.len() <= 3);
        seen.extend(results.found.into_iter().map(|found| found.notice.id));
        from = results.next;
    }
    assert_eq!((seen.len(), seen[0]), (9, titled.id));
    assert_eq!(seen.iter().collect::<HashSet<_>>().len(), 9);
    let stopped = store.search(&query, ALL, &|| false).unwrap();
    assert!(stopped.found.is_empty() && stopped.next == Some(0));
}

#[test]
fn filters_narrow_what_is_found() {
    let mut store = Store::in_memory().unwrap();
    let period = Period { first: Some(date(2026, 3, 1)), last: Some(date(2026, 3, 7)) };
    let march = store.create(&kind(), &Content { period, ..content("三月", &["张石芳"]) }).unwrap().id;
    let standing = Period { first: Some(date(2026, 1, 1)), last: None };
    let always = store.create(&KindId::new("sangong"), &Content { period: standing, ..content("长期", &["张石芳"]) });
    let always = always.unwrap().id;
    store.set_state(march, State::InReview).unwrap();
    let ids = |query: Query| {
        let mut ids: Vec<_> =
            store.search(&query, ALL, &|| true).unwrap().found.into_iter().map(|found| found.notice.id).collect();
        ids.sort_unstable();
        ids
    };
    let of = || Query::of("石芳");
    assert_eq!(ids(of()), [march, always]);
    assert_eq!(ids(Query { state: Some(State::InReview), ..of() }), [march]);
    assert_eq!(ids(Query { kind: Some(KindId::new("sangong")), ..of() }), [always]);
    assert_eq!(ids(Query { from: Some(date(2026, 3, 7)), to: Some(date(2026, 3, 9)), ..of() }), [march, always]);
    assert_eq!(ids(Query { from: Some(date(2026, 3, 8)), ..of() }), [always]);
    assert_eq!(ids(Query { to: Some(date(2026, 2, 1)), ..of() }), [always]);
    assert_eq!(ids(Query::default()), [march, always]);
    assert_eq!(ids(Query::of("2026年3月7日")), [march]);
    assert_eq!(ids(Query::of("2026-03")), [march]);
    let hang = format!(
        "INSERT INTO posting (notice, year, number, posted, posted_offset, posted_by, first_day, period_reason)
         VALUES ({id}, 2026, 1, '2026-03-01T01:00:00.000Z', 0, '甲', '2026-03-01', '');
         INSERT INTO hanging (notice, form, place, up, up_by) VALUES ({id}, 'wall', '村部东墙', '2026-03-01', '甲');",
        id = march.get()
    );
    store.connection.execute_batch(&hang).unwrap();
    let hung = |place: &str| {
        let query = Query { place: Some(place.into()), ..Query::of("石芳") };
        store.search(&query, ALL, &|| true).unwrap().found.len()
    };
    assert_eq!((hung("东墙"), hung("西墙")), (1, 0));
}

#[test]
fn a_history_is_of_exactly_this_name_by_the_days_of_posting() {
    let mut store = Store::in_memory().unwrap();
    let posted = |month, names: &[&str]| Content {
        period: Period { first: Some(date(2026, month, 1)), last: None },
        ..content(&format!("{month}月"), names)
    };
    store.create(&kind(), &posted(5, &["张石", "张石芳", "张石"])).unwrap();
    store.create(&kind(), &posted(7, &["张　石"])).unwrap();
    store.create(&kind(), &posted(3, &["张石", "张石明"])).unwrap();
    let history = store.search(&Query::of_person("张石"), ALL, &|| true).unwrap().found;
    let rows: Vec<_> = history.iter().map(|found| (found.notice.title.as_str(), found.hits.len())).collect();
    assert_eq!(rows, [("7月", 1), ("5月", 2), ("3月", 1)]);
}

#[test]
fn hidden_and_private_columns_are_neither_found_nor_indexed() {
    let mut store = Store::in_memory().unwrap();
    let id = store.create(&kind(), &content("补贴", &["张石芳"])).unwrap().id;
    for typed in ["密号", "藏着"] {
        assert!(found(&store, typed).is_empty(), "{typed}");
        for needle in Query::of(typed).words {
            let places: i64 = store
                .connection
                .query_row(
                    "SELECT count(*) AS n FROM search WHERE search MATCH ?1",
                    [expression(&needle.grams())],
                    |row| row.get("n"),
                )
                .unwrap();
            assert_eq!(places, 0, "{typed}");
        }
    }
    let mut shown = table(&["张石芳"]);
    shown.columns[5].hidden = false;
    shown.columns[1].hidden = true;
    store.save_table(id, &shown).unwrap();
    assert_eq!(cells(&store, "藏着"), ["藏着的话"]);
    assert!(found(&store, "石芳").is_empty());
}

#[test]
fn every_write_keeps_the_index() {
    let mut store = Store::in_memory().unwrap();
    let mut written = content("补贴", &["张石芳"; 200]);
    let id = store.create(&kind(), &written).unwrap().id;
    assert_eq!(cells(&store, "石芳").len(), 200);
    written.table.rows[150].cells[1] = Cell::text("欧阳喆");
    store.save_rows(id, &[(150, &written.table.rows[150])]).unwrap();
    assert_eq!((cells(&store, "阳喆").len(), cells(&store, "石芳").len()), (1, 199));
    let new = written.table.make_row(Role::Data, vec![Cell::Blank, Cell::text("令狐冲")], None);
    store.insert_rows(id, 3, &[&new]).unwrap();
    assert_eq!(cells(&store, "lhc"), ["令狐冲"]);
    store.remove_rows(id, &[new.key, written.table.rows[150].key]).unwrap();
    assert!(found(&store, "令狐").is_empty() && found(&store, "阳喆").is_empty());
    store.save_fields(id, &Content { title: "救助".into(), notes: "附注甲".into(), ..Content::default() }).unwrap();
    assert_eq!(titles(&store, "附注"), ["救助"]);
    assert!(found(&store, "补贴公示费").is_empty() && found(&store, "反映").is_empty());
    store.rename(id, "低保").unwrap();
    assert_eq!(titles(&store, "低保"), ["低保"]);
    store.undo_last().unwrap();
    assert_eq!(titles(&store, "救助"), ["救助"]);
    store.save_table(id, &table(&["甲乙丙"])).unwrap();
    assert_eq!((cells(&store, "乙丙").len(), cells(&store, "石芳").len()), (1, 0));
    store.remove(id).unwrap();
    assert!(found(&store, "乙丙").is_empty());
    store.purge(id).unwrap();
    let left: i64 =
        store.connection.query_row("SELECT count(*) AS n FROM search_part", [], |row| row.get("n")).unwrap();
    let documents: i64 =
        store.connection.query_row("SELECT count(*) AS n FROM search", [], |row| row.get("n")).unwrap();
    assert_eq!((left, documents), (0, 0));
}

#[test]
fn what_did_not_change_is_not_indexed_again() {
    let mut store = Store::in_memory().unwrap();
    let mut written = content("补贴", &["张石芳"; 300]);
    let id = store.create(&kind(), &written).unwrap().id;
    let parts = |store: &Store| {
        let mut statement = store.connection.prepare("SELECT id, hash FROM search_part ORDER BY id").unwrap();
        let rows = statement.query_map([], |row| Ok((row.get::<_, i64>("id")?, row.get::<_, i64>("hash")?))).unwrap();
        rows.collect::<rusqlite::Result<Vec<_>>>().unwrap()
    };
    let before = parts(&store);
    assert_eq!(before.len(), 2 + 5);
    written.table.rows.reverse();
    store.save_table(id, &written.table).unwrap();
    assert_eq!(parts(&store), before);
    written.table.rows[0].cells[1] = Cell::text("甲乙丙");
    store.save_table(id, &written.table).unwrap();
    let changed = parts(&store).into_iter().zip(before).filter(|(now, before)| now != before).count();
    assert_eq!(changed, 1);
}

#[test]
fn a_notice_that_is_not_indexed_yet_is_found_and_then_indexed() {
    let mut store = Store::in_memory().unwrap();
    for at in 0..5 {
        store.create(&kind(), &content(&format!("第{at}号"), &["张石芳"; 70])).unwrap();
    }
    store
        .connection
        .execute_batch("DELETE FROM search; DELETE FROM search_part; INSERT INTO search_due SELECT id FROM notice;")
        .unwrap();
    assert_eq!(store.unindexed().unwrap(), 5);
    let look = |store: &Store| (titles(store, "第3"), cells(store, "zsf").len(), found(store, "反映").len());
    let found = look(&store);
    assert_eq!(found, (vec!["第3号".to_owned()], 350, 5));
    assert_eq!(store.index_more(100).unwrap(), 3);
    assert_eq!(look(&store), found);
    assert_eq!(store.index_more(1000).unwrap(), 0);
    assert_eq!(look(&store), found);
}

#[test]
fn a_person_is_found_in_the_column_of_names_and_nowhere_else() {
    let mut store = Store::in_memory().unwrap();
    let mut table = Table::new(vec![Column::new("户主", Class::Name), Column::new("备注", Class::Text)]);
    table.push(Role::Data, vec![Cell::text("王小明"), Cell::Blank], None);
    let row = table.push(Role::Data, vec![Cell::text("李大力"), Cell::text("王小明之妻")], None);
    let content = Content { title: "公示".to_owned(), table, ..Content::default() };
    let notice = store.create(&kind(), &content).unwrap().id;
    let names = |found: Vec<Person>| found.into_iter().map(|person| person.name).collect::<Vec<_>>();
    assert_eq!(names(store.find_people("小明", 9).unwrap()), ["王小明"]);
    let spot = crate::domain::block::Spot { block: None, row, column: 0 };
    let person = Person { notice, spot, name: "李大力".to_owned() };
    assert_eq!(store.find_people("大力", 9).unwrap(), std::slice::from_ref(&person));
    assert_eq!(store.find_people("ldl", 9).unwrap(), [person]);
    store.remove(notice).unwrap();
    assert!(store.find_people("大力", 9).unwrap().is_empty());
}

fn some_text() -> impl Strategy<Value = String> {
    "[一二三石桥村张王李小明年月0-9A-Ca-c，。（）.,·％\\-]{0,12}( [石桥0-9]{1,3})?"
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Typing, sorting and importing in any order: what is shown is found, and what was there before is not.
    #[test]
    fn any_two_characters_of_a_title_or_a_shown_cell_are_found(
        titles in proptest::collection::vec(some_text(), 1..4),
        names in proptest::collection::vec(some_text(), 0..140),
        edits in proptest::collection::vec((0_usize..140, some_text()), 0..6),
        gone in proptest::collection::vec(0_usize..140, 0..4),
    ) {
        let mut store = Store::in_memory().unwrap();
        for title in &titles {
            let mut written = content(title, &names.iter().map(String::as_str).collect::<Vec<_>>());
            let id = store.create(&kind(), &written).unwrap().id;
            for (at, text) in &edits {
                let Some(row) = written.table.rows.get_mut(*at) else { continue };
                row.cells[1] = Cell::text(text.clone());
                store.save_rows(id, &[(*at, &written.table.rows[*at])]).unwrap();
            }
            for at in &gone {
                if *at < written.table.rows.len() {
                    let row = written.table.rows.remove(*at);
                    store.remove_rows(id, &[row.key]).unwrap();
                }
            }
            let shown = written.table.rows.iter().flat_map(|row| row.cells[..4].iter().map(cell_text));
            let texts: HashSet<String> = shown.chain([title.clone()]).collect();
            for text in texts.iter().take(40) {
                let letters: Vec<char> = text.chars().collect();
                for pair in letters.windows(2) {
                    let pair: String = pair.iter().collect();
                    let hits = found(&store, &pair);
                    prop_assert!(hits.iter().any(|found| found.notice.id == id), "{pair:?} of {text:?}");
                }
            }
        }
        let present: HashSet<String> = titles.iter().chain(&names).cloned().collect();
        prop_assert!(!present.iter().any(|text| text.contains("令狐")) && found(&store, "令狐").is_empty());
    }
}

#[test]
fn a_person_in_a_further_table_is_found_by_initials_and_in_her_history_and_her_number_is_not() {
    use crate::domain::block::{Block, BlockKey, Further, Matter, Spot};
    let mut store = Store::in_memory().unwrap();
    let key = BlockKey::from_stored(3);
    let further =
        Further { heading: "临时救助".into(), table: table(&["张石芳", "李大力"]), ..Further::default() };
    let row = further.table.rows[0].key;
    let blocks = vec![Block::below(key, Matter::Table(further))];
    let notice = store.create(&kind(), &Content { blocks, ..content("低保公示", &["王一"]) }).unwrap().id;
    for typed in ["zsf", "张石芳", "=张石芳", "zs 二组"] {
        let hits: Vec<_> = found(&store, typed).into_iter().flat_map(|found| found.hits).collect();
        let spot = Spot { block: Some(key), row, column: 1 };
        let leads = |hit: &crate::domain::search::Hit| matches!(&hit.place, Place::Further { spot: to, cell } if *to == spot && cell == "张石芳");
        assert!(hits.iter().any(leads), "{typed}: {hits:?}");
    }
    let person = Person { notice, spot: Spot { block: Some(key), row, column: 1 }, name: "张石芳".to_owned() };
    assert_eq!(store.find_people("zsf", 9).unwrap(), [person]);
    // What is private or hidden in it is not found.
    assert_eq!(titles(&store, "某某密号"), Vec::<String>::new());
    assert_eq!(titles(&store, "藏着的话"), Vec::<String>::new());
}
