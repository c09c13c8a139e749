"""Publications to one Excel workbook: a sheet a table, one for the text, one for the charts.

In a cell a number is the printed value; a total is a live formula where that
gives the printed total.  Text never becomes a formula.
"""

from core.publishing.xlsx.write import write_xlsx

__all__ = ["write_xlsx"]
