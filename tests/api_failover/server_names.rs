//! Which server a name means.

use super::*;

/// Design, section 4: NULL, "", localhost, loopback, the host's own name and address are the local server.
#[test]
fn names_of_the_local_server() {
    // The local server is one for the whole process: this is the only test that puts something on it.
    let (subnet, mut name) = (0x0AFE_0000, Wide::new("local"));
    let info = DHCP_SUBNET_INFO {
        SubnetAddress: subnet,
        SubnetMask: 0xFFFF_FF00,
        SubnetName: name.as_mut_ptr(),
        SubnetComment: null_mut(),
        PrimaryHost: no_host(),
        SubnetState: DhcpSubnetEnabled,
    };
    assert_eq!(unsafe { DhcpCreateSubnet(LOCAL, subnet, &info) }, 0);
    let mut relationship = Relationship::new("local", 0x0AFE_0001, NOBODY, &[subnet]);
    assert_eq!(unsafe { DhcpV4FailoverCreateRelationship(LOCAL, relationship.ptr()) }, 0);
    let by = |server: *const u16| {
        read(|out| unsafe { DhcpV4FailoverGetRelationship(server, Wide::new("local").as_ptr(), out) })
    };
    let expected = by(LOCAL).unwrap();
    let host = std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap();
    // An interpreted program has no kernel that has a name.
    let host = if cfg!(miri) { "localhost" } else { &host };
    let host = host.trim();
    for server in ["", "localhost", "LocalHost", "127.0.0.1", "127.1.2.3", host, &host.to_uppercase()] {
        assert_eq!(by(Wide::new(server).as_ptr()).as_ref(), Ok(&expected), "{server}");
    }
    let listed = Server::new();
    assert_eq!(by(listed.ptr()), Err(RELATIONSHIP_DOES_NOT_EXIST));
}

#[test]
fn a_listed_server_is_found_by_name_in_any_case_and_by_address() {
    let server = server_with_scopes(1);
    created("name", &server, &[SCOPE]);
    let [a, b, c, d] = server.address.to_be_bytes();
    let expected = get(&server, "name").unwrap();
    for spelling in [server.name.clone(), server.name.to_uppercase(), format!("{a}.{b}.{c}.{d}")] {
        let found = read(|out| unsafe {
            let (server, name) = (Wide::new(&spelling), Wide::new("name"));
            DhcpV4FailoverGetRelationship(server.as_ptr(), name.as_ptr(), out)
        });
        assert_eq!(found.as_ref(), Ok(&expected), "{spelling}");
    }
}

/// An unknown server is never the local one: 1722 from each function, with cleared outputs.
#[test]
fn an_unknown_server_is_1722_for_every_function() {
    let server = server_with_scopes(1);
    let mut relationship = alone("name", &server, &[SCOPE]);
    let name = Wide::new("name");
    for unknown in ["nobody.example", "192.0.2.1", "server", " ", "10.200.0", "256.0.0.1", "010.0.0.1"] {
        let at = Wide::new(unknown);
        let at = at.as_ptr();
        let search = DHCP_SEARCH_INFO {
            SearchType: DhcpClientIpAddress,
            SearchInfo: DHCP_SEARCH_INFO_0 { ClientIpAddress: SCOPE },
        };
        let given = relationship.ptr();
        let (mut half, mut by_scope) = (NonNull::dangling().as_ptr(), NonNull::dangling().as_ptr());
        let (mut all, mut statistics) = (NonNull::dangling().as_ptr(), NonNull::dangling().as_ptr());
        let mut client = NonNull::dangling().as_ptr();
        let (mut resume, mut read, mut total) = (0, 7, 7);
        let (mut time, mut difference, mut status) = (7, 7, 7);
        let codes = unsafe {
            [
                DhcpV4FailoverCreateRelationship(at, given),
                DhcpV4FailoverSetRelationship(at, MCLT, given),
                DhcpV4FailoverDeleteRelationship(at, name.as_ptr()),
                DhcpV4FailoverGetRelationship(at, name.as_ptr(), &mut half),
                DhcpV4FailoverEnumRelationship(at, &mut resume, NEVER, &mut all, &mut read, &mut total),
                DhcpV4FailoverAddScopeToRelationship(at, given),
                DhcpV4FailoverDeleteScopeFromRelationship(at, given),
                DhcpV4FailoverGetScopeRelationship(at, SCOPE, &mut by_scope),
                DhcpV4FailoverGetScopeStatistics(at, SCOPE, &mut statistics),
                DhcpV4FailoverGetClientInfo(at, &search, &mut client),
                DhcpV4FailoverGetSystemTime(at, &mut time, &mut difference),
                DhcpV4FailoverGetAddressStatus(at, SCOPE, &mut status),
                DhcpV4FailoverTriggerAddrAllocation(at, name.as_ptr()),
            ]
        };
        assert_eq!(codes, [SERVER_UNAVAILABLE; 13], "{unknown}");
        assert!(half.is_null() && by_scope.is_null() && all.is_null());
        assert!(statistics.is_null() && client.is_null());
        assert_eq!((read, total, time, difference, status), (0, 0, 0, 0, 0));
    }
    let mut out = NonNull::dangling().as_ptr();
    let code = unsafe { DhcpV4FailoverGetRelationship(UNPAIRED_TEXT.as_ptr(), name.as_ptr(), &mut out) };
    assert_eq!((code, out.is_null()), (INVALID_PARAMETER, true), "an ill-formed name is no name");
}
