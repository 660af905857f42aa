// Findings beside the cells: a mark with the finding's number in each, and its sentence beside the one that is looked at.
// The widget draws its cells anew at will, so a cell is marked by a rule of style that names it, not by its classes.

// Findings that are told at one place; all stand in the list.
const MOST = 3;
const PAUSE = 150;

export class Marks {
  constructor(place, tables) {
    this.place = place;
    this.tables = tables;
    this.found = [];
    this.sheet = new CSSStyleSheet();
    document.adoptedStyleSheets.push(this.sheet);
    this.note = place.querySelector('.editor-note');
    for (const event of ['focusin', 'mouseover']) place.addEventListener(event, (at) => this.tell(at.target), true);
    place.addEventListener('mouseleave', () => this.tell(document.activeElement));
    place.addEventListener('scroll', () => {
      this.note.hidden = true;
      clearTimeout(this.waiting);
      this.waiting = setTimeout(() => this.tell(document.activeElement), PAUSE);
    }, true);
  }

  // `found`: number, decision, rule, column (-1: none), error and text of each finding.
  set(found) {
    this.found = found;
    this.draw();
    this.tell(document.activeElement);
  }

  draw() {
    this.places = new Map();
    const shown = this.tables.shown()?.id;
    for (const each of this.found) {
      if (each.decision !== shown) continue;
      const id = this.tables.placeOf(each);
      if (id) this.places.set(id, [...(this.places.get(id) ?? []), each]);
    }
    this.sheet.replaceSync([...this.places].map(([id, found]) => rule(this.tables.selector(id), found)).join('\n'));
  }

  tell(target) {
    const node = target?.closest?.('.editor-table td, .editor-table th');
    // Whoever is in a cell of a rule reads what is said of the whole rule too.
    const { elementId, rowId, colId } = node?.dataset ?? {};
    const table = node?.matches('.index-column') ? this.tables.sheet()?.id : undefined;
    const found = [...new Set([elementId ?? colId ?? table, rowId])].flatMap((id) => this.places?.get(id) ?? []);
    const text = found.map((each) => `${each.number}. ${each.text}`).join('\n');
    if (this.note.dataset.text !== text) {
      const told = found.slice(0, MOST).map((each) => paragraph(`${each.number}. ${each.text}`));
      this.note.replaceChildren(...told, ...(found.length > MOST ? [paragraph('…')] : []));
      this.note.dataset.text = text;
    }
    this.note.hidden = !found.length;
    if (found.length) this.stand(node);
  }

  // Below its cell; above it where it would come upon the watermark, which nothing may touch.
  stand(node) {
    const [cell, whole] = [node.getBoundingClientRect(), this.place.getBoundingClientRect()];
    const left = Math.min(cell.left - whole.left, whole.width - this.note.offsetWidth - 8);
    this.note.style.left = `${Math.max(left, 0)}px`;
    this.note.style.top = `${cell.bottom - whole.top + 4}px`;
    if (touch(this.note, this.place.querySelector('.bjs-powered-by'))) {
      this.note.style.top = `${cell.top - whole.top - this.note.offsetHeight - 4}px`;
    }
  }
}

function touch(one, other) {
  if (!other) return false;
  const [a, b] = [one.getBoundingClientRect(), other.getBoundingClientRect()];
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

function paragraph(text) {
  const made = document.createElement('p');
  made.textContent = text;
  return made;
}

function rule(cell, found) {
  const [color, wash] = found.some((each) => each.error) ? ['#a3201f', '#fbe9e7'] : ['#7b4b00', '#faefd9'];
  const numbers = found.slice(0, MOST).map((each) => each.number).join(', ') + (found.length > MOST ? ' …' : '');
  return `${cell} { background-color: ${wash} !important; box-shadow: inset 4px 0 ${color}; }
${cell}::after { content: "${numbers}"; position: absolute; top: 1px; right: 3px; padding: 0 4px; border-radius: 8px;
  font: 600 11px/16px sans-serif; color: #ffffff; background: ${color}; pointer-events: none; white-space: nowrap; }
${cell}:is(.rule-index, .index-column)::after { right: auto; left: 7px; max-width: calc(100% - 18px); overflow: hidden;
  text-overflow: ellipsis; }`;
}
