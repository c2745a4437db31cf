//! Real keys reach their command once: not twice because the menu heard them too, and not never.

use serde_json::json;
use wirecopy_e2e::{Outcome, Page, Stage, must};

use crate::desk;

/// How many stories the list shows.
async fn stories(page: &Page) -> Outcome<u64> {
    let count = "return document.querySelectorAll('[data-story]').length";
    Ok(page.script(count, vec![]).await?.as_u64().unwrap_or_default())
}

/// Waits until the list shows `count` stories, and a moment longer for one too many.
async fn stories_are(page: &Page, count: u64) -> Outcome {
    let script = "return document.querySelectorAll('[data-story]').length === arguments[0]";
    page.until(&format!("expected {count} stories in the list"), script, &[json!(count)]).await?;
    tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    let now = stories(page).await?;
    must(now == count, format!("expected {count} stories in the list, then there were {now}"))
}

#[tokio::test]
async fn a_shortcut_runs_its_command_once() -> Outcome {
    Stage::play("shortcut", async |stage: &mut Stage| {
        let page = stage.open().await?;
        desk::shown(&page, "expected a story to be open", |_, _| true).await?;
        let before = stories(&page).await?;
        stage.screen().press(&["ctrl+n"])?;
        stories_are(&page, before + 1).await?;

        stage.screen().press(&["ctrl+3"])?;
        stage.screen().type_text("Grain")?;
        // Twice would take the bold away again.
        stage.screen().press(&["ctrl+a", "ctrl+b"])?;
        stage.screen().press(&["End"])?;
        let bold = "const line = document.querySelector('[role=textbox][aria-label=Text] .cm-line');\n\
                    const words = [...(line?.querySelectorAll('span, strong') ?? [])];\n\
                    return words.some((e) => Number(getComputedStyle(e).fontWeight) >= 600 && /Grain/.test(e.textContent));";
        page.until("expected the word in bold after Ctrl+B", bold, &[]).await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn letters_and_shortcuts_keep_their_order() -> Outcome {
    Stage::play("order", async |stage: &mut Stage| {
        let page = stage.open().await?;
        desk::begin_story(stage.screen(), &page).await?;
        // Faster than any page: a shortcut that took another way than the letters would overtake them.
        stage.screen().press(&["ctrl+1"])?;
        stage.screen().type_text("First the headline, typed at once and without a rest")?;
        stage.screen().press(&["ctrl+2"])?;
        stage.screen().type_text("then the lead")?;
        let ordered = |shown: &desk::Shown, _: bool| {
            shown.headline == "First the headline, typed at once and without a rest" && shown.lead == "then the lead"
        };
        desk::shown(&page, "expected each letter in the field that was chosen before it", ordered).await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_menu_works_by_keys() -> Outcome {
    Stage::play("menu", async |stage: &mut Stage| {
        let page = stage.open().await?;
        desk::shown(&page, "expected a story to be open", |_, _| true).await?;
        let before = stories(&page).await?;
        stage.screen().press(&["F10"])?;
        tokio::time::sleep(std::time::Duration::from_millis(300)).await;
        stage.screen().press(&["Down"])?;
        stage.screen().photograph("menu")?;
        // The first item of the first menu: New story.
        stage.screen().press(&["Return"])?;
        stories_are(&page, before + 1).await
    })
    .await
}

#[tokio::test]
async fn quitting_hands_over_the_last_key() -> Outcome {
    Stage::play("quit", async |stage: &mut Stage| {
        let page = stage.open().await?;
        desk::begin_story(stage.screen(), &page).await?;
        stage.screen().press(&["ctrl+1"])?;
        stage.screen().type_text("Last words")?;
        stage.screen().press(&["ctrl+q"])?;
        stage.ended().await?;
        let page = stage.open().await?;
        desk::shown(&page, "expected the last words", |shown, on_disk| on_disk && shown.headline == "Last words")
            .await?;
        Ok(())
    })
    .await
}

/// The system's own input method: GTK composes a letter from its code, and from a dead key. What it composes is shown
/// before it is the text's, and nothing of that is left over.
#[tokio::test]
async fn an_input_method_composes_in_every_field() -> Outcome {
    Stage::play("composing", async |stage: &mut Stage| {
        let page = stage.open().await?;
        desk::begin_story(stage.screen(), &page).await?;
        for field in ["ctrl+1", "ctrl+2", "ctrl+3"] {
            stage.screen().press(&[field])?;
            stage.screen().type_text("Caf")?;
            stage.screen().press(&["dead_acute", "e"])?;
            stage.screen().type_text(" ")?;
            stage.screen().press(&["ctrl+shift+u", "4", "1", "6"])?;
            stage.screen().photograph("composing")?;
            stage.screen().press(&["Return"])?;
            stage.screen().type_text("!")?;
        }
        let composed = "Café Ж!";
        let whole = |shown: &desk::Shown, on_disk: bool| {
            on_disk && shown.headline == composed && shown.lead == composed && shown.body == composed
        };
        desk::shown(&page, "expected what was composed, in all three fields", whole).await?;
        must(desk::body_of(&desk::newest_on_disk(stage)?) == composed, "expected the same on the disk")
    })
    .await
}
