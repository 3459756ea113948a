"""Keeps what the process knows, and what the SDK writes, from others."""

import contextlib
import ctypes
import os
import resource
import shutil
import sys
import tempfile

_PR_SET_DUMPABLE = 4
_folder = None


def forbid_dumps():
    """No core dumps, and no look into our memory and environment for other
    programs of the same user."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl")


@contextlib.contextmanager
def home(out_dir):
    """A folder in out_dir that the SDK takes for the person's home, and that
    goes in the end. The SDK keeps logs and databases there, whatever it is
    told. It gets no screen and no sound either: the bot uses neither."""
    global _folder
    _folder = tempfile.mkdtemp(prefix="zoom-sdk-", dir=out_dir)
    for name in ("HOME", "TMPDIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR"):
        os.environ[name] = _folder
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "XAUTHORITY", "PULSE_SERVER"):
        os.environ.pop(name, None)
    try:
        yield _folder
    finally:
        tidy()


def tidy():
    """Removes what the SDK has written. It may be writing still, so once may
    not be enough."""
    if _folder is None:
        return
    for _ in range(10):
        shutil.rmtree(_folder, ignore_errors=True)
        if not os.path.exists(_folder):
            break
    else:
        print(f"zoom-linux: {_folder} can't be removed.", file=sys.stderr)
    with contextlib.suppress(FileNotFoundError, PermissionError):
        os.unlink(f"/tmp/zeb_def_ipc_{os.getpid()}")  # the SDK's socket; its place is fixed
