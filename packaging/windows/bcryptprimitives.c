/*
 * Every Go program for Windows asks bcryptprimitives.dll for random bytes.
 * Wine 8 has no such DLL; this one stands in for it in the tests' own prefix.
 * It is never shipped: Windows has the real one.
 */
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
