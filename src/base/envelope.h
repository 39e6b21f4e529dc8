/*
 * envelope.h
 *		Text forms of binary values: {"v":1,"data":"<base64>"}.
 *
 * For values whose content no one reads as text (corpora, models).
 */
#ifndef CSQ_ENVELOPE_H
#define CSQ_ENVELOPE_H

#include "base/core.h"

extern void csq_envelope_write(CsqBuf *out, const void *data, size_t len);

/* The bytes of an envelope of version 1; CSQ_SYNTAX when it is none. */
extern bool csq_envelope_read(const char *text, size_t len, const char *type, CsqBuf *out, CsqError *err);

#endif /* CSQ_ENVELOPE_H */
