/*
 * Enumerations: reading long lists in small pages, and freeing every block of every page.
 *
 *   cc -std=c11 enumerate.c -ldhcpsapi && ./a.out
 *
 * The rules, for all functions here but DhcpEnumSubnets:
 *   - the resume handle is 0 for the first call and belongs to the library between calls;
 *   - PreferredMaximum is a number of bytes, but at least one entry is returned; 0xFFFFFFFF returns all;
 *   - ERROR_MORE_DATA: a page, and more remains; ERROR_SUCCESS: the last page;
 *   - ERROR_NO_MORE_ITEMS: the list is empty or its end was reached before; nothing is returned.
 */
#include "support.h"

#define SERVER NULL /* the local server */
#define SCOPES 5u
#define SCOPE(number) (0x0A000000u + ((number) << 8)) /* 10.0.0.0, 10.0.1.0, ... */

/* ---- something to enumerate ---- */

static void create_scope(DHCP_IP_ADDRESS scope)
{
    WCHAR name[] = u"Scope";
    DHCP_SUBNET_INFO info = {.SubnetAddress = scope, .SubnetMask = 0xFFFFFF00u, .SubnetName = name};
    DHCP_BOOTP_IP_RANGE range = {.StartAddress = scope + 1, .EndAddress = scope + 254};
    DHCP_SUBNET_ELEMENT_DATA_V5 element = {.ElementType = DhcpIpRanges, .Element.IpRange = &range};
    check("DhcpCreateSubnet", DhcpCreateSubnet(SERVER, scope, &info));
    check("DhcpAddSubnetElementV5", DhcpAddSubnetElementV5(SERVER, scope, &element));
}

static void add_exclusion(DHCP_IP_ADDRESS scope, DWORD first, DWORD last)
{
    DHCP_IP_RANGE range = {.StartAddress = scope + first, .EndAddress = scope + last};
    DHCP_SUBNET_ELEMENT_DATA_V5 element = {.ElementType = DhcpExcludedIpRanges, .Element.ExcludeIpRange = &range};
    check("DhcpAddSubnetElementV5", DhcpAddSubnetElementV5(SERVER, scope, &element));
}

static void reserve(DHCP_IP_ADDRESS scope, BYTE number)
{
    BYTE identifier[] = {0x02, 0, 0, 0, 0, number};
    DHCP_CLIENT_UID client = {.DataLength = sizeof identifier, .Data = identifier};
    DHCP_IP_RESERVATION_V4 reservation = {.ReservedIpAddress = scope + number,
                                          .ReservedForClient = &client,
                                          .bAllowedClientTypes = CLIENT_TYPE_DHCP};
    DHCP_SUBNET_ELEMENT_DATA_V5 element = {.ElementType = DhcpReservedIps, .Element.ReservedIp = &reservation};
    check("DhcpAddSubnetElementV5", DhcpAddSubnetElementV5(SERVER, scope, &element));
}

/* One relationship for each scope. Their partners do not exist, so they stay in STARTUP for a while. */
static void create_relationship(DWORD number)
{
    WCHAR name[] = u"branch-0";
    DHCP_IP_ADDRESS scope = SCOPE(number);
    DHCP_IP_ARRAY scopes = {.NumElements = 1, .Elements = &scope};
    DHCP_FAILOVER_RELATIONSHIP relationship = {
        .PrimaryServer = 0xC0000201u,             /* 192.0.2.1 */
        .SecondaryServer = 0xC6336401u + number,  /* 198.51.100.1 and up */
        .Mode = number % 2 == 0 ? LoadBalance : HotStandby,
        .ServerType = PrimaryServer,
        .Mclt = 3600,
        .RelationshipName = name,
        .pScopes = &scopes,
        .Percentage = number % 2 == 0 ? 50 : 5,
    };
    name[7] = (WCHAR)(u'0' + number);
    check("DhcpV4FailoverCreateRelationship", DhcpV4FailoverCreateRelationship(SERVER, &relationship));
}

/* ---- the enumerations ---- */

static void print_page(DWORD code, DWORD read, DWORD total)
{
    printf("  %u of %u: %u (%s)\n", (unsigned)read, (unsigned)total, (unsigned)code, meaning(code));
}

/* The array is one block of structures. */
static void enumerate_relationships(DWORD bytes)
{
    DHCP_RESUME_HANDLE resume = 0;
    DWORD code;
    printf("Relationships, %u bytes at a time\n", (unsigned)bytes);
    do {
        LPDHCP_FAILOVER_RELATIONSHIP_ARRAY page = NULL;
        DWORD read = 0, total = 0;
        code = DhcpV4FailoverEnumRelationship(SERVER, &resume, bytes, &page, &read, &total);
        print_page(code, read, total);
        if (code != ERROR_SUCCESS && code != ERROR_MORE_DATA)
            break;
        for (DWORD i = 0; i < page->NumElements; i++) {
            const DHCP_FAILOVER_RELATIONSHIP *relationship = &page->pRelationships[i];
            printf("    ");
            print_wide(relationship->RelationshipName);
            printf(": %s %u %%, %s\n", relationship->Mode == LoadBalance ? "load balance" : "hot standby",
                   relationship->Percentage, state_name(relationship->State));
            free_members(relationship);
        }
        DhcpRpcFreeMemory(page->pRelationships);
        DhcpRpcFreeMemory(page);
    } while (code == ERROR_MORE_DATA);
}

/* The exception: it counts scopes, and answers ERROR_SUCCESS until ERROR_NO_MORE_ITEMS. */
static void enumerate_scopes(DWORD count)
{
    DHCP_RESUME_HANDLE resume = 0;
    DWORD code;
    printf("Scopes, %u at a time\n", (unsigned)count);
    do {
        LPDHCP_IP_ARRAY page = NULL;
        DWORD read = 0, total = 0;
        code = DhcpEnumSubnets(SERVER, &resume, count, &page, &read, &total);
        print_page(code, read, total);
        if (code != ERROR_SUCCESS)
            break;
        for (DWORD i = 0; i < page->NumElements; i++) {
            char text[DOTTED_SIZE];
            printf("    %s\n", dotted(page->Elements[i], text));
        }
        DhcpRpcFreeMemory(page->Elements);
        DhcpRpcFreeMemory(page);
    } while (code == ERROR_SUCCESS);
}

/* Prints an element and frees what it points to; the element itself is part of the array. */
static void print_element(const DHCP_SUBNET_ELEMENT_DATA_V5 *element)
{
    char first[DOTTED_SIZE], last[DOTTED_SIZE];
    if (element->ElementType == DhcpReservedIps) {
        LPDHCP_IP_RESERVATION_V4 reservation = element->Element.ReservedIp;
        printf("    %s for a client id of %u bytes\n", dotted(reservation->ReservedIpAddress, first),
               (unsigned)reservation->ReservedForClient->DataLength);
        DhcpRpcFreeMemory(reservation->ReservedForClient->Data);
        DhcpRpcFreeMemory(reservation->ReservedForClient);
        DhcpRpcFreeMemory(reservation);
    } else if (element->ElementType == DhcpExcludedIpRanges) {
        LPDHCP_IP_RANGE range = element->Element.ExcludeIpRange;
        printf("    %s to %s\n", dotted(range->StartAddress, first), dotted(range->EndAddress, last));
        DhcpRpcFreeMemory(range);
    } else {
        LPDHCP_BOOTP_IP_RANGE range = element->Element.IpRange; /* for every kind of range */
        printf("    %s to %s\n", dotted(range->StartAddress, first), dotted(range->EndAddress, last));
        DhcpRpcFreeMemory(range);
    }
}

static void enumerate_elements(DHCP_IP_ADDRESS scope, DHCP_SUBNET_ELEMENT_TYPE type, const char *title, DWORD bytes)
{
    DHCP_RESUME_HANDLE resume = 0;
    DWORD code;
    printf("%s, %u bytes at a time\n", title, (unsigned)bytes);
    do {
        LPDHCP_SUBNET_ELEMENT_INFO_ARRAY_V5 page = NULL;
        DWORD read = 0, total = 0;
        code = DhcpEnumSubnetElementsV5(SERVER, scope, type, &resume, bytes, &page, &read, &total);
        print_page(code, read, total);
        if (code != ERROR_SUCCESS && code != ERROR_MORE_DATA)
            break;
        for (DWORD i = 0; i < page->NumElements; i++)
            print_element(&page->Elements[i]);
        DhcpRpcFreeMemory(page->Elements);
        DhcpRpcFreeMemory(page);
    } while (code == ERROR_MORE_DATA);
}

/* The array is one block of pointers, and each element is a block. Here the client is the identifier alone. */
static void enumerate_reservations(DHCP_IP_ADDRESS scope, DWORD bytes)
{
    DHCP_RESUME_HANDLE resume = 0;
    DWORD code;
    printf("Reservations with names, %u bytes at a time\n", (unsigned)bytes);
    do {
        LPDHCP_RESERVATION_INFO_ARRAY page = NULL;
        DWORD read = 0, total = 0;
        code = DhcpV4EnumSubnetReservations(SERVER, scope, &resume, bytes, &page, &read, &total);
        print_page(code, read, total);
        if (code != ERROR_SUCCESS && code != ERROR_MORE_DATA)
            break;
        for (DWORD i = 0; i < page->NumElements; i++) {
            LPDHCP_IP_RESERVATION_INFO reservation = page->Elements[i];
            char text[DOTTED_SIZE];
            printf("    %s for a client id of %u bytes\n", dotted(reservation->ReservedIpAddress, text),
                   (unsigned)reservation->ReservedForClient.DataLength);
            DhcpRpcFreeMemory(reservation->ReservedForClient.Data);
            DhcpRpcFreeMemory(reservation->ReservedClientName);
            DhcpRpcFreeMemory(reservation->ReservedClientDesc);
            DhcpRpcFreeMemory(reservation);
        }
        DhcpRpcFreeMemory(page->Elements);
        DhcpRpcFreeMemory(page);
    } while (code == ERROR_MORE_DATA);
}

/* ---- the end ---- */

static void take_down(void)
{
    WCHAR name[] = u"branch-0";
    for (DWORD number = 0; number < SCOPES; number++) {
        name[7] = (WCHAR)(u'0' + number);
        check("DhcpV4FailoverDeleteRelationship", DhcpV4FailoverDeleteRelationship(SERVER, name));
        check("DhcpDeleteSubnet", DhcpDeleteSubnet(SERVER, SCOPE(number), DhcpFullForce));
    }
}

int main(void)
{
    for (DWORD number = 0; number < SCOPES; number++) {
        create_scope(SCOPE(number));
        create_relationship(number);
    }
    for (DWORD i = 0; i < 5; i++)
        add_exclusion(SCOPE(0), 200 + 10 * i, 204 + 10 * i);
    for (BYTE number = 11; number <= 15; number++)
        reserve(SCOPE(0), number);

    enumerate_relationships(250);
    enumerate_relationships(0xFFFFFFFF);
    enumerate_scopes(2);
    enumerate_elements(SCOPE(0), DhcpIpRanges, "Ranges", 50);
    enumerate_elements(SCOPE(0), DhcpExcludedIpRanges, "Exclusions", 50);
    enumerate_elements(SCOPE(0), DhcpReservedIps, "Reservations", 150);
    enumerate_reservations(SCOPE(0), 150);
    enumerate_reservations(SCOPE(1), 150);
    take_down();
    enumerate_relationships(0xFFFFFFFF);
    return EXIT_SUCCESS;
}
