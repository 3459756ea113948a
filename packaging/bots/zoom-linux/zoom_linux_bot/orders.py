"""The order to join, read and checked."""

import os
from dataclasses import dataclass


class BadOrder(Exception):
    """Says what is wrong without repeating the order, which holds tokens."""


@dataclass(frozen=True, repr=False)  # holds tokens
class Join:
    meeting: int
    host: str
    passcode: str
    registrant: str
    name: str
    on_behalf_token: str
    zak: str
    local_recording_token: str
    sdk_jwt: str
    connect_s: float
    waiting_room_s: float
    out_dir: str
    greeting: str

    @classmethod
    def read(cls, order):
        meeting, auth = _part(order, "meeting"), _part(order, "auth")
        limits, options = _part(order, "limits"), _part(order, "options")
        number = _text(meeting, "id")
        if not (number.isascii() and number.isdigit()):
            raise BadOrder("meeting.id is not a number")
        if not _text(order, "name"):
            raise BadOrder("name is missing")
        if not os.access(_text(order, "out_dir"), os.W_OK | os.X_OK):
            raise BadOrder("out_dir is not a folder to write in")
        return cls(
            meeting=int(number),
            host=_text(meeting, "host"),
            passcode=_text(meeting, "passcode") or _text(meeting, "pwd"),
            registrant=_text(meeting, "tk"),
            name=_text(order, "name"),
            on_behalf_token=_text(auth, "on_behalf_token"),
            zak=_text(auth, "zak"),
            local_recording_token=_text(auth, "local_recording_token"),
            sdk_jwt=_text(auth, "sdk_jwt"),
            connect_s=_seconds(limits, "connect_s"),
            waiting_room_s=_seconds(limits, "waiting_room_s"),
            out_dir=_text(order, "out_dir"),
            greeting=_text(options, "greeting").strip(),
        )


def _part(order, name):
    part = order.get(name)
    if not isinstance(part, dict):
        raise BadOrder(f"{name} is missing")
    return part


def _text(part, name):
    """A text, empty if it is null or absent."""
    value = part.get(name)
    if value is None:
        return ""
    if not isinstance(value, str) or "\0" in value:
        raise BadOrder(f"{name} is not a text")
    return value


def _seconds(limits, name):
    value = limits.get(name)
    if isinstance(value, bool) or not isinstance(value, (int, float)) or value <= 0:
        raise BadOrder(f"limits.{name} is not a number of seconds")
    return value
