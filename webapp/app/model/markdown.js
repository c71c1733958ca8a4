/**
 * The text of a message as a tree: the part of Markdown that a chat needs, and nothing that could be markup of a page.
 *
 *   parse(text) -> blocks:
 *     {kind: 'text', inlines}                 lines as they were typed, line breaks and blank lines included
 *     {kind: 'quote', blocks}                 > before each line
 *     {kind: 'list', start, items: [blocks]}  - or 1. before each item; start is its first number, or null
 *     {kind: 'code', language, text}          between lines of ```
 *   inlines: a string, or
 *     {kind: 'bold' | 'italic' | 'struck', inlines}      **bold** *italic* _italic_ ~~struck~~
 *     {kind: 'code', text}                               `code`
 *     {kind: 'link', href, text}                         an address, or [text](address); http, https and mailto alone
 *     {kind: 'at', text}                                 @ and what follows it, which may begin with somebody's name
 *
 * What is not one of these stays as it was typed, and so does a character behind a backslash. Every text has a tree, which is made in time
 * proportional to its length.
 */
export const parse = (text) => blocks(text.split(/\r\n|\r|\n/), 0);

const DEEPEST = 4; // quotes and lists within each other
const FENCE = /^```[ \t]*([\w+#.-]{0,32})[ \t]*$/u;
const QUOTE = /^>(?: |(?=>)|$)/u;
const ITEM = /^(?:[-*]|(\d{1,3})[.)])[ \t]+(?=\S)/u;
const INDENTED = /^(?: {2,4}|\t)/u;

function blocks(lines, depth) {
  const found = [];
  let at = 0;
  while (at < lines.length) {
    const [block, end] = special(lines, at, depth) ?? plain(lines, at, depth);
    if (block) {
      found.push(block);
    }
    at = end;
  }
  return found;
}

/** The block that begins with a sign of its own at this line, and the line after it; or null. */
function special(lines, at, depth) {
  const fence = FENCE.exec(lines[at]);
  if (fence) {
    return code(lines, at, fence[1]);
  }
  if (depth < DEEPEST && QUOTE.test(lines[at])) {
    const end = endOf(lines, at, (line) => QUOTE.test(line));
    const inside = lines.slice(at, end).map((line) => line.replace(QUOTE, ''));
    return [{ kind: 'quote', blocks: blocks(inside, depth + 1) }, end];
  }
  return depth < DEEPEST && ITEM.test(lines[at]) ? list(lines, at, depth) : null;
}

/** Up to a line that closes it, or to the end. */
function code(lines, at, language) {
  const end = endOf(lines, at + 1, (line) => !/^```[ \t]*$/u.test(line));
  return [{ kind: 'code', language, text: lines.slice(at + 1, end).join('\n') }, end + 1];
}

/** Items of one kind, with the indented lines behind each. */
function list(lines, at, depth) {
  const ordered = isOrdered(lines[at]);
  const start = ordered ? Number(ITEM.exec(lines[at])[1]) : null;
  const items = [];
  let line = at;
  while (line < lines.length && ITEM.test(lines[line]) && isOrdered(lines[line]) === ordered) {
    const end = endOf(lines, line + 1, (one) => INDENTED.test(one));
    const inside = [lines[line].replace(ITEM, ''), ...lines.slice(line + 1, end).map((one) => one.replace(INDENTED, ''))];
    items.push(blocks(inside, depth + 1));
    line = end;
  }
  return [{ kind: 'list', start, items }, line];
}

const isOrdered = (line) => ITEM.exec(line)[1] !== undefined;

/** Blank lines count between the lines of a text, not around it. */
function plain(lines, at, depth) {
  let end = at + 1;
  while (end < lines.length && !begins(lines[end], depth)) {
    end++;
  }
  const text = lines.slice(at, end).join('\n').replace(/^(?:[ \t]*\n)+/u, '').trimEnd();
  return [text.trim() ? { kind: 'text', inlines: inlines(text) } : null, end];
}

const begins = (line, depth) => FENCE.test(line) || (depth < DEEPEST && (QUOTE.test(line) || ITEM.test(line)));

function endOf(lines, from, belongs) {
  let end = from;
  while (end < lines.length && belongs(lines[end])) {
    end++;
  }
  return end;
}

const ADDRESS = String.raw`(?:https?:\/\/|mailto:)[^\s<>"'，。；：！？、）】」』]+`;
const TOKEN = new RegExp(
  [
    String.raw`\\(?<escaped>[\\${'`'}*_~[\]()#>@.-])`,
    String.raw`(?<ticks>${'`'}+)`,
    String.raw`\[(?<label>[^[\]\n]{1,200})\]\((?<target>${ADDRESS.replace('[^', '[^()')})\)`,
    `(?<address>${ADDRESS})`,
    String.raw`(?<![\p{L}\p{N}])(?<at>@[^\s@*~${'`'}()[\]<>，。；：！？、]+)`,
    String.raw`(?<run>\*+|_+|~~)`,
  ].join('|'),
  'giu',
);
const TICKS = /`+/gu;
const WORD = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{N}_]/u;
const MARKS = { '**': 'bold', '*': 'italic', _: 'italic', '~~': 'struck' }; // not __, as names in programs begin with it
const NESTED = 8; // marks within each other

/** One pass; what was opened waits in frames until it is closed, and is what was typed if it never is. */
function inlines(text) {
  const frames = [{ mark: '', nodes: [] }];
  const put = (node) => frames.at(-1).nodes.push(node);
  const endless = new Set(); // runs of so many backticks have no end
  let at = 0;
  for (let token = tokenFrom(text, at); token; token = tokenFrom(text, at)) {
    put(text.slice(at, token.index));
    const { groups } = token;
    at = token.index + token[0].length;
    if (groups.ticks) {
      const code = codeFrom(text, at, groups.ticks.length, endless);
      put(code ? code.node : groups.ticks);
      at = code?.end ?? at;
    } else if (groups.run) {
      mark(frames, groups.run, text[token.index - 1] ?? ' ', text[at] ?? ' ');
    } else {
      const [node, length] = single(token[0], groups);
      put(node);
      at = token.index + length;
    }
  }
  put(text.slice(at));
  return flat(frames);
}

function tokenFrom(text, at) {
  TOKEN.lastIndex = at;
  return TOKEN.exec(text);
}

/** What a token stands for that needs no other one, and how much of it that is. */
function single(whole, { escaped, label, target, address, at }) {
  if (escaped) {
    return [escaped, whole.length];
  }
  if (at) {
    return [{ kind: 'at', text: at }, at.length];
  }
  const href = target ?? withoutEnd(address);
  const length = target ? whole.length : href.length;
  return [isSafe(href) ? { kind: 'link', href, text: label ?? href } : whole.slice(0, length), length];
}

/** The expression is what finds addresses; this is what browsers make of them. */
const isSafe = (href) => URL.canParse(href) && ['http:', 'https:', 'mailto:'].includes(new URL(href).protocol);

/** An address without what belongs to the sentence around it. */
function withoutEnd(address) {
  let balance = [...address].reduce((sum, one) => sum + (one === '(') - (one === ')'), 0);
  let end = address.length;
  while (/[.,;:!?*~\]}]/u.test(address[end - 1]) || (address[end - 1] === ')' && balance < 0)) {
    balance += address[end - 1] === ')' ? 1 : 0;
    end--;
  }
  return address.slice(0, end);
}

/** Up to the next run of as many backticks. */
function codeFrom(text, from, count, endless) {
  TICKS.lastIndex = from;
  for (let run = endless.has(count) ? null : TICKS.exec(text); run; run = TICKS.exec(text)) {
    if (run[0].length === count) {
      const inside = text.slice(from, run.index);
      const padded = inside.startsWith(' ') && inside.endsWith(' ') && inside.trim(); // so that it can begin with a backtick
      return { node: { kind: 'code', text: padded ? inside.slice(1, -1) : inside }, end: TICKS.lastIndex };
    }
  }
  endless.add(count);
  return null;
}

/** A run of * or _ or ~ between two characters: closes what it can, then opens; what is left of it is as it was typed. */
function mark(frames, run, before, after) {
  const opens = !/\s/u.test(after) && !WORD.test(before);
  const closes = !/\s/u.test(before) && !WORD.test(after);
  let left = run;
  while (left) {
    const open = closes ? opened(frames, left) : 0;
    const next = left.slice(0, 2);
    if (open) {
      const [{ mark: closed, nodes }, ...unclosed] = frames.splice(open);
      frames.at(-1).nodes.push({ kind: MARKS[closed], inlines: flat([{ mark: '', nodes }, ...unclosed]) });
      left = left.slice(closed.length);
    } else if (opens && MARKS[next] && frames.length <= NESTED) {
      frames.push({ mark: next, nodes: [] });
      left = left.slice(next.length);
    } else {
      frames.at(-1).nodes.push(left);
      left = '';
    }
  }
}

/** The frame that a run closes: one of the very same mark, or else the innermost; 0 if there is none. */
function opened(frames, run) {
  const same = frames.findLastIndex((frame) => frame.mark === run);
  return Math.max(0, same > 0 ? same : frames.findLastIndex((frame) => frame.mark && run.startsWith(frame.mark)));
}

/** The nodes of frames that are not closed, with strings that follow each other in one. */
function flat(frames) {
  const nodes = [];
  for (const node of frames.flatMap((frame) => [frame.mark, ...frame.nodes])) {
    if (typeof node === 'string' && typeof nodes.at(-1) === 'string') {
      nodes[nodes.length - 1] += node;
    } else if (node !== '') {
      nodes.push(node);
    }
  }
  return nodes;
}
