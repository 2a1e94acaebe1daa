//! DhcpV4FailoverGetSystemTime (MS-DHCPM 3.2.4.100).

use super::*;

/// 3.2.4.100: seconds since 1970; 60 is the default of DhcpMsgSyncDeltaTime.
#[test]
fn the_clock_is_that_of_the_host() {
    let real = || std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs();
    for server in [LOCAL, Server::new().ptr()] {
        let (mut time, mut difference) = (0, 0);
        assert_eq!(unsafe { DhcpV4FailoverGetSystemTime(server, &mut time, &mut difference) }, 0);
        assert!(real().abs_diff(u64::from(time)) <= 2, "{time}");
        assert_eq!(difference, 60);
    }
}

/// 3.2.4.100 step 1; decision: the second output likewise. The other one is cleared.
#[test]
fn null_is_87() {
    let (mut time, mut difference) = (7, 7);
    assert_eq!(unsafe { DhcpV4FailoverGetSystemTime(LOCAL, null_mut(), &mut difference) }, 87);
    assert_eq!(unsafe { DhcpV4FailoverGetSystemTime(LOCAL, &mut time, null_mut()) }, 87);
    assert_eq!((time, difference), (0, 0));
    assert_eq!(unsafe { DhcpV4FailoverGetSystemTime(LOCAL, null_mut(), null_mut()) }, 87);
}
