"""Which of several numbers is wrong: the one that two others, or its parts, leave no room for."""

import pytest


@pytest.mark.parametrize(
    ("text", "due"),
    [
        (  # the parts and the percentage agree
            "本年支出合计1862.40万元，比上年减少42.0万元，下降1.27%，主要是基本支出减少6.50万元，项目支出减少17.50万元。",
            ("C18", "42.0万元", "24.00万元"),
        ),
        (  # the change and the percentage agree with the year before
            "教育经费投入31.27亿元，比上年28.39亿元增加2.34亿元，增长8.24%。",
            ("C2", "31.27亿元", "30.73亿元"),
        ),
        (  # the percentage is of the difference of the two amounts
            "教育经费投入30.73亿元，比上年28.39亿元增加2.43亿元，增长8.24%。",
            ("C2", "2.43亿元", "2.34亿元"),
        ),
        (  # nothing but the percentage does not fit
            "本年支出合计1862.40万元，比上年减少24.0万元，下降2.17%，主要是基本支出减少6.50万元，项目支出减少17.50万元。",
            ("C2", "2.17%", "1.27%"),
        ),
    ],
)
def test_the_number_that_the_others_leave_no_room_for_is_told_once(found, text, due):
    assert found(text) == [due]


@pytest.mark.parametrize(
    "text",
    [
        "税收收入2153万元，增长35.9%，完成预算的129.4%；非税收入6万元，较上年下降76.9%。"
        "全镇收入2159万元，加上补助收入900万元，收入总计3059万元。",
        "教育经费43.28亿元，占支出的15.51%。教育经费43.28亿元，比上年40.57亿元增加2.71亿元。",
        "“三公”经费共计35.5万元，比上年预算数下降35.45%，比上年决算数下降34.26%；其中接待费15.5万元，比上年预算数下降18.42%，"
        "比上年决算数下降16.22%；车辆运行费20万元，比上年预算数下降44.44%，比上年决算数下降43.66%。",
        "1至7月全市收入1232.5亿元，完成预算62.5%，增长18%。其中税收收入786亿元，增长15.5%；非税收入446.5亿元，增长22.8%。"
        "分税种看，增值税122.3亿元，增长10.8%。",
    ],
)
def test_percentages_of_amounts_that_nobody_told_are_silent(found, text):
    assert found(text) == []
