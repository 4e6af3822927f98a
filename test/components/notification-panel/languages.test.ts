import { describe, expect, it, vi } from 'vitest'
import type { NotificationBell } from '../../../src/components/notification-bell/notification-bell.js'
import { en } from '../../../src/locales/en.js'
import { longTexts } from '../../../src/testing/fixtures.js'
import { pseudo } from '../../../src/testing/pseudo.js'
import {
  all,
  button,
  eventually,
  expectAccessible,
  opened,
  panel,
  serveEachTest,
  server,
  within,
} from '../../support/bell.js'
import { translateText } from '../../support/translator.js'

serveEachTest()

const heading = (bell: NotificationBell) => within(bell, '[part=heading]')?.textContent?.trim()

/** What is shown or spoken in words of ours; what people wrote stands in `bdi`, a moment in `time`. */
function words(bell: NotificationBell): string[] {
  const said: string[] = []
  const walk = (node: Node): void => {
    if (node instanceof Text && node.data.trim()) said.push(node.data.trim())
    if (node instanceof Element) {
      if (node.matches('bdi, time, style, [part=badge], [part=count]')) return
      for (const name of ['aria-label', 'title', 'placeholder'])
        if (node.hasAttribute(name)) said.push(node.getAttribute(name) ?? '')
    }
    node.childNodes.forEach(walk)
  }
  bell.shadowRoot?.childNodes.forEach(walk)
  return said
}

/** What a row that is out of sight holds was laid out for another width, if ever. */
const isLaidOut = (element: Element) =>
  (element.firstElementChild ?? element).checkVisibility({ contentVisibilityAuto: true })

const tooNarrow = (bell: NotificationBell) =>
  all(bell, '.panel *').filter(
    (element) =>
      isLaidOut(element) &&
      element.scrollWidth > element.clientWidth + 1 &&
      getComputedStyle(element).overflowX === 'visible' &&
      getComputedStyle(element).display !== 'inline' &&
      !element.matches('.visually-hidden'),
  )

describe('the panel in a page', () => {
  it.each([
    ['he', 'התראות', 'התראות, 2 שלא נקראו'],
    ['ar', 'الإشعارات', 'الإشعارات، غير المقروءة: 2'],
  ])('in %s speaks its language, from right to left', async (lang, name, label) => {
    document.documentElement.lang = lang
    document.documentElement.dir = 'rtl'
    server.addMany(2)
    const bell = await opened()
    await eventually(() => heading(bell) === name && button(bell).ariaLabel === label)
    expect(getComputedStyle(panel(bell)).direction).toBe('rtl')
    expect(within(bell, '.frame')?.hasAttribute('lang')).toBe(false)
    const icon = within(bell, '[part=icon]')?.getBoundingClientRect()
    const time = within(bell, '[part=time]')?.getBoundingClientRect()
    expect(icon?.left).toBeGreaterThan(time?.right ?? Infinity)
    await expectAccessible(bell)
  })

  it.each([
    ['pt-BR', 'Não lidas', 'Não lida'],
    ['he', 'לא נקראו', 'לא נקראה'],
    ['ar', 'غير مقروءة', 'غير مقروء'],
  ])('in %s speaks of several in the filter, and of one in a row', async (lang, several, one) => {
    document.documentElement.lang = lang
    server.add()
    const bell = await opened()
    const filter = () => within(bell, '[part=filter]:nth-child(2)')?.textContent ?? ''
    await eventually(() => filter().includes(`${several} `))
    expect(words(bell)).toContain(one)
  })

  it.each([
    ['es_419', 'es-419', 'Notificaciones'],
    ['pt_BR', 'pt-BR', 'Notificações'],
    ['pt-PT', 'pt-PT', 'Notificações'],
    ['he_IL.UTF-8', 'he-IL', 'התראות'],
    ['iw', 'he', 'התראות'],
    ['ar_EG@calendar=islamic', 'ar-EG', 'الإشعارات'],
    ['ES', 'es', 'Notificaciones'],
  ])('marked as lang="%s" speaks %s', async (lang, locale, name) => {
    document.documentElement.lang = lang
    server.addMany(1)
    const bell = await opened()
    await eventually(() => heading(bell) === name)
    const time = within(bell, '[part=time]')
    expect(time?.title).toBe(
      new Date(time?.getAttribute('datetime') ?? '').toLocaleString(locale, {
        dateStyle: 'full',
        timeStyle: 'short',
      }),
    )
  })

  it('marked as lang="sr@latin" takes that for Serbian, which it does not speak', async () => {
    document.documentElement.lang = 'sr@latin'
    server.add()
    const bell = await opened()
    expect(within(bell, '[part=title] bdi')?.getAttribute('lang')).toBe('sr')
  })

  it.each(['', 'undefined', 'C.UTF-8', '_'])(
    'marked as lang="%s" speaks the first possible of the browser’s languages',
    async (lang) => {
      vi.spyOn(navigator, 'languages', 'get').mockReturnValue(['not a tag', 'es', 'en'])
      document.documentElement.lang = lang
      const bell = await opened()
      await eventually(() => heading(bell) === 'Notificaciones')
    },
  )

  it('speaks English where neither the page nor the browser names a possible language', async () => {
    vi.spyOn(navigator, 'languages', 'get').mockReturnValue([])
    document.documentElement.lang = ''
    expect(heading(await opened())).toBe('Notifications')
  })

  it('that a translator has put into other words shows the true numbers and times', async () => {
    server.addMany(1)
    const bell = await opened()
    translateText(bell.shadowRoot as ShadowRoot)
    expect(within(bell, '[part=heading]')?.textContent.trim()).toBe('NOTIFICATIONS')
    server.add()
    await eventually(() => within(bell, '[part=badge]')?.textContent.trim() === '2')
    await eventually(() => within(bell, '[part=count]')?.textContent === '2')
    expect(within(bell, '[part=time] font')).toBeNull()
  })

  it('whose language it does not speak says that its words are English, and the platform’s are not', async () => {
    document.documentElement.lang = 'fr'
    server.add()
    const bell = await opened()
    expect(within(bell, '.frame')?.lang).toBe('en')
    await eventually(() => button(bell).lang === 'en')
    expect(within(bell, '[part=title] bdi')?.getAttribute('lang')).toBe('fr')
    document.documentElement.lang = 'es'
    await eventually(() => heading(bell) === 'Notificaciones')
    expect(within(bell, '[lang]')).toBeNull()
  })

  it('follows the nearest language, wherever it changes', async () => {
    const bell = await opened()
    const around = bell.parentElement as HTMLElement
    around.lang = 'pt-BR'
    await eventually(() => heading(bell) === 'Notificações')
    bell.lang = 'es'
    await eventually(() => heading(bell) === 'Notificaciones')
    bell.removeAttribute('lang')
    around.removeAttribute('lang')
    await eventually(() => heading(bell) === 'Notifications')
  })

  it('from right to left in a language it does not speak ends its English where English ends', async () => {
    document.documentElement.lang = 'fa'
    document.documentElement.dir = 'rtl'
    const bell = await opened()
    expect(within(bell, '.frame')?.lang).toBe('en')
    expect(getComputedStyle(panel(bell)).direction).toBe('rtl')
    const text = within(bell, '.notice-text') as HTMLElement
    const words = [...text.childNodes].find(
      (node) => node instanceof Text && node.data.trim(),
    ) as Text
    const length = words.data.trimEnd().length
    const boxOf = (from: number, to: number) => {
      const range = document.createRange()
      range.setStart(words, from)
      range.setEnd(words, to)
      return range.getBoundingClientRect()
    }
    // The full stop stands right of the letter before it.
    expect(boxOf(length - 1, length).left).toBeGreaterThan(boxOf(length - 2, length - 1).left)
  })

  it('with words of its own shows those, and ours where it has none', async () => {
    server.addMany(3)
    const bell = await opened()
    bell.messages = { notifications: 'Alerts', unreadCount: (count) => `${count} alerts wait` }
    await eventually(() => heading(bell) === 'Alerts' && button(bell).ariaLabel === '3 alerts wait')
    expect(panel(bell).ariaLabel).toBe('Alerts')
    expect(within(bell, '[part=mark-all]')?.textContent?.trim()).toBe('Mark all as read')
    // As from a page's own dictionary that lacks some of them.
    const lacking = { notifications: 'Alerts', markAllAsRead: undefined, unreadCount: 'alerts' }
    bell.messages = { ...lacking, filterCount: 3 } as never
    await eventually(() => button(bell).ariaLabel === 'Notifications, 3 unread')
    expect(heading(bell)).toBe('Alerts')
    expect(within(bell, '[part=mark-all]')?.textContent?.trim()).toBe('Mark all as read')
    bell.messages = undefined
    await eventually(() => heading(bell) === 'Notifications')
  })

  it('has no word that cannot be translated, and room for words that are 40 % longer', async () => {
    for (const content of longTexts) server.add({ content })
    server.addMany(31)
    const bell = await opened()
    bell.messages = pseudo(en)
    await eventually(() => heading(bell)?.startsWith('⟦') === true)
    expect(words(bell).filter((said) => !said.includes('⟦') && /\p{L}/u.test(said))).toEqual([])
    for (const width of ['', '320px']) {
      panel(bell).style.inlineSize = width
      expect(tooNarrow(bell).map(({ outerHTML }) => outerHTML.slice(0, 200))).toEqual([])
    }
  })
})
