"""Fold text so that ways of writing the same thing compare equal."""

import re
import unicodedata

# Characters that print nothing: zero-width, joiners, byte order marks, soft hyphen, direction marks.
INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\ufeff\u00ad\u202a\u202b\u202c\u202d\u202e"
_INVISIBLE = re.compile(f"[{INVISIBLE}]+")

HAN = "\u2e80-\u2fdf\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"


# Traditional characters of the words by which the parts of a document are told; one for one, so that places hold.
_SIMPLER = str.maketrans(
    "辦廳關於轉發決議報請復號縣區總會務員黨團聯協學醫館隊軍導組領處單機構業銀條節規則細標準綱劃計預錄監檢審財"
    "環農國鄉鎮長書記時間來現將對開個從與為屬類絕內緊參佈補試暫訂頒實動漢廣東雲貴灣陝遼龍寧題詞簽繫電話經過圖"
    "樣責產稅營聞訊載衛設樹質險體調進運輸養護應門項擬稱級幹職聽臺別傳絡檔說選舉課專連兩並備據際擔優東陸錄區紀點誤請參見",
    "办厅关于转发决议报请复号县区总会务员党团联协学医馆队军导组领处单机构业银条节规则细标准纲划计预录监检审财"
    "环农国乡镇长书记时间来现将对开个从与为属类绝内紧参布补试暂订颁实动汉广东云贵湾陕辽龙宁题词签系电话经过图"
    "样责产税营闻讯载卫设树质险体调进运输养护应门项拟称级干职听台别传络档说选举课专连两并备据际担优东陆录区纪点误请参见",
)


def simplify(text: str) -> str:
    """Return a text with the traditional characters that official words are told by simplified; its places hold."""
    return text.translate(_SIMPLER)


def drop_invisible(text: str) -> str:
    """Take out the characters that print nothing."""
    return _INVISIBLE.sub("", text)


def fold(text: str) -> str:
    """Return NFKC of the text without any blank or invisible character, for comparing."""
    return "".join(unicodedata.normalize("NFKC", drop_invisible(text)).split())


def abridges(short: str, full: str) -> bool:
    """Tell whether a text is another one with signs left out: 市发改委, 市发展和改革委员会."""
    signs = iter(full)
    return all(sign in signs for sign in short)


def nonblank(text: str) -> int:
    """Count the characters that are not blank; what a ledger sums up."""
    return sum(map(len, text.split()))
