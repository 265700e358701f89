// Equations as MathML, with names and with numbers.

import {num} from './page.js';

function m(name, ...children) {
  const node = document.createElementNS('http://www.w3.org/1998/Math/MathML', name);
  node.append(...children.flat());
  return node;
}

export const mi = text => m('mi', text);
export const mo = text => m('mo', text);
export const mtext = text => m('mtext', text);
export const mn = x => m('mn', typeof x === 'number' ? num(x) : x);
export const row = (...children) => m('mrow', ...children);
export const sub = (base, index) =>
  m(
    'msub',
    typeof base === 'string' ? mi(base) : base,
    typeof index === 'object' ? index : mn(String(index)),
  );
export const sup = (base, index) => m('msup', base, index);
export const bold = text => {
  const node = m('mi', text);
  node.setAttribute('class', 'vector');
  return node;
};

/** A vector with an index: h₂. */
export const at = (name, index) => sub(bold(name), index);

/** A weight: W with its letters. */
export const weight = letters => sub(bold('W'), m('mi', letters));

/** A transposed weight. */
export const transposed = letters => m('msubsup', bold('W'), m('mi', letters), mi('⊤'));

/** A transposed vector with an index. */
export const across = (name, index) => m('msubsup', bold(name), mn(String(index)), mi('⊤'));

/** A table of numbers between brackets, which the style sheet draws: few machines have a font
 * whose brackets grow. */
function bracketed(rows) {
  const node = m(
    'mtable',
    rows.map(cells =>
      m(
        'mtr',
        cells.map(cell => m('mtd', cell)),
      ),
    ),
  );
  node.setAttribute('class', 'brackets');
  return node;
}

/** A column of numbers, the one at `mark` emphasised. */
export function column(numbers, mark = -1) {
  return bracketed(numbers.map((x, i) => [marked(mn(x), i === mark)]));
}

export const line = numbers => bracketed([numbers.map(mn)]);
export const matrix = (rows, markedColumn = -1) =>
  bracketed(rows.map(r => r.map((x, i) => marked(mn(x), i === markedColumn))));

function marked(node, is) {
  if (is) node.setAttribute('class', 'mark');
  return node;
}

/** The partial derivative of the loss by a vector. */
export function d(what) {
  return m('mfrac', row(mo('∂'), mi('L')), row(mo('∂'), what));
}

/** Puts equations into a place, one below the other. */
export function write(place, ...equations) {
  place.replaceChildren(
    ...equations.map(equation => {
      const node = m('math', equation);
      node.setAttribute('display', 'block');
      return node;
    }),
  );
}
