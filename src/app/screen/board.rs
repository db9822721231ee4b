//! The wall as it should look now: which sheet hangs in which panel, what comes down, where there is room.

use std::sync::Arc;

use iced::widget::operation;
use iced::{Element, Task};
use jiff::civil::Date;

use crate::app::desk::Desk;
use crate::app::screen::printing::Source;
use crate::app::thumbs::{Key, Want, width_for};
use crate::app::write::Write;
use crate::archive::{self, ArchiveError, Board};
use crate::domain::board::{At, Misfit, SheetId, Wall};
use crate::domain::notice::NoticeId;
use crate::store::Placing;
use crate::ui::widget::wall::{self, Hand};

mod carry;
pub mod places;
pub mod plan;
mod view;

/// The wall itself: it has the keyboard when the screen opens.
pub const WALL: &str = "board-wall";

/// The large picture of the chosen sheet.
const PREVIEW: u32 = 384;

#[derive(Debug)]
pub struct State {
    stage: Stage,
    /// Names the last read; the answer to an earlier one is dropped.
    question: u64,
    /// Which wall is shown.
    at: usize,
    chosen: Option<SheetId>,
    hand: Option<Hand>,
    /// The hand is the keyboard's: it holds on to the sheet where it cannot be let go.
    by_keys: bool,
    /// What was done last, so that Ctrl+Z takes it back; the newest at the end.
    before: Vec<Step>,
    trouble: Option<Trouble>,
    zoom: u8,
    scale: f32,
    places: Option<places::State>,
    plan: Option<plan::State>,
}

#[derive(Debug)]
enum Stage {
    Waiting,
    Ready(Vec<Board>),
    Failed(Arc<ArchiveError>),
}

/// Where sheets were before they were moved.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Step {
    wall: usize,
    sheets: Vec<(SheetId, Option<At>)>,
}

/// What the picture says about the last thing that was tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Trouble {
    Misfit(Misfit),
    /// So many sheets found no room.
    Left(usize),
    Undone,
}

pub type Read = Result<Vec<Board>, Arc<ArchiveError>>;

#[derive(Debug, Clone)]
pub enum Message {
    Read(u64, Read),
    Retry,
    /// Shows another wall.
    Show(usize),
    Wall(wall::Action),
    /// Puts what is not placed where there is room.
    Arrange,
    Zoom(bool),
    Take,
    Open(NoticeId),
    OpenChosen,
    Places(places::Message),
    Plan(plan::Message),
    Undo,
}

#[derive(Debug)]
pub enum Action {
    None,
    Run(Task<Message>),
    Write(Write),
    Life(NoticeId),
    /// The plan of the walls, to a printer.
    Print(Source),
    /// Pages to be drawn, and what else is to be done.
    Draw(Vec<Want>, Task<Message>),
}

impl State {
    pub fn open(desk: &Desk) -> (Self, Task<Message>) {
        let mut state = Self {
            stage: Stage::Waiting,
            question: 0,
            at: 0,
            chosen: None,
            hand: None,
            by_keys: false,
            before: Vec::new(),
            trouble: None,
            zoom: 1,
            scale: 0.0,
            places: None,
            plan: None,
        };
        let read = state.read(desk);
        (state, read)
    }

    /// Reads the walls again; what is shown stays until the answer is there.
    pub fn read(&mut self, desk: &Desk) -> Task<Message> {
        self.question += 1;
        let question = self.question;
        let reply = desk.store.run(move |store| Ok(archive::boards(store)));
        Task::perform(reply, move |read| {
            let read = read.unwrap_or_else(|error| Err(error.into()));
            Message::Read(question, read.map_err(Arc::new))
        })
    }

    pub fn update(&mut self, message: Message, desk: &Desk) -> Action {
        match message {
            Message::Read(question, read) => self.take(question, read, desk),
            Message::Retry => Action::Run(self.read(desk)),
            Message::Show(at) => self.show(at, desk),
            Message::Wall(action) => self.on_wall(action, desk),
            Message::Arrange => self.arrange(),
            Message::Zoom(closer) => self.turn_zoom(closer),
            Message::Take => self.take_off(),
            Message::Open(id) => Action::Life(id),
            Message::OpenChosen => self.chosen.map_or(Action::None, |sheet| Action::Life(sheet.notice)),
            Message::Places(message) => self.on_places(message, desk),
            Message::Plan(message) => self.on_plan(message, desk),
            Message::Undo => self.undo(),
        }
    }

    fn boards(&self) -> &[Board] {
        if let Stage::Ready(boards) = &self.stage { boards } else { &[] }
    }

    fn board(&self) -> Option<&Board> {
        self.boards().get(self.at)
    }

    fn wall(&self) -> Option<&Wall> {
        self.board().map(|board| &board.wall)
    }

    fn take(&mut self, question: u64, read: Read, desk: &Desk) -> Action {
        if question != self.question {
            return Action::None;
        }
        match read {
            Ok(boards) => {
                // There is nothing to have the keyboard before the wall is there.
                let focus = if matches!(self.stage, Stage::Ready(_)) { Task::none() } else { operation::focus(WALL) };
                self.at = self.at.min(boards.len().saturating_sub(1));
                self.stage = Stage::Ready(boards);
                let is_there = |sheet: SheetId| self.wall().is_some_and(|wall| wall.sheet(sheet).is_some());
                let (chosen, hand) =
                    (self.chosen.filter(|id| is_there(*id)), self.hand.filter(|hand| is_there(hand.sheet)));
                self.chosen = chosen.or_else(|| self.first_due(desk.today));
                self.hand = hand;
                match self.draw(desk) {
                    Action::Draw(wants, _) => Action::Draw(wants, focus),
                    _ => Action::Run(focus),
                }
            }
            Err(error) => {
                tracing::error!(%error, "the walls could not be read");
                self.stage = Stage::Failed(error);
                Action::None
            }
        }
    }

    /// What comes down soonest is looked at first.
    fn first_due(&self, today: Date) -> Option<SheetId> {
        let wall = self.wall()?;
        let last = |sheet: &&crate::domain::board::Sheet| {
            let last = wall.notice(sheet.id.notice).and_then(|hung| hung.last);
            (sheet.at.is_none(), last.is_none(), last.map(|last| last.max(today)))
        };
        wall.sheets.iter().min_by_key(last).map(|sheet| sheet.id)
    }

    /// The pages that are seen, the chosen one large first.
    fn draw(&self, desk: &Desk) -> Action {
        let Some(board) = self.board() else { return Action::None };
        if self.scale <= 0.0 {
            return Action::None;
        }
        let large = self.chosen.and_then(|sheet| want(board, sheet, PREVIEW));
        let small = board.wall.sheets.iter().filter_map(|sheet| {
            want(board, sheet.id, width_for(sheet.size.width as f32 * self.scale * desk.density()))
        });
        Action::Draw(large.into_iter().chain(small).collect(), Task::none())
    }

    fn show(&mut self, at: usize, desk: &Desk) -> Action {
        self.at = at.min(self.boards().len().saturating_sub(1));
        (self.hand, self.trouble) = (None, None);
        self.chosen = self.first_due(desk.today);
        self.draw(desk)
    }

    fn turn_zoom(&mut self, closer: bool) -> Action {
        self.zoom = if closer { (self.zoom + 1).min(4) } else { (self.zoom - 1).max(1) };
        Action::None
    }

    fn arrange(&mut self) -> Action {
        let Some(wall) = self.wall() else { return Action::None };
        let found = wall.arrange();
        let pins: Vec<Placing> = found
            .iter()
            .filter_map(|(sheet, at)| Some(Placing { sheet: *sheet, size: wall.sheet(*sheet)?.size, at: (*at)? }))
            .collect();
        let left = found.len() - pins.len();
        self.trouble = (left > 0).then_some(Trouble::Left(left));
        if pins.is_empty() { Action::None } else { self.put(pins) }
    }

    fn undo(&mut self) -> Action {
        let Some(step) = self.before.pop() else { return Action::None };
        self.at = step.wall;
        let action = self.place(step.sheets);
        // What takes a step back is no step of its own.
        self.before.pop();
        self.trouble = Some(Trouble::Undone);
        action
    }

    /// Ctrl+Enter: keeps the places that are typed, or opens the chosen sheet's notice.
    pub fn main(&self) -> Message {
        if self.places.is_some() {
            return Message::Places(places::Message::Keep);
        }
        if self.plan.is_some() { Message::Plan(plan::Message::Go) } else { Message::OpenChosen }
    }

    /// Ctrl+P: the plan, and from its sheet a printer.
    pub fn print(&self) -> Message {
        Message::Plan(if self.plan.is_some() { plan::Message::Print } else { plan::Message::Open })
    }

    /// Esc: closes what lies over the wall, or puts the sheet in hand back; false where there is nothing of it.
    pub fn close(&mut self) -> bool {
        let was_carrying = self.hand.take().is_some();
        was_carrying || self.plan.take().is_some() || self.places.take().is_some()
    }

    pub fn view<'a>(&'a self, desk: &'a Desk) -> Element<'a, Message> {
        view::view(self, desk)
    }
}

fn key(board: &Board, sheet: SheetId, width: u32) -> Option<Key> {
    let pages = board.pages.get(&sheet.notice)?;
    Some(Key { sha256: pages.sha256.clone(), page: sheet.number, width })
}

fn want(board: &Board, sheet: SheetId, width: u32) -> Option<Want> {
    Some(Want { key: key(board, sheet, width)?, edition: board.pages.get(&sheet.notice)?.edition })
}
