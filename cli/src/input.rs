//! What comes in: secrets, headers, bodies, times. The same arguments for every command.

use crate::{
    environment::{API_KEY_VARIABLE, SECRET_VARIABLES},
    headers::{Header, split_header},
    output::{self, UsageError},
    pasted::{self, Pasted},
    stored::StoredRequest,
};
use autosend_webhooks::{
    DEFAULT_FUTURE_TOLERANCE, DEFAULT_MAX_BODY, DEFAULT_TOLERANCE, EventType, Explainer, Options, Secret, Verifier,
    WebhookError, from_unix_millis,
};
pub use autosend_webhooks_emulator::{SecretText, parse_duration};
use autosend_webhooks_profile::Profile;
use clap::builder::ArgPredicate;
use std::{
    env,
    ffi::OsStr,
    fs,
    io::{self, IsTerminal, Read},
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};
use zeroize::Zeroizing;

/// Where --help lists the arguments that take secrets.
pub const SECRETS: &str = "Secrets";

/// The largest time in milliseconds that the timestamp header can carry: 15 digits.
const LAST_MILLIS: i64 = 999_999_999_999_999;

#[derive(Debug, clap::Args)]
pub struct SecretArgs {
    /// The webhook's secret, whsec_ prefix included; may be given several times where several make sense.
    /// Other users of this machine can see it in the list of processes: prefer --secret-file or
    /// the environment, AUTOSEND_WEBHOOK_SECRET or else WEBHOOK_SECRET
    #[arg(long, value_name = "SECRET", help_heading = SECRETS, value_parser = clap::value_parser!(SecretText))]
    secret: Vec<SecretText>,

    /// A file with a secret on each line
    #[arg(long, value_name = "FILE", help_heading = SECRETS)]
    secret_file: Vec<PathBuf>,
}

impl SecretArgs {
    /// All secrets given: those of arguments and files, or else the one in the environment. May be none.
    pub fn all(&self) -> Result<Vec<SecretText>, UsageError> {
        let mut secrets = self.secret.clone();
        for path in &self.secret_file {
            secrets.extend(secrets_in(path)?);
        }
        if secrets.is_empty() {
            secrets.extend(secret_in_environment()?);
        }
        Ok(secrets)
    }

    /// Whether they can change while a program runs.
    pub const fn is_in_file(&self) -> bool {
        !self.secret_file.is_empty()
    }

    /// At least one secret.
    pub fn some(&self) -> Result<Vec<SecretText>, UsageError> {
        let secrets = self.all()?;
        if secrets.is_empty() {
            let fix = "Give --secret-file FILE, or set AUTOSEND_WEBHOOK_SECRET.";
            return Err(UsageError::new("there is no secret", fix));
        }
        Ok(secrets)
    }

    /// The one secret to sign with.
    pub fn one(&self) -> Result<Secret, UsageError> {
        let text = self.one_text()?;
        Secret::new(text.as_ref()).map_err(|error| UsageError::new(error.message(), error.hint()))
    }

    /// The same, as it was given.
    pub fn one_text(&self) -> Result<SecretText, UsageError> {
        match &*self.some()? {
            [secret] => Ok(secret.clone()),
            several => {
                let what = format!("{} secrets are given, a delivery is signed with one", several.len());
                Err(UsageError::new(what, "Name one of them."))
            }
        }
    }
}

/// The secrets in a file, one on each line; at least one.
pub fn secrets_in(path: &Path) -> Result<Vec<SecretText>, UsageError> {
    let bytes = Zeroizing::new(fs::read(path).map_err(|error| UsageError::unreadable(&shown(path), &error))?);
    let text = str::from_utf8(&bytes)
        .map_err(|_| UsageError::new(format!("{} is not UTF-8 text", path.display()), "Save it as plain text."))?;
    // Other white space stays: it is a mistake to be told, not to be covered up.
    let secrets: Vec<_> = text.lines().filter(|line| !line.is_empty()).map(|line| line.to_owned().into()).collect();
    if secrets.is_empty() {
        let fix = "Write the secret into it, and nothing else.";
        return Err(UsageError::new(format!("{} holds no secret", path.display()), fix));
    }
    Ok(secrets)
}

/// An empty variable counts as one that is not set.
fn secret_in_environment() -> Result<Option<SecretText>, UsageError> {
    SECRET_VARIABLES.iter().find_map(|name| variable(name).transpose()).transpose()
}

pub fn variable(name: &str) -> Result<Option<SecretText>, UsageError> {
    let Some(value) = env::var_os(name).filter(|value| !value.is_empty()) else { return Ok(None) };
    // The value must not get into the message.
    let text = value.into_string().map_err(|_| {
        UsageError::new(format!("{name} is not UTF-8 text"), "Set it again, without anything around it.")
    })?;
    Ok(Some(text.into()))
}

/// The key of AutoSend's API, or of a local one's.
#[derive(Debug, clap::Args)]
pub struct ApiKeyArgs {
    /// The API key, which begins with AS_. Other users of this machine can see it in the list of processes: prefer
    /// --api-key-file or the environment, AUTOSEND_API_KEY
    #[arg(long, visible_alias = "key", value_name = "KEY", help_heading = SECRETS, value_parser = clap::value_parser!(SecretText))]
    api_key: Option<SecretText>,

    /// A file with the API key
    #[arg(long, visible_alias = "key-file", value_name = "FILE", help_heading = SECRETS, conflicts_with = "api_key")]
    api_key_file: Option<PathBuf>,
}

impl ApiKeyArgs {
    /// The key that was given, right or wrong.
    pub fn key(&self) -> Result<Option<SecretText>, UsageError> {
        match (&self.api_key, &self.api_key_file) {
            (Some(key), _) => Ok(Some(key.clone())),
            (None, Some(path)) => match &*secrets_in(path)? {
                [key] => Ok(Some(key.clone())),
                _ => Err(UsageError::new(format!("{} holds several keys", path.display()), "Leave one in it.")),
            },
            (None, None) => variable(API_KEY_VARIABLE),
        }
    }
}

#[derive(Debug, clap::Args)]
pub struct BodyArg {
    /// Read the body from a file instead of standard input
    #[arg(long, value_name = "FILE")]
    body: Option<PathBuf>,
}

impl BodyArg {
    /// The body, byte for byte.
    pub fn read(&self) -> Result<Vec<u8>, UsageError> {
        read_input(self.body.as_deref().unwrap_or(Path::new("-")), "the body")
    }
}

/// Reads a file, or standard input for `-`.
pub fn read_input(path: &Path, what: &str) -> Result<Vec<u8>, UsageError> {
    if path != Path::new("-") {
        return fs::read(path).map_err(|error| UsageError::unreadable(path, &error));
    }
    let mut stdin = io::stdin().lock();
    if stdin.is_terminal() {
        output::note(&format!("waiting for {what} on standard input (end it with Ctrl-D)"));
    }
    let mut bytes = Vec::new();
    stdin.read_to_end(&mut bytes).map_err(|error| {
        UsageError::new(format!("cannot read {what} from standard input: {error}"), "Give it as a file.")
    })?;
    Ok(bytes)
}

/// A file of secrets as messages name it: a word that looks like no path may be the secret itself.
fn shown(path: &Path) -> PathBuf {
    let is_path = path.components().count() > 1 || path.extension().is_some();
    PathBuf::from(if is_path { path.as_os_str() } else { OsStr::new("that file") })
}

/// A received request, and what a verifier lets pass.
#[derive(Debug, clap::Args)]
pub struct RequestArgs {
    /// A file with headers and body, as `autosend-webhooks listen --save` writes it, or a HAR file or a JSON object with
    /// headers and body, as Lambda has it
    #[arg(long, value_name = "FILE", conflicts_with_all = ["headers", "headers_file", "body"])]
    request: Option<PathBuf>,

    /// A header of the request; may be given several times
    #[arg(long = "header", value_name = "NAME: VALUE", value_parser = parse_header)]
    headers: Vec<Header>,

    /// A file with `Name: value` lines as `curl -v`, browsers, logs and `autosend-webhooks sign` print them, with or
    /// without a request line, or with JSON: an object, a list of pairs, a HAR file
    #[arg(long, value_name = "FILE")]
    headers_file: Option<PathBuf>,

    #[command(flatten)]
    body: BodyArg,

    /// The time to take as now, in Unix milliseconds: for requests that were stored
    #[arg(long, value_name = "MS", value_parser = parse_millis)]
    now: Option<i64>,

    #[command(flatten)]
    pub limits: LimitArgs,
}

/// What a verifier lets pass. Where there is a profile, it has the defaults.
#[derive(Debug, clap::Args)]
pub struct LimitArgs {
    /// How old a request may be, in seconds or e.g. 5m; `off` for any age
    #[arg(long, value_name = "DURATION", default_value = in_seconds(DEFAULT_TOLERANCE), default_value_if("profile", ArgPredicate::IsPresent, None), value_parser = parse_tolerance)]
    tolerance: Option<Tolerance>,

    /// How far ahead of the clock a request may be
    #[arg(long, value_name = "DURATION", default_value = in_seconds(DEFAULT_FUTURE_TOLERANCE), default_value_if("profile", ArgPredicate::IsPresent, None), value_parser = parse_duration)]
    future_tolerance: Option<Duration>,

    /// The largest body to accept, in bytes
    #[arg(long, value_name = "BYTES", default_value = DEFAULT_MAX_BODY.to_string(), default_value_if("profile", ArgPredicate::IsPresent, None))]
    max_body: Option<usize>,

    /// Also refuse unknown event types, and events whose data does not fit their type
    #[arg(long)]
    strict: bool,
}

/// Newtype, because clap takes an `Option` for an argument that may be absent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tolerance(Option<Duration>);

impl LimitArgs {
    /// A verifier with these secrets and limits.
    pub fn verifier<S: AsRef<str>>(&self, secrets: &[S]) -> Result<Verifier, WebhookError> {
        Ok(Verifier::new(secrets)?.with_options(self.options()))
    }

    /// An explainer for these secrets, right or wrong, with these limits.
    pub fn explainer<S: AsRef<str>>(&self, secrets: &[S]) -> Explainer {
        Explainer::new(secrets).with_options(self.options())
    }

    /// The same limits for the requests of another provider, as far as they were given; a tolerance of `off` is not among
    /// them.
    pub fn limit(&self, profile: &mut Profile) {
        let millis = |time: Duration| u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
        if let Some(Tolerance(Some(tolerance))) = self.tolerance {
            profile.timestamp.tolerance_ms = millis(tolerance);
        }
        if let Some(tolerance) = self.future_tolerance {
            profile.timestamp.future_tolerance_ms = millis(tolerance);
        }
        if let Some(bytes) = self.max_body {
            profile.limits.max_body = bytes as u64;
        }
    }

    /// Whether a request may have any age.
    pub fn is_any_age(&self) -> bool {
        self.tolerance == Some(Tolerance(None))
    }

    fn options(&self) -> Options {
        let usual = Options::default();
        Options {
            tolerance: self.tolerance.map_or(usual.tolerance, |tolerance| tolerance.0),
            future_tolerance: self.future_tolerance.unwrap_or(usual.future_tolerance),
            max_body: self.max_body(),
            strict: self.strict,
        }
    }

    pub fn max_body(&self) -> usize {
        self.max_body.unwrap_or(DEFAULT_MAX_BODY)
    }

    pub const fn is_strict(&self) -> bool {
        self.strict
    }
}

impl RequestArgs {
    /// Headers and body, byte for byte.
    pub fn read(&self) -> Result<(Vec<Header>, Vec<u8>), UsageError> {
        if let Some(path) = &self.request {
            return request_in(path);
        }
        Ok((self.headers()?, self.body.read()?))
    }

    fn headers(&self) -> Result<Vec<Header>, UsageError> {
        let mut headers = self.headers.clone();
        if let Some(path) = &self.headers_file {
            let bytes = fs::read(path).map_err(|error| UsageError::unreadable(path, &error))?;
            let pasted = pasted::read(&bytes).map_err(|problem| {
                UsageError::new(format!("{}: {problem}", path.display()), "Write one `Name: value` a line, or JSON.")
            })?;
            headers.extend(pasted.headers);
        }
        Ok(headers)
    }

    pub fn now(&self) -> SystemTime {
        let given = self.now.and_then(|millis| u64::try_from(millis).ok());
        given.map_or_else(SystemTime::now, from_unix_millis)
    }
}

/// A stored request, or JSON that holds one.
fn request_in(path: &Path) -> Result<(Vec<Header>, Vec<u8>), UsageError> {
    let bytes = fs::read(path).map_err(|error| UsageError::unreadable(path, &error))?;
    if let Ok(Pasted { headers, body: Some(body) }) = pasted::read(&bytes) {
        return Ok((headers, body));
    }
    let StoredRequest { headers, body, .. } = StoredRequest::read(path)?;
    Ok((headers, body))
}

/// Splits `Name: value`, as an argument or as `curl -v` prints it.
pub fn parse_header(text: &str) -> Result<Header, String> {
    split_header(text.strip_prefix("> ").unwrap_or(text).as_bytes())
        .ok_or_else(|| "write it as 'Name: value'".to_owned())
}

/// A text that fits into a header of its own.
pub fn parse_header_value(text: &str) -> Result<String, String> {
    if text.chars().any(char::is_control) {
        return Err("it has control characters, which a header can't carry".into());
    }
    Ok(text.to_owned())
}

pub fn parse_millis(text: &str) -> Result<i64, String> {
    let millis = text.parse().ok().filter(|millis| (0..=LAST_MILLIS).contains(millis));
    millis.ok_or_else(|| "give Unix milliseconds, e.g. 1762943400000".to_owned())
}

/// A time as the default of an argument.
pub fn in_seconds(time: Duration) -> String {
    format!("{}s", time.as_secs())
}

/// The longest time that anything is waited for.
const LONGEST_TIMEOUT: Duration = Duration::from_hours(24);

/// How long to wait: more than nothing, and a day at most.
pub fn parse_timeout(text: &str) -> Result<Duration, String> {
    let time = parse_duration(text)?;
    let fits = !time.is_zero() && time <= LONGEST_TIMEOUT;
    if fits { Ok(time) } else { Err("it must be longer than nothing, and a day at most".to_owned()) }
}

fn parse_tolerance(text: &str) -> Result<Tolerance, String> {
    match text {
        "off" => Ok(Tolerance(None)),
        _ => parse_duration(text).map(Some).map(Tolerance).map_err(|problem| problem + ", or off"),
    }
}

/// The event type with that name; where there is none, the error names the nearest.
pub fn event_type(name: &str) -> Result<EventType, UsageError> {
    EventType::from_name(name).ok_or_else(|| {
        let fix = match nearest_event(name) {
            Some(event) => format!("Did you mean {event}? `autosend-webhooks events` lists all."),
            None => "`autosend-webhooks events` lists all.".into(),
        };
        UsageError::new(format!("there is no event {name:?}"), fix)
    })
}

/// People leave out the group or write it otherwise, so the part after the dot counts by itself, too.
fn nearest_event(name: &str) -> Option<EventType> {
    const SIMILAR: f64 = 0.8;
    let similarity = |event: EventType| {
        let full = event.as_str();
        let last = |text: &str| text.rsplit('.').next().unwrap_or_default().to_owned();
        strsim::jaro_winkler(name, full).max(strsim::jaro_winkler(&last(name), &last(full)) * 0.99)
    };
    let rated = EventType::ALL.iter().map(|event| (similarity(*event), *event));
    rated.filter(|(rating, _)| *rating > SIMILAR).max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, event)| event)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_never_prints() {
        let args = SecretArgs { secret: vec!["whsec_topsecret".to_owned().into()], secret_file: Vec::new() };
        assert!(!format!("{args:?}").contains("topsecret"));
        assert!(!format!("{args:#?}").contains("topsecret"));
    }

    #[test]
    fn headers_are_split_at_the_first_colon() {
        assert_eq!(parse_header("A: b: c").unwrap(), (b"A".to_vec(), b"b: c".to_vec()));
        assert_eq!(parse_header("A:").unwrap(), (b"A".to_vec(), Vec::new()));
        assert!(parse_header("A b").is_err());
        assert!(parse_header(": b").is_err());
        assert!(parse_header("POST /a:b: c").is_err());
    }

    #[test]
    fn durations_have_units_or_are_seconds() {
        assert_eq!(parse_duration("500ms").unwrap(), Duration::from_millis(500));
        assert_eq!(parse_duration("300").unwrap(), parse_duration("5m").unwrap());
        assert!(parse_duration("-5s").is_err());
        assert_eq!(parse_tolerance("off").unwrap(), Tolerance(None));
        assert!(parse_tolerance("never").unwrap_err().contains("off"));
    }

    #[test]
    fn the_nearest_event_is_found() {
        let nearest = |name| nearest_event(name).map(EventType::as_str);
        assert_eq!(nearest("email.open"), Some("email.opened"));
        assert_eq!(nearest("bounced"), Some("email.bounced"));
        assert_eq!(nearest("message.clicked"), Some("email.clicked"));
        assert_eq!(nearest("contact.create"), Some("contact.created"));
        assert_eq!(nearest("xyz"), None);
    }
}
