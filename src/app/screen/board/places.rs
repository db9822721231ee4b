//! 张贴地点: the places where the office posts and the panels of its walls, typed in on the board's own page.

use std::sync::Arc;

use iced::widget::operation;
use iced::widget::{Column, Row, column, container, row, scrollable, space, text};
use iced::{Center, Element, Length};

use super::{Action, Message as Told, State as Screen};
use crate::app::desk::Desk;
use crate::app::write::{PlaceChange, Write};
use crate::domain::board::{Location, LocationId, PANEL_RANGE, Panel, PanelDraft, PanelId, Size, USUAL};
use crate::domain::posting::{Form, Place};
use crate::store::StoreError;
use crate::ui::error::Trouble;
use crate::ui::theme;
use crate::ui::widget::{area, button, field};
use crate::ui::words::{Word, Words};

const FIRST: &str = "board-places-first";

const FORMS: [(Form, Word); 4] = [
    (Form::Wall, Word::LifeFormWall),
    (Form::Screen, Word::LifeFormScreen),
    (Form::Broadcast, Word::LifeFormBroadcast),
    (Form::Other, Word::LifeFormOther),
];

/// The list as it is typed; nothing is written before it is kept.
#[derive(Debug)]
pub struct State {
    places: Vec<PlaceFields>,
    /// As they were, to see what is another now.
    before: Vec<Location>,
    trouble: Option<String>,
    is_busy: bool,
}

#[derive(Debug, Clone)]
struct PlaceFields {
    id: Option<LocationId>,
    form: Form,
    name: String,
    panels: Vec<PanelFields>,
}

#[derive(Debug, Clone)]
struct PanelFields {
    id: Option<PanelId>,
    name: String,
    width: String,
    height: String,
}

#[derive(Debug, Clone)]
pub enum Message {
    Open,
    /// Opens with a wall of the usual panels filled in.
    OpenUsual,
    Read(Result<Vec<Location>, Arc<StoreError>>, bool),
    Name(usize, String),
    Add(Form),
    Remove(usize),
    Usual(usize),
    AddPanel(usize),
    RemovePanel(usize, usize),
    PanelName(usize, usize, String),
    Width(usize, usize, String),
    Height(usize, usize, String),
    Keep,
    Kept(Result<(), Arc<StoreError>>),
    Close,
}

impl PanelFields {
    fn of(id: Option<PanelId>, name: &str, size: Size) -> Self {
        Self { id, name: name.to_owned(), width: size.width.to_string(), height: size.height.to_string() }
    }

    /// `None`: a length is no number of mm, or none that a board has.
    fn draft(&self) -> Option<PanelDraft> {
        let length = |typed: &str| typed.trim().parse::<u32>().ok().filter(|length| PANEL_RANGE.contains(length));
        let size = Size { width: length(&self.width)?, height: length(&self.height)? };
        Some(PanelDraft { id: self.id, name: self.name.trim().to_owned(), size })
    }
}

impl PlaceFields {
    fn usual() -> Vec<PanelFields> {
        PanelDraft::usual().iter().map(|panel| PanelFields::of(None, &panel.name, panel.size)).collect()
    }

    fn drafts(&self) -> Option<Vec<PanelDraft>> {
        self.panels.iter().map(PanelFields::draft).collect()
    }
}

impl Screen {
    pub(super) fn on_places(&mut self, message: Message, desk: &Desk) -> Action {
        match message {
            Message::Open => read(desk, false),
            Message::OpenUsual => read(desk, true),
            Message::Read(Ok(before), usual) => {
                self.places = Some(State::new(before, usual, &desk.words));
                Action::Run(operation::focus(FIRST))
            }
            Message::Read(Err(error), _) => {
                self.stage = super::Stage::Failed(Arc::new(crate::archive::ArchiveError::Store(StoreError::Closed)));
                tracing::error!(%error, "the places could not be read");
                Action::None
            }
            Message::Close => {
                self.places = None;
                Action::Run(operation::focus(super::WALL))
            }
            Message::Kept(Ok(())) => {
                self.places = None;
                self.before.clear();
                Action::Run(iced::Task::batch([self.read(desk), operation::focus(super::WALL)]))
            }
            message => self.places.as_mut().map_or(Action::None, |places| places.update(message, &desk.words)),
        }
    }
}

fn read(desk: &Desk, usual: bool) -> Action {
    let reply = desk.store.run(|store| store.locations());
    Action::Run(iced::Task::perform(reply, move |read| Told::Places(Message::Read(read.map_err(Arc::new), usual))))
}

impl State {
    fn new(before: Vec<Location>, usual: bool, words: &Words) -> Self {
        let panels = |location: &Location| {
            location.panels.iter().map(|panel| PanelFields::of(Some(panel.id), &panel.name, panel.size)).collect()
        };
        let mut places: Vec<PlaceFields> = before
            .iter()
            .map(|location| PlaceFields {
                id: Some(location.id),
                form: location.place.form,
                name: location.place.name.clone(),
                panels: panels(location),
            })
            .collect();
        if usual {
            match places.iter_mut().find(|place| place.form == Form::Wall) {
                Some(wall) => wall.panels = PlaceFields::usual(),
                None => {
                    let name = words.get(Word::BoardUsualName).to_owned();
                    places.insert(0, PlaceFields { id: None, form: Form::Wall, name, panels: PlaceFields::usual() });
                }
            }
        }
        Self { places, before, trouble: None, is_busy: false }
    }

    fn update(&mut self, message: Message, words: &Words) -> Action {
        self.trouble = None;
        match message {
            Message::Name(at, name) => self.places[at].name = name,
            Message::Add(form) => {
                let panels = if form == Form::Wall { PlaceFields::usual() } else { Vec::new() };
                self.places.push(PlaceFields { id: None, form, name: String::new(), panels });
            }
            Message::Remove(at) => drop(self.places.remove(at)),
            Message::Usual(at) => self.places[at].panels = PlaceFields::usual(),
            Message::AddPanel(at) => {
                let like = self.places[at].panels.last().cloned();
                let mut panel = like.unwrap_or_else(|| PanelFields::of(None, "", USUAL));
                (panel.id, panel.name) = (None, String::new());
                self.places[at].panels.push(panel);
            }
            Message::RemovePanel(at, panel) => drop(self.places[at].panels.remove(panel)),
            Message::PanelName(at, panel, name) => self.places[at].panels[panel].name = name,
            Message::Width(at, panel, width) => self.places[at].panels[panel].width = width,
            Message::Height(at, panel, height) => self.places[at].panels[panel].height = height,
            Message::Keep => return self.keep(words),
            Message::Kept(Err(error)) => {
                self.is_busy = false;
                self.trouble = Some(Trouble::of_store(&error, words).line());
            }
            _ => {}
        }
        Action::None
    }

    fn keep(&mut self, words: &Words) -> Action {
        if self.is_busy {
            return Action::None;
        }
        match self.changes() {
            Ok(changes) => {
                self.is_busy = true;
                Action::Write(Write::Places(changes))
            }
            Err(word) => {
                self.trouble = Some(words.get(word).to_owned());
                Action::None
            }
        }
    }

    /// What is another now; or what is missing.
    fn changes(&self) -> Result<Vec<PlaceChange>, Word> {
        let is_kept = |id: LocationId| self.places.iter().any(|place| place.id == Some(id));
        let gone = self.before.iter().filter(|location| !is_kept(location.id));
        let mut changes: Vec<PlaceChange> = gone.map(|location| PlaceChange::Remove(location.id)).collect();
        for place in &self.places {
            let name = place.name.trim().to_owned();
            if name.is_empty() {
                return Err(Word::BoardNeedName);
            }
            let drafts = place.drafts().ok_or(Word::BoardNeedSize)?;
            if drafts.iter().any(|panel| panel.name.is_empty()) {
                return Err(Word::BoardNeedPanel);
            }
            let Some(id) = place.id else {
                changes.push(PlaceChange::Add(Place { form: place.form, name }, drafts));
                continue;
            };
            let Some(before) = self.before.iter().find(|location| location.id == id) else { continue };
            if before.place.name != name {
                changes.push(PlaceChange::Rename(id, name));
            }
            let same = |(draft, panel): (&PanelDraft, &Panel)| {
                draft.id == Some(panel.id) && draft.name == panel.name && draft.size == panel.size
            };
            let is_same = drafts.len() == before.panels.len() && drafts.iter().zip(&before.panels).all(same);
            if place.form == Form::Wall && !is_same {
                changes.push(PlaceChange::Panels(id, drafts));
            }
        }
        Ok(changes)
    }

    pub(super) fn view<'a>(&'a self, desk: &'a Desk) -> Element<'a, Told> {
        let words = &desk.words;
        let cards = self.places.iter().enumerate().map(|(at, place)| card(at, place, words));
        let adds = FORMS.map(|(form, word)| button::quiet(words.get(word), "").on_press(Message::Add(form)).into());
        let add = row![
            text(words.get(Word::BoardAddPlace)).style(theme::quiet),
            Row::with_children(adds).spacing(theme::INSIDE).wrap()
        ];
        let cards = Column::with_children(cards).push(add.spacing(theme::BETWEEN).align_y(Center));
        let cards = cards.spacing(theme::BETWEEN).padding(iced::Padding::ZERO.right(theme::BETWEEN)).max_width(880);
        let trouble = self.trouble.as_ref().map(|told| text(told).style(theme::due));
        let keep = button::primary(words.get(Word::Save), "Ctrl+Enter")
            .on_press_maybe((!self.is_busy).then_some(Message::Keep));
        let close = button::quiet(words.get(Word::Cancel), "Esc").on_press(Message::Close);
        let foot = Row::new().push(keep).push(close).push(trouble).spacing(theme::INSIDE).align_y(Center).wrap();
        let whole: Element<'_, Message> = column![
            text(words.get(Word::BoardPlacesWhy)).style(theme::quiet),
            scrollable(cards).style(theme::scroll).width(Length::Fill).height(Length::Fill),
            foot,
        ]
        .spacing(theme::BETWEEN)
        .into();
        whole.map(Told::Places)
    }
}

fn card<'a>(at: usize, place: &'a PlaceFields, words: &'a Words) -> Element<'a, Message> {
    let word = FORMS.iter().find(|(form, _)| *form == place.form).map_or(Word::LifeFormOther, |(_, word)| *word);
    let name = field::input(words.get(Word::BoardPlaceName), &place.name).on_input(move |name| Message::Name(at, name));
    let name = if at == 0 { name.id(FIRST) } else { name };
    let remove = button::bare(words.get(Word::BoardRemove)).on_press(Message::Remove(at));
    let head = row![text(words.get(word)).font(theme::BOLD).width(112), area(name), remove];
    let mut content = column![head.spacing(theme::INSIDE).align_y(Center)].spacing(theme::INSIDE);
    if place.form == Form::Wall {
        let panels = place.panels.iter().enumerate().map(|(panel, fields)| panel_line(at, panel, fields, words));
        let add = button::quiet(words.get(Word::BoardAddPanel), "").on_press(Message::AddPanel(at));
        let usual = place
            .panels
            .is_empty()
            .then(|| button::quiet(words.get(Word::BoardUsual), "").on_press(Message::Usual(at)));
        content = content.extend(panels).push(Row::new().push(add).push(usual).spacing(theme::INSIDE).wrap());
    }
    container(content).padding(theme::BETWEEN).width(Length::Fill).style(theme::pane).into()
}

/// 版面 [党务公开] 宽 [1200] 高 [2400] 毫米 去掉
fn panel_line<'a>(at: usize, panel: usize, fields: &'a PanelFields, words: &'a Words) -> Element<'a, Message> {
    let is_wrong = fields.draft().is_none();
    let name = field::input(words.get(Word::BoardPanelName), &fields.name);
    let name = name.on_input(move |name| Message::PanelName(at, panel, name));
    let width = field::input("1200", &fields.width).on_input(move |width| Message::Width(at, panel, width));
    let height = field::input("2400", &fields.height).on_input(move |height| Message::Height(at, panel, height));
    let said =
        |word: Word| text(words.get(word)).size(theme::SMALL).style(if is_wrong { theme::due } else { theme::quiet });
    let remove = button::bare(words.get(Word::BoardRemove)).on_press(Message::RemovePanel(at, panel));
    row![
        space().width(16),
        container(area(name)).width(Length::FillPortion(3)),
        said(Word::BoardWidth),
        container(area(width)).width(88),
        said(Word::BoardHeight),
        container(area(height)).width(88),
        said(Word::BoardMillimetres),
        remove,
    ]
    .spacing(theme::INSIDE)
    .align_y(Center)
    .into()
}
