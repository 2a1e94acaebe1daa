//! A scope: a subnet, what is configured in it, its leases and its pool.

mod parts;

pub use parts::ScopeParts;

use crate::domain::model::reservations::Reservation;
use std::collections::{BTreeMap, BTreeSet};

use crate::domain::base::address::{Address, AddressRange, Subnet};
use crate::domain::base::client::ClientId;
use crate::domain::base::ids::{RelationshipId, ScopeId};
use crate::domain::base::role::Role;
use crate::domain::base::shared::Shared;
use crate::domain::base::text::Text;
use crate::domain::base::time::Timestamp;
use crate::domain::model::lease::{Binding, Lease};
use crate::domain::model::lease_ends::LeaseEnds;
use crate::domain::model::lease_table::LeaseTable;
use crate::domain::model::options::{OptionValues, ScopeOptions};
use crate::domain::model::pool::Pool;
use crate::domain::model::reservations::Reservations;

/// Whether a scope serves; the number of the API (`DHCP_SUBNET_STATE`) is kept, "switched" included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScopeState {
    /// Serves.
    Enabled,
    /// Does not serve.
    Disabled,
    /// Serves, and the clients' default route is on-link.
    EnabledSwitched,
    /// Does not serve; EnabledSwitched when it does.
    DisabledSwitched,
}

/// Which clients a range serves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RangeKind {
    /// As the oldest calls say it: DHCP clients.
    Unspecified,
    /// DHCP clients only.
    DhcpOnly,
    /// Both.
    DhcpAndBootp,
    /// BOOTP clients only.
    BootpOnly,
}

impl RangeKind {
    /// Whether BOOTP clients may get its addresses, which a failover scope does not have.
    pub fn serves_bootp(self) -> bool {
        matches!(self, RangeKind::DhcpAndBootp | RangeKind::BootpOnly)
    }
}

/// The addresses that a scope hands out. A scope has one range at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IpRange {
    /// From where to where.
    pub addresses: AddressRange,
    /// For which clients.
    pub kind: RangeKind,
    /// How many BOOTP clients may be served.
    pub max_bootp_clients: u32,
}

/// The number of BOOTP clients that stands for no limit.
pub const ANY_NUMBER_OF_BOOTP_CLIENTS: u32 = 0xFFFF_FFFF;

/// A scope's description, as an administrator gave it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScopeInfo {
    /// Address and mask.
    pub subnet: Subnet,
    /// The name.
    pub name: Option<Text>,
    /// A remark.
    pub comment: Option<Text>,
    /// Whether it serves.
    pub state: ScopeState,
}

/// A scope's place in a relationship, and how many of its leases each server granted or last renewed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Membership {
    /// The relationship, on the server of this scope.
    pub relationship: RelationshipId,
    /// The primary server's address.
    pub primary: Address,
    /// The secondary server's address.
    pub secondary: Address,
    /// The role of the server that has this scope.
    pub role: Role,
    /// That server's address outside the relationship: in leases older than the relationship.
    pub server: Address,
    /// Leases of the pool that the primary granted.
    pub leased_by_primary: u32,
    /// Leases of the pool that the secondary granted.
    pub leased_by_secondary: u32,
}

/// A scope of one server. A copy shares the leases and reservations with it, until one of the two changes them.
#[derive(Debug, Clone, PartialEq)]
pub struct Scope {
    info: ScopeInfo,
    range: Option<IpRange>,
    pool: Option<Pool>,
    /// Lowest first, none overlapping another.
    exclusions: Vec<AddressRange>,
    /// How many addresses of the range are excluded.
    excluded: u32,
    reservations: Shared<Reservations>,
    /// The reserved addresses that the partner is known to keep for the same clients, lowest first.
    shared_reservations: Vec<Address>,
    /// The reserved addresses without a record that are the secondary's; all others without one are the primary's.
    unrecorded_of_secondary: BTreeSet<Address>,
    leases: Shared<Leases>,
    /// Whether the leases were lost with the database, and the partner has not told those that it knows since.
    has_lost_leases: bool,
    /// The clients whose records an administrator deleted while the partner could not be told, lowest address first.
    deletions: Vec<(Address, ClientId)>,
    membership: Option<Membership>,
    /// The values of options that are set for the scope and for its reservations.
    options: ScopeOptions,
    /// For how many milliseconds an offer is delayed.
    delay_offer: u16,
}

/// The lease records of a scope.
#[derive(Debug, Clone, Default)]
struct Leases {
    table: LeaseTable,
    /// When the leases end that clients have, and the addresses are free that are held: both follow from the others.
    ends: LeaseEnds,
    /// Until when addresses are kept though the time of their leases is over, by offset: a server that lost its leases may have
    /// granted more.
    held: BTreeMap<u32, Timestamp>,
}

impl Scope {
    /// A scope with nothing in it.
    pub fn new(info: ScopeInfo) -> Self {
        Scope {
            info,
            range: None,
            pool: None,
            exclusions: Vec::new(),
            excluded: 0,
            reservations: Shared::default(),
            shared_reservations: Vec::new(),
            unrecorded_of_secondary: BTreeSet::new(),
            leases: Shared::default(),
            has_lost_leases: false,
            deletions: Vec::new(),
            membership: None,
            options: ScopeOptions::default(),
            delay_offer: 0,
        }
    }

    /// The description.
    pub fn info(&self) -> &ScopeInfo {
        &self.info
    }

    /// Its id.
    pub fn id(&self) -> ScopeId {
        ScopeId(self.info.subnet.address())
    }

    /// The subnet.
    pub fn subnet(&self) -> Subnet {
        self.info.subnet
    }

    /// The addresses that it hands out.
    pub fn range(&self) -> Option<&IpRange> {
        self.range.as_ref()
    }

    /// The exclusions, lowest first.
    pub fn exclusions(&self) -> &[AddressRange] {
        &self.exclusions
    }

    /// The reservations, lowest first.
    pub fn reservations(&self) -> &[Reservation] {
        self.reservations.as_slice()
    }

    /// The free addresses.
    pub fn pool(&self) -> Option<&Pool> {
        self.pool.as_ref()
    }

    /// Its place in a relationship.
    pub fn membership(&self) -> Option<&Membership> {
        self.membership.as_ref()
    }

    /// How many things it is made of: itself, its lease records, its reservations, and values of options.
    pub(super) fn records(&self) -> usize {
        1 + self.leases.table.len() + self.reservations().len() + self.options.len()
    }

    /// The lease records, lowest address first.
    pub fn leases(&self) -> impl Iterator<Item = (Address, &Lease)> {
        self.leases.table.in_range(self.subnet().address(), self.subnet().range())
    }

    /// The lease records in a range, lowest address first.
    pub fn leases_in(&self, range: AddressRange) -> impl Iterator<Item = (Address, &Lease)> {
        let subnet = self.subnet();
        let common = subnet.range().intersection(range);
        common.into_iter().flat_map(move |common| self.leases.table.in_range(subnet.address(), common))
    }

    /// The lease record of an address.
    pub fn lease(&self, address: Address) -> Option<&Lease> {
        self.leases.table.get(self.offset(address)?)
    }

    /// The record of a client, and its address.
    pub fn record_of(&self, client: &ClientId) -> Option<(Address, &Lease)> {
        let (offset, lease) = self.leases.table.of_client(client)?;
        Some((self.subnet().address() + offset, lease))
    }

    /// The lease that a client has or had, and its address. One that is declined is nobody's, whoever its record names.
    pub fn lease_of(&self, client: &ClientId) -> Option<(Address, &Lease)> {
        self.record_of(client).filter(|(_, lease)| lease.binding() != Binding::Abandoned)
    }

    /// The lease that a client has or had, which is sooner found where the client has the address that it is thought to have.
    pub fn lease_of_at(&self, client: &ClientId, address: Option<Address>) -> Option<(Address, &Lease)> {
        let there = address.and_then(|address| Some((address, self.lease(address)?)));
        let is_its_own =
            |(_, lease): &(Address, &Lease)| lease.client == *client && lease.binding() == Binding::Active;
        there.filter(is_its_own).or_else(|| self.lease_of(client))
    }

    /// When the next lease ends.
    pub fn next_end(&self) -> Option<Timestamp> {
        self.leases.ends.next()
    }

    /// The leases that end next, all in one second.
    pub fn ending_next(&self) -> impl Iterator<Item = (Address, &Lease)> {
        let offsets = self.leases.ends.ending_next().into_iter();
        offsets.filter_map(|offset| Some((self.subnet().address() + offset, self.leases.table.get(offset)?)))
    }

    /// The address that is reserved for a client.
    #[inline]
    pub fn reserved_for(&self, client: &ClientId) -> Option<Address> {
        self.reservations.of_client(client).map(|kept| kept.address)
    }

    /// The values of options that are set for the scope.
    pub fn option_values(&self) -> &OptionValues {
        self.options.of(None)
    }

    /// Whether options have values here, for the scope or for a reservation.
    #[inline]
    pub fn has_option_values(&self) -> bool {
        !self.options.is_empty()
    }

    /// The values of options that are set for the reservation of an address.
    pub fn options_of(&self, address: Address) -> &OptionValues {
        self.options.of(Some(address))
    }

    /// Whether options have values for a reservation.
    #[inline]
    pub fn has_options_of_reservations(&self) -> bool {
        self.options.has_reserved()
    }

    /// The reservations for which options have values, the lowest address first.
    pub fn options_of_reservations(&self) -> impl Iterator<Item = (Address, &OptionValues)> {
        self.options.reserved()
    }

    /// For how many milliseconds the server delays its offer of an address.
    pub fn delay_offer(&self) -> u16 {
        self.delay_offer
    }

    /// The clients whose records an administrator deleted while the partner could not be told.
    pub fn deletions(&self) -> impl Iterator<Item = (Address, &ClientId)> {
        self.deletions.iter().map(|(address, client)| (*address, client))
    }

    /// Whether an administrator deleted this client's record of an address, and the partner has yet to hear of it.
    pub fn has_deleted(&self, address: Address, client: &ClientId) -> bool {
        let place = self.place_of_deletion(address).ok();
        place.and_then(|place| self.deletions.get(place)).is_some_and(|(_, deleted)| deleted == client)
    }

    /// Until when an address is kept though the time of its lease may be over.
    pub fn held_until(&self, address: Address) -> Option<Timestamp> {
        self.leases.held.get(&self.offset(address)?).copied()
    }

    /// Whether the leases were lost with the database, and the partner has not told those that it knows since.
    pub fn has_lost_leases(&self) -> bool {
        self.has_lost_leases
    }

    /// The reservation of an address.
    pub fn reservation(&self, address: Address) -> Option<&Reservation> {
        self.reservations.at(address)
    }

    /// The reserved addresses without a record, lowest first: the client has another address.
    pub fn reserved_without_record(&self) -> impl Iterator<Item = Address> + '_ {
        let reserved = self.reservations.as_slice().iter().map(|kept| kept.address);
        reserved.filter(|address| self.lease(*address).is_none())
    }

    /// The reservations in a range, lowest first.
    pub fn reservations_in(&self, range: AddressRange) -> &[Reservation] {
        self.reservations.within(range)
    }

    /// The reserved addresses of a range that the partner is known to keep for the same clients, lowest first.
    pub fn shared_reservations(&self, range: AddressRange) -> impl Iterator<Item = Address> + '_ {
        let first = self.shared_reservations.partition_point(|address| *address < range.first());
        let from_first = self.shared_reservations.get(first..).unwrap_or_default().iter().copied();
        from_first.take_while(move |address| *address <= range.last())
    }

    /// Whether the partner is known to keep a reserved address for the same client.
    pub fn shares_reservation(&self, address: Address) -> bool {
        self.shared_reservations.binary_search(&address).is_ok()
    }

    /// The exclusion that contains an address.
    pub fn exclusion(&self, address: Address) -> Option<AddressRange> {
        let after = self.exclusions.partition_point(|exclusion| exclusion.first() <= address);
        let exclusion = self.exclusions.get(after.checked_sub(1)?)?;
        exclusion.contains(address).then_some(*exclusion)
    }

    /// How many addresses of the range are not excluded.
    pub fn leasable(&self) -> u32 {
        self.range.map_or(0, |range| range.addresses.size() - self.excluded)
    }

    /// Whether an exclusion has an address of this range.
    pub fn is_partly_excluded(&self, range: AddressRange) -> bool {
        // Of those that begin before its end only the last can reach into it.
        let after = self.exclusions.partition_point(|exclusion| exclusion.first() <= range.last());
        let last = after.checked_sub(1).and_then(|last| self.exclusions.get(last));
        last.is_some_and(|exclusion| exclusion.overlaps(range))
    }

    /// Whose an address is, or was when it was free.
    pub fn pool_side(&self, address: Address) -> Role {
        self.known_pool_side(address).unwrap_or(Role::Primary)
    }

    /// The pool side of an address; `None` if it is neither free nor on record nor reserved.
    pub fn known_pool_side(&self, address: Address) -> Option<Role> {
        let free = self.pool.as_ref().and_then(|pool| pool.side_of(address));
        let on_record = || self.lease(address).map(|lease| lease.pool_side);
        free.or_else(on_record)
            .or_else(|| self.reservation(address).map(|_| self.side_of_unrecorded(address)))
    }

    /// The addresses within a range that are the secondary's and that no client uses, free or reserved, as ranges: as few and as
    /// long as they can be.
    pub fn unused_of_secondary(&self, within: AddressRange) -> Vec<AddressRange> {
        let free = self.pool.as_ref().map(|pool| pool.ranges_of(Role::Secondary, within));
        let kept = self.unused_reservations(within);
        let kept = kept.filter(|address| self.pool_side(*address) == Role::Secondary).map(AddressRange::one);
        AddressRange::joined(free.into_iter().flatten().chain(kept).collect())
    }

    /// The reserved addresses within a range that no client uses, lowest first.
    fn unused_reservations(&self, within: AddressRange) -> impl Iterator<Item = Address> + '_ {
        let reserved = self.reservations.within(within).iter().map(|kept| kept.address);
        reserved.filter(|address| self.lease(*address).is_none_or(Lease::is_idle))
    }

    fn side_of_unrecorded(&self, address: Address) -> Role {
        if self.unrecorded_of_secondary.contains(&address) { Role::Secondary } else { Role::Primary }
    }

    /// Whether the address is in the range and not excluded.
    pub fn is_leasable(&self, address: Address) -> bool {
        self.range.as_ref().is_some_and(|range| range.addresses.contains(address))
            && self.exclusion(address).is_none()
    }

    // What follows carries events out. Nothing here can fail.

    pub(crate) fn set_info(&mut self, info: ScopeInfo) {
        self.info = info;
    }

    pub(crate) fn set_range(&mut self, range: IpRange, side: Role) {
        let addresses = range.addresses;
        let mut pool = match &self.pool {
            Some(pool) => pool.with_range(addresses, side),
            None => Pool::new(addresses),
        };
        if self.pool.is_none() {
            pool.give(side, addresses);
        }
        for exclusion in &self.exclusions {
            pool.take_all(*exclusion);
        }
        for reservation in self.reservations.as_slice() {
            pool.take(reservation.address);
        }
        self.take_leased(&mut pool, addresses);
        self.range = Some(range);
        self.pool = Some(pool);
        self.excluded = self.exclusions.iter().map(|exclusion| self.size_in_range(*exclusion)).sum();
        self.count_leases();
    }

    pub(crate) fn remove_range(&mut self) {
        self.range = None;
        self.pool = None;
        self.excluded = 0;
        self.count_leases();
    }

    pub(crate) fn add_exclusion(&mut self, exclusion: AddressRange) {
        self.count_leases_in(exclusion, |count| count.saturating_sub(1));
        let place = self.place_of_exclusion(exclusion);
        self.exclusions.insert(place, exclusion);
        self.excluded += self.size_in_range(exclusion);
        if let Some(pool) = &mut self.pool {
            pool.take_all(exclusion);
        }
    }

    pub(crate) fn remove_exclusion(&mut self, exclusion: AddressRange, side: Role) {
        let place = self.place_of_exclusion(exclusion);
        if self.exclusions.get(place) != Some(&exclusion) {
            return;
        }
        self.exclusions.remove(place);
        self.excluded -= self.size_in_range(exclusion);
        if let Some(mut pool) = self.pool.take() {
            pool.release_all(exclusion, side);
            for reservation in self.reservations.within(exclusion) {
                pool.take(reservation.address);
            }
            self.take_leased(&mut pool, exclusion);
            self.pool = Some(pool);
        }
        self.count_leases_in(exclusion, |count| count.saturating_add(1));
    }

    /// An address that is not free now is that server's.
    pub(crate) fn add_reservation(&mut self, reservation: Reservation, side: Role) {
        let (address, client) = (reservation.address, reservation.client.clone());
        let free = self.pool.as_mut().and_then(|pool| pool.take(address));
        if let Some(reservations) = self.reservations.to_mut() {
            reservations.insert(reservation);
        }
        self.set_side_of_unrecorded(address, free.unwrap_or(side));
        self.keep_idle_record(&client);
    }

    pub(crate) fn remove_reservation(&mut self, address: Address, side: Role) {
        if let Some(reservations) = self.reservations.to_mut() {
            reservations.remove(address);
        }
        if let Ok(place) = self.shared_reservations.binary_search(&address) {
            self.shared_reservations.remove(place);
        }
        self.options.forget(address);
        self.drop_idle_record(address);
        self.unrecorded_of_secondary.remove(&address);
        if self.is_leasable(address) && self.lease(address).is_none() {
            self.free_unless_reserved(address, side);
        }
    }

    pub(crate) fn set_delay_offer(&mut self, milliseconds: u16) {
        self.delay_offer = milliseconds;
    }

    pub(crate) fn options_mut(&mut self) -> &mut ScopeOptions {
        &mut self.options
    }

    pub(crate) fn share_reservations(&mut self, within: AddressRange, addresses: Vec<Address>) {
        let first = self.shared_reservations.partition_point(|address| *address < within.first());
        let after = self.shared_reservations.partition_point(|address| *address <= within.last());
        self.shared_reservations.splice(first..after, addresses);
    }

    pub(crate) fn store_lease(&mut self, address: Address, mut lease: Lease) {
        let Some(offset) = self.offset(address) else { return };
        let mut granted_by_before = None;
        // Without reservations there are no records that no client uses.
        let has_idle_records = !self.reservations.as_slice().is_empty();
        // Who has no lease here any more.
        let mut left = [(has_idle_records && lease.is_over()).then(|| lease.client.clone()), None];
        if let Some(old) = self.leases.table.get(offset) {
            lease.pool_side = old.pool_side;
            granted_by_before = Some(old.granted_by);
            if has_idle_records && old.client != lease.client {
                left = [left[0].take(), Some(old.client.clone())];
            }
        } else if let Some(side) = self.known_pool_side(address) {
            lease.pool_side = side;
            self.unrecorded_of_secondary.remove(&address);
            self.pool.as_mut().and_then(|pool| pool.take(address));
        }
        if granted_by_before != Some(lease.granted_by)
            && self.membership.is_some()
            && self.is_leasable(address)
        {
            if let Some(granted_by_before) = granted_by_before {
                self.count_lease(granted_by_before, |count| count.saturating_sub(1));
            }
            self.count_lease(lease.granted_by, |count| count.saturating_add(1));
        }
        if has_idle_records
            && !lease.is_over()
            && let Some(reserved) = self.reserved_for(&lease.client).filter(|reserved| *reserved != address)
        {
            self.drop_idle_record(reserved);
        }
        let Some(leases) = self.leases.to_mut() else { return };
        leases.ends.set(offset, leases.end_of(offset, &lease));
        leases.table.insert(offset, lease);
        if has_idle_records {
            for client in left.into_iter().flatten() {
                self.keep_idle_record(&client);
            }
        }
    }

    /// Takes a lease record away. The address, if it is free now, is of that pool side.
    pub(crate) fn remove_lease(&mut self, address: Address, side: Role) {
        let Some(offset) = self.offset(address) else { return };
        let Some(leases) = self.leases.to_mut() else { return };
        if let Some(lease) = leases.table.remove(offset) {
            leases.ends.set(offset, None);
            if !leases.held.is_empty() {
                leases.held.remove(&offset);
            }
            if self.is_leasable(address) {
                self.count_lease(lease.granted_by, |count| count.saturating_sub(1));
                self.free_unless_reserved(address, side);
            }
            if !self.reservations.as_slice().is_empty() {
                self.keep_idle_record(&lease.client);
                if let Some(kept) = self.reservations.at(address).filter(|kept| kept.client != lease.client) {
                    self.keep_idle_record(&kept.client.clone());
                }
            }
        }
    }

    /// A reserved address has a record that no client uses, unless it, or the client that it is reserved for, has another
    /// one that is not over (MS-DHCPM 3.1.4.5 makes it; when a lease ends it is there again).
    fn keep_idle_record(&mut self, client: &ClientId) {
        let Some(address) = self.reserved_for(client) else { return };
        let has_record = self.lease_of(client).is_some_and(|(_, lease)| !lease.is_over());
        if has_record || self.lease(address).is_some() {
            return;
        }
        let pool_side = self.side_of_unrecorded(address);
        self.unrecorded_of_secondary.remove(&address);
        if let Some(offset) = self.offset(address)
            && let Some(leases) = self.leases.to_mut()
        {
            leases.table.insert(offset, Lease { pool_side, ..Lease::idle(client.clone()) });
        }
    }

    fn drop_idle_record(&mut self, address: Address) {
        if let Some(offset) = self.offset(address).filter(|_| self.lease(address).is_some_and(Lease::is_idle))
            && let Some(leases) = self.leases.to_mut()
            && let Some(idle) = leases.table.remove(offset)
        {
            self.set_side_of_unrecorded(address, idle.pool_side);
        }
    }

    /// Keeps whose a reserved address is that has no record.
    fn set_side_of_unrecorded(&mut self, address: Address, side: Role) {
        if side == Role::Primary || self.lease(address).is_some() {
            self.unrecorded_of_secondary.remove(&address);
        } else {
            self.unrecorded_of_secondary.insert(address);
        }
    }

    /// An address that is not free, but on record or reserved, is that server's.
    pub(crate) fn set_pool_side(&mut self, address: Address, side: Role) {
        if let Some(lease) = self.lease_mut(address) {
            lease.pool_side = side;
        } else if self.reservation(address).is_some() {
            self.set_side_of_unrecorded(address, side);
        }
    }

    pub(crate) fn keep_deletion(&mut self, address: Address, client: ClientId) {
        match self.place_of_deletion(address) {
            Ok(place) => {
                if let Some(deletion) = self.deletions.get_mut(place) {
                    deletion.1 = client;
                }
            }
            Err(place) => self.deletions.insert(place, (address, client)),
        }
    }

    /// Where the deletion of an address stands, or would.
    fn place_of_deletion(&self, address: Address) -> Result<usize, usize> {
        self.deletions.binary_search_by_key(&address, |(address, _)| *address)
    }

    pub(crate) fn cancel_deletion(&mut self, address: Address) {
        if let Ok(place) = self.place_of_deletion(address) {
            self.deletions.remove(place);
        }
    }

    pub(crate) fn forget_deletions(&mut self) {
        self.deletions.clear();
    }

    /// The partner knows of this potential expiration time of a lease.
    pub(crate) fn acknowledge(&mut self, address: Address, potential_expiry: u32) {
        if let Some(lease) = self.lease_mut(address)
            && !lease.is_idle()
        {
            let known = &mut lease.times.acknowledged_potential_expiry;
            *known = potential_expiry.max(*known);
        }
    }

    /// Loses all leases; what is reserved is reserved still. Every free address is of that pool side.
    pub(crate) fn lose_leases(&mut self, side: Role) {
        let records: Vec<Address> = self.leases().map(|(address, _)| address).collect();
        for address in records {
            self.remove_lease(address, side);
        }
        self.give(side, self.subnet().range());
        self.go_back_in_time();
    }

    /// The records are those of earlier, or none: the partner has heard of others since.
    pub(crate) fn go_back_in_time(&mut self) {
        self.has_lost_leases = true;
        self.forget_deletions();
        self.shared_reservations.clear();
    }

    pub(crate) fn join(&mut self, membership: Membership) {
        self.membership = Some(membership);
        self.count_leases();
    }

    /// Leaves its relationship, with all that it keeps for the partner.
    pub(crate) fn leave(&mut self) {
        self.membership = None;
        self.forget_deletions();
        self.shared_reservations.clear();
    }

    /// The partner knows nothing of the leases any more.
    pub(crate) fn void_updates(&mut self) {
        if let Some(leases) = self.leases.to_mut() {
            leases.table.for_each(|lease| lease.times = lease.times.unknown_to_partner());
        }
    }

    #[inline]
    pub(crate) fn give(&mut self, to: Role, range: AddressRange) {
        if let Some(pool) = &mut self.pool {
            pool.give(to, range);
        }
        self.set_sides_of_unused_reservations(range, |_| to);
    }

    pub(crate) fn set_pool_sides(&mut self, within: AddressRange, of_secondary: &[AddressRange]) {
        if let Some(pool) = &mut self.pool {
            pool.set_pool_sides(within, of_secondary);
        }
        // They are in order.
        let is_of_secondary = |address| {
            let after = of_secondary.partition_point(|range| range.first() <= address);
            let range = after.checked_sub(1).and_then(|last| of_secondary.get(last));
            range.is_some_and(|range| range.contains(address))
        };
        self.set_sides_of_unused_reservations(within, |address| {
            if is_of_secondary(address) { Role::Secondary } else { Role::Primary }
        });
    }

    /// A reserved address that no client uses has a pool side as a free one has: the partner may not know that it is reserved.
    #[inline(always)]
    fn set_sides_of_unused_reservations(&mut self, range: AddressRange, side: impl Fn(Address) -> Role) {
        if !self.reservations.as_slice().is_empty() {
            self.set_sides_of_unused_reservations_in(range, side);
        }
    }

    fn set_sides_of_unused_reservations_in(&mut self, range: AddressRange, side: impl Fn(Address) -> Role) {
        let others =
            self.unused_reservations(range).filter(|address| self.pool_side(*address) != side(*address));
        for address in others.collect::<Vec<_>>() {
            self.set_pool_side(address, side(address));
        }
    }

    /// A leasable address without lease is free, unless it is reserved.
    fn free_unless_reserved(&mut self, address: Address, side: Role) {
        if self.reservation(address).is_none()
            && let Some(pool) = &mut self.pool
        {
            pool.release(address, side);
        }
    }

    pub(crate) fn recover_leases(&mut self) {
        self.has_lost_leases = false;
    }

    /// Nobody else gets the address of a lease before that moment, whatever its record says.
    pub(crate) fn hold_lease(&mut self, address: Address, until: Timestamp) {
        if let (Some(offset), Some(leases)) = (self.offset(address), self.leases.to_mut()) {
            leases.held.insert(offset, until);
            leases.set_end(offset);
        }
    }

    /// The address of a lease is kept no longer than its record says.
    pub(crate) fn end_hold(&mut self, address: Address) {
        if let (Some(offset), Some(leases)) = (self.offset(address), self.leases.to_mut()) {
            leases.held.remove(&offset);
            leases.set_end(offset);
        }
    }

    fn lease_mut(&mut self, address: Address) -> Option<&mut Lease> {
        let offset = self.offset(address)?;
        self.leases.to_mut()?.table.get_mut(offset)
    }

    /// Counts the lease of a leasable address.
    fn count_lease(&mut self, granted_by: Address, change: impl FnOnce(u32) -> u32) {
        if let Some(membership) = &mut self.membership {
            membership.count(granted_by, change);
        }
    }

    /// Counts all leases anew.
    fn count_leases(&mut self) {
        let Some(membership) = &mut self.membership else { return };
        (membership.leased_by_primary, membership.leased_by_secondary) = (0, 0);
        self.count_leases_in(self.subnet().range(), |count| count.saturating_add(1));
    }

    /// Counts the leases of the leasable addresses within a range, up or down.
    #[inline(never)]
    fn count_leases_in(&mut self, within: AddressRange, change: fn(u32) -> u32) {
        let Some(mut membership) = self.membership else { return };
        let common = self.range.and_then(|range| range.addresses.intersection(within));
        let leases = common.into_iter().flat_map(|common| self.leases_in(common));
        for (_, lease) in leases.filter(|(address, _)| self.is_leasable(*address)) {
            membership.count(lease.granted_by, change);
        }
        self.membership = Some(membership);
    }

    /// Takes the addresses that have a record out of a pool.
    #[inline(never)]
    fn take_leased(&self, pool: &mut Pool, within: AddressRange) {
        for (address, _) in self.leases_in(within) {
            pool.take(address);
        }
    }

    /// Where an exclusion stands, or would.
    fn place_of_exclusion(&self, exclusion: AddressRange) -> usize {
        self.exclusions.partition_point(|other| other.first() < exclusion.first())
    }

    /// How many addresses of a range the scope's own range has.
    fn size_in_range(&self, of: AddressRange) -> u32 {
        let common = self.range.and_then(|range| range.addresses.intersection(of));
        common.map_or(0, AddressRange::size)
    }

    fn offset(&self, address: Address) -> Option<u32> {
        self.subnet().range().contains(address).then(|| address - self.subnet().address())
    }
}

impl PartialEq for Leases {
    fn eq(&self, other: &Self) -> bool {
        self.table == other.table && self.held == other.held
    }
}

impl Leases {
    /// A lease ends when its record says, and is held until when it is held.
    fn set_end(&mut self, offset: u32) {
        let end = self.table.get(offset).and_then(|lease| self.end_of(offset, lease));
        self.ends.set(offset, end);
    }

    /// When the time of a lease is over that a client has; or until when its address is kept after that.
    fn end_of(&self, offset: u32, lease: &Lease) -> Option<Timestamp> {
        match lease.binding() {
            Binding::Active => lease.end(),
            Binding::Expired | Binding::Released => self.held.get(&offset).copied(),
            Binding::Abandoned => None,
        }
    }
}

impl Membership {
    /// Which of the two servers a lease record says granted it, if it says so.
    fn role_of(&self, granted_by: Address) -> Option<Role> {
        if granted_by == self.primary {
            Some(Role::Primary)
        } else if granted_by == self.secondary {
            Some(Role::Secondary)
        } else {
            (granted_by == self.server).then_some(self.role)
        }
    }

    fn count(&mut self, granted_by: Address, change: impl FnOnce(u32) -> u32) {
        match self.role_of(granted_by) {
            Some(Role::Primary) => self.leased_by_primary = change(self.leased_by_primary),
            Some(Role::Secondary) => self.leased_by_secondary = change(self.leased_by_secondary),
            None => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::base::time::FileTime;

    const BASE: Address = 0x0A00_0000;

    fn range(first: u32, last: u32) -> AddressRange {
        AddressRange::new(BASE + first, BASE + last).unwrap()
    }

    /// .11 to .30; the primary has leased .12, .20 and .29, the secondary .21, and .40 is outside.
    fn scope() -> Scope {
        let subnet = Subnet::new(BASE, 0xFFFF_FF00).unwrap();
        let mut scope =
            Scope::new(ScopeInfo { subnet, name: None, comment: None, state: ScopeState::Enabled });
        scope.set_range(ranged(11, 30), Role::Primary);
        scope.join(Membership {
            relationship: RelationshipId(0),
            primary: 1,
            secondary: 2,
            role: Role::Primary,
            server: 1,
            leased_by_primary: 0,
            leased_by_secondary: 0,
        });
        for (last, granted_by) in [(12, 1), (20, 1), (29, 1), (21, 2), (40, 1)] {
            let client = ClientId::new(&[u8::try_from(last).unwrap()]).unwrap();
            scope.store_lease(BASE + last, Lease::by_hand(client, FileTime::NEVER, granted_by));
        }
        scope
    }

    fn ranged(first: u32, last: u32) -> IpRange {
        IpRange { addresses: range(first, last), kind: RangeKind::DhcpOnly, max_bootp_clients: u32::MAX }
    }

    /// (leasable, free, leased by the primary, by the secondary)
    fn figures(scope: &Scope) -> (u32, u32, u32, u32) {
        let (membership, pool) = (scope.membership().unwrap(), scope.pool().unwrap());
        (scope.leasable(), pool.free(), membership.leased_by_primary, membership.leased_by_secondary)
    }

    /// What is excluded is in no figure, and is in them again afterwards (MS-DHCPM 3.2.4.93).
    #[test]
    fn what_is_counted_follows_the_exclusions() {
        let mut scope = scope();
        assert_eq!(figures(&scope), (20, 16, 3, 1));
        scope.add_exclusion(range(20, 24));
        assert_eq!(figures(&scope), (15, 13, 2, 0));
        scope.add_exclusion(range(1, 12));
        assert_eq!(figures(&scope), (13, 12, 1, 0), "a part of it is outside the range");
        scope.add_exclusion(range(35, 45));
        assert_eq!(figures(&scope), (13, 12, 1, 0), "all of it is");
        scope.remove_exclusion(range(20, 24), Role::Primary);
        assert_eq!(figures(&scope), (18, 15, 2, 1));
        scope.remove_exclusion(range(20, 24), Role::Primary);
        assert_eq!(figures(&scope), (18, 15, 2, 1), "it is there no more");
        scope.set_range(ranged(11, 50), Role::Primary);
        assert_eq!(figures(&scope), (27, 24, 2, 1), ".35 to .45 are excluded");
        scope.remove_exclusion(range(35, 45), Role::Primary);
        assert_eq!(figures(&scope), (38, 34, 3, 1));
        scope.remove_exclusion(range(1, 12), Role::Primary);
        assert_eq!(figures(&scope), (40, 35, 4, 1));
    }

    #[test]
    fn what_overlaps_an_exclusion() {
        let mut scope = scope();
        for (first, last) in [(10, 12), (20, 20), (30, 40)] {
            scope.add_exclusion(range(first, last));
        }
        for (first, last) in [(0, 10), (12, 19), (11, 11), (13, 50), (20, 20), (40, 41), (0, 255)] {
            assert!(scope.is_partly_excluded(range(first, last)), ".{first} to .{last}");
        }
        for (first, last) in [(0, 9), (13, 19), (21, 29), (41, 255)] {
            assert!(!scope.is_partly_excluded(range(first, last)), ".{first} to .{last}");
        }
    }
}
