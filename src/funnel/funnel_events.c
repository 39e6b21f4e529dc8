/*
 * funnel_events.c
 *		The state of the one-level forms: events with the case they belong to.
 *
 * See funnel_events.h for the layout.  Adding an event appends 16 bytes and looks
 * at nothing else; a case id that is a text, and with details the activity, is
 * looked up in a dictionary first.
 *
 * Reading deals the events out to their cases in two passes.  The first spreads
 * the records over parts by a hash of the case, so that a part fits the cache; the
 * second numbers the cases of a part with a small hash table and brings the words
 * of each case together.  Each case is then sorted, which it usually is, and
 * handed over; with details whoever takes it needs no order.  O(n) time and 16 bytes a record beside the state, O(n log n) for
 * cases whose events came out of order.  Where the rows came in the order of their
 * cases, both passes are left out, and so are the 16 bytes a record.
 */
#include "funnel/funnel_events.h"

#include "base/instant.h"
#include "base/sort.h"

#define FIRST_SIZE    1024
#define FIRST_SLOTS   64
#define ENTRY_HEAD    8
#define KEY_SEED      UINT64_C(0x66756e6e656c6531)
#define PART_RECORDS  8192 /* what a part should hold: 128 kB */
#define MAX_PART_BITS 10

typedef struct Entry
{
	uint32_t number;
	uint32_t len;
	char     bytes[];
} Entry;

static inline size_t
entry_size(size_t len)
{
	return (ENTRY_HEAD + len + 3) & ~(size_t) 3;
}

static inline char *
dictionary_end(const CsqFunnelEvents *fe)
{
	return (char *) fe + csq_flat_size(fe) - (size_t) fe->nslots * 4;
}

static inline Entry *
entry_of(const CsqFunnelEvents *fe, uint32_t ref)
{
	return (Entry *) (dictionary_end(fe) - (size_t) ref * 4);
}

/* ---- kinds of events ---- */

static bool
add_kind(CsqFunnelPlan *plan, CsqFunnelMarks marks, CsqError *err)
{
	for (int k = 0; k < plan->nkinds; k++)
		if (plan->kinds[k].steps == marks.steps && plan->kinds[k].stops == marks.stops)
			return true;
	if (plan->nkinds == CSQ_FUNNEL_MAX_KINDS)
		return csq_fail(err, CSQ_UNSUPPORTED, "this specification has more than %d kinds of events",
		                CSQ_FUNNEL_MAX_KINDS) ||
		       csq_detail(
				   err,
				   "Its labels satisfy that many different sets of steps and exclusions; a word has no room to tell them apart.") ||
		       csq_hint(err, "Use funnel_agg for many cases, level(journey_agg(at, activity), spec) for each.");
	plan->kinds[plan->nkinds++] = marks;
	return true;
}

bool
csq_funnel_plan(const CsqFunnelSpec *spec, CsqFunnelPlan *plan, CsqError *err)
{
	const CsqFunnelRule *rule = &spec->rule;
	bool                 single = true;

	memset(plan, 0, sizeof *plan);
	plan->spec = spec;
	plan->others = CSQ_KIND_NONE;
	for (int i = 0; i < spec->nlabels; i++)
		single &= (spec->labels[i].steps & (spec->labels[i].steps - 1)) == 0;
	plan->plain = single && !rule->has_gaps && rule->ties != CSQ_TIES_STRICT && rule->order == CSQ_ORDER_THEN &&
	              rule->optional == 0 && rule->nstops == 0 && !rule->keeps_all;
	if (plan->plain)
	{
		plan->nkinds = rule->nsteps;
		for (int s = 0; s < rule->nsteps; s++)
			plan->kinds[s].steps = UINT64_C(1) << s;
		return true;
	}
	for (int i = 0; i < spec->nlabels; i++)
		if (!add_kind(plan, (CsqFunnelMarks){spec->labels[i].steps, spec->labels[i].stops}, err))
			return false;
	if (rule->keeps_all)
	{
		plan->others = plan->nkinds;
		return add_kind(plan, (CsqFunnelMarks){0, 0}, err);
	}
	return true;
}

int
csq_funnel_kind(const CsqFunnelPlan *plan, const char *label, size_t len)
{
	CsqFunnelMarks marks = csq_funnel_marks(plan, label, len);

	if (marks.steps == 0 && marks.stops == 0)
		return plan->others;
	if (plan->plain && (marks.steps & (marks.steps - 1)) == 0)
		return __builtin_ctzll(marks.steps);
	for (int k = 0; k < plan->nkinds; k++)
		if (plan->kinds[k].steps == marks.steps && plan->kinds[k].stops == marks.stops)
			return k;
	return CSQ_KIND_SEVERAL; /* every label that the specification names has its kind */
}

/* ---- growing ---- */

CsqFunnelEvents *
csq_funnel_events_new(uint8_t kind, const char *spec, size_t len)
{
	size_t           need = sizeof(CsqFunnelEvents) + len + 8;
	size_t           size = FIRST_SIZE;
	CsqFunnelEvents *fe;

	while (size < need)
		size *= 2;
	fe = csq_flat_new(size, CSQ_FUNNEL_EVENTS_VERSION);
	fe->flat.kind = kind;
	fe->spec_len = (uint32_t) len;
	fe->spec_hash = csq_funnel_spec_hash(spec, len);
	memcpy(fe->spec, spec, len);
	return fe;
}

uint64_t
csq_funnel_spec_hash(const char *spec, size_t len)
{
	return csq_hash_bytes(spec, len, KEY_SEED);
}

size_t
csq_funnel_events_used(const CsqFunnelEvents *fe)
{
	return csq_funnel_events_front(fe) + fe->back + (size_t) fe->nslots * 4;
}

void
csq_funnel_events_copy(const CsqFunnelEvents *fe, void *to, size_t size)
{
	size_t front = csq_funnel_events_front(fe);
	size_t back = size - front;

	memcpy(to, fe, front);
	memcpy((char *) to + front, (const char *) fe + csq_flat_size(fe) - back, back);
	csq_flat_set_size(to, size);
	((CsqFunnelEvents *) to)->flat.flags = 0;
}

static const char *
aggregate_of(const CsqFunnelEvents *fe)
{
	return csq_funnel_has_details(fe) ? "funnel_agg" : "funnel_count_agg";
}

static inline uint32_t
hash_text(const char *s, size_t len)
{
	return (uint32_t) (csq_hash_bytes(s, len, KEY_SEED) >> 20);
}

/* Fill an empty hash table from the dictionary. */
static void
fill_slots(CsqFunnelEvents *fe)
{
	uint32_t *slots = (uint32_t *) dictionary_end(fe);

	for (size_t at = 0; at < fe->back;)
	{
		uint32_t     ref = (uint32_t) ((fe->back - at) / 4);
		const Entry *e = entry_of(fe, ref);
		uint32_t     i = hash_text(e->bytes, e->len) & (fe->nslots - 1);

		while (slots[i] != 0)
			i = (i + 1) & (fe->nslots - 1);
		slots[i] = ref;
		at += entry_size(e->len);
	}
}

/* More room, and a hash table of nslots. */
static bool
reshape(CsqFunnelEvents **fp, size_t more, uint32_t nslots, CsqError *err)
{
	CsqFunnelEvents *fe = *fp;
	CsqFunnelEvents *copy;
	size_t           front = csq_funnel_events_front(fe);
	size_t           need = front + fe->back + (size_t) nslots * 4 + more;
	size_t           size = csq_flat_size(fe);

	while (size < need)
		size *= 2;
	if (size > CSQ_MAX_VALUE_SIZE)
		size = CSQ_MAX_VALUE_SIZE & ~(size_t) 7;
	if (size < need)
		return csq_fail(err, CSQ_LIMIT, "too many events for one %s: %u", aggregate_of(fe), fe->nrecords) ||
		       csq_detail(err, "The events of one group must fit 1 GB.") ||
		       csq_hint(
				   err,
				   "Aggregate parts that hold whole cases, for example GROUP BY a hash of the case, and add the funnels with rollup(), which keeps counts only.");
	copy = csq_flat_resize(fe, size, front, fe->back + (size_t) fe->nslots * 4);
	if (nslots != copy->nslots)
	{
		char *texts = dictionary_end(copy) - copy->back;

		copy->nslots = nslots;
		memmove(dictionary_end(copy) - copy->back, texts, copy->back);
		memset(dictionary_end(copy), 0, (size_t) nslots * 4);
		fill_slots(copy);
	}
	*fp = copy;
	return true;
}

static inline bool
room(CsqFunnelEvents **fp, size_t more, CsqError *err)
{
	const CsqFunnelEvents *fe = *fp;

	return CSQ_LIKELY(csq_funnel_events_front(fe) + fe->back + (size_t) fe->nslots * 4 + more <= csq_flat_size(fe)) ||
	       reshape(fp, more, fe->nslots, err);
}

bool
csq_funnel_events_grow(CsqFunnelEvents **fe, CsqError *err)
{
	return reshape(fe, sizeof(CsqFunnelRecord), (*fe)->nslots, err);
}

static bool
add_text(CsqFunnelEvents **fp, const char *s, size_t len, uint32_t hash, uint32_t *number, CsqError *err)
{
	CsqFunnelEvents *fe = *fp;
	uint32_t        *slots;
	uint32_t         i;
	Entry           *e;

	if (len > CSQ_MAX_VALUE_SIZE / 2)
		return csq_fail(err, CSQ_LIMIT, "a case id or activity of %zu bytes is too long", len);
	if ((fe->ntexts + UINT32_C(1)) * 2 > fe->nslots)
	{
		uint32_t nslots = fe->nslots == 0 ? FIRST_SLOTS : fe->nslots * (fe->nslots < 1 << 20 ? 4 : 2);

		if (!reshape(fp, entry_size(len), nslots, err))
			return false;
	}
	else if (!room(fp, entry_size(len), err))
		return false;
	fe = *fp;
	fe->back += (uint32_t) entry_size(len);
	e = entry_of(fe, fe->back / 4);
	e->len = (uint32_t) len;
	memcpy(e->bytes, s, len);
	*number = e->number = fe->ntexts++;
	slots = (uint32_t *) dictionary_end(fe);
	for (i = hash & (fe->nslots - 1); slots[i] != 0;)
		i = (i + 1) & (fe->nslots - 1);
	slots[i] = fe->back / 4;
	return true;
}

bool
csq_funnel_events_text_id(CsqFunnelEvents **fp, const char *s, size_t len, int64_t *number, CsqError *err)
{
	const CsqFunnelEvents *fe = *fp;
	const uint32_t        *slots = (const uint32_t *) dictionary_end(fe);
	uint32_t               hash = hash_text(s, len);
	uint32_t               added = 0;

	if (fe->nslots > 0)
		for (uint32_t i = hash & (fe->nslots - 1); slots[i] != 0; i = (i + 1) & (fe->nslots - 1))
		{
			const Entry *e = entry_of(fe, slots[i]);

			if (e->len == len && memcmp(e->bytes, s, len) == 0)
			{
				*number = e->number;
				return true;
			}
		}
	if (!add_text(fp, s, len, hash, &added, err))
		return false;
	*number = added;
	return true;
}

bool
csq_funnel_events_fit(const CsqFunnelEvents *fe, uint8_t kind, uint64_t hash, const char *spec, size_t len,
                      CsqError *err)
{
	if (fe->spec_hash != hash || fe->spec_len != len || memcmp(fe->spec, spec, len) != 0)
		return csq_fail(err, CSQ_PARAM, "%s needs the same specification on every row", aggregate_of(fe)) ||
		       csq_detail(err, "One is \"%s\", the other \"%s\".", csq_quoted(fe->spec, fe->spec_len).s,
		                  csq_quoted(spec, len).s) ||
		       csq_hint(err, "Group by the specification, or filter to one.");
	if ((fe->flat.kind ^ kind) & CSQ_FUNNEL_DETAILS)
		return csq_fail(err, CSQ_PARAM, "events with details and events without cannot be merged") ||
		       csq_detail(err, "Those of funnel_agg have details, those of funnel_count_agg have none.");
	if (fe->flat.kind != kind)
		return csq_fail(err, CSQ_PARAM, "case ids that are numbers and case ids that are texts cannot be merged");
	return true;
}

/* A key of another state in the numbers of this one. */
static inline int64_t
translate(uint8_t kind, const int64_t *number, int64_t key)
{
	int64_t id = key >> CSQ_FUNNEL_LABEL_BITS;

	if (number == NULL)
		return key;
	if (!(kind & CSQ_FUNNEL_DETAILS))
		return number[key];
	if (kind & CSQ_FUNNEL_TEXTS)
		id = number[id];
	else if (id >= CSQ_FUNNEL_INT_END)
		id = number[id - CSQ_FUNNEL_INT_END] + CSQ_FUNNEL_INT_END;
	return (int64_t) ((uint64_t) id << CSQ_FUNNEL_LABEL_BITS) | number[key & CSQ_FUNNEL_LABEL_MASK];
}

bool
csq_funnel_events_merge(CsqFunnelEvents **fp, const CsqFunnelEvents *from, CsqError *err)
{
	const CsqFunnelRecord *r = csq_funnel_records(from);
	int64_t               *number = NULL;

	if (!csq_funnel_events_fit(*fp, from->flat.kind, from->spec_hash, from->spec, from->spec_len, err))
		return false;
	if (!room(fp, (size_t) from->nrecords * sizeof *r, err))
		return false;
	if (from->flat.kind != CSQ_FUNNEL_INTS)
	{
		number = csq_alloc((from->ntexts + (size_t) 1) * sizeof *number);
		for (size_t at = 0; at < from->back;)
		{
			const Entry *e = entry_of(from, (uint32_t) ((from->back - at) / 4));

			if (!csq_funnel_events_text_id(fp, e->bytes, e->len, &number[e->number], err))
				return false;
			at += entry_size(e->len);
		}
	}
	for (uint32_t i = 0; i < from->nrecords; i++)
	{
		if (!csq_funnel_events_add(fp, translate(from->flat.kind, number, r[i].key), r[i].word, err))
			return false;
		if (CSQ_UNLIKELY((i & 0xFFFF) == 0xFFFF))
			csq_check_interrupts();
	}
	if (number != NULL)
		csq_free(number);
	return true;
}

/* ---- checking ---- */

bool
csq_funnel_events_corrupt(CsqError *err, const char *why)
{
	return csq_fail(err, CSQ_DATA, "invalid funnel_events") || csq_detail(err, "%s", why);
}

bool
csq_funnel_events_check_head(const CsqFunnelEvents *fe, size_t size, CsqError *err)
{
	size_t used;

	if (size < sizeof *fe || size % 4 != 0 || csq_flat_size(fe) != size)
		return csq_funnel_events_corrupt(err, "Its size is not that of collected events.");
	if (fe->flat.version != CSQ_FUNNEL_EVENTS_VERSION || fe->flat.kind > (CSQ_FUNNEL_TEXTS | CSQ_FUNNEL_DETAILS) ||
	    (fe->flat.flags & ~CSQ_FLAT_OWNED) != 0 || fe->reserved != 0)
		return csq_funnel_events_corrupt(err, "It was written by another version of csq.") ||
		       csq_hint(err, "Upgrade the csq library on this server.");
	if (fe->spec_len > CSQ_FUNNEL_MAX_TEXT)
		return csq_funnel_events_corrupt(err, "Its specification is too long.");
	used = csq_funnel_events_front(fe) + (size_t) fe->back + (size_t) fe->nslots * 4;
	if (used > size || fe->back % 4 != 0 || (fe->nslots & (fe->nslots - 1)) != 0)
		return csq_funnel_events_corrupt(err, "Its events and case ids exceed its size.");
	if (fe->flat.kind == CSQ_FUNNEL_INTS && (fe->back != 0 || fe->nslots != 0 || fe->ntexts != 0))
		return csq_funnel_events_corrupt(err, "Case ids that are numbers need no dictionary.");
	return true;
}

/* Entries fill the dictionary, each number occurs once, the table leads to each entry and has free places. */
bool
csq_funnel_events_check_dictionary(const CsqFunnelEvents *fe, CsqError *err)
{
	uint32_t        n = 0;
	uint32_t        filled = 0;
	bool           *known = csq_alloc0(fe->back / ENTRY_HEAD + (size_t) 1);
	bool           *start = csq_alloc0(fe->back / 4 + (size_t) 1);
	const uint32_t *slots = (const uint32_t *) dictionary_end(fe);

	if (fe->ntexts > fe->back / ENTRY_HEAD)
		return csq_funnel_events_corrupt(err, "There are more case ids than fit the dictionary.");
	for (size_t at = 0; at < fe->back; n++)
	{
		const Entry *e = entry_of(fe, (uint32_t) ((fe->back - at) / 4));

		if (fe->back - at < ENTRY_HEAD || e->len > fe->back - at || entry_size(e->len) > fe->back - at)
			return csq_funnel_events_corrupt(err, "A case id exceeds the dictionary.");
		if (e->number >= fe->ntexts || known[e->number])
			return csq_funnel_events_corrupt(err, "A case id is numbered wrongly.");
		known[e->number] = true;
		start[(fe->back - at) / 4] = true;
		at += entry_size(e->len);
		if (CSQ_UNLIKELY((n & 0xFFFF) == 0xFFFF))
			csq_check_interrupts();
	}
	if (n != fe->ntexts)
		return csq_funnel_events_corrupt(err, "The dictionary does not hold what it announces.");
	for (uint32_t i = 0; i < fe->nslots; i++)
	{
		if (slots[i] > fe->back / 4 || (slots[i] != 0 && !start[slots[i]]))
			return csq_funnel_events_corrupt(err, "A link does not lead to a case id.");
		filled += slots[i] != 0;
	}
	if (filled != n || (n > 0 && filled >= fe->nslots))
		return csq_funnel_events_corrupt(err, "The hash table does not fit the dictionary.");
	csq_free(known);
	csq_free(start);
	return true;
}

/* Case ids that are there, kinds of the specification, times within range. */
static bool
check_records(const CsqFunnelEvents *fe, CsqError *err)
{
	const CsqFunnelRecord *r = csq_funnel_records(fe);
	CsqFunnelSpec         *spec = csq_funnel_spec_parse(fe->spec, fe->spec_len, err);
	uint64_t               ntexts = fe->flat.kind == CSQ_FUNNEL_TEXTS ? fe->ntexts : UINT64_MAX;
	CsqFunnelPlan          plan;

	if (spec == NULL)
		return false;
	if (fe->nrecords == 0)
		return csq_funnel_events_corrupt(err, "It has no case.");
	if (csq_funnel_has_details(fe))
		return csq_funnel_details_check(fe, err);
	if (!csq_funnel_plan(spec, &plan, err))
		return false;
	for (uint32_t i = 0; i < fe->nrecords; i++)
	{
		if (ntexts != UINT64_MAX && (uint64_t) r[i].key >= ntexts)
			return csq_funnel_events_corrupt(err, "An event refers to a case id that is not there.");
		if (r[i].word != CSQ_FUNNEL_KNOWN &&
		    ((r[i].word & 63) >= plan.nkinds || csq_window_time(r[i].word) <= CSQ_WINDOW_MIN_AT))
			return csq_funnel_events_corrupt(err, "An event is not of the specification.");
		if (CSQ_UNLIKELY((i & 0xFFFF) == 0xFFFF))
			csq_check_interrupts();
	}
	return true;
}

bool
csq_funnel_events_check(const void *value, size_t size, CsqError *err)
{
	const CsqFunnelEvents *fe = value;

	if (!csq_funnel_events_check_head(fe, size, err))
		return false;
	if (fe->flat.flags != 0 || fe->spec_hash != csq_funnel_spec_hash(fe->spec, fe->spec_len))
		return csq_funnel_events_corrupt(err, "Its specification does not have the hash it says.");
	return (fe->flat.kind == CSQ_FUNNEL_INTS || csq_funnel_events_check_dictionary(fe, err)) && check_records(fe, err);
}

CsqText *
csq_funnel_events_texts(const CsqFunnelEvents *fe)
{
	CsqText *texts = csq_alloc((fe->ntexts + (size_t) 1) * sizeof *texts);

	for (size_t at = 0; at < fe->back;)
	{
		const Entry *e = entry_of(fe, (uint32_t) ((fe->back - at) / 4));

		texts[e->number] = (CsqText){e->bytes, e->len};
		at += entry_size(e->len);
	}
	return texts;
}

/* ---- dealing out ---- */

static inline uint64_t
hash_key(int64_t key)
{
	return (uint64_t) key * UINT64_C(0x9e3779b97f4a7c15);
}

typedef struct Slot
{
	int64_t  key;
	uint32_t number; /* + 1; 0 = free */
} Slot;

/* The cases of a part; kept from part to part. */
typedef struct Cases
{
	Slot            *slots;
	uint32_t         nslots; /* a power of two */
	uint32_t         n;
	int64_t         *keys;    /* by case; room for nslots / 2 */
	uint32_t        *count;   /* events of each, then where the next one goes */
	uint32_t        *of;      /* case of each record; room for the largest part */
	int64_t         *words;   /* by case */
	CsqFunnelRecord *records; /* with details instead of words */
} Cases;

static void
cases_room(Cases *c, uint32_t nslots)
{
	c->nslots = nslots;
	c->slots = csq_alloc0(nslots * sizeof *c->slots);
	c->keys =
		c->keys == NULL ? csq_alloc(nslots / 2 * sizeof *c->keys) : csq_realloc(c->keys, nslots / 2 * sizeof *c->keys);
	c->count = c->count == NULL ? csq_alloc(nslots / 2 * sizeof *c->count)
	                            : csq_realloc(c->count, nslots / 2 * sizeof *c->count);
}

static inline Slot *
slot_of(const Cases *c, int64_t key)
{
	uint32_t at = (uint32_t) (hash_key(key) >> 20) & (c->nslots - 1);

	while (c->slots[at].number != 0 && c->slots[at].key != key)
		at = (at + 1) & (c->nslots - 1);
	return &c->slots[at];
}

static void
cases_grow(Cases *c)
{
	Slot    *old = c->slots;
	uint32_t nold = c->nslots;

	cases_room(c, nold * 4);
	for (uint32_t i = 0; i < nold; i++)
		if (old[i].number != 0)
			*slot_of(c, old[i].key) = old[i];
	csq_free(old);
}

static inline uint32_t
case_number(Cases *c, int64_t key)
{
	Slot *s = slot_of(c, key);

	if (CSQ_LIKELY(s->number != 0))
		return s->number - 1;
	if (CSQ_UNLIKELY(c->n == c->nslots / 2))
	{
		cases_grow(c);
		s = slot_of(c, key);
	}
	s->key = key;
	s->number = c->n + 1;
	c->keys[c->n] = key;
	c->count[c->n] = 0;
	return c->n++;
}

/* Bits of a record's key below its case. */
static inline int
case_shift(const CsqFunnelEvents *fe)
{
	return csq_funnel_has_details(fe) ? CSQ_FUNNEL_LABEL_BITS : 0;
}

/* Hand over the events from .. to - 1 of a case. */
static bool
hand_over(const Cases *c, int64_t id, uint32_t from, uint32_t to, CsqEachDealtCase one, void *arg, CsqError *err)
{
	CsqDealtCase each = {.id = id, .n = to - from};

	if (c->records != NULL)
		each.records = c->records + from;
	else
	{
		csq_window_sort(c->words + from, each.n);
		each.words = c->words + from;
	}
	return one(arg, &each, err);
}

/* Records of whole cases: bring each case's events together and hand them over. */
static bool
deal_part(Cases *c, const CsqFunnelRecord *r, uint32_t n, int shift, CsqEachDealtCase one, void *arg, CsqError *err)
{
	uint32_t sum = 0;

	c->n = 0;
	memset(c->slots, 0, c->nslots * sizeof *c->slots);
	for (uint32_t i = 0; i < n; i++)
	{
		int64_t  id = r[i].key >> shift;
		uint32_t k = i > 0 && id == r[i - 1].key >> shift ? c->of[i - 1] : case_number(c, id);

		c->of[i] = k;
		c->count[k]++;
		if (CSQ_UNLIKELY((i & 0xFFFF) == 0xFFFF))
			csq_check_interrupts();
	}
	for (uint32_t k = 0; k < c->n; k++)
	{
		uint32_t size = c->count[k];

		c->count[k] = sum;
		sum += size;
	}
	for (uint32_t i = 0; i < n; i++)
	{
		uint32_t to = c->count[c->of[i]]++;

		if (c->records != NULL)
			c->records[to] = r[i];
		else
			c->words[to] = r[i].word;
		if (CSQ_UNLIKELY((i & 0xFFFF) == 0xFFFF))
			csq_check_interrupts();
	}
	for (uint32_t k = 0; k < c->n; k++)
	{
		uint32_t first = k > 0 ? c->count[k - 1] : 0; /* each has moved to its end */

		if (!hand_over(c, c->keys[k], first, c->count[k], one, arg, err))
			return false;
		if (CSQ_UNLIKELY((k & 0xFFF) == 0xFFF))
			csq_check_interrupts();
	}
	return true;
}

/* Are the cases ascending, so that the records of each stand together? */
static bool
in_case_order(const CsqFunnelRecord *r, uint32_t n, int shift)
{
	for (uint32_t i = 1; i < n; i++)
	{
		if (r[i].key >> shift < r[i - 1].key >> shift)
			return false;
		if (CSQ_UNLIKELY((i & 0xFFFFF) == 0xFFFFF))
			csq_check_interrupts();
	}
	return true;
}

/* Records in the order of their cases: nothing to deal out, each run is a case. */
static bool
each_run(const CsqFunnelRecord *r, uint32_t n, CsqEachDealtCase one, void *arg, CsqError *err)
{
	uint32_t room = 1024;
	int64_t *words = csq_alloc(room * sizeof *words);
	Cases    c = {.words = words};
	uint32_t m = 0;

	for (uint32_t i = 0; i < n; i++)
	{
		if (CSQ_UNLIKELY(m == room))
		{
			room = room > n / 2 ? n : room * 2;
			c.words = words = csq_realloc(words, (size_t) room * sizeof *words);
		}
		words[m++] = r[i].word;
		if (i + 1 == n || r[i + 1].key != r[i].key)
		{
			if (!hand_over(&c, r[i].key, 0, m, one, arg, err))
				return false;
			m = 0;
		}
		if (CSQ_UNLIKELY((i & 0xFFFF) == 0xFFFF))
			csq_check_interrupts();
	}
	csq_free(words);
	return true;
}

/* The same with details, where the records are handed over as they lie. */
static bool
each_run_of_records(const CsqFunnelRecord *r, uint32_t n, int shift, CsqEachDealtCase one, void *arg, CsqError *err)
{
	for (uint32_t i = 0, from = 0; i < n; i++)
	{
		if (i + 1 == n || r[i + 1].key >> shift != r[i].key >> shift)
		{
			CsqDealtCase each = {.id = r[i].key >> shift, .n = i + 1 - from, .records = r + from};

			if (!one(arg, &each, err))
				return false;
			from = i + 1;
		}
		if (CSQ_UNLIKELY((i & 0xFFFF) == 0xFFFF))
			csq_check_interrupts();
	}
	return true;
}

/* The records by part; first[p] is where part p begins. */
static CsqFunnelRecord *
spread(const CsqFunnelRecord *r, uint32_t n, int shift, int bits, uint32_t *first)
{
	CsqFunnelRecord *out = csq_alloc((size_t) n * sizeof *out);
	uint32_t         next[1 << MAX_PART_BITS] = {0};
	uint32_t         sum = 0;

	for (uint32_t i = 0; i < n; i++)
		next[hash_key(r[i].key >> shift) >> (64 - bits)]++;
	csq_check_interrupts();
	for (int p = 0; p < 1 << bits; p++)
	{
		uint32_t size = next[p];

		first[p] = next[p] = sum;
		sum += size;
	}
	first[1 << bits] = sum;
	for (uint32_t i = 0; i < n; i++)
	{
		out[next[hash_key(r[i].key >> shift) >> (64 - bits)]++] = r[i];
		if (CSQ_UNLIKELY((i & 0xFFFFF) == 0xFFFFF))
			csq_check_interrupts();
	}
	return out;
}

bool
csq_funnel_events_each(const CsqFunnelEvents *fe, CsqEachDealtCase one, void *arg, CsqError *err)
{
	const CsqFunnelRecord *r = csq_funnel_records(fe);
	uint32_t               n = fe->nrecords;
	int                    shift = case_shift(fe);
	uint32_t               first[(1 << MAX_PART_BITS) + 1];
	size_t                 largest = 1;
	int                    bits = 0;
	Cases                  c = {0};

	if (in_case_order(r, n, shift))
		return shift > 0 ? each_run_of_records(r, n, shift, one, arg, err) : each_run(r, n, one, arg, err);
	while (bits < MAX_PART_BITS && n >> bits > 2 * PART_RECORDS)
		bits++;
	if (bits > 0)
		r = spread(r, n, shift, bits, first);
	else
	{
		first[0] = 0;
		first[1] = n;
	}
	for (int p = 0; p < 1 << bits; p++)
		if (first[p + 1] - first[p] > largest)
			largest = first[p + 1] - first[p];
	cases_room(&c, 1024);
	c.of = csq_alloc(largest * sizeof *c.of);
	if (shift > 0)
		c.records = csq_alloc(largest * sizeof *c.records);
	else
		c.words = csq_alloc(largest * sizeof *c.words);
	for (int p = 0; p < 1 << bits; p++)
		if (!deal_part(&c, r + first[p], first[p + 1] - first[p], shift, one, arg, err))
			return false;
	csq_free(c.slots);
	csq_free(c.keys);
	csq_free(c.count);
	csq_free(c.of);
	csq_free(shift > 0 ? (void *) c.records : (void *) c.words);
	if (bits > 0)
		csq_free((void *) r);
	return true;
}

/* ---- counting ---- */

typedef struct Counting
{
	CsqFunnelPlan plan;
	int64_t       within;
	CsqFunnel    *f;
	CsqHit       *hits;
	size_t        room;
} Counting;

static bool
count_case(void *arg, const CsqDealtCase *one, CsqError *err)
{
	Counting      *c = arg;
	const int64_t *words = one->words;
	size_t         n = one->n;
	size_t         m = 0;

	while (n > 0 && *words == CSQ_FUNNEL_KNOWN)
		words++, n--;
	if (c->plan.plain)
	{
		int level = csq_window_words_level(words, n, c->within);

		if (level > c->plan.nkinds)
			return csq_funnel_events_corrupt(err, "An event is of a step that the specification does not have.");
		return csq_funnel_add(c->f, level, 1, err);
	}
	if (n > c->room)
	{
		size_t size;

		if (!csq_array_size(n, sizeof *c->hits, &size, err))
			return csq_hint(err, "A case of so many events needs window_funnel, or a specification of plain steps.");
		c->hits = c->hits == NULL ? csq_alloc(size) : csq_realloc(c->hits, size);
		c->room = n;
	}
	for (; m < n; m++)
	{
		c->hits[m] = csq_funnel_hit(&c->plan, csq_window_time(words[m]), words[m] & 63);
		if (CSQ_UNLIKELY((m & 0xFFFF) == 0xFFFF))
			csq_check_interrupts();
	}
	return csq_funnel_add(c->f, csq_funnel_level(&c->plan.spec->rule, c->hits, m), 1, err);
}

CsqFunnel *
csq_funnel_events_count(const CsqFunnelEvents *fe, CsqError *err)
{
	Counting       c = {0};
	CsqFunnelSpec *spec;

	if (!csq_funnel_events_check_head(fe, csq_flat_size(fe), err))
		return NULL;
	spec = csq_funnel_spec_parse(fe->spec, fe->spec_len, err);
	if (spec == NULL)
		return NULL;
	if (csq_funnel_has_details(fe))
		return csq_funnel_details_count(fe, spec, err);
	if (!csq_funnel_plan(spec, &c.plan, err))
		return NULL;
	c.within = spec->rule.within > INT64_MAX ? INT64_MAX : (int64_t) spec->rule.within;
	c.f = csq_funnel_new(CSQ_FUNNEL_PLAIN, spec->rule.nsteps, fe->spec, fe->spec_len);
	if (!csq_funnel_events_each(fe, count_case, &c, err))
		return NULL;
	return c.f;
}
