# What R makes of published data: attrition_published_r.csv. Run in this folder:
# Rscript attrition_published.R
#
# Of each level of each term, held against `to`: the ratio of the mean hazards were everybody at it,
# from a complementary log-log fit to all person-months, with delta limits on the logarithm; and the
# log hazard ratio of a Cox fit (Efron) of the same terms. Hazards are averaged over all months, but
# of `sex` over those of the women. Beside them, as "as published", the coefficients of the fits that
# the sources publish.
library(survival)

rows_of <- function(people, months) {
  long <- people[rep(seq_len(nrow(people)), months), ]
  long$month <- sequence(months)
  long$gone <- as.integer(long$left == 1 & long$month == rep(months, months))
  long
}

compared <- function(study, long, terms, edges, untold = NULL) {
  long$service <- cut(long$month, c(edges, Inf), right = FALSE)
  if (!all(long$month >= 1)) stop("a month before the first")
  names <- paste(c(terms, untold), collapse = " + ")
  fit <- glm(as.formula(paste("gone ~ service +", names)), binomial("cloglog"), long,
             control = list(epsilon = 1e-14, maxit = 50))
  survived <- as.formula(paste("Surv(month - 1, month, gone) ~", names))
  cox <- coef(summary(coxph(survived, long)))
  do.call(rbind, lapply(terms, function(term) {
    levels <- levels(long[[term]])
    months <- if (term == "sex") long[long$sex == "Women", ] else long
    at <- function(level) {
      set <- months
      set[[term]] <- factor(level, levels)
      design <- model.matrix(delete.response(terms(fit)), set, xlev = fit$xlevels)
      eta <- drop(design %*% coef(fit))
      slope <- exp(eta - exp(eta))
      mean <- mean(-expm1(-exp(eta)))
      list(log = log(mean), gradient = colMeans(design * slope) / mean)
    }
    to <- at(levels[1])
    do.call(rbind, lapply(levels[-1], function(level) {
      one <- at(level)
      gradient <- one$gradient - to$gradient
      error <- sqrt(drop(gradient %*% vcov(fit) %*% gradient))
      log <- one$log - to$log
      told <- exp(log + c(0, -1, 1) * qnorm(0.975) * error)
      row <- cox[paste0(term, level), ]
      data.frame(study, term, level, to = levels[1], ratio = told[1], lower = told[2],
                 upper = told[3], log_hazard = row[["coef"]], error = row[["se(coef)"]])
    }))
  }))
}

as_published <- function(study, fit, wanted) {
  found <- coef(summary(fit))[wanted, , drop = FALSE]
  data.frame(study, term = wanted, level = "as published", to = "", ratio = NA, lower = NA,
             upper = NA, log_hazard = found[, "coef"], error = found[, "se(coef)"])
}

people <- read.csv("job_retention.csv.gz", comment.char = "#")
people$sex <- factor(people$gender, c("M", "F"), c("Men", "Women"))
people$level <- factor(people$level, c("Low", "Medium", "High"))
people$field <- factor(people$field)
people$feeling <- people$sentiment
people$sentiment <- relevel(cut(people$feeling, c(0, 4, 6, 7, 8, 9, 10),
                                c("1 to 4", "5 or 6", "7", "8", "9", "10")), "8")
jobs <- rows_of(people, people$month)
job_cox <- coxph(Surv(month, left) ~ gender + field + level + feeling, people)

rossi <- read.csv("rossi_cardata.csv")
rossi$left <- rossi$arrest
rossi$mar <- factor(rossi$mar, c("not married", "married"))
rossi_cox <- coxph(Surv(week, left) ~ fin + age + race + wexp + mar + paro + prio, rossi)
rossi$years <- rossi$age
rossi$age <- cut(rossi$years, c(0, 22, Inf), c("under 23", "23 and over"))
rossi$times <- rossi$prio
rossi$prio <- cut(rossi$times, c(-1, 1, 3, Inf), c("under 2", "2 to under 4", "4 and over"))
for (name in c("fin", "wexp", "paro")) rossi[[name]] <- factor(rossi[[name]], c("yes", "no"))
weeks <- rows_of(rossi, rossi$week)
work <- as.matrix(rossi[paste0("emp", 1:52)])
person <- rep(seq_len(nrow(rossi)), rossi$week)
told <- c(no = "Not employed", yes = "Employed")
weeks$employed <- factor(told[work[cbind(person, weeks$month)]], told)
lagged <- weeks[weeks$month > 1, ]
lagged$employed <- factor(told[work[cbind(person[weeks$month > 1], lagged$month - 1)]], told)
everything <- Surv(month - 1, month, gone) ~
  fin + years + race + wexp + mar + paro + times + employed

terms_of_weeks <- c("fin", "age", "wexp", "paro", "prio")
found <- rbind(
  compared("job retention", jobs, c("sex", "field", "sentiment"), c(0, 4, 7, 10, 13), "level"),
  compared("rossi", weeks, terms_of_weeks, c(0, 14, 27, 40)),
  compared("rossi weeks", weeks, c(terms_of_weeks, "employed"), c(0, 14, 27, 40)),
  compared("rossi weeks lagged", lagged, c(terms_of_weeks, "employed"), c(0, 14, 27, 40)),
  as_published("job retention", job_cox, c("genderM", "fieldFinance", "feeling")),
  as_published("rossi", rossi_cox, c("finyes", "age", "wexpyes", "paroyes", "prio")),
  as_published("rossi weeks", coxph(everything, weeks), "employedEmployed"),
  as_published("rossi weeks lagged", coxph(everything, lagged), "employedEmployed")
)
rounded <- c("ratio", "lower", "upper", "log_hazard", "error")
found[rounded] <- lapply(found[rounded], function(column) signif(column, 10))
out <- file("attrition_published_r.csv", "w")
version <- paste0(R.version$major, ".", R.version$minor)
writeLines(paste0("# R ", version, ", survival ", packageVersion("survival"),
                  ", attrition_published.R"), out)
write.csv(found, out, row.names = FALSE, quote = FALSE, na = "")
close(out)
