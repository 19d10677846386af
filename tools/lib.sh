# shellcheck shell=bash
# Shared by tools/run, tools/test and .ci/run: packages, configure, build. Source it; it moves nothing and builds only when asked.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

say() { printf '%s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

# wanted_packages GROUP...: package names of these groups in tools/packages.txt.
wanted_packages() {
    local groups=" $* " group package rest
    while read -r group package rest; do
        [[ $group == \#* || -z $package ]] && continue
        [[ $groups == *" $group "* ]] && printf '%s\n' "$package"
    done <"$root/tools/packages.txt"
}

# missing_packages GROUP...: those that are not installed. No network, a few milliseconds.
missing_packages() {
    local installed
    # dpkg-query fails as soon as one of them is unknown, which is the very case this is for: under "set -e" it must not end us here.
    # shellcheck disable=SC2046
    installed=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' $(wanted_packages "$@") 2>/dev/null | sed -n 's/^installed //p') || true
    wanted_packages "$@" | grep -Fxv -f <(printf '%s\n' "$installed") || true
}

as_root() {
    if [[ $(id -u) -eq 0 ]]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        fail "This needs administrator rights and there is no sudo here. As root, run: $*"
    fi
}

# install_packages GROUP...: installs what is missing on Debian and Ubuntu; elsewhere names what is needed, once.
install_packages() {
    if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
        [[ -e $root/build/build.ninja ]] && return
        say "This is not Debian or Ubuntu. Please install the equivalents of these Debian packages first:"
        say "  $(wanted_packages "$@" | tr '\n' ' ')"
        return
    fi
    local missing
    mapfile -t missing < <(missing_packages "$@")
    [[ ${#missing[@]} -eq 0 ]] && return
    say "Installing: ${missing[*]}"
    # The lists may be older than the archive: refresh them when the first try fails. apt's output goes to the side: ours is the program's.
    local install=(env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}")
    as_root "${install[@]}" >&2 && return
    as_root apt-get update -q >&2 || say "apt-get update failed; trying with the lists there are."
    as_root "${install[@]}" >&2 || fail "Could not install: ${missing[*]}. See the messages of apt-get above."
}

# build_folder PRESET: where it builds (see CMakePresets.json).
build_folder() {
    [[ $1 == default ]] && printf '%s\n' "$root/build" || printf '%s\n' "$root/build-$1"
}

# build_preset PRESET [TARGET]: configures when needed and builds. CMake looks after changes by itself from then on.
build_preset() {
    local preset=$1 target=${2:-all} folder
    folder=$(build_folder "$preset")
    (
        cd "$root" || exit 1
        if [[ ! -e $folder/build.ninja || CMakePresets.json -nt $folder/build.ninja ]]; then
            cmake --preset "$preset" >&2 || fail "CMake could not configure the build; see its messages above."
        fi
        cmake --build --preset "$preset" --target "$target" >&2 || fail "The build failed; see the messages above."
    )
}

# run_tests PRESET [CTEST_ARG...]: runs them, shows them as they come, and keeps what they said in tests.log.
# Tests draw in software so that every machine sees the same pixels, and keep away from the user's cache and saved session.
run_tests() {
    local preset=$1 folder wrap=()
    folder=$(build_folder "$preset")
    shift
    if [[ -z ${DISPLAY:-}${WAYLAND_DISPLAY:-} ]] && command -v xvfb-run >/dev/null; then
        (cd "$folder" && ctest -N -L '^window$' | grep -q 'Total Tests: 0') || wrap=(xvfb-run -a)
    fi
    (
        cd "$root" || exit 1
        export LIBGL_ALWAYS_SOFTWARE=1 NEEDSMAP_CACHE="$folder/test-cache" NEEDSMAP_STATE="$folder/test-state"
        "${wrap[@]}" ctest --preset "$preset" --parallel "$(nproc)" "$@" 2>&1 | tee "$folder/tests.log"
        exit "${PIPESTATUS[0]}"
    )
}

# test_counts PRESET: ctest's own line, "100% tests passed, 0 tests failed out of 20".
test_counts() {
    grep -h 'tests passed' "$(build_folder "$1")/tests.log" 2>/dev/null || printf 'no tests were run\n'
}
