//! 照上期新建: last period's title moved on by one period, as a suggestion.

/// 2025年 → 2026年; where the title names a quarter, a half year, months or 第…期, those move and the year where they
/// begin anew.
pub fn title(last: &str) -> String {
    let moved = quarter(last).or_else(|| half_year(last)).or_else(|| months(last)).or_else(|| issue(last));
    match moved {
        Some((title, true)) => years(&title),
        Some((title, false)) => title,
        None => years(last),
    }
}

/// What one step made of a title, and whether a new year begins by it.
type Moved = Option<(String, bool)>;

fn quarter(title: &str) -> Moved {
    let at = title.find("季度")?;
    let before = &title[..at];
    let mark = before.chars().next_back()?;
    let place = |digits: &str| digits.chars().position(|c| c == mark);
    let (digits, at_now) = ["一二三四", "1234"].iter().find_map(|digits| Some((*digits, place(digits)?)))?;
    let next = digits.chars().nth((at_now + 1) % 4)?;
    Some((format!("{}{next}{}", &before[..before.len() - mark.len_utf8()], &title[at..]), at_now == 3))
}

fn half_year(title: &str) -> Moved {
    if title.contains("上半年") {
        return Some((title.replacen("上半年", "下半年", 1), false));
    }
    title.contains("下半年").then(|| (title.replacen("下半年", "上半年", 1), true))
}

/// 3月, 1-3月, 10月—12月; never the month of a day.
fn months(title: &str) -> Moved {
    // 10月—12月 moves as 10—12月 does.
    let at = title.rfind('月').filter(|at| !title[at + '月'.len_utf8()..].starts_with(|c: char| c.is_ascii_digit()))?;
    if title[at + '月'.len_utf8()..].starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let (head, last) = number_at_end(&title[..at])?;
    let bare = head.trim_end_matches(['-', '—', '－', '–', '~', '～', '至', '到']).trim_end_matches('月');
    let first = if bare.len() < head.len() { number_at_end(bare) } else { None };
    let valid = |month: &u32| (1..=12).contains(month);
    if !valid(&last) || first.is_some_and(|(_, first)| !valid(&first) || first > last) {
        return None;
    }
    let next = last % 12 + 1;
    let begun = match first {
        Some((start, first)) => format!("{start}{next}{}{}", &head[bare.len()..], (next + last - first - 1) % 12 + 1),
        None => format!("{head}{next}"),
    };
    Some((begun + &title[at..], next == 1))
}

/// 第3期; its number goes on over the years.
fn issue(title: &str) -> Moved {
    let at = title.find('期')?;
    let (head, number) = number_at_end(&title[..at])?;
    head.ends_with('第').then(|| (format!("{head}{}{}", number + 1, &title[at..]), false))
}

/// Every year of four digits before 年, and the first of 2025—2026年.
fn years(title: &str) -> String {
    let mut moved = String::with_capacity(title.len());
    let mut rest = title;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, from) = rest.split_at(start);
        let end = from.find(|c: char| !c.is_ascii_digit()).unwrap_or(from.len());
        let (digits, behind) = from.split_at(end);
        moved.push_str(before);
        let is_year = digits.len() == 4 && behind.starts_with(['年', '-', '—', '－', '–', '~', '～', '至']);
        match digits.parse::<u32>() {
            Ok(year) if is_year && (1990..2100).contains(&year) => moved.push_str(&(year + 1).to_string()),
            _ => moved.push_str(digits),
        }
        rest = behind;
    }
    moved + rest
}

fn number_at_end(text: &str) -> Option<(&str, u32)> {
    let head = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = &text[head.len()..];
    (digits.len() <= 3).then(|| digits.parse().ok()).flatten().map(|number| (head, number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_moves_on_by_one_period() {
        let moved = [
            ("石桥镇2025年耕地地力保护补贴公示", "石桥镇2026年耕地地力保护补贴公示"),
            ("河口村2026年第三季度财务收支公开表", "河口村2026年第四季度财务收支公开表"),
            ("河口村2026年第四季度财务收支公开表", "河口村2027年第一季度财务收支公开表"),
            ("2025年4季度收支", "2026年1季度收支"),
            ("2026年1月低保发放公示", "2026年2月低保发放公示"),
            ("2026年12月低保发放公示", "2027年1月低保发放公示"),
            ("2026年1-3月收支", "2026年4-6月收支"),
            ("2026年10月—12月收支", "2027年1月—3月收支"),
            ("2026年上半年收支", "2026年下半年收支"),
            ("2026年下半年收支", "2027年上半年收支"),
            ("2025—2026年度供暖", "2026—2027年度供暖"),
            ("村务公开第9期", "村务公开第10期"),
            ("2026年4月8日停电通知", "2027年4月8日停电通知"),
            ("发展党员公示", "发展党员公示"),
            ("文件〔2025〕12号公示", "文件〔2025〕12号公示"),
        ];
        for (last, next) in moved {
            assert_eq!(title(last), next);
        }
    }
}
