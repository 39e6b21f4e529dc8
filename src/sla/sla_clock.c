/*
 * sla_clock.c
 *		The stored SLA clock: append, merge, check, order.
 *
 * sla.h has the layout.  A stored clock keeps its events in order of arrival and
 * has slack, so that appending costs O(1) and merging is appending; readers check
 * and order it (events usually arrive in order, then ordering costs one pass).
 */
#include "sla/sla.h"

#include "base/instant.h"
#include "base/literal.h"
#include "base/sort.h"

#define TYPE "sla_clock"

#define HAS_AMOUNT 1
#define HAS_REASON 2
#define HAS_SEQ    4

static const char *const kind_names[CSQ_CLOCK_KINDS + 1] = {NULL,     "start",  "reopen", "retarget", "extend",
                                                            "resume", "assign", "pause",  "stop",     "cancel"};

const char *
csq_clock_kind_name(int kind)
{
	return kind_names[kind];
}

/* ---- words for events ---- */

static bool
bad_event(const char *text, size_t len, CsqError *err)
{
	return csq_fail(err, CSQ_PARAM, "unknown clock event \"%s\"", csq_quoted(text, len).s) ||
	       csq_detail(
			   err,
			   "Events of an SLA clock are start, pause, resume, stop, reopen, cancel, assign, \"extend <target>\" and \"retarget <target>\".") ||
	       csq_hint(err, "Map your own statuses with CASE, and give NULL for those that do not touch the clock.");
}

/* The amount after "extend" or "retarget". */
static bool
parse_amount(const char *text, size_t len, CsqClockEvent *e, CsqError *err)
{
	if (len == 0)
		return csq_fail(err, CSQ_PARAM, "clock event \"%s\" needs a target", kind_names[e->kind]) ||
		       csq_detail(err, e->kind == CSQ_CLOCK_EXTEND ? "It says by how much the target grows."
		                                                   : "It says what the new target is.") ||
		       csq_hint(err, "Write for example '%s 15 calendar days'.", kind_names[e->kind]);
	return csq_target_parse(text, len, &e->amount, err);
}

/* What people call an event otherwise. */
static const struct
{
	const char *word;
	int         kind;
} other_words[] = {{"开始", CSQ_CLOCK_START},      {"重新打开", CSQ_CLOCK_REOPEN}, {"重开", CSQ_CLOCK_REOPEN},
                   {"改目标", CSQ_CLOCK_RETARGET}, {"延期", CSQ_CLOCK_EXTEND},     {"恢复", CSQ_CLOCK_RESUME},
                   {"继续", CSQ_CLOCK_RESUME},     {"转派", CSQ_CLOCK_ASSIGN},     {"暂停", CSQ_CLOCK_PAUSE},
                   {"挂起", CSQ_CLOCK_PAUSE},      {"停止", CSQ_CLOCK_STOP},       {"结束", CSQ_CLOCK_STOP},
                   {"完成", CSQ_CLOCK_STOP},       {"取消", CSQ_CLOCK_CANCEL}};

/* The word of an option text that names an event of this kind: its bytes, all of them unless an amount follows; 0. */
static size_t
names_event(CsqText given, const char *word, int kind)
{
	size_t n = csq_option_begins(given, word);

	return n == given.len || (csq_clock_has_amount(kind) && ((unsigned char) *word >= 0x80 || given.s[n] == ' ')) ? n
	                                                                                                              : 0;
}

/* An event in any case and width, or in Chinese; *rest is what follows the word. */
static int
event_kind(CsqText given, CsqText *rest)
{
	size_t n = 0;
	int    kind = 0;

	given = csq_option_text(given.s, given.len);
	for (int k = 1; k <= CSQ_CLOCK_KINDS && n == 0; k++)
		if ((n = names_event(given, kind_names[k], k)) > 0)
			kind = k;
	for (size_t i = 0; i < sizeof other_words / sizeof *other_words && n == 0; i++)
		if ((n = names_event(given, other_words[i].word, other_words[i].kind)) > 0)
			kind = other_words[i].kind;
	while (n < given.len && given.s[n] == ' ')
		n++;
	*rest = (CsqText){given.s + n, given.len - n};
	return kind;
}

bool
csq_clock_event_parse(const char *text, size_t len, CsqClockEvent *e, CsqError *err)
{
	CsqText rest = {text, 0};

	memset(e, 0, sizeof *e);
	for (int k = 1; k <= CSQ_CLOCK_KINDS; k++)
		if (strlen(kind_names[k]) == len && memcmp(kind_names[k], text, len) == 0)
			e->kind = k;
	if (e->kind == 0)
		e->kind = event_kind((CsqText){text, len}, &rest);
	if (e->kind == 0)
		return bad_event(text, len, err);
	return !csq_clock_has_amount(e->kind) || parse_amount(rest.s, rest.len, e, err);
}

/* ---- storing ---- */

CsqClock *
csq_clock_new(void)
{
	return csq_flat_new(CSQ_CLOCK_FIRST_SIZE, CSQ_CLOCK_VERSION);
}

static inline size_t
front_size(const CsqClock *c)
{
	return sizeof(CsqClock) + (size_t) c->nevents * sizeof(CsqClockRecord);
}

static inline CsqClockRecord *
records(const CsqClock *c)
{
	return (CsqClockRecord *) ((char *) c + sizeof(CsqClock));
}

static size_t
extra_size(const CsqClockEvent *e)
{
	size_t size = 0;

	if (csq_clock_has_amount(e->kind))
		size += 9;
	if (e->reason.s != NULL)
		size += 2 + e->reason.len;
	if (e->has_seq)
		size += 8;
	return size == 0 ? 0 : size + 1;
}

static void
put_extra(char *p, const CsqClockEvent *e)
{
	char *flags = p++;

	*flags = 0;
	if (csq_clock_has_amount(e->kind))
	{
		*flags |= HAS_AMOUNT;
		*p++ = (char) csq_target_code(&e->amount);
		memcpy(p, &e->amount.amount, 8);
		p += 8;
	}
	if (e->reason.s != NULL)
	{
		uint16_t len = (uint16_t) e->reason.len;

		*flags |= HAS_REASON;
		memcpy(p, &len, 2);
		memcpy(p + 2, e->reason.s, e->reason.len);
		p += 2 + e->reason.len;
	}
	if (e->has_seq)
	{
		*flags |= HAS_SEQ;
		memcpy(p, &e->seq, 8);
	}
}

/* Check an event that came from outside. */
static bool
check_event(const CsqClockEvent *e, CsqError *err)
{
	if (!csq_is_instant(e->at))
		return csq_fail(err, CSQ_DATETIME, "clock event at an infinite instant") ||
		       csq_detail(err, "An event of an SLA clock has happened at a finite time.");
	if (e->reason.s != NULL && e->reason.len > CSQ_CLOCK_MAX_REASON)
		return csq_fail(err, CSQ_LIMIT, "reason of a clock event is too long: %zu bytes", e->reason.len) ||
		       csq_detail(err, "A reason has at most %d bytes.", CSQ_CLOCK_MAX_REASON);
	if (e->kind == CSQ_CLOCK_ASSIGN && e->reason.s == NULL)
		return csq_fail(err, CSQ_PARAM, "clock event \"assign\" needs an owner") ||
		       csq_hint(err, "Give the owner as the third argument.");
	return true;
}

bool
csq_clock_add(CsqClock **clock, const CsqClockEvent *e, CsqError *err)
{
	CsqClock       *c = *clock;
	CsqClockRecord *r;
	size_t          extra = extra_size(e);

	if (!check_event(e, err))
		return false;
	c = csq_flat_room(c, front_size(c), c->back, sizeof *r + extra);
	if (c == NULL)
		return csq_fail(err, CSQ_LIMIT, "sla_clock is too large") || csq_detail(err, "A value has at most 1 GB.");
	*clock = c;
	r = records(c) + c->nevents++;
	r->at = e->at;
	r->kind = (uint32_t) e->kind;
	r->extra = 0;
	if (extra > 0)
	{
		c->back += (uint32_t) extra;
		r->extra = c->back;
		put_extra((char *) c + csq_flat_size(c) - c->back, e);
	}
	return true;
}

/* Decode a record of a checked clock. */
static void
decode(const CsqClock *c, const CsqClockRecord *r, CsqClockEvent *e)
{
	const char *p = (const char *) c + csq_flat_size(c) - r->extra;
	uint8_t     flags;

	memset(e, 0, sizeof *e);
	e->at = r->at;
	e->kind = (int) r->kind;
	if (r->extra == 0)
		return;
	flags = (uint8_t) *p++;
	if (flags & HAS_AMOUNT)
	{
		csq_target_set_code(&e->amount, (uint8_t) *p++);
		memcpy(&e->amount.amount, p, 8);
		p += 8;
	}
	if (flags & HAS_REASON)
	{
		uint16_t len;

		memcpy(&len, p, 2);
		e->reason.s = p + 2;
		e->reason.len = len;
		p += 2 + len;
	}
	e->has_seq = (flags & HAS_SEQ) != 0;
	if (e->has_seq)
		memcpy(&e->seq, p, 8);
}

bool
csq_clock_merge(CsqClock **into, const CsqClock *from, CsqError *err)
{
	for (uint32_t i = 0; i < from->nevents; i++)
	{
		CsqClockEvent e;

		csq_poll(i);
		decode(from, records(from) + i, &e);
		if (!csq_clock_add(into, &e, err))
			return false;
	}
	return true;
}

/* ---- checking ---- */

static bool
check_extra(const CsqClock *c, size_t size, const CsqClockRecord *r, CsqError *err)
{
	const char *p = (const char *) c + size - r->extra;
	size_t      left = r->extra;
	CsqTarget   t;
	uint8_t     flags;
	uint16_t    len = 0;

	flags = (uint8_t) *p++;
	left--;
	if (flags == 0 || flags > (HAS_AMOUNT | HAS_REASON | HAS_SEQ) ||
	    ((flags & HAS_AMOUNT) != 0) != csq_clock_has_amount((int) r->kind))
		return csq_stored_invalid(TYPE, err, "The parts of an event do not fit its kind.");
	if (flags & HAS_AMOUNT)
	{
		if (left < 9)
			return csq_stored_invalid(TYPE, err, "An event reaches beyond the value.");
		memset(&t, 0, sizeof t);
		csq_target_set_code(&t, (uint8_t) *p);
		memcpy(&t.amount, p + 1, 8);
		if (!csq_target_check(&t, CSQ_BINARY, err))
			return false;
		p += 9;
		left -= 9;
	}
	if (flags & HAS_REASON)
	{
		if (left < 2)
			return csq_stored_invalid(TYPE, err, "An event reaches beyond the value.");
		memcpy(&len, p, 2);
		if (len > CSQ_CLOCK_MAX_REASON || left - 2 < len)
			return csq_stored_invalid(TYPE, err, "A reason reaches beyond the value.");
		if (!csq_utf8_valid(p + 2, len))
			return csq_stored_invalid(TYPE, err, "A reason is no well-formed UTF-8.");
		left -= 2 + (size_t) len;
	}
	else if (r->kind == CSQ_CLOCK_ASSIGN)
		return csq_stored_invalid(TYPE, err, "An assignment has no owner.");
	if (flags & HAS_SEQ && left < 8)
		return csq_stored_invalid(TYPE, err, "An event reaches beyond the value.");
	return true;
}

bool
csq_clock_check(const void *value, size_t size, CsqError *err)
{
	const CsqClock *c = value;

	if (!csq_stored_check(value, size, sizeof *c, TYPE, err))
		return false;
	if (size > CSQ_MAX_VALUE_SIZE || csq_flat_size(c) != size)
		return csq_stored_invalid(TYPE, err, "Its size is wrong.");
	if ((size - sizeof *c) / sizeof(CsqClockRecord) < c->nevents || size - front_size(c) < c->back)
		return csq_stored_invalid(TYPE, err, "It has more events than its size allows.");
	for (uint32_t i = 0; i < c->nevents; i++)
	{
		const CsqClockRecord *r = records(c) + i;

		csq_poll(i);
		if (r->kind < 1 || r->kind > CSQ_CLOCK_KINDS)
			return csq_stored_invalid(TYPE, err, "An event is of an unknown kind.");
		if (!csq_is_instant(r->at))
			return csq_stored_invalid(TYPE, err, "An event is at an instant out of range.");
		if (r->extra > c->back)
			return csq_stored_invalid(TYPE, err, "An event reaches beyond the value.");
		if (r->extra == 0 ? csq_clock_has_amount((int) r->kind) || r->kind == CSQ_CLOCK_ASSIGN
		                  : !check_extra(c, size, r, err))
			return r->extra == 0 ? csq_stored_invalid(TYPE, err, "The parts of an event do not fit its kind.") : false;
	}
	return true;
}

/* ---- reading ---- */

static int
compare_reason(const CsqText *a, const CsqText *b)
{
	if (a->s == NULL || b->s == NULL)
		return (a->s != NULL) - (b->s != NULL);
	return csq_text_compare(a, b);
}

int
csq_clock_event_compare(const void *pa, const void *pb)
{
	const CsqClockEvent *a = pa;
	const CsqClockEvent *b = pb;

	if (a->at != b->at)
		return a->at < b->at ? -1 : 1;
	if (a->has_seq != b->has_seq)
		return a->has_seq - b->has_seq;
	if (a->seq != b->seq)
		return a->seq < b->seq ? -1 : 1;
	if (a->kind != b->kind)
		return a->kind < b->kind ? -1 : 1;
	if (csq_target_code(&a->amount) != csq_target_code(&b->amount))
		return csq_target_code(&a->amount) < csq_target_code(&b->amount) ? -1 : 1;
	if (a->amount.amount != b->amount.amount)
		return a->amount.amount < b->amount.amount ? -1 : 1;
	return compare_reason(&a->reason, &b->reason);
}

bool
csq_clock_tied(const CsqClockEvent *a, const CsqClockEvent *b)
{
	return a->at == b->at && a->has_seq == b->has_seq && a->seq == b->seq;
}

bool
csq_clock_open(const CsqClock *c, CsqClockView *view, CsqError *err)
{
	if (!csq_clock_check(c, csq_flat_size(c), err))
		return false;
	view->n = c->nevents;
	view->events = csq_alloc((size_t) (c->nevents + 1) * sizeof *view->events);
	for (uint32_t i = 0; i < c->nevents; i++)
		decode(c, records(c) + i, &view->events[i]);
	csq_sort(view->events, view->n, sizeof *view->events, csq_clock_event_compare);
	return true;
}

CsqClock *
csq_clock_pack(const CsqClockView *view, CsqError *err)
{
	size_t    front = sizeof(CsqClock) + (size_t) view->n * sizeof(CsqClockRecord);
	size_t    back = 0;
	CsqClock *c;

	for (uint32_t i = 0; i < view->n; i++)
		back += extra_size(&view->events[i]);
	if (front + back > CSQ_MAX_VALUE_SIZE)
	{
		csq_fail(err, CSQ_LIMIT, "sla_clock is too large");
		csq_detail(err, "A value has at most 1 GB.");
		return NULL;
	}
	c = csq_flat_new(front + back, CSQ_CLOCK_VERSION);
	for (uint32_t i = 0; i < view->n; i++)
		if (!csq_clock_add(&c, &view->events[i], err))
			return NULL;
	return c;
}
