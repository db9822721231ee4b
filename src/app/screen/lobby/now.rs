//! What stands on the screen, whether the loop keeps its promise, and what was shown of each notice.

use iced::widget::{Column, Row, column, container, image, row, space, text};
use iced::{Center, Element, Length};
use jiff::tz::TimeZone;

use super::{Message, section};
use crate::app::desk::Desk;
use crate::app::keeper::Standing;
use crate::domain::lobby::{Item, Phase, Remedy, ShownSummary, Status, Warning};
use crate::store::OnScreen;
use crate::ui::theme;
use crate::ui::widget::{Look, button, ellipsis, press};
use crate::ui::words::{Word, Words};

/// The width of the small picture.
const PICTURE: f32 = 400.0;

pub(super) fn view(desk: &Desk) -> Element<'_, Message> {
    let words = &desk.words;
    let now = section(words.get(Word::LobbyNow), standing(desk));
    let promise = section(words.get(Word::LobbyPromise), promise(desk));
    let above: Element<'_, Message> = if desk.is_large_text() {
        column![now, promise].spacing(theme::AROUND).into()
    } else {
        let beside = column![promise].push(hanging(desk)).spacing(theme::AROUND);
        row![container(now).width(PICTURE + 2.0 * theme::BETWEEN), beside].spacing(theme::AROUND).into()
    };
    let below = if desk.is_large_text() { hanging(desk) } else { None };
    Column::new().push(alert(desk)).push(above).push(below).spacing(theme::AROUND).into()
}

/// What hangs, with what was shown of it.
fn hanging(desk: &Desk) -> Option<Element<'_, Message>> {
    let words = &desk.words;
    let notices = &desk.lobby.held.notices;
    let rows = Column::with_children(notices.iter().map(|(shown, summary)| notice(shown, *summary, words)));
    let title = text(words.get(Word::LobbyHanging)).size(theme::PANE).font(theme::BOLD);
    let listed = container(rows).style(theme::pane).padding(theme::TIGHT);
    (!notices.is_empty()).then(|| column![title, listed].spacing(theme::INSIDE).into())
}

/// What is put in between, and the way to take it down.
fn alert(desk: &Desk) -> Option<Element<'_, Message>> {
    let words = &desk.words;
    let alert = desk.lobby.held.alert.as_ref()?;
    let until = alert.until.to_zoned_datetime(TimeZone::system()).strftime("%H:%M").to_string();
    let told = words.with(Word::AlertUp, &[("text", alert.text.as_str().into())]);
    let level = alert.level;
    let line = row![
        container(space()).width(16).height(16).style(move |_| theme::warning(level)),
        column![
            text(told).font(theme::BOLD),
            text(words.with(Word::AlertUntil, &[("time", until.into())])).size(theme::SMALL).style(theme::quiet)
        ]
        .width(Length::Fill),
        button::quiet(words.get(Word::AlertClear), "").on_press(Message::ClearAlert),
    ];
    let line = line.spacing(theme::BETWEEN).align_y(Center);
    Some(container(line).padding(theme::BETWEEN).style(theme::pane).width(Length::Fill).into())
}

fn standing(desk: &Desk) -> Column<'_, Message> {
    let (words, lobby) = (&desk.words, &desk.lobby);
    let wrong = matches!(lobby.standing, Standing::Failing | Standing::Left | Standing::Again)
        || lobby.is_missed()
        || lobby.status.as_ref().is_some_and(|status| status.phase == Phase::NoMonitor);
    let style = match (wrong, lobby.is_running()) {
        (true, _) => theme::due,
        (false, true) => theme::fine,
        (false, false) => theme::quiet,
    };
    let mut told = column![text(lobby.told(words)).font(theme::BOLD).style(style)].spacing(theme::TIGHT);
    if let Some(why) = why(lobby.standing, lobby.status.as_ref()) {
        told = told.push(text(words.get(why)));
    }
    if let Some(status) = &lobby.status {
        for showing in &status.showing {
            let of = [("page", (showing.page.page + 1).into()), ("of", showing.of.into())];
            told = told.push(ellipsis::title(showing.title.as_str()));
            told = told.push(text(words.with(Word::LobbyPageOf, &of)).size(theme::SMALL).style(theme::quiet));
        }
        if let Some(monitor) = status.monitor.as_ref().filter(|_| status.phase != Phase::NoMonitor) {
            let values = [
                ("name", monitor.name.as_str().into()),
                ("width", monitor.width.into()),
                ("height", monitor.height.into()),
            ];
            let on = words.with(Word::LobbyOnMonitor, &values);
            told = told.push(text(on).size(theme::SMALL).style(theme::quiet));
        }
        for warning in &status.warnings {
            told = told.push(text(warned(warning, status, words)).style(theme::soon));
        }
    }
    column![picture(desk), told]
}

fn picture(desk: &Desk) -> Element<'_, Message> {
    match &desk.lobby.picture {
        Some((picture, size)) => {
            let wide = if size.height > size.width { PICTURE * 9.0 / 16.0 * size.width / size.height } else { PICTURE };
            let high = wide * size.height / size.width.max(1.0);
            let shown = image(picture.clone()).width(wide).height(high);
            container(container(shown).padding(1).style(theme::pane)).center_x(PICTURE).into()
        }
        None => {
            let told = text(desk.words.get(Word::LobbyNothingShown)).size(theme::SMALL).style(theme::quiet);
            container(told).center_x(PICTURE).center_y(PICTURE * 9.0 / 16.0).style(theme::band).into()
        }
    }
}

/// What the clerk should know or do.
fn why(standing: Standing, status: Option<&Status>) -> Option<Word> {
    Some(match (standing, status.map(|status| status.phase)) {
        (Standing::Stopped, _) => Word::LobbyStoppedWhy,
        (Standing::Starting, _) | (Standing::Running, None) => Word::LobbyStartingWhy,
        (Standing::Again, _) => Word::LobbyAgainWhy,
        (Standing::Failing, _) => Word::LobbyFailingWhy,
        (Standing::Left, _) => Word::LobbyLeftWhy,
        (Standing::Running, Some(Phase::Idle)) => Word::LobbyIdleWhy,
        (Standing::Running, Some(Phase::Off)) => Word::LobbyOffWhy,
        (Standing::Running, Some(Phase::NoMonitor)) => Word::LobbyNoMonitorWhy,
        (Standing::Running, Some(Phase::Preparing | Phase::Playing | Phase::Alert | Phase::Reading)) => return None,
    })
}

fn warned(warning: &Warning, status: &Status, words: &Words) -> String {
    match warning {
        Warning::SleepNotHeldOff => words.get(Word::LobbyWarnSleep).to_owned(),
        Warning::StoreUnreadable => words.get(Word::LobbyWarnStore).to_owned(),
        Warning::LogNotWritten => words.get(Word::LobbyWarnLog).to_owned(),
        Warning::PageBroken(page) => {
            let title = status.showing.iter().find(|showing| showing.page.of == page.of);
            let title = title.map_or("", |showing| showing.title.as_str());
            words.with(Word::LobbyWarnPage, &[("title", title.into()), ("page", (page.page + 1).into())])
        }
    }
}

/// Whether each page comes round in time, and what would help.
fn promise(desk: &Desk) -> Column<'_, Message> {
    let (words, held) = (&desk.words, &desk.lobby.held);
    if held.pages == 0 {
        return column![text(words.get(Word::LobbyPromiseEmpty)).style(theme::quiet)];
    }
    let needed = held.round_millis.div_ceil(60_000);
    let values = [
        ("pages", held.pages.into()),
        ("needed", needed.into()),
        ("promise", desk.lobby.settings.promise_minutes.into()),
    ];
    let Some(refusal) = &held.refusal else {
        return column![text(words.with(Word::LobbyPromiseKept, &values)).style(theme::fine)];
    };
    let mut told = column![text(words.with(Word::LobbyPromiseBroken, &values)).style(theme::due)];
    told = told.push(text(words.get(Word::LobbyRemedies)).size(theme::SMALL).style(theme::quiet));
    let mut deeds = Vec::new();
    for remedy in &refusal.remedies {
        let word = match remedy {
            Remedy::LookUpLists { .. } => Word::LobbyRemedyLists,
            Remedy::LargerPages { .. } => Word::LobbyRemedyLarger,
            Remedy::SlowScroll { .. } => Word::LobbyRemedyScroll,
            Remedy::LargerPromise { .. } => Word::LobbyRemedyLonger,
            Remedy::FewerNotices { .. } => continue,
        };
        let mut brings = words.with(word, &[("n", remedy.minutes().into())]);
        if !refusal.suffices(remedy) {
            brings.push_str(words.get(Word::LobbyRemedyNotEnough));
        }
        deeds.push(button::quiet(brings, "").on_press(Message::Remedy(remedy.clone())).into());
    }
    told = told.push(Row::with_children(deeds).spacing(theme::INSIDE).wrap());
    for remedy in &refusal.remedies {
        if let Remedy::FewerNotices { notices, minutes } = remedy {
            told = told.push(text(fewer(notices, *minutes, desk)).size(theme::BODY));
        }
    }
    told
}

fn fewer(items: &[Item], minutes: u32, desk: &Desk) -> String {
    const NAMED: usize = 3;
    let held = &desk.lobby.held;
    let title = |item: &Item| {
        let title = match item {
            Item::Notice(id) => &held.notices.iter().find(|(shown, _)| shown.notice == *id)?.0.title,
            Item::Pictures(id) => &held.pictures.iter().find(|set| set.id == *id)?.title,
        };
        Some(format!("《{title}》"))
    };
    let mut titles: String = items.iter().take(NAMED).filter_map(title).collect();
    if items.len() > NAMED {
        titles.push('…');
    }
    let values = [("n", items.len().into()), ("titles", titles.into()), ("minutes", minutes.into())];
    desk.words.with(Word::LobbyRemedyFewer, &values)
}

/// A notice, how many pages it has, and what was shown of it; pressed, its own page opens.
fn notice<'a>(shown: &'a OnScreen, summary: ShownSummary, words: &'a Words) -> Element<'a, Message> {
    let small = |told: String| text(told).size(theme::SMALL).wrapping(text::Wrapping::None);
    let pages = words.with(Word::LobbyPages, &[("n", shown.pages.into())]);
    let missing = shown.pages.saturating_sub(summary.pages_shown);
    let log = if summary.times == 0 {
        small(words.get(Word::LobbyNeverShown).to_owned()).style(theme::quiet)
    } else if missing > 0 {
        small(words.with(Word::LobbyPagesMissing, &[("n", missing.into())])).style(theme::soon)
    } else {
        let values = [
            ("times", summary.times.into()),
            ("time", lasted(summary.millis, words).into()),
            ("days", summary.days.into()),
        ];
        small(words.with(Word::LobbyShown, &values)).style(theme::quiet)
    };
    let line = row![ellipsis::title(shown.title.as_str()), small(pages).style(theme::quiet), log];
    press(line.spacing(theme::BETWEEN).align_y(Center))
        .look(Look::Bare)
        .padding([0.0, theme::INSIDE + theme::TIGHT])
        .width(Length::Fill)
        .on_press(Message::Life(shown.notice))
        .into()
}

fn lasted(millis: u64, words: &Words) -> String {
    let seconds = millis / 1000;
    match (seconds / 3600, seconds / 60) {
        (0, 0) => words.with(Word::LobbySeconds, &[("n", seconds.into())]),
        (0, minutes) => words.with(Word::LobbyMinutes, &[("n", minutes.into())]),
        (hours, minutes) => {
            words.with(Word::LobbyHoursMinutes, &[("hours", hours.into()), ("minutes", (minutes % 60).into())])
        }
    }
}
