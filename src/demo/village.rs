//! 石桥村: what the first start shows, so that nothing is empty.

use jiff::civil::Date;

use super::chance::Chance;
use super::{after, clock_at, invent, life, names, places, step, table};
use crate::domain::board::Size;
use crate::domain::draft;
use crate::domain::kind::{Catalogue, Kind, KindId};
use crate::domain::notice::{Content, NoticeId, State};
use crate::domain::office::{Level, Office};
use crate::domain::table::{Cell, Class, Column, Role};
use crate::store::{Result, Store};

/// A notice of the sample: its kind, who issues it, its period counted in days from today, its rows, and how many steps
/// of its life it has gone.
struct Sample {
    kind: &'static str,
    township: bool,
    first: i64,
    last: Option<i64>,
    rows: usize,
    steps: usize,
}

const SAMPLES: [Sample; 6] = [
    // 已归档
    Sample { kind: "sangong", township: true, first: -200, last: Some(-180), rows: 0, steps: 6 },
    // 已到期
    Sample { kind: "zhaijidi", township: false, first: -17, last: Some(-2), rows: 3, steps: 4 },
    // 公示中
    Sample { kind: "dibao-initial", township: true, first: -2, last: Some(4), rows: 18, steps: 3 },
    // 已批准
    Sample { kind: "tingdian", township: false, first: 1, last: Some(8), rows: 2, steps: 2 },
    // 待审
    Sample { kind: "village-finance", township: false, first: 2, last: Some(16), rows: 24, steps: 1 },
    // 草稿
    Sample { kind: "gengdi-dili", township: false, first: 3, last: Some(17), rows: 320, steps: 0 },
];

/// Names the office 石桥村 and gives it six notices of different kinds, each in another state; they can be swept away by
/// [`Store::remove_samples`].
///
/// # Errors
/// A file that cannot be written; then nothing was made.
pub fn village(store: &mut Store, today: Date) -> Result<Vec<NoticeId>> {
    let village = Office {
        name: "石桥村村民委员会".to_owned(),
        level: Level::Village,
        telephones: vec!["0500-8800123".to_owned()],
        ..Office::default()
    };
    let township = Office {
        name: "石桥镇人民政府".to_owned(),
        level: Level::Township,
        telephones: vec!["0500-8800100".to_owned()],
        ..Office::default()
    };
    let mut chance = Chance::new(2026);
    invent(store, |store| {
        store.set_office(&village)?;
        places(store, Size { width: 900, height: 700 })?;
        let mut made = Vec::new();
        for sample in &SAMPLES {
            let office = if sample.township { &township } else { &village };
            let Some(kind) = Catalogue::bundled().get(&KindId::new(sample.kind)) else {
                continue;
            };
            made.push(make(store, sample, kind, office, today, &mut chance)?);
        }
        Ok(made)
    })
}

fn make(
    store: &mut Store,
    sample: &Sample,
    kind: &Kind,
    office: &Office,
    today: Date,
    chance: &mut Chance,
) -> Result<NoticeId> {
    let day = |days| after(today, days);
    let (first, last) = (day(sample.first), sample.last.map(day));
    let mut content = draft::content(kind, office, first, last);
    content.table = table::fill(kind, sample.rows, first, chance);
    if sample.kind == "gengdi-dili" {
        group_by_team(&mut content, sample.rows);
    }
    // What has not been done yet was prepared the day before yesterday at the latest.
    let steps = life(first, last);
    let prepared = day(sample.first.min(0) - 3);
    store.set_clock(clock_at(prepared.at(9, 15, 0, 0)));
    let id = store.create(&kind.id, &content)?.id;
    store.mark_sample(id)?;
    for (index, (at, state)) in steps.into_iter().take(sample.steps).enumerate() {
        let latest = day(-1).at(14, i8::try_from(index).unwrap_or(0), 0, 0);
        match state {
            State::InReview | State::Approved => {
                step(store, id, (at.min(latest.max(prepared.at(14, 0, 0, 0))), state))?;
            }
            // A sealed record is never removed, and the samples have to be.
            State::Archived => store.set_state(id, state).map(drop)?,
            _ => step(store, id, (at, state))?,
        }
    }
    Ok(id)
}

/// A column 村民小组 after 序号, so that group headings can be tried.
fn group_by_team(content: &mut Content, rows: usize) {
    content.table.columns.insert(1, Column::new("村民小组", Class::Group));
    for (index, row) in content.table.rows.iter_mut().enumerate() {
        let group = if row.role == Role::Data { Cell::text(names::group(index, rows)) } else { Cell::Blank };
        row.cells.insert(1, group);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use jiff::civil::date;

    use super::*;
    use crate::store::Filter;

    type TestResult = std::result::Result<(), Box<dyn std::error::Error>>;

    #[test]
    fn the_sample_village_has_six_notices_of_six_kinds_in_six_states() -> TestResult {
        let mut store = Store::in_memory()?;
        let ids = village(&mut store, date(2026, 7, 18))?;
        let list = store.list(&Filter::default())?;
        assert_eq!((ids.len(), list.len()), (6, 6));
        assert_eq!(list.iter().map(|notice| notice.kind.clone()).collect::<HashSet<_>>().len(), 6);
        assert_eq!(list.iter().map(|notice| notice.state).collect::<HashSet<_>>().len(), 6);
        let draft = list.iter().find(|notice| notice.state == State::Draft).ok_or("no draft")?;
        assert_eq!(draft.rows, 320);
        assert_eq!(store.office()?.name, "石桥村村民委员会");
        assert_eq!(store.undo_last()?, None);
        Ok(())
    }

    #[test]
    fn no_sample_is_from_the_future_and_none_holds_a_long_number() -> TestResult {
        let mut store = Store::in_memory()?;
        let today = date(2026, 7, 18);
        for id in village(&mut store, today)? {
            let notice = store.load(id)?;
            assert!(
                notice.updated
                    < today.at(0, 0, 0, 0).to_zoned_datetime(jiff::tz::Offset::constant(8).to_time_zone())?.timestamp()
            );
            for cell in notice.content.table.rows.iter().flat_map(|row| &row.cells) {
                assert!(cell.typed().chars().filter(char::is_ascii_digit).count() < 13, "{cell:?}");
            }
        }
        Ok(())
    }

    #[test]
    fn the_samples_add_up() -> TestResult {
        let mut store = Store::in_memory()?;
        for id in village(&mut store, date(2026, 7, 18))? {
            let notice = store.load(id)?;
            let table = &notice.content.table;
            match notice.kind.as_str() {
                "gengdi-dili" => {
                    let column = |cells: &[Cell], at: usize| cells[at].number().unwrap_or_default();
                    let mut sum = rust_decimal::Decimal::ZERO;
                    for row in table.data_rows() {
                        assert_eq!((column(&row.cells, 3) * column(&row.cells, 4)).round_dp(2), column(&row.cells, 5));
                        sum += column(&row.cells, 5);
                    }
                    assert_eq!(table.rows.last().map(|total| column(&total.cells, 5)), Some(sum));
                }
                "village-finance" => {
                    let figure = |role, at: usize| {
                        table.rows.iter().find(|row| row.role == role).and_then(|row| row.cells[at].number())
                    };
                    let closing = figure(Role::Opening, 4).ok_or("no opening")?
                        + figure(Role::Total, 2).ok_or("no income")?
                        - figure(Role::Total, 3).ok_or("no spending")?;
                    assert_eq!(figure(Role::Closing, 4), Some(closing));
                }
                _ => {}
            }
        }
        Ok(())
    }

    #[test]
    fn the_samples_can_be_swept_away_and_nothing_else_goes() -> TestResult {
        let mut store = Store::in_memory()?;
        village(&mut store, date(2026, 7, 18))?;
        let own = store.create(&KindId::new("tongzhi"), &Content { title: "通知".into(), ..Content::default() })?;
        assert_eq!(store.remove_samples()?, 6);
        assert_eq!(store.list(&Filter::default())?, vec![own]);
        Ok(())
    }
}
