"""Starts the bot: python -m zoom_linux_bot, with the host on standard input
and output."""

import os
import signal
import sys
import threading
import traceback

from zoom_linux_bot import VERSION, privacy, zoom
from zoom_linux_bot.attempt import attend
from zoom_linux_bot.codes import BAD_INPUT, CRASHED
from zoom_linux_bot.events import Events, Gone
from zoom_linux_bot.host import Host, read_orders, take_standard_streams
from zoom_linux_bot.orders import BadOrder, Join

# What this bot takes and does. Not rejoin: each attempt gets a process of its
# own, because the SDK is a singleton and nothing but a meeting could show that
# it forgets a refusal. Not public_app_key: these bindings have no field for it.
FEATURES = ["on_behalf", "zak", "local_recording", "sdk_jwt", "heartbeat"]

# The host ends us 5 seconds after it told us to go. If Zoom's code does not
# give the main thread back by then, the bot goes all the same.
GO_ANYWAY_S = 4


def main():
    # Python's own handlers would wait for Zoom's code to return.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    privacy.forbid_dumps()
    orders, lines = take_standard_streams()
    host = Host(lines)
    host.say("hello", bot="zoom-linux", bot_version=VERSION, sdk_version=zoom.version(), features=FEATURES)
    events = Events()
    in_background(host.beat)
    in_background(read_orders, orders, lambda event: hear(event, events))
    try:
        code = obey(host, events)
    except Exception:
        traceback.print_exc()
        code = CRASHED
    finish(code)


def in_background(work, *args):
    threading.Thread(target=work, args=args, daemon=True).start()


def hear(event, events):
    events.post(event)
    if isinstance(event, Gone):
        last_resort = threading.Timer(GO_ANYWAY_S, go_anyway, [event.exit_code])
        last_resort.daemon = True
        last_resort.start()


def obey(host, events):
    """Waits for the order to join and carries it out; returns the exit code."""
    while True:
        event = events.next()
        if isinstance(event, Gone):
            return event.exit_code
        if event.order["type"] != "join":
            host.refuse_order()
            continue
        try:
            order = Join.read(event.order)
        except BadOrder as bad:
            print(f"zoom-linux: the order to join is not valid: {bad}.", file=sys.stderr)
            return BAD_INPUT
        return attend(order, host, events)


def go_anyway(code):
    privacy.tidy()
    finish(code)


def finish(code):
    """Ends the process without Zoom's and Python's clearing up, which takes
    seconds, complains at length and has nothing left to save."""
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    main()
