//! DHCP clients ask and give back, in random sequences with faults, losses of a database, and administrators who tell each
//! server what they like.

use crate::ledger::Ledger;
use crate::play::Rule::{Books, Ends, Heard, Left, Recovers, Terms};
use crate::play::{Rule, leave_out, names, play};
use crate::schedule::schedule;

/// Rules that the servers do not keep yet. SOAK_ALL has them all the same.
const NOT_YET: &[Rule] = &[Books, Ends, Heard, Left, Recovers, Terms];

#[test]
fn no_address_is_two_clients() {
    if names("SOAK_ALL").is_none() {
        leave_out(NOT_YET);
    }
    play(500, &schedule(), |(settings, steps)| Ledger::play(settings, &steps));
}
