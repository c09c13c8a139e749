"""Blocks to proposals with evidence, and proposals into a report as one change set."""

from core.prefill.accept import accept
from core.prefill.model import (
    Confidence,
    Conflict,
    Draft,
    Import,
    Mention,
    Proposal,
    Relation,
    Row,
    SectionProposal,
    SourceInfo,
    TableProposal,
    Unplaced,
)
from core.prefill.own import OwnReport, read_source
from core.prefill.said import kind_said, region_said, unit_said, year_said
from core.prefill.sources import Guess, recognise
from core.prefill.understand import understand

__all__ = [
    "Confidence",
    "Conflict",
    "Draft",
    "Guess",
    "Import",
    "Mention",
    "OwnReport",
    "Proposal",
    "Relation",
    "Row",
    "SectionProposal",
    "SourceInfo",
    "TableProposal",
    "Unplaced",
    "accept",
    "kind_said",
    "read_source",
    "recognise",
    "region_said",
    "understand",
    "unit_said",
    "year_said",
]
