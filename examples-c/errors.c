/*
 * Mistakes: what each of them is answered, and that a refused call changes nothing.
 *
 *   cc -std=c11 errors.c -ldhcpsapi && ./a.out
 */
#include "support.h"

#include <string.h>

#define SCOPE 0x0A000000u       /* 10.0.0.0, in the relationship "main" of both servers */
#define OTHER_SCOPE 0x0A000100u /* 10.0.1.0, in no relationship */
#define UNKNOWN_SCOPE 0x0A006300u /* 10.0.99.0, does not exist */

static WCHAR primary[] = u"dhcp1.example";
static WCHAR secondary[] = u"dhcp2.example";
static WCHAR relationship_name[] = u"main";
static DHCP_IP_ADDRESS scope = SCOPE;
static DHCP_IP_ARRAY scopes = {.NumElements = 1, .Elements = &scope};

/* ---- two servers with one relationship ---- */

static DWORD add_server(WCHAR *name, DHCP_IP_ADDRESS address)
{
    DHCPDS_SERVER entry = {.ServerName = name, .ServerAddress = address};
    return DhcpAddServer(0, NULL, &entry, NULL, NULL);
}

static DWORD create_scope(LPCWSTR server, DHCP_IP_ADDRESS address)
{
    WCHAR name[] = u"Scope";
    DHCP_SUBNET_INFO info = {.SubnetAddress = address, .SubnetMask = 0xFFFFFF00u, .SubnetName = name};
    return DhcpCreateSubnet(server, address, &info);
}

static DWORD add_range(LPCWSTR server, DHCP_IP_ADDRESS subnet, DWORD first, DWORD last)
{
    DHCP_BOOTP_IP_RANGE range = {.StartAddress = subnet + first, .EndAddress = subnet + last};
    DHCP_SUBNET_ELEMENT_DATA_V5 element = {.ElementType = DhcpIpRanges, .Element.IpRange = &range};
    return DhcpAddSubnetElementV5(server, subnet, &element);
}

/* A relationship that Create accepts; the mistakes below change one thing in it. */
static DHCP_FAILOVER_RELATIONSHIP good(void)
{
    DHCP_FAILOVER_RELATIONSHIP relationship = {
        .PrimaryServer = 0xC0000201u,
        .SecondaryServer = 0xC0000202u,
        .Mode = LoadBalance,
        .ServerType = PrimaryServer,
        .Mclt = 3600,
        .RelationshipName = relationship_name,
        .pScopes = &scopes,
        .Percentage = 50,
    };
    return relationship;
}

static void set_up_server(WCHAR *name, DHCP_IP_ADDRESS address, DHCP_FAILOVER_SERVER type)
{
    DHCP_FAILOVER_RELATIONSHIP relationship = good();
    relationship.ServerType = type;
    check("DhcpAddServer", add_server(name, address));
    check("DhcpCreateSubnet", create_scope(name, SCOPE));
    check("DhcpAddSubnetElementV5", add_range(name, SCOPE, 1, 254));
    check("DhcpCreateSubnet", create_scope(name, OTHER_SCOPE));
    check("DhcpV4FailoverCreateRelationship", DhcpV4FailoverCreateRelationship(name, &relationship));
}

static void take_down_server(WCHAR *name, DHCP_IP_ADDRESS address)
{
    DHCPDS_SERVER entry = {.ServerName = name, .ServerAddress = address};
    check("DhcpV4FailoverDeleteRelationship", DhcpV4FailoverDeleteRelationship(name, relationship_name));
    check("DhcpDeleteSubnet", DhcpDeleteSubnet(name, SCOPE, DhcpFullForce));
    check("DhcpDeleteSubnet", DhcpDeleteSubnet(name, OTHER_SCOPE, DhcpFullForce));
    check("DhcpDeleteServer", DhcpDeleteServer(0, NULL, &entry, NULL, NULL));
}

/* ---- what a server looks like, to be compared before and after a mistake ---- */

typedef struct View {
    DWORD relationships, scopes, mode, percentage, mclt, state;
    DHCP_FAILOVER_STATISTICS statistics;
} View;

static View view(LPCWSTR server)
{
    View view = {0};
    DHCP_RESUME_HANDLE resume = 0;
    DWORD total = 0;
    LPDHCP_FAILOVER_RELATIONSHIP_ARRAY relationships = NULL;
    check("DhcpV4FailoverEnumRelationship",
          DhcpV4FailoverEnumRelationship(server, &resume, 0xFFFFFFFF, &relationships, &view.relationships, &total));
    view.mode = relationships->pRelationships[0].Mode;
    view.percentage = relationships->pRelationships[0].Percentage;
    view.mclt = relationships->pRelationships[0].Mclt;
    view.state = relationships->pRelationships[0].State;
    for (DWORD i = 0; i < relationships->NumElements; i++)
        free_members(&relationships->pRelationships[i]);
    DhcpRpcFreeMemory(relationships->pRelationships);
    DhcpRpcFreeMemory(relationships);

    LPDHCP_IP_ARRAY subnets = NULL;
    resume = 0;
    check("DhcpEnumSubnets", DhcpEnumSubnets(server, &resume, 0xFFFFFFFF, &subnets, &view.scopes, &total));
    DhcpRpcFreeMemory(subnets->Elements);
    DhcpRpcFreeMemory(subnets);

    LPDHCP_FAILOVER_STATISTICS statistics = NULL;
    check("DhcpV4FailoverGetScopeStatistics", DhcpV4FailoverGetScopeStatistics(server, SCOPE, &statistics));
    view.statistics = *statistics;
    DhcpRpcFreeMemory(statistics);
    return view;
}

/* ---- the mistakes ---- */

static DWORD unknown_server(void)
{
    DWORD major = 0, minor = 0;
    return DhcpGetVersion(u"dhcp9.example", &major, &minor);
}

static DWORD server_twice(void)
{
    return add_server(primary, 0xC0000201u);
}

static DWORD nothing_to_create(void)
{
    return DhcpV4FailoverCreateRelationship(primary, NULL);
}

static DWORD percentage_of_101(void)
{
    DHCP_FAILOVER_RELATIONSHIP change = good();
    change.Percentage = 101;
    return DhcpV4FailoverSetRelationship(primary, PERCENTAGE, &change);
}

static DWORD nothing_to_set(void)
{
    DHCP_FAILOVER_RELATIONSHIP change = good();
    return DhcpV4FailoverSetRelationship(primary, 0, &change);
}

/* 0xD83D is half of a pair. */
static DWORD half_a_character(void)
{
    const WCHAR name[] = {0xD83D, 0};
    return DhcpV4FailoverDeleteRelationship(primary, name);
}

static DWORD unknown_relationship(void)
{
    return DhcpV4FailoverDeleteRelationship(primary, u"mian");
}

static DWORD unknown_scope(void)
{
    DHCP_IP_ADDRESS address = UNKNOWN_SCOPE;
    DHCP_IP_ARRAY addresses = {.NumElements = 1, .Elements = &address};
    DHCP_FAILOVER_RELATIONSHIP relationship = good();
    relationship.pScopes = &addresses;
    return DhcpV4FailoverCreateRelationship(primary, &relationship);
}

/* The scope is looked at before the name: creating the same relationship again is this, not "exists". */
static DWORD relationship_twice(void)
{
    DHCP_FAILOVER_RELATIONSHIP relationship = good();
    return DhcpV4FailoverCreateRelationship(primary, &relationship);
}

static DWORD name_twice(void)
{
    DHCP_IP_ADDRESS address = OTHER_SCOPE;
    DHCP_IP_ARRAY addresses = {.NumElements = 1, .Elements = &address};
    DHCP_FAILOVER_RELATIONSHIP relationship = good();
    relationship.pScopes = &addresses;
    return DhcpV4FailoverCreateRelationship(primary, &relationship);
}

static DWORD name_of_127_units(void)
{
    WCHAR name[128];
    for (size_t i = 0; i < 127; i++)
        name[i] = u'x';
    name[127] = 0;
    DHCP_IP_ADDRESS address = OTHER_SCOPE;
    DHCP_IP_ARRAY addresses = {.NumElements = 1, .Elements = &address};
    DHCP_FAILOVER_RELATIONSHIP relationship = good();
    relationship.RelationshipName = name;
    relationship.pScopes = &addresses;
    return DhcpV4FailoverCreateRelationship(primary, &relationship);
}

static DWORD removal_of_a_foreign_scope(void)
{
    DHCP_IP_ADDRESS address = OTHER_SCOPE;
    DHCP_IP_ARRAY addresses = {.NumElements = 1, .Elements = &address};
    DHCP_FAILOVER_RELATIONSHIP relationship = good();
    relationship.pScopes = &addresses;
    return DhcpV4FailoverDeleteScopeFromRelationship(primary, &relationship);
}

/* On failure the output is NULL, so freeing it does no harm. */
static DWORD statistics_without_relationship(void)
{
    LPDHCP_FAILOVER_STATISTICS statistics = NULL;
    DWORD code = DhcpV4FailoverGetScopeStatistics(primary, OTHER_SCOPE, &statistics);
    DhcpRpcFreeMemory(statistics);
    return code;
}

static DWORD rebalance_by_the_secondary(void)
{
    return DhcpV4FailoverTriggerAddrAllocation(secondary, relationship_name);
}

static DWORD deletion_of_a_failover_scope(void)
{
    return DhcpDeleteSubnet(primary, SCOPE, DhcpFullForce);
}

static DWORD scope_twice(void)
{
    return create_scope(primary, SCOPE);
}

static DWORD range_that_ends_before_it_starts(void)
{
    return add_range(primary, OTHER_SCOPE, 20, 10);
}

static DWORD unknown_client(void)
{
    DHCP_SEARCH_INFO search = {.SearchType = DhcpClientIpAddress, .SearchInfo.ClientIpAddress = SCOPE + 77};
    LPDHCPV4_FAILOVER_CLIENT_INFO client = NULL;
    return DhcpV4FailoverGetClientInfo(primary, &search, &client);
}

typedef struct Mistake {
    const char *text;
    DWORD (*make)(void);
} Mistake;

static const Mistake mistakes[] = {
    {"a server that nobody knows", unknown_server},
    {"a server that is in the list", server_twice},
    {"NULL for a relationship", nothing_to_create},
    {"a percentage of 101", percentage_of_101},
    {"no flag that says what to set", nothing_to_set},
    {"a name that is not UTF-16", half_a_character},
    {"a relationship that does not exist", unknown_relationship},
    {"a scope that does not exist", unknown_scope},
    {"the same relationship again", relationship_twice},
    {"the same name with a free scope", name_twice},
    {"a name of 127 units", name_of_127_units},
    {"removing a scope that is not in it", removal_of_a_foreign_scope},
    {"statistics of such a scope", statistics_without_relationship},
    {"rebalancing on the secondary", rebalance_by_the_secondary},
    {"deleting a failover scope", deletion_of_a_failover_scope},
    {"a scope that exists", scope_twice},
    {"a range that ends before it starts", range_that_ends_before_it_starts},
    {"a client that has no lease", unknown_client},
};

/* Makes a mistake and tells whether both servers are as they were. */
static void make(const Mistake *mistake)
{
    const View before[] = {view(primary), view(secondary)};
    DWORD code = mistake->make();
    const View after[] = {view(primary), view(secondary)};
    /* The structures have no padding, so comparing bytes compares members. */
    printf("%-35s %5u %-44s %s\n", mistake->text, (unsigned)code, meaning(code),
           memcmp(before, after, sizeof before) == 0 ? "nothing changed" : "CHANGED");
}

int main(void)
{
    set_up_server(secondary, 0xC0000202u, SecondaryServer);
    set_up_server(primary, 0xC0000201u, PrimaryServer);
    for (size_t i = 0; i < sizeof mistakes / sizeof mistakes[0]; i++)
        make(&mistakes[i]);
    take_down_server(secondary, 0xC0000202u);
    take_down_server(primary, 0xC0000201u);
    return EXIT_SUCCESS;
}
