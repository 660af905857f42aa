// Remarks beside the rules. dmn-js shows the description of a rule alone; DMN 1.2 and later give a table columns of its
// own for remarks, and these are shown and edited like its cells.

import { Component, createComponentVNode, createVNode } from 'inferno';
import { Cell } from 'table-js/lib/components';
import EditableComponent from 'dmn-js-shared/lib/components/EditableComponent';
import DebounceInput from 'dmn-js-shared/lib/features/debounce-input';
import DescriptionCell from 'dmn-js-decision-table/lib/features/annotations/editor/components/AnnotationCell';
import DescriptionHeader from 'dmn-js-decision-table/lib/features/annotations/components/AnnotationHeader';

const MOST = 12;
const ELEMENT = 1;
const CLASS_COMPONENT = 2;

class Text extends EditableComponent {
  render() {
    return createVNode(ELEMENT, 'div', this.getClassName(), this.getEditor(), 0);
  }
}

function header(at) {
  return class extends Component {
    render() {
      const name = clauses(this.context.injector.get('sheet'))[at]?.name ?? '';
      return createVNode(ELEMENT, 'th', 'remark-column', name, 0, { key: `remark-${at}` });
    }
  };
}

function cell(at) {
  return class extends Component {
    constructor(props, context) {
      super(props, context);
      this.modeling = context.injector.get('modeling');
      this.moddle = context.injector.get('moddle');
      this.changed = () => this.forceUpdate();
    }

    componentWillMount() {
      this.context.changeSupport.onElementsChanged(this.props.row.id, this.changed);
    }

    componentWillUnmount() {
      this.context.changeSupport.offElementsChanged(this.props.row.id, this.changed);
    }

    write(text) {
      const rule = this.props.row.businessObject;
      const all = [...(rule.annotationEntry ?? [])];
      while (all.length <= at) all.push(this.entry(rule, ''));
      all[at] = this.entry(rule, text);
      this.modeling.updateProperties(rule, { annotationEntry: all });
    }

    entry(rule, text) {
      const made = this.moddle.create('dmn:RuleAnnotation', { text });
      made.$parent = rule;
      return made;
    }

    render() {
      const { row, rowIndex } = this.props;
      const value = row.businessObject.annotationEntry?.[at]?.text ?? '';
      const label = clauses(this.context.injector.get('sheet'))[at]?.name;
      const text = createComponentVNode(CLASS_COMPONENT, Text, {
        label, value, ctrlForNewline: true, className: 'annotation-editor', onChange: (given) => this.write(given),
      });
      return createComponentVNode(CLASS_COMPONENT, Cell, {
        className: 'annotation remark', coords: `${rowIndex}:remark-${at}`, 'data-row-id': row.id, children: text,
      });
    }
  };
}

function clauses(sheet) {
  return sheet.getRoot()?.businessObject?.annotation ?? [];
}

// A table with columns of its own shows descriptions only where a rule has one.
function describes(sheet) {
  const rules = sheet.getRoot()?.businessObject?.rule ?? [];
  return clauses(sheet).length === 0 || rules.some((rule) => rule.description);
}

function Remarks(components, sheet) {
  for (let at = 0; at < MOST; at++) {
    const [head, body] = [header(at), cell(at)];
    components.onGetComponent('cell', ({ cellType }) => {
      if (at >= clauses(sheet).length) return undefined;
      return { 'after-label-cells': head, 'after-rule-cells': body }[cellType];
    });
  }
  components.onGetComponent('cell', ({ cellType }) => {
    if (!describes(sheet)) return undefined;
    return { 'after-label-cells': DescriptionHeader, 'after-rule-cells': DescriptionCell }[cellType];
  });
}
Remarks.$inject = ['components', 'sheet'];

export const remarks = {
  __depends__: [DebounceInput],
  __init__: ['annotationsProvider'],
  annotationsProvider: ['type', Remarks],
};
