//! Toasts: what was done, at the bottom right, with 撤销 where it can be undone.

use std::time::{Duration, Instant};

use iced::widget::{Column, Space, container, row, stack, text};
use iced::{Center, Element, Length};

use super::{Look, press};
use crate::ui::theme;
use crate::ui::words::{Word, Words};

/// How long a toast stays, and how much longer for each character to be read; one with an action has to be reached, too.
const STAYS: Duration = Duration::from_secs(4);
const STAYS_WITH_ACTION: Duration = Duration::from_secs(10);
const A_CHARACTER: Duration = Duration::from_millis(80);
/// More would cover the work.
const MOST: usize = 3;

/// One toast; `Action` is what its button does.
#[derive(Debug, Clone)]
pub struct Toast<Action> {
    id: u64,
    text: String,
    /// The button's word and what it does.
    action: Option<(Word, Action)>,
    /// `None`: what went wrong stays until it is closed.
    until: Option<Instant>,
}

/// The toasts on the window.
#[derive(Debug, Clone)]
pub struct Toasts<Action> {
    next: u64,
    shown: Vec<Toast<Action>>,
}

impl<Action> Default for Toasts<Action> {
    fn default() -> Self {
        Self { next: 0, shown: Vec::new() }
    }
}

/// Names a toast among those shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ToastId(u64);

impl<Action> Toasts<Action> {
    pub fn tell(&mut self, text: String, now: Instant) {
        let until = now + STAYS + reading(&text);
        self.add(text, None, Some(until));
    }

    /// What went wrong: it stays until it is closed.
    pub fn warn(&mut self, text: String) {
        self.add(text, None, None);
    }

    /// A toast with a button, such as 撤销.
    pub fn offer(&mut self, text: String, word: Word, action: Action, now: Instant) {
        let until = now + STAYS_WITH_ACTION + reading(&text);
        self.add(text, Some((word, action)), Some(until));
    }

    fn add(&mut self, text: String, action: Option<(Word, Action)>, until: Option<Instant>) {
        // The same news twice is news once: Ctrl+S pressed five times is one 已自动保存.
        self.shown.retain(|toast| toast.text != text);
        if self.shown.len() == MOST {
            self.shown.remove(0);
        }
        self.shown.push(Toast { id: self.next, text, action, until });
        self.next += 1;
    }

    /// Takes a toast away and returns what its button does.
    pub fn take(&mut self, id: ToastId) -> Option<Action> {
        let at = self.shown.iter().position(|toast| toast.id == id.0)?;
        self.shown.remove(at).action.map(|(_, action)| action)
    }

    /// Takes away the last toast that can be undone and returns what its button does.
    pub fn take_last(&mut self) -> Option<Action> {
        let last = self.shown.iter().rfind(|toast| toast.action.is_some())?;
        self.take(ToastId(last.id))
    }

    pub fn expire(&mut self, now: Instant) {
        self.shown.retain(|toast| toast.until.is_none_or(|until| now < until));
    }

    /// Some will leave by themselves: only then is the clock to be looked at.
    pub fn is_waiting(&self) -> bool {
        self.shown.iter().any(|toast| toast.until.is_some())
    }

    /// Takes away the last thing that went wrong; false where nothing did.
    pub fn close_last_warning(&mut self) -> bool {
        let last = self.shown.iter().rposition(|toast| toast.until.is_none());
        last.map(|at| self.shown.remove(at)).is_some()
    }

    pub fn is_empty(&self) -> bool {
        self.shown.is_empty()
    }

    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.shown.iter().map(|toast| toast.text.as_str())
    }
}

fn reading(text: &str) -> Duration {
    A_CHARACTER * u32::try_from(text.chars().count()).unwrap_or(u32::MAX)
}

/// Lays the toasts over the window, `above` its lower edge.
pub fn over<'a, Message: Clone + 'a, Action>(
    base: impl Into<Element<'a, Message>>,
    toasts: &'a Toasts<Action>,
    words: &'a Words,
    above: f32,
    on_press: impl Fn(ToastId) -> Message,
) -> Element<'a, Message> {
    let lines = toasts.shown.iter().map(|toast| {
        let word = toast.action.as_ref().map_or(Word::Close, |(word, _)| *word);
        let button = press(text(words.get(word)).size(theme::BODY))
            .look(Look::Inverse)
            .height(theme::ROW_HEIGHT)
            .on_press(on_press(ToastId(toast.id)));
        let line = row![text(&toast.text).size(theme::BODY).width(Length::Fill), button];
        container(line.spacing(theme::BETWEEN).align_y(Center))
            .padding([theme::INSIDE, theme::BETWEEN])
            .width(480)
            .style(theme::toast)
            .into()
    });
    let pile: Element<'a, Message> = if toasts.is_empty() {
        Space::new().into()
    } else {
        container(Column::with_children(lines).spacing(theme::INSIDE))
            .padding(iced::Padding::new(theme::AROUND).bottom(above))
            .align_right(Length::Fill)
            .align_bottom(Length::Fill)
            .into()
    };
    stack![base.into(), pile].into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_toast_leaves_by_itself_and_one_that_can_be_undone_stays_longer() {
        let start = Instant::now();
        let mut toasts = Toasts::default();
        toasts.tell("已自动保存".into(), start);
        toasts.offer("已移到回收站".into(), Word::Undo, 7, start);
        toasts.expire(start + Duration::from_secs(6));
        assert_eq!(toasts.texts().collect::<Vec<_>>(), ["已移到回收站"]);
        assert!(toasts.is_waiting());
        assert_eq!(toasts.take(ToastId(1)), Some(7));
        assert!(toasts.is_empty());
    }

    #[test]
    fn what_went_wrong_stays_until_it_is_closed() {
        let start = Instant::now();
        let mut toasts: Toasts<()> = Toasts::default();
        toasts.warn("磁盘满了".into());
        toasts.expire(start + Duration::from_secs(3600));
        assert!(!toasts.is_empty() && !toasts.is_waiting());
        assert!(toasts.close_last_warning() && toasts.is_empty());
    }

    #[test]
    fn the_same_news_is_told_once_and_never_more_than_three_at_a_time() {
        let mut toasts: Toasts<()> = Toasts::default();
        for text in ["一", "一", "二", "三", "四"] {
            toasts.tell(text.into(), Instant::now());
        }
        assert_eq!(toasts.texts().collect::<Vec<_>>(), ["二", "三", "四"]);
    }
}
