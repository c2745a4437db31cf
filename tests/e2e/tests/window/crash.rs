//! The promise: what the mark called `On disk` is there again, whatever died.

use wirecopy_e2e::{Outcome, Stage, must};

use crate::{copy, desk};

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
    const TEXT: &str = "All forty-one thousand tonnes were weighed twice, once at the silo and once more aboard, and the \
                        harbour master signed for each of them by hand while the pilot waited in the rain.";
    Stage::play("mid-word", async |stage: &mut Stage| {
        let page = stage.open().await?;
        desk::begin_story(stage.screen(), &page).await?;
        stage.screen().press(&["ctrl+3"])?;
        let keys = stage.screen().start_typing(TEXT)?;
        let far = |shown: &desk::Shown, on_disk: bool| on_disk && shown.body.len() > 25;
        let acknowledged = desk::shown(&page, "expected `On disk` while the keys come", far).await?.body;
        // The keys go on coming while the program dies under them.
        stage.kill_program()?;
        drop(keys);
        must(acknowledged.len() < TEXT.len(), "expected the kill to come before the last key")?;

        let page = stage.open().await?;
        let found = desk::shown(&page, "expected the story to be open again", |_, on_disk| on_disk).await?.body;
        println!("acknowledged {} characters, found {}", acknowledged.len(), found.len());
        must(found.starts_with(&acknowledged), format!("acknowledged {acknowledged:?}, found {found:?}"))?;
        must(TEXT.starts_with(&found), format!("expected a beginning of what was typed, found {found:?}"))
    })
    .await
}

#[tokio::test]
async fn the_page_returns_with_the_text_when_only_its_process_dies() -> Outcome {
    Stage::play("page-killed", async |stage: &mut Stage| {
        let page = stage.open().await?;
        let typed = desk::write_story(stage.screen(), &page).await?;
        let dead = stage.kill_page()?;
        let page = stage.meet_again(page, dead).await?;
        let found = desk::all_on_disk(&page).await?;
        must(found == typed, format!("typed {typed:?}, found {found:?}"))?;
        stage.screen().press(&["ctrl+3", "ctrl+End"])?;
        stage.screen().type_text(" It works on.")?;
        let goes_on =
            |shown: &desk::Shown, on_disk: bool| on_disk && shown.body.ends_with("authority said. It works on.");
        desk::shown(&page, "expected to go on writing in the page that returned", goes_on).await?;
        stage.screen().photograph("page-returned")?;
        Ok(())
    })
    .await
}
