//! What can be asked about the elements of a scope.

use crate::domain::base::address::AddressRange;
use crate::domain::base::error::Error;
use crate::domain::base::ids::ScopeId;
use crate::domain::model::reservations::Reservation;
use crate::domain::model::scope::{IpRange, RangeKind, Scope};
use crate::domain::model::server::Server;
use crate::domain::rules::elements::Generation;
use crate::domain::rules::read::check_scope;

/// The reason that is given for a type that cannot be used.
pub const NO_SUCH_TYPE: &str = "there is no such type of element here";

/// A type of element, as the API names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ElementType {
    /// A range of that kind.
    Range(RangeKind),
    /// A secondary host, which no server has.
    SecondaryHost,
    /// A reservation.
    Reservation,
    /// An exclusion.
    Exclusion,
    /// Addresses for the use of a cluster, which no server has.
    Cluster,
}

/// The elements that an enumeration gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Enumerated {
    /// The ranges, whatever their kind.
    Ranges,
    /// The reservations.
    Reservations,
    /// The exclusions.
    Exclusions,
}

/// The elements that an enumeration of a type gives (MS-DHCPM 3.1.4.6). Secondary hosts are not supported, clusters and the
/// special kinds of range are refused; the newest call takes "DHCP and BOOTP" for "all kinds".
pub fn enumerated(element_type: ElementType, generation: Generation) -> Result<Enumerated, Error> {
    match (element_type, generation) {
        (ElementType::Range(RangeKind::Unspecified), _)
        | (ElementType::Range(RangeKind::DhcpAndBootp), Generation::V5) => Ok(Enumerated::Ranges),
        (ElementType::Reservation, _) => Ok(Enumerated::Reservations),
        (ElementType::Exclusion, _) => Ok(Enumerated::Exclusions),
        (ElementType::SecondaryHost, _) => Err(Error::NotEnumerable),
        (ElementType::Range(_) | ElementType::Cluster, _) => Err(Error::Invalid(NO_SUCH_TYPE)),
    }
}

/// Elements of one type, the lowest address first.
#[derive(Debug, Clone, Copy)]
pub enum Elements<'a> {
    /// The range of the scope, if it has one.
    Ranges(&'a [IpRange]),
    /// Its reservations.
    Reservations(&'a Scope, &'a [Reservation]),
    /// Its exclusions.
    Exclusions(&'a [AddressRange]),
}

/// The elements of a scope.
pub fn elements(server: &Server, scope: ScopeId, wanted: Enumerated) -> Result<Elements<'_>, Error> {
    let scope = server.scope(scope)?;
    Ok(match wanted {
        Enumerated::Ranges => Elements::Ranges(scope.range().map(std::slice::from_ref).unwrap_or_default()),
        Enumerated::Reservations => Elements::Reservations(scope, scope.reservations()),
        Enumerated::Exclusions => Elements::Exclusions(scope.exclusions()),
    })
}

/// The reservations of a scope, the lowest address first, and the scope, which has the names of their clients (MS-DHCPM
/// 3.2.4.120).
pub fn reservations(server: &Server, scope: ScopeId) -> Result<(&Scope, &[Reservation]), Error> {
    check_scope(scope)?;
    let scope = server.scope(scope)?;
    Ok((scope, scope.reservations()))
}
