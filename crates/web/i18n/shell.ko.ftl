# 모든 화면에 함께 나오는 말

web-product = 노인일자리 지원 업무
web-masthead = 노인일자리를 지원하는 기관의 업무 누리집입니다.
web-skip = 본문으로 바로 가기
web-home = 처음
web-menu = 메뉴
web-menu-main = 주 메뉴
web-close = 닫기
web-back = 돌아가기
web-crumbs = 현재 위치
web-search = 찾기
web-search-label = 찾을 말
web-search-hint = 기관, 사업, 화면 찾기
web-sign-in = 로그인
web-sign-out = 로그아웃

web-view = 보기 설정
web-view-size = 글자 크기
web-view-size-1 = 작게
web-view-size-2 = 보통
web-view-size-3 = 조금 크게
web-view-size-4 = 크게
web-view-size-5 = 가장 크게
web-view-contrast = 화면 색
web-view-contrast-normal = 보통
web-view-contrast-high = 선명하게
web-view-language = 언어
web-language-ko = 한국어
web-language-en = English

web-sample-mark = 예시 자료
web-sample-sentence = 이 화면에는 연습을 위해 만든 숫자가 들어 있습니다. 실제 실적이 아닙니다.

web-help-title = 도움이 필요하시면
web-help-no-phone = 가까운 센터 직원에게 말씀해 주세요.
web-help-hours = 평일 오전 9시부터 오후 6시까지 받습니다.
web-foot-help = 도움말
web-foot-privacy = 개인정보 처리방침
web-foot-accessibility = 접근성 안내
web-foot-api = 자료 연결(API)
web-printed-from = 인쇄한 화면:

web-required = 꼭 입력
web-errors-title = 다시 확인할 곳이 있습니다
web-pages = 쪽 이동
web-steps = 진행 단계
web-step-done = 마침
web-source = 출처
web-as-of = 기준일
web-downloads = 파일로 받기
web-download-xlsx = 엑셀로 받기
web-download-csv = CSV로 받기
web-download-json = JSON으로 보기
web-print = 인쇄하기
web-progress-reload = 지금 상태 다시 보기
web-undo = 되돌리기
