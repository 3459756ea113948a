package auth

import (
	"context"
	"errors"

	"behalf/app"
	"behalf/app/fault"
	"behalf/app/secret"
)

var errNoSecret = errors.New("no client secret is stored")

// clientSecretName is where a cloud's client secret lies: each cloud has a Zoom
// app of its own.
func clientSecretName(c app.Cloud) string { return "client-secret-" + string(c) }

// SetClientSecret keeps the secret of a cloud's confidential client; an empty
// one removes it.
func (a *Auth) SetClientSecret(ctx context.Context, c app.Cloud, s secret.Text) error {
	if s.Empty() {
		return a.cfg.Vault.Delete(ctx, clientSecretName(c))
	}
	return a.cfg.Vault.Set(ctx, clientSecretName(c), s)
}

// ClientSecret is the secret of a cloud's confidential client. Without one,
// Zoom would refuse the client, and so do we.
func (a *Auth) ClientSecret(ctx context.Context, c app.Cloud) (secret.Text, error) {
	s, found, err := a.cfg.Vault.Get(ctx, clientSecretName(c))
	if err != nil {
		return secret.Text{}, err
	}
	if !found || s.Empty() {
		return secret.Text{}, fault.Wrap(fault.ClientRefused, errNoSecret)
	}
	return s, nil
}

// secretOf is ClientSecret for the kind of client that has one.
func (a *Auth) secretOf(ctx context.Context, z app.ZoomApp) (secret.Text, error) {
	if z.Kind != app.ConfidentialClient {
		return secret.Text{}, nil
	}
	return a.ClientSecret(ctx, z.Cloud)
}
