//! Why a DHCP client is refused.

/// Why a client gets no address, or not that one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// The scope is disabled.
    ScopeDisabled,
    /// A server in this state answers nobody.
    Silent,
    /// A server in this state answers only those that have an address.
    RenewalsOnly,
    /// By load balance the client is the partner's.
    PartnersClient,
    /// The server stands by for its partner.
    Standby,
    /// The client has no lease here.
    UnknownClient,
    /// The client has another address here.
    OtherAddress,
    /// The client asks for more time for one address, and another is reserved for it.
    ReservedElsewhere,
    /// The partner knows of no end of the lease that is still to come, and by the maximum client lead time nothing may be
    /// added to it.
    NoLeadTime,
    /// The address is excluded, or outside the range.
    Excluded,
    /// The address is reserved for another client.
    ReservedForAnother,
    /// A client has refused the address.
    Declined,
    /// Another client has the address.
    Leased,
    /// The partner, who has yet to hear that its client has it no more, may have leased the address longer.
    NotAcknowledged,
    /// The address is the partner's to lease.
    OfPartner,
    /// This server has no free address left, but its partner has.
    OwnAddressesUsed,
    /// No address is free.
    NoFreeAddress,
    /// A link-layer filter keeps the client from the server.
    Filtered,
}
