# Makes attrition_risk_r.csv, attrition_survival_r.csv, attrition_incidence_r.csv,
# attrition_tests_r.csv and gehan.csv: `Rscript attrition_survival.R` in this folder.
# R 4.2.2 with survival 3.5-3 and MASS. Invented people with late entry, three groups and two
# regions; survfit sees people, the csv of those at risk counts them month by month.
library(survival)
set.seed(20230630)
n <- 420
group <- factor(sample(c("a", "b", "c"), n, TRUE, c(.5, .3, .2)))
region <- factor(sample(c("north", "south"), n, TRUE))
start <- ifelse(runif(n) < .45, 0, sample(1:20, n, TRUE))
hazard <- c(a = .03, b = .05, c = .04)[as.character(group)] * ifelse(region == "south", 1.3, 1)
leave <- start + ceiling(rexp(n, hazard))
seen <- start + sample(2:26, n, TRUE)
stop <- pmin(leave, seen)
cause <- ifelse(leave <= seen, sample(1:2, n, TRUE, c(.7, .3)), 0)
event <- as.integer(cause > 0)
people <- data.frame(group, region, start, stop, event, cause)

write_csv <- function(table, name, digits = 14) {
  con <- file(name, "w")
  writeLines("# R 4.2.2, survival 3.5-3, attrition_survival.R", con)
  write.csv(format(table, digits = digits, trim = TRUE), con, row.names = FALSE, quote = FALSE)
  close(con)
}

# A month u of service is from u to u + 1: whoever is there in it is at risk, whoever stops at
# u + 1 with a cause left in it.
months <- max(stop)
rows <- expand.grid(month = 0:(months - 1), group = levels(group), region = levels(region))
in_cell <- function(i) people$group == rows$group[i] & people$region == rows$region[i]
rows$at_risk <- sapply(seq_len(nrow(rows)), function(i)
  sum(in_cell(i) & start <= rows$month[i] & stop > rows$month[i]))
for (k in 1:2) rows[[paste0("left_", k)]] <- sapply(seq_len(nrow(rows)), function(i)
  sum(in_cell(i) & stop == rows$month[i] + 1 & cause == k))
write_csv(rows, "attrition_risk_r.csv")

# Of those who reach month 1, in which each group has ten or more.
first <- 1
horizon <- 20
late <- people[people$stop > first, ]
late$start <- pmax(late$start, first)
survival <- do.call(rbind, lapply(levels(group), function(g) {
  fit <- survfit(Surv(start, stop, event) ~ 1, late[late$group == g, ], conf.type = "log-log")
  at <- summary(fit, times = (first + 1):horizon)
  area <- summary(fit, rmean = horizon)$table
  half <- quantile(fit, .5)
  data.frame(group = g, month = at$time - 1, survival = at$surv, lower = at$lower, upper = at$upper,
             mean = area[["rmean"]], mean_error = area[["se(rmean)"]],
             median = half$quantile[[1]], median_lower = half$lower[[1]], median_upper = half$upper[[1]])
}))
write_csv(survival, "attrition_survival_r.csv")

# Each month of a person is a subject of its own, so that the infinitesimal jackknife adds up
# months as Aalen and Johansen's variance does.
split <- survSplit(Surv(start, stop, event) ~ ., late, cut = 1:months)
split$state <- factor(ifelse(split$event == 1, split$cause, 0), 0:2, c("there", "one", "two"))
split$row <- seq_len(nrow(split))
incidence <- do.call(rbind, lapply(levels(group), function(g) {
  fit <- survfit(Surv(start, stop, state) ~ 1, split[split$group == g, ], id = row,
                 conf.type = "log-log")
  at <- summary(fit, times = (first + 1):horizon)
  do.call(rbind, lapply(1:2, function(k) data.frame(
    group = g, cause = k, month = at$time - 1, incidence = at$pstate[, k + 1],
    error = at$std.err[, k + 1], lower = at$lower[, k + 1], upper = at$upper[, k + 1])))
}))
write_csv(incidence, "attrition_incidence_r.csv")

# The log-rank test with late entry is Mantel and Haenszel's over months (and regions).
mantel <- function(cells) {
  groups <- unique(cells$group)
  keys <- interaction(cells$month, cells$region, drop = TRUE)
  tables <- lapply(split.data.frame(cells, keys), function(one) {
    left <- tapply(one$left_1 + one$left_2, factor(one$group, groups), sum)
    rbind(left, tapply(one$at_risk, factor(one$group, groups), sum) - left)
  })
  tables <- Filter(function(one) sum(one) > 1 && sum(one[1, ]) > 0, tables)
  found <- mantelhaen.test(array(unlist(tables), c(2, length(groups), length(tables))),
                           correct = FALSE)
  c(found$statistic, found$parameter, found$p.value)
}
pooled <- aggregate(cbind(at_risk, left_1, left_2) ~ month + group, rows, sum)
pooled$region <- "all"
two <- function(cells) droplevels(cells[cells$group != "c", ])
library(MASS)
right <- survdiff(Surv(time, cens) ~ treat, gehan)
tests <- rbind(mantel(pooled), mantel(rows), mantel(two(pooled)), mantel(two(rows)),
               c(right$chisq, 1, 1 - pchisq(right$chisq, 1)))
write_csv(data.frame(test = c("three", "three by region", "two", "two by region", "gehan"),
                     statistic = tests[, 1], freedom = tests[, 2], p_value = tests[, 3]),
          "attrition_tests_r.csv")
con <- file("gehan.csv", "w")
writeLines("# R package MASS 7.3-58.2, gehan: Cox and Oakes (1984), Analysis of Survival Data, p. 7", con)
write.csv(gehan, con, row.names = FALSE, quote = FALSE)
close(con)
