/*
 * journey_map_text.c
 *		The forms of a journey map, and its stored value.
 *
 * Binary (network byte order): version u8, calendar u64, journeys i64; stages (count
 * u32; label length u32 and bytes, journeys, entries, ends, switches, places i64,
 * times as times.c writes them); channels (count u32; label, first,
 * contained i64); touchpoints (count u32; stage u32, channel u32, n, journeys i64,
 * moments); moves of stages and of channels (count u32; source u32, target u32, n
 * i64); 20 moments.  Moments: n i64, sum i128, squares u128.  All in order of
 * labels, so equal maps have equal bytes.
 */
#include "journey/journey_map.h"

#include <math.h>

#define TYPE "journey_map"

#define HEAD       sizeof(CsqJourneyMap)
#define WAIT_LIMIT 65536 /* what may wait however small the map is */
#define WAIT_TIMES 3     /* so many times the map: reading and writing it is most of what counting costs */

/* ---- writing ---- */

static void
put_label(CsqBuf *out, const CsqText *label)
{
	csq_put_u32(out, (uint32_t) label->len);
	csq_buf_put(out, label->s, label->len);
}

static void
put_moments(CsqBuf *out, const CsqMapMoments *m)
{
	csq_put_u64(out, (uint64_t) m->n);
	csq_put_u64(out, (uint64_t) ((CsqU128) m->sum >> 64));
	csq_put_u64(out, (uint64_t) (CsqU128) m->sum);
	csq_put_u64(out, (uint64_t) (m->squares >> 64));
	csq_put_u64(out, (uint64_t) m->squares);
}

static void
put_moves(CsqBuf *out, const CsqMapMove *moves, uint32_t n)
{
	csq_put_u32(out, n);
	for (uint32_t i = 0; i < n; i++)
	{
		csq_put_u32(out, moves[i].source);
		csq_put_u32(out, moves[i].target);
		csq_put_u64(out, (uint64_t) moves[i].n);
	}
}

void
csq_journey_map_write(const CsqMap *m, CsqBuf *out)
{
	csq_put_u8(out, CSQ_MAP_VERSION);
	csq_put_u64(out, m->calendar);
	csq_put_u64(out, (uint64_t) m->journeys);
	csq_put_u32(out, m->nstages);
	for (uint32_t i = 0; i < m->nstages; i++)
	{
		const CsqMapStage *s = &m->stages[i];

		put_label(out, &s->label);
		csq_put_u64(out, (uint64_t) s->journeys);
		csq_put_u64(out, (uint64_t) s->entries);
		csq_put_u64(out, (uint64_t) s->ends);
		csq_put_u64(out, (uint64_t) s->switches);
		csq_put_u64(out, (uint64_t) s->places);
		csq_times_write(&s->times, out);
	}
	csq_put_u32(out, m->nchannels);
	for (uint32_t i = 0; i < m->nchannels; i++)
	{
		put_label(out, &m->channels[i].label);
		csq_put_u64(out, (uint64_t) m->channels[i].first);
		csq_put_u64(out, (uint64_t) m->channels[i].contained);
	}
	csq_put_u32(out, m->ntouches);
	for (uint32_t i = 0; i < m->ntouches; i++)
	{
		const CsqMapTouch *t = &m->touches[i];

		csq_put_u32(out, t->stage);
		csq_put_u32(out, t->channel);
		csq_put_u64(out, (uint64_t) t->n);
		csq_put_u64(out, (uint64_t) t->journeys);
		put_moments(out, &t->felt);
	}
	put_moves(out, m->moves, m->nmoves);
	put_moves(out, m->flows, m->nflows);
	for (int i = 0; i < CSQ_MAP_BINS; i++)
		put_moments(out, &m->bins[i]);
}

/* ---- reading ---- */

static bool
read_label(CsqReader *r, CsqText *label)
{
	label->len = csq_read_u32(r);
	label->s = csq_read_bytes(r, label->len);
	if (!r->failed && !csq_utf8_valid(label->s, label->len))
		csq_read_fail(r, "A label is not valid UTF-8.");
	return !r->failed;
}

static void
read_moments(CsqReader *r, CsqMapMoments *m)
{
	CsqU128 high;

	m->n = (int64_t) csq_read_u64(r);
	high = csq_read_u64(r);
	m->sum = (CsqI128) (high << 64 | csq_read_u64(r));
	high = csq_read_u64(r);
	m->squares = high << 64 | csq_read_u64(r);
}

static void
read_moves(CsqReader *r, CsqMapMove **moves, uint32_t *n)
{
	*n = csq_read_count(r, 16);
	*moves = csq_alloc((*n + (size_t) 1) * sizeof **moves);
	for (uint32_t i = 0; i < *n && !r->failed; i++)
	{
		(*moves)[i].source = csq_read_u32(r);
		(*moves)[i].target = csq_read_u32(r);
		(*moves)[i].n = (int64_t) csq_read_u64(r);
	}
}

static void
read_stages(CsqReader *r, CsqMap *m)
{
	m->nstages = csq_read_count(r, 44);
	m->stages = csq_alloc0((m->nstages + (size_t) 1) * sizeof *m->stages);
	for (uint32_t i = 0; i < m->nstages && !r->failed; i++)
	{
		CsqMapStage *s = &m->stages[i];

		read_label(r, &s->label);
		s->journeys = (int64_t) csq_read_u64(r);
		s->entries = (int64_t) csq_read_u64(r);
		s->ends = (int64_t) csq_read_u64(r);
		s->switches = (int64_t) csq_read_u64(r);
		s->places = (int64_t) csq_read_u64(r);
		if (!r->failed)
			csq_times_read(r, CSQ_TIMES_EXACT, &s->times);
		csq_check_interrupts();
	}
}

bool
csq_map_read(const void *data, size_t len, CsqMap *m, CsqError *err)
{
	CsqReader r;
	CsqError  why;

	memset(m, 0, sizeof *m);
	csq_reader_init(&r, data, len, TYPE, err);
	csq_read_version(&r, CSQ_MAP_VERSION);
	m->calendar = csq_read_u64(&r);
	m->journeys = (int64_t) csq_read_u64(&r);
	if (!r.failed)
		read_stages(&r, m);
	if (r.failed)
		return false;
	m->nchannels = csq_read_count(&r, 20);
	m->channels = csq_alloc0((m->nchannels + (size_t) 1) * sizeof *m->channels);
	for (uint32_t i = 0; i < m->nchannels && read_label(&r, &m->channels[i].label); i++)
	{
		m->channels[i].first = (int64_t) csq_read_u64(&r);
		m->channels[i].contained = (int64_t) csq_read_u64(&r);
	}
	if (r.failed)
		return false;
	m->ntouches = csq_read_count(&r, 64);
	m->touches = csq_alloc((m->ntouches + (size_t) 1) * sizeof *m->touches);
	for (uint32_t i = 0; i < m->ntouches && !r.failed; i++)
	{
		m->touches[i].stage = csq_read_u32(&r);
		m->touches[i].channel = csq_read_u32(&r);
		m->touches[i].n = (int64_t) csq_read_u64(&r);
		m->touches[i].journeys = (int64_t) csq_read_u64(&r);
		read_moments(&r, &m->touches[i].felt);
	}
	read_moves(&r, &m->moves, &m->nmoves);
	read_moves(&r, &m->flows, &m->nflows);
	for (int i = 0; i < CSQ_MAP_BINS; i++)
		read_moments(&r, &m->bins[i]);
	if (!csq_read_end(&r))
		return false;
	return csq_map_check(m, &why) || csq_read_fail(&r, "%s", why.detail);
}

/* ---- checking ---- */

/* Sums here are of at most 2^32 counts of 63 bits: 128 bits hold them. */
typedef struct Sums
{
	CsqU128 n;
	CsqI128 sum;
	CsqU128 squares;
} Sums;

static bool
check_moments(const CsqMapMoments *m, Sums *all, CsqError *err)
{
	CsqU128 size = m->sum < 0 ? -(CsqU128) m->sum : (CsqU128) m->sum;
	CsqU128 max = (CsqU128) (CSQ_MAP_VALUE_MAX * CSQ_MAP_VALUE_UNIT);

	/* v * v >= |v| for whole numbers, and none is beyond the greatest */
	if (m->n < 0 || size > m->squares || size > max * (uint64_t) m->n ||
	    (m->n == 0 ? m->squares != 0 : m->squares / (uint64_t) m->n > max * max) || (m->squares & 1) != (size & 1))
		return csq_stored_invalid(TYPE, err, "Values and the sum of their squares do not fit.");
	all->n += (uint64_t) m->n;
	all->sum += m->sum;
	return !__builtin_add_overflow(all->squares, m->squares, &all->squares) ||
	       csq_stored_invalid(TYPE, err, "The sums of values are out of range.");
}

static bool
check_touches(const CsqMap *m, CsqError *err)
{
	Sums     touched = {0};
	Sums     binned = {0};
	uint32_t i = 0;

	for (uint32_t s = 0; s < m->nstages; s++)
	{
		CsqU128 n = 0;

		for (uint32_t begin = i; i < m->ntouches && m->touches[i].stage == s; i++)
		{
			const CsqMapTouch *t = &m->touches[i];

			if (t->channel > m->nchannels || (i > begin && t->channel <= t[-1].channel) || t->journeys <= 0 ||
			    t->n < t->journeys || t->n > CSQ_MAP_COUNT_MAX || t->journeys > m->stages[s].journeys ||
			    t->felt.n > t->n)
				return csq_stored_invalid(TYPE, err, "The touchpoints of a stage do not fit it.");
			n += (uint64_t) t->n;
			if (!check_moments(&t->felt, &touched, err))
				return false;
		}
		if (n < (uint64_t) m->stages[s].entries)
			return csq_stored_invalid(TYPE, err, "A stage has more entries than touchpoints.");
	}
	if (i != m->ntouches)
		return csq_stored_invalid(TYPE, err, "Touchpoints are out of order.");
	for (int bin = 0; bin < CSQ_MAP_BINS; bin++)
		if (!check_moments(&m->bins[bin], &binned, err))
			return false;
	return (touched.n == binned.n && touched.sum == binned.sum && touched.squares == binned.squares) ||
	       csq_stored_invalid(TYPE, err, "Values by touchpoint and by position are not the same.");
}

/* Moves among n places, in order; loops: from a place to itself too.  across: those that are none. */
static bool
check_moves(const CsqMapMove *moves, uint32_t nmoves, uint32_t n, bool loops, CsqU128 *across, CsqError *err)
{
	*across = 0;
	for (uint32_t i = 0; i < nmoves; i++)
	{
		const CsqMapMove *v = &moves[i];

		if (v->source >= n || v->target >= n || v->n <= 0 || v->n > CSQ_MAP_COUNT_MAX ||
		    (!loops && v->source == v->target) ||
		    (i > 0 && (v->source < v[-1].source || (v->source == v[-1].source && v->target <= v[-1].target))))
			return csq_stored_invalid(TYPE, err, "The moves are out of order.");
		*across += v->source == v->target ? 0 : (uint64_t) v->n;
	}
	return true;
}

static bool
check_stages(const CsqMap *m, CsqU128 *switches, CsqError *err)
{
	CsqU128  ends = 0;
	uint32_t v = 0;

	*switches = 0;
	for (uint32_t i = 0; i < m->nstages; i++)
	{
		const CsqMapStage *s = &m->stages[i];
		CsqU128            left = 0;

		if (i > 0 && csq_text_compare(&s[-1].label, &s->label) >= 0)
			return csq_stored_invalid(TYPE, err, "The stages are out of order.");
		if (s->journeys <= 0 || s->journeys > m->journeys || s->entries < s->journeys || s->ends < 0 ||
		    s->ends > s->journeys || s->switches < 0 || s->places < s->journeys || s->entries > CSQ_MAP_COUNT_MAX ||
		    s->switches > CSQ_MAP_COUNT_MAX || s->places > CSQ_MAP_COUNT_MAX || s->times.n != s->entries - s->ends)
			return csq_stored_invalid(TYPE, err, "The counts of a stage do not fit each other.");
		for (; v < m->nmoves && m->moves[v].source == i; v++)
			left += (uint64_t) m->moves[v].n;
		if (left != (uint64_t) s->times.n)
			return csq_stored_invalid(TYPE, err, "A stage is left more or less often than there are moves from it.");
		ends += (uint64_t) s->ends;
		*switches += (uint64_t) s->switches;
	}
	return ends == (uint64_t) m->journeys ||
	       csq_stored_invalid(TYPE, err, "There are more or fewer journeys than ends.");
}

bool
csq_map_check(const CsqMap *m, CsqError *err)
{
	CsqU128 switches;
	CsqU128 across;
	CsqU128 first = 0;

	if (m->journeys < 0 || m->journeys > CSQ_MAP_COUNT_MAX)
		return csq_stored_invalid(TYPE, err, "The number of journeys is out of range.");
	if (!check_moves(m->moves, m->nmoves, m->nstages, false, &across, err) || !check_stages(m, &switches, err) ||
	    !check_touches(m, err) || !check_moves(m->flows, m->nflows, m->nchannels, true, &across, err))
		return false;
	for (uint32_t i = 0; i < m->nchannels; i++)
	{
		const CsqMapChannel *c = &m->channels[i];

		if ((i > 0 && csq_text_compare(&c[-1].label, &c->label) >= 0) || c->contained < 0 || c->first < c->contained)
			return csq_stored_invalid(
				TYPE, err, "The channels are out of order, or more journeys stayed in one than began in it.");
		first += (uint64_t) c->first;
	}
	if (first > (uint64_t) m->journeys || across != switches)
		return csq_stored_invalid(TYPE, err, "The moves between channels do not fit the rest.");
	return true;
}

/* ---- the stored value ---- */

static inline size_t
align8(size_t n)
{
	return (n + 7) & ~(size_t) 7;
}

bool
csq_journey_map_check(const void *value, size_t size, CsqError *err)
{
	const CsqJourneyMap *v = value;

	if (!csq_stored_check(value, size, HEAD, TYPE, err))
		return false;
	if (csq_flat_size(v) != size)
		return csq_stored_invalid(TYPE, err, "Its size is not that of a journey map.");
	if (v->wire > size - HEAD || align8(HEAD + v->wire) > size || v->waiting > size - align8(HEAD + v->wire) ||
	    v->waiting % 8 != 0)
		return csq_stored_invalid(TYPE, err, "Its parts exceed its size.");
	return true;
}

CsqJourneyMap *
csq_journey_map_pack(const CsqMap *m, CsqError *err)
{
	CsqBuf         b;
	CsqJourneyMap *v;

	csq_buf_init(&b);
	csq_journey_map_write(m, &b);
	if (align8(HEAD + b.len) > CSQ_MAX_VALUE_SIZE)
	{
		csq_fail(err, CSQ_LIMIT, "journey map exceeds the limit of 1 GB");
		csq_hint(err, "Give fewer activities by relabel() or keep(), or build one map per period.");
		return NULL;
	}
	v = csq_flat_new(align8(HEAD + b.len), CSQ_MAP_VERSION);
	v->wire = (uint32_t) b.len;
	memcpy((char *) v + HEAD, b.data, b.len);
	return v;
}

/* A journey that waits: its bytes (all of the entry), how many times, times, the journey. */
typedef struct Waiting
{
	uint32_t size;
	uint32_t nspent;
	int64_t  spent[];
} Waiting;

static bool
count_waiting(const CsqJourneyMap *v, CsqMapBuild *b, CsqError *err)
{
	const char *at = (const char *) v + align8(HEAD + v->wire);
	const char *end = at + v->waiting;

	while (at < end)
	{
		const Waiting    *w = (const Waiting *) at;
		const CsqJourney *j;
		CsqJourneyView    view;
		size_t            head;

		if ((size_t) (end - at) < sizeof *w || w->size > (size_t) (end - at) || w->size % 8 != 0 ||
		    w->size < sizeof *w || w->nspent > (w->size - sizeof *w) / 8)
			return csq_stored_invalid(TYPE, err, "A waiting journey exceeds it.");
		head = sizeof *w + w->nspent * sizeof(int64_t);
		j = (const CsqJourney *) (at + head);
		if (w->size - head < sizeof *j || align8(csq_flat_size(j)) != w->size - head)
			return csq_stored_invalid(TYPE, err, "A waiting journey exceeds it.");
		if (!csq_journey_open(j, &view, err) || !csq_map_values_check(&view, err) ||
		    !csq_map_add_journey(b, &view, w->spent, w->nspent, err))
			return false;
		csq_free(view.events);
		csq_free(view.labels);
		at += w->size;
		csq_check_interrupts();
	}
	return true;
}

bool
csq_journey_map_open(const CsqJourneyMap *v, CsqMap *m, CsqError *err)
{
	CsqMapBuild *b;

	if (!csq_journey_map_check(v, csq_flat_size(v), err))
		return false;
	if (!csq_map_read((const char *) v + HEAD, v->wire, m, err))
		return csq_stored_unread(TYPE, err);
	if (v->waiting == 0)
		return true;
	b = csq_map_build(m->calendar);
	return csq_map_add_map(b, m, err) && count_waiting(v, b, err) && csq_map_done(b, m, err);
}

CsqMapBuild *
csq_journey_map_build(const CsqJourneyMap *v, CsqError *err)
{
	CsqMap       m;
	CsqMapBuild *b;

	if (!csq_journey_map_check(v, csq_flat_size(v), err))
		return NULL;
	if (!csq_map_read((const char *) v + HEAD, v->wire, &m, err))
	{
		csq_stored_unread(TYPE, err);
		return NULL;
	}
	b = csq_map_build(m.calendar);
	return csq_map_add_map(b, &m, err) && count_waiting(v, b, err) ? b : NULL;
}

static CsqJourneyMap *
counted(const CsqJourneyMap *v, CsqError *err)
{
	CsqMap m;

	return csq_journey_map_open(v, &m, err) ? csq_journey_map_pack(&m, err) : NULL;
}

/* Behind the version. */
uint64_t
csq_journey_map_calendar(const CsqJourneyMap *v)
{
	const unsigned char *p = (const unsigned char *) v + HEAD + 1;
	uint64_t             c = 0;

	for (int i = 0; i < 8; i++)
		c = c << 8 | p[i];
	return c;
}

static bool
same_calendar(const CsqJourneyMap *v, uint64_t calendar, CsqError *err)
{
	CsqMap empty = {.calendar = calendar};

	return v->wire < 9 ? csq_stored_invalid(TYPE, err, "It is cut off.")
	                   : csq_journey_map_calendar(v) == calendar ||
	                         csq_map_add_map(csq_map_build(csq_journey_map_calendar(v)), &empty, err);
}

CsqJourneyMap *
csq_journey_map_counted(const CsqJourneyMap *v, CsqError *err)
{
	CsqMap m;

	if (!csq_journey_map_open(v, &m, err))
		return NULL;
	return v->waiting == 0 && align8(HEAD + v->wire) == csq_flat_size(v) ? (CsqJourneyMap *) v
	                                                                     : csq_journey_map_pack(&m, err);
}

bool
csq_journey_map_fits(const CsqJourneyMap *a, const CsqJourneyMap *b, CsqError *err)
{
	return same_calendar(a, csq_journey_map_calendar(b), err);
}

bool
csq_journey_map_add(CsqJourneyMap **v, uint64_t calendar, const CsqJourney *j, const int64_t *spent, uint32_t nspent,
                    CsqError *err)
{
	size_t         head = sizeof(Waiting) + nspent * sizeof(int64_t);
	size_t         bytes = csq_journey_used(j);
	size_t         size = head + align8(bytes);
	size_t         front;
	CsqJourneyMap *grown;
	Waiting       *w;

	if (*v == NULL && (*v = csq_journey_map_pack(&(CsqMap){.calendar = calendar}, err)) == NULL)
		return false;
	if (!same_calendar(*v, calendar, err))
		return false;
	if (CSQ_UNLIKELY((*v)->waiting + size > WAIT_LIMIT && (*v)->waiting + size > WAIT_TIMES * (size_t) (*v)->wire &&
	                 (*v)->waiting > 0) &&
	    (*v = counted(*v, err)) == NULL)
		return false;
	front = align8(HEAD + (*v)->wire) + (*v)->waiting;
	grown = size <= CSQ_MAX_VALUE_SIZE ? csq_flat_room(*v, front, 0, size) : NULL;
	if (grown == NULL)
		return csq_fail(err, CSQ_LIMIT, "journey map exceeds the limit of 1 GB") ||
		       csq_hint(err, "Give fewer activities by relabel() or keep(), or build one map per period.");
	*v = grown;
	w = (Waiting *) ((char *) grown + front);
	w->size = (uint32_t) size;
	w->nspent = nspent;
	if (nspent > 0)
		memcpy(w->spent, spent, nspent * sizeof *spent);
	csq_journey_copy((CsqJourney *) ((char *) w + head), j);
	grown->waiting += (uint32_t) size;
	return true;
}

CsqJourneyMap *
csq_journey_map_sum(const CsqJourneyMap *const *maps, uint32_t n, CsqError *err)
{
	CsqMap       m;
	CsqMapBuild *build = NULL;

	for (uint32_t i = 0; i < n; i++)
	{
		if (!csq_journey_map_open(maps[i], &m, err))
			return NULL;
		if (build == NULL)
			build = csq_map_build(m.calendar);
		if (!csq_map_add_map(build, &m, err))
			return NULL;
		csq_check_interrupts();
	}
	return csq_map_done(build, &m, err) ? csq_journey_map_pack(&m, err) : NULL;
}

CsqJourneyMap *
csq_journey_map_merge(const CsqJourneyMap *a, const CsqJourneyMap *b, CsqError *err)
{
	const CsqJourneyMap *both[2] = {a, b};

	return csq_journey_map_sum(both, 2, err);
}

CsqJourneyMap *
csq_journey_map_read(const void *data, size_t len, CsqError *err)
{
	CsqMap m;

	return csq_map_read(data, len, &m, err) ? csq_journey_map_pack(&m, err) : NULL;
}
