/*
 * process_conformance_test.c
 *		Conformance, flow and eventually-follows against naive counting over cases.
 *
 * The model is an array of cases, each an array of activities.  Rules are judged
 * by their definitions (for every a there is a later b), footprints and flow by
 * loops over all cases.  The replayer of the test keeps markings in plain arrays
 * and finds silent transitions by trying all sequences, shorter ones first.
 */
#include "test.h"

#include "process/process_conformance.h"

#define MAX_CASES 12
#define MAX_LEN   8
#define LABELS    5

static int               ncases;
static int               len[MAX_CASES];
static int               cases[MAX_CASES][MAX_LEN + 3];                     /* with room for what may follow */
static const char *const names[LABELS] = {"a", "b", "In Call", "x, y", ""}; /* not in the order of bytes */
static CsqProcess        p;

static CsqText
text_of(const char *s)
{
	return (CsqText){s, strlen(s)};
}

/* The process of the cases. */
static void
make_process(void)
{
	CsqProcessEvents *pe = csq_process_events_new();
	CsqProcessLog     log;
	CsqError          err;

	for (int c = 0; c < ncases; c++)
		for (int k = 0; k < len[c]; k++)
		{
			CsqNewEvent e = {0};
			CsqCaseKey  key = {CSQ_KEY_INT, "", 0, c};

			e.at = k;
			e.activity = names[cases[c][k]];
			e.activity_len = strlen(e.activity);
			CHECK(csq_process_events_add(&pe, &key, &e, NULL, &err));
		}
	CHECK(csq_process_log(pe, false, &log, &err));
	CHECK(csq_process_build(&log, NULL, &p, &err));
}

/* Random cases, and the process of them. */
static void
random_cases(int labels)
{
	ncases = 1 + (int) test_random_below(MAX_CASES);
	for (int c = 0; c < ncases; c++)
	{
		len[c] = 1 + (int) test_random_below(MAX_LEN);
		for (int k = 0; k < len[c]; k++)
			cases[c][k] = (int) test_random_below((uint64_t) labels);
	}
	make_process();
}

/* The number of a label of the test in the process; nactivities when it does not occur. */
static uint32_t
number_of(int label)
{
	CsqText t = text_of(names[label]);

	return csq_process_activity(&p, &t);
}

static int
label_of(const CsqText *t)
{
	for (int l = 0; l < LABELS; l++)
		if (csq_json_is(t, names[l]))
			return l;
	return -1;
}

/* ---- eventually follows ---- */

static void
test_follows(void)
{
	test_section("eventually follows: all pairs of events of all cases");
	for (int round = 0; round < 10000; round++)
	{
		CsqFollows *f;
		uint32_t    n;
		uint32_t    seen = 0;
		CsqError    err;

		random_cases(1 + round % LABELS);
		CHECK(csq_process_follows(&p, &f, &n, &err));
		for (int a = 0; a < LABELS; a++)
			for (int b = 0; b < LABELS; b++)
			{
				int64_t pairs = 0;
				int64_t with = 0;
				bool    found = false;

				for (int c = 0; c < ncases; c++)
				{
					int64_t before = pairs;

					for (int i = 0; i < len[c]; i++)
						for (int j = i + 1; j < len[c]; j++)
							pairs += cases[c][i] == a && cases[c][j] == b;
					with += pairs > before;
				}
				for (uint32_t i = 0; i < n; i++)
					if (f[i].source == number_of(a) && f[i].target == number_of(b))
					{
						CHECK_EQ_I64(f[i].n, pairs);
						CHECK_EQ_I64(f[i].cases, with);
						found = true;
					}
				CHECK(found == (pairs > 0));
				seen += pairs > 0;
			}
		CHECK_EQ_I64(n, seen);
		csq_host_reset();
	}
}

/* ---- footprints ---- */

static CsqRelation
relation_of(bool there, bool back)
{
	return there && back ? CSQ_BOTH : there ? CSQ_BEFORE : back ? CSQ_AFTER : CSQ_NEVER;
}

/* Moves of the cases, and a random model with its JSON. */
static int  moves[LABELS][LABELS];
static bool allowed[LABELS][LABELS];
static bool start_ok[LABELS];
static bool end_ok[LABELS];

static void
random_model(CsqBuf *json, bool starts)
{
	const char *comma = "";

	csq_buf_init(json);
	csq_buf_str(json, "{\"edges\":[");
	for (int a = 0; a < LABELS; a++)
		for (int b = 0; b < LABELS; b++)
		{
			allowed[a][b] = test_random_below(3) == 0;
			if (!allowed[a][b])
				continue;
			csq_buf_printf(json, "%s[\"%s\",\"%s\"]", comma, names[a], names[b]);
			comma = ",";
		}
	csq_buf_str(json, "]");
	for (int e = 0; starts && e < 2; e++)
	{
		csq_buf_str(json, e == 0 ? ",\"start\":[" : ",\"end\":[");
		comma = "";
		for (int a = 0; a < LABELS; a++)
		{
			bool ok = test_random_below(2) == 0;

			*(e == 0 ? &start_ok[a] : &end_ok[a]) = ok;
			if (!ok)
				continue;
			csq_buf_printf(json, "%s\"%s\"", comma, names[a]);
			comma = ",";
		}
		csq_buf_char(json, ']');
	}
	csq_buf_char(json, '}');
}

static double
naive_fitness(bool starts, bool *judged)
{
	int    pairs = 0;
	double n = 0;
	double bad = 0;
	int    ends = 0;
	int    good = 0;

	for (int a = 0; a < LABELS; a++)
	{
		bool first = false;
		bool last = false;

		for (int b = 0; b < LABELS; b++)
		{
			pairs += moves[a][b] > 0;
			n += moves[a][b];
			bad += allowed[a][b] ? 0 : moves[a][b];
		}
		for (int c = 0; c < ncases; c++)
		{
			first |= cases[c][0] == a;
			last |= cases[c][len[c] - 1] == a;
		}
		if (starts)
		{
			ends += first + last;
			good += (first && start_ok[a]) + (last && end_ok[a]);
		}
	}
	*judged = pairs + ends > 0;
	return ((n > 0 ? 1 - bad / n : 1) * pairs + good) / (pairs + ends);
}

static void
test_footprints(void)
{
	test_section("footprints: relations, differences and fitness");
	for (int round = 0; round < 10000; round++)
	{
		CsqFootprints          f;
		CsqFootprintComparison c;
		CsqMoves               m;
		CsqBuf                 json;
		CsqError               err;
		uint32_t               seen = 0;
		bool                   starts = test_random_below(2) == 0;
		bool                   judged;
		double                 fitness;

		random_cases(1 + round % LABELS);
		memset(moves, 0, sizeof moves);
		for (int i = 0; i < ncases; i++)
			for (int k = 1; k < len[i]; k++)
				moves[cases[i][k - 1]][cases[i][k]]++;
		CHECK(csq_process_footprints(&p, &f, &err));
		for (uint32_t a = 0; a < f.n; a++)
			for (uint32_t b = 0; b < f.n; b++)
			{
				int x = label_of(&f.labels[a]);
				int y = label_of(&f.labels[b]);

				CHECK_EQ_I64(f.relation[a * f.n + b], relation_of(moves[x][y] > 0, moves[y][x] > 0));
			}
		random_model(&json, starts);
		CHECK(csq_process_moves_parse(json.data, json.len, &m, &err));
		CHECK(csq_footprints_compare(&p, &m, &c, &err));
		for (int x = 0; x < LABELS; x++)
			for (int y = 0; y < LABELS; y++)
			{
				CsqRelation own = relation_of(moves[x][y] > 0, moves[y][x] > 0);
				CsqRelation model = relation_of(allowed[x][y], allowed[y][x]);
				bool        found = false;

				for (uint32_t d = 0; d < c.ndeviations; d++)
					if (label_of(&c.labels[c.deviations[d].a]) == x && label_of(&c.labels[c.deviations[d].b]) == y)
					{
						found = true;
						CHECK(c.deviations[d].relation == own && c.deviations[d].model == model);
						CHECK_EQ_I64(c.deviations[d].n, moves[x][y]);
					}
				CHECK(found == (own != model));
				seen += own != model;
			}
		CHECK_EQ_I64(c.ndeviations, seen);
		fitness = naive_fitness(starts, &judged);
		CHECK(c.judged == judged);
		if (judged)
			CHECK_NEAR(c.fitness, fitness, 1e-12);
		csq_host_reset();
	}
}

/* ---- rules ---- */

static int
count_of(int c, int label)
{
	int n = 0;

	for (int k = 0; k < len[c]; k++)
		n += cases[c][k] == label;
	return n;
}

/* Is there a b among the events from .. to - 1 of case c? */
static bool
there_is(int c, int b, int from, int to)
{
	for (int k = from < 0 ? 0 : from; k < to && k < len[c]; k++)
		if (cases[c][k] == b)
			return true;
	return false;
}

/* The a at k has a b behind it with no a between. */
static bool
answered_first(int c, int a, int b, int k)
{
	for (int m = k + 1; m < len[c]; m++)
		if (cases[c][m] == b && !there_is(c, a, k + 1, m))
			return true;
	return false;
}

/* The b at k has an a before it with no b between. */
static bool
prepared_anew(int c, int a, int b, int k)
{
	for (int m = 0; m < k; m++)
		if (cases[c][m] == a && !there_is(c, b, m + 1, k))
			return true;
	return false;
}

/* By the definitions: every a is followed by a b, and so on. */
static bool
holds(CsqTemplate t, int c, int a, int b, int times)
{
	int  n = len[c];
	bool ok = true;

	switch (t)
	{
		case CSQ_RESPONSE:
			for (int k = 0; k < n; k++)
				ok = ok && (cases[c][k] != a || there_is(c, b, k + 1, n));
			return ok;
		case CSQ_PRECEDENCE:
			for (int k = 0; k < n; k++)
				ok = ok && (cases[c][k] != b || there_is(c, a, 0, k));
			return ok;
		case CSQ_CHAIN_RESPONSE:
			for (int k = 0; k < n; k++)
				ok = ok && (cases[c][k] != a || there_is(c, b, k + 1, k + 2));
			return ok;
		case CSQ_CHAIN_PRECEDENCE:
			for (int k = 0; k < n; k++)
				ok = ok && (cases[c][k] != b || (k > 0 && there_is(c, a, k - 1, k)));
			return ok;
		case CSQ_SUCCESSION:
			return holds(CSQ_RESPONSE, c, a, b, 0) && holds(CSQ_PRECEDENCE, c, a, b, 0);
		case CSQ_CHAIN_SUCCESSION:
			return holds(CSQ_CHAIN_RESPONSE, c, a, b, 0) && holds(CSQ_CHAIN_PRECEDENCE, c, a, b, 0);
		case CSQ_RESPONDED_EXISTENCE:
			return count_of(c, a) == 0 || count_of(c, b) > 0;
		case CSQ_COEXISTENCE:
			return (count_of(c, a) > 0) == (count_of(c, b) > 0);
		case CSQ_NOT_COEXISTENCE:
			return count_of(c, a) == 0 || count_of(c, b) == 0;
		case CSQ_NOT_SUCCESSION:
			for (int k = 0; k < n; k++)
				ok = ok && (cases[c][k] != a || !there_is(c, b, k + 1, n));
			return ok;
		case CSQ_ALTERNATE_RESPONSE:
			for (int k = 0; k < n; k++)
				ok = ok && (cases[c][k] != a || answered_first(c, a, b, k));
			return ok;
		case CSQ_ALTERNATE_PRECEDENCE:
			for (int k = 0; k < n; k++)
				ok = ok && (cases[c][k] != b || prepared_anew(c, a, b, k));
			return ok;
		case CSQ_ALTERNATE_SUCCESSION:
			return holds(CSQ_ALTERNATE_RESPONSE, c, a, b, 0) && holds(CSQ_ALTERNATE_PRECEDENCE, c, a, b, 0);
		case CSQ_NOT_CHAIN_SUCCESSION:
			for (int k = 0; k < n; k++)
				ok = ok && (cases[c][k] != a || !there_is(c, b, k + 1, k + 2));
			return ok;
		case CSQ_EXISTENCE:
			return count_of(c, a) >= times;
		case CSQ_ABSENCE:
			return count_of(c, a) < times;
		case CSQ_EXACTLY:
			return count_of(c, a) == times;
		case CSQ_INIT:
			return cases[c][0] == a;
		case CSQ_END:
			return cases[c][n - 1] == a;
	}
	return false;
}

static bool
speaks(CsqTemplate t, int c, int a, int b)
{
	switch (t)
	{
		case CSQ_RESPONSE:
		case CSQ_CHAIN_RESPONSE:
		case CSQ_RESPONDED_EXISTENCE:
		case CSQ_NOT_SUCCESSION:
		case CSQ_ALTERNATE_RESPONSE:
		case CSQ_NOT_CHAIN_SUCCESSION:
			return count_of(c, a) > 0;
		case CSQ_PRECEDENCE:
		case CSQ_CHAIN_PRECEDENCE:
		case CSQ_ALTERNATE_PRECEDENCE:
			return count_of(c, b) > 0;
		case CSQ_SUCCESSION:
		case CSQ_CHAIN_SUCCESSION:
		case CSQ_ALTERNATE_SUCCESSION:
		case CSQ_COEXISTENCE:
		case CSQ_NOT_COEXISTENCE:
			return count_of(c, a) + count_of(c, b) > 0;
		default:
			return true;
	}
}

/* Can no events that may follow change whether the rule holds?  Three are enough: no rule here asks for more. */
static bool
settled(CsqTemplate t, int c, int a, int b, int times)
{
	int  n = len[c];
	int  next[3] = {a, b, LABELS};
	bool now = holds(t, c, a, b, times);
	bool stays = true;

	for (int more = 1; stays && more <= 3; more++)
		for (int word = 0; stays && word < 27; word++)
		{
			cases[c][n] = next[word % 3];
			cases[c][n + 1] = next[word / 3 % 3];
			cases[c][n + 2] = next[word / 9];
			len[c] = n + more;
			stays = holds(t, c, a, b, times) == now;
		}
	len[c] = n;
	return stays;
}

/* There and back: the canonical text of a rule reads back to itself. */
static CsqRule
written(const CsqRule *rule)
{
	CsqBuf   b;
	CsqBuf   again;
	CsqRule  r;
	CsqError err;

	csq_buf_init(&b);
	csq_buf_init(&again);
	csq_rule_text(rule, &b);
	CHECK(csq_rule_parse(b.data, b.len, &r, &err));
	csq_rule_text(&r, &again);
	CHECK(strcmp(b.data, again.data) == 0);
	return r;
}

static void
test_rules(void)
{
	test_section("rules: each by its definition, over every case");
	for (int round = 0; round < 10000; round++)
	{
		CsqRule       rules[4];
		int           a[4];
		int           b[4];
		CsqRuleCounts counts[5];
		CsqRuleCounts want[5] = {{0, 0, 0}};
		int           n = 1 + (int) test_random_below(4);
		bool          with_open = round % 2 == 1;
		bool          ends[LABELS];
		bool         *closed;

		random_cases(1 + round % LABELS);
		closed = csq_alloc0(p.nactivities + (size_t) 1);
		for (int l = 0; l < LABELS; l++)
			closed[number_of(l)] = ends[l] = test_random_below(2) == 0;
		for (int i = 0; i < n; i++)
		{
			CsqRule r = {0};

			r.template = (CsqTemplate) test_random_below(CSQ_END + 1);
			r.a = text_of(names[a[i] = (int) test_random_below(LABELS)]);
			b[i] = (int) test_random_below(LABELS);
			if (r.template <CSQ_EXISTENCE)
				r.b = text_of(names[b[i]]);
			r.times = (uint32_t) test_random_below(4);
			if (r.times == 0 && r.template != CSQ_EXACTLY) /* no rule */
				r.times = 1;
			rules[i] = written(&r);
			CHECK(r.template <CSQ_EXISTENCE || r.template >= CSQ_INIT || rules[i].times == r.times);
		}
		for (int c = 0; c < ncases; c++)
		{
			bool active = false;
			bool broken = false;
			bool waits = false;
			bool open = with_open && !ends[cases[c][len[c] - 1]];

			for (int i = 0; i < n; i++)
			{
				CsqTemplate t = rules[i].template;
				int         times = (int) rules[i].times;
				bool        ok = holds(t, c, a[i], b[i], times);
				bool        says = speaks(t, c, a[i], b[i]);
				bool        pending = open && says && !settled(t, c, a[i], b[i], times);

				want[i].activated += says;
				want[i].pending += pending;
				want[i].violated += !ok && !pending;
				active |= says;
				broken |= !ok && !pending;
				waits |= pending;
			}
			want[n].activated += active;
			want[n].pending += waits && !broken;
			want[n].violated += broken;
		}
		csq_process_rules(&p, rules, (uint32_t) n, with_open ? closed : NULL, counts);
		for (int i = 0; i <= n; i++)
		{
			CHECK_EQ_I64(counts[i].activated, want[i].activated);
			CHECK_EQ_I64(counts[i].pending, want[i].pending);
			CHECK_EQ_I64(counts[i].violated, want[i].violated);
		}
		csq_host_reset();
	}
}

static void
test_rule_texts(void)
{
	static const char *const bad[] = {"",
	                                  "response",
	                                  "response(",
	                                  "response(a)",
	                                  "response(a,)",
	                                  "response(a, b",
	                                  "response(a, b) c",
	                                  "response(a, b, c)",
	                                  "existence(a, b)",
	                                  "existence(a, -1)",
	                                  "existence(a, 1000001)",
	                                  "existence(a, 99999999999999999999)",
	                                  "init(a, b)",
	                                  "init()",
	                                  "end(a b",
	                                  "absence(a, 0)",
	                                  "existence(a, 0)",
	                                  "respons e(a, b) c",
	                                  "response__(a)",
	                                  "likes(a, b)",
	                                  "response(a, \"b)",
	                                  "response(a \"b\", c)",
	                                  "init((a))",
	                                  "init(a|b)",
	                                  "response(a, b) within 7d",
	                                  "response(a within 7d, b)"};
	static const char *const good[][2] = {
		{" response( a ,b ) ", "response(a, b)"},
		{"existence(In Call)", "existence(In Call, 1)"},
		{"exactly(a,0)", "exactly(a, 0)"},
		{"Response(a, b)", "response(a, b)"},
		{"ChainResponse(a, b)", "chain_response(a, b)"},
		{" CHAIN PRECEDENCE (a, b)", "chain_precedence(a, b)"},
		{"Responded-Existence(a, b)", "responded_existence(a, b)"},
		{"Co-Existence(a, b)", "coexistence(a, b)"},
		{"not co_existence(a, b)", "not_coexistence(a, b)"},
		{"init(\"a\")", "init(a)"},
		{"end(\"x, \"\"y\"\"\")", "end(\"x, \"\"y\"\"\")"},
		{"init(\"\")", "init(\"\")"},
		{"init(\" a\")", "init(\" a\")"},
		{"init(\"a|b\")", "init(\"a|b\")"},
		{"response\xef\xbc\x88"
	     "a\xef\xbc\x8c"
	     "b\xef\xbc\x89",
	     "response(a, b)"},
		{"existence\xef\xbc\x88"
	     "a\xe3\x80\x81\xef\xbc\x93)",
	     "existence(a, 3)"},
		{"response(\xe6\x8a\x95\xe8\xaf\x89, b)", "response(\xe6\x8a\x95\xe8\xaf\x89, b)"}};
	CsqRule  r;
	CsqError err;

	test_section("rules: what is refused, and what canonical means");
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
	{
		CHECK(!csq_rule_parse(bad[i], strlen(bad[i]), &r, &err));
		CHECK_EQ_I64(err.code, CSQ_PARAM);
		CHECK(err.detail[0] != '\0');
	}
	for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
	{
		CsqBuf b;

		csq_buf_init(&b);
		CHECK(csq_rule_parse(good[i][0], strlen(good[i][0]), &r, &err));
		csq_rule_text(&r, &b);
		CHECK(strcmp(b.data, good[i][1]) == 0);
	}
	csq_host_reset();
}

/* ---- flow ---- */

/* What a label is shown as at a step: itself or -1; label LABELS is the end. */
static int
naive_shown(int label, int step, int start, int top)
{
	int better = 0;
	int n[LABELS] = {0};

	for (int c = 0; c < ncases; c++)
		if (len[c] > step && (start < 0 || cases[c][0] == start))
			n[cases[c][step]]++;
	for (int l = 0; l < LABELS; l++)
		better += n[l] > n[label] || (n[l] == n[label] && strcmp(names[l], names[label]) < 0);
	/* labels that the process does not have at all come never before one that it has */
	return better < top ? label : -1;
}

static void
test_flow(void)
{
	test_section("flow: every step of every case, the rest folded");
	for (int round = 0; round < 10000; round++)
	{
		int         start;
		int         top = (int) test_random_below(5);
		CsqFlowView view;
		int         of_cases = 0;

		random_cases(1 + round % LABELS);
		start = test_random_below(2) == 0 ? -1 : cases[0][0];
		view = csq_process_flow_view(&p, start < 0 ? p.nactivities : number_of(start), (uint32_t) top);
		for (int c = 0; c < ncases; c++)
			of_cases += start < 0 || cases[c][0] == start;
		CHECK_EQ_I64(view.cases, of_cases);
		for (int step = 0; step <= MAX_LEN; step++)
		{
			CsqFlow *flow;
			uint32_t n = csq_process_flow(&view, (uint32_t) step, &flow);
			int      bands[LABELS + 1][LABELS + 2] = {{0}}; /* other: LABELS, end: LABELS + 1 */
			uint32_t seen = 0;

			for (int c = 0; c < ncases; c++)
			{
				int source;
				int target = LABELS + 1;

				if (len[c] <= step || (start >= 0 && cases[c][0] != start))
					continue;
				source = naive_shown(cases[c][step], step, start, top);
				if (len[c] > step + 1)
				{
					target = naive_shown(cases[c][step + 1], step + 1, start, top);
					target = target < 0 ? LABELS : target;
				}
				bands[source < 0 ? LABELS : source][target]++;
			}
			for (uint32_t i = 0; i < n; i++)
			{
				int source = flow[i].source == CSQ_FLOW_OTHER(&p) ? LABELS : label_of(&p.activities[flow[i].source]);
				int target = flow[i].target == CSQ_FLOW_END(&p)     ? LABELS + 1
				             : flow[i].target == CSQ_FLOW_OTHER(&p) ? LABELS
				                                                    : label_of(&p.activities[flow[i].target]);

				CHECK_EQ_I64(flow[i].n, bands[source][target]);
			}
			for (int s = 0; s <= LABELS; s++)
				for (int t = 0; t < LABELS + 2; t++)
					seen += bands[s][t] > 0;
			CHECK_EQ_I64(n, seen);
		}
		csq_host_reset();
	}
}

/* ---- replay ---- */

#define PLACES      5
#define TRANSITIONS 7
#define DEPTH       6 /* of sequences of silent transitions that the test tries */

#include "nets.h"

static int  naive_nodes;
static bool naive_gave_up; /* sequences longer than DEPTH may matter, or there are too many */

/* Silent transitions lead from lower to higher places, so they come to an end. */
static void
random_net(void)
{
	ntransitions = 1 + (int) test_random_below(TRANSITIONS);
	memset(net, 0, sizeof net);
	for (int t = 0; t < ntransitions; t++)
	{
		bool silent = test_random_below(3) == 0;

		net[t].label = silent ? -1 : (int) test_random_below(LABELS);
		if (silent)
		{
			int from = (int) test_random_below(PLACES - 1);

			net[t].in[from] = true;
			for (int n = 1 + (int) test_random_below(2); n > 0; n--)
				net[t].out[from + 1 + (int) test_random_below((uint64_t) (PLACES - 1 - from))] = true;
			if (from > 0 && test_random_below(3) == 0)
				net[t].in[test_random_below((uint64_t) from)] = true;
			continue;
		}
		for (int n = (int) test_random_below(3); n > 0; n--)
			net[t].in[test_random_below(PLACES)] = true;
		for (int n = (int) test_random_below(3); n > 0; n--)
			net[t].out[test_random_below(PLACES)] = true;
	}
	for (int i = 0; i < PLACES; i++)
	{
		initial[i] = test_random_below(3) == 0 ? 1 + (int) test_random_below(2) : 0;
		final[i] = test_random_below(3) == 0;
	}
}

static int
naive_lacking(const NaiveTransition *t, const int *m)
{
	int n = 0;

	for (int i = 0; i < PLACES; i++)
		n += t->in[i] && m[i] == 0;
	return n;
}

static void
naive_fire(const NaiveTransition *t, int *m, CsqTokenReplay *r)
{
	for (int i = 0; i < PLACES; i++)
	{
		r->missing += t->in[i] && m[i] == 0;
		r->consumed += t->in[i];
		m[i] -= t->in[i] && m[i] > 0;
	}
	for (int i = 0; i < PLACES; i++)
	{
		r->produced += t->out[i];
		m[i] += t->out[i];
	}
}

/* How far from the goal: label -1 the final marking, else an enabled transition of it. */
static int
naive_distance(const int *m, int label)
{
	int d = 0;

	if (label < 0)
	{
		for (int i = 0; i < PLACES; i++)
			d += abs(m[i] - final[i]);
		return d;
	}
	for (int t = 0; t < ntransitions; t++)
		if (net[t].label == label && naive_lacking(&net[t], m) == 0)
			return 0;
	return 1;
}

typedef struct Best
{
	int distance;
	int n;
	int way[DEPTH];
} Best;

/* All sequences of exactly depth silent transitions, in the order of the net. */
static void
try_all(const int *m, int depth, int done, int *way, int label, Best *best)
{
	if (++naive_nodes > 20000)
	{
		naive_gave_up = true;
		return;
	}
	if (done == depth)
	{
		int d = naive_distance(m, label);

		if (d < best->distance)
		{
			best->distance = d;
			best->n = done;
			memcpy(best->way, way, sizeof best->way);
		}
		return;
	}
	for (int t = 0; t < ntransitions; t++)
		if (net[t].label < 0 && naive_lacking(&net[t], m) == 0)
		{
			int            next[PLACES];
			CsqTokenReplay none = {0, 0, 0, 0, 0};

			if (done == DEPTH - 1 && depth == DEPTH)
				naive_gave_up = true; /* there may be longer ones */
			memcpy(next, m, sizeof next);
			naive_fire(&net[t], next, &none);
			way[done] = t;
			try_all(next, depth, done + 1, way, label, best);
		}
}

static void
naive_approach(int *m, int label, CsqTokenReplay *r)
{
	Best best = {naive_distance(m, label), 0, {0}};
	int  way[DEPTH];

	for (int depth = 1; depth <= DEPTH && best.distance > 0; depth++)
		try_all(m, depth, 0, way, label, &best);
	if (best.distance == 0)
		naive_gave_up = naive_nodes > 20000; /* found the shortest: longer ones do not matter */
	for (int i = 0; i < best.n; i++)
		naive_fire(&net[best.way[i]], m, r);
}

static CsqTokenReplay
naive_replay(int c, bool ignore)
{
	CsqTokenReplay r = {0, 0, 0, 0, 0};
	int            m[PLACES];
	bool           unsure = false;

	memcpy(m, initial, sizeof m);
	for (int i = 0; i < PLACES; i++)
		r.produced += initial[i];
	for (int k = 0; k <= len[c]; k++)
	{
		int  label = k < len[c] ? cases[c][k] : -1;
		bool known = k == len[c];
		int  chosen = -1;

		for (int t = 0; t < ntransitions; t++)
			known |= net[t].label == label;
		if (!known)
		{
			r.missing += !ignore;
			r.consumed += !ignore;
			continue;
		}
		naive_gave_up = false;
		naive_nodes = 0;
		naive_approach(m, label, &r);
		unsure |= naive_gave_up;
		for (int t = 0; label >= 0 && t < ntransitions; t++)
			if (net[t].label == label && (chosen < 0 || naive_lacking(&net[t], m) < naive_lacking(&net[chosen], m)))
				chosen = t;
		if (chosen >= 0)
			naive_fire(&net[chosen], m, &r);
	}
	for (int i = 0; i < PLACES; i++)
	{
		r.consumed += final[i];
		r.missing += final[i] > m[i] ? final[i] - m[i] : 0;
		r.remaining += m[i] > final[i] ? m[i] - final[i] : 0;
	}
	naive_gave_up = unsure;
	return r;
}

/* All runs of a case: what the best of them lose, and whether one of these is the one that is looked for. */
static const CsqTokenReplay *sought;
static int64_t               least;  /* missing and remaining */
static int                   fewest; /* firings of those that lose so little */
static bool                  among;
static long                  runs;

static void try_runs(int c, int k, const int *m, CsqTokenReplay r, int firings, bool ignore);

static void
run_ends(const int *m, CsqTokenReplay r, int firings)
{
	int64_t lost;

	for (int i = 0; i < PLACES; i++)
	{
		r.consumed += final[i];
		r.missing += final[i] > m[i] ? final[i] - m[i] : 0;
		r.remaining += m[i] > final[i] ? m[i] - final[i] : 0;
	}
	lost = r.missing + r.remaining;
	if (lost < least || (lost == least && firings < fewest))
	{
		least = lost;
		fewest = firings;
		among = false;
	}
	if (lost == least && firings == fewest)
		among |= memcmp(&r, sought, sizeof r) == 0;
}

static void
try_runs(int c, int k, const int *m, CsqTokenReplay r, int firings, bool ignore)
{
	bool known = false;

	if (++runs > 200000)
		return;
	for (int t = 0; t < ntransitions; t++)
		if (net[t].label < 0 ? naive_lacking(&net[t], m) == 0 : k < len[c] && net[t].label == cases[c][k])
		{
			int            next[PLACES];
			CsqTokenReplay longer = r;

			known |= net[t].label >= 0;
			memcpy(next, m, sizeof next);
			naive_fire(&net[t], next, &longer);
			try_runs(c, k + (net[t].label >= 0), next, longer, firings + 1, ignore);
		}
	if (k == len[c])
		run_ends(m, r, firings);
	else if (!known)
	{
		r.missing += !ignore;
		r.consumed += !ignore;
		try_runs(c, k + 1, m, r, firings, ignore);
	}
}

/* What was got is right if no run loses less; the naive replay, which looks at one event only, otherwise stands. */
static bool
is_best(int c, const CsqTokenReplay *got, const CsqTokenReplay *naive, bool ignore)
{
	CsqTokenReplay r = {0, 0, 0, 0, 0};

	sought = got;
	least = INT64_MAX;
	fewest = 0;
	among = false;
	runs = 0;
	for (int i = 0; i < PLACES; i++)
		r.produced += initial[i];
	try_runs(c, 0, initial, r, 0, ignore);
	if (runs > 200000) /* no verdict */
		return true;
	CHECK_EQ_I64(got->missing + got->remaining, least);
	CHECK_EQ_I64(got->cut_short, 0);
	return naive->missing + naive->remaining == least ? memcmp(got, naive, sizeof *got) == 0 : among;
}

/* The variant that case c takes. */
static uint32_t
variant_of(int c)
{
	for (uint32_t i = 0; i < p.nvariants; i++)
	{
		bool same = p.variants[i].len == (uint32_t) len[c];

		for (int k = 0; same && k < len[c]; k++)
			same = p.variants[i].path[k] == number_of(cases[c][k]);
		if (same)
			return i;
	}
	return p.nvariants;
}

static void
test_replay(void)
{
	int compared = 0;
	int all = 0;
	int better = 0;

	test_section("replay: against markings in arrays, all sequences of silent transitions, and all runs");
	for (int round = 0; round < 6000; round++)
	{
		CsqBuf         json;
		CsqNet         parsed;
		CsqError       err;
		CsqTokenReplay got[MAX_CASES];
		CsqTokenReplay sum = {0, 0, 0, 0, 0};
		CsqReplayTotal total;
		int64_t        fitting = 0;
		double         average = 0;
		bool           ignore = test_random_below(3) == 0;
		bool           sure = true;

		random_cases(1 + round % LABELS);
		random_net();
		net_json(&json);
		CHECK(csq_net_parse(json.data, json.len, &parsed, &err));
		CHECK(csq_process_replay(&p, &parsed, ignore, CSQ_REPLAY_MARKINGS, got, &err));
		CHECK(csq_replay_total(&p, got, &total, &err));
		for (int c = 0; c < ncases; c++)
		{
			const CsqTokenReplay *g = &got[variant_of(c)];
			CsqTokenReplay        want = naive_replay(c, ignore);

			all++;
			CHECK_EQ_I64(g->produced + g->missing, g->consumed + g->remaining);
			CHECK(csq_replay_fitness(g) >= 0 && csq_replay_fitness(g) <= 1);
			if (naive_gave_up)
			{
				sure = false;
				continue;
			}
			compared++;
			better += g->missing + g->remaining < want.missing + want.remaining;
			CHECK(is_best(c, g, &want, ignore));
			want = *g;
			sum.produced += want.produced;
			sum.consumed += want.consumed;
			sum.missing += want.missing;
			sum.remaining += want.remaining;
			fitting += want.missing == 0 && want.remaining == 0;
			average += csq_replay_fitness(&want) / ncases;
		}
		if (sure)
		{
			CHECK(memcmp(&sum, &total.sum, sizeof sum) == 0);
			CHECK_EQ_I64(total.fitting, fitting);
			CHECK_NEAR(total.average, average, 1e-9);
		}
		csq_host_reset();
	}
	CHECK(compared > all * 9 / 10);
	CHECK(better > 200);
}

/* Two transitions of one label: which of them fires shows later. */
static void
test_one_label(void)
{
	static const char json[] =
		"{\"places\":[\"s\",\"p\",\"q\",\"e\"],\"transitions\":[{\"name\":\"a1\",\"label\":\"a\",\"in\":[\"s\"],\"out\":[\"p\"]},"
		"{\"name\":\"a2\",\"label\":\"a\",\"in\":[\"s\"],\"out\":[\"q\"]},{\"name\":\"b\",\"label\":\"b\",\"in\":[\"p\"],\"out\":[\"e\"]},"
		"{\"name\":\"c\",\"label\":\"In Call\",\"in\":[\"q\"],\"out\":[\"e\"]}],\"initial\":{\"s\":1},\"final\":{\"e\":1}}";
	CsqNet         parsed;
	CsqTokenReplay got[MAX_CASES];
	CsqError       err;

	test_section("replay: two transitions of one label");
	for (int second = 1; second < 3; second++)
	{
		ncases = 1;
		len[0] = 2;
		cases[0][0] = 0;
		cases[0][1] = second;
		make_process();
		CHECK(csq_net_parse(json, sizeof json - 1, &parsed, &err));
		CHECK(csq_process_replay(&p, &parsed, false, CSQ_REPLAY_MARKINGS, got, &err));
		CHECK(csq_replay_fits(&got[0]));
		CHECK_NEAR(csq_replay_fitness(&got[0]), 1, 0);
		/* a search that may not visit anything says so */
		CHECK(csq_process_replay(&p, &parsed, false, 1, got, &err));
		CHECK_EQ_I64(got[0].cut_short, second == 2);
		csq_host_reset();
	}
}

static void
test_bounded(void)
{
	static const char json[] =
		"{\"places\":[\"p\",\"q\",\"never\"],\"transitions\":[{\"name\":\"more\",\"label\":null,\"in\":[\"p\"],\"out\":[\"p\",\"q\"]},"
		"{\"name\":\"t\",\"label\":\"a\",\"in\":[\"never\"],\"out\":[]}],\"initial\":{\"p\":1},\"final\":{\"q\":1000}}";
	CsqNet         parsed;
	CsqTokenReplay got[MAX_CASES];
	CsqError       err;

	test_section("replay: a net whose silent transitions never end");
	random_cases(1);
	CHECK(csq_net_parse(json, sizeof json - 1, &parsed, &err));
	CHECK(csq_process_replay(&p, &parsed, false, CSQ_REPLAY_MARKINGS, got, &err));
	for (uint32_t i = 0; i < p.nvariants; i++)
	{
		/* every a lacks its token; at the end 1000 tokens are made for the final marking, p remains */
		CHECK_EQ_I64(got[i].missing, p.variants[i].len);
		CHECK_EQ_I64(got[i].remaining, 1);
		CHECK_EQ_I64(got[i].produced, 1 + 2000);
	}
	csq_host_reset();
}

static void
test_nets_refused(void)
{
	static const char *const bad[] = {
		"[]",
		"{}",
		"{\"places\":[],\"transitions\":[],\"initial\":{}}",
		"{\"places\":[\"p\",\"p\"],\"transitions\":[],\"initial\":{},\"final\":{}}",
		"{\"places\":[\"p\"],\"transitions\":[],\"initial\":{\"q\":1},\"final\":{}}",
		"{\"places\":[\"p\"],\"transitions\":[],\"initial\":{\"p\":-1},\"final\":{}}",
		"{\"places\":[\"p\"],\"transitions\":[],\"initial\":{\"p\":1001},\"final\":{}}",
		"{\"places\":[\"p\"],\"transitions\":[],\"initial\":{\"p\":0.5},\"final\":{}}",
		"{\"places\":[\"p\"],\"transitions\":[],\"initial\":{},\"final\":{},\"more\":1}",
		"{\"places\":[\"p\"],\"transitions\":[{\"name\":\"t\",\"label\":\"a\",\"in\":[\"p\"]}],\"initial\":{},\"final\":{}}",
		"{\"places\":[\"p\"],\"transitions\":[{\"name\":\"t\",\"label\":1,\"in\":[\"p\"],\"out\":[]}],\"initial\":{},\"final\":{}}",
		"{\"places\":[\"p\"],\"transitions\":[{\"name\":\"t\",\"label\":\"a\",\"in\":[\"q\"],\"out\":[]}],\"initial\":{},\"final\":{}}",
		"{\"places\":[\"p\"],\"transitions\":[{\"name\":\"t\",\"label\":\"a\",\"in\":[\"p\",\"p\"],\"out\":[]}],\"initial\":{},\"final\":{}}",
		"{\"places\":[\"p\"],\"transitions\":[{\"name\":\"t\",\"label\":\"a\",\"in\":[],\"out\":[],\"weight\":1}],\"initial\":{},\"final\":{}}",
		"{\"places\":[\"p\"],\"transitions\":[{\"name\":\"t\",\"label\":\"a\",\"in\":[],\"out\":[]},{\"name\":\"t\",\"label\":\"b\",\"in\":[],\"out\":[]}],\"initial\":{},\"final\":{}}"};
	CsqNet   parsed;
	CsqError err;
	CsqBuf   b;

	test_section("nets that make no sense are refused");
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
	{
		CHECK(!csq_net_parse(bad[i], strlen(bad[i]), &parsed, &err));
		CHECK_EQ_I64(err.code, CSQ_PARAM);
		CHECK(err.detail[0] != '\0');
	}
	csq_buf_init(&b);
	csq_buf_str(&b, "{\"places\":[");
	for (int i = 0; i <= CSQ_NET_MAX_PLACES; i++)
		csq_buf_printf(&b, "%s\"p%d\"", i > 0 ? "," : "", i);
	csq_buf_str(&b, "],\"transitions\":[],\"initial\":{},\"final\":{}}");
	CHECK(!csq_net_parse(b.data, b.len, &parsed, &err) && strstr(err.detail, "1000") != NULL);
	csq_host_reset();
}

int
main(void)
{
	test_follows();
	test_footprints();
	test_rules();
	test_rule_texts();
	test_flow();
	test_replay();
	test_one_label();
	test_bounded();
	test_nets_refused();
	return test_done();
}
