//! What a correspondent does at the desk, as verbs, and what stands on the page, as a value.

use std::fs;
use std::path::Path;
use std::time::Duration;

use serde_json::json;
use wirecopy_e2e::{Outcome, Page, Screen, Stage, Trouble};

use crate::copy;

/// What the page shows of the open story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    pub headline: String,
    pub lead: String,
    pub body: String,
}

/// Reads the open story from the page, and whether the mark says that all of it is on disk, in one look.
const LOOK: &str = r#"
const box = (name) => [...document.querySelectorAll("[role=textbox], textarea, input")].find(
  (element) => element.getAttribute("aria-label") === name && element.getClientRects().length > 0);
const line = (element) => {
  const copy = element.cloneNode(true);
  copy.querySelectorAll(".cm-placeholder, .wc-dateline, .wc-dateline-above").forEach((shown) => shown.remove());
  return copy.textContent;
};
const text = (element) => element.value ?? [...element.querySelectorAll(".cm-line")].map(line).join("\n");
const [headline, lead, body] = [box("Headline"), box("Lead"), box("Text")];
if (!headline || !lead || !body) return null;
const mark = [...document.querySelectorAll("footer *, [role=status], [role=status] *")];
return {
  headline: text(headline), lead: text(lead), body: text(body),
  onDisk: mark.some((element) => element.getClientRects().length > 0 && element.textContent.trim() === "On disk"),
};"#;

/// What the page shows once `fits` likes it.
///
/// # Errors
/// When it does not within ten seconds; the sentence is `expected`.
pub async fn shown(page: &Page, expected: &str, fits: impl Fn(&Shown, bool) -> bool) -> Outcome<Shown> {
    let mut last = None;
    for _ in 0..200 {
        let look = page.script(LOOK, vec![]).await?;
        let text = |key: &str| look[key].as_str().unwrap_or_default().to_owned();
        if look.is_object() {
            let shown = Shown { headline: text("headline"), lead: text("lead"), body: text("body") };
            if fits(&shown, look["onDisk"] == json!(true)) {
                return Ok(shown);
            }
            last = Some(look);
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    Err(Trouble::new(expected, last.map_or_else(|| "no story is open".to_owned(), |look| look.to_string())))
}

/// Begins an empty story.
///
/// # Errors
/// When the page does not follow.
pub async fn begin_story(screen: &Screen, page: &Page) -> Outcome {
    shown(page, "expected a story to be open at the first start", |_, _| true).await?;
    screen.press(&["ctrl+n"])?;
    let empty = |shown: &Shown, _: bool| shown.headline.is_empty() && shown.body.is_empty();
    shown(page, "expected an empty story after Ctrl+N", empty).await?;
    Ok(())
}

/// Begins a story and types headline, lead and body.
///
/// # Errors
/// When a key cannot be pressed or the page does not follow.
pub async fn write_story(screen: &Screen, page: &Page) -> Outcome<Shown> {
    begin_story(screen, page).await?;
    screen.press(&["ctrl+1"])?;
    screen.type_text(copy::HEADLINE)?;
    shown(page, "expected the headline", |shown, _| shown.headline == copy::HEADLINE).await?;
    screen.press(&["ctrl+2"])?;
    screen.type_text(copy::LEAD)?;
    shown(page, "expected the lead", |shown, _| shown.lead == copy::LEAD).await?;
    screen.press(&["ctrl+3"])?;
    for (number, paragraph) in copy::BODY.iter().enumerate() {
        if number > 0 {
            screen.press(&["Return", "Return"])?;
        }
        screen.type_text(paragraph)?;
    }
    all_on_disk(page).await
}

/// Waits until the sample story stands on the page and the mark says that it is on disk.
///
/// # Errors
/// When that does not come.
pub async fn all_on_disk(page: &Page) -> Outcome<Shown> {
    let whole = |shown: &Shown| {
        shown.headline == copy::HEADLINE && shown.lead == copy::LEAD && shown.body.ends_with("the port authority said.")
    };
    shown(page, "expected the whole story on the page and `On disk`", |shown, on_disk| on_disk && whole(shown)).await
}

/// Fills in slug, place and date on the panel Details.
///
/// # Errors
/// When a field is not there.
pub async fn fill_in_details(screen: &Screen, page: &Page) -> Outcome {
    screen.press(&["ctrl+d"])?;
    for (field, text) in [("Slug", copy::SLUG), ("Place", copy::PLACE), ("Filing date", copy::DATE)] {
        page.click("textbox", field).await?;
        screen.press(&["ctrl+a"])?;
        screen.type_text(text)?;
        screen.press(&["Tab"])?;
        let written = "return [...document.querySelectorAll('input')].some(\n\
                       (input) => input.labels?.[0]?.textContent === arguments[0] && input.value === arguments[1]);";
        page.until(&format!("expected {text} in the field {field}"), written, &[json!(field), json!(text)]).await?;
    }
    let prints = "return document.querySelector('.wc-dateline')?.textContent.startsWith(arguments[0]) ?? false";
    page.until(
        "expected the dateline in the text, where it will print",
        prints,
        &[json!("PORT TESTLAND, November 23")],
    )
    .await?;
    Ok(())
}

/// Types a path into the dialog of the system that is in front and called `title`.
///
/// # Errors
/// When no such dialog comes.
pub async fn name_file(screen: &Screen, title: &str, file: &Path) -> Outcome {
    screen.focus(title)?;
    // A dialog that opens files shows its line for the path only when asked, and takes a moment.
    screen.press(&["ctrl+l"])?;
    tokio::time::sleep(Duration::from_millis(400)).await;
    screen.press(&["ctrl+a"])?;
    screen.type_text(&file.display().to_string())?;
    screen.photograph("dialog")?;
    screen.press(&["Return"])?;
    // A dialog that opens files may take the first one for what its line proposes.
    tokio::time::sleep(Duration::from_millis(500)).await;
    if screen.active_title().starts_with("Open") { screen.press(&["Return"]) } else { Ok(()) }
}

/// What is in `file`, once it is there.
///
/// # Errors
/// When it is not after ten seconds.
pub async fn wait_for(file: &Path) -> Outcome<Vec<u8>> {
    for _ in 0..200 {
        if file.is_file() {
            return Ok(fs::read(file)?);
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    Ok(fs::read(file)?)
}

/// Runs a command by its name in the palette.
///
/// # Errors
/// When the palette does not come or does not know it.
pub async fn command(screen: &Screen, page: &Page, name: &str) -> Outcome {
    screen.press(&["ctrl+k"])?;
    page.find("dialog", "*").await?;
    screen.type_text(name)?;
    page.click("option", &format!("{name}*")).await
}

/// The story that was changed last, as the command line reads it from the disk beside the open window.
///
/// # Errors
/// When the command line says no.
pub fn newest_on_disk(stage: &Stage) -> Outcome<String> {
    let folder = stage.desk().display().to_string();
    let listed = stage.command_line(&["desk", "--desk", &folder, "ls"])?;
    let newest = listed.split('\t').next().unwrap_or_default();
    stage.command_line(&["desk", "--desk", &folder, "show", newest])
}

/// The body of a story file, empty where nothing follows its fields.
pub fn body_of(file: &str) -> &str {
    let front = file.strip_prefix("---\n").unwrap_or(file);
    front.split_once("\n---").map_or(file, |(_, body)| body.strip_prefix('\n').unwrap_or(body)).trim_end()
}
