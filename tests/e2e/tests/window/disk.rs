//! A disk that is full: the writer is told, writes on, and everything is there once the disk takes it again.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Command;

use wirecopy_e2e::{Outcome, Stage};

use crate::desk;

const FILLER: &str = "filler";
const SENTENCE: &str = " Written while the disk was full.";
/// Whether the banner stands on the page.
const BANNER: &str =
    "return [...document.querySelectorAll('[role=alert]')].some((e) => e.textContent.includes('Not on disk'));";

/// A small disk of its own under the desk; unmounted when it is dropped.
struct SmallDisk<'a>(&'a Path);

impl<'a> SmallDisk<'a> {
    /// `None` where this user may not mount.
    fn mount(folder: &'a Path) -> Outcome<Option<Self>> {
        fs::create_dir_all(folder)?;
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", "size=16m", "tmpfs"]).arg(folder).output();
        Ok(mounted.is_ok_and(|mounted| mounted.status.success()).then_some(Self(folder)))
    }

    /// Fills it to the last byte.
    fn fill(&self) -> Outcome {
        let mut file = fs::OpenOptions::new().create(true).append(true).open(self.0.join(FILLER))?;
        // The error is what is wanted: no byte more goes in.
        while file.write_all(&[b'x'; 4096]).is_ok() {}
        while file.write_all(b"x").is_ok() {}
        Ok(())
    }

    /// Takes back what filled it.
    fn empty(&self) -> Outcome {
        Ok(fs::remove_file(self.0.join(FILLER))?)
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

        // The store has a ballast of its own to throw off: whatever it frees is filled again.
        let mut text = "Before.".to_owned();
        for _ in 0..40 {
            disk.fill()?;
            if page.script(BANNER, vec![]).await? == true {
                break;
            }
            stage.screen().type_text(SENTENCE)?;
            text.push_str(SENTENCE);
        }
        page.until("expected the banner `Not on disk`", BANNER, &[]).await?;
        stage.screen().type_text(SENTENCE)?;
        text.push_str(SENTENCE);
        stage.screen().photograph("full-disk")?;
        let kept = |shown: &desk::Shown, _: bool| shown.body == text;
        desk::shown(&page, "expected the text to stay on the page", kept).await?;

        disk.empty()?;
        let saved = |shown: &desk::Shown, on_disk: bool| on_disk && shown.body == text;
        desk::shown(&page, "expected `On disk` once there is room", saved).await?;
        let gone = BANNER.replace("return ", "return !");
        page.until("expected the banner to go", &gone, &[]).await?;
        stage.kill_program()?;
        let page = stage.open().await?;
        desk::shown(&page, "expected everything again after a kill", saved).await?;
        Ok(())
    })
    .await
}
