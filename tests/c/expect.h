/*
 * The checks of the C tests: they print each deviation from the documentation, and whether there was any.
 */
#ifndef EXPECT_H
#define EXPECT_H

#include <stdio.h>
#include <string.h>

static int wrong;

static inline void expect(int line, const char *what, unsigned long is, unsigned long wanted)
{
    if (is != wanted) {
        printf("line %d: %s: %lu, not %lu\n", line, what, is, wanted);
        wrong = 1;
    }
}

static inline void expect_text(int line, const char *what, const char *is, const char *wanted)
{
    if (is == NULL || strcmp(is, wanted) != 0) {
        printf("line %d: %s: %s, not %s\n", line, what, is == NULL ? "NULL" : is, wanted);
        wrong = 1;
    }
}

#define IS(call, wanted) expect(__LINE__, #call, (unsigned long)(call), wanted)
#define TEXT_IS(call, wanted) expect_text(__LINE__, #call, call, wanted)

static inline DWORD add_server(WCHAR *name, DHCP_IP_ADDRESS address)
{
    DHCPDS_SERVER entry;
    memset(&entry, 0, sizeof entry);
    entry.ServerName = name;
    entry.ServerAddress = address;
    return DhcpAddServer(0, NULL, &entry, NULL, NULL);
}

#endif
