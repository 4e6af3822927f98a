import { fixture, html } from '@open-wc/testing'
import { describe, expect, it } from 'vitest'
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
