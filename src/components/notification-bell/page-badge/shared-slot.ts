/**
 * A place that exists once per page, such as its title, for which several elements have a value. It
 * shows the value of the element that has had one for the longest time.
 */
export class SharedSlot<Owner, Value> {
  readonly #show: (value: Value | undefined, owner: Owner) => void
  readonly #values = new Map<Owner, Value>()
  #shown: Value | undefined

  /** @param show - shows a value; `undefined` restores the place as it was found */
  constructor(show: (value: Value | undefined, owner: Owner) => void) {
    this.#show = show
  }

  /**
   * Sets the value of an owner.
   *
   * @param value - the value; `undefined` if the owner has none any more
   */
  set(owner: Owner, value: Value | undefined): void {
    if (value === undefined) this.#values.delete(owner)
    else this.#values.set(owner, value)
    const [first, shown] = this.#values.entries().next().value ?? [owner, undefined]
    if (shown === this.#shown) return
    this.#shown = shown
    this.#show(shown, first)
  }
}
