// Words of the steps and of the intake form.

import type { Text } from "../shared/language";
import type { IntakeDraft } from "./state";
import type { Deed, FieldName } from "./steps";

export const deeds: Readonly<Record<Deed, Text>> = {
  accept: { zh: "受理", en: "Accept" },
  "out-of-scope": { zh: "不属于受理范围", en: "Out of scope" },
  confirm: { zh: "复核", en: "Confirm" },
  "resolve-now": { zh: "现场解决", en: "Resolve now" },
  assign: { zh: "交办", en: "Assign" },
  sign: { zh: "签收", en: "Sign for" },
  return: { zh: "退回", en: "Return" },
  extend: { zh: "申请延期", en: "Extend" },
  resolve: { zh: "办结", en: "Resolve" },
  reply: { zh: "答复反映人", en: "Reply" },
  "call-back": { zh: "回访", en: "Call back" },
  unreachable: { zh: "联系未果", en: "Could not reach" },
  rectify: { zh: "登记整改", en: "Put right" },
  archive: { zh: "归档", en: "Archive" },
  reopen: { zh: "重新办理", en: "Reopen" },
  withdraw: { zh: "撤回", en: "Withdraw" },
  note: { zh: "备注或询问", en: "Note or question" },
};

export const lines: Readonly<Record<string, Text>> = {
  ...deeds,
  register: { zh: "登记", en: "Registered" },
  note: { zh: "补充", en: "Note" },
  attachment: { zh: "添加文件", en: "File added" },
  question: { zh: "请反映人补充", en: "Asked the reporter" },
};

/** What follows from a deed, said before it is done. */
export const follows: Readonly<Partial<Record<Deed, Text>>> = {
  accept: { zh: "受理后按分类计时。", en: "From now on its time runs by class." },
  "out-of-scope": { zh: "须由另一人复核；反映人会看到理由和救济途径。", en: "A second person confirms it; the reporter reads the reason and what to do instead." },
  confirm: { zh: "同意则结案，不同意则退回受理。", en: "Agreed, it is closed; otherwise it goes back to be accepted." },
  assign: { zh: "部门签收前可退回一次。", en: "The department may return it once before it signs." },
  sign: { zh: "签收后由本部门按期办结。", en: "From now on it is this department's to resolve in time." },
  return: { zh: "只能退回一次，须在退回截止前。", en: "Only once, and before the time to return it is over." },
  extend: { zh: "只能延期一次，须在到期前；理由会告知反映人。", en: "Only once, before it is due; the reporter reads the reason." },
  reply: { zh: "反映人会看到这段答复。", en: "The reporter reads this." },
  "call-back": { zh: "不满意的须上升一级重新办理。", en: "A dissatisfied one is reopened one level up." },
  unreachable: { zh: "三次且不在同一天，视同回访。", en: "Three tries on two days stand for a call-back." },
  archive: { zh: "归档后不能再改。", en: "Nothing can be changed afterwards." },
  reopen: { zh: "上升一级，重新计时。", en: "It goes one level up, with its time anew." },
};

export const fields: Readonly<Record<FieldName, Text>> = {
  case_class: { zh: "分类", en: "Class" },
  cause: { zh: "原因", en: "Cause" },
  text: { zh: "说明", en: "In words" },
  reason: { zh: "理由", en: "Reason" },
  remedy: { zh: "救济途径", en: "What can be done instead" },
  agrees: { zh: "复核意见", en: "Do you agree?" },
  outcome: { zh: "结果", en: "Outcome" },
  department: { zh: "承办部门", en: "Owner" },
  co_departments: { zh: "协办部门", en: "Helping departments" },
  days: { zh: "延长的工作日", en: "More working days" },
  satisfaction: { zh: "反映人现在", en: "The reporter is" },
};

/** The one field of words, by what it says where the plain name would not do. */
export const texts: Readonly<Partial<Record<Deed, Text>>> = {
  resolve: { zh: "办理情况", en: "What came of it" },
  "resolve-now": { zh: "办理情况", en: "What came of it" },
  reply: { zh: "答复内容", en: "What the reporter is told" },
  "call-back": { zh: "回访情况", en: "What was said" },
  unreachable: { zh: "联系情况", en: "How it was tried" },
  rectify: { zh: "整改措施", en: "What was put right so that it does not happen again" },
  note: { zh: "内容", en: "Words" },
};

export const forms = {
  atMost: (n: number): Text => ({ zh: `最多 ${n} 个`, en: `at most ${n}` }),
  agree: { zh: "同意，结案", en: "Agree: close it" },
  disagree: { zh: "不同意，退回受理", en: "Disagree: accept it" },
  choose: { zh: "请选择", en: "Choose" },
  nobody: { zh: "（无承办人）", en: "(nobody answers)" },
  optional: { zh: "选填", en: "optional" },
  asks: { zh: "请反映人补充，期间暂停计时", en: "A question to the reporter; the clock is held meanwhile" },
  lacks: (field: string): Text => ({ zh: `请填写“${field}”`, en: `Please give: ${field.toLowerCase()}` }),
  done: (deed: string): Text => ({ zh: `“${deed}”已记录`, en: `${deed}: noted` }),
  cancel: { zh: "取消", en: "Cancel" },
} as const;

export const intake: Readonly<Record<keyof IntakeDraft, Text>> = {
  source: { zh: "来源", en: "Source" },
  anonymous: { zh: "匿名反映", en: "Anonymous" },
  name: { zh: "姓名或单位", en: "Name" },
  phone: { zh: "电话", en: "Phone" },
  number: { zh: "身份证号或统一社会信用代码", en: "Identity or credit code number" },
  agent_name: { zh: "代办人姓名", en: "Agent's name" },
  agent_phone: { zh: "代办人电话", en: "Agent's phone" },
  service: { zh: "事项", en: "Service" },
  window: { zh: "窗口号", en: "Window" },
  staff: { zh: "被反映人工号", en: "Complains of (user name)" },
  earlier_visits: { zh: "此前跑动次数", en: "Earlier visits" },
  description: { zh: "反映内容", en: "What could not get done" },
  demand: { zh: "诉求", en: "What is wanted" },
  hotline_order: { zh: "热线工单号", en: "Hotline order" },
  received_at: { zh: "收到时间", en: "Received at" },
};

export const intakeForm = {
  title: { zh: "登记“办不成事”反映", en: "Register what could not get done" },
  open: { zh: "登记反映", en: "Register" },
  about: { zh: "什么事", en: "What about" },
  who: { zh: "谁反映", en: "Who reports" },
  said: { zh: "说了什么", en: "What was said" },
  ticket: { zh: "从号票带入", en: "From a ticket" },
  ticketMore: { zh: "输入今天的号码，带入事项、窗口和告知内容", en: "Today's number brings its service, window and what was told" },
  ticketTaken: (number: string): Text => ({ zh: `来自号票 ${number}`, en: `From ticket ${number}` }),
  ticketPeople: { zh: "反映人随号票登记，除非在下面另填：", en: "The reporter comes with the ticket unless another is given below:" },
  ticketDrop: { zh: "不用号票", en: "Without the ticket" },
  look: { zh: "带入", en: "Take over" },
  lacked: (papers: string): Text => ({ zh: `缺少材料：${papers}`, en: `Missing: ${papers}` }),
  nowhere: { zh: "今天没有这个号码", en: "There is no such number today" },
  now: { zh: "不填为现在", en: "Empty: now" },
  staffMore: { zh: "被反映人看不到这条记录", en: "That person never sees the record" },
  save: { zh: "登记并出回执", en: "Register, with a receipt" },
  saveKey: { zh: "Ctrl+Enter", en: "Ctrl+Enter" },
  said_needed: { zh: "请写明反映内容", en: "Please write what could not get done" },
  check: { zh: "请检查标出的各项", en: "Please check what is marked" },
} as const;

export const keys: readonly (readonly [string, Text])[] = [
  ["N", { zh: "登记", en: "register" }],
  ["/", { zh: "查找", en: "find" }],
  ["↑ ↓", { zh: "上下选", en: "choose" }],
  ["Enter", { zh: "打开", en: "open" }],
  ["1–9", { zh: "下一步", en: "next step" }],
  ["P", { zh: "打印", en: "print" }],
  ["Esc", { zh: "返回", en: "back" }],
];
