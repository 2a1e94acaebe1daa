/*
 * The story of an outage, with what both servers say on the way: the link between them breaks and is repaired, then one
 * of them dies and comes back. It takes three and a half hours on the clock of the servers, which this program sets.
 *
 *   cc -std=c11 outage.c -ldhcpsapi && ./a.out
 */
#include "support.h"

#define START 4000000000u /* 2096-10-02T07:06:40Z; any time to come would do */
#define HOUR 3600u

#define SCOPE 0x0A000000u /* 10.0.0.0, 100 addresses */
#define MASK 0xFFFFFF00u

static WCHAR relationship_name[] = u"main";

typedef struct Server {
    const char *label;
    WCHAR name[8];
    DHCP_IP_ADDRESS address;
} Server;

static Server primary = {"dhcp1", u"dhcp1", 0xC0000201u};
static Server secondary = {"dhcp2", u"dhcp2", 0xC0000202u};
static Server *const both[] = {&primary, &secondary};

/* ---- a healthy pair ---- */

static void create_server(Server *server)
{
    WCHAR scope_name[] = u"Clients";
    DHCPDS_SERVER entry = {.ServerName = server->name, .ServerAddress = server->address};
    DHCP_SUBNET_INFO scope = {.SubnetAddress = SCOPE, .SubnetMask = MASK, .SubnetName = scope_name};
    DHCP_BOOTP_IP_RANGE range = {.StartAddress = SCOPE + 1, .EndAddress = SCOPE + 100};
    DHCP_SUBNET_ELEMENT_DATA_V5 element = {.ElementType = DhcpIpRanges, .Element.IpRange = &range};
    check("DhcpAddServer", DhcpAddServer(0, NULL, &entry, NULL, NULL));
    check("DhcpCreateSubnet", DhcpCreateSubnet(server->name, SCOPE, &scope));
    check("DhcpAddSubnetElementV5", DhcpAddSubnetElementV5(server->name, SCOPE, &element));
}

static void create_relationship(void)
{
    DHCP_IP_ADDRESS scope = SCOPE;
    DHCP_IP_ARRAY scopes = {.NumElements = 1, .Elements = &scope};
    DHCP_FAILOVER_RELATIONSHIP relationship = {
        .PrimaryServer = primary.address,
        .SecondaryServer = secondary.address,
        .Mode = LoadBalance,
        .Percentage = 50,
        .Mclt = HOUR,       /* how far a lease may be ahead of what the partner knows */
        .SafePeriod = HOUR, /* how long a silent partner is taken to be alive; 0 is for ever */
        .RelationshipName = relationship_name,
        .pScopes = &scopes,
    };
    for (size_t i = 0; i < 2; i++) {
        relationship.ServerType = both[i] == &primary ? PrimaryServer : SecondaryServer;
        check("DhcpV4FailoverCreateRelationship", DhcpV4FailoverCreateRelationship(both[i]->name, &relationship));
    }
}

/* ---- clients and administrators ---- */

/* Makes the lease record that the server would make when a client asks it for an address. */
static void lease(const Server *server, BYTE number, BYTE client)
{
    BYTE identifier[] = {0x02, 0, 0, 0, 0, client}; /* a hardware address that nobody owns */
    char text[16] = "";
    WCHAR name[16];
    snprintf(text, sizeof text, "client-%u", (unsigned)client);
    for (size_t i = 0; i < sizeof text; i++)
        name[i] = (WCHAR)text[i];
    DHCP_CLIENT_INFO_PB record = {
        .ClientIpAddress = SCOPE + number,
        .ClientHardwareAddress = {.DataLength = sizeof identifier, .Data = identifier},
        .ClientName = name,
        .ClientLeaseExpires = {DHCP_DATE_TIME_INFINIT_LOW, DHCP_DATE_TIME_INFINIT_HIGH}, /* never */
        .bClientType = CLIENT_TYPE_DHCP,
        .AddressState = V5_ADDRESS_STATE_ACTIVE,
    };
    check("DhcpV4CreateClientInfo", DhcpV4CreateClientInfo(server->name, &record));
}

/* Each address to the client of the same number. */
static void lease_all(const Server *server, BYTE first, BYTE last)
{
    for (unsigned number = first; number <= last; number++)
        lease(server, (BYTE)number, (BYTE)number);
}

/* Only an administrator can know that a server is dead and not merely out of reach. */
static void declare_partner_down(const Server *survivor)
{
    DHCP_FAILOVER_RELATIONSHIP change = {.RelationshipName = relationship_name, .State = PARTNER_DOWN};
    check("DhcpV4FailoverSetRelationship", DhcpV4FailoverSetRelationship(survivor->name, CHANGESTATE, &change));
}

/* ---- what the servers say ---- */

static DWORD now;

/* Lets time pass on all servers. Everything that falls due happens within this call. */
static void wait_until(DWORD seconds)
{
    check("dhcpsapi_clock_advance", dhcpsapi_clock_advance(seconds - now));
    now = seconds;
}

static void show_server(const Server *server)
{
    LPDHCP_FAILOVER_RELATIONSHIP relationship = NULL;
    LPDHCP_FAILOVER_STATISTICS statistics = NULL;
    DWORD code = DhcpV4FailoverGetRelationship(server->name, relationship_name, &relationship);
    if (code == RPC_S_SERVER_UNAVAILABLE) {
        printf("  %-7s (%s)\n", server->label, meaning(code));
        return;
    }
    check("DhcpV4FailoverGetRelationship", code);
    check("DhcpV4FailoverGetScopeStatistics", DhcpV4FailoverGetScopeStatistics(server->name, SCOPE, &statistics));
    printf("  %-7s %-18s %-18s %10u %8u %13u %8u\n", server->label, state_name(relationship->State),
           state_name(relationship->PrevState), (unsigned)statistics->ThisAddrFree,
           (unsigned)statistics->PartnerAddrFree, (unsigned)statistics->ThisAddrInUse,
           (unsigned)statistics->PartnerAddrInUse);
    free_relationship(relationship);
    DhcpRpcFreeMemory(statistics);
}

static void show(const char *event)
{
    printf("\n%5u s  %s\n", (unsigned)now, event);
    printf("  %-7s %-18s %-18s %10s %8s %13s %8s\n", "server", "state", "previous state", "free: this", "partner",
           "in use: this", "partner");
    show_server(&primary);
    show_server(&secondary);
}

/* Who has an address, as each of the servers knows it. */
static void show_lease(BYTE number)
{
    DHCP_SEARCH_INFO search = {.SearchType = DhcpClientIpAddress, .SearchInfo.ClientIpAddress = SCOPE + number};
    char text[DOTTED_SIZE];
    for (size_t i = 0; i < 2; i++) {
        LPDHCPV4_FAILOVER_CLIENT_INFO client = NULL;
        check("DhcpV4FailoverGetClientInfo", DhcpV4FailoverGetClientInfo(both[i]->name, &search, &client));
        printf("  %s: %s belongs to ", both[i]->label, dotted(SCOPE + number, text));
        print_wide(client->ClientName);
        printf(", from %s\n", client->OwnerHost.IpAddress == primary.address ? primary.label : secondary.label);
        DhcpRpcFreeMemory(client->ClientHardwareAddress.Data);
        DhcpRpcFreeMemory(client->ClientName);
        DhcpRpcFreeMemory(client->ClientComment);
        DhcpRpcFreeMemory(client->OwnerHost.NetBiosName);
        DhcpRpcFreeMemory(client->OwnerHost.HostName);
        DhcpRpcFreeMemory(client->PolicyName);
        DhcpRpcFreeMemory(client);
    }
}

/* ---- the story ---- */

static void set_up(void)
{
    check("dhcpsapi_clock_set", dhcpsapi_clock_set(START));
    create_server(&primary);
    create_server(&secondary);
    create_relationship();
    show("Two servers with 100 addresses, half of them each.");
    lease_all(&primary, 1, 20);
    lease_all(&secondary, 91, 100);
    show("Each has leased some of its own, and has told the other.");
    wait_until(300);
    show("The primary divides the free addresses every five minutes.");
}

/* Both servers live, and neither hears the other. */
static void link_breaks(void)
{
    wait_until(600);
    check("dhcpsapi_link_cut", dhcpsapi_link_cut(primary.name, secondary.name));
    show("The link breaks. Each serves all clients that reach it, from its own addresses.");
    lease_all(&primary, 21, 25);
    lease_all(&secondary, 88, 90);
    show("Each has leased more, and could not tell.");

    wait_until(600 + HOUR - 1);
    show("One second before the safe period ends.");
    wait_until(600 + HOUR);
    show("The safe period is over: each takes the other to be dead.");

    /* A lease can be ahead of what the partner knows by one MCLT and no more. So the addresses of a dead server can be
       used after that time. But here nobody is dead, and both give the same address away. */
    wait_until(600 + 2 * HOUR);
    lease(&primary, 60, 60);
    lease(&secondary, 60, 160);
    show("One MCLT later each may use the addresses of the other.");
    show_lease(60);
}

static void link_is_repaired(void)
{
    wait_until(8000);
    check("dhcpsapi_link_heal", dhcpsapi_link_heal(primary.name, secondary.name));
    show("The link is repaired. They tell each other everything, and divide what is free.");
    show_lease(60);
    show_lease(90);
}

static void server_dies(void)
{
    wait_until(9000);
    check("dhcpsapi_server_stop", dhcpsapi_server_stop(secondary.name));
    show("dhcp2 dies.");
    wait_until(9300);
    declare_partner_down(&primary);
    show("The administrator has found it dead, and tells dhcp1.");
    lease_all(&primary, 26, 35);
    show("dhcp1 has leased some addresses alone.");
}

static void server_returns(void)
{
    check("dhcpsapi_link_cut", dhcpsapi_link_cut(primary.name, secondary.name));
    wait_until(10000);
    check("dhcpsapi_server_start", dhcpsapi_server_start(secondary.name));
    show("dhcp2 is started again, but not plugged in: it serves nobody.");
    wait_until(10060);
    check("dhcpsapi_link_heal", dhcpsapi_link_heal(primary.name, secondary.name));
    show("It is plugged in, and has learnt all leases. It waits until one MCLT after its last operation.");

    wait_until(9000 + HOUR - 1);
    show("One second before that.");
    wait_until(9000 + HOUR);
    show("Both serve again; the free addresses are divided.");
    show_lease(35);
}

int main(void)
{
    set_up();
    link_breaks();
    link_is_repaired();
    server_dies();
    server_returns();
    check("dhcpsapi_reset", dhcpsapi_reset()); /* forgets the servers; the clock is the host's again */
    return EXIT_SUCCESS;
}
