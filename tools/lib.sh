# lib.sh - what tools/*.sh share: packages, builds, throw-away servers, counting.
# Sourced, never run.  Works as root (servers then run as user postgres) and as any other user.
#
#   csq_setup test           (or build, run, fuzz, bench) install what is missing (root or sudo), or name it and stop
#   csq_build VARIANT        build a copy of the tree under build/, install it into a private stage; VARIANT: plain, checked
#   csq_start_server         start a server on a private socket directory; sets PGHOST PGPORT PGUSER PGDATABASE
#   csq_stop_server          stop it (also done by the exit trap)
#   csq_as CMD...            run a command as the user who owns the server
#   csq_count STAGE PASSED FAILED [SKIPPED]     add to the totals;  csq_summary  prints the closing line
#
# Everything lives in build/ (objects, logs) and in one scratch directory under ${TMPDIR:-/tmp}, which is removed at the end.

# "make demo DATA=dir" hands DATA down to every make below it, where PGXS means files to install by it
unset MAKEFLAGS MFLAGS MAKEOVERRIDES

CSQ_TOP=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=tools/packages.sh
. "$CSQ_TOP/tools/packages.sh"

csq_say() { printf '%s\n' "== $*"; }
csq_version() { sed -n "s/^default_version *= *'\(.*\)'/\1/p" "$CSQ_TOP/csq.control"; }
csq_die() { printf 'csq: %s\n' "$*" >&2; exit 1; }

# ---------------------------------------------------------------- packages ----

csq_root() {                        # run as root, by sudo where needed
    if [ "$(id -u)" = 0 ]; then "$@"
    elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then sudo -n "$@"
    else return 127; fi
}

csq_installed() { [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

csq_install() {                     # csq_install PACKAGE...: installs those that are missing
    local p missing=()
    for p in "$@"; do csq_installed "$p" || missing+=("$p"); done
    [ ${#missing[@]} = 0 ] && return 0
    command -v apt-get >/dev/null 2>&1 || csq_die "this is no Debian system; please install: ${missing[*]}"
    csq_say "installing: ${missing[*]}"
    csq_root true || csq_die "cannot become root to install packages. Please run: apt-get install ${missing[*]}"
    # a cluster made by the package would be one more thing left running: ask for none, for this installation only
    local conf=/etc/postgresql-common/createcluster.conf ours='' status
    if ! csq_installed postgresql-common && [ ! -e $conf ]; then
        ours=1
        csq_root sh -c "mkdir -p /etc/postgresql-common && echo 'create_main_cluster = false' > $conf"
    fi
    csq_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}" >"$CSQ_TOP/build/apt.log" 2>&1
    status=$?
    # then the package's own file takes its place
    [ -z "$ours" ] || csq_root sh -c "for f in $conf.ucf-dist $conf.dpkg-dist; do if [ -e \$f ]; then mv \$f $conf; fi; done; sed -i 's/^create_main_cluster = false/#create_main_cluster = true/' $conf"
    [ $status = 0 ] || { tail -20 "$CSQ_TOP/build/apt.log" >&2; csq_die "apt-get could not install: ${missing[*]}"; }
}

csq_setup() {                       # csq_setup [build|run|test|fuzz|bench]
    mkdir -p "$CSQ_TOP/build" || csq_die "cannot write to $CSQ_TOP/build"
    CSQ_MAJOR=$(csq_pg_major)
    if [ -z "$CSQ_MAJOR" ]; then
        csq_root apt-get update -q >"$CSQ_TOP/build/apt.log" 2>&1 || true
        CSQ_MAJOR=$(csq_pg_major)
    fi
    [ -n "$CSQ_MAJOR" ] || csq_die "found neither an installed PostgreSQL nor a package named postgresql; set PG_MAJOR=15 (or newer)"
    [ "$CSQ_MAJOR" -ge 15 ] || csq_die "csq needs PostgreSQL 15 or newer, found $CSQ_MAJOR"
    # package lists may be older than the archive: refresh them once when something is missing
    local p need=0
    for p in $(csq_packages "$CSQ_MAJOR" "${1:-test}"); do csq_installed "$p" || need=1; done
    if [ $need = 1 ]; then
        csq_root apt-get update -q >"$CSQ_TOP/build/apt.log" 2>&1 || true
        # shellcheck disable=SC2046
        csq_install $(csq_packages "$CSQ_MAJOR" "${1:-test}")
    fi
    CSQ_PG_CONFIG=/usr/lib/postgresql/$CSQ_MAJOR/bin/pg_config
    [ -n "${PG_CONFIG:-}" ] && [ "$PG_CONFIG" != pg_config ] && CSQ_PG_CONFIG=$PG_CONFIG
    CSQ_BIN=$("$CSQ_PG_CONFIG" --bindir)
    CSQ_PGXS=$(dirname "$("$CSQ_PG_CONFIG" --pgxs)")/../..
    PATH="$CSQ_BIN:$PATH"
    export PATH
    csq_scratch
}

# csq_try_packages PACKAGE...: those that this Debian has; a test that misses one says so and is skipped.
csq_try_packages() {
    local p
    for p in "$@"; do
        csq_installed "$p" || csq_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$p" >>"$CSQ_TOP/build/apt.log" 2>&1 || true
    done
}

# The tools of lint.sh, where Debian has them in the version that is asked; without them lint says what it skips.
csq_lint_packages() {
    local p need=0
    grep -qs '^VERSION_CODENAME=bookworm' /etc/os-release || return 0
    for p in $(csq_packages "" lint); do csq_installed "$p" || need=1; done
    # shellcheck disable=SC2046
    [ $need = 0 ] || (csq_root apt-get update -q >"$CSQ_TOP/build/apt.log" 2>&1; csq_install $(csq_packages "" lint)) || true
}

# ----------------------------------------------------------------- scratch ----

csq_scratch() {                     # one private directory, owned by whoever runs the servers
    [ -n "${CSQ_SCRATCH:-}" ] && return
    CSQ_SCRATCH=$(mktemp -d "${TMPDIR:-/tmp}/csq.XXXXXX")
    CSQ_USER=$(id -un)
    if [ "$(id -u)" = 0 ]; then
        CSQ_USER=postgres
        chown postgres "$CSQ_SCRATCH"
    fi
    chmod 755 "$CSQ_SCRATCH"
    trap csq_cleanup EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM
}

csq_as() {                          # run as the server's user, in the scratch directory
    if [ "$(id -un)" = "$CSQ_USER" ]; then (cd "$CSQ_SCRATCH" && "$@")
    else (cd "$CSQ_SCRATCH" && HOME=$CSQ_SCRATCH runuser -u "$CSQ_USER" -- "$@"); fi
}

csq_cleanup() {
    local status=$?
    trap - EXIT INT TERM
    [ -n "${CSQ_KEEP_SERVER:-}" ] && exit $status
    if declare -F csq_stop_jobs >/dev/null; then csq_stop_jobs; fi
    csq_stop_server
    # whatever server a test that was ended left behind
    local file
    find "$CSQ_SCRATCH" -name postmaster.pid 2>/dev/null | while read -r file; do
        csq_as "$CSQ_BIN/pg_ctl" -D "$(dirname "$file")" -m immediate stop >/dev/null 2>&1
    done
    if declare -F csq_give_back >/dev/null; then csq_give_back; fi
    [ -n "${CSQ_SCRATCH:-}" ] && rm -rf "$CSQ_SCRATCH"
    exit $status
}

# ------------------------------------------------------------------- build ----


# Sets CSQ_STAGE: an installation tree that extension_destdir or extension_control_path can name.
csq_build() {
    local variant=${1:-plain} dir log
    dir=$CSQ_TOP/build/pg$CSQ_MAJOR-$variant
    log=$dir.log
    local flags=()
    case $variant in
        checked) flags=("CSQ_CFLAGS=-DUSE_ASSERT_CHECKING -Werror -fsanitize=undefined -fno-sanitize=alignment" "CSQ_LDFLAGS=-fsanitize=undefined") ;;
    esac
    mkdir -p "$dir"
    # mirror what is needed to build; -p keeps times, so that only what changed is compiled again
    rm -rf "$dir/sql"
    (cd "$CSQ_TOP" && cp -rpu Makefile csq.control CHANGELOG.md docs sql "$dir"/ && cp -pu --parents -t "$dir" tools/expand.pl && find src -name '*.[ch]' -exec cp -pu --parents -t "$dir" {} +)
    rm -f "$dir/sql/csq--$(csq_version).sql"
    # sources that are gone, and what was compiled from them
    (cd "$dir" && find src -type f | while read -r f; do
        case $f in *.[ch]) [ -e "$CSQ_TOP/$f" ] || rm -f "$f" "${f%.c}.o" "${f%.c}.d" ;; *.o) [ -e "$CSQ_TOP/${f%.o}.c" ] || rm -f "$f" "${f%.o}.d" ;; esac
    done)
    if ! make -C "$dir" -j"$(nproc)" PG_CONFIG="$CSQ_PG_CONFIG" "${flags[@]}" all >"$log" 2>&1; then
        grep -E '(error|warning): |undefined reference|No rule' "$log" | head -40 >&2
        csq_die "the build failed, see $log"
    fi
    CSQ_STAGE=$CSQ_SCRATCH/stage-$variant
    make -C "$dir" -s PG_CONFIG="$CSQ_PG_CONFIG" DESTDIR="$CSQ_STAGE" "${flags[@]}" install >>"$log" 2>&1 ||
        csq_die "make install into a stage failed, see $log"
    chmod -R go+rX "$CSQ_STAGE"
    CSQ_BUILT=$dir
}

# Lines of postgresql.conf that make a server find the extension in a stage.
csq_stage_conf() {
    local stage=$1 sharedir libdir
    sharedir=$("$CSQ_PG_CONFIG" --sharedir)
    libdir=$("$CSQ_PG_CONFIG" --pkglibdir)
    if [ "$CSQ_MAJOR" -ge 18 ]; then
        echo "extension_control_path = '$stage$sharedir:\$system'"
    else
        echo "extension_destdir = '$stage'"
    fi
    echo "dynamic_library_path = '$stage$libdir:\$libdir'"
}

# ------------------------------------------------------------------ server ----

csq_start_server() {                # csq_start_server [NAME [CONF-LINE...]]
    local name=${1:-main} line
    shift || true
    CSQ_DATA_DIR=$CSQ_SCRATCH/$name
    # a socket directory for each server, so that the port is nothing but a part of a file name
    PGHOST=$CSQ_SCRATCH/$name.run
    PGPORT=$((20000 + $$ % 20000))
    PGUSER=$CSQ_USER
    PGDATABASE=postgres
    export PGHOST PGPORT PGUSER PGDATABASE
    unset PGSERVICE PGPASSWORD PGOPTIONS PGCLIENTENCODING PGTZ PGDATESTYLE
    csq_as "$CSQ_BIN/initdb" -D "$CSQ_DATA_DIR" -A trust --no-sync --encoding=UTF8 --locale=C.UTF-8 -U "$CSQ_USER" >"$CSQ_SCRATCH/$name.initdb" 2>&1 ||
        { cat "$CSQ_SCRATCH/$name.initdb" >&2; csq_die "initdb failed"; }
    csq_as mkdir -p "$PGHOST"
    {
        csq_stage_conf "$CSQ_STAGE"
        echo "listen_addresses = ''"
        echo "unix_socket_directories = '$PGHOST'"
        echo "port = $PGPORT"
        echo "fsync = off"
        echo "max_wal_size = 4GB"
        echo "shared_buffers = 512MB"
        echo "log_min_messages = warning"
        echo "timezone = 'UTC'"
        for line in "$@"; do echo "$line"; done
    } >"$CSQ_SCRATCH/$name.conf"
    csq_as sh -c "cat '$CSQ_SCRATCH/$name.conf' >> '$CSQ_DATA_DIR/postgresql.conf'"
    CSQ_SERVER_LOG=$CSQ_SCRATCH/$name.log
    csq_as "$CSQ_BIN/pg_ctl" -D "$CSQ_DATA_DIR" -l "$CSQ_SERVER_LOG" -w -t 60 start >/dev/null ||
        { cat "$CSQ_SERVER_LOG" >&2; csq_die "the server did not start"; }
    CSQ_SERVER_UP=1
}

csq_stop_server() {
    [ -n "${CSQ_SERVER_UP:-}" ] || return 0
    csq_as "$CSQ_BIN/pg_ctl" -D "$CSQ_DATA_DIR" -m immediate -w stop >/dev/null 2>&1
    CSQ_SERVER_UP=
}

# ---------------------------------------------------------------- counting ----

CSQ_PASSED=0 CSQ_FAILED=0 CSQ_SKIPPED=0

csq_count() {
    CSQ_PASSED=$((CSQ_PASSED + $2))
    CSQ_FAILED=$((CSQ_FAILED + $3))
    CSQ_SKIPPED=$((CSQ_SKIPPED + ${4:-0}))
    printf '%-28s %6d passed, %d failed%s%s\n' "$1" "$2" "$3" "$([ "${4:-0}" = 0 ] || echo ", $4 skipped")" "${CSQ_JOB_BEGAN:+ ($((SECONDS - CSQ_JOB_BEGAN)) s)}"
}

csq_summary() {                     # the closing line; false when something failed or nothing ran
    if [ $CSQ_SKIPPED -gt 0 ]; then echo "$CSQ_PASSED passed, $CSQ_FAILED failed, $CSQ_SKIPPED skipped"
    else echo "$CSQ_PASSED passed, $CSQ_FAILED failed"; fi
    [ $CSQ_FAILED = 0 ] && [ $CSQ_PASSED -gt 0 ]
}
