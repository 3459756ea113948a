; `behalf` in a terminal: our folder at the end of the person's own PATH. It may
; be longer than any variable of NSIS, which would cut it off, so that it is
; changed where the system keeps it, in memory of its own.

!define REG_EXPAND_SZ 2
!define REG_SZ 1
!define FOUND 0
!define NOT_FOUND 2

!macro PATH un
; readPath leaves in $0 the opened key, in $1 memory with ";PATH;" and room for
; one more folder, in $2 the kind of the value, in $3 ";FOLDER". $1 is 0 if there
; is one that can't be read as text: then nobody writes another in its place.
Function ${un}readPath
	StrCpy $3 ";$INSTDIR"
	System::Call 'advapi32::RegCreateKeyW(p 0x80000001, w "Environment", *p.r0)'
	System::Call 'advapi32::RegQueryValueExW(p r0, w "Path", p 0, *i.r2, p 0, *i 0 r4) i.r5'
	StrCpy $1 0
	${If} $5 = ${NOT_FOUND}
		StrCpy $2 ${REG_EXPAND_SZ}
		StrCpy $4 0
	${ElseIf} $5 <> ${FOUND}
		Return
	${ElseIf} $2 <> ${REG_SZ}
	${AndIf} $2 <> ${REG_EXPAND_SZ}
		Return
	${EndIf}
	IntOp $5 $4 + 4096
	System::Call 'kernel32::GlobalAlloc(i 0x40, p r5) p.r1' ; all zeros
	${If} $1 P= 0
		Return
	${EndIf}
	System::Call 'kernel32::lstrcpyW(p r1, w ";")'
	IntPtrOp $5 $1 + 2
	${If} $4 > 0
		System::Call 'advapi32::RegQueryValueExW(p r0, w "Path", p 0, p 0, p r5, *i r4) i.r6'
		${If} $6 <> ${FOUND} ; it has become longer since
			System::Call 'kernel32::GlobalFree(p r1)'
			StrCpy $1 0
			Return
		${EndIf}
	${EndIf}
	System::Call 'kernel32::lstrcatW(p r1, w ";")'
FunctionEnd

; writePath writes what lies between the first and the last semicolon of $1.
Function ${un}writePath
	System::Call 'kernel32::lstrlenW(p r1) i.r4'
	IntOp $5 $4 - 1
	IntOp $5 $5 * 2
	IntPtrOp $5 $1 + $5
	System::Call '*$5(&i2 0)' ; in place of the last one
	IntPtrOp $5 $1 + 2
	${If} $4 < 3 ; nothing is left
		System::Call 'advapi32::RegDeleteValueW(p r0, w "Path")'
	${Else}
		IntOp $4 $4 - 1
		IntOp $4 $4 * 2
		System::Call 'advapi32::RegSetValueExW(p r0, w "Path", i 0, i r2, p r5, i r4)'
	${EndIf}
	; terminals that are opened from now on
	System::Call 'user32::SendMessageTimeoutW(p 0xffff, i 0x1a, p 0, w "Environment", i 2, i 5000, *p)'
FunctionEnd

Function ${un}closePath
	System::Call 'kernel32::GlobalFree(p r1)'
	System::Call 'advapi32::RegCloseKey(p r0)'
FunctionEnd
!macroend

!insertmacro PATH ""
!insertmacro PATH "un."

Function addToPath
	Call readPath
	${If} $1 P= 0
		Call closePath
		Return
	${EndIf}
	StrCpy $5 "$3;"
	System::Call 'shlwapi::StrStrIW(p r1, w r5) p.r4'
	${If} $4 P= 0
		System::Call 'kernel32::lstrlenW(p r1) i.r4'
		${If} $4 <= 2 ; it was empty
			System::Call 'kernel32::lstrcpyW(p r1, w r5)'
		${Else}
			IntOp $4 $4 - 1
			IntOp $4 $4 * 2
			IntPtrOp $4 $1 + $4 ; the last semicolon
			System::Call 'kernel32::lstrcpyW(p r4, w r5)'
		${EndIf}
		Call writePath
	${EndIf}
	Call closePath
FunctionEnd

Function un.removeFromPath
	Call un.readPath
	${If} $1 P= 0
		Call un.closePath
		Return
	${EndIf}
	StrCpy $5 "$3;"
	System::Call 'shlwapi::StrStrIW(p r1, w r5) p.r4'
	${If} $4 P<> 0
		StrLen $5 $3
		IntOp $5 $5 * 2
		IntPtrOp $5 $4 + $5 ; what follows our folder
		System::Call 'kernel32::lstrlenW(p r5) i.r6'
		IntOp $6 $6 + 1
		IntOp $6 $6 * 2
		System::Call 'ntdll::memmove(p r4, p r5, p r6)'
		Call un.writePath
	${EndIf}
	Call un.closePath
FunctionEnd
