"""Runs the bot as the host does, for the tests."""

import base64
import contextlib
import json
import os
import queue
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse

HERE = os.path.dirname(os.path.abspath(__file__))
MARKER = "ZZTESTTOKEN"
PATIENCE_S = 60  # for what must come; a test that waits this long has failed


def join(out_dir, **changes):
    """An order to join; changes replace parts, or fields of parts."""
    order = {
        "v": 1,
        "type": "join",
        "run": "r-7f3a",
        "attempt": 1,
        "meeting": {"id": "81234567890", "host": "us02web.zoom.us", "pwd": MARKER + "-pwd.1", "passcode": None, "tk": None, "url": None},
        "name": "Notes for Ada",
        "auth": {
            "on_behalf_token": MARKER + "-obf",
            "zak": None,
            "local_recording_token": None,
            "sdk_jwt": MARKER + "-jwt",
            "public_app_key": None,
        },
        "limits": {"connect_s": PATIENCE_S, "waiting_room_s": PATIENCE_S},
        "out_dir": out_dir,
        "options": {},
    }
    for name, change in changes.items():
        order[name] = {**order[name], **change} if isinstance(change, dict) else change
    return order


def spellings(token=MARKER):
    """How a token may be spelt where it should not be."""
    yield token.encode()
    yield "".join(f"%{ord(c):02X}" for c in token).encode()
    yield urllib.parse.quote(token, safe="").encode()
    yield token.encode("utf-16-le")
    yield token.encode("utf-16-be")
    for shift in range(3):  # where in a group of three bytes it begins
        encoded = base64.b64encode(b"\0" * shift + token.encode())
        whole = encoded[4 if shift else 0 : len(encoded) - 4]  # what does not hang on the neighbours
        yield whole
        yield whole.replace(b"+", b"-").replace(b"/", b"_")


def holds_token(content):
    return any(spelling in content for spelling in spellings())


class Bot:
    """A bot's process with everything it says."""

    def __init__(self, test, command, environment=None):
        self.test = test
        self.out_dir = tempfile.mkdtemp(prefix="zoom-linux-test-")
        test.addCleanup(shutil.rmtree, self.out_dir, ignore_errors=True)
        self._processes = set()
        self.said = []
        self.error = b""
        self._lines = queue.SimpleQueue()
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=self.out_dir,
            start_new_session=True,  # a group of its own, as the host starts it
            env={"PATH": os.environ["PATH"], "HOME": self.out_dir + "/home", "LANG": "C.UTF-8", **(environment or {})},
        )
        test.addCleanup(self._bury)
        self._readers = [threading.Thread(target=self._read_lines), threading.Thread(target=self._read_error)]
        for reader in self._readers:
            reader.start()

    def _read_lines(self):
        for line in self.process.stdout:
            self._lines.put(line)
        self._lines.put(b"")

    def _read_error(self):
        self.error = self.process.stderr.read()

    def _bury(self):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        for reader in self._readers:
            reader.join()
        for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
            try:
                pipe.close()
            except BrokenPipeError:
                pass  # what the test wrote last was not read

    def tell(self, order):
        line = order if isinstance(order, bytes) else json.dumps(order).encode() + b"\n"
        self.process.stdin.write(line)
        self.process.stdin.flush()

    def hang_up(self):
        self.process.stdin.close()

    def hear(self, heartbeats=False):
        """The next line, or None at the end. Heartbeats only if asked for."""
        until = time.monotonic() + PATIENCE_S
        while True:
            line = self._lines.get(timeout=max(0, until - time.monotonic()))
            if not line:
                return None
            self.said.append(line)
            message = json.loads(line)
            self.test.assertEqual(message.pop("v"), 1)
            if message["type"] != "heartbeat" or heartbeats:
                return message

    def only_beats(self, times):
        """Nothing but so many heartbeats comes next."""
        for _ in range(times):
            self.test.assertEqual(self.hear(heartbeats=True), {"type": "heartbeat"})

    def processes(self):
        """The numbers of the bot's processes."""
        with open(f"/proc/{self.process.pid}/task/{self.process.pid}/children") as file:
            self._processes |= {self.process.pid, *map(int, file.read().split())}
        return self._processes

    def expect(self, kind, **fields):
        """The next line, which must be this; message is only looked at."""
        message = self.hear()
        self.test.assertIsNotNone(message, f"no {kind}, but the end: {self.error}")
        message.pop("message", None)
        self.test.assertEqual(message, {"type": kind, **fields})

    def expect_states(self, *states):
        for state in states:
            self.expect("state", state=state)

    def expect_end(self, exit_code):
        """The end: nothing more is said, nothing is left, no token came out."""
        self.test.assertIsNone(self.hear())
        self.test.assertEqual(self.process.wait(PATIENCE_S), exit_code)
        self._readers[1].join()
        self.test.assertEqual(os.listdir(self.out_dir), [])
        for pid in self._processes:
            self.test.assertFalse(os.path.exists(f"/tmp/zeb_def_ipc_{pid}"))
        self.test.assertFalse(holds_token(b"".join(self.said)), "a token on standard output")
        self.test.assertFalse(holds_token(self.error), "a token on standard error")


class FakedBot(Bot):
    """The bot with the double of the SDK, which the test plays."""

    def __init__(self, test, patch="", answers=None, sdk=True):
        folder = tempfile.mkdtemp(prefix="zoom-linux-sdk-")
        test.addCleanup(shutil.rmtree, folder)
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(folder + "/sdk")
        self._listener.listen()
        self._listener.settimeout(PATIENCE_S)
        test.addCleanup(self._listener.close)
        self._sdk = None
        program = f"from zoom_linux_bot import __main__ as bot, attempt, events, host\n{patch}\nbot.main()"
        paths = [HERE] + ([HERE + "/fake"] if sdk else [])
        super().__init__(
            test,
            [sys.executable, "-S", "-c", program],  # -S: not the real one, if it is installed
            {
                "PYTHONPATH": ":".join(paths),
                "PYTHONDONTWRITEBYTECODE": "1",
                "FAKE_ZOOM": folder + "/sdk",
                "FAKE_ZOOM_ANSWERS": json.dumps(answers or {}),
            },
        )
        hello = self.hear()
        test.assertEqual(hello["type"], "hello")
        self.features = hello["features"]

    def loaded(self):
        """Whether the SDK has been loaded."""
        self._listener.settimeout(0)
        try:
            self._listener.accept()[0].close()
            return True
        except BlockingIOError:
            return False

    def called(self, call):
        """The arguments of the SDK's next call, which must be this one."""
        if self._sdk is None:
            connection = self._listener.accept()[0]
            connection.settimeout(PATIENCE_S)
            self.test.addCleanup(connection.close)
            self._sdk = connection.makefile("rw")
            self.test.addCleanup(self._sdk.close)
        line = self._sdk.readline()
        self.test.assertTrue(line, f"no {call}, but the end")
        report = json.loads(line)
        self.test.assertEqual(report["call"], call)
        return report["args"]

    def no_more_calls(self):
        """Nothing more was asked of the SDK until its process ended."""
        self.test.assertEqual(self._sdk.readline(), "")

    def happens(self, *event):
        """Lets the SDK call back."""
        self._sdk.write(json.dumps(event) + "\n")
        self._sdk.flush()

    def authenticates(self, **changes):
        """Goes on until the SDK has been asked to authenticate."""
        self.tell(join(self.out_dir, **changes))
        self.expect_states("authenticating")
        environment = self.called("InitSDK")
        self.called("SDKAuth")
        return environment

    def connects(self, **changes):
        """Goes on until the SDK has been asked to join; returns with what."""
        self.authenticates(**changes)
        self.happens("auth", 0)
        self.expect_states("connecting")
        return self.called("Join")

    def enters(self, **changes):
        self.connects(**changes)
        self.happens("status", 3, 0)
        self.expect_states("in_meeting")
