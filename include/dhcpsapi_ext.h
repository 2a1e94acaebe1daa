/**
 * @file dhcpsapi_ext.h
 * What libdhcpsapi.so has beside the functions of dhcpsapi.dll: names of errors, UTF-8 strings, a clock that a test sets, and faults
 * that a test makes, and insight into relationships. A program that includes this header is a program for Linux.
 *
 * Servers are named as in dhcpsapi.h. Functions that return a DWORD answer ERROR_SUCCESS or an error code; a call that
 * is refused changes nothing.
 *
 * Time. The servers have one clock, the host's, until a program sets it. A clock that was set stands still until it is
 * set again: what falls due in between (the startup timer, the safe period, the MCLT, the rebalancing timer) happens
 * within the call that moves it. It never goes back.
 *
 * @code
 * dhcpsapi_clock_advance(0);               // the clock stands still
 * dhcpsapi_link_cut(u"dhcp1", u"dhcp2");   // both servers go to COMMUNICATION_INT
 * dhcpsapi_clock_advance(3600);            // if the relationship's SafePeriod is an hour or less: PARTNER_DOWN
 * @endcode
 */
#ifndef DHCPSAPI_EXT_H
#define DHCPSAPI_EXT_H

#include "dhcpsapi.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * The version of the library.
 *
 * @return a string such as "0.1.0", which is not to be freed.
 */
const char *DHCP_API_FUNCTION dhcpsapi_version(void);

/**
 * The name of an error code.
 *
 * @param[in] code  a code that a function has returned.
 * @return its name as in dhcpsapi_errors.h, such as "ERROR_DHCP_SUBNET_NOT_PRESENT", which is not to be freed; NULL if
 *         the number is not there.
 */
const char *DHCP_API_FUNCTION dhcpsapi_error_name(DWORD code);

/**
 * The meaning of an error code, in one English sentence.
 *
 * @param[in] code  a code that a function has returned.
 * @return the sentence, which is not to be freed; NULL if the number is not there.
 */
const char *DHCP_API_FUNCTION dhcpsapi_error_text(DWORD code);

/**
 * Makes a UTF-16 string, as the functions take it, of a UTF-8 one.
 *
 * @param[in]  text  UTF-8.
 * @param[out] wide  the string, to release with DhcpRpcFreeMemory; NULL on failure.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER (NULL, or not UTF-8), ERROR_NOT_ENOUGH_MEMORY.
 */
DWORD DHCP_API_FUNCTION dhcpsapi_utf16(const char *text, LPWSTR *wide);

/**
 * Makes a UTF-8 string of a UTF-16 one, as the functions return it.
 *
 * @param[in]  wide  UTF-16.
 * @param[out] text  the string, to release with DhcpRpcFreeMemory; NULL on failure.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER (NULL, or an unpaired surrogate), ERROR_NOT_ENOUGH_MEMORY.
 */
DWORD DHCP_API_FUNCTION dhcpsapi_utf8(LPCWSTR wide, char **text);

/**
 * Forgets all servers but the local one and those of DHCPSAPI_SERVERS, with all that was on them. The clock is the
 * host's again. Blocks that were returned stay the caller's.
 *
 * @return ERROR_SUCCESS.
 */
DWORD DHCP_API_FUNCTION dhcpsapi_reset(void);

/**
 * Sets the clock of all servers.
 *
 * @param[in] seconds  since 1970-01-01T00:00:00Z; not before the present time of the servers.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER.
 */
DWORD DHCP_API_FUNCTION dhcpsapi_clock_set(uint64_t seconds);

/**
 * Advances the clock of all servers, which then stands still.
 *
 * @param[in] seconds  by how much.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER (beyond the end of time).
 */
DWORD DHCP_API_FUNCTION dhcpsapi_clock_advance(uint64_t seconds);

/**
 * Lets the clock of all servers be the host's again.
 *
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER (the servers' clock is ahead of the host's: use dhcpsapi_reset).
 */
DWORD DHCP_API_FUNCTION dhcpsapi_clock_real(void);

/**
 * Cuts the link between two servers. Their relationships lose contact at once. A link that is cut already stays so.
 *
 * @param[in] one    a server.
 * @param[in] other  another server.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER (one and the same server), RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION dhcpsapi_link_cut(LPCWSTR one, LPCWSTR other);

/**
 * Heals the link between two servers. Their relationships come into contact again at the next call.
 *
 * @param[in] one    a server.
 * @param[in] other  another server.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER (one and the same server), RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION dhcpsapi_link_heal(LPCWSTR one, LPCWSTR other);

/**
 * Stops the DHCP service of a server as if its machine had died. Its partners lose contact; calls to it answer
 * RPC_S_SERVER_UNAVAILABLE until it is started.
 *
 * @param[in] server  the server.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, ERROR_SERVICE_NOT_ACTIVE (it is stopped), RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION dhcpsapi_server_stop(LPCWSTR server);

/**
 * Starts the DHCP service of a server. Its relationships are in STARTUP and look for their partners at the next call.
 *
 * @param[in] server  the server.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, ERROR_SERVICE_ALREADY_RUNNING, RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION dhcpsapi_server_start(LPCWSTR server);

/**
 * Sets the clock of one server ahead of the others, or behind them. Partners whose clocks differ by more than 60 seconds
 * lose contact; they come into contact again when they agree.
 *
 * @param[in] server   the server.
 * @param[in] seconds  how far it is ahead of the servers whose clocks were not shifted; negative is behind.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION dhcpsapi_server_shift_clock(LPCWSTR server, int32_t seconds);

/** What a division does in one scope, and from which numbers. */
typedef struct DHCPSAPI_SCOPE_DIVISION {
    /** Subnet address of the scope. */
    DHCP_IP_ADDRESS Scope;
    /** Free addresses of the primary. */
    DWORD PrimaryFree;
    /** Free addresses of the secondary. */
    DWORD SecondaryFree;
    /** How many of all free ones the secondary is to have, by mode and percentage. */
    DWORD SecondaryShare;
    /** How many change hands, which is the difference of the two numbers above; 0 if the scope is divided already. */
    DWORD Moved;
    /** Who gets them, if Moved is not 0. */
    DHCP_FAILOVER_SERVER MovedTo;
    /** They are all free addresses of the other server from this one ... */
    DHCP_IP_ADDRESS First;
    /** ... to this one; both are 0 if Moved is. */
    DHCP_IP_ADDRESS Last;
    /** FALSE: it waits for NORMAL, for contact, or for the partner to have the scope in the relationship. */
    BOOL HappensNow;
} DHCPSAPI_SCOPE_DIVISION;

/**
 * Tells what DhcpV4FailoverTriggerAddrAllocation would do in each scope of a relationship, and why. Nothing is moved.
 *
 * @param[in]  server        the server; it must be the primary.
 * @param[in]  relationship  the name of the relationship, in any case.
 * @param[out] divisions     one array, in the order in which the scopes were added, to release with DhcpRpcFreeMemory;
 *                           scopes without range are left out. NULL on failure, and if there is none.
 * @param[out] count         how many elements it has.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, ERROR_DHCP_FO_RELATIONSHIP_DOES_NOT_EXIST,
 *         ERROR_DHCP_FO_RELATION_IS_SECONDARY, ERROR_NOT_ENOUGH_MEMORY, RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION dhcpsapi_preview_division(LPCWSTR server, LPCWSTR relationship,
                                                  DHCPSAPI_SCOPE_DIVISION **divisions, DWORD *count);

/** What differs between the servers of a relationship. */
typedef enum DHCPSAPI_DIFFERING {
    /** The scope is in the relationship. */
    DhcpsapiScope,
    /** Mask, name, comment or state of the scope. */
    DhcpsapiProperties,
    /** The range, its kind or its number of BOOTP clients. */
    DhcpsapiRange,
    /** An exclusion. */
    DhcpsapiExclusion,
    /** A reservation of that address for that client. */
    DhcpsapiReservation
} DHCPSAPI_DIFFERING;

/** Which server has what the other has not, or not like that. */
typedef enum DHCPSAPI_WHOSE {
    /** The server that is asked. */
    DhcpsapiThisServer,
    /** Its partner. */
    DhcpsapiPartner,
    /** Each has one, and they differ. */
    DhcpsapiBoth
} DHCPSAPI_WHOSE;

/** One thing that differs between the servers of a relationship. */
typedef struct DHCPSAPI_DIFFERENCE {
    /** Subnet address of the scope. */
    DHCP_IP_ADDRESS Scope;
    /** What differs. */
    DHCPSAPI_DIFFERING What;
    /** Who has it. */
    DHCPSAPI_WHOSE Whose;
    /** The first address of the range or exclusion, or the reserved one; else 0. */
    DHCP_IP_ADDRESS First;
    /** The last one; else 0. */
    DHCP_IP_ADDRESS Last;
} DHCPSAPI_DIFFERENCE;

/**
 * Tells what differs between the servers of a relationship in what each of them has been told about its scopes. Partners
 * exchange leases, not configuration: to keep it alike is the administrator's work.
 *
 * @param[in]  server        the server.
 * @param[in]  relationship  the name of the relationship, in any case.
 * @param[out] differences   one array to release with DhcpRpcFreeMemory; NULL on failure, and if nothing differs.
 * @param[out] count         how many elements it has.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, ERROR_DHCP_FO_RELATIONSHIP_DOES_NOT_EXIST, ERROR_NOT_ENOUGH_MEMORY,
 *         RPC_S_SERVER_UNAVAILABLE (also if the partner is not in contact).
 */
DWORD DHCP_API_FUNCTION dhcpsapi_differences(LPCWSTR server, LPCWSTR relationship, DHCPSAPI_DIFFERENCE **differences,
                                             DWORD *count);

/** A relationship as a whole, seen from the server that is asked. Times are seconds since 1970-01-01T00:00:00Z. */
typedef struct DHCPSAPI_RELATIONSHIP_STATISTICS {
    /** The state. */
    FSM_STATE State;
    /** The state before it. */
    FSM_STATE PrevState;
    /** When the state was entered. */
    uint64_t Since;
    /** When the timer of the state ends (STARTUP, COMMUNICATION_INT, RECOVER_WAIT); 0 if none runs. */
    uint64_t TimerEnds;
    /**
     * When this server may hand out all free addresses, its partner's too, if the partner dies now: after the safe
     * period, as far as it is not over, and the MCLT. 0 if an administrator has to act first.
     */
    uint64_t AllUsableAt;
    /** Whether the two servers are in contact. */
    BOOL InContact;
    /** How many scopes the relationship has. */
    DWORD NumScopes;
    /** How many free addresses this server may hand out now. */
    DWORD Usable;
    /** The statistics of all scopes, added up. */
    DHCP_FAILOVER_STATISTICS Total;
} DHCPSAPI_RELATIONSHIP_STATISTICS;

/**
 * Reads how a relationship as a whole is doing.
 *
 * @param[in]  server        the server.
 * @param[in]  relationship  the name of the relationship, in any case.
 * @param[out] statistics    one block to release with DhcpRpcFreeMemory; NULL on failure.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, ERROR_DHCP_FO_RELATIONSHIP_DOES_NOT_EXIST, ERROR_NOT_ENOUGH_MEMORY,
 *         RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION dhcpsapi_relationship_statistics(LPCWSTR server, LPCWSTR relationship,
                                                         DHCPSAPI_RELATIONSHIP_STATISTICS **statistics);

#ifdef __cplusplus
}
#endif

#endif /* DHCPSAPI_EXT_H */
