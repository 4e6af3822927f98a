import { randomBytes } from 'node:crypto'
import type { Database, Transaction } from './database.js'

/** Reads a value from the server's own table `meta`; `null` if the key is not set. */
export async function readMeta(transaction: Transaction, key: string): Promise<string | null> {
  const [row] = await transaction.query<{ value: string }>(
    'select value from meta where key = $1',
    [key],
  )
  return row?.value ?? null
}

/** Writes a value to the server's own table `meta`. */
export async function writeMeta(
  transaction: Transaction,
  key: string,
  value: string,
): Promise<void> {
  await transaction.query(
    'insert into meta (key, value) values ($1, $2) on conflict (key) do update set value = excluded.value',
    [key, value],
  )
}

/**
 * Reads a secret of 32 random bytes, and creates and stores it on the first call. Signatures made
 * with it therefore stay valid after a restart and on every node.
 */
export function readOrMakeSecret(database: Database, name: string): Promise<Uint8Array> {
  return database.transaction(null, async (transaction) => {
    const key = `secret:${name}`
    await transaction.query(
      'insert into meta (key, value) values ($1, $2) on conflict (key) do nothing',
      [key, randomBytes(32).toString('base64')],
    )
    return Buffer.from((await readMeta(transaction, key)) ?? '', 'base64')
  })
}
