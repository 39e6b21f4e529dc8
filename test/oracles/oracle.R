# oracle.R - what every file of this folder reads first: asks csq by psql, compares with what R has computed.
#
#   same("what", figure of R, "SELECT of the same", tolerance)   a vector may have NA where SQL gives NULL
#   sql("CREATE TEMP ...")    statements before every question of this file
#   needs("survival")         ends the file, which is said, where the package is not there
#
# A figure is the same when it differs by no more than tolerance times the larger of 1 and the figure itself.

options(digits = 15, warn = 1)
oracle <- new.env()
oracle$n <- 0
oracle$setup <- character()

psql <- function(statements) {
  script <- tempfile()
  on.exit(unlink(script))
  writeLines(c("SET search_path = csq, public; SET extra_float_digits = 3; SET datestyle = 'ISO';", statements), script)
  out <- suppressWarnings(system2("psql", c("-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-F", shQuote("\t"), "-f", script), stdout = TRUE, stderr = TRUE))
  if (!is.null(attr(out, "status"))) stop(paste(out, collapse = "\n"))
  out
}

sql <- function(...) oracle$setup <- c(oracle$setup, paste0(..., ";"))

figures <- function(query) {
  cells <- unlist(lapply(strsplit(paste0(psql(c(oracle$setup, paste0(query, ";"))), "\t"), "\t", fixed = TRUE), function(x) if (length(x)) x else ""))
  cells <- ifelse(cells == "t", "1", ifelse(cells == "f", "0", ifelse(cells == "Infinity", "Inf", cells)))
  suppressWarnings(as.numeric(cells))
}

same <- function(what, expected, query, tolerance = 1e-9) {
  oracle$n <- oracle$n + 1
  expected <- as.numeric(expected)
  got <- tryCatch(figures(query), error = function(e) { message(conditionMessage(e)); numeric() })
  ok <- length(got) == length(expected) && length(got) > 0 && all(is.na(got) == is.na(expected)) &&
    all(is.na(expected) | got == expected | abs(got - expected) <= tolerance * pmax(1, abs(expected)))
  cat(if (ok) "ok" else "not ok", " ", oracle$n, " - ", what, " (", length(expected), ", to ", format(tolerance), ")\n", sep = "")
  if (!ok) cat("#   R:   ", format(expected, digits = 12), "\n#   csq: ", format(got, digits = 12), "\n")
}

needs <- function(...) {
  for (p in c(...)) if (!suppressPackageStartupMessages(suppressWarnings(require(p, character.only = TRUE, quietly = TRUE)))) {
    cat("skipped: no R package", p, "\n")
    quit(save = "no", status = 0)
  }
}

array_of <- function(x) paste0("'{", paste(ifelse(is.na(x), "NULL", format(x, digits = 17, trim = TRUE, scientific = FALSE)), collapse = ","), "}'")
finish <- function() cat("1..", oracle$n, "\n", sep = "")
