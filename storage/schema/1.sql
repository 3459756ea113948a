-- Times are Unix milliseconds, NULL for none. args, env, options and scopes
-- are JSON. A fault is kept as kind, title and advice; no kind means no fault.

CREATE TABLE settings (
	id                INTEGER PRIMARY KEY CHECK (id = 1), -- the only row
	client_id         TEXT    NOT NULL,
	client_kind       TEXT    NOT NULL,
	redirect_uri      TEXT    NOT NULL,
	cloud             TEXT    NOT NULL,
	signature_url     TEXT    NOT NULL,
	default_assistant TEXT    NOT NULL,
	bot_name          TEXT    NOT NULL,
	patience_ms       INTEGER NOT NULL,
	appearance        TEXT    NOT NULL
) STRICT;

CREATE TABLE accounts (
	id             TEXT    PRIMARY KEY,
	user_id        TEXT    NOT NULL,
	account_id     TEXT    NOT NULL,
	name           TEXT    NOT NULL,
	email          TEXT    NOT NULL,
	cloud          TEXT    NOT NULL,
	api_url        TEXT    NOT NULL,
	is_default     INTEGER NOT NULL,
	state          TEXT    NOT NULL,
	scopes         TEXT    NOT NULL,
	last_proved_at INTEGER,
	fault_kind     TEXT    NOT NULL,
	fault_title    TEXT    NOT NULL,
	fault_advice   TEXT    NOT NULL
) STRICT;

CREATE TABLE assistants (
	name    TEXT PRIMARY KEY,
	kind    TEXT NOT NULL,
	program TEXT NOT NULL,
	args    TEXT NOT NULL,
	env     TEXT NOT NULL,
	options TEXT NOT NULL
) STRICT;

-- The account is kept by name too: history outlives it.
CREATE TABLE runs (
	id         TEXT PRIMARY KEY,
	meeting_id TEXT NOT NULL,
	host       TEXT NOT NULL,
	assistant  TEXT NOT NULL,
	bot_name   TEXT NOT NULL,
	account_id TEXT NOT NULL,
	account    TEXT NOT NULL,
	started_at INTEGER,
	joined_at  INTEGER,
	ended_at   INTEGER
) STRICT;

CREATE INDEX runs_ended ON runs (started_at) WHERE ended_at IS NOT NULL;
CREATE INDEX runs_open ON runs (id) WHERE ended_at IS NULL;

CREATE TABLE events (
	id           INTEGER PRIMARY KEY, -- the order
	run_id       TEXT    NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
	at           INTEGER NOT NULL,
	phase        TEXT    NOT NULL,
	attempt      INTEGER NOT NULL,
	next_try_at  INTEGER,
	reason       TEXT    NOT NULL,
	fault_kind   TEXT    NOT NULL,
	fault_title  TEXT    NOT NULL,
	fault_advice TEXT    NOT NULL,
	note         TEXT    NOT NULL
) STRICT;

CREATE INDEX events_of_run ON events (run_id);
