//! Which of its partner's binding updates a server accepts, and why it rejects the others.

use crate::domain::base::role::Role;
use crate::domain::base::time::Timestamp;
use crate::domain::model::lease::{Binding, Lease};

/// Why a server does not take an update over (draft-ietf-dhc-failover-12, 12.21).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rejected {
    /// Reason 2: another client has the address here.
    OtherClient,
    /// Reason 15: what is known here is newer.
    Outdated,
    /// Reason 16: the address is unusable here.
    LessCritical,
}

/// Whether a server takes over what its partner says about an address, by the table of draft-ietf-dhc-failover-12, 7.1.3,
/// that MS-DHCPF 3.1.5.2 refers to. `present` is this server's own record; free addresses have none, and there
/// everything is taken over.
///
/// Three things go beyond the table, which looks at moments finer than seconds and at one client only. In the second of
/// the last transaction a client that has the address goes before one that has it no more. That one client has given an
/// address back, or let its time pass, says nothing about another that has it. And a lease that a later transaction of its
/// client has made shorter is over when that one says so.
pub fn accepts(present: &Lease, update: &Lease, role: Role, now: Timestamp) -> Result<(), Rejected> {
    use Binding::{Abandoned, Active, Expired, Released};
    let same_client = present.client == update.client;
    let (ours, theirs) = (present.times.last_client_transaction, update.times.last_client_transaction);
    let outdated_unless = |newer: bool| if newer { Ok(()) } else { Err(Rejected::Outdated) };
    match (present.binding(), update.binding()) {
        (_, Abandoned) => Ok(()),
        (Abandoned, _) => Err(Rejected::LessCritical),
        (Active, Active) if same_client || role == Role::Secondary => Ok(()),
        (Active, Active) => Err(Rejected::OtherClient),
        (Active, Expired) => outdated_unless(present.has_ended(now) || same_client && theirs > ours),
        (Active, Released) => outdated_unless(same_client && theirs > ours),
        (Expired | Released, Active) => outdated_unless(!same_client || theirs >= ours),
        (Expired, Expired | Released) | (Released, Released) => Ok(()),
        (Released, Expired) => outdated_unless(theirs > ours),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::base::client::ClientId;
    use crate::domain::base::time::FileTime;

    /// A record of a client that was heard at one time and has the address until another.
    fn lease(client: u8, binding: Binding, heard: u32, until: u64) -> Lease {
        let end = FileTime::from_timestamp(Timestamp(until));
        let mut lease = Lease::by_hand(ClientId::new(&[client]).unwrap(), end, 1);
        lease.times.last_client_transaction = heard;
        lease.bind(binding, Timestamp(u64::from(heard)));
        lease
    }

    /// The table of draft-ietf-dhc-failover-12, 7.1.3, without the rows of free and reset addresses, which have no record:
    /// "a" accepts; "1" accepts what is later than the last transaction, "2" what comes after the end of the lease, or later
    /// than the last transaction, which may have made the lease shorter; 15 and 16 are the reasons to reject; "5" depends on
    /// the clients.
    #[test]
    fn every_cell_of_the_table() {
        const COLUMNS: [Binding; 4] =
            [Binding::Active, Binding::Expired, Binding::Released, Binding::Abandoned];
        let table = [
            (Binding::Active, ["5", "2", "1", "a"]),
            (Binding::Expired, ["1", "a", "a", "a"]),
            (Binding::Released, ["1", "1", "a", "a"]),
            (Binding::Abandoned, ["4", "4", "4", "a"]),
        ];
        let (before, now, after) = (100, Timestamp(200), 300);
        for (mine, row) in table {
            for (theirs, cell) in COLUMNS.into_iter().zip(row) {
                for (heard, update_heard) in [(50, 60), (60, 50)] {
                    for end in [before, after] {
                        for role in [Role::Primary, Role::Secondary] {
                            let present = lease(1, mine, heard, end);
                            let update = lease(1, theirs, update_heard, after);
                            let expected = match cell {
                                "a" | "5" => Ok(()),
                                "1" if update_heard > heard => Ok(()),
                                "2" if end == before || update_heard > heard => Ok(()),
                                "4" => Err(Rejected::LessCritical),
                                _ => Err(Rejected::Outdated),
                            };
                            assert_eq!(
                                accepts(&present, &update, role, now),
                                expected,
                                "{mine:?} hears {theirs:?}"
                            );
                        }
                    }
                }
            }
        }
    }

    /// Note 5: of two clients the secondary takes over its partner's.
    #[test]
    fn two_clients_at_one_address() {
        let (ours, theirs) = (lease(1, Binding::Active, 50, 300), lease(2, Binding::Active, 60, 300));
        let now = Timestamp(200);
        assert_eq!(accepts(&ours, &theirs, Role::Secondary, now), Ok(()));
        assert_eq!(accepts(&ours, &theirs, Role::Primary, now), Err(Rejected::OtherClient));
        let released = lease(2, Binding::Released, 60, 300);
        assert_eq!(accepts(&ours, &released, Role::Primary, now), Err(Rejected::Outdated), "not its own");
    }

    /// Within one second the client that has the address is believed.
    #[test]
    fn the_same_second() {
        let (active, released) = (lease(1, Binding::Active, 50, 300), lease(1, Binding::Released, 50, 300));
        let now = Timestamp(50);
        assert_eq!(accepts(&released, &active, Role::Primary, now), Ok(()));
        assert_eq!(accepts(&active, &released, Role::Primary, now), Err(Rejected::Outdated));
    }
}
