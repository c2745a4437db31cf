//! System packages: what building, testing and measuring need beyond Rust, Node and npm. Debian and its kin are served
//! with apt after saying so; other systems are told what to install. One list, so that the README has none.

use clap::ValueEnum;

use crate::program::Program;

/// What a package is needed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Purpose {
    /// Building the desk
    Build,
    /// Showing a window where there is no display
    Display,
    /// Driving and photographing the real window, judging messages by the official schemas
    Test,
    /// The peers that the desk is measured against
    Bench,
}

impl Purpose {
    const ALL: [Self; 4] = [Self::Build, Self::Display, Self::Test, Self::Bench];

    /// Names of the Debian packages.
    fn debian(self) -> &'static [&'static str] {
        match self {
            Self::Build => &["build-essential", "pkg-config", "libwebkit2gtk-4.1-dev", "libssl-dev", "libdbus-1-dev"],
            Self::Display => &["xvfb", "xauth"],
            Self::Test => &["webkit2gtk-driver", "openbox", "xdotool", "imagemagick", "dbus", "libxml2-utils"],
            Self::Bench => &["libreoffice-writer", "libreoffice-gtk3", "ghostwriter"],
        }
    }

    /// Why it is needed, to go on after `for `.
    fn reason(self) -> &'static str {
        match self {
            Self::Build => "building the desk",
            Self::Display => "a window without a display",
            Self::Test => "driving the real window and judging messages by the official schemas",
            Self::Bench => "measuring against peers",
        }
    }
}

/// Prints what is there and what is missing, and installs it when asked to.
///
/// # Errors
/// A sentence when a package could not be installed.
pub fn packages(purposes: &[Purpose], install_them: bool) -> Result<(), String> {
    let purposes = if purposes.is_empty() { &Purpose::ALL[..] } else { purposes };
    if install_them {
        return install(purposes);
    }
    if !is_debian() {
        println!("{}", advice());
        return Ok(());
    }
    for purpose in purposes {
        let missing = missing(purpose.debian());
        println!("For {}:", purpose.reason());
        for package in purpose.debian() {
            println!("  {package:<24} {}", if missing.contains(package) { "missing" } else { "there" });
        }
    }
    Ok(())
}

/// Installs what is missing, having said what and why. On a system without apt it says what to install, and goes on:
/// the build is the judge of whether it is there.
///
/// # Errors
/// A sentence when apt failed, or when neither root nor sudo is at hand.
pub fn install(purposes: &[Purpose]) -> Result<(), String> {
    if !is_debian() {
        println!("{}", advice());
        return Ok(());
    }
    let mut wanted = Vec::new();
    for purpose in purposes {
        let missing = missing(purpose.debian());
        if !missing.is_empty() {
            println!("Missing for {}: {}.", purpose.reason(), missing.join(", "));
            wanted.extend(missing);
        }
    }
    if wanted.is_empty() {
        return Ok(());
    }
    let root = is_root();
    if !root && Program::new("sudo").with(["--version"]).answer().is_none() {
        return Err(format!(
            "These packages are missing, and only root may install them: run `apt-get install {}` as root.",
            wanted.join(" ")
        ));
    }
    println!("Installing them with apt-get{}.", if root { "" } else { "; sudo may ask for your password" });
    apt(root, &["update", "-qq"])?;
    let install = ["install", "-y", "-qq", "--no-install-recommends"];
    apt(root, &[&install[..], &wanted[..]].concat())
}

fn apt(root: bool, arguments: &[&str]) -> Result<(), String> {
    let quiet = "DEBIAN_FRONTEND=noninteractive";
    let program = if root { Program::new("env") } else { Program::new("sudo") };
    program.with([quiet, "apt-get"]).with(arguments).run()
}

/// Which of `packages` dpkg does not know as installed.
fn missing(packages: &'static [&'static str]) -> Vec<&'static str> {
    let format = "-f=${Package} ${db:Status-Status}\n";
    let answer = Program::new("dpkg-query").with(["-W", format]).with(packages).answer().unwrap_or_default();
    let installed = |package: &str| answer.lines().any(|line| line == format!("{package} installed"));
    packages.iter().copied().filter(|package| !installed(package)).collect()
}

fn is_root() -> bool {
    Program::new("id").with(["-u"]).answer().is_some_and(|answer| answer.trim() == "0")
}

/// Debian or a system that says it is like it.
fn is_debian() -> bool {
    let release = std::fs::read_to_string("/etc/os-release").unwrap_or_default();
    like(&release, &["debian"])
}

/// Whether `ID` or `ID_LIKE` of an os-release file names one of `families`.
fn like(release: &str, families: &[&str]) -> bool {
    let fields = release.lines().filter_map(|line| line.split_once('='));
    let ids = fields.filter(|(key, _)| matches!(*key, "ID" | "ID_LIKE")).map(|(_, value)| value.trim_matches('"'));
    ids.flat_map(str::split_whitespace).any(|id| families.contains(&id))
}

/// What to install where there is no apt.
fn advice() -> String {
    if cfg!(target_os = "macos") {
        return "Building needs the command line tools of Xcode (`xcode-select --install`).".to_owned();
    }
    if cfg!(windows) {
        return "Building needs the Visual Studio build tools with C++, Strawberry Perl (for OpenSSL), and WebView2, \
                which Windows 11 has."
            .to_owned();
    }
    let release = std::fs::read_to_string("/etc/os-release").unwrap_or_default();
    if like(&release, &["fedora", "rhel"]) {
        return "Building needs `dnf install gcc gcc-c++ make pkgconf webkit2gtk4.1-devel openssl-devel dbus-devel`; \
                tests also `webkit2gtk-driver xorg-x11-server-Xvfb openbox xdotool ImageMagick libxml2`."
            .to_owned();
    }
    if like(&release, &["arch"]) {
        return "Building needs `pacman -S base-devel webkit2gtk-4.1 openssl dbus`; tests also \
                `xorg-server-xvfb openbox xdotool imagemagick libxml2`."
            .to_owned();
    }
    "Building needs a C compiler, pkg-config, and the development files of WebKitGTK 4.1, OpenSSL 3 and D-Bus; tests \
     also Xvfb, WebKitWebDriver, openbox, xdotool, ImageMagick and xmllint."
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::like;

    #[test]
    fn a_system_is_known_by_its_own_name_or_by_what_it_is_like() {
        assert!(like("ID=debian\nVERSION_ID=\"12\"\n", &["debian"]), "Debian is Debian");
        assert!(like("ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n", &["debian"]), "Mint is like Debian");
        assert!(!like("ID=fedora\nNAME=\"not debian\"\n", &["debian"]), "a word in the name says nothing");
    }
}
