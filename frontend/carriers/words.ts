// What the page of carriers says.

import type { Text } from "../shared/language";

export const words = {
  title: { zh: "通知通道", en: "Carriers" },
  lead: {
    zh: "留了手机号的办事人，在前面还有3人时、叫号时、预约有变时收到通知；工作人员收到“办不成事”记录的分派、黄牌、红牌和差评整改的时限。没有通道时不发通知。",
    en: "Visitors who left a phone number are told when three are ahead, when they are called, and what becomes of appointments; staff are told of records and their cards, and of limits of bad reviews. Without a carrier nobody is.",
  },
  refused: { zh: "通知通道由系统管理员设置。", en: "Carriers are set up by the system administrator." },
  list: { zh: "本大厅的通道", en: "Carriers of this hall" },
  none: { zh: "还没有通道。", en: "There is none yet." },
  reading: { zh: "正在读取…", en: "Reading…" },
  audiences: {
    visitors: { zh: "通知办事人", en: "For visitors" },
    staff: { zh: "通知工作人员", en: "For staff" },
  },
  standings: {
    new: { zh: "还没有发过", en: "Nothing sent yet" },
    good: { zh: "正常", en: "Well" },
    trying: { zh: "未送达，正在重试", en: "Not taken, trying again" },
    failed: { zh: "未送达", en: "Not taken" },
  },
  waiting: (n: number): Text => ({ zh: `${n} 条待发`, en: `${n} waiting` }),
  delivered: (when: string): Text => ({ zh: `最近送达 ${when}`, en: `Last taken ${when}` }),
  failedAt: (when: string): Text => ({ zh: `最近未送达 ${when}`, en: `Last not taken ${when}` }),
  failingSince: (when: string): Text => ({ zh: `${when} 起未送达`, en: `Not taken since ${when}` }),
  test: { zh: "发送测试", en: "Send a test" },
  testPhone: { zh: "测试发到手机号", en: "Phone number for the test" },
  testQueued: { zh: "测试已排队，几秒后看这里的送达时间。", en: "The test is on its way: in a few seconds its time stands here." },
  remove: { zh: "移除", en: "Take away" },
  removeAsk: (name: string): Text => ({ zh: `移除“${name}”？`, en: `Take “${name}” away?` }),
  removeWhat: {
    zh: "地址随之删除，待发的通知不再发送。",
    en: "Its address is deleted, and what waits for it is not sent.",
  },
  removed: { zh: "已移除", en: "Taken away" },
  keep: { zh: "保留", en: "Keep it" },
  add: { zh: "添加通道", en: "Add a carrier" },
  name: { zh: "名称", en: "Name" },
  nameHint: { zh: "例如：短信网关、值班群", en: "For example: SMS gateway, duty group" },
  audience: { zh: "通知谁", en: "Who is told" },
  department: { zh: "部门", en: "Department" },
  wholeHall: { zh: "全部（值班长）", en: "Everything (managers)" },
  departmentHint: {
    zh: "选一个部门，只通知该部门承办、协办的记录和该部门事项的差评。",
    en: "A department is told of records it has or helps with, and of reviews of its services, alone.",
  },
  address: { zh: "地址", en: "Address" },
  addressHint: {
    visitors: {
      zh: "按 Apprise 的写法，含 {phone}，例如 jsons://网关/路径?:to={phone}。保存后加密，不再显示。",
      en: "As Apprise writes it, with {phone} in it, such as jsons://gateway/path?:to={phone}. Stored encrypted and not shown again.",
    },
    staff: {
      zh: "按 Apprise 的写法，例如 wecombot://密钥、dingtalk://令牌。保存后加密，不再显示。",
      en: "As Apprise writes it, such as wecombot://key or dingtalk://token. Stored encrypted and not shown again.",
    },
  },
  save: { zh: "添加", en: "Add" },
  added: { zh: "已添加，可以发送测试。", en: "Added; you may send a test." },
  nameNeeded: { zh: "请填写名称", en: "Please give it a name" },
  addressNeeded: { zh: "请填写地址", en: "Please give its address" },
} as const;
