//! A folder in BagIt form (RFC 8493): any computer can check that nothing in it was changed or lost.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use sha2::{Digest, Sha256};

use super::progress::{Progress, Stage};
use super::{ArchiveError, Result};
use crate::export;

const MANIFEST: &str = "manifest-sha256.txt";
const TAG_MANIFEST: &str = "tagmanifest-sha256.txt";

/// A bag being filled. It stands beside its place under another name until it is whole.
pub(super) struct Bag {
    place: PathBuf,
    draft: PathBuf,
    /// Paths from the bag's root, parted by `/`, with SHA-256 and bytes.
    payload: BTreeMap<String, (String, u64)>,
}

/// What a written bag comes to.
pub(super) struct Filled {
    pub(super) files: usize,
    pub(super) bytes: u64,
    /// SHA-256 of the manifest: it stands for every byte of the payload.
    pub(super) sha256: String,
}

impl Bag {
    /// # Errors
    /// [`ArchiveError::Exists`]; a folder that cannot be written.
    pub(super) fn begin(place: &Path) -> Result<Self> {
        if place.exists() {
            return Err(ArchiveError::Exists(place.to_owned()));
        }
        let name = place.file_name().unwrap_or_default().to_string_lossy();
        let draft = place.with_file_name(format!(".{name}.{}.part", std::process::id()));
        fs::create_dir_all(draft.join("data")).map_err(failed(&draft))?;
        Ok(Self { place: place.to_owned(), draft, payload: BTreeMap::new() })
    }

    /// Adds a file under `data/`.
    pub(super) fn put(&mut self, name: &str, bytes: &[u8]) -> Result<()> {
        let name = format!("data/{name}");
        write(&self.draft.join(&name), bytes)?;
        self.payload.insert(name, (export::sha256(bytes), bytes.len() as u64));
        Ok(())
    }

    /// Writes the bag's own files, reads everything back, and gives the bag its name.
    ///
    /// # Errors
    /// [`ArchiveError::Cancelled`]; [`ArchiveError::Altered`] where what is read is not what was written.
    pub(super) fn finish(self, organization: &str, day: Date, progress: &Progress) -> Result<Filled> {
        let bytes: u64 = self.payload.values().map(|(_, bytes)| bytes).sum();
        let manifest: String = self.payload.iter().map(|(name, (sha256, _))| format!("{sha256}  {name}\n")).collect();
        let info = format!(
            "Source-Organization: {organization}\nBagging-Date: {day}\nPayload-Oxum: {bytes}.{}\n\
             Bag-Software-Agent: gongshi {}\n",
            self.payload.len(),
            env!("CARGO_PKG_VERSION"),
        );
        let declaration = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n".to_owned();
        let tags = [("bag-info.txt", info), ("bagit.txt", declaration), (MANIFEST, manifest)];
        let mut of_tags = String::new();
        for (name, text) in &tags {
            write(&self.draft.join(name), text.as_bytes())?;
            of_tags += &format!("{}  {name}\n", export::sha256(text.as_bytes()));
        }
        write(&self.draft.join(TAG_MANIFEST), of_tags.as_bytes())?;
        self.check(progress)?;
        fs::rename(&self.draft, &self.place).map_err(failed(&self.place))?;
        let sha256 = export::sha256(tags[2].1.as_bytes());
        Ok(Filled { files: self.payload.len(), bytes, sha256 })
    }

    fn check(&self, progress: &Progress) -> Result<()> {
        progress.begin(Stage::Checking, self.payload.len());
        for (name, (sha256, _)) in &self.payload {
            let path = self.draft.join(name);
            if digest(&path).map_err(failed(&path))? != *sha256 {
                return Err(ArchiveError::Altered(name.clone()));
            }
            progress.step()?;
        }
        Ok(())
    }

    /// Takes away what was written of a bag that did not become whole.
    pub(super) fn drop_draft(draft: &Path) {
        if let Err(error) = fs::remove_dir_all(draft) {
            tracing::warn!(%error, "a half-written package stays behind");
        }
    }

    pub(super) fn draft(&self) -> PathBuf {
        self.draft.clone()
    }
}

/// The bytes are on the stick before the next file is begun: it may be pulled at any time.
fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    let written = || {
        path.parent().map_or(Ok(()), fs::create_dir_all)?;
        let mut file = File::create_new(path)?;
        file.write_all(bytes)?;
        file.sync_all()
    };
    written().map_err(failed(path))
}

pub(super) fn failed(path: &Path) -> impl Fn(io::Error) -> ArchiveError {
    let path = path.to_owned();
    move |source| ArchiveError::Write { path: path.clone(), source }
}

pub(super) fn digest(path: &Path) -> io::Result<String> {
    digest_of(File::open(path)?)
}

pub(super) fn digest_of(mut from: impl Read) -> io::Result<String> {
    let mut hash = Sha256::new();
    let mut piece = vec![0; 1 << 16];
    loop {
        let read = from.read(&mut piece)?;
        if read == 0 {
            break;
        }
        hash.update(&piece[..read]);
    }
    Ok(hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

/// A name that Windows takes too, of at most 40 characters.
pub(super) fn safe(name: &str) -> String {
    let is_bad = |c: char| c.is_control() || "/\\:*?\"<>|%".contains(c);
    let name: String = name.chars().map(|c| if is_bad(c) { '_' } else { c }).take(40).collect();
    name.trim_matches([' ', '.']).to_owned()
}

/// As [`safe`], of a file's name: its ending stays.
pub(super) fn safe_file(name: &str) -> String {
    match name.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() && ending.chars().count() <= 5 => {
            format!("{}.{}", safe(stem), safe(ending))
        }
        _ => safe(name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_changed_between_writing_and_reading_back_is_named() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut bag = Bag::begin(&folder.path().join("包")).expect("a bag");
        bag.put("甲.txt", b"one").expect("a file");
        fs::write(bag.draft().join("data/甲.txt"), b"two").expect("a change");
        let day = jiff::civil::date(2026, 11, 24);
        assert!(
            matches!(bag.finish("石桥村", day, &Progress::default()), Err(ArchiveError::Altered(name)) if name == "data/甲.txt")
        );
        assert!(!folder.path().join("包").exists());
    }

    #[test]
    fn a_folder_that_is_there_is_left_as_it_is() {
        let folder = tempfile::tempdir().expect("a folder");
        assert!(matches!(Bag::begin(folder.path()), Err(ArchiveError::Exists(_))));
    }

    #[test]
    fn a_title_becomes_a_name_that_windows_takes() {
        assert_eq!(safe("关于“A/B”的公示：1*2?. "), "关于“A_B”的公示：1_2_");
        assert_eq!(safe(&"长".repeat(90)).chars().count(), 40);
        assert!(safe_file(&format!("{}.docx", "长".repeat(90))).ends_with("长.docx"));
    }
}
