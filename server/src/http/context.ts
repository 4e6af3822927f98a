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

/** The types of a request's context in this app. */
export interface AppEnvironment {
  Bindings: HttpBindings
  Variables: { requestId: string }
}

/** The context of a request. */
export type AppContext = Context<AppEnvironment, string>

/** A function that answers a request. */
export type Handler = (context: AppContext) => Response | Promise<Response>

/** Dependencies of the handlers. */
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
  /** Notifies open streams and jobs of the changes of a transaction. Call it after the commit. */
  readonly publish: (change: Change) => void
  /** Whether the server is shutting down and accepts no new streams. */
  readonly isDraining: () => boolean
}
