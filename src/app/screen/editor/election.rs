//! 选举数据: figures entered once; what they mean is said while they are typed, and what cannot be is refused with its
//! reason. Then the notice is filled from them.

use std::sync::Arc;

use iced::Task;

use super::{Action, Message as Told, State};
use crate::domain::election::result::{self, Candidate, Figures, Outcome, Post};
use crate::domain::finding::Finding;
use crate::domain::notice::{Content, Notice, NoticeId};
use crate::domain::table::{Cell, Class, Table};
use crate::store::{Handle, StoreError};
use crate::ui::widget::focus;

mod view;

pub(super) use view::{offer, over};

/// The kind whose figures these are.
const KIND: &str = "election-result";
/// The kind whose rows are held against the candidates.
const PROXIES: &str = "election-proxies";
pub(super) const FIRST: &str = "election-registered";
/// A committee's posts in the order they are told.
const POSTS: [&str; 3] = ["主任", "副主任", "委员"];

/// The sheet; open while it is `Some`.
#[derive(Debug)]
pub(super) struct Counting {
    figures: [String; FIGURES],
    posts: Vec<Typed>,
    /// Something was typed: what the series knows comes too late.
    was_touched: bool,
}

/// A post as typed.
#[derive(Debug, Clone, Default)]
struct Typed {
    name: String,
    seats: String,
    /// Name and votes.
    candidates: Vec<[String; 2]>,
}

const FIGURES: usize = 6;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Figure {
    Registered,
    Issued,
    Returned,
    Valid,
    Invalid,
    /// May stay empty: as many as ballots came back.
    Voters,
}

impl Figure {
    const ALL: [Self; FIGURES] =
        [Self::Registered, Self::Issued, Self::Returned, Self::Valid, Self::Invalid, Self::Voters];
}

#[derive(Debug, Clone)]
pub enum Message {
    /// What the other notices of the series say already.
    Known(Result<Known, Arc<StoreError>>),
    Figure(Figure, String),
    Post(usize, String),
    Seats(usize, String),
    Name(usize, usize, String),
    Votes(usize, usize, String),
    AddPost,
    RemovePost(usize),
    AddCandidate(usize),
    RemoveCandidate(usize, usize),
    /// Enter in a field.
    Next,
    Take,
    Close,
}

/// How many are registered, and who stands for which post.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Known {
    registered: Option<usize>,
    candidates: Vec<(String, String)>,
}

/// What is typed comes to this.
enum Count {
    /// Not everything is typed yet.
    Open,
    Refused(Vec<Finding>),
    Counted(Box<(Figures, Outcome)>),
}

impl Counting {
    fn new(content: &Content) -> Self {
        let mut sheet = Self { figures: Default::default(), posts: Vec::new(), was_touched: false };
        match result::read(content) {
            Some(figures) => sheet.show(&figures),
            None => sheet.posts = POSTS.map(Typed::named).to_vec(),
        }
        sheet
    }

    fn show(&mut self, figures: &Figures) {
        let Figures { registered, issued, returned, valid, invalid, voters, posts } = figures;
        let voters = voters.map(|voters| voters.to_string()).unwrap_or_default();
        let [registered, issued, returned, valid, invalid] =
            [registered, issued, returned, valid, invalid].map(ToString::to_string);
        self.figures = [registered, issued, returned, valid, invalid, voters];
        let candidate = |candidate: &Candidate| [candidate.name.clone(), candidate.votes.to_string()];
        self.posts = posts
            .iter()
            .map(|post| Typed {
                name: post.name.clone(),
                seats: post.seats.to_string(),
                candidates: post.candidates.iter().map(candidate).collect(),
            })
            .collect();
        self.was_touched = true;
    }

    /// What the series knows, where nothing was typed yet.
    fn fill(&mut self, known: Known) {
        if self.was_touched {
            return;
        }
        if let Some(registered) = known.registered {
            self.figures[Figure::Registered as usize] = registered.to_string();
        }
        if known.candidates.is_empty() {
            return;
        }
        self.posts.clear();
        for (post, name) in known.candidates {
            let at = self.posts.iter().position(|typed| typed.name == post).unwrap_or_else(|| {
                self.posts.push(Typed { candidates: Vec::new(), ..Typed::named(&post) });
                self.posts.len() - 1
            });
            self.posts[at].candidates.push([name, String::new()]);
        }
        self.posts.sort_by_key(|post| POSTS.iter().position(|name| *name == post.name).unwrap_or(POSTS.len()));
    }

    fn update(&mut self, message: Message) {
        match message {
            Message::Known(Ok(known)) => return self.fill(known),
            // Without the series the figures are typed; whatever the store refused it refuses again when they are kept.
            Message::Known(Err(_)) => return,
            Message::Figure(figure, typed) => self.figures[figure as usize] = typed,
            Message::Post(at, typed) => self.with(at, |post| post.name = typed),
            Message::Seats(at, typed) => self.with(at, |post| post.seats = typed),
            Message::Name(at, candidate, typed) => self.with(at, |post| post.set(candidate, 0, typed)),
            Message::Votes(at, candidate, typed) => self.with(at, |post| post.set(candidate, 1, typed)),
            Message::AddPost => self.posts.push(Typed::named("")),
            Message::RemovePost(at) if at < self.posts.len() => drop(self.posts.remove(at)),
            Message::AddCandidate(at) => self.with(at, |post| post.candidates.push(Default::default())),
            Message::RemoveCandidate(at, candidate) => self.with(at, |post| {
                if candidate < post.candidates.len() {
                    post.candidates.remove(candidate);
                }
            }),
            Message::RemovePost(_) | Message::Next | Message::Take | Message::Close => return,
        }
        self.was_touched = true;
    }

    fn with(&mut self, at: usize, change: impl FnOnce(&mut Typed)) {
        if let Some(post) = self.posts.get_mut(at) {
            change(post);
        }
    }

    fn figure(&self, figure: Figure) -> Option<u32> {
        number(&self.figures[figure as usize])
    }

    /// `None` where something is still missing.
    fn typed(&self) -> Option<Figures> {
        let posts = self.posts.iter().filter(|post| !post.is_blank()).map(Typed::post).collect::<Option<_>>()?;
        Some(Figures { posts, ..self.ballots()? })
    }

    /// The ballots alone, without anybody's votes.
    fn ballots(&self) -> Option<Figures> {
        let voters = self.figures[Figure::Voters as usize].trim();
        let voters = if voters.is_empty() { None } else { Some(number(voters)?) };
        Some(Figures {
            registered: self.figure(Figure::Registered)?,
            issued: self.figure(Figure::Issued)?,
            returned: self.figure(Figure::Returned)?,
            valid: self.figure(Figure::Valid)?,
            invalid: self.figure(Figure::Invalid)?,
            voters,
            posts: Vec::new(),
        })
    }

    /// Ballots that contradict each other are told before anybody's votes are typed.
    fn count(&self) -> Count {
        let Some(figures) = self.typed().filter(|figures| !figures.posts.is_empty()) else {
            let found = self.ballots().map(|ballots| result::ballots(&ballots)).unwrap_or_default();
            return if found.is_empty() { Count::Open } else { Count::Refused(found) };
        };
        match result::compute(&figures) {
            Ok(outcome) => Count::Counted(Box::new((figures, outcome))),
            Err(found) => Count::Refused(found),
        }
    }
}

impl Typed {
    fn named(name: &str) -> Self {
        // There is one 主任 (村民委员会组织法); of the others the village decides how many.
        let seats = if name == "主任" { "1" } else { "" };
        Self { name: name.to_owned(), seats: seats.to_owned(), candidates: vec![Default::default()] }
    }

    /// Nobody stands for it: it is left out.
    fn is_blank(&self) -> bool {
        self.candidates.iter().flatten().all(|typed| typed.trim().is_empty())
    }

    fn set(&mut self, candidate: usize, part: usize, typed: String) {
        if let Some(parts) = self.candidates.get_mut(candidate) {
            parts[part] = typed;
        }
    }

    fn post(&self) -> Option<Post> {
        let name = |typed: &str| Some(typed.split_whitespace().collect::<String>()).filter(|name| !name.is_empty());
        let candidates = self.candidates.iter().filter(|parts| parts.iter().any(|typed| !typed.trim().is_empty()));
        let candidate = |[own, votes]: &[String; 2]| Some(Candidate { name: name(own)?, votes: number(votes)? });
        Some(Post {
            name: name(&self.name)?,
            seats: number(&self.seats)?,
            candidates: candidates.map(candidate).collect::<Option<_>>()?,
        })
    }
}

fn number(typed: &str) -> Option<u32> {
    typed.trim().parse().ok()
}

/// What the series' other notices say: the voters by their list, the candidates by theirs.
async fn known(store: Handle, notice: NoticeId) -> Result<Known, Arc<StoreError>> {
    let read = store.run(move |store| {
        let Some(series) = store.last_election()? else { return Ok(Known::default()) };
        if series.of_kind(KIND) != Some(notice) {
            return Ok(Known::default());
        }
        let voters = store.table_of(&series, "election-voters")?.data_rows().count();
        let candidates = candidates(&store.table_of(&series, "election-candidates")?);
        Ok(Known { registered: (voters > 0).then_some(voters), candidates })
    });
    read.await.map_err(Arc::new)
}

/// Post and name of each.
fn candidates(table: &Table) -> Vec<(String, String)> {
    let post = table.columns.iter().position(|column| column.name().contains("职务"));
    let (Some(name), Some(post)) = (table.column_of(Class::Name), post) else { return Vec::new() };
    let text = |cell: Option<&Cell>| cell.map(Cell::typed).unwrap_or_default().split_whitespace().collect::<String>();
    let both = table.data_rows().map(|row| (text(row.cells.get(post)), text(row.cells.get(name))));
    both.filter(|(post, name)| !post.is_empty() && !name.is_empty()).collect()
}

/// Who stands for election, where the notice is a list of proxies.
pub(super) fn look_for_standing(notice: &Notice, store: &Handle) -> Task<Told> {
    if notice.kind.as_str() != PROXIES {
        return Task::none();
    }
    let id = notice.id;
    let read = store.run(move |store| store.standing_beside(id));
    Task::perform(read, |read| Told::Standing(read.map_err(Arc::new)))
}

impl State {
    pub(super) fn standing_read(&mut self, read: Result<Vec<String>, Arc<StoreError>>) {
        match read {
            Ok(names) => self.press.standing(names),
            Err(error) => tracing::error!(%error, "the proxies are not checked against the candidates"),
        }
    }

    /// 选举结果: its figures are entered in a sheet of their own.
    pub(super) fn has_figures(&self) -> bool {
        self.kind.id.as_str() == KIND && !self.is_read_only()
    }

    pub(super) fn ask_counting(&mut self) -> Action {
        if !self.has_figures() {
            return Action::None;
        }
        self.counting = Some(Counting::new(&self.content));
        let known = known(self.store.clone(), self.id);
        let known = Task::perform(known, |known| Told::Counting(Message::Known(known)));
        Action::Run(Task::batch([known, iced::widget::operation::focus(FIRST)]))
    }

    pub(super) fn counting_asked(&mut self, message: Message) -> Action {
        match message {
            Message::Next => return Action::Run(focus::next_field()),
            Message::Take => self.take_count(),
            Message::Close => self.counting = None,
            message => {
                if let Some(sheet) = &mut self.counting {
                    sheet.update(message);
                }
            }
        }
        Action::None
    }

    /// The notice filled from the figures, as one step that one undo takes back.
    fn take_count(&mut self) {
        let Some(Count::Counted(counted)) = self.counting.as_ref().map(Counting::count) else { return };
        let (figures, outcome) = *counted;
        let mut filled = result::filled(&self.content, &figures, &outcome);
        let table = std::mem::take(&mut filled.table);
        self.replace_all(table, filled);
        self.counting = None;
    }
}

#[cfg(test)]
mod tests;
