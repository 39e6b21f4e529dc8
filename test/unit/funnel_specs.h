/*
 * funnel_specs.h
 *		Specifications that the tests of forms of a funnel go through.
 */
#ifndef CSQ_FUNNEL_SPECS_H
#define CSQ_FUNNEL_SPECS_H

/* Specifications with one label per step, several, gaps, exclusions, foreign events that matter. */
static const char *const specs[] = {"a -> b -> c",
                                    "a -> b -> c; within 6us",
                                    "a -> b|c -> a; within 9us",
                                    "a -> a -> b",
                                    "a -> b[>=2us] -> c[<=5us]; within 9us",
                                    "a -> b; ties strict",
                                    "a -> b -> c; ties seq; within 5us",
                                    "a longer label than sixteen bytes -> \"\" -> a",
                                    "c",
                                    "a -> b -> c; not d",
                                    "a -> c; not b drop journey",
                                    "a -> b; order strict",
                                    "a -> b -> c; order any; within 4us",
                                    "a -> b -> c; order any; not d",
                                    "a -> b? -> c; order any; not d|b drop journey; within 12us",
                                    "a -> b? -> c",
                                    "a -> b{2} -> c",
                                    "a -> b? -> c; chain last",
                                    "a -> b{2} -> c; chain fastest",
                                    "a -> b -> c; within 9us; order unbroken"};

#define NSPECS (sizeof specs / sizeof *specs)

#endif /* CSQ_FUNNEL_SPECS_H */
