// The words of the manager's board.

import type { Text } from "../shared/language";
import { ranges } from "../shared/words";

export const words = {
  title: { zh: "大厅管理", en: "Manage the hall" },
  waiting: { zh: "等候", en: "Waiting" },
  openWindows: { zh: "开放窗口", en: "Windows open" },
  openShort: { zh: "开放窗口", en: "Open" },
  longest: { zh: "最长等候", en: "Longest wait" },
  serving: { zh: "办理中", en: "Serving" },
  alarms: { zh: "告警", en: "Alarms" },
  noAlarms: { zh: "没有告警", en: "No alarms" },
  since: (time: string): Text => ({ zh: `${time} 起`, en: `since ${time}` }),
  helpCalled: (window: number, escalation: boolean): Text => ({
    zh: `${window}号窗口呼叫${escalation ? "“办不成事”专员" : "值班长"}`,
    en: `Window ${window} calls ${escalation ? "the escalation officer" : "a manager"}`,
  }),
  going: { zh: "已知悉", en: "On my way" },

  windows: { zh: "窗口", en: "Windows" },
  windowsMore: { zh: "点选窗口，再在右侧勾选事项，即可调配", en: "Choose windows, then tick services on the right to reassign" },
  calledNow: { zh: "叫号", en: "Called" },
  servingNow: { zh: "办理", en: "Serving" },
  nobody: { zh: "无人", en: "Nobody" },
  idle: { zh: "空闲", en: "Idle" },
  holds: (n: number): Text => ({ zh: `挂起 ${n}`, en: `${n} on hold` }),
  chosen: (numbers: readonly number[]): Text => ({
    zh: `已选 ${ranges(numbers).join("、")} 号窗口`,
    en: `Chosen: ${numbers.length === 1 ? "window" : "windows"} ${ranges(numbers).join(", ")}`,
  }),
  chooseNone: { zh: "取消选择", en: "Clear" },
  open: { zh: "开放", en: "Open" },
  pause: { zh: "暂停", en: "Pause" },
  close: { zh: "关闭", en: "Close" },
  kind: { zh: "类型", en: "Kind" },
  differing: { zh: "不一", en: "Various" },

  services: { zh: "事项", en: "Services" },
  service: { zh: "事项", en: "Service" },
  oldest: { zh: "最久", en: "Oldest" },
  perWindow: { zh: "人/窗", en: "Per window" },
  tick: (name: string): Text => ({ zh: `所选窗口办理${name}`, en: `Chosen windows do ${name}` }),

  plan: { zh: "调配预览", en: "Preview" },
  planNone: { zh: "没有改动", en: "Nothing changed yet" },
  planWindow: (n: number): Text => ({ zh: `${n}号`, en: `Window ${n}` }),
  apply: { zh: "立即应用", en: "Apply now" },
  discard: { zh: "放弃", en: "Discard" },
  save: { zh: "存为预案", en: "Save as preset" },
  presetName: { zh: "预案名称", en: "Name of the preset" },
  stranded: (names: string): Text => ({ zh: `将没有窗口办理：${names}`, en: `Nobody would do: ${names}` }),
  change: (service: string, waiting: number, before: number, after: number): Text => ({
    zh: `${service}：${waiting} 人等候，窗口 ${before} → ${after}`,
    en: `${service}: ${waiting} waiting, windows ${before} → ${after}`,
  }),
  applied: (n: number): Text => ({ zh: `已调配 ${n} 个窗口`, en: `${n} ${n === 1 ? "window" : "windows"} reassigned` }),
  saved: (name: string): Text => ({ zh: `预案“${name}”已保存`, en: `Preset “${name}” saved` }),
  undo: { zh: "撤销", en: "Undo" },
  undone: { zh: "已恢复为调配前", en: "Put back as it was" },
  busyWindow: (n: number): Text => ({ zh: `${n}号窗口有号票在办`, en: `Window ${n} has a ticket` }),

  presets: { zh: "潮汐预案", en: "Presets" },
  noPresets: { zh: "还没有预案。选好调配后可以保存。", en: "None yet. A preview can be saved." },
  usePreset: { zh: "预览", en: "Preview" },
  presetSame: (name: string): Text => ({ zh: `现在就是“${name}”`, en: `“${name}” is how things are now` }),
  notices: { zh: "屏幕公告", en: "Notices on screens" },
  noNotices: { zh: "没有公告", en: "No notices" },
  journal: { zh: "刚刚发生", en: "Just now" },
  journalNone: { zh: "今天还没有记录", en: "Nothing yet today" },

  closeHall: { zh: "今日闭厅", en: "Close for today" },
  reopenHall: { zh: "恢复取号", en: "Give tickets again" },
  closedHall: { zh: "今日已闭厅，不再取号", en: "Closed for today: no more tickets" },
  closeTitle: { zh: "今日闭厅？", en: "Close for today?" },
  closeMore: (n: number): Text => ({
    zh: n === 0 ? "停止取号。现在没有人等候。" : `停止取号。正在等候的 ${n} 人将记为“闭厅未办”，下次来优先办理。`,
    en:
      n === 0
        ? "No more tickets are given. Nobody is waiting."
        : `No more tickets. The ${n} still waiting count as unserved and have priority when they return.`,
  }),
  closedNow: (n: number): Text => ({ zh: `已闭厅，${n} 人未办`, en: `Closed, ${n} unserved` }),
  reopened: { zh: "已恢复取号", en: "Tickets are given again" },
  noBoard: { zh: "您的账号没有大厅管理的权限。", en: "Your account may not manage the hall." },
} as const;
