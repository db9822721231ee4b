//! What a new notice of a kind says before anyone typed: title, 引言, columns, captions to sign under.

use jiff::civil::Date;

use super::budget;
use super::finding::Finding;
use super::gate;
use super::heading;
use super::kind::{Catalogue, Confidence, Frequency, Kind, PeriodUnit};
use super::notice::{Content, Period};
use super::office::{Level, Office};
use super::period::{self, Calendar};
use super::table::{Cell, Class, Column, Role, Table};

/// How a kind's name ends tells what is done with it; the first that fits.
const VERBS: [(&str, &str); 7] = [
    ("预公告", "公告"),
    ("公告公示", "公示"),
    ("公示", "公示"),
    ("公布", "公布"),
    ("公开", "公开"),
    ("公告", "公告"),
    ("通知", "通知"),
];

/// A first draft of a notice that hangs from `first_day` to `last_day`, both counted; a standing notice has no last day.
pub fn content(kind: &Kind, office: &Office, first_day: Date, last_day: Option<Date>) -> Content {
    let draft = Content {
        title: title(kind, office, first_day),
        intro: intro(kind, office, first_day, last_day),
        table: table(kind),
        unit: unit(kind),
        signatures: signatures(kind, office),
        telephone: office.telephones.first().cloned().unwrap_or_default(),
        issuer: office.name.clone(),
        date: Some(first_day),
        period: Period { first: Some(first_day), last: last_day },
        look: kind.look.clone(),
        ..Content::default()
    };
    if kind.is_set() { budget::content(Content { intro: String::new(), ..draft }, kind, Vec::new()) } else { draft }
}

/// A first draft of a notice posted on `posted`, for as long as its rule and the office's level ask: what a village posts
/// hangs at least fifteen days. The findings tell of what the calendar does not know.
pub fn posted_on(kind: &Kind, office: &Office, posted: Date, calendar: &Calendar) -> (Content, Vec<Finding>) {
    let floor = Catalogue::bundled().village_floor_days;
    let posting = period::posting(&kind.period, office.level, posted, floor, office.counting, calendar);
    let first = posting.period.first.unwrap_or(posted);
    let drafted = content(kind, office, first, posting.period.last);
    (Content { date: Some(posted), ..drafted }, posting.findings)
}

/// What came with a spreadsheet, as its reader found it.
#[derive(Debug, Clone, Default)]
pub struct Received {
    pub title: Option<String>,
    pub table: Table,
    /// 万元 of 单位：万元
    pub unit: Option<String>,
    pub notes: Vec<String>,
    /// Captions of the lines to sign on.
    pub signatures: Vec<String>,
}

impl Received {
    /// The texts with the personal numbers in them hidden, except the office's own; the table has a gate of its own.
    #[must_use]
    pub fn cleansed(mut self, office: &Office) -> Self {
        let texts = self.title.iter_mut().chain(&mut self.notes).chain(&mut self.signatures);
        texts.for_each(|text| *text = gate::text(text, office).0.as_str().to_owned());
        self
    }

    /// Only what says more than the clerk already did: what she changed of the draft stays as she wrote it.
    #[must_use]
    pub fn beside(mut self, content: &Content, drafted: &Content) -> Self {
        if !content.title.trim().is_empty() && content.title != drafted.title {
            self.title = None;
        }
        if !content.notes.trim().is_empty() && content.notes != drafted.notes {
            self.notes.clear();
        }
        if !content.signatures.is_empty() && content.signatures != drafted.signatures {
            self.signatures.clear();
        }
        self
    }
}

/// A draft with what a spreadsheet brought: what the sheet says goes before what the kind suggests.
pub fn fill(mut draft: Content, received: Received) -> Content {
    if let Some(title) = received.title {
        draft.title = title;
    }
    if let Some(unit) = received.unit {
        draft.unit = unit;
    }
    if !received.notes.is_empty() {
        draft.notes = received.notes.join("\n");
    }
    if !received.signatures.is_empty() {
        draft.signatures = received.signatures;
    }
    draft.table = received.table;
    draft
}

/// The kind's empty table; the fixed rows are there where the kind has them.
pub fn table(kind: &Kind) -> Table {
    empty_table(kind.expected_columns(), &kind.rows)
}

/// Columns by their names, and the rows that are always there.
pub fn empty_table(columns: &[String], rows: &[String]) -> Table {
    let columns: Vec<Column> = columns.iter().map(|name| Column::new(name, class_of(name))).collect();
    // 期初余额 is no date: it is written where an account says what for.
    let labelled = columns.iter().position(|column| column.class == Class::Text).unwrap_or(0);
    let mut table = Table::new(columns);
    for name in rows {
        let role = if name == "合计" {
            Role::Total
        } else if name.starts_with("期初") {
            Role::Opening
        } else if name.starts_with("期末") {
            Role::Closing
        } else if name.starts_with("其中") {
            Role::Part
        } else {
            Role::Data
        };
        let mut cells = vec![Cell::Blank; labelled];
        cells.push(Cell::text(name));
        table.push(role, cells, None);
    }
    table
}

fn title(kind: &Kind, office: &Office, first_day: Date) -> String {
    let office = &office.name;
    // 部门（乡镇）预算公开: the brackets say whose budget it may be, and the office's name says whose it is.
    let name = kind.name.replace("（乡镇）", "");
    match kind.period.unit {
        PeriodUnit::UntilEvent | PeriodUnit::UntilLifted => format!("{office}{name}"),
        // The kind's own name (一般通知公告) is no title.
        _ if kind.basis.is_empty() => format!("{office}通知公告"),
        _ => match kind.frequency {
            Some(frequency) => format!("{office}{}{name}", ended(frequency, first_day)),
            None => format!("{office}{}年{name}", first_day.year()),
        },
    }
}

/// The month or the quarter that has ended when it is posted: 2026年第三季度.
fn ended(frequency: Frequency, posted: Date) -> String {
    let month = posted.month();
    match frequency {
        Frequency::Monthly if month == 1 => format!("{}年12月", posted.year() - 1),
        Frequency::Monthly => format!("{}年{}月", posted.year(), month - 1),
        Frequency::Quarterly if month <= 3 => format!("{}年第四季度", posted.year() - 1),
        Frequency::Quarterly => {
            let quarter = ["一", "二", "三"][usize::from((month - 4).unsigned_abs() / 3)];
            format!("{}年第{quarter}季度", posted.year())
        }
    }
}

fn intro(kind: &Kind, office: &Office, first_day: Date, last_day: Option<Date>) -> String {
    let (subject, verb) = subject_and_verb(&kind.name);
    let basis = citation(kind).map_or_else(|| "根据有关规定，".to_owned(), |clauses| format!("根据{clauses}规定，"));
    let mut lines = Vec::new();
    if matches!(kind.period.unit, PeriodUnit::UntilEvent | PeriodUnit::UntilLifted) {
        lines.push(if verb == "公告" {
            format!("{basis}现将{subject}公告如下。")
        } else {
            format!("{basis}现将{subject}有关事项通知如下，请提前做好准备。")
        });
    } else if kind.basis.is_empty() {
        lines.push("现将有关事项通知如下：".to_owned());
    } else {
        lines.push(format!("{basis}现将{year}年{subject}情况予以{verb}。", year = first_day.year()));
    }
    lines.extend(kind.must_state.iter().map(|what| format!("{what}：")));
    lines.extend(period_sentence(kind, verb, first_day, last_day));
    lines.extend(objection_sentence(kind, office, verb));
    lines.join("\n")
}

fn period_sentence(kind: &Kind, verb: &str, first_day: Date, last_day: Option<Date>) -> Option<String> {
    match (kind.period.unit, last_day) {
        (PeriodUnit::Day, Some(last_day)) => {
            let days = (last_day - first_day).get_days() + 1;
            Some(format!(
                "{verb}期：{}至{}，共{days}日（首日计入）。",
                period::chinese(first_day),
                period::chinese(last_day)
            ))
        }
        (PeriodUnit::Workday, Some(last_day)) => {
            let least = kind.period.days.map(|days| format!("，不少于{days}个工作日")).unwrap_or_default();
            Some(format!("{verb}期：{}至{}{least}。", period::chinese(first_day), period::chinese(last_day)))
        }
        (PeriodUnit::Standing, _) => Some(format!("自{}起长期公开。", period::chinese(first_day))),
        _ => None,
    }
}

fn objection_sentence(kind: &Kind, office: &Office, verb: &str) -> Option<String> {
    // A page that promises a number and shows none sends people away.
    let telephone = if office.telephones.is_empty() { "" } else { "，联系电话见文末" };
    let to = if office.name.is_empty() { "本单位" } else { office.name.as_str() };
    match kind.period.unit {
        PeriodUnit::Day | PeriodUnit::Workday if !kind.basis.is_empty() => {
            let mut sentence = format!("{verb}期间如有异议，请以书面、电话或者当面的方式向{to}反映{telephone}。");
            if !kind.objection.is_empty() {
                sentence.push_str(&format!("收到异议后，将{}。", kind.objection));
            }
            Some(sentence)
        }
        PeriodUnit::Standing => Some(format!("如有疑问或者意见，请向{to}反映{telephone}。")),
        _ => None,
    }
}

/// 耕地地力保护补贴公示 → 耕地地力保护补贴, 公示
fn subject_and_verb(name: &str) -> (&str, &str) {
    VERBS
        .iter()
        .find_map(|(ending, verb)| Some((name.strip_suffix(ending)?, *verb)))
        .filter(|(subject, _)| !subject.is_empty())
        .unwrap_or((name, "公开"))
}

/// The clauses as a notice cites them: 《土地管理法实施条例》第三十四条. Only what is surely an article of a law is cited on
/// a wall; a local example or a guess is not.
fn citation(kind: &Kind) -> Option<String> {
    if !matches!(kind.confidence, Confidence::Law | Confidence::Copy) {
        return None;
    }
    let clauses: Vec<String> = kind.basis.split('；').filter_map(cite).collect();
    if clauses.is_empty() { None } else { Some(clauses.join("、")) }
}

fn cite(basis: &str) -> Option<String> {
    let basis = basis.split('：').next()?;
    let article = basis.rfind('第')?;
    let end = article + basis[article..].find('条')? + '条'.len_utf8();
    let name_end = basis.find('（').filter(|at| *at < article).unwrap_or(article);
    Some(format!("《{}》{}", &basis[..name_end], &basis[name_end..end]))
}

/// Money in 万元 says so above the table, once.
fn unit(kind: &Kind) -> String {
    if kind.columns.iter().any(|column| column.contains("（万元）")) { "万元".to_owned() } else { String::new() }
}

fn signatures(kind: &Kind, office: &Office) -> Vec<String> {
    if !kind.approvers.is_empty() {
        return kind.approvers.clone();
    }
    let captions: &[&str] = match (kind.period.unit, office.level) {
        (PeriodUnit::Day | PeriodUnit::Workday, _) if kind.basis.is_empty() => &[],
        (PeriodUnit::Day | PeriodUnit::Workday, Level::Village) => &["制表人", "村委会主任", "村务监督委员会"],
        (PeriodUnit::Day | PeriodUnit::Workday, Level::Township) => &["经办人", "分管领导"],
        (PeriodUnit::Standing | PeriodUnit::UntilEvent | PeriodUnit::UntilLifted, _) => &[],
    };
    captions.iter().map(|caption| (*caption).to_owned()).collect()
}

/// What a rule's column holds, by its name.
fn class_of(name: &String) -> Class {
    heading::class_of(std::slice::from_ref(name), None).unwrap_or(Class::Text)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::domain::kind::Catalogue;

    fn office() -> Office {
        Office {
            name: "石桥镇人民政府".into(),
            level: Level::Township,
            telephones: vec!["0500-8800123".into()],
            ..Office::default()
        }
    }

    fn draft(id: &str) -> Content {
        let kind = Catalogue::bundled().find(id).expect("a bundled kind");
        content(kind, &office(), date(2026, 7, 18), Some(date(2026, 7, 24)))
    }

    #[test]
    fn a_draft_names_the_clause_the_period_and_how_to_object() {
        let draft = draft("dibao-initial");
        assert_eq!(draft.title, "石桥镇人民政府2026年最低生活保障初审公示");
        assert_eq!(
            draft.intro,
            "根据《最低生活保障审核确认办法》（2021）第十九条规定，现将2026年最低生活保障初审情况予以公示。\n\
             公示期：2026年7月18日至2026年7月24日，共7日（首日计入）。\n\
             公示期间如有异议，请以书面、电话或者当面的方式向石桥镇人民政府反映，联系电话见文末。\
             收到异议后，将重新组织调查核实或者民主评议，提出审核意见。"
        );
        assert_eq!(draft.signatures, ["经办人", "分管领导"]);
        assert_eq!((draft.telephone.as_str(), draft.issuer.as_str()), ("0500-8800123", "石桥镇人民政府"));
        assert_eq!(draft.date, Some(date(2026, 7, 18)));
    }

    #[test]
    fn what_is_done_with_a_kind_is_said_once() {
        assert!(
            draft("xianjie-zijin").intro.contains("现将2026年衔接资金项目情况予以公示"),
            "{}",
            draft("xianjie-zijin").intro
        );
    }

    #[test]
    fn what_a_village_posts_hangs_fifteen_days_at_least() {
        let kind = Catalogue::bundled().find("gengdi-dili").expect("a bundled kind");
        let village = Office { level: Level::Village, ..office() };
        let (content, _) = posted_on(kind, &village, date(2026, 7, 18), Calendar::bundled());
        assert_eq!(content.period.last, Some(date(2026, 8, 1)));
        let (content, _) = posted_on(kind, &office(), date(2026, 7, 18), Calendar::bundled());
        assert_eq!(content.period.last, Some(date(2026, 7, 24)));
    }

    #[test]
    fn a_period_over_the_end_of_a_month_is_counted_in_days() {
        let kind = Catalogue::bundled().find("tuigeng").expect("a bundled kind");
        let draft = content(kind, &office(), date(2026, 7, 25), Some(date(2026, 9, 2)));
        assert!(draft.intro.contains("共40日"), "{}", draft.intro);
    }

    #[test]
    fn a_file_s_title_goes_before_the_drafted_one_but_not_before_the_clerk_s() {
        let drafted = draft("gengdi-dili");
        let received = || Received { title: Some("石桥村补贴公示表".into()), ..Received::default() };
        assert_eq!(received().beside(&drafted, &drafted).title.as_deref(), Some("石桥村补贴公示表"));
        let typed = Content { title: "我写的标题".into(), ..drafted.clone() };
        assert_eq!(received().beside(&typed, &drafted).title, None);
    }

    #[test]
    fn an_account_names_the_month_or_quarter_that_has_ended() {
        let title = |id: &str, day| {
            let kind = Catalogue::bundled().find(id).expect("a bundled kind");
            content(kind, &office(), day, None).title
        };
        assert_eq!(title("village-finance", date(2026, 10, 12)), "石桥镇人民政府2026年第三季度村级财务收支公开");
        assert_eq!(title("village-finance", date(2026, 1, 12)), "石桥镇人民政府2025年第四季度村级财务收支公开");
        assert_eq!(title("village-finance", date(2026, 6, 30)), "石桥镇人民政府2026年第一季度村级财务收支公开");
        assert_eq!(title("village-finance-monthly", date(2026, 1, 5)), "石桥镇人民政府2025年12月村级财务收支按月公开");
        assert_eq!(title("village-finance-monthly", date(2026, 8, 5)), "石桥镇人民政府2026年7月村级财务收支按月公开");
    }

    #[test]
    fn an_account_begins_and_ends_with_its_balance() {
        let table = draft("village-finance").table;
        let roles: Vec<_> = table.rows.iter().map(|row| row.role).collect();
        assert_eq!(roles, [Role::Opening, Role::Total, Role::Closing]);
        assert_eq!(table.rows[0].cells[1], Cell::text("期初余额"));
    }

    #[test]
    fn a_budget_is_drafted_with_all_its_tables() {
        let draft = draft("budget");
        let tables = draft.blocks.iter().filter_map(|block| block.further()).count();
        assert!(tables >= 9 && draft.table.columns.is_empty() && draft.look.front, "{tables}");
    }

    #[test]
    fn only_an_article_of_a_law_is_cited() {
        let cited = |id| citation(Catalogue::bundled().find(id).expect("a bundled kind"));
        assert_eq!(cited("sangong").as_deref(), Some("《预算法》第十四条"));
        assert_eq!(
            cited("dibao-current").as_deref(),
            Some("《最低生活保障审核确认办法》（2021）第二十四条、《社会救助法》第四十五条")
        );
        assert_eq!(cited("village-works-award").as_deref(), Some("《招标投标法实施条例》第五十四条"));
        assert_eq!(cited("yingji").as_deref(), Some("《突发事件应对法》（2024）第六十三、六十四、七十条"));
        assert_eq!(cited("zhongliang"), None);
        assert_eq!(cited("canji-butie"), None);
    }

    #[test]
    fn fixed_rows_come_with_the_draft_and_only_the_total_is_a_total() {
        let table = draft("sangong").table;
        let roles: Vec<_> = table.rows.iter().map(|row| row.role).collect();
        assert_eq!(roles, [Role::Total, Role::Data, Role::Data, Role::Data, Role::Part, Role::Part]);
    }

    #[test]
    fn every_kind_has_a_draft_without_a_hole_in_its_sentences() {
        for kind in Catalogue::bundled().kinds() {
            for last in [None, Some(date(2026, 7, 24))] {
                let draft = content(kind, &office(), date(2026, 7, 18), last);
                // A set says what it has to say in its blocks.
                let said = !draft.intro.is_empty() || kind.is_set();
                assert!(!draft.title.is_empty() && said, "{:?}", kind.id);
                for hole in ["《》", "年情况", "现将情况", "，，", "。。"] {
                    assert!(!draft.intro.contains(hole), "{:?}: {}", kind.id, draft.intro);
                }
                assert!(draft.table.columns.iter().all(|column| !column.name().is_empty()));
            }
        }
    }
}
