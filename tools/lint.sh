#!/usr/bin/env bash
# lint.sh - what can be judged by reading: format, width and pitfalls of the C files, the shell scripts, the Perl tools.
#
#   make lint            check; also a stage of make test
#   make format          apply clang-format to every C file
#
# Each tool is asked in the version that Debian bookworm has, since another one asks for other things: a tool that is missing or
# of another version is skipped, which is said.  What cppcheck may say is listed with its reason in tools/cppcheck.txt, what
# the checker of shell scripts may say in .shellcheckrc.  Sourced by test.sh (stage lint).
set -u
if [ "${BASH_SOURCE[0]}" = "$0" ]; then
    . "$(dirname "$0")/lib.sh"
    mkdir -p "$CSQ_TOP/build"
    LINT_STANDALONE=1
fi

lint_c_files() { (cd "$CSQ_TOP" && printf '%s\n' src/*/*.[ch] test/unit/*.[ch] test/fuzz/*.[ch]); }
lint_scripts() { (cd "$CSQ_TOP" && printf '%s\n' tools/*.sh tools/report test/bench/*.sh .ci/run); }

# lint_tool COMMAND VERSION: true when this very version is there
lint_tool() {
    local is
    is=$("$1" --version 2>/dev/null | grep -oE '[0-9]+\.[0-9]+(\.[0-9]+)?' | head -1)
    case $is in "$2" | "$2".*) return 0 ;; esac
    LINT_SKIPPED=$((LINT_SKIPPED + 1))
    echo "  skipped: $1 is asked in version $2, here is ${is:-none}"
    return 1
}

# lint_result WHAT OUTPUT
lint_result() {
    if [ -z "$2" ]; then LINT_PASSED=$((LINT_PASSED + 1)); else LINT_FAILED=$((LINT_FAILED + 1)); printf '  %s:\n%s\n' "$1" "$2" | head -60; fi
}

csq_format() {
    lint_tool clang-format 14 || return 1
    (cd "$CSQ_TOP" && lint_c_files | xargs clang-format -i)
}

csq_lint() {
    LINT_PASSED=0 LINT_FAILED=0 LINT_SKIPPED=0
    cd "$CSQ_TOP" || return
    if lint_tool clang-format 14; then
        lint_result "make format would change" "$(lint_c_files | xargs clang-format --dry-run 2>&1 | sed -n 's/^\([^:]*\):.*clang-format-violations.*/  \1/p' | sort | uniq -c)"
    fi
    # clang-format neither breaks literals nor comments: literals may be long
    # shellcheck disable=SC2016  # Perl's own variables
    lint_result "C lines of more than 120 columns" "$(lint_c_files | xargs perl -CSD -ne '
        my $line = s/\n//r; 1 while $line =~ s/^(.*?)\t/$1 . " " x (4 - length($1) % 4)/e; $line =~ s/"(?:[^"\\]|\\.)*"//g;
        print "  $ARGV:$.: ", length $line, " columns\n" if length $line > 120; close ARGV if eof')"
    lint_result "white space at the end of a line" "$({ lint_c_files; lint_scripts; printf '%s\n' tools/*.pl sql/parts/*.sql report/*.* test/report/*; } | xargs grep -nE '[[:blank:]]+$' | head -20)"
    if lint_tool shellcheck 0.9; then
        lint_result shellcheck "$(lint_scripts | xargs shellcheck -s bash -f gcc 2>&1)"
    fi
    lint_result "Perl that does not compile" "$(for f in tools/*.pl; do perl -Mstrict -Mwarnings -c "$f" 2>&1 | grep -v 'syntax OK$'; done)"
    if lint_tool cppcheck 2.10; then
        mkdir -p build/cppcheck
        lint_result cppcheck "$(cppcheck --cppcheck-build-dir=build/cppcheck --enable=warning,performance,portability --std=c99 -q -Isrc \
            --suppressions-list=tools/cppcheck.txt --suppress=missingInclude --template='  {file}:{line}: {message} [{id}]' src 2>&1)"
    fi
    csq_count lint $LINT_PASSED $LINT_FAILED $LINT_SKIPPED
}

if [ -n "${LINT_STANDALONE:-}" ]; then
    csq_lint_packages
    if [ "${1:-}" = format ]; then csq_format; else csq_lint; csq_summary; fi
fi
