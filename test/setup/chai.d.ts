import 'vitest'

declare module 'vitest' {
  interface Assertion {
    /** Passes when axe finds nothing to object to. */
    accessible(options?: { ignoredRules?: string[]; ignoredTags?: string[] }): Promise<void>
    /** Compares the light DOM, indifferent to white space and order of attributes. */
    readonly dom: Assertion
    /** Compares the shadow DOM, indifferent to white space and order of attributes. */
    readonly shadowDom: Assertion
    readonly lightDom: Assertion
  }
}
