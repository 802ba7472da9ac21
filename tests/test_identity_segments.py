"""Products in other spellings; the pairs of names are judged by test_pairs."""

from __future__ import annotations

from ingest.identity.records import Mention
from ingest.identity.segments import judge, keys


def mention(name: str, region: str = "") -> Mention:
    return Mention("segment", name, region)


def test_an_unknown_product_takes_the_first_name_of_its_head() -> None:
    assert judge(mention("云川牌变速箱"), mention("云川牌变速器")).answer == "same"


def test_width_and_case_of_letters_do_not_matter() -> None:
    assert judge(mention("ＩＧＢＴ"), mention("igbt")).answer == "same"


def test_keys_are_few() -> None:
    assert len(keys(mention("新能源汽车高性能电驱动系统用碳化硅功率模块封装材料"))) <= 30
