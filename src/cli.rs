//! The command line (命令行): every job that has a button also has a command, and both run the same code.

mod archive;
mod arguments;
mod board;
mod console;
mod demo;
mod election;
mod export;
mod help;
mod inspect;
mod life;
mod list;
mod lobby;
mod make;
mod outcome;
mod paper;
mod pictures;
mod print;
mod printers;
mod screen;
mod today;
mod window;

use std::ffi::OsString;
use std::io::Write;
use std::process::ExitCode;

use arguments::Command;
use outcome::Refusal;

/// Carries out a command line and returns the program's exit code: 0 done, 1 refused for its content, 2 a wrong argument
/// or file. A refusal is one sentence on the error stream.
pub fn start(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let done = match arguments::parse(arguments) {
        Ok(command) => run(command),
        Err(error) => Err(Refusal::wrong(error.to_string())),
    };
    let told = done.or_else(|refusal| match &refusal.answer {
        Some(answer) => tell(answer).and(Err(refusal)),
        None => Err(refusal),
    });
    match told.and_then(|text| tell(&text)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(refusal) => {
            // Nobody is left to tell where the error stream itself is closed; the exit code still speaks.
            if writeln!(std::io::stderr(), "{}", refusal.sentence).is_err() {
                tracing::warn!("the error stream is closed");
            }
            ExitCode::from(refusal.code)
        }
    }
}

fn run(command: Command) -> Result<String, Refusal> {
    match command {
        Command::Help(of) => Ok(help::text(of)),
        Command::Version => Ok(format!("gongshi {}\n", env!("CARGO_PKG_VERSION"))),
        Command::Window { data } => {
            console::leave();
            window::open(data).map(|()| String::new())
        }
        Command::Inspect(request) => inspect::run(&request),
        Command::Make(request) => make::run(&request),
        Command::Printers { json } => printers::list(json),
        Command::Print(request) => print::run(&request),
        Command::Calibrate(request) => printers::calibrate(&request),
        Command::Election(request) => election::run(&request),
        Command::Life(request) => life::run(&request),
        Command::List(request) => list::list(&request),
        Command::Show(request) => list::show(&request),
        Command::Export(request) => export::run(&request),
        Command::Board(request) => board::run(&request),
        Command::Papers(request) => paper::run(&request),
        Command::Today(request) => today::run(&request),
        Command::Archive(request) => archive::run(&request),
        Command::Alert(request) => lobby::alert(&request),
        Command::ScreenStatus { data, json } => lobby::status(data, json),
        Command::Stick(request) => lobby::stick(&request),
        Command::Pictures(request) => pictures::run(request),
        Command::Screen(screen) => {
            console::leave();
            screen::run(screen)
        }
        Command::Demo { data, notices } => demo::run(data, notices),
    }
}

fn tell(text: &str) -> Result<(), Refusal> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        // `gongshi … | head` is no error.
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(Refusal::wrong(format!("结果写不出去（{error}）。")))
        }
        _ => Ok(()),
    }
}
