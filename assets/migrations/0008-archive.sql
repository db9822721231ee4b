-- The archive as it is kept: what is done to a sealed record after it was sealed, and what was taken in from the time
-- before this program.

-- One line a deed, in order, never changed and never removed. Each line is covered by the event it names (whose summary is
-- the deed and a hash over the line), and so by the chain of events.
CREATE TABLE custody (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    -- No foreign key: like the log, it outlives what it is about.
    notice INTEGER NOT NULL,
    -- hold, release, conceal, reveal, destroy
    deed TEXT NOT NULL,
    at TEXT NOT NULL,
    at_offset INTEGER NOT NULL,
    -- Empty: the program by itself, as the office set it.
    person TEXT NOT NULL,
    reason TEXT NOT NULL,
    -- Of a destruction, as JSON: the second person, the term, the hash of the destroyed manifest, and what is left.
    detail TEXT NOT NULL,
    event INTEGER NOT NULL UNIQUE
) STRICT;
CREATE INDEX custody_by_notice ON custody (notice, id);

CREATE TRIGGER custody_is_never_changed BEFORE UPDATE ON custody
BEGIN
    SELECT RAISE(ABORT, 'what was done to a record is never changed');
END;
CREATE TRIGGER custody_is_never_removed BEFORE DELETE ON custody
BEGIN
    SELECT RAISE(ABORT, 'what was done to a record is never removed');
END;

-- 补录: a document from before this program. It is kept and sealed like the others, but nothing says that it hung.
CREATE TABLE imported (
    notice INTEGER PRIMARY KEY REFERENCES notice (id) ON DELETE CASCADE,
    -- The day of the document, a civil date, as it was typed in.
    day TEXT NOT NULL,
    -- The name the file had.
    file TEXT NOT NULL,
    taken_in TEXT NOT NULL,
    person TEXT NOT NULL
) STRICT;

-- A record whose term is over may be destroyed: then what the manifest names goes, and the seal's own line (number, time,
-- manifest, hash) stays, so that the chain is whole. `seal` itself still forbids every change and every removal; only the
-- parts of a record may be removed, and only of a record whose destruction is entered in `custody`, which cannot be taken
-- back.
DROP TRIGGER sealed_part_is_never_removed;
CREATE TRIGGER sealed_part_is_removed_by_destruction_only BEFORE DELETE ON sealed_part
WHEN NOT EXISTS (
    SELECT 1 FROM seal JOIN custody ON custody.notice = seal.notice
    WHERE seal.number = old.seal AND custody.deed = 'destroy'
)
BEGIN
    SELECT RAISE(ABORT, 'a sealed record is never changed');
END;
