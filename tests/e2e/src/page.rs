//! The page as a reader meets it: things are found by what they are and what they are called, never by their place in
//! the markup. What is not there yet is waited for, ten seconds at most.

use std::time::{Duration, Instant};

use fantoccini::Client;
use fantoccini::elements::Element;
use serde_json::{Value, json};

use crate::{Outcome, Trouble};

const PATIENCE: Duration = Duration::from_secs(10);

/// Finds an element by its role and its name for screen readers.
const FIND: &str = include_str!("find.js");

/// The key under which a driver names an element (W3C `WebDriver`, 12.1 "web element identifier").
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// The page of the running program.
pub struct Page {
    client: Client,
}

impl Page {
    pub(crate) fn new(client: Client) -> Self {
        Self { client }
    }

    /// What a script of the page returns.
    ///
    /// # Errors
    /// When the page is gone or the script throws.
    pub async fn script(&self, script: &str, arguments: Vec<Value>) -> Outcome<Value> {
        let answer = self.client.execute(script, arguments).await;
        answer.map_err(|error| Trouble::new(&format!("the page's answer to `{}`", script.trim()), error))
    }

    /// The element of `role` that readers call `name`; `*` stands for any name.
    ///
    /// # Errors
    /// When it is not there after ten seconds.
    pub async fn find(&self, role: &str, name: &str) -> Outcome<Element> {
        let started = Instant::now();
        loop {
            let found = self.script(FIND, vec![json!(role), json!(name)]).await;
            let element = found.and_then(|found| self.element(&found));
            match element {
                Ok(element) => return Ok(element),
                Err(trouble) if started.elapsed() > PATIENCE => {
                    return Err(Trouble::new(&format!("expected a {role} called `{name}` on the page"), trouble));
                }
                Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
            }
        }
    }

    fn element(&self, found: &Value) -> Outcome<Element> {
        let reference = found[ELEMENT].as_str().ok_or_else(|| Trouble::new("the page", "has no such element"))?;
        Ok(Element::from_element_id(self.client.clone(), reference.to_owned().into()))
    }

    /// Clicks the element of `role` that readers call `name`.
    ///
    /// # Errors
    /// When it is not there, or something lies over it.
    pub async fn click(&self, role: &str, name: &str) -> Outcome {
        let element = self.find(role, name).await?;
        element.click().await.map_err(|error| Trouble::new(&format!("clicking the {role} `{name}`"), error))
    }

    /// What stands in the element of `role` that readers call `name`, as the page keeps it (`textContent`, or the value
    /// of a field).
    ///
    /// # Errors
    /// When it is not there after ten seconds.
    pub async fn content(&self, role: &str, name: &str) -> Outcome<String> {
        let element = self.find(role, name).await?;
        let element = serde_json::to_value(element).map_err(|error| Trouble::new("the page", error))?;
        let answer = self.script("return arguments[0].value ?? arguments[0].textContent;", vec![element]).await?;
        Ok(answer.as_str().unwrap_or_default().to_owned())
    }

    /// Waits until `script` returns something true, and gives it.
    ///
    /// # Errors
    /// When it has not after ten seconds; the sentence is `expected`.
    pub async fn until(&self, expected: &str, script: &str, arguments: &[Value]) -> Outcome<Value> {
        let started = Instant::now();
        loop {
            let answer = self.script(script, arguments.to_vec()).await;
            match answer {
                Ok(value) if !matches!(value, Value::Null | Value::Bool(false)) => return Ok(value),
                answer if started.elapsed() > PATIENCE => {
                    let got = answer.map_or_else(|trouble| trouble.to_string(), |value| value.to_string());
                    return Err(Trouble::new(expected, format!("not within {PATIENCE:?}; the page says {got}")));
                }
                _ => tokio::time::sleep(Duration::from_millis(50)).await,
            }
        }
    }
}
