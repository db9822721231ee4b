//! Which page of which notice stood from when to when (播放记录).

use jiff::Timestamp;
use jiff::civil::Date;
use rusqlite::{OptionalExtension, named_params};

use super::spans;
use crate::domain::lobby::{Item, PageRef, Shown, ShownDay, ShownSummary};
use crate::domain::notice::NoticeId;
use crate::store::transact::Operation;
use crate::store::{Result, Store, StoreError};

/// A page's day as it lies in the file.
struct Day {
    times: i64,
    millis: i64,
    last_from: i64,
    last_to: i64,
    spans: Vec<u8>,
}

impl Store {
    /// Writes down what stood, in one change; at least every ten seconds, so that a power cut loses no more. A page that
    /// still stands is told again with a later end and counted once. The event log says nothing of it: this is a log of its
    /// own, and what is sealed carries its sum. A notice that is gone is passed over.
    ///
    /// # Errors
    /// A file that cannot be written.
    pub fn log_shown(&mut self, shown: &[Shown]) -> Result<()> {
        if shown.is_empty() {
            return Ok(());
        }
        let zone = self.now().time_zone().clone();
        self.transact(|operation| {
            for one in shown {
                let day = one.from.to_zoned_datetime(zone.clone()).date();
                operation.write_shown(one, day)?;
            }
            Ok(())
        })
    }

    /// All showings of a notice's pages, summed up.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn screen_log_summary(&self, notice: NoticeId) -> Result<ShownSummary> {
        let damaged = || StoreError::Damaged { notice, part: "its screen log" };
        self.connection
            .prepare_cached(
                "SELECT coalesce(sum(times), 0) AS times, coalesce(sum(millis), 0) AS millis,
                        count(DISTINCT day) AS days, min(day) AS first, max(day) AS last,
                        count(DISTINCT page) AS pages_shown,
                        coalesce((SELECT pages FROM edition WHERE notice = :notice AND name = 'screen'), 0) AS pages
                 FROM shown_day WHERE notice = :notice",
            )?
            .query_row(named_params! { ":notice": notice.get() }, |row| {
                let day = |day: Option<String>| day.map(|day| day.parse::<Date>()).transpose();
                let (first, last) = (day(row.get("first")?), day(row.get("last")?));
                let (Ok(first), Ok(last)) = (first, last) else { return Ok(None) };
                Ok(Some(ShownSummary {
                    times: row.get::<_, i64>("times")?.unsigned_abs(),
                    millis: row.get::<_, i64>("millis")?.unsigned_abs(),
                    days: row.get("days")?,
                    first,
                    last,
                    pages_shown: row.get("pages_shown")?,
                    pages: row.get("pages")?,
                }))
            })?
            .ok_or_else(damaged)
    }

    /// A notice's pages by day: what a sealed record keeps of the log.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn screen_log_days(&self, notice: NoticeId) -> Result<Vec<ShownDay>> {
        let damaged = || StoreError::Damaged { notice, part: "its screen log" };
        let mut statement = self.connection.prepare_cached(
            "SELECT day, page, times, millis FROM shown_day WHERE notice = :notice ORDER BY day, page",
        )?;
        let mut rows = statement.query(named_params! { ":notice": notice.get() })?;
        let mut days = Vec::new();
        while let Some(row) = rows.next()? {
            days.push(ShownDay {
                day: row.get_ref("day")?.as_str().ok().and_then(|day| day.parse().ok()).ok_or_else(damaged)?,
                page: row.get::<_, u32>("page")? + 1,
                times: row.get::<_, i64>("times")?.unsigned_abs(),
                millis: row.get::<_, i64>("millis")?.unsigned_abs(),
            });
        }
        Ok(days)
    }

    /// Every showing of a notice's pages, by day and page.
    ///
    /// # Errors
    /// [`StoreError::Damaged`].
    pub fn screen_log(&self, notice: NoticeId) -> Result<Vec<Shown>> {
        let damaged = || StoreError::Damaged { notice, part: "its screen log" };
        let mut statement = self
            .connection
            .prepare_cached("SELECT page, spans FROM shown_day WHERE notice = :notice ORDER BY day, page")?;
        let mut rows = statement.query(named_params! { ":notice": notice.get() })?;
        let mut shown = Vec::new();
        while let Some(row) = rows.next()? {
            let page = PageRef::notice(notice, row.get("page")?);
            for (from, to) in spans::read(&row.get::<_, Vec<u8>>("spans")?).ok_or_else(damaged)? {
                let instant = |at| Timestamp::from_millisecond(at).map_err(|_| damaged());
                shown.push(Shown { page, from: instant(from)?, to: instant(to)? });
            }
        }
        Ok(shown)
    }
}

impl Operation<'_> {
    fn write_shown(&self, shown: &Shown, day: Date) -> Result<()> {
        // The log proves what was published; the office's own pictures are no notices.
        let PageRef { of: Item::Notice(notice), page } = shown.page else { return Ok(()) };
        let known = "SELECT 1 FROM notice WHERE id = :notice";
        if !self.connection.prepare_cached(known)?.exists(named_params! { ":notice": notice.get() })? {
            return Ok(());
        }
        let before = self.day(notice, page, day)?;
        let (from, to) = (shown.from.as_millisecond(), shown.to.as_millisecond());
        let after = before.map_or_else(|| Day::new(from, to), |day| day.with(from, to));
        self.connection
            .prepare_cached(
                "INSERT OR REPLACE INTO shown_day (notice, page, day, times, millis, last_from, last_to, spans)
                 VALUES (:notice, :page, :day, :times, :millis, :last_from, :last_to, :spans)",
            )?
            .execute(named_params! {
                ":notice": notice.get(),
                ":page": page,
                ":day": day.to_string(),
                ":times": after.times,
                ":millis": after.millis,
                ":last_from": after.last_from,
                ":last_to": after.last_to,
                ":spans": after.spans,
            })?;
        Ok(())
    }

    fn day(&self, notice: NoticeId, page: u32, day: Date) -> Result<Option<Day>> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT times, millis, last_from, last_to, spans FROM shown_day
                 WHERE notice = :notice AND page = :page AND day = :day",
            )?
            .query_row(named_params! { ":notice": notice.get(), ":page": page, ":day": day.to_string() }, |row| {
                Ok(Day {
                    times: row.get("times")?,
                    millis: row.get("millis")?,
                    last_from: row.get("last_from")?,
                    last_to: row.get("last_to")?,
                    spans: row.get("spans")?,
                })
            })
            .optional()?)
    }
}

impl Day {
    fn new(from: i64, to: i64) -> Self {
        let mut spans = Vec::new();
        spans::append(&mut spans, 0, from, to);
        Self { times: 1, millis: (to - from).max(0), last_from: from, last_to: to.max(from), spans }
    }

    /// One showing more, or the last one longer.
    fn with(mut self, from: i64, to: i64) -> Self {
        if from == self.last_from {
            let to = to.max(self.last_to);
            let Some(before) = self.end_before_last() else { return self };
            spans::without_last(&mut self.spans);
            spans::append(&mut self.spans, before, from, to);
            self.millis += to - self.last_to;
            self.last_to = to;
        } else {
            let begun = from.max(self.last_to);
            spans::append(&mut self.spans, self.last_to, from, to);
            self.times += 1;
            self.millis += (to - begun).max(0);
            (self.last_from, self.last_to) = (from, to.max(begun));
        }
        self
    }

    fn end_before_last(&self) -> Option<i64> {
        let read = spans::read(&self.spans)?;
        Some(read.iter().rev().nth(1).map_or(0, |(_, end)| *end))
    }
}
