import { randomUUID } from 'node:crypto'
import type { FakeBrowser } from '../../simulation/browser/fake-browser.js'
import {
  startChaosProxy,
  type ChaosProxy,
  type Weather,
} from '../../simulation/network/chaos-proxy.js'
import { openRecordedPage, type RecordedPage } from './recorded-page.js'
import { openBrowser } from '../../simulation/browser/real-time-browser.js'
import { createSeededRandom, type SeededRandom } from '../../support/seeded-random.js'
import { personOf, postEvents, type Person, type ServerProcess } from './server-process.js'
import { askServer, retreatOf, shownBy, shownOf, stormOf, wrongWith } from './truth.js'

/**
 * How long everybody may take to agree once the network is well, in milliseconds. A few seconds are
 * usual; a machine that is busy with other things may need many times that.
 */
const HEALED_MS = 60_000

/** Something was not as it must always be. */
export class Violation extends Error {
  override readonly name = 'Violation'
}

/** One browser of the member, behind a network of its own. */
interface Device {
  readonly browser: FakeBrowser
  readonly proxy: ChaosProxy
  readonly pages: RecordedPage[]
}

/**
 * One member with two devices, whose network fails by chance while things happen and are done; then
 * it heals, and everybody must agree.
 *
 * @throws {Violation} where an invariant does not hold.
 */
export async function runSchedule(seed: number, server: ServerProcess): Promise<void> {
  const schedule = new Schedule(createSeededRandom(seed), server, `S${seed}`)
  try {
    await schedule.begin()
    await schedule.run()
    await schedule.heal()
  } catch (error) {
    throw error instanceof Violation ? schedule.told(error) : error
  } finally {
    await schedule.close()
  }
}

class Schedule {
  readonly #random: SeededRandom
  readonly #server: ServerProcess
  readonly #marker: string
  readonly #devices: Device[] = []
  /** Every page that there ever was. */
  readonly #pages: RecordedPage[] = []
  readonly #posting: Promise<void>[] = []
  readonly #acknowledged: string[] = []
  /** The rows that a page showed when the member marked them as read or removed them there. */
  readonly #mayBe = { read: new Set<string>(), gone: new Set<string>() }
  /** The actions so far, for the report of a violation. */
  readonly #trail: string[] = []
  readonly #idOf = new Map<string, string>()
  readonly #closing = new AbortController()
  #person: Person = { member: '', token: '' }
  #violation: string | null = null
  #posted = 0
  #postedToMember = 0

  constructor(random: SeededRandom, server: ServerProcess, marker: string) {
    this.#random = random
    this.#server = server
    this.#marker = `${marker}-${randomUUID().slice(0, 8)}`
  }

  async begin(): Promise<void> {
    this.#person = await personOf(this.#marker)
    this.#post()
    await Promise.all(this.#posting)
    for (let n = 0; n < 2; n += 1)
      this.#devices.push({
        browser: openBrowser(),
        proxy: await startChaosProxy(this.#server.port),
        pages: [],
      })
    for (const device of this.#devices) {
      const pages = this.#random.between(1, 2)
      for (let n = 0; n < pages; n += 1) this.#open(device)
    }
  }

  async run(): Promise<void> {
    for (let steps = this.#random.between(10, 16); steps > 0; steps -= 1) {
      this.#step()
      await pause(this.#random.between(10, 150))
    }
  }

  /** The network works again, and every page must become right. */
  async heal(): Promise<void> {
    this.#trail.push(`${Math.round(performance.now())} ms, healed`)
    for (const { proxy } of this.#devices) proxy.clear()
    await Promise.all(this.#posting)
    const deadline = performance.now() + HEALED_MS
    for (;;) {
      const difference = await this.#difference().catch((error: unknown) => String(error))
      if (difference === null) break
      if (performance.now() > deadline)
        throw new Violation(`${difference}, ${HEALED_MS} ms after healing`)
      await pause(50)
    }
    await this.#judge()
  }

  /** A violation with what came before it. */
  told({ message }: Violation): Violation {
    return new Violation([message, ...this.#trail].join('\n'))
  }

  async close(): Promise<void> {
    this.#closing.abort()
    for (const page of this.#pages) page.close()
    for (const { proxy } of this.#devices) await proxy.close()
  }

  #step(): void {
    const roll = this.#random.fraction()
    if (roll < 0.3) this.#post()
    else if (roll < 0.65) this.#act()
    else if (roll < 0.93) this.#harm()
    else this.#replacePage()
  }

  /** Posts until it is acknowledged, as a host's back end does. */
  #post(): void {
    const mark = `${this.#marker}#${(this.#posted += 1)}`
    const isBroadcast = this.#posted > 1 && this.#random.fraction() < 0.3
    if (!isBroadcast) this.#postedToMember += 1
    const course = { courseId: this.#marker, courseTitle: mark }
    const data = isBroadcast
      ? { ...course, lessonId: mark, lessonTitle: mark }
      : { ...course, memberId: this.#marker }
    const type = isBroadcast ? 'lesson.published' : 'course.enrolled'
    const send = async (): Promise<void> => {
      while (!(await postEvents(this.#server.url, { id: mark, type, data }))) {
        if (this.#closing.signal.aborted) return
        await pause(100)
      }
      this.#acknowledged.push(mark)
    }
    this.#posting.push(send())
  }

  #act(): void {
    const page = this.#random.oneOf(this.#devices.flatMap(({ pages }) => pages))
    const shown = shownBy(page.inbox)
    const ids = shown.map(({ id }) => id)
    // Only the server knows what is read: another page may have read rows that are unread here.
    const deeds: Deed[] = [
      ['markAllAsRead', ids],
      ['clearRead', ids],
      ['markAsSeen', []],
      ['undo', []],
    ]
    if (shown.length > 0) {
      const one = [this.#random.oneOf(ids)]
      deeds.push(['markAsRead', one], ['markAsRead', one], ['remove', one], ['markAsUnread', one])
    }
    if (this.#random.fraction() < 0.1) deeds.push(['clearAll', ids])
    this.#do(page, this.#random.oneOf(deeds))
  }

  #do(page: RecordedPage, [name, ids]: Deed): void {
    const { inbox } = page
    this.#note(`page ${this.#pages.indexOf(page)}: ${name}`, page, ids)
    const outcome = outcomes[name]
    for (const id of ids) if (outcome) this.#mayBe[outcome].add(id)
    // Removed rows are not shown but known: an undo brings them back, read with the rest.
    if (name === 'markAllAsRead') for (const id of this.#mayBe.gone) this.#mayBe.read.add(id)
    if (name === 'markAsRead' || name === 'remove' || name === 'markAsUnread')
      inbox[name](ids[0] ?? '')
    else inbox[name]()
  }

  #note(what: string, { inbox }: RecordedPage, ids: readonly string[]): void {
    const shown = shownBy(inbox)
    const marks = shown
      .filter(({ id }) => ids.includes(id))
      .map(({ text, isUnread }) => `${markIn(text).replace(/.*#/, '#')}${isUnread ? '' : ' read'}`)
    this.#trail.push(`${Math.round(performance.now())} ms, ${what} ${marks.join(', ')}`)
  }

  #harm(): void {
    const random = this.#random
    const { proxy } = random.oneOf(this.#devices)
    const weathers: readonly Weather[] = [
      { latencyMs: random.between(10, 200) },
      { bytesPerSecond: random.between(2_000, 50_000) },
      { blackHole: 'both' },
      { blackHole: 'up' },
      { blackHole: 'down' },
      { sliceBytes: random.between(1, 200) },
      { isDoubling: true },
      { isReplaying: true },
      { isRefusing: true },
      { holds: 'next' },
      { refusesUpgrades: true },
      {},
    ]
    const roll = random.fraction()
    if (roll < 0.25) proxy.cut()
    else if (roll < 0.35) proxy.damage(random.between(1, 2))
    else proxy.set(random.oneOf(weathers))
  }

  /** The member closes a page and opens another one. */
  #replacePage(): void {
    const device = this.#random.oneOf(this.#devices)
    this.#open(device)
    const before = device.pages.shift()
    before?.close()
  }

  #open(device: Device): void {
    const page = openRecordedPage(device.browser.openTab(), {
      endpoint: device.proxy.url,
      token: this.#person.token,
    })
    device.pages.push(page)
    this.#pages.push(page)
    const { signal } = this.#closing
    // Waits until all computed values of one state are there; no page draws in between.
    const look = (): void =>
      queueMicrotask(() => {
        if (signal.aborted || this.#violation) return
        this.#violation = wrongWith(page, this.#marker)
        for (const { id, text } of shownBy(page.inbox)) this.#idOf.set(markIn(text), id)
      })
    page.inbox.$notifications.listen(look)
    page.inbox.$counts.listen(look)
  }

  /** Where a page and the server differ; `null` where they agree. */
  async #difference(): Promise<string | null> {
    const before = await askServer(this.#server.url, this.#person)
    const truth = JSON.stringify(shownOf(before))
    const pages = this.#devices.flatMap(({ pages }) => pages)
    for (const { inbox } of pages) {
      const shown = JSON.stringify(shownBy(inbox))
      if (shown !== truth) return `a page shows ${shown}, the server has ${truth}`
      const { unread } = inbox.$counts.get()
      if (unread !== before.counts.unread)
        return `a badge says ${unread}, the server ${before.counts.unread}`
      const status = inbox.$status.get()
      if (status !== 'live') return `a page is ${status}`
    }
    // Pages can agree while they still have commands to send.
    const after = await askServer(this.#server.url, this.#person)
    return after.to === before.to ? null : 'the server is still told things'
  }

  async #judge(): Promise<void> {
    if (this.#violation) throw new Violation(this.#violation)
    const truth = await askServer(this.#server.url, this.#person)
    const kept = new Map(shownOf(truth).map((seen) => [markIn(seen.text), seen]))
    for (const mark of this.#acknowledged) {
      const id = this.#idOf.get(mark)
      if (!kept.has(mark) && (id === undefined || !this.#mayBe.gone.has(id)))
        throw new Violation(`I3: ${mark} was acknowledged, and is lost`)
    }
    for (const [mark, { id, isUnread }] of kept)
      if (!isUnread && !this.#mayBe.read.has(id))
        throw new Violation(`I5: ${mark} was marked as read by a page that did not show it`)
    const sent = new Set(this.#pages.flatMap((page) => page.sent))
    if (truth.position.u > this.#postedToMember + sent.size)
      throw new Violation(`I6: ${truth.position.u} changes of ${sent.size} commands`)
    for (const page of this.#pages) {
      const wrong = stormOf(page) ?? retreatOf(page)
      if (wrong !== null) throw new Violation(wrong)
    }
  }
}

type Deed = readonly [name: keyof typeof outcomes, ids: readonly string[]]

/** The possible outcome of each action for the rows that the page showed. */
const outcomes = {
  markAsRead: 'read',
  markAllAsRead: 'read',
  remove: 'gone',
  clearRead: 'gone',
  clearAll: 'gone',
  markAsUnread: null,
  markAsSeen: null,
  undo: null,
} as const

const markIn = (text: string): string => /S\d+-\w+#\d+/.exec(text)?.[0] ?? text

const pause = (delayMs: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, delayMs))
