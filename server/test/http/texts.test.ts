import type { Content } from 'belfry/protocol'
import { beforeAll, describe, expect, it } from 'vitest'
import { matchesText } from '../../../src/components/notification-panel/search/text-match.js'
import type { InboxNotification } from '../../../src/store/listing.js'
import { event, type ProblemBody } from '../support/server.js'
import { fresh, provideServer, server } from '../support/served.js'
import { storeKinds } from '../support/stores.js'

const languages = ['en', 'pt-BR', 'es'] as const
const FAMILY = '👨‍👩‍👧‍👦'

const comment = (parentAuthorId: string, data: object): object =>
  event('comment.created', {
    courseId: 'geometry',
    lessonId: 'angles',
    lessonTitle: 'Angles',
    commentId: fresh('comment'),
    authorId: fresh('author'),
    authorName: 'Leo',
    text: 'Nice',
    parentAuthorId,
    ...data,
  })

// These tests do not depend on the database.
describe.each(storeKinds().slice(0, 1))('the texts of the server', (kind) => {
  provideServer(kind)
  beforeAll(async () => {
    await server.send('PUT', '/v1/admin/settings', { gamification: true })
  })

  const speaker = async (locale: string): Promise<string> => {
    const memberId = fresh('ana')
    await server.post(
      event('member.registered', { memberId, name: 'Ana', email: 'ana@school.example', locale }),
    )
    return memberId
  }
  const latest = async (member: string): Promise<Content | null | undefined> =>
    (await server.as(member).inbox()).notifications[0]?.content
  const notify = (body: object): Promise<Response> =>
    server.send('POST', '/v1/notifications', { type: 'announcement.published', ...body })
  const pointersOf = async (response: Response): Promise<[number, ...(string | undefined)[]]> => [
    response.status,
    ...(((await response.json()) as ProblemBody).errors ?? []).map(({ pointer }) => pointer),
  ]

  describe('isolate values in a sentence', () => {
    it.each([
      ['en', '\u2068דוד כהן\u2069 replied to you'],
      ['pt-BR', '\u2068דוד כהן\u2069 respondeu a você'],
      ['es', '\u2068דוד כהן\u2069 te respondió'],
    ])('so that a Hebrew name does not reorder it (%s)', async (locale, title) => {
      const member = await speaker(locale)
      await server.post(comment(member, { authorName: 'דוד כהן' }))
      expect(await latest(member)).toMatchObject({ title, data: { authorName: 'דוד כהן' } })
    })

    it('without direction controls, which could make a name look like another one', async () => {
      const member = await speaker('en')
      await server.post(comment(member, { authorName: '\u202Emoc.live\u2069', text: '\u202Eok' }))
      expect(await latest(member)).toMatchObject({
        title: '\u2068moc.live\u2069 replied to you',
        message: 'ok',
      })
    })

    it('but not a value that is the whole text, because it decides the direction of the line', async () => {
      const member = await speaker('en')
      await server.post(comment(member, { text: 'שלום' }))
      expect(await latest(member)).toMatchObject({ message: 'שלום' })
    })

    it('also if names make the title too long', async () => {
      const member = await speaker('en')
      const [authorName, lessonTitle] = ['ד'.repeat(150), 'ג'.repeat(150)]
      const { title = '' } =
        (await deliverAs('comment.created', member, { authorName, lessonTitle })) ?? {}
      expect(title.length).toBeLessThanOrEqual(200)
      expect(title).toMatch(/^\u2068ד{150}\u2069 commented on \u2068ג+…\u2069$/)
    })

    it('and a search still finds the value', async () => {
      const member = await speaker('en')
      await server.post(comment(member, { authorName: 'דוד כהן' }))
      const found = await server.as(member).page(`q=${encodeURIComponent('כהן replied')}`)
      expect(found.notifications).toHaveLength(1)
      const content = await latest(member)
      expect(matchesText({ ...content } as InboxNotification, 'כהן replied')).toBe(true)
    })
  })

  /**
   * Sends a type of the catalogue with its default texts. Returns the content that the member sees.
   */
  const deliverAs = async (
    type: string,
    member: string,
    data: object,
  ): Promise<Content | null | undefined> => {
    const response = await notify({
      type,
      members: [member],
      data: { excerpt: 'Nice', reason: 'Quiz', ...data },
    })
    expect(response.status).toBe(202)
    return latest(member)
  }

  it('lose the direction controls that would reorder text outside of a sender’s own title', async () => {
    const member = fresh('ana')
    const label = 'Open\u202E'
    await notify({
      members: [member],
      title: '\u202Enoitca\u202C of \u2067שלום\u2069\u2069 \u2066now',
      message: 'a\u202Bb',
      secondaryActions: [{ id: 'open', label, url: '/open' }],
    })
    expect(await latest(member)).toMatchObject({
      title: 'noitca of \u2067שלום\u2069 now',
      message: 'ab',
      secondaryActions: [{ label: 'Open' }],
    })
    await server.post(comment(member, { title: 'Look\u2068', message: 'here\u202E' }))
    expect(await latest(member)).toMatchObject({ title: 'Look', message: 'here' })
  })

  describe('follow the plural rules of their language', () => {
    it.each([
      [1, '+1 point', '+1 ponto', '+1 punto'],
      [2, '+2 points', '+2 pontos', '+2 puntos'],
      [0, '+0 points', '+0 ponto', '+0 puntos'],
      [-1, '-1 point', '-1 ponto', '-1 punto'],
      [-3, '-3 points', '-3 pontos', '-3 puntos'],
      [1000, '+1,000 points', '+1.000 pontos', '+1000 puntos'],
      [1_000_000, '+1,000,000 points', '+1.000.000 de pontos', '+1.000.000 de puntos'],
      ['1', '+1 point', '+1 ponto', '+1 punto'],
    ])('for %s points', async (amount, ...titles) => {
      for (const [index, locale] of languages.entries()) {
        const content = await deliverAs('points.earned', await speaker(locale), { amount })
        expect(content?.title).toBe(titles[index])
      }
    })

    it.each([
      [
        'streak.lost',
        1,
        'Your 1-day streak ended',
        'Sua sequência de 1 dia terminou',
        'Tu racha de 1 día terminó',
      ],
      [
        'streak.lost',
        2,
        'Your 2-day streak ended',
        'Sua sequência de 2 dias terminou',
        'Tu racha de 2 días terminó',
      ],
      ['streak.milestone', 1, '1-day streak!', 'Sequência de 1 dia!', '¡Racha de 1 día!'],
      ['streak.milestone', 7, '7-day streak!', 'Sequência de 7 dias!', '¡Racha de 7 días!'],
    ])('for %s of %i days', async (type, days, ...titles) => {
      for (const [index, locale] of languages.entries()) {
        const content = await deliverAs(type, await speaker(locale), { days })
        expect(content?.title).toBe(titles[index])
      }
    })
  })

  it.each([
    ['a family', FAMILY],
    ['a flag', '🇧🇷'],
    ['a skin tone', '👍🏽'],
    ['a keycap', '7️⃣'],
    ['a letter with its marks', 'e\u0301\u0323'],
  ])('never end inside %s', async (_what, character) => {
    const member = await speaker('en')
    const letters = 'a'.repeat(139)
    await server.post(comment(member, { text: letters + character }))
    expect((await latest(member))?.message).toBe(`${letters}…`)
    const names = { authorName: 'Leo', lessonTitle: 'x'.repeat(178) + character.repeat(9) }
    const { title } = (await deliverAs('comment.created', member, names)) ?? {}
    expect(title).toMatch(
      new RegExp(`^\u2068Leo\u2069 commented on \u2068x+(${character})*…\u2069$`),
    )
  })

  describe('are refused without a visible character', () => {
    const nothing = '\u200b\u200d\u2060\ufeff \u3164\u00ad\u2800'

    it('in a title or a label', async () => {
      const members = [fresh('ana')]
      expect(await pointersOf(await notify({ members, title: nothing, message: '' }))).toEqual([
        422,
        '/title',
      ])
      const secondaryActions = [{ id: 'a', label: nothing, url: '/a' }]
      expect(
        await pointersOf(await notify({ members, title: 'Hi', message: '', secondaryActions })),
      ).toEqual([422, '/secondaryActions/0/label'])
    })

    it('in the title of an event, or in a name of its data', async () => {
      const refused = await server.send(
        'POST',
        '/v1/events',
        comment('ana', {
          title: nothing,
          authorName: nothing,
          lessonTitle: nothing,
          text: nothing,
        }),
      )
      expect((await pointersOf(refused)).sort()).toEqual([
        '/data/authorName',
        '/data/lessonTitle',
        '/data/text',
        '/data/title',
        422,
      ])
    })

    it('in a value of the default texts', async () => {
      const data = { authorName: nothing, excerpt: '' }
      const request = { type: 'comment.replied', members: [fresh('ana')], data }
      expect(await pointersOf(await notify(request))).toEqual([422, '/title', '/message'])
      const named = { ...request, data: { ...data, authorName: 'Leo' } }
      expect((await notify(named)).status).toBe(202)
    })

    it('but a message may be empty, and one of invisible characters becomes empty', async () => {
      const member = fresh('ana')
      const sent = await notify({ members: [member], title: 'Hi', message: nothing })
      expect(sent.status).toBe(202)
      expect(await latest(member)).toMatchObject({ title: 'Hi', message: '' })
    })
  })
})
