//! One answer for each of many items, on all processors.

/// The answers in the order of the items, whatever processor finds them.
pub(super) fn in_order<T: Sync, R: Send>(items: &[T], answer: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let workers = std::thread::available_parallelism().map_or(1, usize::from).min(items.len().max(1));
    let share = items.len().div_ceil(workers).max(1);
    if workers < 2 {
        return items.iter().map(answer).collect();
    }
    let answer = &answer;
    std::thread::scope(|scope| {
        let handles: Vec<_> = items
            .chunks(share)
            .map(|part| scope.spawn(move || part.iter().map(answer).collect::<Vec<_>>()))
            .collect();
        let mut answers = Vec::with_capacity(items.len());
        for (handle, part) in handles.into_iter().zip(items.chunks(share)) {
            // A worker that is lost loses nothing: its part is computed again here.
            answers.extend(handle.join().unwrap_or_else(|_| part.iter().map(answer).collect()));
        }
        answers
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_stays() {
        for count in [0_usize, 1, 2, 3, 1_000] {
            let items: Vec<usize> = (0..count).collect();
            assert_eq!(
                in_order(&items, |item| item * 2),
                items.iter().map(|item| item * 2).collect::<Vec<_>>()
            );
        }
    }
}
