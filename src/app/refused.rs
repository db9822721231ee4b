//! A start that came to nothing, told in a window: whoever pressed the program's picture sees no terminal.

use iced::keyboard::key::{Key, Named};
use iced::widget::{column, container, row, space, text};
use iced::{Element, Event, Length, Task, event, keyboard, window};

use crate::ui::error::Trouble;
use crate::ui::theme;
use crate::ui::widget::button;
use crate::ui::words::{Language, Word, Words};

struct Refused {
    trouble: Trouble,
    words: Words,
}

#[derive(Debug, Clone)]
enum Message {
    Close,
}

/// Says what happened and what to do now, and returns when the clerk has closed it.
///
/// # Errors
/// No display, or no window to be had on it.
pub fn tell(trouble: &Trouble) -> iced::Result {
    let trouble = trouble.clone();
    let boot = move || Refused { trouble: trouble.clone(), words: Words::new(Language::Chinese) };
    iced::application(boot, Refused::update, Refused::view)
        .title(|refused: &Refused| refused.words.get(Word::RefusedTitle).to_owned())
        .theme(|_: &Refused| theme::theme(false))
        .subscription(|_| event::listen_with(heard))
        .font(crate::face::HEI)
        .font(crate::face::HEI_BOLD)
        .default_font(theme::FACE)
        .window(window::Settings {
            size: iced::Size::new(560.0, 248.0),
            position: window::Position::Centered,
            resizable: false,
            ..window::Settings::default()
        })
        .run()
}

fn heard(event: Event, _status: event::Status, _window: window::Id) -> Option<Message> {
    let Event::Keyboard(keyboard::Event::KeyPressed { key: Key::Named(key), .. }) = event else { return None };
    matches!(key, Named::Escape | Named::Enter | Named::Space).then_some(Message::Close)
}

impl Refused {
    fn update(&mut self, message: Message) -> Task<Message> {
        match message {
            Message::Close => iced::exit(),
        }
    }

    fn view(&self) -> Element<'_, Message> {
        let close = button::primary(self.words.get(Word::Close), "Esc").on_press(Message::Close);
        let sheet = column![
            text(self.words.get(Word::RefusedTitle)).size(theme::PANE).font(theme::BOLD),
            text(&self.trouble.what).size(theme::BODY).wrapping(text::Wrapping::WordOrGlyph),
            text(&self.trouble.next).size(theme::BODY).wrapping(text::Wrapping::WordOrGlyph),
            space().height(Length::Fill),
            row![space().width(Length::Fill), close],
        ];
        container(sheet.spacing(theme::BETWEEN))
            .padding(theme::AROUND)
            .width(Length::Fill)
            .height(Length::Fill)
            .style(theme::pane)
            .into()
    }
}
