// The picture of the unrolled network: letters below, states in the middle, predictions on top;
// forward with states and probabilities, backward with their gradients.

import {el, largest, num, percent, shown, strength, svg, t} from './page.js';

const COLUMN = 132;
const CELL = 56;
const LINE = 20;
const BAR = 15;
const LEFT = 64;

const text = (x, y, words, attributes = {}) => svg('text', {x, y, ...attributes}, words);

function arrow(x1, y1, x2, y2, attributes = {}) {
  const angle = Math.atan2(y2 - y1, x2 - x1);
  const side = turn => `${x2 - 7 * Math.cos(angle + turn)} ${y2 - 7 * Math.sin(angle + turn)}`;
  return svg(
    'g',
    {class: 'arrow', ...attributes},
    svg('path', {d: `M${x1} ${y1}L${x2} ${y2}`}),
    svg('path', {d: `M${side(0.5)}L${x2} ${y2}L${side(-0.5)}`}),
  );
}

/** A column of numbers in cells. */
function cells(x, y, numbers, scale, name) {
  return svg(
    'g',
    {class: `cells ${name}`},
    numbers.map((value, i) => {
      const cell = svg('rect', {
        x,
        y: y + i * LINE,
        width: CELL,
        height: LINE,
        class: value < 0 ? 'minus' : 'plus',
      });
      cell.style.setProperty('--strength', strength(value, scale));
      return svg(
        'g',
        {},
        cell,
        text(x + CELL / 2, y + i * LINE + 14, num(value), {'text-anchor': 'middle'}),
      );
    }),
    svg('rect', {x, y, width: CELL, height: numbers.length * LINE, rx: 4, class: 'frame'}),
  );
}

/** The probabilities of a step, or the gradients of its scores, as bars. */
function bars(x, y, step, symbols, backward) {
  const scale = backward ? 1 : Math.max(...step.y);
  return svg(
    'g',
    {class: 'bars'},
    symbols.map((symbol, i) => {
      const value = backward ? step.dScores[i] : step.y[i];
      const width = backward ? ((Math.abs(value) / scale) * CELL) / 2 : value * CELL;
      const from = backward ? (value < 0 ? x + CELL / 2 - width : x + CELL / 2) : x;
      return svg(
        'g',
        {class: symbol === step.target ? 'target' : ''},
        text(x - 6, y + i * BAR + 11, shown(symbol), {'text-anchor': 'end', class: 'symbol'}),
        svg('rect', {x, y: y + i * BAR + 1, width: CELL, height: BAR - 3, class: 'back'}),
        svg('rect', {
          x: from,
          y: y + i * BAR + 1,
          width,
          height: BAR - 3,
          class: value < 0 ? 'minus' : 'plus',
        }),
        text(x + CELL + 4, y + i * BAR + 11, backward ? num(value) : percent(value), {
          class: 'value',
        }),
      );
    }),
  );
}

/**
 * Draws the network into a place.
 *
 * @param current the step that is shown in detail
 * @param choose called with a step that is clicked
 */
export function drawNetwork(place, data, current, {backward = false, choose}) {
  const {steps, symbols} = data;
  const units = steps[0].h.length;
  const top = 24;
  const stateTop = top + symbols.length * BAR + 34;
  const middle = stateTop + (units * LINE) / 2;
  const stateEnd = stateTop + units * LINE;
  const letter = stateEnd + 46;
  const width = LEFT + steps.length * COLUMN + 8;
  const height = letter + 44;
  const scale = backward ? largest(steps.map(step => step.dh)) : 1;
  const reached = i => (backward ? i >= current : i <= current);
  const picture = svg('svg', {
    viewBox: `0 0 ${width} ${height}`,
    width,
    height,
    class: `network ${backward ? 'backward' : 'forward'}`,
    role: 'img',
    'aria-label': t(backward ? 'network.backward' : 'network.forward', {
      word: [...steps.map(s => s.input), steps.at(-1).target].join(''),
    }),
  });
  steps.forEach((step, i) => {
    const x = LEFT + i * COLUMN;
    const column = svg(
      'g',
      {
        class: `step${i === current ? ' current' : ''}${reached(i) ? '' : ' pending'}`,
        onclick: () => choose(i),
      },
      svg('rect', {
        x: x - 26,
        y: 2,
        width: COLUMN - 8,
        height: height - 4,
        rx: 8,
        class: 'highlight',
      }),
      text(x + CELL / 2, 16, t('network.target', {symbol: shown(step.target)}), {
        'text-anchor': 'middle',
        class: 'heading',
      }),
      bars(x, top, step, symbols, backward),
      cells(x, stateTop, backward ? step.dh : step.h, scale, 'state'),
      svg('circle', {cx: x + CELL / 2, cy: letter, r: 15, class: 'letter'}),
      text(x + CELL / 2, letter + 5, shown(step.input), {'text-anchor': 'middle', class: 'input'}),
      text(x + CELL / 2, height - 10, `t = ${i}`, {'text-anchor': 'middle', class: 'time'}),
    );
    const low = top + symbols.length * BAR + 4;
    column.append(
      backward
        ? arrow(x + CELL / 2, low, x + CELL / 2, stateTop - 3, {class: 'arrow back output'})
        : arrow(x + CELL / 2, stateTop - 3, x + CELL / 2, low),
      text(x + CELL / 2 + 6, (low + stateTop) / 2 + 3, 'W', {class: 'weight'}),
    );
    column.lastChild.append(svg('tspan', {dy: 3, class: 'index'}, 'hy'));
    if (!backward) {
      column.append(
        arrow(x + CELL / 2, letter - 17, x + CELL / 2, stateEnd + 3),
        weightName(x + CELL / 2 + 6, (letter + stateEnd) / 2, 'xh'),
      );
    } else {
      column.append(
        svg('path', {class: 'faint', d: `M${x + CELL / 2} ${letter - 17}V${stateEnd + 3}`}),
      );
    }
    const from = i === 0 ? 26 : x - COLUMN + CELL + 3;
    if (i === 0) {
      column.append(text(14, middle + 4, '0', {'text-anchor': 'middle', class: 'zero'}));
    }
    if (!backward) {
      column.append(
        arrow(from, middle, x - 3, middle, {class: 'arrow recurrent'}),
        weightName((from + x) / 2 - 12, middle - 7, 'hh'),
      );
    } else if (i > 0 && step.cut) {
      column.append(
        svg('path', {class: 'cut', d: `M${x - 28} ${stateTop - 14}V${stateEnd + 14}`}),
        text(x - 28, stateTop - 18, '✂', {'text-anchor': 'middle', class: 'scissors'}),
      );
    } else if (i > 0) {
      const back = arrow(x - 3, middle, from, middle, {class: 'arrow back recurrent'});
      back.style.setProperty(
        '--width',
        `${(1 + 5 * strength(norm(steps[i - 1].fromLater), norms(steps))).toFixed(2)}px`,
      );
      column.append(back, weightName((from + x) / 2 - 12, middle - 9, 'hh'));
    }
    picture.append(column);
  });
  picture.style.width = `max(${width}px, min(100%, ${1.4 * width}px))`; // larger where there is room
  picture.style.height = 'auto';
  place.replaceChildren(picture);
  const zoom = picture.clientWidth / width;
  const at = zoom * (LEFT + current * COLUMN + CELL / 2) - place.clientWidth / 2;
  place.scrollTo({left: Math.max(0, at)});
}

const norm = vector => Math.hypot(...vector);
const norms = steps => Math.max(...steps.map(step => norm(step.fromLater)));

function weightName(x, y, letters) {
  const name = text(x, y, 'W', {class: 'weight'});
  name.append(svg('tspan', {dy: 3, class: 'index'}, letters));
  return name;
}

/** The folded network: one cell whose state returns to it. */
export function drawFolded(place, step) {
  const units = step.h.length;
  const height = 150 + units * LINE;
  const x = 40;
  const top = 56;
  const end = top + units * LINE;
  const middle = (top + end) / 2;
  place.replaceChildren(
    el('p', {class: 'quiet'}, t('network.folded')),
    svg(
      'svg',
      {
        viewBox: `0 0 150 ${height}`,
        width: 150,
        height,
        class: 'network forward',
        role: 'img',
        'aria-label': t('network.folded.label'),
      },
      svg(
        'g',
        {class: 'current'},
        text(x + CELL / 2, 20, shown(step.symbols), {'text-anchor': 'middle', class: 'input'}),
        arrow(x + CELL / 2, top - 4, x + CELL / 2, 28),
        cells(x, top, step.h, 1, 'state'),
        svg('path', {
          class: 'loop',
          d: `M${x + CELL + 2} ${middle}h14a12 12 0 0 0 12 -12V${top - 10}a12 12 0 0 0 -12 -12H26a12 12 0 0 0 -12 12V${middle - 12}a12 12 0 0 0 12 12h10`,
        }),
        svg('path', {
          class: 'loop',
          d: `M${x - 10} ${middle - 4}L${x - 3} ${middle}L${x - 10} ${middle + 4}`,
        }),
        weightName(x + CELL + 30, middle - 2, 'hh'),
        arrow(x + CELL / 2, end + 30, x + CELL / 2, end + 4),
        svg('circle', {cx: x + CELL / 2, cy: end + 47, r: 15, class: 'letter'}),
        text(x + CELL / 2, end + 52, shown(step.input), {'text-anchor': 'middle', class: 'input'}),
      ),
    ),
  );
}
