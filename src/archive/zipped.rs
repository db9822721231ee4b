//! The inspection package as one file, for whoever takes only files.

use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter};
use std::path::{Path, PathBuf};

use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::bag::{digest, digest_of, failed};
use super::package::{Choice, Packed, package};
use super::progress::{Progress, Stage};
use super::{ArchiveError, Result};
use crate::store::Store;

/// As [`package`], in a zip file whose one folder is the bag. The file gets its name when all of it was read back.
///
/// # Errors
/// As [`package`].
pub fn package_zip(store: &mut Store, choice: &Choice, out: &Path, progress: &Progress) -> Result<Packed> {
    if out.exists() {
        return Err(ArchiveError::Exists(out.to_owned()));
    }
    let name = out.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let beside = |ending: &str| out.with_file_name(format!(".{name}.{}.{ending}", std::process::id()));
    let (folder, draft) = (beside("folder"), beside("part"));
    let packed = package(store, choice, &folder, progress).and_then(|packed| {
        zip(&folder, &name, &draft, progress)?;
        let zip = Some(digest(&draft).map_err(failed(&draft))?);
        fs::rename(&draft, out).map_err(failed(out))?;
        Ok(Packed { zip, ..packed })
    });
    for left in [fs::remove_dir_all(&folder), if draft.exists() { fs::remove_file(&draft) } else { Ok(()) }] {
        if let Err(error) = left
            && error.kind() != io::ErrorKind::NotFound
        {
            tracing::warn!(%error, "a half-written package stays behind");
        }
    }
    packed
}

fn zip(folder: &Path, name: &str, draft: &Path, progress: &Progress) -> Result<()> {
    let mut files = Vec::new();
    collect(folder, &mut files)?;
    files.sort();
    progress.begin(Stage::Zipping, files.len() * 2);
    let file = File::create(draft).map_err(failed(draft))?;
    let mut writer = ZipWriter::new(BufWriter::new(file));
    let refused = |error: ZipError| failed(draft)(error.into());
    for path in &files {
        let mut from = BufReader::new(File::open(path).map_err(failed(path))?);
        let is_large = from.get_ref().metadata().map_err(failed(path))?.len() >= u64::from(u32::MAX);
        let options = SimpleFileOptions::default().large_file(is_large);
        writer.start_file(entry(folder, name, path), options).map_err(refused)?;
        io::copy(&mut from, &mut writer).map_err(failed(draft))?;
        progress.step()?;
    }
    let file = writer.finish().map_err(refused)?;
    let file = file.into_inner().map_err(|error| failed(draft)(error.into_error()))?;
    file.sync_all().map_err(failed(draft))?;
    let mut reader = ZipArchive::new(BufReader::new(File::open(draft).map_err(failed(draft))?)).map_err(refused)?;
    for path in &files {
        let entry = entry(folder, name, path);
        let written = digest_of(reader.by_name(&entry).map_err(refused)?).map_err(failed(draft))?;
        if written != digest(path).map_err(failed(path))? {
            return Err(ArchiveError::Altered(entry));
        }
        progress.step()?;
    }
    Ok(())
}

/// The path in the zip file, parted by `/` on every system.
fn entry(folder: &Path, name: &str, path: &Path) -> String {
    let within = path.strip_prefix(folder).unwrap_or(path);
    let parts = within.components().map(|part| part.as_os_str().to_string_lossy().into_owned());
    std::iter::once(name.to_owned()).chain(parts).collect::<Vec<_>>().join("/")
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder).map_err(failed(folder))? {
        let path = entry.map_err(failed(folder))?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}
