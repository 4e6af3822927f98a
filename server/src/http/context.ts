import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'
import type { Clock } from '../clock.js'
import type { Config } from '../config.js'
import type { Change } from '../domain/change.js'
import type { Frames } from '../domain/frames.js'
import type { Hub } from '../live/hub.js'
import type { Pump } from '../live/pump.js'
import type { Database } from '../storage/database.js'
import type { OpenLimiter } from './open-limiter.js'
import type { Authentication } from './auth.js'
import type { Cursors } from '../domain/cursors.js'

/** What a request carries through the handlers. */
export interface AppEnvironment {
  Bindings: HttpBindings
  Variables: { requestId: string }
}

/** A request on its way. */
export type AppContext = Context<AppEnvironment, string>

/** Answers one request. */
export type Handler = (context: AppContext) => Response | Promise<Response>

/** What the handlers work with. */
export interface Services {
  readonly config: Config
  readonly database: Database
  readonly authentication: Authentication
  readonly cursors: Cursors
  readonly frames: Frames
  readonly hub: Hub
  readonly openLimiter: OpenLimiter
  readonly pump: Pump
  readonly clock: Clock
  /** Tells open pages and jobs what a transaction changed. Call it after the commit. */
  readonly publish: (change: Change) => void
  /** Whether the server is going down and takes no new streams. */
  readonly isDraining: () => boolean
}
