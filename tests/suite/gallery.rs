//! The gallery: finished bulletins of every kind, from the cases of `tests/gallery/cases`. Nothing in them is missing, cut or
//! off the page. `GALLERY=folder` writes their PDFs there, and a small picture of each page.

use std::fs;
use std::path::{Path, PathBuf};

use gongshi::domain::bulletin::Bulletin;
use gongshi::domain::election::result::{self, Candidate, Figures, Post};
use gongshi::domain::election::rules::{NoticeRule, Rules};
use gongshi::domain::election::{self, Member, Plan};
use gongshi::domain::gate;
use gongshi::domain::kind::Catalogue;
use gongshi::domain::notice::Content;
use gongshi::domain::office::Office;
use gongshi::domain::table::{Cell, Role};
use gongshi::export::{self, PdfOptions, Sheet, Tiles};
use gongshi::layout::{self, Document, Fonts};

use super::case::Case;
use super::names;

/// Pixels to the inch of the small pictures.
const SMALL: f64 = 26.0;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gallery")
}

/// Cases of the suite that are finished bulletins as they are: the account with its charts, the budget as a set of tables,
/// the report of stacked tables.
const LENT: [(&str, &str); 3] =
    [("25-accounts", "blocks"), ("26-budget", "budget-set"), ("27-stacked", "stacked-tables")];

/// A bulletin of the gallery, and whether it is pieced from A4.
struct Piece {
    name: String,
    bulletin: Bulletin,
    tiles: bool,
}

fn pieces() -> Vec<Piece> {
    let cases = folder().join("cases");
    let mut pieces: Vec<Piece> = names(&cases, "toml").into_iter().map(|name| read(&cases, &name, &name)).collect();
    let suite = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite/cases");
    pieces.extend(LENT.map(|(name, case)| read(&suite, case, name)));
    pieces.extend(series());
    pieces
}

fn read(cases: &Path, case: &str, name: &str) -> Piece {
    let path = cases.join(format!("{case}.toml"));
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let case: Case = toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    Piece { name: name.to_owned(), bulletin: case.bulletin(), tiles: case.tiles }
}

/// An election from its day to its result, with a voter list of 2,000.
fn series() -> Vec<Piece> {
    let member = |name: &str, sex: &str, post: &str| Member { name: name.into(), sex: sex.into(), post: post.into() };
    let plan = Plan {
        day: jiff::civil::date(2026, 12, 20),
        village: "石桥村".into(),
        place: "村党群服务中心".into(),
        term: "第十二届".into(),
        committee: vec![member("王大山", "男", "主任"), member("李秀兰", "女", "副主任"), member("赵海", "男", "委员")],
        ..Plan::default()
    };
    let piece = |notice: &NoticeRule| {
        let mut content = election::content(&plan, &plan.days(), notice.number, &Office::default())?;
        match notice.id.as_str() {
            "election-voters" => voters(&mut content),
            "election-result" => content = elected(&content),
            _ => {}
        }
        let kind = Catalogue::bundled().get(&notice.id).expect("a kind of the catalogue");
        let bulletin = gate::bulletin(&content, kind, &Office::default()).0;
        let name = format!("31-{:02}-{}", notice.number, notice.id.as_str());
        Some(Piece { name, bulletin, tiles: false })
    };
    Rules::bundled().notices().iter().filter_map(piece).collect()
}

fn voters(content: &mut Content) {
    const SURNAMES: &str = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗";
    const GIVEN: &str = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰建国志";
    let pick = |from: &str, at: usize| from.chars().nth(at % from.chars().count()).expect("within");
    let columns = content.table.columns.clone();
    for at in 0..2000_usize {
        let mut name: String = if at % 97 == 5 { "欧阳".into() } else { pick(SURNAMES, at * 7).into() };
        name.push(pick(GIVEN, at * 11 + at / 40));
        if !at.is_multiple_of(4) {
            name.push(pick(GIVEN, at * 5 + at / 20));
        }
        let group = format!("第{}村民小组", ["一", "二", "三", "四", "五", "六", "七", "八"][at * 8 / 2000]);
        let cells = [(at + 1).to_string(), group, name, "男".to_owned()];
        let cells = cells.iter().zip(&columns).map(|(text, column)| Cell::parse(text, column.class)).collect();
        content.table.push(Role::Data, cells, None);
    }
}

fn elected(content: &Content) -> Content {
    let candidate = |(name, votes): (&str, u32)| Candidate { name: name.into(), votes };
    let post = |name: &str, seats, candidates: &[(&str, u32)]| Post {
        name: name.into(),
        seats,
        candidates: candidates.iter().copied().map(candidate).collect(),
    };
    let posts = vec![
        post("主任", 1, &[("王大山", 640), ("李秀兰", 400)]),
        post("副主任", 1, &[("赵海", 702), ("欧阳建国", 301)]),
        post("委员", 3, &[("田富", 700), ("单明", 660), ("曾玉兰", 541), ("查强", 120)]),
    ];
    let (registered, issued, returned, valid, invalid) = (1200, 1100, 1080, 1060, 20);
    let figures = Figures { registered, issued, returned, valid, invalid, voters: None, posts };
    let outcome = result::compute(&figures).expect("figures that agree");
    result::filled(content, &figures, &outcome)
}

fn write(folder: &Path, piece: &Piece, document: &Document) {
    let options = PdfOptions { title: Some(piece.bulletin.title.clone()), made: jiff::Timestamp::UNIX_EPOCH };
    let pdf = export::pdf(document, &options).unwrap_or_else(|error| panic!("{}: {error:?}", piece.name));
    let pictures = folder.join("pages");
    fs::create_dir_all(&pictures).unwrap_or_else(|error| panic!("{}: {error}", pictures.display()));
    let keep = |path: PathBuf, bytes: &[u8]| export::write(&path, bytes).unwrap_or_else(|error| panic!("{error}"));
    keep(folder.join(format!("{}.pdf", piece.name)), &pdf);
    // Of a long list the first and the last page tell enough, of a poster a sheet and the map on it.
    let last = document.paged.pages().len() - 1;
    for page in [0, last].into_iter().take(last + 1) {
        let picture = export::png(document, page, SMALL).unwrap_or_else(|error| panic!("{}: {error}", piece.name));
        keep(pictures.join(format!("{}-{}.png", piece.name, page + 1)), &picture);
    }
}

#[test]
fn every_bulletin_of_the_gallery_is_finished() {
    let wanted = std::env::var_os("GALLERY").map(PathBuf::from);
    let pieces = pieces();
    assert!(pieces.len() >= 30, "only {} bulletins", pieces.len());
    for piece in &pieces {
        let document = layout::compose(&piece.bulletin, &Fonts::bundled());
        assert!(document.warnings.is_empty(), "{}: {:?}", piece.name, document.warnings);
        let words = layout::dump(&document);
        for said in [piece.bulletin.title.as_str().split('\u{3000}').next(), Some(piece.bulletin.issuer.as_str())] {
            let said = said.and_then(|said| said.get(..6)).unwrap_or_default();
            assert!(words.contains(said), "{}: “{said}” is not on its pages", piece.name);
        }
        let document = if piece.tiles { export::poster(&document, &TILES) } else { document };
        if let Some(folder) = &wanted {
            write(folder, piece, &document);
        }
    }
}

const TILES: Tiles = Tiles { sheet: Sheet::A4, margin: Tiles::MARGIN, guide: true };
