package zoom

import (
	"context"
	"net/http"

	"behalf/app"
	"behalf/app/secret"
)

// Profile asks who an access token belongs to. apiURL is the api_url that came
// with the token. Zoom's ids tell accounts apart; names and e-mail may change.
func (c *Client) Profile(ctx context.Context, cloud app.Cloud, apiURL string, access secret.Text) (app.Account, error) {
	body, err := c.get(ctx, question{
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
	if err := decode(body, &user); err != nil {
		return app.Account{}, err
	}
	if !printable(user.ID) || !printable(user.AccountID) {
		return app.Account{}, badAnswer(http.StatusOK, "a user without ids")
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
