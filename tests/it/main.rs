//! Flows through the whole library, and the house rules that no compiler checks.

mod arrows;
mod disguise;
mod life;
mod samples;
