-- The file that a story was imported from, byte for byte; `notes` is a JSON list of what could not be read of it.
CREATE TABLE original (
    story     INTEGER PRIMARY KEY REFERENCES story (row),
    at        INTEGER NOT NULL,
    file_name TEXT    NOT NULL,
    format    TEXT    NOT NULL,
    notes     TEXT    NOT NULL,
    bytes     BLOB    NOT NULL
) STRICT;

CREATE TRIGGER original_stands BEFORE UPDATE ON original BEGIN
    SELECT RAISE(ABORT, 'an original is never rewritten');
END;
