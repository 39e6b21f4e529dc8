/*
 * retention_read.c
 *		Who came back, counted from the events of a retention_summary.
 *
 * A person enters a cohort by an event with the first activity: the first one there
 * is, or the first one of each period of the calendar (repeats).  The entering event and
 * all those at its time or later of the person with the returning activity are returns, each n periods
 * later: the distance of two periods of the calendar, or whole days of 24 hours (weeks of
 * 7 days) since the entering event.  A return the day before, which happens where clocks
 * are put back over midnight, is none.
 *
 * Everything that is later than as_of is left out, and a period that is not over then is
 * not known: whoever came in it counts as "so far", whoever did not is undecided.  So what
 * is counted is, for each cohort and n, for how many n is over (observed), and how many of
 * these came.
 *
 * The usual questions are answered without any order of the events by retention_sets.c.
 *
 * Cells are kept by cohort and n in a hash table; a person costs one for each different n,
 * and one for the n that is not over.  Whoever enters many cohorts looks for the next period
 * with a return by bisection, so the cost is that of the cells, not of pairs of events.
 */
#include "journey/retention_summary.h"

#include "base/instant.h"
#include "base/literal.h"
#include "calendar/calendar_build.h"
#include "base/sort.h"
#include "base/table.h"

#define FIRST_DATE (-2451545 + 800) /* some years after dates begin, so that every period has a first day */
#define LAST_DATE  (106751982 - 800)
#define NO_PERIOD  INT32_MIN

typedef struct Work
{
	const CsqRetentionAsk *ask;
	CsqRetention          *r;
	const CsqReturn       *events; /* of the person, not later than as_of */
	uint32_t               n;
	bool                  *first; /* by number of the label */
	bool                  *again;
	int64_t                length; /* of a rolling period */
	int32_t                now;    /* period of as_of */
	int64_t                known;  /* the last instant of which anything is known */
	int32_t                known_period;

	/* the returns of the person */
	uint32_t *back;   /* number of the event */
	int32_t  *period; /* of the calendar */
	uint32_t  nback;
	bool      ascending; /* the periods are in order */
	int32_t  *found;     /* the different n of one entry, ascending */
	size_t    cap;

	CsqTable groups;
	uint32_t group_cap;
	CsqTable cells;
	size_t   cell_cap;
} Work;

/* ---- periods ---- */

static int
shift_of(const CsqRetentionAsk *ask)
{
	return ask->unit == CSQ_PERIOD_WEEK ? ask->week_start : 0;
}

int32_t
csq_retention_day(const CsqRetentionAsk *ask, int64_t period)
{
	return csq_period_first(ask->unit, (int32_t) period) + shift_of(ask);
}

bool
csq_retention_period(const CsqRetentionAsk *ask, int64_t at, int32_t *period, CsqError *err)
{
	int64_t local;
	int64_t date = INT64_MAX;

	if (csq_add_i64(at, csq_zone_offset(ask->zone, at), &local))
		date = csq_floor_div(local, CSQ_USEC_PER_DAY);
	if (date < FIRST_DATE || date > LAST_DATE)
		return csq_fail(err, CSQ_DATETIME, "the %s of an event is out of range", csq_period_name(ask->unit)) ||
		       csq_detail(err, "Periods of retention() lie between the years -4710 and 294273.");
	*period = csq_period_of_date(ask->unit, (int32_t) date - shift_of(ask));
	return true;
}

/* ---- cohorts and cells ---- */

static inline uint64_t
hash_pair(uint32_t a, uint32_t b)
{
	return csq_mix64((uint64_t) a << 32 | b);
}

static uint32_t
group_of(Work *w, int32_t period, uint32_t segment)
{
	CsqRetention *r = w->r;
	uint64_t      hash = hash_pair((uint32_t) period, segment);

	csq_table_each(&w->groups, hash, i) if (r->groups[i].period == period && r->groups[i].segment == segment) return i;
	csq_table_room(&w->groups, r->ngroups, i, hash_pair((uint32_t) r->groups[i].period, r->groups[i].segment));
	if (r->ngroups == w->group_cap)
		csq_grow(r->groups, w->group_cap);
	r->groups[r->ngroups] = (CsqRetentionGroup){period, segment, 0, 0};
	csq_table_put(&w->groups, hash, r->ngroups);
	return r->ngroups++;
}

static bool
cell_of(Work *w, uint32_t group, int32_t n, CsqRetentionCell **cell, CsqError *err)
{
	CsqRetention *r = w->r;
	uint64_t      hash = hash_pair(group, (uint32_t) n);

	csq_table_each(&w->cells, hash, i) if (r->cells[i].group == group && r->cells[i].n == n)
	{
		*cell = &r->cells[i];
		return true;
	}
	if (r->ncells >= CSQ_MAX_VALUE_SIZE / sizeof **cell)
		return csq_fail(err, CSQ_LIMIT, "retention by %s has too many cohorts and periods",
		                csq_period_name(w->ask->unit)) ||
		       csq_detail(err, "What is counted for each cohort and period must fit 1 GB.") ||
		       csq_hint(err, "Take a longer unit, or fewer segments.");
	csq_table_room(&w->cells, (uint32_t) r->ncells, i, hash_pair(r->cells[i].group, (uint32_t) r->cells[i].n));
	if (r->ncells == w->cell_cap)
		csq_grow(r->cells, w->cell_cap);
	*cell = &r->cells[r->ncells];
	**cell = (CsqRetentionCell){group, n, 0, 0, 0};
	csq_table_put(&w->cells, hash, (uint32_t) r->ncells++);
	return true;
}

/* ---- one entry ---- */

static inline int64_t
distance(const Work *w, uint32_t k, int64_t at, int32_t period)
{
	if (w->ask->rolling)
		return (int64_t) (((uint64_t) w->events[w->back[k]].at - (uint64_t) at) / (uint64_t) w->length);
	return (int64_t) w->period[k] - period;
}

/* The first return from k on that is more than n periods later: by steps that double, then by bisection. */
static uint32_t
behind(const Work *w, uint32_t k, int64_t at, int32_t period, int64_t n)
{
	uint32_t step = 1;
	uint32_t lo = k;
	uint32_t hi;

	while (step < w->nback - lo && distance(w, lo + step, at, period) <= n)
	{
		lo += step;
		step *= 2;
	}
	hi = step < w->nback - lo ? lo + step : w->nback;
	while (lo < hi)
	{
		uint32_t mid = lo + (hi - lo) / 2;

		if (distance(w, mid, at, period) <= n)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

/* The different n >= 0 of the returns from k on, ascending, in w->found. */
static uint32_t
find_returns(Work *w, uint32_t k, int64_t at, int32_t period)
{
	uint32_t n = 0;
	uint32_t m = 0;

	if (w->ascending || w->ask->rolling)
	{
		while (k < w->nback)
		{
			int64_t d = distance(w, k, at, period);

			if (d >= 0)
				w->found[n++] = (int32_t) d;
			k = behind(w, k, at, period, d);
			csq_poll(k);
		}
		return n;
	}
	for (; k < w->nback; k++)
	{
		int64_t d = distance(w, k, at, period);

		if (d >= 0)
			w->found[n++] = (int32_t) d;
		csq_poll(k);
	}
	csq_sort(w->found, n, sizeof *w->found, csq_by_i32);
	for (uint32_t i = 0; i < n; i++)
		if (m == 0 || w->found[m - 1] != w->found[i])
			w->found[m++] = w->found[i];
	return m;
}

/* Which brackets has a return in it?  As bits. */
static uint64_t
brackets_of(const Work *w, uint32_t n)
{
	uint64_t mask = 0;

	for (uint32_t b = 0; b < w->ask->nbrackets; b++)
		for (uint32_t i = 0; i < n && w->found[i] <= w->ask->brackets[b].hi; i++)
			if (w->found[i] >= w->ask->brackets[b].lo)
			{
				mask |= UINT64_C(1) << b;
				break;
			}
	return mask;
}

/* A bracket without an end is known when its first period is over. */
static inline bool
is_over(const CsqBracket *b, int64_t begun)
{
	return (b->hi == INT32_MAX ? b->lo : b->hi) < begun;
}

static bool
count_brackets(Work *w, uint32_t group, int64_t begun, uint32_t found, CsqError *err)
{
	uint64_t mask = brackets_of(w, found);

	for (uint32_t b = 0; b < w->ask->nbrackets; b++)
	{
		CsqRetentionCell *cell;
		bool              over = is_over(&w->ask->brackets[b], begun);
		bool              came = (mask >> b & 1) != 0;

		if (!over && !came)
			continue;
		if (!cell_of(w, group, (int32_t) b, &cell, err))
			return false;
		cell->ends += over;
		cell->came += over && came;
		cell->so_far += !over && came;
	}
	return true;
}

/* Each n by itself; or, where a return counts for all n before it, the last one. */
static bool
count_periods(Work *w, uint32_t group, int64_t begun, uint32_t found, CsqError *err)
{
	CsqRetentionCell *cell;

	if (!cell_of(w, group, (int32_t) begun, &cell, err))
		return false;
	cell->ends++;
	if (w->ask->after && found > 0)
	{
		int64_t last = w->found[found - 1] < begun ? w->found[found - 1] : begun;

		if (!cell_of(w, group, (int32_t) last, &cell, err))
			return false;
		cell->came++;
		cell->so_far += last == begun; /* which is taken off again on reading */
		return true;
	}
	for (uint32_t i = 0; i < found; i++)
	{
		if (!cell_of(w, group, w->found[i], &cell, err))
			return false;
		cell->so_far += w->found[i] >= begun;
		cell->came += w->found[i] < begun;
	}
	return true;
}

/* The event e is an entry, in the period of the calendar that is given; k: its place among the returns. */
static bool
enter(Work *w, uint32_t e, uint32_t k, int32_t period, CsqError *err)
{
	const CsqRetentionAsk *ask = w->ask;
	int64_t                at = w->events[e].at;
	int64_t                begun;
	int64_t                last;
	uint32_t group = group_of(w, ask->periods ? period : NO_PERIOD, ask->segments ? w->events[e].segment : 0);
	uint32_t found = find_returns(w, k, at, period);

	begun = ask->rolling ? (int64_t) (((uint64_t) w->r->as_of - (uint64_t) at) / (uint64_t) w->length)
	                     : (int64_t) w->now - period;
	if (begun < 0) /* clocks put back before as_of: the period of the entry has just begun */
		begun = 0;
	if (begun > INT32_MAX)
		return csq_fail(err, CSQ_DATETIME, "as_of is too many periods after an event");
	w->r->groups[group].size++;
	last = ask->rolling ? (int64_t) (((uint64_t) w->known - (uint64_t) at) / (uint64_t) w->length)
	                    : (int64_t) w->known_period - period;
	if (w->r->groups[group].last < last)
		w->r->groups[group].last = last;
	return ask->nbrackets > 0 ? count_brackets(w, group, begun, found, err)
	                          : count_periods(w, group, begun, found, err);
}

/* ---- one person ---- */

static bool
list_returns(Work *w, CsqError *err)
{
	if (w->n > w->cap)
	{
		w->cap = w->n > UINT32_MAX / 2 ? w->n : w->n * (size_t) 2;
		csq_resize(w->back, w->cap);
		csq_resize(w->period, w->cap);
		csq_resize(w->found, w->cap);
	}
	w->nback = 0;
	w->ascending = true;
	for (uint32_t i = 0; i < w->n; i++)
	{
		csq_poll(i);
		if (!w->again[w->events[i].activity])
			continue;
		w->back[w->nback] = i;
		if (!w->ask->rolling)
		{
			if (!csq_retention_period(w->ask, w->events[i].at, &w->period[w->nback], err))
				return false;
			if (w->nback > 0 && w->period[w->nback] < w->period[w->nback - 1])
				w->ascending = false;
		}
		w->nback++;
	}
	return true;
}

static bool
count_person(Work *w, CsqError *err)
{
	uint32_t k = 0;
	int32_t  last = NO_PERIOD;
	bool     listed = false;

	for (uint32_t e = 0; e < w->n; e++)
	{
		int32_t period;

		csq_poll(e);
		if (!w->first[w->events[e].activity])
			continue;
		if (!listed && !list_returns(w, err))
			return false;
		listed = true;
		if (!csq_retention_period(w->ask, w->events[e].at, &period, err))
			return false;
		if (period <= last)
			continue;
		last = period;
		/* of events at one time none is before the other: names do not decide whether it is a return */
		while (k < w->nback && w->events[w->back[k]].at < w->events[e].at)
			k++;
		if (!enter(w, e, k, period, err))
			return false;
		if (!w->ask->repeats)
			break;
	}
	return true;
}

/* ---- all of them ---- */

static bool *
marked(const CsqReturns *packed, const CsqText *labels, const CsqText *activity)
{
	bool *is = csq_alloc(packed->nlabels + (size_t) 1);

	for (uint32_t i = 0; i <= packed->nlabels; i++)
		is[i] = activity->s == NULL || (labels[i].s != NULL && csq_text_same(&labels[i], activity));
	return is;
}

static int
compare_groups(const CsqRetentionGroup *a, const CsqRetentionGroup *b)
{
	if (a->period != b->period)
		return a->period < b->period ? -1 : 1;
	/* no segment, 0, is last */
	return (a->segment - 1 > b->segment - 1) - (a->segment - 1 < b->segment - 1);
}

typedef struct Placed
{
	CsqRetentionGroup group;
	uint32_t          number;
} Placed;

static int
by_group(const void *a, const void *b)
{
	return compare_groups(&((const Placed *) a)->group, &((const Placed *) b)->group);
}

static int
by_cell(const void *pa, const void *pb)
{
	const CsqRetentionCell *a = pa;
	const CsqRetentionCell *b = pb;

	if (a->group != b->group)
		return a->group < b->group ? -1 : 1;
	return (a->n > b->n) - (a->n < b->n);
}

static void
put_in_order(CsqRetention *r)
{
	Placed   *placed = csq_alloc(((size_t) r->ngroups + 1) * sizeof *placed);
	uint32_t *place = csq_alloc(((size_t) r->ngroups + 1) * sizeof *place);

	for (uint32_t i = 0; i < r->ngroups; i++)
		placed[i] = (Placed){r->groups[i], i};
	csq_sort(placed, r->ngroups, sizeof *placed, by_group);
	for (uint32_t i = 0; i < r->ngroups; i++)
	{
		r->groups[i] = placed[i].group;
		place[placed[i].number] = i;
	}
	for (size_t i = 0; i < r->ncells; i++)
	{
		r->cells[i].group = place[r->cells[i].group];
		csq_poll(i);
	}
	csq_sort(r->cells, r->ncells, sizeof *r->cells, by_cell);
	csq_free(placed);
	csq_free(place);
}

static inline bool
same_person(const CsqReturn *a, const CsqReturn *b)
{
	return a->who[0] == b->who[0] && a->who[1] == b->who[1];
}

bool
csq_retention_count(const CsqReturns *packed, const CsqRetentionAsk *ask, CsqRetention *r, CsqError *err)
{
	const CsqReturn *e = packed->events;
	Work             w = {.ask = ask, .r = r};

	*r = (CsqRetention){.ask = ask, .labels = csq_returns_labels(packed), .as_of = ask->as_of};
	for (uint32_t i = 0; ask->as_of == INT64_MIN && i < packed->nevents; i++)
	{
		r->as_of = e[i].at > r->as_of ? e[i].at : r->as_of;
		csq_poll(i);
	}
	if (packed->nevents == 0)
		return true;
	w.known = ask->known == INT64_MIN ? r->as_of : ask->known;
	w.length = ask->unit == CSQ_PERIOD_WEEK ? 7 * CSQ_USEC_PER_DAY : CSQ_USEC_PER_DAY;
	w.first = marked(packed, r->labels, &ask->first);
	w.again = marked(packed, r->labels, &ask->again);
	if (!csq_retention_period(ask, r->as_of, &w.now, err) || !csq_retention_period(ask, w.known, &w.known_period, err))
		return false;
	csq_table_init(&w.groups, 64);
	csq_table_init(&w.cells, 1024);
	for (uint32_t i = 0, end; i < packed->nevents; i = end)
	{
		w.events = &e[i];
		w.n = 0;
		for (end = i; end < packed->nevents && same_person(&e[i], &e[end]); end++)
			w.n += e[end].at <= w.known;
		if (!count_person(&w, err))
			return false;
		csq_poll(i);
	}
	put_in_order(r);
	return true;
}

/* ---- rows ---- */

static int64_t
last_of(const CsqRetention *r, uint32_t group)
{
	if (r->ask->nbrackets > 0)
		return (int64_t) r->ask->nbrackets - 1;
	return r->ask->last >= 0 ? r->ask->last : r->groups[group].last;
}

int64_t
csq_retention_rows(const CsqRetention *r)
{
	int64_t rows = 0;

	for (uint32_t i = 0; i < r->ngroups; i++)
		rows += last_of(r, i) + 1;
	return rows;
}

/* The state of a group before its first row. */
static void
begin_group(CsqRetention *r)
{
	r->ended = r->beyond = 0;
	while (r->cell < r->ncells && r->cells[r->cell].group < r->group)
		r->cell++;
	for (size_t i = r->cell; r->ask->after && i < r->ncells && r->cells[i].group == r->group; i++)
		r->beyond += r->cells[i].came;
}

bool
csq_retention_next(CsqRetention *r, CsqRetentionRow *row)
{
	const CsqRetentionCell  none = {0};
	const CsqRetentionCell *cell = &none;

	while (r->group < r->ngroups && r->n > last_of(r, r->group))
	{
		r->group++;
		r->n = 0;
	}
	if (r->group == r->ngroups)
		return false;
	if (r->n == 0)
		begin_group(r);
	if (r->cell < r->ncells && r->cells[r->cell].group == r->group && r->cells[r->cell].n == r->n)
		cell = &r->cells[r->cell++];
	*row = (CsqRetentionRow){&r->groups[r->group], (int32_t) r->n, (int32_t) r->n, 0, cell->came, cell->so_far};
	if (r->ask->nbrackets > 0)
	{
		row->n = r->ask->brackets[r->n].lo;
		row->to_n = r->ask->brackets[r->n].hi;
		row->observed = cell->ends;
	}
	else
	{
		r->ended += cell->ends;
		row->observed = row->group->size - r->ended;
		if (r->ask->after)
		{
			row->came = r->beyond - cell->so_far;
			r->beyond -= cell->came;
		}
	}
	r->n++;
	return true;
}

/* ---- arguments ---- */

static bool
bracket_fails(const char *s, size_t len, CsqError *err)
{
	return csq_fail(err, CSQ_PARAM, "\"%s\" is not a list of brackets", csq_quoted(s, len).s) ||
	       csq_detail(err, "A bracket is a number of periods, a range of them, or one without an end; at most %d.",
	                  CSQ_RETURN_BRACKETS) ||
	       csq_hint(err, "For example '0, 1-2, 3-6, 7+'.");
}

static void
skip_spaces(const char **at, const char *end)
{
	while (*at < end && (**at == ' ' || **at == '\t' || **at == '\n'))
		(*at)++;
}

static bool
take_number(const char **at, const char *end, int32_t *n)
{
	int64_t v = 0;
	int     digits = 0;

	skip_spaces(at, end);
	for (; *at < end && **at >= '0' && **at <= '9' && digits < 8; digits++)
		v = v * 10 + *(*at)++ - '0';
	*n = (int32_t) v;
	skip_spaces(at, end);
	return digits > 0;
}

bool
csq_brackets_parse(const char *s, size_t len, CsqRetentionAsk *ask, CsqError *err)
{
	CsqText     folded = csq_fold_width(s, len);
	const char *at = folded.s;
	const char *end = folded.s + folded.len;

	ask->nbrackets = 0;
	do
	{
		CsqBracket b;

		if (ask->nbrackets == CSQ_RETURN_BRACKETS || !take_number(&at, end, &b.lo))
			return bracket_fails(s, len, err);
		b.hi = b.lo;
		if (at < end && *at == '+')
		{
			b.hi = INT32_MAX;
			at++;
			skip_spaces(&at, end);
		}
		else if (at < end && *at == '-')
		{
			at++;
			if (!take_number(&at, end, &b.hi))
				return bracket_fails(s, len, err);
		}
		if (b.hi < b.lo)
			return csq_fail(err, CSQ_PARAM, "the bracket %d-%d ends before it begins", b.lo, b.hi) ||
			       csq_hint(err, "Write the lesser number first: %d-%d.", b.hi, b.lo);
		ask->brackets[ask->nbrackets++] = b;
		if (at < end && *at != ',')
			return bracket_fails(s, len, err);
	} while (at++ < end);
	return true;
}

bool
csq_week_start_parse(const char *s, size_t len, int *day, CsqError *err)
{
	if (csq_weekday_parse(csq_option_text(s, len), day))
		return true;
	return csq_fail(err, CSQ_PARAM, "unknown day of the week \"%s\"", csq_quoted(s, len).s) ||
	       csq_hint(err, "Use monday, tuesday, wednesday, thursday, friday, saturday or sunday.");
}
