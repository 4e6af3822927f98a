/**
 * The storage key that shows that the member of an inbox is logged in in this browser. Each page
 * stores it, and a log-out removes it with all other keys of the inbox.
 *
 * The storage of an outbox has two kinds of keys:
 *
 * | key               | value                                                              |
 * | ----------------- | ------------------------------------------------------------------ |
 * | `marker`          | the key of the last command that may have been sent; `''` at first |
 * |                   | and `MEMBER_REMOVED` just before a page removes the data of a      |
 * |                   | member whom the host has removed                                   |
 * | `marker:stamp:id` | one command that the server has not answered                       |
 *
 * The key in the marker is for undo: a command with a higher key was never sent by any tab, so an
 * undo drops it without a request. It has nothing to do with the log-in. `stamp` is the time of
 * acting, always with the same number of digits, so that keys sort in that order.
 *
 * A page learns of a log-out in one of three ways. No other sign is a log-out.
 *
 * 1. A storage event says that the marker was removed. If its last value was `MEMBER_REMOVED`, the
 *    host has removed the member, which is no log-out.
 * 2. The channel of the tabs reports it. The engine then calls `Outbox.handleLogout`.
 * 3. The page was frozen or in the back/forward cache, had found or stored the marker before, and
 *    finds it missing when it returns. Such a page receives the storage event late or never.
 *
 * A page may learn of a log-out late. If the marker is present then, another page has stored it: the
 * member has logged in again, and the stored data is kept. A marker that this page has restored
 * itself does not prove that.
 *
 * A marker that is missing at any other time proves nothing: the browser or the host may have
 * cleared the storage, whose event names no key. The page then stores the marker and its commands
 * again. If a log-out is reported after all, it removes what it has restored.
 */
export class LoginMarker {
  /** The storage key of the marker. */
  readonly key: string
  /**
   * The marker as this page knows it:
   *
   * - `undefined`: this page has neither found nor stored the marker yet
   * - `stored`: this page has found or stored the marker, so if it is missing now, it was removed
   * - `restored`: the marker was removed after that, and this page has stored it again, so its
   *   presence proves no new log-in
   */
  state: 'stored' | 'restored' | undefined
  /** The marker's value: the highest key of a command that may have been sent. */
  lastSent = ''

  constructor(key: string) {
    this.key = key
  }

  /** Stores the marker after it was missing. */
  store(storage: Storage): void {
    storage.setItem(this.key, this.lastSent)
    this.state = this.state ? 'restored' : 'stored'
  }

  /** Records that the marker is in the storage. */
  noteFound(): void {
    this.state ??= 'stored'
  }

  /** Records that the command with a key may have been sent. */
  noteSent(key: string | null | undefined): void {
    if (key && key > this.lastSent) this.lastSent = key
  }
}
