//! The worked examples of how free addresses are divided, through the exported functions.

mod servers;

use servers::{Relationship, Server, delete_relationship};

const PERCENTAGE: u32 = 0x08;
const MODE: u32 = 0x10;
const CHANGESTATE: u32 = 0x04;

/// 10.0.0.0/16 on both servers with a range of `size` addresses from 10.0.0.1 on.
fn servers_with_range(size: u32) -> (Server, Server) {
    let (primary, secondary) = Server::pair();
    for server in [&primary, &secondary] {
        server.scope(0x0A00_0000, 0xFFFF_0000, 0x0A00_0001, 0x0A00_0000 + size);
    }
    (primary, secondary)
}

fn deploy(relationship: Relationship, primary: &Server, secondary: &Server) {
    let mut relationship = relationship;
    assert_eq!(relationship.create_on(primary), 0);
    let mut other = relationship.as_secondary();
    assert_eq!(other.create_on(secondary), 0);
}

/// (free of the primary, free of the secondary), the same from both servers.
#[track_caller]
fn free(primary: &Server, secondary: &Server) -> (u32, u32) {
    let [total, all_free, in_use, partner_free, this_free, partner_in_use, this_in_use] =
        primary.statistics(0x0A00_0000).unwrap();
    let mirrored = [total, all_free, in_use, this_free, partner_free, this_in_use, partner_in_use];
    assert_eq!(
        secondary.statistics(0x0A00_0000).unwrap(),
        mirrored,
        "the partner's answer is the mirror image"
    );
    assert_eq!(all_free, this_free + partner_free);
    assert_eq!(total, all_free + in_use);
    (this_free, partner_free)
}

#[test]
fn examples_3_5_11_12_15_and_the_virgin_splits() {
    // (size, percentage of the primary, free of the primary, of the secondary); worked examples 1, 3, 11, 12, 15
    // and the sizes measured with two real servers at 50 %.
    let table = [
        (254, 50, 127, 127),
        (101, 50, 51, 50),
        (100, 0, 0, 100),
        (100, 100, 100, 0),
        (7, 33, 3, 4),
        (1, 50, 1, 0),
        (2, 50, 1, 1),
        (3, 50, 2, 1),
        (4, 50, 2, 2),
        (5, 50, 3, 2),
        (10, 50, 5, 5),
        (11, 50, 6, 5),
        (100, 50, 50, 50),
        (253, 50, 127, 126),
        (1000, 50, 500, 500),
    ];
    for (size, percentage, of_primary, of_secondary) in table {
        let (primary, secondary) = servers_with_range(size);
        let relationship =
            Relationship::between("split", &primary, &secondary, &[0x0A00_0000]).load_balance(percentage);
        deploy(relationship, &primary, &secondary);
        assert_eq!(free(&primary, &secondary), (of_primary, of_secondary), "{size} at {percentage} %");
        assert_eq!(primary.state("split"), Ok((3, 11)), "NORMAL after RECOVER_DONE");
        assert_eq!(secondary.state("split"), Ok((3, 11)));
        assert_eq!(delete_relationship(&primary, "split"), 0);
        assert_eq!(secondary.state("split"), Ok((4, 3)), "COMMUNICATION_INT after NORMAL");
    }
}
