//! Blocks at the gate: each text masked as the introduction is, each table by its own scan, each picture laid bare.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::{PublicTable, PublicText, Report, pass_strictly, words};
use crate::domain::block::{self, Block, BlockKey, Chart, Form, Level, Matter, Pictures, Place};
use crate::domain::detect::Detector;
use crate::domain::finding::{Finding, FindingKind, Severity};
use crate::domain::kind::Kind;
use crate::domain::office::Office;
use crate::domain::picture;
use crate::domain::table::{Class, Role, Row};

/// A block that passed.
#[derive(Debug, Clone)]
pub struct PublicBlock {
    pub key: BlockKey,
    pub place: Place,
    pub matter: PublicMatter,
}

#[derive(Debug, Clone)]
pub enum PublicMatter {
    /// `label`: 一、, （一） or nothing.
    Text {
        level: Level,
        label: String,
        text: PublicText,
    },
    List {
        numbered: bool,
        entries: Vec<PublicText>,
    },
    Columns {
        left: Vec<PublicText>,
        right: Vec<PublicText>,
    },
    Notice {
        heading: PublicText,
        lines: Vec<PublicText>,
    },
    Picture {
        picture: Option<PublicPicture>,
        caption: PublicText,
        share: u8,
    },
    Code {
        says: PublicText,
        caption: PublicText,
    },
    Table(PublicFurther),
    Chart(PublicChart),
}

/// A further table that passed.
#[derive(Debug, Clone)]
pub struct PublicFurther {
    pub heading: PublicText,
    pub unit: PublicText,
    pub table: PublicTable,
    /// Said below the table where it has no rows.
    pub nothing: PublicText,
}

/// A picture that passed: JPEG or PNG without a byte that is not the picture.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct PublicPicture {
    form: picture::Form,
    bytes: Arc<[u8]>,
}

/// Figures of a table that passed, ready to be drawn.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PublicChart {
    title: PublicText,
    form: Form,
    unit: PublicText,
    labels: Vec<PublicText>,
    series: Vec<(PublicText, Vec<Option<Decimal>>)>,
}

impl PublicPicture {
    /// `None`: no JPEG or PNG.
    fn of(bytes: &[u8]) -> Option<Self> {
        picture::bare(bytes).map(|(form, bytes)| Self { form, bytes: bytes.into() })
    }

    pub fn form(&self) -> picture::Form {
        self.form
    }

    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

impl std::fmt::Debug for PublicPicture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PublicPicture").field("form", &self.form).field("bytes", &self.bytes.len()).finish()
    }
}

impl PublicChart {
    pub fn title(&self) -> &PublicText {
        &self.title
    }

    pub fn form(&self) -> Form {
        self.form
    }

    /// 元, 万元; empty where none is known.
    pub fn unit(&self) -> &PublicText {
        &self.unit
    }

    pub fn labels(&self) -> &[PublicText] {
        &self.labels
    }

    /// A name and a figure for each label; `None` is blank.
    pub fn series(&self) -> &[(PublicText, Vec<Option<Decimal>>)] {
        &self.series
    }
}

/// The main table as charts see it.
pub(super) struct Main<'a> {
    pub(super) table: &'a PublicTable,
    pub(super) unit: &'a PublicText,
}

pub(super) fn public(
    blocks: &[Block],
    pictures: &Pictures,
    main: &Main<'_>,
    kind: &Kind,
    office: &Office,
    report: &mut Report,
) -> Vec<PublicBlock> {
    // As they are read: those above the table, then those below.
    let mut ordered: Vec<&Block> = blocks.iter().collect();
    ordered.sort_by_key(|block| block.place == Place::Below);
    let labels = block::labels(&ordered);
    let mut passage = Passage { detector: Detector::new(office), kind, office, pictures, report };
    let mut passed: Vec<PublicBlock> = Vec::with_capacity(blocks.len());
    for (block, label) in ordered.iter().zip(labels) {
        let matter = passage.matter(block.key, &block.matter, label);
        passed.push(PublicBlock { key: block.key, place: block.place, matter });
    }
    let charts: Vec<(usize, &Chart)> = ordered
        .iter()
        .enumerate()
        .filter_map(|(at, block)| match &block.matter {
            Matter::Chart(chart) => Some((at, chart)),
            _ => None,
        })
        .collect();
    for (at, chart) in charts {
        let drawn = passage.chart(chart, main, &passed);
        passed[at].matter = PublicMatter::Chart(drawn);
    }
    passed
}

struct Passage<'a> {
    detector: Detector,
    kind: &'a Kind,
    office: &'a Office,
    pictures: &'a Pictures,
    report: &'a mut Report,
}

impl Passage<'_> {
    fn one(&mut self, raw: &str, place: &str) -> PublicText {
        words::reported(raw.trim(), place, &self.detector, self.report)
    }

    fn lines(&mut self, raw: &str, place: &str) -> Vec<PublicText> {
        raw.lines().map(str::trim).filter(|line| !line.is_empty()).map(|line| self.one(line, place)).collect()
    }

    fn matter(&mut self, key: BlockKey, matter: &Matter, label: String) -> PublicMatter {
        match matter {
            Matter::Text(text) => PublicMatter::Text { level: text.level, label, text: self.one(&text.text, "段落") },
            Matter::List(list) => {
                PublicMatter::List { numbered: list.numbered, entries: self.lines(&list.entries, "列表") }
            }
            Matter::Columns(columns) => PublicMatter::Columns {
                left: self.lines(&columns.left, "分栏"),
                right: self.lines(&columns.right, "分栏"),
            },
            Matter::Notice(framed) => PublicMatter::Notice {
                heading: self.one(&framed.heading, "提示框"),
                lines: self.lines(&framed.text, "提示框"),
            },
            Matter::Picture(shown) => {
                let picture = self.pictures.get(&shown.file).and_then(|bytes| PublicPicture::of(bytes));
                if picture.is_none() {
                    let text = "有一张图片不能显示：文件不在了，或者不是完整的图片。请重新选一张，或者删去这一块。";
                    self.tell(Severity::Blocking, FindingKind::Picture, text.to_owned());
                }
                PublicMatter::Picture { picture, caption: self.one(&shown.caption, "图片说明"), share: shown.share }
            }
            Matter::Code(code) => PublicMatter::Code {
                says: self.one(&code.says, "二维码的内容"),
                caption: self.one(&code.caption, "二维码说明"),
            },
            Matter::Table(further) => PublicMatter::Table(self.further(key, further)),
            Matter::Chart(_) => PublicMatter::Chart(PublicChart::default()),
        }
    }

    fn further(&mut self, key: BlockKey, further: &block::Further) -> PublicFurther {
        let heading = self.one(&further.heading, "表名");
        let (table, report) = pass_strictly(&further.table, self.kind, self.office);
        self.report.dropped.extend(report.dropped);
        self.report.masked_cells += report.masked_cells;
        self.report.personal_cells += report.personal_cells;
        let name = if heading.0.is_empty() { "另一个表".to_owned() } else { format!("“{}”", heading.0) };
        // Its rows have keys of their own, and a file of their own.
        let told = report.findings.into_iter().map(|finding| Finding {
            block: Some(key),
            source: None,
            text: format!("{name}：{}", finding.text),
            ..finding
        });
        self.report.findings.extend(told);
        let nothing = self.one(&further.nothing, "空表说明");
        PublicFurther { heading, unit: self.one(&further.unit, "单位"), table, nothing }
    }

    fn tell(&mut self, severity: Severity, kind: FindingKind, text: String) {
        self.report.findings.push(Finding::whole(severity, kind, text));
    }

    /// Drawn from what passed, so that what a table does not show no chart shows either.
    fn chart(&mut self, chart: &Chart, main: &Main<'_>, passed: &[PublicBlock]) -> PublicChart {
        let title = self.one(&chart.title, "图表标题");
        let further = passed.iter().find_map(|block| match &block.matter {
            PublicMatter::Table(further) if Some(block.key) == chart.of => Some(further),
            _ => None,
        });
        let of = match (chart.of, further) {
            (None, _) => Some((main.table, main.unit)),
            (Some(_), Some(further)) => Some((&further.table, &further.unit)),
            (Some(_), None) => None,
        };
        let drawn = of.and_then(|(table, unit)| figures(chart, table, unit, title.clone()));
        if let Some(drawn) = &drawn
            && drawn.form == Form::Ring
            && drawn.series.iter().flat_map(|(_, figures)| figures).flatten().any(|figure| figure.is_sign_negative())
        {
            let text = "环形图里有负数，画不成份额，已改成条形图。".to_owned();
            self.tell(Severity::Note, FindingKind::Chart, text);
            return PublicChart { form: Form::Bars, ..drawn.clone() };
        }
        drawn.unwrap_or_else(|| {
            let text = "图表没有可画的数：它的表格没有数字列，或者已经删去。请在“版块”里另选，或者删去这个图表。";
            self.tell(Severity::Warning, FindingKind::Chart, text.to_owned());
            PublicChart { title, form: chart.form, ..PublicChart::default() }
        })
    }
}

/// More bars than these cannot be told apart on a wall.
const MOST_LABELS: usize = 12;
/// More patterns than these cannot be told apart on black and white paper.
const MOST_SERIES: usize = 4;

fn figures(chart: &Chart, table: &PublicTable, unit: &PublicText, title: PublicText) -> Option<PublicChart> {
    let at = chosen(chart, table);
    let most = if chart.form == Form::Ring && !chart.sums { 1 } else { MOST_SERIES };
    let at = &at[..at.len().min(if chart.sums { MOST_LABELS } else { most })];
    let rows: Vec<&Row> = table.rows().iter().filter(|row| row.role == Role::Data).collect();
    let name = |at: usize| {
        let levels: Vec<&str> = table.columns()[at].header.iter().map(String::as_str).collect();
        PublicText(short(&levels.join(" ")))
    };
    let figure = |row: &Row, at: usize| row.cells.get(at).and_then(crate::domain::table::Cell::number);
    let whole = unit_of(table, at, unit);
    if chart.sums {
        let sum = |at: &usize| {
            let numbers = rows.iter().filter_map(|row| figure(row, *at));
            numbers.fold(None, |sum: Option<Decimal>, number| sum.unwrap_or_default().checked_add(number))
        };
        let sums: Vec<Option<Decimal>> = at.iter().map(sum).collect();
        sums.iter().any(Option::is_some).then_some(())?;
        let labels = at.iter().map(|at| name(*at)).collect();
        return Some(PublicChart {
            title,
            form: chart.form,
            unit: whole,
            labels,
            series: vec![(PublicText::default(), sums)],
        });
    }
    let labelled = label_column(table)?;
    let shown = rows.len().min(if rows.len() > MOST_LABELS { MOST_LABELS - 1 } else { MOST_LABELS });
    let label = |row: &&Row| PublicText(row.cells.get(labelled).map(|cell| cell.typed()).unwrap_or_default());
    let mut labels: Vec<PublicText> = rows[..shown].iter().map(label).collect();
    let mut series: Vec<(PublicText, Vec<Option<Decimal>>)> = Vec::new();
    for at in at {
        let mut figures: Vec<Option<Decimal>> = rows[..shown].iter().map(|row| figure(row, *at)).collect();
        if shown < rows.len() {
            let rest = rows[shown..].iter().filter_map(|row| figure(row, *at));
            figures.push(rest.fold(None, |sum: Option<Decimal>, number| sum.unwrap_or_default().checked_add(number)));
        }
        series.push((name(*at), figures));
    }
    if shown < rows.len() {
        labels.push(PublicText(format!("其余{}项", rows.len() - shown)));
    }
    let drawn = series.iter().flat_map(|(_, figures)| figures).flatten().next().is_some();
    drawn.then_some(PublicChart { title, form: chart.form, unit: whole, labels, series })
}

/// The columns asked for; where none is, those of money that may be compared with each other, or else of quantities.
fn chosen(chart: &Chart, table: &PublicTable) -> Vec<usize> {
    let columns = table.columns();
    let named = |name: &String| columns.iter().position(|column| column.name() == *name);
    let asked: Vec<usize> = chart.figures.iter().filter_map(named).collect();
    if !chart.figures.is_empty() {
        return asked;
    }
    let of = |class: Class| -> Vec<usize> {
        let all = columns.iter().enumerate().filter(|(_, column)| column.class == class);
        let told_apart =
            |name: &str| ["增减", "幅度", "%", "％", "余额", "结余"].iter().any(|word| name.contains(word));
        all.filter(|(_, column)| !told_apart(&column.name())).map(|(at, _)| at).collect()
    };
    let money = of(Class::Amount);
    if money.is_empty() { of(Class::Quantity) } else { money }
}

/// What names a row: the first column that holds neither numbers nor a serial.
fn label_column(table: &PublicTable) -> Option<usize> {
    let named = |class: Class| !matches!(class, Class::Serial | Class::Amount | Class::Quantity | Class::Rate);
    table.columns().iter().position(|column| named(column.class))
}

/// 万元, as the table says it above itself or in the columns drawn.
fn unit_of(table: &PublicTable, at: &[usize], unit: &PublicText) -> PublicText {
    let names: Vec<String> = at.iter().map(|at| table.columns()[*at].name()).collect();
    let said = |unit: &str| !names.is_empty() && names.iter().all(|name| name.contains(&format!("（{unit}）")));
    let found = ["万元", "元", "亩", "人", "户"].into_iter().find(|unit| said(unit));
    found.map_or_else(|| unit.clone(), |unit| PublicText(unit.to_owned()))
}

/// A column's name without its unit, which the chart says once.
fn short(name: &str) -> String {
    let end = name.rfind('（').filter(|_| name.ends_with('）')).unwrap_or(name.len());
    let bare = name[..end].trim();
    if bare.is_empty() { name.to_owned() } else { bare.to_owned() }
}
