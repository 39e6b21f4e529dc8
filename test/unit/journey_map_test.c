/*
 * journey_map_test.c
 *		Journey maps against counting with plain arrays.
 *
 * Random journeys over three activities and two channels; the oracle counts by
 * looking at each event and its neighbours.  Whatever way the journeys are split,
 * appended, merged, written and read, the bytes are the same.
 */
#include "test.h"

#include "journey/journey_map.h"

#define MAX_JOURNEYS 12
#define MAX_EVENTS   9

typedef struct Case
{
	int n;
	int at[MAX_EVENTS]; /* seconds */
	int label[MAX_EVENTS];
	int channel[MAX_EVENTS]; /* -1: none */
	int value[MAX_EVENTS];   /* thousandths; -9999: none */
} Case;

static const char *const labels[] = {"a", "b", "投诉"};
static const char *const channels[] = {"a", "phone"};
static Case              cases[MAX_JOURNEYS];
static int               ncases;

static void
random_cases(void)
{
	ncases = (int) test_random_below(MAX_JOURNEYS + 1);
	for (int k = 0; k < ncases; k++)
	{
		Case *c = &cases[k];

		c->n = (int) test_random_below(MAX_EVENTS + 1);
		for (int i = 0; i < c->n; i++)
		{
			c->at[i] = (i > 0 ? c->at[i - 1] : -5) + (int) test_random_below(test_random_below(3) ? 4 : 4000);
			c->label[i] = (int) test_random_below(3);
			c->channel[i] = (int) test_random_below(3) - 1;
			c->value[i] = test_random_below(3) == 0 ? -9999 : (int) test_random_below(2001) - 1000;
		}
	}
}

static CsqJourney *
journey_of(const Case *c)
{
	CsqJourney    *j = csq_journey_new(CSQ_JOURNEY_FIRST_SIZE);
	CsqJourneyView view;
	CsqError       err;

	for (int i = 0; i < c->n; i++)
	{
		CsqNewEvent e = {.at = c->at[i] * CSQ_USEC_PER_SEC,
		                 .activity = labels[c->label[i]],
		                 .activity_len = strlen(labels[c->label[i]]),
		                 .has_seq = true,
		                 .seq = i};

		if (c->channel[i] >= 0)
		{
			e.channel = channels[c->channel[i]];
			e.channel_len = strlen(e.channel);
		}
		if (c->value[i] != -9999)
		{
			e.value = c->value[i] / 1000.0;
			e.has_value = true;
		}
		CHECK(csq_journey_add(&j, &e, &err));
	}
	CHECK(csq_journey_open(j, &view, &err));
	return csq_journey_pack(&view, &err);
}

/* Times from the begin of each run to that of the next; returns how many. */
static uint32_t
spent_in(const Case *c, int64_t *spent)
{
	uint32_t n = 0;
	int      begin = 0;

	for (int i = 1; i < c->n; i++)
		if (c->label[i] != c->label[i - 1])
		{
			spent[n++] = (c->at[i] - c->at[begin]) * CSQ_USEC_PER_SEC;
			begin = i;
		}
	return n;
}

static void
append(CsqJourneyMap **v, const Case *c)
{
	int64_t  spent[MAX_EVENTS];
	uint32_t n = spent_in(c, spent);
	CsqError err;

	CHECK(csq_journey_map_add(v, 7, journey_of(c), spent, n, &err));
}

/* ---- the oracle ---- */

static int
stage_index(const CsqMap *m, int label)
{
	for (uint32_t i = 0; i < m->nstages; i++)
		if (csq_json_is(&m->stages[i].label, labels[label]))
			return (int) i;
	return -1;
}

static int
channel_index(const CsqMap *m, int channel)
{
	for (uint32_t i = 0; i < m->nchannels; i++)
		if (csq_json_is(&m->channels[i].label, channels[channel]))
			return (int) i;
	return -1;
}

static int
channel_before(const Case *c, int i)
{
	while (--i >= 0)
		if (c->channel[i] >= 0)
			return c->channel[i];
	return -1;
}

static void
check_stage(const CsqMap *m, int label)
{
	CsqMapStage        want = {0};
	int                at = stage_index(m, label);
	double             sum = 0;
	int64_t            longest = 0;
	const CsqMapStage *s;

	for (int k = 0; k < ncases; k++)
	{
		const Case *c = &cases[k];
		int         runs = 0;
		int         begin = 0;
		bool        had = false;

		for (int i = 0; i < c->n; i++)
		{
			bool enters = i == 0 || c->label[i] != c->label[i - 1];

			runs += enters;
			begin = enters ? i : begin;
			if (c->label[i] != label)
				continue;
			want.entries += enters;
			want.places += had ? 0 : runs;
			had = true;
			want.switches += c->channel[i] >= 0 && channel_before(c, i) >= 0 && channel_before(c, i) != c->channel[i];
			want.ends += i == c->n - 1;
			if (i < c->n - 1 && c->label[i + 1] != label)
			{
				int64_t t = (c->at[i + 1] - c->at[begin]) * CSQ_USEC_PER_SEC;

				sum += (double) t;
				longest = t > longest ? t : longest;
			}
		}
		want.journeys += had;
	}
	if (want.journeys == 0)
	{
		CHECK_EQ_I64(at, -1);
		return;
	}
	CHECK(at >= 0);
	if (at < 0)
		return;
	s = &m->stages[at];
	CHECK(s->journeys == want.journeys && s->entries == want.entries && s->ends == want.ends &&
	      s->switches == want.switches && s->places == want.places && s->times.n == want.entries - want.ends &&
	      s->times.max == longest);
	if (s->times.n > 0)
		CHECK_NEAR(csq_times_mean(&s->times), sum / (double) s->times.n, 1e-3);
}

static void
check_touch(const CsqMap *m, int label, int channel)
{
	int64_t            n = 0;
	int64_t            journeys = 0;
	int64_t            values = 0;
	double             sum = 0;
	double             squares = 0;
	const CsqMapTouch *found = NULL;

	for (int k = 0; k < ncases; k++)
	{
		bool had = false;

		for (int i = 0; i < cases[k].n; i++)
			if (cases[k].label[i] == label && cases[k].channel[i] == channel)
			{
				had = true;
				n++;
				if (cases[k].value[i] == -9999)
					continue;
				values++;
				sum += cases[k].value[i] / 1000.0;
				squares += cases[k].value[i] / 1000.0 * cases[k].value[i] / 1000.0;
			}
		journeys += had;
	}
	for (uint32_t i = 0; i < m->ntouches; i++)
		if ((int) m->touches[i].stage == stage_index(m, label) &&
		    (channel < 0
		         ? m->touches[i].channel == 0
		         : channel_index(m, channel) >= 0 && (int) m->touches[i].channel == channel_index(m, channel) + 1))
			found = &m->touches[i];
	CHECK((found != NULL) == (n > 0));
	if (found == NULL)
		return;
	CHECK(found->n == n && found->journeys == journeys && found->felt.n == values);
	if (values > 0)
		CHECK_NEAR(csq_moments_mean(&found->felt), sum / (double) values, 1e-12);
	if (values > 1)
		CHECK_NEAR(csq_moments_stddev(&found->felt),
		           sqrt(fmax(0, (squares - sum * sum / (double) values) / (double) (values - 1))), 1e-6);
}

static int64_t
found_move(const CsqMapMove *moves, uint32_t n, int source, int target)
{
	for (uint32_t i = 0; i < n; i++)
		if ((int) moves[i].source == source && (int) moves[i].target == target)
			return moves[i].n;
	return 0;
}

static void
check_moves(const CsqMap *m)
{
	int64_t moves[3][3] = {{0}};
	int64_t flows[2][2] = {{0}};
	int64_t first[2] = {0};
	int64_t contained[2] = {0};

	for (int k = 0; k < ncases; k++)
	{
		const Case *c = &cases[k];
		int         begin = -1;
		bool        stays = true;

		for (int i = 0; i < c->n; i++)
		{
			if (i > 0 && c->label[i] != c->label[i - 1])
				moves[c->label[i - 1]][c->label[i]]++;
			if (c->channel[i] < 0)
				continue;
			if (channel_before(c, i) >= 0)
				flows[channel_before(c, i)][c->channel[i]]++;
			begin = begin < 0 ? c->channel[i] : begin;
			stays &= c->channel[i] == begin;
		}
		if (begin >= 0)
		{
			first[begin]++;
			contained[begin] += stays;
		}
	}
	for (int a = 0; a < 3; a++)
		for (int b = 0; b < 3; b++)
			CHECK_EQ_I64(found_move(m->moves, m->nmoves, stage_index(m, a), stage_index(m, b)), moves[a][b]);
	for (int a = 0; a < 2; a++)
	{
		int at = channel_index(m, a);

		for (int b = 0; b < 2; b++)
			CHECK_EQ_I64(found_move(m->flows, m->nflows, channel_index(m, a), channel_index(m, b)), flows[a][b]);
		CHECK(at < 0 ? first[a] == 0 : m->channels[at].first == first[a] && m->channels[at].contained == contained[a]);
	}
}

static void
check_bins(const CsqMap *m)
{
	for (int bin = 0; bin < CSQ_MAP_BINS; bin++)
	{
		int64_t n = 0;
		double  sum = 0;

		for (int k = 0; k < ncases; k++)
			for (int i = 0; i < cases[k].n; i++)
			{
				/* whole numbers: position i / (n - 1) against bin / 20 */
				int  last = cases[k].n - 1;
				bool in = last == 0 ? bin == 0
				                    : i * CSQ_MAP_BINS >= bin * last &&
				                          (bin == CSQ_MAP_BINS - 1 || i * CSQ_MAP_BINS < (bin + 1) * last);

				if (!in || cases[k].value[i] == -9999)
					continue;
				n++;
				sum += cases[k].value[i] / 1000.0;
			}
		CHECK_EQ_I64(m->bins[bin].n, n);
		if (n > 0)
			CHECK_NEAR(csq_moments_mean(&m->bins[bin]), sum / (double) n, 1e-12);
	}
}

/* ---- splits ---- */

static CsqBuf
wire_of(const CsqJourneyMap *v)
{
	CsqMap   m;
	CsqError err;
	CsqBuf   b;

	csq_buf_init(&b);
	CHECK(csq_journey_map_open(v, &m, &err));
	CHECK(csq_map_check(&m, &err));
	csq_journey_map_write(&m, &b);
	return b;
}

static void
same(const CsqBuf *a, const CsqJourneyMap *v)
{
	CsqBuf b = wire_of(v);

	CHECK(a->len == b.len && memcmp(a->data, b.data, a->len) == 0);
}

static CsqJourneyMap *
again(const CsqJourneyMap *v)
{
	CsqError       err;
	CsqBuf         form;
	CsqMap         m;
	CsqJourneyMap *r;

	csq_buf_init(&form);
	CHECK(csq_journey_map_open(v, &m, &err));
	csq_journey_map_write(&m, &form);
	CHECK((r = csq_journey_map_read(form.data, form.len, &err)) != NULL);
	CHECK(csq_journey_map_open(r, &m, &err) && (r = csq_journey_map_pack(&m, &err)) != NULL);
	return r;
}

static void
one_round(void)
{
	CsqJourneyMap *whole = NULL;
	CsqJourneyMap *part[3] = {NULL, NULL, NULL};
	CsqJourneyMap *sum = NULL;
	CsqError       err;
	CsqMap         m;
	CsqBuf         wire;
	int            first = (int) test_random_below(3);

	random_cases();
	for (int k = 0; k < ncases; k++)
		append(&whole, &cases[k]);
	for (int k = ncases; k-- > 0;)
		append(&part[test_random_below(3)], &cases[k]);
	if (whole == NULL)
		return;
	CHECK(csq_journey_map_open(whole, &m, &err));
	for (int a = 0; a < 3; a++)
	{
		check_stage(&m, a);
		for (int ch = -1; ch < 2; ch++)
			check_touch(&m, a, ch);
	}
	check_moves(&m);
	check_bins(&m);
	wire = wire_of(whole);
	for (int i = 0; i < 3; i++)
	{
		CsqJourneyMap *p = part[(first + i) % 3];

		if (p == NULL)
			continue;
		p = test_random_below(2) ? again(p) : p;
		sum = sum == NULL ? p : csq_journey_map_merge(sum, p, &err);
		CHECK(sum != NULL);
	}
	same(&wire, sum);
	same(&wire, again(whole));
}

/* Enough journeys for states to be counted on the way, and for rounded times. */
static void
test_long(void)
{
	CsqJourneyMap *one = NULL;
	CsqJourneyMap *parts[2] = {NULL, NULL};
	CsqError       err;
	CsqBuf         wire;
	CsqMap         m;

	test_section("many journeys, in one go and in parts");
	for (int k = 0; k < 16000; k++)
	{
		ncases = 1;
		random_cases();
		if (ncases == 0)
			continue;
		append(&one, &cases[0]);
		append(&parts[k % 3 == 0], &cases[0]);
	}
	wire = wire_of(one);
	CHECK(csq_journey_map_open(one, &m, &err));
	CHECK(m.stages[0].times.rounded && one->wire > 0);
	same(&wire, csq_journey_map_merge(parts[1], parts[0], &err));
	csq_host_reset();
}

static void
test_refused(void)
{
	CsqJourneyMap *v = NULL;
	CsqError       err;
	CsqNewEvent    e = {.activity = "a", .activity_len = 1, .value = 1.1e9, .has_value = true};
	CsqJourney    *j = csq_journey_new(CSQ_JOURNEY_FIRST_SIZE);
	CsqJourneyView view;
	CsqMap         m;
	CsqBuf         wire;
	CsqMapMoments  huge = {1, 0, ~(CsqU128) 0};

	test_section("what is refused");
	CHECK(csq_journey_add(&j, &e, &err) && csq_journey_open(j, &view, &err));
	CHECK(!csq_map_values_check(&view, &err) && err.code == CSQ_RANGE && err.hint[0]);
	cases[0] = (Case){2, {0, 1}, {0, 1}, {-1, 0}, {5, 5}};
	append(&v, &cases[0]);
	CHECK(!csq_journey_map_add(&v, 8, journey_of(&cases[0]), (int64_t[]){1}, 1, &err) && err.code == CSQ_PARAM &&
	      err.hint[0]);
	CHECK(csq_journey_map_add(&v, 7, journey_of(&cases[0]), (int64_t[]){1, 2}, 2, &err));
	CHECK(!csq_journey_map_open(v, &m, &err) && err.code == CSQ_BINARY);
	v = NULL;
	append(&v, &cases[0]);
	wire = wire_of(v);
	for (size_t cut = 0; cut < wire.len; cut++)
		CHECK(!csq_map_read(wire.data, cut, &m, &err) && err.code == CSQ_BINARY);
	/* counts that do not fit each other */
	for (int i = 0; i < 9; i++)
	{
		int64_t *count;

		CHECK(csq_map_read(wire.data, wire.len, &m, &err));
		count = (int64_t *[]){&m.journeys,       &m.stages[0].journeys, &m.stages[1].entries,
		                      &m.stages[1].ends, &m.stages[0].switches, &m.channels[0].first,
		                      &m.touches[0].n,   &m.moves[0].n,         &m.bins[0].n}[i];
		*count += i == 5 ? 2 : i == 6 ? -1 : 1;
		CHECK(!csq_map_check(&m, &err) && err.detail[0]);
	}
	CHECK(!csq_moments_merge(&huge, &(CsqMapMoments){1, 1, 1}, &err) && err.code == CSQ_RANGE);
	csq_host_reset();
}

int
main(void)
{
	test_section("maps against counting, under every split");
	for (int i = 0; i < 20000; i++)
	{
		one_round();
		csq_host_reset();
	}
	test_long();
	test_refused();
	return test_done();
}
