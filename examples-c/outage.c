/*
 * The story of an outage, with what both servers say on the way: the link between them breaks and is repaired, one of
 * them dies and comes back, and the other loses its leases and gets them again. It takes six hours on the clock of the
 * servers, which this program sets.
 *
 *   cc -std=c11 outage.c -ldhcpsapi && ./a.out
 */
#include "support.h"

#include <string.h>

#define START 4000000000u /* 2096-10-02T07:06:40Z; any time to come would do */
#define HOUR 3600u

#define SCOPE 0x0A000000u /* 10.0.0.0, 40 addresses */
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
    DHCP_BOOTP_IP_RANGE range = {.StartAddress = SCOPE + 1, .EndAddress = SCOPE + 40};
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

static DWORD now;

/* A client: client-7 has the hardware address 02-00-00-00-00-07. */
typedef struct Client {
    BYTE identifier[6];
    WCHAR name[16];
    DHCPSAPI_CLIENT structure;
} Client;

static const DHCPSAPI_CLIENT *client(Client *made, unsigned number)
{
    char text[16] = "";
    memset(made, 0, sizeof *made);
    made->identifier[0] = 0x02;
    made->identifier[5] = (BYTE)number;
    snprintf(text, sizeof text, "client-%u", number);
    for (size_t i = 0; i < sizeof text; i++)
        made->name[i] = (WCHAR)text[i];
    made->structure.Scope = SCOPE;
    made->structure.HardwareAddress.DataLength = sizeof made->identifier;
    made->structure.HardwareAddress.Data = made->identifier;
    made->structure.Name = made->name;
    return &made->structure;
}

/* New clients ask for an address. The server answers that should; tells how many got one. */
static unsigned clients_come(unsigned first, unsigned last)
{
    unsigned served = 0;
    for (unsigned number = first; number <= last; number++) {
        Client made;
        DHCPSAPI_ANSWER *answer = NULL;
        DWORD code = dhcpsapi_client_request(NULL, client(&made, number), &answer);
        if (code == ERROR_SUCCESS)
            served++;
        else if (code != ERROR_DHCP_RANGE_FULL)
            check("dhcpsapi_client_request", code);
        DhcpRpcFreeMemory(answer);
    }
    return served;
}

/* Clients ask for more time, whoever hears them. */
static void clients_stay(unsigned first, unsigned last)
{
    for (unsigned number = first; number <= last; number++) {
        Client made;
        DHCPSAPI_ANSWER *answer = NULL;
        check("dhcpsapi_client_rebind", dhcpsapi_client_rebind(NULL, client(&made, number), &answer));
        DhcpRpcFreeMemory(answer);
    }
}

/* Only an administrator can know that a server is dead and not merely out of reach. */
static void declare_partner_down(const Server *survivor)
{
    DHCP_FAILOVER_RELATIONSHIP change = {.RelationshipName = relationship_name, .State = PARTNER_DOWN};
    check("DhcpV4FailoverSetRelationship", DhcpV4FailoverSetRelationship(survivor->name, CHANGESTATE, &change));
}

/* ---- what the servers say ---- */

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

static const char *label_of(DHCP_IP_ADDRESS address)
{
    return address == primary.address ? primary.label : secondary.label;
}

/* The answers that the servers would give a client now, and why. */
static void explain(DHCPSAPI_REQUEST_KIND asking, unsigned number)
{
    Client made;
    DHCPSAPI_ANSWER *answers = NULL;
    DWORD count = 0;
    char text[DOTTED_SIZE];
    check("dhcpsapi_explain", dhcpsapi_explain(NULL, asking, client(&made, number), &answers, &count));
    printf("  client-%u asks for %s:\n", number, asking == DhcpsapiNewLease ? "an address" : "more time");
    for (DWORD i = 0; i < count; i++) {
        const DHCPSAPI_ANSWER *answer = &answers[i];
        printf("    %s: ", label_of(answer->Server));
        if (answer->Address != 0)
            printf("%s for %u s of %u. ", dotted(answer->Address, text), (unsigned)answer->LeaseTime,
                   (unsigned)answer->WantedLeaseTime);
        printf("%s", dhcpsapi_rule_text(answer->Rule));
        if (answer->ChangesAt != 0)
            printf(" This changes at %u s.", (unsigned)(answer->ChangesAt - START));
        printf("\n");
    }
    DhcpRpcFreeMemory(answers);
}

/* ---- the story ---- */

static void set_up(void)
{
    check("dhcpsapi_clock_set", dhcpsapi_clock_set(START));
    create_server(&primary);
    create_server(&secondary);
    create_relationship();
    show("Two servers with 40 addresses, half of them each.");
    explain(DhcpsapiNewLease, 1);
    clients_come(1, 20);
    show("20 clients have come. Each has an address for an hour, the MCLT, until both servers know of it.");
    wait_until(HOUR / 2);
    show("Half of the hour is over, so they ask for more time.");
    explain(DhcpsapiRebinding, 1);
    clients_stay(1, 20);
    show("They have eight days. The free addresses are divided every five minutes.");
}

/* Both servers live, and neither hears the other. */
static void link_breaks(void)
{
    wait_until(HOUR);
    check("dhcpsapi_link_cut", dhcpsapi_link_cut(primary.name, secondary.name));
    show("The link breaks. Each serves all clients that reach it, from its own addresses.");
    explain(DhcpsapiRebinding, 1);
    explain(DhcpsapiNewLease, 21);
    clients_come(21, 22);
    show("Two more have come, and no server could tell the other.");

    wait_until(2 * HOUR - 1);
    clients_stay(21, 22);
    show("One second before the safe period ends.");
    wait_until(2 * HOUR);
    show("The safe period is over: each takes the other to be dead, although nobody is.");
}

static void link_is_repaired(void)
{
    wait_until(2 * HOUR + 600);
    check("dhcpsapi_link_heal", dhcpsapi_link_heal(primary.name, secondary.name));
    show("The link is repaired. They tell each other everything, and rebalance what is free.");
    clients_stay(21, 22);
    wait_until(2 * HOUR + 1200);
    clients_stay(21, 22);
}

/* A lease can be ahead of what the partner knows by one MCLT and no more. So a dead server's free addresses can be used
   one MCLT after it was found dead, when all that it may have leased and not told has ended. */
static void server_dies(void)
{
    wait_until(3 * HOUR);
    check("dhcpsapi_server_stop", dhcpsapi_server_stop(secondary.name));
    show("dhcp2 dies.");
    printf("  of 10 more clients %u are served\n", clients_come(23, 32));
    explain(DhcpsapiNewLease, 33);
    wait_until(3 * HOUR + 900);
    declare_partner_down(&primary);
    show("The administrator has found it dead, and tells dhcp1.");
    explain(DhcpsapiNewLease, 33);
    wait_until(3 * HOUR + 1800);
    clients_stay(23, 31);
    wait_until(4 * HOUR + 899);
    clients_stay(23, 31);
    printf("\n%5u s  One second before one MCLT is over.\n", (unsigned)now);
    explain(DhcpsapiNewLease, 33);
    wait_until(4 * HOUR + 900);
    printf("\n%5u s  It is over.\n", (unsigned)now);
    explain(DhcpsapiNewLease, 33);
    printf("  of 10 more clients %u are served\n", clients_come(32, 41));
    show("dhcp1 has used the addresses of the other too.");
}

static void server_returns(void)
{
    wait_until(5 * HOUR);
    check("dhcpsapi_server_start", dhcpsapi_server_start(secondary.name));
    show("dhcp2 is there again. It was away for longer than one MCLT, so there is nothing to wait for.");
}

static void leases_are_lost(void)
{
    check("dhcpsapi_server_stop", dhcpsapi_server_stop(primary.name));
    check("dhcpsapi_server_restore", dhcpsapi_server_restore(primary.name));
    wait_until(5 * HOUR + 600);
    clients_stay(1, 40);
    check("dhcpsapi_server_start", dhcpsapi_server_start(primary.name));
    show("dhcp1 was restored from an old backup. dhcp2 tells it all leases; it waits for one MCLT.");
    explain(DhcpsapiRebinding, 1);
    wait_until(6 * HOUR - 1);
    clients_stay(1, 40);
    show("One second before that.");
    wait_until(6 * HOUR);
    show("Both serve again.");
    explain(DhcpsapiRebinding, 1);
}

int main(void)
{
    set_up();
    link_breaks();
    link_is_repaired();
    server_dies();
    server_returns();
    leases_are_lost();
    check("dhcpsapi_reset", dhcpsapi_reset()); /* forgets the servers; the clock is the host's again */
    return EXIT_SUCCESS;
}
