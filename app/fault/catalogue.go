package fault

import "slices"

type words struct {
	code   string
	exit   int
	action Action
	title  string
	advice string
}

// catalogue is the only place with sentences about failures. Codes are given
// once and never reused: people quote them, and so do old histories.
var catalogue = map[Kind]words{
	Unexpected:    {"BHF-100", ExitUnexpected, ActRetry, "Something went wrong that Behalf did not expect.", "Try again; if it stays, report this code together with the log file."},
	Usage:         {"BHF-101", ExitUsage, ActNone, "{what}", "See `behalf help`."},
	DiskFull:      {"BHF-102", ExitUnexpected, ActRetry, "The disk is full, so Behalf could not save.", "Make some room on it, then try again. Nothing that was saved before is lost."},
	StorageFailed: {"BHF-103", ExitUnexpected, ActRetry, "Behalf could not read or write its data in {path}.", "Check that the folder exists, belongs to you and can be written, then start Behalf again."},
	StorageNewer:  {"BHF-104", ExitUnexpected, ActUpdate, "The data in {path} was written by a newer version of Behalf.", "Install that version or a later one. Nothing was changed."},
	Busy:          {"BHF-105", ExitUnexpected, ActRetry, "The Behalf that already runs does not answer.", "Wait a moment and try again. If it stays so, end it in your system's task manager, or log out and in again."},
	TerminalBusy:  {"BHF-110", ExitUnexpected, ActRetry, "Behalf is at work in a terminal at the moment.", "Wait until that has ended, or stop it there with Ctrl-C, then open the window again."},
	BadServer:     {"BHF-106", ExitUsage, ActNone, "{name} is not an address that Behalf may use.", "Set it to an https address, or to http on this machine (127.0.0.1 or [::1]), or unset it."},
	NoDisplay:     {"BHF-107", ExitUnexpected, ActNone, "There is no display to open a window on.", "Start Behalf in a desktop session, or use its verbs in the terminal: `behalf help`."},
	OtherVersion:  {"BHF-108", ExitUnexpected, ActRetry, "Another version of Behalf is running.", "Close it, then try again."},
	ClockWrong:    {"BHF-111", ExitUnexpected, ActRetry, "This computer's clock is {off}.", "Let the system set date and time by itself, then try again. Zoom refuses what is signed at the wrong time."},
	FirstEnded:    {"BHF-109", ExitUnexpected, ActRetry, "The running Behalf ended before it was done with this.", "Try again."},
	NotEnded:      {"BHF-790", ExitUnexpected, ActRetry, "The running Behalf has not ended yet.", "Wait a moment and try again. If it stays so, end it in your system's task manager."},
	StillEnding:   {"BHF-792", ExitUnexpected, ActRetry, "The Behalf that ran before is still ending.", "It takes its assistants out of their meetings and saves what they brought. Wait a moment, then try again."},
	ForeignFirst:  {"BHF-791", ExitUnexpected, ActRetry, "A program of somebody else answers in the place of your Behalf.", "Behalf told it nothing. Restart the computer; if it comes back, ask whoever looks after it."},

	PasteEmpty:    {"BHF-201", ExitNoMeeting, ActPaste, "There is nothing to read yet.", "Paste a Zoom link, an invitation, or a meeting ID."},
	PasteTooLong:  {"BHF-202", ExitNoMeeting, ActPaste, "That is too much text to be an invitation.", "Paste only the link or the invitation, at most 1 MB."},
	NoMeeting:     {"BHF-203", ExitNoMeeting, ActPaste, "No meeting was found in this text.", "Paste the link from the invitation, or the meeting ID of 9 to 11 digits."},
	NotZoom:       {"BHF-204", ExitNoMeeting, ActPaste, "This link leads to {host}, which is not Zoom.", "Paste a link of zoom.us, or the meeting ID from the invitation."},
	PersonalLink:  {"BHF-205", ExitNoMeeting, ActPaste, "This is a personal link, and it does not hold the meeting's number.", "Open it once in Zoom, copy the meeting ID from the Zoom window and paste that here."},
	RegisterFirst: {"BHF-206", ExitNoMeeting, ActPaste, "This link leads to a registration page.", "Register first, then paste the link that Zoom sends you."},
	OpenFirst:     {"BHF-207", ExitNoMeeting, ActPaste, "This link hides where it leads.", "Open it in your browser, then paste the address that appears there."},
	TwoMeetings:   {"BHF-208", ExitNoMeeting, ActChoose, "This text names more than one meeting.", "Choose the one you mean."},
	BadNumber:     {"BHF-210", ExitNoMeeting, ActPaste, "This number is cut off, or it is no meeting ID: those have 9 to 11 digits.", "Copy the whole link, or the whole meeting ID, once more."},
	ZoomPage:      {"BHF-211", ExitNoMeeting, ActPaste, "This link leads to a page of Zoom's, but not into a meeting.", "Paste the link from the invitation; most have /j/ and the meeting ID in them."},
	DamagedLink:   {"BHF-212", ExitNoMeeting, ActPaste, "This link was damaged on its way.", "Copy it once more from the invitation, or paste the meeting ID and the passcode."},
	UnsafeLink:    {"BHF-213", ExitNoMeeting, ActPaste, "It is not certain where this link leads, so Behalf does not use it.", "Copy the link once more from the invitation, or paste the meeting ID."},
	OtherService:  {"BHF-214", ExitNoMeeting, ActPaste, "This is a {service} meeting, and Behalf sends assistants to Zoom meetings only.", "If the meeting is on Zoom too, paste its Zoom link or its meeting ID."},
	BrokenNumber:  {"BHF-215", ExitNoMeeting, ActChoose, "The meeting ID may go on in the next line.", "Choose the one that stands in the invitation."},
	BadFile:       {"BHF-216", ExitNoMeeting, ActPaste, "{name} can't be read as an invitation.", "Open it in its own program, copy the link or the whole text from there, and paste that."},
	LookAlike:     {"BHF-217", ExitNoMeeting, ActPaste, "This link looks like one of Zoom's, but it leads to {host}.", "Do not open it unless you know that address. Paste a link of zoom.us, or the meeting ID from the invitation."},
	UnsureMeeting: {"BHF-218", ExitNoMeeting, ActChoose, "This text names a meeting, but not in the way one is joined.", "If it is the one you mean, choose it; better, paste the link from the invitation."},
	WrongCloud:    {"BHF-209", ExitNoMeeting, ActConnect, "This meeting is at Zoom for Government, but your account is at Zoom.", "Set Behalf up for ZoomGov and connect an account there."},

	SignInNeeded:    {"BHF-301", ExitSignIn, ActConnect, "You are not signed in at Zoom.", "Connect your Zoom account."},
	SignInDeclined:  {"BHF-302", ExitSignIn, ActConnect, "Zoom was not allowed to let Behalf in.", "If that was a mistake, connect again and press Allow."},
	SignInTimedOut:  {"BHF-303", ExitSignIn, ActConnect, "Nobody finished the sign-in in the browser in time.", "Connect again; if no page opened, copy the link into your browser."},
	SignInCancelled: {"BHF-304", ExitSignIn, ActConnect, "The sign-in was cancelled.", "Connect again whenever you like."},
	SignInFailed:    {"BHF-305", ExitSignIn, ActConnect, "Zoom did not complete the sign-in.", "Connect again. The code from the browser works only once and only for five minutes."},
	SignInUnderWay:  {"BHF-306", ExitSignIn, ActNone, "A sign-in is already under way.", "Finish it in the browser, or cancel it first."},
	UnknownAccount:  {"BHF-307", ExitUsage, ActConnect, "There is no account called {account}.", "See `behalf status` for the accounts, or connect that one."},
	PortTaken:       {"BHF-308", ExitSignIn, ActRetry, "The port of the redirect address can't be used: another program has it, or the system keeps it.", "Use a redirect address without a port, or close that program, then connect again."},
	NoLoopback:      {"BHF-309", ExitSignIn, ActSettings, "This machine does not offer the redirect address {address}.", "Use the other form, http://127.0.0.1/callback or http://[::1]/callback, and register it in the Zoom app."},

	SignInEnded:     {"BHF-310", ExitSignIn, ActConnect, "Zoom has ended your sign-in here.", "Connect again. Zoom keeps one sign-in for each person and Zoom app: one on another machine ends this one, and so does removing the app at Zoom."},
	SignInElsewhere: {"BHF-311", ExitSignIn, ActConnect, "A newer sign-in with the same Zoom app, perhaps on another machine, has ended this one.", "Connect again here, which ends the other one. To use both, give each machine a Zoom app of its own."},
	SignInNotKept:   {"BHF-312", ExitSignIn, ActConnect, "The keychain no longer holds your sign-in.", "Connect again. A sign-in that was kept only until Behalf was closed ends with it."},
	OtherUser:       {"BHF-313", ExitSignIn, ActConnect, "You signed in as {name}, not as {expected}.", "{expected} is as before. Switch the account in your browser at zoom.us, then connect again."},
	AppChanged:      {"BHF-314", ExitSignIn, ActConnect, "This account signed in with another Zoom app than the one that is set up now.", "Connect it again, or set the former Zoom app up again."},
	WrongCallback:   {"BHF-315", ExitUsage, ActNone, "This address is not the answer to this sign-in.", "Press Allow on Zoom's page, then copy the whole address of the page that follows and paste it."},
	StartedAtZoom:   {"BHF-316", ExitSignIn, ActConnect, "This sign-in was started at Zoom, not in Behalf, so it can't be trusted.", "Press Connect in Behalf and follow the page that opens."},
	NoDeviceFlow:    {"BHF-317", ExitMisconfigured, ActConnect, "This Zoom app does not allow a sign-in with a code.", "Sign in with the browser of this machine, or ask the app's owner to switch on Use App on Device."},
	NoSignIn:        {"BHF-318", ExitUsage, ActConnect, "No sign-in is under way.", "Press Connect first."},
	NotRevoked:      {"BHF-319", ExitZoom, ActRemove, "You are signed out here, but Zoom could not be told.", "To end Behalf's permission at Zoom as well, remove the app at {address}."},

	PermissionMissing: {"BHF-401", ExitPermission, ActConnect, "Zoom has not allowed Behalf to {purpose}: the permission {scope} is missing.", "The Zoom app's owner adds the scope in the Marketplace if it is not there yet; then connect again to grant it."},

	ZoomUnreachable: {"BHF-501", ExitZoom, ActRetry, "Zoom can't be reached from this machine.", "Check the internet connection, then try again. Your sign-in is kept."},
	ZoomLimit:       {"BHF-502", ExitZoom, ActRetry, "Zoom asks to slow down.", "Try again {when}."},
	ZoomDailyLimit:  {"BHF-503", ExitZoom, ActRetry, "Your Zoom account has used up its requests for today.", "Try again {when}. Other apps of the same account count too."},
	ZoomOutage:      {"BHF-504", ExitZoom, ActRetry, "Zoom is having trouble at the moment.", "Try again in a few minutes. Your sign-in is kept."},
	ZoomBadAnswer:   {"BHF-505", ExitZoom, ActRetry, "Something other than Zoom answered.", "If this network asks you to sign in first, do that in your browser, then try again."},
	ZoomUntrusted:   {"BHF-506", ExitZoom, ActRetry, "The connection to Zoom can't be trusted: its certificate is not Zoom's, or too old.", "Check this computer's clock, and whether a proxy or a virus scanner opens secure connections. Your sign-in is kept."},
	ProxyRefused:    {"BHF-507", ExitZoom, ActRetry, "The proxy of this network did not let Behalf through.", "Check the proxy's address, user name and password in the system's settings or in HTTPS_PROXY, then start Behalf again."},

	KeychainAbsent: {"BHF-601", ExitKeychain, ActKeep, "There is no keychain to keep your Zoom sign-in in.", "Start or install one (on Linux: GNOME Keyring or KWallet), then try again; or, in the window, keep the sign-in only until you quit. Behalf never keeps it in a file."},
	KeychainLocked: {"BHF-602", ExitKeychain, ActUnlock, "The keychain is locked.", "Unlock it, then try again."},
	KeychainSlow:   {"BHF-603", ExitKeychain, ActUnlock, "The keychain did not answer in time.", "Look for a window that asks for its password, then try again."},
	KeychainFailed: {"BHF-604", ExitKeychain, ActUnlock, "The keychain could not save or read the sign-in.", "Open the system's password program to check it, then try again."},

	KeychainReadOnly: {"BHF-605", ExitKeychain, ActRetry, "The keychain did not accept the change.", "Allow Behalf to change it (a window may ask for that), or ask whoever manages this computer, then try again."},
	KeychainFull:     {"BHF-606", ExitKeychain, ActRetry, "The keychain is full.", "Remove old entries in the system's password program, or make some room on the disk, then try again."},
	PasscodesStay:    {"BHF-607", ExitKeychain, ActUnlock, "The passcodes in the keychain could not be erased yet.", "Behalf keeps no new ones, and erases these when it starts and finds the keychain unlocked."},

	NoAssistant:          {"BHF-701", ExitAssistant, ActAssistants, "No assistant is set up yet.", "Add the bot program that should join, or use the rehearsal assistant."},
	UnknownAssistant:     {"BHF-702", ExitUsage, ActAssistants, "There is no assistant called {assistant}.", "See `behalf assistants list`, or add it."},
	AssistantExists:      {"BHF-703", ExitUsage, ActAssistants, "There is already an assistant called {assistant}.", "Choose another name, or remove that one first."},
	ProgramMissing:       {"BHF-704", ExitAssistant, ActAssistants, "The assistant's program {program} was not found.", "Put the program there, or remove the assistant in the settings and add it with the right path."},
	ProgramNotExecutable: {"BHF-705", ExitAssistant, ActAssistants, "The assistant's program {program} can't be started.", "Make the file executable, or choose the right one."},
	BotSilent:            {"BHF-706", ExitAssistant, ActDetails, "The assistant's program did not introduce itself within 10 seconds.", "Press Test beside it in the settings, or run `behalf assistants test`."},
	BotGarbage:           {"BHF-707", ExitAssistant, ActDetails, "The assistant's program wrote something that is not part of the bot protocol.", "Messages for people belong on standard error. Press Test beside it in the settings, or run `behalf assistants test`."},
	BotLineTooLong:       {"BHF-708", ExitAssistant, ActDetails, "The assistant's program wrote a line of more than 64 KiB.", "Report this to the maker of the bot."},
	BotFlood:             {"BHF-709", ExitAssistant, ActDetails, "The assistant's program wrote more than anybody can read.", "Report this to the maker of the bot."},
	BotHung:              {"BHF-710", ExitAssistant, ActRetry, "The assistant stopped answering, so it was ended.", "Send it again."},
	BotCrashed:           {"BHF-711", ExitAssistant, ActDetails, "The assistant's program ended by itself.", "Look at its last lines, then send it again."},
	BotLost:              {"BHF-712", ExitAssistant, ActRetry, "The assistant lost the meeting and could not come back.", "Send it again."},
	BotUnsupported:       {"BHF-713", ExitAssistant, ActAssistants, "This assistant can't do what was asked of it.", "Update the bot, or choose another assistant."},
	BotUnfit:             {"BHF-714", ExitAssistant, ActAssistants, "This assistant and your Zoom app don't fit: the assistant needs {need}.", "Use a Zoom app of the other kind, or another assistant."},
	BotSDK:               {"BHF-715", ExitAssistant, ActDetails, "Zoom's SDK inside the assistant refused to start.", "Check the Zoom app's client ID, that Meeting SDK is switched on for it, and that the bot is installed completely."},
	BotNetwork:           {"BHF-716", ExitAssistant, ActRetry, "The assistant could not reach Zoom.", "Check the internet connection, then send it again."},
	BotTimedOut:          {"BHF-717", ExitAssistant, ActPasscode, "The assistant did not get into the meeting in time.", "To a wrong passcode Zoom gives no answer at all: check it, then send the assistant again. If it is right, look at the internet connection."},
	BotInternal:          {"BHF-718", ExitAssistant, ActDetails, "The assistant reported a fault of its own.", "Look at its last lines, then send it again."},
	BotTooOld:            {"BHF-760", ExitAssistant, ActAssistants, "Zoom no longer lets in this bot, because its SDK is too old.", "Update the bot, or ask its maker to build it with a current Meeting SDK."},
	BotSignature:         {"BHF-761", ExitAssistant, ActSettings, "Zoom did not accept the bot's signature.", "The client secret, or the signature address, must belong to the Zoom app that the bot uses: check both."},
	BotSignatureExpired:  {"BHF-762", ExitAssistant, ActRetry, "The bot's signature had run out when it reached Zoom.", "Let the system set date and time by itself, then send the assistant again."},
	RehearsalOnly:        {"BHF-719", ExitAssistant, ActAssistants, "The rehearsal assistant can't join a real meeting.", "Choose another assistant, or run `behalf rehearse`."},

	BotEndedEarly:      {"BHF-720", ExitAssistant, ActDetails, "The assistant's program ended before it was in the meeting.", "Look at its last lines. If it did join, its definition lacks a pattern for the line that says so."},
	UnknownPlaceholder: {"BHF-721", ExitUsage, ActAssistants, "The assistant's definition has a placeholder that Behalf does not know: {placeholder}", "Correct its name, or set the option that it stands for."},
	SecretInArguments:  {"BHF-722", ExitUsage, ActAssistants, "{placeholder} is secret, and other programs can read arguments and environment.", "Put it into the assistant's private file or its standard input."},
	UnsafeValue:        {"BHF-723", ExitAssistant, ActAssistants, "The value of {placeholder} can't be written for the assistant's program without being misread.", "Take quotes and special signs out of it (a name can be chosen for each send), or put the placeholder into quotes."},
	BadDefinition:      {"BHF-724", ExitUsage, ActAssistants, "The assistant's definition can't work: {what}.", "Correct it and add the assistant again."},
	UnknownPreset:      {"BHF-725", ExitUsage, ActAssistants, "There is no preset called {preset}.", "See `behalf assistants presets`."},
	NotInstalled:       {"BHF-726", ExitAssistant, ActAssistants, "{title} is not installed on this machine.", "{install}"},
	BadVendor:          {"BHF-765", ExitMisconfigured, ActNone, "The vendor file that this Behalf is built with can't be right: {what}.", "Whoever built it corrects the file and builds it again; docs/vendor.md says what may stand there."},
	VendorSecret:       {"BHF-766", ExitMisconfigured, ActNone, "The vendor file that this Behalf is built with holds a secret: {key}.", "Whoever built it takes it out, because everybody who has the program could read it. A public client needs no secret."},

	ZoomNotOpened: {"BHF-740", ExitUnexpected, ActNone, "Zoom could not be opened.", "Join the meeting yourself; an assistant that you have sent follows."},
	BotRule:       {"BHF-731", ExitAssistant, ActNone, "The bot breaks the protocol: {rule}", "The page of the bot protocol says how it goes. Mend the bot, or report this to its maker."},

	FileGone:       {"BHF-750", ExitUnexpected, ActFiles, "{name} is no longer there.", "It was moved or deleted. Look for it where the files of all runs lie."},
	FileElsewhere:  {"BHF-751", ExitUnexpected, ActFiles, "{name} is not a file that an assistant saved in its folder, so Behalf leaves it alone.", "Look for it where the files of all runs lie."},
	FileMayRun:     {"BHF-752", ExitUnexpected, ActFiles, "Behalf does not open {name}: it is of a kind that could start a program.", "Look at it in its folder, and open it there if you trust whoever made the assistant."},
	FileNotOpened:  {"BHF-753", ExitUnexpected, ActNone, "No program of this computer opened {name}.", "Open it yourself: {path}"},
	FileNotDeleted: {"BHF-754", ExitUnexpected, ActRetry, "Some files of past runs could not be deleted.", "Close the programs that have them open, then try again. They are in {path}"},
	StillUnderWay:  {"BHF-755", ExitUsage, ActShowRun, "This run is still under way.", "Stop it first, then delete it."},
	ExportFailed:   {"BHF-756", ExitUnexpected, ActRetry, "The history could not be written into {path}.", "Check that the folder belongs to you and can be written, then try again."},

	LoginUnreadable:   {"BHF-770", ExitUnexpected, ActNone, "It can't be found out whether Behalf starts when you log in.", "Look at {place}, or at the programs that start at login in the system's own settings."},
	LoginNotChanged:   {"BHF-771", ExitUnexpected, ActRetry, "What starts when you log in could not be changed.", "Check that you may change {place}, then try again."},
	UpdateNoKey:       {"BHF-780", ExitUnexpected, ActUpdate, "This Behalf can't look for newer versions: it was built without the key that proves them.", "Look at {page}."},
	UpdateUnreachable: {"BHF-781", ExitUnexpected, ActRetry, "The news about Behalf's versions could not be fetched.", "Check your connection, then try again."},
	UpdateInsecure:    {"BHF-782", ExitUnexpected, ActRetry, "The news about Behalf's versions would not have come over a safe connection.", "Try again in another network. In one of a company, ask whoever looks after it."},
	UpdateBadFile:     {"BHF-783", ExitUnexpected, ActRetry, "What came is no news about Behalf's versions.", "Try again later. In a hotel or on a train, sign in to its network first."},
	UpdateForged:      {"BHF-784", ExitUnexpected, ActRetry, "The news about Behalf's versions is not signed by those who make Behalf, so it is not believed.", "Install nothing that it may have named. Try again later; if it stays, tell those who make Behalf."},
	UpdateFormat:      {"BHF-785", ExitUnexpected, ActUpdate, "The news about Behalf's versions is written in a way that this version can't read.", "There is most likely a newer version: look at the homepage."},
	UpdateOlder:       {"BHF-786", ExitUnexpected, ActNone, "Version {version} is the newest that was announced, and yours is newer: {own}.", "There is nothing to do."},
	UpdateReplayed:    {"BHF-787", ExitUnexpected, ActRetry, "The news about Behalf's versions is older than what was seen before: version {version} after {seen}.", "Try again later; if it stays, tell those who make Behalf."},
	UpdateExpired:     {"BHF-788", ExitUnexpected, ActRetry, "The news about Behalf's versions counted only until {day}.", "Check the date of this computer, then try again later; if it stays, tell those who make Behalf."},
	UpdateOtherSystem: {"BHF-789", ExitUnexpected, ActUpdate, "Version {version} is there, but not for this system.", "Keep the one you have, or look at the homepage."},

	GaveUpWaiting:   {"BHF-801", ExitGaveUp, ActRetry, "You were not in the meeting yet, so Behalf stopped waiting.", "Join the meeting in Zoom, then send the assistant again."},
	NeverStarted:    {"BHF-802", ExitGaveUp, ActRetry, "The meeting did not start, so Behalf stopped waiting.", "Send the assistant again once it has started."},
	Stopped:         {"BHF-803", ExitStopped, ActNone, "Stopped.", ""},
	AlreadyOnTheWay: {"BHF-804", ExitUsage, ActShowRun, "An assistant is already on its way to this meeting.", "Stop that one first, or send a second one; in a terminal, `behalf send --again` does."},
	UnknownRun:      {"BHF-805", ExitUsage, ActNone, "There is no run called {run} under way.", "See `behalf status` for the runs."},
	Interrupted:     {"BHF-806", ExitUnexpected, ActRetry, "Behalf itself ended before this run did.", "Send the assistant again."},

	NoZoomApp:       {"BHF-901", ExitMisconfigured, ActSettings, "Behalf does not know your Zoom app yet.", "Enter its client ID in the settings, or run `behalf setup --client-id ID`."},
	BadClientID:     {"BHF-902", ExitUsage, ActSettings, "This is not a client ID: it must be one word of letters, digits, - and _.", "Copy it again from the Zoom app's Basic Information page."},
	BadRedirect:     {"BHF-903", ExitUsage, ActSettings, "The redirect address must be on this machine, http://127.0.0.1/… or http://[::1]/…, or a page of your own over https.", "Use http://127.0.0.1/callback and register the same address in the Zoom app."},
	ClientRefused:   {"BHF-904", ExitMisconfigured, ActSettings, "Zoom does not know this client ID, or its secret is wrong.", "Compare it with the Zoom app. A public client has an ID of its own and no secret. Your sign-in is kept."},
	RedirectRefused: {"BHF-905", ExitMisconfigured, ActSettings, "Zoom does not accept the redirect address.", "Register exactly the address shown in the settings as OAuth Redirect URL and in the allow list."},
	AppDisabled:     {"BHF-906", ExitMisconfigured, ActSettings, "The Zoom app is switched off.", "Ask the app's owner, or your Zoom administrator, to switch it on."},

	BadSignatureURL: {"BHF-907", ExitUsage, ActSettings, "Behalf can't use this signature address.", "It must begin with https:// and hold no user name, password or #. Copy it again from whoever runs it, or leave it out."},
	SignatureFailed: {"BHF-908", ExitMisconfigured, ActSettings, "The signature address did not give a usable signature.", "Ask whoever runs it. If your bot can do without, remove the address from the Zoom app's settings."},

	BadPasscode:       {"BHF-921", ExitRefused, ActPasscode, "The passcode is wrong, or the meeting wants one.", "Take it from the invitation, or paste the whole invitation, and send the assistant again."},
	NoSuchMeeting:     {"BHF-922", ExitRefused, ActPaste, "Zoom does not know this meeting.", "Check the number; the meeting may have been deleted."},
	MeetingOver:       {"BHF-923", ExitRefused, ActNone, "The meeting is over.", "There is nothing left to do."},
	MeetingFull:       {"BHF-924", ExitRefused, ActRetry, "The meeting is full.", "Send the assistant again when somebody has left."},
	MeetingLocked:     {"BHF-925", ExitRefused, ActRetry, "The host has locked the meeting.", "Ask the host to unlock it, then send the assistant again."},
	LoginRequired:     {"BHF-926", ExitRefused, ActAsYou, "This meeting lets in only people who are signed in at Zoom.", "Send the assistant as yourself, if your Zoom app has the permission for that, or ask the host to let it in."},
	BlockedBySettings: {"BHF-927", ExitRefused, ActNone, "The host's settings keep assistants from outside away.", "Ask the host, or their Zoom administrator."},
	NotPublished:      {"BHF-928", ExitRefused, ActSettings, "Your Zoom app may join only meetings of its own account, because Zoom has not reviewed it yet.", "Ask the app's owner to have it reviewed, or use it in meetings of the same account."},
	TokenInvalid:      {"BHF-929", ExitRefused, ActRetry, "Zoom refused the token twice.", "Send the assistant again; if it stays, connect your account again."},
	TokenOtherMeeting: {"BHF-930", ExitRefused, ActPaste, "Zoom says that the token belongs to another meeting.", "Check the meeting's number and paste the link again."},
	TokenMissing:      {"BHF-931", ExitRefused, ActAssistants, "The assistant tried to join without your token.", "Update the bot: it must pass the on-behalf token on to Zoom."},
	RecordingToken:    {"BHF-932", ExitRefused, ActRetry, "Zoom refused the recording token.", "Send the assistant again; it can still ask the host for permission to record."},
	PrivateMeeting:    {"BHF-943", ExitRefused, ActAsYou, "This is a private meeting: only invited people who are signed in at Zoom get in.", "Send the assistant as yourself, if your Zoom app has the permission for that, or ask the host to invite it."},
	InternalMeeting:   {"BHF-944", ExitRefused, ActNone, "This is an internal meeting of an organisation, and Zoom keeps the assistant out of it.", "Ask that organisation's Zoom administrator, or bring the assistant from an account there."},
	OutsidersBlocked:  {"BHF-945", ExitRefused, ActNone, "The host lets in only people of their own organisation.", "Ask the host to allow people from outside, or bring the assistant from an account of that organisation."},
	BlockedByAdmin:    {"BHF-946", ExitRefused, ActNone, "A Zoom administrator does not allow meetings like this one.", "Ask the Zoom administrator of your account."},
	MeetingRestricted: {"BHF-947", ExitRefused, ActNone, "The host has chosen who may join, and the assistant is not among them.", "Ask the host to allow the assistant."},
	NotRegistered:     {"BHF-948", ExitRefused, ActPaste, "This webinar did not accept the assistant's registration.", "Register the assistant with an e-mail address of its own, then paste the link that Zoom sends."},
	OtherInvitee:      {"BHF-949", ExitRefused, ActPaste, "This link was made for somebody with another e-mail address.", "Paste the link that was sent to you, or ask the host for one that anybody may use."},
	TokenNotAccepted:  {"BHF-950", ExitRefused, ActAssistants, "Zoom accepted no token of the assistant for this meeting.", "The bot must use the same Zoom app as Behalf, because a token counts only there: check both."},
	ZoomRefused:       {"BHF-933", ExitRefused, ActRetry, "Zoom refused: {reason}", "Check the meeting, then try again."},
	TokenConflict:     {"BHF-941", ExitRefused, ActAssistants, "The assistant is signed in at Zoom itself, which does not go together with your token.", "Switch off the bot's own sign-in at Zoom, then send it again."},
	NotAdmitted:       {"BHF-942", ExitRefused, ActRetry, "Nobody let the assistant in from the waiting room.", "Ask the host to admit it, then send it again."},
	NotAllowed:        {"BHF-934", ExitRefused, ActNone, "Zoom does not allow this for your account: {reason}", "Ask your Zoom administrator, or bring the assistant from another account."},
}

// Kinds lists every kind, sorted.
func Kinds() []Kind {
	kinds := make([]Kind, 0, len(catalogue))
	for kind := range catalogue {
		kinds = append(kinds, kind)
	}
	slices.Sort(kinds)
	return kinds
}
