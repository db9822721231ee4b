//! The calibration page (校准页): two rulers to measure, and scales at the four edges that show how far the printer
//! reaches. A4, all lengths in mm.

use typst::layout::{Abs, Axes, Frame, FrameItem, Point};
use typst::syntax::Span;
use typst::visualize::{Color, FixedStroke, Geometry, Paint};

use crate::domain::printer::Calibration;
use crate::export::{caption, sheet};
use crate::layout::Document;

const WIDTH: f64 = 210.0;
const HEIGHT: f64 = 297.0;
/// Where the rulers begin.
const ACROSS_AT: (f64, f64) = (40.0, 60.0);
const ALONG_AT: (f64, f64) = (28.0, 32.0);
const LINE: f64 = 0.15;
/// The edge scales tell margins of up to this.
const REACH: u8 = 15;
/// Between two steps of an edge scale.
const STEP: f64 = 3.5;

struct Drawing(Frame);

/// One A4 page.
pub fn ruler() -> Document {
    let mut drawing = Drawing(Frame::hard(Axes::new(Abs::mm(WIDTH), Abs::mm(HEIGHT))));
    drawing.words();
    drawing.ruler(ACROSS_AT, Calibration::ACROSS, false);
    drawing.ruler(ALONG_AT, Calibration::ALONG, true);
    drawing.edges();
    sheet::document(vec![drawing.0])
}

impl Drawing {
    fn words(&mut self) {
        let (across, along) = (Calibration::ACROSS, Calibration::ALONG);
        self.text((75.0, 40.0), 18.0, "打印机校准页");
        let lines = [
            "1. 用钢尺量上面横尺和左边竖尺两端长线之间的长度，精确到 0.1 毫米。".to_owned(),
            format!("    横尺应为 {across:.0} 毫米，竖尺应为 {along:.0} 毫米。"),
            "2. 把量得的数填进程序，以后打印自动修正，例如：".to_owned(),
            "    gongshi calibrate --printer 打印机 --measured 149.6x239.5".to_owned(),
            "3. 看四边的台阶：每边印得出来的最靠外的一级，它的数就是印不到的宽度（毫米）。".to_owned(),
            "4. 右下方的方框应为 50 × 50 毫米。差 1 毫米以上，说明打印时被缩放了，".to_owned(),
            "    请在打印机的设置里关掉“适合纸张”“缩放”。".to_owned(),
        ];
        for (line, at) in lines.iter().zip(0_u8..) {
            self.text((40.0, 90.0 + f64::from(at) * 9.0), 11.0, line);
        }
        self.rectangle((130.0, 190.0), 50.0);
    }

    /// A tick each millimetre, longer each five, a number each ten.
    fn ruler(&mut self, at: (f64, f64), length: f64, down: bool) {
        let place = |along: f64, aside: f64| {
            if down { (at.0 + aside, at.1 + along) } else { (at.0 + along, at.1 + aside) }
        };
        self.line(place(0.0, 0.0), place(length, 0.0));
        for mm in 0..=length as u16 {
            let tick: f64 = match mm {
                0 => -10.0,
                end if f64::from(end) >= length => -10.0,
                ten if ten % 10 == 0 => 5.0,
                five if five % 5 == 0 => 3.5,
                _ => 2.0,
            };
            let from = if tick < 0.0 { 6.0 } else { 0.0 };
            self.line(place(mm.into(), -from), place(mm.into(), tick.abs()));
            if mm % 10 == 0 {
                let (x, y) = place(mm.into(), 6.5);
                let (x, y) = if down { (x - 1.0, y - 0.5) } else { (x + 0.5, y + 1.5) };
                self.text((x, y), 7.0, &mm.to_string());
            }
        }
    }

    /// Stairs from each edge inwards, each step named by its distance from the edge.
    fn edges(&mut self) {
        for step in 1..=REACH {
            let reach = f64::from(step);
            let aside = f64::from(step - 1) * STEP;
            let label = f64::from(REACH) + 0.8;
            let (x, y) = (75.0 + aside, 110.0 + aside);
            self.line((x, reach), (x + STEP, reach));
            self.line((x, HEIGHT - reach), (x + STEP, HEIGHT - reach));
            self.line((reach, y), (reach, y + STEP));
            self.line((WIDTH - reach, y), (WIDTH - reach, y + STEP));
            let text = step.to_string();
            self.text((x + 0.6, label + 2.0), 6.0, &text);
            self.text((x + 0.6, HEIGHT - label), 6.0, &text);
            self.text((label, y + 2.5), 6.0, &text);
            self.text((WIDTH - label - 2.5, y + 2.5), 6.0, &text);
        }
    }

    fn rectangle(&mut self, at: (f64, f64), side: f64) {
        let shape = Geometry::Rect(Axes::splat(Abs::mm(side))).stroked(stroke());
        self.0.push(point(at), FrameItem::Shape(shape, Span::detached()));
    }

    fn line(&mut self, from: (f64, f64), to: (f64, f64)) {
        let shape = Geometry::Line(point((to.0 - from.0, to.1 - from.1))).stroked(stroke());
        self.0.push(point(from), FrameItem::Shape(shape, Span::detached()));
    }

    fn text(&mut self, at: (f64, f64), size: f64, text: &str) {
        let item = caption::line(text, Abs::pt(size), Paint::Solid(Color::BLACK));
        self.0.push(point(at), FrameItem::Text(item));
    }
}

fn point((x, y): (f64, f64)) -> Point {
    Point::new(Abs::mm(x), Abs::mm(y))
}

fn stroke() -> FixedStroke {
    FixedStroke::from_pair(Paint::Solid(Color::BLACK), Abs::mm(LINE))
}
