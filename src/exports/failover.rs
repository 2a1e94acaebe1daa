//! Failover relationships.

use crate::abi::clients::DHCP_SEARCH_INFO;
use crate::abi::common::{DHCP_IP_ADDRESS, LPDHCP_RESUME_HANDLE};
use crate::abi::failover::{
    DHCP_FAILOVER_RELATIONSHIP, LPDHCP_FAILOVER_RELATIONSHIP, LPDHCP_FAILOVER_RELATIONSHIP_ARRAY,
    LPDHCP_FAILOVER_STATISTICS, LPDHCPV4_FAILOVER_CLIENT_INFO,
};
use crate::abi::win::{DWORD, LPCWSTR, LPDWORD, WIN32_ERROR};
use crate::exports::judged;
use crate::ffi::call::call;
use crate::ffi::convert::{clients, failover};
use crate::ffi::out::{Out, two};
use crate::ffi::paging::Enumeration;
use crate::ffi::views::{server_name, structure, text};
use crate::service::{ask, command, system_time};

/// Creates this server's half of a failover relationship. The partner's half is created by a second call, to
/// the partner, with the same values and the other ServerType.
///
/// The new half is in STARTUP, its previous state is INIT, whatever the structure says. As soon as both halves
/// exist on servers that this library knows, they come into contact: the next call finds both in NORMAL and
/// their free addresses rebalanced.
///
/// Checks are made in this order: the structure (87), scopes exist (20005), no scope is for BOOTP clients
/// alone (87), length of the name (20125), number of relationships (20128), scopes are free (20113), name is
/// free (20114). The MCLT may be 0, the names of the servers and the secret may be NULL. A scope that is named
/// twice counts once. (MS-DHCPM 3.2.4.90)
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] pRelationship    the relationship: name of 1 to 126 units, two different addresses, at least one
///                             scope, a percentage of 0 to 100. SafePeriod 0 is stored as 0xFFFFFFFF (never).
/// @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, ERROR_DHCP_SUBNET_NOT_PRESENT,
///         ERROR_DHCP_FO_RELATIONSHIP_NAME_TOO_LONG, ERROR_DHCP_FO_MAX_RELATIONSHIPS (there are 31),
///         ERROR_DHCP_FO_SCOPE_ALREADY_IN_RELATIONSHIP, ERROR_DHCP_FO_RELATIONSHIP_EXISTS,
///         RPC_S_SERVER_UNAVAILABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpV4FailoverCreateRelationship(
    ServerIpAddress: LPCWSTR,
    pRelationship: *const DHCP_FAILOVER_RELATIONSHIP,
) -> WIN32_ERROR {
    call("DhcpV4FailoverCreateRelationship", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (server, creation) =
            unsafe { (server_name(ServerIpAddress)?, failover::creation(&structure(pRelationship)?)) };
        Ok(command(server, &judged(server, creation)?)?)
    })
}

/// Changes this server's half of a failover relationship: the fields that Flags selects are copied from the
/// structure, which also names the relationship; nothing else in it is looked at. The partner's half stays as
/// it is until it is changed by a call of its own.
///
/// | flag         | value | field        | remark                                              |
/// |--------------|-------|--------------|-----------------------------------------------------|
/// | MCLT         | 0x01  | Mclt         | seconds                                             |
/// | SAFEPERIOD   | 0x02  | SafePeriod   | seconds; 0 is stored as 0xFFFFFFFF (never)          |
/// | CHANGESTATE  | 0x04  | State        | 0 to 11; the old state becomes PrevState            |
/// | PERCENTAGE   | 0x08  | Percentage   | 0 to 100; moves no address by itself                |
/// | MODE         | 0x10  | Mode         | the percentage stays unless it is selected too      |
/// | PREVSTATE    | 0x20  | PrevState    | 0 to 11                                             |
/// | SHAREDSECRET | 0x40  | SharedSecret | NULL or "" removes it                               |
///
/// (MS-DHCPM 3.2.4.91)
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] Flags            what to change; not 0, no other bits.
/// @param[in] pRelationship    the name and the new values.
/// @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, ERROR_DHCP_FO_RELATIONSHIP_DOES_NOT_EXIST,
///         RPC_S_SERVER_UNAVAILABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpV4FailoverSetRelationship(
    ServerIpAddress: LPCWSTR,
    Flags: DWORD,
    pRelationship: *const DHCP_FAILOVER_RELATIONSHIP,
) -> WIN32_ERROR {
    call("DhcpV4FailoverSetRelationship", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (server, change) =
            unsafe { (server_name(ServerIpAddress)?, failover::change(Flags, &structure(pRelationship)?)) };
        Ok(command(server, &judged(server, change)?)?)
    })
}

/// Deletes this server's half of a failover relationship, in any state. Its scopes stay on this server with
/// all their leases and free addresses. A partner that was in NORMAL goes to COMMUNICATION_INT.
/// (MS-DHCPM 3.2.4.92)
///
/// @param[in] ServerIpAddress    the server; NULL or "" is the local one.
/// @param[in] pRelationshipName  the name, in any case.
/// @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, ERROR_DHCP_FO_RELATIONSHIP_DOES_NOT_EXIST,
///         RPC_S_SERVER_UNAVAILABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpV4FailoverDeleteRelationship(
    ServerIpAddress: LPCWSTR,
    pRelationshipName: LPCWSTR,
) -> WIN32_ERROR {
    call("DhcpV4FailoverDeleteRelationship", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (server, name) = unsafe { (server_name(ServerIpAddress)?, text(pRelationshipName)?) };
        Ok(command(server, &failover::deletion(name)?)?)
    })
}

/// Reads one failover relationship. (MS-DHCPM 3.2.4.93)
///
/// @param[in]  ServerIpAddress    the server; NULL or "" is the local one.
/// @param[in]  pRelationshipName  the name, in any case.
/// @param[out] pRelationship      the relationship, NULL on failure. The structure, each string in it, pScopes
///                                and pScopes->Elements are blocks of their own, each released with
///                                DhcpRpcFreeMemory. A relationship without scopes has an array of 0 elements.
/// @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, ERROR_DHCP_FO_RELATIONSHIP_DOES_NOT_EXIST,
///         ERROR_NOT_ENOUGH_MEMORY, RPC_S_SERVER_UNAVAILABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpV4FailoverGetRelationship(
    ServerIpAddress: LPCWSTR,
    pRelationshipName: LPCWSTR,
    pRelationship: *mut LPDHCP_FAILOVER_RELATIONSHIP,
) -> WIN32_ERROR {
    call("DhcpV4FailoverGetRelationship", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (out, server, name) =
            unsafe { (Out::new(pRelationship)?, server_name(ServerIpAddress)?, text(pRelationshipName)?) };
        out.give(ask(server, |server| failover::named(server, name))?);
        Ok(())
    })
}

/// Reads the failover relationships of a server, oldest first, as many as fit into a number of bytes.
///
/// Start with *ResumeHandle = 0 and call again with what it was set to until the answer is not ERROR_MORE_DATA.
/// The handle is not reset at the end; a further call answers ERROR_NO_MORE_ITEMS. (MS-DHCPM 3.2.4.94)
///
/// @param[in]     ServerIpAddress    the server; NULL or "" is the local one.
/// @param[in,out] ResumeHandle       where to go on: the index of the next relationship.
/// @param[in]     PreferredMaximum   bytes to return at most, but at least one relationship; 0xFFFFFFFF is all.
///                                   0 reads nothing: ERROR_MORE_DATA and RelationshipTotal, if there are any.
/// @param[out]    pRelationship      the relationships, NULL if there is none. The array header, the one array
///                                   of structures, and what each structure points to are blocks of their own,
///                                   each released with DhcpRpcFreeMemory.
/// @param[out]    RelationshipRead   how many were returned.
/// @param[out]    RelationshipTotal  how many there are from the incoming handle to the end.
/// @return ERROR_SUCCESS (the rest fitted), ERROR_MORE_DATA (some were returned, more remain),
///         ERROR_NO_MORE_ITEMS (none or none left), ERROR_INVALID_PARAMETER, ERROR_NOT_ENOUGH_MEMORY,
///         RPC_S_SERVER_UNAVAILABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpV4FailoverEnumRelationship(
    ServerIpAddress: LPCWSTR,
    ResumeHandle: LPDHCP_RESUME_HANDLE,
    PreferredMaximum: DWORD,
    pRelationship: *mut LPDHCP_FAILOVER_RELATIONSHIP_ARRAY,
    RelationshipRead: LPDWORD,
    RelationshipTotal: LPDWORD,
) -> WIN32_ERROR {
    call("DhcpV4FailoverEnumRelationship", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (enumeration, server) = unsafe {
            (
                Enumeration::new(ResumeHandle, pRelationship, RelationshipRead, RelationshipTotal)?,
                server_name(ServerIpAddress)?,
            )
        };
        ask(server, |server| failover::page(server, PreferredMaximum, enumeration))
    })
}

/// Adds scopes to this server's half of a failover relationship. All of them are added, or none.
///
/// Checks are made in this order: the structure (87), at most 400 scopes (20130), scopes exist (20005), no
/// scope is for BOOTP clients alone (87), the server has a relationship at all (2), scopes are free (20113),
/// the relationship exists (20115) and is in NORMAL (20120). A scope that is named twice counts once. The
/// partner gets binding updates of the leases of a scope as soon as both halves have it; its free addresses get
/// their pool sides with the next rebalance. (MS-DHCPM 3.2.4.95)
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] pRelationship    RelationshipName and pScopes; nothing else is looked at.
/// @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, ERROR_DHCP_FO_MAX_ADD_SCOPES,
///         ERROR_DHCP_SUBNET_NOT_PRESENT, ERROR_FILE_NOT_FOUND,
///         ERROR_DHCP_FO_SCOPE_ALREADY_IN_RELATIONSHIP, ERROR_DHCP_FO_RELATIONSHIP_DOES_NOT_EXIST,
///         ERROR_DHCP_FO_STATE_NOT_NORMAL, RPC_S_SERVER_UNAVAILABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpV4FailoverAddScopeToRelationship(
    ServerIpAddress: LPCWSTR,
    pRelationship: *const DHCP_FAILOVER_RELATIONSHIP,
) -> WIN32_ERROR {
    call("DhcpV4FailoverAddScopeToRelationship", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (server, addition) = unsafe {
            (server_name(ServerIpAddress)?, failover::addition_of_scopes(&structure(pRelationship)?))
        };
        Ok(command(server, &judged(server, addition)?)?)
    })
}

/// Removes scopes from this server's half of a failover relationship, in any state but while it takes its
/// partner's data in. All of them are removed, or none. A relationship that loses its last scope stays, and the
/// free addresses of a removed scope are this server's alone.
///
/// Checks are made in this order: the structure (87), scopes exist (20005), no scope is for BOOTP clients alone
/// (87), the server has a relationship at all (2), the relationship exists (20115), it has all the scopes
/// (20116), it is not being synchronized (20133). (MS-DHCPM 3.2.4.96)
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] pRelationship    RelationshipName and pScopes; nothing else is looked at.
/// @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, ERROR_DHCP_SUBNET_NOT_PRESENT, ERROR_FILE_NOT_FOUND,
///         ERROR_DHCP_FO_RELATIONSHIP_DOES_NOT_EXIST, ERROR_DHCP_FO_SCOPE_NOT_IN_RELATIONSHIP,
///         ERROR_DHCP_FO_SCOPE_SYNC_IN_PROGRESS, RPC_S_SERVER_UNAVAILABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpV4FailoverDeleteScopeFromRelationship(
    ServerIpAddress: LPCWSTR,
    pRelationship: *const DHCP_FAILOVER_RELATIONSHIP,
) -> WIN32_ERROR {
    call("DhcpV4FailoverDeleteScopeFromRelationship", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (server, removal) = unsafe {
            (server_name(ServerIpAddress)?, failover::removal_of_scopes(&structure(pRelationship)?))
        };
        Ok(command(server, &judged(server, removal)?)?)
    })
}

/// Reads the failover relationship that a scope is in. (MS-DHCPM 3.2.4.97)
///
/// @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in]  ScopeId          subnet address of the scope; not 0.
/// @param[out] pRelationship    the relationship, NULL on failure; see DhcpV4FailoverGetRelationship for its
///                              blocks.
/// @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, ERROR_DHCP_FO_SCOPE_NOT_IN_RELATIONSHIP (also for a scope
///         that does not exist), ERROR_NOT_ENOUGH_MEMORY, RPC_S_SERVER_UNAVAILABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpV4FailoverGetScopeRelationship(
    ServerIpAddress: LPCWSTR,
    ScopeId: DHCP_IP_ADDRESS,
    pRelationship: *mut LPDHCP_FAILOVER_RELATIONSHIP,
) -> WIN32_ERROR {
    call("DhcpV4FailoverGetScopeRelationship", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (out, server) = unsafe { (Out::new(pRelationship)?, server_name(ServerIpAddress)?) };
        out.give(ask(server, |server| failover::of_scope(server, ScopeId))?);
        Ok(())
    })
}

/// Reads how many addresses of a failover scope each partner has, seen from the server that is asked. The
/// partner's answer is the same with This and Partner exchanged.
///
/// NumAddr = AddrFree + AddrInUse and AddrFree = ThisAddrFree + PartnerAddrFree. A reserved address that no
/// client has asked for is in AddrInUse, but in neither server's share of it. (MS-DHCPM 3.2.4.98; a scope
/// without relationship is 20116, as real servers answer, where the document has 2.)
///
/// @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in]  ScopeId          subnet address of the scope; not 0.
/// @param[out] pStats           the statistics, one block to release with DhcpRpcFreeMemory; NULL on failure.
/// @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, ERROR_DHCP_FO_SCOPE_NOT_IN_RELATIONSHIP,
///         ERROR_NOT_ENOUGH_MEMORY, RPC_S_SERVER_UNAVAILABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpV4FailoverGetScopeStatistics(
    ServerIpAddress: LPCWSTR,
    ScopeId: DHCP_IP_ADDRESS,
    pStats: *mut LPDHCP_FAILOVER_STATISTICS,
) -> WIN32_ERROR {
    call("DhcpV4FailoverGetScopeStatistics", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (out, server) = unsafe { (Out::new(pStats)?, server_name(ServerIpAddress)?) };
        out.give(ask(server, |server| failover::statistics(server, ScopeId))?);
        Ok(())
    })
}

/// Finds a lease record by its address, its client or its client's name, with the times that the failover
/// protocol keeps for it. All scopes are searched, in a relationship or not; of several records with one name,
/// that of the lowest address is returned. (MS-DHCPM 3.2.4.99)
///
/// @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in]  SearchInfo       what to look for. A client is given as its unique id (subnet, least significant
///                              byte first, then 01, then the identifier); names are compared in any case.
/// @param[out] ClientInfo       the record, NULL on failure. The structure, each string in it and
///                              ClientHardwareAddress.Data are blocks of their own, each released with
///                              DhcpRpcFreeMemory.
/// @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, ERROR_DHCP_JET_ERROR (there is no such record),
///         ERROR_NOT_ENOUGH_MEMORY, RPC_S_SERVER_UNAVAILABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpV4FailoverGetClientInfo(
    ServerIpAddress: LPCWSTR,
    SearchInfo: *const DHCP_SEARCH_INFO,
    ClientInfo: *mut LPDHCPV4_FAILOVER_CLIENT_INFO,
) -> WIN32_ERROR {
    call("DhcpV4FailoverGetClientInfo", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (out, server, search) = unsafe {
            (Out::new(ClientInfo)?, server_name(ServerIpAddress)?, clients::search(&structure(SearchInfo)?))
        };
        let search = judged(server, search)?;
        out.give(ask(server, |server| failover::client(server, &search))?);
        Ok(())
    })
}

/// Reads the clock of a server, and how much the clocks of two partners may differ. (MS-DHCPM 3.2.4.100)
///
/// @param[in]  ServerIpAddress        the server; NULL or "" is the local one.
/// @param[out] pTime                  seconds since 1970-01-01T00:00:00Z.
/// @param[out] pMaxAllowedDeltaTime   seconds; 60.
/// @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, RPC_S_SERVER_UNAVAILABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpV4FailoverGetSystemTime(
    ServerIpAddress: LPCWSTR,
    pTime: LPDWORD,
    pMaxAllowedDeltaTime: LPDWORD,
) -> WIN32_ERROR {
    call("DhcpV4FailoverGetSystemTime", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let ((time, difference), server) =
            unsafe { (two(pTime, pMaxAllowedDeltaTime)?, server_name(ServerIpAddress)?) };
        let (seconds, largest_difference) = system_time(server)?;
        time.fill(seconds);
        difference.fill(largest_difference);
        Ok(())
    })
}

/// Reads which server of a relationship may lease an address. Both partners give the same answer.
///
/// An address outside the range of its scope counts as excluded; a leased address belongs to the server whose
/// free address it was. (MS-DHCPM 3.2.4.126)
///
/// @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in]  SubnetAddress    the address in question (a client's address, in spite of the name).
/// @param[out] pStatus          0 the primary, 1 the secondary, 2 nobody (excluded), 3 reserved for one client.
/// @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER (also if no scope contains the address),
///         ERROR_DHCP_FO_SCOPE_NOT_IN_RELATIONSHIP, RPC_S_SERVER_UNAVAILABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpV4FailoverGetAddressStatus(
    ServerIpAddress: LPCWSTR,
    SubnetAddress: DHCP_IP_ADDRESS,
    pStatus: LPDWORD,
) -> WIN32_ERROR {
    call("DhcpV4FailoverGetAddressStatus", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (status, server) = unsafe { (Out::new(pStatus)?, server_name(ServerIpAddress)?) };
        status.fill(ask(server, |server| failover::address_status(server, SubnetAddress))?);
        Ok(())
    })
}

/// Rebalances the free addresses of a relationship between the two servers now, scope by scope, by the
/// primary's mode and percentage. As few addresses as possible change hands: the secondary gets the highest
/// ones first, and gives the lowest ones back first. Leases and reservations stay as they are.
///
/// In load balance the primary gets its percentage, in hot standby the secondary its reserve; the secondary's
/// part is rounded down. Nothing moves, and the answer is 0, where both servers have their part already, where
/// one of them is not in NORMAL, and where there is no contact. (MS-DHCPM 3.2.4.101)
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one. It must be the primary.
/// @param[in] pFailRelName     the name of the relationship, in any case.
/// @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, ERROR_DHCP_FO_RELATIONSHIP_DOES_NOT_EXIST,
///         ERROR_DHCP_FO_RELATION_IS_SECONDARY, RPC_S_SERVER_UNAVAILABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpV4FailoverTriggerAddrAllocation(
    ServerIpAddress: LPCWSTR,
    pFailRelName: LPCWSTR,
) -> WIN32_ERROR {
    call("DhcpV4FailoverTriggerAddrAllocation", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (server, name) = unsafe { (server_name(ServerIpAddress)?, text(pFailRelName)?) };
        Ok(command(server, &failover::rebalance(name)?)?)
    })
}
