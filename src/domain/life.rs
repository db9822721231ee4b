//! The life of a notice (公示件的一生): which step may follow which.

use serde::{Deserialize, Serialize};

use super::notice::State;

/// What is done with a notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Step {
    /// 送审
    Submit,
    /// 退回
    SendBack,
    /// 批准: the last signature.
    Approve,
    /// Changing what was submitted or approved takes it back to a draft; the signatures under it no longer count.
    Reopen,
    /// 张贴
    Post,
    /// 到期: the planned last day is over; it still hangs.
    Expire,
    /// 撤下
    Withdraw,
    /// 归档: the sealed record is written.
    Seal,
    /// 作废: never posted, kept with its reason.
    Void,
}

/// Every step there is; what is not here is not allowed. What hung once is never edited: it is corrected by another notice.
const STEPS: [(State, Step, State); 14] = [
    (State::Draft, Step::Submit, State::InReview),
    (State::Draft, Step::Void, State::Void),
    (State::InReview, Step::SendBack, State::Draft),
    (State::InReview, Step::Approve, State::Approved),
    (State::InReview, Step::Reopen, State::Draft),
    (State::InReview, Step::Void, State::Void),
    (State::Approved, Step::SendBack, State::Draft),
    (State::Approved, Step::Reopen, State::Draft),
    (State::Approved, Step::Post, State::Posted),
    (State::Approved, Step::Void, State::Void),
    (State::Posted, Step::Expire, State::Expired),
    (State::Posted, Step::Withdraw, State::Withdrawn),
    (State::Expired, Step::Withdraw, State::Withdrawn),
    (State::Withdrawn, Step::Seal, State::Archived),
];

impl State {
    /// Where the step leads; `None`: it is not allowed here.
    pub fn after(self, step: Step) -> Option<State> {
        STEPS.iter().find(|(from, known, _)| (*from, *known) == (self, step)).map(|(_, _, to)| *to)
    }

    /// The steps that are allowed here.
    pub fn steps(self) -> impl Iterator<Item = Step> {
        STEPS.iter().filter(move |(from, ..)| *from == self).map(|(_, step, _)| *step)
    }

    /// As papers and commands name it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Draft => "草稿",
            Self::InReview => "待审",
            Self::Approved => "已批准",
            Self::Posted => "公示中",
            Self::Expired => "已到期",
            Self::Withdrawn => "已撤下",
            Self::Archived => "已归档",
            Self::Void => "作废",
        }
    }

    /// Whether villagers could read it on the wall or the screen.
    pub fn has_hung(self) -> bool {
        self.is_final() && self != Self::Void
    }

    /// Whether it hangs or hung: the wall, the screen and the archive show the same page from then on.
    pub fn is_final(self) -> bool {
        match self {
            Self::Draft | Self::InReview | Self::Approved => false,
            Self::Posted | Self::Expired | Self::Withdrawn | Self::Archived | Self::Void => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [State; 8] = [
        State::Draft,
        State::InReview,
        State::Approved,
        State::Posted,
        State::Expired,
        State::Withdrawn,
        State::Archived,
        State::Void,
    ];

    #[test]
    fn only_an_approved_notice_is_posted() {
        let may: Vec<State> = ALL.into_iter().filter(|state| state.after(Step::Post).is_some()).collect();
        assert_eq!(may, [State::Approved]);
    }

    #[test]
    fn what_hung_never_becomes_a_draft_again() {
        for state in ALL.into_iter().filter(|state| state.is_final()) {
            for step in state.steps() {
                assert!(state.after(step).is_some_and(State::is_final), "{state:?} {step:?}");
            }
        }
    }

    #[test]
    fn every_state_but_the_two_last_leads_on() {
        for state in ALL {
            let ends = matches!(state, State::Archived | State::Void);
            assert_eq!(state.steps().next().is_none(), ends, "{state:?}");
        }
    }
}
