/*
 * funnel_events.c
 *		The state of the one-level forms: events with the case they belong to.
 *
 * See funnel_events.h for the layout.  Adding an event appends 16 bytes and looks
 * at nothing else; a case id that is a text, and with details the activity, is
 * looked up in a dictionary first.
 */
#include "funnel/funnel_events.h"

#define FIRST_SIZE  1024
#define FIRST_SLOTS 64
#define ENTRY_HEAD  8
#define KEY_SEED    UINT64_C(0x66756e6e656c6531)

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
	fe->spec_hash = csq_funnel_spec_fingerprint(spec, len);
	memcpy(fe->spec, spec, len);
	return fe;
}

uint64_t
csq_funnel_spec_fingerprint(const char *spec, size_t len)
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
		csq_poll(i);
	}
	if (number != NULL)
		csq_free(number);
	return true;
}

/* ---- checking ---- */

bool
csq_funnel_events_check_head(const CsqFunnelEvents *fe, size_t size, CsqError *err)
{
	size_t used;

	if (!csq_stored_head(fe, size, sizeof *fe, CSQ_FUNNEL_EVENTS_VERSION, CSQ_FUNNEL_EVENTS_TYPE, err))
		return false;
	if (size % 4 != 0 || csq_flat_size(fe) != size)
		return csq_stored_invalid(CSQ_FUNNEL_EVENTS_TYPE, err, "Its size is not that of collected events.");
	if (fe->flat.kind > (CSQ_FUNNEL_TEXTS | CSQ_FUNNEL_DETAILS) || (fe->flat.flags & ~CSQ_FLAT_OWNED) != 0 ||
	    fe->reserved != 0)
		return csq_stored_invalid(CSQ_FUNNEL_EVENTS_TYPE, err, "Its case ids are of an unknown kind.");
	if (fe->spec_len > CSQ_FUNNEL_MAX_TEXT)
		return csq_stored_invalid(CSQ_FUNNEL_EVENTS_TYPE, err, "Its specification is too long.");
	used = csq_funnel_events_front(fe) + (size_t) fe->back + (size_t) fe->nslots * 4;
	if (used > size || fe->back % 4 != 0 || (fe->nslots & (fe->nslots - 1)) != 0)
		return csq_stored_invalid(CSQ_FUNNEL_EVENTS_TYPE, err, "Its events and case ids exceed its size.");
	if (fe->flat.kind == CSQ_FUNNEL_INTS && (fe->back != 0 || fe->nslots != 0 || fe->ntexts != 0))
		return csq_stored_invalid(CSQ_FUNNEL_EVENTS_TYPE, err, "Case ids that are numbers need no dictionary.");
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
		return csq_stored_invalid(CSQ_FUNNEL_EVENTS_TYPE, err, "There are more case ids than fit the dictionary.");
	for (size_t at = 0; at < fe->back; n++)
	{
		const Entry *e = entry_of(fe, (uint32_t) ((fe->back - at) / 4));

		if (fe->back - at < ENTRY_HEAD || e->len > fe->back - at || entry_size(e->len) > fe->back - at)
			return csq_stored_invalid(CSQ_FUNNEL_EVENTS_TYPE, err, "A case id exceeds the dictionary.");
		if (e->number >= fe->ntexts || known[e->number])
			return csq_stored_invalid(CSQ_FUNNEL_EVENTS_TYPE, err, "A case id is numbered wrongly.");
		known[e->number] = true;
		start[(fe->back - at) / 4] = true;
		at += entry_size(e->len);
		csq_poll(n);
	}
	if (n != fe->ntexts)
		return csq_stored_invalid(CSQ_FUNNEL_EVENTS_TYPE, err, "The dictionary does not hold what it announces.");
	for (uint32_t i = 0; i < fe->nslots; i++)
	{
		if (slots[i] > fe->back / 4 || (slots[i] != 0 && !start[slots[i]]))
			return csq_stored_invalid(CSQ_FUNNEL_EVENTS_TYPE, err, "A link does not lead to a case id.");
		filled += slots[i] != 0;
	}
	if (filled != n || (n > 0 && filled >= fe->nslots))
		return csq_stored_invalid(CSQ_FUNNEL_EVENTS_TYPE, err, "The hash table does not fit the dictionary.");
	csq_free(known);
	csq_free(start);
	return true;
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
