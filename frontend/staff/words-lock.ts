// The words of the lock page.

import type { Text } from "../shared/language";

export const words = {
  locked: { zh: "已锁定", en: "Locked" },
  stays: { zh: "窗口仍在岗，号票不受影响。", en: "The window and its ticket stay as they are." },
  pin: { zh: "请输入 PIN", en: "Enter the PIN" },
  unlock: { zh: "解锁", en: "Unlock" },
  erase: { zh: "退格", en: "Delete" },
  notMe: { zh: "换人登录", en: "Somebody else" },
  notMeMore: {
    zh: "退出这个账号。窗口仍在岗，由值班长或本人处理。",
    en: "Signs this account out. The window stays as it is.",
  },
  signInAgain: { zh: "重新登录", en: "Sign in" },
} as const;

export const who = (name: string, window: number | null): Text =>
  window === null ? { zh: name, en: name } : { zh: once(`${window}号窗口`, name), en: once(`Window ${window}`, name) };

/** An account that bears its window's name is named once. */
const once = (window: string, name: string): string => (window === name ? name : `${window} · ${name}`);
