"""A double of the package zoom-meeting-sdk for the tests: it reports every call
to the test over a socket, and calls back when the test says so.

It has the real one's manners: it prints the parameters of a join on standard
output, and starts a program that reads standard input.
"""

import ctypes
import enum
import json
import os
import resource
import socket
import subprocess
import threading

_ANSWERS = json.loads(os.environ["FAKE_ZOOM_ANSWERS"])
_PR_GET_DUMPABLE = 3

_line = socket.socket(socket.AF_UNIX)
_line.connect(os.environ["FAKE_ZOOM"])
_lock = threading.Lock()
_callbacks = {}


def _report(call, **args):
    with _lock:
        _line.sendall(json.dumps({"call": call, "args": args}).encode() + b"\n")


class _Number:
    """Any member of one of the SDK's enumerations."""

    def __init__(self, value):
        self.value, self.name = value, f"NUMBER_{value}"


def _answer(call, **args):
    answer = _ANSWERS.get(call, [0])
    _report(call, **args)
    if answer == "hang":
        ctypes.PyDLL(None).pause()  # as the real one, while no other Python code runs
    if answer == "crash":
        os.abort()
    return _Number(answer.pop(0) if len(answer) > 1 else answer[0])


class SDK_LANGUAGE_ID(enum.Enum):
    LANGUAGE_English = 1


class SDKUserType(enum.Enum):
    SDK_UT_NORMALUSER = 100
    SDK_UT_WITHOUT_LOGIN = 101


class LeaveMeetingCmd(enum.Enum):
    LEAVE_MEETING = 0


class SDKChatMessageType(enum.Enum):
    To_All = 1


class InitParam:
    pass


class AuthContext:
    pass


class _JoinFields:
    pass


class JoinParam:
    def __init__(self):
        self.param = _JoinFields()


def _events(**callbacks):
    return callbacks


MeetingServiceEventCallbacks = AuthServiceEventCallbacks = _events
MeetingReminderEventCallbacks = MeetingChatEventCallbacks = _events


class _Controller:
    def SetEvent(self, callbacks):
        _callbacks.update(callbacks)
        return _Number(0)


class _Message(_Controller):
    def SetContent(self, text):
        self.text = text

    def SetReceiver(self, receiver):
        self.receiver = receiver

    def SetMessageType(self, kind):
        self.kind = kind

    def Build(self):
        return self


class _Chat(_Controller):
    def GetChatMessageBuilder(self):
        return _Message()

    def SendChatMsgTo(self, message):
        return _answer("SendChatMsgTo", text=message.text, receiver=message.receiver, kind=message.kind.name)


class _Reminder:
    def Accept(self):
        _report("Accept")


class _Auth(_Controller):
    def SDKAuth(self, context):
        return _answer("SDKAuth", jwt_token=context.jwt_token)


class _Meeting(_Controller):
    def Join(self, param):
        fields = dict(vars(param.param), userType=param.userType.name)
        os.write(1, f"JoinParam contents: {fields}\n".encode())
        return _answer("Join", **fields)

    def Leave(self, command):
        return _answer("Leave", command=command.name)

    def GetMeetingReminderController(self):
        return _Controller()

    def GetMeetingChatController(self):
        return _Chat()


def InitSDK(param):
    return _answer(
        "InitSDK",
        domain=param.strWebDomain,
        environment=dict(os.environ),
        core=resource.getrlimit(resource.RLIMIT_CORE),
        dumpable=ctypes.CDLL(None).prctl(_PR_GET_DUMPABLE, 0, 0, 0, 0),
        read_by_child=subprocess.run(["cat"], stdout=subprocess.PIPE, check=True).stdout.decode(),
    )


def CreateMeetingService():
    return _Meeting()


def CreateAuthService():
    return _Auth()


def _obey():
    """Calls back as the test says."""
    with _line.makefile() as orders:
        for order in orders:
            kind, *numbers = json.loads(order)
            if kind == "auth":
                _callbacks["onAuthenticationReturnCallback"](_Number(*numbers))
            elif kind == "status":
                _callbacks["onMeetingStatusChangedCallback"](_Number(numbers[0]), numbers[1])
            elif kind == "chat":
                _callbacks["onChatStatusChangedNotificationCallback"](None)
            elif kind == "reminder":
                _callbacks["onReminderNotifyCallback"](None, _Reminder())


threading.Thread(target=_obey, daemon=True).start()
