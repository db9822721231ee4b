//! Charts: bars or a ring in ink and hatching, told apart on black and white paper, every figure written beside its bar.

use std::sync::Arc;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use typst::layout::{Abs, Axes, Frame, Point};

use super::{Setting, Unit, apart, stacked};
use crate::domain::block::Form;
use crate::domain::gate::PublicChart;
use crate::domain::money;
use crate::layout::fonts::{Face, Fonts};
use crate::layout::measures::{Ink, Measures};
use crate::layout::shape::{Run, Shaper};
use crate::layout::{Composer, draw};

use pattern::{Pattern, box_of, filled, ring};

mod pattern;

impl Composer {
    pub(super) fn chart(&mut self, chart: &PublicChart, setting: &mut Setting<'_>) -> Option<Unit> {
        if chart.series().is_empty() {
            return None;
        }
        let measures = *setting.measures;
        let title = self.settable(chart.title(), "图表标题", setting);
        let unit = chart.unit().as_str();
        let title = match (title.as_str(), unit) {
            (title, "") => title.to_owned(),
            ("", unit) => format!("单位：{unit}"),
            (title, unit) => format!("{title}（单位：{unit}）"),
        };
        let sheet = Sheet {
            fonts: Arc::clone(self.shaper.fonts()),
            measures,
            ink: setting.palette.ink,
            paper: setting.palette.paper.unwrap_or(Ink(255, 255, 255)),
            size: measures.table.max(measures.floor),
        };
        let drawn = match chart.form() {
            Form::Bars => sheet.bars(chart, &mut self.shaper),
            Form::Ring => sheet.ring(chart, &mut self.shaper),
        };
        let frame = if title.is_empty() {
            drawn
        } else {
            let title = self.centred_words(&title, "bold", measures.body, setting);
            stacked(title, 0.6 * measures.body, Some(drawn))
        };
        let height = frame.height().to_pt();
        Some(Unit::piece(frame, height, apart(&measures)))
    }
}

/// What a chart is drawn on.
struct Sheet {
    fonts: Arc<Fonts>,
    measures: Measures,
    ink: Ink,
    paper: Ink,
    /// Of labels and figures, in pt.
    size: f64,
}

/// A text, and what it takes in pt.
struct Word {
    run: Arc<Run>,
    width: f64,
}

impl Sheet {
    fn word(&self, text: &str, shaper: &mut Shaper) -> Word {
        let run = shaper.run(text, Face::Table);
        Word { width: f64::from(run.width) * self.size, run }
    }

    /// A text of at most so many pt, cut short where it is longer.
    fn short_word(&self, text: &str, most: f64, shaper: &mut Shaper) -> Word {
        let whole = self.word(text, shaper);
        if whole.width <= most {
            return whole;
        }
        let letters = ((most / self.size) as usize).saturating_sub(1).max(1);
        let cut: String = text.chars().take(letters).collect();
        self.word(&format!("{cut}…"), shaper)
    }

    fn put(&self, frame: &mut Frame, word: &Word, x: f64, middle: f64) {
        let baseline = middle + 0.37 * self.size;
        draw::text(frame, &self.fonts, &word.run, 0..word.run.glyphs.len(), (x, baseline), self.size, self.ink);
    }

    fn pattern(&self, at: usize) -> Pattern {
        Pattern::of(at, self.ink, self.paper, self.size, self.measures.hairline)
    }

    /// Bars from the left, a group for each label, a bar for each series.
    fn bars(&self, chart: &PublicChart, shaper: &mut Shaper) -> Frame {
        let width = self.measures.text_width();
        let series = chart.series();
        let scale = decimals(chart);
        let labels: Vec<Word> =
            chart.labels().iter().map(|label| self.short_word(label.as_str(), width * 0.3, shaper)).collect();
        let figures: Vec<Vec<Option<(f64, Word)>>> = series
            .iter()
            .map(|(_, figures)| {
                let told = |figure: &Option<Decimal>| {
                    figure.map(|figure| (number(figure), self.word(&money::grouped(figure, scale), shaper)))
                };
                figures.iter().map(told).collect()
            })
            .collect();
        let widest = |words: &mut dyn Iterator<Item = &Word>| words.map(|word| word.width).fold(0.0, f64::max);
        let left = widest(&mut labels.iter()) + 0.6 * self.size;
        let beside = widest(&mut figures.iter().flatten().flatten().map(|(_, word)| word)) + 0.8 * self.size;
        let values = || figures.iter().flatten().flatten().map(|(value, _)| *value);
        let (least, most) = (values().fold(0.0, f64::min), values().fold(0.0, f64::max));
        let room = (width - left - beside - if least < 0.0 { beside } else { 0.0 }).max(self.size);
        let step = if most > least { room / (most - least) } else { 0.0 };
        let zero = left - least * step + if least < 0.0 { beside } else { 0.0 };
        let legend = self.legend(series, shaper);
        let count = (labels.len() * series.len()).max(1) as f64;
        let groups = labels.len() as f64;
        let most_height =
            0.82 * self.measures.text_height() - legend.as_ref().map_or(0.0, |legend| legend.height().to_pt());
        let bar = (1.25 * self.size).min((most_height - groups * 0.7 * self.size) / count).max(0.5 * self.size);
        let gap = (bar * 0.6).min(0.7 * self.size);
        let height = count * bar + (groups + 1.0) * gap;
        let mut frame = Frame::soft(Axes::new(Abs::pt(width), Abs::pt(height)));
        let mut y = gap;
        for (at, label) in labels.iter().enumerate() {
            let middle = y + bar * series.len() as f64 / 2.0;
            self.put(&mut frame, label, left - 0.6 * self.size - label.width, middle);
            for (nth, figures) in figures.iter().enumerate() {
                if let Some((value, word)) = figures.get(at).and_then(Option::as_ref) {
                    let length = (value * step).abs();
                    let from = if *value < 0.0 { zero - length } else { zero };
                    filled(&mut frame, &box_of((from, y + 0.06 * bar), (length, 0.88 * bar)), &self.pattern(nth));
                    let x = if *value < 0.0 {
                        from - 0.3 * self.size - word.width
                    } else {
                        from + length + 0.3 * self.size
                    };
                    self.put(&mut frame, word, x, y + bar / 2.0);
                }
                y += bar;
            }
            y += gap;
        }
        draw::stroke(&mut frame, (zero, 0.0), (0.0, height), self.measures.hairline * 2.0, self.ink);
        match legend {
            Some(legend) => stacked(legend, 0.3 * self.size, Some(frame)),
            None => frame,
        }
    }

    /// What the patterns mean, side by side and in the middle; none where there is one series.
    fn legend(
        &self,
        series: &[(crate::domain::gate::PublicText, Vec<Option<Decimal>>)],
        shaper: &mut Shaper,
    ) -> Option<Frame> {
        if series.len() < 2 {
            return None;
        }
        let width = self.measures.text_width();
        let most = width / series.len() as f64 - 3.5 * self.size;
        let words: Vec<Word> = series.iter().map(|(name, _)| self.short_word(name.as_str(), most, shaper)).collect();
        let taken: f64 = words.iter().map(|word| word.width + 3.3 * self.size).sum();
        let height = 1.6 * self.size;
        let mut frame = Frame::soft(Axes::new(Abs::pt(width), Abs::pt(height)));
        let mut x = ((width - taken) / 2.0).max(0.0);
        for (at, word) in words.iter().enumerate() {
            let swatch = box_of((x, 0.3 * self.size), (1.6 * self.size, self.size));
            filled(&mut frame, &swatch, &self.pattern(at));
            self.put(&mut frame, word, x + 2.0 * self.size, height / 2.0);
            x += word.width + 3.3 * self.size;
        }
        Some(frame)
    }

    /// A ring with the sum in its middle; beside it what each part is, its figure and its share.
    fn ring(&self, chart: &PublicChart, shaper: &mut Shaper) -> Frame {
        let width = self.measures.text_width();
        let scale = decimals(chart);
        let figures = chart.series().first().map(|(_, figures)| figures.as_slice()).unwrap_or_default();
        let sum = figures
            .iter()
            .flatten()
            .try_fold(Decimal::ZERO, |sum, figure| sum.checked_add(*figure))
            .unwrap_or_default();
        let parts: Vec<(usize, &str, Decimal)> = chart
            .labels()
            .iter()
            .zip(figures)
            .enumerate()
            .filter_map(|(at, (label, figure))| figure.map(|figure| (at, label.as_str(), figure)))
            .collect();
        let line = 1.7 * self.size;
        let side = (width * 0.36)
            .max(parts.len() as f64 * line * 0.55)
            .min(self.measures.text_height() * 0.4)
            .min(width * 0.42);
        let height = side.max(parts.len() as f64 * line);
        let mut frame = Frame::soft(Axes::new(Abs::pt(width), Abs::pt(height)));
        let centre = Point::new(Abs::pt(side / 2.0 + 0.02 * width), Abs::pt(height / 2.0));
        let mut from = 0.0;
        let x = side + 0.09 * width;
        let mut y = (height - parts.len() as f64 * line) / 2.0 + line / 2.0;
        for (at, label, figure) in parts {
            let share = if sum.is_zero() { 0.0 } else { number(figure) / number(sum) };
            let pattern = self.pattern(at);
            filled(&mut frame, &ring(centre, side / 2.0, from, from + share), &pattern);
            from += share;
            filled(&mut frame, &box_of((x, y - 0.5 * self.size), (1.6 * self.size, self.size)), &pattern);
            let told = self.word(&format!("{}　{:.1}%", money::grouped(figure, scale), share * 100.0), shaper);
            let name = self.short_word(label, width - x - 3.2 * self.size - told.width, shaper);
            self.put(&mut frame, &name, x + 2.1 * self.size, y);
            self.put(&mut frame, &told, width - told.width, y);
            y += line;
        }
        for (text, middle) in [("合计".to_owned(), -0.75), (money::grouped(sum, scale), 0.75)] {
            let word = self.short_word(&text, side * 0.58, shaper);
            self.put(&mut frame, &word, centre.x.to_pt() - word.width / 2.0, centre.y.to_pt() + middle * self.size);
        }
        frame
    }
}

/// Two decimals, or none where every figure is whole.
fn decimals(chart: &PublicChart) -> u32 {
    let figures = chart.series().iter().flat_map(|(_, figures)| figures).flatten();
    let scale = figures.map(|figure| figure.normalize().scale()).max().unwrap_or(0);
    if scale == 0 { 0 } else { 2 }
}

/// For lengths and angles only: what is written is the exact figure.
fn number(figure: Decimal) -> f64 {
    figure.to_f64().unwrap_or(0.0)
}
