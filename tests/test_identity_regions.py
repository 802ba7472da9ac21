from __future__ import annotations

import pytest

from ingest.identity import regions
from ingest.identity.records import Mention
from ontology.reference.divisions import below, followers, groups, places

# answer|name a|region a|name b|region b|year a|year b; names of all of China, from general knowledge.
PAIRS = """
broader|简阳市||资阳市||2014|2014
different|简阳市||资阳市||2020|2020
same|前郭县|松原市|前郭尔罗斯蒙古族自治县|
same|锡盟|内蒙古自治区|锡林郭勒盟|
same|襄阳|湖北省|襄阳市|
same|湖北襄阳||襄阳|
same|恩施州|湖北省|恩施土家族苗族自治州|
same|恩施土家族苗族自治州||恩施州|湖北省
same|内蒙古||内蒙古自治区|
same|广西||广西壮族自治区|
same|新疆||新疆维吾尔自治区|
same|鄂||湖北省|
same|延边州||延边朝鲜族自治州|
same|凉山州|四川省|凉山彝族自治州|
same|樊城区|襄阳市|襄阳市樊城区|
same|樊城|襄阳市|樊城区|
same|朝阳区|北京市|北京市朝阳区|
same|高新区|襄阳市|襄阳高新技术产业开发区|
same|东湖高新区|武汉市|武汉东湖新技术开发区|
same|光谷|武汉市|东湖高新区|武汉市
same|两江新区|重庆市|重庆两江新区|
same|西咸新区||陕西西咸新区|
same|浦东||浦东新区|上海市
same|滨海新区|天津市|天津滨海新区|
same|雄安新区||河北雄安新区|
same|我省|湖北省|湖北省|
same|全省|襄阳市|湖北省|
same|市|襄阳市|襄阳市|
same|白云区|广州市|广州市白云区|
same|锡林郭勒盟||锡林郭勒|内蒙古自治区
same|阿克苏地区||阿克苏|新疆
same|郑州航空港区||郑州航空港经济综合实验区|
same|张江高新区||上海张江高新技术产业开发区|
same|横琴||横琴粤澳深度合作区|
same|全国||中国|
same|呼和浩特||呼和浩特市|内蒙古
same|兴安盟||内蒙古兴安盟|
same|黔东南州||黔东南苗族侗族自治州|
same|湘西州|湖南省|湘西土家族苗族自治州|
same|甘孜州||甘孜藏族自治州|四川省
same|西双版纳||西双版纳傣族自治州|
same|长阳县||长阳土家族自治县|湖北省
same|北川县|绵阳市|北川羌族自治县|
same|神农架||神农架林区|湖北省
same|深圳||深圳市|广东省
same|浦东新区||上海市浦东新区|
same|龙华区|深圳市|深圳市龙华区|
same|西安高新区||西安高新技术产业开发区|
same|武汉经开区||武汉经济技术开发区|
same|车谷|武汉市|武汉经开区|
same|亦庄|北京市|北京经济技术开发区|
same|张家港经开区||张家港经济技术开发区|
same|金普新区|大连市|大连金普新区|
same|临港新片区|上海市|中国(上海)自由贸易试验区临港新片区|
same|前海|深圳市|前海深港现代服务业合作区|
same|松山湖|东莞市|东莞松山湖高新区|
same|本市|成都市|成都市|
same|自治区|南宁市|广西壮族自治区|
same|黑龙江||黑龙江省|
same|香港||香港特别行政区|
same|四川省成都市||成都|
broader|恩施市||恩施州|
broader|吉林市||吉林省|
broader|襄城区||襄阳市|
broader|襄阳市||湖北省|
broader|樊城区|襄阳市|湖北省|
broader|南昌县||南昌市|
broader|长沙县||长沙市|
broader|高新区|襄阳市|襄阳市|
broader|东湖高新区||武汉市|
broader|苏州工业园区||苏州市|
broader|雄安新区||河北省|
broader|阿克苏市||阿克苏地区|
broader|襄城区|襄阳市|全市|襄阳市
broader|昆山市||苏州市|
broader|巢湖市||合肥市||2020
broader|仙桃市||湖北省|
broader|南山区|深圳市|深圳市|
broader|浦东新区||上海市|
broader|渝中区||重庆市|
broader|湘潭县||湘潭市|长沙市
broader|安阳县||安阳市|开封市
broader|西安高新区||陕西省|
broader|张家港经开区||张家港市|
broader|滇中新区||昆明市|
broader|西海岸新区||青岛市|
broader|松山湖高新区||东莞市|
broader|武昌区||武汉市|
different|鼓楼区|南京市|鼓楼区|福州市
different|鼓楼区|徐州市|鼓楼区|开封市
different|西湖区|杭州市|西湖区|南昌市
different|襄阳市||襄城区|
different|下关区|南京市|鼓楼区|福州市
different|长沙市||长沙县|
different|高新区|襄阳市|高新区|宜昌市
different|襄阳高新区||襄阳经开区|
different|苏州工业园区||苏州高新区|
different|宜城市||各县(市、区)|宜昌市
different|襄城区||各县(市、区)|汉中市
different|岳阳市||长株潭|
different|大同区||大同市|
different|白云区|广州市|白云区|贵阳市
different|伊宁市||伊宁县|
different|中山市||中山区|大连市
different|苏州市||宿州市|
different|泰州市||台州市|
different|襄阳市||汉中市|
different|柳州市||柳江区|
different|樊城区||襄城区|
different|南山区|深圳市|南山区|鹤岗市
different|海州区|连云港市|海州区|阜新市
different|新华区|石家庄市|新华区|平顶山市
different|和平区|天津市|和平区|沈阳市
different|永定区|张家界市|永定区|龙岩市
different|普陀区|上海市|普陀区|舟山市
different|长安区|西安市|长安区|石家庄市
different|向阳区|佳木斯市|向阳区|鹤岗市
different|龙华区|深圳市|龙华区|海口市
different|江宁区||江夏区|
different|甘南县||甘南州|
different|河北区|天津市|河北省|
different|经开区|西安市|经开区|武汉市
different|杭州市||各市(州)|湖北省
different|长三角||江苏省|
unsure|朝阳||朝阳市|
unsure|吉林||吉林市|
unsure|和平区||和平区|
successor|襄樊市||襄阳市|
successor|襄樊||襄阳|
successor|襄阳区|襄樊市|襄州区|襄阳市
successor|郫县||郫都区|成都市
successor|双流县||双流区|
successor|莱芜市||济南市|
successor|即墨市||即墨区|
successor|萝岗区|广州市|黄埔区|广州市
successor|卢湾区|上海市|黄浦区|上海市
successor|思茅市||普洱市|
successor|中甸县||香格里拉市|
successor|户县||鄠邑区|
successor|蓟县|天津市|蓟州区|天津市
successor|南汇区|上海市|浦东新区|上海市
successor|绍兴县||柯桥区|绍兴市
successor|富阳市||富阳区|
successor|从化市||从化区|
successor|章丘市||章丘区|济南市
successor|开县|重庆市|开州区|重庆市
successor|密云县|北京市|密云区|北京市
successor|下关区|南京市|鼓楼区|南京市
successor|余杭市|杭州市|余杭区|杭州市
successor|昌都地区||昌都市|
successor|毕节地区||毕节市|
successor|铜仁地区||铜仁市|
successor|通什市||五指山市|
successor|巢湖市||合肥市||2009
successor|渝北区||两江新区|重庆市|2024|2026
successor|江津市||江津区|重庆市
successor|普兰店市||普兰店区|大连市
successor|平江区|苏州市|姑苏区|苏州市
successor|金阊区|苏州市|姑苏区|苏州市
successor|北塘区|无锡市|梁溪区|无锡市
successor|江东区|宁波市|鄞州区|宁波市
successor|下城区|杭州市|拱墅区|杭州市
successor|临安市||临安区|杭州市
successor|海门市||海门区|南通市
successor|湾里区|南昌市|新建区|南昌市
successor|定陶县||定陶区|菏泽市
successor|满城县||满城区|保定市
successor|藁城市||藁城区|石家庄市
successor|宣化县||宣化区|张家口市
successor|黔江土家族苗族自治县||黔江区|重庆市
successor|香格里拉县||香格里拉市|
successor|水富县||水富市|
successor|监利县||监利市|湖北省
successor|那曲地区||那曲市|
successor|山南地区||山南市|
successor|日喀则地区||日喀则市|
successor|吐鲁番地区||吐鲁番市|
successor|米泉市||米东区|乌鲁木齐市
successor|东山区|广州市|越秀区|广州市
successor|番禺市||番禺区|广州市
successor|南海市||南海区|佛山市
member|襄城区|襄阳市|各县(市、区)|襄阳市
member|枣阳市||各县(市、区)|襄阳市
member|襄阳市||各市(州)|湖北省
member|上海市||长三角|
member|株洲市||长株潭|
member|广州市||粤港澳大湾区|
member|成都市||各市(州)|四川省
member|郫都区||各区(市)县|成都市
member|余姚市||各区(县、市)|宁波市
member|南京市||各设区市|江苏省
member|江苏省||长三角|
member|江苏省||长江经济带|
member|德阳市||成都都市圈|
"""


def read(line: str) -> tuple[str, Mention, Mention]:
    answer, name_a, region_a, name_b, region_b, year_a, year_b = [*line.split("|"), "", ""][:7]
    return (
        answer,
        Mention("region", name_a, region_a, int(year_a) if year_a else None),
        Mention("region", name_b, region_b, int(year_b) if year_b else None),
    )


CASES = [read(line) for line in PAIRS.split()]


@pytest.mark.parametrize(("answer", "a", "b"), CASES, ids=[f"{a.name}-{b.name}" for _, a, b in CASES])
def test_the_answer(answer: str, a: Mention, b: Mention) -> None:
    verdict = regions.judge(a, b)
    assert verdict.answer == answer, verdict.rule


@pytest.mark.parametrize(("answer", "a", "b"), CASES, ids=[f"{a.name}-{b.name}" for _, a, b in CASES])
def test_the_reverse(answer: str, a: Mention, b: Mention) -> None:
    back = regions.judge(b, a).answer
    if answer in ("same", "unsure"):
        assert back == answer
    elif answer != "different":
        assert back == "different"
    else:
        assert back not in ("same", "unsure")


@pytest.mark.parametrize(("answer", "a", "b"), CASES, ids=[f"{a.name}-{b.name}" for _, a, b in CASES])
def test_what_is_not_different_shares_a_key(answer: str, a: Mention, b: Mention) -> None:
    if answer != "different":
        assert regions.keys(a) & regions.keys(b)


def test_every_former_division_leads_to_one_of_today() -> None:
    former = [p for p in places().values() if p.until is not None]
    assert former
    for place in former:
        *_, (last, _) = followers(place.code)
        assert last.until is None, place


def test_every_place_lies_in_a_known_one() -> None:
    assert {p.parent for p in places().values()} <= {"", *places()}
    assert {code for members in groups().values() for code in members} <= set(places())
    assert not [code for code, held in below().items() if len({p.code for p in held}) != len(held)]
