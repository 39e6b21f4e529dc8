/*
 * host.c
 *		The binding of core.h for programs without a server: unit tests, fuzzers.
 *
 * Memory comes from malloc and is kept on a list, so that a test can drop all of
 * it at once (csq_host_reset) as a memory context would.  Temporary files are
 * those of tmpfile(), on a list of their own.
 */
#include "base/core.h"
#include "base/spill.h"

#include <stdio.h>
#include <stdlib.h>

#include "host.h"

typedef struct Block
{
	struct Block *prev;
	struct Block *next;
	max_align_t   data[];
} Block;

static Block list = {&list, &list};

struct CsqSpill
{
	CsqSpill *next;
	FILE     *file;
};

static CsqSpill *files = NULL;

size_t   csq_host_memory = (size_t) 64 << 20;
long     csq_host_files = 0;
uint64_t csq_host_spilled = 0;
uint64_t csq_host_asked = 0;

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
	Block *b;

	if (size > CSQ_HOST_LIMIT)
	{
		fprintf(stderr, "allocation of %zu bytes: not bounded by the input\n", size);
		abort();
	}
	b = malloc(sizeof *b + size);
	if (b == NULL)
		abort();
	csq_host_asked += size;
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
	Block *b = block_of(p);

	if (size > CSQ_HOST_LIMIT)
		abort();
	b->prev->next = b->next;
	b->next->prev = b->prev;
	b = realloc(b, sizeof *b + size);
	if (b == NULL)
		abort();
	csq_host_asked += size;
	link_block(b);
	return b->data;
}

void
csq_free(void *p)
{
	Block *b;

	if (p == NULL)
		return;
	b = block_of(p);
	b->prev->next = b->next;
	b->next->prev = b->prev;
	free(b);
}

size_t
csq_host_blocks(void)
{
	size_t n = 0;

	for (const Block *b = list.next; b != &list; b = b->next)
		n++;
	return n;
}

void
csq_host_reset(void)
{
	while (files != NULL)
		csq_spill_free(files);
	while (list.next != &list)
		csq_free(list.next->data);
}

uint64_t csq_host_polls = 0;

void
csq_check_interrupts(void)
{
	csq_host_polls++;
}

int
csq_double_text(double value, char *out)
{
	/* the fewest digits that read back to the same bits */
	for (int digits = 1; digits <= 17; digits++)
	{
		int n = snprintf(out, 32, "%.*g", digits, value);

		if (strtod(out, NULL) == value)
			return n;
	}
	return (int) strlen(out);
}

/* ---- temporary files ---- */

CsqSpill *
csq_spill_new(void)
{
	CsqSpill *f = malloc(sizeof *f);

	if (f == NULL || (f->file = tmpfile()) == NULL)
		abort();
	f->next = files;
	files = f;
	csq_host_files++;
	return f;
}

void
csq_spill_write(CsqSpill *f, uint64_t at, const void *data, size_t len)
{
	if (fseeko(f->file, (off_t) at, SEEK_SET) != 0 || fwrite(data, 1, len, f->file) != len)
		abort();
	csq_host_spilled += len;
}

void
csq_spill_read(CsqSpill *f, uint64_t at, void *data, size_t len)
{
	if (fseeko(f->file, (off_t) at, SEEK_SET) != 0 || fread(data, 1, len, f->file) != len)
		abort();
}

void
csq_spill_free(CsqSpill *f)
{
	CsqSpill **p = &files;

	while (*p != f)
		p = &(*p)->next;
	*p = f->next;
	fclose(f->file);
	free(f);
	csq_host_files--;
}

size_t
csq_spill_memory(void)
{
	return csq_host_memory;
}
