//! The checks, by what they ask of a receiver.

pub mod accept;
pub mod by_profile;
pub mod leaks;
pub mod refuse;
pub mod repeats;
pub mod speed;
pub mod survive;
