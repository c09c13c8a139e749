#!/usr/bin/env bash
# The main job without a screen: last year's report becomes this year's file, is checked and printed three ways.
set -euo pipefail
cd "$(dirname "$0")/.."

sample=resources/samples/示例县总工会2023年度部门整体支出绩效自评报告.docx
out=.cache/demo
file=$out/示例.jbao
juebao() { .venv/bin/python main.py "$@"; }

rm -rf "$out"
mkdir -p "$out"
juebao import "$sample" --new "$file" --year 2024
# A fresh file has gaps, so `check` finds errors and says so by status 1; anything else is a failure.
juebao check "$file" || [ $? -eq 1 ]
juebao export "$file" --draft --pdf "$out/示例.pdf" --xlsx "$out/示例.xlsx" --docx "$out/示例.docx"

echo
echo "Made from $sample:"
for made in "$out/示例.pdf" "$out/示例.xlsx" "$out/示例.docx"; do
    [ -s "$made" ] || { echo "missing: $made" >&2; exit 1; }
    echo "  $made"
done
