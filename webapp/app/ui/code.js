import { html } from './lit.js';

const KEYWORDS =
  'async await catch class const for function if implements import in let new of public record return this throws void';
const TOKEN = new RegExp(
  `(?<comment>//[^\\n]*)|(?<string>'[^'\\n]*'|"(?:[^"\\\\\\n]|\\\\.)*"|\`[^\`]*\`)|(?<mark>@\\w+|</?[a-z]+)|(?<word>\\b(?:${KEYWORDS.replaceAll(' ', '|')})\\b)`,
  'g',
);

/** Source code of JavaScript, Java or HTML with its comments, strings and keywords told apart; text nodes all of it. */
export function code(source) {
  const parts = [];
  let end = 0;
  for (const { 0: token, index, groups } of source.matchAll(TOKEN)) {
    const kind = Object.keys(groups).find((name) => groups[name] !== undefined);
    parts.push(source.slice(end, index), html`<span class="code-${kind}">${token}</span>`);
    end = index + token.length;
  }
  parts.push(source.slice(end));
  return parts;
}
