//! One desk, one writer: a second start on the same desk comes back to the first.

use std::time::Duration;

use wirecopy_e2e::{Outcome, Stage, must};

use crate::desk;

#[tokio::test]
async fn a_second_start_raises_the_window_of_the_first() -> Outcome {
    Stage::play("twice", async |stage: &mut Stage| {
        let page = stage.open().await?;
        desk::shown(&page, "expected a story to be open", |_, _| true).await?;
        stage.screen().hide("Wirecopy")?;
        must(in_front(stage, false).await, "expected the hidden window not to have the keyboard")?;

        let mut again = stage.start_again()?;
        let status = again.end(Duration::from_secs(10))?;
        let said = again.said();
        must(status.success(), format!("expected the second start to end well, got {status}: {said}"))?;
        must(said.contains("open already"), format!("expected it to say why it ended, got {said:?}"))?;
        let raised = in_front(stage, true).await;
        must(raised, format!("expected the first window in front, got `{}`", stage.screen().active_title()))
    })
    .await
}

/// Whether the window comes to the front, or leaves it: the window manager takes a moment for either.
async fn in_front(stage: &Stage, wanted: bool) -> bool {
    for _ in 0..100 {
        if (stage.screen().active_title() == "Wirecopy") == wanted {
            return true;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    false
}

#[tokio::test]
async fn the_command_line_says_who_holds_the_desk() -> Outcome {
    Stage::play("held", async |stage: &mut Stage| {
        let page = stage.open().await?;
        desk::write_story(stage.screen(), &page).await?;
        let folder = stage.desk().display().to_string();
        // Reading goes beside the writer; writing does not.
        let listed = stage.command_line(&["desk", "--desk", &folder, "ls"])?;
        must(listed.contains(crate::copy::HEADLINE), format!("expected the new story in the list, got {listed}"))?;
        let refused = stage.command_line(&["desk", "--desk", &folder, "backup"]);
        let said = refused.err().map_or_else(String::new, |trouble| trouble.to_string());
        must(said.contains("open"), format!("expected it to say that the desk is open elsewhere, got {said:?}"))
    })
    .await
}
