//! The command line, read: what is asked for, or one sentence on what is wrong with it.

pub(super) mod archive;
mod election;
mod make;
mod paper;

use std::ffi::OsString;
use std::path::PathBuf;

use lexopt::Arg::{Long, Short, Value};
use lexopt::ValueExt;

pub(super) use self::election::{Election, Job};
pub(super) use self::make::Make;
use super::help;
use crate::domain::kind::{Catalogue, Kind};
use crate::export::{Sheet, Tiles};

pub(super) mod board;
pub(super) mod life;
mod printing;
mod screen;

pub(super) use lobby::{Alert, Raise, Stick};
pub(super) use pictures::{Pictures, PicturesJob};
pub(super) use printing::{Calibrate, Measure, Print, Source};
pub(super) use screen::Screen;
pub(super) mod list;
mod lobby;
mod pictures;
pub(super) mod today;

/// What the program was started for.
#[derive(Debug, PartialEq)]
pub(super) enum Command {
    Help(Option<&'static str>),
    Version,
    Window { data: Option<PathBuf> },
    Inspect(Inspect),
    Make(Make),
    Election(Election),
    Demo { data: PathBuf, notices: Option<usize> },
    Printers { json: bool },
    Print(Print),
    Calibrate(Calibrate),
    Life(life::Life),
    Screen(Screen),
    List(list::List),
    Show(list::Show),
    Export(list::Export),
    Papers(list::Papers),
    Board(board::Board),
    Today(today::Today),
    Archive(archive::Archive),
    Alert(Alert),
    ScreenStatus { data: Option<PathBuf>, json: bool },
    Stick(Stick),
    Pictures(Pictures),
}

#[derive(Debug, PartialEq)]
pub(super) struct Inspect {
    pub file: PathBuf,
    pub sheet: Option<String>,
    pub kind: Option<&'static Kind>,
    pub json: bool,
}

/// Pages on other sheets than their own.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Sheets {
    Tiles(Tiles),
    TwoUp,
}

/// A command line that cannot be carried out, as a sentence with a next step.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("{0}")]
pub(super) struct UsageError(pub String);

/// # Errors
/// A command, an option or a value that the program does not have.
pub(super) fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Command, UsageError> {
    let mut parser = lexopt::Parser::from_args(arguments);
    let mut given = Given::default();
    while let Some(argument) = parser.next().map_err(explain)? {
        match argument {
            Value(value) => given.words.push(value),
            Short('h') | Long("help") => given.help = true,
            Short('V') | Long("version") => return Ok(Command::Version),
            Long("json") => given.json = true,
            Long("across") => given.across = true,
            // Elsewhere it seals the archive; here it names a picture.
            Long("seal") if given.words.first().is_some_and(|word| word == "make") => {
                let value = parser.value().map_err(|_| UsageError("--seal 后面要写公章图片的文件名。".into()))?;
                given.options.push(("seal", value));
            }
            Long(flag) if let Some(flag) = known(FLAGS, flag) => given.flags.push(flag),
            Long(option) if let Some(option) = known(OPTIONS, option) => {
                let value = parser.value().map_err(|_| UsageError(format!("--{option} 后面要写一个值。")))?;
                given.options.push((option, value));
            }
            other => return Err(explain(other.unexpected())),
        }
    }
    given.command()
}

/// What takes a value.
const OPTIONS: &[&str] = &[
    "years",
    "second",
    "data",
    "sheet",
    "kind",
    "out",
    "title",
    "paper",
    "tiles",
    "margin",
    "dpi",
    "notices",
    "by",
    "means",
    "remark",
    "place",
    "until",
    "reason",
    "person",
    "matter",
    "answer",
    "reply",
    "outcome",
    "printer",
    "copies",
    "pages",
    "tray",
    "duplex",
    "wait",
    "measured",
    "order",
    "day",
    "committee",
    "village",
    "term",
    "hours",
    "province",
    "figures",
    "search",
    "state",
    "from",
    "to",
    "form",
    "year",
    "month",
    "theme",
    "money",
    "level",
    "minutes",
    "category",
    "area",
    "measures",
    "caption",
    "seconds",
    "monitor",
    "windowed",
    "speed",
];
/// What takes none, besides `--json` and `--across`.
const FLAGS: &[&str] = &[
    "seal",
    "list-changed",
    "two-up",
    "guide",
    "dry-run",
    "reset",
    "clean",
    "letter",
    "capitals",
    "due",
    "clear",
    "portrait",
];

fn known(list: &[&'static str], word: &str) -> Option<&'static str> {
    list.iter().find(|known| **known == word).copied()
}

/// Options, flags and how many words stand behind a command.
type Shape = (&'static [&'static str], &'static [&'static str], usize);

#[derive(Default)]
struct Given {
    words: Vec<OsString>,
    options: Vec<(&'static str, OsString)>,
    flags: Vec<&'static str>,
    json: bool,
    across: bool,
    help: bool,
}

impl Given {
    fn command(mut self) -> Result<Command, UsageError> {
        let name = if self.words.is_empty() { OsString::new() } else { self.words.remove(0) };
        let mut name = name.to_string_lossy();
        let next = self.words.first().map(|word| word.to_string_lossy().into_owned());
        if let Some(joined) = lobby::joined(&name, next.as_deref()) {
            self.words.remove(0);
            name = joined.into();
        }
        if self.help {
            return Ok(Command::Help(help::COMMANDS.iter().copied().find(|known| *known == name)));
        }
        if name == "archive" && self.words.is_empty() {
            let jobs = "list、import、hold、release、conceal、reveal、destroy、term 或 conceal-after";
            return Err(UsageError(format!("archive 后面要写做什么：{jobs}。用 gongshi archive --help 看用法。")));
        }
        if name == "help" {
            return Ok(Command::Help(None));
        }
        let shape = self.shape(&name);
        let shape =
            shape.ok_or_else(|| UsageError(format!("没有“{name}”这个命令。用 gongshi --help 看有哪些命令。")))?;
        self.refuse_strangers(&name, shape)?;
        self.read(&name)
    }

    /// What may stand behind a command; `None`: there is no such command.
    fn shape(&self, name: &str) -> Option<Shape> {
        const MAKE: &[&str] =
            &["kind", "out", "title", "paper", "tiles", "margin", "dpi", "data", "order", "theme", "seal", "money"];
        Some(match name {
            "" => (&["data"], &[], 0),
            "inspect" => (&["sheet", "kind"], &["json"], 1),
            "make" => (MAKE, &["json", "across", "two-up", "guide", "clean", "letter", "capitals"], 1),
            "election" => (&election::OPTIONS, &["json"], 1),
            "demo" => (&["data", "notices"], &[], 0),
            "printers" => (&[], &["json"], 0),
            "print" => (&printing::PRINT, &["json", "across", "two-up", "guide", "dry-run", "clean"], 1),
            "calibrate" => (&["printer", "measured", "out", "data"], &["reset"], 0),
            "list" => (&["data", "search", "state", "kind", "place", "from", "to"], &["json"], 0),
            "show" => (&["data"], &["json"], 1),
            "export" => (&["data", "out", "from", "to", "year", "kind"], &["json"], 0),
            "search" => (&["data", "state", "kind", "place", "from", "to"], &["json"], 1),
            "board" => (&["data", "out"], &["json"], 0),
            "archive" => (&archive::OPTIONS, &["json", "due"], self.archive_words()),
            "certificate" => (&["data", "out", "form", "answer"], &["json"], 1),
            "register" => (&["data", "out", "form", "year", "month"], &["json"], 0),
            "today" => (&["data", "day", "out"], &["json"], 0),
            "screen" => (&screen::OPTIONS, &[], 0),
            name => return life::shape(name).or_else(|| lobby::shape(name, self.words.len())),
        })
    }

    fn read(self, name: &str) -> Result<Command, UsageError> {
        match name {
            "inspect" => self.inspect(),
            "make" => self.make(),
            "election" => self.election(),
            "demo" => self.demo(),
            "printers" => Ok(Command::Printers { json: self.json }),
            "print" => self.print().map(Command::Print),
            "calibrate" => self.calibrate().map(Command::Calibrate),
            "list" => self.list().map(Command::List),
            "show" => self.show().map(Command::Show),
            "export" => self.export().map(Command::Export),
            "search" => self.search().map(Command::List),
            "board" => self.board().map(Command::Board),
            "certificate" => self.certificate().map(Command::Papers),
            "register" => self.register().map(Command::Papers),
            "today" => self.today().map(Command::Today),
            "archive" => self.archive().map(Command::Archive),
            "screen" => self.screen(),
            name if life::shape(name).is_some() => self.life(name).map(Command::Life),
            name if lobby::shape(name, 0).is_some() => self.lobby(name),
            _ => Ok(Command::Window { data: self.path("data") }),
        }
    }

    fn refuse_strangers(&self, name: &str, (options, flags, words): Shape) -> Result<(), UsageError> {
        let stranger = self.options.iter().map(|(option, _)| *option).find(|option| !options.contains(option));
        let flag = [("json", self.json), ("across", self.across)]
            .into_iter()
            .find_map(|(flag, given)| (given && !flags.contains(&flag)).then_some(flag))
            .or_else(|| self.flags.iter().copied().find(|flag| !flags.contains(flag)));
        if let Some(option) = stranger.or(flag) {
            let whom = if name.is_empty() { "打开窗口时" } else { name };
            return Err(UsageError(format!("{whom} 不用 --{option}。用 gongshi {name} --help 看用法。")));
        }
        if self.words.len() > words {
            return Err(UsageError(format!("{name} 多写了一个词。用 gongshi {name} --help 看用法。")));
        }
        if self.words.len() < words {
            return Err(UsageError(format!("{name} 后面要写{}。用 gongshi {name} --help 看用法。", missing(name))));
        }
        Ok(())
    }

    fn inspect(mut self) -> Result<Command, UsageError> {
        let sheet = self.text("sheet")?;
        let kind = self.kind()?;
        let json = self.json;
        Ok(Command::Inspect(Inspect { file: self.words.remove(0).into(), sheet, kind, json }))
    }

    fn sheets(&self) -> Result<Option<Sheets>, UsageError> {
        let margin = match self.text("margin")? {
            None => Tiles::MARGIN,
            Some(text) => text
                .parse()
                .ok()
                .filter(|margin| (0.0..=30.0).contains(margin))
                .ok_or_else(|| UsageError(format!("--margin 要写 0 到 30 之间的毫米数，不能是“{text}”。")))?,
        };
        match (self.text("tiles")?, self.has("two-up")) {
            (Some(_), true) => Err(UsageError("--tiles 和 --two-up 不能同时用，请去掉一个。".into())),
            (Some(named), false) => {
                let sheet = match named.to_ascii_lowercase().as_str() {
                    "a4" => Sheet::A4,
                    "a3" => Sheet::A3,
                    _ => return Err(UsageError(format!("--tiles 要写 a4 或 a3，不能是“{named}”。"))),
                };
                Ok(Some(Sheets::Tiles(Tiles { sheet, margin, guide: self.has("guide") })))
            }
            (None, _) if self.has("guide") || self.last("margin").is_some() => {
                Err(UsageError("--margin 和 --guide 要和 --tiles 一起用，例如 --tiles a4 --margin 5。".into()))
            }
            (None, two_up) => Ok(two_up.then_some(Sheets::TwoUp)),
        }
    }

    fn demo(self) -> Result<Command, UsageError> {
        let data = self.path("data").ok_or_else(|| UsageError("要用 --data 写明放到哪个文件夹。".into()))?;
        let notices = match self.text("notices")? {
            None => None,
            Some(text) => Some(
                text.parse()
                    .ok()
                    .filter(|count| (1..=200_000).contains(count))
                    .ok_or_else(|| UsageError(format!("--notices 要写 1 到 200000 之间的整数，不能是“{text}”。")))?,
            ),
        };
        Ok(Command::Demo { data, notices })
    }

    /// The last value given for an option: a script may append one to override.
    fn last(&self, option: &str) -> Option<&OsString> {
        self.options.iter().rev().find(|(name, _)| *name == option).map(|(_, value)| value)
    }

    /// Every value given for an option, in order.
    fn all(&self, option: &str) -> Result<Vec<String>, UsageError> {
        let values = self.options.iter().filter(|(name, _)| *name == option).map(|(_, value)| value.clone().string());
        values.collect::<Result<_, _>>().map_err(|_| UsageError(format!("--{option} 的值读不出来，请换一种写法。")))
    }

    fn has(&self, flag: &str) -> bool {
        self.flags.contains(&flag)
    }

    fn path(&self, option: &str) -> Option<PathBuf> {
        self.last(option).map(PathBuf::from)
    }

    fn text(&self, option: &str) -> Result<Option<String>, UsageError> {
        self.last(option)
            .map(|value| {
                value.clone().string().map_err(|_| UsageError(format!("--{option} 的值读不出来，请换一种写法。")))
            })
            .transpose()
    }

    fn kind(&self) -> Result<Option<&'static Kind>, UsageError> {
        let Some(named) = self.text("kind")? else { return Ok(None) };
        named_kind(&named).map(Some)
    }
}

/// What stands behind a command.
fn missing(name: &str) -> &'static str {
    match name {
        "inspect" | "make" => "文件名",
        "print" => "公示编号或 PDF 文件名",
        "search" => "要找的词",
        "election" => "做什么：new、move、check 或 result",
        "screen usb" => "放到哪个文件夹",
        "archive" => "是哪个文件夹、哪种公示或哪件公示",
        _ => "公示编号",
    }
}

fn named_kind(named: &str) -> Result<&'static Kind, UsageError> {
    let found = Catalogue::bundled().find(named);
    found.ok_or_else(|| UsageError(format!("没有“{named}”这种公示。用 gongshi make --help 看有哪些种类。")))
}

fn explain(error: lexopt::Error) -> UsageError {
    match error {
        lexopt::Error::UnexpectedOption(option) => {
            UsageError(format!("没有 {option} 这个选项。用 gongshi --help 看有哪些。"))
        }
        lexopt::Error::UnexpectedValue { option, .. } => UsageError(format!("{option} 后面不写值。")),
        other => UsageError(format!("命令写得不对（{other}）。用 gongshi --help 看用法。")),
    }
}

#[cfg(test)]
mod tests;
