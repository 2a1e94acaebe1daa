//! The cases of link-layer filters, superscopes and the delay of offers.

use super::*;
use crate::support::filters::{DENY, ethernet, exemption};

/// The filter and the superscope of the fixture.
const FILTERED: [u8; 6] = [2, 0, 0, 0, 9, 9];
const SUPERSCOPE: &str = "super";

/// Gives a server a filter and a superscope.
pub(super) fn furnish(server: &Server) {
    assert_eq!(server.add_filter(DENY, &ethernet(&FILTERED), Some("comment"), 0), 0);
    assert_eq!(server.set_superscope(BARE, Some(SUPERSCOPE), 0), 0);
}

impl Call<'_> {
    /// The pattern of an address; a length that no address has is wrong.
    fn pattern(&self, bytes: &[u8]) -> DHCP_ADDR_PATTERN {
        self.value(ethernet(bytes), DHCP_ADDR_PATTERN { Length: 7, ..ethernet(bytes) })
    }
}

#[allow(
    clippy::undocumented_unsafe_blocks,
    reason = "each call is made with what it takes, but for the mischief"
)]
fn of_filters() -> Vec<Case> {
    vec![
        // Its last page comes with 259, which is no failure where the list has something.
        Case::new("DhcpEnumFilterV4", 259, |call| unsafe {
            let handle = call.output(Kind::Handle, DHCP_ADDR_PATTERN::default());
            let (server, list, block) = (call.server(), call.choice(DENY), call.block());
            let code = DhcpEnumFilterV4(server, handle, ALL, list, block, call.number(), call.number());
            let is_given = !block.is_null() && !block.read_unaligned().is_null();
            if code == 259 && is_given {
                free((*block.read_unaligned()).pEnumRecords);
                0
            } else {
                code
            }
        }),
        Case::new("DhcpAddFilterV4", 0, |call| unsafe {
            let info = DHCP_FILTER_ADD_INFO {
                AddrPatt: call.pattern(&[2, 0, 0, 0, 9, 8]),
                Comment: call.optional_text("comment"),
                ListType: call.choice(DENY),
            };
            DhcpAddFilterV4(call.server(), call.structure(info), 0)
        }),
        Case::new("DhcpDeleteFilterV4", 20095, |call| unsafe {
            DhcpDeleteFilterV4(call.server(), call.structure(call.pattern(&FILTERED)))
        }),
        Case::new("DhcpAddFilterV4", 0, |call| unsafe {
            let pattern = call.value(exemption(6), DHCP_ADDR_PATTERN { MatchHWType: 0, ..exemption(6) });
            let comment = call.optional_text("comment");
            let info = DHCP_FILTER_ADD_INFO { AddrPatt: pattern, Comment: comment, ListType: 1 };
            DhcpAddFilterV4(call.server(), call.structure(info), 1)
        }),
        Case::new("DhcpSetFilterV4", 0, |call| unsafe {
            let info = DHCP_FILTER_GLOBAL_INFO { EnforceAllowList: 0, EnforceDenyList: 0 };
            DhcpSetFilterV4(call.server(), call.structure(info))
        }),
        Case::new("DhcpGetFilterV4", 0, |call| unsafe {
            let untouched = UNTOUCHED.cast_signed();
            let info = DHCP_FILTER_GLOBAL_INFO { EnforceAllowList: untouched, EnforceDenyList: untouched };
            DhcpGetFilterV4(call.server(), call.output(Kind::Number, info))
        }),
    ]
}

#[allow(
    clippy::undocumented_unsafe_blocks,
    reason = "each call is made with what it takes, but for the mischief"
)]
fn of_superscopes() -> Vec<Case> {
    vec![
        Case::new("DhcpGetSuperScopeInfoV4", 0, |call| unsafe {
            DhcpGetSuperScopeInfoV4(call.server(), call.block())
        }),
        Case::new("DhcpSetSuperScopeV4", 20005, |call| unsafe {
            DhcpSetSuperScopeV4(call.server(), call.value(NET, 0), call.optional_text("new"), 0)
        }),
        Case::new("DhcpDeleteSuperScopeV4", 20005, |call| unsafe {
            DhcpDeleteSuperScopeV4(call.server(), call.text(SUPERSCOPE))
        }),
        Case::new("DhcpSetSubnetDelayOffer", 20005, |call| unsafe {
            DhcpSetSubnetDelayOffer(call.server(), NET, call.value(1000, 1001))
        }),
        Case::new("DhcpGetSubnetDelayOffer", 20005, |call| unsafe {
            DhcpGetSubnetDelayOffer(call.server(), call.value(NET, 0), call.output(Kind::Number, 0xBEEF_u16))
        }),
    ]
}

pub(super) fn cases() -> Vec<Case> {
    of_filters().into_iter().chain(of_superscopes()).collect()
}
