# Words that appear on every screen

web-product = Senior employment support
web-masthead = A work site of institutions that support senior employment.
web-skip = Skip to main content
web-home = Home
web-menu = Menu
web-menu-main = Main menu
web-close = Close
web-back = Go back
web-crumbs = You are here
web-search = Search
web-search-label = Words to search for
web-search-hint = Search agencies, projects, screens
web-sign-in = Sign in
web-sign-out = Sign out

web-view = Display settings
web-view-size = Text size
web-view-size-1 = Small
web-view-size-2 = Normal
web-view-size-3 = Slightly larger
web-view-size-4 = Large
web-view-size-5 = Largest
web-view-contrast = Screen colors
web-view-contrast-normal = Normal
web-view-contrast-high = High contrast
web-view-language = Language
web-language-ko = 한국어
web-language-en = English

web-sample-mark = Sample data
web-sample-sentence = This screen contains numbers made up for practice. They are not real results.

web-help-title = If you need help
web-help-no-phone = Please ask the staff of the nearest center.
web-help-hours = Weekdays, 9 a.m. to 6 p.m.
web-foot-help = Help
web-foot-privacy = Privacy policy
web-foot-accessibility = Accessibility
web-foot-api = Data connection (API)
web-printed-from = Printed from:

web-required = required
web-errors-title = Please check these again
web-pages = Pages
web-steps = Steps
web-step-done = done
web-source = Source
web-as-of = as of
web-downloads = Download as a file
web-download-xlsx = Download as Excel
web-download-csv = Download as CSV
web-download-json = View as JSON
web-print = Print
web-progress-reload = See how far it is now
web-undo = Undo
