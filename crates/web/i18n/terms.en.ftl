# The words of the house in English: one term each, used inside messages. Kept equal to docs/glossary.md by a test.

## Programme and its types

-programme = Senior employment and social activity programme
-public-interest = public-interest activity
-social-service = capability use
-leading-model = leading model
-market = community enterprise group
-job-placement = job placement
-internship = on-site training
-age-friendly-firm = age-friendly firm
-age-friendly-body = age-friendly firm or body
-senior-hiring-firm = senior-hiring firm
-talent-sharing = talent sharing
-priority-designated-job = priority-designated job
-programme-type = programme type
-programme-year = programme year

## Bodies

-project = project group
-agency = implementing agency
-host-site = host site
-dedicated-body = dedicated body
-senior-club = senior club
-workforce-center = senior workforce center
-seniors-association = branch of the Korean Senior Citizens Association
-welfare-center = senior welfare center
-culture-center = senior culture center
-local-government = local government
-social-economy-firm = social-economy firm
-kordi = Korea Labor Force Development Institute for the Aged
-district = district
-community-center = community center
-center = center
-city = city
-institution = institution
-direct = run directly

## Rules and papers

-operating-guide = operating guide
-joint-guideline = joint guideline on direct jobs
-selection-table = selection table
-recognized-income = recognized income
-basic-pension = basic pension
-occupational-pension = occupational pension
-livelihood-benefit = livelihood benefit
-near-poor = near-poor household
-workplace-insured = workplace-insured person
-care-grade = long-term-care grade
-cognitive-grade = cognitive-support grade
-household-type = household type
-activity-capability = activity capability
-risk-assessment = risk assessment
-resident-number = resident registration number

## People

-participant = participant
-applicant = applicant
-waiting-person = waiting person
-ineligible-person = person who became ineligible
-fraudulent-receipt = fraudulent receipt
-recovery = recovery
-drop-out = drop-out
-activity-fee = activity fee
-wage = wage
-weekly-holiday-pay = weekly-holiday pay
-dedicated-staff = dedicated staff
-safety-officer = safety officer
-team-leader = team leader
-older-people = people 65 and over
-baby-boomers = baby-boom generation

## Figures

-quota = quota
-place = place
-actual = people on the last day
-cumulative-people = different people since January
-attainment-rate = attainment rate
-spending-rate = spending rate
-spending-pace = spending pace
-early-warning = early warning
-basis = basis
-edition = edition
-not-divisible = not divisible
-projection = population projection
-national-goal = national goal
-need = places needed
-gap = gap
-places-per-hundred = places per 100 people 65+
-denominator = denominator
-sample-data = sample data

## Evaluation and council

-league = league
-multi-type = multi-type league
-single-type = single-type league
-incentive = incentive
-guidance-inspection = guidance inspection
-council = public–private council
-subsidy-committee = subsidy committee
-new-job-call = new-job call
-job-group = 60+ job groups

## National systems

-work-system = work system
-citizen-site = citizen job site
-welfare-network = welfare network
-direct-job-network = direct-job network

## The plan of 2020

-function-strengthening = function strengthening
-basic-plan = basic plan
-detailed-plan = detailed plan
-field = field
-task = task
-core-task = core task
-activity = activity
-milestone = milestone
-evidence = evidence
-regular-work = regular work
-task-force = task force
-unit = unit
-workload = workload
-operating-mode = operating mode
-normal-mode = normal operation
-distancing-mode = social distancing
-desk-work = desk work
-face-to-face = face to face
-material-list = material list
-detailed-project = detailed project
-detailed-project-sheet = detailed-project sheet
-outreach = phone and postal outreach
-readiness = readiness

## Money

-budget-line = budget line
-planned = planned
-committed = committed
-spent = spent
-remaining = remaining
-transfer = transfer
-carry-over = carry-over
-fiscal-year = fiscal year

## Returns

-return = monthly return
-return-line = line of a return
-receipt = receipt number
-content-hash = content hash
-submit = submission
-approval = approval
-lock = lock
-reopening = reopening
-late-return = late return
-no-return = no return
-error-list = error list
-reminder = reminder
-working-day = working day
-early-registration = early registration
-accident = accident
-safety-check = safety check

## The house

-area = area
-situation = situation
-fact-ledger = fact ledger
-fact = fact
-indicator = indicator
-journal = journal
-work = work
-guideline = guideline
-lineage = lineage
-successor = successor
-reorganization = reorganization
-visit = visit
-vacancy = vacancy
-course = course
-decision = decision
-message = message
-file = file
-job = background job
-backup = backup
-setting = setting

## People in Dure

-user = user
-role = role
-permission = permission
-center-staff = center staff
-team-lead = team lead of the center
-director = director
-city-official = city official
-agency-staff = agency staff
-council-member = council member
-auditor = auditor
-session = session
-second-factor = second factor
-passkey = passkey
-recovery-code = recovery code

## The fifteen areas

-area-consulting = agency consulting
-area-calls = new and special projects
-area-partnership = joint projects
-area-forum = forum
-area-exchange = work with KORDI
-area-evaluation = evaluation and incentives
-area-council = council work
-area-training = staff training
-area-occupations = 60+ job groups and training
-area-foresight = models for next year
-area-office = office
-area-plan = plan
-area-returns = monthly returns
-area-outreach = outreach
-area-placement = selection and placement
