import { t } from '../i18n.js';
import { avatar } from './avatar.js';
import { Element } from './element.js';
import { icon } from './icons.js';
import { html, nothing } from './lit.js';

const COARSE = matchMedia('(pointer: coarse) and (max-width: 720px)');

/**
 * Where a message is written. complete(text, caret) answers as model/names.js `completion`; addressee(text) as `addressee`, or null
 * where an @ has no meaning. Tells 'draft' and 'send' (detail: the text); `draft` has to follow.
 */
class Composer extends Element {
  static properties = {
    conversation: {},
    who: {},
    room: {}, // as it is called here; not in a private conversation
    isLobby: { attribute: false },
    draft: { attribute: false },
    complete: { attribute: false },
    addressee: { attribute: false },
    choices: { state: true },
    chosen: { state: true },
    unknown: { state: true },
  };

  constructor() {
    super();
    this.choices = null;
    this.chosen = 0;
    this.unknown = null;
  }

  focus() {
    this.#area?.focus();
  }

  /** Nobody of this name is here: the text stays, with the reason. */
  refuse(name) {
    this.unknown = name;
  }

  willUpdate(changed) {
    if (changed.has('conversation')) {
      this.choices = null;
      this.unknown = null;
    }
  }

  updated(changed) {
    if ((changed.has('conversation') || changed.has('draft')) && this.#area.value !== this.draft) {
      this.#area.value = this.draft;
    }
    this.#grow();
  }

  render() {
    const to = this.who ?? this.addressee?.(this.draft)?.known ?? null;
    const placeholder = this.#placeholder();
    return html`<form class="composer ${to ? 'private' : ''}" @submit=${this.#submit}>
      ${this.#list()} ${this.#note(to)}
      <div class="composer-box">
        ${to ? html`<span class="composer-lock">${icon('lock')}</span>` : nothing}
        <textarea
          rows="1"
          class="composer-text"
          dir="auto"
          enterkeyhint=${COARSE.matches ? 'enter' : 'send'}
          placeholder=${placeholder}
          aria-label=${placeholder}
          aria-autocomplete="list"
          aria-controls="composer-choices"
          aria-activedescendant=${this.choices ? `choice-${this.chosen}` : nothing}
          aria-describedby="composer-note"
          @input=${this.#typed}
          @click=${this.#look}
          @keydown=${this.#keyed}
          @blur=${() => (this.choices = null)}
        ></textarea>
        <button class="btn btn-primary composer-send" ?disabled=${!this.draft.trim()} aria-label=${t('composer.send')} title=${t('composer.send')}>
          ${icon('send')}
        </button>
      </div>
      <p class="composer-keys" aria-hidden="true">${t(this.isLobby ? 'composer.keys' : 'composer.keys-room')}</p>
    </form>`;
  }

  #placeholder() {
    if (this.who) {
      return t('composer.to', { name: this.who });
    }
    return this.isLobby ? t('composer.lobby') : t('composer.room', { room: this.room });
  }

  #note(to) {
    const note = this.unknown
      ? html`${icon('warn')}<span>${t('composer.unknown', { name: this.unknown })}</span>`
      : to && !this.who
        ? html`${icon('lock')}<span>${t('composer.private', { name: to })}</span>`
        : nothing;
    return html`<div class="composer-note ${this.unknown ? 'bad' : ''}" id="composer-note" role="status">${note}</div>`;
  }

  #list() {
    return html`<ul class="choices" id="composer-choices" role="listbox" aria-label=${t('composer.people')} ?hidden=${!this.choices}>
      ${this.choices?.names.map(
        (name, at) => html`<li
          id="choice-${at}"
          role="option"
          aria-selected=${at === this.chosen ? 'true' : 'false'}
          @mousedown=${(event) => event.preventDefault()}
          @click=${() => this.#take(at)}
        >
          ${avatar(name, 'small')}<bdi>${name}</bdi>
        </li>`,
      )}
    </ul>`;
  }

  get #area() {
    return this.querySelector('textarea');
  }

  #typed() {
    this.unknown = null;
    this.tell('draft', this.#area.value);
    this.#look();
  }

  #look() {
    const before = this.choices?.names.join(' ');
    this.choices = this.complete?.(this.#area.value, this.#area.selectionStart) ?? null;
    if (this.choices?.names.join(' ') !== before) {
      this.chosen = 0;
    }
  }

  #take(at) {
    const { from, to, names } = this.choices;
    const area = this.#area;
    const after = area.value.slice(to);
    area.setRangeText(`@${names[at]}${after.startsWith(' ') ? '' : ' '}`, from, to, 'end');
    this.choices = null;
    this.tell('draft', area.value);
    area.focus();
  }

  #keyed(event) {
    if (event.isComposing || event.keyCode === 229) {
      return; // Enter takes what an input method proposes
    }
    if (this.choices && this.#keyedInList(event)) {
      event.preventDefault();
    } else if (event.key === 'Enter' && !event.shiftKey && !event.altKey && !COARSE.matches) {
      this.#submit(event);
    }
  }

  #keyedInList(event) {
    const count = this.choices.names.length;
    switch (event.key) {
      case 'ArrowDown':
        this.chosen = (this.chosen + 1) % count;
        return true;
      case 'ArrowUp':
        this.chosen = (this.chosen + count - 1) % count;
        return true;
      case 'Enter':
      case 'Tab':
        this.#take(this.chosen);
        return true;
      case 'Escape':
        this.choices = null;
        event.stopPropagation();
        return true;
      default:
        return false;
    }
  }

  #submit(event) {
    event.preventDefault();
    if (this.#area.value.trim()) {
      this.tell('send', this.#area.value);
    }
  }

  #grow() {
    const area = this.#area;
    area.style.height = 'auto';
    area.style.height = `${area.scrollHeight}px`;
  }
}

customElements.define('parley-composer', Composer);
