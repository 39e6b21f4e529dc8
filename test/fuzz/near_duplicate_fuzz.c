/*
 * near_duplicate_fuzz.c
 *		Fuzz target: signatures from hostile bytes, and of any text.
 */
#include "text/near_duplicate.h"

#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	CsqSignature *s;
	CsqChars      chars;
	CsqBuf        out;
	CsqError      err;
	int32_t       bands[CSQ_SIGNATURE_BANDS];

	csq_buf_init(&out);
	if ((s = csq_signature_read(data, size, &err)) != NULL)
	{
		must(csq_signature_check(s, csq_flat_size(s), &err));
		csq_signature_write(s, &out);
		must(out.len == size && memcmp(out.data, data, size) == 0);
	}
	if (csq_chars_read(&chars, (const char *) data, size, CSQ_SIGNATURE_CHARS, &err) &&
	    (s = csq_signature_new(&chars)) != NULL)
	{
		must(csq_signature_check(s, csq_flat_size(s), &err));
		csq_signature_bands(s, bands);
		must(csq_signature_containment(s, s) == 1);
	}
	csq_host_reset();
	return 0;
}
