//! Checks what several processes say of their calls against the records of the registry: by the ids of the records, and not by
//! their effects.

use std::collections::{BTreeMap, BTreeSet};

use crate::found::Named;

/// A call that was answered with success, and has changed something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Call {
    /// When it began and ended, by a clock that all processes share.
    pub begin: u64,
    pub end: u64,
    /// Its last record.
    pub record: Named,
}

/// What is wrong with the history of some processes; nothing, if each record that was acknowledged stands exactly once in the log,
/// in an order in which each process made its calls, and in which no call comes before one that had ended when it began.
pub fn faults(processes: &[Vec<Call>], log: &[Named]) -> Vec<String> {
    let mut found = Vec::new();
    let ids: BTreeSet<u128> = log.iter().map(|(_, id)| *id).collect();
    if ids.len() != log.len() {
        found.push(format!("{} records have {} ids", log.len(), ids.len()));
    }
    let by_id: BTreeMap<u128, u64> = log.iter().map(|(revision, id)| (*id, *revision)).collect();
    let mut acknowledged = BTreeSet::new();
    for (process, calls) in processes.iter().enumerate() {
        for call in calls {
            if by_id.get(&call.record.1) != Some(&call.record.0) {
                found.push(format!("process {process}: {call:?} is not in the log"));
            }
            if !acknowledged.insert(call.record.1) {
                found.push(format!("process {process}: {call:?} was acknowledged twice"));
            }
        }
        for pair in calls.windows(2).filter(|pair| pair[0].record.0 >= pair[1].record.0) {
            found.push(format!("process {process}: {:?} comes after {:?}", pair[0], pair[1]));
        }
    }
    let all: Vec<Call> = processes.iter().flatten().copied().collect();
    found.extend(out_of_time(&all));
    found
}

/// Calls that come in the log before one that had ended when they began.
fn out_of_time(calls: &[Call]) -> Vec<String> {
    let (mut by_begin, mut by_end) = (calls.to_vec(), calls.to_vec());
    by_begin.sort_by_key(|call| call.begin);
    by_end.sort_by_key(|call| call.end);
    let mut ended = by_end.iter().peekable();
    let mut last: Option<&Call> = None;
    let mut found = Vec::new();
    for call in &by_begin {
        while let Some(before) = ended.next_if(|before| before.end < call.begin) {
            last = last.max_by_revision(before);
        }
        if let Some(before) = last.filter(|before| before.record.0 > call.record.0) {
            found.push(format!("{call:?} comes before {before:?}"));
        }
    }
    found
}

trait ByRevision<'a> {
    fn max_by_revision(self, other: &'a Call) -> Self;
}

impl<'a> ByRevision<'a> for Option<&'a Call> {
    fn max_by_revision(self, other: &'a Call) -> Self {
        Some(self.filter(|call| call.record.0 >= other.record.0).unwrap_or(other))
    }
}

#[test]
fn the_checker_finds_what_is_wrong() {
    let call = |begin, end, revision, id| Call { begin, end, record: (revision, id) };
    let log = [(1, 11), (2, 12), (3, 13)];
    let good = [vec![call(0, 1, 1, 11), call(4, 5, 3, 13)], vec![call(0, 3, 2, 12)]];
    assert_eq!(faults(&good, &log), [""; 0]);
    // Lost: others have its place.
    assert_eq!(faults(&good, &[(1, 11), (2, 14), (3, 13)]).len(), 1);
    // Kept at another place than it was said.
    assert_eq!(faults(&good, &[(1, 12), (2, 11), (3, 13)]).len(), 2);
    // Kept twice.
    assert_eq!(faults(&good, &[(1, 11), (2, 12), (3, 13), (4, 11)]).len(), 2);
    // Acknowledged twice.
    assert_eq!(faults(&[vec![call(0, 1, 1, 11)], vec![call(0, 1, 1, 11)]], &log).len(), 1);
    // A process that goes back, which is against the order of time, too.
    assert_eq!(faults(&[vec![call(0, 1, 3, 13), call(2, 3, 2, 12)]], &log).len(), 2);
    // One that began when another had ended, and comes before it.
    assert_eq!(faults(&[vec![call(0, 1, 2, 12)], vec![call(2, 3, 1, 11)]], &log).len(), 1);
    // Those that overlap come in any order.
    assert_eq!(faults(&[vec![call(0, 2, 2, 12)], vec![call(1, 3, 1, 11)]], &log), [""; 0]);
}
