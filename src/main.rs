//! Opens the data folder and the window.

use std::path::PathBuf;
use std::process::ExitCode;

use gongshi::{app, store};

fn main() -> ExitCode {
    let folder = folder();
    if let Err(error) = std::fs::create_dir_all(&folder) {
        return refuse(&format!("{}: {error}", folder.display()));
    }
    let store = match store::Handle::open(&folder.join("gongshi.db")) {
        Ok(store) => store,
        Err(error) => return refuse(&error.to_string()),
    };
    match app::run(folder, store, None) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => refuse(&error.to_string()),
    }
}

fn folder() -> PathBuf {
    let mut arguments = std::env::args_os().skip(1);
    match (arguments.next(), arguments.next()) {
        (Some(option), Some(folder)) if option == "--data" => PathBuf::from(folder),
        _ => directories::ProjectDirs::from("", "", "gongshi")
            .map_or_else(|| PathBuf::from("data"), |dirs| dirs.data_dir().to_owned()),
    }
}

#[expect(clippy::print_stderr, reason = "there is no window to say it in")]
fn refuse(reason: &str) -> ExitCode {
    eprintln!("{reason}");
    ExitCode::from(2)
}
