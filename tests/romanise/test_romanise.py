"""Names in ASCII for addresses."""

import re

import pytest
from gongbao.romanise import code_slug, slug

CODES = {
    "綦江府发": "qijiang-fufa",
    "綦江府办发": "qijiang-fubanfa",
    "国发": "guofa",
    "国办发明电": "guobanfamingdian",
    "国卫医发": "guoweiyifa",
    "黔江卫发": "qianjiang-weifa",
    "国务院令": "guowuyuan-ling",
    "渝府办发": "yufubanfa",
    "衡水卫发": "hengshui-weifa",
    "西安府发": "xian-fufa",
    "长沙府办发": "changsha-fubanfa",
    "海关总署公告": "haiguanzongshu-gonggao",
    "工作通知": "gongzuotongzhi",
    "令": "ling",
}


@pytest.mark.parametrize(("code", "expected"), CODES.items())
def test_a_code_is_place_and_organ_in_pinyin(code: str, expected: str) -> None:
    assert code_slug(code) == expected


def test_a_title_is_its_syllables() -> None:
    assert slug("守护“自如”的心境") == "shou-hu-zi-ru-de-xin-jing"
    assert slug("重庆市行政服务") == "chong-qing-shi-xing-zheng-fu-wu"
    assert slug("关于110接处警PPP（试行）") == "guan-yu-110-jie-chu-jing-ppp-shi-xing"


def test_a_long_title_is_cut_at_a_syllable() -> None:
    text = "重庆市綦江区人民政府关于印发重庆市綦江区盐业体制改革实施方案的通知"
    whole, cut = slug(text, 1000), slug(text)
    assert 50 < len(cut) <= 60
    assert whole.startswith(cut + "-")


def test_every_slug_is_safe_in_an_address() -> None:
    for text in (
        "",
        "《》",
        "𠮷野家",
        "Ａ１　Ｂ",
        "../etc/passwd",
        "é́",
        "绿色",
        "<script>",
    ):
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug(text)), text
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code_slug(text)), text


def test_rare_characters_stay_apart() -> None:
    assert slug("\U0002a6d0") != slug("\U0002a6d1")
