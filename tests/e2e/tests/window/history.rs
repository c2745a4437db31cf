//! Every earlier version is a keystroke away: undo reaches back behind a kill and redo comes forward again, a version is
//! looked at, compared and restored, and restoring is undone like typing.

use serde_json::json;
use wirecopy_e2e::{Outcome, Page, Stage, must};

use crate::{copy, desk};

const SLIP: &str = " The port was closed.";

#[tokio::test]
async fn undo_and_redo_reach_back_behind_a_kill() -> Outcome {
    Stage::play("undo-after-kill", async |stage: &mut Stage| {
        let page = stage.open().await?;
        let written = desk::write_story(stage.screen(), &page).await?;
        // What is typed after a pause is a step of its own.
        tokio::time::sleep(std::time::Duration::from_millis(900)).await;
        stage.screen().press(&["ctrl+3", "ctrl+End"])?;
        stage.screen().type_text(SLIP)?;
        let slipped = |shown: &desk::Shown, on_disk: bool| on_disk && shown.body.ends_with(SLIP);
        desk::shown(&page, "expected the slip on disk", slipped).await?;

        stage.kill_program()?;
        let page = stage.open().await?;
        let found = desk::shown(&page, "expected the slip to be there again", slipped).await?;
        must(found.headline == copy::HEADLINE, format!("expected the headline, found {found:?}"))?;
        // The steps are read once the page has nothing else to do.
        tokio::time::sleep(std::time::Duration::from_secs(2)).await;
        stage.screen().press(&["ctrl+3"])?;
        // How many steps a slip is depends on the pauses in it.
        let mut steps = 0;
        while desk::shown(&page, "expected the story", |_, on_disk| on_disk).await?.body != written.body {
            must(steps < SLIP.len(), "expected undo to take the slip back, behind the kill")?;
            stage.screen().press(&["ctrl+z"])?;
            steps += 1;
            tokio::time::sleep(std::time::Duration::from_millis(400)).await;
        }
        for _ in 0..steps {
            stage.screen().press(&["ctrl+shift+z"])?;
        }
        desk::shown(&page, "expected redo to bring it again", slipped).await?;
        Ok(())
    })
    .await
}

const NAME: &str = "before the slip";

/// What stands on the page, whatever else does.
async fn stands(page: &Page, expected: &str, text: &str) -> Outcome {
    let found = "return document.querySelector('main')?.innerText.includes(arguments[0]) ?? false;";
    page.until(expected, found, &[json!(text)]).await?;
    Ok(())
}

#[tokio::test]
async fn a_version_is_looked_at_compared_and_restored_and_that_is_undone_like_typing() -> Outcome {
    Stage::play("restore", async |stage: &mut Stage| {
        let page = stage.open().await?;
        let written = desk::write_story(stage.screen(), &page).await?;
        stage.screen().press(&["ctrl+s"])?;
        page.find("dialog", "*").await?;
        stage.screen().type_text(NAME)?;
        stage.screen().press(&["Return"])?;
        tokio::time::sleep(std::time::Duration::from_millis(900)).await;
        stage.screen().press(&["ctrl+3", "ctrl+End"])?;
        stage.screen().type_text(SLIP)?;
        let slipped = |shown: &desk::Shown, on_disk: bool| on_disk && shown.body.ends_with(SLIP);
        desk::shown(&page, "expected the slip on disk", slipped).await?;

        stage.screen().press(&["ctrl+t"])?;
        page.click("button", &format!("{NAME}*")).await?;
        stands(&page, "expected the story as it was", "Back to now").await?;
        stage.screen().photograph("moment")?;
        page.click("button", "Compare with now").await?;
        let marked =
            "return [...document.querySelectorAll('main ins')].some((one) => one.textContent.includes(arguments[0]));";
        page.until("expected the slip to be marked as come", marked, &[json!(SLIP.trim())]).await?;
        stage.screen().photograph("compared")?;
        stage.screen().press(&["Escape"])?;

        page.click("button", &format!("{NAME}*")).await?;
        page.click("button", "Restore").await?;
        let back = |shown: &desk::Shown, on_disk: bool| on_disk && shown.body == written.body;
        desk::shown(&page, "expected the version to be restored", back).await?;
        stage.screen().press(&["ctrl+3", "ctrl+z"])?;
        desk::shown(&page, "expected undo to take the restoring back", slipped).await?;
        must(desk::body_of(&desk::newest_on_disk(stage)?).ends_with(SLIP.trim()), "expected the same on the disk")
    })
    .await
}

/// A Russian story whose words are changed by hand, played back from its beginning, and compared.
#[tokio::test]
async fn a_russian_story_is_played_back_and_compared() -> Outcome {
    const STORY: &str = "---\nslug: МАЯК\nheadline: Маяк на мысе Северном зажгли после ремонта\nlanguage: ru\n---\n\
        Маяк на мысе Северном снова зажгли, сообщил начальник порта Иван Примеров.\n\n\
        «Мы ждали этого три недели», — сказал он журналистам.\n\n\
        Ремонт обошёлся в 12 млн рублей, добавил Примеров.\n";
    Stage::play("russian", async |stage: &mut Stage| {
        let file = stage.folder().join("story.md");
        std::fs::write(&file, STORY)?;
        let (folder, file) = (stage.desk().display().to_string(), file.display().to_string());
        stage.command_line(&["desk", "--desk", &folder, "new", &file])?;
        let page = stage.open().await?;
        desk::shown(&page, "expected a story to be open", |_, _| true).await?;
        page.click("button", "Маяк*").await?;
        let ours = |shown: &desk::Shown, _: bool| shown.body.starts_with("Маяк на мысе");
        desk::shown(&page, "expected the Russian story", ours).await?;
        // Two words go from the beginning, figures come there and at the end.
        stage.screen().press(&["ctrl+3", "ctrl+Home", "ctrl+Delete", "ctrl+Delete"])?;
        stage.screen().type_text("15")?;
        stage.screen().press(&["ctrl+End"])?;
        stage.screen().type_text(" 42")?;
        let changed = |shown: &desk::Shown, on_disk: bool| on_disk && shown.body.trim_end().ends_with("Примеров. 42");
        let now = desk::shown(&page, "expected the changes on disk", changed).await?;

        stage.screen().press(&["ctrl+t"])?;
        page.click("slider", "*").await?;
        stage.screen().press(&["Home"])?;
        stands(&page, "expected the story as it began", "Back to now").await?;
        page.click("button", "Play").await?;
        let moved = "return document.querySelector('main')?.innerText.includes('Примеров. 42') ?? false;";
        page.until("expected it to play on to the last words", moved, &[]).await?;
        stage.screen().photograph("played")?;
        // At its end it is the story itself again.
        let itself = "return !document.querySelector('main')?.innerText.includes('Back to now');";
        page.until("expected the story itself at the end", itself, &[]).await?;
        desk::shown(&page, "expected the story as it is", |shown, _| *shown == now).await?;

        page.click("slider", "*").await?;
        stage.screen().press(&["Home"])?;
        page.click("button", "Compare with now").await?;
        let went = "return [...document.querySelectorAll('main del')].some((one) => /Маяк/.test(one.textContent));";
        page.until("expected the Russian words to be marked as gone", went, &[]).await?;
        stage.screen().photograph("compared-russian")?;
        Ok(())
    })
    .await
}
