// Charts that move, drawn by uPlot.

import {byId, num} from './page.js';

const charts = {};

/** A colour of the style sheet, which depends on the reader's theme. */
export const colour = name => getComputedStyle(document.body).getPropertyValue(name).trim();

/** Series of different lengths on one axis. */
function joined(lists) {
  const xs = [...new Set(lists.flatMap(list => list.map(([x]) => x)))].sort((a, b) => a - b);
  return [
    xs,
    ...lists.map(list => {
      const values = new Map(list);
      return xs.map(x => values.get(x) ?? null);
    }),
  ];
}

/** Draws series with uPlot; a chart is made anew only if its series change. */
export function plot(id, series, {x, log = false, values, splits, range, mark}) {
  const place = byId(id);
  const key = JSON.stringify([series.map(s => [s.label, s.stroke, s.width]), place.clientWidth]);
  const data = joined(series.map(s => s.list));
  const limits = extent(data.slice(1).flat());
  if (charts[id]?.key === key) {
    charts[id].limits = limits;
    charts[id].u.setData(data);
    return;
  }
  charts[id]?.u.destroy();
  place.replaceChildren();
  const axis = {
    stroke: colour('--quiet'),
    grid: {stroke: colour('--line'), width: 1},
    ticks: {show: false},
    font: '11px system-ui, sans-serif',
    labelFont: '12px system-ui, sans-serif',
  };
  const chart = (charts[id] = {key, limits});
  chart.u = new uPlot(
    {
      width: place.clientWidth,
      height: place.clientWidth > 600 ? 300 : 220,
      legend: {
        show: log,
        live: true,
        markers: {dash: (u, i) => (u.series[i].dash?.length ? 'dashed' : 'solid')},
      },
      cursor: {y: false, points: {size: 6}},
      scales: {
        x: {time: false, range: range.x},
        y: log ? {distr: 3, range: () => chart.limits} : {range: range.y},
      },
      axes: [
        {...axis, label: x, size: 34, labelSize: 20},
        {...axis, values, splits, size: 46, ...(log && {filter: (u, ticks) => ticks})},
      ],
      series: [
        {label: x},
        ...series.map(s => ({
          label: s.label,
          value: (u, v) => (v === null ? '–' : num(v)),
          stroke: s.stroke,
          width: s.width,
          dash: s.dash,
          alpha: s.alpha ?? 1,
          spanGaps: true,
          points: {show: s.list.length < 12, size: 5, fill: s.stroke},
        })),
      ],
      hooks: {
        draw: [
          u => {
            u.ctx.save();
            mark(u);
            u.ctx.restore();
          },
        ],
      },
    },
    data,
    place,
  );
}

/** Powers of ten around positive numbers; no lower than the smallest that matters. */
function extent(numbers) {
  const some = numbers.filter(x => x > 0);
  if (!some.length) return [1e-3, 1];
  const low = Math.floor(Math.log10(Math.min(...some)) - 0.01);
  const high = Math.ceil(Math.log10(Math.max(...some)) + 0.01);
  return [10 ** Math.min(low, high - 2), 10 ** high];
}

/** Powers of ten, at most eight of them. (uPlot's own search for ticks does not end below 1e-16.) */
export function decades(u, axis, low, high) {
  const [from, to] = [Math.round(Math.log10(low)), Math.round(Math.log10(high))];
  const by = Math.ceil((to - from) / 8);
  const ticks = [];
  for (let exponent = to; exponent >= from; exponent -= by) ticks.unshift(10 ** exponent);
  return ticks;
}

/** A power of ten as it is written. */
export const power = x => {
  const exponent = Math.round(Math.log10(x));
  return Math.abs(Math.log10(x) - exponent) < 1e-6
    ? '10' + String(exponent).replace(/[-\d]/g, c => '⁻⁰¹²³⁴⁵⁶⁷⁸⁹'['-0123456789'.indexOf(c)])
    : '';
};

/** A horizontal line with a label. */
export function level(u, y, label) {
  const at = u.valToPos(y, 'y', true);
  rule(u, u.bbox.left, at, u.bbox.left + u.bbox.width, at);
  u.ctx.textAlign = 'right';
  u.ctx.fillText(
    label,
    u.bbox.left + u.bbox.width - 4 * devicePixelRatio,
    at + 13 * devicePixelRatio,
  );
}

/** A dashed line. */
export function rule(u, x1, y1, x2, y2) {
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
