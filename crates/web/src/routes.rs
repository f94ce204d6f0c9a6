//! Routes with their rights: a route without a right does not compile, and the house can list them all.

use axum::{
    Router,
    extract::Request,
    handler::Handler,
    middleware::{Next, from_fn},
    response::{IntoResponse, Response},
    routing::{MethodRouter, delete, get, post, put},
};

use crate::{App, Ask, Failure};

/// Rights that every visitor has, and every signed-in person.
pub mod open {
    /// For everyone, signed in or not.
    pub const PUBLIC: &str = "";
    /// For everyone who is signed in, second factor given.
    pub const SIGNED_IN: &str = "+";
    /// For everyone who gave a password but perhaps no second factor yet.
    pub const HALF_SIGNED_IN: &str = "~";
}

/// One route as the house lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RouteInfo {
    /// HTTP method.
    pub method: &'static str,
    /// Path below the area.
    pub path: &'static str,
    /// Right needed: a name, or one of [`open`].
    pub permission: &'static str,
}

/// A router that knows the right of each of its routes and checks it before the handler runs.
#[derive(Debug, Default)]
pub struct Routes {
    router: Router<App>,
    list: Vec<RouteInfo>,
}

impl Routes {
    /// No routes yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// A page or a JSON reading.
    pub fn get<H, T>(self, path: &'static str, permission: &'static str, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.add("GET", path, permission, get(handler))
    }

    /// A form or a JSON making.
    pub fn post<H, T>(self, path: &'static str, permission: &'static str, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.add("POST", path, permission, post(handler))
    }

    /// A JSON replacing.
    pub fn put<H, T>(self, path: &'static str, permission: &'static str, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.add("PUT", path, permission, put(handler))
    }

    /// A JSON removing.
    pub fn delete<H, T>(self, path: &'static str, permission: &'static str, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.add("DELETE", path, permission, delete(handler))
    }

    fn add(
        mut self,
        method: &'static str,
        path: &'static str,
        permission: &'static str,
        route: MethodRouter<App>,
    ) -> Self {
        let guarded = route.route_layer(from_fn(move |request, next| guard(permission, request, next)));
        self.router = self.router.route(path, guarded);
        self.list.push(RouteInfo { method, path, permission });
        self
    }

    /// The routes with their rights.
    pub fn list(&self) -> &[RouteInfo] {
        &self.list
    }

    /// The router underneath.
    pub fn into_router(self) -> Router<App> {
        self.router
    }
}

/// Lets a request through to its handler if its actor has the right.
async fn guard(permission: &'static str, request: Request, next: Next) -> Response {
    let Some(ask) = request.extensions().get::<Ask>() else {
        return Failure(base::Problem::fault("a request reached a route without being attended"))
            .into_response();
    };
    let allowed = match permission {
        open::PUBLIC => Ok(()),
        open::SIGNED_IN if ask.actor.second_factor => Ok(()),
        open::HALF_SIGNED_IN if ask.actor.is_known() => Ok(()),
        permission => ask.actor.must(permission),
    };
    match allowed {
        Ok(()) => next.run(request).await,
        Err(problem) => Failure(problem).into_response(),
    }
}
