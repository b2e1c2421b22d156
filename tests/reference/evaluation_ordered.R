# Makes evaluation_ordered_r.csv, evaluation_survey.csv and evaluation_housing.csv (MASS's data):
# `Rscript evaluation_ordered.R` in this folder, with R 4.2.2, MASS 7.3-58.2 and sandwich 3.0-2.
# Generated answers of two waves in twelve regions, five with the role; MASS::polr with the product
# term, clustered errors by sandwich's vcovCL, the jackknife by leaving each region out of polr, a
# weighted fit with sandwich's errors, and Brant's test (1990) from glm, written out: the package
# brant 0.3-0 gives the same by column, but together 9.5433, since it leaves the blocks below the
# covariance's diagonal untransposed.

library(MASS)
library(sandwich)

set.seed(20)
regions <- rnorm(12, sd = 0.4)
people <- expand.grid(person = 1:26, after = 0:1, region = 1:12)
people$role <- as.numeric(people$region <= 5)
people$part_time <- as.numeric(people$person %% 4 == 0)
people$effect <- people$role * people$after
latent <- regions[people$region] + 0.3 * people$after + 0.7 * people$effect -
  0.4 * people$part_time + rlogis(nrow(people))
people$answer <- cut(latent, c(-Inf, -1.6, -0.5, 0.6, 1.9, Inf), labels = FALSE)
people <- people[runif(nrow(people)) < 0.8, ]
people$weight <- round(runif(nrow(people), 0.5, 2.5), 2)
people$weight <- round(people$weight * nrow(people) / sum(people$weight), 6)

told <- list()
keep <- function(name, values) {
  told[[length(told) + 1]] <<- data.frame(name = name, place = seq_along(values) - 1, value = values)
}
fit <- function(rows, formula = ordered(answer) ~ effect + role + after + part_time, ...) {
  polr(formula, data = rows, Hess = TRUE, control = list(reltol = 1e-15, maxit = 2000), ...)
}
whole <- fit(people)
keep("coefficients", c(coef(whole), whole$zeta))
keep("errors", sqrt(diag(vcov(whole))))
keep("log likelihood", as.numeric(logLik(whole)))
clustered <- vcovCL(whole, cluster = people$region, type = "HC0", cadjust = TRUE)
keep("clustered errors", sqrt(diag(clustered))[1:4])
without <- sapply(1:12, function(left) coef(fit(people[people$region != left, ]))[1])
keep("jackknife error", sqrt(11 / 12 * sum((without - coef(whole)[1])^2)))
weighted <- suppressWarnings(fit(people, weights = people$weight))
keep("weighted coefficients", c(coef(weighted), weighted$zeta))
keep("weighted error", sqrt(diag(sandwich(weighted)))[1])
clustered <- vcovCL(weighted, cluster = people$region, type = "HC0", cadjust = TRUE)
keep("weighted clustered error", sqrt(diag(clustered))[1])

columns <- cbind(1, as.matrix(people[c("effect", "role", "after", "part_time")]))
binary <- lapply(1:4, function(cut) {
  glm(as.numeric(people$answer > cut) ~ columns - 1, family = binomial,
      control = list(epsilon = 1e-14, maxit = 100))
})
share <- sapply(binary, fitted)
slopes <- sapply(binary, function(one) coef(one)[-1])
block <- function(m, l) {
  weighed <- function(w) t(columns) %*% (columns * w)
  low <- share[, max(m, l)]
  middle <- weighed(low - share[, m] * share[, l])
  first <- solve(weighed(share[, m] * (1 - share[, m])))
  (first %*% middle %*% solve(weighed(share[, l] * (1 - share[, l]))))[-1, -1]
}
row_of <- function(m) do.call(cbind, lapply(1:4, function(l) block(m, l)))
covariance <- do.call(rbind, lapply(1:4, row_of))
brant <- function(kept) {
  gap <- as.vector(slopes[kept, -1] - slopes[kept, 1])
  rows <- as.vector(outer(kept, 4 * (0:3), "+"))
  contrast <- kronecker(cbind(-1, diag(3)), diag(length(kept)))
  spread <- contrast %*% covariance[rows, rows] %*% t(contrast)
  as.numeric(gap %*% solve(spread, gap))
}
keep("brant", brant(1:4))
keep("brant by column", sapply(1:4, brant))
keep("brant log odds", as.vector(slopes))

house <- polr(Sat ~ Infl + Type + Cont, weights = Freq, data = housing, Hess = TRUE,
              control = list(reltol = 1e-15, maxit = 2000))
keep("housing", c(coef(house), house$zeta))
keep("housing errors", sqrt(diag(vcov(house))))

write_told <- function(rows, file) {
  writeLines("# R 4.2.2, MASS 7.3-58.2, sandwich 3.0-2, evaluation_ordered.R", file)
  suppressWarnings(write.table(rows, file, row.names = FALSE, quote = FALSE, sep = ",",
                               append = TRUE))
}
found <- do.call(rbind, told)
found$value <- formatC(found$value, digits = 12, format = "g")
write_told(found, "evaluation_ordered_r.csv")
write_told(
  people[c("region", "role", "after", "part_time", "answer", "weight")], "evaluation_survey.csv"
)
write_told(housing, "evaluation_housing.csv")
