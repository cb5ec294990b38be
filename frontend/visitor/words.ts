// What the visitor's page says.

import type { Text } from "../shared/language";

export const visitorWords = {
  title: { zh: "我的号票", en: "My ticket" },
  yourNumber: { zh: "您的号码", en: "Your number" },
  aheadLabel: { zh: "前面还有", en: "Ahead of you" },
  people: { zh: "人", en: "people" },
  next: { zh: "下一位就是您", en: "You are next" },
  bandLabel: { zh: "预计等候", en: "Expected wait" },
  windowsLabel: { zh: "办理窗口", en: "Where" },
  near: { zh: "快到您了，请到窗口附近等候。", en: "Almost your turn: please wait near the windows." },
  goTo: { zh: "请到", en: "Please go to" },
  callCount: (n: number): Text => ({ zh: `第 ${n} 次叫号`, en: `Call number ${n}` }),
  comeNow: { zh: "正在叫您的号", en: "Your number is being called" },
  servingAt: (window: Text): Text => ({ zh: `正在${window.zh}办理`, en: `You are being served at ${lower(window.en)}` }),

  held: { zh: "您的号已保留，备齐后直接回窗口，无需重新取号。", en: "Your place is kept. Come back to the window when you are ready; no new ticket is needed." },
  passed: {
    zh: "过号后请持本票到取号机或导服台恢复排队，无需重新取号。",
    en: "If you miss your call, bring this ticket to a kiosk or the front desk to rejoin. No new ticket is needed.",
  },
  passedQr: { zh: "在取号机扫这个码", en: "Scan this at a kiosk" },
  done: { zh: "办理结果", en: "Results" },
  pending: { zh: "未办理", en: "Not done" },
  cancelled: { zh: "本号已取消。需要办理时请重新取号。", en: "This ticket was cancelled. Take a new one when you need it." },
  abandoned: { zh: "本号已作废。需要办理时请重新取号。", en: "This ticket is no longer valid. Please take a new one." },
  unserved: {
    zh: "闭厅时未能为您办理，很抱歉。3个工作日内凭本票取号，可优先办理。",
    en: "We are sorry: the hall closed before your turn. Within three working days this ticket gives you a head start.",
  },

  alerts: { zh: "叫号提醒", en: "Tell me when called" },
  alertsOn: { zh: "叫到您时响铃、震动，请不要关闭本页", en: "Sound and vibration; please keep this page open" },
  alertsOff: { zh: "打开后，叫到您时响铃、震动", en: "Sound and vibration when it is your turn" },

  why: { zh: "为什么别人先叫？", en: "Why was another number first?" },
  whyHint: { zh: "输入另一个号码，看两张票的先后", en: "Enter another number to see the order of the two" },
  whyNumber: { zh: "号码，如 A032", en: "Number, such as A032" },
  whyAsk: { zh: "查看", en: "Explain" },

  giveUp: { zh: "取消排队", en: "Cancel this ticket" },
  giveUpTitle: (number: string): Text => ({ zh: `取消 ${number}？`, en: `Cancel ${number}?` }),
  giveUpSure: { zh: "取消后不能恢复，需要办理时要重新取号。", en: "This cannot be undone; you would need a new ticket." },
  keep: { zh: "继续排队", en: "Keep it" },
  giveUpYes: { zh: "确定取消", en: "Cancel it" },

  missing: { zh: "没有找到这张号票", en: "This ticket was not found" },
  missingHint: { zh: "请核对链接，或到导服台查询。", en: "Please check the address, or ask at the front desk." },
} as const;

const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
