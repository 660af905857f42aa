// dmn-js for the tables and expressions of a rulebook. Names, types and requirements are not edited here: the server
// takes nothing but tables and expressions back.

import EditingManager from 'dmn-js-shared/lib/base/EditingManager';
import { is } from 'dmn-js-shared/lib/util/ModelUtil';
import TableEditor from 'dmn-js-decision-table/lib/Editor';
import tableName from 'dmn-js-decision-table/lib/features/decision-table-properties/editor';
import ExpressionEditor from 'dmn-js-literal-expression/lib/Editor';
import decisionName from 'dmn-js-literal-expression/lib/features/decision-properties/editor';
import variable from 'dmn-js-literal-expression/lib/features/literal-expression-properties/editor';

import { acts } from './acts.js';
import { remarks } from './remarks.js';

class Table extends TableEditor {
  getModules() {
    return super.getModules().filter((each) => each !== tableName);
  }
}

class Expression extends ExpressionEditor {
  getModules() {
    return super.getModules().filter((each) => each !== decisionName && each !== variable);
  }
}

class Manager extends EditingManager {
  _getViewProviders() {
    const opens = (kind) => (element) => is(element, 'dmn:Decision') && is(element.decisionLogic, kind);
    return [
      { id: 'decisionTable', constructor: Table, opens: opens('dmn:DecisionTable') },
      { id: 'literalExpression', constructor: Expression, opens: opens('dmn:LiteralExpression') },
    ];
  }
}

export class Tables {
  constructor(container, words) {
    const translate = (template, facts = {}) => {
      const said = words[template.trim()];
      return (said ? said + template.match(/\s*$/)[0] : template).replace(/{([^}]+)}/g, (_, key) => facts[key.trim()] ?? `{${key}}`);
    };
    this.container = container;
    this.words = words;
    this.last = [];
    // A click beside the text of the cell that is being edited would end the editing.
    container.addEventListener('mousedown', (event) => {
      const inside = event.target.closest('td')?.contains(document.activeElement);
      if (inside && !event.target.closest('[contenteditable]')) event.preventDefault();
    });
    // One beside the text of the cell that was chosen last would not begin it again.
    container.addEventListener('click', (event) => {
      const cell = event.target.closest('tbody td');
      setTimeout(() => {
        const nothing = cell && document.activeElement.contains(cell);
        if (nothing && document.activeElement !== cell) cell.querySelector('[contenteditable]')?.focus();
      });
    });
    const speaking = { translate: ['value', translate] };
    this.manager = new Manager({
      container,
      // Our own pause before a look is enough; what is typed counts at once, so that nothing is missing when it is saved.
      common: { debounceInput: false, additionalModules: [speaking] },
      // Modules of a view come in the place of the common ones.
      decisionTable: { additionalModules: [speaking, remarks, acts] },
    });
  }

  async open(xml) {
    const wanted = decodeURIComponent(location.hash.slice(1));
    await this.manager.importXML(xml);
    const named = this.views().find((view) => view.id === wanted);
    if (named) await this.show(named);
  }

  async written() {
    // What is typed stands in the model once its cell loses the focus.
    const focused = document.activeElement;
    if (this.container.contains(focused)) focused.blur();
    await new Promise((resolve) => setTimeout(resolve));
    return this.peek();
  }

  async peek() {
    return (await this.manager.saveXML({ format: true })).xml;
  }

  views() {
    return this.manager.getViews();
  }

  shown() {
    return this.manager.getActiveView();
  }

  show(view) {
    return this.manager.open(view);
  }

  // The table on the screen, if it is one: its rows with their cells, and its columns.
  sheet() {
    if (this.shown()?.type !== 'decisionTable') return null;
    return this.manager.getActiveViewer().get('sheet').getRoot();
  }

  // Undo, redo, or something with the rule or the column of the cell that had the focus last.
  act(name) {
    const viewer = this.manager.getActiveViewer();
    const actions = viewer.get('editorActions');
    const at = this.chosen();
    const missing = (/rule/i.test(name) && !at.rule) || (/column/i.test(name) && !at.column);
    if (actions.isRegistered(name) && !missing) actions.trigger(name, at);
  }

  // The rule and the column of that cell. A cell of remarks has no column that could be moved.
  chosen() {
    const sheet = this.sheet();
    const [rule, column] = [sheet?.rows, sheet?.cols].map((all, at) => all?.find(({ id }) => id === this.last[at]));
    return { rule, column };
  }

  // Which of the rule and the column there is to act on, whenever another cell gets the focus or rules come and go.
  // dmn-js lets no focus bubble up.
  onChosen(listener) {
    this.container.addEventListener('focusin', (event) => {
      const { rowId, colId } = event.target.closest('td, th')?.dataset ?? {};
      if (!rowId && !colId) return;
      this.last = [rowId, colId];
      this.name(event.target);
      listener(this.chosen());
    }, true);
    const again = () => listener(this.chosen());
    this.onView(again);
    this.onChange(again);
  }

  // dmn-js calls each cell an input or an output; who cannot see it hears in which rule and column it stands.
  name(field) {
    const { rule, column } = this.chosen();
    if (!rule || !field.isContentEditable) return;
    const { label, name, inputExpression } = column?.businessObject ?? {};
    field.dataset.own ??= label || name || inputExpression?.text || field.ariaLabel;
    field.ariaLabel = `${this.words.Rule} ${this.sheet().rows.indexOf(rule) + 1}, ${field.dataset.own}`;
  }

  onView(listener) {
    this.manager.on('views.changed', listener);
    this.manager.on('import.render.complete', listener);
  }

  onChange(listener) {
    const listen = (viewer) => viewer.on('commandStack.changed', listener);
    Object.values(this.manager._viewers).forEach(listen);
    this.manager.on('viewer.created', ({ viewer }) => listen(viewer));
  }

  // Where in the widget a finding has its place: the ids of the cell, else of its rule, else of its column, else that
  // of the table, which stands for the corner above the numbers of rules.
  placeOf({ rule, column }) {
    const sheet = this.sheet();
    if (!sheet) return '';
    const row = sheet.rows[rule - 1];
    if (rule && row) return (row.cells[column] ?? row).id;
    return (sheet.cols[rule ? -1 : column] ?? sheet).id;
  }

  // What marks a place of that id in the widget.
  selector(id) {
    if (id === this.sheet()?.id) return '.editor-table th.index-column';
    return `.editor-table :is(td[data-element-id="${CSS.escape(id)}"], th[data-col-id="${CSS.escape(id)}"]):not(.annotation)`;
  }

  node(id) {
    return document.querySelector(this.selector(id));
  }

  async goTo(place) {
    const view = this.views().find((each) => each.id === place.decision);
    if (!view) return;
    if (view !== this.shown()) await this.show(view);
    const id = this.placeOf(place);
    const node = id ? this.node(id) : this.container;
    node?.scrollIntoView({ block: 'center', inline: 'center' });
    const sheet = this.sheet();
    const row = sheet?.rows[place.rule - 1];
    const cell = row && (row.cells[place.column] ?? row.cells[0]);
    (cell ? this.node(cell.id) : node)?.querySelector('[contenteditable], button')?.focus();
  }
}
