import { t } from '../i18n.js';
import { gist } from '../model/files.js';
import '../ui/alert-settings.js';
import { icon } from '../ui/icons.js';
import { html, nothing } from '../ui/lit.js';
import { mentions } from '../ui/text.js';

const SHOWN = 200; // characters of a message
const BEEP = { hertz: 660, volume: 0.05, seconds: 0.15 };
const MARK = 'M5 4h15a5 5 0 0 1 5 5v5a5 5 0 0 1-5 5h-8l-6 5.5V18.8A5 5 0 0 1 2 14V7a3 3 0 0 1 3-3Z';

/**
 * Calls the reader back to the chat's page: notifications of the browser, a sound, and how much waits in the title and the page's
 * icon; and what the reader chooses about that.
 */
export class AlertParts {
  #page;
  #chat;
  #icon = document.querySelector('link[rel=icon]');
  #plain = this.#icon.href;
  #counted = 0;
  #audio = null;
  #choosing = false;

  constructor(page) {
    this.#page = page;
    this.#chat = page.chat;
  }

  /** Lets the reader choose. */
  choose() {
    this.#show(true);
  }

  settings() {
    const { alerts } = this.#chat;
    return this.#choosing
      ? html`<parley-alert-settings
          ?shown=${alerts.shown}
          ?sounds=${alerts.sounds}
          permission=${permission()}
          @choose=${(event) => this.#chosen(event.detail)}
          @close=${() => this.#show(false)}
        ></parley-alert-settings>`
      : nothing;
  }

  muteButton(conversation) {
    const muted = this.#chat.alerts.isMuted(conversation);
    const label = t(muted ? 'alerts.unmute' : 'alerts.mute');
    return html`<button
      type="button"
      class="btn btn-icon mute-button"
      title=${label}
      aria-label=${label}
      @click=${() => this.#chat.alerts.mute(conversation, !muted)}
    >
      ${icon(muted ? 'muted' : 'bell')}
    </button>`;
  }

  /** Somebody has said something. */
  heard({ conversation, message }) {
    const { alerts, me } = this.#chat;
    const isBeforeTheEyes = document.hasFocus() && conversation === this.#chat.conversation;
    if (isBeforeTheEyes || !alerts.isDue(conversation, mentions(message.text, me))) {
      return;
    }
    if (alerts.sounds) {
      this.#beep();
    }
    if (alerts.shown && permission() === 'granted') {
      this.#notify(conversation, message);
    }
  }

  /** title: what the page shows. */
  update(title) {
    const count = this.#chat.alerts.count([...this.#chat.conversations.values()]);
    document.title = count ? `(${count}) ${title}` : title;
    if (count !== this.#counted) {
      this.#counted = count;
      this.#icon.href = count ? iconWith(count > 9 ? '9+' : count) : this.#plain;
    }
  }

  /** A later one of the same conversation takes the place of the one before. */
  #notify(conversation, message) {
    const { author } = message;
    const { room, isLobby, who, key } = conversation;
    const place = isLobby ? t('side.lobby') : room;
    const title = who === null ? t('alerts.from-room', { name: author, room: place }) : t('alerts.from-private', { name: author });
    let shown;
    try {
      shown = new Notification(title, { body: gist(message).slice(0, SHOWN), tag: `parley ${location.pathname} ${key}`, icon: this.#plain, silent: true });
    } catch {
      return; // a browser that has them for service workers alone
    }
    shown.addEventListener('click', () => {
      window.focus();
      shown.close();
      this.#chat.openKey(key);
    });
  }

  async #chosen({ what, on }) {
    const allowed = what !== 'shown' || !on || permission() === 'granted' || (await globalThis.Notification.requestPermission()) === 'granted';
    this.#chat.alerts.choose(what, on && allowed);
  }

  #show(settings) {
    this.#choosing = settings;
    this.#page.requestUpdate();
  }

  #beep() {
    this.#audio ??= new AudioContext();
    const [tone, volume, now] = [this.#audio.createOscillator(), this.#audio.createGain(), this.#audio.currentTime];
    tone.frequency.value = BEEP.hertz;
    volume.gain.setValueAtTime(BEEP.volume, now);
    volume.gain.exponentialRampToValueAtTime(0.001, now + BEEP.seconds);
    tone.connect(volume).connect(this.#audio.destination);
    tone.start(now);
    tone.stop(now + BEEP.seconds);
  }
}

/** Whether the browser lets this page show notifications: 'granted', 'denied', 'default', or 'missing' where it has none. */
const permission = () => globalThis.Notification?.permission ?? 'missing';

const iconWith = (count) => `data:image/svg+xml,${encodeURIComponent(
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path fill="#0b6b60" d="${MARK}"/><circle cx="21" cy="21" r="11" fill="#c42b2b"/>
  <text x="21" y="26" fill="#fff" font-family="sans-serif" font-size="14" font-weight="700" text-anchor="middle">${count}</text></svg>`,
)}`;
