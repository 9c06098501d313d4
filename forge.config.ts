/** Packages the app: `npm run package`, `npm run make`. scripts/package.mjs prepares and calls Electron Forge. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { FusesPlugin } from '@electron-forge/plugin-fuses';
import type { ForgeConfig } from '@electron-forge/shared-types';
import { FuseV1Options, FuseVersion } from '@electron/fuses';

/** Set by scripts/package.mjs where the official Electron cannot be had. */
const electronZipDir = process.env.GROTTO_ELECTRON_ZIPS;
const electronVersion = process.env.GROTTO_ELECTRON_VERSION;

interface LockedPackage {
  readonly dev?: boolean;
  readonly optional?: boolean;
}

/** Folders of node_modules that the app needs when it runs: those that the lock file does not call development's. */
function shippedModules(): readonly string[] {
  const lock = JSON.parse(readFileSync(resolve(import.meta.dirname, 'package-lock.json'), 'utf8')) as {
    readonly packages: Readonly<Record<string, LockedPackage>>;
  };
  return Object.entries(lock.packages)
    .filter(([path, entry]) => path.startsWith('node_modules/') && entry.dev !== true)
    .map(([path]) => `/${path}`);
}

const modules = shippedModules();
const shipped = ['/package.json', '/LICENSE', '/dist/main', '/dist/preload', '/dist/renderer', ...modules];

const config: ForgeConfig = {
  outDir: 'out',
  packagerConfig: {
    name: 'Grotto',
    executableName: 'grotto',
    appBundleId: 'org.grotto.app',
    appCategoryType: 'public.app-category.developer-tools',
    // The database's library is loaded by the system, which cannot look into an archive.
    asar: { unpack: '**/node_modules/@duckdb/node-bindings-*/**' },
    prune: false,
    // What is in the package, for whoever must know; see scripts/lib/sbom.mjs.
    extraResource: ['dist/sbom.cdx.json'],
    ignore: (path: string) =>
      path !== '' && !shipped.some((one) => path === one || path.startsWith(`${one}/`) || one.startsWith(`${path}/`)),
    ...(electronZipDir === undefined ? {} : { electronZipDir }),
  },
  hooks: {
    // Forge looks the version up by itself and would take no other word for it.
    readPackageJson: (_config, packageJson) => {
      const manifest = packageJson as { devDependencies: Record<string, string> };
      if (electronVersion === undefined) return Promise.resolve(packageJson);
      return Promise.resolve({
        ...packageJson,
        devDependencies: { ...manifest.devDependencies, electron: electronVersion },
      });
    },
  },
  rebuildConfig: { onlyModules: [] },
  makers: [
    { name: '@electron-forge/maker-zip', config: {} },
    {
      name: '@electron-forge/maker-deb',
      config: {
        options: {
          name: 'grotto',
          productName: 'Grotto',
          genericName: 'Log search',
          maintainer: 'The Grotto founders',
          categories: ['Development', 'Utility'],
          compression: 'gzip',
        },
      },
    },
  ],
  plugins: [
    new FusesPlugin({
      version: FuseVersion.V1,
      [FuseV1Options.RunAsNode]: false,
      [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
      [FuseV1Options.EnableNodeCliInspectArguments]: false,
      [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: process.platform !== 'linux',
      [FuseV1Options.OnlyLoadAppFromAsar]: true,
    }),
  ],
};

export default config;
