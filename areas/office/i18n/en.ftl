# Office: sign-in, people and rights, agencies, organization, journal, settings
# Menu and rooms
office-menu = Office
    .hint = Sign-in, people and rights, agencies, organization and the journal.
office-room-agencies = Implementing agencies
    .hint = Kind, league and district of each agency, with their dates.
office-room-organization = Organization
    .hint = Teams, task forces and people on any day, and reorganization.
office-room-users = People
    .hint = Invite people, give and take roles.
office-room-roles = Rights of each role
    .hint = What each role may do.
office-room-outbox = Outbox
    .hint = Messages drafted, waiting, sent and failed.
office-room-journal = Journal
    .hint = Who changed what, and when.
office-room-jobs = Background jobs
    .hint = How far the work in the background is.
office-room-settings = Settings
    .hint = Name and telephone number of the center.
office-room-districts = Districts
    .hint = From when to when a district exists, and what it became.
office-room-institutions = Directory of institutions
    .hint = The public list of welfare institutions for older people.
office-room-me = My page
    .hint = My name, password, second factor and sessions.

# Sign-in
office-sign-in-title = Sign in
office-sign-in-lead = Enter your login and password.
office-sign-in-do = Sign in
office-sign-in-help = If you forgot your password, ask the person who manages accounts for a new link.
office-login = Login
office-password = Password
office-signed-out = You are signed out.
office-signed-out-everywhere = You are signed out everywhere.
office-set-up-title = Choose a password
office-set-up-lead = Your login is { $login }. Choose your password.
office-set-up-done = Your password is set. Please sign in.
office-password-new = New password
office-password-again = New password once more
office-password-present = Present password
office-password-hint = 15 characters or more, or 10 or more with two kinds, such as letters and digits. Pasting is fine.
office-password-set = Set password
office-password-change = Change password
office-password-changed = Your password is changed. Your other sessions have ended.
office-password-too-short = The password is short. Use { $long } characters, or { $short } with two kinds of them.
office-password-too-long = The password is too long. 200 characters are the most.
office-password-known = This password is widely known and easy to guess. Choose another.
office-password-has-login = The password contains your login. Leave it out.
office-password-differs = The two passwords differ.
office-password-present-wrong = The present password is not right.

# Second factor
office-factor-title = One more check
office-factor-lead = Enter the six digits that your authenticator app shows.
office-factor-code = Code
office-factor-code-hint = Without your phone, enter a recovery code.
office-factor-give = Check
office-factor-left = Recovery codes left: { NUM($count) }
office-factor-new-title = Set up the second factor
office-factor-new-lead = It keeps others out even if they learn your password. You set it up once.
office-factor-app = Authenticator app
office-factor-step-1 = Install an authenticator app on your phone.
office-factor-step-2 = Scan this picture with the app.
office-factor-step-3 = Enter the six digits that the app shows.
office-factor-typed = If you cannot scan it, type these letters into the app:
office-factor-qr = Picture for the authenticator app
office-factor-add = Set up
office-factor-added = The second factor is set up.
office-factor-there = set up
office-factor-none = not set up
office-factor-remove = Remove
office-factor-removed = It is removed.
office-factor-more = Add a factor
office-passkey = Passkey
office-passkey-register = Register your fingerprint, face or security key.
office-passkey-check = Check with your fingerprint, face or security key.
office-passkey-go = Use a passkey
office-passkey-failed = The passkey was not accepted. Try again, or use a code.
office-passkey-name = My passkey
office-passkey-not-here = Passkeys do not work at this address. Use an authenticator app.
office-codes-title = Recovery codes
office-codes-lead = Each works once, for when you lose your phone. They are shown only now. Print them and lock them away.
office-codes-kept = I have kept them
office-codes-renew = Make new recovery codes

# My page
office-me-title = My page
office-me-lead = Login: { $login }
office-me-roles = My roles:
office-me-name = Name and mail address
office-me-password = Password
office-me-factors = Second factor
office-me-sessions = Where I am signed in
office-session-began = Began
office-session-seen = Last used
office-session-place = Address
office-session-here = this one
office-session-end = End
office-session-ended = That session has ended.
office-sessions-end = Sign out everywhere

# Demo
office-demo-title = Choose a role
office-demo-lead = One click makes you that person. All of them are made up.
office-demo-none = There are no sample people.

# Shared
office-save = Save
office-saved = Saved.
office-edit = Edit
office-choose = Please choose
office-unknown = unknown
office-from = From
office-until = Until
office-reason = Reason
office-reason-hint = So that someone reading it later understands.
office-reason-needed = Write a reason of at least two characters.
office-filter-query = Search for
office-filter-on = As of
office-filter-all = All
office-filter-do = Show
office-filter-none = Try again with other conditions.
office-filter-clear = Clear the conditions
office-field-needed = Please fill this in.
office-field-long = Too long. { NUM($most) } characters are the most.
office-choice-needed = Please choose from the list.
office-day-needed = Please choose a day.
office-day-past = The day is past. Choose today or later.
office-changed-title = Someone else changed this meanwhile
office-changed-lead = What is stored now is below. What you typed is still in the fields. Compare and save again.
office-download-title = Download as a file
office-download-reason = Reason for the download
office-download-hint = At least five characters. Who took it, and why, is recorded.

# Roles
office-role-director = Director
office-role-team-lead = Team lead
office-role-centre-staff = Center staff
office-role-city-official = City official
office-role-agency-staff = Agency staff
office-role-council-member = Council member
office-role-auditor = Auditor
office-role-system-admin = System administrator
office-role-change = Change roles
office-role-give = Give a role
office-role-given = The role is given.
office-role-take = Take the role away
office-role-take-reason = Why the role “{ $role }” is taken away
office-role-taken = The role is taken away. The person’s sessions have ended.
office-role-unknown = Please choose a role.
office-right = Right
office-right-yes = yes
office-right-no = no

# People
office-users-title = People
office-users-count = { $count ->
        [one] 1 person
       *[other] { NUM($count) } people
    }
office-users-none = Nobody fits.
office-users-name = Name
office-users-login = Login
office-users-email = Mail address
office-users-role = Role
office-users-roles = Roles
office-users-agency = Agency
office-users-agency-hint = For agency staff only.
office-users-agency-none = None
office-users-state = State
office-users-seen = Last seen
office-users-invite = Invite a person
office-users-invite-lead = The person chooses the password. You get a link that works once.
office-users-invite-do = Invite
office-user-edit = Change a person
office-user-state-active = active
office-user-state-invited = invited
office-user-state-disabled = disabled
office-user-disabled = The account is disabled. Its sessions have ended.
office-login-hint = Small letters, digits, dots and hyphens, three or more.
office-login-form = A login has 3 to 64 small letters, digits, dots and hyphens.
office-login-taken = This login is taken. Choose another.
office-email-form = This is not a mail address. Example: name@example.kr
office-agency-unknown = Choose an agency from the list.
office-invited-title = The link is made
office-invited-lead = Give this link to { $name }. It works once within { NUM($hours) } hours.
office-invited-once = The link is shown only now. Hand it over so that nobody else sees it.
office-invited-on = To the person’s page
office-grants-title = Roles given and taken
office-grants-none = None yet.
office-grants-from = Given
office-grants-until = Taken
office-grants-by = By
office-grants-journal = Journal lines about this person
office-own-rights = You cannot change your own rights. Ask another person who manages accounts.
office-account = Account
office-enable = Let in again
office-enable-reason = Why the person is let in again
office-disable = Disable
office-disable-reason = Why the account is disabled
office-link-lead = For a forgotten password or a lost link. Earlier links stop working.
office-link-make = Make a new link
office-factors-reset = The second factor is removed. It is set up again at the next sign-in.
office-factors-reset-do = Remove the second factor
office-factors-reset-reason = Why the second factor is removed

# Agencies
office-agencies-title = Implementing agencies
office-agencies-count = { $count ->
        [one] 1 agency
       *[other] { NUM($count) } agencies
    } as of { DATE($day) }, places of { $year }
office-agencies-none = No agency fits.
office-agencies-name = Name
office-agencies-kind = Kind
office-agencies-league = League
office-agencies-district = District
office-agencies-projects = Projects
office-agencies-places = Places
office-agencies-number = Number in the public file
office-agencies-phone = Telephone
office-agencies-source = Source
office-agency-new = Add an agency
office-agency-edit = Change an agency
office-agency-people = People of this agency
office-agency-people-none = This agency has no people here.
office-agency-kind-senior-club = Senior club
office-agency-kind-workforce-center = Senior workforce center
office-agency-kind-seniors-association = Branch of the Korean Senior Citizens Association
office-agency-kind-welfare-center = Senior welfare center
office-agency-kind-culture-center = Senior culture center
office-agency-kind-local-government = Local government
office-agency-kind-social-economy-firm = Social-economy firm
office-agency-kind-unknown = unknown
office-league-multi = multi-type
office-league-single = single-type
office-league-unknown = unknown
office-league-hint = Multi-type runs several programme types, single-type one.
office-term-new = Add a change
office-term-lead = Kind, league and district of { $name } from that day on. What was before stays as it was.
office-terms-title = Kind and district over time
office-terms-none = Not recorded yet.
office-district-not-then = { $name } does not exist on that day. Change the day or the district.
office-projects-title = Projects
office-projects-none = There are no projects.
office-projects-year = Year
office-projects-number = Number
office-projects-name = Name

# Districts and institutions
office-districts-title = Districts
office-districts-lead = Districts that exist on { DATE($day) }.
office-districts-none = No district exists on that day.
office-districts-now = Districts of that day
office-districts-past = Districts not there on that day
office-districts-name = Name
office-districts-kind = Kind
office-districts-code = Code
office-districts-from = From
office-districts-until = Until
office-districts-source = Source
office-district-kind-city = city
office-district-kind-district = district
office-district-kind-county = county
office-district-kind-direct = run directly
office-successions-title = What became what
office-successions-none = No district has changed.
office-successions-whole = as a whole
office-successions-part = in part
office-successions-note = Figures of a divided district are not spread over the new ones.
office-institutions-title = Directory of institutions
office-institutions-count = { $count ->
        [one] 1 institution
       *[other] { NUM($count) } institutions
    }
office-institutions-lead = A public list of welfare institutions. It is not linked to the numbers of agencies, so the two are never joined.
office-institutions-none = No institution fits.
office-institutions-other = See the public directory of institutions
office-institutions-name = Name
office-institutions-kind = Kind
office-institutions-category = Registered category
office-institutions-before = District until June 2026
office-institutions-after = District from July 2026
office-institutions-address = Address
office-institutions-evidence = Evidence of senior jobs
office-institutions-source = Source
office-institutions-as-of = As of

# Organization
office-organization-lead = As of { DATE($day) }.
office-organization-none = There are no units on that day.
office-unit-empty = Nobody is in it.
office-unit-new = New unit { $number }
office-unit-name = Name
office-unit-kind = Kind
office-unit-kind-team = team
office-unit-kind-task-force = task force
office-unit-kind-office = office
office-member-lead = lead
office-member-member = member
office-reorganizations = Reorganizations
office-reorganizations-none = None yet.
office-reorganization-new = Begin a reorganization
office-reorganization-new-lead = First the day and the units that begin. The next screen says which units end and who takes over, and shows what will move.
office-reorganization-title = Title
office-reorganization-decided = Paper that decided it
office-reorganization-decided-hint = For example the number of the paper
office-reorganization-day = First day
office-reorganization-next = Next
office-reorganization-lead = From { DATE($day) }, decided by: { $decided }
office-reorganization-starts = Units that begin
office-reorganization-ends = Units that end, and who takes over
office-reorganization-stay = stays
office-reorganization-open = ends (receiver later)
office-reorganization-to = ends → { $name }
office-reorganization-people = Where the people of { $unit } go
office-reorganization-people-hint = A person can take over the work, but people belong to units only. People here now: { $people }
office-reorganization-people-open = not decided yet
office-reorganization-people-to = belong to → { $name }
office-reorganization-people-end = their membership ends without another unit
office-reorganization-people-ending = Memberships that end on the day before, because no unit was chosen for them: { NUM($count) }. The table below says whose.
office-reorganization-preview-do = Save and preview
office-reorganization-preview = Preview: what will move
office-reorganization-moved = What was moved
office-reorganization-counts = Tasks: { NUM($tasks) }, budget lines: { NUM($lines) }, memberships: { NUM($people) }
office-reorganization-of-plan = (Among the tasks, of the plan: tasks { NUM($tasks) }, activities { NUM($activities) }, sheets { NUM($sheets) })
office-reorganization-ended-year = Plans and budgets of ended years do not move. This year's budget seen as of a day before keeps the units of that day.
office-reorganization-no-moves = Nothing moves.
office-reorganization-apply = Apply
office-reorganization-apply-lead = Everything in the preview changes at once. Old reports keep the old units.
office-reorganization-applied = The reorganization is applied. Records moved: { NUM($count) }.
office-reorganization-wait = It can be applied from { DATE($day) } on.
office-reorganization-drop = Throw the draft away
office-reorganization-undo-lead = Nothing new hangs on the new units yet, so this can be undone.
office-reorganization-undone = The reorganization is undone.
office-reorganization-depends = Later records hang on it ({ NUM($count) }), so it cannot be undone. Make a reorganization back.
office-reorganization-state-draft = draft
office-reorganization-state-applied = applied
office-reorganization-state-undone = undone
office-reorganization-state-dropped = dropped
office-draft-made = The draft is made.
office-draft-saved = Saved. See below what will move.
office-draft-dropped = The draft is thrown away.
office-move-kind = What
office-move-name = Name
office-move-from = From
office-move-to = To
office-move-open = not decided
office-move-ends = membership ends
office-move-task = task
office-move-plan-task = task of the plan
office-move-plan-activity = activity of the plan
office-move-plan-sheet = sheet of the plan
office-move-budget-line = budget line
office-move-membership = membership

# Journal
office-journal-title = Journal
office-journal-count = { $count ->
        [one] 1 line
       *[other] { NUM($count) } lines
    }
office-journal-none = No line fits.
office-journal-seq = Number
office-journal-at = When
office-journal-actor = Who
office-journal-deed = What
office-journal-deed-hint = The beginning is enough. Example: office.user
office-journal-subject = To what
office-journal-detail = Details
office-journal-previous = Hash of the line before
office-journal-hash = Hash
office-journal-verify = Verify the journal
office-journal-sound = Whole from the first line to line { NUM($seq) }.
office-journal-broken = The chain breaks at line { NUM($seq) }: { $why }
    .next = Do not change the database. Tell the system administrator at once.
office-journal-broken-gap = a line is missing
office-journal-broken-previous = it does not follow the line before
office-journal-broken-hash = its content was changed
office-journal-broken-head-missing = the kept head is missing
office-journal-broken-head-differs = it differs from the kept head
office-journal-head = Head of the journal
office-journal-head-lead = Print it and keep it elsewhere: later it proves that nothing before it was changed.

# Settings and jobs
office-settings-name = Name of the center
office-settings-phone = Telephone number for help
office-settings-phone-hint = Shown below every screen.
office-phone-form = Use digits and hyphens only. Example: 032-000-0000
office-settings-run = How this house is run
office-settings-run-lead = These are set by whoever installed it and cannot be changed here.
office-settings-address = Address
office-settings-key = Encryption key
office-setting-office-key-mark = Mark of the encryption key
office-setting-public-loaded = Hash of the public data loaded
office-setting-demo-shift-seconds = Day of practice
office-settings-demo = Demo
office-jobs-kind = Job
office-jobs-state = State
office-jobs-progress = Progress
office-jobs-attempts = Tries
office-jobs-made = Ordered
office-jobs-none = There are no jobs.
office-job-state-waiting = waiting
office-job-state-running = running
office-job-state-done = done
office-job-state-failed = failed

# Outbox
office-outbox-count = { $count ->
        [one] 1 message
       *[other] { NUM($count) } messages
    }
office-outbox-none = There are no messages.
office-outbox-tick = Choose
office-outbox-tick-one = Choose: { $subject }, to { $to }
office-outbox-tick-hint = Choose messages in the table below, then press. Mail goes out one after the other; a message on the screen is seen at once.
office-outbox-send-ticked = Send those chosen
office-outbox-send-shown = Send all { NUM($count) } on this page
office-messages-released = To be sent: { NUM($sent) }.
office-messages-released-some = To be sent: { NUM($sent) }. Left as they were, because sent or discarded already: { NUM($kept) }.
office-message-subject = Subject
office-message-to = To
office-message-address = Address
office-message-no-address = no address
office-message-nobody = an address only
office-message-channel = Channel
office-message-state = State
office-message-made = Drafted
office-message-body = Text
office-message-send = Send
office-message-discard = Discard
office-message-released = It will be sent.
office-message-discarded = Discarded.
office-message-failed-next = Check the address, then send again or discard.
office-message-state-draft = draft
office-message-state-waiting = waiting
office-message-state-sent = sent
office-message-state-failed = failed
office-message-state-discarded = discarded
office-channel-mail = mail
office-channel-post = post
office-channel-sms = text message
office-channel-screen = screen

# Refusals
office-refused-wrong-login = The login or the password is not right.
    .next = Check the keyboard language and caps lock, then try again.
office-refused-too-many-tries = After several failures, you can try again in { NUM($minutes) } min.
    .next = Wait and try again. If it is urgent, call the person who manages accounts.
office-refused-wrong-code = The code is not right, or it was used already.
    .next = Enter the next code that the app shows. See that your phone sets its clock by itself.
office-refused-wrong-passkey = The passkey was not accepted.
    .next = Try again, or use a code.
office-refused-factor-first = Give your present second factor first.
    .next = Then add another on “My page”.
office-refused-last-factor = Your only second factor cannot be removed.
    .next = Set up another first.
office-refused-link-over = This link was used, or its time is over.
    .next = Ask the person who manages accounts for a new link.
office-refused-no-master-key = Without an encryption key, the second factor cannot be handled.
    .next = Tell whoever installed it to put the key file in place.
office-refused-no-passkeys = Passkeys do not work at this address.
    .next = Use an authenticator app.
office-refused-own-rights = You cannot change your own rights or account.
    .next = Ask another person who manages accounts.
office-refused-last-admin = Nobody would be left to manage people.
    .next = Give someone else the role of director or system administrator first.
office-refused-agency-role = Agency staff must have an agency and can have no other role.
    .next = Check the agency together with the role.
office-refused-role-already = The role is so already.
    .next = Open the page again to see the present roles.
office-refused-account-state = The account’s state does not allow it.
    .next = See the state of the account.
office-refused-term-too-early = A record that begins on that day or later is there already.
    .next = Choose a later day. Past records are not rewritten.
office-refused-not-yet = Its first day, { DATE($effective) }, has not come.
    .next = It can be applied from that day on.
office-refused-reorganization-state = This reorganization was applied, undone or dropped already.
    .next = Open the page again to see its state.
office-refused-people-left = A person takes over the work of { $unit }, but it is not said where its people go: { $people }.
    .next = Choose a unit for them above, or choose that their membership ends, and save again.
office-refused-no-receiver = Nobody takes over from { $unit }.
    .next = Choose a unit. Budget lines need a unit, not a person.
office-refused-unit-gone = A unit or person you chose is not there on that day.
    .next = Choose again who takes over.
office-refused-something-depends = Later records hang on it ({ NUM($count) }), so it cannot be undone.
    .next = Make a reorganization back.
office-refused-nothing-changes = Nothing would change.
    .next = Say which units begin or end.
office-refused-nothing-ticked = No message is chosen.
    .next = Go back to the list, choose messages and press again.
office-refused-message-state = The message was sent or discarded already.
    .next = Open the page again to see its state.

# The screen of settings
office-settings-lead = Each setting with its default, who changed it and when. A change holds at once, without a restart.
office-settings-now = As it stands
office-settings-what = Setting
office-settings-value = Value
office-settings-default = Default
office-settings-changed = Changed
office-settings-by = By
office-settings-by-house = The system
office-settings-empty = Empty
office-settings-never = Never changed
office-settings-overridden = Set in the environment by whoever installed the system ({ $variable }). That value is used before the one here.
office-settings-number = Write a number from { NUM($least) } to { NUM($most) }.
office-settings-host = Write the name or the address of a server only, for example mail.example.kr
office-settings-plain = Sending without encryption is possible only to this computer (localhost). Choose TLS or STARTTLS.
office-settings-idle-longer = It cannot be longer than the longest time signed in.
office-settings-upload = Largest file that can be sent in
office-settings-group-centre = The center
office-settings-group-session = Time signed in
    .hint = A shorter time holds at once, also for those who are signed in now.
office-settings-group-mail = The server that sends mail
    .hint = Without a server name messages wait. The password is not written here: whoever installed the system keeps it in a file and names that file in DURE_MAIL_PASSWORD_FILE.
office-megabytes = { NUM($count) } MB
office-setting-centre-name = Name of the center
office-setting-centre-phone = Telephone number
office-setting-session-idle-minutes = Signed out when not used (minutes)
    .hint = From 5 to 120 minutes
office-setting-session-longest-minutes = Longest time signed in (minutes)
    .hint = From 30 to 1,440 minutes (24 hours)
office-setting-mail-host = Server name
    .hint = For example mail.example.kr
office-setting-mail-port = Port
    .hint = Usually 587 for STARTTLS, 465 for TLS.
office-setting-mail-security = Encryption
    .hint = Choose what the server’s operator names.
office-setting-mail-from = Sender’s address
    .hint = For example center@example.kr
office-setting-mail-user = User name at the server
    .hint = Leave it empty if the server does not ask.
office-mail-security-tls = TLS
office-mail-security-starttls = STARTTLS
office-mail-security-plain = None (to this computer only)

# The first screen of the office: what waits
office-waiting-title = What waits
office-waiting-invited = People invited who have not come in yet
office-waiting-draft = Messages being written
office-waiting-waiting = Messages waiting to be sent
office-waiting-failed = Messages that could not be sent
office-waiting-jobs = Jobs that could not be done
office-projects-all = Show all years
office-projects-sum = Sum (projects: { NUM($count) })

# The letter with a set-up link
office-message-masked = It holds a link to set a password and is not shown. Its words are deleted once it is sent.
office-invited-mailed = The same address is sent to { $address } as well.
office-letter-link =
    Hello { $name },
    an account at { $centre } has been prepared for you. Your login is { $login }.
    Please open the address below and set your password. It works once, within { $hours } hours.

    { $link }

    If you did not expect this letter, please press nothing and tell the center. Do not pass this address on.
    .subject = Please set your password

# Rights by role: names of rights
office-right-hub = See the first screen of the office
office-right-users = Invite people, give and take roles
office-right-users-see = See people and roles
office-right-agencies = Add and change agencies
office-right-agencies-see = See agencies
office-right-organization = Reorganize
office-right-organization-see = See the organization
office-right-journal = See the journal
office-right-settings = Change settings
office-right-outbox = Handle messages to be sent
office-right-jobs = See background jobs
office-right-plan-read = See the plan
office-right-plan-money = See the plan’s budget
office-right-plan-edit = Change the plan
office-right-plan-approve = Approve plan and budget
office-right-plan-mode = Switch the operating mode
office-right-returns-read = See monthly returns
office-right-returns-file = File monthly returns
office-right-returns-approve = Approve monthly returns
office-right-returns-lock = Lock a month
office-right-returns-reopen = Open a locked month again
