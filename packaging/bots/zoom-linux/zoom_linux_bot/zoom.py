"""The only home of Zoom's SDK, by way of the package zoom-meeting-sdk."""

import importlib.metadata
import sys

from zoom_linux_bot.codes import SDK_MISSING, SDK_SUCCESS, Failed, of_auth_call, of_join_call
from zoom_linux_bot.events import Authenticated, ChatChanged, Status

PACKAGE = "zoom-meeting-sdk"

# MeetingStatus, as far as it matters here. Four have the protocol's names.
_STATES = {
    1: "connecting",
    2: "waiting_for_host",
    3: "in_meeting",
    5: "reconnecting",
    6: "failed",
    7: "ended",
    11: "waiting_room",
}


def version():
    """The version of the package, or None if it is not installed. Does not load
    it."""
    try:
        return importlib.metadata.version(PACKAGE)
    except importlib.metadata.PackageNotFoundError:
        return None


def load():
    try:
        import zoom_meeting_sdk
    except ImportError as missing:
        print(
            f"zoom-linux: Zoom's SDK can't be loaded ({missing}). Install it with"
            " packaging/bots/zoom-linux/install.sh of Behalf's sources.",
            file=sys.stderr,
        )
        raise Failed("internal", "Zoom's SDK is not installed here, or a library is missing.", exit_code=SDK_MISSING) from missing
    return zoom_meeting_sdk


class Zoom:
    """The SDK, initialised. Its callbacks become events."""

    def __init__(self, post):
        self._sdk = load()
        self._post = post
        self._meeting = None
        self._kept = []  # the SDK holds bare pointers to what it is handed
        self._start()

    def _start(self):
        sdk = self._sdk
        param = sdk.InitParam()
        param.strWebDomain = "https://zoom.us"
        param.strSupportUrl = "https://zoom.us"
        param.emLanguageID = sdk.SDK_LANGUAGE_ID.LANGUAGE_English
        param.enableGenerateDump = False
        param.enableLogByDefault = False
        self._must(sdk.InitSDK(param), "InitSDK", lambda _: "internal")
        self._meeting = sdk.CreateMeetingService()
        self._auth = sdk.CreateAuthService()
        meeting_events = sdk.MeetingServiceEventCallbacks(onMeetingStatusChangedCallback=self._on_status)
        auth_events = sdk.AuthServiceEventCallbacks(onAuthenticationReturnCallback=self._on_authenticated)
        self._meeting.SetEvent(meeting_events)
        self._auth.SetEvent(auth_events)
        self._kept += [param, meeting_events, auth_events]

    def authenticate(self, jwt):
        """Asks Zoom to admit the SDK; Authenticated is the answer."""
        context = self._sdk.AuthContext()
        context.jwt_token = jwt
        self._kept.append(context)
        self._must(self._auth.SDKAuth(context), "SDKAuth", of_auth_call)

    def join(self, order):
        """Asks to join; Status tells how it goes."""
        param = join_param(self._sdk, order)
        self._kept.append(param)
        self._must(self._meeting.Join(param), "Join", of_join_call)

    def leave(self):
        """Leaves, and returns whether an end is to be awaited."""
        return self._meeting.Leave(self._sdk.LeaveMeetingCmd.LEAVE_MEETING).value == SDK_SUCCESS

    def settle_in(self):
        """What can be set only inside: consents to being recorded and the like,
        without which the meeting would not go on for us; the chat's news."""
        reminders = self._meeting.GetMeetingReminderController()
        if reminders is not None:
            events = self._sdk.MeetingReminderEventCallbacks(onReminderNotifyCallback=_accept)
            reminders.SetEvent(events)
            self._kept.append(events)
        chat = self._meeting.GetMeetingChatController()
        if chat is not None:
            events = self._sdk.MeetingChatEventCallbacks(
                onChatStatusChangedNotificationCallback=lambda _: self._post(ChatChanged())
            )
            chat.SetEvent(events)
            self._kept.append(events)

    def write(self, text):
        """Writes to everyone in the chat, and returns whether the chat took it."""
        chat = self._meeting.GetMeetingChatController()
        builder = chat.GetChatMessageBuilder() if chat is not None else None
        if builder is None:
            return False
        builder.SetContent(text)
        builder.SetReceiver(0)
        builder.SetMessageType(self._sdk.SDKChatMessageType.To_All)
        return chat.SendChatMsgTo(builder.Build()).value == SDK_SUCCESS

    def _on_status(self, status, number=0):
        state = _STATES.get(status.value)
        if state:
            self._post(Status(state, number))

    def _on_authenticated(self, result):
        self._post(Authenticated(result.value, result.name))

    def _must(self, error, call, code_of):
        if error.value != SDK_SUCCESS:
            raise Failed(code_of(error.value), f"Zoom's SDK answered {call} with {error.name}.")


def join_param(sdk, order):
    """The SDK's parameters for a join without login, as on-behalf tokens want
    it, without camera and microphone."""
    param = sdk.JoinParam()
    param.userType = sdk.SDKUserType.SDK_UT_WITHOUT_LOGIN
    fields = param.param
    fields.meetingNumber = order.meeting
    fields.userName = order.name
    fields.isVideoOff = True
    fields.isAudioOff = True
    for name, value in (
        ("psw", order.passcode),
        ("onBehalfToken", order.on_behalf_token),
        ("userZAK", order.zak),
        ("app_privilege_token", order.local_recording_token),
        ("webinarToken", "" if order.zak else order.registrant),
    ):
        if value:
            setattr(fields, name, value)
    return param


def _accept(_, handler):
    if handler is not None:
        handler.Accept()
