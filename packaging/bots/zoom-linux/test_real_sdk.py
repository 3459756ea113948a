"""The installed bot with Zoom's real SDK, as far as that goes without Zoom.

ZOOM_LINUX_BOT names the installed zoom-linux-bot. Nothing is asked of Zoom: the
bot runs where there is no network, if the system lets us arrange that, and
else with a JWT that no app has signed.
"""

import base64
import json
import os
import subprocess
import time
import unittest

from harness import MARKER, Bot, holds_token, join

BOT = os.environ.get("ZOOM_LINUX_BOT")
LEAVE = {"v": 1, "type": "leave"}

# Asks the real package for what the tables and the parameters stand on.
QUESTIONS = """
import json, os, sys
sys.stdout = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)  # the package prints
import zoom_meeting_sdk as sdk
from zoom_linux_bot import codes, orders, zoom
def numbers(name):
    members = vars(sdk)[name]
    return {m.name: m.value for m in members.__members__.values()}
order = orders.Join.read(json.load(sys.stdin))
param = zoom.join_param(sdk, order)
fields = {n: getattr(param.param, n) for n in sys.argv[1:]}
json.dump({
    "numbers": {n: numbers(n) for n in ("MeetingStatus", "MeetingFailCode", "MeetingEndReason", "AuthResult", "SDKError")},
    "fields": fields,
    "user_type": param.userType.name,
    "auth_context": [n for n in dir(sdk.AuthContext) if n[0] != "_"],
}, sys.stdout)
"""


def without_network():
    """A command that runs another one without a network, if there is one."""
    command = ["unshare", "--map-root-user", "--net"]
    try:
        subprocess.run([*command, "true"], check=True, stderr=subprocess.DEVNULL)
        return command
    except (OSError, subprocess.CalledProcessError):
        return []


def jwt():
    """Looks like one, and nobody has signed it."""
    now = int(time.time())
    claims = {"appKey": MARKER, "iat": now - 30, "exp": now + 7200, "tokenExp": now + 7200}
    parts = [json.dumps(part).encode() for part in ({"alg": "HS256", "typ": "JWT"}, claims)]
    return ".".join(base64.urlsafe_b64encode(part).decode().rstrip("=") for part in [*parts, MARKER.encode() * 3])


def files_below(folder):
    for root, _, names in os.walk(folder):
        for name in names:
            yield os.path.join(root, name)


@unittest.skipUnless(BOT, "ZOOM_LINUX_BOT does not name an installed bot")
class Bindings(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        order = join("/tmp", meeting={"tk": MARKER + "-tk"}, auth={"local_recording_token": MARKER + "-rec"})
        fields = ["meetingNumber", "userName", "psw", "onBehalfToken", "userZAK", "app_privilege_token", "webinarToken"]
        fields += ["isVideoOff", "isAudioOff"]
        python = os.path.join(os.path.dirname(BOT), "venv/bin/python")
        answer = subprocess.run(
            [python, "-I", "-c", QUESTIONS, *fields],
            input=json.dumps(order).encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"HOME": "/nonexistent"},  # where it can't write
            check=True,
        )
        cls.answer = json.loads(answer.stdout)

    def test_takes_the_parameters_of_a_join(self):
        self.assertEqual(self.answer["user_type"], "SDK_UT_WITHOUT_LOGIN")
        self.assertEqual(
            self.answer["fields"],
            {
                "meetingNumber": 81234567890,
                "userName": "Notes for Ada",
                "psw": MARKER + "-pwd.1",
                "onBehalfToken": MARKER + "-obf",
                "userZAK": None,
                "app_privilege_token": MARKER + "-rec",
                "webinarToken": MARKER + "-tk",
                "isVideoOff": True,
                "isAudioOff": True,
            },
        )

    def test_authenticates_with_a_jwt_only(self):
        self.assertEqual(self.answer["auth_context"], ["jwt_token"])  # else public_app_key could be announced

    def test_numbers(self):
        """The numbers that the bot's tables stand on have the meaning they should."""
        for kind, names in {
            "MeetingStatus": {
                "MEETING_STATUS_CONNECTING": 1,
                "MEETING_STATUS_WAITINGFORHOST": 2,
                "MEETING_STATUS_INMEETING": 3,
                "MEETING_STATUS_RECONNECTING": 5,
                "MEETING_STATUS_FAILED": 6,
                "MEETING_STATUS_ENDED": 7,
                "MEETING_STATUS_IN_WAITING_ROOM": 11,
            },
            "MeetingFailCode": {
                "MEETING_FAIL_CONNECTION_ERR": 1,
                "MEETING_FAIL_RECONNECT_ERR": 2,
                "MEETING_FAIL_MMR_ERR": 3,
                "MEETING_FAIL_PASSWORD_ERR": 4,
                "MEETING_FAIL_SESSION_ERR": 5,
                "MEETING_FAIL_MEETING_OVER": 6,
                "MEETING_FAIL_MEETING_NOT_START": 7,
                "MEETING_FAIL_MEETING_NOT_EXIST": 8,
                "MEETING_FAIL_MEETING_USER_FULL": 9,
                "MEETING_FAIL_NO_MMR": 11,
                "MEETING_FAIL_CONFLOCKED": 12,
                "MEETING_FAIL_CANNOT_EMIT_WEBREQUEST": 15,
                "MEETING_FAIL_CANNOT_START_TOKENEXPIRE": 16,
                "MEETING_FAIL_ENFORCE_LOGIN": 23,
                "MEETING_FAIL_FORBID_TO_JOIN_INTERNAL_MEETING": 60,
                "MEETING_FAIL_HOST_DISALLOW_OUTSIDE_USER_JOIN": 62,
                "MEETING_FAIL_UNABLE_TO_JOIN_EXTERNAL_MEETING": 63,
                "MEETING_FAIL_BLOCKED_BY_ACCOUNT_ADMIN": 64,
                "MEETING_FAIL_NEED_SIGN_IN_FOR_PRIVATE_MEETING": 82,
                "MEETING_FAIL_APP_PRIVILEGE_TOKEN_ERROR": 500,
                "MEETING_FAIL_AUTHORIZED_USER_NOT_INMEETING": 501,
                "MEETING_FAIL_ON_BEHALF_TOKEN_CONFLICT_LOGIN_ERROR": 502,
                "MEETING_FAIL_USER_LEVEL_TOKEN_NOT_HAVE_HOST_ZAK_OBF": 503,
                "MEETING_FAIL_APP_CAN_NOT_ANONYMOUS_JOIN_MEETING": 504,
                "MEETING_FAIL_ON_BEHALF_TOKEN_INVALID": 505,
                "MEETING_FAIL_ON_BEHALF_TOKEN_NOT_MATCH_MEETING": 506,
                "MEETING_FAIL_UNKNOWN": 65535,
            },
            "MeetingEndReason": {
                "EndMeetingReason_KickByHost": 1,
                "EndMeetingReason_EndByHost": 2,
                "EndMeetingReason_JBHTimeOut": 3,
                "EndMeetingReason_NoAttendee": 4,
                "EndMeetingReason_HostStartAnotherMeeting": 5,
                "EndMeetingReason_FreeMeetingTimeOut": 6,
                "EndMeetingReason_DueToAuthorizedUserLeave": 8,
            },
            "AuthResult": {
                "AUTHRET_SUCCESS": 0,
                "AUTHRET_UNKNOWN": 5,
                "AUTHRET_SERVICE_BUSY": 6,
                "AUTHRET_OVERTIME": 8,
                "AUTHRET_NETWORKISSUE": 9,
            },
            "SDKError": {
                "SDKERR_SUCCESS": 0,
                "SDKERR_INVALID_PARAMETER": 3,
                "SDKERR_UNAUTHENTICATION": 8,
                "SDKERR_NO_PERMISSION": 12,
                "SDKERR_INTERNAL_ERROR": 15,
            },
        }.items():
            real = self.answer["numbers"][kind]
            self.assertEqual({name: real.get(name) for name in names}, names)


@unittest.skipUnless(BOT, "ZOOM_LINUX_BOT does not name an installed bot")
class Attempts(unittest.TestCase):
    def start(self, **changes):
        """The bot, with its order, where the SDK has been asked to authenticate."""
        self.looks = 0
        bot = Bot(self, [*without_network(), BOT])
        hello = bot.hear()
        self.assertEqual((hello["type"], hello["sdk_version"]), ("hello", "0.0.27"))
        bot.tell(join(bot.out_dir, **{"auth": {"sdk_jwt": jwt(), "local_recording_token": MARKER + "-rec"}, **changes}))
        bot.expect_states("authenticating")
        return bot

    def look_around(self, bot):
        """Searches what others could see: files, arguments, environment."""
        processes = [f"/proc/{pid}/{what}" for pid in bot.processes() for what in ("cmdline", "environ")]
        for path in [*files_below(bot.out_dir), *processes]:
            try:
                with open(path, "rb") as file:
                    self.assertFalse(holds_token(file.read()), path)
            except (FileNotFoundError, PermissionError):
                continue  # gone again; or kept from us, which is as good
            self.looks += ".zoomsdk" in path

    def test_fails_where_zoom_does_not_answer(self):
        bot = self.start()
        while (message := bot.hear(heartbeats=True))["type"] == "heartbeat":
            self.look_around(bot)
        self.assertEqual(message["type"], "failed")
        self.assertNotIn("native_code", message)  # its number would be of another kind
        if without_network():
            self.assertEqual(message["code"], "network")
        self.assertIn(message["code"], ("network", "sdk_auth"))
        bot.expect_end({"network": 15, "sdk_auth": 11}[message["code"]])
        self.assertGreater(self.looks, 0, "the SDK's files were never seen")

    def test_refuses_what_is_no_jwt(self):
        bot = self.start(auth={"sdk_jwt": MARKER + "-jwt"})
        bot.expect("failed", code="sdk_auth")
        bot.expect_end(11)

    def test_limit(self):
        bot = self.start(limits={"connect_s": 3})
        bot.expect("failed", code="timeout")
        bot.expect_end(15)

    def test_leaves(self):
        for go in (lambda bot: bot.tell(LEAVE), Bot.hang_up):
            at_once, later = self.start(), self.start()
            go(at_once)
            later.hear(heartbeats=True)  # the SDK is loaded by then, and waits for Zoom
            self.look_around(later)
            go(later)
            for bot in (at_once, later):
                bot.expect_states("leaving")
                bot.expect_end(0)


if __name__ == "__main__":
    unittest.main()
