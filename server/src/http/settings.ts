import { readSettings, type Settings, settingsChange, writeSettings } from '../domain/settings.js'
import { log } from '../log.js'
import { lockPlatform, platformExists } from '../storage/platforms.js'
import { UnknownPlatformError } from '../domain/register-member.js'
import type { Handler, Services } from './context.js'
import { readBody } from './validation.js'

/** Handles `GET /v1/admin/settings`: the settings of the platform. */
export const getSettings =
  ({ authentication, database }: Services): Handler =>
  async (context) => {
    const { platform } = await authentication.admin(context, 'settings')
    const settings = await database.transaction(platform, async (transaction) => {
      if (!(await platformExists(transaction, platform))) throw new UnknownPlatformError(platform)
      return readSettings(transaction, platform)
    })
    return context.json(settings)
  }

/** Handles `PUT /v1/admin/settings`: changes the given settings. Open pages apply them at once. */
export const putSettings =
  ({ authentication, database, publish }: Services): Handler =>
  async (context) => {
    const { platform } = await authentication.admin(context, 'settings')
    const change = await readBody(settingsChange, context)
    const { settings, reset } = await database.transaction(platform, async (transaction) => {
      if (!(await platformExists(transaction, platform))) throw new UnknownPlatformError(platform)
      await lockPlatform(transaction, platform)
      const before = await readSettings(transaction, platform)
      const after: Settings = {
        gamification: change.gamification ?? before.gamification,
        retention: change.retention ?? before.retention,
        links: { ...before.links, ...change.links },
        types: change.types ?? before.types,
      }
      return { settings: after, reset: await writeSettings(transaction, platform, after) }
    })
    log.info('settings-changed', { platform, settings: Object.keys(change).join(' ') })
    if (reset) publish({ platform, members: 'all', reset })
    return context.json(settings)
  }
