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
    "樣責產稅營聞訊載衛設樹質險體調進運輸養護應門項擬稱級幹職聽臺別傳絡檔說選舉課專連兩並備據際擔優東陸錄區紀點誤請參見"
    "編輯價華範圍義權爭濟貨幣貸額資貿購銷倉庫糧紡織鹽鐵鋼礦氣車輛橋溝災難僑眾羣戰廠場盡勞傷殘撫卹慶獎懲賞罰違衞隨達遷邊郵鄰釋"
    "鑑鑒閱雙離靜順須頁頭願顧顯飲駐驗魚麥齊齡僅儀億償儲兒冊創勝勵勸勳卻厲問啟啓嚴園堅執壓壞壯夠奪婦寬寫尋層屆島嶺師帳帶幫廟廢"
    "張強徵徹憑態慮懷戶掃採揚換損擁擇擊擴敗敵數斷曆歷棄極榮槍樓樂歲歸殺沒況淨減測溫滅漁漲潔澤濱灘爲煉熱爐狀獨獲獻畝畢畫異當療"
    "盜盤碼確禮種積穩窮競筆築簡籌約納紙終結給統維網緒線緩練績繪繳繼續罷羅聲肅臨興舊艱莊萬葉蓋藝藥蘇虧蟲衆術衝裝裡複覺覽觀訓託"
    "訪評詢該詳認語誠談論諮講謝證識譯譽讀變讓豐負貢貫費賀賽趕跡踐躍軌較輔輕輪辭迴這週遊遠適遺針鈔銅鋪鏈鐘鑄閉閣陣階雖雜響頂頻"
    "顏風餘馬騙驅鮮黃眞刪併竝偽傑債僱劑勢匯彙憲擾攝攤晉檯滬潛牽祕縮縱罸覆親訴診註誌賬贊贈趨轄辯遞遲鄕釀鑿陞靈韓飛飯飼騰鬥",
    "办厅关于转发决议报请复号县区总会务员党团联协学医馆队军导组领处单机构业银条节规则细标准纲划计预录监检审财"
    "环农国乡镇长书记时间来现将对开个从与为属类绝内紧参布补试暂订颁实动汉广东云贵湾陕辽龙宁题词签系电话经过图"
    "样责产税营闻讯载卫设树质险体调进运输养护应门项拟称级干职听台别传络档说选举课专连两并备据际担优东陆录区纪点误请参见"
    "编辑价华范围义权争济货币贷额资贸购销仓库粮纺织盐铁钢矿气车辆桥沟灾难侨众群战厂场尽劳伤残抚恤庆奖惩赏罚违卫随达迁边邮邻释"
    "鉴鉴阅双离静顺须页头愿顾显饮驻验鱼麦齐龄仅仪亿偿储儿册创胜励劝勋却厉问启启严园坚执压坏壮够夺妇宽写寻层届岛岭师帐带帮庙废"
    "张强征彻凭态虑怀户扫采扬换损拥择击扩败敌数断历历弃极荣枪楼乐岁归杀没况净减测温灭渔涨洁泽滨滩为炼热炉状独获献亩毕画异当疗"
    "盗盘码确礼种积稳穷竞笔筑简筹约纳纸终结给统维网绪线缓练绩绘缴继续罢罗声肃临兴旧艰庄万叶盖艺药苏亏虫众术冲装里复觉览观训托"
    "访评询该详认语诚谈论咨讲谢证识译誉读变让丰负贡贯费贺赛赶迹践跃轨较辅轻轮辞回这周游远适遗针钞铜铺链钟铸闭阁阵阶虽杂响顶频"
    "颜风余马骗驱鲜黄真删并并伪杰债雇剂势汇汇宪扰摄摊晋台沪潜牵秘缩纵罚复亲诉诊注志账赞赠趋辖辩递迟乡酿凿升灵韩飞饭饲腾斗",
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
