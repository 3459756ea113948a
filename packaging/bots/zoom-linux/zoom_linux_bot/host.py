"""The lines to and from Behalf."""

import json
import os
import sys
import threading
from dataclasses import dataclass

from zoom_linux_bot.codes import BAD_INPUT, CLEAN

MAX_LINE = 64 * 1024
HEARTBEAT_S = 2


def take_standard_streams():
    """Keeps the host's lines to the bot alone and returns (orders, lines).

    The SDK starts programs that would read from our standard input, and the
    bindings print every parameter of a join, passcode and ZAK among them, on
    standard output. Both get /dev/null instead, not standard error: what is
    printed there, people see.
    """
    orders, lines = os.dup(0), os.dup(1)  # not inherited by programs we start
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    os.close(nothing)
    return orders, lines


@dataclass(frozen=True)
class Gone:
    """The bot was told to leave, or nobody is there to tell it anything."""

    exit_code: int


class Host:
    """Says lines to the host, from any thread. A line goes out in one piece, so
    several processes may."""

    def __init__(self, lines):
        self._lines = lines
        self._lock = threading.Lock()

    def say(self, type, **fields):
        line = {"v": 1, "type": type}
        line.update((name, value) for name, value in fields.items() if value is not None)
        with self._lock:
            try:
                os.write(self._lines, json.dumps(line).encode() + b"\n")
            except BrokenPipeError:
                pass  # the host is gone, which the end of input tells as well

    def state(self, state):
        self.say("state", state=state)

    def refuse_order(self):
        self.say("failed", code="unsupported", message="This bot takes one order to join, and the order to leave.")

    def beat(self):
        never = threading.Event()
        while not never.wait(HEARTBEAT_S):
            self.say("heartbeat")


def read_orders(orders, post):
    """Posts the host's orders; Gone is the last one."""
    with os.fdopen(orders, "rb") as stream:
        while True:
            line = stream.readline(MAX_LINE + len(b"\r\n"))
            if not line:
                return post(Gone(CLEAN))
            order = parse(line)
            if order is None:
                print("zoom-linux: a line on standard input is not of the protocol.", file=sys.stderr)
                return post(Gone(BAD_INPUT))
            if order["type"] == "leave":
                return post(Gone(CLEAN))
            post(order)


def parse(line):
    """An order, or None if the line is not one."""
    if len(line.rstrip(b"\r\n")) > MAX_LINE:
        return None
    try:
        order = json.loads(line)
    except ValueError:  # not JSON, or not UTF-8
        return None
    if not isinstance(order, dict) or order.get("v") != 1 or not isinstance(order.get("type"), str):
        return None
    return order
