//! What opens the page.

use crate::{
    input::{secrets_in, variable},
    output::UsageError,
};
use autosend_webhooks_emulator::SecretText;
use std::{net::SocketAddr, path::PathBuf};

const VARIABLE: &str = "AUTOSEND_INBOX_DASHBOARD_TOKEN";

/// The fewest characters of a token that a user gives.
const SHORTEST: usize = 16;

#[derive(Debug, Clone, clap::Args)]
pub struct TokenArgs {
    /// A file with the token that opens the dashboard; or set AUTOSEND_INBOX_DASHBOARD_TOKEN [default: a new one, printed
    /// in the dashboard's address]
    #[arg(long, value_name = "FILE")]
    dashboard_token_file: Option<PathBuf>,
}

/// The token, and whether the user knows it.
pub struct Token {
    pub text: SecretText,
    is_known: bool,
}

impl TokenArgs {
    /// The token that was given, or a new one.
    pub fn token(&self) -> Result<Token, UsageError> {
        let given = match &self.dashboard_token_file {
            Some(path) => match &*secrets_in(path)? {
                [token] => Some(token.clone()),
                _ => {
                    return Err(UsageError::new(format!("{} holds several lines", path.display()), "Leave one in it."));
                }
            },
            None => variable(VARIABLE)?,
        };
        let Some(text) = given else { return Ok(Token::random()) };
        let text_ref = text.as_ref();
        if text_ref.len() < SHORTEST || !text_ref.bytes().all(|byte| byte.is_ascii_graphic()) {
            let fix = format!("Take at least {SHORTEST} letters and digits, from `openssl rand -hex 16` for example.");
            return Err(UsageError::new("the dashboard's token is too short, or has other characters", fix));
        }
        Ok(Token { text, is_known: true })
    }
}

impl Token {
    fn random() -> Self {
        Self { text: const_hex::encode(rand::random::<[u8; 16]>()).into(), is_known: false }
    }

    /// The page's address, with the token where nobody knows it yet: in the fragment, which browsers send to no server.
    pub fn url(&self, address: SocketAddr) -> String {
        let fragment = if self.is_known { String::new() } else { format!("#token={}", self.text.as_ref()) };
        format!("http://{address}/{fragment}")
    }
}
