import { t } from '../i18n.js';
import { gist } from '../model/files.js';
import { filesOf } from './attachments.js';
import { avatar } from './avatar.js';
import { Element } from './element.js';
import { icon } from './icons.js';
import { html, nothing } from './lit.js';

const COARSE = matchMedia('(pointer: coarse) and (max-width: 720px)');

/**
 * Where a message is written. complete(text, caret) answers what the text before the caret can become, {from, to, options: [{insert,
 * name, emoji?}]}, or null; addressee(text) as model/names.js `addressee`, or null where an @ has no meaning. Tells 'draft' and 'send'
 * (detail: the text); `draft` has to follow; 'attach' (files); 'cancel' to edit and answer nothing, and 'edit-last'.
 */
class Composer extends Element {
  static properties = {
    conversation: {},
    who: {},
    room: {}, // as it is called here; not in a private conversation
    isLobby: { attribute: false },
    draft: { attribute: false },
    editing: { type: Boolean }, // a message that was said before
    answered: { attribute: false }, // the message that this answers, or null
    sharing: { attribute: false }, // {files, limits, awaited, refused} of model/files.js; limits null where nothing can be shared
    complete: { attribute: false },
    addressee: { attribute: false },
    choices: { state: true },
    chosen: { state: true },
    refused: { state: true }, // {name, why}, or null
  };

  constructor() {
    super();
    this.choices = null;
    this.chosen = 0;
    this.refused = null;
  }

  focus() {
    this.#area?.focus();
  }

  /** It cannot go to this person: the text stays, with the reason, a key of the catalogue. */
  refuse(name, why) {
    this.refused = { name, why };
  }

  willUpdate(changed) {
    if (changed.has('conversation') || changed.has('editing')) {
      this.choices = null;
      this.refused = null;
    }
  }

  updated(changed) {
    if ((changed.has('conversation') || changed.has('draft')) && this.#area.value !== this.draft) {
      this.#area.value = this.draft;
    }
    this.#grow();
  }

  render() {
    const to = this.who ?? (this.editing ? null : (this.addressee?.(this.draft)?.known ?? null));
    const placeholder = this.#placeholder();
    const send = t(this.editing ? 'composer.save' : 'composer.send');
    return html`<form class="composer ${to ? 'private' : ''}" @submit=${this.#submit}>
      ${this.#list()} ${this.#note(to)} ${this.#about()}
      ${this.sharing.files.length ? html`<parley-attachments .files=${this.sharing.files} ?awaited=${this.sharing.awaited}></parley-attachments>` : nothing}
      <div class="composer-box">
        ${this.sharing.limits && !this.editing ? html`<parley-file-chooser .types=${this.sharing.limits.types}></parley-file-chooser>` : nothing}
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
          @paste=${this.#pasted}
          @blur=${() => (this.choices = null)}
        ></textarea>
        <button class="btn btn-primary composer-send" ?disabled=${!this.#isSendable(this.draft)} aria-label=${send} title=${send}>
          ${icon(this.editing ? 'check' : 'send')}
        </button>
      </div>
      <p class="composer-keys" aria-hidden="true">${t(this.addressee ? 'composer.keys' : 'composer.keys-room')}</p>
    </form>`;
  }

  #placeholder() {
    if (this.who) {
      return t('composer.to', { name: this.who });
    }
    return this.isLobby ? t('composer.lobby') : t('composer.room', { room: this.room });
  }

  #note(to) {
    const note = this.refused
      ? html`${icon('warn')}<span>${t(this.refused.why, { name: this.refused.name })}</span>`
      : to && !this.who
        ? html`${icon('lock')}<span>${t('composer.private', { name: to })}</span>`
        : nothing;
    return html`<div class="composer-note ${this.refused ? 'bad' : ''}" id="composer-note" role="status">${note}</div>`;
  }

  /** What is edited or answered, and the way out of it. */
  #about() {
    if (!this.editing && !this.answered) {
      return nothing;
    }
    return html`<div class="composer-about">
      ${icon(this.editing ? 'pencil' : 'reply')}
      <span class="composer-about-text" dir="auto">${this.editing ? t('composer.editing') : html`<bdi>${this.answered.author}</bdi> ${gist(this.answered)}`}</span>
      <button type="button" class="btn btn-icon" aria-label=${t('composer.cancel')} title=${t('composer.cancel')} @click=${() => this.tell('cancel')}>
        ${icon('close')}
      </button>
    </div>`;
  }

  #list() {
    return html`<ul class="choices" id="composer-choices" role="listbox" aria-label=${t('composer.people')} ?hidden=${!this.choices}>
      ${this.choices?.options.map(
        ({ name, emoji }, at) => html`<li
          id="choice-${at}"
          role="option"
          aria-selected=${at === this.chosen ? 'true' : 'false'}
          @mousedown=${(event) => event.preventDefault()}
          @click=${() => this.#take(at)}
        >
          ${emoji ? html`<span class="choice-emoji">${emoji}</span>` : avatar(name, 'small')}<bdi>${name}</bdi>
        </li>`,
      )}
    </ul>`;
  }

  get #area() {
    return this.querySelector('textarea');
  }

  #typed() {
    this.refused = null;
    this.tell('draft', this.#area.value);
    this.#look();
  }

  #look() {
    const before = this.#offered();
    this.choices = this.complete?.(this.#area.value, this.#area.selectionStart) ?? null;
    if (this.#offered() !== before) {
      this.chosen = 0;
    }
  }

  #offered() {
    return this.choices?.options.map(({ insert }) => insert).join(' ');
  }

  #take(at) {
    const { from, to, options } = this.choices;
    const area = this.#area;
    const after = area.value.slice(to);
    area.setRangeText(`${options[at].insert}${after.startsWith(' ') ? '' : ' '}`, from, to, 'end');
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
    } else if (event.key === 'Escape' && (this.editing || this.answered)) {
      event.stopPropagation();
      this.tell('cancel');
    } else if (event.key === 'ArrowUp' && !this.draft && !this.editing) {
      event.preventDefault();
      this.tell('edit-last');
    } else if (event.key === 'Enter' && !event.shiftKey && !event.altKey && !COARSE.matches) {
      this.#submit(event);
    }
  }

  #keyedInList(event) {
    const count = this.choices.options.length;
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
    if (this.#isSendable(this.#area.value)) {
      this.tell('send', this.#area.value);
    }
  }

  /** A file needs no text; one that was refused has to be tried again or removed. */
  #isSendable(text) {
    const { files, refused } = this.sharing;
    return this.editing ? Boolean(text.trim()) : !refused && Boolean(text.trim() || files.length);
  }

  #pasted(event) {
    const files = this.sharing.limits && !this.editing ? filesOf(event.clipboardData) : [];
    if (files.length) {
      event.preventDefault();
      this.tell('attach', files);
    }
  }

  #grow() {
    const area = this.#area;
    area.style.height = 'auto';
    area.style.height = `${area.scrollHeight}px`;
  }
}

customElements.define('parley-composer', Composer);
