/*
 * journey_time.c
 *		Stages, sessions, relabelling and effort of an opened journey: see
 *		journey_time.h for the meaning.  All of it is one pass over the events.
 */
#include "journey/journey_time.h"

#include "base/literal.h"
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
	if (n > 0 && csq_text_same(&stages[n - 1].label, &label))
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

static int
compare_labels(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *) a;
	uint32_t y = *(const uint32_t *) b;

	return (x > y) - (x < y);
}

void
csq_journey_part(const CsqJourneyView *view, uint32_t first, uint32_t end, uint32_t *number, CsqJourneyView *part)
{
	const CsqEvent *from = view->events + first;
	uint32_t        n = end - first;
	uint32_t       *labels = csq_alloc((2 * (size_t) n + 1) * sizeof *labels);
	uint32_t        nlabels = 0;

	for (uint32_t i = 0; i < n; i++)
	{
		const uint32_t wanted[2] = {from[i].activity, from[i].channel};

		for (int w = 0; w < 2; w++)
			if (wanted[w] != 0 && number[wanted[w]] == 0)
			{
				number[wanted[w]] = 1;
				labels[nlabels++] = wanted[w];
			}
		csq_poll(i);
	}
	csq_sort(labels, nlabels, sizeof *labels, compare_labels); /* labels ascend with their numbers */
	part->nlabels = nlabels;
	part->labels = csq_alloc((nlabels + (size_t) 1) * sizeof *part->labels);
	part->labels[0] = (CsqText){"", 0};
	for (uint32_t i = 0; i < nlabels; i++)
	{
		part->labels[i + 1] = view->labels[labels[i]];
		number[labels[i]] = i + 1;
	}
	part->nevents = n;
	part->events = csq_alloc((n + (size_t) 1) * sizeof *part->events);
	for (uint32_t i = 0; i < n; i++)
	{
		part->events[i] = from[i];
		part->events[i].activity = number[from[i].activity];
		part->events[i].channel = number[from[i].channel];
		csq_poll(i);
	}
	for (uint32_t i = 0; i < nlabels; i++)
		number[labels[i]] = 0;
	csq_free(labels);
}

/* ---- relabelling ---- */

bool
csq_relabels_parse(const char *json, size_t len, CsqRelabels *r, CsqError *err)
{
	CsqJson  j;
	CsqText  key;
	uint32_t cap = 0;

	*r = (CsqRelabels){0, NULL};
	csq_json_init(&j, json, len, "mapping", err);
	csq_json_open(&j, '{');
	while (csq_json_key(&j, &key))
	{
		CsqRelabel item = {key, {NULL, 0}};

		if (!csq_json_null(&j))
		{
			item.to = csq_json_string(&j);
			if (csq_is_blank(item.to)) /* a blank activity is none */
				item.to = (CsqText){NULL, 0};
		}
		if (r->n == cap)
			csq_grow(r->items, cap);
		r->items[r->n++] = item;
	}
	if (!csq_json_end(&j))
	{
		err->code = CSQ_PARAM;
		err->detail[0] = err->hint[0] = '\0';
		return csq_fail(err, CSQ_PARAM, "a mapping of activities must be a JSON object of strings and nulls") ||
		       csq_hint(err, "For example {\"agent assigned\":\"agent\", \"heartbeat\":null}.");
	}
	csq_sort(r->items, r->n, sizeof *r->items, csq_by_text);
	return true;
}

/* An activity that is not named is another one than this, by more than case, width and spaces. */
static bool
not_misspelt(const char *what, CsqText activity, const CsqText *named, CsqError *err)
{
	if (!csq_option_same(activity, *named))
		return true;
	return csq_fail(err, CSQ_PARAM, "%s not name activity \"%s\", but \"%s\"", what,
	                csq_quoted(activity.s, activity.len).s, csq_quoted(named->s, named->len).s) ||
	       csq_detail(err, "They differ by case, width or spaces only, and are different activities.") ||
	       csq_hint(err, "Name it as it is written, each of them where the journey has both.");
}

/* The label with other activities, without bytes when none is left; false for a slip. */
static bool
relabelled(const CsqRelabels *r, const CsqText *label, CsqText *to, CsqError *err)
{
	CsqText  rest = *label;
	CsqText  part;
	CsqText *parts = NULL;
	uint32_t n = 0;
	uint32_t cap = 0;

	while (csq_label_next_part(&rest, &part))
	{
		size_t item = csq_text_find(r->items, r->n, sizeof *r->items, &part);

		for (uint32_t i = 0; item == r->n && i < r->n; i++)
			if (!not_misspelt("the mapping does", part, &r->items[i].label, err))
				return false;
		if (item < r->n)
			part = r->items[item].to;
		if (part.s == NULL)
			continue;
		if (n == cap)
			csq_grow(parts, cap);
		parts[n++] = part;
	}
	if (n > 0)
		*to = csq_label_is_set(label) ? csq_label_join(parts, n) : parts[0];
	if (parts != NULL)
		csq_free(parts);
	return true;
}

CsqJourney *
csq_journey_relabel(const CsqJourneyView *view, const CsqRelabels *r, CsqError *err)
{
	CsqJourney    *j = csq_journey_new(CSQ_JOURNEY_FIRST_SIZE);
	CsqText       *to = csq_alloc0(((size_t) view->nlabels + 1) * sizeof *to);
	CsqJourneyView again;

	for (uint32_t l = 1; l <= view->nlabels; l++)
		if (!relabelled(r, &view->labels[l], &to[l], err))
			return NULL;
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
		if (!csq_journey_add(&j, &n, err))
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

static void
parse_activities(CsqJson *j, CsqEffort *e)
{
	Weight  *weights = NULL;
	uint32_t n = 0;
	uint32_t cap = 0;
	CsqText  key;

	csq_json_open(j, '{');
	while (csq_json_key(j, &key))
	{
		if (n == cap)
			csq_grow(weights, cap);
		weights[n].label = key;
		weights[n++].weight = csq_json_double(j);
	}
	csq_sort(weights, n, sizeof *weights, csq_by_text);
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
	static const char *const names[] = {"activities", "other", "switch", "repeat", "hour", NULL};
	double *const            weights[] = {NULL, &e->other, &e->per_switch, &e->per_repeat, &e->per_hour};
	CsqJson                  j;
	CsqError                 why;
	unsigned                 seen = 0;
	int                      k;

	memset(e, 0, sizeof *e);
	csq_json_init(&j, json, len, "weights", &why);
	csq_json_open(&j, '{');
	while ((k = csq_json_member(&j, names, &seen)) >= 0)
		if (k == 0)
			parse_activities(&j, e);
		else
			*weights[k] = csq_json_double(&j);
	if (csq_json_end(&j))
		return true;
	return csq_fail(
			   err, CSQ_PARAM,
			   "weights of effort must be a JSON object of numbers with the keys activities, other, switch, repeat, hour") ||
	       csq_detail(err, "%s", why.detail) ||
	       csq_hint(err, "For example {\"activities\":{\"called\":2}, \"other\":1, \"switch\":0.5}.");
}

bool
csq_journey_effort(const CsqJourneyView *view, const CsqEffort *e, double *effort, CsqError *err)
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
			size_t item = csq_text_find(e->labels, e->n, sizeof *e->labels, &part);

			for (uint32_t i = 0; item == e->n && i < e->n; i++)
				if (!not_misspelt("the weights do", part, &e->labels[i], err))
					return false;
			weight[l] += item == e->n ? e->other : e->weights[item];
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
	*effort = sum;
	return true;
}
