//! 张贴图: the walls as they should look on a day, to hang by.

use jiff::civil::Date;

use super::{Block, Paperwork, Picture, PicturePanel, PictureSheet, columns, day, short};
use crate::domain::board::{Corner, Due, Hung, Panel, Sheet, Wall};
use crate::domain::office::Office;
use crate::domain::paperwork::Grid;

/// Every wall: the whole of it, then each panel on which something hangs, and what hangs where as a table.
pub fn plan(office: &Office, walls: &[Wall], today: Date) -> Paperwork {
    let blocks = walls.iter().flat_map(|wall| of_wall(wall, today)).collect::<Vec<_>>();
    let none = Block::Text("还没有登记公开栏的版面。".into());
    Paperwork {
        title: format!("公开栏张贴图（{}）", day(today)),
        number: String::new(),
        blocks: if blocks.is_empty() { vec![none] } else { blocks },
        issuer: office.name.clone(),
        date: day(today),
        across: true,
        large: false,
    }
}

fn of_wall(wall: &Wall, today: Date) -> Vec<Block> {
    let location = &wall.location;
    let mut blocks = Vec::new();
    if !location.panels.is_empty() {
        let panels = location.panels.iter().map(|panel| picture(wall, panel, location.origin(panel.id), today));
        blocks.push(Block::Wall(Picture {
            heading: location.place.name.clone(),
            width: location.extent().width,
            height: location.extent().height,
            panels: panels.collect(),
        }));
    }
    let is_used = |panel: &&Panel| wall.placed().any(|(_, at)| at.panel == panel.id);
    // One panel alone is seen whole already.
    let each = location.panels.iter().filter(is_used).filter(|_| location.panels.len() > 1);
    blocks.extend(each.map(|panel| {
        Block::Wall(Picture {
            heading: format!("{} · {}", location.place.name, panel.name),
            width: panel.size.width,
            height: panel.size.height,
            panels: vec![picture(wall, panel, Corner::default(), today)],
        })
    }));
    blocks.push(Block::Table(table(wall, today)));
    blocks
}

fn picture(wall: &Wall, panel: &Panel, origin: Corner, today: Date) -> PicturePanel {
    let on = wall.placed().filter(|(_, at)| at.panel == panel.id);
    let sheets = on.filter_map(|(sheet, at)| {
        let hung = wall.notice(sheet.id.notice)?;
        Some(PictureSheet {
            x: at.corner.x,
            y: at.corner.y,
            width: sheet.size.width,
            height: sheet.size.height,
            number: if hung.sheets > 1 {
                format!("{} {}/{}", hung.label(), sheet.id.number, hung.sheets)
            } else {
                hung.label()
            },
            title: hung.title.clone(),
            days: days(hung, today),
            due: hung.due(today).is_now(),
        })
    });
    PicturePanel {
        name: format!("{}（{}×{}毫米）", panel.name, panel.size.width, panel.size.height),
        x: origin.x,
        y: origin.y,
        width: panel.size.width,
        height: panel.size.height,
        sheets: sheets.collect(),
    }
}

/// 还剩 3 天, as the plan and the command say it.
pub fn days(hung: &Hung, today: Date) -> String {
    match hung.due(today) {
        Due::Over(days) => format!("已过{days}天"),
        Due::Today => "今天撤下".into(),
        Due::Soon(days) | Due::Later(days) => format!("还剩{days}天"),
        Due::Standing => "长期".into(),
    }
}

fn table(wall: &Wall, today: Date) -> Grid {
    let rows = wall.hung.iter().map(|hung| {
        let own: Vec<&Sheet> = wall.sheets.iter().filter(|sheet| sheet.id.notice == hung.notice).collect();
        vec![
            format!("〔{}〕{}", hung.year, hung.label()),
            hung.title.clone(),
            where_it_hangs(wall, &own),
            hung.last.map_or("长期".to_owned(), short),
            days(hung, today),
        ]
    });
    Grid {
        heading: wall.location.place.name.clone(),
        columns: columns([("编号", 0.8), ("标题", 3.0), ("版面和张数", 2.0), ("贴到", 0.8), ("还剩", 0.7)]),
        rows: rows.collect(),
        empty: "现在没有贴着的公示。".into(),
    }
}

/// 村务公开 2 张，没有摆位 1 张
pub fn where_it_hangs(wall: &Wall, sheets: &[&Sheet]) -> String {
    let on = |panel: &Panel| sheets.iter().filter(|sheet| sheet.at.is_some_and(|at| at.panel == panel.id)).count();
    let mut told: Vec<String> = wall
        .location
        .panels
        .iter()
        .map(|panel| (panel, on(panel)))
        .filter(|(_, count)| *count > 0)
        .map(|(panel, count)| format!("{} {count} 张", panel.name))
        .collect();
    let waiting = sheets.iter().filter(|sheet| sheet.at.is_none()).count();
    if waiting > 0 {
        told.push(format!("没有摆位 {waiting} 张"));
    }
    told.join("，")
}
