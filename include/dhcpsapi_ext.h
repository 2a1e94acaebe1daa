/**
 * @file dhcpsapi_ext.h
 * What libdhcpsapi.so has beside the functions of dhcpsapi.dll: names of errors, a clock that a test sets, and faults
 * that a test makes. A program that includes this header is a program for Linux.
 *
 * Servers are named as in dhcpsapi.h. Functions that return a DWORD answer ERROR_SUCCESS or an error code; a call that
 * is refused changes nothing.
 *
 * Time. The servers have one clock, the host's, until a program sets it. A clock that was set stands still until it is
 * set again: what falls due in between (the startup timer, the safe period, the MCLT, the rebalancing timer) happens
 * within the call that moves it. It never goes back.
 *
 * @code
 * dhcpsapi_clock_set(1000000000);
 * dhcpsapi_link_cut(u"dhcp1", u"dhcp2");   // both servers go to COMMUNICATION_INT
 * dhcpsapi_clock_advance(3600);            // a safe period of an hour is over: PARTNER_DOWN
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
 * @return ERROR_SUCCESS, ERROR_SERVICE_NOT_ACTIVE (it is stopped), RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION dhcpsapi_server_stop(LPCWSTR server);

/**
 * Starts the DHCP service of a server. Its relationships are in STARTUP and look for their partners at the next call.
 *
 * @param[in] server  the server.
 * @return ERROR_SUCCESS, ERROR_SERVICE_ALREADY_RUNNING, RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION dhcpsapi_server_start(LPCWSTR server);

/**
 * Sets the clock of one server ahead of the others, or behind them. Partners whose clocks differ by more than 60 seconds
 * lose contact; they come into contact again when they agree.
 *
 * @param[in] server   the server.
 * @param[in] seconds  how far it is ahead of the servers whose clocks were not shifted; negative is behind.
 * @return ERROR_SUCCESS, RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION dhcpsapi_server_shift_clock(LPCWSTR server, int32_t seconds);

#ifdef __cplusplus
}
#endif

#endif /* DHCPSAPI_EXT_H */
