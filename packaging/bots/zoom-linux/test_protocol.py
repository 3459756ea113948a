"""The bot's side of the protocol, with a double of Zoom's SDK."""

import json
import os
import socket
import unittest

from harness import MARKER, FakedBot, join

LEAVE = {"v": 1, "type": "leave"}


class Introduction(unittest.TestCase):
    def test_hello_before_the_sdk(self):
        bot = FakedBot(self)
        self.assertEqual(bot.features, ["on_behalf", "zak", "local_recording", "sdk_jwt", "heartbeat"])
        bot.tell(LEAVE)
        bot.expect_end(0)
        self.assertFalse(bot.loaded())

    def test_heartbeats(self):
        bot = FakedBot(self)
        bot.only_beats(1)
        bot.authenticates()
        bot.only_beats(1)
        bot.hang_up()
        bot.expect_states("leaving")
        bot.expect_end(0)

    def test_heartbeats_whatever_the_sdk_does(self):
        bot = FakedBot(self, "host.HEARTBEAT_S = 0.1", answers={"InitSDK": "hang"})
        bot.tell(join(bot.out_dir))
        bot.expect_states("authenticating")
        bot.called("InitSDK")
        bot.only_beats(10)

    def test_without_the_sdk(self):
        bot = FakedBot(self, sdk=False)
        bot.tell(join(bot.out_dir))
        bot.expect_states("authenticating")
        bot.expect("failed", code="internal")
        bot.expect_end(14)
        self.assertIn(b"install.sh", bot.error)

    def test_without_glib(self):
        bot = FakedBot(self, "def missing(_): raise OSError('libglib-2.0.so.0')\nevents.Events.run_glib = missing")
        bot.tell(join(bot.out_dir))
        bot.expect_states("authenticating")
        bot.expect("failed", code="internal")
        bot.expect_end(14)
        self.assertIn(b"libglib2.0-0", bot.error)


class Joining(unittest.TestCase):
    def test_on_behalf(self):
        bot = FakedBot(self)
        asked = bot.connects()
        self.assertEqual(
            asked,
            {
                "userType": "SDK_UT_WITHOUT_LOGIN",
                "meetingNumber": 81234567890,
                "userName": "Notes for Ada",
                "psw": MARKER + "-pwd.1",
                "onBehalfToken": MARKER + "-obf",
                "isVideoOff": True,
                "isAudioOff": True,
            },
        )
        bot.happens("status", 1, 0)
        bot.happens("status", 3, 0)
        bot.expect_states("in_meeting")
        bot.tell(LEAVE)
        bot.expect_states("leaving")
        self.assertEqual(bot.called("Leave"), {"command": "LEAVE_MEETING"})
        bot.happens("status", 7, 0)
        bot.expect("ended", reason="left")
        bot.expect_end(0)

    def test_other_tokens(self):
        bot = FakedBot(self)
        asked = bot.connects(
            auth={"on_behalf_token": None, "zak": MARKER + "-zak", "local_recording_token": MARKER + "-rec"},
            meeting={"passcode": MARKER + "-typed", "tk": MARKER + "-tk"},
        )
        self.assertNotIn("onBehalfToken", asked)
        self.assertNotIn("webinarToken", asked)
        self.assertEqual(asked["userZAK"], MARKER + "-zak")
        self.assertEqual(asked["app_privilege_token"], MARKER + "-rec")
        self.assertEqual(asked["psw"], MARKER + "-typed")

    def test_registrant(self):
        bot = FakedBot(self)
        self.assertEqual(bot.connects(meeting={"tk": MARKER + "-tk"})["webinarToken"], MARKER + "-tk")

    def test_surroundings_of_the_sdk(self):
        bot = FakedBot(self)
        bot.tell(join(bot.out_dir))
        bot.expect_states("authenticating")
        seen = bot.called("InitSDK")
        self.assertEqual(seen["core"], [0, 0])
        self.assertEqual(seen["dumpable"], 0)
        self.assertEqual(seen["read_by_child"], "")
        self.assertEqual(os.path.dirname(seen["environment"]["HOME"]), bot.out_dir)
        self.assertEqual(os.stat(seen["environment"]["HOME"]).st_mode & 0o777, 0o700)
        self.assertNotIn(MARKER, json.dumps(seen))
        self.assertEqual(bot.called("SDKAuth"), {"jwt_token": MARKER + "-jwt"})

    def test_no_screen_and_no_sound(self):
        bot = FakedBot(self, "import os; os.environ.update(DISPLAY=':99', PULSE_SERVER='unix:/nowhere')")
        environment = bot.authenticates()["environment"]
        self.assertNotIn("DISPLAY", environment)
        self.assertNotIn("PULSE_SERVER", environment)

    def test_places(self):
        bot = FakedBot(self)
        bot.connects()
        for number, state in ((2, "waiting_for_host"), (11, "waiting_room"), (1, "connecting"), (3, "in_meeting")):
            bot.happens("status", number, 0)
            bot.happens("status", number, 0)
            bot.expect_states(state)
        bot.happens("status", 5, 0)
        bot.happens("status", 1, 0)  # as on the way to a breakout room
        bot.happens("status", 11, 0)
        bot.expect_states("waiting_room")

    def test_without_a_jwt(self):
        bot = FakedBot(self)
        bot.tell(join(bot.out_dir, auth={"sdk_jwt": None}))
        bot.expect("failed", code="sdk_auth")
        bot.expect_end(11)

    def test_another_cloud(self):
        bot = FakedBot(self)
        bot.tell(join(bot.out_dir, meeting={"host": "www.zoomgov.com"}))
        bot.expect("failed", code="unsupported")
        bot.expect_end(12)


class InTheMeeting(unittest.TestCase):
    def test_greets_once(self):
        bot = FakedBot(self)
        bot.enters(options={"greeting": " Ada brought me, to take notes. "})
        said = bot.called("SendChatMsgTo")
        self.assertEqual(said, {"text": "Ada brought me, to take notes.", "receiver": 0, "kind": "To_All"})
        bot.happens("chat")
        bot.happens("status", 11, 0)
        bot.happens("status", 3, 0)
        bot.expect_states("waiting_room", "in_meeting")
        bot.tell(LEAVE)
        bot.called("Leave")

    def test_greets_when_the_chat_opens(self):
        bot = FakedBot(self, answers={"SendChatMsgTo": [12, 0]})
        bot.enters(options={"greeting": "Hello"})
        bot.called("SendChatMsgTo")
        bot.expect("log", level="warn", text="The chat did not take the greeting.")
        bot.happens("chat")
        bot.called("SendChatMsgTo")

    def test_is_silent_unless_asked(self):
        bot = FakedBot(self)
        bot.enters()
        bot.tell(LEAVE)
        bot.called("Leave")

    def test_consents(self):
        bot = FakedBot(self)
        bot.enters()
        bot.happens("reminder")
        bot.called("Accept")

    def test_ends(self):
        for number, reason in ((1, "removed"), (2, "host_ended"), (8, "authorized_user_left"), (0, "lost"), (7, "lost")):
            with self.subTest(number):
                bot = FakedBot(self)
                bot.enters()
                bot.happens("status", 7, number)
                bot.expect("ended", reason=reason, native_code=number)
                bot.expect_end(0)

    def test_loses_the_connection(self):
        bot = FakedBot(self)
        bot.enters()
        bot.happens("status", 5, 0)
        bot.happens("status", 6, 2)
        bot.happens("status", 7, 0)
        bot.expect("ended", reason="lost", native_code=2)
        bot.expect_end(0)

    def test_removed_from_the_waiting_room(self):
        bot = FakedBot(self)
        bot.connects()
        bot.happens("status", 11, 0)
        bot.happens("status", 7, 1)
        bot.expect_states("waiting_room")
        bot.expect("ended", reason="removed", native_code=1)
        bot.expect_end(0)


class Refusals(unittest.TestCase):
    def refused(self, number, **changes):
        """A refused join, whose end is still to come, and is awaited."""
        bot = FakedBot(self, "host.HEARTBEAT_S = 0.05")
        bot.connects(**changes)
        bot.happens("status", 6, number)
        bot.only_beats(10)
        return bot

    def test_waits_for_the_end_of_the_refused_attempt(self):
        for number in (501, 65535):
            with self.subTest(number):
                bot = self.refused(number)
                bot.happens("status", 7, 0)
                bot.expect("failed", code="authorized_user_not_in_meeting", native_code=number)
                bot.expect_end(12)
                bot.no_more_calls()

    def test_without_an_end(self):
        bot = FakedBot(self, "attempt.ENDED_FOLLOWS_S = attempt.GOODBYE_S = 0.1")
        bot.connects()
        bot.happens("status", 6, 501)
        bot.expect("failed", code="authorized_user_not_in_meeting", native_code=501)
        bot.expect_end(12)

    def test_unknown_without_an_on_behalf_token(self):
        bot = self.refused(65535, auth={"on_behalf_token": None, "zak": MARKER + "-zak"})
        bot.happens("status", 7, 0)
        bot.expect("failed", native_code=65535)
        bot.expect_end(12)

    def test_number_without_a_word(self):
        bot = self.refused(502)
        bot.happens("status", 7, 0)
        bot.expect("failed", native_code=502)
        bot.expect_end(12)

    def test_end_without_a_reason(self):
        bot = FakedBot(self)
        bot.connects()
        bot.happens("status", 7, 0)
        bot.expect("failed", code="internal")
        bot.expect_end(11)

    def test_authentication(self):
        for number, code, exit_code in ((11, "sdk_auth", 11), (9, "network", 15)):
            with self.subTest(number):
                bot = FakedBot(self)
                bot.authenticates()
                bot.happens("auth", number)
                bot.expect("failed", code=code)
                bot.expect_end(exit_code)

    def test_authentication_without_a_reason(self):
        with socket.create_server(("127.0.0.1", 0)) as server:
            address = server.getsockname()
            self.unexplained(address, "sdk_auth", 11)
        self.unexplained(address, "network", 15)

    def unexplained(self, address, code, exit_code):
        bot = FakedBot(self, f"attempt.ZOOM_ADDRESS = {address}")
        bot.authenticates()
        bot.happens("auth", 5)
        bot.expect("failed", code=code)
        bot.expect_end(exit_code)

    def test_refused_at_once(self):
        for call, number, code in (("InitSDK", 14, "internal"), ("SDKAuth", 15, "sdk_auth"), ("Join", 8, "sdk_auth"), ("Join", 3, "internal")):
            with self.subTest(call):
                bot = FakedBot(self, answers={call: [number]})
                bot.tell(join(bot.out_dir))
                bot.expect_states("authenticating")
                bot.called("InitSDK")
                if call != "InitSDK":
                    bot.called("SDKAuth")
                if call == "Join":
                    bot.happens("auth", 0)
                    bot.expect_states("connecting")
                    bot.called("Join")
                bot.expect("failed", code=code)
                bot.expect_end(11)


class Limits(unittest.TestCase):
    def test_authenticating(self):
        bot = FakedBot(self)
        bot.authenticates(limits={"connect_s": 0.2})
        bot.expect("failed", code="timeout")
        bot.expect_end(15)

    def test_connecting(self):
        bot = FakedBot(self)
        bot.connects(limits={"connect_s": 1})
        bot.happens("status", 1, 0)  # where a wrong passcode hangs
        bot.called("Leave")
        bot.happens("status", 7, 0)
        bot.expect("failed", code="timeout")
        bot.expect_end(15)

    def test_told_to_leave_after_the_limit(self):
        bot = FakedBot(self)
        bot.connects(limits={"connect_s": 1})
        bot.called("Leave")
        bot.tell(LEAVE)
        bot.expect("failed", code="timeout")
        bot.expect_end(0)

    def test_waiting_room(self):
        bot = FakedBot(self)
        bot.connects(limits={"waiting_room_s": 0.2})
        bot.happens("status", 11, 0)
        bot.expect_states("waiting_room")
        bot.called("Leave")
        bot.happens("status", 7, 0)
        bot.expect("failed", code="timeout")
        bot.expect_end(15)

    def test_none_while_waiting_for_the_host(self):
        bot = FakedBot(self, "host.HEARTBEAT_S = 0.1")
        bot.connects(limits={"connect_s": 1})
        bot.happens("status", 2, 0)
        bot.expect_states("waiting_for_host")
        bot.only_beats(15)
        bot.happens("status", 3, 0)
        bot.expect_states("in_meeting")


class Leaving(unittest.TestCase):
    """At any moment, whether told or because the host is gone."""

    def each_way(self, reach, inside=False, joined=True):
        for name, go in (("leave", lambda bot: bot.tell(LEAVE)), ("end of input", FakedBot.hang_up)):
            with self.subTest(name):
                bot = FakedBot(self, "host.HEARTBEAT_S = 0.05")
                reach(bot)
                go(bot)
                bot.expect_states("leaving")
                if joined:
                    bot.called("Leave")
                    bot.happens("status", 7, 0)
                if inside:
                    bot.expect("ended", reason="left")
                bot.expect_end(0)

    def test_before_the_order(self):
        bot = FakedBot(self)
        bot.hang_up()
        bot.expect_end(0)

    def test_authenticating(self):
        self.each_way(FakedBot.authenticates, joined=False)

    def test_connecting(self):
        self.each_way(FakedBot.connects)

    def test_waiting_for_the_host(self):
        self.each_way(lambda bot: self.reach(bot, 2, "waiting_for_host"))

    def test_waiting_room(self):
        self.each_way(lambda bot: self.reach(bot, 11, "waiting_room"))

    def test_in_the_meeting(self):
        self.each_way(FakedBot.enters, inside=True)

    def test_refused_and_not_yet_out(self):
        def refused(bot):
            bot.connects()
            bot.happens("status", 6, 501)
            bot.only_beats(10)  # by then it has heard of it

        self.each_way(refused)

    def test_while_looking_for_the_network(self):
        bot = FakedBot(self, "attempt._look = lambda _: None")
        bot.authenticates()
        bot.happens("auth", 5)
        bot.tell(LEAVE)
        bot.expect_states("leaving")
        bot.expect_end(0)

    def reach(self, bot, number, state):
        bot.connects()
        bot.happens("status", number, 0)
        bot.expect_states(state)

    def test_without_an_end(self):
        bot = FakedBot(self, "attempt.GOODBYE_S = 0.1")
        bot.enters()
        bot.tell(LEAVE)
        bot.expect_states("leaving")
        bot.expect("ended", reason="left")
        bot.expect_end(0)

    def test_when_there_is_nothing_to_leave(self):
        bot = FakedBot(self, answers={"Leave": [2]})
        bot.connects()
        bot.tell(LEAVE)
        bot.expect_states("leaving")
        bot.expect_end(0)

    def test_when_the_sdk_crashes(self):
        bot = FakedBot(self, answers={"InitSDK": "crash"})
        bot.tell(join(bot.out_dir))
        bot.expect_states("authenticating")
        bot.called("InitSDK")
        bot.expect_end(1)
        self.assertIn(b"SIGABRT", bot.error)

    def test_when_the_sdk_hangs(self):
        bot = FakedBot(self, "bot.GO_ANYWAY_S = 0.1", answers={"InitSDK": "hang"})
        bot.tell(join(bot.out_dir))
        bot.expect_states("authenticating")
        bot.called("InitSDK")
        bot.tell(LEAVE)
        bot.expect_end(0)


class BadInput(unittest.TestCase):
    def test_lines(self):
        for line in (b"hello\n", b"[1]\n", b"\n", b"\xff\n", b'{"v":2,"type":"leave"}\n', b'{"v":1}\n', self.order_of(64 * 1024 + 1)):
            with self.subTest(line[:20]):
                bot = FakedBot(self)
                bot.tell(line)
                bot.expect_end(10)
                self.assertIn(b"not of the protocol", bot.error)

    def order_of(self, length):
        order = b'{"v":1,"type":"dance","to":"%s"}'
        return order % (b"x" * (length - len(order % b""))) + b"\n"

    def test_longest_line(self):
        bot = FakedBot(self)
        bot.tell(self.order_of(64 * 1024))
        bot.expect("failed", code="unsupported")

    def test_orders(self):
        for changes in (
            {"meeting": {"id": MARKER}},
            {"meeting": None},
            {"name": None},
            {"auth": {"zak": 7}},
            {"auth": {"sdk_jwt": MARKER + "\0"}},
            {"limits": {"connect_s": 0}},
        ):
            with self.subTest(list(changes)):
                bot = FakedBot(self)
                bot.tell(join(bot.out_dir, **changes))
                bot.expect_end(10)
                self.assertIn(b"not valid", bot.error)

    def test_order_after_a_bad_one(self):
        bot = FakedBot(self, "bot.Worker.result = lambda _: __import__('threading').Event().wait()")
        bot.tell(join(bot.out_dir, name=None))
        bot.tell(join(bot.out_dir))
        bot.expect("failed", code="unsupported")

    def test_folder(self):
        bot = FakedBot(self)
        bot.tell(join("/nowhere/" + MARKER))
        bot.expect_end(10)
        self.assertIn(b"out_dir is not a folder", bot.error)

    def test_folder_that_takes_nothing(self):
        bot = FakedBot(self, "def full(_): raise OSError('no space')\nbot.privacy.make_home = full")
        bot.tell(join(bot.out_dir))
        bot.expect_end(1)
        self.assertIn(b"no space", bot.error)

    def test_in_the_meeting(self):
        bot = FakedBot(self)
        bot.enters()
        bot.tell(b"}\n")
        bot.expect_states("leaving")
        bot.called("Leave")
        bot.happens("status", 7, 0)
        bot.expect("ended", reason="left")
        bot.expect_end(10)

    def test_unknown_order(self):
        bot = FakedBot(self)
        bot.tell({"v": 1, "type": "dance"})
        bot.expect("failed", code="unsupported")
        bot.enters()

    def test_second_join(self):
        bot = FakedBot(self)
        bot.connects()
        bot.tell(join(bot.out_dir, attempt=2))
        bot.expect("failed", code="unsupported")
        bot.happens("status", 3, 0)
        bot.expect_states("in_meeting")


if __name__ == "__main__":
    unittest.main()
