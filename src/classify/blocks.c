/*
 * blocks.c
 *		Blocks of examples, in memory or in a temporary file (blocks.h).
 *
 * Image of a block of n examples, k columns, f features and s shares:
 *
 *		order u32[n] | alpha f32[n k] | diagonal f32[n k]		changed by the solver
 *		norm f32[n] | start u32[n + 1] | share u32[n + 1] | weight f32[s] | rows u32[s]
 *		feature u32[f] | label u16[s] | fold u8[n]
 *
 * 4 bytes a feature, 8 k + 17 an example and 10 a share.  A visit to a block in
 * the file reads the image and writes its first part back, both in one piece.
 */
#include "classify/blocks.h"

/* Bytes that the solver changes, and all. */
static size_t
head_size(size_t n, int columns)
{
	return n * (4 + 8 * (size_t) columns);
}

static size_t
image_size(size_t n, size_t features, size_t shares, int columns)
{
	return head_size(n, columns) + n * 13 + 8 + features * 4 + shares * 10;
}

void
csq_blocks_init(CsqBlocks *b, int columns, size_t memory)
{
	memset(b, 0, sizeof *b);
	b->columns = columns;
	b->block_bytes = CSQ_BLOCK_BYTES;
	b->memory = memory;
	b->cap = 16;
	b->place = csq_alloc(b->cap * sizeof *b->place);
	csq_buf_init(&b->norm);
	csq_buf_init(&b->start);
	csq_buf_init(&b->share);
	csq_buf_init(&b->weight);
	csq_buf_init(&b->rows);
	csq_buf_init(&b->feature);
	csq_buf_init(&b->label);
	csq_buf_init(&b->fold);
}

static CsqBlock
view(const CsqBlocks *b, const CsqBlockPlace *p, char *image)
{
	size_t      nk = p->n * (size_t) b->columns;
	uint32_t   *order = (uint32_t *) (void *) image;
	float      *alpha = (float *) (order + p->n);
	float      *norm = alpha + 2 * nk;
	uint32_t   *start = (uint32_t *) (norm + p->n);
	uint32_t   *share = start + p->n + 1;
	float      *weight = (float *) (share + p->n + 1);
	uint32_t   *rows = (uint32_t *) (weight + p->shares);
	CsqFeature *feature = rows + p->shares;
	uint16_t   *label = (uint16_t *) (feature + p->features);

	return (CsqBlock){p->n,  order,  alpha, alpha + nk, norm,  start,
	                  share, weight, rows,  feature,    label, (uint8_t *) (label + p->shares)};
}

static char *
put(char *to, CsqBuf *from)
{
	memcpy(to, from->data, from->len);
	to += from->len;
	from->len = 0;
	return to;
}

/* The examples collected since the last block become one. */
static void
cut(CsqBlocks *b)
{
	size_t         n = b->norm.len / 4;
	uint32_t       features = (uint32_t) (b->feature.len / 4);
	uint32_t       shares = (uint32_t) (b->weight.len / 4);
	size_t         size = image_size(n, features, shares, b->columns);
	CsqBlockPlace *p;
	char          *image;
	char          *at;

	if (b->n == b->cap)
		csq_grow(b->place, b->cap);
	p = &b->place[b->n++];
	*p = (CsqBlockPlace){NULL, 0, (uint32_t) n, features, shares, 0, 0};
	if (b->file == NULL && size <= b->memory)
	{
		image = p->image = csq_alloc(size);
		b->memory -= size;
	}
	else
	{
		if (b->buffer_size < size)
		{
			if (b->buffer != NULL)
				csq_free(b->buffer);
			b->buffer = csq_alloc(size);
			b->buffer_size = size;
		}
		image = b->buffer;
	}
	csq_buf_put(&b->start, &features, 4);
	csq_buf_put(&b->share, &shares, 4);
	memset(image, 0, head_size(n, b->columns));
	at = put(put(put(image + head_size(n, b->columns), &b->norm), &b->start), &b->share);
	put(put(put(put(put(at, &b->weight), &b->rows), &b->feature), &b->label), &b->fold);
	if (p->image == NULL)
	{
		if (b->file == NULL)
			b->file = csq_spill_new();
		p->at = b->file_end;
		csq_spill_write(b->file, p->at, image, size);
		b->file_end += size;
	}
}

void
csq_blocks_add(CsqBlocks *b, const CsqLabelShare *share, size_t shares, uint8_t fold, float norm,
               const CsqFeature *rows, size_t n)
{
	size_t   examples = b->norm.len / 4;
	uint32_t start;

	if (examples > 0 &&
	    image_size(examples + 1, b->feature.len / 4 + n, b->weight.len / 4 + shares, b->columns) > b->block_bytes)
		cut(b);
	start = (uint32_t) (b->feature.len / 4);
	csq_buf_put(&b->norm, &norm, 4);
	csq_buf_put(&b->start, &start, 4);
	start = (uint32_t) (b->weight.len / 4);
	csq_buf_put(&b->share, &start, 4);
	for (size_t i = 0; i < shares; i++)
	{
		csq_buf_put(&b->weight, &share[i].weight, 4);
		csq_buf_put(&b->rows, &share[i].rows, 4);
		csq_buf_put(&b->label, &share[i].label, 2);
	}
	csq_buf_put(&b->feature, rows, n * 4);
	csq_buf_put(&b->fold, &fold, 1);
	if (n > b->longest)
		b->longest = n;
	b->examples++;
	b->features += n;
}

void
csq_blocks_finish(CsqBlocks *b)
{
	if (b->norm.len > 0)
		cut(b);
	csq_free(b->norm.data);
	csq_free(b->start.data);
	csq_free(b->share.data);
	csq_free(b->weight.data);
	csq_free(b->rows.data);
	csq_free(b->feature.data);
	csq_free(b->label.data);
	csq_free(b->fold.data);
}

CsqBlock
csq_blocks_get(CsqBlocks *b, uint32_t i)
{
	const CsqBlockPlace *p = &b->place[i];

	if (p->image != NULL)
		return view(b, p, p->image);
	csq_spill_read(b->file, p->at, b->buffer, image_size(p->n, p->features, p->shares, b->columns));
	return view(b, p, b->buffer);
}

void
csq_blocks_put(CsqBlocks *b, uint32_t i)
{
	const CsqBlockPlace *p = &b->place[i];

	if (p->image == NULL)
		csq_spill_write(b->file, p->at, b->buffer, head_size(p->n, b->columns));
}

void
csq_blocks_close(CsqBlocks *b)
{
	if (b->file != NULL)
		csq_spill_free(b->file);
	b->file = NULL;
}
