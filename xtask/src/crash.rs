//! `cargo xtask crash`: the crash tests of `dev` and of an inbox's engines, with more kills than the tests make.

use anyhow::{Context, Result};
use clap::ValueEnum;

use crate::{
    toolchains::{kafka, nats, redis},
    workspace,
};

#[derive(clap::Args)]
pub struct Args {
    /// How often something is killed
    #[arg(long, value_name = "N", default_value_t = 200)]
    kills: u32,

    /// What is killed
    #[arg(long, value_enum, default_value_t = What::Dev)]
    of: What,
}

#[derive(Clone, Copy, ValueEnum)]
enum What {
    /// The local AutoSend
    Dev,
    /// A Redis under an inbox
    Redis,
    /// One or two of the three nodes of NATS under an inbox
    Nats,
    /// One or two of three brokers of Kafka under an inbox
    Kafka,
}

/// Returns whether nothing was lost.
pub fn main(args: &Args) -> Result<bool> {
    let test = match args.of {
        What::Dev => "dev_crash -- --nocapture nothing_that",
        What::Redis => "inbox_engine_faults -- --nocapture --exact a_redis_that_is_killed",
        What::Nats => "inbox_engine_faults -- --nocapture --exact a_cluster_of_nats_whose_nodes_are_killed",
        What::Kafka => {
            "inbox_engine_faults --features kafka -- --nocapture --exact a_cluster_of_kafka_whose_brokers_are_killed"
        }
    };
    let mut test = workspace::cargo(&format!("test --package autosend-webhooks-cli --test {test}"));
    match args.of {
        What::Dev => {}
        What::Redis => redis::provide()?,
        What::Nats => drop(test.env("NATS_SERVER", nats::server()?)),
        What::Kafka => drop(test.env("KAFKA_FOLDER", kafka::provide()?)),
    }
    test.env("AUTOSEND_WEBHOOKS_KILLS", args.kills.to_string());
    Ok(test.status().context("cannot run the crash test")?.success())
}
