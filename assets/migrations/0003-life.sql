-- The life of a notice after it was written: who approved it, where it hung and how long, what people objected, and the
-- sealed record that is left. Instants are UTC text with milliseconds; a column named `…_offset` gives the seconds east of
-- Greenwich where it was done.

-- The notice this one corrects (更正公示).
ALTER TABLE notice ADD COLUMN corrects INTEGER REFERENCES notice (id) ON DELETE SET NULL;
CREATE INDEX notice_by_corrects ON notice (corrects);

-- Who works in the office. `pin` is an argon2 hash; empty: signs on paper only.
CREATE TABLE person (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    duty TEXT NOT NULL,
    pin TEXT,
    -- The day the person left the office; approvals keep the name.
    gone TEXT
) STRICT;

-- One signature under a notice. `digest` is the content that was signed; what is changed afterwards is not covered.
CREATE TABLE approval (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    notice INTEGER NOT NULL REFERENCES notice (id) ON DELETE CASCADE,
    step TEXT NOT NULL,
    person TEXT NOT NULL,
    -- pin, paper, alone
    means TEXT NOT NULL,
    remark TEXT NOT NULL,
    at TEXT NOT NULL,
    at_offset INTEGER NOT NULL,
    digest TEXT NOT NULL,
    -- When and why it ceased to count.
    voided TEXT,
    void_reason TEXT
) STRICT;
CREATE INDEX approval_by_notice ON approval (notice);

-- One line of the year's register (公示台账). Numbers have no gaps.
CREATE TABLE posting (
    notice INTEGER PRIMARY KEY REFERENCES notice (id) ON DELETE CASCADE,
    year INTEGER NOT NULL,
    number INTEGER NOT NULL,
    posted TEXT NOT NULL,
    posted_offset INTEGER NOT NULL,
    posted_by TEXT NOT NULL,
    -- Civil days, both counted; no last day: a standing notice.
    first_day TEXT NOT NULL,
    last_day TEXT,
    -- Why the period differs from the rule's.
    period_reason TEXT NOT NULL,
    withdrawn TEXT,
    withdrawn_offset INTEGER,
    withdrawn_by TEXT,
    withdraw_reason TEXT,
    UNIQUE (year, number)
) STRICT;

-- One place where a notice hangs.
CREATE TABLE hanging (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    notice INTEGER NOT NULL REFERENCES posting (notice) ON DELETE CASCADE,
    -- wall, screen, broadcast, other
    form TEXT NOT NULL,
    place TEXT NOT NULL,
    up TEXT NOT NULL,
    up_by TEXT NOT NULL,
    down TEXT,
    down_by TEXT
) STRICT;
CREATE INDEX hanging_by_notice ON hanging (notice);

-- The pages as they were posted, never laid out again.
CREATE TABLE edition (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    notice INTEGER NOT NULL REFERENCES posting (notice) ON DELETE CASCADE,
    -- wall, screen
    name TEXT NOT NULL,
    pages INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    pdf BLOB NOT NULL,
    UNIQUE (notice, name)
) STRICT;

CREATE TRIGGER edition_is_never_changed BEFORE UPDATE ON edition
BEGIN
    SELECT RAISE(ABORT, 'an edition is never changed');
END;

-- A photograph or a scan; its bytes lie in the folder `files` under their SHA-256.
CREATE TABLE attachment (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    notice INTEGER NOT NULL REFERENCES notice (id) ON DELETE CASCADE,
    -- up, midway, down, approval, other
    role TEXT NOT NULL,
    name TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    -- The camera's own time, a civil date and time; empty where it says none.
    taken TEXT,
    added TEXT NOT NULL
) STRICT;
CREATE INDEX attachment_by_notice ON attachment (notice);

CREATE TABLE objection (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    notice INTEGER NOT NULL REFERENCES posting (notice) ON DELETE CASCADE,
    -- 1, 2, 3 … within the notice
    number INTEGER NOT NULL,
    received TEXT NOT NULL,
    -- Empty: the name was withheld.
    person TEXT NOT NULL,
    -- 当面, 电话, 书面 …
    means TEXT NOT NULL,
    matter TEXT NOT NULL,
    due TEXT,
    answered TEXT,
    answered_by TEXT,
    reply TEXT,
    -- upheld, rejected, withdrawn
    outcome TEXT,
    list_changed INTEGER,
    UNIQUE (notice, number)
) STRICT;

-- The sealed records, each hash over the one before it and the manifest.
CREATE TABLE seal (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    notice INTEGER NOT NULL UNIQUE,
    sealed TEXT NOT NULL,
    sealed_offset INTEGER NOT NULL,
    manifest TEXT NOT NULL,
    hash BLOB NOT NULL
) STRICT;

-- What a manifest names, byte for byte; what already lies in `edition` or in the folder `files` is not kept twice.
CREATE TABLE sealed_part (
    seal INTEGER NOT NULL REFERENCES seal (number),
    name TEXT NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (seal, name)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER seal_is_never_changed BEFORE UPDATE ON seal
BEGIN
    SELECT RAISE(ABORT, 'a sealed record is never changed');
END;
CREATE TRIGGER seal_is_never_removed BEFORE DELETE ON seal
BEGIN
    SELECT RAISE(ABORT, 'a sealed record is never removed');
END;
CREATE TRIGGER sealed_part_is_never_changed BEFORE UPDATE ON sealed_part
BEGIN
    SELECT RAISE(ABORT, 'a sealed record is never changed');
END;
CREATE TRIGGER sealed_part_is_never_removed BEFORE DELETE ON sealed_part
BEGIN
    SELECT RAISE(ABORT, 'a sealed record is never removed');
END;
