"""Makes value_returns.csv: `python value_returns.py` in this folder.

With numpy-financial 1.0.0 and NumPy 2.4.6 on Python 3.11.7, which know nothing of this project. Net
present values at flat rates, the first payment not discounted, and internal rates of return of
streams drawn once.
"""

import csv

import numpy as np


def main():
    # Here, so that a test run that looks for doctests can import this file without it.
    import numpy_financial

    random = np.random.default_rng(20)
    with open("value_returns.csv", "w", newline="") as file:
        file.write("# numpy-financial 1.0.0, npv and irr; made by value_returns.py\n")
        write = csv.writer(file, lineterminator="\n")
        write.writerow(["case", "rate", "npv", "irr", *(f"year_{year}" for year in range(8))])
        for case in range(12):
            flows = np.round([-random.uniform(500, 900), *random.uniform(60, 260, 7)], 2)
            rate = round(random.uniform(0.0, 0.12), 4)
            npv, irr = numpy_financial.npv(rate, flows), numpy_financial.irr(flows)
            write.writerow([case, rate, repr(float(npv)), repr(float(irr)), *flows.tolist()])


if __name__ == "__main__":
    main()
