/*
 * call.c
 *		call_summary: service levels (see call.h).
 *
 * The definitions are the five of ICMI ("Service Level Calculations", QueueTips,
 * March 2005) and the one of workforce management that leaves short abandons out.
 */
#include "metrics/call.h"
#include "base/literal.h"

const CsqLengthsType csq_call_type = {
	.name = "call_summary",
	.nsets = 4,
	.limits = false,
	.sets = {"answered", "abandoned", "waiting", "handled"},
};

static const char *const variant_names[] = {
	"abandons_positive",      "answered_only",           "abandons_negative",
	"ignore_abandons_within", "short_abandons_positive", "ignore_short",
};

bool
csq_service_variant(const char *name, size_t len, CsqServiceVariant *variant, CsqError *err)
{
	int i = csq_option_of((CsqText){name, len}, variant_names, 6);

	if (i >= 0)
	{
		*variant = (CsqServiceVariant) i;
		return true;
	}
	return csq_fail(err, CSQ_PARAM, "unknown definition of service level \"%s\"", csq_quoted(name, len).s) ||
	       csq_hint(err, "The definitions are abandons_positive, answered_only, abandons_negative, "
	                     "ignore_abandons_within, short_abandons_positive and ignore_short.");
}

CsqShare
csq_service_level(const CsqLengths *calls, CsqServiceVariant variant, int64_t within, int64_t short_abandon)
{
	CsqTimes answered = csq_lengths_times(calls, CSQ_CALL_ANSWERED);
	CsqTimes abandoned = csq_lengths_times(calls, CSQ_CALL_ABANDONED);
	CsqTimes waiting = csq_lengths_times(calls, CSQ_CALL_WAITING);
	double   in_time = csq_times_within(&answered, within);
	double   gone = (double) abandoned.n;
	double   gone_within = csq_times_within(&abandoned, within);
	double   gone_short = csq_times_within(&abandoned, short_abandon);
	double   all = (double) answered.n + (double) waiting.n - csq_times_within(&waiting, within);

	switch (variant)
	{
		case CSQ_ABANDONS_POSITIVE:
			return (CsqShare){in_time + gone_within, all + gone};
		case CSQ_ANSWERED_ONLY:
			return (CsqShare){in_time, all};
		case CSQ_ABANDONS_NEGATIVE:
			return (CsqShare){in_time, all + gone};
		case CSQ_IGNORE_ABANDONS_WITHIN:
			return (CsqShare){in_time, all + gone - gone_within};
		case CSQ_SHORT_ABANDONS_POSITIVE:
			return (CsqShare){in_time + gone_short, all + gone};
		case CSQ_IGNORE_SHORT:
			break;
	}
	return (CsqShare){in_time, all + gone - gone_short};
}
