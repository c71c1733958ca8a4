/* English. The same keys as zh.js; {x} is filled in; an object has the plural forms of English. */
export default {
  'frame.chat': 'Chat',
  'frame.lab': 'Lab',
  'frame.ways': 'Chat and lab',
  'frame.theme': 'Theme: {now}. Switch to {next}.',
  'frame.theme.system': 'as the system',
  'frame.theme.light': 'light',
  'frame.theme.dark': 'dark',
};
