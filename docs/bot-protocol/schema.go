// Package protocol holds the published schema of the bot protocol, so that the
// program tries bots by the very document that their authors read.
package protocol

import _ "embed"

// Schema is a JSON Schema; a line to a bot is its #/$defs/fromHost, a line from
// one its #/$defs/fromBot.
//
//go:embed schema.json
var Schema []byte
