/** A part of the library whose code is loaded when it is first needed. */
export interface Lazy<Part> {
  /** The part; `undefined` until it is loaded. */
  readonly loaded: Part | undefined
  /**
   * Loads the part, once: further calls return the same promise. It resolves to the part, or to
   * `undefined` if loading has failed; the next call after a failure tries again.
   */
  load(): Promise<Part | undefined>
  /**
   * Calls `run` with the part: at once if the part is loaded, else when it is. Runs keep the order
   * of the calls. `run` is not called if loading fails.
   */
  use(run: (part: Part) => void): void
}

/**
 * Creates a part of the library whose code is loaded when it is first needed.
 *
 * @param importCode Imports the code of the part.
 * @param make Creates the part from its code.
 * @param onFailure Called when the code could not be loaded: the device is offline, or a release
 *   has replaced the file. Default: none.
 */
export function lazy<Code, Part>(
  importCode: () => Promise<Code>,
  make: (code: Code) => Part,
  onFailure?: () => void,
): Lazy<Part> {
  let loading: Promise<Part | undefined> | undefined
  const part: { -readonly [Key in keyof Lazy<Part>]: Lazy<Part>[Key] } = {
    loaded: undefined,
    load: () =>
      (loading ??= importCode().then(
        (code) => (part.loaded = make(code)),
        () => {
          loading = undefined
          onFailure?.()
          return undefined
        },
      )),
    use(run) {
      if (part.loaded) run(part.loaded)
      else void part.load().then((loaded) => loaded && run(loaded))
    },
  }
  return part
}
