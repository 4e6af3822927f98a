import type { Transaction } from '../storage/database.js'
import { readRemoved, saveMembers } from '../storage/directory.js'
import type { InboxKey } from '../storage/inbox-key.js'
import { lockPlatform, platformExists } from '../storage/platforms.js'

/** The error for a token whose platform does not exist. */
export class UnknownPlatformError extends Error {
  override readonly name = 'UnknownPlatformError'
}

/** The error for a member who was erased and not registered again by the host. */
export class MemberRemovedError extends Error {
  override readonly name = 'MemberRemovedError'
}

/**
 * Creates an inbox for a member with a valid token who is not in the directory yet.
 *
 * @throws {UnknownPlatformError} if the platform does not exist
 * @throws {MemberRemovedError} if the member was erased
 */
export async function registerMember(
  transaction: Transaction,
  { platform, member }: InboxKey,
): Promise<void> {
  if (!(await platformExists(transaction, platform))) throw new UnknownPlatformError(platform)
  await lockPlatform(transaction, platform)
  const removed = await readRemoved(transaction, platform, [member])
  if (removed.size > 0) throw new MemberRemovedError(member)
  await saveMembers(transaction, platform, [{ member }])
}
