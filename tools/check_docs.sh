# check_docs.sh - docs/functions.md is what the catalogue says, pages are listed, and every example runs.
#
# Run every example of docs/ and the READMEs (check_docs.pl); TESTS picks pages by name.  Sourced by test.sh.
# With ACCEPT=1 (make docs-accept) the outputs are written into the pages instead.

# docs/functions.md made anew; what docs/README.md calls and is not there; pages that the lists leave out
csq_check_index() {
    local rows=$CSQ_SCRATCH/functions.tsv new=$CSQ_SCRATCH/functions.md page bad pages=() passed=0 failed=0
    csq_as "$CSQ_BIN/psql" -X -q -c 'CREATE DATABASE csq_index' -d postgres >/dev/null
    csq_as "$CSQ_BIN/psql" -X -q -d csq_index -c 'CREATE EXTENSION csq' || { csq_count "docs index" 0 1; return; }
    { echo 'SET search_path = csq, pg_catalog;'; cat "$CSQ_TOP/tools/function_index.sql"; } | csq_as "$CSQ_BIN/psql" -X -q -A -t -F $'\t' -d csq_index >"$rows"
    for page in "$CSQ_TOP"/docs/*.md; do
        case $page in *.zh-CN.md | */README.md | */functions.md | */architecture.md) ;; *) pages+=("$page") ;; esac
    done
    perl "$CSQ_TOP/tools/function_index.pl" "${pages[@]}" <"$rows" >"$new"
    if [ -n "${ACCEPT:-}" ]; then cp "$new" "$CSQ_TOP/docs/functions.md"; fi
    if bad=$(diff "$CSQ_TOP/docs/functions.md" "$new"); then passed=$((passed + 1))
    else failed=$((failed + 1)); printf '  docs/functions.md is not what the catalogue says; make docs-accept TESTS=functions writes it:\n%s\n' "$bad" | cut -c1-200 | head -20; fi
    bad=$(perl "$CSQ_TOP/tools/function_index.pl" --questions "$CSQ_TOP/docs/README.md" <"$rows")
    if [ -z "$bad" ]; then passed=$((passed + 1)); else failed=$((failed + 1)); printf '  docs/README.md calls what is not there:\n%s\n' "$bad"; fi
    bad=$(for page in "${pages[@]}"; do
        page=$(basename "$page")
        grep -qF "docs/$page" "$CSQ_TOP/README.md" || echo "  README.md: docs/$page"
        grep -qF "docs/$page" "$CSQ_TOP/README.zh-CN.md" || grep -qF "docs/${page%.md}.zh-CN.md" "$CSQ_TOP/README.zh-CN.md" || echo "  README.zh-CN.md: docs/$page"
        grep -qF "($page" "$CSQ_TOP/docs/README.md" || echo "  docs/README.md: $page"
    done)
    if [ -z "$bad" ]; then passed=$((passed + 1)); else failed=$((failed + 1)); printf '  pages that a list leaves out:\n%s\n' "$bad"; fi
    # shellcheck disable=SC2016  # backquotes of Markdown
    bad=$(cd "$CSQ_TOP" && grep -ohE '`(src|tools|test|sql|demo|packaging)/[A-Za-z0-9_./*-]+`' CONTRIBUTING.md SECURITY.md docs/architecture.md | tr -d '`' | sort -u | while read -r page; do
        case $page in *NAME* | *NN* | *vote* | *OLD*) continue ;; esac
        compgen -G "$page" >/dev/null || echo "  $page"
    done)
    if [ -z "$bad" ]; then passed=$((passed + 1)); else failed=$((failed + 1)); printf '  paths that CONTRIBUTING, SECURITY or architecture name and the tree lacks:\n%s\n' "$bad"; fi
    bad=$(perl "$CSQ_TOP/tools/check_twins.pl" "$CSQ_TOP/README.md" "$CSQ_TOP/README.zh-CN.md")
    if [ -z "$bad" ]; then passed=$((passed + 1)); else failed=$((failed + 1)); printf '  README.md and README.zh-CN.md differ:\n%s\n' "$bad"; fi
    bad=$(perl "$CSQ_TOP/tools/check_coverage.pl" "$CSQ_TOP/docs/coverage.md")
    if [ -z "$bad" ]; then passed=$((passed + 1)); else failed=$((failed + 1)); printf '  figures that docs/coverage.md leaves out:\n%s\n' "$bad"; fi
    # what gives an interval (bins of time_to_convert are none), against the table that says from which size on it holds
    bad=$(csq_as "$CSQ_BIN/psql" -X -q -A -t -d csq_index -c "SELECT DISTINCT p.proname FROM pg_proc p
            WHERE p.pronamespace = 'csq'::regnamespace AND p.prokind = 'f' AND p.proname <> 'time_to_convert'
              AND (p.proname LIKE '%\\_lo' OR EXISTS (SELECT FROM unnest(p.proargnames, p.proargmodes) a(name, mode) WHERE a.mode IN ('o', 't') AND (a.name = 'lo' OR a.name LIKE '%\\_lo'))) ORDER BY 1" |
        while read -r name; do sed -n '/^## How sure/,/^Simulated/p' "$CSQ_TOP/docs/evaluation.md" | grep -qF "\`$name\`" || echo "  $name"; done)
    if [ -z "$bad" ]; then passed=$((passed + 1)); else failed=$((failed + 1)); printf '  intervals of which docs/evaluation.md does not say from which size on they hold:\n%s\n' "$bad"; fi
    csq_count "docs index" $passed $failed
}

csq_check_docs() {
    local out page pages=() accept=
    for page in "$CSQ_TOP"/README*.md "$CSQ_TOP"/docs/*.md; do
        page=${page#"$CSQ_TOP"/}
        [ "$page" != docs/functions.md ] || continue
        [ -z "${TESTS:-}" ] || [[ " $TESTS " == *" $(basename "$page" .md) "* ]] || continue
        pages+=("$page")
    done
    [ ${#pages[@]} -gt 0 ] || return 0
    [ -z "${ACCEPT:-}" ] || accept=--accept
    # shellcheck disable=SC2086
    out=$(csq_as sh -c 'cd src && exec perl tools/check_docs.pl "$@"' sh $accept "${pages[@]}" 2>&1)
    echo "$out" | head -n -1 | head -80
    if [ -n "$accept" ]; then
        for page in "${pages[@]}"; do cmp -s "$CSQ_SCRATCH/src/$page" "$CSQ_TOP/$page" || cp "$CSQ_SCRATCH/src/$page" "$CSQ_TOP/$page"; done
    fi
    # shellcheck disable=SC2046
    if [[ $(echo "$out" | tail -1) =~ ^[0-9]+\ [0-9]+$ ]]; then csq_count docs $(echo "$out" | tail -1)
    else echo "$out" | tail -3; csq_count docs 0 1; fi
}
csq_check_index
csq_check_docs
