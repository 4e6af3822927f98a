import { describe, expect, it } from 'vitest'
import { event, messages } from '../support/server.js'
import { fresh, provideServer, server } from '../support/served.js'
import { storeKinds } from '../support/stores.js'

describe.each(storeKinds())('preferences on $name', (kind) => {
  provideServer(kind)

  const titlesOf = async (member: string) =>
    messages((await server.as(member).inbox()).notifications)
  const course = { courseTitle: 'Geometry' }
  const lesson = (courseId: string, lessonTitle: string) =>
    event('lesson.published', { ...course, courseId, lessonId: 'l', lessonTitle })
  const says = (lessonTitle: string) => `${lessonTitle} is now available in Geometry`

  it('allow everything by default, and change only the given fields', async () => {
    const ana = server.as(fresh('ana'))
    const all = { inApp: true, toast: true, email: true }
    expect(await ana.preferences()).toEqual({
      categories: { learning: all, interaction: all, gamification: all, system: all },
      mutes: [],
      quietHours: null,
      celebrations: { duration: 'default', confetti: true, sound: false },
      // The server cannot send emails yet.
      features: { email: false },
    })
    const quietHours = { from: '22:00', to: '07:00', timeZone: 'America/Sao_Paulo' }
    await ana.prefer({ quietHours, categories: { learning: { toast: false } } })
    await ana.prefer({ mutes: [{ kind: 'course', id: 'x' }] })
    expect(await ana.preferences()).toMatchObject({
      categories: { learning: { inApp: true, toast: false, email: true }, system: all },
      mutes: [{ kind: 'course', id: 'x' }],
      quietHours,
    })
    expect(await ana.prefer({ quietHours: null })).toMatchObject({ quietHours: null })
    await ana.prefer({ celebrations: { duration: 'x10' } })
    expect(await ana.prefer({ celebrations: { sound: true } })).toMatchObject({
      celebrations: { duration: 'x10', confetti: true, sound: true },
    })
  })

  it('keep the name of a mute, even if it is sent back without the name', async () => {
    const ana = server.as(fresh('ana'))
    const geometry = { kind: 'course', id: 'g', name: 'Geometria I' }
    const type = { kind: 'type', id: 'document.published' }
    await ana.prefer({ mutes: [geometry] })
    await ana.prefer({ mutes: [type, { kind: 'course', id: 'g' }] })
    expect((await ana.preferences()).mutes).toEqual([type, geometry])
    await ana.prefer({ mutes: [{ ...geometry, name: 'Geometria II' }] })
    expect((await ana.preferences()).mutes).toEqual([{ ...geometry, name: 'Geometria II' }])
    const unnamed = { ...geometry, name: '' }
    await expect(ana.prefer({ mutes: [unnamed] })).rejects.toThrow('/mutes/0/name')
  })

  it('keep notifications of a muted course out of the inbox, during the mute and after it', async () => {
    const [name, courseId] = [fresh('ana'), fresh('course')]
    const ana = server.as(name)
    await server.post([
      event('course.enrolled', { ...course, memberId: name, courseId }),
      lesson(courseId, 'Before'),
    ])
    const stream = await ana.stream()
    await stream.until('snapshot')
    await ana.prefer({ mutes: [{ kind: 'course', id: courseId }] })
    await server.post(lesson(courseId, 'Muted'))
    const certificate = { ...course, courseId, certificateId: 'c', memberId: name }
    expect(await server.post(event('certificate.issued', certificate))).toContainEqual(
      expect.objectContaining({ kind: 'none', reason: 'muted', member: name }),
    )
    await ana.prefer({ mutes: [] })
    await server.post(lesson(courseId, 'After'))
    const expected = [says('After'), says('Before'), 'Welcome to Geometry']
    expect(await titlesOf(name)).toEqual(expected)
    expect((await ana.counts()).unread).toBe(3)
    const arrived: (string | undefined)[] = []
    while (arrived.length < 1)
      arrived.push(...messages((await stream.until('delta')).notifications))
    expect(arrived).toEqual([says('After')])
    stream.close()
  })

  it('mute a channel, a type and a category', async () => {
    const [name, channelId] = [fresh('ana'), fresh('channel')]
    const ana = server.as(name)
    const channel = { channelId, channelName: 'study' }
    const author = { authorId: 'leo', authorName: 'Leo', text: 'Hi', messageId: 'm' }
    const document = { documentId: 'd', documentTitle: 'Rules', action: 'review' }
    const send = () =>
      server.post([
        event('channel.message', { ...channel, ...author }),
        event('document.published', { ...document, memberIds: [name] }),
        event('course.enrolled', { ...course, memberId: name, courseId: 'c' }),
      ])
    await server.post(event('channel.joined', { memberId: name, ...channel }))
    await ana.prefer({ mutes: [{ kind: 'channel', id: channelId }] })
    await send()
    expect((await ana.counts()).unread).toBe(2)
    await ana.prefer({ mutes: [{ kind: 'type', id: 'document.published' }] })
    await send()
    expect((await ana.counts()).unread).toBe(4)
    await ana.prefer({ mutes: [], categories: { interaction: { inApp: false } } })
    await send()
    expect((await ana.counts()).unread).toBe(5)
    await ana.prefer({ categories: { interaction: { inApp: true } } })
    await send()
    expect((await ana.counts()).unread).toBe(8)
  })
})
