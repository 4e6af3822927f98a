import { describe, expect, it, vi } from 'vitest'
import { example, lesson } from '../../../../src/testing/fixtures.js'
import {
  all,
  eventually,
  expectAccessible,
  focused,
  opened,
  rows,
  serveEachTest,
  server,
  within,
} from '../../../support/bell.js'

serveEachTest()

const held = { kind: 'course', id: 'algebra-1' }
const line = (bell: Element) => within(bell, '[part=fewer-line]')?.textContent ?? ''
const pressFewer = (bell: Element) =>
  rows(bell)[0]?.querySelector<HTMLElement>('[part=fewer]')?.click()

describe('"Fewer like this"', () => {
  it('mutes the kind where there is no other choice, beside what is muted, and takes it back', async () => {
    server.preferences = { mutes: [held] }
    server.add({ content: example('points.earned') })
    const bell = await opened()
    pressFewer(bell)
    await eventually(() => line(bell).includes('Muted'))
    const mute = { kind: 'type', id: 'points.earned' }
    expect(server.preferences).toEqual({ mutes: [held, mute] })
    // What came before stays.
    expect(rows(bell)).toHaveLength(1)
    await expectAccessible(bell)
    within(bell, '[part=fewer-button]')?.click()
    await eventually(() => line(bell).includes('No longer muted'))
    expect(server.preferences).toEqual({ mutes: [held] })
    expect(focused(bell)).toBe(within(bell, '[part=heading]'))
  })

  it('asks of what there shall be fewer, where a row is of a course too', async () => {
    server.preferences = {}
    const data = { courseId: 'geometry-1', courseTitle: 'Geometry I' }
    server.add({ content: { ...lesson(1), data } })
    const bell = await opened()
    pressFewer(bell)
    await eventually(() => all(bell, '[part=fewer-choice]').length === 2)
    await eventually(() => focused(bell) === within(bell, '[part=fewer-choice]'))
    await expectAccessible(bell)
    expect(server.preferences).toEqual({})
    all(bell, '[part=fewer-choice]')
      .find(({ textContent }) => textContent?.includes('From \u2068Geometry I\u2069'))
      ?.click()
    await eventually(() => line(bell).includes('Muted'))
    const mute = { kind: 'course', id: 'geometry-1', name: 'Geometry I' }
    expect(server.preferences).toEqual({ mutes: [mute] })
    // The key that takes back takes back what was done last.
    const undo = { key: 'z', bubbles: true, composed: true, cancelable: true }
    focused(bell)?.dispatchEvent(new KeyboardEvent('keydown', undo))
    await eventually(() => line(bell).includes('No longer muted'))
    expect(server.preferences).toEqual({ mutes: [] })
  })

  it('goes on asking for as long as somebody is about to choose', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const data = { courseId: 'geometry-1', courseTitle: 'Geometry I' }
    server.add({ content: { ...lesson(1), data } })
    const bell = await opened()
    pressFewer(bell)
    await eventually(() => focused(bell) === within(bell, '[part=fewer-choice]'))
    await vi.advanceTimersByTimeAsync(10_000)
    expect(all(bell, '[part=fewer-choice]')).toHaveLength(2)
    within(bell, '[part=heading]')?.focus()
    await vi.advanceTimersByTimeAsync(10_000)
    await bell.updateComplete
    await eventually(() => within(bell, '[part=fewer-line]') === null)
  })

  it('says where it could not be saved, and tries again', async () => {
    server.add({ content: example('points.earned') })
    const bell = await opened()
    pressFewer(bell)
    await eventually(() => line(bell).includes('Could not be saved'))
    server.preferences = {}
    within(bell, '[part=fewer-button]')?.click()
    await eventually(() => line(bell).includes('Muted'))
    expect(server.preferences).toEqual({ mutes: [{ kind: 'type', id: 'points.earned' }] })
  })

  it('is not what the key takes back where something else was done since', async () => {
    server.preferences = {}
    server.add({ content: example('points.earned') })
    server.add({ content: example('points.earned') })
    const bell = await opened()
    pressFewer(bell)
    await eventually(() => line(bell).includes('Muted'))
    within(bell, '.link')?.focus()
    rows(bell)[0]?.querySelector<HTMLElement>('[part=remove]')?.click()
    await eventually(() => rows(bell).length === 1)
    const undo = { key: 'z', bubbles: true, composed: true, cancelable: true }
    focused(bell)?.dispatchEvent(new KeyboardEvent('keydown', undo))
    await eventually(() => rows(bell).length === 2)
    expect(line(bell)).toContain('Muted')
    focused(bell)?.dispatchEvent(new KeyboardEvent('keydown', undo))
    await eventually(() => line(bell).includes('No longer muted'))
  })
})
