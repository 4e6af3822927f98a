import type { Position, Row, SnapshotReason } from '../../src/protocol/index.js'
import { commandsFor } from '../../src/client/commands/commands.js'
import { fold } from '../../src/store/fold.js'
import { receivePage } from '../../src/store/paging.js'
import { receive } from '../../src/store/receive.js'
import type { InboxState } from '../../src/store/state.js'
import { clientParts, type ClientParts } from './model-device.js'
import type { Mark, StoredCommand } from '../../src/testing/model/model-data.js'
import { ModelServer } from '../../src/testing/model/model-server.js'
import { soundParts, type WorldParts } from './world.js'

const client = (parts: Partial<ClientParts>): WorldParts => ({
  ...soundParts,
  client: { ...clientParts, ...parts },
})
const server = (Server: typeof ModelServer): WorldParts => ({ ...soundParts, Server })
const forgetful = (state: InboxState): InboxState => ({ ...state, pending: [] })

/** Mistakes that someone could make, by name: each replaces one function of the client or the server. */
export const mutations: Readonly<Record<string, WorldParts>> = {
  'a heartbeat is not compared with the position': client({
    receive: (state, frame) =>
      frame.type === 'heartbeat' ? { state, outcome: 'ignored' } : receive(state, frame),
  }),

  'a heartbeat of another lineage counts as one of ours': client({
    receive: (state, frame) =>
      frame.type === 'heartbeat' && state.confirmed
        ? receive(state, { ...frame, epoch: state.confirmed.epoch })
        : receive(state, frame),
  }),

  'a delta is applied across a gap': client({
    receive: (state, frame) =>
      frame.type === 'delta' && state.confirmed?.epoch === frame.epoch
        ? receive(state, { ...frame, from: state.confirmed.position })
        : receive(state, frame),
  }),

  'a snapshot from before the cursor is applied': client({
    receive: (state, frame) =>
      frame.type === 'snapshot' && state.confirmed
        ? receive({ ...state, confirmed: { ...state.confirmed, position: { u: 0, b: 0 } } }, frame)
        : receive(state, frame),
  }),

  'a command after an unsettled "unread" names the old position': client({
    commandsFor: {
      ...commandsFor,
      read: (state, id) => commandsFor.read(forgetful(state), id),
      remove: (state, id) => commandsFor.remove(forgetful(state), id),
      readAll: (state, category) => commandsFor.readAll(forgetful(state), category),
      clearAll: (state, category) => commandsFor.clearAll(forgetful(state), category),
      clearRead: (state) => commandsFor.clearRead(forgetful(state)),
    },
  }),

  'a reloaded page treats its rows as all later arrivals': client({
    fold: ({ confirmed, pending }) =>
      fold({ confirmed, pending: pending.map((entry) => ({ ...entry, saw: undefined })) }),
  }),

  'a page overwrites a newer change': client({
    receivePage: (state, page, asked) => {
      const after = receivePage(state, page, asked)
      if (after === state || !after.confirmed) return after
      const arrived = page.notifications.map((row): [string, Row] => [row.id, row])
      const rows = new Map([...after.confirmed.rows, ...arrived])
      return { ...after, confirmed: { ...after.confirmed, rows } }
    },
  }),

  'a page from before a reset is applied': client({
    receivePage: (state, page, asked) =>
      receivePage(state, page, { ...asked, base: state.confirmed?.base ?? '' }),
  }),

  '"mark all" reaches to the present position of the server': server(
    class extends ModelServer {
      protected override reach(): Position {
        return this.position
      }
    },
  ),

  '"mark all" changes rows that were hidden when it was given': server(
    class extends ModelServer {
      protected override wasShown(category: string): boolean {
        return !this.isHidden({ category })
      }
    },
  ),

  'the epoch stays after a fail-over that lost changes': server(
    class extends ModelServer {
      protected override rotateEpoch(): void {
        // The mistake.
      }
    },
  ),

  'removed rows are forgotten without raising the floor': server(
    class extends ModelServer {
      protected override raiseFloor(): void {
        // The mistake.
      }
    },
  ),

  'a cursor below the floor is continued': server(
    class extends ModelServer {
      protected override refusal(epoch: string, position: Position): SnapshotReason | null {
        const reason = super.refusal(epoch, position)
        return reason === 'epoch' || reason === 'ahead' ? reason : null
      }
    },
  ),

  'repeated commands are not recognised': server(
    class extends ModelServer {
      protected override recall(): StoredCommand | undefined {
        return undefined
      }
    },
  ),

  '"unread" counts as an alert': server(
    class extends ModelServer {
      protected override raisedMarks(row: Row): Mark[] {
        return [...super.raisedMarks(row), 'alertPos']
      }
    },
  ),

  'an undo ignores later changes': server(
    class extends ModelServer {
      protected override isIntact(): boolean {
        return true
      }
    },
  ),

  'an undo is sent as a delta': server(
    class extends ModelServer {
      protected override resetAfterUndo(): void {
        // The mistake.
      }
    },
  ),

  'the addon is switched without a reset': server(
    class extends ModelServer {
      protected override resetAfterSwitch(): void {
        // The mistake.
      }
    },
  ),
}
