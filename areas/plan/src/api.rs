//! stub
pub fn routes() -> web::Routes { web::Routes::new() }
pub fn document() -> utoipa::openapi::OpenApi { web::no_openapi() }
