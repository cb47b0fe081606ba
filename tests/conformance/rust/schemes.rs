//! Runs the requests of a scheme through the crate that was generated for it: `schemes SCHEME FOLDER`.

mod runner;

use std::{env, path::Path, process::ExitCode};

use runner::{Failed, run};

macro_rules! run_scheme {
    ($name:expr, $folder:expr, $($scheme:ident)*) => {
        match $name {
            $(stringify!($scheme) => run::<$scheme::Event>($folder),)*
            other => Err(format!("there is no crate of {other} here").into()),
        }
    };
}

fn main() -> Result<ExitCode, Failed> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [scheme, folder] = &arguments[..] else { return Err("usage: schemes SCHEME FOLDER".into()) };
    let folder = Path::new(folder);
    run_scheme!(&**scheme, folder, batch form github parts public shopify slack standard stripe token types urlsafe)
}
