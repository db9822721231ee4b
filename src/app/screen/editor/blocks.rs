//! 版块: what stands above and below the table, put in, moved, changed and taken out.

use std::path::PathBuf;

use iced::widget::operation::focus;
use iced::widget::text_editor;

use super::press::Places;
use super::{Action, Change, State};
use crate::domain::block::{
    self, Block, BlockKey, Chart, Code, Columns, Form, Framed, Further, Level, List, Matter, Text,
};
use crate::domain::check;
use crate::domain::edit::Edit;
use crate::domain::heading;
use crate::domain::notice::Content;
use crate::domain::table::{Class, Column, Role, Table};
use crate::ui::widget::{field, grid};

pub mod picture;
mod seek;
mod view;

pub(in crate::app) use picture::is_picture;
pub(super) use seek::name_at;
pub(super) use view::view;

/// The first field of an open block.
const FIRST: &str = "editor-block";
/// Undo steps of blocks begin here; eight for each block.
const UNDO_PLACE: u64 = 1_000;

/// What the list of blocks remembers.
#[derive(Debug, Default)]
pub(super) struct Panel {
    /// The blocks are shown in place of the table.
    pub(super) shown: bool,
    open: Option<BlockKey>,
    /// The open block's fields of several lines.
    first: text_editor::Content,
    second: text_editor::Content,
    /// The open block's table.
    grid: grid::State,
    marks: Places,
    /// The names of its columns, as they are typed.
    names: String,
    /// What is typed for the crop, at the left, above, at the right, below.
    crop: [String; 4],
    /// What was typed last could not be cut away.
    is_uncropped: bool,
    pub(super) picking: Option<picture::Picking>,
}

#[derive(Debug, Clone)]
pub enum Message {
    Show(bool),
    /// Opens a block, or closes the open one.
    Open(BlockKey),
    Add(New),
    Move {
        key: BlockKey,
        up: bool,
    },
    Remove(BlockKey),
    /// A line of the open block.
    Typed(Line, String),
    /// Its first or second field of several lines.
    Edited {
        second: bool,
        action: text_editor::Action,
    },
    Level(Level),
    Numbered(bool),
    Form(Form),
    Sums(bool),
    /// The table a chart is drawn from.
    Of(Option<BlockKey>),
    /// A column of figures, drawn or not.
    Figure(String, bool),
    Share(u8),
    Crop(usize, String),
    Grid(grid::Action),
    Names(String),
    /// The further table becomes the main one, and the main one the further.
    Swap,
    /// 自动计算 of the further table.
    Compute,
    /// Reads a spreadsheet as a further table.
    Read,
    Picture(picture::PictureTold),
}

/// A field of one line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    Heading,
    Unit,
    Nothing,
    Caption,
    Says,
}

/// What is put in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum New {
    Paragraph,
    Heading,
    List,
    Columns,
    Notice,
    Picture,
    Code,
    Table,
    Chart,
}

impl Message {
    /// Would it change the notice?
    pub(super) fn changes(&self) -> bool {
        match self {
            Self::Show(_) | Self::Open(_) | Self::Read => false,
            Self::Edited { action, .. } => action.is_edit(),
            Self::Grid(action) => !matches!(
                action,
                grid::Action::Go { .. }
                    | grid::Action::Cancel
                    | grid::Action::Rows { .. }
                    | grid::Action::Columns { .. }
                    | grid::Action::SelectAll
                    | grid::Action::Resize { .. }
            ),
            _ => true,
        }
    }
}

impl Panel {
    /// The fields as the content has them, after a block was opened or a step taken back.
    pub(super) fn show(&mut self, content: &Content) {
        let Some(block) = self.open.and_then(|open| content.blocks.iter().find(|block| block.key == open)) else {
            self.open = None;
            return;
        };
        let (first, second) = match &block.matter {
            Matter::Text(text) => (text.text.as_str(), ""),
            Matter::List(list) => (list.entries.as_str(), ""),
            Matter::Columns(columns) => (columns.left.as_str(), columns.right.as_str()),
            Matter::Notice(framed) => (framed.text.as_str(), ""),
            _ => ("", ""),
        };
        if field::typed(&self.first) != first {
            self.first = text_editor::Content::with_text(first);
        }
        if field::typed(&self.second) != second {
            self.second = text_editor::Content::with_text(second);
        }
        match &block.matter {
            Matter::Table(further) => {
                self.grid.fit(&further.table);
                self.names = names(&further.table);
            }
            Matter::Picture(picture) => {
                let crop = picture.crop;
                self.is_uncropped = false;
                self.crop = [crop.left, crop.top, crop.right, crop.bottom].map(|percent| percent.to_string());
            }
            _ => {}
        }
    }

    fn begin(&mut self, key: BlockKey, content: &Content) {
        let further = content.blocks.iter().find(|block| block.key == key).and_then(Block::further);
        let grid = further.map(|further| grid::State::new(&further.table)).unwrap_or_default();
        let marks = std::mem::take(&mut self.marks);
        *self = Self { shown: true, open: Some(key), grid, marks, ..Self::default() };
        self.show(content);
    }

    /// Esc: an open block closes first, then the table is shown again. False where it is shown already.
    pub(super) fn close(&mut self) -> bool {
        let was_open = self.picking.take().is_some() || self.open.take().is_some();
        was_open || std::mem::take(&mut self.shown)
    }
}

/// The columns' names in one line.
fn names(table: &Table) -> String {
    table.columns.iter().map(Column::name).collect::<Vec<_>>().join("、")
}

impl State {
    pub(super) fn blocks_asked(&mut self, message: Message) -> Action {
        match message {
            Message::Show(shown) => {
                self.blocks.shown = shown;
                self.fields.foot = false;
            }
            Message::Open(key) if self.blocks.open == Some(key) => self.blocks.open = None,
            Message::Open(key) => return self.open_block(key),
            Message::Add(New::Picture) => return self.pick(None),
            Message::Add(New::Table) if self.content.table.columns.is_empty() => return self.ask_further(),
            Message::Add(new) => return self.add_block(new),
            Message::Move { key, up } => self.change_blocks(key, 0, |blocks| block::shift(blocks, key, up)),
            Message::Remove(key) => {
                self.change_blocks(key, 0, |blocks| blocks.retain(|block| block.key != key));
                self.blocks.show(&self.content);
            }
            Message::Typed(line, typed) => self.line_typed(line, typed),
            Message::Edited { second, action } => self.text_edited(second, action),
            Message::Level(level) => self.change_open(1, |matter| {
                if let Matter::Text(text) = matter {
                    text.level = level;
                }
            }),
            Message::Numbered(numbered) => self.change_open(1, |matter| {
                if let Matter::List(list) = matter {
                    list.numbered = numbered;
                }
            }),
            Message::Share(share) => self.change_open(1, |matter| {
                if let Matter::Picture(picture) = matter {
                    picture.share = share;
                }
            }),
            Message::Form(_) | Message::Sums(_) | Message::Of(_) | Message::Figure(..) => self.chart_asked(message),
            Message::Crop(side, typed) => return self.crop_typed(side, typed),
            Message::Grid(action) => self.further_acted(action),
            Message::Names(typed) => self.names_typed(typed),
            Message::Swap => self.swap_tables(),
            Message::Compute => self.compute_further(),
            Message::Read => return self.ask_further(),
            Message::Picture(told) => return self.picture_told(told),
        }
        Action::None
    }

    fn open_block(&mut self, key: BlockKey) -> Action {
        self.history.settle();
        self.blocks.begin(key, &self.content);
        if self.preview.turn_to(key) {
            self.press.show(self.preview.wanted());
        }
        let is_table = self.open_matter().is_some_and(|matter| matches!(matter, Matter::Table(_)));
        let is_picture = self.open_matter().is_some_and(|matter| matches!(matter, Matter::Picture(_)));
        if is_table || is_picture { Action::None } else { Action::Run(focus(FIRST)) }
    }

    fn open_matter(&self) -> Option<&Matter> {
        let open = self.blocks.open?;
        self.content.blocks.iter().find(|block| block.key == open).map(|block| &block.matter)
    }

    fn add_block(&mut self, new: New) -> Action {
        let matter = match new {
            New::Paragraph => Matter::Text(Text::default()),
            New::Heading => Matter::Text(Text { level: Level::First, text: String::new() }),
            New::List => Matter::List(List::default()),
            New::Columns => Matter::Columns(Columns::default()),
            New::Notice => Matter::Notice(self.contact()),
            New::Code => Matter::Code(Code::default()),
            New::Chart => Matter::Chart(self.first_chart()),
            New::Table => Matter::Table(blank_table()),
            New::Picture => return Action::None,
        };
        self.put_block(matter)
    }

    /// Puts a block in behind the open one, or at the end, and opens it.
    pub(super) fn put_block(&mut self, matter: Matter) -> Action {
        let behind = self.blocks.open;
        let mut put = None;
        self.history.settle();
        self.change_fields(UNDO_PLACE - 1, |content| put = Some(block::insert(&mut content.blocks, behind, matter)));
        self.history.settle();
        put.map_or(Action::None, |key| self.open_block(key))
    }

    /// A box that says where to call, as most of them do.
    fn contact(&self) -> Framed {
        let telephone = &self.content.telephone;
        let text = if telephone.is_empty() { String::new() } else { format!("监督电话：{telephone}") };
        Framed { heading: String::new(), text }
    }

    /// The sums of an account, the rows of anything else.
    fn first_chart(&self) -> Chart {
        let further = || self.content.blocks.iter().rev().find(|block| block.further().is_some());
        let of = if self.content.table.columns.is_empty() { further().map(|block| block.key) } else { None };
        let many = self.content.table.data_rows().count() > 12;
        Chart { of, sums: of.is_none() && many, ..Chart::default() }
    }

    /// A change of the blocks as one step; typing into the same field of the same block goes on with the step before.
    fn change_blocks(&mut self, key: BlockKey, field: u64, change: impl FnOnce(&mut Vec<Block>)) {
        let place = UNDO_PLACE + u64::from(key.get()) * 8 + field;
        self.change_fields(place, |content| change(&mut content.blocks));
        if field < 2 {
            self.history.settle();
        }
    }

    fn change_open(&mut self, field: u64, change: impl FnOnce(&mut Matter)) {
        let Some(open) = self.blocks.open else { return };
        self.change_blocks(open, field, |blocks| {
            if let Some(block) = blocks.iter_mut().find(|block| block.key == open) {
                change(&mut block.matter);
            }
        });
    }

    fn line_typed(&mut self, line: Line, typed: String) {
        self.change_open(2 + line as u64, |matter| {
            let field = match (line, matter) {
                (Line::Heading, Matter::Notice(framed)) => &mut framed.heading,
                (Line::Heading, Matter::Table(further)) => &mut further.heading,
                (Line::Heading, Matter::Chart(chart)) => &mut chart.title,
                (Line::Unit, Matter::Table(further)) => &mut further.unit,
                (Line::Nothing, Matter::Table(further)) => &mut further.nothing,
                (Line::Caption, Matter::Picture(picture)) => &mut picture.caption,
                (Line::Caption, Matter::Code(code)) => &mut code.caption,
                (Line::Says, Matter::Code(code)) => &mut code.says,
                _ => return,
            };
            *field = typed;
        });
    }

    fn text_edited(&mut self, second: bool, action: text_editor::Action) {
        let content = if second { &mut self.blocks.second } else { &mut self.blocks.first };
        content.perform(action);
        let typed = field::typed(content);
        self.change_open(if second { 3 } else { 2 }, |matter| {
            let field = match matter {
                Matter::Text(text) => &mut text.text,
                Matter::List(list) => &mut list.entries,
                Matter::Columns(columns) if second => &mut columns.right,
                Matter::Columns(columns) => &mut columns.left,
                Matter::Notice(framed) => &mut framed.text,
                _ => return,
            };
            *field = typed;
        });
    }

    fn chart_asked(&mut self, message: Message) {
        self.change_open(1, |matter| {
            let Matter::Chart(chart) = matter else { return };
            match message {
                Message::Form(form) => chart.form = form,
                Message::Sums(sums) => chart.sums = sums,
                Message::Of(of) => {
                    chart.of = of;
                    chart.figures.clear();
                }
                Message::Figure(name, true) => chart.figures.push(name),
                Message::Figure(name, false) => chart.figures.retain(|figure| *figure != name),
                _ => {}
            }
        });
    }

    /// A change of the open block's table: screened as one of the main table is.
    fn further_acted(&mut self, action: grid::Action) {
        let Some(Matter::Table(further)) = self.open_matter() else { return };
        let mut table = further.table.clone();
        match self.blocks.grid.respond(action, &mut table) {
            grid::Response::Shown => {}
            grid::Response::Change(edit) => {
                let edit = self.screened(edit);
                table.apply(edit);
                self.further_becomes(table);
            }
            grid::Response::Undo => self.undo(),
            grid::Response::Redo => self.redo(),
        }
    }

    fn further_becomes(&mut self, table: Table) {
        if table.rows.len() > Further::MOST_ROWS {
            return;
        }
        self.change_open(1, |matter| {
            if let Matter::Table(further) = matter {
                further.table = table;
            }
        });
        self.blocks.show(&self.content);
    }

    /// Names separated by 、: a new one is a new column, one taken away takes a blank column with it.
    fn names_typed(&mut self, typed: String) {
        let Some(Matter::Table(further)) = self.open_matter() else { return };
        let mut table = further.table.clone();
        let wanted: Vec<&str> = typed.split(['、', '，', ',']).map(str::trim).filter(|name| !name.is_empty()).collect();
        for (at, name) in wanted.iter().enumerate() {
            let header: Vec<String> = name.split('/').map(|level| level.trim().to_owned()).collect();
            let class = heading::class_of(&header, None);
            let column = match table.columns.get(at) {
                Some(column) => Column { class: class.unwrap_or(column.class), header, ..column.clone() },
                None => Column { header, ..Column::new("", class.unwrap_or(Class::Text)) },
            };
            if at < table.columns.len() {
                table.apply(Edit::SetColumn(at, column));
            } else {
                table.apply(Edit::InsertColumn(at, column, Vec::new()));
            }
        }
        while table.columns.len() > wanted.len().max(1) {
            let last = table.columns.len() - 1;
            if table.rows.iter().any(|row| !row.cells[last].is_blank()) {
                break;
            }
            table.apply(Edit::RemoveColumn(last));
        }
        self.further_becomes(table);
        self.blocks.names = typed;
    }

    /// All the tools are the main table's: a further table that needs them takes its place.
    fn swap_tables(&mut self) {
        let Some(open) = self.blocks.open else { return };
        let mut fields = self.fields_only();
        let main = std::mem::take(&mut fields.unit);
        let Some(block) = fields.blocks.iter_mut().find(|block| block.key == open) else { return };
        let Matter::Table(further) = &mut block.matter else { return };
        if self.content.table.rows.len() > Further::MOST_ROWS {
            return;
        }
        let table = std::mem::replace(&mut further.table, self.content.table.clone());
        fields.unit = std::mem::replace(&mut further.unit, main);
        self.history.settle();
        self.replace_all(table, fields);
        self.blocks.show(&self.content);
    }

    fn compute_further(&mut self) {
        let Some(Matter::Table(further)) = self.open_matter() else { return };
        let mut table = further.table.clone();
        if let Some(edit) = check::computed(&table, None) {
            table.apply(edit);
            self.further_becomes(table);
        }
    }

    /// May the main table become a further one?
    fn may_swap(&self) -> bool {
        self.content.table.rows.len() <= Further::MOST_ROWS
    }

    /// A table that was read becomes a block.
    pub(super) fn put_further(&mut self, further: Vec<Further>) {
        let mut fields = self.fields_only();
        let behind = self.blocks.open;
        let mut last = behind;
        for further in further {
            last = Some(block::insert(&mut fields.blocks, last, Matter::Table(further)));
        }
        self.history.settle();
        let inverse = self.apply(Change::Fields(Box::new(fields)));
        self.history.record(inverse);
        self.blocks.shown = true;
        if let Some(key) = last {
            self.blocks.begin(key, &self.content);
        }
    }

    /// Alt and an arrow: the open block moves.
    pub(super) fn move_open(&mut self, up: bool) -> Action {
        match self.blocks.open.filter(|_| self.blocks.shown) {
            Some(key) => self.blocks_asked(Message::Move { key, up }),
            None => Action::None,
        }
    }
}

/// A small table to type into.
fn blank_table() -> Further {
    let columns = ["项目", "金额（元）", "备注"];
    let classes = [Class::Text, Class::Amount, Class::Text];
    let columns = columns.iter().zip(classes).map(|(name, class)| Column::new(*name, class)).collect();
    let mut table = Table::new(columns);
    for _ in 0..3 {
        table.push(Role::Data, Vec::new(), None);
    }
    Further { table, ..Further::default() }
}

/// A file's path as it is typed or pasted, without the quotation marks that a file manager puts around it.
fn path_of(typed: &str) -> PathBuf {
    PathBuf::from(typed.trim().trim_matches(['"', '\'']))
}
