//! Values and rules of the notice board: no I/O, no clock; "today" is an argument.

pub mod approval;
pub mod bulletin;
pub mod check;
pub mod detect;
pub mod draft;
pub mod edit;
pub mod election;
pub mod finding;
pub mod forward;
pub mod gate;
pub mod heading;
pub mod kind;
pub mod life;
pub mod lobby;
pub mod mask;
pub mod money;
pub mod notice;
pub mod objection;
pub mod office;
pub mod order;
pub mod paperwork;
pub mod period;
pub mod posting;
pub mod printer;
pub mod search;
pub mod table;
