import type { Command } from '../../protocol/index.js'

/** The options of a model of the server. */
export interface ModelOptions {
  /**
   * The opaque name of the inbox.
   *
   * @default 'inbox'
   */
  readonly inbox?: string
  /**
   * The number of rows in a snapshot or a page if the client names none.
   *
   * @default 30
   */
  readonly pageRows?: number
  /**
   * The maximum number of rows in a delta. A client that is further behind gets a snapshot.
   *
   * @default 200
   */
  readonly deltaRows?: number
  /**
   * Returns the time of the server's clock, in ISO 8601 UTC.
   *
   * @default a fixed time
   */
  readonly now?: () => string
  /**
   * Returns the code with which a command is refused; `undefined` leaves it to the rules.
   *
   * @default refuses none
   */
  readonly refusalOf?: (command: Command) => string | undefined
}

/** The limits of a real server, and a clock that stands still. */
export const defaultOptions: Required<ModelOptions> = {
  inbox: 'inbox',
  pageRows: 30,
  deltaRows: 200,
  now: () => '2026-03-02T10:00:00.000Z',
  refusalOf: () => undefined,
}
