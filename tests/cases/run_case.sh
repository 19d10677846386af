#!/bin/bash
# Runs one case: run_case.sh PROGRAM CASE_FOLDER. See README.md for what a case is made of.
set -u
program=$(realpath "$1")
case_dir=$(cd "$2" && pwd)
cases_dir=$(cd "$(dirname "$0")" && pwd)

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
mkdir "$tmp/work"
cp -r "$cases_dir/county" "$cases_dir/broken" "$cases_dir/odd" "$tmp/"
[ -d "$case_dir/before" ] && cp -r "$case_dir/before/." "$tmp/work/"
cd "$tmp/work" || exit 1

unset DISPLAY WAYLAND_DISPLAY
export SOURCE_DATE_EPOCH=1262304000 COLUMNS=80 LC_ALL=C NEEDSMAP_CACHE="$tmp/cache" NEEDSMAP_STATE="$tmp/state"
export NEEDSMAP=$program CASES=$cases_dir

failed=0
fail() { echo "FAILED: $1"; failed=1; }

mapfile -t arguments < "$case_dir/args"
"$program" "${arguments[@]}" > "$tmp/stdout" 2> "$tmp/stderr" < /dev/null
code=$?

expected_code=0
[ -f "$case_dir/exit" ] && expected_code=$(tr -d '[:space:]' < "$case_dir/exit")
[ "$code" = "$expected_code" ] || fail "exit code $code, expected $expected_code"

for stream in stdout stderr; do
    sed -i "s|$tmp|@TMP@|g" "$tmp/$stream"
    if [ -n "${UPDATE:-}" ]; then
        if [ -s "$tmp/$stream" ]; then cp "$tmp/$stream" "$case_dir/$stream"; else rm -f "$case_dir/$stream"; fi
    fi
    expected=/dev/null
    [ -f "$case_dir/$stream" ] && expected=$case_dir/$stream
    diff -u --label "expected $stream" --label "$stream" "$expected" "$tmp/$stream" || fail "$stream differs"
done

if [ -d "$case_dir/files" ]; then
    for file in "$case_dir"/files/*; do
        name=$(basename "$file")
        [ -n "${UPDATE:-}" ] && cp "$tmp/work/$name" "$file"
        diff -u --label "expected $name" --label "$name" "$file" "$tmp/work/$name" || fail "$name differs"
    done
fi

if [ -n "$(find "$tmp" -name '*.part' -not -path "$tmp/cache/*")" ]; then fail "a half-written file was left behind"; fi
if [ "$code" != 0 ] && [ "$code" != 3 ]; then
    [ -d "$case_dir/before" ] && before=$case_dir/before || { mkdir "$tmp/nothing"; before=$tmp/nothing; }
    diff -r "$before" "$tmp/work" || fail "a failed run changed files"
fi

if [ -f "$case_dir/check" ]; then
    bash -eu "$case_dir/check" || fail "check did not hold"
fi
[ $failed = 0 ] && echo "passed"
exit $failed
