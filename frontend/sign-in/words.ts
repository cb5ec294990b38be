// The words of the sign-in page.

export const words = {
  title: { zh: "登录", en: "Sign in" },
  what: { zh: "排队叫号与窗口管理", en: "Queuing and window management" },
  username: { zh: "用户名", en: "User name" },
  password: { zh: "密码", en: "Password" },
  otp: { zh: "动态验证码（6 位）", en: "Code from your device (6 digits)" },
  bothNeeded: { zh: "请填写用户名和密码", en: "Please give user name and password" },
  checking: { zh: "正在登录…", en: "Signing in…" },
  forgotten: { zh: "忘记密码请联系管理员", en: "Forgotten it? Ask the administrator." },
} as const;
