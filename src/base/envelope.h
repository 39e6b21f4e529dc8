/*
 * envelope.h
 *		Text forms of binary values: {"v":1,"data":"<base64>"}.
 *
 * For values whose content no one reads as text (corpora, models, states of
 * aggregates on their way).
 */
#ifndef CSQ_ENVELOPE_H
#define CSQ_ENVELOPE_H

#include "base/core.h"
#include "base/stored_type.h"

extern void csq_envelope_write(CsqBuf *out, const void *data, size_t len);

/* The bytes of an envelope of version 1; CSQ_SYNTAX when it is none. */
extern bool csq_envelope_read(const char *text, size_t len, const char *type, CsqBuf *out, CsqError *err);

/* The text form of a sealed type, both ways; CSQ_SYNTAX when the text, or what it holds, is none. */
extern void  csq_sealed_text(const CsqStoredType *type, const void *opened, CsqBuf *out);
extern void *csq_sealed_parse(const CsqStoredType *type, const char *text, size_t len, CsqError *err);

#endif /* CSQ_ENVELOPE_H */
