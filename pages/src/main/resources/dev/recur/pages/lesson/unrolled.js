// Chapter 1: one forward pass, the numbers in the equations, a loop beside a layer.

import {byId, el, num, percent, shown, t, table, vector} from './page.js';
import {Player, wordControls} from './player.js';
import {at, bold, column, matrix, mi, mn, mo, row, weight, write} from './maths.js';
import {drawFolded, drawNetwork} from './network.js';

let data;

const player = new Player(byId('player'), {
  say: step => {
    const s = data.steps[step];
    return t('unrolled.live', {
      t: step,
      count: data.steps.length,
      input: shown(s.input),
      target: shown(s.target),
      p: percent(s.y[data.symbols.indexOf(s.target)]),
    });
  },
  show: step => {
    drawNetwork(byId('network'), data, step, {choose: i => player.go(i)});
    drawFolded(byId('folded'), {...data.steps[step], symbols: best(data.steps[step])});
    equations(step);
    markRows(step);
  },
});

const best = step => data.symbols[step.y.indexOf(Math.max(...step.y))];

function equations(i) {
  const s = data.steps[i];
  const b = data.weights.b[0];
  const input = s.x.indexOf(1);
  write(
    byId('eq-h'),
    row(
      at('h', i),
      mo('='),
      mi('tanh'),
      mo('('),
      weight('xh'),
      at('x', i),
      mo('+'),
      weight('hh'),
      at('h', i === 0 ? '−1' : i - 1),
      mo('+'),
      bold('b'),
      mo(')'),
    ),
    row(
      weight('xh'),
      at('x', i),
      mo('='),
      matrix(data.weights.W_xh, input),
      column(s.x, input),
      mo('='),
      column(s.fromInput),
    ),
    row(
      weight('hh'),
      at('h', i === 0 ? '−1' : i - 1),
      mo('='),
      matrix(data.weights.W_hh),
      column(s.hPrev),
      mo('='),
      column(s.fromState),
    ),
    row(
      at('h', i),
      mo('='),
      mi('tanh'),
      mo('('),
      column(s.fromInput),
      mo('+'),
      column(s.fromState),
      mo('+'),
      column(b),
      mo(')'),
      mo('='),
      mi('tanh'),
      column(s.sum),
      mo('='),
      column(s.h),
    ),
  );
  const target = data.symbols.indexOf(s.target);
  write(
    byId('eq-y'),
    row(at('y', i), mo('='), mi('softmax'), mo('('), weight('hy'), at('h', i), mo(')')),
    row(
      weight('hy'),
      at('h', i),
      mo('='),
      matrix(data.weights.W_hy),
      column(s.h),
      mo('='),
      column(s.scores),
    ),
    row(at('y', i), mo('='), mi('softmax'), column(s.scores), mo('='), column(s.y, target)),
  );
  write(
    byId('eq-loss'),
    row(
      at('L', i),
      mo('='),
      mo('−'),
      mi('log'),
      mo('('),
      at('y', i),
      mo('['),
      mi(shown(s.target)),
      mo(']'),
      mo(')'),
      mo('='),
      mo('−'),
      mi('log'),
      mo('('),
      mn(num(s.y[target], 3)),
      mo(')'),
      mo('='),
      mn(num(s.loss, 3)),
    ),
    row(
      mi('L'),
      mo('='),
      data.steps.map((step, k) => [k ? mo('+') : [], mn(num(step.loss, 3))].flat()).flat(),
      mo('='),
      mn(num(data.loss, 3)),
    ),
  );
}

function both() {
  const heads = [
    't',
    t('both.state'),
    t('both.loop'),
    t('both.layer'),
    t('both.dx.loop'),
    t('both.dx.layer'),
  ];
  byId('both').replaceChildren(
    table(
      t('unrolled.both'),
      heads,
      data.steps.map((step, i) => [
        String(i),
        shown(step.input),
        vector(data.loop.h[i]),
        vector(data.layer.h[i]),
        vector(data.loop.dx[i], 3),
        vector(data.layer.dx[i], 3),
      ]),
    ),
  );
  byId('verdict').replaceChildren(
    el(
      'span',
      {class: data.sameActivations ? 'good' : 'bad'},
      t(data.sameActivations ? 'verdict.same' : 'verdict.other'),
    ),
    ' ',
    t('verdict.weights', {
      difference: data.weightDifference === 0 ? '0' : num(data.weightDifference),
    }),
  );
}

function tables() {
  const lists = s =>
    [s.hPrev, s.fromInput, s.fromState, s.sum, s.h, s.scores, s.y].map(v => vector(v));
  byId('numbers').lastElementChild.replaceChildren(
    table(
      t('table.forward'),
      ['t', t('table.input'), 'hₜ₋₁', 'W_xh·x', 'W_hh·hₜ₋₁', 'a', 'h', 's', 'y', t('table.loss')],
      data.steps.map((s, i) => [String(i), shown(s.input), ...lists(s), num(s.loss, 4)]),
    ),
  );
  byId('weights').lastElementChild.replaceChildren(
    table(
      t('table.weights'),
      [t('table.weight'), t('table.values')],
      Object.entries(data.weights).map(([name, rows]) => [
        name,
        rows.map(r => `[${r.map(x => num(x, 3)).join('  ')}]`).join(' '),
      ]),
    ),
  );
}

function markRows(step) {
  byId('both')
    .querySelectorAll('tbody tr')
    .forEach((tr, i) => tr.classList.toggle('own', i === step));
}

wordControls([], loaded => {
  const stay = data !== undefined && data.steps.length === loaded.steps.length;
  data = loaded;
  both();
  tables();
  player.reset(data.steps.length, stay);
});
