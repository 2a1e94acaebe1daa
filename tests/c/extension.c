/*
 * Calls every function of dhcpsapi_ext.h, from C and from C++. Says what is not as documented; if nothing is, the output
 * is the version of the library. tests/examples.rs wants every function to be called here.
 */
#include <dhcpsapi_ext.h>

#include "expect.h"

#define START 4000000000u
#define SCOPE 0x0A000000u

static WCHAR one[] = u"dhcp1";
static WCHAR two[] = u"dhcp2";
static WCHAR pair[] = u"pair";
static const WCHAR unknown[] = u"dhcp9";
static const WCHAR half_a_character[] = {0xD83D, 0};

/* ---- two servers with a relationship ---- */

static DWORD create_scope(const WCHAR *server)
{
    DHCP_SUBNET_INFO info;
    memset(&info, 0, sizeof info);
    info.SubnetAddress = SCOPE;
    info.SubnetMask = 0xFFFFFF00u;
    return DhcpCreateSubnet(server, SCOPE, &info);
}

static DWORD add_range(const WCHAR *server)
{
    DHCP_BOOTP_IP_RANGE range;
    DHCP_SUBNET_ELEMENT_DATA_V5 element;
    memset(&range, 0, sizeof range);
    range.StartAddress = SCOPE + 1;
    range.EndAddress = SCOPE + 100;
    memset(&element, 0, sizeof element);
    element.ElementType = DhcpIpRanges;
    element.Element.IpRange = &range;
    return DhcpAddSubnetElementV5(server, SCOPE, &element);
}

static DWORD create_half(const WCHAR *server, DHCP_FAILOVER_SERVER type)
{
    DHCP_IP_ADDRESS scope = SCOPE;
    DHCP_IP_ARRAY scopes;
    DHCP_FAILOVER_RELATIONSHIP half;
    scopes.NumElements = 1;
    scopes.Elements = &scope;
    memset(&half, 0, sizeof half);
    half.PrimaryServer = 1;
    half.SecondaryServer = 2;
    half.ServerType = type;
    half.Percentage = 50;
    half.Mclt = 3600;
    half.SafePeriod = 3600;
    half.RelationshipName = pair;
    half.pScopes = &scopes;
    return DhcpV4FailoverCreateRelationship(server, &half);
}

static void set_up(void)
{
    IS(add_server(one, 1), ERROR_SUCCESS);
    IS(add_server(two, 2), ERROR_SUCCESS);
    IS(create_scope(one), ERROR_SUCCESS);
    IS(create_scope(two), ERROR_SUCCESS);
    IS(add_range(one), ERROR_SUCCESS);
    IS(add_range(two), ERROR_SUCCESS);
    IS(create_half(one, PrimaryServer), ERROR_SUCCESS);
    IS(create_half(two, SecondaryServer), ERROR_SUCCESS);
}

/* The state of a server's half; the code of the call and 10000 if there is none. */
static DWORD state(const WCHAR *server)
{
    LPDHCP_FAILOVER_RELATIONSHIP half = NULL;
    DWORD answer = DhcpV4FailoverGetRelationship(server, pair, &half);
    if (answer != ERROR_SUCCESS)
        return 10000 + answer;
    answer = (DWORD)half->State;
    DhcpRpcFreeMemory(half->RelationshipName);
    DhcpRpcFreeMemory(half->PrimaryServerName);
    DhcpRpcFreeMemory(half->SecondaryServerName);
    DhcpRpcFreeMemory(half->SharedSecret);
    DhcpRpcFreeMemory(half->pScopes->Elements);
    DhcpRpcFreeMemory(half->pScopes);
    DhcpRpcFreeMemory(half);
    return answer;
}

#define UNAVAILABLE (10000 + RPC_S_SERVER_UNAVAILABLE)

static DWORD time_of(const WCHAR *server)
{
    DWORD time = 0, difference = 0;
    IS(DhcpV4FailoverGetSystemTime(server, &time, &difference), ERROR_SUCCESS);
    return time;
}

/* ---- the functions ---- */

static void names_of_errors(void)
{
    TEXT_IS(dhcpsapi_error_name(0), "ERROR_SUCCESS");
    TEXT_IS(dhcpsapi_error_name(87), "ERROR_INVALID_PARAMETER");
    TEXT_IS(dhcpsapi_error_name(1056), "ERROR_SERVICE_ALREADY_RUNNING");
    TEXT_IS(dhcpsapi_error_name(1062), "ERROR_SERVICE_NOT_ACTIVE");
    TEXT_IS(dhcpsapi_error_name(1722), "RPC_S_SERVER_UNAVAILABLE");
    TEXT_IS(dhcpsapi_error_name(20005), "ERROR_DHCP_SUBNET_NOT_PRESENT");
    TEXT_IS(dhcpsapi_error_name(20120), "ERROR_DHCP_FO_STATE_NOT_NORMAL");
    TEXT_IS(dhcpsapi_error_text(0), "The call did what it was asked to do.");
    TEXT_IS(dhcpsapi_error_text(87), "An argument is NULL, out of range, or not well formed.");
    TEXT_IS(dhcpsapi_error_text(1722), "The server is unknown or cannot be reached.");
    TEXT_IS(dhcpsapi_error_text(20005), "The subnet does not exist.");
    IS(dhcpsapi_error_name(1) == NULL, 1);
    IS(dhcpsapi_error_name(20008) == NULL, 1);
    IS(dhcpsapi_error_name(0xFFFFFFFFu) == NULL, 1);
    IS(dhcpsapi_error_text(1) == NULL, 1);
    IS(dhcpsapi_error_text(0xFFFFFFFFu) == NULL, 1);
}

/* Before the first call that uses the servers. */
static void which_registry(void)
{
    IS(dhcpsapi_open(NULL), ERROR_INVALID_PARAMETER);
    IS(dhcpsapi_open("\xff"), ERROR_INVALID_PARAMETER);
    IS(dhcpsapi_open("tape:registry"), ERROR_DHCP_DATABASE_INIT_FAILED);
    TEXT_IS(dhcpsapi_last_reason(), "there is no registry of this kind");
    IS(dhcpsapi_open("memory:"), ERROR_SUCCESS);
    IS(dhcpsapi_open("memory:"), ERROR_ALREADY_INITIALIZED);
    TEXT_IS(dhcpsapi_last_reason(), "the servers are in use already");
}

static void waiting(void)
{
    /* The partners' contact fell due when the second one got its half, and happens when somebody looks. */
    IS(dhcpsapi_wait(DHCPSAPI_INFINITE), ERROR_SUCCESS);
    IS(state(two), NORMAL);
    IS(dhcpsapi_wait(0), ERROR_TIMEOUT);
    IS(dhcpsapi_last_reason() == NULL, 1);
    IS(dhcpsapi_wait(20), ERROR_TIMEOUT);
    IS(dhcpsapi_link_cut(one, two), ERROR_SUCCESS);
    IS(dhcpsapi_link_heal(one, two), ERROR_SUCCESS);
    IS(dhcpsapi_wait(DHCPSAPI_INFINITE), ERROR_SUCCESS); /* what this thread did since the timeout counts */
    IS(dhcpsapi_wait(0), ERROR_TIMEOUT);
    IS(state(two), NORMAL);
}

/* The reason that stays after each call. */
static void reasons(void)
{
    LPDHCP_FAILOVER_RELATIONSHIP half = NULL;
    IS(dhcpsapi_reset(), ERROR_SUCCESS);
    set_up();
    IS(dhcpsapi_last_reason() == NULL, 1);
    IS(dhcpsapi_local_set(u"", 3), ERROR_INVALID_PARAMETER);
    TEXT_IS(dhcpsapi_last_reason(), "a server has a name and an address that is not 0.0.0.0 or 255.255.255.255");
    DhcpRpcFreeMemory(NULL);
    IS(dhcpsapi_version() == NULL, 0);
    TEXT_IS(dhcpsapi_last_reason(), "a server has a name and an address that is not 0.0.0.0 or 255.255.255.255");
    IS(dhcpsapi_server_stop(unknown), RPC_S_SERVER_UNAVAILABLE);
    TEXT_IS(dhcpsapi_last_reason(), "no server of this name or address is known");
    IS(DhcpV4FailoverGetRelationship(one, NULL, &half), ERROR_INVALID_PARAMETER);
    TEXT_IS(dhcpsapi_last_reason(), "a pointer that must be there is NULL");
    IS(DhcpV4FailoverGetRelationship(one, half_a_character, &half), ERROR_INVALID_PARAMETER);
    TEXT_IS(dhcpsapi_last_reason(), "a string has an unpaired surrogate");
    IS(DhcpV4FailoverGetRelationship(one, pair, NULL), ERROR_INVALID_PARAMETER);
    IS(dhcpsapi_last_reason() == NULL, 1);
    IS(dhcpsapi_server_start(one), ERROR_SERVICE_ALREADY_RUNNING);
    TEXT_IS(dhcpsapi_last_reason(), "the service runs already");
    IS(dhcpsapi_clock_advance(0), ERROR_SUCCESS);
    IS(dhcpsapi_last_reason() == NULL, 1);
    IS(dhcpsapi_reset(), ERROR_SUCCESS);
    set_up();
}

static void expect_utf8(int line, const char *text)
{
    LPWSTR wide = NULL;
    char *back = NULL;
    expect(line, "dhcpsapi_utf16", dhcpsapi_utf16(text, &wide), ERROR_SUCCESS);
    expect(line, "dhcpsapi_utf8", dhcpsapi_utf8(wide, &back), ERROR_SUCCESS);
    expect_text(line, "there and back", back, text);
    DhcpRpcFreeMemory(wide);
    DhcpRpcFreeMemory(back);
}

/* RFC 3629: U+00E9 is C3 A9, U+20AC is E2 82 AC, U+1D11E is F0 9D 84 9E and as UTF-16 (RFC 2781) D834 DD1E. */
static void strings(void)
{
    char there[] = "x"; /* any address: outputs are cleared */
    LPWSTR wide = one;
    char *text = there;
    expect_utf8(__LINE__, "");
    expect_utf8(__LINE__, "dhcp1");
    expect_utf8(__LINE__, "caf\xC3\xA9 \xE2\x82\xAC \xF0\x9D\x84\x9E");

    IS(dhcpsapi_utf16("\xC3\xA9\xF0\x9D\x84\x9E", &wide), ERROR_SUCCESS);
    IS(wide[0], 0x00E9);
    IS(wide[1], 0xD834);
    IS(wide[2], 0xDD1E);
    IS(wide[3], 0);
    DhcpRpcFreeMemory(wide);

    wide = one;
    IS(dhcpsapi_utf16("\xC3", &wide), ERROR_INVALID_PARAMETER);
    IS(wide == NULL, 1);
    IS(dhcpsapi_utf16("\xED\xA0\x80", &wide), ERROR_INVALID_PARAMETER); /* a surrogate is no character */
    IS(dhcpsapi_utf16(NULL, &wide), ERROR_INVALID_PARAMETER);
    IS(dhcpsapi_utf16("x", NULL), ERROR_INVALID_PARAMETER);
    IS(dhcpsapi_utf8(half_a_character, &text), ERROR_INVALID_PARAMETER);
    IS(text == NULL, 1);
    IS(dhcpsapi_utf8(NULL, &text), ERROR_INVALID_PARAMETER);
    IS(dhcpsapi_utf8(one, NULL), ERROR_INVALID_PARAMETER);
}

/* A server that is not there finds no fault with a value; what cannot be read is noticed before. */
static void a_server_that_is_not_there(void)
{
    DHCPSAPI_CLIENT client;
    DHCPSAPI_ANSWER *answers = NULL;
    BYTE byte = 7;
    DWORD count = 0;
    memset(&client, 0, sizeof client);
    client.HardwareAddress.Data = &byte; /* and no length */
    IS(dhcpsapi_client_request(unknown, &client, &answers), RPC_S_SERVER_UNAVAILABLE);
    IS(dhcpsapi_client_renew(unknown, &client, &answers), RPC_S_SERVER_UNAVAILABLE);
    IS(dhcpsapi_client_rebind(unknown, &client, &answers), RPC_S_SERVER_UNAVAILABLE);
    IS(dhcpsapi_client_release(unknown, &client), RPC_S_SERVER_UNAVAILABLE);
    IS(dhcpsapi_client_decline(unknown, &client), RPC_S_SERVER_UNAVAILABLE);
    IS(dhcpsapi_explain(unknown, (DHCPSAPI_REQUEST_KIND)99, &client, &answers, &count), RPC_S_SERVER_UNAVAILABLE);
    IS(dhcpsapi_client_request(NULL, &client, &answers), ERROR_INVALID_PARAMETER);
    client.HardwareAddress.Data = NULL;
    IS(dhcpsapi_client_request(unknown, &client, &answers), ERROR_INVALID_PARAMETER);
    IS(dhcpsapi_client_request(unknown, NULL, &answers), ERROR_INVALID_PARAMETER);
    IS(dhcpsapi_client_request(half_a_character, &client, &answers), ERROR_INVALID_PARAMETER);
    IS(dhcpsapi_server_stop(two), ERROR_SUCCESS);
    client.HardwareAddress.Data = &byte;
    IS(dhcpsapi_client_request(two, &client, &answers), RPC_S_SERVER_UNAVAILABLE);
    IS(dhcpsapi_server_start(two), ERROR_SUCCESS);
}

/* Only as long as the local server has nothing. */
static void name_of_the_local_server(void)
{
    IS(dhcpsapi_local_set(NULL, 3), ERROR_INVALID_PARAMETER);
    IS(dhcpsapi_local_set(half_a_character, 3), ERROR_INVALID_PARAMETER);
    IS(dhcpsapi_local_set(u"", 3), ERROR_INVALID_PARAMETER);
    IS(dhcpsapi_local_set(u"here", 0), ERROR_INVALID_PARAMETER);
    IS(dhcpsapi_local_set(u"here", 2), ERROR_DDS_SERVER_ALREADY_EXISTS);
    IS(dhcpsapi_local_set(two, 3), ERROR_DDS_SERVER_ALREADY_EXISTS);
    IS(dhcpsapi_local_set(u"here", 3), ERROR_SUCCESS);
    IS(state(u"here"), 10000 + ERROR_DHCP_FO_RELATIONSHIP_DOES_NOT_EXIST);
    IS(state(u"0.0.0.3"), 10000 + ERROR_DHCP_FO_RELATIONSHIP_DOES_NOT_EXIST);
}

/* The clock goes on, never back, and what falls due happens within the call that moves it. */
static void clock_of_the_servers(void)
{
    IS(dhcpsapi_clock_set(1000000000), ERROR_INVALID_PARAMETER); /* the host's clock is past that */
    IS(dhcpsapi_clock_set(START), ERROR_SUCCESS);
    IS(time_of(one), START);
    IS(dhcpsapi_clock_set(START), ERROR_SUCCESS);
    IS(dhcpsapi_clock_set(START - 1), ERROR_INVALID_PARAMETER);
    IS(dhcpsapi_clock_set(UINT64_MAX), ERROR_INVALID_PARAMETER);
    IS(dhcpsapi_clock_advance(0), ERROR_SUCCESS);
    IS(dhcpsapi_clock_advance(UINT64_MAX), ERROR_INVALID_PARAMETER);
    IS(dhcpsapi_clock_advance(UINT64_MAX - START), ERROR_INVALID_PARAMETER);
    IS(dhcpsapi_clock_real(), ERROR_INVALID_PARAMETER);
    IS(time_of(one), START);
    IS(dhcpsapi_clock_advance(100), ERROR_SUCCESS);
    IS(time_of(one), START + 100);
    IS(time_of(NULL), START + 100);
}

static void links(void)
{
    IS(dhcpsapi_link_cut(one, one), ERROR_INVALID_PARAMETER);
    IS(dhcpsapi_link_cut(NULL, u"localhost"), ERROR_INVALID_PARAMETER);
    IS(dhcpsapi_link_cut(half_a_character, two), ERROR_INVALID_PARAMETER);
    IS(dhcpsapi_link_cut(one, half_a_character), ERROR_INVALID_PARAMETER);
    IS(dhcpsapi_link_cut(unknown, two), RPC_S_SERVER_UNAVAILABLE);
    IS(dhcpsapi_link_cut(one, unknown), RPC_S_SERVER_UNAVAILABLE);
    IS(dhcpsapi_link_cut(NULL, two), ERROR_SUCCESS); /* between the local server and another one */
    IS(state(one), NORMAL);
    IS(state(two), NORMAL);

    IS(dhcpsapi_link_cut(one, two), ERROR_SUCCESS);
    IS(state(one), COMMUNICATION_INT);
    IS(state(two), COMMUNICATION_INT);
    IS(dhcpsapi_link_cut(two, one), ERROR_SUCCESS); /* it is cut already */
    IS(dhcpsapi_clock_advance(3599), ERROR_SUCCESS);
    IS(state(one), COMMUNICATION_INT);
    IS(dhcpsapi_clock_advance(1), ERROR_SUCCESS);
    IS(state(one), PARTNER_DOWN);
    IS(state(two), PARTNER_DOWN);

    IS(dhcpsapi_link_heal(one, one), ERROR_INVALID_PARAMETER);
    IS(dhcpsapi_link_heal(half_a_character, two), ERROR_INVALID_PARAMETER);
    IS(dhcpsapi_link_heal(unknown, two), RPC_S_SERVER_UNAVAILABLE);
    IS(dhcpsapi_link_heal(one, unknown), RPC_S_SERVER_UNAVAILABLE);
    IS(state(one), PARTNER_DOWN);
    IS(dhcpsapi_link_heal(two, one), ERROR_SUCCESS);
    IS(state(one), NORMAL);
    IS(state(two), NORMAL);
    IS(dhcpsapi_link_heal(one, two), ERROR_SUCCESS); /* it is healed already */
}

static void stop_and_start(void)
{
    IS(dhcpsapi_server_stop(unknown), RPC_S_SERVER_UNAVAILABLE);
    IS(dhcpsapi_server_start(unknown), RPC_S_SERVER_UNAVAILABLE);
    IS(dhcpsapi_server_stop(half_a_character), ERROR_INVALID_PARAMETER);
    IS(dhcpsapi_server_start(half_a_character), ERROR_INVALID_PARAMETER);
    IS(dhcpsapi_server_start(two), ERROR_SERVICE_ALREADY_RUNNING);
    IS(state(two), NORMAL);

    IS(dhcpsapi_server_stop(two), ERROR_SUCCESS);
    IS(dhcpsapi_server_stop(two), ERROR_SERVICE_NOT_ACTIVE);
    IS(state(one), COMMUNICATION_INT);
    IS(state(two), UNAVAILABLE);
    IS(dhcpsapi_server_start(two), ERROR_SUCCESS);
    IS(state(one), NORMAL);
    IS(state(two), NORMAL);

    IS(dhcpsapi_server_stop(NULL), ERROR_SUCCESS); /* the local server */
    IS(create_scope(NULL), RPC_S_SERVER_UNAVAILABLE);
    IS(dhcpsapi_server_start(NULL), ERROR_SUCCESS);
    IS(create_scope(NULL), ERROR_SUCCESS);
}

static void clocks_that_differ(void)
{
    DWORD now = time_of(one);
    IS(dhcpsapi_server_shift_clock(unknown, 1), RPC_S_SERVER_UNAVAILABLE);
    IS(dhcpsapi_server_shift_clock(half_a_character, 1), ERROR_INVALID_PARAMETER);
    IS(dhcpsapi_server_shift_clock(two, 60), ERROR_SUCCESS);
    IS(time_of(two), now + 60);
    IS(state(one), NORMAL);
    IS(dhcpsapi_server_shift_clock(two, 61), ERROR_SUCCESS);
    IS(state(one), COMMUNICATION_INT);
    IS(state(two), COMMUNICATION_INT);
    IS(dhcpsapi_server_shift_clock(two, -61), ERROR_SUCCESS);
    IS(time_of(two), now - 61);
    IS(state(two), COMMUNICATION_INT);
    IS(dhcpsapi_server_shift_clock(one, -1), ERROR_SUCCESS); /* a minute apart */
    IS(state(one), NORMAL);
    IS(state(two), NORMAL);
}

static DWORD set_percentage(const WCHAR *server, BYTE percentage)
{
    DHCP_FAILOVER_RELATIONSHIP change;
    memset(&change, 0, sizeof change);
    change.RelationshipName = pair;
    change.Percentage = percentage;
    return DhcpV4FailoverSetRelationship(server, PERCENTAGE, &change);
}

/* A rebalance of 50 and 50 addresses is to be one of 70 and 30. */
static void what_a_rebalance_would_do(void)
{
    DHCPSAPI_REBALANCE *rebalances = NULL;
    DWORD count = 0;
    IS(dhcpsapi_preview_rebalance(one, pair, NULL, &count), ERROR_INVALID_PARAMETER);
    IS(dhcpsapi_preview_rebalance(one, pair, &rebalances, NULL), ERROR_INVALID_PARAMETER);
    IS(dhcpsapi_preview_rebalance(one, NULL, &rebalances, &count), ERROR_INVALID_PARAMETER);
    IS(dhcpsapi_preview_rebalance(half_a_character, pair, &rebalances, &count), ERROR_INVALID_PARAMETER);
    IS(dhcpsapi_preview_rebalance(one, one, &rebalances, &count), ERROR_DHCP_FO_RELATIONSHIP_DOES_NOT_EXIST);
    IS(dhcpsapi_preview_rebalance(two, pair, &rebalances, &count), ERROR_DHCP_FO_RELATION_IS_SECONDARY);
    IS(dhcpsapi_preview_rebalance(unknown, pair, &rebalances, &count), RPC_S_SERVER_UNAVAILABLE);
    IS(rebalances == NULL && count == 0, 1);

    IS(set_percentage(one, 70), ERROR_SUCCESS);
    IS(dhcpsapi_preview_rebalance(one, pair, &rebalances, &count), ERROR_SUCCESS);
    IS(count, 1);
    if (rebalances == NULL)
        return;
    IS(rebalances->Scope, SCOPE);
    IS(rebalances->PrimaryFree, 50);
    IS(rebalances->SecondaryFree, 50);
    IS(rebalances->SecondaryShare, 30);
    IS(rebalances->Moved, 20);
    IS(rebalances->MovedTo, PrimaryServer);
    IS(rebalances->First, SCOPE + 51);
    IS(rebalances->Last, SCOPE + 70);
    IS(rebalances->HappensNow, TRUE);
    DhcpRpcFreeMemory(rebalances);
    IS(set_percentage(one, 50), ERROR_SUCCESS);
}

static void how_the_relationship_is_doing(void)
{
    DHCPSAPI_RELATIONSHIP_STATISTICS *found = NULL;
    DWORD now = time_of(NULL);
    IS(dhcpsapi_relationship_statistics(one, pair, NULL), ERROR_INVALID_PARAMETER);
    IS(dhcpsapi_relationship_statistics(one, NULL, &found), ERROR_INVALID_PARAMETER);
    IS(dhcpsapi_relationship_statistics(half_a_character, pair, &found), ERROR_INVALID_PARAMETER);
    IS(dhcpsapi_relationship_statistics(one, one, &found), ERROR_DHCP_FO_RELATIONSHIP_DOES_NOT_EXIST);
    IS(dhcpsapi_relationship_statistics(unknown, pair, &found), RPC_S_SERVER_UNAVAILABLE);
    IS(found == NULL, 1);

    IS(dhcpsapi_relationship_statistics(one, pair, &found), ERROR_SUCCESS);
    if (found == NULL)
        return;
    IS(found->State, NORMAL);
    IS(found->PrevState, COMMUNICATION_INT);
    IS(found->Since, now);
    IS(found->TimerEnds, 0);
    IS(found->AllUsableAt, now + 3600 + 3600); /* safe period and MCLT */
    IS(found->InContact, TRUE);
    IS(found->NumScopes, 1);
    IS(found->Usable, 50);
    IS(found->Total.NumAddr, 100);
    IS(found->Total.ThisAddrFree, 50);
    IS(found->Total.PartnerAddrFree, 50);
    DhcpRpcFreeMemory(found);

    IS(dhcpsapi_link_cut(one, two), ERROR_SUCCESS);
    IS(dhcpsapi_relationship_statistics(two, pair, &found), ERROR_SUCCESS);
    if (found == NULL)
        return;
    IS(found->State, COMMUNICATION_INT);
    IS(found->TimerEnds, now + 3600);
    IS(found->AllUsableAt, now + 3600 + 3600);
    IS(found->InContact, FALSE);
    IS(found->Usable, 50);
    DhcpRpcFreeMemory(found);
    IS(dhcpsapi_link_heal(one, two), ERROR_SUCCESS);
}

static void what_differs(void)
{
    DHCPSAPI_DRIFT_ENTRY *found = NULL;
    DWORD count = 9;
    DHCP_IP_RANGE range = {SCOPE + 200, SCOPE + 209};
    DHCP_SUBNET_ELEMENT_DATA exclusion;
    memset(&exclusion, 0, sizeof exclusion);
    exclusion.ElementType = DhcpExcludedIpRanges;
    exclusion.Element.ExcludeIpRange = &range;

    IS(dhcpsapi_drift(one, pair, &found, &count), ERROR_SUCCESS);
    IS(count, 0);
    IS(found == NULL, 1);
    IS(DhcpAddSubnetElement(two, SCOPE, &exclusion), ERROR_SUCCESS);
    IS(dhcpsapi_drift(one, pair, &found, &count), ERROR_SUCCESS);
    IS(count, 1);
    if (found == NULL)
        return;
    IS(found->Scope, SCOPE);
    IS(found->Kind, DhcpsapiExclusion);
    IS(found->Side, DhcpsapiPartner);
    IS(found->First, SCOPE + 200);
    IS(found->Last, SCOPE + 209);
    DhcpRpcFreeMemory(found);
    IS(DhcpRemoveSubnetElement(two, SCOPE, &exclusion, DhcpNoForce), ERROR_SUCCESS);
    IS(dhcpsapi_drift(one, pair, NULL, &count), ERROR_INVALID_PARAMETER);
    IS(dhcpsapi_drift(unknown, pair, &found, &count), RPC_S_SERVER_UNAVAILABLE);
}

/* The value of an option for a user class: only the partner has either. */
static void which_options_differ(void)
{
    static WCHAR guests[] = {'G', 'u', 'e', 's', 't', 's', 0};
    static BYTE data_of_class[] = {'g', 'u', 'e', 's', 't'};
    DHCPSAPI_DRIFT_ENTRY_EX *found = NULL;
    DWORD count = 9;
    DHCP_OPTION_DATA_ELEMENT seconds;
    DHCP_OPTION_DATA data = {1, &seconds};
    DHCP_OPTION_SCOPE_INFO level;
    DHCP_CLASS_INFO made;
    memset(&seconds, 0, sizeof seconds);
    memset(&level, 0, sizeof level);
    memset(&made, 0, sizeof made);
    seconds.OptionType = DhcpDWordOption;
    seconds.Element.DWordOption = 600;
    level.ScopeType = DhcpSubnetOptions;
    level.ScopeInfo.SubnetScopeInfo = SCOPE;
    made.ClassName = guests;
    made.ClassDataLength = 5;
    made.ClassData = data_of_class;

    IS(dhcpsapi_drift_ex(one, pair, &found, &count), ERROR_SUCCESS);
    IS(count, 0);
    IS(found == NULL, 1);
    IS(DhcpCreateClass(two, 0, &made), ERROR_SUCCESS);
    IS(DhcpSetOptionValueV5(two, 0, 51, guests, NULL, &level, &data), ERROR_SUCCESS);
    IS(dhcpsapi_drift_ex(one, pair, &found, &count), ERROR_SUCCESS);
    IS(count, 2);
    if (found == NULL)
        return;
    IS(found[0].Entry.Kind, DhcpsapiClass);
    IS(found[1].Entry.Kind, DhcpsapiOptionValue);
    IS(found[1].Entry.Scope, SCOPE);
    IS(found[1].Entry.Side, DhcpsapiPartner);
    IS(found[1].Entry.First, 0);
    IS(found[1].OptionID, 51);
    IS(memcmp(found[1].UserClass, guests, sizeof guests), 0);
    IS(found[1].VendorClass == NULL, 1);
    for (DWORD at = 0; at < count; at++) {
        DhcpRpcFreeMemory(found[at].UserClass);
        DhcpRpcFreeMemory(found[at].VendorClass);
    }
    DhcpRpcFreeMemory(found);
    IS(DhcpDeleteClass(two, 0, guests), ERROR_SUCCESS);
    IS(dhcpsapi_drift_ex(one, pair, NULL, &count), ERROR_INVALID_PARAMETER);
    IS(dhcpsapi_drift_ex(unknown, pair, &found, &count), RPC_S_SERVER_UNAVAILABLE);
}

/* ---- clients ---- */

static BYTE address_of_a_client[] = {2, 0, 0, 0, 0, 0};

/* A client by the last byte of its hardware address: RFC 3074 puts 0 into bucket 4 and 1 into bucket 133. */
static DHCPSAPI_CLIENT client(BYTE last)
{
    DHCPSAPI_CLIENT made;
    memset(&made, 0, sizeof made);
    address_of_a_client[5] = last;
    made.Scope = SCOPE;
    made.HardwareAddress.DataLength = sizeof address_of_a_client;
    made.HardwareAddress.Data = address_of_a_client;
    return made;
}

static void leases(void)
{
    DHCPSAPI_CLIENT first = client(0);
    DHCPSAPI_ANSWER *answer = NULL;
    DWORD now = time_of(NULL), count = 9;

    IS(dhcpsapi_client_request(NULL, &first, NULL), ERROR_INVALID_PARAMETER);
    IS(dhcpsapi_client_request(NULL, NULL, &answer), ERROR_INVALID_PARAMETER);
    IS(dhcpsapi_client_request(unknown, &first, &answer), RPC_S_SERVER_UNAVAILABLE);
    IS(dhcpsapi_client_request(half_a_character, &first, &answer), ERROR_INVALID_PARAMETER);
    IS(dhcpsapi_client_request(two, &first, &answer), ERROR_TIMEOUT); /* by load balance it is the other's */
    IS(dhcpsapi_client_renew(NULL, &first, &answer), ERROR_DHCP_INVALID_DHCP_CLIENT);
    IS(dhcpsapi_client_rebind(NULL, &first, &answer), ERROR_DHCP_INVALID_DHCP_CLIENT);
    IS(dhcpsapi_client_release(NULL, &first), ERROR_DHCP_INVALID_DHCP_CLIENT);
    IS(dhcpsapi_client_decline(NULL, &first), ERROR_DHCP_INVALID_DHCP_CLIENT);
    first.Address = SCOPE + 256;
    IS(dhcpsapi_client_request(NULL, &first, &answer), ERROR_INVALID_PARAMETER);
    first.Address = 0;
    first.Scope = SCOPE + 256;
    IS(dhcpsapi_client_request(NULL, &first, &answer), ERROR_DHCP_SUBNET_NOT_PRESENT);
    first.Scope = SCOPE;
    first.HardwareAddress.DataLength = 0;
    IS(dhcpsapi_client_request(NULL, &first, &answer), ERROR_INVALID_PARAMETER);
    first.HardwareAddress.DataLength = sizeof address_of_a_client;
    IS(answer == NULL, 1);

    /* Answers of both servers, that of the first to answer before the other. */
    IS(dhcpsapi_explain(NULL, DhcpsapiNewLease, &first, NULL, &count), ERROR_INVALID_PARAMETER);
    IS(dhcpsapi_explain(NULL, DhcpsapiNewLease, &first, &answer, NULL), ERROR_INVALID_PARAMETER);
    IS(dhcpsapi_explain(NULL, (DHCPSAPI_REQUEST_KIND)3, &first, &answer, &count), ERROR_INVALID_PARAMETER);
    IS(dhcpsapi_explain(NULL, DhcpsapiNewLease, &first, &answer, &count), ERROR_SUCCESS);
    IS(count, 3); /* the local server has the scope too, without addresses */
    if (answer == NULL)
        return;
    IS(answer[0].Server, 1);
    IS(answer[0].Rule, DhcpsapiKnownToPartner);
    IS(answer[0].Address, SCOPE + 1);
    IS(answer[0].LeaseTime, 3600);
    IS(answer[0].WantedLeaseTime, 691200);
    IS(answer[0].Mclt, 3600);
    IS(answer[0].State, NORMAL);
    IS(answer[0].Bucket, 4);
    IS(answer[0].PrimaryBuckets, 128);
    IS(answer[0].Expires, now + 3600);
    IS(answer[0].ChangesAt, 0); /* only the client can change it */
    IS(answer[1].Rule, DhcpsapiNoFreeAddress);
    IS(answer[2].Server, 2);
    IS(answer[2].Rule, DhcpsapiPartnersClient);
    IS(answer[2].Address, 0);
    IS(answer[2].Expires, 0);
    DhcpRpcFreeMemory(answer);
    TEXT_IS(dhcpsapi_rule_text(DhcpsapiWholeLease), "The lease is as long as the scope allows, or as the client asks.");
    TEXT_IS(dhcpsapi_rule_text(DhcpsapiPartnersClient), "By load balance the client is the partner's.");
    TEXT_IS(dhcpsapi_rule_text(DhcpsapiNoFreeAddress), "No address is free.");
    IS(dhcpsapi_rule_text((DHCPSAPI_RULE)22) == NULL, 1);
    IS(dhcpsapi_rule_text((DHCPSAPI_RULE)-1) == NULL, 1);

    IS(dhcpsapi_client_request(u"", &first, &answer), ERROR_SUCCESS);
    IS(answer->Address, SCOPE + 1);
    DhcpRpcFreeMemory(answer);
    IS(dhcpsapi_clock_advance(1800), ERROR_SUCCESS);
    IS(dhcpsapi_client_renew(NULL, &first, &answer), ERROR_SUCCESS);
    IS(answer->Rule, DhcpsapiWholeLease);
    IS(answer->LeaseTime, 691200);
    IS(answer->AckPotExpTime, now + 1800 + 691200);
    DhcpRpcFreeMemory(answer);
    IS(dhcpsapi_client_rebind(two, &first, &answer), ERROR_SUCCESS);
    IS(answer->Server, 2);
    DhcpRpcFreeMemory(answer);
    first.Address = SCOPE + 2;
    IS(dhcpsapi_client_renew(NULL, &first, &answer), ERROR_DHCP_ADDRESS_NOT_AVAILABLE);
    IS(dhcpsapi_client_release(NULL, &first), ERROR_DHCP_ADDRESS_NOT_AVAILABLE);
    first.Address = SCOPE + 1;
    IS(dhcpsapi_client_release(NULL, &first), ERROR_SUCCESS);
    IS(dhcpsapi_client_request(one, &first, &answer), ERROR_SUCCESS);
    IS(answer->Address, SCOPE + 1);
    DhcpRpcFreeMemory(answer);
    IS(dhcpsapi_client_decline(NULL, &first), ERROR_SUCCESS);
    IS(dhcpsapi_client_request(NULL, &first, &answer), ERROR_SUCCESS);
    IS(answer->Address, SCOPE + 2); /* nobody gets the other one any more */
    DhcpRpcFreeMemory(answer);
}

static void the_lease_limit(void)
{
    DHCPSAPI_CLIENT first = client(0);
    DHCPSAPI_ANSWER *answer = NULL;
    IS(dhcpsapi_link_cut(one, two), ERROR_SUCCESS);
    IS(dhcpsapi_client_renew(NULL, &first, &answer), ERROR_SUCCESS);
    IS(answer->Rule, DhcpsapiInterrupted);
    IS(answer->LeaseTime, 3600);
    DhcpRpcFreeMemory(answer);
    IS(dhcpsapi_lease_limit((DHCPSAPI_LEASE_LIMIT)2), ERROR_INVALID_PARAMETER);
    IS(dhcpsapi_lease_limit(DhcpsapiDraftLimit), ERROR_SUCCESS);
    IS(dhcpsapi_client_renew(NULL, &first, &answer), ERROR_SUCCESS);
    IS(answer->Rule, DhcpsapiWholeLease); /* the partner knows of an end that is later than eight days */
    DhcpRpcFreeMemory(answer);
    IS(dhcpsapi_lease_limit(DhcpsapiWindowsLimit), ERROR_SUCCESS);
    IS(dhcpsapi_link_heal(one, two), ERROR_SUCCESS);
}

/* A client that its own server leaves without an answer is the other one's after a while. */
static void the_service_delay(void)
{
    DHCPSAPI_CLIENT late = client(0);
    DHCPSAPI_ANSWER *answer = NULL;
    IS(dhcpsapi_client_request(two, &late, &answer), ERROR_TIMEOUT);
    IS(dhcpsapi_service_delay(8), ERROR_SUCCESS);
    late.Seconds = 8;
    IS(dhcpsapi_client_request(two, &late, &answer), ERROR_TIMEOUT);
    late.Seconds = 9;
    IS(dhcpsapi_client_request(two, &late, &answer), ERROR_SUCCESS);
    DhcpRpcFreeMemory(answer);
    IS(dhcpsapi_service_delay(0), ERROR_SUCCESS);
}

/* A server that lost its leases gets them from its partner, and waits one MCLT. */
static void a_restored_database(void)
{
    DHCPSAPI_CLIENT first = client(0);
    DHCPSAPI_ANSWER *answer = NULL;
    IS(dhcpsapi_server_restore(unknown), RPC_S_SERVER_UNAVAILABLE);
    IS(dhcpsapi_server_restore(half_a_character), ERROR_INVALID_PARAMETER);
    IS(dhcpsapi_server_restore(one), ERROR_SERVICE_ALREADY_RUNNING);
    IS(dhcpsapi_server_stop(one), ERROR_SUCCESS);
    IS(dhcpsapi_server_restore(one), ERROR_SUCCESS);
    IS(dhcpsapi_server_start(one), ERROR_SUCCESS);
    IS(state(one), RECOVER_WAIT);
    IS(state(two), COMMUNICATION_INT);
    IS(dhcpsapi_client_rebind(one, &first, &answer), ERROR_TIMEOUT);
    IS(dhcpsapi_client_rebind(NULL, &first, &answer), ERROR_SUCCESS);
    IS(answer->Server, 2);
    DhcpRpcFreeMemory(answer);
    IS(dhcpsapi_clock_advance(3600), ERROR_SUCCESS);
    IS(state(one), NORMAL);
    IS(state(two), NORMAL);
    IS(dhcpsapi_client_rebind(one, &first, &answer), ERROR_SUCCESS);
    IS(answer->Address, SCOPE + 2);
    DhcpRpcFreeMemory(answer);
}

/* ---- what happened ---- */

static uint64_t cursor;
static DWORD told, told_within;
static DHCPSAPI_SEVERITY worst;
static char last_message[200];

/* Puts the message into its context, and reads the journal while the library is telling. */
static void tell(void *context, DHCPSAPI_SEVERITY severity, const char *message)
{
    uint64_t from = 0;
    DHCPSAPI_JOURNAL_ENTRY *found = NULL;
    DWORD count = 0;
    strncpy((char *)context, message, sizeof last_message - 1);
    if (severity > worst)
        worst = severity;
    told++;
    if (dhcpsapi_journal(&from, 1, &found, &count) == ERROR_MORE_DATA)
        told_within++;
    if (found != NULL)
        DhcpRpcFreeMemory(found->RelationshipName);
    DhcpRpcFreeMemory(found);
}

static void free_entries(DHCPSAPI_JOURNAL_ENTRY *found, DWORD count)
{
    DWORD i;
    for (i = 0; i < count; i++) {
        DhcpRpcFreeMemory(found[i].RelationshipName);
        DhcpRpcFreeMemory(found[i].Client.Data);
    }
    DhcpRpcFreeMemory(found);
}

/* All that happened until now is passed over. */
static void catch_up(void)
{
    DHCPSAPI_JOURNAL_ENTRY *found = NULL;
    DWORD count = 0;
    IS(dhcpsapi_journal(&cursor, 0, &found, &count), ERROR_SUCCESS);
    IS(count > 0, 1);
    IS(cursor, found[count - 1].Number + 1);
    free_entries(found, count);
    IS(dhcpsapi_journal(&cursor, 0, &found, &count), ERROR_NO_MORE_ITEMS);
    IS(found == NULL && count == 0, 1);
}

static void what_happened(void)
{
    DHCPSAPI_CLIENT first = client(0);
    DHCPSAPI_ANSWER *answer = NULL;
    DHCPSAPI_JOURNAL_ENTRY *found = NULL;
    DWORD count = 9, now = time_of(NULL);
    uint64_t before;

    IS(dhcpsapi_journal(NULL, 0, &found, &count), ERROR_INVALID_PARAMETER);
    IS(dhcpsapi_journal(&cursor, 0, NULL, &count), ERROR_INVALID_PARAMETER);
    IS(dhcpsapi_journal(&cursor, 0, &found, NULL), ERROR_INVALID_PARAMETER);
    IS(found == NULL && count == 0, 1);
    catch_up();
    before = cursor;

    IS(dhcpsapi_log(tell, last_message), ERROR_SUCCESS);
    IS(dhcpsapi_client_request(two, &first, &answer), ERROR_TIMEOUT);
    TEXT_IS(last_message, "dhcp2: relationship \"pair\": client 02-00-00-00-00-00 in scope 10.0.0.0 was refused: "
                          "By load balance the client is the partner's.");
    IS(worst, DhcpsapiWarning);
    IS(dhcpsapi_link_cut(one, two), ERROR_SUCCESS);
    TEXT_IS(last_message, "dhcp2: relationship \"pair\": the state changed from NORMAL to COMMUNICATION_INT");
    IS(worst, DhcpsapiError);
    IS(told, 5);
    IS(told_within, 5);
    IS(dhcpsapi_log(NULL, NULL), ERROR_SUCCESS);
    IS(dhcpsapi_link_heal(one, two), ERROR_SUCCESS);
    IS(state(one), NORMAL);
    IS(told, 5);

    IS(dhcpsapi_journal(&cursor, 3, &found, &count), ERROR_MORE_DATA);
    IS(count, 3);
    IS(cursor, before + 3);
    IS(found[0].Number, before);
    IS(found[0].Time, now);
    IS(found[0].Kind, DhcpsapiClientRefused);
    IS(found[0].Server, 2);
    IS(found[0].RelationshipName[0], 'p');
    IS(found[0].Scope, SCOPE);
    IS(found[0].Rule, DhcpsapiPartnersClient);
    IS(found[0].Client.DataLength, sizeof address_of_a_client);
    IS(memcmp(found[0].Client.Data, address_of_a_client, sizeof address_of_a_client), 0);
    IS(found[1].Kind, DhcpsapiContactLost);
    IS(found[1].Server, 1);
    IS(found[1].Client.Data == NULL, 1);
    IS(found[2].Kind, DhcpsapiStateChanged);
    IS(found[2].FromState, NORMAL);
    IS(found[2].ToState, COMMUNICATION_INT);
    IS(found[2].Scope, 0);
    IS(found[2].Count, 0);
    IS(found[2].MovedTo, 0);
    free_entries(found, count);
    catch_up();
}

/* Nothing is left: no server, and no clock that was set, so that the host's can be asked for. */
static void forget(void)
{
    IS(dhcpsapi_reset(), ERROR_SUCCESS);
    IS(state(one), UNAVAILABLE);
    IS(state(two), UNAVAILABLE);
    IS(time_of(NULL) < START, 1);
    IS(state(u"here"), UNAVAILABLE);
    IS(create_scope(NULL), ERROR_SUCCESS);
    IS(dhcpsapi_local_set(u"here", 3), ERROR_INVALID_PARAMETER);
    IS(dhcpsapi_clock_real(), ERROR_SUCCESS);
}

int main(void)
{
    DHCPSAPI_JOURNAL_ENTRY *found = NULL;
    DWORD count = 0;
    which_registry();
    set_up();
    names_of_errors();
    reasons();
    waiting();
    strings();
    a_server_that_is_not_there();
    name_of_the_local_server();
    clock_of_the_servers();
    links();
    stop_and_start();
    clocks_that_differ();
    what_a_rebalance_would_do();
    how_the_relationship_is_doing();
    what_differs();
    which_options_differ();
    leases();
    the_lease_limit();
    the_service_delay();
    a_restored_database();
    what_happened();
    forget();
    IS(dhcpsapi_journal(&cursor, 0, &found, &count), ERROR_NO_MORE_ITEMS);
    set_up(); /* as if for the first time */
    IS(state(one), NORMAL);
    printf("%s\n", dhcpsapi_version());
    return wrong;
}
