# calendar.sh - business time and deadlines, per call, against the usual SQL idiom (one row per day by generate_series).
#
# All figures are above the floor: the same scan calling a trivial C function of csq (target_amount).  The peers run over fewer rows;
# milliseconds are scaled to the same number of calls.  Rounds alternate.  SCALE=1: 500,000 calls of csq.

CALLS=$(scaled 500000)
bench_sql - <<SQL
CREATE TABLE span AS
SELECT i, t0, t0 + 3 * interval '24 hours' * r AS t3, t0 + 365 * interval '24 hours' + r * interval '48 hours' AS t365, '4 business hours'::csq.sla_target AS target
FROM (SELECT i, timestamptz '2023-01-01' + (i * 7919 % 1000003) * interval '70 seconds' AS t0, (i * 104729 % 1000003) / 1000003.0 AS r FROM generate_series(1::bigint, $CALLS) i) x;
VACUUM ANALYZE span;
CREATE TABLE cals AS SELECT i, csq.default_calendar('CN', format('mon-fri 09:00-1%s:00', 6 + i)) AS hours FROM generate_series(0, 2) i;
ANALYZE cals;
CREATE FUNCTION by_days(a timestamptz, b timestamptz) RETURNS interval LANGUAGE sql STABLE AS \$\$
	SELECT sum(greatest(least(b, (d + time '17:00') AT TIME ZONE 'Europe/Berlin') - greatest(a, (d + time '09:00') AT TIME ZONE 'Europe/Berlin'), '0'))
	FROM generate_series((a AT TIME ZONE 'Europe/Berlin')::date::timestamp, (b AT TIME ZONE 'Europe/Berlin')::date::timestamp, interval '1 day') d WHERE extract(isodow FROM d) < 6 \$\$;
CREATE FUNCTION by_ranges(a timestamptz, b timestamptz) RETURNS interval LANGUAGE sql STABLE AS \$\$
	SELECT sum(upper(r) - lower(r))
	FROM (SELECT tstzrange(a, b) * tstzrange((d + time '09:00') AT TIME ZONE 'Europe/Berlin', (d + time '17:00') AT TIME ZONE 'Europe/Berlin') AS r
		FROM generate_series((a AT TIME ZONE 'Europe/Berlin')::date::timestamp, (b AT TIME ZONE 'Europe/Berlin')::date::timestamp, interval '1 day') d
		WHERE extract(isodow FROM d) < 6) x WHERE NOT isempty(r) \$\$;
SQL
CAL="'tz Europe/Berlin; mon-fri 09:00-17:00'"
floor_sql() { echo "SELECT count(csq.target_amount(target)) FROM span WHERE i <= $1"; }

# all must agree before they are compared
agree=$(bench_psql -c "SELECT count(*) FROM span WHERE i <= 300 AND NOT (csq.business_time($CAL, t0, t365) = ALL (ARRAY[coalesce(by_days(t0, t365), '0'), coalesce(by_ranges(t0, t365), '0')]) AND
    csq.business_time($CAL, t0, t3) = ALL (ARRAY[coalesce(by_days(t0, t3), '0'), coalesce(by_ranges(t0, t3), '0')]))")
[ "$agree" = 0 ] || { echo "calendar: the peers and csq disagree on $agree of 300 spans"; return 1; }

# above_floor STATEMENT ROWS: milliseconds per $CALLS calls above the floor
above_floor() {
    local t f
    t=$(time_sql "$1"); f=$(time_sql "$(floor_sql "$2")")
    case $t$f in *ERROR*) echo "$t"; return ;; esac
    awk -v t="$t" -v f="$f" -v n="$2" -v calls="$CALLS" 'BEGIN { d = (t - f) * calls / n; if (d < 0.01) d = 0.01; printf "%.4f", d }'
}

compare() {                         # compare CASE CSQ-EXPRESSION PEER PEER-EXPRESSION PEER-ROWS GOAL
    local a=() b=() i rows=$5
    [ "$rows" -le "$CALLS" ] || rows=$CALLS
    for ((i = 0; i < ROUNDS; i++)); do
        a+=("$(above_floor "SELECT count($2) FROM span" "$CALLS")")
        b+=("$(above_floor "SELECT count($4) FROM span WHERE i <= $rows" "$rows")")
    done
    bench_row "$1" "$(median "${a[@]}")" "$3" "$(median "${b[@]}")" "$6"
}
# the two usual forms: least and greatest of timestamps, and intersection of ranges
for peer in by_days by_ranges; do
    compare "business_time, spans of 0-3 days" "csq.business_time($CAL, t0, t3)" "generate_series, $peer" "$peer(t0, t3)" 20000 ">=30"
    compare "business_time, spans of a year" "csq.business_time($CAL, t0, t365)" "generate_series, $peer" "$peer(t0, t365)" 1000 ">=3000"
done

# nanoseconds per call over the trivial C function: the columns are ns here, the limit is 300
per_call() {
    local a=() i
    for ((i = 0; i < ROUNDS; i++)); do a+=("$(above_floor "SELECT count($2) FROM span" "$CALLS")"); done
    bench_row "$1, ns a call" "$(awk -v m="$(median "${a[@]}")" -v n="$CALLS" 'BEGIN { printf "%.1f", m * 1e6 / n }')" "limit" 300 "<=1"
}
per_call "due_at" "csq.due_at($CAL, t0, target)"
per_call "due_at, CN with 700 date rules" "csq.due_at(csq.default_calendar('CN'), t0, target)"
per_call "due_at, 3 business days" "csq.due_at($CAL, t0, '3 business days')"
per_call "business_time, a year" "csq.business_time($CAL, t0, t365)"
per_call "business_seconds, a year" "csq.business_seconds($CAL, t0, t365)"
per_call "business_time, CN, a year" "csq.business_time(csq.default_calendar('CN'), t0, t365)"
per_call "is_open" "csq.is_open($CAL, t0)"
per_call "business_time with one pause" "csq.business_time($CAL, t0, t365, '{[2024-01-01,2024-02-01)}')"

# three calendars of a table, joined row by row: recognised without being read from where they are stored
a=(); b=()
for ((i = 0; i < ROUNDS; i++)); do
    a+=("$(time_sql "SELECT count(csq.business_time(hours, t0, t365)) FROM span JOIN cals ON cals.i = span.i % 3")")
    b+=("$(time_sql "SELECT count(csq.target_amount(target)) FROM span JOIN cals ON cals.i = span.i % 3 WHERE hours IS NOT NULL")")
done
bench_row "business_time, calendar by join" "$(median "${a[@]}")" "the same join without it" "$(median "${b[@]}")" "<=5"
