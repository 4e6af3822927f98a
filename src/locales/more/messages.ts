/** Every word of what the panel loads when it is asked for: search, fewer of a kind, what arrived. */
export interface MoreMessages {
  /** The BCP 47 tag that plurals, numbers and times follow. */
  readonly locale: string
  /** What the field is for. */
  readonly searchField: string
  readonly closeSearch: string
  readonly clearSearch: string
  readonly searching: string
  readonly searchFailed: string
  readonly searchNone: (text: string) => string
  readonly searchNoneText: string
  /** How many were found; so many or more. */
  readonly searchFound: (count: number, isMore: boolean) => string

  /** What shall be muted. */
  readonly fewerAsk: string
  readonly fewerKind: string
  readonly fewerFrom: (name: string) => string
  readonly fewerDone: string
  readonly fewerUndone: string
  readonly fewerFailed: string

  /** What is spoken of one that arrived, by its title. */
  readonly arrivedOne: (title: string) => string
  /** … and of several. */
  readonly arrived: (count: number) => string
  /** … of which so many are of one course. */
  readonly arrivedFrom: (arrived: string, count: number, course: string) => string
}
