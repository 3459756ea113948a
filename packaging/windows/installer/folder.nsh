; Where /D= may lead to.

; isWithin leaves in $1 whether the folder in $0 lies in the one in $1.
Function isWithin
	StrCpy $1 "$1\"
	StrLen $2 $1
	StrCpy $2 $0 $2
	${If} $2 == $1 ; whatever the case of its letters
		StrCpy $1 1
	${Else}
		StrCpy $1 0
	${EndIf}
FunctionEnd

; refuseFolder refuses one outside of the person's profile: there, folders are open
; to others by default, who could put a program of theirs in place of ours. And one
; copy is enough: two would have one shortcut, one scheme and one uninstaller.
Function refuseFolder
	System::Call 'kernel32::GetFullPathNameW(w "$INSTDIR", i ${NSIS_MAX_STRLEN}, w .r0, p 0)' ; without ".."
	StrCpy $1 "$PROFILE"
	Call isWithin
	${If} $1 = 0
		StrCpy $1 "$LOCALAPPDATA" ; may be elsewhere
		Call isWithin
	${EndIf}
	${If} $1 = 0
		MessageBox MB_OK|MB_ICONSTOP "$(NotYours)" /SD IDOK
		SetErrorLevel 2
		Quit
	${EndIf}
	ReadRegStr $0 HKCU "${UNINSTALL}" "InstallLocation"
	${If} $0 != ""
	${AndIf} $0 != "$INSTDIR"
	${AndIf} ${FileExists} "$0\uninstall.exe"
		MessageBox MB_OK|MB_ICONSTOP "$(Elsewhere)" /SD IDOK
		SetErrorLevel 2
		Quit
	${EndIf}
FunctionEnd
