//! A problem on its way out: carried in the answer and put into words by `attend`.

use std::sync::Arc;

use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use base::{Kind, Problem};

/// What a handler returns: an answer, or a problem to be put into words.
pub type Reply = Result<Response, Failure>;

/// A problem that a handler gave up with.
#[derive(Debug)]
pub struct Failure(pub Problem);

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        Self(problem)
    }
}

impl From<db::Error> for Failure {
    fn from(error: db::Error) -> Self {
        Self(error.into())
    }
}

/// The problem inside an answer.
#[derive(Debug, Clone)]
pub(crate) struct Carried(pub(crate) Arc<Problem>);

/// The HTTP status of a problem.
pub(crate) fn status(problem: &Problem) -> StatusCode {
    match problem {
        Problem::Fields(_) => StatusCode::UNPROCESSABLE_ENTITY,
        Problem::Fault(_) => StatusCode::INTERNAL_SERVER_ERROR,
        Problem::Refused(refused) => match refused.kind {
            Kind::Missing => StatusCode::NOT_FOUND,
            Kind::Forbidden => StatusCode::FORBIDDEN,
            Kind::Invalid => StatusCode::UNPROCESSABLE_ENTITY,
            Kind::Conflict => StatusCode::CONFLICT,
        },
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut response = status(&self.0).into_response();
        response.extensions_mut().insert(Carried(Arc::new(self.0)));
        response
    }
}
