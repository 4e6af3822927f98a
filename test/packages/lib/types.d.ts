/** What a project's `run` is given. */
export interface Surroundings {
  /** Paths of the packed files. */
  readonly tarballs: { readonly belfry: string; readonly server: string }
  /** An empty folder outside of the repository; the caller removes it. */
  readonly folder: string
  /** Prints one line. */
  readonly log: (line: string) => void
  /** The demo, started from the server's tarball. All projects share it. */
  readonly server: DemoServer
}

/** A running demo. */
export interface DemoServer {
  /** Without a slash at the end, such as `http://127.0.0.1:4400`. */
  readonly url: string
  /**
   * Posts one event as the platform's back end.
   *
   * @throws Error unless the server accepts it.
   */
  postEvent(type: string, data: object): Promise<void>
}

/** One check of a project. */
export interface CheckResult {
  readonly name: string
  /** Why it failed. Absent where it passed. */
  readonly error?: string
}

/** What a project's `run.mjs` exports. */
export interface ProjectModule {
  run(surroundings: Surroundings): Promise<readonly CheckResult[]>
}
