//! Texts at the gate: titles, paragraphs, notes.

use super::{PublicText, Report, column};
use crate::domain::detect::{Detector, Hit, HitKind};
use crate::domain::finding::{Finding, FindingKind, Severity};
use crate::domain::mask;
use crate::domain::table::Row;

/// Numbers and private addresses are hidden. Health words stay: the title of a disability allowance needs them.
pub(super) fn public(raw: &str, detector: &Detector) -> (PublicText, usize) {
    let hits: Vec<Hit> = detector.find(raw).into_iter().filter(|hit| hit.kind != HitKind::Health).collect();
    (PublicText(mask::hide(raw, &hits)), hits.len())
}

/// As [`public`], and what was found goes into the report.
pub(super) fn reported(raw: &str, place: &str, detector: &Detector, report: &mut Report) -> PublicText {
    for hit in detector.find(raw) {
        let word = hit.kind.word();
        let (severity, kind, text) = match hit.kind {
            HitKind::Health => {
                (Severity::Note, FindingKind::Personal, format!("{place}里提到{word}，如果说的是某个人，请改写。"))
            }
            HitKind::SuspiciousId => (
                Severity::Warning,
                FindingKind::SuspiciousId,
                format!("{place}里有一串数字像是身份证号，但校验位不对，公示时已隐去，请核对。"),
            ),
            _ => (Severity::Warning, FindingKind::Personal, format!("{place}里有{word}，公示时已隐去，请核对。")),
        };
        report.findings.push(Finding::whole(severity, kind, text));
    }
    public(raw, detector).0
}

/// The mobiles behind 监督电话, 举报电话, 联系电话 … that the office does not know as its own: whose they are must be asked.
pub(super) fn office_mobiles(text: &str, detector: &Detector) -> Vec<String> {
    let behind_caption = |hit: &Hit| {
        let before = &text[..hit.span.start];
        let (caption, between) = ["电话", "热线", "手机"]
            .iter()
            .filter_map(|word| before.rsplit_once(word))
            .min_by_key(|(_, rest)| rest.len())?;
        let is_bare = between.chars().all(|c| !c.is_alphabetic());
        (is_bare && column::is_of_office(caption.trim_end())).then(|| text[hit.span.clone()].to_owned())
    };
    detector.numbers(text).iter().filter(|hit| hit.kind == HitKind::Phone).filter_map(behind_caption).collect()
}

/// 第 12 行“备注”
pub(super) fn place(row: &Row, column: &str) -> String {
    row.source.map_or_else(|| format!("“{column}”一格"), |source| format!("第 {source} 行“{column}”"))
}
