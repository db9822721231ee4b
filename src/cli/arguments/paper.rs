//! Paper as a command line names it: a4, a0, screen, 600x900mm.

use super::UsageError;
use crate::domain::notice::Paper;

/// Paper from a label to a shop's banner; beyond it a number was mistyped. In mm.
const PAPER_RANGE: std::ops::RangeInclusive<f32> = 50.0..=2500.0;

/// A paper by its name, or by its size in mm.
///
/// # Errors
/// A name or a size that there is none of.
pub(super) fn paper(named: &str, across: bool) -> Result<Paper, UsageError> {
    let paper = match (named, across) {
        ("a4", false) => Paper::A4,
        ("a4", true) => Paper::A4Across,
        ("a3", false) => Paper::A3,
        ("a3", true) => Paper::A3Across,
        ("a2", _) => upright_or_across(420.0, 594.0, across),
        ("a1", _) => upright_or_across(594.0, 841.0, across),
        ("a0", _) => upright_or_across(841.0, 1189.0, across),
        ("screen", _) => Paper::Screen,
        ("screen-portrait", _) => Paper::ScreenPortrait,
        _ => custom_paper(named, across).ok_or_else(|| {
            UsageError(format!(
                "没有“{named}”这种纸。可以写 a4、a3、a2、a1、a0、screen、screen-portrait，或宽x高mm（每边 50 到 2500），例如 600x900mm。"
            ))
        })?,
    };
    Ok(paper)
}

fn custom_paper(named: &str, across: bool) -> Option<Paper> {
    let (width, height) = named.strip_suffix("mm")?.split_once(['x', '×', 'X'])?;
    let (width, height) = (width.trim().parse::<f32>().ok()?, height.trim().parse::<f32>().ok()?);
    if !PAPER_RANGE.contains(&width) || !PAPER_RANGE.contains(&height) {
        return None;
    }
    Some(upright_or_across(width, height, across))
}

/// In mm.
fn upright_or_across(width: f32, height: f32, across: bool) -> Paper {
    let (width, height) = if across && width < height { (height, width) } else { (width, height) };
    Paper::Custom { width, height }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paper_is_a_name_or_a_size_in_millimetres() {
        assert_eq!(paper("a3", true), Ok(Paper::A3Across));
        assert_eq!(paper("600x900mm", false), Ok(Paper::Custom { width: 600.0, height: 900.0 }));
        assert_eq!(paper("600x900mm", true), Ok(Paper::Custom { width: 900.0, height: 600.0 }));
        assert_eq!(paper("a1", false), Ok(Paper::Custom { width: 594.0, height: 841.0 }));
        assert_eq!(paper("a1", true), Ok(Paper::Custom { width: 841.0, height: 594.0 }));
        for wrong in ["a5", "600x900", "0x900mm", "nanx900mm", "1x1mm", "600mm"] {
            assert!(paper(wrong, false).is_err(), "{wrong}");
        }
    }
}
