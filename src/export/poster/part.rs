//! The part of a page that one sheet bears.

use typst::layout::{Abs, Frame, FrameItem, GroupItem, Point, Rect, Transform};

/// The frame with only what reaches into `region`: a sheet whose text is copied gives what it shows, and the file does
/// not hold the page once for every sheet. Links and tags belong to the page, which is no longer there.
pub(super) fn part(frame: &Frame, region: Rect) -> Frame {
    let mut kept = Frame::new(frame.size(), frame.kind());
    for (at, item) in frame.items() {
        match item {
            FrameItem::Tag(_) | FrameItem::Link(..) => {}
            FrameItem::Group(group) if group.clip.is_none() && is_moved(group.transform) => {
                let moved = *at + Point::new(group.transform.tx, group.transform.ty);
                let inside = part(&group.frame, Rect::new(region.min - moved, region.max - moved));
                if !inside.is_empty() {
                    let inside = GroupItem { transform: group.transform, ..GroupItem::new(inside) };
                    kept.push(*at, FrameItem::Group(inside));
                }
            }
            FrameItem::Group(group) => {
                let all = Rect::new(Point::splat(-Abs::inf()), Point::splat(Abs::inf()));
                let inside = GroupItem {
                    transform: group.transform,
                    clip: group.clip.clone(),
                    ..GroupItem::new(part(&group.frame, all))
                };
                kept.push(*at, FrameItem::Group(inside));
            }
            FrameItem::Text(_) | FrameItem::Shape(..) | FrameItem::Image(..) => {
                if meets(&region, *at, item) {
                    kept.push(*at, item.clone());
                }
            }
        }
    }
    kept
}

fn is_moved(transform: Transform) -> bool {
    let still = Transform::translate(transform.tx, transform.ty);
    transform == still
}

fn meets(region: &Rect, at: Point, item: &FrameItem) -> bool {
    let extent = match item {
        FrameItem::Text(text) => text.bbox(),
        FrameItem::Shape(shape, _) => shape.bbox(true),
        FrameItem::Image(_, size, _) => Rect::from_pos_size(Point::zero(), *size),
        _ => return false,
    };
    // A text's extent comes with its bottom first.
    let (from, to) = (extent.min.min(extent.max) + at, extent.min.max(extent.max) + at);
    from.x <= region.max.x && to.x >= region.min.x && from.y <= region.max.y && to.y >= region.min.y
}
