-- Words that came and went since the revision before; unknown for revisions that an older program made.
ALTER TABLE revision ADD COLUMN words_added INTEGER;
ALTER TABLE revision ADD COLUMN words_removed INTEGER;

CREATE INDEX revision_version ON revision (story, version, number);
