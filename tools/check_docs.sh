# check_docs.sh - run every example of docs/ and the READMEs (check_docs.pl).  Sourced by test.sh.

csq_check_docs() {
    local out
    out=$(csq_as sh -c "cd src && perl tools/check_docs.pl README*.md docs/*.md" 2>&1)
    echo "$out" | head -n -1 | head -80
    # shellcheck disable=SC2046
    if [[ $(echo "$out" | tail -1) =~ ^[0-9]+\ [0-9]+$ ]]; then csq_count docs $(echo "$out" | tail -1)
    else echo "$out" | tail -3; csq_count docs 0 1; fi
}
csq_check_docs
