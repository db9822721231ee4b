-- Rows of further tables are found by their columns as those of the main table are: by initials, by a person's whole name, and
-- not at all where they are private. Notices with blocks are indexed again, little by little.
INSERT OR IGNORE INTO search_due (notice) SELECT id FROM notice WHERE fields LIKE '%"blocks":%';
