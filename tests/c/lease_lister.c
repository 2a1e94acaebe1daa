/*
 * A lease lister, as tools have one: it goes through the leases of a scope in pages, while another thread deletes and makes some of
 * them. Those that nobody touches are listed once each, in order.
 *
 * The resume handle is the address of the last lease of a page. Where that one was deleted meanwhile, the lister goes on behind the
 * last one of the page that is still there.
 */
#include <dhcpsapi.h>
#include <dhcpsapi_errors.h>
#include <pthread.h>
#include <stdatomic.h>

#include "expect.h"

#define SCOPE 0x0A000000U
#define LEASES 100000U
/* Of so many in a row the other thread deletes and makes one. */
#define STRIDE 8U

static DHCP_IP_ADDRESS address_of(DWORD number)
{
    return SCOPE + 1 + number;
}

static DWORD create(DHCP_IP_ADDRESS address)
{
    BYTE client[6] = {2, 0};
    memcpy(client + 2, &address, sizeof address);
    DHCP_CLIENT_INFO info;
    memset(&info, 0, sizeof info);
    info.ClientIpAddress = address;
    info.ClientHardwareAddress.DataLength = sizeof client;
    info.ClientHardwareAddress.Data = client;
    return DhcpCreateClientInfo(NULL, &info);
}

static DWORD delete(DHCP_IP_ADDRESS address)
{
    DHCP_SEARCH_INFO search;
    memset(&search, 0, sizeof search);
    search.SearchType = DhcpClientIpAddress;
    search.SearchInfo.ClientIpAddress = address;
    return DhcpDeleteClientInfo(NULL, &search);
}

static atomic_int is_over;

static void *change(void *unused)
{
    (void)unused;
    for (DWORD number = 0; !atomic_load(&is_over); number = (number + 7919 * STRIDE) % LEASES) {
        IS(delete(address_of(number)), ERROR_SUCCESS);
        IS(create(address_of(number)), ERROR_SUCCESS);
    }
    return NULL;
}

/* The page behind a lease; behind an earlier one of the page before, if that is gone. */
static DWORD next_page(LPDHCP_CLIENT_INFO_PB_ARRAY before, DHCP_RESUME_HANDLE *handle,
                       LPDHCP_CLIENT_INFO_PB_ARRAY *page)
{
    DWORD read, total, code;
    DWORD left = before ? before->NumElements : 0;
    do {
        *handle = left ? before->Clients[left - 1]->ClientIpAddress : 0;
        code = DhcpV4EnumSubnetClients(NULL, SCOPE, handle, 65536, page, &read, &total);
    } while (code == ERROR_DHCP_JET_ERROR && left-- > 1);
    return code;
}

static void release(LPDHCP_CLIENT_INFO_PB_ARRAY page)
{
    if (!page)
        return;
    for (DWORD place = 0; place < page->NumElements; place++) {
        LPDHCP_CLIENT_INFO_PB client = page->Clients[place];
        DhcpRpcFreeMemory(client->ClientHardwareAddress.Data);
        DhcpRpcFreeMemory(client->ClientName);
        DhcpRpcFreeMemory(client->ClientComment);
        DhcpRpcFreeMemory(client->OwnerHost.NetBiosName);
        DhcpRpcFreeMemory(client->PolicyName);
        DhcpRpcFreeMemory(client);
    }
    DhcpRpcFreeMemory(page->Clients);
    DhcpRpcFreeMemory(page);
}

/* How many leases that nobody touches are listed. */
static DWORD list(void)
{
    DHCP_RESUME_HANDLE handle = 0;
    DHCP_IP_ADDRESS last = 0;
    LPDHCP_CLIENT_INFO_PB_ARRAY before = NULL, page = NULL;
    DWORD untouched = 0, code;
    do {
        code = next_page(before, &handle, &page);
        IS(code == ERROR_SUCCESS || code == ERROR_MORE_DATA, 1);
        for (DWORD place = 0; place < page->NumElements; place++) {
            DHCP_IP_ADDRESS address = page->Clients[place]->ClientIpAddress;
            /* Behind an earlier lease there may be some again that were listed. */
            if (address <= last)
                continue;
            last = address;
            untouched += (address - address_of(0)) % STRIDE != 0;
        }
        release(before);
        before = page;
    } while (code == ERROR_MORE_DATA);
    IS(handle, 0);
    release(before);
    return untouched;
}

int main(void)
{
    DHCP_SUBNET_INFO subnet;
    memset(&subnet, 0, sizeof subnet);
    subnet.SubnetAddress = SCOPE;
    subnet.SubnetMask = 0xFFFE0000U;
    IS(DhcpCreateSubnet(NULL, SCOPE, &subnet), ERROR_SUCCESS);
    for (DWORD number = 0; number < LEASES; number++)
        IS(create(address_of(number)), ERROR_SUCCESS);
    IS(list(), LEASES - LEASES / STRIDE);
    pthread_t thread;
    IS(pthread_create(&thread, NULL, change, NULL), 0);
    for (int round = 0; round < 5; round++)
        IS(list(), LEASES - LEASES / STRIDE);
    atomic_store(&is_over, 1);
    IS(pthread_join(thread, NULL), 0);
    return wrong;
}
