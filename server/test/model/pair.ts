import { randomUUID } from 'node:crypto'
import { expect, vi } from 'vitest'
import type { Command, Frame, Page, Row, Snapshot } from 'belfry/protocol'
import { receive } from '../../../src/store/receive.js'
import { initialState, type InboxState } from '../../../src/store/state.js'
import type { TestClock } from '../support/clock.js'
import { event, type MemberClient, type TestServer } from '../support/server.js'
import { Oracle } from './oracle.js'
import { listOf, pictureOf, pictureOfState, titled } from './picture.js'
import type { CommandPlan, Step, StepOf } from './steps.js'

/** The value of the real server and that of the model. */
interface Both<T> {
  readonly real: T
  readonly model: T
}

/** The state that both servers showed at one moment. */
interface Reading {
  readonly cursor: Both<string>
  readonly rows: readonly Both<Row>[]
}

const WAIT_MS = 1000
const types = {
  learning: 'exam.graded',
  system: 'announcement.published',
  gamification: 'points.earned',
} as const

let members = 0

/** A new member of the real server, and the model of their inbox. Every step is applied to both. */
export class Pair {
  readonly #name = `member-${(members += 1)}`
  readonly #courseId = `course-${members}`
  readonly #member: MemberClient
  readonly #oracle = new Oracle()
  readonly #readings: Reading[] = []
  readonly #commands: Both<Command>[] = []
  readonly #expiring = new Map<string, number>()
  readonly #muted = new Set<string>()
  #given = 0
  #hasAddon = true
  #state: InboxState = initialState
  #first: InboxState = initialState

  private constructor(
    readonly server: TestServer,
    readonly clock: TestClock,
  ) {
    this.#member = server.as(this.#name)
  }

  /** Creates a member who has just enrolled, on a platform with the addon. */
  static async create(server: TestServer, clock: TestClock): Promise<Pair> {
    const pair = new Pair(server, clock)
    await pair.#put({ gamification: true })
    await pair.#enrol()
    pair.#oracle.give('learning 1', 'learning', 'member')
    await pair.#read(await pair.#member.inbox())
    pair.#first = pair.#state
    return pair
  }

  /** Applies one step to both and compares them. */
  async take(step: Step): Promise<void> {
    if (step.do === 'act') return this.#act(step)
    await this.#happen(step)
    await this.#read(await this.#update(this.#state))
  }

  /**
   * Checks that a client that missed all changes, and one that reads page by page, see the same.
   */
  async finish(): Promise<void> {
    const late = receive(this.#first, await this.#update(this.#first)).state
    const { list } = this.#oracle.picture()
    expect(pictureOfState(late).list).toEqual(list)
    expect(await this.#pages('')).toEqual(list)
    expect(await this.#pages('&filter=unread')).toEqual(list.filter((one) => one.endsWith('*')))
    await this.#search(list)
  }

  /**
   * Checks that a search finds the rows of the list whose titles match, regardless of
   * case and accents.
   */
  async #search(list: readonly string[]): Promise<void> {
    const category = Object.keys(types)[this.#given % Object.keys(types).length] ?? ''
    const q = encodeURIComponent(`${category.toUpperCase()}\u0301 1`)
    const found = list.filter((one) => one.startsWith(`${category} 1`))
    expect(await this.#pages(`&q=${q}`)).toEqual(found)
    expect(await this.#pages(`&q=${q}&filter=unread&category=${category}`)).toEqual(
      found.filter((one) => one.endsWith('*')),
    )
  }

  async #happen(step: Exclude<Step, StepOf<'act'>>): Promise<void> {
    switch (step.do) {
      case 'give':
        return this.#give(step)
      case 'enrol':
        this.#oracle.enrol(true)
        return this.#enrol()
      case 'leave':
        this.#oracle.enrol(false)
        return void (await this.server.post(
          event('course.unenrolled', { memberId: this.#name, courseId: this.#courseId }),
        ))
      case 'mute': {
        const { category } = step
        this.#oracle.mute(category)
        const inApp = this.#muted.delete(category)
        if (!inApp) this.#muted.add(category)
        return void (await this.#member.prefer({ categories: { [category]: { inApp } } }))
      }
      case 'switch-addon':
        this.#oracle.switchAddon()
        this.#hasAddon = !this.#hasAddon
        return this.#put({ gamification: this.#hasAddon })
      case 'wait':
        return this.#wait()
    }
  }

  async #put(settings: object): Promise<void> {
    const { status } = await this.server.send('PUT', '/v1/admin/settings', settings)
    expect(status).toBe(200)
  }

  /** Enrols the member, who receives a welcome notification. */
  async #enrol(): Promise<void> {
    const title = this.#nextTitle('learning')
    const about = { memberId: this.#name, courseId: this.#courseId, courseTitle: 'Geometry' }
    await this.server.post(event('course.enrolled', { ...about, title }))
    if (this.#readings.length > 0) this.#oracle.give(title, 'learning', 'member')
  }

  async #give({ category, reach, expiresIn }: StepOf<'give'>): Promise<void> {
    const title = this.#nextTitle(category)
    const atMs = this.clock.now() + expiresIn * WAIT_MS
    const to =
      reach === 'member'
        ? { members: [this.#name] }
        : { audience: reach === 'course' ? `course:${this.#courseId}` : reach }
    await this.#post({ type: types[category], ...to, title }, expiresIn > 0 ? atMs : undefined)
    // While the addon is off, no gamification notification is created.
    if (category === 'gamification' && !this.#hasAddon) return
    this.#oracle.give(title, category, reach)
    if (expiresIn > 0) this.#expiring.set(title, atMs)
  }

  async #post(notification: object, expiresAtMs: number | undefined): Promise<void> {
    const response = await this.server.send('POST', '/v1/notifications', {
      ...notification,
      message: 'Read more',
      ...(expiresAtMs !== undefined && { expiresAt: new Date(expiresAtMs).toISOString() }),
    })
    if (response.status !== 202) throw new Error(`${response.status} ${await response.text()}`)
  }

  #nextTitle(category: string): string {
    return `${category} ${(this.#given += 1)}`
  }

  /**
   * Advances the clock. One run of the job removes all that is due: once a new member's
   * notification is gone, the run has ended.
   */
  async #wait(): Promise<void> {
    const witness = `witness-${(members += 1)}`
    const until = this.clock.now() + WAIT_MS
    await this.#post({ type: types.system, members: [witness], title: 'Last' }, until)
    this.clock.advance(WAIT_MS)
    const { counts } = this.server.as(witness)
    await vi.waitFor(async () => expect((await counts()).unread).toBe(0), {
      interval: 2,
      timeout: 10_000,
    })
    for (const [title, atMs] of this.#expiring)
      if (atMs <= until && this.#expiring.delete(title)) this.#oracle.expire(title)
  }

  async #act({ base, commands }: StepOf<'act'>): Promise<void> {
    const { cursor } = this.#reading(base)
    const made = commands.map((plan) => {
      const command = this.#make(plan)
      this.#commands.push(command)
      return command
    })
    const real = await this.#member.commands(
      cursor.real,
      made.map((command) => command.real),
    )
    const model = this.#oracle.send(
      cursor.model,
      made.map((command) => command.model),
    )
    expect(real.results).toEqual(model.results)
    await this.#read(real.frame)
  }

  /** Builds the same command for both servers. */
  #make(plan: CommandPlan): Both<Command> {
    const id = randomUUID()
    switch (plan.type) {
      case 'repeat':
        return this.#commands.at(-1 - plan.ago) ?? both({ id, type: 'undo', command: randomUUID() })
      case 'undo': {
        const command = this.#commands.at(-1 - plan.ago)?.real.id ?? randomUUID()
        return both({ id, type: 'undo', command })
      }
      case 'unread':
        return this.#target(plan, ({ id: notification }) => ({
          id,
          type: 'unread',
          notification,
        }))
      case 'read':
      case 'remove': {
        const { type, isLatest, saysWhen } = plan
        return this.#target(plan, (row, at) => ({
          id,
          type,
          notification: row.id,
          pos: isLatest ? 'latest' : row.pos,
          ...(saysWhen && { at }),
        }))
      }
      default: {
        const { type, category, isElsewhere } = plan
        const cursor = isElsewhere
          ? { real: 'made-up', model: 'e000.0.0' }
          : this.#reading(plan.reading).cursor
        return map(cursor, (upTo) =>
          type === 'seen' || type === 'clear-read' || category === null
            ? { id, type, upTo }
            : { id, type, upTo, category },
        )
      }
    }
  }

  /** Builds a command on a row of a reading, or on a row that does not exist. */
  #target(
    { reading, row }: { readonly reading: number; readonly row: number },
    make: (row: Pick<Row, 'id' | 'pos'>, at: string) => Command,
  ): Both<Command> {
    const { rows, cursor } = this.#reading(reading)
    const nothing = { id: randomUUID(), pos: 1 }
    const target: Both<Pick<Row, 'id' | 'pos'>> = rows[row % (rows.length + 1)] ?? both(nothing)
    return { real: make(target.real, cursor.real), model: make(target.model, cursor.model) }
  }

  #reading(ago: number): Reading {
    const reading = this.#readings.at(-1 - (ago % this.#readings.length))
    if (!reading) throw new Error('nothing was read yet')
    return reading
  }

  /** Returns the state that a page receives when its stream opens again. */
  async #update({ confirmed }: InboxState): Promise<Frame> {
    const stream = await this.#member.stream({ cursor: confirmed?.cursor ?? '' })
    try {
      for (let frame = await stream.next(); frame; frame = await stream.next())
        if (frame.type === 'delta' || frame.type === 'snapshot') return frame
    } finally {
      stream.close()
    }
    throw new Error('the stream told nothing')
  }

  /**
   * Applies a frame, then compares three states: the one that grew by frames, a new
   * snapshot, and the model.
   */
  async #read(frame: Frame): Promise<void> {
    const { state, outcome } = receive(this.#state, frame)
    expect(outcome).not.toBe('resume')
    this.#state = state
    const fresh: Snapshot = await this.#member.inbox(100)
    const expected = this.#oracle.picture()
    expect(pictureOf(titled(fresh.notifications), fresh)).toEqual(expected)
    expect(pictureOfState(state)).toEqual(expected)
    expect(state.confirmed?.position).toEqual(fresh.position)
    const listed = this.#oracle.listed()
    this.#readings.push({
      cursor: { real: fresh.to, model: this.#oracle.cursor },
      rows: fresh.notifications.flatMap((real, index) => {
        const model = listed[index]?.row
        return model ? [{ real, model }] : []
      }),
    })
  }

  async #pages(query: string): Promise<string[]> {
    const { head } = await this.#member.inbox(1)
    const pages: Page[] = []
    for (let after: string | null = ''; after !== null; after = pages.at(-1)?.next ?? null)
      pages.push(
        await this.#member.page(
          `limit=2${query}${after === '' ? '' : `&after=${encodeURIComponent(after)}`}`,
        ),
      )
    return pages.flatMap(({ notifications }) => listOf(titled(notifications), head))
  }
}

const both = <T>(value: T): Both<T> => ({ real: value, model: value })
const map = <T, U>({ real, model }: Both<T>, change: (value: T) => U): Both<U> => ({
  real: change(real),
  model: change(model),
})
