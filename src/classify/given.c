/*
 * given.c
 *		Numbers and facts beside a text, as features like its n-grams.
 *
 * A number is a feature named by its position, a fact (any text) one named by its
 * bytes.  Its value is kept in the byte that counts an n-gram: 96 levels from 1/64
 * to 128 in steps of a tenth, of either sign; n-grams count to 63 then.  So examples, files and
 * models need no other form, only another scheme.
 *
 * A vector of length 1 weighs as much as the whole text: values are multiplied by
 * the length of the text's vector before the whole is normalised.  A fact is worth
 * a half.  Values are taken as they are: who gives an amount in yuan divides it first.
 */
#include "classify/given.h"

#include "base/exact_math.h"

#define SALT_NUMBER UINT64_C(0x452821e638d013d7)
#define SALT_FACT   UINT64_C(0x9216d5d98979fb1b)
#define FACT        0.5f
#define BELOW       0.953681177f /* of a level, down to which it stands for a value: half a step */

/* clang-format off */
const float csq_given_value[256] = {
	0.0f, 1.0f, 1.69314718f, 2.09861229f, 2.38629436f, 2.60943791f, 2.79175947f, 2.94591015f, 3.07944154f,
	3.19722458f, 3.30258509f, 3.39789527f, 3.48490665f, 3.56494936f, 3.63905733f, 3.7080502f, 3.77258872f,
	3.83321334f, 3.89037176f, 3.94443898f, 3.99573227f, 4.04452244f, 4.09104245f, 4.13549422f, 4.17805383f,
	4.21887582f, 4.25809654f, 4.29583687f, 4.33220451f, 4.36729583f, 4.40119738f, 4.4339872f, 4.4657359f,
	4.49650756f, 4.52636052f, 4.55534806f, 4.58351894f, 4.61091791f, 4.63758616f, 4.66356165f, 4.68887945f,
	4.71357207f, 4.73766962f, 4.76120012f, 4.78418963f, 4.80666249f, 4.8286414f, 4.8501476f, 4.87120101f, 4.8918203f,
	4.91202301f, 4.93182563f, 4.95124372f, 4.97029191f, 4.98898405f, 5.00733319f, 5.02535169f, 5.04305127f,
	5.06044301f, 5.07753744f, 5.09434456f, 5.11087386f, 5.12713439f, 5.14313473f, 0.015625f, 0.017179622f,
	0.0188889224f, 0.020768291f, 0.022834649f, 0.0251066008f, 0.0276046024f, 0.0303511446f, 0.0333709563f,
	0.0366912267f, 0.0403418499f, 0.0443556949f, 0.0487689007f, 0.0536212019f, 0.0589562868f, 0.0648221903f,
	0.0712717266f, 0.0783629647f, 0.0861597512f, 0.0947322854f, 0.104157751f, 0.11452101f, 0.125915371f,
	0.138443423f, 0.152217963f, 0.167363013f, 0.184014931f, 0.202323645f, 0.222454f, 0.244587241f, 0.268922647f,
	0.295679323f, 0.325098176f, 0.357444082f, 0.393008271f, 0.432110947f, 0.475104175f, 0.522375049f, 0.574349177f,
	0.631494514f, 0.694325571f, 0.763408056f, 0.839363958f, 0.922877154f, 1.01469956f, 1.11565792f, 1.22666121f,
	1.34870885f, 1.48289973f, 1.63044204f, 1.79266419f, 1.97102677f, 2.16713567f, 2.38275659f, 2.61983088f,
	2.88049308f, 3.16709006f, 3.48220225f, 3.82866678f, 4.20960308f, 4.62844095f, 5.08895143f, 5.59528077f,
	6.15198775f, 6.76408475f, 7.43708284f, 8.17704142f, 8.99062277f, 9.88515206f, 10.8686833f, 11.9500717f,
	13.1390537f, 14.4463345f, 15.8836843f, 17.4640443f, 19.2016435f, 21.1121266f, 23.2126947f, 25.5222605f,
	28.0616185f, 30.8536319f, 33.923439f, 37.298679f, 41.0097413f, 45.0900387f, 49.5763086f, 54.5089435f,
	59.9323549f, 65.8953731f, 72.4516865f, 79.6603257f, 87.5861943f, 96.3006536f, 105.882165f, 116.416997f, 128.0f,
	-0.015625f, -0.017179622f, -0.0188889224f, -0.020768291f, -0.022834649f, -0.0251066008f, -0.0276046024f,
	-0.0303511446f, -0.0333709563f, -0.0366912267f, -0.0403418499f, -0.0443556949f, -0.0487689007f, -0.0536212019f,
	-0.0589562868f, -0.0648221903f, -0.0712717266f, -0.0783629647f, -0.0861597512f, -0.0947322854f, -0.104157751f,
	-0.11452101f, -0.125915371f, -0.138443423f, -0.152217963f, -0.167363013f, -0.184014931f, -0.202323645f,
	-0.222454f, -0.244587241f, -0.268922647f, -0.295679323f, -0.325098176f, -0.357444082f, -0.393008271f,
	-0.432110947f, -0.475104175f, -0.522375049f, -0.574349177f, -0.631494514f, -0.694325571f, -0.763408056f,
	-0.839363958f, -0.922877154f, -1.01469956f, -1.11565792f, -1.22666121f, -1.34870885f, -1.48289973f, -1.63044204f,
	-1.79266419f, -1.97102677f, -2.16713567f, -2.38275659f, -2.61983088f, -2.88049308f, -3.16709006f, -3.48220225f,
	-3.82866678f, -4.20960308f, -4.62844095f, -5.08895143f, -5.59528077f, -6.15198775f, -6.76408475f, -7.43708284f,
	-8.17704142f, -8.99062277f, -9.88515206f, -10.8686833f, -11.9500717f, -13.1390537f, -14.4463345f, -15.8836843f,
	-17.4640443f, -19.2016435f, -21.1121266f, -23.2126947f, -25.5222605f, -28.0616185f, -30.8536319f, -33.923439f,
	-37.298679f, -41.0097413f, -45.0900387f, -49.5763086f, -54.5089435f, -59.9323549f, -65.8953731f, -72.4516865f,
	-79.6603257f, -87.5861943f, -96.3006536f, -105.882165f, -116.416997f, -128.0f
};
/* clang-format on */

/* The count that stands for a value; 0 when it is next to nothing. */
static uint8_t
level_of(float v)
{
	const float *level = csq_given_value + CSQ_GIVEN_FIRST;
	float        size = v < 0 ? -v : v;
	int          lo = 0;
	int          hi = CSQ_GIVEN_LEVELS;

	while (lo < hi)
	{
		int mid = (lo + hi) / 2;

		if (size >= level[mid] * BELOW)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo == 0 ? 0 : (uint8_t) (CSQ_GIVEN_FIRST + lo - 1 + (v < 0 ? CSQ_GIVEN_LEVELS : 0));
}

void
csq_features_give(CsqFeatures *f, const CsqGiven *g)
{
	double square = 0;
	float  length;

	for (size_t i = 0; i < f->n; i++)
	{
		if (CSQ_FEATURE_COUNT(f->items[i]) >= CSQ_GIVEN_FIRST)
			f->items[i] = CSQ_FEATURE_ID(f->items[i]) << 8 | (CSQ_GIVEN_FIRST - 1);
		square += csq_feature_tf[CSQ_FEATURE_COUNT(f->items[i])] * csq_feature_tf[CSQ_FEATURE_COUNT(f->items[i])];
	}
	length = f->n > 0 ? (float) csq_sqrt(square) : 1;
	for (uint32_t j = 0; j < g->n; j++)
	{
		uint8_t level = level_of(g->value[j] * length);

		csq_poll(j);
		if (level != 0)
			csq_features_put(f, csq_mix64(j ^ SALT_NUMBER), level);
	}
	for (uint32_t j = 0; j < g->facts; j++)
		csq_features_put(f, csq_mix64(csq_hash_bytes(g->fact[j].s, g->fact[j].len, 1) ^ SALT_FACT),
		                 level_of(FACT * length));
}
