import { fixture, html } from '@open-wc/testing'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { NotificationClickEvent } from '../../src/components/notification-panel/row/notification-row.events.js'
import type { NotificationInbox } from '../../src/components/notification-inbox/notification-inbox.js'
import {
  all,
  badge,
  choose,
  hasTools,
  endpoint,
  eventually,
  expectAccessible,
  focused,
  rows,
  serveEachTest,
  server,
  titles,
  within,
} from '../support/bell.js'

serveEachTest()

let visibility: DocumentVisibilityState = 'visible'

afterEach(() => {
  visibility = 'visible'
})

/** An inbox that shows its list, in what a page puts around it. */
async function shown(
  around: (inbox: unknown) => unknown = (inbox) => inbox,
): Promise<NotificationInbox> {
  const page = await fixture(
    html`<div>
      ${around(html`<notification-inbox endpoint=${endpoint}></notification-inbox>`)}
    </div>`,
  )
  const inbox = page.querySelector('notification-inbox') as NotificationInbox
  await eventually(() => within(inbox, '[part=list], .notice') !== null)
  await eventually(() => hasTools(inbox))
  return inbox
}

const region = (inbox: Element) => within(inbox, '[part=panel]') as HTMLElement
const seen = () => server.requests.flatMap(({ commands }) => commands).map(({ type }) => type)

describe('the inbox on a page', () => {
  it('is not there while it is hidden', async () => {
    const inbox = await shown()
    inbox.hidden = true
    expect(inbox.offsetHeight).toBe(0)
  })

  it('is a region with a heading of the page’s own level, and no dialog', async () => {
    server.addMany(3)
    const inbox = await shown()
    expect(rows(inbox)).toHaveLength(3)
    expect(region(inbox).role).toBe('region')
    expect(region(inbox).getAttribute('aria-labelledby')).toBe('heading')
    expect(within(inbox, '[role=dialog], [part=close], [popovertarget=panel]')).toBe(null)
    inbox.headingLevel = 1
    await eventually(() => within(inbox, '#heading')?.ariaLevel === '1')
    await eventually(() => within(inbox, '[part=day]')?.ariaLevel === '2')
    await expectAccessible(inbox)
    document.documentElement.lang = 'he'
    document.documentElement.dir = 'rtl'
    await eventually(() => within(inbox, '#heading')?.textContent.trim() === 'התראות')
    await expectAccessible(inbox)
  })

  it('leaves the focus where it is, and takes the keys once it has it', async () => {
    server.addMany(3)
    const inbox = await shown()
    expect(focused(inbox)).toBe(null)
    const links = all(inbox, '[part=link]')
    links[0]?.focus()
    const press = (key: string) =>
      focused(inbox)?.dispatchEvent(
        new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true }),
      )
    press('ArrowDown')
    await eventually(() => focused(inbox) === links[1])
    press('e')
    await eventually(() => rows(inbox).length === 2)
  })

  it('agrees with a bell and a second inbox at the same address', async () => {
    server.addMany(3)
    const inbox = await shown(
      (one) =>
        html`<notification-bell endpoint=${endpoint}></notification-bell>
          <notification-inbox endpoint=${endpoint}></notification-inbox>${one}`,
    )
    const page = inbox.parentElement as HTMLElement
    const bell = page.querySelector('notification-bell') as HTMLElement
    const second = [...page.querySelectorAll('notification-inbox')][1] as NotificationInbox
    expect(second.inbox).toBe(inbox.inbox)
    await eventually(() => badge(bell) === '3' && rows(second).length === 3)
    within(inbox, '[part=mark-all]')?.click()
    await eventually(() => badge(bell) === undefined)
    await eventually(() => all(second, '[part=unread-mark]').length === 0)
    await eventually(() => server.streamCount === 1)
  })

  it('takes the inbox of the provider around it, and tells what was chosen', async () => {
    server.add()
    const page = await fixture<HTMLElement>(
      html`<notification-provider endpoint=${endpoint}>
        <notification-inbox>
          <template data-type="lesson.published"><b data-field="title"></b>!</template>
          <a slot="footer" href="/settings">Settings</a>
        </notification-inbox>
      </notification-provider>`,
    )
    const inbox = page.querySelector('notification-inbox') as NotificationInbox
    await eventually(() => rows(inbox).length === 1)
    expect(within(inbox, '.own')?.textContent.trim()).toBe('New lesson available!')
    const chosen: string[] = []
    page.addEventListener('notification-click', (event: NotificationClickEvent) => {
      chosen.push(event.notification.title)
    })
    choose(inbox, 0)
    expect(chosen).toEqual(['New lesson available'])
    await eventually(() => server.counts.unread === 0)
  })

  it('says the page’s own words', async () => {
    const inbox = await shown()
    inbox.messages = { notifications: 'What is new' }
    await eventually(() => within(inbox, '#heading')?.textContent.trim() === 'What is new')
    expect(titles(inbox)).toEqual([])
  })
})

describe('what the inbox lists is seen', () => {
  it('while it is on the screen and the page in front, and once', async () => {
    server.addMany(2)
    vi.spyOn(document, 'visibilityState', 'get').mockImplementation(() => visibility)
    visibility = 'hidden'
    const inbox = await shown(
      (one) =>
        html`<div style="block-size: 3000px"></div>
          ${one}`,
    )
    visibility = 'visible'
    document.dispatchEvent(new Event('visibilitychange'))
    server.add()
    await eventually(() => rows(inbox).length === 3)
    expect(seen()).toEqual([])

    inbox.scrollIntoView()
    await eventually(() => server.counts.unseen === 0)
    server.add()
    await eventually(() => server.counts.unread === 4 && server.counts.unseen === 0)
    expect(seen()).toEqual(['seen', 'seen'])

    visibility = 'hidden'
    server.add()
    await eventually(() => inbox.inbox?.$counts.get().unread === 5)
    await inbox.updateComplete
    expect(server.counts.unseen).toBe(1)
  })
})

describe('where the page scrolls', () => {
  it('what comes does not move what is read, and waits at the top', async () => {
    server.addMany(30)
    const inbox = await shown()
    expect(within(inbox, '.body')?.scrollHeight).toBe(within(inbox, '.body')?.clientHeight)
    scrollTo(0, 600)
    server.add()
    await eventually(() => within(inbox, '[part=new]') !== null)
    within(inbox, '[part=new]')?.click()
    await eventually(() => rows(inbox).length === 30 && within(inbox, '[part=new]') === null)
    await eventually(() => (within(inbox, '#heading')?.getBoundingClientRect().top ?? -1) >= 0)
    await eventually(() => focused(inbox) === all(inbox, '[part=link]')[0])
  })

  it('and where it is told to, the list does, in the height that the page gives', async () => {
    server.addMany(30)
    const inbox = await shown()
    inbox.setAttribute('scroll', 'inside')
    inbox.style.blockSize = '400px'
    expect(inbox.offsetHeight).toBe(400)
    expect(region(inbox).offsetHeight).toBe(400)
    const body = within(inbox, '.body') as HTMLElement
    expect(body.scrollHeight).toBeGreaterThan(body.clientHeight)
    const { documentElement: root } = document
    await eventually(() => root.scrollHeight === root.clientHeight)
  })
})
