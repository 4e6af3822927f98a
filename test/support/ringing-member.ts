import { randomUUID } from 'node:crypto'
import type { DemoServer } from './demo-server.js'

/** A member whom nobody else knows: the count starts at nothing. */
export interface RingingMember {
  readonly id: string
  /** Makes one notification. */
  ring(): Promise<void>
  /** An expression for the page: whether the bell shows as many as there are, or so many. */
  isBellRight(count?: number): string
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
  }
}
