# ruff: noqa: E501
"""Writes the labelled sentences: `python tests/data/claims/make.py`.

The truth is worked out here with exact fractions, from the numbers as printed, and knows nothing of the
reader that is measured against it.  Half of the sentences are right and must stay silent.  The lines are dealt
by a seed to `looked.jsonl` (looked at while building) and `held.jsonl` (run for closing notes only).
"""

from __future__ import annotations

import json
import random
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path

HERE = Path(__file__).parent
R = random.Random(20231231)
LABELS: list[dict[str, object]] = []
UNITS = ["桂东县总工会", "乐安县残联", "石门市妇联", "河口区教育局", "临泽县司法局", "平乐县档案馆", "永新县团委"]
LEVELS = [
    "收入总计",
    "支出总计",
    "财政拨款收入",
    "一般公共预算财政拨款支出",
    "基本支出",
    "项目支出",
    "人员经费",
    "公用经费",
]
SUBJECTS = [
    *LEVELS,
    "机关运行经费支出",
    "公务接待费支出",
    "“三公”经费财政拨款支出",
    "政府采购支出总额",
    "会议费",
    "培训费",
]


def show(number: Fraction, places: int = 2) -> str:
    """Half-up, as a report prints it."""
    exact = Decimal(number.numerator) / Decimal(number.denominator)
    return str(exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP))


def money(low: int = 800, high: int = 90000) -> Fraction:
    """An amount of 万元 to the 0.01."""
    return Fraction(R.randint(low, high), 100)


def add(kind: str, text: str, *expect: tuple[str, str, str], context: dict[str, str] | None = None) -> None:
    """One labelled sentence; `expect` are (rule, claimed, expected)."""
    label: dict[str, object] = {"id": f"{kind}-{len(LABELS) + 1:03}", "kind": kind, "text": text}
    if context:
        label["context"] = context
    label["expect"] = [{"rule": rule, "claimed": claimed, "expected": due} for rule, claimed, due in expect]
    LABELS.append(label)


def off(number: Fraction, places: int = 2) -> str:
    """A percentage clearly beside the right one."""
    return show(abs(number) + Fraction(R.choice([3, 5, 8, 12, 21]) * 100 + R.randint(0, 99), 100), places)


# -- change: level, difference, percent -------------------------------------------------------------

CHANGES = [
    "{y}年度{s}{a}万元，比上年{w}{d}万元，{v}{g}%，主要原因是项目调整。",
    "{y}年{s}{a}万元。与{p}年度相比，{s}{w}{d}万元，{v}{g}%。主要原因：人员变动。",
    "本年度{s}为{a}万元，较{p}年度决算数{w}{d}万元，{v}{g}%。",
    "{s}{a}万元，与上年相比{w}{d}万元，{v}了{g}%，系政策性调资。",
    "{y}年，我单位{s}决算数为{a}万元，同比{w}{d}万元（{v}{g}%）。",
    "{s}本年决算{a}万元，比{p}年决算{w}{d}万元，{v}比例为{g}%。",
    "（一）{s}{a}万元,较去年{w}{d}万元,{f}{g}%,主要是工资正常晋级。",
    "{u}{y}年度{s}{a}万元，较上年决算数{w}{d}万元，{f}为{g}％。",
    "{s}{a}万元，较上年{w}{d}万元，同比{v}{g}%，主要原因是上年结转增加。",
    "{y}年度{s}总额为 {a} 万元，与 {p} 年度相比{w} {d} 万元，{v} {g} %，{w}的主要原因是专项增多。",
    "{s}决算{a}万元，{w}{d}万元，{v}{g}%，变动原因是职能划转。",
    "{y}年{s}为{a}万元，其中一般公共服务支出占比最大。{s}比上年{w}{d}万元，{v}{g}%。",
    "全年{s}{a}万元，上年同期相比{w}了{d}万元，{f}达{g}%。",
    "{s}{a}万元，比{p}年{w}{d}万元、{v}{g}%。",
]


def changes() -> None:
    """Right and wrong percents of a change."""
    for number, form in enumerate(CHANGES * 6):
        up = R.random() < 0.5
        now, delta = money(5000), money(100, 4000)
        prior = now - delta if up else now + delta
        places = R.choice([0, 1, 2, 2, 2])
        rate = delta / prior * 100
        right = number % 2 == (number // len(CHANGES)) % 2
        said = show(rate, places) if right else off(rate, places)
        year = R.choice([2022, 2023, 2024])
        text = form.format(
            y=year, p=year - 1, s=R.choice(SUBJECTS), u=R.choice(UNITS), a=show(now), d=show(delta), g=said,
            w="增加" if up else "减少", v=R.choice(["增长", "上升", "增加"] if up else ["下降", "减少", "降低"]),
            f="增幅" if up else "降幅",
        )  # fmt: skip
        add("change", text, *([] if right else [("C2", f"{said}%", f"{show(rate)}%")]))


BASES = [
    "{s}{y}年为{a}万元，{p}年为{b}万元，{w}{d}万元，{v}{g}%。",
    "上年{s}{b}万元，本年{s}{a}万元，比上年{w}{d}万元，{v}{g}%。",
    "{y}年度{s}{a}万元，上年决算数{b}万元，同比{w}{d}万元，{v}{g}%。",
    "{s}{a}万元，较上年的{b}万元{w}{d}万元，{v}{g}%。",
    "{s}由{p}年的{b}万元{w}到{y}年的{a}万元，{w}{d}万元，{v}{g}%。",
]


def bases() -> None:
    """The base is said: percent or difference may be wrong, one at a time."""
    for number, form in enumerate(BASES * 6):
        up = R.random() < 0.5
        now, prior = money(9000, 50000), money(2000, 8000)
        if not up:
            now, prior = prior, now
        delta, rate = abs(now - prior), abs(now - prior) / prior * 100
        year, fault = R.choice([2023, 2024]), ["", "rate", "", "delta", "", "rate"][number // len(BASES)]
        said = off(rate) if fault == "rate" else show(rate)
        gap = show(delta + Fraction(R.randint(200, 900), 100)) if fault == "delta" else show(delta)
        text = form.format(
            y=year, p=year - 1, s=R.choice(LEVELS), a=show(now), b=show(prior), d=gap, g=said,
            w="增加" if up else "减少", v="增长" if up else "下降",
        )  # fmt: skip
        wrong = {"rate": ("C2", f"{said}%", f"{show(rate)}%"), "delta": ("C2", f"{gap}万元", f"{show(delta)}万元")}
        add("base", text, *([wrong[fault]] if fault else []))


def directions() -> None:
    """Words that contradict each other or the numbers."""
    forms = [
        "{s}{a}万元，比上年{w}{d}万元，{v}{g}%。",
        "{y}年{s}{a}万元，较年初预算数{w}{d}万元，{v}{g}%，主要原因是厉行节约。",
        "与上年相比，{s}{a}万元，{w}{d}万元，{v}{g}%。",
    ]
    for number, form in enumerate(forms * 8):
        now, delta, up = money(8000), money(100, 3000), number % 2 == 0
        prior = now - delta if up else now + delta
        clash = number // 3 % 2 == 1
        text = form.format(
            y=2023, s=R.choice(SUBJECTS), a=show(now), d=show(delta), g=show(delta / prior * 100),
            w="增加" if up else "减少", v=("下降" if up else "增长") if clash else ("增长" if up else "下降"),
        )  # fmt: skip
        add("direction", text, *([("C4", "", "")] if clash else []))
    for number in range(6):
        now, prior = money(5000, 9000), money(2000, 4900)
        wrong = number % 2 == 0
        text = f"本年支出合计{show(now)}万元，上年支出合计{show(prior)}万元，本年较上年{'减少' if wrong else '增加'}{show(now - prior)}万元。"
        add("direction", text, *([("C4", "", "")] if wrong else []))


ZERO = [
    "{s}{a}万元，比上年增加{a}万元，增长{g}，主要原因是单位新成立。",
    "{y}年度{s}{a}万元。与{p}年度相比，增加{a}万元，增长{g}。",
    "{s}本年{a}万元，上年0万元，增长{g}。",
    "{s}{a}万元，较上年0万元增加{a}万元，增长{g}。",
]


def zeros() -> None:
    """A base of nothing has no growth rate."""
    for number, form in enumerate(ZERO * 6):
        amount, right = show(money()), number // len(ZERO) % 2 == 0
        text = form.format(
            s=R.choice(SUBJECTS), a=amount, y=2024, p=2023, g="（上年为0，不计算增长率）" if right else "100%"
        )
        add("zero_base", text, *([] if right else [("C5", "100%", "")]))
    for number in range(6):
        text = R.choice([
            "公务用车购置费支出0万元，与上年持平。", "因公出国（境）费0万元，比上年增加0万元，无变化。",
            "会议费支出0万元，上年0万元，与上年持平，主要原因是严控会议。",
        ])  # fmt: skip
        add("zero_base", f"{number + 1}.{text}")


SLIPS = [
    "{s}{a}万元，比上年增加{d}{u}，主要原因是人员增加。",
    "{y}年度{s}{a}万元。较上年减少{d}{u}，主要是压缩开支。",
    "{s}年初预算{b}万元，支出决算{a}万元，比预算增加{d}{u}。",
]


def slips() -> None:
    """元 written for 万元."""
    for number, form in enumerate(SLIPS * 6):
        now, delta = money(5000), money(300, 4000)
        wrong = number // len(SLIPS) % 2 == 0
        text = form.format(
            y=2023, s=R.choice(LEVELS), a=show(now), b=show(now - delta), d=show(delta), u="元" if wrong else "万元"
        )
        add("unit", text, *([("C7", f"{show(delta)}元", f"{show(delta)}万元")] if wrong else []))
    for text in [
        "筹集互助金272430元，惠及职工3027人。", "人均补助3200元，全年支出38.40万元。", "出国费预算和决算均为0元。",
        "累计报账1469871.11元，其中5人得到省级关爱。", "发放助学金共4000元，慰问金2万元。", "每人每天伙食补助80元，共12.8万元。",
        "行政运行支出513200元，基本支出51.32万元。", "基本支出105.58万元，比上年增加35800元。",
        "印刷费支出3.2万元，比上年减少1200元。",
    ]:  # fmt: skip
        add("unit", text)


SHARES = [
    "{s}{a}万元，占{h}的{g}%。",
    "{h}{t}万元，其中：{s}{a}万元，占{g}%；其余为其他方面支出。",
    "{y}年度{h}{t}万元。其中{s}{a}万元，占{h}的{g}%。",
    "{y}年{h}为{t}万元，{s}为{a}万元，占比{g}%。",
    "{h}{t}万元，主要用于以下方面：{s}{a}万元，占{g}%。",
    "{h}{t}万元，{s}{a}万元，占{h}比重为{g}%。",
    "{h}{t}万元，其中{s}{a}万元（占{g}%）。",
    "本年{h}{t}万元。基本情况如下：{s}{a}万元，{s}占{h}的比例为{g}%。",
]


def shares() -> None:
    """Part of a whole."""
    pairs = [
        ("基本支出", "支出合计"), ("项目支出", "支出合计"), ("财政拨款收入", "收入合计"), ("人员经费", "基本支出"),
        ("公用经费", "基本支出"), ("教育支出（类）", "一般公共预算财政拨款支出"), ("货物采购支出", "政府采购支出总额"),
    ]  # fmt: skip
    for number, form in enumerate(SHARES * 7):
        whole = money(20000)
        part = whole * R.randint(3, 96) / 100
        part = Fraction(show(part))
        rate, places = part / whole * 100, R.choice([0, 1, 2, 2])
        right = (number + number // len(SHARES)) % 2 == 0
        said = show(rate, places) if right else off(rate if rate < 70 else rate - 40, places)
        part_name, head = R.choice(pairs)
        text = form.format(y=2023, s=part_name, h=head, a=show(part), t=show(whole), g=said)
        lead = "" if "{t}" in form else f"2023年{head}{show(whole)}万元。"
        add("share", lead + text, *([] if right else [("C8", f"{said}%", f"{show(rate)}%")]))
    for number in range(10):
        parts = [money(1000, 20000) for _ in range(4)]
        whole = sum(parts, Fraction(0))
        names = R.sample(
            ["一般公共服务支出", "社会保障和就业支出", "卫生健康支出", "住房保障支出", "农林水支出", "教育支出"], 4
        )
        rates = [show(part / whole * 100) for part in parts]
        expect = []
        if number % 2:
            right = rates[2]
            rates[2] = off(parts[2] / whole * 100)
            expect = [("C8", f"{rates[2]}%", f"{right}%")]
        items = "；".join(f"{n}（类）{show(p)}万元，占{r}%" for n, p, r in zip(names, parts, rates, strict=True))
        add("share", f"一般公共预算财政拨款支出{show(whole)}万元，主要用于以下方面：{items}。", *expect)


COMPLETIONS = [
    "{s}年初预算为{b}万元，支出决算为{a}万元，完成年初预算的{g}%。",
    "{s}全年预算数{b}万元，执行数{a}万元，完成预算的{g}%。",
    "{y}年{s}预算{b}万元，实际支出{a}万元，预算执行率{g}%。",
    "{s}。年初预算{b}万元，决算支出{a}万元，完成年初预算{g}%，主要原因是年中追加。",
    "{s}支出决算为{a}万元，年初预算为{b}万元，完成年初预算的{g}%。",
    "{s}调整预算数为{b}万元，支出决算数为{a}万元，完成调整预算的{g}%。",
    "项目资金预算安排{b}万元，实际到位并支出{a}万元，资金执行率为{g}%。",
    "{s}年初预算为 {b} 万元,支出决算为 {a} 万元,完成年初预算的 {g} %。",
    "{s}预算数为{b}万元，决算数{a}万元，预算完成率{g}%。",
    "{u}{s}年度预算{b}万元，截至年末支出{a}万元，支出进度{g}%。",
]


def completions() -> None:
    """Budget and outcome."""
    subjects = [
        "一般公共服务支出（类）群众团体事务（款）行政运行（项）", "教育支出（类）普通教育（款）小学教育（项）", "女职工体检项目",
        "公务接待费", "“三公”经费财政拨款支出", "困难职工帮扶项目", "一般公共预算财政拨款支出",
    ]  # fmt: skip
    for number, form in enumerate(COMPLETIONS * 6):
        budget = money(2000)
        actual = Fraction(show(budget * R.randint(30, 130) / 100))
        rate, places = actual / budget * 100, R.choice([0, 1, 2, 2])
        right = (number + number // len(COMPLETIONS)) % 2 == 0
        said = show(rate, places) if right else off(rate, places)
        text = form.format(y=2023, s=R.choice(subjects), u=R.choice(UNITS), b=show(budget), a=show(actual), g=said)
        add("completion", text, *([] if right else [("C11", f"{said}%", f"{show(rate)}%")]))
    for number in range(8):
        budget, full = money(2000, 9000), money(10000, 20000)
        actual = Fraction(show(full * R.randint(70, 99) / 100))
        named, base = ("年初", budget) if number % 4 < 2 else ("全年", full)
        rate = actual / base * 100
        said = show(rate) if number % 2 == 0 else off(rate)
        text = f"支出年初预算为{show(budget)}万元，全年预算为{show(full)}万元，支出决算为{show(actual)}万元，完成{named}预算的{said}%。"
        add("completion", text, *([] if number % 2 == 0 else [("C11", f"{said}%", f"{show(rate)}%")]))


ZERO_BUDGETS = [
    ("{s}预算为0万元，支出决算为{a}万元，完成预算的{g}。", "C12"),
    ("{s}年初预算0万元，支出决算{a}万元，完成年初预算的{g}，原因是年中追加。", "C12"),
    ("{s}预算0万元，实际支出{a}万元，{s}控制率为{g}。", "G9"),
]


def zero_budgets() -> None:
    """Nothing was planned: there is no rate."""
    for number, (form, rule) in enumerate(ZERO_BUDGETS * 6):
        wrong = number // len(ZERO_BUDGETS) % 2 == 0
        said = R.choice(["0%", "100%"])
        if wrong:
            text = form.format(
                s=R.choice(["公务接待费", "公务用车购置费", "公用经费"]), a=R.choice(["0", "3.50"]), g=said
            )
            add("zero_budget", text, (rule, said, ""))
        else:
            text = R.choice([
                "公务接待费预算为0万元，支出决算为0万元，与预算持平。",
                "因公出国（境）费年初预算0万元，支出决算为0万元，预决算无差异。",
                "政府采购年初预算3万元，实际政府采购金额0万元，政府采购执行率0%。",
                "会议费年初预算为0万元，支出决算为2.30万元，因预算为0，无法计算完成率。",
            ])  # fmt: skip
            add("zero_budget", text)


def comparisons() -> None:
    """大于, 小于, 持平 against the figures."""
    for number in range(26):
        budget, wrong = money(1000, 9000), number % 2 == 1
        gap = money(50, 900)
        sign = number // 2 % 3
        actual = [budget + gap, budget - gap, budget][sign]
        word = ["大于", "小于", "等于"][(sign + wrong) % 3]
        name = R.choice(["公务接待费", "行政运行（项）", "公务用车运行维护费", "培训费", "事业运行（项）"])
        first, tail = (
            R.choice(["预算", "年初预算", "全年预算"]),
            R.choice(["的主要原因：政策调整。", "，主要是人员变动。"]),
        )
        end = "。" if word == "等于" else tail
        text = f"{name}{first}为{show(budget)}万元，支出决算为{show(actual)}万元。决算数{word}{first}数{end}"
        add("comparison", text, *([("C13", "", "")] if wrong else []))
    for text, rule in [
        ("公务接待费预算5万元，支出决算5万元，与预算数持平。", ""), ("培训费预算5万元，支出决算5.2万元，预决算持平。", "C13"),
        ("会议费年初预算3.1万元，决算2.6万元，比预算节约0.5万元。", ""), ("会议费年初预算3.1万元，决算2.6万元，超支0.5万元。", "C13"),
        ("预算安排33.58万元，执行数149.2万元，超支115.62万元。", ""), ("预算安排60万元，实际支出48.5万元，结余11.5万元。", ""),
    ]:  # fmt: skip
        add("comparison", text, *([(rule, "", "")] if rule else []))


SUMS = [
    ("{h}{t}万元，其中：{parts}。", "；"), ("{h}{t}万元（{parts}）。", "，"), ("{h}合计{t}万元，包括{parts}。", "、"),
    ("{parts}，共计{t}万元。", "，"), ("{h}{t}万元，分别为{parts}。", "、"), ("{h}共支出{t}万元：{parts}。", "，"),
]  # fmt: skip


def sums() -> None:
    """Parts and their total."""
    sets = [
        ("本年支出", ["基本支出", "项目支出"]), ("一般公共预算基本支出", ["人员经费", "公用经费"]),
        ("政府采购支出总额", ["政府采购货物支出", "政府采购工程支出", "政府采购服务支出"]),
        ("活动经费", ["送温暖活动支出", "夏送清凉支出", "健身跑活动支出", "其他活动支出"]),
        ("“三公”经费支出", ["因公出国（境）费支出", "公务用车购置及运行维护费支出", "公务接待费支出"]),
    ]  # fmt: skip
    for number, (form, between) in enumerate(SUMS * 8):
        head, names = R.choice(sets)
        parts = [money(200, 9000) for _ in names]
        whole = sum(parts, Fraction(0))
        wrong = (number + number // len(SUMS)) % 2 == 1
        said = whole - money(300, 390) * R.choice([1, -1]) if wrong else whole
        listed = between.join(f"{name}{show(part)}万元" for name, part in zip(names, parts, strict=True))
        lead = "" if "{h}" in form else "全年各项开支情况如下。"
        text = lead + form.format(h=head, t=show(said), parts=listed)
        rule = (
            "C21" if head.startswith("政府采购") else "C23" if head in {"本年支出", "一般公共预算基本支出"} else "C22"
        )
        add("sum", text, *([(rule, f"{show(said)}万元", f"{show(whole)}万元")] if wrong else []))
    for text in [
        "项目支出15.95万元，主要包括：困难职工救助基金5万元、劳动竞赛经费5.3万元。",
        "2023年收入149.20万元，其中财政拨款140.20万元。支出149.20万元，其中人员经费38.39万元。",
        "基本支出298.18万元（主要为工资福利支出232.18万元，商品服务支出20.67万元，对个人和家庭的补助45.32万元）。",
        "基本支出79.98万元，其中：人员经费76.19万元，公用经费3.78万元。",
        "资产总额99.01万元，其中流动资产96.27万元，固定资产净值2.74万元。",
        "上年结转和结余7.25万元，本年收入149.20万元，本年支出149.20万元，年末结转和结余7.25万元。",
    ]:  # fmt: skip
        add("sum", text)


def counts() -> None:
    """Heads, cars, batches, and things at a price."""
    for number in range(18):
        wrong = number % 2 == 1
        a, b, c = R.randint(3, 40), R.randint(1, 30), R.randint(1, 9)
        total = a + b + c + (R.choice([1, 2, 3]) if wrong else 0)
        form = R.choice([
            "财政供养人数{t}人，其中在职{a}人，离退休{b}人，其他人员{c}人。", "实有车辆{t}辆，其中：应急保障用车{a}辆、执法执勤用车{b}辆、其他用车{c}辆。",
            "编制{t}名，其中：行政编制{a}名、事业编制{b}名、其他编制{c}名。", "评选先进共{t}名，分别为标兵{a}名、能手{b}名、新秀{c}名。",
            "共{t}人（在职{a}人、退休{b}人、其他{c}人）。",
        ])  # fmt: skip
        rule = "C21" if "辆" in form else "C19"
        unit = "辆" if "辆" in form else "人" if "人" in form else "名"
        add(
            "count",
            form.format(t=total, a=a, b=b, c=c),
            *([(rule, f"{total}{unit}", f"{a + b + c}{unit}")] if wrong else []),
        )
    for number in range(12):
        people, each, wrong = R.randint(2, 40) * 10, R.choice([200, 300, 500, 800, 1000]), number % 2 == 1
        right = Fraction(people * each, 10000)
        said = right + Fraction(R.randint(11, 30), 10) if wrong else right
        form = R.choice([
            "慰问困难职工{n}名，每人发放慰问金{e}元，共计{t}万元。", "为{n}名学生发放助学金，每人{e}元，合计{t}万元。",
            "走访{n}户，每户{e}元，共{t}万元。",
        ])  # fmt: skip
        add(
            "count",
            form.format(n=people, e=each, t=show(said)),
            *([("C22", f"{show(said)}万元", f"{show(right)}万元")] if wrong else []),
        )
    for text in [
        "2023年实有在职人员11名，其中：公务员及参照公务员管理人员7名，事业编制4名，离退休人员7人。",
        "编制14人，其中行政编制5人；在职12人，退休3人。", "开展宣讲十五场次，聆听群众600余人次。",
        "国内公务接待25批次、共196人次。", "培训班3期，参训120人，其中女职工75人。", "慰问职工298名，发放资金27.04万元，人均约907元。",
        "走访困难职工、劳模共100余人次，其中劳模12人。",
    ]:  # fmt: skip
        add("count", text)


def decompositions() -> None:
    """A change and the changes of its parts."""
    for number in range(16):
        a, b, da, db = money(9000, 20000), money(2000, 8000), money(100, 900), money(100, 900)
        wrong = number % 2 == 1
        whole = da + db + (Fraction(R.randint(150, 400), 100) if wrong else 0)
        now = a + b
        text = R.choice([
            "基本支出{t}万元，比上年增加{d}万元，其中：人员经费{a}万元，比上年增加{x}万元；公用经费{b}万元，比上年增加{y}万元。",
            "本年支出合计{t}万元，较上年增加{d}万元。其中：基本支出{a}万元，较上年增加{x}万元；项目支出{b}万元，较上年增加{y}万元。",
        ]).format(t=show(now), d=show(whole), a=show(a), x=show(da), b=show(b), y=show(db))  # fmt: skip
        add("decomposition", text, *([("C18", f"{show(whole)}万元", f"{show(da + db)}万元")] if wrong else []))


def cells() -> None:
    """Text against the tables."""
    names = {
        "T03.total.total": "本年支出合计", "T01.total_income": "本年收入合计", "T03.total.basic": "基本支出",
        "T03.total.project": "项目支出", "T06.personnel_total": "人员经费", "T06.public_total": "公用经费",
        "T09.reception": "公务接待费支出", "agency_operating_expense": "机关运行经费支出",
    }  # fmt: skip
    forms = [
        "2023年度{s}{a}万元。",
        "我单位{s}为{a}万元，用于保障正常运转。",
        "本部门2023年度{s}{a}万元，主要原因详见附表。",
    ]
    for number in range(32):
        key, name = R.choice(list(names.items()))
        held = money()
        wrong = number % 2 == 1
        said = held + money(100, 900) if wrong else held
        text = forms[number % 3].format(s=name, a=show(said))
        add(
            "cell",
            text,
            *([("C1", f"{show(said)}万元", f"{show(held)}万元")] if wrong else []),
            context={key: show(held)},
        )


SILENT = [
    "“三公”经费控制较好，党的二十大精神和“十四五”规划落实到位。", "拨打12351职工维权热线1次即办。",
    "依据湘财绩〔2024〕1号文件，探索“1+N”工作模式。", "举办“2022年总结表彰暨2023启动”仪式，规格高。",
    "1.基本支出情况。2.项目支出情况。3.结转情况。", "2023年1月至12月，开展活动40余场次。", "第35个世界艾滋病日，12月1日发放宣传单600余份。",
    "参加者12人，占全体职工的三分之一。", "满意度达98%以上，就业率98%，组建率100%。", "村（社区）工会组建率达到100%，覆盖率72%。",
    "职工参与率由85%提高到92%，提高7个百分点。", "完成投资1.2亿元，同比增长8.5%。", "GDP增长6.1%，财政收入下降2.3%。",
    "公务接待费4.33万元，预算4.33万元，其中：因公出国（境）费预算和支出决算数均为0元。",
    "2023年基本支出191.83万元，较上年增加27.32万元，主要是调资。基本支出中人员经费163.546万元，占基本支出的85%。日常公用经费28.279万元，占基本支出的15%，较上年增加9.33万元，主要原因是活动增加。",
    "收入93.93万元，支出93.93万元，收支平衡。财政拨款收入84.25万元，比上年增加9.72万元。",
    "上年项目支出20.10万元，本年15.95万元，减少4.15万元，下降20.65%。", "比上年决算数减少1.08万元，主要是厉行节约。",
    "预算执行率100%，资金到位率100%，支付及时率95%。", "项目自评得分95.5分，等级为优，其中产出指标50分、效益指标30分。",
    "单位价值100万元以上设备0台（套），50万元以上通用设备3台。", "按每人每年1200元标准缴纳工会经费，比例为2%。",
    "工会经费按工资总额的2%计提，福利费按2.5%计提。", "职业年金单位缴费比例8%，养老保险16%。", "压减一般性支出5%以上，“三公”经费只减不增。",
    "年末结转和结余-3.20万元，比上年减少5.20万元。", "年末净资产为-12.50万元，上年为8.30万元。", "2023年收到退款（1.20）万元，冲减支出。",
    "T03合计307.82 105.58 202.24，行政运行51.32 51.32。", "合计 307.82 105.58 202.24 0.00 0.00", "科目编码2012901 行政运行 77.88 69.90",
    "１．基本支出８９．６５万元，占支出合计９３．９３万元的９５％。", "支出９３.９３万元,其中：基本支出89.65万元,项目支出4.28万元。",
    "资金共计二十万元，分三期拨付，每期约七万元。", "筹资近20万元为高温一线职工送清凉。", "其中5人得到省总大病关爱，15人得到市总大病关爱，全区1857位职工受益。",
    "助力13家企业对接银行发放贷款1.2亿元，其中首贷户6家3000万元。", "机关在职3人，编制3人，在职人员控制率100%。",
    "占地面积2000平方米，其中办公用房占60%，1200平方米。", "本年度财政拨款收入84.25万元，比年初预算减少2.61万元，下降3.00%。",
    "年初预算86.86万元，支出决算84.25万元，完成年初预算的97%，决算数小于预算数的主要原因是人员调出。",
    "2022年决算为75.10万元。2023年决算为80.10万元。两年相比增加5.00万元，增长6.66%。",
    "基本支出增加5.20万元，项目支出减少3.10万元，两项相抵支出总额净增加2.10万元。",
    "人员经费比上年增加12.30万元，增长8.00%；公用经费比上年减少1.50万元，下降6.00%。",
    "支出总计120.00万元，比上年增加20.00万元，增长20%，其中：人员增资15.00万元，项目增加5.00万元。",
    "中小企业合同金额12.00万元，占政府采购支出总额的100.00%，其中：小微企业合同金额6.00万元，占中小企业合同金额的50.00%。政府采购支出总额12.00万元。",
    "预算调整率为0，结转结余率0%，公用经费控制率96%，三公经费控制率80%。", "全年累计发放帮扶资金20余万元，较上年增长近一成。",
    "接待费人均低于120元，较标准降低20元。", "新增办公设备购置2.30万元，增加固定资产2.30万元。", "追加预算105.36万元，其中人员105.36万元。",
    "人员经费76.19万元，公用经费3.78万元，合计79.97万元。", "支出的95%用于人员。", "项目总投资300万元，已完成80%，完成投资240万元。",
    "收入比预算增加10万元，主要是追加，其中财政拨款增加8万元，其他收入增加2万元。", "2021年至2023年分别投入10万元、12万元、15万元，共计37万元。",
    "2023年投入15万元，比2021年增加5万元，增长50%。2021年投入10万元，2022年投入12万元。", "其中：男职工12人、女职工8人，女职工占40%，全体职工20人。",
    "公用经费284.49万元，较年初预算支出增加277.41万元，主要原因是上年度代扣经费列入本年度。",
]  # fmt: skip
FAR = [
    ("2023年度本年支出合计93.93万元。支出结构保持稳定。各项工作有序推进。其中基本支出89.65万元，占本年支出合计的{g}%。", "95.44", "90.10", "C8"),
    ("基本支出年初预算50.00万元。预算下达及时。执行中未作调整。基本支出决算45.00万元，完成年初预算的{g}%。", "90.00", "95.00", "C11"),
    ("公务接待费2.00万元。全年接待12批次。来访以调研为主。公务接待费比上年减少0.50万元，下降{g}%。", "20.00", "25.00", "C2"),
    ("项目支出2022年为20.00万元。项目共3个。均已验收。2023年项目支出25.00万元，比2022年增长{g}%。", "25.00", "20.00", "C2"),
    ("收入合计80.00万元，支出合计60.00万元。收入合计比上年增加16.00万元，增长{g}%；支出合计比上年增加10.00万元，增长20.00%。", "25.00", "36.36", "C2"),
    ("人员经费30.00万元，占基本支出的{g}%；公用经费10.00万元，占基本支出的25%。基本支出40.00万元。", "75", "85", "C8"),
    ("会议费1.00万元，比上年减少0.25万元，下降{g}%；培训费2.00万元，比上年增加0.50万元，增长33.33%。", "20.00", "25.00", "C2"),
]  # fmt: skip


def far() -> None:
    """Several subjects, bases some sentences away; each once right, once wrong."""
    for form, right, wrong, rule in FAR:
        add("far", form.format(g=right))
        add("far", form.format(g=wrong), (rule, f"{wrong}%", f"{right}%"))


def main() -> None:
    """Write both halves."""
    for make in (changes, bases, directions, zeros, slips, shares, completions, zero_budgets, comparisons, sums, counts, decompositions, cells, far):  # fmt: skip
        make()
    for text in SILENT:
        add("silent", text)
    order = list(range(len(LABELS)))
    random.Random(7).shuffle(order)
    half = len(order) // 2
    for name, chosen in (("looked", order[:half]), ("held", order[half:])):
        lines = [json.dumps(LABELS[index], ensure_ascii=False) for index in sorted(chosen)]
        (HERE / f"{name}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
