//! 今天要办的事, on paper: for whoever does not sit before the computer.

use jiff::civil::Date;

use super::{Block, Grid, Paperwork, columns, day, short};
use crate::domain::agenda::{Agenda, Errand, Item, LYING};
use crate::domain::kind::Catalogue;
use crate::domain::office::Office;
use crate::domain::period::weekday;

/// In the order of urgency; what hangs on is told where a week is left at most.
const PARTS: [(Errand, &str); 8] = [
    (Errand::TakeDown, "该撤下的"),
    (Errand::Publish, "公开计划：该张贴的"),
    (Errand::Post, "已批准，等张贴"),
    (Errand::Sign, "等签字"),
    (Errand::Answer, "异议待答复"),
    (Errand::Draft, "没做完的草稿"),
    (Errand::Seal, "已撤下，等归档"),
    (Errand::Hang, "七天之内到期"),
];

const WEEK: i32 = 7;

pub fn today(office: &Office, agenda: &Agenda, today: Date) -> Paperwork {
    let told = format!("{}　{}", day(today), weekday(today));
    let mut blocks = vec![Block::Text(told)];
    for (errand, heading) in PARTS {
        let is_told = |item: &&Item| errand != Errand::Hang || item.days.is_some_and(|days| days <= WEEK);
        let rows: Vec<Vec<String>> = agenda.of_errand(errand).filter(is_told).map(row).collect();
        if !rows.is_empty() {
            let heading = format!("{heading}（{} 件）", rows.len());
            let columns = columns([("办好", 0.45), ("公示件", 3.2), ("期限", 0.9), ("说明", 1.1)]);
            blocks.push(Block::Table(Grid { heading, columns, rows, empty: String::new() }));
        }
    }
    if blocks.len() == 1 {
        blocks.push(Block::Text("今天没有要办的事。".into()));
    }
    Paperwork {
        title: "今天要办的事".into(),
        number: String::new(),
        blocks,
        issuer: office.name.clone(),
        date: String::new(),
        across: false,
        large: false,
    }
}

fn row(item: &Item) -> Vec<String> {
    vec!["□".to_owned(), name(item), item.day.map(short).unwrap_or_default(), told(item)]
}

/// The notice's title; for what is not written yet, the kind and what it is about.
fn name(item: &Item) -> String {
    if !item.title.is_empty() {
        return item.title.clone();
    }
    if item.notice.is_some() {
        return "（未填标题）".to_owned();
    }
    let kind = Catalogue::bundled().of(&item.kind).name;
    item.cycle.map_or(kind.clone(), |cycle| format!("{kind}（{}）", cycle.name()))
}

fn told(item: &Item) -> String {
    let days = match item.days {
        Some(0) => "今天".to_owned(),
        Some(days @ 1..) => format!("还剩 {days} 天"),
        Some(days) => format!("已过 {} 天", -days),
        None if item.errand == Errand::Answer => "没有规定期限".to_owned(),
        None if item.lain >= LYING => format!("放了 {} 天", item.lain),
        None => String::new(),
    };
    match item.number {
        Some(number) => format!("第 {number} 号异议\n{days}"),
        None if item.errand == Errand::Publish && item.notice.is_some() => format!("{days}\n草稿已有"),
        None => days,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::domain::disclosure::Cycle;
    use crate::domain::kind::KindId;

    fn said(agenda: &Agenda) -> String {
        let mut paper = today(&Office::default(), agenda, date(2026, 10, 16));
        paper.texts().into_iter().map(|text| text.clone() + "|").collect()
    }

    #[test]
    fn a_day_without_anything_to_do_says_so() {
        let said = said(&Agenda::default());
        assert!(said.contains("2026年10月16日　星期五") && said.contains("今天没有要办的事"), "{said}");
    }

    #[test]
    fn what_is_due_is_named_by_its_kind_and_its_quarter_until_it_has_a_title() {
        let item = Item {
            errand: Errand::Publish,
            title: String::new(),
            kind: KindId::new("village-finance"),
            notice: None,
            cycle: Some(Cycle::Quarter(2026, 3)),
            number: None,
            day: Some(date(2026, 10, 15)),
            days: Some(-1),
            lain: 0,
        };
        let said = said(&Agenda { items: vec![item] });
        assert!(said.contains("该张贴的（1 件）") && said.contains("村级财务收支公开（2026年第三季度）"), "{said}");
        assert!(said.contains("2026-10-15|已过 1 天"), "{said}");
    }
}
