#!/bin/bash
# tools/lib.sh asks for the packages that are missing, and for nothing when all are there. setup_test.sh SOURCE_FOLDER EMPTY_FOLDER
set -euo pipefail  # as in tools/run and tools/test: what fails only under these must fail here
source "$1/tools/lib.sh"
root=$2
mkdir -p "$root/tools"
asked=$root/asked.txt
as_root() { printf '%s\n' "$*" >>"$asked"; }

expect() {
    local what=$1 wanted=$2
    : >"$asked"
    install_packages build 2>/dev/null
    if ! grep -q -- "$wanted" <(cat "$asked"; echo "lines: $(wc -l <"$asked")"); then
        echo "$what: expected “$wanted”, but asked for: $(cat "$asked")"
        exit 1
    fi
}

# bash is on every machine that runs this; the other name is nobody's.
printf '# a comment\nbuild bash # a shell\nbuild no-such-package-here\ntest another-one\n' >"$root/tools/packages.txt"
expect "a missing package is installed, and only that" 'install .* no-such-package-here$'
printf 'build bash\n' >"$root/tools/packages.txt"
expect "nothing is asked for when all is there" '^lines: 0$'
