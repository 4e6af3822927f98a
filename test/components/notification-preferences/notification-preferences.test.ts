import { fixture, html } from '@open-wc/testing'
import { describe, expect, it } from 'vitest'
import type { Preferences } from '../../../src/protocol/preferences.js'
import type { NotificationPreferences } from '../../../src/components/notification-preferences/notification-preferences.js'
import '../../../src/define.js'
import { ElementDriver } from '../../support/element-driver.js'
import { eventually } from '../../support/eventually.js'
import { expectAccessible } from '../../support/expect-accessible.js'
import { endpoint, serveEachTest, server } from '../../support/test-server.js'

serveEachTest()

type PreferencesDriver = ElementDriver<NotificationPreferences>

/** The preferences that the server has saved. */
const preferences = () => server.preferences as Preferences

/** Puts the form on the page, and waits until it shows an element that `css` matches. */
async function shown(css = '[part=channels]'): Promise<PreferencesDriver> {
  const driver = new ElementDriver(
    await fixture<NotificationPreferences>(
      html`<notification-preferences endpoint=${endpoint}></notification-preferences>`,
    ),
  )
  await eventually(() => driver.find(css) !== null)
  return driver
}

/** Shows the form of a member with these preferences, on a server that sends emails. */
async function preferring(preferred: Preferences): Promise<PreferencesDriver> {
  server.preferences = { features: { email: true }, ...preferred }
  const driver = await shown()
  await eventually(() => driver.element.inbox?.$isReady.get() === true)
  await driver.element.updateComplete
  return driver
}

/** The switch with the ids of its labels. */
const switchOf = (driver: ElementDriver, labelledBy: string) =>
  driver.find(`[aria-labelledby="${labelledBy}"]`) as HTMLInputElement
/** The message about saving. */
const says = (driver: ElementDriver) => driver.find('.saving-region')?.textContent.trim() ?? ''
const isSaved = (driver: ElementDriver) => driver.find('.saved') !== null
const texts = (driver: ElementDriver, css: string) =>
  driver.findAll(css).map(({ textContent }) => textContent.trim())

/** Sets the value of a control, with the event that a member's choice fires. */
function choose(control: HTMLInputElement | HTMLSelectElement, value: string): void {
  control.value = value
  control.dispatchEvent(new Event('change', { bubbles: true }))
}

describe('the preferences', () => {
  it('take no space while they are hidden', async () => {
    const driver = await preferring({})
    driver.element.hidden = true
    expect(driver.element.offsetHeight).toBe(0)
  })

  it('are a table of switches, each named by its category and its channel', async () => {
    const driver = await preferring({ categories: { learning: { email: false } } })
    expect(texts(driver, 'thead th')).toEqual(['Inbox', 'Pop-up', 'Email'])
    expect(texts(driver, '.category-name')).toEqual([
      'Learning',
      'Interaction',
      'Rewards',
      'System',
    ])
    expect(switchOf(driver, 'learning inApp').checked).toBe(true)
    expect(switchOf(driver, 'learning email').checked).toBe(false)
    expect(driver.part('panel')?.role).toBe('region')
    await expectAccessible(driver.element)
    document.documentElement.lang = 'ar'
    document.documentElement.dir = 'rtl'
    await eventually(() => texts(driver, '#heading')[0] === 'إعدادات الإشعارات')
    await expectAccessible(driver.element)
  })

  it.each([undefined, {}, { email: false }])(
    'offer no emails without a server that sends them (features %j)',
    async (features) => {
      const driver = await preferring({ features } as Preferences)
      expect(texts(driver, 'thead th')).toEqual(['Inbox', 'Pop-up'])
      expect(switchOf(driver, 'learning email')).toBeNull()
      expect(texts(driver, '#quiet-hint')).toEqual([
        'No pop-ups at that time. Your inbox keeps everything.',
      ])
      await expectAccessible(driver.element)
    },
  )

  it('save each change at once, and say so', async () => {
    const driver = await preferring({})
    const learning = switchOf(driver, 'learning email')
    learning.focus()
    learning.click()
    await eventually(() => isSaved(driver))
    expect(says(driver)).toBe('Saved')
    expect(driver.focused).toBe(learning)
    switchOf(driver, 'learning inApp').click()
    switchOf(driver, 'system toast').click()
    await eventually(() => server.changes.length >= 2 && isSaved(driver))
    expect(preferences().categories).toEqual({
      learning: { email: false, inApp: false },
      system: { toast: false },
    })
    expect(switchOf(driver, 'learning toast').disabled).toBe(true)
  })

  it('let no event of their fields out, also after they were removed and put back', async () => {
    const driver = await preferring({})
    const heard: string[] = []
    const parent = driver.element.parentElement as HTMLElement
    for (const type of ['input', 'keydown', 'keyup'])
      parent.addEventListener(type, () => heard.push(type))
    const use = () => {
      const one = switchOf(driver, 'learning inApp')
      one.dispatchEvent(new KeyboardEvent('keydown', { key: ' ', bubbles: true, composed: true }))
      one.dispatchEvent(new KeyboardEvent('keyup', { key: ' ', bubbles: true, composed: true }))
      one.dispatchEvent(new Event('input', { bubbles: true, composed: true }))
    }
    use()
    driver.element.remove()
    parent.append(driver.element)
    await eventually(() => switchOf(driver, 'learning inApp') !== null)
    use()
    expect(heard).toEqual([])
  })

  it('undo a change that could not be saved, until the member tries again', async () => {
    const driver = await preferring({})
    server.failure = 500
    switchOf(driver, 'learning email').click()
    expect(switchOf(driver, 'learning email').checked).toBe(false)
    await eventually(() => driver.part('try-again') !== null)
    expect(switchOf(driver, 'learning email').checked).toBe(true)
    expect(says(driver)).toContain('could not be saved')
    await expectAccessible(driver.element)
    server.failure = undefined
    driver.part('try-again')?.click()
    await eventually(() => isSaved(driver))
    expect(switchOf(driver, 'learning email').checked).toBe(false)
  })

  it('save quiet hours, by default in the time zone of the browser', async () => {
    const driver = await preferring({})
    expect(driver.find('[type=time]')).toBe(null)
    switchOf(driver, 'quiet-switch').click()
    await eventually(() => isSaved(driver))
    const { timeZone } = new Intl.DateTimeFormat().resolvedOptions()
    expect(preferences().quietHours).toEqual({ from: '22:00', to: '07:00', timeZone })
    const [from] = driver.findAll('[type=time]') as HTMLInputElement[]
    choose(from as HTMLInputElement, '21:30')
    choose(driver.find('select') as HTMLSelectElement, 'Europe/Madrid')
    const chosen = { from: '21:30', to: '07:00', timeZone: 'Europe/Madrid' }
    await eventually(() => server.changes.length === 3 && isSaved(driver))
    expect(preferences().quietHours).toEqual(chosen)
    await expectAccessible(driver.element)
    switchOf(driver, 'quiet-switch').click()
    await eventually(() => preferences().quietHours === null)
    switchOf(driver, 'quiet-switch').click()
    await eventually(() => preferences().quietHours?.from === '21:30')
  })

  it('name each mute, and end it with its button', async () => {
    server.add({ content: { ...lesson, data: { courseId: 'g-1', courseTitle: 'Geometry I' } } })
    const driver = await preferring({
      mutes: [
        { kind: 'type', id: 'comment.created' },
        { kind: 'course', id: 'g-1' },
        { kind: 'course', id: 'alg-1', name: 'Álgebra, turma A' },
        { kind: 'channel', id: 'study-group' },
      ],
    })
    const names = ['New comments', 'Geometry I', 'Álgebra, turma A', 'Study group']
    expect(texts(driver, '[part=mute] bdi')).toEqual(names)
    const buttons = () => driver.parts('unmute')
    expect(buttons()[1]?.ariaLabel).toBe('Unmute: \u2068Geometry I\u2069')
    await expectAccessible(driver.element)
    buttons()[1]?.focus()
    buttons()[1]?.click()
    await eventually(() => buttons().length === 3)
    await eventually(() => driver.focused === buttons()[1])
    for (const left of [2, 1, 0]) {
      ;(driver.focused as HTMLElement).click()
      await eventually(() => buttons().length === left)
    }
    await eventually(() => driver.focused === driver.find('#muted'))
    await eventually(() => preferences().mutes?.length === 0)
  })

  it('show the settings of celebrations on a platform that has them', async () => {
    const driver = await preferring({ celebrations: { duration: 'x3' } })
    const checked = () => driver.find('[type=radio]:checked') as HTMLInputElement
    expect(checked().value).toBe('x3')
    driver.find('[value=keep]')?.click()
    switchOf(driver, 'sound').click()
    await eventually(() => server.changes.length === 2 && isSaved(driver))
    expect(preferences().celebrations).toEqual({ duration: 'keep', sound: true })
    server.decide({ gamification: false })
    await eventually(() => driver.find('[type=radio]') === null)
    expect(texts(driver, '.category-name')).toEqual(['Learning', 'Interaction', 'System'])
    expect(texts(driver, 'thead th')).toEqual(['Inbox', 'Email'])
    await expectAccessible(driver.element)
  })
})

describe('the form without preferences', () => {
  it('shows a skeleton', async () => {
    server.isSilent = true
    const driver = await shown('.skeleton')
    await expectAccessible(driver.element)
  })

  it.each([
    [500, 'Your settings are out of reach'],
    [401, 'You are signed out'],
  ])('says why after the status %i (%s), and tries again', async (status, title) => {
    server.preferences = {}
    server.failure = status
    const driver = await shown('[part=retry]')
    expect(texts(driver, '.notice-title')).toEqual([title])
    await expectAccessible(driver.element)
    server.failure = undefined
    driver.part('retry')?.click()
    await eventually(() => driver.part('channels') !== null)
  })

  it('shows the preferences of the next member after the member changes', async () => {
    const driver = await preferring({ categories: { learning: { email: false } } })
    server.preferences = { features: { email: true } }
    driver.element.member = 'leo'
    await eventually(() => switchOf(driver, 'learning email')?.checked === true)
    expect(server.changes).toEqual([])
  })
})

const lesson = { type: 'lesson.published', title: 'New lesson', message: '' }
