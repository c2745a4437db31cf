//! A disk that is full: the writer is told, writes on, and everything is there once the disk takes it again.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Command;

use wirecopy_e2e::{Outcome, Stage};

use crate::desk;

/// A small disk of its own under the desk; unmounted when it is dropped.
struct SmallDisk<'a>(&'a Path);

impl<'a> SmallDisk<'a> {
    /// `None` where this user may not mount.
    fn mount(folder: &'a Path) -> Outcome<Option<Self>> {
        fs::create_dir_all(folder)?;
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", "size=16m", "tmpfs"]).arg(folder).output();
        Ok(mounted.is_ok_and(|mounted| mounted.status.success()).then_some(Self(folder)))
    }

    /// Fills it to the last byte; the file that does.
    fn fill(&self) -> Outcome<std::path::PathBuf> {
        let ballast = self.0.join("ballast");
        let mut file = fs::File::create(&ballast)?;
        // The error is what is wanted: no byte more goes in.
        while file.write_all(&[b'x'; 4096]).is_ok() {}
        while file.write_all(b"x").is_ok() {}
        Ok(ballast)
    }
}

impl Drop for SmallDisk<'_> {
    fn drop(&mut self) {
        // Lazily: the program may still have its files open. The folder goes with the stage.
        let _ = Command::new("umount").arg("-l").arg(self.0).status();
    }
}

#[tokio::test]
async fn a_full_disk_is_told_and_nothing_is_lost() -> Outcome {
    Stage::play("full-disk", async |stage: &mut Stage| {
        let folder = stage.desk();
        let Some(disk) = SmallDisk::mount(&folder)? else {
            println!("The full disk was not played: this user may not mount a small one.");
            return Ok(());
        };
        let page = stage.open().await?;
        desk::begin_story(stage.screen(), &page).await?;
        stage.screen().press(&["ctrl+3"])?;
        stage.screen().type_text("Before.")?;
        desk::shown(&page, "expected `On disk`", |shown, on_disk| on_disk && shown.body == "Before.").await?;

        let ballast = disk.fill()?;
        // More than the pages that the database has already taken could hold.
        let long = "Written while the disk was full. ".repeat(20);
        stage.screen().type_text(&long)?;
        let banner =
            "return [...document.querySelectorAll('[role=alert]')].some((e) => e.textContent.includes('Not on disk'))";
        page.until("expected the banner `Not on disk`", banner, &[]).await?;
        stage.screen().photograph("full-disk")?;
        let text = format!("Before.{long}");
        let kept = |shown: &desk::Shown, _: bool| shown.body.trim_end() == text.trim_end();
        desk::shown(&page, "expected the text to stay on the page", kept).await?;

        fs::remove_file(ballast)?;
        let saved = |shown: &desk::Shown, on_disk: bool| on_disk && shown.body.trim_end() == text.trim_end();
        desk::shown(&page, "expected `On disk` once there is room", saved).await?;
        let gone =
            "return ![...document.querySelectorAll('[role=alert]')].some((e) => e.textContent.includes('Not on disk'))";
        page.until("expected the banner to go", gone, &[]).await?;
        stage.kill_program()?;
        let page = stage.open().await?;
        desk::shown(&page, "expected everything again after a kill", saved).await?;
        Ok(())
    })
    .await
}
