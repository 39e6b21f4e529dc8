/*
 * placeholder.c
 *		Ids that say that there is none.
 *
 * Whoever has no id writes something else where one is asked for, and all who write the
 * same become one customer, one person, one case.  Nothing is dropped for it here: "none"
 * may be somebody's name.  It is told, and whoever knows the data decides.
 *
 * The texts are UTF-8; in a database of another encoding words of ASCII are known.
 */
#include "base/placeholder.h"

#include "base/literal.h"

#define LONGEST     32   /* bytes of a word, and of what may be one */
#define LONGEST_ALL 1000 /* with signs and spaces */

static const char *const words[] = {
	"na",      "null",   "nil",          "none",          "nan",      "unknown",      "unkn",
	"unk",     "undef",  "undefined",    "anonymous",     "anon",     "guest",        "noname",
	"noid",    "nobody", "notavailable", "notapplicable", "notknown", "notspecified", "unspecified",
	"missing", "empty",  "blank",        "tbd",           "test",     "dummy",        "default",
	"无",      "無",     "空",           "无名",          "未知",     "未填",         "未填写",
	"未登记",  "未提供", "未注册",       "匿名",          "匿名用户", "匿名客户",     "不详",
	"不明",    "不知道", "暂无",         "没有",          "游客",     "访客",         "测试"};

/* A dash of the general punctuation, en to horizontal bar. */
static bool
is_dash(const char *at, const char *end)
{
	return end - at >= 3 && at[0] == '\xe2' && at[1] == '\x80' && at[2] >= '\x90' && at[2] <= '\x95';
}

static bool
consists_of(const char *word, size_t len, char letter)
{
	for (size_t i = 0; i < len; i++)
		if (word[i] != letter)
			return false;
	return true;
}

bool
csq_is_placeholder(CsqText id)
{
	char        word[LONGEST];
	size_t      n = 0;
	CsqText     text;
	const char *end;

	if (id.len > LONGEST_ALL)
		return false;
	text = csq_fold_width(id.s, id.len);
	end = text.s + text.len;
	for (const char *at = text.s; at < end; at++)
	{
		unsigned char c = (unsigned char) *at;

		if (is_dash(at, end))
		{
			at += 2;
			continue;
		}
		if (c < 0x80 && !(c >= '0' && c <= '9') && !((c | 32) >= 'a' && (c | 32) <= 'z'))
			continue; /* a sign or space */
		if (n == LONGEST)
			return false;
		word[n++] = (char) (c >= 'A' && c <= 'Z' ? c | 32 : c);
	}
	if (n == 0 || consists_of(word, n, '0') || (n > 1 && consists_of(word, n, 'x')))
		return true;
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		if (strlen(words[i]) == n && memcmp(words[i], word, n) == 0)
			return true;
	return false;
}
