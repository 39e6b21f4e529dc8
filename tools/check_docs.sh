# check_docs.sh - run every example of docs/ and the READMEs (check_docs.pl); TESTS picks pages by name.  Sourced by test.sh.
# With ACCEPT=1 (make docs-accept) the outputs are written into the pages instead.

csq_check_docs() {
    local out page pages=() accept=
    for page in "$CSQ_TOP"/README*.md "$CSQ_TOP"/docs/*.md; do
        page=${page#"$CSQ_TOP"/}
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
csq_check_docs
