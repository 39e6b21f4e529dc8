/*
 * lengths_text.c
 *		Reading the sets of lengths.c, and their text and binary forms.
 *
 * Text: {"v":1,"business":true,"missing":0,"limits":[...],"NAME":times,...,"NAME_within":[...]}.
 * Lengths are microseconds, times are as in base/times.c.  "business" is there when
 * the lengths are of business time, "limits" when
 * there are any, "NAME_within" when beside that the set is rounded; while it is
 * exact, it follows from the lengths.  Binary: version u8, missing u64, number of
 * limits u32 (its highest bit says business time) and limits u64, then each set and, when rounded, its counts within.
 */
#include "base/sort.h"
#include "base/summary.h"
#include "metrics/lengths.h"

#define RADIX_LEAST 64 /* fewer lengths are sorted by comparison */

#define BUSINESS_BIT UINT32_C(0x80000000)

/* ---- a set as times ---- */

/*
 * Exact lengths between min and max, in order; other has the same room.  Many by radix, byte by byte from the lowest:
 * comparing was half of what a median costs.
 */
static CsqLengthSlot *
sort_slots(CsqLengthSlot *items, CsqLengthSlot *other, uint32_t n, int64_t min, int64_t max)
{
	if (n < RADIX_LEAST)
	{
		csq_sort(items, n, sizeof *items, csq_by_i64);
		return items;
	}
	for (int shift = 0; shift < 64 && ((uint64_t) (max - min) >> shift) != 0; shift += 8)
	{
		uint32_t       place[256] = {0};
		uint32_t       before = 0;
		CsqLengthSlot *swap = items;

		for (uint32_t i = 0; i < n; i++)
			place[(uint64_t) (items[i].value - min) >> shift & 255]++;
		for (int b = 0; b < 256; b++)
		{
			uint32_t here = place[b];

			place[b] = before;
			before += here;
		}
		for (uint32_t i = 0; i < n; i++)
			other[place[(uint64_t) (items[i].value - min) >> shift & 255]++] = items[i];
		items = other;
		other = swap;
	}
	return items;
}

CsqTimes
csq_lengths_times(const CsqLengths *any, uint32_t set)
{
	const CsqLengths   *l = csq_lengths_settled(any);
	const CsqLengthSet *s = &l->sets[set];
	const void         *slots = csq_lengths_slots(l, set);
	CsqTimes       t = {s->n, s->min, s->max, s->sum, s->squares, csq_set_rounded(s), 0, NULL, NULL, NULL, NULL, 0};
	CsqLengthSlot *room = csq_alloc((2 * (size_t) s->nslots + 1) * sizeof *room);
	CsqLengthSlot *items = room;

	for (uint32_t i = 0; i < s->nslots; i++)
	{
		CsqLengthSlot c = csq_set_rounded(s)
		                      ? (CsqLengthSlot){csq_length_at(s->first + i), ((const int64_t *) slots)[i]}
		                      : ((const CsqLengthSlot *) slots)[i];

		if (c.count != 0)
			items[t.nvalues++] = c;
	}
	if (!csq_set_rounded(s)) /* places ascend already */
		items = sort_slots(items, room + s->nslots, t.nvalues, s->min, s->max);
	t.values = csq_alloc((t.nvalues + (size_t) 1) * sizeof *t.values);
	t.counts = csq_alloc((t.nvalues + (size_t) 1) * sizeof *t.counts);
	for (uint32_t i = 0; i < t.nvalues; i++)
	{
		t.values[i] = items[i].value;
		t.counts[i] = items[i].count;
	}
	csq_free(room);
	return t;
}

double
csq_lengths_within(const CsqLengths *any, uint32_t set, const CsqTimes *times, int64_t limit)
{
	const CsqLengths *l = csq_lengths_settled(any);

	if (times->rounded)
		for (uint32_t i = 0; i < l->nlimits; i++)
			if (csq_lengths_limit(l)[i] == limit)
				return (double) csq_lengths_reached(l, set)[i];
	return csq_times_within(times, limit);
}

/* ---- building from what was read ---- */

typedef struct Parts
{
	bool     business;
	int64_t  missing;
	uint32_t nlimits;
	int64_t  limits[CSQ_LENGTHS_LIMITS];
	CsqTimes times[CSQ_LENGTHS_SETS];
	int      nwithin[CSQ_LENGTHS_SETS]; /* -1: not given */
	int64_t  within[CSQ_LENGTHS_SETS][CSQ_LENGTHS_LIMITS];
} Parts;

/* What a limit can have counted, from the buckets: between the lengths surely below it and those that may be. */
static const char *
wrong_within(const Parts *p, uint32_t set)
{
	const CsqTimes *t = &p->times[set];

	if (!t->rounded || p->nlimits == 0)
		return p->nwithin[set] < 0 ? NULL : "Counts within limits are given for lengths that are not rounded.";
	if (p->nwithin[set] != (int) p->nlimits)
		return "Each limit needs its count.";
	for (uint32_t i = 0; i < p->nlimits; i++)
	{
		int64_t least = 0, most = 0;

		for (uint32_t j = 0; j < t->nvalues && t->values[j] <= p->limits[i]; j++)
		{
			most += t->counts[j];
			if (p->limits[i] - t->values[j] >= csq_length_width(t->values[j]) - 1 || p->limits[i] >= t->max)
				least += t->counts[j];
		}
		if (p->within[set][i] < least || p->within[set][i] > most)
			return "The count within a limit does not fit the lengths.";
	}
	return NULL;
}

/* A value of parts that passed the checks of base/times.c; NULL with why. */
static CsqLengths *
assemble(const Parts *p, const CsqLengthsType *type, const char **why)
{
	CsqLengths *l = csq_lengths_new(type, p->limits, p->nlimits);

	*why = NULL;
	l->missing = p->missing;
	l->flat.flags = p->business ? CSQ_LENGTHS_BUSINESS : 0;
	for (uint32_t i = 0; i < type->nsets; i++)
	{
		const CsqTimes *t = &p->times[i];
		CsqLengthSet    set;
		CsqLengths     *more;
		size_t          front = csq_flat_size(l);
		void           *slots;

		if ((*why = wrong_within(p, i)) != NULL)
			return NULL;
		if (t->n == 0)
			continue;
		set = t->rounded ? csq_lengths_places(csq_length_place(t->min), csq_length_place(t->max))
		                 : csq_lengths_table(t->nvalues);
		/* sets come in order: the slots of this one go behind those before it */
		more = csq_flat_new(front + csq_set_slots_size(&set), 1);
		memcpy(more, l, front);
		l = more;
		csq_flat_set_size(l, front + csq_set_slots_size(&set));
		l->sets[i] = (CsqLengthSet){t->n,       t->min,    t->max,   t->sum, t->squares, t->rounded ? 0 : t->nvalues,
		                            set.nslots, set.first, set.state};
		slots = csq_lengths_slots(l, i);
		for (uint32_t j = 0; j < t->nvalues; j++)
			if (t->rounded)
				((int64_t *) slots)[csq_length_place(t->values[j]) - set.first] = t->counts[j];
			else
				*csq_lengths_find(slots, set.nslots, t->values[j]) = (CsqLengthSlot){t->values[j], t->counts[j]};
		for (uint32_t j = 0; t->rounded && j < p->nlimits; j++)
			csq_lengths_reached(l, i)[j] = p->within[i][j];
	}
	return l;
}

/* ---- text ---- */

static void
put_numbers(CsqBuf *out, const char *name, const char *suffix, const int64_t *numbers, uint32_t n)
{
	csq_buf_printf(out, ",\"%s%s\":", name, suffix);
	csq_buf_counts(out, numbers, (int) n);
}

void
csq_lengths_text(const CsqLengths *l, const CsqLengthsType *type, CsqBuf *out)
{
	l = csq_lengths_settled(l);
	csq_buf_printf(out, "{\"v\":1%s,\"missing\":%lld", csq_lengths_business(l) ? ",\"business\":true" : "",
	               (long long) l->missing);
	if (l->nlimits > 0)
		put_numbers(out, "limits", "", csq_lengths_limit(l), l->nlimits);
	for (uint32_t i = 0; i < l->nsets; i++)
	{
		CsqTimes t = csq_lengths_times(l, i);

		csq_buf_printf(out, ",\"%s\":", type->sets[i]);
		csq_times_text(&t, out);
		if (t.rounded && l->nlimits > 0)
			put_numbers(out, type->sets[i], "_within", csq_lengths_reached(l, i), l->nlimits);
	}
	csq_buf_char(out, '}');
}

/* The set that a key names, or its counts within limits (*within); -1: neither. */
static int
set_of_key(const CsqLengthsType *type, const CsqText *key, bool *within)
{
	for (uint32_t i = 0; i < type->nsets; i++)
	{
		size_t len = strlen(type->sets[i]);

		*within = key->len == len + 7 && memcmp(key->s + len, "_within", 7) == 0;
		if ((key->len == len || *within) && memcmp(key->s, type->sets[i], len) == 0)
			return (int) i;
	}
	return -1;
}

static void
parse_key(CsqJson *j, const CsqLengthsType *type, const CsqText *key, Parts *p, unsigned *seen)
{
	bool within;
	int  set;

	if (csq_json_is(key, "v"))
	{
		if (csq_json_once(j, key, seen, 1))
			csq_json_version(j, 1);
	}
	else if (csq_json_is(key, "missing"))
	{
		if (csq_json_once(j, key, seen, 2))
			p->missing = csq_json_count(j);
	}
	else if (type->limits && csq_json_is(key, "business"))
	{
		if (csq_json_once(j, key, seen, 8))
			p->business = csq_json_bool(j);
	}
	else if (type->limits && csq_json_is(key, "limits"))
	{
		if (csq_json_once(j, key, seen, 4))
			p->nlimits = (uint32_t) csq_json_counts(j, p->limits, CSQ_LENGTHS_LIMITS);
	}
	else if ((set = set_of_key(type, key, &within)) >= 0)
	{
		if (!csq_json_once(j, key, seen, (within ? 0x100u : 0x10u) << set))
			return;
		if (within)
			p->nwithin[set] = csq_json_counts(j, p->within[set], CSQ_LENGTHS_LIMITS);
		else
			csq_times_parse(j, CSQ_LENGTHS_EXACT, &p->times[set]);
	}
	else
		csq_json_unknown(j, key);
}

CsqLengths *
csq_lengths_parse(const char *text, size_t len, const CsqLengthsType *type, CsqError *err)
{
	CsqJson     j;
	CsqText     key;
	Parts       p = {.nwithin = {-1, -1, -1, -1}};
	unsigned    seen = 0;
	unsigned    needed = 1u | ((0x10u << type->nsets) - 0x10u);
	const char *why;
	CsqError    rule;
	CsqLengths *l;

	csq_json_init(&j, text, len, type->name, err);
	csq_json_open(&j, '{');
	while (csq_json_key(&j, &key))
		parse_key(&j, type, &key, &p, &seen);
	if (!csq_json_end(&j))
		return NULL;
	if ((seen & needed) != needed)
	{
		csq_json_fail(&j, "The key \"v\" and one for each set of lengths are needed: \"%s\" and so on.", type->sets[0]);
		return NULL;
	}
	if (!csq_lengths_limits(p.limits, p.nlimits, &rule))
		return csq_json_fail(&j, "%s", rule.detail), NULL;
	l = assemble(&p, type, &why);
	if (l == NULL)
		csq_json_fail(&j, "%s", why);
	return l;
}

/* ---- binary ---- */

void
csq_lengths_write(const CsqLengths *l, const CsqLengthsType *type, CsqBuf *out)
{
	l = csq_lengths_settled(l);
	csq_put_u8(out, 1);
	csq_put_u64(out, (uint64_t) l->missing);
	if (type->limits)
	{
		csq_put_u32(out, l->nlimits | (csq_lengths_business(l) ? BUSINESS_BIT : 0));
		for (uint32_t i = 0; i < l->nlimits; i++)
			csq_put_u64(out, (uint64_t) csq_lengths_limit(l)[i]);
	}
	for (uint32_t i = 0; i < l->nsets; i++)
	{
		CsqTimes t = csq_lengths_times(l, i);

		csq_times_write(&t, out);
		for (uint32_t j = 0; t.rounded && j < l->nlimits; j++)
			csq_put_u64(out, (uint64_t) csq_lengths_reached(l, i)[j]);
	}
}

CsqLengths *
csq_lengths_read(const void *data, size_t len, const CsqLengthsType *type, CsqError *err)
{
	CsqReader   r;
	Parts       p = {.nwithin = {-1, -1, -1, -1}};
	const char *why;
	CsqError    rule;
	CsqLengths *l;

	csq_reader_init(&r, data, len, type->name, err);
	csq_read_version(&r, 1);
	p.missing = (int64_t) csq_read_u64(&r);
	if (type->limits)
	{
		p.nlimits = csq_read_u32(&r);
		p.business = (p.nlimits & BUSINESS_BIT) != 0;
		p.nlimits &= ~BUSINESS_BIT;
		if (!r.failed && p.nlimits > CSQ_LENGTHS_LIMITS)
			return csq_read_fail(&r, "There are more than %d limits.", CSQ_LENGTHS_LIMITS), NULL;
		for (uint32_t i = 0; i < p.nlimits; i++)
			p.limits[i] = (int64_t) csq_read_u64(&r);
	}
	if (!r.failed && (p.missing < 0 || !csq_lengths_limits(p.limits, p.nlimits, &rule)))
		return csq_read_fail(&r, "Limits ascend and counts are not negative."), NULL;
	for (uint32_t i = 0; !r.failed && i < type->nsets; i++)
	{
		if (!csq_times_read(&r, CSQ_LENGTHS_EXACT, &p.times[i]))
			return NULL;
		if (!p.times[i].rounded || p.nlimits == 0)
			continue;
		p.nwithin[i] = (int) p.nlimits;
		for (uint32_t j = 0; j < p.nlimits; j++)
			p.within[i][j] = (int64_t) csq_read_u64(&r);
	}
	if (!csq_read_end(&r))
		return NULL;
	l = assemble(&p, type, &why);
	if (l == NULL)
		csq_read_fail(&r, "%s", why);
	return l;
}
