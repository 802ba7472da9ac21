"""Pairs of platforms: name and document's region of either, and what the first is to the second."""

from __future__ import annotations

import pytest

from ingest.identity.platform_names import known
from ingest.identity.platforms import judge, keys
from ingest.identity.records import Answer, Mention
from ontology.reference.platforms import former_platforms, platform_types, platforms

PAIRS = """
隆中实验室 襄阳市 湖北隆中实验室 湖北省 same
泸州医学院 泸州市 西南医科大学 泸州市 successor
硅材料国家重点实验室 杭州市 硅及先进半导体材料全国重点实验室 杭州市 successor
甬江实验室 宁波市 浙江省甬江实验室 浙江省 same
中新天津生态城 天津市 天津生态城 天津市 same
北京大学深圳研究生院 深圳市 北京大学 北京市 broader
嵩山实验室 郑州市 各省实验室 河南省 member
隆中实验室 襄阳市 湖北省隆中实验室 襄阳市 same
隆中实验室 襄阳市 光谷实验室 武汉市 different
隆中实验室 襄阳市 三峡实验室 宜昌市 different
襄阳高新区 襄阳市 襄阳高新技术产业开发区 湖北省 same
高新区 襄阳市 襄阳高新技术产业开发区 湖北省 same
高新区 襄阳市 襄阳国家高新技术产业开发区 湖北省 same
高新区 襄阳市 高新区 宜昌市 different
高新区 襄阳市 高新区 襄阳市 same
高新区 樊城区 襄阳高新区 襄阳市 same
市高新区 襄阳市 襄阳高新区 湖北省 same
襄阳高新区 襄阳市 襄阳经开区 襄阳市 different
经开区 汉中市 汉中经济技术开发区 陕西省 same
经开区 汉中市 航空经开区 汉中市 different
枣阳经济开发区 襄阳市 枣阳经济技术开发区 襄阳市 unsure
东津新区 襄阳市 襄阳东津新区 襄阳市 same
东湖高新区 武汉市 光谷 武汉市 same
东湖高新区 武汉市 武汉东湖新技术开发区 湖北省 same
东湖高新区 武汉市 武汉经开区 武汉市 different
武汉大学 武汉市 武大 襄阳市 same
武汉大学 武汉市 武汉理工大学 武汉市 different
华科 武汉市 华中科技大学 武汉市 same
华科 武汉市 华中农业大学 武汉市 different
武汉理工 襄阳市 武汉理工大学 武汉市 same
西工大 西安市 西北工业大学 汉中市 same
西工大 西安市 西安工业大学 西安市 different
襄樊学院 襄阳市 湖北文理学院 襄阳市 successor
湖北文理学院 襄阳市 襄樊学院 襄阳市 different
咸宁学院 咸宁市 湖北科技学院 咸宁市 successor
陕西理工学院 汉中市 陕西理工大学 汉中市 successor
中科大 合肥市 中国科学技术大学 襄阳市 same
中科大 合肥市 国科大 北京市 different
湖北工业大学 襄阳市 湖北工程学院 孝感市 different
西安交通大学 西安市 西南交通大学 成都市 different
武汉理工大学汽车学院 武汉市 武汉理工大学 武汉市 broader
武汉理工大学 武汉市 武汉理工大学汽车学院 武汉市 different
武汉大学襄阳研究院 襄阳市 武汉大学 武汉市 broader
襄阳华科研究院 襄阳市 华中科技大学 武汉市 broader
襄阳华科研究院 襄阳市 华中科技大学襄阳研究院 襄阳市 same
华中科技大学襄阳工业研究院 襄阳市 华科襄阳研究院 襄阳市 same
华中科技大学襄阳研究院 襄阳市 武汉理工大学襄阳研究院 襄阳市 different
华中科技大学襄阳研究院 襄阳市 华中科技大学鄂州工业技术研究院 鄂州市 different
武汉理工大学襄阳示范区 襄阳市 武汉理工大学 襄阳市 broader
武汉理工大学襄阳示范区 襄阳市 武汉理工大学襄阳研究院 襄阳市 different
华中科技大学同济医学院附属协和医院 武汉市 华中科技大学 武汉市 broader
武汉大学科技园 武汉市 武汉大学 武汉市 broader
国家智能网联汽车质量检验检测中心(襄阳) 襄阳市 国家智能网联汽车质检中心 襄阳市 same
国家智能网联汽车质量监督检验中心(湖北) 襄阳市 国家智能网联汽车质检中心(湖南) 长沙市 different
国家智能网联汽车质量检验检测中心（襄阳） 襄阳市 国家智能网联汽车质量检验检测中心(襄阳) 湖北省 same
国家智能网联汽车质检中心 长沙市 国家智能网联汽车质检中心(襄阳) 襄阳市 different
新能源汽车重点实验室 襄阳市 新能源汽车工程技术研究中心 襄阳市 different
国家级新能源汽车重点实验室 襄阳市 省级新能源汽车重点实验室 襄阳市 different
国家企业技术中心 襄阳市 省级企业技术中心 襄阳市 different
汽车零部件产业园一期 襄阳市 汽车零部件产业园 襄阳市 broader
汽车零部件产业园(二期) 襄阳市 汽车零部件产业园 襄阳市 broader
汽车零部件产业园一期 襄阳市 汽车零部件产业园二期 襄阳市 different
汽车零部件产业园 襄阳市 汽车零部件产业园一期 襄阳市 different
新能源汽车产业园 襄阳市 新能源汽车产业园 宜昌市 different
新能源汽车产业园 襄阳市 襄阳新能源汽车产业园 襄阳市 same
新能源汽车产业园 襄阳市 新能源汽车产业园区 襄阳市 same
新能源汽车产业园 襄阳市 汽车产业园 襄阳市 different
产业园 襄阳市 产业园 宜昌市 different
公共服务平台 襄阳市 公共服务平台 咸宁市 different
中小企业公共服务平台 襄阳市 中小企业公共服务平台 襄阳市 same
中小企业公共服务平台 襄阳市 中小企业公共服务平台 汉中市 different
襄阳市中小企业公共服务平台 襄阳市 中小企业公共服务平台 襄阳市 same
市中小企业公共服务平台 襄阳市 中小企业公共服务平台 襄阳市 same
中小企业公共服务平台 - 中小企业公共服务平台 襄阳市 unsure
第五届中国国际进口博览会 上海市 中国国际进口博览会 上海市 broader
第五届进博会 上海市 进博会 湖北省 broader
第五届进博会 上海市 第六届进博会 上海市 different
第五届进博会 上海市 第5届中国国际进口博览会 上海市 same
进博会 上海市 广交会 广州市 different
进博会 上海市 第五届进博会 上海市 different
2023世界制造业大会 合肥市 世界制造业大会 合肥市 broader
2023世界制造业大会 合肥市 2024世界制造业大会 合肥市 different
数博会 贵阳市 中国国际大数据产业博览会 贵州省 same
高交会 深圳市 中国国际高新技术成果交易会 襄阳市 same
隆中实验室 襄阳市 市级以上创新平台 襄阳市 member
省级新能源汽车工程研究中心 襄阳市 市级以上创新平台 襄阳市 member
襄阳高新区 襄阳市 各开发区 襄阳市 member
宜昌高新区 宜昌市 各开发区 襄阳市 different
湖北文理学院 襄阳市 高校 襄阳市 member
武汉大学 武汉市 高校院所 湖北省 member
市级以上创新平台 襄阳市 市级以上创新平台 宜昌市 different
市级以上创新平台 襄阳市 省级以上创新平台 襄阳市 different
省级以上创新平台 襄阳市 市级以上创新平台 襄阳市 broader
各开发区 襄阳市 襄阳高新区 襄阳市 different
大基金 北京市 国家集成电路产业投资基金 武汉市 same
大基金二期 北京市 国家集成电路产业投资基金 北京市 broader
襄阳市产业发展基金 襄阳市 产业发展基金 襄阳市 same
产业发展基金 襄阳市 产业发展基金 咸宁市 different
长江产业基金 武汉市 湖北长江产业投资基金 襄阳市 same
湖北自贸试验区襄阳片区 襄阳市 中国(湖北)自由贸易试验区襄阳片区 湖北省 same
自贸区襄阳片区 襄阳市 襄阳自贸片区 襄阳市 same
湖北自贸试验区襄阳片区 襄阳市 湖北自贸试验区 湖北省 broader
湖北自贸试验区襄阳片区 襄阳市 湖北自贸试验区宜昌片区 宜昌市 different
湖北自贸试验区 湖北省 陕西自贸试验区 陕西省 different
襄阳综合保税区 襄阳市 襄阳综保区 襄阳市 same
襄阳综保区 襄阳市 襄阳保税物流中心 襄阳市 different
襄阳高新区电子信息产业园 襄阳市 襄阳高新区 襄阳市 broader
襄阳高新区 襄阳市 襄阳高新区电子信息产业园 襄阳市 different
中科院 北京市 中国科学院 襄阳市 same
中科院过程所 襄阳市 中国科学院过程工程研究所 北京市 same
中科院大连化物所 大连市 大连化物所 襄阳市 same
中科院大连化物所 大连市 中国科学院 北京市 broader
中科院半导体所 北京市 中科院微电子所 北京市 different
新能源汽车国家重点实验室 襄阳市 新能源汽车全国重点实验室 襄阳市 successor
之江实验室 杭州市 鹏城实验室 深圳市 different
鹏城实验室 深圳市 深圳鹏城实验室 广东省 same
襄阳科技城 襄阳市 襄阳科技园 襄阳市 different
华中科技大学 武汉市 华中师范大学 武汉市 different
中国地质大学(武汉) 武汉市 中国地质大学(北京) 北京市 different
汉中航空智慧新城 汉中市 航空智慧新城 汉中市 same
汉中高新区 汉中市 汉中经开区 汉中市 different
秦创原 汉中市 秦创原创新驱动平台 西安市 same
襄阳大数据中心 襄阳市 宜昌大数据中心 宜昌市 different
襄阳智算中心 襄阳市 襄阳算力中心 襄阳市 different
国家新能源汽车技术创新中心 北京市 国家新能源汽车产业创新中心 北京市 different
国家先进存储产业创新中心 武汉市 国家先进存储产业创新中心 湖北省 same
国家数字化设计与制造创新中心 武汉市 国家数字化设计制造创新中心 湖北省 same
武汉人工智能计算中心 武汉市 武汉超算中心 武汉市 different
西咸新区 西安市 陕西西咸新区 陕西省 same
滨海新区 天津市 天津滨海新区 天津市 same
苏州工业园区 苏州市 苏州工业园 苏州市 same
合肥高新区 合肥市 合肥国家高新技术产业开发区 安徽省 same
谷城经济开发区 襄阳市 谷城经开区 襄阳市 unsure
襄阳汽车产业技术研究院 襄阳市 襄阳汽车产业研究院 襄阳市 different
湖北汽车工业学院 十堰市 湖北汽院 十堰市 same
武汉纺织大学 武汉市 武汉科技大学 武汉市 different
武汉科技学院 武汉市 武汉纺织大学 武汉市 successor
武汉工业大学 武汉市 武汉理工大学 武汉市 successor
武汉工业学院 武汉市 武汉轻工大学 武汉市 successor
武汉化工学院 武汉市 武汉工程大学 武汉市 successor
华中理工大学 武汉市 华中科技大学 武汉市 successor
湖北三峡实验室 宜昌市 三峡实验室 武汉市 same
咸宁高新区 咸宁市 咸宁高新技术产业开发区 咸宁市 same
咸宁高新区二期 咸宁市 咸宁高新区 咸宁市 broader
光谷科创大走廊 武汉市 光谷 武汉市 different
长江汽车供应链平台 襄阳市 长江汽车供应链 襄阳市 different
浙江大学 杭州市 浙江工业大学 杭州市 different
浙大 杭州市 浙江大学 杭州市 same
浙江大学滨江研究院 杭州市 浙江大学 杭州市 broader
清华大学深圳国际研究生院 深圳市 清华大学 北京市 broader
深圳清华大学研究院 深圳市 清华大学 北京市 broader
北京大学深圳研究院 深圳市 深圳北京大学研究院 深圳市 same
哈工大 哈尔滨市 哈工程 哈尔滨市 different
北航 北京市 南航 南京市 different
西安电子科技大学 西安市 电子科技大学 成都市 different
中国石油大学(华东) 青岛市 中国石油大学(北京) 北京市 different
国家级新能源产业园 襄阳市 新能源产业园 襄阳市 same
襄阳国家级新能源汽车检测中心 襄阳市 襄阳省级新能源汽车检测中心 襄阳市 different
国家级高新区 襄阳市 省级高新区 襄阳市 different
高新区 湖北省 襄阳高新区 襄阳市 unsure
高新区 - 襄阳高新区 襄阳市 unsure
西安高新区 西安市 宝鸡高新区 宝鸡市 different
经开区 西安市 西安经济技术开发区 陕西省 same
江夏实验室 武汉市 江城实验室 武汉市 different
湖北时珍实验室 武汉市 时珍实验室 黄冈市 same
宁波大学 宁波市 宁夏大学 银川市 different
中山大学 广州市 中南大学 长沙市 different
中山大学 广州市 中山市大学 中山市 different
北京大学深圳医院 深圳市 北京大学 北京市 broader
大连理工 大连市 大连理工大学 襄阳市 same
东北大学 沈阳市 东北林业大学 哈尔滨市 different
长安大学 西安市 西安大学 西安市 different
西电 西安市 西安电子科技大学 西安市 same
上海交大 上海市 西安交大 西安市 different
西安交大 西安市 西安交通大学 汉中市 same
华东理工 上海市 华南理工 广州市 different
南京理工大学 南京市 南京工业大学 南京市 different
重庆大学 重庆市 重庆理工大学 重庆市 different
哈尔滨工业大学(深圳) 深圳市 哈尔滨工业大学 哈尔滨市 broader
中国科学技术大学先进技术研究院 合肥市 中科大 合肥市 broader
合肥工业大学 合肥市 北京工业大学 北京市 different
武汉光电国家研究中心 武汉市 华中科技大学 武汉市 different
中科院宁波材料所 宁波市 中国科学院宁波材料技术与工程研究所 浙江省 same
工信安全中心 北京市 国家工业信息安全发展研究中心 汉中市 same
赛宝实验室 广州市 工业和信息化部电子第五研究所 广州市 different
世界人工智能大会 上海市 WAIC 杭州市 same
2024世界人工智能大会 上海市 WAIC 上海市 broader
第十五届珠海航展 珠海市 中国国际航空航天博览会 珠海市 broader
第二十六届高交会 深圳市 第26届高交会 深圳市 same
第十届中国襄阳汽车博览会 襄阳市 中国襄阳汽车博览会 襄阳市 broader
农博会 襄阳市 农博会 宜昌市 different
人才招聘会 襄阳市 人才招聘会 汉中市 different
国家集成电路产业投资基金 北京市 国家制造业转型升级基金 北京市 different
襄阳市产业引导基金 襄阳市 襄阳市创业引导基金 襄阳市 different
浙江省产业基金 杭州市 杭州市产业基金 杭州市 different
省智能制造创新中心 襄阳市 湖北省智能制造创新中心 武汉市 same
省智能制造创新中心 襄阳市 陕西省智能制造创新中心 西安市 different
省级智能制造创新中心 襄阳市 国家级智能制造创新中心 襄阳市 different
襄阳市工业互联网平台 襄阳市 工业互联网平台 汉中市 different
卡奥斯工业互联网平台 青岛市 根云工业互联网平台 长沙市 different
工业互联网标识解析二级节点(襄阳) 襄阳市 工业互联网标识解析二级节点(宜昌) 宜昌市 different
工业互联网标识解析二级节点(汽车行业) 襄阳市 工业互联网标识解析二级节点(纺织行业) 襄阳市 different
国家级孵化器 襄阳市 省级孵化器 襄阳市 different
襄阳科技企业孵化器 襄阳市 襄阳孵化器 襄阳市 same
汽车零部件检测中心 襄阳市 汽车零部件检测中心 襄阳市 same
汽车零部件检测中心 襄阳市 汽车零部件检验中心 襄阳市 different
襄阳大学科技园 襄阳市 襄阳大学生创业园 襄阳市 different
武汉理工大科技园 武汉市 武汉理工大学科技园 武汉市 same
化工园 宜昌市 化工园区 宜昌市 same
余家湖化工园区 襄阳市 余家湖工业园 襄阳市 different
宜都化工园 宜昌市 枝江化工园 宜昌市 different
姚家港化工园 宜昌市 田家河化工园 宜昌市 different
樊城区新能源产业园 襄阳市 襄城区新能源产业园 襄阳市 different
樊城新能源产业园 襄阳市 襄城新能源产业园 襄阳市 different
樊城新能源产业园 襄阳市 樊城区新能源产业园 襄阳市 same
谷城石花经济开发区 襄阳市 谷城经济开发区 襄阳市 different
河谷组团产业园A区 襄阳市 河谷组团产业园 襄阳市 broader
河谷组团产业园A区 襄阳市 河谷组团产业园B区 襄阳市 different
中国(陕西)自由贸易试验区 陕西省 陕西自贸区 陕西省 same
中国(浙江)自贸区杭州片区 杭州市 浙江自贸区 浙江省 broader
上海自贸区临港新片区 上海市 临港新片区 上海市 same
西安综保区 西安市 西安高新综合保税区 西安市 different
光谷 武汉市 东湖新技术开发区 襄阳市 same
中关村 北京市 张江 上海市 different
张江高新区 上海市 上海张江高新技术产业开发区 上海市 same
两江新区 重庆市 重庆两江新区 四川省 same
雄安新区 保定市 河北雄安新区 北京市 same
杨凌示范区 咸阳市 杨凌农业高新技术产业示范区 陕西省 same
青岛高新区 青岛市 青岛经开区 青岛市 different
新能源汽车国家重点实验室 长春市 汽车仿真国家重点实验室 长春市 different
省部共建纺织新材料国家重点实验室 武汉市 纺织新材料国家重点实验室 武汉市 different
硅酸盐建筑材料国家重点实验室 武汉市 硅酸盐建筑材料国家重点实验室 襄阳市 same
智能制造公共服务平台 武汉市 智能制造公共服务平台 武汉市 same
智能制造公共服务平台 武汉市 武汉智能制造公共服务平台 湖北省 same
生物医药产业园 武汉市 生物产业园 武汉市 different
襄阳航空航天产业园 襄阳市 襄阳航空产业园 襄阳市 different
襄阳市博士后创新实践基地 襄阳市 襄阳市院士专家工作站 襄阳市 different
襄阳职院 襄阳市 襄阳职业技术学院 襄阳市 same
襄樊职业技术学院 襄阳市 襄阳职业技术学院 襄阳市 successor
襄阳职业技术学院 襄阳市 襄阳汽车职业技术学院 襄阳市 different
重庆工学院 重庆市 重庆理工大学 重庆市 successor
重庆理工大学 重庆市 重庆工学院 重庆市 different
武汉测绘科技大学 武汉市 武汉大学 武汉市 successor
西安光机所 西安市 上海光机所 上海市 different
中国信通院 北京市 中国信息通信研究院 襄阳市 same
市级以上企业技术中心 襄阳市 市级以上企业技术中心 襄阳市 same
省级企业技术中心 襄阳市 市级以上创新平台 襄阳市 member
国家级高新区 襄阳市 高新区 襄阳市 unsure
各县市区工业园 襄阳市 襄阳工业园 襄阳市 different
光谷生物城 武汉市 光谷 武汉市 broader
"""
ROWS = [tuple("" if word == "-" else word for word in line.split(" ")) for line in PAIRS.split("\n") if line]


@pytest.mark.parametrize(("a", "region_a", "b", "region_b", "answer"), ROWS)
def test_what_one_is_to_the_other(a: str, region_a: str, b: str, region_b: str, answer: str) -> None:
    left, right = Mention("platform", a, region_a), Mention("platform", b, region_b)
    verdict = judge(left, right)
    assert verdict.answer == answer, verdict
    back = judge(right, left).answer
    assert back == (answer if answer in ("same", "different", "unsure") else "different") or "same" not in (
        answer,
        back,
    )
    assert answer == "different" or keys(left) & keys(right)


@pytest.mark.parametrize(
    ("a", "year_a", "b", "year_b", "answer"),
    [
        ("枣阳经济开发区", 2016, "枣阳经济技术开发区", 2024, "successor"),
        ("枣阳经济技术开发区", 2024, "枣阳经济开发区", 2016, "different"),
    ],
)
def test_years_tell_what_came_first(a: str, year_a: int, b: str, year_b: int, answer: Answer) -> None:
    left, right = Mention("platform", a, "襄阳市", year_a), Mention("platform", b, "襄阳市", year_b)
    assert judge(left, right).answer == answer


def test_the_table_names_each_platform_once() -> None:
    for name, platform in platforms().items():
        assert known(name) == name
        assert platform.source
    for old, new in former_platforms().items():
        assert known(old) == old
        assert known(new) == new, old


def test_types_have_levels() -> None:
    types = {one.name: one for one in platform_types()}
    assert types["重点实验室"].levels == ("国家", "省")
    assert "全国重点实验室" in types["重点实验室"].aliases
