package storage

import (
	"database/sql"
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"time"

	"behalf/app/fault"
)

// moment is a time in a column: Unix milliseconds, NULL for the zero time.
type moment struct{ t *time.Time }

func (m moment) Value() (driver.Value, error) {
	if m.t.IsZero() {
		return nil, nil
	}
	return m.t.UnixMilli(), nil
}

func (m moment) Scan(column any) error {
	switch ms := column.(type) {
	case nil:
		*m.t = time.Time{}
	case int64:
		*m.t = time.UnixMilli(ms).UTC()
	default:
		return fmt.Errorf("a time can't be read from a %T", column)
	}
	return nil
}

// span is a duration in a column: milliseconds.
type span struct{ d *time.Duration }

func (s span) Value() (driver.Value, error) { return s.d.Milliseconds(), nil }

func (s span) Scan(column any) error {
	ms, ok := column.(int64)
	if !ok {
		return fmt.Errorf("a duration can't be read from a %T", column)
	}
	*s.d = time.Duration(ms) * time.Millisecond
	return nil
}

// list is a slice or map in a column: JSON.
type list struct{ pointer any }

func (l list) Value() (driver.Value, error) {
	text, err := json.Marshal(l.pointer)
	return string(text), err
}

func (l list) Scan(column any) error {
	text, ok := column.(string)
	if !ok {
		return fmt.Errorf("a list can't be read from a %T", column)
	}
	return json.Unmarshal([]byte(text), l.pointer)
}

func toStored(f *fault.Fault) fault.Stored {
	if f == nil {
		return fault.Stored{}
	}
	return fault.Stored{Kind: f.Kind, Title: f.Title, Advice: f.Advice}
}

func fromStored(s fault.Stored) *fault.Fault {
	if s.Kind == "" {
		return nil
	}
	return fault.Restore(s)
}

// collect reads all rows.
func collect[T any](rows *sql.Rows, read func(*sql.Rows) (T, error)) ([]T, error) {
	defer func() { _ = rows.Close() }() // what it could say, rows.Err has said
	var all []T
	for rows.Next() {
		one, err := read(rows)
		if err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, rows.Err()
}
