// A bell with an inbox of as many notifications as the address asks for, all of them loaded.
import { ContextProvider } from '@lit/context'
import { html, render } from 'lit'
import { createInbox } from '../../src/client/create-inbox.js'
import { renderList } from '../../src/components/notification-panel/list/panel-list.js'
import { inboxContext } from '../../src/context/inbox-context.js'
import '../../src/define.js'
import { en } from '../../src/locales/en.js'
import { FakeServer } from '../../src/testing/fake-server.js'

const count = Number(new URLSearchParams(location.search).get('count'))
const server = new FakeServer()
server.addMany(count)
const inbox = createInbox({
  endpoint: 'https://bells.example',
  pageSize: count,
  fetch: server.fetch,
})
const place = document.querySelector<HTMLElement>('#place')
if (!place) throw new Error('the page has no place for a bell')
new ContextProvider(place, { context: inboxContext, initialValue: inbox })
inbox.start()
const bell = document.createElement('notification-bell')
place.append(bell)

const painted = () =>
  new Promise<number>((done) =>
    requestAnimationFrame(() => setTimeout(() => done(performance.now()))),
  )
const rows = () => bell.shadowRoot?.querySelectorAll('[part=row]').length ?? 0

/** Opens the panel. Returns the time until it is painted, in milliseconds. */
async function open() {
  const startedAt = performance.now()
  bell.show()
  while (rows() === 0) await painted()
  const tookMs = (await painted()) - startedAt
  const drawn = rows()
  bell.hide()
  await painted()
  return { tookMs, drawn }
}

const messages = { ...en }
const context = {
  now: Date.now(),
  locale: 'en',
  lang: undefined,
  messages,
  level: undefined,
  farPages: new Set<string>(),
  hasOlder: false,
  host: bell,
  onAct: () => {},
  onPictureFailed: () => {},
}

/** Renders rows in a scrolling box, then scrolls through them. */
async function scroll(shown: number, containment: string) {
  const box = document.createElement('div')
  box.style.cssText = 'block-size: 600px; overflow: auto; inline-size: 420px'
  const style = document.createElement('style')
  style.textContent = `.scale .row { display: grid; ${containment} }`
  box.className = 'scale'
  document.body.append(style, box)
  const list = inbox.$notifications.get().slice(0, shown)
  const startedAt = performance.now()
  render(html`${renderList(list, context)}`, box)
  const drawnMs = (await painted()) - startedAt
  let worstMs = 0
  for (let step = 1; step <= 20; step += 1) {
    const at = performance.now()
    box.scrollTop = (box.scrollHeight / 20) * step
    box.getBoundingClientRect()
    worstMs = Math.max(worstMs, (await painted()) - at)
  }
  box.remove()
  style.remove()
  return { drawnMs, worstMs }
}

/** Renders only the visible rows: another thirty at each step. */
async function windowed() {
  const box = document.createElement('div')
  document.body.append(box)
  const all = inbox.$notifications.get()
  let worstMs = 0
  for (let step = 0; step < 20; step += 1) {
    const from = Math.floor((all.length / 21) * step)
    const at = performance.now()
    render(html`${renderList(all.slice(from, from + 30), context)}`, box)
    worstMs = Math.max(worstMs, (await painted()) - at)
  }
  box.remove()
  return { worstMs }
}

Object.assign(globalThis, {
  scale: { isReady: () => inbox.$notifications.get().length === count, open, scroll, windowed },
})
