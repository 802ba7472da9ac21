"""Spreadsheets and CSV files: the facts read off the real files of ../shared/formats."""

from ingest.blocks import Content
from ingest.readers.csv_ import read_csv
from ingest.readers.sheets import read_xls, read_xlsx
from tests.real_files import real, tables_of


def paragraphs(content: Content) -> list[str]:
    return [block.text for block in content.blocks if block.kind == "paragraph"]


def test_yearbook_with_the_default_password():
    content = read_xls(real("048"))
    rows = [row for table in tables_of(content) for row in table]
    assert content.blocks[0].text == "1-7"
    assert "2-1 人口状况" in paragraphs(content)
    assert rows[0][2].startswith("年末户籍人口 (万人)")
    assert [rows[1][at].split()[0] for at in (2, 3)] == ["全市", "市辖区"]
    assert rows[2] == ["北京市", "Beijing", "1363", "1363", "1354", "1354", "8.53", "8.53"]
    assert rows[-1][0].strip() == "哈密市"
    assert rows[-1][2:4] == ["56", "43"]
    assert content.blocks[-1].rows[-1][0].runs[0].place.row == 360
    assert "cnki" not in str(content.blocks)
    assert any("CNKI" in note for note in content.notes)


def test_plan_with_details_merged_over_rows():
    content = read_xls(real("049"))
    (rows,) = tables_of(content)
    assert paragraphs(content) == ["金额单位：元", "采购计划"]
    assert rows[0] == ["计划信息"] * 6 + ["计划条目"] * 6
    plan = ["年度", "2011", "30", "455000", "68196750-7", "九合互联2011采购计划"]
    assert rows[2] == [*plan, "A010301", "B10", "50", "225000", "4500", "台式电脑50台"]
    assert all(row[:6] == plan for row in rows[2:5])
    assert all(row[1] == "2012" for row in rows[5:8])


def test_roster_with_hidden_columns():
    (rows,) = tables_of(read_xlsx(real("050")))
    assert len(rows) == 4811
    assert rows[0][:6] == ["序号", "序列", "企业名称", "统一社会信用代码", "所属地市", "所属区县"]
    assert rows[0][6].startswith("行业")
    assert [rows[1][at] for at in (2, 3, 4, 5, 12)] == [
        "安丘市赫赫工艺品厂",
        "91370784MA3N03685C",
        "潍坊市",
        "安丘市",
        "15150",
    ]
    towns = [row[4] for row in rows[1:]]
    names = ("潍坊市", "青岛市", "临沂市", "烟台市", "济南市")
    assert [towns.count(name) for name in names] == [595, 561, 510, 444, 414]
    assert [row[0] for row in rows[1:5]] == ["8", "12", "13", "19"]
    assert (rows[-1][0], rows[-1][2], rows[-1][4], rows[-1][5]) == ("", "邹城市沿河运黄沙有限公司", "济宁市", "邹城市")


def test_wide_sheet_with_a_source_note():
    content = read_xlsx(real("051"))
    (rows,) = tables_of(content)
    assert paragraphs(content) == ["数据来源:Wind资讯"]
    assert (len(rows), len(rows[0])) == (1381, 25)
    assert rows[1][:5] == ["835912.OC", "阿房宫", "2017-07-12", "9", "2376.39"]
    assert rows[1][9] == "大股东,境内自然人"
    assert (rows[-1][0], rows[-1][1], rows[-1][3], rows[-1][4]) == ("839447.OC", "尊优股份", "2.5", "350")
    assert (rows[-2][1], rows[-2][3]) == ("纵目科技", "460.8")


def test_index_with_formulas_and_hidden_rows():
    content = read_xlsx(real("052"))
    (rows,) = tables_of(content)
    assert len(rows) == 1833
    assert [rows[1][0], rows[2][0], rows[-1][0]] == ["1", "2", "1832"]
    assert rows[1][6:8] == ["农办科〔2019〕35号", "2019.12.31公布"]
    assert rows[3][6] == "国科发火〔2019〕450号"
    assert rows[-1][6] == rows[-2][6] == ""
    assert sum(row[6] == "纲要办函〔2023〕2号" for row in rows) == 1  # the hidden row says it again
    assert any("50 行隐藏" in note for note in content.notes)


def test_function_list_without_header():
    content = read_xlsx(real("053"))
    one, two = tables_of(content)
    assert len(one) == len(two) == 25
    assert one[0][:2] == ["用户管理", "用户登录"]
    assert one[1][:2] == ["", "用户退出"]
    assert (
        [row[1] for row in one[4:8]]
        == [row[1] for row in one[8:12]]
        == ["多条件查询", "查询结果列表", "结果定位", "详情展示"]
    )
    assert (one[3][1], two[3][1]) == ("地图量测", "个人定位")


def test_pivot_beside_a_list():
    content = read_xlsx(real("054"))
    one, two, pivot = tables_of(content)
    assert one[0][:4] == ["Region", "Authority", "memo", "URL"]
    assert one[1][:2] == ["中央", "办公厅"]
    assert one[5][:3] == ["北京", "发改委", "规范性文件"]
    assert one[3][3] != one[4][3]
    assert one[-1][:2] == ["海南", "发改委"]
    assert two[0] == ["Region", "Authority"]
    assert pivot[0][1:] == ["办公厅", "发改委"]


def test_real_csv_files():
    (rows,) = tables_of(read_csv(real("055")))
    assert (len(rows), rows[0]) == (13, ["日期", "P1 队长/统筹+数据", "P2 前端/产品", "P3 后端/AI", "风险/阻塞"])
    assert rows[1][0] == "8/20（红线:三人都就绪）"
    assert rows[2][0] == "8月21日"
    (rows,) = tables_of(read_csv(real("056")))
    assert (len(rows), len(rows[0])) == (51, 10)
    assert [rows[1][at] for at in (0, 1, 4)] == ["P001", "国发[2015]40号", "2015-07-01"]
    assert (rows[-1][0], rows[-1][1]) == ("P050", "十五五规划纲要")
