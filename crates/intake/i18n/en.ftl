# Why a file was not opened, and what to do next

intake-refused-empty = The file is empty.
    .next = Fill it in, save it, and upload it again.
intake-refused-too-large = The file is larger than { $limit } MB and cannot be opened.
    .next = Delete pictures and sheets that are not needed, or split it by month, and upload it again.
intake-refused-hwp = This is an HWP document and cannot be read as a table.
    .next = Copy the table into the Excel template, save it as XLSX, and upload that.
intake-refused-hwpx = This is an HWPX document and cannot be read as a table.
    .next = Copy the table into the Excel template, save it as XLSX, and upload that.
intake-refused-pdf = This is a PDF and cannot be read as a table.
    .next = Upload the Excel file that the PDF was made from.
intake-refused-image = This is a picture and cannot be read as a table.
    .next = Fill in the Excel template and upload it as XLSX.
intake-refused-office-document = This is a text or presentation document and cannot be read as a table.
    .next = Copy the table into the Excel template, save it as XLSX, and upload that.
intake-refused-old-excel = This is the old Excel format (.xls), which is not read.
    .next = In Excel choose Save As, pick “Excel Workbook (.xlsx)”, and upload that.
intake-refused-binary-excel = This is the binary Excel format (.xlsb), which is not read.
    .next = In Excel choose Save As, pick “Excel Workbook (.xlsx)”, and upload that.
intake-refused-open-document = This is an OpenDocument spreadsheet (.ods), which is not read.
    .next = Choose Save As, pick the XLSX format, and upload that.
intake-refused-macro = The file carries macros and was not opened, for safety.
    .next = In Excel choose Save As, pick “Excel Workbook (.xlsx)”, and upload that. This leaves the macros out.
intake-refused-protected = The file is locked with a password and cannot be opened.
    .next = Open it, remove the password under Info → Protect Workbook → Encrypt with Password, save it, and upload it again.
intake-refused-archive = This is an archive and cannot be read as a table.
    .next = Unpack it and upload the XLSX or CSV files inside one by one.
intake-refused-web-page = The content is a web page, whatever its name says.
    .next = Open it in Excel, choose Save As, pick “Excel Workbook (.xlsx)”, and upload that.
intake-refused-unknown-kind = The kind of file is not known, so it was not opened.
    .next = Upload the Excel template (XLSX) or a CSV file.
intake-refused-damaged = The file is cut off or damaged.
    .next = Check that the original opens, save it anew, and upload it again.
intake-refused-damaged-part = A part of the Excel file is damaged.
    .next = Open it in Excel, save it under a new name, and upload that.
intake-refused-unpacks-too-large = The file grows beyond { $limit } MB, or far too much, when unpacked, so it was not opened.
    .next = Paste only the sheet that is needed, as values, into a new file and upload that.
intake-refused-too-many-parts = The file has more than { $limit } parts inside, so it was not opened.
    .next = Paste only the sheet that is needed, as values, into a new file and upload that.
intake-refused-unsafe-name = The file holds an unsafe name inside, so it was not opened.
    .next = Ask who sent it, then download a fresh template, fill it in, and upload that.
intake-refused-entities = The file declares what is not allowed, so it was not opened.
    .next = Open it in Excel, save it under a new name, and upload that.
intake-refused-no-sheet = The Excel file has no sheet to read.
    .next = Check that the sheet with the data is not hidden, and upload it again.
intake-refused-no-such-sheet = There is no sheet named “{ $sheet }”.
    .next = Name the sheet as in the template and upload the file again.
intake-refused-too-many-rows = There are more than { $limit } rows.
    .next = Split the file by month or agency.
intake-refused-too-many-columns = Row { $row } has more than { $limit } columns.
    .next = Delete the columns that are not in the template and upload the file again.
intake-refused-too-many-cells = There are more than { $limit } cells in all.
    .next = Split the file by month or agency.
intake-refused-cell-too-long = One cell ({ $cell }) holds more than { $limit } KB of text.
    .next = Shorten the text. In a CSV file, look for a quotation mark (") that is missing.
intake-refused-text-too-long = The text of some cell is longer than { $limit } KB.
    .next = Find the cell with a very long text and shorten it.
intake-refused-too-much-text = The cells hold more than { $limit } MB of text in all.
    .next = Split the file by month or agency.
intake-refused-utf16 = The text is stored as UTF-16.
    .next = In Excel save it anew as “CSV UTF-8 (comma delimited)” and upload that.
intake-refused-encoding = Row { $row } holds letters that cannot be read.
    .next = In Excel save it anew as “CSV UTF-8 (comma delimited)” and upload that.
intake-refused-nul = Row { $row } holds an invalid character that cannot be seen.
    .next = In Excel save it anew as “CSV UTF-8 (comma delimited)” and upload that.
intake-refused-quote = A quotation mark (") in row { $row } has no partner or stands in the wrong place.
    .next = Mend the quotation marks of that row, or save it anew as CSV from Excel.
intake-refused-separator = The columns are not parted by commas.
    .next = In Excel save it as “CSV UTF-8 (comma delimited)” or XLSX and upload that.
intake-refused-resident-number = Cell { $cell } holds a 13-digit number that looks like a resident registration number, so the file was not taken. Nothing was stored.
    .next = Delete every such number and upload the file again. This system takes no resident registration numbers.
intake-refused-resident-number-in-sheet = Cell { $cell } of the other sheet “{ $sheet }” holds a 13-digit number that looks like a resident registration number, so the file was not taken. Nothing was stored.
    .next = Delete every such number from that sheet and upload the file again. If you do not see the sheet, choose “Unhide” on the row of sheet names.
intake-refused-resident-number-elsewhere = The file holds a 13-digit number that looks like a resident registration number, so it was not taken. It stands in: { $place ->
    [sheet-name] the name of a sheet
    [defined-name] a name given to cells
    [sheet] a sheet, outside its cells
    [header-footer] a header or footer
    [input-message] the input message or choices of a cell
    [link] the address or tip of a link
    [notes] a note or comment
    [properties] the document properties (title, author and so on)
    [drawing] a drawing, text box or chart
    [shared-text] texts left over from deleted cells, or hidden ones
    [format] the format of a cell
    [text] the text of the document
    [part-name] the name of a picture or part inside the file
   *[elsewhere] a hidden place of the file
 }. Nothing was stored.
    .next = Delete such numbers there and upload the file again. If you cannot find it, paste the values into a new file and save that.
intake-refused-unfinished = The file did not arrive in full.
    .next = Check the connection and upload it again.
intake-refused-resident-number-in-document = The document holds a 13-digit number that looks like a resident registration number; it was not taken. Nothing was stored.
    .next = Remove every such number, save the document anew and send it again. Look at headers, comments and hidden text too.
intake-refused-locked = The document is locked with a password or for handing out only, so it cannot be searched for resident registration numbers.
    .next = Remove the password and save it, or send the original that is not locked.
intake-refused-too-old = The document is of a very old make that cannot be searched for resident registration numbers.
    .next = Open it, save it as HWPX or PDF and send that.
intake-refused-not-evidence = This is no kind of file that is kept as evidence.
    .next = Save it as PDF, HWP, HWPX, Word, Excel, text (TXT, CSV) or a picture (PNG, JPEG, WEBP) and upload that. Unpack an archive and upload its files one by one.
intake-refused-name-misleads = The end of the file name does not fit its content, so the file was not taken.
    .next = Leave the end of the name as it is, save the file again in its own program, and upload it. The name of a text file has to end in .txt or .csv.
intake-refused-timed-out = Reading took longer than { $seconds } seconds and was stopped.
    .next = Paste only the sheet that is needed, as values, into a new file and upload that.
intake-refused-reader-stopped = Reading the file broke off. It may be too complex, or damaged.
    .next = Paste only the sheet that is needed, as values, into a new file and upload that. If that fails too, tell the centre.
intake-refused-reader-missing = Files cannot be opened just now.
    .next = Upload it again in a little while. If it goes on, tell the administrator.
