//! The tools above the grid: rows, columns, order.

use iced::widget::operation::{focus, select_all};
use iced::widget::{Row, column, row, text};
use iced::{Center, Element, Length, Task};

use super::{Action, GRID, Message as Told, State};
use crate::domain::check;
use crate::domain::edit::{self, Edit};
use crate::domain::order::{Custom, Order, compare};
use crate::domain::table::{Align, Class, Column, Table};
use crate::ui::theme;
use crate::ui::widget::choose::choose;
use crate::ui::widget::{button, field, grid};
use crate::ui::words::{Word, Words};

/// The field for the label over the column.
const OVER: &str = "editor-header-over";
/// What a new label says until it is worded: of the notice, not of the interface.
const NEW_LABEL: &str = "表头";

/// What the tools remember.
#[derive(Debug, Default)]
pub(super) struct Tools {
    open: Open,
    /// The column's name as it is typed, its levels joined by "/".
    name: String,
    at: usize,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Open {
    #[default]
    None,
    Column,
    Order,
}

#[derive(Debug, Clone)]
pub enum Message {
    Open(Open),
    Name(String),
    Class(ClassName),
    Align(Align),
    Hide(bool),
    /// Equal cells under each other are one.
    MergeDown(bool),
    /// A label over the selected columns.
    MergeHeader,
    SplitHeader,
    /// What the label over the column says.
    Over(String),
    /// A new column to the left, or to the right.
    Insert {
        after: bool,
    },
    Remove,
    Move {
        right: bool,
    },
    Sort(Order, bool),
    Renumber,
    /// 自动计算: sums, balances and changes follow from the rest.
    Compute,
}

/// A class with its name in the language of the interface.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClassName {
    class: Class,
    name: String,
}

impl ClassName {
    pub(super) fn new(class: Class, words: &Words) -> Option<Self> {
        let (_, word) = CLASSES.iter().find(|(each, _)| *each == class)?;
        Some(Self { class, name: words.get(*word).to_owned() })
    }

    pub(super) fn all(words: &Words) -> Vec<Self> {
        CLASSES.iter().map(|(class, word)| Self { class: *class, name: words.get(*word).to_owned() }).collect()
    }

    pub(super) fn class(&self) -> Class {
        self.class
    }
}

impl std::fmt::Display for ClassName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.name)
    }
}

const CLASSES: [(Class, Word); 13] = [
    (Class::Serial, Word::ClassSerial),
    (Class::Name, Word::ClassName),
    (Class::Group, Word::ClassGroup),
    (Class::Amount, Word::ClassAmount),
    (Class::Quantity, Word::ClassQuantity),
    (Class::Rate, Word::ClassRate),
    (Class::Date, Word::ClassDate),
    (Class::IdNumber, Word::ClassIdNumber),
    (Class::BankCard, Word::ClassBankCard),
    (Class::Phone, Word::ClassPhone),
    (Class::Address, Word::ClassAddress),
    (Class::Health, Word::ClassHealth),
    (Class::Text, Word::ClassText),
];

impl Tools {
    /// The column the tools are for, after the selection or the table changed.
    pub(super) fn fit(&mut self, table: &Table, at: usize) {
        let name = table.columns.get(at).map(Column::name).unwrap_or_default();
        let is_same = at == self.at && levels(&self.name) == levels(&name);
        if !is_same {
            self.name = name;
        }
        self.at = at;
    }
}

fn levels(name: &str) -> Vec<String> {
    name.split('/').map(|level| level.trim().to_owned()).collect()
}

impl State {
    /// What changes rows gives the keyboard back to the cells.
    pub(super) fn columns_asked(&mut self, message: Message) -> Action {
        let is_of_rows = matches!(message, Message::Sort(..) | Message::Compute | Message::Renumber);
        let at = self.grid.selection().head.column;
        match message {
            Message::Open(open) => {
                self.columns.open = if self.columns.open == open { Open::None } else { open };
                self.columns.fit(&self.content.table, at);
            }
            Message::Name(name) => {
                self.columns.name = name;
                let header = levels(&self.columns.name);
                self.set_column(at, |column| column.header = header);
            }
            Message::Class(class) => self.set_column(at, |column| column.class = class.class),
            Message::Align(align) => self.set_column(at, |column| column.align = Some(align)),
            Message::Hide(hidden) => self.set_column(at, |column| column.hidden = hidden),
            Message::MergeDown(merged) => self.set_column(at, |column| column.merged = merged),
            // Done by the screen, which moves the focus.
            Message::MergeHeader => {}
            Message::SplitHeader => {
                if let Some(edit) = edit::header_split(&self.content.table, self.grid.selection().columns()) {
                    self.edit(edit);
                    self.columns.fit(&self.content.table, at);
                }
            }
            Message::Over(label) => {
                if let Some(edit) = edit::header_renamed(&self.content.table, at, &label) {
                    self.edit(edit);
                    self.columns.fit(&self.content.table, at);
                }
            }
            Message::Insert { after } => self.insert_column(at, after),
            Message::Remove => self.edit(Edit::RemoveColumn(at)),
            Message::Move { right } => self.move_column(at, right),
            Message::Sort(order, descending) => {
                if at < self.content.table.columns.len() {
                    self.edit(edit::sorted(&self.content.table, at, descending, |left, right| {
                        compare(order, left, right)
                    }));
                }
            }
            Message::Compute => {
                if let Some(edit) = check::computed(&self.content.table, Some(&self.kind)) {
                    self.edit(edit);
                }
            }
            Message::Renumber => {
                if let Some(edit) = edit::renumbered(&self.content.table) {
                    self.edit(edit);
                }
            }
        }
        if is_of_rows { Action::Run(focus(GRID)) } else { Action::None }
    }

    /// The new label is to be worded: the focus goes there.
    pub(super) fn merge_header(&mut self) -> Action {
        let columns = self.grid.selection().columns();
        let Some(edit) = edit::header_merged(&self.content.table, columns, NEW_LABEL) else { return Action::None };
        self.edit(edit);
        self.columns.open = Open::Column;
        self.columns.fit(&self.content.table, self.grid.selection().head.column);
        Action::Run(Task::batch([focus(OVER), select_all(OVER)]))
    }

    fn set_column(&mut self, at: usize, set: impl FnOnce(&mut Column)) {
        let Some(column) = self.content.table.columns.get(at) else { return };
        let mut column = column.clone();
        set(&mut column);
        if column != self.content.table.columns[at] {
            self.edit(Edit::SetColumn(at, column));
        }
    }

    fn insert_column(&mut self, at: usize, after: bool) {
        let at = if self.content.table.columns.is_empty() { 0 } else { at + usize::from(after) };
        self.edit(Edit::InsertColumn(at, Column::new("新列", Class::Text), Vec::new()));
        self.select_column(at);
    }

    fn move_column(&mut self, at: usize, right: bool) {
        let count = self.content.table.columns.len();
        let Some(to) = (if right { (at + 1 < count).then_some(at + 1) } else { at.checked_sub(1) }) else { return };
        let mut order: Vec<usize> = (0..count).collect();
        order.swap(at, to);
        self.edit(Edit::ReorderColumns(order));
        self.select_column(to);
    }

    fn select_column(&mut self, column: usize) {
        let row = self.grid.selection().head.row;
        self.grid.select(grid::Selection::at(grid::Place { row, column }));
        self.columns.fit(&self.content.table, column);
    }
}

pub(super) fn view<'a>(state: &'a State, words: &'a Words) -> Element<'a, Told> {
    let grid = |word: Word, action: grid::Action| button::bare(words.get(word)).on_press(Told::Grid(action));
    let open = |word: Word, open: Open| {
        button::choice(words.get(word), state.columns.open == open).on_press(Told::Columns(Message::Open(open)))
    };
    let compute = || button::bare(words.get(Word::ToolCompute)).on_press(Told::Columns(Message::Compute));
    let tools = row![
        grid(Word::ToolInsertRow, grid::Action::InsertRow),
        grid(Word::ToolRemoveRow, grid::Action::RemoveRows),
        grid(Word::ToolRowUp, grid::Action::MoveRows { down: false }),
        grid(Word::ToolRowDown, grid::Action::MoveRows { down: true }),
        open(Word::ToolColumn, Open::Column),
        open(Word::ToolOrder, Open::Order),
    ]
    .push(state.sums.may_compute.then(compute))
    .spacing(theme::TIGHT);
    let mut all = column![tools.wrap()].spacing(theme::TIGHT);
    match state.columns.open {
        Open::None => {}
        Open::Column => all = all.push(column_tools(state, words)),
        Open::Order => all = all.push(order_tools(words)),
    }
    all.into()
}

fn column_tools<'a>(state: &'a State, words: &'a Words) -> Element<'a, Told> {
    let at = state.grid.selection().head.column;
    let Some(column) = state.content.table.columns.get(at) else {
        return button::bare(words.get(Word::ToolColumnRight))
            .on_press(Told::Columns(Message::Insert { after: true }))
            .into();
    };
    let tool = |word: Word, message: Message| button::bare(words.get(word)).on_press(Told::Columns(message));
    let align = |word: Word, align: Align| {
        button::choice(words.get(word), column.alignment() == align).on_press(Told::Columns(Message::Align(align)))
    };
    let classes = CLASSES.map(|(class, word)| ClassName { class, name: words.get(word).to_owned() });
    let chosen = classes.iter().find(|name| name.class == column.class).cloned();
    let class =
        choose(classes.to_vec(), chosen, theme::BODY, Length::Shrink, |class| Told::Columns(Message::Class(class)));
    let name = field::input(words.get(Word::ToolColumnName), &state.columns.name)
        .on_input(|name| Told::Columns(Message::Name(name)))
        .width(180);
    let hide = if column.hidden { Word::ToolShow } else { Word::ToolHide };
    let over = edit::header_over(&state.content.table, at).map(|(label, _)| {
        let label = field::input(words.get(Word::ToolHeaderOver), label).id(OVER);
        label.on_input(|label| Told::Columns(Message::Over(label))).width(140)
    });
    let first = Row::new().push(over).push(name).push(class).spacing(theme::INSIDE).align_y(Center);
    let selected = state.grid.selection().columns();
    let can_merge = edit::header_merged(&state.content.table, selected.clone(), NEW_LABEL).is_some();
    let can_split = edit::header_split(&state.content.table, selected).is_some();
    let header = |word: Word, message: Message, can: bool| {
        button::bare(words.get(word)).on_press_maybe(can.then_some(Told::Columns(message)))
    };
    let is_counted = matches!(column.class, Class::Amount | Class::Quantity | Class::Serial);
    let merge_down = (!is_counted).then(|| {
        button::choice(words.get(Word::ToolMergeDown), column.merged)
            .on_press(Told::Columns(Message::MergeDown(!column.merged)))
    });
    let tools = row![
        align(Word::AlignLeft, Align::Left),
        align(Word::AlignCentre, Align::Centre),
        align(Word::AlignRight, Align::Right),
        tool(hide, Message::Hide(!column.hidden)),
        tool(Word::ToolColumnLeft, Message::Insert { after: false }),
        tool(Word::ToolColumnRight, Message::Insert { after: true }),
        tool(Word::ToolColumnBack, Message::Move { right: false }),
        tool(Word::ToolColumnOn, Message::Move { right: true }),
        tool(Word::ToolColumnRemove, Message::Remove),
        header(Word::ToolHeaderMerge, Message::MergeHeader, can_merge),
        header(Word::ToolHeaderSplit, Message::SplitHeader, can_split),
    ];
    let tools: Row<'a, Told> = tools.push(merge_down);
    column![first, tools.spacing(theme::TIGHT).width(Length::Fill).wrap()].spacing(theme::TIGHT).into()
}

fn order_tools<'a>(words: &'a Words) -> Element<'a, Told> {
    let orders = [
        (Order::Natural, Word::OrderNumber),
        (Order::Pinyin, Word::OrderPinyin),
        (Order::Stroke(Custom::BySurname), Word::OrderStroke),
    ];
    let mut all = Row::new().spacing(theme::TIGHT).align_y(Center);
    for (order, word) in orders {
        all = all.push(text(words.get(word)).size(theme::SMALL).style(theme::quiet));
        for (label, descending) in [("↑", false), ("↓", true)] {
            all = all.push(button::bare(label).on_press(Told::Columns(Message::Sort(order, descending))));
        }
    }
    all.push(button::bare(words.get(Word::OrderRenumber)).on_press(Told::Columns(Message::Renumber))).wrap().into()
}
