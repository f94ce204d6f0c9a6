//! The named list: every file that is taken from a package or from our own folder, and nothing else.

/// Our own style sheet and scripts, beside the templates that use them.
pub(crate) const OWN_FOLDER: &str = "../web/static";

/// Own files that are served as they are (the style sheets are assembled into `dure.css`).
pub(crate) const OWN_FILES: &[&str] = &["board.js", "dure.js", "favicon.svg", "passkey.js"];

/// Own style sheets, in the order in which they are joined.
pub(crate) const OWN_SHEETS: &[&str] =
    &["css/base.css", "css/shell.css", "css/parts.css", "css/figures.css", "css/modes.css"];

/// Scripts by served name and place in the packages.
pub(crate) const SCRIPTS: &[(&str, &str)] =
    &[("htmx.js", "htmx.org/dist/htmx.min.js"), ("htmx-sse.js", "htmx.org/dist/ext/hx-sse.min.js")];

/// The design tokens of KRDS; its component sheets (47 KB compressed) are not taken, see `dure.css`.
pub(crate) const TOKENS: &str = "krds-uiux/resources/css/token/krds_tokens.css";

/// Where KRDS keeps its icons.
pub(crate) const ICON_FOLDER: &str = "krds-uiux/resources/img/component/icon";

/// Icons drawn in the color of the text: name in `--icon-<name>` and file without `ico_` and `.svg`.
pub(crate) const ICONS: &[(&str, &str)] = &[
    ("search", "sch"),
    ("menu", "all"),
    ("down", "angle"),
    ("home", "bread_home"),
    ("call", "call"),
    ("calendar", "calendar"),
    ("check", "checkbox_checked"),
    ("close", "close"),
    ("delete", "delete"),
    ("download", "download"),
    ("file", "file"),
    ("filter", "filter"),
    ("world", "global"),
    ("go", "go"),
    ("sign-in", "login"),
    ("sign-out", "logout"),
    ("person", "my"),
    ("plus", "plus"),
    ("print", "print"),
    ("undo", "reset"),
    ("settings", "setting"),
    ("upload", "upload"),
    ("view", "view_mode"),
];

/// Icons that keep their own colors.
pub(crate) const COLOR_ICONS: &[(&str, &str)] = &[
    ("warning", "warning_fill"),
    ("error", "error_fill"),
    ("success", "success_fill"),
    ("information", "information_fill"),
];

/// The sheet that maps ranges of characters to font files.
pub(crate) const FONT_SHEET: &str =
    "pretendard-gov/dist/web/variable/pretendardvariable-gov-dynamic-subset.css";

/// The folder of font files that the sheet points at.
pub(crate) const FONT_FOLDER: &str = "pretendard-gov/dist/web/variable/woff2-dynamic-subset";

/// The fonts for paper, regular and bold: whole files with every syllable, because a name may need any of them and
/// a PDF carries only the glyphs it uses.
pub(crate) const PRINT_FONTS: &[&str] = &[
    "pretendard-gov/dist/public/static/PretendardGOV-Regular.otf",
    "pretendard-gov/dist/public/static/PretendardGOV-Bold.otf",
];

/// Everything that is copied out of the packages, before they are deleted.
pub(crate) fn taken() -> Vec<String> {
    let mut paths = vec![TOKENS.to_owned(), FONT_SHEET.to_owned(), FONT_FOLDER.to_owned()];
    paths.extend(PRINT_FONTS.iter().map(|path| (*path).to_owned()));
    paths.extend(SCRIPTS.iter().map(|(_, from)| (*from).to_owned()));
    paths.extend(ICONS.iter().chain(COLOR_ICONS).map(|(_, file)| format!("{ICON_FOLDER}/ico_{file}.svg")));
    paths
}
