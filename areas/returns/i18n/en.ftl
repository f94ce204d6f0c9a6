# Monthly returns: the one file of agencies

returns-menu = Monthly returns
    .hint = Upload, check and lock the figures of a month.
returns-state-none = Not filed
returns-state-draft = Begun
returns-state-ready = Ready to submit
returns-state-submitted = Waiting for approval
returns-state-approved = Approved
returns-state-returned = To be corrected
returns-state-locked = Locked
returns-state-imported = History
returns-state-idle = No project
returns-state-late = Late
returns-list-title = Returns by month
returns-list-year = Year
returns-list-show = Show
returns-list-all = All
returns-list-none = Nothing is to be filed in this year.
returns-next-title = What to do now
returns-next-file = Please file the figures of { MONTH($month) } by { DATE($due) }.
returns-next-button = File { MONTH($month) }
returns-next-none = Nothing is to be filed now. Everything is in.
returns-matrix-title = Returns of { $year } by agency
returns-matrix-lead = A cell opens the return of that agency and month. Not filed is not zero.
returns-matrix-waiting = { NUM($count) } returns wait for approval
returns-matrix-lock = Lock { MONTH($month) }
returns-matrix-none = No agency fits.
    .next = Clear the conditions and look again.
returns-matrix-month = { $number ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[12] Dec
 }
returns-one-title = { $agency }, { MONTH($month) }
returns-one-back = Back to the list
returns-one-due = It is due on { DATE($due) }.
returns-one-days-late = { NUM($days) } working days have passed since.
returns-one-reason = A word from the center
returns-one-receipt = Receipt { $receipt }
returns-errors-title = { NUM($count) } places to correct
returns-errors-lead = Nothing of the file was taken yet. Please correct it and upload it again.
returns-errors-marked = Download the file with the faulty cells marked
returns-errors-folded = Show { NUM($count) } more that come with it
returns-file-step = Upload a file
returns-file-template = Download the form as a spreadsheet
returns-file-choose = The file you filled in
returns-file-hint = A spreadsheet (.xlsx) or CSV file of up to 20 MB.
returns-file-upload = Upload and check
returns-file-title = { $agency }, { MONTH($month) }
returns-file-help = One line per project. Leave no cell blank: write 0 for none.
returns-file-sheet = Return
returns-file-project-name = Project name
returns-file-refusal = Only whole numbers from 0 on. Please write digits without a unit or commas.
returns-file-sample = Sample data
returns-marked-sheet = Errors
returns-marked-cell = Cell
returns-marked-what = What is wrong
returns-marked-next = What to do
returns-marked-name = { $agency }-{ $month }-to-correct
returns-submit-title = Submit
returns-submit-questions = There are { NUM($count) } questions. Tick what is right, or add a short answer.
returns-submit-ok = I have checked it. It is right.
returns-submit-answer = Answer
returns-submit-button = Submit to the center
returns-questions-title = Questions and answers
returns-decide-title = Approve
returns-decide-approve = Approve
returns-decide-send-back = Send back
returns-decide-reason = Reason for sending back
returns-reopen-title = Open again
returns-reopen-reason = Reason for opening again
returns-reopen-hint = Takes the figures back and lets the agency correct them. The record stays.
returns-reopen-button = Open again
returns-table-title = { NUM($filed) } of { NUM($all) } projects filled in
returns-table-label = Figures by project
returns-table-form = Form
returns-table-fill = Fill in
returns-table-total = Total
returns-table-none = No project runs in this month.
    .next = If a project is missing, please tell the center.
returns-events-title = What was done
returns-event-file-taken = A file was uploaded.
returns-event-file-refused = A file with errors was uploaded.
returns-event-row-filled = A row was typed in.
returns-event-submitted = Submitted.
returns-event-approved = Approved.
returns-event-sent-back = Sent back.
returns-event-reopened = Opened again.
returns-form-title = { $project }, { MONTH($month) }
returns-form-save = Save
returns-form-theirs = The value kept now: { NUM($value) }
returns-form-theirs-next = What you typed is still here. Compare it with the values kept now and save again.
returns-form-required = This is blank. Write 0 for none.
returns-form-negative = A number below 0 does not fit.
returns-form-too-large = This is too large; up to { NUM($most) } fits.
returns-form-no-number = Only whole numbers fit. Please write digits without a unit.
returns-group-target = Target and applicants
returns-group-people = People
returns-group-changes = Joined, left, waiting
returns-group-money = Hours and money
returns-group-safety = Training and safety
returns-group-staff = Staff
returns-receipt-title = Receipt of a monthly return
returns-receipt-lead = The return below was received. You may print and keep this page.
returns-receipt-back = See the return
returns-receipt-older = A corrected return was filed after this one.
returns-receipt-number = Receipt number
returns-receipt-rows = Projects
returns-receipt-edition = Submission
returns-receipt-at = Received at
returns-receipt-hash = Content hash (SHA-256)
returns-receipt-code = QR code with receipt number and content hash
returns-lock-title = Lock { MONTH($month) }
returns-lock-done = This month is locked.
returns-lock-question = Lock { MONTH($month) }?
returns-lock-what = Agencies can no longer change their figures. A return can be opened again with a reason.
returns-lock-missing = { NUM($count) } agencies without an approved return
returns-lock-note = Why it is locked all the same
returns-lock-note-hint = These agencies stay not filed; they are not counted as zero.
returns-lock-button = Lock the month
returns-late-title = Late returns
returns-late-lead = Returns of { $year } that are due and not filed.
returns-late-none = Nothing is late.
returns-late-phone = Telephone
returns-late-due = Due
returns-late-days = Working days late
returns-late-reminders = Reminders sent
returns-reminders-title = Reminders sent
returns-reminders-heading = { $agency }: reminders about { MONTH($month) }
returns-reminders-count = { NUM($count) } in all.
returns-reminders-none = No reminder has been sent yet.
returns-reminders-at = Made
returns-reminders-who = To
returns-reminders-channel = By
returns-reminders-subject = Subject
returns-reminder-channel-mail = mail
returns-reminder-channel-post = post
returns-reminder-channel-sms = text message
returns-reminder-channel-screen = on the screen
returns-reminder-state-draft = being written
returns-reminder-state-waiting = waiting to be sent
returns-reminder-state-sent = sent
returns-reminder-state-failed = could not be sent
returns-reminder-state-discarded = not to be sent
returns-calendar-title = Calendar of due days
returns-calendar-heading = Due days of { $year }
returns-calendar-lead = Due days are counted in working days of the following month.
returns-calendar-file = Download as calendar (.ics)
returns-calendar-past = past
returns-calendar-holidays = Days off
returns-calendar-none = No days off are known.
returns-calendar-event = Return of { MONTH($month) } is due
returns-calendar-source-2020-01-01 = default of this system (fifth working day of the month after), to be confirmed by the center
returns-rows-title = Rows of returns
returns-rows-lead = Shows which rows a figure is the sum of. Only approved returns count.
returns-rows-indicator = Figure
returns-rows-from = From
returns-rows-until = Until
returns-rows-agency = Agency
returns-rows-district = District
returns-rows-type = Programme type
returns-rows-state = State
returns-rows-total = Total of all pages
returns-rows-count = Rows { NUM($first) }–{ NUM($last) } of { NUM($count) }
returns-rows-none = No row fits.
    .next = Widen the months or conditions. Returns not filed do not appear here.
returns-indicator-places = target
returns-indicator-applicants = applicants
returns-indicator-people = people on the last day
returns-indicator-people-women-60-64 = on the last day, women 60–64
returns-indicator-people-women-65-69 = on the last day, women 65–69
returns-indicator-people-women-70-79 = on the last day, women 70–79
returns-indicator-people-women-80 = on the last day, women 80 and over
returns-indicator-people-men-60-64 = on the last day, men 60–64
returns-indicator-people-men-65-69 = on the last day, men 65–69
returns-indicator-people-men-70-79 = on the last day, men 70–79
returns-indicator-people-men-80 = on the last day, men 80 and over
returns-indicator-people-since-january = different people since January
returns-indicator-joined = joined
returns-indicator-left = left
returns-indicator-left-health = left: health
returns-indicator-left-better-job = left: better job
returns-indicator-left-misfit = left: misfit
returns-indicator-left-moved = left: moved
returns-indicator-left-died = left: died
returns-indicator-left-other = left: other
returns-indicator-waiting = waiting
returns-indicator-hours = hours
returns-indicator-pay-won = pay in won
returns-indicator-subsidy-won = subsidy spent in won
returns-indicator-trained = people trained
returns-indicator-training-hours = training hours
returns-indicator-accidents = accidents
returns-indicator-accidents-light = accidents: light
returns-indicator-accidents-serious = accidents: serious
returns-indicator-accidents-fatal = accidents: fatal
returns-indicator-safety-checks = safety checks
returns-indicator-staff = dedicated staff
returns-indicator-safety-officers = safety officers
returns-indicator-registered-early = registered early

# Said after something was done

returns-said-taken = The file was checked and has no errors. You can submit it now.
returns-said-faulty = The file has errors and was not taken. Please see the list below.
returns-said-unchanged = The same file was uploaded before. Nothing changed.
returns-said-row = Saved.
returns-said-submitted = Submitted. The receipt number is { $receipt }.
returns-said-approved = The return of { MONTH($month) } is approved.
returns-said-sent-back = The return of { MONTH($month) } was sent back.
returns-said-reopened = The return of { MONTH($month) } is open again.
returns-said-locked = { MONTH($month) } is locked.

# What the check finds: cell, what, what to do

returns-finding-unknown-project = Cell { $cell }: project { $value } is not known.
    .next = Please choose the number from the list of the form.
returns-finding-other-agency-project = Cell { $cell }: project { $value } belongs to another agency.
    .next = Please check that the number is one of yours.
returns-finding-wrong-agency = Cell { $cell }: agency { $value } is not yours.
    .next = Please download the form again and leave the agency as it is.
returns-finding-wrong-month = Cell { $cell }: the month { $value } is not { MONTH($month) }, which is being filed.
    .next = Please check the file is for { MONTH($month) } and write { $month }.
returns-finding-month-not-over = { MONTH($month) } in { $cell } is not over yet, so it cannot be taken.
    .next = Leave the rows of that month out of the file. The agency files it once the month is over.
returns-finding-left-too-many = { $place }: { NUM($left) } people left, but only { NUM($there) } were there ({ NUM($started) } before, { NUM($joined) } joined).
    .next = Please check the people who left and joined.
returns-finding-since-january-too-few = { $place }: { NUM($since) } different people since January are fewer than the { NUM($people) } on the last day.
    .next = Please write how many different people took part since January.
returns-finding-since-january-fell = { $place }: { NUM($since) } different people since January are fewer than the { NUM($last) } of last month.
    .next = This number cannot fall. Please count again.
returns-finding-joined-too-many = { $place }: { NUM($joined) } joined, but only { NUM($since) } took part since January.
    .next = Please check both numbers.
returns-finding-trained-too-many = { $place }: { NUM($trained) } people trained are more than the { NUM($people) } there this month.
    .next = Please count a person trained twice as one.
returns-finding-early-only-january = { $place }: { NUM($early) } registered early belong to January only.
    .next = Please write 0.
returns-finding-target-differs = { $place }: the target { NUM($target) } differs from the { NUM($places) } registered.
    .next = If it was changed, confirm it; else write { NUM($places) }.
returns-finding-people-do-not-add-up = { $place }: { NUM($people) } people on the last day, { NUM($expected) } expected ({ NUM($there) } + { NUM($joined) } joined - { NUM($left) } left).
    .next = If it is right, say why in a few words; else correct it.
returns-finding-far-over-target = { $place }: { NUM($people) } people on the last day are far over the target of { NUM($target) }.
    .next = If it is right, say why in a few words.
returns-finding-pay-without-hours = { $place }: { WON($pay) } was paid for 0 hours.
    .next = Please check hours and pay.
returns-finding-missing-project = Project { $project } { $name } has no row. It stays not filed and is not counted as zero.
    .next = Add a row if it ran in this month; else confirm.

# Refusals

returns-refused-no-such-agency = There is no such agency.
    .next = Please choose one from the list.
returns-refused-no-such-month = The month cannot be read.
    .next = Please write it as 2026-03.
returns-refused-no-such-project = The project is not one of this agency in this month.
    .next = Please choose it on the page of the return.
returns-refused-nothing-filed = Nothing is filled in for { MONTH($month) }.
    .next = Please upload a file or fill in the form.
returns-refused-month-not-over = { MONTH($month) } is not over yet.
    .next = Lock it after the month has ended.
returns-refused-month-ahead = { MONTH($month) } has not come yet.
    .next = Please file it when it has.
returns-refused-month-locked = { MONTH($month) } is locked. What you sent was not kept.
    .next = If something has to be corrected, ask the team lead to open it again.
returns-refused-already-submitted = The return of { MONTH($month) } was submitted. What you sent was not kept.
    .next = If something has to be corrected, ask the center to send it back.
returns-refused-errors-left = { NUM($errors) } errors are left, so it was not submitted.
    .next = Please correct them and upload the file again.
returns-refused-answers-missing = { NUM($questions) } questions have no answer, so it was not submitted.
    .next = Please tick or answer each and submit again.
returns-refused-not-submitted = The return of { MONTH($month) } does not wait for approval.
    .next = Please open the page again to see its state.
returns-refused-own-return = Who submitted a return does not approve it.
    .next = Please ask another person at the center.
returns-refused-reason-missing = Please give a reason.
    .next = Write a few words and press again.
returns-refused-returns-missing = { NUM($missing) } agencies have no approved return, so the month was not locked.
    .next = Approve them, or note why it is locked all the same.
returns-refused-already-open = The return of { MONTH($month) } is open.
    .next = Please wait until the agency has filed it.
returns-refused-file-missing = No file was chosen.
    .next = Choose the file you filled in and upload it.
returns-refused-resident-number = A resident registration number is in it. It was not taken and not kept.
    .next = Please remove it and send it again.
returns-refused-no-such-receipt = There is no such receipt.
    .next = Please check the number on the receipt.
returns-refused-no-marked-file = There is no file with marks.
    .next = It is made when a file with errors was uploaded.
returns-refused-no-such-import = This file was not found.
    .next = Pick it from the list of files.
returns-refused-import-not-text = Returns of many agencies are taken as CSV only.
    .next = In the spreadsheet choose Save as, CSV UTF-8 (comma separated), and send that.
returns-refused-import-not-open = This file is done already or still being looked through.
    .next = Open the page anew to see how it is now.
returns-refused-import-cancelled = It was called off, so nothing was stored.
    .next = To import it after all, send the file again.
returns-refused-import-row = Line { NUM($line) }, cell { $cell } does not fit: { $why ->
        [unknown-agency] no such agency
        [unknown-type] no such programme type
        [unknown-district] no such district
        [not-a-year] write the year as 2022
        [not-a-number] not a number
        [out-of-range] out of range
        [unknown-project] no such project
        [other-agency-project] a project of another agency
        [wrong-month] write the month as 2022-11
       *[other] { $why }
    } ({ NUM($found) } in all); nothing was imported.
    .next = Correct the line and import the whole file again.

# Reminders

returns-reminder-due = Please file the return of { MONTH($month) } by { DATE($due) }
    .body = The return of { MONTH($month) } has not arrived yet. Please file it by { DATE($due) }. { $link }
returns-reminder-late = The return of { MONTH($month) } is overdue
    .body = The return of { MONTH($month) } was due on { DATE($due) } and has not arrived. Please call the center if you need help. { $link }
returns-import-agency = History (sums)

# Titles of the columns

returns-column-agency = agency
returns-column-project = project number
returns-column-month = month
returns-column-target = target
returns-column-applicants = applicants this month
returns-column-people-women-60-64 = on the last day, women 60–64
returns-column-people-women-65-69 = on the last day, women 65–69
returns-column-people-women-70-79 = on the last day, women 70–79
returns-column-people-women-80 = on the last day, women 80 and over
returns-column-people-men-60-64 = on the last day, men 60–64
returns-column-people-men-65-69 = on the last day, men 65–69
returns-column-people-men-70-79 = on the last day, men 70–79
returns-column-people-men-80 = on the last day, men 80 and over
returns-column-people-since-january = different people since January
returns-column-joined = joined
returns-column-left-health = left: health
returns-column-left-better-job = left: better job
returns-column-left-misfit = left: misfit
returns-column-left-moved = left: moved
returns-column-left-died = left: died
returns-column-left-other = left: other
returns-column-waiting = waiting
returns-column-hours = hours
returns-column-pay-won = pay in won
returns-column-subsidy-won = subsidy spent in won
returns-column-trained = people trained
returns-column-trained-hours = training hours
returns-column-accidents-light = accidents: light
returns-column-accidents-serious = accidents: serious
returns-column-accidents-fatal = accidents: fatal
returns-column-safety-checks = safety checks
returns-column-dedicated-staff = dedicated staff
returns-column-safety-officers = safety officers
returns-column-registered-early = registered early (January)

returns-imports-title = Import many agencies at once
returns-imports-lead = Brings in returns of many agencies and months from one CSV file. You see first what was found in it, and confirm before anything is stored.
returns-imports-send = Send a file
returns-imports-file = File with returns
returns-imports-hint = A CSV file up to 20 MB whose first line has the published column names. One with a resident registration number is not taken.
returns-imports-replace = Change rows that are there to the figures of the file
returns-imports-replace-hint = Without the tick, rows with other figures stay as they are and are listed. Returns that an agency filed itself are never changed.
returns-imports-button = Send and look through
returns-imports-before = Files so far
returns-imports-none = No file yet.
returns-imports-name = File
returns-imports-rows = Rows
returns-imports-at = Sent
returns-batch-checking = looking through
returns-batch-checked = waits for your word
returns-batch-faulty = has faults
returns-batch-storing = storing
returns-batch-stored = stored
returns-batch-cancelled = called off
returns-import-title = File { $name }
returns-import-replaces = Rows that are there are changed to the figures of the file.
returns-import-keeps = Rows that are there are not changed.
returns-import-doing-checking = Looking through the file
returns-import-doing-storing = Storing
returns-import-leave = It goes on when you close this page. Come back to this address for the outcome.
returns-import-stuck = This could not be done. No row of this file was stored.
    .next = Call it off below and send the file again. If that fails too, tell the administrator.
returns-import-cancelled = Called off. No row of this file was stored.
    .next = To import it after all, send the file again.
returns-import-faulty = Some rows do not fit, so nothing was stored. Mend what is listed and send the whole file again.
returns-import-stored = Stored: { NUM($added) } new rows, { NUM($changed) } changed rows.
returns-import-checked = Looked through. Nothing is stored yet.
    .next = If the figures below are right, press Store.
returns-import-months = Months
returns-import-added = New rows
returns-import-changed = Changed rows
returns-import-unchanged = Rows that are there already
returns-import-refused = Rows left as they are
returns-import-kept-lead = These rows have other figures already and are not changed (up to 100 are shown).
returns-import-gaps = Months in which projects are missing: { NUM($count) }
returns-import-gaps-lead = These projects ran in the month and are neither in the file nor among what is stored (up to 200 are shown). Once stored, the agency can no longer change that month. Add the rows and send the file again, or open the month again on its page with a reason.
returns-import-gap = missing projects: { NUM($count) }
returns-import-line = Line
returns-import-confirm = Store
returns-import-cancel = Call off
returns-said-import-cancelled = Called off.
returns-rows-unaccepted = Rows that are not approved yet are among these. Sums on other pages are over approved rows only.
