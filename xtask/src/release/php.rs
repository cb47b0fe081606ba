//! The Composer package, as an archive.

use std::{fs, path::Path, process::Command};

use anyhow::Result;

use super::{Dist, copy};
use crate::{
    step,
    toolchains::{PHP, php},
    workspace,
};

const PACKAGE: &str = "sdks/php";

pub fn make(dist: &Dist) -> Result<()> {
    php::provide()?;
    let folder = dist.fresh("php")?;
    let staged = tempfile::tempdir()?;
    let package = workspace::root().join(PACKAGE);
    for part in ["src", "generated"] {
        crate::toolchains::node::copy_folder(&package.join(part), &staged.path().join(part), &[])?;
    }
    fs::copy(package.join("README.md"), staged.path().join("README.md"))?;
    fs::copy(workspace::root().join("LICENSE"), staged.path().join("LICENSE"))?;
    // An archive has no branch or tag to take its version from.
    let mut manifest: serde_json::Value = serde_json::from_slice(&fs::read(package.join("composer.json"))?)?;
    manifest["version"] = dist.version.as_str().into();
    fs::write(staged.path().join("composer.json"), serde_json::to_vec_pretty(&manifest)?)?;
    let file = folder.join(format!("autosend-webhooks-{}.zip", dist.version));
    super::zip("packing the Composer package", staged.path(), ".", &file)
}

pub fn install(dist: &Dist, project: &Path) -> Result<Command> {
    copy("examples/php", &["index.php", "serve.php"], project)?;
    let mut manifest: serde_json::Value =
        serde_json::from_slice(&fs::read(workspace::root().join("examples/php/composer.json"))?)?;
    manifest["require"]["autosend/webhooks"] = dist.version.as_str().into();
    manifest["repositories"][0] = serde_json::json!({ "type": "artifact", "url": dist.part("php") });
    fs::write(project.join("composer.json"), serde_json::to_vec_pretty(&manifest)?)?;
    let mut install = php::composer(&["install", "--no-progress"]);
    install.current_dir(project);
    step::must("composer install", install)?;
    let mut serve = PHP.command();
    serve.arg("serve.php").current_dir(project);
    serve.env("DATABASE", format!("sqlite:{}", project.join("webhooks.sqlite").display()));
    Ok(serve)
}
