-- Who put a photograph or a scan with the notice; empty where that was not asked yet.
ALTER TABLE attachment ADD COLUMN added_by TEXT NOT NULL DEFAULT '';
