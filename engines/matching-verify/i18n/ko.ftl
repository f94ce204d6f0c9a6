# 배정 결과를 따로 검산한 말: 무엇이 맞지 않는가

matching-verify-found-applicant-missing = 신청자 { JOSA($applicant, "이/가") } 결과에 없습니다.
matching-verify-found-applicant-extra = { JOSA($applicant, "은/는") } 신청하지 않았거나 결과에 두 번 있습니다.
matching-verify-found-not-chosen = 신청자 { JOSA($applicant, "이/가") } 희망하지 않은 { $unit }에 배정되어 있습니다.
matching-verify-found-figure-changed = { JOSA($applicant, "과/와") } { $unit }의 값이 제출한 것과 다릅니다. 결과: { $claimed }, 제출: { $filed }
matching-verify-found-over-capacity = { $unit }의 자리는 { NUM($places) }개인데 { NUM($filled) }명이 배정되어 있습니다.
matching-verify-found-passed-over = { $unit }에서 순위가 앞선 { $applicant } 대신 { JOSA($instead, "이/가") } 배정되어 있습니다.
matching-verify-found-place-wasted = { $unit }에 빈자리가 있는데 { JOSA($applicant, "이/가") } 기다리고 있습니다.
matching-verify-found-tie-without-lottery = { $unit }에서 { JOSA($applicant, "과/와") } { JOSA($other, "은/는") } 동점인데 추첨 없이 순서가 갈렸습니다.
matching-verify-found-not-the-best = 규칙대로면 { JOSA($applicant, "은/는") } ‘{ $best }’에 배정됩니다. 결과는 ‘{ $claimed }’입니다.
matching-verify-found-cutoff-missing = { $unit }의 합격선 줄이 없거나, 두 번 있거나, 없는 사업단입니다.
matching-verify-found-cutoff-wrong = { $unit }의 자리·인원·합격선이 다릅니다. 결과: { $claimed }, 검산: { $found }
matching-verify-found-waiting-wrong = { $unit }의 대기 { NUM($position) }번이 다릅니다. 결과: ‘{ $claimed }’, 검산: ‘{ $found }’
matching-verify-found-seed-changed = 결과에 적힌 추첨 씨앗이 알려진 씨앗과 다릅니다.
matching-verify-found-commitment-broken = 명단이나 씨앗이 미리 알린 것과 다릅니다.
matching-verify-found-input-changed = { JOSA($file, "은/는") } 이 결과를 만든 자료와 다릅니다.
matching-verify-found-sum-wrong = 요약의 { $figure } 값이 다릅니다. 결과: { $claimed }, 검산: { $found }
matching-verify-found-price-missing = { $id }의 값매김이 없습니다.
matching-verify-found-price-out-of-bounds = { $id }의 값매김 { JOSA($price, "이/가") } 범위를 벗어납니다.
matching-verify-found-price-too-high = { $applicant }의 값매김이 { JOSA($unit, "을/를") } 고를 때보다 큽니다.
matching-verify-found-proof-fails = 값매김의 합 { JOSA($prices, "이/가") } 총비용 { JOSA($total, "과/와") } 달라, 가장 적은 비용이라는 증명이 되지 않습니다.
