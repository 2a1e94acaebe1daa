//! Requests of DHCP clients and the answers to them; and the end of leases.

use std::cmp::Ordering;

use crate::domain::base::address::Address;
use crate::domain::base::client::{ClientId, ClientKind};
use crate::domain::base::error::Error;
use crate::domain::base::ids::{ScopeId, ServerId};
use crate::domain::base::refused::Refused;
use crate::domain::base::role::Role;
use crate::domain::base::text::Text;
use crate::domain::base::time::{FileTime, Timestamp};
use crate::domain::log::{ClientEvent, Event, LeaseEvent};
use crate::domain::model::counters::Messages;
use crate::domain::model::lease::{Binding, FailoverTimes, Lease, LeaseLimit, Particulars};
use crate::domain::model::registry::Registry;
use crate::domain::model::relationship::Relationship;
use crate::domain::model::scope::{Scope, ScopeState};
use crate::domain::model::server::Server;
use crate::domain::model::state::{State, StateName};
use crate::domain::rules::delivery::{ClassData, LEASE_SECONDS, LeaseTerms, Recipient, message_options};
use crate::domain::rules::events::{ServedScope, removed, stored};
use crate::domain::rules::leases::address_in;
use crate::domain::rules::leasing::{LimitedBy, Term, potential_expiry};
use crate::domain::rules::rebalance::Rebalance;
use crate::domain::rules::serving::RequestKind;
use crate::domain::rules::updates::bind_and_update;
use crate::domain::rules::{balance, fsm, superscopes};

/// The name of the record of a declined address, as Windows shows it.
const DECLINED_NAME: &str = "BAD_ADDRESS";

/// A client, and what it asks for.
#[derive(Debug, Clone)]
pub struct ClientRequest {
    /// The scope where the client is.
    pub scope: ScopeId,
    /// Who it is.
    pub client: ClientId,
    /// Its host name.
    pub name: Option<Text>,
    /// The address that it wishes or has.
    pub address: Option<Address>,
    /// How many seconds it wishes; the scope gives no more than it has.
    pub seconds: Option<u32>,
    /// How it asks.
    pub kind: RequestKind,
    /// What else its message says, which few do.
    pub details: Option<MessageDetails>,
}

/// What few messages of clients say. What has no length of its own stands in one block: nearly all that say any of it say one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MessageDetails {
    /// For how many seconds it has tried (`secs` of RFC 2131, 2).
    tried: u32,
    user_class_length: u8,
    vendor_class_length: u8,
    /// Its user class, its vendor class, and the codes of the options that it wants.
    data: Vec<u8>,
}

impl MessageDetails {
    /// For how many seconds it has tried; the data of its classes, which are empty where it has none; and the codes of the options
    /// that it wants (RFC 2132, 9.8). `None` if one of them is longer than an option can be.
    pub fn new(tried: u32, user_class: &[u8], vendor_class: &[u8], wanted: &[u8]) -> Option<Self> {
        let lengths = [user_class, vendor_class, wanted].map(|part| u8::try_from(part.len()).ok());
        let [Some(user_class_length), Some(vendor_class_length), Some(_)] = lengths else { return None };
        let mut data = Vec::with_capacity(user_class.len() + vendor_class.len() + wanted.len());
        [user_class, vendor_class, wanted].into_iter().for_each(|part| data.extend_from_slice(part));
        Some(MessageDetails { tried, user_class_length, vendor_class_length, data })
    }

    fn classes(&self) -> ClassData<'_> {
        let (user, rest) = self.data.split_at_checked(self.user_class_length.into()).unwrap_or_default();
        let vendor = rest.get(..self.vendor_class_length.into()).unwrap_or_default();
        ClassData { user, vendor }
    }

    fn wanted(&self) -> &[u8] {
        let first = usize::from(self.user_class_length) + usize::from(self.vendor_class_length);
        self.data.get(first..).unwrap_or_default()
    }
}

impl ClientRequest {
    fn classes(&self) -> ClassData<'_> {
        self.details.as_ref().map_or(ClassData::default(), MessageDetails::classes)
    }

    /// The values that may be for it on a server.
    #[inline(always)]
    fn recipient<'a>(&self, server: &'a Server, scope: &'a Scope) -> Recipient<'a> {
        let reserved =
            if scope.has_options_of_reservations() { scope.reserved_for(&self.client) } else { None };
        Recipient::of(server, scope, reserved, self.classes())
    }

    /// How many seconds a server gives it a lease, if it does not wish less.
    #[inline]
    fn most_seconds(&self, server: &Server, scope: &Scope) -> u32 {
        if server.options.values.is_empty() && !scope.has_option_values() {
            return LEASE_SECONDS;
        }
        self.seconds_of_option(server, scope)
    }

    #[inline(never)]
    fn seconds_of_option(&self, server: &Server, scope: &Scope) -> u32 {
        self.recipient(server, scope).lease_seconds()
    }

    /// Whether it has tried for longer than the server of its bucket is left alone with it (RFC 3074: the delayed service
    /// parameter).
    fn has_tried_long(&self, registry: &Registry) -> bool {
        let tried = || self.details.as_ref().map_or(0, |details| details.tried);
        registry.service_delay().is_some_and(|delay| tried() > delay)
    }
}

/// A server's answer to a client, and the numbers that it was made from.
#[derive(Debug, Clone, Copy)]
pub struct Answer {
    /// The server.
    pub server: ServerId,
    /// The address under which the client knows it.
    pub server_address: Address,
    /// The scope that it answers from: the one where the client is, or another one of its superscope.
    pub scope: ScopeId,
    /// The address, and for how long; or why not.
    pub outcome: Result<(Address, Term), Refused>,
    /// How many seconds the client was to have.
    pub wanted: u32,
    /// The potential expiration times of the lease so far.
    pub times: FailoverTimes,
    /// The relationship's maximum client lead time.
    pub mclt: Option<u32>,
    /// The relationship's state.
    pub state: Option<StateName>,
    /// The bucket of the client, and how many the primary has.
    pub buckets: Option<(u8, u32)>,
    /// When the answer would be another one, if that is known.
    pub changes_at: Option<Timestamp>,
}

/// The options of a server's message to a client, as they stand in it. A client that wants none gets none, and neither does one that
/// is refused.
#[inline]
pub fn options(registry: &Registry, request: &ClientRequest, answer: &Answer) -> Vec<u8> {
    request.details.as_ref().map_or(Vec::new(), |details| {
        wanted_options(registry, request, answer, details.wanted()).unwrap_or_default()
    })
}

#[inline(never)]
fn wanted_options(
    registry: &Registry,
    request: &ClientRequest,
    answer: &Answer,
    wanted: &[u8],
) -> Option<Vec<u8>> {
    let (_, term) = answer.outcome.ok()?;
    let server = registry.server(answer.server).ok()?;
    let scope = server.scope(answer.scope).ok()?;
    let mask = scope.subnet().mask();
    let terms = LeaseTerms { mask, server: answer.server_address, seconds: term.seconds };
    Some(message_options(request.recipient(server, scope), terms, wanted))
}

/// The answers of all servers that hear a client, the best one first. A client that renews is heard by the server that
/// it has its lease from; any other by all that run and have the scope. If a server is named, that one hears it.
///
/// Of several that grant a lease the one comes first from which the client has it, then the one that answers first by load
/// balance, then the one that delays its offer least.
pub fn answers(
    registry: &Registry,
    named: Option<ServerId>,
    request: &ClientRequest,
    now: Timestamp,
) -> Result<Vec<Answer>, Error> {
    let mut answers = Vec::new();
    for (id, server, scope) in hearers(registry, named, request)? {
        check_address(server, scope, request)?;
        let answer = answer(registry, id, server, scope, request, now);
        let after = answers.partition_point(|other| order(registry, request, other, &answer).is_le());
        answers.insert(after, answer);
    }
    if answers.is_empty() { Err(Error::NoSuchScope) } else { Ok(answers) }
}

/// The first of them.
fn best_answer(
    registry: &Registry,
    named: Option<ServerId>,
    request: &ClientRequest,
    now: Timestamp,
) -> Result<Answer, Error> {
    let mut best: Option<Answer> = None;
    for (id, server, scope) in hearers(registry, named, request)? {
        check_address(server, scope, request)?;
        let other = answer(registry, id, server, scope, request, now);
        if best.as_ref().is_none_or(|best| order(registry, request, &other, best).is_lt()) {
            best = Some(other);
        }
    }
    best.ok_or(Error::NoSuchScope)
}

/// Which of two answers comes first.
fn order(registry: &Registry, request: &ClientRequest, one: &Answer, other: &Answer) -> Ordering {
    let rank = |answer: &Answer| match answer.outcome {
        Ok(_) => 0,
        Err(refused) if !refused.is_silence() => 1,
        Err(_) => 2,
    };
    let choice = |answer: &Answer| choice(registry, answer, request);
    rank(one).cmp(&rank(other)).then_with(|| choice(one).cmp(&choice(other)))
}

/// Leases an address, or extends a lease.
pub fn request(
    registry: &Registry,
    named: Option<ServerId>,
    request: &ClientRequest,
    now: Timestamp,
) -> Result<(Vec<Event>, Answer), Error> {
    let best = best_answer(registry, named, request, now)?;
    let (server, scope) = hearing(registry, best.server, best.scope)?;
    let Ok((address, term)) = best.outcome else { return Ok((Vec::new(), best)) };
    let lease = granted(server, scope, address, request, &best, term, now);
    let at = ServedScope { server: best.server, scope };
    let mut events = Vec::with_capacity(2);
    if let Some((left, held)) = lease_left(scope, &request.client, address) {
        bind_and_update(&mut events, registry, at, left, released(held, now), None, now);
    }
    if request.kind == RequestKind::New {
        leave_other_scopes(&mut events, registry, at, server, &request.client, now);
    }
    let said = said_at_grant(scope, request.kind);
    bind_and_update(&mut events, registry, at, address, lease, Some(said), now);
    Ok((events, best))
}

/// A client has one lease in a network: those that it has in the other scopes of the superscope end.
fn leave_other_scopes(
    events: &mut Vec<Event>,
    registry: &Registry,
    at: ServedScope<'_>,
    server: &Server,
    client: &ClientId,
    now: Timestamp,
) {
    for scope in superscopes::together_with(server, at.scope.id()).filter(|scope| scope.id() != at.scope.id())
    {
        let left = scope.lease_of(client).filter(|(_, lease)| lease.is_leased());
        if let Some((left, held)) = left {
            let other = ServedScope { server: at.server, scope };
            bind_and_update(events, registry, other, left, released(held, now), None, now);
        }
    }
}

/// The lease of another address that a client has, and leaves for this one.
fn lease_left<'a>(scope: &'a Scope, client: &ClientId, address: Address) -> Option<(Address, &'a Lease)> {
    let left = scope.lease_of_at(client, Some(address));
    left.filter(|(left, lease)| *left != address && lease.is_leased())
}

/// A lease that its client has given back, or has left for another. Until the partner knows, the address stays its client's
/// (MS-DHCPF 3.1.4.2).
fn released(lease: &Lease, now: Timestamp) -> Lease {
    let mut released = lease.clone();
    released.bind(Binding::Released, now);
    released.times.last_client_transaction = now.seconds();
    released
}

/// Gives a lease back.
pub fn release(
    registry: &Registry,
    named: Option<ServerId>,
    request: &ClientRequest,
    now: Timestamp,
) -> Result<Vec<Event>, Error> {
    let (id, scope, address, lease) = held(registry, named, request)?;
    let mut events = heard(id, Messages::Release);
    let (at, released) = (ServedScope { server: id, scope }, released(lease, now));
    bind_and_update(&mut events, registry, at, address, released, None, now);
    Ok(events)
}

/// That a server has heard a client, and room for what comes of it on both partners.
fn heard(server: ServerId, messages: Messages) -> Vec<Event> {
    let mut events = Vec::with_capacity(3);
    events.push(Event::Client(ClientEvent::Heard(server, messages)));
    events
}

/// Refuses an address where a client has found somebody else: nobody gets it until an administrator deletes the record,
/// which is named as Windows names it. A reserved address is reserved still.
pub fn decline(
    registry: &Registry,
    named: Option<ServerId>,
    request: &ClientRequest,
    now: Timestamp,
) -> Result<Vec<Event>, Error> {
    let (id, scope, address, lease) = held(registry, named, request)?;
    // The client may ask for another address, so the record is not its own any more.
    let nobody = ClientId::new(&address.to_le_bytes()).ok_or(Error::NoSuchLease)?;
    let mut declined = Lease::by_hand(nobody, FileTime::NEVER, lease.granted_by);
    declined.bind(Binding::Abandoned, now);
    declined.client_kind = ClientKind::DHCP;
    declined.times.last_client_transaction = now.seconds();
    declined.describe(Particulars { name: Some(DECLINED_NAME.into()), ..Particulars::default() });
    if scope.reservation(address).is_some() {
        declined = Lease { client: lease.client.clone(), ..declined };
        declined.bind(Binding::Released, now);
    }
    let mut events = heard(id, Messages::Decline);
    let at = ServedScope { server: id, scope };
    bind_and_update(&mut events, registry, at, address, declined, None, now);
    Ok(events)
}

/// The leases of a scope end that end next. An address that is kept for longer is kept on both servers, and freed when that is
/// over.
pub(super) fn leases_end(registry: &Registry, id: ServerId, scope: ScopeId, moment: Timestamp) -> Vec<Event> {
    let Some(scope) = registry.server(id).ok().and_then(|server| server.scopes.get(scope)) else {
        return Vec::new();
    };
    let at = ServedScope { server: id, scope };
    let ending = scope.ending_next();
    // Each of them is told to the partner.
    let mut events = Vec::with_capacity(ending.size_hint().1.unwrap_or(0) * 2);
    for (address, lease) in ending {
        let held_until = scope.held_until(address);
        if held_until.is_none() && scope.membership().is_none() {
            events.push(at.lease_event(removed(address)));
            continue;
        }
        let mut expired = lease.clone();
        expired.bind(Binding::Expired, moment);
        if held_until.is_some_and(|until| until > moment) {
            events.push(at.lease_event(stored(scope, address, expired)));
            continue;
        }
        events.extend(held_until.map(|_| at.lease_event(LeaseEvent::HoldEnded(address))));
        bind_and_update(&mut events, registry, at, address, expired, None, moment);
    }
    events
}

impl Refused {
    /// Whether the client hears nothing at all.
    pub fn is_silence(self) -> bool {
        use Refused::{Filtered, NoLeadTime, PartnersClient, RenewalsOnly, ScopeDisabled, Silent, Standby};
        matches!(
            self,
            ScopeDisabled | Silent | RenewalsOnly | NoLeadTime | PartnersClient | Standby | Filtered
        )
    }
}

/// The answer of a server to a client in a scope. In a superscope it may be that of another scope: where the client has its
/// lease or reservation, or where there is an address for it when there is none in the first scope.
#[inline]
fn answer(
    registry: &Registry,
    id: ServerId,
    server: &Server,
    asked: &Scope,
    request: &ClientRequest,
    now: Timestamp,
) -> Answer {
    match server.superscopes.of(asked.id()) {
        None => answer_from(registry, id, server, asked, request, now),
        Some(_) => answer_in_network(registry, id, server, asked, request, now),
    }
}

fn answer_in_network(
    registry: &Registry,
    id: ServerId,
    server: &Server,
    asked: &Scope,
    request: &ClientRequest,
    now: Timestamp,
) -> Answer {
    let (client, address) = (&request.client, request.address);
    let from = |scope: &Scope| answer_from(registry, id, server, scope, request, now);
    if request.kind != RequestKind::New {
        return from(superscopes::scope_of_lease(server, asked, client, address));
    }
    let mut refusal = None;
    for scope in superscopes::in_order(server, asked, client, address, now) {
        let answer = from(scope);
        let goes_on = answer.outcome.is_err_and(superscopes::goes_on);
        if answer.outcome.is_ok() || !goes_on && refusal.is_none() {
            return answer;
        }
        refusal = refusal.or(Some(answer));
        if !goes_on {
            break;
        }
    }
    refusal.unwrap_or_else(|| from(asked))
}

/// The answer of a server from one of its scopes.
fn answer_from(
    registry: &Registry,
    id: ServerId,
    server: &Server,
    scope: &Scope,
    request: &ClientRequest,
    now: Timestamp,
) -> Answer {
    let relationship = server.relationship_of(scope);
    let most = request.most_seconds(server, scope);
    let wanted = request.seconds.map_or(most, |wished| wished.min(most));
    let address = if server.filters.keep_out(&request.client) {
        Err(Refused::Filtered)
    } else {
        address_to_lease(registry, scope, relationship, request, now)
    };
    let known = address.ok().and_then(|address| scope.lease(address));
    let known = known.filter(|lease| lease.client == request.client);
    let times = known.map(|lease| lease.times).unwrap_or_default();
    let outcome = address.and_then(|address| {
        let term = Term::of(wanted, relationship, times, registry.lease_limit, now);
        if term.seconds == 0 { Err(Refused::NoLeadTime) } else { Ok((address, term)) }
    });
    Answer {
        server: id,
        server_address: address_in(server, scope),
        scope: scope.id(),
        outcome,
        wanted,
        times,
        mclt: relationship.map(Relationship::granted_mclt),
        state: relationship.map(|relationship| relationship.state.name()),
        buckets: relationship.map(|relationship| {
            let settings = &relationship.settings;
            let of_primary = balance::buckets_of_primary(settings.mode, settings.percentage);
            (balance::bucket(request.client.bytes()), of_primary)
        }),
        changes_at: answer_changes_at(registry, scope, relationship, request, outcome)
            .filter(|moment| *moment > now),
    }
}

fn address_to_lease(
    registry: &Registry,
    scope: &Scope,
    relationship: Option<&Relationship>,
    request: &ClientRequest,
    now: Timestamp,
) -> Result<Address, Refused> {
    if matches!(scope.info().state, ScopeState::Disabled | ScopeState::DisabledSwitched) {
        return Err(Refused::ScopeDisabled);
    }
    let client = &request.client;
    if let Some(relationship) = relationship {
        match relationship.answers(client, request.kind) {
            Err(Refused::PartnersClient) if request.has_tried_long(registry) => {}
            answers => answers?,
        }
    }
    if request.kind == RequestKind::New {
        return scope.address_for(relationship, client, request.address, now);
    }
    let (address, _) = scope.lease_of_at(client, request.address).ok_or(Refused::UnknownClient)?;
    if request.address.is_some_and(|held| held != address) {
        return Err(Refused::OtherAddress);
    }
    // It gets that one when it asks anew, and keeps this one until then (Microsoft, "Using client reservations").
    if scope.reserved_for(client).is_some_and(|reserved| reserved != address) {
        return Err(Refused::ReservedElsewhere);
    }
    scope.may_lease(relationship, address, client, now).map(|()| address)
}

fn granted(
    server: &Server,
    scope: &Scope,
    address: Address,
    request: &ClientRequest,
    answer: &Answer,
    term: Term,
    now: Timestamp,
) -> Lease {
    let known = scope.lease(address).filter(|known| known.client == request.client && !known.is_idle());
    let expires = FileTime::of_end(term.end(now));
    let granted_by = address_in(server, scope);
    let mut lease = match known {
        Some(known) => Lease { expires, granted_by, ..known.clone() },
        None => {
            let mut lease = Lease::by_hand(request.client.clone(), expires, granted_by);
            lease.times.state_began = now.seconds();
            lease
        }
    };
    lease.client_kind = ClientKind::DHCP;
    lease.bind(Binding::Active, now);
    lease.times.last_client_transaction = now.seconds();
    if scope.membership().is_some() {
        lease.times.sent_potential_expiry = potential_expiry(term.seconds, answer.wanted, now);
    }
    if let Some(name) = request.name.as_ref().filter(|name| lease.name() != Some(name)) {
        let before = lease.particulars.take().map(|particulars| *particulars).unwrap_or_default();
        lease.describe(Particulars { name: Some(name.clone()), ..before });
    }
    lease
}

/// When this server would answer otherwise though nobody does anything, if that is known: when the timer of its state ends, when
/// the partner's addresses are usable, when the free ones are rebalanced, when a lease of somebody else ends.
fn answer_changes_at(
    registry: &Registry,
    scope: &Scope,
    relationship: Option<&Relationship>,
    request: &ClientRequest,
    outcome: Result<(Address, Term), Refused>,
) -> Option<Timestamp> {
    let is_freed_at_once = relationship.is_none_or(Relationship::is_synchronized);
    // What becomes free is the primary's (draft-ietf-dhc-failover-12, 5.4).
    let is_own = relationship.is_none_or(|half| half.settings.role == Role::Primary);
    match outcome {
        Ok((_, Term { limited_by: LimitedBy::KnownToPartner, .. }))
            if registry.lease_limit == LeaseLimit::Draft =>
        {
            relationship?.partner_down_at()
        }
        Ok(_) => None,
        Err(Refused::Silent) => relationship?.answers_from(&request.client, request.kind),
        Err(refused @ (Refused::OfPartner | Refused::OwnAddressesUsed)) => match relationship?.state {
            State::Normal => {
                let rebalanced = next_rebalance(registry, scope, relationship?);
                let freed = scope
                    .next_end()
                    .filter(|_| refused == Refused::OwnAddressesUsed && is_own && is_freed_at_once);
                [rebalanced, freed].into_iter().flatten().min()
            }
            _ => relationship?.all_usable_from(),
        },
        Err(Refused::Leased) => {
            let wanted = scope.reserved_for(&request.client).or(request.address)?;
            scope.lease(wanted)?.end().filter(|_| is_freed_at_once)
        }
        Err(Refused::NotAcknowledged) => {
            let wanted = scope.reserved_for(&request.client).or(request.address)?;
            relationship?.reusable_from(scope.lease(wanted)?)
        }
        Err(Refused::NoFreeAddress) => scope.next_end().filter(|_| is_own && is_freed_at_once),
        Err(_) => None,
    }
}

/// When the free addresses of a scope are rebalanced next, if that gives this server some. The primary rebalances those that it
/// knows as free.
fn next_rebalance(registry: &Registry, scope: &Scope, relationship: &Relationship) -> Option<Timestamp> {
    let partner = relationship.partner?;
    let (server, other) = registry.half(partner.server, partner.relationship)?;
    let copy = server.scopes.get(scope.id())?;
    if copy.membership()?.relationship != partner.relationship {
        return None;
    }
    let (of_primary, primary) = match relationship.settings.role {
        Role::Primary => (scope, relationship),
        Role::Secondary => (copy, other),
    };
    let rebalance = Rebalance::of(of_primary, &primary.settings)?;
    let gives = rebalance.to == relationship.settings.role && rebalance.count() > 0;
    primary.rebalancing_at.filter(|_| gives)
}

impl Relationship {
    /// When this server takes its partner for dead.
    fn partner_down_at(&self) -> Option<Timestamp> {
        match self.state {
            State::CommunicationInterrupted { partner_down_at } => partner_down_at,
            _ => None,
        }
    }

    /// When it may lease its partner's addresses, too.
    fn all_usable_from(&self) -> Option<Timestamp> {
        let down = match self.state {
            State::PartnerDown { since } => Some(since),
            _ => self.partner_down_at(),
        };
        down.map(|down| self.partners_usable_from(down))
    }

    /// When a server that answers nobody now answers such a client by itself.
    fn answers_from(&self, client: &ClientId, kind: RequestKind) -> Option<Timestamp> {
        let moment = self.state.due()?;
        let next = match self.state {
            State::Startup { .. } => fsm::after_startup(self.previous),
            State::RecoverWait { .. } if self.partner.is_some() => StateName::Normal,
            _ => StateName::RecoverDone,
        };
        let then = next.enter(self.entry(moment));
        self.answers_in(then, client, kind).is_ok().then_some(moment)
    }
}

/// The servers that hear a client: one, or all that run and have the scope.
fn hearers<'a>(
    registry: &'a Registry,
    named: Option<ServerId>,
    request: &ClientRequest,
) -> Result<impl Iterator<Item = (ServerId, &'a Server, &'a Scope)>, Error> {
    let one = match (named, request.kind) {
        (None, RequestKind::Renew) => Some(lessor(registry, request)?),
        (named, _) => named,
    };
    let scope = request.scope;
    let heard = one.map(|id| hearing(registry, id, scope).map(|(server, scope)| (id, server, scope)));
    let holders = if one.is_none() { registry.holders.of(scope) } else { &[] };
    let all = having(registry, holders, scope).filter(|(_, server, _)| server.running);
    Ok(heard.transpose()?.into_iter().chain(all))
}

/// Servers that have a scope, and the scope there.
fn having<'a>(
    registry: &'a Registry,
    holders: &'a [ServerId],
    scope: ScopeId,
) -> impl Iterator<Item = (ServerId, &'a Server, &'a Scope)> {
    holders.iter().filter_map(move |id| {
        let server = registry.server(*id).ok()?;
        Some((*id, server, server.scopes.get(scope)?))
    })
}

fn hearing(registry: &Registry, id: ServerId, scope: ScopeId) -> Result<(&Server, &Scope), Error> {
    let server = registry.server(id)?;
    if server.running { Ok((server, server.scope(scope)?)) } else { Err(Error::ServerStopped) }
}

/// The address that a client wishes or has is one of the scope where it is, or of another one of its superscope.
fn check_address(server: &Server, scope: &Scope, request: &ClientRequest) -> Result<(), Error> {
    let is_in = |scope: &Scope, address| scope.subnet().range().contains(address);
    let is_foreign = |address| {
        !is_in(scope, address)
            && !superscopes::together_with(server, scope.id()).any(|scope| is_in(scope, address))
    };
    if request.address.is_some_and(is_foreign) {
        return Err(Error::Invalid("the address is in another subnet"));
    }
    Ok(())
}

/// Which answer a client takes, the lowest of several that all give it what it asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Choice {
    /// Of the server that it has its lease from.
    OfLessor,
    /// Of a server that answers at once what it may answer, which it does after so many milliseconds.
    First(u16),
    /// Of a server whose partner answers first.
    Second(u16),
}

/// By load balance one of two partners answers first, and by the delay of its offers one of servers that are none. The documents
/// leave open what both together do.
fn choice(registry: &Registry, answer: &Answer, request: &ClientRequest) -> Choice {
    let Ok((server, scope)) = hearing(registry, answer.server, answer.scope) else {
        return Choice::Second(0);
    };
    let delay = offer_delay(scope, request.kind);
    match (scope.lease_of_at(&request.client, request.address), server.relationship_of(scope)) {
        (Some((_, lease)), _) if !lease.is_idle() => {
            if lease.granted_by == address_in(server, scope) {
                Choice::OfLessor
            } else {
                Choice::Second(delay)
            }
        }
        (_, Some(relationship))
            if relationship.first_to_answer(&request.client) != relationship.settings.role =>
        {
            Choice::Second(delay)
        }
        _ => Choice::First(delay),
    }
}

/// After how many milliseconds a server answers from a scope. Only the offer is delayed (MS-DHCPM 3.2.4.80).
fn offer_delay(scope: &Scope, kind: RequestKind) -> u16 {
    if kind == RequestKind::New { scope.delay_offer() } else { 0 }
}

/// What a client and a server say when the client gets what it asks for, from that scope.
fn said_at_grant(scope: &Scope, kind: RequestKind) -> Messages {
    match kind {
        RequestKind::New if offer_delay(scope, kind) > 0 => Messages::DelayedLease,
        RequestKind::New => Messages::Lease,
        RequestKind::Renew | RequestKind::Rebind => Messages::Renewal,
    }
}

/// That a client does not get what it asks for: by the server that is named, else by the one that it has its lease from.
#[cold]
pub fn refusal(
    registry: &Registry,
    server: Option<ServerId>,
    request: &ClientRequest,
    why: Refused,
    messages: Messages,
) -> Event {
    let server = server.or_else(|| lessor(registry, request).ok());
    let (scope, client) = (request.scope, request.client.clone());
    Event::Client(ClientEvent::Refused { server, scope, client, why, messages: Some(messages) })
}

/// What a client and a server say when the client does not get what it asks for. One that looks for an address is offered none;
/// one that asks for more time is told that it may not keep its address, unless it hears nothing.
pub fn said_at_refusal(request: &ClientRequest, why: Refused) -> Messages {
    match request.kind {
        RequestKind::New => Messages::Discover,
        RequestKind::Renew | RequestKind::Rebind if why.is_silence() => Messages::Request,
        RequestKind::Renew | RequestKind::Rebind => Messages::Refusal,
    }
}

/// The server that a client has its lease from: the one that granted it by its last transaction, whoever knows of it.
pub fn lessor(registry: &Registry, request: &ClientRequest) -> Result<ServerId, Error> {
    let holders = registry.holders.of(request.scope);
    let having = || {
        having(registry, holders, request.scope).map(|(id, server, asked)| {
            (id, server, superscopes::scope_of_lease(server, asked, &request.client, request.address))
        })
    };
    let records = having().filter_map(|(id, server, scope)| {
        let (_, lease) = scope.lease_of_at(&request.client, request.address)?;
        Some((id, address_in(server, scope), lease))
    });
    let active = records.filter(|(.., lease)| lease.is_leased());
    let last = active.max_by_key(|(.., lease)| lease.times.last_client_transaction);
    let Some((id, address, last)) = last else {
        return Err(if having().next().is_none() {
            Error::NoSuchScope
        } else {
            Error::Refused(Refused::UnknownClient)
        });
    };
    if address == last.granted_by {
        return Ok(id);
    }
    let lessor = having().find(|(_, server, scope)| address_in(server, scope) == last.granted_by);
    lessor.map(|(id, ..)| id).ok_or(Error::UnknownServer)
}

/// The lease that a client has from a server that hears it: the one that is named, or the one that it has it from.
fn held<'a>(
    registry: &'a Registry,
    named: Option<ServerId>,
    request: &ClientRequest,
) -> Result<(ServerId, &'a Scope, Address, &'a Lease), Error> {
    let id = named.map_or_else(|| lessor(registry, request), Ok)?;
    let (server, asked) = hearing(registry, id, request.scope)?;
    check_address(server, asked, request)?;
    let scope = superscopes::scope_of_lease(server, asked, &request.client, request.address);
    if let Some(relationship) = server.relationship_of(scope) {
        relationship.answers(&request.client, RequestKind::Renew).map_err(Error::Refused)?;
    }
    let held = scope.lease_of_at(&request.client, request.address);
    let held = held.filter(|(_, lease)| lease.is_leased());
    let (address, lease) = held.ok_or(Error::Refused(Refused::UnknownClient))?;
    if request.address.is_some_and(|other| other != address) {
        return Err(Error::Refused(Refused::OtherAddress));
    }
    Ok((id, scope, address, lease))
}
