"""The truthful sentence about two tickets of one hall: which came first, and why.

A visitor is told another's credit in minutes only, never its reason or category; staff are told both.
"""

from hall.text import Text
from hall.ticketing.states import TicketState
from hall.ticketing.story.comparison import Comparison, Ground
from hall.ticketing.story.wording import Reader, Wording, upper


def explain(comparison: Comparison, reader: Reader) -> Text:
    """One sentence or two, in Chinese and English."""
    return _Sentence(comparison, reader).text()


class _Sentence:
    def __init__(self, comparison: Comparison, reader: Reader) -> None:
        self.told = comparison
        self.first, self.second = comparison.first, comparison.second
        self.staff = reader.staff
        self.words = Wording(reader, self.first, self.second)

    def text(self) -> Text:
        telling = {
            Ground.SAME: self.same,
            Ground.OTHER_DAY: self.other_day,
            Ground.KEY: self.key,
            Ground.APART: self.apart,
            Ground.NOT_YET_ISSUED: self.not_yet_issued,
            Ground.NOT_WAITING: self.not_waiting,
            Ground.OUT_OF_ORDER: self.out_of_order,
            Ground.ELSEWHERE: self.elsewhere,
            Ground.BOUND: self.bound,
            Ground.HELP_FIRST: self.help_first,
            Ground.NEVER_CALLED: self.never_called,
            Ground.UNTOLD: self.untold,
            Ground.AGAINST_THE_RULE: self.against_the_rule,
        }
        return telling[self.told.ground]()

    # --- the grounds

    def same(self) -> Text:
        number = self.first.number
        return Text(f"{number}就是这张号票。", f"{number} is this very ticket.")

    def other_day(self) -> Text:
        first, second = self.first, self.second
        return Text(
            f"{first.number}是{first.day:%Y-%m-%d}的号，{second.number}是{second.day:%Y-%m-%d}的号；每天重新排队。",
            f"{first.number} is of {first.day:%Y-%m-%d} and {second.number} of {second.day:%Y-%m-%d}; "
            "every day has its own order.",
        )

    def key(self) -> Text:
        first, second = upper(self.words.name(self.first)), self.words.name(self.second)
        order = self.words.order(self.first, self.second)
        if self.told.called_at is None:
            return Text(
                f"{first.zh}排在{second.zh}之前：{order.zh}。", f"{first.en} comes before {second.en}: {order.en}."
            )
        return Text(
            f"{first.zh}先于{second.zh}叫号：{order.zh}。", f"{first.en} was called before {second.en}: {order.en}."
        )

    def apart(self) -> Text:
        order = self.words.order(self.first, self.second)
        one, other = self.first.number, self.second.number
        return Text(
            f"{one}与{other}由不同的窗口办理，互不影响：{order.zh}。",
            f"{one} and {other} are for different windows and do not delay each other: {order.en}.",
        )

    def not_yet_issued(self) -> Text:
        called, second = self._called(), self.words.name(self.second)
        issued = self.words.clock(self.second.issued_at)
        if self.second.entered_at is not None:
            entered = self.words.clock(self.second.entered_at)
            return Text(
                f"{called.zh}，当时{second.zh}（{issued}发的手工号）还没有录入，{entered}才补录。",
                f"{called.en}; {second.en}, given on paper at {issued}, was entered only later, at {entered}.",
            )
        return Text(
            f"{called.zh}，{second.zh}在{issued}才取号。", f"{called.en}; {second.en} was taken later, at {issued}."
        )

    def not_waiting(self) -> Text:
        called, second, was = self._called(), self.words.name(self.second), _WAS[self.second.state]
        return Text(f"{called.zh}，当时{second.zh}{was.zh}。", f"{called.en}; {second.en} {was.en} then.")

    def out_of_order(self) -> Text:
        called, by_key = self._called(), self._by_key()
        return Text(
            f"{called.zh}，是窗口不按顺序呼叫的，此类呼叫须说明理由并留有记录。{by_key.zh}。",
            f"{called.en}, out of order: such a call needs a reason and is logged. {by_key.en}.",
        )

    def elsewhere(self) -> Text:
        called, second = self._called(), self.words.name(self.second)
        return Text(
            f"{called.zh}，该窗口不办理{second.zh}当前要办的事项。",
            f"{called.en}, and that window does not handle what {second.en} was waiting for.",
        )

    def bound(self) -> Text:
        called, second = self._called(), self.words.name(self.second)
        own = Text("原窗口", "its own window")
        if self.told.bound is not None:
            own = Text(f"{self.told.bound}号窗口", f"window {self.told.bound}")
        return Text(
            f"{called.zh}，而{second.zh}只由{own.zh}办理。",
            f"{called.en}, and {second.en} is called by {own.en} alone.",
        )

    def help_first(self) -> Text:
        """Who asked for help is said to staff alone."""
        called, first, second = self._called(), self.words.name(self.first), self.words.name(self.second)
        asked = Text(f"（{first.zh}需要帮办）", f" ({first.en} asked for it)") if self.staff else Text("", "")
        return Text(
            f"{called.zh}，该窗口先为需要帮办的人办理{asked.zh}，再为{second.zh}等其他人办理。",
            f"{called.en}, which serves those who asked for help{asked.en} before others like {second.en}.",
        )

    def never_called(self) -> Text:
        first, second = self.words.name(self.first), self.words.name(self.second)
        was, now = self.second.state.is_now, self.first.state.is_now
        return Text(
            f"{upper(second).zh}没有被呼叫过，{was.zh}；{first.zh}{now.zh}。",
            f"{upper(second).en} was never called and {was.en}; {first.en} {now.en}.",
        )

    def untold(self) -> Text:
        called, by_key = self._called(), self._by_key()
        return Text(
            f"{called.zh}；该窗口当时能办哪些事项没有记录。{by_key.zh}。",
            f"{called.en}; what that window could do then is not on record. {by_key.en}.",
        )

    def against_the_rule(self) -> Text:
        called, by_key = self._called(), self._by_key()
        return Text(
            f"{called.zh}。{by_key.zh}，按规则不应如此，请向工作人员反映。",
            f"{called.en}. {by_key.en}: by the rules this should not have happened; please tell the staff.",
        )

    # --- their parts

    def _called(self) -> Text:
        first = upper(self.words.name(self.first))
        at = self.words.clock(self.told.called_at) if self.told.called_at is not None else ""
        window = self.told.window
        by = Text(f"由{window}号窗口", f" by window {window}") if window is not None else Text("", "")
        return Text(f"{first.zh}于{at}{by.zh}叫号", f"{first.en} was called at {at}{by.en}")

    def _by_key(self) -> Text:
        """Who comes first by the keys, said of a call that did not follow them."""
        order, second = self.words.order(self.second, self.first), self.words.name(self.second)
        return Text(f"按规则本应先叫{second.zh}：{order.zh}", f"In order it would have been {second.en}: {order.en}")


_WAS = {
    TicketState.WAITING: Text("在等候", "was waiting"),
    TicketState.CALLED: Text("已被呼叫", "had been called already"),
    TicketState.SERVING: Text("正在办理", "was being served"),
    TicketState.HELD: Text("已挂起", "was on hold"),
    TicketState.PASSED: Text("已过号", "had missed its call"),
    TicketState.DONE: Text("已办结", "was done"),
    TicketState.CANCELLED: Text("已取消", "was cancelled"),
    TicketState.ABANDONED: Text("已弃号", "was given up"),
    TicketState.UNSERVED: Text("因闭厅未办理", "was left unserved at closing"),
}
