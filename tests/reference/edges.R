# Makes edges_two_rates_r.csv and edges_one_rate_r.csv: `Rscript edges.R` in this folder.
# Base R alone. Koopman's limits are found without the quadratic formula that textbooks solve for
# the restricted estimate: the score equation of the comparator's rate is solved by `uniroot`.

critical <- qchisq(0.95, 1)

# Maximum likelihood of the comparator's rate when the group's is theta times it.
restricted <- function(theta, x, n, x0, n0) {
  most <- min(1, 1 / theta)
  score <- function(p0) {
    failed <- if (n > x) (n - x) * theta / (1 - theta * p0) else 0
    failed0 <- if (n0 > x0) (n0 - x0) / (1 - p0) else 0
    (x + x0) / p0 - failed - failed0
  }
  if (score(most) >= 0) return(most)
  near <- most * (1 - 1e-16)
  if (score(near) >= 0) return(near)
  uniroot(score, c(1e-14 * most, near), tol = 1e-300, maxiter = 5000)$root
}

pearson <- function(x, n, p) {
  if (p <= 0 || p >= 1) return(if (abs(x - n * p) < 1e-9) 0 else Inf)
  (x - n * p)^2 / (n * p * (1 - p))
}

excess <- function(log_theta, x, n, x0, n0) {
  theta <- exp(log_theta)
  p0 <- restricted(theta, x, n, x0, n0)
  min(pearson(x, n, min(theta * p0, 1)) + pearson(x0, n0, p0) - critical, 1e6)
}

koopman <- function(x, n, x0, n0) {
  if (x == 0 && x0 == 0) return(c(0, Inf))
  inside <- if (x == 0) log(1e-9 * n0 / x0) else if (x0 == 0) log(1e9 * x / n) else
    log(x * n0 / (x0 * n))
  root <- function(far) exp(uniroot(excess, sort(c(inside, far)), x, n, x0, n0, tol = 1e-14)$root)
  c(if (x == 0) 0 else root(inside - 25), if (x0 == 0) Inf else root(inside + 25))
}

# R's own Wilson limits; Newcombe's square-and-add of them.
wilson <- function(x, n) {
  limits <- suppressWarnings(prop.test(x, n, correct = FALSE))$conf.int
  c(if (x == 0) 0 else limits[1], if (x == n) 1 else limits[2])
}

newcombe <- function(x, n, x0, n0) {
  a <- wilson(x, n); b <- wilson(x0, n0); p <- x / n; p0 <- x0 / n0
  c(p - p0 - sqrt((p - a[1])^2 + (b[2] - p0)^2), p - p0 + sqrt((a[2] - p)^2 + (p0 - b[1])^2))
}

# NA where the margins allow one table only: the workbench calls that 1, by convention.
mid_p <- function(x, n, x0, n0) {
  k <- max(0, x + x0 - n0):min(n, x + x0)
  if (length(k) == 1) return(NA)
  d <- dhyper(k, n, n0, x + x0)
  o <- dhyper(x, n, n0, x + x0)
  sum(d[d < o * (1 - 1e-7)]) + sum(d[abs(d / o - 1) <= 1e-7]) / 2
}

tables <- rbind(
  c(1, 1, 1, 1), c(0, 1, 1, 1), c(1, 1, 0, 1), c(0, 1, 0, 1), c(0, 1, 5, 10), c(1, 1, 5, 10),
  c(0, 20, 5, 20), c(20, 20, 5, 20), c(5, 20, 0, 20), c(5, 20, 20, 20), c(0, 20, 20, 20),
  c(20, 20, 0, 20), c(20, 20, 20, 20), c(0, 20, 0, 20), c(0, 1, 1000, 1000), c(1, 1, 1, 1000),
  c(1, 1000, 1, 1), c(40, 40, 1000, 1000), c(40, 40, 999, 1000), c(39, 40, 1000, 1000),
  c(1, 40, 0, 1000), c(0, 40, 1, 1000), c(0, 40, 400, 1000), c(10, 20, 10, 20), c(1, 20, 1, 20),
  c(19, 20, 19, 20), c(9, 20, 11, 20), c(1, 2, 1, 2), c(50, 100, 50, 100), c(5, 10, 500, 1000),
  c(5, 10, 300000, 1000000), c(10, 10, 900000, 1000000), c(0, 10, 100000, 1000000),
  c(3, 30, 2997, 29970), c(1, 3, 99999, 100000)
)
both <- t(apply(tables, 1, function(t) {
  do.call(c, lapply(list(koopman, newcombe, mid_p), function(f) f(t[1], t[2], t[3], t[4])))
}))
names <- c("passed", "entered", "comparator_passed", "comparator_entered", "ratio_lower",
           "ratio_upper", "difference_lower", "difference_upper", "mid_p")
one <- unique(rbind(tables[, 1:2], tables[, 3:4]))
rates <- t(apply(one, 1, function(t) wilson(t[1], t[2])))

written <- function(file, about, values, names) {
  version <- paste0(R.version$major, ".", R.version$minor)
  cat("# ", about, "\n# Made with R ", version, " by edges.R on ", format(Sys.Date()), ".\n",
      paste(names, collapse = ","), "\n", sep = "", file = file)
  told <- vapply(t(values), function(value) format(value, digits = 12, scientific = 5), "")
  cat(apply(matrix(trimws(told), ncol = ncol(values), byrow = TRUE), 1, paste, collapse = ","),
      file = file, sep = "\n", append = TRUE)
}
written("edges_two_rates_r.csv", "Koopman's and Newcombe's 95% limits and Fisher's mid-p at the edges.",
        cbind(tables, both), names)
written("edges_one_rate_r.csv", "Wilson's 95% limits at the edges.", cbind(one, rates),
        c("passed", "entered", "lower", "upper"))
