/*
 * score.c
 *		score_summary: the exact histogram of the answers to one survey question.
 *
 * One count per point of the scale and one for the rows without an answer.  Every
 * experience metric (NPS, CSAT, CES, boxes, mean, deviation) is a function of
 * these counts, so a day's summary answers questions nobody had asked when it was
 * stored, and summaries of days, agents or branches merge exactly.
 *
 * The scale and the cut points of NPS are part of the value.  Summaries that
 * disagree in them refuse to merge: a 1..5 and a 0..10 survey have no common NPS.
 *
 * Text form:	{"v":1,"lo":0,"hi":10,"detractors_to":6,"promoters_from":9,
 *				 "missing":2,"counts":[0,0,1,0,0,2,1,3,5,8,13]}
 * Binary form: version u8; lo, hi, detractors_to, promoters_from i16; missing u64;
 *				one u64 per point; network order.
 */
#include "metrics/score.h"

#include <math.h>

#define TYPE       "score_summary"
#define FIXED_SIZE offsetof(CsqScoreSummary, counts)

/* ---- scales ---- */

bool
csq_scale_make(int64_t lo, int64_t hi, CsqScale *scale, CsqError *err)
{
	int range;

	if (lo >= hi || lo < -CSQ_SCORE_POINT_MAX || hi > CSQ_SCORE_POINT_MAX || hi - lo >= CSQ_SCORE_POINTS_MAX)
		return csq_fail(err, CSQ_PARAM, "invalid scale %lld to %lld", (long long) lo, (long long) hi) ||
		       csq_detail(err, "A scale has 2 to %d points between %d and %d, the lowest first.", CSQ_SCORE_POINTS_MAX,
		                  -CSQ_SCORE_POINT_MAX, CSQ_SCORE_POINT_MAX);
	range = (int) (hi - lo);
	scale->lo = (int16_t) lo;
	scale->hi = (int16_t) hi;

	/*
	 * Promoters are 9 and 10 of 0..10, detractors 6 and below.  Other scales are
	 * cut at the same shares of their length: 1..5 at 3 and 5.  1..10 keeps the
	 * cuts of 0..10, of which it is the common variant.
	 */
	if (hi == 10 && lo == 1)
		return csq_scale_cut(scale, 6, 9, err);
	return csq_scale_cut(scale, lo + range * 6 / 10, lo + (range * 9 + 9) / 10, err);
}

bool
csq_scale_cut(CsqScale *scale, int64_t detractors_to, int64_t promoters_from, CsqError *err)
{
	if (detractors_to < scale->lo || promoters_from > scale->hi || detractors_to >= promoters_from)
		return csq_fail(err, CSQ_PARAM, "invalid cut points %lld and %lld for the scale %d to %d",
		                (long long) detractors_to, (long long) promoters_from, scale->lo, scale->hi) ||
		       csq_detail(err, "Detractors reach from the lowest point to the first cut point, promoters from "
		                       "the second to the highest; the first must be below the second.");
	scale->detractors_to = (int16_t) detractors_to;
	scale->promoters_from = (int16_t) promoters_from;
	return true;
}

bool
csq_scale_same(const CsqScale *a, const CsqScale *b, CsqError *err)
{
	if (memcmp(a, b, sizeof *a) == 0)
		return true;
	return csq_fail(err, CSQ_PARAM, "score summaries of different scales cannot be combined or compared") ||
	       csq_detail(err,
	                  "One has the scale %d to %d (detractors to %d, promoters from %d), "
	                  "the other %d to %d (detractors to %d, promoters from %d).",
	                  a->lo, a->hi, a->detractors_to, a->promoters_from, b->lo, b->hi, b->detractors_to,
	                  b->promoters_from) ||
	       csq_hint(err, "Group by the question, so that each summary holds one scale.");
}

bool
csq_scale_refuses(const CsqScale *scale, int64_t score, CsqError *err)
{
	return csq_fail(err, CSQ_PARAM, "score %lld is outside the scale %d to %d", (long long) score, scale->lo,
	                scale->hi) ||
	       csq_hint(
			   err,
			   "Give the scale of the question, as in nps(score_agg(score, 1, 5)), or leave such rows out with FILTER.");
}

CsqScoreSummary *
csq_score_new(const CsqScale *scale)
{
	int              points = scale->hi - scale->lo + 1;
	CsqScoreSummary *s = csq_flat_new(FIXED_SIZE + (size_t) points * sizeof(int64_t), 1);

	s->scale = *scale;
	return s;
}

/* ---- the type ---- */

static size_t
score_size(const void *value)
{
	return FIXED_SIZE + (size_t) csq_score_points(value) * sizeof(int64_t);
}

static bool
score_check(const void *value, size_t len, CsqError *err)
{
	const CsqScoreSummary *s = value;
	CsqScale               scale;

	if (!csq_stored_check(value, len, FIXED_SIZE, TYPE, err))
		return false;
	if (!csq_scale_make(s->scale.lo, s->scale.hi, &scale, err) ||
	    !csq_scale_cut(&scale, s->scale.detractors_to, s->scale.promoters_from, err))
		return csq_stored_invalid(TYPE, err, "It has the scale %d to %d, cut at %d and %d.", s->scale.lo, s->scale.hi,
		                          s->scale.detractors_to, s->scale.promoters_from);
	if (len != score_size(s))
		return csq_stored_invalid(TYPE, err, "It has %zu bytes, its scale needs %zu.", len, score_size(s));
	/* missing and counts are one vector */
	return csq_counts_check(&s->missing, 1 + csq_score_points(s), TYPE, err);
}

static void
score_text(const void *value, CsqBuf *out)
{
	const CsqScoreSummary *s = value;

	csq_buf_printf(out,
	               "{\"v\":1,\"lo\":%d,\"hi\":%d,\"detractors_to\":%d,\"promoters_from\":%d,\"missing\":", s->scale.lo,
	               s->scale.hi, s->scale.detractors_to, s->scale.promoters_from);
	csq_buf_i64(out, s->missing);
	csq_buf_str(out, ",\"counts\":");
	csq_buf_counts(out, s->counts, csq_score_points(s));
	csq_buf_char(out, '}');
}

/* The members of the text form, and what it says before it is known to make sense. */
enum
{
	KEY_V,
	KEY_LO,
	KEY_HI,
	KEY_DETRACTORS,
	KEY_PROMOTERS,
	KEY_MISSING,
	KEY_COUNTS,
	KEYS_NEEDED = 1 << KEY_V | 1 << KEY_LO | 1 << KEY_HI | 1 << KEY_COUNTS,
	KEYS_CUT = 1 << KEY_DETRACTORS | 1 << KEY_PROMOTERS
};

static const char *const key_names[] = {"v", "lo", "hi", "detractors_to", "promoters_from", "missing", "counts", NULL};

typedef struct Parsed
{
	unsigned seen;
	int64_t  number[KEY_COUNTS]; /* by member */
	int64_t  counts[CSQ_SCORE_POINTS_MAX];
	int      n;
} Parsed;

static void
parse_member(CsqJson *j, int key, Parsed *p)
{
	switch (key)
	{
		case KEY_V:
			csq_json_version(j, 1);
			break;
		case KEY_MISSING:
			p->number[key] = csq_json_count(j);
			break;
		case KEY_COUNTS:
			p->n = csq_json_counts(j, p->counts, CSQ_SCORE_POINTS_MAX);
			break;
		default:
			p->number[key] = csq_json_i64(j);
	}
}

static void *
score_parse(const char *text, size_t len, CsqError *err)
{
	CsqJson          j;
	int              key;
	Parsed           p = {.seen = 0};
	CsqScale         scale;
	CsqError         rule;
	CsqScoreSummary *s;

	csq_json_init(&j, text, len, TYPE, err);
	csq_json_open(&j, '{');
	while ((key = csq_json_member(&j, key_names, &p.seen)) >= 0)
		parse_member(&j, key, &p);
	csq_json_need(&j, key_names, p.seen, KEYS_NEEDED);
	if (!csq_json_end(&j))
		return NULL;
	if ((p.seen & KEYS_CUT) != KEYS_CUT && (p.seen & KEYS_CUT) != 0)
		return csq_json_fail(&j, "The keys \"detractors_to\" and \"promoters_from\" are needed together."), NULL;
	if (!csq_scale_make(p.number[KEY_LO], p.number[KEY_HI], &scale, &rule) ||
	    ((p.seen & KEYS_CUT) && !csq_scale_cut(&scale, p.number[KEY_DETRACTORS], p.number[KEY_PROMOTERS], &rule)))
		return csq_json_fail(&j, "%s", rule.detail), NULL;
	if (p.n != scale.hi - scale.lo + 1)
		return csq_json_fail(&j, "There are %d counts for the %d points from %d to %d.", p.n, scale.hi - scale.lo + 1,
		                     scale.lo, scale.hi),
		       NULL;
	s = csq_score_new(&scale);
	s->missing = p.number[KEY_MISSING];
	memcpy(s->counts, p.counts, (size_t) p.n * sizeof(int64_t));
	if (!score_check(s, score_size(s), &rule))
		return csq_json_fail(&j, "%s", rule.detail), NULL;
	return s;
}

static void
score_write(const void *value, CsqBuf *out)
{
	const CsqScoreSummary *s = value;

	csq_put_u8(out, s->header.version);
	csq_put_u16(out, (uint16_t) s->scale.lo);
	csq_put_u16(out, (uint16_t) s->scale.hi);
	csq_put_u16(out, (uint16_t) s->scale.detractors_to);
	csq_put_u16(out, (uint16_t) s->scale.promoters_from);
	csq_put_u64(out, (uint64_t) s->missing);
	for (int i = 0; i < csq_score_points(s); i++)
		csq_put_u64(out, (uint64_t) s->counts[i]);
}

static void *
score_read(const void *data, size_t len, CsqError *err)
{
	CsqReader        r;
	int16_t          lo, hi, detractors_to, promoters_from;
	CsqScale         scale;
	CsqError         rule;
	CsqScoreSummary *s;

	csq_reader_init(&r, data, len, TYPE, err);
	csq_read_version(&r, 1);
	lo = (int16_t) csq_read_u16(&r);
	hi = (int16_t) csq_read_u16(&r);
	detractors_to = (int16_t) csq_read_u16(&r);
	promoters_from = (int16_t) csq_read_u16(&r);
	if (r.failed)
		return NULL;
	if (!csq_scale_make(lo, hi, &scale, &rule) || !csq_scale_cut(&scale, detractors_to, promoters_from, &rule))
		return csq_read_fail(&r, "It has the scale %d to %d, cut at %d and %d.", lo, hi, detractors_to, promoters_from),
		       NULL;
	s = csq_score_new(&scale);
	s->missing = (int64_t) csq_read_u64(&r);
	for (int i = 0; i < csq_score_points(s); i++)
		s->counts[i] = (int64_t) csq_read_u64(&r);
	if (!csq_read_end(&r) || !score_check(s, score_size(s), err))
		return NULL;
	return s;
}

static bool
score_add(void *sum, const void *more, CsqError *err)
{
	CsqScoreSummary       *a = sum;
	const CsqScoreSummary *b = more;

	return csq_scale_same(&a->scale, &b->scale, err) &&
	       csq_counts_add(&a->missing, &b->missing, 1 + csq_score_points(a), TYPE, err);
}

static bool
score_subtract(void *rest, const void *less, CsqError *err)
{
	CsqScoreSummary       *a = rest;
	const CsqScoreSummary *b = less;

	return csq_scale_same(&a->scale, &b->scale, err) &&
	       csq_counts_subtract(&a->missing, &b->missing, 1 + csq_score_points(a), TYPE, err);
}

const CsqSummaryType csq_score_type = {
	.stored =
		{
			.canonical = true,
			.check = score_check,
			.parse = score_parse,
			.text = score_text,
			.read = score_read,
			.write = score_write,
		},
	.size = score_size,
	.add = score_add,
	.subtract = score_subtract,
};

/* ---- reading a summary ---- */

int64_t
csq_score_answered(const CsqScoreSummary *s)
{
	return csq_counts_total(s->counts, csq_score_points(s));
}

int64_t
csq_score_between(const CsqScoreSummary *s, int64_t from, int64_t to)
{
	int64_t first = from <= s->scale.lo ? 0 : from - s->scale.lo;
	int64_t last = to >= s->scale.hi ? csq_score_points(s) - 1 : to - s->scale.lo;

	return first > last ? 0 : csq_counts_total(s->counts + first, (int) (last - first + 1));
}

bool
csq_score_like_five(const CsqScoreSummary *s, int64_t at_least)
{
	int64_t low = 0;

	if (s->scale.lo != 0 || s->scale.hi != 10)
		return false;
	for (int i = 1; i <= 5; i++)
		low += s->counts[i];
	return low >= at_least && low == csq_score_answered(s);
}

bool
csq_score_stops_short(const CsqScoreSummary *s, int64_t at_least, int *top)
{
	int points = csq_score_points(s);
	int last = points - (points > CSQ_CSAT_POINTS ? 4 : 2);
	int i = points - 1;
	int used = 0;

	if (points > 11)
		return false;
	while (i > 0 && s->counts[i] == 0)
		i--;
	for (int k = 0; k <= i; k++)
		used += s->counts[k] > 0;
	*top = s->scale.lo + i;
	return used >= 2 && i <= last && s->counts[i] >= at_least;
}

int
csq_score_lowest(const CsqScoreSummary *s)
{
	if (s->scale.lo > 0 || csq_score_between(s, s->scale.lo, 0) > 0)
		return s->scale.lo;
	return 1;
}

CsqNps
csq_score_nps(const CsqScoreSummary *s)
{
	CsqNps n;

	n.detractors = csq_score_between(s, s->scale.lo, s->scale.detractors_to);
	n.promoters = csq_score_between(s, s->scale.promoters_from, s->scale.hi);
	n.passives = csq_score_answered(s) - n.detractors - n.promoters;
	return n;
}

CsqMoments
csq_score_moments(const CsqScoreSummary *s)
{
	CsqMoments m = {0, NAN, NAN, 0};
	double     cubes = 0;
	__int128   n = 0, sum = 0, squares = 0;

	for (int i = 0; i < csq_score_points(s); i++)
	{
		__int128 point = s->scale.lo + i;

		n += s->counts[i];
		sum += point * s->counts[i];
		squares += point * point * s->counts[i];
	}
	m.n = (double) n;
	if (n == 0)
		return m;
	m.mean = (double) sum / (double) n;

	/*
	 * Around the whole number nearest to the mean all sums stay below 2^84 and
	 * the correction term is small, so one rounding of each loses nothing that
	 * matters.
	 */
	if (n > 1)
	{
		__int128 centre = (__int128) llround(m.mean);
		__int128 shifted = sum - n * centre;
		__int128 around = squares - 2 * centre * sum + n * centre * centre;
		double   s1 = (double) shifted;

		m.variance = fmax(0, ((double) around - s1 * (s1 / (double) n)) / ((double) n - 1));
		for (int i = 0; i < csq_score_points(s); i++)
			cubes += pow(s->scale.lo + i - m.mean, 3) * (double) s->counts[i];
		m.skewness = csq_skewness((double) n, cubes, sqrt(m.variance));
	}
	return m;
}

bool
csq_score_refuses_csat(const CsqScoreSummary *s, CsqError *err)
{
	return csq_fail(err, CSQ_PARAM, "CSAT on the scale %d to %d: which points count as satisfied?", s->scale.lo,
	                s->scale.hi) ||
	       csq_detail(err, "The two highest points are the custom of scales of at most %d points.", CSQ_CSAT_POINTS) ||
	       csq_hint(err,
	                "Answers from 1 to 5 are counted by score_agg(score, 1, 5); else say how many points count, as "
	                "in csat(s, 3) or rate(at_least(s, 8)).");
}
