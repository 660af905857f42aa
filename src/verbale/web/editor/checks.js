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
    return this.place.querySelector('[data-loses]') !== null;
  }

  // Whatever was to be looked at besides is of no use any more.
  soon() {
    this.leave();
    this.waiting = setTimeout(() => this.look(), PAUSE);
  }

  leave() {
    clearTimeout(this.waiting);
    this.proving?.abort();
  }

  // Looks at what stands there now; whether the node answered, so that what is sent to it next will arrive. One at a
  // time: while the node looks, only the last of those that wait is kept.
  async look(asked = '') {
    this.leave();
    const mine = Symbol('look');
    this.last = mine;
    while (this.running) await this.running;
    if (this.last !== mine) return true;
    this.running = this.once(asked);
    try {
      return await this.running;
    } finally {
      this.running = null;
      if (this.last === mine) this.later();
    }
  }

  // What takes longer is asked for once nobody has typed for another moment.
  later() {
    if (!this.place.querySelector('[data-waits]')) return;
    this.leave();
    this.waiting = setTimeout(() => {
      this.proving = new AbortController();
      this.once('?whole=1', this.proving.signal);
    }, PAUSE);
  }

  async once(asked, signal = undefined) {
    this.place.setAttribute('aria-busy', 'true');
    try {
      const answer = await this.send(asked, signal);
      if (answer.redirected || answer.status === 403) return this.trouble('signedOut');
      if (!answer.ok) return this.trouble('unreached');
      const text = await answer.text();
      if (!signal?.aborted) this.show(text);
      return this.trouble('');
    } catch {
      return signal?.aborted || this.trouble('unreached');
    } finally {
      if (!signal?.aborted) this.place.removeAttribute('aria-busy');
    }
  }

  async send(asked, signal) {
    const body = await this.tables.peek();
    const headers = () => ({ 'Content-Type': 'application/xml', 'X-CSRFToken': this.token });
    const post = () => fetch(this.address + asked, { method: 'POST', headers: headers(), body, signal });
    const answer = await post();
    return answer.status === 403 && (await this.renew()) ? post() : answer;
  }

  // Who signed in anew in another window has another token than this page was made with.
  async renew() {
    const page = await fetch(location.pathname);
    const made = new DOMParser().parseFromString(await page.text(), 'text/html');
    const token = made.querySelector('#save [name=csrfmiddlewaretoken]')?.value;
    if (!token) return false;
    this.token = token;
    document.body.setAttribute('hx-headers', JSON.stringify({ 'X-CSRFToken': token }));
    for (const each of document.querySelectorAll('[name=csrfmiddlewaretoken]')) each.value = token;
    return true;
  }

  // Says what stands in the way, or nothing; whether nothing does.
  trouble(kind) {
    const banner = document.getElementById('editor-trouble');
    banner.textContent = kind ? banner.dataset[kind] : '';
    banner.hidden = !kind;
    return !kind;
  }

  tell(sentence) {
    document.getElementById('editor-status').textContent = sentence;
  }

  show(answer) {
    this.place.innerHTML = answer;
    if (!this.place.querySelector('[data-waits]')) this.tell(this.place.querySelector('[data-summary]')?.dataset.summary);
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
