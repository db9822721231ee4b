//! Keeps the lobby screen running: starts its process, listens for its signs of life, and starts it again when it dies or
//! stops answering. On a thread of its own; the window only hears of changes.

mod watch;

use std::io;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use iced::futures::channel::mpsc::{UnboundedReceiver, UnboundedSender, unbounded};

pub use watch::Standing;
use watch::{Exit, Order, Seen, Watch};

use super::hidden;
use crate::domain::lobby::Status;
use crate::folder::Folder;
use crate::store::Pulse;

/// How often it looks: a screen that died stands again well within five seconds.
const LOOK: Duration = Duration::from_millis(250);

/// How long a screen that was asked to end may take.
const GOODBYE: Duration = Duration::from_secs(3);

/// A small picture of what stands.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    pub width: u32,
    pub height: u32,
    pub rgba: Vec<u8>,
}

impl std::fmt::Debug for Picture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Picture({} × {})", self.width, self.height)
    }
}

/// What the window is told.
#[derive(Debug, Clone)]
pub enum News {
    Standing(Standing, Option<Box<Status>>),
    Picture(Option<Picture>),
}

enum Wish {
    /// Whether the screen is to be kept running; `fresh`: the clerk just said so.
    On {
        fresh: bool,
    },
    Off,
    Close(Sender<()>),
}

/// The way to the thread. When it is dropped the thread ends and the screen plays on.
#[derive(Debug, Clone)]
pub struct Keeper {
    wishes: Sender<Wish>,
}

impl Keeper {
    /// `root` is the data folder. Nothing is started before [`Keeper::keep`].
    ///
    /// # Errors
    /// No thread, or the program does not know where it lies.
    pub fn start(root: &Path) -> io::Result<(Self, UnboundedReceiver<News>)> {
        let program = std::env::current_exe()?;
        Self::start_with(root, program)
    }

    fn start_with(root: &Path, program: PathBuf) -> io::Result<(Self, UnboundedReceiver<News>)> {
        let folder = Folder::choose(Some(root.to_owned())).map_err(io::Error::other)?;
        let (wishes, heard) = mpsc::channel();
        let (tell, told) = unbounded();
        let thread = Thread {
            pulse: Pulse::in_folder(root),
            folder,
            program,
            child: None,
            watch: Watch::default(),
            tell,
            told: None,
            picture: None,
        };
        thread::Builder::new().name("keeper".into()).spawn(move || thread.run(&heard))?;
        Ok((Self { wishes }, told))
    }

    /// Starts the screen and keeps it running; `fresh` also after somebody left it with the PIN.
    pub fn keep(&self, fresh: bool) {
        self.wish(Wish::On { fresh });
    }

    /// Ends the screen.
    pub fn stop(&self) {
        self.wish(Wish::Off);
    }

    /// Ends the screen; the receiver hears when it is gone.
    pub fn close(&self) -> Receiver<()> {
        let (done, gone) = mpsc::channel();
        self.wish(Wish::Close(done));
        gone
    }

    fn wish(&self, wish: Wish) {
        if self.wishes.send(wish).is_err() {
            tracing::error!("the thread that keeps the screen is gone");
        }
    }
}

struct Thread {
    pulse: Pulse,
    folder: Folder,
    program: PathBuf,
    child: Option<Child>,
    watch: Watch,
    tell: UnboundedSender<News>,
    /// What was told last.
    told: Option<(Standing, Option<Status>)>,
    picture: Option<Vec<u8>>,
}

impl Thread {
    fn run(mut self, wishes: &Receiver<Wish>) {
        loop {
            match wishes.recv_timeout(LOOK) {
                Ok(Wish::On { fresh }) => self.watch.want(true, fresh),
                Ok(Wish::Off) => self.end(),
                Ok(Wish::Close(done)) => {
                    self.end();
                    drop(done);
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return,
            }
            self.look();
            if self.tell.is_closed() {
                return;
            }
        }
    }

    fn look(&mut self) {
        let seen = self.see();
        let status = seen.status.clone();
        match self.watch.step(Instant::now(), seen) {
            Order::Wait => {}
            Order::Start => self.launch(),
            Order::Kill => self.kill(status.as_ref()),
        }
        self.report(status);
    }

    fn see(&mut self) -> Seen {
        let exit = self.child.as_mut().and_then(|child| child.try_wait().transpose()).map(|ended| match ended {
            Ok(status) if status.success() => Exit::Left,
            Ok(_) | Err(_) => Exit::Died,
        });
        if exit.is_some() {
            self.child = None;
        }
        // A folder that cannot be asked holds nothing that could be watched.
        let is_held = self.folder.has_screen().unwrap_or(false);
        Seen { is_running: is_held || self.child.is_some(), exit, status: self.pulse.status() }
    }

    fn launch(&mut self) {
        // What one that died left behind is no sign of the next; the next goes on where it was, unless it may have died of that.
        let cleared = if self.watch.is_ill() { self.pulse.end() } else { self.pulse.set_aside() };
        if let Err(error) = cleared {
            tracing::warn!(%error, "old signs of life could not be taken away");
        }
        let mut command = hidden::command(&self.program);
        command.arg("screen").arg("--data").arg(self.folder.root());
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        // The screen outlives the window and whatever ends the window's own group.
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        match command.spawn() {
            Ok(child) => self.child = Some(child),
            Err(error) => {
                tracing::error!(%error, "the screen does not start");
                self.watch.failed(Instant::now());
            }
        }
    }

    /// The process itself where it is ours; one that somebody else started, by the number it gave.
    fn kill(&mut self, status: Option<&Status>) {
        let killed = match (&mut self.child, status) {
            (Some(child), _) => child.kill().and_then(|()| child.wait()).map(drop),
            (None, Some(status)) => kill(status.process),
            (None, None) => return,
        };
        if let Err(error) = killed {
            tracing::error!(%error, "a screen that does not answer could not be ended");
        }
        self.child = None;
    }

    /// Asks the screen to end, and ends it where it does not.
    fn end(&mut self) {
        self.watch.want(false, false);
        let asked = Instant::now();
        if let Err(error) = self.pulse.ask_to_stop() {
            tracing::warn!(%error, "the screen cannot be asked to end");
        }
        while self.see().is_running && asked.elapsed() < GOODBYE {
            thread::sleep(Duration::from_millis(50));
        }
        let seen = self.see();
        if seen.is_running {
            self.kill(seen.status.as_ref());
        }
        if let Err(error) = self.pulse.end() {
            tracing::warn!(%error, "the signs of the screen could not be taken away");
        }
        self.watch.ended();
    }

    /// Only what changed: each message redraws the window.
    fn report(&mut self, status: Option<Status>) {
        let standing = self.watch.standing();
        let status = status.filter(|_| standing.is_alive());
        let news = (standing, status.map(|status| Status { beat: status.started, ..status }));
        if self.told.as_ref() != Some(&news) {
            self.say(News::Standing(news.0, news.1.clone().map(Box::new)));
            self.told = Some(news);
        }
        let picture = self.pulse.picture().filter(|_| standing.is_alive());
        if picture != self.picture {
            self.say(News::Picture(picture.as_deref().and_then(decoded)));
            self.picture = picture;
        }
    }

    fn say(&self, news: News) {
        // A window that closed listens no more; the loop ends at its next turn.
        if self.tell.unbounded_send(news).is_err() {
            tracing::debug!("the window is gone");
        }
    }
}

fn decoded(png: &[u8]) -> Option<Picture> {
    let image = image::load_from_memory(png).ok()?.into_rgba8();
    Some(Picture { width: image.width(), height: image.height(), rgba: image.into_raw() })
}

fn kill(process: u32) -> io::Result<()> {
    let process = process.to_string();
    let mut command = if cfg!(windows) {
        let mut command = hidden::command("taskkill");
        command.args(["/F", "/PID", &process]);
        command
    } else {
        let mut command = hidden::command("kill");
        command.args(["-9", &process]);
        command
    };
    let status = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status()?;
    if status.success() { Ok(()) } else { Err(io::Error::other("it could not be ended")) }
}

#[cfg(test)]
mod tests;
