/*
 * The words of every page, in the reader's language.
 *
 *   import { t, clock, onLanguage } from '../i18n.js';
 *   t('chat.joined', { name })                 a text of the catalogue with its {name} filled in
 *   t('chat.unread', { count: 3 })             picks the plural form: the entry is { one: '…', other: '…' }
 *   clock(date), day(date), moment(date), number(n), size(bytes), list(names)      by Intl
 *
 * A catalogue is app/i18n/<language>.js; both have the same keys (a test holds that). Keys begin with their page. The
 * language is the reader's choice if there is one, else the first of the browser's that there is. Elements of
 * app/ui/element.js draw themselves anew when it changes; others listen to 'change' on `languages`.
 */
const KEY = 'parley.language';
export const LANGUAGES = { en: 'English', zh: '中文' };

export const languages = new EventTarget();

let language = 'en';
let catalogue = {};
let formats = new Map();

export const current = () => language;

export function t(key, values = {}) {
  let text = catalogue[key];
  if (text === undefined) {
    throw new Error(`no text for "${key}" in ${language}`);
  }
  if (typeof text === 'object') {
    text = text[plural(values.count)] ?? text.other;
  }
  return text.replace(/\{(\w+)\}/g, (_, name) => (typeof values[name] === 'number' ? number(values[name]) : values[name]));
}

export async function use(wanted) {
  const { default: words } = await import(`./i18n/${wanted}.js`);
  language = wanted;
  catalogue = words;
  formats = new Map();
  if (globalThis.document) {
    document.documentElement.lang = { en: 'en', zh: 'zh-CN' }[wanted];
  }
  languages.dispatchEvent(new Event('change'));
}

export async function choose(wanted) {
  try {
    localStorage.setItem(KEY, wanted);
  } catch {
    // storage is switched off: the choice holds for this page
  }
  await use(wanted);
}

/** Of what the reader prefers, best first, the first that there is: ['zh-TW', 'en'] is zh. */
export function pick(wanted) {
  return wanted.map((tag) => tag.toLowerCase().split('-')[0]).find((tag) => tag in LANGUAGES) ?? 'en';
}

export const number = (value) => format(Intl.NumberFormat).format(value);
/** Of a file, by its bytes. */
export function size(bytes) {
  const step = bytes < 1_000 ? 0 : bytes < 1_000_000 ? 1 : 2;
  const unit = ['byte', 'kilobyte', 'megabyte'][step];
  return format(Intl.NumberFormat, { style: 'unit', unit, unitDisplay: step ? 'short' : 'long', maximumFractionDigits: step === 2 ? 1 : 0 }).format(bytes / 1_000 ** step);
}
export const list = (names) => format(Intl.ListFormat, { type: 'conjunction' }).format(names);
/** 14:05 */
export const clock = (date) => format(Intl.DateTimeFormat, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(date);
/** The whole of it, for titles. */
export const moment = (date) => format(Intl.DateTimeFormat, { dateStyle: 'full', timeStyle: 'medium' }).format(date);

/** Today, yesterday, or the date, with its year when that is another. */
export function day(date, now = new Date()) {
  const ago = Math.round((midnight(now) - midnight(date)) / 86_400_000);
  if (ago === 0 || ago === 1) {
    const word = format(Intl.RelativeTimeFormat, { numeric: 'auto' }).format(-ago, 'day');
    return word.charAt(0).toLocaleUpperCase(language) + word.slice(1);
  }
  const year = date.getFullYear() === now.getFullYear() ? undefined : 'numeric';
  return format(Intl.DateTimeFormat, { weekday: 'long', month: 'long', day: 'numeric', year }).format(date);
}

const midnight = (date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
const plural = (count) => format(Intl.PluralRules).select(count);

/** Formatters are dear to make and cheap to use. */
function format(Kind, options) {
  const key = Kind.name + JSON.stringify(options);
  let made = formats.get(key);
  if (!made) {
    made = new Kind(language === 'zh' ? 'zh-CN' : language, options);
    formats.set(key, made);
  }
  return made;
}

function stored() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

/** The first of these that there is, else the reader's own. */
export const useFirst = (tags) => use(pick([...tags, stored(), ...(globalThis.navigator?.languages ?? [])].filter(Boolean)));

await useFirst([]);
