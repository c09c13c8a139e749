"""Which of several numbers is wrong: the one that two others, or its parts, leave no room for."""

import pytest

from core.narrative.claims import Ground, check_section


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
        (  # the share and the growth are of one other amount, one digit off
            "医院收入12174.67万元。其中财政补助1029.43万元，占15.85%，比上年增加158.97万元，增长8.98%。",
            ("C8", "1029.43万元", "1929.43万元"),
        ),
        (  # two digits changed places in the change, the percentage is right without
            "1.总体情况。本单位收入总计3,639.09万元，支出总计3,639.09万元。收支比上年决算数增加163.83万元、增长4.85%。",
            ("C2", "163.83万元", "168.33万元"),
        ),
        (  # the gap and its percentage agree
            "项目送审93274万元，审定80156万元，审减12758万元，审减率13.68%。",
            ("C2", "80156万元", "80516万元"),
        ),
        (  # the percentage is of the difference to the total, not to its last part
            "“三公”开支为50万元，其中接待20万元、车辆运维30万元；比上年的59万元，减少了19万元，下降15.25%。",
            ("C2", "19万元", "9万元"),
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
        "“三公”支出434万元，比上年441万元减少7万元，下降1.59%。其中，购车支出47万元，比上年增加47万元；接待支出123万元。",
        "上划中央19.84亿元，减少0.29亿元，负增长1.44%；上划省4.22亿元，减少700万元，负增长1.63%。",
        "截至9月底，收入8.64亿元，为年初预算11.3亿元的76.46%，为调整预算12.5亿元的69.12%，比上年同期的7.18亿元增加1.46亿元。",
        "货物类计划31826.50万元，实际27153.84万元，节约4672.66万元，节约率14.7%；"
        "工程类计划24417.38万元，实际20168.25万元，节约4249.13万元，节约率17.4%。",
        "公务接待费28.45万元，占20.50%，完成预算36万元的79.03%，减少5.75万元，下降16.81%。",
        "收入5077万元（税收5051万元、非税26万元），完成预算3808万元的133.3%。",
        "支出年初安排5591万元，调整后5927万元，决算7351万元，同比增长5.1%，完成年初安排的131.5%、调整数的124.0%。",
        "基金年初预算790万元，决算656万元（配套费24万元，补助449万元，结转183万元），完成预算的83.0%。",
        "预算2417.71万元，成交2424.55万元，节约-6.84万元。",
        "1至7月全市收入1232.5亿元，完成预算62.5%，增长18%。其中税收收入786亿元，增长15.5%；非税收入446.5亿元，增长22.8%。"
        "分税种看，增值税122.3亿元，增长10.8%。",
    ],
)
def test_percentages_of_amounts_that_nobody_told_are_silent(found, text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (  # the amount is blamed, two digits of which changed places
            "本单位收入总计3,639.09万元，支出总计3,639.09万元。收支比上年决算数增加163.83万元、增长4.85%。",
            "；若 163.83万元 无误，4.85% 应为 4.71%",
        ),
        (  # an end is blamed for its change
            "教育经费投入31.27亿元，比上年28.39亿元增加2.34亿元，增长8.24%。",
            "；若 31.27亿元 无误，2.34亿元 应为 2.88亿元",
        ),
        (  # the percentage is blamed, one digit of the amount would mend it as well
            "本年支出合计4,529.25万元，比上年减少2,858.28万元，下降29.09%。",
            "；若 29.09% 无误，2858.28万元 应为 1858.28万元",
        ),
        (  # a share beside it is of other amounts
            "本年支出合计3,627.06万元，比上年减少203.16万元，下降5.97%。其中基本支出1,683.32万元，占46.41%；项目支出1,943.74万元。",
            "；若 203.16万元 无误，5.97% 应为 5.30%",
        ),
    ],
)
def test_both_readings_of_two_numbers_are_told(text, told):
    (one,) = check_section(text, "1", Ground("", 2023))
    assert one.message.endswith(told)


@pytest.mark.parametrize(
    "text",
    [
        "本年支出合计4,529.25万元，比上年减少1,858.28万元，下降35.93%。",  # no slip of the amount makes it
        "本年支出合计1862.40万元，比上年减少24.0万元，下降2.17%，主要是基本支出减少6.50万元，项目支出减少17.50万元。",
    ],
)
def test_one_reading_is_told_where_there_is_no_other(text):
    (one,) = check_section(text, "1", Ground("", 2023))
    assert "无误" not in one.message
