#!/usr/bin/env bash
# test_clean.sh - csq on systems that have nothing but Debian's base and make: what a newcomer, and what a packager, does first.
#
#   make test-clean                  bookworm (PostgreSQL 15) and trixie (17)
#   make test-clean VERSIONS=18      another (sid)
#
# In one fresh root "make demo" (which must install no test library), a few tests with their set-up, "make deb" and "make test-installcheck"; in
# a second one the package alone is installed from apt, and asked.  See roots.sh; needs root or sudo, and some minutes for each.
set -u
. "$(dirname "$0")/lib.sh"
. "$CSQ_TOP/tools/roots.sh"
csq_need_root "$@"
mkdir -p "$CSQ_TOP/build"

# clean_step NAME CMD...: run in the root; its last lines where it fails
clean_step() {
    local name=$1 log
    shift
    log=$CSQ_TOP/build/clean-$suite-${name//[^a-z0-9]/-}.log
    if csq_enter "$@" >"$log" 2>&1; then csq_count "$suite: $name" 1 0
    else tail -15 "$log" | sed 's/^/  /'; csq_count "$suite: $name" 0 1; fi
}

mkdir -p "$ROOTS"
for version in ${VERSIONS:-15 17}; do
    suite=$(csq_suite_of "$version") || exit 1
    csq_root_make "$suite" clean || { csq_count "$suite" 0 1; continue; }
    trap csq_root_leave EXIT
    csq_root_needs_make >"$CSQ_TOP/build/clean-$suite-make.log" 2>&1
    csq_root_tree
    clean_step "make demo" make -C /root/csq demo ROWS=5%
    clean_step "no test library for it" sh -c '! apt-mark showmanual | grep -qx libipc-run-perl'
    clean_step "make test" make -C /root/csq test ONLY="symbols regress" TESTS="score calendar"
    clean_step "make test-installcheck" make -C /root/csq test-installcheck TESTS="score calendar"
    clean_step "make deb" make -C /root/csq deb
    packages=$ROOTS/packages-$suite
    rm -rf "$packages"; mkdir -p "$packages"
    cp "$ROOT"/root/csq/build/deb/*csq_*.deb "$packages/" || true
    csq_root_leave; rm -rf --one-file-system "$ROOT"

    csq_root_make "$suite" package || { csq_count "$suite" 0 1; continue; }
    cp "$packages"/*.deb "$ROOT/root/"
    clean_step "apt-get install the package" sh -c 'apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends /root/*csq_*.deb'
    cat >"$ROOT/root/ask.sql" <<'SQL'
CREATE EXTENSION csq;
DO $$BEGIN ASSERT csq.nps(10) = 100 AND csq.normalize_text('ＡＢＣ') = 'abc' AND csq.classify(csq.lexicon('cause', 'zh'), '我要退款') = 'refund_return'; END$$;
SQL
    chmod a+r "$ROOT/root/ask.sql"
    clean_step "it works" sh -c "cd / && pg_ctlcluster $version main start && runuser -u postgres -- psql -X -v ON_ERROR_STOP=1 </root/ask.sql; status=\$?; pg_ctlcluster $version main stop -m fast; exit \$status"
    clean_step "it goes away" sh -c "apt-get remove -y -q postgresql-$version-csq && ! ls /usr/lib/postgresql/$version/lib/csq.so"
    csq_root_leave; rm -rf --one-file-system "$ROOT"
done
csq_summary
