//! Putting a notice up and taking it down.

use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension, Row, named_params};

use super::approval::content_digest;
use super::edition::EditionName;
use crate::domain::life::Step;
use crate::domain::notice::{NoticeId, Period, State, Summary};
use crate::domain::posting::{Form, Hanging, Place, Posting, Withdrawal};
use crate::store::transact::Operation;
use crate::store::{FrozenPage, Result, Store, StoreError, lived, stored_instant};

/// Pages as they were made for one place, to be kept byte for byte.
#[derive(Debug, Clone)]
pub struct Frozen {
    pub name: EditionName,
    pub pages: u32,
    /// Of `pdf`, hexadecimal.
    pub sha256: String,
    pub pdf: Vec<u8>,
    /// What each page says.
    pub texts: Vec<FrozenPage>,
}

/// All that is needed to put a notice up.
#[derive(Debug, Clone)]
pub struct PostingOrder {
    pub by: String,
    pub places: Vec<Place>,
    pub period: Period,
    /// Why the period is not the rule's; empty where it is.
    pub reason: String,
    /// Of the content the editions were made from ([`Store::digest`]).
    pub digest: String,
    pub editions: Vec<Frozen>,
}

impl Store {
    /// Puts an approved notice up: a line of the register, its places, and its pages, in one change.
    ///
    /// # Errors
    /// [`StoreError::NotAllowed`] before approval; [`StoreError::Changed`] where the pages were made from other content.
    pub fn post(&mut self, notice: NoticeId, order: &PostingOrder) -> Result<Posting> {
        self.transact_by(&order.by, |operation| {
            if content_digest(&operation.load(notice)?)? != order.digest {
                return Err(StoreError::Changed(notice));
            }
            operation.take_step(notice, Step::Post, "")?;
            operation.write_posting(notice, order)?;
            for place in &order.places {
                operation.write_hanging(notice, place, &order.by)?;
            }
            for edition in &order.editions {
                operation.write_edition(notice, edition)?;
            }
            read(operation.connection, notice)?.ok_or(StoreError::NoSuchNotice(notice))
        })
    }

    /// One more place for a notice that hangs.
    ///
    /// # Errors
    /// [`StoreError::NotAllowed`] where it does not hang.
    pub fn hang(&mut self, notice: NoticeId, place: &Place, by: &str) -> Result<()> {
        self.transact(|operation| {
            let state = operation.summary(notice)?.state;
            if !matches!(state, State::Posted | State::Expired) {
                return Err(StoreError::NotAllowed { notice, state, step: Step::Post });
            }
            operation.write_hanging(notice, place, by)?;
            operation.log("hang", Some(notice), &place.name)
        })
    }

    /// Takes the notice down everywhere.
    ///
    /// # Errors
    /// [`StoreError::NotAllowed`] where it does not hang.
    pub fn withdraw(&mut self, notice: NoticeId, by: &str, reason: &str) -> Result<Summary> {
        self.transact_by(by, |operation| {
            let now = stored_instant(operation.now.timestamp());
            operation.connection.execute(
                "UPDATE hanging SET down = :now, down_by = :by WHERE notice = :notice AND down IS NULL",
                named_params! { ":notice": notice.get(), ":now": now, ":by": by },
            )?;
            operation.connection.execute(
                "UPDATE posting SET withdrawn = :now, withdrawn_offset = :offset, withdrawn_by = :by,
                     withdraw_reason = :reason WHERE notice = :notice",
                named_params! {
                    ":notice": notice.get(),
                    ":now": now,
                    ":offset": operation.now.offset().seconds(),
                    ":by": by,
                    ":reason": reason,
                },
            )?;
            operation.take_step(notice, Step::Withdraw, reason)
        })
    }

    /// Marks every notice whose last day is before `today` as expired; they still hang. Which ones.
    ///
    /// # Errors
    /// A file that cannot be read or written.
    pub fn expire(&mut self, today: Date) -> Result<Vec<NoticeId>> {
        self.transact(|operation| {
            let mut statement = operation.connection.prepare_cached(
                "SELECT id FROM notice WHERE state = 'posted' AND removed IS NULL
                     AND coalesce((SELECT last_day FROM posting WHERE notice = notice.id), last_day) < :today ORDER BY id",
            )?;
            let ids = statement.query_map(named_params! { ":today": today.to_string() }, |row| row.get::<_, i64>("id"))?;
            let ids: Vec<NoticeId> = ids.map(|id| id.map(NoticeId::from_stored)).collect::<rusqlite::Result<_>>()?;
            for id in &ids {
                operation.take_step(*id, Step::Expire, "")?;
            }
            Ok(ids)
        })
    }

    /// The line of the register; `None` where the notice never hung.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn posting(&self, notice: NoticeId) -> Result<Option<Posting>> {
        read(&self.connection, notice)
    }

    /// 公示台账: the year's notices in the order of their numbers.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn register(&self, year: i16) -> Result<Vec<(NoticeId, Posting)>> {
        let mut statement =
            self.connection.prepare_cached("SELECT notice FROM posting WHERE year = :year ORDER BY number")?;
        let ids = statement.query_map(named_params! { ":year": year }, |row| row.get::<_, i64>("notice"))?;
        let ids: Vec<NoticeId> = ids.map(|id| id.map(NoticeId::from_stored)).collect::<rusqlite::Result<_>>()?;
        ids.into_iter().map(|id| Ok((id, read(&self.connection, id)?.ok_or(StoreError::NoSuchNotice(id))?))).collect()
    }
}

impl Operation<'_> {
    /// The next number of the year: the register has no gaps, since what hung is never removed.
    fn write_posting(&self, notice: NoticeId, order: &PostingOrder) -> Result<()> {
        self.connection
            .prepare_cached(
                "INSERT INTO posting (notice, year, number, posted, posted_offset, posted_by, first_day, last_day,
                                      period_reason)
                 VALUES (:notice, :year, (SELECT coalesce(max(number), 0) + 1 FROM posting WHERE year = :year),
                         :posted, :offset, :by, :first, :last, :reason)",
            )?
            .execute(named_params! {
                ":notice": notice.get(),
                ":year": self.now.date().year(),
                ":posted": stored_instant(self.now.timestamp()),
                ":offset": self.now.offset().seconds(),
                ":by": order.by,
                ":first": order.period.first.unwrap_or(self.now.date()).to_string(),
                ":last": order.period.last.map(|day| day.to_string()),
                ":reason": order.reason,
            })?;
        // Lists show the days it hangs for, not those that were planned when it was written.
        self.connection
            .prepare_cached("UPDATE notice SET first_day = :first, last_day = :last WHERE id = :notice")?
            .execute(named_params! {
                ":notice": notice.get(),
                ":first": order.period.first.unwrap_or(self.now.date()).to_string(),
                ":last": order.period.last.map(|day| day.to_string()),
            })?;
        Ok(())
    }

    fn write_hanging(&self, notice: NoticeId, place: &Place, by: &str) -> Result<()> {
        self.connection
            .prepare_cached(
                "INSERT INTO hanging (notice, form, place, up, up_by) VALUES (:notice, :form, :place, :up, :by)",
            )?
            .execute(named_params! {
                ":notice": notice.get(),
                ":form": form_code(place.form),
                ":place": place.name,
                ":up": stored_instant(self.now.timestamp()),
                ":by": by,
            })?;
        self.know_place(place)
    }
}

pub(super) fn form_code(form: Form) -> &'static str {
    match form {
        Form::Wall => "wall",
        Form::Screen => "screen",
        Form::Broadcast => "broadcast",
        Form::Other => "other",
    }
}

pub(super) fn read_form(code: &str) -> Option<Form> {
    Some(match code {
        "wall" => Form::Wall,
        "screen" => Form::Screen,
        "broadcast" => Form::Broadcast,
        "other" => Form::Other,
        _ => return None,
    })
}

pub(super) fn read(connection: &Connection, notice: NoticeId) -> Result<Option<Posting>> {
    let damaged = || StoreError::Damaged { notice, part: "its posting" };
    let posting = connection
        .prepare_cached(
            "SELECT year, number, posted, posted_offset, posted_by, first_day, last_day, period_reason, withdrawn,
                    withdrawn_offset, withdrawn_by, withdraw_reason
             FROM posting WHERE notice = :notice",
        )?
        .query_row(named_params! { ":notice": notice.get() }, one)
        .optional()?;
    let Some(posting) = posting else { return Ok(None) };
    let mut posting = posting.ok_or_else(damaged)?;
    let mut statement = connection.prepare_cached(
        "SELECT form, place, up, up_by, down, down_by FROM hanging WHERE notice = :notice ORDER BY id",
    )?;
    let offset = posting.posted.offset().seconds();
    let rows = statement.query_map(named_params! { ":notice": notice.get() }, |row| hanging(row, offset))?;
    posting.hangings = rows.map(|read| read?.ok_or_else(damaged)).collect::<Result<_>>()?;
    Ok(Some(posting))
}

fn one(row: &Row<'_>) -> rusqlite::Result<Option<Posting>> {
    let day = |stored: Option<String>| stored.map(|day| day.parse::<Date>().ok());
    let (first, last) = (day(row.get("first_day")?), day(row.get("last_day")?));
    let Some(posted) = lived(&row.get::<_, String>("posted")?, row.get("posted_offset")?) else { return Ok(None) };
    let withdrawn = match (row.get::<_, Option<String>>("withdrawn")?, row.get("withdrawn_offset")?) {
        (Some(at), Some(offset)) => {
            let Some(at) = lived(&at, offset) else { return Ok(None) };
            Some(Withdrawal { at, by: row.get("withdrawn_by")?, reason: row.get("withdraw_reason")? })
        }
        _ => None,
    };
    if first == Some(None) || last == Some(None) {
        return Ok(None);
    }
    Ok(Some(Posting {
        year: row.get("year")?,
        number: row.get("number")?,
        posted,
        posted_by: row.get("posted_by")?,
        period: Period { first: first.flatten(), last: last.flatten() },
        reason: row.get("period_reason")?,
        withdrawn,
        hangings: Vec::new(),
    }))
}

/// Places are put up and down by the office's own clock: its offset is that of the posting.
fn hanging(row: &Row<'_>, offset: i32) -> rusqlite::Result<Option<Hanging>> {
    let down = row.get::<_, Option<String>>("down")?.map(|at| lived(&at, offset));
    let (Some(form), Some(up)) =
        (read_form(row.get_ref("form")?.as_str()?), lived(&row.get::<_, String>("up")?, offset))
    else {
        return Ok(None);
    };
    if down == Some(None) {
        return Ok(None);
    }
    Ok(Some(Hanging {
        place: Place { form, name: row.get("place")? },
        up,
        up_by: row.get("up_by")?,
        down: down.flatten(),
        down_by: row.get("down_by")?,
    }))
}
