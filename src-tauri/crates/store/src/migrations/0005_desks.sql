-- Two copies of a desk, and history that is forgotten at the writer's wish.

-- The key with which this desk signs its bundles, and a print of the file it lies in: a desk that is found in another
-- file may be a copy, and gets another key and another peer.
CREATE TABLE seal (
    one    INTEGER PRIMARY KEY CHECK (one = 1),
    secret BLOB    NOT NULL CHECK (length(secret) = 32),
    place  BLOB    NOT NULL CHECK (length(place) = 32)
) STRICT;

-- What was taken in from another desk: at which version, who signed it, what it knew (a Loro version vector), and what
-- it said (a story file): the common ground of the next meeting. Both desks' numbers stay, the words can be forgotten.
CREATE TABLE meeting (
    story   INTEGER NOT NULL REFERENCES story (row),
    number  INTEGER NOT NULL CHECK (number > 0),
    at      INTEGER NOT NULL,
    version INTEGER NOT NULL,
    maker   BLOB    NOT NULL CHECK (length(maker) = 32),
    knows   BLOB    NOT NULL,
    said    TEXT,
    PRIMARY KEY (story, number)
) STRICT;

CREATE TRIGGER meeting_stays BEFORE DELETE ON meeting BEGIN
    SELECT RAISE(ABORT, 'a meeting is never deleted');
END;

CREATE TRIGGER meeting_stands BEFORE UPDATE ON meeting
WHEN NEW.said IS NOT NULL OR NEW.story <> OLD.story OR NEW.number <> OLD.number OR NEW.at <> OLD.at
    OR NEW.version <> OLD.version OR NEW.maker <> OLD.maker OR NEW.knows <> OLD.knows BEGIN
    SELECT RAISE(ABORT, 'a meeting is never rewritten');
END;

-- Sentences that both desks changed, until the writer settles them; then their words go and the number stays.
-- `shown` is what stood at the place when they met: by it the place is found again after later edits.
CREATE TABLE clash (
    story      INTEGER NOT NULL REFERENCES story (row),
    number     INTEGER NOT NULL CHECK (number > 0),
    at         INTEGER NOT NULL,
    settled    INTEGER NOT NULL DEFAULT 0 CHECK (settled IN (0, 1)),
    field      TEXT    NOT NULL,
    base       TEXT    NOT NULL,
    ours       TEXT    NOT NULL,
    theirs     TEXT    NOT NULL,
    shown      TEXT    NOT NULL,
    place_from INTEGER NOT NULL,
    place_to   INTEGER NOT NULL CHECK (place_to >= place_from),
    PRIMARY KEY (story, number)
) STRICT;

-- What was forgotten: everything before version `before`, by the desk's commit `tick`. Backups of earlier commits still
-- hold it and go once a later one was proven. `under_way` is 1 only inside the transaction that forgets.
CREATE TABLE forgotten (
    story     INTEGER PRIMARY KEY REFERENCES story (row),
    at        INTEGER NOT NULL,
    before    INTEGER NOT NULL,
    tick      INTEGER NOT NULL,
    under_way INTEGER NOT NULL CHECK (under_way IN (0, 1))
) STRICT;

CREATE TRIGGER forgotten_stays BEFORE DELETE ON forgotten BEGIN
    SELECT RAISE(ABORT, 'that something was forgotten is never forgotten');
END;

CREATE TRIGGER forgotten_never_returns BEFORE UPDATE ON forgotten
WHEN NEW.story <> OLD.story OR NEW.before < OLD.before OR NEW.tick < OLD.tick BEGIN
    SELECT RAISE(ABORT, 'what was forgotten does not come back');
END;

-- The rules of what may go, with exactly this exception.
DROP TRIGGER snapshot_gives_way;
CREATE TRIGGER snapshot_gives_way BEFORE DELETE ON snapshot
WHEN NOT EXISTS (SELECT 1 FROM snapshot AS newer WHERE newer.story = OLD.story AND newer.n > OLD.n)
    AND NOT EXISTS (SELECT 1 FROM forgotten WHERE forgotten.story = OLD.story AND forgotten.under_way = 1) BEGIN
    SELECT RAISE(ABORT, 'only an older snapshot may go');
END;

DROP TRIGGER revision_stays;
CREATE TRIGGER revision_stays BEFORE DELETE ON revision
WHEN NOT EXISTS (
    SELECT 1 FROM forgotten
    WHERE forgotten.story = OLD.story AND forgotten.under_way = 1 AND OLD.version < forgotten.before
) BEGIN
    SELECT RAISE(ABORT, 'a revision is never deleted');
END;

-- A document that has to be made anew to forget has its versions at new places; what a revision says stays the same.
DROP TRIGGER revision_stands;
CREATE TRIGGER revision_stands BEFORE UPDATE ON revision
WHEN NOT EXISTS (SELECT 1 FROM forgotten WHERE forgotten.story = OLD.story AND forgotten.under_way = 1)
    OR NEW.story <> OLD.story OR NEW.number <> OLD.number OR NEW.version <> OLD.version OR NEW.content <> OLD.content
    OR NEW.at <> OLD.at OR NEW.why <> OLD.why OR NEW.label <> OLD.label BEGIN
    SELECT RAISE(ABORT, 'a revision is never rewritten');
END;

CREATE TRIGGER original_stays BEFORE DELETE ON original
WHEN NOT EXISTS (SELECT 1 FROM forgotten WHERE forgotten.story = OLD.story AND forgotten.under_way = 1) BEGIN
    SELECT RAISE(ABORT, 'an original is never deleted');
END;
