# classifier.sh - train_agg and classify() against fastText and LIBLINEAR, on labelled complaint and intent data.  Sourced by bench.sh.
#
#   CSQ_DATA=folder     where the data sets are (default ../shared/data beside the project); without them every row is skipped
#   SETS="waimai gov"   some of the sets only; "folds": calibration with repeated rows alone; "million": the training beyond memory, SCALE 1 = 1,000,000 made-up documents
#
# Each set has its test rows: the given part, or every fifth id.  csq has one setting for all sets: the default.  fastText (Debian package
# fasttext) reads tokens, Han characters and punctuation one by one and words whole, in shuffled order on one thread; of six settings the one with the best
# accuracy on the test rows counts, which flatters it.  LIBLINEAR (package liblinear-tools, -s 1 -c 1 -B 1) gets exactly csq's features
# (text_features(), in two documents or more); it trains once and does not calibrate, its time to read the file is part of it as reading the
# documents is part of train_agg.  Documents per second: csq from SQL on raw text,
# fastText on the tokenised file without loading its model.

data=${CSQ_DATA:-$CSQ_TOP/../shared/data}
SETS=${SETS:-waimai gov car emotion unionpay airline clinc cfpb million}

#   name     file, columns of label, text and part, language, floor
set_of() { case $1 in
    waimai)   echo zh_waimai_sentiment.tsv 2 3 0 zh .900 ;;
    gov)      echo zh_gov_complaint.tsv 2 3 0 zh .918 ;;
    car)      echo zh_car_topic.tsv 2 4 0 zh .900 ;;
    emotion)  echo zh_weibo_emotion.tsv 2 3 0 zh .668 ;;
    unionpay) echo zh_unionpay_intent.tsv 2 5 0 zh .938 ;;
    airline)  echo en_airline_tweets.tsv 3 6 0 en .824 ;;
    clinc)    echo en_clinc150.tsv 4 5 2 en .920 ;;
    cfpb)     echo en_cfpb_narratives.tsv 2 3 0 en .840 ;;
    esac; }

now_ms() { date +%s%N | awk '{ printf "%.1f", $1 / 1e6 }'; }
took() {                            # as time_sql: milliseconds, of the processor where BENCH_CLOCK=processor
    local t0 TIMEFORMAT='%U %S'
    if [ "${BENCH_CLOCK:-}" = processor ]; then { time "$@" >/dev/null 2>&1; } 2>&1 | awk '{ printf "%.1f", ($1 + $2) * 1000 }'; return; fi
    t0=$(now_ms); "$@" >/dev/null 2>&1; awk -v a="$t0" -v b="$(now_ms)" 'BEGIN { printf "%.1f", b - a }'
}
less() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.1f", (a - b > 0.1 ? a - b : 0.1) }'; }

# accuracy and macro F1 of "actual <tab> predicted" lines
quality() { awk -F'\t' '{ n++; a[$1]++; p[$2]++; if ($1 == $2) { ok++; t[$1]++ } l[$1]; l[$2] }
    END { for (k in l) { m++; f += 2 * t[k] / (a[k] + p[k]) } printf "%.4f %.3f", ok / n, f / m }' "$1"; }

load_set() {                        # load_set NAME: tables train(label, doc) and test(id, label, doc)
    local file label text part
    read -r file label text part _ _ <<<"$(set_of "$1")"
    awk -F'\t' -v OFS='\t' -v l="$label" -v t="$text" -v p="$part" 'NR > 1 { side = p ? $p : ($1 % 5 == 0 ? "test" : "train")
        if (side == "train" || side == "test") { gsub(/\\/, "\\\\\\\\", $t); print NR, side, $l, $t } }' "$data/$file" >"$CSQ_SCRATCH/set.tsv"
    chmod a+r "$CSQ_SCRATCH/set.tsv"
    bench_sql - <<SQL
SET client_min_messages = warning;
DROP TABLE IF EXISTS rows, train, test, test20, model, corpus, feature, dict CASCADE;
CREATE TABLE rows (id int, side text, label text, doc text);
\\copy rows FROM '$CSQ_SCRATCH/set.tsv'
CREATE TABLE train AS SELECT id, label, doc FROM rows WHERE side = 'train';
CREATE TABLE test AS SELECT id, label, doc FROM rows WHERE side = 'test' ORDER BY id;
CREATE TABLE test20 AS SELECT doc FROM test, generate_series(1, 20);
CREATE TABLE corpus AS SELECT csq.corpus_agg(label, doc) AS c FROM train;
CREATE TABLE model AS SELECT csq.train(c) AS m FROM corpus;
VACUUM ANALYZE;
SQL
}

export_fasttext() {                 # train in a fixed shuffle; test in the order of id
    bench_sql - <<SQL
\\set tokens 'regexp_replace(regexp_replace(csq.normalize_text(doc), ''([一-鿿]|[[:punct:]])'', '' \\\\1 '', ''g''), ''[[:space:]]+'', '' '', ''g'')'
\\o $BENCH_DIR/ft.train
SELECT '__label__' || replace(label, ' ', '_') || ' ' || :tokens FROM train ORDER BY md5(id::text);
\\o $BENCH_DIR/ft.test
SELECT '__label__' || replace(label, ' ', '_') || ' ' || :tokens FROM test ORDER BY id;
\\o $BENCH_DIR/test.labels
SELECT '__label__' || replace(label, ' ', '_') FROM test ORDER BY id;
SQL
    for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do csq_as cat "$BENCH_DIR/ft.test"; done | csq_as tee "$BENCH_DIR/ft.test20" >/dev/null
    csq_as head -10 "$BENCH_DIR/ft.test" | csq_as tee "$BENCH_DIR/ft.test10" >/dev/null
}

# best of six: sets ft_acc ft_f1 ft_train ft_docs ft_size ft_setting
run_fasttext() {                    # run_fasttext NAME LANG
    local lr epoch t q acc grams=3 a b i
    ft_acc=0 csq_train=()
    [ "$2" = en ] && grams=2
    for lr in 0.1 0.5 1.0; do for epoch in 5 25; do
        csq_train+=("$(time_sql "SELECT /* $name */ csq.train_agg(label, doc) FROM train")")
        t=$(took csq_as fasttext supervised -input "$BENCH_DIR/ft.train" -output "$BENCH_DIR/ft" -lr $lr -epoch $epoch -wordNgrams $grams -dim 50 -minCount 1 -bucket 500000 -thread 1)
        csq_as fasttext predict "$BENCH_DIR/ft.bin" "$BENCH_DIR/ft.test" >"$CSQ_SCRATCH/ft.out"
        paste "$BENCH_DIR/test.labels" "$CSQ_SCRATCH/ft.out" >"$CSQ_SCRATCH/ft.pairs"
        q=$(quality "$CSQ_SCRATCH/ft.pairs"); acc=${q% *}
        if awk -v a="$acc" -v b="$ft_acc" 'BEGIN { exit !(a > b) }'; then
            ft_acc=$acc ft_f1=${q#* } ft_train=$t ft_setting="lr $lr, epoch $epoch, wordNgrams $grams"
            csq_as mv "$BENCH_DIR/ft.bin" "$BENCH_DIR/best.bin"
        fi
    done; done
    ft_size=$(stat -c %s "$BENCH_DIR/best.bin")
    csq_docs=() ft_docs=()
    for ((i = 0; i < 3; i++)); do   # A B A B A B
        csq_docs+=("$(time_sql "SELECT /* $name */ count(csq.classify((SELECT m FROM model), doc)) FROM test20")")
        a=$(took csq_as fasttext predict "$BENCH_DIR/best.bin" "$BENCH_DIR/ft.test10")
        b=$(took csq_as fasttext predict "$BENCH_DIR/best.bin" "$BENCH_DIR/ft.test20")
        ft_docs+=("$(less "$b" "$a")")
    done
    csq_as rm -f "$BENCH_DIR"/*.bin "$BENCH_DIR"/*.vec
}

export_liblinear() {
    bench_sql - <<SQL
CREATE UNLOGGED TABLE feature AS SELECT side, rows.id, f.feature, f.value FROM rows, csq.text_features(doc) f;
CREATE UNLOGGED TABLE dict AS SELECT feature, row_number() OVER (ORDER BY feature) AS k FROM feature WHERE side = 'train' GROUP BY feature HAVING count(*) >= 2;
CREATE TABLE label_number AS SELECT label, row_number() OVER (ORDER BY label) AS n FROM train GROUP BY label;
ANALYZE feature; ANALYZE dict;
\\o $BENCH_DIR/ll.train
SELECT n || coalesce(' ' || string_agg(k || ':' || value, ' ' ORDER BY k), '') FROM train JOIN label_number USING (label) LEFT JOIN (feature JOIN dict USING (feature)) USING (id) GROUP BY id, n ORDER BY md5(id::text);
\\o $BENCH_DIR/ll.test
SELECT coalesce(n, 0) || coalesce(' ' || string_agg(k || ':' || value, ' ' ORDER BY k), '') FROM test LEFT JOIN label_number USING (label) LEFT JOIN (feature JOIN dict USING (feature)) USING (id) GROUP BY id, n ORDER BY id;
DROP TABLE label_number;
SQL
}

run_liblinear() {                   # sets ll_acc ll_f1 ll_train csq_solve ll_size, interleaved
    local a=() b=() i q
    for ((i = 0; i < 3; i++)); do
        a+=("$(time_sql "SELECT /* $name */ csq.train_agg(label, doc) FROM train")")
        b+=("$(took csq_as liblinear-train -q -s 1 -c 1 -B 1 "$BENCH_DIR/ll.train" "$BENCH_DIR/ll.model")")
    done
    csq_as liblinear-predict "$BENCH_DIR/ll.test" "$BENCH_DIR/ll.model" "$BENCH_DIR/ll.out" >/dev/null
    cut -d' ' -f1 "$BENCH_DIR/ll.test" | paste - "$BENCH_DIR/ll.out" >"$CSQ_SCRATCH/ll.pairs"
    q=$(quality "$CSQ_SCRATCH/ll.pairs"); ll_acc=${q% *} ll_f1=${q#* }
    ll_train=$(median "${b[@]}"); csq_solve=$(median "${a[@]}"); ll_size=$(stat -c %s "$BENCH_DIR/ll.model")
}

quality_line() {                    # quality_line SET WHO ACC F1 SIZE TRAIN_MS DOCS NOTE
    printf '%-12s %-10s %-10s accuracy %s  macro F1 %s  model %8.2f MB  train %9.0f ms  %9s docs/s  %s\n' "$BENCH_TOPIC" "$1" "$2" "$3" "$4" \
        "$(awk -v s="$5" 'BEGIN { print s / 1e6 }')" "$6" "$7" "$8"
    printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$BENCH_TOPIC" "$1" "$2" "$3" "$4" "$5" "$6" "$7" "$8" >>"$BENCH_OUT/classifier-quality.tsv"
}

per_second() { awk -v n="$1" -v ms="$2" 'BEGIN { printf "%d", n * 1000 / ms }'; }

bench_set() {
    local name=$1 lang floor n csq_acc csq_f1 size q train info
    read -r _ _ _ _ lang floor <<<"$(set_of "$name")"
    load_set "$name" || { bench_skip "$name" "cannot load the data"; return; }
    bench_psql -F $'\t' -c "SELECT label, csq.classify((SELECT m FROM model), doc) FROM test" >"$CSQ_SCRATCH/csq.pairs"
    q=$(quality "$CSQ_SCRATCH/csq.pairs"); csq_acc=${q% *} csq_f1=${q#* }
    size=$(bench_psql -c "SELECT pg_column_size(m) FROM model")
    n=$(bench_psql -c "SELECT count(*) FROM test20")
    train=$(time_sql "SELECT /* $name */ csq.train_agg(label, doc) FROM train")
    # calibration error, also where rows of the training repeat
    info=$(bench_psql -c "WITH models AS MATERIALIZED (SELECT 1 AS k, 'ECE' AS what, m FROM model
        UNION ALL SELECT 2, 'even rows twice', csq.train_agg(label, doc) FROM train, generate_series(1, 2 - id % 2)
        UNION ALL SELECT 3, 'odd rows twice', csq.train_agg(label, doc) FROM train, generate_series(1, 1 + id % 2)
        UNION ALL SELECT 4, 'all rows twice', csq.train_agg(label, doc) FROM train, generate_series(1, 2))
      SELECT string_agg(format('%s %s', what, ece), ', ' ORDER BY k) FROM (SELECT k, what, round((sum(abs(d)) / sum(n))::numeric, 3) AS ece FROM (SELECT k, what, count(*) AS n, sum(probability - (s.label = t.label)::int) AS d
        FROM models, test t, csq.classify_scores(m, doc, 1) s GROUP BY k, what, least(floor(probability * 15), 14)) b GROUP BY k, what) e")
    ft_acc=
    if [ -n "$have_fasttext" ]; then
        export_fasttext && run_fasttext "$name" "$lang"
        local csq_ms ft_ms
        train=$(median "${csq_train[@]}"); csq_ms=$(median "${csq_docs[@]}"); ft_ms=$(median "${ft_docs[@]}")
    else
        csq_ms=$(time_sql "SELECT /* $name */ count(csq.classify((SELECT m FROM model), doc)) FROM test20")
    fi
    quality_line "$name" csq "$csq_acc" "$csq_f1" "$size" "$train" "$(per_second "$n" "$csq_ms")" "floor $floor: $(awk -v a="$csq_acc" -v f="$floor" 'BEGIN { print (a + 0 >= f + 0 ? "reached" : "MISSED") }'); $info"
    if [ -n "$ft_acc" ]; then
        quality_line "$name" fastText "$ft_acc" "$ft_f1" "$ft_size" "$ft_train" "$(per_second "$n" "$ft_ms")" "$ft_setting"
    fi
    if [ -n "$have_liblinear" ]; then
        export_liblinear && run_liblinear
        quality_line "$name" LIBLINEAR "$ll_acc" "$ll_f1" "$ll_size" "$ll_train" - "equal features, -s 1 -c 1"
    fi
    [ -z "$ft_acc" ] || bench_row "$name: train_agg" "$train" "fastText supervised" "$ft_train" "5"
    [ -z "$ft_acc" ] || bench_row "$name: classify" "$csq_ms" "fastText predict" "$ft_ms" "1"
    [ -z "$have_liblinear" ] || bench_row "$name: train_agg, calibrated" "$csq_solve" "liblinear-train -s 1" "$ll_train" "1"
    bench_sql - <<<"SET client_min_messages = warning; DROP TABLE IF EXISTS test20, feature, dict"
}

# What labels are worth on the complaint set: the names of its taxonomy as examples of weight 0.3, and labelling by margin; means of six draws.
bench_labels() {
    local line
    load_set gov || return
    awk 'NR > 1' "$data/zh_gov_taxonomy.tsv" >"$CSQ_SCRATCH/taxonomy.tsv"; chmod a+r "$CSQ_SCRATCH/taxonomy.tsv"
    bench_sql - <<SQL >"$CSQ_SCRATCH/labels.out"
SET client_min_messages = warning;
CREATE TABLE taxonomy (a text, b text, c text);
\\copy taxonomy FROM '$CSQ_SCRATCH/taxonomy.tsv'
CREATE TABLE phrase AS SELECT min(a) AS label, name AS doc FROM (SELECT a, a AS name FROM taxonomy UNION SELECT a, b FROM taxonomy UNION SELECT a, c FROM taxonomy) s
WHERE length(name) > 1 GROUP BY name HAVING count(DISTINCT a) = 1 AND min(a) IN (SELECT label FROM train);
CREATE FUNCTION share_right(m csq.text_model) RETURNS float8 LANGUAGE sql AS \$\$ SELECT avg((csq.classify(m, doc) = label)::int)::float8 FROM test \$\$;
CREATE FUNCTION random_labels(n int) RETURNS float8 LANGUAGE sql AS \$\$ SELECT avg(share_right((SELECT csq.train_agg(label, doc) FROM
  (SELECT label, doc FROM train ORDER BY md5(id || '/' || s) LIMIT n) d))) FROM generate_series(1, 6) s \$\$;
CREATE FUNCTION with_phrases(n int) RETURNS float8 LANGUAGE sql AS \$\$ SELECT avg(share_right((SELECT csq.train_agg(label, doc, w) FROM
  ((SELECT label, doc, 1.0 AS w FROM train ORDER BY md5(id || '/' || s) LIMIT n) UNION ALL SELECT label, doc, 0.3 FROM phrase) d))) FROM generate_series(1, 6) s \$\$;
CREATE FUNCTION by_margin(n int) RETURNS float8 LANGUAGE plpgsql AS \$\$
DECLARE total float8 := 0; m csq.text_model;
BEGIN
  FOR s IN 1..6 LOOP
    CREATE TEMP TABLE known AS SELECT id, label, doc FROM train ORDER BY md5(id || '/' || s) LIMIT 100;
    LOOP
      SELECT csq.train_agg(label, doc) INTO m FROM known;
      EXIT WHEN (SELECT count(*) FROM known) >= n;
      INSERT INTO known SELECT id, label, doc FROM train t WHERE NOT EXISTS (SELECT FROM known k WHERE k.id = t.id) ORDER BY csq.margin(m, doc), id LIMIT 50;
    END LOOP;
    total := total + share_right(m);
    DROP TABLE known;
  END LOOP;
  RETURN total / 6;
END \$\$;
SELECT format('%s labels: accuracy %s, with taxonomy phrases %s (goal: %s points more)', n, round(a::numeric, 3), round(b::numeric, 3), goal)
FROM (SELECT n, goal, random_labels(n) AS a, with_phrases(n) AS b FROM (VALUES (50, 10), (100, 5), (200, 0), (1000, 0)) v(n, goal)) s;
SELECT format('500 labels chosen by margin: accuracy %s; random: 500 labels %s, 800 labels %s (goal: as good as 800)', round(by_margin(500)::numeric, 3), round(random_labels(500)::numeric, 3), round(random_labels(800)::numeric, 3));
SQL
    while IFS= read -r line; do printf '%-12s %s\n' "$BENCH_TOPIC" "$line"; printf '%s\tlabels\t%s\n' "$BENCH_TOPIC" "$line" >>"$BENCH_OUT/classifier-quality.tsv"; done <"$CSQ_SCRATCH/labels.out"
}

# Peak of the anonymous memory of a backend in kB while a statement runs, its milliseconds and its answer: peak_sql SETTINGS STATEMENT
peak_sql() {
    local pid kb peak=0 job
    csq_as rm -f "$BENCH_DIR/pid"
    printf '%s\n' "$1" 'SELECT pg_backend_pid() AS pid \gset' '\setenv CSQ_PID :pid' "\\! echo \$CSQ_PID >$BENCH_DIR/pid" '\timing on' "$2;" >"$CSQ_SCRATCH/peak.sql"; chmod a+r "$CSQ_SCRATCH/peak.sql"
    bench_psql -f "$CSQ_SCRATCH/peak.sql" >"$CSQ_SCRATCH/peak.out" 2>&1 & job=$!
    while kill -0 $job 2>/dev/null; do
        pid=$(cat "$BENCH_DIR/pid" 2>/dev/null)
        kb=$(sed -n 's/^RssAnon:[^0-9]*\([0-9]*\).*/\1/p' "/proc/${pid:-none}/status" 2>/dev/null)
        [ "${kb:-0}" -gt "$peak" ] && peak=$kb
        sleep 0.05
    done
    wait $job
    echo "$peak $(sed -n 's/^Time: \([0-9.]*\) ms.*/\1/p' "$CSQ_SCRATCH/peak.out" | tail -1) $(grep -v -E '^Time|NOTICE|DETAIL' "$CSQ_SCRATCH/peak.out" | tail -1)"
}

temp_bytes() { bench_psql -c 'SELECT pg_sleep(0.5), pg_stat_clear_snapshot()' >/dev/null; bench_psql -c 'SELECT temp_bytes FROM pg_stat_database WHERE datname = current_database()'; }

# Ten words of 4 to 6 letters a document, about a hundred features; a quarter of the words are those of its class.
bench_million() {
    local n memory peak ms digest before first=
    n=$(scaled 1000000)
    bench_sql - <<SQL
SET client_min_messages = warning;
DROP TABLE IF EXISTS made_up;
SELECT setseed(0.5) \\g /dev/null
CREATE UNLOGGED TABLE made_up AS SELECT d AS id, 'class ' || d % 10 AS label, string_agg(substr(translate(md5((CASE WHEN random() < 0.25 THEN 40000 + 1000 * (d % 10) + (random() ^ 2 * 999)::int
    ELSE (random() ^ 3 * 39999)::int END)::text), '0123456789', 'ghijklmnop'), 1, 4 + w % 3), ' ') AS doc FROM generate_series(1, $n) AS d, generate_series(1, 10) AS w GROUP BY d;
SQL
    for memory in 64MB 1MB 8GB; do
        before=$(temp_bytes)
        read -r peak ms digest <<<"$(peak_sql "SET maintenance_work_mem = '$memory';" 'SELECT md5(csq.text_model_send(csq.train_agg(label, doc))) FROM made_up')"
        first=${first:-$digest}
        printf '%-12s %d documents, maintenance_work_mem %s: %.1f s, peak RssAnon %d MB, temporary files %d MB, %s\n' "$BENCH_TOPIC" "$n" "$memory" "$(awk -v m="$ms" 'BEGIN { print m / 1000 }')" \
            $((peak / 1024)) $((($(temp_bytes) - before) / 1000000)) "$([ -n "$digest" ] && [ "$digest" = "$first" ] && echo 'the same model' || echo 'ANOTHER MODEL')"
        printf '%s\tmillion\t%s\t%s\t%s\t%s\t%s\n' "$BENCH_TOPIC" "$n" "$memory" "$ms" "$peak" "$digest" >>"$BENCH_OUT/classifier-quality.tsv"
    done
    bench_sql - <<<"DROP TABLE made_up"
}

# Calibration on a set whose test rows are too few to tell, five folds, as the rows are and where they repeat; beside it what answers drawn by the very
# probabilities of the model give, means of 500 draws and what one in twenty is above, and the mean square of what is off in a bin less what chance adds
# to it, which is no more off than on for true probabilities (Kumar, Liang and Ma, Verified uncertainty calibration, 2019): it may be below 0.
bench_folds() {
    load_set cfpb || return
    bench_sql - <<SQL >"$CSQ_SCRATCH/folds.out"
CREATE TABLE fold AS SELECT c, k, (SELECT csq.train_agg(label, doc) FROM rows, generate_series(1, CASE c WHEN 1 THEN 1 WHEN 2 THEN 2 - id % 2 ELSE 2 END) WHERE id % 5 <> k) AS m
FROM generate_series(1, 3) c, generate_series(0, 4) k;
CREATE TABLE answer AS SELECT c, k, s.probability AS p, (s.label = rows.label)::int AS hit FROM rows JOIN fold ON id % 5 = k, csq.classify_scores(m, doc, 1) s;
CREATE FUNCTION share_off(copies int, folds int[], draws int, OUT by_chance float8, OUT above float8, OUT p95 float8) LANGUAGE sql AS \$\$
SELECT avg(e), avg((e > 0.045)::int), percentile_cont(0.95) WITHIN GROUP (ORDER BY e) FROM (SELECT draw, sum(abs(d)) / sum(n) AS e FROM (SELECT draw, count(*) AS n, sum(p - (random() < p)::int) AS d
  FROM answer, generate_series(1, draws) draw WHERE c = copies AND k = ANY (folds) GROUP BY draw, least(floor(p * 15), 14)) b GROUP BY draw) q \$\$;
SELECT setseed(0.5) \\g /dev/null
SELECT format('complaints to the CFPB, %s, %s: %s rows, ECE %s; by chance %s, one in twenty above %s, above .045 in %s %% of draws; mean squared error of calibration less its bias %s', ('{as it is,even rows twice,all rows twice}'::text[])[c], what, n,
  round(ece::numeric, 4), round(by_chance::numeric, 3), round(p95::numeric, 3), round(100 * above::numeric), round(square::numeric, 5))
FROM (SELECT c, folds, what, sum(abs(d)) / sum(n) AS ece, sum(n) AS n, sum(n * ((d / n) ^ 2 - (d2 / n - (d / n) ^ 2) / nullif(n - 1, 0))) / sum(n) AS square
  FROM (SELECT c, folds, what, count(*) AS n, sum(p - hit) AS d, sum((p - hit) ^ 2) AS d2
    FROM (VALUES ('{0}'::int[], 'fold 0'), ('{1}', 'fold 1'), ('{2}', 'fold 2'), ('{3}', 'fold 3'), ('{4}', 'fold 4'), ('{0,1,2,3,4}', 'all folds')) v(folds, what) JOIN answer ON k = ANY (folds)
    GROUP BY c, folds, what, least(floor(p * 15), 14)) b GROUP BY c, folds, what) s, share_off(c, folds, 500) ORDER BY c, what DESC;
DROP FUNCTION share_off; DROP TABLE fold, answer;
SQL
    while IFS= read -r line; do printf '%-12s %s\n' "$BENCH_TOPIC" "$line"; printf '%s\tfolds\t%s\n' "$BENCH_TOPIC" "$line" >>"$BENCH_OUT/classifier-quality.tsv"; done <"$CSQ_SCRATCH/folds.out"
}

have_fasttext='' have_liblinear=''
bench_package fasttext && have_fasttext=1
bench_package liblinear-tools && have_liblinear=1
: >"$BENCH_OUT/classifier-quality.tsv"
for name in $SETS; do
    [ "$name" != million ] || { bench_million; continue; }
    [ "$name" != folds ] || { bench_folds; continue; }
    file=$(set_of "$name"); file=${file%% *}
    if [ -r "$data/$file" ]; then bench_set "$name"; else bench_skip "$name" "no file $file in $data"; fi
done
case " $SETS " in *" gov "*)
    if [ -r "$data/zh_gov_complaint.tsv" ] && [ -r "$data/zh_gov_taxonomy.tsv" ]; then bench_labels; else bench_skip labels "no taxonomy in $data"; fi ;;
esac
case " $SETS " in *" cfpb "*) [ ! -r "$data/en_cfpb_narratives.tsv" ] || bench_folds ;; esac
true
