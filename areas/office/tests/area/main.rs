//! The office through the front door.

mod agencies;
mod door;
mod journal;
mod organization;
mod people;

use base::UserId;
use office::{actions::sign_in::Caller, cli};
use testkit::{Answer, Client, House};
use web::Options;

/// A house with a master key and an address that passkeys work at.
async fn house() -> House {
    house_with(false).await
}

/// A house that is a demo or not.
async fn house_with(demo: bool) -> House {
    let options = Options {
        demo,
        public_url: "https://dure.example.kr".into(),
        master_key: vec![7; 32],
        ..Options::default()
    };
    House::with_options(&[&office::AREA], options).await
}

/// A good password.
const PASSWORD: &str = "따뜻한 봄날 산책길 12";

/// An active person with [`PASSWORD`].
async fn person(house: &House, login: &str, role: &str) -> UserId {
    let added = cli::add_user(&house.app, login, login, role, None).await.expect("a person is invited");
    let token = added.link.rsplit_once('=').expect("the link has a token").1.to_owned();
    let fields = [("token", token.as_str()), ("password", PASSWORD), ("again", PASSWORD)];
    let answer = house.visitor().post("/office/set-up", &fields).await;
    assert_eq!(answer.location, "/office/sign-in", "{}", answer.text());
    added.id
}

/// Tries to sign in.
async fn try_sign_in(client: &Client, login: &str, password: &str) -> Answer {
    client.post("/office/sign-in", &[("login", login), ("password", password)]).await
}

/// The `name=value` of a cookie that an answer sets.
fn cookie(answer: &Answer, name: &str) -> String {
    let found = answer.cookies.iter().find(|cookie| cookie.starts_with(&format!("{name}=")));
    let found = found.unwrap_or_else(|| panic!("no cookie {name}: {:?}", answer.cookies));
    found.split(';').next().unwrap_or_default().to_owned()
}

/// Signs in and gives the browser that still waits for its second factor.
async fn signed_in(house: &House, login: &str) -> Client {
    let answer = try_sign_in(&house.visitor(), login, PASSWORD).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    house.visitor().with_cookie(&cookie(&answer, web::session_cookie(&house.app)))
}

/// The secret that the set-up page shows.
fn shown_secret(page: &str) -> Vec<u8> {
    let code =
        page.split("<code>").nth(1).and_then(|rest| rest.split("</code>").next()).expect("a secret is shown");
    data_encoding::BASE32_NOPAD.decode(code.replace(' ', "").as_bytes()).expect("the secret is base 32")
}

/// The code of a secret now, `steps` later.
fn code(house: &House, secret: &[u8], steps: i64) -> String {
    let totp = office::totp::generator(secret, "centre", "login").expect("the secret is long enough");
    totp.generate((house.app.clock().machine_now().as_second() + steps * 30) as u64).to_string()
}

/// Nobody in particular.
fn caller() -> Caller {
    Caller { place: "192.0.2.1".into(), device: String::new() }
}
