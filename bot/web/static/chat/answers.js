// The ways to answer an open prompt: buttons, a tick list, or a form. The same elements as templates/said.html.

import { byId, make, page, words } from './page.js';

const ASIDE = ['skip', 'not_now'];
const LAST_TAP_MS = 350;

/** The prompt's forms; `send` gets {kind, options?, fields?, shown} when the person answers. */
export function drawAnswers(event, typed, send) {
  const forms = [];
  if (event.fields && event.fields.length) forms.push(fieldsForm(event, typed, send));
  const options = event.options || [];
  if (event.select === 'many') forms.push(tickForm(event, options, send));
  else if (options.length) forms.push(choiceForm(event, options, send));
  return forms;
}

function answerForm(children) {
  return make('form', { class: 'answers', noValidate: true, tabIndex: -1, 'aria-label': words.write.choices }, children);
}

/**
 * Runs on a click that was meant for this button. The second half of a double click, or of an impatient tap, lands on
 * whatever the next question put under the finger: an answer that nobody gave.
 */
function onTap(button, run) {
  const drawnAt = performance.now();
  button.addEventListener('click', (click) => {
    const isTooSoon = click.pointerType === 'touch' && performance.now() - drawnAt < LAST_TAP_MS;
    if (click.detail < 2 && !isTooSoon) run();
  });
}

function choiceForm(event, options, send) {
  const isTimes = event.question === 'booking_time';
  const buttons = options.map((option) => {
    const isAside = ASIDE.includes(option.id) || (isTimes && option.id === 'more');
    const classes = isAside ? 'choice aside' : 'choice';
    const button = make('button', { type: 'button', class: classes, 'data-option': option.id }, [option.label]);
    onTap(button, () => send({ kind: 'choice', options: [option.id], shown: option.label }));
    return button;
  });
  return answerForm([
    make('div', { class: isTimes ? 'choices times' : 'choices', role: 'group', 'aria-labelledby': `text-${event.seq}` }, buttons),
  ]);
}

function tickForm(event, options, send) {
  const boxes = [];
  const ticks = options.filter((option) => option.id !== 'skip').map((option, index) => {
    const isAlone = page.alone.includes(option.id);
    const box = make('input', { type: 'checkbox', value: option.id, id: `tick-${event.seq}-${index}` });
    const label = make('label', { class: isAlone ? 'choice tick alone' : 'choice tick' }, [box, make('span', {}, [option.label])]);
    boxes.push({ box, label, option, isAlone });
    return label;
  });
  for (const changed of boxes) {
    changed.box.addEventListener('change', () => {
      for (const other of boxes) {
        if (other !== changed && changed.box.checked && (changed.isAlone || other.isAlone)) other.box.checked = false;
        other.label.classList.toggle('is-on', other.box.checked);
      }
    });
  }
  const buttons = [make('button', { type: 'submit', class: 'main-button' }, [words.write.go_on])];
  const skip = options.find((option) => option.id === 'skip');
  if (skip) {
    const button = make('button', { type: 'button', class: 'choice aside', 'data-option': 'skip' }, [skip.label]);
    onTap(button, () => send({ kind: 'multi', options: ['skip'], shown: skip.label }));
    buttons.push(button);
  }
  const form = answerForm([
    make('fieldset', { class: 'choices', 'aria-labelledby': `text-${event.seq}` }, ticks),
    make('div', { class: 'buttons' }, buttons),
  ]);
  form.addEventListener('submit', (submitted) => {
    submitted.preventDefault();
    const on = boxes.filter((entry) => entry.box.checked);
    if (!on.length) {
      showSummary(form, [{ href: `#tick-${event.seq}-0`, text: words.write.ticked_none }]);
      return;
    }
    send({
      kind: 'multi',
      options: on.map((entry) => entry.option.id),
      shown: on.map((entry) => entry.option.label).join('\n'),
    });
  });
  return form;
}

function fieldsForm(event, typed, send) {
  const inputs = [];
  const rows = event.fields.map((field) => {
    const given = field.id in typed ? typed[field.id] : field.value;
    if (field.type === 'checkbox') {
      const box = make('input', { type: 'checkbox', id: `field-${field.id}`, checked: Boolean(given) });
      inputs.push({ field, input: box });
      return make('div', { class: 'field check' }, [
        make('label', { class: 'tick' }, [box, make('span', {}, [field.label])]),
      ]);
    }
    const input = make('input', {
      class: 'input',
      type: field.type,
      id: `field-${field.id}`,
      value: given || '',
      required: Boolean(field.required),
      autocomplete: field.autocomplete || 'off',
    });
    inputs.push({ field, input });
    const label = make('label', { htmlFor: input.id }, [field.label]);
    if (!field.required) label.append(' ', make('small', {}, [words.write.optional]));
    const row = make('div', { class: 'field' }, [label, input]);
    if (field.error) markError(row, input, field.error);
    return row;
  });
  const form = answerForm([
    ...rows,
    make('div', { class: 'buttons' }, [make('button', { type: 'submit', class: 'main-button' }, [words.write.go_on])]),
  ]);
  form.addEventListener('input', () => {
    for (const { field, input } of inputs) typed[field.id] = field.type === 'checkbox' ? input.checked : input.value;
  });
  form.addEventListener('submit', (submitted) => {
    submitted.preventDefault();
    const errors = [];
    for (const { field, input } of inputs) {
      const row = input.closest('.field');
      const old = row.querySelector('.error');
      if (old) old.remove();
      input.removeAttribute('aria-invalid');
      if (field.required && field.type !== 'checkbox' && !input.value.trim()) {
        const text = words.write.needed.replace('{label}', field.label);
        markError(row, input, text);
        errors.push({ href: `#${input.id}`, text });
      }
    }
    if (errors.length) {
      showSummary(form, errors);
      return;
    }
    const fields = {};
    const shown = [];
    for (const { field, input } of inputs) {
      const isCheckbox = field.type === 'checkbox';
      fields[field.id] = isCheckbox ? input.checked : input.value.trim();
      if (isCheckbox ? input.checked : input.value.trim()) shown.push(isCheckbox ? field.label : input.value.trim());
    }
    send({ kind: 'form', fields, shown: shown.join('\n') });
  });
  const errors = event.fields.filter((field) => field.error);
  if (errors.length) {
    showSummary(form, errors.map((field) => ({ href: `#field-${field.id}`, text: field.error })));
  }
  return form;
}

function markError(row, input, text) {
  const id = `error-${input.id}`;
  row.insertBefore(make('p', { class: 'error', id }, [text]), input);
  input.setAttribute('aria-invalid', 'true');
  input.setAttribute('aria-describedby', id);
}

/** A list of what to mend at the top of the form, each line leading to its field. */
function showSummary(form, errors) {
  const old = form.querySelector('.summary');
  if (old) old.remove();
  const lines = errors.map(({ href, text }) => {
    const link = make('a', { href }, [text]);
    link.addEventListener('click', (event) => {
      event.preventDefault();
      byId(href.slice(1)).focus();
    });
    return make('li', {}, [link]);
  });
  const summary = make('div', { class: 'summary', role: 'group', 'aria-label': words.write.summary, tabIndex: -1 }, [
    make('h2', {}, [words.write.summary]),
    make('ul', {}, lines),
  ]);
  form.prepend(summary);
  summary.focus();
}
