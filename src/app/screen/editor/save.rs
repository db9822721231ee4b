//! Autosave: what changed is on its way to the disk within half a second.

use std::sync::Arc;
use std::time::Duration;

use iced::Subscription;
use jiff::Timestamp;

use super::{Message, State};
use crate::domain::block::Block;
use crate::domain::detect::Detector;
use crate::domain::edit::Touched;
use crate::domain::mask;
use crate::domain::notice::{Content, Summary};
use crate::domain::table::Row;
use crate::store::{Reply, StoreError};

/// How long what is typed waits for more to be typed.
const WAITS: Duration = Duration::from_millis(300);

#[derive(Debug, Default)]
pub(super) struct Saving {
    fields: bool,
    touched: Touched,
    writing: bool,
    pub(super) outcome: Outcome,
}

#[derive(Debug, Default)]
pub(super) enum Outcome {
    /// Nothing was typed yet.
    #[default]
    Untouched,
    Saved(Timestamp),
    /// The error itself went to the window.
    Failed,
}

impl Saving {
    pub(super) fn fields(&mut self) {
        self.fields = true;
    }

    pub(super) fn touched(&mut self, touched: Touched) {
        self.touched.absorb(touched);
    }

    pub(super) fn is_dirty(&self) -> bool {
        self.fields || !self.touched.is_empty()
    }

    pub(super) fn is_writing(&self) -> bool {
        self.writing
    }

    pub(super) fn written(&mut self, outcome: Result<Timestamp, Arc<StoreError>>) {
        self.writing = false;
        self.outcome = match outcome {
            Ok(at) => Outcome::Saved(at),
            Err(_) => {
                // What did not reach the disk is tried again as a whole.
                self.fields = true;
                self.touched.structure = true;
                Outcome::Failed
            }
        };
    }

    /// Runs only while something is to be written, so that an idle window sleeps.
    pub(super) fn subscription(&self) -> Subscription<Message> {
        let waits = if matches!(self.outcome, Outcome::Failed) { WAITS * 10 } else { WAITS };
        if self.is_dirty() && !self.writing {
            iced::time::every(waits).map(|_| Message::Save)
        } else {
            Subscription::none()
        }
    }
}

impl State {
    /// Queues the write of all that changed; `None` where nothing did.
    pub fn save(&mut self) -> Option<Reply<Summary>> {
        if !self.saving.is_dirty() {
            return None;
        }
        let fields = std::mem::take(&mut self.saving.fields).then(|| self.cleansed_fields());
        let touched = std::mem::take(&mut self.saving.touched);
        let table = touched.structure.then(|| self.content.table.clone());
        let rows = if touched.structure { Vec::new() } else { self.rows_of(&touched) };
        self.saving.writing = true;
        let id = self.id;
        Some(self.store.run(move |store| {
            store.batch(|store| {
                let mut summary = None;
                if let Some(content) = &fields {
                    summary = Some(store.save_fields(id, content)?);
                }
                if let Some(table) = &table {
                    summary = Some(store.save_table(id, table)?);
                }
                match summary {
                    Some(summary) if rows.is_empty() => Ok(summary),
                    _ => {
                        let rows: Vec<(usize, &Row)> = rows.iter().map(|(at, row)| (*at, row)).collect();
                        store.save_rows(id, &rows)
                    }
                }
            })
        }))
    }

    fn rows_of(&self, touched: &Touched) -> Vec<(usize, Row)> {
        let rows = self.content.table.rows.iter().enumerate();
        rows.filter(|(_, row)| touched.rows.contains(&row.key)).map(|(at, row)| (at, row.clone())).collect()
    }

    /// The fields as they may be stored: the numbers of persons masked, the office's own telephone left.
    fn cleansed_fields(&self) -> Content {
        let mut detector = Detector::new(&self.office);
        detector.own(&self.content.telephone);
        let clean = |text: &str| mask::hide(text, &detector.numbers(text));
        let mut raw = self.fields_only();
        for text in raw.blocks.iter_mut().flat_map(Block::texts_mut) {
            *text = clean(text);
        }
        Content {
            title: clean(&raw.title),
            intro: clean(&raw.intro),
            notes: clean(&raw.notes),
            signatures: raw.signatures.iter().map(|caption| clean(caption)).collect(),
            issuer: clean(&raw.issuer),
            ..raw
        }
    }
}
