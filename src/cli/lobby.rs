//! `gongshi alert`, `gongshi screen status`, `gongshi screen usb`: beside the open window and the running screen.

use jiff::Timestamp;
use serde_json::json;

use super::arguments::{Alert, Raise, Stick};
use super::outcome::{self, Refusal};
use crate::archive::{self, ArchiveError};
use crate::domain::lobby::{self, AlertFault, Phase, Status};
use crate::folder::Folder;
use crate::store::{Pulse, Store, StoreError};
use crate::ui::error::Trouble;
use crate::ui::words::{Language, Words};

pub(super) fn alert(request: &Alert) -> Result<String, Refusal> {
    let mut store = open(&folder(request.data.clone())?)?;
    let Some(raise) = &request.raise else {
        let cleared = store.clear_alert(&request.by).map_err(|error| refuse(&error))?;
        if request.json {
            return outcome::json(&json!({ "cleared": cleared }));
        }
        return Ok(if cleared { "插播已撤下。\n" } else { "现在没有插播。\n" }.into());
    };
    let alert = raised(raise, &request.by, &store)?;
    store.raise_alert(&alert).map_err(|error| refuse(&error))?;
    if request.json {
        return outcome::json(&alert);
    }
    let until = alert.until.to_zoned_datetime(store.now().time_zone().clone());
    let unsaid = alert.unsaid();
    let advice = if raise.category.is_empty() || unsaid.is_empty() {
        String::new()
    } else {
        format!("预警还应写明：{}。", unsaid.join("、"))
    };
    Ok(format!("已插播，到 {} 为止。{advice}\n", until.strftime("%H:%M")))
}

fn raised(raise: &Raise, by: &str, store: &Store) -> Result<lobby::Alert, Refusal> {
    let issuer = store.office().map_err(|error| refuse(&error))?.name;
    let now = store.now().timestamp();
    let alert = lobby::Alert::new(&raise.text, raise.level, raise.minutes, &issuer, now);
    let alert = alert.map_err(|fault| {
        Refusal::content(match fault {
            AlertFault::Empty => "要写明插播什么。".into(),
            AlertFault::TooLong(length) => {
                format!("插播最多 {} 个字，这里有 {length} 个，请缩短。", lobby::ALERT_CHARS)
            }
            AlertFault::Minutes(_) => "插播最短 1 分钟，最长 24 小时（1440 分钟）。更久的请做成公示件。".into(),
        })
    })?;
    let (category, area, measures) = (raise.category.clone(), raise.area.clone(), raise.measures.clone());
    Ok(lobby::Alert { category, area, measures, by: by.to_owned(), ..alert })
}

pub(super) fn status(data: Option<std::path::PathBuf>, json: bool) -> Result<String, Refusal> {
    let folder = folder(data)?;
    let status = Pulse::in_folder(folder.root()).status();
    let answers = status.as_ref().is_some_and(|status| status.answers(Timestamp::now()));
    if json {
        return outcome::json(&json!({ "running": answers, "status": status }));
    }
    Ok(match status.filter(|_| answers) {
        Some(status) => told(&status),
        None => "大屏没有在运行。\n".into(),
    })
}

fn told(status: &Status) -> String {
    let mut text = match status.phase {
        Phase::Preparing => "正在准备画面".to_owned(),
        Phase::Playing => format!("正在播放 {}/{}", status.turn, status.turns),
        Phase::Idle => "没有公示，显示待机画面".to_owned(),
        Phase::Off => "不在播放时段".to_owned(),
        Phase::Alert => "正在插播".to_owned(),
        Phase::Reading => "有人在翻看".to_owned(),
        Phase::NoMonitor => "找不到选定的显示器".to_owned(),
    };
    for showing in &status.showing {
        text += &format!("\n{}，第 {}/{} 页", showing.title, showing.page.page + 1, showing.of);
    }
    if let Some(refusal) = &status.refusal {
        text += &format!(
            "\n一轮要 {} 分钟，超过了 {} 分钟，每一页仍会轮到",
            refusal.needed_minutes, refusal.promise_minutes
        );
    }
    text + "\n"
}

pub(super) fn stick(request: &Stick) -> Result<String, Refusal> {
    let mut store = open(&folder(request.data.clone())?)?;
    let made = archive::stick(&mut store, &request.out, request.stand, &mut |_, _| true).map_err(|error| {
        let told = Trouble::of_archive(&error, &Words::new(Language::Chinese)).line();
        match error {
            ArchiveError::NothingOnScreen | ArchiveError::Altered(_) => Refusal::content(told),
            _ => Refusal::wrong(told),
        }
    })?;
    if request.json {
        return outcome::json(&json!({
            "pictures": made.pictures, "folder": made.folder, "sheet": made.sheet, "good_until": made.good_until,
        }));
    }
    let until = made.good_until.map_or_else(String::new, |day| format!("，内容到 {day} 为止"));
    Ok(format!("写好了 {} 张图片：{}{until}。\n", made.pictures, made.folder.display()))
}

pub(super) fn folder(data: Option<std::path::PathBuf>) -> Result<Folder, Refusal> {
    Folder::choose(data)
        .map_err(|error| Refusal::wrong(Trouble::of_folder(&error, &Words::new(Language::Chinese)).line()))
}

pub(super) fn open(folder: &Folder) -> Result<Store, Refusal> {
    Store::open_beside(&folder.db()).map_err(|error| refuse(&error))
}

pub(super) fn refuse(error: &StoreError) -> Refusal {
    Refusal::wrong(Trouble::of_store(error, &Words::new(Language::Chinese)).line())
}
