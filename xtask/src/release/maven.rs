//! Jars for Kotlin and Java in a repository of Maven's, with sources and documentation.

use std::{fs, path::Path, process::Command};

use anyhow::Result;

use super::{Dist, copy};
use crate::{step, toolchains::kotlin, workspace};

const JAVA: &str = "sdks/java";

pub fn make(dist: &Dist) -> Result<()> {
    let repository = dist.fresh("maven")?;
    kotlin::install()?;
    for project in [kotlin::PACKAGE, JAVA] {
        let mut deploy = kotlin::maven(project, &["deploy", "-Prelease", "-DskipTests"])?;
        deploy.arg(format!("-DaltDeploymentRepository=dist::file://{}", repository.display()));
        step::must(&format!("deploying {project}"), deploy)?;
    }
    Ok(())
}

/// The example, whose pom gets `dist/` as a repository.
pub fn install(dist: &Dist, project: &Path) -> Result<Command> {
    const SOURCES: [&str; 2] = ["src/main/kotlin/Server.kt", "src/main/kotlin/Webhooks.kt"];
    copy("examples/kotlin-ktor", &SOURCES, project)?;
    let pom = fs::read_to_string(workspace::root().join("examples/kotlin-ktor/pom.xml"))?;
    let repository = format!(
        "  <repositories><repository><id>dist</id><url>file://{}</url></repository></repositories>\n</project>",
        dist.part("maven").display()
    );
    fs::write(project.join("pom.xml"), pom.replace("</project>", &repository))?;
    // What was installed on this machine by other means is not to be found.
    kotlin::forget_installed()?;
    step::must("mvn compile", kotlin::maven_in(project, &["compile"])?)?;
    kotlin::java_in(project, "classes", "ServerKt")
}
