// Command smallest is what the program's size is measured against: a window and
// a database, with nothing in them.
package main

import (
	"database/sql"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	_ "github.com/mattn/go-sqlite3" // linked as ours is
)

func main() {
	db, err := sql.Open("sqlite3", ":memory:")
	if err != nil {
		panic(err)
	}
	a := app.NewWithID("app.behalf.smallest")
	w := a.NewWindow("Smallest")
	w.Resize(fyne.NewSize(440, 640))
	w.ShowAndRun()
	if err := db.Close(); err != nil {
		panic(err)
	}
}
