// The words of the page where staff look at what was handed in before appointments.

import type { Text } from "../shared/language";
import type { Verdict } from "./state";

export const words = {
  title: { zh: "材料预审", en: "Looking beforehand" },
  refused: { zh: "您的账号没有预审材料的权限。", en: "Your account may not look at materials." },
  list: { zh: "预约", en: "Appointments" },
  show: { zh: "显示", en: "Show" },
  shows: { waiting: { zh: "待预审", en: "Waiting" }, all: { zh: "全部", en: "All" } },
  service: { zh: "事项", en: "Service" },
  anyService: { zh: "全部事项", en: "Every service" },
  none: { zh: "没有待预审的材料", en: "Nothing waits to be looked at" },
  noneAtAll: { zh: "还没有人提交材料", en: "Nobody has handed anything in" },
  more: { zh: "更多", en: "More" },
  nobody: { zh: "未留姓名", en: "No name" },
  waits: (n: number, of: number): Text => ({ zh: `${n} 项待看，共 ${of} 项`, en: `${n} of ${of} to be looked at` }),
  answered: (n: number, of: number): Text => ({ zh: `已答复 ${n} 项，共 ${of} 项`, en: `${n} of ${of} answered` }),
  due: (when: string): Text => ({ zh: `${when} 前答复`, en: `Answer by ${when}` }),
  overdue: (when: string): Text => ({ zh: `已逾期（${when}）`, en: `Overdue (${when})` }),
  choose: { zh: "从列表中选一个预约", en: "Choose an appointment from the list" },
  back: { zh: "返回列表", en: "Back to the list" },
  over: { zh: "预约时间已到或已结束，不能再答复。", en: "The appointment has begun or is over: nothing more is answered." },
  nothing: { zh: "没有上传文件", en: "Nothing was handed in" },
  open: (name: string): Text => ({ zh: `查看 ${name}`, en: `Open ${name}` }),
  save: (name: string): Text => ({ zh: `下载 ${name}`, en: `Save ${name}` }),
  onRecord: { zh: "每次查看都会记入审计日志", en: "That you opened it goes into the audit trail" },
  seen: { zh: "已查看", en: "Opened" },
  told: { zh: "已告知需补正", en: "Was told to be missing" },
  answer: (name: string): Text => ({ zh: `答复“${name}”`, en: `Answer on ${name}` }),
  verdicts: {
    fine: { zh: "预审通过", en: "Fine" },
    incomplete: { zh: "需补正", en: "Something is missing" },
    original: { zh: "请带原件", en: "Bring the original" },
  } satisfies Record<Verdict, Text>,
  missing: { zh: "缺少或需补正的内容，每行一项，一次写全", en: "What is missing, one on each line, all of it at once" },
  note: { zh: "附言（可不填）", en: "A word to it (may be left empty)" },
  send: { zh: "答复", en: "Answer" },
  answerAgain: (name: string): Text => ({ zh: `重新答复“${name}”`, en: `Answer anew on ${name}` }),
  again: { zh: "重新答复", en: "Answer anew" },
  missingNeeded: { zh: "请写明缺少或需补正的内容", en: "Say what is missing" },
  sent: (name: string): Text => ({ zh: `已答复“${name}”`, en: `Answered on ${name}` }),
};
