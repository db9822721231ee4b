//! What the office has measured of its printers, by the printers' names.

use std::collections::BTreeMap;

use super::{Result, Store, setting};
use crate::domain::printer::Calibration;

const NAME: &str = "printers";

impl Store {
    /// # Errors
    /// A file that cannot be read.
    pub fn calibrations(&self) -> Result<BTreeMap<String, Calibration>> {
        Ok(setting::read(&self.connection, NAME)?.unwrap_or_default())
    }

    /// `None` forgets what was measured.
    ///
    /// # Errors
    /// A file that cannot be written.
    pub fn calibrate(&mut self, printer: &str, measured: Option<Calibration>) -> Result<()> {
        let mut all = self.calibrations()?;
        match measured {
            Some(measured) => all.insert(printer.to_owned(), measured),
            None => all.remove(printer),
        };
        self.transact(|operation| operation.set(NAME, &all))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_printer_keeps_its_own_measure_until_it_is_forgotten() {
        let mut store = Store::in_memory().unwrap();
        let measured = Calibration::measured(149.5, 240.5).unwrap();
        store.calibrate("办公室", Some(measured)).unwrap();
        store.calibrate("财政所", Some(Calibration::default())).unwrap();
        assert_eq!(store.calibrations().unwrap()["办公室"], measured);
        store.calibrate("办公室", None).unwrap();
        assert_eq!(store.calibrations().unwrap().len(), 1);
    }
}
