//! `gongshi today`: what is to be done, as the window's first page has it; read beside the window.

use std::fmt::Write;

use serde_json::json;

use super::arguments::today::Today;
use super::outcome::{self, Refusal};
use crate::archive::{self, Asked};
use crate::domain::agenda::{Agenda, Errand, Item};
use crate::domain::kind::Catalogue;
use crate::export;
use crate::folder::Folder;
use crate::store::{Store, StoreError};
use crate::ui::error::Trouble;
use crate::ui::words::{Language, Words};

pub(super) fn run(request: &Today) -> Result<String, Refusal> {
    let words = Words::new(Language::Chinese);
    let folder = Folder::choose(Some(request.data.clone()))
        .map_err(|error| Refusal::wrong(Trouble::of_folder(&error, &words).line()))?;
    let of_store = |error: StoreError| Refusal::wrong(Trouble::of_store(&error, &words).line());
    let mut store = Store::open_beside(&folder.db()).map_err(of_store)?;
    let today = request.day.unwrap_or(store.now().date());
    let agenda = store.agenda(today).map_err(of_store)?;
    let mut made = None;
    if let Some(out) = &request.out {
        let paper = archive::draft(&mut store, Asked::Today(today));
        let paper = paper.and_then(|paper| archive::paper_pdf(&mut store, paper));
        let (pdf, pages) = paper.map_err(|error| Refusal::wrong(Trouble::of_archive(&error, &words).line()))?;
        export::write(out, &pdf).map_err(|error| Refusal::wrong(Trouble::of_export(&error, &words).line()))?;
        made = Some((out, pages));
    }
    if request.json {
        let out = made.map(|(out, pages)| json!({ "out": out, "pages": pages }));
        return outcome::json(&json!({
            "today": today, "urgent": agenda.urgent(), "items": agenda.items, "paper": out,
        }));
    }
    let mut text = lines(&agenda);
    if let Some((out, pages)) = made {
        // Writing to a string cannot fail.
        writeln!(text, "写好了 {}，{pages} 页。", out.display()).unwrap_or_default();
    }
    Ok(text)
}

fn lines(agenda: &Agenda) -> String {
    let items: Vec<&Item> = agenda.items.iter().filter(|item| item.errand != Errand::Hang).collect();
    if items.is_empty() {
        return "今天没有要办的事。\n".to_owned();
    }
    items.into_iter().map(|item| line(item) + "\n").collect()
}

/// 撤下, 3, 石桥村…, 2026-10-16, 已过 2 天: apart by tabs.
fn line(item: &Item) -> String {
    let what = match item.errand {
        Errand::TakeDown => "撤下",
        Errand::Publish => "该张贴",
        Errand::Post => "等张贴",
        Errand::Sign => "等签字",
        Errand::Answer => "答复异议",
        Errand::Draft => "草稿",
        Errand::Seal => "等归档",
        Errand::Hang => "公示中",
    };
    let id = item.notice.map_or("—".to_owned(), |id| id.get().to_string());
    let mut name = if item.title.is_empty() { Catalogue::bundled().of(&item.kind).name } else { item.title.clone() };
    if let Some(cycle) = item.cycle.filter(|_| item.title.is_empty()) {
        name = format!("{name}（{}）", cycle.name());
    }
    let day = item.day.map(|day| day.to_string()).unwrap_or_default();
    let days = match item.days {
        Some(0) => "今天".to_owned(),
        Some(days @ 1..) => format!("还剩 {days} 天"),
        Some(days) => format!("已过 {} 天", -days),
        None => String::new(),
    };
    [what, &id, &name, &day, &days].join("\t").trim_end().to_owned()
}
