/*
 * Makes the table of servers and capabilities from the reports of the tests that ran on servers (target/it/reports).
 *
 *   node deploy/lib/compatibility.mjs [--write | --check]
 *
 *   (nothing)   writes it to target/compatibility.md
 *   --write     puts it also into the README, between its marks
 *   --check     writes it, and fails if the README's table claims what did not run
 */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const SERVERS = { 'payara-micro': 'Payara Micro', wildfly: 'WildFly', tomcat10: 'Tomcat 10.1', tomcat11: 'Tomcat 11' };

/** What a class of tests shows, in the order of the table. */
const CAPABILITIES = {
  DeploymentIT: 'deploys at the root of the server',
  ContextPathIT: 'deploys below a context path',
  ChatIT: 'chat over Socket.IO, plain WebSocket and HTTP',
  ChatPageIT: 'chat page in Chromium',
  LabPagesIT: 'lab pages in Chromium',
  EngineProtocolIT: 'Engine.IO v4, case by case',
  SocketProtocolIT: 'Socket.IO v5, case by case',
  HeartbeatIT: 'heartbeats and deadlines',
  LateBodyIT: 'polling bodies that come after their heads',
  PipelinedIT: 'answers that nobody reads hold up nobody',
  OfficialClientsIT: 'official clients of JavaScript and Java',
  FilesIT: 'files, and who may read them',
  AutobahnIT: 'RFC 6455 and 7692, case by case',
  KilledServerIT: 'H2 and PostgreSQL keep what was acknowledged over kill -9',
  StoppedServerIT: 'keeps what was acknowledged over a stop',
  DatabaseOutageIT: 'PostgreSQL, stopped and started again',
  SlowDatabaseIT: 'PostgreSQL, slower than people talk',
  FullDiskIT: 'H2 on a disk without room',
  SlowReaderIT: 'who stops reading is cut at the bound',
  DisconnectIT: 'who is gone without a word is forgotten',
  GoneAtOnceIT: 'who opens a WebSocket and is gone at once leaves nothing',
  LeftStreamIT: 'who leaves a stream leaves nothing to whoever comes next',
  RedeployIT: 'deployed again and again under clients',
  PaceIT: 'whoever goes too fast is told, then cut',
  LimitsIT: 'limits, each crossed',
  AbuseIT: 'under attack (deploy/abuse, the short form)',
  NginxIT: 'behind nginx with TLS',
  TlsIT: 'with TLS of the server’s own',
  UberJarIT: 'as one jar',
  LiveIT: 'live editing',
  ClockCrowdIT: 'clock over polling, iframe, EventSource and WebSocket, 1,000 clients each',
  EchoIT: 'echo over the server’s own WebSocket',
  KeepAliveIT: 'a WebSocket over a connection that has had many requests',
  RawEchoIT: 'a WebSocket byte for byte',
  InspectIT: 'a WebSocket that tells each frame',
  LoginIT: 'people whom the server has logged in',
  SessionCookieIT: 'the cookie of a login keeps to TLS',
  SecurityIT: 'other origins refused, headers',
  AllowedOriginsIT: 'other origins that are let in',
  WebSocketLimitsIT: 'limits of a WebSocket',
  WebSocketRefusalIT: 'openings that are no WebSocket',
  OtherServersIT: 'deploy/run on the servers without a column',
};

const NOTHING = '·';
const words = (name) => name.replace(/IT$/, '').replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();

/** The reports of a directory: class to { run, failed }. Tests that were skipped did not run. */
export function results(directory) {
  const found = {};
  for (const file of readdirSync(directory).filter((name) => /^TEST-.*\.xml$/.test(name))) {
    const suite = /<testsuite\b[^>]*>/s.exec(readFileSync(path.join(directory, file), 'utf8'))[0];
    const number = (key) => Number(new RegExp(`\\s${key}="(\\d+)"`).exec(suite)?.[1] ?? 0);
    const name = /\sname="([^"]+)"/.exec(suite)[1].split('.').at(-1);
    found[name] = { run: number('tests') - number('skipped'), failed: number('failures') + number('errors') };
  }
  return found;
}

/** All reports: server to a list of results, one for each carrier, in the order of the carriers' names. */
export function gather(reports) {
  const servers = {};
  for (const run of readdirSync(reports).sort()) {
    const [, server] = /^(.+)-(endpoint|upgrade)$/.exec(run);
    (servers[server] ??= []).push(results(path.join(reports, run)));
  }
  return servers;
}

function cell(carriers, name) {
  const ran = (carriers ?? []).map((carrier) => carrier[name]).filter((result) => result?.run > 0);
  const texts = ran.map(({ run, failed }) => (failed > 0 ? `${failed} of ${run} **failed**` : `${run}`));
  return texts.join(' + ') || NOTHING;
}

export function table(servers) {
  const columns = Object.keys(SERVERS);
  const classes = new Set(Object.values(servers).flatMap((carriers) => carriers.flatMap(Object.keys)));
  const names = [...Object.keys(CAPABILITIES).filter((name) => classes.has(name)), ...[...classes].filter((name) => !(name in CAPABILITIES)).sort()];
  const rows = names.map((name) => [CAPABILITIES[name] ?? words(name), ...columns.map((server) => cell(servers[server], name))]);
  return [['tests that passed', ...columns.map((server) => SERVERS[server])], Array(columns.length + 1).fill('---'), ...rows.filter((row) => row.slice(1).some((text) => text !== NOTHING))]
    .map((row) => `| ${row.join(' | ')} |\n`)
    .join('');
}

const MARKS = /(<!-- compatibility: [^\n]*-->\n)(.*?)(<!-- end of compatibility -->)/s;
/** The cells of a table, each as its column and row, that tell of tests. */
function claims(text) {
  const [head, , ...rows] = text.trim().split('\n').map((line) => line.split('|').slice(1, -1).map((each) => each.trim()));
  return rows.flatMap(([row, ...cells]) => cells.flatMap((each, at) => (each === NOTHING ? [] : [`${head[at + 1]}: ${row}`])));
}

/** The README with another table. */
export const put = (readme, text) => readme.replace(MARKS, (_, begin, old, end) => `${begin}\n${text}\n${end}`);

/** What the README's table and that one do not both tell of. */
export function differences(readme, text) {
  const [told, ran] = [claims(MARKS.exec(readme)[2]), claims(text)];
  return { unfounded: told.filter((claim) => !ran.includes(claim)), untold: ran.filter((claim) => !told.includes(claim)) };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '../..');
  const readme = path.join(root, 'README.md');
  const text = table(gather(path.join(root, 'target/it/reports')));
  writeFileSync(path.join(root, 'target/compatibility.md'), text);
  if (process.argv[2] === '--write') {
    writeFileSync(readme, put(readFileSync(readme, 'utf8'), text));
  } else if (process.argv[2] === '--check') {
    const { unfounded, untold } = differences(readFileSync(readme, 'utf8'), text);
    unfounded.forEach((claim) => console.error(`The README's table of compatibility tells of ${claim}, which did not run.`));
    untold.forEach((claim) => console.error(`The README's table of compatibility does not tell of ${claim} yet.`));
    if (unfounded.length + untold.length > 0) {
      console.error('node deploy/lib/compatibility.mjs --write puts what ran there.');
    }
    process.exitCode = unfounded.length > 0 ? 1 : 0;
  }
}
