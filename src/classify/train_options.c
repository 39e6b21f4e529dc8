/*
 * train_options.c
 *		The options of training: defaults, bounds, JSON and binary forms.
 *
 * One default setting serves all data; the table below is the only place that
 * names an option.
 */
#include <math.h>

#include "base/json.h"
#include "classify/corpus.h"

typedef struct Option
{
	const char *name;
	size_t      offset;
	char        type; /* d double, i int32, b int32 shown as boolean, m int64 bytes */
	double      lo;
	double      hi;
	double      value; /* default */
} Option;

#define AT(member) offsetof(CsqTrainOptions, member)

static const Option options[] = {
	{"balance", AT(balance), 'b', 0, 1, 0},
	{"bits", AT(bits), 'i', 12, CSQ_FEATURE_BITS, 22},
	{"c", AT(c), 'd', 0.0001, 10000, 1},
	{"epochs", AT(epochs), 'i', 1, 1000, 1000},
	{"memory", AT(memory), 'm', 1 << 20, 1.0e12, 64.0 * 1024 * 1024},
	{"min_count", AT(min_count), 'i', 1, 255, 2},
	{"nb", AT(nb), 'd', 0, 1, 0.35},
	{"prune", AT(prune), 'd', 0, 0.9, 0.02},
	{"tolerance", AT(tolerance), 'd', 0.0001, 1, 0.5},
};

#define N_OPTIONS (sizeof options / sizeof *options)

static double
get(const CsqTrainOptions *o, const Option *d)
{
	const char *at = (const char *) o + d->offset;

	if (d->type == 'd')
		return *(const double *) (const void *) at;
	if (d->type == 'm')
		return (double) *(const int64_t *) (const void *) at;
	return *(const int32_t *) (const void *) at;
}

static void
set(CsqTrainOptions *o, const Option *d, double value)
{
	char *at = (char *) o + d->offset;

	if (d->type == 'd')
		*(double *) (void *) at = value;
	else if (d->type == 'm')
		*(int64_t *) (void *) at = (int64_t) value;
	else
		*(int32_t *) (void *) at = (int32_t) value;
}

void
csq_train_options_default(CsqTrainOptions *o)
{
	memset(o, 0, sizeof *o);
	for (size_t i = 0; i < N_OPTIONS; i++)
		set(o, &options[i], options[i].value);
}

static bool
check_one(const Option *d, double value, CsqError *err)
{
	if (!(value >= d->lo && value <= d->hi))
		return csq_fail(err, CSQ_PARAM, "option \"%s\" must not be %.15g", d->name, value) ||
		       csq_detail(err, "It lies between %.15g and %.15g.", d->lo, d->hi);
	if (d->type != 'd' && value != floor(value))
		return csq_fail(err, CSQ_PARAM, "option \"%s\" must be a whole number, not %.15g", d->name, value);
	return true;
}

bool
csq_train_options_check(const CsqTrainOptions *o, CsqError *err)
{
	for (size_t i = 0; i < N_OPTIONS; i++)
		if (!check_one(&options[i], get(o, &options[i]), err))
			return false;
	return true;
}

bool
csq_train_options_equal(const CsqTrainOptions *a, const CsqTrainOptions *b)
{
	for (size_t i = 0; i < N_OPTIONS; i++)
		if (get(a, &options[i]) != get(b, &options[i]))
			return false;
	return true;
}

static bool
unknown_option(const CsqText *key, CsqError *err)
{
	CsqBuf known;

	csq_buf_init(&known);
	for (size_t i = 0; i < N_OPTIONS; i++)
		csq_buf_printf(&known, "%s%s", i ? ", " : "", options[i].name);
	return csq_fail(err, CSQ_PARAM, "option \"%s\" is not known", csq_quoted(key->s, key->len).s) ||
	       csq_detail(err, "Options of training: %s.", known.data);
}

bool
csq_train_options_parse(CsqTrainOptions *o, const char *json, size_t len, CsqError *err)
{
	CsqJson j;
	CsqText key;

	csq_json_init(&j, json, len, "options", err);
	if (csq_json_peek(&j) != '{')
		return csq_fail(err, CSQ_PARAM, "options must be a JSON object, not %s", csq_quoted(json, len).s) ||
		       csq_hint(err, "Example: {\"c\": 0.5, \"min_count\": 3}.");
	csq_json_open(&j, '{');
	while (csq_json_key(&j, &key))
	{
		const Option *d = NULL;
		double        value;

		for (size_t i = 0; i < N_OPTIONS; i++)
			if (csq_json_is(&key, options[i].name))
				d = &options[i];
		if (d == NULL)
			return unknown_option(&key, err);
		value = d->type == 'b' ? csq_json_bool(&j) : csq_json_double(&j);
		if (j.failed)
			return csq_fail(err, CSQ_PARAM, "option \"%s\" must be a %s", d->name,
			                d->type == 'b' ? "boolean" : "number");
		if (!check_one(d, value, err))
			return false;
		set(o, d, value);
	}
	return csq_json_end(&j);
}

void
csq_train_options_text(CsqBuf *b, const CsqTrainOptions *o)
{
	csq_buf_char(b, '{');
	for (size_t i = 0; i < N_OPTIONS; i++)
	{
		double value = get(o, &options[i]);

		csq_buf_printf(b, "%s\"%s\":", i ? "," : "", options[i].name);
		if (options[i].type == 'b')
			csq_buf_str(b, value != 0 ? "true" : "false");
		else
			csq_buf_double(b, value);
	}
	csq_buf_char(b, '}');
}

void
csq_train_options_write(CsqBuf *b, const CsqTrainOptions *o)
{
	for (size_t i = 0; i < N_OPTIONS; i++)
		csq_put_double(b, get(o, &options[i]));
}

bool
csq_train_options_read(CsqReader *r, CsqTrainOptions *o)
{
	memset(o, 0, sizeof *o);
	for (size_t i = 0; i < N_OPTIONS; i++)
	{
		double   value = csq_read_double(r);
		CsqError ignored;

		if (!r->failed && (!check_one(&options[i], value, &ignored) || (value == 0 && signbit(value))))
			return csq_read_fail(r, "Option \"%s\" is out of its range.", options[i].name);
		if (!r->failed)
			set(o, &options[i], value);
	}
	return !r->failed;
}
