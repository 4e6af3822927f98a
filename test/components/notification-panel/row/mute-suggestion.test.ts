import { describe, expect, it, vi } from 'vitest'
import { example, lesson } from '../../../../src/testing/fixtures.js'
import { BellDriver } from '../../../support/bell-driver.js'
import { eventually } from '../../../support/eventually.js'
import { expectAccessible } from '../../../support/expect-accessible.js'
import { serveEachTest, server } from '../../../support/test-server.js'

serveEachTest()

/** A mute that the member had before. */
const held = { kind: 'course', id: 'algebra-1' }
/** The line that the panel shows after "Fewer like this"; empty without one. */
const line = (driver: BellDriver) => driver.part('fewer-line')?.textContent ?? ''

describe('"Fewer like this"', () => {
  it('mutes the type when there is no other choice, keeps other mutes, and undoes that', async () => {
    server.preferences = { mutes: [held] }
    server.add({ content: example('points.earned') })
    const driver = await BellDriver.open()
    driver.tool(0, 'fewer')?.click()
    await eventually(() => line(driver).includes('Muted'))
    const mute = { kind: 'type', id: 'points.earned' }
    expect(server.preferences).toEqual({ mutes: [held, mute] })
    // A mute does not remove notifications that have arrived before.
    expect(driver.rows).toHaveLength(1)
    await expectAccessible(driver.bell)
    driver.part('fewer-button')?.click()
    await eventually(() => line(driver).includes('No longer muted'))
    expect(server.preferences).toEqual({ mutes: [held] })
    expect(driver.focused).toBe(driver.part('heading'))
  })

  it('asks whether to mute the type or the course of a row, and is undone by the shortcut', async () => {
    server.preferences = {}
    const data = { courseId: 'geometry-1', courseTitle: 'Geometry I' }
    server.add({ content: { ...lesson(1), data } })
    const driver = await BellDriver.open()
    driver.tool(0, 'fewer')?.click()
    await eventually(() => driver.parts('fewer-choice').length === 2)
    await eventually(() => driver.focused === driver.part('fewer-choice'))
    await expectAccessible(driver.bell)
    expect(server.preferences).toEqual({})
    driver
      .parts('fewer-choice')
      .find(({ textContent }) => textContent?.includes('From \u2068Geometry I\u2069'))
      ?.click()
    await eventually(() => line(driver).includes('Muted'))
    const mute = { kind: 'course', id: 'geometry-1', name: 'Geometry I' }
    expect(server.preferences).toEqual({ mutes: [mute] })
    // The shortcut undoes the last action.
    driver.press('z')
    await eventually(() => line(driver).includes('No longer muted'))
    expect(server.preferences).toEqual({ mutes: [] })
  })

  it('keeps asking while a choice has the focus', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const data = { courseId: 'geometry-1', courseTitle: 'Geometry I' }
    server.add({ content: { ...lesson(1), data } })
    const driver = await BellDriver.open()
    driver.tool(0, 'fewer')?.click()
    await eventually(() => driver.focused === driver.part('fewer-choice'))
    await vi.advanceTimersByTimeAsync(10_000)
    expect(driver.parts('fewer-choice')).toHaveLength(2)
    driver.part('heading')?.focus()
    await vi.advanceTimersByTimeAsync(10_000)
    await driver.bell.updateComplete
    await eventually(() => driver.part('fewer-line') === null)
  })

  it('tells that a mute could not be saved, and tries again', async () => {
    server.add({ content: example('points.earned') })
    const driver = await BellDriver.open()
    driver.tool(0, 'fewer')?.click()
    await eventually(() => line(driver).includes('Could not be saved'))
    server.preferences = {}
    driver.part('fewer-button')?.click()
    await eventually(() => line(driver).includes('Muted'))
    expect(server.preferences).toEqual({ mutes: [{ kind: 'type', id: 'points.earned' }] })
  })

  it('is undone by the shortcut only after a later removal is undone', async () => {
    server.preferences = {}
    server.add({ content: example('points.earned') })
    server.add({ content: example('points.earned') })
    const driver = await BellDriver.open()
    driver.tool(0, 'fewer')?.click()
    await eventually(() => line(driver).includes('Muted'))
    driver.find('.link')?.focus()
    driver.tool(0, 'remove')?.click()
    await eventually(() => driver.rows.length === 1)
    driver.press('z')
    await eventually(() => driver.rows.length === 2)
    expect(line(driver)).toContain('Muted')
    driver.press('z')
    await eventually(() => line(driver).includes('No longer muted'))
  })
})
