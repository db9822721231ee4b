-- The lobby screen (大屏): what can be read on its pages, how long each stood, and what was put in between.

-- What a page of an edition says, so that its reading time is known and a name can be looked up. Editions frozen before this
-- step have no lines here: their pages are timed as pages of a list.
CREATE TABLE edition_page (
    edition INTEGER NOT NULL REFERENCES edition (id) ON DELETE CASCADE,
    -- 0, 1, 2 …
    page INTEGER NOT NULL,
    -- Characters to be read.
    chars INTEGER NOT NULL,
    -- 1: rows of a list, in which people look for a name.
    is_list INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (edition, page)
) STRICT, WITHOUT ROWID;

-- One line a page and day: a screen that turns a page every ten seconds would otherwise write three million lines a year.
CREATE TABLE shown_day (
    notice INTEGER NOT NULL REFERENCES notice (id) ON DELETE CASCADE,
    page INTEGER NOT NULL,
    -- The civil day the showing began on.
    day TEXT NOT NULL,
    times INTEGER NOT NULL,
    millis INTEGER NOT NULL,
    -- The last showing, in milliseconds since 1970, so that one that still stands is drawn out and not counted twice.
    last_from INTEGER NOT NULL,
    last_to INTEGER NOT NULL,
    -- Every showing from when to when, as src/store/lobby/spans.rs writes them.
    spans BLOB NOT NULL,
    PRIMARY KEY (notice, page, day)
) STRICT, WITHOUT ROWID;

-- 插播. `cleared`: taken down before its end.
CREATE TABLE alert (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    -- The alert as JSON.
    alert TEXT NOT NULL,
    until TEXT NOT NULL,
    cleared TEXT,
    cleared_by TEXT
) STRICT;
