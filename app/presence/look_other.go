//go:build !linux && !windows && !darwin

package presence

import (
	"context"

	"behalf/app"
)

func look(context.Context) app.Presence { return app.PresenceUnknown }
