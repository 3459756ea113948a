package sandbox

import (
	"crypto/rand"
	"math"
	"net/http"
	"strings"
	"time"
)

const (
	deviceLife      = 15 * time.Minute
	devicePage      = "/oauth_device"
	deviceComplete  = "/oauth/device/complete/"
	userCodeLetters = "BCDFGHJKLMNPQRSTVWXZ" // no vowels: no words
)

// device is one that waits for a person to type its code (RFC 8628).
type device struct {
	app      *App
	userCode string
	until    time.Time
	polled   time.Time
	declined bool
	user     *User // who allowed it
}

// deviceCode is where an app without a browser begins. The user code is for a
// person to read and type; only the device code is a secret.
func (s *Server) deviceCode(w http.ResponseWriter, r *http.Request) {
	client := s.client(r)
	switch {
	case client == nil:
		s.say(w, RowBadClient, "", "")
		return
	case !client.Device:
		s.say(w, RowNoDevice, "", "")
		return
	}
	s.mu.Lock()
	code, d := s.newDevice(client)
	s.counts.DeviceCodes++
	s.mu.Unlock()
	writeJSON(w, http.StatusOK, map[string]any{
		"device_code":               code,
		"user_code":                 d.userCode,
		"verification_uri":          s.url + devicePage,
		"verification_uri_complete": s.url + deviceComplete + d.userCode,
		"expires_in":                int(deviceLife.Seconds()),
		"interval":                  int(max(1, math.Ceil(s.opt.DeviceInterval.Seconds()))),
	})
}

func (s *Server) newDevice(client *App) (code string, d *device) {
	for code, old := range s.signIn.devices {
		if s.now().After(old.until) || len(s.signIn.devices) >= mostAsked {
			delete(s.signIn.devices, code)
		}
	}
	d = &device{app: client, userCode: userCode(), until: s.now().Add(deviceLife)}
	code = s.secret("device", 64)
	s.signIn.devices[code] = d
	return code, d
}

func userCode() string {
	raw := make([]byte, 8)
	_, _ = rand.Read(raw) // never fails
	for i, b := range raw {
		raw[i] = userCodeLetters[int(b)%len(userCodeLetters)]
	}
	return string(raw)
}

// typed gives the device of a user code, as people type them: in any case, and
// with whatever they put between.
func (in *signIn) typed(code string, now time.Time) *device {
	code = strings.NewReplacer("-", "", " ", "").Replace(strings.ToUpper(code))
	for _, d := range in.devices {
		if d.userCode == code && d.waits() && !now.After(d.until) {
			return d
		}
	}
	return nil
}

func (d *device) waits() bool { return d.user == nil && !d.declined }

// poll is a device that asks whether it may by now. What Zoom says to a code
// that it does not know is a guess. The caller holds the lock.
func (s *Server) poll(client *App, code string) (map[string]any, Row) {
	d := s.signIn.devices[code]
	if d == nil || d.app != client {
		return nil, RowBadDeviceCode
	}
	now := s.now()
	since := now.Sub(d.polled)
	early := since >= 0 && since < s.opt.DeviceInterval
	d.polled = now
	switch {
	case now.After(d.until):
		return nil, RowDeviceExpired
	case early:
		return nil, RowSlowDown
	case d.declined:
		return nil, RowDeviceDenied
	case d.user == nil:
		return nil, RowDevicePending
	}
	delete(s.signIn.devices, code)
	return s.answerTokens(s.signIn.begin(client, *d.user)), ""
}
