-- The desk. Moments are microseconds since 1970 in UTC; hashes are blake3.

-- Which desk this is, and under which name its writer signs changes of documents.
CREATE TABLE desk (
    one     INTEGER PRIMARY KEY CHECK (one = 1),
    id      BLOB    NOT NULL CHECK (length(id) = 16),
    peer    INTEGER NOT NULL,
    made_at INTEGER NOT NULL
) STRICT;

-- How far the desk has come: compared with the high-water mark outside.
-- `total` is the sum of every story's version: a stale page of `story` shows in it.
CREATE TABLE head (
    one   INTEGER PRIMARY KEY CHECK (one = 1),
    n     INTEGER NOT NULL,
    hash  BLOB    NOT NULL CHECK (length(hash) = 32),
    tick  INTEGER NOT NULL,
    total INTEGER NOT NULL
) STRICT;

-- One line per story. `words` and the search index are as of version `settled`.
CREATE TABLE story (
    row         INTEGER PRIMARY KEY,
    id          TEXT    NOT NULL UNIQUE,
    created_at  INTEGER NOT NULL,
    changed_at  INTEGER NOT NULL,
    headline    TEXT    NOT NULL,
    slug        TEXT    NOT NULL,
    words       INTEGER NOT NULL DEFAULT 0,
    version     INTEGER NOT NULL,
    chain       BLOB    NOT NULL CHECK (length(chain) = 32),
    settled     INTEGER NOT NULL DEFAULT 0,
    exported_at INTEGER,
    binned_at   INTEGER
) STRICT;

CREATE TRIGGER story_stays BEFORE DELETE ON story BEGIN
    SELECT RAISE(ABORT, 'a story is never deleted');
END;

-- Everything that was ever typed and is not in a snapshot yet.
CREATE TABLE change (
    n         INTEGER PRIMARY KEY,
    story     INTEGER NOT NULL REFERENCES story (row),
    at        INTEGER NOT NULL,
    bytes     BLOB    NOT NULL,
    frontier  BLOB    NOT NULL,
    prev_hash BLOB    NOT NULL CHECK (length(prev_hash) = 32),
    hash      BLOB    NOT NULL CHECK (length(hash) = 32)
) STRICT;

CREATE INDEX change_story ON change (story, n);

CREATE TRIGGER change_stands BEFORE UPDATE ON change BEGIN
    SELECT RAISE(ABORT, 'a change is never rewritten');
END;

-- A document with its whole history up to change `n`; `trail` says which version stood where in it.
CREATE TABLE snapshot (
    story      INTEGER NOT NULL REFERENCES story (row),
    n          INTEGER NOT NULL,
    at         INTEGER NOT NULL,
    bytes      BLOB    NOT NULL,
    frontier   BLOB    NOT NULL,
    trail      BLOB    NOT NULL,
    hash       BLOB    NOT NULL CHECK (length(hash) = 32),
    chain_hash BLOB    NOT NULL CHECK (length(chain_hash) = 32),
    PRIMARY KEY (story, n)
) STRICT;

CREATE TRIGGER snapshot_stands BEFORE UPDATE ON snapshot BEGIN
    SELECT RAISE(ABORT, 'a snapshot is never rewritten');
END;

CREATE TRIGGER snapshot_gives_way BEFORE DELETE ON snapshot
WHEN NOT EXISTS (SELECT 1 FROM snapshot AS newer WHERE newer.story = OLD.story AND newer.n > OLD.n) BEGIN
    SELECT RAISE(ABORT, 'only an older snapshot may go');
END;

CREATE TRIGGER change_gives_way BEFORE DELETE ON change
WHEN NOT EXISTS (SELECT 1 FROM snapshot WHERE snapshot.story = OLD.story AND snapshot.n >= OLD.n) BEGIN
    SELECT RAISE(ABORT, 'only a change that a snapshot holds may go');
END;

-- Versions with a name. `content` is the hash of what the document says there.
CREATE TABLE revision (
    story    INTEGER NOT NULL REFERENCES story (row),
    number   INTEGER NOT NULL CHECK (number > 0),
    version  INTEGER NOT NULL,
    frontier BLOB    NOT NULL,
    content  BLOB    NOT NULL CHECK (length(content) = 32),
    at       INTEGER NOT NULL,
    why      TEXT    NOT NULL CHECK (why IN ('manual', 'idle', 'filed', 'imported', 'restored')),
    label    TEXT    NOT NULL,
    PRIMARY KEY (story, number)
) STRICT;

CREATE TRIGGER revision_stands BEFORE UPDATE ON revision BEGIN
    SELECT RAISE(ABORT, 'a revision is never rewritten');
END;

CREATE TRIGGER revision_stays BEFORE DELETE ON revision BEGIN
    SELECT RAISE(ABORT, 'a revision is never deleted');
END;

-- What left the desk.
CREATE TABLE export (
    story     INTEGER NOT NULL REFERENCES story (row),
    number    INTEGER NOT NULL CHECK (number > 0),
    at        INTEGER NOT NULL,
    format    TEXT    NOT NULL,
    profile   TEXT    NOT NULL,
    kind      TEXT    NOT NULL,
    version   INTEGER NOT NULL,
    sha256    TEXT    NOT NULL,
    file_name TEXT    NOT NULL,
    bytes     INTEGER NOT NULL,
    PRIMARY KEY (story, number)
) STRICT;

CREATE TRIGGER export_stands BEFORE UPDATE ON export BEGIN
    SELECT RAISE(ABORT, 'an export is never rewritten');
END;

CREATE TRIGGER export_stays BEFORE DELETE ON export BEGIN
    SELECT RAISE(ABORT, 'an export is never deleted');
END;

CREATE TABLE setting (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

-- The rowid is the story's `row`.
CREATE VIRTUAL TABLE search USING fts5 (
    headline, slug, summary, body, other,
    tokenize = 'unicode61 remove_diacritics 2',
    prefix = '2 3'
);
