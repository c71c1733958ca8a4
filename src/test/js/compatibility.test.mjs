import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { differences, gather, put, table } from '../../../deploy/lib/compatibility.mjs';

const reports = mkdtempSync(path.join(tmpdir(), 'reports'));
const report = (run, name, counts) => {
  mkdirSync(path.join(reports, run), { recursive: true });
  const attributes = Object.entries({ errors: 0, failures: 0, skipped: 0, ...counts }).map(([key, value]) => `${key}="${value}"`);
  writeFileSync(path.join(reports, run, `TEST-dev.parley.it.${name}.xml`), `<?xml version="1.0"?>\n<testsuite name="dev.parley.it.${name}" time="1.5" ${attributes.join(' ')}>\n</testsuite>`);
};

before(() => {
  report('payara-micro-endpoint', 'ChatIT', { tests: 6 });
  report('payara-micro-endpoint', 'EngineProtocolIT', { tests: 34 });
  report('payara-micro-upgrade', 'EngineProtocolIT', { tests: 34 });
  report('payara-micro-endpoint', 'NginxIT', { tests: 4, skipped: 4 });
  report('tomcat10-endpoint', 'ChatIT', { tests: 6, failures: 1, errors: 1 });
  report('tomcat10-endpoint', 'SomethingNewIT', { tests: 1 });
});
after(() => rmSync(reports, { recursive: true }));

test('a cell has what ran with each carrier, what failed, and nothing of what did not run', () => {
  assert.equal(
    table(gather(reports)),
    `| tests that passed | Payara Micro | WildFly | Tomcat 10.1 | Tomcat 11 |
| --- | --- | --- | --- | --- |
| chat over Socket.IO, plain WebSocket and HTTP | 6 | · | 2 of 6 **failed** | · |
| Engine.IO v4, case by case | 34 + 34 | · | · | · |
| something new | · | · | 1 | · |
`,
  );
});

test('the table is put between its marks, and may not tell of what did not run', () => {
  const text = table(gather(reports));
  const readme = put('before\n<!-- compatibility: x -->\nold\n<!-- end of compatibility -->\nafter\n', text);
  assert.ok(readme.startsWith('before\n') && readme.endsWith('after\n') && !readme.includes('old'));
  assert.deepEqual(differences(readme, text.replaceAll('34', '35')), { unfounded: [], untold: [] });
  assert.deepEqual(differences(readme, text.replace('| 1 |', '| · |')), { unfounded: ['Tomcat 10.1: something new'], untold: [] });
  assert.deepEqual(differences(readme, `${text}| one more | · | · | · | 1 |\n`), { unfounded: [], untold: ['Tomcat 11: one more'] });
});
