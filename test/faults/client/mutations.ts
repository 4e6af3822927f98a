import type { Mistake } from '../../support/mistakes.js'
import type { Client } from '../../support/world/load-client.js'
import {
  backForwardCache,
  clockSetBack,
  foreignAnswers,
  hungLeader,
  noStealStorm,
  oneTokenAtATime,
  patientRetries,
  refusedForAWhile,
  retryAfterForCommands,
} from '../../support/world/promises.js'

/** A mistake, and the promise that it breaks; without one, random schedules find it. */
export interface Mutation extends Mistake {
  readonly breaks?: (client: Client) => Promise<void>
}

/** Mistakes that someone could make in the client, by name. */
export const mutations: Readonly<Record<string, Mutation>> = {
  'a silent connection is kept': {
    file: 'src/client/connection/watchdog.ts',
    from: 'HEARTBEATS_MISSED = 2.2',
    to: 'HEARTBEATS_MISSED = 2_200',
  },
  'a request without an answer has no time limit': {
    file: 'src/client/requests/requests.ts',
    from: 'ANSWER_MS = 15_000',
    to: 'ANSWER_MS = 15_000_000',
  },
  'a delta is applied across a gap': {
    file: 'src/store/receive.ts',
    from: "if (!isWithin(frame.from, confirmed.position)) return { state, outcome: 'resume' }",
    to: '',
  },
  'a heartbeat is not compared with the position': {
    file: 'src/store/receive.ts',
    from: "            ? 'ignored'\n            : 'resume',",
    to: "            ? 'ignored'\n            : 'ignored',",
  },
  'polling goes on beside a working stream': {
    file: 'src/client/connection/connection.ts',
    from: '    this.#stopgap.stop()\n    fallback.recordDelivery()',
    to: '    fallback.recordDelivery()',
  },
  'attempts have no pause between them': {
    file: 'src/client/connection/connection.ts',
    from: 'GAP_MS = 250',
    to: 'GAP_MS = 0',
  },
  'frames that arrive after a tab stopped leading are applied': {
    file: 'src/client/connection/receiver.ts',
    from: 'AbortSignal.any([until, leadership])',
    to: 'until',
    breaks: hungLeader,
  },
  'a following tab ignores silence': {
    file: 'src/client/tabs/leader-election.ts',
    from: 'SILENCE_MS = 4_000',
    to: 'SILENCE_MS = 4_000_000',
    breaks: hungLeader,
  },
  'tabs take the connection from each other without limit': {
    file: 'src/client/tabs/leader-election.ts',
    from: 'this.#hasHeardOwnQuestion && this.#maySteal',
    to: 'this.#hasHeardOwnQuestion',
    breaks: noStealStorm,
  },
  'a page goes into the cache with its connection and its lock': {
    file: 'src/client/tabs/page-lifecycle.ts',
    from: "['pagehide', 'freeze']",
    to: "['freeze']",
    breaks: backForwardCache,
  },
  'a command leaves the outbox before its answer': {
    file: 'src/client/commands/sender.ts',
    from: '    outbox.noteSending(commands)\n    const request',
    to: '    store.update((state) => settle(state, commands.map(({ id }) => id)))\n    const request',
  },
  'a failed command is sent again only with the next one': {
    file: 'src/client/commands/sender.ts',
    from: '      this.#sendAgain(error)\n',
    to: '',
  },
  'the pause before a catch-up is measured by the wall clock': {
    file: 'src/client/connection/receiver.ts',
    from: 'const now = performance.now()',
    to: 'const now = Date.now()',
    breaks: clockSetBack,
  },
  'a refusal by a proxy counts as the server’s': {
    file: 'src/transports/http.ts',
    from: 'codeOf(status, problem?.code)',
    to: "codeOf(status, 'invalid')",
    breaks: foreignAnswers,
  },
  'a refused member is never tried again': {
    file: 'src/client/connection/slow-backoff.ts',
    from: 'CAP_MS = 60_000',
    to: 'CAP_MS = 6_000_000',
    breaks: refusedForAWhile,
  },
  'the interval between attempts does not grow': {
    file: 'src/client/connection/backoff.ts',
    from: 'capMs(performance.now() - since)',
    to: 'capMs(0)',
    breaks: patientRetries,
  },
  '"Retry-After" is ignored': {
    file: 'src/client/connection/backoff.ts',
    from: 'retryAfterMs * (1 + Math.random() / 2)',
    to: '0',
    breaks: retryAfterForCommands,
  },
  'every refused request asks for a token of its own': {
    file: 'src/client/requests/token-source.ts',
    from: '      requested = lastToken = undefined',
    to: '      requested = undefined',
    breaks: oneTokenAtATime,
  },
}
