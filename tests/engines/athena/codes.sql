SELECT
  TRUE AS "here",
  FALSE AS "nearly_here",
  1 AS "rows",
  "t1"."application_id" AS "identifier",
  1 AS "people",
  CASE
    WHEN "t1"."sex" IN ('', 'Prefer not to say', 'Not declared')
    THEN 2
    WHEN "t1"."sex" IN ('Men')
    THEN 0
    WHEN "t1"."sex" IN ('Women')
    THEN 1
    ELSE -2
  END AS "group_0",
  CASE
    WHEN "t1"."place" IN ('', 'Prefer not to say', 'Not declared')
    THEN 3
    WHEN "t1"."place" IN ('Café')
    THEN 0
    WHEN "t1"."place" IN ('Bar')
    THEN 1
    WHEN "t1"."place" IN ('Bakery')
    THEN 2
    ELSE -2
  END AS "group_1",
  IF(
    "t1"."sift_on" = '',
    CAST(NULL AS DATE),
    COALESCE(
      IF(
        REGEXP_LIKE(
          "t1"."sift_on",
          '^([0-9]{4})-([0-9]{2})-([0-9]{2})([ T][0-9]{1,2}:[0-9]{2}[0-9:.]*( ?[AaPp][Mm])?( ?(Z|UTC|GMT|BST|[+-][0-9]{2}(:?[0-9]{2})?))?)?$'
        ),
        TRY_CAST(SUBSTR("t1"."sift_on", IF((
          0 + 1
        ) >= 1, 0 + 1, 0 + 1 + LENGTH("t1"."sift_on")), 10) AS DATE),
        CAST(NULL AS DATE)
      ),
      TRY_CAST(CONCAT(
        CONCAT(
          CONCAT(
            CONCAT(
              REGEXP_EXTRACT(
                "t1"."sift_on",
                '^([0-9]{4})[-/. ]([0-9]{1,2}|(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?))[-/. ]([0-9]{1,2})([ T][0-9]{1,2}:[0-9]{2}[0-9:.]*( ?[AaPp][Mm])?( ?(Z|UTC|GMT|BST|[+-][0-9]{2}(:?[0-9]{2})?))?)?$',
                1
              ),
              '-'
            ),
            LPAD(
              IF(
                (
                  STRPOS(
                    'janfebmaraprmayjunjulaugsepoctnovdec',
                    SUBSTR(
                      LOWER(
                        REGEXP_EXTRACT(
                          "t1"."sift_on",
                          '^([0-9]{4})[-/. ]([0-9]{1,2}|(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?))[-/. ]([0-9]{1,2})([ T][0-9]{1,2}:[0-9]{2}[0-9:.]*( ?[AaPp][Mm])?( ?(Z|UTC|GMT|BST|[+-][0-9]{2}(:?[0-9]{2})?))?)?$',
                          2
                        )
                      ),
                      IF(
                        (
                          0 + 1
                        ) >= 1,
                        0 + 1,
                        0 + 1 + LENGTH(
                          LOWER(
                            REGEXP_EXTRACT(
                              "t1"."sift_on",
                              '^([0-9]{4})[-/. ]([0-9]{1,2}|(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?))[-/. ]([0-9]{1,2})([ T][0-9]{1,2}:[0-9]{2}[0-9:.]*( ?[AaPp][Mm])?( ?(Z|UTC|GMT|BST|[+-][0-9]{2}(:?[0-9]{2})?))?)?$',
                              2
                            )
                          )
                        )
                      ),
                      3
                    )
                  ) - 1
                ) < 0,
                REGEXP_EXTRACT(
                  "t1"."sift_on",
                  '^([0-9]{4})[-/. ]([0-9]{1,2}|(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?))[-/. ]([0-9]{1,2})([ T][0-9]{1,2}:[0-9]{2}[0-9:.]*( ?[AaPp][Mm])?( ?(Z|UTC|GMT|BST|[+-][0-9]{2}(:?[0-9]{2})?))?)?$',
                  2
                ),
                CAST(CAST(FLOOR(
                  CAST((
                    STRPOS(
                      'janfebmaraprmayjunjulaugsepoctnovdec',
                      SUBSTR(
                        LOWER(
                          REGEXP_EXTRACT(
                            "t1"."sift_on",
                            '^([0-9]{4})[-/. ]([0-9]{1,2}|(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?))[-/. ]([0-9]{1,2})([ T][0-9]{1,2}:[0-9]{2}[0-9:.]*( ?[AaPp][Mm])?( ?(Z|UTC|GMT|BST|[+-][0-9]{2}(:?[0-9]{2})?))?)?$',
                            2
                          )
                        ),
                        IF(
                          (
                            0 + 1
                          ) >= 1,
                          0 + 1,
                          0 + 1 + LENGTH(
                            LOWER(
                              REGEXP_EXTRACT(
                                "t1"."sift_on",
                                '^([0-9]{4})[-/. ]([0-9]{1,2}|(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?))[-/. ]([0-9]{1,2})([ T][0-9]{1,2}:[0-9]{2}[0-9:.]*( ?[AaPp][Mm])?( ?(Z|UTC|GMT|BST|[+-][0-9]{2}(:?[0-9]{2})?))?)?$',
                                2
                              )
                            )
                          )
                        ),
                        3
                      )
                    ) - 1
                  ) AS DOUBLE) / (
                    3
                  )
                ) AS BIGINT) + 1 AS VARCHAR)
              ),
              GREATEST(
                LENGTH(
                  IF(
                    (
                      STRPOS(
                        'janfebmaraprmayjunjulaugsepoctnovdec',
                        SUBSTR(
                          LOWER(
                            REGEXP_EXTRACT(
                              "t1"."sift_on",
                              '^([0-9]{4})[-/. ]([0-9]{1,2}|(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?))[-/. ]([0-9]{1,2})([ T][0-9]{1,2}:[0-9]{2}[0-9:.]*( ?[AaPp][Mm])?( ?(Z|UTC|GMT|BST|[+-][0-9]{2}(:?[0-9]{2})?))?)?$',
                              2
                            )
                          ),
                          IF(
                            (
                              0 + 1
                            ) >= 1,
                            0 + 1,
                            0 + 1 + LENGTH(
                              LOWER(
                                REGEXP_EXTRACT(
                                  "t1"."sift_on",
                                  '^([0-9]{4})[-/. ]([0-9]{1,2}|(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?))[-/. ]([0-9]{1,2})([ T][0-9]{1,2}:[0-9]{2}[0-9:.]*( ?[AaPp][Mm])?( ?(Z|UTC|GMT|BST|[+-][0-9]{2}(:?[0-9]{2})?))?)?$',
                                  2
                                )
                              )
                            )
                          ),
                          3
                        )
                      ) - 1
                    ) < 0,
                    REGEXP_EXTRACT(
                      "t1"."sift_on",
                      '^([0-9]{4})[-/. ]([0-9]{1,2}|(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?))[-/. ]([0-9]{1,2})([ T][0-9]{1,2}:[0-9]{2}[0-9:.]*( ?[AaPp][Mm])?( ?(Z|UTC|GMT|BST|[+-][0-9]{2}(:?[0-9]{2})?))?)?$',
                      2
                    ),
                    CAST(CAST(FLOOR(
                      CAST((
                        STRPOS(
                          'janfebmaraprmayjunjulaugsepoctnovdec',
                          SUBSTR(
                            LOWER(
                              REGEXP_EXTRACT(
                                "t1"."sift_on",
                                '^([0-9]{4})[-/. ]([0-9]{1,2}|(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?))[-/. ]([0-9]{1,2})([ T][0-9]{1,2}:[0-9]{2}[0-9:.]*( ?[AaPp][Mm])?( ?(Z|UTC|GMT|BST|[+-][0-9]{2}(:?[0-9]{2})?))?)?$',
                                2
                              )
                            ),
                            IF(
                              (
                                0 + 1
                              ) >= 1,
                              0 + 1,
                              0 + 1 + LENGTH(
                                LOWER(
                                  REGEXP_EXTRACT(
                                    "t1"."sift_on",
                                    '^([0-9]{4})[-/. ]([0-9]{1,2}|(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?))[-/. ]([0-9]{1,2})([ T][0-9]{1,2}:[0-9]{2}[0-9:.]*( ?[AaPp][Mm])?( ?(Z|UTC|GMT|BST|[+-][0-9]{2}(:?[0-9]{2})?))?)?$',
                                    2
                                  )
                                )
                              )
                            ),
                            3
                          )
                        ) - 1
                      ) AS DOUBLE) / (
                        3
                      )
                    ) AS BIGINT) + 1 AS VARCHAR)
                  )
                ),
                2
              ),
              '0'
            )
          ),
          '-'
        ),
        LPAD(
          REGEXP_EXTRACT(
            "t1"."sift_on",
            '^([0-9]{4})[-/. ]([0-9]{1,2}|(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?))[-/. ]([0-9]{1,2})([ T][0-9]{1,2}:[0-9]{2}[0-9:.]*( ?[AaPp][Mm])?( ?(Z|UTC|GMT|BST|[+-][0-9]{2}(:?[0-9]{2})?))?)?$',
            3
          ),
          GREATEST(
            LENGTH(
              REGEXP_EXTRACT(
                "t1"."sift_on",
                '^([0-9]{4})[-/. ]([0-9]{1,2}|(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?))[-/. ]([0-9]{1,2})([ T][0-9]{1,2}:[0-9]{2}[0-9:.]*( ?[AaPp][Mm])?( ?(Z|UTC|GMT|BST|[+-][0-9]{2}(:?[0-9]{2})?))?)?$',
                3
              )
            ),
            2
          ),
          '0'
        )
      ) AS DATE),
      FROM_ISO8601_DATE('0001-01-01')
    )
  ) AS "date_0",
  IF(
    "t1"."interview_on" = '',
    CAST(NULL AS DATE),
    COALESCE(
      IF(
        REGEXP_LIKE(
          "t1"."interview_on",
          '^([0-9]{4})-([0-9]{2})-([0-9]{2})([ T][0-9]{1,2}:[0-9]{2}[0-9:.]*( ?[AaPp][Mm])?( ?(Z|UTC|GMT|BST|[+-][0-9]{2}(:?[0-9]{2})?))?)?$'
        ),
        TRY_CAST(SUBSTR(
          "t1"."interview_on",
          IF((
            0 + 1
          ) >= 1, 0 + 1, 0 + 1 + LENGTH("t1"."interview_on")),
          10
        ) AS DATE),
        CAST(NULL AS DATE)
      ),
      TRY_CAST(CONCAT(
        CONCAT(
          CONCAT(
            CONCAT(
              REGEXP_EXTRACT(
                "t1"."interview_on",
                '^([0-9]{4})[-/. ]([0-9]{1,2}|(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?))[-/. ]([0-9]{1,2})([ T][0-9]{1,2}:[0-9]{2}[0-9:.]*( ?[AaPp][Mm])?( ?(Z|UTC|GMT|BST|[+-][0-9]{2}(:?[0-9]{2})?))?)?$',
                1
              ),
              '-'
            ),
            LPAD(
              IF(
                (
                  STRPOS(
                    'janfebmaraprmayjunjulaugsepoctnovdec',
                    SUBSTR(
                      LOWER(
                        REGEXP_EXTRACT(
                          "t1"."interview_on",
                          '^([0-9]{4})[-/. ]([0-9]{1,2}|(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?))[-/. ]([0-9]{1,2})([ T][0-9]{1,2}:[0-9]{2}[0-9:.]*( ?[AaPp][Mm])?( ?(Z|UTC|GMT|BST|[+-][0-9]{2}(:?[0-9]{2})?))?)?$',
                          2
                        )
                      ),
                      IF(
                        (
                          0 + 1
                        ) >= 1,
                        0 + 1,
                        0 + 1 + LENGTH(
                          LOWER(
                            REGEXP_EXTRACT(
                              "t1"."interview_on",
                              '^([0-9]{4})[-/. ]([0-9]{1,2}|(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?))[-/. ]([0-9]{1,2})([ T][0-9]{1,2}:[0-9]{2}[0-9:.]*( ?[AaPp][Mm])?( ?(Z|UTC|GMT|BST|[+-][0-9]{2}(:?[0-9]{2})?))?)?$',
                              2
                            )
                          )
                        )
                      ),
                      3
                    )
                  ) - 1
                ) < 0,
                REGEXP_EXTRACT(
                  "t1"."interview_on",
                  '^([0-9]{4})[-/. ]([0-9]{1,2}|(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?))[-/. ]([0-9]{1,2})([ T][0-9]{1,2}:[0-9]{2}[0-9:.]*( ?[AaPp][Mm])?( ?(Z|UTC|GMT|BST|[+-][0-9]{2}(:?[0-9]{2})?))?)?$',
                  2
                ),
                CAST(CAST(FLOOR(
                  CAST((
                    STRPOS(
                      'janfebmaraprmayjunjulaugsepoctnovdec',
                      SUBSTR(
                        LOWER(
                          REGEXP_EXTRACT(
                            "t1"."interview_on",
                            '^([0-9]{4})[-/. ]([0-9]{1,2}|(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?))[-/. ]([0-9]{1,2})([ T][0-9]{1,2}:[0-9]{2}[0-9:.]*( ?[AaPp][Mm])?( ?(Z|UTC|GMT|BST|[+-][0-9]{2}(:?[0-9]{2})?))?)?$',
                            2
                          )
                        ),
                        IF(
                          (
                            0 + 1
                          ) >= 1,
                          0 + 1,
                          0 + 1 + LENGTH(
                            LOWER(
                              REGEXP_EXTRACT(
                                "t1"."interview_on",
                                '^([0-9]{4})[-/. ]([0-9]{1,2}|(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?))[-/. ]([0-9]{1,2})([ T][0-9]{1,2}:[0-9]{2}[0-9:.]*( ?[AaPp][Mm])?( ?(Z|UTC|GMT|BST|[+-][0-9]{2}(:?[0-9]{2})?))?)?$',
                                2
                              )
                            )
                          )
                        ),
                        3
                      )
                    ) - 1
                  ) AS DOUBLE) / (
                    3
                  )
                ) AS BIGINT) + 1 AS VARCHAR)
              ),
              GREATEST(
                LENGTH(
                  IF(
                    (
                      STRPOS(
                        'janfebmaraprmayjunjulaugsepoctnovdec',
                        SUBSTR(
                          LOWER(
                            REGEXP_EXTRACT(
                              "t1"."interview_on",
                              '^([0-9]{4})[-/. ]([0-9]{1,2}|(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?))[-/. ]([0-9]{1,2})([ T][0-9]{1,2}:[0-9]{2}[0-9:.]*( ?[AaPp][Mm])?( ?(Z|UTC|GMT|BST|[+-][0-9]{2}(:?[0-9]{2})?))?)?$',
                              2
                            )
                          ),
                          IF(
                            (
                              0 + 1
                            ) >= 1,
                            0 + 1,
                            0 + 1 + LENGTH(
                              LOWER(
                                REGEXP_EXTRACT(
                                  "t1"."interview_on",
                                  '^([0-9]{4})[-/. ]([0-9]{1,2}|(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?))[-/. ]([0-9]{1,2})([ T][0-9]{1,2}:[0-9]{2}[0-9:.]*( ?[AaPp][Mm])?( ?(Z|UTC|GMT|BST|[+-][0-9]{2}(:?[0-9]{2})?))?)?$',
                                  2
                                )
                              )
                            )
                          ),
                          3
                        )
                      ) - 1
                    ) < 0,
                    REGEXP_EXTRACT(
                      "t1"."interview_on",
                      '^([0-9]{4})[-/. ]([0-9]{1,2}|(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?))[-/. ]([0-9]{1,2})([ T][0-9]{1,2}:[0-9]{2}[0-9:.]*( ?[AaPp][Mm])?( ?(Z|UTC|GMT|BST|[+-][0-9]{2}(:?[0-9]{2})?))?)?$',
                      2
                    ),
                    CAST(CAST(FLOOR(
                      CAST((
                        STRPOS(
                          'janfebmaraprmayjunjulaugsepoctnovdec',
                          SUBSTR(
                            LOWER(
                              REGEXP_EXTRACT(
                                "t1"."interview_on",
                                '^([0-9]{4})[-/. ]([0-9]{1,2}|(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?))[-/. ]([0-9]{1,2})([ T][0-9]{1,2}:[0-9]{2}[0-9:.]*( ?[AaPp][Mm])?( ?(Z|UTC|GMT|BST|[+-][0-9]{2}(:?[0-9]{2})?))?)?$',
                                2
                              )
                            ),
                            IF(
                              (
                                0 + 1
                              ) >= 1,
                              0 + 1,
                              0 + 1 + LENGTH(
                                LOWER(
                                  REGEXP_EXTRACT(
                                    "t1"."interview_on",
                                    '^([0-9]{4})[-/. ]([0-9]{1,2}|(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?))[-/. ]([0-9]{1,2})([ T][0-9]{1,2}:[0-9]{2}[0-9:.]*( ?[AaPp][Mm])?( ?(Z|UTC|GMT|BST|[+-][0-9]{2}(:?[0-9]{2})?))?)?$',
                                    2
                                  )
                                )
                              )
                            ),
                            3
                          )
                        ) - 1
                      ) AS DOUBLE) / (
                        3
                      )
                    ) AS BIGINT) + 1 AS VARCHAR)
                  )
                ),
                2
              ),
              '0'
            )
          ),
          '-'
        ),
        LPAD(
          REGEXP_EXTRACT(
            "t1"."interview_on",
            '^([0-9]{4})[-/. ]([0-9]{1,2}|(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?))[-/. ]([0-9]{1,2})([ T][0-9]{1,2}:[0-9]{2}[0-9:.]*( ?[AaPp][Mm])?( ?(Z|UTC|GMT|BST|[+-][0-9]{2}(:?[0-9]{2})?))?)?$',
            3
          ),
          GREATEST(
            LENGTH(
              REGEXP_EXTRACT(
                "t1"."interview_on",
                '^([0-9]{4})[-/. ]([0-9]{1,2}|(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?))[-/. ]([0-9]{1,2})([ T][0-9]{1,2}:[0-9]{2}[0-9:.]*( ?[AaPp][Mm])?( ?(Z|UTC|GMT|BST|[+-][0-9]{2}(:?[0-9]{2})?))?)?$',
                3
              )
            ),
            2
          ),
          '0'
        )
      ) AS DATE),
      FROM_ISO8601_DATE('0001-01-01')
    )
  ) AS "date_1",
  IF(
    "t1"."offer_on" = '',
    CAST(NULL AS DATE),
    COALESCE(
      IF(
        REGEXP_LIKE(
          "t1"."offer_on",
          '^([0-9]{4})-([0-9]{2})-([0-9]{2})([ T][0-9]{1,2}:[0-9]{2}[0-9:.]*( ?[AaPp][Mm])?( ?(Z|UTC|GMT|BST|[+-][0-9]{2}(:?[0-9]{2})?))?)?$'
        ),
        TRY_CAST(SUBSTR("t1"."offer_on", IF((
          0 + 1
        ) >= 1, 0 + 1, 0 + 1 + LENGTH("t1"."offer_on")), 10) AS DATE),
        CAST(NULL AS DATE)
      ),
      TRY_CAST(CONCAT(
        CONCAT(
          CONCAT(
            CONCAT(
              REGEXP_EXTRACT(
                "t1"."offer_on",
                '^([0-9]{4})[-/. ]([0-9]{1,2}|(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?))[-/. ]([0-9]{1,2})([ T][0-9]{1,2}:[0-9]{2}[0-9:.]*( ?[AaPp][Mm])?( ?(Z|UTC|GMT|BST|[+-][0-9]{2}(:?[0-9]{2})?))?)?$',
                1
              ),
              '-'
            ),
            LPAD(
              IF(
                (
                  STRPOS(
                    'janfebmaraprmayjunjulaugsepoctnovdec',
                    SUBSTR(
                      LOWER(
                        REGEXP_EXTRACT(
                          "t1"."offer_on",
                          '^([0-9]{4})[-/. ]([0-9]{1,2}|(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?))[-/. ]([0-9]{1,2})([ T][0-9]{1,2}:[0-9]{2}[0-9:.]*( ?[AaPp][Mm])?( ?(Z|UTC|GMT|BST|[+-][0-9]{2}(:?[0-9]{2})?))?)?$',
                          2
                        )
                      ),
                      IF(
                        (
                          0 + 1
                        ) >= 1,
                        0 + 1,
                        0 + 1 + LENGTH(
                          LOWER(
                            REGEXP_EXTRACT(
                              "t1"."offer_on",
                              '^([0-9]{4})[-/. ]([0-9]{1,2}|(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?))[-/. ]([0-9]{1,2})([ T][0-9]{1,2}:[0-9]{2}[0-9:.]*( ?[AaPp][Mm])?( ?(Z|UTC|GMT|BST|[+-][0-9]{2}(:?[0-9]{2})?))?)?$',
                              2
                            )
                          )
                        )
                      ),
                      3
                    )
                  ) - 1
                ) < 0,
                REGEXP_EXTRACT(
                  "t1"."offer_on",
                  '^([0-9]{4})[-/. ]([0-9]{1,2}|(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?))[-/. ]([0-9]{1,2})([ T][0-9]{1,2}:[0-9]{2}[0-9:.]*( ?[AaPp][Mm])?( ?(Z|UTC|GMT|BST|[+-][0-9]{2}(:?[0-9]{2})?))?)?$',
                  2
                ),
                CAST(CAST(FLOOR(
                  CAST((
                    STRPOS(
                      'janfebmaraprmayjunjulaugsepoctnovdec',
                      SUBSTR(
                        LOWER(
                          REGEXP_EXTRACT(
                            "t1"."offer_on",
                            '^([0-9]{4})[-/. ]([0-9]{1,2}|(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?))[-/. ]([0-9]{1,2})([ T][0-9]{1,2}:[0-9]{2}[0-9:.]*( ?[AaPp][Mm])?( ?(Z|UTC|GMT|BST|[+-][0-9]{2}(:?[0-9]{2})?))?)?$',
                            2
                          )
                        ),
                        IF(
                          (
                            0 + 1
                          ) >= 1,
                          0 + 1,
                          0 + 1 + LENGTH(
                            LOWER(
                              REGEXP_EXTRACT(
                                "t1"."offer_on",
                                '^([0-9]{4})[-/. ]([0-9]{1,2}|(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?))[-/. ]([0-9]{1,2})([ T][0-9]{1,2}:[0-9]{2}[0-9:.]*( ?[AaPp][Mm])?( ?(Z|UTC|GMT|BST|[+-][0-9]{2}(:?[0-9]{2})?))?)?$',
                                2
                              )
                            )
                          )
                        ),
                        3
                      )
                    ) - 1
                  ) AS DOUBLE) / (
                    3
                  )
                ) AS BIGINT) + 1 AS VARCHAR)
              ),
              GREATEST(
                LENGTH(
                  IF(
                    (
                      STRPOS(
                        'janfebmaraprmayjunjulaugsepoctnovdec',
                        SUBSTR(
                          LOWER(
                            REGEXP_EXTRACT(
                              "t1"."offer_on",
                              '^([0-9]{4})[-/. ]([0-9]{1,2}|(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?))[-/. ]([0-9]{1,2})([ T][0-9]{1,2}:[0-9]{2}[0-9:.]*( ?[AaPp][Mm])?( ?(Z|UTC|GMT|BST|[+-][0-9]{2}(:?[0-9]{2})?))?)?$',
                              2
                            )
                          ),
                          IF(
                            (
                              0 + 1
                            ) >= 1,
                            0 + 1,
                            0 + 1 + LENGTH(
                              LOWER(
                                REGEXP_EXTRACT(
                                  "t1"."offer_on",
                                  '^([0-9]{4})[-/. ]([0-9]{1,2}|(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?))[-/. ]([0-9]{1,2})([ T][0-9]{1,2}:[0-9]{2}[0-9:.]*( ?[AaPp][Mm])?( ?(Z|UTC|GMT|BST|[+-][0-9]{2}(:?[0-9]{2})?))?)?$',
                                  2
                                )
                              )
                            )
                          ),
                          3
                        )
                      ) - 1
                    ) < 0,
                    REGEXP_EXTRACT(
                      "t1"."offer_on",
                      '^([0-9]{4})[-/. ]([0-9]{1,2}|(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?))[-/. ]([0-9]{1,2})([ T][0-9]{1,2}:[0-9]{2}[0-9:.]*( ?[AaPp][Mm])?( ?(Z|UTC|GMT|BST|[+-][0-9]{2}(:?[0-9]{2})?))?)?$',
                      2
                    ),
                    CAST(CAST(FLOOR(
                      CAST((
                        STRPOS(
                          'janfebmaraprmayjunjulaugsepoctnovdec',
                          SUBSTR(
                            LOWER(
                              REGEXP_EXTRACT(
                                "t1"."offer_on",
                                '^([0-9]{4})[-/. ]([0-9]{1,2}|(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?))[-/. ]([0-9]{1,2})([ T][0-9]{1,2}:[0-9]{2}[0-9:.]*( ?[AaPp][Mm])?( ?(Z|UTC|GMT|BST|[+-][0-9]{2}(:?[0-9]{2})?))?)?$',
                                2
                              )
                            ),
                            IF(
                              (
                                0 + 1
                              ) >= 1,
                              0 + 1,
                              0 + 1 + LENGTH(
                                LOWER(
                                  REGEXP_EXTRACT(
                                    "t1"."offer_on",
                                    '^([0-9]{4})[-/. ]([0-9]{1,2}|(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?))[-/. ]([0-9]{1,2})([ T][0-9]{1,2}:[0-9]{2}[0-9:.]*( ?[AaPp][Mm])?( ?(Z|UTC|GMT|BST|[+-][0-9]{2}(:?[0-9]{2})?))?)?$',
                                    2
                                  )
                                )
                              )
                            ),
                            3
                          )
                        ) - 1
                      ) AS DOUBLE) / (
                        3
                      )
                    ) AS BIGINT) + 1 AS VARCHAR)
                  )
                ),
                2
              ),
              '0'
            )
          ),
          '-'
        ),
        LPAD(
          REGEXP_EXTRACT(
            "t1"."offer_on",
            '^([0-9]{4})[-/. ]([0-9]{1,2}|(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?))[-/. ]([0-9]{1,2})([ T][0-9]{1,2}:[0-9]{2}[0-9:.]*( ?[AaPp][Mm])?( ?(Z|UTC|GMT|BST|[+-][0-9]{2}(:?[0-9]{2})?))?)?$',
            3
          ),
          GREATEST(
            LENGTH(
              REGEXP_EXTRACT(
                "t1"."offer_on",
                '^([0-9]{4})[-/. ]([0-9]{1,2}|(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?))[-/. ]([0-9]{1,2})([ T][0-9]{1,2}:[0-9]{2}[0-9:.]*( ?[AaPp][Mm])?( ?(Z|UTC|GMT|BST|[+-][0-9]{2}(:?[0-9]{2})?))?)?$',
                3
              )
            ),
            2
          ),
          '0'
        )
      ) AS DATE),
      FROM_ISO8601_DATE('0001-01-01')
    )
  ) AS "date_2",
  CASE
    WHEN "t1"."sift" IN ('')
    THEN -1
    WHEN "t1"."sift" IN ('Pass')
    THEN 0
    WHEN "t1"."sift" IN ('Fail')
    THEN 1
    WHEN "t1"."sift" IN ('Withdrew')
    THEN 2
    ELSE -2
  END AS "stage_0",
  CASE
    WHEN "t1"."interview" IN ('')
    THEN -1
    WHEN "t1"."interview" IN ('Pass')
    THEN 0
    WHEN "t1"."interview" IN ('Fail')
    THEN 1
    WHEN "t1"."interview" IN ('Withdrew')
    THEN 2
    ELSE -2
  END AS "stage_1",
  CASE
    WHEN "t1"."offer" IN ('')
    THEN -1
    WHEN "t1"."offer" IN ('Pass')
    THEN 0
    WHEN "t1"."offer" IN ('Fail')
    THEN 1
    WHEN "t1"."offer" IN ('Withdrew')
    THEN 2
    ELSE -2
  END AS "stage_2"
FROM (
  SELECT
    COALESCE("t0"."application_id", '') AS "application_id",
    COALESCE("t0"."sift", '') AS "sift",
    COALESCE("t0"."interview", '') AS "interview",
    COALESCE("t0"."offer", '') AS "offer",
    COALESCE("t0"."sift_on", '') AS "sift_on",
    COALESCE("t0"."interview_on", '') AS "interview_on",
    COALESCE("t0"."offer_on", '') AS "offer_on",
    COALESCE("t0"."sex", '') AS "sex",
    COALESCE("t0"."place", '') AS "place"
  FROM "opened" AS "t0"
) AS "t1"
