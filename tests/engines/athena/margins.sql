SELECT
  *
FROM (
  SELECT
    *
  FROM (
    SELECT
      'place' AS "characteristic",
      "t1"."group",
      "t1"."exit_stage",
      "t1"."exit_outcome",
      "t1"."exempted",
      "t1"."people"
    FROM (
      SELECT
        "t0"."place" AS "group",
        "t0"."exit_stage",
        "t0"."exit_outcome",
        "t0"."exempted",
        SUM("t0"."people") AS "people"
      FROM "applications" AS "t0"
      GROUP BY
        1,
        2,
        3,
        4
    ) AS "t1"
  ) AS "t4"
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      *
    FROM (
      SELECT
        '' AS "characteristic",
        "t2"."group",
        "t2"."exit_stage",
        "t2"."exit_outcome",
        "t2"."exempted",
        "t2"."people"
      FROM (
        SELECT
          0 AS "group",
          "t0"."exit_stage",
          "t0"."exit_outcome",
          "t0"."exempted",
          SUM("t0"."people") AS "people"
        FROM "applications" AS "t0"
        GROUP BY
          1,
          2,
          3,
          4
      ) AS "t2"
    ) AS "t5"
    UNION ALL
    SELECT
      *
    FROM (
      SELECT
        'sex' AS "characteristic",
        "t3"."group",
        "t3"."exit_stage",
        "t3"."exit_outcome",
        "t3"."exempted",
        "t3"."people"
      FROM (
        SELECT
          "t0"."sex" AS "group",
          "t0"."exit_stage",
          "t0"."exit_outcome",
          "t0"."exempted",
          SUM("t0"."people") AS "people"
        FROM "applications" AS "t0"
        GROUP BY
          1,
          2,
          3,
          4
      ) AS "t3"
    ) AS "t6"
  ) AS "t7"
) AS "t8"
ORDER BY
  "t8"."characteristic" ASC,
  "t8"."group" ASC,
  "t8"."exit_stage" ASC,
  "t8"."exit_outcome" ASC,
  "t8"."exempted" ASC
