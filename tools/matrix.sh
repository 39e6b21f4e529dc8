#!/usr/bin/env bash
# matrix.sh - build and test on the PostgreSQL versions of other Debian releases: 17 (trixie) and 18 (sid).
#
#   make test-matrix                 both
#   make test-matrix VERSIONS=17     one;  VERSIONS=15 takes bookworm
#   STAGES="unit regress"            as ONLY of make test (default: all but fuzz)
#
# Each release is debootstrapped once into $CSQ_ROOTS (default build/roots), then "make test" runs in it as root on a fresh copy
# of the tree, so that the installing of packages is tested too.  Needs root or sudo.
set -u
. "$(dirname "$0")/lib.sh"
mkdir -p "$CSQ_TOP/build"
[ "$(id -u)" = 0 ] || { command -v sudo >/dev/null && exec sudo -n VERSIONS="${VERSIONS:-}" STAGES="${STAGES:-}" CSQ_ROOTS="${CSQ_ROOTS:-}" bash "$0" "$@"; csq_die "test-matrix needs root (chroot)"; }

ROOTS=${CSQ_ROOTS:-$CSQ_TOP/build/roots}
STAGES=${STAGES:-unit symbols regress isolation catalog docs tap checked}
mkdir -p "$ROOTS"
suite_of() { case $1 in 15) echo bookworm ;; 17) echo trixie ;; 18) echo sid ;; *) csq_die "no Debian release is known to have PostgreSQL $1" ;; esac; }

csq_installed debootstrap || { csq_root apt-get update -q >/dev/null 2>&1; csq_install debootstrap; }
# the archive this machine itself uses
# shellcheck disable=SC2016  # apt's own variable
MIRROR=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 2>/dev/null | grep '/debian/*$' | head -1)
[ -n "$MIRROR" ] || csq_die "found no Debian archive in this machine's package sources"

enter() { chroot "$ROOT" env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 CI="${CI:-}" "$@"; }
leave() { local m; for m in dev/shm dev/pts dev sys proc; do mountpoint -q "$ROOT/$m" && umount -l "$ROOT/$m"; done; }

for version in ${VERSIONS:-17 18}; do
    suite=$(suite_of "$version")
    ROOT=$ROOTS/$suite
    if [ ! -x "$ROOT/bin/bash" ]; then
        csq_say "debootstrap $suite"
        debootstrap --variant=minbase "$suite" "$ROOT" "$MIRROR" >"$CSQ_TOP/build/debootstrap-$suite.log" 2>&1 || { tail -5 "$CSQ_TOP/build/debootstrap-$suite.log"; csq_count "pg$version" 0 1; continue; }
    fi
    # a mirror may serve a snapshot that is older than its Release file allows
    echo 'Acquire::Check-Valid-Until "false";' >"$ROOT/etc/apt/apt.conf.d/99snapshot"
    cp /etc/resolv.conf "$ROOT/etc/resolv.conf"
    for m in proc sys dev dev/pts dev/shm; do mkdir -p "$ROOT/$m"; mountpoint -q "$ROOT/$m" || mount --bind "/$m" "$ROOT/$m" 2>/dev/null; done
    trap leave EXIT
    enter sh -c 'command -v make >/dev/null || { apt-get update -q && apt-get install -y -q --no-install-recommends make; }' >"$CSQ_TOP/build/matrix-$version.log" 2>&1
    rm -rf "$ROOT/root/csq"; mkdir -p "$ROOT/root/csq"
    (cd "$CSQ_TOP" && tar cf - --exclude=./build --exclude=./.git --exclude='*.o' --exclude='*.so' .) | tar xf - -C "$ROOT/root/csq"
    csq_say "PostgreSQL $version ($suite)"
    enter make -C /root/csq test ONLY="$STAGES" 2>&1 | tee -a "$CSQ_TOP/build/matrix-$version.log" | sed 's/^/  /'
    line=$(grep -E '^[0-9]+ passed, [0-9]+ failed' "$CSQ_TOP/build/matrix-$version.log" | tail -1)
    if [[ $line =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed(,\ ([0-9]+)\ skipped)? ]]; then
        csq_count "pg$version" "${BASH_REMATCH[1]}" "${BASH_REMATCH[2]}" "${BASH_REMATCH[4]:-0}"
    else csq_count "pg$version" 0 1; fi
    leave
done
csq_summary
