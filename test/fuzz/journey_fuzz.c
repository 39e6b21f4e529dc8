/*
 * journey_fuzz.c
 *		Fuzz target: journeys and funnels from arbitrary bytes.
 *
 * First byte: 0 journey text, 1 journey binary, 2 funnel_spec, 3 funnel text,
 * 4 funnel binary, 5 a journey as it would lie on disk, 6 a specification and a
 * journey, separated by a NUL: level and steps must agree and the chain keep the
 * rules, 7 the binary form of a funnel_spec, of which only the canonical one is
 * accepted.  What was read is written and read again.
 */
#include "funnel/funnel.h"
#include "funnel/funnel_hits.h"
#include "journey/journey.h"
#include "base/stored_text.h"

#include "fuzz.h"

/* Both forms of a journey, there and back. */
static void
journey_there_and_back(const CsqJourney *j)
{
	CsqJourneyView    view;
	CsqError          err;
	CsqBuf            form[4];
	const CsqJourney *again;

	for (int i = 0; i < 4; i++)
		csq_buf_init(&form[i]);
	must(csq_journey_check(j, csq_flat_size(j), &err));
	must(csq_journey_open(j, &view, &err));
	csq_journey_text(&view, &form[0]);
	csq_journey_write(&view, &form[1]);
	must((again = csq_journey_parse(form[0].data, form[0].len, &err)) != NULL);
	must(csq_journey_open(again, &view, &err));
	csq_journey_write(&view, &form[2]);
	same(&form[1], &form[2]);
	must((again = csq_journey_read(form[1].data, form[1].len, &err)) != NULL);
	must(csq_journey_open(again, &view, &err));
	csq_journey_text(&view, &form[3]);
	same(&form[0], &form[3]);
}

static void
spec_there_and_back(const CsqFunnelSpec *spec)
{
	CsqBuf               a;
	CsqBuf               b;
	CsqError             err;
	const CsqFunnelSpec *again;

	csq_buf_init(&a);
	csq_buf_init(&b);
	csq_funnel_spec_text(spec, &a);
	must((again = csq_funnel_spec_parse(a.data, a.len, &err)) != NULL);
	csq_funnel_spec_text(again, &b);
	same(&a, &b);
	must(memcmp(&spec->rule, &again->rule, sizeof spec->rule) == 0);
}

/* The value of a text, as the type's input makes it. */
static void *
parse_spec(const char *text, size_t len, CsqError *err)
{
	const CsqFunnelSpec *spec = csq_funnel_spec_parse(text, len, err);
	CsqBuf               canonical;

	if (spec == NULL)
		return NULL;
	csq_buf_init(&canonical);
	csq_funnel_spec_text(spec, &canonical);
	return csq_stored_text_new(&canonical, CSQ_FUNNEL_VERSION);
}

static void
binary_spec(const uint8_t *data, size_t size)
{
	CsqError err;
	CsqBuf   given;
	CsqBuf   written;
	void    *v = csq_stored_text_read(data, size, "funnel_spec", CSQ_FUNNEL_VERSION, parse_spec, &err);

	must(v != NULL || err.code == CSQ_BINARY || err.code == CSQ_UNSUPPORTED);
	if (v == NULL)
		return;
	must(csq_stored_text_check(v, csq_flat_size(v), "funnel_spec", CSQ_FUNNEL_VERSION, &err));
	csq_buf_init(&given);
	csq_buf_put(&given, data, size);
	csq_buf_init(&written);
	csq_stored_text_write(v, &written);
	same(&given, &written);
}

static void
funnel_there_and_back(const CsqFunnel *f)
{
	CsqBuf           text;
	CsqBuf           binary;
	CsqError         err;
	const CsqFunnel *again;

	csq_buf_init(&text);
	csq_buf_init(&binary);
	must(csq_funnel_check(f, csq_flat_size(f), &err));
	csq_funnel_text(f, &text);
	csq_funnel_write(f, &binary);
	must((again = csq_funnel_parse(text.data, text.len, &err)) != NULL);
	must(csq_flat_size(again) == csq_flat_size(f) && memcmp(again, f, csq_flat_size(f)) == 0);
	must((again = csq_funnel_read(binary.data, binary.len, &err)) != NULL);
	must(memcmp(again, f, csq_flat_size(f)) == 0);
}

/* A damaged stored value is refused or read without harm. */
static void
stored_journey(const uint8_t *data, size_t size)
{
	CsqJourney    *j = stored_value(data, size, sizeof *j);
	CsqFunnelSpec *spec;
	CsqHit        *hits;
	size_t         n;
	CsqError       err;

	must((spec = csq_funnel_spec_parse("a -> b|a; ties seq; not b", 25, &err)) != NULL);
	if (csq_funnel_hits(j, spec, &hits, &n, &err))
		csq_funnel_level(&spec->rule, hits, n);
	if (csq_journey_check(j, size + 4, &err))
	{
		CsqJourneyView view;
		CsqJourney    *copy = csq_journey_new(CSQ_JOURNEY_FIRST_SIZE);

		CsqBuf text;

		csq_buf_init(&text);
		must(csq_journey_merge(&copy, j, &err));
		must(csq_journey_check(copy, csq_flat_size(copy), &err));
		/* its labels need not be UTF-8, so the text need not read back */
		if (csq_journey_open(j, &view, &err))
		{
			csq_journey_text(&view, &text);
			csq_journey_write(&view, &text);
		}
	}
}

/* The chosen chain has as many steps as the level says and keeps gaps and window. */
static void
chain_holds(const CsqFunnelRule *rule, int level, const int64_t *times)
{
	int64_t first = 0;
	int64_t last = 0;
	int     n = 0;
	bool    complete = true; /* but for optional steps */

	for (int s = 0; s < rule->nsteps; s++)
	{
		if (times[s] == CSQ_NO_TIME)
		{
			complete &= rule->optional >> s & 1;
			must(rule->order == CSQ_ORDER_ANY || s >= level || (s < level - 1 && (rule->optional >> s & 1)));
			continue;
		}
		must(rule->order == CSQ_ORDER_ANY || s < level);
		if (n > 0 && rule->order != CSQ_ORDER_ANY)
		{
			must(times[s] >= last && (rule->ties != CSQ_TIES_STRICT || times[s] > last));
			must((uint64_t) (times[s] - last) <= rule->max_gap[s] && (uint64_t) (times[s] - last) >= rule->min_gap[s]);
		}
		first = n == 0 || times[s] < first ? times[s] : first;
		last = n == 0 || times[s] > last ? times[s] : last;
		n++;
	}
	must((uint64_t) (last - first) <= rule->within);
	if (rule->order == CSQ_ORDER_ANY)
		must(complete ? level == rule->nsteps : n == level);
	else
		must(n <= level && (n > 0) == (level > 0));
}

/* Levels of random journeys: both functions agree, in any order of the hits, and exclusions never help. */
static void
evaluate(const char *spec_text, size_t spec_len, const uint8_t *data, size_t size)
{
	CsqError             err;
	const CsqFunnelSpec *spec = csq_funnel_spec_parse(spec_text, spec_len, &err);
	CsqJourney          *j = csq_journey_new(CSQ_JOURNEY_FIRST_SIZE);
	CsqFunnelRule        free;
	CsqHit              *hits;
	size_t               n;
	int64_t              times[CSQ_FUNNEL_MAX_STEPS];
	int                  level;

	if (spec == NULL)
		return;
	/* two bytes an event: which alternative or another activity, when (many ties) */
	for (; size >= 2; size -= 2, data += 2)
	{
		static const CsqText other = {"other", 5};
		const CsqText       *label =
            data[0] == 255 ? &other : &spec->labels[spec->alternatives[data[0] % spec->nalternatives]].text;
		CsqNewEvent e = {(data[1] & 15) * CSQ_USEC_PER_HOUR,
		                 label->s,
		                 NULL,
		                 label->len,
		                 0,
		                 0,
		                 data[1] >> 6,
		                 false,
		                 (data[1] & 32) != 0};

		must(csq_journey_add(&j, &e, &err));
	}
	must(csq_funnel_hits(j, spec, &hits, &n, &err));
	level = csq_funnel_level(&spec->rule, hits, n);
	for (size_t i = 0; i < n / 2; i++)
	{
		CsqHit h = hits[i];

		hits[i] = hits[n - 1 - i];
		hits[n - 1 - i] = h;
	}
	must(csq_funnel_steps(&spec->rule, hits, n, times, &err) == level);
	if (level != CSQ_FUNNEL_OUT)
		chain_holds(&spec->rule, level, times);
	free = spec->rule;
	free.nstops = 0;
	free.drops_journey = 0;
	free.order = free.order == CSQ_ORDER_STRICT ? CSQ_ORDER_THEN : free.order;
	for (size_t i = 0; i < n; i++)
		hits[i].stops = 0;
	must(csq_funnel_level(&free, hits, n) >= level);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	CsqError    err;
	const char *text = (const char *) data + 1;
	size_t      len = size - 1;
	void       *v;

	if (size == 0)
		return 0;
	switch (data[0] % 8)
	{
		case 0:
			if ((v = csq_journey_parse(text, len, &err)) != NULL)
				journey_there_and_back(v);
			break;
		case 1:
			if ((v = csq_journey_read(text, len, &err)) != NULL)
				journey_there_and_back(v);
			break;
		case 2:
			if ((v = csq_funnel_spec_parse(text, len, &err)) != NULL)
				spec_there_and_back(v);
			break;
		case 3:
			if ((v = csq_funnel_parse(text, len, &err)) != NULL)
				funnel_there_and_back(v);
			break;
		case 4:
			if ((v = csq_funnel_read(text, len, &err)) != NULL)
				funnel_there_and_back(v);
			break;
		case 5:
			stored_journey(data + 1, len);
			break;
		case 7:
			binary_spec(data + 1, len);
			break;
		case 6:
		{
			const char *nul = memchr(text, '\0', len);

			if (nul != NULL)
				evaluate(text, (size_t) (nul - text), (const uint8_t *) nul + 1, len - (size_t) (nul - text) - 1);
			break;
		}
	}
	csq_host_reset();
	return 0;
}
