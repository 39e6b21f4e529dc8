/*
 * process_variants.h
 *		The paths of cases: comparing, sorting, finding them.
 *
 * Shared by the files that make processes; the banner of process_variants.c says how
 * they are sorted.
 */
#ifndef CSQ_PROCESS_VARIANTS_H
#define CSQ_PROCESS_VARIANTS_H

#include "base/table.h"
#include "process/process.h"

/* Order of variants: by length, then path. */
extern int csq_variant_compare(const CsqVariant *a, const CsqVariant *b);

/* The variants in canonical order, in memory of their own; equal paths stay side by side. */
extern CsqVariant *csq_variants_sorted(const CsqVariant *items, uint32_t n, uint32_t nactivities);

/* Variants under construction: a hash table over them. */
typedef struct CsqVariants
{
	CsqVariant *items;
	uint64_t   *hashes;
	CsqTable    table;
	uint32_t    n;
	uint32_t    room;
} CsqVariants;

extern void csq_variants_init(CsqVariants *v);

/* The variant with this path, new with n = 0 when there was none; it keeps the path. */
extern CsqVariant *csq_variants_find(CsqVariants *v, const uint32_t *path, uint32_t len);

#endif /* CSQ_PROCESS_VARIANTS_H */
