/** Whether an answer begins here that goes on for as long as the connection: events, or a WebSocket. */
export function startsStream(piece: Buffer): boolean {
  if (!piece.subarray(0, 9).equals(Buffer.from('HTTP/1.1 '))) return false
  const head = piece.subarray(0, 2_048).toString('latin1')
  return head.startsWith('HTTP/1.1 101') || /^content-type: text\/event-stream/im.test(head)
}

/** Whether this is one chunk (RFC 9112, 7.1) or one unmasked text message (RFC 6455, 5.2), and whole. */
export function isWholeMessage(piece: Buffer): boolean {
  return isChunk(piece) || isTextMessage(piece)
}

function isChunk(piece: Buffer): boolean {
  const line = piece.indexOf('\r\n')
  const hex = piece.subarray(0, Math.max(0, line)).toString('latin1')
  return /^[0-9a-f]+$/i.test(hex) && piece.length === line + 2 + Number.parseInt(hex, 16) + 2
}

function isTextMessage(piece: Buffer): boolean {
  if (piece[0] !== 0x81 || piece.length < 2) return false
  const short = piece[1] ?? 0
  if (short < 126) return piece.length === 2 + short
  return short === 126 && piece.length > 4 && piece.length === 4 + piece.readUInt16BE(2)
}

/** A request that changes something, where one is here as a whole. */
export function postIn(piece: Buffer): Buffer | null {
  const head = piece.indexOf('\r\n\r\n')
  if (head < 0 || piece.subarray(0, 5).toString('latin1') !== 'POST ') return null
  const [, length] =
    /^content-length: (\d+)/im.exec(piece.subarray(0, head).toString('latin1')) ?? []
  const end = head + 4 + Number(length)
  return length !== undefined && piece.length >= end ? piece.subarray(0, end) : null
}
