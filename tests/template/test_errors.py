"""What is wrong in a pack or the dictionary is told with file, line and id, in one sentence."""

import pytest

from core.errors import ExpressionError, TemplateError
from core.rules import Engine
from core.template import Template, validate
from tests.template.examples import FIGURES, HEAD, dictionary_from, pack_from, template_from

STATEMENT = """
[[statement]]
id = "s.1"
section = "1"
text = "{slot}"
"""
SECTION = """
[[section]]
id = "1"
title = "第一"
"""
TABLE = """
[[table]]
id = "t.1"
title = "表"

  [[table.row]]
  cells = ["甲", "=a"]

  [[table.row]]
  cells = {cells}
"""
RULE = """
[[rule]]
id = "X1"
name = "核对"
check = "[a] == [b]"

[[rule]]
id = "X2"
name = "核对"
{line}
"""


def wrong(text, figures=FIGURES):
    with pytest.raises(TemplateError) as caught:
        template_from(text, figures=figures)
    return caught.value


@pytest.mark.parametrize(
    ("text", "line", "identity", "what"),
    [
        (RULE.replace("{line}", 'check = "[a] == [b]"\nseverty = "error"'), 8, "X2", "未知的字段 severty"),
        (RULE.replace("{line}", 'check = "[a] == "'), 8, "X2", "写法不对"),
        (RULE.replace("{line}", 'check = "[a] == lower([b])"'), 8, "X2", "lower"),
        (RULE.replace("{line}", "check = 3"), 8, "X2", "check 应为文字"),
        (RULE.replace("{line}", ""), 8, "X2", "缺少 check"),
        (RULE.replace("{line}", 'check = "[a]"\nseverity = "fatal"'), 8, "X2", "severity「fatal」不存在"),
        (RULE.replace("{line}", 'check = "[a] == [nowhere.x]"'), 10, "X2", "不存在的数据项「nowhere.x」"),
        (
            RULE.replace("{line}", 'when = "filled([nowhere.x])"\ncheck = "[a]"'),
            10,
            "X2",
            "不存在的数据项「nowhere.x」",
        ),
        (RULE.replace("{line}", 'check = "[a@initial_budget] == 0"'), 10, "X2", "不存在的数据项「a@initial_budget」"),
        (RULE.replace("{line}", 'check = "sum([nowhere.*]) == 0"'), 10, "X2", "不存在的数据项「nowhere.*」"),
        (RULE.replace("{line}", 'check = "sum([item.*.nothing]) == 0"'), 10, "X2", "不存在的数据项「item.*.nothing」"),
        (RULE.replace("{line}", 'check = "[item.$.amount]"\neach = "itm"'), 8, "X2", "itm"),
        (RULE.replace("{line}", 'check = "[a]"\naspects = ["last_year"]'), 8, "X2", "last_year"),
        (RULE.replace("{line}", "").replace("X2", "X1"), 8, "X1", "缺少 check"),
        (RULE.replace("{line}", 'check = "[a]"').replace("X2", "X1"), 8, "X1", "重复"),
        (SECTION + STATEMENT.replace("{slot}", "{[nowhere.x]}"), 9, "s.1", "不存在的数据项「nowhere.x」"),
        (SECTION + STATEMENT.replace("{slot}", "{[a]"), 7, "s.1", "花括号不成对"),
        (SECTION + STATEMENT.replace("{slot}", "a}"), 7, "s.1", "花括号不成对"),
        (SECTION + STATEMENT.replace("{slot}", "{chnage [a]}"), 7, "s.1", "看不懂"),
        (SECTION + STATEMENT.replace("{slot}", "{[A]}"), 7, "s.1", "不是数据项的键"),
        (SECTION + STATEMENT.replace("{slot}", "{change [a] | 比上年 增加/减少 持平}"), 7, "s.1", "四组词"),
        (SECTION + STATEMENT.replace("{slot}", "{change [a] | 比上年 增加 增长/下降 持平}"), 7, "s.1", "要成对"),
        (SECTION + STATEMENT.replace("{slot}", "{compare [a] with [b] | 大于/小于}"), 7, "s.1", "三个词"),
        (SECTION + STATEMENT.replace("{slot}", "{each item | 、}{[item.$.name]}"), 7, "s.1", "缺少 {/each}"),
        (SECTION + STATEMENT.replace("{slot}", "a{/each}"), 7, "s.1", "多了一个 {/each}"),
        (SECTION + STATEMENT.replace("{slot}", "{each itm}x{/each}"), 7, "s.1", "itm"),
        (SECTION + STATEMENT.replace("{slot}", "x").replace('"1"\ntext', '"9"\ntext'), 7, "s.1", "「9」"),
        (SECTION + '\n[[statement]]\nid = "s.1"\nsection = "1"\n', 7, "s.1", "没有 when"),
        (
            SECTION + STATEMENT.replace('text = "{slot}"', '[[statement.variant]]\nwhen = "[a] > 0"\ntext = "x"'),
            7,
            "s.1",
            "没有 when",
        ),
        (SECTION + 'statements = ["s.9"]', 3, "1", "不存在的句子「s.9」"),
        (SECTION + 'reads = { "甲" = "nowhere.x" }', 5, "1", "不存在的数据项「nowhere.x」"),
        (SECTION + 'none = "nowhere.x"', 5, "1", "不存在的数据项「nowhere.x」"),
        (SECTION + 'output = "itm"', 3, "1", "itm"),
        (SECTION + 'reads = "a"', 3, "1", "reads 应为"),
        (SECTION + 'titel = "x"', 3, "1", "未知的字段 titel"),
        (SECTION + 'level = "1"', 3, "1", "level 应为整数"),
        (SECTION + "required = 1", 3, "1", "required 应为 true 或 false"),
        (SECTION + 'aliases = "x"', 3, "1", "aliases 应为文字的列表"),
        (SECTION + SECTION, 7, "1", "重复"),
        (TABLE.replace("{cells}", '["乙"]'), 3, "t.1", "第 2 行有 1 格，应为 2 格"),
        (TABLE.replace("{cells}", '["乙", "=nowhere.x"]'), 10, "t.1", "不存在的数据项「nowhere.x@actual」"),
        (TABLE.replace("{cells}", '["乙", "=a@initial_budget"]'), 10, "t.1", "不存在的数据项「a@initial_budget」"),
        (TABLE.replace("{cells}", '["乙", "=A!"]'), 3, "t.1", "不是数据项的键"),
        (TABLE.replace("{cells}", '["乙", "=b"]\neach = "itm"'), 3, "t.1", "itm"),
        (TABLE.replace("{cells}", '["乙", "=b"]\neech = "item"'), 3, "t.1", "未知的字段 eech"),
        (TABLE.replace("{cells}", '["乙", 3]'), 3, "t.1", "cells 应为文字的列表"),
        ('\n[[table]]\nid = "t.1"\ntitle = "表"', 3, "t.1", "没有行"),
        ('\n[[report]]\nid = "r"\ntitle = "报告"\ntables = ["t.9"]', 3, "r", "不存在的表「t.9」"),
        ('\n[guard]\n"a" = "X1"\n"nowhere.x" = "X1"', 4, "nowhere.x", "不存在的数据项"),
        ('\n[typed]\nkeys = [\n  "a",\n  "nowhere.x",\n]', 5, "nowhere.x", "不存在的数据项"),
    ],
)
def test_a_pack_error_names_file_line_and_id(text, line, identity, what):
    error = wrong(text)
    assert f"tiny/1.toml 第 {line} 行" in error.message
    assert f"「{identity}」" in error.message
    assert what in error.message
    assert error.remedy
    assert "\n" not in error.line


@pytest.mark.parametrize(
    ("text", "file", "what"),
    [
        ("[[rule]\n", "tiny/1.toml", "不是有效的 TOML"),
        ('[[rules]]\nid = "X1"', "tiny/1.toml", "未知的部分 rules"),
        ('[[rule]]\nname = "x"', "tiny/1.toml", "缺少 id"),
        ('[rule]\nid = "x"', "tiny/1.toml", "rule"),
        ('[[section]]\ntitle = "x"', "tiny/1.toml", "第 1 个 [[section]] 缺少 id"),
        ("section = 3", "tiny/1.toml", "section"),
        ("guard = 3", "tiny/1.toml", "[guard]"),
        ('[guard]\n"a" = 3', "tiny/1.toml", "[guard]"),
        ('typed = ["a"]', "tiny/1.toml", "[typed]"),
        ('[typed]\nkeys = "a"', "tiny/1.toml", "[typed]"),
        ("[words]\nuse = [3]", "tiny/1.toml", "[words]"),
    ],
)
def test_a_pack_error_without_an_id_names_the_file(text, file, what):
    error = wrong(text)
    assert error.message.startswith(file)
    assert what in error.message


@pytest.mark.parametrize(
    ("head", "what"),
    [
        ("", "没有 [pack] 部分"),
        ('[pack]\ntitle = "x"', "缺少 id"),
        (HEAD.replace('title = "小报表"', ""), "第 3 行 pack「tiny」：缺少文字 title"),
        (HEAD + 'colour = "red"', "未知的字段 colour"),
        (HEAD.replace('["2023"]', "[2023]"), "years"),
        (HEAD.replace('["2023"]', '["二三"]'), "years"),
        (HEAD + 'decimals = "2"', "decimals 应为整数"),
    ],
)
def test_a_wrong_head(head, what):
    with pytest.raises(TemplateError) as caught:
        pack_from(head=head)
    assert what in caught.value.message


def test_a_pack_of_a_newer_language_is_told_as_that_whatever_else_it_holds():
    newer = HEAD + "language = 99\nmood = 'calm'\n"
    with pytest.raises(TemplateError) as caught:
        pack_from("[[hologram]]\nid = 'x'", head=newer)
    assert "更新的版本（99）" in caught.value.message
    assert caught.value.remedy == "请升级决报"


def test_one_id_in_two_files():
    with pytest.raises(TemplateError, match=r"tiny/2\.toml 第 3 行.*「1」.*另一个文件"):
        pack_from(SECTION, SECTION)
    with pytest.raises(TemplateError, match=r"tiny/2\.toml 第 3 行.*「X1」.*重复"):
        pack_from(RULE.replace("{line}", 'check = "[a]"'), RULE.replace("{line}", 'check = "[a]"'))


def test_rules_may_share_an_id_with_different_variants():
    pack = pack_from(RULE.replace("{line}", 'check = "[a]"\nvariant = "second"').replace("X2", "X1"))
    assert [(one.id, one.variant) for one in pack.rules] == [("X1", ""), ("X1", "second")]


def test_two_packs_must_not_use_one_id():
    one, other = pack_from(SECTION), pack_from(SECTION, head=HEAD.replace('"tiny"', '"other"'))
    with pytest.raises(TemplateError, match=r"other.*「1」"):
        Template(dictionary_from(), [one, other])


FIGURE = '[[figure]]\nkey = "{key}"\nname = "名"\n'


@pytest.mark.parametrize(
    ("text", "line", "identity", "what"),
    [
        (FIGURE.replace("{key}", "a") + 'kind = "amount"', 2, "a", "kind「amount」不存在"),
        (FIGURE.replace("{key}", "A"), 2, "A", "key 写法不对"),
        (FIGURE.replace("{key}", "a") + 'unti = "元"', 2, "a", "未知的字段 unti"),
        (FIGURE.replace("{key}", "a") + 'aspects = ["last"]', 2, "a", "aspects 里的「last」不存在"),
        (FIGURE.replace("{key}", "a") + 'formula = "1 +"', 2, "a", "写法不对"),
        (FIGURE.replace("{key}", "a") + "decimals = true", 2, "a", "decimals 应为整数"),
        (FIGURE.replace("{key}", "a") * 2, 5, "a", "重复"),
        ('[[figure]]\nkey = "a"', 2, "a", "缺少文字 name"),
        ('[[family]]\nkey = "f"\nname = "族"\nrows = "many"', 2, "f", "rows「many」不存在"),
        ('[[family]]\nkey = "f"\nname = "族"\nlabel = "x"', 2, "f", "label「x」"),
        (
            '[[family]]\nkey = "f"\nname = "族"\n\n[[family.figure]]\nkey = "x"\nname = "名"\n\n'
            '[[family]]\nkey = "g"\nname = "族"\n\n[[family.figure]]\nkey = "x"\nname = "名"\nkind = "y"',
            14,
            "x",
            "kind「y」不存在",
        ),
        (
            '[[family]]\nkey = "f"\nname = "族"\n' + ('[[family.figure]]\nkey = "x"\nname = "名"\n' * 2),
            8,
            "x",
            "重复",
        ),
        ('[[family]]\nkey = "f"\nname = "族"\n[[family.figure]]\nname = "名"', 2, "f", "缺少 key"),
    ],
)
def test_a_dictionary_error_names_file_line_and_key(text, line, identity, what):
    with pytest.raises(TemplateError) as caught:
        dictionary_from(text)
    assert caught.value.message.startswith(f"figures.toml 第 {line} 行")
    assert f"「{identity}」" in caught.value.message
    assert what in caught.value.message


def test_unknown_parts_of_the_dictionary():
    with pytest.raises(TemplateError, match=r"figures\.toml 有未知的部分 figures"):
        dictionary_from('[[figures]]\nkey = "a"')


def test_formulas_that_run_in_a_circle_are_named():
    figures = "".join(
        f'[[figure]]\nkey = "{key}"\nname = "名"\nformula = "[{other}]"\n' for key, other in ("ab", "bc", "ca")
    )
    with pytest.raises(ExpressionError) as caught:
        Engine(template_from(figures=figures + FIGURE.replace("{key}", "d"))).load({}, {})
    assert caught.value.message == "公式循环引用：a、b、c"


def test_a_formula_of_itself_is_a_circle():
    with pytest.raises(ExpressionError, match="循环"):
        Engine(template_from(figures=FIGURE.replace("{key}", "a") + 'formula = "[a] + 1"')).load({}, {})


def test_a_good_pack_passes_validation():
    validate(pack_from(RULE.replace("{line}", 'check = "sum([item.*.amount]) >= [a@prior]"')), dictionary_from())
