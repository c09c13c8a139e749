"""Small invented templates, written as the TOML that a pack author would write."""

from __future__ import annotations

from core.template import Dictionary, Pack, Template, read_dictionary, read_pack, validate

HEAD = """
[pack]
id = "tiny"
title = "小报表"
region = "某省"
years = ["2023"]
version = "1.0"
"""

FIGURES = """
[[figure]]
key = "total"
name = "合计"
formula = "[a] + [b]"
rule = "A5"

[[figure]]
key = "a"
name = "甲"
aspects = ["prior", "final_budget", "actual"]

[[figure]]
key = "b"
name = "乙"
aspects = ["prior", "final_budget", "actual"]

[[figure]]
key = "extra"
name = "丙"
optional = true

[[figure]]
key = "people"
name = "人数"
kind = "count"
unit = "人"

[[figure]]
key = "share"
name = "比率"
kind = "rate"
formula = "rate([a], [b])"

[[figure]]
key = "grand"
name = "总计"
formula = "[total] + [extra]"

[[figure]]
key = "same"
name = "合计（另一处）"

[[figure]]
key = "items"
name = "项目合计"
formula = "sum([item.*.amount])"

[[figure]]
key = "note"
name = "备注"
kind = "text"

[[family]]
key = "item"
name = "项目"
label = "name"

  [[family.figure]]
  key = "name"
  name = "名称"
  kind = "text"

  [[family.figure]]
  key = "amount"
  name = "金额"
  aspects = ["prior", "actual"]
"""


def dictionary_from(figures: str = FIGURES) -> Dictionary:
    """A dictionary from one TOML text."""
    return read_dictionary({"figures.toml": figures})


def pack_from(*texts: str, head: str = HEAD, name: str = "tiny") -> Pack:
    """A pack whose files are pack.toml (the head) and 1.toml, 2.toml … (the texts)."""
    files = {"pack.toml": head} | {f"{number}.toml": text for number, text in enumerate(texts, 1)}
    return read_pack(name, files)


def template_from(*texts: str, figures: str = FIGURES) -> Template:
    """A checked template of one pack made of `texts`."""
    known, pack = dictionary_from(figures), pack_from(*texts)
    validate(pack, known)
    return Template(known, [pack])


def rule(check: str, **fields: str) -> str:
    """The TOML of a rule; further fields as TOML values."""
    given = {"id": '"X1"', "name": '"核对"'} | fields
    return "[[rule]]\n" + "\n".join(f"{k} = {v}" for k, v in given.items()) + f"\ncheck = '{check}'\n"
