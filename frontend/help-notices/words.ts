// The words of the page of help and one-time notices.

import type { Text } from "../shared/language";
import type { Part } from "./shapes";
import type { Preset } from "./state";

export const words = {
  title: { zh: "帮办代办与一次性告知", en: "Help and one-time notices" },
  noCounts: { zh: "您的账号没有查看统计的权限。", en: "Your account may not see figures." },
  parts: {
    help: { zh: "帮办代办", en: "Help" },
    notices: { zh: "一次性告知", en: "One-time notices" },
  } as Readonly<Record<Part, Text>>,
  figures: { zh: "指标", en: "Figures" },
  pages: { zh: "本页内容", en: "On this page" },

  period: { zh: "时段", en: "Period" },
  presets: {
    today: { zh: "今天", en: "Today" },
    week: { zh: "本周", en: "This week" },
    month: { zh: "本月", en: "This month" },
    thirty: { zh: "近30天", en: "Last 30 days" },
  } as Readonly<Record<Exclude<Preset, "own">, Text>>,
  from: { zh: "从", en: "From" },
  to: { zh: "到", en: "To" },

  lead: {
    help: { zh: "按申请日期统计，以现在的状态计。", en: "Requests made on these days, as they stand now." },
    notices: {
      zh: "按首次告知的号票日期统计；以后又缺材料的，算在首次告知的人名下。",
      en: "First notices on tickets of these days. What was missing on a later visit counts with whoever told first.",
    },
  } as Readonly<Record<Part, Text>>,

  counted: {
    requested: { zh: "申请", en: "Requests" },
    waiting: { zh: "等待帮办", en: "Waiting" },
    helped_now: { zh: "正在帮办", en: "Somebody is on it" },
    overdue: { zh: "超时没人到", en: "Nobody came in time" },
    started: { zh: "有人到场", en: "Somebody came" },
    started_in_time: { zh: "按时到场", en: "Came in time" },
    come_due: { zh: "应有人到场", en: "Somebody came or should have" },
    come_later: { zh: "未到期", en: "Not due yet" },
    done: { zh: "已帮办", en: "Helped" },
    withdrawn: { zh: "已撤回", en: "Withdrawn" },
    unmet: { zh: "未帮到", en: "Nobody had come" },
    told: { zh: "一次性告知", en: "Notices" },
    returned: { zh: "告知后回来", en: "Came back" },
    credited: { zh: "期限内优先", en: "Came back in time" },
    told_again: { zh: "又缺材料", en: "Missing again" },
    not_told_first: { zh: "首次漏告知", en: "Not told at first" },
  } as Readonly<Record<string, Text>>,
  rates: {
    in_time: { zh: "按时到场率", en: "In time" },
    mean_wait: { zh: "大厅内平均等待", en: "Mean wait in the hall" },
    told_whole: { zh: "一次告知到位率", en: "Told whole at once" },
  },
  longest: (minutes: string): Text => ({ zh: `最长 ${minutes}`, en: `at most ${minutes}` }),
  minutes: (n: string): Text => ({ zh: `${n} 分钟`, en: `${n} min` }),
  restsOn: { zh: "依据", en: "Rests on" },
  nothingYet: { zh: "暂无", en: "None yet" },
  toRows: (what: string, n: number): Text => ({ zh: `查看${what} ${n} 条`, en: `Show ${n}: ${what.toLowerCase()}` }),

  divideBy: { zh: "分组", en: "Divided by" },
  by: {
    source: { zh: "来源", en: "Source" },
    venue: { zh: "地点", en: "Where" },
    service: { zh: "事项", en: "Service" },
    aide: { zh: "帮办人", en: "Who helps" },
    department: { zh: "部门", en: "Department" },
    window: { zh: "窗口", en: "Window" },
    person: { zh: "首次告知人", en: "Who told first" },
  } as Readonly<Record<string, Text>>,
  noGroups: { zh: "这些天没有记录", en: "Nothing on these days" },

  rows: (what: string, n: number | null): Text => ({
    zh: n === null ? what : `${what} ${n} 条`,
    en: n === null ? what : `${what}: ${n}`,
  }),
  all: { zh: "不限分组", en: "Every group" },
  none: { zh: "没有记录", en: "None" },
  more: { zh: "更早的", en: "Earlier ones" },
  rowsHidden: {
    zh: "办事人的帮办申请只有大厅工作人员能看；这里只有数字。",
    en: "Who asked for help is seen by the hall's own staff alone; here are the numbers.",
  },

  find: { zh: "按编号查找", en: "Find by number" },
  findHint: { zh: "如 H2026-0012，今年的可只写 12", en: "H2026-0012, or 12 for this year's" },
  findGo: { zh: "查找", en: "Find" },
  found: (number: string): Text => ({ zh: `编号 ${number}`, en: `Number ${number}` }),
  venues: {
    here: { zh: "大厅内", en: "In the hall" },
    home: { zh: "上门", en: "At home" },
  } as Readonly<Record<string, Text>>,
  helper: (name: string): Text => ({ zh: `帮办人 ${name}`, en: `helped by ${name}` }),
  cameAfter: (n: number): Text => ({ zh: `${n} 分钟后有人到`, en: `somebody came after ${n} min` }),

  atWindow: (n: number): Text => ({ zh: `${n}号窗口`, en: `Window ${n}` }),
  toldBy: (name: string): Text => ({ zh: `${name}告知`, en: `told by ${name}` }),
  back: { zh: "已回来", en: "Came back" },
  backInTime: { zh: "期限内回来", en: "Back in time" },
  notBack: { zh: "未回来", en: "Not back" },
  forgotten: { zh: "首次漏告知", en: "Not told at first" },
  later: (day: string, number: string, by: string): Text => ({
    zh: `${day} ${number} 又缺材料（${by}）`,
    en: `${day} ${number}: missing again (${by})`,
  }),
  untold: (n: number): Text => ({ zh: `其中 ${n} 项首次没有告知`, en: `${n} of them not told at first` }),
  unknown: { zh: "未记录", en: "not on record" },
} as const;
