-- 换届选举: a series of notices made from one plan (day, place, committee), so that a new day moves all that is not posted.

CREATE TABLE election (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    -- The plan as JSON.
    plan TEXT NOT NULL,
    created TEXT NOT NULL,
    updated TEXT NOT NULL
) STRICT;

-- 第1号公告 …: which notice is which of the series.
CREATE TABLE election_notice (
    election INTEGER NOT NULL REFERENCES election (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    notice INTEGER NOT NULL UNIQUE REFERENCES notice (id) ON DELETE CASCADE,
    PRIMARY KEY (election, number)
) STRICT, WITHOUT ROWID;
