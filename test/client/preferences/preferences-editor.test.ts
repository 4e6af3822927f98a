import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createInbox } from '../../../src/client/create-inbox.js'
import { PreferencesEditor } from '../../../src/client/preferences/preferences-editor.js'
import { thisTab, type TabEnvironment } from '../../../src/client/tabs/tab-environment.js'
import { FakeServer } from '../../../src/testing/fake-server.js'
import { eventually } from '../../support/eventually.js'

let server: FakeServer
let leaving: AbortController
/** Requests that change something wait for it. */
let gate: Promise<void>
let putCount: number
let isCut: boolean
let tab: TabEnvironment

beforeEach(() => {
  server = new FakeServer()
  server.preferences = { categories: { learning: { toast: true, email: true } }, mutes: [] }
  leaving = new AbortController()
  gate = Promise.resolve()
  putCount = 0
  isCut = false
  tab = { ...thisTab, events: new EventTarget() }
})
afterEach(() => {
  leaving.abort()
  vi.restoreAllMocks()
})

const fetch: typeof globalThis.fetch = async (input, init) => {
  if (init?.method === 'PUT') {
    putCount += 1
    await gate
  }
  if (isCut) throw new TypeError('cut off')
  return server.fetch(input, init)
}

/** An editor in a tab of its own. */
function open(through = fetch): PreferencesEditor {
  const { internals } = createInbox({ endpoint: 'https://campus.example/', fetch: through })
  return new PreferencesEditor(internals, leaving.signal, tab)
}

async function loaded(through = fetch): Promise<PreferencesEditor> {
  const editor = open(through)
  await editor.load()
  return editor
}

/** The page's service worker answers what it has, and asks the server for the next time. */
function answerStale(): typeof globalThis.fetch {
  const cache = new Map<string, Response>()
  return async (input, init) => {
    const { url, method } = new Request(input, init)
    if (method !== 'GET') return fetch(input, init)
    const held = cache.get(url)?.clone()
    const fresh = fetch(input, init).then((answer) => {
      cache.set(url, answer.clone())
      return answer
    })
    return held ?? fresh
  }
}

const until = (editor: PreferencesEditor, saving: string) =>
  eventually(() => editor.$edited.get().saving === saving)
const learning = (editor: PreferencesEditor) =>
  editor.$edited.get().preferences.categories?.['learning']

describe('the editor of preferences', () => {
  it('shows the saved preferences after a reload, even if a service worker has older ones', async () => {
    const through = answerStale()
    const before = await loaded(through)
    before.change({ categories: { learning: { email: false } } })
    await until(before, 'saved')
    vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 1)
    expect(learning(await loaded(through))).toEqual({ toast: true, email: false })
  })

  it('shows a change at once, and saves only the named fields', async () => {
    const editor = await loaded()
    editor.change({ categories: { learning: { toast: false } } })
    expect(learning(editor)).toEqual({ toast: false, email: true })
    expect(editor.$edited.get().saving).toBe('saving')
    await until(editor, 'saved')
    expect(server.changes).toEqual([{ categories: { learning: { toast: false } } }])
    expect(learning(editor)).toEqual({ toast: false, email: true })
  })

  it('sends one change after the other, and joins the waiting ones', async () => {
    const editor = await loaded()
    let open = (): void => {}
    gate = new Promise((resolve) => (open = resolve))
    editor.change({ categories: { learning: { toast: false } } })
    editor.change({ categories: { learning: { email: false } } })
    editor.change({ categories: { learning: { toast: true } }, celebrations: { sound: true } })
    expect(learning(editor)).toEqual({ toast: true, email: false })
    open()
    await until(editor, 'saved')
    expect(server.changes).toEqual([
      { categories: { learning: { toast: false } } },
      { categories: { learning: { email: false, toast: true } }, celebrations: { sound: true } },
    ])
    expect(server.preferences).toMatchObject({
      categories: { learning: { toast: true, email: false } },
      celebrations: { sound: true },
    })
  })

  it('sends the waiting changes with the current one when the page is left', async () => {
    const editor = await loaded()
    let open = (): void => {}
    gate = new Promise((resolve) => (open = resolve))
    editor.change({ categories: { learning: { toast: false, email: false } } })
    editor.change({ categories: { learning: { toast: true } } })
    await eventually(() => putCount === 1)
    // The element that showed them is gone before the page is.
    leaving.abort()
    gate = Promise.resolve()
    tab.events.dispatchEvent(new Event('pagehide'))
    await until(editor, 'saved')
    expect(server.changes).toEqual([{ categories: { learning: { toast: true, email: false } } }])
    open()
    tab.events.dispatchEvent(new Event('pagehide'))
    expect(putCount).toBe(2)
  })

  it('reverts a change that was not saved, and repeats it on demand', async () => {
    const editor = await loaded()
    server.failure = 500
    editor.change({ categories: { learning: { toast: false } } })
    editor.change({ mutes: [{ kind: 'course', id: 'algebra-1' }] })
    await until(editor, 'failed')
    expect(learning(editor)?.toast).toBe(true)
    expect(editor.$edited.get().preferences.mutes).toEqual([])
    server.failure = undefined
    editor.tryAgain()
    await until(editor, 'saved')
    expect(server.preferences).toMatchObject({
      categories: { learning: { toast: false } },
      mutes: [{ kind: 'course', id: 'algebra-1' }],
    })
    editor.tryAgain()
    expect(server.changes).toHaveLength(1)
  })

  it('distinguishes a broken network from a refusal', async () => {
    const editor = await loaded()
    isCut = true
    editor.change({ quietHours: { from: '22:00', to: '07:00', timeZone: 'UTC' } })
    await until(editor, 'offline')
    expect(editor.$edited.get().preferences.quietHours).toBeUndefined()
  })

  it('follows the changes of another tab', async () => {
    const [here, there] = [await loaded(), await loaded()]
    there.change({ celebrations: { confetti: false } })
    await eventually(() => here.$edited.get().preferences.celebrations?.confetti === false)
    expect(here.$edited.get().saving).toBe('idle')
  })

  it.each([
    [500, 'failed'],
    [404, 'failed'],
    [401, 'unauthorized'],
  ])('says why there are none to edit: %s', async (status, expected) => {
    server.failure = status
    const editor = await loaded()
    expect(editor.$edited.get().loading).toBe(expected)
    server.failure = undefined
    await editor.load()
    expect(editor.$edited.get().loading).toBe('ready')
  })
})
