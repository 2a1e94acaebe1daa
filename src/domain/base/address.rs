//! IPv4 addresses as numbers (10.0.0.1 is 0x0A000001), ranges and subnets.

/// An IPv4 address, its first octet the most significant.
pub type Address = u32;

/// By whom a reserved address is granted before its client ever asked (MS-DHCPM 3.1.4.5): 255.255.255.255.
pub const NOT_GRANTED: Address = 0xFFFF_FFFF;

/// From one address to another, both included; never empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct AddressRange {
    first: Address,
    last: Address,
}

impl AddressRange {
    /// The range; `None` if it ends before it starts.
    pub fn new(first: Address, last: Address) -> Option<Self> {
        (first <= last).then_some(AddressRange { first, last })
    }

    /// A single address.
    pub fn one(address: Address) -> Self {
        AddressRange { first: address, last: address }
    }

    /// The lowest address.
    pub fn first(self) -> Address {
        self.first
    }

    /// The highest address.
    pub fn last(self) -> Address {
        self.last
    }

    /// How many addresses there are; the range of all 2^32 counts one less.
    pub fn size(self) -> u32 {
        (self.last - self.first).saturating_add(1)
    }

    /// Whether the address is in it.
    pub fn contains(self, address: Address) -> bool {
        (self.first..=self.last).contains(&address)
    }

    /// Whether all of the other range is in it.
    pub fn covers(self, other: AddressRange) -> bool {
        self.first <= other.first && other.last <= self.last
    }

    /// The addresses that both have, if any.
    pub fn intersection(self, other: AddressRange) -> Option<AddressRange> {
        AddressRange::new(self.first.max(other.first), self.last.min(other.last))
    }

    /// The shortest range that has all of both.
    #[must_use]
    pub fn with(self, other: AddressRange) -> AddressRange {
        AddressRange { first: self.first.min(other.first), last: self.last.max(other.last) }
    }

    /// The addresses of all these ranges, as ranges: as few and as long as they can be, the lowest first.
    pub fn joined(mut ranges: Vec<AddressRange>) -> Vec<AddressRange> {
        ranges.sort_unstable_by_key(|range| range.first);
        ranges.dedup_by(|next, before| {
            let is_joined = next.first <= before.last.saturating_add(1);
            if is_joined {
                *before = before.with(*next);
            }
            is_joined
        });
        ranges
    }

    /// Whether both have an address.
    pub fn overlaps(self, other: AddressRange) -> bool {
        self.intersection(other).is_some()
    }
}

/// A subnet: its address and mask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Subnet {
    address: Address,
    mask: u32,
}

impl Subnet {
    /// The reason that is given for what is no subnet.
    pub const RULE: &str = "a subnet is an address without host bits and a mask that is a run of ones";

    /// The subnet; `None` if the address is 0, the mask is not a run of ones, or the address has bits outside it.
    pub fn new(address: Address, mask: u32) -> Option<Self> {
        let contiguous = mask.leading_ones() + mask.trailing_zeros() == u32::BITS;
        (address != 0 && contiguous && address & mask == address).then_some(Subnet { address, mask })
    }

    /// The subnet's own address, which is also the name of its scope.
    pub fn address(self) -> Address {
        self.address
    }

    /// The mask.
    pub fn mask(self) -> u32 {
        self.mask
    }

    /// All its addresses.
    pub fn range(self) -> AddressRange {
        AddressRange { first: self.address, last: self.address | !self.mask }
    }
}

/// Reads dotted decimal: four numbers up to 255 without a leading zero. `None` is a name.
pub fn parse_address(text: &[u16]) -> Option<Address> {
    const LONGEST: usize = 15;
    if text.len() > LONGEST {
        return None;
    }
    let mut address: u32 = 0;
    let mut dots = 0;
    let mut octet: Option<u32> = None;
    for unit in text {
        if *unit == u16::from(b'.') {
            address = address << 8 | octet.take()?;
            dots += 1;
            continue;
        }
        let digit = u32::from(unit.wrapping_sub(u16::from(b'0')));
        let next = match octet {
            None => digit,
            Some(0) => return None,
            Some(octet) => octet * 10 + digit,
        };
        if digit > 9 || next > 255 {
            return None;
        }
        octet = Some(next);
    }
    (dots == 3).then_some(address << 8 | octet?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_joined_where_they_touch() {
        let range = |first, last| AddressRange::new(first, last).unwrap();
        let joined =
            AddressRange::joined(vec![range(9, 9), range(1, 4), range(7, 7), range(5, 5), range(3, 3)]);
        assert_eq!(joined, [range(1, 5), range(7, 7), range(9, 9)]);
        let last = range(u32::MAX, u32::MAX);
        assert_eq!(AddressRange::joined(vec![last, range(0, u32::MAX - 1)]), [range(0, u32::MAX)]);
    }

    #[test]
    fn a_subnet_is_an_address_without_host_bits_and_a_run_of_ones() {
        let subnet = Subnet::new(0xC0A8_0100, 0xFFFF_FF00).unwrap();
        assert_eq!(subnet.range(), AddressRange::new(0xC0A8_0100, 0xC0A8_01FF).unwrap());
        assert_eq!(Subnet::new(0, 0), None);
        assert_eq!(Subnet::new(0, 0xFF00_0000), None);
        assert_eq!(Subnet::new(0xC0A8_0101, 0xFFFF_FF00), None);
        assert_eq!(Subnet::new(0xC0A8_0100, 0xFF00_FF00), None);
        assert!(Subnet::new(0xC0A8_0101, 0xFFFF_FFFF).is_some());
    }

    #[test]
    fn dotted_decimal_is_an_address_and_the_rest_is_a_name() {
        assert_eq!(parse_address(&utf16("10.0.0.1")), Some(0x0A00_0001));
        assert_eq!(parse_address(&utf16("255.255.255.255")), Some(0xFFFF_FFFF));
        for name in [
            "",
            "10",
            "10.0.0",
            "10.0.0.",
            ".10.0.0",
            "10.0.0.1.2",
            "10.0.0.256",
            "10.0.0.01",
            "1o.0.0.1",
            "dhcp1",
        ] {
            assert_eq!(parse_address(&utf16(name)), None, "{name}");
        }
    }

    fn utf16(text: &str) -> Vec<u16> {
        text.encode_utf16().collect()
    }
}
