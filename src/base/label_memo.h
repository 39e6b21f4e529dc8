/*
 * label_memo.h
 *		The labels met last, with a number for each.
 *
 * An aggregate looks up the label of every row, and a log has few of them.  Those
 * of up to 16 bytes, which most are, cost a comparison of two words once they have
 * been seen; hashing them costs several times as much.  A place holds one label:
 * two that share it take turns, which is slower and never wrong.
 */
#ifndef CSQ_LABEL_MEMO_H
#define CSQ_LABEL_MEMO_H

#include "base/core.h"

#define CSQ_MEMO_LABELS 256 /* a power of two */

/* A label of 1 to 16 bytes: words that hold all of them, with the length nothing else's. */
typedef struct CsqMemoLabel
{
	uint64_t head;
	uint64_t tail;
	uint32_t len; /* 0 = free */
	int32_t  number;
} CsqMemoLabel;

/* Empty when zero. */
typedef struct CsqLabelMemo
{
	CsqMemoLabel labels[CSQ_MEMO_LABELS];
} CsqLabelMemo;

static inline uint32_t
csq_memo_load32(const char *p)
{
	uint32_t v;

	memcpy(&v, p, 4);
	return v;
}

/* The label made ready to be sought and kept; false when it is empty or too long for that. */
static inline bool
csq_memo_label(const char *s, size_t len, CsqMemoLabel *label)
{
	if (CSQ_UNLIKELY(len - 1 >= 16))
		return false;
	label->len = (uint32_t) len;
	label->number = 0;
	if (CSQ_LIKELY(len >= 4))
	{
		/* four words, two of them others from 8 bytes on: lengths come in no order, and a branch would guess */
		size_t apart = (len >> 3) << 2;

		label->head = csq_memo_load32(s) | (uint64_t) csq_memo_load32(s + apart) << 32;
		label->tail = csq_memo_load32(s + len - 4 - apart) | (uint64_t) csq_memo_load32(s + len - 4) << 32;
	}
	else
	{
		label->head = (uint8_t) s[0];
		label->tail = (uint64_t) (uint8_t) s[len / 2] << 8 | (uint8_t) s[len - 1];
	}
	return true;
}

/* Where the label is kept, if it is. */
static inline CsqMemoLabel *
csq_memo_place(CsqLabelMemo *memo, const CsqMemoLabel *label)
{
	/* the upper bits of a product depend on all bytes, the last ones included, in which labels often differ */
	uint64_t tail = label->tail ^ label->len;
	uint64_t hash = (label->head ^ (tail << 29 | tail >> 35)) * UINT64_C(0x9e3779b97f4a7c15);

	return &memo->labels[hash >> 56 & (CSQ_MEMO_LABELS - 1)];
}

static inline bool
csq_memo_holds(const CsqMemoLabel *place, const CsqMemoLabel *label)
{
	return CSQ_LIKELY(place->len == label->len && place->head == label->head && place->tail == label->tail);
}

#endif /* CSQ_LABEL_MEMO_H */
