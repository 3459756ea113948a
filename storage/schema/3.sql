-- How a bot that does not speak the protocol is spoken to: JSON.
ALTER TABLE assistants ADD COLUMN command TEXT NOT NULL DEFAULT '{}';

-- How often it is tried while the person is missing: '' as Zoom advises.
ALTER TABLE settings ADD COLUMN pace TEXT NOT NULL DEFAULT '';

-- How long past runs and what they left are kept; 0: for ever.
ALTER TABLE settings ADD COLUMN keep_ms INTEGER NOT NULL DEFAULT 7776000000;

-- What the assistant made, if that is what the event is about.
ALTER TABLE events ADD COLUMN artifact_kind TEXT NOT NULL DEFAULT '';
ALTER TABLE events ADD COLUMN artifact_path TEXT NOT NULL DEFAULT '';
ALTER TABLE events ADD COLUMN artifact_title TEXT NOT NULL DEFAULT '';
