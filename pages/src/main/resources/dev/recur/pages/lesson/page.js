// What all chapters share: texts, elements, numbers, controls, tables and the player.
// Numbers come from the server; nothing is computed here but how they look.

export const texts = JSON.parse(document.getElementById('texts').textContent);

/** The text of a key, with {names} replaced. */
export function t(key, values = {}) {
  const text = texts[key];
  if (text === undefined) throw new Error(`no text ${key}`);
  return text.replace(/\{(\w+)\}/g, (all, name) => (name in values ? values[name] : all));
}

export const byId = id => document.getElementById(id);

function filled(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else if (value !== false && value !== undefined)
      node.setAttribute(name, value === true ? '' : value);
  }
  node.append(...children.flat().filter(child => child !== null));
  return node;
}

/** An HTML element. */
export function el(name, attributes = {}, ...children) {
  return filled(document.createElement(name), attributes, children);
}

/** An SVG element. */
export function svg(name, attributes = {}, ...children) {
  return filled(document.createElementNS('http://www.w3.org/2000/svg', name), attributes, children);
}

/** A number in few characters: 0.42, −1.3, 0.004, 3e−5. */
export function num(x, digits = 2) {
  if (x === null || x === undefined || Number.isNaN(x)) return '–';
  const size = Math.abs(x);
  const more = size < 0.1 ? digits + 1 : digits;
  const text = Number.isInteger(x)
    ? String(x)
    : size < 0.5 * 10 ** -more || size >= 1e5
      ? x
          .toExponential(size < 1e-99 ? 0 : 1)
          .replace('.0e', 'e')
          .replace('e+', 'e')
      : size >= 1000
        ? x.toFixed(0)
        : x.toFixed(digits === 2 ? more : digits);
  return text.replaceAll('-', '−');
}

/** Numbers of a vector, one below the other in a table. */
export const vector = (numbers, digits = 4) =>
  numbers.map(x => num(x, digits).padStart(digits + 3, '\u2007')).join(' ');

/** A share as a percentage. */
export const percent = x => `${(100 * x).toFixed(x > 0 && x < 0.0995 ? 1 : 0)} %`;

/** A character as it is shown: a space can be seen. */
export const shown = character => (character.trim() === '' ? '␣' : character);

/** JSON from the server; an error of the server becomes an Error. */
export async function ask(path, parameters) {
  const answer = await fetch(`${path}?${new URLSearchParams(parameters)}`);
  const json = await answer.json();
  if (!answer.ok) throw new Error(json.error ?? answer.statusText);
  return json;
}

/** Calls f at most once in a while, with the newest arguments. */
export function settled(f, milliseconds = 80) {
  let timer = 0;
  return (...values) => {
    clearTimeout(timer);
    timer = setTimeout(() => f(...values), milliseconds);
  };
}

/** Shows a sentence about what is wrong, or hides it. */
export function problem(sentence) {
  const place = byId('problem');
  place.textContent = sentence ?? '';
  place.hidden = !sentence;
}

/** A slider with its value beside it. */
export function range(name, {min, max, value, step = 1, show = String, change}) {
  const output = el('output', {for: name}, show(value));
  const input = el('input', {
    type: 'range',
    id: name,
    name,
    min,
    max,
    step,
    value,
    'aria-valuetext': show(value),
    oninput: () => {
      update();
      change();
    },
  });
  const update = () => {
    output.textContent = show(Number(input.value));
    input.setAttribute('aria-valuetext', output.textContent);
  };
  const field = el(
    'div',
    {class: 'field'},
    el('label', {for: name}, t(`control.${name}`)),
    input,
    output,
  );
  return {
    field,
    input,
    get value() {
      return Number(input.value);
    },
    set value(v) {
      input.value = v;
      update();
    },
    limit(most) {
      input.max = most;
      update();
    },
    refresh: update,
  };
}

/** A few choices of which one is made. */
export function choice(name, values, value, change) {
  const inputs = values.map(v =>
    el('input', {
      type: 'radio',
      name,
      id: `${name}-${v}`,
      value: v,
      checked: v === value,
      onchange: change,
    }),
  );
  const field = el(
    'fieldset',
    {class: 'choice'},
    el('legend', {}, t(`control.${name}`)),
    el(
      'div',
      {},
      values.map((v, i) =>
        el('label', {for: `${name}-${v}`}, inputs[i], el('span', {}, t(`${name}.${v}`))),
      ),
    ),
  );
  return {
    field,
    inputs,
    get value() {
      return inputs.find(input => input.checked).value;
    },
    set value(v) {
      inputs.forEach(input => {
        input.checked = input.value === v;
      });
    },
  };
}

export function button(text, onclick, attributes = {}) {
  return el('button', {type: 'button', onclick, ...attributes}, text);
}

/** A table with a caption for screen readers. */
export function table(caption, heads, rows) {
  return el(
    'table',
    {},
    el('caption', {class: 'unseen'}, caption),
    el(
      'thead',
      {},
      el(
        'tr',
        {},
        heads.map(head => el('th', {scope: 'col'}, head)),
      ),
    ),
    el(
      'tbody',
      {},
      rows.map(([first, ...rest]) =>
        el(
          'tr',
          {},
          el('th', {scope: 'row'}, first),
          rest.map(cell => el('td', {class: 'number'}, cell)),
        ),
      ),
    ),
  );
}

/** A grid of coloured numbers: a matrix. The colour says no more than the number. */
export function grid(rows, scale, label) {
  return el(
    'table',
    {class: 'heat', 'aria-label': label},
    el(
      'tbody',
      {},
      rows.map(row =>
        el(
          'tr',
          {},
          row.map(x => {
            const cell = el('td', {class: x < 0 ? 'minus' : 'plus'}, num(x));
            cell.style.setProperty('--strength', strength(x, scale));
            return cell;
          }),
        ),
      ),
    ),
  );
}

/** How strongly a number is coloured, from 0 to 1. */
export function strength(x, scale) {
  return scale > 0 ? Math.min(1, Math.abs(x) / scale).toFixed(3) : 0;
}

/** The largest size of any number in nested lists. */
export function largest(lists) {
  return lists.flat(Infinity).reduce((most, x) => Math.max(most, Math.abs(x)), 0);
}
