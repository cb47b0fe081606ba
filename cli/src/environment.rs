//! Environment variables that hold secrets.

/// Where secrets are looked for when no argument names one, in this order.
pub const SECRET_VARIABLES: [&str; 2] = ["AUTOSEND_WEBHOOK_SECRET", "WEBHOOK_SECRET"];

/// Where the API key of `dev` is looked for when no argument names it.
pub const API_KEY_VARIABLE: &str = "AUTOSEND_API_KEY";
