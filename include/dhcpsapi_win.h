/**
 * @file dhcpsapi_win.h
 * What dhcpsapi.h takes from <windows.h> on Windows: the base types, with the widths that they have there.
 *
 * WCHAR is 16 bits wide in every language mode: uint16_t in C (which is char16_t, so u"text" fits), char16_t in
 * C++, wchar_t in C++ with -fshort-wchar. -DDHCPSAPI_WCHAR=type chooses another type of 16 bits.
 *
 * Other headers define some of these types, too. After unixODBC's <sql.h> or Wine's <windows.h> their types are
 * used. In C the order does not matter. In C++, <sql.h> has to come first, or every file has to be compiled with
 * -DDHCPSAPI_WCHAR="unsigned short". A program that brings all the types itself defines DHCPSAPI_NO_WINTYPES.
 *
 * Names that other headers need for themselves (ULONG, IN, OUT, CONST, ...) are not defined here.
 */
#ifndef DHCPSAPI_WIN_H
#define DHCPSAPI_WIN_H

#include <stdint.h>

#if defined(_WIN32) && !defined(__linux__)
#  include <windows.h>
#elif !defined(DHCPSAPI_NO_WINTYPES) && !defined(_WINDEF_) && !defined(__WINE_WINDEF_H)
/* Neither Windows nor Wine. */
#  if !defined(__SQLTYPES_H)
typedef uint8_t BYTE;
typedef uint16_t WORD;
typedef uint32_t DWORD;
#    if defined(DHCPSAPI_WCHAR)
typedef DHCPSAPI_WCHAR WCHAR;
#    elif !defined(__cplusplus)
typedef uint16_t WCHAR;
#    elif defined(__SIZEOF_WCHAR_T__) && __SIZEOF_WCHAR_T__ == 2
typedef wchar_t WCHAR;
#    else
typedef char16_t WCHAR;
#    endif
typedef WCHAR *LPWSTR;
typedef const WCHAR *LPCWSTR;
typedef DWORD *LPDWORD;
#  endif
typedef uint16_t USHORT;
typedef void *LPVOID;
#  ifndef BOOL /* a macro in unixODBC */
typedef int32_t BOOL;
#  endif
#endif

#ifndef VOID
#  define VOID void
#endif
#ifndef FALSE
#  define FALSE 0
#endif
#ifndef TRUE
#  define TRUE 1
#endif

/* The calling convention. On Linux it is the platform's own, also in programs whose default is another one. */
#if defined(_WIN32) && !defined(__linux__)
#  define DHCP_API_FUNCTION WINAPI
#elif defined(__x86_64__) && defined(__GNUC__)
#  define DHCP_API_FUNCTION __attribute__((sysv_abi))
#else
#  define DHCP_API_FUNCTION
#endif

/** A literal as a string for any parameter: DHCPSAPI_TEXT("text"). It must not be written to. */
#define DHCPSAPI_TEXT(literal) ((LPWSTR)(u##literal))

/* Wrong widths would be read as wrong data; they end here. */
#if defined(__cplusplus)
#  define DHCPSAPI_ASSERT(condition, text) static_assert(condition, text)
#else
#  define DHCPSAPI_ASSERT(condition, text) _Static_assert(condition, text)
#endif
DHCPSAPI_ASSERT(sizeof(WCHAR) == 2,
                "dhcpsapi: WCHAR must be 16 bits wide. Compile with -DDHCPSAPI_WCHAR=uint16_t, without "
                "SQL_WCHART_CONVERT, or with -fshort-wchar if WCHAR is wchar_t.");
DHCPSAPI_ASSERT(sizeof(BYTE) == 1 && sizeof(WORD) == 2 && sizeof(USHORT) == 2 && sizeof(DWORD) == 4,
                "dhcpsapi: BYTE, WORD, USHORT and DWORD must be 8, 16, 16 and 32 bits wide.");
DHCPSAPI_ASSERT(sizeof(BOOL) == 4, "dhcpsapi: BOOL must be 32 bits wide.");

/* The one structure that the generator of dhcpsapi.h cannot print. */

/** An attribute of a server. */
typedef struct DHCP_ATTRIB {
    /** Which attribute: DHCP_ATTRIB_BOOL_... or DHCP_ATTRIB_ULONG_... */
    DWORD DhcpAttribId;
    /** DHCP_ATTRIB_TYPE_BOOL or DHCP_ATTRIB_TYPE_ULONG. */
    DWORD DhcpAttribType;
    /** The value; DhcpAttribType says which member is valid. */
    union {
        /** With DHCP_ATTRIB_TYPE_BOOL. */
        BOOL DhcpAttribBool;
        /** With DHCP_ATTRIB_TYPE_ULONG. */
        DWORD DhcpAttribUlong;
    };
} DHCP_ATTRIB;

#endif /* DHCPSAPI_WIN_H */
