// The words of the page of a hall's plan.

import type { Text } from "../shared/language";
import { ranges } from "../shared/words";

const numbers = (list: readonly number[]): Text => ({ zh: ranges(list).join("、"), en: ranges(list).join(", ") });
const listed = (zh: string, en: string) => (list: readonly number[]): Text => ({ zh: `${zh}：${numbers(list).zh}`, en: `${en}: ${numbers(list).en}` });

export const words = {
  title: { zh: "大厅平面图", en: "The hall's plan" },
  refused: { zh: "平面图由值班长或系统管理员上传。", en: "Managers and the administrator put the plan up." },
  lead: {
    zh: "被叫到的群众在手机上看到这张图：窗口点亮，并显示从入口过去的路线。",
    en: "Whoever is called sees it on the phone: the window is lit, with the way to it from the entrance.",
  },
  up: { zh: "现在的平面图", en: "The plan that is up" },
  none: { zh: "还没有平面图，手机只显示窗口号。", en: "There is none: phones show the window's number alone." },
  since: (when: string): Text => ({ zh: `${when} 上传`, en: `Up since ${when}` }),
  light: { zh: "点亮一个窗口看看", en: "Light a window to see it" },
  choose: { zh: "选择 SVG 文件", en: "Choose an SVG file" },
  chooseAnother: { zh: "换一个文件", en: "Choose another file" },
  how: {
    zh: "在绘图软件中把窗口图形的 id 设为 window-3，入口到窗口的路线设为 way-3，导出为普通 SVG（不超过 200 kB，不含图片、渐变、脚本和链接）。",
    en: "In the drawing program give a window's shape the id window-3, the way to it from the entrance way-3, and export as plain SVG: at most 200 kB, without pictures, gradients, scripts and links.",
  },
  fresh: { zh: "上传前先看一看", en: "A look before it is put up" },
  marked: listed("已标出的窗口", "Windows on it"),
  lacking: listed("没有标出的窗口（手机只显示窗口号）", "Windows that are not on it (their number alone is shown)"),
  wayless: listed("没有路线的窗口（只点亮窗口）", "Windows without a way (they are lit alone)"),
  unknown: listed("本大厅没有的窗口，请改正 id", "Windows this hall does not have; mend the ids"),
  noneMarked: { zh: "没有标出任何窗口：请设置 id window-1、window-2…", en: "No window is marked: set the ids window-1, window-2 and so on." },
  whole: { zh: "所有窗口都已标出，并有路线。", en: "Every window is on it, with a way." },
  putUp: { zh: "上传这张图", en: "Put it up" },
  discard: { zh: "不用这张", en: "Not this one" },
  done: { zh: "平面图已上传，手机下次叫号或重新打开页面时更新。", en: "The plan is up; a phone shows it at its next call, or when its page is opened again." },
  takeDown: { zh: "撤下平面图", en: "Take it down" },
  takeDownAsk: { zh: "撤下平面图？", en: "Take the plan down?" },
  takeDownWhat: { zh: "手机将只显示窗口号，可随时重新上传。", en: "Phones will show the window's number alone. It can be put up again." },
  takenDown: { zh: "平面图已撤下", en: "The plan was taken down" },
  keep: { zh: "不撤", en: "Keep it" },
  tooLarge: { zh: "文件超过 200 kB，请简化后再导出", en: "The file has more than 200 kB; simplify it" },
  noSvg: { zh: "这不是 SVG 图形，请从绘图软件导出为普通 SVG", en: "This is no SVG drawing; export as plain SVG" },
  picture: (name: string): Text => ({ zh: `平面图 ${name}`, en: `Plan ${name}` }),
  reading: { zh: "正在读取…", en: "Reading…" },
} as const;
