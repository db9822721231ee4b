//! The period that a title names, where the text names it too: 现将2026年第三季度收支情况予以公开.

/// The text with what it says of the period moved as its title was. Days, and what stands in 《》, are of other things; a
/// period the title does not name is for the clerk to write anew.
pub(super) fn moved(text: &str, title: &str, next: &str) -> String {
    let Some(whole) = Named::of(title, next) else { return text.to_owned() };
    let moved = whole.replaced(text);
    // A quarter's text may name the year alone.
    let is_same = moved == text && whole.years.0 != whole.years.1;
    if is_same {
        Named { before: whole.years.0, after: whole.years.1, behind: '年', ..whole }.replaced(text)
    } else {
        moved
    }
}

/// 2026年第三 before 季度, 2026年9 before 月, 2026 before 年.
struct Named<'a> {
    before: &'a str,
    after: &'a str,
    behind: char,
    years: (&'a str, &'a str),
}

impl<'a> Named<'a> {
    fn of(title: &'a str, next: &'a str) -> Option<Self> {
        let start = year_at(title)?;
        let years = (title.get(start..start + 4)?, next.get(start..start + 4)?);
        let common: usize =
            title.chars().rev().zip(next.chars().rev()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
        let ends = [title, next].map(|whole| whole.len() - common);
        let behind = title[ends[0]..].chars().next()?;
        (title[..start] == next[..start] && ends[0] > start && ends[1] > start).then(|| Self {
            before: &title[start..ends[0]],
            after: &next[start..ends[1]],
            behind,
            years,
        })
    }

    fn replaced(&self, text: &str) -> String {
        let mut replaced = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(at) = rest.find(self.before) {
            let (before, from) = rest.split_at(at);
            let from = &from[self.before.len()..];
            replaced.push_str(before);
            let done = text.len() - rest.len() + at;
            replaced.push_str(if self.is_meant(&text[..done], from) { self.after } else { self.before });
            rest = from;
        }
        replaced + rest
    }

    fn is_meant(&self, before: &str, behind: &str) -> bool {
        let is_cited = before.rfind('《').is_some_and(|open| !before[open..].contains('》'));
        let is_day_s = |rest: &str| rest.starts_with(|c: char| c.is_ascii_digit());
        !is_cited && behind.strip_prefix(self.behind).is_some_and(|rest| !is_day_s(rest))
    }
}

/// Where the first year of four digits stands.
fn year_at(title: &str) -> Option<usize> {
    title.match_indices('年').find_map(|(at, _)| {
        let start = at.checked_sub(4)?;
        title.get(start..at)?.bytes().all(|byte| byte.is_ascii_digit()).then_some(start)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_names_the_period_that_the_title_names_now() {
        for (text, title, next, expected) in [
            ("现将2026年低保情况予以公示。", "2026年低保公示", "2027年低保公示", "现将2027年低保情况予以公示。"),
            (
                "现将2026年第三季度收支公开。",
                "石桥村2026年第三季度收支",
                "石桥村2026年第四季度收支",
                "现将2026年第四季度收支公开。",
            ),
            (
                "现将2026年第四季度收支公开。",
                "2026年第四季度收支",
                "2027年第一季度收支",
                "现将2027年第一季度收支公开。",
            ),
            ("现将2026年收支公开。", "2026年第四季度收支", "2027年第一季度收支", "现将2027年收支公开。"),
            ("现将2026年9月收支公开。", "2026年9月收支", "2026年10月收支", "现将2026年10月收支公开。"),
            ("现将2026年收支公开。", "2026年收支", "2026年第三季度收支", "现将2026年第三季度收支公开。"),
        ] {
            assert_eq!(moved(text, title, next), expected);
        }
    }

    #[test]
    fn days_laws_and_other_periods_stay() {
        for text in ["2026年9月1日起施行。", "根据《2026年补贴方案》。", "以2025年底的人口为准。", "2026年1月起发放。"]
        {
            assert_eq!(moved(text, "2026年补贴公示", "2027年补贴公示"), text);
        }
        assert_eq!(moved("共2026人。", "2026年补贴公示", "2027年补贴公示"), "共2026人。");
        assert_eq!(moved("第3期，3人。", "第3期公示", "第4期公示"), "第3期，3人。");
        assert_eq!(moved("2026年11月5日。", "2026年1月收支", "2026年2月收支"), "2026年11月5日。");
    }
}
