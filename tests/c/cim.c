/*
 * Calls every function of dhcpsapi_cim.h, from C and from C++. Says what is not as documented; if nothing is, the output is
 * the relationship as MOF. tests/examples.rs wants every function to be called here.
 */
#include <dhcpsapi_cim.h>
#include <dhcpsapi_ext.h>

#include "expect.h"

#define SCOPE 0x0A000000u
#define OTHER_SCOPE 0x0A000100u

static WCHAR one[] = u"dhcp1";
static WCHAR two[] = u"dhcp2";
static const WCHAR pair[] = u"pair";
static const WCHAR *const pair_alone[] = {pair};
static const WCHAR *const scope_alone[] = {u"10.0.0.0"};
static const WCHAR *const other_scope[] = {u"10.0.1.0"};
static const WCHAR *const both_and_none[] = {u"10.0.0.0", u"10.0.1.0", u"10.9.9.0"};
static const WCHAR *const pair_and_none[] = {pair, u"none"};

static void expect_wide(int line, const char *what, const WCHAR *is, const char *wanted)
{
    char *text = NULL;
    if (is != NULL)
        expect(line, what, dhcpsapi_utf8(is, &text), ERROR_SUCCESS);
    expect_text(line, what, text, wanted);
    DhcpRpcFreeMemory(text);
}

#define WIDE_IS(call, wanted) expect_wide(__LINE__, #call, call, wanted)

static void create_scope(DHCP_IP_ADDRESS scope)
{
    DHCP_SUBNET_INFO info;
    DHCP_BOOTP_IP_RANGE range;
    DHCP_SUBNET_ELEMENT_DATA_V5 element;
    memset(&info, 0, sizeof info);
    info.SubnetAddress = scope;
    info.SubnetMask = 0xFFFFFF00u;
    IS(DhcpCreateSubnet(one, scope, &info), ERROR_SUCCESS);
    memset(&range, 0, sizeof range);
    range.StartAddress = scope + 1;
    range.EndAddress = scope + 100;
    memset(&element, 0, sizeof element);
    element.ElementType = DhcpIpRanges;
    element.Element.IpRange = &range;
    IS(DhcpAddSubnetElementV5(one, scope, &element), ERROR_SUCCESS);
}

/* The parameters of Add that each method begins with; the others are zero. */
static DHCPSAPI_CIM_ADD addition(void)
{
    DHCPSAPI_CIM_ADD add;
    memset(&add, 0, sizeof add);
    add.ComputerName = one;
    add.Name = pair;
    add.PartnerServer = two;
    add.ScopeId = scope_alone;
    add.ScopeIdCount = 1;
    return add;
}

static void hot_standby_and_away(void)
{
    DHCPSAPI_CIM_ADD add = addition();
    DHCPSAPI_CIM_FAILOVER *made = NULL;
    DHCPSAPI_CIM_FOUND *gone = NULL;
    DWORD count = 0;
    add.HasReservePercent = TRUE;
    add.ReservePercent = 10;
    add.ServerRole = u"standby";
    IS(dhcpsapi_cim_add_by_load_balance(&add, NULL, &made), ERROR_INVALID_PARAMETER);
    IS(dhcpsapi_cim_add_by_hot_standby(&add, NULL, &made), ERROR_SUCCESS);
    WIDE_IS(made->Mode, "HotStandby");
    WIDE_IS(made->ServerRole, "Standby");
    WIDE_IS(made->ServerType, "SecondaryServer");
    IS(made->HasReservePercent, TRUE);
    IS(made->ReservePercent, 10);
    IS(made->HasLoadBalancePercent, FALSE);
    dhcpsapi_cim_free(made);
    dhcpsapi_cim_free(made); /* does no harm */
    IS(dhcpsapi_cim_remove(pair_alone, 1, FALSE, one, FALSE, DhcpsapiCimDelete, NULL, &gone, &count), ERROR_SUCCESS);
    IS(count, 1);
    IS(gone[0].Code, ERROR_SUCCESS);
    WIDE_IS(gone[0].Instance->Name, "pair");
    dhcpsapi_cim_free_found(gone, count);
}

static void load_balance(void)
{
    DHCPSAPI_CIM_ADD add = addition();
    LPWSTR what_if = NULL;
    add.HasLoadBalancePercent = TRUE;
    add.LoadBalancePercent = 70;
    add.SharedSecret = u"hunter2";
    IS(dhcpsapi_cim_add_by_load_balance(&add, &what_if, NULL), ERROR_SUCCESS);
    WIDE_IS(what_if, "dhcp2: create scope 10.0.0.0\n"
                     "dhcp2: create relationship pair\n"
                     "dhcp1: create relationship pair\n");
    DhcpRpcFreeMemory(what_if);
    IS(dhcpsapi_cim_add_by_load_balance(&add, NULL, NULL), ERROR_SUCCESS);
    IS(dhcpsapi_cim_add_by_load_balance(&add, NULL, NULL), ERROR_DHCP_FO_SCOPE_ALREADY_IN_RELATIONSHIP);
    IS(dhcpsapi_cim_add_by_load_balance(NULL, NULL, NULL), ERROR_INVALID_PARAMETER);
}

static void found(void)
{
    DHCPSAPI_CIM_FOUND *relationships = NULL;
    DWORD count = 0;
    IS(dhcpsapi_cim_get_by_name(one, NULL, 0, &relationships, &count), ERROR_SUCCESS);
    IS(count, 1);
    dhcpsapi_cim_free_found(relationships, count);
    IS(dhcpsapi_cim_get_by_name(two, pair_and_none, 2, &relationships, &count), ERROR_SUCCESS);
    IS(count, 2);
    IS(relationships[0].Code, ERROR_SUCCESS);
    IS(relationships[0].Instance->LoadBalancePercent, 30);
    WIDE_IS(relationships[0].Instance->PartnerServer, "dhcp1");
    IS(relationships[1].Code, ERROR_DHCP_FO_RELATIONSHIP_DOES_NOT_EXIST);
    IS(relationships[1].Instance == NULL, 1);
    dhcpsapi_cim_free_found(relationships, count);
    IS(dhcpsapi_cim_get_by_scope_id(one, both_and_none, 3, &relationships, &count), ERROR_SUCCESS);
    IS(count, 3);
    IS(relationships[0].Code, ERROR_SUCCESS);
    IS(relationships[1].Code, ERROR_DHCP_FO_SCOPE_NOT_IN_RELATIONSHIP);
    IS(relationships[2].Code, ERROR_DHCP_SUBNET_NOT_PRESENT);
    dhcpsapi_cim_free_found(relationships, count);
}

static void changed(void)
{
    DHCPSAPI_CIM_SET set;
    DHCPSAPI_CIM_FAILOVER *now = NULL;
    memset(&set, 0, sizeof set);
    set.ComputerName = two;
    set.Name = pair;
    IS(dhcpsapi_cim_set(&set, NULL, &now), ERROR_INVALID_PARAMETER); /* nothing is to be changed */
    IS(now == NULL, 1);
    set.LoadBalancePercent = 40;
    IS(dhcpsapi_cim_set(&set, NULL, &now), ERROR_INVALID_PARAMETER); /* it is not said */
    set.HasLoadBalancePercent = TRUE;
    set.HasStateSwitchInterval = TRUE;
    set.StateSwitchInterval = 1800;
    IS(dhcpsapi_cim_set(&set, NULL, &now), ERROR_SUCCESS);
    IS(now->LoadBalancePercent, 40);
    IS(now->AutoStateTransition, TRUE);
    IS(now->StateSwitchInterval, 1800);
    dhcpsapi_cim_free(now);
}

static void scopes(void)
{
    DHCPSAPI_CIM_FAILOVER *now = NULL;
    DHCPSAPI_CIM_SCOPE_STATISTICS *statistics = NULL;
    DWORD count = 0;
    IS(dhcpsapi_cim_scope_add(pair, other_scope, 1, one, NULL, &now), ERROR_SUCCESS);
    IS(now->ScopeIdCount, 2);
    WIDE_IS(now->ScopeId[1], "10.0.1.0");
    dhcpsapi_cim_free(now);

    IS(dhcpsapi_cim_scope_statistics(NULL, 0, one, TRUE, &statistics, &count), ERROR_SUCCESS);
    IS(count, 2);
    IS(statistics[0].Code, ERROR_SUCCESS);
    WIDE_IS(statistics[0].ScopeId, "10.0.0.0");
    IS(statistics[0].SuperscopeName == NULL, 1);
    IS(statistics[0].AddressesFree, 100);
    IS(statistics[0].PercentageInUse == 0, 1);
    IS(statistics[0].HasFailover, TRUE);
    IS(statistics[0].AddressesFreeOnThisServer + statistics[0].AddressesFreeOnPartnerServer, 100);
    char *mof = NULL;
    char *json = NULL;
    IS(dhcpsapi_cim_statistics_mof(&statistics[0], &mof), ERROR_SUCCESS);
    IS(dhcpsapi_cim_statistics_json(&statistics[0], &json), ERROR_SUCCESS);
    IS(strstr(mof, "    AddressesFree = 100;\n") != NULL, 1);
    IS(strstr(json, "\"AddressesFree\":100,") != NULL, 1);
    DhcpRpcFreeMemory(mof);
    DhcpRpcFreeMemory(json);
    dhcpsapi_cim_free_statistics(statistics, count);

    LPWSTR *free_ones = NULL;
    IS(dhcpsapi_cim_free_ip_address(scope_alone[0], one, NULL, NULL, 2, &free_ones, &count), ERROR_SUCCESS);
    IS(count, 2);
    WIDE_IS(free_ones[0], "10.0.0.1");
    WIDE_IS(free_ones[1], "10.0.0.2");
    dhcpsapi_cim_free_strings(free_ones, count);

    IS(dhcpsapi_cim_scope_remove(one, pair, other_scope, 1, FALSE, FALSE, DhcpsapiCimDelete, NULL, &now), ERROR_SUCCESS);
    IS(now->ScopeIdCount, 1);
    dhcpsapi_cim_free(now);
}

static void replicated(void)
{
    LPWSTR *copied = NULL;
    LPWSTR what_if = NULL;
    DWORD count = 0;
    IS(dhcpsapi_cim_invoke_by_name(one, FALSE, NULL, 0, NULL, &copied, &count), ERROR_SUCCESS);
    IS(count, 1);
    WIDE_IS(copied[0], "10.0.0.0");
    dhcpsapi_cim_free_strings(copied, count);
    IS(dhcpsapi_cim_invoke_by_scope_id(one, FALSE, scope_alone, 1, &what_if, NULL, NULL), ERROR_SUCCESS);
    WIDE_IS(what_if, "dhcp2: copy the configuration of scope 10.0.0.0\n");
    DhcpRpcFreeMemory(what_if);
}

static void intervals(void)
{
    char *text = NULL;
    uint64_t seconds = 99;
    IS(dhcpsapi_cim_interval_text(129632, &text), ERROR_SUCCESS);
    expect_text(__LINE__, "interval", text, "00000001120032.000000:000");
    IS(dhcpsapi_cim_interval_seconds(text, &seconds), ERROR_SUCCESS);
    IS(seconds, 129632);
    DhcpRpcFreeMemory(text);
    IS(dhcpsapi_cim_interval_seconds("1 hour", &seconds), ERROR_INVALID_PARAMETER);
    IS(seconds, 0);
}

static void printed(void)
{
    DHCPSAPI_CIM_FOUND *relationships = NULL;
    DWORD count = 0;
    char *mof = NULL;
    char *json = NULL;
    IS(dhcpsapi_cim_get_by_name(one, NULL, 0, &relationships, &count), ERROR_SUCCESS);
    IS(dhcpsapi_cim_mof(relationships[0].Instance, &mof), ERROR_SUCCESS);
    IS(dhcpsapi_cim_json(relationships[0].Instance, &json), ERROR_SUCCESS);
    IS(strstr(mof, "hunter2") == NULL && strstr(json, "hunter2") == NULL, 1);
    printf("%s%s\n", mof, json);
    DhcpRpcFreeMemory(mof);
    DhcpRpcFreeMemory(json);
    dhcpsapi_cim_free_found(relationships, count);
}

/* Force leaves no partner out, and ThisServerOnly confirms nothing. */
static void one_server_alone(void)
{
    DHCPSAPI_CIM_SET set;
    DHCPSAPI_CIM_FAILOVER *now = NULL;
    DHCPSAPI_CIM_FOUND *gone = NULL;
    DWORD count = 0;
    IS(dhcpsapi_server_stop(two), ERROR_SUCCESS);
    memset(&set, 0, sizeof set);
    set.ComputerName = one;
    set.Name = pair;
    set.HasMaxClientLeadTime = TRUE;
    set.MaxClientLeadTime = 1800;
    set.Force = TRUE;
    IS(dhcpsapi_cim_set(&set, NULL, &now), ERROR_DHCP_SERVER_NOT_RUNNING);
    set.Force = FALSE;
    set.ThisServerOnly = TRUE;
    IS(dhcpsapi_cim_set(&set, NULL, &now), ERROR_SUCCESS);
    IS(now->MaxClientLeadTime, 1800);
    dhcpsapi_cim_free(now);
    IS(dhcpsapi_cim_scope_remove(one, pair, scope_alone, 1, TRUE, FALSE, DhcpsapiCimDelete, NULL, &now),
       ERROR_DHCP_SERVER_NOT_RUNNING);
    IS(dhcpsapi_cim_scope_remove(one, pair, scope_alone, 1, FALSE, TRUE, DhcpsapiCimDelete, NULL, &now),
       ERROR_DHCP_FO_STATE_NOT_NORMAL);
    IS(dhcpsapi_cim_scope_remove(one, pair, scope_alone, 1, TRUE, TRUE, DhcpsapiCimDelete, NULL, &now), ERROR_SUCCESS);
    IS(now->ScopeIdCount, 0);
    dhcpsapi_cim_free(now);
    IS(dhcpsapi_cim_remove(pair_alone, 1, TRUE, one, FALSE, DhcpsapiCimDelete, NULL, &gone, &count),
       ERROR_DHCP_SERVER_NOT_RUNNING);
    IS(dhcpsapi_cim_remove(pair_alone, 1, FALSE, one, TRUE, DhcpsapiCimDelete, NULL, &gone, &count), ERROR_SUCCESS);
    IS(count, 1);
    dhcpsapi_cim_free_found(gone, count);
}

int main(void)
{
    IS(add_server(one, 1), ERROR_SUCCESS);
    IS(add_server(two, 2), ERROR_SUCCESS);
    create_scope(SCOPE);
    create_scope(OTHER_SCOPE);
    hot_standby_and_away();
    load_balance();
    found();
    changed();
    scopes();
    replicated();
    intervals();
    printed();
    one_server_alone();
    dhcpsapi_cim_free(NULL);
    return wrong;
}
