//! The screens: each is a State, its Messages, and the Actions only the window can do.

pub mod editor;
pub mod help;
pub mod new;
pub mod notices;
pub mod settings;
pub mod today;

use iced::widget::{column, container, responsive, row, space, text};
use iced::{Center, Element, Length};

use crate::app::desk::Desk;
use crate::ui::theme;

/// The id of the search field of whatever screen has one: Ctrl+K goes there.
pub const SEARCH: &str = "search";

/// Below this width the title gives its place to the tools: the rail says it too.
const NARROW: f32 = 600.0;

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
        let title = text(title).size(theme::PAGE).font(theme::BOLD).wrapping(text::Wrapping::None);
        row![title, space().width(Length::Fill), tools()].spacing(theme::BETWEEN).align_y(Center).into()
    });
    let head = head.height(theme::PAGE * 1.5);
    let whole = column![head, container(content).width(Length::Fill).height(Length::Fill)].spacing(desk.gap());
    container(whole).padding([desk.gap(), desk.margin()]).into()
}
