"""Know the furniture of government web pages: navigation, sharing, printing, footers, related links."""

import re
from functools import lru_cache

from bs4 import Tag

from gongbao.bulletin.fold import simplify
from gongbao.bulletin.markup import ABOVE, LEFT

from .own_contents import lists_texts_of_page
from .tree import names_of

_TAGS = frozenset("nav footer aside form select button header".split())
_ROLES = frozenset(
    "navigation banner contentinfo search complementary dialog menu menubar toolbar tablist tab".split()
)
_NAMES = frozenset(
    """
    nav navbar menu submenu breadcrumb breadcrumbs crumb crumbs position curposition location dqwz
    weizhi  share bdshare bdsharebuttonbox fenxiang print printer dayin footer foot copyright
    copyrights sidebar aside  related relate relates xgwd xglj xgyd xgxx recommend recommended
    pagination pager qrcode qr ewm erweima toolbar  tools search login friendlink friendlinks links
    ad ads advert advertisement guanggao logo banner hotnews comment comments prevnext prenext  fontsize accessibility wza gotop totop
    backtop digg diggbox newdigg dianzan toc float mobile bottom dibu
    """.split()
)
_NAME_PART = re.compile(r"[a-z]+")
# What an account of WeChat sets around its text: who put it up and when, approval, codes, what its writer asks for.
_OF_ACCOUNTS = re.compile(
    r"rich_media_(?:meta|tool|area_extra)|js_(?:pc_qr_code|tags|toobar|profile|cmt|sponsor|view_source|ip_wording)|\breward|\breader-(?:domain|credits|estimated-time|toolbar)\b|qr_code_pc|profile_(?:container|card)"
)

_WORDS = (
    """
    字体 字号 文字大小 大 中 小 特大 超大 默认 打印本页 打印此页 打印文章 打印 关闭窗口 关闭本页
    关闭此页 关闭 收藏本页 加入收藏 收藏 分享 分享到 分享本页 转发 微信好友 微信 新浪微博 腾讯微博
    微博 朋友圈 QQ空间 QQ好友 QQ 人人网 豆瓣 返回顶部 顶部 回顶部 返回目录 回目录 返回首页 返回上页 返回列表 返回 首页 下载
    全文下载 下载全文 下载文档 朗读 语音播报 听全文 全屏阅读 缩小 放大 A+ A- 更多 复制链接 纠错
    我要纠错 网页纠错 无障碍浏览 无障碍阅读 长者模式 长者专区 关怀版 适老版 简体 繁体 繁體 English
    列印 友善列印 列印本頁 轉寄友人 回上一頁 回上頁 回首頁 字型大小 字級 分享至臉書
    反馈 WPS PDF OFD Word
    我要分享 点赞 阅读原文 阅读 赞 在看 喜欢作者 写留言
    挑错 推荐 顶一下 踩一下 支持 反对 赞一下 退出 手机版 电脑版 邮箱 繁 简 收起 展开 帮助 留言 点评 跳至内容 跳到主要内容
    EN 登录 注册 用户中心 个人中心 网站支持IPv6 搜索 检索 设为首页 网站导航 发表评论 告诉好友 打印此文 推荐给好友 收藏此文 我要评论 查看评论
    最新热点 最新推荐 相关文章 没有相关文章 没有任何图片文章 联系站长 友情链接 版权申明 管理登录
    """
).split()
_BUTTON = "|".join(
    [
        r"(?:本文|网站)?(?:责任)?编辑\s*[:：]\s*[\u4e00-\u9fff·]{2,4}",
        r"(?:浏览|阅读|点击|访问|点[閱阅]|瀏覽)(?:次[数數]|量|[数數]|人[数數]|人次)?\s*[:：]\s*\d*\s*次?",
        r"打印(?:本|此|该|当前)?(?:页面?|稿|文|文章|正文|网页|内容|信息|窗口)?|关闭(?:本|此|该|当前)?(?:窗口|页面?|网页)?",
        r"收藏(?:本|此)?(?:页|文|站|文章|网页)?|\+?(?:已)?关注",
        *(re.escape(simplify(word)) for word in sorted(_WORDS, key=len, reverse=True)),
    ]
)
_MARKS = r"[\s\u3000\xa0【】〖〗┊\[\]（）()｜|/·:：，、_>»＞↑↓←→⇧▲△-]*+"
# How often a button was pressed.
_COUNT = r"(?:\s*+(?:[（(]\d++[)）]|\d++(?:万\+?)?(?!\d|[年月日条页])))?"
# Atomic, so that a long row of buttons cannot be tried in every way.
_BUTTONS = re.compile(rf"{_MARKS}(?:(?>{_BUTTON}){_COUNT}{_MARKS})++", re.I)
_TRAIL = re.compile(
    r"(?:您|你)?(?:现在|当前)?所?在?的?(?:位置|栏目)\s*[:：]|(?:您|你)(?:现在|当前)?所?(?:在|处)的?位置|^(?:网站|本站)?首页\s*(?:[>»＞/]|&gt;|-)"
)
_LONGEST_TRAIL = 120
_BRACKETED = re.compile(r"(?:【[^【】]{1,24}】|\[[^\[\]]{1,24}\]|〖[^〖〗]{1,24}〗)")
_MERGED = re.compile(rf"(?:\t(?:{LEFT}|{re.escape(ABOVE)}))+$")
_STROKE, _FEWEST_IN_BAR, _LONGEST_IN_BAR = re.compile("[|｜┊]"), 3, 12
_WHOLE_LINE = re.compile(
    r"\d{2}-\d{2} \d{2}:\d{2}\s*[·|｜].{0,40}|[-—=_*·]{4,}[一-龥]{0,4}[-—=_*·]{4,}|顶一下\s*\(\d+\)\s*\d+%|踩一下\s*\(\d+\)\s*\d+%|"
    r"(?:微信)?(?:扫一扫|扫描二维码|扫码).{0,30}|关注(?:该|本|我们的?)?公众号.{0,12}|.{0,12}(?:手机|移动端)(?:上)?(?:打开|浏览|查看|阅读).{0,12}|"
    r"(?:点击)?(?:展开|阅读|查看|显示|加载)(?:此处)?(?:阅读|查看)?(?:全文|全部|更多|余下全文|剩余内容)\s*[>»›↓▼∨]*|继续阅读|余下全文|"
    r"(?:上|下)一(?:篇|条|页|个)\s*[:：]?.*|(?:浏览|阅读|点击|访问)(?:次数|量|数|人数)?\s*[:：]\s*\d*\s*次?|"
    r"(?:您是|您好)?[,，]?第\s*\d*\s*位(?:访问|浏览)?[者客].*|(?:您好[,，!！]?)?欢迎(?:您)?(?:访问|光临|来到|登录|进入)[^。]{2,40}|(?:本文|文章|网站|稿件)?(?:责任)?编辑\s*[:：].{0,20}|"
    r"(?:文章|信息)?(?:录入|发布人?|上传)\s*[:：]\s*\S{2,10}(?:[\s\u3000]+(?:责任)?编辑\s*[:：]\s*\S{2,10})?|"
    r"预览时标签不可点|喜欢此内容的人还(?:喜欢|看了)?.*|阅读\s*\d+(?:万\+?)?|点击上方.{0,20}关注.{0,12}|(?:继续|向上)滑动看下一个|轻触阅读原文|"
    r"(?:您|你)?的?浏览器(?:版本)?(?:过低)?[，,]?(?:暂)?不支持.{0,24}|(?:版权|特别|免责)?(?:声明|申明)[:：].{0,20}(?:转载|本网|本站).*|"
    r"关联(?:政策|文件|公文)(?:原文|原件|链接)?[:：].*|(?:相关|解读)(?:政策|文件)(?:原文|原件|链接)[:：].*|名称已清空|暂无留言|(?:已无更多|没有更多)(?:数据|内容|了)?|\d+人?(?:划线|点赞|在看)|"
    r"(?:网友|用户|读者)(?:评论|留言)[:：][（(].*|站长\s*[:：].{0,20}|(?:本页|文章)(?:网址|地址|链接)\s*[:：].*|打开(?:手机)?客户端.*|您访问的链接即将离开.{0,60}|是否继续[?？]?"
)
_PAGER = re.compile(
    r"(?:[\[【(（<＜«‹]*(?:第?\d+页|共\d+页|\d+/\d+页?|当前第?\d+页|上一?页|下一?页|首页|尾页|末页|第一页|最后一?页|跳转到?|转到|GO|\.{2,3}|…|(?<!\d)\d{1,3}(?!\d))"
    r"[\]】)）>＞»›|｜,，:：]*){2,}|下一?页[>»›]*",
    re.I,
)
# 某市信息中心制作 E-mail：…
_MADE_BY = r"^.{2,20}(?:中心|网|办公室)[\s\u3000]*(?:设计|制作|维护|承建|技术支持){1,2}(?:[\s\u3000].*)?$"
_FOOTER = re.compile(
    rf"{_MADE_BY}|ICP[备证]|网站标识码|公网安备|版权所有|copyright\b|页面执行时间|^(?:网站)?(?:主办|承办|技术支持|运行维护|运维)(?:单位)?\s*[:：]|"
    r"(?:网站地图|关于我们|联系我们|隐私(?:声明|政策)|免责声明|网站声明).{0,6}(?:\||｜|网站|联系|关于|隐私|免责|$)|"
    r"政府网站找错|all rights reserved|(?:建议|推荐|请)使用.{0,30}(?:浏览器|分辨率|以上版本)|最佳(?:浏览|显示)(?:效果|分辨率)?\s*[:：]|"
    r"未经.{0,12}(?:不得|禁止|严禁)(?:转载|复制)",
    re.I,
)
# What only a site's footer says.
_OF_SITE = re.compile(
    rf"{_MADE_BY}|ICP[备证]|网站标识码|公网安备|版权所有|copyright\b|页面执行时间|all rights reserved|"
    r"(?:建议|推荐|请)使用.{0,30}(?:浏览器|分辨率|以上版本)|最佳(?:浏览|显示)(?:效果|分辨率)?\s*[:：]",
    re.I,
)
# Among the footer's lines, and no sign of a footer by themselves.
_BESIDE_FOOTER = re.compile(
    r"(?:(?:单位|办公|联系|通[信讯])?地\s*址|邮\s*编|邮政编码|(?:联系|值班|办公|举报|咨询|监督)?电\s*话|传\s*真|(?:电子)?邮箱|(?:技术|网络)支持|(?:设计|制作|维护)(?:单位)?|站长)\s*[:：].*|.{0,12}E-?mail\s*[:：].*",
    re.I,
)
# These are signs of a site wherever they stand; the other footer words may be part of a document.
_SITE_SIGN = re.compile(
    r"ICP[备证]\s*\d|[京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新]ICP|网站标识码|公网安备",
    re.I,
)
_RELATED = re.compile(
    r"[【\[（(]?(?:相关|关联|延伸|推荐|热门|热点|同类|更多|猜你|最新|往期|历史|精彩)(?:回顾|精彩|文档|文件|链接|政策|信息|解读|稿件|阅读|新闻|报道|文章|内容|专题|资讯|推荐|公文|喜欢).{0,6}"
    r"|[【\[（(]?(?:政策|图文|文字|媒体|专家|一图|图片|视频)?解读(?:材料|链接)?[】\]）)]?|图解(?:政策|材料)?"
)

# What readers wrote below a text: 全部评论, 留言（3）; and which versions of the page there were.
_COMMENTS = re.compile(
    r"历史版本|版本(?:历史|记录)|(?:(?:热门|全部|最新|网友|精彩|精选|用户)(?:评论|留言|跟帖)(?:区|列表)?|(?:评论|留言|跟帖)(?:区|列表|(?=\W)))\s*(?:[（(]?\d+条?[)）]?)?"
)


def is_chrome_element(tag: Tag) -> bool:
    """Tell whether an element's tag, role or names say that it is furniture."""
    return _is_named_as_chrome(tag) and not lists_texts_of_page(tag)


def _is_named_as_chrome(tag: Tag) -> bool:
    if tag.name == "header" and tag.find_parent("article") is not None:
        # The head of a text on the page, not of the page: its title and number.
        return False
    if tag.name == "footer" and tag.find_parent("article") is not None and "。" in tag.get_text():
        # The foot of a text: its notes.
        return False
    if tag.name in _TAGS or str(tag.get("role") or "").lower() in _ROLES:
        return True
    words = " ".join(names_of(tag))
    if _OF_ACCOUNTS.search(words):
        return True
    # crumbNav, crumb-nav, crumb_nav, and "share" in share1.
    spaced = re.sub(r"([a-z])([A-Z])", r"\1 \2", words).lower()
    return any(part in _NAMES for part in _NAME_PART.findall(spaced))


@lru_cache(maxsize=4096)
def is_chrome_line(text: str) -> bool:
    """Tell whether a line is furniture wherever it stands: buttons, the way here, counters, site signs."""
    line = simplify(_MERGED.sub("", text).strip(" \u3000\xa0\t"))
    if not line:
        return False
    return bool(
        _BUTTONS.fullmatch(line)
        or _WHOLE_LINE.fullmatch(line.lstrip("·•"))
        or _is_bar_of_tools(line)
        or _is_row_in_brackets(line)
        or _SITE_SIGN.search(line)
        or is_trail(line)
        or is_pager(line)
    )


def _is_bar_of_tools(line: str) -> bool:
    """Tell whether a line is a site's bar: short words between strokes, most of them of tools: 法规数据库 | 登录 | 反馈."""
    parts = [part.strip() for part in _STROKE.split(line)]
    if len(parts) < _FEWEST_IN_BAR or not all(0 < len(part) <= _LONGEST_IN_BAR for part in parts):
        return False
    return 2 * sum(_BUTTONS.fullmatch(part) is not None for part in parts) > len(parts)


def _is_row_in_brackets(line: str) -> bool:
    """Tell whether a line is a row of a page's tools, each in brackets, and one of them known: 【字体：大 中 小】【E-mail推荐】."""
    parts = _BRACKETED.findall(line) if line[:1] in "【[〖" else []
    return len(parts) > 1 and not _BRACKETED.sub("", line).strip() and any(map(_BUTTONS.fullmatch, parts))


def is_trail(text: str) -> bool:
    """Tell whether a line shows the way from the site's first page to this one."""
    line = simplify(text.strip(" \u3000\xa0\t"))
    return len(line) < _LONGEST_TRAIL and _TRAIL.match(line) is not None


def is_footer_line(text: str) -> bool:
    """Tell whether a line outside the article is part of a site's footer."""
    return _FOOTER.search(text.strip(" \u3000\xa0\t")) is not None


def is_of_site(text: str) -> bool:
    """Tell whether a line says what only a site says of itself, and no document."""
    return _OF_SITE.search(text) is not None


def may_stand_in_footer(text: str) -> bool:
    """Tell whether a line is one of those that a site's footer has beside its signs: address, telephone, who made it."""
    line = text.strip(" \u3000\xa0\t")
    return is_footer_line(line) or is_chrome_line(line) or _BESIDE_FOOTER.fullmatch(line) is not None


def is_pager(text: str) -> bool:
    """Tell whether a line leads to further pages of the same text: 第1页 共3页 下一页 尾页."""
    line = "".join(text.split())
    if "页" not in line or len(line) > _LONGEST_TRAIL or not _PAGER.fullmatch(line):
        return False
    several = re.search(r"共(\d+)页|(\d+)/(\d+)页?", line)
    if several:
        return int(several[1] or several[3]) > 1
    return "下一页" in line or "下页" in line or len(re.findall(r"\d+", line)) > 1


def is_related_heading(text: str) -> bool:
    """Tell whether a line heads a list of other pages."""
    line = text.strip(" \u3000\xa0\t:：>»")
    return _RELATED.fullmatch(line) is not None


def is_heading_of_comments(text: str) -> bool:
    """Tell whether a line heads what readers of the page wrote."""
    return _COMMENTS.fullmatch(text.strip(" \u3000\xa0\t:：>»")) is not None
