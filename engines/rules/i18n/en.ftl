# What the rules of selection say: why something cannot be used and what to do next, and the sentence for an applicant

rules-refused-rulebook-unreadable = Line { NUM($line) } of the rulebook cannot be read: { $detail }
    .next = Compare the names and values of that line with the example (guidelines/selection) and correct them.
rules-refused-rulebook-too-large = The rulebook is too large. Up to { NUM($limit) } bytes are read.
    .next = Shorten the notes.
rules-refused-rulebook-version = Version { $version } of the form is not known.
    .next = Write schema = 1.
rules-refused-rulebook-not-typed-in = { $name } is still an empty form and cannot be used.
    .next = Type in every rule and all points from the operating guide of the year, set status to "official" and add the sign-off ([signed]).
rules-refused-not-signed-off = { $name } is not signed off and cannot be used as official rules.
    .next = Check it line by line against the operating guide, then write into [signed] the office (by), the document, the day (on) and sha256 = "{ $sha256 }".
rules-refused-changed-since-signed = { $name } was changed after it was signed off.
    .next = Check what changed against the operating guide, then set sha256 in [signed] to "{ $now }". What was signed is "{ $signed }".
rules-refused-nothing-to-decide = The rulebook has neither requirements nor criteria.
    .next = Write at least one [[require]], [[exclude]] or [[criterion]].
rules-refused-part-missing = ‘{ $line }’ has no { $key }.
    .next = Add it. The program decides nothing that was not written.
rules-refused-source-missing = ‘{ $line }’ has no source.
    .next = Write the page of the operating guide or the article of the law. A line without a source is not used.
rules-refused-name-blank = The name of ‘{ $line }’ is blank or has blanks around it.
    .next = Remove the blanks and write a name.
rules-refused-id-unfit = ‘{ $id }’ cannot be an id of ‘{ $of }’.
    .next = Write ids in lower-case letters a to z, digits, - and _, up to 60 of them.
rules-refused-id-twice = ‘{ $of }’ has { $id } twice.
    .next = Keep one, or give the other a different id.
rules-refused-too-many = { NUM($count) } × ‘{ $of }’ are too many. Up to { NUM($limit) } can be used.
    .next = Join those that can be joined.
rules-refused-period-backwards = The period of use is the wrong way round: { $from } to { $to }
    .next = Correct from and to of in_force.
rules-refused-field-unknown = ‘{ $line }’ names ‘{ $field }’, which the rulebook does not have.
    .next = Write that [[field]] first, or correct the id.
rules-refused-paper-unknown = No paper tells the field ‘{ $field }’: ‘{ $paper }’
    .next = Write the paper as [[paper]] and its id as paper of the field.
rules-refused-test-unfit = The conditions in ‘{ $line }’ do not go together.
    .next = A condition has exactly one of field, all, any, not, and only words that fit its kind (is, at_least, above, at_most, below).
rules-refused-value-unfit = ‘{ $line }’: { $field } cannot be { $value }.
    .next = Write a value of the field's kind: a date as 1960-03-01, yes or no as such.
rules-refused-span-empty = The range in ‘{ $line }’ is the wrong way round; nothing fits from { $value } on.
    .next = Put the smaller value first.
rules-refused-bands-overlap = Bands of ‘{ $criterion }’ overlap: { $value } lies in two of them.
    .next = Correct the ends so that each value lies in one band.
rules-refused-bands-hole = The bands of ‘{ $criterion }’ have a hole: from { $from } to { $to } there are no points.
    .next = Write a band and its points for these values.
rules-refused-points-unfit = The points ‘{ $value }’ of ‘{ $line }’ cannot be read.
    .next = Write points as a number with at most two decimals, within 100,000.
rules-refused-highest-differs = The highest band of ‘{ $criterion }’ gives { $highest } points, but max says { $max }.
    .next = Correct the bands or max from the operating guide.
rules-refused-points-not-summing = The highest points of all criteria come to { $sum }, but total says { $total }.
    .next = Correct what is missing or mistyped from the operating guide.
rules-refused-lineage-unreadable = Line { NUM($line) } of the programme types cannot be read: { $detail }
    .next = Correct guidelines/programme_types.toml.
rules-refused-type-unknown = No programme type is called ‘{ $name }’.
    .next = Write a name from guidelines/programme_types.toml.
rules-refused-type-not-in-year = There was no type ‘{ $name }’ in { $year }.
    .next = Check the year or the type.
rules-refused-other-year = { $name } is in force from { DATE($from) } to { DATE($to) } and cannot decide on { DATE($on) }.
    .next = Choose the rulebook of that year, or correct the day (--on).
rules-refused-no-applicants = Nobody applied.
    .next = Write one applicant per line.
rules-refused-too-many-applicants = There are too many applicants. Up to { NUM($limit) } are taken at once.
    .next = Divide them by district or type.
rules-refused-applicant-blank = The id of an applicant is blank, too long, or has blanks around it: ‘{ $unit }’
    .next = Write an id of up to 100 characters without blanks around it.
rules-refused-applicant-twice = Applicant { $unit } is there twice.
    .next = Keep one line. If they applied at two agencies, settle first which one it is.
rules-refused-resident-number = The id of applicant { NUM($row) } looks like a resident registration number and was not taken.
    .next = Replace it by a receipt number. Dure keeps no resident registration numbers.
rules-refused-row-length = Applicant { $unit } has { NUM($cells) } cells where { NUM($columns) } belong.
    .next = Correct the number of cells.
rules-refused-not-a-date = { $column } of applicant { $unit }, ‘{ $value }’, is no date.
    .next = Write it as 1950-03-01, or leave it blank if it is not known.
rules-refused-no-such-day = { $column } of applicant { $unit }, { $value }, is a day that no calendar has.
    .next = Correct it from the paper. 29 February exists in leap years only.
rules-refused-not-a-number = { $column } of applicant { $unit }, ‘{ $value }’, cannot be read as a number.
    .next = { $decimals ->
        [0] Write a whole number without commas or letters, or leave it blank if it is not known.
       *[other] Write a number without commas or letters, with at most { $decimals } decimals, or leave it blank if it is not known.
     }
rules-refused-not-a-choice = { $column } of applicant { $unit }, ‘{ $value }’, is none of the words to choose from.
    .next = Write one of these, or leave it blank if it is not known: { $choices }
rules-refused-out-of-range = { $column } of applicant { $unit }, { $value }, is not between { $min } and { $max }.
    .next = Correct it from the paper.
rules-refused-born-later = { $column } of applicant { $unit }, { $value }, comes after the day on which ages are counted ({ DATE($on) }).
    .next = Check the birthday.
rules-refused-age-too-high = { $column } of applicant { $unit }, { $value }, makes an age of more than { NUM($limit) }.
    .next = Check the birthday.
rules-refused-column-missing = There is no column ‘{ $column }’.
    .next = Add it. Values that are not known stay blank.
rules-refused-field-differs = The two rulebooks mean different things by ‘{ $field }’.
    .next = Give it the same kind and words in both, or another id in one.
rules-refused-types-differ = The two rulebooks are for different programme types: { $before }, { $after }
    .next = Compare rulebooks of one type.
rules-refused-too-many-places = { NUM($places) } places are too many. Up to { NUM($limit) } can be filled.
    .next = Check the number of places.

rules-explained-eligible = You may take part, with { $score } points.{ $sample ->
    [yes] {" "}(Reckoned with example rules.)
   *[no] {""}
 }
rules-explained-ineligible = You cannot take part this time.{ $unmet_count ->
    [0] {""}
   *[other] {" "}Not met: { $unmet }.
 }{ $excluded_count ->
    [0] {""}
   *[other] {" "}Excluded by: { $excluded }.
 }{ $sample ->
    [yes] {" "}(Reckoned with example rules.)
   *[no] {""}
 }
rules-explained-ineligible-until = You may take part from { DATE($day) }. This is not reached yet: { $unmet }.{ $sample ->
    [yes] {" "}(Reckoned with example rules.)
   *[no] {""}
 }
rules-explained-unknown = More papers are needed before this can be decided. Please bring: { $papers }.{ $sample ->
    [yes] {" "}(Reckoned with example rules.)
   *[no] {""}
 }
