"""A bot that speaks Behalf's bot protocol, in one file: the place to start from.

It joins the stand-in for Zoom and stays until it is told to leave. What is
missing is Zoom itself: see attend.

    behalf assistants add Minutes -- python3 /path/to/bot.py
    behalf assistants test Minutes
"""

import ipaddress
import json
import os
import queue
import sys
import threading
import time
import urllib.parse
import urllib.request

speech = threading.Lock()


def say(type, **fields):
    """Write one line. Standard output is for the protocol alone; words for
    people go to standard error, and tokens nowhere."""
    with speech:
        print(json.dumps({"v": 1, "type": type, **fields}), flush=True)


def read(inbox):
    """Put Behalf's lines into the inbox; None means that Behalf is gone."""
    for line in sys.stdin.buffer:  # UTF-8, whatever the locale says
        try:
            order = json.loads(line)
        except ValueError:
            os._exit(10)  # bad input
        inbox.put(("order", order))
    inbox.put(("order", None))


def beat():
    while True:
        time.sleep(2)
        say("heartbeat")


def obey(inbox):
    """Carry orders out until there is nothing left to do."""
    while True:
        _, order = inbox.get()
        if order is None or order.get("type") == "leave":
            return
        if order.get("type") != "join":
            say("failed", code="unsupported")
        elif attend(order, inbox):
            return


def attend(order, inbox):
    """One attempt to join, and the meeting if it gets in. True: the program is
    done. Else Behalf may send another order to join, with a fresh token,
    because hello announced rejoin."""
    say("state", state="connecting")
    base = order["options"].get("stand_in", "")
    if not on_this_machine(base):
        # Here goes Zoom's Meeting SDK: order["auth"]["on_behalf_token"] is its
        # onBehalfToken. Report every status as a state, and a refusal by its
        # number, as below.
        say("failed", code="unsupported", message="This example joins only the stand-in.")
        return False
    try:
        entry = call(base + "/sandbox/join", {
            "meeting_id": order["meeting"]["id"],
            "on_behalf_token": order["auth"]["on_behalf_token"],
            "name": order["name"],
        })
    except (OSError, ValueError):
        say("failed", code="network")
        return False
    if entry["native_code"] != 0:
        say("failed", native_code=entry["native_code"])
        return False
    say("state", state="in_meeting")

    session = base + "/sandbox/sessions/" + urllib.parse.quote(entry["session"])
    threading.Thread(target=watch, args=(session, inbox), daemon=True).start()
    while True:
        what, news = inbox.get()
        if what == "ended":
            say("ended", reason=news)
            return True
        if news is None or news.get("type") == "leave":
            say("state", state="leaving")
            try:
                call(session + "/leave", {})
            except (OSError, ValueError):
                pass  # it is left either way
            say("ended", reason="left")
            return True
        say("failed", code="unsupported")


def watch(session, inbox):
    """Wait for the end of the meeting. The stand-in answers as soon as the
    state is another one than in_meeting, or after a while all the same."""
    try:
        while True:
            now = call(session + "?after=in_meeting")
            if now["state"] == "ended":
                inbox.put(("ended", now["reason"]))
                return
    except (OSError, ValueError):
        inbox.put(("ended", "lost"))


def on_this_machine(base):
    """A token must not be sent to a made-up Zoom anywhere else."""
    address = urllib.parse.urlsplit(base)
    try:
        return address.scheme == "http" and ipaddress.ip_address(address.hostname or "").is_loopback
    except ValueError:
        return False


# Without a proxy: it is this machine.
opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def call(url, body=None):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json"})
    with opener.open(request, timeout=40) as answer:
        return json.load(answer)


def main():
    say("hello", bot="example-python", bot_version="1", features=["on_behalf", "rejoin", "heartbeat"])
    inbox = queue.Queue()
    threading.Thread(target=read, args=(inbox,), daemon=True).start()
    threading.Thread(target=beat, daemon=True).start()
    obey(inbox)
    with speech:  # so that no heartbeat is cut off
        os._exit(0)  # at once: a thread still waits for input, which Python would wait for


if __name__ == "__main__":
    main()
