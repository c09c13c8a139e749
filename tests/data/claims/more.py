# ruff: noqa: E501
"""Labelled sentences of the kinds that make.py does not have yet: `python tests/data/claims/more.py`.

Written the same way, to files of their own (`looked2.jsonl`, `held2.jsonl`), so that the first deal stays as it was.
Here hints are labels too: a percentage without its sign, text broken inside a sentence.
"""

from __future__ import annotations

import json
import random
from fractions import Fraction

import make
from make import HERE, UNITS, add, money, off, show

R = random.Random(20241120)
make.R = R
make.LABELS.clear()


def paired() -> None:
    """Shares and changes told 分别: the first belongs to the first."""
    forms = [
        "{y}年{u}政府采购货物、工程、服务支出分别为{a}万元、{b}万元和{c}万元，占政府采购支出总额{t}万元的比例分别为{x}%、{z}%和{w}%。",
        "{y}年支出合计{t}万元，其中工资福利支出、商品和服务支出、资本性支出分别为{a}万元、{b}万元、{c}万元，分别占{x}%、{z}%、{w}%。",
        "本年收入合计{t}万元。财政拨款收入、事业收入、其他收入分别为{a}万元、{b}万元、{c}万元，占本年收入合计的比重分别为{x}%、{z}%和{w}%。",
    ]
    for number, form in enumerate(forms * 8):
        parts = [money(1000, 9000) for _ in range(3)]
        total = sum(parts, Fraction(0))
        shares = [show(part / total * 100) for part in parts]
        expect = []
        if number % 2:
            at = R.randrange(3)
            wrong = off(parts[at] / total * 100)
            expect.append(("C8", f"{wrong}%", f"{shares[at]}%"))
            shares[at] = wrong
        a, b, c = map(show, parts)
        x, z, w = shares
        add("paired", form.format(y=2023, u=R.choice(UNITS), t=show(total), a=a, b=b, c=c, x=x, z=z, w=w), *expect)


def subjects() -> None:
    """The quantity that changes is named without its amount; the amount stands in another sentence."""
    forms = [
        "“三公”经费支出{t}万元，比上年增加{d}万元，增长{r}%。其中，公务用车运行维护费支出决算与预算一致，比上年增加{e}万元，增长{g}%。",
        "公务用车运行维护费支出{a}万元。三公经费支出合计{t}万元，比去年增加{d}万元，增长{r}%。公务用车运行维护费比预算无增减变化，比去年增加{e}万元，增长{g}%。",
        "支出合计{t}万元，较上年增加{d}万元，增长{r}%，其中培训费增加较多，培训费较上年增加{e}万元，增长{g}%。",
    ]
    for number, form in enumerate(forms * 6):
        total, delta, part = money(9000, 20000), money(300, 2000), money(900, 3000)
        small = money(100, 800)
        rate = show(delta / (total - delta) * 100)
        part_rate = small / (part - small) * 100
        said, expect = show(part_rate), []
        if number % 2 and "{a}" in form:
            said = off(part_rate)
            expect = [("C2", f"{said}%", f"{show(part_rate)}%")]
        add("subject", form.format(t=show(total), d=show(delta), r=rate, a=show(part), e=show(small), g=said), *expect)


def references() -> None:
    """The base or the budget stands right before the percent: 较上年同期110万元下降9.5%, 占预算90万元的108%."""
    for number in range(24):
        now, prior = money(9000, 30000), money(9000, 30000)
        if now == prior:
            continue
        up, rate = now > prior, abs(now - prior) / prior * 100
        done = now / prior * 100
        forms = [
            ("change", f"全县财政收入{show(now)}万元，较上年同期{show(prior)}万元{'增长' if up else '下降'}{{g}}%。", rate, "C2"),
            ("completion", f"2023年一般公共预算收入{show(now)}万元，占预算{show(prior)}万元的{{g}}%。", done, "C11"),
            ("change", f"总支出{show(now)}万元，较上年同期{show(prior)}万元{'增支' if up else '减支'}{show(abs(now - prior))}万元，{'增长' if up else '下降'}{{g}}%。", rate, "C2"),
            ("completion", f"基金收入{show(now)}万元，完成预算{show(prior)}万元的{{g}}%，{'超收' if up else '短收'}{show(abs(now - prior))}万元。", done, "C11"),
        ]  # fmt: skip
        _, form, right, rule = forms[number % 4]
        wrong = (number // 4) % 2 == 1
        said = off(right) if wrong else show(right)
        add("reference", form.format(g=said), *([(rule, f"{said}%", f"{show(right)}%")] if wrong else []))


def other_bases() -> None:
    """A budget of a year is no outcome of that year, and a budget of last year no budget of this one."""
    for number in range(12):
        now, delta = money(2000, 9000), money(100, 900)
        budget, rate = now - delta, delta / (now - delta) * 100
        year = 2023
        wrong = number % 2 == 1
        said = off(rate) if wrong else show(rate)
        form = [
            "公务接待费支出决算{a}万元。全年接待32批次。公务接待费支出{a}万元，与{y}年度预算相比，增加{d}万元，增长{g}%。",
            "“三公”经费支出预算为{a}万元，比{p}年预算增加{d}万元，增长{g}%。",
            "机关运行经费{y}年支出{a}万元，比{y}年初预算数{b}万元增加{d}万元，增长{g}%。",
        ][number % 3]
        text = form.format(y=year, p=year - 1, a=show(now), b=show(budget), d=show(delta), g=said)
        add("other_base", text, *([("C2", f"{said}%", f"{show(rate)}%")] if wrong else []))


NUMERALS = [
    ("帮扶困难职工叁万元，比上年增加壹万元，增长{g}%。", "50", "60", "C2"),
    ("全年培训支出三万五千元，比上年增加五千元，增长{g}%。", "16.67", "25.00", "C2"),
    ("活动经费共计十二万元，其中场地费四万元，占{g}%，其他支出八万元。", "33.33", "43.33", "C8"),
    ("年初预算二十万元，支出决算一十八万元，完成年初预算的{g}%。", "90", "95", "C11"),
    ("慰问支出贰万伍仟元，年初预算伍万元，完成预算的{g}%。", "50", "60", "C11"),
    ("专项资金一百二十万元，较上年一百万元增长{g}%。", "20", "25", "C2"),
    ("本年度会议费支出两万元，比上年减少五千元，下降{g}%。", "20", "30", "C2"),
]


def numerals() -> None:
    """Amounts in Chinese numerals."""
    for form, right, wrong, rule in NUMERALS:
        add("numeral", form.format(g=right))
        add("numeral", form.format(g=wrong), (rule, f"{wrong}%", f"{right}%"))
    for text in ["举办三场活动，十五场次培训，二十名职工参加。", "“三公”经费、“两学一做”、十九届六中全会精神。", "二〇二三年三月十二日召开会议。", "一是抓落实；二是强基层。", "投入资金近十万元，惠及百余名职工。", "万元以上设备三台，百万元以上设备零台。", "一万余名职工参加，两千多人次受益。"]:  # fmt: skip
        add("numeral", text)
    add("numeral", "发放慰问金三万元，其中劳模一万元、困难职工两万元。")
    add("numeral", "项目资金十万元，分别为培训费四万元、宣传费三万元、活动费二万元。", ("C22", "10万元", "9.00万元"))
    add("numeral", "收入二十八万元，其中：财政拨款收入二十五万元，其他收入三万元。")


def percent_signs() -> None:
    """C10: a share or a growth rate whose % was forgotten."""
    for number in range(12):
        part, total = money(1000, 5000), money(6000, 9000)
        rate = show(part / total * 100)
        forms = [
            "基本支出{t}万元，其中人员经费{a}万元，占{r}{s}。",
            "一般公共服务支出{a}万元，占支出合计{t}万元的{r}{s}；主要用于人员工资。",
            "财政拨款收入{a}万元，占收入总计的比重为{r}{s}，收入总计{t}万元。",
        ]
        wrong = number % 2 == 1
        text = forms[number % 3].format(t=show(total), a=show(part), r=rate, s="" if wrong else "%")
        add("percent_sign", text, *([("C10", rate, f"{rate}%")] if wrong else []))
    for text in ["占地面积1200平方米，占用场地2处。", "占全体职工的3/4，占比约三成。", "占第1位。", "排名占前3，覆盖面广。", "占比见附表3。", "占各单位2023年任务的一半。"]:  # fmt: skip
        add("percent_sign", text)


def hundreds() -> None:
    """C9: shares of one list without their amounts."""
    for number in range(14):
        cut = sorted(R.sample(range(500, 9500), 2))
        parts = [Fraction(cut[0], 100), Fraction(cut[1] - cut[0], 100), Fraction(10000 - cut[1], 100)]
        wrong = number % 2 == 1
        if wrong:
            parts[R.randrange(3)] += R.choice([3, 6, 12])
        x, y, z = map(show, parts)
        forms = [
            "收入构成为：财政拨款收入占{x}%，事业收入占{y}%，其他收入占{z}%。",
            "本年支出中，基本支出占{x}%，项目支出占{y}%，其他支出占{z}%。",
            "支出按性质分，其中：人员经费占{x}%，公用经费占{y}%，其他支出占{z}%。",
        ]
        total = sum(parts, Fraction(0))
        expect = [("C9", f"{show(total)}%", "100%")] if wrong else []
        add("hundred", forms[number % 3].format(x=x, y=y, z=z), *expect)
    for text in [
        "干部职工中女性占45%，党员占78%，大专以上学历占96%。", "基本支出占80%，其中人员经费占70%，公用经费占10%；项目支出占20%。",
        "采购货物占60%，服务占40%，面向中小企业占90%。", "问卷中很满意占85%，满意占12%，其他占3%。",
    ]:  # fmt: skip
        add("hundred", text)


def carries() -> None:
    """C24: what was there, came in and went out leaves what is there."""
    for number in range(16):
        opening, income, spent = money(200, 900), money(6000, 9000), money(5000, 6100)
        closing = opening + income - spent
        wrong = number % 2 == 1
        said = closing + Fraction(R.choice([120, 300, 450]), 100) if wrong else closing
        forms = [
            "2023年年初结转和结余{o}万元，本年收入{i}万元，本年支出{s}万元，年末结转和结余{c}万元。",
            "上年结转{o}万元，当年收入合计{i}万元，支出合计{s}万元，年末结余{c}万元，结转下年使用。",
            "项目资金年初结余{o}万元，2023年收入{i}万元，2023年支出{s}万元，结转下年{c}万元。",
            "收入方面：年初结转结余{o}万元，本年收入合计{i}万元。支出方面：本年支出合计{s}万元，年末结转结余{c}万元。",
        ]
        text = forms[number % 4].format(o=show(opening), i=show(income), s=show(spent), c=show(said))
        add("carry", text, *([("C24", f"{show(said)}万元", f"{show(closing)}万元")] if wrong else []))
    for text in [
        "年初结转和结余5.00万元，本年收入80.00万元，本年支出82.00万元，结余分配1.00万元，年末结转和结余2.00万元。",
        "年初结转和结余5.00万元，本年收入80.00万元，使用非财政拨款结余3.00万元，本年支出82.00万元，年末结转和结余6.00万元。",
        "年末结转和结余3.00万元，较年初结转和结余5.00万元减少2.00万元，下降40%。",
        "本年收入80.00万元，本年支出82.00万元，年末财政拨款结转1.00万元，年初结转和结余5.00万元，年末非财政拨款结转2.00万元。",
    ]:  # fmt: skip
        add("carry", text)


def targets() -> None:
    """C26: less was achieved than was set, and nothing says why."""
    for number in range(16):
        goal = R.randint(50, 400)
        short = goal - R.randint(5, 40)
        wrong = number % 2 == 1
        did = short if wrong else goal + R.randint(0, 30)
        forms = [
            "年度目标培训{n}人次，实际完成{m}人次。",
            "计划慰问困难职工{n}户，实际慰问{m}户。",
            "目标值为走访{n}家企业，全年实际走访{m}家。",
            "年初计划举办活动{n}场次，全年完成{m}场次，质量合格。",
        ]
        add("target", forms[number % 4].format(n=goal, m=did), *([("C26", str(did), str(goal))] if wrong else []))
    for text in [
        "计划培训200人次，实际完成150人次，主要原因是受场地限制。", "计划控制在20人次以内，实际15人次。", "目标不超过50万元，实际支出42万元。",
        "计划新建5家基层工会，其中实际完成3家，其余2家因改制推迟。", "计划2024年培训300人次，2023年完成280人次。", "预算安排30万元，实际支出28万元。",
        "年度目标值≥95%，实际完成98%。", "计划举办技能竞赛3场、参赛120人，实际举办4场、参赛160人。", "目标值≤10次，实际完成6次。",
    ]:  # fmt: skip
        add("target", text)


def staff_rates() -> None:
    """G10: 在职人员控制率 from the heads."""
    for number in range(14):
        posts, staff = R.randint(8, 60), R.randint(8, 60)
        rate = Fraction(staff, posts) * 100
        wrong = number % 2 == 1
        said = off(rate) if wrong else show(rate)
        why = "，超编原因是军转干部安置" if rate > 100 else ""
        forms = [
            "编制数{n}人，在职人员{m}人，在职人员控制率{g}%{why}。",
            "单位核定编制{n}名，年末实有在职人员{m}名，在职人员控制率为{g}%{why}。",
            "在职人员控制率：在职人员{m}人，编制{n}人，控制率为{g}%{why}。",
            "在职人员控制率=（在职人员数{m}人/编制数{n}人）×100%={g}%{why}。",
        ]
        text = forms[number % 4].format(n=posts, m=staff, g=said, why=why)
        add("staff_rate", text, *([("G10", f"{said}%", f"{show(rate)}%")] if wrong else []))
    add("staff_rate", "编制40人，其中行政编制25人、事业编制15人，在职38人，在职人员控制率95%。")
    add("staff_rate", "本单位在职人员控制率95%，预算调整率3%。")


def years() -> None:
    """E4 in the body: last year's text left standing (the report is of the year named in its first sentence)."""
    wrong = [
        ("本报告为2023年度部门决算。\n2022年度支出合计{a}万元，比上年增加{d}万元。", "2022年", "2023年"),
        ("本报告为2024年度部门决算。\n2023年本部门基本支出{a}万元，与2022年相比增加{d}万元。", "2023年", "2024年"),
        ("本报告为2023年度部门决算。\n截至2022年12月31日，本部门共有车辆3辆。", "2022年", "2023年"),
        ("本报告为2024年度部门决算。\n2023年度机关运行经费支出{a}万元，比上年减少{d}万元。", "2023年", "2024年"),
        ("本报告为2024年度部门决算。\n截至2023年末，我单位共有车辆2辆，资产总额{a}万元。", "2023年", "2024年"),
    ]
    right = [
        "本报告为2023年度部门决算。\n2023年度支出合计{a}万元，2022年度支出合计{d}万元。", "本报告为2023年度部门决算。\n与2022年度相比，支出合计{a}万元。",
        "本报告为2023年度部门决算。\n根据2022年12月印发的方案，2024年将继续推进培训。", "本报告为2023年度部门决算。\n2019年成立以来，2021年至2023年累计投入{a}万元。",
        "本报告为2024年度部门决算。\n2025年计划安排培训{a}万元。", "本报告为2024年度部门决算。\n2023年末结转{d}万元，全部在2024年使用。",
        "本报告为2024年度部门决算。\n县财发〔2023〕12号文件下达资金{a}万元。", "本报告为2024年度部门决算。\n举办“2023年劳模表彰”活动，支出{d}万元。",
        "本报告为2024年度部门决算。\n上年（2023年）支出合计{a}万元，本年支出合计{d}万元。", "本报告为2023年度部门决算。\n2022年支出合计{a}万元，比2021年增加{d}万元；2023年支出合计100.00万元。",
    ]  # fmt: skip
    for text, claimed, due in wrong * 2:
        add("year", _filled(text), ("E4", claimed, due))
        make.LABELS[-1]["year"] = int(due[:4])
    for text in right:
        add("year", _filled(text))
        make.LABELS[-1]["year"] = int(text.partition("年度")[0][-4:])


def _filled(text: str) -> str:
    return text.format(a=show(money(8000, 9000)), d=show(money(300, 900)))


def breaks() -> None:
    """H6: a line ends inside a sentence."""
    for text in [
        "2023年度支出合计93.93万元，其中：\n基本支出89.65万元，项目支出4.28万元。", "一是加强管理。\n二是严格审批。\n三是强化监督。",
        "（一）部门职责\n1.宣传贯彻方针政策。\n2.维护职工合法权益。", "预算执行较好\n资金使用规范", "主要职责：\n（1）组织建设；\n（2）权益保障。",
    ]:  # fmt: skip
        add("line_break", text)
    for text in [
        "2023年我单位严格执行预算管理制度，\n加强资金使用监督，确保专款专用。", "本年度共开展技能培训、劳动竞赛、\n文体活动等12场次，职工满意度较高。",
        "全年支出合计93.93\n万元，其中基本支出89.65万元，项目支出4.28万元。",
        "县总工会坚持以职工为中心的工作导\n向，切实履行维权服务职责，推动各项\n工作落到实处，取得了较好的成效和\n社会反响。",
    ]:  # fmt: skip
        add("line_break", text, ("H6", "", ""))


def mixed() -> None:
    """Numbers of 万 and 亿 together, decimals of different length, zeros without decimals."""
    add("mixed", "全国采购规模3万4993.1亿元，较上年减少1405.9亿元，下降3.9%。")
    add("mixed", "全国采购规模3万4993.1亿元，较上年减少1405.9亿元，下降8.9%。", ("C2", "8.9%", "3.86%"))
    add(
        "mixed",
        "公务接待费年初预算2.95万元，支出决算2.05万元，差值为0.9万元。其中：出国支出0万元，年初预算为0万元，差值为0万元；车辆运行支出0万元，年初预算为0.95万元，差值为0.95万元。",
    )
    add("mixed", "三公经费5.48万元，其中：出国0万元，车辆3.98万元，接待1.5万元。")
    add("mixed", "三公经费5.48万元，其中：出国0万元，车辆3.98万元，接待1.6万元。", ("C22", "5.48万元", "5.58万元"))
    add("mixed", "项目批复预算985万元，调整后预算861.46万元，实际到位334.67万元。")


def main() -> None:
    """Write both halves."""
    for build in (paired, subjects, references, other_bases, numerals, percent_signs, hundreds, carries, targets, staff_rates, years, breaks, mixed):  # fmt: skip
        build()
    order = list(range(len(make.LABELS)))
    random.Random(11).shuffle(order)
    half = len(order) // 2
    for name, chosen in (("looked2", order[:half]), ("held2", order[half:])):
        lines = [json.dumps(make.LABELS[index], ensure_ascii=False) for index in sorted(chosen)]
        (HERE / f"{name}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
