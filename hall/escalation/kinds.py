"""What a record is sorted by: why something could not get done, and how it ended."""

from enum import StrEnum

from hall.text import Text


class Cause(StrEnum):
    """Why it could not get done."""

    POLICY = "policy"
    PROCESS = "process"
    MATERIALS = "materials"
    SYSTEM = "system"
    COORDINATION = "coordination"
    ATTITUDE = "attitude"
    LEFT_OVER = "left_over"
    VISITOR = "visitor"
    OTHER = "other"

    @property
    def words(self) -> Text:
        return _CAUSES[self]


class CaseOutcome(StrEnum):
    """How it ended."""

    DONE = "done"
    DONE_OTHERWISE = "done_otherwise"
    EXPLAINED = "explained"
    IMPOSSIBLE = "impossible"

    @property
    def words(self) -> Text:
        return _OUTCOMES[self]


_CAUSES = {
    Cause.POLICY: Text("政策规定", "Policy"),
    Cause.PROCESS: Text("流程不畅", "Process"),
    Cause.MATERIALS: Text("材料问题", "Materials"),
    Cause.SYSTEM: Text("系统故障", "System"),
    Cause.COORDINATION: Text("部门协同", "Departments did not work together"),
    Cause.ATTITUDE: Text("服务态度", "How somebody was treated"),
    Cause.LEFT_OVER: Text("历史遗留", "Left over from long ago"),
    Cause.VISITOR: Text("自身原因", "The visitor's own side"),
    Cause.OTHER: Text("其他", "Other"),
}
_OUTCOMES = {
    CaseOutcome.DONE: Text("已办成", "Done"),
    CaseOutcome.DONE_OTHERWISE: Text("通过其他途径办成", "Done another way"),
    CaseOutcome.EXPLAINED: Text("已解释说明", "Explained"),
    CaseOutcome.IMPOSSIBLE: Text("依法不能办理", "Cannot lawfully be done"),
}
