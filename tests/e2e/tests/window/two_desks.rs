//! A story goes to another desk and comes back: what was written on both stands there, and where the same sentence was
//! changed twice a card says so. What is forgotten is gone.

use wirecopy_e2e::{Outcome, Page, Stage, must};

use crate::{copy, desk};

const THEIRS: &str = " The pilots agreed.";
const OURS: &str = " The crews did not.";

/// Changes the first word and adds a sentence at the end.
async fn change(stage: &Stage, page: &Page, day: &str, added: &str) -> Outcome {
    let screen = stage.screen();
    screen.press(&["ctrl+3", "ctrl+End"])?;
    screen.type_text(added)?;
    screen.press(&["ctrl+Home", "ctrl+Delete"])?;
    screen.type_text(day)?;
    let changed = |shown: &desk::Shown, on_disk: bool| {
        on_disk && shown.body.starts_with(&format!("{day} harbour")) && shown.body.ends_with(added)
    };
    desk::shown(page, "expected the change on disk", changed).await?;
    Ok(())
}

#[tokio::test]
async fn a_story_goes_to_another_desk_and_comes_back_merged() -> Outcome {
    Stage::play("two-desks", async |stage: &mut Stage| {
        let (there, back) = (stage.folder().join("there.wirecopy"), stage.folder().join("back.wirecopy"));
        let page = stage.open().await?;
        let written = desk::write_story(stage.screen(), &page).await?;
        desk::command(stage.screen(), &page, "Save for another desk, with history").await?;
        desk::name_file(stage.screen(), "Save", &there).await?;
        desk::wait_for(&there).await?;
        change(stage, &page, "Sunday", OURS).await?;
        stage.kill_program()?;

        stage.sit_at("other");
        let page = stage.open().await?;
        desk::shown(&page, "expected the other desk's own story", |_, _| true).await?;
        stage.screen().press(&["ctrl+o"])?;
        desk::name_file(stage.screen(), "Open", &there).await?;
        let came = |shown: &desk::Shown, on_disk: bool| on_disk && *shown == written;
        desk::shown(&page, "expected the story as it left the first desk", came).await?;
        stage.screen().photograph("bundle-came")?;
        change(stage, &page, "Friday", THEIRS).await?;
        desk::command(stage.screen(), &page, "Save for another desk, with history").await?;
        desk::name_file(stage.screen(), "Save", &back).await?;
        desk::wait_for(&back).await?;
        stage.kill_program()?;

        stage.sit_at("desk");
        let page = stage.open().await?;
        desk::shown(&page, "expected our own change", |shown, _| shown.body.ends_with(OURS)).await?;
        stage.screen().press(&["ctrl+o"])?;
        desk::name_file(stage.screen(), "Open", &back).await?;
        let both = |shown: &desk::Shown, on_disk: bool| {
            on_disk && [OURS, THEIRS, "Sunday", "Friday"].iter().all(|text| shown.body.contains(text.trim()))
        };
        let merged = desk::shown(&page, "expected what both desks wrote", both).await?;
        must(merged.headline == copy::HEADLINE, format!("expected the headline once, found {merged:?}"))?;
        page.find("button", "Keep theirs").await?;
        stage.screen().photograph("clash")?;
        page.click("button", "Keep theirs").await?;
        let settled = |shown: &desk::Shown, on_disk: bool| {
            on_disk && shown.body.starts_with("Friday harbour") && !shown.body.contains("Sunday")
        };
        desk::shown(&page, "expected the other desk's sentence", settled).await?;
        stage.screen().photograph("settled")?;
        must(desk::body_of(&desk::newest_on_disk(stage)?).contains("Friday"), "expected the same on the disk")
    })
    .await
}

#[tokio::test]
async fn what_is_forgotten_is_gone_and_the_story_stays() -> Outcome {
    const SECRET: &str = " Source: Ivan Primerov, off the record.";
    Stage::play("forget", async |stage: &mut Stage| {
        let page = stage.open().await?;
        let written = desk::write_story(stage.screen(), &page).await?;
        stage.screen().press(&["ctrl+End"])?;
        stage.screen().type_text(SECRET)?;
        desk::shown(&page, "expected the secret on disk", |shown, on_disk| on_disk && shown.body.ends_with(SECRET))
            .await?;
        let folder = stage.desk().display().to_string();
        let listed = stage.command_line(&["desk", "--desk", &folder, "ls"])?;
        let id = listed.split('\t').next().unwrap_or_default().to_owned();
        let all = stage.command_line(&["desk", "--desk", &folder, "log", &id, "--all"])?;
        // The newest change has no revision's number yet.
        let newest = all.lines().next().unwrap_or_default().split('\t').find(|column| !column.is_empty());
        let version = newest.unwrap_or_default().to_owned();
        let then = ["desk", "--desk", &folder, "show", &id, "--at", &version];
        let shown = stage.command_line(&then)?;
        must(shown.contains(SECRET.trim()), format!("expected version {version} to have the secret, it is {shown}"))?;
        for _ in 0..SECRET.len() {
            stage.screen().press(&["BackSpace"])?;
        }
        desk::all_on_disk(&page).await?;
        stage.screen().press(&["ctrl+s"])?;
        page.find("dialog", "*").await?;
        stage.screen().press(&["Return"])?;
        tokio::time::sleep(std::time::Duration::from_millis(900)).await;

        desk::command(stage.screen(), &page, "Forget earlier history").await?;
        page.find("dialog", "*").await?;
        stage.screen().photograph("forget")?;
        page.click("button", "Forget…").await?;
        page.click("button", "Forget for good").await?;
        let told = "return document.body.innerText.includes('is forgotten');";
        page.until("expected to be told that the history is forgotten", told, &[]).await?;
        stage.screen().photograph("forgotten")?;
        let kept = |shown: &desk::Shown, on_disk: bool| on_disk && *shown == written;
        desk::shown(&page, "expected the story to stay", kept).await?;
        // It is refused, because it is not there any more.
        let shown = stage.command_line(&then);
        must(shown.is_err(), format!("expected version {version} to be forgotten, it is {shown:?}"))?;
        stage.command_line(&["desk", "--desk", &folder, "verify"])?;
        Ok(())
    })
    .await
}
