/*
 * A program that includes dhcpsapi.h and uses its types, in C and in C++, alone or with another header before or
 * after it. tests/header_compile.rs compiles it with
 *
 *   BEFORE, AFTER   a header to include before or after dhcpsapi.h
 *   WIDE            L"text" is 16 bits wide and WCHAR is wchar_t
 *   CAST            u"text" is not a pointer to WCHAR, so it has to be cast
 */
#ifdef BEFORE
#include BEFORE
#endif
#include "dhcpsapi.h"
#include "dhcpsapi.h" /* a second time does nothing */
#ifdef AFTER
#include AFTER
#endif

#include <stddef.h>

#ifdef __cplusplus
#define CHECK(condition) static_assert(condition, #condition)
#else
#define CHECK(condition) _Static_assert(condition, #condition)
#endif

#if defined(WIDE)
#define TEXT_OF(literal) L##literal
#elif defined(CAST)
#define TEXT_OF(literal) DHCPSAPI_TEXT(literal)
#else
#define TEXT_OF(literal) u##literal
#endif

/* 64 bits, from the layouts of the SDK. */
#if defined(__LP64__)
CHECK(sizeof(DATE_TIME) == 8);
CHECK(sizeof(DHCPDS_SERVER) == 48);
CHECK(sizeof(DHCPDS_SERVERS) == 16);
CHECK(sizeof(DHCPV4_FAILOVER_CLIENT_INFO) == 136);
CHECK(sizeof(DHCPV4_FAILOVER_CLIENT_INFO_ARRAY) == 16);
CHECK(sizeof(DHCPV4_FAILOVER_CLIENT_INFO_EX) == 136);
CHECK(sizeof(DHCPV6_BIND_ELEMENT) == 64);
CHECK(sizeof(DHCPV6_BIND_ELEMENT_ARRAY) == 16);
CHECK(sizeof(DHCPV6_IP_ARRAY) == 16);
CHECK(sizeof(DHCPV6_STATELESS_PARAMS) == 8);
CHECK(sizeof(DHCPV6_STATELESS_SCOPE_STATS) == 32);
CHECK(sizeof(DHCPV6_STATELESS_STATS) == 16);
CHECK(sizeof(DHCP_ADDR_PATTERN) == 268);
CHECK(sizeof(DHCP_ALL_OPTIONS) == 32);
CHECK(sizeof(DHCP_ALL_OPTIONS_0) == 64);
CHECK(sizeof(DHCP_ALL_OPTION_VALUES) == 16);
CHECK(sizeof(DHCP_ALL_OPTION_VALUES_0) == 32);
CHECK(sizeof(DHCP_ALL_OPTION_VALUES_PB) == 16);
CHECK(sizeof(DHCP_ALL_OPTION_VALUES_PB_0) == 32);
CHECK(sizeof(DHCP_ATTRIB) == 12);
CHECK(sizeof(DHCP_ATTRIB_ARRAY) == 16);
CHECK(sizeof(DHCP_BINARY_DATA) == 16);
CHECK(sizeof(DHCP_BIND_ELEMENT) == 40);
CHECK(sizeof(DHCP_BIND_ELEMENT_ARRAY) == 16);
CHECK(sizeof(DHCP_BOOTP_IP_RANGE) == 16);
CHECK(sizeof(DHCP_CLASS_INFO) == 40);
CHECK(sizeof(DHCP_CLASS_INFO_ARRAY) == 16);
CHECK(sizeof(DHCP_CLASS_INFO_ARRAY_V6) == 16);
CHECK(sizeof(DHCP_CLASS_INFO_V6) == 40);
CHECK(sizeof(DHCP_CLIENT_FILTER_STATUS_INFO) == 96);
CHECK(sizeof(DHCP_CLIENT_FILTER_STATUS_INFO_ARRAY) == 16);
CHECK(sizeof(DHCP_CLIENT_INFO) == 72);
CHECK(sizeof(DHCP_CLIENT_INFO_ARRAY) == 16);
CHECK(sizeof(DHCP_CLIENT_INFO_ARRAY_V4) == 16);
CHECK(sizeof(DHCP_CLIENT_INFO_ARRAY_V5) == 16);
CHECK(sizeof(DHCP_CLIENT_INFO_ARRAY_V6) == 16);
CHECK(sizeof(DHCP_CLIENT_INFO_ARRAY_VQ) == 16);
CHECK(sizeof(DHCP_CLIENT_INFO_EX) == 112);
CHECK(sizeof(DHCP_CLIENT_INFO_EX_ARRAY) == 16);
CHECK(sizeof(DHCP_CLIENT_INFO_PB) == 104);
CHECK(sizeof(DHCP_CLIENT_INFO_PB_ARRAY) == 16);
CHECK(sizeof(DHCP_CLIENT_INFO_V4) == 80);
CHECK(sizeof(DHCP_CLIENT_INFO_V5) == 80);
CHECK(sizeof(DHCP_CLIENT_INFO_V6) == 104);
CHECK(sizeof(DHCP_CLIENT_INFO_VQ) == 96);
CHECK(sizeof(DHCP_FAILOVER_RELATIONSHIP) == 80);
CHECK(sizeof(DHCP_FAILOVER_RELATIONSHIP_ARRAY) == 16);
CHECK(sizeof(DHCP_FAILOVER_STATISTICS) == 28);
CHECK(sizeof(DHCP_FILTER_ADD_INFO) == 288);
CHECK(sizeof(DHCP_FILTER_ENUM_INFO) == 16);
CHECK(sizeof(DHCP_FILTER_GLOBAL_INFO) == 8);
CHECK(sizeof(DHCP_FILTER_RECORD) == 280);
CHECK(sizeof(DHCP_HOST_INFO) == 24);
CHECK(sizeof(DHCP_HOST_INFO_V6) == 32);
CHECK(sizeof(DHCP_IPV6_ADDRESS) == 16);
CHECK(sizeof(DHCP_IP_ARRAY) == 16);
CHECK(sizeof(DHCP_IP_CLUSTER) == 8);
CHECK(sizeof(DHCP_IP_RANGE) == 8);
CHECK(sizeof(DHCP_IP_RANGE_ARRAY) == 16);
CHECK(sizeof(DHCP_IP_RANGE_V6) == 32);
CHECK(sizeof(DHCP_IP_RESERVATION) == 16);
CHECK(sizeof(DHCP_IP_RESERVATION_INFO) == 48);
CHECK(sizeof(DHCP_IP_RESERVATION_V4) == 24);
CHECK(sizeof(DHCP_IP_RESERVATION_V6) == 32);
CHECK(sizeof(DHCP_MIB_INFO) == 48);
CHECK(sizeof(DHCP_MIB_INFO_V5) == 88);
CHECK(sizeof(DHCP_MIB_INFO_V6) == 64);
CHECK(sizeof(DHCP_MIB_INFO_VQ) == 80);
CHECK(sizeof(DHCP_OPTION) == 48);
CHECK(sizeof(DHCP_OPTION_ARRAY) == 16);
CHECK(sizeof(DHCP_OPTION_DATA) == 16);
CHECK(sizeof(DHCP_OPTION_DATA_ELEMENT) == 24);
CHECK(sizeof(DHCP_OPTION_LIST) == 16);
CHECK(sizeof(DHCP_OPTION_SCOPE_INFO) == 16);
CHECK(sizeof(DHCP_OPTION_SCOPE_INFO6) == 40);
CHECK(sizeof(DHCP_OPTION_VALUE) == 24);
CHECK(sizeof(DHCP_OPTION_VALUE_ARRAY) == 16);
CHECK(sizeof(DHCP_PERF_STATS) == 76);
CHECK(sizeof(DHCP_POLICY) == 64);
CHECK(sizeof(DHCP_POLICY_ARRAY) == 16);
CHECK(sizeof(DHCP_POLICY_EX) == 72);
CHECK(sizeof(DHCP_POLICY_EX_ARRAY) == 16);
CHECK(sizeof(DHCP_POL_COND) == 48);
CHECK(sizeof(DHCP_POL_COND_ARRAY) == 16);
CHECK(sizeof(DHCP_POL_EXPR) == 8);
CHECK(sizeof(DHCP_POL_EXPR_ARRAY) == 16);
CHECK(sizeof(DHCP_PROPERTY) == 24);
CHECK(sizeof(DHCP_PROPERTY_ARRAY) == 16);
CHECK(sizeof(DHCP_RESERVATION_INFO_ARRAY) == 16);
CHECK(sizeof(DHCP_RESERVED_SCOPE) == 8);
CHECK(sizeof(DHCP_RESERVED_SCOPE6) == 32);
CHECK(sizeof(DHCP_SCAN_ITEM) == 8);
CHECK(sizeof(DHCP_SCAN_LIST) == 16);
CHECK(sizeof(DHCP_SEARCH_INFO) == 24);
CHECK(sizeof(DHCP_SEARCH_INFO_V6) == 24);
CHECK(sizeof(DHCP_SERVER_CONFIG_INFO) == 56);
CHECK(sizeof(DHCP_SERVER_CONFIG_INFO_V4) == 80);
CHECK(sizeof(DHCP_SERVER_CONFIG_INFO_V6) == 36);
CHECK(sizeof(DHCP_SERVER_CONFIG_INFO_VQ) == 88);
CHECK(sizeof(DHCP_SERVER_SPECIFIC_STRINGS) == 16);
CHECK(sizeof(DHCP_SUBNET_ELEMENT_DATA) == 16);
CHECK(sizeof(DHCP_SUBNET_ELEMENT_DATA_V4) == 16);
CHECK(sizeof(DHCP_SUBNET_ELEMENT_DATA_V5) == 16);
CHECK(sizeof(DHCP_SUBNET_ELEMENT_DATA_V6) == 16);
CHECK(sizeof(DHCP_SUBNET_ELEMENT_INFO_ARRAY) == 16);
CHECK(sizeof(DHCP_SUBNET_ELEMENT_INFO_ARRAY_V4) == 16);
CHECK(sizeof(DHCP_SUBNET_ELEMENT_INFO_ARRAY_V5) == 16);
CHECK(sizeof(DHCP_SUBNET_ELEMENT_INFO_ARRAY_V6) == 16);
CHECK(sizeof(DHCP_SUBNET_INFO) == 56);
CHECK(sizeof(DHCP_SUBNET_INFO_V6) == 48);
CHECK(sizeof(DHCP_SUBNET_INFO_VQ) == 80);
CHECK(sizeof(DHCP_SUPER_SCOPE_TABLE) == 16);
CHECK(sizeof(DHCP_SUPER_SCOPE_TABLE_ENTRY) == 24);
CHECK(sizeof(DWORD_DWORD) == 8);
CHECK(sizeof(SCOPE_MIB_INFO) == 16);
CHECK(sizeof(SCOPE_MIB_INFO_V5) == 16);
CHECK(sizeof(SCOPE_MIB_INFO_V6) == 40);
CHECK(sizeof(SCOPE_MIB_INFO_VQ) == 40);
CHECK(sizeof(DHCP_MSCOPE_INFO) == 80);
CHECK(sizeof(DHCP_MSCOPE_TABLE) == 16);
CHECK(sizeof(DHCP_MCLIENT_INFO) == 80);
CHECK(sizeof(DHCP_MCLIENT_INFO_ARRAY) == 16);
CHECK(sizeof(MSCOPE_MIB_INFO) == 32);
CHECK(sizeof(DHCP_MCAST_MIB_INFO) == 56);
CHECK(offsetof(DHCP_FAILOVER_RELATIONSHIP, Mode) == 8);
CHECK(offsetof(DHCP_FAILOVER_RELATIONSHIP, RelationshipName) == 32);
CHECK(offsetof(DHCP_FAILOVER_RELATIONSHIP, pScopes) == 56);
CHECK(offsetof(DHCP_FAILOVER_RELATIONSHIP, Percentage) == 64);
CHECK(offsetof(DHCP_FAILOVER_RELATIONSHIP, SharedSecret) == 72);
CHECK(offsetof(DHCP_ATTRIB, DhcpAttribBool) == 8);
CHECK(offsetof(DHCP_ATTRIB, DhcpAttribUlong) == 8);
#endif

CHECK(sizeof(enum FSM_STATE) == 4);
CHECK(PARTNER_DOWN == 5);
CHECK(DhcpFailoverForce == 2);
CHECK(SHAREDSECRET == 0x40);
CHECK(ERROR_SUCCESS == 0);
CHECK(ERROR_INVALID_PARAMETER == 87);
CHECK(ERROR_DHCP_SUBNET_EXITS == 20004);
CHECK(ERROR_DHCP_SUBNET_EXISTS == 20052);
CHECK(ERROR_DHCP_OPTION_EXISTS == ERROR_DHCP_OPTION_EXITS);
CHECK(ERROR_DHCP_FO_SCOPE_NOT_IN_RELATIONSHIP == 20116);

DWORD create(DHCP_IP_ADDRESS scope);
DWORD names(void);
DWORD option(void);

/* A relationship, as an administrator's program makes it. */
DWORD create(DHCP_IP_ADDRESS scope)
{
    static WCHAR name[] = { 'h', 'q', 0 };
    DHCP_IP_ARRAY scopes;
    DHCP_FAILOVER_RELATIONSHIP relationship;
    LPDHCP_FAILOVER_RELATIONSHIP found = NULL;
    DWORD code;

    scopes.NumElements = 1;
    scopes.Elements = &scope;
    relationship.PrimaryServer = 0x0A000001;
    relationship.SecondaryServer = 0x0A000002;
    relationship.Mode = HotStandby;
    relationship.ServerType = PrimaryServer;
    relationship.State = NO_STATE;
    relationship.PrevState = NO_STATE;
    relationship.Mclt = 3600;
    relationship.SafePeriod = 0xFFFFFFFF;
    relationship.RelationshipName = name;
    relationship.PrimaryServerName = DHCPSAPI_TEXT("one");
    relationship.SecondaryServerName = DHCPSAPI_TEXT("two");
    relationship.pScopes = &scopes;
    relationship.Percentage = 5;
    relationship.SharedSecret = NULL;
    code = DhcpV4FailoverCreateRelationship(NULL, &relationship);
    if (code == ERROR_SUCCESS) {
        code = DhcpV4FailoverGetRelationship(TEXT_OF("localhost"), name, &found);
    }
    DhcpRpcFreeMemory(found);
    return code;
}

/* A string as an argument, an enumeration by value, an out-pointer. */
DWORD names(void)
{
    LPCWSTR server = TEXT_OF("localhost");
    LPDHCP_SUBNET_ELEMENT_INFO_ARRAY_V5 elements = NULL;
    DHCP_RESUME_HANDLE resume = 0;
    DWORD read = 0, total = 0;

    if (server[0] != 'l') {
        return ERROR_INVALID_PARAMETER;
    }
    return DhcpEnumSubnetElementsV5(server, 0x0A000000, DhcpIpRanges, &resume, 0xFFFFFFFF, &elements, &read, &total);
}

/* Unions, also the one without a name. */
DWORD option(void)
{
    DHCP_OPTION_DATA_ELEMENT element;
    DHCP_SEARCH_INFO search;
    DHCP_ATTRIB attribute;
    BOOL yes = TRUE;

    element.OptionType = DhcpDWordOption;
    element.Element.DWordOption = 7;
    search.SearchType = DhcpClientIpAddress;
    search.SearchInfo.ClientIpAddress = 0x0A000005;
    attribute.DhcpAttribId = DHCP_ATTRIB_BOOL_IS_ADMIN;
    attribute.DhcpAttribType = DHCP_ATTRIB_TYPE_BOOL;
    attribute.DhcpAttribBool = yes;
    return element.Element.DWordOption + DhcpDeleteClientInfo(NULL, &search) + (attribute.DhcpAttribBool ? 1 : 0);
}
