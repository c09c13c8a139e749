"""After any order of edits the engine stands as if everything had been computed anew."""

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from core.figures import BLANK
from core.rules import Engine
from core.template import template_of
from tests.rules.examples import cell, put, read, tiny
from tests.template.examples import rule as toml_rule

RULES = "".join(
    toml_rule(check, id=f'"X{number}"', **fields)
    for number, (check, fields) in enumerate(
        [
            ("[same] == [total]", {"aspects": '["actual", "prior"]'}),
            ("[same] == [a] + [b]", {}),
            ("[a] <= [b]", {"when": "'filled([extra])'", "otherwise": '"没有丙"'}),
            ("[items] == [grand]", {}),
            ("[item.$.amount] <= [a]", {"each": '"item"', "aspects": '["actual", "prior"]'}),
            ("rate([a], [b]) <= 1", {}),
            ("[share] <= 1", {}),
            ("filled([note])", {"message": '"没有备注"'}),
        ]
    )
)
KEYS = [
    "total",
    "a",
    "b",
    "a@prior",
    "b@prior",
    "total@prior",
    "extra",
    "same",
    "grand",
    "share",
    "items",
    "people",
    "note",
]
ROWS = ["p_1", "p_2", "p_3"]
TEXTS = ["", "0", "/", "1.00", "2.00", "3.01", "2", "1.555", "-1.00", "100.01元", "9.99"]


class Edits(RuleBasedStateMachine):
    """One engine edited step by step; another is loaded afresh after each step."""

    def __init__(self):
        super().__init__()
        self.engine = tiny(RULES)

    @rule(edits=st.dictionaries(st.sampled_from(KEYS), st.sampled_from(TEXTS), min_size=1, max_size=3))
    def type(self, edits):
        put(self.engine, {name: "3人" if name == "people" and text.endswith("元") else _fit(name, text)
                          for name, text in edits.items()})  # fmt: skip

    @precondition(lambda self: self.engine.rows.get("item"))
    @rule(data=st.data(), text=st.sampled_from(TEXTS), field=st.sampled_from(["name", "amount", "amount@prior"]))
    def type_in_a_row(self, data, text, field):
        row = data.draw(st.sampled_from(self.engine.rows["item"]))
        put(self.engine, {f"item.{row}.{field}": text})

    @rule(rows=st.lists(st.sampled_from(ROWS), unique=True))
    def grow_or_shrink(self, rows):
        gone = set(ROWS) - set(rows)
        self.engine.given = {
            c: h for c, h in self.engine.given.items() if c[0].split(".")[1:2] not in ([g] for g in gone)
        }
        self.engine.rows["item"] = rows
        self.engine.rebuild()

    @rule(keys=st.sets(st.sampled_from(["a", "b", "same", "item.$.amount"])))
    def confirm(self, keys):
        self.engine.confirmed = keys
        self.engine.rebuild()

    @invariant()
    def stands_as_if_computed_anew(self):
        fresh = Engine(self.engine.template)
        fresh.confirmed = self.engine.confirmed
        fresh.load(self.engine.given, self.engine.rows)
        assert self.engine.computed == fresh.computed
        assert self.engine._provisional == fresh._provisional
        assert self.engine.findings == fresh.findings


def _fit(name, text):
    """A text the kind of the cell takes."""
    if name == "share" and text.endswith("元"):
        return "50%"
    return text


TestEdits = Edits.TestCase
TestEdits.settings = settings(max_examples=60, stateful_step_count=20, deadline=None)


SHIPPED = template_of(["zhengti-hunan-2023"])
SHIPPED_CELLS = [
    f"{reference.key}@{aspect}"
    for one in SHIPPED.rules
    for reference in one.check.references
    if not reference.is_set and "$" not in reference.key
    for aspect in ("actual", "prior")
    if aspect in SHIPPED.figure(reference.key).aspects
]
shipped_edits = st.dictionaries(
    st.sampled_from(SHIPPED_CELLS), st.sampled_from(["", "0", "1.00", "2.00", "3"]), min_size=1, max_size=6
)


class ShippedEdits(RuleBasedStateMachine):
    """The same over the shipped pack, with its own cells."""

    def __init__(self):
        super().__init__()
        self.engine = Engine(SHIPPED)
        self.engine.load({}, {"project": ["p_1", "p_2"]})

    @rule(edits=shipped_edits)
    def type(self, edits):
        put(self.engine, edits)

    @rule(row=st.sampled_from(["p_1", "p_2"]), text=st.sampled_from(["", "1.00"]))
    def type_in_a_row(self, row, text):
        put(self.engine, {f"project.{row}.amount": text})

    @invariant()
    def stands_as_if_computed_anew(self):
        fresh = Engine(SHIPPED)
        fresh.load(self.engine.given, self.engine.rows)
        assert self.engine.computed == fresh.computed
        assert self.engine.findings == fresh.findings


TestShippedEdits = ShippedEdits.TestCase
TestShippedEdits.settings = settings(max_examples=10, stateful_step_count=12, deadline=None)


def test_typing_a_value_and_taking_it_back_leaves_nothing():
    engine = tiny(RULES)
    before = dict(engine.findings)
    for name in KEYS:
        put(engine, {name: "1.00"})
    for name in KEYS:
        put(engine, {name: ""})
    assert engine.given == {}
    assert engine.computed == {}
    assert engine.findings == before
    assert read(engine.template, "a", "") == BLANK
    assert cell("a@prior") == ("a", "prior")
