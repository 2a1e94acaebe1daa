//! Why a client is refused, why a lease is not longer, and why a request is refused. The sentences about clients are C
//! strings, since C callers are given them as they are.

use std::ffi::CStr;
use std::fmt::{self, Write};

use crate::domain::base::error::Error;
use crate::domain::base::refused::Refused;
use crate::domain::rules::leasing::LimitedBy;

/// Why a client gets no address, or not that one.
pub const fn refused(refused: Refused) -> &'static CStr {
    match refused {
        Refused::ScopeDisabled => c"The scope is disabled.",
        Refused::Silent => c"A server in this state answers nobody.",
        Refused::RenewalsOnly => c"A server in this state answers only clients that have a lease.",
        Refused::PartnersClient => c"By load balance the client is the partner's.",
        Refused::Standby => c"The server stands by for its partner.",
        Refused::UnknownClient => c"The client has no lease here.",
        Refused::OtherAddress => c"The client has another address here.",
        Refused::Excluded => c"The address is excluded, outside the range, or for BOOTP clients only.",
        Refused::ReservedForAnother => c"The address is reserved for another client.",
        Refused::Declined => c"A client has found somebody else at the address.",
        Refused::Leased => c"Another client has the address.",
        Refused::NotAcknowledged => {
            c"The partner has not heard yet that the address is free, and may have leased it longer."
        }
        Refused::OfPartner => c"The free address is the partner's to lease.",
        Refused::OwnAddressesUsed => c"This server's free addresses are used up, and its partner has some.",
        Refused::NoFreeAddress => c"No address is free.",
        Refused::Filtered => c"A link-layer filter keeps the client from the server.",
        Refused::ReservedElsewhere => {
            c"Another address is reserved for the client, which it gets when it asks for a new lease."
        }
        Refused::NoLeadTime => {
            c"The partner knows of no end that is still to come, and the MCLT allows nothing beyond it."
        }
    }
}

/// Why a lease is not longer.
pub const fn limited(limited_by: LimitedBy) -> &'static CStr {
    match limited_by {
        LimitedBy::None => c"The lease is as long as the scope allows, or as the client asks.",
        LimitedBy::KnownToPartner => {
            c"The lease is limited to one MCLT beyond the latest end that the partner knows of."
        }
        LimitedBy::Interrupted => c"The lease is limited to one MCLT, since the partner cannot be heard.",
        LimitedBy::PartnerDown => c"The lease is limited to one MCLT, since the partner is down.",
    }
}

/// The sentence of [`refused`].
pub fn refused_sentence(why: Refused) -> &'static str {
    text(refused(why))
}

/// The sentence of [`limited`].
pub fn limited_sentence(limited_by: LimitedBy) -> &'static str {
    text(limited(limited_by))
}

fn text(sentence: &'static CStr) -> &'static str {
    sentence.to_str().unwrap_or_default()
}

/// Why a request is refused, as it stands in the middle of a sentence; a client's reason without its capital and full stop.
#[derive(Debug, Clone, Copy)]
pub struct Reason(pub Error);

impl fmt::Display for Reason {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Error::Refused(why) = self.0 else { return self.0.fmt(formatter) };
        let mut characters = refused_sentence(why).trim_end_matches('.').chars();
        characters.next().map_or(Ok(()), |first| formatter.write_char(first.to_ascii_lowercase()))?;
        formatter.write_str(characters.as_str())
    }
}
