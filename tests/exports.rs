//! `exports.spec` against the shared library, the sources and `COMPATIBILITY.md`.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may panic; what is not a test function itself is not recognised as one"
)]

mod support;

use std::any::type_name;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use dhcpsapi::exports as ours;
use object::{Object, ObjectSymbol};
use support::programs::{library_directory, release_directory};
use support::project;

/// The functions that our own headers declare: names before "(" at the left margin.
fn extensions() -> BTreeSet<String> {
    let names = |header| {
        let text = project::read(header);
        let declarations = text.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_alphabetic()));
        declarations
            .filter(|line| !line.starts_with("typedef"))
            .filter_map(|line| line.split_once('(')?.0.rsplit([' ', '*']).next())
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    ["include/dhcpsapi_ext.h", "include/dhcpsapi_cim.h"].into_iter().flat_map(names).collect()
}

#[test]
fn the_library_exports_exactly_the_names_of_the_specification() {
    exports_the_specification(&library_directory());
}

/// What is linked into it, such as SQLite, is hidden: a program may have a copy of its own.
#[test]
fn the_library_that_users_get_exports_the_same() {
    exports_the_specification(&release_directory());
}

fn exports_the_specification(directory: &Path) {
    let bytes = std::fs::read(directory.join("libdhcpsapi.so")).unwrap();
    let file = object::File::parse(&*bytes).unwrap();
    let exported: BTreeSet<String> = file
        .dynamic_symbols()
        .filter(|symbol| symbol.is_definition() && symbol.is_global())
        .map(|symbol| symbol.name().unwrap().to_owned())
        .collect();
    let mut wanted = extensions();
    wanted.extend(project::spec().into_iter().map(|export| export.name));

    let missing: Vec<_> = wanted.difference(&exported).collect();
    let unknown: Vec<_> = exported.difference(&wanted).collect();
    assert!(missing.is_empty() && unknown.is_empty(), "missing: {missing:?}\nunknown: {unknown:?}");
}

#[test]
fn the_specification_has_the_209_names_in_order() {
    let spec = project::spec();
    assert_eq!(spec.len(), 209);
    let keys: Vec<_> = spec.iter().map(|export| (&export.family, &export.name)).collect();
    assert!(keys.is_sorted(), "sorted by family, then by name");
    let names: BTreeSet<_> = spec.iter().map(|export| &export.name).collect();
    assert_eq!(names.len(), spec.len(), "each name once");
}

macro_rules! names {
    ($($name:ident($($parameter:tt)*))*) => {
        [$(stringify!($name)),*]
    };
}

#[test]
fn the_tests_know_every_export() {
    let mut known = support::functions::declared!(names).to_vec();
    known.extend(support::functions::undeclared!(names));
    known.sort_unstable();
    let mut wanted: Vec<_> = project::spec().into_iter().map(|export| export.name).collect();
    wanted.sort_unstable();
    assert_eq!(known, wanted, "tests/support/functions.rs, then exports.spec");
}

#[test]
fn the_specification_says_in_which_file_each_export_is() {
    for export in project::spec() {
        let floor = if export.done { "src/exports" } else { "src/exports/stubs" };
        let path = format!("{floor}/{}.rs", export.family);
        let is_there = project::read(&path).contains(&format!("extern \"C\" fn {}(", export.name));
        assert!(is_there, "{} is not in {path}", export.name);
    }
}

/// Bytes that an output of a stub points to: nothing that a cleared one would hold.
const GARBAGE: u8 = 0xAA;

/// A call of a stub: its arguments, and what it left behind.
struct Call {
    /// The type of each parameter and what it points to after the call.
    outputs: Vec<(&'static str, [u8; 16])>,
    /// The type of the result and its bytes as a number.
    result: (&'static str, u64),
}

/// A parameter for a stub: the place or NULL for a pointer, 1 for everything else.
fn parameter<T>(place: &mut [u8; 16], null: bool) -> T {
    if type_name::<T>().starts_with('*') {
        let pointer = if null { std::ptr::null_mut() } else { place.as_mut_ptr() };
        // SAFETY: T is a pointer, too.
        return unsafe { std::mem::transmute_copy(&pointer) };
    }
    let mut bytes = [0u8; 16];
    bytes[0] = 1;
    assert!(size_of::<T>() <= bytes.len());
    // SAFETY: everything else is made of numbers only, for which any bytes will do.
    unsafe { std::mem::transmute_copy(&bytes) }
}

/// The bytes of a result as a number.
fn number<T>(result: &T) -> u64 {
    let mut bytes = [0u8; 8];
    assert!(size_of::<T>() <= bytes.len());
    // SAFETY: both are as long as a T, and a result has no padding.
    unsafe {
        std::ptr::copy_nonoverlapping(std::ptr::from_ref(result).cast(), bytes.as_mut_ptr(), size_of::<T>())
    };
    u64::from_le_bytes(bytes)
}

trait Stub {
    /// Calls it, with pointers to garbage or with NULL.
    fn call(&self, null: bool) -> Call;
}

macro_rules! stubs {
    ($($($parameter:ident)*;)*) => {
        $(
            impl<Result, $($parameter),*> Stub for unsafe extern "C" fn($($parameter),*) -> Result {
                #[allow(non_snake_case, unused_mut, unused_variables, reason = "one variable for each type")]
                fn call(&self, null: bool) -> Call {
                    $(let mut $parameter = (type_name::<$parameter>(), [GARBAGE; 16]);)*
                    // SAFETY: stubs only clear what pointers point to, which is writable here.
                    let result = unsafe { self($(parameter::<$parameter>(&mut $parameter.1, null)),*) };
                    Call { outputs: vec![$($parameter),*], result: (type_name::<Result>(), number(&result)) }
                }
            }
        )*
    };
}
support::functions::arities!(stubs);

macro_rules! call_stubs {
    ($($name:ident($($parameter:tt)*))*) => {
        $({
            let our: unsafe extern "C" fn($($parameter),*) -> _ = ours::$name;
            check_stub(stringify!($name), &our);
        })*
    };
}

/// Calls an export if the specification calls it a stub, and looks at what it did.
fn check_stub(name: &str, stub: &dyn Stub) {
    let spec = project::spec();
    let export = spec.iter().find(|export| export.name == name).unwrap_or_else(|| panic!("{name}: unknown"));
    if export.done {
        return;
    }
    let answer = |call: &Call| if call.result.0 == "u32" { 120 } else { 0 };
    let call = stub.call(true);
    assert_eq!(call.result.1, answer(&call), "{name}: what a stub answers to NULL");
    let call = stub.call(false);
    assert_eq!(call.result.1, answer(&call), "{name}: what a stub answers");

    // The handle of an enumeration is input and output, so it stays; it is the first pointer to a number.
    let mut has_handle = name.starts_with("DhcpEnum") || name.starts_with("DhcpV4Enum");
    for (index, (kind, bytes)) in call.outputs.iter().enumerate() {
        let is_handle = has_handle
            && (*kind == "*mut u32" || kind.ends_with("ADDR_PATTERN") || kind.ends_with("IPV6_ADDRESS"));
        let cleared = match *kind {
            _ if is_handle => 0,
            "*mut u16" => 2,
            "*mut u32" | "*mut i32" => 4,
            _ if kind.starts_with("*mut *") => size_of::<usize>(),
            _ if kind.starts_with("*mut ") && kind.ends_with("::DHCP_FILTER_GLOBAL_INFO") => 8,
            _ => 0,
        };
        if is_handle && kind.starts_with("*mut") {
            has_handle = false;
        }
        assert!(bytes[..cleared].iter().all(|byte| *byte == 0), "{name}: output {index} is not cleared");
        let untouched = bytes[cleared..].iter().all(|byte| *byte == GARBAGE);
        assert!(untouched, "{name}: parameter {index} is written to");
    }
}

#[test]
fn stubs_answer_120_and_clear_their_outputs() {
    support::functions::declared!(call_stubs);
    support::functions::undeclared!(call_stubs);
}

/// A function that answers no code cannot answer 120, so COMPATIBILITY.md names the answers of these.
#[test]
fn compatibility_md_names_the_stubs_that_answer_no_code() {
    let document = project::read("COMPATIBILITY.md");
    let (introduction, _) = document.split_once("<!-- exports:begin -->").unwrap();
    let mut named = BTreeSet::new();
    for (_, source) in project::sources("src/exports/stubs") {
        for function in source.split("extern \"C\" fn ").skip(1) {
            let (name, rest) = function.split_once('(').unwrap();
            let result = rest.split_once("-> ").unwrap().1.split(' ').next().unwrap();
            let is_named = introduction.contains(&format!("`{name}`"))
                || (name.starts_with("DhcpHlprFreeV4")
                    && introduction.contains("the six `DhcpHlprFreeV4...`"));
            assert_eq!(is_named, result != "WIN32_ERROR", "{name}");
            if is_named {
                named.insert(name.to_owned());
            }
        }
    }
    assert_eq!(named.iter().filter(|name| name.starts_with("DhcpHlprFreeV4")).count(), 6, "{named:?}");
    assert_eq!(named.len(), 9, "{named:?}");
}

#[test]
fn compatibility_md_lists_the_exports() {
    const BEGIN: &str = "<!-- exports:begin -->\n";
    const END: &str = "<!-- exports:end -->";
    let text = project::read("COMPATIBILITY.md");
    let (before, rest) = text.split_once(BEGIN).expect("COMPATIBILITY.md has a begin marker");
    let (_, after) = rest.split_once(END).expect("COMPATIBILITY.md has an end marker");
    project::compare_or_bless("COMPATIBILITY.md", &format!("{before}{BEGIN}{}{END}{after}", table()));
}

/// A summary and one table for each family, in Markdown.
fn table() -> String {
    let spec = project::spec();
    let mut families: BTreeMap<&str, Vec<_>> = BTreeMap::new();
    for export in &spec {
        families.entry(&export.family).or_default().push(export);
    }
    let count = |exports: &[&project::Export]| exports.iter().filter(|export| export.done).count();
    let done = count(&spec.iter().collect::<Vec<_>>());

    let mut text = format!("{done} of {} functions are implemented.\n\n", spec.len());
    text += "| family | implemented | stub |\n|---|---|---|\n";
    for (family, exports) in &families {
        text += &format!("| {family} | {} | {} |\n", count(exports), exports.len() - count(exports));
    }
    for (family, exports) in &families {
        text += &format!("\n### {family}\n\n| function | state | MS-DHCPM |\n|---|---|---|\n");
        for export in exports {
            let state = if export.done { "implemented" } else { "stub" };
            text +=
                &format!("| `{}` | {state} | {} |\n", export.name, export.section.as_deref().unwrap_or("-"));
        }
    }
    text
}
