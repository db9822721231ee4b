//! Retention (保管期限): how long a sealed record is kept, what may be done to it meanwhile, and when it may be destroyed.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};

use super::kind::{Catalogue, Confidence, KindId};

/// How long: 村级档案管理办法第八条 knows 永久, 30年 and 10年.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "u16", into = "u16")]
pub enum Term {
    /// 永久
    Permanent,
    Years(u16),
}

/// The terms there are, as they are offered.
pub const TERMS: [Term; 3] = [Term::Permanent, Term::Years(30), Term::Years(10)];

/// What the office settled about its archive.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Keeping {
    /// Terms other than the bundled ones.
    pub terms: BTreeMap<String, Term>,
    /// So many days after a notice was taken down its personal data are concealed by themselves; `None`: never.
    pub conceal_after: Option<u16>,
}

/// A kind's term, and what it rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    pub term: Term,
    pub basis: String,
    /// `None`: the office set it.
    pub confidence: Option<Confidence>,
}

/// What is done to a sealed record after it was sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Deed {
    /// 冻结: it is needed for a dispute and not destroyed.
    Hold,
    /// 解除冻结
    Release,
    /// 对外隐藏个人信息
    Conceal,
    /// 恢复显示
    Reveal,
    /// 销毁
    Destroy,
}

/// Where a sealed record stands after all that was done to it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Standing {
    pub is_held: bool,
    pub is_concealed: bool,
    /// It was concealed once: it is not concealed by itself again.
    pub was_concealed: bool,
    pub is_destroyed: bool,
}

/// Why something is not done to a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeepingFault {
    /// Only what is sealed is kept.
    NotSealed,
    /// It was destroyed: nothing is left to do it to.
    Destroyed,
    /// It is so already.
    Already,
    /// It is held for a dispute.
    Held,
    /// Its term runs until the day before; `None`: for ever.
    Running(Option<Date>),
    /// Destruction takes two persons.
    OnePerson,
    /// Why is kept with the record.
    NoReason,
}

#[derive(Deserialize)]
struct RulesFile {
    default: Rule,
    #[serde(default)]
    group: Vec<Named>,
    #[serde(default)]
    kind: Vec<Named>,
}

#[derive(Deserialize)]
struct Rule {
    term: Term,
    confidence: Confidence,
    basis: String,
}

#[derive(Deserialize)]
struct Named {
    name: String,
    #[serde(flatten)]
    rule: Rule,
}

static BUNDLED: LazyLock<RulesFile> = LazyLock::new(|| {
    toml::from_str(include_str!("../../assets/rules/retention.toml")).expect("a test reads the bundled terms")
});

impl From<u16> for Term {
    fn from(years: u16) -> Self {
        if years == 0 { Self::Permanent } else { Self::Years(years) }
    }
}

impl From<Term> for u16 {
    fn from(term: Term) -> Self {
        match term {
            Term::Permanent => 0,
            Term::Years(years) => years,
        }
    }
}

impl Term {
    /// The first day on which a record sealed on `sealed` may be destroyed: terms run from 1 January of the next year.
    pub fn over(self, sealed: Date) -> Option<Date> {
        match self {
            Self::Permanent => None,
            Self::Years(years) => {
                let year = i32::from(sealed.year()) + 1 + i32::from(years);
                i16::try_from(year).ok().filter(|year| *year <= 9999).map(|year| date(year, 1, 1))
            }
        }
    }

    /// 永久, 30年
    pub fn word(self) -> String {
        match self {
            Self::Permanent => "永久".to_owned(),
            Self::Years(years) => format!("{years}年"),
        }
    }
}

impl Keeping {
    /// The office's own term, else the kind's, its group's, or everybody's.
    pub fn of(&self, kind: &KindId) -> Kept {
        let rule = bundled(kind);
        match self.terms.get(kind.as_str()) {
            Some(term) => Kept { term: *term, basis: rule.basis.clone(), confidence: None },
            None => Kept { term: rule.term, basis: rule.basis.clone(), confidence: Some(rule.confidence) },
        }
    }

    /// Sets a kind's term; the bundled one is not kept as the office's own.
    pub fn set(&mut self, kind: &KindId, term: Term) {
        if bundled(kind).term == term {
            self.terms.remove(kind.as_str());
        } else {
            self.terms.insert(kind.as_str().to_owned(), term);
        }
    }
}

fn bundled(kind: &KindId) -> &'static Rule {
    let named =
        |list: &'static [Named], name: &str| list.iter().find(|rule| rule.name == name).map(|named| &named.rule);
    let group = Catalogue::bundled().get(kind).map(|kind| kind.group.as_str()).unwrap_or_default();
    named(&BUNDLED.kind, kind.as_str()).or_else(|| named(&BUNDLED.group, group)).unwrap_or(&BUNDLED.default)
}

impl Deed {
    pub fn code(self) -> &'static str {
        match self {
            Self::Hold => "hold",
            Self::Release => "release",
            Self::Conceal => "conceal",
            Self::Reveal => "reveal",
            Self::Destroy => "destroy",
        }
    }

    pub fn of_code(code: &str) -> Option<Self> {
        [Self::Hold, Self::Release, Self::Conceal, Self::Reveal, Self::Destroy]
            .into_iter()
            .find(|deed| deed.code() == code)
    }
}

impl Standing {
    /// Where the record stands after the deed.
    ///
    /// # Errors
    /// [`KeepingFault`]: the deed cannot follow on what was done before.
    pub fn after(self, deed: Deed) -> Result<Self, KeepingFault> {
        if self.is_destroyed {
            return Err(KeepingFault::Destroyed);
        }
        let is_so = match deed {
            Deed::Hold => self.is_held,
            Deed::Release => !self.is_held,
            Deed::Conceal => self.is_concealed,
            Deed::Reveal => !self.is_concealed,
            Deed::Destroy if self.is_held => return Err(KeepingFault::Held),
            Deed::Destroy => false,
        };
        if is_so {
            return Err(KeepingFault::Already);
        }
        Ok(match deed {
            Deed::Hold => Self { is_held: true, ..self },
            Deed::Release => Self { is_held: false, ..self },
            Deed::Conceal => Self { is_concealed: true, was_concealed: true, ..self },
            Deed::Reveal => Self { is_concealed: false, ..self },
            Deed::Destroy => Self { is_destroyed: true, ..self },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_group_of_the_bundled_terms_is_one_of_the_catalogue() {
        let catalogue = Catalogue::bundled();
        for named in &BUNDLED.group {
            assert!(catalogue.kinds().iter().any(|kind| kind.group == named.name), "{}", named.name);
            assert!(TERMS.contains(&named.rule.term), "{}", named.name);
        }
        assert!(BUNDLED.kind.iter().all(|named| catalogue.get(&KindId::new(named.name.as_str())).is_some()));
    }

    #[test]
    fn a_term_runs_from_the_first_of_january_after_the_sealing() {
        assert_eq!(Term::Years(10).over(date(2016, 1, 1)), Some(date(2027, 1, 1)));
        assert_eq!(Term::Years(10).over(date(2015, 12, 31)), Some(date(2026, 1, 1)));
        assert_eq!(Term::Permanent.over(date(2015, 12, 31)), None);
    }

    #[test]
    fn the_office_changes_a_term_and_takes_the_change_back() {
        let (mut keeping, kind) = (Keeping::default(), KindId::new("dibao-initial"));
        assert_eq!(keeping.of(&kind).term, Term::Years(30));
        keeping.set(&kind, Term::Permanent);
        assert_eq!((keeping.of(&kind).term, keeping.of(&kind).confidence), (Term::Permanent, None));
        keeping.set(&kind, Term::Years(30));
        assert_eq!(keeping, Keeping::default());
    }

    #[test]
    fn what_is_held_is_not_destroyed_and_what_is_destroyed_stays_so() {
        let held = Standing::default().after(Deed::Hold).expect("held");
        assert_eq!(held.after(Deed::Destroy), Err(KeepingFault::Held));
        assert_eq!(held.after(Deed::Hold), Err(KeepingFault::Already));
        let gone = held.after(Deed::Release).and_then(|free| free.after(Deed::Destroy)).expect("destroyed");
        assert_eq!(gone.after(Deed::Conceal), Err(KeepingFault::Destroyed));
    }
}
