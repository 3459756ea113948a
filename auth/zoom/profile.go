package zoom

import (
	"context"

	"behalf/app"
	"behalf/app/secret"
	"behalf/auth/exchange"
)

// Profile asks who an access token belongs to. apiURL is the api_url that came
// with the token. Zoom's ids tell accounts apart; names and e-mail may change.
func (c *Client) Profile(ctx context.Context, cloud app.Cloud, apiURL string, access secret.Text) (app.Account, error) {
	got, err := c.get(ctx, question{
		to:    profile,
		base:  c.base(cloud, apiURL),
		path:  "/v2/users/me",
		scope: app.ScopeUser,
	}, access, fullAllowance())
	if err != nil {
		return app.Account{}, err
	}
	var user struct {
		ID          string `json:"id"`
		AccountID   string `json:"account_id"`
		DisplayName string `json:"display_name"`
		FirstName   string `json:"first_name"`
		LastName    string `json:"last_name"`
		Email       string `json:"email"`
	}
	if err := decode(got, &user); err != nil {
		return app.Account{}, err
	}
	if !exchange.Printable(user.ID) || !exchange.Printable(user.AccountID) {
		return app.Account{}, got.Bad("a user without ids")
	}
	a := app.Account{
		UserID:    user.ID,
		AccountID: user.AccountID,
		Name:      tidy(user.DisplayName),
		Email:     tidy(user.Email),
	}
	if a.Name == "" {
		a.Name = tidy(user.FirstName + " " + user.LastName)
	}
	if a.Name == "" {
		a.Name = a.Email
	}
	return a, nil
}
