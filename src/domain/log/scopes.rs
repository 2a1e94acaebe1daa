//! Scopes: what is configured in them, and which server may lease which of their free addresses.

use crate::domain::base::address::{Address, AddressRange};
use crate::domain::base::ids::{ScopeId, ServerId};
use crate::domain::base::role::Role;
use crate::domain::base::text::Text;
use crate::domain::model::registry::Registry;
use crate::domain::model::reservations::Reservation;
use crate::domain::model::scope::{IpRange, Scope, ScopeInfo};
use crate::domain::model::superscopes::Superscopes;

/// Something that happened to a scope.
#[derive(Debug, Clone, PartialEq)]
pub enum ScopeEvent {
    /// It was created.
    Created(ScopeInfo),
    /// It was described anew.
    Described(ScopeInfo),
    /// It was deleted with all that is in it.
    Deleted,
    /// It got its range, or another one; the addresses that are new in it are of that pool side.
    RangeSet(IpRange, Role),
    /// Its range was removed.
    RangeRemoved,
    /// Addresses were excluded.
    ExclusionAdded(AddressRange),
    /// An exclusion was lifted; the addresses that are free now are of that pool side.
    ExclusionRemoved(AddressRange, Role),
    /// An address was reserved; it is of that pool side, unless it is free and so has one.
    ReservationAdded(Reservation, Role),
    /// A reservation was lifted; the address, if it is free now, is of that pool side.
    ReservationRemoved(Address, Role),
    /// Of the reservations within the range both servers have these, and know it.
    ReservationsShared(AddressRange, Vec<Address>),
    /// The free addresses of the range that were of the other pool side are of this one now. The primary, who decided it,
    /// counted how many they are.
    AddressesMoved(Role, AddressRange, u32),
    /// The free addresses of the first range are of the secondary's pool side where the others have them, else of the primary's.
    PoolSidesSet(AddressRange, Vec<AddressRange>),
    /// An address that is leased or reserved is of that pool side when it is free again.
    PoolSideSet(Address, Role),
    /// It, which was in no superscope, joined the one of this number; of this name if it is new.
    SuperscopeJoined(u32, Text),
    /// It left its superscope.
    SuperscopeLeft,
    /// Its server delays its offers by so many milliseconds.
    DelaySet(u16),
}

impl Registry {
    pub(super) fn apply_to_scope(&mut self, server: ServerId, id: ScopeId, event: ScopeEvent) {
        match event {
            ScopeEvent::Created(info) => {
                self.holders.insert(id, server);
                if let Some(scopes) = self.server_mut(server).and_then(|server| server.scopes.to_mut()) {
                    scopes.insert(Scope::new(info));
                }
            }
            ScopeEvent::Deleted => self.delete_scope(server, id),
            ScopeEvent::SuperscopeJoined(number, name) => {
                self.change_superscopes(server, |superscopes| superscopes.join(id, number, name));
            }
            ScopeEvent::SuperscopeLeft => {
                self.change_superscopes(server, |superscopes| superscopes.leave(id));
            }
            event => {
                if let Some(scope) = self.scope_mut(server, id) {
                    scope.apply(event);
                }
            }
        }
    }

    fn delete_scope(&mut self, id: ServerId, scope: ScopeId) {
        self.holders.remove(scope, id);
        if self.server(id).is_ok_and(|server| server.superscopes.of(scope).is_some()) {
            self.change_superscopes(id, |superscopes| superscopes.leave(scope));
        }
        let Some(scopes) = self.server_mut(id).and_then(|server| server.scopes.to_mut()) else { return };
        let end = scopes.get(scope).and_then(Scope::next_end);
        scopes.remove(scope);
        if end.is_some() {
            self.timers.move_lease_end((id, scope), end, None);
        }
    }

    fn change_superscopes(&mut self, id: ServerId, change: impl FnOnce(&mut Superscopes)) {
        if let Some(superscopes) = self.server_mut(id).and_then(|server| server.superscopes.to_mut()) {
            change(superscopes);
        }
    }

    #[inline(always)]
    pub(super) fn scope_mut(&mut self, server: ServerId, scope: ScopeId) -> Option<&mut Scope> {
        self.server_mut(server)?.scopes.to_mut()?.get_mut(scope)
    }
}

impl Scope {
    fn apply(&mut self, event: ScopeEvent) {
        match event {
            ScopeEvent::Created(info) | ScopeEvent::Described(info) => self.set_info(info),
            ScopeEvent::Deleted | ScopeEvent::SuperscopeJoined(..) | ScopeEvent::SuperscopeLeft => {}
            ScopeEvent::RangeSet(range, side) => self.set_range(range, side),
            ScopeEvent::RangeRemoved => self.remove_range(),
            ScopeEvent::ExclusionAdded(exclusion) => self.add_exclusion(exclusion),
            ScopeEvent::ExclusionRemoved(exclusion, side) => self.remove_exclusion(exclusion, side),
            ScopeEvent::ReservationAdded(reservation, side) => self.add_reservation(reservation, side),
            ScopeEvent::ReservationRemoved(address, side) => self.remove_reservation(address, side),
            ScopeEvent::ReservationsShared(within, addresses) => self.share_reservations(within, addresses),
            ScopeEvent::AddressesMoved(side, range, _) => self.give(side, range),
            ScopeEvent::PoolSidesSet(within, of_secondary) => self.set_pool_sides(within, &of_secondary),
            ScopeEvent::PoolSideSet(address, side) => self.set_pool_side(address, side),
            ScopeEvent::DelaySet(milliseconds) => self.set_delay_offer(milliseconds),
        }
    }
}
