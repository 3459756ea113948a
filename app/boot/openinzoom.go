package boot

import (
	"context"

	"behalf/app/fault"
	"behalf/app/meeting"
	"behalf/app/presence"
)

// openInZoom opens a meeting for the person, in the Zoom client if one takes
// its links, else at Zoom's page. The passcode is in the address, as in any
// link that is clicked; a token never is. A stand-in has no such meeting: there,
// its own page opens, where the person can come and go.
func openInZoom(s servers) func(context.Context, meeting.Meeting) error {
	return func(_ context.Context, m meeting.Meeting) error {
		page, client, ok := m.Links()
		if !ok {
			return fault.Wrap(fault.ZoomNotOpened, errNotForBrowser)
		}
		if stand := s.standIn(); stand != "" {
			page = stand + "/"
		} else if presence.Installed() && handToSystem(client, browserGrace) == nil {
			return nil
		}
		if err := openURL(page); err != nil {
			return fault.Wrap(fault.ZoomNotOpened, err)
		}
		return nil
	}
}
