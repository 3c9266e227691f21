"""Names of persons: a line that is one opens with a surname."""

import re

from gongbao.patterns import late

from .fold import HAN

# Surnames that open a name wherever one may stand.
COMMON = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马"
    "苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛"
    "汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏"
    "蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊惠甄曲家"
    "封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘厉戎祖武符刘景詹束龙叶幸司"
    "韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍璩桑桂濮牛寿"
    "通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终居衡步都耿满弘匡国文寇广禄阙东欧殳沃"
    "利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公肖覃代付"
    "闫苟佟兰由冼邸岳揭晋楚青仝覃"
)
# On a line of its own a name may begin with these too; within a sentence they are mostly other words.
SURNAMES = COMMON | frozenset("乃亓仉佘候却官展植涂督辜商牟苑帅亢况赫栗鄢邝")
COMPOUND = "欧阳|上官|司马|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|司徒|夏侯|端木|南宫|宇文|长孙|独孤"
_COMPOUND = f"{COMPOUND}|轩辕|司空|申屠"
_NAME = late(rf"^(?:{_COMPOUND})?[{HAN}]{{1,4}}$|^[{HAN}]{{2,8}}(?:·[{HAN}]{{1,8}})+$")


def is_name(text: str) -> bool:
    """Tell whether a line is a person's name and nothing else, letter-spaced or not: 温若谷, 李　倩, 阿依古丽·买买提."""
    name = re.sub(r"[\s\u3000]+", "", text)
    if not _NAME.match(name) or len(name) < 2:
        return False
    compound = re.match(_COMPOUND, name)
    return "·" in name or bool(compound and len(name) > 2) or (name[0] in SURNAMES and len(name) <= 3)
