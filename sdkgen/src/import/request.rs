//! What a catalog says of requests, from a profile: headers, signatures, timestamp, envelope.

use super::{
    profile::{Profile, Signature},
    source::{Place, Source, path},
};
use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};

/// Where requests say what, as a profile has it.
pub(crate) struct Request {
    pub types: Vec<Source>,
    pub id: Option<Source>,
    /// The other headers that may carry the id.
    pub id_aliases: Vec<String>,
    /// The members that lead to the data; `{name}` is the value of a member.
    pub data: Vec<String>,
    /// The members that lead to the list of events, where a body holds several.
    pub batch: Option<Vec<String>>,
}

impl Request {
    pub(crate) fn of(profile: &Profile) -> Result<Self> {
        let types = profile.event.types.all().iter().map(|text| Source::parse(text));
        let types = types.collect::<Result<_>>().context("event.type")?;
        let ids = profile.event.id.all().iter().filter(|text| **text != "none").map(|text| Source::parse(text));
        let mut ids = ids.collect::<Result<Vec<_>>>().context("event.id")?.into_iter();
        let id = ids.next();
        let aliases = ids.map(|source| match (&id, source.place) {
            (Some(Source { place: Place::Header(_), .. }), Place::Header(name)) => Ok(name),
            _ => bail!("event.id: several places are names of one header"),
        });
        let id_aliases = aliases.collect::<Result<_>>()?;
        let data = path(&profile.event.data).context("event.data")?;
        let batch = profile.request.batch.as_deref().map(path).transpose().context("request.batch")?;
        Ok(Self { types, id, id_aliases, data, batch })
    }

    pub(crate) fn envelope(&self, profile: &Profile, time: Option<&[String]>) -> Result<Value> {
        let id = self.id.as_ref().filter(|id| matches!(id.place, Place::Path(_))).map(Source::json);
        let format = profile.event.time_format.as_deref().unwrap_or("rfc3339");
        Ok(json!({
            "type": self.types.iter().map(Source::json).collect::<Vec<_>>(),
            "join": profile.event.join,
            "fallback": profile.event.fallback,
            "id": id,
            "time": time,
            "time_format": if time.is_some() { format } else { "none" },
            "data": self.data,
            "batch": self.batch,
            "content": profile.request.content.as_deref().unwrap_or("json"),
        }))
    }

    pub(crate) fn headers(&self, profile: &Profile, user_agent: &str) -> Result<Value> {
        let header = |source: Option<&Source>| match source.map(|source| &source.place) {
            Some(Place::Header(name)) => name.clone(),
            _ => String::new(),
        };
        let (timestamp, timestamp_aliases) = match timestamp_source(profile)? {
            TimestampSource::Headers(mut names) => (names.remove(0), names),
            _ => (String::new(), Vec::new()),
        };
        let event = self.types.iter().find(|source| matches!(source.place, Place::Header(_)));
        Ok(json!({
            "delivery_id": header(self.id.as_ref()),
            "delivery_id_aliases": self.id_aliases,
            "event": header(event),
            "signature": signature_header(profile.signature.first().context("there is no signature")?)?,
            "timestamp": timestamp,
            "timestamp_aliases": timestamp_aliases,
            "user_agent": profile.delivery.user_agent.as_deref().unwrap_or(user_agent),
        }))
    }
}

/// Where the timestamp stands.
enum TimestampSource {
    Headers(Vec<String>),
    Pair,
    None,
}

fn timestamp_source(profile: &Profile) -> Result<TimestampSource> {
    let from = profile.signature.iter().find_map(|signature| signature.timestamp.as_ref()).map(|it| it.from.all());
    let from = from.unwrap_or_default();
    match from {
        [] => Ok(TimestampSource::None),
        [one] if one == "none" => Ok(TimestampSource::None),
        [one] if one.starts_with("pair:") => Ok(TimestampSource::Pair),
        several => {
            let names = several.iter().map(|text| text.strip_prefix("header:").map(str::to_owned));
            let names = names.collect::<Option<_>>();
            names.map(TimestampSource::Headers).with_context(|| {
                format!("signature.timestamp.from: {several:?} is none of \"header:NAME\", \"pair:NAME\" and \"none\"")
            })
        }
    }
}

pub(crate) fn timestamp(profile: &Profile) -> Result<Value> {
    let said = profile.signature.iter().find_map(|signature| signature.timestamp.clone()).unwrap_or_default();
    let unit = said.unit.as_deref().unwrap_or("seconds");
    let from = match timestamp_source(profile)? {
        TimestampSource::Headers(_) => "header",
        TimestampSource::Pair => "pair",
        TimestampSource::None => "none",
    };
    let tolerance = said.tolerance.unwrap_or(300);
    let is_short = unit == "seconds" && said.seconds_below.is_none();
    Ok(json!({
        "from": from,
        "unit": unit,
        "seconds_below": said.seconds_below,
        "max_digits": if is_short { 12 } else { 15 },
        "tolerance_ms": tolerance.saturating_mul(1000),
        "future_tolerance_ms": said.future_tolerance.unwrap_or(tolerance).saturating_mul(1000),
    }))
}

pub(crate) fn signatures(profile: &Profile) -> Result<Vec<Value>> {
    profile.signature.iter().map(signature).collect()
}

fn signature(said: &Signature) -> Result<Value> {
    let form = said.form.as_deref().unwrap_or("plain");
    let separator = said.separator.as_deref().unwrap_or(match form {
        "list" => " ",
        "pairs" => ",",
        _ => "",
    });
    let is_signed = matches!(&*said.scheme, "hmac" | "ed25519");
    let default_prefix = if said.scheme == "basic" { "Basic " } else { "" };
    let pair = said.timestamp.iter().flat_map(|it| it.from.all()).find_map(|from| from.strip_prefix("pair:"));
    let in_pairs = said.pairs.as_ref().and_then(|pairs| pairs.get("timestamp")?.as_str());
    ensure!(
        pair.is_none() || pair == in_pairs,
        "signature.pairs.timestamp is {in_pairs:?}, and timestamp.from {pair:?}"
    );
    Ok(json!({
        "scheme": said.scheme,
        "hash": said.hash.as_deref().unwrap_or("sha256"),
        "header": signature_header(said)?,
        "aliases": said.aliases,
        "form": form,
        "separator": separator,
        "prefix": said.prefix.as_deref().unwrap_or(default_prefix),
        "versions": said.versions,
        "pairs": said.pairs,
        "encoding": said.encoding.as_deref().unwrap_or("hex"),
        "key": said.key.as_deref().unwrap_or("utf8"),
        "secret_prefix": said.secret_prefix,
        "signed_content": said.content.as_deref().unwrap_or(if is_signed { "{body}" } else { "" }),
    }))
}

fn signature_header(said: &Signature) -> Result<String> {
    let header = said.header.clone().or_else(|| (said.scheme == "basic").then(|| "Authorization".into()));
    header.context("signature.header: which header carries the signature?")
}

impl Profile {
    /// What requests look like, as a catalog says it (`headers`, `signatures`, `timestamp`, `envelope`, `limits`): all that a
    /// profile decides without a document.
    ///
    /// # Errors
    ///
    /// It makes no sense: the message names the place in the profile.
    ///
    /// ```
    /// let requests = sdkgen::Profile::open("github")?.requests()?;
    /// assert_eq!(requests["headers"]["event"], "X-GitHub-Event");
    /// # Ok::<(), anyhow::Error>(())
    /// ```
    pub fn requests(&self) -> Result<Value> {
        let request = Request::of(self)?;
        let time = self.event.time.all().iter().find(|text| **text != "none").map(|text| path(text));
        let time = time.transpose().context("event.time")?;
        let name = self.provider.name.as_deref().unwrap_or("the provider");
        Ok(json!({
            "provider": name,
            "headers": request.headers(self, "autosend-webhooks")?,
            "signatures": signatures(self)?,
            "timestamp": timestamp(self)?,
            "envelope": request.envelope(self, time.as_deref())?,
            "limits": limits(self),
        }))
    }
}

pub(crate) fn limits(profile: &Profile) -> Value {
    json!({
        "max_body": profile.limits.max_body.unwrap_or(1_048_576),
        "max_depth": profile.limits.max_depth.unwrap_or(64),
        "max_delivery_id": profile.limits.max_delivery_id.unwrap_or(255),
        "max_integer": 9_007_199_254_740_991_u64,
    })
}
