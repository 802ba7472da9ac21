from __future__ import annotations

import pytest

from ingest.identity import departments
from ingest.identity.records import Mention
from ingest.regions import Region, region_in
from ontology.reference.departments import departments as known
from ontology.reference.departments import followed, forms, national, successions

# answer|name a|region a|name b|region b|year a|year b; names of all of China, from general knowledge.
PAIRS = """
same|市文旅局|成都市|成都市文化广电旅游局|
successor|市交通局|南通市|市交通运输局|南通市|2006|2014
successor|市经信局|合肥市|市工信局|合肥市|2022|2025
member|简阳市政府||各县(市、区)政府|资阳市|2014|2014
same|省发改委|襄阳市|湖北省发展和改革委员会|湖北省
same|人民银行|汉中市|市人行|汉中市|2024|2024
same|牵头单位:市发改委|襄阳市|市发改委|襄阳市
same|自治区发改委|南宁市|广西壮族自治区发展和改革委员会|
same|国家发展改革委|襄阳市|国家发改委|
same|组织部|襄阳市|市委组织部|襄阳市
same|东湖高新区管委会|武汉市|武汉东湖新技术开发区管理委员会|
same|市气象局|襄阳市|襄阳市气象局|
same|市发改委|昆山市|昆山市发展和改革委员会|苏州市
same|旗发改委|准格尔旗|准格尔旗发展和改革委员会|
same|市公积金中心|襄阳市|襄阳市住房公积金管理中心|
same|国家金融监督管理总局湖北监管局||湖北金融监管局|
same|市科委|北京市|北京市科学技术委员会|
same|市投促局|成都市|成都市投资促进局|
same|市机关事务局|襄阳市|襄阳市机关事务管理局|
same|市信访局|襄阳市|襄阳市信访局|
same|樊城区发改局|襄阳市|区发改局|樊城区
same|深圳市工信局||深圳市工业和信息化局|广东省
same|市发改委（市粮食局）|襄阳市|市发改委|襄阳市
same|责任单位：市财政局|襄阳市|襄阳市财政局|
same|省高院|湖北省|湖北省高级人民法院|
same|县政府办|谷城县|谷城县人民政府办公室|
same|市自然资源局|重庆市|重庆市自然资源局|
same|市场监管委|天津市|天津市市场监督管理委员会|
same|省数据局|湖北省|湖北省数据局|
same|市卫健局|东莞市|东莞市卫生健康局|
same|呼和浩特市工信局||市工信局|呼和浩特市
same|市中区工信局|济南市|济南市市中区工业和信息化局|
same|市北区商务局|青岛市|青岛市市北区商务局|
same|西海岸新区管委会|青岛市|青岛西海岸新区管理委员会|
same|合肥高新区管委会||合肥高新技术产业开发区管理委员会|
same|县经开区管委会|肥西县|肥西经济开发区管委会|合肥市
same|人民银行绵阳市分行||市人民银行|绵阳市|2024|2024
same|国网绵阳供电公司||国网四川省电力公司绵阳供电公司|
same|市气象局|绵阳市|绵阳市气象局|
same|市邮政管理局|绵阳市|绵阳市邮政管理局|
same|市住建局|西安市|西安市住房和城乡建设局|陕西省
same|市园林局|武汉市|武汉市园林局|
same|民航局||中国民用航空局|
same|国家金融监管总局||国家金融监督管理总局|
same|兵团工信局||新疆生产建设兵团工业和信息化局|
different|省发改委|襄阳市|省发改委|汉中市
different|省发改委|襄阳市|市发改委|襄阳市
different|市商务局|襄阳市|市公安局|襄阳市
different|市经信局|襄阳市|市工信局|汉中市
different|市委办|襄阳市|市政府办|襄阳市
different|市人大|襄阳市|市政协|襄阳市
different|市水利局|西安市|市水务局|西安市|2020|2020
different|市文旅局|襄阳市|市文旅集团|襄阳市
different|市场监管局|樊城区|市市场监管局|襄阳市
different|市教体局|鹤壁市|市教育局|鹤壁市
different|国网襄阳供电公司||国网宜昌供电公司|
different|自治区工信厅|银川市|自治区工信厅|南宁市
different|工信部|襄阳市|市工信局|襄阳市
different|国家税务总局||国家税务总局襄阳市税务局|
different|市经信局|襄阳市|市经信局产业科|襄阳市
different|汉台区政府|汉中市|各县(市、区)政府|襄阳市
different|市经信局|汉中市|市直各部门|襄阳市
different|各县(市、区)政府|襄阳市|市直各部门|襄阳市
different|朝阳区发改委|北京市|朝阳区发改委|长春市
different|市发改委||市财政局|襄阳市
different|市发改委||湖北省发展和改革委员会|
different|吉林市发改委||吉林省发改委|
different|高新区管委会|襄阳市|市政府|襄阳市
different|市制造强市建设领导小组办公室|襄阳市|市经信局|襄阳市
different|市统计局|襄阳市|国家统计局襄阳调查队|
different|市发改委|昆山市|苏州市发改委|
different|县财政局|谷城县|市财政局|襄阳市
different|市行政审批局|襄阳市|市政务服务和大数据管理局|襄阳市
different|市邮政管理局|襄阳市|市邮政公司|襄阳市
different|襄阳市公安局|襄阳市|樊城区公安分局|襄阳市
different|省政府办公厅|襄阳市|市政府办公室|襄阳市
different|省商务厅|西安市|省商务厅|襄阳市
different|市科委|北京市|市科协|北京市
different|市投促局|成都市|市商务局|成都市
different|市招商局|襄阳市|市商务局|襄阳市
different|市汽车办|襄阳市|市人防办|襄阳市
different|市委农办|襄阳市|市农业农村局|襄阳市
different|区法院|樊城区|市中院|襄阳市
different|市体育局|襄阳市|市教育局|襄阳市
different|市档案局|襄阳市|市档案馆|襄阳市
different|市发改委|襄阳市|市发投集团|襄阳市
different|襄阳市中心医院||襄阳市第一人民医院|
different|重庆市规划自然资源局||重庆市住房城乡建委|
different|国家知识产权局||市知识产权局|襄阳市
different|中国科协||市科协|襄阳市
different|市发改局|大理市|州发改委|大理州
different|伊犁州工信局||伊宁市工信局|
different|哈尔滨市工信委||大庆市工信局|
different|省工信厅|河南省|市直各部门|郑州市
different|铁西区政府|沈阳市|铁西区政府|鞍山市
different|市南区政府|青岛市|市政府|青岛市
different|新站高新区管委会|合肥市|合肥高新区管委会|合肥市
different|经开区经发局|合肥市|高新区经发局|合肥市
different|深圳银保监局||广东银保监局|
different|市人行|绵阳市|绵阳金融监管分局|绵阳市
different|市财政局企业科|绵阳市|市财政局|德阳市
different|市人大|绵阳市|市人大办|绵阳市
different|市中小企业服务局|深圳市|市工信局|深圳市
different|黄埔区政府|广州市|黄浦区政府|上海市
different|市商务局|深圳市|市商务局|广州市
different|山西省工信厅||陕西省工信厅|
different|农业部||水利部|
different|中央网信办||市委网信办|西安市
different|国务院国资委||市国资委|西安市
different|国家统计局||市统计局|西安市
different|兵团工信局||自治区工信厅|新疆
successor|中国人民银行襄阳市中心支行||中国人民银行襄阳市分行|
successor|市金融办|襄阳市|市委金融办|襄阳市|2017|2024
successor|市金融办|襄阳市|市地方金融监管局|襄阳市|2017|2020
successor|市地方金融监管局|襄阳市|市委金融办|襄阳市|2020|2024
successor|市经信委|襄阳市|市经信局|襄阳市|2016|2024
successor|市工信委|汉中市|市工信局|汉中市|2016|2024
successor|市工商局|襄阳市|市市场监管局|襄阳市
successor|市农业局|汉中市|市农业农村局|汉中市
successor|市农委|襄阳市|市农业农村局|襄阳市
successor|市规划局|襄阳市|市自然资源和规划局|襄阳市
successor|市环保局|襄阳市|市生态环境局|襄阳市
successor|市卫计委|襄阳市|市卫健委|襄阳市
successor|市银监分局|襄阳市|市银保监分局|襄阳市
successor|市地税局|襄阳市|国家税务总局襄阳市税务局|
successor|市计委|襄阳市|市发改委|襄阳市
successor|市外经贸局|武汉市|市商务局|武汉市
successor|市人事局|襄阳市|市人社局|襄阳市
successor|市建委|襄阳市|市住建局|襄阳市
successor|市经贸委|襄阳市|市经信委|襄阳市
successor|市乡村振兴局|襄阳市|市农业农村局|襄阳市
successor|市人防办|襄阳市|市国动办|襄阳市
successor|省国土资源厅|湖北省|省自然资源厅|湖北省
successor|国家卫计委||国家卫健委|
successor|襄樊市发改委||襄阳市发改委|
successor|市发改委|襄樊市|市发改委|襄阳市|2009|2012
successor|市水利局|襄阳市|市水利和湖泊局|襄阳市
successor|浙江省大数据发展管理局||浙江省数据局|
successor|安徽省农业委员会||安徽省农业农村厅|
successor|省国土厅|安徽省|省自然资源厅|安徽省
successor|省卫计委|安徽省|安徽省卫生健康委|
successor|省旅游局|安徽省|省文旅厅|安徽省
successor|省林业厅|浙江省|省林业局|浙江省
successor|省工商局|浙江省|省市场监管局|浙江省
successor|浙江省经贸委||浙江省经信委|
successor|省信息产业厅|广东省|省经信委|广东省
successor|省金融办|江苏省|省地方金融监管局|江苏省
successor|广东银保监局||国家金融监督管理总局广东监管局|
successor|中国人民银行绵阳市中心支行||中国人民银行绵阳市分行|
successor|市规划局|西安市|市资源规划局|西安市
successor|市经信委|武汉市|市经信局|武汉市
successor|萝岗区发改局|广州市|黄埔区发改局|广州市
successor|郫县发改局||郫都区发改局|
successor|国家工商总局||市场监管总局|
broader|省发改委产业处|襄阳市|湖北省发展改革委|
broader|工信部装备工业一司||工业和信息化部|
broader|市自然资源和规划局高新分局|襄阳市|市自然资源和规划局|襄阳市
broader|省经信厅产业政策法规处|浙江省|浙江省经济和信息化厅|
broader|国家发展改革委高技术司||国家发改委|
broader|财政部经济建设司||财政部|
broader|市市场监管局知识产权科|绵阳市|绵阳市市场监督管理局|
broader|市政府办公室秘书三科|绵阳市|市政府办|绵阳市
member|襄州区政府|襄阳市|各县(市、区)政府|襄阳市
member|樊城区人民政府||各县(市、区)人民政府|襄阳市
member|市经信局|襄阳市|各有关部门|襄阳市
member|襄阳市人民政府||各市(州)人民政府|湖北省
member|襄阳市政府||各级政府|湖北省
member|樊城区政府|襄阳市|三区|襄阳市
member|大兴区政府|北京市|各区政府|北京市
member|浦东新区政府|上海市|各区政府|上海市
member|渝中区政府|重庆市|各区县政府|重庆市
member|云阳县人民政府|重庆市|各区县(自治县)人民政府|重庆市
member|苏州市政府||各设区市人民政府|江苏省
member|昆山市政府||各市、县人民政府|江苏省
member|广州市政府||各地级以上市人民政府|广东省
member|阿拉善盟行署||各盟行政公署、市人民政府|内蒙古自治区
member|喀什地区行署||各地、州、市人民政府|新疆维吾尔自治区
member|市委宣传部|郑州市|市直各单位|郑州市
member|市科技局|成都市|市级各部门|成都市
member|区科技局|包河区|区直各单位|包河区
member|贵州省人民政府||各省、自治区、直辖市人民政府|全国
unsure|鼓楼区发改局||鼓楼区发改局|南京市
"""


def read(line: str) -> tuple[str, Mention, Mention]:
    answer, name_a, region_a, name_b, region_b, year_a, year_b = [*line.split("|"), "", ""][:7]
    return (
        answer,
        Mention("department", name_a, region_a, int(year_a) if year_a else None),
        Mention("department", name_b, region_b, int(year_b) if year_b else None),
    )


CASES = [read(line) for line in PAIRS.split()]


@pytest.mark.parametrize(("answer", "a", "b"), CASES, ids=[f"{a.name}-{b.name}" for _, a, b in CASES])
def test_the_answer(answer: str, a: Mention, b: Mention) -> None:
    verdict = departments.judge(a, b)
    assert verdict.answer == answer, verdict.rule


@pytest.mark.parametrize(("answer", "a", "b"), CASES, ids=[f"{a.name}-{b.name}" for _, a, b in CASES])
def test_the_reverse(answer: str, a: Mention, b: Mention) -> None:
    back = departments.judge(b, a).answer
    if answer in ("same", "unsure"):
        assert back == answer
    elif answer != "different":
        assert back == "different"
    else:
        assert back not in ("same", "unsure")


@pytest.mark.parametrize(("answer", "a", "b"), CASES, ids=[f"{a.name}-{b.name}" for _, a, b in CASES])
def test_what_is_not_different_shares_a_key(answer: str, a: Mention, b: Mention) -> None:
    if answer != "different" and "unknown_place" not in departments.judge(a, b).rule:
        assert departments.keys(a) & departments.keys(b)


def test_no_two_departments_of_a_city_have_one_name() -> None:
    region = region_in("成都市")
    names = [d.name for d in known() if "nation" not in d.levels]
    assert len({departments.canonical(f"市{name}", region).name for name in names}) == len(names)


def test_each_row_of_the_succession_holds_forms_of_the_table() -> None:
    rows = [row for rows in successions().values() for row in rows]
    assert not [r for r in rows if {r.before, r.after} - set(forms()) - set(national())]
    assert all(1990 < r.year <= 2026 for r in rows)


def test_a_successor_over_two_steps() -> None:
    assert followed("经济贸易委员会", "经济和信息化局") is not None
    assert followed("经济和信息化局", "经济贸易委员会") is None


@pytest.mark.parametrize(
    ("unit", "region", "count", "one"),
    [
        ("各县(市、区)政府", "襄阳市", 9, "襄城区人民政府"),
        ("各县(市)政府", "襄阳市", 6, "谷城县人民政府"),
        ("各市(州)政府", "湖北省", 13, "襄阳市人民政府"),
        ("各设区市人民政府", "江苏省", 13, "苏州市人民政府"),
        ("各区县政府", "重庆市", 37, "云阳县人民政府"),
        ("各开发区管委会", "襄阳市", 4, "襄阳高新技术产业开发区管理委员会"),
        ("市直各部门", "襄阳市", 0, ""),
        ("市经信局", "襄阳市", 0, ""),
        ("各县(市、区)政府", "云川市", 0, ""),
    ],
)
def test_members_by_reference_data(unit: str, region: str, count: int, one: str) -> None:
    found = departments.members(unit, region_in(region) or Region(region, "prefecture"))
    assert len(found) == count
    assert not one or one in {m.name for m in found}


def test_succession_of_canonical_departments() -> None:
    region = region_in("襄阳市")
    before, after = (departments.canonical(unit, region) for unit in ("市经信委", "市经信局"))
    row = departments.succession(before, after)
    assert row is not None
    assert (row.year, row.kind, row.confidence) == (2018, "renamed", "high")
    assert departments.succession(after, before) is None
    assert departments.succession(before, departments.canonical("市经信局", region_in("汉中市"))) is None


@pytest.mark.parametrize(
    ("unit", "region", "year", "name"),
    [
        ("市人行", "襄阳市", 2016, "中国人民银行襄阳市中心支行"),
        ("市人行", "襄阳市", 2024, "中国人民银行襄阳市分行"),
        ("国家发改委", "襄阳市", None, "国家发展和改革委员会"),
        ("工信部", "襄阳市", None, "工业和信息化部"),
        ("区委", "樊城区", None, "樊城区委"),
        ("高新区管委会", "襄阳市", None, "襄阳高新技术产业开发区管理委员会"),
        ("市经信局产业科", "襄阳市", None, "襄阳市经济和信息化局产业科"),
        ("县发改委", "谷城县", None, "谷城县发展和改革局"),
        ("国网襄阳供电公司", "襄阳市", None, "国网襄阳供电公司"),
        ("市供电公司", "襄阳市", None, "国网襄阳供电公司"),
        ("朝阳区发改局", "长春市", None, "长春市朝阳区发展和改革局"),
    ],
)
def test_canonical_names(unit: str, region: str, year: int | None, name: str) -> None:
    found = region_in(region)
    assert found is not None or region in ("谷城县",)
    assert departments.canonical(unit, found or Region(region, "county"), year).name == name
