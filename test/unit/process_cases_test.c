/*
 * process_cases_test.c
 *		A process that grows case by case, against events that are collected, dealt out
 *		and built.
 *
 * The two ways share the packing and nothing else: the same journeys give the same
 * bytes, whatever the order of the cases and wherever a state is packed and goes on.
 *
 * Graphs of the same journeys, dealt out to parts, handed over and added up, have the
 * edges of that process, in as many cases as its variants say.
 *
 * Counts near 2^63 are counted in 128 bits as well: what fits gives a value that can
 * be read, the first case and the first sum that do not are refused.
 */
#include "test.h"

#include "process/process_cases.h"
#include "process/process_graph.h"

static int
below(int n)
{
	return (int) test_random_below((uint64_t) n);
}

static int same_first; /* so many events of each journey have the first label */

/* A journey in order or not, with channels or not, of the first nlabels labels. */
static CsqJourney *
random_journey(int nlabels, int longest)
{
	CsqJourney *j = csq_journey_new(CSQ_JOURNEY_FIRST_SIZE);
	int         n = below(2) && same_first > 0 ? same_first + below(longest - same_first + 1) : below(longest + 1);
	int         kind = below(4);
	int64_t     at = below(1000);
	CsqError    err;

	for (int i = 0; i < n; i++)
	{
		CsqNewEvent e = {0};
		char        activity[40];
		char        channel[8];

		at += kind == 0 ? below(5) - 2 : below(20) == 0 ? below(1000000) : 1 + below(300);
		snprintf(activity, sizeof activity, "activity %d", i < same_first ? 0 : below(nlabels));
		snprintf(channel, sizeof channel, "c%d", below(4));
		e.at = at;
		e.activity = activity;
		e.activity_len = strlen(activity);
		if (kind < 2 && below(3) > 0)
		{
			e.channel = channel;
			e.channel_len = strlen(channel);
		}
		CHECK(csq_journey_add(&j, &e, &err));
	}
	if (below(2))
	{
		CsqJourneyView view;

		CHECK(csq_journey_open(j, &view, &err));
		j = csq_journey_pack(&view, &err);
	}
	return j;
}

static void
add(CsqProcessCases *c, const CsqJourney *j, long *direct)
{
	CsqJourneyView view;
	bool           added;
	CsqError       err;

	CHECK(csq_process_cases_add(c, j, NULL, &added, &err));
	*direct += added;
	if (added)
		return;
	CHECK(csq_journey_open(j, &view, &err));
	CHECK(csq_process_cases_view(c, &view, NULL, &err));
}

static void *
packed(CsqProcessCases *c)
{
	CsqError err;
	void    *value;

	csq_process_cases_settle(c);
	value = csq_process_cases_pack(c, &err);
	CHECK(value != NULL);
	return value;
}

/* Of the same journeys collected, the process; *graph: their graph, made of the events, too. */
static void *
collected(CsqJourney **j, int n, void **graph)
{
	CsqProcessEvents *pe = csq_process_events_new();
	CsqProcessCases  *whole = csq_process_cases_new(false);
	CsqProcessCases  *edges = csq_process_cases_new(true);
	CsqProcessLog     log;
	CsqProcess        p;
	CsqError          err;
	void             *value;
	void             *again;

	for (int i = 0; i < n; i++)
	{
		CsqJourneyView view;

		CHECK(csq_journey_open(j[i], &view, &err));
		CHECK(csq_process_events_journey(&pe, &view, &err));
	}
	CHECK(csq_process_log(pe, false, &log, &err));
	CHECK(csq_process_build(&log, NULL, &p, &err));
	value = csq_process_pack(&p, &err);
	CHECK(value != NULL);
	CHECK(csq_process_cases_log(whole, &log, NULL, &err) && csq_process_cases_log(edges, &log, NULL, &err));
	again = packed(whole);
	CHECK(csq_flat_size(again) == csq_flat_size(value) && memcmp(again, value, csq_flat_size(value)) == 0);
	*graph = packed(edges);
	return value;
}

/* A graph as another process gets it. */
static void *
handed_over(void *value)
{
	CsqProcess g;
	CsqBuf     b;
	CsqError   err;
	void      *read;

	CHECK(csq_process_graph_open(value, csq_flat_size(value), &g, &err));
	csq_buf_init(&b);
	csq_process_graph_write(&g, &b);
	read = csq_process_graph_read(b.data, b.len, NULL, &err);
	CHECK(read != NULL && csq_flat_size(read) == csq_flat_size(value) && memcmp(read, value, csq_flat_size(read)) == 0);
	for (int i = 0; i < 4 && b.len > 0; i++) /* whatever comes back is refused or sound */
	{
		void *damaged;

		b.data[below((int) b.len)] ^= (char) (1 << below(8));
		damaged = csq_process_graph_read(b.data, b.len - (size_t) below(2), NULL, &err);
		CHECK(damaged == NULL || csq_process_graph_open(damaged, csq_flat_size(damaged), &g, &err));
	}
	return read;
}

static void
compare_edges(const CsqProcess *p, const CsqProcess *g)
{
	int64_t *cases = csq_process_edge_cases(p);
	int64_t *counted = csq_process_edge_cases(g);

	CHECK_EQ_I64(p->nedges, g->nedges);
	CHECK(csq_times_same(&p->durations, &g->durations));
	for (uint32_t i = 0; i < p->nedges && i < g->nedges; i++)
	{
		const CsqEdge *a = &p->edges[i];
		const CsqEdge *b = &g->edges[i];

		CHECK(csq_text_same(&p->activities[a->source], &g->activities[b->source]));
		CHECK(csq_text_same(&p->activities[a->target], &g->activities[b->target]));
		CHECK(csq_times_same(&a->times, &b->times));
		CHECK_EQ_I64(cases[i], counted[i]);
	}
}

/* The graph of n journeys, in up to four parts, against their process, and that of their events. */
static void
compare_graph(const CsqProcess *p, CsqJourney **j, int n, const void *of_events, long *direct)
{
	int              nparts = 1 + below(4);
	CsqProcessCases *parts[4];
	const void      *values[4];
	void            *sum;
	CsqProcess       g;
	CsqError         err;

	for (int k = 0; k < nparts; k++)
		parts[k] = csq_process_cases_new(true);
	for (int i = 0; i < n; i++)
	{
		int k = below(nparts);

		add(parts[k], j[i], direct);
		if (below(40) == 0) /* as a value, and a state that begins with it */
		{
			void *value = handed_over(packed(parts[k]));

			CHECK(csq_process_graph_open(value, csq_flat_size(value), &g, &err));
			parts[k] = csq_process_cases_new(true);
			CHECK(csq_process_cases_load(parts[k], &g, &err));
		}
	}
	for (int k = 0; k < nparts; k++)
		values[k] = handed_over(packed(parts[k]));
	sum = nparts > 1 ? csq_process_graph_merge(values, (uint32_t) nparts, &err) : handed_over(packed(parts[0]));
	CHECK(sum != NULL && csq_process_graph_open(sum, csq_flat_size(sum), &g, &err));
	compare_edges(p, &g);
	CHECK(csq_flat_size(sum) == csq_flat_size(of_events) && memcmp(sum, of_events, csq_flat_size(sum)) == 0);
}

/* The binary form behind a header, as 0.1.0 stored it. */
static void *
stored_before(const void *value)
{
	CsqProcess p;
	CsqBuf     b;
	CsqError   err;
	void      *old;

	CHECK(csq_process_open(value, csq_flat_size(value), &p, &err));
	csq_process_begin(&b, 1);
	csq_process_write(&p, &b);
	CHECK((old = csq_process_sealed(&b, 0, "variants", &err)) != NULL);
	return old;
}

/* The graphs of n journeys' processes, which are stored in up to four parts, added up against that of their events. */
static void
compare_stored(CsqJourney **j, int n, const void *of_events, long *direct)
{
	int              nparts = 1 + below(4);
	CsqProcessCases *parts[4];
	const void      *values[4];
	const void      *sum;
	CsqError         err;

	for (int k = 0; k < nparts; k++)
		parts[k] = csq_process_cases_new(false);
	for (int i = 0; i < n; i++)
		add(parts[below(nparts)], j[i], direct);
	for (int k = 0; k < nparts; k++)
	{
		void      *value = packed(parts[k]);
		void      *again;
		CsqProcess p;

		if (below(4) == 0)
			value = stored_before(value);
		CHECK(csq_process_open_to_add(value, csq_flat_size(value), &p, &err));
		values[k] = csq_process_graph_of(&p, &err);
		CHECK(values[k] != NULL);
		CHECK(csq_process_open(value, csq_flat_size(value), &p, &err));
		again = csq_process_graph_of(&p, &err); /* the same of what is all unpacked */
		CHECK(again != NULL && csq_flat_size(again) == csq_flat_size(values[k]) &&
		      memcmp(again, values[k], csq_flat_size(again)) == 0);
	}
	sum = nparts > 1 ? csq_process_graph_merge(values, (uint32_t) nparts, &err) : values[0];
	CHECK(sum != NULL && csq_flat_size(sum) == csq_flat_size(of_events) &&
	      memcmp(sum, of_events, csq_flat_size(sum)) == 0);
}

/* ncases journeys of so many labels, by both ways. */
static void
compare_ways(int ncases, int nlabels, int longest, long *direct)
{
	CsqJourney     **j = csq_alloc(((size_t) ncases + 1) * sizeof *j);
	CsqProcessCases *c = csq_process_cases_new(false);
	int              again = below(3) == 0 ? below(ncases + 1) : -1;
	void            *one;
	void            *other;
	void            *graph;
	CsqProcess       p;
	CsqError         err;

	for (int i = 0; i < ncases; i++)
		j[i] = random_journey(nlabels, longest);
	one = collected(j, ncases, &graph);
	for (int i = 0; i < ncases; i++)
	{
		if (i == again) /* as a value, and a state that begins with it */
		{
			void *value = packed(c);

			CHECK(csq_process_open(value, csq_flat_size(value), &p, &err));
			c = csq_process_cases_new(false);
			CHECK(csq_process_cases_load(c, &p, &err));
		}
		add(c, j[ncases - 1 - i], direct);
		if (below(50) == 0)
			(void) packed(c);
	}
	other = packed(c);
	CHECK_EQ_I64(csq_flat_size(one), csq_flat_size(other));
	CHECK(csq_flat_size(one) == csq_flat_size(other) && memcmp(one, other, csq_flat_size(one)) == 0);
	CHECK(csq_process_open(other, csq_flat_size(other), &p, &err));
	compare_graph(&p, j, ncases, graph, direct);
	compare_stored(j, ncases, graph, direct);
	csq_host_reset();
}

/* ---- counts near 2^63 ---- */

typedef __int128 Wide;

static void
times_by(CsqTimes *t, int64_t f)
{
	t->n *= f;
	t->sum *= (CsqU128) f;
	t->squares *= (CsqU128) f;
	for (uint32_t i = 0; i < t->nvalues; i++)
		t->counts[i] *= f;
}

/* All counts f times as large. */
static void
process_by(CsqProcess *p, int64_t f)
{
	for (uint32_t i = 0; i < p->nvariants; i++)
	{
		p->variants[i].n *= f;
		p->variants[i].total *= (CsqU128) f;
	}
	for (uint32_t i = 0; i < p->nedges; i++)
		times_by(&p->edges[i].times, f);
	for (uint32_t i = 0; i < p->nhandovers; i++)
		p->handovers[i].n *= f;
	times_by(&p->durations, f);
}

static void
count(const CsqProcess *p, Wide *cases, Wide *moves)
{
	*cases = *moves = 0;
	for (uint32_t i = 0; i < p->nvariants; i++)
	{
		*cases += p->variants[i].n;
		*moves += (Wide) p->variants[i].n * (p->variants[i].len - 1);
	}
}

static bool
is_process(void *value, bool is_graph)
{
	CsqProcess p;
	CsqError   err;

	return value != NULL && (is_graph ? csq_process_graph_open(value, csq_flat_size(value), &p, &err)
	                                  : csq_process_open(value, csq_flat_size(value), &p, &err));
}

/* A large process as it is stored; its graph that goes on as well. */
static void *
large_process(CsqJourney *const *j, int n, CsqProcessCases *graph, CsqProcess *large)
{
	CsqProcessCases *c = csq_process_cases_new(false);
	CsqProcess       p;
	CsqProcess       g;
	CsqError         err;
	void            *value;
	int64_t         *cases;
	int64_t          most;
	Wide             ncases;
	Wide             nmoves;
	long             direct = 0;

	for (int i = 0; i < n; i++)
		add(c, j[i], &direct);
	value = packed(c);
	CHECK(csq_process_open(value, csq_flat_size(value), &p, &err));
	count(&p, &ncases, &nmoves);
	if (ncases == 0)
		return NULL;
	most = (int64_t) ncases;
	for (uint32_t i = 0; i < p.nedges; i++)
		most = p.edges[i].times.n > most ? p.edges[i].times.n : most;
	for (uint32_t i = 0; i < p.nhandovers; i++)
		most = p.handovers[i].n > most ? p.handovers[i].n : most;
	if (below(4) > 0 && nmoves > most) /* else each count fits, all moves together may not */
		most = (int64_t) nmoves;
	process_by(&p, INT64_MAX / most / (1 + below(3)) - below(2));
	count(&p, &ncases, &nmoves);
	value = csq_process_pack(&p, &err);
	CHECK((value != NULL) == (ncases <= INT64_MAX && nmoves <= INT64_MAX));
	if (value == NULL)
		return NULL;
	CHECK(csq_process_open(value, csq_flat_size(value), large, &err));
	g = *large;
	cases = csq_process_edge_cases(large);
	for (uint32_t i = 0; i < g.nedges; i++)
		g.edges[i].cases = cases[i];
	g.is_graph = true;
	CHECK(csq_process_cases_load(graph, &g, &err));
	return value;
}

/* What fits is a value that can be read, what does not is refused: case by case, and added up. */
static void
compare_near_limit(long *refused)
{
	CsqJourney      *j[4];
	int              n = 1 + below(4);
	CsqProcessCases *both[2];
	CsqProcess       p;
	CsqError         err;
	const void      *values[2];
	void            *sum;
	Wide             cases;
	Wide             moves;
	bool             fits = true;

	for (int i = 0; i < n; i++)
		j[i] = random_journey(3, 4);
	both[0] = csq_process_cases_new(false);
	both[1] = csq_process_cases_new(true);
	values[0] = large_process(j, n, both[1], &p);
	if (values[0] == NULL)
		return;
	count(&p, &cases, &moves);
	CHECK(csq_process_cases_load(both[0], &p, &err));
	values[1] = below(2) ? values[0] : packed(csq_process_cases_new(false));
	sum = csq_process_merge(values, 2, &err);
	fits = values[1] != values[0] || (cases * 2 <= INT64_MAX && moves * 2 <= INT64_MAX);
	CHECK((sum != NULL) == fits && (fits ? is_process(sum, false) : err.code == CSQ_RANGE));
	*refused += !fits;
	for (int i = 0; i < 8; i++)
	{
		CsqJourneyView view;

		CHECK(csq_journey_open(j[i % n], &view, &err));
		if (view.nevents == 0)
			continue;
		cases++;
		moves += view.nevents - 1;
		fits = cases <= INT64_MAX && moves <= INT64_MAX;
		for (int g = 0; g < 2; g++)
		{
			CHECK(csq_process_cases_view(both[g], &view, NULL, &err) == fits && (fits || err.code == CSQ_RANGE));
			CHECK(!fits || is_process(packed(both[g]), g == 1));
		}
		*refused += !fits;
		if (!fits)
			break;
	}
	csq_host_reset();
}

int
main(void)
{
	long direct = 0;
	long refused = 0;

	test_section("few cases");
	for (int i = 0; i < 12000; i++)
		compare_ways(below(6), 1 + below(8), 5, &direct);
	test_section("cases of one dictionary after the other");
	for (int i = 0; i < 400; i++)
		compare_ways(100 + below(300), 1 + below(7), 12, &direct);
	CHECK(direct > 10000);
	test_section("more labels than a square or a byte has");
	for (int i = 0; i < 200; i++)
		compare_ways(100 + below(200), 20 + below(500), 30, &direct);
	test_section("long paths");
	for (int i = 0; i < 40; i++)
		compare_ways(20, 3 + below(400), 400, &direct);
	test_section("many ways of few lengths");
	for (int i = 0; i < 10; i++)
		compare_ways(3000 + below(1000), 2 + below(6), 8, &direct);
	test_section("ways that differ only late");
	for (int i = 0; i < 60; i++)
	{
		same_first = 20 + below(60);
		compare_ways(i < 10 ? 3000 : 200, 2 + below(4), same_first + 8, &direct);
	}
	same_first = 0;
	test_section("ways of thousands of activities");
	for (int i = 0; i < 6; i++)
	{
		same_first = 4080 + below(30);
		compare_ways(60, 2 + below(300), same_first + 6, &direct);
	}
	same_first = 0;
	test_section("counts near 2^63");
	for (int i = 0; i < 10000; i++)
		compare_near_limit(&refused);
	CHECK(refused > 1000);
	return test_done();
}
