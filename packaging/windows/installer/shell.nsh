; What the desktop knows of Behalf: its shortcut, links, calendar files, and the
; name under which it is called. What comes from outside follows "--", so that it
; can't be an option or a verb.

Function addToShell
	; the shortcut starts in this folder, and so does what Behalf starts: one that
	; somebody is in can't be removed
	SetOutPath "$PROFILE"
	CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\behalf.exe" "" "" "" "" "" "$(Comment)"
	Call nameShortcut
	; notices carry our name and icon, whatever becomes of the shortcut
	WriteRegStr HKCU "${CLASSES}\AppUserModelId\${APP_ID}" "DisplayName" "${NAME}"
	WriteRegStr HKCU "${CLASSES}\AppUserModelId\${APP_ID}" "IconUri" "$INSTDIR\behalf.png"

	WriteRegStr HKCU "${CLASSES}\behalf" "" "URL:${NAME}"
	WriteRegStr HKCU "${CLASSES}\behalf" "URL Protocol" ""
	WriteRegStr HKCU "${CLASSES}\behalf\DefaultIcon" "" "$INSTDIR\behalf.exe,0"
	WriteRegStr HKCU "${CLASSES}\behalf\shell\open\command" "" '"$INSTDIR\behalf.exe" -- "%1"'

	; one more program that can open a calendar file; which one does stays
	WriteRegStr HKCU "${CLASSES}\${INVITATION}" "" "${NAME}"
	WriteRegStr HKCU "${CLASSES}\${INVITATION}\DefaultIcon" "" "$INSTDIR\behalf.exe,0"
	WriteRegStr HKCU "${CLASSES}\${INVITATION}\shell\open\command" "" '"$INSTDIR\behalf.exe" -- "%1"'
	WriteRegStr HKCU "${CLASSES}\.ics\OpenWithProgids" "${INVITATION}" ""

	WriteRegStr HKCU "${APP_PATH}" "" "$INSTDIR\behalf.exe" ; for Windows+R
	Call tellShell
FunctionEnd

; nameShortcut gives the shortcut our AppUserModelID: the window, notices and
; what is pinned to the taskbar belong together by it.
Function nameShortcut
	!insertmacro ComHlpr_CreateInProcInstance ${CLSID_ShellLink} ${IID_IShellLink} r0 ""
	${If} $0 P= 0
		Return
	${EndIf}
	${IUnknown::QueryInterface} $0 '("${IID_IPersistFile}",.r1)'
	${IUnknown::QueryInterface} $0 '("${IID_IPropertyStore}",.r2)'
	${If} $1 P<> 0
	${AndIf} $2 P<> 0
		${IPersistFile::Load} $1 '("$SMPROGRAMS\${NAME}.lnk",${STGM_READWRITE})'
		System::Call '*${SYSSTRUCT_PROPERTYKEY}(${PKEY_AppUserModel_ID})p.r3'
		System::Call 'shlwapi::SHStrDupW(w "${APP_ID}",*p.r4)'
		System::Call '*${SYSSTRUCT_PROPVARIANT}(${VT_LPWSTR},,p r4)p.r5'
		${IPropertyStore::SetValue} $2 '($3,$5)'
		${IPropertyStore::Commit} $2 ""
		${IPersistFile::Save} $1 '("$SMPROGRAMS\${NAME}.lnk",1)'
		System::Call 'ole32::CoTaskMemFree(p r4)'
		System::Free $5
		System::Free $3
	${EndIf}
	!insertmacro ComHlpr_SafeRelease $2
	!insertmacro ComHlpr_SafeRelease $1
	!insertmacro ComHlpr_SafeRelease $0
FunctionEnd

!macro TELL_SHELL un
Function ${un}tellShell
	System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)' ; SHCNE_ASSOCCHANGED
FunctionEnd
!macroend
!insertmacro TELL_SHELL ""
!insertmacro TELL_SHELL "un."

!macro DELETE_EMPTY key
	DeleteRegKey /ifnosubkeys /ifnovalues HKCU "${key}"
!macroend

Function un.removeFromShell
	Delete "$SMPROGRAMS\${NAME}.lnk"
	DeleteRegKey HKCU "${CLASSES}\AppUserModelId\${APP_ID}"
	DeleteRegKey HKCU "Software\Microsoft\Windows\CurrentVersion\Notifications\Settings\${APP_ID}" ; made by Windows
	DeleteRegKey HKCU "${CLASSES}\behalf"
	DeleteRegKey HKCU "${CLASSES}\${INVITATION}"
	DeleteRegValue HKCU "${CLASSES}\.ics\OpenWithProgids" "${INVITATION}"
	DeleteRegKey HKCU "${APP_PATH}"
	; other programs' too, unless there are none
	!insertmacro DELETE_EMPTY "${CLASSES}\.ics\OpenWithProgids"
	!insertmacro DELETE_EMPTY "${CLASSES}\.ics"
	!insertmacro DELETE_EMPTY "${CLASSES}\AppUserModelId"
	!insertmacro DELETE_EMPTY "${APP_PATHS}"
	Call un.removeAutostart
	Call un.tellShell
FunctionEnd

; removeAutostart takes away what starts this Behalf at login, which the person
; has switched on in the window. That of a Behalf in another folder stays.
Function un.removeAutostart
	ReadRegStr $0 HKCU "Software\Microsoft\Windows\CurrentVersion\Run" "${NAME}"
	StrLen $1 '"$INSTDIR\behalf.'
	StrCpy $0 $0 $1
	${If} $0 == '"$INSTDIR\behalf.' ; whatever the case of its letters
		DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Run" "${NAME}"
		DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run" "${NAME}"
	${EndIf}
FunctionEnd
