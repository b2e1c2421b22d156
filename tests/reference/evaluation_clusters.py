# Makes evaluation_cluster_panel.csv and evaluation_clusters_python.csv:
# `python evaluation_clusters.py` in this folder, with pyfixest 0.60.0 and wildboottest 0.3.2 in an
# environment of their own.
# An invented panel: 36 units in 12 clusters that share a start, 8 periods, some cells missing.
#
# pyfixest's CRV3 is the sum of squares about the full estimate without (G-1)/G and, as fixest would
# have it, times G/(G-1) (N-1)/(N-K). Both are taken out here and (G-1)/G put in, as MacKinnon,
# Nielsen and Webb (2023) define it. wildboottest takes or leaves a tied statistic by its
# rounding, so its statistics are taken and those counted that are farther from 0 by more than that.
import numpy as np
import pandas as pd
import pyfixest as pf
from wildboottest.wildboottest import WildboottestCL

UNITS, PERIODS, CLUSTERS = 36, 8, 12
random = np.random.default_rng(20231)


def panel():
    cluster = np.repeat(np.arange(CLUSTERS), UNITS // CLUSTERS)
    start = np.array([3, 4, 4, 5, 5, 6, 6, 8, 8, 8, 3, 8])[cluster]
    treated = (np.arange(PERIODS) >= start[:, None]).astype(float)
    dose = treated * random.uniform(0.2, 1.5, size=(UNITS, 1)).round(2)
    shared = random.normal(size=(CLUSTERS, PERIODS)).cumsum(axis=1)[cluster]
    outcome = 0.5 * shared + random.normal(size=(UNITS, PERIODS)) + 0.9 * treated
    rows = pd.DataFrame(
        {
            "unit": np.repeat(np.arange(UNITS), PERIODS),
            "period": np.tile(np.arange(PERIODS), UNITS),
            "cluster": np.repeat(cluster, PERIODS),
            "start": np.repeat(start, PERIODS),
            "treated": treated.ravel().astype(int),
            "dose": dose.ravel(),
            "outcome": outcome.ravel().round(4),
            "weight": np.repeat(random.integers(3, 30, size=UNITS), PERIODS),
        }
    )
    rows["missing"] = (random.random(len(rows)) < 0.08).astype(int)
    return rows


def wild(rows, term, null):
    dummies = pd.get_dummies(rows[["unit", "period"]].astype("category"), dtype=float)
    design = np.column_stack([rows[term], dummies.drop(columns="period_0")])
    tested = np.eye(design.shape[1])[0]
    shifted = rows.outcome.to_numpy() - null * rows[term].to_numpy()
    boot = WildboottestCL(
        X=design,
        Y=shifted,
        cluster=rows.cluster.to_numpy(),
        bootcluster=rows.cluster.to_numpy(),
        R=tested,
        B=99999,
        seed=1,
        parallel=False,
    )
    boot.get_scores(bootstrap_type="11", impose_null=True)
    boot.get_weights(weights_type="rademacher")
    boot.get_numer()
    boot.get_denom()
    boot.get_tboot()
    boot.get_vcov()
    boot.get_tstat()
    found = float(np.ravel(boot.t_stat)[0])
    return [found, np.mean(np.abs(boot.t_boot) > abs(found) * (1 + 1e-9))]


def main():
    rows = panel()
    rows.to_csv("evaluation_cluster_panel.csv", index=False)
    found = []
    for term in ("treated", "dose"):
        for gaps in (0, 1):
            for weight in (None, "weight"):
                seen = rows[rows.missing == 0] if gaps else rows
                formula = f"outcome ~ {term} | unit + period"
                exact = pf.MapDemeaner(fixef_maxiter=1_000_000, fixef_tol=1e-13)
                ask = {"weights": weight, "demeaner": exact}
                one = pf.feols(formula, seen, vcov={"CRV1": "cluster"}, **ask)
                three = pf.feols(
                    formula,
                    seen,
                    vcov={"CRV3": "cluster"},
                    ssc=pf.ssc(k_adj=False, G_adj=False),
                    **ask,
                )
                error = three.se().iloc[0] * np.sqrt((CLUSTERS - 1) / CLUSTERS)
                limits = one.confint().to_numpy()[0]
                line = [term, gaps, int(weight is not None), one.coef().iloc[0], one.se().iloc[0]]
                line += [limits[0], limits[1], error]
                for null in (0.0, 0.9):
                    line += [np.nan, np.nan] if weight else wild(seen, term, null)
                found.append(line)
    names = ["term", "gaps", "weighted", "coefficient", "crv1", "lower", "upper", "crv3"]
    names += ["t_0", "p_0", "t_1", "p_1"]
    with open("evaluation_clusters_python.csv", "w") as file:
        file.write("# pyfixest 0.60.0, wildboottest 0.3.2, evaluation_clusters.py\n")
        pd.DataFrame(found, columns=names).to_csv(file, index=False, float_format="%.14g")


main()
