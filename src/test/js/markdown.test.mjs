import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from '../../../webapp/app/model/markdown.js';

const SIGNS = { bold: 'b', italic: 'i', struck: 's' };

/** A tree in one line: <b>…</b> for marks, [text](href) for links, `…` for code, {@…} for an at. */
const inline = (node) => {
  if (typeof node === 'string') {
    return node;
  }
  switch (node.kind) {
    case 'code':
      return `\`${node.text}\``;
    case 'link':
      return `[${node.text}](${node.href})`;
    case 'at':
      return `{${node.text}}`;
    default:
      return `<${SIGNS[node.kind]}>${node.inlines.map(inline).join('')}</${SIGNS[node.kind]}>`;
  }
};
const block = (one) => {
  switch (one.kind) {
    case 'text':
      return one.inlines.map(inline).join('');
    case 'quote':
      return `quote(${one.blocks.map(block).join(' | ')})`;
    case 'list':
      return `list${one.start ?? ''}(${one.items.map((item) => item.map(block).join(' | ')).join(', ')})`;
    case 'code':
      return `code${one.language && ` ${one.language}`}(${one.text})`;
    default:
      throw new Error(one.kind);
  }
};
const show = (text) => parse(text).map(block).join(' | ');
const holds = (cases) => Object.entries(cases).forEach(([text, tree]) => assert.equal(show(text), tree, text));

test('marks make bold, italic and struck, also within each other and in scripts without spaces', () =>
  holds({
    '**bold** and *italic* and _italic_ and ~~struck~~': '<b>bold</b> and <i>italic</i> and <i>italic</i> and <s>struck</s>',
    '***both***': '<b><i>both</i></b>',
    '**bold *and italic***': '<b>bold <i>and italic</i></b>',
    '*italic **and bold** too*': '<i>italic <b>and bold</b> too</i>',
    '这是**重点**，看': '这是<b>重点</b>，看',
    '(*a*), "**b**"!': '(<i>a</i>), "<b>b</b>"!',
    '*two\nlines*': '<i>two\nlines</i>',
  }));

test('marks that are not closed, or stand in a word or between spaces, stay as they were typed', () => {
  for (const text of ['2 * 3 * 4', '2*3*4', 'snake_case_name', '__init__.py', '__a__', 'a_', '** a **', '*a', 'a* b*', '**a*', '~~a', '~a~', '****', '5*', '*']) {
    assert.equal(show(text), text);
  }
  holds({ '**a *b**': '<b>a *b</b>', '*a **b*': '<i>a **b</i>', '\\*a\\*': '*a*', 'C:\\temp': 'C:\\temp' });
});

test('code is as it was typed, whatever is in it', () =>
  holds({
    '`*a* <b> @Bo https://x.org`': '`*a* <b> @Bo https://x.org`',
    '``a ` b`` and ` `` `': '`a ` b` and ````',
    '`a': '`a',
    '`a ``b': '`a ``b',
    '```js\nlet a = *1*;\n\n  b\n```\nand more': 'code js(let a = *1*;\n\n  b) | and more',
    '```\nnot closed': 'code(not closed)',
    'x ```a``` y': 'x `a` y',
  }));

test('lines stay lines, and blank lines count between them alone', () =>
  holds({ '\n\n  a\n\nb \n\n': '  a\n\nb', 'a\r\nb\rc': 'a\nb\nc', '1\n2': '1\n2', '': '', ' \n ': '' }));

test('quotes and lists have what is in them, nested to a depth', () =>
  holds({
    '> a\n> **b**\nc': 'quote(a\n<b>b</b>) | c',
    '>> deep\n> less': 'quote(quote(deep) | less)',
    '>_<': '>_<',
    'x:\n- a\n- *b*\n\ny': 'x: | list(a, <i>b</i>) | y',
    '3. a\n4. b': 'list3(a, b)',
    '- a\n  - b\n  still a\n- c': 'list(a | list(b) | still a, c)',
    '* a\n1. b': 'list(a) | list1(b)',
    '- ```\n  code\n  ```': 'list(code(code))',
    '-1 and - 2': '-1 and - 2',
    '2026. was': '2026. was',
    '> > > > > a': 'quote(quote(quote(quote(> a))))',
  }));

test('addresses are links without the punctuation behind them', () =>
  holds({
    'see https://example.org/a?b=c.': 'see [https://example.org/a?b=c](https://example.org/a?b=c).',
    '(https://en.example.org/A_(b)), **http://x.org**': '([https://en.example.org/A_(b)](https://en.example.org/A_(b))), <b>[http://x.org](http://x.org)</b>',
    '看https://example.org/中，好': '看[https://example.org/中](https://example.org/中)，好',
    'https://x.org/a_b_c*d': '[https://x.org/a_b_c*d](https://x.org/a_b_c*d)',
    'mailto:ann@example.org!': '[mailto:ann@example.org](mailto:ann@example.org)!',
    '[the *docs*](https://example.org/)': '[the *docs*](https://example.org/)',
  }));

test('nothing but http, https and mailto becomes a link', () => {
  for (const text of [
    'javascript:alert(1)',
    '[a](javascript:alert(1))',
    '[a](JaVaScRiPt://x.org/%0Aalert(1))',
    '[a](data:text/html,x)',
    '[a](//example.org)',
    '[a](/logout)',
    '[a](vbscript:x)',
    'file:///etc/passwd',
    'https://',
    '<a href="x">',
  ]) {
    assert.ok(!JSON.stringify(parse(text)).includes('"link"'), text);
    assert.equal(show(text), text);
  }
});

test('an @ may be somebody, behind anything but a letter or a digit', () =>
  holds({
    '@Bo hi': '{@Bo} hi',
    'hi (@李雷), **@Bo**': 'hi ({@李雷}), <b>{@Bo}</b>',
    'ann@example.org @ @@x': 'ann@example.org @ @{@x}',
  }));

test('a long text of nothing but signs is taken in time proportional to its length', () => {
  for (const sign of ['*a ', '**a ', '_', '`a``', '``` ', '[', '[a](', '> ', '- ', '@', 'https://(', ')', '\\', '~~a', '(*']) {
    const begun = performance.now();
    parse(sign.repeat(100_000));
    parse(`${sign}\n`.repeat(20_000));
    parse(`https://x.org/${sign.repeat(50_000)}`);
    assert.ok(performance.now() - begun < 5_000, `${sign}: ${performance.now() - begun} ms`);
  }
});
