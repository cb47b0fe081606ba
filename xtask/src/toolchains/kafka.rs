//! Kafka: the tests of the inbox start brokers of their own from it, which are their own controllers (KRaft).

use std::{fs, path::PathBuf};

use anyhow::Result;

use crate::{
    step,
    toolchains::{self, JAVA, kotlin::maven},
    workspace::{self, command},
};

/// The project that lists what a broker is made of.
const PROJECT: &str = "xtask/kafka";
/// Of the brokers that tests start: they are alone on their machine.
const CLUSTER: &str = "YXV0b3NlbmQtd2ViaG9vaw";

/// A folder with what a broker needs: `classpath`, its jars, and `formatted`, the files of a broker that has not started yet.
pub fn provide() -> Result<PathBuf> {
    JAVA.require()?;
    let project = workspace::root().join(PROJECT).join("pom.xml");
    let folder = toolchains::cache("kafka")?.join(toolchains::key(&[&toolchains::read(&project)?]));
    toolchains::once(&folder, || {
        let classpath = folder.join("classpath");
        let goal = "org.apache.maven.plugins:maven-dependency-plugin:3.11.0:build-classpath";
        let mut maven = maven(PROJECT, &[goal])?;
        maven.arg(format!("-Dmdep.outputFile={}", classpath.display()));
        step::must("fetching the jars of Kafka", maven)?;
        // A broker is not started often enough to be worth formatting its folder each time: that takes a JVM as well.
        let properties = folder.join("format.properties");
        fs::write(&properties, format(&folder.join("formatted").display().to_string()))?;
        let mut java = command("java");
        java.arg("-cp").arg(fs::read_to_string(&classpath)?.trim());
        java.args(["kafka.tools.StorageTool", "format", "--cluster-id", CLUSTER, "--config"]).arg(&properties);
        step::must("formatting a broker's folder", java)
    })?;
    Ok(folder)
}

fn format(folder: &str) -> String {
    let mut properties = String::from("process.roles=broker,controller\nnode.id=1\n");
    properties.push_str("controller.quorum.voters=1@127.0.0.1:9093\ncontroller.listener.names=CONTROLLER\n");
    properties.push_str("listeners=PLAINTEXT://127.0.0.1:9092,CONTROLLER://127.0.0.1:9093\n");
    properties.push_str("listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT\n");
    properties + &format!("log.dirs={folder}\n")
}
