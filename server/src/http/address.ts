import type { IncomingMessage } from 'node:http'

/**
 * Where a request comes from. Each proxy writes at the end of `X-Forwarded-For` whom it heard; what
 * stands before those of our own proxies was written by the client, and may be anything.
 *
 * @param trustedProxies How many proxies of ours stand before this server.
 */
export function addressOf(
  { headers, socket }: Pick<IncomingMessage, 'headers' | 'socket'>,
  trustedProxies: number,
): string {
  const heard = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',')
  const chain = heard.map((address) => address.trim()).filter(Boolean)
  const ours = trustedProxies > 0 ? chain.slice(-trustedProxies)[0] : undefined
  return ours ?? socket.remoteAddress ?? ''
}
