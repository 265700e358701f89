// Chapter 2: back through time, step by step, with truncation as a knob.

import {byId, el, grid, largest, num, range, shown, t, table, vector} from './page.js';
import {Player, wordControls} from './player.js';
import {
  across,
  at,
  bold,
  column,
  d,
  line,
  matrix,
  mi,
  mn,
  mo,
  row,
  sup,
  transposed,
  weight,
  write,
} from './maths.js';
import {drawNetwork} from './network.js';

const WEIGHTS = ['W_hh', 'W_xh', 'b', 'W_hy'];
let data;

const player = new Player(byId('player'), {
  backward: true,
  say: i => {
    const s = data.steps[i];
    const last = i === data.steps.length - 1;
    const later = last ? 'live.last' : data.steps[i + 1].cut ? 'live.cut' : 'live.later';
    return `${t('backward.live', {t: i, input: shown(s.input), target: shown(s.target)})} ${t(later, {t: i, next: i + 1})}`;
  },
  show: i => {
    drawNetwork(byId('network'), data, i, {backward: true, choose: step => player.go(step)});
    equations(i);
    terms(i);
    paths(i);
  },
});

function equations(i) {
  const s = data.steps[i];
  const target = data.symbols.indexOf(s.target);
  const oneHot = data.symbols.map((symbol, k) => (k === target ? 1 : 0));
  const last = i === data.steps.length - 1;
  const next = data.steps[i + 1];
  write(
    byId('eq-ds'),
    row(
      d(at('s', i)),
      mo('='),
      at('y', i),
      mo('−'),
      bold('1'),
      mo('['),
      mi(shown(s.target)),
      mo(']'),
      mo('='),
      column(s.y, target),
      mo('−'),
      column(oneHot, target),
      mo('='),
      column(s.dScores, target),
    ),
  );
  const fromOutput = row(transposed('hy'), d(at('s', i)), mo('='), column(s.fromOutput));
  const fromLater =
    last || next.cut
      ? row(mi(t(last ? 'equation.last' : 'equation.cut')), mo('='), column(s.fromLater))
      : row(
          transposed('hh'),
          d(at('a', i + 1)),
          mo('='),
          transposedNumbers(data.weights.W_hh),
          column(next.dSum),
          mo('='),
          column(s.fromLater),
        );
  write(
    byId('eq-dh'),
    row(
      d(at('h', i)),
      mo('='),
      transposed('hy'),
      d(at('s', i)),
      mo('+'),
      transposed('hh'),
      d(at('a', i + 1)),
    ),
    fromOutput,
    fromLater,
    row(
      d(at('h', i)),
      mo('='),
      column(s.fromOutput),
      mo('+'),
      column(s.fromLater),
      mo('='),
      column(s.dh),
    ),
  );
  write(
    byId('eq-da'),
    row(
      d(at('a', i)),
      mo('='),
      d(at('h', i)),
      mo('⊙'),
      mo('('),
      mn('1'),
      mo('−'),
      sup(at('h', i), mn('2')),
      mo(')'),
      mo('='),
      column(s.dh),
      mo('⊙'),
      mo('('),
      mn('1'),
      mo('−'),
      sup(column(s.h), mn('2')),
      mo(')'),
      mo('='),
      column(s.dSum),
    ),
  );
}

const transposedNumbers = rows => sup(matrix(rows), mi('⊤'));

const FACTORS = {
  W_hh: (s, i) =>
    row(d(at('a', i)), across('h', i === 0 ? '−1' : i - 1), mo('='), column(s.dSum), line(s.hPrev)),
  W_xh: (s, i) => row(d(at('a', i)), across('x', i), mo('='), column(s.dSum), line(s.x)),
  b: (s, i) => row(d(at('a', i)), mo('='), column(s.dSum)),
  W_hy: (s, i) => row(d(at('s', i)), across('h', i), mo('='), column(s.dScores), line(s.h)),
};

function terms(i) {
  const s = data.steps[i];
  const upright = rows => (rows.length === 1 ? rows[0].map(x => [x]) : rows); // b as a column
  byId('terms').replaceChildren(
    ...WEIGHTS.map(name => {
      const formula = el('div', {class: 'scroll'});
      write(
        formula,
        row(
          d(name === 'b' ? bold('b') : weight(name.slice(2))),
          mo(':'),
          mo(' '),
          FACTORS[name](s, i),
        ),
      );
      const scale = largest(data.steps.flatMap(step => [step.terms[name], step.soFar[name]]));
      return el(
        'article',
        {class: 'term'},
        formula,
        el(
          'div',
          {class: 'sums'},
          el(
            'div',
            {},
            el('p', {class: 'quiet'}, t('terms.this', {t: i})),
            grid(upright(s.terms[name]), scale, t('terms.label', {name, t: i})),
          ),
          el(
            'div',
            {},
            el(
              'p',
              {class: 'quiet'},
              t(i === 0 ? 'terms.all' : 'terms.sum', {t: i, last: data.steps.length - 1}),
            ),
            grid(upright(s.soFar[name]), scale, t('terms.sum.label', {name, t: i})),
          ),
        ),
      );
    }),
  );
}

/** How much of each loss reaches each state: shades on a logarithmic scale. */
function paths(current) {
  const head = el(
    'tr',
    {},
    el('td', {}),
    data.steps.map((step, i) => el('th', {scope: 'col'}, at2('h', i))),
  );
  const rows = data.steps.map((_, s) =>
    el(
      'tr',
      {},
      el('th', {scope: 'row'}, at2('L', s)),
      data.steps.map((step, i) => {
        if (i > s) return el('td', {class: 'never', 'aria-label': t('paths.never')});
        const size = step.paths[s];
        const cell = el(
          'td',
          {class: `plus${i === current ? ' here' : ''}${size === 0 ? ' none' : ''}`},
          size === 0 ? '0' : num(size, 3),
        );
        cell.style.setProperty(
          '--strength',
          size === 0 ? 0 : Math.max(0, 1 + Math.log10(size) / 4).toFixed(3),
        );
        return cell;
      }),
    ),
  );
  byId('paths').replaceChildren(
    el(
      'table',
      {class: 'heat paths'},
      el('caption', {class: 'unseen'}, t('backward.paths')),
      el('thead', {}, head),
      el('tbody', {}, rows.reverse()),
    ),
  );
}

function at2(name, i) {
  return el('span', {}, name, el('sub', {}, String(i)));
}

function numbers() {
  byId('numbers').lastElementChild.replaceChildren(
    table(
      t('table.backward'),
      [
        't',
        t('table.input'),
        '∂L/∂s',
        t('table.fromOutput'),
        t('table.fromLater'),
        '∂L/∂h',
        '∂L/∂a',
      ],
      data.steps.map((s, i) => [
        String(i),
        shown(s.input),
        ...[s.dScores, s.fromOutput, s.fromLater, s.dh, s.dSum].map(v => vector(v)),
      ]),
    ),
  );
}

wordControls(
  [
    changed => {
      let steps = 4;
      const control = range('window', {
        min: 1,
        max: 4,
        value: 4,
        change: changed,
        show: k => (k >= steps ? t('window.full') : t('window.steps', {k})),
      });
      return {
        field: control.field,
        get parameters() {
          return {truncate: control.value >= steps ? 0 : control.value};
        },
        adapt(count) {
          if (count === steps) return;
          const full = control.value >= steps;
          steps = count;
          control.limit(count);
          control.value = full ? count : Math.min(control.value, count);
        },
      };
    },
  ],
  loaded => {
    const stay = data !== undefined && data.steps.length === loaded.steps.length;
    data = loaded;
    numbers();
    player.reset(data.steps.length, stay);
  },
);
