import { describeType } from 'belfry/protocol'
import { v7 as uuidv7 } from 'uuid'
import { completeSettings, writeSettings } from '../domain/settings.js'
import type { Route } from '../http/app.js'
import type { AppContext, Services } from '../http/context.js'
import { Problem } from '../http/problems.js'
import { isStorable } from '../http/json.js'
import { signToken } from '../http/token.js'
import type { Database, Transaction } from '../storage/database.js'
import { saveComments } from '../storage/comments.js'
import { findMember, joinAudiences, saveMembers } from '../storage/directory.js'
import { readMeta, writeMeta } from '../storage/secrets.js'
import { addNotifications } from '../storage/notifications.js'
import { lockPlatform, replaceConfiguredKeys, savePlatform } from '../storage/platforms.js'
import { comments, DEMO_KEY, DEMO_PLATFORM, hostTypes, members, memberships } from './directory.js'
import { renderHistory } from './history.js'
import { pageRoutes } from './pages.js'

const TOKEN_LIFETIME_SECONDS = 3600
const HOUR_MS = 3_600_000

/** Fills the demo's platform on the first start. A later start keeps its data. */
export async function prepareDemo(database: Database): Promise<void> {
  await database.transaction(null, async (transaction) => {
    await savePlatform(transaction, DEMO_PLATFORM, { gamification: true })
    await replaceConfiguredKeys(transaction, [{ platform: DEMO_PLATFORM, key: DEMO_KEY }])
    await lockPlatform(transaction, DEMO_PLATFORM)
    if ((await readMeta(transaction, 'demo')) !== null) return
    await fill(transaction)
    await writeMeta(transaction, 'demo', 'filled')
  })
}

async function fill(transaction: Transaction): Promise<void> {
  await saveMembers(transaction, DEMO_PLATFORM, members)
  await joinAudiences(transaction, DEMO_PLATFORM, memberships)
  await saveComments(transaction, DEMO_PLATFORM, comments)
  const settings = completeSettings(true, { types: hostTypes })
  await writeSettings(transaction, DEMO_PLATFORM, settings)
  const past = renderHistory(settings).map(({ hoursAgo, content }) => {
    const msecs = Date.now() - hoursAgo * HOUR_MS
    return {
      id: uuidv7({ msecs }),
      member: 'student-1',
      category: describeType(content.type).category,
      createdAt: new Date(msecs).toISOString(),
      content,
      read: true,
    }
  })
  await addNotifications(transaction, DEMO_PLATFORM, past)
}

/** Creates the routes that only the demo has: tokens for its members, and its pages. */
export const demoRoutes = (services: Services, secret: Uint8Array): Route[] => [
  { method: 'GET', path: '/demo/token', handler: getToken(services, secret) },
  ...pageRoutes(),
]

const getToken =
  ({ database }: Services, secret: Uint8Array) =>
  async (context: AppContext): Promise<Response> => {
    const name = context.req.query('member') ?? ''
    const member = isStorable(name)
      ? await database.transaction(DEMO_PLATFORM, (transaction) =>
          findMember(transaction, DEMO_PLATFORM, name),
        )
      : null
    if (!member) throw new Problem('not-found', { detail: 'there is no such member' })
    const role = member.role === 'teacher' || member.role === 'admin' ? member.role : 'member'
    const identity = { platform: DEMO_PLATFORM, member: member.member, role } as const
    return context.json({ token: await signToken(secret, identity, TOKEN_LIFETIME_SECONDS) })
  }
