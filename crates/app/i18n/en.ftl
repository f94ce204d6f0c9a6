# What the command line says

app-serving = Dure is open at { $address } (Ctrl+C stops it)
app-migrated = { $steps ->
    [0] The database is up to date.
    [one] The database was brought up to date in one step.
   *[other] The database was brought up to date in { NUM($steps) } steps.
 }
app-demo-making = Making the practice workspace…
app-demo-centre = Incheon Senior Workforce Center (practice)
app-backed-up = Backed up to { $file }. Journal head: { $head }
app-copied = { NUM($tables) } tables and { NUM($rows) } rows were copied. Journal head: { $head }
app-journal-sound = All { NUM($seq) } lines of the journal follow from one another. Journal head: { $head }
app-journal-broken-gap = Line { NUM($seq) } of the journal is missing.
app-journal-broken-previous = Line { NUM($seq) } of the journal does not follow from the line before.
app-journal-broken-hash = Line { NUM($seq) } of the journal was changed.
app-journal-broken-head-missing = The journal ends at line { NUM($seq) }, before the head you kept: old data may have been put back.
app-journal-broken-head-differs = Line { NUM($seq) } of the journal differs from the head you kept.
app-doctor-database = Database: { $address }
app-doctor-schema = Schema: up to date ({ NUM($steps) } steps)
app-doctor-pages = Pages of the file: sound
app-doctor-journal = Journal: { NUM($seq) } lines, all follow
app-doctor-journal-broken = The journal is broken. “dure audit verify” tells where.
app-doctor-well = Everything is in order.
app-imported = { NUM($rows) } rows read, { NUM($changed) } taken.
app-import-kept = { NUM($rows) } rows are there with other figures and were not changed. Run again with --replace to change them.
app-import-kept-row = line { NUM($line) }: { $project } { MONTH($month) }
app-imported-public = The public figures that ship with the product were loaded.
app-checked = { NUM($rows) } rows checked; { NUM($findings) } things to correct.
app-user-added = The account { $login } was made. Choose its password within 24 hours at { $link }

app-input-refused = { $file } cannot be used as it is, so nothing was computed. To be mended:
app-evaluate-unit = Agency
app-evaluate-league = League
app-evaluate-score = Score
app-evaluate-rank = Rank
app-evaluate-interval = Rank interval
app-evaluate-grade = Grade
app-evaluate-reward = Reward (won)
app-evaluate-more = { NUM($units) } more are in scores.csv.
app-evaluated = { NUM($units) } agencies evaluated, { NUM($rewarded) } rewarded, { WON($won) } in all.
app-efficiency-unit = Agency
app-efficiency-score = Efficiency
app-efficiency-peers = Learn from
app-efficiency-done = { NUM($units) } agencies compared, { NUM($best) } of them on the frontier.
app-efficiency-unreached = { NUM($units) } agencies cannot be reached by any combination of the others; their score is left blank.

app-refused-bad-address = The database address is not understood: { $detail }
    .next = Write sqlite:PATH or postgres://USER@HOST/DATABASE.
app-refused-bad-listen = { $text } is not an address to serve on.
    .next = Write DURE_LISTEN like 127.0.0.1:8080.
app-refused-no-data-folder = There is no folder to keep data in.
    .next = Set HOME, XDG_DATA_HOME or DURE_DATABASE.
app-refused-bad-key = The key file cannot be used: { $detail }
    .next = Put the key file from your backup in its place, or name it with DURE_KEY_FILE.
app-refused-cannot-open = The database { $address } could not be opened: { $detail }
    .next = Check the address and the rights, then start again.
app-refused-schema-behind = The database is { NUM($steps) } steps behind.
    .next = Run “dure db migrate” first.
app-refused-address-in-use = Another program already uses { $listen }.
    .next = Stop that program, or set another number with DURE_LISTEN.
app-refused-demo-not-loopback = The practice workspace is served on this machine only, not on { $listen }.
    .next = Set DURE_LISTEN like 127.0.0.1:8080.
app-refused-not-a-demo = { $address } holds real work and was not opened for practice.
    .next = Name another address, or open it with “dure serve”.
app-refused-cannot-read = { $file } could not be read: { $detail }
    .next = Check the name and the rights of the file.
app-refused-file-exists = { $file } is there already.
    .next = Choose another name; files are never written over.
app-refused-target-not-empty = The target is not empty: { $table }
    .next = Move what is there to another place, or name an empty one. Nothing is written over.
app-refused-bad-head = “{ $text }” is not a journal head.
    .next = Write NUMBER:HASH as “dure audit head” printed it.
app-refused-bad-mail = DURE_MAIL is not understood: { $detail }
    .next = Write smtps://USER:PASSWORD@HOST or folder:PATH.
app-refused-bad-mail-password = The file with the mail password cannot be used: { $detail }
    .next = Name the file in DURE_MAIL_PASSWORD_FILE and let its owner alone read it (chmod 600).
app-refused-no-workspace = There is no workspace at { $address }.
    .next = Check the address, or make a workspace with “dure db migrate”.
app-refused-cannot-listen = { $listen } could not be opened: { $detail }
    .next = Check DURE_LISTEN.
app-refused-back-up-first = A backup is needed before the PostgreSQL schema is changed by { $text }.
    .next = Run “dure db backup FILE”, then “dure db migrate --backed-up”.
