# bench_before.sh - csq of this tree beside that of another commit: the same statements on two servers, in turn.
# Sourced by bench.sh, after its functions, where BASE is set.
#
#   make bench-before BASE=HEAD~1 TOPIC=sla      SCALE and ROUNDS as of make bench; without TOPIC all topics
#
# test/bench/TOPIC.sh is read as for make bench: its tables are made on both servers, and each statement that it would time is, once;
# peers in SQL too, which show what the machine does to two equal servers.  Time of the server's processor, which others on the machine
# do not add to; least and median of ROUNDS; the ratio is that of the least, this tree / BASE.  A statement that one side does not know says so.
# The other commit is unpacked and built in the scratch directory, where its server lies too, and goes with it.
# shellcheck disable=SC2317  # the functions are called by test/bench/*.sh

BENCH_CLOCK=processor
git -C "$CSQ_TOP" rev-parse --verify -q "$BASE^{commit}" >/dev/null || csq_die "BASE must name a commit, not \"$BASE\""
before_tree=$CSQ_SCRATCH/before-tree before_stage=$CSQ_SCRATCH/before-stage
mkdir "$before_tree"
git -C "$CSQ_TOP" archive "$BASE" | tar xf - -C "$before_tree" || csq_die "cannot unpack $BASE"
csq_say "building $(git -C "$CSQ_TOP" log -1 --format='%h %s' "$BASE")"
if ! make -C "$before_tree" -j"$(nproc)" PG_CONFIG="$CSQ_PG_CONFIG" DESTDIR="$before_stage" all install >"$CSQ_TOP/build/before.log" 2>&1; then
    csq_die "the other commit cannot be built, see build/before.log"
fi
chmod -R go+rX "$before_stage"
exec 3>&1                           # rows: time_sql is called where its output is read

bench_start() {                     # both servers; this tree's is the one that bench.sh knows
    local stage=$CSQ_STAGE
    CSQ_STAGE=$before_stage
    csq_start_server "$1-before" "${@:2}"
    before_dir=$CSQ_DATA_DIR before_host=$PGHOST
    CSQ_STAGE=$stage
    csq_start_server "$@"
}

bench_stop() {
    csq_stop_server
    csq_as "$CSQ_BIN/pg_ctl" -D "$before_dir" -m immediate -w stop >/dev/null 2>&1
    rm -rf "$before_dir" "$CSQ_SCRATCH/before-seen"
}

on_base() { PGHOST=$before_host "$@"; }

# as they were, for one server
eval "bench_now_psql() $(declare -f bench_psql | tail -n +2)"
eval "before_time() $(declare -f time_sql | tail -n +2 | sed 's/bench_psql/bench_now_psql/')"

# what makes tables goes to both; that the other side lacks something is said by the statements that need it
bench_psql() {
    on_base bench_now_psql -v ON_ERROR_STOP=0 "$@" </dev/null >/dev/null 2>>"$CSQ_TOP/build/before.log"
    bench_now_psql "$@"
}

# before_row NAME STATEMENT: measured and shown the first time that it is met; prints the least of this tree
before_row() {
    local name=${1:0:56} a=() b=() i t side key seen=$CSQ_SCRATCH/before-seen
    local set="$BENCH_SET SELECT 'tz UTC; 24x7'::csq.calendar;"     # loads the library, which a session does once
    key=$(printf '%s\n' "$BENCH_SET" "$2" | cksum | tr ' ' -)
    t=$(grep -s "^$key " "$seen" | cut -d' ' -f2)
    [ -z "$t" ] || { echo "$t"; return; }
    for ((i = 0; i < 2 * ROUNDS; i++)); do
        side=$(((i + 1) / 2 % 2))   # A B B A A B ...
        if [ $side = 0 ]; then t=$(BENCH_SET=$set on_base before_time "$2"); else t=$(BENCH_SET=$set before_time "$2"); fi
        case $side$t in
            *ERROR*|0|1)
                printf '%-12s %-56s %s: %s\n' "$BENCH_TOPIC" "$name" "$([ $side = 0 ] && echo "not in $BASE" || echo 'fails here')" "${t:0:140}" >&3
                echo "$key 1" >>"$seen"
                echo 1
                return ;;
        esac
        if [ $side = 0 ]; then a+=("$t"); else b+=("$t"); fi
    done
    t=$(least "${b[@]}")
    awk -v topic="$BENCH_TOPIC" -v name="$name" -v a="$(least "${a[@]}")" -v b="$t" -v ma="$(median "${a[@]}")" -v mb="$(median "${b[@]}")" \
        'BEGIN { printf "%-12s %-56s %9.1f %9.1f %7.3f   %9.1f %9.1f\n", topic, name, a, b, b / (a > 0 ? a : 1), ma, mb }' | tee -a "$BENCH_OUT/$BENCH_TOPIC.before" >&3
    echo "$key $t" >>"$seen"
    echo "$t"
}
least() { printf '%s\n' "$@" | sort -n | head -1; }

time_sql() { before_row "$(tr -s ' \n' ' ' <<<"$1")" "$1"; }
bench_pair() { before_row "$1" "$2" >/dev/null; before_row "$3" "$4" >/dev/null; }
bench_header() { : >"$BENCH_OUT/$BENCH_TOPIC.before"; printf '%-12s %-56s %9s %9s %7s   %9s %9s\n' topic statement "$BASE" here ratio median here; }
bench_row() { :; }
bench_skip() { :; }
bench_package() { return 1; }       # peers that are not SQL
