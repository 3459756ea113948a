-- The language of the window: '' follows the system.
ALTER TABLE settings ADD COLUMN language TEXT NOT NULL DEFAULT '';

-- What the icon beside the clock is drawn for: 'light' or 'dark' bars, '' both.
ALTER TABLE settings ADD COLUMN tray_icon TEXT NOT NULL DEFAULT '';

-- Whether a start goes to the tray.
ALTER TABLE settings ADD COLUMN start_hidden INTEGER NOT NULL DEFAULT 0;

-- Which notifications are switched off.
ALTER TABLE settings ADD COLUMN mute_joined INTEGER NOT NULL DEFAULT 0;
ALTER TABLE settings ADD COLUMN mute_needs_you INTEGER NOT NULL DEFAULT 0;
ALTER TABLE settings ADD COLUMN mute_ended INTEGER NOT NULL DEFAULT 0;

-- Whether the passcodes of the latest meetings are kept out of the keychain.
ALTER TABLE settings ADD COLUMN forget_recent INTEGER NOT NULL DEFAULT 0;

-- Whether the first start has come to its end. Who has sent an assistant before
-- needs none.
ALTER TABLE settings ADD COLUMN welcomed INTEGER NOT NULL DEFAULT 0;
UPDATE settings SET welcomed = 1 WHERE EXISTS (SELECT 1 FROM runs);

-- Where the window was, and how large: width 0 where it has not been yet.
ALTER TABLE settings ADD COLUMN window_x INTEGER NOT NULL DEFAULT 0;
ALTER TABLE settings ADD COLUMN window_y INTEGER NOT NULL DEFAULT 0;
ALTER TABLE settings ADD COLUMN window_placed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE settings ADD COLUMN window_width INTEGER NOT NULL DEFAULT 0;
ALTER TABLE settings ADD COLUMN window_height INTEGER NOT NULL DEFAULT 0;

-- How a run that has ended came out: 1, nothing to look into; and what a search
-- looks in: number and names, in small letters. Both follow from other columns
-- and are there so that a long history is found quickly.
ALTER TABLE runs ADD COLUMN well INTEGER NOT NULL DEFAULT 0;
ALTER TABLE runs ADD COLUMN sought TEXT NOT NULL DEFAULT '';
UPDATE runs SET sought = sought(meeting_id, assistant, bot_name),
	well = EXISTS (SELECT 1 FROM events WHERE phase IN ('ended', 'stopped') AND fault_kind = ''
		AND id = (SELECT max(id) FROM events WHERE run_id = runs.id));

CREATE INDEX runs_outcome ON runs (well, started_at) WHERE ended_at IS NOT NULL;
CREATE INDEX runs_age ON runs (ended_at) WHERE ended_at IS NOT NULL;
CREATE INDEX events_made ON events (run_id) WHERE artifact_path <> '';

-- Which meetings there are runs to is asked at every send.
CREATE INDEX runs_by_meeting ON runs (meeting_id);
