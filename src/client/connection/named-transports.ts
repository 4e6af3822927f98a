import { sse } from '../../transports/sse.js'
import { TransportError, type Transport } from '../../transports/transport.js'

/** The transports that a page can name without importing them. */
export type TransportName = 'sse' | 'websocket' | 'polling'

/** The default transports, in order of preference. */
const everything: readonly TransportName[] = ['sse', 'websocket', 'polling']

/**
 * Returns the transports, in order of preference; the default ones if `wanted` is empty. Except for
 * `sse`, the code of a named transport is loaded when it is first opened, because few pages need
 * it. An unknown name is reported as an error of the page and left out.
 */
export function transportsFor(
  wanted: readonly (Transport | TransportName)[] = [],
  fetch: typeof globalThis.fetch,
): readonly Transport[] {
  const transports = wanted.flatMap((named) => {
    if (typeof named !== 'string') return [named]
    if (Object.hasOwn(makers, named)) return [makers[named](fetch)]
    globalThis.reportError?.(new RangeError(`There is no transport called "${String(named)}".`))
    return []
  })
  return transports.length > 0 ? transports : everything.map((name) => makers[name](fetch))
}

const makers: Readonly<Record<TransportName, (fetch: typeof globalThis.fetch) => Transport>> = {
  sse: (fetch) => sse({ fetch }),
  websocket: () =>
    later('websocket', async () => (await import('./later-transports.js')).websocket()),
  polling: (fetch) =>
    later('polling', async () => (await import('./later-transports.js')).polling({ fetch })),
}

const later = (name: TransportName, load: () => Promise<Transport>): Transport => ({
  name,
  async *open(options) {
    const transport = await load().catch((cause: unknown) => {
      throw new TransportError('network', { cause })
    })
    yield* transport.open(options)
  },
})
