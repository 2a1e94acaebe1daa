//! The headers are accepted by C and C++ compilers in every supported mode, and refuse what would go wrong.
//!
//! gcc and clang are used if they are there, at least one has to be. unixODBC's and Wine's headers are used if
//! they are there. A compiler or header that is left out is named on the standard error output.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may panic; what is not a test function itself is not recognised as one"
)]

mod support;

use std::path::Path;
use std::process::{Command, Stdio};

use support::project;

/// Compiler and language mode.
#[derive(Debug, Clone, Copy)]
struct Mode {
    compiler: &'static str,
    standard: &'static str,
}

impl Mode {
    fn is_cpp(self) -> bool {
        self.standard.starts_with("c++")
    }

    /// Compiles a text that is given on the standard input; the messages are the error.
    fn compile(self, arguments: &[&str], text: &str) -> Result<(), String> {
        use std::io::Write;
        let mut child = self
            .command(arguments)
            .arg("-")
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|error| error.to_string())?;
        // A compiler that gives up early closes its input.
        let _ = child.stdin.take().unwrap().write_all(text.as_bytes());
        let output = child.wait_with_output().map_err(|error| error.to_string())?;
        if output.status.success() {
            Ok(())
        } else {
            Err(String::from_utf8_lossy(&output.stderr).into_owned())
        }
    }

    fn command(self, arguments: &[&str]) -> Command {
        let mut command = Command::new(self.compiler);
        command.arg(format!("-std={}", self.standard)).arg("-I").arg(project::root().join("include"));
        command.args(["-Wall", "-Wextra", "-Werror", "-pedantic", "-fsyntax-only"]);
        command.args(["-x", if self.is_cpp() { "c++" } else { "c" }]).args(arguments);
        command
    }

    /// Compiles tests/c/header_types.c.
    fn compile_program(self, arguments: &[&str]) -> Result<(), String> {
        let program = project::root().join("tests/c/header_types.c");
        let output = self.command(arguments).arg(program).output().map_err(|error| error.to_string())?;
        if output.status.success() {
            Ok(())
        } else {
            Err(String::from_utf8_lossy(&output.stderr).into_owned())
        }
    }

    fn must_compile(self, arguments: &[&str]) {
        if let Err(messages) = self.compile_program(arguments) {
            panic!("{} -std={} {arguments:?}:\n{messages}", self.compiler, self.standard);
        }
    }
}

/// Every mode that this machine can compile.
fn modes() -> Vec<Mode> {
    let mut modes = Vec::new();
    for compiler in ["gcc", "clang"] {
        for standard in ["c11", "c17", "c++11", "c++17", "c++20"] {
            let mode = Mode { compiler, standard };
            match mode.compile(&[], "extern int nothing;\n") {
                Ok(()) => modes.push(mode),
                Err(reason) => eprintln!("LEFT OUT: {compiler} -std={standard}: {}", reason.trim()),
            }
        }
    }
    assert!(!modes.is_empty(), "neither gcc nor clang can compile C or C++ here");
    modes
}

/// Whether the headers of another project are there; says so if they are not.
fn has(mode: Mode, header: &str, arguments: &[&str]) -> bool {
    let found = mode.compile(arguments, &format!("#include {header}\nextern int nothing;\n")).is_ok();
    if !found {
        eprintln!("LEFT OUT: {} -std={}: {header} is not there", mode.compiler, mode.standard);
    }
    found
}

#[test]
fn the_header_compiles_without_a_warning() {
    for mode in modes() {
        mode.must_compile(&[]);
    }
}

/// The headers that are written by hand stand alone, in any order, and twice.
#[test]
fn our_own_headers_compile_without_a_warning() {
    let (ext, cim) = ("#include \"dhcpsapi_ext.h\"\n", "#include \"dhcpsapi_cim.h\"\n");
    let uses = "extern DHCPSAPI_CIM_FAILOVER nothing;\nextern DHCPSAPI_CIM_PARTNER_SCOPES none;\n";
    let orders = [format!("{cim}{cim}{uses}"), format!("{ext}{cim}{uses}"), format!("{cim}{ext}{uses}")];
    for mode in modes() {
        for text in &orders {
            for arguments in [&[][..], &["-fshort-wchar"], &["-DDHCPSAPI_WCHAR=unsigned short"]] {
                if let Err(messages) = mode.compile(arguments, text) {
                    panic!("{mode:?} {arguments:?}: {text}{messages}");
                }
            }
        }
    }
}

#[test]
fn the_header_compiles_where_wchar_t_has_16_bits() {
    for mode in modes() {
        // In C, WCHAR is unsigned short, which is wchar_t then; in C++ it becomes wchar_t by itself.
        mode.must_compile(&["-fshort-wchar", "-DWIDE"]);
        mode.must_compile(&["-fshort-wchar", "-DWIDE", "-DDHCPSAPI_WCHAR=wchar_t", "-include", "stddef.h"]);
    }
}

#[test]
fn another_type_for_wchar_can_be_chosen() {
    for mode in modes() {
        mode.must_compile(&["-DDHCPSAPI_WCHAR=unsigned short", "-DCAST"]);
    }
}

#[test]
fn a_wchar_of_32_bits_is_refused_with_the_remedy() {
    for mode in modes() {
        let messages =
            mode.compile_program(&["-DDHCPSAPI_WCHAR=wchar_t", "-include", "stddef.h"]).unwrap_err();
        assert!(messages.contains("WCHAR must be 16 bits wide"), "{mode:?}: {messages}");
        assert!(messages.contains("-DDHCPSAPI_WCHAR=uint16_t"), "{mode:?}: {messages}");
    }
}

#[test]
fn a_program_can_bring_its_own_types() {
    let text = "#include <stdint.h>\n\
                typedef uint8_t BYTE; typedef uint16_t WORD, USHORT, WCHAR; typedef uint32_t DWORD, *LPDWORD;\n\
                typedef int32_t BOOL; typedef void *LPVOID; typedef WCHAR *LPWSTR; typedef const WCHAR *LPCWSTR;\n\
                #include \"dhcpsapi.h\"\n\
                extern DHCP_IP_ADDRESS nothing;\n";
    for mode in modes() {
        mode.compile(&["-DDHCPSAPI_NO_WINTYPES"], text).unwrap();
    }
}

#[test]
fn the_header_agrees_with_unixodbc() {
    for mode in modes() {
        if !has(mode, "<sql.h>", &[]) {
            continue;
        }
        // In C, unixODBC's WCHAR is ours; in C++ it is not char16_t.
        let cast: &[&str] = if mode.is_cpp() { &["-DCAST"] } else { &[] };
        mode.must_compile(&[&["-DBEFORE=<sql.h>"], cast].concat());
        let chosen: &[&str] =
            if mode.is_cpp() { &["-DCAST", "-DDHCPSAPI_WCHAR=unsigned short"] } else { &[] };
        mode.must_compile(&[&["-DAFTER=<sql.h>"], chosen].concat());

        let messages =
            mode.compile_program(&["-DBEFORE=<sql.h>", "-DSQL_WCHART_CONVERT", "-DCAST"]).unwrap_err();
        assert!(messages.contains("SQL_WCHART_CONVERT"), "{mode:?}: {messages}");
    }
}

#[test]
fn the_header_agrees_with_wine() {
    let places = [
        "/usr/include/wine/wine/windows",
        "/usr/include/wine/windows",
        "/usr/include/wine-development/windows",
    ];
    let place = places.iter().find(|place| Path::new(place).join("windows.h").exists());
    let Some(place) = place else {
        eprintln!("LEFT OUT: Wine's headers are not installed");
        return;
    };
    for mode in modes() {
        // Strict C hides the BSD types that Wine's sockets need.
        let wine = ["-isystem", place, "-D_DEFAULT_SOURCE"];
        if !has(mode, "<windows.h>", &wine) {
            continue;
        }
        for order in ["-DBEFORE=<windows.h>", "-DAFTER=<windows.h>"] {
            mode.must_compile(&[&wine[..], &[order]].concat());
            mode.must_compile(
                &[&wine[..], &[order, "-fshort-wchar", "-DWINE_UNICODE_NATIVE", "-DWIDE"]].concat(),
            );
        }
    }
}
