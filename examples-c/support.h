/*
 * Helpers of the C examples: the meaning of a code, the text of an address, UTF-16 to UTF-8, and how to free a
 * relationship. Everything is static and short, so that it can be copied into a program.
 */
#ifndef EXAMPLES_SUPPORT_H
#define EXAMPLES_SUPPORT_H

#include <dhcpsapi.h>
#include <dhcpsapi_ext.h>

#include <stdio.h>
#include <stdlib.h>

/* The name of a code. This is the one thing here that Windows does not have; FormatMessage tells the meaning there. */
static inline const char *meaning(DWORD code)
{
    const char *name = dhcpsapi_error_name(code);
    return name != NULL ? name : "see dhcpsapi_errors.h";
}

/* Ends the program if a call failed, and says which one and why. The functions do not use errno. */
static inline void check(const char *call, DWORD code)
{
    if (code != ERROR_SUCCESS) {
        fprintf(stderr, "%s: %u (%s)\n", call, (unsigned)code, meaning(code));
        exit(EXIT_FAILURE);
    }
}

/* The usual spelling of an address. The text is in a buffer of the caller's, which is returned. */
#define DOTTED_SIZE sizeof("255.255.255.255")
static inline const char *dotted(DHCP_IP_ADDRESS address, char text[DOTTED_SIZE])
{
    snprintf(text, DOTTED_SIZE, "%u.%u.%u.%u", (unsigned)(address >> 24 & 0xFF), (unsigned)(address >> 16 & 0xFF),
             (unsigned)(address >> 8 & 0xFF), (unsigned)(address & 0xFF));
    return text;
}

/*
 * Prints a string as UTF-8. printf("%ls") cannot do it: wchar_t has 32 bits on Linux, WCHAR has 16. Strings of the
 * library are well-formed: a unit from 0xD800 to 0xDBFF is followed by its other half.
 */
static inline void print_wide(LPCWSTR text)
{
    for (; text != NULL && *text != 0; text++) {
        unsigned long point = *text;
        if (point >= 0xD800 && point <= 0xDBFF) {
            text++;
            point = 0x10000 + ((point - 0xD800) << 10) + (*text - 0xDC00UL);
        }
        if (point < 0x80) {
            putchar((int)point);
        } else if (point < 0x800) {
            printf("%c%c", (int)(0xC0 | point >> 6), (int)(0x80 | (point & 0x3F)));
        } else if (point < 0x10000) {
            printf("%c%c%c", (int)(0xE0 | point >> 12), (int)(0x80 | (point >> 6 & 0x3F)),
                   (int)(0x80 | (point & 0x3F)));
        } else {
            printf("%c%c%c%c", (int)(0xF0 | point >> 18), (int)(0x80 | (point >> 12 & 0x3F)),
                   (int)(0x80 | (point >> 6 & 0x3F)), (int)(0x80 | (point & 0x3F)));
        }
    }
}

/* The name of a state, as in the header. */
static inline const char *state_name(FSM_STATE state)
{
    static const char *const names[] = {
        "NO_STATE",           "INIT",          "STARTUP",        "NORMAL",  "COMMUNICATION_INT", "PARTNER_DOWN",
        "POTENTIAL_CONFLICT", "CONFLICT_DONE", "RESOLUTION_INT", "RECOVER", "RECOVER_WAIT",      "RECOVER_DONE",
    };
    return (size_t)state < sizeof names / sizeof names[0] ? names[state] : "?";
}

/*
 * Frees what the members of a relationship point to. Every pointer is a block of its own, and freeing the structure
 * does not free them. NULL needs no test.
 */
static inline void free_members(const DHCP_FAILOVER_RELATIONSHIP *relationship)
{
    DhcpRpcFreeMemory(relationship->RelationshipName);
    DhcpRpcFreeMemory(relationship->PrimaryServerName);
    DhcpRpcFreeMemory(relationship->SecondaryServerName);
    DhcpRpcFreeMemory(relationship->SharedSecret);
    if (relationship->pScopes != NULL) {
        DhcpRpcFreeMemory(relationship->pScopes->Elements);
        DhcpRpcFreeMemory(relationship->pScopes);
    }
}

/* Frees a relationship that was returned alone. */
static inline void free_relationship(LPDHCP_FAILOVER_RELATIONSHIP relationship)
{
    if (relationship != NULL) {
        free_members(relationship);
        DhcpRpcFreeMemory(relationship);
    }
}

#endif
