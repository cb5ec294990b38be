// What appointments, reviews and records of what could not get done come to in the journal, in words.

import type { Text } from "../shared/language";
import type { Telling } from "./telling";

/** One sentence, for what needs no more to be told of it. */
const plainly =
  (zh: string, en: string): Telling =>
  () => ({ zh, en });

/** Something that became of an appointment: for which service. */
const appointment =
  (zh: string, en: string): Telling =>
  (data, names) => {
    const code = String(data["service"] ?? "");
    const service = names.get(code) ?? { zh: code, en: code };
    return code === "" ? { zh: `预约${zh}`, en: `Appointment ${en}` } : { zh: `预约${zh}：${service.zh}`, en: `Appointment ${en}: ${service.en}` };
  };

/** Something that became of a record, by its number. */
const record =
  (zh: string, en: string): Telling =>
  (data) => {
    const number = String(data["escalation"] ?? "");
    return { zh: `“办不成事”${number && ` ${number} `}${zh}`, en: `Record ${number && `${number} `}${en}` };
  };

/** By what one field of the event says; a word that is not known is told as the last one. */
const by =
  (field: string, tellings: Readonly<Record<string, Telling>>, otherwise: Telling): Telling =>
  (data, names) =>
    (tellings[String(data[field])] ?? otherwise)(data, names);

const ARRIVALS: Readonly<Record<string, Telling>> = {
  early: appointment("提前签到", "checked in early"),
  late: appointment("迟到签到", "checked in late"),
};

const ANSWERS: Readonly<Record<string, Telling>> = {
  fine: plainly("一份预审材料没有问题", "A material in pre-review is in order"),
  incomplete: plainly("一份预审材料需要补正", "A material in pre-review is incomplete"),
  original: plainly("一份预审材料须带原件来看", "The original of a material in pre-review is to be brought"),
};

const RATINGS: Readonly<Record<string, Text>> = {
  very_satisfied: { zh: "非常满意", en: "very satisfied" },
  satisfied: { zh: "满意", en: "satisfied" },
  basically_satisfied: { zh: "基本满意", en: "basically satisfied" },
  dissatisfied: { zh: "不满意", en: "dissatisfied" },
  very_dissatisfied: { zh: "非常不满意", en: "very dissatisfied" },
};

const REVIEW_STEPS: Readonly<Record<string, Telling>> = {
  found: plainly("差评已发现", "A bad review was found"),
  verified: plainly("差评已核实", "A bad review was looked into"),
  replied_and_rectified: plainly("差评已答复并整改", "A bad review was replied to and put right"),
  called_back: plainly("差评已回访", "The visitor of a bad review was called back"),
  improved: plainly("差评已改进提升", "What led to a bad review was improved"),
};

const RECORD_STEPS: Readonly<Record<string, Telling>> = {
  accept: record("已受理", "accepted"),
  "out-of-scope": record("不属于受理范围", "found out of scope"),
  confirm: record("已复核", "confirmed"),
  "resolve-now": record("现场解决", "resolved on the spot"),
  assign: record("已交办", "assigned to a department"),
  sign: record("部门已签收", "signed for by its department"),
  return: record("被部门退回", "returned by its department"),
  extend: record("已延期", "extended"),
  resolve: record("已办结", "resolved"),
  reply: record("已答复反映人", "replied to"),
  "call-back": record("已回访", "called back"),
  unreachable: record("联系未果", "had nobody to be reached"),
  rectify: record("已登记整改", "put right"),
  archive: record("已归档", "archived"),
  reopen: record("重新办理", "reopened"),
  withdraw: record("已撤回", "withdrawn"),
};

const CARDS: Readonly<Record<string, Telling>> = {
  yellow: record("黄牌", "got a yellow card"),
  red: record("红牌", "got a red card"),
  joint_meeting: record("须开联席会议", "needs a joint meeting"),
};

function reviewGiven(...[data]: Parameters<Telling>): Text {
  const number = String(data["number"] ?? "");
  const rating = RATINGS[String(data["rating"])];
  return {
    zh: `${number} 收到评价${rating ? `：${rating.zh}` : ""}`.trim(),
    en: `${number || "A ticket"} was reviewed${rating ? `: ${rating.en}` : ""}`,
  };
}

export const LATER: Readonly<Record<string, Telling>> = {
  appointment_reserved: appointment("待确认", "reserved"),
  appointment_confirmed: appointment("已确认", "confirmed"),
  appointment_changed: appointment("已改期", "moved"),
  appointment_cancelled: (data, names) =>
    data["late"] ? appointment("临近取消", "cancelled late")(data, names) : appointment("已取消", "cancelled")(data, names),
  appointment_let_go: appointment("未确认，已放弃", "let go unconfirmed"),
  appointment_expired: appointment("未确认，已失效", "expired unconfirmed"),
  appointment_checked_in: by("arrival", ARRIVALS, appointment("已签到", "checked in")),
  appointment_missed: appointment("爽约", "missed"),
  appointment_excused: appointment("未到，不计爽约", "not counted as missed"),
  appointment_ended: appointment("当天已过", "day is over"),
  home_visit_made: by("result", { not_met: appointment("上门未遇", "for a home visit met nobody") }, appointment("已上门办理", "for a home visit was kept")),
  penalty_lifted: plainly("解除了一次预约限制", "A bar on booking was lifted"),
  material_handed_in: plainly("收到一份预审材料", "A material was handed in for pre-review"),
  material_taken_back: plainly("撤回了一份预审材料", "A material was taken back from pre-review"),
  material_looked_at: plainly("正在看一份预审材料", "A material in pre-review was looked at"),
  material_answered: by("answer", ANSWERS, plainly("预审材料已答复", "A material in pre-review was answered")),
  materials_forgotten: plainly("预约结束，预审材料已删除", "Materials of an appointment that is over were deleted"),
  review_given: reviewGiven,
  review_step_taken: by("step", REVIEW_STEPS, plainly("差评整改有进展", "A bad review moved on")),
  review_appealed: plainly("差评有申诉", "A bad review was appealed"),
  review_appeal_decided: (data, names) =>
    data["upheld"]
      ? plainly("差评申诉成立", "An appeal against a review was upheld")(data, names)
      : plainly("差评申诉不成立", "An appeal against a review was rejected")(data, names),
  escalation_registered: record("已登记", "registered"),
  escalation_step_taken: by("step", RECORD_STEPS, record("有进展", "moved on")),
  escalation_noted: record("有补充", "noted on"),
  escalation_attached: record("添加了文件", "given a file"),
  escalation_card_raised: by("colour", CARDS, record("被督办", "got a card")),
  escalation_linked: record("关联了 12345 工单", "linked to an order of the hotline"),
};
