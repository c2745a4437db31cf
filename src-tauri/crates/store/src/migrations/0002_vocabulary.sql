-- Vocabularies that were loaded from files, one per alias. `value` is the whole vocabulary as JSON: the desk reads it
-- in one piece, and searches it in memory.
CREATE TABLE vocabulary (
    scheme    TEXT    PRIMARY KEY CHECK (scheme <> ''),
    loaded_at INTEGER NOT NULL,
    file_name TEXT    NOT NULL,
    value     TEXT    NOT NULL
) STRICT;
