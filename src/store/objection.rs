//! The register of objections (异议登记).

use jiff::civil::Date;
use rusqlite::{Connection, Row, named_params};

use crate::domain::life::Step;
use crate::domain::notice::{NoticeId, State};
use crate::domain::objection::{Answer, Objection, Outcome};
use crate::store::{Result, Store, StoreError, lived, stored_instant};

impl Store {
    /// Registers an objection against a notice that hangs or hung, and returns its number within the notice.
    ///
    /// # Errors
    /// [`StoreError::NotAllowed`] before the notice hung, and once its record is sealed.
    pub fn object(
        &mut self,
        notice: NoticeId,
        person: &str,
        means: &str,
        matter: &str,
        due: Option<Date>,
        by: &str,
    ) -> Result<u32> {
        self.transact_by(by, |operation| {
            let state = operation.summary(notice)?.state;
            if !matches!(state, State::Posted | State::Expired | State::Withdrawn) {
                return Err(StoreError::NotAllowed { notice, state, step: Step::Post });
            }
            let number: u32 = operation.connection.query_row(
                "SELECT coalesce(max(number), 0) + 1 AS number FROM objection WHERE notice = :notice",
                named_params! { ":notice": notice.get() },
                |row| row.get("number"),
            )?;
            operation.connection.execute(
                "INSERT INTO objection (notice, number, received, person, means, matter, due)
                 VALUES (:notice, :number, :received, :person, :means, :matter, :due)",
                named_params! {
                    ":notice": notice.get(),
                    ":number": number,
                    ":received": stored_instant(operation.now.timestamp()),
                    ":person": person,
                    ":means": means,
                    ":matter": matter,
                    ":due": due.map(|day| day.to_string()),
                },
            )?;
            operation.log("object", Some(notice), &number.to_string())?;
            Ok(number)
        })
    }

    /// Answers an objection; an answer is given once.
    ///
    /// # Errors
    /// [`StoreError::NoSuchObjection`] where there is none that waits.
    pub fn answer(
        &mut self,
        notice: NoticeId,
        number: u32,
        by: &str,
        reply: &str,
        outcome: Outcome,
        list_changed: bool,
    ) -> Result<()> {
        self.transact_by(by, |operation| {
            let answered = operation.connection.execute(
                "UPDATE objection SET answered = :now, answered_by = :by, reply = :reply, outcome = :outcome,
                     list_changed = :changed
                 WHERE notice = :notice AND number = :number AND answered IS NULL",
                named_params! {
                    ":notice": notice.get(),
                    ":number": number,
                    ":now": stored_instant(operation.now.timestamp()),
                    ":by": by,
                    ":reply": reply,
                    ":outcome": outcome_code(outcome),
                    ":changed": list_changed,
                },
            )?;
            if answered == 0 {
                return Err(StoreError::NoSuchObjection { notice, number });
            }
            operation.log("answer", Some(notice), &number.to_string())
        })
    }

    /// Every objection that waits for its answer.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn waiting_objections(&self) -> Result<Vec<(NoticeId, Objection)>> {
        let mut statement =
            self.connection.prepare_cached("SELECT DISTINCT notice FROM objection WHERE answered IS NULL")?;
        let ids = statement.query_map([], |row| row.get::<_, i64>("notice"))?;
        let ids: Vec<NoticeId> = ids.map(|id| id.map(NoticeId::from_stored)).collect::<rusqlite::Result<_>>()?;
        let mut waiting = Vec::new();
        for id in ids {
            let open = self.objections(id)?.into_iter().filter(|objection| objection.answer.is_none());
            waiting.extend(open.map(|objection| (id, objection)));
        }
        Ok(waiting)
    }

    /// # Errors
    /// A file that cannot be read.
    pub fn objections(&self, notice: NoticeId) -> Result<Vec<Objection>> {
        read(&self.connection, notice, self.now().offset().seconds())
    }
}

pub(super) fn read(connection: &Connection, notice: NoticeId, offset: i32) -> Result<Vec<Objection>> {
    let mut statement = connection.prepare_cached(
        "SELECT number, received, person, means, matter, due, answered, answered_by, reply, outcome, list_changed
         FROM objection WHERE notice = :notice ORDER BY number",
    )?;
    let rows = statement.query_map(named_params! { ":notice": notice.get() }, |row| one(row, offset))?;
    rows.map(|read| read?.ok_or(StoreError::Damaged { notice, part: "an objection" })).collect()
}

fn one(row: &Row<'_>, offset: i32) -> rusqlite::Result<Option<Objection>> {
    let Some(received) = lived(&row.get::<_, String>("received")?, offset) else { return Ok(None) };
    let due = row.get::<_, Option<String>>("due")?.map(|day| day.parse::<Date>().ok());
    let answer = match row.get::<_, Option<String>>("answered")? {
        None => None,
        Some(at) => {
            let outcome = row.get_ref("outcome")?.as_str().ok().and_then(read_outcome);
            let (Some(at), Some(outcome)) = (lived(&at, offset), outcome) else { return Ok(None) };
            Some(Answer {
                at,
                by: row.get("answered_by")?,
                reply: row.get("reply")?,
                outcome,
                list_changed: row.get("list_changed")?,
            })
        }
    };
    if due == Some(None) {
        return Ok(None);
    }
    Ok(Some(Objection {
        number: row.get("number")?,
        received,
        person: row.get("person")?,
        means: row.get("means")?,
        matter: row.get("matter")?,
        due: due.flatten(),
        answer,
    }))
}

fn outcome_code(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Upheld => "upheld",
        Outcome::Rejected => "rejected",
        Outcome::Withdrawn => "withdrawn",
    }
}

fn read_outcome(code: &str) -> Option<Outcome> {
    Some(match code {
        "upheld" => Outcome::Upheld,
        "rejected" => Outcome::Rejected,
        "withdrawn" => Outcome::Withdrawn,
        _ => return None,
    })
}
