/**
 * @file dhcpsapi_ext.h
 * The functions that libdhcpsapi.so has beside those of dhcpsapi.dll: names of errors, UTF-8 strings, the registry that
 * servers are kept in, a clock that a test sets, faults that a test makes, DHCP clients, insight into relationships, and a
 * journal of what happened. A program that includes this header is a program for Linux.
 *
 * Servers are named as in dhcpsapi.h. Functions that return a DWORD answer ERROR_SUCCESS or an error code; a call that
 * is refused changes nothing. What a client says that is refused stands in the journal, and is counted by the server that
 * hears it (DhcpGetMibInfo).
 *
 * The registry. The servers are in a registry, and each process that opens the same one works on the same servers.
 * dhcpsapi_open or the environment variable DHCPSAPI_REGISTRY says which: "memory:", which is the default and ends with the
 * process, "sqlite:" and the path of a file, which the processes of a host share, or "postgres:" and a connection string of
 * libpq (or a postgresql:// URI) for a database, which hosts share. A file or database is kept: a call that changes
 * something has written it down when it answers 0, and each call sees all that others have answered for before it began.
 * Links that are cut, stopped servers, the clock and the journal are the registry's, too.
 *
 * A file is made by the first change, for its owner alone; to open a registry and to read of it writes nothing. So a process
 * that may only read can do that. What falls due by itself happens for a reader all the same, and whoever changes something
 * next writes it down. Any function can answer these codes where a registry is kept:
 *
 * - ERROR_ACCESS_DENIED (5): this user may not read the registry, or may read it and not write to it.
 * - ERROR_TIME_SKEW (1398): the host's clock is more than 60 seconds behind the last change that was made by a host's clock, or
 *   differs by as much from that of the database server. Such a process can read, and must not change anything: the leases that
 *   it granted would be too short, or it would end those of others.
 * - RPC_S_SERVER_TOO_BUSY (1723): others have kept the registry locked for 5 seconds, such as one whose commit waits for a
 *   standby (then it takes longer until that is known), or one that was stopped. Readers never wait for it. A fork waits as long for calls of other threads.
 * - ERROR_DHCP_DATABASE_INIT_FAILED (20001): the file cannot be opened, is none of ours or of a newer version, was replaced or
 *   removed, or is on a file system of a network; the database server cannot be reached or does not answer for 10 seconds, and for as
 *   long again when a connection is made anew.
 * - ERROR_DISK_FULL (112): the disk is full, or the file may not grow.
 * - ERROR_FILE_CORRUPT (1392): the file is damaged, or tables of the database are gone.
 * - ERROR_NOT_SUPPORTED (50): this build of the library cannot keep servers there.
 * - RPC_S_CALL_FAILED (1726): it is not known whether the change was written down: the connection was lost within the commit, or no
 *   standby has answered it. This is the only code that does not promise
 *   that nothing has changed; look before it is done again.
 *
 * dhcpsapi_last_reason tells more, and DHCPSAPI_TRACE has the words of the operating system. The library tries again at the
 * next call, so that it goes on when the cause is gone.
 *
 * A process must not open the file by another copy of SQLite, such as Python's sqlite3: when that closes it, the system drops
 * the locks that this library has there, and what others write may be lost. `dhcpsapi registry export` is the way to read it.
 *
 * Time. The servers have one clock, the host's, until a program sets it. A clock that was set stands still until it is
 * set again: what falls due in between (the startup timer, the safe period, the MCLT, the rebalancing timer, the end of a
 * lease) happens within the call that moves it. It never goes back. Where memory runs out meanwhile (8), the clock is set all
 * the same, and what is left to happen happens within the next call. In a registry that is kept it is the clock of all
 * processes, and stays set when the one that set it ends: dhcpsapi_clock_real ends that.
 *
 * @code
 * dhcpsapi_clock_advance(0);               // the clock stands still
 * dhcpsapi_link_cut(u"dhcp1", u"dhcp2");   // both servers go to COMMUNICATION_INT
 * dhcpsapi_clock_advance(3600);            // if the relationship's SafePeriod is an hour or less: PARTNER_DOWN
 * @endcode
 *
 * Threads. Any function can be called from any thread, but none from a signal handler: the handler may have interrupted a
 * call that holds a lock. While a call lasts its thread is not cancelled (pthread_cancel), but at the next point behind it where a
 * thread can be. A child of fork has all that its parent had at that moment, and can call whatever other threads were doing. Where
 * the registry is kept it opens that anew at its first call, and works on the same servers as its parent.
 *
 * Memory. A call for which there is no memory answers ERROR_NOT_ENOUGH_MEMORY and has done nothing.
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
 * Why the last call was refused, in English: which rule the value breaks of an ERROR_INVALID_PARAMETER, which rule a DHCP
 * client is refused by, what is missing or in the way otherwise. Allocates nothing.
 *
 * Each thread has a reason of its own. What counts is the last call that answers a code; this function and the others that
 * answer something else, such as DhcpRpcFreeMemory, change nothing.
 *
 * @return the reason, UTF-8, not to be freed; it is valid until the next call of the thread. NULL after a success (as which
 *         ERROR_MORE_DATA, ERROR_NO_MORE_ITEMS and ERROR_DHCP_REACHED_END_OF_SELECTION count), and where the place for an
 *         output was NULL.
 */
const char *DHCP_API_FUNCTION dhcpsapi_last_reason(void);

/**
 * Says which registry this process works on, in the place of the environment variable DHCPSAPI_REGISTRY. This is done before the
 * servers are used for the first time: by any other function than those for versions, errors and strings, DhcpRpcFreeMemory,
 * DhcpDsInit and DhcpDsCleanup. If it fails, nothing is open, and another registry can be tried.
 *
 * @code
 * dhcpsapi_open("sqlite:/var/lib/dhcp/registry.db");
 * @endcode
 *
 * @param[in] registry  UTF-8: "memory:", which lives and ends with the process; "sqlite:" and the path of a file, which is made by
 *                      the first change if it is not there. Behind the path there can be "?history=N", which keeps the last N
 *                      changes as a trail when they are needed no more (10,000 otherwise), and "synchronous=off", with which a
 *                      change need not outlast a power cut; "&" is between two of them. A path with a question mark of its own
 *                      ends with one more. Or "postgres:" and a connection string of libpq, or a postgresql:// URI.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER (NULL, or not UTF-8), ERROR_ALREADY_INITIALIZED (1247: the servers are in use),
 *         ERROR_DHCP_DATABASE_INIT_FAILED (20001: there is no such kind of registry, or it cannot be opened),
 *         ERROR_NOT_SUPPORTED (50: this build of the library cannot keep servers there), ERROR_ACCESS_DENIED,
 *         ERROR_FILE_CORRUPT (1392: it is damaged), ERROR_NOT_ENOUGH_MEMORY.
 */
DWORD DHCP_API_FUNCTION dhcpsapi_open(const char *registry);

/** As many milliseconds are for ever. */
#define DHCPSAPI_INFINITE 0xFFFFFFFF

/**
 * Waits until something happens: somebody changes something, in another process or on another thread, or something falls due
 * by itself, which happens then. The callback of dhcpsapi_log is told of it before this returns. What happened before, and no call
 * of this process has seen yet, ends the wait at once: a thread that reads and waits by turns misses nothing of other processes.
 * After a timeout the next wait of the thread goes on with the same one: what happens in between ends it at once, also what the
 * thread has done itself. It does not tell what has happened, which may be nothing that this thread asks for; look again.
 *
 * Any number of threads can wait, and no lock is held meanwhile. A signal does not end it. The thread is not cancelled until it
 * returns. By a clock that was set nothing falls due.
 *
 * @param[in] milliseconds  for how long at most; 0 only looks, DHCPSAPI_INFINITE is for ever. To look takes longer where a database
 *                          server does not answer, as it does in any call.
 * @return ERROR_SUCCESS, ERROR_TIMEOUT (1460: nothing has happened), and the codes of a registry that cannot be read, as above.
 */
DWORD DHCP_API_FUNCTION dhcpsapi_wait(DWORD milliseconds);

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
 * Gives the local server a name and an address. They are the host's name and the address that it uses towards others
 * otherwise, or those of the environment variable DHCPSAPI_LOCAL=name=address. The records of the server name it by its
 * address, so this is done before it has a scope or a relationship. An entry of the list of servers stays as it is.
 *
 * @param[in] name     its name; not "", nor another address than this one.
 * @param[in] address  its address; not 0 or 255.255.255.255.
 * @return ERROR_SUCCESS (also if it has them already), ERROR_INVALID_PARAMETER (also if the server has a scope or a
 *         relationship), ERROR_DDS_SERVER_ALREADY_EXISTS (20079: another server has the name or the address).
 */
DWORD DHCP_API_FUNCTION dhcpsapi_local_set(LPCWSTR name, DHCP_IP_ADDRESS address);

/**
 * Forgets all servers but the local one and those of DHCPSAPI_SERVERS, with all that was on them and the journal of what
 * happened. The clock is the host's again, and name and address of the local server are those of the start. Blocks that
 * were returned stay the caller's, and the callback of dhcpsapi_log stays. A registry that is kept is emptied for everybody:
 * other processes find nothing there but their own local server.
 *
 * @return ERROR_SUCCESS, and where the registry is kept the codes above.
 */
DWORD DHCP_API_FUNCTION dhcpsapi_reset(void);

/**
 * Sets the clock of all servers. In a registry that is kept that is everybody's, also when this process has ended.
 *
 * @param[in] seconds  since 1970-01-01T00:00:00Z; not before the present time of the servers.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER.
 */
DWORD DHCP_API_FUNCTION dhcpsapi_clock_set(uint64_t seconds);

/**
 * Advances the clock of all servers, which then stands still. What counts is the time that it shows at that moment: two processes
 * that advance it by an hour each advance it by two.
 *
 * @param[in] seconds  by how much.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER (beyond the end of time).
 */
DWORD DHCP_API_FUNCTION dhcpsapi_clock_advance(uint64_t seconds);

/**
 * Lets the clock of all servers be the host's again. In a registry that is kept it always is then; if the servers' clock was ahead,
 * their time stands still until the host's has come up to it.
 *
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER (in memory, the servers' clock is ahead of the host's: use dhcpsapi_reset).
 */
DWORD DHCP_API_FUNCTION dhcpsapi_clock_real(void);

/**
 * Cuts the link between two servers. Their relationships lose contact at once. A link that is cut already stays so.
 * Administrators reach both servers still, also from the other one: the methods of dhcpsapi_cim.h change both.
 * dhcpsapi_drift asks by the link, and answers RPC_S_SERVER_UNAVAILABLE then.
 *
 * @param[in] one    a server.
 * @param[in] other  another server.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER (one and the same server), RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION dhcpsapi_link_cut(LPCWSTR one, LPCWSTR other);

/**
 * Heals the link between two servers. Their relationships come into contact again with it where the registry is kept, in memory
 * at the next call.
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
 * Starts the DHCP service of a server. Its relationships are in STARTUP and look for their partners: with it where the registry
 * is kept, in memory at the next call. A server that DhcpServerRestoreDatabase was called for starts from that backup.
 *
 * @param[in] server  the server.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, ERROR_SERVICE_ALREADY_RUNNING, RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION dhcpsapi_server_start(LPCWSTR server);

/**
 * Restores the database of a stopped server from a backup older than all of its leases: scopes and relationships are as
 * they were, the leases are lost. When the server is started its relationships are in RECOVER: it gets the leases from its
 * partner and serves nobody until one MCLT after it last did. Without contact it stays there. The addresses of clients that
 * left since are DOOM until one MCLT after the latest end of their leases that the partner had acknowledged or told.
 *
 * @param[in] server  the server.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, ERROR_SERVICE_ALREADY_RUNNING (stop it first),
 *         RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION dhcpsapi_server_restore(LPCWSTR server);

/**
 * Sets the clock of one server ahead of the others, or behind them. Partners whose clocks differ by more than 60 seconds
 * lose contact; they come into contact again when they agree.
 *
 * @param[in] server   the server.
 * @param[in] seconds  how far it is ahead of the servers whose clocks were not shifted; negative is behind.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION dhcpsapi_server_shift_clock(LPCWSTR server, int32_t seconds);

/** A rebalance of one scope, and the numbers that it follows from. */
typedef struct DHCPSAPI_REBALANCE {
    /** Subnet address of the scope. */
    DHCP_IP_ADDRESS Scope;
    /** Free addresses of the primary. */
    DWORD PrimaryFree;
    /** Free addresses of the secondary. */
    DWORD SecondaryFree;
    /** How many of all free ones the secondary is to have, by mode and percentage. */
    DWORD SecondaryShare;
    /** How many change hands, which is the difference of the two numbers above; 0 if the scope is balanced already. */
    DWORD Moved;
    /** Who gets them, if Moved is not 0. */
    DHCP_FAILOVER_SERVER MovedTo;
    /** They are all free addresses of the other server from this one ... */
    DHCP_IP_ADDRESS First;
    /** ... to this one; both are 0 if Moved is. */
    DHCP_IP_ADDRESS Last;
    /** FALSE: it waits for NORMAL, for contact, or for the partner to have the scope in the relationship. */
    BOOL HappensNow;
} DHCPSAPI_REBALANCE;

/**
 * Tells what DhcpV4FailoverTriggerAddrAllocation would do in each scope of a relationship, and why. Nothing is moved.
 *
 * @param[in]  server        the server; it must be the primary.
 * @param[in]  relationship  the name of the relationship, in any case.
 * @param[out] rebalances    one array, in the order in which the scopes were added, to release with DhcpRpcFreeMemory;
 *                           scopes without range are left out. NULL on failure, and if there is none.
 * @param[out] count         how many elements it has.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, ERROR_DHCP_FO_RELATIONSHIP_DOES_NOT_EXIST,
 *         ERROR_DHCP_FO_RELATION_IS_SECONDARY, ERROR_NOT_ENOUGH_MEMORY, RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION dhcpsapi_preview_rebalance(LPCWSTR server, LPCWSTR relationship,
                                                   DHCPSAPI_REBALANCE **rebalances, DWORD *count);

/** The kinds of drift between the servers of a relationship. */
typedef enum DHCPSAPI_DRIFT_KIND {
    /** The scope is in the relationship. */
    DhcpsapiScope,
    /** Mask, name, comment or state of the scope. */
    DhcpsapiProperties,
    /** The range, its kind or its number of BOOTP clients. */
    DhcpsapiRange,
    /** An exclusion. */
    DhcpsapiExclusion,
    /** A reservation of that address for that client. */
    DhcpsapiReservation,
    /** The scope: the other server has none of this address, in a relationship or not. */
    DhcpsapiScopeItself,
    /** The mode of the relationship. */
    DhcpsapiMode,
    /** Its percentage. */
    DhcpsapiPercentage,
    /** Its maximum client lead time. While it differs both servers keep to the smaller one. */
    DhcpsapiLeadTime,
    /** Its safe period. */
    DhcpsapiSafePeriod,
    /** The shared secrets differ, or one server has none; their text is never told. The servers are not in contact. */
    DhcpsapiSharedSecret,
    /** Both servers take themselves for the primary, or both for the secondary. They are not in contact. */
    DhcpsapiRole,
    /**
     * The value of an option that is set for the scope, or for the reservation of an address; each option and each pair of
     * classes is one entry.
     */
    DhcpsapiOptionValue,
    /** The lease duration of the scope: its value of option 51 for clients of no class. */
    DhcpsapiLeaseDuration,
    /** For how long the server delays its offers in the scope (DhcpSetSubnetDelayOffer). */
    DhcpsapiOfferDelay,
    /**
     * A class that options have values for in the scope, on either server: one server has no class of its name, or another
     * one of that name, with other data. Replication makes a class that is not there, and leaves one with other data.
     */
    DhcpsapiClass,
    /**
     * The definition of an option that has values in the scope, on either server: one server has none, or one of another type
     * or with another number of elements. Replication makes one that is not there, and leaves one that is.
     */
    DhcpsapiDefinition
} DHCPSAPI_DRIFT_KIND;

/** Which server has what the other has not, or not like that. */
typedef enum DHCPSAPI_SIDE {
    /** The server that is asked. */
    DhcpsapiThisServer,
    /** Its partner. */
    DhcpsapiPartner,
    /** Each has one, and they differ. */
    DhcpsapiBoth
} DHCPSAPI_SIDE;

/** One thing that differs between the servers of a relationship. */
typedef struct DHCPSAPI_DRIFT_ENTRY {
    /** Subnet address of the scope; 0 for what differs in the relationship itself. */
    DHCP_IP_ADDRESS Scope;
    /** The kind of drift. */
    DHCPSAPI_DRIFT_KIND Kind;
    /** Who has it. */
    DHCPSAPI_SIDE Side;
    /**
     * The first address of the range or exclusion, or the reserved one, also for the value of an option that is set for a
     * reservation; else 0.
     */
    DHCP_IP_ADDRESS First;
    /** The last one; else 0. */
    DHCP_IP_ADDRESS Last;
} DHCPSAPI_DRIFT_ENTRY;

/**
 * Tells what differs between the servers of a relationship in what each of them has been told about it and its scopes.
 * Partners exchange leases, not configuration: to keep it alike is the administrator's work. The servers need not be in
 * contact, which different roles or secrets prevent, but this one must be able to hear the other. It hears it whether or not
 * that is in the list of servers.
 *
 * @param[in]  server        the server.
 * @param[in]  relationship  the name of the relationship, in any case.
 * @param[out] drift         one array to release with DhcpRpcFreeMemory; NULL on failure, and if nothing differs.
 * @param[out] count         how many elements it has.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, ERROR_DHCP_FO_RELATIONSHIP_DOES_NOT_EXIST, ERROR_NOT_ENOUGH_MEMORY,
 *         RPC_S_SERVER_UNAVAILABLE (also if the partner is unknown or cannot be heard).
 */
DWORD DHCP_API_FUNCTION dhcpsapi_drift(LPCWSTR server, LPCWSTR relationship, DHCPSAPI_DRIFT_ENTRY **drift,
                                       DWORD *count);

/** One thing that differs, with the option and the classes that it is about. */
typedef struct DHCPSAPI_DRIFT_ENTRY_EX {
    /** What differs. */
    DHCPSAPI_DRIFT_ENTRY Entry;
    /** DhcpsapiOptionValue, DhcpsapiLeaseDuration and DhcpsapiDefinition: the code of the option; else 0. */
    DHCP_OPTION_ID OptionID;
    /**
     * The name of the user class that the value or the definition is for, or that is the class itself, as a server has it
     * that has the thing; a block of its own. NULL for none.
     */
    LPWSTR UserClass;
    /** The same of the vendor class. */
    LPWSTR VendorClass;
} DHCPSAPI_DRIFT_ENTRY_EX;

/**
 * Tells the same as dhcpsapi_drift, in the same order, and which options and classes it is about.
 *
 * @param[in]  server        the server.
 * @param[in]  relationship  the name of the relationship, in any case.
 * @param[out] drift         one array to release with DhcpRpcFreeMemory; the names of classes in it are blocks of their own. NULL
 *                           on failure, and if nothing differs.
 * @param[out] count         how many elements it has.
 * @return as dhcpsapi_drift.
 */
DWORD DHCP_API_FUNCTION dhcpsapi_drift_ex(LPCWSTR server, LPCWSTR relationship, DHCPSAPI_DRIFT_ENTRY_EX **drift,
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

/** Why a server answers a client as it does: what limits a lease, or why there is none. */
typedef enum DHCPSAPI_RULE {
    /** The lease is as long as the scope allows, or as the client asks. */
    DhcpsapiWholeLease,
    /** The lease is limited to one MCLT beyond the latest end that the partner knows of. */
    DhcpsapiKnownToPartner,
    /** The lease is limited to one MCLT: the partner cannot be heard. */
    DhcpsapiInterrupted,
    /** The lease is limited to one MCLT: the partner is down. */
    DhcpsapiPartnerIsDown,
    /** No answer: the scope is disabled. */
    DhcpsapiScopeDisabled,
    /** No answer: a server in this state answers nobody. */
    DhcpsapiSilent,
    /** No answer: a server in this state answers only clients that have a lease. */
    DhcpsapiRenewalsOnly,
    /** No answer: by load balance the client is the partner's. */
    DhcpsapiPartnersClient,
    /** No answer: the server stands by for its partner. */
    DhcpsapiStandby,
    /** Refused: the client has no lease here. */
    DhcpsapiUnknownClient,
    /** Refused: the client has another address here. */
    DhcpsapiOtherAddress,
    /** Refused: the address is excluded, outside the range, or for BOOTP clients only. */
    DhcpsapiExcluded,
    /** Refused: the address is reserved for another client. */
    DhcpsapiReservedForAnother,
    /** Refused: a client has found somebody else at the address. */
    DhcpsapiDeclined,
    /** Refused: another client has the address. */
    DhcpsapiLeased,
    /** Refused: the partner has not heard yet that the address is free, and may have leased it longer. */
    DhcpsapiNotAcknowledged,
    /** Refused: the free address is the partner's to lease. */
    DhcpsapiOfPartner,
    /** Refused: this server's free addresses are used up; its partner has some. */
    DhcpsapiOwnAddressesUsed,
    /** Refused: no address is free. */
    DhcpsapiNoFreeAddress,
    /** Refused: another address is reserved for the client, which it gets when it asks for a new lease. */
    DhcpsapiReservedElsewhere,
    /**
     * No answer: the partner knows of no end that is still to come, and the MCLT allows nothing beyond it: it is 0, or the
     * server is in RECOVER_DONE.
     */
    DhcpsapiNoLeadTime,
    /**
     * No answer: a link-layer filter keeps the client from the server (DhcpSetFilterV4). This is looked at before all else.
     */
    DhcpsapiFiltered
} DHCPSAPI_RULE;

/**
 * The meaning of a rule, in one English sentence.
 *
 * @param[in] rule  a rule.
 * @return the sentence, which is not to be freed; NULL if there is no such rule.
 */
const char *DHCP_API_FUNCTION dhcpsapi_rule_text(DHCPSAPI_RULE rule);

/** How a client asks. */
typedef enum DHCPSAPI_REQUEST_KIND {
    /** For an address: DISCOVER and what follows. All servers of its subnet hear it. */
    DhcpsapiNewLease,
    /** For more time, at half of its lease. The server that it has the lease from hears it. */
    DhcpsapiRenewal,
    /** For more time, since that server was silent. All servers of its subnet hear it. */
    DhcpsapiRebinding
} DHCPSAPI_REQUEST_KIND;

/** A DHCP client. */
typedef struct DHCPSAPI_CLIENT {
    /** Subnet address of the scope where the client is. */
    DHCP_IP_ADDRESS Scope;
    /** The address that it wishes, or has and talks about; 0 is any, or the one that it has. */
    DHCP_IP_ADDRESS Address;
    /** Its hardware address, or any other identifier of 1 to 255 bytes. */
    DHCP_CLIENT_UID HardwareAddress;
    /** Its host name; NULL if it says none. */
    LPWSTR Name;
    /** How many seconds it wishes; 0 is what the scope gives, which is also the most. */
    DWORD LeaseTime;
    /** For how many seconds it has tried to get an answer (RFC 2131, secs); see dhcpsapi_service_delay. */
    DWORD Seconds;
    /** The data of its user class (RFC 3004), at most 255 bytes; no bytes if it says none. */
    DHCP_BINARY_DATA UserClass;
    /** The data of its vendor class (RFC 2132, 9.13), at most 255 bytes; no bytes if it says none. */
    DHCP_BINARY_DATA VendorClass;
    /** The codes of the options that it wants (RFC 2132, 9.8), at most 255; none: the answer has no options. */
    DHCP_BINARY_DATA ParameterList;
} DHCPSAPI_CLIENT;

/** A server's answer to a client, and the numbers that it was made from. Times are seconds since 1970-01-01T00:00:00Z. */
typedef struct DHCPSAPI_ANSWER {
    /** The server's address. */
    DHCP_IP_ADDRESS Server;
    /** Why it answers so. */
    DHCPSAPI_RULE Rule;
    /** The address that the client gets; 0 if it gets none. */
    DHCP_IP_ADDRESS Address;
    /** For how many seconds; 0 if it gets none. */
    DWORD LeaseTime;
    /** For how many seconds it would have got it without failover. */
    DWORD WantedLeaseTime;
    /** The MCLT of the relationship of the scope that has the address; this and what follows, but for Expires, is 0 without relationship. */
    DWORD Mclt;
    /** The latest end of the lease that the partner has acknowledged. */
    DWORD AckPotExpTime;
    /** The latest end of the lease that the partner has told. */
    DWORD RecvPotExpTime;
    /** The state of the relationship. */
    FSM_STATE State;
    /** The bucket, 0 to 255, that load balance puts the client into ... */
    DWORD Bucket;
    /** ... and how many of them, from 0 on, are the primary's. */
    DWORD PrimaryBuckets;
    /** When the lease would end; 0 if the client gets none, UINT64_MAX if it never ends. */
    uint64_t Expires;
    /** When this server would answer otherwise if nothing else happens; 0 if that is not known. */
    uint64_t ChangesAt;
    /**
     * The options that the server sends, as they stand in a DHCP message: code, length, bytes (RFC 2132, 2). Data is a block of its
     * own, to release with DhcpRpcFreeMemory; NULL if the client gets no lease, or wants no options. First come 58, 59, 51, 54 and 1,
     * which each lease has; then of those in ParameterList the ones that have a value, in its order. A value for the
     * client's user class goes before one for all; of either, one of its reservation goes before one of its scope, and that before one
     * of the server (MS-DHCPM 1.4). Values for its vendor class are in 43. A default of a definition is sent if somebody has changed it.
     */
    DHCP_BINARY_DATA Options;
} DHCPSAPI_ANSWER;

/**
 * Tells what the servers would answer a client now, and why. Nothing is leased.
 *
 * @param[in]  server   the server that is asked; NULL or "" asks those that would hear the client: for a renewal the one
 *                      that it has its lease from, else all that run and have the scope.
 * @param[in]  asking   how the client asks.
 * @param[in]  client   the client.
 * @param[out] answers  one array, the best answer first, to release with DhcpRpcFreeMemory; NULL on failure.
 * @param[out] count    how many elements it has.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER (also if Address is in another subnet that is in no superscope with the
 *         scope, or the identifier has no or more than 255 bytes), ERROR_DHCP_SUBNET_NOT_PRESENT, ERROR_DHCP_INVALID_DHCP_CLIENT (20016: a renewal of a client
 *         without lease), ERROR_NOT_ENOUGH_MEMORY, RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION dhcpsapi_explain(LPCWSTR server, DHCPSAPI_REQUEST_KIND asking, const DHCPSAPI_CLIENT *client,
                                         DHCPSAPI_ANSWER **answers, DWORD *count);

/**
 * Asks for a lease, as a DHCP client does with DISCOVER and REQUEST. Of the servers that hear it the one answers that
 * should: by load balance or hot standby while both partners serve. A client gets the address that is reserved for it, else
 * the one that it had, else the one that it wishes, else the lowest free one. Where its scope is in a superscope
 * (DhcpSetSuperScopeV4), it may be an address of another scope of it: of the one that has its reservation or its lease, or of
 * one that has addresses left when its own has none.
 *
 * @param[in]  server  the only server that hears the client; NULL or "" lets all hear it that run and have the scope.
 * @param[in]  client  the client.
 * @param[out] answer  the lease, to release with DhcpRpcFreeMemory; NULL if there is none: dhcpsapi_explain tells why.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER (as for dhcpsapi_explain), ERROR_TIMEOUT (1460: nobody answers),
 *         ERROR_DHCP_SUBNET_NOT_PRESENT, ERROR_DHCP_RANGE_FULL (20012), ERROR_DHCP_ADDRESS_NOT_AVAILABLE (20011: the
 *         address that is reserved for it is not free yet, so it waits), ERROR_NOT_ENOUGH_MEMORY, RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION dhcpsapi_client_request(LPCWSTR server, const DHCPSAPI_CLIENT *client, DHCPSAPI_ANSWER **answer);

/**
 * Asks for more time, as a DHCP client does at half of its lease: the server that it has the lease from.
 *
 * @param[in]  server  the server that hears the client; NULL or "" is the one that it has its lease from.
 * @param[in]  client  the client.
 * @param[out] answer  the lease, to release with DhcpRpcFreeMemory; NULL if it is not extended.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER (as for dhcpsapi_explain), ERROR_TIMEOUT,
 *         ERROR_DHCP_SUBNET_NOT_PRESENT, ERROR_DHCP_ADDRESS_NOT_AVAILABLE (20011: it has another address, or its
 *         address is leased no more), ERROR_DHCP_INVALID_DHCP_CLIENT (20016: it has no lease, or another address is reserved
 *         for it, which it gets when it asks for a new lease), ERROR_NOT_ENOUGH_MEMORY,
 *         RPC_S_SERVER_UNAVAILABLE (also if that server is stopped).
 */
DWORD DHCP_API_FUNCTION dhcpsapi_client_renew(LPCWSTR server, const DHCPSAPI_CLIENT *client, DHCPSAPI_ANSWER **answer);

/**
 * Asks for more time, as a DHCP client does at seven eighths of its lease: every server.
 *
 * @param[in]  server  the only server that hears the client; NULL or "" lets all hear it that run and have the scope.
 * @param[in]  client  the client.
 * @param[out] answer  the lease, to release with DhcpRpcFreeMemory; NULL if it is not extended.
 * @return as dhcpsapi_client_renew.
 */
DWORD DHCP_API_FUNCTION dhcpsapi_client_rebind(LPCWSTR server, const DHCPSAPI_CLIENT *client, DHCPSAPI_ANSWER **answer);

/**
 * Gives a lease back. The address is free, and the primary's, when the partner knows of it too.
 *
 * @param[in] server  the server that hears the client; NULL or "" is the one that it has its lease from.
 * @param[in] client  the client.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER (as for dhcpsapi_explain), ERROR_TIMEOUT (the server answers nobody),
 *         ERROR_DHCP_SUBNET_NOT_PRESENT, ERROR_DHCP_ADDRESS_NOT_AVAILABLE (20011: it has another address),
 *         ERROR_DHCP_INVALID_DHCP_CLIENT (20016: it has no lease), RPC_S_SERVER_UNAVAILABLE.
 */
DWORD DHCP_API_FUNCTION dhcpsapi_client_release(LPCWSTR server, const DHCPSAPI_CLIENT *client);

/**
 * Refuses a leased address, as a DHCP client does that has found somebody else there. The record stays, named
 * "BAD_ADDRESS", and nobody gets the address until an administrator deletes it; a reserved address is reserved still.
 *
 * @param[in] server  the server that hears the client; NULL or "" is the one that it has its lease from.
 * @param[in] client  the client.
 * @return as dhcpsapi_client_release.
 */
DWORD DHCP_API_FUNCTION dhcpsapi_client_decline(LPCWSTR server, const DHCPSAPI_CLIENT *client);

/** How long leases may be while the partner cannot be heard. */
typedef enum DHCPSAPI_LEASE_LIMIT {
    /** One MCLT for everybody, as Microsoft documents it. */
    DhcpsapiWindowsLimit,
    /** One MCLT beyond what the partner knows, and no limit once it is down, as the failover draft allows. */
    DhcpsapiDraftLimit
} DHCPSAPI_LEASE_LIMIT;

/**
 * Sets how long leases may be while the partner cannot be heard, on all servers. It is DhcpsapiWindowsLimit until this is
 * called, and after dhcpsapi_reset.
 *
 * @param[in] limit  how long.
 * @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER.
 */
DWORD DHCP_API_FUNCTION dhcpsapi_lease_limit(DHCPSAPI_LEASE_LIMIT limit);

/**
 * Sets for how many seconds a client has to try before either partner of a relationship in load balance answers it, whichever bucket
 * it is in (RFC 3074, the delayed service parameter). It is 0 until this is called, and after dhcpsapi_reset: the partner of its
 * bucket alone answers a new client, however long that one has tried.
 *
 * @param[in] seconds  a client is answered by either that has tried for more than that; 0 is for ever.
 * @return ERROR_SUCCESS.
 */
DWORD DHCP_API_FUNCTION dhcpsapi_service_delay(DWORD seconds);

/** The kinds of entries of the journal. */
typedef enum DHCPSAPI_EVENT_KIND {
    /**
     * A relationship went from one state to another, by itself or because an administrator said so. An administrator can
     * also say the state that it is in.
     */
    DhcpsapiStateChanged,
    /** A relationship came into contact with its partner. Each of the two servers has its entry. */
    DhcpsapiContactMade,
    /** A relationship lost contact with its partner. A server that is stopped notices nothing. */
    DhcpsapiContactLost,
    /** The DHCP service of a server stopped. */
    DhcpsapiServiceStopped,
    /** The DHCP service of a server started. */
    DhcpsapiServiceStarted,
    /** The database of a server was restored, so its leases are lost. */
    DhcpsapiDatabaseRestored,
    /** Free addresses of a scope changed hands. Both servers know, and the primary has the one entry. */
    DhcpsapiAddressesMoved,
    /** A DHCP client did not get what it asked for, or could not end its lease. */
    DhcpsapiClientRefused,
    /**
     * A relationship could hear its partner, but the shared secrets differ, or one has none: there is no contact. Each of the
     * two servers has its entry.
     */
    DhcpsapiAuthenticationFailed,
    /** The DHCP service of a server started from a backup (DhcpServerRestoreDatabase). */
    DhcpsapiBackupRestored,
    /**
     * The DHCP service of a server was to start from a backup that could not be used, and has what it had. The sentence that
     * dhcpsapi_log tells says why.
     */
    DhcpsapiBackupUnusable
} DHCPSAPI_EVENT_KIND;

/** An entry of the journal. A member that does not belong to an entry of its kind is 0 or NULL. */
typedef struct DHCPSAPI_JOURNAL_ENTRY {
    /** Its number: the first entry has 1, the next one 2. */
    uint64_t Number;
    /**
     * When it happened, in seconds since 1970-01-01T00:00:00Z. An entry of what fell due by itself has the moment in which that fell due,
     * whenever a call noticed it.
     */
    uint64_t Time;
    /** The kind of entry. */
    DHCPSAPI_EVENT_KIND Kind;
    /** The address of the server; 0 if a client renews or ends a lease that no server knows. */
    DHCP_IP_ADDRESS Server;
    /**
     * The name of the relationship, a block of its own: for DhcpsapiStateChanged, DhcpsapiContactMade, DhcpsapiContactLost,
     * DhcpsapiAuthenticationFailed and DhcpsapiAddressesMoved, and for DhcpsapiClientRefused if the scope is in one on that server.
     */
    LPWSTR RelationshipName;
    /**
     * DhcpsapiStateChanged: the state before. It is what ToState was in the entry before of the same relationship and server;
     * STARTUP in the first one.
     */
    FSM_STATE FromState;
    /** DhcpsapiStateChanged: the state after. */
    FSM_STATE ToState;
    /** DhcpsapiAddressesMoved and DhcpsapiClientRefused: subnet address of the scope. */
    DHCP_IP_ADDRESS Scope;
    /** DhcpsapiAddressesMoved: how many. */
    DWORD Count;
    /** DhcpsapiAddressesMoved: who got them. */
    DHCP_FAILOVER_SERVER MovedTo;
    /** DhcpsapiClientRefused: why; dhcpsapi_rule_text tells what it means. */
    DHCPSAPI_RULE Rule;
    /** DhcpsapiClientRefused: the identifier that the client gave; Data is a block of its own. */
    DHCP_CLIENT_UID Client;
} DHCPSAPI_JOURNAL_ENTRY;

/**
 * Reads the journal of what happened to all servers: states, contact, services, rebalances, refused clients. The last
 * 4,096 entries are kept. dhcpsapi_reset forgets them, and the next entry has the number 1 again. All processes at one registry
 * read the same journal with the same numbers. What falls due by itself gets its number when a change writes it down: a process
 * that only reads sees its effect before.
 *
 * @code
 * uint64_t cursor = 0;
 * DHCPSAPI_JOURNAL_ENTRY *found;
 * DWORD count, answer;
 * do {
 *     answer = dhcpsapi_journal(&cursor, 100, &found, &count);
 *     for (DWORD i = 0; i < count; i++) {
 *         // ... use found[i] ...
 *         DhcpRpcFreeMemory(found[i].RelationshipName);
 *         DhcpRpcFreeMemory(found[i].Client.Data);
 *     }
 *     DhcpRpcFreeMemory(found);
 * } while (answer == ERROR_MORE_DATA);     // later, go on with the same cursor
 * @endcode
 *
 * @param[in,out] cursor      the number of the first entry that is wanted: 0 is the oldest, as is one that is not kept any
 *                            more (Number tells the gap); else what an earlier call left. It becomes the number of the next
 *                            entry, and does not change on failure or if there is nothing left.
 * @param[in]     most        how many entries are wanted at most; 0 is all.
 * @param[out]    entries     one array, the oldest entry first, to release with DhcpRpcFreeMemory; the name and the
 *                            identifier in an entry are blocks of their own. NULL on failure, and if there is nothing left.
 * @param[out]    count       how many elements it has.
 * @return ERROR_SUCCESS (nothing is left behind them), ERROR_MORE_DATA (234: more is left; the array is filled),
 *         ERROR_NO_MORE_ITEMS (259: nothing is left), ERROR_INVALID_PARAMETER, ERROR_NOT_ENOUGH_MEMORY.
 */
DWORD DHCP_API_FUNCTION dhcpsapi_journal(uint64_t *cursor, DWORD most, DHCPSAPI_JOURNAL_ENTRY **entries, DWORD *count);

/**
 * How serious an entry of the journal is. State changes are as Windows' event 20252: into NORMAL is information, out of
 * NORMAL and into PARTNER_DOWN an error, any other a warning. Contact that is lost, or that different shared secrets prevent,
 * a service that stops, a restored database and a refused client are warnings, and a backup that cannot be used is an error;
 * the rest is information.
 */
typedef enum DHCPSAPI_SEVERITY {
    /** All is well. */
    DhcpsapiInformation,
    /** Somebody should know. */
    DhcpsapiWarning,
    /** Somebody should do something. */
    DhcpsapiError
} DHCPSAPI_SEVERITY;

/**
 * Told of each entry of the journal. It may call any function of the library; what happens because of that is told when it
 * has returned. It must return: it must not throw, leave by longjmp, or end its thread (pthread_exit). Its thread cannot be
 * cancelled until then, and it must not change that (pthread_setcancelstate). It can fork; the child returns from it as well.
 *
 * @param[in] context   what was given to dhcpsapi_log.
 * @param[in] severity  how serious it is.
 * @param[in] message   what happened, in one line of UTF-8 without line end, such as
 *                      "dhcp1: relationship "HQ": the state changed from NORMAL to COMMUNICATION_INT". It is valid until
 *                      the callback returns. The shared secret is never in it.
 */
typedef void (*DHCPSAPI_LOG)(void *context, DHCPSAPI_SEVERITY severity, const char *message);

/**
 * Has a function called once for each entry of the journal that is made from now on, in their order. It is told of what other
 * processes did when this one next calls, or in dhcpsapi_wait.
 *
 * It is called on the thread of the call in which something happened, before that call returns and when the servers can be
 * called again. If another thread is telling entries at that moment, it tells these too; so the callback is never called by
 * two threads at once. Without callback no message is made.
 *
 * At most 65,536 entries wait to be told, while a callback does not return or makes more happen than it is told. Of more the
 * oldest are not told; the callback is told how many, as a warning: "1000 entries are not told, since too many waited for
 * it". One call tells at most 65,536, and the next call of any thread goes on.
 *
 * A callback takes the place of the one before, and is told what that one was not told yet. When NULL is set, nothing more
 * is told. A call of the old one that another thread is in at that moment may end after this function has returned.
 *
 * @param[in] callback  the function; NULL ends it.
 * @param[in] context   what it is given; any pointer.
 * @return ERROR_SUCCESS.
 */
DWORD DHCP_API_FUNCTION dhcpsapi_log(DHCPSAPI_LOG callback, void *context);

#ifdef __cplusplus
}
#endif

#endif /* DHCPSAPI_EXT_H */
