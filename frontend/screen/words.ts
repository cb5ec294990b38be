// The words of a hall screen.

import type { Text } from "../shared/language";

export const words = {
  number: { zh: "请", en: "Number" },
  goTo: { zh: "到窗口", en: "Window" },
  latest: { zh: "最近叫号", en: "Latest calls" },
  keepWaiting: { zh: "请继续等候", en: "Please keep waiting" },
  waiting: { zh: "等候人数", en: "Waiting" },
  nobodyWaits: { zh: "现在无人等候", en: "Nobody is waiting" },
  noWindow: { zh: "暂无开放窗口", en: "No window open" },
  welcome: { zh: "请取号等候", en: "Please take a ticket" },
  welcomeMore: { zh: "叫号时，号码和窗口会显示在这里", en: "Your number and window will appear here" },
  windowAfter: { zh: "号窗口", en: "" },
  windowBefore: { zh: "", en: "Window" },
  called: { zh: "叫号中", en: "Called" },
  serving: { zh: "办理中", en: "Serving" },
  passed: { zh: "过号", en: "Passed" },
  left: { zh: "已离开", en: "Left" },
  paused: { zh: "暂停服务", en: "Paused" },
  saying: { zh: "播报中", en: "Speaking" },
  live: { zh: "实时", en: "Live" },
  connecting: { zh: "正在连接", en: "Connecting" },
  stale: (time: string): Text => ({ zh: `连接中断，停在 ${time}`, en: `Offline since ${time}` }),
  tapForSound: { zh: "点此开启声音", en: "Tap to enable sound" },
  noVoice: { zh: "语音不可用，仅提示音", en: "No voice: chime only" },
  elsewhere: { zh: "由其他设备播音", en: "Another device speaks" },
  notice: { zh: "通知", en: "Notice" },
  call: (ticket: string, window: number): Text => ({
    zh: `请 ${ticket} 号到 ${window} 号窗口办理`,
    en: `Number ${ticket}, please go to window ${window}`,
  }),
  pausedWindow: (window: number, until: string | null): Text => ({
    zh: until ? `${window}号窗口 ${until}恢复` : `${window}号窗口`,
    en: until ? `Window ${window} until ${until}` : `Window ${window}`,
  }),
  wait: (ticket: string): Text => ({ zh: `请 ${ticket} 号继续等候`, en: `Number ${ticket}, please keep waiting` }),
} as const;
