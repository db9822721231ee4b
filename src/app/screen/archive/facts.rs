//! A record as it is seen: what is known of it at the left, its pages at the right.

use iced::widget::{Column, Row, column, container, responsive, row, scrollable, space, text};
use iced::{Center, Element, Length};
use jiff::ZonedDateTime;

use super::keep;
use super::record::{FACTS, Held, Message, Stage, State};
use crate::app::desk::Desk;
use crate::app::screen::notices::short_day;
use crate::domain::approval::Means;
use crate::domain::posting::Posting;
use crate::domain::retention::Deed;
use crate::store::Custody;
use crate::ui::error::Trouble;
use crate::ui::theme;
use crate::ui::widget::{area, button, ellipsis, message, modal};
use crate::ui::words::{Word, Words};

/// Below this width the pages stand under the facts.
const NARROW: f32 = 820.0;

pub(super) fn view<'a>(state: &'a State, desk: &'a Desk) -> Element<'a, Message> {
    let words = &desk.words;
    let whole: Element<'a, Message> = match &state.stage {
        Stage::Waiting => {
            column![head(state, None, words), message::centred(words.get(Word::Loading), "", None)].into()
        }
        Stage::Failed(error) => {
            let Trouble { what, next } = Trouble::of_store(error, words);
            let failed = message::failed(what, next, words.get(Word::Retry), Message::Retry);
            column![head(state, None, words), failed].into()
        }
        Stage::Ready(held) => {
            let body = responsive(move |size| body(state, held, desk, size.width < NARROW));
            column![head(state, Some(held), words), line(), body].into()
        }
    };
    match &state.sheet {
        None => modal::bare(whole),
        Some(sheet) => {
            let sheet = sheet.view(words).map(Message::Sheet);
            // In a short window the sheet is scrolled.
            let sheet = scrollable(sheet).style(theme::scroll);
            let sheet = container(sheet).padding(theme::AROUND).max_width(680).style(theme::raised);
            modal::panel(whole, sheet, Message::Sheet(keep::Message::Close))
        }
    }
}

fn line<'a>() -> Element<'a, Message> {
    container(space()).width(Length::Fill).height(1).style(theme::hairline).into()
}

fn head<'a>(state: &'a State, held: Option<&'a Held>, words: &'a Words) -> Element<'a, Message> {
    let title = held.map_or("", |held| if held.title.is_empty() { words.get(Word::Untitled) } else { &held.title });
    let life = held.filter(|held| held.imported.is_none() && !held.standing.is_destroyed);
    let life = life.map(|_| button::quiet(words.get(Word::RecordLife), "Ctrl+L").on_press(Message::Life));
    let told = state.told.as_ref().map(|told| text(told).size(theme::SMALL).style(theme::fine));
    let bar = Row::new()
        .push(button::bare(format!("‹ {}", words.get(Word::ArchiveBack))).on_press(Message::Back))
        .push(ellipsis::title(title).size(theme::PANE).font(theme::BOLD))
        .push(told)
        .push(life)
        .spacing(theme::INSIDE)
        .align_y(Center)
        .height(56);
    area(container(bar).padding([0.0, theme::BETWEEN])).ground(|tones| tones.pane).into()
}

fn body<'a>(state: &'a State, held: &'a Held, desk: &'a Desk, is_narrow: bool) -> Element<'a, Message> {
    let words = &desk.words;
    let facts = parts(held, desk);
    let viewer = state.viewer.view(desk).map(Message::Viewer);
    if is_narrow {
        let both = column![container(viewer).height(560), container(facts).padding(theme::BETWEEN)];
        return scrollable(both).id(FACTS).style(theme::scroll).width(Length::Fill).height(Length::Fill).into();
    }
    let right: Element<'a, Message> = if held.standing.is_destroyed {
        message::centred(words.get(Word::ArchiveDestroyed), words.get(Word::RecordDestroyedTold), None)
    } else {
        viewer
    };
    let facts = container(facts).padding([desk.gap(), desk.margin()]);
    let facts = scrollable(facts).id(FACTS).style(theme::scroll).width(Length::FillPortion(2)).height(Length::Fill);
    row![facts, container(right).width(Length::FillPortion(3)).height(Length::Fill)].into()
}

fn parts<'a>(held: &'a Held, desk: &'a Desk) -> Element<'a, Message> {
    let words = &desk.words;
    let mut all = Column::new().spacing(theme::AROUND);
    if held.standing.is_concealed {
        all = all.push(text(words.get(Word::RecordConcealTold)).style(theme::soon));
    }
    if let Some(posting) = &held.posting {
        all = all.push(part(words.get(Word::RecordFacts), posted(posting, held, desk)));
    }
    if held.imported.is_some() {
        all = all.push(part(words.get(Word::RecordNotPosted), imported(held, desk)));
    }
    if !held.approvals.is_empty() {
        all = all.push(part(words.get(Word::LifeSignatures), signatures(held, desk)));
    }
    if held.posting.is_some() && !held.standing.is_destroyed {
        all = all.push(part(words.get(Word::RecordObjections), objections(held, desk)));
        all = all.push(part(words.get(Word::RecordFiles), files(held, words)));
    }
    all.push(part(words.get(Word::RecordKeeping), keeping(held, desk)))
        .push(part(words.get(Word::RecordChain), chain(held, desk)))
        .into()
}

fn part<'a>(title: &'a str, content: Column<'a, Message>) -> Element<'a, Message> {
    let content = content.spacing(theme::INSIDE).width(Length::Fill);
    column![
        text(title).size(theme::PANE).font(theme::BOLD),
        container(content).padding(theme::BETWEEN).width(Length::Fill).style(theme::pane)
    ]
    .spacing(theme::INSIDE)
    .into()
}

fn quiet<'a>(told: impl text::IntoFragment<'a>) -> iced::widget::Text<'a> {
    text(told).size(theme::SMALL).style(theme::quiet)
}

fn instant(at: &ZonedDateTime, desk: &Desk) -> String {
    format!("{} {}", short_day(at.date(), desk.today, &desk.words), at.strftime("%H:%M"))
}

fn posted<'a>(posting: &'a Posting, held: &'a Held, desk: &'a Desk) -> Column<'a, Message> {
    let words = &desk.words;
    let days = posting.days(desk.today);
    let serial = words.with(Word::LifeSerial, &[("serial", posting.serial().into()), ("days", days.into())]);
    let mut lines = column![text(serial).font(theme::BOLD), quiet(held.kind.name.as_str())];
    for hanging in &posting.hangings {
        let until = match &hanging.down {
            Some(at) => words.with(Word::LifeHangingDown, &[("at", instant(at, desk).into())]),
            None => words.get(Word::LifeHangs).to_owned(),
        };
        let when = format!("{} {} · {until}", instant(&hanging.up, desk), hanging.up_by);
        lines = lines.push(column![text(&hanging.place.name), quiet(when)]);
    }
    if !posting.reason.is_empty() {
        lines = lines.push(quiet(&posting.reason));
    }
    lines.push(posting.withdrawn.as_ref().map(|down| {
        let values = [("reason", down.reason.as_str().into()), ("by", down.by.as_str().into())];
        text(words.with(Word::LifeWithdrawn, &values))
    }))
}

fn imported<'a>(held: &'a Held, desk: &'a Desk) -> Column<'a, Message> {
    let words = &desk.words;
    let Some(imported) = &held.imported else { return Column::new() };
    let day = [("day", short_day(imported.day, desk.today, words).into()), ("file", imported.file.as_str().into())];
    let at = imported.taken_in.to_zoned_datetime(jiff::tz::TimeZone::system());
    let taken = [("at", instant(&at, desk).into()), ("person", imported.person.as_str().into())];
    column![
        text(words.with(Word::RecordImportedDay, &day)),
        quiet(held.kind.name.as_str()),
        quiet(words.with(Word::RecordImportedAt, &taken)),
        text(words.get(Word::RecordImportedWhy)).size(theme::SMALL).style(theme::soon),
    ]
}

fn signatures<'a>(held: &'a Held, desk: &'a Desk) -> Column<'a, Message> {
    let words = &desk.words;
    let valid = held.approvals.iter().filter(|approval| approval.voided.is_none());
    Column::with_children(valid.map(|approval| {
        let means = words.get(match approval.means {
            Means::Pin => Word::LifeSignedPin,
            Means::Paper => Word::LifeSignedPaper,
            Means::Alone => Word::LifeSignedAlone,
        });
        column![
            text(format!("{} · {}", approval.step, approval.person)),
            quiet(format!("{} · {means}", instant(&approval.at, desk))),
        ]
        .into()
    }))
}

fn objections<'a>(held: &'a Held, desk: &'a Desk) -> Column<'a, Message> {
    let words = &desk.words;
    if held.objections.is_empty() {
        return column![quiet(words.get(Word::RecordObjectionsNone))];
    }
    Column::with_children(held.objections.iter().map(|objection| {
        let at = instant(&objection.received, desk);
        let (n, means) = (objection.number.into(), objection.means.as_str().into());
        let head = if objection.person.is_empty() {
            words.with(Word::RecordObjection, &[("n", n), ("means", means), ("at", at.into())])
        } else {
            let person = objection.person.as_str().into();
            words.with(Word::RecordObjectionNamed, &[("n", n), ("person", person), ("means", means), ("at", at.into())])
        };
        let answer = match &objection.answer {
            Some(answer) => format!("{}：{}", answer.outcome.word(), answer.reply),
            None => words.get(Word::RecordUnanswered).to_owned(),
        };
        column![quiet(head), text(&objection.matter), text(answer).size(theme::SMALL)].into()
    }))
}

fn files<'a>(held: &'a Held, words: &'a Words) -> Column<'a, Message> {
    if held.attachments.is_empty() {
        return column![quiet(words.get(Word::RecordFilesNone))];
    }
    Column::with_children(held.attachments.iter().map(|file| {
        let hash = words.with(Word::LifeHash, &[("hash", file.sha256.as_str().into())]);
        column![ellipsis::title(&file.name), ellipsis::line(hash).size(theme::SMALL).style(theme::quiet)].into()
    }))
}

/// 保管: the term, what was done so far, and what can be done now.
fn keeping<'a>(held: &'a Held, desk: &'a Desk) -> Column<'a, Message> {
    let words = &desk.words;
    let sealed = held.contents.as_ref().map(|contents| contents.sealed.date());
    let over = sealed.and_then(|sealed| held.kept.term.over(sealed));
    let term = match over {
        Some(over) => words.with(
            Word::RecordTerm,
            &[("term", held.kept.term.word().into()), ("day", short_day(over, desk.today, words).into())],
        ),
        None => words.get(Word::RecordTermEver).to_owned(),
    };
    let mut lines = column![text(term)];
    lines = lines.extend(held.custody.iter().map(|custody| done(custody, desk)));
    if sealed.is_none() || held.standing.is_destroyed {
        return lines;
    }
    let is_over = over.is_some_and(|over| over <= desk.today) && !held.standing.is_held;
    let may = |deed| held.standing.after(deed).is_ok();
    let deeds = [Deed::Hold, Deed::Release, Deed::Conceal, Deed::Reveal].into_iter().filter(|deed| may(*deed));
    let deeds = deeds.chain(is_over.then_some(Deed::Destroy));
    let buttons = deeds.map(|deed| button::quiet(words.get(keep::name(deed)), "").on_press(Message::Keep(deed)).into());
    lines.push(Row::with_children(buttons).spacing(theme::INSIDE).wrap())
}

fn done<'a>(custody: &'a Custody, desk: &'a Desk) -> Element<'a, Message> {
    let words = &desk.words;
    let what = words.get(match custody.deed {
        Deed::Hold => Word::RecordDidHold,
        Deed::Release => Word::RecordDidRelease,
        Deed::Conceal => Word::RecordDidConceal,
        Deed::Reveal => Word::RecordDidReveal,
        Deed::Destroy => Word::RecordDidDestroy,
    });
    let mut who = if custody.person.is_empty() { words.get(Word::RecordByItself) } else { &custody.person }.to_owned();
    if let Some(destroyed) = &custody.destroyed {
        who = format!("{who}、{}", destroyed.second);
    }
    column![text(format!("{what} · {who}")), quiet(format!("{} · {}", instant(&custody.at, desk), custody.reason)),]
        .into()
}

/// 封存: the place in the chain, and whether it holds.
fn chain<'a>(held: &'a Held, desk: &'a Desk) -> Column<'a, Message> {
    let words = &desk.words;
    let Some(contents) = &held.contents else { return column![quiet(words.get(Word::RecordChainOpen))] };
    let place = [("n", contents.seal.to_string().into()), ("at", instant(&contents.sealed, desk).into())];
    let verdict = match &held.difference {
        None => text(words.get(Word::RecordWhole)).style(theme::fine),
        Some(difference) => text(difference.to_string()).style(theme::due),
    };
    let hash =
        |word, hash: &'a str| quiet(words.with(word, &[("hash", hash.into())])).wrapping(text::Wrapping::WordOrGlyph);
    let mut lines = column![
        text(words.with(Word::RecordChainPlace, &place)),
        row![
            verdict,
            space().width(Length::Fill),
            button::quiet(words.get(Word::RecordVerify), "").on_press(Message::Verify)
        ]
        .align_y(Center),
        hash(Word::RecordHash, &contents.hash),
        hash(Word::RecordBefore, &contents.before),
        quiet(words.with(Word::RecordParts, &[("n", contents.parts.len().into())])),
    ];
    for part in &contents.parts {
        let told = format!("{}  {}", part.name, part.sha256);
        lines = lines.push(ellipsis::line(told).size(theme::SMALL).style(theme::quiet));
    }
    lines
}
