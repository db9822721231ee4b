//! The lobby screen (大屏): how it is set, which page stands how long, when it is on, what is put in between (插播), and what
//! it says of itself.

mod alert;
mod pictures;
mod plan;
mod schedule;
mod settings;
mod shown;
mod status;

pub use alert::{ALERT_CHARS, Alert, AlertFault, AlertLevel};
pub use pictures::{PictureSet, PictureSetId};
pub use plan::{Item, PageRef, Plan, Reading, Refusal, Remedy, ScreenPage, Turn};
pub use schedule::{Holidays, Hours, Outside};
pub use settings::{Layout, Monitor, PinHash, Settings, Transition};
pub use shown::{Shown, ShownDay, ShownSummary};
pub use status::{Phase, Showing, Status, Warning};
