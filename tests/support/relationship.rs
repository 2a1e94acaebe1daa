//! One half of failover, as a caller describes it.

use std::ptr::null_mut;

use windows_sys::Win32::NetworkManagement::Dhcp::*;

use super::blocks::{Wide, text};
use super::server::Server;

/// A relationship to be created or changed, with the memory that its structure points to.
pub struct Relationship {
    name: Wide,
    primary_name: Wide,
    secondary_name: Wide,
    secret: Option<Wide>,
    elements: Vec<u32>,
    array: DHCP_IP_ARRAY,
    pub structure: DHCP_FAILOVER_RELATIONSHIP,
}

impl Relationship {
    /// Load balance at 50 %, MCLT 1 hour, no safe period, seen from the primary.
    pub fn new(name: &str, primary: u32, secondary: u32, scopes: &[u32]) -> Self {
        let structure = DHCP_FAILOVER_RELATIONSHIP {
            PrimaryServer: primary,
            SecondaryServer: secondary,
            Mode: LoadBalance,
            ServerType: PrimaryServer,
            State: NO_STATE,
            PrevState: NO_STATE,
            Mclt: 3600,
            SafePeriod: 0,
            RelationshipName: null_mut(),
            PrimaryServerName: null_mut(),
            SecondaryServerName: null_mut(),
            pScopes: null_mut(),
            Percentage: 50,
            SharedSecret: null_mut(),
        };
        Relationship {
            name: Wide::new(name),
            primary_name: Wide::new("primary.example"),
            secondary_name: Wide::new("secondary.example"),
            secret: None,
            elements: scopes.to_vec(),
            array: DHCP_IP_ARRAY { NumElements: scopes.len().try_into().unwrap(), Elements: null_mut() },
            structure,
        }
    }

    pub fn between(name: &str, primary: &Server, secondary: &Server, scopes: &[u32]) -> Self {
        Relationship::new(name, primary.address, secondary.address, scopes)
    }

    pub fn hot_standby(mut self, reserve: u8) -> Self {
        self.structure.Mode = HotStandby;
        self.structure.Percentage = reserve;
        self
    }

    pub fn load_balance(mut self, percentage: u8) -> Self {
        self.structure.Mode = LoadBalance;
        self.structure.Percentage = percentage;
        self
    }

    /// Its maximum client lead time, in seconds.
    pub fn mclt(mut self, seconds: u32) -> Self {
        self.structure.Mclt = seconds;
        self
    }

    /// Its safe period, in seconds; 0 is none.
    pub fn safe_period(mut self, seconds: u32) -> Self {
        self.structure.SafePeriod = seconds;
        self
    }

    pub fn secret(mut self, secret: &str) -> Self {
        self.secret = Some(Wide::new(secret));
        self
    }

    pub fn as_secondary(mut self) -> Self {
        self.structure.ServerType = SecondaryServer;
        self
    }

    /// The structure with all its pointers.
    pub fn ptr(&mut self) -> *const DHCP_FAILOVER_RELATIONSHIP {
        self.array.Elements = self.elements.as_mut_ptr();
        self.structure.RelationshipName = self.name.as_mut_ptr();
        self.structure.PrimaryServerName = self.primary_name.as_mut_ptr();
        self.structure.SecondaryServerName = self.secondary_name.as_mut_ptr();
        self.structure.pScopes = &mut self.array;
        self.structure.SharedSecret = self.secret.as_mut().map_or(null_mut(), Wide::as_mut_ptr);
        &self.structure
    }

    pub fn create_on(&mut self, server: &Server) -> u32 {
        // SAFETY: a valid structure.
        unsafe { DhcpV4FailoverCreateRelationship(server.ptr(), self.ptr()) }
    }

    pub fn set_on(&mut self, server: &Server, flags: u32) -> u32 {
        // SAFETY: a valid structure.
        unsafe { DhcpV4FailoverSetRelationship(server.ptr(), flags, self.ptr()) }
    }

    pub fn add_scopes_on(&mut self, server: &Server) -> u32 {
        // SAFETY: a valid structure.
        unsafe { DhcpV4FailoverAddScopeToRelationship(server.ptr(), self.ptr()) }
    }

    pub fn delete_scopes_on(&mut self, server: &Server) -> u32 {
        // SAFETY: a valid structure.
        unsafe { DhcpV4FailoverDeleteScopeFromRelationship(server.ptr(), self.ptr()) }
    }
}

pub fn delete_relationship(server: &Server, name: &str) -> u32 {
    // SAFETY: a valid string.
    unsafe { DhcpV4FailoverDeleteRelationship(server.ptr(), Wide::new(name).as_ptr()) }
}

/// Creates both halves of a relationship and lets them come into contact; both must be in NORMAL then.
#[track_caller]
pub fn deploy(mut relationship: Relationship, primary: &Server, secondary: &Server) -> Relationship {
    let name = text(relationship.name.as_ptr()).unwrap();
    for (server, role) in [(primary, PrimaryServer), (secondary, SecondaryServer)] {
        relationship.structure.ServerType = role;
        assert_eq!(relationship.create_on(server), 0);
    }
    for server in [primary, secondary] {
        assert_eq!(server.state(&name).map(|(state, _)| state), Ok(NORMAL));
    }
    relationship
}
