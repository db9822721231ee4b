/* Debian's wine 8 lacks this library, which Rust's standard library asks for random numbers. For the check under wine
   alone: Windows has its own. */
#include <windows.h>

BOOLEAN NTAPI SystemFunction036(PVOID, ULONG);

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE bytes, SIZE_T length) {
  while (length) {
    ULONG now = length > 0x10000000 ? 0x10000000 : (ULONG)length;
    if (!SystemFunction036(bytes, now)) return FALSE;
    bytes += now;
    length -= now;
  }
  return TRUE;
}
