//! What a server says of itself and of what is configured on it as a whole.

use crate::domain::base::address::Address;
use crate::domain::base::text::Text;
use crate::domain::model::server::Server;

/// The first bytes of the identifier of every interface; the address of its server follows.
const INTERFACE: [u8; 12] = [0x64, 0x68, 0x63, 0x70, 0x73, 0x61, 0x70, 0x69, 0x69, 0x66, 0x00, 0x00];

/// Something that can be asked of a server (MS-DHCPM 2.2.1.1.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attribute {
    /// Whether it may not lease addresses, as the directory has no entry of it.
    IsRogue,
    /// Whether BOOTP clients get any free address.
    SupportsDynamicBootp,
    /// Whether it belongs to a domain.
    IsPartOfDomain,
    /// Whether it answers on some interfaces and not on others.
    IsBindingAware,
    /// Whether the caller may change it.
    IsAdministered,
    /// What came of the last restore of its database, as an error number.
    RestoreStatus,
}

/// The value of an attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AttributeValue {
    /// Yes or no.
    Flag(bool),
    /// A number.
    Number(u32),
}

impl Attribute {
    /// Its value (MS-DHCPM 3.2.4.35), which is the same on all servers here: nobody forbids them to lease, they belong to no domain,
    /// whoever calls may change them, and no restore has failed.
    pub fn value(self) -> AttributeValue {
        match self {
            Attribute::IsRogue | Attribute::IsPartOfDomain => AttributeValue::Flag(false),
            Attribute::SupportsDynamicBootp | Attribute::IsBindingAware | Attribute::IsAdministered => {
                AttributeValue::Flag(true)
            }
            Attribute::RestoreStatus => AttributeValue::Number(0),
        }
    }
}

/// The names that consoles have for the vendor class and the user class of those that have none (MS-DHCPM 3.2.4.47).
pub fn default_class_names() -> (Text, Text) {
    ("DHCP Standard Options".into(), "Default User Class".into())
}

/// The network interface of a server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interface {
    /// Its identifier.
    pub id: [u8; 16],
    /// What people call it.
    pub description: Text,
    /// Its address.
    pub address: Address,
    /// The address of its subnet.
    pub subnet: Address,
    /// Whether the server answers on it.
    pub is_bound: bool,
}

/// The network interface of a server, of which it has one (MS-DHCPM 3.2.4.41). Its subnet is that of the scope which contains
/// its address; where there is none, nothing is known of the subnet, and it is 0.
pub fn interface(server: &Server) -> Interface {
    let scope = server.scopes.containing(server.address);
    Interface {
        id: interface_id(server),
        description: "Ethernet".into(),
        address: server.address,
        subnet: scope.map_or(0, |scope| scope.subnet().address()),
        is_bound: server.settings.is_bound,
    }
}

/// The identifier of the interface of a server, which no other server's has.
pub fn interface_id(server: &Server) -> [u8; 16] {
    let mut id = [0; 16];
    let bytes = INTERFACE.into_iter().chain(server.address.to_be_bytes());
    id.iter_mut().zip(bytes).for_each(|(place, byte)| *place = byte);
    id
}
