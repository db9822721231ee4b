//! The text that is read over the loudspeaker (广播稿): what the page says, in sentences for the ear. Names in a table are not
//! read out, its totals are. It is made of a [`Bulletin`], so that nothing is heard that the page does not show.

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::{Block, Paperwork};
use crate::domain::bulletin::Bulletin;
use crate::domain::notice::Period;
use crate::domain::table::{Class, Role};

/// 广播稿, to be changed before it is read out.
pub fn broadcast(bulletin: &Bulletin) -> Paperwork {
    Paperwork {
        title: String::new(),
        number: String::new(),
        blocks: vec![Block::Text(text(bulletin))],
        issuer: String::new(),
        date: String::new(),
        across: false,
        large: true,
    }
}

/// The whole text, a paragraph a line.
fn text(bulletin: &Bulletin) -> String {
    let issuer = bulletin.issuer.as_str().trim();
    let who = if issuer.is_empty() { String::new() } else { format!("现在广播{issuer}公开栏上的内容。") };
    let mut lines = vec![format!("各位村民、居民请注意：{who}")];
    if !bulletin.title.as_str().is_empty() {
        lines.push(sentence(&format!("题目是：{}", bulletin.title.as_str())));
    }
    let said: Vec<&str> = bulletin.intro.iter().chain(&bulletin.notes).map(|text| text.as_str().trim()).collect();
    lines.extend(said.iter().filter(|line| !line.is_empty()).map(|line| sentence(line)));
    lines.extend(totals(bulletin));
    let told = said.concat();
    if !tells_days(&told, bulletin.period) {
        lines.extend(days(bulletin.period));
    }
    let telephone = bulletin.telephone.as_str().trim();
    if !telephone.is_empty() {
        let asked = told.contains("反映");
        let why = if asked { "监督电话是" } else { "如有不同意见，请拨打监督电话" };
        lines.push(format!("{why}{}。", spoken_number(telephone)));
    }
    lines.push("详细内容请到公开栏查看。广播完毕。".into());
    lines.join("\n")
}

/// Ends as a sentence does, so that whoever reads it takes a breath.
fn sentence(line: &str) -> String {
    let line = line.trim().replace("见文末", "稍后广播");
    if line.ends_with(['。', '！', '？', '；', '：', '”', '）']) { line } else { line + "。" }
}

/// How many entries there are, and what its money and quantities add up to.
fn totals(bulletin: &Bulletin) -> Option<String> {
    let table = &bulletin.table;
    let rows: Vec<_> = table.rows().iter().filter(|row| row.role == Role::Data).collect();
    if rows.is_empty() {
        return None;
    }
    let counted = match table.columns().iter().find(|column| column.class == Class::Name) {
        Some(column) if column.name().contains('户') => "户",
        Some(_) => "人",
        None => "项",
    };
    let mut told = vec![format!("表里一共{}{counted}", rows.len())];
    for (at, column) in table.columns().iter().enumerate() {
        if !matches!(column.class, Class::Amount | Class::Quantity) {
            continue;
        }
        let sum: Decimal = rows.iter().filter_map(|row| row.cells.get(at)?.number()).sum();
        let (name, unit) = named(&column.name(), column.class, bulletin.unit.as_str());
        // Terms, ages and shares are numbers too, and their sum says nothing.
        let adds_up = !["年", "月", "天", "日", "岁", "%"].contains(&unit.as_str());
        if sum > Decimal::ZERO && adds_up {
            told.push(format!("{name}合计{}{unit}", sum.normalize()));
        }
    }
    Some(told.join("，") + "。")
}

/// 补贴金额（元） is the name 补贴金额 and the unit 元.
fn named(header: &str, class: Class, unit: &str) -> (String, String) {
    let opening = header.rfind(['（', '(']);
    let own = opening.map(|at| header[at..].trim_matches(['（', '）', '(', ')'])).filter(|own| !own.is_empty());
    match (opening, own) {
        (Some(at), Some(own)) if own.chars().count() <= 4 => (header[..at].trim().to_owned(), own.to_owned()),
        _ if class == Class::Amount => (header.to_owned(), if unit.is_empty() { "元" } else { unit }.to_owned()),
        _ => (header.to_owned(), String::new()),
    }
}

fn days(period: Period) -> Option<String> {
    let first = period.first?;
    Some(match period.last {
        Some(last) => format!("公示时间是{}到{}。", spoken(first), spoken(last)),
        None => format!("公示时间从{}开始。", spoken(first)),
    })
}

fn tells_days(said: &str, period: Period) -> bool {
    let names = |day: Date| said.contains(&format!("{}月{}日", day.month(), day.day()));
    period.last.or(period.first).is_some_and(names)
}

fn spoken(day: Date) -> String {
    crate::domain::period::chinese(day)
}

/// 0500-8800123 is read figure by figure; 1 as 幺, as everyone says it.
fn spoken_number(number: &str) -> String {
    const FIGURES: [char; 10] = ['零', '幺', '二', '三', '四', '五', '六', '七', '八', '九'];
    let figure = |c: char| c.to_digit(10).map_or(c, |value| FIGURES[value as usize]);
    let said: String = number.chars().map(figure).map(|c| if c == '-' { '，' } else { c }).collect();
    format!("{number}（{said}）")
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::domain::gate;
    use crate::domain::kind::{Catalogue, KindId};
    use crate::domain::notice::Content;
    use crate::domain::office::Office;
    use crate::domain::table::{Cell, Column, Table};

    fn heard(content: &Content) -> String {
        let office = Office { telephones: vec!["0500-8800123".into()], ..Office::default() };
        let kind = Catalogue::bundled().get(&KindId::new("gengdi-dili")).expect("a bundled kind");
        text(&gate::bulletin(content, kind, &office).0)
    }

    fn subsidy() -> Content {
        let mut table = Table::new(vec![
            Column::new("户主", Class::Name),
            Column::new("身份证号", Class::IdNumber),
            Column::new("面积（亩）", Class::Quantity),
            Column::new("补贴金额（元）", Class::Amount),
            Column::new("期限（年）", Class::Quantity),
        ]);
        for (name, area, money) in [("甲一明", 125, 10375), ("乙二", 30, 2490)] {
            let number = |value, scale| Cell::Number(Decimal::new(value, scale));
            table.push(
                Role::Data,
                vec![Cell::text(name), Cell::text("假号"), number(area, 1), number(money, 2), number(5, 0)],
                None,
            );
        }
        table.push(Role::Total, vec![Cell::text("合计")], None);
        Content {
            title: "石桥村耕地地力保护补贴公示".into(),
            intro: "现将补贴情况予以公示".into(),
            table,
            telephone: "0500-8800123".into(),
            issuer: "石桥村村民委员会".into(),
            period: Period { first: Some(date(2026, 4, 8)), last: Some(date(2026, 4, 14)) },
            ..Content::default()
        }
    }

    #[test]
    fn totals_are_read_out_and_names_are_not() {
        let heard = heard(&subsidy());
        assert!(heard.contains("一共2户，面积合计15.5亩，补贴金额合计128.65元。"), "{heard}");
        assert!(!heard.contains("期限"), "{heard}");
        assert!(!heard.contains("甲一明") && !heard.contains("乙二"), "{heard}");
        assert!(heard.contains("公示时间是2026年4月8日到2026年4月14日。"), "{heard}");
        assert!(heard.contains("0500-8800123（零五零零，八八零零幺二三）"), "{heard}");
        assert!(heard.lines().all(|line| line.ends_with(['。', '：'])), "{heard}");
    }

    #[test]
    fn what_the_page_hides_is_not_heard() {
        let telephone = "13800000000";
        let content = Content { intro: format!("请找经办人，电话{telephone}。"), ..subsidy() };
        assert!(!heard(&content).contains(telephone));
    }

    #[test]
    fn days_that_the_text_names_are_not_read_twice() {
        let content =
            Content { intro: "公示期：2026年4月8日至2026年4月14日，共7日。".into(), ..subsidy() };
        assert_eq!(heard(&content).matches("2026年4月14日").count(), 1);
    }
}
