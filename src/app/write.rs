//! What the window writes. A write never dies with the screen that asked for it: its result goes to the window.

use std::sync::Arc;

use crate::domain::kind::KindId;
use crate::domain::notice::{Content, NoticeId};
use crate::domain::office::Office;
use crate::store::{Handle, Preferences, StoreError};

#[derive(Debug, Clone, PartialEq)]
pub enum Write {
    /// A new draft.
    Create(KindId, Box<Content>),
    /// 照上期新建
    CreateFrom(NoticeId),
    /// To the recycle bin.
    Remove(NoticeId),
    /// Out of the recycle bin.
    Restore(NoticeId),
    Office(Office),
    Preferences(Preferences),
    /// 清除示例
    ClearSamples,
}

/// What was written.
#[derive(Debug, Clone, PartialEq)]
pub enum Written {
    /// A new notice, to be opened.
    Created(NoticeId),
    Removed {
        id: NoticeId,
        title: String,
    },
    Restored,
    Settings,
    SamplesCleared,
}

impl Write {
    /// Queues the write at once; the future is only its answer.
    pub fn perform(self, store: &Handle) -> impl Future<Output = Result<Written, Arc<StoreError>>> + use<> {
        let reply = store.run(move |store| match self {
            Self::Create(kind, content) => Ok(Written::Created(store.create(&kind, &content)?.id)),
            Self::CreateFrom(previous) => Ok(Written::Created(store.create_from_previous(previous, true)?.id)),
            Self::Remove(id) => Ok(Written::Removed { id, title: store.remove(id)?.title }),
            Self::Restore(id) => store.restore(id).map(|_| Written::Restored),
            Self::Office(office) => store.set_office(&office).map(|()| Written::Settings),
            Self::Preferences(preferences) => store.set_preferences(&preferences).map(|()| Written::Settings),
            Self::ClearSamples => store.remove_samples().map(|_| Written::SamplesCleared),
        });
        async move { reply.await.map_err(Arc::new) }
    }
}
