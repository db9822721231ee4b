-- The first schema: one office's notices, what happened to them, and how the program was set.
-- Instants are UTC text with milliseconds, so that they sort; days are civil dates; numbers in cells are decimal text.

CREATE TABLE notice (
    -- AUTOINCREMENT: the log names notices by id, so an id is never given twice.
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    -- title, first_day and last_day repeat what `fields` holds, for lists.
    title TEXT NOT NULL,
    first_day TEXT,
    last_day TEXT,
    -- Everything typed outside the table, as JSON.
    fields TEXT NOT NULL,
    -- The table's columns, as JSON.
    columns TEXT NOT NULL,
    -- How many data rows the table has (subtotals and totals not counted).
    row_count INTEGER NOT NULL,
    -- The notice this one was made from (照上期新建).
    previous INTEGER REFERENCES notice (id) ON DELETE SET NULL,
    created TEXT NOT NULL,
    updated TEXT NOT NULL,
    -- When it was moved to the recycle bin.
    removed TEXT,
    -- 1: came with the sample village and may be swept away whole.
    sample INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX notice_by_update ON notice (updated);
CREATE INDEX notice_by_previous ON notice (previous);

-- Clustered by notice: loading one table reads neighbouring pages, changing one cell writes one row.
CREATE TABLE row (
    notice INTEGER NOT NULL REFERENCES notice (id) ON DELETE CASCADE,
    key INTEGER NOT NULL,
    position INTEGER NOT NULL,
    role TEXT NOT NULL,
    source INTEGER,
    cells TEXT NOT NULL,
    PRIMARY KEY (notice, key)
) STRICT, WITHOUT ROWID;

-- What was done, by whom, when; each hash covers the one before it. `notice` is no foreign key: the log outlives it.
CREATE TABLE event (
    -- AUTOINCREMENT also tells when the newest events were cut off.
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    -- Seconds east of Greenwich where and when it was done.
    utc_offset INTEGER NOT NULL,
    session INTEGER NOT NULL,
    actor TEXT NOT NULL,
    operation TEXT NOT NULL,
    notice INTEGER,
    summary TEXT NOT NULL,
    hash BLOB NOT NULL
) STRICT;

CREATE INDEX event_by_notice ON event (notice, id);

CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON event
BEGIN
    SELECT RAISE(ABORT, 'an event is never changed');
END;

CREATE TRIGGER event_is_never_removed BEFORE DELETE ON event
BEGIN
    SELECT RAISE(ABORT, 'an event is never removed');
END;

-- From one start of the program to its end. `closed` stays empty where the program was killed.
CREATE TABLE session (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    opened TEXT NOT NULL,
    closed TEXT
) STRICT;

-- The notices a session is in the middle of editing.
CREATE TABLE editing (
    session INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE,
    notice INTEGER NOT NULL REFERENCES notice (id) ON DELETE CASCADE,
    saved TEXT NOT NULL,
    PRIMARY KEY (session, notice)
) STRICT, WITHOUT ROWID;

-- What a session's operations replaced, newest last.
CREATE TABLE undo (
    id INTEGER PRIMARY KEY,
    session INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE,
    operation TEXT NOT NULL,
    notice INTEGER REFERENCES notice (id) ON DELETE CASCADE,
    before TEXT NOT NULL
) STRICT;

CREATE TABLE setting (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Corrections by hand to what the intake found, by the shape of the file.
CREATE TABLE shape (
    signature TEXT PRIMARY KEY,
    correction TEXT NOT NULL,
    used TEXT NOT NULL
) STRICT, WITHOUT ROWID;
