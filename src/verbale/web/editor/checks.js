// Sends what was edited to be looked at, a moment after the last change; the server keeps nothing of it.

const PAUSE = 500;

export class Checks {
  constructor(address, place, tables, marks) {
    Object.assign(this, { address, place, tables, marks });
    this.token = JSON.parse(document.body.getAttribute('hx-headers'))['X-CSRFToken'];
    document.addEventListener('click', (event) => {
      const facts = event.target.closest('a[data-try]');
      if (facts) {
        fill(event, facts.href);
        return;
      }
      const link = event.target.closest('a[data-decision]');
      if (!link || !this.tables.views().some((view) => view.id === link.dataset.decision)) return;
      event.preventDefault();
      this.tables.goTo(spot(link));
    });
  }

  // Before anything is edited: whether the editor would lose anything of this file.
  async first() {
    await this.look('?untouched=1');
  }

  soon() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.look(), PAUSE);
  }

  async look(asked = '') {
    this.running?.abort();
    this.running = new AbortController();
    this.place.setAttribute('aria-busy', 'true');
    try {
      const answer = await fetch(this.address + asked, {
        method: 'POST',
        headers: { 'Content-Type': 'application/xml', 'X-CSRFToken': this.token },
        body: await this.tables.peek(),
        signal: this.running.signal,
      });
      if (answer.redirected) return location.reload();
      this.show(await answer.text(), answer.headers.get('Content-Type') ?? '');
    } catch (fault) {
      if (fault.name === 'AbortError') return;
      this.tell(document.getElementById('editor').dataset.unreached);
    }
    this.place.removeAttribute('aria-busy');
  }

  tell(sentence) {
    document.getElementById('editor-status').textContent = sentence;
  }

  show(answer, kind) {
    if (!kind.startsWith('text/html')) return;
    this.place.innerHTML = answer;
    this.tell(this.place.querySelector('[data-summary]')?.dataset.summary ?? '');
    const links = [...this.place.querySelectorAll('[data-number]')];
    this.marks.set(links.map((each) => ({
      number: each.dataset.number, error: each.dataset.error === '1', text: each.dataset.text, ...spot(each),
    })));
  }
}

// Facts that show a finding go into the form on this page, which asks what is being edited.
function fill(event, address) {
  event.preventDefault();
  const form = document.getElementById('try');
  const facts = new URL(address).searchParams;
  for (const each of form.elements) {
    if (each.name.startsWith('fact')) each.value = facts.get(each.name) ?? '';
  }
  form.scrollIntoView({ block: 'center' });
  form.querySelector('button').focus();
  form.requestSubmit();
}

function spot({ dataset }) {
  return { decision: dataset.decision, rule: Number(dataset.rule), column: Number(dataset.column) };
}
