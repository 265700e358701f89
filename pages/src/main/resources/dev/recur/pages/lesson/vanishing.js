// Chapter 3: the vanishing gradient, with networks that the engine trains while you watch.

import {
  ask,
  button,
  byId,
  choice,
  el,
  num,
  percent,
  problem,
  range,
  settled,
  t,
  table,
} from './page.js';
import {colour, decades, level, plot, power, rule} from './charts.js';
import {COLOURS, memory, showRuns, showTables} from './runs.js';
import './recall.js';

const pageId = crypto.randomUUID?.() ?? String(Math.random());
const runs = []; // the finished ones, and the last one
let current = null;
let stream = null;
let asked = 0;
let counted = 0;

const CLIPS = [0, 0.1, 0.3, 1, 3, 10];
const RATES = [0.001, 0.003, 0.01, 0.03, 0.1];
const DISTANCES = [2, 3, 5, 8, 10, 15, 20, 30, 40, 50, 70, 100];

const cell = choice('cell', ['RNN', 'LSTM', 'GRU'], 'RNN', changed);
const start = choice('start', ['pytorch', 'keras', 'chrono'], 'pytorch', changed);
const distance = range('distance', {
  min: 0,
  max: DISTANCES.length - 1,
  value: 6,
  show: i => t('steps', {n: DISTANCES[i]}),
  change: changed,
});
const truncate = range('truncate', {
  min: 0,
  max: DISTANCES.length - 1,
  value: DISTANCES.length - 1,
  change: changed,
  show: i => (reach(i) === 0 ? t('truncate.full') : t('truncate.last', {n: DISTANCES[i]})),
});
const clip = range('clip', {
  min: 0,
  max: CLIPS.length - 1,
  value: 3,
  show: i => (CLIPS[i] === 0 ? t('clip.off') : num(CLIPS[i], 1)),
  change: changed,
});
const rate = range('rate', {
  min: 0,
  max: RATES.length - 1,
  value: 2,
  show: i => String(RATES[i]),
  change: changed,
});
const train = button(t('train'), () => (stream ? stop() : begin()), {
  class: 'primary',
  id: 'train',
});
byId('controls').addEventListener('submit', event => event.preventDefault());
byId('controls').append(
  cell.field,
  start.field,
  distance.field,
  truncate.field,
  clip.field,
  rate.field,
  el('div', {class: 'buttons'}, train, button(t('clear'), clear, {id: 'clear'})),
);

/** How many steps the gradient goes back; 0 for all of them. */
function reach(i) {
  const all = i === DISTANCES.length - 1 || DISTANCES[i] > DISTANCES[distance?.value ?? 6];
  return all ? 0 : DISTANCES[i];
}

function parameters() {
  return {
    cell: cell.value,
    start: start.value,
    distance: DISTANCES[distance.value],
    truncate: reach(truncate.value),
    clip: CLIPS[clip.value],
    rate: RATES[rate.value],
  };
}

function changed() {
  const gates = cell.value !== 'RNN';
  const chrono = start.inputs.find(input => input.value === 'chrono');
  chrono.disabled = !gates;
  if (!gates && chrono.checked) start.value = 'pytorch';
  truncate.refresh();
  stop();
  measure();
}

/** The gradient before training, as soon as a control has moved. */
const measure = settled(async () => {
  if (stream) return; // a training has begun meanwhile, and measures it, too
  const own = ++asked;
  const wanted = parameters();
  try {
    const first = await ask('/api/recall', wanted);
    if (own !== asked || stream) return;
    problem();
    prepare(wanted, first);
    say(t('status.before', {share: num(first.share), factor: num(first.factor)}));
  } catch (error) {
    if (own === asked) problem(t('problem.server', {error: error.message}));
  }
});

/** A run that has not been trained yet; it replaces one that never was. */
function prepare(wanted, first) {
  if (current && current.points.length > 1) keep();
  current = {wanted, number: counted, first, points: [first], state: 'before'};
  draw();
}

function keep() {
  runs.push(current);
  if (runs.length > COLOURS - 1) runs.shift();
  counted++;
  current = null;
}

function begin() {
  asked++;
  stop();
  if (current && current.points.length > 1) keep();
  current = {wanted: parameters(), number: counted, first: null, points: [], state: 'training'};
  problem();
  stream = new EventSource(
    `/api/recall/train?${new URLSearchParams({...current.wanted, page: pageId})}`,
  );
  train.textContent = t('stop');
  const run = current;
  stream.addEventListener('progress', event => {
    const now = JSON.parse(event.data);
    run.first ??= now;
    run.points.push(now);
    run.state = now.state;
    draw();
    if (now.updates % 50 === 0 || now.state !== 'training') {
      say(
        t('status.training', {
          n: now.updates,
          loss: num(now.loss),
          accuracy: percent(now.accuracy),
        }),
      );
    }
  });
  stream.addEventListener('end', () => {
    if (run.state === 'training') run.state = 'limit';
    stop();
    const last = run.points.at(-1);
    say(t(`status.${run.state}`, {n: last.updates, accuracy: percent(last.accuracy)}));
    draw();
  });
  stream.addEventListener('busy', event => {
    stop();
    problem(t('problem.busy', JSON.parse(event.data)));
  });
  stream.onerror = () => {
    stop();
    problem(t('problem.lost'));
  };
}

function stop() {
  if (!stream) return;
  stream.close();
  stream = null;
  train.textContent = t('train');
  if (current?.state === 'training') current.state = 'stopped';
  draw();
}

function clear() {
  stop();
  runs.length = 0;
  counted = 0;
  current = null;
  measure();
}

const say = sentence => {
  byId('status').textContent = sentence;
};
addEventListener('pagehide', stop);

// ---- charts

const DASHES = [[], [6, 3], [2, 3], [10, 3, 2, 3], [6, 3, 2, 3], [1, 2]];

function all() {
  return current ? [...runs, current] : runs;
}

const name = run =>
  t('run.name', {
    cell: run.wanted.cell,
    start: t(`start.${run.wanted.start}`),
    n: run.wanted.distance,
  });

function gradientSeries() {
  const series = [];
  for (const run of all()) {
    const last = run.points.at(-1);
    if (!last) continue;
    const back = run.wanted.distance;
    const points = h => h.map((x, i) => [i - back, x > 0 ? x : null]);
    const style = paint(run);
    if (run === current && run.points.length > 1) {
      series.push({
        label: t('series.before', {run: name(run)}),
        list: points(memory(run.first)),
        ...style,
        width: 1,
        alpha: 0.55,
      });
    }
    series.push({label: name(run), list: points(memory(last)), ...style});
  }
  return series;
}

function paint(run) {
  const slot = run.number % COLOURS;
  return {
    stroke: colour(`--c${slot}`),
    dash: DASHES[slot],
    width: run === current ? 2.5 : 1.5,
    alpha: run === current ? 1 : 0.75,
  };
}

/** One of the figures of each run over its training. */
function history(figure) {
  return all()
    .filter(run => run.points.length > 1)
    .map(run => ({
      label: t(`series.${figure}`, {run: name(run)}),
      list: run.points.map(p => [p.updates, p[figure]]),
      ...paint(run),
    }));
}

function draw() {
  plot('gradient', gradientSeries(), {
    x: t('axis.back'),
    log: true,
    values: (u, ticks) => ticks.map(power),
    splits: decades,
    range: {x: () => [-longest(), 0]},
    mark: u => truncationMark(u),
  });
  const updates = () => [0, Math.max(50, ...all().map(run => run.points.at(-1)?.updates ?? 0))];
  plot('learning', history('accuracy'), {
    x: t('axis.updates'),
    values: (u, ticks) => ticks.map(x => percent(x)),
    range: {x: updates, y: () => [0, 1.02]},
    mark: u => level(u, 0.25, t('chance')),
  });
  plot('loss', history('loss'), {
    x: t('axis.updates'),
    values: (u, ticks) => ticks.map(x => num(x, 1)),
    range: {x: updates, y: (u, low, high) => [0, Math.max(1.5, Math.min(high, 4))]},
    mark: () => {},
  });
  showRuns(all(), current);
  showTables(current);
}

const longest = () => Math.max(1, ...all().map(run => run.wanted.distance));
function truncationMark(u) {
  const reach = current?.wanted.truncate;
  if (!reach) return;
  const at = u.valToPos(-reach + 0.5, 'x', true);
  rule(u, at, u.bbox.top, at, u.bbox.top + u.bbox.height);
  u.ctx.textAlign = 'right';
  u.ctx.fillText(t('cut'), at - 6 * devicePixelRatio, u.bbox.top + 14 * devicePixelRatio);
}

new ResizeObserver(settled(draw, 150)).observe(byId('gradient'));
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);

for (const id of ['gradient-table', 'learning-table']) {
  byId(id).addEventListener('toggle', () => showTables(current));
}

// ---- experiments

const EXPERIMENTS = [
  {cell: 'RNN', start: 'pytorch', distance: 10},
  {cell: 'RNN', start: 'pytorch', distance: 50},
  {cell: 'RNN', start: 'keras', distance: 50},
  {cell: 'LSTM', start: 'chrono', distance: 50},
  {cell: 'GRU', start: 'chrono', distance: 100},
  {cell: 'RNN', start: 'pytorch', distance: 10, truncate: 5},
  {cell: 'RNN', start: 'keras', distance: 30, rate: 0.03},
];

byId('experiments').append(
  ...EXPERIMENTS.map((wanted, i) =>
    el(
      'li',
      {},
      el('p', {}, t(`experiment.${i + 1}`)),
      button(
        t('experiment.run'),
        () => {
          cell.value = wanted.cell;
          start.value = wanted.start;
          start.inputs.find(input => input.value === 'chrono').disabled = wanted.cell === 'RNN';
          distance.value = DISTANCES.indexOf(wanted.distance);
          truncate.value = wanted.truncate
            ? DISTANCES.indexOf(wanted.truncate)
            : DISTANCES.length - 1;
          clip.value = CLIPS.indexOf(wanted.clip ?? 1);
          rate.value = RATES.indexOf(wanted.rate ?? 0.01);
          begin();
          byId('task').scrollIntoView({block: 'start'});
        },
        {'aria-label': t('experiment.label', {n: i + 1})},
      ),
    ),
  ),
);

changed();
