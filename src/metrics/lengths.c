/*
 * lengths.c
 *		Multisets of lengths of time that grow in place: adding, merging, checking
 *		(see lengths.h; text and binary forms are in lengths_text.c).
 *
 * A value is laid out anew only when a table is full: exact tables double, the
 * array of places grows to whole octaves.  At 2,049 different lengths the table
 * becomes such an array, which is no larger.
 */
#include "metrics/lengths.h"

#define FIRST_SLOTS 8
#define EXACT_SLOTS 4096 /* holds CSQ_LENGTHS_EXACT lengths at half load */
#define OCTAVE      64

static size_t
total_size(const CsqLengths *l)
{
	size_t size = csq_lengths_head(l);

	for (uint32_t i = 0; i < l->nsets; i++)
		size += csq_lengths_set_size(&l->sets[i]);
	return size;
}

CsqLengths *
csq_lengths_new(const CsqLengthsType *type, const int64_t *limits, uint32_t nlimits)
{
	CsqLengths  head = {.nsets = type->nsets, .nlimits = nlimits};
	CsqLengths *l = csq_flat_new(csq_lengths_head(&head), 1);

	l->nsets = type->nsets;
	l->nlimits = nlimits;
	if (nlimits > 0)
		memcpy(&l->sets[l->nsets], limits, nlimits * sizeof *limits);
	return l;
}

bool
csq_lengths_limits(const int64_t *limits, uint32_t n, CsqError *err)
{
	if (n > CSQ_LENGTHS_LIMITS)
		return csq_fail(err, CSQ_PARAM, "%u limits are too many", n) ||
		       csq_detail(err, "A summary of durations counts at most %d limits.", CSQ_LENGTHS_LIMITS);
	for (uint32_t i = 0; i < n; i++)
		if (limits[i] < 0 || (i > 0 && limits[i] <= limits[i - 1]))
			return csq_fail(err, CSQ_PARAM, "the limits of durations must ascend") ||
			       csq_detail(err, "Each is longer than the one before it, and none is negative.");
	return true;
}

/* ---- tables ---- */

/* Counts an exact length towards the limits of a set that is rounded. */
static inline void
count_limits(const CsqLengths *l, uint32_t set, int64_t v, int64_t count)
{
	const int64_t *limits = csq_lengths_limit(l);
	int64_t       *within = csq_lengths_reached(l, set);

	for (uint32_t i = l->nlimits; i > 0 && v <= limits[i - 1]; i--)
		within[i - 1] += count;
}

/* The same value with one set's table of another shape; what it held moves over. */
static CsqLengths *
reshape(const CsqLengths *old, uint32_t set, CsqLengthSet shape)
{
	CsqLengths  head = *old;
	size_t      size = total_size(old) - csq_lengths_set_size(&old->sets[set]) + csq_lengths_set_size(&shape);
	CsqLengths *l = csq_flat_new(size, 1);
	const void *from = csq_lengths_slots(old, set);
	char       *to;

	memcpy(l, old, csq_lengths_head(&head));
	csq_flat_set_size(l, size);
	l->sets[set].nslots = shape.nslots;
	l->sets[set].first = shape.first;
	l->sets[set].rounded = shape.rounded;
	for (uint32_t i = 0; i < l->nsets; i++)
		if (i != set)
			memcpy(csq_lengths_slots(l, i), csq_lengths_slots(old, i), csq_lengths_set_size(&l->sets[i]));
	to = csq_lengths_slots(l, set);
	if (old->sets[set].rounded)
	{
		memcpy(to + (old->sets[set].first - shape.first) * sizeof(int64_t), from,
		       csq_lengths_set_size(&old->sets[set]));
		return l;
	}
	for (uint32_t i = 0; i < old->sets[set].nslots; i++)
	{
		const CsqLengthSlot *s = (const CsqLengthSlot *) from + i;

		if (s->count == 0)
			continue;
		if (shape.rounded)
		{
			((int64_t *) to)[csq_length_place(s->value) - shape.first] += s->count;
			count_limits(l, set, s->value, s->count);
		}
		else
			*csq_lengths_find((CsqLengthSlot *) to, shape.nslots, s->value) = *s;
	}
	if (shape.rounded)
		l->sets[set].nvalues = 0;
	return l;
}

CsqLengthSet
csq_lengths_places(uint32_t lo, uint32_t hi)
{
	CsqLengthSet shape = {.rounded = 1};

	shape.first = lo / OCTAVE * OCTAVE;
	shape.nslots = (hi / OCTAVE + 1) * OCTAVE - shape.first;
	return shape;
}

CsqLengthSet
csq_lengths_table(uint32_t nvalues)
{
	CsqLengthSet shape = {.nslots = FIRST_SLOTS};

	while (shape.nslots < EXACT_SLOTS && nvalues * 4 > shape.nslots * 3)
		shape.nslots *= 2;
	return shape;
}

/* Makes room for the places of lo .. hi in a rounded set, and rounds one that is not. */
static void
cover(CsqLengths **l, uint32_t set, int64_t lo, int64_t hi)
{
	const CsqLengthSet *s = &(*l)->sets[set];
	uint32_t            from = csq_length_place(lo);
	uint32_t            to = csq_length_place(hi);

	if (s->rounded)
	{
		if (from >= s->first && to < s->first + s->nslots)
			return;
		from = from < s->first ? from : s->first;
		to = to >= s->first + s->nslots ? to : s->first + s->nslots - 1;
	}
	else if (s->n > 0)
	{
		uint32_t least = csq_length_place(s->min);
		uint32_t most = csq_length_place(s->max);

		from = from < least ? from : least;
		to = to > most ? to : most;
	}
	*l = reshape(*l, set, csq_lengths_places(from, to));
}

/* Counts a length whose moments are added already. */
static void
count_length(CsqLengths **l, uint32_t set, int64_t v, int64_t count)
{
	CsqLengthSet  *s = &(*l)->sets[set];
	CsqLengthSlot *slot;

	if (!s->rounded)
	{
		if (CSQ_UNLIKELY(s->nslots == 0))
		{
			*l = reshape(*l, set, (CsqLengthSet){.nslots = FIRST_SLOTS});
			s = &(*l)->sets[set];
		}
		slot = csq_lengths_find(csq_lengths_slots(*l, set), s->nslots, v);
		if (CSQ_LIKELY(slot->count != 0))
		{
			slot->count += count;
			return;
		}
		if (s->nvalues < CSQ_LENGTHS_EXACT)
		{
			slot->value = v;
			slot->count = count;
			s->nvalues++;
			if (s->nvalues * 4 > s->nslots * 3 && s->nslots < EXACT_SLOTS)
				*l = reshape(*l, set, (CsqLengthSet){.nslots = s->nslots * 2});
			return;
		}
	}
	cover(l, set, v, v);
	s = &(*l)->sets[set];
	((int64_t *) csq_lengths_slots(*l, set))[csq_length_place(v) - s->first] += count;
	if ((*l)->nlimits > 0)
		count_limits(*l, set, v, count);
}

static inline void
stretch(CsqLengthSet *s, int64_t min, int64_t max)
{
	if (s->n == 0 || min < s->min)
		s->min = min;
	if (max > s->max)
		s->max = max;
}

/* Lengths are added before they are counted, so that reshaping sees what the table holds: then min and max. */
bool
csq_lengths_add(CsqLengths **l, uint32_t set, int64_t length, CsqError *err)
{
	CsqLengthSet *s = &(*l)->sets[set];
	int64_t       n = s->n;

	if (CSQ_UNLIKELY(!csq_length_moments(&n, &s->sum, &s->squares, length, 1)))
		return csq_times_too_long(err);
	count_length(l, set, length, 1);
	s = &(*l)->sets[set];
	stretch(s, length, length);
	s->n = n;
	return true;
}

/* ---- merging ---- */

static bool
same_limits(const CsqLengths *a, const CsqLengths *b, const CsqLengthsType *type, CsqError *err)
{
	if (a->nlimits == b->nlimits &&
	    memcmp(csq_lengths_limit(a), csq_lengths_limit(b), a->nlimits * sizeof(int64_t)) == 0)
		return true;
	csq_fail(err, CSQ_PARAM, "%s values with different limits cannot be combined", type->name);
	{
		CsqBuf b1, b2;

		csq_buf_init(&b1);
		csq_buf_init(&b2);
		for (uint32_t i = 0; i < a->nlimits; i++)
			csq_buf_printf(&b1, "%s%g", i > 0 ? ", " : "", (double) csq_lengths_limit(a)[i] / 1e6);
		for (uint32_t i = 0; i < b->nlimits; i++)
			csq_buf_printf(&b2, "%s%g", i > 0 ? ", " : "", (double) csq_lengths_limit(b)[i] / 1e6);
		csq_detail(err, "One counts the limits {%s} seconds, the other {%s}.", b1.data, b2.data);
	}
	return csq_hint(err, "Give the same limits to each aggregate.");
}

static bool
merge_set(CsqLengths **into, const CsqLengths *from, uint32_t set, CsqError *err)
{
	const CsqLengthSet *f = &from->sets[set];
	const void         *slots = csq_lengths_slots(from, set);
	CsqLengthSet       *s = &(*into)->sets[set];
	int64_t             n;

	if (f->n == 0)
		return true;
	if (!csq_add_i64(s->n, f->n, &n) || __builtin_add_overflow(s->sum, f->sum, &s->sum) ||
	    __builtin_add_overflow(s->squares, f->squares, &s->squares))
		return csq_times_too_long(err);
	if (f->rounded)
	{
		int64_t *to;

		cover(into, set, f->min, f->max);
		s = &(*into)->sets[set];
		to = csq_lengths_slots(*into, set);
		for (uint32_t i = 0; i < f->nslots; i++)
			if (((const int64_t *) slots)[i] != 0)
				to[f->first + i - s->first] += ((const int64_t *) slots)[i];
		for (uint32_t i = 0; i < from->nlimits; i++)
			csq_lengths_reached(*into, set)[i] += csq_lengths_reached(from, set)[i];
	}
	else
		for (uint32_t i = 0; i < f->nslots; i++)
		{
			const CsqLengthSlot *slot = (const CsqLengthSlot *) slots + i;

			if (slot->count == 0)
				continue;
			count_length(into, set, slot->value, slot->count);
			/* the table grows by what it holds: keep its ends with it */
			stretch(&(*into)->sets[set], slot->value, slot->value);
			(*into)->sets[set].n += slot->count;
		}
	s = &(*into)->sets[set];
	if (f->rounded)
		stretch(s, f->min, f->max);
	s->n = n;
	return true;
}

bool
csq_lengths_merge(CsqLengths **into, const CsqLengths *from, const CsqLengthsType *type, CsqError *err)
{
	if (!same_limits(*into, from, type, err))
		return false;
	if (!csq_add_i64((*into)->missing, from->missing, &(*into)->missing))
		return csq_fail(err, CSQ_RANGE, "count of a summary is out of range");
	for (uint32_t i = 0; i < from->nsets; i++)
		if (!merge_set(into, from, i, err))
			return false;
	csq_check_interrupts();
	return true;
}

/* ---- checking ---- */

static bool
invalid(const CsqLengthsType *type, const char *why, CsqError *err)
{
	return csq_fail(err, CSQ_BINARY, "invalid value of type csq.%s", type->name) || csq_detail(err, "%s", why);
}

static const char *
wrong_with_set(const CsqLengths *l, uint32_t set)
{
	const CsqLengthSet *s = &l->sets[set];
	const void         *slots = csq_lengths_slots(l, set);
	int64_t             total = 0;
	uint32_t            nvalues = 0;

	for (uint32_t i = 0; i < s->nslots; i++)
	{
		int64_t count = s->rounded ? ((const int64_t *) slots)[i] : ((const CsqLengthSlot *) slots)[i].count;
		int64_t least = 0, most = INT64_MAX;

		if (count == 0)
			continue;
		if (count < 0 || !csq_add_i64(total, count, &total))
			return "A count is negative, or their sum is out of range.";
		if (s->rounded)
		{
			least = csq_length_place(s->min);
			most = csq_length_place(s->max);
		}
		else
		{
			least = s->min;
			most = s->max;
			nvalues++;
		}
		if (least > (s->rounded ? s->first + i : ((const CsqLengthSlot *) slots)[i].value) ||
		    most < (s->rounded ? s->first + i : ((const CsqLengthSlot *) slots)[i].value))
			return "A length lies outside the shortest and the longest.";
	}
	if (total != s->n || nvalues != s->nvalues)
		return "Its lengths are not as many as it says.";
	for (uint32_t i = 0; i < l->nlimits; i++)
	{
		const int64_t *within = csq_lengths_reached(l, set);

		if (within[i] < 0 || within[i] > s->n || (i > 0 && within[i] < within[i - 1]))
			return "The counts of its limits make no sense.";
	}
	return NULL;
}

bool
csq_lengths_check(const void *value, size_t size, const CsqLengthsType *type, CsqError *err)
{
	const CsqLengths *l = value;

	if (size < sizeof *l || size > CSQ_MAX_VALUE_SIZE || csq_flat_size(l) != size)
		return invalid(type, "Its size is wrong.", err);
	if (l->flat.version != 1 || l->flat.kind != 0 || l->flat.flags != 0)
		return invalid(type, "It was written by a version of csq that this one does not know.", err);
	if (l->nsets != type->nsets || l->nlimits > (type->limits ? CSQ_LENGTHS_LIMITS : 0) || size < csq_lengths_head(l) ||
	    l->missing < 0)
		return invalid(type, "Its header makes no sense.", err);
	for (uint32_t i = 0; i < l->nlimits; i++)
		if (csq_lengths_limit(l)[i] < 0 || (i > 0 && csq_lengths_limit(l)[i] <= csq_lengths_limit(l)[i - 1]))
			return invalid(type, "Its limits do not ascend.", err);
	for (uint32_t i = 0; i < l->nsets; i++)
	{
		const CsqLengthSet *s = &l->sets[i];

		if (s->rounded > 1 || s->min < 0 || s->max < s->min || s->n < 0 ||
		    (s->rounded ? s->nslots == 0 || s->first >= CSQ_TIMES_PLACES || s->nslots > CSQ_TIMES_PLACES - s->first
		                : s->nslots > EXACT_SLOTS || (s->nslots & (s->nslots - 1)) != 0 ||
		                      (s->nslots > 0 && s->nvalues >= s->nslots)))
			return invalid(type, "The shape of its lengths makes no sense.", err);
	}
	if (size != total_size(l))
		return invalid(type, "Its size is wrong.", err);
	for (uint32_t i = 0; i < l->nsets; i++)
	{
		const char *why = wrong_with_set(l, i);

		if (why != NULL)
			return invalid(type, why, err);
	}
	return true;
}
