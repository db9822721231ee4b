//! The thread with a stand-in for the screen's process.

use super::*;

type TestResult = Result<(), Box<dyn std::error::Error>>;

/// A program that dies or stays, written as a shell script: it leaves a line in `starts` each time it is started.
#[cfg(unix)]
fn stand_in(folder: &Path, then: &str) -> io::Result<PathBuf> {
    use std::os::unix::fs::PermissionsExt;
    let path = folder.join("screen.sh");
    std::fs::write(&path, format!("#!/bin/sh\necho \"$@\" >> '{}/starts'\n{then}\n", folder.display()))?;
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755))?;
    Ok(path)
}

fn starts(folder: &Path) -> Vec<String> {
    std::fs::read_to_string(folder.join("starts")).unwrap_or_default().lines().map(str::to_owned).collect()
}

fn until(come_true: impl Fn() -> bool) -> bool {
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_secs(10) {
        if come_true() {
            return true;
        }
        thread::sleep(Duration::from_millis(50));
    }
    false
}

#[cfg(unix)]
#[test]
fn the_screen_is_started_with_its_folder_and_again_when_it_dies() -> TestResult {
    let folder = tempfile::tempdir()?;
    let (keeper, _news) = Keeper::start_with(folder.path(), stand_in(folder.path(), "exit 1")?)?;
    thread::sleep(Duration::from_millis(700));
    assert_eq!(starts(folder.path()), Vec::<String>::new());
    keeper.keep(true);
    let begun = Instant::now();
    assert!(until(|| starts(folder.path()).len() >= 2));
    assert!(begun.elapsed() < Duration::from_secs(5));
    assert_eq!(starts(folder.path())[0], format!("screen --data {}", folder.path().display()));
    Ok(())
}

#[cfg(unix)]
#[test]
fn a_screen_that_does_not_end_when_asked_is_ended_and_leaves_no_zombie() -> TestResult {
    let folder = tempfile::tempdir()?;
    let pid = format!("echo $$ > '{}/pid'; exec sleep 60", folder.path().display());
    let (keeper, _news) = Keeper::start_with(folder.path(), stand_in(folder.path(), &pid)?)?;
    keeper.keep(true);
    assert!(until(|| folder.path().join("pid").exists()));
    thread::sleep(Duration::from_millis(200));
    let pid: u32 = std::fs::read_to_string(folder.path().join("pid"))?.trim().parse()?;
    let begun = Instant::now();
    // The sender is dropped when it is done.
    assert!(keeper.close().recv().is_err());
    assert!(begun.elapsed() < Duration::from_secs(5));
    assert!(!Path::new(&format!("/proc/{pid}")).exists(), "the process or its zombie is still there");
    assert_eq!(starts(folder.path()).len(), 1);
    Ok(())
}
