-- Whether Behalf looks for a new version by itself, once a week.
ALTER TABLE settings ADD COLUMN look_weekly INTEGER NOT NULL DEFAULT 0;

-- The newest release that was seen, by whoever had signed it: an older one is
-- not believed after it.
CREATE TABLE seen_release (
	id          INTEGER PRIMARY KEY CHECK (id = 1), -- the only row
	signer      TEXT    NOT NULL,
	version     TEXT    NOT NULL,
	released_at INTEGER,
	page        TEXT    NOT NULL,
	looked_at   INTEGER,
	told        INTEGER NOT NULL -- the person knows of it
) STRICT;
