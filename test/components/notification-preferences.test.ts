import { fixture, html } from '@open-wc/testing'
import { describe, expect, it } from 'vitest'
import type { Preferences } from '../../src/protocol/preferences.js'
import type { NotificationPreferences } from '../../src/components/notification-preferences/notification-preferences.js'
import {
  all,
  endpoint,
  eventually,
  expectAccessible,
  focused,
  serveEachTest,
  server,
  within,
} from '../support/bell.js'

serveEachTest()

const preferences = () => server.preferences as Preferences

/** The form, once it shows what `css` names. */
async function shown(css = '[part=channels]'): Promise<NotificationPreferences> {
  const element = await fixture<NotificationPreferences>(
    html`<notification-preferences endpoint=${endpoint}></notification-preferences>`,
  )
  await eventually(() => within(element, css) !== null)
  return element
}

/** The form of a member who prefers this, on a server that sends emails. */
async function preferring(preferred: Preferences): Promise<NotificationPreferences> {
  server.preferences = { features: { email: true }, ...preferred }
  const element = await shown()
  await eventually(() => element.inbox?.$isReady.get() === true)
  await element.updateComplete
  return element
}

const switchOf = (element: Element, labelledBy: string) =>
  within(element, `[aria-labelledby="${labelledBy}"]`) as HTMLInputElement
const says = (element: Element) => within(element, '.saving-region')?.textContent.trim() ?? ''
const isSaved = (element: Element) => within(element, '.saved') !== null
const texts = (element: Element, css: string) =>
  all(element, css).map(({ textContent }) => textContent.trim())

/** Chooses as a person would: by the keyboard or the mouse. */
function choose(control: HTMLInputElement | HTMLSelectElement, value: string): void {
  control.value = value
  control.dispatchEvent(new Event('change', { bubbles: true }))
}

describe('the preferences', () => {
  it('is not there while it is hidden', async () => {
    const element = await preferring({})
    element.hidden = true
    expect(element.offsetHeight).toBe(0)
  })

  it('are a table of switches, each named by its category and its channel', async () => {
    const element = await preferring({ categories: { learning: { email: false } } })
    expect(texts(element, 'thead th')).toEqual(['Inbox', 'Pop-up', 'Email'])
    expect(texts(element, '.category-name')).toEqual([
      'Learning',
      'Interaction',
      'Rewards',
      'System',
    ])
    expect(switchOf(element, 'learning inApp').checked).toBe(true)
    expect(switchOf(element, 'learning email').checked).toBe(false)
    expect(within(element, '[part~=panel]')?.role).toBe('region')
    await expectAccessible(element)
    document.documentElement.lang = 'ar'
    document.documentElement.dir = 'rtl'
    await eventually(() => texts(element, '#heading')[0] === 'إعدادات الإشعارات')
    await expectAccessible(element)
  })

  it.each([undefined, {}, { email: false }])(
    'offer no emails while the server does not say that it sends them (%j)',
    async (features) => {
      const element = await preferring({ features } as Preferences)
      expect(texts(element, 'thead th')).toEqual(['Inbox', 'Pop-up'])
      expect(switchOf(element, 'learning email')).toBeNull()
      expect(texts(element, '#quiet-hint')).toEqual([
        'No pop-ups at that time. Your inbox keeps everything.',
      ])
      await expectAccessible(element)
    },
  )

  it('save each change at once, and say so', async () => {
    const element = await preferring({})
    const learning = switchOf(element, 'learning email')
    learning.focus()
    learning.click()
    await eventually(() => isSaved(element))
    expect(says(element)).toBe('Saved')
    expect(focused(element)).toBe(learning)
    switchOf(element, 'learning inApp').click()
    switchOf(element, 'system toast').click()
    await eventually(() => server.changes.length >= 2 && isSaved(element))
    expect(preferences().categories).toEqual({
      learning: { email: false, inApp: false },
      system: { toast: false },
    })
    expect(switchOf(element, 'learning toast').disabled).toBe(true)
  })

  it('keep the events of their fields to themselves, also after they left the page for a moment', async () => {
    const element = await preferring({})
    const heard: string[] = []
    const parent = element.parentElement as HTMLElement
    for (const type of ['input', 'keydown', 'keyup'])
      parent.addEventListener(type, () => heard.push(type))
    const use = () => {
      const one = switchOf(element, 'learning inApp')
      one.dispatchEvent(new KeyboardEvent('keydown', { key: ' ', bubbles: true, composed: true }))
      one.dispatchEvent(new KeyboardEvent('keyup', { key: ' ', bubbles: true, composed: true }))
      one.dispatchEvent(new Event('input', { bubbles: true, composed: true }))
    }
    use()
    element.remove()
    parent.append(element)
    await eventually(() => switchOf(element, 'learning inApp') !== null)
    use()
    expect(heard).toEqual([])
  })

  it('take back what could not be saved, until it is tried again', async () => {
    const element = await preferring({})
    server.failure = 500
    switchOf(element, 'learning email').click()
    expect(switchOf(element, 'learning email').checked).toBe(false)
    await eventually(() => within(element, '[part=try-again]') !== null)
    expect(switchOf(element, 'learning email').checked).toBe(true)
    expect(says(element)).toContain('could not be saved')
    await expectAccessible(element)
    server.failure = undefined
    within(element, '[part=try-again]')?.click()
    await eventually(() => isSaved(element))
    expect(switchOf(element, 'learning email').checked).toBe(false)
  })

  it('keep quiet hours, in the time zone of the browser to begin with', async () => {
    const element = await preferring({})
    expect(within(element, '[type=time]')).toBe(null)
    switchOf(element, 'quiet-switch').click()
    await eventually(() => isSaved(element))
    const { timeZone } = new Intl.DateTimeFormat().resolvedOptions()
    expect(preferences().quietHours).toEqual({ from: '22:00', to: '07:00', timeZone })
    const [from] = all(element, '[type=time]') as HTMLInputElement[]
    choose(from as HTMLInputElement, '21:30')
    choose(within(element, 'select') as HTMLSelectElement, 'Europe/Madrid')
    const chosen = { from: '21:30', to: '07:00', timeZone: 'Europe/Madrid' }
    await eventually(() => server.changes.length === 3 && isSaved(element))
    expect(preferences().quietHours).toEqual(chosen)
    await expectAccessible(element)
    switchOf(element, 'quiet-switch').click()
    await eventually(() => preferences().quietHours === null)
    switchOf(element, 'quiet-switch').click()
    await eventually(() => preferences().quietHours?.from === '21:30')
  })

  it('say what is muted in words, and let it be heard again', async () => {
    server.add({ content: { ...lesson, data: { courseId: 'g-1', courseTitle: 'Geometry I' } } })
    const element = await preferring({
      mutes: [
        { kind: 'type', id: 'comment.created' },
        { kind: 'course', id: 'g-1' },
        { kind: 'course', id: 'alg-1', name: 'Álgebra, turma A' },
        { kind: 'channel', id: 'study-group' },
      ],
    })
    const names = ['New comments', 'Geometry I', 'Álgebra, turma A', 'Study group']
    expect(texts(element, '[part=mute] bdi')).toEqual(names)
    const buttons = () => all(element, '[part=unmute]')
    expect(buttons()[1]?.ariaLabel).toBe('Unmute: \u2068Geometry I\u2069')
    await expectAccessible(element)
    buttons()[1]?.focus()
    buttons()[1]?.click()
    await eventually(() => buttons().length === 3)
    await eventually(() => focused(element) === buttons()[1])
    for (const left of [2, 1, 0]) {
      ;(focused(element) as HTMLElement).click()
      await eventually(() => buttons().length === left)
    }
    await eventually(() => focused(element) === within(element, '#muted'))
    await eventually(() => preferences().mutes?.length === 0)
  })

  it('say how celebrations are, where the platform has them', async () => {
    const element = await preferring({ celebrations: { duration: 'x3' } })
    const checked = () => within(element, '[type=radio]:checked') as HTMLInputElement
    expect(checked().value).toBe('x3')
    within(element, '[value=keep]')?.click()
    switchOf(element, 'sound').click()
    await eventually(() => server.changes.length === 2 && isSaved(element))
    expect(preferences().celebrations).toEqual({ duration: 'keep', sound: true })
    server.decide({ gamification: false })
    await eventually(() => within(element, '[type=radio]') === null)
    expect(texts(element, '.category-name')).toEqual(['Learning', 'Interaction', 'System'])
    expect(texts(element, 'thead th')).toEqual(['Inbox', 'Email'])
    await expectAccessible(element)
  })
})

describe('where there are no preferences to show, the form', () => {
  it('waits in bones', async () => {
    server.isSilent = true
    const element = await shown('.skeleton')
    await expectAccessible(element)
  })

  it.each([
    [500, 'Your settings are out of reach'],
    [401, 'You are signed out'],
  ])('says why, and tries again: %s', async (status, title) => {
    server.preferences = {}
    server.failure = status
    const element = await shown('[part=retry]')
    expect(texts(element, '.notice-title')).toEqual([title])
    await expectAccessible(element)
    server.failure = undefined
    within(element, '[part=retry]')?.click()
    await eventually(() => within(element, '[part=channels]') !== null)
  })

  it('shows nothing of a member after another one has come', async () => {
    const element = await preferring({ categories: { learning: { email: false } } })
    server.preferences = { features: { email: true } }
    element.member = 'leo'
    await eventually(() => switchOf(element, 'learning email')?.checked === true)
    expect(server.changes).toEqual([])
  })
})

const lesson = { type: 'lesson.published', title: 'New lesson', message: '' }
