import {
  isSamePosition,
  type Command,
  type CommandResponse,
  type Delta,
  type Frame,
  type Page,
  type Snapshot,
} from '../../src/protocol/index.js'
import type { Confirmed } from '../../src/store/state.js'
import {
  checkConfirmed,
  checkConverged,
  checkFlicker,
  checkIntent,
  pictureOf,
} from './invariants.js'
import { isForeseeable } from './foreseeable.js'
import { History } from './history.js'
import { actions, clientParts, ModelDevice, type ClientParts } from './model-device.js'
import type { Cause, Data } from '../../src/testing/model/model-data.js'
import { ModelServer } from '../../src/testing/model/model-server.js'
import { shortLimits } from '../simulation/server/short-limits.js'
import { categories } from './categories.js'

/** The parts of the world; a mutation replaces one of them. */
export interface WorldParts {
  readonly client: ClientParts
  readonly Server: typeof ModelServer
}

/** The product, and the model as it should be. */
export const soundParts: WorldParts = { client: clientParts, Server: ModelServer }

/** One stream, as its server end knows it, and what is under way on it. */
interface Stream {
  /** The last state sent on it. */
  sent: Snapshot | Delta
  wasToldOfNothing: boolean
  /** The answer to the opening: a stream without it was never open. */
  readonly first: Frame
  readonly frames: Frame[]
}

/** A device with what it has under way. */
interface Peer {
  readonly device: ModelDevice
  stream: Stream | null
  answer: CommandResponse | null
  page: { page: Page; asked: Confirmed } | null
}

// Taking back makes sense only after something was done, so it is tried more often.
const acts = [...actions, 'undo', 'undo'] as const

const HEALING_ROUNDS = 3
const now = '2026-03-02T10:00:00.000Z'

/** One inbox, two devices and a network that loses, doubles, re-orders and delays. */
export class World {
  readonly server: ModelServer
  readonly peers: readonly [Peer, Peer]
  readonly #history: History
  #saved: Data

  constructor({ client, Server }: WorldParts) {
    this.#history = new History(
      () => this.server,
      (command) => this.#pressedAt(command),
    )
    this.server = new Server((cause: Cause) => this.#history.record(cause), shortLimits)
    this.#history.record({ type: 'restart' })
    const peer = (): Peer => {
      const device = new ModelDevice({
        parts: client,
        fetchPage: (after) => this.server.page(after),
        inspect: (changed, before) => checkConfirmed(changed, before, this.#history),
      })
      return { device, stream: null, answer: null, page: null }
    }
    this.peers = [peer(), peer()]
    this.#saved = this.server.save()
  }

  /** Something happens; `n` chooses among the things that it can happen to. */
  readonly steps = {
    create: (n) => this.server.create(categories[n % 3] ?? '', n % 7 === 0 ? 4 : 0),
    publish: (n) =>
      this.server.publish(categories[n % 3] ?? '', n % 4 === 0 ? 'course' : 'platform', 0),
    renotify: (n) => this.server.renotify(n),
    edit: (n) => this.server.edit(n),
    end: (n) => this.server.end(n),
    enrol: (n) => this.server.enrol(n % 2 === 0),
    mute: (n) => this.server.mute(categories[n % 3] ?? ''),
    switchAddon: () => this.server.switchAddon(),
    prune: () => this.server.prune(),
    save: () => void (this.#saved = this.server.save()),
    failOver: (n) => {
      this.server.failOver(this.#saved)
      // The database alone may be replaced, under streams that stay open.
      if (n % 2 === 0) this.peers.forEach((peer) => (peer.stream = null))
    },
    open: (_, peer) => this.#open(peer),
    reload: (_, peer) => {
      peer.stream = peer.answer = peer.page = null
      peer.device.reload()
    },
    cut: (_, peer) => void (peer.stream = null),
    wake: (_, peer) => this.#wake(peer),
    heartbeat: (_, peer) => this.#heartbeat(peer),
    deliver: (_, peer) => this.#deliver(peer),
    drop: (n, peer) => this.#drop(peer, n),
    lose: (_, peer) => {
      this.#wake(peer)
      this.#drop(peer, -1)
    },
    double: (n, { stream }) => {
      const frame = stream?.frames[n % stream.frames.length]
      if (frame) stream?.frames.push(frame)
    },
    reorder: (n, { stream }) =>
      stream?.frames.unshift(...stream.frames.splice(n % (stream.frames.length || 1), 1)),
    act: (n, peer) => this.#act(peer, n),
    use: (n, peer) => this.#use(peer, n),
    send: (_, peer) => this.#send(peer, 'at once'),
    sendSlowly: (_, peer) => this.#send(peer, 'later'),
    sendInVain: (_, peer) => this.#send(peer, 'never'),
    answer: (_, peer) => this.#answer(peer),
    askPage: (_, peer) => this.#askPage(peer),
    deliverPage: (_, peer) => this.#deliverPage(peer),
    losePage: (_, peer) => void (peer.page = null),
  } satisfies Record<string, (n: number, peer: Peer) => void>

  /** The network works from now on: every device must come to the truth within a few rounds. */
  heal(): void {
    for (let round = 0; round < HEALING_ROUNDS; round += 1) {
      for (const peer of this.peers) {
        this.#drain(peer)
        this.#answer(peer)
        this.#send(peer, 'at once')
        this.#deliverPage(peer)
        if (!peer.stream) this.#open(peer)
        this.#wake(peer)
        this.#heartbeat(peer)
        this.#drain(peer)
      }
    }
    for (const { device } of this.peers) checkConverged(device, this.server, this.#history)
  }

  #pressedAt(command: string): string | undefined {
    return this.peers
      .map(({ device }) => device.pressed.get(command))
      .find((cursor) => cursor !== undefined)
  }

  #open(peer: Peer): void {
    // The client waits for the answer under way: what the member did goes out before it resumes.
    this.#answer(peer)
    if (peer.stream) return
    const frame = this.server.resume(peer.device.confirmed?.cursor ?? null)
    peer.stream = {
      sent: frame,
      wasToldOfNothing: false,
      first: frame,
      frames: [frame],
    }
  }

  /** The server tells what is new. */
  #wake({ stream }: Peer): void {
    if (!stream) return
    const frame = this.server.resume(stream.sent.to)
    if (frame.type === 'delta') {
      const { from, position, notifications, head, commands } = frame
      if (isSamePosition(from, position)) return
      const isNews = notifications.length > 0 || head || commands.length > 0 || from.u < position.u
      if (!isNews && stream.wasToldOfNothing) return
      stream.wasToldOfNothing ||= !isNews
    }
    stream.sent = frame
    stream.frames.push(frame)
  }

  #heartbeat({ stream }: Peer): void {
    if (!stream) return
    const { inbox, epoch, position } = stream.sent
    stream.frames.push({ type: 'heartbeat', inbox, epoch, position, now })
    stream.wasToldOfNothing = false
  }

  #drop({ stream }: Peer, index: number): void {
    if (!stream || stream.frames.length === 0) return
    const chosen = index < 0 ? stream.frames.length - 1 : index % stream.frames.length
    if (stream.frames[chosen] !== stream.first) stream.frames.splice(chosen, 1)
  }

  #deliver(peer: Peer): void {
    const frame = peer.stream?.frames.shift()
    // A gap: the client closes, and goes on from its cursor.
    if (frame && peer.device.receive(frame) === 'resume') peer.stream = null
  }

  #drain(peer: Peer): void {
    while (peer.stream?.frames.length) this.#deliver(peer)
  }

  /** Acts on an up-to-date page and is answered: a good day. */
  #use(peer: Peer, n: number): void {
    this.#open(peer)
    this.#wake(peer)
    this.#drain(peer)
    this.#act(peer, n)
    this.#send(peer, 'at once')
  }

  #act({ device }: Peer, n: number): void {
    const action = acts[n % acts.length]
    if (!action) return
    const target = device.act(action, Math.floor(n / acts.length))
    if (target !== null) checkIntent(device, action, target)
  }

  #send(peer: Peer, answer: 'at once' | 'later' | 'never'): void {
    const { device } = peer
    const { confirmed, pending } = device.state
    if (!confirmed || pending.length === 0 || peer.answer) return
    const isQuiet = answer === 'at once' && this.#isQuiet(device)
    // The unseen ones are not counted by category: of those that never came, a page cannot know.
    const isUnseenKnown = !pending.some(({ command }) => 'category' in command)
    const before = isQuiet ? pictureOf(device, isUnseenKnown) : null
    const response = this.server.send(
      confirmed.cursor,
      pending.map(({ command }) => command),
    )
    if (answer === 'never') return
    peer.answer = response
    if (answer === 'later') return
    this.#answer(peer)
    if (before)
      checkFlicker(before, pictureOf(device, isUnseenKnown), response.frame.type === 'snapshot')
  }

  /** Whether a device knows all that the server knows, so that nothing can come between. */
  #isQuiet(device: ModelDevice): boolean {
    const { confirmed, isRebased, state } = device
    const { pending } = state
    return (
      (!isRebased || isForeseeable(device, this.server, this.#history)) &&
      confirmed?.cursor === this.server.cursor &&
      isUndoneAtOnce(pending.map(({ command }) => command)) &&
      pending.every(
        ({ command, epoch }) => epoch === this.server.epoch && !this.server.knows(command.id),
      )
    )
  }

  #answer(peer: Peer): void {
    const { answer, device } = peer
    peer.answer = null
    if (answer && device.confirm(answer) === 'resume') peer.stream = null
  }

  #askPage(peer: Peer): void {
    const { confirmed } = peer.device
    if (peer.page || !confirmed?.next) return
    peer.page = { page: this.server.page(confirmed.next), asked: confirmed }
  }

  #deliverPage(peer: Peer): void {
    const { page, device } = peer
    peer.page = null
    if (page) device.receivePage(page.page, page.asked)
  }
}

/**
 * Whether everything that is taken back is taken back right after it was done. The page leaves it
 * out as if it never was; the server carries it out, and what came between may have built on it.
 */
function isUndoneAtOnce(commands: readonly Command[]): boolean {
  const undone = commands.flatMap((command) => (command.type === 'undo' ? [command.command] : []))
  const first = commands.findIndex(({ id }) => undone.includes(id))
  const since = commands.slice(first < 0 ? commands.length : first)
  return (
    undone.every((id) => commands.some((command) => command.id === id)) &&
    since.every(({ id, type }) => type === 'undo' || undone.includes(id))
  )
}

/** The name of a step. */
export type StepName = keyof World['steps']
/** A step, its device and its target. */
export type Step = readonly [name: StepName, device: 0 | 1, n: number]

/** Runs one schedule. Throws a `Violation` where a promise is broken. */
export function runSchedule(schedule: readonly Step[], parts: WorldParts = soundParts): void {
  const world = new World(parts)
  for (const [name, device, n] of schedule) world.steps[name](n, world.peers[device])
  world.heal()
}
