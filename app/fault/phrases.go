package fault

import "slices"

// Phrase names a part of a sentence, or a remark beside one, that the program
// says in words of its own: what a fault's place is filled with, why a step of
// a check was left out, what happened at a step of a run. They are kept like the
// sentences of the catalogue, and for the same reason: so that a view can find
// them again and say them in another language.
type Phrase string

// The phrases, grouped by where they stand.
const (
	// Complete "Try again …".
	InAMoment Phrase = "when.moment"
	InSeconds Phrase = "when.seconds"
	InMinutes Phrase = "when.minutes"
	InHours   Phrase = "when.hours"

	// Complete "This computer's clock is …".
	MinutesFast Phrase = "off.minutes_fast"
	MinutesSlow Phrase = "off.minutes_slow"
	HoursFast   Phrase = "off.hours_fast"
	HoursSlow   Phrase = "off.hours_slow"
	DaysFast    Phrase = "off.days_fast"
	DaysSlow    Phrase = "off.days_slow"

	// Complete "Zoom has not allowed Behalf to …".
	ToBring    Phrase = "purpose.bring"
	ToKnowYou  Phrase = "purpose.know_you"
	ToJoin     Phrase = "purpose.join_as_you"
	ToRecord   Phrase = "purpose.record"
	ToList     Phrase = "purpose.list"
	ToDoThis   Phrase = "purpose.this"
	NeedsJWT   Phrase = "need.jwt" // these complete "the assistant needs …"
	NeedPublic Phrase = "need.public"
	NeedSecret Phrase = "need.secret"

	// Complete "Zoom refused: …".
	ErrorNumber  Phrase = "reason.number"
	ReasonUnsaid Phrase = "reason.unsaid"
	ReasonNone   Phrase = "reason.none"
	ReasonNoHost Phrase = "reason.not_the_host"

	// What happened at a step of a run.
	NoteNewToken     Phrase = "note.new_token"
	NoteNoRecording  Phrase = "note.no_recording"
	NoteRestarted    Phrase = "note.restarted"
	NoteComesBack    Phrase = "note.comes_back"
	NoteLeftSilently Phrase = "note.left_silently"
	NoteLeftOddly    Phrase = "note.left_oddly"
	NoteMoreFiles    Phrase = "note.more_files"
	NoteNotOpened    Phrase = "note.not_opened"
	NoteNoRight      Phrase = "note.no_right"
	NoteHostLate     Phrase = "note.host_late"
	NoteAllLeft      Phrase = "note.all_left"
	NoteOtherMeeting Phrase = "note.other_meeting"
	NoteTimeOver     Phrase = "note.time_over"

	// Why a rule of the bot protocol was not tried.
	SkipOtherWays    Phrase = "skipped.other_ways"
	SkipNotAnnounced Phrase = "skipped.not_announced"
	SkipNoAnswer     Phrase = "skipped.no_answer"
	SkipNoStandIn    Phrase = "skipped.no_stand_in"
	SkipNotInside    Phrase = "skipped.not_inside"
	SkipNothingMade  Phrase = "skipped.nothing_made"

	// How a bot broke a rule.
	RuleLateLeave    Phrase = "rule.late_leave"
	RuleLateInput    Phrase = "rule.late_input"
	RuleUnknownOrder Phrase = "rule.unknown_order"
	RuleAfterUnknown Phrase = "rule.after_unknown_order"
	RuleBrokenLine   Phrase = "rule.broken_line"
	RuleUnknownField Phrase = "rule.unknown_fields"
	RuleNoHeartbeat  Phrase = "rule.no_heartbeat"
	RuleNoLeft       Phrase = "rule.no_left"
	RuleStillInside  Phrase = "rule.still_inside"
	RuleNotRefused   Phrase = "rule.not_refused"
	RuleUnclear      Phrase = "rule.unclear_refusal"
	RuleAfterRefusal Phrase = "rule.after_refusal"
	RuleNoRejoin     Phrase = "rule.no_rejoin"
	RuleNoJoin       Phrase = "rule.no_join"
	RuleNotAgain     Phrase = "rule.not_again"
	RuleNoTokens     Phrase = "rule.no_tokens"
	RuleGoodToken    Phrase = "rule.good_token"
	RuleNobodyCame   Phrase = "rule.nobody_came"
	RuleArtifact     Phrase = "rule.artifact"
	RuleLeak         Phrase = "rule.leak"
	RuleSchema       Phrase = "rule.schema"
	RuleExitCode     Phrase = "rule.exit_code"
	RuleCrashed      Phrase = "rule.crashed"
	SchemaNoJSON     Phrase = "schema.no_json"
	SchemaNoSuchType Phrase = "schema.no_such_type"
	OnStandardOutput Phrase = "stream.output"
	OnStandardError  Phrase = "stream.error"
	DefNoToken       Phrase = "definition.no_token" // from here on: how a definition can't work
	DefStop          Phrase = "definition.stop"
	DefFormat        Phrase = "definition.format"
	DefHalfFile      Phrase = "definition.half_file"
	DefNothingBeside Phrase = "definition.nothing_beside"
	DefNoFile        Phrase = "definition.no_file"
	DefFileName      Phrase = "definition.file_name"
	DefFileUnused    Phrase = "definition.file_unused"
	DefFileNoJSON    Phrase = "definition.file_no_json"
	DefManyPatterns  Phrase = "definition.many_patterns"
	DefNoEntry       Phrase = "definition.no_entry"
	PatternLength    Phrase = "pattern.length"
	PatternSyntax    Phrase = "pattern.syntax"
	PatternState     Phrase = "pattern.state"
	PatternCode      Phrase = "pattern.code"
	PatternReason    Phrase = "pattern.reason"
	PatternMeaning   Phrase = "pattern.meaning"
	PatternNoNative  Phrase = "pattern.no_native"
)

var phrases = map[Phrase]string{
	InAMoment: "in a moment",
	InSeconds: "in {n} seconds",
	InMinutes: "in {n} minutes",
	InHours:   "in {n} hours",

	MinutesFast: "{n} minutes fast",
	MinutesSlow: "{n} minutes slow",
	HoursFast:   "{n} hours fast",
	HoursSlow:   "{n} hours slow",
	DaysFast:    "{n} days fast",
	DaysSlow:    "{n} days slow",

	ToBring:   "bring assistants",
	ToKnowYou: "see who you are",
	ToJoin:    "let an assistant join as you",
	ToRecord:  "let an assistant record meetings that you host",
	ToList:    "see your meetings",
	ToDoThis:  "do this",

	NeedsJWT:   "an SDK JWT, which takes an app with a client secret or with a signature address",
	NeedPublic: "a Zoom app that is a public client",
	NeedSecret: "a Zoom app with a client secret or a signature address",

	ErrorNumber:  "error {n}.",
	ReasonUnsaid: "the assistant did not say why.",
	ReasonNone:   "it gave no reason (status {status}, code {code}).",
	ReasonNoHost: "it gives the right to record to a meeting's host only, and knows no meeting of yours with this number.",

	NoteNewToken:     "Zoom did not take the token; trying once more with a new one.",
	NoteNoRecording:  "Zoom did not take the recording token; trying once more without it. The assistant can ask the host for permission to record.",
	NoteRestarted:    "The assistant's program ended by itself and is started again.",
	NoteComesBack:    "The assistant lost the meeting and tries to come back.",
	NoteLeftSilently: "The assistant's program ended without saying why it left.",
	NoteLeftOddly:    "The assistant left for a reason that Behalf does not know.",
	NoteMoreFiles:    "The assistant made more than the history lists; all of it is in the run's folder.",
	NoteNotOpened:    catalogue[ZoomNotOpened].title + " " + catalogue[ZoomNotOpened].advice,
	NoteNoRight:      "Without the right to record: {why}",
	NoteHostLate:     "The host did not come in time.",
	NoteAllLeft:      "Everybody had left.",
	NoteOtherMeeting: "The host has started another meeting.",
	NoteTimeOver:     "The time of a free meeting was over.",

	SkipOtherWays:    "It does not speak the protocol, so its rules are not for it.",
	SkipNotAnnounced: "It does not announce this.",
	SkipNoAnswer:     "It did not answer the order to join.",
	SkipNoStandIn:    "It did not come to the stand-in, so it was in no meeting. See For Trying on the page of the bot protocol.",
	SkipNotInside:    "It did not get into the meeting.",
	SkipNothingMade:  "It made nothing in so short a meeting.",

	RuleLateLeave:    "It was told to leave and did not end within 5 seconds, with exit code 0.",
	RuleLateInput:    "Its input ended and it did not end within 5 seconds, with exit code 0.",
	RuleUnknownOrder: "It did not answer an unknown order with failed, code unsupported.",
	RuleAfterUnknown: "After an unknown order: {how}",
	RuleBrokenLine:   "After a line that is no JSON it neither ended with exit code 10 nor left when told to.",
	RuleUnknownField: "With fields that it does not know, it answers the order to join in another way than without.",
	RuleNoHeartbeat:  "It announces heartbeat and sent none for 10 seconds.",
	RuleNoLeft:       "It was told to leave the meeting and did not report ended, reason left, within 5 seconds.",
	RuleStillInside:  "It says that it has left, but is still in the meeting.",
	RuleNotRefused:   "It says that it is in the meeting, though it was refused.",
	RuleUnclear:      "It was refused, and its failed has neither a code of the protocol nor a number of Zoom's that Behalf knows.",
	RuleAfterRefusal: "After a refusal it was told to leave and did not end within 5 seconds, with an exit code of the protocol.",
	RuleNoRejoin:     "It was told to join again with a fresh token, and did not get in.",
	RuleNoJoin:       "It was told to join, and was neither in the meeting nor failed in time.",
	RuleNotAgain:     "It got into a meeting before, but not into this one.",
	RuleNoTokens:     "It announces neither on_behalf nor zak.",
	RuleGoodToken:    "It came to the stand-in with a good token and reported failed.",
	RuleNobodyCame:   "It says that it is in the meeting, but nobody came in.",
	RuleArtifact:     "It reports an artifact that is not there, or not in out_dir.",
	RuleLeak:         "It wrote a token or a passcode to {where}.",
	RuleSchema:       "It wrote a line that the schema does not allow: {what}",
	RuleExitCode:     "{how} It ended with exit code {code}.",
	RuleCrashed:      "{how} It crashed.",

	SchemaNoJSON:     "it is no JSON object.",
	SchemaNoSuchType: "there is no line of the type {type}.",
	OnStandardOutput: "standard output",
	OnStandardError:  "standard error",

	DefNoToken:       "neither its file nor its input holds {on_behalf_token} or {zak}",
	DefStop:          "its way to stop is neither interrupt nor terminate",
	DefFormat:        "its format is not json",
	DefHalfFile:      "its private file needs both a name and a content",
	DefNothingBeside: "there is no private file to lie beside the program",
	DefNoFile:        "there is no private file for {config_file}",
	DefFileName:      "the name of its private file is no plain name",
	DefFileUnused:    "its arguments don't say where its private file is: {config_file}",
	DefFileNoJSON:    "its private file is no JSON",
	DefManyPatterns:  "there are too many patterns",
	DefNoEntry:       "no pattern says that it is in the meeting",

	PatternLength:   "the pattern \"{pattern}\" is empty or too long",
	PatternSyntax:   "the pattern \"{pattern}\" is no regular expression",
	PatternState:    "the pattern \"{pattern}\" has a state that Behalf does not know",
	PatternCode:     "the pattern \"{pattern}\" has a code that Behalf does not know",
	PatternReason:   "the pattern \"{pattern}\" has a reason that Behalf does not know",
	PatternMeaning:  "the pattern \"{pattern}\" must mean one thing: a state, a failure or an end",
	PatternNoNative: "the pattern \"{pattern}\" has no group named native",
}

// Say gives the words of a phrase. pairs are as in New.
func (p Phrase) Say(pairs ...string) string { return fill(phrases[p], pairs) }

// Phrases lists every phrase, sorted.
func Phrases() []Phrase {
	list := make([]Phrase, 0, len(phrases))
	for p := range phrases {
		list = append(list, p)
	}
	slices.Sort(list)
	return list
}
