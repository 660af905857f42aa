// What is done with the rule or the column of the chosen cell by the buttons above the table, beside what dmn-js has.

import { is } from 'dmn-js-shared/lib/util/ModelUtil';

const KINDS = ['dmn:InputClause', 'dmn:OutputClause'];

// Places to move to: dmn-js takes an element out first, and then counts.
function Acts(editorActions, modeling, sheet) {
  const rule = (by) => ({ rule: row }) => {
    const at = sheet.getRoot().rows.indexOf(row) + by;
    if (at >= 0 && at < sheet.getRoot().rows.length) modeling.moveRow(row, at);
  };
  const column = (by) => ({ column: col }) => {
    const at = sheet.getRoot().cols.indexOf(col) + by;
    if (alike(col, sheet.getRoot().cols[at])) modeling.moveCol(col, at);
  };
  const add = (by) => ({ column: col }) => {
    const at = sheet.getRoot().cols.indexOf(col) + by;
    modeling.addCol({ type: KINDS.find((kind) => is(col, kind)) }, at);
  };
  const remove = ({ column: col }) => {
    // A table without an output says nothing, and one without an input asks nothing.
    if (sheet.getRoot().cols.filter((each) => alike(each, col)).length > 1) modeling.removeCol(col);
  };
  editorActions.register({
    ruleUp: rule(-1), ruleDown: rule(1), columnLeft: column(-1), columnRight: column(1),
    addColumnLeft: add(0), addColumnRight: add(1), removeColumn: remove,
  });
}
Acts.$inject = ['editorActions', 'modeling', 'sheet'];

function alike(one, other) {
  return Boolean(other) && KINDS.some((kind) => is(one, kind) && is(other, kind));
}

export const acts = { __init__: ['actsOfButtons'], actsOfButtons: ['type', Acts] };
