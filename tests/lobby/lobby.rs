//! A PC with two monitors: an X server whose second output can be plugged and unplugged, and the screen's program on it.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use gongshi::domain::lobby::Status;
use gongshi::store::Pulse;
use jiff::Timestamp;
use x11rb::connection::Connection;
use x11rb::protocol::randr::{ConnectionExt as _, Rotation};
use x11rb::protocol::xfixes::ConnectionExt as _;
use x11rb::protocol::xproto::{
    AtomEnum, ClientMessageEvent, ConnectionExt as _, CreateWindowAux, EventMask, ImageFormat, PropMode, WindowClass,
};
use x11rb::rust_connection::RustConnection;
use x11rb::wrapper::ConnectionExt as _;

/// One PC at a time: servers that come and go side by side fight over a display's number.
static ROOM: Mutex<()> = Mutex::new(());

pub(crate) struct Pc {
    _room: MutexGuard<'static, ()>,
    server: Child,
    display: String,
    memory: tempfile::TempDir,
    x: RustConnection,
    program: Option<Child>,
    /// The main window.
    window: Option<Child>,
    manager: Option<Child>,
    data: PathBuf,
}

/// A part of the desktop, in pixels.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Area {
    pub(crate) x: i16,
    pub(crate) y: i16,
    pub(crate) width: u16,
    pub(crate) height: u16,
}

pub(crate) const FIRST: Area = Area { x: 0, y: 0, width: 1920, height: 1080 };
pub(crate) const SECOND: Area = Area { x: 1920, y: 0, width: 1920, height: 1080 };

impl Pc {
    /// Both monitors are plugged in; the first one is the clerk's.
    pub(crate) fn new(data: &Path) -> Self {
        let room = ROOM.lock().unwrap_or_else(PoisonError::into_inner);
        let memory = tempfile::tempdir().expect("a folder for the server");
        let config = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/lobby/two-outputs.conf");
        let mut server = Command::new("Xorg")
            .args(["-displayfd", "1", "-noreset", "-nolisten", "tcp", "-config"])
            .arg(config)
            .arg("-logfile")
            .arg(memory.path().join("server.log"))
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("tests/run installs xserver-xorg-core");
        let mut number = String::new();
        let out = server.stdout.take().expect("a piped stream");
        BufReader::new(out).read_line(&mut number).expect("the display's number");
        let display = format!(":{}", number.trim());
        let (x, _) = x11rb::connect(Some(&display)).expect("the server just started");
        let pc = Self {
            _room: room,
            server,
            display,
            memory,
            x,
            program: None,
            window: None,
            manager: None,
            data: data.to_owned(),
        };
        let root = pc.root();
        pc.x.randr_set_screen_size(root, 3840, 1080, 1000, 280).expect("a request").check().expect("a wide desktop");
        pc.x.randr_set_output_primary(root, pc.outputs()["DUMMY0"]).expect("a request").check().expect("a clerk's own");
        pc.plug();
        pc
    }

    fn root(&self) -> u32 {
        self.x.setup().roots[0].root
    }

    /// The outputs by name.
    fn outputs(&self) -> HashMap<String, u32> {
        let resources = self.x.randr_get_screen_resources(self.root()).expect("a request").reply().expect("RandR");
        let named = |output: &u32| {
            let info = self.x.randr_get_output_info(*output, 0).expect("a request").reply().expect("an output");
            (String::from_utf8_lossy(&info.name).into_owned(), *output)
        };
        resources.outputs.iter().map(named).collect()
    }

    /// Plugs the second monitor in.
    pub(crate) fn plug(&self) {
        self.set_second(1920, 1080);
    }

    /// The second monitor shows so many pixels.
    pub(crate) fn set_second(&self, width: u16, height: u16) {
        let resources = self.x.randr_get_screen_resources(self.root()).expect("a request").reply().expect("RandR");
        let mode = resources.modes.iter().find(|mode| (mode.width, mode.height) == (width, height));
        let mode = mode.expect("a mode of the server's configuration").id;
        let output = self.outputs()["DUMMY1"];
        // It may have the mode already.
        self.x.randr_add_output_mode(output, mode).expect("a request").check().unwrap_or_default();
        self.set_crtc(mode, &[output]);
    }

    /// Pulls the plug of the second monitor.
    pub(crate) fn unplug(&self) {
        self.set_crtc(0, &[]);
    }

    fn set_crtc(&self, mode: u32, outputs: &[u32]) {
        let resources = self.x.randr_get_screen_resources(self.root()).expect("a request").reply().expect("RandR");
        let info = self.x.randr_get_output_info(self.outputs()["DUMMY1"], 0).expect("a request").reply();
        let crtc = *info.expect("an output").crtcs.last().expect("a crtc of its own");
        let x = if mode == 0 { 0 } else { 1920 };
        let set =
            self.x.randr_set_crtc_config(crtc, 0, resources.config_timestamp, x, 0, mode, Rotation::ROTATE0, outputs);
        set.expect("a request").reply().expect("a crtc that can be set");
    }

    /// Starts the screen.
    pub(crate) fn start(&mut self, arguments: &[&str]) {
        let said = File::create(self.memory.path().join("said")).expect("a file");
        let program = Command::new(env!("CARGO_BIN_EXE_gongshi"))
            .arg("screen")
            .arg("--data")
            .arg(&self.data)
            .args(arguments)
            .env("DISPLAY", &self.display)
            .env_remove("WAYLAND_DISPLAY")
            .stderr(said)
            .spawn()
            .expect("the program starts");
        self.program = Some(program);
    }

    /// Opens the main window on the clerk's monitor.
    pub(crate) fn open_window(&mut self) {
        let said = File::create(self.memory.path().join("said")).expect("a file");
        let window = Command::new(env!("CARGO_BIN_EXE_gongshi"))
            .arg("--data")
            .arg(&self.data)
            .env("DISPLAY", &self.display)
            .env("ICED_BACKEND", "tiny-skia")
            .env_remove("WAYLAND_DISPLAY")
            .stderr(said)
            .spawn()
            .expect("the program starts");
        self.window = Some(window);
    }

    /// A command beside the window and the screen.
    pub(crate) fn command(&self, arguments: &[&str]) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gongshi"));
        let done = command.args(arguments).arg("--data").arg(&self.data).stdout(Stdio::null()).status();
        assert!(done.expect("the program starts").success(), "{arguments:?}");
    }

    /// A window manager, as every desktop has one.
    pub(crate) fn manage(&mut self) {
        let mut manager = Command::new("openbox");
        manager.env("DISPLAY", &self.display).env("HOME", self.memory.path()).arg("--sm-disable");
        let manager = manager.stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        self.manager = Some(manager.expect("tests/run installs openbox"));
        let card = self.atom("_NET_SUPPORTING_WM_CHECK");
        self.within(Duration::from_secs(10), "the window manager is at work", |pc| {
            let left = pc.x.get_property(false, pc.root(), card, AtomEnum::WINDOW, 0, 1).expect("a request").reply();
            left.expect("a property").value_len > 0
        });
    }

    /// Another program fills a monitor with one colour.
    pub(crate) fn fill(&self, area: Area, colour: u32) {
        let (x, root) = (&self.x, self.root());
        let window = x.generate_id().expect("a number");
        let looks = CreateWindowAux::new().background_pixel(colour);
        let Area { x: left, y: top, width, height } = area;
        x.create_window(0, window, root, left, top, width, height, 0, WindowClass::INPUT_OUTPUT, 0, &looks)
            .expect("a request")
            .check()
            .expect("a window");
        let (state, full) = (self.atom("_NET_WM_STATE"), self.atom("_NET_WM_STATE_FULLSCREEN"));
        x.change_property32(PropMode::REPLACE, window, state, AtomEnum::ATOM, &[full]).expect("a request");
        // Where the user put it: a flag, and the place and size that once stood beside it.
        let hints = [1 | 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        x.change_property32(PropMode::REPLACE, window, AtomEnum::WM_NORMAL_HINTS, AtomEnum::WM_SIZE_HINTS, &hints)
            .expect("a request");
        x.map_window(window).expect("a request").check().expect("a window that is shown");
    }

    /// Whether the pointer, moved onto a part of the desktop, cannot be seen there.
    pub(crate) fn hides_the_pointer(&self, area: Area) -> bool {
        let (x, y) = (area.x + area.width as i16 / 2, area.y + area.height as i16 / 2);
        self.x.warp_pointer(x11rb::NONE, self.root(), 0, 0, 0, 0, x, y).expect("a request").check().expect("a place");
        std::thread::sleep(Duration::from_millis(500));
        self.x.xfixes_query_version(5, 0).expect("a request").reply().expect("XFixes");
        let pointer = self.x.xfixes_get_cursor_image().expect("a request").reply().expect("a pointer");
        pointer.cursor_image.iter().all(|pixel| pixel >> 24 == 0)
    }

    fn atom(&self, name: &str) -> u32 {
        self.x.intern_atom(false, name.as_bytes()).expect("a request").reply().expect("an atom").atom
    }

    /// A signal to the screen that somebody else started, by the number it gave.
    pub(crate) fn signal(&self, signal: &str, process: u32) {
        let done = Command::new("kill").args([signal, &process.to_string()]).status();
        assert!(done.expect("a shell's tool").success(), "{signal}");
    }

    /// The screen's process, if it answers.
    pub(crate) fn answering(&self) -> Option<u32> {
        self.status().filter(|status| status.answers(Timestamp::now())).map(|status| status.process)
    }

    /// `kill -9`: no goodbye.
    pub(crate) fn kill(&mut self) {
        if let Some(mut program) = self.program.take() {
            program.kill().expect("a running program");
            program.wait().expect("a dead program");
        }
    }

    pub(crate) fn is_running(&mut self) -> bool {
        self.program.as_mut().is_some_and(|program| matches!(program.try_wait(), Ok(None)))
    }

    /// The program ends by itself, in good order.
    pub(crate) fn ends_within(&mut self, time: Duration) {
        let started = Instant::now();
        let program = self.program.as_mut().expect("a program");
        loop {
            match program.try_wait().expect("a program of ours") {
                Some(ended) => return assert!(ended.success(), "{ended}"),
                None => assert!(started.elapsed() < time, "it still runs after {time:?}"),
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// What the screen says of itself.
    pub(crate) fn status(&self) -> Option<Status> {
        Pulse::in_folder(&self.data).status()
    }

    /// Without a window manager nobody gives the keyboard to the window.
    pub(crate) fn keys(&self, keys: &[&str]) {
        self.tool(&["search", "--onlyvisible", "--name", ".", "windowfocus", "--sync"]);
        for key in keys {
            self.tool(&["key", key]);
            std::thread::sleep(Duration::from_millis(80));
        }
    }

    fn tool(&self, arguments: &[&str]) {
        let done = Command::new("xdotool").args(arguments).env("DISPLAY", &self.display).status();
        assert!(done.expect("tests/run installs xdotool").success());
    }

    /// What a taskbar or a pager does to close the screen's window (EWMH, `_NET_CLOSE_WINDOW`).
    pub(crate) fn close_politely(&self) {
        let (x, root) = (&self.x, self.root());
        let list = self.atom("_NET_CLIENT_LIST");
        let listed = x.get_property(false, root, list, AtomEnum::WINDOW, 0, 64).expect("a request").reply();
        let listed = listed.expect("a window manager's list");
        for window in listed.value32().expect("windows") {
            let wish = ClientMessageEvent::new(32, window, self.atom("_NET_CLOSE_WINDOW"), [0, 2, 0, 0, 0]);
            let to = EventMask::SUBSTRUCTURE_REDIRECT | EventMask::SUBSTRUCTURE_NOTIFY;
            x.send_event(false, root, to, wish).expect("a request").check().expect("a wish");
        }
    }

    /// The processor's time the screen has had so far, in ticks of ten milliseconds.
    pub(crate) fn ticks(&self) -> u64 {
        let process = self.program.as_ref().expect("a program").id();
        let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).expect("a running program");
        let fields: Vec<&str> = stat.rsplit(") ").next().expect("the fields").split(' ').collect();
        [fields[11], fields[12]].iter().map(|ticks| ticks.parse::<u64>().expect("a number")).sum()
    }

    /// How many times so far the window's own thread woke, and all threads together.
    pub(crate) fn wakes(&self) -> (u64, u64) {
        let process = self.program.as_ref().expect("a program").id();
        let of = |status: &Path| {
            let status = std::fs::read_to_string(status).unwrap_or_default();
            let wakes = status.lines().find_map(|line| line.strip_prefix("voluntary_ctxt_switches:"));
            wakes.map_or(0, |wakes| wakes.trim().parse::<u64>().expect("a number"))
        };
        let tasks = std::fs::read_dir(format!("/proc/{process}/task")).expect("a running program");
        let all = tasks.map(|task| of(&task.expect("a thread").path().join("status"))).sum();
        (of(Path::new(&format!("/proc/{process}/status"))), all)
    }

    /// The pixels of a part of the desktop, four bytes each.
    pub(crate) fn pixels(&self, area: Area) -> Vec<u8> {
        let Area { x, y, width, height } = area;
        let image = self.x.get_image(ImageFormat::Z_PIXMAP, self.root(), x, y, width, height, u32::MAX);
        image.expect("a request").reply().expect("a part of the desktop").data
    }

    /// How many pixels of the part are darker than paper and lighter than black: letters, and their edges.
    pub(crate) fn ink(&self, area: Area) -> usize {
        self.pixels(area).chunks_exact(4).filter(|pixel| (1..200).contains(&pixel[1])).count()
    }

    /// Keeps a picture of the whole desktop, for a person to look at.
    pub(crate) fn picture(&self, file: &Path) {
        let done = Command::new("import").args(["-window", "root", "-display", &self.display]).arg(file).status();
        assert!(done.expect("tests/run installs imagemagick").success());
    }

    /// Waits up to that long for something to come true, and says how long it took.
    pub(crate) fn within(&self, time: Duration, what: &str, come_true: impl Fn(&Self) -> bool) -> Duration {
        let started = Instant::now();
        while !come_true(self) {
            if started.elapsed() > time {
                let kept = std::env::temp_dir().join("gongshi-lobby-test-failed.png");
                self.picture(&kept);
                let said = std::fs::read_to_string(self.memory.path().join("said")).unwrap_or_default();
                let status = self.status();
                panic!(
                    "waited {time:?} in vain: {what}; the program said {said:?}; its status is {status:?}; the desktop is kept as {}",
                    kept.display()
                );
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        started.elapsed()
    }
}

impl Drop for Pc {
    fn drop(&mut self) {
        if let Some(program) = &mut self.program {
            // The program may have ended by itself; either way nothing of it may outlive the test.
            program.kill().unwrap_or_default();
            program.wait().map(drop).unwrap_or_default();
        }
        if let Some(window) = &mut self.window {
            window.kill().unwrap_or_default();
            window.wait().map(drop).unwrap_or_default();
            // The screen that the window started outlives it.
            if let Some(status) = self.status() {
                let end = Command::new("kill").args(["-9", &status.process.to_string()]).stderr(Stdio::null()).status();
                end.map(drop).unwrap_or_default();
            }
        }
        if let Some(manager) = &mut self.manager {
            manager.kill().unwrap_or_default();
            manager.wait().map(drop).unwrap_or_default();
        }
        self.server.kill().unwrap_or_default();
        self.server.wait().map(drop).unwrap_or_default();
    }
}
