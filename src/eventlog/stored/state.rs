//! Snapshots: all servers as they were at a revision.

use std::net::Ipv4Addr;

use serde::{Deserialize, Serialize};

use super::clients::StoredJournal;
use super::directory::StoredListing;
use super::filters::StoredFilters;
use super::grants::StoredGrant;
use super::lab::StoredLeaseLimit;
use super::leases::StoredLease;
use super::options::{StoredOptionValue, StoredOptions, StoredReservationValues};
use super::pending::StoredPending;
use super::relationships::StoredRelationship;
use super::scopes::{StoredIpRange, StoredReservation, StoredScopeInfo, StoredSuperscope};
use super::secrets::SecretTable;
use super::settings::{StoredCounters, StoredServerSettings};
use super::values::{
    StoredClient, StoredRange, StoredRelationshipId, is_zero, live_addresses, live_text, stored_address,
    stored_addresses,
};
use super::{FORMAT, FormatError, Length};
use crate::domain::base::address::AddressRange;
use crate::domain::base::ids::{RelationshipId, ScopeId, ServerId};
use crate::domain::base::role::Role;
use crate::domain::base::shared::Shared;
use crate::domain::base::time::Timestamp;
use crate::domain::model::clock::RecordedClock;
use crate::domain::model::filters::Filters;
use crate::domain::model::lease::{Lease, LeaseLimit};
use crate::domain::model::options::Options;
use crate::domain::model::registry::{JoinedScope, Registry, RegistryParts};
use crate::domain::model::relationship::Relationship;
use crate::domain::model::scope::{Scope, ScopeParts};
use crate::domain::model::server::Server;
use crate::domain::model::settings::ServerSettings;
use crate::domain::model::superscopes::Superscopes;
use crate::domain::model::tables::{RelationshipTable, ScopeTable};
use crate::eventlog::{Revision, Snapshot};

/// A snapshot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredSnapshot {
    pub format: u32,
    /// The last record that was carried out.
    pub revision: u64,
    pub registry: StoredRegistry,
    /// Left out where nothing happened yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub journal: Option<StoredJournal>,
}

impl StoredSnapshot {
    /// A snapshot, with leases in few bytes if it is to be brief.
    pub(crate) fn of(snapshot: &Snapshot, length: Length, secrets: &mut SecretTable) -> Self {
        StoredSnapshot {
            format: FORMAT,
            revision: snapshot.revision.0,
            registry: StoredRegistry::of(&snapshot.registry, length, secrets),
            journal: StoredJournal::of(&snapshot.past),
        }
    }

    pub(crate) fn live(self, secrets: &SecretTable) -> Result<Snapshot, FormatError> {
        Ok(Snapshot {
            revision: Revision(self.revision),
            registry: self.registry.live(secrets)?,
            past: self.journal.map(StoredJournal::live).transpose()?.unwrap_or_default(),
        })
    }
}

/// All servers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredRegistry {
    /// By their ids, which count from 0; that one is the local server.
    pub servers: Vec<StoredServer>,
    /// The first that was listed first.
    pub directory: Vec<StoredListing>,
    /// The pairs of servers that cannot hear each other.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cut_links: Vec<StoredLink>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pending: Vec<StoredPendingSince>,
    pub lease_limit: StoredLeaseLimit,
    /// In seconds; left out where no client waits that long.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service_delay: Option<u32>,
    /// Of one server; left out where there is no limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_relationships: Option<u32>,
    /// What the records say of the time; left out where there are none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clock: Option<StoredClock>,
}

/// What the records say of the time, in seconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredClock {
    /// Where somebody set the clock to, if it stands still.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub set: Option<u64>,
    /// What a clock that was set showed when it was let go.
    pub released: u64,
    /// The moment of the last record.
    pub last: u64,
    /// The moment of the last record by the clock of a host.
    pub last_by_host: u64,
}

impl StoredClock {
    fn of(clock: &RecordedClock) -> Option<Self> {
        (*clock != RecordedClock::default()).then(|| StoredClock {
            set: clock.set.map(|moment| moment.0),
            released: clock.released.0,
            last: clock.last.0,
            last_by_host: clock.last_by_host.0,
        })
    }

    fn live(self) -> RecordedClock {
        RecordedClock {
            set: self.set.map(Timestamp),
            released: Timestamp(self.released),
            last: Timestamp(self.last),
            last_by_host: Timestamp(self.last_by_host),
        }
    }
}

/// Two servers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredLink {
    pub one: u32,
    pub other: u32,
}

/// Something pending, since a moment in seconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredPendingSince {
    pub since: u64,
    pub pending: StoredPending,
}

impl StoredRegistry {
    fn of(registry: &Registry, length: Length, secrets: &mut SecretTable) -> Self {
        let link = |(one, other): &(ServerId, ServerId)| StoredLink { one: one.0, other: other.0 };
        let pending =
            |(Timestamp(since), pending)| StoredPendingSince { since, pending: StoredPending::of(pending) };
        StoredRegistry {
            servers: registry
                .servers()
                .map(|(_, server)| StoredServer::of(server, length, secrets))
                .collect(),
            directory: registry.directory().iter().map(StoredListing::of).collect(),
            cut_links: registry.cut_links().iter().map(link).collect(),
            pending: registry.pending().map(pending).collect(),
            lease_limit: StoredLeaseLimit::of(registry.lease_limit()),
            service_delay: registry.service_delay(),
            max_relationships: u32::try_from(registry.max_relationships()).ok(),
            clock: StoredClock::of(registry.clock()),
        }
    }

    fn live(self, secrets: &SecretTable) -> Result<Registry, FormatError> {
        let mut joined = Vec::new();
        let mut servers = Vec::new();
        for (id, server) in (0..).map(ServerId).zip(self.servers) {
            joined.extend(server.joined(id));
            servers.push(server.live(secrets)?);
        }
        let listings: Result<_, FormatError> = self.directory.into_iter().map(StoredListing::live).collect();
        let pending: Result<_, FormatError> = self
            .pending
            .into_iter()
            .map(|pending| Ok((Timestamp(pending.since), pending.pending.live()?)))
            .collect();
        let max = self.max_relationships.map(usize::try_from);
        Registry::from_parts(RegistryParts {
            servers,
            joined,
            listings: listings?,
            cut_links: self
                .cut_links
                .into_iter()
                .map(|link| (ServerId(link.one), ServerId(link.other)))
                .collect(),
            pending: pending?,
            clock: self.clock.map(StoredClock::live).unwrap_or_default(),
            lease_limit: self.lease_limit.live(),
            service_delay: self.service_delay.unwrap_or_default(),
            max_relationships: max.and_then(Result::ok).unwrap_or(usize::MAX),
        })
        .ok_or(FormatError::Value(
            "there is no server, or something names a server or a relationship that is not there",
        ))
    }
}

/// One server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredServer {
    pub name: String,
    pub address: Ipv4Addr,
    pub running: bool,
    /// How many seconds the clock is ahead of the others; less than 0 if it is behind.
    pub clock_shift: i64,
    /// Lowest address first.
    pub scopes: Vec<StoredScope>,
    /// In the order of their creation.
    pub relationships: Vec<StoredIdentified>,
    /// The ids that the next relationships get, the next one first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub free_ids: Vec<StoredRelationshipId>,
    /// Its classes and options, where they are not those of a fresh server.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub options: Option<StoredOptions>,
    /// Its link-layer filters, where they are not those of a fresh server.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filters: Option<StoredFilters>,
    /// Which of its scopes are in which superscope, the lowest number first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub superscopes: Vec<StoredSuperscope>,
    /// Left out where nobody has changed any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settings: Option<StoredServerSettings>,
    /// Left out where nothing was counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counters: Option<StoredCounters>,
}

/// A relationship under its id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredIdentified {
    pub id: StoredRelationshipId,
    pub half: StoredRelationship,
}

impl StoredServer {
    pub(crate) fn of(server: &Server, length: Length, secrets: &mut SecretTable) -> Self {
        let halves = server.relationships.ids().zip(server.relationships.from(0));
        let mut identified = |(id, half): (RelationshipId, &Relationship)| StoredIdentified {
            id: StoredRelationshipId::of(id),
            half: StoredRelationship::of(half, secrets),
        };
        StoredServer {
            name: server.name.to_string(),
            address: stored_address(server.address),
            running: server.running,
            clock_shift: server.clock_shift,
            scopes: server.scopes.iter().map(|scope| StoredScope::of(scope, length)).collect(),
            relationships: halves.map(&mut identified).collect(),
            free_ids: server.relationships.free_ids().map(StoredRelationshipId::of).collect(),
            options: StoredOptions::of(&server.options),
            filters: StoredFilters::of(&server.filters),
            superscopes: StoredSuperscope::all(&server.superscopes),
            settings: StoredServerSettings::of(&server.settings, secrets),
            counters: StoredCounters::of(&server.counters),
        }
    }

    /// A server that is in no registry, whose scopes are in its relationships.
    pub(crate) fn live_alone(self, secrets: &SecretTable) -> Result<Server, FormatError> {
        let parts = RegistryParts {
            joined: self.joined(ServerId::FIRST),
            servers: vec![self.live(secrets)?],
            listings: Vec::new(),
            cut_links: Vec::new(),
            pending: Vec::new(),
            clock: RecordedClock::default(),
            lease_limit: LeaseLimit::default(),
            service_delay: 0,
            max_relationships: usize::MAX,
        };
        let server =
            Registry::from_parts(parts).and_then(|alone| alone.server(ServerId::FIRST).ok().cloned());
        server.ok_or(FormatError::Value("a scope is in a relationship that is not there"))
    }

    /// Which scopes are in which relationships.
    fn joined(&self, id: ServerId) -> Vec<JoinedScope> {
        let joined = |scope: &StoredScope| {
            let membership = scope.membership?;
            Some(JoinedScope {
                server: id,
                scope: ScopeId(scope.info.address.to_bits()),
                relationship: membership.relationship.live(),
                server_address: membership.server_address.to_bits(),
            })
        };
        self.scopes.iter().filter_map(joined).collect()
    }

    fn live(self, secrets: &SecretTable) -> Result<Server, FormatError> {
        let mut scopes = ScopeTable::default();
        for scope in self.scopes {
            scopes.insert(scope.live()?);
        }
        let subnets: Vec<AddressRange> = scopes.iter().map(|scope| scope.subnet().range()).collect();
        if !subnets.is_sorted_by(|one, next| one.last() < next.first()) {
            return Err(FormatError::Value("two scopes of a server share an address"));
        }
        let relationships: Result<_, FormatError> = self
            .relationships
            .into_iter()
            .map(|identified| Ok((identified.id.live(), identified.half.live(secrets)?)))
            .collect();
        let settings = self.settings.map(|settings| settings.live(secrets)).transpose()?;
        let free_ids = self.free_ids.into_iter().map(StoredRelationshipId::live).collect();
        let options = self.options.map(StoredOptions::live).transpose()?;
        let filters = self.filters.map(StoredFilters::live).transpose()?;
        let superscopes = if self.superscopes.is_empty() {
            Superscopes::fresh()
        } else {
            Shared::new(StoredSuperscope::all_live(self.superscopes, &scopes)?)
        };
        Ok(Server {
            options: options.map_or_else(Options::fresh, Shared::new),
            filters: filters.map_or_else(Filters::fresh, Shared::new),
            superscopes,
            running: self.running,
            clock_shift: self.clock_shift,
            scopes: Shared::new(scopes),
            relationships: RelationshipTable::from_parts(relationships?, free_ids).ok_or(
                FormatError::Value("the slots of relationships do not fit together, or a name is too long"),
            )?,
            settings: settings.map_or_else(ServerSettings::fresh, Shared::new),
            counters: self.counters.map(StoredCounters::live).unwrap_or_default(),
            ..Server::new(live_text(&self.name)?, self.address.to_bits())
        })
    }
}

/// A scope of a server. Lists have the lowest address first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredScope {
    pub info: StoredScopeInfo,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub range: Option<StoredIpRange>,
    /// The free addresses that the primary may lease; without failover all of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub free_of_primary: Vec<StoredRange>,
    /// The free addresses that the secondary may lease.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub free_of_secondary: Vec<StoredRange>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exclusions: Vec<StoredRange>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reservations: Vec<StoredReservation>,
    /// The reserved addresses that the partner is known to keep for the same clients.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shared_reservations: Vec<Ipv4Addr>,
    /// The reserved addresses without a record whose pool side is the secondary's; that of others is the primary's.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unrecorded_of_secondary: Vec<Ipv4Addr>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub leases: Vec<StoredLeaseAt>,
    /// The records that are as most of them are, where the snapshot is brief.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub granted: Vec<StoredGrant>,
    /// The addresses that nobody else gets before a moment, whatever their records say.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub held: Vec<StoredHold>,
    /// Whether the leases were lost with the database, and the partner has yet to tell those that it knows.
    pub has_lost_leases: bool,
    /// The records that an administrator deleted, and of which the partner has yet to hear.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub deletions: Vec<StoredDeletion>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub membership: Option<StoredMembership>,
    /// The values of options that are set for the scope.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<StoredOptionValue>,
    /// Those that are set for reservations.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reservation_options: Vec<StoredReservationValues>,
    /// For how many milliseconds an offer is delayed; left out where it is not.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub delay_offer: u16,
}

/// The record of an address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredLeaseAt {
    pub address: Ipv4Addr,
    pub lease: StoredLease,
}

/// An address that is kept until a moment in seconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredHold {
    pub address: Ipv4Addr,
    pub until: u64,
}

/// The record of a client that was deleted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredDeletion {
    pub address: Ipv4Addr,
    pub client: StoredClient,
}

/// A scope's place in a relationship.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredMembership {
    pub relationship: StoredRelationshipId,
    /// The address that the server had when the scope was added.
    pub server_address: Ipv4Addr,
}

impl StoredScope {
    fn of(scope: &Scope, length: Length) -> Self {
        let everywhere = scope.subnet().range();
        let (mut leases, mut granted) = (Vec::new(), Vec::new());
        for (address, lease) in scope.leases() {
            let brief = if length == Length::Brief { StoredGrant::of(address, lease, None) } else { None };
            match brief {
                Some(lease) => granted.push(lease),
                None => leases
                    .push(StoredLeaseAt { address: stored_address(address), lease: StoredLease::of(lease) }),
            }
        }
        let free = |side: Role| {
            let free = scope.pool().map(|pool| pool.ranges_of(side, pool.range()));
            StoredRange::all(&free.unwrap_or_default())
        };
        StoredScope {
            info: StoredScopeInfo::of(scope.info()),
            range: scope.range().map(StoredIpRange::of),
            free_of_primary: free(Role::Primary),
            free_of_secondary: free(Role::Secondary),
            exclusions: StoredRange::all(scope.exclusions()),
            reservations: scope.reservations().iter().map(StoredReservation::of).collect(),
            shared_reservations: stored_addresses(scope.shared_reservations(everywhere)),
            unrecorded_of_secondary: stored_addresses(scope.unrecorded_of_secondary()),
            leases,
            granted,
            held: scope
                .held()
                .map(|(address, until)| StoredHold { address: stored_address(address), until: until.0 })
                .collect(),
            has_lost_leases: scope.has_lost_leases(),
            deletions: scope
                .deletions()
                .map(|(address, client)| StoredDeletion {
                    address: stored_address(address),
                    client: StoredClient::of(client),
                })
                .collect(),
            membership: scope.membership().map(|membership| StoredMembership {
                relationship: StoredRelationshipId::of(membership.relationship),
                server_address: stored_address(membership.server),
            }),
            options: StoredOptionValue::of_scope(scope),
            reservation_options: StoredReservationValues::of_scope(scope),
            delay_offer: scope.delay_offer(),
        }
    }

    fn live(self) -> Result<Scope, FormatError> {
        let ranges = |ranges: Vec<StoredRange>| -> Result<Vec<AddressRange>, FormatError> {
            StoredRange::all_live(ranges)
        };
        let reservations: Result<_, FormatError> =
            self.reservations.into_iter().map(StoredReservation::live).collect();
        let long = self.leases.into_iter().map(|at| Ok((at.address.to_bits(), at.lease.live()?)));
        let granted = self.granted.into_iter().map(|lease| lease.live(Timestamp(0)));
        let leases: Result<Vec<(u32, Lease)>, FormatError> = long.chain(granted).collect();
        let deletions: Result<_, FormatError> = self
            .deletions
            .into_iter()
            .map(|deletion| Ok((deletion.address.to_bits(), deletion.client.live()?)))
            .collect();
        Scope::from_parts(ScopeParts {
            info: self.info.live()?,
            range: self.range.map(StoredIpRange::live).transpose()?,
            free_of_primary: ranges(self.free_of_primary)?,
            free_of_secondary: ranges(self.free_of_secondary)?,
            exclusions: ranges(self.exclusions)?,
            reservations: reservations?,
            shared_reservations: live_addresses(self.shared_reservations),
            unrecorded_of_secondary: live_addresses(self.unrecorded_of_secondary),
            leases: leases?,
            held: self.held.into_iter().map(|hold| (hold.address.to_bits(), Timestamp(hold.until))).collect(),
            has_lost_leases: self.has_lost_leases,
            deletions: deletions?,
            options: StoredOptionValue::all_live(self.options)?,
            reservation_options: StoredReservationValues::all_live(self.reservation_options)?,
            delay_offer: self.delay_offer,
        })
        .ok_or(FormatError::Value("an address is outside the subnet of its scope, or a list is not in order"))
    }
}
