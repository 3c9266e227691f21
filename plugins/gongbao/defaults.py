"""The settings of every archive, as long as its own pelicanconf.py, which begins from these, says nothing else.

What a setting does is in the plugin that reads it.
"""

from gongbao import places as _places

# --- What you may want to change ----------------------------------------------------------------------------

# Name of the archive, as it stands in the head of every page and in every browser tab.
SITENAME = "公报文库"
# One or two sentences on the home page: what this archive holds and who keeps it.
ARCHIVE_DESCRIPTION = ""
# Who answers for the archive; shown in the foot of every page. Empty: no line.
ARCHIVE_KEEPER = ""
# What a site of a government in China shows in the foot of every page: (words, value, address to lead to or "").
# Empty: no line. Usual rows: ("主办单位", "…", ""), ("承办单位", "…", ""), ("联系电话", "…", ""), ("网站标识码", "…", ""),
# ("ICP备案号", "渝ICP备00000000号-1", "https://beian.miit.gov.cn/"), ("纠错", "报告文字错误", "mailto:…").
SITE_PARTICULARS: list[tuple[str, str, str]] = []
# 公安备案: the number, and its picture in the folder FILES_PATH; its digits make the address. Empty: no line.
PUBLIC_SECURITY_NUMBER = ""
PUBLIC_SECURITY_PICTURE = ""
# Time zone of dates in feeds.
TIMEZONE = "Asia/Shanghai"
# Language of the site's own words: zh-CN or en. The texts stay as they are.
DEFAULT_LANG = "zh-CN"
# The same archive in other languages, each a site of its own: (language, its name in itself, its whole address). Every page
# leads to the same page there, and tells search engines of it. docs/publish.md shows how two sites are built.
EDITIONS: list[tuple[str, str, str]] = []
# Language of what the program says: zh_CN or en. Empty: the system's. GONGBAO_LANG in the environment goes before it.
MESSAGES_LANGUAGE = ""

# --- Where things lie ---------------------------------------------------------------------------------------

PATH = "content"
# A folder of its own: what lies there and no build made is removed; a folder that holds files already is refused.
OUTPUT_PATH = "output"
# The program's own theme. An archive adds to it, and replaces parts of it, by files of a folder of its own.
THEME = str(_places.theme())
# That folder, beside the settings: templates/ and static/. One that is not there changes nothing.
OWN_THEME = "theme"
# Address of the published site. publishconf.py sets it; empty, every link is still right, since all are relative.
SITEURL = ""
RELATIVE_URLS = True
# Files of output/ that a build leaves alone, although no build made them (a Git folder of a pages branch, say).
OUTPUT_RETENTION = [".git", ".nojekyll", "CNAME"]

# --- Pelican: only what an archive needs --------------------------------------------------------------------

PLUGINS = [
    "gongbao.issues",
    "gongbao.facsimile",
    "gongbao.numbers",
    "gongbao.citations",
    "gongbao.versions",
    "gongbao.events",
    "gongbao.sharing",
    "gongbao.export",
    "gongbao.offline",
    "gongbao.search",
    "gongbao.assets",
    "gongbao.serviceworker",
    "gongbao.own",
]

# issue.md and ingest.json are read by plugins of ours, not as articles; ~$ is a file that Word or WPS has open.
IGNORE_FILES = [".*", "~$*", "issue.md", "ingest.json"]
READERS = {"html": None, "rst": None}
ARTICLE_PATHS = [""]
PAGE_PATHS: list[str] = []
STATIC_PATHS: list[str] = []
USE_FOLDER_AS_CATEGORY = False
# Pelican takes no article without a date. Undated texts get this one; pages show article.bulletin.date, not this.
DEFAULT_DATE = (1900, 1, 1)
# A slug may begin with something like a date; the header alone says what the date is.
FILENAME_METADATA = ""
FORMATTED_FIELDS: list[str] = []
LOCALE = ["C"]

# Pelican's own lists and feeds know nothing of agencies and numbers, and three of them cost quadratic time.
ARTICLE_TRANSLATION_ID = None
PAGE_TRANSLATION_ID = None
TAG_SAVE_AS = CATEGORY_SAVE_AS = AUTHOR_SAVE_AS = ""
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = TRANSLATION_FEED_ATOM = None

DIRECT_TEMPLATES = ["index", "search", "sitemap"]

# How many processes a build works with; 0: one for each processor.
BUILD_PROCESSES = 0
# Seconds after which a build gives up the form of an article and shows its bare text, or does not show what it cites; a line
# says so. 0: never.
BUILD_SECONDS = 120
# What the site does not tell its readers: "gaps" (issues and numbers that are missing), "cited-not-held", "doubts" (what
# is doubtful in the sources). Set in publishconf.py, your own builds show it and the published site does not.
INTERNAL_LISTS: list[str] = []
# Where the results of a build are kept for the next one. It can be deleted at any time. Empty: nothing is kept.
BUILD_CACHE = ".cache/results.sqlite"

# --- gongbao.issues -----------------------------------------------------------------------------------------

# What stands in the head of every page: (words, address); https://… leads to another site. {bulletins}: the page of the
# bulletin, or the map of the site where there are several. What the archive has nothing of is left out.
MENUITEMS = [
    ("首页", "index.html"),
    ("公报", "{bulletins}"),
    ("单行文件", "documents/index.html"),
    ("按文号", "number/index.html"),
    ("按机关", "agency/index.html"),
    ("检索", "search.html"),
]
# What stands in the foot of every page.
FOOT_MENUITEMS = [
    ("收录情况", "coverage.html"),
    ("引而未收", "cited-not-held.html"),
    ("按栏目", "section/index.html"),
    ("按文种", "genre/index.html"),
    ("按年份", "year/index.html"),
    ("网站地图", "sitemap.html"),
]
# The face that texts are set in until a reader chooses another: serif (宋体), fangsong (仿宋) or sans (黑体).
READING_FACE = "serif"
# The sources as received; the page of an article links to its lines there. Beside the content folder.
SOURCES_PATH = "sources"
# Seconds after which ingest gives up a source of which nothing comes; each page of a scan begins them anew. 0: never.
INGEST_SECONDS = 600
# Megabytes of memory after which ingest gives up a source; each is read in a process of its own. 0: as many as there are.
INGEST_MEMORY = 3000
# Which of them pages offer for download, by ending, as received and with their sums. Empty: none. A Word file may name
# the person who wrote it.
ORIGINAL_FILES = ["pdf", "ofd", "doc", "docx", "wps", "xls", "xlsx", "zip"]
# Files that go to the site's root as they are, beside the content folder: CNAME, favicon.ico, files that search engines
# and 网站标识码 ask for. A folder that is not there holds none.
FILES_PATH = "files"
# Pages of the keeper's own, below the content folder: about.md (Title: and text) becomes pages/about.html.
OWN_PAGES = "pages"
ARTICLE_EXCLUDES = ["pages"]
# Fields that documents of this archive have besides those of every archive: key in the header → what it is.
# {"Index_number": {"label": "索引号"}, "Topic": {"label": "主题分类", "several": True, "filter": True, "list": True}}
# page, searchable, data: shown on the page, searched, in catalogue and schema (True unless False is said); filter: results
# are narrowed by it; list: a list page for each value; several: values parted by ;; pattern: what a value looks like.
FIELDS: dict[str, dict[str, object]] = {}
# List pages by any other value: folder → value (as in SEARCH) and words: {"author": {"value": "bulletin.byline", "label": "作者"}}
LISTS: dict[str, dict[str, str]] = {}
# What this archive adds to the program by modules beside these settings, group → name → "module:attribute": publish
# (targets), offline (forms), noise and words (of ingest). Packages add the same by entry points; see docs/extending.md.
EXTENSIONS: dict[str, dict[str, str]] = {}
# True: the page of a whole issue for printing holds all its texts itself, and prints without scripts; a third more bytes.
WHOLE_ISSUES = False
# The clock of the machine that builds decides nothing: a document dated tomorrow is shown like any other.
WITH_FUTURE_DATES = True

# --- gongbao.facsimile --------------------------------------------------------------------------------------

# Which sources have pictures of their pages beside the text: "scan" (pages that were recognised), "pdf". A page is
# about 100 kB, and each build says how many megabytes they are in all. Empty: none.
FACSIMILE = ["scan", "pdf"]
# What lies beside the pictures for other programs: "alto" and "text", a file a page each, and "iiif", a manifest for each
# issue (only where SITEURL is known). Empty: nothing.
FACSIMILE_DATA = ["alto", "text", "iiif"]

# --- gongbao.numbers ----------------------------------------------------------------------------------------

# --- gongbao.citations --------------------------------------------------------------------------------------

# --- gongbao.versions ---------------------------------------------------------------------------------------

# True: documents that amend or replace each other, drafts too, stand in a line of time, and two of them side by side.
VERSIONS = True

# --- gongbao.events -----------------------------------------------------------------------------------------

# True: whom documents appoint and remove (任免), by person and by post, and as data. Their own words, nothing else.
APPOINTMENTS = True
# True: what bulletins tell of each day (大事记) as a calendar across issues, and as data.
DIARY = True

# --- gongbao.search -----------------------------------------------------------------------------------------

# A value is an attribute of an article (bulletin.doc_number) or a function of it (package.module:function).
SEARCH = {
    # What is searched. A boost makes a field count more; with snippets=False it is not quoted below a result, since
    # results show it anyway; html=True cuts a rendered text into its paragraphs, with their ids as anchors, unless the value
    # is paragraphs already: pairs of an id and words.
    "fields": {
        "title": {"value": "bulletin.title", "boost": 8, "snippets": False},
        "number": {"value": "bulletin.doc_number", "boost": 6, "snippets": False},
        "agency": {"value": "bulletin.agency", "boost": 2, "snippets": False},
        "subtitle": {"value": "bulletin.subtitle", "boost": 4, "label": "副题"},
        "byline": {"value": "bulletin.byline", "label": "作者"},
        "recipients": {"value": "bulletin.recipients", "label": "主送"},
        "cc": {"value": "bulletin.cc", "label": "抄送"},
        "printed_by": {"value": "bulletin.printed_by", "label": "印发机关"},
        "disclosure": {"value": "bulletin.disclosure", "label": "附注"},
        "credit": {"value": "bulletin.credit", "label": "来源"},
        "column": {"value": "bulletin.column", "label": "专栏"},
        "note": {"value": "bulletin.note", "label": "备注"},
        "body": {"value": "gongbao.issues.passages:passages", "html": True},
    },
    # What results can be narrowed by; a hidden one is set by the address only (search.html?issue=…).
    "filters": {
        "publication": {"value": "issue_page.meta.title", "label": "公报", "missing": "单行文件"},
        "agency": {"value": "bulletin.agency", "label": "发文机关"},
        "section": {"value": "bulletin.section", "label": "栏目"},
        "genre": {"value": "bulletin.genre", "label": "文种"},
        "year": {"value": "bulletin.date", "first": 4, "label": "年份", "missing": "日期不详"},
        "status": {
            "value": "validity.kinds",
            "label": "效力提示",
            "names": {
                "withdrawn": "已撤下",
                "repealed": "已被废止",
                "lapsed": "已失效",
                "amended": "有修改",
                "corrected": "有更正",
                "expiring": "文中定有期限",
                "declared-valid": "公布继续有效",
                "none": "未见废止",
            },
        },
        "issue": {"value": "issue_page.title_short", "label": "公报", "hidden": True},
    },
    "sorts": {
        "date": {"value": "bulletin.date", "label": "日期", "descending": True},
        "number": {"value": "bulletin.doc_number", "label": "文号"},
    },
    # What a result shows, and Gongbao.search() returns.
    "display": {
        "slug": "bulletin.slug",
        "title": "bulletin.title",
        "number": "bulletin.doc_number",
        "agency": "bulletin.agency",
        "date": "bulletin.date",
        "section": "bulletin.section",
        "issue": "issue_page.title_short",
        "citation": "gongbao.export.record:gbt7714",
        "status": "validity.badges",
        "marks": "validity.marks",
    },
    # What the number box looks up: entries with .number, .url and .title. The words are no part of a number.
    "lookup": {
        "entries": "gongbao.numbers.lookup:entries",
        "drop": ["第", "号", "字", "年"],
        "drop_last": ["文件", "文"],
    },
    # Pages that are no documents, found by their names: entries with .names, .kind, .title, .url and .feed. The words
    # say nothing in a name, so that 2018年5期公报 is 2018年第5期.
    "direct": {
        "entries": "gongbao.numbers.direct:entries",
        "drop": ["第", "年", "公报"],
    },
    # The list of words for the same thing, beside the articles.
    "synonyms": "synonyms.toml",
    # The sort whose key a range of dates is chosen by, and what comes last among answers of equal score.
    "range": "date",
    "last": {"filter": "status", "values": ["已撤下", "已被废止", "已失效"]},
    # What a document's place in the index follows from (else its date): an issue more then comes last, and changes little.
    "order": "issue_page.date",
    # Sizes; see docs/search.md.
    "tuning": {},
}

# --- gongbao.export -----------------------------------------------------------------------------------------

# The data files that lie beside each document: json, csv (its tables), and md, bib, ris, each of them one file a document
# more. What is not here is in the bulk data (data/), and pages make BibTeX and RIS by themselves.
EXPORT_FORMATS = ["json", "csv"]

# --- gongbao.sharing ----------------------------------------------------------------------------------------

# True: the published site has a typeset picture for each issue, and one for the archive, that is shown where a link to
# a page is shared. They are made when SITEURL is known, since such pictures must have a whole address.
SHARING_PICTURES = True
# The font file that they are set in; empty: the Chinese serif of the machine that builds, and no pictures without one.
SHARING_FONT = ""

# --- gongbao.offline ----------------------------------------------------------------------------------------

# What `inv offline` made, beside the content folder; the site offers it for download. Empty: no downloads page.
PACKAGES_PATH = "dist"

# --- gongbao.serviceworker ----------------------------------------------------------------------------------

# True: readers of the published site can save an issue or the whole archive in their browser, for reading without a net.
SERVICE_WORKER = True
