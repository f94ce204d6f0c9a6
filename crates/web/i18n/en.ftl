# Shared screens: home, search, information, refusals, apologies

web-centre = Senior Workforce Center
web-home-title = What would you like to do?
web-home-lead = Choose one of these to begin.
web-home-sign-in = Where agency workers and center staff begin their work.
web-home-demo = Try it in a role
    .hint = For practice. One click makes you a member of center staff or an agency worker.
web-search-results = Results for “{ $query }”
web-search-begin = What are you looking for?
    .next = Type the name of an agency, a project or a screen, or its first sounds in Korean, into the search field above.
web-search-count = { $count ->
    [one] One result.
   *[other] { NUM($count) } results.
 }
web-search-none = Nothing was found.
    .next = Try two letters only, or initial consonants such as ㄱㅎㄱ for 강화군.
web-kind-agency = agency
web-kind-project = project
web-kind-task = task
web-kind-person = person
web-kind-page = page
web-kind-institution = institution
web-kind-district = district
web-request-number = Please give this number when you ask for help: { $number }
web-already-done = This was done already. It was carried out once.

web-help-page-title = Help
web-help-page-lead = Written so that a first-time visitor can follow.
web-help-page-1 = For larger letters, choose a size under “View” at the top. It stays so on your next visit.
web-help-page-2 = Agency workers send one file a month. Wrong cells are marked on the screen and in the spreadsheet.
web-help-page-3 = Every figure can be clicked to see the records that add up to it.
web-help-page-4 = If something is hard, call the number at the bottom. Everything can also be done by phone and on paper.
web-privacy-title = Privacy
web-privacy-lead = Only what is needed is handled.
web-privacy-1 = Resident registration numbers are stored nowhere. A file that holds one is not accepted.
web-privacy-2 = The system keeps the name, login and e-mail address of people who work with it, to sign in and to be reached.
web-privacy-3 = Monthly results of agencies are counts. Names of individual seniors are not taken.
web-privacy-4 = Who changed what and when is recorded by number, not by name, and kept for more than two years.
web-accessibility-title = Accessibility
web-accessibility-lead = Made so that everyone can use it.
web-accessibility-1 = Every screen works with the keyboard alone and with screen readers.
web-accessibility-2 = There are five text sizes and a high-contrast view. Everything works with scripts turned off.
web-accessibility-3 = If something is hard to use, please call. You will be helped by phone while it is being mended.
web-api-title = Data access (API)
web-api-lead = Other programs can read what the screens show as JSON.
web-api-method = Method
web-api-path = Address
web-api-what = Content
web-api-house = The house itself
web-api-reads = { $room }: reads what the screen { $page } shows.
web-api-does = { $room }: does what the screen { $page } does.
web-job-title = Progress
web-job-waiting = Waiting for its turn.
web-job-running = { NUM($done) } of { NUM($total) } done.
web-job-done = Done.
web-job-failed = This could not be done. Please tell the person in charge.

web-problem-fields = Please check again.
    .next = Correct the marked places and send it again.
web-problem-fault = This could not be done. What you typed was not stored.
    .next = Please try again in a moment. If it keeps failing, give the number below to the person in charge.

web-refused-no-such-page = There is no page at this address.
    .next = Please start again from the home page.
web-refused-unclear-address = { $what ->
        [year] The year in the address cannot be read.
        [month] The month in the address cannot be read.
        [page] The page number in the address cannot be read.
        [choice] A condition in the address cannot be read.
       *[day] The day in the address cannot be read.
    }
    .next = { $what ->
        [year] A year is written with four digits, such as 2022. “Go back” opens the page without conditions.
        [month] A month is written like 2022-11. “Go back” opens the page without conditions.
        [page] Pages are counted from 1. “Go back” opens the first page.
        [choice] Only conditions from the list on the page can be chosen. “Go back” opens the page without conditions.
       *[day] A day is written like 2022-11-23. “Go back” opens the page without conditions.
    }
web-refused-no-such-record = The record was not found.
    .next = Please choose it from the list again.
web-refused-changed-meanwhile = Someone else changed this meanwhile. What you typed was not stored.
    .next = Look at the new content, then make your change again.
web-refused-already-done = This was done already. It was carried out once.
    .next = Please check the result.
web-refused-another-body = Another content was sent under the same number. Only the first was carried out.
    .next = Send it again with a new Idempotency-Key.
web-refused-too-slow = It took too long and was stopped.
    .next = Try again in a moment. It may have been carried out, so check the result first.
web-refused-resident-number = It holds what looks like a resident registration number, so it was not taken. Nothing was stored.
    .next = Go back, remove that number and send it again. This system does not handle resident numbers.
web-refused-cross-site = The request came from another website and was not carried out.
    .next = Please press the button on this website again.
web-refused-too-large = The file is too large. Up to { NUM($megabytes) } MB are accepted.
    .next = Keep only the sheet that is needed, or send it in parts.
web-refused-unreadable = What was sent could not be read.
    .next = Please open the page again and fill it in once more.
web-refused-reason-missing = Please say why you download this file.
    .next = Write in more than five letters what it is for, then download again.
base-refused-not-allowed = You do not have the right to do this.
    .next = If you need it, ask the person who manages accounts at the center.
base-refused-sign-in-first = This page needs you to sign in.
    .next = Sign in and open it again.
base-refused-other-agency = This belongs to another agency.
    .next = Please choose a record of your own agency.
db-refused-damaged = The database file is damaged or was not written to its end; nothing was changed. { $detail }
    .next = If this file is a backup, try an older one. If the workspace itself still opens, make a new backup of it with “dure db backup NEWFILE”. If the workspace in use is damaged, restore a sound backup into an empty place with “dure db restore FILE”. Keep the damaged file.
db-refused-newer = This database was written by a newer program: { $detail }
    .next = Install the newer program and start again.

web-need-field-management = Management
web-need-field-labor = Labor
web-need-field-tax = Tax
web-need-field-accounting = Accounting
web-need-field-technology = Technology
web-need-field-safety = Safety
web-need-field-participant-care = Care of participants
web-need-field-recruiting = Recruiting and selection
web-need-field-reporting = Reporting
web-worker-job-head = Head of agency
web-worker-job-dedicated = Dedicated staff
web-worker-job-safety = Safety officer
web-worker-job-accounting = Accounting officer
web-worker-job-centre = Centre staff
web-worker-job-other = Other worker
web-tie-advised = Gave advice to it
web-tie-board = Sits on its board or a committee
web-tie-employed = Works there
web-tie-family = Family works there
web-tie-business = Does business with it
web-field-empty = Please fill in this field.
web-field-long = Please keep it within { NUM($longest) } characters.
web-field-day = Please write the date as 2026-03-02.
web-field-time = Please write the time as 09:30.
web-field-number = Please write a number from { NUM($low) } to { NUM($high) }.
web-field-tenths = Please write a number from { $low } to { $high } with at most one digit behind the point.
web-field-choice = Please choose one from the list.
web-field-resident = Please remove what looks like a resident registration number.
web-list-find = Find
web-list-find-words = Words to find
web-list-all = All
web-list-none = There is nothing yet.
web-list-views = Views
web-list-sample = Made up for practice.
web-names-download = Get a file with names
web-names-reason = Why you need it
web-names-hint = It holds names, so the reason is kept.
web-changed-title = Someone else changed this first.
web-changed-text = Below is what is stored now. What you typed is kept: compare and save again.
