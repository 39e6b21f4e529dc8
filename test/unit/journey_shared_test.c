/*
 * journey_shared_test.c
 *		Journeys that share their labels, against csq_journey_add().
 *
 * Many journeys grow side by side, each in both ways; what is written of the shared
 * form must be the other, byte for byte, whenever somebody asks.
 */
#include "test.h"

#include "journey/journey_shared.h"

#define NJOURNEYS  40
#define MAX_EVENTS 60

typedef struct Pair
{
	CsqJourney *plain;
	int64_t     words[2 * MAX_EVENTS];
	uint32_t    n;
} Pair;

static Pair     pairs[NJOURNEYS];
static uint32_t compared;

static uint32_t
below(uint32_t n)
{
	return (uint32_t) test_random_below(n);
}

static size_t
random_label(char *out, uint32_t labels)
{
	uint32_t k = below(labels);

	if (k == 0)
		return 0;
	if (k % 7 == 3)
		return (size_t) sprintf(out, "a label that is longer than sixteen bytes %u", k);
	return (size_t) sprintf(out, "%u", k * 2654435761U >> (k % 3) * 9);
}

static void
compare(CsqSharedLabels *l, const Pair *p, bool wide)
{
	CsqSharedEvents e = {p->words, p->n, wide};
	size_t          size = csq_shared_size(l, &e);
	char           *written = csq_alloc(size);
	int64_t         first;
	int64_t         last;
	int64_t         first_added;
	int64_t         last_added;
	CsqError        err;

	CHECK_EQ_I64(size, csq_flat_size(p->plain));
	memset(written, 0x5a, size);
	csq_shared_write(l, &e, written, size);
	CHECK(size == csq_flat_size(p->plain) && memcmp(written, p->plain, size) == 0);
	CHECK(csq_journey_check(written, size, &err));
	CHECK(csq_shared_span(&e, &first, &last) == csq_journey_span(p->plain, &first_added, &last_added, &err));
	CHECK(p->n == 0 || (first == first_added && last == last_added));
	csq_free(written);
	compared++;
}

static void
add(CsqSharedLabels *l, Pair *p, bool wide, uint32_t labels, bool channels)
{
	char        a[64];
	char        c[64];
	CsqNewEvent e = {.at = (int64_t) below(1000) - 500, .activity = a};
	double      value = NAN;
	CsqError    err;
	int         kind;

	e.activity_len = random_label(a, labels);
	if (channels && below(3) > 0)
	{
		e.channel = c;
		e.channel_len = random_label(c, labels);
	}
	if (below(50) == 0)
		e.at = below(2) == 0 ? CSQ_SHARED_END_AT - 1 : -CSQ_SHARED_END_AT;
	if (wide && below(4) == 0)
	{
		e.value = below(3) == 0 ? -0.0 : below(9) / 4.0;
		e.has_value = true;
		value = e.value + 0.0;
	}
	CHECK(csq_shared_has_place(e.at) && !csq_shared_has_place(CSQ_SHARED_END_AT) &&
	      !csq_shared_has_place(-CSQ_SHARED_END_AT - 1));
	kind = csq_shared_kind(l, csq_shared_label(l, e.activity, e.activity_len),
	                       e.channel != NULL ? csq_shared_label(l, e.channel, e.channel_len) : 0);
	CHECK(kind >= 0);
	p->words[wide ? 2 * p->n : p->n] = csq_shared_word(e.at, kind);
	if (wide)
		memcpy(&p->words[2 * p->n + 1], &value, sizeof value);
	p->n++;
	CHECK(csq_journey_add(&p->plain, &e, &err));
}

static void
side_by_side(bool wide, bool channels, uint32_t labels)
{
	CsqSharedLabels *l = csq_alloc0(sizeof *l);

	csq_shared_init(l);
	l->stamp = below(2) == 0 ? 0 : UINT32_MAX - below(100); /* stamps begin anew, too */
	for (int i = 0; i < NJOURNEYS; i++)
	{
		pairs[i].plain = csq_journey_new(CSQ_JOURNEY_FIRST_SIZE);
		pairs[i].n = 0;
	}
	compare(l, &pairs[0], wide);
	for (int i = 0; i < NJOURNEYS * 20; i++)
	{
		Pair *p = &pairs[below(below(NJOURNEYS) + 1)];

		if (p->n < MAX_EVENTS)
			add(l, p, wide, labels, channels);
		if (below(20) == 0)
			compare(l, &pairs[below(NJOURNEYS)], wide);
	}
	for (int i = 0; i < NJOURNEYS; i++)
		compare(l, &pairs[i], wide);
}

static void
numbers(void)
{
	CsqSharedLabels *l = csq_alloc0(sizeof *l);
	char             long_label[CSQ_SHARED_MAX_LABEL + 1];
	char             label[32];

	csq_shared_init(l);
	memset(long_label, 'x', sizeof long_label);
	CHECK_EQ_I64(csq_shared_label(l, long_label, sizeof long_label), 0);
	CHECK(!l->full);
	CHECK_EQ_I64(csq_shared_label(l, long_label, sizeof long_label - 1), 1);
	for (uint32_t i = 2; i <= CSQ_SHARED_LABELS; i++)
		CHECK_EQ_I64(csq_shared_label(l, label, (size_t) sprintf(label, "label %u", i)), i);
	CHECK(!l->full);
	CHECK_EQ_I64(csq_shared_label(l, "one too many", 12), 0);
	CHECK(l->full);
	for (uint32_t i = 2; i <= CSQ_SHARED_LABELS; i++)
	{
		size_t   len = (size_t) sprintf(label, "label %u", i);
		uint32_t seen = csq_shared_seen(l, label, len);

		CHECK(seen == 0 || seen == i);
		CHECK_EQ_I64(csq_shared_label(l, label, len), i);
		CHECK_EQ_I64(csq_shared_seen(l, label, len), i);
	}
	CHECK_EQ_I64(csq_shared_kind_seen(l, 1, 0), -1);
	for (uint32_t i = 0; i < CSQ_SHARED_KINDS; i++)
		CHECK_EQ_I64(csq_shared_kind(l, 1 + i % 61, i / 61 * 33), i);
	CHECK_EQ_I64(csq_shared_kind(l, 2000, 2000), -1);
	for (uint32_t i = 0; i < CSQ_SHARED_KINDS; i++)
		CHECK_EQ_I64(csq_shared_kind_seen(l, 1 + i % 61, i / 61 * 33), i);
}

int
main(void)
{
	test_section("numbers of labels and kinds");
	numbers();
	test_section("journeys as appending makes them, byte for byte");
	for (int i = 0; i < 160; i++)
		side_by_side(i % 4 == 1, i % 3 > 0, i % 5 == 0 ? 200 : 1 + below(12));
	CHECK(compared > 10000);
	return test_done();
}
