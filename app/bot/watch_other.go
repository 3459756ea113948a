//go:build !linux

package bot

import (
	"errors"
	"io"
)

// onceRead is not to be had: other systems tell about writers only.
func onceRead(string, func()) (io.Closer, error) {
	return nil, errors.ErrUnsupported
}
