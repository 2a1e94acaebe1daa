//! What is decided and not done yet. Each test holds while the gap is open and fails when it closes; then it is
//! deleted, and a test of the rule takes its place.

mod servers;

use servers::{Relationship, Server, deploy};
use windows_sys::Win32::NetworkManagement::Dhcp::{CHANGESTATE, COMMUNICATION_INT, PARTNER_DOWN, RECOVER};

const SCOPE: u32 = 0x0A00_0000;

/// Design, section 5: "a pair in contact goes on by the matrix at the next call". The matrix has NORMAL for
/// COMMUNICATION_INT and a partner in NORMAL, POTENTIAL_CONFLICT for PARTNER_DOWN and a partner in NORMAL; RECOVER goes
/// on when all updates are there. Today a forced state holds, and the partner stays in NORMAL.
#[test]
fn a_state_forced_on_a_pair_in_contact_holds() {
    for forced in [COMMUNICATION_INT, PARTNER_DOWN, RECOVER] {
        let (primary, secondary) = Server::pair();
        for server in [&primary, &secondary] {
            server.scope(SCOPE, 0xFFFF_FF00, SCOPE + 1, SCOPE + 254);
        }
        let pair = Relationship::between("name", &primary, &secondary, &[SCOPE]);
        let mut pair = deploy(pair, &primary, &secondary);
        pair.structure.State = forced;
        assert_eq!(pair.set_on(&primary, CHANGESTATE), 0);
        for _ in 0..3 {
            assert_eq!(primary.state("name"), Ok((forced, 3)));
            assert_eq!(secondary.state("name"), Ok((3, 11)));
        }
    }
}
