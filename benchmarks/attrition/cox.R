# Cox's model with late entry and changing columns, by package survival.
# Rscript cox.R FILE.csv TERM TERM ..., a file of codes with entry, exit and left
suppressMessages({library(data.table); library(survival)})
given <- commandArgs(TRUE)
terms <- given[-1]
elapsed <- function() proc.time()[["elapsed"]]
clock <- elapsed()
rows <- fread(given[1], showProgress = FALSE, data.table = FALSE)
for (name in terms) rows[[name]] <- factor(rows[[name]])
clock <- c(clock, elapsed())
fit <- coxph(reformulate(terms, "Surv(entry, exit, left)"), rows, ties = "efron")
clock <- c(clock, elapsed())
processor <- sum(proc.time()[1:2])
took <- diff(clock)
told <- cbind(coef(fit), sqrt(diag(vcov(fit))))
told <- told[!is.na(coef(fit)), ]
named <- paste(sprintf('"%s": [%.9f, %.9f]', rownames(told), told[, 1], told[, 2]), collapse = ", ")
peak <- as.numeric(sub("\\D*(\\d+).*", "\\1", grep("VmHWM", readLines("/proc/self/status"), value = TRUE))) / 1024^2
cat(sprintf('{"seconds": %.3f, "read": %.3f, "fit": %.3f, "told": {%s}, "processor": %.3f, "peak_gib": %.3f}\n',
            took[1] + took[2], took[1], took[2], named, processor, peak))
