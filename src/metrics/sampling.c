/*
 * sampling.c
 *		Samples by hash, exact sizes, acceptance plans: see sampling.h.
 *
 * A sample is drawn by sorting keys by a hash with a salt and taking the first: the same
 * on every machine and version, and another key more or less changes at most one pick.
 * The hash is XXH64, whose definition and vectors are published, so that an auditor can
 * draw it again in any language.
 *
 * The table is that of MIL-STD-105E (II-A, master table for normal inspection), which is
 * in the public domain.  Its plans lie on diagonals: with the sample size one step up the
 * acceptance number of the next lower quality level holds.
 */
#include "metrics/sampling.h"

#include <math.h>

#include "base/sort.h"
#include "base/stats.h"
#include "base/literal.h"

/* ---- the hash ---- */

#define P1 UINT64_C(0x9E3779B185EBCA87)
#define P2 UINT64_C(0xC2B2AE3D27D4EB4F)
#define P3 UINT64_C(0x165667B19E3779F9)
#define P4 UINT64_C(0x85EBCA77C2B2AE63)
#define P5 UINT64_C(0x27D4EB2F165667C5)

static uint64_t
rotate(uint64_t v, int bits)
{
	return v << bits | v >> (64 - bits);
}

/* n bytes, little-endian whatever the platform */
static uint64_t
word_at(const unsigned char *p, int n)
{
	uint64_t w = 0;

	for (int i = n - 1; i >= 0; i--)
		w = w << 8 | p[i];
	return w;
}

static uint64_t
turn(uint64_t lane, uint64_t input)
{
	return rotate(lane + input * P2, 31) * P1;
}

uint64_t
csq_xxh64(const void *data, size_t len, uint64_t seed)
{
	const unsigned char *p = data;
	const unsigned char *end = p + len;
	uint64_t             h = seed + P5;

	if (len >= 32)
	{
		uint64_t lane[4] = {seed + P1 + P2, seed + P2, seed, seed - P1};

		for (; end - p >= 32; p += 32)
			for (int i = 0; i < 4; i++)
				lane[i] = turn(lane[i], word_at(p + 8 * i, 8));
		h = rotate(lane[0], 1) + rotate(lane[1], 7) + rotate(lane[2], 12) + rotate(lane[3], 18);
		for (int i = 0; i < 4; i++)
			h = (h ^ turn(0, lane[i])) * P1 + P4;
	}
	h += len;
	for (; end - p >= 8; p += 8)
		h = rotate(h ^ turn(0, word_at(p, 8)), 27) * P1 + P4;
	if (end - p >= 4)
	{
		h = rotate(h ^ word_at(p, 4) * P1, 23) * P2 + P3;
		p += 4;
	}
	for (; p < end; p++)
		h = rotate(h ^ *p * P5, 11) * P1;
	h = (h ^ h >> 33) * P2;
	h = (h ^ h >> 29) * P3;
	return h ^ h >> 32;
}

uint64_t
csq_stable_hash(const CsqText *key, const CsqText *salt)
{
	return csq_xxh64(key->s, key->len, salt->len == 0 ? 0 : csq_xxh64(salt->s, salt->len, 0));
}

/* ---- samples of an exact size ---- */

const CsqTallyType csq_qa_sample_type = {"qa_sample", "key", 2, 1, true, 0, "share", 0, 1, "salt"};

typedef struct Stratum
{
	CsqText  label;
	uint32_t first;
	uint32_t n;
	int64_t  take;
	double   remainder;
	uint64_t hash;
} Stratum;

typedef struct Drawn
{
	uint64_t hash;
	CsqText  key;
} Drawn;

static int
by_hash(const void *a, const void *b)
{
	const Drawn *x = a, *y = b;

	return x->hash != y->hash ? (x->hash < y->hash ? -1 : 1) : csq_text_compare(&x->key, &y->key);
}

static int
by_remainder(const void *a, const void *b)
{
	const Stratum *x = *(const Stratum *const *) a, *y = *(const Stratum *const *) b;

	if (x->remainder != y->remainder)
		return x->remainder > y->remainder ? -1 : 1;
	return x->hash != y->hash ? (x->hash < y->hash ? -1 : 1) : csq_text_compare(&x->label, &y->label);
}

/* Strata of sorted rows, each with what it takes. */
static Stratum *
allocate(const CsqTally *t, const CsqTallyRow *rows, int64_t minimum, uint32_t *count)
{
	Stratum  *s = csq_alloc(((size_t) t->rows + 1) * sizeof *s);
	Stratum **order;
	CsqText   salt = csq_tally_word(t);
	int64_t   left = (int64_t) ceil(t->parameter * t->rows - 1e-9);

	*count = 0;
	for (uint32_t i = 0; i < t->rows; i++)
	{
		if (i == 0 || !csq_text_same(&rows[i].label[0], &s[*count - 1].label))
			s[(*count)++] = (Stratum){rows[i].label[0], i, 0, 0, 0, csq_stable_hash(&rows[i].label[0], &salt)};
		s[*count - 1].n++;
	}
	order = csq_alloc(((size_t) *count + 1) * sizeof *order);
	for (uint32_t k = 0; k < *count; k++)
	{
		double exact = t->parameter * s[k].n;

		s[k].take = (int64_t) floor(exact + 1e-9);
		s[k].remainder = exact - (double) s[k].take;
		left -= s[k].take;
		order[k] = &s[k];
	}
	csq_sort(order, *count, sizeof *order, by_remainder);
	for (uint32_t k = 0; k < *count && left > 0; k++, left--)
		order[k]->take++;
	for (uint32_t k = 0; k < *count; k++)
	{
		if (s[k].take < minimum)
			s[k].take = minimum;
		if (s[k].take > s[k].n)
			s[k].take = s[k].n;
	}
	csq_free(order);
	return s;
}

CsqPick *
csq_qa_picks(const CsqTally *t, int64_t minimum, uint32_t *n)
{
	CsqTallyRow *rows = csq_tally_rows(&csq_qa_sample_type, t);
	CsqPick     *picks = csq_alloc(((size_t) t->rows + 1) * sizeof *picks);
	Drawn       *drawn = csq_alloc(((size_t) t->rows + 1) * sizeof *drawn);
	CsqText      salt = csq_tally_word(t);
	uint32_t     strata;
	Stratum     *s = allocate(t, rows, minimum, &strata);

	*n = 0;
	for (uint32_t k = 0; k < strata; k++)
	{
		for (uint32_t i = 0; i < s[k].n; i++)
		{
			csq_poll(i);
			drawn[i].key = rows[s[k].first + i].label[1];
			drawn[i].hash = csq_stable_hash(&drawn[i].key, &salt);
		}
		csq_sort(drawn, s[k].n, sizeof *drawn, by_hash);
		for (int64_t i = 0; i < s[k].take; i++)
			picks[(*n)++] = (CsqPick){s[k].label, drawn[i].key, (double) s[k].take / s[k].n, (int32_t) i + 1};
	}
	csq_free(rows);
	csq_free(drawn);
	csq_free(s);
	return picks;
}

/* ---- acceptance plans ---- */

static const char    letters[] = "ABCDEFGHJKLMNPQR";
static const int64_t sizes[] = {2, 3, 5, 8, 13, 20, 32, 50, 80, 125, 200, 315, 500, 800, 1250, 2000};
#define CODES 16

static const double aqls[] = {0.010, 0.015, 0.025, 0.040, 0.065, 0.10, 0.15, 0.25,
                              0.40,  0.65,  1.0,   1.5,   2.5,   4.0,  6.5,  10};
#define AQLS 16

/* Along a diagonal: the plan with 0, two arrows (up, then down), and the others. */
static const int diagonal[] = {0, -1, -2, 1, 2, 3, 5, 7, 10, 14, 21};
#define DIAGONAL 11

static const int64_t lots[] = {8, 15, 25, 50, 90, 150, 280, 500, 1200, 3200, 10000, 35000, 150000, 500000, INT64_MAX};

/* Code letters of lots: S-1, S-2, S-3, S-4, I, II, III. */
static const char *const level_names[] = {"S-1", "S-2", "S-3", "S-4", "I", "II", "III"};
static const char *const level_codes[] = {"AAAABBBBCCCCDDD", "AAABBBCCCDDDEEE", "AABBCCDDEEFFGGH", "AABCCDEEFGGHJJK",
                                          "AABCCDEFGHJKLMN", "ABCDEFGHJKLMNPQ", "BCDEFGHJKLMNPQR"};

double
csq_accept_probability(int64_t n, int64_t accept, double share)
{
	if (accept >= n || share <= 0)
		return 1;
	if (share >= 1)
		return 0;
	return csq_beta_cdf(1 - share, (double) (n - accept), (double) accept + 1);
}

/* The entry of a code letter and a quality level; -1 and -2: the next plan above, below. */
static int
entry(int code, int aql)
{
	int i = code + aql - 14; /* the plan with 0 of A stands at 6.5 */

	return i < 0 ? -2 : i >= DIAGONAL ? -1 : diagonal[i];
}

bool
csq_accept_table(int64_t lot, double aql, const CsqText *level, CsqPlan *plan, CsqError *err)
{
	int l = csq_option_of(*level, level_names, 7), q = 0, row = 0, code, ac;

	while (q < AQLS && fabs(aqls[q] - aql) > 1e-9 * aql)
		q++;
	if (lot < 2)
		return csq_fail(err, CSQ_PARAM, "a lot of %lld cannot be sampled", (long long) lot) ||
		       csq_detail(err, "It has at least 2 units.");
	if (l < 0)
		return csq_fail(err, CSQ_PARAM, "there is no inspection level \"%s\"", csq_quoted(level->s, level->len).s) ||
		       csq_detail(err, "Levels: I, II, III, S-1, S-2, S-3, S-4.");
	if (q == AQLS)
		return csq_fail(err, CSQ_PARAM, "%g is no acceptable quality level of the table", aql) ||
		       csq_detail(err, "Levels are in percent: 0.010 0.015 0.025 0.040 0.065 0.10 0.15 0.25 0.40 0.65 1.0 1.5 "
		                       "2.5 4.0 6.5 10.") ||
		       csq_hint(err, "Take the next lower one, or a plan of your own: accept_plan(good, 0.95, bad, 0.10).");
	while (lot > lots[row])
		row++;
	code = (int) (strchr(letters, level_codes[l][row]) - letters);
	ac = entry(code, q);
	if (ac == -1 && code + q - 14 == 1 && code == 0)
		ac = -2; /* there is none above the first */
	while (ac < 0)
	{
		code += ac == -1 ? -1 : 1;
		if (code >= CODES)
			return csq_fail(err, CSQ_PARAM, "the table has no plan for a quality level of %g %%", aql);
		ac = entry(code, q) < 0 ? ac : entry(code, q);
	}
	*plan = (CsqPlan){letters[code], sizes[code], ac};
	if (plan->n > lot)
		plan->n = lot; /* all of them */
	return true;
}

bool
csq_accept_search(double good, double good_accept, double bad, double bad_accept, CsqPlan *plan, CsqError *err)
{
	if (!(good >= 0 && good < bad && bad <= 1))
		return csq_fail(err, CSQ_PARAM, "lots with %g and %g defective cannot be told apart by a plan", good, bad) ||
		       csq_detail(err, "The good share is at least 0 and below the bad one, which is at most 1.") ||
		       csq_hint(err, "Write 0.05 for 5 %%.");
	if (!(bad_accept > 0 && bad_accept < good_accept && good_accept < 1))
		return csq_fail(err, CSQ_PARAM,
		                "good lots must be accepted more often than bad ones, and neither always nor "
		                "never");
	for (int64_t accept = 0; accept < 5000; accept++)
	{
		int64_t lo = accept, hi = accept + 1;

		csq_check_interrupts();
		/* the smallest sample that accepts bad lots seldom enough */
		while (csq_accept_probability(hi, accept, bad) > bad_accept)
		{
			lo = hi;
			hi *= 2;
			if (hi > INT64_C(100000000))
				return csq_fail(err, CSQ_LIMIT, "a plan that tells %g from %g needs too large a sample", good, bad);
		}
		while (hi - lo > 1)
		{
			int64_t mid = lo + (hi - lo) / 2;

			if (csq_accept_probability(mid, accept, bad) > bad_accept)
				lo = mid;
			else
				hi = mid;
		}
		if (csq_accept_probability(hi, accept, good) >= good_accept)
		{
			*plan = (CsqPlan){0, hi, accept};
			return true;
		}
	}
	return csq_fail(err, CSQ_LIMIT, "a plan that tells %g from %g needs too large a sample", good, bad) ||
	       csq_hint(err, "Let the shares lie further apart, or take larger risks.");
}
