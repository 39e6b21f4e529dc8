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

#define TAILED_FROM 128 /* slots of an exact table */

static size_t
set_size(const CsqLengthSet *s)
{
	return csq_set_tail_size(s) + csq_set_slots_size(s);
}

static size_t
total_size(const CsqLengths *l)
{
	size_t size = csq_lengths_head(l);

	for (uint32_t i = 0; i < l->nsets; i++)
		size += set_size(&l->sets[i]);
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

/* Moves what a set held into a table of another shape. */
static void
move_slots(CsqLengths *l, const CsqLengths *old, uint32_t set)
{
	const CsqLengthSet *was = &old->sets[set];
	CsqLengthSet       *now = &l->sets[set];
	const void         *from = csq_lengths_slots(old, set);
	void               *to = csq_lengths_slots(l, set);

	if (csq_set_rounded(was))
	{
		memcpy((int64_t *) to + (was->first - now->first), from, csq_set_slots_size(was));
		return;
	}
	for (uint32_t i = 0; i < was->nslots; i++)
	{
		const CsqLengthSlot *s = (const CsqLengthSlot *) from + i;

		if (s->count == 0)
			continue;
		if (csq_set_rounded(now))
		{
			((int64_t *) to)[csq_length_place(s->value) - now->first] += s->count;
			count_limits(l, set, s->value, s->count);
		}
		else
			*csq_lengths_find(to, now->nslots, s->value) = *s;
	}
	if (csq_set_rounded(now))
		now->nvalues = 0;
}

/* The same value with one set's table of another shape; what it held, and what waits, moves over. */
static CsqLengths *
reshape(const CsqLengths *old, uint32_t set, CsqLengthSet shape)
{
	const CsqLengthSet *was = &old->sets[set];
	size_t              size;
	CsqLengths         *l;

	shape.state |= was->state & ~CSQ_SET_ROUNDED;
	if (csq_set_rounded(&shape) || shape.nslots >= TAILED_FROM)
		shape.state |= CSQ_SET_TAILED;
	size = total_size(old) - set_size(was) + set_size(&shape);
	l = csq_flat_new(size, 1);
	memcpy(l, old, csq_lengths_head(old));
	csq_flat_set_size(l, size);
	l->sets[set].nslots = shape.nslots;
	l->sets[set].first = shape.first;
	l->sets[set].state = shape.state;
	for (uint32_t i = 0; i < l->nsets; i++)
		if (i != set)
			memcpy(csq_lengths_tail(l, i), csq_lengths_tail(old, i), set_size(&old->sets[i]));
	memcpy(csq_lengths_tail(l, set), csq_lengths_tail(old, set), csq_set_waiting(was) * sizeof(int64_t));
	move_slots(l, old, set);
	return l;
}

CsqLengthSet
csq_lengths_places(uint32_t lo, uint32_t hi)
{
	CsqLengthSet shape = {.state = CSQ_SET_ROUNDED};

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

	if (csq_set_rounded(s))
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

	if (!csq_set_rounded(s))
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
csq_lengths_count(CsqLengths **l, uint32_t set, int64_t length, CsqError *err)
{
	CsqLengthSet *s = &(*l)->sets[set];
	int64_t       n;

	if (csq_set_waiting(s) > 0)
	{ /* nothing waits beside sums that may overflow */
		csq_lengths_settle(l, set);
		s = &(*l)->sets[set];
	}
	n = s->n;
	if (CSQ_UNLIKELY(!csq_length_moments(&n, &s->sum, &s->squares, length, 1)))
		return csq_times_too_long(err);
	count_length(l, set, length, 1);
	s = &(*l)->sets[set];
	stretch(s, length, length);
	s->n = n;
	if (n >= CSQ_LENGTHS_MANY && (s->state & CSQ_SET_TAILED) == 0)
		*l = reshape(*l, set, (CsqLengthSet){.nslots = s->nslots, .state = CSQ_SET_TAILED});
	return true;
}

/* Moments and ends of what is about to be counted. */
static void
settle_moments(CsqLengthSet *s, const int64_t *lengths, uint32_t n)
{
	int64_t  min = lengths[0], max = lengths[0];
	uint64_t sum = 0; /* of 128 numbers below 2^53 */
	CsqU128  squares = 0;

	for (uint32_t i = 0; i < n; i++)
	{
		uint64_t v = (uint64_t) lengths[i];

		sum += v;
		squares += (CsqU128) v * v;
		min = lengths[i] < min ? lengths[i] : min;
		max = lengths[i] > max ? lengths[i] : max;
	}
	stretch(s, min, max);
	s->n += n;
	s->sum += sum;
	s->squares += squares;
}

/* Lengths whose moments are added already: exact ones. */
static void
settle_exact(CsqLengths **l, uint32_t set, const int64_t *lengths, uint32_t n)
{
	CsqLengthSet  *s = &(*l)->sets[set];
	CsqLengthSlot *slots;

	if (s->nvalues + n > CSQ_LENGTHS_EXACT)
	{ /* may be too many: one by one */
		for (uint32_t i = 0; i < n; i++)
			count_length(l, set, lengths[i], 1);
		return;
	}
	if ((s->nvalues + n) * 4 > s->nslots * 3 && s->nslots < EXACT_SLOTS)
	{
		/* by four: each reshaping is copied by the executor as well */
		CsqLengthSet shape = csq_lengths_table(s->nvalues + n);

		shape.nslots = shape.nslots * 2 > EXACT_SLOTS ? EXACT_SLOTS : shape.nslots * 2;
		*l = reshape(*l, set, shape);
		s = &(*l)->sets[set];
	}
	slots = csq_lengths_slots(*l, set);
	if (s->nslots >= TAILED_FROM)
		for (uint32_t i = 0; i < n; i++)
			__builtin_prefetch(&slots[csq_lengths_hash(s->nslots, lengths[i])], 1);
	for (uint32_t i = 0, end; i < n; i = end)
	{
		CsqLengthSlot *slot = csq_lengths_find(slots, s->nslots, lengths[i]);

		for (end = i + 1; end < n && lengths[end] == lengths[i]; end++)
			;
		s->nvalues += slot->count == 0;
		slot->value = lengths[i];
		slot->count += end - i;
	}
}

/* And rounded ones, in places that are covered. */
static void
settle_rounded(CsqLengths **l, uint32_t set, const int64_t *lengths, uint32_t n)
{
	const CsqLengthSet *s;
	int64_t            *slots;

	cover(l, set, (*l)->sets[set].min, (*l)->sets[set].max);
	s = &(*l)->sets[set];
	slots = csq_lengths_slots(*l, set);
	for (uint32_t i = 0; i < n; i++)
		slots[csq_length_place(lengths[i]) - s->first]++;
	if ((*l)->nlimits > 0)
		for (uint32_t i = 0; i < n; i++)
			count_limits(*l, set, lengths[i], 1);
}

/* Counts what waits in the tail of a set. */
void
csq_lengths_settle(CsqLengths **l, uint32_t set)
{
	CsqLengthSet *s = &(*l)->sets[set];
	uint32_t      n = csq_set_waiting(s);
	int64_t       lengths[CSQ_LENGTHS_TAIL];

	if (n == 0)
		return;
	memcpy(lengths, csq_lengths_tail(*l, set), n * sizeof *lengths);
	memset(csq_lengths_tail(*l, set), 0, n * sizeof *lengths);
	s->state &= CSQ_SET_WAITING - 1;
	/* the ends first: a table that is rounded on the way spans them all */
	settle_moments(s, lengths, n);
	if (csq_set_rounded(s))
		settle_rounded(l, set, lengths, n);
	else
		settle_exact(l, set, lengths, n);
}

const void *
csq_lengths_open(const void *value, CsqError *err)
{
	return csq_lengths_settled(value);
}

const CsqLengths *
csq_lengths_settled(const CsqLengths *l)
{
	CsqLengths *copy = NULL;

	for (uint32_t i = 0; i < l->nsets; i++)
		if (csq_set_waiting(&l->sets[i]) > 0)
		{
			if (copy == NULL)
			{
				copy = csq_alloc(csq_flat_size(l));
				memcpy(copy, l, csq_flat_size(l));
			}
			csq_lengths_settle(&copy, i);
		}
	return copy != NULL ? copy : l;
}

/* ---- merging ---- */

static bool
alike(const CsqLengths *a, const CsqLengths *b, const CsqLengthsType *type, CsqError *err)
{
	if (csq_lengths_business(a) != csq_lengths_business(b))
		return csq_fail(err, CSQ_PARAM, "%s values of business time and of any time cannot be combined", type->name) ||
		       csq_detail(err, "An hour of one is not an hour of the other.") ||
		       csq_hint(err, "Give the same calendar to each aggregate, or none.");
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
merge_counted(CsqLengths **into, const CsqLengths *from, uint32_t set, CsqError *err)
{
	const CsqLengthSet *f = &from->sets[set];
	const void         *slots = csq_lengths_slots(from, set);
	CsqLengthSet       *s;
	int64_t             n;

	if (f->n == 0)
		return true;
	if (!csq_set_may_wait(&(*into)->sets[set]) || !csq_set_may_wait(f))
		csq_lengths_settle(into, set);
	s = &(*into)->sets[set];
	if (!csq_add_i64(s->n, f->n, &n) || __builtin_add_overflow(s->sum, f->sum, &s->sum) ||
	    __builtin_add_overflow(s->squares, f->squares, &s->squares))
		return csq_times_too_long(err);
	if (csq_set_rounded(f))
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
	if (csq_set_rounded(f))
		stretch(s, f->min, f->max);
	s->n = n;
	if (!csq_set_may_wait(s))
		csq_lengths_settle(into, set);
	return true;
}

/* What was counted, then what waits. */
static bool
merge_set(CsqLengths **into, const CsqLengths *from, uint32_t set, CsqError *err)
{
	if (!merge_counted(into, from, set, err))
		return false;
	for (uint32_t i = 0; i < csq_set_waiting(&from->sets[set]); i++)
		if (!csq_lengths_add(into, set, csq_lengths_tail(from, set)[i], err))
			return false;
	return true;
}

bool
csq_lengths_merge(CsqLengths **into, const CsqLengths *from, const CsqLengthsType *type, CsqError *err)
{
	if (!alike(*into, from, type, err))
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

	for (uint32_t i = 0; i < csq_set_waiting(s); i++)
		if (csq_lengths_tail(l, set)[i] < 0 || csq_lengths_tail(l, set)[i] >= CSQ_LENGTHS_WAIT_BELOW)
			return "A length that waits to be counted is out of range.";
	for (uint32_t i = 0; i < s->nslots; i++)
	{
		int64_t count = csq_set_rounded(s) ? ((const int64_t *) slots)[i] : ((const CsqLengthSlot *) slots)[i].count;
		int64_t least = 0, most = INT64_MAX;

		if (count == 0)
			continue;
		if (count < 0 || !csq_add_i64(total, count, &total))
			return "A count is negative, or their sum is out of range.";
		if (csq_set_rounded(s))
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
		if (least > (csq_set_rounded(s) ? s->first + i : ((const CsqLengthSlot *) slots)[i].value) ||
		    most < (csq_set_rounded(s) ? s->first + i : ((const CsqLengthSlot *) slots)[i].value))
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
	if (l->flat.version != 1 || l->flat.kind != 0 || (l->flat.flags & ~(type->limits ? CSQ_LENGTHS_BUSINESS : 0)) != 0)
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

		if (csq_set_waiting(s) >= CSQ_LENGTHS_TAIL ||
		    (csq_set_waiting(s) > 0 && ((s->state & CSQ_SET_TAILED) == 0 || !csq_set_may_wait(s))) || s->min < 0 ||
		    s->max < s->min || s->n < 0 ||
		    (csq_set_rounded(s)
		         ? s->nslots == 0 || s->first >= CSQ_TIMES_PLACES || s->nslots > CSQ_TIMES_PLACES - s->first
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
