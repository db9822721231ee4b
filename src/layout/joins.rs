//! Cells merged down (上下合并): equal neighbours of a column that is set so are one cell on each page.

use super::draw::Entry;
use super::specs::Spec;

/// Which cells of a page are one with the cell above.
#[derive(Debug, Default)]
pub(super) struct Joins {
    /// By column; empty where no column is merged.
    columns: Vec<(usize, Vec<bool>)>,
}

impl Joins {
    pub(super) fn of(specs: &[Spec], entries: &[Entry<'_>]) -> Self {
        let merged = specs.iter().enumerate().filter(|(_, spec)| spec.merged);
        let column = |(at, _): (usize, &Spec)| {
            let joined = (0..entries.len()).map(|number| {
                number > 0
                    && said(&entries[number], at).is_some_and(|text| said(&entries[number - 1], at) == Some(text))
            });
            (at, joined.collect())
        };
        Self { columns: merged.map(column).collect() }
    }

    /// Whether the cell is drawn with its neighbours rather than in its row.
    pub(super) fn holds(&self, entry: usize, at: usize) -> bool {
        let column = self.columns.iter().find(|(column, _)| *column == at);
        column.is_some_and(|(_, joined)| joined[entry] || joined.get(entry + 1).copied().unwrap_or(false))
    }

    /// Column, first and last entry of every cell that covers several.
    pub(super) fn runs(&self) -> impl Iterator<Item = (usize, usize, usize)> {
        self.columns.iter().flat_map(|(at, joined)| {
            let starts = (0..joined.len()).filter(|first| !joined[*first]);
            starts.filter_map(|first| {
                let more = joined[first + 1..].iter().take_while(|joined| **joined).count();
                (more > 0).then_some((*at, first, first + more))
            })
        })
    }

    /// The stretches of the line above an entry that no merged cell crosses: from and to, in pt.
    pub(super) fn apart(&self, entry: usize, edges: &[f64]) -> Vec<(f64, f64)> {
        let crossed: Vec<usize> = self
            .columns
            .iter()
            .filter(|(_, joined)| joined.get(entry).copied().unwrap_or(false))
            .map(|(at, _)| *at)
            .collect();
        let mut stretches = Vec::with_capacity(crossed.len() + 1);
        let mut from = 0.0;
        for at in crossed {
            if edges[at] > from {
                stretches.push((from, edges[at]));
            }
            from = edges[at + 1];
        }
        let end = edges.last().copied().unwrap_or(0.0);
        if end > from {
            stretches.push((from, end));
        }
        stretches
    }
}

/// What a row of the list says in a column; nothing where a label reaches over it.
fn said<'a>(entry: &'a Entry<'_>, at: usize) -> Option<&'a str> {
    let Entry::Row { text, .. } = entry else { return None };
    let own = text.listed && text.label.is_none();
    Some(text.cells[at].run.text.as_str()).filter(|said| own && !said.is_empty())
}
