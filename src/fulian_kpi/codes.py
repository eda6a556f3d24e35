"""The table of codes: what each means, with an example of the fault and of its cure.

KPI0xx files and YAML, KPI1xx target expressions, KPI2xx review of targets, KPI3xx actuals,
KPI4xx score and form. A code is never given to another fault once it has been published.
"""

from enum import Enum, StrEnum
from typing import Self


class Severity(StrEnum):
    """How serious a finding is."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Code(Enum):
    """One kind of finding. ``kpi explain KPI101`` prints its page."""

    id: str
    title: str
    page: str
    severity: Severity

    def __init__(
        self, code_id: str, title: str, page: str, severity: Severity = Severity.ERROR
    ) -> None:
        """Name the parts of a member's value."""
        self.id = code_id
        self.title = title
        self.page = page
        self.severity = severity

    @classmethod
    def find(cls, code_id: str) -> Self | None:
        """Return the code with this id, such as ``KPI101``, in either case."""
        return next((each for each in cls if each.id == code_id.upper()), None)

    # ------------------------------------------------------------------ files and YAML
    UNREADABLE_FILE = (
        "KPI001",
        "文件读不了",
        "文件不存在、是文件夹、没有权限，或者不是文本文件。请核对路径；路径相对于当前文件夹，"
        "实际值文件中的 targets: 相对于该文件所在的文件夹。",
    )
    ENCODING = (
        "KPI002",
        "文件编码认不出",
        "文件既不是 UTF-8，也不是 GB18030（GBK）。请在编辑器中另存为 UTF-8。"
        "文本里也不能有看不见的控制字符，它们多半是从别处粘贴来的，请删去。",
    )
    LEGACY_ENCODING = (
        "KPI003",
        "按 GB18030 读取",
        "文件不是 UTF-8，已按 GB18030（GBK）读取，内容不受影响。建议另存为 UTF-8，"
        "否则其他工具可能显示乱码。",
        Severity.WARNING,
    )
    SYNTAX = (
        "KPI004",
        "YAML 语法错误",
        "文件不符合 YAML 语法。最常见的原因：缩进用了制表符或没有对齐；冒号用了中文“：”或"
        "后面没有空格；"
        '以 > % ! * & @ ` 开头的值没有加引号。\n\n错误：target: >=85%\n正确：target: ">=85%"',
    )
    EMPTY_FILE = ("KPI005", "文件是空的", "文件里没有任何内容，或者只有注释。")
    DUPLICATE_KEY = (
        "KPI006",
        "键重复",
        "同一处的同一个键写了两次，后写的会悄悄盖掉先写的，所以不允许。请删去一个，或改正键名。",
    )
    FORBIDDEN_YAML = (
        "KPI007",
        "不支持的 YAML 写法",
        "锚点（&）、别名（*）、标签（!）、指令（%）、多份文档（---）和不是文字的键"
        "会让同一份文件有不止一种读法，所以不允许。"
        '如果只是想写这些符号本身，请给值加上引号。\n\n错误：target: !=3\n正确：target: "=3个"',
    )
    TOO_LARGE = (
        "KPI008",
        "文件或内容过大",
        "文件、层数或某一项内容超出了合理的大小。嵌套不超过 32 层，单项文字不超过 2 万字。",
    )
    BLOCK_SCALAR = (
        "KPI009",
        "未加引号的 > 被当作折叠文本",
        "YAML 把值开头的 > 和 | 看作多行文本的记号，>5 会变成空字符串。请给值加上引号。\n\n"
        '错误：target: >5\n正确：target: ">5"',
    )
    UNKNOWN_KEY = (
        "KPI010",
        "不认识的键",
        "键名写错了，或者写在了不该写的层级。提示里给出最接近的键名和允许的全部键名。",
    )
    MISSING_KEY = ("KPI011", "缺少必填项", "必填的键没有写。`kpi schema targets` 列出全部字段。")
    WRONG_VALUE = (
        "KPI012",
        "值不对",
        "值的类型或范围不对，例如该写数字的地方写了文字，或者 012、1_000 这样没有人这么写的数字。",
    )
    DUPLICATE_ID = (
        "KPI013",
        "编号重复",
        "每个指标和任务的编号（id）在一份文件中只能用一次，实际值靠它对应。",
    )
    UNKNOWN_LEVEL = (
        "KPI014",
        "不认识的一级或二级指标",
        "一级指标为成本指标、产出指标、效益指标、满意度指标，二级指标须是该一级指标之下的规范名称。",
    )
    UNKNOWN_TASK = (
        "KPI015",
        "没有这个任务",
        "指标的 task 必须是 tasks 中列出的任务编号；整张表共有的指标不写 task。",
    )

    NOTHING_FOUND = (
        "KPI016",
        "没有符合条件的内容",
        "文件里没有指标，或者没有符合 --task、--category、--year 的内容。",
    )

    # ------------------------------------------------------------------ target expressions
    EXPRESSION = (
        "KPI101",
        "指标值读不懂",
        "指标值不是数量、区间、时限、增减或“定性”中的任何一种。"
        "不确定的内容不会被猜测。\n\n"
        "数量：=23个  ≥85%  ≤30万元  不少于12次  90%以上\n"
        "区间：3-5个  4.5%至5%\n"
        "时限：2022年12月31日前  10月底前\n"
        "增减：增长8%  下降3%以上\n"
        "定性：定性高中低  定性：有效提升\n\n"
        "错误：有效提升\n正确：定性：有效提升",
    )
    NUMBER = (
        "KPI102",
        "数字写法不对",
        "数字可以写 23、1,000.50、二十三、百分之八十五、1.2万。不能有前导零、下划线、"
        "科学计数法，也不能为负数，最多 20 位。\n\n错误：≥1_000人\n正确：≥1,000人",
    )
    UNIT = (
        "KPI103",
        "单位读不懂",
        "单位写到量词为止，例如 个、场、人次、万元、元/人·月。单位里不能有数字或标点。",
    )
    NO_BOUND = (
        "KPI104",
        "没有界限，无法判定",
        "左右、约、近、余、多 没有说明到多少算完成，审核时也会被退回。"
        "请写明界限。\n\n错误：5.5%左右\n正确：≤5.5%，或 5%-6%",
    )
    SIGN = (
        "KPI105",
        "符号位置不对或重复",
        "符号（= ≥ ≤ > <）写在最前面，而且只写一个。\n\n错误：%≥95\n正确：≥95%",
    )
    RANGE = (
        "KPI106",
        "区间写法不对",
        "区间的下限不能大于上限，两端单位要相同，两端都算在内。\n\n错误：5-3个\n正确：3-5个",
    )
    DATE = (
        "KPI107",
        "日期不对",
        "时限写成 2022年12月31日前、2022年10月底前、12月底前。日期必须真实存在。",
    )
    UNKNOWN_GRADE = (
        "KPI108",
        "等级写法不对",
        "定性指标写成 定性高中低、定性优良中差 这样从好到差的整个尺度，"
        "要求达到的等级写在括号里：定性优良中差（良）。",
    )

    # ------------------------------------------------------------------ review of targets
    IMPLIED_SIGN = (
        "KPI201",
        "缺少符号",
        "只写了数量，没有写 = ≥ ≤。成本指标按 ≤ 读，其他指标按 ≥ 读；"
        "请写明，以免评价时有两种理解。\n\n不好：100%\n更好：≥100% 或 =100%",
        Severity.WARNING,
    )

    # ------------------------------------------------------------------ actuals
    ACTUAL = (
        "KPI301",
        "实际值读不懂",
        "实际值要按指标值的种类填写：数量写 23个 或 26.4%，比率也可以写 29/30，"
        "等级写尺度中的一个字，定性写 达成、部分达成、未达成，时限写 2022-11-30，"
        "不适用的写 不适用 并说明原因。",
    )
    ACTUAL_UNIT = (
        "KPI302",
        "实际值的单位与指标值不同",
        "单位不同时不作换算：人不等于人次，次不等于场。元与万元、人与万人是同一单位，可以互换。",
    )
    AMBIGUOUS_MULTIPLIER = (
        "KPI303",
        "没有单位的数字有两种理解",
        "指标值以万或亿写出时，只写 1.2 既可能是 1.2万，也可能是 1.2。请写明单位。",
    )
    AMBIGUOUS_PERCENT = (
        "KPI304",
        "没有百分号的小数有两种理解",
        "指标值是百分比时，只写 0.98 既可能是 0.98%，也可能是 98%。请写明百分号。",
    )
    ACTUAL_SIGN = (
        "KPI305",
        "实际值里不该有符号",
        "实际值是一个确数，不能写 ≥266米、5场以上或 约300人。请写实际完成的数。",
    )
    NEGATIVE = (
        "KPI306",
        "实际值为负",
        "数量和比率不能为负数；增减类指标的反向变化写 下降3% 或 -3%。",
    )
    SHARE_ABOVE_WHOLE = (
        "KPI307",
        "份额大于全体",
        "写成分数的比率，分子不能大于分母，分母不能为零，例如 29/30。",
    )
    OFF_SCALE = (
        "KPI308",
        "等级不在尺度上",
        "只能填写指标值尺度中的等级，例如 定性高中低 只能填 高、中、低。",
    )
    ACTUAL_DATE = (
        "KPI309",
        "实际完成日期不对",
        "时限类指标填写实际完成的日期，例如 2022-11-30；还没有完成的填写 未完成。",
    )
    UNKNOWN_ID = (
        "KPI310",
        "没有这个指标",
        "实际值里的编号在目标文件中不存在。提示里给出最接近的编号。",
    )
    UNEXPLAINED_NOT_APPLICABLE = (
        "KPI311",
        "不适用没有说明原因",
        "不适用的指标不计分，必须写明原因：{value: 不适用, reason: 项目取消}。",
    )
    SHARE_OUTSIDE_BAND = (
        "KPI312",
        "得分比例不在该档之内",
        "达成为 80%–100%，部分达成为 60%–80%（不含 80%），未达成为 0%–60%（不含 60%）；"
        "只有定性指标和时限指标可以给出得分比例。",
    )
    WRONG_TARGETS = (
        "KPI313",
        "实际值与目标对不上",
        "实际值文件没有写明 targets:，或者所指的目标文件读不了。也可以用 --targets 指定。",
    )

    # ------------------------------------------------------------------ score and form
    MISSING_REASON = (
        "KPI401",
        "缺少偏差原因",
        "没有达成、等于类目标被超过、或远超目标的指标，自评表的“偏差原因分析及改进措施”一栏必须填写。"
        "\n\n写法：{value: 9800人次, reason: 主会场因天气缩小规模；下一年度安排备选场地}",
        Severity.WARNING,
    )
    UNREPORTED = (
        "KPI402",
        "未填报",
        "指标没有实际值，不得分。年中检查时可用 --allow-unreported。",
        Severity.WARNING,
    )
    WEIGHT_SUM = (
        "KPI403",
        "分值合计不对",
        "声明的分值与预算执行率合计应当是 100；各项分值之和应当等于所属一级指标的分值。",
    )
    SOME_WEIGHTS = (
        "KPI404",
        "只有部分指标写了分值",
        "分值要么每项都写，要么都不写。都不写时按评分办法平均分配，报告中注明“建议分值”。",
    )
    ZERO_WEIGHT = ("KPI405", "分值不大于零", "每项分值必须大于零。")
    NO_BUDGET = (
        "KPI406",
        "预算数为零或没有填写",
        "预算执行率 = 执行数 ÷ 调整后预算数。调整后预算数必须大于零；"
        "不写时用目标文件中的资金总额。",
    )
    OVERSPENT = (
        "KPI407",
        "执行数大于预算数",
        "预算执行率按 100% 封顶计分。请核对执行数和调整后预算数。",
        Severity.WARNING,
    )
    LOW_EXECUTION = (
        "KPI408",
        "预算执行率偏低，缺少原因",
        "执行率低于 90% 时须说明原因：budget: {adjusted: …, executed: …, reason: …}。",
        Severity.WARNING,
    )
    UNKNOWN_POLICY = (
        "KPI409",
        "没有这个评分办法",
        "自带的评分办法有 national-2020 和 national-2020-ratio；也可以写一个 .yaml 文件的路径。",
    )
    NOTHING_APPLIES = (
        "KPI410",
        "全部指标都不适用",
        "所有指标都填写了不适用，没有可以评分的内容。",
    )
