//! Help: the keys.

use iced::widget::{Column, column, container, row, scrollable, text};
use iced::{Center, Element, Length};

use super::titled;
use crate::app::desk::Desk;
use crate::domain::notice::NoticeId;
use crate::ui::theme;
use crate::ui::words::{Word, Words};

const EVERYWHERE: [(&str, Word); 10] = [
    ("Ctrl+N", Word::HelpNewNotice),
    ("Ctrl+K", Word::HelpSearch),
    ("Ctrl+F", Word::HelpFilter),
    ("Ctrl+Enter", Word::HelpDo),
    ("Ctrl+S", Word::HelpSave),
    ("Alt+1 … Alt+7", Word::HelpRail),
    ("Esc", Word::HelpBack),
    ("Tab, Shift+Tab", Word::HelpTab),
    ("Enter, Space", Word::HelpPress),
    ("F1", Word::HelpHelp),
];

const LIST: [(&str, Word); 4] = [
    ("↑ ↓ PageUp PageDown", Word::HelpMove),
    ("Enter", Word::HelpOpen),
    ("Ctrl+L", Word::HelpLife),
    ("Delete", Word::HelpDelete),
];

const ARCHIVE: [(&str, Word); 4] = [
    ("Ctrl+F", Word::HelpArchiveFind),
    ("Enter", Word::HelpArchiveOpen),
    ("PageUp PageDown", Word::HelpArchivePage),
    ("Esc", Word::HelpArchiveBack),
];

const EDITOR: [(&str, Word); 7] = [
    ("Ctrl+L", Word::HelpLife),
    ("Ctrl+O", Word::HelpImport),
    ("Ctrl+P", Word::HelpPrint),
    ("Ctrl+E", Word::HelpExport),
    ("F5", Word::HelpLarge),
    ("Ctrl+Z, Ctrl+Y", Word::HelpUndo),
    ("Esc", Word::HelpLeave),
];

const BOARD: [(&str, Word); 7] = [
    ("← ↑ ↓ →", Word::HelpBoardChoose),
    ("Enter", Word::HelpBoardLift),
    ("← ↑ ↓ →, Shift+←", Word::HelpBoardCarry),
    ("Esc", Word::HelpBoardCancel),
    ("Delete", Word::HelpBoardOff),
    ("Ctrl+Enter", Word::HelpBoardOpen),
    ("Ctrl+P", Word::HelpBoardPlan),
];

const TABLE: [(&str, Word); 9] = [
    ("← ↑ ↓ → Tab", Word::HelpCellMove),
    ("F2", Word::HelpCellEdit),
    ("Ctrl+C, Ctrl+X, Ctrl+V", Word::HelpCellCopy),
    ("Ctrl++, Ctrl+-", Word::HelpRows),
    ("Alt+↑, Alt+↓", Word::HelpMoveRow),
    ("Alt+←, Alt+→", Word::HelpMoveColumn),
    ("Shift+Space, Ctrl+Space", Word::HelpSelect),
    ("Ctrl+M, Ctrl+Shift+M", Word::HelpHeader),
    ("F6, Shift+F6", Word::HelpCellLeave),
];

/// Where F1 was pressed: its keys come first, and Esc goes back there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Topic {
    Everywhere,
    List,
    Archive,
    Editor(NoticeId),
    Board,
}

/// Help only shows: it sends nothing of its own.
pub fn view<'a, Message: 'a>(desk: &'a Desk, topic: Topic) -> Element<'a, Message> {
    let words = &desk.words;
    let everywhere = section(Word::HelpEverywhere, &EVERYWHERE, words);
    let list = section(Word::HelpList, &LIST, words);
    let editor = section(Word::HelpEditor, &EDITOR, words);
    let archive = section(Word::HelpArchive, &ARCHIVE, words);
    let table = section(Word::HelpEditKeys, &TABLE, words);
    let [first, second, third, fourth] = match topic {
        Topic::Everywhere => [everywhere, list, editor, table],
        Topic::List => [list, everywhere, editor, table],
        Topic::Archive => [archive, everywhere, list, editor],
        Topic::Editor(_) => [editor, table, everywhere, list],
        Topic::Board => [section(Word::RailBoard, &BOARD, words), everywhere, list, editor],
    };
    let drop = text(format!("{}：{}", words.get(Word::HelpDrop), words.get(Word::HelpDropDoes))).style(theme::quiet);
    // What is asked about stands first, with what belongs to it beside it.
    let left = column![first, third].spacing(theme::AROUND);
    let right = column![second, fourth, drop].spacing(theme::AROUND);
    let sections: Element<'a, Message> = if desk.text_scale() > 1.3 {
        column![left, right].spacing(theme::AROUND).max_width(720).into()
    } else {
        container(row![left, right].spacing(theme::AROUND)).max_width(1280).into()
    };
    let sections = container(sections).padding(iced::Padding::ZERO.right(theme::BETWEEN));
    let content = scrollable(sections).style(theme::scroll).width(Length::Fill).height(Length::Fill);
    titled(desk, words.get(Word::HelpTitle), None, content)
}

fn section<'a, Message: 'a>(title: Word, keys: &[(&'a str, Word)], words: &'a Words) -> Element<'a, Message> {
    let lines = keys.iter().map(|(keys, deed)| {
        let keys = text(*keys).width(200).style(theme::quiet);
        row![keys, text(words.get(*deed)).width(Length::Fill)].height(theme::ROW_HEIGHT).align_y(Center).into()
    });
    let lines = container(Column::with_children(lines)).style(theme::pane).padding([theme::INSIDE, theme::BETWEEN]);
    column![text(words.get(title)).size(theme::PANE).font(theme::BOLD), lines].spacing(theme::INSIDE).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::rail::Place;

    #[test]
    fn help_counts_the_places_at_the_left() {
        let keys = format!("Alt+1 … Alt+{}", Place::ALL.len());
        assert!(EVERYWHERE.iter().any(|(told, _)| *told == keys), "{keys}");
    }
}
