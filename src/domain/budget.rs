//! A set of budget tables (预算/决算公开): cover, contents, what is said, numbered tables; a table without figures is in it
//! too (本单位无此项支出).

use super::block::{Block, BlockKey, Further, Level, Matter, Place, Text};
use super::check;
use super::draft;
use super::gate::{self, Policy};
use super::kind::Kind;
use super::notice::Content;
use super::office::Office;
use super::table::Table;

/// Said below a table without figures.
pub const NOTHING: &str = "说明：本单位无此项支出，故本表无数据。";

/// A sheet of a workbook.
#[derive(Debug, Clone, Default)]
pub struct Sheet {
    /// Its name in the workbook.
    pub name: String,
    /// What stands above its table.
    pub title: Option<String>,
    pub unit: Option<String>,
    pub table: Table,
    /// What a sheet without a table says, a paragraph each; notes below a table.
    pub lines: Vec<String>,
}

impl Sheet {
    /// The sheet as it may be stored, where nobody is asked about its columns; and the columns that were taken out of it.
    #[must_use]
    pub fn cleansed(mut self, kind: &Kind, office: &Office) -> (Self, Vec<String>) {
        let policy = Policy::strictest(&self.table, kind, office);
        let (table, report) = gate::cleanse(&self.table, &policy, office);
        self.table = table;
        (self, report.dropped)
    }

    /// A sheet that says something and has no table. One that only names a table is an empty table.
    pub fn is_text(&self, kind: &Kind) -> bool {
        let says = self.table.columns.is_empty() && !self.lines.is_empty() && !is_front(&self.name);
        let named = self.lines.iter().chain([&self.name]).any(|line| {
            let line = bare(line);
            line.ends_with('表') || kind.tables.iter().any(|table| bare(&table.name) == line)
        });
        says && !(named && self.lines.len() <= FEW_LINES)
    }
}

/// A title, its 单位 and a note: more is a text.
const FEW_LINES: usize = 3;

/// The draft of a set, filled with the sheets of a workbook: each stands where the kind has its table, those that the
/// kind does not know come last, and a table of the kind that has no sheet is listed as empty. What the draft says before
/// its tables stays where the workbook says nothing.
pub fn content(draft: Content, kind: &Kind, sheets: Vec<Sheet>) -> Content {
    let mut sheets: Vec<Option<Sheet>> = sheets.into_iter().filter(|sheet| !is_front(&sheet.name)).map(Some).collect();
    let mut texts = Vec::new();
    for sheet in sheets.iter_mut() {
        if let Some(text) = sheet.take_if(|sheet| sheet.is_text(kind)) {
            texts.extend(text.lines);
        }
    }
    let mut tables: Vec<Further> = Vec::new();
    for planned in &kind.tables {
        let found = best(&sheets, &planned.name, kind).and_then(|at| sheets[at].take());
        tables.push(match found {
            Some(mut sheet) => {
                if sheet.table.columns.is_empty() {
                    sheet.table = draft::empty_table(&planned.columns, &[]);
                }
                further(sheet, &planned.name, &planned.unit)
            }
            None => Further {
                heading: planned.name.clone(),
                unit: planned.unit.clone(),
                table: draft::empty_table(&planned.columns, &[]),
                nothing: NOTHING.to_owned(),
            },
        });
    }
    let rest = sheets.into_iter().flatten();
    tables.extend(rest.map(|sheet| {
        let name = sheet.title.clone().unwrap_or_else(|| sheet.name.clone());
        further(sheet, &name, "万元")
    }));
    let mut matters = if texts.is_empty() { said_before(&draft.blocks) } else { Vec::new() };
    if matters.is_empty() {
        matters = said(kind, texts);
    }
    matters.push(part(matters.iter().filter(|matter| is_part(matter)).count() + 1, kind));
    for (number, table) in (1..).zip(tables) {
        let heading = format!("表{number}　{}", bare(&table.heading));
        matters.push(Matter::Table(Further { heading, ..table }));
    }
    let blocks =
        (0..).zip(matters).map(|(key, matter)| Block { key: BlockKey::from_stored(key), place: Place::Below, matter });
    let mut content = Content { blocks: blocks.collect(), table: Table::default(), unit: String::new(), ..draft };
    content.look.front = true;
    compare(&mut content.blocks);
    content
}

/// What a table compares is computed where the workbook leaves it blank.
fn compare(blocks: &mut [Block]) {
    for block in blocks {
        if let Matter::Table(further) = &mut block.matter
            && let Some(edit) = check::filled_where_blank(&further.table)
        {
            further.table.apply(edit);
        }
    }
}

/// What stands before the first table, without the heading over the tables.
fn said_before(blocks: &[Block]) -> Vec<Matter> {
    let before = blocks.iter().take_while(|block| block.further().is_none());
    let mut matters: Vec<Matter> = before.map(|block| block.matter.clone()).collect();
    matters.pop_if(|last| matches!(last, Matter::Text(text) if text.text.ends_with(OF_TABLES)));
    matters
}

/// Tables of the kind that none of the sheets is: listed as empty, and the clerk is asked whether they are.
pub fn absent<'a>(kind: &'a Kind, sheets: &[Sheet]) -> Vec<&'a str> {
    let mut sheets: Vec<Option<Sheet>> = sheets.iter().cloned().map(Some).collect();
    let mut absent = Vec::new();
    for table in &kind.tables {
        match best(&sheets, &table.name, kind) {
            Some(at) => sheets[at] = None,
            None => absent.push(table.name.as_str()),
        }
    }
    absent
}

/// 封面 and 目录 are made anew.
fn is_front(name: &str) -> bool {
    let name = name.trim();
    name == "封面" || name == "目录" || name == "目 录"
}

/// What the office says: its own text, or the sections it has to write.
fn said(kind: &Kind, texts: Vec<String>) -> Vec<Matter> {
    let text = |level, text: &str| Matter::Text(Text { level, text: text.to_owned() });
    if !texts.is_empty() {
        return texts.iter().map(|line| text(level_of(line), line)).collect();
    }
    let mut matters = Vec::new();
    for section in &kind.sections {
        matters.push(text(if section.starts_with("第") { Level::First } else { Level::Second }, section));
    }
    matters
}

/// How a paragraph that was typed with its number is set.
fn level_of(line: &str) -> Level {
    let starts = |open: &str, close: char| {
        let Some(rest) = line.strip_prefix(open) else { return false };
        let end = rest.trim_start_matches(|c| "一二三四五六七八九十".contains(c));
        end.len() < rest.len() && end.starts_with(close)
    };
    let short = line.chars().count() <= 40 && !line.ends_with('。');
    match () {
        () if line.starts_with('第') && line.contains("部分") && short => Level::First,
        () if starts("", '、') && short => Level::First,
        () if starts("（", '）') && short => Level::Second,
        () => Level::Body,
    }
}

/// How the heading over the tables ends.
const OF_TABLES: &str = "公开表";

/// The heading over the tables.
fn part(number: usize, kind: &Kind) -> Matter {
    let word = if kind.id.as_str() == "final-accounts" { "决算" } else { "预算" };
    let word = format!("{word}{OF_TABLES}");
    let text = match number {
        1 => word,
        number => format!("第{}部分　{word}", super::block::numeral(number)),
    };
    Matter::Text(Text { level: Level::First, text })
}

fn is_part(matter: &Matter) -> bool {
    matches!(matter, Matter::Text(text) if text.text.starts_with('第') && text.text.contains("部分"))
}

fn further(sheet: Sheet, name: &str, unit: &str) -> Further {
    let nothing = if sheet.table.rows.is_empty() { NOTHING.to_owned() } else { String::new() };
    let unit = sheet.unit.unwrap_or_else(|| unit.to_owned());
    Further { heading: name.to_owned(), unit, table: sheet.table, nothing }
}

/// The sheet that is the table of this name: by its title or its own name, the one that shares most with it; never one
/// that is another table of the kind to the letter (财政拨款收支总表 is not the 收支总表 that a workbook lacks).
fn best(sheets: &[Option<Sheet>], name: &str, kind: &Kind) -> Option<usize> {
    let wanted = bare(name);
    let names = |sheet: &Sheet| {
        let title = sheet.title.iter().map(String::as_str);
        title.chain([sheet.name.as_str()]).map(bare).collect::<Vec<_>>()
    };
    let standing = || sheets.iter().enumerate().filter_map(|(at, sheet)| Some((at, sheet.as_ref()?)));
    let same = standing().find(|(_, sheet)| names(sheet).contains(&wanted));
    let is_another = |name: &str| kind.tables.iter().any(|table| bare(&table.name) == name);
    let like = |name: &str| name.chars().count() >= 4 && (name.ends_with(&wanted) || wanted.ends_with(name));
    let within = || {
        let fits = |sheet: &Sheet| {
            let names = names(sheet);
            names.iter().any(|name| like(name)) && !names.iter().any(|name| is_another(name))
        };
        standing().find(|(_, sheet)| fits(sheet))
    };
    same.or_else(within).map(|(at, _)| at)
}

/// A table's name without its number, year, office and whatever else is written around it: 表1 2026年部门收支总表 → 收支总表.
pub fn bare(name: &str) -> String {
    let name: String = name.chars().filter(|c| !c.is_whitespace() && *c != '　').collect();
    // One kind of number or the other: 表6一般公共预算 is table 6, and what follows is 一般.
    let digits = |text: &str| {
        let arabic = text.trim_start_matches(|c: char| c.is_ascii_digit());
        let behind = text.trim_start_matches(|c: char| "一二三四五六七八九十".contains(c));
        match () {
            () if arabic.len() < text.len() => arabic.to_owned(),
            () if behind.starts_with('般') => format!("一{behind}"),
            () => behind.to_owned(),
        }
    };
    let mut rest = name.as_str();
    if let Some(behind) = ["附表", "公开表", "表"].iter().find_map(|word| rest.strip_prefix(word)) {
        let behind_number = digits(behind);
        if behind_number.len() < behind.len() {
            return bare(behind_number.trim_start_matches(['、', '.', '．', '：', ':', '-', '—']));
        }
    }
    let numbered = digits(rest);
    if numbered.len() < rest.len() && numbered.starts_with(['、', '.', '．']) {
        return bare(numbered.trim_start_matches(['、', '.', '．']));
    }
    if let Some((before, behind)) = rest.split_once("年")
        && before.chars().rev().take(4).all(|c| c.is_ascii_digit())
        && before.chars().count() >= 4
    {
        rest = behind.strip_prefix("度").unwrap_or(behind);
    }
    let rest = rest.strip_prefix("部门").or_else(|| rest.strip_prefix("单位")).unwrap_or(rest);
    rest.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::kind::Catalogue;
    use crate::domain::table::{Cell, Class, Column, Role};

    fn sheet(name: &str, title: &str, figures: &[&str]) -> Sheet {
        let mut table = Table::new(vec![Column::new("项目", Class::Text), Column::new("预算数", Class::Amount)]);
        for figure in figures {
            table.push(Role::Data, vec![Cell::text("一般公共服务支出"), Cell::parse(figure, Class::Amount)], None);
        }
        Sheet { name: name.into(), title: Some(title.into()), table, ..Sheet::default() }
    }

    #[test]
    fn a_table_s_name_is_known_whatever_is_written_around_it() {
        for name in [
            "收支总表",
            "表1 收支总表",
            "2026年部门收支总表",
            "附表1：收支总表",
            "一、收支总表",
            "公开表01收支总表",
            "石桥镇2026年收支总表",
        ] {
            assert_eq!(bare(name), "收支总表", "{name}");
        }
        for name in
            ["表6 一般公共预算支出表", "表一　一般公共预算支出表", "2026年一般公共预算支出表", "一般公共预算支出表"]
        {
            assert_eq!(bare(name), "一般公共预算支出表", "{name}");
        }
    }

    #[test]
    fn every_table_of_the_kind_is_there_in_its_order_and_an_empty_one_says_so() {
        let kind = Catalogue::bundled().find("budget").expect("a bundled kind");
        let sheets = vec![
            Sheet { name: "目录".into(), ..Sheet::default() },
            sheet("支出总表", "2026年部门支出总表", &["618.10"]),
            sheet("收支总表", "2026年部门收支总表", &["1286.40"]),
            sheet("我们自己的表", "镇村两级项目清单", &["20.00"]),
        ];
        let content = content(Content::default(), kind, sheets);
        let tables: Vec<&Further> = content.blocks.iter().filter_map(Block::further).collect();
        assert_eq!(tables.len(), kind.tables.len() + 1);
        assert_eq!(tables[0].heading, "表1　收支总表");
        assert_eq!(tables[2].heading, "表3　支出总表");
        assert!(tables[0].nothing.is_empty() && !tables[0].table.rows.is_empty());
        assert!(tables[1].nothing.contains("无此项支出") && tables[1].table.rows.is_empty());
        assert!(tables.last().is_some_and(|last| last.heading.ends_with("镇村两级项目清单")));
        assert!(content.look.front);
    }

    #[test]
    fn a_table_that_the_workbook_lacks_is_named() {
        let kind = Catalogue::bundled().find("final-accounts").expect("a bundled kind");
        let sheets: Vec<Sheet> = kind.tables.iter().map(|table| sheet("", &table.name, &["1"])).collect();
        assert!(absent(kind, &sheets).is_empty());
        assert_eq!(absent(kind, &sheets[1..]), ["收入支出决算总表"]);
    }

    #[test]
    fn a_sheet_that_only_names_a_table_is_that_table_and_no_paragraph() {
        let kind = Catalogue::bundled().find("budget").expect("a bundled kind");
        let only = |name: &str, lines: &[&str]| Sheet {
            name: name.into(),
            title: lines.first().map(|line| (*line).to_owned()),
            lines: lines.iter().map(|line| (*line).to_owned()).collect(),
            ..Sheet::default()
        };
        let sheets = vec![
            only("9", &["2026年国有资本经营预算支出表", "单位：万元"]),
            only("Sheet12", &["扶贫资金安排情况表"]),
            only("说明", &["第一部分　部门概况", "主要职能：一表一册的登记。"]),
        ];
        let content = content(Content::default(), kind, sheets);
        let tables: Vec<&Further> = content.blocks.iter().filter_map(Block::further).collect();
        assert_eq!(tables.len(), kind.tables.len() + 1);
        assert!(tables.iter().all(|table| table.nothing == NOTHING), "{tables:?}");
        assert_eq!(tables[10].heading, "表11　扶贫资金安排情况表");
        let said: Vec<&str> =
            content.blocks.iter().filter(|block| block.further().is_none()).flat_map(Block::texts).collect();
        assert_eq!(said, ["第一部分　部门概况", "主要职能：一表一册的登记。", "第二部分　预算公开表"]);
    }

    #[test]
    fn what_was_written_before_the_tables_stays_when_the_workbook_brings_only_tables() {
        let kind = Catalogue::bundled().find("budget").expect("a bundled kind");
        let mut draft = content(Content::default(), kind, Vec::new());
        let written = Block::below(
            BlockKey::fresh(&draft.blocks),
            Matter::Text(Text { text: "本镇设六个办公室。".into(), ..Text::default() }),
        );
        draft.blocks.insert(2, written);
        let count = draft.blocks.len();
        let filled = content(draft, kind, vec![sheet("1", "收支总表", &["618.10"])]);
        assert_eq!(filled.blocks.len(), count);
        assert!(filled.blocks[2].texts().contains(&"本镇设六个办公室。"));
        assert_eq!(filled.blocks.iter().find_map(Block::further).map(|first| first.table.rows.len()), Some(1));
    }

    #[test]
    fn a_text_of_the_office_s_own_stands_before_the_tables_with_its_levels() {
        let kind = Catalogue::bundled().find("budget").expect("a bundled kind");
        let lines = ["第一部分　部门概况", "一、主要职能", "（一）农业农村。", "负责本镇各项工作。"];
        let text = Sheet { name: "说明".into(), lines: lines.map(str::to_owned).to_vec(), ..Sheet::default() };
        let content = content(Content::default(), kind, vec![text]);
        let levels: Vec<Level> = content
            .blocks
            .iter()
            .filter_map(|block| if let Matter::Text(text) = &block.matter { Some(text.level) } else { None })
            .collect();
        assert_eq!(levels, [Level::First, Level::First, Level::Body, Level::Body, Level::First]);
    }
}
