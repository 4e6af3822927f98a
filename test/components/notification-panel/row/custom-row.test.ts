import { fixture, html } from '@open-wc/testing'
import { nothing } from 'lit'
import { describe, expect, it, vi } from 'vitest'
import { example } from '../../../../src/testing/fixtures.js'
import { BellDriver } from '../../../support/bell-driver.js'
import { PanelDriver } from '../../../support/panel-driver.js'
import { eventually } from '../../../support/eventually.js'
import { expectAccessible } from '../../../support/expect-accessible.js'
import { endpoint, serveEachTest, server } from '../../../support/test-server.js'

serveEachTest()

/** Opens a bell with this content, without waiting for the focus. */
async function openedWith(content: unknown): Promise<BellDriver> {
  const driver = await BellDriver.render(
    html`<notification-bell endpoint=${endpoint}>${content}</notification-bell>`,
  )
  await eventually(() => server.streamCount > 0)
  driver.button.click()
  await eventually(() => driver.find('[part=list], slot[name=empty]') !== null)
  return driver
}

/** The text that a page's own drawing gives a row. */
const ownText = (driver: BellDriver, row: number) =>
  driver.rows[row]?.querySelector('.own')?.textContent?.trim()

describe('a template of the page', () => {
  it('fills the rows of its type with text, and keeps their links', async () => {
    const data = { score: 92, examTitle: '<b>Angles</b>' }
    server.add({ content: example('points.earned') })
    server.add({ content: { ...example('exam.graded'), data } })
    const driver = await openedWith(
      html`<template data-type="exam.graded"
        ><i data-field="score"></i> in <i data-field="examTitle"></i><i data-field="none"></i
      ></template>`,
    )
    expect(ownText(driver, 0)).toBe('92 in <b>Angles</b>')
    expect(driver.find('.own b')).toBeNull()
    expect(driver.rows[0]?.querySelector('a.link .own')).not.toBeNull()
    expect(driver.tool(1, 'title')?.textContent).toBe('+15 points')
    await expectAccessible(driver.bell)
  })

  it.each([
    ['a direction override', '\u202Emoc.live'],
    ['the end of an isolate and a direction override', 'Ana\u2069\u202E'],
    ['a Hebrew name', 'דוד כהן'],
  ])('keeps the order of the letters around a value with %s', async (_what, authorName) => {
    server.add({ content: { ...example('comment.replied'), data: { authorName } } })
    const driver = await openedWith(
      html`<template data-type="comment.replied"
        ><i>12</i> <b data-field="authorName"></b> <i>34</i> <i>56</i></template
      >`,
    )
    await eventually(() => driver.find('.own b') !== null)
    const shown = [...(driver.find('.own')?.querySelectorAll('i, b') ?? [])]
    const fromLeft = [...shown].sort(
      (one, other) => one.getBoundingClientRect().left - other.getBoundingClientRect().left,
    )
    expect(fromLeft.map(({ textContent }) => textContent)).toEqual([
      '12',
      authorName.replace(/[\u2069\u202E]/g, ''),
      '34',
      '56',
    ])
  })

  it('applies to its own element only, and counts after a change from the next render of a row', async () => {
    server.add({ content: { ...example('exam.graded'), data: { score: 92 } } })
    const driver = await openedWith(
      html`<template data-type="exam.graded">Bell <i data-field="score"></i></template>`,
    )
    const inbox = new PanelDriver(
      await fixture(
        html`<notification-inbox endpoint=${endpoint}>
          <template data-type="exam.graded">Inbox <i data-field="score"></i></template>
        </notification-inbox>`,
      ),
    )
    await eventually(() => inbox.find('.own')?.textContent.trim() === 'Inbox 92')
    expect(ownText(driver, 0)).toBe('Bell 92')
    const other = driver.bell.querySelector('template')?.cloneNode(true) as HTMLTemplateElement
    other.content.prepend('New ')
    driver.bell.querySelector('template')?.replaceWith(other)
    driver.tool(0, 'toggle-read')?.click()
    await eventually(() => ownText(driver, 0) === 'New Bell 92')
  })
})

describe('renderNotification of the page', () => {
  it('draws a row as text or as a node, or returns undefined for the default row', async () => {
    server.add({ content: example('exam.graded') })
    server.add({ content: example('points.earned') })
    server.add({ content: example('streak.milestone') })
    const driver = await BellDriver.render(
      html`<notification-bell endpoint=${endpoint}></notification-bell>`,
    )
    const strong = Object.assign(document.createElement('strong'), { textContent: 'A node' })
    driver.bell.renderNotification = ({ type }) =>
      type === 'exam.graded' ? '<i>text</i>' : type === 'points.earned' ? strong : undefined
    driver.bell.show()
    await eventually(() => driver.rows.length === 3)
    expect(driver.tool(0, 'title')?.textContent).toBe('30-day streak!')
    expect(driver.find('.own strong')).toBe(strong)
    expect(ownText(driver, 2)).toBe('<i>text</i>')
  })

  it('gives the default row when it throws, and its error is reported', async () => {
    server.add({ content: example('exam.graded') })
    server.add({ content: example('points.earned') })
    const mistake = new Error('a mistake of the page')
    const report = vi.spyOn(globalThis, 'reportError').mockImplementation(() => undefined)
    const driver = await BellDriver.render(
      html`<notification-bell endpoint=${endpoint}></notification-bell>`,
    )
    driver.bell.renderNotification = ({ type }) => {
      if (type === 'points.earned') throw mistake
      return 'Own'
    }
    driver.bell.show()
    await eventually(() => driver.rows.length === 2)
    expect(driver.tool(0, 'title')?.textContent).toBe('+15 points')
    expect(ownText(driver, 1)).toBe('Own')
    expect(report).toHaveBeenCalledWith(mistake)
    report.mockRestore()
  })

  it('gives the default row when it returns a value that cannot be drawn', async () => {
    const bare: unknown = Object.create(null)
    const strange: unknown[] = [null, false, '', 0, nothing, Symbol('s'), bare, [Symbol('s')]]
    strange.forEach(() => server.add({ content: example('exam.graded') }))
    const report = vi.spyOn(globalThis, 'reportError').mockImplementation(() => undefined)
    const driver = await BellDriver.render(
      html`<notification-bell endpoint=${endpoint}></notification-bell>`,
    )
    const left = [...strange]
    driver.bell.renderNotification = () => left.pop()
    driver.bell.show()
    await eventually(() => driver.rows.length === strange.length)
    expect(driver.find('.own')).toBeNull()
    expect(driver.titles).toHaveLength(strange.length)
    expect(report).toHaveBeenCalledTimes(3)
  })
})
