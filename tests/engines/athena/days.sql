SELECT
  *
FROM (
  SELECT
    "t1"."sex",
    "t1"."outcome",
    "t1"."days",
    SUM("t1"."people") AS "people"
  FROM (
    SELECT
      "t0"."sex",
      "t0"."place",
      "t0"."exit_stage",
      "t0"."exit_outcome",
      "t0"."exempted",
      "t0"."people",
      "t0"."date_0",
      "t0"."date_1",
      "t0"."date_2",
      IF("t0"."exit_stage" > 1, 0, "t0"."exit_outcome") AS "outcome",
      DATE_DIFF(
        'DAY',
        DATE_TRUNC('DAY', COALESCE("t0"."date_0")),
        DATE_TRUNC(
          'DAY',
          IF(
            IF("t0"."exit_stage" > 1, 0, "t0"."exit_outcome") = 5,
            FROM_ISO8601_DATE('2024-12-31'),
            "t0"."date_1"
          )
        )
      ) AS "days"
    FROM "applications" AS "t0"
    WHERE
      "t0"."exit_stage" >= 1
      AND NOT (
        (
          CAST(FLOOR(CAST((
            "t0"."exempted"
          ) AS DOUBLE) / (
            2
          )) AS BIGINT) % 2
        ) = 1
      )
  ) AS "t1"
  GROUP BY
    1,
    2,
    3
  LIMIT 2000001
) AS "t3"
ORDER BY
  "t3"."sex" ASC,
  "t3"."outcome" ASC,
  "t3"."days" ASC
