//! Who holds a lease: the client identifier, and its long form with the subnet in front.

use crate::domain::base::address::{Address, Subnet};
use crate::domain::base::text::mix;

/// The longest identifier that a lease record can hold (MS-DHCPM 2.2.1.2.9, note 11).
const LONGEST: usize = 255;
/// The byte between the subnet and the identifier in the long form (MS-DHCPM 2.2.1.2.5.2).
const HARDWARE_TYPE: u8 = 1;
/// The hardware type of Ethernet, and the length of its addresses.
pub const ETHERNET: u8 = 1;
const ETHERNET_LENGTH: usize = 6;
/// How many bytes the long form has more than the identifier.
const UNIQUE_ID_PREFIX: usize = 5;
const SHORT: usize = 14;

/// A client identifier as the client sends it: a hardware address, or any other 1 to 255 bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientId(Bytes);

/// Hardware addresses stay in the record itself; only longer identifiers need a place of their own.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Bytes {
    Short {
        length: u8,
        bytes: [u8; SHORT],
    },
    #[expect(clippy::box_collection, reason = "a thin pointer keeps a lease record at 64 bytes")]
    Long(Box<Vec<u8>>),
}

impl ClientId {
    /// The reason that is given for what is no identifier.
    pub const RULE: &str = "a client identifier has 1 to 255 bytes";

    /// The identifier; `None` if it is empty or longer than 255 bytes.
    pub fn new(id: &[u8]) -> Option<Self> {
        if id.is_empty() || id.len() > LONGEST {
            return None;
        }
        let mut bytes = [0; SHORT];
        match (bytes.get_mut(..id.len()), u8::try_from(id.len())) {
            (Some(place), Ok(length)) => {
                place.copy_from_slice(id);
                Some(ClientId(Bytes::Short { length, bytes }))
            }
            _ => Some(ClientId(Bytes::Long(Box::new(id.to_vec())))),
        }
    }

    /// The identifier of a client of this subnet, given bare or in the long form of that subnet.
    pub fn in_subnet(subnet: Subnet, id: &[u8]) -> Option<Self> {
        match split_unique_id(id) {
            Some((address, bare)) if address == subnet.address() => ClientId::new(bare),
            _ => ClientId::new(id),
        }
    }

    /// The bytes.
    pub fn bytes(&self) -> &[u8] {
        match &self.0 {
            Bytes::Short { length, bytes } => bytes.get(..usize::from(*length)).unwrap_or_default(),
            Bytes::Long(bytes) => bytes,
        }
    }

    /// The hardware type: six bytes are an Ethernet address; any other identifier begins with its type (RFC 2132, 9.14).
    pub fn hardware_type(&self) -> u8 {
        let first = self.bytes().first().copied().unwrap_or_default();
        if self.bytes().len() == ETHERNET_LENGTH { ETHERNET } else { first }
    }

    /// The Ethernet address, if it is one.
    pub fn ethernet_address(&self) -> Option<&[u8]> {
        Some(self.bytes()).filter(|bytes| bytes.len() == ETHERNET_LENGTH)
    }

    /// The long form: the subnet's address in little-endian order, 1, and the identifier
    /// (MS-DHCPM 2.2.1.2.5.2: 192.168.1.0 gives 00 01 A8 C0).
    pub fn unique_id(&self, subnet: Subnet) -> impl ExactSizeIterator<Item = u8> + '_ {
        let [a, b, c, d] = subnet.address().to_le_bytes();
        let prefix: [u8; UNIQUE_ID_PREFIX] = [a, b, c, d, HARDWARE_TYPE];
        let bytes = self.bytes();
        (0..prefix.len() + bytes.len()).map(move |at| {
            prefix.get(at).or_else(|| bytes.get(at - prefix.len())).copied().unwrap_or_default()
        })
    }

    pub(crate) fn hash(&self) -> u64 {
        self.bytes().iter().fold(0, |hash, byte| mix(hash, u64::from(*byte)))
    }
}

/// Takes the long form apart: the subnet's address and the identifier. `None` if it is not of that form.
pub fn split_unique_id(id: &[u8]) -> Option<(Address, &[u8])> {
    match id {
        [a, b, c, d, HARDWARE_TYPE, bare @ ..] if !bare.is_empty() => {
            Some((Address::from_le_bytes([*a, *b, *c, *d]), bare))
        }
        _ => None,
    }
}

/// Which kinds of client a lease record or a reservation is for, as the API has it (`CLIENT_TYPE_...`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ClientKind(pub u8);

impl ClientKind {
    /// DHCP.
    pub const DHCP: ClientKind = ClientKind(0x01);
    /// BOOTP.
    pub const BOOTP: ClientKind = ClientKind(0x02);
    /// DHCP or BOOTP.
    pub const BOTH: ClientKind = ClientKind(0x03);
    /// None of them: the record was made by hand.
    pub const NONE: ClientKind = ClientKind(0x64);

    /// A kind that a record can be made for; `None` for any other number. Bit 0x04 marks a reservation.
    pub fn of_record(number: u8) -> Option<Self> {
        (number <= 0x07 || number == ClientKind::NONE.0).then_some(ClientKind(number))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of MS-DHCPM 2.2.1.2.5.2.
    #[test]
    fn the_unique_id_of_the_specification() {
        let subnet = Subnet::new(0xC0A8_0100, 0xFFFF_FF00).unwrap();
        let client = ClientId::new(&[0x00, 0x1C, 0x25, 0x80, 0xA0, 0x43]).unwrap();
        let unique: Vec<u8> = client.unique_id(subnet).collect();
        assert_eq!(unique, [0x00, 0x01, 0xA8, 0xC0, 0x01, 0x00, 0x1C, 0x25, 0x80, 0xA0, 0x43]);
        assert_eq!(ClientId::in_subnet(subnet, &unique), Some(client.clone()));
        assert_eq!(ClientId::in_subnet(subnet, client.bytes()), Some(client));
    }

    /// What ends before the identifier is not the long form (MS-DHCPM 2.2.1.2.5.2), but an identifier of five bytes.
    #[test]
    fn a_prefix_alone_is_an_identifier() {
        let subnet = Subnet::new(0xC0A8_0100, 0xFFFF_FF00).unwrap();
        let prefix = [0x00, 0x01, 0xA8, 0xC0, 0x01];
        assert_eq!(split_unique_id(&prefix), None);
        assert_eq!(ClientId::in_subnet(subnet, &prefix).unwrap().bytes(), [0x00, 0x01, 0xA8, 0xC0, 0x01]);
    }

    #[test]
    fn identifiers_of_every_length() {
        for length in 1..=255 {
            let id = vec![7; length];
            assert_eq!(ClientId::new(&id).unwrap().bytes(), id);
        }
        assert_eq!(ClientId::new(&[]), None);
        assert_eq!(ClientId::new(&[7; 256]), None);
    }
}
