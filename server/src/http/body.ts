import { pipeline, Readable } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import type { Context } from 'hono'
import { Problem } from './problems.js'

/** The content codings that a body may have, besides none. */
const decoders = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
} as const
const OFFERED = 'gzip, deflate, br'

/**
 * Reads a body, decompressed where it is compressed. Reading stops at `maxBytes` of what comes out, so
 * that a small body cannot become a large one.
 *
 * @throws {Problem} `too-large`, `unsupported-encoding`, or `malformed` for what does not decompress
 */
export async function readBytes({ req }: Context, maxBytes: number): Promise<Uint8Array> {
  if (Number(req.header('content-length') ?? 0) > maxBytes) throw tooLarge(maxBytes)
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of decoded(req.raw.body, codingOf(req.header('content-encoding')))) {
    size += part.byteLength
    // A chunked body names no length, and a compressed one not its own: it is measured on its way.
    if (size > maxBytes) throw tooLarge(maxBytes)
    parts.push(part)
  }
  return Buffer.concat(parts)
}

/** The refusal of a body with more bytes than its limit. */
export const tooLarge = (maxBytes: number): Problem =>
  new Problem('too-large', {
    detail: `at most ${maxBytes} bytes`,
    // The rest is not read, so no other request can follow on this connection.
    headers: { connection: 'close' },
  })

type Coding = keyof typeof decoders

const isCoding = (name: string): name is Coding => Object.hasOwn(decoders, name)

function codingOf(header = ''): Coding | null {
  const name = header.trim().toLowerCase()
  if (name === '' || name === 'identity') return null
  if (isCoding(name)) return name
  throw new Problem('unsupported-encoding', {
    detail: `send ${OFFERED}, or no Content-Encoding`,
    headers: { 'accept-encoding': OFFERED },
  })
}

async function* decoded(
  body: ReadableStream<Uint8Array> | null,
  coding: Coding | null,
): AsyncIterable<Uint8Array> {
  if (body === null) return
  if (coding === null) {
    yield* body as unknown as AsyncIterable<Uint8Array>
    return
  }
  const source = Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0])
  // Each end of the pipe goes with the other; the loop below hears of what fails.
  const decoder = pipeline(source, decoders[coding](), () => {})
  try {
    yield* decoder as AsyncIterable<Uint8Array>
  } catch (error) {
    throw source.errored ? error : new Problem('malformed', { detail: `the body is not ${coding}` })
  }
}
