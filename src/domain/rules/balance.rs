//! Which of two partners answers a new client: the load balancing algorithm of RFC 3074.

use crate::domain::base::role::{Mode, Role};

/// How many buckets clients are hashed into (RFC 3074, 6).
const BUCKETS: u32 = 256;

/// The table that RFC 3074, 6 mixes the bytes of an identifier with.
const MIX: [u8; 256] = [
    251, 175, 119, 215, 81, 14, 79, 191, 103, 49, 181, 143, 186, 157, 0, 232, 31, 32, 55, 60, 152, 58, 17,
    237, 174, 70, 160, 144, 220, 90, 57, 223, 59, 3, 18, 140, 111, 166, 203, 196, 134, 243, 124, 95, 222,
    179, 197, 65, 180, 48, 36, 15, 107, 46, 233, 130, 165, 30, 123, 161, 209, 23, 97, 16, 40, 91, 219, 61,
    100, 10, 210, 109, 250, 127, 22, 138, 29, 108, 244, 67, 207, 9, 178, 204, 74, 98, 126, 249, 167, 116, 34,
    77, 193, 200, 121, 5, 20, 113, 71, 35, 128, 13, 182, 94, 25, 226, 227, 199, 75, 27, 41, 245, 230, 224,
    43, 225, 177, 26, 155, 150, 212, 142, 218, 115, 241, 73, 88, 105, 39, 114, 62, 255, 192, 201, 145, 214,
    168, 158, 221, 148, 154, 122, 12, 84, 82, 163, 44, 139, 228, 236, 205, 242, 217, 11, 187, 146, 159, 64,
    86, 239, 195, 42, 106, 198, 118, 112, 184, 172, 87, 2, 173, 117, 176, 229, 247, 253, 137, 185, 99, 164,
    102, 147, 45, 66, 231, 52, 141, 211, 194, 206, 246, 238, 56, 110, 78, 248, 63, 240, 189, 93, 92, 51, 53,
    183, 19, 171, 72, 50, 33, 104, 101, 69, 8, 252, 83, 120, 76, 135, 85, 54, 202, 125, 188, 213, 96, 235,
    136, 208, 162, 129, 190, 132, 156, 38, 47, 1, 7, 254, 24, 4, 216, 131, 89, 21, 28, 133, 37, 153, 149, 80,
    170, 68, 6, 169, 234, 151,
];

/// The bucket of a client, by its identifier (RFC 3074, 6): the bytes from the last to the first through the table,
/// beginning with their number.
pub fn bucket(id: &[u8]) -> u8 {
    let length = u8::try_from(id.len()).unwrap_or(u8::MAX);
    id.iter().rev().fold(length, |hash, byte| {
        let place = usize::from(hash ^ byte);
        MIX.get(place).copied().unwrap_or_default()
    })
}

/// How many of the 256 buckets are the primary's: in load balance its percentage, rounded to the nearest bucket; in hot
/// standby all. Microsoft documents only that 50 % is 128.
pub fn buckets_of_primary(mode: Mode, percentage: u8) -> u32 {
    match mode {
        Mode::LoadBalance => (BUCKETS * u32::from(percentage.min(100)) + 50) / 100,
        Mode::HotStandby => BUCKETS,
    }
}

/// Who answers a new client while both serve (draft-ietf-dhc-failover-12, 5.5; buckets are counted from 0).
pub fn server_of(id: &[u8], mode: Mode, percentage: u8) -> Role {
    if u32::from(bucket(id)) < buckets_of_primary(mode, percentage) { Role::Primary } else { Role::Secondary }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A hardware address of the measurements: 02:00:00:00:00 and this octet.
    fn client(last: u8) -> [u8; 6] {
        [2, 0, 0, 0, 0, last]
    }

    /// What two ISC dhcpd servers were seen to compute.
    #[test]
    fn the_measured_hashes() {
        let measured = [4, 133, 45, 182, 150, 13, 166, 26, 62, 79, 249, 139, 190, 60, 0, 102];
        let hashes: Vec<u8> = (0..16).map(|last| bucket(&client(last))).collect();
        assert_eq!(hashes, measured);
    }

    /// How many of 100 clients the primary of two ISC dhcpd servers answered, by its number of buckets.
    #[test]
    fn the_measured_shares() {
        let measured = [(0, 0), (26, 10), (64, 29), (128, 52), (179, 68), (192, 74), (230, 90), (256, 100)];
        for (buckets, answered) in measured {
            let of_primary = (0..100).filter(|last| u32::from(bucket(&client(*last))) < buckets).count();
            assert_eq!(of_primary, answered, "{buckets} buckets");
        }
    }

    /// The last octet alone walks through all buckets.
    #[test]
    fn every_bucket_has_one_of_256_neighbours() {
        let mut hashes: Vec<u8> = (0..=255).map(|last| bucket(&client(last))).collect();
        hashes.sort_unstable();
        assert_eq!(hashes, (0..=255).collect::<Vec<u8>>());
    }

    #[test]
    fn percentages_as_buckets() {
        for (percentage, buckets) in [(0, 0), (10, 26), (50, 128), (70, 179), (90, 230), (100, 256)] {
            assert_eq!(buckets_of_primary(Mode::LoadBalance, percentage), buckets, "{percentage} %");
        }
        assert_eq!(
            server_of(&client(1), Mode::HotStandby, 5),
            Role::Primary,
            "the active server answers all"
        );
    }
}
