# What an independent check of a result says: what does not hold

matching-verify-found-applicant-missing = Applicant { $applicant } is missing from the result.
matching-verify-found-applicant-extra = { $applicant } did not apply, or is in the result twice.
matching-verify-found-not-chosen = Applicant { $applicant } is placed at { $unit }, which they did not choose.
matching-verify-found-figure-changed = The figure of { $applicant } at { $unit } is not the one filed. Result: { $claimed }, filed: { $filed }
matching-verify-found-over-capacity = { $unit } has { NUM($places) } places and { NUM($filled) } people.
matching-verify-found-passed-over = At { $unit }, { $instead } is placed although { $applicant } stands higher.
matching-verify-found-place-wasted = { $unit } has a free place that { $applicant } waits for.
matching-verify-found-tie-without-lottery = At { $unit }, { $applicant } and { $other } are equal but were told apart without a lottery.
matching-verify-found-not-the-best = By the rule, { $applicant } is placed at “{ $best }”. The result says “{ $claimed }”.
matching-verify-found-cutoff-missing = The cut-off line of { $unit } is missing, there twice, or of no such unit.
matching-verify-found-cutoff-wrong = Places, people or cut-off of { $unit } are wrong. Result: { $claimed }, checked: { $found }
matching-verify-found-waiting-wrong = Position { NUM($position) } on the waiting list of { $unit } is wrong. Result: “{ $claimed }”, checked: “{ $found }”
matching-verify-found-seed-changed = The seed in the result is not the one that is known.
matching-verify-found-commitment-broken = The list or the seed is not the one committed to.
matching-verify-found-input-changed = { $file } is not what this result was made from.
matching-verify-found-sum-wrong = The figure { $figure } of the summary is wrong. Result: { $claimed }, checked: { $found }
matching-verify-found-price-missing = { $id } has no price.
matching-verify-found-price-out-of-bounds = The price { $price } of { $id } is out of bounds.
matching-verify-found-price-too-high = The price of { $applicant } is more than { $unit } would cost.
matching-verify-found-proof-fails = The prices add up to { $prices }, not to the total of { $total }: that it is the least is not proven.
