# roots.sh - systems of other Debian releases beside this one, for the tools that try csq there.  Sourced, after lib.sh; needs root.
#
#   csq_need_root "$@"             start the calling script anew by sudo where this user is not root
#   csq_suite_of VERSION           the release that has this PostgreSQL
#   csq_root_make SUITE [NAME]     sets ROOT, a system with nothing but Debian's base: $CSQ_ROOTS/SUITE, kept, or with NAME one of its own, made anew
#   csq_root_mount, csq_root_leave     /proc, /dev and so on in ROOT, and away with them
#   csq_root_tree                  a fresh copy of the tree in ROOT/root/csq
#   csq_enter CMD...               run something in ROOT
#
# Each release is debootstrapped once, into $CSQ_ROOTS/base-SUITE (default build/roots); every other root is a copy.

ROOTS=${CSQ_ROOTS:-$CSQ_TOP/build/roots}

csq_need_root() {
    [ "$(id -u)" = 0 ] && return
    command -v sudo >/dev/null && exec sudo -n VERSIONS="${VERSIONS:-}" STAGES="${STAGES:-}" CSQ_ROOTS="${CSQ_ROOTS:-}" bash "$0" "$@"
    csq_die "$(basename "$0" .sh) needs root (chroot)"
}

csq_suite_of() { case $1 in 15) echo bookworm ;; 17) echo trixie ;; 18) echo sid ;; *) csq_die "no Debian release is known to have PostgreSQL $1" ;; esac; }

csq_root_base() {                   # csq_root_base SUITE: debootstrapped, nothing added
    local suite=$1 base=$ROOTS/base-$1 mirror
    [ -x "$base/bin/bash" ] && return 0
    csq_installed debootstrap || { csq_root apt-get update -q >/dev/null 2>&1; csq_install debootstrap; }
    # the archive this machine itself uses
    # shellcheck disable=SC2016  # apt's own variable
    mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 2>/dev/null | grep '/debian/*$' | head -1)
    [ -n "$mirror" ] || csq_die "found no Debian archive in this machine's package sources"
    csq_say "debootstrap $suite"
    debootstrap --variant=minbase "$suite" "$base" "$mirror" >"$CSQ_TOP/build/debootstrap-$suite.log" 2>&1 || { tail -5 "$CSQ_TOP/build/debootstrap-$suite.log"; return 1; }
    # a mirror may serve a snapshot that is older than its Release file allows
    echo 'Acquire::Check-Valid-Until "false";' >"$base/etc/apt/apt.conf.d/99snapshot"
}

csq_root_make() {
    local suite=$1 name=${2:-}
    mkdir -p "$ROOTS" "$CSQ_TOP/build"
    ROOT=$ROOTS/$suite${name:+-$name}
    csq_root_base "$suite" || return 1
    if [ -n "$name" ] && [ -e "$ROOT" ]; then csq_root_leave; rm -rf --one-file-system "$ROOT"; fi
    [ -x "$ROOT/bin/bash" ] || cp -a --reflink=auto "$ROOTS/base-$suite" "$ROOT"
    cp /etc/resolv.conf "$ROOT/etc/resolv.conf"
    csq_root_mount
}

csq_enter() { chroot "$ROOT" env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 CI="${CI:-}" "$@"; }
csq_root_mount() { local m; for m in proc sys dev dev/pts dev/shm; do mkdir -p "$ROOT/$m"; mountpoint -q "$ROOT/$m" || mount --bind "/$m" "$ROOT/$m" 2>/dev/null; done; }
csq_root_leave() { local m; for m in csq-shared dev/shm dev/pts dev sys proc; do mountpoint -q "$ROOT/$m" && umount -l "$ROOT/$m"; done; }

csq_root_tree() {
    rm -rf "$ROOT/root/csq"; mkdir -p "$ROOT/root/csq"
    (cd "$CSQ_TOP" && tar cf - --exclude=./build --exclude=./.git --exclude='*.o' --exclude='*.so' .) | tar xf - -C "$ROOT/root/csq"
}

# the one thing that must be there before "make test" can install the rest
csq_root_needs_make() { csq_enter sh -c 'command -v make >/dev/null || { apt-get update -q && apt-get install -y -q --no-install-recommends make; }'; }
