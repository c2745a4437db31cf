//! The promise of the crash tests, a hundred times: the program killed in mid-word, and the process of its page alone.
//! Only played in a soak (`cargo xtask soak window`); the crash tests play each of them once.

use std::time::{Duration, Instant};

use wirecopy_e2e::{Outcome, Page, Stage, must};
use wirecopy_soak::{Tried, is_full, size, tell};

use crate::desk;

/// The shell loads a dead page again three times a minute; a new start begins a new minute.
const DEATHS_A_START: usize = 3;

/// What is typed in one go: longer than it takes to kill.
fn line(number: usize) -> String {
    format!(" go {number} and on and on and on and on and on and on and on and on and on and on.")
}

/// Puts the cursor at the end of the text.
fn at_the_end(stage: &Stage) -> Outcome {
    stage.screen().press(&["ctrl+3", "ctrl+End"])
}

/// A moment that differs from round to round, in milliseconds.
fn moment(round: usize) -> Duration {
    Duration::from_millis((round as u64).wrapping_mul(0x9e37_79b9) % 900)
}

/// A window that was opened again. Who lets go of its page ends the program.
struct Opened {
    _page: Page,
    body: String,
    took: Duration,
}

/// Opens the window and waits for its story.
async fn open(stage: &mut Stage) -> Outcome<Opened> {
    let began = Instant::now();
    let page = stage.open().await?;
    let shown = desk::shown(&page, "expected the story to be open again", |_, on_disk| on_disk).await?;
    Ok(Opened { _page: page, body: shown.body, took: began.elapsed() })
}

fn must_hold(round: usize, acknowledged: &str, found: &str, typed: &str) -> Outcome {
    must(found.starts_with(acknowledged), format!("round {round}: on disk was {acknowledged:?}, found {found:?}"))?;
    must(typed.starts_with(found), format!("round {round}: typed was {typed:?}, found {found:?}"))
}

#[tokio::test]
async fn soak_the_program_killed_in_mid_word() -> Outcome {
    if !is_full() {
        return Ok(());
    }
    let times = size(1, 100);
    Stage::play("soak-program", async |stage: &mut Stage| {
        let page = stage.open().await?;
        desk::begin_story(stage.screen(), &page).await?;
        let (mut text, mut slowest, mut opened) = (String::new(), Duration::ZERO, None);
        for round in 0..times {
            at_the_end(stage)?;
            let typed = [text.as_str(), &line(round)].concat();
            let mut keys = stage.screen().start_typing(&line(round))?;
            tokio::time::sleep(moment(round)).await;
            let acknowledged = desk::body_of(&desk::newest_on_disk(stage)?).to_owned();
            stage.kill_program()?;
            keys.end(Duration::from_secs(30))?;
            let again = opened.insert(open(stage).await?);
            must_hold(round, &acknowledged, &again.body, &typed)?;
            slowest = slowest.max(again.took);
            text.clone_from(&again.body);
        }
        let found = format!(
            "{} characters typed; the slowest start with its driver {:.1} s",
            text.len(),
            slowest.as_secs_f64()
        );
        tell(&Tried { what: "The window's program killed in mid-word", times, lost: 0, found: &found });
        Ok(())
    })
    .await
}

#[tokio::test]
async fn soak_the_process_of_the_page_killed_in_mid_word() -> Outcome {
    if !is_full() {
        return Ok(());
    }
    let times = size(1, 100);
    Stage::play("soak-page", async |stage: &mut Stage| {
        let page = stage.open().await?;
        desk::begin_story(stage.screen(), &page).await?;
        let (mut text, mut slowest, mut opened) = (String::new(), Duration::ZERO, None);
        for round in 0..times {
            if round > 0 && round % DEATHS_A_START == 0 {
                stage.kill_program()?;
                text.clone_from(&opened.insert(open(stage).await?).body);
                // Where typing goes on is known once something was typed; before that it begins at the beginning.
                let mark = format!("[open {round}]");
                let found = type_until_there(stage, &mark).await?;
                must(found.starts_with(text.as_str()), format!("round {round}: {text:?} was there, now {found:?}"))?;
                text = found;
            }
            at_the_end(stage)?;
            let typed = [text.as_str(), &line(round)].concat();
            let mut keys = stage.screen().start_typing(&line(round))?;
            tokio::time::sleep(moment(round)).await;
            let acknowledged = desk::body_of(&desk::newest_on_disk(stage)?).to_owned();
            let (dead, began) = (stage.kill_page()?, Instant::now());
            stage.page_returned(dead).await?;
            slowest = slowest.max(began.elapsed());
            keys.end(Duration::from_secs(30))?;
            // Keys that came while there was no page went nowhere; what comes now is typed into the page that returned.
            let mark = format!("[back {round}]");
            let found = type_until_there(stage, &mark).await?;
            let (before, _) = found.split_once(&mark).unwrap_or((&found, ""));
            must(before.starts_with(&acknowledged), format!("round {round}: {acknowledged:?} was on disk: {found:?}"))?;
            must(before.starts_with(&text), format!("round {round}: {text:?} was there, now {found:?}"))?;
            let of_line = before[text.len()..].chars().all(|letter| typed.contains(letter));
            must(of_line, format!("round {round}: nothing but what was typed: {found:?}"))?;
            text = found;
        }
        let found = format!("the page with its text was back within {:.1} s each time", slowest.as_secs_f64());
        tell(&Tried {
            what: "Only the process of the page (WebKit) killed in mid-word",
            times,
            lost: 0,
            found: &found,
        });
        Ok(())
    })
    .await
}

/// Types `mark` at the end of the text until the desk has it; the desk's text then.
async fn type_until_there(stage: &Stage, mark: &str) -> Outcome<String> {
    for _ in 0..20 {
        at_the_end(stage)?;
        stage.screen().type_text(mark)?;
        for _ in 0..15 {
            tokio::time::sleep(Duration::from_millis(100)).await;
            let found = desk::newest_on_disk(stage)?;
            if desk::body_of(&found).contains(mark) {
                return Ok(desk::body_of(&found).to_owned());
            }
        }
    }
    must(false, format!("expected {mark} on the desk, it has {}", desk::newest_on_disk(stage)?)).map(|()| String::new())
}
