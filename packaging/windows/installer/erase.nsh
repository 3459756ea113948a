; The uninstaller's question: does what Behalf knows of the person go too?

Var eraseBox
Var eraseAsked

Function un.onInit
	${GetParameters} $0
	ClearErrors
	${GetOptions} $0 "/ERASE" $1
	StrCpy $eraseAsked 0
	${IfNot} ${Errors}
		StrCpy $eraseAsked 1
	${EndIf}
FunctionEnd

Function un.askPage
	!insertmacro MUI_HEADER_TEXT "$(AskTitle)" "$(AskSubtitle)"
	nsDialogs::Create 1018
	Pop $0
	${NSD_CreateLabel} 0 0 100% 30u "$(AskText)"
	Pop $0
	${NSD_CreateCheckbox} 0 38u 100% 12u "$(AskErase)"
	Pop $eraseBox
	${NSD_SetState} $eraseBox $eraseAsked
	${NSD_CreateLabel} 12u 52u -12u 40u "$(AskEraseMeans)"
	Pop $0
	GetDlgItem $0 $HWNDPARENT 1
	SendMessage $0 ${WM_SETTEXT} 0 "STR:$(^UninstallBtn)"
	nsDialogs::Show
FunctionEnd

Function un.askLeave
	${NSD_GetState} $eraseBox $eraseAsked
FunctionEnd

; eraseIfAsked lets the program erase, since it knows what is its own: the
; sign-in is ended at Zoom, too. If that fails, the person still has the program
; to try again with.
Function un.eraseIfAsked
	${If} $eraseAsked <> 1
		Return
	${EndIf}
	DetailPrint "$(Erasing)"
	nsExec::ExecToLog '"$INSTDIR\behalf.com" erase --yes'
	Pop $0
	${If} $0 != 0
		MessageBox MB_YESNO|MB_ICONEXCLAMATION|MB_DEFBUTTON2 "$(NotErased)" /SD IDNO IDYES on
		SetErrorLevel 2
		Quit
	${EndIf}
	on:
FunctionEnd
