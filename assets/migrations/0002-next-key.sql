-- The next key of a table's rows is kept: a row that was deleted before the table was closed leaves no key behind for
-- another one.

ALTER TABLE notice ADD COLUMN next_key INTEGER NOT NULL DEFAULT 0;

UPDATE notice SET next_key = coalesce((SELECT max(key) + 1 FROM row WHERE row.notice = notice.id), 0);
