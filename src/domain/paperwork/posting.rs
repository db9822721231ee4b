//! The papers of one posting.

use jiff::civil::Date;

use super::{Block, Field, Grid, Opinion, Paperwork, Photograph, columns, day, field, instant, short};
use crate::domain::approval::{self, Approval, Means};
use crate::domain::kind::Kind;
use crate::domain::lobby::ShownSummary;
use crate::domain::notice::Period;
use crate::domain::objection::{Objection, Outcome};
use crate::domain::office::Office;
use crate::domain::period::{Calendar, sentence};
use crate::domain::posting::{Form, Posting};

/// What is known of one notice and its posting.
#[derive(Debug, Clone)]
pub struct Dossier {
    pub office: Office,
    pub kind: Kind,
    /// The days the office counts by.
    pub calendar: Calendar,
    pub title: String,
    /// Of its table.
    pub rows: usize,
    /// The days the page names.
    pub says: Period,
    /// SHA-256 of the content as it stands: what a signature on paper covers.
    pub digest: String,
    pub approvals: Vec<Approval>,
    pub posting: Option<Posting>,
    pub objections: Vec<Objection>,
    /// Up, midway, down.
    pub photographs: Vec<Photograph>,
    /// Photographs in the archive that the paper does not show.
    pub further: usize,
    pub pages: Vec<Pages>,
    /// What the lobby screen showed of it.
    pub screen: ShownSummary,
    pub today: Date,
}

/// One frozen edition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pages {
    /// 公示页, 大屏页
    pub name: String,
    pub count: u32,
    pub sha256: String,
}

/// 公示审批单: to be signed by hand, or what was signed at the computer.
pub fn approval_form(dossier: &Dossier) -> Paperwork {
    let content = if dossier.rows > 0 { format!("名单或表格 {} 行", dossier.rows) } else { "正文".to_owned() };
    let says = sentence(dossier.says, dossier.kind.period.unit, &dossier.calendar);
    let mut fields = vec![
        field("标题", &dossier.title),
        field("公示事项", &dossier.kind.name),
        field("内容", content),
        field("公示期", if says.is_empty() { "张贴时按规定确定".to_owned() } else { says }),
        field("公示地点", dossier.posting.as_ref().map(places).unwrap_or_default()),
    ];
    if !dossier.kind.basis.is_empty() {
        fields.insert(2, field("依据", &dossier.kind.basis));
    }
    let opinions = approval::steps(&dossier.kind).into_iter().map(|step| opinion(step, &dossier.approvals)).collect();
    let told = format!(
        "本单审批的是下面这一版内容；签字以后内容有任何改动，审批即作废，须重新送审。\n内容的 SHA-256：{}",
        dossier.digest
    );
    Paperwork {
        title: "公示审批单".into(),
        number: dossier.posting.as_ref().map(Posting::serial).unwrap_or_default(),
        blocks: vec![Block::Fields(fields), Block::Opinions(opinions), Block::Text(told)],
        issuer: dossier.office.name.clone(),
        date: String::new(),
        across: false,
        large: false,
    }
}

fn opinion(step: String, approvals: &[Approval]) -> Opinion {
    let signed = approvals.iter().find(|approval| approval.voided.is_none() && approval.step == step);
    let Some(approval) = signed else { return Opinion { step, remark: String::new(), signed: String::new() } };
    let means = match approval.means {
        Means::Pin => "本机密码签字",
        Means::Paper => "纸质签字",
        Means::Alone => "一人办理",
    };
    let signed = format!("{}　{}　{means}", approval.person, instant(&approval.at));
    Opinion { step, remark: approval.remark.clone(), signed }
}

/// 公示证明: what hung where and how long, with the hashes of its pages and photographs.
pub fn certificate(dossier: &Dossier) -> Paperwork {
    let Some(posting) = &dossier.posting else { return approval_form(dossier) };
    let mut blocks = vec![
        Block::Text(format!("兹证明《{}》已由我单位公示，情况如下。", dossier.title)),
        Block::Fields(posted_facts(dossier, posting)),
        Block::Table(hung(posting)),
        Block::Table(posted_pages(dossier)),
    ];
    if !dossier.photographs.is_empty() {
        blocks.push(Block::Photographs(dossier.photographs.clone()));
        if dossier.further > 0 {
            blocks.push(Block::Text(format!("另有 {} 张照片在档案里。", dossier.further)));
        }
    }
    blocks.push(Block::Text(CLOCK.into()));
    blocks.push(Block::Signatures(vec!["经办人".into(), "负责人".into()]));
    Paperwork {
        title: "公示证明".into(),
        number: posting.serial(),
        blocks,
        issuer: format!("{}（盖章）", dossier.office.name),
        date: day(dossier.today),
        across: false,
        large: false,
    }
}

fn posted_facts(dossier: &Dossier, posting: &Posting) -> Vec<Field> {
    let mut fields = vec![
        field("标题", &dossier.title),
        field("公示事项", &dossier.kind.name),
        field("实际公示", actual(posting, dossier.today)),
        field("计划公示期", sentence(posting.period, dossier.kind.period.unit, &dossier.calendar)),
        field("公示地点", places(posting)),
        field("异议", objected(&dossier.objections)),
    ];
    // A place named 大屏 that never showed it is told, too.
    let played = dossier.screen.sentence();
    if played.is_some() || posting.hangings.iter().any(|hanging| hanging.place.form == Form::Screen) {
        fields.push(field("大屏播放", played.unwrap_or_else(|| "没有播放记录".into())));
    }
    fields
}

/// Where it hung, from when to when, by whose hand.
fn hung(posting: &Posting) -> Grid {
    let rows = posting.hangings.iter().map(|hanging| {
        vec![
            format!("{}（{}）", hanging.place.name, hanging.place.form.word()),
            format!("{}\n{}", instant(&hanging.up), hanging.up_by),
            match (&hanging.down, &hanging.down_by) {
                (Some(down), by) => format!("{}\n{}", instant(down), by.as_deref().unwrap_or_default()),
                (None, _) => "还贴着".to_owned(),
            },
        ]
    });
    Grid {
        heading: "张贴和撤下".into(),
        columns: columns([("地点", 1.2), ("张贴", 1.0), ("撤下", 1.0)]),
        rows: rows.collect(),
        empty: String::new(),
    }
}

fn posted_pages(dossier: &Dossier) -> Grid {
    let rows =
        dossier.pages.iter().map(|pages| vec![pages.name.clone(), pages.count.to_string(), pages.sha256.clone()]);
    Grid {
        heading: "张贴的页面".into(),
        columns: columns([("页面", 0.5), ("页数", 0.3), ("SHA-256", 2.4)]),
        rows: rows.collect(),
        empty: "没有存下页面".into(),
    }
}

/// What the hashes and the times are worth, so that nobody takes them for more.
const CLOCK: &str = "以上时间取自办公电脑的时钟，不是授时机构的时间。\n\
    SHA-256 是按文件内容算出的一串校验码：文件改动一个字节，校验码就完全不同。用它可以核对存档的页面和照片与张贴时是否相同。";

/// 公示结果说明: whether anyone objected, and what came of it. It names nobody who objected.
pub fn outcome(dossier: &Dossier) -> Paperwork {
    let Some(posting) = &dossier.posting else { return approval_form(dossier) };
    let hung = format!(
        "《{}》（{}）在{}公示，{}。",
        dossier.title,
        posting.serial(),
        places(posting),
        actual(posting, dossier.today)
    );
    let mut blocks = vec![];
    if dossier.objections.is_empty() {
        let told = if posting.withdrawn.is_some() {
            "公示期间没有收到异议。"
        } else {
            "到目前为止没有收到异议。"
        };
        blocks.push(Block::Text(format!("{hung}\n{told}")));
    } else {
        blocks.push(Block::Text(format!("{hung}\n公示期间{}，处理情况如下。", objected(&dossier.objections))));
        blocks.push(Block::Table(Grid {
            heading: String::new(),
            columns: columns([("序号", 0.45), ("收到", 0.8), ("异议内容", 1.7), ("结果", 0.55), ("答复", 1.7)]),
            rows: dossier.objections.iter().map(settled).collect(),
            empty: String::new(),
        }));
        blocks.push(Block::Text(conclusion(&dossier.objections)));
    }
    Paperwork {
        title: format!("关于《{}》的公示结果说明", dossier.title),
        number: String::new(),
        blocks,
        issuer: dossier.office.name.clone(),
        date: day(dossier.today),
        across: false,
        large: false,
    }
}

fn settled(objection: &Objection) -> Vec<String> {
    let (outcome, reply) = match &objection.answer {
        Some(answer) => (answer.outcome.word().to_owned(), answer.reply.clone()),
        None => ("办理中".to_owned(), String::new()),
    };
    let received = short(objection.received.date());
    vec![objection.number.to_string(), received, objection.matter.clone(), outcome, reply]
}

fn conclusion(objections: &[Objection]) -> String {
    let numbers = |test: fn(&Objection) -> bool| {
        let numbers: Vec<String> =
            objections.iter().filter(|one| test(one)).map(|one| one.number.to_string()).collect();
        numbers.join("、")
    };
    let changed = numbers(|one| one.answer.as_ref().is_some_and(|answer| answer.list_changed));
    let open = numbers(|one| one.answer.is_none());
    let mut lines = vec![];
    if !changed.is_empty() {
        lines.push(format!("因第 {changed} 号异议，公示内容有变动，已另行公示。"));
    }
    if !open.is_empty() {
        lines.push(format!("第 {open} 号异议还在办理，办结后另行说明。"));
    }
    if lines.is_empty() {
        lines.push("公示内容没有变动。".into());
    }
    lines.join("\n")
}

/// 异议答复: the letter to whoever objected. `None`: there is no such objection.
pub fn reply(dossier: &Dossier, number: u32) -> Option<Paperwork> {
    let posting = dossier.posting.as_ref()?;
    let objection = dossier.objections.iter().find(|objection| objection.number == number)?;
    let person = if objection.person.is_empty() { "异议人" } else { &objection.person };
    let received = day(objection.received.date());
    let asked = format!(
        "{person}：\n您于{received}（{}）对《{}》（{}）提出的异议已收到。您反映：{}",
        objection.means,
        dossier.title,
        posting.serial(),
        sentence_end(&objection.matter),
    );
    let told = match &objection.answer {
        Some(answer) => {
            let outcome = match answer.outcome {
                Outcome::Upheld => "您的异议成立。",
                Outcome::Rejected => "您的异议不成立。",
                Outcome::Withdrawn => "您已撤回异议。",
            };
            let changed = if answer.list_changed { "公示内容将作更正，另行公示。" } else { "" };
            format!("经核实：{}\n{outcome}{changed}", sentence_end(&answer.reply))
        }
        None => "我们正在核实，核实后答复您。".to_owned(),
    };
    let telephones = dossier.office.telephones.join("、");
    let further = if telephones.is_empty() {
        "如有不同意见，可以向我单位反映。".to_owned()
    } else {
        format!("如有不同意见，可以向我单位反映，电话：{telephones}。")
    };
    Some(Paperwork {
        title: "公示异议答复".into(),
        number: format!("{} 第 {number} 号异议", posting.serial()),
        blocks: vec![Block::Text(format!("{asked}\n{told}\n{further}"))],
        issuer: format!("{}（盖章）", dossier.office.name),
        date: day(objection.answer.as_ref().map_or(dossier.today, |answer| answer.at.date())),
        across: false,
        large: false,
    })
}

fn sentence_end(text: &str) -> String {
    let text = text.trim();
    if text.ends_with(['。', '！', '？', '.', '!', '?']) { text.to_owned() } else { format!("{text}。") }
}

fn places(posting: &Posting) -> String {
    let names: Vec<&str> = posting.hangings.iter().map(|hanging| hanging.place.name.as_str()).collect();
    names.join("、")
}

fn actual(posting: &Posting, today: Date) -> String {
    let (from, days) = (instant(&posting.posted), posting.days(today));
    match &posting.withdrawn {
        Some(withdrawal) => {
            let early = posting.period.last.map_or(0, |last| (last - withdrawal.at.date()).get_days());
            let early = if early > 0 { format!("，比计划早 {early} 天撤下") } else { String::new() };
            format!("自{from}起至{}止，共 {days} 天{early}（撤下原因：{}）", instant(&withdrawal.at), withdrawal.reason)
        }
        None => format!("自{from}起，到{}已公示 {days} 天，还在公示", day(today)),
    }
}

fn objected(objections: &[Objection]) -> String {
    if objections.is_empty() {
        "没有收到异议".to_owned()
    } else {
        format!("收到异议 {} 件", objections.len())
    }
}

#[cfg(test)]
mod tests;
