package sandbox

// Counts are of requests since the start. Those that a row of Fail answered
// instead of the stand-in itself are in TokenCalls and APICalls only.
type Counts struct {
	TokenCalls       int `json:"token_calls"`       // to the token endpoint, for whatever
	Exchanges        int `json:"exchanges"`         // codes turned into tokens
	Refreshes        int `json:"refreshes"`         // that gave new tokens
	RefreshesRefused int `json:"refreshes_refused"` // for whatever reason
	DeviceCodes      int `json:"device_codes"`      // given
	DevicePolls      int `json:"device_polls"`      // with whatever answer
	Revokes          int `json:"revokes"`           // by a known app
	APICalls         int `json:"api_calls"`         // to the API, for whatever
	Profiles         int `json:"profiles"`          // given
	Signatures       int `json:"signatures"`        // given
}

// noteCall counts a request that arrived, whatever becomes of it.
func (c *Counts) noteCall(where Where) {
	switch {
	case where == AtToken:
		c.TokenCalls++
	case where.inAPI():
		c.APICalls++
	}
}

// noteTokens counts what the token endpoint did.
func (c *Counts) noteTokens(grantType string, given bool) {
	switch {
	case grantType == "authorization_code" && given:
		c.Exchanges++
	case grantType == "refresh_token" && given:
		c.Refreshes++
	case grantType == "refresh_token":
		c.RefreshesRefused++
	case grantType == grantDevice:
		c.DevicePolls++
	}
}
