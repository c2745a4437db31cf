//! The promise: what the mark called `On disk` is there again, whatever died.

use std::time::Duration;

use wirecopy_e2e::{Outcome, Screen, Stage, must};

use crate::{copy, desk};

/// Points of the screen that a caret and the words "now" or "1 min" may change between two pictures.
const A_CARET_AND_A_CLOCK: usize = 1500;

#[tokio::test]
async fn a_story_is_there_again_after_the_program_was_killed() -> Outcome {
    Stage::play("killed", async |stage: &mut Stage| {
        let page = stage.open().await?;
        let typed = desk::write_story(stage.screen(), &page).await?;
        desk::fill_in_details(stage.screen(), &page).await?;
        let typed_with_dateline = desk::all_on_disk(&page).await?;
        must(typed.headline == typed_with_dateline.headline, "filling in details must leave the texts alone")?;
        stage.screen().photograph("typed")?;

        stage.kill_program()?;
        let page = stage.open().await?;
        let found = desk::all_on_disk(&page).await?;
        must(found == typed_with_dateline, format!("typed {typed_with_dateline:?}, found {found:?}"))?;
        let place = page.content("textbox", "Place").await?;
        must(place == copy::PLACE, format!("expected the place {}, got {place}", copy::PLACE))
    })
    .await
}

#[tokio::test]
async fn every_acknowledged_key_is_there_when_the_program_dies_in_mid_word() -> Outcome {
    const FIRST: &str = "All forty-one thousand tonnes were weighed twice,";
    const THEN: &str = " once at the silo and once more aboard, and the harbour master signed for each of them.";
    Stage::play("mid-word", async |stage: &mut Stage| {
        let page = stage.open().await?;
        desk::begin_story(stage.screen(), &page).await?;
        stage.screen().press(&["ctrl+3"])?;
        stage.screen().type_text(FIRST)?;
        let marked = |shown: &desk::Shown, on_disk: bool| on_disk && shown.body == FIRST;
        desk::shown(&page, "expected `On disk` in a pause", marked).await?;
        let mut keys = stage.screen().start_typing(THEN)?;
        let mut acknowledged = String::new();
        while acknowledged.len() < FIRST.len() + 12 {
            acknowledged = desk::body_of(&desk::newest_on_disk(stage)?).to_owned();
        }
        // The keys go on coming while the program dies under them, to the last: a key held down would type for ever.
        stage.kill_program()?;
        keys.end(Duration::from_secs(30))?;
        must(acknowledged.len() < FIRST.len() + THEN.len(), "expected the kill to come before the last key")?;

        let page = stage.open().await?;
        let found = desk::shown(&page, "expected the story to be open again", |_, on_disk| on_disk).await?.body;
        println!("on disk before the kill: {} characters, found: {}", acknowledged.len(), found.len());
        must(found.starts_with(&acknowledged), format!("on disk was {acknowledged:?}, found {found:?}"))?;
        let typed = [FIRST, THEN].concat();
        must(typed.starts_with(&found), format!("expected a beginning of what was typed, found {found:?}"))
    })
    .await
}

#[tokio::test]
async fn the_page_returns_with_the_text_when_only_its_process_dies() -> Outcome {
    Stage::play("page-killed", async |stage: &mut Stage| {
        let page = stage.open().await?;
        desk::write_story(stage.screen(), &page).await?;
        // The counts follow the text at a pause: in both pictures they are those of the whole story.
        let counted = "return document.querySelector('footer')?.textContent.includes('54 words') ?? false;";
        page.until("expected all words to be counted", counted, &[]).await?;
        // The bar beside the text, which came with its last line, fades.
        tokio::time::sleep(Duration::from_secs(5)).await;
        let before = stage.screen().photograph("page-before")?;
        // The driver gives up with the page that it drove: from here on there are pictures, keys and the desk itself.
        let dead = stage.kill_page()?;
        stage.page_returned(dead).await?;
        let mut differs = usize::MAX;
        for _ in 0..50 {
            let after = stage.screen().photograph("page-returned")?;
            differs = Screen::differs(&before, &after)?;
            if differs < A_CARET_AND_A_CLOCK {
                break;
            }
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
        must(differs < A_CARET_AND_A_CLOCK, format!("expected the page as it was, {differs} points are not"))?;
        // A writer who noticed nothing types on, and the words stand where they belong.
        stage.screen().type_text(" It works on.")?;
        let end = "on board, the port authority said. It works on.";
        let mut kept = String::new();
        for _ in 0..50 {
            kept = desk::newest_on_disk(stage)?;
            if kept.trim_end().ends_with(end) && kept.contains(copy::BODY[0]) {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
        must(false, format!("expected the story to go on in the page that returned, the desk has {kept}"))
    })
    .await
}
