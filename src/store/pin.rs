//! Which sheet hangs where on the office's walls.

use rusqlite::{Connection, named_params};

use super::edition::EditionId;
use super::place::locations;
use super::posting::form_code;
use super::transact::Operation;
use super::{Result, Store, StoreError};
use crate::domain::board::{At, Corner, Hung, Location, LocationId, PanelId, Sheet, SheetId, Size, Wall};
use crate::domain::notice::NoticeId;

/// A sheet that is put somewhere on a wall.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placing {
    pub sheet: SheetId,
    pub size: Size,
    pub at: At,
}

/// The pages a notice hangs with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hangs {
    pub notice: NoticeId,
    /// The wall edition.
    pub edition: EditionId,
    pub sha256: String,
}

impl Store {
    /// A wall with what hangs on it now. Of sheets that are not on the picture the size is that of A4: the store does not
    /// read pages.
    ///
    /// # Errors
    /// [`StoreError::NoSuchPlace`]; a file that cannot be read.
    pub fn wall(&self, id: LocationId) -> Result<(Wall, Vec<Hangs>)> {
        read(&self.connection, id)
    }

    /// Every wall of the office, as [`Store::wall`].
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn walls(&self) -> Result<Vec<Wall>> {
        let walls = self.locations()?.into_iter().filter(Location::is_wall);
        walls.map(|location| Ok(self.wall(location.id)?.0)).collect()
    }

    /// Puts sheets on a wall, or moves them there; all of them or none.
    ///
    /// # Errors
    /// [`StoreError::NoRoom`]; [`StoreError::NoSuchPlace`]; [`StoreError::NoSuchNotice`] for a sheet that does not hang
    /// there.
    pub fn pin(&mut self, wall: LocationId, pins: &[Placing]) -> Result<()> {
        self.transact(|operation| {
            let (mut picture, _) = read(operation.connection, wall)?;
            // What is moved makes room for what is moved with it.
            for sheet in &mut picture.sheets {
                if pins.iter().any(|pin| pin.sheet == sheet.id) {
                    sheet.at = None;
                }
            }
            for pin in pins {
                picture.admits(pin.sheet, pin.size, pin.at).map_err(StoreError::NoRoom)?;
                let sheet = picture.sheets.iter_mut().find(|sheet| sheet.id == pin.sheet);
                let sheet = sheet.ok_or(StoreError::NoSuchNotice(pin.sheet.notice))?;
                (sheet.size, sheet.at) = (pin.size, Some(pin.at));
                operation.write_pin(wall, pin)?;
                let told = told(&picture.location, pin);
                operation.log("pin", Some(pin.sheet.notice), &told)?;
            }
            Ok(())
        })
    }

    /// Takes a sheet off the picture of a wall; the notice itself goes on hanging.
    ///
    /// # Errors
    /// [`StoreError::NoSuchPlace`]; a file that cannot be written.
    pub fn unpin(&mut self, wall: LocationId, sheet: SheetId) -> Result<()> {
        self.transact(|operation| {
            let name = operation.location(wall)?.place.name;
            let gone = operation.connection.execute(
                "DELETE FROM pinned WHERE notice = :notice AND place = :place AND sheet = :sheet",
                named_params! { ":notice": sheet.notice.get(), ":place": wall.get(), ":sheet": sheet.number },
            )?;
            if gone == 0 {
                return Ok(());
            }
            operation.log("unpin", Some(sheet.notice), &format!("{name} {}", sheet.number))
        })
    }
}

/// 公开栏 · 村务公开 2 (120, 330)
fn told(location: &Location, pin: &Placing) -> String {
    let panel = location.panel(pin.at.panel).map_or("", |panel| panel.name.as_str());
    let Corner { x, y } = pin.at.corner;
    format!("{} · {panel} {} ({x}, {y})", location.place.name, pin.sheet.number)
}

impl Operation<'_> {
    fn write_pin(&self, wall: LocationId, pin: &Placing) -> Result<()> {
        self.connection
            .prepare_cached(
                "INSERT OR REPLACE INTO pinned (notice, place, sheet, panel, x, y, width, height)
                 VALUES (:notice, :place, :sheet, :panel, :x, :y, :width, :height)",
            )?
            .execute(named_params! {
                ":notice": pin.sheet.notice.get(),
                ":place": wall.get(),
                ":sheet": pin.sheet.number,
                ":panel": pin.at.panel.get(),
                ":x": pin.at.corner.x,
                ":y": pin.at.corner.y,
                ":width": pin.size.width,
                ":height": pin.size.height,
            })?;
        Ok(())
    }
}

pub(super) fn read(connection: &Connection, id: LocationId) -> Result<(Wall, Vec<Hangs>)> {
    let location = locations(connection)?.into_iter().find(|location| location.id == id && location.is_wall());
    let location = location.ok_or(StoreError::NoSuchPlace)?;
    let (hung, pages) = hung(connection, &location)?;
    let mut sheets = pinned(connection, id)?;
    sheets.retain(|sheet| hung.iter().any(|hung| hung.notice == sheet.id.notice && sheet.id.number <= hung.sheets));
    let waiting = hung.iter().flat_map(|hung| {
        (1..=hung.sheets).map(|number| Sheet { id: SheetId { notice: hung.notice, number }, size: Size::A4, at: None })
    });
    let waiting: Vec<Sheet> = waiting.filter(|sheet| !sheets.iter().any(|placed| placed.id == sheet.id)).collect();
    sheets.extend(waiting);
    sheets.sort_by_key(|sheet| sheet.id);
    Ok((Wall { location, hung, sheets }, pages))
}

/// The notices that hang there now, in the order of the register.
fn hung(connection: &Connection, location: &Location) -> Result<(Vec<Hung>, Vec<Hangs>)> {
    let mut statement = connection.prepare_cached(
        "SELECT notice.id, notice.title, posting.year, posting.number, posting.last_day,
                edition.id AS edition, edition.pages, edition.sha256
         FROM notice
         JOIN posting ON posting.notice = notice.id
         JOIN edition ON edition.notice = notice.id AND edition.name = 'wall'
         WHERE notice.state IN ('posted', 'expired') AND notice.removed IS NULL
             AND EXISTS (SELECT 1 FROM hanging WHERE hanging.notice = notice.id AND hanging.form = :form
                         AND hanging.place = :name AND hanging.down IS NULL)
         ORDER BY posting.year, posting.number",
    )?;
    let values = named_params! { ":form": form_code(location.place.form), ":name": location.place.name };
    let mut rows = statement.query(values)?;
    let (mut hung, mut pages) = (Vec::new(), Vec::new());
    while let Some(row) = rows.next()? {
        let notice = NoticeId::from_stored(row.get("id")?);
        let last = row.get::<_, Option<String>>("last_day")?.map(|day| day.parse()).transpose();
        hung.push(Hung {
            notice,
            year: row.get("year")?,
            number: row.get("number")?,
            title: row.get("title")?,
            last: last.map_err(|_| StoreError::Damaged { notice, part: "its posting" })?,
            sheets: row.get("pages")?,
        });
        let edition = EditionId::from_stored(row.get("edition")?);
        pages.push(Hangs { notice, edition, sha256: row.get("sha256")? });
    }
    Ok((hung, pages))
}

fn pinned(connection: &Connection, place: LocationId) -> Result<Vec<Sheet>> {
    let mut statement = connection
        .prepare_cached("SELECT notice, sheet, panel, x, y, width, height FROM pinned WHERE place = :place")?;
    let rows = statement.query_map(named_params! { ":place": place.get() }, |row| {
        Ok(Sheet {
            id: SheetId { notice: NoticeId::from_stored(row.get("notice")?), number: row.get("sheet")? },
            size: Size { width: row.get("width")?, height: row.get("height")? },
            at: Some(At {
                panel: PanelId::from_stored(row.get("panel")?),
                corner: Corner { x: row.get("x")?, y: row.get("y")? },
            }),
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

#[cfg(test)]
mod tests;
