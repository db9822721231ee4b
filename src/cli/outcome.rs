//! How a command ends when it does not end well.

use crate::store::StoreError;
use crate::ui::error::Trouble;
use crate::ui::words::{Language, Words};

/// One sentence for the person, and the exit code for the script.
#[derive(Debug)]
pub(super) struct Refusal {
    pub(super) sentence: String,
    pub(super) code: u8,
    /// What a script that asked for JSON reads on the output.
    pub(super) answer: Option<String>,
}

impl Refusal {
    /// A wrong argument or file.
    pub(super) fn wrong(sentence: impl Into<String>) -> Self {
        Self { sentence: sentence.into(), code: 2, answer: None }
    }

    /// The content does not allow the job.
    pub(super) fn content(sentence: impl Into<String>) -> Self {
        Self { sentence: sentence.into(), code: 1, answer: None }
    }

    pub(super) fn with_answer(self, answer: String) -> Self {
        Self { answer: Some(answer), ..self }
    }
}

/// What the store says, with the command that helps where the window's own words would name a screen.
pub(super) fn store_line(error: &StoreError) -> String {
    match error {
        StoreError::NoSuchNotice(id) => format!("没有 {} 号公示件。用 gongshi list 可以看有哪些。", id.get()),
        error => Trouble::of_store(error, &Words::new(Language::Chinese)).line(),
    }
}

/// One line of JSON for a script.
pub(super) fn json(value: &impl serde::Serialize) -> Result<String, Refusal> {
    let text = serde_json::to_string(value).map_err(|error| Refusal::wrong(format!("结果写不成 JSON（{error}）。")))?;
    Ok(text + "\n")
}
