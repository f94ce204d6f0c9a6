# The words of the house in Korean: one term each, used inside messages. Kept equal to docs/glossary.md by a test.

## Programme and its types

-programme = 노인일자리 및 사회활동 지원사업
-public-interest = 노인공익활동사업
-social-service = 노인역량활용사업
-leading-model = 선도모델
-market = 공동체사업단
-job-placement = 취업 지원
-internship = 현장실습 훈련
-age-friendly-firm = 고령자친화기업
-age-friendly-body = 노인친화기업·기관
-senior-hiring-firm = 노인 채용기업
-talent-sharing = 재능나눔
-priority-designated-job = 우선지정일자리
-programme-type = 사업 유형
-programme-year = 사업연도

## Bodies

-project = 사업단
-agency = 수행기관
-host-site = 수요처
-dedicated-body = 노인일자리전담기관
-senior-club = 시니어클럽
-workforce-center = 노인인력개발센터
-seniors-association = 대한노인회 지회
-welfare-center = 노인복지관
-culture-center = 노인문화센터
-local-government = 지자체
-social-economy-firm = 사회적경제기업
-kordi = 한국노인인력개발원
-district = 군·구
-community-center = 행정복지센터
-center = 센터
-city = 시
-institution = 기관
-direct = 직속

## Rules and papers

-operating-guide = 운영안내
-joint-guideline = 직접일자리 합동지침
-selection-table = 참여자 선발기준표
-recognized-income = 소득인정액
-basic-pension = 기초연금
-occupational-pension = 직역연금
-livelihood-benefit = 생계급여
-near-poor = 차상위계층
-workplace-insured = 직장가입자
-care-grade = 장기요양 등급
-cognitive-grade = 인지지원등급
-household-type = 세대구성
-activity-capability = 활동역량
-risk-assessment = 위험성 평가
-resident-number = 주민등록번호

## People

-participant = 참여자
-applicant = 신청자
-waiting-person = 대기자
-ineligible-person = 부적격자
-fraudulent-receipt = 부정수급
-recovery = 환수
-drop-out = 중도포기
-activity-fee = 활동비
-wage = 급여
-weekly-holiday-pay = 주휴수당
-dedicated-staff = 전담인력
-safety-officer = 안전전담인력
-team-leader = 팀장
-older-people = 65세 이상 인구
-baby-boomers = 베이비붐 세대

## Figures

-quota = 목표인원
-place = 일자리
-actual = 월말 참여 인원
-cumulative-people = 누적 참여 인원
-attainment-rate = 목표달성률
-spending-rate = 예산집행률
-spending-pace = 집행 속도
-early-warning = 조기 경보
-basis = 집계 기준
-edition = 추계 판
-not-divisible = 나눌 수 없음
-projection = 장래인구추계
-national-goal = 국가 목표
-need = 필요 일자리 수
-gap = 부족한 일자리 수
-places-per-hundred = 65세 이상 100명당 일자리 수
-denominator = 분모
-sample-data = 예시 자료

## Evaluation and council

-league = 평가군
-multi-type = 복수유형
-single-type = 단일유형
-incentive = 인센티브
-guidance-inspection = 지도점검
-council = 민관협의체
-subsidy-committee = 보조금관리위원회
-new-job-call = 새 일자리 공모
-job-group = 60+ 직업군

## National systems

-work-system = 노인일자리업무시스템
-citizen-site = 노인일자리여기
-welfare-network = 행복e음
-direct-job-network = 일모아

## The plan of 2020

-function-strengthening = 기능강화
-basic-plan = 기본계획
-detailed-plan = 세부계획
-field = 분야
-task = 과제
-core-task = 핵심과제
-activity = 세부 활동
-milestone = 주요 일정
-evidence = 증빙 자료
-regular-work = 상시 업무
-task-force = TF팀
-unit = 조직 단위
-workload = 업무량
-operating-mode = 운영 방식
-normal-mode = 평상 운영
-distancing-mode = 사회적 거리두기
-desk-work = 내근
-face-to-face = 대면
-material-list = 자료 리스트업
-detailed-project = 세부사업
-detailed-project-sheet = 세부사업 설계서
-outreach = 유선·우편 홍보
-readiness = 준비 상태

## Money

-budget-line = 예산 항목
-planned = 편성액
-committed = 원인행위액
-spent = 집행액
-remaining = 잔액
-transfer = 전용
-carry-over = 이월
-fiscal-year = 회계연도

## Returns

-return = 월 실적보고
-return-line = 실적 행
-receipt = 접수번호
-content-hash = 내용 확인값
-submit = 제출
-approval = 승인
-lock = 마감
-reopening = 다시 열기
-late-return = 지연 제출
-no-return = 미제출
-error-list = 오류 목록
-reminder = 제출 안내
-working-day = 근무일
-early-registration = 조기 등록
-accident = 안전사고
-safety-check = 안전점검

## The house

-area = 업무 영역
-situation = 현황
-fact-ledger = 실적 원장
-fact = 실적 사실
-indicator = 지표
-journal = 변경 기록
-work = 작업 단위
-guideline = 지침 자료
-lineage = 명칭 연혁
-successor = 승계 지역
-reorganization = 조직 개편
-visit = 방문
-vacancy = 빈자리
-course = 교육과정
-decision = 결정
-message = 알림
-file = 파일
-job = 처리 작업
-backup = 백업
-setting = 설정

## People in Dure

-user = 사용자
-role = 역할
-permission = 권한
-center-staff = 센터 직원
-team-lead = 센터 팀장
-director = 센터장
-city-official = 시 담당 공무원
-agency-staff = 수행기관 종사자
-council-member = 협의체 위원
-auditor = 감사 담당자
-session = 로그인 상태
-second-factor = 2단계 인증
-passkey = 패스키
-recovery-code = 복구 코드

## The fifteen areas

-area-consulting = 수행기관 컨설팅 및 지원
-area-calls = 신규 및 특화사업
-area-partnership = 협력사업
-area-forum = 토론회(포럼)
-area-exchange = 한국노인인력개발원 연계
-area-evaluation = 수행기관 평가 및 인센티브
-area-council = 민관협의체 운영
-area-training = 전문화 교육
-area-occupations = 60+ 직업군 개발과 교육
-area-foresight = 차년도 신규사업 모델
-area-office = 사무
-area-plan = 계획
-area-returns = 실적보고
-area-outreach = 홍보
-area-placement = 선발·배치
