//! The estimators of the Sobol indices against a function whose indices are known in closed form.

use base::Dice;
use indicators::spread::sobol::Sums;

/// Ishigami and Homma (1990): sin x₁ + 7 sin² x₂ + 0.1 x₃⁴ sin x₁, each x uniform in ±π; shifted and scaled to whole
/// numbers, which changes no index.
fn ishigami(draws: &[f64]) -> u32 {
    let x: Vec<f64> = draws.iter().map(|draw| (2.0 * draw - 1.0) * std::f64::consts::PI).collect();
    let (first, second) = (libm::sin(x[0]), libm::sin(x[1]));
    let value = first + 7.0 * second * second + 0.1 * x[2] * x[2] * x[2] * x[2] * first;
    ((value + 20.0) * 1e4) as u32
}

#[test]
fn the_indices_of_the_ishigami_function_are_found_to_two_hundredths() {
    let mut dice = Dice::new(7);
    let mut draw = || (dice.next_u64() >> 11) as f64 / 9_007_199_254_740_992.0;
    let mut sums = Sums::new(1, 3);
    for _ in 0..100_000 {
        let a = [draw(), draw(), draw()];
        let b = [draw(), draw(), draw()];
        let (of_a, of_b) = ([ishigami(&a)], [ishigami(&b)]);
        sums.add_pair(&of_a, &of_b);
        for factor in 0..3 {
            let mut mixed = a;
            mixed[factor] = b[factor];
            sums.add_mixed(factor, &of_a, &of_b, &[ishigami(&mixed)]);
        }
    }
    // Saltelli et al. (2008), Global Sensitivity Analysis: The Primer, section 4.7.
    let known = [(0.3139, 0.5576), (0.4424, 0.4424), (0.0, 0.2437)];
    for (factor, (first_order, total)) in known.into_iter().enumerate() {
        let found = sums.indices(factor).expect("the function varies");
        assert!((found.first_order - first_order).abs() < 0.02, "{factor}: {found:?}");
        assert!((found.total - total).abs() < 0.02, "{factor}: {found:?}");
    }
}
