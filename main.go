// Command behalf brings your own assistant into a Zoom meeting, in your name.
package main

import (
	_ "embed"
	"os"

	"behalf/app/boot"
)

// metadata is embedded so that go run, go build and the fyne tool all give the
// program the same name, id and version.
//
//go:embed FyneApp.toml
var metadata []byte

func main() { os.Exit(boot.Main(metadata)) }
