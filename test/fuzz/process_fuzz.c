/*
 * process_fuzz.c
 *		Fuzz target: processes and collected events from arbitrary bytes.
 *
 * First byte: 0 process text, 1 process binary, 2 collected events as binary, 3
 * collected events as they would lie on disk, 4 a process as it would lie on disk,
 * 5 events two bytes each: one-level and split must agree, 6 a rule, 7 a Petri net
 * as JSON, 8 a net four bytes a transition, both replayed
 * and aligned, 9 a graph as binary, 10 a graph as it would lie on disk.  What was read is
 * written and read again.
 */
#include "calendar/calendar.h"
#include "process/alignment.h"
#include "process/process_conformance.h"
#include "process/process_graph.h"
#include "process/process_map.h"

#include "fuzz.h"

/* No figure is NaN or outside its range, whatever the counts. */
static void
figures(const CsqProcess *p)
{
	uint32_t   *goal = csq_alloc0((p->nactivities + (size_t) 1) * sizeof *goal);
	double     *credit = csq_alloc((p->nactivities + (size_t) 1) * sizeof *credit);
	int64_t     untouched;
	CsqOutcomes o;
	CsqError    err;

	if (p->nactivities == 0 || p->nactivities > 12)
		return;
	goal[p->nactivities - 1] = 1;
	if (csq_process_outcomes(p, goal, 1, false, &o, &err))
		for (uint32_t i = 0; i < p->nactivities; i++)
			must(o.probability[2 * i] >= 0 && o.probability[2 * i + 1] <= 1 && o.expected[i] >= 0);
	for (int m = CSQ_CREDIT_FIRST; m <= CSQ_CREDIT_MARKOV; m++)
		if (m != CSQ_CREDIT_TIME_DECAY &&
		    csq_process_credit(p, p->nactivities - 1, (CsqCredit) m, credit, &untouched, &err))
			for (uint32_t i = 0; i < p->nactivities; i++)
				must(credit[i] >= 0 && credit[i] <= (double) csq_process_cases(p) * 1.000001);
}

/* Footprints, flow, what follows, rules: each bounded by what it counts. */
static void
conformance(const CsqProcess *p, const CsqMoves *moves)
{
	static const char *const texts[] = {"response(a, b)", "chain_succession(b, a)", "existence(a, 2)", "end(b)"};
	CsqFootprints            f;
	CsqFootprintComparison   c;
	CsqFollows              *follows;
	uint32_t                 n;
	CsqRule                  rules[4];
	CsqRuleCounts            counts[5];
	CsqFlowView              view = csq_process_flow_view(p, p->nactivities, 2);
	CsqFlow                 *flow;
	CsqBuf                   b;
	CsqError                 err;
	int64_t                  cases = 0;

	must(csq_process_footprints(p, &f, &err) && csq_footprints_compare(p, moves, &c, &err));
	must(c.ndeviations == 0 && (!c.judged || c.fitness == 1));
	if (csq_process_follows(p, &follows, &n, &err))
		for (uint32_t i = 0; i < n; i++)
			must(follows[i].n >= follows[i].cases && follows[i].cases > 0 && follows[i].cases <= csq_process_cases(p));
	for (int i = 0; i < 4; i++)
		must(csq_rule_parse(texts[i], strlen(texts[i]), &rules[i], &err));
	csq_process_rules(p, rules, 4, NULL, counts);
	for (int i = 0; i < 5; i++)
		must(counts[i].violated >= 0 && counts[i].violated <= counts[i].activated &&
		     counts[i].activated <= csq_process_cases(p));
	n = csq_process_flow(&view, 0, &flow);
	for (uint32_t i = 0; i < n; i++)
		cases += flow[i].n;
	must(cases == csq_process_cases(p) && view.cases == cases);
	csq_buf_init(&b);
	csq_process_flow_to_mermaid(&view, 3, &(CsqText){"other", 5}, &b);
}

static void
replay(const CsqProcess *p, const CsqNet *net)
{
	CsqTokenReplay *r = csq_alloc((p->nvariants + (size_t) 1) * sizeof *r);
	CsqReplayTotal  t;
	CsqError        err;

	if (!csq_process_replay(p, net, p->nvariants % 2 == 0, 300, r, &err))
		return;
	for (uint32_t i = 0; i < p->nvariants; i++)
		must(r[i].missing >= 0 && r[i].remaining >= 0 &&
		     r[i].produced + r[i].missing == r[i].consumed + r[i].remaining && csq_replay_fitness(&r[i]) >= 0 &&
		     csq_replay_fitness(&r[i]) <= 1);
	if (csq_replay_total(p, r, &t, &err))
		must(t.fitting <= t.cases && t.average >= 0 && t.average <= 1.000001);
}

/* Whatever the net: what is found costs no more than the worst, and with more room no less than the bound was. */
static void
align(const CsqProcess *p, const CsqNet *net)
{
	CsqAlignmentTotal small;
	CsqAlignmentTotal large;
	CsqError          err;

	if (!csq_process_align_total(p, net, 40, &small, &err) || !csq_process_align_total(p, net, 400, &large, &err))
		return;
	must(small.cost <= large.cost && small.cut_short >= large.cut_short && small.fitting <= large.fitting);
	must(large.cut_short > 0 || !large.worst_known || (large.cost <= large.worst && large.average >= 0));
}

/* Added as they are stored they are what they are added variant by variant. */
static void
merged(const CsqProcess *p, const CsqProcess *q)
{
	CsqProcess  sum;
	CsqError    err;
	const void *both[2] = {csq_process_pack(p, &err), csq_process_pack(q, &err)};
	bool        fits = csq_process_add(p, q, &sum, &err);
	void       *stored_sum = csq_process_merge(both, 2, &err);

	must(fits == (stored_sum != NULL));
	must(!fits || same_value(stored_sum, csq_process_pack(&sum, &err)));
}

/* With one whose activities lie before, between and behind others. */
static void
merged_with_another(const CsqProcess *p)
{
	static const char another[] =
		"{\"v\":1,\"activities\":[\"\",\"b\",\"opened\",\"zz\"],\"resources\":[],\"variants\":[[[1],2,\"0\"],"
		"[[3],1,\"0\"],[[0,2],1,\"7\"]],\"edges\":[[0,2,[7,1]]],\"handovers\":[],\"durations\":[0,3,7,1]}";
	CsqProcess q;
	CsqError   err;

	if (p->calendar.len > 0)
		return;
	must(csq_process_parse(another, sizeof another - 1, NULL, &q, &err));
	merged(p, &q);
	merged(&q, p);
}

/* Everything that reads a process, and both forms there and back. */
static void
process_there_and_back(const CsqProcess *p)
{
	CsqProcess      again;
	CsqMoves        moves;
	CsqProcessModel model;
	CsqConformance  c;
	CsqBuf          text;
	CsqError        err;
	void           *v = csq_process_pack(p, &err);

	must(v != NULL && csq_process_open(v, csq_flat_size(v), &again, &err));
	csq_buf_init(&text);
	csq_process_text(&again, &text);
	must(csq_process_parse(text.data, text.len, NULL, &again, &err));
	must(same_value(v, csq_process_pack(&again, &err)));
	csq_process_activities(p);
	csq_process_edge_cases(p);
	csq_process_variant_order(p);
	csq_process_excess(p);
	figures(p);
	csq_buf_init(&text); /* the one before is what again points into */
	csq_process_mermaid(p, 3, CSQ_MEASURE_P90, &text);
	csq_process_dot(p, 100, CSQ_MEASURE_TOTAL, &text);
	text.len = 0;
	csq_process_model_text(p, &text);
	must(csq_process_moves_parse(text.data, text.len, &moves, &err));
	csq_process_model_bind(p, &moves, &model);
	conformance(p, &moves);
	must(!csq_process_conformance(p, &model, NULL, &c, &err) || (c.deviating_cases == 0 && c.allowed == c.moves));
	merged(p, p);
	merged_with_another(p);
}

/* The calendar of events in a zone without transitions; NULL for none. */
static const CsqCalendar *
compiled(const CsqText *wire)
{
	CsqSpec  *spec = csq_alloc(sizeof *spec);
	CsqZone  *zone = csq_alloc0(sizeof *zone);
	CsqReader r;
	CsqError  err;

	if (wire->len == 0)
		return NULL;
	csq_reader_init(&r, wire->s, wire->len, "calendar", &err);
	must(csq_calendar_read(&r, spec));
	csq_zone_init(zone, "UTC", 0);
	csq_zone_done(zone);
	return csq_calendar_compile(spec, zone);
}

/* The process behind events; NULL when its times are out of range. */
static void *
value_of(const CsqProcessEvents *pe)
{
	CsqProcessLog log;
	CsqProcess    p;
	CsqError      err;

	must(csq_process_log(pe, false, &log, &err));
	if (!csq_process_build(&log, compiled(&log.calendar), &p, &err))
		return NULL;
	must(csq_process_check(&p, &err));
	return csq_process_pack(&p, &err);
}

static void
events_there_and_back(const CsqProcessEvents *pe)
{
	CsqProcessLog     log;
	CsqBuf            form[2];
	CsqError          err;
	CsqProcessEvents *again;
	void             *v = value_of(pe);

	for (int i = 0; i < 2; i++)
		csq_buf_init(&form[i]);
	must(csq_process_log(pe, true, &log, &err));
	csq_process_events_write(&log, &form[1]);
	must((again = csq_process_events_read(form[1].data, form[1].len, NULL, &err)) != NULL);
	must(csq_process_log(again, true, &log, &err));
	csq_process_events_write(&log, &form[0]);
	must(form[0].len == form[1].len && memcmp(form[0].data, form[1].data, form[0].len) == 0);
	must(v == NULL || same_value(v, value_of(again)));
}

/* A graph that is right: written and read again, and added to itself. */
static void
graph_there_and_back(const void *value)
{
	const void *both[2] = {value, value};
	CsqProcess  g;
	CsqProcess  sum;
	CsqBuf      b;
	CsqError    err;
	void       *twice;

	must(csq_process_graph_open(value, csq_flat_size(value), &g, &err));
	csq_buf_init(&b);
	csq_process_graph_write(&g, &b);
	must(same_value(csq_process_graph_pack(&g, &err), csq_process_graph_read(b.data, b.len, NULL, &err)));
	csq_process_edge_cases(&g);
	csq_process_excess(&g);
	if ((twice = csq_process_graph_merge(both, 2, &err)) == NULL)
		return;
	must(csq_process_graph_open(twice, csq_flat_size(twice), &sum, &err));
	must(sum.nedges == g.nedges && csq_process_cases(&sum) == 2 * csq_process_cases(&g));
}

/* A damaged stored value is refused or read without harm. */
static void
stored(const uint8_t *data, size_t size, bool events)
{
	void      *v = stored_value(data, size, 0);
	CsqError   err;
	CsqProcess p;

	if (!events)
	{
		bool right = csq_process_open(v, size + 4, &p, &err);

		if (right)
		{
			must(csq_process_check(&p, &err));
			process_there_and_back(&p);
		}
		must(csq_process_open_packed(v, size + 4, &p, &err) == right);
		if (right)
			csq_process_edge_cases(&p);
		must(csq_process_open_to_add(v, size + 4, &p, &err) == right);
		if (right)
			graph_there_and_back(csq_process_graph_of(&p, &err));
		return;
	}
	if (csq_process_events_check(v, size + 4, &err))
	{
		CsqProcessLog     log;
		CsqProcessEvents *copy = csq_process_events_new();
		CsqText           calendar = csq_process_events_calendar(v);

		must(csq_process_events_bind(&copy, &calendar, &err));
		must(csq_process_events_keep(copy, ((const CsqProcessEvents *) v)->seq_size > 0,
		                             ((const CsqProcessEvents *) v)->value_size > 0, &err));
		if (!csq_process_events_merge(&copy, v, &err))
			return;
		must(csq_process_events_check(copy, csq_flat_size(copy), &err));
		if (csq_process_log(v, true, &log, &err))
		{
			CsqMap m;

			csq_process_build(&log, compiled(&log.calendar), &p, &err);
			if (csq_process_map(&log, compiled(&log.calendar), &m, &err))
				must(csq_map_check(&m, &err));
		}
	}
}

static void
random_events(const uint8_t *data, size_t size)
{
	CsqProcessEvents        *whole = csq_process_events_new();
	CsqProcessEvents        *part[2] = {csq_process_events_new(), csq_process_events_new()};
	static const char *const labels[] = {"a", "bb", "", "ccc"};
	static const char *const ids[] = {"",        "1",       "12345678", "123456789", "case number 10", "case number 11",
	                                  "1234567", "87654321"};
	CsqProcessIntake        *in = csq_alloc0(sizeof *in);
	bool                     texts = size > 0 && (data[0] & 32) != 0;
	bool                     seqs = size > 1 && (data[1] & 8) != 0;
	bool                     values = size > 1 && (data[1] & 16) != 0;
	CsqProcessLog            log;
	CsqMap                   m;
	CsqError                 err;

	must(csq_process_events_keep(whole, seqs, values, &err) && csq_process_events_keep(part[0], seqs, values, &err) &&
	     csq_process_events_keep(part[1], seqs, values, &err));

	for (; size >= 2; size -= 2, data += 2)
	{
		CsqNewEvent e = {0};
		CsqCaseKey  key = {texts ? CSQ_KEY_TEXT : CSQ_KEY_INT, ids[data[0] & 7], strlen(ids[data[0] & 7]), data[0] & 7};

		e.at = data[1] >> 4;
		e.activity = labels[data[1] & 3];
		e.activity_len = strlen(e.activity);
		if (data[1] & 4)
		{
			e.channel = labels[data[0] >> 6];
			e.channel_len = strlen(e.channel);
		}
		e.has_seq = seqs && (data[1] & 8) != 0;
		e.seq = e.has_seq ? data[0] >> 5 : 0;
		e.has_value = values && (data[1] & 3) != 0;
		e.value = e.has_value ? data[0] - 128.0 : 0;
		must(csq_process_events_add(&whole, &key, &e, in, &err));
		must(csq_process_events_add(&part[data[0] >> 3 & 1], &key, &e, NULL, &err));
	}
	must(csq_process_events_settle(&whole, in, &err));
	must(csq_process_events_merge(&part[0], part[1], &err));
	must(same_value(value_of(whole), value_of(part[0])));
	events_there_and_back(whole);
	must(csq_process_log(whole, false, &log, &err) && csq_process_map(&log, NULL, &m, &err) && csq_map_check(&m, &err));
}

static void
rule(const char *text, size_t len)
{
	CsqRule  r;
	CsqBuf   b;
	CsqBuf   again;
	CsqError err;

	if (!csq_rule_parse(text, len, &r, &err))
		return;
	csq_buf_init(&b);
	csq_buf_init(&again);
	csq_rule_text(&r, &b);
	must(csq_rule_parse(b.data, b.len, &r, &err));
	csq_rule_text(&r, &again);
	must(b.len == again.len && memcmp(b.data, again.data, b.len) == 0);
}

/* A few cases to replay. */
static void
few_cases(CsqProcess *p)
{
	static const char *const traces[] = {"a", "abc", "acb", "aabbcc", "cabcab"};
	CsqProcessEvents        *pe = csq_process_events_new();
	CsqProcessLog            log;
	CsqError                 err;

	for (int c = 0; c < 5; c++)
		for (int k = 0; traces[c][k] != '\0'; k++)
		{
			CsqNewEvent e = {0};
			CsqCaseKey  key = {CSQ_KEY_INT, "", 0, c};

			e.at = k;
			e.activity = &traces[c][k];
			e.activity_len = 1;
			must(csq_process_events_add(&pe, &key, &e, NULL, &err));
		}
	must(csq_process_log(pe, false, &log, &err) && csq_process_build(&log, NULL, p, &err));
}

/* Six places; a byte each for label, places before, places behind, tokens. */
static void
random_net(const uint8_t *data, size_t size)
{
	static const char *const labels[] = {"\"a\"", "\"b\"", "null", "\"c\"", "null", "\"d\""};
	CsqProcess               p;
	CsqNet                   net;
	CsqBuf                   b;
	CsqError                 err;
	int                      n = 0;

	csq_buf_init(&b);
	csq_buf_str(&b, "{\"places\":[\"p0\",\"p1\",\"p2\",\"p3\",\"p4\",\"p5\"],\"transitions\":[");
	for (size_t i = 1; i + 4 <= size && n < 12; i += 4)
	{
		csq_buf_printf(&b, "%s{\"name\":\"t%d\",\"label\":%s", n > 0 ? "," : "", n, labels[data[i] % 6]);
		for (int e = 0; e < 2; e++)
		{
			const char *comma = "";

			csq_buf_str(&b, e == 0 ? ",\"in\":[" : ",\"out\":[");
			for (int place = 0; place < 6; place++)
				if (data[i + 1 + (size_t) e] >> place & 1)
				{
					csq_buf_printf(&b, "%s\"p%d\"", comma, place);
					comma = ",";
				}
			csq_buf_char(&b, ']');
		}
		csq_buf_char(&b, '}');
		n++;
	}
	csq_buf_printf(&b, "],\"initial\":{\"p%d\":%d},\"final\":{\"p5\":%d}}", size > 0 ? data[0] % 6 : 0,
	               size > 0 ? data[0] >> 6 : 0, size > 0 ? data[0] >> 4 & 3 : 0);
	must(csq_net_parse(b.data, b.len, &net, &err));
	few_cases(&p);
	replay(&p, &net);
	align(&p, &net);
}

static void
stored_graph(const uint8_t *data, size_t size)
{
	void      *v = stored_value(data, size, 0);
	CsqProcess g;
	CsqError   err;

	if (csq_process_graph_open(v, size + 4, &g, &err))
		graph_there_and_back(csq_process_graph_pack(&g, &err));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	CsqError          err;
	CsqProcess        p;
	CsqProcessEvents *pe;
	CsqNet            net;
	void             *graph;
	const char       *text = (const char *) data + 1;
	size_t            len = size - 1;

	if (size == 0)
		return 0;
	switch (data[0] % 11)
	{
		case 0:
			if (csq_process_parse(text, len, NULL, &p, &err))
				process_there_and_back(&p);
			break;
		case 1:
			if (csq_process_read(text, len, NULL, &p, &err))
				process_there_and_back(&p);
			break;
		case 2:
			if ((pe = csq_process_events_read(text, len, NULL, &err)) != NULL)
				events_there_and_back(pe);
			break;
		case 3:
			stored(data + 1, len, true);
			break;
		case 4:
			stored(data + 1, len, false);
			break;
		case 5:
			random_events(data + 1, len);
			break;
		case 6:
			rule(text, len);
			break;
		case 7:
			if (csq_net_parse(text, len, &net, &err))
			{
				few_cases(&p);
				replay(&p, &net);
				align(&p, &net);
			}
			break;
		case 8:
			random_net(data + 1, len);
			break;
		case 9:
			if ((graph = csq_process_graph_read(text, len, NULL, &err)) != NULL)
				graph_there_and_back(graph);
			break;
		case 10:
			stored_graph(data + 1, len);
			break;
	}
	csq_host_reset();
	return 0;
}
