// The floor: the least code that is still a bell with a count and a live list in pages. It has no
// framework, no dependency, and none of the care that a product needs.
const styles = `
:host { position: relative; font: 14px system-ui }
button { font: inherit; padding: 6px 10px }
b { background: #d33; color: #fff; border-radius: 9px; padding: 0 6px; margin-left: 4px }
div {
  display: none; position: absolute; right: 0; top: 40px; width: 440px; height: 440px;
  overflow: auto; background: #fff; border: 1px solid #ccc
}
:host([open]) div { display: block }
ul { margin: 0; padding: 0; list-style: none }
li { padding: 12px; border-bottom: 1px solid #eee }
li.unread { background: #f3f7ff }
h4, p { margin: 0 0 4px }
time { color: #777; font-size: 12px }`
const bell = 'M12 2a7 7 0 0 0-7 7v5l-2 3h18l-2-3V9a7 7 0 0 0-7-7zm-3 17a3 3 0 0 0 6 0z'
const markup = `<style>${styles}</style>
<button aria-label="Notifications">
  <svg width="20" height="20" viewBox="0 0 24 24"><path d="${bell}"/></svg><b hidden></b>
</button>
<div><ul></ul></div>`

const text = (tag, textContent) => Object.assign(document.createElement(tag), { textContent })

class FloorInbox extends HTMLElement {
  items = []
  unread = 0
  hasMore = true
  isBusy = false

  connectedCallback() {
    const root = this.attachShadow({ mode: 'open' })
    root.innerHTML = markup
    this.panel = root.querySelector('div')
    this.badge = root.querySelector('b')
    this.list = root.querySelector('ul')
    root.querySelector('button').onclick = () => {
      if (this.toggleAttribute('open') && this.items.length === 0) this.loadPage()
    }
    this.panel.onscroll = () => {
      const { scrollTop, clientHeight, scrollHeight } = this.panel
      if (scrollTop + clientHeight > scrollHeight - 400) this.loadPage()
    }
    this.connect()
  }

  connect() {
    const source = new EventSource('/floor/stream')
    source.onopen = () => this.synchronise()
    source.onmessage = ({ data }) => this.add([JSON.parse(data)], true)
    source.onerror = () => {
      if (source.readyState === EventSource.CLOSED) setTimeout(() => this.connect(), 2000)
    }
  }

  async synchronise() {
    const since = this.items[0]?.id ?? ''
    const { items, unread } = await (await fetch(`/floor/sync?since=${since}`)).json()
    const isNew = ({ id }) => !this.items.some((item) => item.id === id)
    if (since) this.add(items.filter(isNew), true)
    this.count(unread)
  }

  async loadPage() {
    if (this.isBusy || !this.hasMore) return
    this.isBusy = true
    const after = this.items.at(-1)?.id ?? ''
    const response = await fetch(`/floor/list?limit=20&after=${after}`)
    const { items, hasMore, unread } = await response.json()
    this.hasMore = hasMore
    this.isBusy = false
    this.add(items, false)
    this.count(unread)
  }

  add(items, atTop) {
    const rows = document.createDocumentFragment()
    for (const { title, body, createdAt, isRead } of items) {
      const row = document.createElement('li')
      if (!isRead) row.className = 'unread'
      row.append(text('h4', title), text('p', body), text('time', createdAt))
      rows.append(row)
    }
    if (atTop) {
      this.items.unshift(...items)
      this.count(this.unread + items.length)
      this.list.prepend(rows)
    } else {
      this.items.push(...items)
      this.list.append(rows)
    }
  }

  count(unread) {
    this.unread = unread
    this.frame ??= requestAnimationFrame(() => {
      this.frame = undefined
      this.badge.hidden = !this.unread
      this.badge.textContent = this.unread
    })
  }
}

customElements.define('floor-inbox', FloorInbox)
document.getElementById('host').append(document.createElement('floor-inbox'))
