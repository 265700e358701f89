// Going from step to step, and the controls of a word and a small network.

import {ask, button, byId, el, problem, range, settled, t} from './page.js';

const still = matchMedia('(prefers-reduced-motion: reduce)');

/** Buttons and keys that go from step to step; `show` draws one. */
export class Player {
  constructor(place, {backward = false, say, show}) {
    Object.assign(this, {backward, say, show, count: 1, step: 0, timer: 0});
    this.live = el('p', {class: 'live', 'aria-live': 'polite', id: 'live'});
    this.playing = button('', () => this.toggle(), {class: 'primary', id: 'play'});
    place.append(
      el(
        'div',
        {class: 'buttons'},
        button('⇤', () => this.go(0), {'aria-label': t('player.first'), title: t('player.first')}),
        button('←', () => this.go(this.step - 1), {
          'aria-label': t('player.before'),
          title: t('player.before'),
          id: 'before',
        }),
        this.playing,
        button('→', () => this.go(this.step + 1), {
          'aria-label': t('player.after'),
          title: t('player.after'),
          id: 'after',
        }),
        button('⇥', () => this.go(this.count - 1), {
          'aria-label': t('player.last'),
          title: t('player.last'),
        }),
      ),
      this.live,
    );
    document.addEventListener('keydown', event => this.key(event));
    this.pause();
  }

  key(event) {
    const writing = event.target.closest('input, textarea, select, summary, .u-over');
    if (writing || event.ctrlKey || event.metaKey || event.altKey) return;
    const to = {ArrowLeft: this.step - 1, ArrowRight: this.step + 1, Home: 0, End: this.count - 1}[
      event.key
    ];
    if (to !== undefined) {
      event.preventDefault();
      this.go(to);
    }
  }

  /** New steps: begins where the pass begins, or stays where the reader is. */
  reset(count, stay) {
    this.count = count;
    const begin = this.backward ? count - 1 : 0;
    this.step = stay ? Math.min(this.step, count - 1) : begin;
    this.draw();
  }

  go(step) {
    this.pause();
    this.step = Math.max(0, Math.min(this.count - 1, step));
    this.draw();
  }

  draw() {
    this.show(this.step);
    this.live.textContent = this.say(this.step);
  }

  toggle() {
    if (this.timer) {
      this.pause();
      return;
    }
    const end = this.backward ? 0 : this.count - 1;
    const by = this.backward ? -1 : 1;
    if (this.step === end) this.step = this.count - 1 - end;
    this.draw();
    this.playing.textContent = t('player.pause');
    this.timer = setInterval(
      () => {
        this.step += by;
        this.draw();
        if (this.step === end) this.pause();
      },
      still.matches ? 2000 : 1100,
    );
  }

  pause() {
    clearInterval(this.timer);
    this.timer = 0;
    this.playing.textContent = t('player.play');
  }
}

/** The controls of a word and a small network; `load` gets what the engine has computed. */
export function wordControls(extra, load) {
  let asked = 0;
  let seed = 1;
  const word = el('input', {
    type: 'text',
    id: 'word',
    name: 'word',
    value: 'hello',
    maxlength: 12,
    autocomplete: 'off',
    autocapitalize: 'off',
    spellcheck: false,
    oninput: () => changed(),
  });
  const hidden = range('hidden', {min: 1, max: 6, value: 3, change: () => changed()});
  const updates = range('updates', {min: 0, max: 200, step: 5, value: 0, change: () => changed()});
  const more = extra.map(make => make(() => changed()));
  byId('controls').addEventListener('submit', event => event.preventDefault());
  byId('controls').append(
    el('div', {class: 'field'}, el('label', {for: 'word'}, t('control.word')), word),
    hidden.field,
    updates.field,
    ...more.map(control => control.field),
    button(
      t('control.seed'),
      () => {
        seed++;
        changed();
      },
      {id: 'seed'},
    ),
  );

  async function request() {
    const letters = [...word.value.normalize('NFC').trim()];
    if (letters.length < 2 || letters.length > 9 || new Set(letters).size < 2) {
      word.setAttribute('aria-invalid', 'true');
      problem(t('problem.word'));
      return;
    }
    word.removeAttribute('aria-invalid');
    more.forEach(control => control.adapt?.(letters.length - 1));
    const own = ++asked;
    const parameters = {word: letters.join(''), hidden: hidden.value, updates: updates.value, seed};
    more.forEach(control => Object.assign(parameters, control.parameters));
    try {
      const data = await ask('/api/unrolled', parameters);
      if (own === asked) {
        problem();
        load(data);
      }
    } catch (error) {
      if (own === asked) problem(t('problem.server', {error: error.message}));
    }
  }
  const changed = settled(request);
  request();
}
