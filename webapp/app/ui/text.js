import { parse } from '../model/markdown.js';
import { fold, mentioned } from '../model/names.js';
import { html, nothing } from './lit.js';

const KEPT = 1_000; // texts whose trees are kept, as a list is drawn again at every change

let trees = new Map();

function tree(text) {
  let known = trees.get(text);
  if (!known) {
    known = parse(text);
    if (trees.size >= KEPT) {
      trees = new Map();
    }
    trees.set(text, known);
  }
  return known;
}

/**
 * A text of a user: what model/markdown.js finds in it as elements, all else as text nodes. Templates have no white space of their
 * own, since that of the text counts.
 *
 * people: the folded names that an @ mentions; me: the reader's name.
 */
export const text = (value, { people, me }) => blocks(tree(value), { people, me: fold(me) });

/** Whether a text mentions the reader. */
export const mentions = (value, me) => value.includes('@') && hasMention(tree(value), new Set([fold(me)]));

const hasMention = (nodes, people) =>
  nodes.some((node) =>
    node.kind === 'at'
      ? mentioned(node.text, people)
      : hasMention(node.inlines ?? node.blocks ?? node.items?.flat() ?? [], people),
  );

const blocks = (all, readers) => all.map((block) => BLOCKS[block.kind](block, readers, all.length === 1));
const inlines = (all, readers) => all.map((node) => (typeof node === 'string' ? node : INLINES[node.kind](node, readers)));

const BLOCKS = {
  text: (block, readers, alone) => (alone ? inlines(block.inlines, readers) : html`<div>${inlines(block.inlines, readers)}</div>`),
  quote: (block, readers) => html`<blockquote>${blocks(block.blocks, readers)}</blockquote>`,
  code: (block) => html`<pre data-language=${block.language || nothing}><code>${block.text}</code></pre>`,
  list: ({ start, items }, readers) => {
    const inside = items.map((item) => html`<li>${blocks(item, readers)}</li>`);
    return start === null ? html`<ul>${inside}</ul>` : html`<ol start=${start}>${inside}</ol>`;
  },
};

const INLINES = {
  bold: (node, readers) => html`<strong>${inlines(node.inlines, readers)}</strong>`,
  italic: (node, readers) => html`<em>${inlines(node.inlines, readers)}</em>`,
  struck: (node, readers) => html`<s>${inlines(node.inlines, readers)}</s>`,
  code: (node) => html`<code>${node.text}</code>`,
  link: ({ href, text }) =>
    html`<a href=${href} title=${text === href ? nothing : href} target="_blank" rel="noopener noreferrer nofollow">${text}</a>`,
  at: ({ text }, { people, me }) => {
    const who = mentioned(text, people);
    return who ? html`<span class="mention ${fold(who.name) === me ? 'me' : ''}">@${who.name}</span>${text.slice(who.end)}` : text;
  },
};
