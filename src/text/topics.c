/*
 * topics.c
 *		Terms and topics of many texts.
 *
 * Terms are tokens (csq_each_token): words and pairs of Han characters; numbers are none.  A term
 * of two sets of texts is compared by the log-odds of the texts that have it, with a
 * prior of PRIOR texts in which it is as frequent as in both together: what is rare is
 * pulled towards no difference (Monroe, Colaresi and Quinn, Fightin' Words, 2008).
 *
 * Topics: spherical k-means over the texts, each a unit vector of idf weights of its
 * terms.  Terms of one text only, and of more than half of them, are left out.  The
 * first centre is the text nearest to all others, each further one the text that is
 * near to many and far from the centres before; then each text goes to its nearest
 * centre and the centres move, at most ROUNDS times.  Texts are taken in the order of
 * their bytes and sums in that order, so the groups depend on the texts alone.
 *
 * A group is described by the terms that tell it from the rest (the z above); a pair of
 * Han characters grows to the phrase in which it stands in four of five places.
 */
#include "base/exact_math.h"
#include "base/han_number.h"
#include "base/sort.h"
#include "base/table.h"
#include "text/topics.h"

#define PRIOR      10.0
#define ROUNDS     15
#define MAX_TERM   100 /* bytes; longer words are no terms */
#define MAX_TEXT   900 /* bytes that are kept of a text */
#define MAX_PHRASE 10  /* characters */

const CsqTallyType csq_terms_type = {"terms", "term", 1, 1, false, 0, NULL, 0, 0, NULL};
const CsqTallyType csq_topics_type = {"topic_summary", "text", 1, 1, false, 0, NULL, 0, 0, NULL};

/* ---- terms ---- */

typedef struct Token
{
	uint64_t hash;
	uint32_t from;
	uint32_t to;
} Token;

typedef struct Tokens
{
	const CsqChars *chars;
	Token          *item;
	size_t          n;
	size_t          cap;
} Tokens;

static void
add_token(void *arg, size_t from, size_t to)
{
	Tokens *t = arg;

	if (to - from > MAX_TERM / 4)
		return;
	if (t->n == t->cap)
		csq_grow(t->item, t->cap);
	t->item[t->n++] = (Token){csq_hash_bytes(t->chars->cp + from, (to - from) * sizeof(uint32_t), 11), (uint32_t) from,
	                          (uint32_t) to};
}

static int
compare_tokens(const void *a, const void *b)
{
	const Token *x = a, *y = b;

	return x->hash != y->hash ? (x->hash < y->hash ? -1 : 1) : x->from < y->from ? -1 : x->from > y->from;
}

/* 2026, 12.5, 13912345678, 二十: how many, when or which one, not what a text is about; 5g and 三天 are terms. */
static bool
is_number(const CsqChars *c, const Token *t)
{
	for (size_t i = t->from; i < t->to; i++)
		if (csq_char_class(c->cp[i]) != CSQ_CH_DIGIT && c->cp[i] != '.' && csq_han_digit(c->cp[i]) < 0 &&
		    csq_han_unit(c->cp[i]) <= 0)
			return false;
	return true;
}

/* The distinct tokens of a text, by their hashes. */
static void
distinct_tokens(const CsqChars *c, Tokens *t)
{
	size_t kept = 0;

	t->chars = c;
	t->n = 0;
	csq_each_token(c, add_token, t);
	csq_sort(t->item, t->n, sizeof *t->item, compare_tokens);
	for (size_t i = 0; i < t->n; i++)
		if (kept == 0 || t->item[kept - 1].hash != t->item[i].hash)
			t->item[kept++] = t->item[i];
	t->n = kept;
}

bool
csq_terms_add(CsqTally **tally, const char *text, size_t len, CsqError *err)
{
	CsqChars chars;
	Tokens   t = {0};
	int64_t  one = 1;
	CsqBuf   b;

	if (!csq_chars_read(&chars, text, len, CSQ_CHARS_MATCH | CSQ_CHARS_NO_MAP, err) ||
	    !csq_tally_add(&csq_terms_type, tally, &(CsqText){"", 0}, &one, err))
		return false;
	distinct_tokens(&chars, &t);
	csq_buf_init(&b);
	for (size_t i = 0; i < t.n; i++)
	{
		csq_poll(i);
		if (is_number(&chars, &t.item[i]))
			continue;
		b.len = 0;
		csq_chars_write(&b, chars.cp + t.item[i].from, t.item[i].to - t.item[i].from);
		if (!csq_tally_add(&csq_terms_type, tally, &(CsqText){b.data, b.len}, &one, err))
			return false;
	}
	csq_free(b.data);
	if (t.item != NULL)
		csq_free(t.item);
	csq_chars_free(&chars);
	return true;
}

double
csq_term_z(double y1, double n1, double y2, double n2)
{
	double a = PRIOR * (y1 + y2) / (n1 + n2);
	double b = PRIOR - a;
	double hits1 = y1 + a, misses1 = n1 - y1 + b, hits2 = y2 + a, misses2 = n2 - y2 + b;
	double odds, variance;

	/* in every text of both, or in none: no difference */
	if (!(hits1 > 0 && hits2 > 0 && misses1 > 0 && misses2 > 0))
		return 0;
	odds = csq_ln(hits1) - csq_ln(misses1) - csq_ln(hits2) + csq_ln(misses2);
	variance = 1 / hits1 + 1 / misses1 + 1 / hits2 + 1 / misses2;
	return odds / csq_sqrt(variance);
}

static int
by_z(const void *a, const void *b)
{
	const CsqTermChange *x = a, *y = b;

	return x->z != y->z ? (x->z > y->z ? -1 : 1) : csq_text_compare(&x->term, &y->term);
}

/* How many texts there are: the row without bytes, the first one; a value that was written by hand may lack it. */
static double
texts(const CsqTallyRow *row, uint32_t rows, uint32_t *first)
{
	*first = rows > 0 && row[0].label[0].len == 0;
	return *first ? (double) row[0].numbers[0] : 0;
}

CsqTermChange *
csq_terms_compare(const CsqTally *before, const CsqTally *after, size_t *n)
{
	CsqTallyRow   *x = csq_tally_rows(&csq_terms_type, before);
	CsqTallyRow   *y = csq_tally_rows(&csq_terms_type, after);
	CsqTermChange *c = csq_alloc(((size_t) before->rows + after->rows + 1) * sizeof *c);
	uint32_t       i, k;
	double         nx = texts(x, before->rows, &i);
	double         ny = texts(y, after->rows, &k);

	*n = 0;
	while (i < before->rows || k < after->rows)
	{
		int d = i == before->rows ? 1 : k == after->rows ? -1 : csq_text_compare(&x[i].label[0], &y[k].label[0]);

		c[*n].term = d <= 0 ? x[i].label[0] : y[k].label[0];
		c[*n].before = d <= 0 ? x[i++].numbers[0] : 0;
		c[*n].after = d >= 0 ? y[k++].numbers[0] : 0;
		c[*n].z = csq_term_z((double) c[*n].after, ny, (double) c[*n].before, nx);
		csq_poll((*n)++);
	}
	csq_sort(c, *n, sizeof *c, by_z);
	return c;
}

/* ---- topics ---- */

bool
csq_topics_add(CsqTally **t, const char *text, size_t len, CsqError *err)
{
	int64_t one = 1;

	if (len > MAX_TEXT)
		for (len = MAX_TEXT; len > 0 && ((unsigned char) text[len] & 0xC0) == 0x80;)
			len--;
	return len == 0 || csq_tally_add(&csq_topics_type, t, &(CsqText){text, len}, &one, err);
}

typedef struct Doc
{
	CsqText   text;
	CsqChars  chars;
	double    n;
	uint32_t *term; /* numbers of the terms that are kept */
	size_t    terms;
	double    length; /* of the vector */
	double    near;   /* to the centres so far, or to its own */
	int       group;  /* -1: none */
} Doc;

typedef struct Term
{
	uint64_t hash;
	uint32_t doc; /* where it stands */
	uint32_t from;
	uint32_t to;
	uint32_t docs;
	double   idf; /* 0: left out */
} Term;

typedef struct Model
{
	Doc     *doc;
	size_t   n;
	Term    *term;
	size_t   terms;
	size_t   cap;
	CsqTable table;
	int      k;
	double  *centre; /* k * terms */
	double  *sum;
} Model;

static uint32_t
term_number(Model *m, const Token *t, uint32_t doc)
{
	csq_table_each(&m->table, t->hash, i) if (m->term[i].hash == t->hash) return i;
	csq_table_room(&m->table, (uint32_t) m->terms, i, m->term[i].hash);
	if (m->terms == m->cap)
		csq_grow(m->term, m->cap);
	m->term[m->terms] = (Term){t->hash, doc, t->from, t->to, 0, 0};
	csq_table_put(&m->table, t->hash, (uint32_t) m->terms);
	return (uint32_t) m->terms++;
}

/* Does a token say what a text is about?  Single characters and numbers do not. */
static bool
tells(const CsqChars *c, const Token *t)
{
	return t->to - t->from > 1 && csq_char_class(c->cp[t->from]) != CSQ_CH_DIGIT && !is_number(c, t);
}

/* Texts as lists of terms, with their weights. */
static bool
read_docs(Model *m, const CsqTally *packed, CsqError *err)
{
	CsqTallyRow *row = csq_tally_rows(&csq_topics_type, packed);
	Tokens       t = {0};

	m->n = packed->rows;
	m->doc = csq_alloc0((m->n + 1) * sizeof *m->doc);
	csq_table_init(&m->table, 1024);
	for (size_t i = 0; i < m->n; i++)
	{
		Doc *d = &m->doc[i];

		csq_poll(i);
		d->text = row[i].label[0];
		d->n = (double) row[i].numbers[0];
		d->group = -1;
		if (!csq_chars_read(&d->chars, d->text.s, d->text.len, CSQ_CHARS_MATCH | CSQ_CHARS_NO_MAP, err))
			return false;
		distinct_tokens(&d->chars, &t);
		d->term = csq_alloc((t.n + 1) * sizeof *d->term);
		for (size_t k = 0; k < t.n; k++)
		{
			uint32_t number;

			if (!tells(&d->chars, &t.item[k]))
				continue;
			number = term_number(m, &t.item[k], (uint32_t) i);
			m->term[number].docs++;
			d->term[d->terms++] = number;
		}
	}
	for (size_t i = 0; i < m->terms; i++)
		if (m->term[i].docs >= 2 && 2 * (size_t) m->term[i].docs <= m->n)
			m->term[i].idf = csq_ln((double) m->n / m->term[i].docs);
	for (size_t i = 0; i < m->n; i++)
	{
		Doc   *d = &m->doc[i];
		size_t kept = 0;
		double square = 0;

		for (size_t k = 0; k < d->terms; k++)
			if (m->term[d->term[k]].idf > 0)
			{
				square += m->term[d->term[k]].idf * m->term[d->term[k]].idf;
				d->term[kept++] = d->term[k];
			}
		d->terms = kept;
		d->length = csq_sqrt(square);
	}
	return true;
}

/* Product of a text's unit vector and a vector over all terms. */
static double
product(const Model *m, const Doc *d, const double *v)
{
	double sum = 0;

	for (size_t k = 0; k < d->terms; k++)
		sum += m->term[d->term[k]].idf * v[d->term[k]];
	return d->length > 0 ? sum / d->length : 0;
}

static void
add_to(const Model *m, const Doc *d, double *v)
{
	for (size_t k = 0; k < d->terms; k++)
		v[d->term[k]] += d->n * m->term[d->term[k]].idf / d->length;
}

/* Centres: texts that are near to many and far from the centres before. */
static void
choose_centres(Model *m)
{
	double *near_all = csq_alloc((m->n + 1) * sizeof *near_all);

	memset(m->sum, 0, m->terms * sizeof *m->sum);
	for (size_t i = 0; i < m->n; i++)
		add_to(m, &m->doc[i], m->sum);
	for (size_t i = 0; i < m->n; i++)
	{
		near_all[i] = product(m, &m->doc[i], m->sum);
		m->doc[i].near = 0;
	}
	for (int g = 0; g < m->k; g++)
	{
		double *centre = m->centre + (size_t) g * m->terms;
		size_t  best = m->n;
		double  best_score = 1e-9;

		for (size_t i = 0; i < m->n; i++)
		{
			double score = near_all[i] * (1 - m->doc[i].near);

			csq_poll(i);
			if (score > best_score)
			{
				best = i;
				best_score = score;
			}
		}
		if (best == m->n)
		{
			m->k = g;
			break;
		}
		memset(centre, 0, m->terms * sizeof *centre);
		for (size_t k = 0; k < m->doc[best].terms; k++)
			centre[m->doc[best].term[k]] = m->term[m->doc[best].term[k]].idf / m->doc[best].length;
		for (size_t i = 0; i < m->n; i++)
		{
			double p = product(m, &m->doc[i], centre);

			csq_poll(i);
			m->doc[i].near = p > m->doc[i].near ? p : m->doc[i].near;
		}
	}
	csq_free(near_all);
}

/* Each text to its nearest centre; did any move? */
static bool
assign(Model *m)
{
	bool moved = false;

	for (size_t i = 0; i < m->n; i++)
	{
		Doc *d = &m->doc[i];
		int  best = -1;

		csq_poll(i);
		d->near = 0;
		for (int g = 0; g < m->k; g++)
		{
			double p = product(m, d, m->centre + (size_t) g * m->terms);

			if (p > d->near)
			{
				d->near = p;
				best = g;
			}
		}
		moved |= best != d->group;
		d->group = best;
	}
	return moved;
}

static void
move_centres(Model *m)
{
	memset(m->centre, 0, (size_t) m->k * m->terms * sizeof *m->centre);
	for (size_t i = 0; i < m->n; i++)
		if (m->doc[i].group >= 0)
			add_to(m, &m->doc[i], m->centre + (size_t) m->doc[i].group * m->terms);
	for (int g = 0; g < m->k; g++)
	{
		double *v = m->centre + (size_t) g * m->terms;
		double  square = 0;

		csq_check_interrupts();
		for (size_t i = 0; i < m->terms; i++)
			square += v[i] * v[i];
		square = csq_sqrt(square);
		for (size_t i = 0; i < m->terms && square > 0; i++)
			v[i] /= square;
	}
}

/* ---- describing ---- */

/* The ideograph before (side -1) or behind a phrase in four of five of its places in a group; 0 when there is none. */
static uint32_t
neighbour(const Model *m, int group, const uint32_t *phrase, size_t len, int side)
{
	uint32_t *next = NULL;
	size_t    n = 0, cap = 0, run = 0, best = 0;
	uint32_t  found = 0;

	for (size_t i = 0; i < m->n; i++)
	{
		const CsqChars *c = &m->doc[i].chars;

		csq_poll(i);
		for (size_t at = 0; m->doc[i].group == group && at + len <= c->n; at++)
		{
			size_t other = side < 0 ? at - 1 : at + len;

			if (memcmp(c->cp + at, phrase, len * sizeof *phrase) != 0)
				continue;
			if (n == cap)
				csq_grow(next, cap);
			next[n++] = other < c->n && csq_is_han(c->cp[other]) ? c->cp[other] : 0;
		}
	}
	if (next == NULL)
		return 0;
	csq_sort(next, n, sizeof *next, csq_by_u32);
	for (size_t i = 0; i < n; i++)
	{
		run = i > 0 && next[i] == next[i - 1] ? run + 1 : 1;
		if (run > best && next[i] != 0)
		{
			best = run;
			found = next[i];
		}
	}
	csq_free(next);
	return n >= 2 && 5 * best >= 4 * n ? found : 0;
}

/* A term as text: a pair grows to its phrase. */
static CsqText
term_text(const Model *m, int group, const Term *t)
{
	const CsqChars *c = &m->doc[t->doc].chars;
	uint32_t        phrase[MAX_PHRASE > MAX_TERM ? MAX_PHRASE : MAX_TERM];
	size_t          len = t->to - t->from;
	bool            han = len == 2 && csq_is_han(c->cp[t->from]) && csq_is_han(c->cp[t->from + 1]);
	uint32_t        more;
	CsqBuf          b;

	memcpy(phrase, c->cp + t->from, len * sizeof *phrase);
	while (han && len < MAX_PHRASE && (more = neighbour(m, group, phrase, len, 1)) != 0)
		phrase[len++] = more;
	while (han && len < MAX_PHRASE && (more = neighbour(m, group, phrase, len, -1)) != 0)
	{
		memmove(phrase + 1, phrase, len++ * sizeof *phrase);
		phrase[0] = more;
	}
	csq_buf_init(&b);
	csq_chars_write(&b, phrase, len);
	return (CsqText){b.data, b.len};
}

static bool
within(const CsqText *part, const CsqText *whole)
{
	for (size_t i = 0; i + part->len <= whole->len; i++)
		if (memcmp(whole->s + i, part->s, part->len) == 0)
			return true;
	return false;
}

/* Terms that tell a group from the rest, the strongest first; none that lies in one before, or holds it. */
static void
describe(const Model *m, int group, CsqTopic *topic)
{
	double *in = csq_alloc0((m->terms + 1) * sizeof *in);
	double *all = csq_alloc0((m->terms + 1) * sizeof *all);
	double  total = 0;

	for (size_t i = 0; i < m->n; i++)
	{
		const Doc *d = &m->doc[i];

		csq_poll(i);
		total += d->n;
		for (size_t k = 0; k < d->terms; k++)
		{
			all[d->term[k]] += d->n;
			in[d->term[k]] += d->group == group ? d->n : 0;
		}
	}
	for (int tries = 0; topic->terms < CSQ_TOPIC_TERMS && tries < 40; tries++)
	{
		size_t  best = m->terms;
		double  best_z = 1;
		CsqText text;
		bool    known = false;

		for (size_t i = 0; i < m->terms; i++)
			if (in[i] > 1)
			{
				double z = csq_term_z(in[i], (double) topic->n, all[i] - in[i], total - (double) topic->n);

				if (z > best_z)
				{
					best = i;
					best_z = z;
				}
			}
		if (best == m->terms)
			break;
		in[best] = 0;
		text = term_text(m, group, &m->term[best]);
		for (int k = 0; k < topic->terms; k++)
			known |= within(&text, &topic->term[k]) || within(&topic->term[k], &text);
		if (!known)
			topic->term[topic->terms++] = text;
	}
	csq_free(in);
	csq_free(all);
}

static int
by_size(const void *a, const void *b)
{
	const CsqTopic *x = a, *y = b;

	return (x->n < y->n) - (x->n > y->n); /* stable: of equal ones the earlier centre first */
}

bool
csq_topics(const CsqTally *packed, int groups, CsqTopic **topics, size_t *n, CsqError *err)
{
	Model     m = {0};
	CsqTopic *t;
	CsqTopic  rest = {0};

	if (!read_docs(&m, packed, err))
		return false;
	m.k = groups > 0 ? groups : (int) (csq_sqrt((double) m.n / 2) + 0.5);
	if (groups == 0)
		m.k = m.k < 2 ? 2 : m.k > 30 ? 30 : m.k;
	m.centre = csq_resized(NULL, sizeof *m.centre * ((size_t) m.k + 1), m.terms + 1);
	m.sum = csq_resized(NULL, sizeof *m.sum, m.terms + 1);
	choose_centres(&m);
	for (int round = 0; assign(&m) && round < ROUNDS; round++)
		move_centres(&m);
	t = csq_alloc0(((size_t) m.k + 1) * sizeof *t);
	*n = 0;
	for (int g = -1; g < m.k; g++)
	{
		CsqTopic *topic = g < 0 ? &rest : &t[*n];
		double    near = -1;

		for (size_t i = 0; i < m.n; i++)
			if (m.doc[i].group == g)
			{
				topic->n += (int64_t) m.doc[i].n;
				if (m.doc[i].near > near)
				{
					near = m.doc[i].near;
					topic->example = m.doc[i].text;
				}
			}
		if (topic->n > 0 && g >= 0)
		{
			describe(&m, g, topic);
			(*n)++;
		}
	}
	csq_sort(t, *n, sizeof *t, by_size);
	if (rest.n > 0)
		t[(*n)++] = rest;
	*topics = t;
	return true;
}
