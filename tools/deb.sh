#!/usr/bin/env bash
# deb.sh - Debian packages of csq for the PostgreSQL versions of this Debian release, by packaging/debian and Debian's pg_buildext.
# The result and the copy of the tree it is made in are in build/deb.
set -u
. "$(dirname "$0")/lib.sh"
csq_setup build
# shellcheck disable=SC2046
csq_install $(csq_packages "$CSQ_MAJOR" deb)

csq_deb() {
    local version dir=$CSQ_TOP/build/deb tree deb wants list
    version=$(csq_version)
    tree=$dir/csq-$version
    rm -rf "$dir"; mkdir -p "$tree"
    (cd "$CSQ_TOP" && tar cf - --exclude=./build --exclude=./.git --exclude='*.o' --exclude='*.d' --exclude='*.so' --exclude="./sql/csq--$version.sql" .) | tar xf - -C "$tree"
    cp -r "$tree/packaging/debian" "$tree/debian"
    {
        echo "csq ($version) unstable; urgency=medium"
        printf '\n  * See CHANGELOG.md.\n\n'
        echo " -- the csq developers <csq@localhost>  $(date -R -u -d "@$(git -C "$CSQ_TOP" log -1 --format=%ct 2>/dev/null || date +%s)")"
    } >"$tree/debian/changelog"
    (cd "$tree" && pg_buildext updatecontrol && dpkg-buildpackage -us -uc -b) >"$dir/build.log" 2>&1 || { tail -30 "$dir/build.log"; csq_die "dpkg-buildpackage failed, see build/deb/build.log"; }
    for deb in "$dir"/*-csq_*.deb; do
        list=$(dpkg-deb -c "$deb")
        for wants in "$CSQ_TOP"/sql/csq--*--*.sql "csq--$version.sql" csq.control csq.so score.md; do
            grep -qE "/${wants##*/}(\.gz)?\$" <<<"$list" || csq_die "$(basename "$deb") leaves out ${wants##*/}"
        done
        csq_say "$(basename "$deb")"
        awk '{ print "   " $NF }' <<<"$list" | grep -E 'csq\.so|csq\.control|csq--|README|score\.md'
    done
}
csq_deb
