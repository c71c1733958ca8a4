/* 中文。The same keys as en.js; Chinese has one plural form, so every entry is a string. */
export default {
  'frame.chat': '聊天',
  'frame.lab': '实验室',
  'frame.ways': '聊天与实验室',
  'frame.theme': '外观：{now}。切换为{next}。',
  'frame.theme.system': '跟随系统',
  'frame.theme.light': '浅色',
  'frame.theme.dark': '深色',
};
