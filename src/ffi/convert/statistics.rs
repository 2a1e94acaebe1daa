//! The counters of a server.

use crate::abi::common::DHCP_IP_ADDRESS;
use crate::abi::statistics::{DHCP_MIB_INFO, DHCP_MIB_INFO_V5, SCOPE_MIB_INFO, SCOPE_MIB_INFO_V5};
use crate::domain::base::time::{FileTime, Timestamp};
use crate::domain::model::server::Server;
use crate::domain::rules::read::counters::{ScopeCounters, scope_counters, scopes_with_delay};
use crate::ffi::alloc::{Blocks, Given};
use crate::ffi::build::Builder;
use crate::ffi::call::Failure;
use crate::ffi::convert::{count, date_time};

/// The counters of a server, and the figures of its scopes.
pub(crate) fn original(server: &Server) -> Result<Given<DHCP_MIB_INFO>, Failure> {
    let scopes = scopes(server, |subnet, figures| SCOPE_MIB_INFO {
        Subnet: subnet,
        NumAddressesInuse: figures.in_use,
        NumAddressesFree: figures.free,
        NumPendingOffers: figures.pending_offers,
    });
    let counters = &server.counters;
    let mut blocks = Blocks::new();
    let root = blocks.block_for(|blocks| {
        Ok(DHCP_MIB_INFO {
            Discovers: counters.discovers,
            Offers: counters.offers,
            Requests: counters.requests,
            Acks: counters.acks,
            Naks: counters.naks,
            Declines: counters.declines,
            Releases: counters.releases,
            ServerStartTime: date_time(started(counters.started)),
            Scopes: count(scopes.len())?,
            ScopeInfo: blocks.array(scopes.into_iter())?,
        })
    })?;
    blocks.rooted(root)
}

/// The counters of a server, and the figures of its scopes. There is no quarantine since Windows Server 2016.
pub(crate) fn v5(server: &Server) -> Result<Given<DHCP_MIB_INFO_V5>, Failure> {
    let scopes = scopes(server, |subnet, figures| SCOPE_MIB_INFO_V5 {
        Subnet: subnet,
        NumAddressesInuse: figures.in_use,
        NumAddressesFree: figures.free,
        NumPendingOffers: figures.pending_offers,
    });
    let counters = &server.counters;
    let mut blocks = Blocks::new();
    let root = blocks.block_for(|blocks| {
        Ok(DHCP_MIB_INFO_V5 {
            Discovers: counters.discovers,
            Offers: counters.offers,
            Requests: counters.requests,
            Acks: counters.acks,
            Naks: counters.naks,
            Declines: counters.declines,
            Releases: counters.releases,
            ServerStartTime: date_time(started(counters.started)),
            QtnNumLeases: 0,
            QtnPctQtnLeases: 0,
            QtnProbationLeases: 0,
            QtnNonQtnLeases: 0,
            QtnExemptLeases: 0,
            QtnCapableClients: 0,
            QtnIASErrors: 0,
            DelayedOffers: counters.delayed_offers,
            ScopesWithDelayedOffers: count(scopes_with_delay(server))?,
            Scopes: count(scopes.len())?,
            ScopeInfo: blocks.array(scopes.into_iter())?,
        })
    })?;
    blocks.rooted(root)
}

/// The figures of each scope, the lowest address first, as a generation of the structure has them.
fn scopes<T>(server: &Server, make: impl Fn(DHCP_IP_ADDRESS, ScopeCounters) -> T) -> Vec<T> {
    server.scopes.iter().map(|scope| make(scope.subnet().address(), scope_counters(scope))).collect()
}

/// When a service started; 0 if that is not known.
fn started(moment: Timestamp) -> FileTime {
    if moment == Timestamp(0) { FileTime::UNSET } else { FileTime::from_timestamp(moment) }
}
