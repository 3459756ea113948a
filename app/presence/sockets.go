//go:build linux || windows

package presence

import (
	"context"
	"net/netip"

	"github.com/shirou/gopsutil/v4/net"

	"behalf/app"
)

// callSockets is how many sockets for media make a call. Zoom opens one each
// for sound, picture and control; a single one is also seen on an idle client.
const callSockets = 2

// The ports of what is no media: names, printers and televisions nearby.
const (
	portDNS  = 53
	portSSDP = 1900
	portMDNS = 5353
)

// inCall says whether the client's processes hold the sockets of a call.
func inCall(ctx context.Context, pids []int32) app.Presence {
	seen := app.PresenceUnknown
	for _, pid := range pids {
		sockets, err := net.ConnectionsPidWithContext(ctx, "udp", pid)
		if err != nil {
			continue // it has just ended
		}
		if countMedia(sockets) >= callSockets {
			return app.PresenceInCall
		}
		seen = app.PresenceNoCall
	}
	return seen
}

// countMedia counts local ports: one that is bound for both kinds of IP
// addresses is one.
func countMedia(sockets []net.ConnectionStat) int {
	ports := map[uint32]bool{}
	for _, s := range sockets {
		if media(s) {
			ports[s.Laddr.Port] = true
		}
	}
	return len(ports)
}

func media(s net.ConnectionStat) bool {
	for _, a := range []net.Addr{s.Laddr, s.Raddr} {
		switch a.Port {
		case portDNS, portSSDP, portMDNS:
			return false
		}
		if ip, err := netip.ParseAddr(a.IP); err == nil && ip.IsLoopback() {
			return false
		}
	}
	return s.Laddr.Port != 0
}
