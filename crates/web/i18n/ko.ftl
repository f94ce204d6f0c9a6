# 화면 공통: 처음 화면, 찾기, 안내, 거절, 사과

web-centre = 노인인력개발센터
web-home-title = 무엇을 하시겠습니까?
web-home-lead = 아래에서 하나를 고르면 바로 시작합니다.
web-home-sign-in = 기관 담당자와 센터 직원이 업무를 시작하는 곳입니다.
web-home-demo = 역할을 골라 체험하기
    .hint = 연습용 화면입니다. 한 번 눌러 센터 직원이나 기관 담당자가 되어 봅니다.
web-search-results = ‘{ $query }’ 찾기 결과
web-search-begin = 무엇을 찾으시겠습니까?
    .next = 화면 위 찾기 칸에 기관, 사업, 화면의 이름이나 첫소리(예: 강화군은 ㄱㅎㄱ)를 넣어 보세요.
web-search-count = { NUM($count) }건을 찾았습니다.
web-search-none = 찾는 것이 없습니다.
    .next = 두 글자만 쓰거나 첫소리(예: 강화군은 ㄱㅎㄱ)로 다시 찾아보세요.
web-kind-agency = 기관
web-kind-project = 사업
web-kind-task = 과제
web-kind-person = 사람
web-kind-page = 화면
web-kind-institution = 시설
web-kind-district = 군·구
web-request-number = 문의하실 때 이 번호를 알려 주세요: { $number }
web-already-done = 이미 처리한 내용입니다. 한 번만 반영했습니다.

web-help-page-title = 도움말
web-help-page-lead = 처음 쓰시는 분도 따라 할 수 있게 적었습니다.
web-help-page-1 = 글자를 키우려면 화면 맨 위 ‘보기 설정’에서 크기를 고르세요. 다음에 와도 그대로입니다.
web-help-page-2 = 기관 담당자는 한 달에 한 번 실적 파일을 올리면 됩니다. 틀린 칸은 화면과 엑셀 파일에 표시해 드립니다.
web-help-page-3 = 모든 숫자는 눌러서 어떤 자료를 더한 것인지 볼 수 있습니다.
web-help-page-4 = 어려우면 화면 아래 전화번호로 물어보세요. 같은 일을 전화와 종이로도 할 수 있습니다.
web-privacy-title = 개인정보 처리방침
web-privacy-lead = 꼭 필요한 정보만 다룹니다.
web-privacy-1 = 주민등록번호는 어디에도 저장하지 않습니다. 파일에 들어 있으면 받지 않습니다.
web-privacy-2 = 이 시스템은 일하는 담당자의 이름, 아이디, 전자우편 주소를 로그인과 연락을 위해 보관합니다.
web-privacy-3 = 기관의 월 실적은 인원수로만 받습니다. 어르신 한 분 한 분의 이름은 받지 않습니다.
web-privacy-4 = 누가 언제 무엇을 바꾸었는지는 이름 대신 번호로 기록하며, 2년 넘게 보관합니다.
web-accessibility-title = 접근성 안내
web-accessibility-lead = 누구나 쓸 수 있게 만들었습니다.
web-accessibility-1 = 모든 화면은 키보드만으로 쓸 수 있고, 화면을 읽어 주는 프로그램과 함께 쓸 수 있습니다.
web-accessibility-2 = 글자 크기는 다섯 단계이며, 선명한 화면 색을 고를 수 있습니다. 스크립트를 끄고도 모든 일을 할 수 있습니다.
web-accessibility-3 = 불편한 곳이 있으면 전화로 알려 주세요. 고치는 동안 같은 일을 전화로 도와드립니다.
web-api-title = 자료 연결(API)
web-api-lead = 화면에서 보는 자료를 다른 프로그램이 JSON으로 읽을 수 있습니다.
web-api-method = 방식
web-api-path = 주소
web-api-what = 내용
web-api-house = 공통
web-api-reads = { $room }: ‘{ $page }’ 화면의 자료를 읽습니다.
web-api-does = { $room }: ‘{ $page }’ 화면에서 하는 일을 합니다.
web-job-title = 진행 상황
web-job-waiting = 차례를 기다리고 있습니다.
web-job-running = { NUM($total) }건 가운데 { NUM($done) }건을 처리했습니다.
web-job-done = 마쳤습니다.
web-job-failed = 처리하지 못했습니다. 담당자에게 알려 주세요.

web-problem-fields = 다시 확인할 곳이 있습니다.
    .next = 표시된 곳을 고친 뒤 다시 보내 주세요.
web-problem-fault = 처리하지 못했습니다. 입력한 내용은 저장되지 않았습니다.
    .next = 잠시 뒤 다시 해 보세요. 계속 안 되면 아래 번호를 담당자에게 알려 주세요.

web-refused-no-such-page = 이 주소에는 화면이 없습니다.
    .next = 처음 화면에서 다시 찾아보세요.
web-refused-unclear-address = { $what ->
        [year] 주소에 적힌 연도를 알아볼 수 없습니다.
        [month] 주소에 적힌 달을 알아볼 수 없습니다.
        [page] 주소에 적힌 쪽 번호를 알아볼 수 없습니다.
        [choice] 주소에 적힌 조건을 알아볼 수 없습니다.
       *[day] 주소에 적힌 날짜를 알아볼 수 없습니다.
    }
    .next = { $what ->
        [year] 연도는 2022처럼 네 자리 숫자로 적습니다. ‘돌아가기’를 누르면 조건 없이 그 화면을 엽니다.
        [month] 달은 2022-11처럼 적습니다. ‘돌아가기’를 누르면 조건 없이 그 화면을 엽니다.
        [page] 쪽 번호는 1부터 셉니다. ‘돌아가기’를 누르면 첫 쪽을 엽니다.
        [choice] 화면의 목록에 있는 조건만 고를 수 있습니다. ‘돌아가기’를 누르면 조건 없이 그 화면을 엽니다.
       *[day] 날짜는 2022-11-23처럼 적습니다. ‘돌아가기’를 누르면 조건 없이 그 화면을 엽니다.
    }
web-refused-no-such-record = 찾는 자료가 없습니다.
    .next = 목록에서 다시 골라 주세요.
web-refused-changed-meanwhile = 그 사이에 다른 사람이 이 내용을 바꾸었습니다. 입력하신 내용은 저장되지 않았습니다.
    .next = 새 내용을 확인한 뒤 다시 고쳐 주세요.
web-refused-already-done = 이미 처리한 내용입니다. 한 번만 반영했습니다.
    .next = 결과를 확인해 주세요.
web-refused-another-body = 같은 번호로 다른 내용을 보냈습니다. 처음 보낸 내용만 반영했습니다.
    .next = 새 번호(Idempotency-Key)로 다시 보내 주세요.
web-refused-too-slow = 처리가 오래 걸려 멈추었습니다.
    .next = 잠시 뒤 다시 해 보세요. 이미 반영되었을 수 있으니 결과를 먼저 확인해 주세요.
web-refused-resident-number = 주민등록번호로 보이는 번호가 들어 있어 받지 않았습니다. 저장하지 않았습니다.
    .next = 돌아가서 그 번호를 지운 뒤 다시 보내 주세요. 이 시스템은 주민등록번호를 다루지 않습니다.
web-refused-cross-site = 다른 누리집에서 보낸 요청이라 처리하지 않았습니다.
    .next = 이 누리집 화면에서 다시 눌러 주세요.
web-refused-too-large = 파일이 너무 큽니다. { NUM($megabytes) }MB까지 받습니다.
    .next = 필요한 시트만 남기거나 나누어 올려 주세요.
web-refused-unreadable = 보낸 내용을 읽지 못했습니다.
    .next = 화면을 새로 열어 다시 입력해 주세요.
web-refused-reason-missing = 파일을 받는 까닭을 적어 주세요.
    .next = 어디에 쓰는지 다섯 글자 넘게 적은 뒤 다시 받아 주세요.
base-refused-not-allowed = 이 일을 할 권한이 없습니다.
    .next = 권한이 필요하면 센터의 사용자 관리 담당자에게 요청하세요.
base-refused-sign-in-first = 로그인이 필요한 화면입니다.
    .next = 로그인한 뒤 다시 열어 주세요.
base-refused-other-agency = 다른 기관의 자료입니다.
    .next = 우리 기관의 자료를 골라 주세요.
db-refused-damaged = 데이터베이스 파일이 손상되었거나 끝까지 저장되지 않았습니다. 아무것도 바꾸지 않았습니다.
    .next = 이 파일이 백업이면 더 오래된 다른 백업 파일로 다시 해 보세요. 원래 작업공간이 열리면 거기서 ‘dure db backup 새파일’로 백업을 새로 만드세요. 지금 쓰는 작업공간이 손상되었으면 온전한 백업을 빈 곳에 ‘dure db restore 파일’로 되돌리세요. 손상된 파일은 지우지 말고 보관하세요.
db-refused-newer = 이 데이터베이스는 더 새 프로그램이 만든 것이라 열지 않았습니다.
    .next = 프로그램을 새 판으로 바꾼 뒤 다시 시작하세요.

web-need-field-management = 경영·운영
web-need-field-labor = 노무
web-need-field-tax = 세무
web-need-field-accounting = 회계
web-need-field-technology = 기술·전산
web-need-field-safety = 안전
web-need-field-participant-care = 참여자 관리
web-need-field-recruiting = 모집·선발
web-need-field-reporting = 실적보고
web-worker-job-head = 기관장
web-worker-job-dedicated = 전담인력
web-worker-job-safety = 안전 담당
web-worker-job-accounting = 회계 담당
web-worker-job-centre = 센터 직원
web-worker-job-other = 그 밖의 종사자
web-tie-advised = 자문을 했습니다
web-tie-board = 이사회나 위원회에 있습니다
web-tie-employed = 그 기관에서 일합니다
web-tie-family = 가족이 그 기관에 있습니다
web-tie-business = 그 기관과 거래가 있습니다
web-field-empty = 이 칸을 채워 주십시오.
web-field-long = { NUM($longest) }자 안으로 줄여 주십시오.
web-field-day = 날짜를 2026-03-02처럼 적어 주십시오.
web-field-time = 시각을 09:30처럼 적어 주십시오.
web-field-number = { NUM($low) }부터 { NUM($high) } 사이의 숫자를 적어 주십시오.
web-field-tenths = { $low }부터 { $high } 사이의 숫자를 소수 첫째 자리까지 적어 주십시오.
web-field-choice = 목록에서 하나를 골라 주십시오.
web-field-resident = 주민등록번호처럼 보이는 번호를 지워 주십시오.
web-list-find = 찾기
web-list-find-words = 찾을 말
web-list-all = 모두
web-list-none = 아직 없습니다.
web-list-views = 보기
web-list-sample = 연습용으로 만든 자료입니다.
web-names-download = 이름이 든 파일 받기
web-names-reason = 받는 까닭
web-names-hint = 이름이 들어 있어 까닭을 기록합니다.
web-changed-title = 다른 사람이 먼저 고쳤습니다.
web-changed-text = 아래는 지금 저장된 내용입니다. 입력하신 내용은 그대로 있으니, 견주어 보고 다시 저장해 주십시오.
