//! The past (旧档案): a folder of old files, each with what its name says of its title, its day and its kind.

use std::io;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::columns::synonyms::Synonyms;
use crate::domain::kind::{Catalogue, KindId};

/// A file, and what it most likely is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Past {
    pub path: PathBuf,
    pub title: String,
    pub day: Option<Date>,
    pub kind: KindId,
}

/// What an office files: texts, tables, scans, photographs.
const ENDINGS: [&str; 20] = [
    "doc", "docx", "wps", "odt", "rtf", "txt", "pdf", "ofd", "xls", "xlsx", "et", "ods", "csv", "jpg", "jpeg", "png",
    "tif", "tiff", "bmp", "webp",
];

/// The kind of what no name speaks for.
const GENERAL: &str = "tongzhi";

/// The files of a folder and of those in it, by their paths; hidden ones, locks of open files and what no office files are
/// left out.
///
/// # Errors
/// A folder that cannot be read.
pub fn list(folder: &Path) -> io::Result<Vec<Past>> {
    let mut files = Vec::new();
    collect(folder, &mut files)?;
    files.sort();
    Ok(files.into_iter().map(|path| of_file(&path)).collect())
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let is_known = path.extension().is_some_and(|end| ENDINGS.iter().any(|known| end.eq_ignore_ascii_case(known)));
        if name.starts_with(['.', '~']) {
            continue;
        }
        // A link is not followed: it may lead back here.
        let kind = entry.file_type()?;
        if kind.is_dir() {
            collect(&path, files)?;
        } else if is_known && !kind.is_symlink() {
            files.push(path);
        }
    }
    Ok(())
}

/// What the name says; the day of the last change where it names none.
fn of_file(path: &Path) -> Past {
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let (title, day) = split(&stem);
    let changed = || {
        let modified = std::fs::metadata(path).and_then(|data| data.modified()).ok()?;
        Some(Timestamp::try_from(modified).ok()?.to_zoned_datetime(TimeZone::system()).date())
    };
    Past { path: path.to_owned(), kind: kind_of(&title), day: day.or_else(changed), title }
}

/// The title without numbering and without the day before or behind it, and the day. A day within the title stays in it.
fn split(stem: &str) -> (String, Option<Date>) {
    let characters: Vec<char> = stem.chars().collect();
    let mut day = None;
    let mut kept = characters.clone();
    for start in 0..characters.len() {
        if start > 0 && characters[start - 1].is_ascii_digit() {
            continue;
        }
        if let Some((found, length)) = day_at(&characters[start..]) {
            let end = start + length;
            let is_number = |c: &char| c.is_ascii_digit() || is_filler(*c) || is_bracket(*c);
            let is_rest = |c: &char| is_filler(*c) || is_bracket(*c);
            let is_edge = characters[..start].iter().all(is_number) || characters[end..].iter().all(is_rest);
            if is_edge {
                kept = [&characters[..start], &characters[end..]].concat();
            }
            day = Some(found);
            break;
        }
    }
    let year = || characters.windows(5).find_map(year_alone);
    let title: String = kept.into_iter().collect();
    let title = title.replace("（）", "").replace("()", "");
    let title = title.trim_matches(|c: char| is_filler(c));
    // 01、 and 3. number the files of a folder.
    let rest = title.trim_start_matches(|c: char| c.is_ascii_digit());
    let title = match title.len() - rest.len() {
        1..=3 if rest.starts_with(['、', '.', '-', '_', ' ', '．']) => {
            rest.trim_start_matches(|c: char| is_filler(c))
        }
        _ => title,
    };
    (if title.is_empty() { stem.trim().to_owned() } else { title.to_owned() }, day.or_else(year))
}

fn is_filler(c: char) -> bool {
    c.is_whitespace() || "-_.、，,．".contains(c)
}

fn is_bracket(c: char) -> bool {
    "（）()[]【】".contains(c)
}

/// 2019年3月4日, 2019-03-04, 2019.3.4, 20190304, 2019年3月 (its first day); how many characters it takes.
fn day_at(text: &[char]) -> Option<(Date, usize)> {
    let number = |from: usize, most: usize| {
        let digits: String = text.get(from..)?.iter().take(most).take_while(|c| c.is_ascii_digit()).collect();
        let value: i16 = digits.parse().ok()?;
        Some((value, digits.len()))
    };
    let (year, 4) = number(0, 4)? else { return None };
    if !(1949..=2100).contains(&year) {
        return None;
    }
    let whole = number(4, 2).zip(number(6, 2)).filter(|((_, a), (_, b))| (*a, *b) == (2, 2));
    if let Some(((month, _), (day, _))) = whole
        && !text.get(8).is_some_and(char::is_ascii_digit)
    {
        return Some((date(year, month, day)?, 8));
    }
    if !text.get(4).is_some_and(|c| "年-./_".contains(*c)) {
        return None;
    }
    let (month, length) = number(5, 2)?;
    let mut at = 5 + length;
    if !text.get(at).is_some_and(|c| "月-./_".contains(*c)) {
        return None;
    }
    let is_month_alone = text[at] == '月' && number(at + 1, 2).is_none();
    at += 1;
    if is_month_alone {
        return Some((date(year, month, 1)?, at));
    }
    let (day, length) = number(at, 2)?;
    at += length;
    at += usize::from(text.get(at).is_some_and(|c| "日号".contains(*c)));
    Some((date(year, month, day)?, at))
}

/// 2019年 in a title: some day of that year.
fn year_alone(text: &[char]) -> Option<Date> {
    let digits: String = text.iter().take(4).collect();
    let year: i16 = digits.parse().ok()?;
    ((1949..=2100).contains(&year) && text[4] == '年').then(|| date(year, 12, 31))?
}

fn date(year: i16, month: i16, day: i16) -> Option<Date> {
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// The kind of whose words the title has the longest.
fn kind_of(title: &str) -> KindId {
    let words = Synonyms::bundled().kinds.iter().flat_map(|(kind, words)| words.iter().map(move |word| (kind, word)));
    let found = words.filter(|(_, word)| title.contains(word.as_str())).max_by_key(|(kind, word)| (word.len(), *kind));
    let known =
        found.map(|(kind, _)| KindId::new(kind.as_str())).filter(|kind| Catalogue::bundled().get(kind).is_some());
    known.unwrap_or_else(|| KindId::new(GENERAL))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_says_its_title_and_its_day() {
        for (stem, title, day) in [
            ("2019年3月4日低保公示", "低保公示", "2019-03-04"),
            ("20190304_低保公示", "低保公示", "2019-03-04"),
            ("低保公示2019-3-4", "低保公示", "2019-03-04"),
            ("03、2018.12.01 石桥村财务公开（四季度）", "石桥村财务公开（四季度）", "2018-12-01"),
            ("低保公示（2019-3-4）", "低保公示", "2019-03-04"),
            ("石桥村2017年耕地补贴公示表", "石桥村2017年耕地补贴公示表", "2017-12-31"),
            ("关于2016年5月8日会议的公示", "关于2016年5月8日会议的公示", "2016-05-08"),
            ("石桥村2015年6月财务公开", "石桥村2015年6月财务公开", "2015-06-01"),
        ] {
            let (said, found) = split(stem);
            assert_eq!((said.as_str(), found.map(|day| day.to_string())), (title, Some(day.to_owned())), "{stem}");
        }
        assert_eq!(split("扫描件0001"), ("扫描件0001".to_owned(), None));
        assert_eq!(split("4320190304"), ("4320190304".to_owned(), None));
    }

    #[test]
    fn a_folder_is_listed_with_what_is_in_it_but_without_what_no_office_files() {
        let folder = tempfile::tempdir().expect("a folder");
        for name in ["b.docx", "a.PDF", "~$b.docx", ".x.pdf", "setup.exe", "里/c.jpg"] {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
            std::fs::write(path, "x").expect("a file");
        }
        let listed = list(folder.path()).expect("a list");
        let names: Vec<String> = listed.iter().map(|past| past.title.clone()).collect();
        assert_eq!(names, ["a", "b", "c"]);
        assert!(listed.iter().all(|past| past.day.is_some()));
    }
}
