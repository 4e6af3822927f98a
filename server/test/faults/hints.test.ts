import { describe, expect, it } from 'vitest'
import type { Delta } from 'belfry/protocol'
import { deltaOf, place } from '../../../test/support/frames.js'
import type { Frames } from '../../src/domain/frames.js'
import { ClientConnection } from '../../src/live/connection.js'
import { createHub } from '../../src/live/hub.js'
import { createPump } from '../../src/live/pump.js'
import { event, titles } from '../support/server.js'
import { provideServer, server } from '../support/served.js'
import { storeKinds } from '../support/stores.js'

const key = { platform: 'school', member: 'ana' }

/**
 * Creates a connection whose client reads everything, and an inbox whose changes the test commits.
 */
function arrange() {
  const sent: Delta[] = []
  let u = 0
  let readings = 0
  const at = (from: number, to: number) => deltaOf(place(from), place(to))
  const frames = {
    resume: (_key: unknown, cursor: { position: { u: number } }) => {
      readings += 1
      return Promise.resolve(at(cursor.position.u, u))
    },
  } as unknown as Frames
  const hub = createHub({ perMember: 1, perAddress: 1 })
  const sink = {
    isWritable: true,
    bufferedBytes: 0,
    write: (frame: unknown) => void sent.push(frame as Delta),
    end: () => undefined,
    onDrain: () => undefined,
    onClose: () => undefined,
  }
  const ends = { expiresAt: Infinity, warnAt: Infinity, rotateAt: Infinity }
  const connection = new ClientConnection({ key, address: '', sink, ...ends })
  connection.recordState(at(0, 0))
  hub.add(connection)
  const pump = createPump({ hub, frames, database: undefined as never })
  return { sent, connection, pump, commit: () => (u += 1), readings: () => readings }
}

describe('hints', () => {
  it('fault 17: a hint that arrives before its change is visible causes no loop, and the next hint delivers the change', async () => {
    const { sent, connection, pump, commit, readings } = arrange()
    pump.hint({ platform: 'school', members: ['ana'] })
    await expect.poll(() => connection.isBusy).toBe(false)
    expect([sent.length, readings()]).toEqual([0, 1])
    commit()
    pump.hint({ platform: 'school', members: ['ana'] })
    await expect.poll(() => sent.length).toBe(1)
    expect(sent[0]?.position).toEqual({ u: 1, b: 0 })
    await expect.poll(() => connection.isBusy).toBe(false)
    expect(readings()).toBe(2)
  })
})

describe('a blocked server process', () => {
  provideServer(storeKinds()[0]!, { heartbeatMs: 200 })

  it('fault 42: a server that is blocked for two seconds closes no stream and then continues', async () => {
    const streams = await Promise.all(['ana', 'leo'].map((name) => server.as(name).stream()))
    for (const stream of streams) await stream.until('heartbeat')
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2000)
    for (const [index, stream] of streams.entries()) {
      await server.post(
        event('course.enrolled', {
          memberId: ['ana', 'leo'][index],
          courseId: 'c',
          courseTitle: 'Geometry',
        }),
      )
      expect(titles((await stream.until('delta')).notifications)).toEqual(['Welcome to Geometry'])
      expect((await stream.next())?.type).toBe('heartbeat')
      stream.close()
    }
  })
})
