/*
 * host.c
 *		The binding of core.h for programs without a server: unit tests, fuzzers.
 *
 * Memory comes from malloc and is kept on a list, so that a test can drop all of
 * it at once (csq_host_reset) as a memory context would.
 */
#include "core.h"

#include <stdio.h>
#include <stdlib.h>

#include "host.h"

typedef struct Block
{
	struct Block *prev;
	struct Block *next;
	max_align_t data[];
} Block;

static Block list = {&list, &list};

static Block *
block_of(void *p)
{
	return (Block *) ((char *) p - offsetof(Block, data));
}

static void
link_block(Block *b)
{
	b->prev = &list;
	b->next = list.next;
	list.next->prev = b;
	list.next = b;
}

void *
csq_alloc(size_t size)
{
	Block	   *b;

	if (size > CSQ_HOST_LIMIT)
	{
		fprintf(stderr, "allocation of %zu bytes: not bounded by the input\n", size);
		abort();
	}
	b = malloc(sizeof *b + size);
	if (b == NULL)
		abort();
	link_block(b);
	return b->data;
}

void *
csq_alloc0(size_t size)
{
	return memset(csq_alloc(size), 0, size);
}

void *
csq_realloc(void *p, size_t size)
{
	Block	   *b = block_of(p);

	if (size > CSQ_HOST_LIMIT)
		abort();
	b->prev->next = b->next;
	b->next->prev = b->prev;
	b = realloc(b, sizeof *b + size);
	if (b == NULL)
		abort();
	link_block(b);
	return b->data;
}

void
csq_free(void *p)
{
	Block	   *b = block_of(p);

	b->prev->next = b->next;
	b->next->prev = b->prev;
	free(b);
}

void
csq_host_reset(void)
{
	while (list.next != &list)
		csq_free(list.next->data);
}

void
csq_check_interrupts(void)
{
}

int
csq_double_text(double value, char *out)
{
	/* the fewest digits that read back to the same bits */
	for (int digits = 1; digits <= 17; digits++)
	{
		int			n = snprintf(out, 32, "%.*g", digits, value);

		if (strtod(out, NULL) == value)
			return n;
	}
	return (int) strlen(out);
}
