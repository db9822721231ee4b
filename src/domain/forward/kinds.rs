//! Each kind of 财政 and 村级财务 through a period: the draft has its table, a slip is found, and 照上期 brings the figures
//! of the period that ended to where they are compared with.

use jiff::civil::date;

use super::*;
use crate::domain::check;
use crate::domain::draft;
use crate::domain::kind::{Catalogue, Kind};
use crate::domain::office::Office;

/// A year after what [`drafted`] drafts.
pub(super) fn planned() -> Planned {
    let day = date(2027, 10, 12);
    Planned { date: day, period: Period { first: Some(day), last: None } }
}

fn kind(id: &str) -> &'static Kind {
    Catalogue::bundled().find(id).expect("a bundled kind")
}

fn drafted(kind: &Kind) -> Content {
    let office = Office { name: "石桥镇".into(), ..Office::default() };
    draft::content(kind, &office, date(2026, 10, 12), None)
}

/// Puts `figure` where the row of that name meets the column of that name.
fn put(table: &mut Table, row: &str, column: &str, figure: &str) {
    let at = table.columns.iter().position(|known| known.name().contains(column)).expect("a column of that name");
    let class = table.columns[at].class;
    let is_named = |cells: &[Cell]| cells.iter().any(|cell| cell.typed() == row);
    let row = table.rows.iter_mut().find(|known| is_named(&known.cells)).expect("a row of that name");
    row.cells[at] = Cell::parse(figure, class);
}

fn row_of(table: &Table, name: &str) -> String {
    let row = table.rows.iter().find(|row| row.cells.iter().any(|cell| cell.typed() == name)).expect("the row");
    row.cells.iter().map(Cell::typed).collect::<Vec<_>>().join("|")
}

fn push(table: &mut Table, role: Role, cells: &[&str]) {
    let cells = cells.iter().zip(&table.columns).map(|(cell, column)| Cell::parse(cell, column.class)).collect();
    table.push(role, cells, None);
}

/// Texts of what is found, without the note of a missing column.
fn found(content: &Content, kind: &Kind) -> Vec<String> {
    check::content(content, kind).into_iter().map(|finding| finding.text).collect()
}

fn table_mut<'a>(content: &'a mut Content, name: &str) -> &'a mut Table {
    let tables = content.blocks.iter_mut().filter_map(|block| match &mut block.matter {
        Matter::Table(further) if further.heading.ends_with(name) => Some(&mut further.table),
        _ => None,
    });
    tables.last().expect("a table of that name")
}

#[test]
fn three_public_expenses() {
    let kind = kind("sangong");
    let mut last = drafted(kind);
    for (row, before, now) in [
        ("公务接待费", "8.6", "7.4"),
        ("公务用车购置及运行费", "24", "22.5"),
        ("其中：公务用车运行维护费", "24", "22.5"),
    ] {
        put(&mut last.table, row, "上年预算数", before);
        put(&mut last.table, row, "本年预算数", now);
    }
    last.table.apply(check::computed(&last.table, Some(kind)).expect("something to compute"));
    assert_eq!(found(&last, kind), Vec::<String>::new());
    let next = content(last.clone(), true, title, planned());
    assert_eq!(next.title, "石桥镇2027年“三公”经费公开");
    assert!(next.intro.contains("现将2027年“三公”经费情况"), "{}", next.intro);
    assert!(next.intro.contains("自2027年10月12日起长期公开"), "{}", next.intro);
    assert_eq!(row_of(&next.table, "公务接待费"), "公务接待费|7.4|||");
    assert_eq!(row_of(&next.table, "合计"), "合计|29.9|||");
    put(&mut last.table, "公务接待费", "本年预算数", "7.5");
    assert!(found(&last, kind).iter().any(|text| text.contains("相差 0.10")), "{:?}", found(&last, kind));
}

#[test]
fn budget() {
    let kind = kind("budget");
    let mut last = drafted(kind);
    push(
        table_mut(&mut last, "表1　收支总表"),
        Role::Data,
        &["一、一般公共预算拨款收入", "1286.4", "一、农林水支出", "1286.4"],
    );
    push(table_mut(&mut last, "表1　收支总表"), Role::Data, &["收入总计", "1286.4", "支出总计", "1268.4"]);
    push(
        table_mut(&mut last, "一般公共预算支出表"),
        Role::Data,
        &["213", "农林水支出", "634.1", "668.3", "34.2", "5.4"],
    );
    push(table_mut(&mut last, "“三公”经费支出表"), Role::Total, &["合计", "8.6", "9.4", "0.8", "9.3"]);
    push(table_mut(&mut last, "“三公”经费支出表"), Role::Data, &["公务接待费", "8.6", "7.4", "-1.2", "-14.0"]);
    let told = found(&last, kind);
    assert!(told.iter().any(|text| text.contains("收支总表") && text.contains("收支总计应当相等")), "{told:?}");
    assert!(told.iter().any(|text| text.contains("“三公”经费支出表") && text.contains("相差 2.00")), "{told:?}");
    let mut next = content(last, true, title, planned());
    assert_eq!(next.title, "石桥镇2027年部门预算公开");
    assert_eq!(row_of(table_mut(&mut next, "一般公共预算支出表"), "农林水支出"), "213|农林水支出|668.3|||");
    assert_eq!(row_of(table_mut(&mut next, "“三公”经费支出表"), "公务接待费"), "公务接待费|7.4|||");
    // No table of a budget is copied with last year's figures in it.
    assert_eq!(row_of(table_mut(&mut next, "表1　收支总表"), "收入总计"), "收入总计||支出总计|");
}

#[test]
fn final_accounts() {
    let kind = kind("final-accounts");
    let mut last = drafted(kind);
    let funds = "政府性基金预算财政拨款收入支出决算表";
    push(table_mut(&mut last, funds), Role::Data, &["212", "城乡社区支出", "12.5", "30", "40", "2.4"]);
    push(table_mut(&mut last, "“三公”经费支出决算表"), Role::Data, &["公务接待费", "8.6", "7.4", "-1.2", "-14.0"]);
    let told = found(&last, kind);
    assert!(told.iter().any(|text| text.contains(funds) && text.contains("相差 0.10")), "{told:?}");
    put(table_mut(&mut last, funds), "城乡社区支出", "年末", "2.5");
    assert_eq!(found(&last, kind), Vec::<String>::new());
    let mut next = content(last, true, title, planned());
    assert_eq!(next.title, "石桥镇2027年部门决算公开");
    assert_eq!(row_of(table_mut(&mut next, funds), "城乡社区支出"), "212|城乡社区支出|2.5|||");
    assert_eq!(row_of(table_mut(&mut next, "“三公”经费支出决算表"), "公务接待费"), "公务接待费|7.4|||");
}

#[test]
fn funds_of_projects() {
    let kind = kind("xianjie-zijin");
    let mut last = drafted(kind);
    push(
        &mut last.table,
        Role::Data,
        &["产业路", "石桥村", "中央50万元、县级配套10万元", "61", "石桥村委会", "方便320户", "12317"],
    );
    push(&mut last.table, Role::Total, &["合计", "", "", "61", "", "", ""]);
    let told = found(&last, kind);
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].contains("相差 1"), "{told:?}");
    // Its projects are those of one year: a list, copied only where it is asked for.
    assert_eq!(content(last.clone(), false, title, planned()).table.rows.len(), 0);
    assert_eq!(content(last, true, title, planned()).table.rows.len(), 2);
}

fn account_of(id: &str, ended: &str, next_title: &str) {
    let kind = kind(id);
    let mut last = drafted(kind);
    assert!(last.title.contains(ended), "{}", last.title);
    let closing = last.table.rows.pop().expect("期末余额");
    let total = last.table.rows.pop().expect("合计");
    put(&mut last.table, "期初余额", "余额", "1000");
    push(&mut last.table, Role::Data, &["2026-09-03", "土地发包款", "500", "", "1500", "张明"]);
    push(&mut last.table, Role::Data, &["2026-09-10", "购水泵", "", "200", "1300", "李四"]);
    last.table.rows.extend([total, closing]);
    put(&mut last.table, "合计", "收入", "500");
    put(&mut last.table, "合计", "支出", "200");
    put(&mut last.table, "期末余额", "余额", "1300");
    assert_eq!(found(&last, kind), Vec::<String>::new());
    let next = content(last.clone(), true, title, planned());
    assert_eq!(next.title, next_title);
    assert_eq!(next.table.rows.len(), 3);
    assert!(row_of(&next.table, "期初余额").contains("1300"), "{}", row_of(&next.table, "期初余额"));
    assert!(!row_of(&next.table, "期末余额").contains("1300"));
    put(&mut last.table, "期末余额", "余额", "1200");
    let told = found(&last, kind);
    assert!(told.len() == 1 && told[0].contains("相差 100"), "{told:?}");
}

#[test]
fn accounts_of_a_village_by_quarter() {
    account_of("village-finance", "2026年第三季度", "石桥镇2026年第四季度村级财务收支公开");
}

#[test]
fn accounts_of_a_village_by_month() {
    account_of("village-finance-monthly", "2026年9月", "石桥镇2026年10月村级财务收支按月公开");
}
