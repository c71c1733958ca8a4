/*
 * The frame of every page.
 *
 *   <parley-header here="lab" page="clock"></parley-header>   a page's bar: brand, chat <-> lab, the lab's pages, language and theme;
 *                                                   `here` is chat or lab, `page` one of LAB_PAGES
 *   <parley-brand here="chat">, <parley-preferences>                its two halves, for a page with a layout of its own
 *
 * A page's <head> has, in this order: app/theme.js as a plain script, vendor/bootstrap/dist/css/bootstrap.min.css,
 * css/tokens.css, css/base.css, its own sheet, and one module that imports this file. Every address is relative (or made
 * by `address()` of app/address.js), so that the application works under any context path.
 */
import { LANGUAGES, choose, current, t } from '../i18n.js';
import { address } from '../address.js';
import { Element } from './element.js';
import { icon, mark } from './icons.js';
import { html } from './lit.js';

/** The lab's pages, with the path of each. */
export const LAB_PAGES = { clock: 'lab/', handshake: 'lab/handshake/', socketio: 'lab/socketio/' };

const SHORT = { en: 'EN', zh: '中' };

class Brand extends Element {
  static properties = { here: {} };

  render() {
    const way = (name, path) =>
      html`<a href=${address(path)} aria-current=${this.here === name ? 'page' : 'false'}>${t(`frame.${name}`)}</a>`;
    return html`<div class="brand">
      <a class="brand-name" href=${address('')}>${mark()}<span>Parley</span></a>
      <nav class="brand-ways" aria-label=${t('frame.ways')}>${way('chat', '')}${way('lab', 'lab/')}</nav>
    </div>`;
  }
}

class Preferences extends Element {
  #redraw = () => this.requestUpdate();

  connectedCallback() {
    super.connectedCallback();
    addEventListener('parley-theme', this.#redraw);
  }

  disconnectedCallback() {
    removeEventListener('parley-theme', this.#redraw);
    super.disconnectedCallback();
  }

  render() {
    const theme = window.parleyTheme.get();
    const next = { system: 'light', light: 'dark', dark: 'system' }[theme];
    const other = current() === 'en' ? 'zh' : 'en';
    return html`<div class="preferences">
      <button
        type="button"
        class="btn btn-icon"
        title=${t('frame.theme', { now: t(`frame.theme.${theme}`), next: t(`frame.theme.${next}`) })}
        aria-label=${t('frame.theme', { now: t(`frame.theme.${theme}`), next: t(`frame.theme.${next}`) })}
        @click=${() => window.parleyTheme.set(next)}
      >
        ${icon({ system: 'system', light: 'sun', dark: 'moon' }[theme])}
      </button>
      <button
        type="button"
        class="btn btn-icon"
        lang=${other}
        title=${LANGUAGES[other]}
        aria-label=${`${SHORT[other]}, ${LANGUAGES[other]}`}
        @click=${() => choose(other)}
      >
        ${SHORT[other]}
      </button>
    </div>`;
  }
}

/** The way to every page of the lab; `page` is the one that is shown, if any. */
class LabWays extends Element {
  static properties = { page: {} };

  render() {
    const way = ([name, path]) =>
      html`<a href=${address(path)} aria-current=${this.page === name ? 'page' : 'false'}>${t(`frame.lab.${name}`)}</a>`;
    return html`<nav class="lab-ways" aria-label=${t('frame.lab-ways')}>${Object.entries(LAB_PAGES).map(way)}</nav>`;
  }
}

class Header extends Element {
  static properties = { here: {}, page: {} };

  render() {
    return html`<header class="header">
      <parley-brand here=${this.here}></parley-brand>
      <parley-lab-ways page=${this.page}></parley-lab-ways>
      <parley-preferences></parley-preferences>
    </header>`;
  }
}

customElements.define('parley-brand', Brand);
customElements.define('parley-preferences', Preferences);
customElements.define('parley-lab-ways', LabWays);
customElements.define('parley-header', Header);
