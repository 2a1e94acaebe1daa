/**
 * @file dhcpsapi_cim.h
 * The WMI classes of DHCP failover in C: DhcpServerv4Failover with the methods of PS_DhcpServerv4Failover,
 * PS_DhcpServerv4FailoverScope and PS_DhcpServerv4FailoverReplication, DhcpServerv4ScopeStatistics, and the free addresses of
 * PS_DhcpServerv4FreeIPAddress. It is what the cmdlets (Add-DhcpServerv4Failover and the others) call. A program that
 * includes this header is a program for Linux.
 *
 * The functions of dhcpsapi.h change one server; these act on a server and its partner, and do all that they are asked to
 * on both, or nothing on either. They reach the partner as an administrator does, also where the link between the two servers
 * is cut (dhcpsapi_link_cut). Where a partner cannot be reached, ThisServerOnly changes the other server alone. Servers are
 * named as in dhcpsapi.h. A function that returns a DWORD answers ERROR_SUCCESS or an error code; what it does not fill is
 * NULL or 0.
 *
 * Names. Properties and parameters have the names and, where a parameter is one of C, the order of the classes' MOF; what
 * is not of the MOF follows, written small but for ThisServerOnly. A method with many parameters takes a structure, whose
 * members are in that order: what is not said is zero, so a caller writes what it means and nothing else.
 *
 * Types. string: UTF-16, NULL is null. string[]: an array of such strings and their number, also for ScopeId, which is
 * dotted addresses ("10.0.0.0") as all addresses of the class are, so that what one method, MOF or JSON shows another method
 * takes (in C with a cast to const LPCWSTR *). uint32: DWORD. boolean: BOOL, and any number but 0 is true. datetime: these
 * are all intervals, here a DWORD of whole seconds; dhcpsapi_cim_interval_text makes the class' own text of it.
 *
 * Null. A number that may be null has a BOOL before it: HasReservePercent says whether there is a ReservePercent. No number
 * is kept for null: 0 is a percentage, 0xFFFFFFFF a lead time, and a structure of zeros says nothing at all. A parameter
 * that is not 0 and whose Has... is FALSE is ERROR_INVALID_PARAMETER, so that one that was forgotten is noticed.
 *
 * PassThru is the pointer output: where it is NULL, nothing is returned.
 *
 * Force means as in the cmdlets that nobody is asked whether it may be done. A function asks nobody, so Force is of no effect
 * but in dhcpsapi_cim_scope_remove, which refuses without it what should be confirmed. The partner is never left out for it.
 *
 * ThisServerOnly leaves the partner out: the server that is asked is changed alone. It is meant for a partner that is
 * unknown, stopped, has another time or no half of the relationship, without which a method is refused (20124, 20123, 20119,
 * 20115), and does the same where the partner could be changed. The partner keeps its half and its scopes as they are.
 *
 * WhatIf is the pointer what_if: where it is not NULL, nothing is done. The method refuses what it would refuse, output is
 * what it would return, and *what_if becomes what it would do, one line for each step and each line ended by a line feed,
 * such as "dhcp2: create scope 10.0.0.0".
 *
 * Memory. Each pointer in a result is a block of its own and is released with DhcpRpcFreeMemory, in any order. The
 * functions dhcpsapi_cim_free... release a whole result.
 *
 * @code
 * const WCHAR *scopes[] = {u"10.0.0.0"};
 * DHCPSAPI_CIM_FAILOVER *made;
 * char *text;
 * DHCPSAPI_CIM_ADD add;
 * memset(&add, 0, sizeof add);
 * add.ComputerName = u"dhcp1";
 * add.PartnerServer = u"dhcp2";
 * add.ScopeId = scopes;
 * add.ScopeIdCount = 1;
 * add.HasLoadBalancePercent = TRUE;
 * add.LoadBalancePercent = 70;
 * if (dhcpsapi_cim_add_by_load_balance(&add, NULL, &made) == ERROR_SUCCESS) {
 *     if (dhcpsapi_cim_mof(made, &text) == ERROR_SUCCESS)
 *         puts(text);
 *     DhcpRpcFreeMemory(text);
 *     dhcpsapi_cim_free(made);
 * }
 * @endcode
 */
#ifndef DHCPSAPI_CIM_H
#define DHCPSAPI_CIM_H

#include "dhcpsapi.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * An instance of the class DhcpServerv4Failover: a relationship as one of its two servers shows it. The shared secret is
 * no property of the class and never in an instance.
 */
typedef struct DHCPSAPI_CIM_FAILOVER {
    /** Name of the relationship. */
    LPWSTR Name;
    /**
     * The other server, by name or by address as it was given when the relationship was made; its address if it has no name
     * there.
     */
    LPWSTR PartnerServer;
    /** "LoadBalance" or "HotStandby". */
    LPWSTR Mode;
    /** "Active" (the primary server) or "Standby"; NULL in load balance. */
    LPWSTR ServerRole;
    /** FALSE in hot standby: there is no LoadBalancePercent. */
    BOOL HasLoadBalancePercent;
    /** The share of the server that was asked, 0 to 100: of a primary the Percentage, of a secondary what remains. */
    DWORD LoadBalancePercent;
    /** FALSE in load balance: there is no ReservePercent. */
    BOOL HasReservePercent;
    /** The percentage of the free addresses that is kept for the standby server, 0 to 100. */
    DWORD ReservePercent;
    /** Subnet addresses of the scopes, in the order in which they were added; NULL if there is none. */
    LPWSTR *ScopeId;
    /** How many. */
    DWORD ScopeIdCount;
    /** The maximum client lead time (MCLT), in seconds. */
    DWORD MaxClientLeadTime;
    /** Whether a partner that cannot be heard is taken for dead after a while. */
    BOOL AutoStateTransition;
    /** As AutoStateTransition: whether there is a StateSwitchInterval. */
    BOOL HasStateSwitchInterval;
    /** After how many seconds. */
    DWORD StateSwitchInterval;
    /**
     * "NoState", "Init", "Startup", "Normal", "CommunicationInterrupted", "PartnerDown", "PotentialConflict",
     * "ConflictDone", "ResolutionInterrupted", "Recover", "RecoverWait" or "RecoverDone".
     */
    LPWSTR State;
    /** Whether messages between the servers are authenticated: there is a shared secret. */
    BOOL EnableAuth;
    /** Address of the primary server. */
    LPWSTR PrimaryServerIP;
    /** Address of the secondary server. */
    LPWSTR SecondaryServerIP;
    /** Name of the primary server, or as PartnerServer; may be NULL. */
    LPWSTR PrimaryServerName;
    /** Name of the secondary server, or as PartnerServer; may be NULL. */
    LPWSTR SecondaryServerName;
    /** The role of the server that was asked: "PrimaryServer" or "SecondaryServer". */
    LPWSTR ServerType;
} DHCPSAPI_CIM_FAILOVER;

/** An instance that was found by one of several names or scopes, or why there is none. */
typedef struct DHCPSAPI_CIM_FOUND {
    /** ERROR_SUCCESS, or why there is no instance. */
    DWORD Code;
    /** The instance; NULL if there is none. */
    DHCPSAPI_CIM_FAILOVER *Instance;
} DHCPSAPI_CIM_FOUND;

/**
 * The parameters of AddByLoadBalance and AddByHotStandby, which have those up to SharedSecret in common. Fill it with zeros
 * first: what is zero is as the cmdlet has it.
 */
typedef struct DHCPSAPI_CIM_ADD {
    /** The server that is asked; NULL or "" is the local one. */
    LPCWSTR ComputerName;
    /** Name of the relationship, at most 126 units; NULL or "" joins the names of the two servers by a hyphen. */
    LPCWSTR Name;
    /** Name or address of the other server, which the relationship keeps as it is given. */
    LPCWSTR PartnerServer;
    /** Subnet addresses of the scopes, at least one. The server has them, in no relationship; its partner does not. */
    const LPCWSTR *ScopeId;
    /** How many. */
    DWORD ScopeIdCount;
    /** Whether MaxClientLeadTime is said; else it is one hour. */
    BOOL HasMaxClientLeadTime;
    /** Seconds, not 0. */
    DWORD MaxClientLeadTime;
    /** Whether AutoStateTransition is said. A StateSwitchInterval makes it TRUE, whatever is said. */
    BOOL HasAutoStateTransition;
    /** Whether a partner that cannot be heard is taken for dead after a while. */
    BOOL AutoStateTransition;
    /** Whether StateSwitchInterval is said; else it is one hour if AutoStateTransition is TRUE. */
    BOOL HasStateSwitchInterval;
    /** After how many seconds, 1 to 0xFFFFFFFE. */
    DWORD StateSwitchInterval;
    /** Of no effect: there is nobody to ask whether the secret may be sent. */
    BOOL Force;
    /** The key that authenticates messages between the servers; NULL or "" is none. Nothing shows it again. */
    LPCWSTR SharedSecret;
    /** AddByLoadBalance: whether LoadBalancePercent is said; else it is 50. */
    BOOL HasLoadBalancePercent;
    /** AddByLoadBalance: the share of the server that is asked, 0 to 100. */
    DWORD LoadBalancePercent;
    /** AddByHotStandby: whether ReservePercent is said; else it is 5. */
    BOOL HasReservePercent;
    /** AddByHotStandby: the percentage that is kept for the standby server, 0 to 100. */
    DWORD ReservePercent;
    /** AddByHotStandby: the role of the server that is asked, "Active" or "Standby" in any case; NULL is "Active". */
    LPCWSTR ServerRole;
} DHCPSAPI_CIM_ADD;

/**
 * AddByLoadBalance: makes a relationship in which both servers serve. The scopes are made on the partner as they are on the
 * server (without leases: the partners tell each other of those), then the relationship on both. The server that is asked
 * is the primary. The two come into contact at the next call.
 *
 * @param[in]  parameters  the parameters. ReservePercent and ServerRole are not said.
 * @param[out] what_if     NULL: do it. Else a place for what would be done, one block; nothing is.
 * @param[out] output      a place for the relationship as the server shows it, to release with dhcpsapi_cim_free; or NULL.
 * @return ERROR_SUCCESS, ERROR_NOT_ENOUGH_MEMORY,
 *         ERROR_INVALID_PARAMETER (87: parameters or PartnerServer is NULL; no scope, or one that is no address; a number
 *         out of its range, or not 0 without its Has...; a member of the other method; the server is its own partner; a
 *         scope serves BOOTP clients alone),
 *         RPC_S_SERVER_UNAVAILABLE (1722: the server is unknown or stopped),
 *         ERROR_DHCP_SERVER_NAME_NOT_RESOLVED (20124: the partner is unknown), ERROR_DHCP_SERVER_NOT_RUNNING (20123: it is
 *         stopped), ERROR_DHCP_FO_TIME_OUT_OF_SYNC (20119: its clock differs by more than 60 seconds),
 *         ERROR_DHCP_SUBNET_NOT_PRESENT (20005: the server has no such scope),
 *         ERROR_DHCP_FO_SCOPE_ALREADY_IN_RELATIONSHIP (20113: on either of them),
 *         ERROR_DHCP_FO_RELATIONSHIP_EXISTS (20114: either of them has one of this name),
 *         ERROR_DHCP_FO_RELATIONSHIP_NAME_TOO_LONG (20125), ERROR_DHCP_FO_MAX_RELATIONSHIPS (20128: either has 31),
 *         ERROR_DHCP_SUBNET_EXISTS (20052: the partner has the scope, or one that overlaps it, in no relationship). What is
 *         there already is told first, so that nobody deletes the partner's scopes in vain. The configuration of a scope is
 *         copied as by dhcpsapi_cim_invoke_by_name, which tells what of it is; so ERROR_DHCP_CLASS_ALREADY_EXISTS (20045) can
 *         be the answer, too. It is copied as it is: a reservation that came to lie outside the range, which the element calls
 *         would refuse with ERROR_DHCP_NOT_RESERVED_CLIENT (20018), is copied too.
 */
DWORD DHCP_API_FUNCTION dhcpsapi_cim_add_by_load_balance(const DHCPSAPI_CIM_ADD *parameters, LPWSTR *what_if,
                                                         DHCPSAPI_CIM_FAILOVER **output);

/**
 * AddByHotStandby: makes a relationship in which one server serves and the other stands by. As
 * dhcpsapi_cim_add_by_load_balance, but that the active server is the primary.
 *
 * @param[in]  parameters  the parameters. LoadBalancePercent is not said.
 * @param[out] what_if     NULL: do it. Else a place for what would be done, one block; nothing is.
 * @param[out] output      a place for the relationship as the server shows it, to release with dhcpsapi_cim_free; or NULL.
 * @return as dhcpsapi_cim_add_by_load_balance; ERROR_INVALID_PARAMETER also for a ServerRole that is none.
 */
DWORD DHCP_API_FUNCTION dhcpsapi_cim_add_by_hot_standby(const DHCPSAPI_CIM_ADD *parameters, LPWSTR *what_if,
                                                        DHCPSAPI_CIM_FAILOVER **output);

/**
 * GetByName: the relationships of these names. A name that there is none of is no failure of the call: its element says so,
 * as the cmdlet writes an error for it and goes on.
 *
 * @param[in]  ComputerName  the server; NULL or "" is the local one.
 * @param[in]  Name          the names, in any case.
 * @param[in]  NameCount     how many; 0 is all relationships of the server, oldest first.
 * @param[out] output        one array with an element for each name, in their order, to release with
 *                           dhcpsapi_cim_free_found. Code is ERROR_SUCCESS or ERROR_DHCP_FO_RELATIONSHIP_DOES_NOT_EXIST
 *                           (20115). NULL on failure, and if all are asked for and there is none.
 * @param[out] count         how many elements it has.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, ERROR_NOT_ENOUGH_MEMORY, RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION dhcpsapi_cim_get_by_name(LPCWSTR ComputerName, const LPCWSTR *Name, DWORD NameCount,
                                                 DHCPSAPI_CIM_FOUND **output, DWORD *count);

/**
 * GetByScopeId: the relationship of each of these scopes. A scope without is no failure of the call: its element says so.
 *
 * @param[in]  ComputerName  the server; NULL or "" is the local one.
 * @param[in]  ScopeId       the subnet addresses of the scopes.
 * @param[in]  ScopeIdCount  how many; at least 1.
 * @param[out] output        one array with an element for each scope, in their order, to release with
 *                           dhcpsapi_cim_free_found. Code is ERROR_SUCCESS, ERROR_DHCP_SUBNET_NOT_PRESENT (20005) or
 *                           ERROR_DHCP_FO_SCOPE_NOT_IN_RELATIONSHIP (20116). NULL on failure.
 * @param[out] count         how many elements it has.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER (also for a ScopeId that is no address), ERROR_NOT_ENOUGH_MEMORY,
 *         RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION dhcpsapi_cim_get_by_scope_id(LPCWSTR ComputerName, const LPCWSTR *ScopeId, DWORD ScopeIdCount,
                                                     DHCPSAPI_CIM_FOUND **output, DWORD *count);

/** The fate of the scopes on the partner when they leave a relationship. */
typedef enum DHCPSAPI_CIM_PARTNER_SCOPES {
    /** They are deleted with their leases, as the cmdlets do. */
    DhcpsapiCimDelete,
    /** They stay with their leases, but serve nobody. */
    DhcpsapiCimDisable,
    /** They stay as they are: two servers serve the same addresses, and neither knows of the other's leases. */
    DhcpsapiCimKeep
} DHCPSAPI_CIM_PARTNER_SCOPES;

/**
 * Remove: deletes relationships on both of their servers, or on one. The server that is asked keeps the scopes.
 *
 * @param[in]  Name            the names, in any case; one that is given twice counts once. All are removed, or none.
 * @param[in]  NameCount       how many; at least 1.
 * @param[in]  Force           of no effect: there is nobody to ask.
 * @param[in]  ComputerName    the server; NULL or "" is the local one.
 * @param[in]  ThisServerOnly  TRUE: the halves of this server are removed alone, also where the partner could be changed.
 * @param[in]  partner_scopes  what becomes of the scopes on the partner. The method's own way is DhcpsapiCimDelete, which is 0.
 *                             Of no effect with ThisServerOnly.
 * @param[out] what_if         NULL: do it. Else a place for what would be done, one block; nothing is.
 * @param[out] output          a place for an array with the relationships as they were, one element for each of them and
 *                             each with Code ERROR_SUCCESS, to release with dhcpsapi_cim_free_found; or NULL.
 * @param[out] count           a place for how many elements it has; may be NULL if output is.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, ERROR_NOT_ENOUGH_MEMORY, RPC_S_SERVER_UNAVAILABLE,
 *         ERROR_DHCP_FO_RELATIONSHIP_DOES_NOT_EXIST (20115: of either server); of the partner, without ThisServerOnly:
 *         ERROR_DHCP_SERVER_NAME_NOT_RESOLVED (20124), ERROR_DHCP_SERVER_NOT_RUNNING (20123),
 *         ERROR_DHCP_FO_TIME_OUT_OF_SYNC (20119), ERROR_DHCP_FO_SCOPE_ALREADY_IN_RELATIONSHIP (20113: a scope that should be
 *         deleted is in another relationship).
 */
DWORD DHCP_API_FUNCTION dhcpsapi_cim_remove(const LPCWSTR *Name, DWORD NameCount, BOOL Force, LPCWSTR ComputerName,
                                            BOOL ThisServerOnly, DHCPSAPI_CIM_PARTNER_SCOPES partner_scopes,
                                            LPWSTR *what_if, DHCPSAPI_CIM_FOUND **output, DWORD *count);

/** The parameters of Set. Fill it with zeros first: what is zero stays as it is. */
typedef struct DHCPSAPI_CIM_SET {
    /** The server that is asked; NULL or "" is the local one. */
    LPCWSTR ComputerName;
    /** Name of the relationship, in any case. */
    LPCWSTR Name;
    /** Whether AutoStateTransition is said. A StateSwitchInterval makes it TRUE, whatever is said. */
    BOOL HasAutoStateTransition;
    /** Whether a partner that cannot be heard is taken for dead after a while: as now, or after one hour. */
    BOOL AutoStateTransition;
    /** Whether MaxClientLeadTime is said. */
    BOOL HasMaxClientLeadTime;
    /** Seconds, not 0. */
    DWORD MaxClientLeadTime;
    /** The key that authenticates messages between the servers; "" ends that, NULL leaves it. */
    LPCWSTR SharedSecret;
    /** Whether StateSwitchInterval is said. */
    BOOL HasStateSwitchInterval;
    /** After how many seconds a partner is taken for dead, 1 to 0xFFFFFFFE. */
    DWORD StateSwitchInterval;
    /**
     * TRUE: the partner is dead, and this server goes to PARTNER_DOWN. It is told to this server alone. Without contact
     * only, in COMMUNICATION_INT, RESOLUTION_INT, STARTUP or PARTNER_DOWN. The other parameters change both servers if the
     * partner can be changed and ThisServerOnly is FALSE, else this one.
     */
    BOOL PartnerDown;
    /** Of no effect: there is nobody to ask. */
    BOOL Force;
    /** Whether LoadBalancePercent is said. */
    BOOL HasLoadBalancePercent;
    /** The share of the server that is asked, 0 to 100; of a relationship in load balance, or that Mode takes there. */
    DWORD LoadBalancePercent;
    /** Whether ReservePercent is said. */
    BOOL HasReservePercent;
    /** The percentage that is kept for the standby server, 0 to 100; of one in hot standby, or that Mode takes there. */
    DWORD ReservePercent;
    /**
     * "LoadBalance" or "HotStandby", in any case. A relationship that comes to another mode has the percentage that is
     * said, else 50 or 5; its primary server is the active one.
     */
    LPCWSTR Mode;
    /**
     * TRUE: this server is changed alone, also where the partner could be changed. Shared secrets that differ end contact
     * between the two servers.
     */
    BOOL ThisServerOnly;
} DHCPSAPI_CIM_SET;

/**
 * Set: changes a relationship on both of its servers, or on one.
 *
 * @param[in]  parameters  the parameters; at least one has to be given. One that asks for what is so already is no error.
 * @param[out] what_if     NULL: do it. Else a place for what would be done, one block; nothing is.
 * @param[out] output      a place for the relationship as the server shows it then, to release with dhcpsapi_cim_free; or
 *                         NULL.
 * @return ERROR_SUCCESS, ERROR_NOT_ENOUGH_MEMORY, RPC_S_SERVER_UNAVAILABLE,
 *         ERROR_INVALID_PARAMETER (87: parameters or Name is NULL; nothing is said; a number out of its range, or not 0
 *         without its Has...; a Mode that is none; the percentage of the other mode; PartnerDown where the partner is heard,
 *         or in another state),
 *         ERROR_DHCP_FO_RELATIONSHIP_DOES_NOT_EXIST (20115: of either server), and of the partner as dhcpsapi_cim_remove:
 *         20124, 20123, 20119.
 */
DWORD DHCP_API_FUNCTION dhcpsapi_cim_set(const DHCPSAPI_CIM_SET *parameters, LPWSTR *what_if,
                                         DHCPSAPI_CIM_FAILOVER **output);

/**
 * Add of PS_DhcpServerv4FailoverScope: makes scopes on the partner as they are on the server, and adds them to a
 * relationship on both.
 *
 * @param[in]  Name          name of the relationship, in any case.
 * @param[in]  ScopeId       the subnet addresses of the scopes. All are added, or none.
 * @param[in]  ScopeIdCount  how many; 1 to 400.
 * @param[in]  ComputerName  the server; NULL or "" is the local one.
 * @param[out] what_if       NULL: do it. Else a place for what would be done, one block; nothing is.
 * @param[out] output        a place for the relationship as the server shows it then, to release with dhcpsapi_cim_free;
 *                           or NULL.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, ERROR_NOT_ENOUGH_MEMORY, RPC_S_SERVER_UNAVAILABLE,
 *         ERROR_DHCP_FO_RELATIONSHIP_DOES_NOT_EXIST (20115), of the partner 20124, 20123 and 20119,
 *         ERROR_DHCP_SUBNET_NOT_PRESENT (20005: the server has no such scope), ERROR_DHCP_FO_MAX_ADD_SCOPES (20130),
 *         ERROR_DHCP_FO_SCOPE_ALREADY_IN_RELATIONSHIP (20113: on either server), ERROR_DHCP_FO_STATE_NOT_NORMAL (20120: on
 *         either server), ERROR_DHCP_SUBNET_EXISTS (20052: the partner has the scope, in no relationship). The configuration
 *         is copied as by dhcpsapi_cim_add_by_load_balance.
 */
DWORD DHCP_API_FUNCTION dhcpsapi_cim_scope_add(LPCWSTR Name, const LPCWSTR *ScopeId, DWORD ScopeIdCount,
                                               LPCWSTR ComputerName, LPWSTR *what_if, DHCPSAPI_CIM_FAILOVER **output);

/**
 * Remove of PS_DhcpServerv4FailoverScope: removes scopes from a relationship on both servers, or on one. The server that is
 * asked keeps them; the relationship stays, also without scopes.
 *
 * @param[in]  ComputerName    the server; NULL or "" is the local one.
 * @param[in]  Name            name of the relationship, in any case.
 * @param[in]  ScopeId         the subnet addresses of the scopes. All are removed, or none.
 * @param[in]  ScopeIdCount    how many; at least 1.
 * @param[in]  Force           TRUE: also outside of NORMAL, where the partners may know different leases.
 * @param[in]  ThisServerOnly  TRUE: they are removed on this server alone, also where the partner could be changed. A
 *                             relationship whose partner is silent is not in NORMAL, so that Force is needed too.
 * @param[in]  partner_scopes  what becomes of them on the partner. The method's own way is DhcpsapiCimDelete, which is 0. Of no
 *                             effect with ThisServerOnly.
 * @param[out] what_if         NULL: do it. Else a place for what would be done, one block; nothing is.
 * @param[out] output          a place for the relationship as the server shows it then, to release with
 *                             dhcpsapi_cim_free; or NULL.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, ERROR_NOT_ENOUGH_MEMORY, RPC_S_SERVER_UNAVAILABLE,
 *         ERROR_DHCP_FO_RELATIONSHIP_DOES_NOT_EXIST (20115), of the partner, without ThisServerOnly, 20124, 20123 and 20119,
 *         ERROR_DHCP_SUBNET_NOT_PRESENT (20005), ERROR_DHCP_FO_SCOPE_NOT_IN_RELATIONSHIP (20116),
 *         ERROR_DHCP_FO_SCOPE_SYNC_IN_PROGRESS (20133), ERROR_DHCP_FO_STATE_NOT_NORMAL (20120: without Force, on either
 *         server that is changed), ERROR_DHCP_FO_SCOPE_ALREADY_IN_RELATIONSHIP (20113: on the partner a scope that should be
 *         deleted is in another relationship).
 */
DWORD DHCP_API_FUNCTION dhcpsapi_cim_scope_remove(LPCWSTR ComputerName, LPCWSTR Name, const LPCWSTR *ScopeId,
                                                  DWORD ScopeIdCount, BOOL Force, BOOL ThisServerOnly,
                                                  DHCPSAPI_CIM_PARTNER_SCOPES partner_scopes, LPWSTR *what_if,
                                                  DHCPSAPI_CIM_FAILOVER **output);

/**
 * InvokeByName of PS_DhcpServerv4FailoverReplication: makes the configuration of scopes on the partner as it is on the
 * server: properties, delay of offers, range, exclusions, reservations, and the values of options that are set for the scope
 * (its lease duration is option 51) and for its reservations. Whatever else the partner has of these is removed there. Classes
 * and definitions of options are the server's: those that a value needs are made on the partner where it has none of that
 * name or code, and one that it has stays as it is. Options of the server, superscopes and filters are not copied. Leases stay:
 * the partners tell each other of those.
 *
 * @param[in]  ComputerName  the server; NULL or "" is the local one.
 * @param[in]  Force         of no effect: there is nobody to ask.
 * @param[in]  Name          the names of the relationships whose scopes are meant, in any case. All are copied, or none.
 * @param[in]  NameCount     how many; 0 is all relationships of the server.
 * @param[out] what_if       NULL: do it. Else a place for what would be done, one block; nothing is.
 * @param[out] output        a place for an array with the subnet addresses of the scopes, to release with
 *                           dhcpsapi_cim_free_strings; or NULL. It becomes NULL if there is no scope.
 * @param[out] count         a place for how many elements it has; may be NULL if output is.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, ERROR_NOT_ENOUGH_MEMORY, RPC_S_SERVER_UNAVAILABLE,
 *         ERROR_DHCP_FO_RELATIONSHIP_DOES_NOT_EXIST (20115), of the partner 20124, 20123 and 20119,
 *         ERROR_DHCP_SUBNET_NOT_PRESENT (20005: the partner has no such scope), ERROR_DHCP_FO_RANGE_PART_OF_REL (20132: the
 *         server's scope has no range, and the partner's keeps its own), ERROR_INVALID_PARAMETER (87: the subnet mask is
 *         another one), ERROR_DHCP_CLASS_ALREADY_EXISTS (20045: another class of the partner has the data of one that an
 *         option needs). Reservations are copied as they are, never refused with 20018 or 20022: where another client has
 *         the address on the partner, the reserved one waits until it is free.
 */
DWORD DHCP_API_FUNCTION dhcpsapi_cim_invoke_by_name(LPCWSTR ComputerName, BOOL Force, const LPCWSTR *Name, DWORD NameCount,
                                                    LPWSTR *what_if, LPWSTR **output, DWORD *count);

/**
 * InvokeByScopeId of PS_DhcpServerv4FailoverReplication: as dhcpsapi_cim_invoke_by_name, of these scopes.
 *
 * @param[in]  ComputerName  the server; NULL or "" is the local one.
 * @param[in]  Force         of no effect: there is nobody to ask.
 * @param[in]  ScopeId       the subnet addresses of the scopes. All are copied, or none.
 * @param[in]  ScopeIdCount  how many; at least 1.
 * @param[out] what_if       NULL: do it. Else a place for what would be done, one block; nothing is.
 * @param[out] output        a place for an array with the subnet addresses of the scopes, to release with
 *                           dhcpsapi_cim_free_strings; or NULL.
 * @param[out] count         a place for how many elements it has; may be NULL if output is.
 * @return as dhcpsapi_cim_invoke_by_name, and ERROR_DHCP_FO_SCOPE_NOT_IN_RELATIONSHIP (20116).
 */
DWORD DHCP_API_FUNCTION dhcpsapi_cim_invoke_by_scope_id(LPCWSTR ComputerName, BOOL Force, const LPCWSTR *ScopeId,
                                                        DWORD ScopeIdCount, LPWSTR *what_if, LPWSTR **output,
                                                        DWORD *count);

/** An instance of the class DhcpServerv4ScopeStatistics, after the code of the scope, which is not of the class. */
typedef struct DHCPSAPI_CIM_SCOPE_STATISTICS {
    /** ERROR_SUCCESS, or why there are no figures; they are 0 then. */
    DWORD Code;
    /** Subnet address of the scope. */
    LPWSTR ScopeId;
    /** Name of its superscope; NULL if it is in none. */
    LPWSTR SuperscopeName;
    /** Free addresses. */
    DWORD AddressesFree;
    /** All others of the range that are not excluded: leased and reserved ones. */
    DWORD AddressesInUse;
    /** Addresses that are offered and not yet leased; 0, since clients get what they are offered in one call. */
    DWORD PendingOffers;
    /** How many addresses are reserved. */
    DWORD ReservedAddress;
    /** AddressesInUse in percent of all; 0 if the scope has no address. */
    float PercentageInUse;
    /** Whether there is what follows, which failover adds: it was asked for, and the scope is in a relationship. */
    BOOL HasFailover;
    /** Free addresses of the server that was asked. */
    DWORD AddressesFreeOnThisServer;
    /** Free addresses of its partner. */
    DWORD AddressesFreeOnPartnerServer;
    /** Leases that the server that was asked granted or last renewed. */
    DWORD AddressesInUseOnThisServer;
    /** Leases that its partner granted or last renewed. */
    DWORD AddressesInUseOnPartnerServer;
} DHCPSAPI_CIM_SCOPE_STATISTICS;

/**
 * Get of PS_DhcpServerv4ScopeStatistics: how many addresses of scopes are free and in use, and on which server. A scope that
 * there is nothing to tell of is no failure of the call: its element says so.
 *
 * @param[in]  ScopeId       the subnet addresses of the scopes.
 * @param[in]  ScopeIdCount  how many; 0 is all scopes of the server, lowest first.
 * @param[in]  ComputerName  the server; NULL or "" is the local one.
 * @param[in]  Failover      TRUE: also how the addresses are divided between the partners, of scopes in a relationship.
 * @param[out] output        one array with an element for each scope, in their order, to release with
 *                           dhcpsapi_cim_free_statistics. Code is ERROR_SUCCESS or ERROR_DHCP_SUBNET_NOT_PRESENT (20005).
 *                           NULL on failure, and if all are asked for and there is none.
 * @param[out] count         how many elements it has.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER (also for a ScopeId that is no address), ERROR_NOT_ENOUGH_MEMORY,
 *         RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION dhcpsapi_cim_scope_statistics(const LPCWSTR *ScopeId, DWORD ScopeIdCount, LPCWSTR ComputerName,
                                                      BOOL Failover, DHCPSAPI_CIM_SCOPE_STATISTICS **output,
                                                      DWORD *count);

/**
 * Get of PS_DhcpServerv4FreeIPAddress: free addresses of a scope, lowest first. It is DhcpV4GetFreeIPAddress with addresses as
 * texts, and a code of its own for a scope that is not there.
 *
 * @param[in]  ScopeId       the subnet address of the scope.
 * @param[in]  ComputerName  the server; NULL or "" is the local one.
 * @param[in]  StartAddress  where to begin, in the range of the scope; NULL is its start.
 * @param[in]  EndAddress    where to end, in the range of the scope; NULL is its end.
 * @param[in]  NumAddress    how many, at most 1024 and no more than from StartAddress to EndAddress; 0 is 1.
 * @param[out] output        one array with the addresses, to release with dhcpsapi_cim_free_strings. NULL on failure, and if none
 *                           is free.
 * @param[out] count         how many elements it has.
 * @return ERROR_SUCCESS, ERROR_DHCP_REACHED_END_OF_SELECTION (20126: fewer are free, and those are given), ERROR_FILE_NOT_FOUND
 *         (2: the scope has no range), ERROR_DHCP_SUBNET_NOT_PRESENT (20005), ERROR_INVALID_PARAMETER,
 *         ERROR_NOT_ENOUGH_MEMORY, RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION dhcpsapi_cim_free_ip_address(LPCWSTR ScopeId, LPCWSTR ComputerName, LPCWSTR StartAddress,
                                                     LPCWSTR EndAddress, DWORD NumAddress, LPWSTR **output, DWORD *count);

/**
 * Writes an instance as MOF (DMTF DSP0221): an instance of DhcpServerv4Failover. Properties that are null are left out.
 *
 * @param[in]  instance  the instance, also one that the caller made.
 * @param[out] text      UTF-8, to release with DhcpRpcFreeMemory; NULL on failure.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER (NULL, an unpaired surrogate, or a number that is not 0 without its
 *         Has...), ERROR_NOT_ENOUGH_MEMORY.
 */
DWORD DHCP_API_FUNCTION dhcpsapi_cim_mof(const DHCPSAPI_CIM_FAILOVER *instance, char **text);

/**
 * Writes an instance as one JSON object, without line ends. Its members are the 17 properties, in the order of the class;
 * what is null is null, and an interval is the text that CIM has for it.
 *
 * @param[in]  instance  the instance, also one that the caller made.
 * @param[out] text      UTF-8, to release with DhcpRpcFreeMemory; NULL on failure.
 * @return as dhcpsapi_cim_mof.
 */
DWORD DHCP_API_FUNCTION dhcpsapi_cim_json(const DHCPSAPI_CIM_FAILOVER *instance, char **text);

/**
 * Writes the statistics of a scope as MOF: an instance of DhcpServerv4ScopeStatistics. Properties that are null are left out: the
 * last four if HasFailover is FALSE.
 *
 * @param[in]  instance  the statistics, also those that the caller made. Code is not looked at.
 * @param[out] text      UTF-8, to release with DhcpRpcFreeMemory; NULL on failure.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER (also for a PercentageInUse that is no number), ERROR_NOT_ENOUGH_MEMORY.
 */
DWORD DHCP_API_FUNCTION dhcpsapi_cim_statistics_mof(const DHCPSAPI_CIM_SCOPE_STATISTICS *instance, char **text);

/**
 * Writes the statistics of a scope as JSON: one object with the 11 properties of the class, in one line.
 *
 * @param[in]  instance  the statistics, as for dhcpsapi_cim_statistics_mof.
 * @param[out] text      UTF-8, to release with DhcpRpcFreeMemory; NULL on failure.
 * @return as dhcpsapi_cim_statistics_mof.
 */
DWORD DHCP_API_FUNCTION dhcpsapi_cim_statistics_json(const DHCPSAPI_CIM_SCOPE_STATISTICS *instance, char **text);

/**
 * Writes a span of time as CIM does (datetime, an interval): ddddddddHHMMSS.mmmmmm:000. One hour is
 * "00000000010000.000000:000".
 *
 * @param[in]  seconds  whole seconds, less than 100,000,000 days.
 * @param[out] text     25 characters, to release with DhcpRpcFreeMemory; NULL on failure.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER (also for a longer span), ERROR_NOT_ENOUGH_MEMORY.
 */
DWORD DHCP_API_FUNCTION dhcpsapi_cim_interval_text(uint64_t seconds, char **text);

/**
 * Reads a span of time that CIM has written. Parts of a second are dropped.
 *
 * @param[in]  text     the 25 characters.
 * @param[out] seconds  whole seconds; 0 on failure.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER (NULL, or not of that form, such as a point in time).
 */
DWORD DHCP_API_FUNCTION dhcpsapi_cim_interval_seconds(const char *text, uint64_t *seconds);

/**
 * Releases an instance with all its blocks. NULL, an instance that was released before and one that the library did not
 * make do no harm, nor blocks of it that were released before; those of an instance that the caller has copied elsewhere
 * are released with DhcpRpcFreeMemory.
 *
 * @param[in] instance  the instance.
 */
void DHCP_API_FUNCTION dhcpsapi_cim_free(DHCPSAPI_CIM_FAILOVER *instance);

/**
 * Releases what dhcpsapi_cim_get_by_name, dhcpsapi_cim_get_by_scope_id or dhcpsapi_cim_remove has returned, with its
 * instances. Instances that were released before, or taken out (Instance set to NULL), are left alone.
 *
 * @param[in] found  the array; NULL does no harm.
 * @param[in] count  how many elements it has, as it was returned.
 */
void DHCP_API_FUNCTION dhcpsapi_cim_free_found(DHCPSAPI_CIM_FOUND *found, DWORD count);

/**
 * Releases what dhcpsapi_cim_invoke_by_name or dhcpsapi_cim_invoke_by_scope_id has returned, with its strings.
 *
 * @param[in] strings  the array; NULL does no harm.
 * @param[in] count    how many elements it has, as it was returned.
 */
void DHCP_API_FUNCTION dhcpsapi_cim_free_strings(LPWSTR *strings, DWORD count);

/**
 * Releases what dhcpsapi_cim_scope_statistics has returned, with its strings.
 *
 * @param[in] statistics  the array; NULL does no harm.
 * @param[in] count       how many elements it has, as it was returned.
 */
void DHCP_API_FUNCTION dhcpsapi_cim_free_statistics(DHCPSAPI_CIM_SCOPE_STATISTICS *statistics, DWORD count);

#ifdef __cplusplus
}
#endif

#endif /* DHCPSAPI_CIM_H */
