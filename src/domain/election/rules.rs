//! The series of notices and the law behind it, read from `assets/rules/elections.toml`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::domain::kind::{Confidence, Kind, KindId, KindLevel, PeriodUnit, PostingRule};
use crate::domain::notice::{Look, Paper, Theme};

/// What the law asks of an election, and the notices in their order.
#[derive(Debug, Deserialize)]
pub struct Rules {
    pub law: Law,
    /// How sure we are of the series' days.
    confidence: Confidence,
    candidate_order: CandidateRules,
    notice: Vec<NoticeRule>,
}

/// Days and numbers of 村民委员会组织法（2025修订）.
#[derive(Debug, Deserialize)]
pub struct Law {
    /// 第十七条: the voter list is posted at least so many days before the election.
    pub voter_list_days_before: i32,
    /// Objections within so many days of its posting, the day of posting not counted.
    pub voter_objection_days: i32,
    /// The decision within so many days of the objection.
    pub voter_decision_days: i32,
    /// Nobody votes for more than so many others.
    pub proxy_maximum: usize,
    /// 第二十四条
    pub handover_days: i32,
}

#[derive(Debug, Deserialize)]
struct CandidateRules {
    formal_candidates_days_before: BTreeMap<String, i32>,
}

/// One notice of the series.
#[derive(Debug, Deserialize)]
pub struct NoticeRule {
    /// 第1号公告 …
    #[serde(rename = "no")]
    pub number: u8,
    pub id: KindId,
    pub title: String,
    /// Days from the election day.
    pub offset: i32,
    #[serde(default)]
    pub until: Option<Until>,
    #[serde(default)]
    confidence: Option<Confidence>,
    #[serde(default)]
    basis: String,
    #[serde(default)]
    columns: Vec<String>,
    #[serde(default)]
    never_show: Vec<String>,
    #[serde(default)]
    layout: Option<NoticeLayout>,
    /// Paragraphs, one a line, with placeholders.
    pub text: String,
}

/// The day a notice sets.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Until {
    /// Days after the election.
    Election(i32),
    /// Days after the notice itself is posted.
    Posting(i32),
    /// Days after another notice of the series.
    Notice(u8, i32),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum NoticeLayout {
    NameGrid,
}

static BUNDLED: LazyLock<Rules> = LazyLock::new(|| {
    toml::from_str(include_str!("../../../assets/rules/elections.toml")).expect("a test reads the bundled series")
});

impl Rules {
    pub fn bundled() -> &'static Self {
        &BUNDLED
    }

    /// In the order of their numbers.
    pub fn notices(&self) -> &[NoticeRule] {
        &self.notice
    }

    pub fn notice(&self, number: u8) -> Option<&NoticeRule> {
        self.notice.iter().find(|notice| notice.number == number)
    }

    /// The number of the notice of this kind.
    pub fn number_of(&self, id: &str) -> Option<u8> {
        self.notice.iter().find(|notice| notice.id.as_str() == id).map(|notice| notice.number)
    }

    /// How many days before the election the province wants the formal candidates posted; `None`: no rule is known.
    pub fn candidates_days_before(&self, province: &str) -> Option<i32> {
        let provinces = &self.candidate_order.formal_candidates_days_before;
        provinces.iter().find(|(name, _)| !province.is_empty() && province.starts_with(name.as_str())).map(|(_, n)| *n)
    }

    /// The strictest province's days.
    pub fn strictest_candidates_days(&self) -> i32 {
        self.candidate_order.formal_candidates_days_before.values().copied().max().unwrap_or(0)
    }

    /// The notices as kinds of the catalogue.
    pub fn kinds(&self) -> impl Iterator<Item = Kind> {
        self.notice.iter().map(|notice| notice.kind(self.confidence))
    }
}

impl NoticeRule {
    fn kind(&self, series: Confidence) -> Kind {
        let period = if self.offset < 0 {
            PostingRule { days: None, unit: PeriodUnit::UntilEvent, confidence: None }
        } else {
            PostingRule { days: Some(15), unit: PeriodUnit::Day, confidence: None }
        };
        let name_grid = self.layout == Some(NoticeLayout::NameGrid);
        let basis = if self.basis.is_empty() { "村民委员会组织法（2025修订）" } else { &self.basis };
        Kind {
            name: self.title.clone(),
            group: "选举".to_owned(),
            level: KindLevel::Village,
            basis: basis.to_owned(),
            confidence: self.confidence.unwrap_or(series),
            period,
            columns: self.columns.clone(),
            never_show: self.never_show.clone(),
            look: Look { paper: Paper::A3, theme: Theme::RedPaper, name_grid, ..Look::default() },
            ..Kind::unknown(self.id.clone())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundled_series_has_fifteen_notices_in_the_order_of_their_numbers_and_days() {
        let notices = Rules::bundled().notices();
        assert_eq!(notices.iter().map(|notice| notice.number).collect::<Vec<_>>(), (1..=15).collect::<Vec<_>>());
        assert!(notices.is_sorted_by_key(|notice| notice.offset));
    }

    #[test]
    fn four_provinces_want_the_candidates_five_days_before() {
        let rules = Rules::bundled();
        for province in ["浙江", "上海市", "北京", "河南省"] {
            assert_eq!(rules.candidates_days_before(province), Some(5), "{province}");
        }
        assert_eq!(rules.candidates_days_before("广东"), None);
        assert_eq!(rules.candidates_days_before(""), None);
    }
}
