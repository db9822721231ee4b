//! What the window writes. A write never dies with the screen that asked for it: its result goes to the window.

use std::sync::Arc;

use super::screen::archive::keep;
use super::screen::life::Pin;
use crate::domain::disclosure::{Cycle, Plan};
use crate::domain::election;
use crate::domain::kind::KindId;
use crate::domain::notice::{Content, NoticeId};
use crate::domain::office::Office;
use crate::domain::period::YearList;
use crate::domain::printer::Calibration;
use crate::domain::retention::{Deed, Keeping};
use crate::domain::rulebook::{Amendment, Rulebook};
use crate::store::{ElectionId, Handle, Preferences, Result as Stored, Store, StoreError};

#[derive(Debug, Clone, PartialEq)]
pub enum Write {
    /// A new draft.
    Create(KindId, Box<Content>),
    /// 整套选举公告
    Series(Box<election::Plan>),
    /// All of a series that does not hang yet, to the plan's days.
    MoveSeries(ElectionId, Box<election::Plan>),
    /// 照上期新建
    CreateFrom(NoticeId, Option<Cycle>),
    /// To the recycle bin.
    Remove(NoticeId),
    /// Out of the recycle bin.
    Restore(NoticeId),
    Office(Office),
    Preferences(Preferences),
    /// 清除示例
    ClearSamples,
    /// Someone who signs, new or changed; without a PIN the old one stays.
    Worker {
        name: String,
        duty: String,
        pin: Option<Pin>,
    },
    RemoveWorker(String),
    /// What a printer's rulers measure; `None` forgets it.
    Calibrate(String, Option<Calibration>),
    Backup,
    /// A year of days off.
    Year(YearList),
    /// The office's own list of a year is given up.
    ForgetYear(i16),
    /// A rule of the office's own for a kind.
    Amend(KindId, Box<Amendment>),
    /// What the office publishes regularly.
    Disclosure(Plan),
    /// What is done to keep a sealed record, or to destroy it.
    Keep(NoticeId, Box<keep::Order>),
    /// 保管期限
    Keeping(Keeping),
}

/// What was written.
#[derive(Debug, Clone)]
pub enum Written {
    /// A new notice, to be opened.
    Created(NoticeId),
    /// A series was made or moved; how many of its notices are not posted.
    Series(usize),
    Removed {
        id: NoticeId,
        title: String,
    },
    Restored,
    Settings,
    /// What holds in the office from now on.
    Rules(Arc<Rulebook>),
    SamplesCleared,
    BackedUp,
    Kept(NoticeId, Deed),
}

impl Write {
    /// Queues the write at once; the future is only its answer.
    pub fn perform(self, store: &Handle) -> impl Future<Output = Result<Written, Arc<StoreError>>> + use<> {
        let reply = store.run(move |store| match self {
            Self::Create(kind, content) => Ok(Written::Created(store.create(&kind, &content)?.id)),
            Self::Series(plan) => {
                let office = store.office()?;
                Ok(Written::Series(store.create_election(&plan, &office)?.notices.len()))
            }
            Self::MoveSeries(id, plan) => {
                let moved = store.move_election(id, &plan)?;
                Ok(Written::Series(moved.notices.iter().filter(|one| !one.is_fixed()).count()))
            }
            Self::CreateFrom(previous, None) => Ok(Written::Created(store.create_from_previous(previous, true)?.id)),
            Self::CreateFrom(previous, Some(cycle)) => Ok(Written::Created(store.create_for(previous, cycle)?.id)),
            Self::Remove(id) => Ok(Written::Removed { id, title: store.remove(id)?.title }),
            Self::Restore(id) => store.restore(id).map(|_| Written::Restored),
            Self::Office(office) => store.set_office(&office).map(|()| Written::Settings),
            Self::Preferences(preferences) => store.set_preferences(&preferences).map(|()| Written::Settings),
            Self::Worker { name, duty, pin } => {
                store.set_worker(&name, &duty, pin.as_ref().map(|pin| pin.0.as_str())).map(|()| Written::Settings)
            }
            Self::RemoveWorker(name) => store.remove_worker(&name).map(|()| Written::Settings),
            Self::Calibrate(printer, measured) => store.calibrate(&printer, measured).map(|()| Written::Settings),
            Self::Keep(notice, order) => keep(store, notice, *order).map(|deed| Written::Kept(notice, deed)),
            Self::Keeping(keeping) => store.set_keeping(&keeping).map(|()| Written::Settings),
            Self::Backup => store.backup_now().map(|_| Written::BackedUp),
            Self::Year(list) => store.set_year(&list).and_then(|()| rules(store)),
            Self::ForgetYear(year) => store.forget_year(year).and_then(|()| rules(store)),
            Self::Amend(kind, amendment) => store.amend(&kind, &amendment).and_then(|()| rules(store)),
            Self::Disclosure(plan) => store.set_disclosure(&plan).and_then(|()| rules(store)),
            Self::ClearSamples => store.remove_samples().map(|_| Written::SamplesCleared),
        });
        async move { reply.await.map_err(Arc::new) }
    }
}

fn rules(store: &Store) -> Result<Written, StoreError> {
    Ok(Written::Rules(Arc::new(store.rulebook()?)))
}

fn keep(store: &mut Store, notice: NoticeId, order: keep::Order) -> Stored<Deed> {
    match order {
        keep::Order::Plain { deed, person, reason } => {
            match deed {
                Deed::Hold => store.hold(notice, &person, &reason)?,
                Deed::Release => store.release(notice, &person, &reason)?,
                Deed::Conceal => store.conceal(notice, &person, &reason)?,
                // Destruction takes two persons: it has an order of its own.
                Deed::Reveal | Deed::Destroy => store.reveal(notice, &person, &reason)?,
            }
            Ok(deed)
        }
        keep::Order::Destroy(keep::DestroyOrder(how)) => store.destroy(notice, &how).map(|()| Deed::Destroy),
    }
}
