//! What an address says: brokers, how to talk to them, and the topics of an inbox.

use crate::{
    InboxError, InboxErrorCode,
    engine_address::{EngineAddress, bad},
};
use percent_encoding::percent_decode_str;
use rdkafka::{ClientConfig, error::KafkaError, types::RDKafkaErrorCode};
use std::{borrow::Cow, time::Duration};

/// How long Kafka may take to answer.
pub const ANSWER_WITHIN: Duration = Duration::from_secs(5);
/// How many partitions the topics get when they are made: as many workers can share them.
const PARTITIONS: u64 = 12;
/// What an address may say.
const KNOWN: [&str; 8] = ["ca", "certificate", "inbox", "key", "partitions", "replicas", "sasl", "tls"];
const FORM: &str = "write it like kafka://user:password@host:9092,host:9092";

/// What an inbox's topics and the group of its workers are called.
#[derive(Debug, Clone)]
pub struct Names {
    pub entries: String,
    pub retries: String,
    pub dead: String,
    pub probe: String,
    pub group: String,
}

/// How to reach the brokers, and what is asked of them.
#[derive(Clone)]
pub struct Settings {
    pub client: ClientConfig,
    pub names: Names,
    pub shown: String,
    pub partitions: i32,
    /// How many replicas there must be; as many as there are brokers, three at most, if it is not said.
    pub replicas: Option<i32>,
}

impl Settings {
    pub fn parse(address: &str) -> Result<Self, InboxError> {
        let address = EngineAddress::parse(address, &KNOWN)?;
        let inbox = address.inbox()?;
        let with = |end: &str| format!("{inbox}-{end}");
        let names = Names {
            entries: inbox.to_owned(),
            retries: with("retry"),
            dead: with("dead"),
            probe: with("probe"),
            group: with("workers"),
        };
        let count = |name: &str, most: u64| match address.number(name)? {
            Some(number) if number == 0 || number > most => Err(bad(format!("{name} must be 1 to {most}"))),
            number => Ok(number.and_then(|number| i32::try_from(number).ok())),
        };
        let partitions = count("partitions", 1 << super::engine::PARTITION_BITS)?;
        let partitions = partitions.unwrap_or(i32::try_from(PARTITIONS).unwrap_or(1));
        let replicas = count("replicas", 9)?;
        Ok(Self { client: client(&address)?, names, shown: address.shown(), partitions, replicas })
    }
}

fn client(address: &EngineAddress) -> Result<ClientConfig, InboxError> {
    let rest = address.server.strip_prefix("kafka://").ok_or_else(|| bad(FORM))?;
    let (user, hosts) = rest.rsplit_once('@').map_or((None, rest), |(user, hosts)| (Some(user), hosts));
    let hosts = hosts.trim_end_matches('/');
    if hosts.split(',').any(|host| host.is_empty() || host.contains('/')) {
        return Err(bad(FORM));
    }
    let mut client = ClientConfig::new();
    client.set("bootstrap.servers", hosts).set("client.id", "autosend-inbox");
    client.set("reconnect.backoff.max.ms", "1000").set("socket.keepalive.enable", "true");
    let is_encrypted = match address.value("tls") {
        None | Some("no") => false,
        Some("yes") => true,
        Some(other) => return Err(bad(format!("tls must be yes or no, not {other}"))),
    };
    for (name, setting) in
        [("ca", "ssl.ca.location"), ("certificate", "ssl.certificate.location"), ("key", "ssl.key.location")]
    {
        match address.value(name) {
            Some(_) if !is_encrypted => return Err(bad(format!("{name} needs tls=yes"))),
            Some(file) => drop(client.set(setting, file)),
            None => {}
        }
    }
    let protocol = match (user.is_some(), is_encrypted) {
        (false, false) => "plaintext",
        (false, true) => "ssl",
        (true, false) => "sasl_plaintext",
        (true, true) => "sasl_ssl",
    };
    client.set("security.protocol", protocol);
    match user {
        Some(user) => authenticate(&mut client, user, address.value("sasl").unwrap_or("PLAIN"))?,
        None if address.value("sasl").is_some() => return Err(bad("sasl needs user:password@ before the hosts")),
        None => {}
    }
    Ok(client)
}

fn authenticate(client: &mut ClientConfig, user: &str, mechanism: &str) -> Result<(), InboxError> {
    if !["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"].contains(&mechanism) {
        return Err(bad(format!("sasl must be PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512, not {mechanism}")));
    }
    let (user, password) = user.split_once(':').ok_or_else(|| bad(FORM))?;
    let decoded = |text: &str| percent_decode_str(text).decode_utf8().map(Cow::into_owned).map_err(|_| bad(FORM));
    client.set("sasl.mechanism", mechanism);
    client.set("sasl.username", decoded(user)?).set("sasl.password", decoded(password)?);
    Ok(())
}

/// An answer of Kafka that is not one to what was asked.
pub fn failure(error: &KafkaError) -> InboxError {
    let code = match error.rdkafka_error_code() {
        Some(RDKafkaErrorCode::MessageSizeTooLarge) => InboxErrorCode::Refused,
        Some(RDKafkaErrorCode::MessageTimedOut | RDKafkaErrorCode::OperationTimedOut) => InboxErrorCode::Busy,
        _ => InboxErrorCode::Unavailable,
    };
    InboxError::new(code, format!("Kafka: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_how_to_connect() {
        let settings = Settings::parse(
            "kafka://ann:a%40b@k1:9092,k2:9093?inbox=fleet&tls=yes&ca=/etc/ca.pem&sasl=SCRAM-SHA-512&partitions=3",
        )
        .unwrap();
        let is = |name| settings.client.get(name).unwrap_or_default();
        assert_eq!((is("bootstrap.servers"), is("security.protocol")), ("k1:9092,k2:9093", "sasl_ssl"));
        assert_eq!((is("sasl.username"), is("sasl.password"), is("sasl.mechanism")), ("ann", "a@b", "SCRAM-SHA-512"));
        assert_eq!((is("ssl.ca.location"), settings.partitions, settings.replicas), ("/etc/ca.pem", 3, None));
        assert_eq!(
            (settings.shown.as_str(), settings.names.retries.as_str()),
            ("kafka://k1:9092,k2:9093", "fleet-retry")
        );
        let plain = Settings::parse("kafka://k1").unwrap();
        assert_eq!(plain.client.get("security.protocol"), Some("plaintext"));
    }

    #[test]
    fn what_can_not_be_meant_is_refused() {
        for (address, said) in [
            ("kafka://", "write it like"),
            ("kafka://a,,b", "write it like"),
            ("kafka://ann@a", "write it like"),
            ("kafka://a?ca=x", "ca needs tls=yes"),
            ("kafka://a?tls=maybe", "tls must be yes or no, not maybe"),
            ("kafka://a?sasl=PLAIN", "sasl needs user:password@"),
            ("kafka://u:p@a?sasl=GSSAPI", "sasl must be PLAIN"),
            ("kafka://a?partitions=0", "partitions must be 1 to 4096"),
            ("kafka://a?replicas=many", "replicas must be a number, not many"),
            ("kafka://a?topic=x", "topic is not known"),
        ] {
            let error = Settings::parse(address).err().expect(address);
            assert!(error.to_string().contains(said), "{address}: {error}");
        }
    }
}
