/*
 * journey_time_test.c
 *		Stages, sessions, relabelling and effort against step-by-step counting.
 *
 * The oracle knows no intervals: for each unit of time in the window it asks which
 * event came last, and counts.
 */
#include "test.h"

#include "base/instant.h"
#include "journey/journey_time.h"

#define MAX_EVENTS 10
#define SPAN       14

static const char *names[] = {"a", "b", "c", "carried"};
static const char *channels[] = {"web", "phone"};

typedef struct Case
{
	int n;
	int at[MAX_EVENTS];
	int label[MAX_EVENTS];
	int channel[MAX_EVENTS]; /* -1: none */
} Case;

/* Events in order: seq is the number. */
static CsqJourney *
random_case(Case *c)
{
	CsqJourney *j = csq_journey_new(CSQ_JOURNEY_FIRST_SIZE);
	CsqError    err;

	c->n = (int) test_random_below(MAX_EVENTS + 1);
	for (int i = 0; i < c->n; i++)
	{
		c->at[i] = i == 0 ? (int) test_random_below(4) - 2 : c->at[i - 1] + (int) test_random_below(4);
		c->label[i] = (int) test_random_below(3);
		c->channel[i] = (int) test_random_below(3) - 1;
	}
	for (int k = 0, i = c->n > 0 ? (int) test_random_below((uint64_t) c->n) : 0; k < c->n; k++, i = (i + 1) % c->n)
	{
		const char *label = names[c->label[i]];
		const char *channel = c->channel[i] < 0 ? NULL : channels[c->channel[i]];
		CsqNewEvent e = {
			c->at[i] * CSQ_USEC_PER_HOUR, label, channel, 1, channel ? strlen(channel) : 0, i, i, true, true};

		CHECK(csq_journey_add(&j, &e, &err));
	}
	return j;
}

/* The label of the last event at or before a time; -1 for none. */
static int
state(const Case *c, int at)
{
	int s = -1;

	for (int i = 0; i < c->n; i++)
		if (c->at[i] <= at)
			s = c->label[i];
	return s;
}

static void
check_stages(const Case *c, const CsqJourneyView *view)
{
	int       from = (int) test_random_below(SPAN) - 4;
	int       to = from + (int) test_random_below(SPAN);
	bool      carries = test_random_below(2);
	CsqText   carry = {names[3], strlen(names[3])};
	CsqStage *stages;
	uint32_t  n = csq_journey_stages(view, (CsqJourneyWindow){from * CSQ_USEC_PER_HOUR, to * CSQ_USEC_PER_HOUR},
                                    carries ? &carry : NULL, &stages);
	int       expected[4] = {0};
	int64_t   sum[4] = {0};

	for (int t = from; t < to; t++)
	{
		int s = state(c, t);

		if (s >= 0 || carries)
			expected[s >= 0 ? s : 3]++;
	}
	for (uint32_t i = 0; i < n; i++)
	{
		CHECK(stages[i].entered >= from * CSQ_USEC_PER_HOUR && stages[i].left <= to * CSQ_USEC_PER_HOUR &&
		      stages[i].entered <= stages[i].left);
		CHECK(i == 0 || (stages[i].entered == stages[i - 1].left &&
		                 csq_text_compare(&stages[i].label, &stages[i - 1].label) != 0));
		for (int s = 0; s < 4; s++)
			if (csq_json_is(&stages[i].label, names[s]))
				sum[s] += stages[i].left - stages[i].entered;
	}
	for (int s = 0; s < 4; s++)
		CHECK_EQ_I64(sum[s], expected[s] * CSQ_USEC_PER_HOUR);
	/* without a window: the same from the first event to the last, then open */
	n = csq_journey_stages(view, (CsqJourneyWindow){INT64_MIN, INT64_MAX}, NULL, &stages);
	CHECK(c->n == 0 ? n == 0 : stages[0].entered == c->at[0] * CSQ_USEC_PER_HOUR && stages[n - 1].left == INT64_MAX);
	CHECK_EQ_I64(csq_journey_stages(view, (CsqJourneyWindow){1, 1}, &carry, &stages), 0);
	for (int t = from; t < to; t++)
	{
		uint32_t i = csq_journey_event_before(view, t * CSQ_USEC_PER_HOUR);
		int      s = state(c, t);

		CHECK(i == 0 ? s < 0 : s >= 0 && csq_json_is(&view->labels[view->events[i - 1].activity], names[s]));
	}
}

static void
check_sessions(const Case *c, const CsqJourneyView *view)
{
	int       gap = (int) test_random_below(4);
	uint32_t  first = 0;
	uint32_t *number = csq_alloc0((view->nlabels + (size_t) 1) * sizeof *number);

	for (int i = 1; i <= c->n; i++)
		if (i == c->n || c->at[i] - c->at[i - 1] > gap)
		{
			CsqJourneyView whole = *view;
			CsqJourneyView part;
			CsqJourney    *a;
			CsqJourney    *b;
			CsqError       err;

			CHECK_EQ_I64(csq_journey_session_end(view, first, (uint64_t) gap * CSQ_USEC_PER_HOUR), i);
			/* with its own labels only: the same journey as with all of them */
			csq_journey_part(view, first, (uint32_t) i, number, &part);
			whole.events += first;
			whole.nevents = (uint32_t) i - first;
			a = csq_journey_pack(&part, &err);
			b = csq_journey_pack(&whole, &err);
			CHECK(part.nlabels <= view->nlabels && csq_flat_size(a) == csq_flat_size(b));
			CHECK(csq_flat_size(a) == csq_flat_size(b) && memcmp(a, b, csq_flat_size(a)) == 0);
			first = (uint32_t) i;
		}
}

/* a -> b, b out, c stays: the events that are left, in their order. */
static void
check_relabel(const Case *c, const CsqJourneyView *view)
{
	static const char        json[] = "{\"b\":null,\"nobody\":\"x\",\"a\":\"b\"}";
	static const char *const to[] = {"b", NULL, "c"};
	CsqRelabels              r;
	CsqError                 err;
	CsqJourneyView           again;
	CsqJourney              *j;
	uint32_t                 n = 0;

	CHECK(csq_relabels_parse(json, strlen(json), &r, &err));
	CHECK((j = csq_journey_relabel(view, &r, &err)) != NULL && csq_journey_open(j, &again, &err));
	for (int i = 0; i < c->n; i++)
	{
		const CsqEvent *e = &again.events[n];

		if (to[c->label[i]] == NULL)
			continue;
		CHECK(n++ < again.nevents && e->at == c->at[i] * CSQ_USEC_PER_HOUR && e->seq == i && e->value == i);
		CHECK(csq_json_is(&again.labels[e->activity], to[c->label[i]]));
		CHECK(c->channel[i] < 0 ? e->channel == 0 : csq_json_is(&again.labels[e->channel], channels[c->channel[i]]));
	}
	CHECK_EQ_I64(again.nevents, n);
}

static void
check_effort(const Case *c, const CsqJourneyView *view)
{
	static const char json[] =
		"{\"activities\":{\"c\":7,\"a\":1},\"other\":100,\"switch\":1000,\"repeat\":10000,\"hour\":0.25}";
	static const double weights[] = {1, 100, 7};
	CsqEffort           e;
	CsqError            err;
	double              sum = 0;
	double              effort = -1;
	int                 channel = -1;

	CHECK(csq_effort_parse(json, strlen(json), &e, &err));
	for (int i = 0; i < c->n; i++)
	{
		sum += weights[c->label[i]] + (i > 0 && c->label[i] == c->label[i - 1] ? 10000 : 0);
		if (c->channel[i] >= 0)
		{
			sum += channel >= 0 && channel != c->channel[i] ? 1000 : 0;
			channel = c->channel[i];
		}
	}
	if (c->n > 0)
		sum += 0.25 * (c->at[c->n - 1] - c->at[0]);
	CHECK(csq_journey_effort(view, &e, &effort, &err));
	CHECK_NEAR(effort, sum, 0);
}

static void
test_refused(void)
{
	static const char *const mappings[] = {"[]", "{\"a\":1}", "{\"a\":[\"b\"]}", "\"a\"", "null"};
	static const char *const weights[] = {
		"[]", "{\"called\":1}", "{\"activities\":1}", "{\"switch\":\"1\"}", "{\"other\":null}", "{\"hour\":1e999}"};
	CsqRelabels r;
	CsqEffort   e;
	CsqError    err;

	test_section("mappings and weights that make no sense");
	for (size_t i = 0; i < sizeof mappings / sizeof *mappings; i++)
		CHECK(!csq_relabels_parse(mappings[i], strlen(mappings[i]), &r, &err) && err.code == CSQ_PARAM && err.hint[0]);
	for (size_t i = 0; i < sizeof weights / sizeof *weights; i++)
		CHECK(!csq_effort_parse(weights[i], strlen(weights[i]), &e, &err) && err.code == CSQ_PARAM && err.hint[0]);
	csq_host_reset();
}

int
main(void)
{
	test_section("stages, sessions, other names and effort against counting");
	for (int i = 0; i < 40000; i++)
	{
		Case           c;
		CsqJourneyView view;
		CsqError       err;

		CHECK(csq_journey_open(random_case(&c), &view, &err));
		check_stages(&c, &view);
		check_sessions(&c, &view);
		check_relabel(&c, &view);
		check_effort(&c, &view);
		csq_host_reset();
	}
	test_refused();
	return test_done();
}
