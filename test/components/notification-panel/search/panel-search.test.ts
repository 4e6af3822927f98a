import { describe, expect, it, vi } from 'vitest'
import { announce } from '../../../../src/internal/announcer.js'
import { example, lesson } from '../../../../src/testing/fixtures.js'
import { settle } from '../../../../src/testing/settle.js'
import { BellDriver } from '../../../support/bell-driver.js'
import { eventually } from '../../../support/eventually.js'
import { expectAccessible } from '../../../support/expect-accessible.js'
import { announcedText } from '../../../support/live-region.js'
import { requestsTo, serveEachTest, server } from '../../../support/test-server.js'

serveEachTest()

/** The query of each page of the list that the page asked for. */
const asked = (): URLSearchParams[] => requestsTo('/page').map(({ searchParams }) => searchParams)

/** The texts that the page highlights as found. */
const marked = () =>
  [...(CSS.highlights.get('belfry-found') ?? [])].map(
    ({ startContainer, startOffset, endOffset }) =>
      startContainer.textContent?.slice(startOffset, endOffset),
  )

/** 40 lessons, of which the ten oldest are not loaded; the oldest of all is a reply. */
function fillBeyondTheEnd(): void {
  server.add({ content: example('comment.replied') })
  server.addMany(39)
}

describe('the search', () => {
  it('keeps text that is being composed when a notification arrives', async () => {
    server.addMany(1)
    const driver = await BellDriver.open()
    await driver.openSearch('key')
    driver.writeInSearch('に', { isComposing: true })
    server.add()
    await eventually(() => driver.badge === '2')
    await driver.bell.updateComplete
    expect(driver.searchField?.value).toBe('に')
  })

  it('is emptied by Escape also before its text was rendered', async () => {
    server.addMany(1)
    const driver = await BellDriver.open()
    await driver.openSearch('key')
    driver.writeInSearch('keys')
    driver.press('Escape')
    await driver.bell.updateComplete
    expect(driver.searchField?.value).toBe('')
    expect(driver.focused).toBe(driver.searchField)
  })

  it('finds loaded notifications at once, whatever the case and the accents', async () => {
    server.addMany(3)
    server.add({ content: { ...lesson(1), title: 'Équations à deux inconnues' } })
    const driver = await BellDriver.open()
    driver.part('search-toggle')?.click()
    await eventually(() => driver.focused === driver.searchField)
    expect(driver.part('search-toggle')?.ariaExpanded).toBe('true')
    // Both act on the whole list, and not on the results alone.
    expect(driver.findAll('[part=mark-all], [part=more]')).toEqual([])
    driver.writeInSearch('equATIONS a')
    await eventually(() => driver.rows.length === 1)
    expect(driver.titles).toEqual(['Équations à deux inconnues'])
    expect(marked()).toEqual(['Équations à'])
    await eventually(() => announcedText().includes('1 found'))
    expect(asked()).toEqual([])
    await expectAccessible(driver.bell)
    driver.press('ArrowDown')
    expect(driver.focused?.closest('.row')).toBe(driver.rows[0])
  })

  it('continues at the server below the end of the list, and its results can be marked and removed', async () => {
    fillBeyondTheEnd()
    const driver = await BellDriver.open()
    await driver.openSearch('key')
    driver.writeInSearch('clara')
    await eventually(() => driver.rows.length === 1)
    expect(asked().map((query) => query.get('q'))).toEqual(['clara'])
    await eventually(() => announcedText().includes('1 found'))
    driver.tool(0, 'toggle-read')?.click()
    await eventually(() => driver.badge === '39' && server.counts.unread === 39)
    driver.tool(0, 'remove')?.click()
    await eventually(() => driver.part('search-clear') !== null)
    expect(driver.find('.notice')?.textContent).toContain('Nothing found for “\u2068clara\u2069”')
    await expectAccessible(driver.bell)
    driver.part('search-clear')?.click()
    await eventually(() => driver.rows.length === 30 && driver.focused === driver.searchField)
    // Results of the search do not move the end of the list.
    driver.part('load-older')?.click()
    await eventually(() => driver.rows.length === 39)
  })

  it('shows and counts one page of results, and loads older ones on demand', async () => {
    server.addMany(70)
    const driver = await BellDriver.open()
    await driver.openSearch('key')
    driver.writeInSearch('lesson')
    await eventually(() => announcedText().includes('30 found, and more below'))
    driver.part('load-older')?.click()
    await eventually(() => driver.rows.length === 60)
    expect(asked().map((query) => query.get('q'))).toEqual(['lesson'])
  })

  it('announces the number of results through the announcer of the bell', async () => {
    server.addMany(3)
    const driver = await BellDriver.open()
    const heard: string[] = []
    driver.bell.announcer = (text) => void heard.push(text)
    await driver.openSearch('key')
    driver.writeInSearch('lesson')
    await eventually(() => heard.join() === '3 found')
    driver.bell.announcer = 'none'
    driver.writeInSearch('nothing like it')
    await eventually(() => driver.part('search-clear') !== null)
    // The live region announces all waiting texts together.
    announce('after', 'All else', () => '')
    await eventually(() => announcedText().includes('All else'))
    expect(heard).toEqual(['3 found'])
  })

  it('drops the answer to an earlier query', async () => {
    fillBeyondTheEnd()
    const driver = await BellDriver.open()
    await driver.openSearch('key')
    let answer = (): void => {}
    const late = new Promise<void>((resolve) => (answer = resolve))
    vi.mocked(fetch).mockImplementation(async (input, init) => {
      const isFirst = new Request(input).url.includes('q=clara')
      // The answer is on its way, so that an abort comes too late.
      if (isFirst) await late
      return server.fetch(input, isFirst ? { ...init, signal: null } : init)
    })
    driver.writeInSearch('clara')
    await eventually(() => asked().length === 1)
    driver.writeInSearch('nobody')
    await eventually(() => asked().length === 2)
    await eventually(() => driver.part('search-clear') !== null)
    answer()
    await eventually(() => announcedText().includes('Nothing found'))
    expect(driver.find('.notice')?.textContent).toContain('“\u2068nobody\u2069”')
  })

  it('tells that only the loaded notifications could be searched, and tries again', async () => {
    fillBeyondTheEnd()
    const driver = await BellDriver.open()
    await driver.openSearch('key')
    server.hasNoPages = true
    driver.writeInSearch('clara')
    await eventually(() => driver.find('.older-failed') !== null)
    expect(driver.find('.older-failed')?.textContent).toContain('Only the notifications on this')
    expect(driver.part('search-clear')).toBeNull()
    await expectAccessible(driver.bell)
    server.hasNoPages = false
    driver.part('load-older')?.click()
    await eventually(() => driver.rows.length === 1)
  })

  it('sends no query for blanks', async () => {
    server.addMany(2)
    const driver = await BellDriver.open()
    driver.chooseFilter('Rewards')
    await driver.openSearch('key')
    driver.writeInSearch('   ')
    await settle(driver.bell)
    expect(driver.find('.notice')?.textContent).toContain('hidden by the filter')
    expect(asked()).toEqual([])
  })

  it('is emptied by the first Escape, closed by the second, and the third closes the panel', async () => {
    server.addMany(2)
    const driver = await BellDriver.open()
    await driver.openSearch('key')
    driver.writeInSearch('nothing like it')
    await eventually(() => driver.rows.length === 0)
    expect(driver.press('ArrowDown', { isComposing: true })).toBe(false)
    expect(driver.press('Escape')).toBe(true)
    await eventually(() => driver.rows.length === 2 && driver.searchField?.value === '')
    expect(driver.press('Escape')).toBe(true)
    await eventually(() => driver.focused === driver.part('search-toggle'))
    await eventually(() => driver.searchField === null)
    expect(marked()).toEqual([])
    expect(driver.bell.open).toBe(true)
    expect(driver.press('Escape')).toBe(true)
    await eventually(() => !driver.bell.open)
    expect(driver.press('Escape')).toBe(false)
  })

  it('ignores text that an input method composes until it is committed', async () => {
    server.addMany(2)
    const driver = await BellDriver.open()
    await driver.openSearch('key')
    driver.writeInSearch('ぎ', { isComposing: true })
    await driver.bell.updateComplete
    expect(driver.rows).toHaveLength(2)
    driver.searchField?.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true }))
    await eventually(() => driver.rows.length === 0)
  })

  it('is closed when the panel opens again', async () => {
    server.addMany(2)
    const driver = await BellDriver.open()
    await driver.openSearch('key')
    driver.writeInSearch('nothing like it')
    await eventually(() => driver.rows.length === 0)
    driver.bell.hide()
    await eventually(() => !driver.isOpen)
    driver.bell.show()
    await eventually(() => driver.isOpen && driver.rows.length === 2)
    await eventually(() => driver.searchField === null)
  })

  it('searches again when the list is replaced', async () => {
    fillBeyondTheEnd()
    const driver = await BellDriver.open()
    await driver.openSearch('key')
    driver.writeInSearch('clara')
    await eventually(() => driver.rows.length === 1)
    server.decide({ gamification: false })
    await eventually(() => asked().length === 2 && driver.rows.length === 1)
  })
})
