/*
 * process_columns.c
 *		The variants of a stored process, as the columns that they are stored in.
 *
 * See process_columns.h; process_stored.c says how they lie.
 */
#include "process/process_columns.h"

#define AT_ONCE 65536 /* steps between two questions for a cancel */

/* ---- writing ---- */

void
csq_paths_begin(CsqBuf *out, uint32_t nvariants, uint64_t steps, int width)
{
	csq_put_varint(out, nvariants);
	csq_put_varint(out, steps);
	if (steps * (uint64_t) width < CSQ_MAX_VALUE_SIZE)
		csq_buf_reserve(out, steps * (uint64_t) width + 8 * (size_t) nvariants);
}

void
csq_paths_length(CsqBuf *out, uint32_t len, uint32_t n, const uint64_t all[CSQ_PATHS_COLUMNS], int width,
                 int widths[CSQ_PATHS_COLUMNS])
{
	size_t bytes = (size_t) len * (size_t) width;

	csq_put_varint(out, len);
	csq_put_varint(out, n);
	for (int c = 0; c < CSQ_PATHS_COLUMNS; c++)
	{
		csq_put_u8(out, (uint8_t) (widths[c] = csq_number_width(all[c])));
		bytes += (size_t) widths[c];
	}
	csq_buf_reserve(out, n * bytes + 8);
}

/* The paths of n variants of one length. */
static void
pack_ids(CsqBuf *out, const CsqVariant *v, uint32_t n, int width)
{
	unsigned char *to = csq_column_new(out, (size_t) n * v->len, width);

	for (uint32_t i = 0; i < n; i++)
	{
		if (CSQ_LIKELY(i + CSQ_PATHS_AHEAD < n))
			__builtin_prefetch(v[i + CSQ_PATHS_AHEAD].path);
		if (width == 1)
			for (uint32_t k = 0; k < v[i].len; k++)
				to[k] = (unsigned char) v[i].path[k];
		else
			for (uint32_t k = 0; k < v[i].len; k++)
				csq_column_set(to, k, width, v[i].path[k]);
		to += (size_t) v[i].len * (size_t) width;
		csq_poll(i);
	}
}

/* Variants of one length, and how many there are. */
static void
pack_length(CsqBuf *out, const CsqVariant *v, uint32_t n, int width)
{
	uint64_t all[CSQ_PATHS_COLUMNS] = {0};
	int      widths[CSQ_PATHS_COLUMNS];

	for (uint32_t i = 0; i < n; i++)
		for (int c = 0; c < CSQ_PATHS_COLUMNS; c++)
			all[c] |= csq_paths_number(c, v[i].n, v[i].total);
	csq_paths_length(out, v->len, n, all, width, widths);
	for (int c = 0; c < CSQ_PATHS_COLUMNS; c++)
	{
		unsigned char *column = csq_column_new(out, n, widths[c]);

		for (uint32_t i = 0; i < n && widths[c] > 0; i++)
		{
			csq_column_set(column, i, widths[c], csq_paths_number(c, v[i].n, v[i].total));
			csq_poll(i);
		}
	}
	pack_ids(out, v, n, width);
}

void
csq_paths_pack(const CsqVariant *variants, uint32_t n, int width, CsqBuf *out)
{
	uint64_t steps = 0;
	uint32_t to;

	for (uint32_t i = 0; i < n; i++)
		steps += variants[i].len;
	csq_paths_begin(out, n, steps, width);
	for (uint32_t from = 0; from < n; from = to)
	{
		for (to = from + 1; to < n && variants[to].len == variants[from].len; to++)
			csq_poll(to);
		pack_length(out, &variants[from], to - from, width);
	}
}

/* ---- reading ---- */

static void
read_group(CsqReader *r, int width, CsqPathGroup *g)
{
	uint8_t widths[CSQ_PATHS_COLUMNS];

	for (int c = 0; c < CSQ_PATHS_COLUMNS; c++)
		widths[c] = csq_read_u8(r);
	for (int c = 0; c < CSQ_PATHS_COLUMNS; c++)
		g->columns[c] = csq_read_column(r, g->n, widths[c]);
	g->ids = csq_read_column(r, (size_t) g->n * g->len, (uint8_t) width);
}

bool
csq_paths_read(CsqReader *r, int width, CsqPaths *paths)
{
	uint64_t nvariants = csq_read_varint(r);
	uint64_t steps = csq_read_varint(r);
	uint64_t used = 0;
	uint32_t room = 0;

	*paths = (CsqPaths){.width = width};
	if (!r->failed && (nvariants > UINT32_MAX || nvariants > (size_t) (r->end - r->at)))
		csq_read_fail(r, "Input is too short for the %llu items it announces.", (unsigned long long) nvariants);
	if (!r->failed && steps > (size_t) (r->end - r->at) / (size_t) width)
		csq_read_fail(r, "Input is too short for the %llu steps it announces.", (unsigned long long) steps);
	if (r->failed)
		return false;
	while (paths->nvariants < nvariants)
	{
		CsqPathGroup *g;
		uint64_t      all;

		if (paths->ngroups == room)
			csq_grow(paths->groups, room);
		g = &paths->groups[paths->ngroups++];
		g->len = csq_read_index(r);
		g->n = csq_read_index(r);
		all = (uint64_t) g->len * g->n;
		if (!r->failed && (g->len == 0 || g->n == 0 || g->n > nvariants - paths->nvariants || all > steps - used))
			csq_read_fail(r, "Variants are not as many, or not as long, as announced.");
		if (!r->failed)
			read_group(r, width, g);
		if (r->failed)
			return false;
		paths->nvariants += g->n;
		used += all;
		csq_poll(paths->ngroups);
	}
	paths->steps = steps;
	return used == steps || csq_read_fail(r, "Variants are not as long as announced.");
}

/* Bytes as numbers, sixteen at a time, which compilers know how to do in a few instructions. */
static void
widen_bytes(const unsigned char *restrict at, size_t n, uint32_t *restrict path)
{
	size_t k = 0;

	for (; k + 16 <= n; k += 16)
		for (size_t i = 0; i < 16; i++)
			path[k + i] = at[k + i];
	for (; k < n; k++)
		path[k] = at[k];
}

static void
unpack_ids(const CsqColumn *ids, size_t n, uint32_t *path)
{
	for (size_t from = 0, to; from < n; from = to)
	{
		to = n - from > AT_ONCE ? from + AT_ONCE : n;
		if (ids->width == 1)
			widen_bytes(ids->at + from, to - from, path + from);
		else
			for (size_t k = from; k < to; k++)
				path[k] = (uint32_t) csq_column_get(ids, k);
		if (to < n)
			csq_check_interrupts();
	}
}

/* The cases of a variant; what is too much stays or gets negative. */
static inline int64_t
cases_of(const CsqPathGroup *g, uint32_t i)
{
	uint64_t cases = g->columns[0].width == 0 ? 0 : csq_column_get(&g->columns[0], i);

	return (int64_t) (cases + (cases <= INT64_MAX));
}

static inline CsqU128
total_of(const CsqPathGroup *g, uint32_t i)
{
	uint64_t upper = g->columns[2].width == 0 ? 0 : csq_column_get(&g->columns[2], i);

	return (CsqU128) upper << 64 | csq_column_get(&g->columns[1], i);
}

void
csq_paths_unpack(const CsqPaths *paths, CsqProcess *p)
{
	CsqVariant *v = csq_alloc((paths->nvariants + (size_t) 1) * sizeof *v);
	uint32_t   *path = csq_alloc((paths->steps + 1) * sizeof *path);

	p->nvariants = paths->nvariants;
	p->variants = v;
	for (uint32_t k = 0; k < paths->ngroups; k++)
	{
		const CsqPathGroup *g = &paths->groups[k];

		unpack_ids(&g->ids, (size_t) g->n * g->len, path);
		for (uint32_t i = 0; i < g->n; i++, v++, path += g->len)
		{
			*v = (CsqVariant){g->len, path, cases_of(g, i), total_of(g, i)};
			csq_poll(i);
		}
	}
}

void
csq_paths_copy(const CsqPaths *paths, CsqBuf *out)
{
	csq_paths_begin(out, paths->nvariants, paths->steps, paths->width);
	for (uint32_t k = 0; k < paths->ngroups; k++)
	{
		const CsqPathGroup *g = &paths->groups[k];

		csq_put_varint(out, g->len);
		csq_put_varint(out, g->n);
		for (int c = 0; c < CSQ_PATHS_COLUMNS; c++)
			csq_put_u8(out, (uint8_t) g->columns[c].width);
		for (int c = 0; c < CSQ_PATHS_COLUMNS; c++)
			csq_buf_put(out, g->columns[c].at, g->n * g->columns[c].width);
		csq_buf_put(out, g->ids.at, (size_t) g->n * g->len * g->ids.width);
	}
}

/* ---- few activities ---- */

/* Are all of n bytes below a bound? */
static bool
all_below(const unsigned char *at, size_t n, uint32_t bound)
{
	size_t        k = 0;
	unsigned char most[16] = {0};

	for (; k + 16 <= n; k += 16)
		for (size_t i = 0; i < 16; i++)
			most[i] = at[k + i] > most[i] ? at[k + i] : most[i];
	for (; k < n; k++)
		most[0] = at[k] > most[0] ? at[k] : most[0];
	for (size_t i = 0; i < 16; i++)
		if (most[i] >= bound)
			return false;
	return true;
}

/* The first 8 bytes of a path, or all, as a number that ascends with them; 8 can be read. */
static inline uint64_t
path_head(const unsigned char *path, uint32_t len)
{
	uint64_t v;

	memcpy(&v, path, sizeof v);
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	v = __builtin_bswap64(v);
#endif
	return len >= 8 ? v : v >> (64 - 8 * len);
}

/* Do paths of a group ascend? */
static bool
paths_ascend(const CsqPathGroup *g)
{
	const unsigned char *path = g->ids.at;
	bool                 heads = (size_t) (g->ids.end - path) >= (size_t) g->n * g->len + 8;

	for (uint32_t i = 1; i < g->n; i++, path += g->len)
	{
		uint64_t a = heads ? path_head(path, g->len) : 0;
		uint64_t b = heads ? path_head(path + g->len, g->len) : 0;

		if (CSQ_UNLIKELY(a >= b) && (a > b || memcmp(path, path + g->len, g->len) >= 0))
			return false;
		csq_poll(i);
	}
	return true;
}

/* Pairs of neighbours; every other one is counted apart, so that one count need not wait for the one before. */
static void
count_pairs(const CsqPathGroup *g, int bits, int64_t *pairs, int64_t *other)
{
	const unsigned char *path = g->ids.at;

	for (uint32_t i = 0; i < g->n; i++, path += g->len)
	{
		int64_t  n = cases_of(g, i);
		uint32_t k = 1;

		for (; k + 1 < g->len; k += 2)
		{
			pairs[path[k - 1] << bits | path[k]] += n;
			other[path[k] << bits | path[k + 1]] += n;
		}
		if (k < g->len)
			pairs[path[k - 1] << bits | path[k]] += n;
		csq_poll(i);
	}
}

bool
csq_paths_sum(const CsqPaths *paths, uint32_t nactivities, CsqPathSums *sums)
{
	int      bits = csq_paths_bits(nactivities);
	size_t   places = (size_t) 1 << 2 * bits;
	int64_t *other = csq_alloc0(places * sizeof *other);

	memset(sums, 0, sizeof *sums);
	sums->pairs = csq_alloc0(places * sizeof *sums->pairs);
	for (uint32_t k = 0; k < paths->ngroups; k++)
	{
		const CsqPathGroup *g = &paths->groups[k];

		if ((k > 0 && g->len <= g[-1].len) || !all_below(g->ids.at, (size_t) g->n * g->len, nactivities) ||
		    !paths_ascend(g))
			return false;
		for (uint32_t i = 0; i < g->n; i++)
		{
			int64_t n = cases_of(g, i);

			/* all steps are fewer than 2^32, so that sums of pairs fit */
			if (n <= 0 || n >= INT64_C(1) << 31 || __builtin_add_overflow(sums->total, total_of(g, i), &sums->total))
				return false;
			sums->cases += n;
			sums->used[g->ids.at[(size_t) i * g->len]] = true;
			csq_poll(i);
		}
		count_pairs(g, bits, sums->pairs, other);
	}
	for (uint32_t e = 0; e < places; e++)
		if ((sums->pairs[e] += other[e]) > 0)
			sums->used[e >> bits] = sums->used[e & ((UINT32_C(1) << bits) - 1)] = true;
	csq_free(other);
	return true;
}

/* Variants of a group, counted from number on; last: the variant that had the pair last. */
static void
pair_cases_of(const CsqPathGroup *g, int bits, uint32_t number, uint32_t *last, int64_t *cases)
{
	const unsigned char *path = g->ids.at;

	for (uint32_t i = 0; i < g->n; i++, path += g->len)
	{
		int64_t n = cases_of(g, i);

		number++;
		for (uint32_t at = 1; at < g->len; at++)
		{
			uint32_t e = (uint32_t) path[at - 1] << bits | path[at];

			cases[e] += last[e] != number ? n : 0;
			last[e] = number;
		}
		csq_poll(i);
	}
}

#define OCTET       8  /* activities whose pairs are bits of a word */
#define OCTET_LEAST 64 /* variants for which it pays to spread bits */

/* Bit i of a byte as byte i of a word. */
static void
spread_bits(uint64_t spread[256])
{
	for (uint32_t byte = 0; byte < 256; byte++)
	{
		spread[byte] = 0;
		for (uint32_t i = 0; i < 8; i++)
			spread[byte] |= (uint64_t) (byte >> i & 1) << 8 * i;
	}
}

/* Counts of up to 255 in bytes, byte b of word w that of the pair w, b: added, and begun anew. */
static void
pour(uint64_t bytes[OCTET], int bits, int64_t *cases)
{
	for (uint32_t w = 0; w < OCTET; w++)
	{
		for (uint32_t b = 0; b < OCTET; b++)
			cases[w << bits | b] += (int64_t) (bytes[w] >> 8 * b & 255);
		bytes[w] = 0;
	}
}

/*
 * The same where all activities of the group are below OCTET: the pairs of a variant are the bits of one word, which
 * are counted 64 at a time while variants are of one case, as they are where there are many.
 */
static void
pair_cases_of_octet(const CsqPathGroup *g, int bits, const uint64_t spread[256], int64_t *cases)
{
	const unsigned char *path = g->ids.at;
	uint64_t             bytes[OCTET] = {0};
	uint32_t             left = 255; /* what the bytes hold still */

	for (uint32_t i = 0; i < g->n; i++, path += g->len)
	{
		int64_t  n = cases_of(g, i);
		uint64_t pairs = 0;
		uint32_t before = path[0];

		for (uint32_t at = 1; at < g->len; at++)
		{
			pairs |= UINT64_C(1) << (before * OCTET + path[at]);
			before = path[at];
		}
		if (CSQ_LIKELY(n == 1))
		{
			for (uint32_t w = 0; w < OCTET; w++)
				bytes[w] += spread[pairs >> OCTET * w & 255];
			if (--left == 0)
				left = 255, pour(bytes, bits, cases);
		}
		else
			for (; pairs != 0; pairs &= pairs - 1)
			{
				uint32_t e = (uint32_t) __builtin_ctzll(pairs);

				cases[e / OCTET << bits | e % OCTET] += n;
			}
		csq_poll(i);
	}
	pour(bytes, bits, cases);
}

void
csq_paths_pair_cases(const CsqPaths *paths, uint32_t nactivities, int64_t *cases)
{
	int       bits = csq_paths_bits(nactivities);
	size_t    places = (size_t) 1 << 2 * bits;
	uint32_t *last = csq_alloc0(places * sizeof *last); /* variant that has it, from 1 */
	uint32_t  number = 0;
	uint64_t  spread[256];
	bool      is_spread = false;

	memset(cases, 0, places * sizeof *cases);
	for (uint32_t k = 0; k < paths->ngroups; k++)
	{
		const CsqPathGroup *g = &paths->groups[k];

		if (g->n < OCTET_LEAST || !all_below(g->ids.at, (size_t) g->n * g->len, OCTET))
			pair_cases_of(g, bits, number, last, cases);
		else
		{
			if (!is_spread)
				spread_bits(spread);
			is_spread = true;
			pair_cases_of_octet(g, bits, spread, cases);
		}
		number += g->n;
	}
	csq_free(last);
}

/* ---- merging ---- */

/* Variants of one length on their way into columns. */
typedef struct Merging
{
	uint32_t       n;
	uint64_t       all[CSQ_PATHS_COLUMNS];
	int64_t       *cases;
	CsqU128       *totals;
	unsigned char *ids;
} Merging;

/* The group of this length, or an empty one. */
static CsqPathGroup
group_of(const CsqPaths *paths, uint32_t at, uint32_t len)
{
	CsqPathGroup none = {.len = len};

	return at < paths->ngroups && paths->groups[at].len == len ? paths->groups[at] : none;
}

/* Paths under new numbers, which may be the old ones (NULL): then themselves. */
static const unsigned char *
renumbered(const CsqPathGroup *g, const uint32_t *map)
{
	size_t         n = (size_t) g->n * g->len;
	unsigned char *to;

	if (map == NULL)
		return g->ids.at;
	to = csq_alloc(n + 1);
	for (size_t k = 0; k < n; k++)
	{
		to[k] = (unsigned char) map[g->ids.at[k]];
		csq_poll(k);
	}
	return to;
}

/* May 8 bytes be read wherever a path of the group begins, and behind the last? */
static bool
heads_are_readable(const CsqPathGroup *g)
{
	return g->n == 0 || (size_t) (g->ids.end - g->ids.at) >= (size_t) g->n * g->len + 8;
}

/* The order of two paths, by their heads first where these can be read. */
static inline int
compare_paths(const unsigned char *x, const unsigned char *y, uint32_t len, bool heads)
{
	uint64_t a = heads ? path_head(x, len) : 0;
	uint64_t b = heads ? path_head(y, len) : 0;

	if (CSQ_LIKELY(a != b))
		return a < b ? -1 : 1;
	return heads && len <= 8 ? 0 : memcmp(x, y, len);
}

/* A path; up to 7 bytes behind it are read and overwritten where heads can be read. */
static inline void
copy_path(unsigned char *to, const unsigned char *from, uint32_t len, bool heads)
{
	if (heads)
		for (uint32_t k = 0; k < len; k += 8)
			memcpy(to + k, from + k, 8);
	else
		memcpy(to, from, len);
}

/* Variants of one length of both; false: a count does not fit. */
static bool
merge_group(const CsqPathGroup *a, const CsqPathGroup *b, const uint32_t *map_a, const uint32_t *map_b, Merging *m)
{
	uint32_t             len = a->len;
	const unsigned char *x = renumbered(a, map_a);
	const unsigned char *y = renumbered(b, map_b);
	bool                 heads = map_a == NULL && map_b == NULL && heads_are_readable(a) && heads_are_readable(b);
	unsigned char       *to = m->ids;
	uint32_t             i = 0;
	uint32_t             j = 0;

	memset(m->all, 0, sizeof m->all);
	for (m->n = 0; i < a->n || j < b->n; m->n++, to += len)
	{
		int     order = i >= a->n ? 1 : j >= b->n ? -1 : compare_paths(x, y, len, heads);
		int64_t n = order <= 0 ? cases_of(a, i) : cases_of(b, j);
		CsqU128 total = order <= 0 ? total_of(a, i) : total_of(b, j);

		if (CSQ_UNLIKELY(order == 0) &&
		    (!csq_add_i64(n, cases_of(b, j), &n) || __builtin_add_overflow(total, total_of(b, j), &total)))
			return false;
		copy_path(to, order <= 0 ? x : y, len, heads);
		m->cases[m->n] = n;
		m->totals[m->n] = total;
		for (int c = 0; c < CSQ_PATHS_COLUMNS; c++)
			m->all[c] |= csq_paths_number(c, n, total);
		if (order <= 0)
			i++, x += len;
		if (order >= 0)
			j++, y += len;
		csq_poll(m->n);
	}
	return true;
}

/* What was merged, written. */
static void
write_merged(const Merging *m, uint32_t len, CsqBuf *out)
{
	int widths[CSQ_PATHS_COLUMNS];

	csq_paths_length(out, len, m->n, m->all, 1, widths);
	for (int c = 0; c < CSQ_PATHS_COLUMNS; c++)
	{
		unsigned char *column = csq_column_new(out, m->n, widths[c]);

		for (uint32_t i = 0; i < m->n && widths[c] > 0; i++)
		{
			csq_column_set(column, i, widths[c], csq_paths_number(c, m->cases[i], m->totals[i]));
			csq_poll(i);
		}
	}
	csq_buf_put(out, m->ids, (size_t) m->n * len);
}

/* The next length of either, after so many groups of each. */
static uint32_t
next_length(const CsqPaths *a, uint32_t i, const CsqPaths *b, uint32_t j, CsqPathGroup *one, CsqPathGroup *other)
{
	uint32_t x = i < a->ngroups ? a->groups[i].len : UINT32_MAX;
	uint32_t y = j < b->ngroups ? b->groups[j].len : UINT32_MAX;
	uint32_t len = x < y ? x : y;

	*one = group_of(a, i, len);
	*other = group_of(b, j, len);
	return len;
}

/* Room for the largest length of both. */
static void
merging_room(Merging *m, const CsqPaths *a, const CsqPaths *b)
{
	CsqPathGroup one;
	CsqPathGroup other;
	size_t       most = 0;
	size_t       most_steps = 0;

	for (uint32_t i = 0, j = 0; i < a->ngroups || j < b->ngroups;)
	{
		uint32_t len = next_length(a, i, b, j, &one, &other);
		size_t   n = (size_t) one.n + other.n;

		most = n > most ? n : most;
		most_steps = n * len > most_steps ? n * len : most_steps;
		i += one.n > 0;
		j += other.n > 0;
	}
	m->cases = csq_alloc((most + 1) * sizeof *m->cases);
	m->totals = csq_alloc((most + 1) * sizeof *m->totals);
	m->ids = csq_alloc(most_steps + 8);
}

/* How many there are stands before them, and shows behind them; they move where fewer bytes say it than of the most. */
static void
begin_again(CsqBuf *out, size_t at, size_t begin, uint32_t nvariants, uint64_t steps)
{
	CsqBuf head;

	csq_buf_init(&head);
	csq_put_varint(&head, nvariants);
	csq_put_varint(&head, steps);
	if (at + head.len < begin)
		memmove(out->data + at + head.len, out->data + begin, out->len - begin);
	memcpy(out->data + at, head.data, head.len);
	out->len -= begin - at - head.len;
}

void
csq_paths_pack_pair(CsqPathsPair *pair, CsqBuf *out)
{
	const CsqPaths *a = pair->paths[0];
	const CsqPaths *b = pair->paths[1];
	Merging         m = {0};
	CsqPathGroup    one;
	CsqPathGroup    other;
	uint64_t        steps = 0;
	size_t          at = out->len;
	size_t          begin;

	merging_room(&m, a, b);
	csq_paths_begin(out, a->nvariants + b->nvariants, a->steps + b->steps, 1);
	begin = out->len;
	pair->nvariants = 0;
	pair->overflow = false;
	for (uint32_t i = 0, j = 0; i < a->ngroups || j < b->ngroups;)
	{
		uint32_t len = next_length(a, i, b, j, &one, &other);

		pair->overflow |= !merge_group(&one, &other, pair->maps[0], pair->maps[1], &m);
		if (pair->overflow)
			break;
		write_merged(&m, len, out);
		pair->nvariants += m.n;
		steps += (uint64_t) m.n * len;
		i += one.n > 0;
		j += other.n > 0;
	}
	begin_again(out, at, begin, pair->nvariants, steps);
	csq_free(m.cases);
	csq_free(m.totals);
	csq_free(m.ids);
}
