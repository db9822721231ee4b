//! What is typed for the present step, and what is missing of it.

use std::path::PathBuf;

use super::deed::{Deed, Pin};
use super::held::Held;
use crate::archive::Request;
use crate::domain::approval::Means;
use crate::domain::posting::{Form, Place};
use crate::ui::widget::date;
use crate::ui::words::Word;

/// What the present step asks for.
#[derive(Debug, Default)]
pub(super) struct Fields {
    pub(super) person: String,
    pub(super) means: Option<Means>,
    pub(super) pin: Pin,
    pub(super) remark: String,
    pub(super) scan: String,
    pub(super) places: Vec<Place>,
    pub(super) new_place: String,
    pub(super) new_form: Form,
    pub(super) last: date::Picker,
    pub(super) reason: String,
    /// Why it is sent back or given up.
    pub(super) other_reason: String,
}

impl Fields {
    pub(super) fn toggle(&mut self, place: Place) {
        match self.places.iter().position(|chosen| *chosen == place) {
            Some(at) => drop(self.places.remove(at)),
            None => self.places.push(place),
        }
    }

    pub(super) fn add_place(&mut self) {
        let name = self.new_place.trim().to_owned();
        let place = Place { form: self.new_form, name };
        if !place.name.is_empty() && !self.places.contains(&place) {
            self.places.push(place);
        }
        self.new_place.clear();
    }

    pub(super) fn signature(&self, held: &Held) -> Result<Deed, Word> {
        let means = self.means.unwrap_or(Means::Paper);
        let person = self.person.trim().to_owned();
        let scan = Some(self.scan.trim()).filter(|path| !path.is_empty() && means == Means::Paper).map(PathBuf::from);
        if person.is_empty() {
            return Err(Word::LifeNeedPerson);
        }
        if means == Means::Paper && scan.is_none() && held.scan().is_none() {
            return Err(Word::LifeNeedScan);
        }
        Ok(Deed::Sign {
            steps: held.steps.clone(),
            person,
            means,
            pin: self.pin.clone(),
            scan,
            remark: self.remark.trim().to_owned(),
            digest: held.digest.clone(),
        })
    }

    pub(super) fn posting(&self, held: &Held) -> Result<Deed, Word> {
        let mut places = self.places.clone();
        let typed = self.new_place.trim();
        if !typed.is_empty() {
            places.push(Place { form: self.new_form, name: typed.to_owned() });
        }
        if places.is_empty() {
            return Err(Word::LifeNeedPlace);
        }
        if self.person.trim().is_empty() {
            return Err(Word::LifeNeedPerson);
        }
        if self.needs_reason(held) && self.reason.trim().is_empty() {
            return Err(Word::LifeNeedReason);
        }
        let (by, reason) = (self.person.trim().to_owned(), self.reason.trim().to_owned());
        Ok(Deed::Post(Request { by, places, last: self.last.date(), reason }))
    }

    pub(super) fn withdrawal(&self) -> Result<Deed, Word> {
        let (by, reason) = (self.person.trim().to_owned(), self.reason.trim().to_owned());
        match (by.is_empty(), reason.is_empty()) {
            (true, _) => Err(Word::LifeNeedPerson),
            (_, true) => Err(Word::LifeNeedReason),
            _ => Ok(Deed::Withdraw { by, reason }),
        }
    }

    /// The days are fewer than the rule asks for, or not those that the page names.
    pub(super) fn needs_reason(&self, held: &Held) -> bool {
        self.is_short(held) || self.is_other(held)
    }

    pub(super) fn is_short(&self, held: &Held) -> bool {
        matches!((self.last.date(), held.rule.last), (Some(last), Some(least)) if last < least)
    }

    pub(super) fn is_other(&self, held: &Held) -> bool {
        held.says.first.is_some() && (held.says.first != held.rule.first || held.says.last != self.last.date())
    }
}
