//! Pages drawn a little larger or smaller than designed, because the printer does the opposite.

use typst::layout::{Axes, Frame, FrameItem, GroupItem, Point, Ratio, Transform};

use crate::domain::printer::Calibration;
use crate::export::poster::{blank, collect, whole};
use crate::layout::Document;

/// Every page for a printer so calibrated: the sheet stays, what stands on it grows or shrinks about its middle. Sheets
/// are fed by their short side: for pages that lie across, the factors change places.
pub fn resize(document: &Document, calibration: Calibration) -> Document {
    let resized = document.paged.pages().iter().map(|page| {
        let size = page.frame.size();
        let lying = size.x > size.y;
        let (x, y) =
            if lying { (calibration.along, calibration.across) } else { (calibration.across, calibration.along) };
        let factor = Axes::new(Ratio::new(x), Ratio::new(y));
        let middle = Point::new(size.x * 0.5 * (1.0 - x), size.y * 0.5 * (1.0 - y));
        let transform = Transform::translate(middle.x, middle.y).pre_concat(Transform::scale(factor.x, factor.y));
        let mut frame = Frame::hard(size);
        let group = GroupItem { transform, ..GroupItem::new(whole(page)) };
        frame.push(Point::zero(), FrameItem::Group(group));
        blank(page, frame)
    });
    collect(document, resized.collect(), document.pages.clone())
}
