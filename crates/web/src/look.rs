//! How a visitor likes the screens: language, text size, contrast; kept in one cookie between visits.

use crate::Lang;

/// A visitor's choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// Language.
    pub lang: Lang,
    /// Text size, 1 to 5; 2 is normal.
    pub size: u8,
    /// High contrast.
    pub high_contrast: bool,
}

impl Default for Look {
    fn default() -> Self {
        Self { lang: Lang::Ko, size: 2, high_contrast: false }
    }
}

impl Look {
    /// Name of the cookie.
    pub const COOKIE: &'static str = "dure_view";

    /// Reads the cookie; anything unknown is the default.
    pub fn from_cookie(text: &str) -> Self {
        let mut look = Self::default();
        for part in text.split('.') {
            look.set(part);
        }
        look
    }

    /// Takes one part: a language, `s1`…`s5`, `high` or `normal`.
    pub fn set(&mut self, part: &str) {
        match part {
            "ko" | "en" => self.lang = part.parse().unwrap_or_default(),
            "high" => self.high_contrast = true,
            "normal" => self.high_contrast = false,
            _ => {
                if let Some(size) =
                    part.strip_prefix('s').and_then(|s| s.parse().ok()).filter(|s| (1..=5).contains(s))
                {
                    self.size = size;
                }
            }
        }
    }

    /// The cookie's value.
    pub fn to_cookie(self) -> String {
        format!("{}.s{}.{}", self.lang.tag(), self.size, self.contrast())
    }

    /// `high` or `normal`, as the style sheet knows it.
    pub fn contrast(self) -> &'static str {
        if self.high_contrast { "high" } else { "normal" }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_look_survives_its_cookie_and_nonsense_is_ignored() {
        let look = Look { lang: Lang::En, size: 5, high_contrast: true };
        assert_eq!(Look::from_cookie(&look.to_cookie()), look);
        assert_eq!(Look::from_cookie("xx.s9.<script>"), Look::default());
    }
}
