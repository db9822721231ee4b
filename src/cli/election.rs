//! `gongshi election`: the series of an election's notices, made, moved, checked, and its result.

use std::path::Path;

use jiff::ZonedDateTime;
use serde::Serialize;

use super::arguments::{Election as Request, Job};
use super::outcome::{Refusal, json};
use super::window;
use crate::domain::election::result::{self, Figures, Outcome};
use crate::domain::election::rules::Rules;
use crate::domain::election::{self, Entry, Plan};
use crate::domain::finding::{Finding, Severity};
use crate::domain::notice::State;
use crate::domain::office::{Level, Office};
use crate::domain::period::chinese;
use crate::store::{Election, Store, StoreError};
use crate::ui::error::Trouble;
use crate::ui::words::{Language, Words};

/// What scripts read; its fields are stable.
#[derive(Serialize)]
struct Told {
    notices: Vec<Entry>,
    findings: Vec<Finding>,
}

pub(super) fn run(request: &Request) -> Result<String, Refusal> {
    let (folder, _lock) = window::take(Some(request.data.clone()))?;
    let mut store = Store::open(&folder.db()).map_err(refuse)?;
    if request.job == Job::New {
        let office = store.office().map_err(refuse)?;
        let plan = change(Plan { village: village(&office, request), ..Plan::default() }, request);
        if plan.village.is_empty() {
            return Err(Refusal::wrong("不知道是哪个村。请用 --village 写明村名。"));
        }
        let made = store.create_election(&plan, &office).map_err(refuse)?;
        return told(&mut store, &made, request.json);
    }
    let last = store.last_election().and_then(|last| last.ok_or(StoreError::NoSuchElection)).map_err(refuse)?;
    match &request.job {
        Job::Move => {
            let moved = store.move_election(last.id, &change(last.plan.clone(), request)).map_err(refuse)?;
            told(&mut store, &moved, request.json)
        }
        Job::Result(figures) => take_result(&mut store, &last, figures, request.json),
        Job::New | Job::Check => told(&mut store, &last, request.json),
    }
}

fn refuse(error: StoreError) -> Refusal {
    Refusal::wrong(Trouble::of_store(&error, &Words::new(Language::Chinese)).line())
}

/// Of a township's office the place of the poll says which village votes.
fn village(office: &Office, request: &Request) -> String {
    let named = request.place.as_deref().filter(|_| office.level == Level::Township).and_then(election::village_at);
    named.unwrap_or_else(|| election::village_of(&office.name)).to_owned()
}

/// The plan with what the command said.
fn change(mut plan: Plan, request: &Request) -> Plan {
    plan.day = request.day.unwrap_or(plan.day);
    let texts = [
        (&mut plan.place, &request.place),
        (&mut plan.village, &request.village),
        (&mut plan.term, &request.term),
        (&mut plan.hours, &request.hours),
        (&mut plan.province, &request.province),
    ];
    for (text, said) in texts {
        if let Some(said) = said {
            said.trim().clone_into(text);
        }
    }
    if let Some(committee) = &request.committee {
        plan.committee.clone_from(committee);
    }
    plan
}

fn told(store: &mut Store, series: &Election, as_json: bool) -> Result<String, Refusal> {
    let (plan, days) = (&series.plan, series.days());
    let mut findings = election::conflicts(plan, &days);
    findings.extend(election::misgivings(plan, &days, ZonedDateTime::now().date()));
    for one in series.notices.iter().filter(|one| matches!(one.state, State::Posted | State::Expired)) {
        let intro = store.load(one.notice).map_err(refuse)?.content.intro;
        findings.extend(election::outdated(plan, one.number, &intro));
    }
    findings.extend(store.proxies(series).map_err(refuse)?);
    let notices = election::series(plan, &days);
    if as_json {
        return json(&Told { notices, findings });
    }
    let mut text = String::new();
    for notice in &notices {
        let deadline = notice.deadline.map(|day| format!("，期限 {}", chinese(day))).unwrap_or_default();
        text += &format!("{}　{}{deadline}\n", chinese(notice.day), notice.title);
    }
    for finding in &findings {
        text += &format!("· {}\n", finding.text);
    }
    Ok(text)
}

fn take_result(store: &mut Store, series: &Election, file: &Path, as_json: bool) -> Result<String, Refusal> {
    let text = std::fs::read_to_string(file)
        .map_err(|_| Refusal::wrong(format!("读不了 {}。请核对文件名。", file.display())))?;
    let figures: Figures = serde_json::from_str(&text).map_err(|error| {
        Refusal::wrong(format!("选举数据第 {} 行写得不对。用 gongshi election --help 看写法。", error.line()))
    })?;
    let outcome = result::compute(&figures).map_err(|found| {
        let reasons: Vec<String> =
            found.into_iter().filter(|one| one.severity == Severity::Blocking).map(|one| one.text).collect();
        Refusal::content(reasons.join(""))
    })?;
    let notice = Rules::bundled().number_of("election-result").and_then(|number| series.notice(number));
    let notice = notice.ok_or(StoreError::NoSuchElection).map_err(refuse)?;
    let content = store.load(notice).map_err(refuse)?.content;
    let filled = result::filled(&content, &figures, &outcome);
    store
        .batch(|store| {
            store.save_fields(notice, &filled)?;
            store.save_table(notice, &filled.table)
        })
        .map_err(refuse)?;
    if as_json { json(&outcome) } else { Ok(counted(&outcome)) }
}

fn counted(outcome: &Outcome) -> String {
    let mut text = if outcome.valid {
        format!("选举有效，{}票以上当选。已写进选举结果公告。\n", outcome.majority)
    } else {
        "选举无效：参加投票的村民没有过半数。已写进选举结果公告。\n".to_owned()
    };
    for one in &outcome.candidates {
        let verdict = if one.elected { "当选" } else { "未当选" };
        text += &format!("{}　{}　{}票　{verdict}\n", one.post, one.name, one.votes);
    }
    for (post, seats) in &outcome.vacant {
        text += &format!("· {post}还有{seats}名没有选出，须另行选举。\n");
    }
    text
}
