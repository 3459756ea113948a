package sandbox

import "behalf/app"

// Weather: what is between Zoom and a program. These rows stand in place of an
// answer, so nothing is carried out, but for RowLost and RowCutBody.
//
// A client that has used a connection before may take RowCut for one that was
// closed in the meantime, and ask again by itself where that is safe: Go's
// does for GET.
const (
	RowCut     Row = "cut"      // the connection ends before any answer
	RowLost    Row = "lost"     // the same, after the thing was done
	RowCutBody Row = "cut-body" // done, but half of the answer is missing
	RowSlow    Row = "slow"     // a byte at a time, for ever

	RowRedirect302   Row = "redirect-302" // to Options.Elsewhere
	RowRedirect307   Row = "redirect-307" // the same, to be asked the same way
	RowPortal302     Row = "portal-302"   // to another network's page
	RowNoBody        Row = "empty"        // 200 and nothing
	RowNotJSON       Row = "not-json"
	RowArray         Row = "array" // JSON, but no object
	RowBare401       Row = "401"   // without a body
	RowProxyAuth     Row = "407"   // a proxy wants a password
	RowBadGateway    Row = "502"   // with a gateway's page, as the next two
	RowUnavailable   Row = "503"   // with Retry-After: 3
	RowTimeout       Row = "504"
	RowRetry3        Row = "retry-3"        // 429 with Retry-After in seconds
	RowRetry3600     Row = "retry-3600"     // an hour
	RowRetryHTTP     Row = "retry-http"     // an HTTP date, ten seconds ahead
	RowRetryISO      Row = "retry-iso"      // an ISO date-time, ten seconds ahead
	RowRetryNegative Row = "retry-negative" // -1
	RowRetryWord     Row = "retry-abc"      // abc
	RowRetryNone     Row = "retry-none"     // no such header
)

func storms() map[Row]answer {
	limited := func(after string) answer {
		return answer{
			status: 429,
			header: map[string]string{"Retry-After": after},
			body:   `{"code":429,"message":"You have reached the maximum rate limit for this API. Try again later."}`,
		}
	}
	page := func(status int, words string) answer {
		return answer{
			status: status,
			header: map[string]string{"Content-Type": "text/html"},
			body:   "<html><head><title>" + words + "</title></head><body><center><h1>" + words + "</h1></center></body></html>",
		}
	}
	to := func(status int, address string) answer {
		return answer{status: status, header: map[string]string{"Location": address, "Content-Type": "text/html"}, body: "<html></html>"}
	}
	none := limited("")
	none.header = nil
	busy := page(503, "503 Service Unavailable")
	busy.header["Retry-After"] = "3"
	proxy := page(407, "407 Proxy Authentication Required")
	proxy.header["Proxy-Authenticate"] = `Basic realm="guest"`

	return map[Row]answer{
		RowCut:     {send: hangUp},
		RowLost:    {send: hangUp, carriesOut: true},
		RowCutBody: {send: halfway, carriesOut: true},
		RowSlow:    {send: dropByDrop},

		RowRedirect302:   to(302, "{elsewhere}"),
		RowRedirect307:   to(307, "{elsewhere}"),
		RowPortal302:     to(302, "http://portal.example/"),
		RowNoBody:        {status: 200},
		RowNotJSON:       {status: 200, body: "everything is fine"},
		RowArray:         {status: 200, body: `["` + app.ScopeToken + `"]`},
		RowBare401:       {status: 401},
		RowProxyAuth:     proxy,
		RowBadGateway:    page(502, "502 Bad Gateway"),
		RowUnavailable:   busy,
		RowTimeout:       page(504, "504 Gateway Time-out"),
		RowRetry3:        limited("3"),
		RowRetry3600:     limited("3600"),
		RowRetryHTTP:     limited("{in 10 s}"),
		RowRetryISO:      limited("{in 10 s, ISO}"),
		RowRetryNegative: limited("-1"),
		RowRetryWord:     limited("abc"),
		RowRetryNone:     none,
	}
}
