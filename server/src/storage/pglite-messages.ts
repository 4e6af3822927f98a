import type { Parameter } from './database.js'

// The messages between the server's thread and the worker thread of the embedded database.

/** A task for the worker. */
export type WorkerTask =
  /** Runs statements that take no parameters. The response has no rows. */
  | { readonly kind: 'run'; readonly sql: string }
  | { readonly kind: 'query'; readonly sql: string; readonly parameters: readonly Parameter[] }
  | { readonly kind: 'close' }

/** A task with the id that its response repeats. */
export interface WorkerRequest {
  readonly id: number
  readonly task: WorkerTask
}

/** A response of the worker. The first response, with id 0, reports that the database is open. */
export type WorkerResponse =
  | { readonly id: number; readonly rows: unknown[] }
  | { readonly id: number; readonly error: { readonly message: string; readonly state: string } }
