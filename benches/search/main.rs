//! How fast a word is found among 20,000 notices with 1,000,000 rows, and what keeping the index costs the writing.
//!
//! `cargo bench --bench search`; the notices are invented anew in a folder of the bench's own, which takes some minutes.

use std::path::Path;
use std::time::{Duration, Instant};

use gongshi::domain::kind::KindId;
use gongshi::domain::notice::Content;
use gongshi::domain::search::Query;
use gongshi::domain::table::{Cell, Class, Column, Role, Table};
use gongshi::store::{Ask, Store};
use rust_decimal::Decimal;

const NOTICES: usize = 20_000;
const ROWS: usize = 50;
const ROUNDS: usize = 15;

/// What the window asks for first.
const FIRST: Ask = Ask { from: 0, notices: 50, rows: 3 };

/// Longer than this and the clerk notices.
const LIMIT: Duration = Duration::from_millis(200);

const SURNAMES: &str =
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程苏魏吕丁任沈";
const GIVEN: &str = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂华建国文辉玲红春生林金凤玉萍梅志成云海山石龙江波宁荣福贵德安顺兴旺祥瑞东南西北";
const VILLAGES: [&str; 12] = [
    "石桥村",
    "柳湾村",
    "河口村",
    "高坡村",
    "大塘村",
    "青杨村",
    "白沙村",
    "龙泉村",
    "双溪村",
    "新丰村",
    "长岭村",
    "枫林村",
];
const MATTERS: [&str; 10] = [
    "耕地地力保护补贴",
    "最低生活保障",
    "临时救助",
    "高龄津贴",
    "残疾人两项补贴",
    "危房改造",
    "财务收支",
    "特困供养",
    "农机购置补贴",
    "退耕还林",
];
const GROUPS: [&str; 8] = ["一组", "二组", "三组", "四组", "五组", "六组", "七组", "八组"];

/// A small generator of numbers, so that every run searches the same notices.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % end as u64) as usize
    }

    fn pick<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.below(all.len())]
    }

    fn name(&mut self, surnames: &[char], given: &[char]) -> String {
        let mut name = String::from(surnames[self.below(surnames.len())]);
        name.push(given[self.below(given.len())]);
        if self.below(5) > 0 {
            name.push(given[self.below(given.len())]);
        }
        name
    }
}

fn main() {
    // `cargo test --benches` asks every bench to show that it starts.
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("gongshi.db");
    let store = fill(&path);
    drop(store);
    let bytes = |which: &str| -> i64 {
        let connection = rusqlite::Connection::open(&path).expect("the file");
        let sum = format!("SELECT sum(pgsize) FROM dbstat WHERE name {which} 'search%'");
        connection.query_row(&sum, [], |row| row.get(0)).expect("its pages")
    };
    let told = format!("{} MB, the index {} MB", bytes("NOT LIKE") / 1_000_000, bytes("LIKE") / 1_000_000);
    say("the notices", &told);
    let store = Store::open_beside(&path).expect("the store just written");
    say("first results, milliseconds", "  median    worst   notices");
    let words = [
        ("a two-character word", "危房"),
        ("a two-character word of a row", "三组"),
        ("a name", "张石芳"),
        ("a name in part", "石芳"),
        ("a surname", "魏"),
        ("initials", "zsf"),
        ("two initials", "sf"),
        ("initials of a title", "wfgz"),
        ("a rare word", "欧阳喆之妻"),
        ("a rare name", "欧阳喆"),
        ("a rare number", "987654.32"),
        ("a usual number", "12.5"),
        ("a very common word", "公示"),
        ("a very common word of rows", "石桥"),
        ("a name in a village", "柳湾 石芳"),
        ("what is nowhere", "不存在的词"),
        ("characters that never stand together", "芳石明"),
        ("a person's history", "=张石芳"),
    ];
    let slow: Vec<&str> =
        words.into_iter().filter(|(what, word)| !report(&store, what, word)).map(|(what, _)| what).collect();
    drop(store);
    writing(&path);
    assert!(slow.is_empty(), "slower than {LIMIT:?}: {slow:?}");
}

/// Asks again and again; whether the slowest answer was quick enough.
fn report(store: &Store, what: &str, word: &str) -> bool {
    let query = Query::of(word);
    let mut times = Vec::new();
    let mut notices = 0;
    let mut is_all = true;
    for _ in 0..ROUNDS {
        let clock = Instant::now();
        let results = store.search(&query, FIRST, &|| true).expect("an answer");
        times.push(clock.elapsed());
        (notices, is_all) = (results.found.len(), results.next.is_none());
    }
    times.sort_unstable();
    let worst = times[times.len() - 1];
    let more = if is_all { "" } else { " and more" };
    say(&format!("{what} ({word})"), &format!("{:>8} {:>8} {notices:>9}{more}", ms(times[times.len() / 2]), ms(worst)));
    worst < LIMIT
}

/// What the index adds to the writing.
fn writing(path: &Path) {
    for is_indexed in [false, true] {
        write(path, is_indexed);
    }
}

fn write(path: &Path, is_indexed: bool) {
    say(if is_indexed { "with the index" } else { "without the index" }, "  median    worst");
    let mut store = Store::open(path).expect("the store just written");
    let kind = KindId::new("gengdi-dili");
    let mut chance = Chance(7);
    let mut content = Content { title: "大表".into(), ..Content::default() };
    let id = store.create(&kind, &content).expect("a notice").id;
    content.table = table(20_000, "石桥村", &mut chance);
    if !is_indexed {
        // As after an update of the program: what is due is not indexed by a write.
        let connection = rusqlite::Connection::open(path).expect("the file");
        connection.execute("INSERT INTO search_due VALUES (?1)", [id.get()]).expect("a mark");
    }
    let clock = Instant::now();
    store.save_table(id, &content.table).expect("an import");
    say("an import of 20,000 rows", &format!("{:>8}", ms(clock.elapsed())));
    let clock = Instant::now();
    store.save_table(id, &content.table).expect("the same again");
    say("the same written again, a row moved", &format!("{:>8}", ms(clock.elapsed())));
    let mut times = Vec::new();
    for at in 0..200 {
        let at = at * 97;
        content.table.rows[at].cells[1] = Cell::text(format!("改名{at}"));
        let clock = Instant::now();
        store.save_rows(id, &[(at, &content.table.rows[at])]).expect("a cell");
        times.push(clock.elapsed());
    }
    times.sort_unstable();
    let told = format!("{:>8} {:>8}", ms(times[times.len() / 2]), ms(times[times.len() - 1]));
    say("one cell of them", &told);
    let mut times = Vec::new();
    for at in 0..100 {
        content.title = format!("大表{at}");
        let clock = Instant::now();
        store.save_fields(id, &content).expect("a title");
        times.push(clock.elapsed());
    }
    times.sort_unstable();
    let told = format!("{:>8} {:>8}", ms(times[times.len() / 2]), ms(times[times.len() - 1]));
    say("a letter of its title", &told);
}

fn fill(path: &Path) -> Store {
    let mut store = Store::open(path).expect("a new store");
    let clock = Instant::now();
    let mut chance = Chance(2026);
    for part in 0..NOTICES / 1000 {
        let made = store.batch(|store| {
            for at in 0..1000 {
                let village = chance.pick(&VILLAGES);
                let content = Content {
                    title: format!(
                        "{village}{}年{}公示（第{}号）",
                        2017 + part / 2,
                        chance.pick(&MATTERS),
                        part * 1000 + at
                    ),
                    intro: "根据有关规定，现予以公示。公示期间如有异议，请以书面、电话或者当面的方式向本单位反映。"
                        .into(),
                    table: table(ROWS, village, &mut chance),
                    issuer: format!("{village}村民委员会"),
                    ..Content::default()
                };
                store.create(&KindId::new("gengdi-dili"), &content)?;
            }
            Ok(())
        });
        made.expect("notices");
    }
    say(
        &format!("{NOTICES} notices with {} rows made", NOTICES * ROWS),
        &format!("{:.0} s", clock.elapsed().as_secs_f64()),
    );
    store
}

fn table(rows: usize, village: &str, chance: &mut Chance) -> Table {
    let columns = [
        ("序号", Class::Serial),
        ("户主", Class::Name),
        ("村组", Class::Group),
        ("面积（亩）", Class::Quantity),
        ("标准（元/亩）", Class::Rate),
        ("金额（元）", Class::Amount),
        ("备注", Class::Text),
    ];
    let (surnames, given): (Vec<char>, Vec<char>) = (SURNAMES.chars().collect(), GIVEN.chars().collect());
    let mut table = Table::new(columns.map(|(header, class)| Column::new(header, class)).into());
    for at in 1..=rows {
        let area = 50 + chance.below(2000);
        let cells = vec![
            Cell::Number(at.into()),
            Cell::text(chance.name(&surnames, &given)),
            Cell::text(format!("{village}{}", chance.pick(&GROUPS))),
            Cell::Number(Decimal::new(area as i64, 2)),
            Cell::Number(Decimal::new(10_566, 2)),
            Cell::Number(Decimal::new((area * 10_566 / 100) as i64, 2)),
            if chance.below(12) == 0 { Cell::text("本年新增") } else { Cell::Blank },
        ];
        table.push(Role::Data, cells, None);
    }
    table
}

fn ms(time: Duration) -> String {
    format!("{:.1}", time.as_secs_f64() * 1000.0)
}

#[expect(clippy::print_stdout, reason = "a bench says what it measured")]
fn say(what: &str, told: &str) {
    println!("{what:<48}{told}");
}
