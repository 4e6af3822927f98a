import {
  isCommandResponse,
  isPage,
  type CommandRequest,
  type CommandResponse,
  type Page,
} from '../../protocol/index.js'
import { ask, type RequestOptions } from './requests.js'

/** A query over an inbox. A notification matches when it meets every condition that is given. */
export interface Query {
  /** A text that the title or the message contains. Upper and lower case are equal. */
  readonly q?: string
  readonly filter?: 'unread'
  readonly category?: string
}

/** The position and size of a page, and the query for its rows. */
export interface PageQuery extends Query {
  readonly after: string
  readonly limit: number
}

/** The routes of the member API that are needed after the first paint. */
export interface Api {
  /**
   * Requests a page: at most `limit` rows, below the position that `after` names.
   *
   * @throws {TransportError} if the request fails.
   */
  page(query: PageQuery, signal?: AbortSignal): Promise<Page>
  /**
   * Sends the member's commands. The request continues if the page ends.
   *
   * @throws {TransportError} if the request fails.
   */
  send(body: CommandRequest, signal?: AbortSignal): Promise<CommandResponse>
}

/** Creates the API of one member. */
export const createApi = (options: RequestOptions): Api => ({
  page: ({ limit, ...query }, signal) =>
    ask(options, {
      route: 'inbox/page',
      query: { limit: String(limit), ...query },
      isExpected: isPage,
      ...(signal ? { signal } : {}),
    }),
  send: (body, signal) =>
    ask(options, {
      route: 'inbox/commands',
      isExpected: isCommandResponse,
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      // Prototype.js 1.6 adds a `toJSON` method to all arrays, and it returns a string. This
      // property hides that method.
      body: JSON.stringify({
        ...body,
        commands: Object.assign([...body.commands], { toJSON: undefined }),
      }),
      // A click on a notification may leave the page while this request is in flight.
      keepalive: true,
      ...(signal ? { signal } : {}),
    }),
})
