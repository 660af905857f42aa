// The page of a rulebook's editor: dmn-js edits, our server looks at what was edited, findings stand beside the cells.
// Without this file the page shows the rulebook as tables, and a file can be uploaded.

import './editor.css';

import { Checks } from './checks.js';
import { Marks } from './marks.js';
import { Tables } from './tables.js';

const place = document.getElementById('editor');
if (place) start(place);

async function start(place) {
  const form = document.getElementById('save');
  const edited = form.elements.edited;
  const words = JSON.parse(document.getElementById('editor-words').textContent);
  const tables = new Tables(place.querySelector('.editor-table'), words);
  const marks = new Marks(place, tables);
  const checks = new Checks(place.dataset.check, document.getElementById('looked-at'), tables, marks);

  // The widget measures itself, and so must be on the screen when it opens.
  const instead = document.querySelectorAll('[data-instead-of-editor]');
  const show = (editor) => {
    place.hidden = !editor;
    document.getElementById('saving-part').hidden = !editor;
    for (const each of instead) each.hidden = editor;
  };
  show(true);
  try {
    await tables.open(edited.value);
  } catch {
    document.getElementById('refused').hidden = false;
    show(false);
    return;
  }
  tabs(place.querySelector('.editor-tabs'), tables, marks);

  for (const each of place.querySelectorAll('[data-do]')) {
    // The cell that is being edited stays the chosen one.
    each.addEventListener('mousedown', (event) => event.preventDefault());
    each.addEventListener('click', () => tables.act(each.dataset.do));
  }
  tables.onChosen((at) => {
    for (const each of place.querySelectorAll('[data-with]')) each.disabled = !at[each.dataset.with];
  });

  let saved = edited.dataset.unsaved === undefined;
  tables.onChange(() => {
    saved = false;
    checks.soon();
  });
  form.elements.note.addEventListener('input', () => { saved = false; });
  addEventListener('beforeunload', (event) => {
    if (!saved) event.preventDefault();
  });
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    edited.value = await tables.written();
    if (!(await checks.look())) return;
    saved = true;
    form.submit();
  });
  document.body.addEventListener('htmx:confirm', (event) => {
    if (event.detail.elt.id !== 'try') return;
    event.preventDefault();
    tables.written().then((xml) => {
      event.detail.elt.elements.edited.value = xml;
      event.detail.issueRequest();
    });
  });
  // What was refused when it was saved is edited already.
  if (!saved) await checks.look();
  else if (await checks.first()) show(false);
}

function tabs(place, tables, marks) {
  const draw = () => {
    place.replaceChildren(...tables.views().map((view) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'button button--quiet';
      button.textContent = view.name || view.id;
      button.setAttribute('aria-pressed', String(view === tables.shown()));
      button.addEventListener('click', () => tables.show(view));
      return button;
    }));
    place.hidden = tables.views().length < 2;
    marks.draw();
  };
  tables.onView(() => {
    if (tables.shown()) history.replaceState(null, '', `#${encodeURIComponent(tables.shown().id)}`);
    draw();
  });
  draw();
}
