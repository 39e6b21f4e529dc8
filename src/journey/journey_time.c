/*
 * journey_time.c
 *		Stages, sessions, relabelling and effort of an opened journey: see
 *		journey_time.h for the meaning.  All of it is one pass over the events.
 */
#include "journey/journey_time.h"

#include "base/sort.h"

/* ---- stages ---- */

uint32_t
csq_journey_event_before(const CsqJourneyView *view, int64_t at)
{
	uint32_t lo = 0;
	uint32_t hi = view->nevents;

	while (lo < hi)
	{
		uint32_t mid = lo + (hi - lo) / 2;

		if (view->events[mid].at <= at)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

/* Another event begins: a new stage, or the last one goes on. */
static uint32_t
enter(CsqStage *stages, uint32_t n, CsqText label, int64_t at)
{
	if (n > 0 && csq_text_compare(&stages[n - 1].label, &label) == 0)
		return n;
	if (n > 0)
		stages[n - 1].left = at;
	stages[n] = (CsqStage){label, at, INT64_MAX};
	return n + 1;
}

uint32_t
csq_journey_stages(const CsqJourneyView *view, CsqJourneyWindow window, const CsqText *carry, CsqStage **result)
{
	CsqStage *stages = csq_alloc(((size_t) view->nevents + 2) * sizeof *stages);
	uint32_t  n = 0;
	uint32_t  i = 0;

	*result = stages;
	if (window.from >= window.to)
		return 0;
	if (window.from != INT64_MIN)
	{
		i = csq_journey_event_before(view, window.from);
		/* events at the very beginning come into the window themselves */
		while (i > 0 && view->events[i - 1].at == window.from)
			i--;
		if (i < view->nevents && view->events[i].at == window.from)
			; /* nothing is carried in for no time */
		else if (i > 0)
			n = enter(stages, n, view->labels[view->events[i - 1].activity], window.from);
		else if (carry != NULL)
			n = enter(stages, n, *carry, window.from);
	}
	for (; i < view->nevents && view->events[i].at < window.to; i++)
	{
		n = enter(stages, n, view->labels[view->events[i].activity], view->events[i].at);
		csq_poll(i);
	}
	if (n > 0)
		stages[n - 1].left = window.to;
	return n;
}

/* ---- sessions ---- */

uint32_t
csq_journey_session_end(const CsqJourneyView *view, uint32_t first, uint64_t gap)
{
	uint32_t i = first + 1;

	while (i < view->nevents && (uint64_t) view->events[i].at - (uint64_t) view->events[i - 1].at <= gap)
		i++;
	return i;
}

/* ---- relabelling ---- */

static int
compare_relabels(const void *a, const void *b)
{
	return csq_text_compare(&((const CsqRelabel *) a)->label, &((const CsqRelabel *) b)->label);
}

/* Where a label is among n ascending items of some size that begin with a CsqText; -1 for nowhere. */
static int64_t
place(const void *items, uint32_t n, size_t size, const CsqText *label)
{
	uint32_t lo = 0;
	uint32_t hi = n;

	while (lo < hi)
	{
		uint32_t mid = lo + (hi - lo) / 2;
		int      c = csq_text_compare((const CsqText *) ((const char *) items + mid * size), label);

		if (c == 0)
			return mid;
		if (c < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return -1;
}

bool
csq_relabels_parse(const char *json, size_t len, CsqRelabels *r, CsqError *err)
{
	CsqJson j;
	CsqText key;

	*r = (CsqRelabels){0, NULL};
	csq_json_init(&j, json, len, "mapping", err);
	csq_json_open(&j, '{');
	while (csq_json_key(&j, &key))
	{
		CsqRelabel item = {key, {NULL, 0}};

		if (!csq_json_null(&j))
		{
			item.to = csq_json_string(&j);
			if (item.to.s == NULL)
				item.to.s = "";
		}
		r->items = r->items == NULL ? csq_alloc(sizeof item) : csq_realloc(r->items, (r->n + (size_t) 1) * sizeof item);
		r->items[r->n++] = item;
	}
	if (!csq_json_end(&j))
	{
		err->code = CSQ_PARAM;
		err->detail[0] = err->hint[0] = '\0';
		return csq_fail(err, CSQ_PARAM, "a mapping of activities must be a JSON object of strings and nulls") ||
		       csq_hint(err, "For example {\"agent assigned\":\"agent\", \"heartbeat\":null}.");
	}
	csq_sort(r->items, r->n, sizeof *r->items, compare_relabels);
	return true;
}

/* The label with other activities; false when none is left. */
static bool
relabelled(const CsqRelabels *r, const CsqText *label, CsqText *to)
{
	CsqText  rest = *label;
	CsqText  part;
	CsqText *parts = NULL;
	uint32_t n = 0;

	while (csq_label_next_part(&rest, &part))
	{
		int64_t item = place(r->items, r->n, sizeof *r->items, &part);

		if (item >= 0)
			part = r->items[item].to;
		if (part.s == NULL)
			continue;
		parts = parts == NULL ? csq_alloc(sizeof part) : csq_realloc(parts, (n + (size_t) 1) * sizeof part);
		parts[n++] = part;
	}
	if (n > 0)
		*to = csq_label_is_set(label) ? csq_label_join(parts, n) : parts[0];
	if (parts != NULL)
		csq_free(parts);
	return n > 0;
}

CsqJourney *
csq_journey_relabel(const CsqJourneyView *view, const CsqRelabels *r, CsqError *err)
{
	CsqJourney    *j = csq_journey_new(CSQ_JOURNEY_FIRST_SIZE);
	CsqText       *to = csq_alloc0(((size_t) view->nlabels + 1) * sizeof *to);
	CsqJourneyView again;

	for (uint32_t l = 1; l <= view->nlabels; l++)
		relabelled(r, &view->labels[l], &to[l]);
	for (uint32_t i = 0; i < view->nevents; i++)
	{
		const CsqEvent *e = &view->events[i];
		const CsqText  *label = &to[e->activity];
		CsqNewEvent     n = {e->at, label->s, NULL, label->len, 0, e->value, e->seq, e->has_value, e->has_seq};

		if (label->s == NULL)
			continue;
		if (e->channel != 0)
		{
			n.channel = view->labels[e->channel].s;
			n.channel_len = view->labels[e->channel].len;
		}
		if (!csq_journey_append(&j, &n, err))
			return NULL;
		csq_poll(i);
	}
	csq_free(to);
	/* other names, another order of equal times */
	return csq_journey_open(j, &again, err) ? csq_journey_pack(&again, err) : NULL;
}

/* ---- effort ---- */

typedef struct Weight
{
	CsqText label;
	double  weight;
} Weight;

static int
compare_weights(const void *a, const void *b)
{
	return csq_text_compare(&((const Weight *) a)->label, &((const Weight *) b)->label);
}

static void
parse_activities(CsqJson *j, CsqEffort *e)
{
	Weight  *weights = csq_alloc(sizeof *weights);
	uint32_t n = 0;
	CsqText  key;

	csq_json_open(j, '{');
	while (csq_json_key(j, &key))
	{
		weights = csq_realloc(weights, (n + (size_t) 1) * sizeof *weights);
		weights[n].label = key;
		weights[n++].weight = csq_json_double(j);
	}
	csq_sort(weights, n, sizeof *weights, compare_weights);
	e->n = n;
	e->labels = csq_alloc((n + (size_t) 1) * sizeof *e->labels);
	e->weights = csq_alloc((n + (size_t) 1) * sizeof *e->weights);
	for (uint32_t i = 0; i < n; i++)
	{
		e->labels[i] = weights[i].label;
		e->weights[i] = weights[i].weight;
	}
}

bool
csq_effort_parse(const char *json, size_t len, CsqEffort *e, CsqError *err)
{
	CsqJson j;
	CsqText key;

	memset(e, 0, sizeof *e);
	csq_json_init(&j, json, len, "weights", err);
	csq_json_open(&j, '{');
	while (csq_json_key(&j, &key))
	{
		if (csq_json_is(&key, "activities"))
			parse_activities(&j, e);
		else if (csq_json_is(&key, "other"))
			e->other = csq_json_double(&j);
		else if (csq_json_is(&key, "switch"))
			e->per_switch = csq_json_double(&j);
		else if (csq_json_is(&key, "repeat"))
			e->per_repeat = csq_json_double(&j);
		else if (csq_json_is(&key, "hour"))
			e->per_hour = csq_json_double(&j);
		else
			csq_json_unknown(&j, &key);
	}
	if (csq_json_end(&j))
		return true;
	err->detail[0] = err->hint[0] = '\0';
	return csq_fail(
			   err, CSQ_PARAM,
			   "weights of effort must be a JSON object of numbers with the keys activities, other, switch, repeat, hour") ||
	       csq_hint(err, "For example {\"activities\":{\"called\":2}, \"other\":1, \"switch\":0.5}.");
}

double
csq_journey_effort(const CsqJourneyView *view, const CsqEffort *e)
{
	double  *weight = csq_alloc(((size_t) view->nlabels + 1) * sizeof *weight);
	double   sum = 0;
	uint32_t channel = 0;

	for (uint32_t l = 1; l <= view->nlabels; l++)
	{
		CsqText rest = view->labels[l];
		CsqText part;

		weight[l] = 0;
		while (csq_label_next_part(&rest, &part))
		{
			int64_t item = place(e->labels, e->n, sizeof *e->labels, &part);

			weight[l] += item < 0 ? e->other : e->weights[item];
		}
	}
	for (uint32_t i = 0; i < view->nevents; i++)
	{
		const CsqEvent *v = &view->events[i];

		sum += weight[v->activity];
		if (i > 0 && v[-1].activity == v->activity)
			sum += e->per_repeat;
		if (v->channel != 0 && channel != 0 && v->channel != channel)
			sum += e->per_switch;
		channel = v->channel != 0 ? v->channel : channel;
		csq_poll(i);
	}
	if (view->nevents > 0)
		sum += e->per_hour * (((double) view->events[view->nevents - 1].at - (double) view->events[0].at) /
		                      (double) CSQ_USEC_PER_HOUR);
	csq_free(weight);
	return sum;
}
