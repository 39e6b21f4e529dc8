# check_symbols.sh - what can be checked without a server: exported names, versions, layout.  Sourced by test.sh.

# The check of the layers sees what it is for: each of these includes, added to a copy of the tree, is reported.  Prints those that are not.
csq_forbidden_includes() {
    local copy file include
    copy=$(mktemp -d "${TMPDIR:-/tmp}/csq_layers.XXXXXX")
    (cd "$CSQ_TOP" && find src -name '*.[ch]' -print0 | xargs -0 cp --parents -t "$copy")
    [ -z "$(perl "$CSQ_TOP/tools/check_layers.pl" "$copy" 2>&1)" ] || echo "  the copy itself is not clean"
    while read -r file include; do
        printf '#include %s\n' "$include" >>"$copy/src/$file"
        perl "$CSQ_TOP/tools/check_layers.pl" "$copy" 2>&1 | grep -qF "$file: " || echo "  $file: #include $include"
        cp "$CSQ_TOP/src/$file" "$copy/src/$file"
    done <<'INCLUDES'
base/core.c "metrics/rate.h"
base/core.c "pg/csq.h"
calendar/calendar.c "sla/sla.h"
metrics/rate.c "postgres.h"
metrics/rate.c "utils/builtins.h"
metrics/rate.h "pg/summary_pg.h"
metrics/rate_pg.c "charts/series.h"
text/text.c "classify/model.h"
journey/journey.c "process/process.h"
funnel/funnel.c "process/process.h"
process/process.c "funnel/funnel.h"
process/process.c "process.h"
INCLUDES
    rm -rf "$copy"
}

csq_check_symbols() {
    local passed=0 failed=0 bad version
    check() { if [ -z "$2" ]; then passed=$((passed + 1)); else failed=$((failed + 1)); printf '  %s:\n%s\n' "$1" "$2" | head -20; fi; }

    # PostgreSQL 15 loads libraries with RTLD_GLOBAL: every exported name needs the prefix
    bad=$(nm -D --defined-only "$CSQ_BUILT/csq.so" | awk '{print $3}' | grep -vE '^(csq_|pg_finfo_csq_|Pg_magic_func|_PG_init|_init|_fini)')
    check "exported symbols without the prefix csq_" "$bad"

    # every C symbol that the script names exists, and every SQL-callable symbol is used
    bad=$(comm -3 <(grep -ohE "'MODULE_PATHNAME', *'csq_[a-z0-9_]+'" "$CSQ_BUILT"/sql/csq--"$(sed -n "s/^default_version *= *'\(.*\)'/\1/p" "$CSQ_TOP/csq.control")".sql | sed "s/.*'\(csq_[a-z0-9_]*\)'/\1/" | sort -u) \
                 <(nm -D --defined-only "$CSQ_BUILT/csq.so" | awk '{print $3}' | sed -n 's/^pg_finfo_//p' | sort -u))
    check "C symbols of the script (left) and of the library (right) that have no partner" "$bad"

    # one set of names for the parts of aggregates (CONTRIBUTING.md): append and remove take rows, combine and minus states
    bad=$(nm -D --defined-only "$CSQ_BUILT/csq.so" | awk '{print $3}' | grep -E '^csq_.*(_accum|_inverse|_transition|_agg_step)(_|$)')
    check "parts of aggregates that are named otherwise" "$bad"

    # one version everywhere
    version=$(sed -n "s/^default_version *= *'\(.*\)'/\1/p" "$CSQ_TOP/csq.control")
    bad=
    grep -q "\"version\": *\"$version\"" "$CSQ_TOP/META.json" || bad="META.json does not say $version"
    grep -q "^## $version" "$CSQ_TOP/CHANGELOG.md" || bad="$bad CHANGELOG.md has no section $version"
    check "version $version" "$bad"
    check "META.json" "$(perl "$CSQ_TOP/tools/check_meta.pl" "$CSQ_TOP/META.json" "$CSQ_TOP" 2>&1)"

    # a file that includes postgres.h ends in _pg, every other file is core; who may include whom is in check_layers.pl
    check "layers" "$(perl "$CSQ_TOP/tools/check_layers.pl" "$CSQ_TOP" 2>&1)"
    check "forbidden includes that are not seen" "$(csq_forbidden_includes)"
    # files of the core need each other in one direction: no two, and no longer circle, that only build together
    bad=$(cd "$CSQ_BUILT/src" && for o in */*.o; do [[ $o == *_pg.o ]] || nm "$o" | awk -v f="${o%.o}" 'NF == 3 && $2 ~ /[A-TV-Z]/ {print f, "has", $3} $1 == "U" {print f, "needs", $2}'; done |
          awk '$2 == "has" {home[$3] = $1} $2 == "needs" {f[++n] = $1; what[n] = $3} END {for (i = 1; i <= n; i++) if (what[i] in home && home[what[i]] != f[i]) print f[i], home[what[i]]}' |
          tsort 2>&1 >/dev/null | sed -n 's/^tsort: \([a-z_]*\/\)/  \1/p' | awk '!seen[$0]++')
    check "circles of core files" "$bad"
    bad=$(grep -n 'PG_VERSION_NUM' "$CSQ_TOP"/src/*/*.[ch] | grep -v '/compat.h:')
    check "version tests outside compat.h" "$bad"
    bad=$(grep -nE '\bpalloc(0)?_(array|object)|repalloc_array' "$CSQ_TOP"/src/*/*.[ch])
    check "palloc_array and kin (not in older minor releases)" "$bad"

    # rooms: files of at most 900 lines, functions of at most 70
    bad=$(wc -l "$CSQ_TOP"/src/*/*.c | awk '$2 != "total" && $1 > 900 {print "  " $2 ": " $1 " lines"}')
    check "source files of more than 900 lines" "$bad"
    bad=$(awk 'FNR==1 {start=0} /^\{/ {start=FNR} /^\}/ {if (start && FNR-start>70) print "  " FILENAME ":" start ": " FNR-start " lines"; start=0}' "$CSQ_TOP"/src/*/*.c)
    check "functions of more than 70 lines" "$bad"

    # one topic, one name
    bad=$(for f in "$CSQ_TOP"/test/sql/*.sql; do t=$(basename "$f" .sql); [ -e "$CSQ_TOP/expected/$t.out" ] || echo "  $t has no expected/$t.out"; done
          for f in "$CSQ_TOP"/expected/*.out; do t=$(basename "$f" .out); t=${t%_[0-9]}; [ -e "$CSQ_TOP/test/sql/$t.sql" ] || [ -e "$CSQ_TOP/test/specs/$t.spec" ] || echo "  expected/$t.out belongs to no test"; done)
    check "tests and expected files" "$bad"
    bad=$(grep -lE '^ *QUERY PLAN' "$CSQ_TOP"/expected/*.out)
    check "expected files that show a plan" "$bad"
    # make installcheck runs beside a server that may be another user's: files go through the client (COPY ... TO STDOUT \g file, \copy)
    bad=$(grep -nE "^(COPY|copy) .* (TO|FROM) +(:?'|:[a-z])" "$CSQ_TOP"/test/sql/*.sql)
    check "tests that make the server read or write a file" "$bad"
    unset -f check
    csq_count symbols $passed $failed
}
csq_check_symbols
