/*
 * A program as it was written for Windows, but for the headers: it uses nothing but the functions of dhcpsapi.dll. It lists
 * the relationships of dhcp1, gives the first one another percentage and has it rebalanced, and adds the record of a lease.
 *
 *     DHCPSAPI_REGISTRY=sqlite:registry.db ./shared_registry
 *
 * The variable says on which servers it works: those that other processes have made there, and will go on with.
 */
#include <dhcpsapi.h>

#include <stdio.h>
#include <stdlib.h>

#define PAGE 0x10000 /* PreferredMaximum, in bytes */

static const WCHAR server[] = u"dhcp1";
static BYTE hardware_address[] = {2, 0, 0, 0, 0, 7};

static void check(const char *call, DWORD code)
{
    if (code != ERROR_SUCCESS) {
        fprintf(stderr, "%s: %u\n", call, (unsigned)code);
        exit(EXIT_FAILURE);
    }
}

/* The names here are ASCII. */
static void print_name(LPCWSTR name)
{
    for (; *name != 0; name++)
        putchar(*name < 0x80 ? (int)*name : '?');
}

static void free_members(const DHCP_FAILOVER_RELATIONSHIP *relationship)
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

static void print_relationship(const DHCP_FAILOVER_RELATIONSHIP *relationship)
{
    printf("  ");
    print_name(relationship->RelationshipName);
    printf(": state %d, %u %%, %u scope(s)\n", (int)relationship->State, (unsigned)relationship->Percentage,
           (unsigned)relationship->pScopes->NumElements);
}

static void print_statistics(DHCP_IP_ADDRESS scope)
{
    LPDHCP_FAILOVER_STATISTICS found = NULL;
    check("DhcpV4FailoverGetScopeStatistics", DhcpV4FailoverGetScopeStatistics(server, scope, &found));
    printf("  %u addresses: %u free here, %u free on the partner, %u in use\n", (unsigned)found->NumAddr,
           (unsigned)found->ThisAddrFree, (unsigned)found->PartnerAddrFree, (unsigned)found->AddrInUse);
    DhcpRpcFreeMemory(found);
}

/* 70 % for the primary, and the addresses go where they belong. */
static void change(LPWSTR name)
{
    DHCP_FAILOVER_RELATIONSHIP changed = {.RelationshipName = name, .Percentage = 70};
    check("DhcpV4FailoverSetRelationship", DhcpV4FailoverSetRelationship(server, PERCENTAGE, &changed));
    check("DhcpV4FailoverTriggerAddrAllocation", DhcpV4FailoverTriggerAddrAllocation(server, name));
}

static void add_lease(DHCP_IP_ADDRESS scope)
{
    DHCP_CLIENT_INFO lease = {
        .ClientIpAddress = scope + 7,
        .SubnetMask = 0xFFFFFF00,
        .ClientHardwareAddress = {sizeof hardware_address, hardware_address},
        .ClientName = DHCPSAPI_TEXT("printer"),
        .ClientLeaseExpires = {DHCP_DATE_TIME_INFINIT_LOW, DHCP_DATE_TIME_INFINIT_HIGH},
    };
    check("DhcpCreateClientInfo", DhcpCreateClientInfo(server, &lease));
}

int main(void)
{
    LPDHCP_FAILOVER_RELATIONSHIP_ARRAY found = NULL;
    DWORD resume = 0, read = 0, total = 0, i;
    check("DhcpV4FailoverEnumRelationship",
          DhcpV4FailoverEnumRelationship(server, &resume, PAGE, &found, &read, &total));
    printf("Relationships of dhcp1: %u\n", (unsigned)read);
    for (i = 0; i < found->NumElements; i++)
        print_relationship(&found->pRelationships[i]);

    printf("70 %% for the primary, and a lease:\n");
    change(found->pRelationships[0].RelationshipName);
    add_lease(found->pRelationships[0].pScopes->Elements[0]);
    print_statistics(found->pRelationships[0].pScopes->Elements[0]);

    for (i = 0; i < found->NumElements; i++)
        free_members(&found->pRelationships[i]);
    DhcpRpcFreeMemory(found->pRelationships);
    DhcpRpcFreeMemory(found);
    return EXIT_SUCCESS;
}
