"""A peer for siting: the plain model of p-median or p-centre given to CBC through PuLP, as a planner's script would do it.

plain_siting.py INPUT.csv p-median|p-centre P
"""
import csv
import math
import sys

import pulp


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        rows = [(float(r["x"]), float(r["y"]), float(r["weight"])) for r in csv.DictReader(file)]
    objective, p = sys.argv[2], int(sys.argv[3])
    n = range(len(rows))
    far = [[math.hypot(a[0] - b[0], a[1] - b[1]) for b in rows] for a in rows]
    model = pulp.LpProblem("siting", pulp.LpMinimize)
    opened = pulp.LpVariable.dicts("y", n, cat="Binary")
    goes = pulp.LpVariable.dicts("x", (n, n), 0, 1)
    worst = pulp.LpVariable("worst", 0)
    model += worst if objective == "p-centre" else pulp.lpSum(rows[i][2] * far[i][j] * goes[i][j] for i in n for j in n)
    model += pulp.lpSum(opened[j] for j in n) == p
    for i in n:
        model += pulp.lpSum(goes[i][j] for j in n) == 1
        if objective == "p-centre":
            model += pulp.lpSum(far[i][j] * goes[i][j] for j in n) <= worst
        for j in n:
            model += goes[i][j] <= opened[j]
    model.solve(pulp.PULP_CBC_CMD(msg=0))
    print(pulp.LpStatus[model.status], pulp.value(model.objective))


if __name__ == "__main__":
    main()
