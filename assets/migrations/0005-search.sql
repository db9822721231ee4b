-- The index of what can be searched for: pieces of words (see src/domain/search.rs), not the words themselves.
-- A document is the head of a notice, its text, or 64 rows of its table by their keys; its rowid is the notice's id times
-- 2^27, plus 0 for title and kind, 1 for the text, 2 and on for the rows.
CREATE VIRTUAL TABLE search USING fts5 (grams, content = '', contentless_delete = 1, detail = 'none', tokenize = 'ascii');

-- 8 MB are gathered in memory before they are written: an import of 20,000 rows is one segment or two.
INSERT INTO search (search, rank) VALUES ('hashsize', 8388608);

-- What each document was made from, as a hash: what did not change is not indexed again.
CREATE TABLE search_part (
    id INTEGER PRIMARY KEY,
    hash INTEGER NOT NULL
) STRICT;

-- Notices that are not in the index yet; until they are, a search reads them whole.
CREATE TABLE search_due (
    notice INTEGER PRIMARY KEY REFERENCES notice (id) ON DELETE CASCADE
) STRICT;

INSERT INTO search_due (notice) SELECT id FROM notice;

CREATE TRIGGER search_forgets AFTER DELETE ON notice
BEGIN
    DELETE FROM search WHERE rowid IN (SELECT id FROM search_part WHERE
        id BETWEEN old.id << 27 AND ((old.id + 1) << 27) - 1);
    DELETE FROM search_part WHERE id BETWEEN old.id << 27 AND ((old.id + 1) << 27) - 1;
END;

-- All that a search filters and orders notices by.
CREATE INDEX notice_by_search ON notice (removed, updated, state, kind, first_day, last_day);
