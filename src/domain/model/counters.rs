//! How often clients and a server have said what to each other.

use crate::domain::base::time::Timestamp;

/// The messages that pass between a client and a server at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Messages {
    /// The client looks for an address and gets one: DISCOVER, OFFER, REQUEST, ACK.
    Lease,
    /// As `Lease`, and the scope has delayed the OFFER.
    DelayedLease,
    /// The client asks for more time and gets it: REQUEST, ACK.
    Renewal,
    /// The client asks for more time and may not keep its address: REQUEST, NAK.
    Refusal,
    /// The client looks for an address, and is offered none: DISCOVER.
    Discover,
    /// The client asks for more time, and hears nothing: REQUEST.
    Request,
    /// The client has found somebody else at its address: DECLINE.
    Decline,
    /// The client gives its address back: RELEASE.
    Release,
}

/// The messages of a server since its service started. A counter begins anew behind its largest value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counters {
    /// DISCOVER messages received.
    pub discovers: u32,
    /// OFFER messages sent.
    pub offers: u32,
    /// How many of them were delayed.
    pub delayed_offers: u32,
    /// REQUEST messages received.
    pub requests: u32,
    /// ACK messages sent.
    pub acks: u32,
    /// NAK messages sent.
    pub naks: u32,
    /// DECLINE messages received.
    pub declines: u32,
    /// RELEASE messages received.
    pub releases: u32,
    /// When the service started; 0 if that is not known.
    pub started: Timestamp,
}

impl Counters {
    /// Those of a service that starts.
    pub fn since(started: Timestamp) -> Self {
        Counters { started, ..Counters::default() }
    }

    /// Messages have passed.
    #[inline]
    pub(crate) fn count(&mut self, messages: Messages) {
        let once = |counter: &mut u32| *counter = counter.wrapping_add(1);
        match messages {
            Messages::Lease | Messages::DelayedLease => {
                once(&mut self.discovers);
                once(&mut self.offers);
                if messages == Messages::DelayedLease {
                    once(&mut self.delayed_offers);
                }
                once(&mut self.requests);
                once(&mut self.acks);
            }
            Messages::Renewal => {
                once(&mut self.requests);
                once(&mut self.acks);
            }
            Messages::Refusal => {
                once(&mut self.requests);
                once(&mut self.naks);
            }
            Messages::Discover => once(&mut self.discovers),
            Messages::Request => once(&mut self.requests),
            Messages::Decline => once(&mut self.declines),
            Messages::Release => once(&mut self.releases),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 2131, 3.1 and 3.2: who says what when a client gets an address, and when it keeps it.
    #[test]
    fn which_messages_pass() {
        let after = |messages: Messages| {
            let mut counters = Counters::since(Timestamp(7));
            counters.count(messages);
            let Counters {
                discovers,
                offers,
                delayed_offers,
                requests,
                acks,
                naks,
                declines,
                releases,
                started,
            } = counters;
            assert_eq!(started, Timestamp(7));
            [discovers, offers, delayed_offers, requests, acks, naks, declines, releases]
        };
        assert_eq!(after(Messages::Lease), [1, 1, 0, 1, 1, 0, 0, 0]);
        assert_eq!(after(Messages::DelayedLease), [1, 1, 1, 1, 1, 0, 0, 0]);
        assert_eq!(after(Messages::Renewal), [0, 0, 0, 1, 1, 0, 0, 0]);
        assert_eq!(after(Messages::Refusal), [0, 0, 0, 1, 0, 1, 0, 0]);
        assert_eq!(after(Messages::Discover), [1, 0, 0, 0, 0, 0, 0, 0]);
        assert_eq!(after(Messages::Request), [0, 0, 0, 1, 0, 0, 0, 0]);
        assert_eq!(after(Messages::Decline), [0, 0, 0, 0, 0, 0, 1, 0]);
        assert_eq!(after(Messages::Release), [0, 0, 0, 0, 0, 0, 0, 1]);
    }

    #[test]
    fn a_counter_begins_anew_behind_its_largest_value() {
        let mut counters = Counters { releases: u32::MAX, ..Counters::default() };
        counters.count(Messages::Release);
        assert_eq!(counters, Counters::default());
    }
}
