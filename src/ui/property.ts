import type {PropertyDeclaration, ReactiveElement} from 'lit';

/**
 * Lit's `@property`, as far as fields of classes need it: the half for standard decorators stays out of the page. What a
 * page has put on `Object.prototype` is none of its options.
 */
export const property =
  (options?: PropertyDeclaration) =>
  (element: object, name: PropertyKey): void =>
    (element.constructor as typeof ReactiveElement).createProperty(name, {
      __proto__: null,
      ...options,
    } as PropertyDeclaration);
