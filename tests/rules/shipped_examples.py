"""A passing and a failing example of every shipped rule.

RULES[pack family][rule/variant] = (cells that pass, what is typed differently to fail), each as
`KEY[@ASPECT]=TEXT` separated by spaces.  Rows that exist: see ROWS.
"""

ROWS = {
    "project": ["p_1", "p_2"],
    "disclosure": ["p_1"],
    "indicator": ["p_1", "p_2"],
    "pindicator": ["p_1_1", "p_1_2", "p_2_1"],
    "T03": ["2012901"],
    "T05": ["2012901"],
    "T07": ["2012901"],
    "T08": ["2012901"],
}


def _indicator(row: str, before: str = "") -> dict[str, tuple[str, str]]:
    """The rules of one indicator, of the department or of a project."""
    value = f"{row}.level3=竞赛场次 {row}.value@target=≥8场 {row}.value=8场"
    return {
        f"G4/{before}weight": (f"{row}.weight=10 {row}.score=9", f"{row}.score=11"),
        f"G4/{before}zero": (f"{row}.weight=10 {row}.score=0", f"{row}.score=-1"),
        f"G5/{before}reason": (f"{row}.weight=10 {row}.score=9 {row}.reason=场地维修", f"{row}.reason="),
        f"G5/{before}above": (f"{value} {row}.value=12场 {row}.reason=上级加办", f"{row}.reason="),
        "G13/" + before.rstrip("_") if before else "G13": (value, f"{row}.value=8人"),
        "E16/" + before.rstrip("_") if before else "E16": (value, f"{row}.value="),
        f"G13/{before}unit": (value, f"{row}.value@target=8"),
        f"E16/{before}score": (f"{row}.weight=10 {row}.value=达标 {row}.score=9", f"{row}.score="),
    }


def _weights(row: str, before: str) -> dict[str, tuple[str, str]]:
    """The fixed weights: 产出 50, 效益 30, 满意度 10, and with 成本 40, 20, 10 beside its 20."""
    names = {"output": "产出指标", "effect": "效益指标", "satisfaction": "满意度指标", "cost": "成本指标"}
    right = {"output": (50, 30), "effect": (30, 50), "satisfaction": (10, 20), "cost": (20, 30)}
    return {
        f"G1/{before}{kind}": (
            f"{row}1.level1={names[kind]} {row}1.weight={good} "
            f"{row}2.level1={names['effect' if kind == 'cost' else kind]} {row}2.weight={20 if kind == 'cost' else 0}",
            f"{row}1.weight={bad}",
        )
        for kind, (good, bad) in right.items()
    }


def _changes(**keys: str) -> dict[str, tuple[str, str]]:
    """D5: a change beyond 30 %, and an amount where there was none."""
    found = {}
    for variant, key in keys.items():
        found[f"D5/{variant}"] = (f"{key}=100.00 {key}@prior=90.00", f"{key}=120.00")
        found[f"D5/{variant}_new"] = (f"{key}=0 {key}@prior=0", f"{key}=5.00")
    return found


def _magnitudes(**keys: str) -> dict[str, tuple[str, str]]:
    """A15: ten times last year's."""
    return {f"A15/{name}": (f"{key}=93.93 {key}@prior=74.85", f"{key}=939300") for name, key in keys.items()}


PROJECTS = {
    "G1/project": ("pindicator.p_1_1.weight=50 pindicator.p_1_2.weight=40", "pindicator.p_1_2.weight=50"),
    **_indicator("pindicator.p_1_1", "project_"),
    **_weights("pindicator.p_1_", "project_"),
    "G6/project": (
        "project.p_1.amount=1 project.p_1.amount@final_budget=1 pindicator.p_1_1.score=44 pindicator.p_1_2.score=44",
        "pindicator.p_1_1.score=101",
    ),
    "G2/project": ("project.p_1.amount=15.87 project.p_1.amount@final_budget=15.87", "project.p_1.amount=16.00"),
    "B13/within": (
        "T03.total.project=4.28 project.p_1.amount=4.00 project.p_2.amount=0.28",
        "project.p_1.amount=15.87",
    ),
}

RULES: dict[str, dict[str, tuple[str, str]]] = {
    "zhengti": {
        **PROJECTS,
        **_indicator("indicator.p_1"),
        "G1": ("indicator.p_1.weight=50 indicator.p_2.weight=40", "indicator.p_2.weight=30"),
        "G6/most": ("selfeval.total=98", "selfeval.total=101"),
        "G7": (
            "fund.general=1925.67 fund.government=0 fund.nontax=0 fund.other=0 "
            "T03.total.basic=900.47 T03.total.project=1025.20",
            "fund.general=2030.12",
        ),
        "G9/public": ("T06.public_total=3.78 T06.public_total@final_budget=4.00", "T06.public_total=110.81"),
        "E15": ("selfeval.total=92 selfeval.grade=优", "selfeval.grade=良"),
        "E11/category": ("project.p_1.name=帮扶 project.p_1.category=市直专项", "project.p_1.category="),
        "E11/attribute": ("project.p_1.name=帮扶 project.p_1.attribute=新增性项目", "project.p_1.attribute="),
        "E11/duration": ("project.p_1.name=帮扶 project.p_1.duration=常年性项目", "project.p_1.duration="),
        "G5/deviation": (
            "pindicator.p_1_1.value@target=100% pindicator.p_1_1.value=70% project.p_1.deviation=停工两月",
            "project.p_1.deviation=",
        ),
        "G15/listed": (
            "T03.total.project=4.28 base.running=0 base.business=0 project.p_1.amount=4.28",
            "project.p_1.amount=",
        ),
        "X12": ("T05.total.basic=79.97 T06.personnel_total=76.19 T06.public_total=3.78", "T06.public_total=77.88"),
        "A9/classes": (
            "T05.total.basic=298.18 T06.301=232.18 T06.302=20.67 T06.303=45.33 T06.307=0 T06.310=0 T06.312=0 T06.399=0",
            "T06.303=33.33",
        ),
        "A9/whole": ("T03.total.basic=79.97 T06.personnel_total=76.19 T06.public_total=3.78", "T06.public_total=3.87"),
        "C23/fiscal": (
            "T04.total_expenditure.total=84.25 T05.total.basic=79.97 T05.total.project=4.28",
            "T04.total_expenditure.total=82.16",
        ),
        "X13/basic": ("T05.total.basic=79.97 T03.total.basic=89.65", "T05.total.basic=98.65"),
        "X13/project": ("T05.total.project=4.28 T03.total.project=4.28", "T05.total.project=15.87"),
        "X18": ("T04.total_expenditure.total=84.25 T03.total.total=93.93", "T04.total_expenditure.total=94.25"),
        "B13": ("T03.total.project=4.28 project.p_1.amount=4.00 project.p_2.amount=0.28", "project.p_2.amount=15.87"),
        "C19": ("staff.on_duty=13 staff.civil=8 staff.public=5", "staff.public=2"),
        "C19/establishment": (
            "staff.establishment=14 staff.establishment_civil=0 staff.establishment_full=14",
            "staff.establishment_civil=2",
        ),
        "G10": ("staff.on_duty=13 staff.establishment=14", "staff.on_duty=15"),
        **_changes(
            expenditure="T03.total.total",
            general="T05.total.basic",
            personnel="T06.personnel_total",
            public="T06.public_total",
            sangong="T09.total",
        ),
        **_magnitudes(magnitude="T03.total.total", sangong="T09.total", project="project.p_1.amount"),
        "D3": (
            "project.p_1.carried@final_budget=5.00 project.p_2.carried@final_budget=2.25 T04.opening_balance=7.25",
            "project.p_2.carried@final_budget=0",
        ),
        "G9/procurement": ("procurement.total=3.00 procurement.total@final_budget=3.00", "procurement.total=4.00"),
        "G9/area": ("building.actual_area=900 building.approved_area=1000", "building.actual_area=1100"),
        "G9/investment": ("building.investment=90.00 building.budget=100.00", "building.investment=110.00"),
        **_weights("indicator.p_", ""),
        "A14/staff_rate": ("overall.staff_rate@target=100", "overall.staff_rate@target=3"),
        "G9/sangong": ("T09.total=4.33 T09.total@final_budget=5.00", "T09.total=5.33"),
        "X15/reception": ("T09.reception=8.31 T06.30217=0.30", "T09.reception=0.20"),
        "X16": ("T09.total=4.33 T04.total_expenditure.total=84.25", "T09.total=433.00"),
        "C21/sme": ("procurement.sme=1.00 procurement.total=251.26", "procurement.sme=251.62"),
        "F5": (
            "disclosure.p_1.published=是 disclosure.p_1.url=http://www.example.gov.cn/a.html",
            "disclosure.p_1.url=已公开",
        ),
    },
    "xiangmu": PROJECTS,
    "juesuan": {
        "A2/balance": (
            "T01.grand_total_income=2995.39 T01.grand_total_expenditure=2995.39 T01.opening_balance=49.14",
            "T01.grand_total_income=2946.25",
        ),
        "A7/balance": (
            "T04.grand_total_income=2961.68 T04.grand_total_expenditure.total=2961.68 T04.opening_general=49.14",
            "T04.grand_total_income=0.30",
        ),
        "A16/capital_class": ("T04.223.general=0 T04.223.fund=0", "T04.223.general=5.00"),
        "A16/bond_class": ("T04.234.general=0 T04.234.capital=0", "T04.234.general=5.00"),
        "A16/capital_only": (
            "T04.total_expenditure.capital=2.00 T04.223.capital=2.00",
            "T04.total_expenditure.capital=3.00",
        ),
        "X21/fund": ("T01.government_fund_income=2.00 T07.total.income=2.00", "T07.total.income=0"),
        "X21/capital": ("T01.state_capital_income=2.00 T08.total.total=2.00", "T08.total.total="),
        **_changes(
            income="T01.total_income",
            expenditure="T01.total_expenditure",
            general="T05.total.total",
            personnel="T06.personnel_total",
            public="T06.public_total",
            sangong="T09.total",
        ),
        **_magnitudes(
            magnitude="T01.total_expenditure",
            income="T01.total_income",
            sangong="T09.total",
            item="T03.2012901.total",
            general_item="T05.2012901.total",
        ),
        "C20/reception": (
            "T09.reception=4.33 sangong.reception_batches=25 sangong.reception_people=180",
            "sangong.reception_batches=0",
        ),
        "C20/abroad": (
            "T09.abroad=4.33 sangong.abroad_groups=1 sangong.abroad_people=2",
            "sangong.abroad_people=0",
        ),
        "C20/vehicles": ("T09.vehicle_running=2.20 sangong.vehicles_kept=1", "sangong.vehicles_kept=0"),
        "C20/bought": ("T09.vehicle_purchase=18.00 sangong.vehicles_bought=1", "sangong.vehicles_bought=0"),
        "C20/reception_money": ("T09.reception=4.33 sangong.reception_batches=25", "T09.reception=0"),
        "C20/abroad_money": ("T09.abroad=4.33 sangong.abroad_people=2", "T09.abroad=0"),
        "C20/bought_money": ("T09.vehicle_purchase=18.00 sangong.vehicles_bought=1", "T09.vehicle_purchase=0"),
        "C21/vehicles": ("vehicles.total=2 sangong.vehicles_kept=1", "sangong.vehicles_kept=3"),
        "G10": ("staff.on_duty=13 staff.establishment=14", "staff.on_duty=15"),
        "G9/sangong": (
            "T09.total=4.33 T09.total@final_budget=5.00 T09.total@initial_budget=5.00",
            "T09.total=5.33",
        ),
        "G15/grades": (
            "performance.projects=3 performance.excellent=2 performance.good=1 performance.qualified=0 "
            "performance.unqualified=0",
            "performance.good=2",
        ),
        "C21/reserved_micro": (
            "procurement.reserved_micro=1.00 procurement.reserved_sme=2.00",
            "procurement.reserved_micro=3.00",
        ),
        "C21/sme_awarded": (
            "procurement.reserved_sme_awarded=1.00 procurement.reserved_sme=2.00",
            "procurement.reserved_sme_awarded=3.00",
        ),
        "C21/micro_awarded": (
            "procurement.reserved_micro_awarded=1.00 procurement.reserved_micro=2.00",
            "procurement.reserved_micro_awarded=3.00",
        ),
        "C21/other_awarded": (
            "procurement.reserved_sme_awarded=1.00 procurement.other_sme_awarded=1.00 procurement.total=2.00",
            "procurement.total=1.90",
        ),
        "C21/sme": ("procurement.sme=1.00 procurement.total=251.26", "procurement.sme=251.62"),
        "C21/micro": ("procurement.micro=1.00 procurement.sme=1.26", "procurement.micro=251.62"),
        "G15": ("performance.amount=4.28 T03.total.project=4.28", "performance.amount=6.08"),
        "B4": ("T04.total_expenditure.total=84.25 T05.total.total=84.25", "T04.total_expenditure.total=82.16"),
        "A7/general": (
            "T04.opening_general=1.00 T04.general_budget_income=84.25 T04.grand_total_expenditure.general=85.25",
            "T04.opening_general=2.00",
        ),
        "A7/fund": (
            "T04.opening_fund=1.00 T04.government_fund_income=2.00 T04.grand_total_expenditure.fund=3.00",
            "T04.government_fund_income=4.00",
        ),
        "A7/capital": (
            "T04.opening_capital=1.00 T04.state_capital_income=2.00 T04.grand_total_expenditure.capital=3.00",
            "T04.state_capital_income=4.00",
        ),
        "X01": ("T01.total_income=93.93 T02.total.total=93.93", "T02.total.total=84.25"),
        "X02": (
            "T02.total.fiscal=84.25 T01.general_budget_income=84.25 T01.government_fund_income=0 "
            "T01.state_capital_income=0",
            "T01.government_fund_income=9.68",
        ),
        "X03/superior": ("T01.superior_subsidy_income=1.00 T02.total.superior=1.00", "T02.total.superior=2.00"),
        "X03/institutional": (
            "T01.institutional_income=1.00 T02.total.institutional=1.00",
            "T01.institutional_income=2.00",
        ),
        "X03/operating": ("T01.operating_income=1.00 T02.total.operating=1.00", "T01.operating_income=2.00"),
        "X03/affiliate": (
            "T01.affiliate_remittance_income=1.00 T02.total.affiliate=1.00",
            "T01.affiliate_remittance_income=2.00",
        ),
        "X03/other": ("T01.other_income=9.68 T02.total.other=9.68", "T02.total.other=0"),
        "X04": ("T01.total_expenditure=93.93 T03.total.total=93.93", "T03.total.total=89.65"),
        "X06/general": (
            "T01.general_budget_income=84.25 T04.general_budget_income=84.25",
            "T04.general_budget_income=82.16",
        ),
        "X06/fund": (
            "T01.government_fund_income=1.00 T04.government_fund_income=1.00",
            "T04.government_fund_income=2.00",
        ),
        "X06/capital": ("T01.state_capital_income=1.00 T04.state_capital_income=1.00", "T04.state_capital_income=2.00"),
        "X07": ("T02.total.fiscal=84.25 T04.total_income=84.25", "T04.total_income=93.93"),
        "X09": ("T04.total_expenditure.general=84.25 T05.total.total=84.25", "T04.total_expenditure.general=82.16"),
        "X10/income": ("T04.government_fund_income=1.00 T07.total.income=1.00", "T07.total.income=0"),
        "X10/expenditure": ("T04.total_expenditure.fund=1.00 T07.total.total=1.00", "T07.total.total=0"),
        "X10/opening": ("T04.opening_fund=1.00 T07.total.opening=1.00", "T07.total.opening=0"),
        "X10/closing": ("T04.closing_balance.fund=1.00 T07.total.closing=1.00", "T07.total.closing=0"),
        "X11/income": ("T04.state_capital_income=1.00 T08.total.income=1.00", "T08.total.income=2.00"),
        "X11/closing": (
            "T04.closing_balance.capital=1.00 T08.total.income=1.00 T08.total.closing=1.00",
            "T08.total.closing=0",
        ),
        "X11": ("T04.total_expenditure.capital=1.00 T08.total.total=1.00", "T08.total.total=0"),
        "X12": ("T05.total.basic=79.97 T06.personnel_total=76.19 T06.public_total=3.78", "T06.public_total=77.88"),
        "X13/total": ("T05.2012901.total=1.00 T03.2012901.total=2.00", "T05.2012901.total=3.00"),
        "X13/basic": ("T05.2012901.basic=1.00 T03.2012901.basic=1.00", "T05.2012901.basic=3.00"),
        "X13/project": ("T05.2012901.project=1.00 T03.2012901.project=2.00", "T05.2012901.project=3.00"),
        "X13/fund": ("T07.2012901.total=1.00 T03.2012901.total=2.00", "T07.2012901.total=3.00"),
        "X13/capital": ("T08.2012901.total=1.00 T03.2012901.total=2.00", "T08.2012901.total=3.00"),
        "X14": (
            "T03.total.basic=89.65 T05.total.basic=79.97 T01.total_income=93.93 T04.total_income=84.25 "
            "T01.opening_balance=0 T04.opening_balance=0 T01.nonfiscal_surplus_used=0",
            "T03.total.basic=95.65",
        ),
        "X15/abroad": ("T09.abroad=1.00 T06.30212=1.00", "T09.abroad=0"),
        "X15/vehicle_running": ("T09.vehicle_running=2.00 T06.30231=1.00", "T09.vehicle_running=0"),
        "X15/reception": ("T09.reception=8.31 T06.30217=0.30", "T09.reception=0.20"),
        "X15/vehicle_purchase": ("T09.vehicle_purchase=2.00 T06.31013=2.00", "T06.31013=18.00"),
        **{
            f"X15/{name}_same": (f"T05.total.project=0 {one}=2.00 {other}=2.00", f"{one}=3.00")
            for name, one, other in (
                ("abroad", "T09.abroad", "T06.30212"),
                ("vehicle_running", "T09.vehicle_running", "T06.30231"),
                ("reception", "T09.reception", "T06.30217"),
                ("vehicle_purchase", "T09.vehicle_purchase", "T06.31013"),
            )
        },
        "X16": ("T09.total=4.33 T04.total_expenditure.total=84.25", "T09.total=433.00"),
        "X17/closing": ("T01.closing_balance=55.34 T04.closing_balance.total=49.14", "T01.closing_balance=40.00"),
        "X17/opening": ("T01.opening_balance=55.34 T04.opening_balance=49.14", "T01.opening_balance=40.00"),
        "X18": ("T04.total_expenditure.total=84.25 T01.total_expenditure=93.93", "T04.total_expenditure.total=94.25"),
        "X20": ("T01.opening_balance=7.25 T01.closing_balance@prior=7.25", "T01.opening_balance=0"),
        "X20/general": ("T04.opening_general=7.25 T04.closing_balance.general@prior=7.25", "T04.opening_general=0"),
        "X20/fund": ("T04.opening_fund=7.25 T04.closing_balance.fund@prior=7.25", "T04.opening_fund=0"),
        "X20/capital": ("T04.opening_capital=7.25 T04.closing_balance.capital@prior=7.25", "T04.opening_capital=0"),
        "X20/fund_item": ("T07.2012901.opening=7.25 T07.2012901.closing@prior=7.25", "T07.2012901.opening=0"),
        "X19": (
            "T01.opening_balance=1.00 T01.total_income=93.93 T01.nonfiscal_surplus_used=0 T01.total_expenditure=92.93 "
            "T01.surplus_distribution=0 T01.closing_balance=2.00 T01.grand_total_income=94.93 "
            "T01.grand_total_expenditure=94.93",
            "T01.closing_balance=3.00",
        ),
        "A10/fund_closing": ("T07.2012901.closing=0", "T07.2012901.closing=-1.00"),
        "A10/capital_closing": ("T08.2012901.income=1.00 T08.2012901.closing=0", "T08.2012901.closing=-1.00"),
        "B12/meeting": ("T05.total.project=0 ordinary.meeting=0.53 T06.30215=0.53", "ordinary.meeting=0.50"),
        "B12/training": ("T05.total.project=0 ordinary.training=0.53 T06.30216=0.53", "ordinary.training=0.50"),
        "G15/count": ("performance.projects=1 project.p_1.name=帮扶 project.p_2.name=慰问", "performance.projects=3"),
        "B11": ("agency_operating_expense=3.78 T06.public_total=3.78", "agency_operating_expense=77.88"),
    },
}


def cells(text: str) -> dict[str, str]:
    """The typed texts by KEY[@ASPECT]."""
    return dict(part.split("=", 1) for part in text.split())
