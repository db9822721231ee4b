//! Starts what the arguments ask for.

use std::process::ExitCode;

fn main() -> ExitCode {
    gongshi::cli::start(std::env::args_os().skip(1))
}
