//! QR codes, drawn as black squares: sharp at any size.

use qrcodegen::{QrCode, QrCodeEcc};
use typst::layout::{Abs, Axes, Frame};

use super::picture::gap;
use super::{Setting, Unit, apart, centred, stacked};
use crate::domain::finding::{Finding, FindingKind, Severity};
use crate::domain::gate::PublicText;
use crate::layout::measures::{Ink, MM};
use crate::layout::{Composer, draw};

/// The blank that ISO/IEC 18004 asks for around a code, in modules.
const QUIET: i32 = 4;
/// The side of a code beside text of 14 pt, in mm.
const SIDE: f64 = 32.0;
/// A module is no smaller: a telephone reads it from the wall, in mm.
const MODULE: f64 = 0.6;

impl Composer {
    pub(super) fn code(&mut self, says: &PublicText, caption: &PublicText, setting: &mut Setting<'_>) -> Option<Unit> {
        let measures = *setting.measures;
        if says.as_str().is_empty() {
            let text = "二维码还没有内容，版面上没有印。请填写网址或文字，或者删去这一块。";
            setting.warnings.push(Finding::whole(Severity::Warning, FindingKind::Picture, text));
            return None;
        }
        let Ok(code) = QrCode::encode_text(says.as_str(), QrCodeEcc::Medium) else {
            let text = "二维码的内容太长，做不成二维码。请缩短，最好只放一个网址。";
            setting.warnings.push(Finding::whole(Severity::Warning, FindingKind::Picture, text));
            return None;
        };
        let modules = f64::from(code.size() + 2 * QUIET);
        let side = (SIDE * measures.body / 14.0 * MM).max(modules * MODULE * MM);
        let side = side.min(measures.text_width()).min(measures.text_height() * 0.7);
        let frame = squares(&code, side / modules);
        let caption = self.caption(caption, "二维码说明", setting);
        let frame = stacked(centred(frame, &measures), gap(&measures) * 0.5, caption);
        let height = frame.height().to_pt();
        Some(Unit::piece(frame, height, apart(&measures)))
    }
}

/// Neighbours in a row are one rectangle; white below, whatever colour the paper has.
fn squares(code: &QrCode, module: f64) -> Frame {
    let side = f64::from(code.size() + 2 * QUIET) * module;
    let mut frame = Frame::soft(Axes::splat(Abs::pt(side)));
    draw::fill(&mut frame, (0.0, 0.0), (side, side), Ink(255, 255, 255));
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let from = x;
            while x < code.size() && code.get_module(x, y) {
                x += 1;
            }
            if x > from {
                let at = (f64::from(from + QUIET) * module, f64::from(y + QUIET) * module);
                // A hair over the next row, so that no light shows between them.
                draw::fill(&mut frame, at, (f64::from(x - from) * module, module * 1.02), Ink(0, 0, 0));
            }
            x += 1;
        }
    }
    frame
}
