//! Somebody stopped the loop to read: one page, the list of what hangs, or the search for a name.

use crate::store::OnScreenHit;

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::lobby) enum Panel {
    #[default]
    Page,
    List,
    Search,
}

#[derive(Debug, Default)]
pub(in crate::lobby) struct State {
    panel: Panel,
    /// Which row, from 0.
    chosen: usize,
    sought: String,
    hits: Vec<OnScreenHit>,
    /// Whether what was typed last was looked up.
    is_answered: bool,
}

impl State {
    pub(in crate::lobby) fn panel(&self) -> Panel {
        self.panel
    }

    pub(in crate::lobby) fn chosen(&self) -> usize {
        self.chosen
    }

    pub(in crate::lobby) fn sought(&self) -> &str {
        &self.sought
    }

    pub(in crate::lobby) fn hits(&self) -> &[OnScreenHit] {
        &self.hits
    }

    pub(super) fn open_list(&mut self) {
        self.panel = if self.panel == Panel::List { Panel::Page } else { Panel::List };
        self.chosen = 0;
    }

    pub(super) fn open_search(&mut self) {
        self.panel = if self.panel == Panel::Search { Panel::Page } else { Panel::Search };
        self.chosen = 0;
        self.sought.clear();
        self.hits.clear();
    }

    pub(super) fn close_panel(&mut self) {
        self.panel = Panel::Page;
    }

    /// What was typed stands nowhere.
    pub(in crate::lobby) fn is_in_vain(&self) -> bool {
        self.is_answered && self.hits.is_empty() && !self.sought.trim().is_empty()
    }

    /// `notices`: how many rows the list has.
    pub(super) fn choose(&mut self, down: bool, notices: usize) {
        let rows = if self.panel == Panel::Search { self.hits.len() } else { notices };
        let last = rows.saturating_sub(1);
        self.chosen = if down { (self.chosen + 1).min(last) } else { self.chosen.saturating_sub(1) };
    }

    pub(super) fn seek(&mut self, text: String) {
        self.sought = text;
        self.chosen = 0;
        self.is_answered = false;
    }

    /// Hits for what was typed meanwhile are dropped.
    pub(super) fn found(&mut self, text: &str, hits: Vec<OnScreenHit>) {
        if text == self.sought {
            self.hits = hits;
            self.is_answered = true;
        }
    }
}
