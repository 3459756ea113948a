"""One attempt: from the order to join until it has come to something."""

import socket
import sys
import threading
import time

from zoom_linux_bot import codes
from zoom_linux_bot.codes import AUTH_SUCCESS, AUTH_UNKNOWN, CLEAN, Ended, Failed
from zoom_linux_bot.events import Authenticated, ChatChanged, Dismissed, Looked, Status
from zoom_linux_bot.zoom import Zoom

# MEETING_STATUS_ENDED follows each refusal. Only then is the SDK out of the
# meeting, and the next attempt, in whichever process, is not in its way.
ENDED_FOLLOWS_S = 5

# How long an orderly goodbye may take; the host gives 5 seconds for everything.
GOODBYE_S = 3

# Where to see whether there is a network, and how long that may take.
ZOOM_ADDRESS = ("zoom.us", 443)
LOOK_S = 3

_PLACES = ("connecting", "waiting_for_host", "waiting_room", "in_meeting")


class _Told(Exception):
    """The bot is to go."""


class _TooLate(Exception):
    """A limit has passed."""


def attend(order, host, events):
    """Carries out an order to join, and returns the last line for the host, or
    None, and the exit code."""
    attempt = _Attempt(order, host, events)
    try:
        attempt.run()
    except _Told:
        host.state("leaving")
        attempt.leave()
        return {"type": "ended", "reason": "left"} if attempt.inside else None, CLEAN
    except Ended as end:
        return {"type": "ended", "reason": end.reason, "native_code": end.native_code}, CLEAN
    except Failed as failed:
        attempt.leave()
        fields = {"code": failed.code, "native_code": failed.native_code, "message": failed.message}
        return {"type": "failed", **fields}, failed.exit_code


class _Attempt:
    def __init__(self, order, host, events):
        self._order, self._host, self._events = order, host, events
        self._zoom = None
        self._joined = False  # the SDK holds a meeting, or tries to
        self._unsaid = order.greeting
        self._place = None
        self.inside = False

    def run(self):
        """Goes in and stays until something ends it, which is raised."""
        if self._order.host.endswith("zoomgov.com"):
            raise Failed("unsupported", "This bot only knows Zoom's commercial cloud, not Zoom for Government.")
        if not self._order.sdk_jwt:
            raise Failed("sdk_auth", "The SDK's JWT is missing; this bot needs one.")
        until = time.monotonic() + self._order.connect_s
        try:
            self._host.state("authenticating")
            self._authenticate(until)
            self._join()
            self._follow(until)
        except _TooLate:
            raise Failed("timeout", self._too_late()) from None

    def _authenticate(self, until):
        try:
            self._events.run_glib()
        except OSError as missing:
            print(f"zoom-linux: GLib can't be loaded ({missing}). Install libglib2.0-0.", file=sys.stderr)
            raise Failed("internal", "GLib, which Zoom's SDK needs, is missing.", exit_code=codes.SDK_MISSING) from missing
        self._zoom = Zoom(self._events.post)
        self._zoom.authenticate(self._order.sdk_jwt)
        result = self._next(Authenticated, until)
        if result.number == AUTH_SUCCESS:
            return
        if result.number == AUTH_UNKNOWN and not self._reaches_zoom():
            raise Failed("network", "Zoom can't be reached over the network.")
        raise Failed(codes.of_auth(result.number), f"Zoom did not admit the SDK: {result.name}.")

    def _reaches_zoom(self):
        """Whether there is a network, which the SDK does not tell apart from a
        refusal."""
        threading.Thread(target=_look, args=[self._events.post], daemon=True).start()
        try:
            return self._next(Looked, time.monotonic() + LOOK_S).reached
        except _TooLate:
            return False

    def _join(self):
        self._place = "connecting"
        self._host.state(self._place)
        self._zoom.join(self._order)
        self._joined = True

    def _follow(self, until):
        """Follows the SDK through the meeting."""
        while True:
            event = self._next((Status, ChatChanged), until)
            if isinstance(event, ChatChanged):
                self._greet()
            elif event.state == "failed":
                self._await_end(ENDED_FOLLOWS_S)
                raise self._refused(event.number)
            elif event.state == "ended":
                self._joined = False
                raise self._over(event.number)
            elif event.state in _PLACES:
                until = self._arrive(event.state, until)

    def _arrive(self, place, until):
        """Takes note of a place and returns until when the bot may be there."""
        if self.inside and place == "connecting":
            return until  # on the way to a breakout room and back
        if place == self._place:
            return until
        self._place = place
        first_time_inside = place == "in_meeting" and not self.inside
        if first_time_inside:
            self.inside = True
            self._zoom.settle_in()
        self._host.state(place)
        if first_time_inside:
            self._greet()
        limits = {"connecting": self._order.connect_s, "waiting_room": self._order.waiting_room_s}
        return time.monotonic() + limits[place] if place in limits else None

    def _greet(self):
        """Says the greeting, once. The chat may not be open at first."""
        if not self._unsaid or not self.inside:
            return
        if self._zoom.write(self._unsaid):
            self._unsaid = ""
        else:
            self._host.say("log", level="warn", text="The chat did not take the greeting.")

    def _refused(self, number):
        if self.inside:
            return Ended("lost", number)
        code = codes.of_join(number, bool(self._order.on_behalf_token))
        return Failed(code, f"Zoom refused the join with error {number}.", number)

    def _over(self, number):
        reason = codes.of_end(number)
        if reason or self.inside:
            return Ended(reason or "lost", number)
        return Failed("internal", "Zoom ended the attempt without a reason.")

    def _too_late(self):
        if self._place == "waiting_room":
            return "Nobody let the bot in from the waiting room in time."
        return "Zoom did not answer in time. A wrong passcode can look like that."

    def leave(self):
        """Leaves, wherever the bot is, and waits a moment for the end."""
        if self._joined and self._zoom.leave():
            try:
                self._await_end(GOODBYE_S)
            except _Told:
                pass  # it is going

    def _await_end(self, seconds):
        """Waits for the SDK to be out, but not for ever."""
        until = time.monotonic() + seconds
        try:
            while self._next(Status, until).state != "ended":
                pass
            self._joined = False
        except _TooLate:
            pass  # the process ends anyway, and the SDK with it

    def _next(self, kind, until):
        """The next event of a kind. An order to go is raised."""
        while True:
            event = self._events.next(until)
            if event is None:
                raise _TooLate
            if isinstance(event, Dismissed):
                raise _Told
            if isinstance(event, kind):
                return event


def _look(post):
    try:
        socket.create_connection(ZOOM_ADDRESS, timeout=LOOK_S).close()
        post(Looked(True))
    except OSError:
        post(Looked(False))
