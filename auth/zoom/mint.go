package zoom

import (
	"cmp"
	"context"
	"net/url"

	"behalf/app"
	"behalf/app/fault"
)

// OnBehalf mints the token that lets a bot into one meeting in the name of the
// account's user. It succeeds whether or not the user is there yet.
func (c *Client) OnBehalf(ctx context.Context, z app.ZoomApp, a app.Account, meetingID string) (app.Minted, error) {
	if !validMeetingID(meetingID) {
		return app.Minted{}, fault.New(fault.NoSuchMeeting)
	}
	got, err := c.mint(ctx, z, a, question{
		to:    onBehalf,
		path:  "/v2/users/me/token",
		query: url.Values{"type": {"onbehalf"}, "meeting_id": {meetingID}},
		scope: app.ScopeToken,
	})
	return app.Minted{Token: got.token}, err
}

// ZAK mints the token that lets a bot in as the account's user.
func (c *Client) ZAK(ctx context.Context, z app.ZoomApp, a app.Account) (app.Minted, error) {
	got, err := c.mint(ctx, z, a, question{
		to:    zak,
		path:  "/v2/users/me/token", // this way, the scope that everybody has is enough
		query: url.Values{"type": {"zak"}},
		scope: app.ScopeZAK,
	})
	return app.Minted{Token: got.token}, err
}

// LocalRecording mints the token that lets a bot record a meeting which the
// account's user hosts. It does not ask to skip the waiting room.
func (c *Client) LocalRecording(ctx context.Context, z app.ZoomApp, a app.Account, meetingID string) (app.Minted, error) {
	if !validMeetingID(meetingID) {
		return app.Minted{}, fault.New(fault.NoSuchMeeting)
	}
	got, err := c.mint(ctx, z, a, question{
		to:    recording,
		path:  "/v2/meetings/" + meetingID + "/jointoken/local_recording",
		scope: app.ScopeRecording,
	})
	if err != nil {
		return app.Minted{}, err
	}
	return app.Minted{Token: got.token, Until: c.cfg.Now().Add(got.life)}, nil
}

// mint asks with the account's access token; if Zoom refuses that, once more
// with a newer one. The time that Access takes, with its keychain and its
// refresh, is Access's own and not part of ours.
func (c *Client) mint(ctx context.Context, z app.ZoomApp, a app.Account, q question) (minted, error) {
	access, err := c.cfg.Access.Token(ctx, z, a)
	if err != nil {
		return minted{}, err
	}
	cloud, left := cmp.Or(a.Cloud, z.Cloud), fullAllowance()
	q.base = c.base(cloud, access.APIURL)
	got, err := c.get(ctx, q, access.Token, left)

	if refusesToken(err) {
		newer, failed := c.cfg.Access.Refused(ctx, z, a, access.Token)
		if failed != nil {
			return minted{}, moreTelling(err, failed)
		}
		q.base = c.base(cloud, newer.APIURL)
		got, err = c.get(ctx, q, newer.Token, left)
		if rejectsToken(err) {
			err = cmp.Or(c.cfg.Access.Rejected(ctx, z, a, newer.Token), err)
		}
	}
	if err != nil {
		return minted{}, err
	}
	return readMinted(got)
}

// moreTelling chooses between why Zoom refused a token and why there is no
// newer one. The latter counts, unless it only knows that the sign-in is over
// and Zoom has said what ended it.
func moreTelling(refused, failed error) error {
	if fault.Is(failed, fault.SignInEnded) && fault.Is(refused, fault.SignInElsewhere) {
		return refused
	}
	return failed
}

// validMeetingID keeps everything out of the request that is no plain number.
func validMeetingID(id string) bool {
	if len(id) < 9 || len(id) > 12 {
		return false
	}
	for _, r := range id {
		if r < '0' || r > '9' {
			return false
		}
	}
	return true
}
