import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Position } from 'belfry/protocol'
import type { InboxKey } from '../storage/inbox-key.js'
import type { PageStart } from '../storage/inbox-rows.js'

/** The content of a cursor. */
export interface CursorContent {
  readonly epoch: string
  readonly position: Position
}

/** Writes and reads the signed tokens that clients send back and must not be able to forge. */
export interface Cursors {
  /** Writes a cursor: at most 128 bytes, safe in a URL and in a header. */
  write(key: InboxKey, content: CursorContent): string
  /** Reads a cursor; `null` if this server did not issue it for this member. */
  read(key: InboxKey, cursor: string): CursorContent | null
  /** Writes the token of the page that starts after a row. */
  writePageToken(key: InboxKey, place: PageStart): string
  /** Reads a page token; `null` if this server did not issue it for this member. */
  readPageToken(key: InboxKey, token: string): PageStart | null
  /**
   * Returns the opaque name of an inbox. It stays the same after a restart and reveals neither the
   * platform nor the member.
   */
  inboxName(key: InboxKey): string
}

const VERSION = '1'
/**
 * The length of the signature in bytes: half of SHA-256, which is short enough for a header and
 * too long to guess.
 */
const MAC_BYTES = 16
const CURSOR = /^1\.([0-9a-z]+-[0-9a-f]+)\.([0-9a-z]{1,11})\.([0-9a-z]{1,11})\.([\w-]{22})$/
const PLACE = /^([0-9a-z]{1,11})\.([0-9a-f]{32})\.([\w-]{22})$/

/**
 * Creates the functions that sign and read tokens. Each token is bound to its platform and member,
 * so it is not valid for another member.
 *
 * @param secret - 32 random bytes, the same on every node
 */
export function createCursors(secret: Uint8Array): Cursors {
  const sign = (purpose: string, { platform, member }: InboxKey, text: string): string =>
    createHmac('sha256', secret)
      // JSON keeps the parts separate, whatever characters an id contains.
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
