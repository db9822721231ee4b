//! `gongshi board`: which sheet hangs in which panel, and the plan of the walls as PDF. Read beside the open window.

use std::fmt::Write;

use jiff::civil::Date;
use serde_json::{Value, json};

use super::arguments::board::Board;
use super::outcome::{self, Refusal};
use crate::archive::{self, ArchiveError, Asked};
use crate::domain::board::{Panel, Sheet, Size, Wall};
use crate::domain::paperwork::{days, where_it_hangs};
use crate::export;
use crate::folder::Folder;
use crate::store::Store;
use crate::ui::error::Trouble;
use crate::ui::words::{Language, Words};

pub(super) fn run(request: &Board) -> Result<String, Refusal> {
    let words = Words::new(Language::Chinese);
    let of_archive = |error: ArchiveError| Refusal::wrong(Trouble::of_archive(&error, &words).line());
    let folder = Folder::choose(Some(request.data.clone()))
        .map_err(|error| Refusal::wrong(Trouble::of_folder(&error, &words).line()))?;
    let mut store =
        Store::open_beside(&folder.db()).map_err(|error| Refusal::wrong(Trouble::of_store(&error, &words).line()))?;
    let today = store.now().date();
    let boards = archive::boards(&store).map_err(of_archive)?;
    let walls: Vec<&Wall> = boards.iter().map(|board| &board.wall).collect();
    let mut written = None;
    if let Some(out) = &request.out {
        let paper = archive::draft(&mut store, Asked::Board).and_then(|paper| archive::paper_pdf(&mut store, paper));
        let (pdf, pages) = paper.map_err(of_archive)?;
        export::write(out, &pdf).map_err(|error| Refusal::wrong(Trouble::of_export(&error, &words).line()))?;
        written = Some((out, pages));
    }
    if request.json {
        let walls: Vec<Value> = walls.iter().map(|wall| fields(wall, today)).collect();
        let (out, pages) = written.unzip();
        return outcome::json(&json!({ "walls": walls, "out": out, "pages": pages }));
    }
    let mut told: String = walls.iter().map(|wall| told(wall, today)).collect();
    if walls.is_empty() {
        told.push_str("还没有登记墙面公开栏。在窗口的“公示栏”里加上。\n");
    }
    if let Some((out, pages)) = written {
        // Writing to a string cannot fail.
        writeln!(told, "写好了 {}，{pages} 页。", out.display()).unwrap_or_default();
    }
    Ok(told)
}

fn told(wall: &Wall, today: Date) -> String {
    let mut lines = vec![wall.location.place.name.clone()];
    for panel in &wall.location.panels {
        let Size { width, height } = panel.size;
        let room = wall.room_for(panel, Size::A4);
        lines.push(format!("  {}（{width}×{height}毫米）：还能贴 {room} 张 A4", panel.name));
    }
    for hung in &wall.hung {
        let own: Vec<&Sheet> = wall.sheets.iter().filter(|sheet| sheet.id.notice == hung.notice).collect();
        let (label, days) = (hung.label(), days(hung, today));
        lines.push(format!("{}\t{label}\t{days}\t{}\t{}", hung.notice.get(), where_it_hangs(wall, &own), hung.title));
    }
    lines.join("\n") + "\n"
}

fn fields(wall: &Wall, today: Date) -> Value {
    let panel = |panel: &Panel| {
        let sheets: Vec<Value> = wall
            .placed()
            .filter(|(_, at)| at.panel == panel.id)
            .map(|(sheet, at)| {
                json!({ "notice": sheet.id.notice, "sheet": sheet.id.number, "x": at.corner.x, "y": at.corner.y,
                        "width": sheet.size.width, "height": sheet.size.height })
            })
            .collect();
        json!({ "name": panel.name, "width": panel.size.width, "height": panel.size.height, "sheets": sheets,
                "room_for_a4": wall.room_for(panel, Size::A4) })
    };
    let hung: Vec<Value> = wall
        .hung
        .iter()
        .map(|hung| {
            json!({ "notice": hung.notice, "year": hung.year, "number": hung.number, "title": hung.title,
                    "last": hung.last, "days": days(hung, today), "sheets": hung.sheets })
        })
        .collect();
    let unplaced: Vec<Value> = wall
        .unplaced()
        .map(|sheet| {
            json!({ "notice": sheet.id.notice, "sheet": sheet.id.number, "fits_a_panel": wall.could_take(sheet.size) })
        })
        .collect();
    json!({
        "place": wall.location.place.name,
        "panels": wall.location.panels.iter().map(panel).collect::<Vec<_>>(),
        "notices": hung,
        "unplaced": unplaced,
    })
}
