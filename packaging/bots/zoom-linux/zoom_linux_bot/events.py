"""What an attempt waits for, and the one place where it waits."""

import ctypes
import queue
import time
from dataclasses import dataclass


@dataclass(frozen=True)
class Dismissed:
    """The bot is to leave."""


@dataclass(frozen=True)
class Authenticated:
    """The SDK's answer to the JWT; number is its AuthResult."""

    number: int
    name: str


@dataclass(frozen=True)
class Status:
    """Where the SDK is; number is its MeetingFailCode or MeetingEndReason."""

    state: str
    number: int


@dataclass(frozen=True)
class ChatChanged:
    """Who may write in the chat has changed."""


@dataclass(frozen=True)
class Looked:
    """Whether Zoom can be reached over the network."""

    reached: bool


class Events:
    """Events from all threads, in the order in which they came.

    The SDK wants GLib's main loop on the main thread. Waiting here runs it; the
    SDK's callbacks only post, so that nothing is asked of the SDK from inside
    of it.
    """

    def __init__(self):
        self._queue = queue.SimpleQueue()
        self._glib = None

    def run_glib(self):
        """From now on GLib's main loop runs while waiting. Raises OSError if
        there is no GLib."""
        self._glib = _GLib()

    def post(self, event):
        self._queue.put(event)
        if self._glib:
            self._glib.wake()

    def next(self, until=None):
        """The next event, or None when until, a time.monotonic(), has passed."""
        with self._glib.alarm(until):
            while True:
                try:
                    return self._queue.get_nowait()
                except queue.Empty:
                    pass
                if until is not None and time.monotonic() >= until:
                    return None
                self._glib.turn()


class _GLib:
    """The few functions of the GLib that the SDK is linked to as well."""

    def __init__(self):
        self._lib = ctypes.CDLL("libglib-2.0.so.0")
        self._keep = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p)(lambda _: 1)

    def wake(self):
        self._lib.g_main_context_wakeup(None)

    def turn(self):
        """Waits until something has happened, and lets it happen."""
        self._lib.g_main_context_iteration(None, 1)

    def alarm(self, until):
        return _Alarm(self._lib, self._keep, until)


class _Alarm:
    """Ends a wait at a certain time."""

    def __init__(self, lib, callback, until):
        self._lib, self._callback, self._until, self._source = lib, callback, until, 0

    def __enter__(self):
        if self._until is not None:
            left = max(0, int((self._until - time.monotonic()) * 1000) + 1)
            self._source = self._lib.g_timeout_add(left, self._callback, None)

    def __exit__(self, *_):
        if self._source:
            self._lib.g_source_remove(self._source)
