#!/usr/bin/env bash
# packages.sh [build|run|test|fuzz|lint|bench|oracles|matrix|deb|dist] - names of the Debian packages csq needs for that purpose.
#
# The PostgreSQL major version is $PG_MAJOR, else that of $PG_CONFIG or an installed server, else the newest that this Debian offers.
set -u

csq_pg_major() {
    if [ -n "${PG_MAJOR:-}" ]; then echo "$PG_MAJOR"; return; fi
    if [ -n "${PG_CONFIG:-}" ] && [ "$PG_CONFIG" != pg_config ]; then
        "$PG_CONFIG" --version | sed -n 's/^PostgreSQL \([0-9]*\).*/\1/p'; return
    fi
    # an installed server with build files, then any installed server
    local v installed
    installed=$(cd /usr/lib/postgresql 2>/dev/null && printf '%s\n' [0-9]* | sort -rn)
    for v in $installed; do
        if [ -x "/usr/lib/postgresql/$v/bin/initdb" ] && [ -f "/usr/lib/postgresql/$v/lib/pgxs/src/makefiles/pgxs.mk" ]; then echo "$v"; return; fi
    done
    for v in $installed; do
        if [ -x "/usr/lib/postgresql/$v/bin/initdb" ]; then echo "$v"; return; fi
    done
    apt-cache depends postgresql 2>/dev/null | sed -n 's/.*Depends: postgresql-\([0-9]*\)$/\1/p' | head -1
}

csq_packages() {
    local major=$1 what=$2
    local build="gcc make libc6-dev perl pkg-config libicu-dev postgresql-server-dev-$major"
    local run="$build postgresql-$major postgresql-client-$major tzdata"
    local test="$run perl libipc-run-perl"
    case $what in
        build) echo "$build" ;;
        run) echo "$run" ;;
        test) echo "$test" ;;
        fuzz) echo "$test clang" ;;
        lint) echo "clang-format shellcheck cppcheck perl" ;;
        bench) echo "$test time" ;;
        oracles) echo "r-base-core r-cran-survival r-cran-psych r-cran-vcd r-cran-nlme r-cran-spc r-cran-surveillance" ;;
        matrix) echo "debootstrap" ;;
        deb) echo "build-essential dpkg-dev debhelper fakeroot postgresql-server-dev-all" ;;
        dist) echo "$build git unzip" ;;
    esac
}

if [ "${BASH_SOURCE[0]}" = "$0" ]; then
    csq_packages "$(csq_pg_major)" "${1:-test}"
fi
