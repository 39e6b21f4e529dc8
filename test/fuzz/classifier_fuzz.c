/*
 * classifier_fuzz.c
 *		Fuzz target: corpora and models from hostile bytes and text; whatever is
 *		accepted is written, read again, trained in memory and in files, or asked to
 *		classify.
 */
#include "classify/model.h"

#include "fuzz.h"

/* A model must label any text, with probabilities that add up to one and evidence inside the text. */
static void
use_model(const CsqModel *m, const char *text, size_t len)
{
	CsqClassifier *c = csq_classifier_new(m);
	CsqTermSpan   *e;
	size_t         n;
	CsqError       err;
	int            best = csq_classifier_probabilities(c, text, len, &err);
	double         sum = 0;

	must(best >= 0 && best < m->labels);
	for (int k = 0; k < m->labels; k++)
	{
		must(c->p[k] >= 0 && c->p[k] <= c->p[best]);
		sum += c->p[k];
	}
	must(sum > 0.999999 && sum < 1.000001);
	must(csq_classifier_gap(c) >= 0);
	must(csq_model_find_label(m, csq_model_label(m, (uint32_t) best).s, csq_model_label(m, (uint32_t) best).len) ==
	     best);
	must(csq_classifier_explain(c, text, len, best, &e, &n, &err));
	for (size_t i = 0; i < n; i++)
		must(e[i].from < e[i].to && e[i].to <= len);
}

static void
try_model(const CsqModel *m)
{
	CsqBuf    bytes, text, info;
	CsqModel *again;
	CsqError  err;

	csq_buf_init(&bytes);
	csq_buf_init(&text);
	csq_buf_init(&info);
	csq_model_write(m, &bytes);
	again = csq_model_read(bytes.data, bytes.len, &err);
	must(again != NULL && csq_flat_size(again) == csq_flat_size(m) && memcmp(again, m, csq_flat_size(m)) == 0);
	csq_model_text(m, &text);
	again = csq_model_parse(text.data, text.len, &err);
	must(again != NULL && memcmp(again, m, csq_flat_size(m)) == 0);
	csq_model_info(&info, m);
	use_model(m, "", 0);
	use_model(m, "I was charged twice! 退款一直没有到账 \xff", 44);
	use_model(m, bytes.data, bytes.len);
}

/* The same model when most of it lies in files. */
static void
try_files(const CsqCorpus *c, const CsqTrainOptions *o, const CsqModel *m)
{
	size_t     memory = csq_host_memory;
	CsqGather *g = csq_gather_new();
	CsqTrained t;
	CsqModel  *again = NULL;
	CsqError   err;

	csq_host_memory = c->front % 4096;
	g->limit = c->front % 512;
	must(csq_gather_corpus(g, c, &err));
	must(csq_train(g, o, NULL, &t, &err) && (again = csq_model_build(&t, o, &err)) != NULL);
	must(csq_flat_size(again) == csq_flat_size(m) && memcmp(again, m, csq_flat_size(m)) == 0);
	csq_gather_close(g);
	csq_host_memory = memory;
}

static void
try_corpus(CsqCorpus *c)
{
	CsqBuf          bytes, again_bytes, text, info;
	CsqCorpus      *again;
	CsqError        err;
	CsqTrainOptions o;
	CsqTrained      t;
	CsqModel       *m;

	csq_buf_init(&bytes);
	csq_buf_init(&again_bytes);
	csq_buf_init(&text);
	csq_buf_init(&info);
	csq_corpus_write(c, &bytes);
	again = csq_corpus_read(bytes.data, bytes.len, &err);
	must(again != NULL);
	csq_corpus_write(again, &again_bytes);
	must(bytes.len == again_bytes.len && memcmp(bytes.data, again_bytes.data, bytes.len) == 0);
	csq_corpus_text(c, &text);
	must(csq_corpus_parse(text.data, text.len, &err) != NULL);
	(void) csq_corpus_describe(&info, c, &err);
	if (!csq_corpus_merge(&again, c, &err))
	{
		must(err.code == CSQ_LIMIT);
		return;
	}
	if (c->labels > 40)
		return;
	csq_train_options_default(&o);
	o.bits = 14;
	o.min_count = 1;
	o.epochs = 3;
	o.balance = (int32_t) (bytes.len & 1);
	if (csq_train(&(CsqGather){.chunk = again}, &o, NULL, &t, &err) && (m = csq_model_build(&t, &o, &err)) != NULL)
	{
		try_model(m);
		try_files(again, &o, m);
	}
}

/* Read as it came, or not at all. */
static CsqCorpus *
exactly(const uint8_t *data, size_t size)
{
	CsqBuf     given;
	CsqBuf     written;
	CsqError   err;
	CsqCorpus *v = csq_corpus_read(data, size, &err);

	if (v == NULL)
		return NULL;
	csq_buf_init(&given);
	csq_buf_put(&given, data, size);
	csq_buf_init(&written);
	csq_corpus_write(v, &written);
	same(&given, &written);
	return v;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	CsqError        err;
	CsqCorpus      *c = NULL;
	CsqModel       *m = NULL;
	CsqTrainOptions o;

	if (size == 0)
		return 0;
	switch (data[0] % 5)
	{
		case 0:
			c = exactly(data + 1, size - 1);
			break;
		case 1:
			c = csq_corpus_parse((const char *) data + 1, size - 1, &err);
			break;
		case 2:
			m = csq_model_read(data + 1, size - 1, &err);
			break;
		case 3:
			m = csq_model_parse((const char *) data + 1, size - 1, &err);
			break;
		default:
			csq_train_options_default(&o);
			if (csq_train_options_parse(&o, (const char *) data + 1, size - 1, &err))
			{
				CsqBuf          b;
				CsqTrainOptions p;

				must(csq_train_options_check(&o, &err));
				csq_buf_init(&b);
				csq_train_options_text(&b, &o);
				csq_train_options_default(&p);
				must(csq_train_options_parse(&p, b.data, b.len, &err) && csq_train_options_equal(&o, &p));
			}
	}
	if (c != NULL)
		try_corpus(c);
	if (m != NULL)
		try_model(m);
	csq_host_reset();
	return 0;
}
