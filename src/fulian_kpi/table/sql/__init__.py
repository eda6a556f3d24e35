"""The statements by which a database judges and scores a table, in whole numbers.

Rows that read alike are one case (``kpi_cases``), which is judged once. The core parses each
distinct target (``kpi_rules``) and each distinct weight (``kpi_weights``). An actual that is a
plain number, alone or with the target's unit, is compared with the bounds of its rule. Every other
one, such as a grade, a date, or what cannot be read, is answered by the core (``kpi_answers``).
"""
