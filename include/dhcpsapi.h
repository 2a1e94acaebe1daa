/**
 * @file dhcpsapi.h
 * DHCP Server Management API for programs on Linux: the functions of dhcpsapi.dll, answered by libdhcpsapi.so.
 *
 * Return codes. Nearly every function returns ERROR_SUCCESS (0) or the number of an error; the numbers are in
 * dhcpsapi_errors.h, which this header includes. A call that is refused changes nothing. Outputs are cleared
 * first (NULL, 0) and filled on success only; ERROR_MORE_DATA (234) is a success with more to follow.
 *
 * Strings are UTF-16 and end with a zero unit. WCHAR is 16 bits wide here, as on Windows, so L"text" does not
 * fit on Linux: write u"text", or DHCPSAPI_TEXT("text") where a pointer that is not const is wanted.
 *
 * Server names. The first parameter of most functions names the server that is asked. NULL, u"" and
 * u"localhost" are the local one; others are those that DhcpAddServer or the environment variable
 * DHCPSAPI_SERVERS have made known, by name or address. An unknown one is RPC_S_SERVER_UNAVAILABLE (1722).
 *
 * Memory. What a function returns through a pointer to a pointer belongs to the caller. Each pointer in it is a
 * block of its own: release every one with DhcpRpcFreeMemory, in any order; NULL is ignored. A list of
 * structures is one block; a list of pointers is one block and one more for each element. What is passed in
 * stays the caller's, and nothing of it is kept.
 *
 * Addresses are numbers, first byte most significant: 10.0.0.1 is 0x0A000001, which is ntohl(s_addr).
 *
 * Enumerations. Set the resume handle to 0, call again with the same handle while the code is ERROR_MORE_DATA,
 * and release each reply. ERROR_NO_MORE_ITEMS (259) means that there is nothing (more). DhcpEnumSubnets,
 * DhcpEnumSubnetsV6 and DhcpEnumMScopes answer 0 even if more remains: call them until ERROR_NO_MORE_ITEMS.
 *
 * @code
 * DHCP_RESUME_HANDLE resume = 0;
 * LPDHCP_FAILOVER_RELATIONSHIP_ARRAY list = NULL;
 * DWORD read = 0, total = 0;
 * DWORD code = DhcpV4FailoverEnumRelationship(NULL, &resume, 0xFFFFFFFF, &list, &read, &total);
 * @endcode
 *
 * On Windows, use the SDK's <dhcpsapi.h>; both headers have one include guard, so the first one counts.
 */

#ifndef _DHCPSAPI_
#define _DHCPSAPI_

/* Made by cbindgen from the Rust sources; after a change there: BLESS=1 cargo test --test header */

#include "dhcpsapi_win.h"
#include "dhcpsapi_errors.h"

/** How the two servers of a relationship share the work. */
typedef enum DHCP_FAILOVER_MODE {
    /** Both servers answer clients; each serves its share of them. */
    LoadBalance = 0,
    /** One server answers, the other stands by and takes over when it fails. */
    HotStandby = 1,
} DHCP_FAILOVER_MODE;

/** The part that a server has in a relationship. */
typedef enum DHCP_FAILOVER_SERVER {
    /** The primary server. */
    PrimaryServer = 0,
    /** The secondary server. */
    SecondaryServer = 1,
} DHCP_FAILOVER_SERVER;

/** State of a failover relationship, as one server sees it. */
typedef enum FSM_STATE {
    /** Nothing is configured. */
    NO_STATE = 0,
    /** The relationship is being set up. */
    INIT = 1,
    /** The server has started and looks for its partner; it does not serve yet. */
    STARTUP = 2,
    /** Both servers work and are in contact. */
    NORMAL = 3,
    /** The servers are out of contact; the partner may still be serving. */
    COMMUNICATION_INT = 4,
    /** The partner is known to be down; this server serves for both. */
    PARTNER_DOWN = 5,
    /** The servers are in contact again after both served alone; they compare their leases. */
    POTENTIAL_CONFLICT = 6,
    /** The primary has received all updates of the secondary. */
    CONFLICT_DONE = 7,
    /** Contact was lost while the conflict was being resolved. */
    RESOLUTION_INT = 8,
    /** The server fetches its leases from the partner again. */
    RECOVER = 9,
    /** The server has its leases back and waits one MCLT before it serves. */
    RECOVER_WAIT = 10,
    /** Recovery has ended; the server goes to NORMAL together with its partner. */
    RECOVER_DONE = 11,
    /** Reserved. */
    PAUSED = 12,
    /** Reserved. */
    SHUTDOWN = 13,
} FSM_STATE;

/** The kinds of keys by which a client is looked up. */
typedef enum DHCP_SEARCH_INFO_TYPE {
    /** By its address. */
    DhcpClientIpAddress = 0,
    /** By its unique id. */
    DhcpClientHardwareAddress = 1,
    /** By its name. */
    DhcpClientName = 2,
} DHCP_SEARCH_INFO_TYPE;

/** Quarantine status of a client. Quarantine does not exist any more; servers answer NOQUARANTINE. */
typedef enum QuarantineStatus {
    /** Full access. */
    NOQUARANTINE = 0,
    /** Access to some hosts only. */
    RESTRICTEDACCESS = 1,
    /** No access. */
    DROPPACKET = 2,
    /** Full access for a limited time. */
    PROBATION = 3,
    /** Exempt from quarantine. */
    EXEMPT = 4,
    /** The default of the server. */
    DEFAULTQUARSETTING = 5,
    /** Nothing is known. */
    NOQUARINFO = 6,
} QuarantineStatus;

/** Whether a subnet is served. */
typedef enum DHCP_SUBNET_STATE {
    /** Addresses are given out. */
    DhcpSubnetEnabled = 0,
    /** No address is given out. */
    DhcpSubnetDisabled = 1,
    /** As DhcpSubnetEnabled; in addition, clients reach every address without a router. */
    DhcpSubnetEnabledSwitched = 2,
    /** As DhcpSubnetDisabled. */
    DhcpSubnetDisabledSwitched = 3,
    /** Not a valid state. */
    DhcpSubnetInvalidState = 4,
} DHCP_SUBNET_STATE;

/** How far a deletion goes. */
typedef enum DHCP_FORCE_FLAG {
    /** Delete together with everything that depends on it. */
    DhcpFullForce = 0,
    /** Delete only if nothing depends on it. */
    DhcpNoForce = 1,
    /** As DhcpFullForce, but leave the DNS records of the leases. */
    DhcpFailoverForce = 2,
} DHCP_FORCE_FLAG;

/** Kinds of elements of a subnet. The last three are for the V5 functions. */
typedef enum DHCP_SUBNET_ELEMENT_TYPE {
    /** An address range, of any kind. */
    DhcpIpRanges = 0,
    /** A second server; not supported. */
    DhcpSecondaryHosts = 1,
    /** A reservation. */
    DhcpReservedIps = 2,
    /** A range of addresses that are never leased. */
    DhcpExcludedIpRanges = 3,
    /** Not used. */
    DhcpIpUsedClusters = 4,
    /** An address range for DHCP clients only. */
    DhcpIpRangesDhcpOnly = 5,
    /** An address range for DHCP and BOOTP clients. */
    DhcpIpRangesDhcpBootp = 6,
    /** An address range for BOOTP clients only. */
    DhcpIpRangesBootpOnly = 7,
} DHCP_SUBNET_ELEMENT_TYPE;

/** The properties that there are. */
typedef enum DHCP_PROPERTY_ID {
    /** DNS suffix of a policy. */
    DhcpPropIdPolicyDnsSuffix = 0,
    /** Further state of a client address (V5_ADDRESS_EX_BIT_...). */
    DhcpPropIdClientAddressStateEx = 1,
} DHCP_PROPERTY_ID;

/** Type of a property. */
typedef enum DHCP_PROPERTY_TYPE {
    /** A byte. */
    DhcpPropTypeByte = 0,
    /** A 16-bit number. */
    DhcpPropTypeWord = 1,
    /** A 32-bit number. */
    DhcpPropTypeDword = 2,
    /** A string. */
    DhcpPropTypeString = 3,
    /** Bytes. */
    DhcpPropTypeBinary = 4,
} DHCP_PROPERTY_TYPE;

/** Type of an element of an option value. */
typedef enum DHCP_OPTION_DATA_TYPE {
    /** One byte. */
    DhcpByteOption = 0,
    /** A 16-bit number. */
    DhcpWordOption = 1,
    /** A 32-bit number. */
    DhcpDWordOption = 2,
    /** A 64-bit number in two halves. */
    DhcpDWordDWordOption = 3,
    /** An IPv4 address. */
    DhcpIpAddressOption = 4,
    /** A string. */
    DhcpStringDataOption = 5,
    /** Bytes. */
    DhcpBinaryDataOption = 6,
    /** Bytes that hold further options. */
    DhcpEncapsulatedDataOption = 7,
    /** An IPv6 address as a string. */
    DhcpIpv6AddressOption = 8,
} DHCP_OPTION_DATA_TYPE;

/** How many elements an option has. */
typedef enum DHCP_OPTION_TYPE {
    /** One. */
    DhcpUnaryElementTypeOption = 0,
    /** Any number. */
    DhcpArrayTypeOption = 1,
} DHCP_OPTION_TYPE;

/** Level that an option value belongs to. */
typedef enum DHCP_OPTION_SCOPE_TYPE {
    /** The default of the definition. */
    DhcpDefaultOptions = 0,
    /** The server. */
    DhcpGlobalOptions = 1,
    /** A subnet. */
    DhcpSubnetOptions = 2,
    /** A reservation. */
    DhcpReservedOptions = 3,
    /** A multicast scope. */
    DhcpMScopeOptions = 4,
} DHCP_OPTION_SCOPE_TYPE;

/** The two lists. */
typedef enum DHCP_FILTER_LIST_TYPE {
    /** Clients that are not served. */
    Deny = 0,
    /** Clients that are served. */
    Allow = 1,
} DHCP_FILTER_LIST_TYPE;

/** Where an inconsistency is to be repaired. */
typedef enum DHCP_SCAN_FLAG {
    /** In the address pools. */
    DhcpRegistryFix = 0,
    /** In the database of leases. */
    DhcpDatabaseFix = 1,
} DHCP_SCAN_FLAG;

/** The parts of a request that a condition can look at. */
typedef enum DHCP_POL_ATTR_TYPE {
    /** The hardware address. */
    DhcpAttrHWAddr = 0,
    /** An option. */
    DhcpAttrOption = 1,
    /** A suboption of an option. */
    DhcpAttrSubOption = 2,
    /** The full name of the client. */
    DhcpAttrFqdn = 3,
    /** The name of the client, if it has no domain. */
    DhcpAttrFqdnSingleLabel = 4,
} DHCP_POL_ATTR_TYPE;

/** How a condition compares. */
typedef enum DHCP_POL_COMPARATOR {
    /** Equal. */
    DhcpCompEqual = 0,
    /** Not equal. */
    DhcpCompNotEqual = 1,
    /** Begins with. */
    DhcpCompBeginsWith = 2,
    /** Does not begin with. */
    DhcpCompNotBeginWith = 3,
    /** Ends with. */
    DhcpCompEndsWith = 4,
    /** Does not end with. */
    DhcpCompNotEndWith = 5,
} DHCP_POL_COMPARATOR;

/** How the parts of an expression are combined. */
typedef enum DHCP_POL_LOGIC_OPER {
    /** One of them holds. */
    DhcpLogicalOr = 0,
    /** All of them hold. */
    DhcpLogicalAnd = 1,
} DHCP_POL_LOGIC_OPER;

/** Kinds of elements of an IPv6 subnet. */
typedef enum DHCP_SUBNET_ELEMENT_TYPE_V6 {
    /** An address range. */
    Dhcpv6IpRanges = 0,
    /** A reservation. */
    Dhcpv6ReservedIps = 1,
    /** A range of addresses that are never leased. */
    Dhcpv6ExcludedIpRanges = 2,
} DHCP_SUBNET_ELEMENT_TYPE_V6;

/** The kinds of keys by which an IPv6 client is looked up. */
typedef enum DHCP_SEARCH_INFO_TYPE_V6 {
    /** By its address. */
    Dhcpv6ClientIpAddress = 0,
    /** By its DUID. */
    Dhcpv6ClientDUID = 1,
    /** By its name. */
    Dhcpv6ClientName = 2,
} DHCP_SEARCH_INFO_TYPE_V6;

/** Level that an IPv6 option value belongs to. */
typedef enum DHCP_OPTION_SCOPE_TYPE6 {
    /** The default of the definition. */
    DhcpDefaultOptions6 = 0,
    /** A subnet. */
    DhcpScopeOptions6 = 1,
    /** A reservation. */
    DhcpReservedOptions6 = 2,
    /** The server. */
    DhcpGlobalOptions6 = 3,
} DHCP_OPTION_SCOPE_TYPE6;

/** The fields that DhcpV4SetPolicy changes; bits that can be combined. */
typedef enum DHCP_POLICY_FIELDS_TO_UPDATE {
    /** The name. */
    DhcpUpdatePolicyName = 1,
    /** The processing order. */
    DhcpUpdatePolicyOrder = 2,
    /** Conditions and expressions. */
    DhcpUpdatePolicyExpr = 4,
    /** The ranges. */
    DhcpUpdatePolicyRanges = 8,
    /** The description. */
    DhcpUpdatePolicyDescr = 16,
    /** Whether the policy is enabled. */
    DhcpUpdatePolicyStatus = 32,
    /** The DNS suffix. */
    DhcpUpdatePolicyDnsSuffix = 64,
} DHCP_POLICY_FIELDS_TO_UPDATE;

/** The fields that DhcpV6SetStatelessStoreParams changes. */
typedef enum DHCPV6_STATELESS_PARAM_TYPE {
    /** The purge interval. */
    DhcpStatelessPurgeInterval = 1,
    /** Whether stateless clients are recorded. */
    DhcpStatelessStatus = 2,
} DHCPV6_STATELESS_PARAM_TYPE;

/**
 * An IPv4 address as a number, first byte most significant: 10.0.0.1 is 0x0A000001. This is not the
 * byte order of s_addr on a little-endian machine; use ntohl and htonl.
 */
typedef DWORD DHCP_IP_ADDRESS;

/** Pointer to one or more addresses. */
typedef DHCP_IP_ADDRESS *LPDHCP_IP_ADDRESS;

/** A list of IPv4 addresses. */
typedef struct DHCP_IP_ARRAY {
    /** Number of elements of the array. */
    DWORD NumElements;
    /** The addresses; NULL if there is none. */
    LPDHCP_IP_ADDRESS Elements;
} DHCP_IP_ARRAY;

/** Pointer to a DHCP_IP_ARRAY. */
typedef struct DHCP_IP_ARRAY *LPDHCP_IP_ARRAY;

/**
 * A failover relationship: two servers and the scopes that they serve together. Both servers keep one,
 * equal in every field but ServerType, State and PrevState.
 */
typedef struct DHCP_FAILOVER_RELATIONSHIP {
    /** Address of the primary server; not 0. */
    DHCP_IP_ADDRESS PrimaryServer;
    /** Address of the secondary server; not 0 and not the primary. */
    DHCP_IP_ADDRESS SecondaryServer;
    /** Load balance or hot standby. */
    enum DHCP_FAILOVER_MODE Mode;
    /** The part of the server that is asked; it differs between the partners. */
    enum DHCP_FAILOVER_SERVER ServerType;
    /**
     * Present state on the server that is asked. Input for DhcpV4FailoverSetRelationship with
     * CHANGESTATE only.
     */
    enum FSM_STATE State;
    /** State before that. Input for DhcpV4FailoverSetRelationship with PREVSTATE only. */
    enum FSM_STATE PrevState;
    /** Maximum client lead time, in seconds: how far a lease may run ahead of what the partner knows. */
    DWORD Mclt;
    /**
     * Seconds in COMMUNICATION_INT after which the server goes to PARTNER_DOWN by itself; 0xFFFFFFFF
     * is never. Creating a relationship with 0 stores 0xFFFFFFFF.
     */
    DWORD SafePeriod;
    /** Name, the key of the relationship; 1 to 126 UTF-16 units, compared without regard to case. */
    LPWSTR RelationshipName;
    /** Host name of the primary server; may be NULL. */
    LPWSTR PrimaryServerName;
    /** Host name of the secondary server; may be NULL. */
    LPWSTR SecondaryServerName;
    /** Subnet addresses of the scopes of the relationship; may be NULL or empty on output. */
    LPDHCP_IP_ARRAY pScopes;
    /**
     * 0 to 100. Load balance: the share of the clients that the primary serves. Hot standby: the share
     * of the free addresses that is kept for the standby server.
     */
    BYTE Percentage;
    /** Key that authenticates the messages between the partners; NULL is none. */
    LPWSTR SharedSecret;
} DHCP_FAILOVER_RELATIONSHIP;

/** Pointer to a DHCP_FAILOVER_RELATIONSHIP. */
typedef struct DHCP_FAILOVER_RELATIONSHIP *LPDHCP_FAILOVER_RELATIONSHIP;

/** Where an enumeration goes on. Set it to 0 for the first call and leave it alone between calls. */
typedef DWORD DHCP_RESUME_HANDLE;

/** Pointer to a resume handle. */
typedef DHCP_RESUME_HANDLE *LPDHCP_RESUME_HANDLE;

/** A list of failover relationships. */
typedef struct DHCP_FAILOVER_RELATIONSHIP_ARRAY {
    /** Number of elements of the array. */
    DWORD NumElements;
    /** One array of structures (not of pointers); NULL if it is empty. */
    LPDHCP_FAILOVER_RELATIONSHIP pRelationships;
} DHCP_FAILOVER_RELATIONSHIP_ARRAY;

/** Pointer to a DHCP_FAILOVER_RELATIONSHIP_ARRAY. */
typedef struct DHCP_FAILOVER_RELATIONSHIP_ARRAY *LPDHCP_FAILOVER_RELATIONSHIP_ARRAY;

/** The addresses of one scope by partner, seen from the server that is asked. */
typedef struct DHCP_FAILOVER_STATISTICS {
    /** Addresses of the scope that can be leased. */
    DWORD NumAddr;
    /** Free addresses of both servers. */
    DWORD AddrFree;
    /** Addresses in use, of both servers. */
    DWORD AddrInUse;
    /** Free addresses that the partner may lease. */
    DWORD PartnerAddrFree;
    /** Free addresses that this server may lease. */
    DWORD ThisAddrFree;
    /** Addresses leased by the partner. */
    DWORD PartnerAddrInUse;
    /** Addresses leased by this server. */
    DWORD ThisAddrInUse;
} DHCP_FAILOVER_STATISTICS;

/** Pointer to a DHCP_FAILOVER_STATISTICS. */
typedef struct DHCP_FAILOVER_STATISTICS *LPDHCP_FAILOVER_STATISTICS;

/** Bytes with their length. */
typedef struct DHCP_BINARY_DATA {
    /** Number of bytes. */
    DWORD DataLength;
    /** The bytes; NULL if there are none. */
    BYTE *Data;
} DHCP_BINARY_DATA;

/**
 * Identifies a client. Two forms exist: the client identifier is the bytes that the client sends (most
 * often its 6-byte hardware address); the client unique id is the subnet (4 bytes, least significant
 * first), the byte 01, and the identifier. Leases are returned and searched with the unique id.
 */
typedef struct DHCP_BINARY_DATA DHCP_CLIENT_UID;

/** The key of a search; DHCP_SEARCH_INFO.SearchType says which member is valid. */
typedef union DHCP_SEARCH_INFO_0 {
    /** Address of the client, with DhcpClientIpAddress. */
    DHCP_IP_ADDRESS ClientIpAddress;
    /** Unique id of the client (see DHCP_CLIENT_UID), with DhcpClientHardwareAddress. */
    DHCP_CLIENT_UID ClientHardwareAddress;
    /** Name of the client, with DhcpClientName. */
    LPWSTR ClientName;
} DHCP_SEARCH_INFO_0;

/** Names one client. */
typedef struct DHCP_SEARCH_INFO {
    /** Which member of SearchInfo is valid. */
    enum DHCP_SEARCH_INFO_TYPE SearchType;
    /** The key. */
    union DHCP_SEARCH_INFO_0 SearchInfo;
} DHCP_SEARCH_INFO;

/** An IPv4 subnet mask as a number: 255.255.255.0 is 0xFFFFFF00. */
typedef DWORD DHCP_IP_MASK;

/**
 * A time: 100-nanosecond steps since 1601-01-01 00:00 UTC, in two halves. All zero is "unset";
 * DHCP_DATE_TIME_INFINIT_HIGH with DHCP_DATE_TIME_INFINIT_LOW is "never".
 */
typedef struct DATE_TIME {
    /** The low 32 bits. */
    DWORD dwLowDateTime;
    /** The high 32 bits. */
    DWORD dwHighDateTime;
} DATE_TIME;

/** A host: address and names. */
typedef struct DHCP_HOST_INFO {
    /** Address of the host. */
    DHCP_IP_ADDRESS IpAddress;
    /** NetBIOS name; may be NULL. */
    LPWSTR NetBiosName;
    /** Host name; may be NULL. */
    LPWSTR HostName;
} DHCP_HOST_INFO;

/** A lease of a scope in a failover relationship. */
typedef struct DHCPV4_FAILOVER_CLIENT_INFO {
    /** Address of the client. */
    DHCP_IP_ADDRESS ClientIpAddress;
    /** Mask of the subnet that the address lies in. */
    DHCP_IP_MASK SubnetMask;
    /** Client identifier; on output the unique id, see DHCP_CLIENT_UID. */
    DHCP_CLIENT_UID ClientHardwareAddress;
    /** Host name of the client; may be NULL. */
    LPWSTR ClientName;
    /** Free text; may be NULL. */
    LPWSTR ClientComment;
    /** When the lease ends, UTC; all zero if unset, DHCP_DATE_TIME_INFINIT_HIGH and _LOW if never. */
    struct DATE_TIME ClientLeaseExpires;
    /** The server that gave the lease. */
    struct DHCP_HOST_INFO OwnerHost;
    /**
     * Protocol of the client: CLIENT_TYPE_DHCP, CLIENT_TYPE_BOOTP, ... (a bit set), or
     * CLIENT_TYPE_NONE.
     */
    BYTE bClientType;
    /**
     * Bits 0-1 the state (V5_ADDRESS_STATE_...), bits 2-3 the kind of DHCID record, bits 4-7 flags
     * (V5_ADDRESS_BIT_...).
     */
    BYTE AddressState;
    /** Quarantine status; always NOQUARANTINE. */
    enum QuarantineStatus Status;
    /** End of the probation; always zero. */
    struct DATE_TIME ProbationEnds;
    /** Always FALSE. */
    BOOL QuarantineCapable;
    /** Potential expiration time last sent to the partner, in seconds since 1970 (UTC); 0 if none. */
    DWORD SentPotExpTime;
    /**
     * Potential expiration time that the partner has acknowledged, in seconds since 1970 (UTC); 0 if
     * none.
     */
    DWORD AckPotExpTime;
    /**
     * Potential expiration time last received from the partner, in seconds since 1970 (UTC); 0 if
     * none.
     */
    DWORD RecvPotExpTime;
    /** When the lease entered its present state, in seconds since 1970 (UTC). */
    DWORD StartTime;
    /** When the client last spoke to a server, in seconds since 1970 (UTC). */
    DWORD CltLastTransTime;
    /** When the partner last updated this lease, in seconds since 1970 (UTC); 0 if never. */
    DWORD LastBndUpdTime;
    /** Reserved; ignore it. */
    DWORD BndMsgStatus;
    /** Policy that chose the address; NULL if none did. */
    LPWSTR PolicyName;
    /** Reserved; ignore it. */
    BYTE Flags;
} DHCPV4_FAILOVER_CLIENT_INFO;

/** Pointer to a DHCPV4_FAILOVER_CLIENT_INFO. */
typedef struct DHCPV4_FAILOVER_CLIENT_INFO *LPDHCPV4_FAILOVER_CLIENT_INFO;

/** An entry of the list of DHCP servers. */
typedef struct DHCPDS_SERVER {
    /** 0. */
    DWORD Version;
    /** Name of the server. */
    LPWSTR ServerName;
    /** Address of the server as a number, see DHCP_IP_ADDRESS. */
    DWORD ServerAddress;
    /** 0. */
    DWORD Flags;
    /** 0. */
    DWORD State;
    /** Reserved; NULL. */
    LPWSTR DsLocation;
    /** 0. */
    DWORD DsLocType;
} DHCPDS_SERVER;

/** Pointer to a DHCPDS_SERVER. */
typedef struct DHCPDS_SERVER *LPDHCPDS_SERVER;

/** The list of DHCP servers. */
typedef struct DHCPDS_SERVERS {
    /** 0. */
    DWORD Flags;
    /** Number of servers. */
    DWORD NumElements;
    /** The servers; NULL if there is none. */
    LPDHCPDS_SERVER Servers;
} DHCPDS_SERVERS;

/** Pointer to a DHCPDS_SERVERS. */
typedef struct DHCPDS_SERVERS *LPDHCPDS_SERVERS;

/** An IPv4 subnet, called a scope when it is served. */
typedef struct DHCP_SUBNET_INFO {
    /** Address of the subnet (the address of its hosts with the host bits 0). */
    DHCP_IP_ADDRESS SubnetAddress;
    /** Mask of the subnet. */
    DHCP_IP_MASK SubnetMask;
    /** Name; not NULL. */
    LPWSTR SubnetName;
    /** Free text; may be NULL. */
    LPWSTR SubnetComment;
    /**
     * The server that serves the subnet. On output its IpAddress is byte-swapped, as real servers
     * return it.
     */
    struct DHCP_HOST_INFO PrimaryHost;
    /** Whether addresses of the subnet are given out. */
    enum DHCP_SUBNET_STATE SubnetState;
} DHCP_SUBNET_INFO;

/** An IPv4 subnet with the quarantine setting; the form that newer functions use. */
typedef struct DHCP_SUBNET_INFO_VQ {
    /** Address of the subnet (the address of its hosts with the host bits 0). */
    DHCP_IP_ADDRESS SubnetAddress;
    /** Mask of the subnet. */
    DHCP_IP_MASK SubnetMask;
    /** Name; not NULL. */
    LPWSTR SubnetName;
    /** Free text; may be NULL. */
    LPWSTR SubnetComment;
    /**
     * The server that serves the subnet. On output its IpAddress is byte-swapped, as real servers
     * return it.
     */
    struct DHCP_HOST_INFO PrimaryHost;
    /** Whether addresses of the subnet are given out. */
    enum DHCP_SUBNET_STATE SubnetState;
    /** Quarantine setting (DHCP_SUBNET_INFO_VQ_FLAG_QUARANTINE); kept and returned, without effect. */
    DWORD QuarantineOn;
    /** Reserved; 0. */
    DWORD Reserved1;
    /** Reserved; 0. */
    DWORD Reserved2;
    /** Reserved; 0. */
    int64_t Reserved3;
    /** Reserved; 0. */
    int64_t Reserved4;
} DHCP_SUBNET_INFO_VQ;

/** Pointer to a DHCP_SUBNET_INFO. */
typedef struct DHCP_SUBNET_INFO *LPDHCP_SUBNET_INFO;

/** Pointer to a DHCP_SUBNET_INFO_VQ. */
typedef struct DHCP_SUBNET_INFO_VQ *LPDHCP_SUBNET_INFO_VQ;

/** A subnet and the superscope that it belongs to. */
typedef struct DHCP_SUPER_SCOPE_TABLE_ENTRY {
    /** Address of the subnet (the address of its hosts with the host bits 0). */
    DHCP_IP_ADDRESS SubnetAddress;
    /** Number of the superscope; 0 if the subnet is in none. */
    DWORD SuperScopeNumber;
    /**
     * Address of the next subnet of the same superscope, which of the last one is the first; 0 if the subnet is in none.
     */
    DWORD NextInSuperScope;
    /** Name of the superscope; NULL if the subnet is in none. */
    LPWSTR SuperScopeName;
} DHCP_SUPER_SCOPE_TABLE_ENTRY;

/** Pointer to a DHCP_SUPER_SCOPE_TABLE_ENTRY. */
typedef struct DHCP_SUPER_SCOPE_TABLE_ENTRY *LPDHCP_SUPER_SCOPE_TABLE_ENTRY;

/** The subnets of a server with their superscopes. */
typedef struct DHCP_SUPER_SCOPE_TABLE {
    /** Number of entries. */
    DWORD cEntries;
    /** The entries; NULL if there are none. */
    LPDHCP_SUPER_SCOPE_TABLE_ENTRY pEntries;
} DHCP_SUPER_SCOPE_TABLE;

/** Pointer to a DHCP_SUPER_SCOPE_TABLE. */
typedef struct DHCP_SUPER_SCOPE_TABLE *LPDHCP_SUPER_SCOPE_TABLE;

/** A range of IPv4 addresses. */
typedef struct DHCP_IP_RANGE {
    /** First address of the range. */
    DHCP_IP_ADDRESS StartAddress;
    /** Last address of the range, included. */
    DHCP_IP_ADDRESS EndAddress;
} DHCP_IP_RANGE;

/** Pointer to a DHCP_IP_RANGE. */
typedef struct DHCP_IP_RANGE *LPDHCP_IP_RANGE;

/** Pointer to a DHCP_HOST_INFO. */
typedef struct DHCP_HOST_INFO *LPDHCP_HOST_INFO;

/** A reservation: this client always gets this address. */
typedef struct DHCP_IP_RESERVATION {
    /** The reserved address. */
    DHCP_IP_ADDRESS ReservedIpAddress;
    /** The client that it is reserved for, see DHCP_CLIENT_UID. */
    DHCP_CLIENT_UID *ReservedForClient;
} DHCP_IP_RESERVATION;

/** Pointer to a DHCP_IP_RESERVATION. */
typedef struct DHCP_IP_RESERVATION *LPDHCP_IP_RESERVATION;

/** A block of 32 addresses and which of them are in use; not supported. */
typedef struct DHCP_IP_CLUSTER {
    /** First address of the block. */
    DHCP_IP_ADDRESS ClusterAddress;
    /** One bit for each address, set if it is in use. */
    DWORD ClusterMask;
} DHCP_IP_CLUSTER;

/** Pointer to a DHCP_IP_CLUSTER. */
typedef struct DHCP_IP_CLUSTER *LPDHCP_IP_CLUSTER;

/**
 * The content of an element of a subnet; DHCP_SUBNET_ELEMENT_DATA.ElementType says which member is
 * valid.
 */
typedef union DHCP_SUBNET_ELEMENT_DATA_0 {
    /** A range of addresses. */
    LPDHCP_IP_RANGE IpRange;
    /** A second server; not supported. */
    LPDHCP_HOST_INFO SecondaryHost;
    /** A reservation. */
    LPDHCP_IP_RESERVATION ReservedIp;
    /** A range of addresses that are never leased. */
    LPDHCP_IP_RANGE ExcludeIpRange;
    /** A block of addresses in use; not supported. */
    LPDHCP_IP_CLUSTER IpUsedCluster;
} DHCP_SUBNET_ELEMENT_DATA_0;

/** An element of a subnet. */
typedef struct DHCP_SUBNET_ELEMENT_DATA {
    /** Which member of Element is valid. */
    enum DHCP_SUBNET_ELEMENT_TYPE ElementType;
    /** The element. */
    union DHCP_SUBNET_ELEMENT_DATA_0 Element;
} DHCP_SUBNET_ELEMENT_DATA;

/** A reservation with the protocols that may use it. */
typedef struct DHCP_IP_RESERVATION_V4 {
    /** The reserved address. */
    DHCP_IP_ADDRESS ReservedIpAddress;
    /** The client that it is reserved for, see DHCP_CLIENT_UID. */
    DHCP_CLIENT_UID *ReservedForClient;
    /** Protocols that may use the reservation: CLIENT_TYPE_DHCP, CLIENT_TYPE_BOOTP or CLIENT_TYPE_BOTH. */
    BYTE bAllowedClientTypes;
} DHCP_IP_RESERVATION_V4;

/** Pointer to a DHCP_IP_RESERVATION_V4. */
typedef struct DHCP_IP_RESERVATION_V4 *LPDHCP_IP_RESERVATION_V4;

/**
 * The content of an element of a subnet; DHCP_SUBNET_ELEMENT_DATA_V4.ElementType says which member
 * is valid.
 */
typedef union DHCP_SUBNET_ELEMENT_DATA_V4_0 {
    /** A range of addresses. */
    LPDHCP_IP_RANGE IpRange;
    /** A second server; not supported. */
    LPDHCP_HOST_INFO SecondaryHost;
    /** A reservation. */
    LPDHCP_IP_RESERVATION_V4 ReservedIp;
    /** A range of addresses that are never leased. */
    LPDHCP_IP_RANGE ExcludeIpRange;
    /** A block of addresses in use; not supported. */
    LPDHCP_IP_CLUSTER IpUsedCluster;
} DHCP_SUBNET_ELEMENT_DATA_V4_0;

/** An element of a subnet; reservations say which protocols may use them. */
typedef struct DHCP_SUBNET_ELEMENT_DATA_V4 {
    /** Which member of Element is valid. */
    enum DHCP_SUBNET_ELEMENT_TYPE ElementType;
    /** The element. */
    union DHCP_SUBNET_ELEMENT_DATA_V4_0 Element;
} DHCP_SUBNET_ELEMENT_DATA_V4;

/** A range of IPv4 addresses with its BOOTP limits. */
typedef struct DHCP_BOOTP_IP_RANGE {
    /** First address of the range. */
    DHCP_IP_ADDRESS StartAddress;
    /** Last address of the range, included. */
    DHCP_IP_ADDRESS EndAddress;
    /** Addresses of the range that BOOTP clients hold. */
    DWORD BootpAllocated;
    /** Most addresses that BOOTP clients may hold. */
    DWORD MaxBootpAllowed;
} DHCP_BOOTP_IP_RANGE;

/** Pointer to a DHCP_BOOTP_IP_RANGE. */
typedef struct DHCP_BOOTP_IP_RANGE *LPDHCP_BOOTP_IP_RANGE;

/**
 * The content of an element of a subnet; DHCP_SUBNET_ELEMENT_DATA_V5.ElementType says which member
 * is valid.
 */
typedef union DHCP_SUBNET_ELEMENT_DATA_V5_0 {
    /** A range of addresses, for each of the range types. */
    LPDHCP_BOOTP_IP_RANGE IpRange;
    /** A second server; not supported. */
    LPDHCP_HOST_INFO SecondaryHost;
    /** A reservation. */
    LPDHCP_IP_RESERVATION_V4 ReservedIp;
    /** A range of addresses that are never leased. */
    LPDHCP_IP_RANGE ExcludeIpRange;
    /** A block of addresses in use; not supported. */
    LPDHCP_IP_CLUSTER IpUsedCluster;
} DHCP_SUBNET_ELEMENT_DATA_V5_0;

/** An element of a subnet; reservations and ranges say which protocols may use them. */
typedef struct DHCP_SUBNET_ELEMENT_DATA_V5 {
    /** Which member of Element is valid. */
    enum DHCP_SUBNET_ELEMENT_TYPE ElementType;
    /** The element. */
    union DHCP_SUBNET_ELEMENT_DATA_V5_0 Element;
} DHCP_SUBNET_ELEMENT_DATA_V5;

/** Pointer to a DHCP_SUBNET_ELEMENT_DATA. */
typedef struct DHCP_SUBNET_ELEMENT_DATA *LPDHCP_SUBNET_ELEMENT_DATA;

/** A list of elements of a subnet. */
typedef struct DHCP_SUBNET_ELEMENT_INFO_ARRAY {
    /** Number of elements of the array. */
    DWORD NumElements;
    /** The elements; NULL if there is none. */
    LPDHCP_SUBNET_ELEMENT_DATA Elements;
} DHCP_SUBNET_ELEMENT_INFO_ARRAY;

/** Pointer to a DHCP_SUBNET_ELEMENT_INFO_ARRAY. */
typedef struct DHCP_SUBNET_ELEMENT_INFO_ARRAY *LPDHCP_SUBNET_ELEMENT_INFO_ARRAY;

/** Pointer to a DHCP_SUBNET_ELEMENT_DATA_V4. */
typedef struct DHCP_SUBNET_ELEMENT_DATA_V4 *LPDHCP_SUBNET_ELEMENT_DATA_V4;

/** A list of elements of a subnet. */
typedef struct DHCP_SUBNET_ELEMENT_INFO_ARRAY_V4 {
    /** Number of elements of the array. */
    DWORD NumElements;
    /** The elements; NULL if there is none. */
    LPDHCP_SUBNET_ELEMENT_DATA_V4 Elements;
} DHCP_SUBNET_ELEMENT_INFO_ARRAY_V4;

/** Pointer to a DHCP_SUBNET_ELEMENT_INFO_ARRAY_V4. */
typedef struct DHCP_SUBNET_ELEMENT_INFO_ARRAY_V4 *LPDHCP_SUBNET_ELEMENT_INFO_ARRAY_V4;

/** Pointer to a DHCP_SUBNET_ELEMENT_DATA_V5. */
typedef struct DHCP_SUBNET_ELEMENT_DATA_V5 *LPDHCP_SUBNET_ELEMENT_DATA_V5;

/** A list of elements of a subnet. */
typedef struct DHCP_SUBNET_ELEMENT_INFO_ARRAY_V5 {
    /** Number of elements of the array. */
    DWORD NumElements;
    /** The elements; NULL if there is none. */
    LPDHCP_SUBNET_ELEMENT_DATA_V5 Elements;
} DHCP_SUBNET_ELEMENT_INFO_ARRAY_V5;

/** Pointer to a DHCP_SUBNET_ELEMENT_INFO_ARRAY_V5. */
typedef struct DHCP_SUBNET_ELEMENT_INFO_ARRAY_V5 *LPDHCP_SUBNET_ELEMENT_INFO_ARRAY_V5;

/** A reservation with its texts. */
typedef struct DHCP_IP_RESERVATION_INFO {
    /** The reserved address. */
    DHCP_IP_ADDRESS ReservedIpAddress;
    /** The client that it is reserved for. */
    DHCP_CLIENT_UID ReservedForClient;
    /** Name of the reservation; may be NULL. */
    LPWSTR ReservedClientName;
    /** Free text; may be NULL. */
    LPWSTR ReservedClientDesc;
    /** Protocols that may use the reservation: CLIENT_TYPE_DHCP, CLIENT_TYPE_BOOTP or CLIENT_TYPE_BOTH. */
    BYTE bAllowedClientTypes;
    /** TRUE if the reservation has option values of its own. */
    BYTE fOptionsPresent;
} DHCP_IP_RESERVATION_INFO;

/** Pointer to a DHCP_IP_RESERVATION_INFO. */
typedef struct DHCP_IP_RESERVATION_INFO *LPDHCP_IP_RESERVATION_INFO;

/** A list of reservations. */
typedef struct DHCP_RESERVATION_INFO_ARRAY {
    /** Number of elements of the array. */
    DWORD NumElements;
    /** Array of pointers, one for each reservation; NULL if it is empty. */
    LPDHCP_IP_RESERVATION_INFO *Elements;
} DHCP_RESERVATION_INFO_ARRAY;

/** Pointer to a DHCP_RESERVATION_INFO_ARRAY. */
typedef struct DHCP_RESERVATION_INFO_ARRAY *LPDHCP_RESERVATION_INFO_ARRAY;

/** A lease, in its oldest form. */
typedef struct DHCP_CLIENT_INFO {
    /** Address of the client. */
    DHCP_IP_ADDRESS ClientIpAddress;
    /** Mask of the subnet that the address lies in. */
    DHCP_IP_MASK SubnetMask;
    /**
     * Client identifier, as the client sends it; on input the unique id is accepted, too, see DHCP_CLIENT_UID.
     */
    DHCP_CLIENT_UID ClientHardwareAddress;
    /** Host name of the client; may be NULL. */
    LPWSTR ClientName;
    /** Free text; may be NULL. */
    LPWSTR ClientComment;
    /** When the lease ends, UTC; all zero if unset, DHCP_DATE_TIME_INFINIT_HIGH and _LOW if never. */
    struct DATE_TIME ClientLeaseExpires;
    /** The server that gave the lease. */
    struct DHCP_HOST_INFO OwnerHost;
} DHCP_CLIENT_INFO;

/** A lease with the protocol of its client. */
typedef struct DHCP_CLIENT_INFO_V4 {
    /** Address of the client. */
    DHCP_IP_ADDRESS ClientIpAddress;
    /** Mask of the subnet that the address lies in. */
    DHCP_IP_MASK SubnetMask;
    /**
     * Client identifier, as the client sends it; on input the unique id is accepted, too, see DHCP_CLIENT_UID.
     */
    DHCP_CLIENT_UID ClientHardwareAddress;
    /** Host name of the client; may be NULL. */
    LPWSTR ClientName;
    /** Free text; may be NULL. */
    LPWSTR ClientComment;
    /** When the lease ends, UTC; all zero if unset, DHCP_DATE_TIME_INFINIT_HIGH and _LOW if never. */
    struct DATE_TIME ClientLeaseExpires;
    /** The server that gave the lease. */
    struct DHCP_HOST_INFO OwnerHost;
    /**
     * Protocol of the client: CLIENT_TYPE_DHCP, CLIENT_TYPE_BOOTP, ... (a bit set), or
     * CLIENT_TYPE_NONE.
     */
    BYTE bClientType;
} DHCP_CLIENT_INFO_V4;

/** A lease with the quarantine fields. */
typedef struct DHCP_CLIENT_INFO_VQ {
    /** Address of the client. */
    DHCP_IP_ADDRESS ClientIpAddress;
    /** Mask of the subnet that the address lies in. */
    DHCP_IP_MASK SubnetMask;
    /**
     * Client identifier, as the client sends it; on input the unique id is accepted, too, see DHCP_CLIENT_UID.
     */
    DHCP_CLIENT_UID ClientHardwareAddress;
    /** Host name of the client; may be NULL. */
    LPWSTR ClientName;
    /** Free text; may be NULL. */
    LPWSTR ClientComment;
    /** When the lease ends, UTC; all zero if unset, DHCP_DATE_TIME_INFINIT_HIGH and _LOW if never. */
    struct DATE_TIME ClientLeaseExpires;
    /** The server that gave the lease. */
    struct DHCP_HOST_INFO OwnerHost;
    /**
     * Protocol of the client: CLIENT_TYPE_DHCP, CLIENT_TYPE_BOOTP, ... (a bit set), or
     * CLIENT_TYPE_NONE.
     */
    BYTE bClientType;
    /**
     * Bits 0-1 the state (V5_ADDRESS_STATE_...), bits 2-3 the kind of DHCID record, bits 4-7 flags
     * (V5_ADDRESS_BIT_...).
     */
    BYTE AddressState;
    /** Quarantine status; always NOQUARANTINE. */
    enum QuarantineStatus Status;
    /** End of the probation; always zero. */
    struct DATE_TIME ProbationEnds;
    /** Always FALSE. */
    BOOL QuarantineCapable;
} DHCP_CLIENT_INFO_VQ;

/** A lease with the policy that chose its address. */
typedef struct DHCP_CLIENT_INFO_PB {
    /** Address of the client. */
    DHCP_IP_ADDRESS ClientIpAddress;
    /** Mask of the subnet that the address lies in. */
    DHCP_IP_MASK SubnetMask;
    /**
     * Client identifier, as the client sends it; on input the unique id is accepted, too, see DHCP_CLIENT_UID.
     */
    DHCP_CLIENT_UID ClientHardwareAddress;
    /** Host name of the client; may be NULL. */
    LPWSTR ClientName;
    /** Free text; may be NULL. */
    LPWSTR ClientComment;
    /** When the lease ends, UTC; all zero if unset, DHCP_DATE_TIME_INFINIT_HIGH and _LOW if never. */
    struct DATE_TIME ClientLeaseExpires;
    /** The server that gave the lease. */
    struct DHCP_HOST_INFO OwnerHost;
    /**
     * Protocol of the client: CLIENT_TYPE_DHCP, CLIENT_TYPE_BOOTP, ... (a bit set), or
     * CLIENT_TYPE_NONE.
     */
    BYTE bClientType;
    /**
     * Bits 0-1 the state (V5_ADDRESS_STATE_...), bits 2-3 the kind of DHCID record, bits 4-7 flags
     * (V5_ADDRESS_BIT_...).
     */
    BYTE AddressState;
    /** Quarantine status; always NOQUARANTINE. */
    enum QuarantineStatus Status;
    /** End of the probation; always zero. */
    struct DATE_TIME ProbationEnds;
    /** Always FALSE. */
    BOOL QuarantineCapable;
    /** Results of the link-layer filters for the client: FILTER_STATUS_... bits. */
    DWORD FilterStatus;
    /** Policy that chose the address; NULL if none did. */
    LPWSTR PolicyName;
} DHCP_CLIENT_INFO_PB;

/** Value of a property; DHCP_PROPERTY.Type says which member is valid. */
typedef union DHCP_PROPERTY_0 {
    /** With DhcpPropTypeByte. */
    BYTE ByteValue;
    /** With DhcpPropTypeWord. */
    WORD WordValue;
    /** With DhcpPropTypeDword. */
    DWORD DWordValue;
    /** With DhcpPropTypeString. */
    LPWSTR StringValue;
    /** With DhcpPropTypeBinary. */
    struct DHCP_BINARY_DATA BinaryValue;
} DHCP_PROPERTY_0;

/** A property of a policy or client. */
typedef struct DHCP_PROPERTY {
    /** Which property it is. */
    enum DHCP_PROPERTY_ID ID;
    /** Which member of Value is valid. */
    enum DHCP_PROPERTY_TYPE Type;
    /** The value. */
    union DHCP_PROPERTY_0 Value;
} DHCP_PROPERTY;

/** Pointer to a DHCP_PROPERTY. */
typedef struct DHCP_PROPERTY *LPDHCP_PROPERTY;

/** A list of properties. */
typedef struct DHCP_PROPERTY_ARRAY {
    /** Number of elements of the array. */
    DWORD NumElements;
    /** The properties; NULL if there is none. */
    LPDHCP_PROPERTY Elements;
} DHCP_PROPERTY_ARRAY;

/** Pointer to a DHCP_PROPERTY_ARRAY. */
typedef struct DHCP_PROPERTY_ARRAY *LPDHCP_PROPERTY_ARRAY;

/** A lease with further properties. */
typedef struct DHCP_CLIENT_INFO_EX {
    /** Address of the client. */
    DHCP_IP_ADDRESS ClientIpAddress;
    /** Mask of the subnet that the address lies in. */
    DHCP_IP_MASK SubnetMask;
    /**
     * Client identifier, as the client sends it; on input the unique id is accepted, too, see DHCP_CLIENT_UID.
     */
    DHCP_CLIENT_UID ClientHardwareAddress;
    /** Host name of the client; may be NULL. */
    LPWSTR ClientName;
    /** Free text; may be NULL. */
    LPWSTR ClientComment;
    /** When the lease ends, UTC; all zero if unset, DHCP_DATE_TIME_INFINIT_HIGH and _LOW if never. */
    struct DATE_TIME ClientLeaseExpires;
    /** The server that gave the lease. */
    struct DHCP_HOST_INFO OwnerHost;
    /**
     * Protocol of the client: CLIENT_TYPE_DHCP, CLIENT_TYPE_BOOTP, ... (a bit set), or
     * CLIENT_TYPE_NONE.
     */
    BYTE bClientType;
    /**
     * Bits 0-1 the state (V5_ADDRESS_STATE_...), bits 2-3 the kind of DHCID record, bits 4-7 flags
     * (V5_ADDRESS_BIT_...).
     */
    BYTE AddressState;
    /** Quarantine status; always NOQUARANTINE. */
    enum QuarantineStatus Status;
    /** End of the probation; always zero. */
    struct DATE_TIME ProbationEnds;
    /** Always FALSE. */
    BOOL QuarantineCapable;
    /** Results of the link-layer filters for the client: FILTER_STATUS_... bits. */
    DWORD FilterStatus;
    /** Policy that chose the address; NULL if none did. */
    LPWSTR PolicyName;
    /** Further properties; may be NULL. */
    LPDHCP_PROPERTY_ARRAY Properties;
} DHCP_CLIENT_INFO_EX;

/** Pointer to a DHCP_CLIENT_INFO. */
typedef struct DHCP_CLIENT_INFO *LPDHCP_CLIENT_INFO;

/** Pointer to a DHCP_CLIENT_INFO_V4. */
typedef struct DHCP_CLIENT_INFO_V4 *LPDHCP_CLIENT_INFO_V4;

/** Pointer to a DHCP_CLIENT_INFO_VQ. */
typedef struct DHCP_CLIENT_INFO_VQ *LPDHCP_CLIENT_INFO_VQ;

/** Pointer to a DHCP_CLIENT_INFO_PB. */
typedef struct DHCP_CLIENT_INFO_PB *LPDHCP_CLIENT_INFO_PB;

/** Pointer to a DHCP_CLIENT_INFO_EX. */
typedef struct DHCP_CLIENT_INFO_EX *LPDHCP_CLIENT_INFO_EX;

/** A list of leases. */
typedef struct DHCP_CLIENT_INFO_ARRAY {
    /** Number of elements of the array. */
    DWORD NumElements;
    /** Array of pointers, one for each client; NULL if it is empty. */
    LPDHCP_CLIENT_INFO *Clients;
} DHCP_CLIENT_INFO_ARRAY;

/** Pointer to a DHCP_CLIENT_INFO_ARRAY. */
typedef struct DHCP_CLIENT_INFO_ARRAY *LPDHCP_CLIENT_INFO_ARRAY;

/** A list of leases. */
typedef struct DHCP_CLIENT_INFO_ARRAY_V4 {
    /** Number of elements of the array. */
    DWORD NumElements;
    /** Array of pointers, one for each client; NULL if it is empty. */
    LPDHCP_CLIENT_INFO_V4 *Clients;
} DHCP_CLIENT_INFO_ARRAY_V4;

/** Pointer to a DHCP_CLIENT_INFO_ARRAY_V4. */
typedef struct DHCP_CLIENT_INFO_ARRAY_V4 *LPDHCP_CLIENT_INFO_ARRAY_V4;

/** A lease with the state of its address. */
typedef struct DHCP_CLIENT_INFO_V5 {
    /** Address of the client. */
    DHCP_IP_ADDRESS ClientIpAddress;
    /** Mask of the subnet that the address lies in. */
    DHCP_IP_MASK SubnetMask;
    /**
     * Client identifier, as the client sends it; on input the unique id is accepted, too, see DHCP_CLIENT_UID.
     */
    DHCP_CLIENT_UID ClientHardwareAddress;
    /** Host name of the client; may be NULL. */
    LPWSTR ClientName;
    /** Free text; may be NULL. */
    LPWSTR ClientComment;
    /** When the lease ends, UTC; all zero if unset, DHCP_DATE_TIME_INFINIT_HIGH and _LOW if never. */
    struct DATE_TIME ClientLeaseExpires;
    /** The server that gave the lease. */
    struct DHCP_HOST_INFO OwnerHost;
    /**
     * Protocol of the client: CLIENT_TYPE_DHCP, CLIENT_TYPE_BOOTP, ... (a bit set), or
     * CLIENT_TYPE_NONE.
     */
    BYTE bClientType;
    /**
     * Bits 0-1 the state (V5_ADDRESS_STATE_...), bits 2-3 the kind of DHCID record, bits 4-7 flags
     * (V5_ADDRESS_BIT_...).
     */
    BYTE AddressState;
} DHCP_CLIENT_INFO_V5;

/** Pointer to a DHCP_CLIENT_INFO_V5. */
typedef struct DHCP_CLIENT_INFO_V5 *LPDHCP_CLIENT_INFO_V5;

/** A list of leases. */
typedef struct DHCP_CLIENT_INFO_ARRAY_V5 {
    /** Number of elements of the array. */
    DWORD NumElements;
    /** Array of pointers, one for each client; NULL if it is empty. */
    LPDHCP_CLIENT_INFO_V5 *Clients;
} DHCP_CLIENT_INFO_ARRAY_V5;

/** Pointer to a DHCP_CLIENT_INFO_ARRAY_V5. */
typedef struct DHCP_CLIENT_INFO_ARRAY_V5 *LPDHCP_CLIENT_INFO_ARRAY_V5;

/** A list of leases. */
typedef struct DHCP_CLIENT_INFO_ARRAY_VQ {
    /** Number of elements of the array. */
    DWORD NumElements;
    /** Array of pointers, one for each client; NULL if it is empty. */
    LPDHCP_CLIENT_INFO_VQ *Clients;
} DHCP_CLIENT_INFO_ARRAY_VQ;

/** Pointer to a DHCP_CLIENT_INFO_ARRAY_VQ. */
typedef struct DHCP_CLIENT_INFO_ARRAY_VQ *LPDHCP_CLIENT_INFO_ARRAY_VQ;

/** A lease with what the link-layer filters say about its client. */
typedef struct DHCP_CLIENT_FILTER_STATUS_INFO {
    /** Address of the client. */
    DHCP_IP_ADDRESS ClientIpAddress;
    /** Mask of the subnet that the address lies in. */
    DHCP_IP_MASK SubnetMask;
    /**
     * Client identifier, as the client sends it; on input the unique id is accepted, too, see DHCP_CLIENT_UID.
     */
    DHCP_CLIENT_UID ClientHardwareAddress;
    /** Host name of the client; may be NULL. */
    LPWSTR ClientName;
    /** Free text; may be NULL. */
    LPWSTR ClientComment;
    /** When the lease ends, UTC; all zero if unset, DHCP_DATE_TIME_INFINIT_HIGH and _LOW if never. */
    struct DATE_TIME ClientLeaseExpires;
    /** The server that gave the lease. */
    struct DHCP_HOST_INFO OwnerHost;
    /**
     * Protocol of the client: CLIENT_TYPE_DHCP, CLIENT_TYPE_BOOTP, ... (a bit set), or
     * CLIENT_TYPE_NONE.
     */
    BYTE bClientType;
    /**
     * Bits 0-1 the state (V5_ADDRESS_STATE_...), bits 2-3 the kind of DHCID record, bits 4-7 flags
     * (V5_ADDRESS_BIT_...).
     */
    BYTE AddressState;
    /** Quarantine status; always NOQUARANTINE. */
    enum QuarantineStatus Status;
    /** End of the probation; always zero. */
    struct DATE_TIME ProbationEnds;
    /** Always FALSE. */
    BOOL QuarantineCapable;
    /** Results of the link-layer filters for the client: FILTER_STATUS_... bits. */
    DWORD FilterStatus;
} DHCP_CLIENT_FILTER_STATUS_INFO;

/** Pointer to a DHCP_CLIENT_FILTER_STATUS_INFO. */
typedef struct DHCP_CLIENT_FILTER_STATUS_INFO *LPDHCP_CLIENT_FILTER_STATUS_INFO;

/** A list of leases. */
typedef struct DHCP_CLIENT_FILTER_STATUS_INFO_ARRAY {
    /** Number of elements of the array. */
    DWORD NumElements;
    /** Array of pointers, one for each client; NULL if it is empty. */
    LPDHCP_CLIENT_FILTER_STATUS_INFO *Clients;
} DHCP_CLIENT_FILTER_STATUS_INFO_ARRAY;

/** Pointer to a DHCP_CLIENT_FILTER_STATUS_INFO_ARRAY. */
typedef struct DHCP_CLIENT_FILTER_STATUS_INFO_ARRAY *LPDHCP_CLIENT_FILTER_STATUS_INFO_ARRAY;

/** A list of leases. */
typedef struct DHCP_CLIENT_INFO_PB_ARRAY {
    /** Number of elements of the array. */
    DWORD NumElements;
    /** Array of pointers, one for each client; NULL if it is empty. */
    LPDHCP_CLIENT_INFO_PB *Clients;
} DHCP_CLIENT_INFO_PB_ARRAY;

/** Pointer to a DHCP_CLIENT_INFO_PB_ARRAY. */
typedef struct DHCP_CLIENT_INFO_PB_ARRAY *LPDHCP_CLIENT_INFO_PB_ARRAY;

/** A list of leases. */
typedef struct DHCP_CLIENT_INFO_EX_ARRAY {
    /** Number of elements of the array. */
    DWORD NumElements;
    /** Array of pointers, one for each client; NULL if it is empty. */
    LPDHCP_CLIENT_INFO_EX *Clients;
} DHCP_CLIENT_INFO_EX_ARRAY;

/** Pointer to a DHCP_CLIENT_INFO_EX_ARRAY. */
typedef struct DHCP_CLIENT_INFO_EX_ARRAY *LPDHCP_CLIENT_INFO_EX_ARRAY;

/** Code of an option. */
typedef DWORD DHCP_OPTION_ID;

/** A 64-bit number in two halves. */
typedef struct DWORD_DWORD {
    /** The high half. */
    DWORD DWord1;
    /** The low half. */
    DWORD DWord2;
} DWORD_DWORD;

/** An element of an option value; DHCP_OPTION_DATA_ELEMENT.OptionType says which member is valid. */
typedef union DHCP_OPTION_DATA_ELEMENT_0 {
    /** With DhcpByteOption. */
    BYTE ByteOption;
    /** With DhcpWordOption. */
    WORD WordOption;
    /** With DhcpDWordOption. */
    DWORD DWordOption;
    /** With DhcpDWordDWordOption. */
    struct DWORD_DWORD DWordDWordOption;
    /** With DhcpIpAddressOption. */
    DHCP_IP_ADDRESS IpAddressOption;
    /** With DhcpStringDataOption. */
    LPWSTR StringDataOption;
    /** With DhcpBinaryDataOption. */
    struct DHCP_BINARY_DATA BinaryDataOption;
    /** With DhcpEncapsulatedDataOption. */
    struct DHCP_BINARY_DATA EncapsulatedDataOption;
    /** With DhcpIpv6AddressOption. */
    LPWSTR Ipv6AddressDataOption;
} DHCP_OPTION_DATA_ELEMENT_0;

/** An element of an option value with its type. */
typedef struct DHCP_OPTION_DATA_ELEMENT {
    /** Which member of Element is valid. */
    enum DHCP_OPTION_DATA_TYPE OptionType;
    /** The element. */
    union DHCP_OPTION_DATA_ELEMENT_0 Element;
} DHCP_OPTION_DATA_ELEMENT;

/** Pointer to a DHCP_OPTION_DATA_ELEMENT. */
typedef struct DHCP_OPTION_DATA_ELEMENT *LPDHCP_OPTION_DATA_ELEMENT;

/** The elements of an option value. */
typedef struct DHCP_OPTION_DATA {
    /** Number of elements of the array. */
    DWORD NumElements;
    /** The elements; NULL if there is none. */
    LPDHCP_OPTION_DATA_ELEMENT Elements;
} DHCP_OPTION_DATA;

/** Value of an option. */
typedef struct DHCP_OPTION_VALUE {
    /** Code of the option. */
    DHCP_OPTION_ID OptionID;
    /** The value. */
    struct DHCP_OPTION_DATA Value;
} DHCP_OPTION_VALUE;

/** Pointer to a DHCP_OPTION_VALUE. */
typedef struct DHCP_OPTION_VALUE *LPDHCP_OPTION_VALUE;

/** The option values that a client gets. */
typedef struct DHCP_OPTION_LIST {
    /** Number of values. */
    DWORD NumOptions;
    /** The values; NULL if there is none. */
    LPDHCP_OPTION_VALUE Options;
} DHCP_OPTION_LIST;

/** Pointer to a DHCP_OPTION_LIST. */
typedef struct DHCP_OPTION_LIST *LPDHCP_OPTION_LIST;

/** A user class or vendor class. */
typedef struct DHCP_CLASS_INFO {
    /** Name of the class. */
    LPWSTR ClassName;
    /** Free text; may be NULL. */
    LPWSTR ClassComment;
    /** Length of ClassData in bytes. */
    DWORD ClassDataLength;
    /** TRUE for a vendor class, FALSE for a user class. */
    BOOL IsVendor;
    /** Flags; 0 if none. */
    DWORD Flags;
    /** The bytes that a client of this class sends. */
    BYTE *ClassData;
} DHCP_CLASS_INFO;

/** Pointer to a DHCP_CLASS_INFO. */
typedef struct DHCP_CLASS_INFO *LPDHCP_CLASS_INFO;

/** A list of classes. */
typedef struct DHCP_CLASS_INFO_ARRAY {
    /** Number of elements of the array. */
    DWORD NumElements;
    /** The array; NULL if it is empty. */
    LPDHCP_CLASS_INFO Classes;
} DHCP_CLASS_INFO_ARRAY;

/** Pointer to a DHCP_CLASS_INFO_ARRAY. */
typedef struct DHCP_CLASS_INFO_ARRAY *LPDHCP_CLASS_INFO_ARRAY;

/** Definition of an option. */
typedef struct DHCP_OPTION {
    /** Code of the option. */
    DHCP_OPTION_ID OptionID;
    /** Name of the option. */
    LPWSTR OptionName;
    /** Free text; may be NULL. */
    LPWSTR OptionComment;
    /** The value that it has by default. */
    struct DHCP_OPTION_DATA DefaultValue;
    /** Whether it has one element or any number. */
    enum DHCP_OPTION_TYPE OptionType;
} DHCP_OPTION;

/** Pointer to a DHCP_OPTION. */
typedef struct DHCP_OPTION *LPDHCP_OPTION;

/** A list of option definitions. */
typedef struct DHCP_OPTION_ARRAY {
    /** Number of elements of the array. */
    DWORD NumElements;
    /** The array; NULL if it is empty. */
    LPDHCP_OPTION Options;
} DHCP_OPTION_ARRAY;

/** Pointer to a DHCP_OPTION_ARRAY. */
typedef struct DHCP_OPTION_ARRAY *LPDHCP_OPTION_ARRAY;

/** Names a reservation. */
typedef struct DHCP_RESERVED_SCOPE {
    /** The reserved address. */
    DHCP_IP_ADDRESS ReservedIpAddress;
    /** The subnet that it is in. */
    DHCP_IP_ADDRESS ReservedIpSubnetAddress;
} DHCP_RESERVED_SCOPE;

/** The owner of an option value; DHCP_OPTION_SCOPE_INFO.ScopeType says which member is valid. */
typedef union DHCP_OPTION_SCOPE_INFO_0 {
    /** With DhcpDefaultOptions; NULL. */
    LPVOID DefaultScopeInfo;
    /** With DhcpGlobalOptions; NULL. */
    LPVOID GlobalScopeInfo;
    /** With DhcpSubnetOptions. */
    DHCP_IP_ADDRESS SubnetScopeInfo;
    /** With DhcpReservedOptions. */
    struct DHCP_RESERVED_SCOPE ReservedScopeInfo;
    /** With DhcpMScopeOptions; name of the multicast scope. */
    LPWSTR MScopeInfo;
} DHCP_OPTION_SCOPE_INFO_0;

/** Names what an option value belongs to. */
typedef struct DHCP_OPTION_SCOPE_INFO {
    /** Which member of ScopeInfo is valid. */
    enum DHCP_OPTION_SCOPE_TYPE ScopeType;
    /** The owner of the value. */
    union DHCP_OPTION_SCOPE_INFO_0 ScopeInfo;
} DHCP_OPTION_SCOPE_INFO;

/** A list of option values. */
typedef struct DHCP_OPTION_VALUE_ARRAY {
    /** Number of elements of the array. */
    DWORD NumElements;
    /** The array; NULL if it is empty. */
    LPDHCP_OPTION_VALUE Values;
} DHCP_OPTION_VALUE_ARRAY;

/** Pointer to a DHCP_OPTION_VALUE_ARRAY. */
typedef struct DHCP_OPTION_VALUE_ARRAY *LPDHCP_OPTION_VALUE_ARRAY;

/** Definition of an option of a vendor class. */
typedef struct DHCP_ALL_OPTIONS_0 {
    /** The definition. */
    struct DHCP_OPTION Option;
    /** The vendor class. */
    LPWSTR VendorName;
    /** The user class; may be NULL. */
    LPWSTR ClassName;
} DHCP_ALL_OPTIONS_0;

/** All option definitions of a server. */
typedef struct DHCP_ALL_OPTIONS {
    /** Reserved; 0. */
    DWORD Flags;
    /** Definitions without a vendor class. */
    LPDHCP_OPTION_ARRAY NonVendorOptions;
    /** Number of elements of VendorOptions. */
    DWORD NumVendorOptions;
    /** Definitions of vendor classes; NULL if there is none. */
    struct DHCP_ALL_OPTIONS_0 *VendorOptions;
} DHCP_ALL_OPTIONS;

/** Pointer to a DHCP_ALL_OPTIONS. */
typedef struct DHCP_ALL_OPTIONS *LPDHCP_ALL_OPTIONS;

/** The option values of one user class and one vendor class. */
typedef struct DHCP_ALL_OPTION_VALUES_0 {
    /** The user class; NULL is the default one. */
    LPWSTR ClassName;
    /** Vendor class; NULL is the default one. */
    LPWSTR VendorName;
    /** TRUE if the values belong to a vendor class. */
    BOOL IsVendor;
    /** The values. */
    LPDHCP_OPTION_VALUE_ARRAY OptionsArray;
} DHCP_ALL_OPTION_VALUES_0;

/** All option values of one level. */
typedef struct DHCP_ALL_OPTION_VALUES {
    /** Reserved; 0. */
    DWORD Flags;
    /** Number of elements of the array. */
    DWORD NumElements;
    /** The array; NULL if it is empty. */
    struct DHCP_ALL_OPTION_VALUES_0 *Options;
} DHCP_ALL_OPTION_VALUES;

/** Pointer to a DHCP_ALL_OPTION_VALUES. */
typedef struct DHCP_ALL_OPTION_VALUES *LPDHCP_ALL_OPTION_VALUES;

/** The option values of one policy and one vendor class. */
typedef struct DHCP_ALL_OPTION_VALUES_PB_0 {
    /** The policy; NULL if the values belong to none. */
    LPWSTR PolicyName;
    /** Vendor class; NULL is the default one. */
    LPWSTR VendorName;
    /** TRUE if the values belong to a vendor class. */
    BOOL IsVendor;
    /** The values. */
    LPDHCP_OPTION_VALUE_ARRAY OptionsArray;
} DHCP_ALL_OPTION_VALUES_PB_0;

/** All option values of one level, by policy. */
typedef struct DHCP_ALL_OPTION_VALUES_PB {
    /** Reserved; 0. */
    DWORD Flags;
    /** Number of elements of the array. */
    DWORD NumElements;
    /** The array; NULL if it is empty. */
    struct DHCP_ALL_OPTION_VALUES_PB_0 *Options;
} DHCP_ALL_OPTION_VALUES_PB;

/** Pointer to a DHCP_ALL_OPTION_VALUES_PB. */
typedef struct DHCP_ALL_OPTION_VALUES_PB *LPDHCP_ALL_OPTION_VALUES_PB;

/** A hardware address, or a pattern of hardware addresses. */
typedef struct DHCP_ADDR_PATTERN {
    /** TRUE if HWType is compared, too. */
    BOOL MatchHWType;
    /** Hardware type. */
    BYTE HWType;
    /** TRUE if Pattern is only the beginning of the address. */
    BOOL IsWildcard;
    /** Number of bytes of Pattern that count. */
    BYTE Length;
    /** The bytes. */
    BYTE Pattern[255];
} DHCP_ADDR_PATTERN;

/** An entry for one of the lists. */
typedef struct DHCP_FILTER_ADD_INFO {
    /** The addresses that are meant. */
    struct DHCP_ADDR_PATTERN AddrPatt;
    /** Free text; may be NULL. */
    LPWSTR Comment;
    /** The list. */
    enum DHCP_FILTER_LIST_TYPE ListType;
} DHCP_FILTER_ADD_INFO;

/** Which of the lists are in force. */
typedef struct DHCP_FILTER_GLOBAL_INFO {
    /** TRUE if only clients of the allow list are served. */
    BOOL EnforceAllowList;
    /** TRUE if clients of the deny list are not served. */
    BOOL EnforceDenyList;
} DHCP_FILTER_GLOBAL_INFO;

/** Pointer to a DHCP_FILTER_GLOBAL_INFO. */
typedef struct DHCP_FILTER_GLOBAL_INFO *LPDHCP_FILTER_GLOBAL_INFO;

/** Pointer to a DHCP_ADDR_PATTERN. */
typedef struct DHCP_ADDR_PATTERN *LPDHCP_ADDR_PATTERN;

/** An entry of one of the lists. */
typedef struct DHCP_FILTER_RECORD {
    /** The addresses that are meant. */
    struct DHCP_ADDR_PATTERN AddrPatt;
    /** Free text; may be NULL. */
    LPWSTR Comment;
} DHCP_FILTER_RECORD;

/** Pointer to a DHCP_FILTER_RECORD. */
typedef struct DHCP_FILTER_RECORD *LPDHCP_FILTER_RECORD;

/** Entries of one of the lists. */
typedef struct DHCP_FILTER_ENUM_INFO {
    /** Number of elements of the array. */
    DWORD NumElements;
    /** The entries; NULL if there is none. */
    LPDHCP_FILTER_RECORD pEnumRecords;
} DHCP_FILTER_ENUM_INFO;

/** Pointer to a DHCP_FILTER_ENUM_INFO. */
typedef struct DHCP_FILTER_ENUM_INFO *LPDHCP_FILTER_ENUM_INFO;

/** Settings of a server, with quarantine. */
typedef struct DHCP_SERVER_CONFIG_INFO_VQ {
    /** RPC transports of the server: 0x1 TCP/IP, 0x2 named pipes, 0x4 local calls. */
    DWORD APIProtocolSupport;
    /** File name of the database. */
    LPWSTR DatabaseName;
    /** Directory of the database. */
    LPWSTR DatabasePath;
    /** Directory of the backups. */
    LPWSTR BackupPath;
    /** Minutes between two backups. */
    DWORD BackupInterval;
    /** 1 if changes are logged. */
    DWORD DatabaseLoggingFlag;
    /** 1 if the database is restored at the next start. */
    DWORD RestoreFlag;
    /** Minutes that an ended lease is kept before it is deleted. */
    DWORD DatabaseCleanupInterval;
    /** Kinds of debug output. */
    DWORD DebugFlag;
    /** Pings before an address is offered, 0 to 5. */
    DWORD dwPingRetries;
    /** Length of wszBootTableString in bytes. */
    DWORD cbBootTableString;
    /** The boot file table, at most 1 MB. */
    LPWSTR wszBootTableString;
    /** TRUE if the audit log is written. */
    BOOL fAuditLog;
    /** TRUE if quarantine is on. */
    BOOL QuarantineOn;
    /**
     * Status of clients if the policy server does not answer: NOQUARANTINE, RESTRICTEDACCESS or
     * DROPPACKET.
     */
    DWORD QuarDefFail;
    /** TRUE if quarantine is at work. */
    BOOL QuarRuntimeStatus;
} DHCP_SERVER_CONFIG_INFO_VQ;

/** Pointer to a DHCP_SERVER_CONFIG_INFO_VQ. */
typedef struct DHCP_SERVER_CONFIG_INFO_VQ *LPDHCP_SERVER_CONFIG_INFO_VQ;

/** A network interface and whether the server answers on it. */
typedef struct DHCP_BIND_ELEMENT {
    /** DHCP_ENDPOINT_FLAG_CANT_MODIFY or 0. */
    DWORD Flags;
    /** TRUE if the server answers on this interface. */
    BOOL fBoundToDHCPServer;
    /**
     * Primary address of the interface, first byte least significant (as s_addr on a little-endian
     * machine).
     */
    DHCP_IP_ADDRESS AdapterPrimaryAddress;
    /** Subnet of the interface, first byte least significant. */
    DHCP_IP_ADDRESS AdapterSubnetAddress;
    /** Name of the interface for people. */
    LPWSTR IfDescription;
    /** Length of IfId in bytes. */
    DWORD IfIdSize;
    /** Identifier of the interface. */
    BYTE *IfId;
} DHCP_BIND_ELEMENT;

/** Pointer to a DHCP_BIND_ELEMENT. */
typedef struct DHCP_BIND_ELEMENT *LPDHCP_BIND_ELEMENT;

/** The network interfaces of a server. */
typedef struct DHCP_BIND_ELEMENT_ARRAY {
    /** Number of elements of the array. */
    DWORD NumElements;
    /** The array; NULL if it is empty. */
    LPDHCP_BIND_ELEMENT Elements;
} DHCP_BIND_ELEMENT_ARRAY;

/** Pointer to a DHCP_BIND_ELEMENT_ARRAY. */
typedef struct DHCP_BIND_ELEMENT_ARRAY *LPDHCP_BIND_ELEMENT_ARRAY;

/** Names of the default classes. */
typedef struct DHCP_SERVER_SPECIFIC_STRINGS {
    /** Name of the default vendor class; may be NULL. */
    LPWSTR DefaultVendorClassName;
    /** Name of the default user class; may be NULL. */
    LPWSTR DefaultUserClassName;
} DHCP_SERVER_SPECIFIC_STRINGS;

/** Pointer to a DHCP_SERVER_SPECIFIC_STRINGS. */
typedef struct DHCP_SERVER_SPECIFIC_STRINGS *LPDHCP_SERVER_SPECIFIC_STRINGS;

/** An address on which pools and leases disagree. */
typedef struct DHCP_SCAN_ITEM {
    /** The address. */
    DHCP_IP_ADDRESS IpAddress;
    /** Where to repair it. */
    enum DHCP_SCAN_FLAG ScanFlag;
} DHCP_SCAN_ITEM;

/** Pointer to a DHCP_SCAN_ITEM. */
typedef struct DHCP_SCAN_ITEM *LPDHCP_SCAN_ITEM;

/** The addresses on which pools and leases disagree. */
typedef struct DHCP_SCAN_LIST {
    /** Number of items. */
    DWORD NumScanItems;
    /** The items; NULL if there is none. */
    LPDHCP_SCAN_ITEM ScanItems;
} DHCP_SCAN_LIST;

/** Pointer to a DHCP_SCAN_LIST. */
typedef struct DHCP_SCAN_LIST *LPDHCP_SCAN_LIST;

/** Settings of a server. */
typedef struct DHCP_SERVER_CONFIG_INFO {
    /** RPC transports of the server: 0x1 TCP/IP, 0x2 named pipes, 0x4 local calls. */
    DWORD APIProtocolSupport;
    /** File name of the database. */
    LPWSTR DatabaseName;
    /** Directory of the database. */
    LPWSTR DatabasePath;
    /** Directory of the backups. */
    LPWSTR BackupPath;
    /** Minutes between two backups. */
    DWORD BackupInterval;
    /** 1 if changes are logged. */
    DWORD DatabaseLoggingFlag;
    /** 1 if the database is restored at the next start. */
    DWORD RestoreFlag;
    /** Minutes that an ended lease is kept before it is deleted. */
    DWORD DatabaseCleanupInterval;
    /** Kinds of debug output. */
    DWORD DebugFlag;
} DHCP_SERVER_CONFIG_INFO;

/** Pointer to a DHCP_SERVER_CONFIG_INFO. */
typedef struct DHCP_SERVER_CONFIG_INFO *LPDHCP_SERVER_CONFIG_INFO;

/** Settings of a server, with pings, boot files and audit log. */
typedef struct DHCP_SERVER_CONFIG_INFO_V4 {
    /** RPC transports of the server: 0x1 TCP/IP, 0x2 named pipes, 0x4 local calls. */
    DWORD APIProtocolSupport;
    /** File name of the database. */
    LPWSTR DatabaseName;
    /** Directory of the database. */
    LPWSTR DatabasePath;
    /** Directory of the backups. */
    LPWSTR BackupPath;
    /** Minutes between two backups. */
    DWORD BackupInterval;
    /** 1 if changes are logged. */
    DWORD DatabaseLoggingFlag;
    /** 1 if the database is restored at the next start. */
    DWORD RestoreFlag;
    /** Minutes that an ended lease is kept before it is deleted. */
    DWORD DatabaseCleanupInterval;
    /** Kinds of debug output. */
    DWORD DebugFlag;
    /** Pings before an address is offered, 0 to 5. */
    DWORD dwPingRetries;
    /** Length of wszBootTableString in bytes. */
    DWORD cbBootTableString;
    /** The boot file table, at most 1 MB. */
    LPWSTR wszBootTableString;
    /** TRUE if the audit log is written. */
    BOOL fAuditLog;
} DHCP_SERVER_CONFIG_INFO_V4;

/** Pointer to a DHCP_SERVER_CONFIG_INFO_V4. */
typedef struct DHCP_SERVER_CONFIG_INFO_V4 *LPDHCP_SERVER_CONFIG_INFO_V4;

/** Number of an attribute of a server. */
typedef DWORD DHCP_ATTRIB_ID;

/** Pointer to a DHCP_ATTRIB. */
typedef DHCP_ATTRIB *LPDHCP_ATTRIB;

/** A list of attributes. */
typedef struct DHCP_ATTRIB_ARRAY {
    /** Number of elements of the array. */
    DWORD NumElements;
    /** The attributes; NULL if there is none. */
    LPDHCP_ATTRIB DhcpAttribs;
} DHCP_ATTRIB_ARRAY;

/** Pointer to a DHCP_ATTRIB_ARRAY. */
typedef struct DHCP_ATTRIB_ARRAY *LPDHCP_ATTRIB_ARRAY;

/** Counters of one scope. */
typedef struct SCOPE_MIB_INFO {
    /** Address of the subnet. */
    DHCP_IP_ADDRESS Subnet;
    /** Addresses in use. */
    DWORD NumAddressesInuse;
    /** Addresses free. */
    DWORD NumAddressesFree;
    /** Addresses offered and not yet taken. */
    DWORD NumPendingOffers;
} SCOPE_MIB_INFO;

/** Pointer to a SCOPE_MIB_INFO. */
typedef struct SCOPE_MIB_INFO *LPSCOPE_MIB_INFO;

/** Counters of a server. */
typedef struct DHCP_MIB_INFO {
    /** DISCOVER messages received. */
    DWORD Discovers;
    /** OFFER messages sent. */
    DWORD Offers;
    /** REQUEST messages received. */
    DWORD Requests;
    /** ACK messages sent. */
    DWORD Acks;
    /** NAK messages sent. */
    DWORD Naks;
    /** DECLINE messages received. */
    DWORD Declines;
    /** RELEASE messages received. */
    DWORD Releases;
    /** When the server started, UTC. */
    struct DATE_TIME ServerStartTime;
    /** Number of elements of ScopeInfo. */
    DWORD Scopes;
    /** One element for each scope; NULL if there is none. */
    LPSCOPE_MIB_INFO ScopeInfo;
} DHCP_MIB_INFO;

/** Pointer to a DHCP_MIB_INFO. */
typedef struct DHCP_MIB_INFO *LPDHCP_MIB_INFO;

/** Counters of one scope. */
typedef struct SCOPE_MIB_INFO_V5 {
    /** Address of the subnet. */
    DHCP_IP_ADDRESS Subnet;
    /** Addresses in use. */
    DWORD NumAddressesInuse;
    /** Addresses free. */
    DWORD NumAddressesFree;
    /** Addresses offered and not yet taken. */
    DWORD NumPendingOffers;
} SCOPE_MIB_INFO_V5;

/** Pointer to a SCOPE_MIB_INFO_V5. */
typedef struct SCOPE_MIB_INFO_V5 *LPSCOPE_MIB_INFO_V5;

/** Counters of a server, with quarantine and delayed offers. */
typedef struct DHCP_MIB_INFO_V5 {
    /** DISCOVER messages received. */
    DWORD Discovers;
    /** OFFER messages sent. */
    DWORD Offers;
    /** REQUEST messages received. */
    DWORD Requests;
    /** ACK messages sent. */
    DWORD Acks;
    /** NAK messages sent. */
    DWORD Naks;
    /** DECLINE messages received. */
    DWORD Declines;
    /** RELEASE messages received. */
    DWORD Releases;
    /** When the server started, UTC. */
    struct DATE_TIME ServerStartTime;
    /** Leases under quarantine. */
    DWORD QtnNumLeases;
    /** Leases under quarantine, as a percentage. */
    DWORD QtnPctQtnLeases;
    /** Leases on probation. */
    DWORD QtnProbationLeases;
    /** Leases outside quarantine. */
    DWORD QtnNonQtnLeases;
    /** Exempt leases. */
    DWORD QtnExemptLeases;
    /** Clients that know quarantine. */
    DWORD QtnCapableClients;
    /** Errors of the authentication service. */
    DWORD QtnIASErrors;
    /** Offers that were delayed. */
    DWORD DelayedOffers;
    /** Scopes that delay their offers. */
    DWORD ScopesWithDelayedOffers;
    /** Number of elements of ScopeInfo. */
    DWORD Scopes;
    /** One element for each scope; NULL if there is none. */
    LPSCOPE_MIB_INFO_V5 ScopeInfo;
} DHCP_MIB_INFO_V5;

/** Pointer to a DHCP_MIB_INFO_V5. */
typedef struct DHCP_MIB_INFO_V5 *LPDHCP_MIB_INFO_V5;

/** Counters of one scope, with quarantine. */
typedef struct SCOPE_MIB_INFO_VQ {
    /** Address of the subnet. */
    DHCP_IP_ADDRESS Subnet;
    /** Addresses in use. */
    DWORD NumAddressesInuse;
    /** Addresses free. */
    DWORD NumAddressesFree;
    /** Addresses offered and not yet taken. */
    DWORD NumPendingOffers;
    /** Leases under quarantine. */
    DWORD QtnNumLeases;
    /** Leases under quarantine, as a percentage. */
    DWORD QtnPctQtnLeases;
    /** Leases on probation. */
    DWORD QtnProbationLeases;
    /** Leases outside quarantine. */
    DWORD QtnNonQtnLeases;
    /** Exempt leases. */
    DWORD QtnExemptLeases;
    /** Clients that know quarantine. */
    DWORD QtnCapableClients;
} SCOPE_MIB_INFO_VQ;

/** Pointer to a SCOPE_MIB_INFO_VQ. */
typedef struct SCOPE_MIB_INFO_VQ *LPSCOPE_MIB_INFO_VQ;

/** Counters of a server, with quarantine. */
typedef struct DHCP_MIB_INFO_VQ {
    /** DISCOVER messages received. */
    DWORD Discovers;
    /** OFFER messages sent. */
    DWORD Offers;
    /** REQUEST messages received. */
    DWORD Requests;
    /** ACK messages sent. */
    DWORD Acks;
    /** NAK messages sent. */
    DWORD Naks;
    /** DECLINE messages received. */
    DWORD Declines;
    /** RELEASE messages received. */
    DWORD Releases;
    /** When the server started, UTC. */
    struct DATE_TIME ServerStartTime;
    /** Leases under quarantine. */
    DWORD QtnNumLeases;
    /** Leases under quarantine, as a percentage. */
    DWORD QtnPctQtnLeases;
    /** Leases on probation. */
    DWORD QtnProbationLeases;
    /** Leases outside quarantine. */
    DWORD QtnNonQtnLeases;
    /** Exempt leases. */
    DWORD QtnExemptLeases;
    /** Clients that know quarantine. */
    DWORD QtnCapableClients;
    /** Errors of the authentication service. */
    DWORD QtnIASErrors;
    /** Number of elements of ScopeInfo. */
    DWORD Scopes;
    /** One element for each scope; NULL if there is none. */
    LPSCOPE_MIB_INFO_VQ ScopeInfo;
} DHCP_MIB_INFO_VQ;

/** Pointer to a DHCP_MIB_INFO_VQ. */
typedef struct DHCP_MIB_INFO_VQ *LPDHCP_MIB_INFO_VQ;

/** A lease of a multicast address. */
typedef struct DHCP_MCLIENT_INFO {
    /** Address of the client. */
    DHCP_IP_ADDRESS ClientIpAddress;
    /** Number of the multicast scope. */
    DWORD MScopeId;
    /** Identifier of the lease. */
    DHCP_CLIENT_UID ClientId;
    /** Host name of the client; may be NULL. */
    LPWSTR ClientName;
    /** When the lease begins, UTC. */
    struct DATE_TIME ClientLeaseStarts;
    /** When the lease ends, UTC. */
    struct DATE_TIME ClientLeaseEnds;
    /** The server that gave the lease. */
    struct DHCP_HOST_INFO OwnerHost;
    /** Reserved; 0. */
    DWORD AddressFlags;
    /** V5_ADDRESS_STATE_... */
    BYTE AddressState;
} DHCP_MCLIENT_INFO;

/** Pointer to a DHCP_MCLIENT_INFO. */
typedef struct DHCP_MCLIENT_INFO *LPDHCP_MCLIENT_INFO;

/** A list of leases of multicast addresses. */
typedef struct DHCP_MCLIENT_INFO_ARRAY {
    /** Number of elements of the array. */
    DWORD NumElements;
    /** Array of pointers, one for each client; NULL if it is empty. */
    LPDHCP_MCLIENT_INFO *Clients;
} DHCP_MCLIENT_INFO_ARRAY;

/** Pointer to a DHCP_MCLIENT_INFO_ARRAY. */
typedef struct DHCP_MCLIENT_INFO_ARRAY *LPDHCP_MCLIENT_INFO_ARRAY;

/** The names of the multicast scopes of a server. */
typedef struct DHCP_MSCOPE_TABLE {
    /** Number of names. */
    DWORD NumElements;
    /** The names; NULL if there is none. */
    LPWSTR *pMScopeNames;
} DHCP_MSCOPE_TABLE;

/** Pointer to a DHCP_MSCOPE_TABLE. */
typedef struct DHCP_MSCOPE_TABLE *LPDHCP_MSCOPE_TABLE;

/** Counters of one multicast scope. */
typedef struct MSCOPE_MIB_INFO {
    /** Number of the multicast scope. */
    DWORD MScopeId;
    /** Name of the multicast scope. */
    LPWSTR MScopeName;
    /** Addresses in use. */
    DWORD NumAddressesInuse;
    /** Addresses free. */
    DWORD NumAddressesFree;
    /** Addresses offered and not yet taken. */
    DWORD NumPendingOffers;
} MSCOPE_MIB_INFO;

/** Pointer to a MSCOPE_MIB_INFO. */
typedef struct MSCOPE_MIB_INFO *LPMSCOPE_MIB_INFO;

/** Multicast counters of a server. */
typedef struct DHCP_MCAST_MIB_INFO {
    /** DISCOVER messages received. */
    DWORD Discovers;
    /** OFFER messages sent. */
    DWORD Offers;
    /** REQUEST messages received. */
    DWORD Requests;
    /** RENEW messages received. */
    DWORD Renews;
    /** ACK messages sent. */
    DWORD Acks;
    /** NAK messages sent. */
    DWORD Naks;
    /** RELEASE messages received. */
    DWORD Releases;
    /** INFORM messages received. */
    DWORD Informs;
    /** When the server started, UTC. */
    struct DATE_TIME ServerStartTime;
    /** Number of elements of ScopeInfo. */
    DWORD Scopes;
    /** One element for each scope; NULL if there is none. */
    LPMSCOPE_MIB_INFO ScopeInfo;
} DHCP_MCAST_MIB_INFO;

/** Pointer to a DHCP_MCAST_MIB_INFO. */
typedef struct DHCP_MCAST_MIB_INFO *LPDHCP_MCAST_MIB_INFO;

/** A multicast scope. */
typedef struct DHCP_MSCOPE_INFO {
    /** Name of the multicast scope. */
    LPWSTR MScopeName;
    /** Free text; may be NULL. */
    LPWSTR MScopeComment;
    /** Number of the multicast scope. */
    DWORD MScopeId;
    /** Reserved; 0. */
    DWORD MScopeAddressPolicy;
    /** The server that serves the scope. */
    struct DHCP_HOST_INFO PrimaryHost;
    /** Whether addresses are given out. */
    enum DHCP_SUBNET_STATE MScopeState;
    /** Reserved; 0. */
    DWORD MScopeFlags;
    /** When the scope ends, UTC. */
    struct DATE_TIME ExpiryTime;
    /** Language of the name. */
    LPWSTR LangTag;
    /** Time to live of the packets, 1 to 255. */
    BYTE TTL;
} DHCP_MSCOPE_INFO;

/** Pointer to a DHCP_MSCOPE_INFO. */
typedef struct DHCP_MSCOPE_INFO *LPDHCP_MSCOPE_INFO;

/** A condition of a policy. */
typedef struct DHCP_POL_COND {
    /** Index of the expression that this belongs to. */
    DWORD ParentExpr;
    /** The part of the request that it looks at. */
    enum DHCP_POL_ATTR_TYPE Type;
    /** Code of the option, with DhcpAttrOption and DhcpAttrSubOption. */
    DWORD OptionID;
    /** Code of the suboption, with DhcpAttrSubOption. */
    DWORD SubOptionID;
    /** Vendor class of the option; may be NULL. */
    LPWSTR VendorName;
    /** How it compares. */
    enum DHCP_POL_COMPARATOR Operator;
    /** The bytes to compare with. */
    BYTE *Value;
    /** Number of bytes. */
    DWORD ValueLength;
} DHCP_POL_COND;

/** Pointer to a DHCP_POL_COND. */
typedef struct DHCP_POL_COND *LPDHCP_POL_COND;

/** The conditions of a policy. */
typedef struct DHCP_POL_COND_ARRAY {
    /** Number of elements of the array. */
    DWORD NumElements;
    /** The conditions; NULL if there is none. */
    LPDHCP_POL_COND Elements;
} DHCP_POL_COND_ARRAY;

/** Pointer to a DHCP_POL_COND_ARRAY. */
typedef struct DHCP_POL_COND_ARRAY *LPDHCP_POL_COND_ARRAY;

/** An expression of a policy. */
typedef struct DHCP_POL_EXPR {
    /** Index of the expression that this belongs to. */
    DWORD ParentExpr;
    /** How its parts are combined. */
    enum DHCP_POL_LOGIC_OPER Operator;
} DHCP_POL_EXPR;

/** Pointer to a DHCP_POL_EXPR. */
typedef struct DHCP_POL_EXPR *LPDHCP_POL_EXPR;

/** The expressions of a policy. */
typedef struct DHCP_POL_EXPR_ARRAY {
    /** Number of elements of the array. */
    DWORD NumElements;
    /** The expressions; NULL if there is none. */
    LPDHCP_POL_EXPR Elements;
} DHCP_POL_EXPR_ARRAY;

/** Pointer to a DHCP_POL_EXPR_ARRAY. */
typedef struct DHCP_POL_EXPR_ARRAY *LPDHCP_POL_EXPR_ARRAY;

/** A list of address ranges. */
typedef struct DHCP_IP_RANGE_ARRAY {
    /** Number of elements of the array. */
    DWORD NumElements;
    /** The ranges; NULL if there is none. */
    LPDHCP_IP_RANGE Elements;
} DHCP_IP_RANGE_ARRAY;

/** Pointer to a DHCP_IP_RANGE_ARRAY. */
typedef struct DHCP_IP_RANGE_ARRAY *LPDHCP_IP_RANGE_ARRAY;

/** A policy. */
typedef struct DHCP_POLICY {
    /** Name of the policy. */
    LPWSTR PolicyName;
    /** TRUE for a policy of the server, FALSE for one of a scope. */
    BOOL IsGlobalPolicy;
    /** The scope; 0 for a policy of the server. */
    DHCP_IP_ADDRESS Subnet;
    /** Place among the policies of its level, from 1. */
    DWORD ProcessingOrder;
    /** The conditions. */
    LPDHCP_POL_COND_ARRAY Conditions;
    /** The expressions that combine the conditions. */
    LPDHCP_POL_EXPR_ARRAY Expressions;
    /** Address ranges of the policy; may be NULL. */
    LPDHCP_IP_RANGE_ARRAY Ranges;
    /** Free text; may be NULL. */
    LPWSTR Description;
    /** TRUE if the policy is applied. */
    BOOL Enabled;
} DHCP_POLICY;

/** A policy with properties. */
typedef struct DHCP_POLICY_EX {
    /** Name of the policy. */
    LPWSTR PolicyName;
    /** TRUE for a policy of the server, FALSE for one of a scope. */
    BOOL IsGlobalPolicy;
    /** The scope; 0 for a policy of the server. */
    DHCP_IP_ADDRESS Subnet;
    /** Place among the policies of its level, from 1. */
    DWORD ProcessingOrder;
    /** The conditions. */
    LPDHCP_POL_COND_ARRAY Conditions;
    /** The expressions that combine the conditions. */
    LPDHCP_POL_EXPR_ARRAY Expressions;
    /** Address ranges of the policy; may be NULL. */
    LPDHCP_IP_RANGE_ARRAY Ranges;
    /** Free text; may be NULL. */
    LPWSTR Description;
    /** TRUE if the policy is applied. */
    BOOL Enabled;
    /** Further properties; may be NULL. */
    LPDHCP_PROPERTY_ARRAY Properties;
} DHCP_POLICY_EX;

/** Pointer to a DHCP_POLICY. */
typedef struct DHCP_POLICY *LPDHCP_POLICY;

/** A list of policies. */
typedef struct DHCP_POLICY_ARRAY {
    /** Number of elements of the array. */
    DWORD NumElements;
    /** The policies; NULL if there is none. */
    LPDHCP_POLICY Elements;
} DHCP_POLICY_ARRAY;

/** Pointer to a DHCP_POLICY_ARRAY. */
typedef struct DHCP_POLICY_ARRAY *LPDHCP_POLICY_ARRAY;

/** Pointer to a DHCP_POLICY_EX. */
typedef struct DHCP_POLICY_EX *LPDHCP_POLICY_EX;

/** A list of policies with properties. */
typedef struct DHCP_POLICY_EX_ARRAY {
    /** Number of elements of the array. */
    DWORD NumElements;
    /** The policies; NULL if there is none. */
    LPDHCP_POLICY_EX Elements;
} DHCP_POLICY_EX_ARRAY;

/** Pointer to a DHCP_POLICY_EX_ARRAY. */
typedef struct DHCP_POLICY_EX_ARRAY *LPDHCP_POLICY_EX_ARRAY;

/**
 * An IPv6 address as two numbers, first byte most significant: 2001:db8::1 is 0x20010DB800000000 and
 * 1.
 */
typedef struct DHCP_IPV6_ADDRESS {
    /** The first 8 bytes. */
    uint64_t HighOrderBits;
    /** The last 8 bytes. */
    uint64_t LowOrderBits;
} DHCP_IPV6_ADDRESS;

/** A range of IPv6 addresses. */
typedef struct DHCP_IP_RANGE_V6 {
    /** First address of the range. */
    struct DHCP_IPV6_ADDRESS StartAddress;
    /** Last address of the range, included. */
    struct DHCP_IPV6_ADDRESS EndAddress;
} DHCP_IP_RANGE_V6;

/** Pointer to a DHCP_IP_RANGE_V6. */
typedef struct DHCP_IP_RANGE_V6 *LPDHCP_IP_RANGE_V6;

/** A reservation of an IPv6 address. */
typedef struct DHCP_IP_RESERVATION_V6 {
    /** The reserved address. */
    struct DHCP_IPV6_ADDRESS ReservedIpAddress;
    /** DUID of the client. */
    DHCP_CLIENT_UID *ReservedForClient;
    /** Identity association (IAID) of the client. */
    DWORD InterfaceId;
} DHCP_IP_RESERVATION_V6;

/** Pointer to a DHCP_IP_RESERVATION_V6. */
typedef struct DHCP_IP_RESERVATION_V6 *LPDHCP_IP_RESERVATION_V6;

/**
 * The content of an element of an IPv6 subnet; DHCP_SUBNET_ELEMENT_DATA_V6.ElementType says which
 * member is valid.
 */
typedef union DHCP_SUBNET_ELEMENT_DATA_V6_0 {
    /** A range of addresses. */
    LPDHCP_IP_RANGE_V6 IpRange;
    /** A reservation. */
    LPDHCP_IP_RESERVATION_V6 ReservedIp;
    /** A range of addresses that are never leased. */
    LPDHCP_IP_RANGE_V6 ExcludeIpRange;
} DHCP_SUBNET_ELEMENT_DATA_V6_0;

/** An element of an IPv6 subnet. */
typedef struct DHCP_SUBNET_ELEMENT_DATA_V6 {
    /** Which member of Element is valid. */
    enum DHCP_SUBNET_ELEMENT_TYPE_V6 ElementType;
    /** The element. */
    union DHCP_SUBNET_ELEMENT_DATA_V6_0 Element;
} DHCP_SUBNET_ELEMENT_DATA_V6;

/** A user class or vendor class for IPv6. */
typedef struct DHCP_CLASS_INFO_V6 {
    /** Name of the class. */
    LPWSTR ClassName;
    /** Free text; may be NULL. */
    LPWSTR ClassComment;
    /** Length of ClassData in bytes. */
    DWORD ClassDataLength;
    /** TRUE for a vendor class, FALSE for a user class. */
    BOOL IsVendor;
    /** Enterprise number of the vendor. */
    DWORD EnterpriseNumber;
    /** Flags; 0 if none. */
    DWORD Flags;
    /** The bytes that a client of this class sends. */
    BYTE *ClassData;
} DHCP_CLASS_INFO_V6;

/** An IPv6 subnet. */
typedef struct DHCP_SUBNET_INFO_V6 {
    /** Prefix of the subnet. */
    struct DHCP_IPV6_ADDRESS SubnetAddress;
    /** Length of the prefix in bits; 64. */
    DWORD Prefix;
    /** Preference of the server, 0 to 255. */
    USHORT Preference;
    /** Name; not NULL. */
    LPWSTR SubnetName;
    /** Free text; may be NULL. */
    LPWSTR SubnetComment;
    /** 0 if addresses are given out. */
    DWORD State;
    /** Number of the subnet; the server gives it. */
    DWORD ScopeId;
} DHCP_SUBNET_INFO_V6;

/** The key of a search; DHCP_SEARCH_INFO_V6.SearchType says which member is valid. */
typedef union DHCP_SEARCH_INFO_V6_0 {
    /** With Dhcpv6ClientIpAddress. */
    struct DHCP_IPV6_ADDRESS ClientIpAddress;
    /** With Dhcpv6ClientDUID. */
    DHCP_CLIENT_UID ClientDUID;
    /** With Dhcpv6ClientName. */
    LPWSTR ClientName;
} DHCP_SEARCH_INFO_V6_0;

/** Names one IPv6 client. */
typedef struct DHCP_SEARCH_INFO_V6 {
    /** Which member of SearchInfo is valid. */
    enum DHCP_SEARCH_INFO_TYPE_V6 SearchType;
    /** The key. */
    union DHCP_SEARCH_INFO_V6_0 SearchInfo;
} DHCP_SEARCH_INFO_V6;

/** Pointer to a DHCP_CLASS_INFO_V6. */
typedef struct DHCP_CLASS_INFO_V6 *LPDHCP_CLASS_INFO_V6;

/** A list of classes for IPv6. */
typedef struct DHCP_CLASS_INFO_ARRAY_V6 {
    /** Number of elements of the array. */
    DWORD NumElements;
    /** The array; NULL if it is empty. */
    LPDHCP_CLASS_INFO_V6 Classes;
} DHCP_CLASS_INFO_ARRAY_V6;

/** Pointer to a DHCP_CLASS_INFO_ARRAY_V6. */
typedef struct DHCP_CLASS_INFO_ARRAY_V6 *LPDHCP_CLASS_INFO_ARRAY_V6;

/** Names a reservation of an IPv6 address. */
typedef struct DHCP_RESERVED_SCOPE6 {
    /** The reserved address. */
    struct DHCP_IPV6_ADDRESS ReservedIpAddress;
    /** The subnet that it is in. */
    struct DHCP_IPV6_ADDRESS ReservedIpSubnetAddress;
} DHCP_RESERVED_SCOPE6;

/** The owner of an IPv6 option value; DHCP_OPTION_SCOPE_INFO6.ScopeType says which member is valid. */
typedef union DHCP_OPTION_SCOPE_INFO6_0 {
    /** With DhcpDefaultOptions6; NULL. */
    LPVOID DefaultScopeInfo;
    /** With DhcpScopeOptions6. */
    struct DHCP_IPV6_ADDRESS SubnetScopeInfo;
    /** With DhcpReservedOptions6. */
    struct DHCP_RESERVED_SCOPE6 ReservedScopeInfo;
} DHCP_OPTION_SCOPE_INFO6_0;

/** Names what an IPv6 option value belongs to. */
typedef struct DHCP_OPTION_SCOPE_INFO6 {
    /** Which member of ScopeInfo is valid. */
    enum DHCP_OPTION_SCOPE_TYPE6 ScopeType;
    /** The owner of the value. */
    union DHCP_OPTION_SCOPE_INFO6_0 ScopeInfo;
} DHCP_OPTION_SCOPE_INFO6;

/** Where an enumeration of IPv6 clients goes on; all zero for the first call. */
typedef struct DHCP_IPV6_ADDRESS DHCP_RESUME_IPV6_HANDLE;

/** A host: address and names. */
typedef struct DHCP_HOST_INFO_V6 {
    /** Address of the host. */
    struct DHCP_IPV6_ADDRESS IpAddress;
    /** NetBIOS name; may be NULL. */
    LPWSTR NetBiosName;
    /** Host name; may be NULL. */
    LPWSTR HostName;
} DHCP_HOST_INFO_V6;

/** A lease of an IPv6 address. */
typedef struct DHCP_CLIENT_INFO_V6 {
    /** Address of the client. */
    struct DHCP_IPV6_ADDRESS ClientIpAddress;
    /** DUID of the client. */
    DHCP_CLIENT_UID ClientDUID;
    /** ADDRESS_TYPE_IANA or ADDRESS_TYPE_IATA. */
    DWORD AddressType;
    /** Identity association of the lease. */
    DWORD IAID;
    /** Host name of the client; may be NULL. */
    LPWSTR ClientName;
    /** Free text; may be NULL. */
    LPWSTR ClientComment;
    /** When the address stops being valid, UTC. */
    struct DATE_TIME ClientValidLeaseExpires;
    /** When the address stops being preferred, UTC. */
    struct DATE_TIME ClientPrefLeaseExpires;
    /** The server that gave the lease. */
    struct DHCP_HOST_INFO_V6 OwnerHost;
} DHCP_CLIENT_INFO_V6;

/** Pointer to a DHCP_CLIENT_INFO_V6. */
typedef struct DHCP_CLIENT_INFO_V6 *LPDHCP_CLIENT_INFO_V6;

/** A list of leases of IPv6 addresses. */
typedef struct DHCP_CLIENT_INFO_ARRAY_V6 {
    /** Number of elements of the array. */
    DWORD NumElements;
    /** Array of pointers, one for each client; NULL if it is empty. */
    LPDHCP_CLIENT_INFO_V6 *Clients;
} DHCP_CLIENT_INFO_ARRAY_V6;

/** Pointer to a DHCP_CLIENT_INFO_ARRAY_V6. */
typedef struct DHCP_CLIENT_INFO_ARRAY_V6 *LPDHCP_CLIENT_INFO_ARRAY_V6;

/** Pointer to a DHCP_SUBNET_ELEMENT_DATA_V6. */
typedef struct DHCP_SUBNET_ELEMENT_DATA_V6 *LPDHCP_SUBNET_ELEMENT_DATA_V6;

/** A list of elements of an IPv6 subnet. */
typedef struct DHCP_SUBNET_ELEMENT_INFO_ARRAY_V6 {
    /** Number of elements of the array. */
    DWORD NumElements;
    /** The elements; NULL if there is none. */
    LPDHCP_SUBNET_ELEMENT_DATA_V6 Elements;
} DHCP_SUBNET_ELEMENT_INFO_ARRAY_V6;

/** Pointer to a DHCP_SUBNET_ELEMENT_INFO_ARRAY_V6. */
typedef struct DHCP_SUBNET_ELEMENT_INFO_ARRAY_V6 *LPDHCP_SUBNET_ELEMENT_INFO_ARRAY_V6;

/** Pointer to a DHCP_IPV6_ADDRESS. */
typedef struct DHCP_IPV6_ADDRESS *LPDHCP_IPV6_ADDRESS;

/** A list of IPv6 addresses. */
typedef struct DHCPV6_IP_ARRAY {
    /** Number of elements of the array. */
    DWORD NumElements;
    /** The addresses; NULL if there is none. */
    LPDHCP_IPV6_ADDRESS Elements;
} DHCPV6_IP_ARRAY;

/** Pointer to a DHCPV6_IP_ARRAY. */
typedef struct DHCPV6_IP_ARRAY *LPDHCPV6_IP_ARRAY;

/** Counters of one IPv6 subnet. */
typedef struct SCOPE_MIB_INFO_V6 {
    /** Prefix of the subnet. */
    struct DHCP_IPV6_ADDRESS Subnet;
    /** Addresses in use. */
    uint64_t NumAddressesInuse;
    /** Addresses free. */
    uint64_t NumAddressesFree;
    /** Addresses advertised and not yet taken. */
    uint64_t NumPendingAdvertises;
} SCOPE_MIB_INFO_V6;

/** Pointer to a SCOPE_MIB_INFO_V6. */
typedef struct SCOPE_MIB_INFO_V6 *LPSCOPE_MIB_INFO_V6;

/** IPv6 counters of a server. */
typedef struct DHCP_MIB_INFO_V6 {
    /** SOLICIT messages received. */
    DWORD Solicits;
    /** ADVERTISE messages sent. */
    DWORD Advertises;
    /** REQUEST messages received. */
    DWORD Requests;
    /** RENEW messages received. */
    DWORD Renews;
    /** REBIND messages received. */
    DWORD Rebinds;
    /** REPLY messages sent. */
    DWORD Replies;
    /** CONFIRM messages received. */
    DWORD Confirms;
    /** DECLINE messages received. */
    DWORD Declines;
    /** RELEASE messages received. */
    DWORD Releases;
    /** INFORM messages received. */
    DWORD Informs;
    /** When the server started, UTC. */
    struct DATE_TIME ServerStartTime;
    /** Number of elements of ScopeInfo. */
    DWORD Scopes;
    /** One element for each scope; NULL if there is none. */
    LPSCOPE_MIB_INFO_V6 ScopeInfo;
} DHCP_MIB_INFO_V6;

/** Pointer to a DHCP_MIB_INFO_V6. */
typedef struct DHCP_MIB_INFO_V6 *LPDHCP_MIB_INFO_V6;

/** A network interface and whether the server answers IPv6 clients on it. */
typedef struct DHCPV6_BIND_ELEMENT {
    /** DHCP_ENDPOINT_FLAG_CANT_MODIFY or 0. */
    DWORD Flags;
    /** TRUE if the server answers on this interface. */
    BOOL fBoundToDHCPServer;
    /** Primary address of the interface. */
    struct DHCP_IPV6_ADDRESS AdapterPrimaryAddress;
    /** Subnet of the interface. */
    struct DHCP_IPV6_ADDRESS AdapterSubnetAddress;
    /** Name of the interface for people. */
    LPWSTR IfDescription;
    /** Index of the interface. */
    DWORD IpV6IfIndex;
    /** Length of IfId in bytes. */
    DWORD IfIdSize;
    /** Identifier of the interface. */
    BYTE *IfId;
} DHCPV6_BIND_ELEMENT;

/** Pointer to a DHCPV6_BIND_ELEMENT. */
typedef struct DHCPV6_BIND_ELEMENT *LPDHCPV6_BIND_ELEMENT;

/** The network interfaces of a server, for IPv6. */
typedef struct DHCPV6_BIND_ELEMENT_ARRAY {
    /** Number of elements of the array. */
    DWORD NumElements;
    /** The array; NULL if it is empty. */
    LPDHCPV6_BIND_ELEMENT Elements;
} DHCPV6_BIND_ELEMENT_ARRAY;

/** Pointer to a DHCPV6_BIND_ELEMENT_ARRAY. */
typedef struct DHCPV6_BIND_ELEMENT_ARRAY *LPDHCPV6_BIND_ELEMENT_ARRAY;

/** Pointer to a DHCP_SUBNET_INFO_V6. */
typedef struct DHCP_SUBNET_INFO_V6 *LPDHCP_SUBNET_INFO_V6;

/** IPv6 settings of a server or a subnet. */
typedef struct DHCP_SERVER_CONFIG_INFO_V6 {
    /** TRUE if clients may use unicast. */
    BOOL UnicastFlag;
    /** TRUE if rapid commit is allowed. */
    BOOL RapidCommitFlag;
    /** Preferred lifetime of lasting addresses, in seconds. */
    DWORD PreferredLifetime;
    /** Valid lifetime of lasting addresses, in seconds. */
    DWORD ValidLifetime;
    /** Time until renewal, in seconds. */
    DWORD T1;
    /** Time until rebinding, in seconds. */
    DWORD T2;
    /** Preferred lifetime of temporary addresses, in seconds. */
    DWORD PreferredLifetimeIATA;
    /** Valid lifetime of temporary addresses, in seconds. */
    DWORD ValidLifetimeIATA;
    /** TRUE if the audit log is written. */
    BOOL fAuditLog;
} DHCP_SERVER_CONFIG_INFO_V6;

/** Pointer to a DHCP_SERVER_CONFIG_INFO_V6. */
typedef struct DHCP_SERVER_CONFIG_INFO_V6 *LPDHCP_SERVER_CONFIG_INFO_V6;

/** Stateless clients of one subnet. */
typedef struct DHCPV6_STATELESS_SCOPE_STATS {
    /** Prefix of the subnet. */
    struct DHCP_IPV6_ADDRESS SubnetAddress;
    /** Clients added since the server started. */
    uint64_t NumStatelessClientsAdded;
    /** Clients removed since the server started. */
    uint64_t NumStatelessClientsRemoved;
} DHCPV6_STATELESS_SCOPE_STATS;

/** Pointer to a DHCPV6_STATELESS_SCOPE_STATS. */
typedef struct DHCPV6_STATELESS_SCOPE_STATS *LPDHCPV6_STATELESS_SCOPE_STATS;

/** Stateless clients of a server. */
typedef struct DHCPV6_STATELESS_STATS {
    /** Number of subnets. */
    DWORD NumScopes;
    /** One element for each subnet; NULL if there is none. */
    LPDHCPV6_STATELESS_SCOPE_STATS ScopeStats;
} DHCPV6_STATELESS_STATS;

/** Pointer to a DHCPV6_STATELESS_STATS. */
typedef struct DHCPV6_STATELESS_STATS *LPDHCPV6_STATELESS_STATS;

/** Settings of the record of stateless clients. */
typedef struct DHCPV6_STATELESS_PARAMS {
    /** TRUE if stateless clients are recorded. */
    BOOL Status;
    /** Hours after which a client that is not heard of is forgotten. */
    DWORD PurgeInterval;
} DHCPV6_STATELESS_PARAMS;

/** Pointer to a DHCPV6_STATELESS_PARAMS. */
typedef struct DHCPV6_STATELESS_PARAMS *LPDHCPV6_STATELESS_PARAMS;

/** Pointer to a DHCP_SEARCH_INFO. */
typedef struct DHCP_SEARCH_INFO *LPDHCP_SEARCH_INFO;

/** Pointer to a DATE_TIME. */
typedef struct DATE_TIME *LPDATE_TIME;

/** Pointer to a DHCP_BINARY_DATA. */
typedef struct DHCP_BINARY_DATA *LPDHCP_BINARY_DATA;

/** Pointer to a client identifier. */
typedef DHCP_CLIENT_UID *LPDHCP_CLIENT_UID;

/** Another name of DHCPDS_SERVER. */
typedef struct DHCPDS_SERVER DHCP_SERVER_INFO;

/** Pointer to a DHCP_SERVER_INFO. */
typedef DHCP_SERVER_INFO *LPDHCP_SERVER_INFO;

/** Pointer to a DHCP_SERVER_INFO. */
typedef DHCP_SERVER_INFO *PDHCP_SERVER_INFO;

/** Another name of DHCPDS_SERVERS. */
typedef struct DHCPDS_SERVERS DHCP_SERVER_INFO_ARRAY;

/** Pointer to a DHCP_SERVER_INFO_ARRAY. */
typedef DHCP_SERVER_INFO_ARRAY *LPDHCP_SERVER_INFO_ARRAY;

/** Pointer to a DHCP_SERVER_INFO_ARRAY. */
typedef DHCP_SERVER_INFO_ARRAY *PDHCP_SERVER_INFO_ARRAY;

/** A list of leases of scopes in failover relationships. No function uses it. */
typedef struct DHCPV4_FAILOVER_CLIENT_INFO_ARRAY {
    /** Number of elements of the array. */
    DWORD NumElements;
    /** Array of pointers, one for each client; NULL if it is empty. */
    LPDHCPV4_FAILOVER_CLIENT_INFO *Clients;
} DHCPV4_FAILOVER_CLIENT_INFO_ARRAY;

/** Pointer to a DHCPV4_FAILOVER_CLIENT_INFO_ARRAY. */
typedef struct DHCPV4_FAILOVER_CLIENT_INFO_ARRAY *LPDHCPV4_FAILOVER_CLIENT_INFO_ARRAY;

/** DHCPV4_FAILOVER_CLIENT_INFO with further flags. No function uses it. */
typedef struct DHCPV4_FAILOVER_CLIENT_INFO_EX {
    /** Address of the client. */
    DHCP_IP_ADDRESS ClientIpAddress;
    /** Mask of the subnet that the address lies in. */
    DHCP_IP_MASK SubnetMask;
    /** Client identifier; on output the unique id, see DHCP_CLIENT_UID. */
    DHCP_CLIENT_UID ClientHardwareAddress;
    /** Host name of the client; may be NULL. */
    LPWSTR ClientName;
    /** Free text; may be NULL. */
    LPWSTR ClientComment;
    /** When the lease ends, UTC; all zero if unset, DHCP_DATE_TIME_INFINIT_HIGH and _LOW if never. */
    struct DATE_TIME ClientLeaseExpires;
    /** The server that gave the lease. */
    struct DHCP_HOST_INFO OwnerHost;
    /**
     * Protocol of the client: CLIENT_TYPE_DHCP, CLIENT_TYPE_BOOTP, ... (a bit set), or
     * CLIENT_TYPE_NONE.
     */
    BYTE bClientType;
    /**
     * Bits 0-1 the state (V5_ADDRESS_STATE_...), bits 2-3 the kind of DHCID record, bits 4-7 flags
     * (V5_ADDRESS_BIT_...).
     */
    BYTE AddressState;
    /** Quarantine status; always NOQUARANTINE. */
    enum QuarantineStatus Status;
    /** End of the probation; always zero. */
    struct DATE_TIME ProbationEnds;
    /** Always FALSE. */
    BOOL QuarantineCapable;
    /** Potential expiration time last sent to the partner, in seconds since 1970 (UTC); 0 if none. */
    DWORD SentPotExpTime;
    /**
     * Potential expiration time that the partner has acknowledged, in seconds since 1970 (UTC); 0 if
     * none.
     */
    DWORD AckPotExpTime;
    /**
     * Potential expiration time last received from the partner, in seconds since 1970 (UTC); 0 if
     * none.
     */
    DWORD RecvPotExpTime;
    /** When the lease entered its present state, in seconds since 1970 (UTC). */
    DWORD StartTime;
    /** When the client last spoke to a server, in seconds since 1970 (UTC). */
    DWORD CltLastTransTime;
    /** When the partner last updated this lease, in seconds since 1970 (UTC); 0 if never. */
    DWORD LastBndUpdTime;
    /** Reserved; ignore it. */
    DWORD BndMsgStatus;
    /** Policy that chose the address; NULL if none did. */
    LPWSTR PolicyName;
    /** Reserved; ignore it. */
    BYTE Flags;
    /** Further flags: V5_ADDRESS_EX_BIT_DISABLE_PTR_RR. */
    DWORD AddressStateEx;
} DHCPV4_FAILOVER_CLIENT_INFO_EX;

/** Pointer to a DHCPV4_FAILOVER_CLIENT_INFO_EX. */
typedef struct DHCPV4_FAILOVER_CLIENT_INFO_EX *LPDHCPV4_FAILOVER_CLIENT_INFO_EX;

/** Pointer to a DHCP_FILTER_ADD_INFO. */
typedef struct DHCP_FILTER_ADD_INFO *LPDHCP_FILTER_ADD_INFO;

/** Pointer to a DWORD_DWORD. */
typedef struct DWORD_DWORD *LPDWORD_DWORD;

/** Pointer to a DHCP_OPTION_DATA. */
typedef struct DHCP_OPTION_DATA *LPDHCP_OPTION_DATA;

/** Pointer to a DHCP_RESERVED_SCOPE. */
typedef struct DHCP_RESERVED_SCOPE *LPDHCP_RESERVED_SCOPE;

/** Pointer to a DHCP_OPTION_SCOPE_INFO. */
typedef struct DHCP_OPTION_SCOPE_INFO *LPDHCP_OPTION_SCOPE_INFO;

/** Pointer to one or more attribute numbers. */
typedef DHCP_ATTRIB_ID *LPDHCP_ATTRIB_ID;

/** Performance counters of a server. No function uses it. */
typedef struct DHCP_PERF_STATS {
    /** Packets received. */
    DWORD dwNumPacketsReceived;
    /** Packets received twice. */
    DWORD dwNumPacketsDuplicate;
    /** Packets that waited too long. */
    DWORD dwNumPacketsExpired;
    /** Milliseconds spent on packets. */
    DWORD dwNumMilliSecondsProcessed;
    /** Packets that wait for work. */
    DWORD dwNumPacketsInActiveQueue;
    /** Packets that wait for a ping. */
    DWORD dwNumPacketsInPingQueue;
    /** DISCOVER messages received. */
    DWORD dwNumDiscoversReceived;
    /** OFFER messages sent. */
    DWORD dwNumOffersSent;
    /** REQUEST messages received. */
    DWORD dwNumRequestsReceived;
    /** INFORM messages received. */
    DWORD dwNumInformsReceived;
    /** ACK messages sent. */
    DWORD dwNumAcksSent;
    /** NAK messages sent. */
    DWORD dwNumNacksSent;
    /** DECLINE messages received. */
    DWORD dwNumDeclinesReceived;
    /** RELEASE messages received. */
    DWORD dwNumReleasesReceived;
    /** Delayed offers that wait. */
    DWORD dwNumDelayedOfferInQueue;
    /** Packets processed. */
    DWORD dwNumPacketsProcessed;
    /** Packets that wait for quarantine. */
    DWORD dwNumPacketsInQuarWaitingQueue;
    /** Packets that are ready for quarantine. */
    DWORD dwNumPacketsInQuarReadyQueue;
    /** Packets that wait for the decision of quarantine. */
    DWORD dwNumPacketsInQuarDecisionQueue;
} DHCP_PERF_STATS;

/** Pointer to a DHCP_PERF_STATS. */
typedef struct DHCP_PERF_STATS *LPDHCP_PERF_STATS;

/** Pointer to a DHCP_IPV6_ADDRESS. */
typedef struct DHCP_IPV6_ADDRESS *PDHCP_IPV6_ADDRESS;

/** Pointer to a DHCP_HOST_INFO_V6. */
typedef struct DHCP_HOST_INFO_V6 *LPDHCP_HOST_INFO_V6;

/** Pointer to a DHCP_SEARCH_INFO_V6. */
typedef struct DHCP_SEARCH_INFO_V6 *LPDHCP_SEARCH_INFO_V6;

/** Pointer to a DHCP_RESERVED_SCOPE6. */
typedef struct DHCP_RESERVED_SCOPE6 *LPDHCP_RESERVED_SCOPE6;

/** Pointer to a DHCP_OPTION_SCOPE_INFO6. */
typedef struct DHCP_OPTION_SCOPE_INFO6 *LPDHCP_OPTION_SCOPE_INFO6;

/** bClientType: not given (0x00). */
#define CLIENT_TYPE_UNSPECIFIED 0

/** bClientType: a DHCP client (0x01). */
#define CLIENT_TYPE_DHCP 1

/** bClientType: a BOOTP client (0x02). */
#define CLIENT_TYPE_BOOTP 2

/** bClientType: a client of either kind (0x03). */
#define CLIENT_TYPE_BOTH 3

/** bClientType: the address is reserved for the client; a bit beside the others (0x04). */
#define CLIENT_TYPE_RESERVATION_FLAG 4

/** bClientType: neither (0x64). */
#define CLIENT_TYPE_NONE 100

/** AddressState, bits 0-1: offered to the client and not yet taken. */
#define V5_ADDRESS_STATE_OFFERED 0

/** AddressState, bits 0-1: leased. */
#define V5_ADDRESS_STATE_ACTIVE 1

/** AddressState, bits 0-1: the client found the address in use and declined it. */
#define V5_ADDRESS_STATE_DECLINED 2

/** AddressState, bits 0-1: the lease has ended and will be deleted. */
#define V5_ADDRESS_STATE_DOOM 3

/** AddressState, flag: the DNS records go when the lease is deleted (0x10). */
#define V5_ADDRESS_BIT_CLEANUP 16

/** AddressState, flag: DNS updates are for both the A and the PTR record (0x20). */
#define V5_ADDRESS_BIT_BOTH_REC 32

/** AddressState, flag: the DNS update is not done yet (0x40). */
#define V5_ADDRESS_BIT_UNREGISTERED 64

/** AddressState, flag: the lease has ended, but its DNS records are still there (0x80). */
#define V5_ADDRESS_BIT_DELETED 128

/** AddressStateEx, flag: no PTR record is registered (0x01). */
#define V5_ADDRESS_EX_BIT_DISABLE_PTR_RR 1

/** FilterStatus: no filter matches (0x01). */
#define FILTER_STATUS_NONE 1

/** FilterStatus: the allow list has the address itself (0x02). */
#define FILTER_STATUS_FULL_MATCH_IN_ALLOW_LIST 2

/** FilterStatus: the deny list has the address itself (0x04). */
#define FILTER_STATUS_FULL_MATCH_IN_DENY_LIST 4

/** FilterStatus: a pattern of the allow list matches (0x08). */
#define FILTER_STATUS_WILDCARD_MATCH_IN_ALLOW_LIST 8

/** FilterStatus: a pattern of the deny list matches (0x10). */
#define FILTER_STATUS_WILDCARD_MATCH_IN_DENY_LIST 16

/** Most free addresses that one call can ask for. */
#define DHCP_MAX_FREE_ADDRESSES_REQUESTED 1024

/** High half of the DATE_TIME that means "never" (0x7FFFFFFF). */
#define DHCP_DATE_TIME_INFINIT_HIGH 2147483647

/** Low half of the DATE_TIME that means "never" (0xFFFFFFFF). */
#define DHCP_DATE_TIME_INFINIT_LOW 4294967295

/** Do not use the directory. */
#define DHCP_FLAGS_DONT_ACCESS_DS 1

/** Do not call the server. */
#define DHCP_FLAGS_DONT_DO_RPC 2

/** DhcpV4FailoverSetRelationship: set Mclt (0x01). */
#define MCLT 1

/** DhcpV4FailoverSetRelationship: set SafePeriod (0x02). */
#define SAFEPERIOD 2

/** DhcpV4FailoverSetRelationship: set State (0x04). */
#define CHANGESTATE 4

/** DhcpV4FailoverSetRelationship: set Percentage (0x08). */
#define PERCENTAGE 8

/** DhcpV4FailoverSetRelationship: set Mode (0x10). */
#define MODE 16

/** DhcpV4FailoverSetRelationship: set PrevState (0x20). */
#define PREVSTATE 32

/** DhcpV4FailoverSetRelationship: set SharedSecret (0x40). */
#define SHAREDSECRET 64

/** Most relationships that a server can have. */
#define DHCP_FAILOVER_MAX_NUM_REL 31

/** Most scopes that one call can add to a relationship. */
#define DHCP_FAILOVER_MAX_NUM_ADD_SCOPES 400

/** Defined for completeness; no function takes it. */
#define DHCP_FAILOVER_DELETE_SCOPES 1

/** Length of the Pattern of a DHCP_ADDR_PATTERN. */
#define MAX_PATTERN_LENGTH 255

/** Length of an Ethernet address. */
#define MAC_ADDRESS_LENGTH 6

/** Hardware type of Ethernet. */
#define HWTYPE_ETHERNET_10MB 1

/** Flags of the V5 and V6 functions: the option belongs to a vendor class (0x03). */
#define DHCP_FLAGS_OPTION_IS_VENDOR 3

/** Flags of the enumerations: options of every vendor class. */
#define DHCP_OPT_ENUM_IGNORE_VENDOR 1

/** Flags of the enumerations: only options of the class that is named. */
#define DHCP_OPT_ENUM_USE_CLASSNAME 2

/** DNS update setting (option 81): update DNS at all (0x01). */
#define DNS_FLAG_ENABLED 1

/** DNS update setting (option 81): update DNS for clients that do not ask for it (0x02). */
#define DNS_FLAG_UPDATE_DOWNLEVEL 2

/** DNS update setting (option 81): remove the records when the lease ends (0x04). */
#define DNS_FLAG_CLEANUP_EXPIRED 4

/** DNS update setting (option 81): update A and PTR records whatever the client asks for (0x10). */
#define DNS_FLAG_UPDATE_BOTH_ALWAYS 16

/** DNS update setting (option 81): protect names with DHCID records (0x20). */
#define DNS_FLAG_UPDATE_DHCID 32

/** DNS update setting (option 81): leave PTR records alone (0x40). */
#define DNS_FLAG_DISABLE_PTR_UPDATE 64

/** DNS update setting (option 81): a policy gives the DNS suffix (0x80). */
#define DNS_FLAG_HAS_DNS_SUFFIX 128

/** FieldsToSet: set APIProtocolSupport (0x0001). */
#define Set_APIProtocolSupport 1

/** FieldsToSet: set DatabaseName (0x0002). */
#define Set_DatabaseName 2

/** FieldsToSet: set DatabasePath (0x0004). */
#define Set_DatabasePath 4

/** FieldsToSet: set BackupPath (0x0008). */
#define Set_BackupPath 8

/** FieldsToSet: set BackupInterval (0x0010). */
#define Set_BackupInterval 16

/** FieldsToSet: set DatabaseLoggingFlag (0x0020). */
#define Set_DatabaseLoggingFlag 32

/** FieldsToSet: set RestoreFlag (0x0040). */
#define Set_RestoreFlag 64

/** FieldsToSet: set DatabaseCleanupInterval (0x0080). */
#define Set_DatabaseCleanupInterval 128

/** FieldsToSet: set DebugFlag (0x0100). */
#define Set_DebugFlag 256

/** FieldsToSet: set dwPingRetries (0x0200). */
#define Set_PingRetries 512

/** FieldsToSet: set the boot file table (0x0400). */
#define Set_BootFileTable 1024

/** FieldsToSet: set fAuditLog (0x0800). */
#define Set_AuditLogState 2048

/** FieldsToSet: set QuarantineOn (0x1000). */
#define Set_QuarantineON 4096

/** FieldsToSet: set QuarDefFail (0x2000). */
#define Set_QuarantineDefFail 8192

/** Attribute: TRUE if the server is not authorised. */
#define DHCP_ATTRIB_BOOL_IS_ROGUE 1

/** Attribute: TRUE if dynamic BOOTP is supported. */
#define DHCP_ATTRIB_BOOL_IS_DYNBOOTP 2

/** Attribute: TRUE if the server belongs to a domain. */
#define DHCP_ATTRIB_BOOL_IS_PART_OF_DSDC 3

/** Attribute: TRUE if interfaces can be bound one by one. */
#define DHCP_ATTRIB_BOOL_IS_BINDING_AWARE 4

/** Attribute: TRUE if the caller may change the server. */
#define DHCP_ATTRIB_BOOL_IS_ADMIN 5

/** Attribute: result of the last restore. */
#define DHCP_ATTRIB_ULONG_RESTORE_STATUS 6

/** DhcpAttribType: the value is DhcpAttribBool. */
#define DHCP_ATTRIB_TYPE_BOOL 1

/** DhcpAttribType: the value is DhcpAttribUlong. */
#define DHCP_ATTRIB_TYPE_ULONG 2

/** Flags of a binding: it cannot be changed. */
#define DHCP_ENDPOINT_FLAG_CANT_MODIFY 1

/** First option number of the quarantine settings. */
#define QUARANTIN_OPTION_BASE 43220

/** Option number of the quarantine profile of a scope. */
#define QUARANTINE_SCOPE_QUARPROFILE_OPTION 43221

/** Option number of the quarantine configuration. */
#define QUARANTINE_CONFIG_OPTION 43222

/** Value of QuarantineOn: quarantine is on for the subnet (0x01). */
#define DHCP_SUBNET_INFO_VQ_FLAG_QUARANTINE 1

/** Shortest delay of an offer, in milliseconds. */
#define DHCP_MIN_DELAY 0

/** Longest delay of an offer, in milliseconds. */
#define DHCP_MAX_DELAY 1000

/** AddressType: a lasting address. */
#define ADDRESS_TYPE_IANA 0

/** AddressType: a temporary address. */
#define ADDRESS_TYPE_IATA 1

/** DhcpServerSetConfigV6: set UnicastFlag (0x01). */
#define Set_UnicastFlag 1

/** DhcpServerSetConfigV6: set RapidCommitFlag (0x02). */
#define Set_RapidCommitFlag 2

/** DhcpServerSetConfigV6: set PreferredLifetime (0x04). */
#define Set_PreferredLifetime 4

/** DhcpServerSetConfigV6: set ValidLifetime (0x08). */
#define Set_ValidLifetime 8

/** DhcpServerSetConfigV6: set T1 (0x10). */
#define Set_T1 16

/** DhcpServerSetConfigV6: set T2 (0x20). */
#define Set_T2 32

/** DhcpServerSetConfigV6: set PreferredLifetimeIATA (0x40). */
#define Set_PreferredLifetimeIATA 64

/** DhcpServerSetConfigV6: set ValidLifetimeIATA (0x80). */
#define Set_ValidLifetimeIATA 128

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

/**
 * Creates this server's half of a failover relationship. The partner's half is created by a second call, to
 * the partner, with the same values and the other ServerType.
 *
 * The new half is in STARTUP, its previous state is INIT, whatever the structure says. As soon as both halves
 * exist on servers that this library knows, they come into contact: the next call finds both in NORMAL and
 * their free addresses rebalanced.
 *
 * Checks are made in this order: the structure (87), scopes exist (20005), no scope is for BOOTP clients
 * alone (87), length of the name (20125), number of relationships (20128), scopes are free (20113), name is
 * free (20114). The MCLT may be 0, the names of the servers and the secret may be NULL. A scope that is named
 * twice counts once. (MS-DHCPM 3.2.4.90)
 *
 * @param[in] ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in] pRelationship    the relationship: name of 1 to 126 units, two different addresses, at least one
 *                             scope, a percentage of 0 to 100. SafePeriod 0 is stored as 0xFFFFFFFF (never).
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, ERROR_DHCP_SUBNET_NOT_PRESENT,
 *         ERROR_DHCP_FO_RELATIONSHIP_NAME_TOO_LONG, ERROR_DHCP_FO_MAX_RELATIONSHIPS (there are 31),
 *         ERROR_DHCP_FO_SCOPE_ALREADY_IN_RELATIONSHIP, ERROR_DHCP_FO_RELATIONSHIP_EXISTS,
 *         RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION DhcpV4FailoverCreateRelationship(LPCWSTR ServerIpAddress,
                                                         const struct DHCP_FAILOVER_RELATIONSHIP *pRelationship);

/**
 * Changes this server's half of a failover relationship: the fields that Flags selects are copied from the
 * structure, which also names the relationship; nothing else in it is looked at. The partner's half stays as
 * it is until it is changed by a call of its own.
 *
 * | flag         | value | field        | remark                                              |
 * |--------------|-------|--------------|-----------------------------------------------------|
 * | MCLT         | 0x01  | Mclt         | seconds                                             |
 * | SAFEPERIOD   | 0x02  | SafePeriod   | seconds; 0 is stored as 0xFFFFFFFF (never)          |
 * | CHANGESTATE  | 0x04  | State        | 0 to 11; the old state becomes PrevState            |
 * | PERCENTAGE   | 0x08  | Percentage   | 0 to 100; moves no address by itself                |
 * | MODE         | 0x10  | Mode         | the percentage stays unless it is selected too      |
 * | PREVSTATE    | 0x20  | PrevState    | 0 to 11                                             |
 * | SHAREDSECRET | 0x40  | SharedSecret | NULL or "" removes it                               |
 *
 * (MS-DHCPM 3.2.4.91)
 *
 * @param[in] ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in] Flags            what to change; not 0, no other bits.
 * @param[in] pRelationship    the name and the new values.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, ERROR_DHCP_FO_RELATIONSHIP_DOES_NOT_EXIST,
 *         RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION DhcpV4FailoverSetRelationship(LPCWSTR ServerIpAddress,
                                                      DWORD Flags,
                                                      const struct DHCP_FAILOVER_RELATIONSHIP *pRelationship);

/**
 * Deletes this server's half of a failover relationship, in any state. Its scopes stay on this server with
 * all their leases and free addresses. A partner that was in NORMAL goes to COMMUNICATION_INT.
 * (MS-DHCPM 3.2.4.92)
 *
 * @param[in] ServerIpAddress    the server; NULL or "" is the local one.
 * @param[in] pRelationshipName  the name, in any case.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, ERROR_DHCP_FO_RELATIONSHIP_DOES_NOT_EXIST,
 *         RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION DhcpV4FailoverDeleteRelationship(LPCWSTR ServerIpAddress, LPCWSTR pRelationshipName);

/**
 * Reads one failover relationship. (MS-DHCPM 3.2.4.93)
 *
 * @param[in]  ServerIpAddress    the server; NULL or "" is the local one.
 * @param[in]  pRelationshipName  the name, in any case.
 * @param[out] pRelationship      the relationship, NULL on failure. The structure, each string in it, pScopes
 *                                and pScopes->Elements are blocks of their own, each released with
 *                                DhcpRpcFreeMemory. A relationship without scopes has an array of 0 elements.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, ERROR_DHCP_FO_RELATIONSHIP_DOES_NOT_EXIST,
 *         ERROR_NOT_ENOUGH_MEMORY, RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION DhcpV4FailoverGetRelationship(LPCWSTR ServerIpAddress,
                                                      LPCWSTR pRelationshipName,
                                                      LPDHCP_FAILOVER_RELATIONSHIP *pRelationship);

/**
 * Reads the failover relationships of a server, oldest first, as many as fit into a number of bytes.
 *
 * Start with *ResumeHandle = 0 and call again with what it was set to until the answer is not ERROR_MORE_DATA.
 * The handle is not reset at the end; a further call answers ERROR_NO_MORE_ITEMS. (MS-DHCPM 3.2.4.94)
 *
 * @param[in]     ServerIpAddress    the server; NULL or "" is the local one.
 * @param[in,out] ResumeHandle       where to go on: the index of the next relationship.
 * @param[in]     PreferredMaximum   bytes to return at most, but at least one relationship; 0xFFFFFFFF is all.
 *                                   0 reads nothing: ERROR_MORE_DATA and RelationshipTotal, if there are any.
 * @param[out]    pRelationship      the relationships, NULL if there is none. The array header, the one array
 *                                   of structures, and what each structure points to are blocks of their own,
 *                                   each released with DhcpRpcFreeMemory.
 * @param[out]    RelationshipRead   how many were returned.
 * @param[out]    RelationshipTotal  how many there are from the incoming handle to the end.
 * @return ERROR_SUCCESS (the rest fitted), ERROR_MORE_DATA (some were returned, more remain),
 *         ERROR_NO_MORE_ITEMS (none or none left), ERROR_INVALID_PARAMETER, ERROR_NOT_ENOUGH_MEMORY,
 *         RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION DhcpV4FailoverEnumRelationship(LPCWSTR ServerIpAddress,
                                                       LPDHCP_RESUME_HANDLE ResumeHandle,
                                                       DWORD PreferredMaximum,
                                                       LPDHCP_FAILOVER_RELATIONSHIP_ARRAY *pRelationship,
                                                       LPDWORD RelationshipRead,
                                                       LPDWORD RelationshipTotal);

/**
 * Adds scopes to this server's half of a failover relationship. All of them are added, or none.
 *
 * Checks are made in this order: the structure (87), at most 400 scopes (20130), scopes exist (20005), no
 * scope is for BOOTP clients alone (87), the server has a relationship at all (2), scopes are free (20113),
 * the relationship exists (20115) and is in NORMAL (20120). A scope that is named twice counts once. The
 * partner gets binding updates of the leases of a scope as soon as both halves have it; its free addresses get
 * their pool sides with the next rebalance. (MS-DHCPM 3.2.4.95)
 *
 * @param[in] ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in] pRelationship    RelationshipName and pScopes; nothing else is looked at.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, ERROR_DHCP_FO_MAX_ADD_SCOPES,
 *         ERROR_DHCP_SUBNET_NOT_PRESENT, ERROR_FILE_NOT_FOUND,
 *         ERROR_DHCP_FO_SCOPE_ALREADY_IN_RELATIONSHIP, ERROR_DHCP_FO_RELATIONSHIP_DOES_NOT_EXIST,
 *         ERROR_DHCP_FO_STATE_NOT_NORMAL, RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION DhcpV4FailoverAddScopeToRelationship(LPCWSTR ServerIpAddress,
                                                             const struct DHCP_FAILOVER_RELATIONSHIP *pRelationship);

/**
 * Removes scopes from this server's half of a failover relationship, in any state but while it takes its
 * partner's data in. All of them are removed, or none. A relationship that loses its last scope stays, and the
 * free addresses of a removed scope are this server's alone.
 *
 * Checks are made in this order: the structure (87), scopes exist (20005), no scope is for BOOTP clients alone
 * (87), the server has a relationship at all (2), the relationship exists (20115), it has all the scopes
 * (20116), it is not being synchronized (20133). (MS-DHCPM 3.2.4.96)
 *
 * @param[in] ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in] pRelationship    RelationshipName and pScopes; nothing else is looked at.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, ERROR_DHCP_SUBNET_NOT_PRESENT, ERROR_FILE_NOT_FOUND,
 *         ERROR_DHCP_FO_RELATIONSHIP_DOES_NOT_EXIST, ERROR_DHCP_FO_SCOPE_NOT_IN_RELATIONSHIP,
 *         ERROR_DHCP_FO_SCOPE_SYNC_IN_PROGRESS, RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION DhcpV4FailoverDeleteScopeFromRelationship(LPCWSTR ServerIpAddress,
                                                                  const struct DHCP_FAILOVER_RELATIONSHIP *pRelationship);

/**
 * Reads the failover relationship that a scope is in. (MS-DHCPM 3.2.4.97)
 *
 * @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in]  ScopeId          subnet address of the scope; not 0.
 * @param[out] pRelationship    the relationship, NULL on failure; see DhcpV4FailoverGetRelationship for its
 *                              blocks.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, ERROR_DHCP_FO_SCOPE_NOT_IN_RELATIONSHIP (also for a scope
 *         that does not exist), ERROR_NOT_ENOUGH_MEMORY, RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION DhcpV4FailoverGetScopeRelationship(LPCWSTR ServerIpAddress,
                                                           DHCP_IP_ADDRESS ScopeId,
                                                           LPDHCP_FAILOVER_RELATIONSHIP *pRelationship);

/**
 * Reads how many addresses of a failover scope each partner has, seen from the server that is asked. The
 * partner's answer is the same with This and Partner exchanged.
 *
 * NumAddr = AddrFree + AddrInUse and AddrFree = ThisAddrFree + PartnerAddrFree. A reserved address that no
 * client has asked for is in AddrInUse, but in neither server's share of it. (MS-DHCPM 3.2.4.98; a scope
 * without relationship is 20116, as real servers answer, where the document has 2.)
 *
 * @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in]  ScopeId          subnet address of the scope; not 0.
 * @param[out] pStats           the statistics, one block to release with DhcpRpcFreeMemory; NULL on failure.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, ERROR_DHCP_FO_SCOPE_NOT_IN_RELATIONSHIP,
 *         ERROR_NOT_ENOUGH_MEMORY, RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION DhcpV4FailoverGetScopeStatistics(LPCWSTR ServerIpAddress,
                                                         DHCP_IP_ADDRESS ScopeId,
                                                         LPDHCP_FAILOVER_STATISTICS *pStats);

/**
 * Finds a lease record by its address, its client or its client's name, with the times that the failover
 * protocol keeps for it. All scopes are searched, in a relationship or not; of several records with one name,
 * that of the lowest address is returned. (MS-DHCPM 3.2.4.99)
 *
 * @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in]  SearchInfo       what to look for. A client is given as its unique id (subnet, least significant
 *                              byte first, then 01, then the identifier); names are compared in any case.
 * @param[out] ClientInfo       the record, NULL on failure. The structure, each string in it and
 *                              ClientHardwareAddress.Data are blocks of their own, each released with
 *                              DhcpRpcFreeMemory.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, ERROR_DHCP_JET_ERROR (there is no such record),
 *         ERROR_NOT_ENOUGH_MEMORY, RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION DhcpV4FailoverGetClientInfo(LPCWSTR ServerIpAddress,
                                                    const struct DHCP_SEARCH_INFO *SearchInfo,
                                                    LPDHCPV4_FAILOVER_CLIENT_INFO *ClientInfo);

/**
 * Reads the clock of a server, and how much the clocks of two partners may differ. (MS-DHCPM 3.2.4.100)
 *
 * @param[in]  ServerIpAddress        the server; NULL or "" is the local one.
 * @param[out] pTime                  seconds since 1970-01-01T00:00:00Z.
 * @param[out] pMaxAllowedDeltaTime   seconds; 60.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION DhcpV4FailoverGetSystemTime(LPCWSTR ServerIpAddress,
                                                    LPDWORD pTime,
                                                    LPDWORD pMaxAllowedDeltaTime);

/**
 * Reads which server of a relationship may lease an address. Both partners give the same answer.
 *
 * An address outside the range of its scope counts as excluded; a leased address belongs to the server whose
 * free address it was. (MS-DHCPM 3.2.4.126)
 *
 * @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in]  SubnetAddress    the address in question (a client's address, in spite of the name).
 * @param[out] pStatus          0 the primary, 1 the secondary, 2 nobody (excluded), 3 reserved for one client.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER (also if no scope contains the address),
 *         ERROR_DHCP_FO_SCOPE_NOT_IN_RELATIONSHIP, RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION DhcpV4FailoverGetAddressStatus(LPCWSTR ServerIpAddress,
                                                       DHCP_IP_ADDRESS SubnetAddress,
                                                       LPDWORD pStatus);

/**
 * Rebalances the free addresses of a relationship between the two servers now, scope by scope, by the
 * primary's mode and percentage. As few addresses as possible change hands: the secondary gets the highest
 * ones first, and gives the lowest ones back first. Leases and reservations stay as they are.
 *
 * In load balance the primary gets its percentage, in hot standby the secondary its reserve; the secondary's
 * part is rounded down. Nothing moves, and the answer is 0, where both servers have their part already, where
 * one of them is not in NORMAL, and where there is no contact. (MS-DHCPM 3.2.4.101)
 *
 * @param[in] ServerIpAddress  the server; NULL or "" is the local one. It must be the primary.
 * @param[in] pFailRelName     the name of the relationship, in any case.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, ERROR_DHCP_FO_RELATIONSHIP_DOES_NOT_EXIST,
 *         ERROR_DHCP_FO_RELATION_IS_SECONDARY, RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION DhcpV4FailoverTriggerAddrAllocation(LPCWSTR ServerIpAddress, LPCWSTR pFailRelName);

/**
 * Puts a DHCP server into the list of servers; from then on it can be named in every other call. It is a new
 * server with nothing on it, unless its address is that of a server which was in the list before: that one
 * comes back as it was. The local server can be listed like any other, with its address or with 127.0.0.1; other
 * loopback addresses are servers of their own.
 *
 * On Windows the list is kept in Active Directory; here it belongs to this library.
 *
 * @param[in] Flags         ignored; pass 0.
 * @param[in] IdInfo        ignored; pass NULL.
 * @param[in] NewServer     the server: ServerName and ServerAddress; nothing else is looked at.
 * @param[in] CallbackFn    ignored; pass NULL.
 * @param[in] CallbackData  ignored; pass NULL.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER (no name, one that is another address than ServerAddress, address 0 or
 *         255.255.255.255, the name localhost for another server than the local one),
 *         ERROR_DDS_SERVER_ALREADY_EXISTS (the name, the address or the server is in the list).
 */
DWORD DHCP_API_FUNCTION DhcpAddServer(DWORD Flags,
                                      void *IdInfo,
                                      const struct DHCPDS_SERVER *NewServer,
                                      void *CallbackFn,
                                      void *CallbackData);

/**
 * Takes a DHCP server out of the list of servers. Calls that name it answer RPC_S_SERVER_UNAVAILABLE from then
 * on; its data is kept for the time when it is added again.
 *
 * @param[in] Flags         ignored; pass 0.
 * @param[in] IdInfo        ignored; pass NULL.
 * @param[in] NewServer     the server: ServerName and ServerAddress, both as they are in the list.
 * @param[in] CallbackFn    ignored; pass NULL.
 * @param[in] CallbackData  ignored; pass NULL.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, ERROR_DDS_SERVER_DOES_NOT_EXIST (no server of this name is in
 *         the list), ERROR_DDS_SERVER_ADDRESS_MISMATCH (it has another address there).
 */
DWORD DHCP_API_FUNCTION DhcpDeleteServer(DWORD Flags,
                                         void *IdInfo,
                                         const struct DHCPDS_SERVER *NewServer,
                                         void *CallbackFn,
                                         void *CallbackData);

/**
 * Reads the list of servers, in the order in which they were added.
 *
 * @param[in]  Flags         ignored; pass 0.
 * @param[in]  IdInfo        ignored; pass NULL.
 * @param[out] Servers       the list, NULL on failure. The list, its one array of structures and each name are
 *                           blocks of their own, each released with DhcpRpcFreeMemory. An empty list has no
 *                           array.
 * @param[in]  CallbackFn    ignored; pass NULL.
 * @param[in]  CallbackData  ignored; pass NULL.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, ERROR_NOT_ENOUGH_MEMORY.
 */
DWORD DHCP_API_FUNCTION DhcpEnumServers(DWORD Flags,
                                        void *IdInfo,
                                        LPDHCPDS_SERVERS *Servers,
                                        void *CallbackFn,
                                        void *CallbackData);

/**
 * Prepares the use of the list of servers. There is nothing to prepare here; programs call it before
 * DhcpAddServer, DhcpDeleteServer and DhcpEnumServers, and need not.
 *
 * @return ERROR_SUCCESS.
 */
DWORD DHCP_API_FUNCTION DhcpDsInit(void);

/** Ends the use of the list of servers. The list stays. */
VOID DHCP_API_FUNCTION DhcpDsCleanup(void);

/**
 * Creates the groups "DHCP Users" and "DHCP Administrators" on a server. A server of this library has no groups and lets
 * everybody do everything, so that there is nothing to do. No document describes the function.
 *
 * @param[in] pServer  the server; NULL or "" is the local one.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION DhcpAddSecurityGroup(LPCWSTR pServer);

/**
 * Clears what the directory keeps of this host. The list of servers is all that there is of a directory here, and it keeps
 * nothing of hosts, so that there is nothing to do. No document declares the parameters; a function without any is a guess.
 *
 * @return ERROR_SUCCESS.
 */
DWORD DHCP_API_FUNCTION DhcpDsClearHostServerEntries(void);

/**
 * Reads the version of a server: 10.0, that of Windows Server 2016 and later. (MS-DHCPM 3.1.4.29)
 *
 * @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
 * @param[out] MajorVersion     10.
 * @param[out] MinorVersion     0.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION DhcpGetVersion(LPCWSTR ServerIpAddress, LPDWORD MajorVersion, LPDWORD MinorVersion);

/**
 * Creates a scope. It has no range, exclusion, reservation or lease yet. (MS-DHCPM 3.1.4.1)
 *
 * @param[in] ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in] SubnetAddress    the subnet address; not 0, and without bits outside the mask.
 * @param[in] SubnetInfo       the same address, the mask (a run of ones), the name and the comment (each may be
 *                             NULL), and the state: enabled or disabled, switched or not. PrimaryHost is not
 *                             looked at.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, ERROR_DHCP_SUBNET_EXISTS (20052: it shares addresses with
 *         another scope), RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION DhcpCreateSubnet(LPCWSTR ServerIpAddress,
                                         DHCP_IP_ADDRESS SubnetAddress,
                                         const struct DHCP_SUBNET_INFO *SubnetInfo);

/**
 * Creates a scope, like DhcpCreateSubnet. The quarantine fields are not looked at: there is no Network Access
 * Protection since Windows Server 2016. (MS-DHCPM 3.1.4.49)
 *
 * @param[in] ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in] SubnetAddress    the subnet address.
 * @param[in] SubnetInfo       the description of the scope.
 * @return as DhcpCreateSubnet.
 */
DWORD DHCP_API_FUNCTION DhcpCreateSubnetVQ(LPCWSTR ServerIpAddress,
                                           DHCP_IP_ADDRESS SubnetAddress,
                                           const struct DHCP_SUBNET_INFO_VQ *SubnetInfo);

/**
 * Describes a scope anew: name, comment and state are replaced, NULL meaning that there is none. The mask stays
 * as it is; another one is refused. (MS-DHCPM 3.1.4.2)
 *
 * @param[in] ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in] SubnetAddress    the scope.
 * @param[in] SubnetInfo       its new description, with the same address. PrimaryHost is not looked at.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, ERROR_DHCP_SUBNET_NOT_PRESENT, RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION DhcpSetSubnetInfo(LPCWSTR ServerIpAddress,
                                          DHCP_IP_ADDRESS SubnetAddress,
                                          const struct DHCP_SUBNET_INFO *SubnetInfo);

/**
 * Describes a scope anew, like DhcpSetSubnetInfo. The quarantine fields are not looked at. (MS-DHCPM 3.1.4.51)
 *
 * @param[in] ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in] SubnetAddress    the scope.
 * @param[in] SubnetInfo       its new description.
 * @return as DhcpSetSubnetInfo.
 */
DWORD DHCP_API_FUNCTION DhcpSetSubnetInfoVQ(LPCWSTR ServerIpAddress,
                                            DHCP_IP_ADDRESS SubnetAddress,
                                            const struct DHCP_SUBNET_INFO_VQ *SubnetInfo);

/**
 * Reads the description of a scope. (MS-DHCPM 3.1.4.3)
 *
 * @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in]  SubnetAddress    the scope.
 * @param[out] SubnetInfo       its description, NULL on failure. The structure, SubnetName and SubnetComment are
 *                              blocks of their own, each released with DhcpRpcFreeMemory. PrimaryHost is
 *                              127.0.0.1 with its bytes exchanged (0x0100007F), as real servers return it, and
 *                              has no names.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, ERROR_DHCP_SUBNET_NOT_PRESENT, ERROR_NOT_ENOUGH_MEMORY,
 *         RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION DhcpGetSubnetInfo(LPCWSTR ServerIpAddress,
                                          DHCP_IP_ADDRESS SubnetAddress,
                                          LPDHCP_SUBNET_INFO *SubnetInfo);

/**
 * Reads the description of a scope, like DhcpGetSubnetInfo. The quarantine and reserved fields are 0.
 * (MS-DHCPM 3.1.4.50)
 *
 * @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in]  SubnetAddress    the scope.
 * @param[out] SubnetInfo       its description, with the blocks of DhcpGetSubnetInfo.
 * @return as DhcpGetSubnetInfo.
 */
DWORD DHCP_API_FUNCTION DhcpGetSubnetInfoVQ(LPCWSTR ServerIpAddress,
                                            DHCP_IP_ADDRESS SubnetAddress,
                                            LPDHCP_SUBNET_INFO_VQ *SubnetInfo);

/**
 * Reads the addresses of the scopes of a server, lowest first.
 *
 * Unlike other enumerations this one counts scopes, not bytes, and answers ERROR_SUCCESS although more remain:
 * call again with what *ResumeHandle was set to until the answer is ERROR_NO_MORE_ITEMS. (MS-DHCPM 3.1.4.4)
 *
 * @param[in]     ServerIpAddress   the server; NULL or "" is the local one.
 * @param[in,out] ResumeHandle      where to go on: 0, then the index of the next scope.
 * @param[in]     PreferredMaximum  scopes to return at most; 0xFFFFFFFF is all.
 * @param[out]    EnumInfo          the addresses, NULL if there is none. The array header and its elements are
 *                                  two blocks, each released with DhcpRpcFreeMemory.
 * @param[out]    ElementsRead      how many were returned.
 * @param[out]    ElementsTotal     how many there are from the incoming handle to the end.
 * @return ERROR_SUCCESS, ERROR_NO_MORE_ITEMS (none, none left, or none asked for), ERROR_INVALID_PARAMETER,
 *         ERROR_NOT_ENOUGH_MEMORY, RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION DhcpEnumSubnets(LPCWSTR ServerIpAddress,
                                        LPDHCP_RESUME_HANDLE ResumeHandle,
                                        DWORD PreferredMaximum,
                                        LPDHCP_IP_ARRAY *EnumInfo,
                                        LPDWORD ElementsRead,
                                        LPDWORD ElementsTotal);

/**
 * Deletes a scope with all its elements and leases. A scope of a failover relationship has to leave it first.
 * The DNS records of its clients, which a Windows server removes too, are not touched. (MS-DHCPM 3.1.4.8)
 *
 * @param[in] ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in] SubnetAddress    the scope.
 * @param[in] ForceFlag        DhcpNoForce (1) refuses if a client holds a lease (a reservation that no client has
 *                             asked for is none); DhcpFullForce (0) and DhcpFailoverForce (2) do not.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, ERROR_DHCP_SUBNET_NOT_PRESENT,
 *         ERROR_DHCP_FO_SCOPE_ALREADY_IN_RELATIONSHIP (20113), ERROR_DHCP_ELEMENT_CANT_REMOVE,
 *         RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION DhcpDeleteSubnet(LPCWSTR ServerIpAddress,
                                         DHCP_IP_ADDRESS SubnetAddress,
                                         enum DHCP_FORCE_FLAG ForceFlag);

/**
 * Puts a scope into a superscope, or takes it out of the one that it is in. A superscope is made with its first scope, and
 * is gone with its last one. A client in a scope of it that has no address left is served from the others.
 * (MS-DHCPM 3.1.4.37)
 *
 * @param[in] ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in] SubnetAddress    the scope.
 * @param[in] SuperScopeName   the name of the superscope, in any case, of 1 to 256 characters; NULL takes the scope out,
 *                             which succeeds also where it is in none.
 * @param[in] ChangeExisting   TRUE if the scope may leave the superscope that it is in for this one.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, ERROR_DHCP_SUBNET_NOT_PRESENT, ERROR_DHCP_SUBNET_EXITS (20004: the
 *         scope is in a superscope, be it this one, and ChangeExisting is FALSE),
 *         ERROR_DHCP_SUPER_SCOPE_NAME_TOO_LONG (20030), RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION DhcpSetSuperScopeV4(LPCWSTR ServerIpAddress,
                                            DHCP_IP_ADDRESS SubnetAddress,
                                            LPCWSTR SuperScopeName,
                                            BOOL ChangeExisting);

/**
 * Deletes a superscope; its scopes stay, and are in none then. (MS-DHCPM 3.1.4.39)
 *
 * @param[in] ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in] SuperScopeName   the name of the superscope, in any case.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, ERROR_DHCP_SUBNET_NOT_PRESENT (20005: there is no such superscope),
 *         RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION DhcpDeleteSuperScopeV4(LPCWSTR ServerIpAddress,
                                               LPCWSTR SuperScopeName);

/**
 * Reads all scopes of a server with their superscopes, the lowest address first. A scope that is in none has number and
 * next scope 0, and no name. (MS-DHCPM 3.1.4.38)
 *
 * @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
 * @param[out] SuperScopeTable  the table, NULL on failure. A server without scopes has one without entries. The table, the
 *                              one array of entries and each SuperScopeName are blocks of their own, each released
 *                              with DhcpRpcFreeMemory.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, ERROR_NOT_ENOUGH_MEMORY, RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION DhcpGetSuperScopeInfoV4(LPCWSTR ServerIpAddress,
                                                LPDHCP_SUPER_SCOPE_TABLE *SuperScopeTable);

/**
 * Sets for how long a server delays its offers of the addresses of a scope: of several servers that may answer a new
 * client, and of which none is the other's failover partner, the one with the smaller delay answers first.
 * (MS-DHCPM 3.2.4.80)
 *
 * @param[in] ServerIpAddress          the server; NULL or "" is the local one.
 * @param[in] SubnetAddress            the scope.
 * @param[in] TimeDelayInMilliseconds  the delay, DHCP_MIN_DELAY (0) to DHCP_MAX_DELAY (1000) milliseconds.
 * @return ERROR_SUCCESS, ERROR_DHCP_INVALID_DELAY (20092), ERROR_INVALID_PARAMETER, ERROR_DHCP_SUBNET_NOT_PRESENT,
 *         RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION DhcpSetSubnetDelayOffer(LPCWSTR ServerIpAddress,
                                                DHCP_IP_ADDRESS SubnetAddress,
                                                USHORT TimeDelayInMilliseconds);

/**
 * Reads for how long a server delays its offers of the addresses of a scope; 0 for a new one. (MS-DHCPM 3.2.4.81)
 *
 * @param[in]  ServerIpAddress          the server; NULL or "" is the local one.
 * @param[in]  SubnetAddress            the scope.
 * @param[out] TimeDelayInMilliseconds  the delay in milliseconds, DHCP_MIN_DELAY to DHCP_MAX_DELAY; 0 on failure.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, ERROR_DHCP_SUBNET_NOT_PRESENT, RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION DhcpGetSubnetDelayOffer(LPCWSTR ServerIpAddress,
                                                DHCP_IP_ADDRESS SubnetAddress,
                                                USHORT *TimeDelayInMilliseconds);

/**
 * Adds a range, an exclusion or a reservation to a scope. (MS-DHCPM 3.1.4.5)
 *
 * * A range: a scope has one, of at most 2^24 addresses (a /8). Another range that contains the present one, or is contained in it, takes its
 *   place; addresses that are new are free. The kind of range (DHCP, BOOTP, both) is not kept by this generation
 *   of the call, but a failover scope refuses the BOOTP kinds.
 * * An exclusion: addresses of the subnet that are not leased; it shares none with another exclusion.
 * * A reservation: an address of the range, kept for one client. The client gets a lease record that never was
 *   used: its OwnerHost is 255.255.255.255, the end of its lease 0.
 *
 * @param[in] ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in] SubnetAddress    the scope.
 * @param[in] AddElementInfo   the element. A reservation is for DHCP and BOOTP clients; its client is given as
 *                             the identifier (1 to 255 bytes), or as the unique id in this subnet.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, ERROR_DHCP_SUBNET_NOT_PRESENT, ERROR_CALL_NOT_IMPLEMENTED
 *         (secondary hosts), ERROR_DHCP_INVALID_RANGE (20023: it ends before it starts, leaves the subnet, is too
 *         large, or overlaps another), ERROR_DHCP_IPRANGE_EXITS (20021: the scope has this range),
 *         ERROR_DHCP_FO_IPRANGE_TYPE_CONV_ILLEGAL (20129), ERROR_DHCP_IPRANGE_CONV_ILLEGAL (20049: BOOTP clients
 *         hold leases), ERROR_DHCP_NOT_RESERVED_CLIENT (20018: the address is outside the range),
 *         ERROR_DHCP_RESERVEDIP_EXITS (20022: the address or the client is reserved, or another client holds the
 *         address), RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION DhcpAddSubnetElement(LPCWSTR ServerIpAddress,
                                             DHCP_IP_ADDRESS SubnetAddress,
                                             const struct DHCP_SUBNET_ELEMENT_DATA *AddElementInfo);

/**
 * Adds a range, an exclusion or a reservation to a scope, like DhcpAddSubnetElement. (MS-DHCPM 3.1.4.30)
 *
 * @param[in] ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in] SubnetAddress    the scope.
 * @param[in] AddElementInfo   the element. A reservation says for which clients it is: CLIENT_TYPE_DHCP,
 *                             CLIENT_TYPE_BOOTP or CLIENT_TYPE_BOTH.
 * @return as DhcpAddSubnetElement.
 */
DWORD DHCP_API_FUNCTION DhcpAddSubnetElementV4(LPCWSTR ServerIpAddress,
                                               DHCP_IP_ADDRESS SubnetAddress,
                                               const struct DHCP_SUBNET_ELEMENT_DATA_V4 *AddElementInfo);

/**
 * Adds a range, an exclusion or a reservation to a scope, like DhcpAddSubnetElementV4. (MS-DHCPM 3.2.4.38)
 *
 * This generation keeps the kind of a range, and how many BOOTP clients a range for both kinds may serve. Adding
 * the present range again changes its kind: to a range for DHCP clients (DhcpIpRanges, DhcpIpRangesDhcpOnly) if
 * there is no BOOTP client, to one for BOOTP clients if there is no DHCP client.
 *
 * @param[in] ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in] SubnetAddress    the scope.
 * @param[in] AddElementInfo   the element. BootpAllocated of a range is not looked at.
 * @return as DhcpAddSubnetElement, but not ERROR_DHCP_IPRANGE_EXITS.
 */
DWORD DHCP_API_FUNCTION DhcpAddSubnetElementV5(LPCWSTR ServerIpAddress,
                                               DHCP_IP_ADDRESS SubnetAddress,
                                               const struct DHCP_SUBNET_ELEMENT_DATA_V5 *AddElementInfo);

/**
 * Reads the ranges, exclusions or reservations of a scope, lowest address first, as many as fit into a number of
 * bytes. (MS-DHCPM 3.1.4.6)
 *
 * @param[in]     ServerIpAddress   the server; NULL or "" is the local one.
 * @param[in]     SubnetAddress     the scope.
 * @param[in]     EnumElementType   DhcpIpRanges, DhcpReservedIps or DhcpExcludedIpRanges.
 * @param[in,out] ResumeHandle      where to go on: 0, then the index of the next element.
 * @param[in]     PreferredMaximum  bytes to return at most, but at least one element; 0xFFFFFFFF is all. 0 reads
 *                                  nothing: ERROR_MORE_DATA and ElementsTotal if there are reservations or
 *                                  exclusions, else ERROR_NO_MORE_ITEMS.
 * @param[out]    EnumElementInfo   the elements, NULL if there is none. The array header, the one array of
 *                                  structures, each element in it, and the two blocks of a reservation's client
 *                                  are released one by one with DhcpRpcFreeMemory. The client is its identifier.
 * @param[out]    ElementsRead      how many were returned.
 * @param[out]    ElementsTotal     how many there are from the incoming handle to the end.
 * @return ERROR_SUCCESS (the rest fitted), ERROR_MORE_DATA, ERROR_NO_MORE_ITEMS, ERROR_INVALID_PARAMETER,
 *         ERROR_NOT_SUPPORTED (secondary hosts), ERROR_DHCP_SUBNET_NOT_PRESENT, ERROR_NOT_ENOUGH_MEMORY,
 *         RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION DhcpEnumSubnetElements(LPCWSTR ServerIpAddress,
                                               DHCP_IP_ADDRESS SubnetAddress,
                                               enum DHCP_SUBNET_ELEMENT_TYPE EnumElementType,
                                               LPDHCP_RESUME_HANDLE ResumeHandle,
                                               DWORD PreferredMaximum,
                                               LPDHCP_SUBNET_ELEMENT_INFO_ARRAY *EnumElementInfo,
                                               LPDWORD ElementsRead,
                                               LPDWORD ElementsTotal);

/**
 * Reads the ranges, exclusions or reservations of a scope, like DhcpEnumSubnetElements. (MS-DHCPM 3.1.4.31)
 *
 * @param[in]     ServerIpAddress   the server; NULL or "" is the local one.
 * @param[in]     SubnetAddress     the scope.
 * @param[in]     EnumElementType   DhcpIpRanges, DhcpReservedIps or DhcpExcludedIpRanges.
 * @param[in,out] ResumeHandle      where to go on: 0, then the index of the next element.
 * @param[in]     PreferredMaximum  bytes to return at most.
 * @param[out]    EnumElementInfo   the elements. The client of a reservation is its unique id: subnet, least
 *                                  significant byte first, 01, identifier.
 * @param[out]    ElementsRead      how many were returned.
 * @param[out]    ElementsTotal     how many there are from the incoming handle to the end.
 * @return as DhcpEnumSubnetElements.
 */
DWORD DHCP_API_FUNCTION DhcpEnumSubnetElementsV4(LPCWSTR ServerIpAddress,
                                                 DHCP_IP_ADDRESS SubnetAddress,
                                                 enum DHCP_SUBNET_ELEMENT_TYPE EnumElementType,
                                                 LPDHCP_RESUME_HANDLE ResumeHandle,
                                                 DWORD PreferredMaximum,
                                                 LPDHCP_SUBNET_ELEMENT_INFO_ARRAY_V4 *EnumElementInfo,
                                                 LPDWORD ElementsRead,
                                                 LPDWORD ElementsTotal);

/**
 * Reads the ranges, exclusions or reservations of a scope, like DhcpEnumSubnetElementsV4. Each range says of what
 * kind it is. (MS-DHCPM 3.2.4.39)
 *
 * @param[in]     ServerIpAddress   the server; NULL or "" is the local one.
 * @param[in]     SubnetAddress     the scope.
 * @param[in]     EnumElementType   DhcpIpRanges or DhcpIpRangesDhcpBootp (both mean ranges of every kind),
 *                                  DhcpReservedIps or DhcpExcludedIpRanges.
 * @param[in,out] ResumeHandle      where to go on: 0, then the index of the next element.
 * @param[in]     PreferredMaximum  bytes to return at most.
 * @param[out]    EnumElementInfo   the elements.
 * @param[out]    ElementsRead      how many were returned.
 * @param[out]    ElementsTotal     how many there are from the incoming handle to the end.
 * @return as DhcpEnumSubnetElements.
 */
DWORD DHCP_API_FUNCTION DhcpEnumSubnetElementsV5(LPCWSTR ServerIpAddress,
                                                 DHCP_IP_ADDRESS SubnetAddress,
                                                 enum DHCP_SUBNET_ELEMENT_TYPE EnumElementType,
                                                 LPDHCP_RESUME_HANDLE ResumeHandle,
                                                 DWORD PreferredMaximum,
                                                 LPDHCP_SUBNET_ELEMENT_INFO_ARRAY_V5 *EnumElementInfo,
                                                 LPDWORD ElementsRead,
                                                 LPDWORD ElementsTotal);

/**
 * Removes a range, an exclusion or a reservation from a scope. (MS-DHCPM 3.1.4.7)
 *
 * * A range is given with its start and end. Without force it is kept while any lease record has an address of
 *   it; with force these records are deleted, but not those of reserved addresses.
 * * An exclusion is given with its start and end.
 * * A reservation is given with its address and client. Its lease record goes with it if no client has used it,
 *   and becomes an ordinary lease of 8 days if one has. Where the address is not reserved, its lease record is
 *   deleted instead.
 *
 * @param[in] ServerIpAddress    the server; NULL or "" is the local one.
 * @param[in] SubnetAddress      the scope.
 * @param[in] RemoveElementInfo  the element.
 * @param[in] ForceFlag          DhcpNoForce, DhcpFullForce or DhcpFailoverForce (the same as DhcpFullForce).
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER (also if no exclusion has this start and end),
 *         ERROR_DHCP_SUBNET_NOT_PRESENT, ERROR_CALL_NOT_IMPLEMENTED (secondary hosts), ERROR_DHCP_INVALID_RANGE
 *         (20023: the scope has no such range), ERROR_DHCP_FO_RANGE_PART_OF_REL (20132: the range of a failover
 *         scope), ERROR_DHCP_ELEMENT_CANT_REMOVE (20007: the range is in use, or no exclusion contains the
 *         start), ERROR_DHCP_RESERVED_CLIENT (20019: the address is reserved for another client),
 *         ERROR_DHCP_JET_ERROR (20013: neither a reservation nor a lease), RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION DhcpRemoveSubnetElement(LPCWSTR ServerIpAddress,
                                                DHCP_IP_ADDRESS SubnetAddress,
                                                const struct DHCP_SUBNET_ELEMENT_DATA *RemoveElementInfo,
                                                enum DHCP_FORCE_FLAG ForceFlag);

/**
 * Removes a range, an exclusion or a reservation from a scope, like DhcpRemoveSubnetElement. (MS-DHCPM 3.1.4.32)
 *
 * @param[in] ServerIpAddress    the server; NULL or "" is the local one.
 * @param[in] SubnetAddress      the scope.
 * @param[in] RemoveElementInfo  the element.
 * @param[in] ForceFlag          DhcpNoForce, DhcpFullForce or DhcpFailoverForce.
 * @return as DhcpRemoveSubnetElement.
 */
DWORD DHCP_API_FUNCTION DhcpRemoveSubnetElementV4(LPCWSTR ServerIpAddress,
                                                  DHCP_IP_ADDRESS SubnetAddress,
                                                  const struct DHCP_SUBNET_ELEMENT_DATA_V4 *RemoveElementInfo,
                                                  enum DHCP_FORCE_FLAG ForceFlag);

/**
 * Removes a range, an exclusion or a reservation from a scope, like DhcpRemoveSubnetElement. Of a range only start
 * and end are looked at. (MS-DHCPM 3.2.4.40)
 *
 * @param[in] ServerIpAddress    the server; NULL or "" is the local one.
 * @param[in] SubnetAddress      the scope.
 * @param[in] RemoveElementInfo  the element.
 * @param[in] ForceFlag          DhcpNoForce, DhcpFullForce or DhcpFailoverForce.
 * @return as DhcpRemoveSubnetElement.
 */
DWORD DHCP_API_FUNCTION DhcpRemoveSubnetElementV5(LPCWSTR ServerIpAddress,
                                                  DHCP_IP_ADDRESS SubnetAddress,
                                                  const struct DHCP_SUBNET_ELEMENT_DATA_V5 *RemoveElementInfo,
                                                  enum DHCP_FORCE_FLAG ForceFlag);

/**
 * Reads the reservations of a scope with the names of their clients, lowest address first, as many as fit into a
 * number of bytes. (MS-DHCPM 3.2.4.120)
 *
 * @param[in]     ServerIpAddress   the server; NULL or "" is the local one.
 * @param[in]     SubnetAddress     the scope; not 0.
 * @param[in,out] ResumeHandle      where to go on: 0, then the index of the next reservation.
 * @param[in]     PreferredMaximum  bytes to return at most, but at least one reservation; 0xFFFFFFFF is all.
 *                                  0 reads nothing: ERROR_MORE_DATA and ElementsTotal, if there are any.
 * @param[out]    EnumElementInfo   the reservations, NULL if there is none. The array header, the table of
 *                                  pointers, each structure, its strings and ReservedForClient.Data are blocks of
 *                                  their own, each released with DhcpRpcFreeMemory. The client is its identifier.
 * @param[out]    ElementsRead      how many were returned.
 * @param[out]    ElementsTotal     how many there are from the incoming handle to the end.
 * @return ERROR_SUCCESS (the rest fitted), ERROR_MORE_DATA, ERROR_NO_MORE_ITEMS, ERROR_INVALID_PARAMETER,
 *         ERROR_DHCP_SUBNET_NOT_PRESENT, ERROR_NOT_ENOUGH_MEMORY, RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION DhcpV4EnumSubnetReservations(LPCWSTR ServerIpAddress,
                                                     DHCP_IP_ADDRESS SubnetAddress,
                                                     LPDHCP_RESUME_HANDLE ResumeHandle,
                                                     DWORD PreferredMaximum,
                                                     LPDHCP_RESERVATION_INFO_ARRAY *EnumElementInfo,
                                                     LPDWORD ElementsRead,
                                                     LPDWORD ElementsTotal);

/**
 * Makes a lease record. The address must be in the range of a scope; neither it nor the client may have a record
 * there. The record is active, of no kind of client (CLIENT_TYPE_NONE) and granted by the server that is asked. While
 * the scope's relationship is in NORMAL the partner gets the record too. (MS-DHCPM 3.1.4.17)
 *
 * @param[in] ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in] ClientInfo       ClientIpAddress, ClientHardwareAddress (the client's identifier of 1 to 255 bytes),
 *                             ClientName and ClientComment (each may be NULL), ClientLeaseExpires. Nothing else is
 *                             looked at.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER (also if no range has the address), ERROR_DHCP_JET_ERROR (20013:
 *         the address or the client has a record), RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION DhcpCreateClientInfo(LPCWSTR ServerIpAddress,
                                             const struct DHCP_CLIENT_INFO *ClientInfo);

/**
 * Makes a lease record, like DhcpCreateClientInfo. (MS-DHCPM 3.1.4.33)
 *
 * @param[in] ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in] ClientInfo       the record; bClientType is not looked at.
 * @return as DhcpCreateClientInfo.
 */
DWORD DHCP_API_FUNCTION DhcpCreateClientInfoV4(LPCWSTR ServerIpAddress,
                                               const struct DHCP_CLIENT_INFO_V4 *ClientInfo);

/**
 * Makes a lease record, like DhcpCreateClientInfo. (MS-DHCPM 3.1.4.45)
 *
 * @param[in] ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in] ClientInfo       the record; bClientType, AddressState and the quarantine fields are not looked at.
 * @return as DhcpCreateClientInfo.
 */
DWORD DHCP_API_FUNCTION DhcpCreateClientInfoVQ(LPCWSTR ServerIpAddress,
                                               const struct DHCP_CLIENT_INFO_VQ *ClientInfo);

/**
 * Makes a lease record of a kind and state that the caller says. The address need only be in the subnet of a scope;
 * neither it nor the client may have a record there. (MS-DHCPM 3.2.4.123)
 *
 * @param[in] ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in] ClientInfo       as for DhcpCreateClientInfo, and bClientType (CLIENT_TYPE_...), AddressState (active,
 *                             declined or doomed, not offered) and PolicyName (may be NULL). The quarantine fields,
 *                             FilterStatus and OwnerHost are not looked at.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, ERROR_DHCP_SUBNET_NOT_PRESENT (20005: no scope contains the
 *         address), ERROR_DHCP_CLIENT_EXISTS (20014: the address or the client has a record),
 *         RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION DhcpV4CreateClientInfo(LPCWSTR ServerIpAddress,
                                               const struct DHCP_CLIENT_INFO_PB *ClientInfo);

/**
 * Makes a lease record, like DhcpV4CreateClientInfo, with its extended address state. (MS-DHCPM 3.2.4.132)
 *
 * @param[in] ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in] ClientInfo       as for DhcpV4CreateClientInfo, and Properties: NULL, or
 *                             DhcpPropIdClientAddressStateEx, a DhcpPropTypeDword that is kept as it is.
 * @return as DhcpV4CreateClientInfo; ERROR_INVALID_PARAMETER also for any other property.
 */
DWORD DHCP_API_FUNCTION DhcpV4CreateClientInfoEx(LPCWSTR ServerIpAddress,
                                                 const struct DHCP_CLIENT_INFO_EX *ClientInfo);

/**
 * Changes the lease record of an address. The client, the end of the lease and the server that granted it are
 * replaced, and the record is active again; the end of the lease of a reserved address stays as it is. While the
 * scope's relationship is in NORMAL the partner gets the change too. (MS-DHCPM 3.1.4.18)
 *
 * @param[in] ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in] ClientInfo       ClientIpAddress names the record. ClientHardwareAddress is the client's identifier,
 *                             OwnerHost.IpAddress the server that granted the lease; a ClientName or ClientComment of
 *                             NULL leaves the old one. SubnetMask and OwnerHost's names are not looked at.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, ERROR_DHCP_JET_ERROR (20013: no such record, or the client has
 *         another), ERROR_DHCP_RESERVED_CLIENT (20019: the address is reserved for another client),
 *         RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION DhcpSetClientInfo(LPCWSTR ServerIpAddress,
                                          const struct DHCP_CLIENT_INFO *ClientInfo);

/**
 * Changes the lease record of an address, like DhcpSetClientInfo. (MS-DHCPM 3.1.4.34)
 *
 * @param[in] ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in] ClientInfo       the record; bClientType is not looked at.
 * @return as DhcpSetClientInfo.
 */
DWORD DHCP_API_FUNCTION DhcpSetClientInfoV4(LPCWSTR ServerIpAddress,
                                            const struct DHCP_CLIENT_INFO_V4 *ClientInfo);

/**
 * Changes the lease record of an address, like DhcpSetClientInfo. (MS-DHCPM 3.1.4.46)
 *
 * @param[in] ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in] ClientInfo       the record; bClientType, AddressState and the quarantine fields are not looked at.
 * @return as DhcpSetClientInfo.
 */
DWORD DHCP_API_FUNCTION DhcpSetClientInfoVQ(LPCWSTR ServerIpAddress,
                                            const struct DHCP_CLIENT_INFO_VQ *ClientInfo);

/**
 * Finds a lease record by its address, its client or its client's name. All scopes are searched; of several records
 * with one name, that of the lowest address is returned. (MS-DHCPM 3.1.4.19)
 *
 * @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in]  SearchInfo       what to look for. A client is given as its unique id (subnet, least significant byte
 *                              first, then 01, then the identifier), or, where one scope alone has a record of it, as
 *                              its identifier; names are compared in any case.
 * @param[out] ClientInfo       the record, NULL on failure. The structure, each string in it and
 *                              ClientHardwareAddress.Data are blocks of their own, each released with
 *                              DhcpRpcFreeMemory. ClientHardwareAddress is the identifier that the client sends;
 *                              OwnerHost has no HostName.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, ERROR_DHCP_JET_ERROR (20013: there is no such record),
 *         ERROR_NOT_ENOUGH_MEMORY, RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION DhcpGetClientInfo(LPCWSTR ServerIpAddress,
                                          const struct DHCP_SEARCH_INFO *SearchInfo,
                                          LPDHCP_CLIENT_INFO *ClientInfo);

/**
 * Finds a lease record, like DhcpGetClientInfo, with the kind of client. (MS-DHCPM 3.1.4.35)
 *
 * @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in]  SearchInfo       what to look for.
 * @param[out] ClientInfo       the record, with the blocks of DhcpGetClientInfo.
 * @return as DhcpGetClientInfo.
 */
DWORD DHCP_API_FUNCTION DhcpGetClientInfoV4(LPCWSTR ServerIpAddress,
                                            const struct DHCP_SEARCH_INFO *SearchInfo,
                                            LPDHCP_CLIENT_INFO_V4 *ClientInfo);

/**
 * Finds a lease record, like DhcpGetClientInfoV4, with the address state. There is no quarantine: NOQUARANTINE, 0 and
 * FALSE. (MS-DHCPM 3.1.4.47)
 *
 * @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in]  SearchInfo       what to look for.
 * @param[out] ClientInfo       the record, with the blocks of DhcpGetClientInfo.
 * @return as DhcpGetClientInfo.
 */
DWORD DHCP_API_FUNCTION DhcpGetClientInfoVQ(LPCWSTR ServerIpAddress,
                                            const struct DHCP_SEARCH_INFO *SearchInfo,
                                            LPDHCP_CLIENT_INFO_VQ *ClientInfo);

/**
 * Finds a lease record, like DhcpGetClientInfoVQ, with the policy that chose the address. There are no link-layer
 * filters yet: FilterStatus is FILTER_STATUS_NONE. (MS-DHCPM 3.2.4.124)
 *
 * @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in]  SearchInfo       what to look for.
 * @param[out] ClientInfo       the record, with the blocks of DhcpGetClientInfo and PolicyName.
 * @return as DhcpGetClientInfo, but ERROR_DHCP_INVALID_DHCP_CLIENT (20016) if there is no such record.
 */
DWORD DHCP_API_FUNCTION DhcpV4GetClientInfo(LPCWSTR ServerIpAddress,
                                            const struct DHCP_SEARCH_INFO *SearchInfo,
                                            LPDHCP_CLIENT_INFO_PB *ClientInfo);

/**
 * Finds a lease record, like DhcpV4GetClientInfo, with its extended address state. (MS-DHCPM 3.2.4.133)
 *
 * @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in]  SearchInfo       what to look for.
 * @param[out] ClientInfo       the record, with the blocks of DhcpV4GetClientInfo. Properties is NULL where no bit of the
 *                              extended address state is set, else a block, and its Elements another.
 * @return as DhcpV4GetClientInfo.
 */
DWORD DHCP_API_FUNCTION DhcpV4GetClientInfoEx(LPCWSTR ServerIpAddress,
                                              const struct DHCP_SEARCH_INFO *SearchInfo,
                                              LPDHCP_CLIENT_INFO_EX *ClientInfo);

/**
 * Lists the lease records of a scope, or of all scopes, lowest address first: also those whose lease is over and
 * those of reserved clients that have none. (MS-DHCPM 3.1.4.21)
 *
 * @param[in]     ServerIpAddress   the server; NULL or "" is the local one.
 * @param[in]     SubnetAddress     the scope; 0 for all scopes.
 * @param[in,out] ResumeHandle      where to go on: 0, then the address of the last record that was returned. It is 0
 *                                  again after the last page.
 * @param[in]     PreferredMaximum  the most bytes to return: less than 1024 is 1024, more than 65536 is 65536, but
 *                                  0xFFFFFFFF is all. At least one record is returned.
 * @param[out]    ClientInfo        the records, NULL on failure: the list, its array and each record, with the blocks
 *                                  of DhcpGetClientInfo, are blocks of their own, each released with
 *                                  DhcpRpcFreeMemory.
 * @param[out]    ClientsRead       how many are in ClientInfo.
 * @param[out]    ClientsTotal      0x7FFFFFFF while more remain, then as ClientsRead.
 * @return ERROR_SUCCESS, also with no record if the scope has none but another one has; ERROR_MORE_DATA (234: more
 *         remain), ERROR_NO_MORE_ITEMS (259: no scope has a record, or none is behind ResumeHandle),
 *         ERROR_DHCP_SUBNET_NOT_PRESENT (20005), ERROR_DHCP_JET_ERROR (20013: ResumeHandle is no address with a
 *         record), ERROR_INVALID_PARAMETER, ERROR_NOT_ENOUGH_MEMORY, RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION DhcpEnumSubnetClients(LPCWSTR ServerIpAddress,
                                              DHCP_IP_ADDRESS SubnetAddress,
                                              DHCP_RESUME_HANDLE *ResumeHandle,
                                              DWORD PreferredMaximum,
                                              LPDHCP_CLIENT_INFO_ARRAY *ClientInfo,
                                              LPDWORD ClientsRead,
                                              LPDWORD ClientsTotal);

/**
 * Lists lease records, like DhcpEnumSubnetClients, with the kind of client. (MS-DHCPM 3.1.4.36)
 *
 * @param[in]     ServerIpAddress   the server; NULL or "" is the local one.
 * @param[in]     SubnetAddress     the scope; 0 for all scopes.
 * @param[in,out] ResumeHandle      as for DhcpEnumSubnetClients.
 * @param[in]     PreferredMaximum  as for DhcpEnumSubnetClients.
 * @param[out]    ClientInfo        the records, in the blocks of DhcpEnumSubnetClients, each record with those of
 *                                  DhcpGetClientInfoV4.
 * @param[out]    ClientsRead       how many are in ClientInfo.
 * @param[out]    ClientsTotal      as for DhcpEnumSubnetClients.
 * @return as DhcpEnumSubnetClients.
 */
DWORD DHCP_API_FUNCTION DhcpEnumSubnetClientsV4(LPCWSTR ServerIpAddress,
                                                DHCP_IP_ADDRESS SubnetAddress,
                                                DHCP_RESUME_HANDLE *ResumeHandle,
                                                DWORD PreferredMaximum,
                                                LPDHCP_CLIENT_INFO_ARRAY_V4 *ClientInfo,
                                                LPDWORD ClientsRead,
                                                LPDWORD ClientsTotal);

/**
 * Lists lease records, like DhcpEnumSubnetClientsV4, with the address state. (MS-DHCPM 3.2.4.1)
 *
 * @param[in]     ServerIpAddress   the server; NULL or "" is the local one.
 * @param[in]     SubnetAddress     the scope; 0 for all scopes.
 * @param[in,out] ResumeHandle      as for DhcpEnumSubnetClients.
 * @param[in]     PreferredMaximum  as for DhcpEnumSubnetClients.
 * @param[out]    ClientInfo        the records, in the blocks of DhcpEnumSubnetClients, each record with those of
 *                                  DhcpGetClientInfoV4.
 * @param[out]    ClientsRead       how many are in ClientInfo.
 * @param[out]    ClientsTotal      as for DhcpEnumSubnetClients.
 * @return as DhcpEnumSubnetClients, but ERROR_NO_MORE_ITEMS (259) for a scope without records.
 */
DWORD DHCP_API_FUNCTION DhcpEnumSubnetClientsV5(LPCWSTR ServerIpAddress,
                                                DHCP_IP_ADDRESS SubnetAddress,
                                                DHCP_RESUME_HANDLE *ResumeHandle,
                                                DWORD PreferredMaximum,
                                                LPDHCP_CLIENT_INFO_ARRAY_V5 *ClientInfo,
                                                LPDWORD ClientsRead,
                                                LPDWORD ClientsTotal);

/**
 * Lists lease records, like DhcpEnumSubnetClientsV4, with the address state. There is no
 * quarantine. (MS-DHCPM 3.1.4.48)
 *
 * @param[in]     ServerIpAddress   the server; NULL or "" is the local one.
 * @param[in]     SubnetAddress     the scope; 0 for all scopes.
 * @param[in,out] ResumeHandle      as for DhcpEnumSubnetClients.
 * @param[in]     PreferredMaximum  as for DhcpEnumSubnetClients.
 * @param[out]    ClientInfo        the records, in the blocks of DhcpEnumSubnetClients, each record with those of
 *                                  DhcpGetClientInfoVQ.
 * @param[out]    ClientsRead       how many are in ClientInfo.
 * @param[out]    ClientsTotal      as for DhcpEnumSubnetClients.
 * @return as DhcpEnumSubnetClients.
 */
DWORD DHCP_API_FUNCTION DhcpEnumSubnetClientsVQ(LPCWSTR ServerIpAddress,
                                                DHCP_IP_ADDRESS SubnetAddress,
                                                DHCP_RESUME_HANDLE *ResumeHandle,
                                                DWORD PreferredMaximum,
                                                LPDHCP_CLIENT_INFO_ARRAY_VQ *ClientInfo,
                                                LPDWORD ClientsRead,
                                                LPDWORD ClientsTotal);

/**
 * Lists lease records, like DhcpEnumSubnetClientsVQ, with what the link-layer
 * filters say about each client. (MS-DHCPM 3.2.4.89)
 *
 * @param[in]     ServerIpAddress   the server; NULL or "" is the local one.
 * @param[in]     SubnetAddress     the scope; 0 for all scopes.
 * @param[in,out] ResumeHandle      as for DhcpEnumSubnetClients.
 * @param[in]     PreferredMaximum  as for DhcpEnumSubnetClients.
 * @param[out]    ClientInfo        the records, in the blocks of DhcpEnumSubnetClients, each record with those of
 *                                  DhcpGetClientInfoVQ.
 * @param[out]    ClientsRead       how many are in ClientInfo.
 * @param[out]    ClientsTotal      as for DhcpEnumSubnetClients.
 * @return as DhcpEnumSubnetClients.
 */
DWORD DHCP_API_FUNCTION DhcpEnumSubnetClientsFilterStatusInfo(LPCWSTR ServerIpAddress,
                                                              DHCP_IP_ADDRESS SubnetAddress,
                                                              DHCP_RESUME_HANDLE *ResumeHandle,
                                                              DWORD PreferredMaximum,
                                                              LPDHCP_CLIENT_FILTER_STATUS_INFO_ARRAY *ClientInfo,
                                                              LPDWORD ClientsRead,
                                                              LPDWORD ClientsTotal);

/**
 * Lists lease records, like DhcpEnumSubnetClientsFilterStatusInfo, with the policy that
 * chose each address. (MS-DHCPM 3.2.4.116)
 *
 * @param[in]     ServerIpAddress   the server; NULL or "" is the local one.
 * @param[in]     SubnetAddress     the scope; 0 for all scopes.
 * @param[in,out] ResumeHandle      as for DhcpEnumSubnetClients.
 * @param[in]     PreferredMaximum  as for DhcpEnumSubnetClients.
 * @param[out]    ClientInfo        the records, in the blocks of DhcpEnumSubnetClients, each record with those of
 *                                  DhcpV4GetClientInfo.
 * @param[out]    ClientsRead       how many are in ClientInfo.
 * @param[out]    ClientsTotal      as for DhcpEnumSubnetClients.
 * @return as DhcpEnumSubnetClients, but ERROR_NO_MORE_ITEMS (259) for a scope without records.
 */
DWORD DHCP_API_FUNCTION DhcpV4EnumSubnetClients(LPCWSTR ServerIpAddress,
                                                DHCP_IP_ADDRESS SubnetAddress,
                                                DHCP_RESUME_HANDLE *ResumeHandle,
                                                DWORD PreferredMaximum,
                                                LPDHCP_CLIENT_INFO_PB_ARRAY *ClientInfo,
                                                LPDWORD ClientsRead,
                                                LPDWORD ClientsTotal);

/**
 * Lists lease records, like DhcpV4EnumSubnetClients, with the extended address states. (MS-DHCPM 3.2.4.131)
 *
 * @param[in]     ServerIpAddress   the server; NULL or "" is the local one.
 * @param[in]     SubnetAddress     the scope; 0 for all scopes.
 * @param[in,out] ResumeHandle      as for DhcpEnumSubnetClients.
 * @param[in]     PreferredMaximum  as for DhcpEnumSubnetClients.
 * @param[out]    ClientInfo        the records, in the blocks of DhcpEnumSubnetClients, each record with those of
 *                                  DhcpV4GetClientInfoEx.
 * @param[out]    ClientsRead       how many are in ClientInfo.
 * @param[out]    ClientsTotal      as for DhcpEnumSubnetClients.
 * @return as DhcpEnumSubnetClients, but ERROR_NO_MORE_ITEMS (259) for a scope without records.
 */
DWORD DHCP_API_FUNCTION DhcpV4EnumSubnetClientsEx(LPCWSTR ServerIpAddress,
                                                  DHCP_IP_ADDRESS SubnetAddress,
                                                  DHCP_RESUME_HANDLE *ResumeHandle,
                                                  DWORD PreferredMaximum,
                                                  LPDHCP_CLIENT_INFO_EX_ARRAY *ClientInfo,
                                                  LPDWORD ClientsRead,
                                                  LPDWORD ClientsTotal);

/**
 * Deletes a lease record; its address is free. While the scope's relationship is in NORMAL the partner deletes the
 * record too, and the address is the primary's. The record of a reserved address stays. The DNS records of the
 * client, which a Windows server removes too, are not touched. (MS-DHCPM 3.1.4.20)
 *
 * @param[in] ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in] ClientInfo       what to look for, as for DhcpGetClientInfo.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, ERROR_DHCP_JET_ERROR (20013: there is no such record),
 *         ERROR_DHCP_RESERVED_CLIENT (20019), RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION DhcpDeleteClientInfo(LPCWSTR ServerIpAddress,
                                             const struct DHCP_SEARCH_INFO *ClientInfo);

/**
 * Finds free addresses of a scope, lowest first: those without lease record that are not excluded, whichever their
 * pool side in a relationship is. When they are used up, addresses of records in the state DOOM follow.
 * (MS-DHCPM 3.2.4.121)
 *
 * @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in]  ScopeId          the scope; not 0.
 * @param[in]  StartIP          where to begin, in the range of the scope; 0 is its start.
 * @param[in]  EndIP            where to end, in the range of the scope; 0 is its end.
 * @param[in]  NumFreeAddrReq   how many addresses, at most 1024 and no more than from StartIP to EndIP; 0 is 1.
 * @param[out] IPAddrList       the addresses, NULL if there is none: the array header and its elements are two blocks,
 *                              each released with DhcpRpcFreeMemory. It is also filled when fewer were found than
 *                              asked for.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER (also if the scope does not exist), ERROR_FILE_NOT_FOUND (the scope
 *         has no range), ERROR_DHCP_REACHED_END_OF_SELECTION (20126: fewer were found), ERROR_NOT_ENOUGH_MEMORY,
 *         RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION DhcpV4GetFreeIPAddress(LPCWSTR ServerIpAddress,
                                               DHCP_IP_ADDRESS ScopeId,
                                               DHCP_IP_ADDRESS StartIP,
                                               DHCP_IP_ADDRESS EndIP,
                                               DWORD NumFreeAddrReq,
                                               LPDHCP_IP_ARRAY *IPAddrList);

/**
 * Is not implemented by any server: MS-DHCPM 3.1.4.22 says that it answers ERROR_CALL_NOT_IMPLEMENTED, and that nobody
 * uses it.
 *
 * @param[in]  ServerIpAddress   the server; NULL or "" is the local one.
 * @param[in]  ClientIpAddress   not looked at.
 * @param[in]  ClientSubnetMask  not looked at.
 * @param[out] ClientOptions     NULL; may be NULL itself.
 * @return ERROR_CALL_NOT_IMPLEMENTED (120), ERROR_INVALID_PARAMETER, RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION DhcpGetClientOptions(LPCWSTR ServerIpAddress,
                                             DHCP_IP_ADDRESS ClientIpAddress,
                                             DHCP_IP_MASK ClientSubnetMask,
                                             LPDHCP_OPTION_LIST *ClientOptions);

/**
 * Creates a user class or a vendor class: clients that send its data belong to it. A user class and a vendor class may
 * have one name, but no two classes have the same data. Names are compared in any case. (MS-DHCPM 3.2.4.25)
 *
 * @param[in] ServerIpAddress     the server; NULL or "" is the local one.
 * @param[in] ReservedMustBeZero  0; not looked at.
 * @param[in] ClassInfo           the class: ClassName (not empty), ClassComment (may be NULL), ClassData of 1 to 255
 *                                bytes with ClassDataLength, IsVendor, and Flags, which are kept as they are.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, ERROR_DHCP_CLASS_ALREADY_EXISTS (20045: a class of the kind has the
 *         name, or a class of either kind has the data), RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION DhcpCreateClass(LPCWSTR ServerIpAddress,
                                        DWORD ReservedMustBeZero,
                                        const struct DHCP_CLASS_INFO *ClassInfo);

/**
 * Changes comment, flags and data of a class. The name stays as it was written first. Classes that every server has can
 * be changed too. (MS-DHCPM 3.2.4.26)
 *
 * @param[in] ServerIpAddress     the server; NULL or "" is the local one.
 * @param[in] ReservedMustBeZero  0; not looked at.
 * @param[in] ClassInfo           the class: ClassName and IsVendor name it, the rest is as for DhcpCreateClass. A
 *                                ClassComment of NULL takes the comment away.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, ERROR_DHCP_CLASS_NOT_FOUND (20044),
 *         ERROR_DHCP_CLASS_ALREADY_EXISTS (20045: another class has the data), RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION DhcpModifyClass(LPCWSTR ServerIpAddress,
                                        DWORD ReservedMustBeZero,
                                        const struct DHCP_CLASS_INFO *ClassInfo);

/**
 * Deletes a class, with the option definitions and the option values of all levels that are for it. Of a user class and a
 * vendor class of one name the older one is deleted. (MS-DHCPM 3.2.4.27)
 *
 * @param[in] ServerIpAddress     the server; NULL or "" is the local one.
 * @param[in] ReservedMustBeZero  0; not looked at.
 * @param[in] ClassName           the name of the class.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, ERROR_DHCP_CLASS_NOT_FOUND (20044),
 *         ERROR_DHCP_DELETE_BUILTIN_CLASS (20089: the data are those of a class that is built in),
 *         RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION DhcpDeleteClass(LPCWSTR ServerIpAddress,
                                        DWORD ReservedMustBeZero,
                                        LPCWSTR ClassName);

/**
 * Finds a class by its name, its data or both. (MS-DHCPM 3.2.4.28)
 *
 * @param[in]  ServerIpAddress     the server; NULL or "" is the local one.
 * @param[in]  ReservedMustBeZero  0; not looked at.
 * @param[in]  PartialClassInfo    what is known of the class: ClassName, or ClassData with ClassDataLength, or both, which
 *                                 must match then. Nothing else is looked at; of a user class and a vendor class of one
 *                                 name the older one is found.
 * @param[out] FilledClassInfo     the class, NULL on failure. The structure, ClassName, ClassComment and ClassData are
 *                                 blocks of their own, each released with DhcpRpcFreeMemory.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER (also if neither name nor data are given),
 *         ERROR_DHCP_CLASS_NOT_FOUND (20044), ERROR_NOT_ENOUGH_MEMORY, RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION DhcpGetClassInfo(LPCWSTR ServerIpAddress,
                                         DWORD ReservedMustBeZero,
                                         const struct DHCP_CLASS_INFO *PartialClassInfo,
                                         LPDHCP_CLASS_INFO *FilledClassInfo);

/**
 * Reads the classes in the order of their creation, as many as fit into a number of bytes. (MS-DHCPM 3.2.4.29)
 *
 * @param[in]     ServerIpAddress     the server; NULL or "" is the local one.
 * @param[in]     ReservedMustBeZero  0; not looked at.
 * @param[in,out] ResumeHandle        where to go on: 0, then the index of the next class.
 * @param[in]     PreferredMaximum    bytes to return at most, but at least one class; 0xFFFFFFFF is all. 0 reads
 *                                    nothing: ERROR_MORE_DATA and nTotal if there are classes.
 * @param[out]    ClassInfoArray      the classes, NULL if there is none. The array header, the one array of structures,
 *                                    and the blocks of each class (as for DhcpGetClassInfo) are released one by one
 *                                    with DhcpRpcFreeMemory.
 * @param[out]    nRead               how many were returned.
 * @param[out]    nTotal              how many there are from the incoming handle to the end.
 * @return ERROR_SUCCESS (the rest fitted), ERROR_MORE_DATA, ERROR_NO_MORE_ITEMS, ERROR_INVALID_PARAMETER,
 *         ERROR_NOT_ENOUGH_MEMORY, RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION DhcpEnumClasses(LPCWSTR ServerIpAddress,
                                        DWORD ReservedMustBeZero,
                                        DHCP_RESUME_HANDLE *ResumeHandle,
                                        DWORD PreferredMaximum,
                                        LPDHCP_CLASS_INFO_ARRAY *ClassInfoArray,
                                        LPDWORD nRead,
                                        LPDWORD nTotal);

/**
 * Defines an option for the default classes. It comes last among the definitions. (MS-DHCPM 3.1.4.9)
 *
 * @param[in] ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in] OptionID         the code of the option; any number is taken.
 * @param[in] OptionInfo       the definition: OptionName and OptionComment (each may be NULL), DefaultValue with one
 *                             element or more, of which the first says the type of the option, and OptionType.
 *                             OptionID in it is not looked at.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, ERROR_DHCP_OPTION_EXITS (20009: the option is defined for these
 *         classes), RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION DhcpCreateOption(LPCWSTR ServerIpAddress,
                                         DHCP_OPTION_ID OptionID,
                                         const struct DHCP_OPTION *OptionInfo);

/**
 * Defines an option for classes, like DhcpCreateOption. (MS-DHCPM 3.2.4.15)
 *
 * @param[in] ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in] Flags            0, or DHCP_FLAGS_OPTION_IS_VENDOR or one of its two bits for a vendor class. VendorName
 *                             alone says which options are meant.
 * @param[in] OptionID         the code of the option.
 * @param[in] ClassName        a user class; NULL is the default one.
 * @param[in] VendorName       a vendor class; NULL is the default one.
 * @param[in] OptionInfo       the definition, as for DhcpCreateOption.
 * @return as DhcpCreateOption, and ERROR_DHCP_CLASS_NOT_FOUND (20044).
 */
DWORD DHCP_API_FUNCTION DhcpCreateOptionV5(LPCWSTR ServerIpAddress,
                                           DWORD Flags,
                                           DHCP_OPTION_ID OptionID,
                                           LPCWSTR ClassName,
                                           LPCWSTR VendorName,
                                           const struct DHCP_OPTION *OptionInfo);

/**
 * Changes the definition of an option for the default classes. Its values stay as they are. (MS-DHCPM 3.1.4.10)
 *
 * @param[in] ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in] OptionID         the code of the option.
 * @param[in] OptionInfo       the definition, as for DhcpCreateOption.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, ERROR_DHCP_OPTION_NOT_PRESENT (20010: the option is not defined for
 *         these classes), RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION DhcpSetOptionInfo(LPCWSTR ServerIpAddress,
                                          DHCP_OPTION_ID OptionID,
                                          const struct DHCP_OPTION *OptionInfo);

/**
 * Changes the definition of an option for classes, like DhcpSetOptionInfo. (MS-DHCPM 3.2.4.16)
 *
 * @param[in] ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in] Flags            0, or DHCP_FLAGS_OPTION_IS_VENDOR or one of its two bits for a vendor class. VendorName
 *                             alone says which options are meant.
 * @param[in] OptionID         the code of the option.
 * @param[in] ClassName        a user class; NULL is the default one.
 * @param[in] VendorName       a vendor class; NULL is the default one.
 * @param[in] OptionInfo       the definition, as for DhcpCreateOption.
 * @return as DhcpSetOptionInfo, and ERROR_DHCP_CLASS_NOT_FOUND (20044).
 */
DWORD DHCP_API_FUNCTION DhcpSetOptionInfoV5(LPCWSTR ServerIpAddress,
                                            DWORD Flags,
                                            DHCP_OPTION_ID OptionID,
                                            LPCWSTR ClassName,
                                            LPCWSTR VendorName,
                                            const struct DHCP_OPTION *OptionInfo);

/**
 * Reads the definition of an option for the default classes. (MS-DHCPM 3.1.4.11)
 *
 * @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in]  OptionID         the code of the option.
 * @param[out] OptionInfo       the definition, NULL on failure. The structure, OptionName, OptionComment,
 *                              DefaultValue.Elements, and each string and the Data of each element are blocks of their
 *                              own, each released with DhcpRpcFreeMemory.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, ERROR_DHCP_OPTION_NOT_PRESENT (20010), ERROR_NOT_ENOUGH_MEMORY,
 *         RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION DhcpGetOptionInfo(LPCWSTR ServerIpAddress,
                                          DHCP_OPTION_ID OptionID,
                                          LPDHCP_OPTION *OptionInfo);

/**
 * Reads the definition of an option for classes, like DhcpGetOptionInfo. (MS-DHCPM 3.2.4.17)
 *
 * @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in]  Flags            0, or DHCP_FLAGS_OPTION_IS_VENDOR or one of its two bits for a vendor class. VendorName
 *                              alone says which options are meant.
 * @param[in]  OptionID         the code of the option.
 * @param[in]  ClassName        a user class; NULL is the default one.
 * @param[in]  VendorName       a vendor class; NULL is the default one.
 * @param[out] OptionInfo       the definition, with the blocks of DhcpGetOptionInfo.
 * @return as DhcpGetOptionInfo, and ERROR_DHCP_CLASS_NOT_FOUND (20044).
 */
DWORD DHCP_API_FUNCTION DhcpGetOptionInfoV5(LPCWSTR ServerIpAddress,
                                            DWORD Flags,
                                            DHCP_OPTION_ID OptionID,
                                            LPCWSTR ClassName,
                                            LPCWSTR VendorName,
                                            LPDHCP_OPTION *OptionInfo);

/**
 * Reads the definitions for the default classes in the order of their creation, as many as fit into a number of bytes.
 * A fresh server has 66 of them. (MS-DHCPM 3.1.4.24)
 *
 * @param[in]     ServerIpAddress   the server; NULL or "" is the local one.
 * @param[in,out] ResumeHandle      where to go on: 0, then the index of the next definition.
 * @param[in]     PreferredMaximum  bytes to return at most, but at least one definition; 0xFFFFFFFF is all. 0 reads
 *                                  nothing: ERROR_MORE_DATA and OptionsTotal if there is one.
 * @param[out]    Options           the definitions, NULL if there is none. The array header, the one array of
 *                                  structures, and the blocks of each definition (as for DhcpGetOptionInfo) are
 *                                  released one by one with DhcpRpcFreeMemory.
 * @param[out]    OptionsRead       how many were returned.
 * @param[out]    OptionsTotal      how many there are from the incoming handle to the end.
 * @return ERROR_SUCCESS (the rest fitted), ERROR_MORE_DATA, ERROR_NO_MORE_ITEMS, ERROR_INVALID_PARAMETER,
 *         ERROR_NOT_ENOUGH_MEMORY, RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION DhcpEnumOptions(LPCWSTR ServerIpAddress,
                                        DHCP_RESUME_HANDLE *ResumeHandle,
                                        DWORD PreferredMaximum,
                                        LPDHCP_OPTION_ARRAY *Options,
                                        LPDWORD OptionsRead,
                                        LPDWORD OptionsTotal);

/**
 * Reads the definitions for classes, like DhcpEnumOptions. (MS-DHCPM 3.2.4.18)
 *
 * @param[in]     ServerIpAddress   the server; NULL or "" is the local one.
 * @param[in]     Flags             0, or DHCP_FLAGS_OPTION_IS_VENDOR or one of its two bits for a vendor class.
 *                                  VendorName alone says which options are meant.
 * @param[in]     ClassName         a user class; NULL is the default one.
 * @param[in]     VendorName        a vendor class; NULL is the default one.
 * @param[in,out] ResumeHandle      where to go on: 0, then the index of the next definition.
 * @param[in]     PreferredMaximum  bytes to return at most, but at least one definition; 0xFFFFFFFF is all. 0 reads
 *                                  nothing: ERROR_MORE_DATA and OptionsTotal if there is one.
 * @param[out]    Options           the definitions, with the blocks of DhcpEnumOptions.
 * @param[out]    OptionsRead       how many were returned.
 * @param[out]    OptionsTotal      how many there are from the incoming handle to the end.
 * @return as DhcpEnumOptions, and ERROR_DHCP_CLASS_NOT_FOUND (20044).
 */
DWORD DHCP_API_FUNCTION DhcpEnumOptionsV5(LPCWSTR ServerIpAddress,
                                          DWORD Flags,
                                          LPCWSTR ClassName,
                                          LPCWSTR VendorName,
                                          DHCP_RESUME_HANDLE *ResumeHandle,
                                          DWORD PreferredMaximum,
                                          LPDHCP_OPTION_ARRAY *Options,
                                          LPDWORD OptionsRead,
                                          LPDWORD OptionsTotal);

/**
 * Removes the definition of an option for the default classes, and the values of all levels that no definition is left
 * for: those for the default classes, and those for user classes without a definition of their own. The values of
 * option 81 stay, which need none. (MS-DHCPM 3.1.4.12)
 *
 * @param[in] ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in] OptionID         the code of the option.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, ERROR_DHCP_OPTION_NOT_PRESENT (20010), RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION DhcpRemoveOption(LPCWSTR ServerIpAddress,
                                         DHCP_OPTION_ID OptionID);

/**
 * Removes the definition of an option for classes, like DhcpRemoveOption. (MS-DHCPM 3.2.4.19)
 *
 * @param[in] ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in] Flags            0, or DHCP_FLAGS_OPTION_IS_VENDOR or one of its two bits for a vendor class. VendorName
 *                             alone says which options are meant.
 * @param[in] OptionID         the code of the option.
 * @param[in] ClassName        a user class; NULL is the default one.
 * @param[in] VendorName       a vendor class; NULL is the default one.
 * @return as DhcpRemoveOption, and ERROR_DHCP_CLASS_NOT_FOUND (20044).
 */
DWORD DHCP_API_FUNCTION DhcpRemoveOptionV5(LPCWSTR ServerIpAddress,
                                           DWORD Flags,
                                           DHCP_OPTION_ID OptionID,
                                           LPCWSTR ClassName,
                                           LPCWSTR VendorName);

/**
 * Sets the value of an option for the default classes at a level, whether it has one there or not. At the level
 * DhcpDefaultOptions it is the default of the definition. Option 81 (the settings of DNS updates, DNS_FLAG_...) needs
 * no definition. (MS-DHCPM 3.1.4.13)
 *
 * @param[in] ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in] OptionID         the code of the option.
 * @param[in] ScopeInfo        the level: DhcpDefaultOptions, DhcpGlobalOptions, DhcpSubnetOptions with the address of
 *                             a scope, DhcpReservedOptions with a reserved address and that of its scope, or
 *                             DhcpMScopeOptions with the name of a multicast scope, of which there are none yet.
 * @param[in] OptionValue      the value: one element or more, each of any type. A StringDataOption of NULL is "". The
 *                             type is not compared with that of the option, and everything is stored as it is given.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER (also for a value without elements and an element of a type that
 *         there is not), ERROR_DHCP_OPTION_NOT_PRESENT (20010: the option is not defined),
 *         ERROR_DHCP_SUBNET_NOT_PRESENT (20005: no such scope, or the reservation is in another), ERROR_FILE_NOT_FOUND
 *         (2: no scope contains the reserved address, or no such multicast scope), ERROR_DHCP_NOT_RESERVED_CLIENT
 *         (20018), RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION DhcpSetOptionValue(LPCWSTR ServerIpAddress,
                                           DHCP_OPTION_ID OptionID,
                                           const struct DHCP_OPTION_SCOPE_INFO *ScopeInfo,
                                           const struct DHCP_OPTION_DATA *OptionValue);

/**
 * Sets the value of an option for classes at a level, like DhcpSetOptionValue. The option is defined for these
 * classes, or for the vendor class and the default user class; a default is that of a definition for these classes.
 * (MS-DHCPM 3.2.4.20)
 *
 * @param[in] ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in] Flags            0, or DHCP_FLAGS_OPTION_IS_VENDOR or one of its two bits for a vendor class. VendorName
 *                             alone says which options are meant.
 * @param[in] OptionID         the code of the option.
 * @param[in] ClassName        a user class; NULL is the default one.
 * @param[in] VendorName       a vendor class; NULL is the default one.
 * @param[in] ScopeInfo        the level, as for DhcpSetOptionValue.
 * @param[in] OptionValue      the value, as for DhcpSetOptionValue.
 * @return as DhcpSetOptionValue, and ERROR_DHCP_CLASS_NOT_FOUND (20044).
 */
DWORD DHCP_API_FUNCTION DhcpSetOptionValueV5(LPCWSTR ServerIpAddress,
                                             DWORD Flags,
                                             DHCP_OPTION_ID OptionID,
                                             LPCWSTR ClassName,
                                             LPCWSTR VendorName,
                                             const struct DHCP_OPTION_SCOPE_INFO *ScopeInfo,
                                             const struct DHCP_OPTION_DATA *OptionValue);

/**
 * Sets the values of several options for the default classes at a level, like DhcpSetOptionValue: all of them, or none
 * if one is refused. (MS-DHCPM 3.1.4.25)
 *
 * @param[in] ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in] ScopeInfo        the level, as for DhcpSetOptionValue.
 * @param[in] OptionValues     the values. With NumElements 0 nothing else is looked at, and nothing happens.
 * @return as DhcpSetOptionValue.
 */
DWORD DHCP_API_FUNCTION DhcpSetOptionValues(LPCWSTR ServerIpAddress,
                                            const struct DHCP_OPTION_SCOPE_INFO *ScopeInfo,
                                            const struct DHCP_OPTION_VALUE_ARRAY *OptionValues);

/**
 * Sets the values of several options for classes at a level, like DhcpSetOptionValueV5: all of them, or none if one is
 * refused. (MS-DHCPM 3.2.4.21)
 *
 * @param[in] ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in] Flags            0, or DHCP_FLAGS_OPTION_IS_VENDOR or one of its two bits for a vendor class. VendorName
 *                             alone says which options are meant.
 * @param[in] ClassName        a user class; NULL is the default one.
 * @param[in] VendorName       a vendor class; NULL is the default one.
 * @param[in] ScopeInfo        the level, as for DhcpSetOptionValue.
 * @param[in] OptionValues     the values. With NumElements 0 nothing else is looked at, and nothing happens.
 * @return as DhcpSetOptionValueV5.
 */
DWORD DHCP_API_FUNCTION DhcpSetOptionValuesV5(LPCWSTR ServerIpAddress,
                                              DWORD Flags,
                                              LPCWSTR ClassName,
                                              LPCWSTR VendorName,
                                              const struct DHCP_OPTION_SCOPE_INFO *ScopeInfo,
                                              const struct DHCP_OPTION_VALUE_ARRAY *OptionValues);

/**
 * Reads the value that is set for an option and the default classes at a level. Each level shows only its own values;
 * which of them a client gets is another matter. (MS-DHCPM 3.1.4.14)
 *
 * @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in]  OptionID         the code of the option.
 * @param[in]  ScopeInfo        the level, as for DhcpSetOptionValue.
 * @param[out] OptionValue      the value, NULL on failure. The structure, Value.Elements, and each string and the Data
 *                              of each element are blocks of their own, each released with DhcpRpcFreeMemory.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, ERROR_FILE_NOT_FOUND (2: no value is set there),
 *         ERROR_DHCP_OPTION_NOT_PRESENT (20010: DhcpDefaultOptions, and the option is not defined),
 *         ERROR_DHCP_SUBNET_NOT_PRESENT (20005: no such scope or multicast scope, or the reservation is in another),
 *         ERROR_DHCP_NOT_RESERVED_CLIENT (20018), ERROR_NOT_ENOUGH_MEMORY, RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION DhcpGetOptionValue(LPCWSTR ServerIpAddress,
                                           DHCP_OPTION_ID OptionID,
                                           const struct DHCP_OPTION_SCOPE_INFO *ScopeInfo,
                                           LPDHCP_OPTION_VALUE *OptionValue);

/**
 * Reads the value that is set for an option and classes at a level, like DhcpGetOptionValue. A class that is not there
 * has no value. (MS-DHCPM 3.2.4.22)
 *
 * @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in]  Flags            0, or DHCP_FLAGS_OPTION_IS_VENDOR or one of its two bits for a vendor class. VendorName
 *                              alone says which options are meant.
 * @param[in]  OptionID         the code of the option.
 * @param[in]  ClassName        a user class; NULL is the default one. DhcpDefaultOptions does not look at it.
 * @param[in]  VendorName       a vendor class; NULL is the default one.
 * @param[in]  ScopeInfo        the level, as for DhcpSetOptionValue.
 * @param[out] OptionValue      the value, with the blocks of DhcpGetOptionValue. If Flags says that it is of a vendor
 *                              class, its OptionID is 256 more than the one that is asked for, as real servers return
 *                              it.
 * @return as DhcpGetOptionValue.
 */
DWORD DHCP_API_FUNCTION DhcpGetOptionValueV5(LPCWSTR ServerIpAddress,
                                             DWORD Flags,
                                             DHCP_OPTION_ID OptionID,
                                             LPCWSTR ClassName,
                                             LPCWSTR VendorName,
                                             const struct DHCP_OPTION_SCOPE_INFO *ScopeInfo,
                                             LPDHCP_OPTION_VALUE *OptionValue);

/**
 * Reads the values that are set for the default classes at a level in the order in which they were set first, as many
 * as fit into a number of bytes. At the level DhcpDefaultOptions they are the defaults of the definitions. (MS-DHCPM
 * 3.1.4.15)
 *
 * @param[in]     ServerIpAddress   the server; NULL or "" is the local one.
 * @param[in]     ScopeInfo         the level, as for DhcpSetOptionValue.
 * @param[in,out] ResumeHandle      where to go on: 0, then the index of the next value.
 * @param[in]     PreferredMaximum  bytes to return at most, but at least one value; 0xFFFFFFFF is all. 0 reads
 *                                  nothing: ERROR_MORE_DATA and OptionsTotal if there is one.
 * @param[out]    OptionValues      the values, NULL if there is none. The array header, the one array of structures,
 *                                  and the blocks of each value (as for DhcpGetOptionValue) are released one by one
 *                                  with DhcpRpcFreeMemory.
 * @param[out]    OptionsRead       how many were returned.
 * @param[out]    OptionsTotal      how many there are from the incoming handle to the end.
 * @return ERROR_SUCCESS (the rest fitted), ERROR_MORE_DATA, ERROR_NO_MORE_ITEMS, ERROR_INVALID_PARAMETER,
 *         ERROR_DHCP_SUBNET_NOT_PRESENT (20005: no such scope or multicast scope, or the reservation is in another),
 *         ERROR_DHCP_NOT_RESERVED_CLIENT (20018), ERROR_NOT_ENOUGH_MEMORY, RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION DhcpEnumOptionValues(LPCWSTR ServerIpAddress,
                                             const struct DHCP_OPTION_SCOPE_INFO *ScopeInfo,
                                             DHCP_RESUME_HANDLE *ResumeHandle,
                                             DWORD PreferredMaximum,
                                             LPDHCP_OPTION_VALUE_ARRAY *OptionValues,
                                             LPDWORD OptionsRead,
                                             LPDWORD OptionsTotal);

/**
 * Reads the values that are set for classes at a level, like DhcpEnumOptionValues. (MS-DHCPM 3.2.4.23)
 *
 * @param[in]     ServerIpAddress   the server; NULL or "" is the local one.
 * @param[in]     Flags             0, or DHCP_FLAGS_OPTION_IS_VENDOR or one of its two bits for a vendor class.
 *                                  VendorName alone says which options are meant.
 * @param[in]     ClassName         a user class; NULL is the default one.
 * @param[in]     VendorName        a vendor class; NULL is the default one.
 * @param[in]     ScopeInfo         the level, as for DhcpSetOptionValue.
 * @param[in,out] ResumeHandle      where to go on: 0, then the index of the next value.
 * @param[in]     PreferredMaximum  bytes to return at most, but at least one value; 0xFFFFFFFF is all. 0 reads
 *                                  nothing: ERROR_MORE_DATA and OptionsTotal if there is one.
 * @param[out]    OptionValues      the values, with the blocks of DhcpEnumOptionValues.
 * @param[out]    OptionsRead       how many were returned.
 * @param[out]    OptionsTotal      how many there are from the incoming handle to the end.
 * @return as DhcpEnumOptionValues, and ERROR_DHCP_CLASS_NOT_FOUND (20044).
 */
DWORD DHCP_API_FUNCTION DhcpEnumOptionValuesV5(LPCWSTR ServerIpAddress,
                                               DWORD Flags,
                                               LPCWSTR ClassName,
                                               LPCWSTR VendorName,
                                               const struct DHCP_OPTION_SCOPE_INFO *ScopeInfo,
                                               DHCP_RESUME_HANDLE *ResumeHandle,
                                               DWORD PreferredMaximum,
                                               LPDHCP_OPTION_VALUE_ARRAY *OptionValues,
                                               LPDWORD OptionsRead,
                                               LPDWORD OptionsTotal);

/**
 * Removes the value that is set for an option and the default classes at a level. (MS-DHCPM 3.1.4.16)
 *
 * @param[in] ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in] OptionID         the code of the option.
 * @param[in] ScopeInfo        the level, as for DhcpSetOptionValue.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER (also for DhcpDefaultOptions), ERROR_DHCP_OPTION_NOT_PRESENT (20010:
 *         no value is set there), ERROR_DHCP_SUBNET_NOT_PRESENT (20005: no such scope or multicast scope, or the
 *         reservation is in another), ERROR_DHCP_NOT_RESERVED_CLIENT (20018), RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION DhcpRemoveOptionValue(LPCWSTR ServerIpAddress,
                                              DHCP_OPTION_ID OptionID,
                                              const struct DHCP_OPTION_SCOPE_INFO *ScopeInfo);

/**
 * Removes the value that is set for an option and classes at a level, like DhcpRemoveOptionValue. (MS-DHCPM 3.2.4.24)
 *
 * @param[in] ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in] Flags            DHCP_FLAGS_OPTION_IS_VENDOR or one of its two bits if VendorName is given, 0 if not;
 *                             with the other of the two nothing is found (20010).
 * @param[in] OptionID         the code of the option.
 * @param[in] ClassName        a user class; NULL is the default one.
 * @param[in] VendorName       a vendor class; NULL is the default one.
 * @param[in] ScopeInfo        the level, as for DhcpSetOptionValue.
 * @return as DhcpRemoveOptionValue, and ERROR_DHCP_CLASS_NOT_FOUND (20044).
 */
DWORD DHCP_API_FUNCTION DhcpRemoveOptionValueV5(LPCWSTR ServerIpAddress,
                                                DWORD Flags,
                                                DHCP_OPTION_ID OptionID,
                                                LPCWSTR ClassName,
                                                LPCWSTR VendorName,
                                                const struct DHCP_OPTION_SCOPE_INFO *ScopeInfo);

/**
 * Reads all definitions, those for the default vendor class apart from those for vendor classes, in the order of their
 * creation. (MS-DHCPM 3.2.4.30)
 *
 * @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in]  Flags            0.
 * @param[out] OptionStruct     the definitions, NULL on failure. The structure, NonVendorOptions with its one array of
 *                              structures, VendorOptions (one array of structures) with each VendorName and ClassName,
 *                              and the blocks of each definition (as for DhcpGetOptionInfo) are released one by one
 *                              with DhcpRpcFreeMemory.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER (also for other Flags), ERROR_NOT_ENOUGH_MEMORY,
 *         RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION DhcpGetAllOptions(LPCWSTR ServerIpAddress,
                                          DWORD Flags,
                                          LPDHCP_ALL_OPTIONS *OptionStruct);

/**
 * Reads all values that are set at a level. For each user class and vendor class that have some, and for the default
 * ones in any case, there are two entries: one with IsVendor FALSE, which has the values if they are for the default
 * vendor class, and one with IsVendor TRUE, which has them if they are for a vendor class. The default classes come
 * first, the others in the order of their creation. (MS-DHCPM 3.2.4.31)
 *
 * @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in]  Flags            not looked at.
 * @param[in]  ScopeInfo        the level, as for DhcpSetOptionValue, but not DhcpDefaultOptions.
 * @param[out] Values           the values, NULL on failure. The structure, Options (one array of structures), each
 *                              ClassName and VendorName, each OptionsArray with its one array of structures, and the
 *                              blocks of each value (as for DhcpGetOptionValue) are released one by one with
 *                              DhcpRpcFreeMemory. OptionsArray is never NULL; the codes of options are plain.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, ERROR_DHCP_SUBNET_NOT_PRESENT (20005: no such scope or multicast
 *         scope, or the reservation is in another), ERROR_DHCP_NOT_RESERVED_CLIENT (20018), ERROR_NOT_ENOUGH_MEMORY,
 *         RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION DhcpGetAllOptionValues(LPCWSTR ServerIpAddress,
                                               DWORD Flags,
                                               const struct DHCP_OPTION_SCOPE_INFO *ScopeInfo,
                                               LPDHCP_ALL_OPTION_VALUES *Values);

/**
 * Sets the value of an option for a vendor class at a level, like DhcpSetOptionValueV5 without a user class. (MS-DHCPM
 * 3.2.4.102)
 *
 * @param[in] ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in] Flags            0, or DHCP_FLAGS_OPTION_IS_VENDOR or one of its two bits for a vendor class. VendorName
 *                             alone says which options are meant.
 * @param[in] OptionID         the code of the option.
 * @param[in] PolicyName       a policy; NULL is none. There are no policies yet, so any other is refused.
 * @param[in] VendorName       a vendor class; NULL is the default one.
 * @param[in] ScopeInfo        the level, as for DhcpSetOptionValue.
 * @param[in] OptionValue      the value, as for DhcpSetOptionValue.
 * @return as DhcpSetOptionValueV5, and ERROR_INVALID_PARAMETER (a policy for a reservation or a multicast scope),
 *         ERROR_DHCP_POLICY_NOT_FOUND (20111).
 */
DWORD DHCP_API_FUNCTION DhcpV4SetOptionValue(LPCWSTR ServerIpAddress,
                                             DWORD Flags,
                                             DHCP_OPTION_ID OptionID,
                                             LPCWSTR PolicyName,
                                             LPCWSTR VendorName,
                                             const struct DHCP_OPTION_SCOPE_INFO *ScopeInfo,
                                             const struct DHCP_OPTION_DATA *OptionValue);

/**
 * Sets the values of several options for a vendor class at a level, like DhcpV4SetOptionValue: all of them, or none if
 * one is refused. (MS-DHCPM 3.2.4.103)
 *
 * @param[in] ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in] Flags            0, or DHCP_FLAGS_OPTION_IS_VENDOR or one of its two bits for a vendor class. VendorName
 *                             alone says which options are meant.
 * @param[in] PolicyName       a policy; NULL is none. There are no policies yet, so any other is refused.
 * @param[in] VendorName       a vendor class; NULL is the default one.
 * @param[in] ScopeInfo        the level, as for DhcpSetOptionValue.
 * @param[in] OptionValues     the values; its Values are not NULL, even if there is none.
 * @return as DhcpV4SetOptionValue.
 */
DWORD DHCP_API_FUNCTION DhcpV4SetOptionValues(LPCWSTR ServerIpAddress,
                                              DWORD Flags,
                                              LPCWSTR PolicyName,
                                              LPCWSTR VendorName,
                                              const struct DHCP_OPTION_SCOPE_INFO *ScopeInfo,
                                              const struct DHCP_OPTION_VALUE_ARRAY *OptionValues);

/**
 * Reads the value that is set for an option and a vendor class at a level, like DhcpGetOptionValue. (MS-DHCPM
 * 3.2.4.104)
 *
 * @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in]  Flags            0, or DHCP_FLAGS_OPTION_IS_VENDOR or one of its two bits for a vendor class. VendorName
 *                              alone says which options are meant.
 * @param[in]  OptionID         the code of the option.
 * @param[in]  PolicyName       a policy; NULL is none. There are no policies yet, so any other is refused.
 * @param[in]  VendorName       a vendor class; NULL is the default one.
 * @param[in]  ScopeInfo        the level, as for DhcpSetOptionValue.
 * @param[out] OptionValue      the value, with the blocks of DhcpGetOptionValue. Its OptionID is the one that is asked
 *                              for.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER (also for a policy of a reservation or a multicast scope),
 *         ERROR_DHCP_OPTION_NOT_PRESENT (20010: no value is set there, or DhcpDefaultOptions and the option is not
 *         defined), ERROR_DHCP_CLASS_NOT_FOUND (20044), ERROR_DHCP_SUBNET_NOT_PRESENT (20005: no such scope or
 *         multicast scope, or the reservation is in another), ERROR_DHCP_NOT_RESERVED_CLIENT (20018),
 *         ERROR_DHCP_POLICY_NOT_FOUND (20111), ERROR_NOT_ENOUGH_MEMORY, RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION DhcpV4GetOptionValue(LPCWSTR ServerIpAddress,
                                             DWORD Flags,
                                             DHCP_OPTION_ID OptionID,
                                             LPCWSTR PolicyName,
                                             LPCWSTR VendorName,
                                             const struct DHCP_OPTION_SCOPE_INFO *ScopeInfo,
                                             LPDHCP_OPTION_VALUE *OptionValue);

/**
 * Removes the value that is set for an option and a vendor class at a level. At the level DhcpDefaultOptions the
 * default of the definition becomes the one that says nothing: 0, 0.0.0.0, "" or no bytes. (MS-DHCPM 3.2.4.105)
 *
 * @param[in] ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in] Flags            0, or DHCP_FLAGS_OPTION_IS_VENDOR or one of its two bits for a vendor class. VendorName
 *                             alone says which options are meant.
 * @param[in] OptionID         the code of the option.
 * @param[in] PolicyName       a policy; NULL is none. There are no policies yet, so any other is refused.
 * @param[in] VendorName       a vendor class; NULL is the default one.
 * @param[in] ScopeInfo        the level, as for DhcpSetOptionValue.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER (also for a policy of a reservation or a multicast scope),
 *         ERROR_DHCP_OPTION_NOT_PRESENT (20010: no value is set there, or DhcpDefaultOptions and the option is not
 *         defined), ERROR_DHCP_CLASS_NOT_FOUND (20044), ERROR_DHCP_SUBNET_NOT_PRESENT (20005: no such scope or
 *         multicast scope, or the reservation is in another), ERROR_DHCP_NOT_RESERVED_CLIENT (20018),
 *         ERROR_DHCP_POLICY_NOT_FOUND (20111), RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION DhcpV4RemoveOptionValue(LPCWSTR ServerIpAddress,
                                                DWORD Flags,
                                                DHCP_OPTION_ID OptionID,
                                                LPCWSTR PolicyName,
                                                LPCWSTR VendorName,
                                                const struct DHCP_OPTION_SCOPE_INFO *ScopeInfo);

/**
 * Reads all values that are set at a level for the default user class, in entries like those of
 * DhcpGetAllOptionValues. There are no policies yet, so that PolicyName is NULL in each. (MS-DHCPM 3.2.4.106)
 *
 * @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in]  Flags            0, or DHCP_FLAGS_OPTION_IS_VENDOR or one of its two bits; it changes nothing.
 * @param[in]  ScopeInfo        the level, as for DhcpSetOptionValue, but not DhcpDefaultOptions.
 * @param[out] Values           the values, with the blocks of DhcpGetAllOptionValues.
 * @return as DhcpGetAllOptionValues.
 */
DWORD DHCP_API_FUNCTION DhcpV4GetAllOptionValues(LPCWSTR ServerIpAddress,
                                                 DWORD Flags,
                                                 const struct DHCP_OPTION_SCOPE_INFO *ScopeInfo,
                                                 LPDHCP_ALL_OPTION_VALUES_PB *Values);

/**
 * Adds an entry to one of the two lists of link-layer filters, or exempts a hardware type from filtering. A list acts
 * while it is in force (DhcpSetFilterV4). One pattern is in one of the lists. (MS-DHCPM 3.2.4.83)
 *
 * @param[in] ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in] AddFilterInfo    the entry. Of AddrPatt, MatchHWType is TRUE. With HWType 1 (Ethernet) it is one address
 *                             (IsWildcard FALSE, Length 6), or those that begin with 1 to 5 bytes (IsWildcard TRUE); the
 *                             first Length bytes of Pattern count. Any other HWType stands for all clients of the type,
 *                             which are exempt (IsWildcard TRUE, Length 0, ListType Allow). Comment has at most 127
 *                             characters, or is NULL.
 * @param[in] ForceFlag        TRUE replaces an entry that one of the lists has for the pattern; FALSE refuses.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, ERROR_DHCP_LINKLAYER_ADDRESS_EXISTS (20093),
 *         ERROR_DHCP_HARDWARE_ADDRESS_TYPE_ALREADY_EXEMPT (20101), RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION DhcpAddFilterV4(LPCWSTR ServerIpAddress,
                                        const struct DHCP_FILTER_ADD_INFO *AddFilterInfo,
                                        BOOL ForceFlag);

/**
 * Deletes the entry of a pattern from the list that it is in, or ends the exemption of a hardware type.
 * (MS-DHCPM 3.2.4.84)
 *
 * @param[in] ServerIpAddress   the server; NULL or "" is the local one.
 * @param[in] DeleteFilterInfo  the pattern, as for DhcpAddFilterV4.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, ERROR_DHCP_LINKLAYER_ADDRESS_DOES_NOT_EXIST (20095),
 *         ERROR_DHCP_UNDEFINED_HARDWARE_ADDRESS_TYPE (20102: the hardware type is not exempt),
 *         RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION DhcpDeleteFilterV4(LPCWSTR ServerIpAddress,
                                           const struct DHCP_ADDR_PATTERN *DeleteFilterInfo);

/**
 * Says which lists of link-layer filters are in force. While the deny list is, a client that it has gets no answer; while
 * the allow list is, one that it has not gets none, and neither does one that both have while both are. (MS-DHCPM 1.4,
 * 3.2.4.85)
 *
 * @param[in] ServerIpAddress   the server; NULL or "" is the local one.
 * @param[in] GlobalFilterInfo  which lists are in force: TRUE or FALSE for each.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION DhcpSetFilterV4(LPCWSTR ServerIpAddress,
                                        const struct DHCP_FILTER_GLOBAL_INFO *GlobalFilterInfo);

/**
 * Reads which lists of link-layer filters are in force. On a fresh server none is. (MS-DHCPM 3.2.4.86)
 *
 * @param[in]  ServerIpAddress   the server; NULL or "" is the local one.
 * @param[out] GlobalFilterInfo  a structure of the caller's: 1 or 0 for each list; 0 on failure.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION DhcpGetFilterV4(LPCWSTR ServerIpAddress, LPDHCP_FILTER_GLOBAL_INFO GlobalFilterInfo);

/**
 * Reads the entries of a list of link-layer filters in the order of hardware type, bytes and length, as many as fit into
 * a number of bytes. Exemptions of hardware types are in the allow list. (MS-DHCPM 3.2.4.87)
 *
 * Unlike other enumerations this one never answers ERROR_SUCCESS: the last entries come with ERROR_NO_MORE_ITEMS.
 *
 * @param[in]     ServerIpAddress   the server; NULL or "" is the local one.
 * @param[in,out] ResumeHandle      where to go on: a structure of zeros, then the last pattern that was returned, whether
 *                                  or not it is in the list any more. It stays as it is where nothing is returned.
 * @param[in]     PreferredMaximum  bytes to return at most, but at least one entry. Less than 1024 is 1024, more than 65536
 *                                  is 65536, and 0xFFFFFFFF is all.
 * @param[in]     ListType          Deny (0) or Allow (1).
 * @param[out]    EnumFilterInfo    the entries, NULL if there is none. The header, the one array of structures, and each
 *                                  Comment are blocks of their own, each released with DhcpRpcFreeMemory.
 * @param[out]    ElementsRead      how many were returned.
 * @param[out]    ElementsTotal     how many there are from the incoming handle to the end.
 * @return ERROR_MORE_DATA (with entries), ERROR_NO_MORE_ITEMS (with the last entries, or without any),
 *         ERROR_INVALID_PARAMETER, ERROR_NOT_ENOUGH_MEMORY, RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION DhcpEnumFilterV4(LPCWSTR ServerIpAddress,
                                         LPDHCP_ADDR_PATTERN ResumeHandle,
                                         DWORD PreferredMaximum,
                                         enum DHCP_FILTER_LIST_TYPE ListType,
                                         LPDHCP_FILTER_ENUM_INFO *EnumFilterInfo,
                                         LPDWORD ElementsRead,
                                         LPDWORD ElementsTotal);

/**
 * Releases one block that a function of this library returned. Blocks that it points to are not released with
 * it and stay valid; release each of them, in any order.
 *
 * NULL, a block that was released before, a pointer into a block and a pointer from elsewhere do no harm.
 *
 * @param[in] BufferPointer  the block.
 */
VOID DHCP_API_FUNCTION DhcpRpcFreeMemory(LPVOID BufferPointer);

/**
 * Releases the configuration that DhcpServerGetConfigVQ returned, with its strings and its boot files. No document
 * describes this function; its name and its parameter are all that is known of it.
 *
 * NULL, a block that was released before and a pointer from elsewhere do no harm.
 *
 * @param[in] ConfigInfo  the configuration.
 */
VOID DHCP_API_FUNCTION DhcpServerAuditlogParamsFree(LPDHCP_SERVER_CONFIG_INFO_VQ ConfigInfo);

/**
 * Reads the settings of the audit log. Nothing is written to it here; the settings are kept for programs that compare or
 * copy them. (MS-DHCPM 3.2.4.34)
 *
 * @param[in]  ServerIpAddress    the server; NULL or "" is the local one.
 * @param[in]  Flags              0.
 * @param[out] AuditLogDir        its directory, released with DhcpRpcFreeMemory; NULL on failure. On a fresh server
 *                                C:\Windows\system32\dhcp.
 * @param[out] DiskCheckInterval  after how many entries the room on the disk is checked; 50 on a fresh server.
 * @param[out] MaxLogFilesSize    how many megabytes all files may have; 70 on a fresh server.
 * @param[out] MinSpaceOnDisk     how many megabytes must stay free; 20 on a fresh server.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER (Flags is not 0), ERROR_NOT_ENOUGH_MEMORY,
 *         RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION DhcpAuditLogGetParams(LPCWSTR ServerIpAddress,
                                              DWORD Flags,
                                              LPWSTR *AuditLogDir,
                                              LPDWORD DiskCheckInterval,
                                              LPDWORD MaxLogFilesSize,
                                              LPDWORD MinSpaceOnDisk);

/**
 * Changes the settings of the audit log. They are kept as they are given, and read at once; a Windows server obeys them
 * from its next start on. (MS-DHCPM 3.2.4.33)
 *
 * @param[in] ServerIpAddress    the server; NULL or "" is the local one.
 * @param[in] Flags              0.
 * @param[in] AuditLogDir        its directory, at most 247 characters.
 * @param[in] DiskCheckInterval  after how many entries the room on the disk is checked; any number.
 * @param[in] MaxLogFilesSize    how many megabytes all files may have; any number.
 * @param[in] MinSpaceOnDisk     how many megabytes must stay free; any number.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER (Flags is not 0, no directory),
 *         ERROR_DHCP_LOG_FILE_PATH_TOO_LONG, RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION DhcpAuditLogSetParams(LPCWSTR ServerIpAddress,
                                              DWORD Flags,
                                              LPCWSTR AuditLogDir,
                                              DWORD DiskCheckInterval,
                                              DWORD MaxLogFilesSize,
                                              DWORD MinSpaceOnDisk);

/**
 * Lists the network interfaces of a server and whether it answers on them. A server of this library has one interface,
 * with its address. (MS-DHCPM 3.2.4.41)
 *
 * @param[in]  ServerIpAddress   the server; NULL or "" is the local one.
 * @param[in]  Flags             0.
 * @param[out] BindElementsInfo  the interface, NULL on failure: Flags 0, both addresses with their bytes exchanged, as
 *                               real servers return them, a description, and 16 bytes of IfId that no other server's
 *                               interface has. AdapterSubnetAddress is that of the scope that contains the address, 0
 *                               if there is none. The header, the array, IfDescription and IfId are blocks of their own,
 *                               each released with DhcpRpcFreeMemory.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER (Flags is not 0), ERROR_NOT_ENOUGH_MEMORY,
 *         RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION DhcpGetServerBindingInfo(LPCWSTR ServerIpAddress,
                                                 DWORD Flags,
                                                 LPDHCP_BIND_ELEMENT_ARRAY *BindElementsInfo);

/**
 * Says on which network interfaces a server answers. That is kept and can be read; the clients of dhcpsapi_ext.h, which
 * know of no interfaces, are answered all the same. (MS-DHCPM 3.2.4.42)
 *
 * @param[in] ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in] Flags            0.
 * @param[in] BindElementInfo  the interfaces: IfId, as DhcpGetServerBindingInfo returns it, and fBoundToDHCPServer.
 *                             Nothing else is looked at. One with DHCP_ENDPOINT_FLAG_CANT_MODIFY stays bound,
 *                             whatever its IfId. None at all changes nothing.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER (Flags is not 0, a pointer is NULL),
 *         ERROR_DHCP_CANNOT_MODIFY_BINDINGS (20051: one with DHCP_ENDPOINT_FLAG_CANT_MODIFY is not bound),
 *         ERROR_DHCP_NETWORK_CHANGED (20050: no interface has such an IfId), RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION DhcpSetServerBindingInfo(LPCWSTR ServerIpAddress,
                                                 DWORD Flags,
                                                 const struct DHCP_BIND_ELEMENT_ARRAY *BindElementInfo);

/**
 * Reads the names that consoles have for the vendor class and the user class of clients without one: "DHCP Standard
 * Options" and "Default User Class". The other functions know no classes of these names. (MS-DHCPM 3.2.4.47)
 *
 * @param[in]  ServerIpAddress        the server; NULL or "" is the local one.
 * @param[out] ServerSpecificStrings  the names, NULL on failure. The structure and the two strings are blocks of their
 *                                    own, each released with DhcpRpcFreeMemory.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, ERROR_NOT_ENOUGH_MEMORY, RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION DhcpGetServerSpecificStrings(LPCWSTR ServerIpAddress,
                                                     LPDHCP_SERVER_SPECIFIC_STRINGS *ServerSpecificStrings);

/**
 * Reads the options of the calling thread.
 *
 * @param[out] pFlags    the flags that the thread has set last, 0 if it has set none.
 * @param[in]  Reserved  NULL.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER (pFlags is NULL, or Reserved is not).
 */
DWORD DHCP_API_FUNCTION DhcpGetThreadOptions(LPDWORD pFlags, LPVOID Reserved);

/**
 * Sets the options of the calling thread. They are kept for DhcpGetThreadOptions alone: this library asks no directory
 * and calls no remote server, so there is nothing that they could keep it from.
 *
 * @param[in] Flags     the flags: DHCP_FLAGS_DONT_ACCESS_DS (1), DHCP_FLAGS_DONT_DO_RPC (2), or any others.
 * @param[in] Reserved  NULL.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER (Reserved is not NULL).
 */
DWORD DHCP_API_FUNCTION DhcpSetThreadOptions(DWORD Flags,
                                             LPVOID Reserved);

/**
 * Writes a backup of a server: its configuration and settings, with their password, its classes, options, filters,
 * superscopes, scopes, reservations and lease records, and its failover relationships with their shared secrets. It is the
 * file dhcp.json in the directory, an export of a registry that has this server alone. Nobody but its owner may read it.
 * The file of an earlier backup is replaced when the new one is whole; where the call fails, it stays. (MS-DHCPM 3.2.4.45)
 *
 * @param[in] ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in] Path             the directory, from the root on ("/var/backups/dhcp"), as a path of this host, wherever the
 *                             server is. It is made if it is not there; the one above it has to be there.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER (Path is NULL, or has an unpaired surrogate), ERROR_INVALID_NAME (123: it
 *         is empty, does not begin at the root, or has a name that is too long), ERROR_PATH_NOT_FOUND (3: the directory above
 *         it is not there, or it is no directory), ERROR_ACCESS_DENIED (5: the process may not write there),
 *         ERROR_DISK_FULL (112), ERROR_DHCP_JET_ERROR (20013: the file cannot be written for another reason),
 *         ERROR_NOT_SUPPORTED (50: this build of the library writes no files), RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION DhcpServerBackupDatabase(LPCWSTR ServerIpAddress,
                                                 LPCWSTR Path);

/**
 * Has a server start from a backup, which DhcpServerBackupDatabase wrote, when its DHCP service starts next
 * (dhcpsapi_server_start). Until then nothing changes but that; another call takes the place of this one. All that is on the
 * server gives way to what is in the backup: configuration and settings, classes, options, filters, superscopes, scopes,
 * reservations and lease records, and failover relationships. Its name and its address stay. The relationships go to RECOVER,
 * and serve clients again one maximum client lead time after the partner has sent all that it knows; one whose partner does not
 * have it waits for an administrator. Leases that have ended since the backup end. Whether there is a backup in the directory
 * is looked at when the service starts: where there is none, or it cannot be read, the server has what it had, and the journal
 * says why. Either way it starts from no backup after that. (MS-DHCPM 3.2.4.46, MS-DHCPF 3.1.7.2)
 *
 * @param[in] ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in] Path             the directory, from the root on ("/var/backups/dhcp"), as a path of the host on which the
 *                             service is started.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER (Path is NULL, or has an unpaired surrogate), ERROR_INVALID_NAME (123: it
 *         is empty, or does not begin at the root), ERROR_NOT_SUPPORTED (50: this build of the library reads no files),
 *         RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION DhcpServerRestoreDatabase(LPCWSTR ServerIpAddress,
                                                  LPCWSTR Path);

/**
 * Compares the lease records of a scope with its addresses, and lists those on which they disagree: addresses that are
 * free and have a record (DhcpRegistryFix), addresses that are not free and have none, and reserved addresses without one
 * (DhcpDatabaseFix). In this library free is what has no record, so that only a reserved address can be found, while its
 * client has another address. (MS-DHCPM 3.1.4.28)
 *
 * @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in]  SubnetAddress    the scope.
 * @param[in]  FixFlag          0 to list them; any other number also repairs them: with DhcpRegistryFix the address is free
 *                              no more, with DhcpDatabaseFix it gets a record, whose name is the address, of a client of
 *                              either kind: the one that it is reserved for, and without an end, else one whose identifier
 *                              is the address as text, for as long as a lease of the scope lasts.
 * @param[out] ScanList         the addresses as they were found, repaired or not; without items if there are none. NULL
 *                              on failure. The header and the array are two blocks, each released with DhcpRpcFreeMemory.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, ERROR_DHCP_SUBNET_NOT_PRESENT, ERROR_NOT_ENOUGH_MEMORY,
 *         RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION DhcpScanDatabase(LPCWSTR ServerIpAddress,
                                         DHCP_IP_ADDRESS SubnetAddress,
                                         DWORD FixFlag,
                                         LPDHCP_SCAN_LIST *ScanList);

/**
 * Reads the configuration of a server. (MS-DHCPM 3.1.4.27)
 *
 * @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
 * @param[out] ConfigInfo       the configuration, as it was set last, NULL on failure. The structure and its three
 *                              strings are blocks of their own, each released with DhcpRpcFreeMemory. A fresh server has
 *                              APIProtocolSupport 1, dhcp.mdb in C:\Windows\system32\dhcp with its backups in
 *                              C:\Windows\system32\dhcp\backup, intervals of 60 minutes, DatabaseLoggingFlag 1, and 0 for
 *                              the rest.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, ERROR_NOT_ENOUGH_MEMORY, RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION DhcpServerGetConfig(LPCWSTR ServerIpAddress,
                                            LPDHCP_SERVER_CONFIG_INFO *ConfigInfo);

/**
 * Reads the configuration of a server, like DhcpServerGetConfig, with pings, boot files and audit log.
 * (MS-DHCPM 3.1.4.41)
 *
 * @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
 * @param[out] ConfigInfo       the configuration, with the blocks of DhcpServerGetConfig. wszBootTableString is one block
 *                              more, of cbBootTableString bytes: strings, each with its NUL, and one NUL more; without
 *                              boot files it is NULL, with 0 bytes. A fresh server pings no address and writes its audit
 *                              log (fAuditLog TRUE).
 * @return as DhcpServerGetConfig.
 */
DWORD DHCP_API_FUNCTION DhcpServerGetConfigV4(LPCWSTR ServerIpAddress,
                                              LPDHCP_SERVER_CONFIG_INFO_V4 *ConfigInfo);

/**
 * Reads the configuration of a server, like DhcpServerGetConfigV4. QuarantineOn, QuarDefFail and QuarRuntimeStatus are 0:
 * there is no Network Access Protection since Windows Server 2016. (MS-DHCPM 3.1.4.43)
 *
 * @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
 * @param[out] ConfigInfo       the configuration, with the blocks of DhcpServerGetConfigV4.
 * @return as DhcpServerGetConfig.
 */
DWORD DHCP_API_FUNCTION DhcpServerGetConfigVQ(LPCWSTR ServerIpAddress,
                                              LPDHCP_SERVER_CONFIG_INFO_VQ *ConfigInfo);

/**
 * Reads an attribute of a server. (MS-DHCPM 3.2.4.35)
 *
 * @param[in]  ServerIpAddr  the server; NULL or "" is the local one.
 * @param[in]  dwReserved    0.
 * @param[in]  DhcpAttribId  the attribute: DHCP_ATTRIB_BOOL_IS_ROGUE (FALSE here), DHCP_ATTRIB_BOOL_IS_DYNBOOTP (TRUE),
 *                           DHCP_ATTRIB_BOOL_IS_PART_OF_DSDC (FALSE), DHCP_ATTRIB_BOOL_IS_BINDING_AWARE (TRUE),
 *                           DHCP_ATTRIB_BOOL_IS_ADMIN (TRUE), DHCP_ATTRIB_ULONG_RESTORE_STATUS (0).
 * @param[out] pDhcpAttrib   its value, one block that is released with DhcpRpcFreeMemory; NULL on failure.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER (dwReserved is not 0), ERROR_NOT_SUPPORTED (there is no such
 *         attribute), ERROR_NOT_ENOUGH_MEMORY, RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION DhcpServerQueryAttribute(LPCWSTR ServerIpAddr,
                                                 DWORD dwReserved,
                                                 DHCP_ATTRIB_ID DhcpAttribId,
                                                 LPDHCP_ATTRIB *pDhcpAttrib);

/**
 * Reads several attributes of a server. (MS-DHCPM 3.2.4.36)
 *
 * @param[in]  ServerIpAddr    the server; NULL or "" is the local one.
 * @param[in]  dwReserved      0.
 * @param[in]  dwAttribCount   number of attributes, at least 1.
 * @param[in]  pDhcpAttribs    the attributes, as DhcpServerQueryAttribute has them.
 * @param[out] pDhcpAttribArr  the values of those that there are, in the order in which they were asked for; NULL if there is
 *                             none, and on failure. The header and the array are two blocks, each released with
 *                             DhcpRpcFreeMemory.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER (dwReserved is not 0, no attribute is asked for),
 *         ERROR_NOT_SUPPORTED (there is no such attribute; the values of the others are returned),
 *         ERROR_NOT_ENOUGH_MEMORY, RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION DhcpServerQueryAttributes(LPCWSTR ServerIpAddr,
                                                  DWORD dwReserved,
                                                  DWORD dwAttribCount,
                                                  const DHCP_ATTRIB_ID *pDhcpAttribs,
                                                  LPDHCP_ATTRIB_ARRAY *pDhcpAttribArr);

/**
 * Reads as which user the server registers names in DNS. The password is never returned. (MS-DHCPM 3.2.4.43)
 *
 * @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in]  UnameSize        size of Uname in bytes, the NUL included.
 * @param[out] Uname            the user, "" if none was set; also on failure.
 * @param[in]  DomainSize       size of Domain in bytes, the NUL included.
 * @param[out] Domain           the domain of the user, "" if none was set; also on failure.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER (a buffer is NULL), ERROR_INSUFFICIENT_BUFFER (one of them is too
 *         small; both are left empty), RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION DhcpServerQueryDnsRegCredentials(LPCWSTR ServerIpAddress,
                                                         DWORD UnameSize,
                                                         LPWSTR Uname,
                                                         DWORD DomainSize,
                                                         LPWSTR Domain);

/**
 * Makes a server check whether it may lease addresses. Nobody forbids it here, so that there is nothing to do.
 * (MS-DHCPM 3.2.4.37)
 *
 * @param[in] ServerIpAddr  the server; NULL or "" is the local one.
 * @param[in] dwReserved    not looked at; pass 0.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION DhcpServerRedoAuthorization(LPCWSTR ServerIpAddr,
                                                    DWORD dwReserved);

/**
 * Configures a server. What is set is kept and can be read at once, also what a Windows server obeys from its next start
 * on. Nothing of it changes what this library does, and no directory is made. Where one value is refused nothing is
 * changed. (MS-DHCPM 3.1.4.26)
 *
 * @param[in] ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in] FieldsToSet      which fields to set, Set_APIProtocolSupport (0x1) to Set_DebugFlag (0x100); other bits are
 *                             not looked at. 0 changes nothing.
 * @param[in] ConfigInfo       the fields that are set; the others are not looked at. APIProtocolSupport: 1 TCP, 2 named
 *                             pipes, 4 local calls, or several of them. DatabaseName: not empty. DatabasePath,
 *                             BackupPath: 1 to 247 characters. All three: of characters that code page 1252 has.
 *                             BackupInterval, DatabaseCleanupInterval: 1 to 71582 minutes. DatabaseLoggingFlag,
 *                             RestoreFlag: 0, or any other number, which is kept as 1. DebugFlag: any number.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER (a value is not one of these), ERROR_INVALID_NAME (123: a character is
 *         not in the code page), ERROR_ARITHMETIC_OVERFLOW (534: an interval is too long), RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION DhcpServerSetConfig(LPCWSTR ServerIpAddress,
                                            DWORD FieldsToSet,
                                            const struct DHCP_SERVER_CONFIG_INFO *ConfigInfo);

/**
 * Configures a server, like DhcpServerSetConfig, with pings, boot files and audit log. (MS-DHCPM 3.1.4.40)
 *
 * @param[in] ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in] FieldsToSet      which fields to set, as DhcpServerSetConfig has them, and Set_PingRetries (0x200) to
 *                             Set_AuditLogState (0x800).
 * @param[in] ConfigInfo       the fields that are set. dwPingRetries: 0 to 5. cbBootTableString: an even number of bytes, at
 *                             most 1048576; 0 takes the boot files away. wszBootTableString: so many bytes of well-formed
 *                             UTF-16, the last character of which is NUL; on a Windows server strings of the form
 *                             file,server,path, each with its NUL, and one NUL more. fAuditLog: FALSE, or anything else.
 * @return as DhcpServerSetConfig.
 */
DWORD DHCP_API_FUNCTION DhcpServerSetConfigV4(LPCWSTR ServerIpAddress,
                                              DWORD FieldsToSet,
                                              const struct DHCP_SERVER_CONFIG_INFO_V4 *ConfigInfo);

/**
 * Configures a server, like DhcpServerSetConfigV4. The quarantine cannot be configured: there is no Network Access
 * Protection since Windows Server 2016. (MS-DHCPM 3.1.4.42)
 *
 * @param[in] ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in] FieldsToSet      which fields to set, as DhcpServerSetConfigV4 has them.
 * @param[in] ConfigInfo       the fields that are set.
 * @return as DhcpServerSetConfig, and ERROR_DHCP_NAP_NOT_SUPPORTED (20138: FieldsToSet has Set_QuarantineON or
 *         Set_QuarantineDefFail).
 */
DWORD DHCP_API_FUNCTION DhcpServerSetConfigVQ(LPCWSTR ServerIpAddress,
                                              DWORD FieldsToSet,
                                              const struct DHCP_SERVER_CONFIG_INFO_VQ *ConfigInfo);

/**
 * Sets as which user the server registers names in DNS; the oldest form, whose password is run-encoded with the seed
 * 0xA5. Nothing is registered here. (MS-DHCPM 3.2.4.44)
 *
 * @param[in] ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in] Uname            the user; NULL is "".
 * @param[in] Domain           the domain of the user; NULL is "".
 * @param[in] Passwd           the encoded password; NULL and "" are none. Each of its bytes, the last one first, is
 *                             exchanged with its exclusive or with the byte before it and 0xA5, and the first one with that
 *                             with 0xE7; what comes of it is well-formed UTF-16. No function returns the password, and no
 *                             log contains it.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION DhcpServerSetDnsRegCredentials(LPCWSTR ServerIpAddress,
                                                       LPCWSTR Uname,
                                                       LPCWSTR Domain,
                                                       LPCWSTR Passwd);

/**
 * Sets as which user the server registers names in DNS. Nothing is registered here. (MS-DHCPM 3.2.4.88)
 *
 * @param[in] ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in] Uname            the user; NULL is "".
 * @param[in] Domain           the domain of the user; NULL is "".
 * @param[in] Passwd           the password, in clear; NULL and "" are none. No function returns it, and no log contains
 *                             it.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION DhcpServerSetDnsRegCredentialsV5(LPCWSTR ServerIpAddress,
                                                         LPCWSTR Uname,
                                                         LPCWSTR Domain,
                                                         LPCWSTR Passwd);

/**
 * Reads the counters of a server since its service started, and the figures of each of its scopes, disabled ones too,
 * lowest address first. (MS-DHCPM 3.1.4.23)
 *
 * The messages are those of the clients of dhcpsapi_ext.h, as the server that answered them counts them: a client that
 * gets an address says DISCOVER, is sent OFFER, says REQUEST and is sent ACK; one that gets more time says REQUEST and is
 * sent ACK. One that gets no address has said DISCOVER, one that may not keep its address says REQUEST and is sent NAK, and
 * one that is not answered has said REQUEST. DECLINE and RELEASE are counted whether or not there was a lease to end. A
 * counter goes on with 0 behind 4294967295.
 *
 * @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
 * @param[out] MibInfo          the counters, NULL on failure. ServerStartTime is when the server was made or last
 *                              started, 0 if that is not known. Of a scope, addresses in use are those that a client has
 *                              or has declined; those that are free are all others of the range that are not excluded,
 *                              reserved ones that no client uses among them; all figures of a scope without a range are 0.
 *                              The structure and its array are two blocks, each released with DhcpRpcFreeMemory; without
 *                              scopes the array is NULL.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, ERROR_NOT_ENOUGH_MEMORY, RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION DhcpGetMibInfo(LPCWSTR ServerIpAddress,
                                       LPDHCP_MIB_INFO *MibInfo);

/**
 * Reads the counters of a server, like DhcpGetMibInfo. DelayedOffers are those of the OFFER messages that were sent from a
 * scope with a delay, and ScopesWithDelayedOffers is how many scopes have one now (DhcpSetSubnetDelayOffer). The Qtn fields
 * are 0, since there is no Network Access Protection since Windows Server 2016. (MS-DHCPM 3.2.4.82)
 *
 * @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
 * @param[out] MibInfo          the counters, with the blocks of DhcpGetMibInfo.
 * @return as DhcpGetMibInfo.
 */
DWORD DHCP_API_FUNCTION DhcpGetMibInfoV5(LPCWSTR ServerIpAddress,
                                         LPDHCP_MIB_INFO_V5 *MibInfo);

/**
 * Succeeds and returns nothing, as on Windows, where nobody uses it. The SDK does not declare it. (MS-DHCPM 3.1.4.44)
 *
 * @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
 * @param[out] MibInfo          NULL.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION DhcpGetMibInfoVQ(LPCWSTR ServerIpAddress,
                                         LPDHCP_MIB_INFO_VQ *MibInfo);

/**
 * Adds an element to a multicast scope.
 *
 * Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
 *
 * @param[in] ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in] MScopeName       name of the multicast scope.
 * @param[in] AddElementInfo   the element.
 */
DWORD DHCP_API_FUNCTION DhcpAddMScopeElement(LPCWSTR ServerIpAddress,
                                             LPCWSTR MScopeName,
                                             const struct DHCP_SUBNET_ELEMENT_DATA_V4 *AddElementInfo);

/**
 * Deletes the lease of a multicast client.
 *
 * Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
 *
 * @param[in] ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in] ClientInfo       the client.
 */
DWORD DHCP_API_FUNCTION DhcpDeleteMClientInfo(LPCWSTR ServerIpAddress,
                                              const struct DHCP_SEARCH_INFO *ClientInfo);

/**
 * Deletes a multicast scope.
 *
 * Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
 *
 * @param[in] ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in] MScopeName       name of the multicast scope.
 * @param[in] ForceFlag        how far the deletion goes.
 */
DWORD DHCP_API_FUNCTION DhcpDeleteMScope(LPCWSTR ServerIpAddress,
                                         LPCWSTR MScopeName,
                                         enum DHCP_FORCE_FLAG ForceFlag);

/**
 * Lists the leases of a multicast scope.
 *
 * Not implemented yet: clears its outputs and answers ERROR_CALL_NOT_IMPLEMENTED (120).
 *
 * @param[in]     ServerIpAddress   the server; NULL or "" is the local one.
 * @param[in]     MScopeName        name of the multicast scope.
 * @param[in,out] ResumeHandle      where to go on; 0 for the first call.
 * @param[in]     PreferredMaximum  the most bytes to return.
 * @param[out]    ClientInfo        the clients, released with DhcpRpcFreeMemory.
 * @param[out]    ClientsRead       number of clients returned.
 * @param[out]    ClientsTotal      number of clients from ResumeHandle on.
 */
DWORD DHCP_API_FUNCTION DhcpEnumMScopeClients(LPCWSTR ServerIpAddress,
                                              LPCWSTR MScopeName,
                                              DHCP_RESUME_HANDLE *ResumeHandle,
                                              DWORD PreferredMaximum,
                                              LPDHCP_MCLIENT_INFO_ARRAY *ClientInfo,
                                              LPDWORD ClientsRead,
                                              LPDWORD ClientsTotal);

/**
 * Lists the elements of a multicast scope.
 *
 * Not implemented yet: clears its outputs and answers ERROR_CALL_NOT_IMPLEMENTED (120).
 *
 * @param[in]     ServerIpAddress   the server; NULL or "" is the local one.
 * @param[in]     MScopeName        name of the multicast scope.
 * @param[in]     EnumElementType   the kind of elements.
 * @param[in,out] ResumeHandle      where to go on; 0 for the first call.
 * @param[in]     PreferredMaximum  the most bytes to return.
 * @param[out]    EnumElementInfo   the elements, released with DhcpRpcFreeMemory.
 * @param[out]    ElementsRead      number of elements returned.
 * @param[out]    ElementsTotal     number of elements from ResumeHandle on.
 */
DWORD DHCP_API_FUNCTION DhcpEnumMScopeElements(LPCWSTR ServerIpAddress,
                                               LPCWSTR MScopeName,
                                               enum DHCP_SUBNET_ELEMENT_TYPE EnumElementType,
                                               DHCP_RESUME_HANDLE *ResumeHandle,
                                               DWORD PreferredMaximum,
                                               LPDHCP_SUBNET_ELEMENT_INFO_ARRAY_V4 *EnumElementInfo,
                                               LPDWORD ElementsRead,
                                               LPDWORD ElementsTotal);

/**
 * Lists the multicast scopes.
 *
 * Not implemented yet: clears its outputs and answers ERROR_CALL_NOT_IMPLEMENTED (120).
 *
 * @param[in]     ServerIpAddress   the server; NULL or "" is the local one.
 * @param[in,out] ResumeHandle      where to go on; 0 for the first call.
 * @param[in]     PreferredMaximum  the most scopes to return.
 * @param[out]    MScopeTable       the names, released with DhcpRpcFreeMemory.
 * @param[out]    ElementsRead      number of elements returned.
 * @param[out]    ElementsTotal     number of elements from ResumeHandle on.
 */
DWORD DHCP_API_FUNCTION DhcpEnumMScopes(LPCWSTR ServerIpAddress,
                                        DHCP_RESUME_HANDLE *ResumeHandle,
                                        DWORD PreferredMaximum,
                                        LPDHCP_MSCOPE_TABLE *MScopeTable,
                                        LPDWORD ElementsRead,
                                        LPDWORD ElementsTotal);

/**
 * Reads the multicast counters of a server.
 *
 * Not implemented yet: clears its output and answers ERROR_CALL_NOT_IMPLEMENTED (120).
 *
 * @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
 * @param[out] MibInfo          the counters, released with DhcpRpcFreeMemory.
 */
DWORD DHCP_API_FUNCTION DhcpGetMCastMibInfo(LPCWSTR ServerIpAddress, LPDHCP_MCAST_MIB_INFO *MibInfo);

/**
 * Reads a multicast scope.
 *
 * Not implemented yet: clears its output and answers ERROR_CALL_NOT_IMPLEMENTED (120).
 *
 * @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in]  MScopeName       name of the multicast scope.
 * @param[out] MScopeInfo       the multicast scope, released with DhcpRpcFreeMemory.
 */
DWORD DHCP_API_FUNCTION DhcpGetMScopeInfo(LPCWSTR ServerIpAddress,
                                          LPCWSTR MScopeName,
                                          LPDHCP_MSCOPE_INFO *MScopeInfo);

/**
 * Removes an element of a multicast scope.
 *
 * Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
 *
 * @param[in] ServerIpAddress    the server; NULL or "" is the local one.
 * @param[in] MScopeName         name of the multicast scope.
 * @param[in] RemoveElementInfo  the element.
 * @param[in] ForceFlag          how far the deletion goes.
 */
DWORD DHCP_API_FUNCTION DhcpRemoveMScopeElement(LPCWSTR ServerIpAddress,
                                                LPCWSTR MScopeName,
                                                const struct DHCP_SUBNET_ELEMENT_DATA_V4 *RemoveElementInfo,
                                                enum DHCP_FORCE_FLAG ForceFlag);

/**
 * Compares the address pools of a multicast scope with its leases.
 *
 * Not implemented yet: clears its output and answers ERROR_CALL_NOT_IMPLEMENTED (120).
 *
 * @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in]  MScopeName       name of the multicast scope.
 * @param[in]  FixFlag          1 to repair what is found, 0 to report it.
 * @param[out] ScanList         the differences, released with DhcpRpcFreeMemory.
 */
DWORD DHCP_API_FUNCTION DhcpScanMDatabase(LPCWSTR ServerIpAddress,
                                          LPCWSTR MScopeName,
                                          DWORD FixFlag,
                                          LPDHCP_SCAN_LIST *ScanList);

/**
 * Creates or changes a multicast scope.
 *
 * Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
 *
 * @param[in] ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in] MScopeName       name of the multicast scope.
 * @param[in] MScopeInfo       the multicast scope.
 * @param[in] NewScope         TRUE to create it, FALSE to change it.
 */
DWORD DHCP_API_FUNCTION DhcpSetMScopeInfo(LPCWSTR ServerIpAddress,
                                          LPCWSTR MScopeName,
                                          const struct DHCP_MSCOPE_INFO *MScopeInfo,
                                          BOOL NewScope);

/**
 * Adds a range to a policy.
 *
 * Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
 *
 * @param[in] ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in] SubnetAddress    the subnet.
 * @param[in] PolicyName       name of the policy.
 * @param[in] Range            the range.
 */
DWORD DHCP_API_FUNCTION DhcpV4AddPolicyRange(LPCWSTR ServerIpAddress,
                                             DHCP_IP_ADDRESS SubnetAddress,
                                             LPCWSTR PolicyName,
                                             const struct DHCP_IP_RANGE *Range);

/**
 * Creates a policy.
 *
 * Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
 *
 * @param[in] ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in] pPolicy          the policy.
 */
DWORD DHCP_API_FUNCTION DhcpV4CreatePolicy(LPCWSTR ServerIpAddress, const struct DHCP_POLICY *pPolicy);

/**
 * Creates a policy with properties.
 *
 * Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
 *
 * @param[in] ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in] PolicyEx         the policy.
 */
DWORD DHCP_API_FUNCTION DhcpV4CreatePolicyEx(LPCWSTR ServerIpAddress, const struct DHCP_POLICY_EX *PolicyEx);

/**
 * Deletes a policy.
 *
 * Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
 *
 * @param[in] ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in] fGlobalPolicy    TRUE for the level of the server, FALSE for that of a scope.
 * @param[in] SubnetAddress    the scope; 0 for the level of the server.
 * @param[in] PolicyName       name of the policy.
 */
DWORD DHCP_API_FUNCTION DhcpV4DeletePolicy(LPCWSTR ServerIpAddress,
                                           BOOL fGlobalPolicy,
                                           DHCP_IP_ADDRESS SubnetAddress,
                                           LPCWSTR PolicyName);

/**
 * Lists the policies of one level.
 *
 * Not implemented yet: clears its outputs and answers ERROR_CALL_NOT_IMPLEMENTED (120).
 *
 * @param[in]     ServerIpAddress   the server; NULL or "" is the local one.
 * @param[in,out] ResumeHandle      where to go on; 0 for the first call.
 * @param[in]     PreferredMaximum  the most policies to return.
 * @param[in]     fGlobalPolicy     TRUE for the level of the server, FALSE for that of a scope.
 * @param[in]     SubnetAddress     the scope; 0 for the level of the server.
 * @param[out]    EnumInfo          the policies, released with DhcpRpcFreeMemory.
 * @param[out]    ElementsRead      number of elements returned.
 * @param[out]    ElementsTotal     number of elements from ResumeHandle on.
 */
DWORD DHCP_API_FUNCTION DhcpV4EnumPolicies(LPCWSTR ServerIpAddress,
                                           DHCP_RESUME_HANDLE *ResumeHandle,
                                           DWORD PreferredMaximum,
                                           BOOL fGlobalPolicy,
                                           DHCP_IP_ADDRESS SubnetAddress,
                                           LPDHCP_POLICY_ARRAY *EnumInfo,
                                           LPDWORD ElementsRead,
                                           LPDWORD ElementsTotal);

/**
 * Lists the policies of one level, with properties.
 *
 * Not implemented yet: clears its outputs and answers ERROR_CALL_NOT_IMPLEMENTED (120).
 *
 * @param[in]     ServerIpAddress   the server; NULL or "" is the local one.
 * @param[in,out] ResumeHandle      where to go on; 0 for the first call.
 * @param[in]     PreferredMaximum  the most policies to return.
 * @param[in]     GlobalPolicy      TRUE for the level of the server, FALSE for that of a scope.
 * @param[in]     SubnetAddress     the scope; 0 for the level of the server.
 * @param[out]    EnumInfo          the policies, released with DhcpRpcFreeMemory.
 * @param[out]    ElementsRead      number of elements returned.
 * @param[out]    ElementsTotal     number of elements from ResumeHandle on.
 */
DWORD DHCP_API_FUNCTION DhcpV4EnumPoliciesEx(LPCWSTR ServerIpAddress,
                                             DHCP_RESUME_HANDLE *ResumeHandle,
                                             DWORD PreferredMaximum,
                                             BOOL GlobalPolicy,
                                             DHCP_IP_ADDRESS SubnetAddress,
                                             LPDHCP_POLICY_EX_ARRAY *EnumInfo,
                                             LPDWORD ElementsRead,
                                             LPDWORD ElementsTotal);

/**
 * Reads a policy.
 *
 * Not implemented yet: clears its output and answers ERROR_CALL_NOT_IMPLEMENTED (120).
 *
 * @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in]  fGlobalPolicy    TRUE for the level of the server, FALSE for that of a scope.
 * @param[in]  SubnetAddress    the scope; 0 for the level of the server.
 * @param[in]  PolicyName       name of the policy.
 * @param[out] Policy           the policy, released with DhcpRpcFreeMemory.
 */
DWORD DHCP_API_FUNCTION DhcpV4GetPolicy(LPCWSTR ServerIpAddress,
                                        BOOL fGlobalPolicy,
                                        DHCP_IP_ADDRESS SubnetAddress,
                                        LPCWSTR PolicyName,
                                        LPDHCP_POLICY *Policy);

/**
 * Reads a policy, with properties.
 *
 * Not implemented yet: clears its output and answers ERROR_CALL_NOT_IMPLEMENTED (120).
 *
 * @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in]  GlobalPolicy     TRUE for the level of the server, FALSE for that of a scope.
 * @param[in]  SubnetAddress    the scope; 0 for the level of the server.
 * @param[in]  PolicyName       name of the policy.
 * @param[out] Policy           the policy, released with DhcpRpcFreeMemory.
 */
DWORD DHCP_API_FUNCTION DhcpV4GetPolicyEx(LPCWSTR ServerIpAddress,
                                          BOOL GlobalPolicy,
                                          DHCP_IP_ADDRESS SubnetAddress,
                                          LPCWSTR PolicyName,
                                          LPDHCP_POLICY_EX *Policy);

/**
 * Reads whether the policies of one level are applied.
 *
 * Not implemented yet: clears its output and answers ERROR_CALL_NOT_IMPLEMENTED (120).
 *
 * @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in]  fGlobalPolicy    TRUE for the level of the server, FALSE for that of a scope.
 * @param[in]  SubnetAddress    the scope; 0 for the level of the server.
 * @param[out] Enabled          TRUE if policies are applied.
 */
DWORD DHCP_API_FUNCTION DhcpV4QueryPolicyEnforcement(LPCWSTR ServerIpAddress,
                                                     BOOL fGlobalPolicy,
                                                     DHCP_IP_ADDRESS SubnetAddress,
                                                     BOOL *Enabled);

/**
 * Takes a range out of a policy.
 *
 * Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
 *
 * @param[in] ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in] SubnetAddress    the subnet.
 * @param[in] PolicyName       name of the policy.
 * @param[in] Range            the range.
 */
DWORD DHCP_API_FUNCTION DhcpV4RemovePolicyRange(LPCWSTR ServerIpAddress,
                                                DHCP_IP_ADDRESS SubnetAddress,
                                                LPCWSTR PolicyName,
                                                const struct DHCP_IP_RANGE *Range);

/**
 * Changes a policy.
 *
 * Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
 *
 * @param[in] ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in] FieldsModified   DhcpUpdatePolicy... bits: the fields to change.
 * @param[in] fGlobalPolicy    TRUE for the level of the server, FALSE for that of a scope.
 * @param[in] SubnetAddress    the scope; 0 for the level of the server.
 * @param[in] PolicyName       name of the policy.
 * @param[in] Policy           the policy.
 */
DWORD DHCP_API_FUNCTION DhcpV4SetPolicy(LPCWSTR ServerIpAddress,
                                        DWORD FieldsModified,
                                        BOOL fGlobalPolicy,
                                        DHCP_IP_ADDRESS SubnetAddress,
                                        LPCWSTR PolicyName,
                                        const struct DHCP_POLICY *Policy);

/**
 * Sets whether the policies of one level are applied.
 *
 * Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
 *
 * @param[in] ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in] fGlobalPolicy    TRUE for the level of the server, FALSE for that of a scope.
 * @param[in] SubnetAddress    the scope; 0 for the level of the server.
 * @param[in] Enable           TRUE to apply policies.
 */
DWORD DHCP_API_FUNCTION DhcpV4SetPolicyEnforcement(LPCWSTR ServerIpAddress,
                                                   BOOL fGlobalPolicy,
                                                   DHCP_IP_ADDRESS SubnetAddress,
                                                   BOOL Enable);

/**
 * Changes a policy, with properties.
 *
 * Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
 *
 * @param[in] ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in] FieldsModified   DhcpUpdatePolicy... bits: the fields to change.
 * @param[in] GlobalPolicy     TRUE for the level of the server, FALSE for that of a scope.
 * @param[in] SubnetAddress    the scope; 0 for the level of the server.
 * @param[in] PolicyName       name of the policy.
 * @param[in] Policy           the policy.
 */
DWORD DHCP_API_FUNCTION DhcpV4SetPolicyEx(LPCWSTR ServerIpAddress,
                                          DWORD FieldsModified,
                                          BOOL GlobalPolicy,
                                          DHCP_IP_ADDRESS SubnetAddress,
                                          LPCWSTR PolicyName,
                                          const struct DHCP_POLICY_EX *Policy);

/**
 * Adds a condition to a policy in memory.
 *
 * Not implemented yet: clears its output and answers ERROR_CALL_NOT_IMPLEMENTED (120).
 *
 * @param[in,out] Policy          the policy that is changed.
 * @param[in]     ParentExpr      index of the expression that it belongs to.
 * @param[in]     Type            what it looks at.
 * @param[in]     OptionID        code of the option.
 * @param[in]     SubOptionID     code of the suboption.
 * @param[in]     VendorName      vendor class of the option; may be NULL.
 * @param[in]     Operator        the operator.
 * @param[in]     Value           the bytes to compare with.
 * @param[in]     ValueLength     number of bytes.
 * @param[out]    ConditionIndex  index of the new condition.
 */
DWORD DHCP_API_FUNCTION DhcpHlprAddV4PolicyCondition(LPDHCP_POLICY Policy,
                                                     DWORD ParentExpr,
                                                     enum DHCP_POL_ATTR_TYPE Type,
                                                     DWORD OptionID,
                                                     DWORD SubOptionID,
                                                     LPCWSTR VendorName,
                                                     enum DHCP_POL_COMPARATOR Operator,
                                                     const BYTE *Value,
                                                     DWORD ValueLength,
                                                     LPDWORD ConditionIndex);

/**
 * Adds an expression to a policy in memory.
 *
 * Not implemented yet: clears its output and answers ERROR_CALL_NOT_IMPLEMENTED (120).
 *
 * @param[in,out] Policy      the policy that is changed.
 * @param[in]     ParentExpr  index of the expression that it belongs to.
 * @param[in]     Operator    the operator.
 * @param[out]    ExprIndex   index of the new expression.
 */
DWORD DHCP_API_FUNCTION DhcpHlprAddV4PolicyExpr(LPDHCP_POLICY Policy,
                                                DWORD ParentExpr,
                                                enum DHCP_POL_LOGIC_OPER Operator,
                                                LPDWORD ExprIndex);

/**
 * Adds a range to a policy in memory.
 *
 * Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
 *
 * @param[in,out] Policy  the policy that is changed.
 * @param[in]     Range   the range.
 */
DWORD DHCP_API_FUNCTION DhcpHlprAddV4PolicyRange(LPDHCP_POLICY Policy, const struct DHCP_IP_RANGE *Range);

/**
 * Makes a policy in memory.
 *
 * Not implemented yet: clears its output and answers ERROR_CALL_NOT_IMPLEMENTED (120).
 *
 * @param[in]  PolicyName       name of the policy.
 * @param[in]  fGlobalPolicy    TRUE for the level of the server, FALSE for that of a scope.
 * @param[in]  Subnet           the scope; 0 for a policy of the server.
 * @param[in]  ProcessingOrder  place among the policies of its level, from 1.
 * @param[in]  RootOperator     operator of the outermost expression.
 * @param[in]  Description      free text; may be NULL.
 * @param[in]  Enabled          TRUE if the policy is to be applied.
 * @param[out] Policy           the policy, released with DhcpHlprFreeV4Policy.
 */
DWORD DHCP_API_FUNCTION DhcpHlprCreateV4Policy(LPCWSTR PolicyName,
                                               BOOL fGlobalPolicy,
                                               DHCP_IP_ADDRESS Subnet,
                                               DWORD ProcessingOrder,
                                               enum DHCP_POL_LOGIC_OPER RootOperator,
                                               LPCWSTR Description,
                                               BOOL Enabled,
                                               LPDHCP_POLICY *Policy);

/**
 * Makes a policy with properties in memory.
 *
 * Not implemented yet: clears its output and answers ERROR_CALL_NOT_IMPLEMENTED (120).
 *
 * @param[in]  PolicyName       name of the policy.
 * @param[in]  fGlobalPolicy    TRUE for the level of the server, FALSE for that of a scope.
 * @param[in]  Subnet           the scope; 0 for a policy of the server.
 * @param[in]  ProcessingOrder  place among the policies of its level, from 1.
 * @param[in]  RootOperator     operator of the outermost expression.
 * @param[in]  Description      free text; may be NULL.
 * @param[in]  Enabled          TRUE if the policy is to be applied.
 * @param[out] Policy           the policy, released with DhcpHlprFreeV4PolicyEx.
 */
DWORD DHCP_API_FUNCTION DhcpHlprCreateV4PolicyEx(LPCWSTR PolicyName,
                                                 BOOL fGlobalPolicy,
                                                 DHCP_IP_ADDRESS Subnet,
                                                 DWORD ProcessingOrder,
                                                 enum DHCP_POL_LOGIC_OPER RootOperator,
                                                 LPCWSTR Description,
                                                 BOOL Enabled,
                                                 LPDHCP_POLICY_EX *Policy);

/**
 * Finds a property in a list.
 *
 * Not implemented yet: answers NULL.
 *
 * @param[in] PropertyArray  the properties.
 * @param[in] ID             what the property says.
 * @param[in] Type           type of the property.
 */
LPDHCP_PROPERTY DHCP_API_FUNCTION DhcpHlprFindV4DhcpProperty(const struct DHCP_PROPERTY_ARRAY *PropertyArray,
                                                             enum DHCP_PROPERTY_ID ID,
                                                             enum DHCP_PROPERTY_TYPE Type);

/**
 * Releases a property.
 *
 * Not implemented yet: does nothing.
 *
 * @param[in] Property  the property; may be NULL.
 */
VOID DHCP_API_FUNCTION DhcpHlprFreeV4DhcpProperty(LPDHCP_PROPERTY Property);

/**
 * Releases a list of properties.
 *
 * Not implemented yet: does nothing.
 *
 * @param[in] PropertyArray  the properties.
 */
VOID DHCP_API_FUNCTION DhcpHlprFreeV4DhcpPropertyArray(LPDHCP_PROPERTY_ARRAY PropertyArray);

/**
 * Releases a policy.
 *
 * Not implemented yet: does nothing.
 *
 * @param[in] Policy  the policy; may be NULL.
 */
VOID DHCP_API_FUNCTION DhcpHlprFreeV4Policy(LPDHCP_POLICY Policy);

/**
 * Releases a list of policies.
 *
 * Not implemented yet: does nothing.
 *
 * @param[in] PolicyArray  the policies; may be NULL.
 */
VOID DHCP_API_FUNCTION DhcpHlprFreeV4PolicyArray(LPDHCP_POLICY_ARRAY PolicyArray);

/**
 * Releases a policy with properties.
 *
 * Not implemented yet: does nothing.
 *
 * @param[in] PolicyEx  the policy; may be NULL.
 */
VOID DHCP_API_FUNCTION DhcpHlprFreeV4PolicyEx(LPDHCP_POLICY_EX PolicyEx);

/**
 * Releases a list of policies with properties.
 *
 * Not implemented yet: does nothing.
 *
 * @param[in] PolicyExArray  the policies; may be NULL.
 */
VOID DHCP_API_FUNCTION DhcpHlprFreeV4PolicyExArray(LPDHCP_POLICY_EX_ARRAY PolicyExArray);

/**
 * Says whether a policy has one condition only, on the user class.
 *
 * Not implemented yet: answers FALSE.
 *
 * @param[in] Policy  the policy.
 */
BOOL DHCP_API_FUNCTION DhcpHlprIsV4PolicySingleUC(const struct DHCP_POLICY *Policy);

/**
 * Checks a policy in memory.
 *
 * Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
 *
 * @param[in] pPolicy  the policy.
 */
DWORD DHCP_API_FUNCTION DhcpHlprIsV4PolicyValid(const struct DHCP_POLICY *pPolicy);

/**
 * Says whether the expressions of a policy form a tree.
 *
 * Not implemented yet: answers FALSE.
 *
 * @param[in] pPolicy  the policy.
 */
BOOL DHCP_API_FUNCTION DhcpHlprIsV4PolicyWellFormed(const struct DHCP_POLICY *pPolicy);

/**
 * Sets the operator of the outermost expression of a policy in memory.
 *
 * Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
 *
 * @param[in,out] Policy    the policy that is changed.
 * @param[in]     Operator  the operator.
 */
DWORD DHCP_API_FUNCTION DhcpHlprModifyV4PolicyExpr(LPDHCP_POLICY Policy, enum DHCP_POL_LOGIC_OPER Operator);

/**
 * Removes conditions and expressions from a policy in memory.
 *
 * Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
 *
 * @param[in,out] Policy  the policy that is changed.
 */
DWORD DHCP_API_FUNCTION DhcpHlprResetV4PolicyExpr(LPDHCP_POLICY Policy);

/**
 * Adds an element to an IPv6 subnet.
 *
 * Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
 *
 * @param[in] ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in] SubnetAddress    the subnet.
 * @param[in] AddElementInfo   the element.
 */
DWORD DHCP_API_FUNCTION DhcpAddSubnetElementV6(LPCWSTR ServerIpAddress,
                                               struct DHCP_IPV6_ADDRESS SubnetAddress,
                                               const struct DHCP_SUBNET_ELEMENT_DATA_V6 *AddElementInfo);

/**
 * Creates an IPv6 class.
 *
 * Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
 *
 * @param[in] ServerIpAddress     the server; NULL or "" is the local one.
 * @param[in] ReservedMustBeZero  0.
 * @param[in] ClassInfo           the class.
 */
DWORD DHCP_API_FUNCTION DhcpCreateClassV6(LPCWSTR ServerIpAddress,
                                          DWORD ReservedMustBeZero,
                                          const struct DHCP_CLASS_INFO_V6 *ClassInfo);

/**
 * Defines an IPv6 option.
 *
 * Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
 *
 * @param[in] ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in] Flags            DHCP_FLAGS_OPTION_IS_VENDOR or 0.
 * @param[in] OptionID         code of the option.
 * @param[in] ClassName        the user class; NULL is the default one.
 * @param[in] VendorName       the vendor class; NULL is the default one.
 * @param[in] OptionInfo       the definition.
 */
DWORD DHCP_API_FUNCTION DhcpCreateOptionV6(LPCWSTR ServerIpAddress,
                                           DWORD Flags,
                                           DHCP_OPTION_ID OptionID,
                                           LPCWSTR ClassName,
                                           LPCWSTR VendorName,
                                           const struct DHCP_OPTION *OptionInfo);

/**
 * Creates an IPv6 subnet.
 *
 * Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
 *
 * @param[in] ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in] SubnetAddress    the subnet.
 * @param[in] SubnetInfo       the subnet.
 */
DWORD DHCP_API_FUNCTION DhcpCreateSubnetV6(LPCWSTR ServerIpAddress,
                                           struct DHCP_IPV6_ADDRESS SubnetAddress,
                                           const struct DHCP_SUBNET_INFO_V6 *SubnetInfo);

/**
 * Deletes an IPv6 class.
 *
 * Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
 *
 * @param[in] ServerIpAddress     the server; NULL or "" is the local one.
 * @param[in] ReservedMustBeZero  0.
 * @param[in] ClassName           name of the class.
 */
DWORD DHCP_API_FUNCTION DhcpDeleteClassV6(LPCWSTR ServerIpAddress,
                                          DWORD ReservedMustBeZero,
                                          LPCWSTR ClassName);

/**
 * Deletes the lease of an IPv6 client.
 *
 * Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
 *
 * @param[in] ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in] ClientInfo       the client.
 */
DWORD DHCP_API_FUNCTION DhcpDeleteClientInfoV6(LPCWSTR ServerIpAddress,
                                               const struct DHCP_SEARCH_INFO_V6 *ClientInfo);

/**
 * Deletes an IPv6 subnet.
 *
 * Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
 *
 * @param[in] ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in] SubnetAddress    the subnet.
 * @param[in] ForceFlag        how far the deletion goes.
 */
DWORD DHCP_API_FUNCTION DhcpDeleteSubnetV6(LPCWSTR ServerIpAddress,
                                           struct DHCP_IPV6_ADDRESS SubnetAddress,
                                           enum DHCP_FORCE_FLAG ForceFlag);

/**
 * Lists the IPv6 classes.
 *
 * Not implemented yet: clears its outputs and answers ERROR_CALL_NOT_IMPLEMENTED (120).
 *
 * @param[in]     ServerIpAddress     the server; NULL or "" is the local one.
 * @param[in]     ReservedMustBeZero  0.
 * @param[in,out] ResumeHandle        where to go on; 0 for the first call.
 * @param[in]     PreferredMaximum    the most bytes to return.
 * @param[out]    ClassInfoArray      the classes, released with DhcpRpcFreeMemory.
 * @param[out]    nRead               number of classes returned.
 * @param[out]    nTotal              number of classes from ResumeHandle on.
 */
DWORD DHCP_API_FUNCTION DhcpEnumClassesV6(LPCWSTR ServerIpAddress,
                                          DWORD ReservedMustBeZero,
                                          DHCP_RESUME_HANDLE *ResumeHandle,
                                          DWORD PreferredMaximum,
                                          LPDHCP_CLASS_INFO_ARRAY_V6 *ClassInfoArray,
                                          LPDWORD nRead,
                                          LPDWORD nTotal);

/**
 * Lists the IPv6 option values of one level.
 *
 * Not implemented yet: clears its outputs and answers ERROR_CALL_NOT_IMPLEMENTED (120).
 *
 * @param[in]     ServerIpAddress   the server; NULL or "" is the local one.
 * @param[in]     Flags             DHCP_FLAGS_OPTION_IS_VENDOR or 0.
 * @param[in]     ClassName         the user class; NULL is the default one.
 * @param[in]     VendorName        the vendor class; NULL is the default one.
 * @param[in]     ScopeInfo         what the value belongs to.
 * @param[in,out] ResumeHandle      where to go on; 0 for the first call.
 * @param[in]     PreferredMaximum  the most bytes to return.
 * @param[out]    OptionValues      the values, released with DhcpRpcFreeMemory.
 * @param[out]    OptionsRead       number of options returned.
 * @param[out]    OptionsTotal      number of options from ResumeHandle on.
 */
DWORD DHCP_API_FUNCTION DhcpEnumOptionValuesV6(LPCWSTR ServerIpAddress,
                                               DWORD Flags,
                                               LPCWSTR ClassName,
                                               LPCWSTR VendorName,
                                               const struct DHCP_OPTION_SCOPE_INFO6 *ScopeInfo,
                                               DHCP_RESUME_HANDLE *ResumeHandle,
                                               DWORD PreferredMaximum,
                                               LPDHCP_OPTION_VALUE_ARRAY *OptionValues,
                                               LPDWORD OptionsRead,
                                               LPDWORD OptionsTotal);

/**
 * Lists the IPv6 option definitions.
 *
 * Not implemented yet: clears its outputs and answers ERROR_CALL_NOT_IMPLEMENTED (120).
 *
 * @param[in]     ServerIpAddress   the server; NULL or "" is the local one.
 * @param[in]     Flags             DHCP_FLAGS_OPTION_IS_VENDOR or 0.
 * @param[in]     ClassName         the user class; NULL is the default one.
 * @param[in]     VendorName        the vendor class; NULL is the default one.
 * @param[in,out] ResumeHandle      where to go on; 0 for the first call.
 * @param[in]     PreferredMaximum  the most bytes to return.
 * @param[out]    Options           the definitions, released with DhcpRpcFreeMemory.
 * @param[out]    OptionsRead       number of options returned.
 * @param[out]    OptionsTotal      number of options from ResumeHandle on.
 */
DWORD DHCP_API_FUNCTION DhcpEnumOptionsV6(LPCWSTR ServerIpAddress,
                                          DWORD Flags,
                                          LPCWSTR ClassName,
                                          LPCWSTR VendorName,
                                          DHCP_RESUME_HANDLE *ResumeHandle,
                                          DWORD PreferredMaximum,
                                          LPDHCP_OPTION_ARRAY *Options,
                                          LPDWORD OptionsRead,
                                          LPDWORD OptionsTotal);

/**
 * Lists the leases of an IPv6 subnet.
 *
 * Not implemented yet: clears its outputs and answers ERROR_CALL_NOT_IMPLEMENTED (120).
 *
 * @param[in]     ServerIpAddress   the server; NULL or "" is the local one.
 * @param[in]     SubnetAddress     the subnet.
 * @param[in,out] ResumeHandle      where to go on; all zero for the first call.
 * @param[in]     PreferredMaximum  the most bytes to return.
 * @param[out]    ClientInfo        the clients, released with DhcpRpcFreeMemory.
 * @param[out]    ClientsRead       number of clients returned.
 * @param[out]    ClientsTotal      number of clients from ResumeHandle on.
 */
DWORD DHCP_API_FUNCTION DhcpEnumSubnetClientsV6(LPCWSTR ServerIpAddress,
                                                struct DHCP_IPV6_ADDRESS SubnetAddress,
                                                DHCP_RESUME_IPV6_HANDLE *ResumeHandle,
                                                DWORD PreferredMaximum,
                                                LPDHCP_CLIENT_INFO_ARRAY_V6 *ClientInfo,
                                                LPDWORD ClientsRead,
                                                LPDWORD ClientsTotal);

/**
 * Lists the elements of an IPv6 subnet.
 *
 * Not implemented yet: clears its outputs and answers ERROR_CALL_NOT_IMPLEMENTED (120).
 *
 * @param[in]     ServerIpAddress   the server; NULL or "" is the local one.
 * @param[in]     SubnetAddress     the subnet.
 * @param[in]     EnumElementType   the kind of elements.
 * @param[in,out] ResumeHandle      where to go on; 0 for the first call.
 * @param[in]     PreferredMaximum  the most bytes to return.
 * @param[out]    EnumElementInfo   the elements, released with DhcpRpcFreeMemory.
 * @param[out]    ElementsRead      number of elements returned.
 * @param[out]    ElementsTotal     number of elements from ResumeHandle on.
 */
DWORD DHCP_API_FUNCTION DhcpEnumSubnetElementsV6(LPCWSTR ServerIpAddress,
                                                 struct DHCP_IPV6_ADDRESS SubnetAddress,
                                                 enum DHCP_SUBNET_ELEMENT_TYPE_V6 EnumElementType,
                                                 DHCP_RESUME_HANDLE *ResumeHandle,
                                                 DWORD PreferredMaximum,
                                                 LPDHCP_SUBNET_ELEMENT_INFO_ARRAY_V6 *EnumElementInfo,
                                                 LPDWORD ElementsRead,
                                                 LPDWORD ElementsTotal);

/**
 * Lists the IPv6 subnets.
 *
 * Not implemented yet: clears its outputs and answers ERROR_CALL_NOT_IMPLEMENTED (120).
 *
 * @param[in]     ServerIpAddress   the server; NULL or "" is the local one.
 * @param[in,out] ResumeHandle      where to go on; 0 for the first call.
 * @param[in]     PreferredMaximum  the most subnets to return.
 * @param[out]    EnumInfo          the subnets, released with DhcpRpcFreeMemory.
 * @param[out]    ElementsRead      number of elements returned.
 * @param[out]    ElementsTotal     number of elements from ResumeHandle on.
 */
DWORD DHCP_API_FUNCTION DhcpEnumSubnetsV6(LPCWSTR ServerIpAddress,
                                          DHCP_RESUME_HANDLE *ResumeHandle,
                                          DWORD PreferredMaximum,
                                          LPDHCPV6_IP_ARRAY *EnumInfo,
                                          LPDWORD ElementsRead,
                                          LPDWORD ElementsTotal);

/**
 * Reads all IPv6 option values of one level.
 *
 * Not implemented yet: clears its output and answers ERROR_CALL_NOT_IMPLEMENTED (120).
 *
 * @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in]  Flags            0.
 * @param[in]  ScopeInfo        what the value belongs to.
 * @param[out] Values           the values, released with DhcpRpcFreeMemory.
 */
DWORD DHCP_API_FUNCTION DhcpGetAllOptionValuesV6(LPCWSTR ServerIpAddress,
                                                 DWORD Flags,
                                                 const struct DHCP_OPTION_SCOPE_INFO6 *ScopeInfo,
                                                 LPDHCP_ALL_OPTION_VALUES *Values);

/**
 * Reads all IPv6 option definitions.
 *
 * Not implemented yet: clears its output and answers ERROR_CALL_NOT_IMPLEMENTED (120).
 *
 * @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in]  Flags            0.
 * @param[out] OptionStruct     the definitions, released with DhcpRpcFreeMemory.
 */
DWORD DHCP_API_FUNCTION DhcpGetAllOptionsV6(LPCWSTR ServerIpAddress,
                                            DWORD Flags,
                                            LPDHCP_ALL_OPTIONS *OptionStruct);

/**
 * Looks up the lease of an IPv6 client.
 *
 * Not implemented yet: clears its output and answers ERROR_CALL_NOT_IMPLEMENTED (120).
 *
 * @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in]  SearchInfo       the client.
 * @param[out] ClientInfo       the client, released with DhcpRpcFreeMemory.
 */
DWORD DHCP_API_FUNCTION DhcpGetClientInfoV6(LPCWSTR ServerIpAddress,
                                            const struct DHCP_SEARCH_INFO_V6 *SearchInfo,
                                            LPDHCP_CLIENT_INFO_V6 *ClientInfo);

/**
 * Reads the IPv6 counters of a server.
 *
 * Not implemented yet: clears its output and answers ERROR_CALL_NOT_IMPLEMENTED (120).
 *
 * @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
 * @param[out] MibInfo          the counters, released with DhcpRpcFreeMemory.
 */
DWORD DHCP_API_FUNCTION DhcpGetMibInfoV6(LPCWSTR ServerIpAddress, LPDHCP_MIB_INFO_V6 *MibInfo);

/**
 * Reads one IPv6 option definition.
 *
 * Not implemented yet: clears its output and answers ERROR_CALL_NOT_IMPLEMENTED (120).
 *
 * @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in]  Flags            DHCP_FLAGS_OPTION_IS_VENDOR or 0.
 * @param[in]  OptionID         code of the option.
 * @param[in]  ClassName        the user class; NULL is the default one.
 * @param[in]  VendorName       the vendor class; NULL is the default one.
 * @param[out] OptionInfo       the definition, released with DhcpRpcFreeMemory.
 */
DWORD DHCP_API_FUNCTION DhcpGetOptionInfoV6(LPCWSTR ServerIpAddress,
                                            DWORD Flags,
                                            DHCP_OPTION_ID OptionID,
                                            LPCWSTR ClassName,
                                            LPCWSTR VendorName,
                                            LPDHCP_OPTION *OptionInfo);

/**
 * Reads one IPv6 option value.
 *
 * Not implemented yet: clears its output and answers ERROR_CALL_NOT_IMPLEMENTED (120).
 *
 * @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in]  Flags            DHCP_FLAGS_OPTION_IS_VENDOR or 0.
 * @param[in]  OptionID         code of the option.
 * @param[in]  ClassName        the user class; NULL is the default one.
 * @param[in]  VendorName       the vendor class; NULL is the default one.
 * @param[in]  ScopeInfo        what the value belongs to.
 * @param[out] OptionValue      the value, released with DhcpRpcFreeMemory.
 */
DWORD DHCP_API_FUNCTION DhcpGetOptionValueV6(LPCWSTR ServerIpAddress,
                                             DWORD Flags,
                                             DHCP_OPTION_ID OptionID,
                                             LPCWSTR ClassName,
                                             LPCWSTR VendorName,
                                             const struct DHCP_OPTION_SCOPE_INFO6 *ScopeInfo,
                                             LPDHCP_OPTION_VALUE *OptionValue);

/**
 * Lists the network interfaces and whether the server answers IPv6 clients on them.
 *
 * Not implemented yet: clears its output and answers ERROR_CALL_NOT_IMPLEMENTED (120).
 *
 * @param[in]  ServerIpAddress   the server; NULL or "" is the local one.
 * @param[in]  Flags             0.
 * @param[out] BindElementsInfo  the interfaces, released with DhcpRpcFreeMemory.
 */
DWORD DHCP_API_FUNCTION DhcpGetServerBindingInfoV6(LPCWSTR ServerIpAddress,
                                                   DWORD Flags,
                                                   LPDHCPV6_BIND_ELEMENT_ARRAY *BindElementsInfo);

/**
 * Reads an IPv6 subnet.
 *
 * Not implemented yet: clears its output and answers ERROR_CALL_NOT_IMPLEMENTED (120).
 *
 * @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in]  SubnetAddress    the subnet.
 * @param[out] SubnetInfo       the subnet, released with DhcpRpcFreeMemory.
 */
DWORD DHCP_API_FUNCTION DhcpGetSubnetInfoV6(LPCWSTR ServerIpAddress,
                                            struct DHCP_IPV6_ADDRESS SubnetAddress,
                                            LPDHCP_SUBNET_INFO_V6 *SubnetInfo);

/**
 * Changes an IPv6 class.
 *
 * Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
 *
 * @param[in] ServerIpAddress     the server; NULL or "" is the local one.
 * @param[in] ReservedMustBeZero  0.
 * @param[in] ClassInfo           the class.
 */
DWORD DHCP_API_FUNCTION DhcpModifyClassV6(LPCWSTR ServerIpAddress,
                                          DWORD ReservedMustBeZero,
                                          const struct DHCP_CLASS_INFO_V6 *ClassInfo);

/**
 * Deletes an IPv6 option definition.
 *
 * Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
 *
 * @param[in] ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in] Flags            DHCP_FLAGS_OPTION_IS_VENDOR or 0.
 * @param[in] OptionID         code of the option.
 * @param[in] ClassName        the user class; NULL is the default one.
 * @param[in] VendorName       the vendor class; NULL is the default one.
 */
DWORD DHCP_API_FUNCTION DhcpRemoveOptionV6(LPCWSTR ServerIpAddress,
                                           DWORD Flags,
                                           DHCP_OPTION_ID OptionID,
                                           LPCWSTR ClassName,
                                           LPCWSTR VendorName);

/**
 * Deletes an IPv6 option value.
 *
 * Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
 *
 * @param[in] ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in] Flags            DHCP_FLAGS_OPTION_IS_VENDOR or 0.
 * @param[in] OptionID         code of the option.
 * @param[in] ClassName        the user class; NULL is the default one.
 * @param[in] VendorName       the vendor class; NULL is the default one.
 * @param[in] ScopeInfo        what the value belongs to.
 */
DWORD DHCP_API_FUNCTION DhcpRemoveOptionValueV6(LPCWSTR ServerIpAddress,
                                                DWORD Flags,
                                                DHCP_OPTION_ID OptionID,
                                                LPCWSTR ClassName,
                                                LPCWSTR VendorName,
                                                const struct DHCP_OPTION_SCOPE_INFO6 *ScopeInfo);

/**
 * Removes an element of an IPv6 subnet.
 *
 * Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
 *
 * @param[in] ServerIpAddress    the server; NULL or "" is the local one.
 * @param[in] SubnetAddress      the subnet.
 * @param[in] RemoveElementInfo  the element.
 * @param[in] ForceFlag          how far the deletion goes.
 */
DWORD DHCP_API_FUNCTION DhcpRemoveSubnetElementV6(LPCWSTR ServerIpAddress,
                                                  struct DHCP_IPV6_ADDRESS SubnetAddress,
                                                  const struct DHCP_SUBNET_ELEMENT_DATA_V6 *RemoveElementInfo,
                                                  enum DHCP_FORCE_FLAG ForceFlag);

/**
 * Reads the IPv6 settings of a server or a subnet.
 *
 * Not implemented yet: clears its output and answers ERROR_CALL_NOT_IMPLEMENTED (120).
 *
 * @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in]  ScopeInfo        the server or a subnet.
 * @param[out] ConfigInfo       the settings, released with DhcpRpcFreeMemory.
 */
DWORD DHCP_API_FUNCTION DhcpServerGetConfigV6(LPCWSTR ServerIpAddress,
                                              const struct DHCP_OPTION_SCOPE_INFO6 *ScopeInfo,
                                              LPDHCP_SERVER_CONFIG_INFO_V6 *ConfigInfo);

/**
 * Changes the IPv6 settings of a server or a subnet.
 *
 * Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
 *
 * @param[in] ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in] ScopeInfo        the server or a subnet.
 * @param[in] FieldsToSet      Set_... bits: the fields to change.
 * @param[in] ConfigInfo       the settings.
 */
DWORD DHCP_API_FUNCTION DhcpServerSetConfigV6(LPCWSTR ServerIpAddress,
                                              const struct DHCP_OPTION_SCOPE_INFO6 *ScopeInfo,
                                              DWORD FieldsToSet,
                                              const struct DHCP_SERVER_CONFIG_INFO_V6 *ConfigInfo);

/**
 * Changes the lease of an IPv6 client.
 *
 * Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
 *
 * @param[in] ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in] ClientInfo       the client.
 */
DWORD DHCP_API_FUNCTION DhcpSetClientInfoV6(LPCWSTR ServerIpAddress,
                                            const struct DHCP_CLIENT_INFO_V6 *ClientInfo);

/**
 * Changes an IPv6 option definition.
 *
 * Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
 *
 * @param[in] ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in] Flags            DHCP_FLAGS_OPTION_IS_VENDOR or 0.
 * @param[in] OptionID         code of the option.
 * @param[in] ClassName        the user class; NULL is the default one.
 * @param[in] VendorName       the vendor class; NULL is the default one.
 * @param[in] OptionInfo       the definition.
 */
DWORD DHCP_API_FUNCTION DhcpSetOptionInfoV6(LPCWSTR ServerIpAddress,
                                            DWORD Flags,
                                            DHCP_OPTION_ID OptionID,
                                            LPCWSTR ClassName,
                                            LPCWSTR VendorName,
                                            const struct DHCP_OPTION *OptionInfo);

/**
 * Sets an IPv6 option value.
 *
 * Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
 *
 * @param[in] ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in] Flags            DHCP_FLAGS_OPTION_IS_VENDOR or 0.
 * @param[in] OptionID         code of the option.
 * @param[in] ClassName        the user class; NULL is the default one.
 * @param[in] VendorName       the vendor class; NULL is the default one.
 * @param[in] ScopeInfo        what the value belongs to.
 * @param[in] OptionValue      the value.
 */
DWORD DHCP_API_FUNCTION DhcpSetOptionValueV6(LPCWSTR ServerIpAddress,
                                             DWORD Flags,
                                             DHCP_OPTION_ID OptionID,
                                             LPCWSTR ClassName,
                                             LPCWSTR VendorName,
                                             const struct DHCP_OPTION_SCOPE_INFO6 *ScopeInfo,
                                             const struct DHCP_OPTION_DATA *OptionValue);

/**
 * Changes on which network interfaces the server answers IPv6 clients.
 *
 * Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
 *
 * @param[in] ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in] Flags            0.
 * @param[in] BindElementInfo  the interfaces.
 */
DWORD DHCP_API_FUNCTION DhcpSetServerBindingInfoV6(LPCWSTR ServerIpAddress,
                                                   DWORD Flags,
                                                   const struct DHCPV6_BIND_ELEMENT_ARRAY *BindElementInfo);

/**
 * Changes an IPv6 subnet.
 *
 * Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
 *
 * @param[in] ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in] SubnetAddress    the subnet.
 * @param[in] SubnetInfo       the subnet.
 */
DWORD DHCP_API_FUNCTION DhcpSetSubnetInfoV6(LPCWSTR ServerIpAddress,
                                            struct DHCP_IPV6_ADDRESS SubnetAddress,
                                            const struct DHCP_SUBNET_INFO_V6 *SubnetInfo);

/**
 * Creates the lease of an IPv6 client.
 *
 * Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
 *
 * @param[in] ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in] ClientInfo       the client.
 */
DWORD DHCP_API_FUNCTION DhcpV6CreateClientInfo(LPCWSTR ServerIpAddress,
                                               const struct DHCP_CLIENT_INFO_V6 *ClientInfo);

/**
 * Looks for free addresses of an IPv6 subnet.
 *
 * Not implemented yet: clears its output and answers ERROR_CALL_NOT_IMPLEMENTED (120).
 *
 * @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in]  ScopeId          the subnet.
 * @param[in]  startIP          first address to consider; all zero is the first of the subnet.
 * @param[in]  endIP            last address to consider; all zero is the last of the subnet.
 * @param[in]  numFreeAddrReq   number of addresses, 0 is 1.
 * @param[out] IPAddrList       the addresses, released with DhcpRpcFreeMemory.
 */
DWORD DHCP_API_FUNCTION DhcpV6GetFreeIPAddress(LPCWSTR ServerIpAddress,
                                               struct DHCP_IPV6_ADDRESS ScopeId,
                                               struct DHCP_IPV6_ADDRESS startIP,
                                               struct DHCP_IPV6_ADDRESS endIP,
                                               DWORD numFreeAddrReq,
                                               LPDHCPV6_IP_ARRAY *IPAddrList);

/**
 * Reads the counters of stateless IPv6 clients.
 *
 * Not implemented yet: clears its output and answers ERROR_CALL_NOT_IMPLEMENTED (120).
 *
 * @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
 * @param[out] StatelessStats   the counters, released with DhcpRpcFreeMemory.
 */
DWORD DHCP_API_FUNCTION DhcpV6GetStatelessStatistics(LPCWSTR ServerIpAddress,
                                                     LPDHCPV6_STATELESS_STATS *StatelessStats);

/**
 * Reads the settings of the record of stateless IPv6 clients.
 *
 * Not implemented yet: clears its output and answers ERROR_CALL_NOT_IMPLEMENTED (120).
 *
 * @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in]  fServerLevel     TRUE for the settings of the server, FALSE for those of a subnet.
 * @param[in]  SubnetAddress    the subnet; all zero for the settings of the server.
 * @param[out] Params           the settings, released with DhcpRpcFreeMemory.
 */
DWORD DHCP_API_FUNCTION DhcpV6GetStatelessStoreParams(LPCWSTR ServerIpAddress,
                                                      BOOL fServerLevel,
                                                      struct DHCP_IPV6_ADDRESS SubnetAddress,
                                                      LPDHCPV6_STATELESS_PARAMS *Params);

/**
 * Changes the settings of the record of stateless IPv6 clients.
 *
 * Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
 *
 * @param[in] ServerIpAddress  the server; NULL or "" is the local one.
 * @param[in] fServerLevel     TRUE for the settings of the server, FALSE for those of a subnet.
 * @param[in] SubnetAddress    the subnet; all zero for the settings of the server.
 * @param[in] FieldModified    DHCPV6_STATELESS_PARAM_TYPE bits: the fields to change.
 * @param[in] Params           the settings.
 */
DWORD DHCP_API_FUNCTION DhcpV6SetStatelessStoreParams(LPCWSTR ServerIpAddress,
                                                      BOOL fServerLevel,
                                                      struct DHCP_IPV6_ADDRESS SubnetAddress,
                                                      DWORD FieldModified,
                                                      const struct DHCPV6_STATELESS_PARAMS *Params);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  /* _DHCPSAPI_ */
