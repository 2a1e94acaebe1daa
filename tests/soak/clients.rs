//! DHCP clients ask and give back, in random sequences with faults, losses of a database, and administrators who configure
//! each server as they like.

use crate::ledger::Ledger;
use crate::play::play;
use crate::schedule::schedule;

#[test]
fn no_address_is_two_clients() {
    play(500, &schedule(), |(settings, steps)| Ledger::play(settings, &steps));
}
