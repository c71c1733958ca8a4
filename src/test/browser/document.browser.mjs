/*
 * Pages as the books on realtime have them, without a line for Parley, in Chromium against a running Parley at the root of its
 * server: PARLEY_URL is its address, PARLEY_NPM the directory with the tests' node_modules.
 */
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { extraPage, launch, visitor } from './browser.mjs';

const PATIENCE = 60_000; // ms
const TIME = /^[A-Z][a-z]{2} \d{1,2}, \d{4} \d\d:\d\d:\d\d$/;

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));

async function open(source) {
  const page = await visitor(browser, { ...extraPage(source), waitUntil: 'domcontentloaded' }); // an endless iframe never lets it load
  page.setDefaultTimeout(PATIENCE);
  return page;
}

/** Waits for that many list items, and returns the texts of all. */
async function items(page, count) {
  await page.waitForFunction((wanted) => document.querySelectorAll('li').length >= wanted, count);
  assert.deepEqual(page.faults, []);
  return page.locator('li').allInnerTexts();
}

/** Times, each later than the one before. */
function assertTimes(times) {
  times.forEach((time) => assert.match(time, TIME));
  const seconds = times.map((time) => Date.parse(time));
  assert.deepEqual(seconds, [...new Set(seconds)].sort((a, b) => a - b));
}

const SHOW = `<ul id="times"></ul>
<script>
  function show(text) {
    var item = document.createElement('li');
    item.textContent = text;
    document.getElementById('times').appendChild(item);
  }
</script>`;

test('a page that asks by XMLHttpRequest every second gets the time as text', async () => {
  const page = await open(`${SHOW}
<script>
  setInterval(function () {
    var xhr = new XMLHttpRequest();
    xhr.open('GET', '/clock', true);
    xhr.onreadystatechange = function () {
      if (xhr.readyState == 4 && xhr.status == 200) {
        show(xhr.responseText);
      }
    };
    xhr.send(null);
  }, 1000);
</script>`);
  const times = await items(page, 3);
  times.forEach((time) => assert.match(time, TIME));
  assert.ok(Date.parse(times[2]) > Date.parse(times[0]), times.join());
});

test('an iframe on the clock calls the page’s global setTime each second', async () => {
  const page = await open(`${SHOW}
<script>
  function setTime(time) {
    show(time);
  }
</script>
<iframe src="/clock" style="display: none"></iframe>`);
  assertTimes(await items(page, 4));
});

test('an EventSource on the clock gets a message at once and each second', async () => {
  const page = await open(`${SHOW}
<script>
  var source = new EventSource('/clock');
  source.onmessage = function (event) {
    show(event.data);
  };
</script>`);
  assertTimes(await items(page, 4));
});

test('a WebSocket that sends hello gets the answer of the book', async () => {
  const page = await open(`${SHOW}
<script>
  var ws = new WebSocket('ws://' + location.host + '/echo');
  ws.onopen = function () {
    ws.send('hello');
  };
  ws.onmessage = function (event) {
    show(event.data);
  };
</script>`);
  assert.deepEqual(await items(page, 1), ['5. 服务器说:hello']);
});

test('a WebSocket on the clock gets the ticks as text', async () => {
  const page = await open(`${SHOW}
<script>
  new WebSocket('ws://' + location.host + '/clock').onmessage = function (event) {
    show(event.data);
  };
</script>`);
  assertTimes(await items(page, 3));
});

test('io.connect gets news, answers with my other event, and sends', async () => {
  const page = await open(`${SHOW}
<script src="/socket.io/socket.io.js"></script>
<script>
  var socket = io.connect('/demo');
  socket.on('news', function (data) {
    show('news ' + data.hello);
    socket.emit('my other event', { my: 'data' });
    socket.send('hi');
    socket.emit('echo', 'taken', function (answer) {
      show(answer);
    });
  });
  socket.on('message', function (data) {
    show('message ' + data.hello);
  });
</script>`);
  assert.deepEqual((await items(page, 3)).sort(), ['message world', 'news world', 'taken']);
});

const CHAT = `<ul id="messages"></ul>
<form action=""><input id="m" autocomplete="off" /><button>Send</button></form>
<script src="/socket.io/socket.io.js"></script>
<script>
  var socket = io.connect();
  document.querySelector('form').onsubmit = function () {
    socket.send(document.getElementById('m').value);
    document.getElementById('m').value = '';
    return false;
  };
  socket.on('message', function (message) {
    var item = document.createElement('li');
    item.textContent = message;
    document.getElementById('messages').appendChild(item);
  });
</script>`;

test('the chat’s page puts each message into a list; the first is a name, of which everybody else is told', async () => {
  const run = Date.now();
  const [ann, bo] = [await open(CHAT), await open(CHAT)];
  const line = (page, text) => page.locator('li', { hasText: text }).first().waitFor();
  const say = async (page, text) => {
    await page.fill('#m', text);
    await page.click('button');
  };
  await say(ann, `ann-${run}`);
  await say(ann, 'first');
  await line(ann, `ann-${run}: first`);
  await say(bo, `bo-${run}`);
  await line(ann, `bo-${run}加入聊天室`);
  await say(ann, '<b>hello</b> 世界');
  await line(bo, `ann-${run}: <b>hello</b> 世界`);
  await line(ann, `ann-${run}: <b>hello</b> 世界`);
  assert.deepEqual([...ann.faults, ...bo.faults], []);
});
