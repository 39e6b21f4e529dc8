/*
 * label_memo.h
 *		What short labels were found to be, remembered per call site.
 *
 * An aggregate asks for each row what its label is: which kind of event, which
 * number.  Looking that up costs a hash and a comparison of bytes; labels are few
 * and mostly short, so the answer for one of 1 to 16 bytes is kept in a small
 * table under its first and last eight bytes, which with the length are the label.
 * A place is overwritten by the next label that falls on it.
 *
 * Core: includes core.h only.
 */
#ifndef CSQ_LABEL_MEMO_H
#define CSQ_LABEL_MEMO_H

#include "core.h"

#define CSQ_LABEL_MEMO_SIZE 256 /* a power of two */
#define CSQ_LABEL_MEMO_MAX 16

typedef struct CsqLabelMemoEntry
{
	uint64_t	head;
	uint64_t	tail;
	uint32_t	len;			/* 0 = free */
	int32_t		answer;
} CsqLabelMemoEntry;

/* Zero it before the first use. */
typedef struct CsqLabelMemo
{
	CsqLabelMemoEntry entries[CSQ_LABEL_MEMO_SIZE];
} CsqLabelMemo;

static inline bool
csq_label_memo_takes(size_t len)
{
	return len - 1 < CSQ_LABEL_MEMO_MAX;
}

static inline uint64_t
csq_label_memo_bytes(const char *p, size_t n)
{
	uint64_t	v = 0;

	memcpy(&v, p, n);
	return v;
}

/*
 * The place of a label that the memo takes; *known says whether its answer is
 * there.  If not, the caller sets the answer of the place.
 */
static inline CsqLabelMemoEntry *
csq_label_memo_place(CsqLabelMemo *memo, const char *s, uint32_t len, bool *known)
{
	uint64_t	head;
	uint64_t	tail;
	CsqLabelMemoEntry *e;

	if (len >= 8)
	{
		head = csq_label_memo_bytes(s, 8);
		tail = csq_label_memo_bytes(s + len - 8, 8);
	}
	else if (len >= 4)
	{
		head = csq_label_memo_bytes(s, 4);
		tail = csq_label_memo_bytes(s + len - 4, 4);
	}
	else
	{
		head = (uint8_t) s[0];
		tail = (uint64_t) (uint8_t) s[len / 2] << 8 | (uint8_t) s[len - 1];
	}
	e = &memo->entries[((head ^ (tail << 7) ^ len) * UINT64_C(0x9e3779b97f4a7c15)) >> 56 & (CSQ_LABEL_MEMO_SIZE - 1)];
	*known = CSQ_LIKELY(e->len == len && e->head == head && e->tail == tail);
	if (!*known)
	{
		e->head = head;
		e->tail = tail;
		e->len = len;
	}
	return e;
}

#endif							/* CSQ_LABEL_MEMO_H */
