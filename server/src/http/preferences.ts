import type { PreferenceFeatures } from 'belfry/protocol'
import {
  completePreferences,
  type CompletePreferences,
  preferencesChange,
  readPreferences,
  writePreferences,
} from '../domain/preferences.js'
import { registerMember } from '../domain/register-member.js'
import type { Transaction } from '../storage/database.js'
import type { InboxKey } from '../storage/inbox-key.js'
import { lockPlatform } from '../storage/platforms.js'
import type { Handler, Services } from './context.js'
import { readBody } from './validation.js'

/** Handles `GET /v1/inbox/preferences`: the member's preferences. */
export const getPreferences =
  ({ authentication, database }: Services): Handler =>
  async (context) => {
    const key = await authentication.member(context)
    const preferences = await database.transaction(key.platform, (transaction) =>
      readRegistered(transaction, key),
    )
    return context.json(answerOf(preferences))
  }

/** Handles `PUT /v1/inbox/preferences`: changes the given preferences, for later notifications. */
export const putPreferences =
  ({ authentication, database }: Services): Handler =>
  async (context) => {
    const key = await authentication.member(context)
    const change = await readBody(preferencesChange, context)
    const preferences = await database.transaction(key.platform, async (transaction) => {
      await lockPlatform(transaction, key.platform)
      const changed = completePreferences(await readRegistered(transaction, key), change)
      await writePreferences(transaction, key, changed)
      return changed
    })
    return context.json(answerOf(preferences))
  }

/**
 * Builds the response: the preferences, with the server features that a preferences form must know.
 */
const answerOf = (
  preferences: CompletePreferences,
): CompletePreferences & { features: PreferenceFeatures } => ({
  ...preferences,
  features: { email: CAN_SEND_EMAILS },
})

/**
 * Whether the server can send emails. It cannot yet; the effects of events report `not configured`.
 */
const CAN_SEND_EMAILS = false

async function readRegistered(
  transaction: Transaction,
  key: InboxKey,
): Promise<CompletePreferences> {
  const known = await readPreferences(transaction, key)
  if (known) return known
  await registerMember(transaction, key)
  return completePreferences({})
}
