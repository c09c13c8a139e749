"""Changes: of parts and their whole, from one amount to another, between percentages, none at all."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("text", "due"),
    [
        (
            "收入增加312.7万元，其中财政拨款增加268.4万元、事业收入增加74.3万元、其他收入减少10万元。",
            ("C18", "332.70万元"),
        ),
        ("人员经费增加34.60万元，公用经费减少12.10万元，两项相抵，基本支出净增加25.50万元。", ("C18", "22.50万元")),
        ("购置费由上年的二十万元降至本年的十八万元，下降20%。", ("C2", "10.00%")),
        ("非税收入由上年的120万元增加到108万元。", ("C4", None)),
        ("其他收入36.72万元（2022年为35.00万元），与上年持平。", ("C4", None)),
        ("占比由2022年的88.4%提高到2023年的91.6%，提高4.2个百分点。", ("C2", "3.2个百分点")),
        ("占比由38%降至35%，上升3个百分点。", ("C4", None)),
        ("甲所支出448.26万元，乙所支出302.5万元，前者较2022年增加22.86万元，增长6.37%。", ("C2", "5.37%")),
    ],
)
def test_a_wrong_move_is_found(found, text, due):
    ((rule, _, expected),) = found(text)
    assert (rule, expected) == due


@pytest.mark.parametrize(
    "text",
    [
        "收入增加312.7万元，其中财政拨款增加268.4万元、事业收入增加14.3万元等。",
        "住院费用由6,842.15元降到6,501.09元，下降4.98%。",
        "变动率为-7.13%（2022年219.06万元，2023年203.44万元）。",
        "其他收入36.72万元，与上年基本持平。",
        "占比由31.2%降至29.8%，下降1.4个百分点。",
    ],
)
def test_right_moves_stay_silent(found, text):
    assert found(text) == []
