"""Starts the bot: python -m zoom_linux_bot, with the host on standard input
and output."""

import os
import signal
import sys
import threading
import traceback

from zoom_linux_bot import VERSION, privacy, zoom
from zoom_linux_bot.codes import BAD_INPUT, CRASHED
from zoom_linux_bot.host import Gone, Host, read_orders, take_standard_streams
from zoom_linux_bot.orders import BadOrder, Join
from zoom_linux_bot.worker import Worker

# What this bot takes and does. Not rejoin: each attempt gets a process of its
# own, because the SDK is a singleton and nothing but a meeting could show that
# it forgets a refusal. Not public_app_key: these bindings have no field for it.
FEATURES = ["on_behalf", "zak", "local_recording", "sdk_jwt", "heartbeat"]

# The host ends us 5 seconds after it told us to go. Before that we end the
# process with the SDK, if it has not left by itself.
GO_ANYWAY_S = 4


def main():
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Python's way would print where it was
    privacy.forbid_dumps()
    orders, lines = take_standard_streams()
    bot = Bot(Host(lines), Worker(lines, orders))
    bot.introduce()
    in_background(bot.host.beat)
    in_background(bot.listen, orders)
    exit_code = bot.run()
    sys.stderr.flush()
    os._exit(exit_code)  # the order to leave may never come, and is still waited for


def in_background(work, *args):
    threading.Thread(target=work, args=args, daemon=True).start()


class Bot:
    """Stands between the host and the process that holds the SDK."""

    def __init__(self, host, worker):
        self.host, self._worker = host, worker
        self._home = None
        self._exit_code = None  # set when it is to go

    def introduce(self):
        self.host.say("hello", bot="zoom-linux", bot_version=VERSION, sdk_version=zoom.version(), features=FEATURES)

    def listen(self, orders):
        try:
            read_orders(orders, self._hear)
        except Exception:
            traceback.print_exc()
            self._go(CRASHED)

    def _hear(self, event):
        if isinstance(event, Gone):
            self._go(event.exit_code)
        elif event["type"] == "join" and self._home is None and self._exit_code is None:
            self._join(event)
        else:
            self.host.refuse_order()

    def _join(self, order):
        try:
            out_dir = Join.read(order).out_dir
        except BadOrder as bad:
            print(f"zoom-linux: the order to join is not valid: {bad}.", file=sys.stderr)
            self._go(BAD_INPUT)
            return
        self._home = privacy.make_home(out_dir)
        self._worker.give(order, self._home)

    def _go(self, exit_code):
        if self._exit_code is None:
            self._exit_code = exit_code
            self._worker.dismiss()
            last_resort = threading.Timer(GO_ANYWAY_S, self._worker.kill)
            last_resort.daemon = True
            last_resort.start()

    def run(self):
        """Waits for what comes of it, and returns the exit code. The last line
        is said when nothing is left to clear up: the host may go on at once."""
        last, exit_code = self._worker.result()
        if self._home:
            privacy.tidy(self._home, self._worker.pid)
        if last:
            self.host.say(**last)
        return exit_code if self._exit_code is None else self._exit_code


if __name__ == "__main__":
    main()
