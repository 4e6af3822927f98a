import { fixture, html } from '@open-wc/testing'
import { nothing } from 'lit'
import { describe, expect, it, vi } from 'vitest'
import type { NotificationBell } from '../../../src/components/notification-bell/notification-bell.js'
import { example } from '../../../src/testing/fixtures.js'
import {
  button,
  endpoint,
  eventually,
  expectAccessible,
  rows,
  serveEachTest,
  server,
  titles,
  within,
} from '../../support/bell.js'

serveEachTest()

async function openedWith(content: unknown): Promise<NotificationBell> {
  const bell = await fixture<NotificationBell>(
    html`<notification-bell endpoint=${endpoint}>${content}</notification-bell>`,
  )
  await eventually(() => server.streamCount > 0)
  button(bell).click()
  await eventually(() => within(bell, '[part=list], slot[name=empty]') !== null)
  return bell
}

const linkText = (bell: NotificationBell, row: number) =>
  rows(bell)[row]?.querySelector('.own')?.textContent?.trim()

describe('a page’s own', () => {
  it('template fills a row of its type with text, and leaves the row what it is', async () => {
    const data = { score: 92, examTitle: '<b>Angles</b>' }
    server.add({ content: example('points.earned') })
    server.add({ content: { ...example('exam.graded'), data } })
    const bell = await openedWith(
      html`<template data-type="exam.graded"
        ><i data-field="score"></i> in <i data-field="examTitle"></i><i data-field="none"></i
      ></template>`,
    )
    expect(linkText(bell, 0)).toBe('92 in <b>Angles</b>')
    expect(within(bell, '.own b')).toBeNull()
    expect(rows(bell)[0]?.querySelector('a.link .own')).not.toBeNull()
    expect(rows(bell)[1]?.querySelector('[part=title]')?.textContent).toBe('+15 points')
    await expectAccessible(bell)
  })

  it.each([
    ['an override', '\u202Emoc.live'],
    ['the end of an isolate, and an override', 'Ana\u2069\u202E'],
    ['a Hebrew name', 'דוד כהן'],
  ])(
    'template keeps to itself what a value does to the order of letters: %s',
    async (_what, authorName) => {
      server.add({ content: { ...example('comment.replied'), data: { authorName } } })
      const bell = await openedWith(
        html`<template data-type="comment.replied"
          ><i>12</i> <b data-field="authorName"></b> <i>34</i> <i>56</i></template
        >`,
      )
      await eventually(() => within(bell, '.own b') !== null)
      const shown = [...(within(bell, '.own')?.querySelectorAll('i, b') ?? [])]
      const fromLeft = [...shown].sort(
        (one, other) => one.getBoundingClientRect().left - other.getBoundingClientRect().left,
      )
      expect(fromLeft.map(({ textContent }) => textContent)).toEqual([
        '12',
        authorName.replace(/[\u2069\u202E]/g, ''),
        '34',
        '56',
      ])
    },
  )

  it('template is its element’s alone, and another counts from the next time that a row is drawn', async () => {
    server.add({ content: { ...example('exam.graded'), data: { score: 92 } } })
    const bell = await openedWith(
      html`<template data-type="exam.graded">Bell <i data-field="score"></i></template>`,
    )
    const inbox = await fixture(
      html`<notification-inbox endpoint=${endpoint}>
        <template data-type="exam.graded">Inbox <i data-field="score"></i></template>
      </notification-inbox>`,
    )
    await eventually(() => within(inbox, '.own')?.textContent.trim() === 'Inbox 92')
    expect(linkText(bell, 0)).toBe('Bell 92')
    const other = bell.querySelector('template')?.cloneNode(true) as HTMLTemplateElement
    other.content.prepend('New ')
    bell.querySelector('template')?.replaceWith(other)
    rows(bell)[0]?.querySelector<HTMLElement>('[part=toggle-read]')?.click()
    await eventually(() => linkText(bell, 0) === 'New Bell 92')
  })

  it('function draws a row with text, a node or a template, or leaves it to us', async () => {
    server.add({ content: example('exam.graded') })
    server.add({ content: example('points.earned') })
    server.add({ content: example('streak.milestone') })
    const bell = await fixture<NotificationBell>(
      html`<notification-bell endpoint=${endpoint}></notification-bell>`,
    )
    const strong = Object.assign(document.createElement('strong'), { textContent: 'A node' })
    bell.renderNotification = ({ type }) =>
      type === 'exam.graded' ? '<i>text</i>' : type === 'points.earned' ? strong : undefined
    bell.show()
    await eventually(() => rows(bell).length === 3)
    expect(rows(bell)[0]?.querySelector('[part=title]')?.textContent).toBe('30-day streak!')
    expect(within(bell, '.own strong')).toBe(strong)
    expect(linkText(bell, 2)).toBe('<i>text</i>')
  })

  it('function that throws costs no more than its drawing, and its mistake is reported', async () => {
    server.add({ content: example('exam.graded') })
    server.add({ content: example('points.earned') })
    const mistake = new Error('a mistake of the page')
    const report = vi.spyOn(globalThis, 'reportError').mockImplementation(() => undefined)
    const bell = await fixture<NotificationBell>(
      html`<notification-bell endpoint=${endpoint}></notification-bell>`,
    )
    bell.renderNotification = ({ type }) => {
      if (type === 'points.earned') throw mistake
      return 'Own'
    }
    bell.show()
    await eventually(() => rows(bell).length === 2)
    expect(rows(bell)[0]?.querySelector('[part=title]')?.textContent).toBe('+15 points')
    expect(linkText(bell, 1)).toBe('Own')
    expect(report).toHaveBeenCalledWith(mistake)
    report.mockRestore()
  })

  it('function that draws nothing, or what nobody can draw, leaves its row to us', async () => {
    const bare: unknown = Object.create(null)
    const strange: unknown[] = [null, false, '', 0, nothing, Symbol('s'), bare, [Symbol('s')]]
    strange.forEach(() => server.add({ content: example('exam.graded') }))
    const report = vi.spyOn(globalThis, 'reportError').mockImplementation(() => undefined)
    const bell = await fixture<NotificationBell>(
      html`<notification-bell endpoint=${endpoint}></notification-bell>`,
    )
    const left = [...strange]
    bell.renderNotification = () => left.pop()
    bell.show()
    await eventually(() => rows(bell).length === strange.length)
    expect(within(bell, '.own')).toBeNull()
    expect(titles(bell)).toHaveLength(strange.length)
    expect(report).toHaveBeenCalledTimes(3)
  })

  it('slots stand in the head, in the foot, and where nothing is', async () => {
    const bell = await openedWith(
      html`<b slot="header">Head</b><a slot="footer" href="/s">Foot</a>
        <p slot="empty">All quiet</p>`,
    )
    for (const name of ['header', 'footer', 'empty']) {
      const slot = within(bell, `slot[name=${name}]`) as HTMLSlotElement
      expect(slot.assignedElements()).toHaveLength(1)
      expect(bell.querySelector(`[slot=${name}]`)?.checkVisibility()).toBe(true)
    }
    await expectAccessible(bell)
  })
})
