//! `gongshi list` and `gongshi show`: the notices and what they say, read beside the window and without changing anything.

use std::fmt::Write;
use std::ops::Range;
use std::path::PathBuf;

use serde_json::{Map, Value, json};

use super::arguments::list::{List, Show};
use super::outcome::{self, Refusal, store_line};
use crate::domain::bulletin::Bulletin;
use crate::domain::gate;
use crate::domain::kind::{Catalogue, Kind, KindId};
use crate::domain::notice::{Notice, NoticeId, Summary};
use crate::domain::search::{Found, Hit, Place, cell_text};
use crate::folder::Folder;
use crate::store::{Ask, Results, Store, StoreError};
use crate::ui::error::Trouble;
use crate::ui::words::{Language, Words};

/// Rows that are told of each notice.
const ROWS: usize = 5;

pub(super) fn list(request: &List) -> Result<String, Refusal> {
    let store = open(request.data.clone())?;
    let mut found = Vec::new();
    let mut from = Some(0);
    let mut unindexed = 0;
    while let Some(at) = from {
        let ask = Ask { from: at, notices: usize::MAX, rows: ROWS };
        let Results { found: more, next, unindexed: left } =
            store.search(&request.query, ask, &|| true).map_err(|error| refuse(&error))?;
        found.extend(more);
        (from, unindexed) = (next, left);
    }
    if request.json {
        let notices: Vec<Value> = found.iter().map(fields_of).collect();
        return outcome::json(&json!({ "notices": notices, "unindexed": unindexed }));
    }
    Ok(found.iter().map(told).collect())
}

pub(super) fn show(request: &Show) -> Result<String, Refusal> {
    let mut store = open(request.data.clone())?;
    let notice = store.load(NoticeId::from_stored(request.notice)).map_err(|error| refuse(&error))?;
    let office = store.office().map_err(|error| refuse(&error))?;
    let kind = kind_of(&notice.kind);
    let (bulletin, _) = gate::bulletin(&notice.content, &kind, &office);
    if request.json { outcome::json(&page_fields(&notice, &kind, &bulletin)) } else { Ok(page(&bulletin)) }
}

fn open(data: PathBuf) -> Result<Store, Refusal> {
    let words = Words::new(Language::Chinese);
    let folder =
        Folder::choose(Some(data)).map_err(|error| Refusal::wrong(Trouble::of_folder(&error, &words).line()))?;
    Store::open_beside(&folder.db()).map_err(|error| refuse(&error))
}

fn refuse(error: &StoreError) -> Refusal {
    Refusal::wrong(store_line(error))
}

fn kind_of(id: &KindId) -> Kind {
    Catalogue::bundled().get(id).cloned().unwrap_or_else(|| Kind::unknown(id.clone()))
}

/// What scripts read of a notice; its fields are stable.
fn summary_fields(notice: &Summary) -> Map<String, Value> {
    let fields = json!({
        "id": notice.id,
        "kind": notice.kind,
        "kind_name": kind_of(&notice.kind).name,
        "title": notice.title,
        "state": notice.state,
        "rows": notice.rows,
        "first": notice.period.first,
        "last": notice.period.last,
        "updated": notice.updated,
    });
    if let Value::Object(fields) = fields { fields } else { Map::new() }
}

fn fields_of(found: &Found) -> Value {
    let mut fields = summary_fields(&found.notice);
    fields.insert("hits".into(), found.hits.iter().map(hit_fields).collect());
    fields.insert("more_rows".into(), found.more.into());
    fields.into()
}

fn hit_fields(hit: &Hit) -> Value {
    let marks: Vec<[usize; 2]> = hit.marks.iter().map(|mark| in_characters(&hit.text, mark)).collect();
    let mut fields = json!({ "in": place_code(&hit.place), "text": hit.text, "marks": marks });
    if let Place::Row { position, column, .. } = hit.place {
        fields["row"] = (position + 1).into();
        fields["column"] = (column + 1).into();
    }
    fields
}

/// A script counts characters, not bytes.
fn in_characters(text: &str, mark: &Range<usize>) -> [usize; 2] {
    [mark.start, mark.end].map(|at| text[..at].chars().count())
}

fn place_code(place: &Place) -> &'static str {
    match place {
        Place::Title => "title",
        Place::Kind => "kind",
        Place::Period => "period",
        Place::Body | Place::Further { .. } => "text",
        Place::Row { .. } => "row",
    }
}

fn told(found: &Found) -> String {
    let notice = &found.notice;
    let title = if notice.title.is_empty() { "（没有标题）" } else { &notice.title };
    let mut text = format!("{}\t{}\t{title}\n", notice.id.get(), notice.state.word());
    for hit in &found.hits {
        let place = match &hit.place {
            Place::Title => continue,
            Place::Kind => "事项".to_owned(),
            Place::Period => "公示期".to_owned(),
            Place::Body => "正文".to_owned(),
            Place::Further { .. } => "另一个表".to_owned(),
            Place::Row { position, .. } => format!("第 {} 行", position + 1),
        };
        // Writing to a string cannot fail.
        writeln!(text, "\t{place}：{}", hit.text).unwrap_or_default();
    }
    if found.more {
        text.push_str("\t……\n");
    }
    text
}

fn page_fields(notice: &Notice, kind: &Kind, bulletin: &Bulletin) -> Value {
    let texts = |texts: &[gate::PublicText]| texts.iter().map(|text| text.as_str().to_owned()).collect::<Vec<_>>();
    let columns: Vec<Value> =
        bulletin.table.columns().iter().map(|column| json!({ "name": column.name(), "class": column.class })).collect();
    let rows: Vec<Value> = bulletin
        .table
        .rows()
        .iter()
        .map(|row| json!({ "role": row.role, "cells": row.cells.iter().map(cell_text).collect::<Vec<_>>() }))
        .collect();
    json!({
        "id": notice.id,
        "kind": notice.kind,
        "kind_name": kind.name,
        "state": notice.state,
        "previous": notice.previous,
        "updated": notice.updated,
        "title": bulletin.title.as_str(),
        "text": texts(&bulletin.intro),
        "unit": bulletin.unit.as_str(),
        "columns": columns,
        "rows": rows,
        "notes": texts(&bulletin.notes),
        "signatures": texts(&bulletin.signatures),
        "telephone": bulletin.telephone.as_str(),
        "issuer": bulletin.issuer.as_str(),
        "date": bulletin.date,
        "first": bulletin.period.first,
        "last": bulletin.period.last,
    })
}

/// The same for a person: the page as plain text, cells apart by tabs.
fn page(bulletin: &Bulletin) -> String {
    let mut lines = vec![bulletin.title.as_str().to_owned()];
    lines.extend(bulletin.intro.iter().map(|text| text.as_str().to_owned()));
    if !bulletin.table.columns().is_empty() {
        lines.push(bulletin.table.columns().iter().map(|column| column.name()).collect::<Vec<_>>().join("\t"));
    }
    let row = |row: &crate::domain::table::Row| row.cells.iter().map(cell_text).collect::<Vec<_>>().join("\t");
    lines.extend(bulletin.table.rows().iter().map(row));
    lines.extend(bulletin.notes.iter().map(|text| text.as_str().to_owned()));
    lines.push(bulletin.issuer.as_str().to_owned());
    lines.extend(bulletin.date.map(|date| date.to_string()));
    lines.retain(|line| !line.is_empty());
    lines.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::notice::Content;
    use crate::domain::search::Query;
    use crate::domain::table::{Cell, Class, Column, Role, Table};

    #[test]
    fn a_listed_notice_says_where_the_words_stand_and_shows_what_the_page_shows() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::open(&folder.path().join("gongshi.db")).unwrap();
        let hidden = Column { hidden: true, ..Column::new("经办备注", Class::Text) };
        let mut table = Table::new(vec![Column::new("户主", Class::Name), hidden]);
        table.push(Role::Data, vec![Cell::text("甲一明"), Cell::text("藏着")], None);
        let content = Content { title: "石桥补贴".into(), table, ..Content::default() };
        let id = store.create(&KindId::new("tongzhi"), &content).unwrap().id.get();
        let data = || folder.path().to_owned();
        let listed = list(&List { data: data(), query: Query::of("jym"), json: true }).unwrap();
        let listed: Value = serde_json::from_str(&listed).unwrap();
        let hit = json!({ "in": "row", "row": 1, "column": 1, "text": "甲一明", "marks": [[0, 3]] });
        assert_eq!(listed["notices"][0]["hits"], json!([hit]));
        assert_eq!((&listed["notices"][0]["id"], &listed["unindexed"]), (&json!(id), &json!(0)));
        let shown = show(&Show { data: data(), notice: id, json: true }).unwrap();
        assert!(shown.contains("甲一明") && !shown.contains("藏着"));
        let plain = list(&List { data: data(), query: Query::of("一明"), json: false }).unwrap();
        assert_eq!(plain, format!("{id}\t草稿\t石桥补贴\n\t第 1 行：甲一明\n"));
        assert!(show(&Show { data: data(), notice: 99, json: false }).is_err());
    }
}
