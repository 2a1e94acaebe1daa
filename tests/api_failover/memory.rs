//! DhcpRpcFreeMemory, and whose memory it is.

use super::*;

fn relationship_of(server: &Server) -> *mut DHCP_FAILOVER_RELATIONSHIP {
    let mut found = null_mut();
    let name = Wide::new("name");
    assert_eq!(unsafe { DhcpV4FailoverGetRelationship(server.ptr(), name.as_ptr(), &mut found) }, 0);
    found
}

/// The seven blocks of a relationship, the outermost first.
fn blocks(found: *mut DHCP_FAILOVER_RELATIONSHIP) -> [*mut std::ffi::c_void; 7] {
    let half = unsafe { *found };
    [
        found.cast(),
        half.RelationshipName.cast(),
        half.PrimaryServerName.cast(),
        half.SecondaryServerName.cast(),
        half.SharedSecret.cast(),
        half.pScopes.cast(),
        unsafe { (*half.pScopes).Elements.cast() },
    ]
}

fn server() -> Server {
    let server = server_with_scopes(1);
    assert_eq!(alone("name", &server, &[SCOPE]).secret("secret").create_on(&server), 0);
    server
}

#[test]
fn every_pointer_is_a_block_of_its_own_and_goes_in_any_order() {
    let server = server();
    for first in 0..7 {
        for step in 1..7 {
            let blocks = blocks(relationship_of(&server));
            let distinct: std::collections::HashSet<_> = blocks.iter().collect();
            assert_eq!(distinct.len(), 7);
            assert!(blocks.iter().all(|block| !block.is_null()));
            // 7 is prime: every step visits each block once.
            for turn in 0..7 {
                free(blocks[(first + turn * step) % 7]);
            }
        }
    }
}

#[test]
fn inner_blocks_stay_when_the_outer_one_is_freed() {
    let server = server();
    let found = relationship_of(&server);
    let half = unsafe { *found };
    let scopes = unsafe { *half.pScopes };
    free(found);
    free(half.pScopes);
    assert_eq!(text(half.RelationshipName).as_deref(), Some("name"));
    assert_eq!(text(half.PrimaryServerName).as_deref(), Some("primary.example"));
    assert_eq!(text(half.SecondaryServerName).as_deref(), Some("secondary.example"));
    assert_eq!(text(half.SharedSecret).as_deref(), Some("secret"));
    assert_eq!(unsafe { *scopes.Elements }, SCOPE);
    free(scopes.Elements);
    free(half.RelationshipName);
    free(half.PrimaryServerName);
    free(half.SecondaryServerName);
    free(half.SharedSecret);
}

#[test]
fn freeing_twice_and_freeing_what_is_no_block_does_no_harm() {
    let server = server();
    for _ in 0..100 {
        let found = relationship_of(&server);
        let blocks = blocks(found);
        let (inside, name) = unsafe { (&raw mut (*found).Mclt, (*found).RelationshipName) };
        free(inside);
        free(unsafe { name.add(1) });
        free(unsafe { found.add(1) });
        assert_eq!(text(name).as_deref(), Some("name"), "still there");
        for block in blocks.iter().chain(&blocks) {
            free(*block);
        }
        for block in blocks.iter().rev() {
            free(*block);
        }
    }
    free(null_mut::<u8>());
    let mut local = 7_u64;
    free(&raw mut local);
    let mut boxed = Box::new([1_u32; 64]);
    free(boxed.as_mut_ptr());
    free(std::ptr::without_provenance_mut::<u8>(1));
    free(std::ptr::without_provenance_mut::<u8>(usize::MAX));
    assert_eq!((local, boxed[63]), (7, 1));
}

/// The structures are copies: the caller may change them, and inputs stay the caller's.
#[test]
fn results_and_inputs_are_the_callers() {
    let server = server();
    let found = relationship_of(&server);
    let before = get(&server, "name").unwrap();
    unsafe {
        *(*found).RelationshipName = 0x58;
        *(*(*found).pScopes).Elements = 0;
        (*found).Mclt = 1;
    }
    assert_eq!(get(&server, "name").unwrap(), before);
    free_relationship(found);

    let mut given = alone("given", &server, &[SCOPE]);
    let structure = unsafe { *given.ptr() };
    free(structure.RelationshipName);
    free(structure.pScopes);
    assert_eq!(text(structure.RelationshipName).as_deref(), Some("given"), "an input is foreign");
}

#[test]
fn every_result_is_one_allocation_per_pointer() {
    let server = server_with_scopes(3);
    for number in 0..3 {
        let name = format!("r{number}");
        assert_eq!(alone(&name, &server, &[scope(number)]).secret("s").create_on(&server), 0);
    }
    let (mut resume, mut found, mut read, mut total) = (0, null_mut(), 0, 0);
    let code = unsafe {
        DhcpV4FailoverEnumRelationship(server.ptr(), &mut resume, NEVER, &mut found, &mut read, &mut total)
    };
    assert_eq!(code, 0);
    let array = unsafe { *found };
    let mut all: Vec<*mut std::ffi::c_void> = vec![found.cast(), array.pRelationships.cast()];
    for at in 0..3 {
        // The structures are part of one block; what they point to is not.
        all.extend(&blocks(unsafe { array.pRelationships.add(at) })[1..]);
    }
    let distinct: std::collections::HashSet<_> = all.iter().collect();
    assert_eq!(distinct.len(), 2 + 6 * 3);
    free(unsafe { array.pRelationships.add(1) }); // no block
    free(found);
    free(array.pRelationships);
    assert_eq!(text(all[2].cast()).as_deref(), Some("r0"));
    all.into_iter().for_each(free);
}
