# Makes attrition_rates_r.csv: `Rscript attrition_rates.R` in this folder. Base R alone.
# Garwood by poisson.test; mid-p limits by uniroot on pbinom and ppois; the difference by
# variance estimates recovery (Zou and Donner 2008) from the mid-p limits of each rate.

exact <- function(x, h) poisson.test(x, h)$conf.int

solve_for <- function(f, low, high) uniroot(f, c(low, high), tol = 1e-13, maxiter = 5000)$root

mid_p <- function(x, h) {
  lower <- if (x == 0) 0 else
    solve_for(function(m) ppois(x, m, lower.tail = FALSE) + dpois(x, m) / 2 - 0.025, 1e-12, x)
  upper <- solve_for(function(m) ppois(x, m) - dpois(x, m) / 2 - 0.025, x, 3 * x + 20)
  c(lower, upper) / h
}

ratio <- function(x, h, y, k) {
  n <- x + y
  odds <- function(p) p / (1 - p) * k / h
  above <- function(p) pbinom(x, n, p, lower.tail = FALSE) + dbinom(x, n, p) / 2
  below <- function(p) pbinom(x, n, p) - dbinom(x, n, p) / 2
  lower <- if (x == 0) 0 else odds(solve_for(function(p) above(p) - 0.025, 1e-14, 1 - 1e-14))
  upper <- if (y == 0) Inf else odds(solve_for(function(p) below(p) - 0.025, 1e-14, 1 - 1e-14))
  equal <- h / (h + k)
  c(lower, upper, min(1, 2 * min(above(equal), below(equal))))
}

cases <- rbind(
  c(41, 28010, 15, 19017), c(30, 200, 40, 400), c(0, 50, 6, 80), c(5, 60.5, 0, 90), c(1, 10, 1, 10),
  c(12, 130.25, 31, 610.75), c(250, 3000, 900, 9800), c(60, 300, 1, 300), c(3, 1000, 700, 9000)
)
rows <- apply(cases, 1, function(case) {
  x <- case[1]; h <- case[2]; y <- case[3]; k <- case[4]
  a <- mid_p(x, h); b <- mid_p(y, k)
  gap <- x / h - y / k
  c(case, exact(x, h), a, ratio(x, h, y, k),
    gap - sqrt((x / h - a[1])^2 + (b[2] - y / k)^2), gap + sqrt((a[2] - x / h)^2 + (y / k - b[1])^2))
})
table <- as.data.frame(t(rows))
names(table) <- c("leavers", "headcount", "others", "other_headcount", "exact_lower", "exact_upper",
  "mid_lower", "mid_upper", "ratio_lower", "ratio_upper", "p_value", "gap_lower", "gap_upper")
con <- file("attrition_rates_r.csv", "w")
writeLines("# R 4.2.2, attrition_rates.R", con)
write.csv(format(table, digits = 13, trim = TRUE), con, row.names = FALSE, quote = FALSE)
close(con)
