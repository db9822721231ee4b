//! Approval (审批): who has to sign a notice, and who did.

use jiff::ZonedDateTime;
use serde::{Deserialize, Serialize};

use super::kind::Kind;

/// How a step was signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Means {
    /// With the person's own PIN, at this PC.
    Pin,
    /// On the printed 审批单, whose scan is attached.
    Paper,
    /// By the clerk alone, in an office of one: allowed, and recorded as such.
    Alone,
}

/// One signature.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Approval {
    /// 经办人, 村务监督委员会, 负责人 …
    pub step: String,
    pub person: String,
    pub means: Means,
    pub remark: String,
    pub at: ZonedDateTime,
    /// SHA-256 of the content that was signed.
    pub digest: String,
    /// Why it no longer counts.
    pub voided: Option<String>,
}

/// Where a kind names nobody.
const USUAL: [&str; 2] = ["经办人", "负责人"];

/// The steps of a kind in their order.
pub fn steps(kind: &Kind) -> Vec<String> {
    if kind.approvers.is_empty() { USUAL.map(str::to_owned).into() } else { kind.approvers.clone() }
}

/// The step that is to be signed next; `None`: all are.
pub fn next<'a>(steps: &'a [String], signed: &[Approval]) -> Option<&'a str> {
    let counts = |step: &&String| signed.iter().any(|approval| approval.voided.is_none() && approval.step == **step);
    steps.iter().find(|step| !counts(step)).map(String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signed(step: &str, voided: bool) -> Approval {
        Approval {
            step: step.into(),
            person: "王主任".into(),
            means: Means::Paper,
            remark: String::new(),
            at: ZonedDateTime::default(),
            digest: String::new(),
            voided: voided.then(|| "改过".into()),
        }
    }

    #[test]
    fn steps_are_signed_in_their_order_and_a_voided_signature_is_none() {
        let steps = ["经办人", "监委会", "负责人"].map(str::to_owned);
        assert_eq!(next(&steps, &[]), Some("经办人"));
        assert_eq!(next(&steps, &[signed("经办人", false)]), Some("监委会"));
        assert_eq!(next(&steps, &[signed("经办人", true), signed("监委会", false)]), Some("经办人"));
        assert_eq!(next(&steps, &steps.clone().map(|step| signed(&step, false))), None);
    }
}
