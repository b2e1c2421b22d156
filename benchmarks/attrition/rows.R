# The hazard model on rows of person-months, by base R's glm.
# Rscript rows.R FILE.csv TERM TERM ..., a file of codes with entry and left
suppressMessages(library(data.table))
given <- commandArgs(TRUE)
terms <- given[-1]
elapsed <- function() proc.time()[["elapsed"]]
clock <- elapsed()
rows <- fread(given[1], showProgress = FALSE, data.table = FALSE)
for (name in terms) rows[[name]] <- factor(rows[[name]])
rows$service <- cut(rows$entry, c(0, 3, 6, 12, 24, 36, 60, 120, Inf), right = FALSE)
clock <- c(clock, elapsed())
fit <- glm(reformulate(c("service", terms), "left"), binomial("cloglog"), rows)
clock <- c(clock, elapsed())
took <- diff(clock)
told <- summary(fit)$coefficients
named <- paste(sprintf('"%s": [%.9f, %.9f]', rownames(told), told[, 1], told[, 2]), collapse = ", ")
peak <- as.numeric(sub("\\D*(\\d+).*", "\\1", grep("VmHWM", readLines("/proc/self/status"), value = TRUE))) / 1024^2
cat(sprintf('{"seconds": %.3f, "read": %.3f, "fit": %.3f, "told": {%s}, "processor": %.3f, "peak_gib": %.3f}\n',
            took[1] + took[2], took[1], took[2], named, sum(proc.time()[1:2]), peak))
