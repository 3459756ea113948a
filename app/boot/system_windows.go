package boot

import (
	"fmt"

	"golang.org/x/sys/windows"
)

// system is Windows by its numbers: those tell 10 from 11.
func system() string {
	v := windows.RtlGetVersion()
	return fmt.Sprintf("Windows %d.%d.%d", v.MajorVersion, v.MinorVersion, v.BuildNumber)
}
