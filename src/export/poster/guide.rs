//! The assembly sheet (拼装图): the whole poster small, its seams and the sheets' names, and how it is put together. All
//! lengths in mm.

use typst::layout::{Abs, Frame, FrameItem, GroupItem, Point, Ratio, Size, Transform};
use typst::syntax::Span;
use typst::visualize::{Color, FixedStroke, Geometry, Paint, Shape};
use typst_layout::Page;

use super::grid::Grid;
use super::sheet::{Place, size};
use super::{mm, whole};
use crate::export::caption;

/// What the narrowest printer reaches for certain.
const EDGE: f64 = 20.0;
const TITLE: f64 = 20.0;
const TEXT: f64 = 11.0;
const LEADING: f64 = 7.0;
/// From the sheet's top to the picture.
const HEAD: f64 = 72.0;
const NAME: f64 = 16.0;

/// A sheet as large as the others. `places` are all of them, row by row.
pub(super) fn draw(page: &Page, grid: &Grid, places: &[Place]) -> Frame {
    let mut frame = Frame::hard(size(grid.sheet.0, grid.sheet.1));
    words(&mut frame, page, grid);
    let (width, height) = (page.frame.width().to_mm(), page.frame.height().to_mm());
    let scale = ((grid.sheet.0 - 2.0 * EDGE) / width).min((grid.sheet.1 - HEAD - EDGE) / height);
    let corner = ((grid.sheet.0 - width * scale) / 2.0, HEAD);
    map(&mut frame, page, places, corner, scale);
    frame
}

/// The poster small: alone, to be looked at before it is printed. `longest` is its longer side.
pub(super) fn small(page: &Page, places: &[Place], longest: f64) -> Frame {
    let (width, height) = (page.frame.width().to_mm(), page.frame.height().to_mm());
    let scale = longest / width.max(height);
    let mut frame = Frame::hard(size(width * scale, height * scale));
    map(&mut frame, page, places, (0.0, 0.0), scale);
    frame
}

/// The page at `corner`, with its seams and the sheets' names.
fn map(frame: &mut Frame, page: &Page, places: &[Place], corner: (f64, f64), scale: f64) {
    let reduced = Transform::scale(Ratio::new(scale), Ratio::new(scale));
    let picture = GroupItem { transform: reduced, ..GroupItem::new(whole(page)) };
    frame.push(Point::new(mm(corner.0), mm(corner.1)), FrameItem::Group(picture));
    for place in places {
        let at = Point::new(mm(corner.0 + place.x.0 * scale), mm(corner.1 + place.y.0 * scale));
        let cell = size((place.x.1 - place.x.0) * scale, (place.y.1 - place.y.0) * scale);
        let outline = Geometry::Rect(cell).stroked(FixedStroke::from_pair(mark(), mm(0.4)));
        frame.push(at, FrameItem::Shape(outline, Span::detached()));
        // A name as wide as 2.5 times its height stays within a narrow sheet.
        let height = Abs::pt(NAME).min(cell.x / 3.5);
        let name = caption::line(&place.name(), height, mark());
        let middle = Point::new((cell.x - name.width()) / 2.0, (cell.y + height * 0.72) / 2.0);
        // On a plate of its own, since the poster's text runs under it.
        let plate = Size::new(name.width() + height * 0.7, height * 1.3);
        let edge = FixedStroke::from_pair(mark(), mm(0.2));
        let plate_at = Point::new((cell.x - plate.x) / 2.0, (cell.y - plate.y) / 2.0);
        let plate = Shape { fill: Some(Paint::Solid(Color::WHITE)), ..Geometry::Rect(plate).stroked(edge) };
        frame.push(at + plate_at, FrameItem::Shape(plate, Span::detached()));
        frame.push(at + middle, FrameItem::Text(name));
    }
}

fn words(frame: &mut Frame, page: &Page, grid: &Grid) {
    let (width, height) = (page.frame.width().to_mm(), page.frame.height().to_mm());
    let (rows, columns) = (grid.rows.sheets, grid.columns.sheets);
    let lines = [
        format!(
            "共 {} 张（{rows} 行 × {columns} 列），拼好后宽 {width:.0} 毫米、高 {height:.0} 毫米。",
            rows * columns
        ),
        "1. 按实际大小打印，不要选“适应纸张”。".to_owned(),
        "2. 每张沿虚线裁掉左边和上边；右边、下边留作粘贴边，不裁（最外边的虚线除外）。".to_owned(),
        "3. 从 R1C1 起，先把一行从左到右粘好：右边一张压在左边一张的粘贴边上，".to_owned(),
        "    裁好的边对齐实线短标；再把下一行压在上一行的粘贴边上。".to_owned(),
    ];
    let mut line = |y: f64, size: f64, text: &str| {
        let item = caption::line(text, Abs::pt(size), Paint::Solid(Color::BLACK));
        frame.push(Point::new(mm(EDGE), mm(y)), FrameItem::Text(item));
    };
    line(EDGE + 6.0, TITLE, "拼装图");
    for (text, at) in lines.iter().zip(0_u8..) {
        line(EDGE + 16.0 + f64::from(at) * LEADING, TEXT, text);
    }
}

/// Stands out on black text and on red paper, and is dark enough on a black-and-white printer.
fn mark() -> Paint {
    Paint::Solid(Color::from_u8(0x00, 0x5A, 0xB4, 0xFF))
}
