-- The office's own pictures on the lobby screen (大屏图片): slides of the loop beside the notices. The pages are made once,
-- when a set is added, from the pictures without their metadata. What is taken off is deleted; the event log keeps who added
-- and who took it off.
CREATE TABLE picture_set (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    title TEXT NOT NULL,
    first_day TEXT NOT NULL,
    -- NULL: until it is taken off.
    last_day TEXT,
    -- How long each picture stands.
    seconds INTEGER NOT NULL,
    -- What stands under each picture, as a JSON array in their order.
    captions TEXT NOT NULL,
    added TEXT NOT NULL,
    added_by TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    pdf BLOB NOT NULL
) STRICT;
