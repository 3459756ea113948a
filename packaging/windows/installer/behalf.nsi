; The installer: for one person, without administrator rights. Made by
; packaging/windows/installer.sh, which defines VERSION, NUMBERS, COMMIT_TIME,
; COPYRIGHT, APP_ID, HOMEPAGE, INPUT (the folder of what is installed), KILOBYTES,
; OUTPUT and, if it is to be signed, SIGN; for tests, QUICK does not compress.
;
;   /S              asks nothing
;   /D=FOLDER       installs there, within the person's profile (last on the
;                   command line, without quotes)
;   /DOWNGRADE      with /S: puts an older version in place of a newer one
; The uninstaller:
;   /S              asks nothing and keeps the person's data
;   /S /ERASE       takes the data, and the sign-in, with it

Target amd64-unicode
Unicode true
!ifdef QUICK
SetCompress off
!else
SetCompressor /SOLID lzma
SetCompressorDictSize 64 ; behalf.exe and behalf.com are the same for almost all of it
!endif
SetDateSave off ; files get the time at which they are installed

!define NAME "Behalf"
!define UNINSTALLS "Software\Microsoft\Windows\CurrentVersion\Uninstall"
!define UNINSTALL "${UNINSTALLS}\${NAME}"
!define APP_PATHS "Software\Microsoft\Windows\CurrentVersion\App Paths"
!define APP_PATH "${APP_PATHS}\behalf.exe"
!define CLASSES "Software\Classes"
!define INVITATION "${NAME}.Invitation" ; what our way to open a calendar file is called

Name "${NAME}"
OutFile "${OUTPUT}"
BrandingText "${NAME} ${VERSION}"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\${NAME}"
InstallDirRegKey HKCU "${UNINSTALL}" "InstallLocation"
AllowSkipFiles off
ManifestSupportedOS Win10
ManifestDPIAware true
ManifestLongPathAware true

VIProductVersion "${NUMBERS}.0"
VIAddVersionKey /LANG=0 "CompanyName" "${NAME}"
VIAddVersionKey /LANG=0 "FileDescription" "${NAME} Setup"
VIAddVersionKey /LANG=0 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=0 "LegalCopyright" "${COPYRIGHT}"
VIAddVersionKey /LANG=0 "ProductName" "${NAME}"
VIAddVersionKey /LANG=0 "ProductVersion" "${VERSION}"

!include LogicLib.nsh
!include FileFunc.nsh
!include WinMessages.nsh
!include WinVer.nsh
!include WordFunc.nsh
!include Win\COM.nsh
!include Win\Propkey.nsh
!include nsDialogs.nsh
!include MUI2.nsh

!ifdef SIGN
!uninstfinalize '"${SIGN}" "%1"' = 0 ; or there is no installer
!endif

!define MUI_ICON "${INPUT}/behalf.ico"
!define MUI_UNICON "${INPUT}/behalf.ico"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${INPUT}/side-1.bmp"
!define MUI_WELCOMEFINISHPAGE_BITMAP_STRETCH AspectFitHeight
!define MUI_CUSTOMFUNCTION_GUIINIT useLargePicture
!define MUI_WELCOMEPAGE_TEXT "$(WelcomeText)"
!define MUI_FINISHPAGE_TEXT "$(FinishText)"
!define MUI_FINISHPAGE_RUN "$INSTDIR\behalf.exe"
!define MUI_FINISHPAGE_NOREBOOTSUPPORT
!define MUI_PAGE_CUSTOMFUNCTION_SHOW nameInstallButton
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
UninstPage custom un.askPage un.askLeave
!insertmacro MUI_UNPAGE_INSTFILES

!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "German"
!insertmacro MUI_LANGUAGE "Spanish"
!insertmacro MUI_LANGUAGE "French"
!insertmacro MUI_LANGUAGE "PortugueseBR"
!insertmacro MUI_LANGUAGE "Japanese"
!include words.nsh

!include running.nsh
!include path.nsh
!include shell.nsh
!include folder.nsh
!include erase.nsh

Function .onInit
	${IfNot} ${AtLeastWin10}
		MessageBox MB_OK|MB_ICONSTOP "$(NeedsWindows10)" /SD IDOK
		SetErrorLevel 2
		Quit
	${EndIf}
	Call refuseFolder
	Call refuseOlder
FunctionEnd

; refuseOlder asks before an older version takes the place of a newer one, which
; may have changed data so that the older one can't read them. Two of one number
; are told apart by the time of their commits, since a preview comes before the
; version that it is a preview of.
Function refuseOlder
	ReadRegStr $0 HKCU "${UNINSTALL}" "DisplayVersion"
	ReadRegStr $1 HKCU "${UNINSTALL}" "Numbers"
	ReadRegStr $2 HKCU "${UNINSTALL}" "CommitTime"
	${If} $1 == ""
		Return
	${EndIf}
	${VersionCompare} "$1" "${NUMBERS}" $3 ; 1: the first is newer
	${If} $3 == 0
	${AndIf} $2 > ${COMMIT_TIME}
		StrCpy $3 1
	${EndIf}
	${If} $3 != 1
		Return
	${EndIf}
	ClearErrors
	${GetParameters} $4
	${GetOptions} $4 "/DOWNGRADE" $5
	${IfNot} ${Errors}
		Return
	${EndIf}
	MessageBox MB_YESNO|MB_ICONEXCLAMATION|MB_DEFBUTTON2 "$(Older)" /SD IDNO IDYES older
	SetErrorLevel 2
	Quit
	older:
FunctionEnd

; useLargePicture puts the picture for a fine screen where the pages look for it.
Function useLargePicture
	System::Call 'user32::GetDpiForSystem() i.r0'
	${If} $0 >= 144
		File "/oname=$PLUGINSDIR\modern-wizard.bmp" "${INPUT}/side-2.bmp"
	${EndIf}
FunctionEnd

Function nameInstallButton
	GetDlgItem $0 $HWNDPARENT 1
	SendMessage $0 ${WM_SETTEXT} 0 "STR:$(^InstallBtn)"
FunctionEnd

Section
	Call endRunning
	SetOutPath "$INSTDIR"
	File "${INPUT}/behalf.exe"
	File "${INPUT}/behalf.com"
	File "${INPUT}/behalf.png"
	File "${INPUT}/LICENSE.txt"
	WriteUninstaller "$INSTDIR\uninstall.exe"
	Call addToShell
	Call addToPath
	Call addToAppList
SectionEnd

; addToAppList is what Settings > Apps shows.
Function addToAppList
	WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "${NAME}"
	WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
	WriteRegStr HKCU "${UNINSTALL}" "Numbers" "${NUMBERS}"
	WriteRegStr HKCU "${UNINSTALL}" "CommitTime" "${COMMIT_TIME}"
	WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\behalf.exe,0"
	WriteRegStr HKCU "${UNINSTALL}" "Publisher" "${NAME}"
	WriteRegStr HKCU "${UNINSTALL}" "URLInfoAbout" "${HOMEPAGE}"
	WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
	WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
	WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
	WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" ${KILOBYTES}
	WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
	WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
FunctionEnd

; deleteFiles goes no further if one of them is held by somebody: the person can
; uninstall again, since what that takes is still there.
Function un.deleteFiles
	again:
	Call un.waitFree ; erasing was the work of one of them
	ClearErrors
	Delete "$INSTDIR\behalf.exe"
	Delete "$INSTDIR\behalf.png"
	Delete "$INSTDIR\LICENSE.txt"
	${IfNot} ${Errors}
		Delete "$INSTDIR\behalf.com" ; the last one, since it can erase
		${IfNot} ${Errors}
			Return
		${EndIf}
	${EndIf}
	MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(NotDeleted)" /SD IDCANCEL IDRETRY again
	SetErrorLevel 2
	Quit
FunctionEnd

Section un.
	Call un.endRunning
	Call un.eraseIfAsked
	SetOutPath "$TEMP" ; a folder that somebody is in can't be removed
	Call un.deleteFiles
	Call un.removeFromShell
	Call un.removeFromPath
	Delete "$INSTDIR\uninstall.exe"
	RMDir "$INSTDIR" ; stays when something of the person's is in it
	RMDir "$LOCALAPPDATA\Programs" ; stays when another program is in it
	DeleteRegKey HKCU "${UNINSTALL}"
	!insertmacro DELETE_EMPTY "${UNINSTALLS}"
SectionEnd
