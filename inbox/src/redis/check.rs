//! Settings with which Redis loses what it acknowledged.

use crate::{InboxError, InboxErrorCode, WIRE};
use redis::aio::ConnectionManager;
use std::collections::HashMap;

/// Fails with `unsafe_setting`, which names the setting and what it must be.
pub async fn check(connection: &mut ConnectionManager) -> Result<(), InboxError> {
    for (name, needed, otherwise) in WIRE.redis.needed {
        let answer: Result<HashMap<String, String>, _> =
            redis::cmd("CONFIG").arg("GET").arg(name).query_async(connection).await;
        let settings = answer.map_err(|error| refusal(&error, name))?;
        let is = settings.get(name).map_or("not known", String::as_str);
        if is != needed {
            let detail = format!("{name} is {is}, and must be {needed}: {otherwise}");
            return Err(InboxError::new(InboxErrorCode::UnsafeSetting, detail));
        }
    }
    Ok(())
}

/// A server that does not tell is not trusted.
fn refusal(error: &redis::RedisError, name: &str) -> InboxError {
    if error.is_io_error() || error.is_timeout() {
        return InboxError::unavailable(error);
    }
    InboxError::new(InboxErrorCode::UnsafeSetting, format!("{name} can't be read ({error}): allow CONFIG GET"))
}
