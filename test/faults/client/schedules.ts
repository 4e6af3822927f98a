import fc from 'fast-check'
import { expectThat } from '../../model/violation.js'
import type { Attempt } from '../../simulation/network/link.js'
import type { Client } from '../../support/world/load-client.js'
import { steps, type Stage, type StepName } from './steps.js'
import { World, type Device } from '../../support/world/world.js'

/** A step, its device, its target, and the pause after it. */
export type Step = readonly [name: StepName, device: 0 | 1, n: number, restMs: number]

/** A course of things: how many tabs the first device begins with, and what happens. */
export interface Schedule {
  readonly tabs: number
  readonly seed: number
  readonly steps: readonly Step[]
}

/** The steps that are frequent, and those that are rare. */
const usual: readonly StepName[] = [
  ...(['create', 'publish', 'act', 'act', 'act', 'hide', 'show', 'focus', 'openTab'] as const),
  ...(['close', 'cut', 'connect', 'tamper', 'loadOlder', 'revive', 'resume'] as const),
  ...(['setClock'] as const),
]
const all = Object.keys(steps) as StepName[]
const rests = [0, 0, 10, 100, 600, 2_500, 7_000, 25_000] as const

const step: fc.Arbitrary<Step> = fc.tuple(
  fc.oneof(
    { arbitrary: fc.constantFrom(...usual), weight: 1 },
    { arbitrary: fc.constantFrom(...all), weight: 1 },
  ),
  fc.constantFrom(0 as const, 0 as const, 0 as const, 1 as const),
  fc.nat(95),
  fc.constantFrom(...rests),
)

/** Random schedules. */
export const schedules: fc.Arbitrary<Schedule> = fc.record({
  tabs: fc.integer({ min: 1, max: 4 }),
  seed: fc.nat(),
  steps: fc.array(step, { maxLength: 24, size: 'max' }),
})

/** A page is right again so soon after everything works: a watchdog, a back-off, a resume. */
const HEAL_WITHIN_MS = 60_000
/** The time within which a dead connection must be detected. */
const HALF_OPEN_MS = 25_000
/** The tabs agree on one connection so soon. */
const SETTLE_WITHIN_MS = 30_000
/** Two attempts of one page are so far apart. */
const APART_MS = 250

/** Runs one schedule of the client. Throws a `Violation` where a promise is broken. */
export async function runSchedule(
  schedule: Schedule,
  client: Client,
  onFailure: (world: World) => void = () => undefined,
): Promise<void> {
  await using world = new World({ client, seed: schedule.seed })
  try {
    await play(world, schedule)
  } catch (error) {
    onFailure(world)
    throw error
  }
}

async function play(world: World, schedule: Schedule): Promise<void> {
  const devices = [world.addDevice(), world.addDevice()] as const
  for (let count = 0; count < schedule.tabs; count += 1) await devices[0].openPage()
  await devices[1].openPage()
  const saved = world.site.server.save()
  const stages = devices.map((device): Stage => ({ world, device, saved })) as [Stage, Stage]
  for (const [name, index, n, restMs] of schedule.steps) {
    await steps[name](stages[index], n)
    await world.advance(restMs)
  }
  await heal(world)
  checkCommands(world)
  for (const { link } of devices) checkAttempts(link.attempts)
  await world.end()
}

/** Everything works from now on: every page comes to the truth, by one connection a browser. */
async function heal(world: World): Promise<void> {
  Object.assign(world.site, { isUp: true, refusal: null, isHinted: true })
  for (const device of world.devices) await healDevice(device)
  const pages = world.devices.flatMap((device) => [...device.pages])
  const areRight = (): boolean => pages.every((page) => world.isRight(page))
  await world.until(areRight, HEAL_WITHIN_MS).catch((error: unknown) => {
    for (const page of pages) world.checkConverged(page)
    throw error
  })
  const isWhole = (): boolean =>
    world.devices.every(({ link }) => [...link.open].every((wire) => !wire.isHalfOpen))
  await world.until(isWhole, HALF_OPEN_MS)
  const isThrifty = (): boolean => world.devices.every(({ streams }) => streams.length === 1)
  await world.until(isThrifty, SETTLE_WITHIN_MS)
  // The one that works may just have taken over from another that did, too.
  await world.advance(2_500)
  await world.until(isThrifty, SETTLE_WITHIN_MS)
  for (const page of pages) world.checkConverged(page)
}

async function healDevice(device: Device): Promise<void> {
  const { browser, link, pages } = device
  Object.assign(link, { state: 'fine', isDeaf: false, latencyMs: 20, answersToLose: 0 })
  link.blocks.clear()
  link.frameFaults.length = 0
  Object.assign(browser.storage, { limit: Infinity, isForbidden: false })
  browser.wakeUp()
  for (const tab of browser.tabs) {
    tab.resume()
    tab.unhang()
    tab.comeBack()
  }
  // A queued task may still close a page.
  await device.world.advance(100)
  if (device.wasForbidden) for (const { tab } of [...pages]) await device.openPage({}, tab.reload())
  await device.world.advance(0)
  if (pages.size === 0) await device.openPage()
  for (const { tab } of pages) tab.show()
}

/** Holds that everything the member did reached the server, whatever became of the page. */
function checkCommands({ devices, everyPage, pressed, site }: World): void {
  if (devices.some(({ wasForgetful }) => wasForgetful)) return
  const arrived = new Set(site.requests.flatMap(({ commands }) => commands.map(({ id }) => id)))
  const undone = new Set([...everyPage].flatMap((page) => [...page.undone]))
  for (const id of pressed.keys())
    expectThat(arrived.has(id) || undone.has(id), () => `I3 the command ${id} was lost`)
}

/** Holds what a page tried to the promise that it is no storm, and one thing at a time. */
function checkAttempts(attempts: readonly Attempt[]): void {
  for (const kind of ['stream', 'socket'] as const) {
    const last = new Map<Attempt['page'], Attempt>()
    for (const attempt of attempts.filter((candidate) => candidate.kind === kind)) {
      const before = last.get(attempt.page)
      last.set(attempt.page, attempt)
      if (!before) continue
      expectThat(
        before.endedAt !== null && before.endedAt <= attempt.at,
        () => `I9 two of "${kind}" at a time`,
      )
      expectThat(
        attempt.at - before.at >= APART_MS,
        () => `I9 "${kind}" again after ${attempt.at - before.at} ms`,
      )
    }
  }
}

/** How to run many schedules. */
export interface RunOptions {
  readonly runs: number
  readonly seed: number
  /** Replays one. */
  readonly path?: string | undefined
  /** Whether a failure is made as short as it can be. @default true */
  readonly isShrunk?: boolean
}

/** Runs random schedules. Resolves with what fast-check found. */
export function runSchedules(
  client: Client,
  { runs, seed, path, isShrunk = true }: RunOptions,
): Promise<fc.RunDetails<[Schedule]>> {
  const { stackTraceLimit } = Error
  // Every cut makes errors; what led to them costs more than what they say.
  Error.stackTraceLimit = 0
  const property = fc.asyncProperty(schedules, (schedule) => runSchedule(schedule, client))
  const settings = { numRuns: runs, seed, endOnFailure: !isShrunk, ...(path && { path }) }
  const details = fc.check(property, settings)
  return Promise.resolve(details).finally(() => (Error.stackTraceLimit = stackTraceLimit))
}
