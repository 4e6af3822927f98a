/** The storage of one origin, with its failures. */
export class StorageArea {
  readonly items = new Map<string, string>()
  /** The maximum number of characters of all keys and values. */
  limit = Infinity
  /** Every access throws, as where cookies are forbidden. */
  isForbidden = false
  readonly #tell: (change: StorageChange) => void

  /** Makes an area; `tell` hears every change, with the page that made it. */
  constructor(tell: (change: StorageChange) => void = () => undefined) {
    this.#tell = tell
  }

  /** The view of one page. */
  view(page: object): Storage {
    if (this.isForbidden) throw new DOMException('access is denied', 'SecurityError')
    return new Proxy(new FakeStorage(this, page), keysAsProperties)
  }

  set(from: object, key: string, value: string): void {
    const before = this.items.get(key) ?? null
    const size = this.#size - (before === null ? 0 : key.length + before.length)
    if (size + key.length + value.length > this.limit)
      throw new DOMException('the quota has been exceeded', 'QuotaExceededError')
    this.items.set(key, value)
    if (before !== value) this.#tell({ from, key, oldValue: before, newValue: value })
  }

  remove(from: object, key: string): void {
    const oldValue = this.items.get(key)
    if (oldValue === undefined) return
    this.items.delete(key)
    this.#tell({ from, key, oldValue, newValue: null })
  }

  clear(from: object | null): void {
    if (this.items.size === 0) return
    this.items.clear()
    this.#tell({ from, key: null, oldValue: null, newValue: null })
  }

  get #size(): number {
    let size = 0
    for (const [key, value] of this.items) size += key.length + value.length
    return size
  }
}

/** The content of a `storage` event. */
export interface StorageChange {
  /** The page that made it; `null` for the member, by the browser's settings. */
  readonly from: object | null
  readonly key: string | null
  readonly oldValue: string | null
  readonly newValue: string | null
}

/** The event that other pages get: Node has none of its own. */
export class FakeStorageEvent extends Event implements Omit<StorageChange, 'from'> {
  readonly key: string | null
  readonly oldValue: string | null
  readonly newValue: string | null

  constructor(
    { key, oldValue, newValue }: StorageChange,
    readonly storageArea: Storage,
  ) {
    super('storage')
    this.key = key
    this.oldValue = oldValue
    this.newValue = newValue
  }
}

class FakeStorage {
  constructor(
    readonly area: StorageArea,
    readonly page: object,
  ) {}

  get length(): number {
    return this.area.items.size
  }

  key(index: number): string | null {
    return [...this.area.items.keys()][index] ?? null
  }

  getItem(key: string): string | null {
    this.#demand()
    return this.area.items.get(key) ?? null
  }

  setItem(key: string, value: string): void {
    this.#demand()
    this.area.set(this.page, key, String(value))
  }

  removeItem(key: string): void {
    this.#demand()
    this.area.remove(this.page, key)
  }

  clear(): void {
    this.#demand()
    this.area.clear(this.page)
  }

  #demand(): void {
    if (this.area.isForbidden) throw new DOMException('access is denied', 'SecurityError')
  }
}

/** `Object.keys(localStorage)` names what is stored. */
const keysAsProperties: ProxyHandler<FakeStorage> = {
  get(target, name) {
    const value: unknown = Reflect.get(target, name)
    if (typeof value === 'function') return value.bind(target) as unknown
    if (value !== undefined || typeof name !== 'string') return value
    return target.area.items.get(name)
  },
  ownKeys: (target) => [...target.area.items.keys()],
  getOwnPropertyDescriptor: (target, name) =>
    typeof name === 'string' && target.area.items.has(name)
      ? { value: target.area.items.get(name), enumerable: true, configurable: true, writable: true }
      : undefined,
}
