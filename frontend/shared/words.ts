// Words that more than one page says. A page's own words stand beside the page.
// Where docs or law fix a Chinese wording it stands here to the letter.

import type { Text } from "./language";

const people = (n: number): string => (n === 1 ? "1 person" : `${n} people`);

export const words = {
  hallSystem: { zh: "政务服务大厅", en: "Government service hall" },
  back: { zh: "返回", en: "Back" },
  close: { zh: "关闭", en: "Close" },
  cancel: { zh: "取消", en: "Cancel" },
  confirm: { zh: "确定", en: "Confirm" },
  again: { zh: "再试一次", en: "Try again" },
  loading: { zh: "正在读取…", en: "Loading…" },
  elder: { zh: "长辈模式", en: "Larger text" },
  elderOff: { zh: "标准模式", en: "Standard text" },
  otherLanguage: { zh: "English", en: "中文" },

  ahead: (n: number): Text =>
    n === 0 ? { zh: "前面没有人", en: "Nobody ahead of you" } : { zh: `前面还有 ${n} 人`, en: `${people(n)} ahead of you` },
  waiting: (n: number): Text =>
    n === 0 ? { zh: "暂无人等候", en: "Nobody waiting" } : { zh: `${n} 人等候`, en: `${n} waiting` },
  credit: (minutes: number): Text => ({ zh: `优先 ${minutes} 分钟`, en: `${minutes} minutes credit` }),
  windowNumber: (n: number): Text => ({ zh: `${n}号窗口`, en: `Window ${n}` }),
  windows: (numbers: readonly number[]): Text => {
    const list = ranges(numbers);
    return { zh: `${list.join("、")}号窗口`, en: numbers.length === 1 ? `Window ${list[0]}` : `Windows ${list.join(", ")}` };
  },
  band: (low: number, high: number): Text =>
    low === 0 ? { zh: `约 ${high} 分钟内`, en: `within about ${high} minutes` } : { zh: `约 ${low}–${high} 分钟`, en: `about ${low}–${high} minutes` },

  states: {
    waiting: { zh: "等候中", en: "Waiting" },
    called: { zh: "正在叫号", en: "Called now" },
    serving: { zh: "办理中", en: "Being served" },
    held: { zh: "已挂起", en: "On hold" },
    passed: { zh: "已过号", en: "Passed over" },
    done: { zh: "已结束", en: "Finished" },
    cancelled: { zh: "已取消", en: "Cancelled" },
    abandoned: { zh: "已弃号", en: "Given up" },
    unserved: { zh: "闭厅未办", en: "Not served before closing" },
  },

  outcomes: {
    completed: { zh: "当场办结", en: "Completed on the spot" },
    accepted: { zh: "已受理", en: "Accepted" },
    accepted_with_gap: { zh: "容缺受理", en: "Accepted, something to follow" },
    accepted_on_promise: { zh: "告知承诺受理", en: "Accepted on your promise" },
    incomplete: { zh: "材料不齐（已一次性告知）", en: "Materials missing (all listed at once)" },
    refused: { zh: "不予受理", en: "Not accepted" },
    escalated: { zh: "转“办不成事”反映", en: "Passed to the cannot-get-it-done desk" },
    enquiry_only: { zh: "仅咨询", en: "Enquiry only" },
    collected: { zh: "已领取结果", en: "Result collected" },
    wrong_service: { zh: "取错事项", en: "Wrong matter" },
    left: { zh: "中途离开", en: "Left before the end" },
  },

  windowKinds: {
    comprehensive: { zh: "综合受理", en: "Comprehensive" },
    special: { zh: "专窗", en: "Special" },
    enquiry: { zh: "综合咨询", en: "Enquiries" },
    assisted: { zh: "帮办代办", en: "Assisted" },
    cross_region: { zh: "通办", en: "Cross-region" },
    escalation: { zh: "“办不成事”", en: "Cannot get it done" },
  },

  windowStates: {
    open: { zh: "开放", en: "Open" },
    paused: { zh: "暂停服务", en: "Paused" },
    closed: { zh: "关闭", en: "Closed" },
  },
  pausedUntil: (time: string): Text => ({ zh: `暂停服务 ${time}恢复`, en: `Paused until ${time}` }),

  connecting: { zh: "正在连接服务器…", en: "Connecting to the server…" },
  staleSince: (time: string): Text => ({
    zh: `与服务器的连接已中断，以下为 ${time} 的情况，恢复后自动更新`,
    en: `Connection lost: this is how things stood at ${time}. It will update by itself.`,
  }),
  unreachable: {
    zh: "暂时连不上服务器，请稍候再试；也可到导服台办理。",
    en: "The server cannot be reached. Please try again in a moment, or ask at the front desk.",
  },
  somethingWrong: {
    zh: "出了点问题，请再试一次；仍不行请联系工作人员。",
    en: "Something went wrong. Please try again, or ask a member of staff.",
  },
} as const;

/** 3, 4, 5, 31 → "3–5", "31". */
export function ranges(numbers: readonly number[]): string[] {
  const sorted = [...new Set(numbers)].sort((a, b) => a - b);
  const runs: [number, number][] = [];
  for (const n of sorted) {
    const last = runs[runs.length - 1];
    if (last !== undefined && n === last[1] + 1) last[1] = n;
    else runs.push([n, n]);
  }
  return runs.flatMap(([from, to]) => (to - from >= 2 ? [`${from}–${to}`] : from === to ? [`${from}`] : [`${from}`, `${to}`]));
}
