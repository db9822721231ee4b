//! Elections: series of notices that move together.

use rusqlite::{OptionalExtension, named_params};

use super::transact::Operation;
use super::undo::Before;
use super::{Result, Store, StoreError, encode, stored_instant};
use crate::domain::election::{self, Days, Plan, rules::Rules};
use crate::domain::finding::Finding;
use crate::domain::notice::{Content, NoticeId, State};
use crate::domain::office::Office;
use crate::domain::table::Table;

/// A series as it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Election {
    pub id: ElectionId,
    pub plan: Plan,
    /// By number; a notice in the recycle bin is among them.
    pub notices: Vec<Numbered>,
}

/// Names an election in one data folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct ElectionId(i64);

/// A notice and its number in the series.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Numbered {
    pub number: u8,
    pub notice: NoticeId,
    pub state: State,
    /// The day it is posted, as the notice itself has it.
    pub day: Option<jiff::civil::Date>,
}

impl Election {
    /// The days as the notices have them.
    pub fn days(&self) -> Days {
        let mut days = self.plan.days();
        days.extend(self.notices.iter().filter_map(|one| Some((one.number, one.day?))));
        days
    }

    pub fn notice(&self, number: u8) -> Option<NoticeId> {
        self.notices.iter().find(|one| one.number == number).map(|one| one.notice)
    }

    pub fn of_kind(&self, kind: &str) -> Option<NoticeId> {
        self.notice(Rules::bundled().number_of(kind)?)
    }
}

impl Numbered {
    /// What was posted stays as it hangs.
    pub fn is_fixed(&self) -> bool {
        self.state.is_final()
    }
}

impl Store {
    /// The whole series as drafts, in one change that one undo takes back.
    ///
    /// # Errors
    /// A file that cannot be written.
    pub fn create_election(&mut self, plan: &Plan, office: &Office) -> Result<Election> {
        self.transact(|operation| operation.create_election(plan, office))
    }

    /// Moves all that is not yet posted to the plan's day, place and committee; what the clerk wrote herself stays, and
    /// what was approved is a draft again.
    ///
    /// # Errors
    /// [`StoreError::NoSuchElection`], or a notice that is damaged.
    pub fn move_election(&mut self, id: ElectionId, plan: &Plan) -> Result<Election> {
        self.transact(|operation| operation.move_election(id, plan))
    }

    /// The newest election; `None` before the first.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn last_election(&mut self) -> Result<Option<Election>> {
        self.transact(|operation| {
            let newest = "SELECT id FROM election ORDER BY id DESC LIMIT 1";
            let id = operation.connection.query_row(newest, [], |row| row.get("id")).optional()?;
            id.map(|id| operation.election(ElectionId(id))).transpose()
        })
    }
}

impl Store {
    /// The proxies' list of a series against its candidates': who accepted too many, and who may accept none.
    ///
    /// # Errors
    /// A notice that is damaged.
    pub fn proxies(&mut self, series: &Election) -> Result<Vec<Finding>> {
        let (table, names) = (self.table_of(series, "election-proxies")?, self.who_stands(series)?);
        let mut findings = election::proxies(&table);
        findings.extend(election::standing_proxies(&table, &names));
        Ok(findings)
    }

    /// Who stands for election, where the notice is the newest series' list of proxies; nobody elsewhere.
    ///
    /// # Errors
    /// A file that cannot be read, or a notice that is damaged.
    pub fn standing_beside(&mut self, notice: NoticeId) -> Result<Vec<String>> {
        let series = self.last_election()?.filter(|series| series.of_kind("election-proxies") == Some(notice));
        series.map_or_else(|| Ok(Vec::new()), |series| self.who_stands(&series))
    }

    fn who_stands(&mut self, series: &Election) -> Result<Vec<String>> {
        Ok(election::standing(&self.table_of(series, "election-candidates")?))
    }

    /// The table of the series' notice of a kind; an empty one where there is none.
    ///
    /// # Errors
    /// A notice that is damaged.
    pub fn table_of(&mut self, series: &Election, kind: &str) -> Result<Table> {
        let loaded = series.of_kind(kind).map(|notice| self.load(notice)).transpose()?;
        Ok(loaded.map(|notice| notice.content.table).unwrap_or_default())
    }
}

impl Operation<'_> {
    fn create_election(&self, plan: &Plan, office: &Office) -> Result<Election> {
        let now = stored_instant(self.now.timestamp());
        self.connection.execute(
            "INSERT INTO election (plan, created, updated) VALUES (:plan, :now, :now)",
            named_params! { ":plan": encode(plan)?, ":now": now },
        )?;
        let id = ElectionId(self.connection.last_insert_rowid());
        let days = plan.days();
        let mut created = Vec::new();
        for rule in Rules::bundled().notices() {
            let Some(content) = election::content(plan, &days, rule.number, office) else { continue };
            let notice = self.insert(&rule.id, &content, None)?;
            self.connection.execute(
                "INSERT INTO election_notice (election, number, notice) VALUES (:election, :number, :notice)",
                named_params! { ":election": id.0, ":number": rule.number, ":notice": notice.get() },
            )?;
            created.push(notice);
        }
        self.log("election", None, &format!("{} {}", plan.day, plan.village))?;
        self.remember("election", None, &Before::SeriesCreated(created))?;
        self.election(id)
    }

    fn election(&self, id: ElectionId) -> Result<Election> {
        let plan: Option<String> = self
            .connection
            .query_row("SELECT plan FROM election WHERE id = :id", named_params! { ":id": id.0 }, |row| row.get("plan"))
            .optional()?;
        let plan = plan.ok_or(StoreError::NoSuchElection)?;
        let plan = serde_json::from_str(&plan).map_err(|_| StoreError::DamagedSetting { part: "election" })?;
        let mut statement = self
            .connection
            .prepare_cached("SELECT number, notice FROM election_notice WHERE election = :id ORDER BY number")?;
        let stored = statement.query_map(named_params! { ":id": id.0 }, |row| {
            Ok((row.get::<_, u8>("number")?, NoticeId::from_stored(row.get("notice")?)))
        })?;
        let mut notices = Vec::new();
        for stored in stored {
            let (number, notice) = stored?;
            let summary = self.summary(notice)?;
            notices.push(Numbered { number, notice, state: summary.state, day: summary.period.first });
        }
        Ok(Election { id, plan, notices })
    }

    fn move_election(&self, id: ElectionId, plan: &Plan) -> Result<Election> {
        let before = self.election(id)?;
        let old = before.days();
        let mut new = plan.days();
        new.extend(before.notices.iter().filter(|one| one.is_fixed()).filter_map(|one| Some((one.number, one.day?))));
        let mut replaced = Vec::new();
        for one in before.notices.iter().filter(|one| !one.is_fixed()) {
            let content = self.load(one.notice)?.content;
            // The drafts were made for the plan's own days, whatever day the clerk gave a notice since.
            let drafted = [&before.plan.days(), &old]
                .map(|days| election::content(&before.plan, days, one.number, &Office::default()));
            let days = if drafted[0].as_ref().is_some_and(|draft| draft.intro == content.intro) {
                before.plan.days()
            } else {
                old.clone()
            };
            let Some(moved) = election::moved(&content, one.number, (&before.plan, &days), (plan, &new)) else {
                continue;
            };
            if moved != content {
                self.reopen(&self.summary(one.notice)?)?;
                self.write_fields(one.notice, &moved)?;
                self.touch(one.notice)?;
                self.log("move", Some(one.notice), &moved.title)?;
                replaced.push((one.notice, Content { table: Default::default(), ..content }));
            }
        }
        self.write_plan(id, plan)?;
        self.remember("move", None, &Before::SeriesMoved { election: id, plan: before.plan, contents: replaced })?;
        self.election(id)
    }

    fn write_plan(&self, id: ElectionId, plan: &Plan) -> Result<()> {
        self.connection.execute(
            "UPDATE election SET plan = :plan, updated = :now WHERE id = :id",
            named_params! { ":id": id.0, ":plan": encode(plan)?, ":now": stored_instant(self.now.timestamp()) },
        )?;
        Ok(())
    }

    /// Takes a move back. A notice that was posted since stays as it hangs.
    pub(super) fn put_series_back(
        &self,
        election: ElectionId,
        plan: &Plan,
        contents: &[(NoticeId, Content)],
    ) -> Result<()> {
        for (notice, content) in contents {
            let summary = self.summary(*notice)?;
            if !summary.state.is_final() {
                self.reopen(&summary)?;
                self.write_fields(*notice, content)?;
                self.touch(*notice)?;
            }
        }
        self.write_plan(election, plan)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    type TestResult = std::result::Result<(), Box<dyn std::error::Error>>;

    fn plan() -> Plan {
        Plan {
            day: date(2026, 12, 20), village: "石桥村".into(), place: "村委会大院".into(), ..Plan::default()
        }
    }

    #[test]
    fn a_new_day_moves_all_that_is_not_yet_posted() -> TestResult {
        let mut store = Store::in_memory()?;
        let made = store.create_election(&plan(), &Office::default())?;
        assert_eq!(made.notices.len(), 15);
        store.set_state(made.notices[0].notice, State::Posted)?;
        store.set_state(made.notices[3].notice, State::Approved)?;
        let later = Plan { day: date(2026, 12, 27), ..plan() };
        let moved = store.move_election(made.id, &later)?;
        assert_eq!(moved.notices[0].day, Some(date(2026, 11, 16)));
        assert_eq!(moved.notices[3].day, Some(date(2026, 11, 29)));
        assert_eq!(moved.notices[3].state, State::Draft);
        let list = store.load(moved.notices[3].notice)?.content;
        assert!(list.intro.contains("2026年12月27日") && !list.intro.contains("12月20日"), "{}", list.intro);
        assert_eq!(store.last_election()?, Some(moved));
        Ok(())
    }

    #[test]
    fn one_undo_takes_a_move_back_and_one_more_the_series() -> TestResult {
        let mut store = Store::in_memory()?;
        let made = store.create_election(&plan(), &Office::default())?;
        store.move_election(made.id, &Plan { day: date(2027, 1, 10), ..plan() })?;
        store.undo_last()?;
        assert_eq!(
            store.last_election()?.map(|election| (election.plan.day, election.notices[3].day)),
            Some((plan().day, made.notices[3].day))
        );
        store.undo_last()?;
        assert_eq!(store.list(&crate::store::Filter::default())?, []);
        Ok(())
    }
}
