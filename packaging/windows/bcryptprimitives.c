/*
 * What wine 8 lacks for a Go program, in the tests' own prefix. It is never
 * shipped: Windows has all of it, and newer versions of wine do.
 *
 * Every Go program for Windows asks bcryptprimitives.dll for random bytes. This
 * one stands in for it, and since it is loaded by every one of them, it mends
 * how they remove and rename files, too.
 */
#include <string.h>
#include <windows.h>

BOOLEAN NTAPI SystemFunction036(PVOID buffer, ULONG length); /* RtlGenRandom, of advapi32 */

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE buffer, SIZE_T length)
{
	while (length > 0) {
		ULONG now = length > 0x10000 ? 0x10000 : (ULONG)length;
		if (!SystemFunction036(buffer, now))
			return FALSE;
		buffer += now;
		length -= now;
	}
	return TRUE;
}

/*
 * Go asks for the ways that Windows 10 has, and for the older ones if it is told
 * that they are not known. Wine says that they are not implemented, which Go
 * takes for a failure.
 */
#define FILE_DISPOSITION_INFORMATION_EX 64
#define FILE_RENAME_INFORMATION_EX 65
#define STATUS_INVALID_INFO_CLASS ((LONG)0xC0000003)

typedef LONG(NTAPI *set_information)(HANDLE, PVOID, PVOID, ULONG, ULONG);
static set_information original;

static LONG NTAPI mended(HANDLE file, PVOID status, PVOID info, ULONG length, ULONG class)
{
	if (class == FILE_DISPOSITION_INFORMATION_EX || class == FILE_RENAME_INFORMATION_EX)
		return STATUS_INVALID_INFO_CLASS;
	return original(file, status, info, length, class);
}

static void jump(BYTE *from, const void *to)
{
	memcpy(from, "\x49\xbb", 2); /* mov r11, to */
	memcpy(from + 2, &to, 8);
	memcpy(from + 10, "\x41\xff\xe3", 3); /* jmp r11 */
}

BOOL WINAPI DllMain(HINSTANCE dll, DWORD reason, PVOID reserved)
{
	/* mov r10, rcx; mov eax, NUMBER; test byte [0x7ffe0308], 1: 16 bytes to move away */
	BYTE *call = (BYTE *)GetProcAddress(GetModuleHandleA("ntdll"), "NtSetInformationFile"), *moved;
	DWORD was;
	(void)dll, (void)reserved;
	if (reason != DLL_PROCESS_ATTACH || memcmp(call, "\x4c\x8b\xd1\xb8", 4) || memcmp(call + 8, "\xf6\x04\x25", 3))
		return TRUE;
	moved = VirtualAlloc(NULL, 64, MEM_COMMIT | MEM_RESERVE, PAGE_EXECUTE_READWRITE);
	if (!moved || !VirtualProtect(call, 16, PAGE_EXECUTE_READWRITE, &was))
		return TRUE;
	memcpy(moved, call, 16);
	jump(moved + 16, call + 16);
	original = (set_information)moved;
	jump(call, mended);
	VirtualProtect(call, 16, was, &was);
	return TRUE;
}
