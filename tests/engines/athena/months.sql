SELECT
  "t18"."number" AS "person",
  "t18"."month",
  CAST(COALESCE(
    IF(
      (
        "t18"."month" - "t18"."service_from"
      ) < 0,
      0,
      "t18"."month" - "t18"."service_from"
    ),
    -1
  ) AS SMALLINT) AS "service",
  CAST(COALESCE(
    IF((
      "t18"."month" - "t18"."grade_from"
    ) < 0, 0, "t18"."month" - "t18"."grade_from"),
    -1
  ) AS SMALLINT) AS "in_grade",
  (
    "t18"."month" = "t18"."last_month"
  ) AND "t18"."left" AS "leaves",
  IF((
    "t18"."month" = "t18"."last_month"
  ) AND "t18"."left", "t18"."reason", -1) AS "reason",
  IF(
    (
      "t18"."month" = "t18"."last_month"
    ) AND (
      "t18"."moved_to" <> -1
    ),
    "t18"."moved_to",
    -1
  ) AS "moved_to",
  "t18"."group_0" AS "grade",
  "t18"."group_1" AS "status",
  CASE
    WHEN "t18"."span_3" IS NULL
    THEN 3
    WHEN FALSE
    THEN 4
    WHEN IF(
      COALESCE(IS_NAN("t18"."value_0") OR FALSE, FALSE),
      CAST(NULL AS DOUBLE),
      "t18"."value_0"
    ) IS NULL
    THEN 4
    WHEN IF(
      COALESCE(IS_NAN("t18"."value_0") OR FALSE, FALSE),
      CAST(NULL AS DOUBLE),
      "t18"."value_0"
    ) < CAST(80.0 AS DOUBLE)
    THEN 0
    WHEN IF(
      COALESCE(IS_NAN("t18"."value_0") OR FALSE, FALSE),
      CAST(NULL AS DOUBLE),
      "t18"."value_0"
    ) < CAST(110.0 AS DOUBLE)
    THEN 1
    ELSE 2
  END AS "workload",
  IF(
    COALESCE(IS_NAN("t18"."value_0") OR FALSE, FALSE),
    CAST(NULL AS DOUBLE),
    "t18"."value_0"
  ) AS "workload_value"
FROM (
  SELECT
    "t17"."span",
    "t17"."number",
    "t17"."month",
    "t17"."first_month",
    "t17"."last_month",
    "t17"."of_population",
    "t17"."left",
    "t17"."group_0",
    "t17"."group_1",
    "t17"."reason",
    "t17"."moved_to",
    "t17"."service_from",
    "t17"."grade_from",
    "t17"."span_3",
    "t17"."value_0"
  FROM (
    SELECT
      "t16"."span",
      "t16"."number",
      "t16"."month",
      "t16"."first_month",
      "t16"."last_month",
      "t16"."of_population",
      "t16"."left",
      "t16"."group_0",
      "t16"."group_1",
      "t16"."reason",
      "t16"."moved_to",
      "t16"."service_from",
      "t16"."grade_from",
      "t16"."span_3",
      "t4"."span_3_right",
      "t4"."value_0"
    FROM (
      SELECT
        "t14"."span",
        "t14"."number",
        "t14"."month",
        "t14"."first_month",
        "t14"."last_month",
        "t14"."of_population",
        "t14"."left",
        "t14"."group_0",
        "t14"."group_1",
        "t14"."reason",
        "t14"."moved_to",
        "t14"."service_from",
        "t14"."grade_from",
        "t14"."span_3"
      FROM (
        SELECT
          "t13"."span",
          "t13"."number",
          "t13"."month",
          "t13"."first_month",
          "t13"."last_month",
          "t13"."of_population",
          "t13"."left",
          "t13"."group_0",
          "t13"."group_1",
          "t13"."reason",
          "t13"."moved_to",
          "t13"."service_from",
          "t13"."grade_from",
          "t9"."number" AS "number_right",
          "t9"."month" AS "month_right",
          "t9"."span_3"
        FROM (
          SELECT
            "t11"."span",
            "t11"."number",
            "t11"."month",
            "t11"."first_month",
            "t11"."last_month",
            "t11"."of_population",
            "t11"."left",
            "t11"."group_0",
            "t11"."group_1",
            "t11"."reason",
            "t11"."moved_to",
            "t11"."service_from",
            "t11"."grade_from"
          FROM (
            SELECT
              "t10"."span",
              "t10"."number",
              "t10"."month",
              "t8"."first_month",
              "t8"."last_month",
              "t8"."of_population",
              "t8"."left",
              "t8"."group_0",
              "t8"."group_1",
              "t8"."value_0",
              "t8"."reason",
              "t8"."moved_to",
              "t8"."service_from",
              "t8"."grade_from"
            FROM (
              SELECT
                *
              FROM "staff_panel" AS "t1"
              WHERE
                "t1"."month" <= 24252
            ) AS "t10"
            INNER JOIN (
              SELECT
                "t3"."first_month",
                "t3"."last_month",
                "t3"."of_population",
                "t3"."left",
                "t3"."group_0",
                "t3"."group_1",
                "t3"."value_0",
                "t3"."span",
                "t3"."reason",
                "t3"."moved_to",
                "t3"."service_from",
                "t3"."grade_from"
              FROM (
                SELECT
                  *
                FROM "staff_spans" AS "t0"
                WHERE
                  "t0"."of_population"
              ) AS "t3"
            ) AS "t8"
              ON "t10"."span" = "t8"."span"
          ) AS "t11"
        ) AS "t13"
        LEFT OUTER JOIN (
          SELECT
            "t1"."number",
            "t1"."month" + 3 AS "month",
            "t1"."span" AS "span_3"
          FROM "staff_panel" AS "t1"
        ) AS "t9"
          ON "t13"."number" = "t9"."number" AND "t13"."month" = "t9"."month"
      ) AS "t14"
    ) AS "t16"
    LEFT OUTER JOIN (
      SELECT
        "t0"."span" AS "span_3_right",
        "t0"."value_0"
      FROM "staff_spans" AS "t0"
    ) AS "t4"
      ON "t16"."span_3" = "t4"."span_3_right"
  ) AS "t17"
) AS "t18"
