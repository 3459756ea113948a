//go:build !windows

package presence

import (
	"net"
	"net/netip"
)

// bind opens a socket.
func bind(address netip.AddrPort) (shut func(), err error) {
	c, err := net.ListenUDP("udp", net.UDPAddrFromAddrPort(address))
	return func() { _ = c.Close() }, err
}
