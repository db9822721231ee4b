//! The office the data folder belongs to.

use std::fs;
use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::approval::hex;
use super::attachment::keep;
use super::{Result, Store, setting};
use crate::domain::office::Office;

impl Store {
    /// The office; an empty one before it was first set.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn office(&self) -> Result<Office> {
        let mut office: Office = setting::read(&self.connection, "office")?.unwrap_or_default();
        if let Some(seal) = &mut office.seal {
            seal.picture = self.seal_picture(&seal.sha256);
        }
        Ok(office)
    }

    /// The picture of its seal is on the disk before the database knows of it.
    ///
    /// # Errors
    /// A file that cannot be written.
    pub fn set_office(&mut self, office: &Office) -> Result<()> {
        if let Some(seal) = office.seal.as_ref().filter(|seal| !seal.picture.is_empty()) {
            keep(&self.file(&seal.sha256), &seal.picture)?;
        }
        self.transact(|operation| operation.set("office", office))
    }

    /// Nothing where the file is gone or is another: a page must not carry a seal that nobody put in.
    fn seal_picture(&self, sha256: &str) -> Arc<[u8]> {
        match fs::read(self.file(sha256)) {
            Ok(bytes) if hex(&Sha256::digest(&bytes)) == sha256 => bytes.into(),
            Ok(_) => {
                tracing::error!(sha256, "the seal's picture is not the one that was kept");
                Arc::default()
            }
            Err(error) => {
                tracing::error!(%error, sha256, "the seal's picture cannot be read");
                Arc::default()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::office::Seal;

    #[test]
    fn a_seal_comes_back_from_the_disk_and_a_changed_one_does_not() {
        let folder = tempfile::tempdir().unwrap();
        let picture: Arc<[u8]> = b"a picture".as_slice().into();
        let sha256 = hex(&Sha256::digest(&picture));
        let office = Office { seal: Some(Seal { sha256: sha256.clone(), picture }), ..Office::default() };
        let mut store = Store::open(&folder.path().join("gongshi.db")).unwrap();
        store.set_office(&office).unwrap();
        assert_eq!(store.office().unwrap(), office);
        fs::write(store.file(&sha256), b"another picture").unwrap();
        let read = store.office().unwrap().seal.expect("the seal's name stays");
        assert!(read.picture.is_empty() && read.sha256 == sha256);
    }
}
