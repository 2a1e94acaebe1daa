//! Failover as Windows administrators know it: the WMI classes `DhcpServerv4Failover`, `PS_DhcpServerv4Failover`,
//! `PS_DhcpServerv4FailoverScope`, `PS_DhcpServerv4FailoverReplication`, `PS_DhcpServerv4ScopeStatistics` and
//! `PS_DhcpServerv4FreeIPAddress`, with the semantics of the cmdlets.
//!
//! The functions of the API touch one server; these act on both partners, and either all of what they are to do is done or
//! nothing is. Each can be asked what it would do.
//!
//! | module | what it is |
//! |---|---|
//! | `class` | an instance of `DhcpServerv4Failover`, made of a relationship |
//! | `interval` | a span of time as CIM writes it |
//! | `property` | its properties by name, as JSON and as MOF |
//! | `failover` | the methods of `PS_DhcpServerv4Failover` |
//! | `scope` | those of `PS_DhcpServerv4FailoverScope` |
//! | `replication` | those of `PS_DhcpServerv4FailoverReplication` |
//! | `statistics` | that of `PS_DhcpServerv4ScopeStatistics` |
//! | `free_address` | that of `PS_DhcpServerv4FreeIPAddress` |

pub mod class;
pub mod failover;
pub mod free_address;
pub mod interval;
mod partners;
pub mod property;
pub mod replication;
pub mod scope;
pub mod statistics;

use std::collections::BTreeSet;

use crate::domain::base::error::Error;
use crate::domain::base::text::Text;
use crate::domain::model::server::Server;
use crate::say::steps::Step;

/// The result of a method that was done, or is only tried.
#[derive(Debug, Clone, PartialEq)]
pub struct Done<T> {
    /// The instances that it gives back.
    pub output: T,
    /// Its steps on the servers, in their order.
    pub steps: Vec<Step>,
}

/// The result of a method as it is, for callers that make nothing else of it before it is done.
pub fn as_it_is<T: Clone>(done: &Done<T>) -> Result<Done<T>, Error> {
    Ok(done.clone())
}

/// The instance that one of several keys finds, or that key and why it finds none.
pub type Found<T, K> = Result<T, (K, Error)>;

/// The relationships of a server that are named, each once however often and in whatever case its name is given.
fn relationships_named(server: &Server, names: &[Text]) -> Result<Vec<Text>, Error> {
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for name in names {
        let (id, relationship) = server.relationship(name.units())?;
        if seen.insert(id) {
            found.push(relationship.settings.name.clone());
        }
    }
    Ok(found)
}

/// Whether a method does what it is asked to, or only says what it would do (the WhatIf of the cmdlets).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum WhatIf {
    /// It takes its steps.
    #[default]
    Do,
    /// It only says which steps it would take.
    OnlySay,
}

impl WhatIf {
    fn only_says(self) -> bool {
        self == WhatIf::OnlySay
    }
}
