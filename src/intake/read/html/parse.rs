//! Tags → blocks of text and tables. End tags are often missing, so each tag closes what it must.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, states};

use super::style::Hidden;
use crate::intake::error::Limit;
use crate::intake::read::fault::Fault;

/// Bytes of a page, and cells in it: its tags are held in memory, and a hundred thousand rows are fewer.
const MAX_PAGE: usize = 48 << 20;
const MAX_CELLS: usize = 1_000_000;

/// Tables within tables; what lies deeper is read as belonging to the table above.
const MAX_DEPTH: usize = 32;

pub(super) enum Block {
    Text(String),
    Table(Table),
}

#[derive(Default)]
pub(super) struct Table {
    pub(super) rows: Vec<Row>,
    /// 0-based columns that a `<col>` hides.
    pub(super) hidden_columns: Vec<u32>,
    columns: u32,
}

#[derive(Default)]
pub(super) struct Row {
    pub(super) cells: Vec<Cell>,
    pub(super) hidden: bool,
}

#[derive(Default)]
pub(super) struct Cell {
    /// Text and tables in their order.
    pub(super) blocks: Vec<Block>,
    pub(super) columns: u32,
    pub(super) rows: u32,
    pub(super) hidden: bool,
    pub(super) is_text: bool,
    /// What Excel wrote beside the displayed text.
    pub(super) number: Option<String>,
}

pub(super) fn document(text: &str) -> Result<Vec<Block>, Fault> {
    if text.len() > MAX_PAGE {
        return Err(Fault::TooLarge(Limit::FileBytes));
    }
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(text));
    let tokenizer = Tokenizer::new(Sink(RefCell::default()), Default::default());
    while !input.is_empty() {
        // Its result only asks for scripts to be run.
        drop(tokenizer.feed(&input));
    }
    tokenizer.end();
    let mut builder = tokenizer.sink.0.take();
    if builder.cells > MAX_CELLS {
        return Err(Fault::TooLarge(Limit::Cells));
    }
    while !builder.open.is_empty() {
        builder.close_table();
    }
    builder.close_line();
    Ok(builder.blocks)
}

struct Sink(RefCell<Builder>);

#[derive(Default)]
struct Builder {
    blocks: Vec<Block>,
    open: Vec<Table>,
    /// Tables opened beyond the depth that is kept apart.
    ignored: usize,
    /// Text outside of every cell.
    line: String,
    cells: usize,
    /// Inside an element whose text is not the document's.
    muted: Option<String>,
    /// The style sheet being read, and what those before it hide.
    sheet: String,
    hidden: Hidden,
}

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut builder = self.0.borrow_mut();
        match token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => {
                builder.start(&tag);
                return match &*tag.name {
                    "script" => TokenSinkResult::RawData(states::RawKind::ScriptData),
                    "style" => TokenSinkResult::RawData(states::RawKind::Rawtext),
                    "title" | "textarea" => TokenSinkResult::RawData(states::RawKind::Rcdata),
                    _ => TokenSinkResult::Continue,
                };
            }
            Token::TagToken(tag) => builder.end(&tag.name),
            Token::CharacterTokens(text) => builder.text(&text),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl Builder {
    fn start(&mut self, tag: &Tag) {
        match &*tag.name {
            "script" | "style" | "title" | "xml" if !tag.self_closing => self.muted = Some(tag.name.to_string()),
            "table" if self.open.len() >= MAX_DEPTH => self.ignored += 1,
            "table" => {
                self.close_line();
                self.open.push(Table::default());
            }
            "col" => self.column(tag),
            "tr" => {
                self.cells += 1;
                if self.cells > MAX_CELLS {
                    return;
                }
                let hidden = self.hidden.holds(tag);
                self.with_table(|table| {
                    let width = table.rows.last().map_or(1, |row| row.cells.len().clamp(1, 64));
                    table.rows.push(Row { cells: Vec::with_capacity(width), hidden });
                });
            }
            "td" | "th" => self.cell(tag),
            "br" => self.text("\n\u{0}"),
            "p" | "div" | "h1" | "h2" | "h3" | "h4" | "caption" | "li" => self.break_line(),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        if self.muted.as_deref() == Some(name) {
            self.muted = None;
            self.hidden.read(&std::mem::take(&mut self.sheet));
        }
        match name {
            "table" if self.ignored > 0 => self.ignored -= 1,
            "table" => self.close_table(),
            "p" | "div" | "h1" | "h2" | "h3" | "h4" | "caption" | "li" => self.break_line(),
            _ => {}
        }
    }

    fn with_table(&mut self, change: impl FnOnce(&mut Table)) {
        if self.open.is_empty() {
            // Rows without a table around them are what a pasted piece of a table is.
            self.close_line();
            self.open.push(Table::default());
        }
        if let Some(table) = self.open.last_mut() {
            change(table);
        }
    }

    fn column(&mut self, tag: &Tag) {
        let span = attribute(tag, "span").and_then(|span| span.trim().parse::<u32>().ok()).unwrap_or(1).clamp(1, 1000);
        let hidden = self.hidden.holds(tag) || attribute(tag, "width").is_some_and(|width| width.trim() == "0");
        self.with_table(|table| {
            if hidden && table.columns < 16_384 {
                table.hidden_columns.extend(table.columns..table.columns + span);
            }
            table.columns = table.columns.saturating_add(span);
        });
    }

    fn cell(&mut self, tag: &Tag) {
        self.cells += 1;
        if self.cells > MAX_CELLS {
            return;
        }
        let span = |name| attribute(tag, name).and_then(|span| span.trim().parse::<u32>().ok());
        let style = attribute(tag, "style").unwrap_or_default();
        let cell = Cell {
            blocks: Vec::new(),
            columns: span("colspan").unwrap_or(1).clamp(1, 1000),
            rows: span("rowspan").unwrap_or(1).clamp(1, 65_534),
            hidden: self.hidden.holds(tag),
            is_text: (style.contains("mso-number-format") && style.contains('@')) || attribute(tag, "x:str").is_some(),
            number: attribute(tag, "x:num").filter(|number| !number.is_empty()).map(ToOwned::to_owned),
        };
        self.with_table(|table| {
            if table.rows.is_empty() {
                table.rows.push(Row::default());
            }
            if let Some(row) = table.rows.last_mut() {
                row.cells.push(cell);
            }
        });
    }

    /// Where text goes now: the open cell, or the line outside of tables.
    fn place(&mut self) -> &mut String {
        let cell = self.open.last_mut().and_then(|table| table.rows.last_mut()).and_then(|row| row.cells.last_mut());
        let Some(cell) = cell else { return &mut self.line };
        if !matches!(cell.blocks.last(), Some(Block::Text(_))) {
            // Nearly every cell has one block, and a vector would begin with room for four.
            cell.blocks.reserve_exact(1);
            cell.blocks.push(Block::Text(String::new()));
        }
        match cell.blocks.last_mut() {
            Some(Block::Text(text)) => text,
            _ => &mut self.line,
        }
    }

    /// Runs of blanks are one, as a browser shows them; `"\n\0"` is a line break that stays.
    fn text(&mut self, text: &str) {
        if self.muted.as_deref() == Some("style") {
            self.sheet.push_str(text);
        }
        if self.muted.is_some() || self.cells > MAX_CELLS {
            return;
        }
        let place = self.place();
        if text == "\n\u{0}" {
            place.truncate(place.trim_end_matches(' ').len());
            place.push('\n');
            return;
        }
        for c in text.chars() {
            if !matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}') {
                place.push(c);
            } else if !place.is_empty() && !place.ends_with([' ', '\n']) {
                place.push(' ');
            }
        }
    }

    /// A paragraph is a line of its cell, or a row of its own outside of cells.
    fn break_line(&mut self) {
        if self.open.is_empty() {
            self.close_line();
            return;
        }
        let place = self.place();
        place.truncate(place.trim_end_matches(' ').len());
        if !place.is_empty() && !place.ends_with('\n') {
            place.push('\n');
        }
    }

    fn close_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        if !line.trim().is_empty() {
            self.blocks.push(Block::Text(line));
        }
    }

    fn close_table(&mut self) {
        let Some(table) = self.open.pop() else { return };
        // A caption or stray text inside the table stands before it.
        self.close_line();
        let outer = self.open.last_mut().and_then(|table| table.rows.last_mut()).and_then(|row| row.cells.last_mut());
        outer.map_or(&mut self.blocks, |cell| &mut cell.blocks).push(Block::Table(table));
    }
}

pub(super) fn attribute<'t>(tag: &'t Tag, name: &str) -> Option<&'t str> {
    tag.attrs.iter().find(|attribute| &*attribute.name.local == name).map(|attribute| &*attribute.value)
}
