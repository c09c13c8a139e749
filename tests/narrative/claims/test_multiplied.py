"""So many at so much: totals behind a price, averages of what was told before."""

import pytest

from core.narrative.claims import Ground, check_section

NOBODY = Ground("", 2023)


def found(text):
    return [(one.rule, one.quote, one.expected) for one in check_section(text, "t", NOBODY) if not one.rounding]


WRONG = [
    # multiplied.py
    ("寄宿生860人，生均伙食补助1250元，按此下达106.5万元。", "C22", "106.5万元", "107.5万元"),
    ("护林员补助标准4200元/人，全县选聘650名，共发放补助237万元。", "C22", "237万元", "273万元"),
    ("办班4期，每期45人、3天，累计540人天；按每人每天300元计，支出17.2万元。", "C22", "17.2万元", "16.2万元"),
    ("监理派驻12人，服务期9个月，月均1.15万元/人，监理费总额142.20万元。", "C22", "142.20万元", "124.20万元"),
    ("公益电影放映862场，每场300元，共兑付2.59万元。", "C22", "2.59万元", "25.86万元"),
    ("扫描图纸46万页，每页0.32元，结算15.72万元。", "C22", "15.72万元", "14.72万元"),
    ("全年按48个批次安排，每批次出具报告13份，统计全年出具报告642份。", "C19", "642份", "624份"),
    ("药品零差率补助每人每年15元，服务人口2.64万人，应拨39.60元。", "C7", "39.60元", "39.60万元"),
    ("聘用人员6人，月工资3200元，全年支出工资20.34万元。", "C22", "20.34万元", "23.04万元"),
    ("全年用电48万度，均价0.62元/度，电费29.67万元。", "C22", "29.67万元", "29.76万元"),
    ("建公厕6座，单座造价18.5万元，合计101万元。", "C22", "101万元", "111万元"),
    # derived.py
    ("维修保险两项花费25.2万元，摊到9辆巡查车上，每辆2.5万元。", "C22", "2.5万元", "2.80万元"),
    ("举办讲座15期，其中党务6期、业务5期、安全4期，参训990人次，平均每期76人次。", "C19", "76人次", "66人次"),
]  # fmt: skip
RIGHT = [
    "寄宿生860人，生均伙食补助1250元，按此下达107.5万元。",
    "护林员补助标准4200元/人，全县选聘650名，共发放补助273万元。",
    "办班4期，每期45人、3天，累计540人天；按每人每天300元计，支出16.2万元。",
    # two prices make one total, or the count of each is not told
    "补助标准为小学每年2000元、初中每年2500元，全年受益512人，支出118.3万元。",
    "津贴按月发放：甲档1450人、每人每月100元，乙档186人、每人每月200元，全年需218.64万元。",
    # the total is of more than that, or the rest of it is told
    "每人每天伙食补助100元，全年出差320人天，差旅费15.6万元，其中伙食补助3.2万元。",
    "补助标准为每亩120元，全县种植面积2.6万亩，发放补贴286万元，剩余26万元结转下年。",
    "同类站点平均运维成本6.8万元/站，我县15个站共支出87.00万元，平均5.8万元/站。",
    "全年用电48万度，均价0.62元/度，电费29.76万元；用水2.1万吨，水费6.3万元。",
    # a limit is no price, and a budget no total
    "培训52人，每人每天不超过400元，支出1.86万元。",
    "在职74人，编制78名。公用经费人均1.35万元，总额99.90万元。",
    "绿化支出736.28万元，分摊到184万平方米，每平方米4.00元。",
    "改造53户，补助159.00万元，户均3.00万元，其中一般户38户、户均2.50万元。",
]  # fmt: skip


@pytest.mark.parametrize(("text", "rule", "quote", "expected"), WRONG, ids=range(len(WRONG)))
def test_the_product_is_reckoned(text, rule, quote, expected):
    assert found(text) == [(rule, quote, expected)]


@pytest.mark.parametrize("text", RIGHT, ids=range(len(RIGHT)))
def test_products_that_are_right_or_open_are_not_marked(text):
    assert found(text) == []
