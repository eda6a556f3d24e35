"""``python -m fulian_kpi`` is ``kpi``."""

from fulian_kpi.cli.app import main

if __name__ == "__main__":
    main()
