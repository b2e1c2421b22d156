SELECT
  *
FROM (
  SELECT
    "t1"."grade",
    "t1"."workload",
    "t1"."band",
    "t1"."fold",
    COUNT(*) AS "at_risk",
    COALESCE(SUM(CAST("t1"."leaves" AND (
      "t1"."reason" = 0
    ) AS INTEGER)), 0) AS "left_0",
    COALESCE(SUM(CAST("t1"."leaves" AND (
      "t1"."reason" = 1
    ) AS INTEGER)), 0) AS "left_1",
    COALESCE(SUM(CAST("t1"."leaves" AND (
      "t1"."reason" = 2
    ) AS INTEGER)), 0) AS "left_2"
  FROM (
    SELECT
      "t0"."person",
      "t0"."month",
      "t0"."service",
      "t0"."in_grade",
      "t0"."leaves",
      "t0"."reason",
      "t0"."moved_to",
      "t0"."grade",
      "t0"."status",
      "t0"."workload",
      "t0"."workload_value",
      CAST(FLOOR(
        CAST((
          (
            "t0"."person" * 2654435761
          ) % 4294967296
        ) AS DOUBLE) / (
          65536
        )
      ) AS BIGINT) % 3 AS "fold",
      (
        CAST("t0"."service" >= 0 AS BIGINT) + CAST("t0"."service" >= 12 AS BIGINT)
      ) - 1 AS "band"
    FROM "staff_months" AS "t0"
    WHERE
      "t0"."month" BETWEEN 24242 AND 24250
  ) AS "t1"
  GROUP BY
    1,
    2,
    3,
    4
  LIMIT 2000001
) AS "t3"
ORDER BY
  "t3"."grade" ASC,
  "t3"."workload" ASC,
  "t3"."band" ASC,
  "t3"."fold" ASC
