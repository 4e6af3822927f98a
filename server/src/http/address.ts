import type { IncomingMessage } from 'node:http'

/**
 * Returns the IP address of a request's client. Each proxy appends the address it received the
 * request from to `X-Forwarded-For`. The entries before those of our own proxies come from the
 * client and cannot be trusted.
 *
 * @param trustedProxies - the number of our own proxies in front of this server
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
