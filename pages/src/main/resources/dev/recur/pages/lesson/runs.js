// The runs in words, and the tables behind the charts.

import {byId, el, num, percent, t, table} from './page.js';

/** How many runs have a colour of their own. */
export const COLOURS = 6;

/** The state that carries the gradient furthest: c in an LSTM. */
export const memory = progress => (progress.c.length ? progress.c : progress.h);

/** All runs, the newest first; its own row is the one that is shown. */
export function showRuns(all, current) {
  const body = [...all].reverse().map(run => {
    const {wanted} = run;
    const last = run.points.at(-1);
    const key = el('span', {class: `key k${run.number % COLOURS}`, 'aria-hidden': 'true'});
    return el(
      'tr',
      {class: run === current ? 'own' : ''},
      el('th', {scope: 'row'}, key, wanted.cell),
      el('td', {}, t(`start.${wanted.start}`)),
      el('td', {class: 'number'}, String(wanted.distance)),
      el('td', {class: 'number'}, wanted.truncate ? String(wanted.truncate) : t('truncate.none')),
      el('td', {class: 'number'}, wanted.clip ? num(wanted.clip, 1) : t('clip.off')),
      el('td', {class: 'number'}, String(wanted.rate)),
      el('td', {class: 'number'}, run.first ? num(run.first.share) : '–'),
      el('td', {class: 'number'}, last ? String(last.updates) : '0'),
      el('td', {class: 'number'}, last ? num(last.loss) : '–'),
      el('td', {class: 'number'}, last ? percent(last.accuracy) : '–'),
      el('td', {}, t(`state.${run.state}`)),
    );
  });
  const heads = [
    'cell',
    'start',
    'distance',
    'truncate',
    'clip',
    'rate',
    'share',
    'updates',
    'loss',
    'accuracy',
    'state',
  ];
  byId('runs').replaceChildren(
    el(
      'table',
      {class: 'runs'},
      el('caption', {class: 'unseen'}, t('runs')),
      el(
        'thead',
        {},
        el(
          'tr',
          {},
          heads.map(head => el('th', {scope: 'col'}, t(`runs.${head}`))),
        ),
      ),
      el('tbody', {}, body),
    ),
  );
}

/** The tables of the run that is shown, if they are open. */
export function showTables(current) {
  const last = current?.points.at(-1);
  const gradient = byId('gradient-table');
  const learning = byId('learning-table');
  if (gradient.open && last) {
    gradient.lastElementChild.replaceChildren(
      table(
        t('table.gradient'),
        ['t', t('table.before'), t('table.now')],
        memory(last).map((x, i) => [String(i), num(memory(current.first)[i], 4), num(x, 4)]),
      ),
    );
  }
  if (learning.open && current) {
    learning.lastElementChild.replaceChildren(
      table(
        t('table.learning'),
        [t('runs.updates'), t('runs.loss'), t('runs.accuracy'), t('table.norm')],
        current.points.map(p => [
          String(p.updates),
          num(p.loss, 4),
          percent(p.accuracy),
          num(p.largest),
        ]),
      ),
    );
  }
}
