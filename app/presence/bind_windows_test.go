package presence

import (
	"net/netip"
	"sync"

	"golang.org/x/sys/windows"
)

var winsock = sync.OnceValue(func() error { return windows.WSAStartup(0x202, new(windows.WSAData)) })

// bind opens a socket without package net, which asks for more than wine has.
func bind(address netip.AddrPort) (shut func(), err error) {
	if err := winsock(); err != nil {
		return nil, err
	}
	family, local := windows.AF_INET, windows.Sockaddr(&windows.SockaddrInet4{Port: int(address.Port())})
	if address.Addr().Is6() {
		family, local = windows.AF_INET6, &windows.SockaddrInet6{Port: int(address.Port()), Addr: address.Addr().As16()}
	} else {
		local.(*windows.SockaddrInet4).Addr = address.Addr().As4()
	}
	socket, err := windows.Socket(family, windows.SOCK_DGRAM, 0)
	if err != nil {
		return nil, err
	}
	return func() { _ = windows.Closesocket(socket) }, windows.Bind(socket, local)
}
