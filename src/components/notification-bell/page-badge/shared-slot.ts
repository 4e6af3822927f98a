/**
 * A place that the page has only one of, such as its title. It shows one value: of whoever has had one
 * for the longest time.
 */
export class SharedSlot<Owner, Value> {
  readonly #show: (value: Value | undefined, owner: Owner) => void
  readonly #values = new Map<Owner, Value>()
  #shown: Value | undefined

  /** @param show - shows a value; `undefined` leaves the place as it was found */
  constructor(show: (value: Value | undefined, owner: Owner) => void) {
    this.#show = show
  }

  /** @param value - `undefined`: the owner has nothing to show, or no longer */
  set(owner: Owner, value: Value | undefined): void {
    if (value === undefined) this.#values.delete(owner)
    else this.#values.set(owner, value)
    const [first, shown] = this.#values.entries().next().value ?? [owner, undefined]
    if (shown === this.#shown) return
    this.#shown = shown
    this.#show(shown, first)
  }
}
