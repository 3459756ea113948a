package presence

import (
	"bufio"
	"fmt"
	"net/netip"
	"os"
	"testing"

	"go.uber.org/goleak"
)

// The test binary, copied under another name, is also the Zoom client, or what
// is not one, that tests look at.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == "play-client" {
		playClient()
		return
	}
	goleak.VerifyTestMain(m)
}

// playClient opens a socket for each line that names an address, and closes
// them all at an empty one.
func playClient() {
	var open []func()
	fmt.Println("ready")
	for lines := bufio.NewScanner(os.Stdin); lines.Scan(); {
		address := lines.Text()
		if address == "" {
			for _, shut := range open {
				shut()
			}
			open = nil
		} else {
			shut, err := bind(netip.MustParseAddrPort(address))
			if err != nil {
				fmt.Println(err)
				return
			}
			open = append(open, shut)
		}
		fmt.Println("done")
	}
}
