import {createEs2015LinkerPlugin} from '@angular/compiler-cli/linker/babel';
import {transformAsync} from '@babel/core';
import {ConsoleLogger, LogLevel, NodeJSFileSystem} from '@angular/compiler-cli';

// `ng build` does all of this by itself; here the compiler `ngc` has run, and its linker finishes Angular's own files
const linker = createEs2015LinkerPlugin({
  fileSystem: new NodeJSFileSystem(),
  logger: new ConsoleLogger(LogLevel.warn),
  linkerJitMode: false,
});
const link = {
  name: 'angular-linker',
  transform: {
    filter: {id: /@angular.*\.mjs$/},
    handler: (code, filename) => transformAsync(code, {filename, configFile: false, compact: false, plugins: [linker]}),
  },
};

export default {plugins: [link], define: {ngDevMode: 'false', ngJitMode: 'false', ngServerMode: 'false'}};
