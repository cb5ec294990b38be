// One journal entry in words: what happened, to which ticket, at which window.

import { say, type Text } from "../shared/language";
import type { Outcome } from "../shared/types";
import { words as common } from "../shared/words";
import type { JournalEntry } from "../staff/shapes";
import { words as staff } from "../staff/words";
import { LATER } from "./journal-words-later";
import type { Data, Names, Telling } from "./telling";

const at = (data: Data): Text => {
  const window = data["window_number"];
  return typeof window === "number" ? { zh: `${window}号窗口`, en: `window ${window}` } : { zh: "", en: "" };
};
const number = (data: Data): string => String(data["number"] ?? "");
const join = (zh: string, en: string): Text => ({ zh: zh.trim(), en: en.trim().replace(/^./, (first) => first.toUpperCase()) });

/** Something a window did with a ticket. */
const done =
  (zh: string, en: string): Telling =>
  (data) => {
    const window = at(data);
    return join(`${window.zh} ${zh} ${number(data)}`, `${window.en || "a ticket"} ${en} ${number(data)}`);
  };
/** Something that became of a ticket. */
const became =
  (zh: string, en: string): Telling =>
  (data) =>
    join(`${number(data)} ${zh}`, `${number(data)} ${en}`);
const window =
  (zh: string, en: string): Telling =>
  (data) =>
    join(`${at(data).zh}${zh}`, `${at(data).en} ${en}`);

/** What a ticket is for. */
const services: Telling = (data, names) => {
  const codes = Array.isArray(data["services"]) ? (data["services"] as unknown[]).map(String) : [];
  const list = (language: "zh" | "en"): string =>
    codes.map((code) => names.get(code)?.[language] ?? code).join(language === "zh" ? "、" : ", ");
  return join(list("zh"), list("en"));
};

const NONE: Names = new Map();

const TELLINGS: Readonly<Record<string, Telling>> = {
  ...LATER,
  ticket_issued: (data, names) => {
    const channel = staff.channels[String(data["channel"])];
    const matters = services(data, names);
    return join(
      `${number(data)} 取号${channel ? `（${channel.zh}）` : ""}：${matters.zh}`,
      `${number(data)} issued${channel ? ` (${channel.en.toLowerCase()})` : ""}: ${matters.en}`,
    );
  },
  ticket_entered: (data, names) => {
    const matters = services(data, names);
    return join(`${number(data)} 应急号补录：${matters.zh}`, `${number(data)} entered from paper: ${matters.en}`);
  },
  ticket_called: (data) =>
    data["out_of_order"] ? done("不按顺序呼叫", "called out of order")(data, NONE) : done("呼叫", "called")(data, NONE),
  ticket_recalled: done("重呼", "recalled"),
  ticket_started: done("开始办理", "started"),
  ticket_finished: (data) => {
    // Whoever sees the hall from the county is told that it ended, not how.
    if (!Array.isArray(data["outcomes"])) return done("办结", "finished")(data, NONE);
    const outcomes = data["outcomes"] as { outcome: Outcome }[];
    const told = (language: "zh" | "en"): string =>
      [...new Set(outcomes.map((one) => common.outcomes[one.outcome]?.[language] ?? one.outcome))].join(
        language === "zh" ? "、" : ", ",
      );
    return join(`${at(data).zh} 办结 ${number(data)}：${told("zh")}`, `${at(data).en} finished ${number(data)}: ${told("en")}`);
  },
  ticket_held: done("挂起", "put on hold"),
  ticket_resumed: done("恢复", "resumed"),
  ticket_unbound: became("可由其他窗口接办", "may be taken by other windows"),
  ticket_transferred: (data) => {
    const to = data["to_window_number"];
    const where =
      typeof to === "number" ? { zh: `到${to}号窗口`, en: `to window ${to}` } : { zh: "改办事项", en: "to another matter" };
    return join(`${at(data).zh} 转办 ${number(data)} ${where.zh}`, `${at(data).en} transferred ${number(data)} ${where.en}`);
  },
  ticket_passed: done("过号", "passed over"),
  ticket_requeued: became("恢复排队", "is back in the queue"),
  ticket_upgraded: became("确认绿色通道", "green channel confirmed"),
  ticket_undone: (data) => {
    const undone = TELLINGS[String(data["undone"])]?.({ number: data["number"] }, NONE) ?? { zh: number(data), en: number(data) };
    return join(`${at(data).zh} 撤销：${undone.zh}`, `${at(data).en} undid: ${undone.en}`);
  },
  ticket_cancelled: became("已取消", "cancelled"),
  ticket_abandoned: became("弃号", "given up"),
  ticket_unserved: became("闭厅未办", "not served before closing"),
  ticket_reprinted: became("补打号票", "slip printed again"),
  ticket_told_again: became("再次材料不齐", "lacks materials again"),
  ticket_accompanied: (data) =>
    data["accompanied"]
      ? became("有人陪同", "is accompanied")(data, NONE)
      : became("不再有人陪同", "is accompanied no longer")(data, NONE),
  window_changed: (data) => windowChanged(data),
  duty_started: window("有人上岗", "somebody signed in"),
  duty_ended: window("签退", "signed out"),
  duty_handed_over: window("交接", "handed over"),
  help_called: (data) =>
    window(
      data["whom"] === "escalation" ? "呼叫“办不成事”专员" : "呼叫值班长",
      data["whom"] === "escalation" ? "calls the escalation officer" : "calls a manager",
    )(data, NONE),
  alarm_raised: (data, names) => alarmTold(data, names, "告警", "alarm"),
  alarm_acknowledged: (data, names) => alarmTold(data, names, "告警已知悉", "alarm acknowledged"),
  alarm_cleared: (data, names) => alarmTold(data, names, "告警解除", "alarm over"),
  assistance_requested: () => ({ zh: "有人申请帮办", en: "Help was asked for" }),
  assistance_step_taken: (data) => HELP[String(data["state"])] ?? { zh: "帮办有进展", en: "A request for help moved on" },
  preset_saved: () => ({ zh: "保存了潮汐预案", en: "A preset was saved" }),
  hall_changed: () => ({ zh: "大厅设置已更改", en: "The hall's settings changed" }),
  notice_changed: () => ({ zh: "屏幕通知已更改", en: "The notices changed" }),
  hall_closed: () => ({ zh: "今日闭厅", en: "Closed for the day" }),
  hall_reopened: () => ({ zh: "恢复取号", en: "Tickets are given again" }),
  day_ended: () => ({ zh: "一天结束", en: "The day ended" }),
};

const HELP: Readonly<Record<string, Text>> = {
  requested: { zh: "帮办交回待办", en: "A request for help waits again" },
  assigned: { zh: "帮办已指派", en: "Somebody was named to help" },
  underway: { zh: "帮办中", en: "Somebody is being helped" },
  done: { zh: "帮办完成", en: "Somebody was helped" },
  withdrawn: { zh: "帮办撤回", en: "A request for help was withdrawn" },
  unmet: { zh: "未帮到", en: "Nobody had come to help" },
};

const ALARMS: Readonly<Record<string, Text>> = {
  no_open_window: { zh: "没有开放的窗口", en: "no window open" },
  crowded: { zh: "人多窗少", en: "crowded" },
  long_wait: { zh: "等候过久", en: "long wait" },
  slow_ticket: { zh: "办理过久", en: "slow ticket" },
  idle_window: { zh: "窗口空闲", en: "idle window" },
  carrier_silent: { zh: "通知发不出", en: "carrier silent" },
  told_again: { zh: "再次材料不齐，有首次未告知的", en: "missing materials that were not told at once" },
  help_manager: { zh: "呼叫值班长", en: "manager called" },
  help_escalation: { zh: "呼叫“办不成事”专员", en: "escalation officer called" },
  red_card: { zh: "“办不成事”红牌", en: "red card of a record" },
};

/** What an alarm is about: a service by its name, or a window. */
function alarmTold(data: Data, names: Names, zh: string, en: string): Text {
  const what = ALARMS[String(data["what"])] ?? { zh: String(data["what"]), en: String(data["what"]) };
  const code = data["service"];
  const about = typeof code === "string" ? (names.get(code) ?? { zh: code, en: code }) : at(data);
  const [inChinese, inEnglish] = about.zh === "" ? [what.zh, what.en] : [`${about.zh} ${what.zh}`, `${about.en}, ${what.en}`];
  return join(`${zh}：${inChinese}`, `${en}: ${inEnglish}`);
}

const CAUSES: Readonly<Record<string, Text>> = {
  opened: { zh: "开放", en: "opened" },
  paused: { zh: "暂停", en: "paused" },
  reopened: { zh: "恢复服务", en: "reopened" },
  closed: { zh: "关闭", en: "closed" },
  reassigned: { zh: "重新调配", en: "reassigned" },
  handed_over: { zh: "换人", en: "changed hands" },
};

function windowChanged(data: Data): Text {
  const after = data["after"] as { number?: number } | undefined;
  const cause = CAUSES[String(data["cause"])] ?? { zh: "已更改", en: "changed" };
  return window(cause.zh, cause.en)({ window_number: after?.number }, NONE);
}

/** A kind this page does not know yet is told by its name, so that nothing is hidden. */
export function inWords(entry: Pick<JournalEntry, "kind" | "data">, names: Names = NONE): Text {
  return TELLINGS[entry.kind]?.(entry.data, names) ?? { zh: entry.kind, en: entry.kind };
}

export function told(entry: Pick<JournalEntry, "kind" | "data">, names: Names): string {
  return say(inWords(entry, names));
}
