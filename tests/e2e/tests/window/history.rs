//! Every earlier version is a keystroke away: undo reaches back behind a kill, and redo comes forward again.

use wirecopy_e2e::{Outcome, Stage, must};

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
        stage.screen().press(&["ctrl+3", "ctrl+z"])?;
        let back = |shown: &desk::Shown, on_disk: bool| on_disk && shown.body == written.body;
        desk::shown(&page, "expected one undo to take the slip back, behind the kill", back).await?;
        stage.screen().press(&["ctrl+shift+z"])?;
        desk::shown(&page, "expected redo to bring it again", slipped).await?;
        Ok(())
    })
    .await
}
