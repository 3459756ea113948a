"""Keeps what the process knows, and what the SDK writes, from others."""

import contextlib
import ctypes
import os
import resource
import shutil
import sys
import tempfile

_PR_SET_DUMPABLE = 4


def forbid_dumps():
    """No core dumps, and no look into our memory and environment for other
    programs of the same user. Holds for the processes we fork, too."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl")


def make_home(out_dir):
    """A folder in out_dir, for the SDK to take for the person's home: it keeps
    logs and databases there, whatever it is told."""
    return tempfile.mkdtemp(prefix="zoom-sdk-", dir=out_dir)


def move_to(home):
    """Lets this process live there. It gets no screen and no sound: the bot
    uses neither. The SDK asks gsettings for proxies, which would write where we
    are clearing up."""
    for name in ("HOME", "TMPDIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR"):
        os.environ[name] = home
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "XAUTHORITY", "PULSE_SERVER"):
        os.environ.pop(name, None)
    os.environ["GSETTINGS_BACKEND"] = "memory"


def tidy(home, pid):
    """Removes what the SDK has written in a process that has ended. Programs
    that it has started may be writing still, so once may not be enough."""
    for _ in range(10):
        shutil.rmtree(home, ignore_errors=True)
        if not os.path.exists(home):
            break
    else:
        print(f"zoom-linux: {home} can't be removed.", file=sys.stderr)
    with contextlib.suppress(FileNotFoundError, PermissionError):
        os.unlink(f"/tmp/zeb_def_ipc_{pid}")  # the SDK's socket, the one thing it puts elsewhere
