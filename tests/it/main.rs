//! Flows through the whole library, and the house rules that no compiler checks.

mod arrows;
mod board;
mod cups;
mod disguise;
mod election;
mod keeping;
mod life;
mod lobby;
mod package;
mod papers;
mod pictures;
mod posters;
mod printing;
mod samples;
mod township;
