"""The process that holds the SDK.

While the SDK is being loaded and started, which may take long on a busy
machine, no other Python code of its process runs. So heartbeats and the order
to leave are looked after in another process, and this one can be ended at any
time.
"""

import json
import os
import signal
import sys
import threading
import traceback

from zoom_linux_bot import privacy
from zoom_linux_bot.attempt import attend
from zoom_linux_bot.codes import CLEAN, CRASHED
from zoom_linux_bot.events import Dismissed, Events
from zoom_linux_bot.host import Host
from zoom_linux_bot.orders import Join


class Worker:
    """The process, seen from outside. Must be made before any thread."""

    def __init__(self, lines, not_for_it):
        task, self._task = os.pipe()
        self._result, result = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            for fd in (self._task, self._result, not_for_it):
                os.close(fd)
            _work(task, result, lines)
        os.close(task)
        os.close(result)
        self._lock = threading.Lock()
        self._ended = False

    def give(self, order, home):
        """Hands over an order to join."""
        line = json.dumps({"order": order, "home": home}).encode() + b"\n"
        try:
            while line:
                line = line[os.write(self._task, line) :]
        except BrokenPipeError:
            pass  # it has ended, which the result tells

    def dismiss(self):
        """Tells it to leave; nothing can be given any more."""
        os.close(self._task)

    def kill(self):
        with self._lock:
            if not self._ended:
                os.kill(self.pid, signal.SIGKILL)

    def result(self):
        """Waits for its end: the last line for the host, if any, and the exit
        code."""
        with os.fdopen(self._result, "rb") as stream:
            last = stream.read()
        os.waitid(os.P_PID, self.pid, os.WEXITED | os.WNOWAIT)
        with self._lock:  # from here on the number may belong to somebody else
            self._ended = True
            _, status = os.waitpid(self.pid, 0)
        exit_code = os.waitstatus_to_exitcode(status)
        if exit_code < 0:
            print(f"zoom-linux: the process with Zoom's SDK ended by {signal.Signals(-exit_code).name}.", file=sys.stderr)
            return None, CRASHED
        return json.loads(last) if last else None, exit_code


def _work(task, result, lines):
    """The life of the process. It ends without Zoom's and Python's clearing up,
    which takes seconds, complains at length and has nothing left to save."""
    exit_code = CRASHED
    try:
        exit_code = _carry_out(task, result, lines)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(exit_code)


def _carry_out(task, result, lines):
    with os.fdopen(task, "rb") as stream:
        line = stream.readline()
        if not line:
            return CLEAN
        given = json.loads(line)
        events = Events()
        threading.Thread(target=_await_dismissal, args=[stream, events.post], daemon=True).start()
        privacy.move_to(given["home"])
        last, exit_code = attend(Join.read(given["order"]), Host(lines), events)
        if last:
            os.write(result, json.dumps(last).encode())
        os._exit(exit_code)  # the stream is being read; it can't be closed


def _await_dismissal(stream, post):
    stream.read()
    post(Dismissed())
