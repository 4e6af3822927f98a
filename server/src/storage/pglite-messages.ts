import type { Parameter } from './database.js'

// The words between the server's thread and the thread that the embedded database runs in.

/** What the worker is asked to do. */
export type WorkerTask =
  /** Runs statements that take no parameters, and answers nothing. */
  | { readonly kind: 'run'; readonly sql: string }
  | { readonly kind: 'query'; readonly sql: string; readonly parameters: readonly Parameter[] }
  | { readonly kind: 'close' }

/** A task with the number that its answer carries. */
export interface WorkerRequest {
  readonly id: number
  readonly task: WorkerTask
}

/** What the worker answers. The first answer, with id 0, says that the database is open. */
export type WorkerResponse =
  | { readonly id: number; readonly rows: unknown[] }
  | { readonly id: number; readonly error: { readonly message: string; readonly state: string } }
