package update

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"syscall"
	"time"

	"behalf/app/fault"
)

const (
	largest   = 64 << 10 // a release file has less than one kilobyte
	redirects = 3
	limit     = 30 * time.Second // for both files
)

var (
	errInsecure = errors.New("not over https")
	errTooMany  = errors.New("too many redirects")
	errTooLarge = errors.New("too large")
)

// careful follows a redirect only over TLS, and not for ever.
func careful(next *http.Request, before []*http.Request) error {
	switch {
	case next.URL.Scheme != "https":
		return errInsecure
	case len(before) > redirects:
		return errTooMany
	}
	next.Header.Del("Referer") // nobody needs to know where we came from
	return nil
}

// fetch gets one small file. It says of us no more than the name of the
// program; the answer comes as it is, since what can be packed can be a bomb.
func (f *Feed) fetch(ctx context.Context, address string) ([]byte, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil || req.URL.Scheme != "https" {
		return nil, fault.Wrap(fault.UpdateInsecure, errInsecure)
	}
	req.Header.Set("User-Agent", "Behalf")
	req.Header.Set("Accept-Encoding", "identity")
	res, err := f.client.Do(req)
	if err != nil {
		return nil, unfetched(ctx, err)
	}
	defer func() { _ = res.Body.Close() }() // it was only read: nothing can be lost
	if res.StatusCode != http.StatusOK {
		return nil, fault.Wrap(fault.UpdateUnreachable, fmt.Errorf("answer with status %d", res.StatusCode))
	}
	body, err := io.ReadAll(io.LimitReader(res.Body, largest+1))
	switch {
	case err != nil:
		return nil, unfetched(ctx, err)
	case len(body) > largest:
		return nil, fault.Wrap(fault.UpdateBadFile, errTooLarge)
	}
	return body, nil
}

// unfetched explains a request that got no whole answer.
func unfetched(ctx context.Context, err error) error {
	switch {
	case errors.Is(ctx.Err(), context.Canceled):
		return ctx.Err()
	case errors.Is(err, errInsecure), untrusted(err):
		return fault.Wrap(fault.UpdateInsecure, loggable(err))
	}
	return fault.Wrap(fault.UpdateUnreachable, loggable(err))
}

// untrusted says whether there was no agreement on TLS.
func untrusted(err error) bool {
	var (
		stranger *tls.CertificateVerificationError
		unknown  x509.UnknownAuthorityError
		plain    tls.RecordHeaderError
		alert    tls.AlertError
	)
	return errors.As(err, &stranger) || errors.As(err, &unknown) || errors.As(err, &plain) || errors.As(err, &alert) ||
		errors.Is(err, http.ErrSchemeMismatch) || strings.Contains(err.Error(), "tls: ") // the rest of crypto/tls has no types
}

// loggable is the kind of an error: the texts of net and net/http may quote the
// password of a proxy.
func loggable(err error) error {
	var system syscall.Errno
	switch {
	case errors.As(err, &system):
		return system
	case errors.Is(err, errInsecure):
		return errInsecure
	case errors.Is(err, errTooMany):
		return errTooMany
	}
	kind := err
	for inner := err; inner != nil; inner = errors.Unwrap(inner) {
		kind = inner
	}
	return fmt.Errorf("%T", kind)
}
