//! Which alerts are on, and what is to be said of them.

use super::conditions::Breach;
use std::{
    collections::BTreeMap,
    time::{Duration, Instant, SystemTime},
};

/// An alert that is on.
struct Firing {
    breach: Breach,
    /// When it began.
    since: SystemTime,
    /// When it was last told; none while nobody took it.
    told: Option<Instant>,
    is_over: bool,
}

/// What is to be told of an alert.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    pub breach: Breach,
    pub since: SystemTime,
    pub is_resolved: bool,
}

/// The alerts that are on. Each is told when it begins, again after an interval while it lasts, and when it is over.
pub struct Alerts {
    every: Duration,
    firing: BTreeMap<String, Firing>,
}

impl Alerts {
    pub const fn new(every: Duration) -> Self {
        Self { every, firing: BTreeMap::new() }
    }

    /// Takes what is beyond its threshold now, and returns what is to be told.
    pub fn observe(&mut self, breaches: Vec<Breach>, now: Instant) -> Vec<Told> {
        for firing in self.firing.values_mut() {
            firing.is_over = true;
        }
        for breach in breaches {
            let new = Firing { breach: breach.clone(), since: SystemTime::now(), told: None, is_over: false };
            let firing = self.firing.entry(breach.key.clone()).or_insert(new);
            (firing.breach, firing.is_over) = (breach, false);
        }
        // What was over before anybody took it need not be told.
        self.firing.retain(|_, firing| !firing.is_over || firing.told.is_some());
        let is_due = |firing: &&Firing| {
            firing.is_over || firing.told.is_none_or(|told| now.saturating_duration_since(told) >= self.every)
        };
        let told = |one: &Firing| Told { breach: one.breach.clone(), since: one.since, is_resolved: one.is_over };
        self.firing.values().filter(is_due).map(told).collect()
    }

    /// Somebody took it.
    pub fn taken(&mut self, told: &Told, now: Instant) {
        if told.is_resolved {
            self.firing.remove(&told.breach.key);
        } else if let Some(firing) = self.firing.get_mut(&told.breach.key) {
            firing.told = Some(now);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn breach(value: f64) -> Breach {
        Breach { key: "dead_letters".into(), alert: "dead_letters", value, threshold: 1.0, secret: None }
    }

    /// What is to be told after so many seconds, and is taken.
    fn tell(alerts: &mut Alerts, now: Instant, breaches: Vec<Breach>) -> Vec<(f64, bool)> {
        let told = alerts.observe(breaches, now);
        for one in &told {
            alerts.taken(one, now);
        }
        told.into_iter().map(|one| (one.breach.value, one.is_resolved)).collect()
    }

    #[test]
    fn told_at_once_again_after_the_interval_and_when_over() {
        let (mut alerts, start) = (Alerts::new(Duration::from_mins(1)), Instant::now());
        let at = |seconds| start + Duration::from_secs(seconds);
        assert_eq!(tell(&mut alerts, at(0), vec![breach(1.0)]), [(1.0, false)]);
        assert_eq!(tell(&mut alerts, at(59), vec![breach(2.0)]), []);
        assert_eq!(tell(&mut alerts, at(60), vec![breach(3.0)]), [(3.0, false)]);
        assert_eq!(tell(&mut alerts, at(61), vec![]), [(3.0, true)]);
        assert_eq!(tell(&mut alerts, at(62), vec![]), []);
    }

    #[test]
    fn what_nobody_took_is_told_until_somebody_does() {
        let (mut alerts, now) = (Alerts::new(Duration::from_mins(1)), Instant::now());
        assert_eq!(alerts.observe(vec![breach(1.0)], now).len(), 1);
        assert_eq!(tell(&mut alerts, now, vec![breach(1.0)]).len(), 1);
        assert_eq!(alerts.observe(vec![], now).len(), 1);
        assert_eq!(tell(&mut alerts, now, vec![]).len(), 1);
        assert_eq!(alerts.observe(vec![breach(1.0)], now).len(), 1);
        assert!(alerts.observe(vec![], now).is_empty(), "nobody heard that it began");
    }
}
