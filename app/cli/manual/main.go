// Command manual writes the man pages of Behalf, made from its command line:
// a page for the program and one for each verb.
//
//	go run ./app/cli/manual FOLDER
//
// It is run when packages are built, and is part of none. The pages bear the day
// of $SOURCE_DATE_EPOCH, so that one commit has one manual.
package main

import (
	"fmt"
	"os"

	"github.com/spf13/cobra/doc"

	"behalf/app/bot"
	"behalf/app/cli"
)

func main() {
	if err := write(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "manual:", err)
		os.Exit(1)
	}
}

func write(args []string) error {
	if len(args) != 1 {
		return fmt.Errorf("want the folder to write to, got %q", args)
	}
	if err := os.MkdirAll(args[0], 0o755); err != nil {
		return err
	}
	header := &doc.GenManHeader{Section: "1", Source: "Behalf", Manual: "Behalf"}
	return doc.GenManTree(cli.Tree(cli.Env{Scenarios: bot.Scenarios()}), header, args[0])
}
