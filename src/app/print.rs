//! What is on its way to printers. A job outlives the sheet it was sent from: whatever the window shows, it is told when
//! a printer waits for somebody, and when the paper lies there.

use std::sync::Arc;
use std::thread;
use std::time::Instant;

use iced::Task;
use iced::futures::channel::mpsc::{UnboundedReceiver, UnboundedSender, unbounded};
use iced::futures::channel::oneshot;

use super::keys::{ListKey, Shortcut};
use super::screen::printing as sheet;
use super::{App, Message, Screen};
use crate::domain::notice::NoticeId;
use crate::export::printing::{self, Fault, Job, Phase, PrintError, Printer, Progress, Spooler};
use crate::ui::error::Trouble;
use crate::ui::widget::focus;
use crate::ui::words::Word;

/// Reaches the printers of this computer.
pub type Reach = fn() -> Result<Box<dyn Spooler>, PrintError>;

/// What is printed where. It is kept until the next one, so that it can be sent again.
#[derive(Debug, Clone)]
pub struct Errand {
    pub printer: Printer,
    pub job: Arc<Job>,
}

/// Names what was sent, for as long as the window is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PrintId(u64);

#[derive(Debug, Clone)]
pub enum News {
    /// The printing service has it, under this number.
    Sent(i32),
    Progress(Progress),
    Refused(Arc<PrintError>),
}

/// Something sent to a printer.
#[derive(Debug, Clone)]
pub struct Print {
    id: PrintId,
    errand: Errand,
    number: Option<i32>,
    pub stage: Stage,
}

#[derive(Debug, Clone)]
pub enum Stage {
    /// Not yet with the printing service.
    Sending,
    Sent(Progress),
    Refused(Arc<PrintError>),
}

/// Everything that was sent and is not over, and the last that is.
#[derive(Debug, Default)]
pub struct Prints {
    sent: u64,
    all: Vec<Print>,
}

impl Print {
    pub fn printer(&self) -> &str {
        &self.errand.printer.about
    }

    pub fn title(&self) -> &str {
        &self.errand.job.title
    }

    pub fn is_over(&self) -> bool {
        match &self.stage {
            Stage::Sending => false,
            Stage::Sent(progress) => progress.phase.is_over(),
            Stage::Refused(_) => true,
        }
    }

    /// `None`: not with the printing service.
    pub fn phase(&self) -> Option<Phase> {
        match &self.stage {
            Stage::Sent(progress) => Some(progress.phase),
            Stage::Sending | Stage::Refused(_) => None,
        }
    }

    pub fn faults(&self) -> &[Fault] {
        match &self.stage {
            Stage::Sent(progress) => &progress.faults,
            _ => &[],
        }
    }
}

impl Prints {
    pub fn get(&self, id: PrintId) -> Option<&Print> {
        self.all.iter().find(|print| print.id == id)
    }

    /// What the status line tells: the last that is not over.
    pub fn under_way(&self) -> Option<&Print> {
        self.all.iter().rev().find(|print| !print.is_over())
    }

    fn begin(&mut self, errand: Errand) -> PrintId {
        self.all.retain(|print| !print.is_over());
        self.sent += 1;
        let id = PrintId(self.sent);
        self.all.push(Print { id, errand, number: None, stage: Stage::Sending });
        id
    }

    /// What waits at the printer that this one goes to, itself among them.
    fn at_printer_of(&self, id: PrintId) -> impl Iterator<Item = &Print> {
        let printer = self.get(id).map(|print| print.errand.printer.name.as_str());
        self.all.iter().filter(move |print| !print.is_over() && Some(print.errand.printer.name.as_str()) == printer)
    }

    /// Returns the faults that are new to its printer: two jobs that wait for paper are told of once.
    fn take(&mut self, id: PrintId, news: News) -> Vec<Fault> {
        let before: Vec<Fault> = self.at_printer_of(id).flat_map(Print::faults).copied().collect();
        let Some(print) = self.all.iter_mut().find(|print| print.id == id) else { return Vec::new() };
        match news {
            News::Sent(number) => print.number = Some(number),
            News::Progress(progress) => print.stage = Stage::Sent(progress),
            News::Refused(error) => print.stage = Stage::Refused(error),
        }
        print.faults().iter().filter(|fault| !before.contains(fault)).copied().collect()
    }
}

impl App {
    /// Ctrl+P: the print sheet stands in the editor. There its own keys open it.
    pub(super) fn print_here(&mut self) -> Task<Message> {
        let id = match &self.screen {
            Screen::Today(_) => return self.print_today(),
            Screen::Board(_) => return self.print_board(),
            Screen::Life(_) => return self.print_life(),
            Screen::Archive(_) => return self.print_archive(),
            Screen::Notices(state) => state.chosen(),
            _ => None,
        };
        id.map_or_else(Task::none, |id| self.open_to_print(id))
    }

    /// The list of today as a paper, and that paper to a printer.
    fn print_today(&mut self) -> Task<Message> {
        let Screen::Today(state) = &mut self.screen else { return Task::none() };
        let action = state.print(&self.desk);
        self.act_on_today(action)
    }

    /// The paper that is open over the notice's life, or the notice.
    fn print_life(&mut self) -> Task<Message> {
        let Screen::Life(state) = &mut self.screen else { return Task::none() };
        let (id, action) = (state.id(), state.print());
        self.act_on_life(id, action)
    }

    /// The paper that is open over the archive.
    fn print_archive(&mut self) -> Task<Message> {
        let Screen::Archive(state) = &mut self.screen else { return Task::none() };
        let action = state.print(&self.desk);
        self.act_on_archive(action)
    }

    /// The print sheet over a paper of the office. It lies over the sheet that the paper is written in.
    pub(super) fn open_printing(&mut self, source: sheet::Source) -> Task<Message> {
        let (store, printers) = (self.desk.store.clone(), self.desk.printers);
        let (sheet, opened) = sheet::Printing::open(source, store, printers, Message::Printing);
        self.printing = Some(sheet);
        opened
    }

    pub(super) fn update_printing(&mut self, message: sheet::Message) -> Task<Message> {
        let Some(sheet) = &mut self.printing else { return Task::none() };
        let sent = match sheet.update(message) {
            None => return Task::none(),
            Some(sheet::Asked::Print(errand)) => Some(self.print(*errand)),
            Some(sheet::Asked::Again(id)) => self.print_again(id),
            Some(sheet::Asked::Cancel(id)) => {
                self.cancel_print(id);
                None
            }
            Some(sheet::Asked::Save | sheet::Asked::Close) => {
                self.printing = None;
                None
            }
        };
        let Some((id, heard)) = sent else { return Task::none() };
        if let Some(sheet) = &mut self.printing {
            sheet.sent(id);
        }
        heard
    }

    /// What lies under the print sheet hears nothing of it.
    pub(super) fn printing_key(&mut self, shortcut: Shortcut) -> Task<Message> {
        match shortcut {
            Shortcut::Back | Shortcut::LeaveField => self.update_printing(sheet::Message::Close),
            Shortcut::Do | Shortcut::List(ListKey::Open) => self.update_printing(sheet::Message::Go),
            Shortcut::NextFocus => focus::next(),
            Shortcut::PreviousFocus => focus::previous(),
            _ => Task::none(),
        }
    }

    pub(super) fn open_to_print(&mut self, id: NoticeId) -> Task<Message> {
        self.to_print = Some(id);
        self.open(id)
    }

    /// Sends it, and listens for what becomes of it.
    pub(super) fn print(&mut self, errand: Errand) -> (PrintId, Task<Message>) {
        let id = self.desk.prints.begin(errand.clone());
        let heard = carry(errand, self.desk.printers);
        (id, Task::run(heard, move |news| Message::Print(id, news)))
    }

    /// The same once more; what is left of the first is taken back, so that nothing comes out twice.
    pub(super) fn print_again(&mut self, id: PrintId) -> Option<(PrintId, Task<Message>)> {
        let errand = self.desk.prints.get(id)?.errand.clone();
        self.cancel_print(id);
        Some(self.print(errand))
    }

    pub(super) fn cancel_print(&mut self, id: PrintId) {
        let Some(print) = self.desk.prints.get(id).filter(|print| !print.is_over()) else { return };
        let Some(number) = print.number else { return };
        let (printer, reach) = (print.errand.printer.name.clone(), self.desk.printers);
        aside(move || {
            if let Err(error) = reach().and_then(|spooler| spooler.cancel(&printer, number)) {
                tracing::warn!(error = &error as &dyn std::error::Error, "a job could not be taken back");
            }
        });
    }

    /// The sheet that is open tells what becomes of it.
    pub(super) fn show_print(&mut self, (id, heard): (PrintId, Task<Message>)) -> Task<Message> {
        if let Screen::Editor(state) = &mut self.screen {
            state.sent(id);
        }
        heard
    }

    /// The sheet it was sent from tells it all by itself.
    fn shows_print(&self, id: PrintId) -> bool {
        let in_sheet = self.printing.as_ref().is_some_and(|sheet| sheet.shows(id));
        in_sheet
            || match &self.screen {
                Screen::Editor(state) => state.shows_print(id),
                Screen::Settings(state) => state.shows_print(id),
                _ => false,
            }
    }

    pub(super) fn printed(&mut self, id: PrintId, news: News) -> Task<Message> {
        let mut new_faults = self.desk.prints.take(id, news);
        // What a job that is shown waits for, the sheet tells of its printer already.
        if self.desk.prints.at_printer_of(id).any(|print| self.shows_print(print.id)) {
            new_faults.clear();
        }
        let is_seen = self.shows_print(id);
        let words = &self.desk.words;
        let Some(print) = self.desk.prints.get(id).filter(|_| !is_seen) else { return Task::none() };
        let about = [("title", print.title().into()), ("printer", print.printer().into())];
        match &print.stage {
            Stage::Sent(progress) if progress.phase == Phase::Done => {
                self.toasts.tell(words.with(Word::PrintingToastDone, &about), Instant::now());
            }
            Stage::Sent(progress) if progress.phase == Phase::Failed => {
                self.toasts.warn(words.with(Word::PrintingToastFailed, &about));
            }
            Stage::Refused(error) => self.toasts.warn(Trouble::of_print(error, words).line()),
            Stage::Sent(_) => {
                let troubles: Vec<String> =
                    new_faults.iter().map(|fault| Trouble::of_fault(*fault, words).line()).collect();
                troubles.into_iter().for_each(|trouble| self.toasts.warn(trouble));
            }
            Stage::Sending => {}
        }
        Task::none()
    }
}

/// On a thread of its own: a printer that is switched off makes whoever asks it wait for seconds.
pub fn aside(work: impl FnOnce() + Send + 'static) {
    if let Err(error) = thread::Builder::new().name("printing".to_owned()).spawn(work) {
        tracing::error!(%error, "a thread could not be started");
    }
}

/// As [`aside`], with an answer; `None`: the thread could not be started.
pub fn ask<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> impl Future<Output = Option<T>> {
    let (answer, asked) = oneshot::channel();
    aside(move || {
        if answer.send(work()).is_err() {
            tracing::debug!("nobody waits for the printers any more");
        }
    });
    async move { asked.await.ok() }
}

fn carry(errand: Errand, reach: Reach) -> UnboundedReceiver<News> {
    let (news, heard) = unbounded();
    aside(move || deliver(&errand, reach, &news));
    heard
}

fn deliver(errand: &Errand, reach: Reach, news: &UnboundedSender<News>) {
    let say = |told: News| news.unbounded_send(told).is_ok();
    let Errand { printer, job } = errand;
    let sent = reach().and_then(|spooler| {
        printing::check(printer, job)?;
        let number = spooler.send(&printer.name, job)?;
        Ok((spooler, number))
    });
    let heard = match sent {
        Ok((spooler, number)) => {
            let heard = say(News::Sent(number));
            printing::watch(spooler.as_ref(), &printer.name, number, |progress| say(News::Progress(progress.clone())));
            heard
        }
        Err(error) => {
            tracing::warn!(error = &error as &dyn std::error::Error, "not printed");
            say(News::Refused(Arc::new(error)))
        }
    };
    if !heard {
        tracing::info!("the window went before the printer answered");
    }
}
