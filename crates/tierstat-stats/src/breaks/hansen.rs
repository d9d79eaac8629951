//! The probability of the largest of Chow's statistics, where nothing breaks.

use crate::distribution::chi_squared_survival;

/// The probability of a supremum above `statistic` for one to three terms and a share `trimmed` off both ends (Hansen 1997): with the
/// coefficients of his table, that of `a + b × statistic` for a chi-squared distribution with `c` degrees of freedom, on the line
/// between the two nearest of the table's shares.
pub(super) fn supremum_probability(statistic: f64, terms: usize, trimmed: f64) -> f64 {
    let Some(table) = terms.checked_sub(1).and_then(|place| COEFFICIENTS.get(place)) else { return f64::NAN };
    let at = |place: usize| {
        table.get(place).map_or(f64::NAN, |(start, slope, freedom)| {
            chi_squared_survival(*freedom, (start + slope * statistic).max(0.0))
        })
    };
    // The table goes down from 49 % to 1 % by steps of two; above it stands a half, which leaves one place.
    if trimmed <= 0.01 {
        return at(table.len() - 1);
    }
    if trimmed >= 0.49 {
        let whole = chi_squared_survival(terms as f64, statistic);
        let share = ((0.5 - trimmed) * 100.0).clamp(0.0, 1.0);
        return share * at(0) + (1.0 - share) * whole;
    }
    let position = (0.49 - trimmed) * 50.0;
    let below = position.floor();
    let share = position - below;
    let first = (below as usize).min(table.len() - 2);
    (1.0 - share) * at(first) + share * at(first + 1)
}

/// For one, two and three terms: start, slope and degrees of freedom at 49 %, 47 % … 1 % (Hansen 1997, the table of SupF).
const COEFFICIENTS: [[(f64, f64, f64); 25]; 3] = [
    [
        (-0.0648467, 0.99671156, 1.2573241),
        (-0.15305667, 0.96757645, 1.43651315),
        (-0.23071675, 0.95825013, 1.56531261),
        (-0.29247661, 0.95715782, 1.68851898),
        (-0.35706588, 0.95237505, 1.77889686),
        (-0.40514715, 0.96055795, 1.89761322),
        (-0.45248386, 0.95810999, 1.98370422),
        (-0.50458517, 0.96149538, 2.07086519),
        (-0.55009159, 0.96684273, 2.17244338),
        (-0.60241623, 0.96518399, 2.23509053),
        (-0.64308746, 0.97354902, 2.33722161),
        (-0.68833676, 0.97829106, 2.42776524),
        (-0.73136161, 0.9820687, 2.50833918),
        (-0.78078198, 0.99475319, 2.6209551),
        (-0.82894221, 1.00023473, 2.70286643),
        (-0.88430133, 1.00162529, 2.77835798),
        (-0.9499265, 1.00384268, 2.84325795),
        (-0.98828874, 1.01604712, 2.96752918),
        (-1.04892713, 1.02570939, 3.08442682),
        (-1.11527783, 1.03526033, 3.19770394),
        (-1.14992644, 1.06643436, 3.44739573),
        (-1.24010871, 1.06929468, 3.54993605),
        (-1.38522113, 1.06808543, 3.61667211),
        (-1.48296473, 1.1283969, 4.07202473),
        (-1.78738608, 1.17220925, 4.4726701),
    ],
    [
        (-0.03933112, 0.99525784, 2.44239332),
        (-0.14650989, 0.9938654, 2.78837829),
        (-0.28765583, 0.98139359, 2.93724618),
        (-0.35528752, 0.9942739, 3.18187129),
        (-0.49538961, 0.96923268, 3.19484388),
        (-0.58780544, 0.97339124, 3.32763253),
        (-0.66900489, 0.97444133, 3.44170617),
        (-0.77825803, 0.96678414, 3.48652761),
        (-0.87260977, 0.97626434, 3.61709836),
        (-0.96782445, 0.97636983, 3.6779502),
        (-1.07358977, 0.97407744, 3.71945379),
        (-1.12531079, 0.99897105, 3.95114475),
        (-1.16041007, 1.01629918, 4.14932643),
        (-1.2975797, 1.015268, 4.17103882),
        (-1.36743697, 1.03004743, 4.3223804),
        (-1.43012785, 1.05139461, 4.53836755),
        (-1.53311747, 1.05280599, 4.61175851),
        (-1.65273586, 1.05932633, 4.69340428),
        (-1.79350728, 1.04936541, 4.68380985),
        (-1.9117747, 1.0588459, 4.8073354),
        (-2.02659329, 1.07200268, 4.97772701),
        (-2.18499383, 1.08674781, 5.14231666),
        (-2.3765858, 1.11342895, 5.40268693),
        (-2.51267262, 1.15305027, 5.88573096),
        (-3.05559851, 1.17629253, 6.11067794),
    ],
    [
        (-0.1250856, 0.98151496, 3.43036267),
        (-0.27323021, 0.98324873, 3.83943122),
        (-0.43148524, 0.98336371, 4.07662685),
        (-0.48172245, 1.00450689, 4.44796533),
        (-0.6898932, 0.99692978, 4.49665381),
        (-0.7928579, 1.00417536, 4.69772537),
        (-0.85066146, 1.01852003, 4.95584784),
        (-1.06133796, 1.00719185, 4.90812703),
        (-1.11977435, 1.03046019, 5.20741484),
        (-1.20203015, 1.03885443, 5.3693925),
        (-1.28736105, 1.04597379, 5.52416853),
        (-1.45874969, 1.03549948, 5.4888527),
        (-1.60889159, 1.03374376, 5.50958245),
        (-1.64346161, 1.06767681, 5.89426861),
        (-1.68334797, 1.09676432, 6.23634969),
        (-1.81974576, 1.10216977, 6.34122715),
        (-2.02648892, 1.0962988, 6.29077373),
        (-2.04820499, 1.13491785, 6.75208304),
        (-2.3230492, 1.12030935, 6.59886028),
        (-2.59516448, 1.09122076, 6.32294425),
        (-2.79776102, 1.09109337, 6.35576003),
        (-3.03865047, 1.09037434, 6.37212114),
        (-3.31299004, 1.10476754, 6.5282289),
        (-3.65667229, 1.13355758, 6.84167661),
        (-4.09174097, 1.21034051, 7.79013953),
    ],
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_of_simulated_suprema() {
        // 100,000 squared Brownian bridges over [0.15, 0.85] in 2,000 steps each (numpy, PCG64, seed 1). The table is an
        // approximation: it says 0.86 % where one in a hundred lies beyond.
        for (terms, quantiles) in
            [(1, [7.12, 8.697, 12.395]), (2, [9.969, 11.706, 15.565]), (3, [12.287, 14.144, 18.203])]
        {
            for (quantile, probability) in quantiles.into_iter().zip([0.1, 0.05, 0.01]) {
                let found = supremum_probability(quantile, terms, 0.15);
                assert!((found / probability - 1.0).abs() < 0.2, "{terms} {quantile}: {found}");
            }
        }
    }

    #[test]
    fn probabilities_fall_with_the_statistic_and_grow_with_the_places() {
        for terms in 1..=3 {
            let mut before = 1.0;
            for step in 0..120 {
                let statistic = f64::from(step) / 2.0;
                let found = supremum_probability(statistic, terms, 0.15);
                assert!(found <= before && (0.0..=1.0).contains(&found));
                before = found;
            }
            assert!(supremum_probability(9.0, terms, 0.05) > supremum_probability(9.0, terms, 0.25));
            let one = supremum_probability(9.0, terms, 0.5);
            assert!((one - chi_squared_survival(terms as f64, 9.0)).abs() < 1e-12);
        }
        assert!(supremum_probability(9.0, 4, 0.15).is_nan());
    }
}
