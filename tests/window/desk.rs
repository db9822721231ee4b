//! A clerk's desk: a real X server, the real program, a keyboard. `tests/run` installs what it needs.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::glass::Glass;

/// One desk at a time: servers that come and go side by side fight over a display's number, and two programs over the
/// processor that their pictures are drawn with.
static ROOM: Mutex<()> = Mutex::new(());

pub(crate) struct Desk {
    _room: MutexGuard<'static, ()>,
    server: Child,
    display: String,
    memory: tempfile::TempDir,
    program: Option<Child>,
    pub(crate) data: PathBuf,
    /// Where its printers are asked for, as `CUPS_SERVER` names it; none, unless a test has some.
    pub(crate) printers: String,
}

impl Desk {
    /// Starts an X server with a screen of that size. The data folder is `data` itself. The server never resets: else
    /// every tool that leaves an empty screen would cut off the program that is just coming.
    pub(crate) fn new(size: (u32, u32), data: &Path) -> Self {
        let room = ROOM.lock().unwrap_or_else(PoisonError::into_inner);
        let screen = format!("{}x{}x24", size.0, size.1);
        let memory = tempfile::tempdir().expect("a folder for the screen");
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", &screen, "-nolisten", "tcp", "-noreset", "-fbdir"])
            .arg(memory.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("tests/run installs xvfb");
        let mut number = String::new();
        let out = server.stdout.take().expect("a piped stream");
        BufReader::new(out).read_line(&mut number).expect("the display's number");
        Self {
            _room: room,
            server,
            display: format!(":{}", number.trim()),
            memory,
            program: None,
            data: data.to_owned(),
            printers: "127.0.0.1:1".to_owned(),
        }
    }

    pub(crate) fn glass(&self) -> Glass {
        Glass::of(self.memory.path())
    }

    pub(crate) fn display(&self) -> &str {
        &self.display
    }

    /// Where the program's last words go.
    fn said(&self) -> File {
        File::create(self.memory.path().join("said")).expect("a file beside the screen")
    }

    pub(crate) fn launch(&mut self) {
        let program = Command::new(env!("CARGO_BIN_EXE_gongshi"))
            .arg("--data")
            .arg(&self.data)
            .env("DISPLAY", &self.display)
            .env("CUPS_SERVER", &self.printers)
            .env_remove("WAYLAND_DISPLAY")
            .stderr(self.said())
            .spawn()
            .expect("the program starts");
        self.program = Some(program);
    }

    /// Gives the keyboard to the second window, as soon as it stands.
    pub(crate) fn turn_to_the_second(&self) {
        let windows = |desk: &Self| desk.tool(&["search", "--onlyvisible", "--name", "."]).unwrap_or_default();
        self.until("a second window stands", |desk| windows(desk).lines().count() == 2);
        let windows = windows(self);
        self.tool(&["windowfocus", "--sync", windows.lines().last().expect("two windows")]);
    }

    /// Starts the program and waits until its window stands and has the keyboard.
    pub(crate) fn start(&mut self) {
        self.launch();
        self.until("the window stands", |desk| desk.tool(&["search", "--onlyvisible", "--name", "."]).is_some());
        let window = self.tool(&["search", "--onlyvisible", "--name", "."]).expect("the window just seen");
        let window = window.lines().next().expect("a window's number").to_owned();
        self.tool(&["windowsize", "--sync", &window, "1366", "768"]);
        self.tool(&["windowmove", &window, "0", "0"]);
        self.tool(&["windowfocus", "--sync", &window]);
        self.until("the first picture is drawn", |desk| desk.glass().colours() > 8);
    }

    /// `kill -9`: no goodbye.
    pub(crate) fn kill(&mut self) {
        if let Some(mut program) = self.program.take() {
            program.kill().expect("a running program");
            program.wait().expect("a dead program");
        }
    }

    /// The program's process, while it runs.
    pub(crate) fn process(&self) -> Option<u32> {
        self.program.as_ref().map(Child::id)
    }

    pub(crate) fn is_running(&mut self) -> bool {
        self.program.as_mut().is_some_and(|program| matches!(program.try_wait(), Ok(None)))
    }

    pub(crate) fn keys(&self, keys: &[&str]) {
        for key in keys {
            self.tool(&["key", "--clearmodifiers", key]);
            std::thread::sleep(Duration::from_millis(60));
        }
    }

    pub(crate) fn types(&self, text: &str) {
        self.tool(&["type", "--delay", "30", text]);
    }

    pub(crate) fn click(&self, x: i32, y: i32) {
        self.tool(&["mousemove", &x.to_string(), &y.to_string(), "click", "1"]);
        std::thread::sleep(Duration::from_millis(80));
    }

    /// Gives the program the time a person takes to look.
    pub(crate) fn pause(&self, time: Duration) {
        std::thread::sleep(time);
    }

    /// Keeps a picture of the whole screen, for a person to look at.
    pub(crate) fn picture(&self, file: &Path) {
        let done = Command::new("import").args(["-window", "root", "-display", &self.display]).arg(file).status();
        assert!(done.expect("tests/run installs imagemagick").success());
    }

    /// Waits up to 40 seconds for something to come true; says what did not.
    pub(crate) fn until(&self, what: &str, come_true: impl Fn(&Self) -> bool) {
        let started = Instant::now();
        while !come_true(self) {
            if started.elapsed() > Duration::from_secs(40) {
                let kept = std::env::temp_dir().join("gongshi-window-test-failed.png");
                self.picture(&kept);
                let said = std::fs::read_to_string(self.memory.path().join("said")).unwrap_or_default();
                panic!(
                    "waited 40 s in vain: {what}; the program said: {said:?}; the screen is kept as {}",
                    kept.display()
                );
            }
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    fn tool(&self, arguments: &[&str]) -> Option<String> {
        let output =
            Command::new("xdotool").args(arguments).env("DISPLAY", &self.display).env("LC_ALL", "C.UTF-8").output();
        let output = output.expect("tests/run installs xdotool");
        let said = String::from_utf8_lossy(&output.stdout).trim().to_owned();
        (output.status.success() && (!said.is_empty() || arguments[0] != "search")).then_some(said)
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        if let Some(program) = &mut self.program {
            // The program may have ended by itself; either way nothing of it may outlive the test.
            program.kill().unwrap_or_default();
            program.wait().map(drop).unwrap_or_default();
        }
        self.server.kill().unwrap_or_default();
        self.server.wait().map(drop).unwrap_or_default();
    }
}
