//! A campaign: many mails, each with a life of its own.

use super::life::{Address, Mail, MailOutcome};
use crate::{ids, store::planned::Planned, time::Millis};
use autosend_webhooks::Generation;
use rand::{Rng, RngExt, SeedableRng, rngs::StdRng};
use serde::{Deserialize, Serialize};

/// More mails are more than a laptop wants to play.
pub const MAX_EMAILS: u64 = 100_000;

/// How many mails a campaign has that names no number.
pub const DEFAULT_EMAILS: u64 = 100;

/// How many mails leave in a second of the provider's time.
const SENT_A_SECOND: u64 = 100;

/// What a campaign is like. The rates are shares of the delivered mails, the bounce rate of all.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Campaign {
    /// How many mails.
    pub emails: u64,
    /// How many are opened.
    #[serde(default = "default_rates::open_rate")]
    pub open_rate: f64,
    /// How many have a link clicked; whoever clicks has opened.
    #[serde(default = "default_rates::click_rate")]
    pub click_rate: f64,
    /// How many of all can't be delivered.
    #[serde(default = "default_rates::bounce_rate")]
    pub bounce_rate: f64,
    /// How many recipients unsubscribe.
    #[serde(default = "default_rates::unsubscribe_rate")]
    pub unsubscribe_rate: f64,
    /// How many recipients report spam.
    #[serde(default = "default_rates::spam_rate")]
    pub spam_rate: f64,
    /// How long the whole takes, in seconds; without it, as long as the time scale says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seconds: Option<f64>,
    /// The same seed, the same outcomes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seed: Option<u64>,
}

/// The rates of a campaign that names none.
pub mod default_rates {
    /// Opened, of the delivered.
    #[must_use]
    pub const fn open_rate() -> f64 {
        0.4
    }
    /// Clicked, of the delivered.
    #[must_use]
    pub const fn click_rate() -> f64 {
        0.1
    }
    /// Not delivered, of all.
    #[must_use]
    pub const fn bounce_rate() -> f64 {
        0.02
    }
    /// Unsubscribed, of the delivered.
    #[must_use]
    pub const fn unsubscribe_rate() -> f64 {
        0.005
    }
    /// Reported as spam, of the delivered.
    #[must_use]
    pub const fn spam_rate() -> f64 {
        0.001
    }
}

impl Campaign {
    /// What is wrong with it: the member and the problem.
    #[must_use]
    pub fn problem(&self) -> Option<(&'static str, String)> {
        let rates = [
            ("openRate", self.open_rate),
            ("clickRate", self.click_rate),
            ("bounceRate", self.bounce_rate),
            ("unsubscribeRate", self.unsubscribe_rate),
            ("spamRate", self.spam_rate),
        ];
        if !(1..=MAX_EMAILS).contains(&self.emails) {
            return Some(("emails", format!("must be from 1 to {MAX_EMAILS}")));
        }
        if self.seconds.is_some_and(|seconds| !(0.0..=86_400.0).contains(&seconds)) {
            return Some(("seconds", "must be from 0 to 86400".into()));
        }
        let rate = rates.iter().find(|(_, rate)| !(0.0..=1.0).contains(rate));
        rate.map(|(name, _)| (*name, "must be from 0 to 1".into()))
    }

    /// The events of the whole campaign, in order, beginning at a time.
    pub fn plan(
        &self,
        run: &str,
        project: &str,
        generation: Generation,
        start: Millis,
        time_scale: f64,
    ) -> Vec<Planned> {
        let mut random = self.seed.map_or_else(rand::make_rng, StdRng::seed_from_u64);
        let (campaign, batch) = (ids::object_id_from(&mut random), ids::object_id_from(&mut random));
        let mut events = Vec::new();
        for index in 0..self.emails {
            let mail = Mail {
                id: ids::object_id_from(&mut random),
                from: "hello@shop.example.com".into(),
                to: Address { email: format!("reader{}@example.org", index + 1), name: None },
                subject: "Everything must go".into(),
                test: false,
                campaign: Some(campaign.clone()),
                template: None,
                batch: Some(batch.clone()),
            };
            let mut time = Millis::try_from(index * 1000 / SENT_A_SECOND).unwrap_or(Millis::MAX);
            for (event, after) in self.outcome(&mut random).steps() {
                time += random.random_range(after / 2..=after * 3 / 2);
                events.push((time, event, mail.clone()));
            }
        }
        events.sort_by_key(|(time, ..)| *time);
        let last = events.last().map_or(1, |(time, ..)| *time);
        #[expect(clippy::cast_precision_loss, reason = "times of a day at most")]
        let pace = self.seconds.map_or(1.0 / time_scale, |seconds| seconds * 1000.0 / last as f64);
        let planned = events.into_iter().map(|(time, event, mail)| {
            let at = start + scaled(time, pace);
            Planned {
                at,
                project: project.to_owned(),
                event: event.as_str().to_owned(),
                data: mail.data(event, generation, at),
                run: Some(run.to_owned()),
            }
        });
        planned.collect()
    }

    fn outcome(&self, random: &mut impl Rng) -> MailOutcome {
        let attention: f64 = random.random();
        let annoyance: f64 = random.random();
        let bounces = random.random_bool(self.bounce_rate);
        MailOutcome {
            bounces,
            deferred: !bounces && random.random_bool(0.01),
            opened: attention < self.open_rate.max(self.click_rate),
            clicked: attention < self.click_rate,
            unsubscribes: annoyance < self.unsubscribe_rate,
            reports_spam: (self.unsubscribe_rate..self.unsubscribe_rate + self.spam_rate).contains(&annoyance),
        }
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "times of a day at most")]
fn scaled(time: Millis, pace: f64) -> Millis {
    (time as f64 * pace) as Millis
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashMap;

    fn campaign() -> Campaign {
        let json =
            r#"{"emails": 2000, "openRate": 0.5, "clickRate": 0.2, "bounceRate": 0.1, "seconds": 10, "seed": 7}"#;
        serde_json::from_str(json).unwrap()
    }

    fn plan(campaign: &Campaign) -> Vec<Planned> {
        campaign.plan("run", "project", Generation::Current, 1_000_000, 1.0)
    }

    #[test]
    fn rates_are_kept_and_time_is_filled() {
        let planned = plan(&campaign());
        let count = |event: &str| planned.iter().filter(|planned| planned.event == event).count();
        assert_eq!(count("email.sent"), 2000);
        assert_eq!(count("email.bounced") + count("email.delivered"), 2000);
        assert!((150..250).contains(&count("email.bounced")), "{}", count("email.bounced"));
        assert!((800..1000).contains(&count("email.opened")), "{}", count("email.opened"));
        assert!((300..420).contains(&count("email.clicked")), "{}", count("email.clicked"));
        assert!(planned.is_sorted_by_key(|planned| planned.at));
        assert_eq!(planned.last().unwrap().at, 1_010_000);
    }

    #[test]
    fn each_mail_lives_in_order() {
        let mut last: HashMap<String, usize> = HashMap::new();
        let order =
            ["email.sent", "email.deferred", "email.bounced", "email.delivered", "email.opened", "email.clicked"];
        for planned in plan(&campaign()) {
            let data: serde_json::Value = serde_json::from_str(&planned.data).unwrap();
            let id = data["emailId"].as_str().unwrap().to_owned();
            let rank = order.iter().position(|event| *event == planned.event).unwrap_or(order.len());
            assert!(last.insert(id, rank).is_none_or(|before| before < rank));
        }
    }

    #[test]
    fn a_seed_repeats_a_campaign() {
        let data = |campaign: &Campaign| plan(campaign).into_iter().map(|planned| planned.data).collect::<Vec<_>>();
        assert_eq!(data(&campaign()), data(&campaign()));
        assert_ne!(data(&campaign()), data(&Campaign { seed: Some(8), ..campaign() }));
    }

    #[test]
    fn wrong_numbers_are_named() {
        assert!(campaign().problem().is_none());
        assert_eq!(Campaign { open_rate: 1.1, ..campaign() }.problem().unwrap().0, "openRate");
        assert_eq!(Campaign { emails: 0, ..campaign() }.problem().unwrap().0, "emails");
    }

    /// The dashboard's form fills them in by itself, before it can ask anybody.
    #[test]
    fn the_dashboard_has_the_same_default_rates() {
        let script = include_str!("../../dashboard/assets/dev/views/scenarios.js");
        let campaign: Campaign = serde_json::from_str(r#"{"emails":1}"#).unwrap();
        let rates = [
            ("openRate", campaign.open_rate),
            ("clickRate", campaign.click_rate),
            ("bounceRate", campaign.bounce_rate),
            ("unsubscribeRate", campaign.unsubscribe_rate),
            ("spamRate", campaign.spam_rate),
        ];
        for (name, rate) in rates {
            let line = script.lines().find(|line| line.contains(&format!("[\"{name}\"")));
            let shown = line.and_then(|line| line.trim().trim_end_matches("],").rsplit(", ").next());
            let shown: f64 = shown.and_then(|percent| percent.parse().ok()).unwrap_or(f64::NAN);
            assert!((shown - rate * 100.0).abs() < 1e-9, "{name}: {shown} %, but {rate}");
        }
    }
}
