//! The grid under the fingers, headless.

use iced::keyboard::key::{Code, Named, Physical};
use iced::keyboard::{self, Key, Location, Modifiers};
use iced::{Event, Point, Size};
use iced_test::core::Settings;
use iced_test::{Simulator, simulator};

use super::*;
use crate::domain::edit::History;
use crate::domain::table::{Cell, Class, Column, Role};
use crate::face;

const ID: &str = "grid";

/// A table, its grid and its history, as the editor holds them.
struct Desk {
    table: Table,
    state: State,
    history: History<crate::domain::edit::Edit>,
}

impl Desk {
    fn new() -> Self {
        let columns = vec![
            Column::new("序号", Class::Serial),
            Column::new("户主", Class::Name),
            Column::new("金额", Class::Amount),
        ];
        let mut table = Table::new(columns);
        for (serial, name) in ["甲一", "乙二", "丙三", "丁四"].into_iter().enumerate() {
            let cells = [(serial + 1).to_string(), name.to_owned(), format!("{}.50", serial * 100)];
            let cells = cells.iter().zip([Class::Serial, Class::Name, Class::Amount]);
            table.push(Role::Data, cells.map(|(typed, class)| Cell::parse(typed, class)).collect(), None);
        }
        Self { state: State::new(&table), table, history: History::default() }
    }

    fn select(mut self, row: usize, column: usize) -> Self {
        self.state.select(Selection::at(Place { row, column }));
        self
    }

    fn simulator<'a>(&'a self, marks: &'a Marks) -> Simulator<'a, Action> {
        let settings = Settings { fonts: vec![face::HEI.into()], default_font: theme::FACE, ..Settings::default() };
        let view = Grid::new(ID, &self.table, &self.state, marks, |action| action);
        Simulator::with_size(settings, Size::new(600.0, 400.0), view)
    }

    /// One key with the focus in the grid.
    fn press(&mut self, key: Key, modifiers: Modifiers) {
        let text = match &key {
            Key::Character(c) if !modifiers.command() => Some(c.clone()),
            _ => None,
        };
        let pressed = keyboard::Event::KeyPressed {
            modified_key: key.clone(),
            key,
            physical_key: Physical::Code(Code::KeyA),
            location: Location::Standard,
            modifiers,
            text,
            repeat: false,
        };
        self.happen([Event::Keyboard(pressed)]);
    }

    fn happen(&mut self, events: impl IntoIterator<Item = Event>) {
        let marks = Marks::new();
        let bounds = Rectangle::with_size(Size::new(600.0, 400.0));
        let measures = Measures::new(&self.table, self.state.widths(), bounds, Vector::ZERO);
        let cell = measures.cell(self.state.selection().head);
        let mut window = self.simulator(&marks);
        window.point_at(Point::new(cell.x + cell.width - 4.0, cell.center_y()));
        window.simulate(simulator::click());
        window.simulate(events);
        let mut actions: Vec<Action> = window.into_messages().collect();
        if matches!(actions.first(), Some(Action::Go { .. })) {
            // The press that gave the focus.
            actions.remove(0);
        }
        actions.into_iter().for_each(|action| self.act(action));
    }

    fn act(&mut self, action: Action) {
        let Self { table, state, history } = self;
        match state.respond(action, table) {
            Response::Shown => {}
            Response::Change(edit) => history.record(table.apply(edit).inverse),
            Response::Undo => {
                history.undo(|edit| table.apply(edit).inverse);
            }
            Response::Redo => {
                history.redo(|edit| table.apply(edit).inverse);
            }
        }
        state.fit(table);
    }

    fn named(&mut self, named: Named) {
        self.press(Key::Named(named), Modifiers::empty());
    }

    fn control(&mut self, c: &str) {
        self.press(Key::Character(c.into()), Modifiers::CTRL);
    }

    fn typed(&mut self, text: &str) {
        text.chars().for_each(|c| self.press(Key::Character(c.to_string().into()), Modifiers::empty()));
    }

    fn cell(&self, row: usize, column: usize) -> String {
        self.table.rows[row].cells[column].typed()
    }

    fn head(&self) -> (usize, usize) {
        let head = self.state.selection().head;
        (head.row, head.column)
    }
}

#[test]
fn typing_over_a_cell_replaces_it_and_enter_goes_down() {
    let mut desk = Desk::new().select(1, 2);
    desk.typed("88");
    assert_eq!(desk.state.draft(), Some("88"));
    desk.named(Named::Enter);
    assert_eq!((desk.cell(1, 2).as_str(), desk.head()), ("88", (2, 2)));
}

#[test]
fn an_arrow_leaves_a_cell_typed_over_and_moves_in_one_opened_with_f2() {
    let mut desk = Desk::new().select(1, 2);
    desk.typed("7");
    desk.named(Named::ArrowLeft);
    assert_eq!((desk.cell(1, 2).as_str(), desk.head()), ("7", (1, 1)));
    desk.named(Named::F2);
    desk.named(Named::ArrowLeft);
    assert_eq!((desk.state.draft(), desk.head()), (Some("乙二"), (1, 1)));
}

#[test]
fn escape_leaves_the_cell_as_it_was() {
    let mut desk = Desk::new().select(0, 1);
    desk.typed("x");
    desk.named(Named::Escape);
    assert_eq!((desk.cell(0, 1).as_str(), desk.state.draft()), ("甲一", None));
    assert!(!desk.history.can_undo());
}

#[test]
fn what_an_input_method_delivers_opens_the_cell() {
    use iced::advanced::input_method;
    let mut desk = Desk::new().select(0, 1);
    desk.happen([
        Event::InputMethod(input_method::Event::Opened),
        Event::InputMethod(input_method::Event::Preedit("wang".to_owned(), None)),
        Event::InputMethod(input_method::Event::Commit("王".to_owned())),
    ]);
    assert_eq!(desk.state.draft(), Some("王"));
    desk.named(Named::Tab);
    assert_eq!((desk.cell(0, 1).as_str(), desk.head()), ("王", (0, 2)));
}

#[test]
fn the_keys_of_a_spreadsheet_travel() {
    let mut desk = Desk::new();
    for (key, modifiers, head) in [
        (Named::End, Modifiers::empty(), (0, 2)),
        (Named::ArrowDown, Modifiers::CTRL, (3, 2)),
        (Named::Home, Modifiers::CTRL, (0, 0)),
        (Named::Tab, Modifiers::empty(), (0, 1)),
        (Named::Tab, Modifiers::SHIFT, (0, 0)),
        (Named::PageDown, Modifiers::empty(), (3, 0)),
        (Named::Enter, Modifiers::SHIFT, (2, 0)),
        (Named::End, Modifiers::CTRL, (3, 2)),
    ] {
        desk.press(Key::Named(key), modifiers);
        assert_eq!(desk.head(), head, "{key:?}");
    }
}

#[test]
fn delete_clears_what_is_selected_and_undo_brings_it_back() {
    let mut desk = Desk::new().select(1, 1);
    desk.press(Key::Named(Named::ArrowDown), Modifiers::SHIFT);
    desk.named(Named::Delete);
    assert_eq!((desk.cell(1, 1), desk.cell(2, 1), desk.cell(3, 1)), (String::new(), String::new(), "丁四".into()));
    desk.control("z");
    assert_eq!((desk.cell(1, 1).as_str(), desk.cell(2, 1).as_str()), ("乙二", "丙三"));
    desk.control("y");
    assert_eq!(desk.cell(2, 1), "");
}

#[test]
fn a_pasted_block_grows_the_table_and_one_undo_takes_all_of_it_back() {
    let mut desk = Desk::new().select(3, 1);
    desk.act(Action::Paste("戊五\t1,234.50\n己六\t2".to_owned()));
    assert_eq!((desk.table.rows.len(), desk.cell(3, 2), desk.cell(4, 1)), (5, "1234.50".into(), "己六".into()));
    assert_eq!(desk.state.selection().rows(), 3..=4);
    desk.control("z");
    assert_eq!((desk.table.rows.len(), desk.cell(3, 1)), (4, "丁四".into()));
}

#[test]
fn the_first_rows_decide_how_wide_the_columns_of_an_empty_table_are() {
    let mut desk = Desk::new();
    let keys = desk.table.rows.drain(..).count();
    desk.state = State::new(&desk.table);
    let empty = desk.state.widths().to_vec();
    desk.act(Action::Paste("1\t一个比表头长得多的名字\t2".to_owned()));
    assert!(keys > 0 && desk.table.rows.len() == 1);
    assert!(desk.state.widths()[1] > empty[1]);
}

#[test]
fn one_copied_cell_fills_the_selection() {
    let mut desk = Desk::new().select(0, 2);
    desk.press(Key::Named(Named::ArrowDown), Modifiers::SHIFT | Modifiers::CTRL);
    desk.act(Action::Paste("9".to_owned()));
    assert!((0..4).all(|row| desk.cell(row, 2) == "9"));
}

#[test]
fn rows_come_go_and_move_by_key() {
    let mut desk = Desk::new().select(1, 1);
    desk.control("=");
    assert_eq!((desk.table.rows.len(), desk.cell(1, 1), desk.cell(2, 1)), (5, String::new(), "乙二".into()));
    desk.control("-");
    assert_eq!((desk.table.rows.len(), desk.cell(1, 1).as_str()), (4, "乙二"));
    desk.press(Key::Named(Named::ArrowUp), Modifiers::ALT);
    assert_eq!((desk.cell(0, 1).as_str(), desk.head()), ("乙二", (0, 1)));
}

#[test]
fn a_long_digit_string_stays_text_to_the_digit() {
    let mut desk = Desk::new().select(0, 1);
    desk.act(Action::Draft("6222021234567890123".to_owned()));
    desk.act(Action::Commit(Onward::Stay));
    assert_eq!(desk.table.rows[0].cells[1], Cell::text("6222021234567890123"));
}

#[test]
fn only_the_rows_in_sight_are_measured() {
    let mut desk = Desk::new();
    for _ in 0..20_000 {
        desk.table.push(Role::Data, Vec::new(), None);
    }
    let bounds = Rectangle::with_size(Size::new(600.0, 400.0));
    let end = Measures::new(&desk.table, desk.state.widths(), bounds, Vector::new(0.0, f32::MAX));
    assert!(end.visible_rows().len() < 14);
    assert_eq!(end.visible_rows().end, 20_004);
    let far = Place { row: 12_345, column: 0 };
    let shown = Measures::new(&desk.table, desk.state.widths(), bounds, end.revealing(far));
    assert!(shown.visible_rows().contains(&12_345));
}
