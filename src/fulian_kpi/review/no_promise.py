"""Numbers in a text that promise nothing: years, names, ordinals, slogans, what has been."""

import re
from typing import Final

_YEAR: Final = "(?:19|20)[0-9]{2}"
_MONTH: Final = "(?:0?[1-9]|1[0-2])"
_ONES: Final = "[一二两三四五六七八九十百千]"
_NAMES: Final = re.compile(
    "|".join(
        (
            # Documents, their numbers, and whatever is quoted: “十四五”, “六大行动”, “四好农村路”.
            "《[^》]*》",
            "“[^”]*”",
            "「[^」]*」",
            "‘[^’]*’",
            '"[^"]{1,20}"',
            "〔[^〕]*〕",
            r"\([^()]*号\)",
            "(?<![0-9])[0-9]+ *号",
            # Dates and spans of them: 2021—2030年, 2023.07-2024.01, 12月31日, 三季度, 24小时.
            rf"{_YEAR} *年? *[-~至到] *{_YEAR} *年?",
            rf"{_YEAR}[.]{_MONTH}(?![0-9万亿%个人])(?: *[-~至] *{_YEAR}[.]{_MONTH})?",
            rf"{_YEAR}[-/]{_MONTH}(?:[-/][0-9]{{1,2}})?",
            rf"{_YEAR} *(?:年|学年)度?",
            rf"{_MONTH} *[-~至到] *{_MONTH} *月份?",
            rf"{_MONTH} *月份?(?: *[0-9]{{1,2}} *[日号])?",
            f"{_ONES}{{1,3}}(?:月份?|季度|周年)",
            r"(?:(?<![0-9])[0-9] *[xX×*] *)?24 *小时",
            # Ordinals, ranks and list numbers: 第三次, 前10名, 一是, (二), 目标1:, 1、
            rf"第 *(?:[0-9]+|{_ONES}+)",
            rf"前 *(?:[0-9]+|{_ONES}+)(?=[名位强])",
            rf"{_ONES}是",
            rf"\((?:[0-9]+|{_ONES}+)\)",
            "(?:目标|任务|指标|措施|附件) *[0-9]+",
            r"(?<![0-9.,])[0-9]{1,2} *[、](?=[^0-9])",
            # Slogans and fixed words: 两个维护, 六个一, 三位一体, 一站式, 一批, 五好, 三八节.
            f"{_ONES}个(?:意识|自信|维护|确立|全面|务必|代表|覆盖|打造|一(?![万千百]))",
            f"{_ONES}(?:位一体|公经费|站式|体化|对一|系列|批|大|重|化|好|史|会|农|优|新|纲|级联动|八)",
        )
    )
)
_FACT: Final = re.compile(
    "(?:已|业已)经?(?:建|完|开|落|实|培|发|有|覆|创|累|达|组|举|成|打|在|为|于)|目前|现有|共有|现辖|下辖|辖有|原有|"
    "截[至止]|(?<![较比])(?:去年|上年)(?!同期)|以来|位居|位列|排名|涉及|其中|总面积|总人口|前身|成立于|"
    "按照.*标准"
)

_OF_A_YEAR: Final = re.compile(rf"(?<![较比与0-9~至到-])({_YEAR}) *年(?! *[-~至到])")


def without_names(text: str) -> str:
    """Return folded `text` with a blank for each character of a number that promises nothing.

    Offsets stay what they were.
    """
    return _NAMES.sub(lambda found: " " * len(found[0]), text)


def is_fact(clause: str) -> bool:
    """Return whether a clause tells what is, was, or is only a part: 目前已有12家, 其中5场."""
    return bool(_FACT.search(clause))


def is_past(clause: str, year: int | None) -> bool:
    """Return whether a clause tells of a year before `year`: 2021年合格率为90%, not 较2021年."""
    return year is not None and any(int(each) < year for each in _OF_A_YEAR.findall(clause))
