import type {Plugin} from 'vite';

/**
 * The decorators of this kit stand on fields and declare properties, nothing else. The compiler's helper can also
 * decorate classes, methods and parameters; this one is a quarter of it.
 */
export const plainDecorators = (): Plugin => ({
  name: 'plain-decorators',
  transform: {
    filter: {id: /@oxc-project.+\/decorate\.js$/},
    handler: () => ({
      code: 'export default (decorators, prototype, name) => decorators.forEach(decorate => decorate(prototype, name));',
      map: null,
    }),
  },
});
