/*
 * funnel_detail.c
 *		Details of a funnel: times between steps, and where the lost ones went.
 *
 * See funnel_detail.h for what they mean.  A funnel with details keeps them in
 * their wire form, and behind it a log of the cases that came since:
 *
 *		level u8, steps taken u64, the time of each i64; when the chain did not
 *		reach the last step, length of the next activity u32 and its bytes, or
 *		0xFFFFFFFF: the journey ended, or 0xFFFFFFFE: the case is pending; when
 *		the level has the upper bit, how long it was watched i64
 *
 * Adding a case appends to the log.  When the log is as long as the details, and
 * 64 kB at least, it is worked into them: amortised O(steps) a case, in space that
 * depends on the number of different activities and not on that of cases.
 */
#include "funnel/funnel_detail.h"

#include "base/sort.h"

#define TYPE "funnel"

#define WATCHED      0x80 /* bit of the level in the log */
#define END_MARK     UINT32_MAX
#define PENDING_MARK (UINT32_MAX - 1)
#define SEEN         256

struct CsqFunnelBuild
{
	CsqTimesBuild  gap[CSQ_FUNNEL_MAX_STEPS];
	CsqTimesBuild  total[CSQ_FUNNEL_MAX_STEPS];
	CsqTimesBuild  wait[CSQ_FUNNEL_MAX_STEPS];
	uint32_t       nlost;
	uint32_t       room;
	CsqFunnelLost *lost;
	uint32_t       seen[SEEN]; /* where one of this hash was counted last, from 1 */
};

/* ---- where the lost ones went ---- */

static int
compare_text(const CsqText *a, const CsqText *b)
{
	size_t len = a->len < b->len ? a->len : b->len;
	int    c = memcmp(a->s, b->s, len);

	return c != 0 ? c : (a->len > b->len) - (a->len < b->len);
}

static int
compare_lost(const void *pa, const void *pb)
{
	const CsqFunnelLost *a = pa;
	const CsqFunnelLost *b = pb;

	if (a->level != b->level)
		return a->level < b->level ? -1 : 1;
	if (a->end != b->end)
		return a->end ? -1 : 1;
	if (a->pending != b->pending)
		return b->pending ? -1 : 1;
	return compare_text(&a->label, &b->label);
}

static bool
too_many_lost(CsqError *err)
{
	return csq_fail(err, CSQ_RANGE, "number of cases of a funnel out of range");
}

/* Sort, and add up what is the same. */
static bool
settle_lost(CsqFunnelLost *lost, uint32_t *n, CsqError *err)
{
	uint32_t kept = 0;

	csq_sort(lost, *n, sizeof *lost, compare_lost);
	for (uint32_t i = 0; i < *n; i++)
	{
		if (kept == 0 || compare_lost(&lost[kept - 1], &lost[i]) != 0)
			lost[kept++] = lost[i];
		else if (!csq_add_i64(lost[kept - 1].n, lost[i].n, &lost[kept - 1].n))
			return too_many_lost(err);
	}
	*n = kept;
	return true;
}

/* ---- building ---- */

static bool
add_time(CsqTimesBuild *b, int64_t from, int64_t to, CsqError *err)
{
	int64_t length;

	if (!csq_sub_i64(to, from, &length) || length < 0)
		return csq_fail(err, CSQ_RANGE, "times between steps of a funnel out of range") ||
		       csq_hint(err, "Look for events with a year far from the others.");
	return csq_times_add(b, length, err);
}

/* The times of one case into the multisets, in order of time: with order any that is not the order of the steps. */
static bool
count_times(CsqFunnelBuild *b, uint64_t taken, const int64_t *times, CsqError *err)
{
	int order[CSQ_FUNNEL_MAX_STEPS];
	int n = 0;

	for (; taken != 0; taken &= taken - 1)
	{
		int s = __builtin_ctzll(taken);
		int i = n++;

		for (; i > 0 && times[order[i - 1]] > times[s]; i--)
			order[i] = order[i - 1];
		order[i] = s;
	}
	for (int i = 1; i < n; i++)
		if (!add_time(&b->gap[order[i]], times[order[i - 1]], times[order[i]], err) ||
		    !add_time(&b->total[order[i]], times[order[0]], times[order[i]], err))
			return false;
	return true;
}

static inline bool
same_lost(const CsqFunnelLost *a, const CsqFunnelLost *b)
{
	return a->level == b->level && a->end == b->end && a->pending == b->pending && csq_text_same(&a->label, &b->label);
}

/* One that was lost, with one like it if that is at hand.  Before more room is taken, equal ones are added up. */
static bool
count_lost(CsqFunnelBuild *b, const CsqFunnelLost *lost, CsqError *err)
{
	uint64_t  kind = (uint64_t) lost->level << 2 | (uint64_t) lost->end << 1 | (uint64_t) lost->pending;
	uint32_t *seen = &b->seen[csq_hash_bytes(lost->label.s, lost->label.len, kind) % SEEN];

	if (CSQ_LIKELY(*seen > 0 && same_lost(&b->lost[*seen - 1], lost)))
		return csq_add_i64(b->lost[*seen - 1].n, lost->n, &b->lost[*seen - 1].n) || too_many_lost(err);
	if (b->nlost == b->room)
	{
		if (!settle_lost(b->lost, &b->nlost, err))
			return false;
		memset(b->seen, 0, sizeof b->seen);
		if (b->nlost > b->room / 2 || b->room < 64)
			csq_grow(b->lost, b->room);
	}
	b->lost[b->nlost++] = *lost;
	*seen = b->nlost;
	return true;
}

CsqFunnelBuild *
csq_funnel_build_new(void)
{
	return csq_alloc0(sizeof(CsqFunnelBuild));
}

bool
csq_funnel_build_add(CsqFunnelBuild *b, const CsqFunnelRule *rule, const CsqFunnelOutcome *o, const CsqText *next,
                     CsqError *err)
{
	bool          end = next == NULL || next->s == NULL;
	CsqFunnelLost lost = {(uint32_t) o->level, end, end ? (CsqText){"", 0} : *next, 1, end && next != NULL};

	if (!count_times(b, o->taken, o->clocks, err))
		return false;
	if (o->level == rule->nsteps)
		return true;
	return count_lost(b, &lost, err) && (o->wait < 0 || csq_times_add(&b->wait[o->level - 1], o->wait, err));
}

bool
csq_funnel_build_done(CsqFunnelBuild *b, uint32_t nsteps, CsqFunnelDetail *d, CsqError *err)
{
	if (!settle_lost(b->lost, &b->nlost, err))
		return false;
	memset(d, 0, sizeof *d);
	d->nsteps = nsteps;
	for (uint32_t s = 0; s < nsteps; s++)
	{
		d->gap[s] = csq_times_done(&b->gap[s]);
		d->total[s] = csq_times_done(&b->total[s]);
		d->wait[s] = csq_times_done(&b->wait[s]);
		d->has_waits |= d->wait[s].n > 0;
	}
	d->nlost = b->nlost;
	d->lost = b->lost;
	csq_free(b);
	return true;
}

/* ---- the log ---- */

static bool
read_case(CsqReader *r, uint32_t nsteps, CsqFunnelBuild *b, CsqError *err)
{
	uint32_t      mark = csq_read_u8(r);
	uint32_t      level = mark & ~(uint32_t) WATCHED;
	uint64_t      taken = csq_read_u64(r);
	int64_t       times[CSQ_FUNNEL_MAX_STEPS];
	CsqFunnelLost lost = {level, false, {"", 0}, 1, false};

	if (r->failed || level < 1 || level > nsteps || (mark != level && level == nsteps) || taken == 0 ||
	    (nsteps < 64 && taken >> nsteps != 0))
		return csq_read_fail(r, "A case has a level that the funnel does not have.");
	for (uint64_t t = taken; t != 0; t &= t - 1)
		times[__builtin_ctzll(t)] = (int64_t) csq_read_u64(r);
	if (level < nsteps)
	{
		uint32_t len = csq_read_u32(r);

		lost.pending = len == PENDING_MARK;
		lost.end = lost.pending || len == END_MARK;
		if (!lost.end)
		{
			lost.label.s = csq_read_bytes(r, len);
			lost.label.len = len;
		}
		if (r->failed || !count_lost(b, &lost, err))
			return false;
	}
	if (mark != level)
	{
		int64_t wait = (int64_t) csq_read_u64(r);

		if (r->failed || wait < 0)
			return csq_read_fail(r, "A case was watched for less than no time.");
		if (!csq_times_add(&b->wait[level - 1], wait, err))
			return false;
	}
	return !r->failed && count_times(b, taken, times, err);
}

/* The details of the cases of a log; labels point into it. */
bool
csq_funnel_log_read(const void *log, size_t len, uint32_t nsteps, CsqFunnelDetail *d, CsqError *err)
{
	CsqFunnelBuild *b = csq_funnel_build_new();
	CsqReader       r;
	uint32_t        n = 0;

	csq_reader_init(&r, log, len, TYPE, err);
	while (r.at < r.end)
	{
		if (!read_case(&r, nsteps, b, err))
			return csq_stored_unread(TYPE, err);
		csq_poll(n++);
	}
	return csq_funnel_build_done(b, nsteps, d, err);
}

/* The bytes that the log gets of a case. */
void
csq_funnel_log_write(const CsqFunnelRule *rule, const CsqFunnelOutcome *o, const CsqText *next, CsqBuf *out)
{
	bool watched = o->wait >= 0 && o->level < rule->nsteps;

	csq_put_u8(out, (uint8_t) (o->level | (watched ? WATCHED : 0)));
	csq_put_u64(out, o->taken);
	for (uint64_t t = o->taken; t != 0; t &= t - 1)
		csq_put_u64(out, (uint64_t) o->clocks[__builtin_ctzll(t)]);
	if (o->level < rule->nsteps)
	{
		csq_put_u32(out, next == NULL ? END_MARK : next->s == NULL ? PENDING_MARK : (uint32_t) next->len);
		if (next != NULL && next->s != NULL)
			csq_buf_put(out, next->s, next->len);
	}
	if (watched)
		csq_put_u64(out, (uint64_t) o->wait);
}

/* Is event a before event b, activities apart? */
static inline int
compare_raw(const CsqRawEvent *a, int64_t seq_a, const CsqRawEvent *b, int64_t seq_b)
{
	bool last_a = (a->activity & CSQ_HAS_SEQ) == 0;
	bool last_b = (b->activity & CSQ_HAS_SEQ) == 0;

	if (a->at != b->at)
		return a->at < b->at ? -1 : 1;
	if (last_a != last_b)
		return last_a ? 1 : -1;
	return (seq_a > seq_b) - (seq_a < seq_b);
}

int64_t
csq_funnel_last_time(const CsqFunnelRule *rule, int level, const int64_t *times)
{
	int64_t last = CSQ_NO_TIME; /* before every time */

	for (int s = 0; s < (rule->order == CSQ_ORDER_ANY ? rule->nsteps : level); s++)
		if (times[s] > last)
			last = times[s];
	return last;
}

/* The first of the labels, by bytes, that events at the same place among all others have. */
static void
first_label(const CsqJourney *j, const CsqRawEvent *best, int64_t best_seq, CsqText *next)
{
	bool    *candidate = csq_alloc0(j->back / 4 + (size_t) 1);
	bool     found = false;
	CsqText  label;
	size_t   at = 0;
	uint32_t ref;

	for (uint32_t i = 0; i < j->nevents; i++)
	{
		int64_t     seq;
		CsqRawEvent raw = csq_journey_event(j, i, &seq);

		csq_poll(i);
		if (compare_raw(&raw, seq, best, best_seq) == 0)
			candidate[raw.activity & ~CSQ_HAS_SEQ] = true;
	}
	while (csq_journey_next_label(j, &at, &label, &ref))
		if (candidate[ref] && (!found || compare_text(&label, next) < 0))
		{
			*next = label;
			found = true;
		}
	csq_free(candidate);
}

bool
csq_funnel_next(const CsqJourney *j, const CsqFunnelRule *rule, int level, const int64_t *times, int64_t until,
                CsqText *next)
{
	int64_t     last = csq_funnel_last_time(rule, level, times);
	CsqRawEvent best = {0, 0, 0};
	int64_t     best_seq = 0;
	bool        found = false;
	bool        alone = false;
	CsqText     label;
	size_t      at = 0;
	uint32_t    ref;

	for (uint32_t i = 0; i < j->nevents; i++)
	{
		int64_t     seq;
		CsqRawEvent raw = csq_journey_event(j, i, &seq);
		int         c;

		csq_poll(i);
		if (raw.at <= last || raw.at > until || (found && raw.at > best.at))
			continue;
		c = found ? compare_raw(&raw, seq, &best, best_seq) : -1;
		if (c < 0)
		{
			best = raw;
			best_seq = seq;
			found = true;
		}
		if (c <= 0)
			alone = c < 0;
	}
	if (!found)
		return false;
	if (!alone)
		first_label(j, &best, best_seq, next);
	else
		while (csq_journey_next_label(j, &at, &label, &ref))
			if (ref == (best.activity & ~CSQ_HAS_SEQ))
			{
				*next = label;
				break;
			}
	return true;
}

/* ---- adding up ---- */

bool
csq_funnel_detail_sum(const CsqFunnelDetail *a, const CsqFunnelDetail *b, CsqFunnelDetail *sum, CsqError *err)
{
	CsqFunnelLost *lost = csq_alloc(((size_t) a->nlost + b->nlost + 1) * sizeof *lost);

	memset(sum, 0, sizeof *sum);
	sum->nsteps = a->nsteps;
	for (uint32_t s = 0; s < a->nsteps; s++)
	{
		if (!csq_times_merge(&a->gap[s], &b->gap[s], &sum->gap[s], err) ||
		    !csq_times_merge(&a->total[s], &b->total[s], &sum->total[s], err) ||
		    !csq_times_merge(&a->wait[s], &b->wait[s], &sum->wait[s], err))
			return false;
		sum->has_waits |= sum->wait[s].n > 0;
	}
	if (a->nlost > 0)
		memcpy(lost, a->lost, a->nlost * sizeof *lost);
	if (b->nlost > 0)
		memcpy(lost + a->nlost, b->lost, b->nlost * sizeof *lost);
	sum->nlost = a->nlost + b->nlost;
	sum->lost = lost;
	return settle_lost(lost, &sum->nlost, err);
}

bool
csq_funnel_detail(const CsqFunnel *f, CsqFunnelDetail *d, CsqError *err)
{
	CsqFunnelDetail kept;
	CsqFunnelDetail log;
	CsqReader       r;

	memset(&kept, 0, sizeof kept);
	kept.nsteps = f->nsteps;
	if (f->detail_len > 0)
	{
		csq_reader_init(&r, csq_funnel_detail_of(f), f->detail_len, TYPE, err);
		if (!csq_funnel_detail_read(&r, f->nsteps, f->flat.kind == CSQ_FUNNEL_FULL, &kept) || !csq_read_end(&r))
			return csq_stored_unread(TYPE, err);
	}
	if (f->log_len == 0)
	{
		*d = kept;
		return true;
	}
	return csq_funnel_log_read(csq_funnel_detail_of(f) + f->detail_len, f->log_len, f->nsteps, &log, err) &&
	       csq_funnel_detail_sum(&kept, &log, d, err);
}

/* ---- checking ---- */

/* Do they fit each other and the counts?  Each set of times is right by itself. */
bool
csq_funnel_detail_check(const CsqFunnelDetail *d, const int64_t *counts, CsqError *err)
{
	int64_t  came = 0;
	uint32_t i = 0;

	for (uint32_t level = 1; level <= d->nsteps; level++)
		came += counts[level]; /* their sum is in range */
	for (uint32_t s = 0; s < d->nsteps; s++)
		if (d->gap[s].n != d->total[s].n || d->gap[s].n > came)
			return csq_stored_invalid(
				TYPE, err, "There are more times than cases, or not as many since the step before as since the first.");
	for (uint32_t s = 0; s < d->nsteps; s++)
		if (d->wait[s].n > (s + 1 < d->nsteps ? counts[s + 1] : 0))
			return csq_stored_invalid(TYPE, err, "More cases were watched than did not go on.");
	for (uint32_t level = 1; level < d->nsteps; level++)
	{
		int64_t sum = 0;

		for (; i < d->nlost && d->lost[i].level == level; i++)
		{
			if (d->lost[i].n <= 0 || (i > 0 && compare_lost(&d->lost[i - 1], &d->lost[i]) >= 0))
				return csq_stored_invalid(TYPE, err, "The next activities are not in order, or not counted.");
			if (!csq_add_i64(sum, d->lost[i].n, &sum))
				return csq_stored_invalid(TYPE, err, "A count is out of range.");
		}
		if (sum != counts[level])
			return csq_stored_invalid(TYPE, err, "The next activities do not add up to the cases of their level.");
	}
	return i == d->nlost ||
	       csq_stored_invalid(TYPE, err, "A next activity is of a level that the funnel does not have.");
}

/* ---- binary ---- */

void
csq_funnel_detail_write(const CsqFunnelDetail *d, bool full, CsqBuf *out)
{
	for (uint32_t s = 0; s < d->nsteps; s++)
	{
		csq_times_write(&d->gap[s], out);
		csq_times_write(&d->total[s], out);
	}
	csq_put_u32(out, d->nlost);
	for (uint32_t i = 0; i < d->nlost; i++)
	{
		csq_put_u8(out, (uint8_t) d->lost[i].level);
		csq_put_u32(out, d->lost[i].pending ? PENDING_MARK
		                 : d->lost[i].end   ? END_MARK
		                                    : (uint32_t) d->lost[i].label.len);
		csq_buf_put(out, d->lost[i].label.s, d->lost[i].label.len);
		csq_put_u64(out, (uint64_t) d->lost[i].n);
	}
	for (uint32_t s = 0; full && s + 1 < d->nsteps; s++)
		csq_times_write(&d->wait[s], out);
}

bool
csq_funnel_detail_read(CsqReader *r, uint32_t nsteps, bool full, CsqFunnelDetail *d)
{
	memset(d, 0, sizeof *d);
	d->nsteps = nsteps;
	for (uint32_t s = 0; s < nsteps; s++)
		if (!csq_times_read(r, CSQ_TIMES_EXACT, &d->gap[s]) || !csq_times_read(r, CSQ_TIMES_EXACT, &d->total[s]))
			return false;
	d->nlost = csq_read_count(r, 13);
	if (r->failed)
		return false;
	d->lost = csq_alloc0((d->nlost + (size_t) 1) * sizeof *d->lost);
	for (uint32_t i = 0; i < d->nlost; i++)
	{
		CsqFunnelLost *l = &d->lost[i];
		uint32_t       len;

		l->level = csq_read_u8(r);
		len = csq_read_u32(r);
		l->pending = len == PENDING_MARK;
		l->end = l->pending || len == END_MARK;
		l->label = (CsqText){l->end ? "" : csq_read_bytes(r, len), l->end ? 0 : len};
		l->n = (int64_t) csq_read_u64(r);
		if (!r->failed && !csq_utf8_valid(l->label.s, l->label.len))
			csq_read_fail(r, "A next activity is not valid UTF-8.");
		if (r->failed)
			return false;
		csq_poll(i);
	}
	for (uint32_t s = 0; full && s + 1 < nsteps; s++)
	{
		if (!csq_times_read(r, CSQ_TIMES_EXACT, &d->wait[s]))
			return false;
		d->has_waits |= d->wait[s].n > 0;
	}
	return true;
}

/*
 * ---- text: {"gaps":[[length, count, ...], ...],"totals":[...],"lost":[[level, activity or null, n], ...]} ----
 *
 * Of those that are pending [level, null, n, true].  Behind these "waits", if there are any.
 */

static void
times_text(const CsqTimes *times, uint32_t nsteps, CsqBuf *out)
{
	for (uint32_t s = 0; s < nsteps; s++)
	{
		csq_buf_char(out, s > 0 ? ',' : '[');
		csq_times_text(&times[s], out);
	}
	csq_buf_char(out, ']');
}

void
csq_funnel_detail_text(const CsqFunnelDetail *d, CsqBuf *out)
{
	csq_buf_str(out, "{\"gaps\":");
	times_text(d->gap, d->nsteps, out);
	csq_buf_str(out, ",\"totals\":");
	times_text(d->total, d->nsteps, out);
	csq_buf_str(out, ",\"lost\":[");
	for (uint32_t i = 0; i < d->nlost; i++)
	{
		const CsqFunnelLost *l = &d->lost[i];

		csq_buf_printf(out, i > 0 ? ",[%u," : "[%u,", l->level);
		if (l->end)
			csq_buf_str(out, "null");
		else
			csq_buf_json(out, l->label.s, l->label.len);
		csq_buf_char(out, ',');
		csq_buf_i64(out, l->n);
		csq_buf_str(out, l->pending ? ",true]" : "]");
	}
	csq_buf_char(out, ']');
	if (d->has_waits)
	{
		csq_buf_str(out, ",\"waits\":");
		times_text(d->wait, d->nsteps, out);
	}
	csq_buf_char(out, '}');
}

/* Times by step; returns how many. */
static uint32_t
parse_times(CsqJson *json, CsqTimes *times)
{
	uint32_t n = 0;

	csq_json_open(json, '[');
	while (csq_json_item(json))
	{
		if (n == CSQ_FUNNEL_MAX_STEPS)
		{
			csq_json_fail(json, "There are times of more than %d steps.", CSQ_FUNNEL_MAX_STEPS);
			return 0;
		}
		if (!csq_times_parse(json, CSQ_TIMES_EXACT, &times[n++]))
			return 0;
	}
	return n;
}

static void
parse_lost(CsqJson *json, CsqFunnelDetail *d)
{
	uint32_t room = 0;

	csq_json_open(json, '[');
	while (csq_json_item(json))
	{
		CsqFunnelLost l = {0, false, {"", 0}, 0, false};
		int64_t       level = 0;
		bool          more;

		csq_json_open(json, '[');
		if (csq_json_item(json))
			level = csq_json_i64(json);
		if (csq_json_item(json) && !(l.end = csq_json_null(json)))
			l.label = csq_json_string(json);
		if (csq_json_item(json))
			l.n = csq_json_i64(json);
		more = csq_json_item(json);
		if (more && l.end)
		{
			l.pending = csq_json_bool(json);
			if (!json->failed && !l.pending)
				csq_json_fail(json, "What stands behind the number of cases is true: they are pending.");
			more = csq_json_item(json);
		}
		if (!json->failed && (more || level < 1 || level > CSQ_FUNNEL_MAX_STEPS))
			csq_json_fail(json,
			              "Where cases went is a level, an activity or null, a number, and true if they are pending.");
		if (json->failed)
			return;
		l.level = (uint32_t) level;
		if (d->nlost == room)
			csq_grow(d->lost, room);
		d->lost[d->nlost++] = l;
	}
}

bool
csq_funnel_detail_parse(CsqJson *json, CsqFunnelDetail *d)
{
	static const char *const names[] = {"gaps", "totals", "lost", "waits", NULL};
	uint32_t                 ngaps = 0;
	uint32_t                 ntotals = 0;
	uint32_t                 nwaits = 0;
	unsigned                 seen = 0;
	int                      k;

	memset(d, 0, sizeof *d);
	csq_json_open(json, '{');
	while ((k = csq_json_member(json, names, &seen)) >= 0)
		if (k == 0)
			ngaps = parse_times(json, d->gap);
		else if (k == 1)
			ntotals = parse_times(json, d->total);
		else if (k == 2)
			parse_lost(json, d);
		else
			nwaits = parse_times(json, d->wait);
	for (uint32_t s = 0; s < nwaits; s++)
		d->has_waits |= d->wait[s].n > 0;
	csq_json_need(json, names, seen, 7);
	if (!json->failed && (ngaps != ntotals || ((seen & 8) != 0 && (nwaits != ngaps || !d->has_waits))))
		csq_json_fail(json, "Details have as many gaps as totals, and as many waits if there are any.");
	d->nsteps = ngaps;
	return !json->failed;
}
