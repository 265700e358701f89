// The task of chapter 3 and its equations, which stand still.

import {byId, el} from './page.js';
import {at, bold, d, mi, mn, mo, row, sub, sup, weight, write} from './maths.js';

const SEQUENCE = ['B', '·', '∘', '·', '…', '∘', '?'];
byId('task').append(
  ...SEQUENCE.map((symbol, i) =>
    el('span', {class: i === 0 ? 'first' : i === SEQUENCE.length - 1 ? 'last' : ''}, symbol),
  ),
  el('span', {class: 'answer'}, '→ B'),
);

write(
  byId('eq-product'),
  row(
    d(at('h', 0)),
    mo('='),
    d(sub(bold('h'), mi('T'))),
    mo('·'),
    sub(mi('J'), mi('T')),
    mo('·'),
    mo('…'),
    mo('·'),
    sub(mi('J'), mn('2')),
    mo('·'),
    sub(mi('J'), mn('1')),
    mo(','),
    mo('  '),
    sub(mi('J'), mi('t')),
    mo('='),
    mi('diag'),
    mo('('),
    mn('1'),
    mo('−'),
    sup(row(sub(bold('h'), mi('t'))), mn('2')),
    mo(')'),
    mo('·'),
    weight('hh'),
  ),
);
write(
  byId('eq-memory'),
  row(
    sub(bold('c'), mi('t')),
    mo('='),
    sub(bold('f'), mi('t')),
    mo('⊙'),
    sub(bold('c'), row(mi('t'), mo('−'), mn('1'))),
    mo('+'),
    sub(bold('i'), mi('t')),
    mo('⊙'),
    sub(bold('g'), mi('t')),
    mo('  '),
    mo('⇒'),
    mo('  '),
    d(sub(bold('c'), mn('0'))),
    mo('≈'),
    d(sub(bold('c'), mi('T'))),
    mo('⊙'),
    sub(bold('f'), mi('T')),
    mo('⊙'),
    mo('…'),
    mo('⊙'),
    sub(bold('f'), mn('1')),
  ),
);
