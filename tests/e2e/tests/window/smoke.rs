//! The harness itself.

use wirecopy_e2e::{Outcome, Stage, must};

#[tokio::test]
async fn the_window_opens() -> Outcome {
    Stage::play("opens", async |stage: &mut Stage| {
        let page = stage.open().await?;
        let title = page.script("return document.title", vec![]).await?;
        println!("{title} {:?} {}", stage.screen().titles()?, stage.page_process()?);
        println!("{}", stage.screen().photograph("opens")?.display());
        must(true, "")
    })
    .await
}
