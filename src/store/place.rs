//! The places where the office posts (张贴地点), kept as data: their names, and the panels of a wall.

use rusqlite::{Connection, OptionalExtension, Row, named_params};

use super::posting::{form_code, read_form};
use super::transact::Operation;
use super::{Result, Store, StoreError};
use crate::domain::board::{Location, LocationId, Panel, PanelDraft, PanelId, Size};
use crate::domain::posting::{Form, Place};

impl Store {
    /// Where the office posts, the last used first.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn places(&self) -> Result<Vec<Place>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT form, name FROM place
             ORDER BY (SELECT max(id) FROM hanging WHERE hanging.form = place.form AND hanging.place = place.name)
                 DESC NULLS LAST, position, id",
        )?;
        let rows = statement.query_map([], |row| Ok((form(row)?, row.get("name")?)))?;
        rows.map(|row| {
            let (form, name) = row?;
            Ok(Place { form: form.ok_or_else(damaged)?, name })
        })
        .collect()
    }

    /// The same in the order the office gave them, with the panels of the walls.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn locations(&self) -> Result<Vec<Location>> {
        locations(&self.connection)
    }

    /// Adds a place at the end of the list; a wall with its panels.
    ///
    /// # Errors
    /// [`StoreError::SamePlace`].
    pub fn add_place(&mut self, place: &Place, panels: &[PanelDraft]) -> Result<Location> {
        self.transact(|operation| {
            let id = operation.insert_place(place)?.ok_or(StoreError::SamePlace)?;
            operation.write_panels(id, panels)?;
            operation.log("place", None, &place.name)?;
            operation.location(id)
        })
    }

    /// Gives a place another name. What hangs there now hangs under the new name; what hung there keeps the old one.
    ///
    /// # Errors
    /// [`StoreError::NoSuchPlace`], [`StoreError::SamePlace`].
    pub fn rename_place(&mut self, id: LocationId, name: &str) -> Result<Location> {
        self.transact(|operation| {
            let before = operation.location(id)?.place;
            let named = Place { form: before.form, name: name.to_owned() };
            if named == before {
                return operation.location(id);
            }
            if operation.find_place(&named)?.is_some() {
                return Err(StoreError::SamePlace);
            }
            operation.connection.execute(
                "UPDATE place SET name = :name WHERE id = :id",
                named_params! { ":id": id.get(), ":name": name },
            )?;
            operation.connection.execute(
                "UPDATE hanging SET place = :name WHERE form = :form AND place = :before AND down IS NULL",
                named_params! { ":form": form_code(before.form), ":before": before.name, ":name": name },
            )?;
            operation.log("rename-place", None, &format!("{} → {name}", before.name))?;
            operation.location(id)
        })
    }

    /// Takes a place off the list; where notices hung stays in their records.
    ///
    /// # Errors
    /// [`StoreError::PlaceInUse`] while something hangs there.
    pub fn remove_place(&mut self, id: LocationId) -> Result<()> {
        self.transact(|operation| {
            let place = operation.location(id)?.place;
            let hanging = operation.hanging_at(&place)?;
            if hanging > 0 {
                return Err(StoreError::PlaceInUse { hanging });
            }
            operation.connection.execute("DELETE FROM place WHERE id = :id", named_params! { ":id": id.get() })?;
            operation.log("remove-place", None, &place.name)
        })
    }

    /// Sets the panels of a wall, from the left. Sheets whose panel is gone or has become too small for them are off the
    /// picture; how many.
    ///
    /// # Errors
    /// [`StoreError::NoSuchPlace`] where it is no wall of the office, or a panel is not its own.
    pub fn set_panels(&mut self, id: LocationId, panels: &[PanelDraft]) -> Result<usize> {
        self.transact(|operation| {
            let location = operation.location(id)?;
            let own = |draft: &PanelDraft| draft.id.is_none_or(|panel| location.panel(panel).is_some());
            if location.place.form != Form::Wall || !panels.iter().all(own) {
                return Err(StoreError::NoSuchPlace);
            }
            let before = operation.placed_on(id)?;
            operation.write_panels(id, panels)?;
            operation.connection.execute(
                "DELETE FROM pinned WHERE place = :place AND EXISTS (SELECT 1 FROM panel WHERE panel.id = pinned.panel
                     AND (pinned.x + pinned.width > panel.width OR pinned.y + pinned.height > panel.height))",
                named_params! { ":place": id.get() },
            )?;
            operation.log("panels", None, &format!("{}: {}", location.place.name, panels.len()))?;
            Ok(before.saturating_sub(operation.placed_on(id)?))
        })
    }
}

impl Operation<'_> {
    /// A place that something is hung at for the first time is on the list from then on.
    pub(super) fn know_place(&self, place: &Place) -> Result<()> {
        self.insert_place(place).map(drop)
    }

    /// `None`: it is there already.
    fn insert_place(&self, place: &Place) -> Result<Option<LocationId>> {
        let added = self
            .connection
            .prepare_cached(
                "INSERT OR IGNORE INTO place (form, name, position)
                 VALUES (:form, :name, (SELECT coalesce(max(position), 0) + 1 FROM place))",
            )?
            .execute(named_params! { ":form": form_code(place.form), ":name": place.name })?;
        Ok((added > 0).then(|| LocationId::from_stored(self.connection.last_insert_rowid())))
    }

    fn find_place(&self, place: &Place) -> Result<Option<i64>> {
        Ok(self
            .connection
            .prepare_cached("SELECT id FROM place WHERE form = :form AND name = :name")?
            .query_row(named_params! { ":form": form_code(place.form), ":name": place.name }, |row| row.get("id"))
            .optional()?)
    }

    pub(super) fn location(&self, id: LocationId) -> Result<Location> {
        locations(self.connection)?.into_iter().find(|location| location.id == id).ok_or(StoreError::NoSuchPlace)
    }

    fn hanging_at(&self, place: &Place) -> Result<usize> {
        let count: i64 = self
            .connection
            .prepare_cached(
                "SELECT count(*) AS count FROM hanging WHERE form = :form AND place = :name AND down IS NULL",
            )?
            .query_row(named_params! { ":form": form_code(place.form), ":name": place.name }, |row| row.get("count"))?;
        Ok(usize::try_from(count).unwrap_or(usize::MAX))
    }

    fn placed_on(&self, wall: LocationId) -> Result<usize> {
        Ok(super::pin::read(self.connection, wall)?.0.placed().count())
    }

    fn write_panels(&self, place: LocationId, panels: &[PanelDraft]) -> Result<()> {
        let kept: Vec<String> = panels.iter().filter_map(|draft| draft.id).map(|id| id.get().to_string()).collect();
        self.connection.execute(
            &format!("DELETE FROM panel WHERE place = :place AND id NOT IN ({})", kept.join(", ")),
            named_params! { ":place": place.get() },
        )?;
        for (draft, position) in panels.iter().zip(1_i64..) {
            self.connection
                .prepare_cached(
                    "INSERT INTO panel (id, place, position, name, width, height)
                     VALUES (:id, :place, :position, :name, :width, :height)
                     ON CONFLICT (id) DO UPDATE SET position = excluded.position, name = excluded.name,
                         width = excluded.width, height = excluded.height",
                )?
                .execute(named_params! {
                    ":id": draft.id.map(PanelId::get),
                    ":place": place.get(),
                    ":position": position,
                    ":name": draft.name,
                    ":width": draft.size.width,
                    ":height": draft.size.height,
                })?;
        }
        Ok(())
    }
}

fn damaged() -> StoreError {
    StoreError::DamagedSetting { part: "place" }
}

fn form(row: &Row<'_>) -> rusqlite::Result<Option<Form>> {
    Ok(read_form(row.get_ref("form")?.as_str()?))
}

pub(super) fn locations(connection: &Connection) -> Result<Vec<Location>> {
    let mut statement = connection.prepare_cached("SELECT id, form, name FROM place ORDER BY position, id")?;
    let rows = statement.query_map([], |row| Ok((row.get::<_, i64>("id")?, form(row)?, row.get("name")?)))?;
    let mut all = Vec::new();
    for row in rows {
        let (id, form, name) = row?;
        let place = Place { form: form.ok_or_else(damaged)?, name };
        all.push(Location { id: LocationId::from_stored(id), place, panels: Vec::new() });
    }
    let mut statement =
        connection.prepare_cached("SELECT id, place, name, width, height FROM panel ORDER BY place, position, id")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let place = row.get::<_, i64>("place")?;
        let size = Size { width: row.get("width")?, height: row.get("height")? };
        let panel = Panel { id: PanelId::from_stored(row.get("id")?), name: row.get("name")?, size };
        if let Some(location) = all.iter_mut().find(|location| location.id.get() == place) {
            location.panels.push(panel);
        }
    }
    Ok(all)
}
