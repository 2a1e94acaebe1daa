//! Drift between the two servers of a relationship: each has its own configuration of a scope,
//! and nothing but the administrator keeps the two alike.

use std::collections::BTreeSet;

use crate::domain::base::address::{Address, AddressRange};
use crate::domain::base::error::Error;
use crate::domain::base::ids::{ScopeId, ServerId};
use crate::domain::base::text::{Text, same_name};
use crate::domain::model::options::{DataType, OptionDefinition, OptionElement, OptionId, OptionKey};
use crate::domain::model::registry::Registry;
use crate::domain::model::relationship::Relationship;
use crate::domain::model::scope::Scope;
use crate::domain::model::server::Server;
use crate::domain::rules::read::copies::{ScopeCopy, all_keys, definition_on, names_of};
use crate::domain::rules::read::options::LEASE_TIME;

/// One thing that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DriftEntry {
    /// The scope; `None` for what differs in the relationship itself.
    pub scope: Option<ScopeId>,
    /// Its kind.
    pub kind: DriftKind,
    /// Who has it.
    pub side: Side,
}

/// The kinds of drift.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DriftKind {
    /// The scope is in the relationship.
    Scope,
    /// Mask, name, comment or state.
    Properties,
    /// The range, its kind or its number of BOOTP clients.
    Range(AddressRange),
    /// An exclusion.
    Exclusion(AddressRange),
    /// A reservation of that address for that client.
    Reservation(Address),
    /// The scope is on the server at all.
    ScopeItself,
    /// The mode of the relationship.
    Mode,
    /// Its percentage.
    Percentage,
    /// Its maximum client lead time.
    LeadTime,
    /// Its safe period.
    SafePeriod,
    /// Its secret, or that it has one.
    SharedSecret,
    /// Both servers have the same role in it, or take different ones for the primary.
    Role,
    /// The value of an option, for the scope or for the reservation of an address.
    OptionValue(Option<Address>, OptionKey),
    /// How long leases of the scope are: its value of option 51 for clients of no class.
    LeaseDuration,
    /// The delay of offers.
    OfferDelay,
    /// A class that options of the scope have values for: that it is there, or its data.
    Class {
        /// Its name.
        name: Text,
        /// Whether it is a vendor class.
        is_vendor: bool,
    },
    /// The definition of an option that has values in the scope: that it is there, or the type that it tells.
    Definition(OptionKey),
}

impl DriftKind {
    /// The addresses that differ: of a range or an exclusion, or the one of a reservation.
    pub fn addresses(&self) -> Option<AddressRange> {
        match self {
            DriftKind::Range(range) | DriftKind::Exclusion(range) => Some(*range),
            DriftKind::Reservation(address) | DriftKind::OptionValue(Some(address), _) => {
                Some(AddressRange::one(*address))
            }
            _ => None,
        }
    }

    /// The code of the option that differs.
    pub fn option(&self) -> Option<OptionId> {
        match self {
            DriftKind::OptionValue(_, key) | DriftKind::Definition(key) => Some(key.id),
            DriftKind::LeaseDuration => Some(LEASE_TIME),
            _ => None,
        }
    }

    /// The user class and the vendor class that it is for, or that is it.
    pub fn classes(&self) -> (Option<&Text>, Option<&Text>) {
        match self {
            DriftKind::OptionValue(_, key) | DriftKind::Definition(key) => {
                (key.user_class.as_ref(), key.vendor_class.as_ref())
            }
            DriftKind::Class { name, is_vendor: false } => (Some(name), None),
            DriftKind::Class { name, is_vendor: true } => (None, Some(name)),
            _ => (None, None),
        }
    }
}

/// Who has what the other has not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The server that is asked.
    ThisServer,
    /// Its partner.
    Partner,
    /// Each has one, and they differ.
    Both,
}

/// All that differs: in the relationship, then scope by scope. The partner has to be heard, or nobody knows; it need not be in
/// contact, which some of what differs prevents.
pub fn drift(registry: &Registry, id: ServerId, name: &[u16]) -> Result<Vec<DriftEntry>, Error> {
    let server = registry.server(id)?;
    let (_, relationship) = server.relationship(name)?;
    let (partner, half) = partner_of(registry, id, relationship).ok_or(Error::PartnerNotHeard)?;
    let in_relationship = |(kind, side)| DriftEntry { scope: None, kind, side };
    let mut found: Vec<DriftEntry> =
        half.into_iter().flat_map(|half| settings(relationship, half)).map(in_relationship).collect();
    let none = Vec::new();
    let (ours, theirs) = (&relationship.scopes, half.map_or(&none, |half| &half.scopes));
    for (scopes, others, other, side) in
        [(ours, theirs, partner, Side::ThisServer), (theirs, ours, server, Side::Partner)]
    {
        let others = set_of(others);
        found.extend(scopes.iter().filter(|scope| !others.contains(&scope.0)).map(|scope| {
            let is_there = other.scopes.get(*scope).is_some();
            let kind = if is_there { DriftKind::Scope } else { DriftKind::ScopeItself };
            DriftEntry { scope: Some(*scope), kind, side }
        }));
    }
    let theirs = set_of(theirs);
    for scope in ours.iter().copied().filter(|scope| theirs.contains(&scope.0)) {
        let (Some(ours), Some(theirs)) = (server.scopes.get(scope), partner.scopes.get(scope)) else {
            continue;
        };
        let (ours, theirs) =
            (ScopeCopy { server, scope: ours }, ScopeCopy { server: partner, scope: theirs });
        let differing = within_scope(ours, theirs).into_iter();
        found.extend(differing.map(|(kind, side)| DriftEntry { scope: Some(scope), kind, side }));
    }
    Ok(found)
}

/// Drift between the two copies of a scope.
fn within_scope(ours: ScopeCopy<'_>, theirs: ScopeCopy<'_>) -> Vec<(DriftKind, Side)> {
    let mut found = Vec::new();
    if ours.scope.info() != theirs.scope.info() {
        found.push((DriftKind::Properties, Side::Both));
    }
    if ours.scope.delay_offer() != theirs.scope.delay_offer() {
        found.push((DriftKind::OfferDelay, Side::Both));
    }
    for (of, other, side) in [(ours, theirs, Side::ThisServer), (theirs, ours, Side::Partner)] {
        found.extend(missing(of.scope, other.scope).into_iter().map(|kind| (kind, side)));
    }
    found.append(&mut drift_of_options(ours, theirs));
    found
}

/// One by one: sorting them first would be as much code again.
fn set_of(scopes: &[ScopeId]) -> BTreeSet<Address> {
    let mut set = BTreeSet::new();
    scopes.iter().for_each(|scope| _ = set.insert(scope.0));
    set
}

/// The server that a relationship is with, and its half, if there is one, whatever its role and secret: the server that has a
/// half of that name between the same two, else the one with the partner's address. It can be heard.
fn partner_of<'a>(
    registry: &'a Registry,
    id: ServerId,
    relationship: &Relationship,
) -> Option<(&'a Server, Option<&'a Relationship>)> {
    let is_heard = |other: &ServerId| registry.can_talk(id, *other);
    let with_half =
        registry.halves_like(relationship).filter(|half| is_heard(&half.server)).find_map(|half| {
            let (server, half) = registry.half(half.server, half.relationship)?;
            half.is_between_those_of(relationship).then_some((server, Some(half)))
        });
    let by_address = || registry.server_at(relationship.partner_address()).filter(is_heard);
    with_half.or_else(|| Some((registry.server(by_address()?).ok()?, None)))
}

/// Drift between the settings of the two halves.
fn settings(ours: &Relationship, theirs: &Relationship) -> Vec<(DriftKind, Side)> {
    let (ours, theirs) = (&ours.settings, &theirs.settings);
    let side_of_secret = match (&ours.secret, &theirs.secret) {
        (Some(_), None) => Side::ThisServer,
        (None, Some(_)) => Side::Partner,
        _ => Side::Both,
    };
    let all = [
        (!ours.has_other_role_than(theirs), DriftKind::Role, Side::Both),
        (ours.secret != theirs.secret, DriftKind::SharedSecret, side_of_secret),
        (ours.mode != theirs.mode, DriftKind::Mode, Side::Both),
        (ours.percentage != theirs.percentage, DriftKind::Percentage, Side::Both),
        (ours.mclt != theirs.mclt, DriftKind::LeadTime, Side::Both),
        (ours.safe_period != theirs.safe_period, DriftKind::SafePeriod, Side::Both),
    ];
    all.into_iter().filter(|(differs, ..)| *differs).map(|(_, kind, side)| (kind, side)).collect()
}

/// The range, exclusions and reservations of a scope that its copy lacks, or has otherwise.
pub(in crate::domain::rules) fn missing(scope: &Scope, copy: &Scope) -> Vec<DriftKind> {
    let mut found = Vec::new();
    if let Some(range) = scope.range().filter(|range| copy.range() != Some(*range)) {
        found.push(DriftKind::Range(range.addresses));
    }
    let exclusions = scope.exclusions().iter();
    let exclusions = exclusions.filter(|exclusion| copy.exclusion(exclusion.first()) != Some(**exclusion));
    found.extend(exclusions.map(|exclusion| DriftKind::Exclusion(*exclusion)));
    let reservations = scope.reservations().iter();
    let reservations = reservations.filter(|kept| copy.reservation(kept.address) != Some(*kept));
    found.extend(reservations.map(|reservation| DriftKind::Reservation(reservation.address)));
    found
}

/// All that differs in the options of a scope: classes and definitions, then values.
fn drift_of_options(ours: ScopeCopy<'_>, theirs: ScopeCopy<'_>) -> Vec<(DriftKind, Side)> {
    if !ours.scope.has_option_values() && !theirs.scope.has_option_values() {
        return Vec::new();
    }
    let keys = all_keys(ours, theirs);
    let mut found = drift_of_classes(ours.server, theirs.server, &keys);
    for key in &keys {
        let of = |server| definition_on(server, key);
        let side = side_of(of(ours.server), of(theirs.server), |one, other| shape(one) == shape(other));
        found.extend(side.map(|side| (DriftKind::Definition(key.clone()), side)));
    }
    for (reserved, key, value) in ours.values() {
        let side =
            side_of(Some(value), theirs.counterpart(ours.scope, reserved, key), |one, other| one == other);
        found.extend(side.map(|side| (kind(reserved, key), side)));
    }
    let surplus =
        theirs.values().filter(|(reserved, key, _)| ours.counterpart(theirs.scope, *reserved, key).is_none());
    found.extend(surplus.map(|(reserved, key, _)| (kind(reserved, key), Side::Partner)));
    found
}

/// Drift of the classes that these options are for. What tells a client's class is its data.
fn drift_of_classes(ours: &Server, theirs: &Server, keys: &[OptionKey]) -> Vec<(DriftKind, Side)> {
    let mut names: Vec<(&Text, bool)> = Vec::new();
    for (name, is_vendor) in keys.iter().flat_map(names_of) {
        if !names.iter().any(|(other, kind)| *kind == is_vendor && same_name(other.units(), name.units())) {
            names.push((name, is_vendor));
        }
    }
    let differing = names.into_iter().filter_map(|(name, is_vendor)| {
        let of = |server: &'_ Server| {
            server.options.class(name.units(), is_vendor).map(|class| class.data.clone())
        };
        let side = side_of(of(ours), of(theirs), |one, other| one == other)?;
        Some((DriftKind::Class { name: name.clone(), is_vendor }, side))
    });
    differing.collect()
}

fn side_of<T>(ours: Option<T>, theirs: Option<T>, are_alike: impl Fn(&T, &T) -> bool) -> Option<Side> {
    match (ours, theirs) {
        (Some(_), None) => Some(Side::ThisServer),
        (None, Some(_)) => Some(Side::Partner),
        (Some(ours), Some(theirs)) if !are_alike(&ours, &theirs) => Some(Side::Both),
        _ => None,
    }
}

/// What a definition says of values: their type, and whether there may be several.
fn shape(definition: &OptionDefinition) -> (Option<DataType>, bool) {
    (definition.default.elements().first().map(OptionElement::data_type), definition.is_array)
}

fn kind(reserved: Option<Address>, key: &OptionKey) -> DriftKind {
    let is_lease_time = reserved.is_none() && key.id == LEASE_TIME && key.is_of(None, None);
    if is_lease_time { DriftKind::LeaseDuration } else { DriftKind::OptionValue(reserved, key.clone()) }
}
