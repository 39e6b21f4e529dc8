# Mean run lengths of CUSUM and EWMA charts after a shift, against the exact ones of the package spc: 2,000 charts of
# normal figures from R's generator with a fixed seed; within four standard errors.
needs("spc")
set.seed(20261130)
charts <- 2000; points <- 200
file <- tempfile()
sql("CREATE TEMP TABLE figure (chart int, t int, v float8)")
sql("\n\\copy figure FROM '", file, "'\n")
sql("CREATE TEMP TABLE run AS SELECT chart, series_agg(date '2000-01-01' + t, v) AS s FROM figure GROUP BY chart")
run_length <- function(what, mu, kind, options, signals, exact) {
  v <- matrix(rnorm(charts * points, mu), points)
  write.table(data.frame(c(col(v)), c(row(v)), c(v)), file, row.names = FALSE, col.names = FALSE, sep = "\t")
  lengths <- figures(paste0("SELECT min(c.bucket - date '2000-01-01') FILTER (WHERE c.signals && '{", signals, "}') FROM run, control_chart(s, '", kind, "', options => '", options, "') c GROUP BY chart"))
  oracle$n <- oracle$n + 1
  off <- (mean(lengths) - exact) / (sd(lengths) / sqrt(charts))
  cat(if (!anyNA(lengths) && length(lengths) == charts && abs(off) < 4) "ok" else "not ok", " ", oracle$n, " - ", what, ": ", format(mean(lengths), digits = 4), ", exact ", format(exact, digits = 4), ", ", format(off, digits = 2), " standard errors\n", sep = "")
}
run_length("cusum, k 0.5, h 5, shift 1", 1, "cusum", '{"centre": 0, "sigma": 1}', "cusum_up,cusum_down", xcusum.arl(0.5, 5, 1, sided = "two"))
run_length("cusum, k 0.25, h 8, shift 0.5", 0.5, "cusum", '{"centre": 0, "sigma": 1, "slack": 0.25, "decision": 8}', "cusum_up,cusum_down", xcusum.arl(0.25, 8, 0.5, sided = "two"))
run_length("cusum with a head start, shift 1", 1, "cusum", '{"centre": 0, "sigma": 1, "head_start": 2.5}', "cusum_up,cusum_down", xcusum.arl(0.5, 5, 1, hs = 2.5, sided = "two"))
run_length("ewma, lambda 0.2, limits 3, shift 1", 1, "ewma", '{"centre": 0, "sigma": 1}', "ewma", xewma.arl(0.2, 3, 1, sided = "two", limits = "vacl"))
run_length("ewma, lambda 0.1, limits 2.7, shift 0.75", 0.75, "ewma", '{"centre": 0, "sigma": 1, "lambda": 0.1, "limits": 2.7}', "ewma", xewma.arl(0.1, 2.7, 0.75, sided = "two", limits = "vacl"))
run_length("shewhart, shift 1.5", 1.5, "xmr", '{"centre": 0, "sigma": 1}', "shewhart", 1 / (pnorm(-3 - 1.5) + pnorm(-3 + 1.5)))
finish()
