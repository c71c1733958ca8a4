import { html, svg } from './lit.js';

/** Drawn on 24 by 24 with lines in the colour of the text; nobody reads them aloud, so what they stand for needs a label. */
const PATHS = {
  hash: svg`<path d="M5 9h15M4 15h15M10 4 8 20M16 4l-2 16"/>`,
  lock: svg`<rect x="5" y="11" width="14" height="9" rx="2"/><path d="M8 11V8a4 4 0 0 1 8 0v3"/>`,
  people: svg`<circle cx="9" cy="8" r="3.5"/><path d="M3 20c0-3.5 2.5-6 6-6s6 2.5 6 6M16 5a3.5 3.5 0 0 1 0 6.5M17.5 14.5c2.2.8 3.5 2.8 3.5 5.5"/>`,
  menu: svg`<path d="M4 7h16M4 12h16M4 17h10"/>`,
  send: svg`<path d="M5 12h13M12 5l7 7-7 7"/>`,
  close: svg`<path d="m6 6 12 12M18 6 6 18"/>`,
  down: svg`<path d="M12 5v14M6 13l6 6 6-6"/>`,
  sun: svg`<circle cx="12" cy="12" r="4"/><path d="M12 3v2M12 19v2M3 12h2M19 12h2M5.6 5.6 7 7M17 17l1.4 1.4M18.4 5.6 17 7M7 17l-1.4 1.4"/>`,
  moon: svg`<path d="M20 14.5A8 8 0 0 1 9.5 4 8 8 0 1 0 20 14.5Z"/>`,
  system: svg`<rect x="3" y="5" width="18" height="12" rx="2"/><path d="M9 21h6M12 17v4"/>`,
  language: svg`<path d="M4 6h10M9 4v2M6 6c.5 3.5 3 6.5 6 8M12 6c-.5 3.5-3.5 7-7 8.5M12.5 20 17 10l4.5 10M14 17h6"/>`,
  retry: svg`<path d="M20 12a8 8 0 1 1-2.5-5.8M20 4v4h-4"/>`,
  warn: svg`<path d="M12 4 3 19h18L12 4ZM12 10v4M12 16.5v.1"/>`,
  leave: svg`<path d="M10 4H6a2 2 0 0 0-2 2v12a2 2 0 0 0 2 2h4M15 8l4 4-4 4M19 12H10"/>`,
  copy: svg`<rect x="9" y="9" width="11" height="11" rx="2"/><path d="M15 9V6a2 2 0 0 0-2-2H6a2 2 0 0 0-2 2v7a2 2 0 0 0 2 2h3"/>`,
  search: svg`<circle cx="11" cy="11" r="6"/><path d="m20 20-4.5-4.5"/>`,
  plus: svg`<path d="M12 5v14M5 12h14"/>`,
  about: svg`<circle cx="12" cy="12" r="9"/><path d="M12 11v5M12 8v.1"/>`,
  link: svg`<path d="M10 14a4 4 0 0 0 6 .5l3-3a4 4 0 0 0-5.5-5.5L12 7.5M14 10a4 4 0 0 0-6-.5l-3 3a4 4 0 0 0 5.5 5.5l1.5-1.5"/>`,
  smile: svg`<circle cx="12" cy="12" r="9"/><path d="M8.5 14.5c1 1.3 2.1 2 3.5 2s2.5-.7 3.5-2M9 9.5v.1M15 9.5v.1"/>`,
  reply: svg`<path d="m10 8-5 5 5 5M5 13h9a5 5 0 0 0 5-5V6"/>`,
  pencil: svg`<path d="m14.5 6 3.5 3.5M5 19l1-4.5L16 4.5a1.4 1.4 0 0 1 2 0L19.5 6a1.4 1.4 0 0 1 0 2L9.5 18 5 19Z"/>`,
  bin: svg`<path d="M5 7h14M10 7V5h4v2M7 7l1 12h8l1-12M10.5 11v5M13.5 11v5"/>`,
  check: svg`<path d="m5 13 4.5 4.5L19 7"/>`,
  bell: svg`<path d="M6 16V11a6 6 0 0 1 12 0v5l1.5 2h-15L6 16ZM10 20.5a2.2 2.2 0 0 0 4 0"/>`,
  muted: svg`<path d="M8.5 6.1A6 6 0 0 1 18 11v3.5M6 11v5l-1.5 2H17M10 20.5a2.2 2.2 0 0 0 4 0M4 4l16 16"/>`,
  out: svg`<path d="M13 5h6v6M19 5l-8.5 8.5M17 14v4a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 5 18V9a1.5 1.5 0 0 1 1.5-1.5h4"/>`,
  clip: svg`<path d="m19.5 11.5-7.8 7.8a4.6 4.6 0 0 1-6.5-6.5l8-8a3.1 3.1 0 0 1 4.4 4.4l-7.8 7.8a1.5 1.5 0 0 1-2.2-2.2l7-7"/>`,
  file: svg`<path d="M13.5 4H7a1.5 1.5 0 0 0-1.5 1.5v13A1.5 1.5 0 0 0 7 20h10a1.5 1.5 0 0 0 1.5-1.5V9l-5-5ZM13.5 4v5h5"/>`,
  picture: svg`<rect x="4" y="5" width="16" height="14" rx="2"/><circle cx="9" cy="10" r="1.5"/><path d="m5 17 5-4.5 3 2.5 3-3 4 3.5"/>`,
  store: svg`<path d="M12 4v11M7 10.5l5 5 5-5M5 20h14"/>`,
  play: svg`<path d="M7 5v14l12-7z"/>`,
  stop: svg`<rect x="6" y="6" width="12" height="12" rx="2"/>`,
};

export const icon = (name) => html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">${PATHS[name]}</svg>`;

export const mark = () => html`<svg class="brand-mark" viewBox="0 0 32 32" aria-hidden="true">
  <path fill="currentColor" d="M5 4h15a5 5 0 0 1 5 5v5a5 5 0 0 1-5 5h-8l-6 5.5V18.8A5 5 0 0 1 2 14V7a3 3 0 0 1 3-3Z" />
  <path fill="currentColor" opacity=".5" d="M27 12a5 5 0 0 1 3 4.5v4a5 5 0 0 1-3 4.5v4.5L21.5 25H16a5 5 0 0 1-4.5-3H20a7 7 0 0 0 7-7Z" />
</svg>`;
