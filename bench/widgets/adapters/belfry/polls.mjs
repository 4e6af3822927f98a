import { hello } from './stream.mjs'

/**
 * @import { IncomingMessage, ServerResponse } from 'node:http'
 * @import { Delta, Frame, Snapshot } from '../../../../src/protocol/frames.js'
 * @import { BelfryInbox } from './inbox.mjs'
 */

const tagOf = (/** @type {Delta | Snapshot} */ { to }) => `"${to}"`

/**
 * Answers `GET /v1/inbox/sync`: at once if the client lacks a change, else at the next change or
 * after `wait` seconds.
 *
 * @param {BelfryInbox} inbox
 * @param {IncomingMessage} request
 * @param {ServerResponse} response
 * @param {URLSearchParams} query
 */
export function answerPoll(inbox, request, response, query) {
  const known = request.headers['if-none-match']
  const waitMs = Number(query.get('wait') ?? 0) * 1000
  const pollAfterMs = waitMs > 0 ? 0 : 30_000
  const update = inbox.resume(query.get('cursor'))
  const answer = (/** @type {readonly Frame[]} */ frames, etag = known ?? tagOf(update)) => {
    const status = frames.length > 0 ? 200 : 304
    response.writeHead(status, {
      'content-type': 'application/json',
      'cache-control': 'private, no-cache',
      'x-poll-after-ms': String(pollAfterMs),
      etag,
    })
    response.end(status === 200 ? JSON.stringify({ frames, pollAfterMs }) : undefined)
  }
  if (known !== tagOf(update))
    return answer(known === undefined ? [hello(), update] : [update], tagOf(update))
  const endWait = inbox.onChange((frame) => answer([frame], tagOf(frame)))
  const timer = setTimeout(answer, waitMs, [])
  const end = () => {
    clearTimeout(timer)
    endWait()
  }
  response.on('finish', end)
  response.on('close', end)
}
