import { randomUUID } from 'node:crypto'
import type { DemoServer } from './demo-server.js'

/** A new member, whose count starts at zero. */
export interface RingingMember {
  readonly id: string
  /** Makes one notification. */
  ring(): Promise<void>
  /** An expression for the page: whether the bell shows as many as there are, or so many. */
  isBellRight(count?: number): string
  /** How many the server has as unread. */
  countAtServer(): Promise<number>
}

/** Adds a member to the demo's platform. */
export async function registerMember(server: DemoServer): Promise<RingingMember> {
  const id = `member-${randomUUID()}`
  let unread = 0
  await server.postEvent('member.registered', {
    memberId: id,
    name: 'Test member',
    email: `${id}@example.com`,
    credentials: { login: id, password: 'shown once' },
  })
  return {
    id,
    async ring() {
      await server.postEvent('points.earned', { memberId: id, amount: 1, reason: 'Test' })
      unread += 1
    },
    isBellRight(count = unread) {
      const label = count === 0 ? 'Notifications' : `Notifications, ${count} unread`
      return `deep('[part~="button"]')?.getAttribute('aria-label') === '${label}'`
    },
    async countAtServer() {
      const { token } = await read<{ token: string }>(`${server.url}/demo/token?member=${id}`)
      const headers = { authorization: `Bearer ${token}` }
      const inbox = `${server.url}/v1/inbox?limit=1`
      return (await read<{ counts: { unread: number } }>(inbox, headers)).counts.unread
    },
  }
}

const read = async <T>(url: string, headers: Readonly<Record<string, string>> = {}): Promise<T> =>
  (await (await fetch(url, { headers })).json()) as T
