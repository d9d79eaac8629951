//! The pace of a change: how much a year, from numbers that are known within bounds.

use crate::error::NumericsError;
use crate::growth::change;
use crate::interval_arithmetic::multiple;
use tierstat_model::Bounds;

/// The change a year that leads from one number to another in some years, on intervals; a shorter span than a year is blown up to one.
///
/// # Errors
/// [`NumericsError::NoSpan`] where no time lies between the two.
///
/// ```
/// use tierstat_model::Bounds;
/// use tierstat_numerics::pace::yearly_pace;
///
/// let from = Bounds::half_open(3500.0, 3600.0)?; // 3500多家
/// let pace = yearly_pace(&from, &Bounds::point(4600.0)?, 2.0)?;
/// assert_eq!(pace, Bounds::closed(500.0, 550.0)?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn yearly_pace(from: &Bounds, to: &Bounds, years: f64) -> Result<Bounds, NumericsError> {
    if !years.is_finite() {
        return Err(NumericsError::NotFinite { value: years });
    }
    if years <= 0.0 {
        return Err(NumericsError::NoSpan);
    }
    Ok(multiple(&change(from, to), years.recip()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pace_needs_time_and_keeps_what_has_no_limit() {
        let point = |value: f64| Bounds::point(value).unwrap();
        assert!(matches!(yearly_pace(&point(1.0), &point(2.0), 0.0), Err(NumericsError::NoSpan)));
        assert!(yearly_pace(&point(1.0), &point(2.0), f64::NAN).is_err());
        assert_eq!(yearly_pace(&point(14.0), &point(21.0), 3.5).unwrap().as_point(), Some(2.0));
        let open = yearly_pace(&point(1.0), &Bounds::at_least(5.0).unwrap(), 2.0).unwrap();
        assert_eq!(open, Bounds::at_least(2.0).unwrap());
    }
}
