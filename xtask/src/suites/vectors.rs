//! `tests/vectors`: current by their generator, and their signatures right by implementations that are not ours.

use anyhow::Result;

use crate::{counts, step::Steps, toolchains::PYTHON};

pub fn run(steps: &mut Steps) -> Result<()> {
    PYTHON.require()?;
    let mut current = PYTHON.command();
    current.args(["tests/make_vectors.py", "--check"]);
    steps.check("the vectors are current", current)?;

    let mut crosscheck = PYTHON.command();
    crosscheck.arg("tests/crosscheck.py");
    steps.tests("signatures by Python's hmac and by OpenSSL", crosscheck, counts::plain)
}
