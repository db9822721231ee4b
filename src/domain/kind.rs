//! Kinds of notice (公示事项) and the rule of law behind each, read from `assets/rules/posting-rules.toml`; those of an
//! election come from its series.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::election::rules::Rules;
use super::notice::Look;

/// The rule's id in the catalogue, such as `gengdi-dili`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct KindId(String);

/// One kind of notice.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Kind {
    pub id: KindId,
    /// 耕地地力保护补贴公示
    pub name: String,
    /// 涉农补贴, 社会救助 …: how kinds are grouped where one is chosen.
    pub group: String,
    pub level: KindLevel,
    /// The clause it rests on; empty where none is known.
    #[serde(default)]
    pub basis: String,
    pub confidence: Confidence,
    pub period: PostingRule,
    /// The columns of the table as the rule names them, in order. Empty: prose, or a table of the office's own.
    #[serde(default)]
    pub columns: Vec<String>,
    /// The article limits what may be published to exactly these.
    #[serde(default)]
    pub columns_exact: Vec<String>,
    #[serde(default)]
    pub sum_columns: Vec<String>,
    /// Formulas in the columns' names: `a * b = c`, `合计 = x + y`.
    #[serde(default)]
    pub checks: Vec<String>,
    /// What must never be shown, by name.
    #[serde(default)]
    pub never_show: Vec<String>,
    /// Fixed rows, where the kind has them (三公经费).
    #[serde(default)]
    pub rows: Vec<String>,
    /// What the text has to say.
    #[serde(default)]
    pub must_state: Vec<String>,
    /// What happens on an objection.
    #[serde(default)]
    pub objection: String,
    /// Until when an objection is answered, the day of its receipt counted.
    #[serde(default)]
    pub objection_days: Option<PostingRule>,
    #[serde(default)]
    pub approvers: Vec<String>,
    #[serde(default)]
    pub note: String,
    /// How often a notice of the kind is due: its title names the month or the quarter that has ended.
    #[serde(default)]
    pub frequency: Option<Frequency>,
    /// The numbered tables of a set (预算公开), in their order; empty for every other kind.
    #[serde(default)]
    pub tables: Vec<SetTable>,
    /// The headings of what a set says before its tables.
    #[serde(default)]
    pub sections: Vec<String>,
    /// How a notice of the kind is set where nobody chose otherwise: red paper for an election.
    #[serde(default)]
    pub look: Look,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Frequency {
    Monthly,
    Quarterly,
}

/// A table of a set.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct SetTable {
    /// Without its number: 收支总表
    pub name: String,
    pub columns: Vec<String>,
    #[serde(default = "wan")]
    pub unit: String,
    /// The kind whose checks hold for it (三公经费).
    #[serde(default)]
    pub checked_as: Option<KindId>,
}

fn wan() -> String {
    "万元".to_owned()
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum KindLevel {
    Township,
    Village,
    Both,
}

/// How sure we are of a rule; everything below `Law` is shown as 待核实.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Confidence {
    Law,
    Copy,
    Local,
    Memory,
}

/// How long a notice of the kind hangs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostingRule {
    #[serde(default)]
    pub days: Option<u16>,
    pub unit: PeriodUnit,
    /// Where the period is less sure than the rule itself.
    #[serde(default)]
    pub confidence: Option<Confidence>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PeriodUnit {
    /// Calendar days, the first counted.
    Day,
    /// Working days by the State Council's calendar.
    Workday,
    /// No end.
    Standing,
    UntilEvent,
    UntilLifted,
}

/// All kinds the program knows.
#[derive(Debug, Clone)]
pub struct Catalogue {
    kinds: Vec<Kind>,
    by_id: HashMap<KindId, usize>,
    /// 村民委员会组织法（2025修订）第三十五条: what a village publishes hangs at least this many days.
    pub village_floor_days: u16,
}

#[derive(Deserialize)]
struct RulesFile {
    village_floor: VillageFloor,
    rule: Vec<Kind>,
}

#[derive(Deserialize)]
struct VillageFloor {
    days: u16,
}

#[derive(Debug, thiserror::Error)]
#[error("the posting rules cannot be read")]
pub struct CatalogueError(#[from] toml::de::Error);

static BUNDLED: LazyLock<Catalogue> = LazyLock::new(|| {
    let rules = include_str!("../../assets/rules/posting-rules.toml");
    let catalogue = Catalogue::parse(rules).expect("a test reads the bundled rules");
    catalogue.with(Rules::bundled().kinds())
});

impl Kind {
    /// A kind the catalogue does not know any more: a notice of it is still opened, with no rule to hold it to.
    pub fn unknown(id: KindId) -> Self {
        Self {
            name: id.as_str().to_owned(),
            id,
            group: String::new(),
            level: KindLevel::Both,
            basis: String::new(),
            confidence: Confidence::Memory,
            period: PostingRule { days: None, unit: PeriodUnit::UntilLifted, confidence: None },
            columns: Vec::new(),
            columns_exact: Vec::new(),
            sum_columns: Vec::new(),
            checks: Vec::new(),
            never_show: Vec::new(),
            rows: Vec::new(),
            must_state: Vec::new(),
            objection: String::new(),
            objection_days: None,
            approvers: Vec::new(),
            note: String::new(),
            frequency: None,
            tables: Vec::new(),
            sections: Vec::new(),
            look: Look::default(),
        }
    }
}

impl Catalogue {
    /// The catalogue that ships with the program.
    pub fn bundled() -> &'static Catalogue {
        &BUNDLED
    }

    /// # Errors
    /// Text that is not TOML, or a rule without one of its required fields.
    pub fn parse(text: &str) -> Result<Self, CatalogueError> {
        let file: RulesFile = toml::from_str(text)?;
        let by_id = file.rule.iter().enumerate().map(|(at, kind)| (kind.id.clone(), at)).collect();
        Ok(Self { kinds: file.rule, by_id, village_floor_days: file.village_floor.days })
    }

    /// The catalogue with further kinds behind its own.
    #[must_use]
    pub fn with(mut self, more: impl Iterator<Item = Kind>) -> Self {
        for kind in more {
            self.by_id.insert(kind.id.clone(), self.kinds.len());
            self.kinds.push(kind);
        }
        self
    }

    pub fn kinds(&self) -> &[Kind] {
        &self.kinds
    }

    /// The kind of that id; one the catalogue does not know any more has no rule to hold a notice to.
    pub fn of(&self, id: &KindId) -> Kind {
        self.get(id).cloned().unwrap_or_else(|| Kind::unknown(id.clone()))
    }

    pub(super) fn get_mut(&mut self, id: &KindId) -> Option<&mut Kind> {
        self.by_id.get(id).map(|at| &mut self.kinds[*at])
    }

    pub fn get(&self, id: &KindId) -> Option<&Kind> {
        self.by_id.get(id).map(|at| &self.kinds[*at])
    }

    /// Finds a kind as a person or a script names it: by id or by its whole name.
    pub fn find(&self, named: &str) -> Option<&Kind> {
        self.kinds.iter().find(|kind| kind.id.as_str() == named || kind.name == named)
    }
}

impl KindId {
    pub fn new(id: impl Into<String>) -> Self {
        Self(id.into())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Kind {
    /// Is it a set of numbered tables?
    pub fn is_set(&self) -> bool {
        !self.tables.is_empty()
    }

    /// The columns a notice of this kind has, whether the law limits them or not.
    pub fn expected_columns(&self) -> &[String] {
        if self.columns_exact.is_empty() { &self.columns } else { &self.columns_exact }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundled_rules_are_read_and_found_by_id_and_by_name() {
        let catalogue = Catalogue::bundled();
        assert!(catalogue.kinds().len() > 30);
        let by_name = catalogue.find("耕地地力保护补贴公示").expect("a kind of that name");
        assert_eq!(catalogue.get(&KindId::new("gengdi-dili")), Some(by_name));
        assert_eq!(catalogue.village_floor_days, 15);
    }
}
