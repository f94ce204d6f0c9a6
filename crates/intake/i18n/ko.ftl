# 파일을 열지 않은 까닭과 다음에 할 일

intake-refused-empty = 파일이 비어 있습니다.
    .next = 내용을 적고 저장한 뒤 다시 올려 주세요.
intake-refused-too-large = 파일이 { $limit } MB보다 커서 열 수 없습니다.
    .next = 그림이나 필요 없는 시트를 지우거나 월별로 나누어 다시 올려 주세요.
intake-refused-hwp = 한글(HWP) 문서라서 표로 읽을 수 없습니다.
    .next = 표를 엑셀 양식에 옮겨 적고 XLSX로 저장해 올려 주세요.
intake-refused-hwpx = 한글(HWPX) 문서라서 표로 읽을 수 없습니다.
    .next = 표를 엑셀 양식에 옮겨 적고 XLSX로 저장해 올려 주세요.
intake-refused-pdf = PDF라서 표로 읽을 수 없습니다.
    .next = PDF를 만들기 전의 엑셀 파일을 올려 주세요.
intake-refused-image = 사진이나 그림이라서 표로 읽을 수 없습니다.
    .next = 엑셀 양식에 적어 XLSX로 올려 주세요.
intake-refused-office-document = 워드나 발표 문서라서 표로 읽을 수 없습니다.
    .next = 표를 엑셀 양식에 옮겨 적고 XLSX로 저장해 올려 주세요.
intake-refused-old-excel = 옛 엑셀 형식(.xls)이라서 읽지 않습니다.
    .next = 엑셀에서 ‘다른 이름으로 저장’을 눌러 ‘Excel 통합 문서(.xlsx)’로 저장한 뒤 올려 주세요.
intake-refused-binary-excel = 엑셀 바이너리 형식(.xlsb)이라서 읽지 않습니다.
    .next = 엑셀에서 ‘다른 이름으로 저장’을 눌러 ‘Excel 통합 문서(.xlsx)’로 저장한 뒤 올려 주세요.
intake-refused-open-document = 오픈도큐먼트 표(.ods)라서 읽지 않습니다.
    .next = ‘다른 이름으로 저장’에서 XLSX 형식을 골라 저장한 뒤 올려 주세요.
intake-refused-macro = 매크로가 들어 있는 파일이라서 안전을 위해 열지 않았습니다.
    .next = 엑셀에서 ‘다른 이름으로 저장’을 눌러 ‘Excel 통합 문서(.xlsx)’로 저장한 뒤 올려 주세요. 그러면 매크로가 빠집니다.
intake-refused-protected = 암호가 걸린 파일이라서 열 수 없습니다.
    .next = 파일을 열어 ‘정보 → 통합 문서 보호 → 암호 설정’에서 암호를 지우고 저장한 뒤 다시 올려 주세요.
intake-refused-archive = 압축 파일이라서 표로 읽을 수 없습니다.
    .next = 압축을 풀고 그 안의 XLSX나 CSV 파일을 하나씩 올려 주세요.
intake-refused-web-page = 이름은 엑셀이어도 내용은 웹 페이지입니다.
    .next = 파일을 엑셀로 열고 ‘다른 이름으로 저장’을 눌러 ‘Excel 통합 문서(.xlsx)’로 저장한 뒤 올려 주세요.
intake-refused-unknown-kind = 어떤 파일인지 알 수 없어 열지 않았습니다.
    .next = 엑셀 양식(XLSX)이나 CSV 파일을 올려 주세요.
intake-refused-damaged = 파일이 중간에 끊겼거나 망가져 있습니다.
    .next = 원래 파일이 열리는지 확인하고, 새로 저장해서 다시 올려 주세요.
intake-refused-damaged-part = 엑셀 파일 안의 일부가 망가져 있습니다.
    .next = 엑셀로 열어 새 이름으로 저장한 뒤 다시 올려 주세요.
intake-refused-unpacks-too-large = 압축을 풀면 { $limit } MB를 넘거나 지나치게 커지는 파일이라서 열지 않았습니다.
    .next = 필요한 시트만 새 파일에 값으로 붙여 넣고 저장해 올려 주세요.
intake-refused-too-many-parts = 파일 안의 구성 요소가 { $limit }개보다 많아 열지 않았습니다.
    .next = 필요한 시트만 새 파일에 값으로 붙여 넣고 저장해 올려 주세요.
intake-refused-unsafe-name = 파일 안에 안전하지 않은 이름이 있어 열지 않았습니다.
    .next = 보낸 분께 확인하고, 양식을 새로 내려받아 적어 올려 주세요.
intake-refused-entities = 파일 안에 허용하지 않는 선언이 있어 열지 않았습니다.
    .next = 엑셀로 열어 새 이름으로 저장한 뒤 다시 올려 주세요.
intake-refused-no-sheet = 엑셀 파일에 읽을 시트가 없습니다.
    .next = 자료가 든 시트가 숨겨져 있지 않은지 확인하고 다시 올려 주세요.
intake-refused-no-such-sheet = ‘{ $sheet }’ 시트가 없습니다.
    .next = 시트 이름을 양식과 같게 고친 뒤 다시 올려 주세요.
intake-refused-too-many-rows = 행이 { $limit }개보다 많습니다.
    .next = 월이나 기관별로 파일을 나누어 올려 주세요.
intake-refused-too-many-columns = { $row }행에 칸이 { $limit }개보다 많습니다.
    .next = 양식에 없는 열을 지우고 다시 올려 주세요.
intake-refused-too-many-cells = 칸이 모두 { $limit }개보다 많습니다.
    .next = 월이나 기관별로 파일을 나누어 올려 주세요.
intake-refused-cell-too-long = 한 칸({ $cell })의 글이 { $limit } KB보다 깁니다.
    .next = 그 칸의 글을 줄여 주세요. CSV라면 따옴표(")가 빠진 곳이 없는지 확인해 주세요.
intake-refused-text-too-long = 어느 칸의 글이 { $limit } KB보다 깁니다.
    .next = 글이 아주 긴 칸을 찾아 줄여 주세요.
intake-refused-too-much-text = 칸에 든 글을 모두 더하면 { $limit } MB보다 깁니다.
    .next = 월이나 기관별로 파일을 나누어 올려 주세요.
intake-refused-utf16 = 글자가 UTF-16 방식으로 저장되어 있습니다.
    .next = 엑셀에서 ‘CSV UTF-8(쉼표로 분리)’로 새로 저장한 뒤 올려 주세요.
intake-refused-encoding = { $row }행에 읽을 수 없는 글자가 있습니다.
    .next = 엑셀에서 ‘CSV UTF-8(쉼표로 분리)’로 새로 저장한 뒤 올려 주세요.
intake-refused-nul = { $row }행에 보이지 않는 잘못된 문자가 있습니다.
    .next = 엑셀에서 ‘CSV UTF-8(쉼표로 분리)’로 새로 저장한 뒤 올려 주세요.
intake-refused-quote = { $row }행에서 따옴표(")의 짝이 맞지 않습니다.
    .next = 그 행의 따옴표를 고치거나, 엑셀에서 CSV로 새로 저장한 뒤 올려 주세요.
intake-refused-separator = 칸이 쉼표로 나뉘어 있지 않습니다.
    .next = 엑셀에서 ‘CSV UTF-8(쉼표로 분리)’이나 XLSX로 저장한 뒤 올려 주세요.
intake-refused-resident-number = { $cell } 칸에 주민등록번호로 보이는 13자리 번호가 있어 파일을 받지 않았습니다. 아무것도 저장하지 않았습니다.
    .next = 번호를 모두 지우고 다시 올려 주세요. 이 시스템은 주민등록번호를 받지 않습니다.
intake-refused-resident-number-in-sheet = 다른 시트 ‘{ $sheet }’의 { $cell } 칸에 주민등록번호로 보이는 13자리 번호가 있어 파일을 받지 않았습니다. 아무것도 저장하지 않았습니다.
    .next = 그 시트에서 번호를 모두 지우고 다시 올려 주세요. 시트가 보이지 않으면 시트 이름 줄에서 ‘숨기기 취소’를 눌러 주세요.
intake-refused-resident-number-elsewhere = 파일에 주민등록번호로 보이는 13자리 번호가 있어 받지 않았습니다. 있는 곳: { $place ->
    [sheet-name] 시트 이름
    [defined-name] 이름 관리자에 정한 이름
    [sheet] 시트의 칸이 아닌 곳
    [header-footer] 머리글이나 바닥글
    [input-message] 칸의 입력 안내나 선택 목록
    [link] 링크의 주소나 설명
    [notes] 메모
    [properties] 문서 속성(제목, 만든 사람 등)
    [drawing] 그림, 도형, 차트의 글
    [shared-text] 지운 칸에 남은 글이나 보이지 않는 글
    [format] 셀 서식
    [text] 문서의 글
    [part-name] 파일 안에 든 그림 등의 이름
   *[elsewhere] 파일의 보이지 않는 곳
 }. 아무것도 저장하지 않았습니다.
    .next = 그곳의 번호를 모두 지우고 다시 올려 주세요. 찾기 어려우면 새 파일에 값만 붙여 넣어 저장해 주세요.
intake-refused-unfinished = 파일을 끝까지 받지 못했습니다.
    .next = 인터넷 연결을 확인하고 다시 올려 주세요.
intake-refused-resident-number-in-document = 문서에 주민등록번호로 보이는 13자리 번호가 있어 파일을 받지 않았습니다. 아무것도 저장하지 않았습니다.
    .next = 번호를 모두 지우고 새로 저장해서 다시 올려 주세요. 머리글과 메모, 숨은 글도 살펴봐 주세요.
intake-refused-locked = 암호가 걸렸거나 배포용으로 잠긴 문서라서 주민등록번호가 있는지 찾아볼 수 없습니다.
    .next = 암호를 지우고 저장하거나, 잠기지 않은 원래 문서를 올려 주세요.
intake-refused-too-old = 아주 오래된 형식의 문서라서 주민등록번호가 있는지 찾아볼 수 없습니다.
    .next = 문서를 열어 HWPX나 PDF로 새로 저장한 뒤 올려 주세요.
intake-refused-not-evidence = 증빙으로 받는 종류의 파일이 아닙니다.
    .next = PDF, 한글(HWP·HWPX), 워드, 엑셀, 글 파일(TXT·CSV)이나 사진(PNG·JPEG·WEBP)으로 저장해 올려 주세요. 압축 파일은 풀어서 하나씩 올려 주세요.
intake-refused-name-misleads = 파일 이름의 끝(확장자)이 내용과 맞지 않아 받지 않았습니다.
    .next = 이름의 끝을 고치지 말고 원래 프로그램에서 다시 저장해 올려 주세요. 글 파일은 이름이 .txt나 .csv로 끝나야 합니다.
intake-refused-timed-out = { $seconds }초 안에 다 읽지 못해 멈추었습니다.
    .next = 필요한 시트만 새 파일에 값으로 붙여 넣고 저장해 올려 주세요.
intake-refused-reader-stopped = 파일을 읽다가 멈추었습니다. 파일이 너무 복잡하거나 망가져 있을 수 있습니다.
    .next = 필요한 시트만 새 파일에 값으로 붙여 넣고 저장해 올려 주세요. 그래도 안 되면 센터 담당자에게 알려 주세요.
intake-refused-reader-missing = 지금은 파일을 열 수 없습니다.
    .next = 잠시 뒤에 다시 올려 주세요. 계속 안 되면 관리자에게 알려 주세요.
