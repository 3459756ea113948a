"""How things come out: Zoom's numbers, the protocol's words, exit codes."""

CLEAN = 0
CRASHED = 1
BAD_INPUT = 10
SDK_REFUSED = 11
JOIN_REFUSED = 12
SDK_MISSING = 14
NOT_CONNECTED = 15

_EXITS = {"sdk_auth": SDK_REFUSED, "internal": SDK_REFUSED, "timeout": NOT_CONNECTED, "network": NOT_CONNECTED}


class Failed(Exception):
    """This attempt did not get in.

    The number is a MeetingFailCode, and nothing else: the host reads more out
    of it than a code can say, and the SDK's other enumerations use the same
    numbers for other things. Their names go into the message."""

    def __init__(self, code, message, native_code=None, exit_code=None):
        super().__init__(message)
        self.code, self.message, self.native_code = code, message, native_code
        self.exit_code = exit_code or _EXITS.get(code, JOIN_REFUSED)


class Ended(Exception):
    """The bot was in the meeting and no longer is."""

    def __init__(self, reason, native_code=None):
        super().__init__(reason)
        self.reason, self.native_code = reason, native_code


# MeetingFailCode. What is not here has no word in the protocol, 502 (the SDK is
# signed in while it holds an on-behalf token) among it: the host knows the
# number.
_JOIN = {
    1: "network",  # no connection
    2: "network",  # could not connect again
    3: "network",  # the media server
    4: "bad_passcode",
    5: "network",  # the session
    6: "meeting_over",
    7: "not_started",
    8: "no_such_meeting",
    9: "meeting_full",
    11: "network",  # no media server
    12: "meeting_locked",
    15: "network",  # no request could be sent
    16: "token_invalid",
    23: "login_required",
    60: "blocked_by_settings",
    62: "blocked_by_settings",
    63: "not_published",
    64: "blocked_by_settings",
    82: "login_required",
    500: "recording_token_invalid",
    501: "authorized_user_not_in_meeting",
    503: "token_missing",
    504: "token_missing",
    505: "token_invalid",
    506: "token_other_meeting",
}

# In some meetings Zoom says this instead of 501.
_UNKNOWN = 65535


def of_join(number, on_behalf):
    """The code of a refused join, or None."""
    if number == _UNKNOWN and on_behalf:
        return "authorized_user_not_in_meeting"
    return _JOIN.get(number)


# AuthResult. The rest is about the JWT, the app or its account.
_AUTH = {6: "network", 8: "network", 9: "network"}  # busy, took too long, no network
AUTH_SUCCESS = 0
AUTH_UNKNOWN = 5  # also what the SDK says without a network


def of_auth(number):
    return _AUTH.get(number, "sdk_auth")


# SDKError, what the SDK answers at once. A JWT that can't be read is an internal error (15) for it.
_AUTH_CALL = {3: "sdk_auth", 8: "sdk_auth", 12: "sdk_auth", 15: "sdk_auth"}
SDK_SUCCESS = 0
SDK_UNAUTHENTICATED = 8


def of_auth_call(number):
    return _AUTH_CALL.get(number, "internal")


def of_join_call(number):
    return "sdk_auth" if number == SDK_UNAUTHENTICATED else "internal"


# MeetingEndReason.
_END = {
    1: "removed",
    2: "host_ended",
    3: "host_ended",  # the host never came
    4: "host_ended",  # nobody was left
    5: "host_ended",  # the host started another meeting
    6: "host_ended",  # the time of a free meeting was up
    8: "authorized_user_left",
}


def of_end(number):
    """The reason of an end, or None if Zoom gave none."""
    return _END.get(number)
