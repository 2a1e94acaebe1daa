//! DhcpV4FailoverSetRelationship (MS-DHCPM 3.2.4.91).

use super::*;

fn stored(server: &Server) -> Half {
    get(server, "name").unwrap()
}

/// A relationship on a lone server, and a structure with another value in every field.
fn lone() -> (Server, Relationship, Half) {
    let server = server_with_scopes(2);
    let mut created = alone("name", &server, &[SCOPE]).hot_standby(5).secret("old");
    created.structure.SafePeriod = 600;
    assert_eq!(created.create_on(&server), 0);
    let half = get(&server, "name").unwrap();
    let mut other =
        Relationship::new("NAME", 1, 2, &[scope(1)]).load_balance(60).secret("new").as_secondary();
    other.structure.Mclt = 7;
    other.structure.SafePeriod = 8;
    other.structure.State = NORMAL;
    other.structure.PrevState = RECOVER_DONE;
    (server, other, half)
}

/// 3.2.4.91 step 4: the selected fields are copied, and nothing else.
#[test]
fn each_flag_copies_its_field_alone() {
    type Change = fn(&mut Half);
    let table: [(u32, Change); 9] = [
        (0x01, |half| half.mclt = 7),
        (0x02, |half| half.safe_period = 8),
        // Decision: the old state becomes the previous one.
        (0x04, |half| (half.state, half.previous) = (3, 2)),
        (0x08, |half| half.percentage = 60),
        // Decision: the number stays.
        (0x10, |half| half.mode = LoadBalance),
        (0x20, |half| half.previous = 11),
        (0x40, |half| half.secret = Some("new".into())),
        (0x24, |half| (half.state, half.previous) = (3, 11)),
        (0x7F, |half| {
            (half.mclt, half.safe_period) = (7, 8);
            (half.state, half.previous) = (3, 11);
            (half.mode, half.percentage) = (LoadBalance, 60);
            half.secret = Some("new".into());
        }),
    ];
    for (flags, change) in table {
        let (server, mut other, mut expected) = lone();
        assert_eq!(other.set_on(&server, flags), 0);
        change(&mut expected);
        assert_eq!(stored(&server), expected, "flags {flags:#x}");
    }
}

/// 3.2.4.91 step 1.
#[test]
fn step_1_refuses_with_87() {
    let (server, mut other, _) = lone();
    for flags in [0, 0x80, 0x81, 0xFFFF_FFFF, 0x8000_0001, 0xFF] {
        server.refuses(INVALID_PARAMETER, || other.set_on(&server, flags));
    }
    server.refuses(INVALID_PARAMETER, || unsafe { DhcpV4FailoverSetRelationship(server.ptr(), 1, null()) });
    for name in [null_mut(), EMPTY_TEXT.as_ptr().cast_mut(), UNPAIRED_TEXT.as_ptr().cast_mut()] {
        let mut structure = unsafe { *other.ptr() };
        structure.RelationshipName = name;
        let code = unsafe { DhcpV4FailoverSetRelationship(server.ptr(), 1, &structure) };
        // An empty name is no bad parameter by the text: it is the name of nothing.
        let expected = if name == EMPTY_TEXT.as_ptr().cast_mut() { RELATIONSHIP_DOES_NOT_EXIST } else { 87 };
        assert_eq!(code, expected);
    }
    type Bad = fn(&mut DHCP_FAILOVER_RELATIONSHIP);
    let table: [(u32, Bad); 8] = [
        (PERCENTAGE, |given| given.Percentage = 101),
        (PERCENTAGE, |given| given.Percentage = 255),
        (PERCENTAGE | MCLT, |given| given.Percentage = 101),
        (MODE, |given| given.Mode = 2),
        (MODE, |given| given.Mode = -1),
        (MODE | SAFEPERIOD, |given| given.Mode = 2),
        (SHAREDSECRET, |given| given.SharedSecret = UNPAIRED_TEXT.as_ptr().cast_mut()),
        (SHAREDSECRET | MCLT, |given| given.SharedSecret = UNPAIRED_TEXT.as_ptr().cast_mut()),
    ];
    for (flags, bad) in table {
        let mut structure = unsafe { *other.ptr() };
        bad(&mut structure);
        server.refuses(INVALID_PARAMETER, || unsafe {
            DhcpV4FailoverSetRelationship(server.ptr(), flags, &structure)
        });
    }
}

/// Decision: 0 to 11 are states; the reserved PAUSED and SHUTDOWN and all else are not.
#[test]
fn the_states_of_changestate_and_prevstate() {
    for state in 0..=11 {
        let (server, mut other, before) = lone();
        other.structure.State = state;
        assert_eq!(other.set_on(&server, CHANGESTATE), 0);
        assert_eq!(stored(&server), Half { state, previous: 2, ..before.clone() }, "CHANGESTATE {state}");

        let (server, mut other, _) = lone();
        other.structure.PrevState = state;
        assert_eq!(other.set_on(&server, PREVSTATE), 0);
        let now = stored(&server);
        assert_eq!((now.state, now.previous), (2, state), "PREVSTATE {state}");

        let (server, mut other, _) = lone();
        (other.structure.State, other.structure.PrevState) = (NORMAL, state);
        assert_eq!(other.set_on(&server, CHANGESTATE | PREVSTATE), 0);
        let now = stored(&server);
        assert_eq!((now.state, now.previous), (3, state), "CHANGESTATE and PREVSTATE {state}");
    }
    let (server, mut other, _) = lone();
    for state in [12, 13, 14, -1, i32::MAX, i32::MIN] {
        other.structure.State = state;
        other.structure.PrevState = NORMAL;
        server.refuses(INVALID_PARAMETER, || other.set_on(&server, CHANGESTATE));
        server.refuses(INVALID_PARAMETER, || other.set_on(&server, CHANGESTATE | PREVSTATE | MCLT));
        other.structure.State = NORMAL;
        other.structure.PrevState = state;
        server.refuses(INVALID_PARAMETER, || other.set_on(&server, PREVSTATE));
        server.refuses(INVALID_PARAMETER, || other.set_on(&server, CHANGESTATE | PREVSTATE));
    }
}

/// The path of an administrator who declares the partner dead, and goes back: each old state is remembered.
#[test]
fn the_previous_state_follows_the_state() {
    let (server, mut other, _) = lone();
    let mut previous = 2;
    for state in [NORMAL, COMMUNICATION_INT, PARTNER_DOWN, RECOVER, POTENTIAL_CONFLICT, STARTUP] {
        other.structure.State = state;
        assert_eq!(other.set_on(&server, CHANGESTATE), 0);
        assert_eq!(server.state("name"), Ok((state, previous)));
        previous = state;
    }
}

/// Fields that are not selected are not looked at, however bad they are.
#[test]
fn fields_that_are_not_selected_may_be_anything() {
    let (server, mut other, mut expected) = lone();
    let mut structure = unsafe { *other.ptr() };
    structure.PrimaryServer = 0;
    structure.SecondaryServer = 0;
    structure.Mode = 7;
    structure.ServerType = -3;
    structure.State = 99;
    structure.PrevState = -1;
    structure.Percentage = 255;
    structure.pScopes = null_mut();
    structure.PrimaryServerName = null_mut();
    structure.SecondaryServerName = UNPAIRED_TEXT.as_ptr().cast_mut();
    structure.SharedSecret = UNPAIRED_TEXT.as_ptr().cast_mut();
    assert_eq!(unsafe { DhcpV4FailoverSetRelationship(server.ptr(), MCLT | SAFEPERIOD, &structure) }, 0);
    (expected.mclt, expected.safe_period) = (7, 8);
    assert_eq!(stored(&server), expected);
}

/// Decision: 0 means never here too, as in Create.
#[test]
fn a_safe_period_of_0_is_stored_as_never() {
    let (server, mut other, _) = lone();
    for (given, kept) in [(0, NEVER), (1, 1), (NEVER, NEVER), (3600, 3600)] {
        other.structure.SafePeriod = given;
        assert_eq!(other.set_on(&server, SAFEPERIOD), 0);
        assert_eq!(stored(&server).safe_period, kept);
    }
}

/// Decision: 0x40 copies the secret; NULL or "" removes it.
#[test]
fn the_secret_is_set_and_removed() {
    let (server, mut other, _) = lone();
    let set = |secret: *mut u16| {
        let mut structure = unsafe { *other.ptr() };
        structure.SharedSecret = secret;
        assert_eq!(unsafe { DhcpV4FailoverSetRelationship(server.ptr(), SHAREDSECRET, &structure) }, 0);
    };
    let mut set = set;
    assert_eq!(stored(&server).secret.as_deref(), Some("old"));
    set(null_mut());
    assert_eq!(stored(&server).secret, None);
    set(Wide::new("s\u{e9}\u{1f511}").as_mut_ptr());
    assert_eq!(stored(&server).secret.as_deref(), Some("s\u{e9}\u{1f511}"));
    set(EMPTY_TEXT.as_ptr().cast_mut());
    assert_eq!(stored(&server).secret, None);
}

/// 3.2.4.91 steps 1 and 3 in this order.
#[test]
fn an_unknown_name_is_20115_after_the_parameters() {
    let server = server_with_scopes(1);
    let mut unknown = alone("unknown", &server, &[SCOPE]);
    server.refuses(RELATIONSHIP_DOES_NOT_EXIST, || unknown.set_on(&server, MCLT));
    server.refuses(INVALID_PARAMETER, || unknown.set_on(&server, 0x80));
    unknown.structure.Percentage = 101;
    server.refuses(INVALID_PARAMETER, || unknown.set_on(&server, PERCENTAGE));
    server.refuses(RELATIONSHIP_DOES_NOT_EXIST, || unknown.set_on(&server, MCLT));
    unknown.structure.Mode = 2;
    server.refuses(INVALID_PARAMETER, || unknown.set_on(&server, MODE));
    let mut long = alone(&"n".repeat(300), &server, &[SCOPE]);
    server.refuses(RELATIONSHIP_DOES_NOT_EXIST, || long.set_on(&server, MCLT));
}

/// Each call touches one server only.
#[test]
fn the_partners_half_stays() {
    let (primary, secondary) = pair_with_scopes(1);
    let pair = Relationship::between("name", &primary, &secondary, &[SCOPE]);
    let mut pair = deploy(pair, &primary, &secondary);
    let before = get(&secondary, "name").unwrap();
    pair = pair.hot_standby(9);
    pair.structure.Mclt = 11;
    pair.structure.SafePeriod = 12;
    assert_eq!(pair.set_on(&primary, MCLT | SAFEPERIOD | PERCENTAGE | MODE), 0);
    assert_eq!(get(&secondary, "name").unwrap(), before);
    assert_eq!(get(&primary, "name").unwrap().mclt, 11);
    // A secret ends contact if the other server does not have it (MS-DHCPF 3.1.5), and is told to nobody.
    assert_eq!(pair.secret("new").set_on(&primary, SHAREDSECRET), 0);
    assert_eq!(get(&secondary, "name").unwrap(), Half { state: 4, previous: 3, ..before });
}
