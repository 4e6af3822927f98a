import { pipeline, Readable } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import type { Context } from 'hono'
import { Problem } from './problems.js'

/** The content codings that a request body may have, besides none. */
const decoders = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
} as const
const OFFERED = 'gzip, deflate, br'

/**
 * Reads the body of a request and decompresses it. Reading stops after `maxBytes` decompressed
 * bytes, so that a small body cannot grow into a large one.
 *
 * @throws {Problem} `too-large`, `unsupported-encoding`, or `malformed` if decompression fails
 */
export async function readBytes({ req }: Context, maxBytes: number): Promise<Uint8Array> {
  if (Number(req.header('content-length') ?? 0) > maxBytes) throw tooLarge(maxBytes)
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of decoded(req.raw.body, codingOf(req.header('content-encoding')))) {
    size += part.byteLength
    // A chunked body declares no length, and a compressed one not its decompressed length. The size
    // is therefore measured while reading.
    if (size > maxBytes) throw tooLarge(maxBytes)
    parts.push(part)
  }
  return Buffer.concat(parts)
}

/** Creates the problem of a body that exceeds its limit. */
export const tooLarge = (maxBytes: number): Problem =>
  new Problem('too-large', {
    detail: `at most ${maxBytes} bytes`,
    // The rest of the body is not read, so the connection cannot carry another request.
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
  // The pipeline destroys both streams when one fails. The loop below catches the error.
  const decoder = pipeline(source, decoders[coding](), () => {})
  try {
    yield* decoder as AsyncIterable<Uint8Array>
  } catch (error) {
    throw source.errored ? error : new Problem('malformed', { detail: `the body is not ${coding}` })
  }
}
