"""Settle traditional forms on a page that is printed in simplified ones: the engine takes 说 in a Kai face for 說.

The forms of a page are judged together: simplified ones must be many times as many, and the engine must doubt the
traditional ones. A page in traditional forms, or one of the years in which both were printed, stays as it was read.
"""

from collections.abc import Sequence
from dataclasses import replace

from gongbao.bulletin.fold import simplify

from .engine import Sign

RULE = "traditional-form-among-simplified"
# Frequent forms beside those of bulletin.fold, one for one.
_TRADITIONAL = (
    "陳誌嵐興華羅榮慶賢蘭鳳劉張楊黃趙吳鄭許韓馮鄧蕭葉鍾蔣賈鄒閻韋嚴喬賴龔萬錢湯顧邵齊賀於後裏無這麼們個還沒點邊處當務勞動產業農資"
    "質費價貨貿銷儲幣賬購貸賠償債額營廠礦鐵鋼銅鋁煤電燈氣熱爐輪車輛軌陸島灣橋頭樓廈倉庫園場牆溝壩渠濟漁鹽糧穀麥棉絲織紡紅綠藍"
    "顏種類數據量單雙幾歲齡嬰兒婦孫親屬婚離喪葬傷殘療藥醫護衛愛憐憂慮懷憶悅懲獎勵勳譽讚評論語詞譯讀寫書畫圖筆紙報刊訊傳廣播視"
    "聽覺觀察覽訪談話講說謝請讓認識誤試驗證詢該詳誠許設訴訟詐談諒講調謀諧謹譜議護讓責貢貧貫貴買貯賀賓賞賢賦賭贈贊趕趙跡踐躍軟"
    "輕較輔輝輩輯輸轄轉辯辭辦邁運過違達遠適遲遷選遺鄰鄉釋針釘鈔鈞銀銘鋒錄錯錦鍵鏡長門閉開閒間閣閱闆闊關陣陰陽隊階際隨險隱隻雜"
    "難雲電霧靈靜響頁頂項順須頌預頓頒領頭頻題額願顧顯風飛飯飲飾養館馬馳駐駕驅驗驚體髒魚鮮鳥鳴雞麗黨齊劑創劃則剛剝劇勁勝勢勻區協"
    "參嗎員問啟喚單嘆嚇嚴圍圓團執堅報塊塗墊墜墳壓壞壟壯壺壽夠夢奪奮奧妝姦娛嬌學孿宮寧實寵審寶將專尋對導屆層屬岡峽崗嶺巒幫帶幟幹"
    "廢廳張強彈彌彎彙後徑從復徵德徹恆惡惱愜態慘慣慶慾憲應懇戀戰戲戶拋挾捨掃掛採揀揚換揮損搖搶撐撓撥撫擁擇擊擋擔擬擴擺擾攔攜攝敗敘"
    "敵斂斃斷時晉晝暈暢曆曉曠會東條楓極構槍樁樂標樣樹橫檔檢權歐歡歷歸毀氈氫決沖沒況洩淚淨淪淵減渦測渾湊溫滅滌滯滲滾滿漢漲漸潔潛"
    "潤澤濃濕濤濫濱瀉瀏瀾災為烏煙煩燒燙爭爺牽犧狀猶獄獨獲獵獸現瑪環瓊產畝畢異瘋瘡盜盞盡監盤睜矯碼確磚礎禍禦禪禮稅稈稱穩穫窩窮竅竊"
    "競筍節範築篤簡簽籃籌籠粵糾紀約納純紛級細終組結絕絡給統絲經綁維綱網緊緒線練縣縫縮縱總績繁繞繪繳繼續纖罰罵羅義習聖聞聯聰聲聳職"
    "肅脅脈腎腦腫腳腸膚膠膽臉臟臨舉舊艙艦艱藝蒼蓋蓮蔭蕩薦蘇處虛號蝦蟲蠶蠟衆術衝補裝裡製複襲規覓計訂訓記許註詩詳誇誰課誼諸謎謂謠"
)
_SIMPLIFIED = (
    "陈志岚兴华罗荣庆贤兰凤刘张杨黄赵吴郑许韩冯邓萧叶钟蒋贾邹阎韦严乔赖龚万钱汤顾邵齐贺于后里无这么们个还没点边处当务劳动产业农资"
    "质费价货贸销储币账购贷赔偿债额营厂矿铁钢铜铝煤电灯气热炉轮车辆轨陆岛湾桥头楼厦仓库园场墙沟坝渠济渔盐粮谷麦棉丝织纺红绿蓝"
    "颜种类数据量单双几岁龄婴儿妇孙亲属婚离丧葬伤残疗药医护卫爱怜忧虑怀忆悦惩奖励勋誉赞评论语词译读写书画图笔纸报刊讯传广播视"
    "听觉观察览访谈话讲说谢请让认识误试验证询该详诚许设诉讼诈谈谅讲调谋谐谨谱议护让责贡贫贯贵买贮贺宾赏贤赋赌赠赞赶赵迹践跃软"
    "轻较辅辉辈辑输辖转辩辞办迈运过违达远适迟迁选遗邻乡释针钉钞钧银铭锋录错锦键镜长门闭开闲间阁阅板阔关阵阴阳队阶际随险隐只杂"
    "难云电雾灵静响页顶项顺须颂预顿颁领头频题额愿顾显风飞饭饮饰养馆马驰驻驾驱验惊体脏鱼鲜鸟鸣鸡丽党齐剂创划则刚剥剧劲胜势匀区协"
    "参吗员问启唤单叹吓严围圆团执坚报块涂垫坠坟压坏垄壮壶寿够梦夺奋奥妆奸娱娇学孪宫宁实宠审宝将专寻对导届层属冈峡岗岭峦帮带帜干"
    "废厅张强弹弥弯汇后径从复征德彻恒恶恼惬态惨惯庆欲宪应恳恋战戏户抛挟舍扫挂采拣扬换挥损摇抢撑挠拨抚拥择击挡担拟扩摆扰拦携摄败叙"
    "敌敛毙断时晋昼晕畅历晓旷会东条枫极构枪桩乐标样树横档检权欧欢历归毁毡氢决冲没况泄泪净沦渊减涡测浑凑温灭涤滞渗滚满汉涨渐洁潜"
    "润泽浓湿涛滥滨泻浏澜灾为乌烟烦烧烫争爷牵牺状犹狱独获猎兽现玛环琼产亩毕异疯疮盗盏尽监盘睁矫码确砖础祸御禅礼税秆称稳获窝穷窍窃"
    "竞笋节范筑笃简签篮筹笼粤纠纪约纳纯纷级细终组结绝络给统丝经绑维纲网紧绪线练县缝缩纵总绩繁绕绘缴继续纤罚骂罗义习圣闻联聪声耸职"
    "肃胁脉肾脑肿脚肠肤胶胆脸脏临举旧舱舰艰艺苍盖莲荫荡荐苏处虚号虾虫蚕蜡众术冲补装里制复袭规觅计订训记许注诗详夸谁课谊诸谜谓谣"
)
_MEANT = {old: new for old, new in zip(_TRADITIONAL, _SIMPLIFIED, strict=True) if old != new}
# Forms that stand in traditional texts too.
_IN_BOTH = frozenset(
    "于后里面系云参布范台余冲术几干谷志制准党与万号只板采舍欲征历御获注复汇恶划须获赞迹烟泄升松表"
)
# So many simplified forms for each traditional one, and so many on a page at least.
_TIMES, _FEWEST = 2, 12
# Of the forms of a page printed in traditional ones the engine was sure to 0.99 on the average; of pages in a simplified
# Kai face that it read so in part, to 0.82 and 0.95.
_SURE = 0.96


def meant(sign: str) -> str:
    """Return the simplified form of a sign, itself where it has none."""
    return _MEANT.get(sign) or simplify(sign)


def with_forms_of_page(signs: Sequence[list[Sign]]) -> tuple[list[list[Sign]], list[tuple[int, int, str]]]:
    """Return the signs of a page's lines in the forms that it is printed in, and what was changed: line, place, as read."""
    every = [sign for line in signs for sign in line]
    old = [sign for sign in every if meant(sign.text) != sign.text]
    new = sum(sign.text in _NEW for sign in every)
    lines = [list(line) for line in signs]
    if not old or new < max(_TIMES * len(old), _FEWEST) or sum(one.sure for one in old) / len(old) > _SURE:
        return lines, []
    changed = []
    for n, line in enumerate(lines):
        for at, sign in enumerate(line):
            if (plain := meant(sign.text)) != sign.text:
                changed.append((n, at, sign.text))
                line[at] = replace(sign, text=plain)
    return lines, changed


_NEW = frozenset(new for new in _MEANT.values() if new not in _IN_BOTH)
