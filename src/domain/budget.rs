//! A set of budget tables (预算/决算公开): cover, contents, what is said, numbered tables; a table without figures is in it
//! too (本单位无此项支出).

use super::block::{Block, BlockKey, Further, Level, Matter, Place, Text};
use super::draft;
use super::kind::Kind;
use super::notice::Content;
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

/// The draft of a set, filled with the sheets of a workbook: each stands where the kind has its table, those that the
/// kind does not know come last, and a table of the kind that has no sheet is listed as empty.
pub fn content(draft: Content, kind: &Kind, sheets: Vec<Sheet>) -> Content {
    let mut sheets: Vec<Option<Sheet>> = sheets.into_iter().filter(|sheet| !is_front(&sheet.name)).map(Some).collect();
    let mut texts = Vec::new();
    for sheet in sheets.iter_mut() {
        if let Some(text) = sheet.take_if(|sheet| sheet.table.columns.is_empty() && !sheet.lines.is_empty()) {
            texts.extend(text.lines);
        }
    }
    let mut tables: Vec<Further> = Vec::new();
    for planned in &kind.tables {
        let found = best(&sheets, &planned.name).and_then(|at| sheets[at].take());
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
    let mut matters = said(kind, texts);
    matters.push(part(matters.iter().filter(|matter| is_part(matter)).count() + 1, kind));
    for (number, table) in (1..).zip(tables) {
        let heading = format!("表{number}　{}", bare(&table.heading));
        matters.push(Matter::Table(Further { heading, ..table }));
    }
    let blocks =
        (0..).zip(matters).map(|(key, matter)| Block { key: BlockKey::from_stored(key), place: Place::Below, matter });
    let mut content = Content { blocks: blocks.collect(), table: Table::default(), unit: String::new(), ..draft };
    content.intro = String::new();
    content.look.front = true;
    content
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

/// The heading over the tables.
fn part(number: usize, kind: &Kind) -> Matter {
    let word = if kind.id.as_str() == "final-accounts" { "决算公开表" } else { "预算公开表" };
    let text = match number {
        1 => word.to_owned(),
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

/// The sheet that is the table of this name: by its title or its own name, the one that shares most with it.
fn best(sheets: &[Option<Sheet>], name: &str) -> Option<usize> {
    let wanted = bare(name);
    let names = |sheet: &Sheet| {
        let title = sheet.title.iter().map(String::as_str);
        title.chain([sheet.name.as_str()]).map(bare).collect::<Vec<_>>()
    };
    let standing = || sheets.iter().enumerate().filter_map(|(at, sheet)| Some((at, sheet.as_ref()?)));
    let same = standing().find(|(_, sheet)| names(sheet).contains(&wanted));
    let within = || {
        standing().find(|(_, sheet)| {
            names(sheet)
                .iter()
                .any(|name| name.chars().count() >= 4 && (name.ends_with(&wanted) || wanted.ends_with(name.as_str())))
        })
    };
    same.or_else(within).map(|(at, _)| at)
}

/// A table's name without its number, year, office and whatever else is written around it: 表1 2026年部门收支总表 → 收支总表.
pub fn bare(name: &str) -> String {
    let name: String = name.chars().filter(|c| !c.is_whitespace() && *c != '　').collect();
    let digits = |text: &str| {
        text.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c)).to_owned()
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
