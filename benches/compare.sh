#!/bin/bash
# Wall time, whole process, of `gongshi make` against LibreOffice for the same spreadsheet of 10,000 rows × 10 columns.
# Installs LibreOffice Calc where it is missing (Debian). The program has to be at least 5 times faster.
set -euo pipefail
cd "$(dirname "$0")/.."

rows=${1:-10000}
rounds=3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if ! command -v libreoffice >/dev/null; then
    sudo=$([ "$(id -u)" = 0 ] || echo sudo)
    $sudo apt-get update -qq
    $sudo apt-get install -y -qq --no-install-recommends libreoffice-calc >/dev/null
fi

# PROGRAM names one that is built already.
if [ -z "${PROGRAM:-}" ]; then
    cargo build --release --bin gongshi
fi
program=${PROGRAM:-${CARGO_TARGET_DIR:-target}/release/gongshi}

# Chinese fonts for LibreOffice, whatever the machine has.
mkdir -p "$work/share"
ln -s "$PWD/assets/fonts" "$work/share/fonts"

office() {
    XDG_DATA_HOME=$work/share XDG_CACHE_HOME=$work/cache libreoffice -env:UserInstallation="file://$work/profile" --headless "$@" --outdir "$work" >/dev/null 2>&1
}

# Fastest of the rounds in milliseconds.
fastest() {
    local best=0 start took
    for _ in $(seq "$rounds"); do
        start=$(date +%s%N)
        "$@"
        took=$((($(date +%s%N) - start) / 1000000))
        if [ "$best" = 0 ] || [ "$took" -lt "$best" ]; then best=$took; fi
    done
    echo "$best"
}

awk -v rows="$rows" 'BEGIN {
    split("王大山 李秀兰 张建国 刘芳 陈玉梅 欧阳志强 赵桂英 周海", name, " ")
    print "序号,村,组,户主,确权面积（亩）,流转面积（亩）,补贴面积（亩）,补贴标准（元/亩）,补贴金额（元）,备注"
    for (n = 1; n <= rows; n++) {
        own = 1.5 + n * 37 % 2900 / 100; lent = n * 13 % 140 / 100
        printf "%d,石桥村,第%d组,%s,%.2f,%.2f,%.2f,93.45,%.2f,%s\n", n, 1 + n % 14, name[1 + n % 8], own, lent, own - lent,
            (own - lent) * 93.45, n % 9 ? "" : "流转地补贴按合同约定发放给承包农户"
    }
}' >"$work/list.csv"
# The first start also makes LibreOffice's profile, which is not counted.
office --infilter=CSV:44,34,76,1 --convert-to xlsx "$work/list.csv"

ours() { "$program" make "$work/list.xlsx" --kind 一般通知公告 --title 补贴发放公示表 --paper a4 --across --out "$work/ours.pdf" >/dev/null; }
theirs() { office --convert-to pdf "$work/list.xlsx"; }

ours_ms=$(fastest ours)
theirs_ms=$(fastest theirs)
echo "$rows rows: gongshi $ours_ms ms, LibreOffice $theirs_ms ms: $(awk "BEGIN { printf \"%.1f\", $theirs_ms / $ours_ms }") times faster"
[ $((theirs_ms)) -ge $((5 * ours_ms)) ]
