/*
 * Puts two scopes under the care of two servers: load balance, another percentage, hot standby, leases, an exclusion
 * and reservations, with the numbers that both servers report on the way. Takes everything down at the end.
 *
 *   cc -std=c11 deploy_failover.c -ldhcpsapi && ./a.out
 */
#include "support.h"

#include <unistd.h>

/* Addresses are numbers, first byte most significant: 192.0.2.1 is 0xC0000201. */
#define SCOPE_A 0x0A000000u /* 10.0.0.0, 254 addresses */
#define SCOPE_B 0x0A000100u /* 10.0.1.0, 10 addresses */
#define MASK 0xFFFFFF00u

/* Strings are UTF-16: u"", never L"" (32 bits wide on Linux) or "". */
static WCHAR relationship_name[] = u"Z\u00fcrich";
static WCHAR shared_secret[] = u"only an example";

typedef struct Server {
    const char *label;
    WCHAR name[16];
    DHCP_IP_ADDRESS address;
} Server;

static Server primary = {"dhcp1.example", u"dhcp1.example", 0xC0000201u};
static Server secondary = {"dhcp2.example", u"dhcp2.example", 0xC0000202u};
/* Microsoft's samples do everything on the partner first, so that it is ready when the local server starts. */
static Server *const both[] = {&secondary, &primary};

/* ---- servers and scopes ---- */

/* Servers have to be made known; on Windows this list is in Active Directory. */
static void add_server(Server *server)
{
    DHCPDS_SERVER entry = {.ServerName = server->name, .ServerAddress = server->address};
    check("DhcpAddServer", DhcpAddServer(0, NULL, &entry, NULL, NULL));
}

static void delete_server(Server *server)
{
    DHCPDS_SERVER entry = {.ServerName = server->name, .ServerAddress = server->address};
    check("DhcpDeleteServer", DhcpDeleteServer(0, NULL, &entry, NULL, NULL));
}

/* A range, an exclusion and a reservation are all "elements" of a scope. */
static void add_range(const Server *server, DHCP_IP_ADDRESS scope, DWORD first, DWORD last)
{
    DHCP_BOOTP_IP_RANGE range = {.StartAddress = scope + first, .EndAddress = scope + last};
    DHCP_SUBNET_ELEMENT_DATA_V5 element = {.ElementType = DhcpIpRanges, .Element.IpRange = &range};
    check("DhcpAddSubnetElementV5", DhcpAddSubnetElementV5(server->name, scope, &element));
}

static void add_exclusion(const Server *server, DHCP_IP_ADDRESS scope, DWORD first, DWORD last)
{
    DHCP_IP_RANGE range = {.StartAddress = scope + first, .EndAddress = scope + last};
    DHCP_SUBNET_ELEMENT_DATA_V5 element = {.ElementType = DhcpExcludedIpRanges, .Element.ExcludeIpRange = &range};
    check("DhcpAddSubnetElementV5", DhcpAddSubnetElementV5(server->name, scope, &element));
}

static void create_scope(const Server *server, DHCP_IP_ADDRESS scope, WCHAR *name, DWORD addresses)
{
    DHCP_SUBNET_INFO info = {
        .SubnetAddress = scope, .SubnetMask = MASK, .SubnetName = name, .SubnetState = DhcpSubnetEnabled};
    check("DhcpCreateSubnet", DhcpCreateSubnet(server->name, scope, &info));
    add_range(server, scope, 1, addresses);
}

/* Each call touches one server, so both get the same scopes. */
static void create_scopes(void)
{
    WCHAR clients[] = u"Clients", printers[] = u"Printers";
    for (size_t i = 0; i < 2; i++) {
        create_scope(both[i], SCOPE_A, clients, 254);
        create_scope(both[i], SCOPE_B, printers, 10);
    }
    printf("Two scopes on two servers.\n");
}

/* ---- clients ---- */

/* The identifier of client n: a hardware address that nobody owns. */
static void identify(BYTE number, BYTE identifier[6])
{
    const BYTE bytes[6] = {0x02, 0, 0, 0, 0, number};
    for (size_t i = 0; i < sizeof bytes; i++)
        identifier[i] = bytes[i];
}

/* ASCII becomes UTF-16 by widening each character. */
static void name_client(BYTE number, WCHAR name[16])
{
    char text[16] = "";
    snprintf(text, sizeof text, "client-%u", (unsigned)number);
    for (size_t i = 0; i < sizeof text; i++)
        name[i] = (WCHAR)text[i];
}

/* Makes the lease record of SCOPE_A that the server would make when client n asks it for an address. */
static void lease(const Server *server, BYTE number, BYTE state)
{
    BYTE identifier[6];
    WCHAR name[16];
    identify(number, identifier);
    name_client(number, name);
    DHCP_CLIENT_INFO_PB client = {
        .ClientIpAddress = SCOPE_A + number,
        .ClientHardwareAddress = {.DataLength = sizeof identifier, .Data = identifier},
        .ClientName = name,
        .ClientLeaseExpires = {DHCP_DATE_TIME_INFINIT_LOW, DHCP_DATE_TIME_INFINIT_HIGH}, /* never */
        .bClientType = CLIENT_TYPE_DHCP,
        .AddressState = state,
    };
    check("DhcpV4CreateClientInfo", DhcpV4CreateClientInfo(server->name, &client));
}

static void lease_all(const Server *server, BYTE first, BYTE last)
{
    for (unsigned number = first; number <= last; number++)
        lease(server, (BYTE)number, V5_ADDRESS_STATE_ACTIVE);
}

static void release_all(const Server *server, BYTE first, BYTE last)
{
    for (unsigned number = first; number <= last; number++) {
        DHCP_SEARCH_INFO search = {.SearchType = DhcpClientIpAddress, .SearchInfo.ClientIpAddress = SCOPE_A + number};
        check("DhcpDeleteClientInfo", DhcpDeleteClientInfo(server->name, &search));
    }
}

static void reserve(const Server *server, BYTE number)
{
    BYTE identifier[6];
    identify(number, identifier);
    DHCP_CLIENT_UID client = {.DataLength = sizeof identifier, .Data = identifier};
    DHCP_IP_RESERVATION_V4 reservation = {.ReservedIpAddress = SCOPE_A + number,
                                          .ReservedForClient = &client,
                                          .bAllowedClientTypes = CLIENT_TYPE_BOTH};
    DHCP_SUBNET_ELEMENT_DATA_V5 element = {.ElementType = DhcpReservedIps, .Element.ReservedIp = &reservation};
    check("DhcpAddSubnetElementV5", DhcpAddSubnetElementV5(server->name, SCOPE_A, &element));
}

/* ---- the relationship ---- */

/* The two halves are equal in everything but ServerType. */
static void create_relationship(void)
{
    DHCP_IP_ADDRESS scopes[] = {SCOPE_A, SCOPE_B};
    DHCP_IP_ARRAY array = {.NumElements = 2, .Elements = scopes};
    DHCP_FAILOVER_RELATIONSHIP relationship = {
        .PrimaryServer = primary.address,
        .SecondaryServer = secondary.address,
        .Mode = LoadBalance,
        .Mclt = 3600,
        .SafePeriod = 0, /* never switch to PARTNER_DOWN without an administrator */
        .RelationshipName = relationship_name,
        .PrimaryServerName = primary.name,
        .SecondaryServerName = secondary.name,
        .pScopes = &array,
        .Percentage = 50,
        .SharedSecret = shared_secret,
    };
    for (size_t i = 0; i < 2; i++) {
        relationship.ServerType = both[i] == &primary ? PrimaryServer : SecondaryServer;
        check("DhcpV4FailoverCreateRelationship", DhcpV4FailoverCreateRelationship(both[i]->name, &relationship));
    }
}

/* A new relationship starts in STARTUP; clients are served when both servers are in NORMAL. */
static void wait_for_normal(const Server *server)
{
    for (int tries = 0; tries < 60; tries++) {
        LPDHCP_FAILOVER_RELATIONSHIP relationship = NULL;
        check("DhcpV4FailoverGetRelationship",
              DhcpV4FailoverGetRelationship(server->name, relationship_name, &relationship));
        FSM_STATE state = relationship->State;
        if (state == NORMAL) {
            printf("%s: ", server->label);
            print_wide(relationship->RelationshipName);
            printf(" is in %s after %s.\n", state_name(state), state_name(relationship->PrevState));
        }
        free_relationship(relationship);
        if (state == NORMAL)
            return;
        sleep(1);
    }
    fprintf(stderr, "%s: not in NORMAL after a minute\n", server->label);
    exit(EXIT_FAILURE);
}

/* Sets mode and percentage on both servers; the flags say which members of the structure count. */
static void set(DHCP_FAILOVER_MODE mode, BYTE percentage)
{
    DHCP_FAILOVER_RELATIONSHIP change = {
        .RelationshipName = relationship_name, .Mode = mode, .Percentage = percentage};
    for (size_t i = 0; i < 2; i++)
        check("DhcpV4FailoverSetRelationship",
              DhcpV4FailoverSetRelationship(both[i]->name, MODE | PERCENTAGE, &change));
}

/* Rebalances the free addresses now. Only the primary does it; by itself it would do so every five minutes. */
static void trigger(void)
{
    check("DhcpV4FailoverTriggerAddrAllocation",
          DhcpV4FailoverTriggerAddrAllocation(primary.name, relationship_name));
}

/* ---- what the servers say ---- */

static void show_statistics(const Server *server, DHCP_IP_ADDRESS scope)
{
    LPDHCP_FAILOVER_STATISTICS statistics = NULL;
    char text[DOTTED_SIZE];
    check("DhcpV4FailoverGetScopeStatistics", DhcpV4FailoverGetScopeStatistics(server->name, scope, &statistics));
    printf("  %-9s %-14s %5u %5u %6u %11u %8u %13u %8u\n", dotted(scope, text), server->label,
           (unsigned)statistics->NumAddr, (unsigned)statistics->AddrFree, (unsigned)statistics->AddrInUse,
           (unsigned)statistics->ThisAddrFree, (unsigned)statistics->PartnerAddrFree,
           (unsigned)statistics->ThisAddrInUse, (unsigned)statistics->PartnerAddrInUse);
    DhcpRpcFreeMemory(statistics);
}

/* "This" is the server that is asked: the answers of the two servers mirror each other. */
static void show(const char *title)
{
    printf("\n%s\n", title);
    printf("  %-9s %-14s %5s %5s %6s %11s %8s %13s %8s\n", "scope", "asked", "total", "free", "in use", "free: this",
           "partner", "in use: this", "partner");
    show_statistics(&primary, SCOPE_A);
    show_statistics(&secondary, SCOPE_A);
    show_statistics(&primary, SCOPE_B);
    show_statistics(&secondary, SCOPE_B);
}

/* Who may lease an address? Both servers give the same answer. */
static void show_status(DHCP_IP_ADDRESS address)
{
    static const char *const answers[] = {"the primary's", "the secondary's", "excluded", "reserved"};
    DWORD status = 0;
    char text[DOTTED_SIZE];
    check("DhcpV4FailoverGetAddressStatus", DhcpV4FailoverGetAddressStatus(primary.name, address, &status));
    printf("  %-10s %u %s\n", dotted(address, text), (unsigned)status, status < 4 ? answers[status] : "?");
}

/* Reads a lease of the primary's from the secondary, which has got it through the failover protocol. */
static void show_lease(DHCP_IP_ADDRESS address)
{
    DHCP_SEARCH_INFO search = {.SearchType = DhcpClientIpAddress, .SearchInfo.ClientIpAddress = address};
    LPDHCPV4_FAILOVER_CLIENT_INFO client = NULL;
    char text[DOTTED_SIZE];
    check("DhcpV4FailoverGetClientInfo", DhcpV4FailoverGetClientInfo(secondary.name, &search, &client));

    printf("\nThe lease of %s, as %s knows it\n", dotted(address, text), secondary.label);
    printf("  mask   %s\n  client", dotted(client->SubnetMask, text));
    /* Subnet (least significant byte first), 01, and the identifier. */
    for (DWORD i = 0; i < client->ClientHardwareAddress.DataLength; i++)
        printf(" %02x", client->ClientHardwareAddress.Data[i]);
    printf("\n  name   ");
    print_wide(client->ClientName);
    printf("\n  owner  %s\n  state  %u\n", dotted(client->OwnerHost.IpAddress, text),
           (unsigned)client->AddressState & 3u);

    DhcpRpcFreeMemory(client->ClientHardwareAddress.Data);
    DhcpRpcFreeMemory(client->ClientName);
    DhcpRpcFreeMemory(client->ClientComment);
    DhcpRpcFreeMemory(client->OwnerHost.NetBiosName);
    DhcpRpcFreeMemory(client->OwnerHost.HostName);
    DhcpRpcFreeMemory(client->PolicyName);
    DhcpRpcFreeMemory(client);
}

/* ---- the story ---- */

/* 24 leases of the primary's, 16 of the secondary's, one declined address of each; 10 addresses excluded, one reserved
   for a client that holds it and one for a client that was never seen. 200 addresses stay free. */
static void use_the_scope(void)
{
    release_all(&primary, 26, 52);
    release_all(&secondary, 144, 175);
    lease(&primary, 61, V5_ADDRESS_STATE_DECLINED);
    lease(&secondary, 190, V5_ADDRESS_STATE_DECLINED);
    for (size_t i = 0; i < 2; i++) {
        add_exclusion(both[i], SCOPE_A, 245, 254);
        reserve(both[i], 25); /* leased */
        reserve(both[i], 60); /* not leased */
    }
}

/* A scope cannot be deleted while it is in a relationship. */
static void take_down(void)
{
    for (size_t i = 0; i < 2; i++) {
        check("DhcpV4FailoverDeleteRelationship",
              DhcpV4FailoverDeleteRelationship(both[i]->name, relationship_name));
        check("DhcpDeleteSubnet", DhcpDeleteSubnet(both[i]->name, SCOPE_A, DhcpFullForce)); /* with its leases */
        check("DhcpDeleteSubnet", DhcpDeleteSubnet(both[i]->name, SCOPE_B, DhcpFullForce));
    }
    delete_server(&secondary);
    delete_server(&primary);
    printf("\nEverything is taken down.\n");
}

int main(void)
{
    add_server(&secondary);
    add_server(&primary);
    create_scopes();
    create_relationship();
    wait_for_normal(&secondary);
    wait_for_normal(&primary);
    show("Load balance 50 %: half of the free addresses each");

    set(LoadBalance, 70);
    show("Load balance 70 %: set, nothing has moved");
    trigger();
    show("Load balance 70 %: divided");

    set(HotStandby, 5);
    trigger();
    show("Hot standby 5 %: a reserve for the secondary, rounded down");

    set(LoadBalance, 50);
    trigger();
    lease_all(&primary, 1, 52);
    lease_all(&secondary, 128, 175);
    show("Load balance 50 %: 100 leases, 52 by the primary and 48 by the secondary");
    trigger();
    show("Load balance 50 %: divided");

    use_the_scope();
    set(LoadBalance, 60);
    trigger();
    show("Load balance 60 %: 40 leases, 2 declined, 10 excluded, 2 reserved");

    printf("\nWho may lease an address\n");
    show_status(SCOPE_A + 60);
    show_status(SCOPE_A + 100);
    show_status(SCOPE_A + 240);
    show_status(SCOPE_A + 250);
    show_lease(SCOPE_A + 1);
    take_down();
    return EXIT_SUCCESS;
}
