//! What is done to the receivers and workers, by name.

use super::flaws::Flaw;
use clap::ValueEnum;
use serde::Serialize;

/// What is done to them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scenario {
    /// Two processes are killed and frozen under load, at random and at chosen points
    Kills,
    /// Each delivery to two receivers at once, with twins, replays under ids to come, and ids used again
    Twins,
    /// Deliveries whose handler kills its process, among others
    Poison,
    /// A backlog behind one key whose handler does not end, and the rate of other keys beside it
    StuckKey,
    /// Events whose signed time is an hour and ten days off, in both directions
    Clocks,
    /// All of these, one after the other
    All,
}

impl Scenario {
    /// The single scenarios that it stands for.
    pub fn each(self) -> Vec<Self> {
        if self == Self::All {
            vec![Self::Twins, Self::Clocks, Self::Poison, Self::StuckKey, Self::Kills]
        } else {
            vec![self]
        }
    }

    /// Whether it would notice that a guard is gone.
    pub fn sees(self, flaw: Flaw) -> bool {
        match flaw {
            Flaw::Commit | Flaw::Fence => self == Self::Kills,
            Flaw::Index => matches!(self, Self::Kills | Self::Twins),
            Flaw::Attempts => self == Self::Poison,
            Flaw::Parking => self == Self::StuckKey,
            Flaw::Window => self == Self::Clocks,
        }
    }
}

impl Flaw {
    /// The scenario that shows it, where none was asked for.
    pub const fn scenario(self) -> Scenario {
        match self {
            Self::Commit | Self::Fence | Self::Index => Scenario::Kills,
            Self::Attempts => Scenario::Poison,
            Self::Parking => Scenario::StuckKey,
            Self::Window => Scenario::Clocks,
        }
    }
}
