/*
 * drivers.c
 *		Drivers: exact cross moments, and Johnson's relative weights.
 *
 * Ratings of touchpoints are correlated, so regression coefficients share what is common
 * by accident.  Relative weights (Johnson, Multivariate Behavioral Research 35, 2000) split
 * R squared: the ratings are replaced by the nearest uncorrelated variables, and what each
 * of those explains goes back to the ratings by their squared loadings.  Weights are not
 * negative and add up to R squared.
 *
 * Intervals by resampling: correlation matrices of samples of the same size are drawn (a
 * Wishart matrix by Bartlett's decomposition, as if the variables were normal) from a
 * fixed seed, and the weights computed of each; their standard deviation is the standard
 * error of the estimate.  Weights are skewed to the right, their roots hardly at all: the
 * upper end is the larger of the one by the error of the weight and the one by that of its
 * root, squared.  Simulated in test/bench/coverage.c.
 *
 * Text: {"v":1,"k":2,"n":10,"incomplete":1,"moments":["...",...]}
 * Binary: version u8, k u32, n u64, incomplete u64, moments as two u64 each.
 */
#include "metrics/drivers.h"

#include <math.h>

#include "base/stats.h"

#define DRAWS 1000
#define SIZE  (CSQ_DRIVERS_MAX + 1)

/* ---- the type ---- */

static size_t
size_of(uint32_t k)
{
	return sizeof(CsqDrivers) + csq_drivers_moments(k) * sizeof(CsqMoment);
}

CsqDrivers *
csq_drivers_new(uint32_t k)
{
	CsqDrivers *d = csq_flat_new(size_of(k), 1);

	d->k = k;
	return d;
}

bool
csq_drivers_value(double v, int64_t *r, CsqError *err)
{
	if (!(fabs(v) <= CSQ_DRIVERS_LIMIT))
		return csq_fail(err, CSQ_RANGE, "value %g does not fit drivers", v) ||
		       csq_detail(err, "Outcomes and ratings are kept in ten-thousandths, from -1e9 to 1e9.");
	*r = (int64_t) rint(v * CSQ_DRIVERS_UNIT);
	return true;
}

static bool
too_large(CsqError *err)
{
	return csq_fail(err, CSQ_RANGE, "sum of drivers is out of range") ||
	       csq_detail(err, "Counts are at most 9223372036854775807, sums of products fit 37 digits.");
}

static const CsqMoment max_moment = (CsqMoment) 10000000000000000000ULL * (CsqMoment) 1000000000000000000LL;

static bool
add_moment(CsqMoment *to, CsqMoment v, CsqError *err)
{
	CsqMoment sum;

	if (__builtin_add_overflow(*to, v, &sum) || sum > max_moment || sum < -max_moment)
		return too_large(err);
	*to = sum;
	return true;
}

bool
csq_drivers_add(CsqDrivers *d, const int64_t *values, CsqError *err)
{
	CsqMoment *m = d->moments;

	if (!csq_add_i64(d->n, 1, &d->n))
		return too_large(err);
	for (uint32_t i = 0; i <= d->k; i++)
		if (!add_moment(m++, values[i], err))
			return false;
	for (uint32_t i = 0; i <= d->k; i++)
		for (uint32_t j = i; j <= d->k; j++)
			if (!add_moment(m++, (CsqMoment) values[i] * values[j], err))
				return false;
	return true;
}

bool
csq_drivers_merge(CsqDrivers **into, const CsqDrivers *from, CsqError *err)
{
	CsqDrivers *d = *into;

	if (d->k != from->k)
		return csq_fail(err, CSQ_PARAM, "drivers of %u and of %u ratings do not go together", d->k, from->k);
	if (!csq_add_i64(d->n, from->n, &d->n) || !csq_add_i64(d->incomplete, from->incomplete, &d->incomplete))
		return too_large(err);
	for (size_t i = 0; i < csq_drivers_moments(d->k); i++)
		if (!add_moment(&d->moments[i], from->moments[i], err))
			return false;
	return true;
}

bool
csq_drivers_check(const void *value, size_t size, CsqError *err)
{
	const CsqDrivers *d = value;

	if (!csq_stored_check(value, size, sizeof *d, "drivers", err))
		return false;
	if (d->k < 1 || d->k > CSQ_DRIVERS_MAX || size != size_of(d->k) || d->unused != 0)
		return csq_stored_invalid("drivers", err, "Its size is not that of its number of ratings.");
	if (d->n < 0 || d->incomplete < 0)
		return csq_stored_invalid("drivers", err, "A count is negative.");
	for (size_t i = 0; i < csq_drivers_moments(d->k); i++)
		if (d->moments[i] > max_moment || d->moments[i] < -max_moment || (d->n == 0 && d->moments[i] != 0))
			return csq_stored_invalid("drivers", err, "A sum is out of range.");
	return true;
}

void
csq_drivers_text(const CsqDrivers *d, CsqBuf *b)
{
	csq_buf_printf(b, "{\"v\":1,\"k\":%u,\"n\":%lld,\"incomplete\":%lld,\"moments\":[", d->k, (long long) d->n,
	               (long long) d->incomplete);
	for (size_t i = 0; i < csq_drivers_moments(d->k); i++)
	{
		CsqMoment v = d->moments[i];

		csq_buf_str(b, i == 0 ? "\"" : ",\"");
		if (v < 0)
			csq_buf_char(b, '-');
		csq_buf_u128(b, v < 0 ? -(CsqU128) v : (CsqU128) v);
		csq_buf_char(b, '"');
	}
	csq_buf_str(b, "]}");
}

static CsqMoment
parse_moment(CsqJson *j)
{
	CsqText   t = csq_json_string(j);
	bool      minus = t.len > 0 && t.s[0] == '-';
	CsqMoment v = 0;

	if (!j->failed && (t.len == minus || t.len > 38 + (size_t) minus))
		csq_json_fail(j, "A sum is a string of digits, not \"%s\".", csq_quoted(t.s, t.len).s);
	for (size_t i = minus; !j->failed && i < t.len; i++)
	{
		if (t.s[i] < '0' || t.s[i] > '9')
			csq_json_fail(j, "A sum is a string of digits, not \"%s\".", csq_quoted(t.s, t.len).s);
		v = v * 10 + (t.s[i] - '0');
	}
	return minus ? -v : v;
}

CsqDrivers *
csq_drivers_parse(const char *text, size_t len, CsqError *err)
{
	static const char *const names[] = {"v", "k", "n", "incomplete", "moments", NULL};
	CsqMoment                moments[SIZE + SIZE * (SIZE + 1) / 2];
	size_t                   count = 0;
	int64_t                  numbers[4] = {0};
	CsqDrivers              *d;
	CsqJson                  j;
	CsqError                 rule;
	unsigned                 seen = 0;
	int                      k;

	csq_json_init(&j, text, len, "drivers", err);
	csq_json_open(&j, '{');
	while ((k = csq_json_member(&j, names, &seen)) >= 0)
	{
		if (k == 0)
			csq_json_version(&j, 1);
		else if (k < 4)
			numbers[k] = csq_json_i64(&j);
		else
		{
			csq_json_open(&j, '[');
			while (csq_json_item(&j))
			{
				CsqMoment v = parse_moment(&j);

				if (count < sizeof moments / sizeof *moments)
					moments[count] = v;
				count++;
			}
		}
	}
	csq_json_need(&j, names, seen, 31);
	if (!csq_json_end(&j))
		return NULL;
	if (numbers[1] < 1 || numbers[1] > CSQ_DRIVERS_MAX || count != csq_drivers_moments((uint32_t) numbers[1]))
		return csq_json_fail(&j, "The number of sums is not that of %lld ratings.", (long long) numbers[1]), NULL;
	d = csq_drivers_new((uint32_t) numbers[1]);
	d->n = numbers[2];
	d->incomplete = numbers[3];
	memcpy(d->moments, moments, count * sizeof *moments);
	if (!csq_drivers_check(d, csq_flat_size(d), &rule))
		return csq_json_fail(&j, "%s", rule.detail), NULL;
	return d;
}

void
csq_drivers_write(const CsqDrivers *d, CsqBuf *b)
{
	csq_put_u8(b, 1);
	csq_put_u32(b, d->k);
	csq_put_u64(b, (uint64_t) d->n);
	csq_put_u64(b, (uint64_t) d->incomplete);
	for (size_t i = 0; i < csq_drivers_moments(d->k); i++)
	{
		csq_put_u64(b, (uint64_t) ((CsqU128) d->moments[i] >> 64));
		csq_put_u64(b, (uint64_t) d->moments[i]);
	}
}

CsqDrivers *
csq_drivers_read(const void *data, size_t len, CsqError *err)
{
	CsqReader   r;
	CsqDrivers *d;
	uint32_t    k;

	csq_reader_init(&r, data, len, "drivers", err);
	csq_read_version(&r, 1);
	k = csq_read_u32(&r);
	if (!r.failed && (k < 1 || k > CSQ_DRIVERS_MAX))
		csq_read_fail(&r, "It has %u ratings.", k);
	if (r.failed)
		return NULL;
	d = csq_drivers_new(k);
	d->n = (int64_t) csq_read_u64(&r);
	d->incomplete = (int64_t) csq_read_u64(&r);
	for (size_t i = 0; i < csq_drivers_moments(k); i++)
	{
		CsqU128 v = csq_read_u64(&r);

		d->moments[i] = (CsqMoment) (v << 64 | csq_read_u64(&r));
	}
	return csq_read_end(&r) && csq_drivers_check(d, csq_flat_size(d), err) ? d : NULL;
}

/* ---- relative weights ---- */

typedef double Matrix[SIZE][SIZE];

/* Correlations of k + 1 variables; false: one never varies. */
static bool
correlations(const CsqDrivers *d, Matrix c)
{
	const CsqMoment *sums = d->moments;
	const CsqMoment *m = sums + d->k + 1;
	long double      n = (long double) d->n;
	double           sd[SIZE];

	for (uint32_t i = 0; i <= d->k; i++)
		for (uint32_t j = i; j <= d->k; j++, m++)
			c[i][j] = c[j][i] = (double) ((long double) *m - (long double) sums[i] * (long double) sums[j] / n);
	for (uint32_t i = 0; i <= d->k; i++)
	{
		if (!(c[i][i] > 0))
			return false;
		sd[i] = sqrt(c[i][i]);
	}
	for (uint32_t i = 0; i <= d->k; i++)
		for (uint32_t j = 0; j <= d->k; j++)
			c[i][j] = i == j ? 1 : c[i][j] / (sd[i] * sd[j]);
	return true;
}

/* Jacobi's method: eigenvalues on the diagonal of a, eigenvectors in the columns of v. */
static void
eigen(Matrix a, Matrix v, uint32_t k)
{
	for (uint32_t i = 0; i < k; i++)
		for (uint32_t j = 0; j < k; j++)
			v[i][j] = i == j;
	for (int sweep = 0; sweep < 60; sweep++)
	{
		double off = 0;

		for (uint32_t p = 0; p < k; p++)
			for (uint32_t q = p + 1; q < k; q++)
			{
				double theta, t, c, s;

				off += a[p][q] * a[p][q];
				if (fabs(a[p][q]) < 1e-300)
					continue;
				theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
				t = (theta >= 0 ? 1 : -1) / (fabs(theta) + sqrt(theta * theta + 1));
				c = 1 / sqrt(t * t + 1);
				s = t * c;
				for (uint32_t i = 0; i < k; i++)
				{
					double x = a[i][p], y = a[i][q];

					a[i][p] = c * x - s * y;
					a[i][q] = s * x + c * y;
				}
				for (uint32_t i = 0; i < k; i++)
				{
					double x = a[p][i], y = a[q][i];

					a[p][i] = c * x - s * y;
					a[q][i] = s * x + c * y;
					x = v[i][p];
					y = v[i][q];
					v[i][p] = c * x - s * y;
					v[i][q] = s * x + c * y;
				}
			}
		if (off < 1e-22)
			break;
	}
}

/* Weights of correlations (variable 0 the outcome); false: the ratings determine each other. */
static bool
weights_of(Matrix c, uint32_t k, double *w)
{
	Matrix a, v, root;
	double beta[SIZE];

	for (uint32_t i = 0; i < k; i++)
		for (uint32_t j = 0; j < k; j++)
			a[i][j] = c[i + 1][j + 1];
	eigen(a, v, k);
	for (uint32_t i = 0; i < k; i++)
		if (!(a[i][i] > 1e-10))
			return false;
	/* root: the square root of the ratings' correlations, their loadings on the nearest uncorrelated variables */
	for (uint32_t i = 0; i < k; i++)
	{
		beta[i] = 0;
		for (uint32_t j = 0; j < k; j++)
		{
			double inverse = 0;

			root[i][j] = 0;
			for (uint32_t l = 0; l < k; l++)
			{
				root[i][j] += v[i][l] * sqrt(a[l][l]) * v[j][l];
				inverse += v[i][l] / sqrt(a[l][l]) * v[j][l];
			}
			beta[i] += inverse * c[j + 1][0];
		}
	}
	for (uint32_t i = 0; i < k; i++)
	{
		w[i] = 0;
		for (uint32_t j = 0; j < k; j++)
			w[i] += root[i][j] * root[i][j] * beta[j] * beta[j];
	}
	return true;
}

/* Lower triangle l with l l' = c; false: c is not positive definite. */
static bool
cholesky(Matrix c, uint32_t n, Matrix l)
{
	for (uint32_t i = 0; i < n; i++)
		for (uint32_t j = 0; j <= i; j++)
		{
			double s = c[i][j];

			for (uint32_t k = 0; k < j; k++)
				s -= l[i][k] * l[j][k];
			if (i == j && !(s > 0))
				return false;
			l[i][j] = i == j ? sqrt(s) : s / l[j][j];
		}
	return true;
}

/*
 * The square root of a chi-squared variable, from a uniform one: by the cube root, which is normal (Wilson and
 * Hilferty), where that is as good as 1e-5, a thousandth of what a thousand draws can tell.
 */
static double
chi(double p, double df)
{
	double root;

	if (df < 200)
		return sqrt(2 * csq_gamma_quantile(p, df / 2));
	root = 1 - 2 / (9 * df) + csq_normal_quantile(p) * sqrt(2 / (9 * df));
	return root <= 0 ? 0 : sqrt(df * root * root * root);
}

/* Correlations of a sample with df degrees of freedom from normal variables with correlations l l'. */
static void
draw(CsqRandom *random, Matrix l, uint32_t n, double df, Matrix c)
{
	Matrix b = {{0}}, x = {{0}};

	for (uint32_t i = 0; i < n; i++)
	{
		b[i][i] = chi(csq_random_unit(random), df - i);
		for (uint32_t j = 0; j < i; j++)
			b[i][j] = csq_normal_quantile(csq_random_unit(random));
	}
	for (uint32_t i = 0; i < n; i++)
		for (uint32_t j = 0; j <= i; j++)
			for (uint32_t k = j; k <= i; k++)
				x[i][j] += l[i][k] * b[k][j];
	for (uint32_t i = 0; i < n; i++)
		for (uint32_t j = 0; j <= i; j++)
		{
			double s = 0;

			for (uint32_t k = 0; k <= j; k++)
				s += x[i][k] * x[j][k];
			c[i][j] = c[j][i] = s;
		}
	for (uint32_t i = 0; i < n; i++)
		for (uint32_t j = 0; j < n; j++)
			b[i][j] = i == j ? 1 : c[i][j] / sqrt(c[i][i] * c[j][j]);
	memcpy(c, b, sizeof(Matrix));
}

bool
csq_importance(const CsqDrivers *d, double confidence, CsqImportance *rows, double *r2)
{
	uint32_t  k = d->k;
	double    z = csq_z_of(confidence);
	Matrix    c, l = {{0}}, sample;
	double    w[SIZE], mean[SIZE] = {0}, square[SIZE] = {0}, root[SIZE] = {0}, drawn = 0;
	CsqRandom random = {UINT64_C(20260401)};

	*r2 = 0;
	if (d->n < (int64_t) k + 3 || !correlations(d, c) || !weights_of(c, k, w) || !cholesky(c, k + 1, l))
		return false;
	for (int i = 0; i < DRAWS; i++)
	{
		double x[SIZE];

		csq_check_interrupts();
		draw(&random, l, k + 1, (double) d->n - 1, sample);
		if (!weights_of(sample, k, x))
			continue;
		drawn++;
		for (uint32_t j = 0; j < k; j++)
		{
			mean[j] += x[j];
			square[j] += x[j] * x[j];
			root[j] += sqrt(x[j]);
		}
	}
	for (uint32_t j = 0; j < k; j++)
		*r2 += w[j];
	for (uint32_t j = 0; j < k; j++)
	{
		double sd = drawn > 1 ? sqrt(fmax(0, (square[j] - mean[j] * mean[j] / drawn) / (drawn - 1))) : NAN;
		double of_root = drawn > 1 ? sqrt(fmax(0, (mean[j] - root[j] * root[j] / drawn) / (drawn - 1))) : NAN;
		double hi = sqrt(w[j]) + z * of_root;

		rows[j] = (CsqImportance){(double) d->moments[j + 1] / CSQ_DRIVERS_UNIT / (double) d->n,
		                          c[0][j + 1],
		                          w[j],
		                          fmax(0, w[j] - z * sd),
		                          fmin(1, fmax(w[j] + z * sd, hi * hi)),
		                          *r2 > 0 ? w[j] / *r2 : NAN};
	}
	return true;
}
