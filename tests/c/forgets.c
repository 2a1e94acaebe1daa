/* Forgets to free what it gets. tests/examples.rs wants valgrind to find that. */
#include <dhcpsapi.h>

#include <stddef.h>

#define SCOPE 0x0A000000u

static DWORD read_and_forget(void)
{
    LPDHCP_SUBNET_INFO info = NULL;
    return DhcpGetSubnetInfo(NULL, SCOPE, &info);
}

int main(void)
{
    WCHAR name[] = u"Scope";
    DHCP_SUBNET_INFO info = {.SubnetAddress = SCOPE, .SubnetMask = 0xFFFFFF00u, .SubnetName = name};
    if (DhcpCreateSubnet(NULL, SCOPE, &info) != ERROR_SUCCESS)
        return 1;
    /* Many times: a pointer to the last block may still be in a register. */
    for (int i = 0; i < 100; i++)
        if (read_and_forget() != ERROR_SUCCESS)
            return 1;
    return 0;
}
