/*
 * script_check_fuzz.c
 *		Fuzz target: scripts and transcripts from hostile text, parted by a line break.
 */
#include "text/conversation.h"

#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char   *text = (const char *) data;
	const char   *cut = size > 0 ? memchr(text, '\n', size) : NULL;
	CsqScript    *s;
	CsqTranscript t;
	CsqError      err;

	if (cut != NULL && csq_script_parse(text, (size_t) (cut - text), &s, &err) &&
	    csq_transcript_parse(cut + 1, size - (size_t) (cut + 1 - text), &t, &err))
	{
		size_t n;

		for (size_t i = 0; i < csq_script_rules(s); i++)
		{
			CsqScriptResult r;

			if (!csq_script_rule(s, i, &t, &r, &err))
				continue;
			must(r.turn >= 0 && (size_t) r.turn <= t.n && (r.turn > 0 || r.evidence.s == NULL));
			if (r.turn > 0)
				must(r.evidence.s >= t.turn[r.turn - 1].text.s &&
				     r.evidence.s + r.evidence.len <= t.turn[r.turn - 1].text.s + t.turn[r.turn - 1].text.len);
		}
		(void) csq_talk(&t, &n);
		(void) csq_silence(&t);
	}
	csq_host_reset();
	return 0;
}
