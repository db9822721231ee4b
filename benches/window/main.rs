//! How fast the window answers: from a key pressed to pixels changed on the screen, from the start to the first picture,
//! and what it costs when nobody does anything. A real X server (Xvfb), the real program, the software renderer.
//!
//! `cargo bench --bench window`; `tests/run` installs what it needs.

#[path = "../../tests/window/desk.rs"]
#[allow(dead_code, reason = "the journeys of tests/window use all of the desk")]
mod desk;
#[path = "../../tests/window/glass.rs"]
mod glass;
#[path = "../layout/list.rs"]
#[allow(dead_code, reason = "benches/layout lays the list out itself")]
mod list;

use std::io::Write;
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::time::{Duration, Instant};

use gongshi::domain::kind::KindId;
use gongshi::store::Store;

use desk::Desk;
use glass::{Area, Glass};

const SCREEN: (u32, u32) = (1366, 768);

/// The page beside what is typed, without its bar and scroll bars.
const PAGE: Area = Area { x: 860, y: 150, width: 460, height: 520 };

/// The fields and the grid.
const TYPED: Area = Area { x: 250, y: 110, width: 560, height: 640 };

/// A list whose type grows until it fills its page.
const ONE_PAGE: usize = 12;
/// A list that takes two pages of A4 across.
const TWO_PAGES: usize = 46;

/// A cell of the first row.
const FIRST_NAME: (i32, i32) = (420, 430);

const KEYS: usize = 40;

const STARTS: usize = 5;

/// Longer than any answer worth waiting for.
const PATIENCE: Duration = Duration::from_secs(2);

fn main() {
    // `cargo test --benches` asks every bench to show that it starts.
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    say("a key to its pixels, milliseconds", "median   nine in ten   slowest");
    for (name, rows) in [("one page", ONE_PAGE), ("two pages", TWO_PAGES), ("20,000 rows", 20_000)] {
        let data = tempfile::tempdir().expect("a folder");
        fill(data.path(), rows);
        let mut desk = Desk::new(SCREEN, data.path());
        desk.start();
        open(&desk);
        let mut hand = Hand::new(&desk);
        let glass = desk.glass();
        desk.click(500, 150);
        desk.keys(&["End"]);
        report(&format!("{name}: a letter in the title, in the field"), &mut hand.letters(&glass, TYPED));
        report(&format!("{name}: a letter in the title, on the page"), &mut hand.letters(&glass, PAGE));
        desk.click(FIRST_NAME.0, FIRST_NAME.1);
        report(&format!("{name}: an arrow key in the grid"), &mut hand.arrows(&glass));
        desk.keys(&["ctrl+Home"]);
        report(&format!("{name}: a cell changed, on the page"), &mut hand.cells(&glass));
        if rows == TWO_PAGES {
            say("two pages: processor time while nobody types", &format!("{:6.1} %", idle(&desk)));
        }
    }
    let mut starts: Vec<Duration> = (0..STARTS).map(|_| start()).collect();
    report("the start with the sample village, to the first picture", &mut starts);
}

/// From the process made to a picture in its window.
fn start() -> Duration {
    let data = tempfile::tempdir().expect("a folder");
    fill(data.path(), TWO_PAGES);
    let mut desk = Desk::new(SCREEN, data.path());
    let glass = desk.glass();
    let started = Instant::now();
    desk.launch();
    while glass.colours() <= 8 {
        assert!(started.elapsed() < PATIENCE, "no picture came");
        std::thread::sleep(Duration::from_millis(1));
    }
    started.elapsed()
}

/// Hundredths of one core that the program takes over ten seconds in which nothing happens.
fn idle(desk: &Desk) -> f64 {
    let process = desk.process().expect("a running program");
    let ticks = || {
        let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).expect("a running program");
        let fields: Vec<u64> = stat.rsplit(") ").next().unwrap_or_default().split(' ').flat_map(str::parse).collect();
        // proc(5): utime and stime, the 14th and 15th; the state, which is no number, is not among these.
        fields[10] + fields[11]
    };
    desk.pause(Duration::from_secs(2));
    let before = ticks();
    desk.pause(Duration::from_secs(10));
    // A tick is a hundredth of a second.
    (ticks() - before) as f64 / 10.0
}

/// A store with one draft of so many rows.
fn fill(data: &Path, rows: usize) {
    let mut store = Store::open(&data.join("gongshi.db")).expect("a store");
    store.create(&KindId::new("tongzhi"), &list::content(rows)).expect("a notice");
}

/// Opens the only notice there is.
fn open(desk: &Desk) {
    desk.keys(&["ctrl+k"]);
    desk.pause(Duration::from_millis(500));
    desk.types("sqz");
    desk.pause(Duration::from_millis(500));
    desk.keys(&["Return"]);
    desk.pause(Duration::from_secs(4));
}

/// A keyboard whose every stroke has a time: one process that is told each key as it is to fall.
struct Hand {
    tool: Child,
    orders: ChildStdin,
}

impl Hand {
    fn new(desk: &Desk) -> Self {
        let tool = Command::new("xdotool").arg("-").env("DISPLAY", desk.display()).stdin(Stdio::piped()).spawn();
        let mut tool = tool.expect("tests/run installs xdotool");
        let orders = tool.stdin.take().expect("a piped stream");
        Self { tool, orders }
    }

    fn press(&mut self, key: &str) {
        writeln!(self.orders, "key --delay 0 {key}").expect("xdotool listens");
        self.orders.flush().expect("xdotool listens");
    }

    /// From each of many letters to the first change of pixels in a part of the screen.
    fn letters(&mut self, glass: &Glass, area: Area) -> Vec<Duration> {
        (0..KEYS).map(|index| self.time(glass, area, ["a", "b", "c", "d"][index % 4])).collect()
    }

    /// From each of many arrow keys to the cell that is chosen now.
    fn arrows(&mut self, glass: &Glass) -> Vec<Duration> {
        (0..KEYS).map(|index| self.time(glass, TYPED, if index % 2 == 0 { "Down" } else { "Up" })).collect()
    }

    /// From Enter behind a cell's new content to the page that shows it.
    fn cells(&mut self, glass: &Glass) -> Vec<Duration> {
        let digit = |index: usize| (index % 8 + 2).to_string();
        (0..KEYS / 2)
            .map(|index| {
                for key in ["F2", "BackSpace", &digit(index)] {
                    self.press(key);
                    rested(glass, TYPED);
                }
                self.time(glass, PAGE, "Return")
            })
            .collect()
    }

    fn time(&mut self, glass: &Glass, area: Area, key: &str) -> Duration {
        let before = rested(glass, area);
        let pressed = Instant::now();
        self.press(key);
        while glass.pixels(area) == before {
            assert!(pressed.elapsed() < PATIENCE, "the key {key} changed nothing in {area:?}");
            std::thread::sleep(Duration::from_micros(300));
        }
        pressed.elapsed()
    }
}

impl Drop for Hand {
    fn drop(&mut self) {
        self.tool.kill().unwrap_or_default();
        self.tool.wait().map(drop).unwrap_or_default();
    }
}

/// The pixels once nothing has changed for a while: the answer to the last key is whole.
fn rested(glass: &Glass, area: Area) -> Vec<u8> {
    let (mut seen, mut since) = (glass.pixels(area), Instant::now());
    while since.elapsed() < Duration::from_millis(150) {
        std::thread::sleep(Duration::from_millis(10));
        let now = glass.pixels(area);
        if now != seen {
            (seen, since) = (now, Instant::now());
        }
    }
    seen
}

fn report(name: &str, times: &mut [Duration]) {
    times.sort();
    let ms = |at: usize| times[at].as_secs_f64() * 1000.0;
    let (median, most, slowest) = (ms(times.len() / 2), ms(times.len() * 9 / 10), ms(times.len() - 1));
    say(name, &format!("{median:6.1}   {most:6.1}   {slowest:6.1}"));
}

#[allow(clippy::print_stdout, reason = "a bench tells its figures")]
fn say(name: &str, figures: &str) {
    println!("{name:<48} {figures}");
}
