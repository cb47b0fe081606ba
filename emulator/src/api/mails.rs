//! `/v1/mails`: takes mails as the provider does, sends none, and plays what becomes of them.

use super::{
    access::Project,
    envelope::{ApiError, ApiResult, Success},
    payload::Payload,
};
use crate::{
    ids,
    scenario::life::{Address, Mail, MailOutcome},
    state::Emulator,
    store::{
        StoreError,
        planned::{self, Planned},
    },
    time::{Millis, now},
};
use axum::{Extension, extract::State};
use serde_json::{json, value::RawValue};
use std::sync::Arc;

/// The longest subject, in characters.
const MAX_SUBJECT: usize = 998;
/// The most recipients of a bulk mail.
const MAX_RECIPIENTS: usize = 100;

pub async fn send(
    State(emulator): State<Arc<Emulator>>,
    Extension(project): Extension<Project>,
    mut payload: Payload,
) -> ApiResult {
    let to = recipients(&mut payload);
    let message = Message::read(&mut payload);
    payload.check()?;
    let Some(message) = message else { return Err(ApiError::validation("The mail is not valid")) };
    let id = ids::object_id();
    let total = to.len();
    let mails = to.into_iter().map(|to| message.mail(id.clone(), to, None)).collect();
    play(&emulator, &project, mails).await?;
    let data = json!({ "emailId": id, "message": "Email queued successfully.", "totalRecipients": total });
    Ok(Success::data(data))
}

pub async fn bulk(
    State(emulator): State<Arc<Emulator>>,
    Extension(project): Extension<Project>,
    mut payload: Payload,
) -> ApiResult {
    let to: Vec<Address> = payload.required("recipients", "must be a list of {email, name?}").unwrap_or_default();
    check_recipients(&mut payload, "recipients", &to);
    let message = Message::read(&mut payload);
    payload.check()?;
    let Some(message) = message else { return Err(ApiError::validation("The mail is not valid")) };
    let (batch, total) = (ids::object_id(), to.len());
    let mails = to.into_iter().map(|to| message.mail(ids::object_id(), to, Some(batch.clone()))).collect();
    play(&emulator, &project, mails).await?;
    Ok(Success::data(json!({
        "batchId": batch,
        "totalRecipients": total,
        "successCount": total,
        "failedCount": 0,
    })))
}

/// `to`: one address or several.
fn recipients(payload: &mut Payload) -> Vec<Address> {
    const MUST_BE: &str = "must be {email, name?}, or a list of those";
    let raw: Option<Box<RawValue>> = payload.required("to", MUST_BE);
    let Some(raw) = raw else { return Vec::new() };
    let one = |raw: &RawValue| serde_json::from_str(raw.get()).map(|address| vec![address]);
    let to = one(&raw).or_else(|_| serde_json::from_str(raw.get())).unwrap_or_default();
    check_recipients(payload, "to", &to);
    to
}

fn check_recipients(payload: &mut Payload, field: &str, to: &[Address]) {
    if !(1..=MAX_RECIPIENTS).contains(&to.len()) {
        payload.problem(field, &format!("must have an email address, and {MAX_RECIPIENTS} at most"));
    }
    if to.iter().any(|address| !is_address(&address.email)) {
        payload.problem(&format!("{field}.email"), "must be a valid email address");
    }
}

fn is_address(text: &str) -> bool {
    let plain = !text.chars().any(|letter| letter.is_whitespace() || letter.is_control());
    plain && text.split_once('@').is_some_and(|(local, domain)| !local.is_empty() && !domain.is_empty())
}

/// What all recipients get.
struct Message {
    from: Address,
    subject: String,
    template: Option<String>,
    test: bool,
}

impl Message {
    /// Names what is wrong with it in the payload.
    fn read(payload: &mut Payload) -> Option<Self> {
        let text = "must be a string";
        let from: Option<Address> = payload.required("from", "must be {email, name?}");
        if from.as_ref().is_some_and(|from| !is_address(&from.email)) {
            payload.problem("from.email", "must be a valid email address");
        }
        let template: Option<String> = payload.optional("templateId", text);
        let content = [payload.optional::<String>("html", text), payload.optional("text", text)];
        if template.is_none() && content.iter().all(Option::is_none) {
            payload.problem("html", "or text is required without a templateId");
        }
        let subject: Option<String> = payload.optional("subject", text);
        if template.is_none() && subject.is_none() && !payload.has("subject") {
            payload.problem("subject", "is required without a templateId");
        }
        if subject.as_ref().is_some_and(|subject| subject.chars().count() > MAX_SUBJECT) {
            payload.problem("subject", &format!("must not be longer than {MAX_SUBJECT} characters"));
        }
        let is_test = payload.optional("test", "must be true or false").unwrap_or(false);
        Some(Self { from: from?, subject: subject.unwrap_or_default(), template, test: is_test })
    }

    fn mail(&self, id: String, to: Address, batch: Option<String>) -> Mail {
        Mail {
            id,
            from: self.from.email.clone(),
            to,
            subject: self.subject.clone(),
            test: self.test,
            campaign: None,
            template: self.template.clone(),
            batch,
        }
    }
}

async fn play(emulator: &Emulator, project: &Project, mails: Vec<Mail>) -> Result<(), StoreError> {
    let (generation, time_scale, start) = (emulator.engine.generation, emulator.engine.time_scale, now());
    let mut plan = Vec::new();
    for mail in &mails {
        let mut at = start;
        for (event, after) in MailOutcome::of_address(&mail.to.email).steps() {
            at += faster(after, time_scale);
            let data = mail.data(event, generation, at);
            let project = project.0.clone();
            plan.push(Planned { at, project, event: event.as_str().to_owned(), data, run: None });
        }
    }
    let insert = move |connection: &_| plan.iter().try_for_each(|planned| planned::insert(connection, planned));
    emulator.store().write(insert).await?;
    emulator.engine.wake_player();
    Ok(())
}

#[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "a few seconds")]
fn faster(time: Millis, times: f64) -> Millis {
    (time as f64 / times) as Millis
}
