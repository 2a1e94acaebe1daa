//! The records that two servers in NORMAL have alike (failover semantics, 0.2 C2, C3, C13; 2.6, 3.1 and 3.2).

use crate::configuration::Configuration;
use crate::play::{Rule, must};
use crate::support::pair::{SCOPE, SIDES};
use crate::support::server::DOOMED;
use crate::trial::{Entry, Record, Statistics, Trial};

/// Both servers have the same record (client, end, granted by) and the same status of each address that both have in the same
/// way: in the range or not, excluded or not, reserved for the same client or for none.
pub(crate) fn agree(books: &[Vec<Entry>; 2], configured: [&Configuration; 2]) -> Result<(), String> {
    let [one, other] = books;
    for ((number, ours), theirs) in (1..).zip(one).zip(other) {
        let [ours_configured, theirs_configured] = configured.map(|side| side.of(number));
        let records = [ours, theirs].map(|entry| entry.record.as_ref().map(|record| record.said()));
        let is_same = ours.status == theirs.status && records[0] == records[1];
        must(Rule::Books, ours_configured != theirs_configured || is_same, || {
            format!("the books differ: .{number} is {ours:?} and {theirs:?}")
        })?;
    }
    Ok(())
}

/// No address has two clients, whatever the configuration of each server.
pub(crate) fn nobody_twice(books: &[Vec<Entry>; 2]) -> Result<(), String> {
    let [one, other] = books;
    for ((number, ours), theirs) in (1_u32..).zip(one).zip(other) {
        let used = |entry: &Entry| {
            entry.record.as_ref().filter(|record| !record.is_idle()).map(|record| record.client.clone())
        };
        if let (Some(ours), Some(theirs)) = (used(ours), used(theirs)) {
            must(Rule::Met, ours == theirs, || {
                format!(".{number} is {ours:?}'s here and {theirs:?}'s there")
            })?;
        }
    }
    for book in books {
        // A record of a lease that is over only keeps the address from others.
        let records = book.iter().filter_map(|entry| entry.record.as_ref());
        let mut clients: Vec<_> =
            records.filter(|record| record.kind != DOOMED).map(|record| &record.client).collect();
        clients.sort();
        let all = clients.len();
        clients.dedup();
        must(Rule::Met, clients.len() == all, || format!("a client has two addresses: {book:?}"))?;
    }
    Ok(())
}

/// The other server knows the time until which a server may lease a client's address, so that it can wait for it (draft 5.2
/// and 7.1.5; failover semantics 0.2 C4).
pub(crate) fn each_knows_the_others_bound(books: &[Vec<Entry>; 2]) -> Result<(), String> {
    let [one, other] = books;
    for (number, records) in
        (1_u32..).zip(one.iter().map(|entry| &entry.record).zip(other.iter().map(|entry| &entry.record)))
    {
        let (Some(ours), Some(theirs)) = records else { continue };
        let is_known = |one: &Record, other: &Record| {
            one.acknowledged.max(one.received)
                <= other.ends.max(other.sent).max(other.acknowledged).max(other.received)
        };
        let holds = ours.client != theirs.client || is_known(ours, theirs) && is_known(theirs, ours);
        must(Rule::Terms, holds, || {
            format!("C4: .{number} is leased by what one knows: {ours:?} and {theirs:?}")
        })?;
    }
    Ok(())
}

/// Failover semantics 2.6: the free addresses are the primary's or the secondary's, and all others that count are in use.
pub(crate) fn counts_add_up(statistics: Statistics, size: u32) -> Result<(), String> {
    let [all, free, used, partner_free, this_free, partner_used, this_used] = statistics;
    let holds = all == size
        && free + used == all
        && partner_free + this_free == free
        && partner_used + this_used <= used;
    must(Rule::Sums, holds, || format!("the statistics of {size} addresses do not add up: {statistics:?}"))
}

/// Failover semantics 3.1, of two servers with the same configuration: each gives the account from its own side, and it is that
/// of the addresses.
pub(crate) fn statistics_agree(
    trial: &Trial,
    books: &[Vec<Entry>; 2],
    configuration: &Configuration,
) -> Result<(), String> {
    let [one, other] = SIDES.map(|side| trial.server(side).statistics(SCOPE).unwrap());
    let [all, free, used, partner_free, this_free, partner_used, this_used] = other;
    let mirrored = [all, free, used, this_free, partner_free, this_used, partner_used];
    must(Rule::Books, one == mirrored, || format!("the statistics are not mirrored: {one:?} and {other:?}"))?;
    counts_add_up(one, configuration.size())?;
    let mut owners = [0, 0];
    for (number, entry) in (1..).zip(&books[0]) {
        if entry.record.is_none() && configuration.of(number) == (true, None) {
            owners[entry.status.unwrap() as usize] += 1;
        }
    }
    // The primary's is this server's, the other its partner's.
    let [_, _, _, partner_free, this_free, _, _] = one;
    must(Rule::Books, owners == [this_free, partner_free], || {
        format!("free by owner: {owners:?}, but {one:?}")
    })
}
