//! What the lobby screen costs: a still page, turns with a fade, a slow scroll, and a soak of many turns through a loop of
//! five hundred pages. `cargo bench --bench screen`; `GONGSHI_TURNS=100000` for the whole soak in a smaller window,
//! `GONGSHI_LARGE_TURNS` for as many at 1920 × 1080.

#[allow(dead_code, reason = "tests/lobby asks more of the office")]
#[path = "../../tests/lobby/office.rs"]
mod office;

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use gongshi::domain::lobby::{Phase, Settings, Transition};
use gongshi::store::Pulse;
use office::Desk;

/// Clock ticks of the kernel's accounts to a second (`getconf CLK_TCK`).
const TICKS: f64 = 100.0;

struct Display {
    server: Child,
    name: String,
}

struct Screen {
    program: Child,
    pulse: Pulse,
}

impl Display {
    fn new() -> Self {
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "1920x1080x24", "-nolisten", "tcp", "-noreset"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("tests/run installs xvfb");
        let mut number = String::new();
        BufReader::new(server.stdout.take().expect("a piped stream")).read_line(&mut number).expect("a number");
        Self { server, name: format!(":{}", number.trim()) }
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        self.server.kill().unwrap_or_default();
        self.server.wait().map(drop).unwrap_or_default();
    }
}

impl Screen {
    fn start(display: &Display, data: &Path, size: &str, speed: &str) -> Self {
        let program = Command::new(env!("CARGO_BIN_EXE_gongshi"))
            .args(["screen", "--windowed", size, "--speed", speed, "--data"])
            .arg(data)
            .env("DISPLAY", &display.name)
            .env_remove("WAYLAND_DISPLAY")
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts");
        let screen = Self { program, pulse: Pulse::in_folder(data) };
        let started = Instant::now();
        while screen.pulse.status().is_none_or(|status| status.phase != Phase::Playing) {
            assert!(started.elapsed() < Duration::from_secs(60), "no page stands after a minute");
            thread::sleep(Duration::from_millis(100));
        }
        screen
    }

    /// A line of the kernel's account of the process, in MB.
    fn memory(&self, line: &str) -> f64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.program.id())).expect("a running program");
        let value = status.lines().find_map(|text| text.strip_prefix(line)).expect("a line of the account");
        value.trim().trim_end_matches(" kB").trim().parse::<f64>().expect("a number") / 1024.0
    }

    /// Seconds of the processor so far.
    fn seconds(&self) -> f64 {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.program.id())).expect("a running program");
        let fields: Vec<&str> = stat.rsplit(") ").next().expect("the fields").split(' ').collect();
        (fields[11].parse::<f64>().expect("a number") + fields[12].parse::<f64>().expect("a number")) / TICKS
    }

    /// Per cent of one core over some time.
    fn share(&self, time: Duration) -> f64 {
        let (before, started) = (self.seconds(), Instant::now());
        thread::sleep(time);
        (self.seconds() - before) / started.elapsed().as_secs_f64() * 100.0
    }

    fn turn(&self) -> Option<(u64, u64)> {
        let status = self.pulse.status()?;
        Some((u64::from(status.turn), u64::from(status.turns)))
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        self.program.kill().unwrap_or_default();
        self.program.wait().map(drop).unwrap_or_default();
    }
}

/// Every page stands ten seconds, whatever there is to read on it.
fn settings(transition: Transition) -> Settings {
    Settings { transition, page_seconds: 10, chars_per_second: 1_000_000, ..Settings::default() }
}

#[expect(clippy::print_stdout, reason = "a measurement is printed")]
fn share(display: &Display, data: &Path, what: &str, transition: Option<Transition>) {
    let mut desk = Desk::new(data);
    match transition {
        Some(transition) => desk.set(&settings(transition)),
        None => desk.set(&Settings { page_seconds: 3600, ..settings(Transition::Cut) }),
    }
    let screen = Screen::start(display, data, "1920x1080", "1");
    thread::sleep(Duration::from_secs(5));
    let share = screen.share(Duration::from_secs(60));
    println!("{what}: {share:.1} % of one core, {:.0} MB", screen.memory("VmRSS:"));
}

/// The turns since the last look, and the pages of the loop.
fn look(screen: &Screen, last: &mut u64) -> (u64, u64) {
    loop {
        thread::sleep(Duration::from_millis(200));
        let Some((turn, of)) = screen.turn() else { continue };
        let since = (turn + of - *last) % of.max(1);
        *last = turn;
        return (since, of);
    }
}

#[expect(clippy::print_stdout, reason = "a measurement is printed")]
fn soak(display: &Display, data: &Path, size: &str, turns: u64) {
    let screen = Screen::start(display, data, size, "100000");
    let mut last = screen.turn().map_or(0, |(turn, _)| turn);
    // Two rounds fill what is kept, whatever comes after them.
    let (mut warm, mut of) = (0, 1);
    while warm < 2 * of {
        let (since, pages) = look(&screen, &mut last);
        (warm, of) = (warm + since, pages);
    }
    println!("  {warm} turns to begin with");
    let (mut done, started) = (0, Instant::now());
    // A page being drawn takes megabytes for a moment: the average of a twentieth of the way is compared, not a moment.
    let (mut averages, mut samples, mut told) = (Vec::new(), Vec::new(), 0);
    while done < turns {
        done += look(&screen, &mut last).0;
        samples.push(screen.memory("VmRSS:"));
        if done * 20 / turns > told {
            told = done * 20 / turns;
            let average = samples.iter().sum::<f64>() / samples.len() as f64;
            samples.clear();
            averages.push(average);
            println!("  {done} turns, {of} pages, {:.0} s, {average:.1} MB", started.elapsed().as_secs_f64());
        }
    }
    let (first, end) = (averages.get(1).copied().unwrap_or_default(), averages.last().copied().unwrap_or_default());
    let peak = screen.memory("VmHWM:");
    println!(
        "soak at {size}: {done} turns, {first:.1} MB at the beginning, {end:.1} MB at the end, {peak:.1} MB at most"
    );
    assert!((end - first).abs() <= 5.0, "the memory is not flat");
}

fn main() {
    // `cargo test --benches` asks every bench to show that it starts.
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    let display = Display::new();
    let few = tempfile::tempdir().expect("a folder");
    Desk::new(few.path()).hang("gengdi-dili", "石桥村2026年耕地地力保护补贴公示表", 120);
    share(&display, few.path(), "still page", None);
    share(&display, few.path(), "a turn with a fade each ten seconds", Some(Transition::Fade));
    share(&display, few.path(), "slow scroll", Some(Transition::SlowScroll));
    let many = tempfile::tempdir().expect("a folder");
    let mut desk = Desk::new(many.path());
    desk.set(&settings(Transition::Fade));
    for village in 1..=10 {
        desk.hang("gengdi-dili", &format!("第{village}村2026年耕地地力保护补贴公示表"), 900);
    }
    drop(desk);
    let turns = |name, usual| std::env::var(name).ok().and_then(|turns| turns.parse().ok()).unwrap_or(usual);
    soak(&display, many.path(), "1920x1080", turns("GONGSHI_LARGE_TURNS", 2_000));
    soak(&display, many.path(), "640x360", turns("GONGSHI_TURNS", 5_000));
}
