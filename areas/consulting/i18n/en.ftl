# The words of agency consulting. Terms are in crates/web/i18n/terms.en.ftl.


## The words of this area

consulting-menu = Agency consulting
    .hint = Find agencies that need help, visit and advise them.
consulting-tab-own = Our agency
consulting-tab-risk = Risk list
consulting-tab-agencies = Agencies
consulting-tab-cases = Cases
consulting-tab-visits = Visits
consulting-tab-week = Week's visits
consulting-tab-advice = Advice
consulting-tab-experts = Experts
consulting-tab-learn = Whom to learn from
consulting-tab-effects = Effects
consulting-none = None
consulting-choose = Choose
consulting-save = Save
consulting-edit = Edit
consulting-system = the system
consulting-same-numbers = The same numbers as a table
consulting-won = { $won } won
consulting-points = { $points } points
consulting-unit-people = people
consulting-not-filed = not filed
consulting-not-approved = filed, waiting for approval
consulting-no-value = no value
consulting-never-visited = never visited
consulting-overdue = overdue
consulting-urgent = urgent
consulting-nobody-yet = nobody yet
consulting-offered = { NUM($count) } cases are offered to you.
consulting-offered-see = See them

## Fields

consulting-f-agency = Agency
consulting-f-district = District
consulting-f-kind = Kind
consulting-f-league = League
consulting-f-points = Points
consulting-f-reasons = Reasons
consulting-f-last-visit = Last visit
consulting-f-visits = Visits
consulting-f-projects = Project groups
consulting-f-places = Places
consulting-f-people = People on the last day
consulting-f-staff = Dedicated staff
consulting-f-ratio = Seniors for one of the staff
consulting-f-month = Month
consulting-f-case = Case
consulting-f-number = Number
consulting-f-title = Title
consulting-f-request = What is asked for
consulting-f-field = Field
consulting-f-fields = Fields
consulting-f-state = State
consulting-f-owner = Owner
consulting-f-asked = Asked on
consulting-f-due = Due
consulting-f-closed = Closed on
consulting-f-outcome = Outcome
consulting-f-origin = Origin
consulting-f-template = Template
consulting-f-approved = Plan approved
consulting-f-last-word = Last word
consulting-f-urgent = It is urgent
consulting-f-decline-note = Why it is declined
consulting-f-item = Item
consulting-f-answer = Answer
consulting-f-note = Remark
consulting-f-step = Step
consulting-f-mandatory = Kind
consulting-f-new-step = New step
consulting-f-step-due = Step due
consulting-f-approval-note = Word of the approver
consulting-f-advice = Advice
consulting-f-advice-owner = Who carries it out
consulting-f-advice-due = Carry out by
consulting-f-advice-note = What was done, or why not
consulting-f-given = Given on
consulting-f-outcome-text = The outcome in words
consulting-f-needs-met = The needs found by this case are met
consulting-f-reopen-note = Why it is reopened
consulting-f-transfer-to = To whom
consulting-f-transfer-note = What the other should know
consulting-f-transfer-answer = Your answer
consulting-f-note-body = Hand-over note
consulting-f-visit-on = Day
consulting-f-way = Way
consulting-f-purpose = Purpose
consulting-f-visitors = Who
consulting-f-minutes = Minutes
consulting-f-minutes-all = Minutes in all
consulting-f-travel = Travel minutes
consulting-f-visit-state = Planned or held?
consulting-f-visit-note = What was talked about
consulting-f-expert = Expert who came along
consulting-f-name = Name
consulting-f-belongs = Office
consulting-f-weekdays = Weekdays
consulting-f-from = From
consulting-f-until = Until
consulting-f-off = Days off
consulting-f-line = Budget line of the fee
consulting-f-fee = Fee for one consultation (won)
consulting-f-engaged = Cases
consulting-f-tie = Tie
consulting-f-tie-from = Tie from
consulting-f-tie-until = Tie until
consulting-f-rank = Rank
consulting-f-choose = Choose
consulting-f-consulted-on = Day of the consultation
consulting-f-measure = Measure
consulting-f-threshold = Threshold
consulting-f-week = Week (any day of it)
consulting-f-hours-week = Hours a week for one person
consulting-f-team = Who visits
consulting-f-reached = Reached
consulting-f-subsidy = Subsidy spent (won)
consulting-f-hours = Hours of activity
consulting-f-training = Hours of classes
consulting-f-peers = Peers and why
consulting-f-effect-year = Year of the visits
consulting-f-window = Compared times
consulting-f-first-visit = First visit
consulting-f-before = Before
consulting-f-after = After
consulting-f-change = Change

## Sentences at fields

consulting-field-fields = Please choose at least one field.
consulting-field-agency = Please choose an agency of the list.
consulting-field-owner = Please choose a person of the list.
consulting-field-visitors = Please choose at least one person.
consulting-field-past = Please choose today or a later day.
consulting-field-future = A visit that was held lies today or before.
consulting-field-order = The last day is before the first.
consulting-field-line = Please choose the budget line that pays the fee.

## Risk list

consulting-risk-title = Agencies that need help
consulting-risk-lead = Found in the returns approved up to { MONTH($month) }. Nothing was asked anew.
consulting-risk-agencies = Agencies with project groups this year
consulting-risk-silent = Agencies without returns
consulting-risk-silent-note = not filed, which is not zero
consulting-cases-mine = My cases
consulting-risk-none = No agency fits
consulting-risk-none-text = Try fewer words or clear the filter.
consulting-risk-fine = Nothing is beyond a threshold.
consulting-risk-not-filed = No approved return: not judged, and not counted as zero.
consulting-risk-rules = How points are given
consulting-risk-rules-text = Beyond the threshold these points are given, far beyond it twice as many. They are no official weights but defaults for the center to confirm.
consulting-case-open = Open a case
consulting-week-make = Make the week's visit plan
consulting-reason-attainment = At the end of { MONTH($month) } { NUM($people) } people took part for { NUM($places) } places: attainment is { $rate } %, the threshold { $limit } %.
consulting-reason-spending = By { MONTH($month) } { WON($spent) } was spent where { WON($expected) } was expected: { $rate } percentage points of the budget, the threshold is { $limit }.
consulting-reason-drop-out = Since January { NUM($left) } of { NUM($people) } people left: { $rate } %, the threshold is { $limit } %.
consulting-reason-accidents = Since January { NUM($accidents) } accidents among { NUM($people) } people: { $rate } for 1,000, the threshold is { $limit }.
consulting-reason-grave-accidents = Since January there were { NUM($accidents) } serious or fatal accidents.
consulting-reason-training = In { NUM($months) } months { NUM($people) } people had { NUM($hours) } hours of classes: { $rate } hours each in a full year, the threshold is { $limit }.
consulting-reason-late-returns = { NUM($count) } months were filed late: { $months }.
consulting-reason-missing-returns = { NUM($count) } months were due and not filed: { $months }.
consulting-reason-data-quality = { NUM($count) } figures contradict each other: { $months }.
consulting-reason-staff-ratio = At the end of { MONTH($month) } { NUM($staff) } dedicated staff had { NUM($people) } people: { $rate } for one, the threshold is { $limit }.
consulting-reason-not-visited = { NUM($days) } days have passed since the last visit ({ DATE($day) }), the threshold is { NUM($limit) }.
consulting-reason-never-visited = It was never visited.
consulting-measure-attainment = attainment
consulting-measure-spending = spending pace
consulting-measure-drop-out = drop-out
consulting-measure-accidents = accidents
consulting-measure-grave-accidents = serious and fatal accidents
consulting-measure-training = hours of classes
consulting-measure-late-returns = late returns
consulting-measure-missing-returns = returns not filed
consulting-measure-data-quality = quality of the data
consulting-measure-staff-ratio = seniors for one of the staff
consulting-measure-not-visited = time without a visit
consulting-unsure-not-divisible = { $measure ->
       *[attainment] attainment
        [spending] spending pace
        [drop-out] drop-out
        [accidents] accidents
        [grave-accidents] serious and fatal accidents
        [training] hours of classes
        [late-returns] late returns
        [missing-returns] returns not filed
        [data-quality] quality of the data
        [staff-ratio] seniors for one of the staff
        [not-visited] time without a visit
    }: not computed, because the denominator is zero or less.
consulting-unsure-not-filed = { $measure ->
       *[attainment] attainment
        [spending] spending pace
        [drop-out] drop-out
        [accidents] accidents
        [grave-accidents] serious and fatal accidents
        [training] hours of classes
        [late-returns] late returns
        [missing-returns] returns not filed
        [data-quality] quality of the data
        [staff-ratio] seniors for one of the staff
        [not-visited] time without a visit
    }: not computed, because a figure was not filed.

## Agencies

consulting-agencies-title = Agencies and visits
consulting-agencies-lead = A name leads to the agency's card. ‘Last visit’ puts first whom nobody has visited for long.
consulting-ratio-above = above the limit
consulting-card-lead = What this agency filed, and what was advised so far.
consulting-card-above = One of the dedicated staff has { $ratio } seniors; the limit is { $limit }.
    .next = Look together for more staff or for work to share.
consulting-card-limit = limit { $limit }
consulting-card-ratio-not-divisible = not divisible: no dedicated staff
consulting-card-risk = Why a visit is needed
consulting-card-points = { $points } points on the risk list
consulting-card-months = Results of { $year } by month
consulting-card-chart = Places and people by month
consulting-card-chart-text = The line breaks where a month was not filed.
consulting-card-needs = Open needs
consulting-card-needs-none = No needs are open
consulting-card-advised = What was advised
consulting-need-diagnosis = The diagnosis of case { $number } found { NUM($count) } weak items.
consulting-notes-title = Hand-over notes
consulting-notes-lead = What the next person should know. Only the center sees it.
consulting-notes-none = No notes yet
consulting-notes-hint = No names of participants, no personal data.
consulting-note-write = Write it down

## Figures

consulting-figure-places = Places
consulting-figure-people = People, last day
consulting-figure-people-since-january = Different people
consulting-figure-left = Left
consulting-figure-hours = Hours
consulting-figure-subsidy-won = Subsidy (won)
consulting-figure-training-hours = Classes (hours)
consulting-figure-accidents = Accidents
consulting-figure-staff = Staff
consulting-figure-safety-officers = Safety officers
consulting-kind-senior-club = Senior club
consulting-kind-workforce-center = Senior workforce center
consulting-kind-seniors-association = Branch of the Korean Senior Citizens Association
consulting-kind-welfare-center = Senior welfare center
consulting-kind-culture-center = Senior culture center
consulting-kind-local-government = Local government
consulting-kind-social-economy-firm = Social-economy firm
consulting-kind-unknown = unknown
consulting-league-multi = multi-type
consulting-league-single = single-type
consulting-league-unknown = unknown
consulting-league-derived = from its types of projects

## Cases

consulting-cases-title = Consulting cases
consulting-cases-lead = From request to outcome, each case in one place.
consulting-cases-none = No cases
consulting-cases-none-text = Ask for advice when it is needed.
consulting-case-new = Ask for advice
consulting-case-form = Request for advice
consulting-case-form-lead = Say in plain words what is difficult. The adviser will ask for the rest.
consulting-case-send = Send the request
consulting-case-reasons = Reasons found by the risk list
consulting-case-from-risk = Consultation begun from the risk list
consulting-request-hint = No names of participants, no resident numbers.
consulting-fields-hint = You may choose several.
consulting-filter-agency = Name of the agency
consulting-filter-case = Number, title, agency, owner
consulting-filter-visit = Agency, district, visitor
consulting-filter-advice = Advice, agency, person
consulting-filter-expert = Name, office
consulting-triage-title = Triage
consulting-template-hint = A template fills in fields and steps.
consulting-no-template = No template
consulting-decline-hint = Only when it is declined.
consulting-triage-accept = Take it on
consulting-triage-decline = Decline
consulting-diagnosis-title = Diagnosis
consulting-diagnosis-lead = Choose for each item what comes closest. 0 or 1 becomes a need.
consulting-diagnosis-open = { NUM($count) } items have no answer.
consulting-diagnosis-fill = Fill in the checklist
consulting-diagnosis-keep = Keep what is filled in
consulting-diagnosis-finish = Finish the diagnosis
consulting-level-none = does not apply
consulting-not-answered = not answered
consulting-found = weak
consulting-needs-title = Needs found
consulting-need-met = met on
consulting-steps-title = Plan
consulting-steps-none = No steps yet
consulting-step-mandatory = mandatory
consulting-step-optional = optional
consulting-step-add = Add a step
consulting-step-done = Mark as done
consulting-step-unneeded = Not needed
consulting-step-open = Open again
consulting-step-remove = Remove
consulting-plan-submit = Hand in for approval
consulting-plan-approve = Approve the plan
consulting-plan-send-back = Send back
consulting-plan-waits = Waiting for the team lead's approval.
consulting-approval-hint = When you send it back, say why.
consulting-case-experts-none = No expert is engaged
consulting-case-minutes = Visits took { NUM($minutes) } minutes, with travel { NUM($all) }.
consulting-files-title = Files
consulting-files-none = No files
consulting-files-size = { NUM($kilobytes) } KB
consulting-files-send = File to keep
consulting-files-hint = Up to 20 MB. Files with resident numbers are refused.
consulting-files-keep = Keep the file
consulting-close-title = Close the case
consulting-close = Close
consulting-needs-met-hint = Leave it open when, for instance, training is still to come.
consulting-reopen-title = Reopen
consulting-reopen = Reopen the case
consulting-transfer-title = Hand over
consulting-transfer-asked = { $name } wants to hand this case to you
consulting-transfer-accept = Accept
consulting-transfer-refuse = Refuse
consulting-transfer-hint = Say what is done and what is left. It stays with you until the other accepts.
consulting-transfer-offer = Offer the case
consulting-history-title = History
consulting-history-none = No history
consulting-state-requested = waiting for triage
consulting-state-diagnosis = diagnosis
consulting-state-planning = planning
consulting-state-approval = waiting for approval
consulting-state-running = running
consulting-state-closed = closed
consulting-state-declined = declined
consulting-origin-agency = asked by the agency
consulting-origin-risk-list = from the risk list
consulting-origin-centre = begun by the center
consulting-outcome-solved = solved
consulting-outcome-improved = improved
consulting-outcome-unchanged = unchanged
consulting-outcome-stopped = stopped
consulting-step-state-open = open
consulting-step-state-done = done
consulting-step-state-unneeded = not needed
consulting-transfer-offered = waiting for an answer
consulting-transfer-accepted = accepted
consulting-transfer-refused = refused

## Visits

consulting-visits-title = Visits
consulting-visits-lead = In person, by phone and by video.
consulting-visits-none = No visits
consulting-visits-none-text = Write down a visit that is planned or was held.
consulting-visit-new = Write down a visit
consulting-visit-form = Visit
consulting-visit-form-lead = A visit that is planned, or one that was held.
consulting-visit-cancel = Cancel the visit
consulting-visits-affected = { NUM($count) } planned visits cannot take place in person because of the operating mode.
consulting-visits-affected-see = See the visits to be changed
consulting-visits-affected-own = See those visits
consulting-visit-affected = Not in person: move it to the phone or to video.
consulting-visit-affected-own = Nobody may meet in person then. The center moves it to the phone or to video.
consulting-visit-to-phone = Move to the phone
consulting-visit-to-video = Move to video
consulting-visit-stopped = The agency's district is now in ‘{ $mode }’.
    .next = A visit in person will be refused. Choose phone or video.
consulting-visits-sum = Visits held: { NUM($minutes) } minutes, travel { NUM($travel) }.
consulting-minutes-hint = Only for a visit that was held.
consulting-travel-hint = There and back; 0 for phone and video.
consulting-by-day = by day
consulting-by-agency = by agency
consulting-by-given = by day given
consulting-by-owner = by person
consulting-by-due = by due day
consulting-way-in-person = in person
consulting-way-phone = by phone
consulting-way-video = by video
consulting-purpose-regular = regular visit
consulting-purpose-diagnosis = diagnosis
consulting-purpose-advice = advice
consulting-purpose-follow-up = follow-up
consulting-visit-state-planned = planned
consulting-visit-state-held = held
consulting-visit-state-cancelled = cancelled

## Week

consulting-week-title = The week's visit plan
consulting-week-lead = Chooses the visits with the most points within the team's hours. Nothing changes until it is accepted.
consulting-week-rule = The mix with the most points that fits into everyone's week is taken; two agencies of a district share a trip, and of equal plans the shorter wins. Agencies visited lately or already planned are left out. Districts where nobody may meet are phoned.
consulting-week-again = Make it again
consulting-week-days = Working days left
consulting-week-visits = Visits
consulting-week-minutes = Minutes used / minutes there are
consulting-week-none = Nothing to plan
consulting-week-none-text = Add people or hours, or choose another week.
consulting-week-accept = Accept: make planned visits
consulting-of-travel = travel { $minutes }

## Advice

consulting-advice-title = Advice
consulting-advice-lead = Who carries out what by when.
consulting-advice-none = No advice
consulting-advice-none-text = Advice is given on the page of a case.
consulting-advice-new = Give advice
consulting-advice-hint = One thing at a time: what to change and how.
consulting-advice-give = Give the advice
consulting-advice-done = Mark as carried out
consulting-advice-drop = Drop it
consulting-advice-overdue = Overdue only
consulting-advice-mine = Mine to carry out
consulting-letter = Letter on the advice
consulting-letter-send = Send to the agency
consulting-letter-sent = Sent
consulting-letter-unsent = It was not sent yet.
consulting-letter-by-screen = screen of the agency
consulting-letter-by-mail = e-mail
consulting-letter-subject = Advice to { $agency } ({ $number })
consulting-letter-body = To the people of { $agency }
    { "" }
    This is the advice that came out of the consulting on { $field }.
    { "" }
    Advice: { $advice }
    Who carries it out: { $owner }
    Given on: { DATE($given) }
    Due on: { DATE($due) }
    { "" }
    When it is done, please say so on the consulting screen. Please tell the center what is difficult.
    { "" }
    { $centre }
consulting-said-letter = { NUM($count) } messages were sent.
consulting-visit-take-back-title = Take back a visit written down by mistake
consulting-visit-take-back-lead = For a visit that was written down as held and was not. It leaves the counts of visits and minutes, and the reason is kept.
consulting-visit-take-back = Take back the visit
consulting-f-take-back-reason = Why it is taken back
consulting-said-visit-taken-back = The visit was taken back.
consulting-advice-days = { NUM($count) } pieces of advice of { $days }.
consulting-advice-all-days = All days
consulting-advice-state-open = open
consulting-advice-state-done = carried out
consulting-advice-state-dropped = dropped

## Experts

consulting-experts-title = Experts
consulting-experts-lead = People from outside for labor, tax, safety and the like.
consulting-experts-none = No experts
consulting-experts-none-text = Put an expert into the pool first.
consulting-expert-new = Add an expert
consulting-expert-form = Expert
consulting-expert-form-lead = Only what the work needs: no resident number, no address.
consulting-off-hint = As 2026-03-02, several with blanks between.
consulting-ties-title = Ties with agencies
consulting-ties-lead = A board seat, work, family or business keeps an expert from advising an agency.
consulting-ties-none = No ties
consulting-tie-declare = Write the tie down
consulting-engagements-title = Cases
consulting-engagements-none = No cases
consulting-engagement-engaged = engaged
consulting-engagement-ended = ended
consulting-match-title = Experts for this case
consulting-match-lead = Free of conflicts first, then who knows more of the fields and is there sooner. A person chooses.
consulting-match-tied = Tied to this agency ({ $kind ->
       *[board] board
        [employed] work
        [family] family
        [business] business
    }).
consulting-match-fields = Knows { NUM($known) } of the { NUM($wanted) } fields.
consulting-match-next = Available from { DATE($day) }.
consulting-match-never = Not available within two months.
consulting-match-engaged = Engaged in { NUM($count) } cases now.
consulting-match-forbidden = cannot be chosen
consulting-expert-choose = Choose this expert
consulting-expert-find = Find an expert
consulting-expert-release = Release
consulting-weekday-1 = Mon
consulting-weekday-2 = Tue
consulting-weekday-3 = Wed
consulting-weekday-4 = Thu
consulting-weekday-5 = Fri
consulting-weekday-6 = Sat
consulting-weekday-7 = Sun

## Whom to learn from

consulting-learn-title = Whom to learn from
consulting-learn-lead = Agencies that reach more with similar means, by the returns up to { MONTH($month) }.
consulting-learn-method = Data envelopment analysis (variable returns, output oriented): staff and subsidy in, people, hours and classes out. 100 % means that nobody reaches more with these means; it is no mark for merit.
consulting-learn-none = Nothing to compare
consulting-learn-none-text = It appears when returns are approved.
consulting-learn-frontier = On the frontier.
consulting-learn-alone = No agency with similar means.
consulting-learn-left-out = Left out
consulting-learn-zero = { $column ->
       *[staff] dedicated staff
        [subsidy] subsidy
        [people] people
        [hours] hours of activity
        [training] hours of classes
    } is zero, so nothing can be computed.
consulting-learn-why = { $people } people for one of the staff (own { $own-people }), { $hours } hours of activity each (own { $own-hours }), { $training } hours of classes each (own { $own-training })

## Effects

consulting-effects-title = Did it help?
consulting-effects-lead = The change of agencies that were visited against comparable agencies that were not.
consulting-effects-answer = Answer
consulting-effects-caution = A comparison of similar agencies: other causes may be mixed in. Not for judging an agency.
consulting-effects-method = Difference in differences with a 95 % interval. Compared are agencies of the same league with half to twice as many places. Months not filed take no part.
consulting-effects-none = Nothing to compare
consulting-effects-none-text = It appears when returns after the visits are approved.
consulting-effects-compared = compared
consulting-effects-left-out = Visited agencies without returns before or after
consulting-effect-too-few = Too few to tell: { NUM($advised) } visited and { NUM($compared) } compared agencies, { NUM($needed) } of each are needed.
consulting-effect-higher = { $measure ->
       *[attainment] attainment (%)
        [people] people on the last day
        [drop-out] left in a month (%)
        [training] hours of classes for one in a month
        [hours] hours of activity for one in a month
        [accidents] accidents for 1,000 in a month
    } is higher: { $estimate } against the others (95 % interval { $low } to { $high }), { NUM($advised) } visited and { NUM($compared) } compared agencies.
consulting-effect-lower = { $measure ->
       *[attainment] attainment (%)
        [people] people on the last day
        [drop-out] left in a month (%)
        [training] hours of classes for one in a month
        [hours] hours of activity for one in a month
        [accidents] accidents for 1,000 in a month
    } is lower: { $estimate } against the others (95 % interval { $low } to { $high }), { NUM($advised) } visited and { NUM($compared) } compared agencies.
consulting-effect-not-told = { $measure ->
       *[attainment] attainment (%)
        [people] people on the last day
        [drop-out] left in a month (%)
        [training] hours of classes for one in a month
        [hours] hours of activity for one in a month
        [accidents] accidents for 1,000 in a month
    } may be higher or lower: nothing can be said: { $estimate } against the others (95 % interval { $low } to { $high }), { NUM($advised) } visited and { NUM($compared) } compared agencies.
consulting-effect-measure-attainment = attainment (%)
consulting-effect-measure-people = people on the last day
consulting-effect-measure-drop-out = left in a month (%)
consulting-effect-measure-training = hours of classes for one in a month
consulting-effect-measure-hours = hours of activity for one in a month
consulting-effect-measure-accidents = accidents for 1,000 in a month
consulting-effect-window-months = three months before and after the first visit
consulting-effect-window-next-year = that year and the next

## Report

consulting-report = Report
consulting-report-pdf = Save as PDF
consulting-report-title = Report of a consultation
consulting-report-signs = Signatures
consulting-report-by-owner = Owner
consulting-report-by-director = { -director }
consulting-report-by-lead = { -team-lead }
consulting-report-by-staff = { -center-staff }
consulting-report-by-approver = approved by
consulting-report-by-agency = Agency
consulting-report-sign = (signature)

## What was said

consulting-said-requested = The request was sent. Its number is { $number }.
consulting-said-saved = Saved.
consulting-said-accepted = The case was taken on. Begin with the diagnosis.
consulting-said-declined = The request was declined.
consulting-said-answers = The checklist was saved.
consulting-said-diagnosed = The diagnosis is finished. Settle the steps and hand the plan in.
consulting-said-step-added = The step was added.
consulting-said-step = The step was changed.
consulting-said-submitted = The plan waits for the team lead.
consulting-said-approved = The plan was approved.
consulting-said-sent-back = The plan was sent back.
consulting-said-advice = The advice was given and is among its owner's tasks.
consulting-said-advice-done = Marked as carried out.
consulting-said-advice-dropped = Dropped.
consulting-said-advice-open = Open again.
consulting-said-closed = The case was closed.
consulting-said-reopened = The case was reopened.
consulting-said-offered = Offered. It stays with you until the other accepts.
consulting-said-transferred = The case is yours now.
consulting-said-not-transferred = You refused the case.
consulting-said-note = Written down.
consulting-said-visit-planned = The visit is planned.
consulting-said-visit-held = The visit was taken down.
consulting-said-visit-cancelled = The visit was cancelled.
consulting-said-visit-way = The visit is now ‘{ $way }’.
consulting-said-week = { NUM($count) } visits are planned.
consulting-said-file = The file is kept.
consulting-said-tie = The tie was written down.
consulting-said-engaged = The expert is engaged and the fee is promised.
consulting-said-released = The expert was released and the fee is free again.

## History

consulting-deed-case-requested = asked for
consulting-deed-case-changed = changed what is asked for
consulting-deed-case-accepted = took it on
consulting-deed-case-declined = declined it
consulting-deed-diagnosis-saved = saved the checklist
consulting-deed-diagnosis-finished = finished the diagnosis
consulting-deed-step-added = added a step
consulting-deed-step-removed = removed a step
consulting-deed-step-decided = decided a step
consulting-deed-plan-submitted = handed the plan in
consulting-deed-plan-approved = approved the plan
consulting-deed-plan-sent-back = sent the plan back
consulting-deed-visit-planned = planned a visit
consulting-deed-visit-held = held a visit
consulting-deed-visit-changed = changed a visit
consulting-deed-visit-cancelled = cancelled a visit
consulting-deed-advice-given = gave advice
consulting-deed-advice-decided = decided advice
consulting-deed-expert-engaged = engaged an expert
consulting-deed-expert-released = released an expert
consulting-deed-file-kept = kept a file
consulting-deed-transfer-offered = offered the case
consulting-deed-transfer-accepted = accepted the case
consulting-deed-transfer-refused = refused the case
consulting-deed-case-closed = closed it
consulting-deed-case-reopened = reopened it
consulting-deed-sample-filled = made as a sample

## Refusals

consulting-refused-wrong-state = The case is ‘{ $state ->
       *[requested] waiting for triage
        [declined] declined
        [diagnosis] in diagnosis
        [planning] being planned
        [approval] waiting for approval
        [running] running
        [closed] closed
    }’, so this cannot be done.
    .next = Open the case again and see what can be done now. A closed case can be reopened.
consulting-refused-diagnosis-incomplete = { NUM($open) } items have no answer, so the diagnosis is not finished.
    .next = Answer them or choose ‘does not apply’. You may also keep what is filled in.
consulting-refused-plan-empty = A plan without steps cannot be handed in.
    .next = Add at least one step.
consulting-refused-own-plan = Nobody approves the plan of their own case.
    .next = Ask another team lead or the director.
consulting-refused-steps-open = { NUM($count) } mandatory steps are open, so the case stays open: { $titles }.
    .next = Mark them as done, then close the case.
consulting-refused-step-mandatory = ‘{ $title }’ is mandatory and cannot be skipped.
    .next = Do it, then mark it as done.
consulting-refused-advice-open = { NUM($count) } pieces of advice are open, so the case stays open.
    .next = Say of each whether it was carried out or dropped.
consulting-refused-visits-open = { NUM($count) } visits are planned, so the case stays open.
    .next = Take the visits down or cancel them.
consulting-refused-distancing-forbids = { $district } has been under social distancing since { DATE($since) }: no visit in person on { DATE($on) }.
    .next = Choose phone or video and save again.
consulting-refused-visit-not-held = Only a visit that was written down as held can be taken back.
    .next = Cancel a planned visit; leave a cancelled one as it is.
consulting-refused-visit-over = The visit is ‘{ $state ->
       *[held] held
        [cancelled] cancelled
        [planned] planned
    }’ and cannot be changed so.
    .next = Write down a new visit.
consulting-refused-advice-over = The advice was decided before.
    .next = Open the case again to see how it stands.
consulting-refused-transfer-open = A transfer is already waiting for an answer.
    .next = Wait for the answer, then offer it again.
consulting-refused-not-yours = Only the person asked may answer this transfer, once.
    .next = Tell the person who was asked.
consulting-refused-expert-tied = { $expert } is tied to this agency ({ $kind ->
       *[board] board
        [employed] work
        [family] family
        [business] business
        [advised] advice
    }) and cannot take the case.
    .next = Choose another expert without ties.
consulting-refused-expert-away = { $expert } is not available on { DATE($on) }.
    .next = Choose another day or another expert.
consulting-refused-fee-too-large = A fee of { WON($fee) } is more than the { WON($remaining) } that remain.
    .next = Choose another budget line or move money first.
consulting-refused-week-changed = The plan you saw is not the plan of now. Nothing was made.
    .next = Open the week's plan again and accept that.
consulting-refused-week-empty = There is nothing to plan in that week.
    .next = Add people or hours, or choose another week.
consulting-refused-file-missing = No file was chosen.
    .next = Choose a file and send it again.
consulting-refused-file-kind = Files of this kind are not kept.
    .next = Send it as HWP, PDF, a workbook or a picture.
consulting-refused-resident-number = The file holds what looks like a resident number and was not kept.
    .next = Remove the number and send it again.

## Search

web-kind-case = Consulting case

# What each right lets one do, on the page of roles.
consulting-right-read = Read cases and advice.
consulting-right-compare = Compare agencies: risk list and effects.
consulting-right-request = Request consulting.
consulting-right-carry-out = Carry out advice and record it.
consulting-right-work = Take on cases: diagnose, visit, advise.
consulting-right-approve = Approve consulting plans.
consulting-right-internal = Read notes and files kept within the centre.
