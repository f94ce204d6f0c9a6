# What is wrong in a table, and how to mend it

tables-finding-header-missing = The row of headers was not found.
    .next = Keep the headers of the template as they are, within the first ten rows.
tables-finding-header-moved = The headers stand in row { $row } and were read there.
    .next = Nothing needs mending, though headers in the first row are surer.
tables-finding-header-elsewhere = The header “{ $column }” stands in { $cell }, outside the row of headers.
    .next = Move it to its column in row { $expected }.
tables-finding-header-merged = The headers from { $cell } to { $last } are merged.
    .next = Unmerge them and give each column a header of its own.
tables-finding-cell-merged = The cells from { $cell } to { $last } are merged.
    .next = Unmerge them and fill in each cell.
tables-finding-column-missing = The column “{ $column }” is missing.
    .next = Add the column “{ $column }” as in the template, and check how its header is written.
tables-finding-column-twice = The column “{ $column }” in { $cell } stands in { $first } as well.
    .next = Keep one of them and delete the other.
tables-finding-column-unknown = The column “{ $column }” in { $cell } is not in the template and was not read.
    .next = If it is needed, write its header as in the template; if not, delete it.
tables-finding-column-moved = The column “{ $column }” stands in { $cell }, out of its place.
    .next = Move it to column { $expected }, and check whether a column before it was added or deleted.
tables-finding-cell-without-header = There is no header above { $cell }; the row may have shifted sideways.
    .next = Check that the values of row { $row } are in their columns, and clear what is left over.
tables-finding-required = “{ $column }” in { $cell } is blank.
    .next = { $about ->
        [number] Fill it in. Nobody, or no money spent, is written as 0.
       *[value] Fill it in.
    }
tables-finding-blank-at-end = “{ $value }” in { $cell } has a blank before or after it.
    .next = Delete the blanks at both ends.
tables-finding-formula = { $cell } holds a formula.
    .next = Copy the cell and paste it as a value.
tables-finding-error-value = { $cell } holds an error ({ $value }).
    .next = Write the value itself in its place.
tables-finding-not-a-number = “{ $value }” in { $cell } is not a number.
    .next = Write digits only.
tables-finding-text-in-number = The number in { $cell } has letters in it: { $value }
    .next = Leave out units and commas and write digits only.
tables-finding-not-a-whole-number = { $value } in { $cell } is not a whole number.
    .next = Write it without a decimal point.
tables-finding-number-too-long = The number in { $cell } is too long: { $value }
    .next = Keep to 12 digits before the point and 6 after it.
tables-finding-number-as-text = The number in { $cell } is stored as text; it was read as { $value }.
    .next = Nothing needs mending; just check that it is right.
tables-finding-date-in-number = { $cell } holds a day ({ $value }) instead of a number.
    .next = Set the cell format to Number and write the value again.
tables-finding-not-a-date = “{ $value }” in { $cell } is not a day.
    .next = Write it as year-month-day, such as 2026-03-02.
tables-finding-date-as-serial = { $cell } holds the serial number { $value } instead of a date.
    .next = If { $meant } is meant, write that, or set the cell format to Date.
tables-finding-not-a-month = “{ $value }” in { $cell } is not a month.
    .next = Write it as year-month, such as 2026-03.
tables-finding-day-in-month = { $cell } holds a day ({ $value }) instead of a month.
    .next = Write only year and month, such as { $meant }.
tables-finding-not-yes-or-no = “{ $value }” in { $cell } is neither yes nor no.
    .next = Pick from the list in the template.
tables-finding-negative = “{ $column }” in { $cell } is below zero ({ NUM($value) }).
    .next = Change it to zero or more.
tables-finding-below-minimum = “{ $column }” in { $cell } is { NUM($value) }, { $about ->
    [day] earlier than
   *[number] less than
 } { NUM($limit) }.
    .next = Change it to { NUM($limit) } or { $about ->
    [day] later
   *[number] more
 }.
tables-finding-above-maximum = “{ $column }” in { $cell } is { NUM($value) }, { $about ->
    [day] later than
   *[number] more than
 } { NUM($limit) }.
    .next = Change it to { NUM($limit) } or { $about ->
    [day] earlier
   *[number] less
 }.
tables-finding-too-short = “{ $column }” in { $cell } is shorter than { $limit } letters.
    .next = Check whether letters are missing.
tables-finding-too-long = “{ $column }” in { $cell } is longer than { $limit } letters.
    .next = Shorten it to { $limit } letters.
tables-finding-not-in-list = “{ $value }” in { $cell } is not one of the set values.
    .next = Pick one of these: { $limit }
tables-finding-wrong-pattern = “{ $value }” in { $cell } is not written the way “{ $column }” has to be.
    .next = Write it like the example in the template.
tables-finding-duplicate-value = “{ $value }” in { $cell } is in row { $first } already.
    .next = Change or delete one of them.
tables-finding-duplicate-row = Row { $row } ({ $cell }) reports the same as row { $first }: { $value }
    .next = Keep one of the rows and delete the other.
tables-finding-not-known = “{ $value }” in { $cell } is not registered.
    .next = Check how it is written. If it is new, ask the centre to register it.
tables-finding-total-row = Row { $row } is a row of totals ({ $value } in { $cell }).
    .next = Delete it; totals are computed by the system.
tables-finding-total-row-unnamed = Row { $row } looks like a row of totals: its figures are those of the rows above added up, and “{ $column }” is blank.
    .next = Delete it; totals are computed by the system.
tables-finding-no-rows = There are no rows below the headers.
    .next = Fill in the data from row { $row } on.
tables-finding-sum-too-large = In row { $row } the sum of { $parts } is { NUM($sum) }, more than { $whole } ({ NUM($limit) }); see { $cell }.
    .next = Compare both and mend the wrong one.
tables-finding-sum-differs = In row { $row } the sum of { $parts } is { NUM($sum) }, but { $whole } is { NUM($limit) }; see { $cell }.
    .next = Compare both and mend the wrong one.
tables-finding-larger-than = In row { $row } { $parts } is { NUM($sum) }, more than { $whole } ({ NUM($limit) }); see { $cell }.
    .next = Compare both and mend the wrong one.
tables-finding-columns-shifted = From row { $row } on, the cells from “{ $column }” on seem to be pushed one column to the { $side ->
    [left] left
   *[right] right
 } ({ NUM($count) } rows in all).
    .next = { $side ->
    [left] See whether a cell is missing at “{ $column }” or before it and fill it in
   *[right] Delete the cell that slipped in before “{ $column }”
 }, so that every value stands in its own column, and upload the file again. Most other mistakes of these rows go away with it.
tables-finding-column-alike = { NUM($count) } cells of the column “{ $column }” have the same mistake. The first is { $cell }.
    .next = See what is said about the first and mend the whole column. The others are folded away.
