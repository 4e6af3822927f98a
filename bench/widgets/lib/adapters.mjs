/**
 * The questions that the harness asks a widget inside its page. A file `peers/<name>/probe.js`
 * exports one. It runs before the widget exists, so every answer can be "not yet".
 *
 * @typedef {object} Probe
 * @property {() => Element | null | undefined} bell
 * @property {() => Element | null | undefined} [badge] The mark of unread notifications; missing if
 *   the widget has none.
 * @property {() => ArrayLike<Element>} list The rows, or toasts, that are in the page.
 * @property {() => number} unread The widget's own count of unread notifications.
 * @property {() => Element | null | undefined} [scroller] The element that scrolls the rows.
 *   Default: the nearest ancestor of a row that scrolls.
 * @property {() => number} [loaded] The number of loaded rows. Default: the rows in the page.
 * @property {boolean} [isToast] Whether this is a library of toasts, without a bell.
 */

/**
 * The server of one page.
 *
 * @typedef {object} Mock
 * @property {(call: Call) => string | false | Promise<string | false>} [http] Answers a request.
 *   Returns a name for the route, under which it is counted; `false` if there is no such route.
 * @property {(socket: import('ws').WebSocket) => void} [socket] Takes a WebSocket.
 * @property {(item: import('./corpus.mjs').Item) => void} [publish] Sends a new notification.
 */

/**
 * A request to a mock.
 *
 * @typedef {object} Call
 * @property {import('node:http').IncomingMessage} request
 * @property {import('node:http').ServerResponse} response
 * @property {string} method
 * @property {URL} url
 * @property {unknown} body The parsed JSON; the text itself if it is none.
 * @property {(json?: unknown) => void} send Answers with JSON, or with 204 and no body.
 */

/**
 * The things of which a mock is made.
 *
 * @typedef {object} Parts
 * @property {import('./corpus.mjs').Store} store
 * @property {ReadonlySet<import('ws').WebSocket>} sockets The open WebSockets.
 * @property {ReadonlySet<import('node:http').ServerResponse>} streams The open event streams.
 * @property {(response: import('node:http').ServerResponse) => void} addStream Counts a response as
 *   an event stream until it closes.
 * @property {string} origin
 */

/**
 * A widget that is measured.
 *
 * @typedef {object} Adapter
 * @property {string} name The name of the file, and of the folder in `peers`.
 * @property {string} title
 * @property {'inbox' | 'toast'} kind
 * @property {readonly string[]} packages The packages whose versions are reported.
 * @property {number} [firstPage] The rows that must be in the page before its list counts as
 *   painted: the rows of one page of the widget, or fewer if it draws only rows in view.
 * @property {boolean} [hasNoBadge]
 * @property {string} [badgeNote] How the bell shows unread notifications, if not by their number.
 * @property {number} [pollMs] How often the widget is asked for its count in a burst. Default: 20.
 * @property {number} [burstLimitMs] Default: 240,000.
 * @property {number} [catchUpMs] How long an outage is watched after the connection is back.
 *   Default: 8,000.
 * @property {readonly string[]} [notes] Facts that a reader of the figures needs.
 * @property {(parts: Parts) => Mock} [mock]
 */

/** Every widget, in the order of the tables. */
export const adapterNames = /** @type {const} */ ([
  'belfry',
  'novu',
  'courier',
  'knock',
  'magicbell',
  'floor',
  'belfry-toasts',
  'sonner',
  'notyf',
])

/**
 * Loads the adapters of the names.
 *
 * @param {readonly string[]} names
 * @returns {Promise<Adapter[]>}
 */
export const loadAdapters = (names) =>
  Promise.all(
    names.map(async (name) => {
      const module = /** @type {{ adapter: Adapter }} */ (await import(`../adapters/${name}.mjs`))
      return module.adapter
    }),
  )
