-- Each cloud of Zoom has an app of its own; settings.cloud says which one new
-- sign-ins go to.

CREATE TABLE zoom_apps (
	cloud         TEXT PRIMARY KEY,
	client_id     TEXT NOT NULL,
	kind          TEXT NOT NULL,
	redirect_uri  TEXT NOT NULL,
	signature_url TEXT NOT NULL
) STRICT;

INSERT INTO zoom_apps SELECT cloud, client_id, client_kind, redirect_uri, signature_url FROM settings;

ALTER TABLE settings DROP COLUMN client_id;
ALTER TABLE settings DROP COLUMN client_kind;
ALTER TABLE settings DROP COLUMN redirect_uri;
ALTER TABLE settings DROP COLUMN signature_url;

-- Whether the assistant takes along the right to record.
ALTER TABLE assistants ADD COLUMN record INTEGER NOT NULL DEFAULT 0;

-- Whether the run joined as the account's user.
ALTER TABLE runs ADD COLUMN as_you INTEGER NOT NULL DEFAULT 0;
