//! Link arguments of the shared library; nothing is generated here.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var("CARGO_CFG_TARGET_OS").as_deref() == Ok("linux") {
        // The plain name, so that a program linked against target/release runs at once.
        // `make install` puts the versioned library in place.
        println!("cargo::rustc-cdylib-link-arg=-Wl,-soname,libdhcpsapi.so");
        // dlclose must not lose the servers, as unloading the DLL never does on Windows.
        println!("cargo::rustc-cdylib-link-arg=-Wl,-z,nodelete");
    }
}
