#!/usr/bin/env bash
# matrix.sh - build and test on the PostgreSQL versions of other Debian releases: 17 (trixie) and 18 (sid).
#
#   make test-matrix                 both
#   make test-matrix VERSIONS=17     one;  VERSIONS=15 takes bookworm
#   STAGES="unit regress"            as ONLY of make test (default: all but fuzz)
#
# Each release is debootstrapped once into $CSQ_ROOTS (default build/roots, see roots.sh), then "make test" runs in it as root on a fresh
# copy of the tree, so that the installing of packages is tested too.  Needs root or sudo.
set -u
. "$(dirname "$0")/lib.sh"
. "$CSQ_TOP/tools/roots.sh"
csq_need_root "$@"
STAGES=${STAGES:-unit symbols regress isolation catalog docs tap checked}

for version in ${VERSIONS:-17 18}; do
    suite=$(csq_suite_of "$version") || exit 1
    csq_root_make "$suite" || { csq_count "pg$version" 0 1; continue; }
    trap csq_root_leave EXIT
    csq_root_needs_make >"$CSQ_TOP/build/matrix-$version.log" 2>&1
    csq_root_tree
    csq_say "PostgreSQL $version ($suite)"
    csq_enter make -C /root/csq test ONLY="$STAGES" 2>&1 | tee -a "$CSQ_TOP/build/matrix-$version.log" | sed 's/^/  /'
    line=$(grep -E '^[0-9]+ passed, [0-9]+ failed' "$CSQ_TOP/build/matrix-$version.log" | tail -1)
    if [[ $line =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed(,\ ([0-9]+)\ skipped)? ]]; then
        csq_count "pg$version" "${BASH_REMATCH[1]}" "${BASH_REMATCH[2]}" "${BASH_REMATCH[4]:-0}"
    else csq_count "pg$version" 0 1; fi
    csq_root_leave
done
csq_summary
