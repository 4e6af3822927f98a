import { describe, expect, it, vi } from 'vitest'
import type { NotificationBell } from '../../src/components/notification-bell/notification-bell.js'
import { en } from '../../src/locales/en.js'
import { longTexts } from '../../src/testing/fixtures.js'
import { pseudo } from '../../src/testing/pseudo.js'
import { BellDriver } from '../support/bell-driver.js'
import { eventually } from '../support/eventually.js'
import { expectAccessible } from '../support/expect-accessible.js'
import { serveEachTest, server } from '../support/test-server.js'
import { translateText } from '../support/translator.js'

serveEachTest()

/** The text of the panel's heading. */
const heading = (driver: BellDriver) => driver.part('heading')?.textContent?.trim()

/** Every text that comes from a translation. People's texts are inside `bdi`, moments inside `time`. */
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

/** Whether an element has its current layout: rows out of sight keep an older one. */
const isLaidOut = (element: Element) =>
  (element.firstElementChild ?? element).checkVisibility({ contentVisibilityAuto: true })

/** The elements of the panel whose content is wider than they are. */
const tooNarrow = (driver: BellDriver) =>
  driver
    .findAll('.panel *')
    .filter(
      (element) =>
        isLaidOut(element) &&
        element.scrollWidth > element.clientWidth + 1 &&
        getComputedStyle(element).overflowX === 'visible' &&
        getComputedStyle(element).display !== 'inline' &&
        !element.matches('.visually-hidden'),
    )

describe('the panel', () => {
  it.each([
    ['he', 'התראות', 'התראות, 2 שלא נקראו'],
    ['ar', 'الإشعارات', 'الإشعارات، غير المقروءة: 2'],
  ])(
    'is translated and laid out from right to left in a page with lang="%s"',
    async (lang, name, label) => {
      document.documentElement.lang = lang
      document.documentElement.dir = 'rtl'
      server.addMany(2)
      const driver = await BellDriver.open()
      await eventually(() => heading(driver) === name && driver.button.ariaLabel === label)
      expect(getComputedStyle(driver.panel).direction).toBe('rtl')
      expect(driver.find('.frame')?.hasAttribute('lang')).toBe(false)
      const icon = driver.part('icon')?.getBoundingClientRect()
      const time = driver.part('time')?.getBoundingClientRect()
      expect(icon?.left).toBeGreaterThan(time?.right ?? Infinity)
      await expectAccessible(driver.bell)
    },
  )

  it.each([
    ['pt-BR', 'Não lidas', 'Não lida'],
    ['he', 'לא נקראו', 'לא נקראה'],
    ['ar', 'غير مقروءة', 'غير مقروء'],
  ])(
    'in %s uses the plural of "unread" in the filter and the singular in a row',
    async (lang, several, one) => {
      document.documentElement.lang = lang
      server.add()
      const driver = await BellDriver.open()
      const filter = () => driver.find('[part=filter]:nth-child(2)')?.textContent ?? ''
      await eventually(() => filter().includes(`${several} `))
      expect(words(driver.bell)).toContain(one)
    },
  )

  it.each([
    ['es_419', 'es-419', 'Notificaciones'],
    ['pt_BR', 'pt-BR', 'Notificações'],
    ['pt-PT', 'pt-PT', 'Notificações'],
    ['he_IL.UTF-8', 'he-IL', 'התראות'],
    ['iw', 'he', 'התראות'],
    ['ar_EG@calendar=islamic', 'ar-EG', 'الإشعارات'],
    ['ES', 'es', 'Notificaciones'],
  ])('takes lang="%s" of the page for the language %s', async (lang, locale, name) => {
    document.documentElement.lang = lang
    server.addMany(1)
    const driver = await BellDriver.open()
    await eventually(() => heading(driver) === name)
    const time = driver.part('time')
    expect(time?.title).toBe(
      new Date(time?.getAttribute('datetime') ?? '').toLocaleString(locale, {
        dateStyle: 'full',
        timeStyle: 'short',
      }),
    )
  })

  it('takes lang="sr@latin" of the page for Serbian, which it has no translation for', async () => {
    document.documentElement.lang = 'sr@latin'
    server.add()
    const driver = await BellDriver.open()
    expect(driver.find('[part=title]')?.getAttribute('lang')).toBe('sr')
  })

  it.each(['', 'undefined', 'C.UTF-8', '_'])(
    'uses the first possible language of the browser in a page with lang="%s"',
    async (lang) => {
      vi.spyOn(navigator, 'languages', 'get').mockReturnValue(['not a tag', 'es', 'en'])
      document.documentElement.lang = lang
      const driver = await BellDriver.open()
      await eventually(() => heading(driver) === 'Notificaciones')
    },
  )

  it('is in English if neither the page nor the browser names a possible language', async () => {
    vi.spyOn(navigator, 'languages', 'get').mockReturnValue([])
    document.documentElement.lang = ''
    expect(heading(await BellDriver.open())).toBe('Notifications')
  })

  it('shows true numbers and times after a translator has changed its text', async () => {
    server.addMany(1)
    const driver = await BellDriver.open()
    translateText(driver.bell.shadowRoot as ShadowRoot)
    expect(driver.part('heading')?.textContent.trim()).toBe('NOTIFICATIONS')
    server.add()
    await eventually(() => driver.part('badge')?.textContent.trim() === '2')
    await eventually(() => driver.part('count')?.textContent === '2')
    expect(driver.find('[part=time] font')).toBeNull()
  })

  it('marks its own words as English, but not the platform’s, in a page without a translation', async () => {
    document.documentElement.lang = 'fr'
    server.add()
    const driver = await BellDriver.open()
    expect(driver.find('.frame')?.lang).toBe('en')
    await eventually(() => driver.button.lang === 'en')
    expect(driver.find('[part=title]')?.getAttribute('lang')).toBe('fr')
    document.documentElement.lang = 'es'
    await eventually(() => heading(driver) === 'Notificaciones')
    expect(driver.find('[lang]')).toBeNull()
  })

  it('follows the nearest lang attribute, wherever it changes', async () => {
    const driver = await BellDriver.open()
    const around = driver.bell.parentElement as HTMLElement
    around.lang = 'pt-BR'
    await eventually(() => heading(driver) === 'Notificações')
    driver.bell.lang = 'es'
    await eventually(() => heading(driver) === 'Notificaciones')
    driver.bell.removeAttribute('lang')
    around.removeAttribute('lang')
    await eventually(() => heading(driver) === 'Notifications')
  })

  it('puts the full stop at the right end of an English sentence in a right-to-left page', async () => {
    document.documentElement.lang = 'fa'
    document.documentElement.dir = 'rtl'
    const driver = await BellDriver.open()
    expect(driver.find('.frame')?.lang).toBe('en')
    expect(getComputedStyle(driver.panel).direction).toBe('rtl')
    const text = driver.find('.notice-text') as HTMLElement
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

  it('shows the words of the page, and its own words where the page gives none', async () => {
    server.addMany(3)
    const driver = await BellDriver.open()
    driver.bell.messages = {
      notifications: 'Alerts',
      unreadCount: (count) => `${count} alerts wait`,
    }
    await eventually(
      () => heading(driver) === 'Alerts' && driver.button.ariaLabel === '3 alerts wait',
    )
    expect(driver.panel.ariaLabel).toBe('Alerts')
    expect(driver.part('mark-all')?.textContent?.trim()).toBe('Mark all as read')
    // A page's own dictionary may lack some words, or have values of another type.
    const lacking = { notifications: 'Alerts', markAllAsRead: undefined, unreadCount: 'alerts' }
    driver.bell.messages = { ...lacking, filterCount: 3 } as never
    await eventually(() => driver.button.ariaLabel === 'Notifications, 3 unread')
    expect(heading(driver)).toBe('Alerts')
    expect(driver.part('mark-all')?.textContent?.trim()).toBe('Mark all as read')
    driver.bell.messages = undefined
    await eventually(() => heading(driver) === 'Notifications')
  })

  it('has no untranslatable word, and room for words that are 40 % longer', async () => {
    for (const content of longTexts) server.add({ content })
    server.addMany(31)
    const driver = await BellDriver.open()
    driver.bell.messages = pseudo(en)
    await eventually(() => heading(driver)?.startsWith('⟦') === true)
    expect(words(driver.bell).filter((said) => !said.includes('⟦') && /\p{L}/u.test(said))).toEqual(
      [],
    )
    for (const width of ['', '320px']) {
      driver.panel.style.inlineSize = width
      expect(tooNarrow(driver).map(({ outerHTML }) => outerHTML.slice(0, 200))).toEqual([])
    }
  })
})
