/*
 * heap.h
 *		A binary heap in an array of the caller's.
 *
 *		static inline bool
 *		before(const void *arg, const Item *a, const Item *b) ...
 *
 *		CSQ_HEAP(queue, Item, before)
 *
 *		queue_push(arg, items, n++, item);		there is room for it
 *		top = queue_pop(arg, items, n--);		the first of n, which are not none
 *
 * items[0] comes before all others, by an order without equals; arg is handed on to before, for
 * items that are numbers of something else.  Each compares O(log n) times.
 */
#ifndef CSQ_HEAP_H
#define CSQ_HEAP_H

#include "base/core.h"

#define CSQ_HEAP(name, Item, before)                                                                                   \
	static inline void name##_push(const void *arg, Item *items, size_t n, Item item)                                  \
	{                                                                                                                  \
		for (; n > 0 && before(arg, &item, &items[(n - 1) / 2]); n = (n - 1) / 2)                                      \
			items[n] = items[(n - 1) / 2];                                                                             \
		items[n] = item;                                                                                               \
	}                                                                                                                  \
                                                                                                                       \
	static inline Item name##_pop(const void *arg, Item *items, size_t n)                                              \
	{                                                                                                                  \
		const Item top = items[0];                                                                                     \
		const Item last = items[--n];                                                                                  \
		size_t     i = 0;                                                                                              \
                                                                                                                       \
		for (size_t child; (child = 2 * i + 1) < n; i = child)                                                         \
		{                                                                                                              \
			child += child + 1 < n && before(arg, &items[child + 1], &items[child]);                                   \
			if (!before(arg, &items[child], &last))                                                                    \
				break;                                                                                                 \
			items[i] = items[child];                                                                                   \
		}                                                                                                              \
		items[i] = last;                                                                                               \
		return top;                                                                                                    \
	}

#endif /* CSQ_HEAP_H */
