"""Every rule of every shipped pack passes on one example and fails on another, and says what to do."""

from contextlib import contextmanager
from functools import cache

import pytest

from core.figures import Kind, show
from core.rules import State
from core.rules.canon import canonical
from core.rules.cells import cell_rules
from core.template import dictionary, shipped, template_of
from tests.rules.examples import engine_of, put
from tests.rules.shipped_examples import ROWS, RULES, cells


def name_of(rule):
    return "/".join(filter(None, [rule.id, rule.variant]))


CASES = [(pack.id, name_of(rule)) for pack in shipped() for rule in pack.rules]


def test_no_rule_is_left_without_examples():
    assert {(pack.split("-")[0], rule) for pack, rule in CASES} == {
        (f, rule) for f, rules in RULES.items() for rule in rules
    }


@cache
def opened(pack):
    return engine_of(template_of([pack]), {}, ROWS)


@contextmanager
def filled(pack, typed):
    """The pack's engine with these cells, which are blanked again."""
    engine = opened(pack)
    put(engine, typed)
    yield engine
    put(engine, dict.fromkeys(typed, ""))


def judged(engine, rule):
    found = [one for name, one in engine.findings.items() if name == rule or name.startswith(f"{rule}:")]
    (form,) = [one for one in engine.template.rules if name_of(one) == rule]
    return form, min(found, key=lambda one: (one.state is State.NOT_CHECKABLE, one.id))


@pytest.mark.parametrize(("pack", "rule"), CASES)
def test_a_rule_passes_and_fails(pack, rule):
    good, change = (cells(text) for text in RULES[pack.split("-")[0]][rule])
    with filled(pack, good) as engine:
        _, passed = judged(engine, rule)
        assert passed.state is State.PASS, passed.message
    with filled(pack, good | change) as engine:
        form, failed = judged(engine, rule)
        assert (failed.state, failed.severity) == (State.FAIL, form.severity), failed.message
        assert failed.remedy == form.fix
        place = failed.place.partition("@")[0]
        assert place in {key.partition("@")[0] for key in good} or engine.template.figure(place).formula is not None
        assert not failed.rounding


@pytest.mark.parametrize("pack", sorted({pack for pack, _ in CASES}))
def test_no_rule_is_passed_on_an_empty_report(pack):
    """An unrun rule is never shown as passed."""
    for finding in engine_of(template_of([pack]), {}, ROWS).findings.values():
        assert finding.state in {State.NOT_CHECKABLE, State.NOT_APPLICABLE}, finding


TOTALS = [key for key, figure in dictionary().figures.items() if figure.formula is not None]
PACK = "zhengti-hunan-2023"


@pytest.mark.parametrize("key", TOTALS)
def test_every_total_of_the_dictionary_fails_when_it_is_stated_otherwise(key):
    """A1 to A11, C21, G9 …: the formulas are the checks of stated totals."""
    template = opened(PACK).template
    figure = template.figure(key)
    keys = [
        f"{key}@{ref.aspect}" if ref.aspect else key
        for ref in figure.formula.references
        for key in (opened(PACK).expand(ref.key) if ref.is_set else (ref.key,))
    ]
    parts = {one: "2.00" if template.figure(one.partition("@")[0]).kind is Kind.MONEY else "2" for one in keys}
    identity = f"{template.guards.get(key) or figure.rule}={key}@actual"
    with filled(PACK, parts) as engine:
        stated = show(engine.computed[key, "actual"], figure.kind, figure.unit, figure.decimals)
    with filled(PACK, parts | {key: stated}) as engine:
        assert engine.findings[identity].state is State.PASS
    with filled(PACK, parts | {key: "987.65"}) as engine:
        finding = engine.findings[identity]
    assert (finding.rule, finding.state) == (canonical(identity.split("=")[0]), State.FAIL)
    assert finding.severity == figure.severity


def test_cell_rules_have_ids_of_the_catalogue():
    assert [rule for rule, _ in cell_rules()] == ["A12", "A13"]
