//! The screens: each is a State, its Messages, and the Actions only the window can do.

pub mod archive;
pub mod board;
pub mod editor;
pub mod help;
pub mod life;
pub mod lobby;
pub mod new;
pub mod notices;
pub mod printing;
mod search;
pub mod settings;
pub mod today;
pub mod writing;

use std::path::Path;

use iced::widget::{column, container, responsive, row, space, text};
use iced::{Center, Element, Length};

use crate::app::desk::Desk;
use crate::app::shelf::Stage;
use crate::ui::error::Trouble;
use crate::ui::theme;
use crate::ui::widget::message;
use crate::ui::words::Word;

/// The id of the search field of whatever screen has one: Ctrl+K goes there.
pub const SEARCH: &str = "search";

/// Below this width the title gives its place to the tools: the rail says it too.
const NARROW: f32 = 600.0;

/// Where a file of that name may go: the desktop, the documents, or the home of whoever works here.
fn suggested(name: &str, ending: &str) -> String {
    let name: String = name.chars().filter(|c| !c.is_control() && !"/\\:*?\"<>|".contains(*c)).collect();
    let name = if name.is_empty() { "公示".to_owned() } else { name };
    let folder = directories::UserDirs::new()
        .and_then(|dirs| dirs.desktop_dir().or_else(|| dirs.document_dir()).map(Path::to_owned))
        .filter(|folder| folder.is_dir())
        .or_else(|| directories::UserDirs::new().map(|dirs| dirs.home_dir().to_owned()))
        .unwrap_or_default();
    folder.join(name).to_string_lossy().into_owned() + ending
}

/// What is made of the shelf once it is read; until then, or where it cannot be read, that.
fn of_shelf<'a, Message: Clone + 'a>(
    desk: &'a Desk,
    retry: Message,
    ready: impl FnOnce() -> Element<'a, Message>,
) -> Element<'a, Message> {
    let words = &desk.words;
    match &desk.shelf.stage {
        Stage::Waiting => space().into(),
        Stage::Slow => message::centred(words.get(Word::Loading), "", None),
        Stage::Failed(error) => {
            let Trouble { what, next } = Trouble::of_store(error, words);
            message::failed(what, next, words.get(Word::Retry), retry)
        }
        Stage::Ready => ready(),
    }
}

/// A page: its title, what stands at the right of it, and what it shows.
fn page<'a, Message: 'a>(
    desk: &Desk,
    title: &'a str,
    tools: impl Fn() -> Element<'a, Message> + 'a,
    content: impl Into<Element<'a, Message>>,
) -> Element<'a, Message> {
    let head = responsive(move |size| {
        if size.width < NARROW {
            return tools();
        }
        head_line(title, Some(tools()))
    });
    laid(desk, head.height(theme::PAGE * 1.5), content)
}

/// A page with at most a button beside its title: there is room for both however narrow it is.
fn titled<'a, Message: 'a>(
    desk: &Desk,
    title: &'a str,
    button: Option<Element<'a, Message>>,
    content: impl Into<Element<'a, Message>>,
) -> Element<'a, Message> {
    laid(desk, container(head_line(title, button)).center_y(theme::PAGE * 1.5), content)
}

fn head_line<'a, Message: 'a>(title: &'a str, tools: Option<Element<'a, Message>>) -> Element<'a, Message> {
    let title = text(title).size(theme::PAGE).font(theme::BOLD).wrapping(text::Wrapping::None);
    row![title, space().width(Length::Fill)].push(tools).spacing(theme::BETWEEN).align_y(Center).into()
}

fn laid<'a, Message: 'a>(
    desk: &Desk,
    head: impl Into<Element<'a, Message>>,
    content: impl Into<Element<'a, Message>>,
) -> Element<'a, Message> {
    let head = head.into();
    let whole = column![head, container(content).width(Length::Fill).height(Length::Fill)].spacing(desk.gap());
    container(whole).padding([desk.gap(), desk.margin()]).into()
}
