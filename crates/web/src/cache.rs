//! Answers kept until the journal grows: what everyone reads is computed once for each state of the house.

use std::{
    any::Any,
    collections::HashMap,
    fmt,
    sync::{Arc, RwLock},
};

use base::Problem;

/// At most so many answers are kept; then all are dropped.
const LIMIT: usize = 256;

/// An answer with the journal line it was computed at.
type Kept = (i64, Arc<dyn Any + Send + Sync>);

/// Answers by name, each good for one head of the journal. Every house has its own, so databases never mix.
#[derive(Default)]
pub struct Cache {
    kept: RwLock<HashMap<String, Kept>>,
    making: std::sync::Mutex<HashMap<String, Arc<tokio::sync::Mutex<()>>>>,
}

impl fmt::Debug for Cache {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Cache")
    }
}

impl Cache {
    /// The answer `key` at journal line `head`; made by `make` if it is not kept. Each answer is made by one
    /// at a time, so that a crowd that comes after a change computes once. Whoever waits must hold no
    /// transaction: `make` begins its own.
    pub async fn get_or_make<T, F>(&self, key: &str, head: i64, make: F) -> Result<Arc<T>, Problem>
    where
        T: Any + Send + Sync,
        F: Future<Output = Result<T, Problem>>,
    {
        if let Some(found) = self.get(key, head) {
            return Ok(found);
        }
        let turn = self.turn(key);
        let _only_one = turn.lock().await;
        if let Some(found) = self.get(key, head) {
            return Ok(found);
        }
        Ok(self.keep(key, head, make.await?))
    }

    /// The queue of those who want `key` made.
    fn turn(&self, key: &str) -> Arc<tokio::sync::Mutex<()>> {
        let Ok(mut making) = self.making.lock() else { return Arc::default() };
        if making.len() >= LIMIT {
            making.retain(|_, turn| Arc::strong_count(turn) > 1);
        }
        Arc::clone(making.entry(key.to_owned()).or_default())
    }

    /// Keeps `answer` under `key` as made at line `head`.
    pub fn keep<T: Any + Send + Sync>(&self, key: &str, head: i64, answer: T) -> Arc<T> {
        let made = Arc::new(answer);
        if let Ok(mut kept) = self.kept.write() {
            if kept.len() >= LIMIT {
                kept.clear();
            }
            kept.insert(key.to_owned(), (head, Arc::clone(&made) as Arc<dyn Any + Send + Sync>));
        }
        made
    }

    /// What is kept under `key`, whatever line it was made at: a start for an answer that only grows.
    pub fn kept<T: Any + Send + Sync>(&self, key: &str) -> Option<(i64, Arc<T>)> {
        let kept = self.kept.read().ok()?;
        let (at, answer) = kept.get(key)?;
        Some((*at, Arc::clone(answer).downcast().ok()?))
    }

    fn get<T: Any + Send + Sync>(&self, key: &str, head: i64) -> Option<Arc<T>> {
        self.kept(key).and_then(|(at, answer)| (at == head).then_some(answer))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn an_answer_is_made_once_for_each_line_of_the_journal() {
        let cache = Cache::default();
        let mut made = 0;
        for head in [1, 1, 2, 2, 1] {
            let answer = cache
                .get_or_make("a", head, async {
                    made += 1;
                    Ok(head)
                })
                .await;
            assert_eq!(answer.map(|answer| *answer).ok(), Some(head));
        }
        assert_eq!(made, 3);
        assert_eq!(cache.kept::<i64>("a").map(|(at, _)| at), Some(1));
    }

    #[tokio::test]
    async fn a_failure_is_not_kept() {
        let cache = Cache::default();
        let failed = cache.get_or_make::<i64, _>("a", 1, async { Err(Problem::field("a", "b")) }).await;
        assert!(failed.is_err());
        let answer = cache.get_or_make("a", 1, async { Ok(7) }).await;
        assert_eq!(answer.map(|answer| *answer).ok(), Some(7));
    }
}
