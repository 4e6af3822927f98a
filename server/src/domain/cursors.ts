import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Position } from 'belfry/protocol'
import type { InboxKey } from '../storage/inbox-key.js'
import type { PageStart } from '../storage/inbox-rows.js'

/** What a cursor says. */
export interface CursorContent {
  readonly epoch: string
  readonly position: Position
}

/** Writes and reads what clients hand back to us and must not be able to invent. */
export interface Cursors {
  /** A cursor: at most 128 bytes, safe in an address and in a header. */
  write(key: InboxKey, content: CursorContent): string
  /** What a cursor says, or `null` where it is not one of ours for this member. */
  read(key: InboxKey, cursor: string): CursorContent | null
  /** The token of the page that starts after a place. */
  writePageToken(key: InboxKey, place: PageStart): string
  /** The place of a page token, or `null` where it is not one of ours for this member. */
  readPageToken(key: InboxKey, token: string): PageStart | null
  /** The opaque name of an inbox: the same after a restart, and it tells neither name. */
  inboxName(key: InboxKey): string
}

const VERSION = '1'
/** Half of SHA-256: short enough for a header, too long to guess. */
const MAC_BYTES = 16
const CURSOR = /^1\.([0-9a-z]+-[0-9a-f]+)\.([0-9a-z]{1,11})\.([0-9a-z]{1,11})\.([\w-]{22})$/
const PLACE = /^([0-9a-z]{1,11})\.([0-9a-f]{32})\.([\w-]{22})$/

/**
 * Signs with one secret, and binds each token to its platform and member: nobody else's is good.
 *
 * @param secret 32 random bytes, the same on every node.
 */
export function createCursors(secret: Uint8Array): Cursors {
  const sign = (purpose: string, { platform, member }: InboxKey, text: string): string =>
    createHmac('sha256', secret)
      // JSON keeps the parts apart, whatever characters an id holds.
      .update(JSON.stringify([purpose, platform, member, text]))
      .digest()
      .subarray(0, MAC_BYTES)
      .toString('base64url')
  const isSigned = (purpose: string, key: InboxKey, text: string, mac: string): boolean =>
    timingSafeEqual(Buffer.from(sign(purpose, key, text)), Buffer.from(mac))

  return {
    write(key, { epoch, position: { u, b } }) {
      const text = [VERSION, epoch, u.toString(36), b.toString(36)].join('.')
      return `${text}.${sign('cursor', key, text)}`
    },
    read(key, cursor) {
      const [, epoch, u, b, mac] = CURSOR.exec(cursor) ?? []
      if (!epoch || !u || !b || !mac) return null
      if (!isSigned('cursor', key, cursor.slice(0, -mac.length - 1), mac)) return null
      return { epoch, position: { u: parseInt(u, 36), b: parseInt(b, 36) } }
    },
    writePageToken(key, { createdAt, id }) {
      const text = `${Date.parse(createdAt).toString(36)}.${id.replaceAll('-', '')}`
      return `${text}.${sign('place', key, text)}`
    },
    readPageToken(key, token) {
      const [, time, hex, mac] = PLACE.exec(token) ?? []
      if (!time || !hex || !mac) return null
      if (!isSigned('place', key, token.slice(0, -mac.length - 1), mac)) return null
      const id = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
      return { createdAt: new Date(parseInt(time, 36)).toISOString(), id }
    },
    inboxName: (key) => sign('inbox', key, ''),
  }
}
