package storage

import (
	"database/sql"
	"strings"

	"github.com/mattn/go-sqlite3"
)

// withSought is SQLite with a function of ours, sought(meeting_id, assistant,
// bot_name): what a search looks in. SQLite by itself makes small only the
// letters of English, and whatever writes the names has to write this too.
const withSought = "behalf"

func init() {
	sql.Register(withSought, &sqlite3.SQLiteDriver{ConnectHook: func(c *sqlite3.SQLiteConn) error {
		return c.RegisterFunc("sought", sought, true)
	}})
}

func sought(meetingID, assistant, botName string) string {
	return meetingID + "\n" + strings.ToLower(assistant+"\n"+botName)
}
