//! Query strings, read parameter by parameter.

use super::envelope::ApiError;
use crate::views::PagePosition;
use axum::{
    extract::{FromRequestParts, Query as AxumQuery},
    http::request::Parts,
};
use std::{collections::HashMap, str::FromStr};

/// The parameters of a request; of one that is there several times, the last.
#[derive(Debug)]
pub struct Query(HashMap<String, String>);

impl Query {
    pub fn text(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    pub fn parse<T: FromStr>(&self, name: &str, must_be: &str) -> Result<Option<T>, ApiError> {
        let parse = |text: &str| text.parse().map_err(|_| ApiError::invalid_parameter(name, must_be));
        self.text(name).map(parse).transpose()
    }

    /// A whole number within bounds.
    pub fn number(&self, name: &str, default: u64, min: u64, max: u64) -> Result<u64, ApiError> {
        let must_be = format!("must be a whole number from {min} to {max}");
        let number = self.parse(name, &must_be)?.unwrap_or(default);
        if (min..=max).contains(&number) { Ok(number) } else { Err(ApiError::invalid_parameter(name, must_be)) }
    }

    pub fn page(&self) -> Result<Page, ApiError> {
        Ok(Page { page: self.number("page", 1, 1, 1_000_000_000)?, limit: self.number("limit", 50, 1, 100)? })
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Query {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let query = AxumQuery::from_request_parts(parts, state).await;
        let AxumQuery(pairs): AxumQuery<Vec<(String, String)>> =
            query.map_err(|_| ApiError::unreadable("The query string could not be read"))?;
        Ok(Self(pairs.into_iter().collect()))
    }
}

/// A page of a list.
#[derive(Debug, Clone, Copy)]
pub struct Page {
    /// From 1.
    pub page: u64,
    pub limit: u64,
}

impl Page {
    pub const fn offset(self) -> u64 {
        (self.page - 1) * self.limit
    }

    /// Where the page is in a list of so many.
    pub const fn position(self, total: u64) -> PagePosition {
        PagePosition { total, page: self.page, limit: self.limit, total_pages: total.div_ceil(self.limit) }
    }
}
