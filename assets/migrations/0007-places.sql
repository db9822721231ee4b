-- The places where the office posts (张贴地点), and what a wall looks like: its panels, and which sheet hangs in which.
-- Lengths are whole millimetres.

CREATE TABLE place (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    -- wall, screen, broadcast, other
    form TEXT NOT NULL,
    name TEXT NOT NULL,
    -- The order in which they are listed.
    position INTEGER NOT NULL,
    UNIQUE (form, name)
) STRICT;

-- Where notices have hung so far is known.
INSERT INTO place (form, name, position)
SELECT form, place, row_number() OVER (ORDER BY max(id) DESC) FROM hanging GROUP BY form, place;

-- One board of a wall (版面), from the left.
CREATE TABLE panel (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    place INTEGER NOT NULL REFERENCES place (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    width INTEGER NOT NULL CHECK (width > 0),
    height INTEGER NOT NULL CHECK (height > 0)
) STRICT;
CREATE INDEX panel_by_place ON panel (place);

-- Where a sheet hangs: the distance of its upper left corner from the panel's, and its size. A row stays when the notice
-- comes down: it then says where the sheet hung.
CREATE TABLE pinned (
    notice INTEGER NOT NULL REFERENCES posting (notice) ON DELETE CASCADE,
    place INTEGER NOT NULL REFERENCES place (id) ON DELETE CASCADE,
    -- 1, 2, 3 … within the notice
    sheet INTEGER NOT NULL,
    panel INTEGER NOT NULL REFERENCES panel (id) ON DELETE CASCADE,
    x INTEGER NOT NULL,
    y INTEGER NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    PRIMARY KEY (notice, place, sheet)
) STRICT, WITHOUT ROWID;
CREATE INDEX pinned_by_panel ON pinned (panel);
