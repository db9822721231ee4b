//! New notices.

use rusqlite::named_params;

use crate::domain::disclosure::Cycle;
use crate::domain::forward::{self, Planned};
use crate::domain::kind::KindId;
use crate::domain::notice::{Content, NoticeId, State, Summary};
use crate::store::notice::state_code;
use crate::store::transact::Operation;
use crate::store::undo::Before;
use crate::store::{Result, Store, encode, stored_instant};

impl Store {
    /// A new draft.
    ///
    /// # Errors
    /// A file that cannot be written.
    pub fn create(&mut self, kind: &KindId, content: &Content) -> Result<Summary> {
        self.transact(|operation| operation.create(kind, content, None))
    }

    /// 照上期新建: a new draft with last period's texts, columns and look, to hang from today for as long as the rule of its
    /// kind asks, its title moved on by one period; with its rows only where asked (see [`forward::content`]).
    ///
    /// # Errors
    /// [`crate::store::StoreError::NoSuchNotice`], or a notice that is damaged.
    pub fn create_from_previous(&mut self, previous: NoticeId, with_rows: bool) -> Result<Summary> {
        let planned = self.planned_today()?;
        self.transact(|operation| operation.repeat(previous, with_rows, forward::title, planned))
    }

    /// 照上期新建 for the cycle that is due, whatever cycle the last notice was about.
    ///
    /// # Errors
    /// As [`Store::create_from_previous`].
    pub fn create_for(&mut self, previous: NoticeId, cycle: Cycle) -> Result<Summary> {
        let planned = self.planned_today()?;
        self.transact(|operation| operation.repeat(previous, true, |title| cycle.into_title(title), planned))
    }

    /// How long a notice of a kind hangs that is put up today.
    fn planned_today(&self) -> Result<impl Fn(&KindId) -> Planned + use<>> {
        let (rules, office, date) = (self.rulebook()?, self.office()?, self.now().date());
        Ok(move |kind: &KindId| Planned { date, period: rules.posting(&rules.kind(kind), &office, date).period })
    }
}

impl Operation<'_> {
    fn repeat(
        &self,
        previous: NoticeId,
        with_rows: bool,
        retitle: impl Fn(&str) -> String,
        planned: impl Fn(&KindId) -> Planned,
    ) -> Result<Summary> {
        let last = self.load_to_copy(previous)?;
        let content = forward::content(last.content, with_rows, retitle, planned(&last.kind));
        self.create(&last.kind, &content, Some(previous))
    }

    pub(super) fn create(&self, kind: &KindId, content: &Content, previous: Option<NoticeId>) -> Result<Summary> {
        let id = self.insert(kind, content, previous)?;
        self.remember("create", Some(id), &Before::Created)?;
        self.summary(id)
    }

    /// Writes and logs a new draft; how it is taken back is for the caller to say.
    pub(in crate::store) fn insert(
        &self,
        kind: &KindId,
        content: &Content,
        previous: Option<NoticeId>,
    ) -> Result<NoticeId> {
        let now = stored_instant(self.now.timestamp());
        self.connection
            .prepare_cached(
                "INSERT INTO notice (kind, state, title, fields, columns, row_count, previous, created, updated)
                 VALUES (:kind, :state, '', '', :columns, 0, :previous, :now, :now)",
            )?
            .execute(named_params! {
                ":kind": kind.as_str(),
                ":state": state_code(State::Draft),
                ":columns": encode(&content.table.columns)?,
                ":previous": previous.map(NoticeId::get),
                ":now": now,
            })?;
        let id = NoticeId::from_stored(self.connection.last_insert_rowid());
        self.write_fields(id, content)?;
        self.write_table(id, &content.table)?;
        self.log("create", Some(id), &content.title)?;
        Ok(id)
    }
}
