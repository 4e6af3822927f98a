import { describe, expect, it, vi } from 'vitest'
import type { NotificationBell } from '../../../../src/components/notification-bell/notification-bell.js'
import { announce } from '../../../../src/internal/announcer.js'
import { example, lesson } from '../../../../src/testing/fixtures.js'
import { settle } from '../../../../src/testing/settle.js'
import {
  all,
  badge,
  eventually,
  expectAccessible,
  focused,
  opened,
  rows,
  serveEachTest,
  server,
  titles,
  within,
} from '../../../support/bell.js'

serveEachTest()

const field = (bell: NotificationBell) => within(bell, '[part=search-field]') as HTMLInputElement
const press = (bell: NotificationBell, key: string, init: KeyboardEventInit = {}) => {
  const options = { key, bubbles: true, composed: true, cancelable: true, ...init }
  const event = new KeyboardEvent('keydown', options)
  focused(bell)?.dispatchEvent(event)
  return event.defaultPrevented
}

/** Opens the search with its key. */
async function searching(bell: NotificationBell): Promise<void> {
  press(bell, '/')
  await eventually(() => field(bell) !== null && focused(bell) === field(bell))
}

function type(bell: NotificationBell, text: string, init: InputEventInit = {}): void {
  field(bell).value = text
  field(bell).dispatchEvent(new InputEvent('input', { bubbles: true, composed: true, ...init }))
}

/** What the page was asked for, as the query of each page that was asked for. */
function asked(): URLSearchParams[] {
  return vi
    .mocked(fetch)
    .mock.calls.map(([input]) => new URL(new Request(input).url))
    .filter(({ pathname }) => pathname.endsWith('/page'))
    .map(({ searchParams }) => searchParams)
}

/** What is shown as found; a browser that cannot has nothing to show. */
const marked = () =>
  [...(CSS.highlights.get('belfry-found') ?? [])].map(
    ({ startContainer, startOffset, endOffset }) =>
      startContainer.textContent?.slice(startOffset, endOffset),
  )
/** What was said last: whatever waited is said together. */
const announced = () => document.querySelector('[data-belfry=announcer]')?.textContent.trim() ?? ''

/** 40 lessons, of which the ten oldest are not loaded; the oldest of all is a reply. */
function fillBeyondTheEnd(): void {
  server.add({ content: example('comment.replied') })
  server.addMany(39)
}

describe('the search', () => {
  it('leaves what is being composed alone, whatever comes meanwhile', async () => {
    server.addMany(1)
    const bell = await opened()
    await searching(bell)
    type(bell, 'に', { isComposing: true })
    server.add()
    await eventually(() => badge(bell) === '2')
    await bell.updateComplete
    expect(field(bell).value).toBe('に')
  })

  it('finds in what is loaded at once, whatever the case and the accents', async () => {
    server.addMany(3)
    server.add({ content: { ...lesson(1), title: 'Équations à deux inconnues' } })
    const bell = await opened()
    within(bell, '[part=search-toggle]')?.click()
    await eventually(() => focused(bell) === field(bell))
    expect(within(bell, '[part=search-toggle]')?.ariaExpanded).toBe('true')
    // What these are about is more than what is found.
    expect(all(bell, '[part=mark-all], [part=more]')).toEqual([])
    type(bell, 'equATIONS a')
    await eventually(() => rows(bell).length === 1)
    expect(titles(bell)).toEqual(['Équations à deux inconnues'])
    expect(marked()).toEqual(['Équations à'])
    await eventually(() => announced().includes('1 found'))
    expect(asked()).toEqual([])
    await expectAccessible(bell)
    press(bell, 'ArrowDown')
    expect(focused(bell)?.closest('.row')).toBe(rows(bell)[0])
  })

  it('goes on at the server, below the end of the list, and what is found can be acted on', async () => {
    fillBeyondTheEnd()
    const bell = await opened()
    await searching(bell)
    type(bell, 'clara')
    await eventually(() => rows(bell).length === 1)
    expect(asked().map((query) => query.get('q'))).toEqual(['clara'])
    await eventually(() => announced().includes('1 found'))
    rows(bell)[0]?.querySelector<HTMLElement>('[part=toggle-read]')?.click()
    await eventually(() => badge(bell) === '39' && server.counts.unread === 39)
    rows(bell)[0]?.querySelector<HTMLElement>('[part=remove]')?.click()
    await eventually(() => within(bell, '[part=search-clear]') !== null)
    expect(within(bell, '.notice')?.textContent).toContain('Nothing found for “\u2068clara\u2069”')
    await expectAccessible(bell)
    within(bell, '[part=search-clear]')?.click()
    await eventually(() => rows(bell).length === 30 && focused(bell) === field(bell))
    // What was found has not moved the end of the list.
    within(bell, '[part=load-older]')?.click()
    await eventually(() => rows(bell).length === 39)
  })

  it('shows a page, counts it, and loads older ones of the same', async () => {
    server.addMany(70)
    const bell = await opened()
    await searching(bell)
    type(bell, 'lesson')
    await eventually(() => announced().includes('30 found, and more below'))
    within(bell, '[part=load-older]')?.click()
    await eventually(() => rows(bell).length === 60)
    expect(asked().map((query) => query.get('q'))).toEqual(['lesson'])
  })

  it('tells how much is found by the voice of the bell, where the page gave it one', async () => {
    server.addMany(3)
    const bell = await opened()
    const heard: string[] = []
    bell.announcer = (text) => void heard.push(text)
    await searching(bell)
    type(bell, 'lesson')
    await eventually(() => heard.join() === '3 found')
    bell.announcer = 'none'
    type(bell, 'nothing like it')
    await eventually(() => within(bell, '[part=search-clear]') !== null)
    // Whatever waits to be said is said together.
    announce('after', 'All else', () => '')
    await eventually(() => announced().includes('All else'))
    expect(heard).toEqual(['3 found'])
  })

  it('drops an answer to what is no longer looked for', async () => {
    fillBeyondTheEnd()
    const bell = await opened()
    await searching(bell)
    let answer = (): void => {}
    const late = new Promise<void>((resolve) => (answer = resolve))
    vi.mocked(fetch).mockImplementation(async (input, init) => {
      const isFirst = new Request(input).url.includes('q=clara')
      // As if the connection could not be aborted any more.
      if (isFirst) await late
      return server.fetch(input, isFirst ? { ...init, signal: null } : init)
    })
    type(bell, 'clara')
    await eventually(() => asked().length === 1)
    type(bell, 'nobody')
    await eventually(() => asked().length === 2)
    await eventually(() => within(bell, '[part=search-clear]') !== null)
    answer()
    await eventually(() => announced().includes('Nothing found'))
    expect(within(bell, '.notice')?.textContent).toContain('“\u2068nobody\u2069”')
  })

  it('says so where only what is loaded could be searched, and tries again', async () => {
    fillBeyondTheEnd()
    const bell = await opened()
    await searching(bell)
    server.hasNoPages = true
    type(bell, 'clara')
    await eventually(() => within(bell, '.older-failed') !== null)
    expect(within(bell, '.older-failed')?.textContent).toContain('Only the notifications on this')
    expect(within(bell, '[part=search-clear]')).toBeNull()
    await expectAccessible(bell)
    server.hasNoPages = false
    within(bell, '[part=load-older]')?.click()
    await eventually(() => rows(bell).length === 1)
  })

  it('looks for nothing where only blanks are written', async () => {
    server.addMany(2)
    const bell = await opened()
    all(bell, '[part=filter]')
      .find(({ textContent }) => textContent?.includes('Rewards'))
      ?.click()
    await searching(bell)
    type(bell, '   ')
    await settle(bell)
    expect(within(bell, '.notice')?.textContent).toContain('hidden by the filter')
    expect(asked()).toEqual([])
  })

  it('is left by Escape before the panel is: first the text goes, then the field', async () => {
    server.addMany(2)
    const bell = await opened()
    await searching(bell)
    type(bell, 'nothing like it')
    await eventually(() => rows(bell).length === 0)
    expect(press(bell, 'ArrowDown', { isComposing: true })).toBe(false)
    expect(press(bell, 'Escape')).toBe(true)
    await eventually(() => rows(bell).length === 2 && field(bell).value === '')
    expect(press(bell, 'Escape')).toBe(true)
    await eventually(() => focused(bell) === within(bell, '[part=search-toggle]'))
    expect(field(bell)).toBeNull()
    expect(marked()).toEqual([])
    expect(bell.open).toBe(true)
    expect(press(bell, 'Escape')).toBe(true)
    await eventually(() => !bell.open)
    expect(press(bell, 'Escape')).toBe(false)
  })

  it('takes no notice of what an input method composes, until it is a text', async () => {
    server.addMany(2)
    const bell = await opened()
    await searching(bell)
    type(bell, 'ぎ', { isComposing: true })
    await bell.updateComplete
    expect(rows(bell)).toHaveLength(2)
    field(bell).dispatchEvent(new CompositionEvent('compositionend', { bubbles: true }))
    await eventually(() => rows(bell).length === 0)
  })

  it('begins afresh with the panel', async () => {
    server.addMany(2)
    const bell = await opened()
    await searching(bell)
    type(bell, 'nothing like it')
    await eventually(() => rows(bell).length === 0)
    bell.hide()
    await eventually(() => !bell.open)
    bell.show()
    await eventually(() => rows(bell).length === 2)
    expect(field(bell)).toBeNull()
  })

  it('looks again where the list is replaced under it', async () => {
    fillBeyondTheEnd()
    const bell = await opened()
    await searching(bell)
    type(bell, 'clara')
    await eventually(() => rows(bell).length === 1)
    server.decide({ gamification: false })
    await eventually(() => asked().length === 2 && rows(bell).length === 1)
  })
})
