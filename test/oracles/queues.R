# Agents: Erlang B as a sum, Erlang C from it, and what follows.
b <- function(n, a) 1 / sum(exp(lfactorial(n) - lfactorial(0:n) - (n - 0:n) * log(a)))
cc <- function(n, a) if (a < n) { x <- b(n, a); x / (1 - a / n * (1 - x)) } else NA
v <- data.frame(n = c(1, 2, 5, 10, 20, 100, 3, 500, 2000), a = c(1, 1, 3, 8, 15, 90, 7, 480, 1900))
rows <- paste0("(", 1:9, ",", v$n, ",", v$a, ")", collapse = ",")
same("erlang_b", mapply(b, v$n, v$a), paste("SELECT erlang_b(n, a) FROM (VALUES", rows, ") v(i, n, a) ORDER BY i"), 1e-10)
same("erlang_c", mapply(cc, v$n, v$a), paste("SELECT erlang_c(n, a) FROM (VALUES", rows, ") v(i, n, a) ORDER BY i"), 1e-10)
# the same by the chain of an M/M/n queue, cut off where nothing is left
chain <- function(n, a, cut = 4000) { l <- cumsum(c(0, log(a / pmin(1:cut, n)))); p <- exp(l - max(l)); p <- p / sum(p); c(1 - sum(p[1:n]), sum(p * pmax(0, 0:cut - n)) / a) }
m <- chain(24, 20)
same("must wait and mean wait of the chain", c(m[1], m[2] * 180), "SELECT erlang_c(24, 20), seconds(erlang_asa(24, 20, '180 s'))", 1e-6)
level <- function(n, a, h, w) if (a < n) 1 - cc(n, a) * exp(-(n - a) * w / h) else 0
same("service level", c(level(24, 20, 180, 20), level(17, 15, 240, 30)), "SELECT erlang_service_level(24, 20, '180 s', '20 s'), erlang_service_level(17, 15, '240 s', '30 s')", 1e-9)
fewest <- function(calls, period, h, share, w, busy = 1) { a <- calls * h / period; n <- 1; while (level(n, a, h, w) < share || a / n > busy) n <- n + 1; n }
same("agents_needed", c(fewest(200, 1800, 180, 0.8, 20), fewest(100, 1800, 180, 0.8, 19.8, 0.7), fewest(1000, 1800, 300, 0.9, 10)),
     "SELECT agents_needed(200, '30 min', '180 s', 0.8, '20 s'), agents_needed(100, '30 min', '3 min', 0.8, '19.8 s', 0.7), agents_needed(1000, '30 min', '300 s', 0.9, '10 s')")
finish()
