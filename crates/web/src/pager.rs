//! Pages of a long list: how many there are, which one is shown, where the others are.

/// Rows on one page of a list.
pub const ROWS: i64 = 50;

/// One page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pager {
    /// Page shown, from 1.
    pub page: i64,
    /// Rows in all.
    pub total: i64,
    href: String,
}

/// A link to a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageLink {
    /// Number.
    pub number: i64,
    /// Address.
    pub href: String,
    /// Whether it is the page shown.
    pub current: bool,
}

impl Pager {
    /// Page `page` of `total` rows; `href` is the list's address with its other parameters.
    pub fn new(page: i64, total: i64, href: &str) -> Self {
        let pager = Self { page, total, href: href.to_owned() };
        let last = pager.pages();
        Self { page: page.clamp(1, last), ..pager }
    }

    /// Number of pages, at least one.
    pub fn pages(&self) -> i64 {
        (self.total.max(1) + ROWS - 1) / ROWS
    }

    /// Rows before this page, for SQL's OFFSET.
    pub fn offset(&self) -> i64 {
        (self.page - 1) * ROWS
    }

    /// Number of the first row shown, 0 when there are none.
    pub fn first_row(&self) -> i64 {
        if self.total == 0 { 0 } else { self.offset() + 1 }
    }

    /// Number of the last row shown.
    pub fn last_row(&self) -> i64 {
        (self.offset() + ROWS).min(self.total)
    }

    /// Address of a page.
    pub fn href(&self, page: i64) -> String {
        let joint = if self.href.contains('?') { '&' } else { '?' };
        format!("{}{joint}page={page}", self.href)
    }

    /// Links to the pages around this one, the first and the last.
    pub fn links(&self) -> Vec<PageLink> {
        let near = |n: &i64| *n == 1 || *n == self.pages() || (n - self.page).abs() <= 2;
        (1..=self.pages())
            .filter(near)
            .map(|number| PageLink { number, href: self.href(number), current: number == self.page })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_outside_the_list_becomes_the_nearest_one() {
        let pager = Pager::new(99, 120, "/x?a=1");
        assert_eq!((pager.page, pager.pages(), pager.first_row(), pager.last_row()), (3, 3, 101, 120));
        assert_eq!(pager.href(2), "/x?a=1&page=2");
        assert_eq!(Pager::new(1, 0, "/x").first_row(), 0);
    }
}
