import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Heights } from '../../../webapp/app/model/heights.js';
import { Window } from '../../../webapp/app/model/window.js';

const rows = (count, from = 0) => Array.from({ length: count }, (_, i) => ({ key: from + i }));

/** As Heights, by adding up. */
function plainly(px, index) {
  const known = px.filter((one) => one !== undefined);
  const mean = known.reduce((sum, one) => sum + one, 0) / known.length;
  return px.slice(0, index).reduce((sum, one) => sum + (one ?? mean), 0);
}

function close(one, other) {
  assert.ok(Math.abs(one - other) < 1e-6 * Math.max(1, other), `${one} is not ${other}`);
}

test('a row that was not measured is taken for the mean of those that were', () => {
  const heights = new Heights();
  heights.take(rows(4));
  const guess = heights.offset(1);
  assert.equal(heights.offset(4), 4 * guess);
  heights.measure(1, 20);
  heights.measure(2, 40);
  assert.deepEqual([0, 1, 2, 3, 4].map((index) => heights.offset(index)), [0, 30, 50, 90, 120]);
  heights.measure(2, 60);
  assert.deepEqual([0, 1, 2, 3, 4].map((index) => heights.offset(index)), [0, 40, 60, 120, 160]);
  heights.measure(0, 0);
  assert.equal(heights.offset(4), 160, 'a row that is not shown has no height');
});

test('where rows begin and which row is where is as if added up, whatever comes before and behind', () => {
  const heights = new Heights();
  const [all, known] = [rows(1000), new Map()];
  const measure = (index, px) => (heights.measure(index, px), known.set(all[index].key, px));
  heights.take(all);
  for (let i = 0; i < 400; i++) {
    measure((i * 617) % all.length, 20 + ((i * 31) % 90));
  }
  const check = () => {
    const px = all.map(({ key }) => known.get(key));
    for (let index = 0; index <= all.length; index += 37) {
      close(heights.offset(index), plainly(px, index));
    }
    for (let index = 0; index < all.length; index += 41) {
      assert.equal(heights.at(heights.offset(index) + 1), index);
    }
  };
  check();
  all.push(...rows(70, 5000));
  heights.take(all);
  check();
  all.unshift(...rows(50, 6000));
  heights.take(all);
  check();
  measure(3, 77);
  check();
  assert.equal(heights.at(-5), 0);
  assert.equal(heights.at(1e9), all.length - 1);
  assert.equal(new Heights().at(10), 0);
});

test('heights are forgotten with the width they were measured in, but not how high rows are on average', () => {
  const heights = new Heights();
  heights.take(rows(10));
  heights.measure(0, 100);
  heights.measure(1, 50);
  heights.forget();
  assert.equal(heights.offset(1), 75);
  heights.measure(2, 30);
  assert.equal(heights.offset(10), 300);
});

test('heights of rows that are gone are let go, so that a list that is always read at its end does not grow', () => {
  const heights = new Heights();
  heights.take(rows(100));
  rows(100).forEach((_, index) => heights.measure(index, 90));
  heights.take(rows(40, 90));
  rows(40).forEach((_, index) => heights.measure(index, 10));
  assert.equal(heights.mean, 10);
});

function windowOver(count, px = 30) {
  const heights = new Heights();
  heights.take(rows(count));
  heights.measure(0, px);
  return new Window(heights);
}

const shape = ({ parts }) => parts.map(({ from, to, drawn }) => `${drawn ? '' : 'space '}${from}-${to}`).join(', ');

test('what is in view and as much above and below is drawn, the rest is space', () => {
  const window = windowOver(100_000);
  window.move({ top: 30_000, height: 600 });
  assert.equal(shape(window), 'space 0-980, 980-1041, space 1041-100000');
  window.move({ top: 0, height: 600 });
  assert.equal(shape(window), '0-41, space 41-100000');
  window.move({ top: 100_000 * 30 - 600, height: 600 });
  assert.equal(shape(window), 'space 0-99960, 99960-100000');
  window.move({ top: 1e9, height: 600 });
  assert.equal(shape(window), 'space 0-99999, 99999-100000');
});

test('rows that have to stay are drawn wherever they are, and once', () => {
  const window = windowOver(1000);
  window.move({ top: 15_000, height: 300, kept: [700, 3, 500, 700, 0] });
  assert.equal(shape(window), '0-1, space 1-3, 3-4, space 4-490, 490-521, space 521-700, 700-701, space 701-1000');
});

test('nothing has to be drawn anew while half a view around is there', () => {
  const window = windowOver(1000);
  window.move({ top: 15_000, height: 300 });
  for (const [top, covers] of [[15_000, true], [15_149, true], [14_851, true], [15_200, false], [14_800, false], [0, false], [29_000, false]]) {
    assert.equal(window.covers({ top, height: 300 }), covers, `${top}`);
  }
  window.move({ top: 0, height: 300 });
  assert.ok(window.covers({ top: 0, height: 300 }), 'at the first row nothing is missing above');
  window.move({ top: 29_700, height: 300 });
  assert.ok(window.covers({ top: 29_700, height: 300 }), 'nor below at the last');
});

test('what is drawn is bounded, however low rows are, and covers what it was drawn for', () => {
  const window = windowOver(100_000, 1);
  window.move({ top: 50_000, height: 2_000 });
  assert.ok(window.parts[1].to - window.parts[1].from <= 601, shape(window));
  assert.ok(window.covers({ top: 50_000, height: 2_000 }));
});

test('an empty list has nothing to draw and nothing missing', () => {
  const window = windowOver(0);
  window.move({ top: 0, height: 600 });
  assert.deepEqual(window.parts, []);
  assert.ok(window.covers({ top: 0, height: 600 }));
});
