# 표에서 찾은 잘못과 고치는 방법

tables-finding-header-missing = 제목 줄을 찾지 못했습니다.
    .next = 양식의 제목 줄을 지우거나 고치지 말고, 처음 열 줄 안에 두어 주세요.
tables-finding-header-moved = 제목 줄이 { $row }행에 있습니다. 그대로 읽었습니다.
    .next = 고치지 않아도 됩니다. 제목 줄을 첫 줄에 두면 더 확실합니다.
tables-finding-header-elsewhere = ‘{ $column }’ 제목이 제목 줄이 아닌 { $cell } 칸에 있습니다.
    .next = { $expected }행의 제 열로 옮겨 주세요.
tables-finding-header-merged = 제목 칸 { $cell }부터 { $last }까지 병합되어 있습니다.
    .next = 병합을 풀고 열마다 제목을 하나씩 적어 주세요.
tables-finding-cell-merged = { $cell }부터 { $last }까지 병합되어 있습니다.
    .next = 병합을 풀고 칸마다 값을 적어 주세요.
tables-finding-column-missing = ‘{ $column }’ 열이 없습니다.
    .next = 양식대로 ‘{ $column }’ 열을 넣어 주세요. 제목의 글자도 확인해 주세요.
tables-finding-column-twice = { $cell } 칸의 ‘{ $column }’ 열이 { $first } 칸에도 있습니다.
    .next = 하나만 남기고 지워 주세요.
tables-finding-column-unknown = { $cell } 칸의 ‘{ $column }’ 열은 양식에 없어 읽지 않았습니다.
    .next = 필요한 열이라면 제목을 양식과 같게 고치고, 아니면 지워 주세요.
tables-finding-column-moved = ‘{ $column }’ 열이 제자리가 아닌 { $cell } 칸에 있습니다.
    .next = { $expected }열로 옮겨 주세요. 앞에 열을 넣거나 지웠는지 확인해 주세요.
tables-finding-cell-without-header = { $cell } 칸 위에 제목이 없습니다. 값이 옆으로 밀렸을 수 있습니다.
    .next = { $row }행의 값이 제 열에 있는지 확인하고, 남는 칸은 지워 주세요.
tables-finding-required = { $cell } 칸의 { JOSA($column, "이/가") } 비어 있습니다.
    .next = { $about ->
        [number] 값을 적어 주세요. 한 명도 없거나 쓴 돈이 없으면 0을 적습니다.
       *[value] 값을 적어 주세요.
    }
tables-finding-blank-at-end = { $cell } 칸의 ‘{ $value }’ 앞이나 뒤에 빈칸이 있습니다.
    .next = 앞뒤 빈칸을 지워 주세요.
tables-finding-formula = { $cell } 칸에 수식이 있습니다.
    .next = 칸을 복사한 뒤 ‘값으로 붙여넣기’를 하여 값만 남겨 주세요.
tables-finding-error-value = { $cell } 칸에 오류 값({ $value })이 있습니다.
    .next = 수식이 가리키던 값을 직접 적어 주세요.
tables-finding-not-a-number = { $cell } 칸의 { JOSA($value, "은/는") } 숫자가 아닙니다.
    .next = 숫자만 적어 주세요.
tables-finding-text-in-number = { $cell } 칸의 숫자에 글자가 섞여 있습니다: { $value }
    .next = ‘명’, ‘원’ 같은 글자와 쉼표를 빼고 숫자만 적어 주세요.
tables-finding-not-a-whole-number = { $cell } 칸의 { JOSA($value, "은/는") } 정수가 아닙니다.
    .next = 소수점 없이 적어 주세요.
tables-finding-number-too-long = { $cell } 칸의 숫자가 너무 깁니다: { $value }
    .next = 정수 12자리, 소수 6자리 안으로 적어 주세요.
tables-finding-number-as-text = { $cell } 칸의 숫자가 글자로 저장되어 있습니다. { JOSA($value, "으로/로") } 읽었습니다.
    .next = 고치지 않아도 됩니다. 맞는지만 확인해 주세요.
tables-finding-date-in-number = { $cell } 칸에 숫자 대신 날짜({ $value })가 있습니다.
    .next = 셀 서식을 ‘숫자’로 바꾸고 값을 다시 적어 주세요.
tables-finding-not-a-date = { $cell } 칸의 { JOSA($value, "은/는") } 날짜가 아닙니다.
    .next = 2026-03-02처럼 연-월-일로 적어 주세요.
tables-finding-date-as-serial = { $cell } 칸에 날짜 대신 일련번호 { JOSA($value, "이/가") } 있습니다.
    .next = 뜻한 날짜가 { $meant }이면 그대로 적거나, 셀 서식을 ‘날짜’로 바꿔 주세요.
tables-finding-not-a-month = { $cell } 칸의 { JOSA($value, "은/는") } 월이 아닙니다.
    .next = 2026-03처럼 연-월로 적어 주세요.
tables-finding-day-in-month = { $cell } 칸에 월 대신 날짜({ $value })가 있습니다.
    .next = { $meant }처럼 연-월만 적어 주세요.
tables-finding-not-yes-or-no = { $cell } 칸의 { JOSA($value, "은/는") } 예/아니오 값이 아닙니다.
    .next = 양식의 목록에서 골라 주세요.
tables-finding-negative = { $cell } 칸의 ‘{ $column }’ 값이 0보다 작습니다({ NUM($value) }).
    .next = 0 이상의 숫자로 고쳐 주세요.
tables-finding-below-minimum = { $cell } 칸의 ‘{ $column }’ 값 { JOSA(NUM($value), "이/가") } { NUM($limit) }보다 { $about ->
    [day] 이릅니다
   *[number] 작습니다
 }.
    .next = { $about ->
    [day] { $limit } 또는 그 뒤로
   *[number] { NUM($limit) } 이상으로
 } 고쳐 주세요.
tables-finding-above-maximum = { $cell } 칸의 ‘{ $column }’ 값 { JOSA(NUM($value), "이/가") } { NUM($limit) }보다 { $about ->
    [day] 늦습니다
   *[number] 큽니다
 }.
    .next = { $about ->
    [day] { $limit } 또는 그 앞으로
   *[number] { NUM($limit) } 이하로
 } 고쳐 주세요.
tables-finding-too-short = { $cell } 칸의 ‘{ $column }’ 글이 { $limit }자보다 짧습니다.
    .next = 빠진 글자가 없는지 확인해 주세요.
tables-finding-too-long = { $cell } 칸의 ‘{ $column }’ 글이 { $limit }자보다 깁니다.
    .next = { $limit }자 안으로 줄여 주세요.
tables-finding-not-in-list = { $cell } 칸의 { JOSA($value, "은/는") } 정해진 값이 아닙니다.
    .next = 다음 가운데 하나를 골라 주세요: { $limit }
tables-finding-wrong-pattern = { $cell } 칸의 { JOSA($value, "은/는") } ‘{ $column }’의 형식에 맞지 않습니다.
    .next = 양식의 보기와 같은 모양으로 적어 주세요.
tables-finding-duplicate-value = { $cell } 칸의 { JOSA($value, "은/는") } { $first }행에 이미 있습니다.
    .next = 한쪽을 고치거나 지워 주세요.
tables-finding-duplicate-row = { $row }행({ $cell })은 { $first }행과 같은 자료입니다: { $value }
    .next = 한 줄만 남기고 지워 주세요.
tables-finding-not-known = { $cell } 칸의 { JOSA($value, "은/는") } 등록되어 있지 않습니다.
    .next = 이름이나 번호의 글자를 확인해 주세요. 새로 생긴 것이면 센터에 등록을 요청해 주세요.
tables-finding-total-row = { $row }행은 합계 줄입니다({ $cell } 칸, { $value }).
    .next = 합계 줄을 지워 주세요. 합계는 시스템이 계산합니다.
tables-finding-total-row-unnamed = { $row }행은 위의 줄을 모두 더한 합계 줄로 보입니다(‘{ $column }’ 칸이 비어 있습니다).
    .next = 합계 줄을 지워 주세요. 합계는 시스템이 계산합니다.
tables-finding-no-rows = 제목 줄 아래에 자료가 없습니다.
    .next = { $row }행부터 자료를 적어 주세요.
tables-finding-sum-too-large = { $row }행에서 { $parts }의 합 { JOSA(NUM($sum), "이/가") } { $whole } { NUM($limit) }보다 큽니다({ $cell } 칸).
    .next = 두 값을 견주어 틀린 쪽을 고쳐 주세요.
tables-finding-sum-differs = { $row }행에서 { $parts }의 합 { JOSA(NUM($sum), "이/가") } { $whole } { JOSA(NUM($limit), "과/와") } 다릅니다({ $cell } 칸).
    .next = 두 값을 견주어 틀린 쪽을 고쳐 주세요.
tables-finding-larger-than = { $row }행에서 { $parts } { JOSA(NUM($sum), "이/가") } { $whole } { NUM($limit) }보다 큽니다({ $cell } 칸).
    .next = 두 값을 견주어 틀린 쪽을 고쳐 주세요.
tables-finding-columns-shifted = { $row }행부터 ‘{ $column }’ 칸부터 한 칸씩 { $side ->
    [left] 왼쪽
   *[right] 오른쪽
 }으로 밀린 것 같습니다(모두 { NUM($count) }줄).
    .next = { $side ->
    [left] ‘{ $column }’이나 그 앞에 빠진 칸이 있는지 확인하고 채워
   *[right] ‘{ $column }’ 칸 앞에 끼어든 칸을 지워
 } 제 열에 맞춘 뒤 다시 올려 주세요. 이 줄들의 다른 잘못은 대부분 함께 없어집니다.
tables-finding-column-alike = ‘{ $column }’ 열의 { NUM($count) }칸에 같은 잘못이 있습니다. 첫 칸은 { $cell }입니다.
    .next = 첫 칸의 설명을 보고 열 전체를 고쳐 주세요. 나머지 칸은 접어 두었습니다.
