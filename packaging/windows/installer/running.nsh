; A Behalf that runs is asked to end before its files change: with the verb for
; that, so that assistants leave their meetings and nothing is lost.

!macro RUNNING un
; isFree leaves in $0 whether nobody runs the programs: Windows lets nobody
; write to a program that runs.
Function ${un}isFree
	StrCpy $0 1
	${ForEach} $1 1 2 + 1
		StrCpy $2 "behalf.exe"
		${If} $1 = 2
			StrCpy $2 "behalf.com"
		${EndIf}
		${If} ${FileExists} "$INSTDIR\$2"
			ClearErrors
			FileOpen $3 "$INSTDIR\$2" a
			${If} ${Errors}
				StrCpy $0 0
			${Else}
				FileClose $3
			${EndIf}
		${EndIf}
	${Next}
FunctionEnd

; waitFree waits for that: a program is there a little longer than its work.
Function ${un}waitFree
	${ForEach} $4 1 100 + 1
		Call ${un}isFree
		${If} $0 = 1
			Return
		${EndIf}
		Sleep 100
	${Next}
FunctionEnd

Function ${un}endRunning
	Call ${un}isFree
	${If} $0 = 1
		Return
	${EndIf}
	MessageBox MB_OKCANCEL|MB_ICONINFORMATION "$(Running)" /SD IDOK IDOK end
	Goto giveUp
	end:
	nsExec::Exec '"$INSTDIR\behalf.com" quit'
	Pop $0 ; it may have ended itself meanwhile: what counts is what follows
	Call ${un}waitFree
	${If} $0 = 1
		Return
	${EndIf}
	MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(StillRunning)" /SD IDCANCEL IDRETRY end
	giveUp:
	SetErrorLevel 2
	Quit
FunctionEnd
!macroend

!insertmacro RUNNING ""
!insertmacro RUNNING "un."
