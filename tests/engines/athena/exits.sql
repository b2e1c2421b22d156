SELECT
  "t0"."group_0" AS "sex",
  "t0"."group_1" AS "place",
  CAST(TRUE AND "t0"."stage_0" IN (0, 6) AS TINYINT) + CAST(TRUE AND "t0"."stage_0" IN (0, 6) AND "t0"."stage_1" IN (0, 6) AS TINYINT) + CAST(TRUE
  AND "t0"."stage_0" IN (0, 6)
  AND "t0"."stage_1" IN (0, 6)
  AND "t0"."stage_2" IN (0, 6) AS TINYINT) AS "exit_stage",
  CASE
    WHEN TRUE AND NOT (
      "t0"."stage_0" IN (0, 6)
    )
    THEN IF("t0"."stage_0" = -1, 5, "t0"."stage_0")
    WHEN TRUE AND "t0"."stage_0" IN (0, 6) AND NOT (
      "t0"."stage_1" IN (0, 6)
    )
    THEN IF("t0"."stage_1" = -1, 5, "t0"."stage_1")
    WHEN TRUE
    AND "t0"."stage_0" IN (0, 6)
    AND "t0"."stage_1" IN (0, 6)
    AND NOT (
      "t0"."stage_2" IN (0, 6)
    )
    THEN IF("t0"."stage_2" = -1, 5, "t0"."stage_2")
    ELSE 0
  END AS "exit_outcome",
  0 AS "exempted",
  "t0"."people",
  "t0"."date_0",
  "t0"."date_1",
  "t0"."date_2"
FROM "record_rows" AS "t0"
WHERE
  "t0"."here"
