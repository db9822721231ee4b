//! The window on its monitor: opened where it belongs, closed when the monitor goes, opened again when it comes back.

use std::thread;
use std::time::Duration;

use iced::futures::channel::oneshot;
use iced::{Point, Size, Task, window};

use super::monitor::{self, Desktop, Found, Wanted};
use super::program::Message;

/// Twice this after it was opened the window may fill its monitor: a window manager that is asked sooner takes another one.
const SETTLE: Duration = Duration::from_millis(250);

/// The steps by which the window comes to fill its monitor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Settling {
    Move,
    Fill,
}

/// Where the pages are to be seen.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Want {
    Monitor(Wanted),
    /// In a window of that size, as a try.
    Windowed(Size),
}

/// The window, or the wait for a monitor.
#[derive(Debug)]
pub(super) struct Glass {
    want: Want,
    /// A window manager is at work.
    is_managed: bool,
    /// `None`: the system does not say.
    pub(super) monitors: Option<Vec<Found>>,
    window: Option<window::Id>,
    place: Option<Found>,
    size: Size,
    /// Pixels of the monitor to one of the system's.
    pub(super) scale: f32,
}

impl Glass {
    pub(super) fn new(want: Want) -> Self {
        Self {
            want,
            is_managed: true,
            monitors: None,
            window: None,
            place: None,
            size: Size::new(1920.0, 1080.0),
            scale: 1.0,
        }
    }

    pub(super) fn window(&self) -> Option<window::Id> {
        self.window
    }

    /// In pixels of the monitor.
    pub(super) fn size(&self) -> Size {
        self.size
    }

    pub(super) fn monitor(&self) -> Option<&Found> {
        self.place.as_ref()
    }

    pub(super) fn is_windowed(&self) -> bool {
        matches!(self.want, Want::Windowed(_))
    }

    /// The command line says which monitor it is.
    pub(super) fn is_told(&self) -> bool {
        !matches!(self.want, Want::Monitor(Wanted::Any | Wanted::Known(_)))
    }

    /// Another monitor was chosen in the main window; what the command line says goes before it.
    pub(super) fn prefer(&mut self, wanted: Wanted) -> Task<Message> {
        match &self.want {
            Want::Monitor(Wanted::Any | Wanted::Known(_)) if self.want != Want::Monitor(wanted.clone()) => {
                self.want = Want::Monitor(wanted);
                self.place_again()
            }
            _ => Task::none(),
        }
    }

    /// The monitors are these now.
    pub(super) fn found(&mut self, desktop: Desktop) -> Task<Message> {
        self.is_managed = desktop.is_managed;
        self.monitors = Some(desktop.monitors);
        self.place_again()
    }

    /// The system does not say which monitors there are: the window goes where the system puts it, and may be dragged.
    pub(super) fn unknown(&mut self) -> Task<Message> {
        self.monitors = None;
        self.place_again()
    }

    fn place_again(&mut self) -> Task<Message> {
        match (&self.want, &self.monitors) {
            (Want::Windowed(size), _) if self.window.is_none() => {
                let size = *size;
                self.open(None, size)
            }
            (Want::Windowed(_), _) => Task::none(),
            (Want::Monitor(_), None) if self.window.is_none() => self.open(None, Size::new(1280.0, 720.0)),
            (Want::Monitor(_), None) => Task::none(),
            (Want::Monitor(wanted), Some(monitors)) => {
                let target = monitor::choose(monitors, wanted).cloned();
                self.move_to(target)
            }
        }
    }

    fn move_to(&mut self, target: Option<Found>) -> Task<Message> {
        if target.is_some() && target == self.place && self.window.is_some() {
            return Task::none();
        }
        // A window that is pushed from one monitor to another keeps its old size with some window managers: a new one has
        // the right one from the beginning.
        let closed = self.close();
        match target {
            Some(found) => {
                let size = Size::new(found.monitor.width as f32, found.monitor.height as f32);
                Task::batch([closed, self.open(Some(found), size)])
            }
            None => closed,
        }
    }

    fn close(&mut self) -> Task<Message> {
        self.place = None;
        self.window.take().map_or_else(Task::none, window::close)
    }

    fn open(&mut self, place: Option<Found>, size: Size) -> Task<Message> {
        let position = place.as_ref().map_or(window::Position::Default, |found| {
            window::Position::Specific(Point::new(found.monitor.x as f32, found.monitor.y as f32))
        });
        let (id, opened) = window::open(window::Settings {
            size,
            position,
            decorations: self.is_windowed() || place.is_none(),
            exit_on_close_request: false,
            level: if place.is_some() { window::Level::AlwaysOnTop } else { window::Level::Normal },
            ..window::Settings::default()
        });
        // From now on it is that one: without it the pages do not go over to the clerk's.
        if let (Some(found), Want::Monitor(Wanted::Any)) = (&place, &self.want)
            && !found.is_primary
        {
            self.want = Want::Monitor(Wanted::Known(found.monitor.clone()));
        }
        self.window = Some(id);
        self.size = size;
        self.place = place;
        let settle = if self.is_windowed() { Task::none() } else { wait(id, Settling::Move) };
        Task::batch([opened.map(Message::Opened), settle])
    }

    /// It stands: now it may fill its monitor.
    pub(super) fn settle(&self, id: window::Id, step: Settling) -> Task<Message> {
        if self.window != Some(id) {
            return Task::none();
        }
        if step == Settling::Move {
            let moved = self.place.as_ref().map_or_else(Task::none, |found| {
                let (x, y) = (found.monitor.x as f32 / self.scale, found.monitor.y as f32 / self.scale);
                window::move_to(id, Point::new(x, y))
            });
            return Task::batch([moved, wait(id, Settling::Fill)]);
        }
        // Without a window manager nobody tells the window which monitor it is on: it would go over to the one under the
        // pointer. It has its place and its size as it is.
        let fill = if self.is_managed { window::set_mode(id, window::Mode::Fullscreen) } else { Task::none() };
        Task::batch([fill, window::set_level(id, window::Level::AlwaysOnTop), window::gain_focus(id)])
    }

    /// 全屏: fills the monitor the window was dragged to, or goes back into its frame.
    pub(super) fn fill(&self) -> Task<Message> {
        let Some(id) = self.window else { return Task::none() };
        window::mode(id).then(move |mode| {
            window::set_mode(
                id,
                if mode == window::Mode::Fullscreen { window::Mode::Windowed } else { window::Mode::Fullscreen },
            )
        })
    }

    /// Whether the size is another one.
    pub(super) fn resized(&mut self, id: window::Id, size: Size) -> bool {
        let changed = self.window == Some(id) && self.size != size;
        if changed {
            self.size = size;
        }
        changed
    }

    /// The system closed it.
    pub(super) fn closed(&mut self, id: window::Id) -> Task<Message> {
        if self.window != Some(id) {
            return Task::none();
        }
        self.window = None;
        self.place = None;
        self.place_again()
    }

    /// The monitor that was to be used is not there.
    pub(super) fn is_waiting(&self) -> bool {
        self.window.is_none()
    }
}

fn wait(id: window::Id, step: Settling) -> Task<Message> {
    Task::perform(after(SETTLE), move |()| Message::Settle(id, step))
}

/// Some time later.
async fn after(time: Duration) {
    let (done, wait) = oneshot::channel();
    let sleep = move || {
        thread::sleep(time);
        // Whoever waited may have gone.
        done.send(()).unwrap_or_default();
    };
    if thread::Builder::new().name("wait".into()).spawn(sleep).is_ok() {
        wait.await.unwrap_or_default();
    }
}
