//! 选举结果: figures entered once; validity and majority are computed, contradictions refused with their reason.

use serde::{Deserialize, Serialize};

use super::conflict::finding;
use crate::domain::finding::{Finding, Severity};
use crate::domain::notice::Content;
use crate::domain::table::{Cell, Class, Column, Role, Row, Table};

/// What the count gave.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figures {
    /// 登记参加选举的村民数
    pub registered: u32,
    /// 发出选票
    pub issued: u32,
    /// 收回选票
    pub returned: u32,
    /// 有效票
    pub valid: u32,
    /// 无效票
    pub invalid: u32,
    /// 参加投票的村民数; `None`: as many as ballots came back.
    #[serde(default)]
    pub voters: Option<u32>,
    pub posts: Vec<Post>,
}

/// 主任, 副主任, 委员
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Post {
    pub name: String,
    /// 应选名额
    pub seats: u32,
    pub candidates: Vec<Candidate>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Candidate {
    pub name: String,
    pub votes: u32,
}

/// What follows from the figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Outcome {
    /// More than half of the registered took part (第十八条).
    pub valid: bool,
    pub voters: u32,
    /// The least votes with which a candidate is elected.
    pub majority: u32,
    pub candidates: Vec<Standing>,
    /// Seats that nobody won, by post: 另行选举.
    pub vacant: Vec<(String, u32)>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Standing {
    pub post: String,
    pub name: String,
    pub votes: u32,
    pub elected: bool,
}

/// # Errors
/// Every contradiction in the figures, as a blocking finding with its reason. A finding names a post, not a person.
pub fn compute(figures: &Figures) -> Result<Outcome, Vec<Finding>> {
    let contradictions = contradictions(figures);
    if !contradictions.is_empty() {
        return Err(refused(contradictions));
    }
    let voters = figures.voters.unwrap_or(figures.returned);
    let valid = u64::from(voters) * 2 > u64::from(figures.registered);
    let majority = voters / 2 + 1;
    let mut outcome = Outcome { valid, voters, majority, candidates: Vec::new(), vacant: Vec::new() };
    for post in &figures.posts {
        outcome.count(post);
    }
    Ok(outcome)
}

/// What contradicts itself in the ballots alone, told before anybody's votes are known.
pub fn ballots(figures: &Figures) -> Vec<Finding> {
    refused(at_odds(figures))
}

fn refused(contradictions: Vec<String>) -> Vec<Finding> {
    contradictions.into_iter().map(|text| finding(Severity::Blocking, text)).collect()
}

impl Outcome {
    /// More votes first; who has a majority is elected as long as there are seats. A tie for the last seat elects none of
    /// the tied.
    fn count(&mut self, post: &Post) {
        let mut ranked: Vec<&Candidate> = post.candidates.iter().collect();
        ranked.sort_by_key(|candidate| std::cmp::Reverse(candidate.votes));
        let seats = post.seats as usize;
        let tied = ranked.get(seats).map(|next| next.votes);
        let mut won = 0;
        for (at, candidate) in ranked.into_iter().enumerate() {
            let elected = self.valid && at < seats && candidate.votes >= self.majority && Some(candidate.votes) != tied;
            won += u32::from(elected);
            let (post, name) = (post.name.clone(), candidate.name.clone());
            self.candidates.push(Standing { post, name, votes: candidate.votes, elected });
        }
        if won < post.seats {
            self.vacant.push((post.name.clone(), post.seats - won));
        }
    }
}

/// How many there are of each ballot (`elections.toml`, `checks`).
fn at_odds(figures: &Figures) -> Vec<String> {
    let Figures { registered, issued, returned, valid, invalid, .. } = *figures;
    let voters = figures.voters.unwrap_or(returned);
    let mut found = Vec::new();
    if registered == 0 {
        found.push("登记参加选举的村民数是0，请填写。".to_owned());
    }
    if issued > registered {
        found.push(format!("发出选票{issued}张，多于登记参加选举的村民{registered}人，请核对。"));
    }
    if returned > issued {
        found.push(format!("收回选票{returned}张，多于发出选票{issued}张，按规定选举无效，请核对。"));
    }
    if u64::from(valid) + u64::from(invalid) != u64::from(returned) {
        found.push(format!("有效票{valid}张加无效票{invalid}张，不等于收回选票{returned}张，请核对。"));
    }
    if voters > registered {
        found.push(format!("参加投票的村民{voters}人，多于登记参加选举的村民{registered}人，请核对。"));
    }
    if voters < returned {
        found.push(format!("参加投票的村民{voters}人，少于收回选票{returned}张，请核对。"));
    }
    found
}

/// All that cannot be.
fn contradictions(figures: &Figures) -> Vec<String> {
    let valid = figures.valid;
    let mut found = at_odds(figures);
    if figures.posts.iter().all(|post| post.candidates.is_empty()) {
        found.push("没有候选人的得票数，请填写。".to_owned());
    }
    for post in &figures.posts {
        let Post { name, seats, candidates } = post;
        if *seats == 0 {
            found.push(format!("{name}的应选名额是0，请填写。"));
        }
        if candidates.iter().any(|candidate| candidate.votes > valid) {
            found.push(format!("{name}有候选人的得票数多于有效票{valid}张，请核对。"));
        }
        let cast: u64 = candidates.iter().map(|candidate| u64::from(candidate.votes)).sum();
        let most = u64::from(valid) * u64::from(*seats);
        if cast > most {
            found.push(format!("{name}各候选人得票合计{cast}票，多于有效票{valid}张×应选{seats}人，请核对。"));
        }
        let mut names: Vec<&str> = candidates.iter().map(|candidate| candidate.name.as_str()).collect();
        names.sort_unstable();
        if names.windows(2).any(|pair| pair[0] == pair[1]) {
            found.push(format!("{name}有候选人写了两次，请核对。"));
        }
    }
    found
}

/// The notice with the figures in its text and the candidates in its table; the rest of it stays.
pub fn filled(content: &Content, figures: &Figures, outcome: &Outcome) -> Content {
    let intro: Vec<&str> = content.intro.lines().filter(|line| !is_figures(line)).collect();
    let (first, rest) = intro.split_first().map_or((None, &[] as &[&str]), |(first, rest)| (Some(*first), rest));
    let lines = first.into_iter().map(str::to_owned).chain(said(figures, outcome));
    let intro = lines.chain(rest.iter().map(|line| (*line).to_owned())).collect::<Vec<_>>().join("\n");
    Content { intro, table: table(outcome), ..content.clone() }
}

/// The figures that [`filled`] once put into a notice; `None` where there are none, or somebody wrote them anew.
pub fn read(content: &Content) -> Option<Figures> {
    let line = content.intro.lines().find(|line| line.starts_with(FIGURES))?;
    let after = |label: &str| number_at(line.split_once(label)?.1);
    let (returned, voters) = (after("收回选票")?, after("参加投票的村民")?);
    let column = |name: &str| content.table.columns.iter().position(|column| column.name() == name);
    let (post, name, votes) = (column("职务")?, column("姓名")?, column("得票数")?);
    let text = |row: &Row, at: usize| row.cells.get(at).map(Cell::typed).unwrap_or_default();
    let posts = line.rsplit_once(SEATS)?.1.trim_end_matches('。').split('、').map(|part| {
        let at = part.find(|c: char| c.is_ascii_digit())?;
        let rows = content.table.data_rows().filter(|row| text(row, post) == part[..at]);
        let candidate = |row: &Row| Some(Candidate { name: text(row, name), votes: text(row, votes).parse().ok()? });
        Some(Post {
            name: part[..at].to_owned(),
            seats: number_at(&part[at..])?,
            candidates: rows.map(candidate).collect::<Option<_>>()?,
        })
    });
    Some(Figures {
        registered: after(FIGURES)?,
        issued: after("发出选票")?,
        returned,
        valid: after("有效票")?,
        invalid: after("无效票")?,
        voters: (voters != returned).then_some(voters),
        posts: posts.collect::<Option<_>>()?,
    })
}

fn number_at(text: &str) -> Option<u32> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    text[..end].parse().ok()
}

const FIGURES: &str = "登记参加选举的村民";
const SEATS: &str = "应选";
const VERDICTS: [&str; 2] = ["参加投票的村民", "没有选出的名额"];

/// A paragraph that an earlier count put there.
fn is_figures(line: &str) -> bool {
    line.starts_with(FIGURES) || VERDICTS.iter().any(|begin| line.starts_with(begin))
}

fn said(figures: &Figures, outcome: &Outcome) -> Vec<String> {
    let Figures { registered, issued, returned, valid, invalid, .. } = figures;
    let voters = outcome.voters;
    let seats =
        figures.posts.iter().map(|post| format!("{}{}名", post.name, post.seats)).collect::<Vec<_>>().join("、");
    let mut lines = vec![format!(
        "{FIGURES}{registered}人，参加投票的村民{voters}人；发出选票{issued}张，收回选票{returned}张，其中有效票{valid}张，无效票{invalid}张。\
         {SEATS}{seats}。"
    )];
    lines.push(if outcome.valid {
        let majority = outcome.majority;
        format!(
            "参加投票的村民超过登记参加选举的村民的半数，选举有效；候选人获得参加投票的村民过半数的选票，即{majority}票以上，始得当选\
             （《中华人民共和国村民委员会组织法》第十八条）。"
        )
    } else {
        "参加投票的村民没有超过登记参加选举的村民的半数，选举无效（《中华人民共和国村民委员会组织法》第十八条），选举日期另行公告。".to_owned()
    });
    if outcome.valid && !outcome.vacant.is_empty() {
        let vacant: Vec<String> = outcome.vacant.iter().map(|(post, seats)| format!("{post}{seats}名")).collect();
        lines.push(format!(
            "没有选出的名额：{}，另行选举。另行选举得票多的当选，但不得少于所投票数的三分之一。",
            vacant.join("、")
        ));
    }
    lines
}

fn table(outcome: &Outcome) -> Table {
    let columns =
        [("职务", Class::Text), ("姓名", Class::Name), ("得票数", Class::Quantity), ("当选情况", Class::Text)];
    let mut table = Table::new(columns.map(|(name, class)| Column::new(name, class)).to_vec());
    for standing in &outcome.candidates {
        let word = if standing.elected { "当选" } else { "未当选" };
        let votes = Cell::Number(standing.votes.into());
        let cells = vec![Cell::text(&standing.post), Cell::text(&standing.name), votes, Cell::text(word)];
        table.push(Role::Data, cells, None);
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    fn post(name: &str, seats: u32, votes: &[u32]) -> Post {
        let candidate = |(at, votes): (usize, &u32)| Candidate { name: format!("候选{at}"), votes: *votes };
        Post { name: name.into(), seats, candidates: votes.iter().enumerate().map(candidate).collect() }
    }

    fn figures() -> Figures {
        Figures {
            registered: 1200,
            issued: 1100,
            returned: 1080,
            valid: 1060,
            invalid: 20,
            voters: None,
            posts: vec![post("主任", 1, &[640, 400]), post("委员", 2, &[700, 560, 541, 100])],
        }
    }

    fn refused(change: impl FnOnce(&mut Figures)) -> Vec<String> {
        let mut figures = figures();
        change(&mut figures);
        compute(&figures).map(|_| Vec::new()).unwrap_or_else(|found| found.into_iter().map(|one| one.text).collect())
    }

    #[test]
    fn a_majority_is_more_than_half_of_those_who_voted() {
        let outcome = compute(&figures()).expect("no contradiction");
        assert!(outcome.valid);
        assert_eq!(outcome.majority, 541);
        let elected: Vec<_> = outcome.candidates.iter().map(|standing| (standing.votes, standing.elected)).collect();
        assert_eq!(elected, [(640, true), (400, false), (700, true), (560, true), (541, false), (100, false)]);
        assert!(outcome.vacant.is_empty());
    }

    #[test]
    fn just_half_is_no_majority_and_the_seat_stays_vacant() {
        let mut figures = figures();
        figures.posts = vec![post("主任", 1, &[540, 520])];
        assert_eq!(compute(&figures).expect("no contradiction").vacant, [("主任".to_owned(), 1)]);
        figures.posts = vec![post("委员", 1, &[530, 530])];
        assert_eq!(compute(&figures).expect("no contradiction").vacant, [("委员".to_owned(), 1)]);
    }

    #[test]
    fn half_of_the_registered_is_no_valid_election_and_elects_nobody() {
        let mut figures = Figures { registered: 2160, ..figures() };
        let outcome = compute(&figures).expect("no contradiction");
        assert!(!outcome.valid && outcome.candidates.iter().all(|standing| !standing.elected));
        figures.registered = 2159;
        assert!(compute(&figures).expect("no contradiction").valid);
    }

    #[test]
    fn contradictions_are_refused_with_their_reason() {
        assert!(refused(|_| {}).is_empty());
        assert_eq!(refused(|f| f.issued = 1079), ["收回选票1080张，多于发出选票1079张，按规定选举无效，请核对。"]);
        assert_eq!(refused(|f| f.invalid = 21), ["有效票1060张加无效票21张，不等于收回选票1080张，请核对。"]);
        assert_eq!(refused(|f| f.issued = 1201).len(), 1);
        assert_eq!(refused(|f| f.voters = Some(1201)).len(), 1);
        assert_eq!(refused(|f| f.voters = Some(1079)).len(), 1);
        assert_eq!(refused(|f| f.posts[0].candidates[1].votes = 500).len(), 1);
        assert_eq!(refused(|f| f.posts[0].candidates[0].votes = 1061).len(), 2);
        assert_eq!(refused(|f| f.posts.clear()).len(), 1);
        assert_eq!(refused(|f| f.posts[0].candidates[1].name = "候选0".into()).len(), 1);
    }

    #[test]
    fn the_figures_are_read_back_from_the_notice_they_were_put_into() {
        let content = Content { intro: "选举于今日举行。\n现公告如下。".into(), ..Content::default() };
        for voters in [None, Some(1090)] {
            let mut figures = Figures { voters, ..figures() };
            // More votes first, as the notice has them.
            figures.posts[1].candidates.sort_by_key(|candidate| std::cmp::Reverse(candidate.votes));
            let filled = filled(&content, &figures, &compute(&figures).expect("no contradiction"));
            assert!(filled.intro.contains("应选主任1名、委员2名。"), "{}", filled.intro);
            assert_eq!(read(&filled), Some(figures));
        }
        assert_eq!(read(&content), None);
    }

    #[test]
    fn a_second_count_replaces_the_first_in_the_notice() {
        let content = Content {
            intro: "选举于今日举行。\n现将选举结果公告如下。".into(), ..Content::default()
        };
        let once = filled(&content, &figures(), &compute(&figures()).expect("no contradiction"));
        assert_eq!(once.intro.lines().count(), 4);
        assert!(once.intro.contains("541票以上") && once.intro.ends_with("公告如下。"));
        assert_eq!(once.table.rows.len(), 6);
        let twice = filled(&once, &figures(), &compute(&figures()).expect("no contradiction"));
        assert_eq!(twice.intro, once.intro);
    }
}
