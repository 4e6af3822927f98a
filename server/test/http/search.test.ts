import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { matchesText } from '../../../src/components/notification-panel/search/text-match.js'
import type { InboxNotification } from '../../../src/store/listing.js'
import { event, titles } from '../support/server.js'
import { fresh, provideServer, server } from '../support/served.js'
import { storeKinds } from '../support/stores.js'

const written = [
  'Matemática: nova aula',
  'MATEMA\u0301TICA, decomposed',
  'Açaí e Pão de Queijo',
  'El examen de español',
  'Straße nach Łódź',
  'İstanbul\u2019da ısı',
  'ΟΔΟΣ και οδός',
  'Урок Ёлка',
  'مُحَاضَرَة الرِّيَاضِيَّات',
  'مـــحاضرة جديدة',
  'أحمد علّق على إجابتك',
  'שִׁעוּר חָדָשׁ',
  'שיעור חדש',
  'ﬁnal exam ①',
  'co\u00adoperation 100%_sure',
  'Đề thi Việt Nam',
] as const

describe.each(storeKinds())('the search on $name', (kind) => {
  provideServer(kind)
  let name: string

  beforeAll(async () => {
    name = fresh('ana')
    for (const title of written) {
      const sent = { type: 'announcement.published', members: [name], title, message: 'Read it' }
      const { status } = await server.send('POST', '/v1/notifications', sent)
      expect(status).toBe(202)
    }
  })

  const find = async (text: string, member = name): Promise<(string | undefined)[]> =>
    titles(
      (await server.as(member).page(`limit=100&q=${encodeURIComponent(text)}`)).notifications,
    ).reverse()

  it.each([
    ['matematica', [written[0], written[1]]],
    ['MATEMÁTICA', [written[0], written[1]]],
    ['acai', [written[2]]],
    ['ESPANOL', [written[3]]],
    ['istanbul', [written[5]]],
    ['οδοσ', [written[6]]],
    ['ЕЛКА', [written[7]]],
    ['محاضرة', [written[8], written[9]]],
    ['احمد', [written[10]]],
    ['שעור', [written[11]]],
    ['חדש', [written[11], written[12]]],
    ['final', [written[13]]],
    ['cooperation', [written[14]]],
    ['%_', [written[14]]],
    ['viet', [written[15]]],
    ['read IT', [...written]],
    ['nothing of the kind', []],
  ])('finds %s regardless of case and accents', async (text, expected) => {
    expect(await find(text)).toEqual(expected)
  })

  it('finds the same as the page’s own search in loaded notifications', async () => {
    const { notifications } = await server.as(name).inbox(100)
    const loaded = notifications.map(({ content }) => content as InboxNotification).reverse()
    const words = written.flatMap((title) => title.split(' '))
    const asked = fc.oneof(
      fc
        .tuple(fc.constantFrom(...written), fc.nat(20), fc.integer({ min: 1, max: 8 }))
        // The substring must not begin or end inside a character.
        .map(([title, start, length]) => [...title].slice(start, start + length).join('')),
      fc.constantFrom(...words).map((word) => word.toLocaleUpperCase()),
      fc.string({ minLength: 1, maxLength: 3, unit: 'grapheme' }),
    )
    const agrees = fc.asyncProperty(asked.filter(Boolean), async (text) => {
      const here = loaded.filter((one) => matchesText(one, text)).map(({ title }) => title)
      expect(await find(text)).toEqual(here)
    })
    await fc.assert(agrees, { numRuns: 100, seed: 20_261_122 })
  })

  it('compares a broadcast in the member’s language', async () => {
    const [brazilian, stranger] = [fresh('bia'), fresh('bob')]
    const course = { courseId: fresh('course'), courseTitle: 'Cálculo' }
    const register = { name: 'Bia', email: 'bia@example.com', locale: 'pt-BR' }
    await server.post([
      event('member.registered', { memberId: brazilian, ...register }),
      ...[brazilian, stranger].map((memberId) => event('course.enrolled', { memberId, ...course })),
      event('lesson.published', { ...course, lessonId: 'l', lessonTitle: 'Limites' }),
    ])
    expect(await find('disponivel', brazilian)).toHaveLength(1)
    expect(await find('disponivel', stranger)).toHaveLength(0)
    expect(await find('available', stranger)).toHaveLength(1)
  })

  it('finds the new text of a renewed notification, and not the old one', async () => {
    const member = fresh('eva')
    const send = (title: string) =>
      server.send('POST', '/v1/notifications', {
        type: 'announcement.published',
        members: [member],
        title,
        message: '',
        dedupeKey: 'one',
      })
    await send('Versão antiga')
    await send('Edição nova')
    expect(await find('versao', member)).toEqual([])
    expect(await find('edicao', member)).toEqual(['Edição nova'])
  })
})
