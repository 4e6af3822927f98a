import { createHash } from 'node:crypto'
import { notificationRequest, postNotification } from '../domain/post-notification.js'
import type { AppContext, Handler, Services } from './context.js'
import { isStorable } from './json.js'
import { Problem } from './problems.js'
import { createRateLimiter } from './rate-limit.js'
import { readBody } from './validation.js'

/** The maximum length of an `Idempotency-Key`, in characters. */
const KEY_LENGTH = 255
/** The size of a burst, as a multiple of the rate per second. */
const BURST = 4

/** Handles `POST /v1/notifications`: a notification of any type, for members or one audience. */
export function postNotifications(services: Services): Handler {
  const { authentication, database, clock, config, publish } = services
  const perSecond = config.eventsPerSecond
  const limiter = createRateLimiter({ perSecond, burst: perSecond * BURST })
  return async (context) => {
    const { platform } = await authentication.platform(context, 'notifications')
    const key = idempotencyKeyOf(context)
    const request = await readBody(notificationRequest, context)
    limiter.take(platform, request.members?.length ?? 1)
    const fingerprint = createHash('sha256').update(JSON.stringify(request)).digest('hex')
    const posted = await postNotification(database, platform, request, {
      idempotency: key === undefined ? null : { key, fingerprint },
      nowMs: clock.now(),
    })
    if (posted === 'key-reused')
      throw new Problem('idempotency-key-reused', {
        errors: [{ pointer: 'Idempotency-Key', message: 'was used for another request' }],
      })
    if (posted.replayed) context.header('idempotent-replayed', 'true')
    publish(posted.change)
    return context.json({ effects: posted.effects }, 202)
  }
}

function idempotencyKeyOf(context: AppContext): string | undefined {
  const key = context.req.header('idempotency-key')
  if (key === undefined) return undefined
  if (key.length > 0 && key.length <= KEY_LENGTH && isStorable(key)) return key
  const message = `must have 1 to ${KEY_LENGTH} characters`
  throw new Problem('invalid', { errors: [{ pointer: 'Idempotency-Key', message }] })
}
