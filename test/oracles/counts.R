# Calls, backlogs, repeats, Pareto charts, drift, yields: from their rows, by the words of their definitions.
base <- "timestamptz '2026-03-02Z'"
i <- 1:900; offered <- i * 7; wait <- (i * 7919) %% 83; fate <- (i * 31) %% 10; handled <- 60 + (i * 53) %% 301
answered <- ifelse(fate < 7, offered + wait, NA); gone <- ifelse(fate == 7 | fate == 8, offered + wait, NA); ended <- ifelse(fate < 7 & i %% 11 > 0, offered + wait + handled, NA)
as_of <- 6000
seconds <- function(v) paste0(array_of(v), "::int[]")
sql("CREATE TEMP TABLE calls AS SELECT ", base, " + o * interval '1 s' AS o, ", base, " + a * interval '1 s' AS a, ", base, " + g * interval '1 s' AS g, ", base, " + e * interval '1 s' AS e FROM unnest(", seconds(offered), ",", seconds(answered), ",", seconds(gone), ",", seconds(ended), ") u(o, a, g, e)")
sql("CREATE TEMP TABLE s AS SELECT call_agg(o, a, g, e, ", base, " + interval '", as_of, " s') AS s FROM calls")
# as known at an instant: what happened later had not happened, a call that waits counts once it has waited longer than the threshold
in_view <- offered <= as_of; A <- in_view & !is.na(answered) & answered <= as_of; G <- in_view & !A & !is.na(gone) & gone <= as_of; W <- in_view & !A & !G
within <- 20; short <- 5; in_time <- sum(A & wait <= within); out_of_time <- sum(W & as_of - offered > within); all <- sum(A) + out_of_time; left <- sum(G); left_in <- sum(G & wait <= within); left_short <- sum(G & wait <= short)
same("service levels, six definitions", c((in_time + left_in) / (all + left), in_time / all, in_time / (all + left), in_time / (all + left - left_in), (in_time + left_short) / (all + left), in_time / (all + left - left_short)),
     "SELECT service_level(s, v, '20 s') FROM s, unnest('{abandons_positive,answered_only,abandons_negative,ignore_abandons_within,short_abandons_positive,ignore_short}'::text[]) WITH ORDINALITY u(v, i) ORDER BY i")
E <- A & !is.na(ended) & ended <= as_of
same("offered, answered, abandoned, waiting; mean wait and handling; quantile", c(sum(in_view), sum(A), sum(G), sum(W), mean(wait[A]), mean(handled[E]), quantile(wait[A], 0.9, type = 1), sum(G) / (sum(A) + sum(G))),
     "SELECT offered(s), answered(s), abandoned(s), waiting(s), seconds(asa(s)), seconds(aht(s)), seconds(wait_quantile(s, 0.9)), abandon_rate(s) FROM s", 1e-6)

closed <- ifelse(i %% 13 == 0, NA, offered + (i * 104729) %% 5003)
sql("CREATE TEMP TABLE b AS SELECT backlog_agg(", base, " + o * interval '1 s', ", base, " + c * interval '1 s') AS b FROM unnest(", seconds(offered), ",", seconds(closed), ") u(o, c)")
at <- c(0, 7, 1000, 3500, 6300, 20000); open <- function(t) sum(offered <= t & (is.na(closed) | closed > t))
same("backlog at six instants", sapply(at, open), paste0("SELECT open_at(b, ", base, " + t * interval '1 s') FROM b, unnest(", seconds(at), ") t"))
same("backlog as a series", sapply(seq(0, 6000, 600), open), paste0("SELECT open_cases FROM b, backlog_series(b, ", base, ", ", base, " + interval '6000 s', '10 min')"))
age <- 3500 - offered[offered <= 3500 & (is.na(closed) | closed > 3500)]
same("ages of what is open", table(cut(age, c(-1, 299, 1199, Inf))), paste0("SELECT n FROM b, ageing(b, ", base, " + interval '3500 s', '{5 min,20 min}')"))
same("opened and closed between", c(sum(offered >= 1000 & offered < 3500), sum(closed >= 1000 & closed < 3500, na.rm = TRUE)), paste0("SELECT opened_between(b, ", base, " + interval '1000 s', ", base, " + interval '3500 s'), closed_between(b, ", base, " + interval '1000 s', ", base, " + interval '3500 s') FROM b"))

who <- (i * 7919) %% 97; day <- (i * 104729) %% 7776; limit <- 1500; last <- 7000
sql("CREATE TEMP TABLE r AS SELECT repeat_agg('c' || w, NULL, ", base, " + d * interval '1 s', interval '", limit, " s', ", base, " + interval '", last, " s') AS r FROM unnest(", seconds(who), ",", seconds(day), ") u(w, d)")
seen <- day <= last; w <- who[seen]; d <- day[seen]; o <- order(w, d); w <- w[o]; d <- d[o]; m <- length(d)
follows <- c(FALSE, w[-1] == w[-m] & d[-1] - d[-m] <= limit); again <- c(follows[-1], FALSE)
first <- !follows; over <- d + limit <= last
same("repeats by window", c(m, sum(first), sum(first & again), sum(first & !again & !over), sum(first & again & over) / sum(first & over), sum(first & !again & over) / sum(first & over), sum(follows) / m),
     "SELECT contacts(r), first_contacts(r), repeated(r), pending(r), rate(rate_summary(r)), rate(resolved_at_first(r)), rate(repeat_share(r)) FROM r")

n <- c(slow = 40, half = 32, channel = 15, price = 8, other = 3, taste = 2); x <- c(slow = 30, half = 36, channel = 21, price = 8, other = 2, taste = 6)
reasons <- function(n) paste0("(SELECT pareto_agg(r) FROM (VALUES ", paste0("('", names(n), "',", n, ")", collapse = ","), ") v(r, n), generate_series(1, n))")
share <- n / sum(n); same("pareto: shares, sums, the vital few", c(rbind(share, cumsum(share), cumsum(share) - share < 0.8 - 1e-12)), paste("SELECT share, cumulative, vital FROM pareto(", reasons(n), ") ORDER BY rank"))
p <- n / sum(n); q <- x / sum(x)
same("drift: index, by chance, Pearson's test", c(sum((q - p) * log(q / p)), 5 * (1 / sum(n) + 1 / sum(x)), suppressWarnings(chisq.test(rbind(n, x), correct = FALSE)$p.value)), paste("SELECT psi, by_chance, p_value FROM drift(", reasons(n), ",", reasons(x), ")"), 1e-7)
v <- (i * 7919) %% 11; s <- tabulate(v + 1, 11)
same("scores: shares of boxes, deviation", c(sum(v >= 9) / 900, sum(v <= 0) / 900, sum(v >= 7) / 900, sd(v)), "SELECT top_box(s, 2), bottom_box(s, 1), rate(at_least(s, 7)), standard_deviation(s) FROM (SELECT score_agg(i * 7919 % 11) AS s FROM generate_series(1, 900) i) q")
finish()
