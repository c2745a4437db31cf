//! Tauri's build step: reads tauri.conf.json beside Cargo.toml and the capability files. Does nothing without the feature `desktop`.

fn main() {
    #[cfg(feature = "desktop")]
    {
        let attributes = tauri_build::Attributes::new().capabilities_path_pattern("src-tauri/capabilities/*.json");
        if let Err(error) = tauri_build::try_build(attributes) {
            eprintln!("tauri-build failed: {error:#}");
            std::process::exit(1);
        }
    }
}
