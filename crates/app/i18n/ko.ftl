# 명령줄에서 하는 말

app-serving = 두레를 열었습니다: { $address } (멈추려면 Ctrl+C)
app-migrated = { $steps ->
    [0] 데이터베이스는 이미 최신입니다.
   *[other] 데이터베이스를 { NUM($steps) }단계 바꾸어 최신으로 만들었습니다.
 }
app-demo-making = 연습용 작업공간을 만드는 중입니다…
app-demo-centre = 인천광역시 노인인력개발센터 (연습용)
app-backed-up = { $file } 파일에 백업했습니다. 기록 머리: { $head }
app-copied = 표 { NUM($tables) }개, { NUM($rows) }행을 옮겼습니다. 기록 머리: { $head }
app-journal-sound = 기록 { NUM($seq) }줄이 모두 이어져 있습니다. 기록 머리: { $head }
app-journal-broken-gap = 기록 { NUM($seq) }번째 줄이 빠져 있습니다.
app-journal-broken-previous = 기록 { NUM($seq) }번째 줄이 앞줄과 이어지지 않습니다.
app-journal-broken-hash = 기록 { NUM($seq) }번째 줄의 내용이 바뀌었습니다.
app-journal-broken-head-missing = 기록이 { NUM($seq) }줄에서 끝납니다. 보관한 머리보다 짧습니다: 옛 자료로 되돌려졌을 수 있습니다.
app-journal-broken-head-differs = 기록 { NUM($seq) }번째 줄이 보관한 머리와 다릅니다.
app-doctor-database = 데이터베이스: { $address }
app-doctor-schema = 표 구조: 최신 ({ NUM($steps) }단계)
app-doctor-pages = 파일 점검: 이상 없음
app-doctor-journal = 기록: { NUM($seq) }줄, 모두 이어져 있음
app-doctor-journal-broken = 기록이 끊어졌습니다. ‘dure audit verify’로 자리를 확인하세요.
app-doctor-well = 모두 정상입니다.
app-imported = { NUM($rows) }행을 읽어 { NUM($changed) }행을 반영했습니다.
app-import-kept = { NUM($rows) }행은 다른 숫자로 이미 들어 있어 바꾸지 않았습니다. 바꾸려면 --replace를 붙여 다시 실행하세요.
app-import-kept-row = { NUM($line) }행: { $project } { MONTH($month) }
app-imported-public = 함께 실린 공개 자료를 넣었습니다.
app-checked = { NUM($rows) }행을 확인했습니다. 고칠 곳은 { NUM($findings) }건입니다.
app-user-added = { $login } 계정을 만들었습니다. 24시간 안에 이 주소에서 비밀번호를 정하세요: { $link }

app-refused-bad-address = 데이터베이스 주소를 알아볼 수 없습니다: { $detail }
    .next = sqlite:파일경로 또는 postgres://사용자@서버/데이터베이스 모양으로 적어 주세요.
app-refused-bad-listen = 여는 주소 { JOSA($text, "을/를") } 알아볼 수 없습니다.
    .next = DURE_LISTEN을 127.0.0.1:8080처럼 적어 주세요.
app-refused-no-data-folder = 자료를 둘 곳을 알 수 없습니다.
    .next = HOME이나 XDG_DATA_HOME, 또는 DURE_DATABASE를 정해 주세요.
app-refused-bad-key = 열쇠 파일을 쓸 수 없습니다: { $detail }
    .next = 백업해 둔 열쇠 파일을 제자리에 두거나 DURE_KEY_FILE로 위치를 알려 주세요.
app-refused-cannot-open = 데이터베이스 { JOSA($address, "을/를") } 열지 못했습니다: { $detail }
    .next = 주소와 권한을 확인한 뒤 다시 시작하세요.
app-refused-schema-behind = 데이터베이스 구조가 { NUM($steps) }단계 뒤처져 있습니다.
    .next = ‘dure db migrate’를 먼저 실행하세요.
app-refused-address-in-use = { $listen } 주소를 이미 다른 프로그램이 쓰고 있습니다.
    .next = 그 프로그램을 멈추거나 DURE_LISTEN으로 다른 번호를 정하세요.
app-refused-demo-not-loopback = 연습용 화면은 이 컴퓨터에서만 열 수 있습니다({ $listen }은 안 됩니다).
    .next = DURE_LISTEN을 127.0.0.1:8080처럼 정하세요.
app-refused-not-a-demo = { $address }에는 실제 업무 자료가 있어 연습용으로 열지 않았습니다.
    .next = 다른 주소를 정하거나 ‘dure serve’로 여세요.
app-refused-cannot-read = { JOSA($file, "을/를") } 읽지 못했습니다: { $detail }
    .next = 파일 이름과 권한을 확인해 주세요.
app-refused-file-exists = { $file } 파일이 이미 있습니다.
    .next = 다른 이름을 정해 주세요. 있는 파일은 덮어쓰지 않습니다.
app-refused-target-not-empty = 받을 곳이 비어 있지 않습니다: { $table }
    .next = 지금 있는 것을 다른 곳으로 옮기거나 빈 곳을 정해 주세요. 있는 자료는 덮어쓰지 않습니다.
app-refused-bad-head = ‘{ $text }’는 기록 머리가 아닙니다.
    .next = ‘dure audit head’가 보여 준 번호:해시를 그대로 적어 주세요.
app-refused-bad-mail = DURE_MAIL을 알아볼 수 없습니다: { $detail }
    .next = smtps://사용자:비밀번호@서버 또는 folder:경로 모양으로 적어 주세요.
app-refused-no-workspace = { $address }에 작업공간이 없습니다.
    .next = 주소를 확인하거나 ‘dure db migrate’로 새로 만드세요.
app-refused-cannot-listen = { $listen } 주소를 열지 못했습니다: { $detail }
    .next = DURE_LISTEN을 확인해 주세요.
app-refused-back-up-first = PostgreSQL 자료의 구조를 { JOSA($text, "으로/로") } 바꾸기 전에 백업이 필요합니다.
    .next = ‘dure db backup 파일’로 백업한 뒤 ‘dure db migrate --backed-up’을 실행하세요.
