/*
 * alignment_test.c
 *		Optimal alignments against an exhaustive search, and against the longest common subsequence.
 *
 * The search of the test is Dijkstra's over the synchronous product with no estimate:
 * markings in plain arrays, the nearest state found by looking at all.  What was found
 * is also replayed move by move.
 */
#include "test.h"

#include "process/alignment.h"

#define PLACES      4
#define TRANSITIONS 6
#define LABELS      4
#define LEN         6
#define STATES      400 /* of the exhaustive search; it gives no verdict where it needs more */

static const char *const names[LABELS] = {"b", "a", "In Call", ""}; /* not in the order of bytes */

#include "nets.h"

static int trace[LEN];
static int len;

static bool
enabled(const NaiveTransition *t, const int *m)
{
	for (int i = 0; i < PLACES; i++)
		if (t->in[i] && m[i] == 0)
			return false;
	return true;
}

static void
fire(const NaiveTransition *t, int *m)
{
	for (int i = 0; i < PLACES; i++)
		m[i] += t->out[i] - t->in[i];
}

static void
random_net(void)
{
	ntransitions = 1 + (int) test_random_below(TRANSITIONS);
	memset(net, 0, sizeof net);
	for (int t = 0; t < ntransitions; t++)
	{
		net[t].label = test_random_below(4) == 0 ? -1 : (int) test_random_below(LABELS);
		for (int n = (int) test_random_below(12) == 0 ? 0 : 1 + (int) test_random_below(2); n > 0; n--)
			net[t].in[test_random_below(PLACES)] = true;
		for (int n = (int) test_random_below(3); n > 0; n--)
			net[t].out[test_random_below(PLACES)] = true;
	}
	for (int i = 0; i < PLACES; i++)
	{
		initial[i] = test_random_below(2) == 0 ? 1 + (int) test_random_below(3) / 2 : 0;
		final[i] = test_random_below(4) == 0;
	}
	if (test_random_below(4) == 0)
		return;
	/* mostly where a walk through the net ends */
	memcpy(final, initial, sizeof final);
	for (int steps = (int) test_random_below(7), tries = 0; steps > 0 && tries < 40; tries++)
	{
		int t = (int) test_random_below((uint64_t) ntransitions);

		if (enabled(&net[t], final))
		{
			fire(&net[t], final);
			steps--;
		}
	}
}

static void
random_trace(void)
{
	len = (int) test_random_below(LEN + 1);
	for (int k = 0; k < len; k++)
		trace[k] = (int) test_random_below(LABELS);
}

/* ---- the exhaustive search ---- */

typedef struct NaiveState
{
	int  at;
	int  m[PLACES];
	int  cost[3]; /* moves that cost 1, silent ones, those on the log */
	bool done;
} NaiveState;

static NaiveState seen[STATES];
static int        nseen;
static bool       gave_up;

static bool
cheaper(const int *a, const int *b)
{
	return a[0] != b[0] ? a[0] < b[0] : a[1] != b[1] ? a[1] < b[1] : a[2] < b[2];
}

static void
naive_reach(int at, const int *m, int cost, int silent, int log, const NaiveState *from)
{
	int total[3] = {from->cost[0] + cost, from->cost[1] + silent, from->cost[2] + log};
	int i = 0;

	while (i < nseen && (seen[i].at != at || memcmp(seen[i].m, m, sizeof seen[i].m) != 0))
		i++;
	if (i == STATES)
	{
		gave_up = true;
		return;
	}
	if (i < nseen && !cheaper(total, seen[i].cost))
		return;
	CHECK(i == nseen || !seen[i].done);
	nseen += i == nseen;
	seen[i].at = at;
	memcpy(seen[i].m, m, sizeof seen[i].m);
	memcpy(seen[i].cost, total, sizeof total);
	seen[i].done = false;
}

/* The costs of the cheapest alignment; false when there is none, or none was found (gave_up). */
static bool
naive_align(int *cost)
{
	NaiveState start = {0, {0}, {0, 0, 0}, false};

	nseen = 0;
	gave_up = false;
	naive_reach(0, initial, 0, 0, 0, &start);
	for (;;)
	{
		NaiveState now;
		int        nearest = -1;

		for (int i = 0; i < nseen; i++)
			if (!seen[i].done && (nearest < 0 || cheaper(seen[i].cost, seen[nearest].cost)))
				nearest = i;
		if (nearest < 0 || gave_up)
			return false;
		seen[nearest].done = true;
		now = seen[nearest];
		if (now.at == len && memcmp(now.m, final, sizeof final) == 0)
		{
			memcpy(cost, now.cost, sizeof now.cost);
			return true;
		}
		for (int t = 0; t < ntransitions; t++)
		{
			int next[PLACES];

			if (!enabled(&net[t], now.m))
				continue;
			memcpy(next, now.m, sizeof next);
			fire(&net[t], next);
			naive_reach(now.at, next, net[t].label >= 0, net[t].label < 0, 0, &now);
			if (now.at < len && net[t].label == trace[now.at])
				naive_reach(now.at + 1, next, 0, 0, 0, &now);
		}
		if (now.at < len)
			naive_reach(now.at + 1, now.m, 1, 0, 1, &now);
	}
}

/* ---- what was found, move by move ---- */

static bool
is_alignment(const CsqAlignment *a)
{
	int     m[PLACES];
	int     at = 0;
	int64_t cost = 0;
	int64_t by[4] = {0, 0, 0, 0};

	memcpy(m, initial, sizeof m);
	for (uint32_t i = 0; i < a->nmoves; i++)
	{
		const CsqMove         *x = &a->moves[i];
		const NaiveTransition *t = x->kind == CSQ_MOVE_LOG ? NULL : &net[x->transition];

		by[x->kind]++;
		cost += x->kind == CSQ_MOVE_LOG || x->kind == CSQ_MOVE_MODEL;
		if (x->event != (uint32_t) at || (t != NULL && !enabled(t, m)))
			return false;
		if (x->kind == CSQ_MOVE_SYNCHRONOUS && (at == len || t->label != trace[at]))
			return false;
		if ((x->kind == CSQ_MOVE_SILENT && t->label >= 0) || (x->kind == CSQ_MOVE_MODEL && t->label < 0))
			return false;
		/* between synchronous moves those on the model come first */
		if (i > 0 && a->moves[i - 1].kind == CSQ_MOVE_LOG && t != NULL && x->kind != CSQ_MOVE_SYNCHRONOUS)
			return false;
		if (t != NULL)
			fire(t, m);
		at += x->kind == CSQ_MOVE_SYNCHRONOUS || x->kind == CSQ_MOVE_LOG;
	}
	return at == len && memcmp(m, final, sizeof m) == 0 && cost == a->cost && memcmp(by, a->moves_by, sizeof by) == 0;
}

/* The trace as the aligner has it. */
static const uint32_t *
numbers(const CsqAligner *al)
{
	static uint32_t n[LEN + 1];

	for (int k = 0; k < len; k++)
	{
		CsqText t = {names[trace[k]], strlen(names[trace[k]])};

		n[k] = csq_aligner_label(al, &t);
	}
	return n;
}

/*
 * The same cost, or a bound below it, which never falls when there is more room.
 * want: what the trace costs; -1: the net has no run.
 */
static void
with_little_room(const CsqNet *parsed, int want, int *cut, int *bounded)
{
	int64_t  least = 0;
	uint32_t room = 0;

	for (int i = 0; i < 3; i++)
	{
		CsqAligner  *al;
		CsqAlignment a;

		room += 1 + (uint32_t) test_random_below(12);
		al = csq_aligner(parsed, room);
		csq_align(al, numbers(al), (uint32_t) len, &a);
		CHECK(want >= 0 || a.verdict != CSQ_ALIGNED);
		CHECK(want < 0 || a.verdict != CSQ_NO_RUN);
		if (a.verdict == CSQ_NO_RUN)
			break;
		CHECK(a.cost >= least);
		least = a.cost;
		if (a.verdict == CSQ_ALIGNED)
		{
			CHECK(is_alignment(&a));
			CHECK_EQ_I64(a.cost, want);
		}
		else
		{
			CHECK(a.nmoves == 0 && (want < 0 || a.cost <= want));
			*bounded += a.cost > 0;
			++*cut;
		}
	}
}

static void
test_exhaustive(void)
{
	int compared = 0;
	int dear = 0;
	int none = 0;
	int cut = 0;
	int bounded = 0;

	test_section("alignments: against all states of the synchronous product");
	for (int round = 0; round < 24000; round++)
	{
		CsqBuf       json;
		CsqNet       parsed;
		CsqError     err;
		CsqAligner  *al;
		CsqAlignment a;
		int          want[3];
		bool         found;

		random_net();
		random_trace();
		found = naive_align(want);
		if (gave_up)
			continue;
		compared++;
		net_json(&json);
		CHECK(csq_net_parse(json.data, json.len, &parsed, &err));
		al = csq_aligner(&parsed, 10000);
		csq_align(al, numbers(al), (uint32_t) len, &a);
		CHECK_EQ_I64(a.verdict, found ? CSQ_ALIGNED : CSQ_NO_RUN);
		if (found)
		{
			CHECK(is_alignment(&a));
			CHECK_EQ_I64(a.cost, want[0]);
			CHECK_EQ_I64(a.moves_by[CSQ_MOVE_SILENT], want[1]);
			CHECK_EQ_I64(a.moves_by[CSQ_MOVE_LOG], want[2]);
			dear += want[0] > 2;
		}
		else
			none++;
		with_little_room(&parsed, found ? want[0] : -1, &cut, &bounded);
		csq_host_reset();
	}
	CHECK(compared > 12000);
	CHECK(dear > 2000);
	CHECK(none > 500);
	CHECK(cut > 1000);
	CHECK(bounded > 300);
}

/* ---- nets of one path ---- */

static void
path_json(const int *path, int n, CsqBuf *b)
{
	csq_buf_init(b);
	csq_buf_str(b, "{\"places\":[\"p0\"");
	for (int i = 1; i <= n; i++)
		csq_buf_printf(b, ",\"p%d\"", i);
	csq_buf_str(b, "],\"transitions\":[");
	for (int i = 0; i < n; i++)
		csq_buf_printf(b, "%s{\"name\":\"t%d\",\"label\":\"%d\",\"in\":[\"p%d\"],\"out\":[\"p%d\"]}", i > 0 ? "," : "",
		               i, path[i], i, i + 1);
	csq_buf_printf(b, "],\"initial\":{\"p0\":1},\"final\":{\"p%d\":1}}", n);
}

/* What is not in the longest common subsequence is a move on the log or on the model. */
static void
test_paths(void)
{
	test_section("alignments: a net of one path against the longest common subsequence");
	for (int round = 0; round < 10000; round++)
	{
		enum
		{
			N = 24
		};
		int          path[N];
		int          events[N];
		uint32_t     trace_of[N + 1];
		int          common[N + 1][N + 1];
		int          n = (int) test_random_below(N + 1);
		int          m = (int) test_random_below(N + 1);
		uint64_t     labels = 1 + test_random_below(8);
		CsqBuf       json;
		CsqNet       parsed;
		CsqError     err;
		CsqAligner  *al;
		CsqAlignment a;

		memset(common, 0, sizeof common);
		for (int i = 0; i < n; i++)
			path[i] = (int) test_random_below(labels);
		for (int k = 0; k < m; k++)
			events[k] = (int) test_random_below(labels + 1);
		for (int i = 1; i <= n; i++)
			for (int k = 1; k <= m; k++)
				common[i][k] = path[i - 1] == events[k - 1]          ? common[i - 1][k - 1] + 1
				               : common[i - 1][k] > common[i][k - 1] ? common[i - 1][k]
				                                                     : common[i][k - 1];
		path_json(path, n, &json);
		CHECK(csq_net_parse(json.data, json.len, &parsed, &err));
		al = csq_aligner(&parsed, 10000);
		for (int k = 0; k < m; k++)
		{
			char digit = (char) ('0' + events[k]);

			trace_of[k] = csq_aligner_label(al, &(CsqText){&digit, 1});
		}
		csq_align(al, trace_of, (uint32_t) m, &a);
		CHECK_EQ_I64(a.verdict, CSQ_ALIGNED);
		CHECK_EQ_I64(a.cost, n + m - 2 * common[n][m]);
		CHECK_EQ_I64(a.moves_by[CSQ_MOVE_SYNCHRONOUS], common[n][m]);
		csq_host_reset();
	}
}

/* ---- bounds ---- */

static void
test_bounds(void)
{
	/* silent transitions make tokens for ever; what the final marking wants needs two tokens where there is one */
	static const char endless[] =
		"{\"places\":[\"p\",\"q\",\"r\",\"end\"],\"transitions\":[{\"name\":\"more\",\"label\":null,\"in\":[\"p\"],\"out\":[\"p\",\"q\"]},"
		"{\"name\":\"t\",\"label\":\"a\",\"in\":[\"p\"],\"out\":[\"end\"]},{\"name\":\"r\",\"label\":null,\"in\":[\"p\",\"end\"],\"out\":[\"end\",\"r\"]}],"
		"\"initial\":{\"p\":1},\"final\":{\"end\":1,\"r\":1}}";
	static const char nowhere[] =
		"{\"places\":[\"p\",\"end\"],\"transitions\":[{\"name\":\"t\",\"label\":\"a\",\"in\":[\"p\"],\"out\":[\"p\"]}],"
		"\"initial\":{\"p\":1},\"final\":{\"end\":1}}";
	static const char nothing[] = "{\"places\":[],\"transitions\":[],\"initial\":{},\"final\":{}}";
	uint32_t          strange[3] = {CSQ_NO_LABEL, CSQ_NO_LABEL, CSQ_NO_LABEL};
	uint32_t         *many = csq_alloc0(CSQ_ALIGNMENT_MAX_STATES * sizeof *many);
	CsqNet            parsed;
	CsqAligner       *al;
	CsqAlignment      a;
	CsqError          err;

	test_section("alignments: nets without an end, without a run, without anything");
	CHECK(csq_net_parse(endless, sizeof endless - 1, &parsed, &err));
	al = csq_aligner(&parsed, 5000);
	csq_align(al, strange, 3, &a); /* three events and one a beside each other */
	CHECK_EQ_I64(a.verdict, CSQ_CUT_SHORT);
	CHECK_EQ_I64(a.cost, 4);
	CHECK_EQ_I64(a.states, 5000);
	csq_align(al, many, 1, &a); /* the a itself costs nothing */
	CHECK_EQ_I64(a.verdict, CSQ_CUT_SHORT);
	CHECK_EQ_I64(a.cost, 0);
	csq_align(al, many, CSQ_ALIGNMENT_MAX_STATES, &a);
	CHECK_EQ_I64(a.verdict, CSQ_CUT_SHORT);
	CHECK(csq_net_parse(nowhere, sizeof nowhere - 1, &parsed, &err));
	csq_align(csq_aligner(&parsed, 1), strange, 3, &a);
	CHECK_EQ_I64(a.verdict, CSQ_NO_RUN);
	CHECK(csq_net_parse(nothing, sizeof nothing - 1, &parsed, &err));
	csq_align(csq_aligner(&parsed, 10), strange, 3, &a);
	CHECK(a.verdict == CSQ_ALIGNED && a.cost == 3 && a.nmoves == 3);
	csq_align(csq_aligner(&parsed, 10), strange, 0, &a);
	CHECK(a.verdict == CSQ_ALIGNED && a.cost == 0 && csq_fitness_of_cost(a.cost, 0) == 1);
	csq_host_reset();
}

/* ---- a process: every case by itself ---- */

#define CASES 10

static void
test_process(void)
{
	int judged = 0;

	test_section("alignments: a process against its cases one by one");
	for (int round = 0; round < 3000; round++)
	{
		CsqProcessEvents      *pe = csq_process_events_new();
		CsqProcessLog          log;
		CsqProcess             p;
		CsqBuf                 json;
		CsqNet                 parsed;
		CsqError               err;
		CsqAligner            *al;
		CsqAlignment           a;
		CsqAlignmentTotal      t;
		CsqAlignmentDeviations d;
		int64_t                cost = 0;
		int64_t                worst = 0;
		int64_t                fitting = 0;
		double                 average = 0;
		int64_t                on[2][LABELS + TRANSITIONS] = {{0}};
		int64_t                sum = 0;
		int64_t                shortest;
		int                    ncases = 1 + (int) test_random_below(CASES);

		random_net();
		net_json(&json);
		CHECK(csq_net_parse(json.data, json.len, &parsed, &err));
		al = csq_aligner(&parsed, 300);
		csq_align(al, NULL, 0, &a);
		if (a.verdict != CSQ_ALIGNED)
		{
			csq_host_reset();
			continue;
		}
		shortest = a.cost;
		for (int c = 0; c < ncases; c++)
		{
			bool had[LABELS + TRANSITIONS] = {false};

			do
				random_trace();
			while (len == 0);
			for (int k = 0; k < len; k++)
			{
				CsqNewEvent e = {0};
				CsqCaseKey  key = {CSQ_KEY_INT, "", 0, c};

				e.at = k;
				e.activity = names[trace[k]];
				e.activity_len = strlen(e.activity);
				CHECK(csq_process_events_add(&pe, &key, &e, NULL, &err));
			}
			csq_align(al, numbers(al), (uint32_t) len, &a);
			if (a.verdict != CSQ_ALIGNED)
				break;
			cost += a.cost;
			worst += len + shortest;
			fitting += a.cost == 0;
			average += (1 - (double) a.cost / (double) (len + shortest)) / ncases;
			for (uint32_t i = 0; i < a.nmoves; i++)
			{
				const CsqMove *m = &a.moves[i];
				int            which = m->kind == CSQ_MOVE_LOG ? trace[m->event] : LABELS + (int) m->transition;

				if (m->kind != CSQ_MOVE_LOG && m->kind != CSQ_MOVE_MODEL)
					continue;
				on[0][which]++;
				on[1][which] += !had[which];
				had[which] = true;
			}
		}
		if (a.verdict != CSQ_ALIGNED)
		{
			csq_host_reset();
			continue;
		}
		judged++;
		CHECK(csq_process_log(pe, false, &log, &err));
		CHECK(csq_process_build(&log, NULL, &p, &err));
		CHECK(csq_process_align_total(&p, &parsed, 300, &t, &err));
		CHECK(t.worst_known && t.cut_short == 0 && t.cases == ncases && t.fitting == fitting);
		CHECK_EQ_I64(t.cost, cost);
		CHECK_EQ_I64(t.worst, worst);
		CHECK_NEAR(t.average, average, 1e-9);
		CHECK(csq_process_align_deviations(&p, &parsed, 300, &d, &err));
		CHECK(memcmp(&d.total, &t, sizeof t) == 0);
		for (uint32_t i = 0; i < d.n; i++)
		{
			int which = LABELS + (int) d.items[i].which;

			for (int l = 0; d.items[i].kind == CSQ_MOVE_LOG && l < LABELS; l++)
				if (csq_json_is(&p.activities[d.items[i].which], names[l]))
					which = l;
			CHECK_EQ_I64(d.items[i].n, on[0][which]);
			CHECK_EQ_I64(d.items[i].cases, on[1][which]);
			sum += d.items[i].n;
		}
		CHECK_EQ_I64(sum, cost);
		csq_host_reset();
	}
	CHECK(judged > 1000);
}

/*
 * A net in which every step but one leads nowhere, and each of these is dear to look at: one token, 100 steps that
 * take it, and behind them 300 that go from each of 200 places to all of them.  A cancel is looked for by what is
 * done, though no state comes of it.
 */
static void
test_interrupts(void)
{
	enum
	{
		STEPS = 100,
		DENSE = 300,
		WIDE = 200
	};
	CsqNet         wide = {.nplaces = WIDE + 2, .ntransitions = 1 + STEPS + DENSE};
	CsqTransition *t = csq_alloc0(wide.ntransitions * sizeof *t);
	uint32_t      *places = csq_alloc((WIDE + 2) * sizeof *places);
	const uint64_t arcs = 2 * (uint64_t) DENSE * WIDE;
	uint32_t       activity;
	uint64_t       before;
	CsqAligner    *al;
	CsqAlignment   a;

	test_section("steps that lead nowhere can be cancelled");
	for (uint32_t i = 0; i < WIDE + 2; i++)
		places[i] = i;
	wide.transitions = t;
	wide.initial = csq_alloc0((WIDE + 2) * sizeof *wide.initial);
	wide.final = csq_alloc0((WIDE + 2) * sizeof *wide.final);
	wide.initial[0] = wide.final[WIDE + 1] = 1;
	t[0] = (CsqTransition){{"to the end", 10}, {"a", 1}, 1, 1, places, places + WIDE + 1};
	for (uint32_t i = 1; i <= STEPS; i++)
		t[i] = (CsqTransition){{"step", 4}, {NULL, 0}, 1, WIDE - i / 2, places, places + 1 + i / 4};
	for (uint32_t i = 1 + STEPS; i < wide.ntransitions; i++)
		t[i] = (CsqTransition){{"dense", 5}, {NULL, 0}, WIDE - STEPS, WIDE, places + 1 + STEPS / 4, places + 1};
	before = csq_host_polls;
	al = csq_aligner(&wide, 1000);
	activity = csq_aligner_label(al, &(CsqText){"a", 1});
	csq_align(al, &activity, 1, &a);
	CHECK(a.verdict == CSQ_ALIGNED && a.cost == 0);
	CHECK(csq_host_polls - before >= STEPS * arcs / 4 / 1000000);
	csq_host_reset();
}

int
main(void)
{
	test_interrupts();
	test_exhaustive();
	test_paths();
	test_bounds();
	test_process();
	return test_done();
}
