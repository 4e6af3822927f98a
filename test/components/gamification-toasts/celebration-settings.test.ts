import { beforeEach, describe, expect, it } from 'vitest'
import { createTokenSource } from '../../../src/client/requests/token-source.js'
import { createInbox } from '../../../src/client/create-inbox.js'
import type { Preferences } from '../../../src/protocol/preferences.js'
import { GamificationToasts } from '../../../src/components/gamification-toasts/gamification-toasts.js'
import { CelebrationSettings } from '../../../src/components/gamification-toasts/celebration-settings.js'
import '../../../src/define.js'

let host: GamificationToasts
let settings: CelebrationSettings
let asked: number

beforeEach(() => {
  host = new GamificationToasts()
  settings = new CelebrationSettings(host)
  asked = 0
})

/** Answers with these preferences; `undefined` for a server that has none. */
async function know(preferences: Preferences | undefined): Promise<void> {
  const { internals } = createInbox({ endpoint: 'https://campus.example' })
  const fetch = (): Promise<Response> => {
    asked += 1
    const answer = preferences ? Response.json(preferences) : new Response(null, { status: 404 })
    return Promise.resolve(answer)
  }
  const requests = { ...internals.requests, session: createTokenSource(), fetch }
  await settings.refresh({ ...internals, requests })
}

const words = 'ten words that members have to read before they leave'

describe('the settings of celebrations', () => {
  it('have defaults if the server has none', async () => {
    await know(undefined)
    expect(settings.lifetimeMs(words)).toBe(6_000 + 10 * 300)
    expect(settings.confetti).toBe(true)
    expect(settings.sound).toBe(false)
    expect(settings.isMuted('gamification')).toBe(false)
    expect(settings.isQuiet).toBe(false)
  })

  it.each([
    ['default', 1],
    ['x3', 3],
    ['x10', 10],
    ['keep', Infinity],
  ] as const)(
    'with the duration "%s" multiply the lifetime of a toast by %d',
    async (duration, factor) => {
      await know({ celebrations: { duration } })
      expect(settings.lifetimeMs(words)).toBe(9_000 * factor)
    },
  )

  it('follow the member’s preferences for confetti, sound, mutes and quiet hours', async () => {
    await know({
      celebrations: { confetti: false, sound: true },
      categories: { gamification: { toast: false } },
      quietHours: { from: '00:00', to: '24:00', timeZone: 'UTC' },
    })
    expect(settings.confetti).toBe(false)
    expect(settings.sound).toBe(true)
    expect(settings.isMuted('gamification')).toBe(true)
    expect(settings.isMuted('learning')).toBe(false)
    expect(settings.isQuiet).toBe(true)
  })

  it('follow the attributes of the page before the member’s preferences', async () => {
    await know({ celebrations: { duration: 'x3', confetti: true, sound: true } })
    host.duration = 'x10'
    host.confetti = 'off'
    host.sound = 'off'
    expect(settings.lifetimeMs(words)).toBe(90_000)
    expect(settings.confetti).toBe(false)
    expect(settings.sound).toBe(false)
  })

  it('are requested once, however many celebrations come', async () => {
    await know({})
    await know({})
    expect(asked).toBe(1)
  })
})
