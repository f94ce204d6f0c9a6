# 수행기관 컨설팅 화면의 말. 낱말은 crates/web/i18n/terms.ko.ftl에 있습니다.


## 이 영역의 말

consulting-menu = { -area-consulting }
    .hint = 도움이 필요한 기관을 찾고, 방문하고, 조언합니다.
consulting-tab-own = 우리 기관
consulting-tab-risk = 위험 목록
consulting-tab-agencies = 기관
consulting-tab-cases = 컨설팅 사례
consulting-tab-visits = 방문
consulting-tab-week = 주간 방문 계획
consulting-tab-advice = 조언
consulting-tab-experts = 전문가
consulting-tab-learn = 배울 기관
consulting-tab-effects = 효과
consulting-none = 없음
consulting-choose = 고르십시오
consulting-save = 저장하기
consulting-edit = 고치기
consulting-system = 시스템
consulting-same-numbers = 같은 숫자를 표로 보기
consulting-won = { $won }원
consulting-points = { $points }점
consulting-unit-people = 명
consulting-not-filed = 미제출
consulting-not-approved = 제출했고 승인을 기다립니다
consulting-no-value = 값 없음
consulting-never-visited = 방문한 적 없음
consulting-overdue = 기한 지남
consulting-urgent = 급함
consulting-nobody-yet = 아직 정하지 않았습니다
consulting-offered = 넘겨받을지 답을 기다리는 사례가 { NUM($count) }건 있습니다.
consulting-offered-see = 넘겨받을 사례 보기

## 칸 이름

consulting-f-agency = { -agency }
consulting-f-district = { -district }
consulting-f-kind = 기관 종류
consulting-f-league = { -league }
consulting-f-points = 점수
consulting-f-reasons = 까닭
consulting-f-last-visit = 마지막 방문
consulting-f-visits = 방문 횟수
consulting-f-projects = { -project } 수
consulting-f-places = { -quota }
consulting-f-people = { -actual }
consulting-f-staff = { -dedicated-staff }
consulting-f-ratio = { -dedicated-staff } 1명당 { -participant }
consulting-f-month = 달
consulting-f-case = 사례
consulting-f-number = 번호
consulting-f-title = 제목
consulting-f-request = 요청 내용
consulting-f-field = 분야
consulting-f-fields = 분야
consulting-f-state = 상태
consulting-f-owner = 담당자
consulting-f-asked = 요청한 날
consulting-f-due = 기한
consulting-f-closed = 마친 날
consulting-f-outcome = 결과
consulting-f-origin = 시작
consulting-f-template = 틀
consulting-f-approved = 계획 승인
consulting-f-last-word = 마지막 결정의 말
consulting-f-urgent = 급합니다
consulting-f-decline-note = 받지 않는 까닭
consulting-f-item = 점검 항목
consulting-f-answer = 답
consulting-f-note = 비고
consulting-f-step = 할 일
consulting-f-mandatory = 구분
consulting-f-new-step = 더할 일
consulting-f-step-due = 할 일의 기한
consulting-f-approval-note = 승인자의 말
consulting-f-advice = 조언 내용
consulting-f-advice-owner = 실행할 사람
consulting-f-advice-due = 실행 기한
consulting-f-advice-note = 실행한 내용이나 까닭
consulting-f-given = 조언한 날
consulting-f-outcome-text = 결과 설명
consulting-f-needs-met = 이 사례에서 찾은 필요를 모두 채웠습니다
consulting-f-reopen-note = 다시 여는 까닭
consulting-f-transfer-to = 넘겨받을 사람
consulting-f-transfer-note = 넘기며 알릴 것
consulting-f-transfer-answer = 답하는 말
consulting-f-note-body = 인수인계 내용
consulting-f-visit-on = 방문일
consulting-f-way = 방법
consulting-f-purpose = 목적
consulting-f-visitors = 누가
consulting-f-minutes = 걸린 시간(분)
consulting-f-minutes-all = 모두 걸리는 시간(분)
consulting-f-travel = 이동 시간(분)
consulting-f-visit-state = 예정인가요, 마쳤나요?
consulting-f-visit-note = 나눈 이야기
consulting-f-expert = 함께 간 전문가
consulting-f-name = 이름
consulting-f-belongs = 소속
consulting-f-weekdays = 가능한 요일
consulting-f-from = 첫날
consulting-f-until = 마지막 날
consulting-f-off = 안 되는 날
consulting-f-line = 사례비 { -budget-line }
consulting-f-fee = 한 번 자문 사례비(원)
consulting-f-engaged = 맡은 사례
consulting-f-tie = 관계
consulting-f-tie-from = 관계가 시작된 날
consulting-f-tie-until = 관계가 끝난 날
consulting-f-rank = 순서
consulting-f-choose = 고르기
consulting-f-consulted-on = 자문하는 날
consulting-f-measure = 살피는 것
consulting-f-threshold = 기준
consulting-f-week = 주(그 주의 아무 날)
consulting-f-hours-week = 한 사람의 주당 방문 시간
consulting-f-team = 방문하는 사람
consulting-f-reached = 도달한 정도
consulting-f-subsidy = 쓴 보조금(원)
consulting-f-hours = 활동 시간
consulting-f-training = 교육 시간
consulting-f-peers = 배울 기관과 까닭
consulting-f-effect-year = 방문한 해
consulting-f-window = 비교하는 때
consulting-f-first-visit = 첫 방문
consulting-f-before = 전
consulting-f-after = 뒤
consulting-f-change = 바뀐 값

## 칸의 문장

consulting-field-fields = 분야를 하나 이상 골라 주세요.
consulting-field-agency = { -agency }을 목록에서 골라 주세요.
consulting-field-owner = 맡을 사람을 목록에서 골라 주세요.
consulting-field-visitors = 누가 방문하는지 한 사람 이상 골라 주세요.
consulting-field-past = 오늘이나 그 뒤의 날짜를 적어 주세요.
consulting-field-future = 마친 방문은 오늘이나 그 전의 날짜여야 합니다.
consulting-field-order = 끝나는 날이 시작하는 날보다 빠릅니다.
consulting-field-line = 사례비를 낼 { -budget-line }을 골라 주세요.

## 위험 목록

consulting-risk-title = 도움이 필요한 기관
consulting-risk-lead = { MONTH($month) }까지 승인된 실적에서 찾았습니다. 기관에 새로 묻지 않았습니다.
consulting-risk-agencies = 올해 { -project }이 있는 기관
consulting-risk-silent = 실적이 없는 기관
consulting-risk-silent-note = 0이 아니라 미제출입니다
consulting-cases-mine = 내가 맡은 사례
consulting-risk-none = 조건에 맞는 기관이 없습니다
consulting-risk-none-text = 찾는 말을 줄이거나 조건을 지워 보십시오.
consulting-risk-fine = 기준을 벗어난 것이 없습니다.
consulting-risk-not-filed = 승인된 실적이 없어 판단하지 않았습니다. 0으로 세지 않습니다.
consulting-risk-rules = 점수를 매기는 기준
consulting-risk-rules-text = 기준을 넘으면 이 점수를, 크게 넘으면 두 배를 줍니다. 공식 배점이 아니라 센터가 확인해 고쳐 쓰는 기본값입니다.
consulting-case-open = 사례 열기
consulting-week-make = 이번 주 방문 계획 세우기
consulting-reason-attainment = { MONTH($month) } 말 목표 { NUM($places) }명 가운데 { NUM($people) }명이 참여해 { -attainment-rate }이 { $rate }%입니다. 기준은 { $limit }%입니다.
consulting-reason-spending = { MONTH($month) }까지 { WON($spent) }을 써서, 지금까지 쓸 것으로 본 { WON($expected) }보다 { $rate }%p 차이가 납니다. 기준은 { $limit }%p입니다.
consulting-reason-drop-out = 1월부터 { NUM($people) }명 가운데 { NUM($left) }명이 그만두어 { -drop-out }율이 { $rate }%입니다. 기준은 { $limit }%입니다.
consulting-reason-accidents = 1월부터 { NUM($people) }명에게 { -accident }가 { NUM($accidents) }건 있어 1,000명당 { $rate }건입니다. 기준은 { $limit }건입니다.
consulting-reason-grave-accidents = 1월부터 중상이나 사망 사고가 { NUM($accidents) }건 있습니다.
consulting-reason-training = { NUM($months) }개월 동안 { NUM($people) }명이 { NUM($hours) }시간 교육을 받아, 1년으로 셈하면 한 사람에 { $rate }시간입니다. 기준은 { $limit }시간입니다.
consulting-reason-late-returns = 늦게 낸 달이 { NUM($count) }번입니다: { $months }.
consulting-reason-missing-returns = 기한이 지났는데 내지 않은 달이 { NUM($count) }번입니다: { $months }.
consulting-reason-data-quality = 숫자가 서로 맞지 않는 곳이 { NUM($count) }군데입니다: { $months }.
consulting-reason-staff-ratio = { MONTH($month) } 말 { -dedicated-staff } { NUM($staff) }명이 { NUM($people) }명을 맡아 1명당 { $rate }명입니다. 기준은 { $limit }명입니다.
consulting-reason-not-visited = 마지막 방문({ DATE($day) }) 뒤 { NUM($days) }일이 지났습니다. 기준은 { NUM($limit) }일입니다.
consulting-reason-never-visited = 아직 한 번도 방문하지 않았습니다.
consulting-measure-attainment = { -attainment-rate }
consulting-measure-spending = { -spending-pace }
consulting-measure-drop-out = { -drop-out }율
consulting-measure-accidents = { -accident }
consulting-measure-grave-accidents = 중상·사망 사고
consulting-measure-training = { -participant } 교육 시간
consulting-measure-late-returns = { -late-return }
consulting-measure-missing-returns = { -no-return }
consulting-measure-data-quality = 자료의 정확성
consulting-measure-staff-ratio = { -dedicated-staff } 1명당 { -participant }
consulting-measure-not-visited = 방문하지 않은 기간
consulting-unsure-not-divisible = { $measure ->
       *[attainment] { -attainment-rate }
        [spending] { -spending-pace }
        [drop-out] { -drop-out }율
        [accidents] { -accident }
        [grave-accidents] 중상·사망 사고
        [training] { -participant } 교육 시간
        [late-returns] { -late-return }
        [missing-returns] { -no-return }
        [data-quality] 자료의 정확성
        [staff-ratio] { -dedicated-staff } 1명당 { -participant }
        [not-visited] 방문하지 않은 기간
    }: 나누는 수가 0이거나 0보다 작아 셈하지 않았습니다.
consulting-unsure-not-filed = { $measure ->
       *[attainment] { -attainment-rate }
        [spending] { -spending-pace }
        [drop-out] { -drop-out }율
        [accidents] { -accident }
        [grave-accidents] 중상·사망 사고
        [training] { -participant } 교육 시간
        [late-returns] { -late-return }
        [missing-returns] { -no-return }
        [data-quality] 자료의 정확성
        [staff-ratio] { -dedicated-staff } 1명당 { -participant }
        [not-visited] 방문하지 않은 기간
    }: 필요한 숫자가 제출되지 않아 셈하지 않았습니다.

## 기관

consulting-agencies-title = 기관과 방문
consulting-agencies-lead = 기관을 누르면 실적, 조언, 인수인계 내용을 한 화면에서 봅니다. ‘마지막 방문’을 누르면 오래 가지 않은 기관부터 나옵니다.
consulting-ratio-above = 기준 넘음
consulting-card-lead = 이 기관에서 제출한 실적과, 지금까지 나눈 조언입니다.
consulting-card-above = { -dedicated-staff } 1명이 { -participant } { $ratio }명을 맡고 있습니다. 기준은 { $limit }명입니다.
    .next = 인력을 더 두거나 일을 나눌 방법을 함께 찾아 주십시오.
consulting-card-limit = 기준 { $limit }명
consulting-card-ratio-not-divisible = { -dedicated-staff }이 0명이라 { -not-divisible }
consulting-card-risk = 왜 방문이 필요한가
consulting-card-points = 위험 점수 { $points }점
consulting-card-months = { $year }년 달별 실적
consulting-card-chart = 달별 목표와 참여 인원
consulting-card-chart-text = 제출하지 않은 달은 선이 끊깁니다.
consulting-card-needs = 채워야 할 것
consulting-card-needs-none = 찾아 둔 필요가 없습니다
consulting-card-advised = 지금까지 한 조언
consulting-need-diagnosis = 컨설팅 진단({ $number })에서 { NUM($count) }개 항목이 낮게 나왔습니다.
consulting-notes-title = 인수인계 내용
consulting-notes-lead = 다음 담당자가 알아야 할 것을 적어 둡니다. 센터 안에서만 봅니다.
consulting-notes-none = 적어 둔 내용이 없습니다
consulting-notes-hint = 참여자 이름이나 개인정보는 적지 마십시오.
consulting-note-write = 적어 두기

## 달별 숫자

consulting-figure-places = { -quota }
consulting-figure-people = 월말 참여
consulting-figure-people-since-january = 누적 참여
consulting-figure-left = 그만둠
consulting-figure-hours = 활동 시간
consulting-figure-subsidy-won = 보조금(원)
consulting-figure-training-hours = 교육 시간
consulting-figure-accidents = 사고
consulting-figure-staff = 전담인력
consulting-figure-safety-officers = 안전전담
consulting-kind-senior-club = { -senior-club }
consulting-kind-workforce-center = { -workforce-center }
consulting-kind-seniors-association = { -seniors-association }
consulting-kind-welfare-center = { -welfare-center }
consulting-kind-culture-center = { -culture-center }
consulting-kind-local-government = { -local-government }
consulting-kind-social-economy-firm = { -social-economy-firm }
consulting-kind-unknown = 알 수 없음
consulting-league-multi = { -multi-type }
consulting-league-single = { -single-type }
consulting-league-unknown = 알 수 없음
consulting-league-derived = 사업 유형으로 정함

## 사례

consulting-cases-title = 컨설팅 사례
consulting-cases-lead = 요청부터 결과까지 한 사례를 한 곳에서 봅니다.
consulting-cases-none = 사례가 없습니다
consulting-cases-none-text = 도움이 필요하면 컨설팅을 요청해 보십시오.
consulting-case-new = 컨설팅 요청하기
consulting-case-form = 컨설팅 요청
consulting-case-form-lead = 무엇이 어려운지 쉬운 말로 적어 주십시오. 자세한 것은 담당자가 여쭙겠습니다.
consulting-case-send = 요청 보내기
consulting-case-reasons = 위험 목록에서 찾은 까닭
consulting-case-from-risk = 위험 목록에서 시작한 컨설팅
consulting-request-hint = 참여자 이름이나 주민등록번호는 적지 마십시오.
consulting-fields-hint = 여러 개를 고를 수 있습니다.
consulting-filter-agency = 기관 이름
consulting-filter-case = 번호, 제목, 기관, 담당자
consulting-filter-visit = 기관, 지역, 방문한 사람
consulting-filter-advice = 조언, 기관, 사람
consulting-filter-expert = 이름, 소속
consulting-triage-title = 접수 검토
consulting-template-hint = 틀을 고르면 점검 분야와 할 일이 미리 채워집니다.
consulting-no-template = 틀 없이
consulting-decline-hint = 받지 않을 때만 적습니다.
consulting-triage-accept = 맡기
consulting-triage-decline = 받지 않기
consulting-diagnosis-title = 진단
consulting-diagnosis-lead = 항목마다 지금 모습에 가장 가까운 것을 고르십시오. 0이나 1을 고르면 채워야 할 것으로 남습니다.
consulting-diagnosis-open = 답하지 않은 항목이 { NUM($count) }개입니다.
consulting-diagnosis-fill = 진단표 적기
consulting-diagnosis-keep = 적은 데까지 저장
consulting-diagnosis-finish = 진단 마치기
consulting-level-none = 해당 없음
consulting-not-answered = 답하지 않음
consulting-found = 개선 필요
consulting-needs-title = 찾은 필요
consulting-need-met = 채운 날
consulting-steps-title = 할 일 계획
consulting-steps-none = 아직 할 일이 없습니다
consulting-step-mandatory = 꼭 할 일
consulting-step-optional = 골라 할 일
consulting-step-add = 할 일 더하기
consulting-step-done = 마침으로 표시
consulting-step-unneeded = 필요 없음
consulting-step-open = 다시 열기
consulting-step-remove = 빼기
consulting-plan-submit = 팀장에게 승인 요청
consulting-plan-approve = 계획 승인
consulting-plan-send-back = 돌려보내기
consulting-plan-waits = 팀장의 승인을 기다립니다.
consulting-approval-hint = 돌려보낼 때는 까닭을 적어 주십시오.
consulting-case-experts-none = 함께하는 전문가가 없습니다
consulting-case-minutes = 방문에 { NUM($minutes) }분, 이동까지 { NUM($all) }분 걸렸습니다.
consulting-files-title = 파일
consulting-files-none = 보관한 파일이 없습니다
consulting-files-size = { NUM($kilobytes) }KB
consulting-files-send = 보관할 파일
consulting-files-hint = 20MB까지 보관합니다. 주민등록번호가 든 파일은 받지 않습니다.
consulting-files-keep = 파일 보관하기
consulting-close-title = 사례 마치기
consulting-close = 마치기
consulting-needs-met-hint = 교육 등으로 더 채워야 하면 표시하지 마십시오.
consulting-reopen-title = 다시 열기
consulting-reopen = 사례 다시 열기
consulting-transfer-title = 넘기기
consulting-transfer-asked = { $name } 님이 이 사례를 넘기려고 합니다
consulting-transfer-accept = 넘겨받기
consulting-transfer-refuse = 넘겨받지 않기
consulting-transfer-hint = 어디까지 했고 무엇이 남았는지 적어 주십시오. 받는 사람이 승낙해야 넘어갑니다.
consulting-transfer-offer = 넘겨받아 달라고 하기
consulting-history-title = 처리 기록
consulting-history-none = 기록이 없습니다
consulting-state-requested = 접수 검토 중
consulting-state-diagnosis = 진단 중
consulting-state-planning = 계획 세우는 중
consulting-state-approval = 승인 대기
consulting-state-running = 진행 중
consulting-state-closed = 마침
consulting-state-declined = 받지 않음
consulting-origin-agency = 기관이 요청
consulting-origin-risk-list = 위험 목록에서 시작
consulting-origin-centre = 센터가 시작
consulting-outcome-solved = 해결했습니다
consulting-outcome-improved = 나아졌습니다
consulting-outcome-unchanged = 달라지지 않았습니다
consulting-outcome-stopped = 중간에 멈추었습니다
consulting-step-state-open = 할 일
consulting-step-state-done = 마침
consulting-step-state-unneeded = 필요 없음
consulting-transfer-offered = 답을 기다립니다
consulting-transfer-accepted = 넘겨받았습니다
consulting-transfer-refused = 넘겨받지 않았습니다

## 방문

consulting-visits-title = 방문
consulting-visits-lead = 직접 방문, 전화, 화상을 모두 적습니다.
consulting-visits-none = 방문이 없습니다
consulting-visits-none-text = 방문 적기를 눌러 예정이나 마친 방문을 적으십시오.
consulting-visit-new = 방문 적기
consulting-visit-form = 방문
consulting-visit-form-lead = 예정한 방문이나 마친 방문을 적습니다.
consulting-visit-cancel = 방문 취소하기
consulting-visits-affected = { -operating-mode } 때문에 직접 갈 수 없는 예정 방문이 { NUM($count) }건 있습니다.
consulting-visits-affected-see = 바꾸어야 할 방문 보기
consulting-visits-affected-own = 그 방문 보기
consulting-visit-affected = 직접 갈 수 없습니다. 전화나 화상으로 바꾸십시오.
consulting-visit-affected-own = 직접 만날 수 없는 때입니다. 센터가 전화나 화상으로 바꿉니다.
consulting-visit-to-phone = 전화로 바꾸기
consulting-visit-to-video = 화상으로 바꾸기
consulting-visit-stopped = 이 기관이 있는 지역은 지금 ‘{ $mode }’입니다.
    .next = 직접 방문은 저장되지 않습니다. 전화나 화상을 골라 주십시오.
consulting-visits-sum = 마친 방문: { NUM($minutes) }분, 이동 { NUM($travel) }분.
consulting-minutes-hint = 마친 방문에만 적습니다.
consulting-travel-hint = 오가는 시간을 더합니다. 전화와 화상은 0입니다.
consulting-by-day = 날짜순
consulting-by-agency = 기관순
consulting-by-given = 조언한 날 순
consulting-by-owner = 사람순
consulting-by-due = 기한순
consulting-way-in-person = 직접 방문
consulting-way-phone = 전화
consulting-way-video = 화상
consulting-purpose-regular = 정기 방문
consulting-purpose-diagnosis = 진단
consulting-purpose-advice = 조언
consulting-purpose-follow-up = 이행 확인
consulting-visit-state-planned = 예정
consulting-visit-state-held = 마침
consulting-visit-state-cancelled = 취소

## 주간 계획

consulting-week-title = 주간 방문 계획
consulting-week-lead = 방문하는 사람의 시간 안에서, 점수가 가장 큰 방문을 고릅니다. 받아들이기 전에는 아무것도 바뀌지 않습니다.
consulting-week-rule = 점수의 합이 가장 큰 조합을 따져, 모두의 시간에 들어가는 것을 고릅니다. 같은 지역은 한 번에 두 곳까지 묶고, 같은 점수면 시간이 적게 드는 쪽을 고릅니다. 최근에 방문했거나 이미 예정이 있는 기관은 뺍니다. 만날 수 없는 지역은 전화로 잡습니다.
consulting-week-again = 다시 세우기
consulting-week-days = 남은 근무일
consulting-week-visits = 방문 수
consulting-week-minutes = 쓰는 시간 / 있는 시간(분)
consulting-week-none = 세울 계획이 없습니다
consulting-week-none-text = 사람이나 시간을 늘리거나 다른 주를 골라 보십시오.
consulting-week-accept = 이 계획대로 방문 예정 만들기
consulting-of-travel = 이동 { $minutes }

## 조언

consulting-advice-title = 조언
consulting-advice-lead = 누가 언제까지 무엇을 하기로 했는지 봅니다.
consulting-advice-none = 조언이 없습니다
consulting-advice-none-text = 사례 화면에서 조언을 적을 수 있습니다.
consulting-advice-new = 조언하기
consulting-advice-hint = 무엇을 어떻게 바꾸면 되는지 한 가지씩 적어 주십시오.
consulting-advice-give = 조언 보내기
consulting-advice-done = 실행함으로 표시
consulting-advice-drop = 하지 않기로 함
consulting-advice-overdue = 기한이 지난 것만
consulting-advice-mine = 내가 실행할 것만
consulting-letter = 조언 편지
consulting-letter-send = 기관에 보내기
consulting-letter-sent = 보낸 기록
consulting-letter-unsent = 아직 보내지 않았습니다.
consulting-letter-by-screen = 기관 화면
consulting-letter-by-mail = 전자우편
consulting-letter-subject = { $agency } 조언 안내 ({ $number })
consulting-letter-body = { $agency } 담당자께
    { "" }
    { $field } 분야의 상담에서 나온 조언을 알려 드립니다.
    { "" }
    조언: { $advice }
    맡은 분: { $owner }
    조언한 날: { DATE($given) }
    마치는 날: { DATE($due) }
    { "" }
    마치신 뒤에는 상담 화면에서 ‘실행했습니다’를 눌러 주십시오. 어려운 점이 있으면 센터에 알려 주십시오.
    { "" }
    { $centre }
consulting-said-letter = 편지를 { NUM($count) }건 보냈습니다.
consulting-visit-take-back-title = 잘못 적은 방문 되돌리기
consulting-visit-take-back-lead = 하지 않은 방문을 마친 것으로 적었을 때 씁니다. 방문 수와 시간에서 빠지고, 까닭이 기록에 남습니다.
consulting-visit-take-back = 방문 기록 되돌리기
consulting-f-take-back-reason = 되돌리는 까닭
consulting-said-visit-taken-back = 방문 기록을 되돌렸습니다.
consulting-advice-days = { $days } 동안의 조언 { NUM($count) }건입니다.
consulting-advice-all-days = 모든 날 보기
consulting-advice-state-open = 실행 중
consulting-advice-state-done = 실행함
consulting-advice-state-dropped = 하지 않기로 함

## 전문가

consulting-experts-title = 전문가
consulting-experts-lead = 노무, 세무, 안전처럼 바깥 전문가의 도움이 필요할 때 부릅니다.
consulting-experts-none = 전문가가 없습니다
consulting-experts-none-text = 전문가를 먼저 등록해 주십시오.
consulting-expert-new = 전문가 등록하기
consulting-expert-form = 전문가
consulting-expert-form-lead = 일하는 데 꼭 필요한 것만 적습니다. 주민등록번호와 주소는 적지 않습니다.
consulting-off-hint = 2026-03-02처럼, 여러 날은 띄어 적습니다.
consulting-ties-title = 기관과의 관계
consulting-ties-lead = 이사회, 근무, 가족, 거래 관계가 있으면 그 기관을 자문할 수 없습니다.
consulting-ties-none = 적어 둔 관계가 없습니다
consulting-tie-declare = 관계 적기
consulting-engagements-title = 맡은 사례
consulting-engagements-none = 맡은 사례가 없습니다
consulting-engagement-engaged = 함께함
consulting-engagement-ended = 끝남
consulting-match-title = 알맞은 전문가
consulting-match-lead = 이해관계가 없고, 분야를 많이 알고, 빨리 만날 수 있는 순서입니다. 고르는 것은 사람입니다.
consulting-match-tied = 이 기관과 관계가 있습니다({ $kind ->
       *[board] 이사회나 위원회
        [employed] 근무
        [family] 가족
        [business] 거래
    }).
consulting-match-fields = 필요한 { NUM($wanted) }개 분야 가운데 { NUM($known) }개를 압니다.
consulting-match-next = { DATE($day) }부터 만날 수 있습니다.
consulting-match-never = 두 달 안에 되는 날이 없습니다.
consulting-match-engaged = 지금 맡은 사례는 { NUM($count) }건입니다.
consulting-match-forbidden = 고를 수 없음
consulting-expert-choose = 이 전문가와 하기
consulting-expert-find = 전문가 찾기
consulting-expert-release = 함께하지 않기로 함
consulting-weekday-1 = 월
consulting-weekday-2 = 화
consulting-weekday-3 = 수
consulting-weekday-4 = 목
consulting-weekday-5 = 금
consulting-weekday-6 = 토
consulting-weekday-7 = 일

## 배울 기관

consulting-learn-title = 배울 기관
consulting-learn-lead = { MONTH($month) }까지의 실적으로, 비슷한 여건에서 더 많이 해내는 기관을 찾습니다.
consulting-learn-method = 전담인력과 보조금(넣은 것)으로 참여 인원, 활동 시간, 교육 시간(나온 것)을 얼마나 해내는지 자료포락분석(DEA, 규모수익 가변, 산출 기준)으로 셈합니다. 100%는 더 해내는 기관이 없다는 뜻이며, 잘잘못의 점수가 아닙니다.
consulting-learn-none = 비교할 실적이 없습니다
consulting-learn-none-text = 실적이 승인되면 여기에 나옵니다.
consulting-learn-frontier = 가장 앞선 기관입니다.
consulting-learn-alone = 비슷한 여건의 기관이 없습니다.
consulting-learn-left-out = 뺀 기관
consulting-learn-zero = { $column ->
       *[staff] { -dedicated-staff }
        [subsidy] 보조금
        [people] { -participant }
        [hours] 활동 시간
        [training] 교육 시간
    }이 0이라 셈할 수 없습니다.
consulting-learn-why = 전담인력 1명당 참여자 { $people }명(우리 { $own-people }), 1인당 활동 { $hours }시간(우리 { $own-hours }), 1인당 교육 { $training }시간(우리 { $own-training })

## 효과

consulting-effects-title = 컨설팅이 도움이 되었나
consulting-effects-lead = 방문을 받은 기관의 변화를, 그때 방문을 받지 않은 비슷한 기관의 변화와 견줍니다.
consulting-effects-answer = 답
consulting-effects-caution = 비슷한 기관끼리 견준 값일 뿐, 다른 까닭이 섞였을 수 있습니다. 기관을 평가하는 데 쓰지 마십시오.
consulting-effects-method = 이중차분: (방문 기관의 뒤 − 전) − (비교 기관의 뒤 − 전), 95% 구간. 같은 평가군이고 목표인원이 절반에서 두 배 사이인 기관을 견줍니다. 내지 않은 달은 빼고 셈합니다.
consulting-effects-none = 견줄 기관이 없습니다
consulting-effects-none-text = 방문을 마치고 그 뒤의 실적이 승인되면 나옵니다.
consulting-effects-compared = 비교 기관
consulting-effects-left-out = 앞이나 뒤의 실적이 없어 뺀 방문 기관
consulting-effect-too-few = 아직 말할 수 없습니다. 방문 기관 { NUM($advised) }곳, 비교 기관 { NUM($compared) }곳인데 각각 { NUM($needed) }곳이 있어야 합니다.
consulting-effect-higher = { $measure ->
       *[attainment] { -attainment-rate }(%)
        [people] { -actual }(명)
        [drop-out] 한 달에 그만둔 비율(%)
        [training] 한 달 1인당 교육 시간
        [hours] 한 달 1인당 활동 시간
        [accidents] 한 달 1,000명당 사고
    }: 비교 기관보다 { $estimate } 차이(95% 구간 { $low } ~ { $high })로 올랐습니다. 방문 기관 { NUM($advised) }곳, 비교 기관 { NUM($compared) }곳입니다.
consulting-effect-lower = { $measure ->
       *[attainment] { -attainment-rate }(%)
        [people] { -actual }(명)
        [drop-out] 한 달에 그만둔 비율(%)
        [training] 한 달 1인당 교육 시간
        [hours] 한 달 1인당 활동 시간
        [accidents] 한 달 1,000명당 사고
    }: 비교 기관보다 { $estimate } 차이(95% 구간 { $low } ~ { $high })로 내렸습니다. 방문 기관 { NUM($advised) }곳, 비교 기관 { NUM($compared) }곳입니다.
consulting-effect-not-told = { $measure ->
       *[attainment] { -attainment-rate }(%)
        [people] { -actual }(명)
        [drop-out] 한 달에 그만둔 비율(%)
        [training] 한 달 1인당 교육 시간
        [hours] 한 달 1인당 활동 시간
        [accidents] 한 달 1,000명당 사고
    }: 비교 기관보다 { $estimate } 차이(95% 구간 { $low } ~ { $high })로 올랐는지 내렸는지 말할 수 없습니다. 방문 기관 { NUM($advised) }곳, 비교 기관 { NUM($compared) }곳입니다.
consulting-effect-measure-attainment = { -attainment-rate }(%)
consulting-effect-measure-people = { -actual }(명)
consulting-effect-measure-drop-out = 한 달에 그만둔 비율(%)
consulting-effect-measure-training = 한 달 1인당 교육 시간
consulting-effect-measure-hours = 한 달 1인당 활동 시간
consulting-effect-measure-accidents = 한 달 1,000명당 사고
consulting-effect-window-months = 첫 방문 앞뒤 3개월
consulting-effect-window-next-year = 그해와 이듬해

## 보고서

consulting-report = 보고서 보기
consulting-report-pdf = PDF로 받기
consulting-report-title = 컨설팅 결과 보고서
consulting-report-signs = 서명
consulting-report-by-owner = 담당자
consulting-report-by-director = { -director }
consulting-report-by-lead = { -team-lead }
consulting-report-by-staff = { -center-staff }
consulting-report-by-approver = 승인한 사람
consulting-report-by-agency = 수행기관
consulting-report-sign = (서명)

## 한 일

consulting-said-requested = 컨설팅을 요청했습니다. 번호는 { $number }입니다.
consulting-said-saved = 저장했습니다.
consulting-said-accepted = 사례를 맡았습니다. 진단을 시작하십시오.
consulting-said-declined = 요청을 받지 않기로 했습니다.
consulting-said-answers = 진단표를 저장했습니다.
consulting-said-diagnosed = 진단을 마쳤습니다. 할 일을 정하고 승인을 요청하십시오.
consulting-said-step-added = 할 일을 더했습니다.
consulting-said-step = 할 일을 바꾸었습니다.
consulting-said-submitted = 팀장에게 승인을 요청했습니다.
consulting-said-approved = 계획을 승인했습니다.
consulting-said-sent-back = 계획을 돌려보냈습니다.
consulting-said-advice = 조언을 남겼습니다. 실행할 사람의 할 일에 올렸습니다.
consulting-said-advice-done = 실행한 것으로 적었습니다.
consulting-said-advice-dropped = 하지 않기로 적었습니다.
consulting-said-advice-open = 다시 열었습니다.
consulting-said-closed = 사례를 마쳤습니다.
consulting-said-reopened = 사례를 다시 열었습니다.
consulting-said-offered = 넘겨받아 달라고 했습니다. 답을 기다립니다.
consulting-said-transferred = 사례를 넘겨받았습니다.
consulting-said-not-transferred = 넘겨받지 않기로 했습니다.
consulting-said-note = 적어 두었습니다.
consulting-said-visit-planned = 방문 예정을 저장했습니다.
consulting-said-visit-held = 마친 방문을 적었습니다.
consulting-said-visit-cancelled = 방문을 취소했습니다.
consulting-said-visit-way = 방문 방법을 ‘{ $way }’로 바꾸었습니다.
consulting-said-week = 방문 예정 { NUM($count) }건을 만들었습니다.
consulting-said-file = 파일을 보관했습니다.
consulting-said-tie = 관계를 적었습니다.
consulting-said-engaged = 전문가와 함께하기로 했습니다. 사례비를 예산에 잡았습니다.
consulting-said-released = 함께하지 않기로 했습니다. 사례비를 풀었습니다.

## 처리 기록

consulting-deed-case-requested = 요청했습니다
consulting-deed-case-changed = 요청 내용을 고쳤습니다
consulting-deed-case-accepted = 맡았습니다
consulting-deed-case-declined = 받지 않았습니다
consulting-deed-diagnosis-saved = 진단표를 저장했습니다
consulting-deed-diagnosis-finished = 진단을 마쳤습니다
consulting-deed-step-added = 할 일을 더했습니다
consulting-deed-step-removed = 할 일을 뺐습니다
consulting-deed-step-decided = 할 일을 처리했습니다
consulting-deed-plan-submitted = 승인을 요청했습니다
consulting-deed-plan-approved = 계획을 승인했습니다
consulting-deed-plan-sent-back = 계획을 돌려보냈습니다
consulting-deed-visit-planned = 방문을 잡았습니다
consulting-deed-visit-held = 방문했습니다
consulting-deed-visit-changed = 방문을 고쳤습니다
consulting-deed-visit-cancelled = 방문을 취소했습니다
consulting-deed-advice-given = 조언했습니다
consulting-deed-advice-decided = 조언을 처리했습니다
consulting-deed-expert-engaged = 전문가를 정했습니다
consulting-deed-expert-released = 전문가와 함께하지 않기로 했습니다
consulting-deed-file-kept = 파일을 보관했습니다
consulting-deed-transfer-offered = 넘기려고 했습니다
consulting-deed-transfer-accepted = 넘겨받았습니다
consulting-deed-transfer-refused = 넘겨받지 않았습니다
consulting-deed-case-closed = 마쳤습니다
consulting-deed-case-reopened = 다시 열었습니다
consulting-deed-sample-filled = 예시로 만들었습니다

## 받지 못하는 까닭

consulting-refused-wrong-state = 이 사례는 지금 ‘{ $state ->
       *[requested] 접수 검토 중
        [declined] 받지 않음
        [diagnosis] 진단 중
        [planning] 계획 세우는 중
        [approval] 승인 대기
        [running] 진행 중
        [closed] 마침
    }’이라 이 일을 할 수 없습니다.
    .next = 사례 화면을 다시 열어 지금 할 수 있는 일을 보십시오. 마친 사례는 다시 열 수 있습니다.
consulting-refused-diagnosis-incomplete = 답하지 않은 항목이 { NUM($open) }개 있어 진단을 마칠 수 없습니다.
    .next = 남은 항목에 답하거나 ‘해당 없음’을 고르십시오. 적은 데까지 저장해 둘 수도 있습니다.
consulting-refused-plan-empty = 할 일이 하나도 없어 승인을 요청할 수 없습니다.
    .next = 할 일을 하나 이상 더해 주십시오.
consulting-refused-own-plan = 자기가 맡은 사례의 계획은 스스로 승인할 수 없습니다.
    .next = 다른 팀장이나 센터장에게 승인을 부탁해 주십시오.
consulting-refused-steps-open = 꼭 할 일 { NUM($count) }개가 남아 사례를 마칠 수 없습니다: { $titles }.
    .next = 남은 일을 마침으로 표시한 뒤 다시 마쳐 주십시오.
consulting-refused-step-mandatory = { JOSA($title, "은/는") } 꼭 할 일이라 건너뛸 수 없습니다.
    .next = 일을 마친 뒤 ‘마침으로 표시’를 눌러 주십시오.
consulting-refused-advice-open = 아직 실행 중인 조언이 { NUM($count) }건 있어 사례를 마칠 수 없습니다.
    .next = 조언마다 실행했는지, 하지 않기로 했는지 적어 주십시오.
consulting-refused-visits-open = 예정된 방문이 { NUM($count) }건 남아 사례를 마칠 수 없습니다.
    .next = 방문을 마침으로 적거나 취소해 주십시오.
consulting-refused-distancing-forbids = { JOSA($district, "은/는") } { DATE($since) }부터 { -distancing-mode } 중이라 { DATE($on) }에 직접 방문할 수 없습니다.
    .next = 방법을 전화나 화상으로 바꾸어 다시 저장해 주십시오.
consulting-refused-visit-not-held = 마친 것으로 적은 방문만 되돌릴 수 있습니다.
    .next = 예정인 방문은 취소하고, 취소한 방문은 그대로 두십시오.
consulting-refused-visit-over = 이 방문은 이미 ‘{ $state ->
       *[held] 마침
        [cancelled] 취소
        [planned] 예정
    }’이라 바꿀 수 없습니다.
    .next = 새 방문을 적어 주십시오.
consulting-refused-advice-over = 이 조언은 이미 처리했습니다.
    .next = 사례 화면을 다시 열어 지금 상태를 보십시오.
consulting-refused-transfer-open = 이미 넘겨받을 사람의 답을 기다리고 있습니다.
    .next = 답이 온 뒤 다시 넘길 수 있습니다.
consulting-refused-not-yours = 이 넘기기에 답할 수 있는 사람은 부탁받은 사람뿐입니다.
    .next = 부탁받은 사람에게 알려 주십시오.
consulting-refused-expert-tied = { $expert } 님은 이 기관과 관계({ $kind ->
       *[board] 이사회나 위원회
        [employed] 근무
        [family] 가족
        [business] 거래
        [advised] 자문
    })가 있어 이 사례를 맡을 수 없습니다.
    .next = 관계가 없는 다른 전문가를 골라 주십시오.
consulting-refused-expert-away = { $expert } 님은 { DATE($on) }에 만날 수 없습니다.
    .next = 가능한 요일의 다른 날을 고르거나 다른 전문가를 골라 주십시오.
consulting-refused-fee-too-large = 사례비 { WON($fee) }이 { -budget-line }의 { -remaining } { WON($remaining) }보다 많습니다.
    .next = 다른 예산 항목을 고르거나 예산을 옮긴 뒤 다시 해 주십시오.
consulting-refused-week-changed = 보고 계신 계획과 지금 세운 계획이 다릅니다. 아무것도 만들지 않았습니다.
    .next = 주간 방문 계획을 다시 열어 보고 받아들여 주십시오.
consulting-refused-week-empty = 그 주에는 잡을 방문이 없습니다.
    .next = 사람이나 시간을 늘리거나 다른 주를 골라 주십시오.
consulting-refused-file-missing = 파일을 고르지 않았습니다.
    .next = 보관할 파일을 고르고 다시 눌러 주십시오.
consulting-refused-file-kind = 이런 종류의 파일은 보관하지 않습니다.
    .next = 한글, PDF, 엑셀, 사진 파일로 바꾸어 보내 주십시오.
consulting-refused-resident-number = 파일에 { -resident-number }로 보이는 번호가 있어 받지 않았습니다.
    .next = 번호를 지운 뒤 다시 보내 주십시오.

## 찾기

web-kind-case = 컨설팅 사례

# What each right lets one do, on the page of roles.
consulting-right-read = 컨설팅 사례와 조언을 봅니다.
consulting-right-compare = 기관들의 위험 목록과 효과를 견주어 봅니다.
consulting-right-request = 컨설팅을 요청합니다.
consulting-right-carry-out = 받은 조언을 실행하고 결과를 적습니다.
consulting-right-work = 사례를 맡아 진단하고 방문하고 조언합니다.
consulting-right-approve = 컨설팅 계획을 승인합니다.
consulting-right-internal = 센터 안에서만 쓰는 메모와 파일을 봅니다.
