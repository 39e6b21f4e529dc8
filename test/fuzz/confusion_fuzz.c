/*
 * confusion_fuzz.c
 *		Fuzz target: confusion matrices and calibrations from hostile bytes and text.
 */
#include "classify/calibration.h"
#include "classify/confusion.h"

#include "fuzz.h"

static void
try_confusion(const CsqConfusion *c)
{
	CsqBuf        x, y, t;
	CsqConfusion *again;
	CsqError      err;
	double        v;

	csq_buf_init(&x);
	csq_buf_init(&y);
	csq_buf_init(&t);
	csq_confusion_write(c, &x);
	again = csq_confusion_read(x.data, x.len, &err);
	must(again != NULL);
	csq_confusion_text(again, &t);
	again = csq_confusion_parse(t.data, t.len, &err);
	must(again != NULL);
	csq_confusion_write(again, &y);
	must(x.len == y.len && memcmp(x.data, y.data, x.len) == 0);
	v = csq_confusion_accuracy(c);
	must(v != v || (v >= 0 && v <= 1));
	v = csq_confusion_macro_f1(c);
	must(v != v || (v >= 0 && v <= 1.000001));
	v = csq_confusion_kappa(c);
	must(v != v || v <= 1.000001);
	(void) csq_confusion_merge(&again, c, &err);
}

static void
try_calibration(const CsqCalibration *c)
{
	CsqBuf          x, t;
	CsqCalibration *again;
	CsqError        err;

	csq_buf_init(&x);
	csq_buf_init(&t);
	csq_calibration_type.stored.write(c, &x);
	again = csq_calibration_type.stored.read(x.data, x.len, &err);
	must(again != NULL && memcmp(again, c, sizeof *c) == 0);
	csq_calibration_type.stored.text(c, &t);
	again = csq_calibration_type.stored.parse(t.data, t.len, &err);
	must(again != NULL && memcmp(again, c, sizeof *c) == 0);
	must(csq_calibration_type.subtract(again, c, &err));
	(void) csq_calibration_type.add(again, c, &err);
	(void) csq_calibration_ece(c, 15);
	(void) csq_calibration_threshold(c, 0.9, 1.96);
}

/* Read as it came, or not at all. */
static CsqConfusion *
exactly(const uint8_t *data, size_t size)
{
	CsqBuf        given;
	CsqBuf        written;
	CsqError      err;
	CsqConfusion *v = csq_confusion_read(data, size, &err);

	if (v == NULL)
		return NULL;
	csq_buf_init(&given);
	csq_buf_put(&given, data, size);
	csq_buf_init(&written);
	csq_confusion_write(v, &written);
	same(&given, &written);
	return v;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	CsqError        err;
	CsqConfusion   *c = NULL;
	CsqCalibration *k = NULL;

	if (size == 0)
		return 0;
	if (data[0] % 4 == 0)
		c = exactly(data + 1, size - 1);
	else if (data[0] % 4 == 1)
		c = csq_confusion_parse((const char *) data + 1, size - 1, &err);
	else if (data[0] % 4 == 2)
		k = csq_calibration_type.stored.read(data + 1, size - 1, &err);
	else
		k = csq_calibration_type.stored.parse((const char *) data + 1, size - 1, &err);
	if (c != NULL)
		try_confusion(c);
	if (k != NULL)
		try_calibration(k);
	csq_host_reset();
	return 0;
}
