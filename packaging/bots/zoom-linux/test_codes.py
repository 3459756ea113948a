"""What Zoom's numbers mean."""

import json
import os
import unittest

from zoom_linux_bot import codes

SCHEMA = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../../docs/bot-protocol/schema.json")


class Codes(unittest.TestCase):
    def test_refused_joins(self):
        for number, code in {
            4: "bad_passcode",
            6: "meeting_over",
            7: "not_started",
            8: "no_such_meeting",
            9: "meeting_full",
            12: "meeting_locked",
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
        }.items():
            for on_behalf in (True, False):
                self.assertEqual(codes.of_join(number, on_behalf), code, number)

    def test_trouble_on_the_way(self):
        for number in (1, 2, 3, 5, 11, 15):
            self.assertEqual(codes.of_join(number, True), "network", number)

    def test_unknown_may_be_an_absent_user(self):
        self.assertEqual(codes.of_join(65535, True), "authorized_user_not_in_meeting")
        self.assertIsNone(codes.of_join(65535, False))

    def test_other_numbers_are_left_to_the_host(self):
        for number in (0, 10, 13, 14, 17, 88, 89, 502, 1143, 4711, -1):
            self.assertIsNone(codes.of_join(number, True), number)

    def test_ends(self):
        for number, reason in {
            0: None,
            1: "removed",
            2: "host_ended",
            3: "host_ended",
            4: "host_ended",
            5: "host_ended",
            6: "host_ended",
            7: None,
            8: "authorized_user_left",
            99: None,
        }.items():
            self.assertEqual(codes.of_end(number), reason, number)

    def test_authentication(self):
        for number in range(1, 14):
            code = "network" if number in (6, 8, 9) else "sdk_auth"
            self.assertEqual(codes.of_auth(number), code, number)

    def test_the_sdks_own_answers(self):
        for number in (3, 8, 12, 15):
            self.assertEqual(codes.of_auth_call(number), "sdk_auth", number)
        for number in (1, 2, 7, 14, 99):
            self.assertEqual(codes.of_auth_call(number), "internal", number)
            self.assertEqual(codes.of_join_call(number), "internal", number)
        self.assertEqual(codes.of_join_call(8), "sdk_auth")

    def test_exit_codes(self):
        for code, exit_code in {"sdk_auth": 11, "internal": 11, "timeout": 15, "network": 15, "bad_passcode": 12, None: 12}.items():
            self.assertEqual(codes.Failed(code, "").exit_code, exit_code, code)

    def test_only_words_of_the_protocol(self):
        with open(SCHEMA) as file:
            schema = json.load(file)["$defs"]
        numbers = range(-1, 70000)
        known = {codes.of_join(n, True) for n in numbers} | {codes.of_auth(n) for n in range(20)}
        known |= {codes.of_auth_call(n) for n in range(40)} | {codes.of_join_call(n) for n in range(40)}
        self.assertLessEqual(known - {None}, set(schema["failed"]["properties"]["code"]["enum"]))
        reasons = {codes.of_end(n) for n in range(20)} - {None}
        self.assertLessEqual(reasons, set(schema["ended"]["properties"]["reason"]["enum"]))


if __name__ == "__main__":
    unittest.main()
