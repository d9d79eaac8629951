//! Assignment: which row goes to which column, so that the sum of payoffs is largest.

/// For each column the row that is assigned to it, so that the sum of payoffs is largest: the Hungarian method with shortest
/// augmenting paths (Kuhn 1955; Jonker and Volgenant 1987).
pub(super) fn assigned(count: usize, payoff: impl Fn(usize, usize) -> f64) -> Vec<usize> {
    // Column `count` is a stand-in at which each path begins; `count` as a row is none.
    let mut row_of = vec![count; count + 1];
    let (mut row_price, mut column_price) = (vec![0.0; count], vec![0.0; count + 1]);
    for row in 0..count {
        row_of[count] = row;
        let mut column = count;
        let mut least = vec![f64::INFINITY; count];
        let mut came_from = vec![count; count];
        let mut is_done = vec![false; count + 1];
        while row_of[column] < count {
            is_done[column] = true;
            let current = row_of[column];
            let (mut step, mut next) = (f64::INFINITY, count);
            for other in (0..count).filter(|other| !is_done[*other]) {
                let reduced = -payoff(current, other) - row_price[current] - column_price[other];
                if reduced < least[other] {
                    least[other] = reduced;
                    came_from[other] = column;
                }
                if least[other] < step {
                    step = least[other];
                    next = other;
                }
            }
            for other in 0..=count {
                if is_done[other] {
                    row_price[row_of[other]] += step;
                    column_price[other] -= step;
                } else if other < count {
                    least[other] -= step;
                }
            }
            column = next;
        }
        while column < count {
            let before = came_from[column];
            row_of[column] = row_of[before];
            column = before;
        }
        row_of[count] = count;
    }
    row_of.truncate(count);
    row_of
}
