import { t } from '../i18n.js';
import { GUID, acceptOf, bytesOfKey } from '../model/accept.js';
import { hexOf } from '../model/bytes.js';
import { Element } from './element.js';
import { section } from './frame-bits.js';
import { html, nothing } from './lit.js';

const spaced = (bytes) => hexOf(bytes).match(/../g).join(' ');

/** From a Sec-WebSocket-Key to the value that accepts it. key: the key; answered: what the server says, or null as long as it is not known. */
class AcceptSteps extends Element {
  static properties = { key: {}, answered: { attribute: false } };

  render() {
    const bytes = bytesOfKey(this.key);
    if (!bytes) {
      return html`<p class="steps-bad" role="status">${t('hs.key-bad')}</p>`;
    }
    const { concatenation, digest, groups, accept } = acceptOf(this.key);
    return html`<ol class="steps">
      <li>
        <h3>${t('hs.step.key')} ${section('4.1')}</h3>
        <p>${t('hs.step.key-why')}</p>
        <code class="wide">${spaced(bytes)}</code>
      </li>
      <li>
        <h3>${t('hs.step.guid')} ${section('4.2.2')}</h3>
        <p>${t('hs.step.guid-why')}</p>
        <code class="wide"><span class="part-key">${this.key}</span><span class="part-guid">${GUID}</span></code>
        <p class="small">${t('hs.characters', { count: concatenation.length })}</p>
      </li>
      <li>
        <h3>${t('hs.step.sha1')} ${section('RFC 3174, section 6.1')}</h3>
        <p>${t('hs.step.sha1-why')}</p>
        <code class="wide">${spaced(digest)}</code>
      </li>
      <li>
        <h3>${t('hs.step.base64')} ${section('RFC 4648, section 4')}</h3>
        <p>${t('hs.step.base64-why')}</p>
        <div class="groups" tabindex="0" role="region" aria-label=${t('hs.step.base64')}>${groups.map((group) => this.#group(group))}</div>
      </li>
      <li>
        <h3>${t('hs.step.answer')} ${section('4.2.2')}</h3>
        <code class="wide">Sec-WebSocket-Accept: <span class="part-accept">${accept}</span></code>
        <p class="verdict ${this.answered === null ? '' : this.answered === accept ? 'good' : 'bad'}" role="status">
          ${this.answered === null ? nothing : t(this.answered === accept ? 'hs.same' : 'hs.differs', { value: this.answered })}
        </p>
      </li>
    </ol>`;
  }

  #group({ bytes, sixes, characters }) {
    return html`<div class="group">
      <code>${spaced(bytes)}</code>
      <code class="sixes">${sixes.map((six) => html`<span>${six}</span>`)}</code>
      <code class="characters">${[...characters].map((one) => html`<span>${one}</span>`)}</code>
    </div>`;
  }
}

customElements.define('parley-accept-steps', AcceptSteps);
