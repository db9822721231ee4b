//! What a package says of itself in words: the circumstances of each notice, and the index of all of them.

use std::fmt::Write;

use jiff::civil::Date;

use super::bag::Bag;
use super::package::{Came, Chosen, kind_of, made};
use super::{Result, record};
use crate::domain::approval::Means;
use crate::domain::gate;
use crate::domain::kind::{Kind, KindId};
use crate::domain::notice::{Content, Look, Paper};
use crate::domain::posting::Posting;
use crate::domain::retention::Deed;
use crate::domain::table::{Cell, Class, Column, Role, Table};
use crate::export::{self, PdfOptions};
use crate::layout::{self, Fonts};
use crate::store::{Custody, Imported, Store};

/// For a person: an old Notepad needs the mark at the start and both characters at the end of a line.
pub(super) fn circumstances(store: &mut Store, one: &Chosen, custody: &[Custody], hashes: &str) -> Result<String> {
    let mut lines = Vec::new();
    match &one.came {
        Came::Posted(posting) => lines.push(posting.serial()),
        Came::Imported(_) => lines.push("补录的旧档案".to_owned()),
    }
    lines.push(one.title.clone());
    lines.push(format!("事项：{}", kind_of(&one.kind).name));
    lines.extend(custody.iter().filter_map(kept));
    match &one.came {
        Came::Posted(posting) => tell_posting(store, one, posting, hashes, &mut lines)?,
        Came::Imported(imported) => tell_imported(imported, &mut lines),
    }
    Ok(format!("\u{feff}{}\r\n", lines.join("\r\n")))
}

/// What an inspector has to know of what was done to the record.
fn kept(custody: &Custody) -> Option<String> {
    let at = custody.at.strftime("%Y-%m-%d %H:%M");
    let person = if custody.person.is_empty() { "本程序按单位的设置" } else { &custody.person };
    let (reason, second) = (&custody.reason, custody.destroyed.as_ref());
    Some(match custody.deed {
        Deed::Conceal => format!(
            "个人信息已对外隐藏（{at}，{person}：{reason}）。这里的公示页和附件是张贴时的原样，供检查用，请不要外传。"
        ),
        Deed::Reveal => format!("{at} {person} 恢复显示：{reason}"),
        Deed::Hold => format!("{at} {person} 冻结：{reason}"),
        Deed::Release => format!("{at} {person} 解除冻结：{reason}"),
        Deed::Destroy => {
            let destroyed = second?;
            format!(
                "保管期满（{}，自 {} 起可以销毁），{at} 由 {person}、{} 两人销毁：{reason}\r\n被销毁的封存清单的 SHA-256：{}",
                destroyed.term, destroyed.over, destroyed.second, destroyed.manifest
            )
        }
    })
}

fn tell_imported(imported: &Imported, lines: &mut Vec<String>) {
    lines.push(format!("文件日期：{}（补录时填写）", imported.day));
    lines.push(format!("原来的文件名：{}", imported.file));
    let person = if imported.person.is_empty() { String::new() } else { format!("，{}", imported.person) };
    lines.push(format!("补录：{}{person}", imported.taken_in.strftime("%Y-%m-%d %H:%M UTC")));
    lines.push(record::IMPORTED.to_owned());
}

fn tell_posting(store: &Store, one: &Chosen, posting: &Posting, hashes: &str, lines: &mut Vec<String>) -> Result<()> {
    lines.push(format!("实际公示：{} 天，{}", posting.days(store.now().date()), span(posting)));
    lines.push("\r\n张贴地点".into());
    for hanging in &posting.hangings {
        let up = hanging.up.strftime("%Y-%m-%d %H:%M");
        let down =
            hanging.down.as_ref().map_or("还贴着".into(), |at| at.strftime("%Y-%m-%d %H:%M 撤下").to_string());
        lines.push(format!(
            "{}（{}）：{up} {} 张贴，{down}",
            hanging.place.name,
            hanging.place.form.word(),
            hanging.up_by
        ));
    }
    lines.push("\r\n签字".into());
    lines.extend(signed(store, one)?);
    let objections = store.objections(one.id)?;
    lines.push(format!("\r\n异议：{} 件", objections.len()));
    for objection in &objections {
        lines.push(format!("{}. {}：{}", objection.number, objection.means, objection.matter));
        lines.push(match &objection.answer {
            Some(answer) => format!("   {}：{}", answer.outcome.word(), answer.reply),
            None => "   还没有答复".into(),
        });
    }
    lines.push(format!("\r\n张贴页面的 SHA-256（时间以本机时钟为准）\r\n{}", hashes.trim_end()));
    Ok(())
}

fn signed(store: &Store, one: &Chosen) -> Result<Vec<String>> {
    let approvals = store.approvals(one.id)?;
    let valid = approvals.iter().filter(|approval| approval.voided.is_none());
    Ok(valid
        .map(|approval| {
            let how = match approval.means {
                Means::Pin => "密码",
                Means::Paper => "纸质",
                Means::Alone => "一人办理",
            };
            format!("{}：{}，{}，{how}", approval.step, approval.person, approval.at.strftime("%Y-%m-%d %H:%M"))
        })
        .collect())
}

/// From the first hour it hung to the last.
fn span(posting: &Posting) -> String {
    let first = posting.posted.date();
    match &posting.withdrawn {
        Some(withdrawal) => format!("{first} 至 {}", withdrawal.at.date()),
        None => format!("{first} 起，还贴着"),
    }
}

/// 公示目录, as a spreadsheet and as a page.
pub(super) fn put_index(store: &mut Store, bag: &mut Bag, chosen: &[Chosen]) -> Result<()> {
    let office = store.office()?;
    let columns = ["编号", "标题", "事项", "实际公示", "天数", "张贴地点", "异议", "说明"];
    let mut table = Table::new(columns.map(|name| Column::new(name, Class::Text)).to_vec());
    let today = store.now().date();
    for one in chosen {
        let cells = index_line(store, one, today)?;
        table.push(Role::Data, cells.map(Cell::text).to_vec(), None);
    }
    let look = Look { paper: Paper::A4Across, ..Look::default() };
    let title = format!("{}公示目录", office.name);
    let content = Content { title, table, issuer: office.name.clone(), date: Some(today), look, ..Content::default() };
    let (bulletin, _) = gate::bulletin(&content, &Kind::unknown(KindId::new("公示目录")), &office);
    let made = made(store);
    let document = layout::compose(&bulletin, &Fonts::installed());
    bag.put("公示目录.pdf", &export::pdf(&document, &PdfOptions { title: Some(bulletin.title.clone()), made })?)?;
    bag.put("公示目录.xlsx", &export::xlsx(&bulletin.table, &bulletin.title, made)?)
}

fn index_line(store: &Store, one: &Chosen, today: Date) -> Result<[String; 8]> {
    let standing = store.standing(one.id)?;
    let mut notes = Vec::new();
    notes.extend(standing.is_concealed.then_some("个人信息已对外隐藏"));
    notes.extend(standing.is_held.then_some("冻结"));
    notes.extend(standing.is_destroyed.then_some("保管期满，已销毁"));
    let kind = kind_of(&one.kind).name;
    Ok(match &one.came {
        Came::Posted(posting) => {
            let mut places = String::new();
            for hanging in &posting.hangings {
                let gap = if places.is_empty() { "" } else { "、" };
                write!(places, "{gap}{}", hanging.place.name).unwrap_or_default();
            }
            let days = posting.days(today).to_string();
            let objections = one.objections.to_string();
            [posting.serial(), one.title.clone(), kind, span(posting), days, places, objections, notes.join("、")]
        }
        Came::Imported(imported) => {
            notes.insert(0, "旧档案，不是本程序张贴的");
            let day = format!("文件日期 {}", imported.day);
            let none = String::new;
            ["补录".to_owned(), one.title.clone(), kind, day, none(), none(), none(), notes.join("、")]
        }
    })
}
