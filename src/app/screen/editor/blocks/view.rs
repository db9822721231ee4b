//! The list of blocks, the open one with its fields.

use std::sync::LazyLock;

use iced::widget::{Column, Row, column, container, row, scrollable, space, text};
use iced::{Center, Element, Length};

use super::super::{Message as Told, State};
use super::picture::{Failure, PATH, PictureTold};
use super::seek::{GRID, LIST};
use super::{FIRST, Line, Message, New};
use crate::domain::block::{Block, BlockKey, Chart, Crop, Form, Level, Matter, Picture, Place};
use crate::domain::check;
use crate::domain::table::{Class, Table};
use crate::ui::error::Trouble;
use crate::ui::theme;
use crate::ui::widget::choose::choose;
use crate::ui::widget::grid::{Grid, Marks};
use crate::ui::widget::{Look, area, button, ellipsis, field, press};
use crate::ui::words::{Word, Words};

static UNMARKED: LazyLock<Marks> = LazyLock::new(Marks::new);
/// A further table has room for all its rows, from three to nine.
const GRID_ROWS: std::ops::RangeInclusive<usize> = 3..=9;
/// The width of a block's name in the list.
const NAME: f32 = 96.0;

fn told(message: Message) -> Told {
    Told::Blocks(message)
}

pub(in crate::app::screen::editor) fn view<'a>(state: &'a State, words: &'a Words) -> Element<'a, Told> {
    let mut all = Column::new().spacing(theme::TIGHT);
    let blocks = || state.content.blocks.iter();
    let side = |place: Place| blocks().filter(move |block| block.place == place);
    all = all.extend(side(Place::Above).map(|block| entry(state, block, words)));
    all = all.push(main_table(state, words));
    all = all.extend(side(Place::Below).map(|block| entry(state, block, words)));
    if !state.is_read_only() {
        all = all.push(adding(state, words));
    }
    let all = container(all).padding(iced::Padding::from([theme::INSIDE, theme::BETWEEN]));
    scrollable(all).id(LIST).style(theme::scroll).height(Length::Fill).into()
}

/// The main table stands between those above and those below.
fn main_table<'a>(state: &'a State, words: &'a Words) -> Element<'a, Told> {
    let told_of = if state.content.table.columns.is_empty() {
        words.get(Word::BlocksNoMain).to_owned()
    } else {
        state.sums.told(words)
    };
    let line = row![
        text(words.get(Word::BlocksMain)).font(theme::BOLD).width(NAME),
        ellipsis::line(told_of).size(theme::SMALL).style(theme::quiet),
    ];
    let line = line.spacing(theme::INSIDE).align_y(Center).height(theme::ROW_HEIGHT);
    container(line).padding([0.0, theme::INSIDE]).style(theme::band).width(Length::Fill).into()
}

fn entry<'a>(state: &'a State, block: &'a Block, words: &'a Words) -> Element<'a, Told> {
    let key = block.key;
    let is_open = state.blocks.open == Some(key);
    let face = if is_open { theme::BOLD } else { theme::FACE };
    let label = row![
        text(words.get(name_of(&block.matter))).font(face).width(NAME),
        ellipsis::line(said(block, words)).size(theme::SMALL).style(theme::quiet),
    ];
    let label = label.spacing(theme::INSIDE).align_y(Center);
    let open = press(container(label).width(Length::Fill))
        .look(Look::Choice(is_open))
        .padding([0.0, theme::INSIDE])
        .width(Length::Fill)
        .height(theme::ROW_HEIGHT)
        .on_press(told(Message::Open(key)));
    let mut line = row![open].spacing(theme::TIGHT).align_y(Center);
    if !state.is_read_only() {
        let is_first =
            state.content.blocks.first().is_some_and(|first| first.key == key) && block.place == Place::Above;
        let is_last = state.content.blocks.last().is_some_and(|last| last.key == key) && block.place == Place::Below;
        let step =
            |label, up, may: bool| button::bare(label).on_press_maybe(may.then_some(told(Message::Move { key, up })));
        line = line.push(step(words.get(Word::BlocksUp), true, !is_first));
        line = line.push(step(words.get(Word::BlocksDown), false, !is_last));
        line = line.push(button::bare(words.get(Word::BlocksRemove)).on_press(told(Message::Remove(key))));
    }
    if !is_open {
        return line.into();
    }
    let inner = container(form(state, block, words)).padding(iced::Padding::from([theme::INSIDE, theme::BETWEEN]));
    column![line, inner.width(Length::Fill)].spacing(theme::TIGHT).into()
}

fn name_of(matter: &Matter) -> Word {
    match matter {
        Matter::Text(text) if text.level != Level::Body => Word::BlocksHeading,
        Matter::Text(_) => Word::BlocksParagraph,
        Matter::List(_) => Word::BlocksList,
        Matter::Columns(_) => Word::BlocksColumns,
        Matter::Notice(_) => Word::BlocksNotice,
        Matter::Picture(_) => Word::BlocksPicture,
        Matter::Code(_) => Word::BlocksCode,
        Matter::Table(_) => Word::BlocksTable,
        Matter::Chart(_) => Word::BlocksChart,
    }
}

/// What a block says, in one line.
fn said(block: &Block, words: &Words) -> String {
    let texts = block.texts();
    let first = texts.iter().flat_map(|text| text.lines()).map(str::trim).find(|line| !line.is_empty());
    match (&block.matter, first) {
        (Matter::Table(further), first) => {
            let rows = words.with(Word::Rows, &[("n", further.table.data_rows().count().into())]);
            first.map_or(rows.clone(), |first| format!("{first} · {rows}"))
        }
        (_, Some(first)) => first.to_owned(),
        (Matter::Picture(picture), None) => format!("{} × {}", picture.width, picture.height),
        (Matter::Chart(chart), None) => {
            words.get(if chart.form == Form::Ring { Word::ChartRing } else { Word::ChartBars }).to_owned()
        }
        (_, None) => words.get(Word::BlocksEmpty).to_owned(),
    }
}

/// What may be put in, or the picture that is being chosen.
fn adding<'a>(state: &'a State, words: &'a Words) -> Element<'a, Told> {
    if state.blocks.picking.is_some() {
        return picking(state, words);
    }
    let add = |word: Word, new: New| button::quiet(words.get(word), "").on_press(told(Message::Add(new))).into();
    let kinds = Row::with_children([
        add(Word::BlocksParagraph, New::Paragraph),
        add(Word::BlocksHeading, New::Heading),
        add(Word::BlocksList, New::List),
        add(Word::BlocksColumns, New::Columns),
        add(Word::BlocksNotice, New::Notice),
        add(Word::BlocksPicture, New::Picture),
        add(Word::BlocksCode, New::Code),
        add(Word::BlocksTable, New::Table),
        add(Word::BlocksChart, New::Chart),
    ]);
    let hint = if state.content.blocks.is_empty() { Word::BlocksNone } else { Word::BlocksAdd };
    let all = column![
        text(words.get(hint)).size(theme::SMALL).style(theme::quiet),
        kinds.spacing(theme::INSIDE).wrap().vertical_spacing(theme::INSIDE),
    ];
    container(all.spacing(theme::INSIDE)).padding(iced::Padding::ZERO.top(theme::BETWEEN)).into()
}

fn picking<'a>(state: &'a State, words: &'a Words) -> Element<'a, Told> {
    let Some(picking) = &state.blocks.picking else { return space().into() };
    let picture = |told_of: PictureTold| told(Message::Picture(told_of));
    let path = field::input(words.get(Word::PicturePathHint), &picking.path)
        .id(PATH)
        .on_input(move |path| picture(PictureTold::Path(path)))
        .on_submit(picture(PictureTold::Take));
    let buttons = row![
        button::quiet(words.get(Word::NewFileBrowse), "").on_press(picture(PictureTold::Browse)),
        button::primary(words.get(Word::PictureTake), "Enter").on_press(picture(PictureTold::Take)),
        button::quiet(words.get(Word::Cancel), "Esc").on_press(picture(PictureTold::Cancel)),
    ];
    let hint = match picking.failure {
        _ if picking.is_reading => text(words.get(Word::Loading)).style(theme::quiet),
        Some(Failure::File(error)) => {
            text(Trouble::of_picture(error, &super::path_of(&picking.path), words).line()).style(theme::due)
        }
        Some(Failure::Store) => text(words.get(Word::PictureNotKept)).style(theme::due),
        None => text(words.get(Word::PictureHint)).style(theme::quiet),
    };
    let all = column![
        text(words.get(Word::PictureChoose)).font(theme::BOLD),
        path,
        hint.size(theme::SMALL),
        buttons.spacing(theme::INSIDE).wrap(),
    ];
    container(all.spacing(theme::INSIDE)).padding(iced::Padding::ZERO.top(theme::BETWEEN)).into()
}

fn form<'a>(state: &'a State, block: &'a Block, words: &'a Words) -> Element<'a, Told> {
    match &block.matter {
        Matter::Text(text) => {
            let levels = LEVELS.map(|(level, word)| {
                button::choice(words.get(word), text.level == level)
                    .on_press_maybe(may(state, Message::Level(level)))
                    .into()
            });
            let levels = Row::with_children(levels).spacing(theme::TIGHT).wrap();
            column![levels, lines(state, false, Word::BlocksTextHint, words)].spacing(theme::INSIDE).into()
        }
        Matter::List(list) => {
            let numbered = field::check(words.get(Word::BlocksNumbered), list.numbered)
                .on_press_maybe(may(state, Message::Numbered(!list.numbered)));
            column![lines(state, false, Word::BlocksListHint, words), numbered].spacing(theme::INSIDE).into()
        }
        Matter::Columns(_) => row![
            field::labelled(words.get(Word::BlocksLeft), lines(state, false, Word::BlocksTextHint, words)),
            field::labelled(words.get(Word::BlocksRight), lines(state, true, Word::BlocksTextHint, words)),
        ]
        .spacing(theme::BETWEEN)
        .into(),
        Matter::Notice(framed) => column![
            line(state, Line::Heading, &framed.heading, Word::BlocksNoticeHeading, words),
            lines(state, false, Word::BlocksNoticeHint, words),
        ]
        .spacing(theme::INSIDE)
        .into(),
        Matter::Picture(picture) => picture_form(state, picture, words),
        Matter::Code(code) => column![
            line(state, Line::Says, &code.says, Word::BlocksSays, words),
            line(state, Line::Caption, &code.caption, Word::BlocksCaption, words),
        ]
        .spacing(theme::INSIDE)
        .into(),
        Matter::Table(further) => {
            let heads = row![
                line(state, Line::Heading, &further.heading, Word::BlocksTableHeading, words),
                container(line(state, Line::Unit, &further.unit, Word::BlocksUnit, words)).width(120),
            ];
            let nothing = further
                .table
                .rows
                .is_empty()
                .then(|| line(state, Line::Nothing, &further.nothing, Word::BlocksNothing, words));
            let all = column![heads.spacing(theme::BETWEEN)].push(nothing).push(names(state, words));
            all.push(table(state, &further.table)).push(table_tools(state, words)).spacing(theme::INSIDE).into()
        }
        Matter::Chart(chart) => chart_form(state, chart, words),
    }
}

const LEVELS: [(Level, Word); 5] = [
    (Level::Body, Word::LevelBody),
    (Level::First, Word::LevelFirst),
    (Level::Second, Word::LevelSecond),
    (Level::Third, Word::LevelThird),
    (Level::Fourth, Word::LevelFourth),
];

fn may(state: &State, message: Message) -> Option<Told> {
    (!state.is_read_only()).then_some(told(message))
}

/// A field of several lines.
fn lines<'a>(state: &'a State, second: bool, hint: Word, words: &'a Words) -> Element<'a, Told> {
    let content = if second { &state.blocks.second } else { &state.blocks.first };
    let on = (!state.is_read_only()).then_some(move |action| told(Message::Edited { second, action }));
    let is_first = !second && hint != Word::BlocksNoticeHint;
    field::named_paragraphs(is_first.then_some(FIRST), content, words.get(hint), 3.0, on)
}

/// A field of one line with its caption.
fn line<'a>(state: &'a State, line: Line, value: &'a str, caption: Word, words: &'a Words) -> Element<'a, Told> {
    let on = (!state.is_read_only()).then_some(move |typed| told(Message::Typed(line, typed)));
    let mut input = field::input("", value).on_input_maybe(on);
    if matches!(line, Line::Heading | Line::Says) {
        input = input.id(FIRST);
    }
    field::labelled(words.get(caption), input).into()
}

fn picture_form<'a>(state: &'a State, picture: &'a Picture, words: &'a Words) -> Element<'a, Told> {
    let shares = [(0, Word::ShareOwn), (35, Word::ShareSmall), (60, Word::ShareMiddle), (100, Word::ShareWhole)];
    let shares = shares.map(|(share, word)| {
        let message = may(state, Message::Share(share));
        button::choice(words.get(word), picture.share == share).on_press_maybe(message).into()
    });
    let crops = [Word::CropLeft, Word::CropTop, Word::CropRight, Word::CropBottom].into_iter().enumerate();
    let crops = crops.map(|(side, word)| {
        let on = (!state.is_read_only()).then_some(move |typed| told(Message::Crop(side, typed)));
        let typed = field::input("0", &state.blocks.crop[side]).on_input_maybe(on);
        field::labelled(words.get(word), typed).width(84).into()
    });
    let mut all = column![
        line(state, Line::Caption, &picture.caption, Word::BlocksCaption, words),
        Row::with_children(shares).spacing(theme::TIGHT).wrap(),
        Row::with_children(crops).spacing(theme::INSIDE).wrap(),
    ];
    if state.blocks.is_uncropped {
        all = all.push(text(words.get(Word::PictureNotCropped)).size(theme::SMALL).style(theme::due));
    }
    if picture.crop != Crop::default() {
        let left = words.with(Word::PictureSize, &[("width", picture.width.into()), ("height", picture.height.into())]);
        all = all.push(text(left).size(theme::SMALL).style(theme::quiet));
    }
    if !state.is_read_only() {
        let another = told(Message::Picture(PictureTold::Another));
        all = all.push(button::quiet(words.get(Word::PictureAnother), "").on_press(another));
    }
    all.spacing(theme::INSIDE + theme::TIGHT).into()
}

/// The names of a further table's columns, in one line.
fn names<'a>(state: &'a State, words: &'a Words) -> Element<'a, Told> {
    let on = (!state.is_read_only()).then_some(|typed| told(Message::Names(typed)));
    field::labelled(words.get(Word::BlocksNames), field::input("", &state.blocks.names).on_input_maybe(on)).into()
}

fn table<'a>(state: &'a State, table: &'a Table) -> Element<'a, Told> {
    if table.columns.is_empty() {
        return space().into();
    }
    let marks = state.blocks.marks.get(&state.blocks.open).unwrap_or(&UNMARKED);
    let grid = Grid::new(GRID, table, &state.blocks.grid, marks, |action| told(Message::Grid(action)));
    let rows = table.rows.len().clamp(*GRID_ROWS.start(), *GRID_ROWS.end());
    // Headers of several levels, the rows, a bar to scroll with.
    let levels = table.columns.iter().map(|column| column.header.len()).max().unwrap_or(1);
    let height = theme::ROW_HEIGHT * (rows + levels + 1) as f32;
    container(area(container(grid).padding(1).style(theme::frame))).height(height).into()
}

fn table_tools<'a>(state: &'a State, words: &'a Words) -> Element<'a, Told> {
    let further = state.open_matter();
    let computes = matches!(further, Some(Matter::Table(further)) if check::may_compute(&further.table));
    let compute = || button::quiet(words.get(Word::ToolCompute), "").on_press_maybe(may(state, Message::Compute));
    let swap = may(state, Message::Swap).filter(|_| state.may_swap());
    let tools = row![
        button::quiet(words.get(Word::BlocksSwap), "").on_press_maybe(swap),
        button::quiet(words.get(Word::BlocksRead), "").on_press_maybe(may(state, Message::Read)),
    ]
    .push(computes.then(compute));
    let hint = text(words.get(Word::BlocksSwapHint)).size(theme::SMALL).style(theme::quiet);
    column![tools.spacing(theme::INSIDE).wrap(), hint].spacing(theme::TIGHT).into()
}

/// A table a chart may be drawn from, by its name.
#[derive(Debug, Clone, PartialEq)]
struct Named {
    of: Option<BlockKey>,
    name: String,
}

impl std::fmt::Display for Named {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.name)
    }
}

fn chart_form<'a>(state: &'a State, chart: &'a Chart, words: &'a Words) -> Element<'a, Told> {
    let main = Named { of: None, name: words.get(Word::BlocksMain).to_owned() };
    let further = state.content.blocks.iter().filter_map(|block| {
        let further = block.further()?;
        let heading = further.heading.trim();
        let name = if heading.is_empty() { words.get(Word::BlocksTable).to_owned() } else { heading.to_owned() };
        Some(Named { of: Some(block.key), name })
    });
    let tables: Vec<Named> = std::iter::once(main).chain(further).collect();
    let chosen = tables.iter().find(|named| named.of == chart.of).cloned();
    let pick: Element<'a, Told> = if state.is_read_only() {
        text(chosen.map(|named| named.name).unwrap_or_default()).into()
    } else {
        choose(tables, chosen, theme::BODY, 280, |named: Named| told(Message::Of(named.of))).into()
    };
    let choice = |word: Word, is: bool, message: Message| {
        button::choice(words.get(word), is).on_press_maybe(may(state, message))
    };
    let forms = row![
        choice(Word::ChartBars, chart.form == Form::Bars, Message::Form(Form::Bars)),
        choice(Word::ChartRing, chart.form == Form::Ring, Message::Form(Form::Ring)),
        space().width(theme::BETWEEN),
        choice(Word::ChartRows, !chart.sums, Message::Sums(false)),
        choice(Word::ChartSums, chart.sums, Message::Sums(true)),
    ];
    let of = chart.of.and_then(|of| state.content.blocks.iter().find(|block| block.key == of).and_then(Block::further));
    let table = of.map_or(&state.content.table, |further| &further.table);
    let figures = table.columns.iter().filter(|column| matches!(column.class, Class::Amount | Class::Quantity));
    let figures = figures.map(|column| {
        let name = column.name();
        let is_on = chart.figures.contains(&name);
        field::check(name.clone(), is_on).on_press_maybe(may(state, Message::Figure(name, !is_on))).into()
    });
    column![
        line(state, Line::Heading, &chart.title, Word::BlocksChartTitle, words),
        field::labelled(words.get(Word::ChartOf), pick),
        forms.spacing(theme::TIGHT).wrap(),
        text(words.get(Word::ChartFigures)).size(theme::SMALL).style(theme::quiet),
        Row::with_children(figures).spacing(theme::BETWEEN).wrap(),
    ]
    .spacing(theme::INSIDE)
    .into()
}
