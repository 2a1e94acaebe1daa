/*
 * A scope copier, as tools have one: it reads all that there is of two scopes and their superscope on one server, and writes it to
 * another server. What it was given it passes on as it is. Then it describes the scopes of both, which have to be the same, and
 * prints that description.
 */
#include <dhcpsapi.h>
#include <dhcpsapi_errors.h>
#include <stdarg.h>
#include <stdlib.h>

#include "expect.h"

#define SOURCE DHCPSAPI_TEXT("source")
#define TARGET DHCPSAPI_TEXT("target")
#define FIRST 0x0A010000U
#define SECOND 0x0A020000U
#define ALL 0xFFFFFFFFU

/* ---- what is released ---- */

static void release_data(DHCP_OPTION_DATA *data)
{
    for (DWORD place = 0; place < data->NumElements; place++) {
        DHCP_OPTION_DATA_ELEMENT *element = &data->Elements[place];
        if (element->OptionType == DhcpStringDataOption)
            DhcpRpcFreeMemory(element->Element.StringDataOption);
        if (element->OptionType == DhcpBinaryDataOption || element->OptionType == DhcpEncapsulatedDataOption)
            DhcpRpcFreeMemory(element->Element.BinaryDataOption.Data);
    }
    DhcpRpcFreeMemory(data->Elements);
}

static void release_definition(DHCP_OPTION *definition)
{
    release_data(&definition->DefaultValue);
    DhcpRpcFreeMemory(definition->OptionName);
    DhcpRpcFreeMemory(definition->OptionComment);
}

static void release_definitions(DHCP_ALL_OPTIONS *all)
{
    for (DWORD place = 0; place < all->NonVendorOptions->NumElements; place++)
        release_definition(&all->NonVendorOptions->Options[place]);
    for (DWORD place = 0; place < all->NumVendorOptions; place++) {
        release_definition(&all->VendorOptions[place].Option);
        DhcpRpcFreeMemory(all->VendorOptions[place].VendorName);
        DhcpRpcFreeMemory(all->VendorOptions[place].ClassName);
    }
    DhcpRpcFreeMemory(all->NonVendorOptions->Options);
    DhcpRpcFreeMemory(all->NonVendorOptions);
    DhcpRpcFreeMemory(all->VendorOptions);
    DhcpRpcFreeMemory(all);
}

static void release_values(DHCP_ALL_OPTION_VALUES *all)
{
    for (DWORD place = 0; place < all->NumElements; place++) {
        DHCP_ALL_OPTION_VALUES_0 *group = &all->Options[place];
        for (DWORD one = 0; one < group->OptionsArray->NumElements; one++)
            release_data(&group->OptionsArray->Values[one].Value);
        DhcpRpcFreeMemory(group->OptionsArray->Values);
        DhcpRpcFreeMemory(group->OptionsArray);
        DhcpRpcFreeMemory(group->ClassName);
        DhcpRpcFreeMemory(group->VendorName);
    }
    DhcpRpcFreeMemory(all->Options);
    DhcpRpcFreeMemory(all);
}

static void release_elements(DHCP_SUBNET_ELEMENT_INFO_ARRAY_V5 *all)
{
    for (DWORD place = 0; place < all->NumElements; place++) {
        DHCP_SUBNET_ELEMENT_DATA_V5 *element = &all->Elements[place];
        if (element->ElementType == DhcpReservedIps) {
            DhcpRpcFreeMemory(element->Element.ReservedIp->ReservedForClient->Data);
            DhcpRpcFreeMemory(element->Element.ReservedIp->ReservedForClient);
        }
        DhcpRpcFreeMemory(element->Element.ReservedIp);
    }
    DhcpRpcFreeMemory(all->Elements);
    DhcpRpcFreeMemory(all);
}

static void release_subnet(DHCP_SUBNET_INFO *subnet)
{
    DhcpRpcFreeMemory(subnet->SubnetName);
    DhcpRpcFreeMemory(subnet->SubnetComment);
    DhcpRpcFreeMemory(subnet->PrimaryHost.NetBiosName);
    DhcpRpcFreeMemory(subnet->PrimaryHost.HostName);
    DhcpRpcFreeMemory(subnet);
}

static void release_client(DHCP_CLIENT_INFO *client)
{
    DhcpRpcFreeMemory(client->ClientHardwareAddress.Data);
    DhcpRpcFreeMemory(client->ClientName);
    DhcpRpcFreeMemory(client->ClientComment);
    DhcpRpcFreeMemory(client->OwnerHost.NetBiosName);
    DhcpRpcFreeMemory(client);
}

/* ---- what is read ---- */

/* The elements of a kind; NULL if there are none. */
static DHCP_SUBNET_ELEMENT_INFO_ARRAY_V5 *elements(LPWSTR server, DWORD scope, DHCP_SUBNET_ELEMENT_TYPE kind)
{
    DHCP_SUBNET_ELEMENT_INFO_ARRAY_V5 *found;
    DHCP_RESUME_HANDLE handle = 0;
    DWORD read, total;
    DWORD code = DhcpEnumSubnetElementsV5(server, scope, kind, &handle, ALL, &found, &read, &total);
    if (code == ERROR_NO_MORE_ITEMS)
        return NULL;
    IS(code, ERROR_SUCCESS);
    IS(read, total);
    return found;
}

static DHCP_OPTION_SCOPE_INFO of_scope(DWORD scope)
{
    DHCP_OPTION_SCOPE_INFO level;
    memset(&level, 0, sizeof level);
    level.ScopeType = DhcpSubnetOptions;
    level.ScopeInfo.SubnetScopeInfo = scope;
    return level;
}

static DHCP_OPTION_SCOPE_INFO of_reservation(DWORD scope, DHCP_IP_ADDRESS address)
{
    DHCP_OPTION_SCOPE_INFO level;
    memset(&level, 0, sizeof level);
    level.ScopeType = DhcpReservedOptions;
    level.ScopeInfo.ReservedScopeInfo.ReservedIpAddress = address;
    level.ScopeInfo.ReservedScopeInfo.ReservedIpSubnetAddress = scope;
    return level;
}

static DHCP_CLIENT_INFO *client_at(LPWSTR server, DHCP_IP_ADDRESS address)
{
    DHCP_CLIENT_INFO *client = NULL;
    DHCP_SEARCH_INFO search;
    memset(&search, 0, sizeof search);
    search.SearchType = DhcpClientIpAddress;
    search.SearchInfo.ClientIpAddress = address;
    IS(DhcpGetClientInfo(server, &search, &client), ERROR_SUCCESS);
    return client;
}

/* ---- what is copied ---- */

/* Some of it is there already, such as what every server has. */
static void is_there(DWORD code, DWORD exists)
{
    if (code != exists)
        IS(code, ERROR_SUCCESS);
}

static void copy_classes(LPWSTR from, LPWSTR to)
{
    DHCP_CLASS_INFO_ARRAY *classes;
    DHCP_RESUME_HANDLE handle = 0;
    DWORD read, total;
    IS(DhcpEnumClasses(from, 0, &handle, ALL, &classes, &read, &total), ERROR_SUCCESS);
    for (DWORD place = 0; place < read; place++) {
        DHCP_CLASS_INFO *class = &classes->Classes[place];
        is_there(DhcpCreateClass(to, 0, class), ERROR_DHCP_CLASS_ALREADY_EXISTS);
        DhcpRpcFreeMemory(class->ClassName);
        DhcpRpcFreeMemory(class->ClassComment);
        DhcpRpcFreeMemory(class->ClassData);
    }
    DhcpRpcFreeMemory(classes->Classes);
    DhcpRpcFreeMemory(classes);
}

static void copy_definitions(LPWSTR from, LPWSTR to)
{
    DHCP_ALL_OPTIONS *all;
    IS(DhcpGetAllOptions(from, 0, &all), ERROR_SUCCESS);
    for (DWORD place = 0; place < all->NonVendorOptions->NumElements; place++) {
        DHCP_OPTION *one = &all->NonVendorOptions->Options[place];
        is_there(DhcpCreateOptionV5(to, 0, one->OptionID, NULL, NULL, one), ERROR_DHCP_OPTION_EXITS);
    }
    for (DWORD place = 0; place < all->NumVendorOptions; place++) {
        DHCP_ALL_OPTIONS_0 *one = &all->VendorOptions[place];
        DWORD code = DhcpCreateOptionV5(to, DHCP_FLAGS_OPTION_IS_VENDOR, one->Option.OptionID, one->ClassName,
                                        one->VendorName, &one->Option);
        is_there(code, ERROR_DHCP_OPTION_EXITS);
    }
    release_definitions(all);
}

static void copy_values(LPWSTR from, LPWSTR to, DHCP_OPTION_SCOPE_INFO level)
{
    DHCP_ALL_OPTION_VALUES *all;
    IS(DhcpGetAllOptionValues(from, 0, &level, &all), ERROR_SUCCESS);
    for (DWORD place = 0; place < all->NumElements; place++) {
        DHCP_ALL_OPTION_VALUES_0 *group = &all->Options[place];
        DWORD flags = group->IsVendor ? DHCP_FLAGS_OPTION_IS_VENDOR : 0;
        for (DWORD one = 0; one < group->OptionsArray->NumElements; one++) {
            DHCP_OPTION_VALUE *value = &group->OptionsArray->Values[one];
            IS(DhcpSetOptionValueV5(to, flags, value->OptionID, group->ClassName, group->VendorName, &level,
                                    &value->Value),
               ERROR_SUCCESS);
        }
    }
    release_values(all);
}

static void copy_reservation(LPWSTR from, LPWSTR to, DWORD scope, DHCP_IP_ADDRESS address)
{
    DHCP_CLIENT_INFO *client = client_at(from, address);
    if (client) {
        IS(DhcpSetClientInfo(to, client), ERROR_SUCCESS);
        release_client(client);
    }
    copy_values(from, to, of_reservation(scope, address));
}

static void copy_elements(LPWSTR from, LPWSTR to, DWORD scope, DHCP_SUBNET_ELEMENT_TYPE kind)
{
    DHCP_SUBNET_ELEMENT_INFO_ARRAY_V5 *all = elements(from, scope, kind);
    if (!all)
        return;
    for (DWORD place = 0; place < all->NumElements; place++) {
        DHCP_SUBNET_ELEMENT_DATA_V5 *element = &all->Elements[place];
        IS(DhcpAddSubnetElementV5(to, scope, element), ERROR_SUCCESS);
        if (element->ElementType == DhcpReservedIps)
            copy_reservation(from, to, scope, element->Element.ReservedIp->ReservedIpAddress);
    }
    release_elements(all);
}

static void copy_superscope(LPWSTR from, LPWSTR to, DWORD scope)
{
    DHCP_SUPER_SCOPE_TABLE *table;
    IS(DhcpGetSuperScopeInfoV4(from, &table), ERROR_SUCCESS);
    for (DWORD place = 0; place < table->cEntries; place++) {
        DHCP_SUPER_SCOPE_TABLE_ENTRY *entry = &table->pEntries[place];
        if (entry->SubnetAddress == scope && entry->SuperScopeName)
            IS(DhcpSetSuperScopeV4(to, scope, entry->SuperScopeName, FALSE), ERROR_SUCCESS);
        DhcpRpcFreeMemory(entry->SuperScopeName);
    }
    DhcpRpcFreeMemory(table->pEntries);
    DhcpRpcFreeMemory(table);
}

static void copy_scope(LPWSTR from, LPWSTR to, DWORD scope)
{
    DHCP_SUBNET_INFO *subnet;
    USHORT delay;
    IS(DhcpGetSubnetInfo(from, scope, &subnet), ERROR_SUCCESS);
    IS(DhcpCreateSubnet(to, scope, subnet), ERROR_SUCCESS);
    release_subnet(subnet);
    copy_elements(from, to, scope, DhcpIpRangesDhcpBootp);
    copy_elements(from, to, scope, DhcpExcludedIpRanges);
    copy_elements(from, to, scope, DhcpReservedIps);
    copy_values(from, to, of_scope(scope));
    IS(DhcpGetSubnetDelayOffer(from, scope, &delay), ERROR_SUCCESS);
    IS(DhcpSetSubnetDelayOffer(to, scope, delay), ERROR_SUCCESS);
    copy_superscope(from, to, scope);
}

/* ---- what is described ---- */

static char *said;

static void say(const char *format, ...)
{
    va_list values;
    va_start(values, format);
    said += vsprintf(said, format, values);
    va_end(values);
}

static void say_text(const char *name, LPWSTR text)
{
    say(" %s=", name);
    for (; text && *text; text++)
        say("%c", *text < 128 ? *text : '?');
}

static void say_bytes(const char *name, const BYTE *bytes, DWORD length)
{
    say(" %s=", name);
    for (DWORD place = 0; place < length; place++)
        say("%02x", bytes[place]);
}

static void say_element(const DHCP_OPTION_DATA_ELEMENT *element)
{
    const DHCP_OPTION_DATA_ELEMENT_0 *value = &element->Element;
    switch (element->OptionType) {
    case DhcpByteOption: say(" byte=%u", value->ByteOption); break;
    case DhcpWordOption: say(" word=%u", value->WordOption); break;
    case DhcpDWordOption: say(" dword=%u", value->DWordOption); break;
    case DhcpDWordDWordOption:
        say(" dwords=%u:%u", value->DWordDWordOption.DWord1, value->DWordDWordOption.DWord2);
        break;
    case DhcpIpAddressOption: say(" address=%08x", value->IpAddressOption); break;
    case DhcpStringDataOption: say_text("string", value->StringDataOption); break;
    case DhcpBinaryDataOption:
        say_bytes("binary", value->BinaryDataOption.Data, value->BinaryDataOption.DataLength);
        break;
    case DhcpEncapsulatedDataOption:
        say_bytes("encapsulated", value->EncapsulatedDataOption.Data, value->EncapsulatedDataOption.DataLength);
        break;
    default: say(" type=%u", (unsigned)element->OptionType);
    }
}

static void say_values(LPWSTR server, DHCP_OPTION_SCOPE_INFO level)
{
    DHCP_ALL_OPTION_VALUES *all;
    IS(DhcpGetAllOptionValues(server, 0, &level, &all), ERROR_SUCCESS);
    for (DWORD place = 0; place < all->NumElements; place++) {
        DHCP_ALL_OPTION_VALUES_0 *group = &all->Options[place];
        for (DWORD one = 0; one < group->OptionsArray->NumElements; one++) {
            DHCP_OPTION_VALUE *value = &group->OptionsArray->Values[one];
            say("  option %u", value->OptionID);
            say_text("class", group->ClassName);
            say_text("vendor", group->VendorName);
            for (DWORD part = 0; part < value->Value.NumElements; part++)
                say_element(&value->Value.Elements[part]);
            say("\n");
        }
    }
    release_values(all);
}

static void say_elements(LPWSTR server, DWORD scope, DHCP_SUBNET_ELEMENT_TYPE kind)
{
    DHCP_SUBNET_ELEMENT_INFO_ARRAY_V5 *all = elements(server, scope, kind);
    if (!all)
        return;
    for (DWORD place = 0; place < all->NumElements; place++) {
        DHCP_SUBNET_ELEMENT_DATA_V5_0 *element = &all->Elements[place].Element;
        if (kind == DhcpReservedIps) {
            DHCP_IP_RESERVATION_V4 *kept = element->ReservedIp;
            DHCP_CLIENT_INFO *client = client_at(server, kept->ReservedIpAddress);
            say(" reservation %08x types=%u", kept->ReservedIpAddress, kept->bAllowedClientTypes);
            say_bytes("client", kept->ReservedForClient->Data, kept->ReservedForClient->DataLength);
            say_text("name", client->ClientName);
            say_text("comment", client->ClientComment);
            say("\n");
            release_client(client);
            say_values(server, of_reservation(scope, kept->ReservedIpAddress));
        } else if (kind == DhcpExcludedIpRanges) {
            say(" exclusion %08x-%08x\n", element->ExcludeIpRange->StartAddress, element->ExcludeIpRange->EndAddress);
        } else {
            DHCP_BOOTP_IP_RANGE *range = element->IpRange;
            say(" range %08x-%08x kind=%u bootp=%u\n", range->StartAddress, range->EndAddress,
                (unsigned)all->Elements[place].ElementType, range->MaxBootpAllowed);
        }
    }
    release_elements(all);
}

static void say_superscope(LPWSTR server, DWORD scope)
{
    DHCP_SUPER_SCOPE_TABLE *table;
    IS(DhcpGetSuperScopeInfoV4(server, &table), ERROR_SUCCESS);
    for (DWORD place = 0; place < table->cEntries; place++) {
        DHCP_SUPER_SCOPE_TABLE_ENTRY *entry = &table->pEntries[place];
        if (entry->SubnetAddress == scope) {
            say(" superscope number=%u next=%08x", entry->SuperScopeNumber, entry->NextInSuperScope);
            say_text("name", entry->SuperScopeName);
            say("\n");
        }
        DhcpRpcFreeMemory(entry->SuperScopeName);
    }
    DhcpRpcFreeMemory(table->pEntries);
    DhcpRpcFreeMemory(table);
}

static void say_scope(LPWSTR server, DWORD scope)
{
    DHCP_SUBNET_INFO *subnet;
    USHORT delay;
    IS(DhcpGetSubnetInfo(server, scope, &subnet), ERROR_SUCCESS);
    IS(DhcpGetSubnetDelayOffer(server, scope, &delay), ERROR_SUCCESS);
    say("scope %08x/%08x state=%u delay=%u", subnet->SubnetAddress, subnet->SubnetMask, (unsigned)subnet->SubnetState,
        delay);
    say_text("name", subnet->SubnetName);
    say_text("comment", subnet->SubnetComment);
    say("\n");
    release_subnet(subnet);
    say_elements(server, scope, DhcpIpRangesDhcpBootp);
    say_elements(server, scope, DhcpExcludedIpRanges);
    say_elements(server, scope, DhcpReservedIps);
    say_values(server, of_scope(scope));
    say_superscope(server, scope);
}

static void describe(LPWSTR server, char *into)
{
    said = into;
    *said = 0;
    say_scope(server, FIRST);
    say_scope(server, SECOND);
}

/* ---- what there is to copy ---- */

#define USERS DHCPSAPI_TEXT("Guests")
#define VENDOR DHCPSAPI_TEXT("Phones")

static BYTE binary[] = {0x00, 0x7f, 0xff};

/* A value of each type. */
static DHCP_OPTION_DATA_ELEMENT value_of(DHCP_OPTION_DATA_TYPE type, DWORD number)
{
    DHCP_OPTION_DATA_ELEMENT element;
    memset(&element, 0, sizeof element);
    element.OptionType = type;
    switch (type) {
    case DhcpByteOption: element.Element.ByteOption = (BYTE)number; break;
    case DhcpWordOption: element.Element.WordOption = (WORD)number; break;
    case DhcpDWordDWordOption:
        element.Element.DWordDWordOption.DWord1 = number;
        element.Element.DWordDWordOption.DWord2 = number + 1;
        break;
    case DhcpStringDataOption: element.Element.StringDataOption = DHCPSAPI_TEXT("text"); break;
    case DhcpBinaryDataOption:
    case DhcpEncapsulatedDataOption:
        element.Element.BinaryDataOption.DataLength = sizeof binary;
        element.Element.BinaryDataOption.Data = binary;
        break;
    default: element.Element.DWordOption = number;
    }
    return element;
}

static void set(DHCP_OPTION_SCOPE_INFO level, DWORD id, LPWSTR class, LPWSTR vendor, DHCP_OPTION_DATA_TYPE type,
                DWORD count)
{
    DHCP_OPTION_DATA_ELEMENT parts[3];
    DHCP_OPTION_DATA data = {count, parts};
    for (DWORD part = 0; part < count; part++)
        parts[part] = value_of(type, 200 + part);
    IS(DhcpSetOptionValueV5(SOURCE, vendor ? DHCP_FLAGS_OPTION_IS_VENDOR : 0, id, class, vendor, &level, &data),
       ERROR_SUCCESS);
}

static void define(DWORD id, LPWSTR vendor, DHCP_OPTION_DATA_TYPE type, DHCP_OPTION_TYPE is_array)
{
    DHCP_OPTION_DATA_ELEMENT element = value_of(type, 7);
    DHCP_OPTION option;
    memset(&option, 0, sizeof option);
    option.OptionID = id;
    option.OptionName = DHCPSAPI_TEXT("Defined here");
    option.DefaultValue.NumElements = 1;
    option.DefaultValue.Elements = &element;
    option.OptionType = is_array;
    IS(DhcpCreateOptionV5(SOURCE, vendor ? DHCP_FLAGS_OPTION_IS_VENDOR : 0, id, NULL, vendor, &option), ERROR_SUCCESS);
}

static void add_class(LPWSTR name, BOOL is_vendor, char *data)
{
    DHCP_CLASS_INFO class = {name, DHCPSAPI_TEXT("made here"), (DWORD)strlen(data), is_vendor, 0, (BYTE *)data};
    IS(DhcpCreateClass(SOURCE, 0, &class), ERROR_SUCCESS);
}

static void add_scope(DWORD scope, LPWSTR name)
{
    DHCP_BOOTP_IP_RANGE range = {scope + 10, scope + 200, 0, 25};
    DHCP_SUBNET_ELEMENT_DATA_V5 element;
    DHCP_SUBNET_INFO subnet;
    memset(&subnet, 0, sizeof subnet);
    memset(&element, 0, sizeof element);
    subnet.SubnetAddress = scope;
    subnet.SubnetMask = 0xFFFFFF00;
    subnet.SubnetName = name;
    subnet.SubnetComment = DHCPSAPI_TEXT("second floor");
    element.ElementType = DhcpIpRangesDhcpBootp;
    element.Element.IpRange = &range;
    IS(DhcpCreateSubnet(SOURCE, scope, &subnet), ERROR_SUCCESS);
    IS(DhcpAddSubnetElementV5(SOURCE, scope, &element), ERROR_SUCCESS);
    IS(DhcpSetSuperScopeV4(SOURCE, scope, DHCPSAPI_TEXT("Building"), FALSE), ERROR_SUCCESS);
}

static void exclude(DWORD scope, DWORD first, DWORD last)
{
    DHCP_IP_RANGE range = {scope + first, scope + last};
    DHCP_SUBNET_ELEMENT_DATA_V5 element;
    memset(&element, 0, sizeof element);
    element.ElementType = DhcpExcludedIpRanges;
    element.Element.ExcludeIpRange = &range;
    IS(DhcpAddSubnetElementV5(SOURCE, scope, &element), ERROR_SUCCESS);
}

static void reserve(DWORD scope, DWORD place, BYTE types, LPWSTR name, LPWSTR comment)
{
    BYTE client[6] = {2, 0, 0, 0, 0, (BYTE)place};
    DHCP_CLIENT_UID uid = {sizeof client, client};
    DHCP_IP_RESERVATION_V4 reservation = {scope + place, &uid, types};
    DHCP_SUBNET_ELEMENT_DATA_V5 element;
    memset(&element, 0, sizeof element);
    element.ElementType = DhcpReservedIps;
    element.Element.ReservedIp = &reservation;
    IS(DhcpAddSubnetElementV5(SOURCE, scope, &element), ERROR_SUCCESS);
    DHCP_CLIENT_INFO *kept = client_at(SOURCE, scope + place);
    DHCP_CLIENT_INFO named = *kept;
    named.ClientName = name;
    named.ClientComment = comment;
    IS(DhcpSetClientInfo(SOURCE, &named), ERROR_SUCCESS);
    release_client(kept);
}

static void prepare(void)
{
    IS(add_server(SOURCE, 0xC0000201), ERROR_SUCCESS);
    IS(add_server(TARGET, 0xC0000202), ERROR_SUCCESS);
    add_class(USERS, FALSE, "guest");
    add_class(VENDOR, TRUE, "phone");
    for (DWORD type = DhcpByteOption; type <= DhcpEncapsulatedDataOption; type++)
        define(224 + type, NULL, (DHCP_OPTION_DATA_TYPE)type, DhcpUnaryElementTypeOption);
    define(240, NULL, DhcpWordOption, DhcpArrayTypeOption);
    define(1, VENDOR, DhcpDWordOption, DhcpUnaryElementTypeOption);

    add_scope(FIRST, DHCPSAPI_TEXT("First"));
    add_scope(SECOND, DHCPSAPI_TEXT("Second"));
    exclude(FIRST, 10, 19);
    exclude(FIRST, 100, 100);
    reserve(FIRST, 30, 1, DHCPSAPI_TEXT("printer"), DHCPSAPI_TEXT("by the door"));
    reserve(FIRST, 31, 3, DHCPSAPI_TEXT("camera"), NULL);
    for (DWORD type = DhcpByteOption; type <= DhcpEncapsulatedDataOption; type++)
        set(of_scope(FIRST), 224 + type, NULL, NULL, (DHCP_OPTION_DATA_TYPE)type, 1);
    set(of_scope(FIRST), 240, NULL, NULL, DhcpWordOption, 3);
    set(of_scope(FIRST), 51, NULL, NULL, DhcpDWordOption, 1);
    set(of_scope(FIRST), 3, USERS, NULL, DhcpIpAddressOption, 2);
    set(of_scope(FIRST), 1, NULL, VENDOR, DhcpDWordOption, 1);
    set(of_reservation(FIRST, FIRST + 30), 6, NULL, NULL, DhcpIpAddressOption, 2);
    set(of_reservation(FIRST, FIRST + 30), 3, USERS, NULL, DhcpIpAddressOption, 1);
    IS(DhcpSetSubnetDelayOffer(SOURCE, FIRST, 250), ERROR_SUCCESS);
}

static char of_source[65536], of_target[65536];

int main(void)
{
    prepare();
    copy_classes(SOURCE, TARGET);
    copy_definitions(SOURCE, TARGET);
    copy_scope(SOURCE, TARGET, FIRST);
    copy_scope(SOURCE, TARGET, SECOND);
    describe(SOURCE, of_source);
    describe(TARGET, of_target);
    TEXT_IS(of_target, of_source);
    fputs(of_target, stdout);
    return wrong;
}
