// Words that the desk and the manager's board share.

import type { Text } from "../shared/language";

const nobodyAhead: Text = { zh: "前面没有人", en: "Nobody ahead" };

export const words = {
  signOut: { zh: "退出登录", en: "Sign out" },
  screenMute: { zh: "大屏无声", en: "A screen is mute" },
  voiceOff: { zh: "语音不可用", en: "Voice unavailable" },
  minutes: (n: number): Text => ({ zh: `${n} 分钟`, en: `${n} min` }),
  dismiss: { zh: "知道了", en: "Dismiss" },
  window: (n: number): Text => ({ zh: `${n}号窗口`, en: `Window ${n}` }),
  reason: { zh: "原因", en: "Reason" },
  reasonNeeded: { zh: "请填写原因", en: "Please give a reason" },
  clientLost: {
    zh: "没有收到服务器的答复，不知道是否已完成。再试一次不会重复操作。",
    en: "No answer came, so it may or may not be done. Trying again never does it twice.",
  },
  waitingForAnswer: { zh: "正在等待服务器答复…", en: "Waiting for the server…" },
  undo: { zh: "撤销", en: "Undo" },
  /** Of a visitor, who is not the reader: of one who waits, and of one who would take a ticket now. */
  ahead: (n: number): Text => (n === 0 ? nobodyAhead : { zh: `前面还有 ${n} 人`, en: `${n} ahead` }),
  aheadNow: (n: number): Text => (n === 0 ? nobodyAhead : { zh: `前面 ${n} 人`, en: `${n} ahead` }),
  since: (time: string): Text => ({ zh: `${time} 起`, en: `since ${time}` }),
  newAlarm: (text: string): Text => ({ zh: `新告警：${text}`, en: `New alarm: ${text}` }),
  going: { zh: "马上到", en: "On my way" },
  goingBy: (name: string, time: string): Text => ({ zh: `${name} ${time} 前往`, en: `${name}, ${time}: on the way` }),
  menu: { zh: "菜单", en: "Menu" },
  hall: { zh: "大厅", en: "Hall" },
  printed: (number: string): Text => ({ zh: `${number} 已打印`, en: `${number} printed` }),
  notPrinted: (why: Text): Text => ({
    zh: `没有打印出来：${why.zh}。请把号码写给群众。`,
    en: `Nothing was printed: ${why.en}. Write the number down for the visitor.`,
  }),
  toHome: { zh: "首页", en: "All pages" },
  toDesk: { zh: "窗口工作台", en: "Desk" },
  toGreeter: { zh: "导服台", en: "Front desk" },
  toAppointments: { zh: "预约", en: "Appointments" },
  toEscalations: { zh: "“办不成事”台账", en: "Cannot get it done" },
  toFloor: { zh: "大厅平面图", en: "The hall's plan" },
  toReviews: { zh: "评价与整改", en: "Reviews" },
  toCounts: { zh: "帮办与告知", en: "Help and notices" },
  toCarriers: { zh: "通知通道", en: "Carriers" },
  toPrereview: { zh: "材料预审", en: "Pre-review" },
  toBoard: { zh: "大厅管理", en: "Manage" },

  /** Roles that no page is for: what they are for, and how. */
  pageless: {
    security_admin: {
      name: { zh: "安全管理员", en: "Security administrator" },
      work: {
        zh: "安全管理员管理系统管理员、安全管理员和审计管理员的账号，没有自己的页面：在服务器上用命令 hall staff，或通过接口 /api/v1/halls/{hall}/staff 办理。",
        en: "Security administrators look after the accounts of administrators and have no page of their own: use the command hall staff on the server, or /api/v1/halls/{hall}/staff of the API.",
      },
    },
    auditor: {
      name: { zh: "审计管理员", en: "Audit administrator" },
      work: {
        zh: "审计管理员查阅审计记录和大厅日志，没有自己的页面：通过接口 /api/v1/audit 和 /api/v1/halls/{hall}/journal 查阅。",
        en: "Audit administrators read the audit trail and the journal and have no page of their own: use /api/v1/audit and /api/v1/halls/{hall}/journal of the API.",
      },
    },
  } as Readonly<Record<string, { readonly name: Text; readonly work: Text }>>,

  appeals: {
    open: { zh: "申诉待裁定", en: "Appeal open" },
    upheld: { zh: "申诉成立，不计入", en: "Appeal upheld: set aside" },
    rejected: { zh: "申诉不成立", en: "Appeal rejected" },
  },

  categories: {
    senior: { zh: "老年人", en: "Senior" },
    disabled: { zh: "残疾人", en: "Disabled" },
    pregnant: { zh: "孕妇及携婴者", en: "Pregnant or with infant" },
    seriously_ill: { zh: "重病患者", en: "Seriously ill" },
    military: { zh: "现役军人", en: "Military" },
    veteran: { zh: "退役军人", en: "Veteran" },
    martyr_family: { zh: "烈士、因公牺牲、病故军人遗属", en: "Family of the fallen" },
    fire_rescue: { zh: "消防救援人员", en: "Fire and rescue" },
    urgent: { zh: "急事急办", en: "Urgent" },
    key_enterprise: { zh: "重点企业", en: "Key enterprise" },
  } as Readonly<Record<string, Text>>,

  channels: {
    kiosk: { zh: "取号机", en: "Kiosk" },
    desk: { zh: "导服台", en: "Front desk" },
    phone: { zh: "手机", en: "Phone" },
    door: { zh: "扫码", en: "Door" },
    booking: { zh: "预约签到", en: "Booking" },
    self_service: { zh: "自助终端", en: "Self-service" },
  } as Readonly<Record<string, Text>>,

  /** Where a request for help came from. */
  helpSources: {
    kiosk: { zh: "取号机", en: "Kiosk" },
    phone: { zh: "手机", en: "Phone" },
    booking: { zh: "预约", en: "Booking" },
    desk: { zh: "工作人员", en: "Staff" },
    escalation: { zh: "“办不成事”", en: "Record" },
    review: { zh: "好差评", en: "Review" },
  } as Readonly<Record<string, Text>>,
  helpLate: { zh: "已超时", en: "Overdue" },
} as const;

/** A category's name; one that this page does not know yet is shown by its code. */
export function categoryName(code: string): Text {
  return words.categories[code] ?? { zh: code, en: code };
}
