//! What can be done from the palette, with the keys that do the same.

use super::super::desk::Desk;
use super::super::rail::Place;
use super::super::screen::editor::{self, Tab, columns, preview};
use super::super::screen::settings::Tab as Page;
use super::super::write::Write;
use super::{Line, Told};
use crate::domain::notice::NoticeId;
use crate::domain::order::{Custom, Order};
use crate::domain::table::Align;
use crate::store::Preferences;
use crate::ui::widget::grid;
use crate::ui::words::{Language, Word, Words};

/// A command of the editor: what it is part of, its word, its keys, what it does.
type Command = (Option<Word>, Word, &'static str, editor::Message);

/// Everything that can be done now: first in the notice that is open, then anywhere, then in the settings.
pub(super) fn all(desk: &Desk, editor: Option<(NoticeId, bool)>) -> Vec<Line> {
    let mut lines = Vec::new();
    if let Some((id, is_read_only)) = editor {
        let commands =
            if is_read_only { of_what_hangs() } else { [of_what_hangs(), of_a_draft(), of_columns()].concat() };
        lines.extend(commands.into_iter().map(|(part, word, keys, message)| {
            Line::new(Word::PaletteAction, named(part, word, &desk.words), keys.to_owned(), Told::Editor(id, message))
        }));
    }
    lines.extend(places(&desk.words));
    if desk.lobby.held.alert.is_some() {
        let what = desk.words.get(Word::AlertClear).to_owned();
        lines.push(Line::new(Word::PaletteAction, what, String::new(), Told::Write(Write::ClearAlert)));
    }
    lines.extend(settings(desk));
    lines
}

fn named(part: Option<Word>, word: Word, words: &Words) -> String {
    let word = words.get(word);
    part.map_or_else(|| word.to_owned(), |part| format!("{} · {word}", words.get(part)))
}

fn of_what_hangs() -> Vec<Command> {
    let tab = editor::Message::Tab;
    vec![
        (None, Word::PrintingGo, "Ctrl+P", editor::Message::Print),
        (None, Word::EditorExport, "Ctrl+E", editor::Message::Export),
        (None, Word::LifeOpen, "Ctrl+L", editor::Message::Life),
        (None, Word::PaletteLarge, "F5", editor::Message::Preview(preview::Message::Large(true))),
        (None, Word::EditorTabContent, "", tab(Tab::Content)),
        (None, Word::EditorTabLook, "", tab(Tab::Look)),
        (None, Word::EditorTabCheck, "", tab(Tab::Check)),
        (None, Word::EditorAgain, "", editor::Message::Again),
    ]
}

fn of_a_draft() -> Vec<Command> {
    let grid = editor::Message::Grid;
    vec![
        (None, Word::EditorImport, "Ctrl+O", editor::Message::Import),
        (None, Word::Undo, "Ctrl+Z", editor::Message::Undo),
        (None, Word::Redo, "Ctrl+Y", editor::Message::Redo),
        (None, Word::ToolInsertRow, "Ctrl++", grid(grid::Action::InsertRow)),
        (None, Word::ToolRemoveRow, "Ctrl+-", grid(grid::Action::RemoveRows)),
        (None, Word::ToolCompute, "", editor::Message::Columns(columns::Message::Compute)),
        (Some(Word::PaletteRow), Word::ToolRowUp, "Alt+↑", grid(grid::Action::MoveRows { down: false })),
        (Some(Word::PaletteRow), Word::ToolRowDown, "Alt+↓", grid(grid::Action::MoveRows { down: true })),
    ]
}

fn of_columns() -> Vec<Command> {
    let column = |word, keys, message| (Some(Word::ToolColumn), word, keys, editor::Message::Columns(message));
    let sort = |word, order, descending| {
        let message = editor::Message::Columns(columns::Message::Sort(order, descending));
        (Some(if descending { Word::PaletteSortDown } else { Word::ToolOrder }), word, "", message)
    };
    let mut all = vec![
        column(Word::ToolColumnLeft, "", columns::Message::Insert { after: false }),
        column(Word::ToolColumnRight, "", columns::Message::Insert { after: true }),
        column(Word::ToolColumnBack, "Alt+←", columns::Message::Move { right: false }),
        column(Word::ToolColumnOn, "Alt+→", columns::Message::Move { right: true }),
        column(Word::ToolHide, "", columns::Message::Hide(true)),
        column(Word::ToolShow, "", columns::Message::Hide(false)),
        column(Word::AlignLeft, "", columns::Message::Align(Align::Left)),
        column(Word::AlignCentre, "", columns::Message::Align(Align::Centre)),
        column(Word::AlignRight, "", columns::Message::Align(Align::Right)),
        column(Word::ToolColumnRemove, "", columns::Message::Remove),
        column(Word::OrderRenumber, "", columns::Message::Renumber),
    ];
    for descending in [false, true] {
        all.push(sort(Word::OrderNumber, Order::Natural, descending));
        all.push(sort(Word::OrderPinyin, Order::Pinyin, descending));
        all.push(sort(Word::OrderStroke, Order::Stroke(Custom::BySurname), descending));
    }
    all
}

fn places(words: &Words) -> Vec<Line> {
    let action = |what: &str, keys: &str, deed| Line::new(Word::PaletteAction, what.to_owned(), keys.to_owned(), deed);
    let mut lines = vec![
        action(words.get(Word::NewNotice), "Ctrl+N", Told::New),
        action(words.get(Word::AlertTitle), "", Told::Alert),
    ];
    let keys = ["Alt+1", "Alt+2", "Alt+3", "Alt+4", "Alt+5", "Alt+6", "Alt+7", "Alt+8"];
    let places = Place::ALL.iter().zip(keys);
    lines.extend(places.map(|(place, keys)| action(place.name(words), keys, Told::Go(*place))));
    lines
}

fn settings(desk: &Desk) -> Vec<Line> {
    let words = &desk.words;
    let line = |part: Word, what: &str, deed| {
        Line::new(Word::RailSettings, format!("{} · {what}", words.get(part)), String::new(), deed)
    };
    let prefer = |preferences: Preferences| Told::Write(Write::Preferences(preferences));
    let now = || desk.preferences.clone();
    let mut lines = vec![
        line(Word::SettingsOffice, words.get(Word::SettingsOfficeName), Told::Setting("office-name")),
        line(Word::SettingsOffice, words.get(Word::SettingsTelephones), Told::Setting("telephones")),
        line(Word::SettingsData, words.get(Word::PaletteBin), Told::Go(Place::Settings)),
        line(Word::SettingsTitle, words.get(Word::SettingsTabRules), Told::SetUp(Page::Rules)),
        line(Word::SettingsTitle, words.get(Word::SettingsTabPlan), Told::SetUp(Page::Plan)),
        line(Word::SettingsTitle, words.get(Word::SettingsTabYears), Told::SetUp(Page::Years)),
    ];
    for text_scale in super::super::screen::settings::SCALES {
        let deed = prefer(Preferences { text_scale, ..now() });
        lines.push(line(Word::SettingsTextSize, &format!("{text_scale}%"), deed));
    }
    for (word, dark) in [(Word::SettingsLight, false), (Word::SettingsDark, true)] {
        lines.push(line(Word::SettingsColours, words.get(word), prefer(Preferences { dark, ..now() })));
    }
    let languages =
        [(Word::SettingsLanguageChinese, Language::Chinese), (Word::SettingsLanguageEnglish, Language::English)];
    for (word, language) in languages {
        let deed = prefer(Preferences { language: language.code().to_owned(), ..now() });
        lines.push(line(Word::SettingsLanguage, words.get(word), deed));
    }
    lines
}
