# 선발 규칙이 하는 말: 쓸 수 없는 까닭과 다음 할 일, 신청하신 분께 드리는 설명

rules-refused-rulebook-unreadable = 선발 규칙의 { NUM($line) }번째 줄을 읽을 수 없습니다: { $detail }
    .next = 그 줄의 이름과 값을 예시 규칙(guidelines/selection)과 견주어 고쳐 주세요.
rules-refused-rulebook-too-large = 선발 규칙이 너무 큽니다. { NUM($limit) }바이트까지 읽습니다.
    .next = 설명 글을 줄여 주세요.
rules-refused-rulebook-version = 선발 규칙의 양식 번호 { $version }번은 알지 못합니다.
    .next = schema = 1로 적어 주세요.
rules-refused-rulebook-not-typed-in = { JOSA($name, "은/는") } 아직 비어 있는 양식이라 쓸 수 없습니다.
    .next = 올해 운영안내의 기준과 배점을 모두 적고, status를 "official"로 바꾼 뒤 확인 서명([signed])을 넣어 주세요.
rules-refused-not-signed-off = { $name }에 확인 서명이 없어 공식 기준으로 쓸 수 없습니다.
    .next = 운영안내와 한 줄씩 견주어 본 뒤 [signed]에 확인한 부서(by), 문서(document), 날짜(on)와 sha256 = "{ $sha256 }"을 적어 주세요.
rules-refused-changed-since-signed = { JOSA($name, "은/는") } 확인 서명을 한 뒤에 내용이 바뀌었습니다.
    .next = 바뀐 곳을 운영안내와 다시 견주어 본 뒤 [signed]의 sha256을 "{ $now }"로 고쳐 주세요. 서명한 값은 "{ $signed }"입니다.
rules-refused-nothing-to-decide = 선발 규칙에 자격 요건도 점수 기준도 없습니다.
    .next = [[require]], [[exclude]], [[criterion]] 가운데 하나 이상을 적어 주세요.
rules-refused-part-missing = ‘{ $line }’에 { JOSA($key, "이/가") } 빠져 있습니다.
    .next = 빠진 것을 적어 주세요. 적지 않은 것을 프로그램이 대신 정하지 않습니다.
rules-refused-source-missing = ‘{ $line }’의 근거(source)가 없습니다.
    .next = 운영안내의 쪽수나 법 조항을 적어 주세요. 근거 없는 줄은 쓰지 않습니다.
rules-refused-name-blank = ‘{ $line }’의 이름이 비어 있거나 앞뒤에 빈칸이 있습니다.
    .next = 빈칸을 지우고 이름을 적어 주세요.
rules-refused-id-unfit = ‘{ $of }’의 이름표 ‘{ $id }’는 쓸 수 없습니다.
    .next = 이름표(id)는 영어 소문자와 숫자, -와 _로 60자까지 적어 주세요.
rules-refused-id-twice = ‘{ $of }’에 { JOSA($id, "이/가") } 두 번 있습니다.
    .next = 하나만 남기거나 이름표를 다르게 고쳐 주세요.
rules-refused-too-many = ‘{ $of }’ { NUM($count) }개는 너무 많습니다. { NUM($limit) }개까지 쓸 수 있습니다.
    .next = 합칠 수 있는 것을 합쳐 주세요.
rules-refused-period-backwards = 쓰는 기간이 거꾸로 되어 있습니다: { $from } ~ { $to }
    .next = in_force의 from과 to를 바로잡아 주세요.
rules-refused-field-unknown = ‘{ $line }’에 적힌 항목 ‘{ $field }’가 규칙에 없습니다.
    .next = [[field]]에 그 항목을 먼저 적거나 이름표를 고쳐 주세요.
rules-refused-paper-unknown = 항목 ‘{ $field }’를 확인할 서류가 없습니다: ‘{ $paper }’
    .next = [[paper]]에 서류를 적고 항목의 paper에 그 이름표를 적어 주세요.
rules-refused-test-unfit = ‘{ $line }’에 적힌 조건들이 서로 맞지 않습니다.
    .next = 한 조건에는 field, all, any, not 가운데 하나만 적고, 항목의 종류에 맞는 말(is, at_least, above, at_most, below)을 써 주세요.
rules-refused-value-unfit = ‘{ $line }’에서 항목 { $field }의 값으로 { JOSA($value, "은/는") } 쓸 수 없습니다.
    .next = 항목의 종류에 맞게 고쳐 주세요. 날짜는 1960-03-01, 예·아니요는 yes와 no로 적습니다.
rules-refused-span-empty = ‘{ $line }’의 범위가 거꾸로 되어 있어 { $value }부터 맞는 값이 없습니다.
    .next = 작은 값과 큰 값의 자리를 바로잡아 주세요.
rules-refused-bands-overlap = 기준 ‘{ $criterion }’의 구간이 겹칩니다. 값 { JOSA($value, "이/가") } 두 구간에 들어 있습니다.
    .next = 한 값이 한 구간에만 들도록 경계를 고쳐 주세요.
rules-refused-bands-hole = 기준 ‘{ $criterion }’의 구간이 비어 있습니다. { $from }부터 { $to }까지 점수가 없습니다.
    .next = 비어 있는 값의 구간과 점수를 적어 주세요.
rules-refused-points-unfit = ‘{ $line }’의 점수 ‘{ $value }’를 읽을 수 없습니다.
    .next = 점수는 소수 둘째 자리까지, 10만 점 안에서 숫자로 적어 주세요.
rules-refused-highest-differs = 기준 ‘{ $criterion }’의 가장 높은 점수는 { $highest }점인데 max에는 { $max }점이라고 적혀 있습니다.
    .next = 운영안내를 보고 구간의 점수나 max를 고쳐 주세요.
rules-refused-points-not-summing = 기준들의 가장 높은 점수를 더하면 { $sum }점인데 total에는 { $total }점이라고 적혀 있습니다.
    .next = 운영안내를 보고 빠지거나 잘못 적은 기준을 고쳐 주세요.
rules-refused-lineage-unreadable = 사업 유형 이름표의 { NUM($line) }번째 줄을 읽을 수 없습니다: { $detail }
    .next = guidelines/programme_types.toml을 고쳐 주세요.
rules-refused-type-unknown = ‘{ $name }’이라는 사업 유형을 알지 못합니다.
    .next = guidelines/programme_types.toml에 있는 이름을 적어 주세요.
rules-refused-type-not-in-year = { $year }년에는 ‘{ $name }’ 유형이 없었습니다.
    .next = 연도나 유형을 확인해 주세요.
rules-refused-other-year = { JOSA($name, "은/는") } { DATE($from) }부터 { DATE($to) }까지 쓰는 규칙이라 { DATE($on) }의 결정에는 쓸 수 없습니다.
    .next = 그날에 맞는 연도의 규칙을 고르거나 날짜(--on)를 고쳐 주세요.
rules-refused-no-applicants = 신청자가 한 사람도 없습니다.
    .next = 신청자를 한 줄에 한 사람씩 적어 주세요.
rules-refused-too-many-applicants = 신청자가 너무 많습니다. 한 번에 { NUM($limit) }명까지 됩니다.
    .next = 지역이나 유형으로 나누어 주세요.
rules-refused-applicant-blank = 신청자 번호가 비어 있거나 너무 길거나 앞뒤에 빈칸이 있습니다: ‘{ $unit }’
    .next = 번호를 100자 안에서 빈칸 없이 적어 주세요.
rules-refused-applicant-twice = 신청자 { JOSA($unit, "이/가") } 두 번 있습니다.
    .next = 한 줄만 남겨 주세요. 두 기관에 신청하셨다면 어느 쪽인지 먼저 확인해 주세요.
rules-refused-resident-number = { NUM($row) }번째 신청자의 번호가 주민등록번호로 보여 받지 않았습니다.
    .next = 주민등록번호를 지우고 접수번호로 바꾸어 주세요. 두레는 주민등록번호를 두지 않습니다.
rules-refused-row-length = 신청자 { $unit }의 칸이 { NUM($cells) }개입니다. { NUM($columns) }개여야 합니다.
    .next = 칸 수를 맞추어 주세요.
rules-refused-not-a-date = 신청자 { $unit }의 { $column } ‘{ $value }’는 날짜가 아닙니다.
    .next = 1950-03-01처럼 적거나, 모르면 비워 두세요.
rules-refused-no-such-day = 신청자 { $unit }의 { $column } { JOSA($value, "은/는") } 달력에 없는 날입니다.
    .next = 서류를 보고 날짜를 고쳐 주세요. 2월 29일은 윤년에만 있습니다.
rules-refused-not-a-number = 신청자 { $unit }의 { $column } ‘{ $value }’를 숫자로 읽을 수 없습니다.
    .next = { $decimals ->
        [0] 쉼표나 글자 없이 정수로 적거나, 모르면 비워 두세요.
       *[other] 쉼표나 글자 없이 소수 { $decimals }자리까지 적거나, 모르면 비워 두세요.
     }
rules-refused-not-a-choice = 신청자 { $unit }의 { $column } ‘{ $value }’는 고를 수 있는 말이 아닙니다.
    .next = 다음 가운데 하나를 적거나, 모르면 비워 두세요: { $choices }
rules-refused-out-of-range = 신청자 { $unit }의 { $column } { JOSA($value, "은/는") } { $min }에서 { $max } 사이가 아닙니다.
    .next = 서류를 보고 값을 고쳐 주세요.
rules-refused-born-later = 신청자 { $unit }의 { $column } { JOSA($value, "은/는") } 나이를 세는 날({ DATE($on) })보다 늦습니다.
    .next = 생년월일을 확인해 주세요.
rules-refused-age-too-high = 신청자 { $unit }의 { $column } { JOSA($value, "으로/로") } 세면 나이가 { NUM($limit) }살이 넘습니다.
    .next = 생년월일을 확인해 주세요.
rules-refused-column-missing = 자료에 ‘{ $column }’ 열이 없습니다.
    .next = 그 열을 넣어 주세요. 모르는 값은 비워 두면 됩니다.
rules-refused-field-differs = 항목 ‘{ $field }’의 뜻이 두 규칙에서 서로 다릅니다.
    .next = 두 규칙에서 항목의 종류와 고를 말을 같게 하거나 이름표를 다르게 적어 주세요.
rules-refused-types-differ = 두 규칙의 사업 유형이 다릅니다: { $before }, { $after }
    .next = 같은 유형의 규칙끼리 견주어 주세요.
rules-refused-too-many-places = 자리 { NUM($places) }개는 너무 많습니다. { NUM($limit) }개까지 됩니다.
    .next = 자리 수를 확인해 주세요.

rules-explained-eligible = 신청하실 수 있고, 점수는 { $score }점입니다.{ $sample ->
    [yes] {" "}(예시 규칙으로 계산한 결과입니다.)
   *[no] {""}
 }
rules-explained-ineligible = 이번에는 참여하실 수 없습니다.{ $unmet_count ->
    [0] {""}
   *[other] {" "}갖추지 못한 요건: { $unmet }.
 }{ $excluded_count ->
    [0] {""}
   *[other] {" "}제외되는 까닭: { $excluded }.
 }{ $sample ->
    [yes] {" "}(예시 규칙으로 계산한 결과입니다.)
   *[no] {""}
 }
rules-explained-ineligible-until = { DATE($day) }부터 참여하실 수 있습니다. 지금은 다음 요건에 아직 이르지 않았습니다: { $unmet }.{ $sample ->
    [yes] {" "}(예시 규칙으로 계산한 결과입니다.)
   *[no] {""}
 }
rules-explained-unknown = 서류가 더 있어야 판단할 수 있습니다. 가져오실 서류: { $papers }.{ $sample ->
    [yes] {" "}(예시 규칙으로 계산한 결과입니다.)
   *[no] {""}
 }
