//! The editor: what is typed, the page beside it, what the check found.

use std::sync::Arc;

use iced::widget::text_editor;
use iced::{Element, Subscription, Task, keyboard};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::app::desk::Desk;
use crate::app::print::{Errand, PrintId, Reach};
use crate::app::screen::printing;
use crate::domain::edit::{Edit, History};
use crate::domain::election::candidates::CandidateOrder;
use crate::domain::kind::Kind;
use crate::domain::notice::{self, Content, Notice, NoticeId, Paper, Theme};
use crate::domain::office::Office;
use crate::domain::rulebook::Rulebook;
use crate::store::{Handle, Reply, StoreError};
use crate::ui::widget::{date, grid};

pub mod blocks;
mod change;
mod checks;
pub mod columns;
pub mod delivery;
pub mod election;
mod fields;
pub mod intake;
mod keys;
pub mod look;
pub mod press;
pub mod preview;
mod print;
mod save;
mod sums;
mod view;

pub use press::{Checked, News};

/// The id of the grid's field.
pub const GRID: &str = "editor-grid";

/// One notice on the desk.
#[derive(Debug)]
pub struct State {
    id: NoticeId,
    stage: notice::State,
    kind: Kind,
    office: Office,
    rules: Arc<Rulebook>,
    store: Handle,
    content: Content,
    tab: Tab,
    fields: fields::Fields,
    blocks: blocks::Panel,
    grid: grid::State,
    marks: grid::Marks,
    sums: sums::Sums,
    history: History<Change>,
    saving: save::Saving,
    press: press::Press,
    preview: preview::Preview,
    checked: Checked,
    /// Where the rows of the first findings stand now.
    finding_rows: Vec<Option<usize>>,
    columns: columns::Tools,
    look: look::Measures,
    delivery: Option<delivery::Delivery>,
    printing: Option<printing::Printing>,
    printers: Reach,
    counting: Option<election::Counting>,
    intake: Option<intake::Panel>,
    /// What was just done for the clerk, such as a number that was masked as it was typed.
    told: Option<Told>,
    /// Columns of the table read in this session that were left out for privacy.
    dropped: Vec<String>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tab {
    #[default]
    Content,
    Look,
    Check,
}

#[derive(Debug, Clone, PartialEq)]
enum Told {
    /// Personal data was masked in so many cells as they were typed.
    Masked(usize),
}

/// A change that can say how to take itself back.
#[derive(Debug, Clone)]
enum Change {
    Table(Edit),
    /// All fields as they were; the table in it is empty.
    Fields(Box<Content>),
    /// One after the other: an import is taken back as one.
    All(Vec<Change>),
}

#[derive(Debug, Clone)]
pub enum Message {
    Back,
    Tab(Tab),
    Grid(grid::Action),
    Title(String),
    Intro(text_editor::Action),
    Notes(text_editor::Action),
    Signatures(String),
    Telephone(String),
    Issuer(String),
    Unit(String),
    Date(date::Message),
    First(date::Message),
    Last(date::Message),
    /// Shows the fields below the table in its place, or the table again.
    ToggleFoot,
    Columns(columns::Message),
    Blocks(blocks::Message),
    Paper(Paper),
    CustomWidth(String),
    CustomHeight(String),
    Theme(Theme),
    PageSubtotals(bool),
    RunningTotals(bool),
    GroupHeadings(bool),
    Front(bool),
    TextSize(Option<f32>),
    NameGrid(bool),
    /// The rows in this order of their names.
    NameOrder(CandidateOrder),
    Look(look::Change),
    Preview(preview::Message),
    News(News),
    /// Asks what to export.
    Export,
    /// Asks how to print.
    Print,
    Printing(printing::Message),
    /// 填选举数据
    Count,
    Counting(election::Message),
    /// Who stands for election, beside a list of proxies.
    Standing(Result<Vec<String>, Arc<StoreError>>),
    /// Ctrl+Enter: what the sheet that is open is for.
    Do,
    Delivery(delivery::Message),
    /// Asks for a file to read.
    Import,
    Intake(intake::Message),
    GoTo(usize),
    Undo,
    Redo,
    Save,
    Written(Result<Timestamp, Arc<StoreError>>),
    Key(keyboard::Event),
    Dismiss,
    /// 照此新建
    Again,
    /// All that was posted under the name in the selected cell.
    History,
    /// Review, posting, and what follows.
    Life,
}

/// What only the window can do.
#[derive(Debug)]
pub enum Action {
    None,
    Run(Task<Message>),
    /// A write, whose result comes back as [`Message::Written`] and to the window even if the screen is gone.
    Write(Reply<notice::Summary>),
    /// Back to where the clerk came from; the window saves what is not yet written before it lets go.
    Leave,
    /// 照此新建
    Again,
    /// All that was posted under a name.
    History(String),
    Life,
    Print(Errand),
    PrintAgain(PrintId),
    CancelPrint(PrintId),
    /// What hangs is not changed: to be explained.
    Refused,
}

impl Message {
    /// Would it change the notice?
    fn changes(&self) -> bool {
        match self {
            Self::Grid(action) => !matches!(
                action,
                grid::Action::Go { .. }
                    // Nothing is typed into a notice that hangs: there is only the way onward to take.
                    | grid::Action::Commit(_)
                    | grid::Action::Cancel
                    | grid::Action::Rows { .. }
                    | grid::Action::Columns { .. }
                    | grid::Action::SelectAll
                    | grid::Action::Resize { .. }
            ),
            Self::Intro(action) | Self::Notes(action) => action.is_edit(),
            Self::Blocks(message) => message.changes(),
            Self::Back
            | Self::Tab(_)
            | Self::ToggleFoot
            | Self::Preview(_)
            | Self::News(_)
            | Self::Standing(_)
            | Self::Export
            | Self::Print
            | Self::Printing(_)
            | Self::Do
            | Self::Delivery(_)
            | Self::GoTo(_)
            | Self::Save
            | Self::Written(_)
            | Self::Key(_)
            | Self::Dismiss
            | Self::Again
            | Self::History
            | Self::Life => false,
            _ => true,
        }
    }
}

impl State {
    pub fn open(notice: Notice, desk: &Desk) -> (Self, Task<Message>) {
        let (office, rules, store) = (desk.office.clone(), &desk.rules, desk.store.clone());
        let kind = rules.kind(&notice.kind);
        let standing = election::look_for_standing(&notice, &store);
        let content = notice.content;
        let (press, news) = press::Press::start(content.clone(), kind.clone(), office.clone(), Arc::clone(rules));
        let state = Self {
            id: notice.id,
            stage: notice.state,
            kind,
            office,
            rules: Arc::clone(rules),
            store,
            tab: Tab::default(),
            fields: fields::Fields::new(&content),
            blocks: blocks::Panel::default(),
            grid: grid::State::new(&content.table),
            marks: grid::Marks::new(),
            sums: sums::Sums::of(&content.table),
            history: History::default(),
            saving: save::Saving::default(),
            press,
            preview: preview::Preview::default(),
            checked: Checked::default(),
            finding_rows: Vec::new(),
            columns: columns::Tools::default(),
            look: look::Measures::new(content.look.paper),
            delivery: None,
            printing: None,
            printers: desk.printers,
            counting: None,
            intake: None,
            told: None,
            dropped: Vec::new(),
            content,
        };
        (state, Task::batch([Task::run(news, Message::News), standing]))
    }

    pub fn id(&self) -> NoticeId {
        self.id
    }

    pub fn title(&self) -> &str {
        &self.content.title
    }

    /// The person whose name stands in the selected cell.
    pub fn person(&self) -> Option<&str> {
        if self.blocks.shown {
            return self.person_beside();
        }
        blocks::name_at(&self.content.table, self.grid.selection().head)
    }

    /// Row and column of the selected cell, counted from 0.
    #[cfg(test)]
    pub(in crate::app) fn selected(&self) -> (usize, usize) {
        let grid::Place { row, column } = self.grid.selection().head;
        (row, column)
    }

    pub fn stage(&self) -> notice::State {
        self.stage
    }

    /// The notice has taken a step of its life.
    pub fn turn(&mut self, stage: notice::State) {
        self.stage = stage;
    }

    /// What hangs, or hung, on the board is not changed any more.
    pub fn is_read_only(&self) -> bool {
        self.stage.is_final()
    }

    /// Something typed is not yet on its way to the disk.
    pub fn is_dirty(&self) -> bool {
        self.saving.is_dirty()
    }

    pub fn update(&mut self, message: Message, today: Date) -> Action {
        if self.is_read_only() && message.changes() {
            return Action::Refused;
        }
        match message {
            Message::Again => return Action::Again,
            Message::History => return self.person().map_or(Action::None, |name| Action::History(name.to_owned())),
            Message::Life => return Action::Life,
            Message::Back => return self.leave(),
            Message::Tab(tab) => {
                self.tab = tab;
                self.see_order();
            }
            Message::Grid(grid::Action::Paste(block)) if self.content.table.rows.is_empty() => {
                return self.take_block(block);
            }
            Message::Grid(grid::Action::MoveColumn { right }) => {
                return self.columns_asked(columns::Message::Move { right });
            }
            Message::Grid(grid::Action::Header { split: false }) | Message::Columns(columns::Message::MergeHeader) => {
                return self.merge_header();
            }
            Message::Grid(grid::Action::Header { split: true }) => {
                return self.columns_asked(columns::Message::SplitHeader);
            }
            Message::Grid(action) => return self.grid_acted(action),
            Message::Columns(message) => return self.columns_asked(message),
            Message::Blocks(message) => return self.blocks_asked(message),
            Message::Title(_)
            | Message::Intro(_)
            | Message::Notes(_)
            | Message::Signatures(_)
            | Message::Telephone(_)
            | Message::Issuer(_)
            | Message::Unit(_)
            | Message::Date(_)
            | Message::First(_)
            | Message::Last(_) => self.field_typed(message, today),
            Message::ToggleFoot => self.toggle_foot(),
            Message::Paper(_)
            | Message::CustomWidth(_)
            | Message::CustomHeight(_)
            | Message::Theme(_)
            | Message::PageSubtotals(_)
            | Message::RunningTotals(_)
            | Message::GroupHeadings(_)
            | Message::Front(_)
            | Message::TextSize(_)
            | Message::NameGrid(_)
            | Message::NameOrder(_)
            | Message::Look(_) => self.look_chosen(message),
            Message::Preview(message) => self.preview_asked(message),
            Message::News(news) => self.heard(news),
            Message::Export => return self.ask_delivery(),
            Message::Print => return self.ask_printing(),
            Message::Printing(message) => return self.printing_asked(message),
            Message::Count => return self.ask_counting(),
            Message::Counting(message) => return self.counting_asked(message),
            Message::Standing(read) => self.standing_read(read),
            Message::Do => return self.do_sheet(),
            Message::Delivery(message) => return self.delivery_asked(message),
            Message::Import => return self.ask_intake(),
            Message::Intake(message) => return self.intake_asked(message),
            Message::GoTo(finding) => return self.go_to(finding),
            Message::Undo => self.undo(),
            Message::Redo => self.redo(),
            Message::Save => return self.save().map_or(Action::None, Action::Write),
            Message::Written(outcome) => self.saving.written(outcome),
            Message::Key(event) => return self.key(event),
            Message::Dismiss => self.told = None,
        }
        Action::None
    }

    pub fn subscription(&self) -> Subscription<Message> {
        let intake = self.intake.as_ref().map_or_else(Subscription::none, intake::Panel::subscription);
        Subscription::batch([self.saving.subscription(), intake, keyboard::listen().map(Message::Key)])
    }

    pub fn view<'a>(&'a self, desk: &'a Desk) -> Element<'a, Message> {
        view::view(self, desk)
    }

    /// The main action of the sheet that lies over the notice.
    fn do_sheet(&mut self) -> Action {
        if self.counting.is_some() {
            return self.counting_asked(election::Message::Take);
        }
        self.printing_asked(printing::Message::Go)
    }

    fn toggle_foot(&mut self) {
        self.fields.foot = !self.fields.foot;
        self.blocks.shown = false;
    }

    fn leave(&mut self) -> Action {
        self.history.settle();
        Action::Leave
    }
}

#[cfg(test)]
mod tests;
