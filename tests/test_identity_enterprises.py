"""Pairs of companies: name and document's region of either, and what the first is to the second."""

from __future__ import annotations

import pytest

from ingest.identity.enterprise_table import ids
from ingest.identity.enterprises import judge, keys
from ingest.identity.records import Answer, Mention
from ontology.reference.enterprises import companies
from ontology.reference.titles import titles_by_name

PAIRS = """
长源东谷 襄阳市 襄阳长源东谷实业股份有限公司 襄阳市 same
宁德时代 襄阳市 宁德时代新能源科技股份有限公司 宜春市 same
比亚迪 襄阳市 比亚迪股份有限公司 深圳市 same
陕钢 汉中市 陕钢集团 汉中市 same
陕钢 汉中市 汉中市陕钢集团汉中钢铁有限责任公司 汉中市 different
陕钢集团汉中钢铁有限责任公司 汉中市 陕钢 汉中市 broader
襄阳汽车轴承 襄阳市 襄轴 襄阳市 same
襄轴 襄阳市 襄阳汽车轴承股份有限公司 襄阳市 same
东风汽车集团 襄阳市 东风汽车股份 襄阳市 different
东风汽车集团有限公司 湖北省 东风汽车股份有限公司 湖北省 different
东风汽车有限公司 湖北省 东风汽车股份有限公司 湖北省 different
东风汽车股份有限公司 襄阳市 东风汽车集团有限公司 襄阳市 broader
东风公司 襄阳市 东风汽车集团有限公司 十堰市 same
东风汽车 襄阳市 东风汽车集团有限公司 襄阳市 unsure
襄阳比亚迪实业有限公司 襄阳市 比亚迪 襄阳市 broader
比亚迪 襄阳市 襄阳比亚迪实业有限公司 襄阳市 different
襄阳比亚迪 襄阳市 比亚迪 襄阳市 broader
深圳比亚迪 襄阳市 比亚迪 襄阳市 same
比亚迪汽车工业有限公司 深圳市 比亚迪股份有限公司 深圳市 broader
比亚迪襄阳工厂 襄阳市 比亚迪 襄阳市 broader
东风日产襄阳工厂 襄阳市 东风汽车有限公司东风日产乘用车公司襄阳工厂 襄阳市 same
东风日产襄阳工厂 襄阳市 东风日产 襄阳市 broader
东风日产襄阳工厂 襄阳市 东风日产大连工厂 大连市 different
三一重工 长沙市 三一重能 北京市 different
三一重工 长沙市 三一集团有限公司 长沙市 broader
三一集团 长沙市 三一重工 长沙市 different
中联重科 长沙市 中联重科股份有限公司 襄阳市 same
华舟重工 咸宁市 中船应急 咸宁市 successor
中船应急 咸宁市 华舟重工 咸宁市 different
美的电器 佛山市 美的集团 佛山市 successor
中国南车 株洲市 中国中车 株洲市 successor
中国南车 株洲市 中国北车 大连市 different
宝钢集团 上海市 中国宝武 武汉市 successor
神华集团 陕西省 国家能源集团 陕西省 successor
国电集团 陕西省 国家能源集团 陕西省 successor
BOE 合肥市 京东方 武汉市 same
CATL 襄阳市 宁德时代 襄阳市 same
BYD 襄阳市 比亚迪股份有限公司 襄阳市 same
四〇五 汉中市 405厂 汉中市 same
四〇五厂 汉中市 中核陕西铀浓缩有限公司 汉中市 same
405厂 汉中市 404厂 嘉峪关市 different
金盛兰 咸宁市 湖北金盛兰冶金科技有限公司 咸宁市 same
金盛兰 咸宁市 金盛兰 西安市 unsure
金盛兰 咸宁市 金盛兰 咸宁市 same
厚福医疗 咸宁市 湖北厚福医疗装备有限公司 咸宁市 same
安芯美科技 咸宁市 湖北安芯美科技有限公司 咸宁市 same
三赢兴科技 咸宁市 湖北三赢兴光电科技股份有限公司 咸宁市 same
精华纺织 咸宁市 湖北精华纺织集团有限公司 咸宁市 same
嘉麟杰纺织 咸宁市 湖北嘉麟杰纺织品有限公司 咸宁市 same
三环方向机 咸宁市 湖北三环汽车方向机有限公司 咸宁市 same
湖北三环汽车方向机有限公司 咸宁市 三环集团有限公司 湖北省 broader
真奥金银花 咸宁市 湖北真奥金银花药业有限公司 咸宁市 same
修正药业 咸宁市 修正药业集团股份有限公司 通化市 same
维达力 咸宁市 维达力科技股份有限公司 咸宁市 same
平安电工 咸宁市 湖北平安电工科技股份公司 咸宁市 same
稳健医疗(嘉鱼)有限公司 咸宁市 稳健医疗 咸宁市 broader
稳健医疗（嘉鱼）有限公司 咸宁市 稳健医疗(嘉鱼)有限公司 咸宁市 same
稳健医疗(嘉鱼)有限公司 咸宁市 稳健医疗(黄冈)有限公司 黄冈市 different
陕飞公司 汉中市 陕西飞机工业有限责任公司 汉中市 same
陕飞 汉中市 西飞 西安市 broader
成飞 成都市 沈飞 沈阳市 different
襄阳供电公司 襄阳市 国网湖北省电力有限公司襄阳供电公司 襄阳市 same
市供电公司 襄阳市 国网襄阳供电公司 襄阳市 same
市供电公司 襄阳市 市供电公司 宜昌市 different
供电公司 襄阳市 国家电网 襄阳市 broader
国网湖北省电力有限公司襄阳供电公司 襄阳市 国网湖北省电力有限公司 湖北省 broader
市移动公司 襄阳市 中国移动襄阳分公司 襄阳市 same
市移动公司 襄阳市 市联通公司 襄阳市 different
移动公司 襄阳市 中国移动通信集团湖北有限公司襄阳分公司 襄阳市 same
中国移动 襄阳市 三大运营商 襄阳市 member
中国电信 宜昌市 三大运营商 襄阳市 member
市移动公司 襄阳市 三大运营商 襄阳市 member
中国铁塔 襄阳市 三大运营商 襄阳市 different
三大运营商 襄阳市 中国移动 襄阳市 different
中国移动 襄阳市 中国联通 襄阳市 different
襄阳移动 襄阳市 中国移动 襄阳市 broader
襄阳移动 襄阳市 宜昌移动 宜昌市 different
市工行 襄阳市 中国工商银行襄阳分行 襄阳市 same
工商银行 襄阳市 中国工商银行股份有限公司 北京市 same
工商银行襄阳分行 襄阳市 工商银行 襄阳市 broader
工商银行襄阳分行 襄阳市 建设银行襄阳分行 襄阳市 different
中石油 湖北省 中国石油天然气集团有限公司 北京市 same
中石油 湖北省 中石化 湖北省 different
中石化 湖北省 三桶油 湖北省 member
链主企业 襄阳市 链主企业 宜昌市 different
链主企业 襄阳市 链主企业 襄阳市 same
链主企业 襄阳市 龙头企业 襄阳市 different
规上企业 襄阳市 规模以上企业 襄阳市 same
规上工业企业 襄阳市 规上企业 襄阳市 broader
专精特新“小巨人”企业 襄阳市 专精特新企业 襄阳市 broader
长源东谷 襄阳市 骆驼股份 襄阳市 different
襄阳东升机械有限公司 襄阳市 宜昌东升机械有限公司 宜昌市 different
襄阳东升机械有限公司 襄阳市 襄阳东升机械有限责任公司 襄阳市 same
襄阳东升机械有限公司 襄阳市 襄阳市东升机械有限公司 襄阳市 same
襄阳东升机械有限公司 襄阳市 襄阳东昇机械有限公司 襄阳市 different
襄阳东升机械有限公司 襄阳市 襄阳东升电子有限公司 襄阳市 different
襄阳东升机械有限公司 襄阳市 东升机械 襄阳市 same
襄阳东升机械有限公司 襄阳市 东升机械 宜昌市 unsure
襄阳新火炬科技有限公司 襄阳市 新火炬 襄阳市 same
湖北新火炬科技有限公司 襄阳市 新火炬科技 襄阳市 same
湖北新火炬科技有限公司 襄阳市 新火炬物流 襄阳市 different
华为 武汉市 华为技术有限公司 深圳市 same
华为数字能源技术有限公司 深圳市 华为 深圳市 broader
华为 武汉市 华为 西安市 same
上海大众 上海市 上汽大众 上海市 successor
一汽-大众汽车有限公司 长春市 一汽大众 佛山市 same
一汽-大众 长春市 上汽大众 上海市 different
武汉钢铁(集团)公司 武汉市 武钢 武汉市 same
武钢 武汉市 宝钢 上海市 different
长江存储 武汉市 长江存储科技有限责任公司 武汉市 same
长江存储 武汉市 长鑫存储 合肥市 different
武汉新芯 武汉市 长江存储 武汉市 different
海尔智家 青岛市 海尔集团 青岛市 broader
美的 佛山市 格力 珠海市 different
京东方 北京市 京东 北京市 different
中国一重 齐齐哈尔市 中国二重 德阳市 different
航天科技 北京市 航天科工 北京市 different
航天科技集团 北京市 中国航天科技集团有限公司 北京市 same
中国航发 北京市 中国航空工业集团 北京市 different
东方电气集团东方汽轮机有限公司 德阳市 东汽 德阳市 same
东汽 德阳市 东方电气集团 德阳市 broader
宁德时代 宁德市 厦门时代 厦门市 different
厦门时代新能源科技有限公司 厦门市 宁德时代 宁德市 different
四川时代新能源科技有限公司 宜宾市 四川时代 宜宾市 same
隆基股份 西安市 隆基绿能 西安市 successor
华新水泥 黄石市 华新建材 黄石市 successor
华新水泥(襄阳)有限公司 襄阳市 华新水泥 襄阳市 broader
湖北宜化 宜昌市 湖北兴发 宜昌市 different
安琪酵母 宜昌市 安琪酵母股份有限公司 宜昌市 same
安琪酵母(滨州)有限公司 滨州市 安琪酵母股份有限公司 宜昌市 broader
格力电器 珠海市 珠海格力电器股份有限公司 武汉市 same
格力电器(武汉)有限公司 武汉市 格力电器 武汉市 broader
中车株洲电力机车有限公司 株洲市 中国中车 北京市 broader
中铁十一局集团有限公司 武汉市 中铁十二局集团有限公司 太原市 different
中建三局 武汉市 中建八局 上海市 different
中建三局 武汉市 中国建筑第三工程局有限公司 武汉市 same
北京现代 北京市 北京现代汽车有限公司 北京市 same
北京奔驰 北京市 北京现代 北京市 different
广汽本田 广州市 东风本田 武汉市 different
广汽埃安 广州市 广汽集团 广州市 broader
万向钱潮 杭州市 万向集团 杭州市 broader
恒力石化 大连市 恒瑞医药 连云港市 different
浙江吉利控股集团有限公司 杭州市 吉利 宁波市 same
吉利汽车 杭州市 吉利控股集团 杭州市 broader
潍柴动力 潍坊市 潍柴 潍坊市 broader
中芯国际 上海市 中芯国际集成电路制造有限公司 北京市 same
中芯国际(北京) 北京市 中芯国际 北京市 broader
中芯北方集成电路制造(北京)有限公司 北京市 中芯国际 北京市 broader
科大讯飞 合肥市 科大讯飞股份有限公司 襄阳市 same
科大讯飞华中有限公司 武汉市 科大讯飞 合肥市 broader
鞍钢 鞍山市 鞍钢股份有限公司 鞍山市 different
鞍钢股份有限公司 鞍山市 鞍钢集团 鞍山市 broader
本钢 本溪市 鞍钢 鞍山市 broader
天合光能 常州市 晶科能源 上饶市 different
万华化学 烟台市 万华化学集团股份有限公司 烟台市 same
万华化学(四川)有限公司 眉山市 万华化学 烟台市 broader
立讯精密 昆山市 立讯精密工业股份有限公司 东莞市 same
立讯精密工业(昆山)有限公司 苏州市 立讯精密 东莞市 broader
TCL 惠州市 TCL科技 武汉市 same
武汉华星光电 武汉市 TCL华星 深圳市 broader
ABB 北京市 ABB（中国）有限公司 厦门市 same
富士康 郑州市 鸿海精密 台北市 same
富士康郑州工厂 郑州市 富士康 郑州市 broader
湖北三环锻造有限公司 襄阳市 三环锻造 襄阳市 same
湖北三环锻造有限公司 襄阳市 湖北三环车桥有限公司 襄阳市 different
襄阳五二五泵业有限公司 襄阳市 襄阳525泵业有限公司 襄阳市 same
襄阳五二五泵业 襄阳市 五二五泵业 襄阳市 same
正大集团 北京市 正大食品(襄阳)有限公司 襄阳市 different
万洲电气股份有限公司 襄阳市 万洲电气 襄阳市 same
万洲电气集团有限公司 襄阳市 万洲电气股份有限公司 襄阳市 different
湖北华光新材料有限公司 襄阳市 湖北新华光信息材料有限公司 襄阳市 different
航宇救生 襄阳市 航宇救生装备有限公司 襄阳市 same
金鹰重型工程机械股份有限公司 襄阳市 金鹰重工 襄阳市 same
湖北航天化学技术研究所 襄阳市 航天42所 襄阳市 same
襄阳市公交集团 襄阳市 襄阳公交集团 襄阳市 same
襄阳市公交集团 襄阳市 市公交集团 襄阳市 same
市国投集团 襄阳市 市建投集团 襄阳市 different
汉江控股 襄阳市 汉江控股发展集团有限公司 襄阳市 same
汉江国投 襄阳市 汉江控股 襄阳市 different
重庆长安汽车股份有限公司 重庆市 长安汽车 南京市 same
合肥长安汽车有限公司 合肥市 长安汽车 重庆市 broader
新疆大全新能源股份有限公司 石河子市 大全能源 新疆维吾尔自治区 same
新疆特变电工 昌吉回族自治州 特变电工 西安市 same
武汉东湖高新集团 武汉市 东湖高新 武汉市 same
襄阳泽东化工集团有限公司 襄阳市 泽东化工 襄阳市 same
中国重汽集团 济南市 中国重型汽车集团有限公司 襄阳市 same
重汽 济南市 重庆汽车 重庆市 different
陕汽 西安市 陕西汽车控股集团有限公司 西安市 broader
陕重汽 西安市 陕汽 西安市 broader
天马 深圳市 天马微电子股份有限公司 武汉市 same
海信 青岛市 海尔 青岛市 different
苏州汇川技术有限公司 苏州市 汇川技术 深圳市 broader
汇川技术 常州市 深圳市汇川技术股份有限公司 深圳市 same
国轩高科 合肥市 合肥国轩高科动力能源有限公司 合肥市 different
合肥国轩高科动力能源有限公司 合肥市 国轩高科 合肥市 broader
唐山国轩电池有限公司 唐山市 国轩高科 合肥市 broader
烽火通信 武汉市 中国信科 武汉市 broader
武汉邮科院 武汉市 中国信科 武汉市 successor
兖矿集团 济宁市 山东能源集团 济南市 successor
中国化工集团 北京市 中国中化 北京市 successor
中铝集团 北京市 中国铝业 北京市 different
中国铝业 北京市 中铝集团 北京市 broader
一拖 洛阳市 第一拖拉机股份有限公司 洛阳市 different
宝钛股份 宝鸡市 宝钛集团 宝鸡市 broader
西凤酒 宝鸡市 陕西西凤酒股份有限公司 宝鸡市 same
茅台 遵义市 五粮液 宜宾市 different
贵州茅台 遵义市 茅台集团 遵义市 broader
伊利 呼和浩特市 蒙牛 呼和浩特市 different
元气森林（湖北）饮料有限公司 咸宁市 元气森林 咸宁市 broader
通宇卫星通讯 咸宁市 通宇通讯 中山市 different
一汽 长春市 二汽 十堰市 different
二汽 十堰市 东风汽车集团 武汉市 successor
一汽解放 长春市 一汽集团 长春市 broader
中国兵器 北京市 兵器装备集团 北京市 different
中船集团 上海市 中国船舶 上海市 different
中船重工 北京市 中国船舶集团 上海市 successor
中国移动湖北公司 武汉市 中国移动 北京市 broader
湖北移动 武汉市 中国移动湖北公司 湖北省 same
襄阳移动 襄阳市 湖北移动 武汉市 broader
中国移动通信集团有限公司 北京市 中国移动 襄阳市 same
中国电信股份有限公司襄阳分公司 襄阳市 襄阳电信 襄阳市 same
市铁塔公司 襄阳市 中国铁塔股份有限公司襄阳市分公司 襄阳市 same
市邮政公司 襄阳市 中国邮政集团有限公司襄阳市分公司 襄阳市 same
深圳供电局 深圳市 南方电网 广州市 broader
广东电网 广州市 南方电网 广州市 broader
深圳供电局 深圳市 国家电网 北京市 different
市建行 汉中市 建设银行汉中分行 汉中市 same
市建行 汉中市 市农行 汉中市 different
农业银行 汉中市 农业发展银行 汉中市 different
农行 汉中市 四大行 北京市 member
各银行 襄阳市 各银行 宜昌市 different
国家能源集团 北京市 五大发电集团 北京市 member
华电集团 襄阳市 央企 湖北省 member
比亚迪 深圳市 央企 北京市 different
龙头企业 襄阳市 襄阳市龙头企业 湖北省 same
高新技术企业 襄阳市 高企 襄阳市 same
高新技术企业 襄阳市 科技型中小企业 襄阳市 different
全市规上工业企业 襄阳市 规模以上工业企业 襄阳市 same
单项冠军企业 襄阳市 专精特新企业 襄阳市 different
瞪羚企业 襄阳市 独角兽企业 襄阳市 different
上海电气集团股份有限公司 上海市 上海电气 襄阳市 same
北京汽车集团有限公司 北京市 北汽 襄阳市 same
北汽福田 北京市 福田汽车 襄阳市 same
北汽福田 北京市 北汽集团 北京市 broader
上汽通用五菱 柳州市 上汽通用 上海市 different
上汽通用五菱汽车股份有限公司 柳州市 五菱 柳州市 different
长城汽车 保定市 长安汽车 重庆市 different
长城汽车股份有限公司荆门分公司 荆门市 长城汽车 保定市 broader
东风商用车有限公司 十堰市 东风商用车 襄阳市 same
东风商用车襄阳工厂 襄阳市 东风商用车 十堰市 broader
东风越野车 襄阳市 东风商用车 十堰市 different
神龙公司襄阳工厂 襄阳市 神龙汽车 武汉市 broader
神龙汽车 武汉市 神马集团 平顶山市 different
湖北东升新材料有限公司 襄阳市 东升新材 襄阳市 same
湖北金环新材料科技有限公司 襄阳市 金环新材 襄阳市 same
湖北金环新材料科技有限公司 襄阳市 湖北金环绿色纤维有限公司 襄阳市 different
湖北吉象人造林制品有限公司 荆门市 吉象木业 荆门市 different
湖北中航精机科技有限公司 襄阳市 中航精机 襄阳市 same
襄阳国网合成绝缘子有限责任公司 襄阳市 襄阳供电公司 襄阳市 different
湖北三丰智能输送装备股份有限公司 黄石市 三丰智能 黄石市 same
湖北凯龙化工集团股份有限公司 荆门市 凯龙化工 荆门市 same
黄石东贝电器股份有限公司 黄石市 东贝集团 黄石市 broader
湖北东贝机电集团股份有限公司 黄石市 东贝集团 黄石市 same
湖北东贝机电集团股份有限公司 黄石市 东贝 黄石市 unsure
深圳市大疆创新科技有限公司 深圳市 大疆 汉中市 same
大疆 深圳市 DJI 襄阳市 same
小米汽车 北京市 小米 北京市 broader
小鹏汽车 广州市 小米汽车 北京市 different
理想汽车 常州市 北京车和家信息技术有限公司 北京市 same
蔚来 合肥市 未来汽车 襄阳市 different
阿里 杭州市 阿里巴巴集团 襄阳市 same
阿里云 杭州市 阿里巴巴 杭州市 broader
腾讯云计算(北京)有限责任公司 北京市 腾讯 深圳市 broader
百度 北京市 百度(中国)有限公司 上海市 different
华为武汉研究所 武汉市 华为 深圳市 broader
中兴通讯 深圳市 中兴 西安市 same
中兴 深圳市 中芯 上海市 different
海康威视 杭州市 大华股份 杭州市 different
海康机器人 杭州市 海康威视 杭州市 broader
京东方（BOE） 合肥市 京东方 合肥市 same
武汉京东方光电科技有限公司 武汉市 京东方 北京市 broader
成都京东方光电科技有限公司 成都市 京东方 北京市 broader
成都京东方 成都市 武汉京东方 武汉市 different
TCL华星 武汉市 华星光电 深圳市 same
天马 武汉市 武汉天马 武汉市 different
武汉天马 武汉市 天马微电子 深圳市 broader
长飞 武汉市 长飞光纤光缆股份有限公司 潜江市 same
长飞光纤潜江有限公司 潜江市 长飞光纤 武汉市 broader
烽火通信 武汉市 烽火科技 武汉市 different
中铁大桥局 武汉市 中铁大桥院 武汉市 different
中交二航局 武汉市 中交二公局 西安市 different
中国建筑 北京市 中国建材 北京市 different
中国化学 北京市 中国化工 北京市 different
中核集团 北京市 中广核 深圳市 different
中国一重 齐齐哈尔市 一重 大连市 same
太原重工股份有限公司 太原市 太重集团 太原市 broader
山东重工 济南市 山东能源 济南市 different
徐工 徐州市 徐工集团 襄阳市 same
徐工机械 徐州市 徐工集团 徐州市 broader
恒瑞 连云港市 恒瑞医药 襄阳市 same
人福 武汉市 宜昌人福 宜昌市 different
宜昌人福药业 宜昌市 人福医药 武汉市 broader
修正药业集团长春高新制药有限公司 长春市 修正药业 长春市 broader
石药集团欧意药业有限公司 石家庄市 石药集团 石家庄市 broader
广药白云山 广州市 广药集团 广州市 broader
同仁堂 北京市 同济堂 武汉市 different
红牛维他命饮料（湖北）有限公司 咸宁市 红牛 咸宁市 broader
娃哈哈 杭州市 农夫山泉 杭州市 different
中粮 北京市 中储粮 北京市 different
中粮米业(仙桃)有限公司 仙桃市 中粮集团 北京市 broader
新疆天业 石河子市 新疆天业(集团)有限公司 石河子市 unsure
天业集团 石河子市 新疆天业股份有限公司 石河子市 different
贵州磷化集团 贵阳市 湖北磷化集团 宜昌市 different
襄阳磷化集团 襄阳市 襄阳磷化集团 襄阳市 same
大冶有色 黄石市 铜陵有色 铜陵市 different
新冶钢 黄石市 大冶特钢 黄石市 same
首钢总公司 北京市 首钢集团 北京市 successor
首钢水城钢铁 六盘水市 首钢 北京市 unsure
小康股份 重庆市 赛力斯 重庆市 successor
赛力斯 重庆市 小康股份 重庆市 different
青岛海尔 青岛市 海尔智家 青岛市 successor
深发展 深圳市 平安银行 深圳市 successor
平安银行 深圳市 平安电工 咸宁市 different
TCL集团股份有限公司 惠州市 TCL科技集团股份有限公司 惠州市 successor
中国网通 北京市 中国联通 北京市 successor
铁道部 北京市 国铁集团 北京市 successor
云川华瑞机械有限公司 云川市 华瑞机械 云川市 same
华瑞机械 云川市 华瑞机电 云川市 different
襄阳市华瑞机械厂 襄阳市 襄阳华瑞机械有限公司 襄阳市 different
老河口华瑞机械有限公司 襄阳市 枣阳华瑞机械有限公司 襄阳市 different
谷城华瑞机械有限公司 襄阳市 谷城县华瑞机械有限公司 谷城县 same
襄阳华瑞机械有限公司（原襄樊华瑞机械有限公司） 襄阳市 襄阳华瑞机械有限公司 襄阳市 same
江苏华瑞机械有限公司 南京市 南京华瑞机械有限公司 南京市 different
华瑞（江苏）机械有限公司 南京市 江苏华瑞机械有限公司 南京市 different
湖北华瑞机械集团有限公司 襄阳市 华瑞集团 襄阳市 same
湖北华瑞机械集团有限公司 襄阳市 湖北华瑞机械有限公司 襄阳市 different
湖北华瑞机械有限公司 襄阳市 湖北华瑞机械集团有限公司 襄阳市 broader
湖北华瑞商贸有限公司 襄阳市 湖北华瑞机械集团有限公司 襄阳市 different
华瑞物流 襄阳市 华瑞机械 襄阳市 different
五二〇厂 汉中市 520厂 汉中市 same
中国航天科技集团第四研究院 西安市 航天科技集团 北京市 broader
中国航天科技集团第四研究院 西安市 中国航天科技集团第六研究院 西安市 different
中国石油长庆油田分公司 西安市 长庆油田 延安市 same
长庆油田 西安市 延长石油 西安市 different
长庆油田 西安市 中国石油 北京市 broader
潍柴动力股份有限公司 潍坊市 潍柴重机股份有限公司 潍坊市 different
华菱钢铁 长沙市 华菱星马 马鞍山市 different
中国石化武汉分公司 武汉市 中国石化 北京市 broader
中国石化销售股份有限公司湖北襄阳石油分公司 襄阳市 中国石化 北京市 broader
江苏扬子江船业集团 泰州市 扬子江药业集团 泰州市 different
扬子江药业 泰州市 扬子江药业集团有限公司 泰州市 same
三只松鼠 芜湖市 三只松鼠股份有限公司 无为市 same
福建福晶科技股份有限公司 福州市 福晶科技 福州市 same
宁德新能源科技有限公司 宁德市 宁德时代新能源科技股份有限公司 宁德市 different
宁德新能源 宁德市 宁德时代 宁德市 different
ATL 宁德市 CATL 宁德市 different
青岛啤酒 青岛市 青岛啤酒西安汉斯集团有限公司 西安市 different
青岛啤酒西安汉斯集团有限公司 西安市 青岛啤酒 青岛市 broader
沈阳机床 沈阳市 大连机床 大连市 different
一机集团 包头市 内蒙古第一机械集团股份有限公司 包头市 same
北方重工 沈阳市 北方重工集团有限公司 沈阳市 same
北方重工 沈阳市 北重集团 包头市 different
天水星火机床有限责任公司 天水市 星火机床 天水市 same
天水星火机床有限责任公司 天水市 天水星火机床有限公司 天水市 same
金川集团 金昌市 金川公司 金昌市 same
金川集团股份有限公司 金昌市 金川科技园 金昌市 different
白银有色集团股份有限公司 白银市 白银集团 兰州市 same
云南铜业 昆明市 云南铝业 昆明市 different
桂林三金 桂林市 桂林三金药业股份有限公司 桂林市 same
柳工 柳州市 柳钢 柳州市 different
玉柴股份 玉林市 玉柴集团 玉林市 broader
海南航空 海口市 南方航空 广州市 different
中联重科安徽工业车辆有限公司 芜湖市 中联重科 长沙市 broader
中联重科芜湖工厂 芜湖市 中联重科 长沙市 broader
株洲时代新材 株洲市 时代新材 株洲市 same
郑州日产 郑州市 东风日产 广州市 different
海马汽车 海口市 天马汽车 保定市 different
广汽传祺 广州市 广汽埃安 广州市 different
昆山龙腾光电 苏州市 龙腾光电 昆山市 same
苏州金龙 苏州市 厦门金龙 厦门市 different
杭叉集团 杭州市 安徽合力 合肥市 different
大众汽车(安徽)有限公司 合肥市 上汽大众 上海市 different
特斯拉(上海)有限公司 上海市 特斯拉 北京市 broader
沈阳飞机工业(集团)有限公司 沈阳市 中航沈飞股份有限公司 沈阳市 different
商飞 上海市 中国商用飞机有限责任公司 西安市 same
中信特钢 黄石市 中信泰富特钢集团股份有限公司 江阴市 same
湖北三环专用汽车有限公司 十堰市 三环专汽 十堰市 same
十堰驰田汽车股份有限公司 十堰市 驰田汽车 十堰市 same
程力专汽 随州市 程力专用汽车股份有限公司 随州市 same
程力集团 随州市 程力专用汽车股份有限公司 随州市 different
齐星集团 随州市 湖北齐星集团有限公司 随州市 same
楚胜汽车集团 随州市 楚风汽车 随州市 different
裕国菇业 随州市 湖北裕国菇业股份有限公司 随州市 same
菲利华 荆州市 湖北菲利华石英玻璃股份有限公司 荆州市 same
菲利华 荆州市 潜江菲利华石英玻璃材料有限公司 潜江市 different
潜江菲利华石英玻璃材料有限公司 潜江市 菲利华 荆州市 broader
健民集团 武汉市 健民药业集团股份有限公司 武汉市 same
高德红外 武汉市 武汉高德红外股份有限公司 襄阳市 same
华灿光电 武汉市 华工激光 武汉市 different
盛隆电气 武汉市 盛隆电气集团有限公司 武汉市 same
精测电子 武汉市 武汉精测电子集团股份有限公司 武汉市 same
良品铺子 武汉市 良品铺子股份有限公司 宜昌市 same
安琪 宜昌市 安琪酵母 襄阳市 same
三峡集团 武汉市 三峡大学 宜昌市 different
南玻 宜昌市 宜昌南玻硅材料有限公司 宜昌市 different
宜昌南玻硅材料有限公司 宜昌市 南玻集团 深圳市 broader
金种子企业 襄阳市 银种子企业 襄阳市 different
上市后备企业 襄阳市 上市公司 襄阳市 different
民营企业 襄阳市 国有企业 襄阳市 different
三一重工 长沙市 链主企业 长沙市 different
工商银行 襄阳市 金融机构 襄阳市 different
"""
ROWS = [tuple("" if word == "-" else word for word in line.split(" ")) for line in PAIRS.split("\n") if line]


@pytest.mark.parametrize(("a", "region_a", "b", "region_b", "answer"), ROWS)
def test_what_one_is_to_the_other(a: str, region_a: str, b: str, region_b: str, answer: str) -> None:
    left, right = Mention("enterprise", a, region_a), Mention("enterprise", b, region_b)
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
        ("武钢集团", 2010, "中国宝武", 2020, "successor"),
        ("武钢集团", 2022, "中国宝武", 2022, "broader"),
        ("襄阳东升机械有限公司", 2012, "襄阳东升机械股份有限公司", 2020, "successor"),
        ("襄阳东升机械股份有限公司", 2020, "襄阳东升机械有限公司", 2012, "unsure"),
    ],
)
def test_years_tell_what_came_first(a: str, year_a: int, b: str, year_b: int, answer: Answer) -> None:
    left, right = Mention("enterprise", a, "襄阳市", year_a), Mention("enterprise", b, "襄阳市", year_b)
    assert judge(left, right).answer == answer


def test_names_of_two_cities_share_no_key() -> None:
    left, right = Mention("enterprise", "襄阳东升机械有限公司"), Mention("enterprise", "襄阳宏泰机械有限公司")
    assert not keys(left) & keys(right)


def test_every_parent_and_heir_of_the_table_is_reached() -> None:
    for company in companies().values():
        assert not company.parent or company.parent in companies(), company
        assert ids(company.full_name) == {company.name} or len(ids(company.full_name)) > 1, company
        assert company.source
        assert company.confidence


def test_titles_are_found_by_alias() -> None:
    assert titles_by_name()["高企"].name == "高新技术企业"
    assert titles_by_name()["小巨人"].level == "国家级"
