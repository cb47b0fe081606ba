//! Kafka: the tests of the inbox start brokers of their own from it, each its own controller.

use std::{fs, path::PathBuf};

use anyhow::{Result, bail};

use crate::{
    step,
    toolchains::{self, JAVA, Missing, kotlin::maven},
    workspace::{self, command},
};

/// The project that lists what a broker is made of.
const PROJECT: &str = "xtask/kafka";
/// Of the brokers that tests start: they are alone on their machine.
const CLUSTER: &str = "YXV0b3NlbmQtd2ViaG9vaw";

/// What its client is built with, in builds of all features: make and the headers of OpenSSL.
pub fn client() -> Result<()> {
    let is_there = || {
        let found = command("pkg-config").args(["--exists", "openssl"]).status().is_ok_and(|status| status.success());
        found && command("make").arg("--version").output().is_ok_and(|output| output.status.success())
    };
    if !is_there() && (!toolchains::apt_install(&["libssl-dev", "make", "pkg-config"])? || !is_there()) {
        let install = "install make, pkg-config and OpenSSL's headers (Debian, Ubuntu: apt-get install libssl-dev make pkg-config)";
        bail!(Missing(format!("the client of Kafka can't be built: {install}")));
    }
    Ok(())
}

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
