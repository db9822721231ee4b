//! Notices and their tables.

use rusqlite::{OptionalExtension, Row, named_params};

use super::transact::Operation;
use super::{Result, StoreError, stored_instant};
use crate::domain::kind::KindId;
use crate::domain::notice::{Content, NoticeId, Period, State, Summary};
use crate::domain::table::Role;

pub(super) mod correct;
mod create;
pub(super) mod list;
mod load;
mod remove;
mod restore;
mod samples;
mod save;
mod state;

pub(super) const SUMMARY_COLUMNS: &str = "id, kind, state, title, first_day, last_day, row_count, updated";

/// A notice's summary as it lies in the file.
pub(super) struct StoredSummary {
    id: i64,
    kind: String,
    state: String,
    title: String,
    first_day: Option<String>,
    last_day: Option<String>,
    row_count: i64,
    updated: String,
}

impl StoredSummary {
    pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            kind: row.get("kind")?,
            state: row.get("state")?,
            title: row.get("title")?,
            first_day: row.get("first_day")?,
            last_day: row.get("last_day")?,
            row_count: row.get("row_count")?,
            updated: row.get("updated")?,
        })
    }

    pub(super) fn into_summary(self) -> Result<Summary> {
        let id = NoticeId::from_stored(self.id);
        let damaged = |part| StoreError::Damaged { notice: id, part };
        let day = |stored: Option<String>| stored.map(|day| day.parse().map_err(|_| damaged("its period"))).transpose();
        Ok(Summary {
            id,
            kind: KindId::new(self.kind),
            state: read_state(id, &self.state)?,
            period: Period { first: day(self.first_day)?, last: day(self.last_day)? },
            rows: usize::try_from(self.row_count).map_err(|_| damaged("its number of rows"))?,
            updated: self.updated.parse().map_err(|_| damaged("the time of its last change"))?,
            title: self.title,
        })
    }
}

impl Operation<'_> {
    pub(super) fn summary(&self, notice: NoticeId) -> Result<Summary> {
        self.connection
            .prepare_cached(&format!("SELECT {SUMMARY_COLUMNS} FROM notice WHERE id = :id"))?
            .query_row(named_params! { ":id": notice.get() }, StoredSummary::read)
            .optional()?
            .ok_or(StoreError::NoSuchNotice(notice))?
            .into_summary()
    }

    /// The summary of a notice that may still be edited.
    pub(super) fn open_notice(&self, notice: NoticeId) -> Result<Summary> {
        let summary = self.summary(notice)?;
        if summary.state.is_final() { Err(StoreError::Posted { notice, state: summary.state }) } else { Ok(summary) }
    }

    /// Notes the instant of a change and returns what a list now shows.
    pub(super) fn touch(&self, notice: NoticeId) -> Result<Summary> {
        self.connection
            .prepare_cached("UPDATE notice SET updated = :updated WHERE id = :id")?
            .execute(named_params! { ":id": notice.get(), ":updated": stored_instant(self.now.timestamp()) })?;
        self.summary(notice)
    }

    pub(super) fn write_fields(&self, notice: NoticeId, content: &Content) -> Result<()> {
        self.connection
            .prepare_cached(
                "UPDATE notice SET title = :title, first_day = :first_day, last_day = :last_day, fields = :fields
                 WHERE id = :id",
            )?
            .execute(named_params! {
                ":id": notice.get(),
                ":title": content.title,
                ":first_day": content.period.first.map(|day| day.to_string()),
                ":last_day": content.period.last.map(|day| day.to_string()),
                ":fields": super::encode(content)?,
            })?;
        self.count_further_rows(notice)?;
        self.index_fields(notice, content)
    }

    /// A notice without a main table has as many rows as its further tables: a budget's set does not stand in the list as
    /// if it were empty.
    pub(super) fn count_further_rows(&self, notice: NoticeId) -> Result<()> {
        self.connection
            .prepare_cached(
                "UPDATE notice SET row_count = (
                     SELECT count(*) FROM json_each(notice.fields, '$.blocks') AS block,
                         json_each(block.value, '$.matter.table.table.rows') AS line
                     WHERE line.value ->> 'role' = 'data')
                 WHERE id = :id AND NOT EXISTS (SELECT 1 FROM row WHERE notice = :id AND role = 'data')",
            )?
            .execute(named_params! { ":id": notice.get() })?;
        Ok(())
    }

    pub(super) fn write_state(&self, notice: NoticeId, state: State) -> Result<()> {
        self.connection
            .prepare_cached("UPDATE notice SET state = :state WHERE id = :id")?
            .execute(named_params! { ":id": notice.get(), ":state": state_code(state) })?;
        Ok(())
    }
}

pub(super) fn state_code(state: State) -> &'static str {
    match state {
        State::Draft => "draft",
        State::InReview => "in-review",
        State::Approved => "approved",
        State::Posted => "posted",
        State::Expired => "expired",
        State::Withdrawn => "withdrawn",
        State::Archived => "archived",
        State::Void => "void",
    }
}

pub(super) fn read_state(notice: NoticeId, code: &str) -> Result<State> {
    Ok(match code {
        "draft" => State::Draft,
        "in-review" => State::InReview,
        "approved" => State::Approved,
        "posted" => State::Posted,
        "expired" => State::Expired,
        "withdrawn" => State::Withdrawn,
        "archived" => State::Archived,
        "void" => State::Void,
        _ => return Err(StoreError::Damaged { notice, part: "its state" }),
    })
}

fn role_code(role: Role) -> &'static str {
    match role {
        Role::Data => "data",
        Role::Part => "part",
        Role::Opening => "opening",
        Role::Closing => "closing",
        Role::Subtotal => "subtotal",
        Role::Total => "total",
    }
}

fn read_role(code: &str) -> Option<Role> {
    Some(match code {
        "data" => Role::Data,
        "part" => Role::Part,
        "opening" => Role::Opening,
        "closing" => Role::Closing,
        "subtotal" => Role::Subtotal,
        "total" => Role::Total,
        _ => return None,
    })
}
