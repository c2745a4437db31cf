//! What leaves is what was seen: the bytes of an exported file are those that the panel Wire showed.

use std::fs;
use std::path::Path;
use std::time::Duration;

use wirecopy_e2e::{Outcome, Page, Stage, must};

use crate::desk;

const MESSAGE: &str = "The message as it would leave";

#[tokio::test]
async fn what_leaves_is_what_was_seen() -> Outcome {
    Stage::play("export", async |stage: &mut Stage| {
        let page = stage.open().await?;
        desk::write_story(stage.screen(), &page).await?;
        desk::fill_in_details(stage.screen(), &page).await?;
        desk::all_on_disk(&page).await?;
        stage.screen().press(&["ctrl+p"])?;
        for (format, name) in [
            ("text", "copy.txt"),
            ("iptc7901", "copy.iptc"),
            ("nitf", "nitf.xml"),
            ("newsml-g2", "g2.xml"),
            ("ninjs-3", "copy.json"),
        ] {
            choose_format(&page, format).await?;
            let seen = message(&page).await?;
            stage.screen().photograph(&format!("wire-{format}"))?;
            let file = stage.folder().join(name);
            export_to(stage, &page, &file).await?;
            let written = desk::wait_for(&file).await?;
            must(written == seen.as_bytes(), format!("{format}: seen {seen:?}, written {written:?}"))?;
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_story_that_left_is_corrected_and_killed_with_the_bytes_that_were_seen() -> Outcome {
    Stage::play("kill", async |stage: &mut Stage| {
        let page = stage.open().await?;
        desk::write_story(stage.screen(), &page).await?;
        desk::fill_in_details(stage.screen(), &page).await?;
        desk::all_on_disk(&page).await?;
        stage.screen().press(&["ctrl+p"])?;
        choose_format(&page, "nitf").await?;
        export_to(stage, &page, &stage.folder().join("new.xml")).await?;
        desk::wait_for(&stage.folder().join("new.xml")).await?;
        for (kind, reason, said) in [
            ("correction", "41,000 tonnes, not 14,000", "<correction info=\"41,000 tonnes, not 14,000\""),
            ("kill", "The spokesman denies it", "management-status=\"canceled\""),
        ] {
            page.find("combobox", "Goes out as").await?.select_by_value(kind).await?;
            let note = page.find("textbox", "What editors are told").await?;
            note.clear().await?;
            note.send_keys(reason).await?;
            let there = "return document.querySelector(arguments[0])?.textContent.includes(arguments[1]) ?? false;";
            let region = format!("[role=region][aria-label=\"{MESSAGE}\"]");
            page.until("expected the reason in the message", there, &[region.into(), reason.into()]).await?;
            let seen = message(&page).await?;
            must(seen.contains(said), format!("expected {said} in {seen}"))?;
            stage.screen().photograph(&format!("wire-{kind}"))?;
            let file = stage.folder().join(format!("{kind}.xml"));
            export_to(stage, &page, &file).await?;
            let written = desk::wait_for(&file).await?;
            must(written == seen.as_bytes(), format!("{kind}: seen {seen:?}, written {written:?}"))?;
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_file_that_is_there_is_replaced_only_after_a_yes() -> Outcome {
    Stage::play("overwrite", async |stage: &mut Stage| {
        let page = stage.open().await?;
        desk::write_story(stage.screen(), &page).await?;
        desk::fill_in_details(stage.screen(), &page).await?;
        stage.screen().press(&["ctrl+p"])?;
        choose_format(&page, "text").await?;
        let seen = message(&page).await?;
        let file = stage.folder().join("taken.txt");
        fs::write(&file, "somebody else's")?;

        export_to(stage, &page, &file).await?;
        question(stage).await?;
        stage.screen().photograph("overwrite")?;
        stage.screen().press(&["Escape"])?;
        stage.screen().focus("Save File")?;
        must(fs::read(&file)? == b"somebody else's", "expected the file to stay as it was after a no")?;
        stage.screen().press(&["Escape"])?;
        stage.screen().focus("Wirecopy")?;
        must(fs::read(&file)? == b"somebody else's", "expected the file to stay as it was without an export")?;
        stage.screen().press(&["Escape"])?;

        export_to(stage, &page, &file).await?;
        question(stage).await?;
        stage.screen().press(&["alt+r"])?;
        for _ in 0..100 {
            if fs::read(&file)? == seen.as_bytes() {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        must(false, "expected the file to be replaced after a yes")
    })
    .await
}

/// Chooses a format on the panel Wire and waits until its message stands there.
async fn choose_format(page: &Page, format: &str) -> Outcome {
    let select = page.find("combobox", "Format").await?;
    select.select_by_value(format).await?;
    let looks = match format {
        "iptc7901" => "shown.startsWith('\\x01')",
        "nitf" => "shown.includes('<nitf')",
        "newsml-g2" => "shown.includes('<newsItem')",
        "ninjs-3" => "shown.startsWith('{')",
        _ => "!/^[\\x01<{]/.test(shown)",
    };
    let script = format!(
        "const shown = document.querySelector('[role=region][aria-label=\"{MESSAGE}\"]')?.textContent;\n\
         return Boolean(shown) && {looks};"
    );
    page.until(&format!("expected the message in {format}"), &script, &[]).await?;
    Ok(())
}

/// The message that the panel shows, once it stands still.
async fn message(page: &Page) -> Outcome<String> {
    let mut before = page.content("region", MESSAGE).await?;
    loop {
        tokio::time::sleep(Duration::from_millis(700)).await;
        let now = page.content("region", MESSAGE).await?;
        if now == before {
            return Ok(now);
        }
        before = now;
    }
}

/// Exports in the format that is shown: types the path into the dialog of the system.
async fn export_to(stage: &Stage, page: &Page, file: &Path) -> Outcome {
    stage.screen().press(&["ctrl+e"])?;
    page.click("button", "Choose a place…").await?;
    desk::name_file(stage.screen(), "Save", file).await
}

/// Waits for the question whether to replace a file; its window has no title.
async fn question(stage: &Stage) -> Outcome {
    for _ in 0..100 {
        if stage.screen().active_title().is_empty() {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    must(false, format!("expected to be asked, `{}` is in front", stage.screen().active_title()))
}
