/*
 * calendar_compile.c
 *		From what was said to prefix sums: see calendar_compile.h.
 *
 * O(rules log rules + zone transitions * log rules); a few hundred microseconds
 * for a zone with summer time, because 400 years of transitions are summed.
 */
#include "calendar/calendar_compile.h"

#include "base/sort.h"
#include "base/table.h"

#define DAY CSQ_USEC_PER_DAY

typedef struct Compiler
{
	CsqCalendar *c;
	int          cap_sets;
	CsqTable     table; /* of the sets, by content */
} Compiler;

/* ---- day sets, each kept once ---- */

static uint64_t
hash_hours(CsqHours h)
{
	return h.n == 0 ? 0 : csq_hash_bytes(h.spans, (size_t) h.n * sizeof *h.spans, 1);
}

static int
intern(Compiler *k, CsqHours h)
{
	CsqCalendar *c = k->c;
	DaySet      *s;

	csq_table_each(&k->table, hash_hours(h), i) if (csq_hours_equal(c->sets[i].hours, h)) return (int) i;
	csq_table_room(&k->table, (uint32_t) c->nsets, i, hash_hours(c->sets[i].hours));
	if (c->nsets == k->cap_sets)
		csq_grow(c->sets, k->cap_sets);
	csq_table_put(&k->table, hash_hours(h), (uint32_t) c->nsets);
	s = &c->sets[c->nsets];
	s->hours = h;
	s->cum = csq_alloc((size_t) (h.n + 1) * sizeof *s->cum);
	s->cum[0] = 0;
	for (int i = 0; i < h.n; i++)
		s->cum[i + 1] = s->cum[i] + h.spans[i].hi - h.spans[i].lo;
	s->total = s->cum[h.n];
	return c->nsets++;
}

/* What is open on a date, given what it and the date before it own. */
static CsqHours
clip_day(CsqHours own, CsqHours before)
{
	return csq_hours_combine(csq_hours_window(own, 0, DAY, 0), csq_hours_window(before, DAY, 2 * DAY, -DAY), '|');
}

/* ---- patterns ---- */

/* The yearly dates of 400 years; with a shift across midnight also the date after each. */
static void
list_yearly_days(Compiler *k, Pattern *p, const CsqEra *e)
{
	const CsqYearly *by_day[13][32] = {{NULL}};
	bool             tail = false;
	int              n = 0;

	for (int i = 0; i < e->nyearly; i++)
		by_day[e->yearly[i].month][e->yearly[i].day] = &e->yearly[i];
	for (int d = 0; d < 7; d++)
	{
		tail = tail || (e->week[d].n > 0 && e->week[d].spans[e->week[d].n - 1].hi > DAY);
		for (int i = 0; i < e->nyearly; i++)
		{
			CsqHours h = e->yearly[i].week[d];

			tail = tail || (h.n > 0 && h.spans[h.n - 1].hi > DAY);
		}
	}
	p->ydays = csq_alloc(((size_t) e->nyearly * 800 + 1) * sizeof *p->ydays);
	if (tail && by_day[12][31] != NULL)
		p->ydays[n++] = 0;
	for (int year = 2000; year < 2400; year++)
		for (int i = 0; i < e->nyearly; i++)
		{
			const CsqYearly *y = &e->yearly[i];
			int32_t          day;

			if (y->day > csq_month_length(year, y->month))
				continue;
			day = csq_date_make(year, y->month, y->day);
			if (n == 0 || p->ydays[n - 1] != day)
				p->ydays[n++] = day;
			if (tail && day + 1 < CSQ_CYCLE_DAYS)
				p->ydays[n++] = day + 1;
		}
	p->ny = n;
	p->yset = csq_alloc((size_t) n * sizeof *p->yset + 1);
	p->ywork = csq_alloc((size_t) n * sizeof *p->ywork + 1);
	for (int j = 0; j < n; j++)
	{
		CsqHours own[2];

		for (int b = 0; b < 2; b++)
		{
			int32_t day = (int32_t) csq_floor_mod(p->ydays[j] - b, CSQ_CYCLE_DAYS);
			int     y, m, d;

			csq_date_split(day, &y, &m, &d);
			own[b] = by_day[m][d] ? by_day[m][d]->week[csq_date_weekday(day)] : e->week[csq_date_weekday(day)];
		}
		p->yset[j] = intern(k, clip_day(own[0], own[1]));
		p->ywork[j] = own[0].n > 0;
	}
}

static int64_t
value_of(const CsqCalendar *c, int set, bool work, CsqSum which)
{
	return which == SUM_OPEN ? c->sets[set].total : work;
}

static void
sum_pattern(const CsqCalendar *c, Pattern *p, CsqSum which)
{
	PatternSum *s = &p->sum[which];

	s->cum7[0] = 0;
	for (int d = 0; d < 7; d++)
		s->cum7[d + 1] = s->cum7[d] + value_of(c, p->set[d], p->work[d], which);
	if (p->ny == 0)
		return;
	s->h0 = week_sum(s, 0);
	s->ycum = csq_alloc((size_t) p->ny * sizeof *s->ycum);
	s->ycorr = csq_alloc((size_t) (p->ny + 1) * sizeof *s->ycorr);
	s->ycorr[0] = 0;
	for (int j = 0; j < p->ny; j++)
	{
		int w = csq_date_weekday(p->ydays[j]);

		s->ycum[j] = week_sum(s, p->ydays[j]) - s->h0 + s->ycorr[j];
		s->ycorr[j + 1] =
			s->ycorr[j] + value_of(c, p->yset[j], p->ywork[j], which) - value_of(c, p->set[w], p->work[w], which);
	}
	s->cycle = week_sum(s, CSQ_CYCLE_DAYS) - s->h0 + s->ycorr[p->ny];
}

static void
compile_patterns(Compiler *k)
{
	CsqCalendar *c = k->c;

	c->npatterns = c->spec->neras;
	c->patterns = csq_alloc0((size_t) c->npatterns * sizeof *c->patterns);
	for (int i = 0; i < c->npatterns; i++)
	{
		const CsqEra *e = &c->spec->eras[i];
		Pattern      *p = &c->patterns[i];

		csq_check_interrupts();
		p->since = e->since;
		for (int d = 0; d < 7; d++)
		{
			p->set[d] = intern(k, clip_day(e->week[d], e->week[(d + 6) % 7]));
			p->work[d] = e->week[d].n > 0;
		}
		if (e->nyearly > 0)
			list_yearly_days(k, p, e);
		sum_pattern(c, p, SUM_OPEN);
		sum_pattern(c, p, SUM_DAYS);
	}
}

/* ---- exceptions and knots ---- */

/* Did the zone's clock jump over this whole date?  (Apia had no 30 December 2011.) */
static bool
date_skipped(const CsqZone *z, int32_t date)
{
	return csq_zone_first(z, date * DAY) >= csq_zone_last(z, (date + 1) * DAY);
}

static int32_t *
list_exceptions(const CsqCalendar *c, int *count)
{
	const CsqSpec *s = c->spec;
	const CsqZone *z = c->zone;
	size_t         room = ((size_t) s->ndates + (size_t) s->nbreaks + (size_t) z->n) * 2 + (size_t) s->neras + 1;
	int32_t       *x = csq_alloc(room * sizeof *x);
	int            n = 0;
	int            unique = 0;

	for (int i = 0; i < s->ndates; i++)
	{
		x[n++] = s->dates[i].date;
		x[n++] = s->dates[i].date + 1;
	}
	for (int i = 0; i < s->nbreaks; i++)
	{
		x[n++] = s->breaks[i].date - 1;
		x[n++] = s->breaks[i].date;
	}
	for (int i = 1; i < s->neras; i++)
		x[n++] = s->eras[i].since;
	for (int i = 1; i < z->n; i++)
	{
		int64_t gap = z->spans[i].offset - z->spans[i - 1].offset;

		if (gap > DAY / 2)
			for (int b = 0; b < 2; b++)
			{
				int64_t day = csq_floor_div(z->spans[i].from + z->spans[i - 1].offset, DAY) + b;

				if (date_skipped(z, (int32_t) day))
					x[n++] = (int32_t) day;
			}
	}
	csq_sort(x, (size_t) n, sizeof *x, csq_by_i32);
	for (int i = 0; i < n; i++)
		if (unique == 0 || x[i] != x[unique - 1])
			x[unique++] = x[i];
	*count = unique;
	return x;
}

static void
alloc_knots(CsqCalendar *c, size_t n)
{
	c->kdate = csq_alloc(n * sizeof *c->kdate);
	c->kset = csq_alloc(n * sizeof *c->kset);
	c->kwork = csq_alloc(n * sizeof *c->kwork);
	c->kpattern = csq_alloc(n * sizeof *c->kpattern);
	for (int m = 0; m < 2; m++)
	{
		c->kat[m] = csq_alloc(n * sizeof *c->kat[m]);
		c->kbias[m] = csq_alloc(n * sizeof *c->kbias[m]);
	}
}

static void
add_knot(CsqCalendar *c, int32_t date, int set, bool work, int pattern)
{
	int k = c->nknots++;

	c->kdate[k] = date;
	c->kset[k] = set;
	c->kwork[k] = work;
	c->kpattern[k] = pattern;
	for (CsqSum m = SUM_OPEN; m <= SUM_DAYS; m++)
	{
		c->kat[m][k] = INT64_MIN;
		c->kbias[m][k] = 0;
		if (k == 0)
			continue;
		c->kat[m][k] = c->kset[k - 1] < 0 ? c->kbias[m][k - 1] + pattern_sum(&c->patterns[c->kpattern[k - 1]], m, date)
		                                  : c->kat[m][k - 1] + value_of(c, c->kset[k - 1], c->kwork[k - 1], m);
		if (set < 0)
			c->kbias[m][k] = c->kat[m][k] - pattern_sum(&c->patterns[pattern], m, date);
	}
}

static void
compile_knots(Compiler *k)
{
	CsqCalendar *c = k->c;
	int          nx;
	int32_t     *x = list_exceptions(c, &nx);
	int          pattern = 0;

	alloc_knots(c, (size_t) nx * 2 + 1);
	add_knot(c, INT32_MIN, -1, false, 0);
	for (int i = 0; i < nx; i++)
	{
		int32_t  d = x[i];
		CsqHours open = clip_day(csq_spec_owned(c->spec, d), csq_spec_owned(c->spec, d - 1));
		bool     work = csq_spec_owned_net(c->spec, d).n > 0 && !date_skipped(c->zone, d);

		csq_poll(i);
		if (c->spec->nbreaks > 0)
			open = csq_hours_combine(open, csq_spec_breaks(c->spec, d), '-');
		while (pattern + 1 < c->npatterns && c->patterns[pattern + 1].since <= d)
			pattern++;
		add_knot(c, d, intern(k, open), work, pattern);
		if (i + 1 == nx || x[i + 1] != d + 1)
			add_knot(c, d + 1, -1, false, pattern);
	}
}

/* ---- zone segments ---- */

static void
compile_segments(CsqCalendar *c)
{
	const CsqZone *z = c->zone;
	int            per = z->cyclic ? z->n - z->cycle_first : 0;
	int            first = z->cycle_first;
	int64_t        last = c->nknots > 1 ? (c->kdate[c->nknots - 1] + 3) * DAY : INT64_MIN;
	int            total;

	c->cyclic = z->cyclic && c->valid_hi == INT64_MAX;
	c->cycle_from = z->cycle_from;
	while (c->cyclic && c->cycle_from < last)
	{
		c->cycle_from += CSQ_CYCLE_USEC;
		first += per;
	}
	if (c->cyclic)
		total = first + per;
	else if (c->valid_hi != INT64_MAX)
		total = csq_zone_find(z, c->valid_hi) + 1; /* nothing beyond is ever answered */
	else
		total = z->n;
	c->from = csq_alloc((size_t) total * sizeof *c->from);
	c->offset = csq_alloc((size_t) total * sizeof *c->offset);
	c->at = csq_alloc((size_t) total * sizeof *c->at);
	c->bias = csq_alloc((size_t) total * sizeof *c->bias);
	for (int i = 0; i < total; i++)
	{
		CsqZoneSpan span;

		csq_zone_span(z, i, &span);
		c->from[i] = span.from;
		c->offset[i] = span.offset;
		c->at[i] = i == 0 ? INT64_MIN : c->bias[i - 1] + csq_calendar_wall(c, span.from + c->offset[i - 1]);
		c->bias[i] = i == 0 ? 0 : c->at[i] - csq_calendar_wall(c, span.from + span.offset);
		csq_poll(i);
	}
	c->nsegs = total;
	if (c->cyclic)
	{
		int64_t end = c->cycle_from + CSQ_CYCLE_USEC;

		c->cycle_at = c->at[first];
		c->cycle_total = c->bias[total - 1] + csq_calendar_wall(c, end + c->offset[total - 1]) - c->cycle_at;
	}
}

/* A table that turns the search for a segment into a step or two. */
static void
compile_buckets(CsqCalendar *c)
{
	int i = 1;

	if (c->nsegs < 2)
		return;
	c->nbuckets = (int) ((c->from[c->nsegs - 1] - c->from[1]) >> BUCKET_SHIFT) + 1;
	c->bucket = csq_alloc((size_t) c->nbuckets * sizeof *c->bucket);
	for (int b = 0; b < c->nbuckets; b++)
	{
		int64_t at = c->from[1] + ((int64_t) b << BUCKET_SHIFT);

		while (i + 1 < c->nsegs && c->from[i + 1] <= at)
			i++;
		c->bucket[b] = i;
	}
}

CsqCalendar *
csq_calendar_compile(const CsqSpec *spec, const CsqZone *zone)
{
	CsqCalendar *c = csq_alloc0(sizeof *c);
	Compiler     k = {.c = c};

	csq_table_init(&k.table, 32);
	c->spec = spec;
	c->zone = zone;
	c->valid_lo = spec->valid_from == INT32_MIN ? INT64_MIN : csq_zone_first(zone, spec->valid_from * DAY);
	c->valid_hi = spec->valid_to == INT32_MAX ? INT64_MAX : csq_zone_last(zone, (spec->valid_to + INT64_C(1)) * DAY);
	compile_patterns(&k);
	compile_knots(&k);
	compile_segments(c);
	compile_buckets(c);
	return c;
}
