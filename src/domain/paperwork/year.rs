//! The papers over many postings: a year's register, a month's seals, what a clerk hands over.

use jiff::ZonedDateTime;
use jiff::civil::Date;

use super::{Block, Grid, Paperwork, columns, day, field, instant, short};
use crate::domain::notice::State;
use crate::domain::office::Office;
use crate::domain::posting::Posting;

/// One posting in a register.
#[derive(Debug, Clone)]
pub struct Line {
    pub title: String,
    /// 耕地地力保护补贴公示
    pub kind: String,
    pub posting: Posting,
    pub objections: usize,
    /// The number of its seal; none before it is in the archive.
    pub seal: Option<u64>,
    /// Its record's term was over and it was destroyed.
    pub destroyed: Option<Destroyed>,
}

/// 销毁登记: what the register keeps of a record that is gone.
#[derive(Debug, Clone)]
pub struct Destroyed {
    pub at: Date,
    pub first: String,
    pub second: String,
    pub reason: String,
    /// 10年
    pub term: String,
    /// SHA-256 of the seal's manifest, hexadecimal.
    pub manifest: String,
}

/// One sealed record.
#[derive(Debug, Clone)]
pub struct Sealed {
    pub number: u64,
    pub title: String,
    /// 公示〔2026〕12号
    pub serial: String,
    pub at: ZonedDateTime,
    /// Hexadecimal.
    pub hash: String,
}

/// A notice that is still on its way.
#[derive(Debug, Clone)]
pub struct Open {
    pub title: String,
    pub state: State,
    pub updated: Date,
}

/// What whoever leaves hands to whoever comes.
#[derive(Debug, Clone, Default)]
pub struct Handover {
    pub hanging: Vec<Line>,
    pub open: Vec<Open>,
    /// Notice, number, matter, due day.
    pub objections: Vec<(String, u32, String, Option<Date>)>,
    /// Years with how many postings each.
    pub years: Vec<(i16, usize)>,
    pub seals: u64,
    /// The end of the chain of seals, hexadecimal; empty before the first.
    pub head: String,
}

/// 公示台账: every posting of a year, by its number.
pub fn register(office: &Office, year: i16, lines: &[Line], today: Date) -> Paperwork {
    let told = format!("{year} 年共张贴 {} 件，编号连续。台账制于{}。", lines.len(), day(today));
    let rows = lines.iter().map(|line| {
        let posting = &line.posting;
        let down = posting.withdrawn.as_ref().map_or("还贴着".to_owned(), |down| short(down.at.date()));
        vec![
            posting.number.to_string(),
            line.title.clone(),
            line.kind.clone(),
            short(posting.posted.date()),
            down,
            posting.days(today).to_string(),
            places(posting),
            posting.posted_by.clone(),
            line.objections.to_string(),
            line.seal.map_or("—".to_owned(), |number| number.to_string()),
        ]
    });
    let grid = Grid {
        heading: String::new(),
        columns: columns([
            ("编号", 0.5),
            ("标题", 2.6),
            ("事项", 1.6),
            ("张贴", 1.05),
            ("撤下", 1.05),
            ("天数", 0.5),
            ("地点", 1.7),
            ("经办", 0.8),
            ("异议", 0.5),
            ("封存号", 0.7),
        ]),
        rows: rows.collect(),
        empty: "这一年没有张贴".into(),
    };
    let mut blocks = vec![Block::Table(grid)];
    blocks.extend(destroyed(lines).map(Block::Table));
    blocks.extend([Block::Text(told), Block::Signatures(vec!["制表人".into(), "负责人".into()])]);
    Paperwork {
        title: format!("{}{year}年公示台账", office.name),
        number: String::new(),
        blocks,
        issuer: String::new(),
        date: String::new(),
        across: true,
        large: false,
    }
}

/// Which of them were destroyed since; `None`: none of them.
fn destroyed(lines: &[Line]) -> Option<Grid> {
    let rows: Vec<Vec<String>> = lines
        .iter()
        .filter_map(|line| {
            let Destroyed { at, first, second, reason, term, manifest } = line.destroyed.as_ref()?;
            let (number, persons) = (line.posting.number.to_string(), format!("{first}、{second}"));
            let (term, reason, manifest) = (term.clone(), reason.clone(), manifest.clone());
            Some(vec![number, line.title.clone(), term, short(*at), persons, reason, manifest])
        })
        .collect();
    let columns = columns([
        ("编号", 0.5),
        ("标题", 2.2),
        ("期限", 0.6),
        ("销毁", 1.05),
        ("两人", 1.3),
        ("原因", 1.2),
        ("封存清单的 SHA-256", 3.0),
    ]);
    (!rows.is_empty()).then(|| Grid { heading: "销毁登记".into(), columns, rows, empty: String::new() })
}

fn places(posting: &Posting) -> String {
    let names: Vec<&str> = posting.hangings.iter().map(|hanging| hanging.place.name.as_str()).collect();
    names.join("、")
}

/// In plain words, what the paper is for.
const MONTH: &str = "这张纸能证明什么：上面的链尾是一串校验码，由到这一天为止的全部封存档案依次算出。今后任何一份档案被改动、抽走或调换次序，重新算出的链尾就与这张纸不同。\n\
    这张纸不能证明什么：它不能证明公示内容本身真实，也不能证明电脑时钟当时走得准；签字盖章的日期由签字人负责。\n\
    请打印后由两人签字、盖章，与纸质档案一起存放，不要只存在这台电脑里。";

/// 月度封存单: the chain of seals as it ended in a month, to be signed on paper.
pub fn month(office: &Office, year: i16, month: i8, seals: &[Sealed], head: &str, today: Date) -> Paperwork {
    let fields = vec![
        field("月份", format!("{year}年{month}月")),
        field("本月封存", format!("{} 份", seals.len())),
        field("链尾", if head.is_empty() { "还没有封存过" } else { head }),
    ];
    let rows = seals
        .iter()
        .map(|seal| vec![seal.number.to_string(), seal.serial.clone(), seal.title.clone(), instant(&seal.at)]);
    let grid = Grid {
        heading: "本月封存的档案".into(),
        columns: columns([("封存号", 0.6), ("编号", 1.5), ("标题", 2.2), ("封存时间", 1.5)]),
        rows: rows.collect(),
        empty: "本月没有封存档案".into(),
    };
    Paperwork {
        title: "公示档案月度封存单".into(),
        number: String::new(),
        blocks: vec![
            Block::Fields(fields),
            Block::Table(grid),
            Block::Text(MONTH.into()),
            Block::Signatures(vec!["封存人".into(), "见证人".into()]),
        ],
        issuer: format!("{}（盖章）", office.name),
        date: day(today),
        across: false,
        large: false,
    }
}

/// 公示工作交接清单.
pub fn handover(office: &Office, handed: &Handover, today: Date) -> Paperwork {
    let blocks = vec![
        Block::Fields(vec![
            field("移交人", ""),
            field("接收人", ""),
            field("监交人", ""),
            field("交接日期", day(today)),
            field("档案", archive(handed)),
            field("链尾", if handed.head.is_empty() { "还没有封存过" } else { &handed.head }),
        ]),
        Block::Table(Grid {
            heading: "正在公示".into(),
            columns: columns([("编号", 1.5), ("标题", 2.2), ("地点", 1.3), ("应撤下", 0.9)]),
            rows: handed.hanging.iter().map(hanging).collect(),
            empty: "没有正在公示的".into(),
        }),
        Block::Table(Grid {
            heading: "没有办完的".into(),
            columns: columns([("标题", 3.0), ("状态", 0.8), ("最后改动", 1.2)]),
            rows: handed.open.iter().map(open).collect(),
            empty: "没有".into(),
        }),
        Block::Table(Grid {
            heading: "没有答复的异议".into(),
            columns: columns([("公示", 2.0), ("序号", 0.4), ("内容", 2.0), ("答复期限", 1.0)]),
            rows: handed.objections.iter().map(objection).collect(),
            empty: "没有".into(),
        }),
        Block::Text(HANDED.into()),
        Block::Signatures(vec!["移交人".into(), "接收人".into(), "监交人".into()]),
    ];
    Paperwork {
        title: "公示工作交接清单".into(),
        number: String::new(),
        blocks,
        issuer: office.name.clone(),
        date: day(today),
        across: false,
        large: false,
    }
}

/// What no program can hand over.
const HANDED: &str = "一并移交：数据文件夹和最近一次备份所在的U盘；纸质审批单和月度封存单；公开栏的钥匙。\n\
    接收人到岗后请在“设置”里加上自己的姓名和密码，并把移交人的密码停用。";

fn archive(handed: &Handover) -> String {
    let years: Vec<String> = handed.years.iter().map(|(year, count)| format!("{year}年 {count} 件")).collect();
    let years = if years.is_empty() { "没有张贴过".to_owned() } else { years.join("，") };
    format!("{years}；已封存 {} 份", handed.seals)
}

fn hanging(line: &Line) -> Vec<String> {
    let last = line.posting.period.last.map_or("长期".to_owned(), short);
    vec![line.posting.serial(), line.title.clone(), places(&line.posting), last]
}

fn open(open: &Open) -> Vec<String> {
    vec![open.title.clone(), open.state.word().to_owned(), short(open.updated)]
}

fn objection((title, number, matter, due): &(String, u32, String, Option<Date>)) -> Vec<String> {
    vec![title.clone(), number.to_string(), matter.clone(), due.map_or("没有规定".to_owned(), short)]
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn an_empty_year_an_empty_month_and_an_empty_desk_still_make_papers_that_say_so() {
        let (office, today) = (Office::default(), date(2026, 12, 31));
        let said = |mut paper: Paperwork| -> String { paper.texts().into_iter().map(|text| text.clone()).collect() };
        assert!(said(register(&office, 2026, &[], today)).contains("这一年没有张贴"));
        assert!(said(month(&office, 2026, 12, &[], "", today)).contains("本月没有封存档案"));
        assert!(said(handover(&office, &Handover::default(), today)).contains("没有张贴过"));
    }

    #[test]
    fn the_monthly_paper_says_what_it_proves_and_what_it_does_not() {
        let mut paper = month(&Office::default(), 2026, 12, &[], "ab", date(2026, 12, 31));
        let said: String = paper.texts().into_iter().map(|text| text.clone()).collect();
        assert!(said.contains("能证明什么") && said.contains("不能证明什么"));
    }
}
