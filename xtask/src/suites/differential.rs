//! Every implementation that is installed over the same generated requests.

use anyhow::Result;

use crate::{
    differential::{self, Args},
    step::Steps,
};

pub fn run(steps: &mut Steps) -> Result<()> {
    differential::run(steps, &Args::default())
}
