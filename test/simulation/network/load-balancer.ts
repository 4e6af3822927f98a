import { once } from 'node:events'
import { createServer, request as send } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A load balancer: it passes requests on, or refuses them in the server's place. */
export interface LoadBalancer {
  readonly port: number
  /** The refused requests, with their times in milliseconds of `performance.now()`. */
  readonly refused: readonly { readonly path: string; readonly at: number }[]
  /** Refuses from now on, everything or one path, with a page; `null` passes on again. */
  refuseWith(status: number | null, headers?: Record<string, string>, path?: string): void
  close(): Promise<void>
}

/** Starts a load balancer before the server on a port of this machine. */
export async function startLoadBalancer(port: number): Promise<LoadBalancer> {
  const refused: { path: string; at: number }[] = []
  let refusal: { status: number; headers: Record<string, string>; path: string | null } | null =
    null
  const server = createServer((request, response) => {
    const path = request.url?.split('?')[0] ?? ''
    if (refusal && path === (refusal.path ?? path)) {
      refused.push({ path, at: performance.now() })
      request.resume()
      response.writeHead(refusal.status, { 'content-type': 'text/html', ...refusal.headers })
      return void response.end('<h1>The load balancer is in the way</h1>')
    }
    const { method, url, headers } = request
    const passed = send({ host: '127.0.0.1', port, method, path: url, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      response.flushHeaders()
      answer.pipe(response)
    })
    passed.on('error', () => response.destroy())
    response.once('close', () => passed.destroy())
    request.pipe(passed)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    refused,
    refuseWith: (status, headers = {}, path) => {
      refusal = status === null ? null : { status, headers, path: path ?? null }
    },
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
