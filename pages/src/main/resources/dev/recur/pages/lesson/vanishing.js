// Chapter 3: the vanishing gradient, with networks that the engine trains while you watch.

import {ask, button, byId, choice, el, num, percent, problem, range, settled, t, table} from './page.js';
import {at, bold, d, mi, mn, mo, row, sub, sup, weight, write} from './maths.js';

const pageId = crypto.randomUUID?.() ?? String(Math.random());
const COLOURS = 6;
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
const distance = range('distance', {min: 0, max: DISTANCES.length - 1, value: 6, show: i => t('steps', {n: DISTANCES[i]}), change: changed});
const truncate = range('truncate', {min: 0, max: DISTANCES.length - 1, value: DISTANCES.length - 1, change: changed,
  show: i => (reach(i) === 0 ? t('truncate.full') : t('truncate.last', {n: DISTANCES[i]}))});
const clip = range('clip', {min: 0, max: CLIPS.length - 1, value: 3, show: i => (CLIPS[i] === 0 ? t('clip.off') : num(CLIPS[i], 1)), change: changed});
const rate = range('rate', {min: 0, max: RATES.length - 1, value: 2, show: i => String(RATES[i]), change: changed});
const train = button(t('train'), () => (stream ? stop() : begin()), {class: 'primary', id: 'train'});
byId('controls').addEventListener('submit', event => event.preventDefault());
byId('controls').append(cell.field, start.field, distance.field, truncate.field, clip.field, rate.field,
  el('div', {class: 'buttons'}, train, button(t('clear'), clear, {id: 'clear'})));

/** How many steps the gradient goes back; 0 for all of them. */
function reach(i) {
  const all = i === DISTANCES.length - 1 || DISTANCES[i] > DISTANCES[distance?.value ?? 6];
  return all ? 0 : DISTANCES[i];
}

function parameters() {
  return {
    cell: cell.value, start: start.value, distance: DISTANCES[distance.value],
    truncate: reach(truncate.value), clip: CLIPS[clip.value], rate: RATES[rate.value],
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
  stream = new EventSource(`/api/recall/train?${new URLSearchParams({...current.wanted, page: pageId})}`);
  train.textContent = t('stop');
  const run = current;
  stream.addEventListener('progress', event => {
    const now = JSON.parse(event.data);
    run.first ??= now;
    run.points.push(now);
    run.state = now.state;
    draw();
    if (now.updates % 50 === 0 || now.state !== 'training') {
      say(t('status.training', {n: now.updates, loss: num(now.loss), accuracy: percent(now.accuracy)}));
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

const say = sentence => { byId('status').textContent = sentence; };
addEventListener('pagehide', stop);

// ---- charts

const charts = {};
const colour = name => getComputedStyle(document.body).getPropertyValue(name).trim();
const DASHES = [[], [6, 3], [2, 3], [10, 3, 2, 3], [6, 3, 2, 3], [1, 2]];

function all() {
  return current ? [...runs, current] : runs;
}

const name = run => t('run.name', {cell: run.wanted.cell, start: t(`start.${run.wanted.start}`), n: run.wanted.distance});

/** Series of different lengths on one axis. */
function joined(lists) {
  const xs = [...new Set(lists.flatMap(list => list.map(([x]) => x)))].sort((a, b) => a - b);
  return [xs, ...lists.map(list => {
    const values = new Map(list);
    return xs.map(x => values.get(x) ?? null);
  })];
}

function gradientSeries() {
  const series = [];
  for (const run of all()) {
    const last = run.points.at(-1);
    if (!last) continue;
    const back = run.wanted.distance;
    const points = h => h.map((x, i) => [i - back, x > 0 ? x : null]);
    const style = paint(run);
    if (run === current && run.points.length > 1) {
      series.push({label: t('series.before', {run: name(run)}), list: points(memory(run.first)), ...style, width: 1, alpha: 0.55});
    }
    series.push({label: name(run), list: points(memory(last)), ...style});
  }
  return series;
}

/** The state that carries the gradient furthest: c in an LSTM. */
const memory = progress => (progress.c.length ? progress.c : progress.h);

function paint(run) {
  const slot = run.number % COLOURS;
  return {stroke: colour(`--c${slot}`), dash: DASHES[slot], width: run === current ? 2.5 : 1.5};
}

/** One of the figures of each run over its training. */
function history(figure) {
  return all().filter(run => run.points.length > 1).map(run => ({
    label: t(`series.${figure}`, {run: name(run)}), list: run.points.map(p => [p.updates, p[figure]]), ...paint(run),
  }));
}

function draw() {
  plot('gradient', gradientSeries(), {
    x: t('axis.back'), log: true, values: (u, ticks) => ticks.map(power), splits: decades,
    range: {x: () => [-longest(), 0]}, mark: u => truncationMark(u),
  });
  const updates = () => [0, Math.max(50, ...all().map(run => run.points.at(-1)?.updates ?? 0))];
  plot('learning', history('accuracy'), {
    x: t('axis.updates'), values: (u, ticks) => ticks.map(x => percent(x)),
    range: {x: updates, y: () => [0, 1.02]}, mark: u => level(u, 0.25, t('chance')),
  });
  plot('loss', history('loss'), {
    x: t('axis.updates'), values: (u, ticks) => ticks.map(x => num(x, 1)),
    range: {x: updates, y: (u, low, high) => [0, Math.max(1.5, Math.min(high, 4))]}, mark: () => {},
  });
  rows();
  tables();
}

const longest = () => Math.max(1, ...all().map(run => run.wanted.distance));
const power = x => {
  const exponent = Math.round(Math.log10(x));
  return Math.abs(Math.log10(x) - exponent) < 1e-6 ? '10' + String(exponent).replace(/[-\d]/g, c => '⁻⁰¹²³⁴⁵⁶⁷⁸⁹'['-0123456789'.indexOf(c)]) : '';
};

/** Powers of ten, at most eight of them. (uPlot's own search for ticks does not end below 1e-16.) */
function decades(u, axis, low, high) {
  const [from, to] = [Math.round(Math.log10(low)), Math.round(Math.log10(high))];
  const by = Math.ceil((to - from) / 8);
  const ticks = [];
  for (let exponent = to; exponent >= from; exponent -= by) ticks.unshift(10 ** exponent);
  return ticks;
}

function level(u, y, label) {
  const at = u.valToPos(y, 'y', true);
  rule(u, u.bbox.left, at, u.bbox.left + u.bbox.width, at);
  u.ctx.textAlign = 'right';
  u.ctx.fillText(label, u.bbox.left + u.bbox.width - 4 * devicePixelRatio, at + 13 * devicePixelRatio);
}

function truncationMark(u) {
  const reach = current?.wanted.truncate;
  if (!reach) return;
  const at = u.valToPos(-reach + 0.5, 'x', true);
  rule(u, at, u.bbox.top, at, u.bbox.top + u.bbox.height);
  u.ctx.textAlign = 'right';
  u.ctx.fillText(t('cut'), at - 6 * devicePixelRatio, u.bbox.top + 14 * devicePixelRatio);
}

function rule(u, x1, y1, x2, y2) {
  u.ctx.strokeStyle = u.ctx.fillStyle = colour('--quiet');
  u.ctx.font = `${11 * devicePixelRatio}px system-ui, sans-serif`;
  u.ctx.textAlign = 'left';
  u.ctx.setLineDash([4, 4]);
  u.ctx.beginPath();
  u.ctx.moveTo(x1, y1);
  u.ctx.lineTo(x2, y2);
  u.ctx.stroke();
  u.ctx.setLineDash([]);
}

/** Draws series with uPlot; a chart is made anew only if its series change. */
function plot(id, series, {x, log = false, values, splits, range, mark}) {
  const place = byId(id);
  const key = JSON.stringify([series.map(s => [s.label, s.stroke, s.width]), place.clientWidth, all().length]);
  const data = joined(series.map(s => s.list));
  const limits = extent(data.slice(1).flat());
  if (charts[id]?.key === key) {
    charts[id].limits = limits;
    charts[id].u.setData(data);
    return;
  }
  charts[id]?.u.destroy();
  place.replaceChildren();
  const axis = {stroke: colour('--quiet'), grid: {stroke: colour('--line'), width: 1}, ticks: {show: false}, font: '11px system-ui, sans-serif', labelFont: '12px system-ui, sans-serif'};
  const chart = charts[id] = {key, limits};
  chart.u = new uPlot({
    width: place.clientWidth, height: place.clientWidth > 600 ? 300 : 220,
    legend: {show: log, live: true, markers: {dash: (u, i) => (u.series[i].dash?.length ? 'dashed' : 'solid')}}, cursor: {y: false, points: {size: 6}},
    scales: {
      x: {time: false, range: range.x},
      y: log ? {distr: 3, range: () => chart.limits} : {range: range.y},
    },
    axes: [{...axis, label: x, size: 34, labelSize: 20}, {...axis, values, splits, size: 46}],
    series: [{label: x}, ...series.map(s => ({label: s.label, value: (u, v) => (v === null ? '–' : num(v)), stroke: s.stroke, width: s.width, dash: s.dash, alpha: s.alpha ?? 1, spanGaps: true, points: {show: s.list.length < 12, size: 5, fill: s.stroke}}))],
    hooks: {draw: [u => { u.ctx.save(); mark(u); u.ctx.restore(); }]},
  }, data, place);
}

/** Powers of ten around positive numbers; no lower than the smallest that matters. */
function extent(numbers) {
  const some = numbers.filter(x => x > 0);
  if (!some.length) return [1e-3, 1];
  const low = Math.floor(Math.log10(Math.min(...some)) - 0.01);
  const high = Math.ceil(Math.log10(Math.max(...some)) + 0.01);
  return [10 ** Math.min(low, high - 2), 10 ** high];
}

new ResizeObserver(settled(draw, 150)).observe(byId('gradient'));
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);

// ---- the runs in words, the tables behind the charts

function rows() {
  const body = [...all()].reverse().map(run => {
    const {wanted} = run;
    const last = run.points.at(-1);
    const key = el('span', {class: `key k${run.number % COLOURS}`, 'aria-hidden': 'true'});
    return el('tr', {class: run === current ? 'own' : ''},
      el('th', {scope: 'row'}, key, wanted.cell), el('td', {}, t(`start.${wanted.start}`)),
      el('td', {class: 'number'}, String(wanted.distance)),
      el('td', {class: 'number'}, wanted.truncate ? String(wanted.truncate) : t('truncate.none')),
      el('td', {class: 'number'}, wanted.clip ? num(wanted.clip, 1) : t('clip.off')),
      el('td', {class: 'number'}, String(wanted.rate)),
      el('td', {class: 'number'}, run.first ? num(run.first.share) : '–'),
      el('td', {class: 'number'}, last ? String(last.updates) : '0'),
      el('td', {class: 'number'}, last ? num(last.loss) : '–'),
      el('td', {class: 'number'}, last ? percent(last.accuracy) : '–'),
      el('td', {}, t(`state.${run.state}`)));
  });
  const heads = ['cell', 'start', 'distance', 'truncate', 'clip', 'rate', 'share', 'updates', 'loss', 'accuracy', 'state'];
  byId('runs').replaceChildren(el('table', {class: 'runs'}, el('caption', {class: 'unseen'}, t('runs')),
    el('thead', {}, el('tr', {}, heads.map(head => el('th', {scope: 'col'}, t(`runs.${head}`))))), el('tbody', {}, body)));
}

function tables() {
  const last = current?.points.at(-1);
  const gradient = byId('gradient-table');
  const learning = byId('learning-table');
  if (gradient.open && last) {
    gradient.lastElementChild.replaceChildren(table(t('table.gradient'), ['t', t('table.before'), t('table.now')],
      memory(last).map((x, i) => [String(i), num(memory(current.first)[i], 4), num(x, 4)])));
  }
  if (learning.open && current) {
    learning.lastElementChild.replaceChildren(table(t('table.learning'), [t('runs.updates'), t('runs.loss'), t('runs.accuracy'), t('table.norm')],
      current.points.map(p => [String(p.updates), num(p.loss, 4), percent(p.accuracy), num(p.largest)])));
  }
}
for (const id of ['gradient-table', 'learning-table']) byId(id).addEventListener('toggle', tables);

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

byId('experiments').append(...EXPERIMENTS.map((wanted, i) => el('li', {},
  el('p', {}, t(`experiment.${i + 1}`)),
  button(t('experiment.run'), () => {
    cell.value = wanted.cell;
    start.value = wanted.start;
    start.inputs.find(input => input.value === 'chrono').disabled = wanted.cell === 'RNN';
    distance.value = DISTANCES.indexOf(wanted.distance);
    truncate.value = wanted.truncate ? DISTANCES.indexOf(wanted.truncate) : DISTANCES.length - 1;
    clip.value = CLIPS.indexOf(wanted.clip ?? 1);
    rate.value = RATES.indexOf(wanted.rate ?? 0.01);
    begin();
    byId('task').scrollIntoView({block: 'start'});
  }, {'aria-label': t('experiment.label', {n: i + 1})}))));

// ---- the task and the equations, which stand still

const SEQUENCE = ['B', '·', '∘', '·', '…', '∘', '?'];
byId('task').append(...SEQUENCE.map((symbol, i) => el('span', {class: i === 0 ? 'first' : i === SEQUENCE.length - 1 ? 'last' : ''}, symbol)),
  el('span', {class: 'answer'}, '→ B'));

write(byId('eq-product'), row(d(at('h', 0)), mo('='), d(sub(bold('h'), mi('T'))), mo('·'), sub(mi('J'), mi('T')), mo('·'), mo('…'), mo('·'), sub(mi('J'), mn('2')), mo('·'), sub(mi('J'), mn('1')), mo(','), mo('  '),
  sub(mi('J'), mi('t')), mo('='), mi('diag'), mo('('), mn('1'), mo('−'), sup(row(sub(bold('h'), mi('t'))), mn('2')), mo(')'), mo('·'), weight('hh')));
write(byId('eq-memory'), row(sub(bold('c'), mi('t')), mo('='), sub(bold('f'), mi('t')), mo('⊙'), sub(bold('c'), row(mi('t'), mo('−'), mn('1'))), mo('+'), sub(bold('i'), mi('t')), mo('⊙'), sub(bold('g'), mi('t')), mo('  '), mo('⇒'), mo('  '),
  d(sub(bold('c'), mn('0'))), mo('≈'), d(sub(bold('c'), mi('T'))), mo('⊙'), sub(bold('f'), mi('T')), mo('⊙'), mo('…'), mo('⊙'), sub(bold('f'), mn('1'))));

changed();
